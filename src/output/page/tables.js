// ---- tables as read, beside the print ----
function tablesView() {
  const choice = el('select', {'aria-label': t('tables'), onchange: event => { state.shownTable = event.target.value; drawMain(); }},
    ...data.tables.map(x => el('option', {value: x.id, selected: x.id === state.shownTable}, `${tableName(x.id)} ${x.caption || ''}`.slice(0, 110))));
  const table = tableById.get(state.shownTable);
  if (!table) return [el('div', {class: 'scroll'}, '–')];
  const wide = table.cols > 8 || table.parts.some(([, b]) => b[2] - b[0] > 6000);
  const draw = cellOf(table);
  // Piece by piece: the rows of a page stand beside that page.
  const pieces = table.parts.map(([page, b, , from], at) => {
    const picture = pageSvg(page, {crop: [b[0] - 60, b[1] - 60, b[2] + 60, b[3] + 60]});
    fill(picture, {width: '100%'});
    const next = table.parts[at + 1];
    return el('div', {class: 'two' + (wide ? ' stacked' : '')},
      el('div', {}, el('h3', {}, `${t('printed')}, ${t('p')} ${page}`), picture),
      el('div', {}, el('h3', {}, t('extracted')), grid(table, at ? from : 0, next ? next[3] : Infinity, draw)));
  });
  return [el('div', {class: 'filters'}, choice), el('div', {class: 'scroll'}, ...pieces)];
}
/// The rows from one to another under the header; a cell that began above goes on.
function grid(table, from, to, draw) {
  const here = [];
  for (const cell of table.cells) {
    const [r, c, rowspan] = cell, head = r < table.header;
    const top = head ? r : Math.max(r, from), end = Math.min(r + rowspan, head ? table.header : to);
    if (top < end) here.push({cell, top, c, rowspan: end - top});
  }
  here.sort((a, b) => a.top - b.top || a.c - b.c);
  const totals = new Set(table.totals);
  const node = el('table', {class: 'grid' + (table.cols > 5 ? ' wide' : '')});
  let line = null, row = -1;
  for (const {cell, top, rowspan} of here) {
    while (row < top) {
      row = row + 1 === table.header && from > row ? from : row + 1;
      line = el('tr', {class: totals.has(row) ? 'total' : null});
      node.append(line);
    }
    line.append(draw(cell, rowspan));
  }
  return node;
}
/// Draws a cell of a table: ticked, contradicted, or part of a sum that is.
function cellOf(table) {
  const ticked = new Map(table.ticks.map(([row, col, rule, operand]) => [row + ',' + col, operand ? `${rule}: ${t('operand')}` : rule]));
  const open = new Map(table.open.map(([row, col, rule, why]) => [row + ',' + col, `${t('unchecked')}: ${rule ? rule + ', ' : ''}${whyNot(why)}`]));
  const wrong = new Map(), part = new Map();
  data.findings.forEach((f, index) => f.evidence.forEach((e, i) => {
    if (e.table === table.id && e.row !== null) (i === 0 ? wrong : part).set(e.row + ',' + e.col, index);
  }));
  const [first] = state.selected < 0 ? [] : data.findings[state.selected].evidence.filter(e => e.table === table.id);
  const chosen = first ? first.row + ',' + first.col : null;
  return ([r, c, , colspan, text], rowspan) => {
    const key = r + ',' + c;
    const index = wrong.has(key) ? wrong.get(key) : part.get(key);
    return el(r < table.header ? 'th' : 'td', {rowspan: rowspan > 1 ? rowspan : null, colspan: colspan > 1 ? colspan : null,
      class: (key === chosen ? 'now ' : '') + (wrong.has(key) ? 'wrong' : part.has(key) ? 'part' : ticked.has(key) ? 'ticked' : ''), title: ticked.get(key) || (wrong.has(key) || part.has(key) ? null : open.get(key)),
      onclick: index === undefined ? null : () => select(index)}, text);
  };
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
      return el('tr', {},
        el('td', {}, el('button', {class: 'plain', onclick: () => { state.shownTable = x.id; state.tab = 'tables'; drawMain(); }}, `${tableName(x.id)} ${x.caption || ''}`)), el('td', {}, message(data.kinds[x.kind] || {id: x.kind})), n(x.parts.map(p => p[0]).join(', ')),
        n(x.figures), n(x.ticks.length), n(wrong), el('td', {class: 'n'}, el('meter', {min: 0, max: Math.max(x.figures, 1), value: Math.min(x.ticks.length + wrong, x.figures)})));
    })));
  const perRule = el('table', {class: 'list'}, head(t('rule'), '', t('passed'), t('failed'), t('skipped'), t('why')),
    el('tbody', {}, ...data.checks.map(c => el('tr', {}, el('td', {}, c.rule), el('td', {}, message(c.title)), n(c.passed), n(c.failed), n(c.skipped),
      el('td', {}, c.reasons.map(([why, count]) => `${whyNot(why)}: ${count}`).join('; '))))));
  const open = new Map();
  for (const x of data.tables) for (const [row, col, , why] of x.open) {
    const known = open.get(why) || {figures: 0, tables: new Set()};
    open.set(why, {figures: known.figures + 1, tables: known.tables.add(x.id)});
  }
  const perReason = el('table', {class: 'list'}, head(t('why'), t('tables'), t('figures')),
    el('tbody', {}, ...[...open].sort((a, b) => b[1].figures - a[1].figures).map(([why, {figures, tables}]) =>
      el('tr', {}, el('td', {}, whyNot(why)), el('td', {}, ...[...tables].slice(0, 12).flatMap((id, at) => [at ? ', ' : '',
        el('button', {class: 'plain', onclick: () => { state.shownTable = id; state.tab = 'tables'; drawMain(); }}, tableName(id))]),
        tables.size > 12 ? ' …' : null), n(figures)))));
  const warnings = data.warnings.map(([page, kind, text]) => el('li', {}, (page ? `${t('p')} ${page}: ` : '') + text));
  return el('div', {class: 'scroll'}, el('p', {}, el('b', {}, t('checked')(data.judged, data.figures)),
    ` (${count(data.verified)} ${t('verified')}, ${count(data.contradicted)} ${t('contradicted')})` + (data.scanned ? ` · ${data.scanned} ${t('scanned')}` : '')),
    el('p', {}, t('parts')), el('h3', {}, t('bytable')), perTable, ...(open.size ? [el('h3', {}, t('open')), perReason] : []), el('h3', {}, t('byrule')), perRule,
    ...(warnings.length ? [el('h3', {}, t('warnings')), el('ul', {}, ...warnings)] : []));
}
