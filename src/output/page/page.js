(() => {
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const SVG = 'http://www.w3.org/2000/svg';
const SEVERITIES = ['high', 'medium', 'low', 'info'];
const WORDS = {
  id: {
    high: 'tinggi', medium: 'sedang', low: 'rendah', info: 'info', search: 'Cari temuan…', allRules: 'Semua aturan', allTables: 'Semua tabel', bySeverity: 'Terberat dulu', byPage: 'Urut halaman',
    page: 'Halaman', tables: 'Tabel', coverage: 'Cakupan', print: 'Cetak', help: 'Bantuan', other: 'English', p: 'hlm.', table: 'Tabel', nth: 'tabel ke-',
    shown: (n, all) => `${count(n)} dari ${count(all)} temuan`, none: 'Tidak ada temuan untuk saringan ini.', clean: 'Tidak ada temuan.',
    expected: 'seharusnya', confidence: 'keyakinan', ignored: 'diabaikan', echo: 'akibat dari temuan di atas', checked: (n, all) => `${count(n)} dari ${count(all)} angka diperiksa (${share(n, all)}%)`,
    verified: 'cocok', contradicted: 'bertentangan', figures: 'angka', findings: 'temuan', kind: 'Jenis', rule: 'Aturan', passed: 'cocok',
    failed: 'tidak cocok', skipped: 'tidak dapat diperiksa', why: 'sebabnya', warnings: 'Peringatan', printed: 'Tercetak', extracted: 'Terbaca',
    picture: 'gambar', scanned: 'halaman pindaian tidak dibaca', nopage: 'Halaman ini tidak digambar.', prose: 'naskah', byrule: 'Per aturan', bytable: 'Per tabel',
    keys: [['j k', 'temuan berikut, sebelumnya'], ['[ ]', 'halaman sebelumnya, berikut'], ['+ -', 'perbesar, perkecil'], ['1 2 3', 'halaman, tabel, cakupan'],
      ['/', 'cari'], ['l', 'bahasa'], ['?', 'bantuan ini']],
    legend: [['stated', 'tertulis'], ['', 'pembanding'], ['dashed', 'temuan lain'], ['tick', 'cocok']], thesame: 'tempat kedua',
    parts: 'Cocok: hasil yang dihitung ulang dan benar, serta angka hitungannya, yang bila salah jauh akan membuat hasil itu tidak benar. Bertentangan: angka yang dipersoalkan; angka lain dalam hitungannya juga terhitung diperiksa.',
    operand: 'angka hitungan',
  },
  en: {
    high: 'high', medium: 'medium', low: 'low', info: 'info', search: 'Search findings…', allRules: 'All rules', allTables: 'All tables', bySeverity: 'Gravest first', byPage: 'In page order',
    page: 'Page', tables: 'Tables', coverage: 'Coverage', print: 'Print', help: 'Help', other: 'Bahasa Indonesia', p: 'p.', table: 'Table', nth: 'table #',
    shown: (n, all) => `${count(n)} of ${count(all)} findings`, none: 'No finding passes this filter.', clean: 'No findings.',
    expected: 'expected', confidence: 'confidence', ignored: 'set aside', echo: 'follows from the finding above', checked: (n, all) => `${count(n)} of ${count(all)} figures checked (${share(n, all)}%)`,
    verified: 'agree', contradicted: 'contradicted', figures: 'figures', findings: 'findings', kind: 'Kind', rule: 'Rule', passed: 'agree',
    failed: 'disagree', skipped: 'not checkable', why: 'why', warnings: 'Warnings', printed: 'Printed', extracted: 'As read',
    picture: 'picture', scanned: 'scanned pages not read', nopage: 'This page is not drawn.', prose: 'prose', byrule: 'By rule', bytable: 'By table',
    keys: [['j k', 'next, previous finding'], ['[ ]', 'previous, next page'], ['+ -', 'zoom in, out'], ['1 2 3', 'page, tables, coverage'],
      ['/', 'search'], ['l', 'language'], ['?', 'this help']],
    legend: [['stated', 'stated'], ['', 'compared with'], ['dashed', 'other findings'], ['tick', 'agrees']], thesame: 'second place',
    parts: 'Agree: results that were recomputed and are right, and the operands they follow from, which could not be far off without that result being wrong. Contradicted: the figure in question; the other figures of its sum count as checked too.',
    operand: 'operand',
  },
};
const state = {lang: data.lang === 'en' ? 'en' : 'id', severities: new Set(SEVERITIES), rule: '', table: '', query: '', selected: -1, order: 'severity',
  tab: 'page', pages: [1], focus: [0], zoom: 1, shownTable: data.tables.length ? data.tables[0].id : ''};
const t = key => WORDS[state.lang][key];
const message = m => m[state.lang] || m.id;
const roleName = role => message(data.roles[role] || {id: role});
const count = n => n.toLocaleString(state.lang === 'id' ? 'id-ID' : 'en-GB');
const share = (n, all) => all ? Math.min(Math.floor(n * 100 / all), 100) : 0;
const decimal = text => state.lang === 'id' ? text.replace('.', ',') : text;

// ---- making elements: text only ever enters as text ----
function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  fill(node, props);
  node.append(...children.filter(c => c !== null && c !== undefined));
  return node;
}
function svg(tag, props = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  fill(node, props);
  node.append(...children);
  return node;
}
function fill(node, props) {
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
}

// ---- pages ----
const drawings = new Map();
function drawing(n) {
  if (!drawings.has(n)) {
    const source = document.getElementById('p' + n);
    drawings.set(n, source ? JSON.parse(source.textContent) : null);
  }
  return drawings.get(n);
}
const color = n => '#' + n.toString(16).padStart(6, '0');
const pageNumbers = [...document.querySelectorAll('script[type="application/json"]')].map(s => /^p(\d+)$/.exec(s.id)).filter(Boolean).map(m => +m[1]);

/// A page, or the part of it inside `crop` (x0, y0, x1, y1), redrawn; `evidence` boxed.
function pageSvg(n, {crop = null, evidence = [], marks = true} = {}) {
  const d = drawing(n);
  if (!d) return el('p', {}, t('nopage'));
  const [x0, y0, x1, y1] = crop || [0, 0, d.w, d.h];
  const root = svg('svg', {class: 'page', viewBox: `${x0} ${y0} ${x1 - x0} ${y1 - y0}`, 'data-page': n, role: 'img', 'aria-label': `${t('p')} ${n}`});
  const inside = (a, b, c, e) => !crop || (c >= x0 && a <= x1 && e >= y0 && b <= y1);
  const back = svg('g');
  for (const [x, y, w, h, c] of d.f) if (inside(x, y, x + w, y + h)) back.append(svg('rect', {x, y, width: w, height: h, fill: color(c)}));
  for (const [x, y, w, h] of d.i) {
    if (!inside(x, y, x + w, y + h)) continue;
    back.append(svg('rect', {x, y, width: w, height: h, fill: '#eef0f2', stroke: '#c5cad0', 'stroke-width': 5}));
    if (w > 600 && h > 200) back.append(svg('text', {x: x + w / 2, y: y + h / 2, 'font-size': 90, 'text-anchor': 'middle', fill: '#8a929b'}, t('picture')));
  }
  for (const [a, b, c, e, w, k] of d.l) {
    if (inside(a, b, c, e)) back.append(svg('line', {x1: a, y1: b, x2: c, y2: e, stroke: color(k), 'stroke-width': Math.max(w, 4)}));
  }
  const words = svg('g', {'font-family': 'Arial, "Liberation Sans", Helvetica, sans-serif'});
  for (const [x, y, length, size, flags, k, text] of d.t) {
    const upright = (flags & 12) === 0;
    if (!(upright ? inside(x, y - size, x + length, y) : inside(x - size, y - length, x + size, y + length))) continue;
    words.append(svg('text', {
      x, y, 'font-size': size, textLength: text.length > 1 && length > 0 ? length : null, lengthAdjust: 'spacingAndGlyphs',
      'font-weight': flags & 1 ? 'bold' : null, 'font-style': flags & 2 ? 'italic' : null, fill: k ? color(k) : null,
      transform: flags & 4 ? `rotate(-90 ${x} ${y})` : flags & 8 ? `rotate(90 ${x} ${y})` : null,
    }, text));
  }
  root.append(back, words);
  const over = svg('g', {class: 'over'});
  for (const [page, b] of data.ticks) {
    if (page === n && inside(...b)) over.append(svg('text', {class: 'tick', x: b[2] - 10, y: b[1] + 85, 'font-size': 85, 'text-anchor': 'end'}, '✓'));
  }
  if (marks) {
    data.findings.forEach((f, index) => {
      const e = f.evidence[0];
      if (!e || e.page !== n || index === state.selected || !inside(...e.bbox)) return;
      over.append(svg('rect', {class: 'mark ' + f.severity, ...rect(e.bbox), onclick: () => select(index)}, svg('title', {}, `${f.rule}: ${message(f.message)}`)));
    });
  }
  for (const [e, index] of evidence) {
    if (e.page !== n) continue;
    const kind = index === 0 ? ' stated' : '';
    over.append(svg('rect', {class: 'box' + kind, ...rect(e.bbox), 'data-evidence': index, onclick: () => point(index)}, svg('title', {}, `${roleName(e.role)}: ${e.text}`)));
  }
  root.append(over);
  return root;
}
function rect([x0, y0, x1, y1]) {
  const pad = 15;
  return {x: x0 - pad, y: y0 - pad, width: Math.max(x1 - x0, 20) + 2 * pad, height: Math.max(y1 - y0, 20) + 2 * pad, rx: 12};
}

// ---- findings ----
function matches(f) {
  const places = [f.table, ...f.evidence.map(e => e.table)];
  if (!state.severities.has(f.severity) || (state.rule && f.rule !== state.rule) || (state.table && !places.includes(state.table))) return false;
  const text = [f.rule, f.row, f.column, f.stated, f.expected, f.message.id, f.message.en, ...f.evidence.map(e => e.text)].join(' ').toLowerCase();
  return state.query.toLowerCase().split(/\s+/).every(word => text.includes(word));
}
/// Indexes of the findings that pass the filters, in the order chosen; an echo stays with its root.
function visible() {
  const grave = index => SEVERITIES.indexOf(data.findings[data.findings[index].root ?? index].severity);
  const shown = data.findings.map((f, index) => index).filter(index => matches(data.findings[index]));
  return state.order === 'page' ? shown : shown.sort((a, b) => grave(a) - grave(b) || a - b);
}
const tableById = new Map(data.tables.map(table => [table.id, table]));
function tableName(id) {
  const table = tableById.get(id);
  const number = table ? table.number : id;
  return number ? `${t('table')} ${number}` : t('nth') + id.slice(1);
}
function where(f) {
  const parts = [`${t('p')} ${f.page}`];
  const first = f.evidence[0];
  if (first && first.table) parts.push(tableName(first.table));
  for (const part of [f.row, f.column]) if (part) parts.push(part.length > 90 ? part.slice(0, 88) + '…' : part);
  return parts.join(' · ');
}

const list = el('ol', {class: 'findings', role: 'listbox', tabindex: 0});
const counter = el('div', {class: 'count', 'aria-live': 'polite'});
function drawList() {
  const shown = visible();
  list.replaceChildren(...shown.map(index => {
    const f = data.findings[index];
    return el('li', {class: f.severity + (f.root === null ? '' : ' echo'), 'data-index': index, id: 'finding-' + f.id, role: 'option',
      'aria-current': index === state.selected ? 'true' : null, onclick: () => select(index)},
      el('div', {}, el('span', {class: 'sev ' + f.severity}, t(f.severity)), ` ${f.rule} · ${where(f)}`),
      el('div', {class: 'clip'}, message(f.message)));
  }));
  if (!shown.length) list.append(el('li', {}, t(data.findings.length ? 'none' : 'clean')));
  counter.textContent = t('shown')(shown.length, data.findings.length);
}
function select(index, scroll = true) {
  state.selected = index;
  const f = data.findings[index];
  if (!f) return;
  [state.pages, state.focus] = places(f);
  state.tab = 'page';
  history.replaceState(null, '', '#finding-' + f.id);
  for (const item of list.children) {
    const current = +item.dataset.index === index;
    item.toggleAttribute('aria-current', false);
    if (current) {
      item.setAttribute('aria-current', 'true');
      if (scroll) item.scrollIntoView({block: 'nearest'});
    }
  }
  drawMain();
}
/// Which pages stand side by side, and which evidence each brings to its middle: the first place, and the first one that
/// cannot be seen with it, on another page or far away on the same one.
function places(f) {
  const [first] = f.evidence;
  if (!first) return [[f.page], [0]];
  const height = (drawing(first.page) || {h: 8400}).h;
  const apart = e => e.page !== first.page || Math.abs(e.bbox[1] - first.bbox[1]) > height * 0.4;
  const other = f.evidence.findIndex(apart);
  return other < 0 ? [[first.page], [0]] : [[first.page, f.evidence[other].page], [0, other]];
}
function step(by) {
  const shown = visible();
  if (!shown.length) return;
  const at = shown.indexOf(state.selected);
  select(shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)]);
}

