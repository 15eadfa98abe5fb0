"""Opens a page that lkj wrote in a real browser and says as JSON what came of it.

  python drive.py BROWSER PAGE.html          a report's page, or the list of reports
  python drive.py BROWSER PAGE.html PICTURE  also writes what is seen at first, as PNG

Driven through Playwright with the Chromium that is installed. Nothing is asserted here: tests/browser.rs judges what is printed.
"""

import json
import sys

from playwright.sync_api import sync_playwright

EVIDENCE = """() => [...document.querySelectorAll('.pane .box')].map(box => {
  const seen = box.getBoundingClientRect();
  const page = box.closest('svg');
  const words = [...page.querySelectorAll('g[font-family] text')].filter(word => {
    const b = word.getBoundingClientRect();
    const x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2;
    return x >= seen.left && x <= seen.right && y >= seen.top && y <= seen.bottom;
  });
  const chip = document.querySelector(`[data-chip="${box.dataset.evidence}"]`);
  const places = [box.x, box.y, box.width, box.height].map(length => length.baseVal.value / 10);
  return {inside: words.map(word => word.textContent).join(' '), chip: chip ? chip.textContent : null, page: +page.dataset.page, places};
})"""

# Every operand of the sum is pressed; it must light the box of its own figure, and the box must lead back to its chip.
OPERANDS = """() => [...document.querySelectorAll('.operand')].map(operand => {
  operand.click();
  const box = document.querySelector('.pane .box.flash');
  if (!box) return {number: operand.textContent, title: null, back: false};
  const title = box.querySelector('title').textContent, index = box.dataset.evidence;
  box.dispatchEvent(new MouseEvent('click', {bubbles: true}));
  const back = document.activeElement.dataset.chip === index;
  box.classList.remove('flash');
  return {number: operand.textContent, title, back};
})"""

# Whether the box of what is stated stands in the part of its pane that can be seen.
IN_SIGHT = """() => {
  const box = document.querySelector('.pane[data-slot="0"] .box[data-evidence="0"]');
  if (!box) return null;
  const b = box.getBoundingClientRect(), v = box.closest('.view').getBoundingClientRect();
  return b.bottom > v.top && b.top < v.bottom && b.right > v.left && b.left < v.right;
}"""

# Whether each pane with a figure of a table shows the header row of that table: on the page, or above it.
HEADED = """() => [...document.querySelectorAll('.pane')].filter(pane => pane.querySelector('.strip')).map(pane => {
  const strip = pane.querySelector('.strip'), view = pane.querySelector('.view'), page = view.querySelector('svg.page');
  if (!strip.hidden) return strip.clientHeight > 5 && strip.querySelectorAll('text').length > 0;
  const top = page.getBoundingClientRect().top + strip.dataset.top * page.clientHeight / page.viewBox.baseVal.height;
  return strip.dataset.page === pane.dataset.page && top >= view.getBoundingClientRect().top - 2;
})"""

# On paper: boxes that their picture cuts off, and pictures that run over the paper's edge.
CUT = """() => {
  const out = [...document.querySelectorAll('#print figure svg')].flatMap(picture => {
    const seen = picture.getBoundingClientRect(), whole = picture.viewBox.baseVal;
    const inside = box => box.y.baseVal.value < whole.y + whole.height && box.y.baseVal.value + box.height.baseVal.value > whole.y;
    const cut = [...picture.querySelectorAll('.box')].filter(inside).filter(box => {
      const b = box.getBoundingClientRect();
      return b.left < seen.left - 1 || b.right > seen.right + 1 || b.top < seen.top - 1 || b.bottom > seen.bottom + 1;
    });
    return cut.map(box => box.querySelector('title').textContent).concat(seen.right > innerWidth + 1 ? ['over the edge'] : []);
  });
  return out;
}"""

# Milliseconds from a change of the filter to the list laid out again.
FILTER = """() => {
  const search = document.getElementById('search'), start = performance.now();
  search.value = 'tercetak';
  search.dispatchEvent(new Event('input'));
  void document.body.offsetHeight;
  const took = performance.now() - start;
  search.value = '';
  search.dispatchEvent(new Event('input'));
  return took;
}"""

STEP = """() => {
  const start = performance.now();
  dispatchEvent(new Event('focus'));
  document.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}));
  void document.body.offsetHeight;
  return performance.now() - start;
}"""

