// ---- on paper: every shown finding with the places it speaks of ----
const paper = el('div', {id: 'print'});
/// Tenths of points: what is shown around a box, how far apart boxes of one piece may be, how far above a piece the header
/// row may be that is shown with all that lies between, and the width of the paper.
const AROUND = 160, APART = 900, NEAR = 700, PAPER = 5100;
/// Pieces of pages that a finding shows on paper at most; all its places are told in words.
const PIECES = 4;
function drawPaper() {
  const sections = visible().map(index => {
    const f = data.findings[index];
    const told = f.evidence.map(e => `${roleName(e.role)} ${e.text} (${placeOf(e)})`).join('; ');
    return el('section', {}, el('div', {class: 'what'}, el('h2', {}, el('span', {class: 'sev ' + f.severity}, t(f.severity)), ` ${f.rule} · ${where(f)}`), el('div', {}, message(f.message)),
      el('div', {class: 'where'}, `${t('evidence')}: ${told} · ${t('confidence')} ${decimal(f.confidence)}`)), ...pieces(f).slice(0, PIECES).map(piece => onPaper(f, piece)));
  });
  const source = el('p', {class: 'where'}, `${t('source')}: ${data.file} · ${data.pages} ${t('p')} · SHA-256 ${data.sha256} · lkj ${data.version}`);
  paper.replaceChildren(el('h1', {}, title()), el('p', {}, t('checked')(data.judged, data.figures) + ' · ' + t('shown')(sections.length, data.findings.length)), source, ...sections);
}
/// The evidence of a finding by page and by place on it: what stands close together is one piece.
function pieces(f) {
  const out = [];
  for (const page of new Set(f.evidence.map(e => e.page))) {
    if (!drawing(page)) continue;
    let end = -Infinity;
    for (const e of f.evidence.filter(x => x.page === page).sort((a, b) => a.bbox[1] - b.bbox[1])) {
      if (e.bbox[1] - end > APART) out.push({page, evidence: []});
      out[out.length - 1].evidence.push(e);
      end = Math.max(end, e.bbox[3]);
    }
  }
  return out;
}
/// A piece of a page as wide as its table, or else its text, under the header row of that table.
function onPaper(f, {page, evidence}) {
  const boxes = evidence.map(e => e.bbox), inTables = evidence.map(e => tableById.get(e.table)).map(table => table && partOn(table, page));
  const [left, right] = inTables.every(Boolean) ? [Math.min(...inTables.map(p => p[1][0])) - 60, Math.max(...inTables.map(p => p[1][2])) + 60] : extent(page);
  const [x0, x1] = [Math.min(left, ...boxes.map(b => b[0] - 20)), Math.max(right, ...boxes.map(b => b[2] + 20))];
  const table = tableById.get(evidence[0].table), part = inTables[0];
  const own = part && headFor(table, page), head = own && drawing(own[0]) ? own : null;
  const above = Math.min(...boxes.map(b => b[1])) - AROUND, near = head && head[0] === page && head[1][1] > above - NEAR;
  const [y0, y1] = whole(page, near ? Math.min(above, head[1][1] - 10) : above, Math.max(...boxes.map(b => b[3])) + AROUND, x0, x1);
  const wide = `width:${Math.min((x1 - x0) * 115 / PAPER, 100)}%`;
  const shown = [pageSvg(page, {crop: [x0, y0, x1, y1], evidence: f.evidence.map((e, i) => [e, i]), marks: false})];
  if (head && !near) {
    const [headPage, [, top, , bottom]] = head, shift = (partOn(table, headPage) || part)[1][0] - part[1][0];
    shown.unshift(pageSvg(headPage, {crop: [x0 + shift, top - 5, x1 + shift, bottom + 5], marks: false}));
  }
  shown.forEach(picture => picture.setAttribute('style', wide));
  return el('figure', {}, el('figcaption', {class: 'where'}, `${t('p')} ${page}`), ...shown);
}
/// A strip of a page widened until it cuts no line of text.
function whole(page, y0, y1, x0, x1) {
  const d = drawing(page);
  const lines = d.t.filter(([x, , length, , flags]) => !(flags & 12) && x < x1 && x + length > x0).map(([, y, , size]) => [y - size, y + size * 0.3]);
  const up = at => Math.min(at, ...lines.filter(([top, bottom]) => top < at && bottom > at).map(l => l[0]));
  const down = at => Math.max(at, ...lines.filter(([top, bottom]) => top < at && bottom > at).map(l => l[1]));
  // Neighbouring columns are not set line by line: what was widened for one may cut another.
  return [Math.max(up(up(up(y0))), 0), Math.min(down(down(down(y1))), d.h)];
}