// ---- the right side ----
const main = el('main');
function drawMain() {
  for (const button of tabs.children) button.setAttribute('aria-selected', String(button.dataset.tab === state.tab));
  if (state.tab === 'tables') main.replaceChildren(...tablesView());
  else if (state.tab === 'coverage') main.replaceChildren(coverageView());
  else pageView();
}
function pageView() {
  const f = data.findings[state.selected];
  const parts = f ? [proof(f)] : [];
  const panes = el('div', {class: 'panes'});
  state.pages.forEach((n, slot) => panes.append(pane(n, slot, f)));
  main.replaceChildren(...parts, panes);
  panes.querySelectorAll('.pane').forEach(node => fit(node));
}
function proof(f) {
  const chips = f.evidence.map((e, index) => el('button', {class: e.role === 'stated' || index === 0 ? 'stated' : null, 'data-chip': index, onclick: () => show(e, index)},
    el('b', {}, roleName(e.role) + ' '), e.text, el('span', {class: 'where'}, ` · ${t('p')} ${e.page}` + (e.table ? ' · ' + tableName(e.table) : ''))));
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
    const value = plain(piece, ...style);
    const holds = index => values[index].all.has(value);
    const order = [...values.keys()].filter(holds).sort((a, b) => used.has(a) - used.has(b) || values[b].alone - values[a].alone || a - b);
    if (!order.length || !value) return piece;
    const [index] = order;
    used.add(index);
    return el('button', {class: 'operand' + (index === 0 ? ' stated' : ''), 'data-operand': index, title: chipText(f.evidence[index]), onclick: () => show(f.evidence[index], index)}, piece);
  });
}
const chipText = e => `${roleName(e.role)} · ${t('p')} ${e.page}` + (e.table ? ' · ' + tableName(e.table) : '');
const titles = new Map(data.checks.map(c => [c.rule, c.title]));
function pane(n, slot, f) {
  const evidence = f ? f.evidence.map((e, index) => [e, index]) : [];
  const go = by => turn(slot, by);
  return el('div', {class: 'pane', 'data-slot': slot},
    el('div', {class: 'bar'}, el('button', {onclick: () => go(-1), 'aria-label': '-1'}, '‹'), `${t('p')} ${n} / ${data.pages}`, el('button', {onclick: () => go(1), 'aria-label': '+1'}, '›'),
      slot === 0 ? el('span', {class: 'legend'}, ...t('legend').map(([kind, what]) => el('span', {class: kind}, what))) : null),
    el('div', {class: 'view'}, pageSvg(n, {evidence})));
}
function turn(slot, by) {
  const at = pageNumbers.indexOf(state.pages[slot]);
  const next = pageNumbers[Math.min(Math.max(at + by, 0), pageNumbers.length - 1)];
  if (next === undefined || next === state.pages[slot]) return;
  state.pages[slot] = next;
  pageView();
}
/// Gives the page the width of its pane, and brings the first box to the middle.
function fit(node) {
  const view = node.querySelector('.view');
  const picture = view.querySelector('svg.page');
  if (!picture) return;
  const box = picture.viewBox.baseVal;
  const width = Math.max(Math.min(view.clientWidth - 16, 1100), 200) * state.zoom;
  picture.setAttribute('width', width);
  picture.setAttribute('height', width * box.height / box.width);
  const boxes = [...picture.querySelectorAll('.box')];
  const first = boxes.find(b => +b.dataset.evidence === state.focus[+node.dataset.slot]) || boxes[0];
  if (!first) return;
  const scale = width / box.width;
  view.scrollTop = +first.getAttribute('y') * scale - view.clientHeight / 2.5;
  view.scrollLeft = (+first.getAttribute('x') + +first.getAttribute('width') / 2) * scale - view.clientWidth / 2;
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

// ---- tables as read, beside the print ----
function tablesView() {
  const choice = el('select', {'aria-label': t('tables'), onchange: event => { state.shownTable = event.target.value; drawMain(); }},
    ...data.tables.map(x => el('option', {value: x.id, selected: x.id === state.shownTable}, `${tableName(x.id)} ${x.caption || ''}`.slice(0, 110))));
  const table = tableById.get(state.shownTable);
  if (!table) return [el('div', {class: 'scroll'}, '–')];
  const printed = el('div', {}, el('h3', {}, t('printed')), ...table.parts.map(([page, b]) => {
    const picture = pageSvg(page, {crop: [b[0] - 60, b[1] - 60, b[2] + 60, b[3] + 60]});
    fill(picture, {width: '100%'});
    return el('div', {}, el('div', {class: 'where'}, `${t('p')} ${page}`), picture);
  }));
  const read = el('div', {}, el('h3', {}, t('extracted')), grid(table));
  return [el('div', {class: 'filters'}, choice), el('div', {class: 'scroll'}, el('div', {class: 'two'}, printed, read))];
}
function grid(table) {
  const ticked = new Map(table.ticks.map(([row, col, rule, operand]) => [row + ',' + col, operand ? `${rule}: ${t('operand')}` : rule]));
  const wrong = new Map(), part = new Map();
  data.findings.forEach((f, index) => f.evidence.forEach((e, i) => {
    if (e.table === table.id && e.row !== null) (i === 0 ? wrong : part).set(e.row + ',' + e.col, index);
  }));
  const totals = new Set(table.totals);
  const node = el('table', {class: 'grid' + (table.cols > 8 ? ' wide' : '')});
  let line = null, row = -1;
  for (const [r, c, rowspan, colspan, text] of table.cells) {
    while (row < r) { row += 1; line = el('tr', {class: totals.has(row) ? 'total' : null}); node.append(line); }
    const key = r + ',' + c;
    const index = wrong.has(key) ? wrong.get(key) : part.get(key);
    line.append(el(r < table.header ? 'th' : 'td', {rowspan: rowspan > 1 ? rowspan : null, colspan: colspan > 1 ? colspan : null,
      class: wrong.has(key) ? 'wrong' : part.has(key) ? 'part' : ticked.has(key) ? 'ticked' : null, title: ticked.get(key),
      onclick: index === undefined ? null : () => select(index)}, text));
  }
  return node;
}

// ---- what was checked ----
function coverageView() {
  const head = (...names) => el('thead', {}, el('tr', {}, ...names.map((name, i) => el('th', {class: i > 1 ? 'n' : null}, name))));
  const n = value => el('td', {class: 'n'}, typeof value === 'number' ? count(value) : value);
  const contradicted = new Map();
  for (const f of data.findings) {
    const e = f.evidence[0];
    if (e && e.table) contradicted.set(e.table, (contradicted.get(e.table) || new Set()).add(e.row + ',' + e.col));
  }
  const perTable = el('table', {class: 'list'}, head(t('table'), t('kind'), t('p'), t('figures'), t('verified'), t('contradicted'), ''),
    el('tbody', {}, ...data.tables.map(x => {
      const wrong = (contradicted.get(x.id) || new Set()).size;
      return el('tr', {class: 'link', onclick: () => { state.shownTable = x.id; state.tab = 'tables'; drawMain(); }},
        el('td', {}, `${tableName(x.id)} ${x.caption || ''}`), el('td', {}, message(data.kinds[x.kind] || {id: x.kind})), n(x.parts.map(p => p[0]).join(', ')),
        n(x.figures), n(x.ticks.length), n(wrong), el('td', {class: 'n'}, el('meter', {min: 0, max: Math.max(x.figures, 1), value: Math.min(x.ticks.length + wrong, x.figures)})));
    })));
  const perRule = el('table', {class: 'list'}, head(t('rule'), '', t('passed'), t('failed'), t('skipped'), t('why')),
    el('tbody', {}, ...data.checks.map(c => el('tr', {}, el('td', {}, c.rule), el('td', {}, message(c.title)), n(c.passed), n(c.failed), n(c.skipped),
      el('td', {}, c.reasons.map(([why, count]) => `${why}: ${count}`).join('; '))))));
  const warnings = data.warnings.map(([page, kind, text]) => el('li', {}, (page ? `${t('p')} ${page}: ` : '') + text));
  return el('div', {class: 'scroll'}, el('p', {}, el('b', {}, t('checked')(data.judged, data.figures)),
    ` (${count(data.verified)} ${t('verified')}, ${count(data.contradicted)} ${t('contradicted')})` + (data.scanned ? ` · ${data.scanned} ${t('scanned')}` : '')),
    el('p', {}, t('parts')), el('h3', {}, t('bytable')), perTable, el('h3', {}, t('byrule')), perRule,
    ...(warnings.length ? [el('h3', {}, t('warnings')), el('ul', {}, ...warnings)] : []));
}

// ---- on paper: every shown finding with the places it speaks of ----
const paper = el('div', {id: 'print'});
function drawPaper() {
  const sections = visible().map(index => {
    const f = data.findings[index];
    const crops = [...new Set(f.evidence.map(e => e.page))].slice(0, 3).map(page => {
      const d = drawing(page), boxes = f.evidence.filter(e => e.page === page).map(e => e.bbox);
      if (!d) return null;
      const y0 = Math.max(Math.min(...boxes.map(b => b[1])) - 250, 0), y1 = Math.min(Math.max(...boxes.map(b => b[3])) + 250, d.h);
      const picture = pageSvg(page, {crop: [0, y0, d.w, Math.min(y1, y0 + 3500)], evidence: f.evidence.map((e, i) => [e, i]), marks: false});
      fill(picture, {width: '100%'});
      return el('figure', {}, el('figcaption', {class: 'where'}, `${t('p')} ${page}`), picture);
    });
    return el('section', {}, el('div', {class: 'what'}, el('h2', {}, el('span', {class: 'sev ' + f.severity}, t(f.severity)), ` ${f.rule} · ${where(f)}`), el('div', {}, message(f.message))), ...crops);
  });
  paper.replaceChildren(el('h1', {}, title()), el('p', {}, t('checked')(data.judged, data.figures) + ' · ' + t('shown')(sections.length, data.findings.length)), ...sections);
}

// ---- the frame ----
const title = () => [data.agency, data.year].filter(Boolean).join(', ') || data.file;
const tabs = el('div', {class: 'tools', role: 'tablist'});
const help = el('dialog', {onclick: () => help.close()});
function drawFrame() {
  document.documentElement.lang = state.lang;
  tabs.replaceChildren(...['page', 'tables', 'coverage'].map(tab =>
    el('button', {role: 'tab', 'data-tab': tab, 'aria-selected': String(tab === state.tab), onclick: () => { state.tab = tab; drawMain(); }}, t(tab))));
  const counts = SEVERITIES.map(s => [s, data.findings.filter(f => f.severity === s).length]).filter(([, n]) => n);
  const toggles = counts.map(([s, n]) => el('button', {class: 'sev ' + s, 'data-severity': s, 'aria-pressed': String(state.severities.has(s)), onclick: event => {
    if (!state.severities.delete(s)) state.severities.add(s);
    event.currentTarget.setAttribute('aria-pressed', String(state.severities.has(s)));
    drawList();
  }}, `${t(s)} ${n}`));
  const options = (all, values, chosen, name) => [el('option', {value: ''}, all), ...values.map(v => el('option', {value: v, selected: v === chosen}, name(v)))];
  const rules = [...new Set(data.findings.map(f => f.rule))].sort();
  const places = data.tables.map(x => x.id).filter(id => data.findings.some(f => f.evidence.some(e => e.table === id)));
  const header = el('header', {}, el('h1', {}, title(), el('small', {}, `${data.file} · ${data.pages} ${t('p')} · ${t('checked')(data.judged, data.figures)}`)),
    tabs, el('div', {class: 'tools'},
      el('button', {id: 'language', onclick: language}, t('other')), el('button', {onclick: () => { drawPaper(); window.print(); }}, t('print')),
      el('button', {onclick: () => help.showModal()}, t('help'))));
  const nav = el('nav', {}, el('div', {class: 'filters'},
    el('input', {id: 'search', type: 'search', placeholder: t('search'), 'aria-label': t('search'), value: state.query, oninput: event => { state.query = event.target.value.trim(); drawList(); }}),
    el('div', {class: 'toggles'}, ...toggles),
    el('select', {id: 'rule', 'aria-label': t('allRules'), onchange: event => { state.rule = event.target.value; drawList(); }},
      ...options(t('allRules'), rules, state.rule, rule => `${rule} ${message(titles.get(rule) || {id: '', en: ''})}`.slice(0, 60))),
    el('select', {id: 'table', 'aria-label': t('allTables'), onchange: event => { state.table = event.target.value; drawList(); }},
      ...options(t('allTables'), places, state.table, tableName)),
    el('select', {id: 'order', 'aria-label': t('bySeverity'), onchange: event => { state.order = event.target.value; drawList(); }},
      el('option', {value: 'severity', selected: state.order === 'severity'}, t('bySeverity')), el('option', {value: 'page', selected: state.order === 'page'}, t('byPage'))),
    counter), list);
  help.replaceChildren(el('table', {}, ...t('keys').map(([keys, what]) => el('tr', {}, el('td', {}, ...keys.split(' ').map(k => el('kbd', {}, k))), el('td', {}, what)))));
  app.replaceChildren(header, nav, main);
}
function language() {
  state.lang = state.lang === 'id' ? 'en' : 'id';
  drawFrame();
  drawList();
  drawMain();
}
const KEYS = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), '[': () => turn(0, -1), ']': () => turn(0, 1),
  '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), 1: () => tab('page'), 2: () => tab('tables'), 3: () => tab('coverage'),
  '/': () => document.getElementById('search').focus(), l: language, '?': () => help.showModal(),
};
function zoom(by) {
  state.zoom = Math.min(Math.max(state.zoom * by, 0.4), 5);
  main.querySelectorAll('.pane').forEach(node => fit(node));
}
function tab(name) {
  state.tab = name;
  drawMain();
}
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|SELECT)$/.test(event.target.tagName)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});
window.addEventListener('beforeprint', drawPaper);
window.addEventListener('resize', () => main.querySelectorAll('.pane').forEach(node => fit(node)));
window.addEventListener('hashchange', () => fromHash());
function fromHash() {
  const index = data.findings.findIndex(f => '#finding-' + f.id === location.hash);
  if (index >= 0 && index !== state.selected) select(index);
  return index >= 0;
}

const app = el('div', {id: 'app'});
document.body.append(app, paper, help);
if (pageNumbers.length) state.pages = [pageNumbers[0]];
drawFrame();
drawList();
if (!fromHash()) {
  if (data.findings.length) select(visible()[0]);
  else drawMain();
}
})();