FILTERED = """([id, word]) => {
  const select = document.getElementById(id);
  const option = [...select.options].find(o => o.value && (!word || o.value === word));
  select.value = option.value;
  select.dispatchEvent(new Event('change'));
  const texts = [...document.querySelectorAll('ol.findings li[data-index]')].map(li => li.textContent);
  select.value = '';
  select.dispatchEvent(new Event('change'));
  return {value: option.value, texts};
}"""


def watched(browser, out):
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.on("console", lambda message: out["console"].append(message.text))
    page.on("pageerror", lambda error: out["console"].append(str(error)))
    page.on("dialog", lambda dialog: (out["console"].append("dialog"), dialog.dismiss()))
    page.on("request", lambda request: out["requests"].append(request.url))
    return page


def report(page, out):
    items = page.locator("ol.findings li[data-index]")
    out["opened_ms"] = page.evaluate("performance.getEntriesByType('navigation')[0].duration")
    out["findings"] = items.count()
    out["wide"] = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    out["foreign"] = page.evaluate("document.querySelectorAll('img, iframe, a[href], b[data-hostile]').length")
    out["boxes"], out["operands"], out["in_sight"], out["panes"], out["headed"] = [], [], [], [], []
    for index in range(min(items.count(), 12)):
        items.nth(index).click()
        out["in_sight"].append(page.evaluate(IN_SIGHT))
        out["panes"].append(page.locator(".pane").count())
        out["headed"] += page.evaluate(HEADED)
        out["boxes"] += page.evaluate(EVIDENCE)
        out["operands"] += page.evaluate(OPERANDS)
    out["filter_ms"] = page.evaluate(FILTER)
    out["step_ms"] = page.evaluate(STEP)
    if items.count():
        out["by_rule"] = page.evaluate(FILTERED, ["rule", None])
        out["by_table"] = page.evaluate(FILTERED, ["table", None])
    out["indonesian"] = page.evaluate("document.documentElement.lang"), page.locator("nav .count").inner_text()
    page.locator("#language").click()
    out["language"] = page.evaluate("document.documentElement.lang")
    out["english"] = page.locator("nav .count").inner_text()
    page.fill("#search", "zzzzzz")
    out["after_search"] = items.count()
    page.fill("#search", "")
    toggle = page.locator("button[data-severity=low]")
    if toggle.count():
        toggle.click()
        out["low_left"] = page.locator("ol.findings li.low").count()
        toggle.click()
    page.keyboard.press("Escape")
    page.locator("ol.findings").focus()
    page.keyboard.press("j")
    out["hash"] = page.evaluate("location.hash")
    page.locator(".pane .view").first.focus()
    page.keyboard.press("ArrowDown")
    out["hash_after_scrolling"] = page.evaluate("location.hash")
    page.keyboard.press("2")
    out["grid_now"] = page.locator("table.grid .now").count()
    out["grid_cells"] = page.locator("table.grid td").count()
    out["grid_ticks"] = page.locator("table.grid td.ticked").count()
    page.keyboard.press("3")
    out["coverage_rows"] = page.locator("table.list tbody tr").count()
    page.keyboard.press("/")
    out["search_focused"] = page.evaluate("document.activeElement.id")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    out["printed"] = page.locator("#print section").count()
    out["print_pictures"] = page.locator("#print figure svg .box").count()
    out["print_cut"] = page.evaluate(CUT)
    out["print_shows_app"] = page.locator("#app").is_visible()


def index(page, out):
    first = "() => [...document.querySelectorAll('#reports tbody tr')].map(row => row.cells[0].textContent)"
    out["order"] = page.evaluate(first)
    page.locator("#reports th").nth(0).click()
    out["by_name"] = page.evaluate(first)
    page.locator("#reports th").nth(0).click()
    out["by_name_down"] = page.evaluate(first)
    out["heads"] = page.locator("#reports thead").inner_text()
    page.locator("#language").click()
    out["heads_english"] = page.locator("#reports thead").inner_text()
    out["language"] = page.evaluate("document.documentElement.lang")
    out["unread"] = page.locator("details li").all_inner_texts()
    out["bars"] = page.locator("#agencies .stack i").count()
    out["field"] = page.locator("#field tbody tr").count()
    out["wide"] = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.locator("#reports a").first.click()
    page.locator("svg.page:visible").first.wait_for()
    out["opened"] = page.locator("h1").inner_text()


def main():
    browser_path, page_path = sys.argv[1:3]
    out = {"console": [], "requests": []}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = watched(browser, out)
        page.goto("file://" + page_path)
        if len(sys.argv) > 3:
            page.screenshot(path=sys.argv[3])
        (index if page.locator("#reports").count() else report)(page, out)
        browser.close()
    print(json.dumps(out))


main()
