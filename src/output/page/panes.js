// ---- the right side ----
const main = el('main');
function drawMain() {
  for (const button of tabs.children) button.setAttribute('aria-selected', String(button.dataset.tab === state.tab));
  if (state.tab === 'tables') {
    main.replaceChildren(...tablesView());
    const now = main.querySelector('.now');
    if (now) now.scrollIntoView({block: 'center'});
  }
  else if (state.tab === 'coverage') main.replaceChildren(coverageView());
  else pageView();
}
function pageView() {
  const f = data.findings[state.selected];
  const parts = f ? [proof(f)] : [];
  // Two pages that lie on their side stand one above the other: beside each other nobody could read them.
  const lying = n => { const d = drawing(n); return d && d.w > d.h; };
  const panes = el('div', {class: 'panes' + (state.pages.length > 1 && state.pages.some(lying) ? ' stacked' : '')});
  state.pages.forEach((n, slot) => panes.append(pane(n, slot, f)));
  main.replaceChildren(...parts, panes);
  panes.querySelectorAll('.pane').forEach(node => fit(node));
}
function proof(f) {
  const [first] = f.evidence;
  const beside = e => e !== first && e.page === first.page && e.table === first.table;
  const chips = f.evidence.map((e, index) => el('button', {class: e.role === 'stated' || index === 0 ? 'stated' : null, 'data-chip': index, title: chipText(e), onclick: () => show(e, index)},
    el('b', {}, roleName(e.role) + ' '), el('span', {class: 'quoted'}, e.text), beside(e) ? null : el('span', {class: 'where'}, ' · ' + placeOf(e))));
  return el('section', {class: 'proof bar ' + f.severity},
    el('p', {}, el('span', {class: 'sev ' + f.severity}, t(f.severity)), ` ${f.rule} · `, el('b', {}, message(titles.get(f.rule) || {id: '', en: ''}))),
    el('p', {class: 'sum'}, ...linked(f)),
    el('p', {class: 'where'}, where(f) + (f.expected ? ` · ${t('expected')} ${f.expected}` : '') + ` · ${t('confidence')} ${decimal(f.confidence)}` + (f.root === null ? '' : ` · ${t('echo')}`) + (f.ignored ? ` · ${t('ignored')}: ${f.ignored.reason}` : '')),
    el('div', {class: 'chips'}, ...chips));
}
/// A number in plain digits as each of the two styles reads it: 1.254,60 is 1254.6 in one, nothing in the other.
function plain(text, thousands, comma) {
  const [whole, part, more] = text.replace(/[.,]+$/, '').split(comma);
  if (more !== undefined || (part !== undefined && part.includes(thousands))) return null;
  const digits = whole.replaceAll(thousands, '').replace(/^0+(?=\d)/, '');
  const decimals = (part || '').replace(/0+$/, '');
  return decimals ? digits + '.' + decimals : digits;
}
const numbersOf = text => text.match(/\d[\d.,]*/g) || [];
/// The message with each of its operands linked to the box of the figure that it is.
function linked(f) {
  const style = state.lang === 'id' ? ['.', ','] : [',', '.'];
  const values = f.evidence.map(e => {
    const found = numbersOf(e.text);
    return {alone: found.length === 1, all: new Set(found.flatMap(n => [plain(n, '.', ','), plain(n, ',', '.')]))};
  });
  const used = new Set();
  return message(f.message).split(/(\d[\d.,]*\d|\d)/).map((piece, at) => {
    if (at % 2 === 0) return piece;
    // What is quoted as printed may be in the other style.
    const value = [plain(piece, ...style), plain(piece, style[1], style[0])].find(v => v && values.some(e => e.all.has(v)));
    const holds = index => values[index].all.has(value);
    const order = [...values.keys()].filter(holds).sort((a, b) => used.has(a) - used.has(b) || values[b].alone - values[a].alone || a - b);
    if (!order.length || !value) return piece;
    const [index] = order;
    used.add(index);
    return el('button', {class: 'operand' + (index === 0 ? ' stated' : ''), 'data-operand': index, title: chipText(f.evidence[index]), onclick: () => show(f.evidence[index], index)}, piece);
  });
}
const placeOf = e => `${t('p')} ${e.page}` + (e.table ? ' · ' + tableName(e.table) : '');
const chipText = e => `${roleName(e.role)} · ${placeOf(e)}`;
const titles = new Map(data.checks.map(c => [c.rule, c.title]));
function pane(n, slot, f) {
  const evidence = f ? f.evidence.map((e, index) => [e, index]) : [];
  const go = by => turn(slot, by);
  const node = el('div', {class: 'pane', 'data-slot': slot, 'data-page': n},
    el('div', {class: 'bar'}, el('button', {onclick: () => go(-1), 'aria-label': '-1'}, '‹'), `${t('p')} ${n} / ${data.pages}`, el('button', {onclick: () => go(1), 'aria-label': '+1'}, '›'),
      slot === 0 ? el('span', {class: 'legend'}, ...t('legend').map(([kind, what]) => el('span', {class: kind}, what))) : null),
    headStrip(n, f && (f.evidence[state.focus[slot]] || f.evidence[0])),
    el('div', {class: 'view', tabindex: 0, onscroll: () => follow(node)}, pageSvg(n, {evidence})));
  return node;
}
const partOn = (table, page) => table.parts.find(p => p[0] === page);
/// The page and box of a table's header row that is nearest to what stands on a page: that of the page itself, where the table
/// begins on it or repeats its header, else that of the page where it begins.
function headFor(table, page) {
  const part = partOn(table, page);
  if (!table.head || !part || table.head[0] === page || !part[2]) return table.head;
  const [x0, y0, x1] = part[1];
  return [page, [x0, y0, x1, y0 + table.head[1][3] - table.head[1][1]]];
}
/// The header row of the table that a piece of evidence stands in: shown above the page where it has scrolled away, or
/// stands on another page.
function headStrip(n, e) {
  const table = e && e.page === n && tableById.get(e.table);
  if (!table || !table.head) return null;
  const [page, [, y0, , y1]] = headFor(table, n);
  const d = drawing(page);
  return d ? el('div', {class: 'strip', 'data-page': page, 'data-top': y0, hidden: true}, pageSvg(page, {crop: [0, y0 - 10, d.w, y1 + 10], marks: false})) : null;
}
/// Keeps the header row over its columns, while it cannot be seen on the page itself.
function follow(node) {
  const strip = node.querySelector('.strip');
  if (!strip) return;
  const view = node.querySelector('.view'), picture = view.querySelector('svg.page');
  const scale = picture.width.baseVal.value / picture.viewBox.baseVal.width;
  strip.hidden = strip.dataset.page === node.dataset.page && +strip.dataset.top * scale + 8 >= view.scrollTop;
  strip.scrollLeft = view.scrollLeft;
}
function turn(slot, by) {
  const at = pageNumbers.indexOf(state.pages[slot]);
  const next = pageNumbers[Math.min(Math.max(at + by, 0), pageNumbers.length - 1)];
  if (next === undefined || next === state.pages[slot]) return;
  state.pages[slot] = next;
  pageView();
}
/// Pixels a point beyond which a page is not enlarged by itself.
const LARGEST = 1.7;
/// Gives the words of the page the width of their pane, and brings as many boxes into sight as fit, in any case the one
/// that the pane is about.
function fit(node) {
  const view = node.querySelector('.view');
  const picture = view.querySelector('svg.page');
  if (!picture) return;
  const box = picture.viewBox.baseVal;
  const [left, right] = extent(+node.dataset.page);
  const width = Math.max(Math.min((view.clientWidth - 16) * box.width / (right - left), LARGEST * box.width / 10), 200) * state.zoom;
  const scale = width / box.width;
  for (const drawn of node.querySelectorAll('svg.page')) {
    drawn.setAttribute('width', width);
    drawn.setAttribute('height', scale * drawn.viewBox.baseVal.height);
  }
  view.scrollLeft = left * scale;
  const edges = b => ['x', 'y', 'width', 'height'].map(name => +b.getAttribute(name) * scale + (name === 'x' || name === 'y' ? 8 : 0));
  const boxes = [...picture.querySelectorAll('.box')];
  const first = boxes.find(b => +b.dataset.evidence === state.focus[+node.dataset.slot]) || boxes[0];
  if (first) {
    const [x, y, w, h] = edges(first), all = boxes.map(edges), strip = node.querySelector('.strip');
    const bottom = Math.max(...all.map(b => b[1] + b[3]));
    let top = Math.min(...all.map(b => b[1]));
    const high = view.clientHeight, head = strip && strip.dataset.page === node.dataset.page ? +strip.dataset.top * scale : top;
    if (head < top && bottom - head < high * 0.9) top = head;
    const middle = (top + bottom) / 2 - high / 2;
    view.scrollTop = bottom - top < high * 0.95 ? middle : Math.min(Math.max(middle, y + h - high * 0.75), y - high * 0.25);
    if (x < view.scrollLeft || x + w > view.scrollLeft + view.clientWidth) view.scrollLeft = x + w / 2 - view.clientWidth / 2;
  }
  follow(node);
}
function show(e, index) {
  let slot = state.pages.findIndex((page, at) => page === e.page && state.focus[at] === index);
  if (slot < 0) slot = state.pages.indexOf(e.page);
  if (slot < 0) {
    slot = state.pages.length > 1 ? 1 : 0;
    state.pages[slot] = e.page;
    state.focus[slot] = index;
    pageView();
  }
  const box = main.querySelector(`.pane[data-slot="${slot}"] [data-evidence="${index}"]`);
  if (!box) return;
  box.scrollIntoView({block: 'center', inline: 'center'});
  flash(box);
}
function point(index) {
  const chip = main.querySelector(`[data-chip="${index}"]`);
  if (!chip) return;
  chip.focus();
  flash(chip);
}
function flash(node) {
  node.classList.remove('flash');
  void node.getBoundingClientRect();
  node.classList.add('flash');
}
