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
  const header = el('header', {}, el('h1', {}, title(), el('small', {}, `${data.file} · ${data.pages} ${t('p')} · ${t('checked')(data.judged, data.figures)}${data.scanned ? ` · ${count(data.scanned)} ${t('scanned')}` : ''}`)),
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
  // In the page itself arrows scroll.
  if (event.key.startsWith('Arrow') && main.contains(event.target)) return;
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
