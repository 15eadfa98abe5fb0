"""Opens a page that lkj wrote in a real browser and says as JSON what came of it.

  python drive.py BROWSER PAGE.html

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
  return {inside: words.map(word => word.textContent).join(' '), chip: chip ? chip.textContent : null};
})"""


def main():
    browser_path, page_path = sys.argv[1:3]
    out = {"console": [], "requests": []}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.on("console", lambda message: out["console"].append(message.text))
        page.on("pageerror", lambda error: out["console"].append(str(error)))
        page.on("dialog", lambda dialog: (out["console"].append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: out["requests"].append(request.url))
        page.goto("file://" + page_path)
        items = page.locator("ol.findings li[data-index]")
        out["findings"] = items.count()
        out["wide"] = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        out["foreign"] = page.evaluate("document.querySelectorAll('img, iframe, a[href], b[data-hostile]').length")
        out["boxes"] = []
        for index in range(min(items.count(), 12)):
            items.nth(index).click()
            out["boxes"] += page.evaluate(EVIDENCE)
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
        page.keyboard.press("2")
        out["grid_cells"] = page.locator("table.grid td").count()
        page.keyboard.press("3")
        out["coverage_rows"] = page.locator("table.list tbody tr").count()
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        out["printed"] = page.locator("#print section").count()
        out["print_shows_app"] = page.locator("#app").is_visible()
        browser.close()
    print(json.dumps(out))


main()
