// ---- findings ----
function matches(f) {
  const places = [f.table, ...f.evidence.map(e => e.table)];
  if (!state.severities.has(f.severity) || (state.rule && f.rule !== state.rule) || (state.table && !places.includes(state.table))) return false;
  const text = [f.rule, f.id, f.row, f.column, f.stated, f.expected, f.message.id, f.message.en, ...f.evidence.map(e => e.text)].join(' ').toLowerCase();
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
      'aria-selected': String(index === state.selected), onclick: () => select(index)},
      el('div', {class: 'where'}, el('span', {class: 'sev ' + f.severity}, t(f.severity)), ` ${f.rule} · ${where(f)}`),
      el('div', {class: 'clip'}, message(f.message)));
  }));
  if (!shown.length) list.append(el('li', {}, data.findings.length ? t('none') : [t('clean'), ...checkedWords()].join(' ')));
  counter.textContent = t('shown')(shown.length, data.findings.length);
}
/// How much was checked, and what could not be: a report without findings may be one that was not read.
function checkedWords() {
  const words = t('checked')(data.judged, data.figures) + '.';
  return data.scanned ? [words, `${count(data.scanned)} ${t('scanned')}.`] : [words];
}
function select(index, scroll = true) {
  state.selected = index;
  const f = data.findings[index];
  if (!f) return;
  [state.pages, state.focus] = places(f);
  state.tab = 'page';
  const own = f.evidence.find(e => e.table !== null);
  if (own) state.shownTable = own.table;
  list.setAttribute('aria-activedescendant', 'finding-' + f.id);
  history.replaceState(null, '', '#finding-' + f.id);
  for (const item of list.children) {
    const current = +item.dataset.index === index;
    item.setAttribute('aria-selected', String(current));
    if (current && scroll) item.scrollIntoView({block: 'nearest'});
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
