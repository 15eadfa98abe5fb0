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

const corners = ([x, y, w, h]) => [x, y, x + w, y + h];
/// Where a picture stands: a grey box that says so where there is room.
function picture(back, n, [x, y, w, h]) {
  back.append(svg('rect', {x, y, width: w, height: h, fill: '#eef0f2', stroke: '#c5cad0', 'stroke-width': 5}));
  if (w > 600 && h > 200) back.append(svg('text', {x: x + w / 2, y: y + Math.min(h / 2, 1500), 'font-size': 90, 'text-anchor': 'middle', fill: '#5d656e'}, w > 2400 ? t('unseen')(n) : t('picture')));
}
/// Where a tick hides no word of its cell: at the right, or else at the left, or else half over the cell's border.
function free(d, [x0, y0, x1, y1]) {
  const inside = d.t.filter(([x, y, length, , flags]) => !(flags & 12) && y > y0 && y - 60 < Math.min(y0 + 90, y1) && x < x1 && x + length > x0);
  const [first, last] = [Math.min(...inside.map(w => w[0])), Math.max(...inside.map(w => w[0] + w[2]))];
  if (!(last > x1 - 85)) return {x: x1 - 10, 'text-anchor': 'end'};
  return first > x0 + 85 ? {x: x0 + 10, 'text-anchor': 'start'} : {x: x1, 'text-anchor': 'middle'};
}
const light = c => 0.3 * (c >> 16) + 0.59 * (c >> 8 & 255) + 0.11 * (c & 255) > 200;
/// The colour of a word; a light one stays so on a dark ground only, since the picture that it was printed on is not drawn.
function ink(c, d, x, y) {
  if (!light(c)) return color(c);
  const under = d.f.filter(([a, b, w, h]) => x >= a && x <= a + w && y >= b && y <= b + h).pop();
  return under && !light(under[4]) ? color(c) : '#555';
}
/// From where to where the words and lines of a page run, so that its margins need no room.
const extents = new Map();
function extent(n) {
  if (!extents.has(n)) {
    const d = drawing(n);
    const xs = d.t.flatMap(([x, , length, size, flags]) => flags & 12 ? [x - size, x + size] : [x, x + length]).concat(d.l.flatMap(l => [l[0], l[2]]))
      .map(x => Math.min(Math.max(x, 0), d.w));
    const [x0, x1] = [xs.reduce((a, b) => Math.min(a, b), d.w), xs.reduce((a, b) => Math.max(a, b), 0)];
    extents.set(n, x1 - x0 < d.w / 3 ? [0, d.w] : [Math.max(x0 - 60, 0), Math.min(x1 + 60, d.w)]);
  }
  return extents.get(n);
}

/// A page, or the part of it inside `crop` (x0, y0, x1, y1), redrawn; `evidence` boxed.
function pageSvg(n, {crop = null, evidence = [], marks = true} = {}) {
  const d = drawing(n);
  if (!d) return el('p', {}, t('nopage'));
  const [x0, y0, x1, y1] = crop || [0, 0, d.w, d.h];
  const root = svg('svg', {class: 'page', viewBox: `${x0} ${y0} ${x1 - x0} ${y1 - y0}`, 'data-page': n, role: 'img', 'aria-label': `${t('p')} ${n}`});
  const inside = (a, b, c, e) => !crop || (c >= x0 && a <= x1 && e >= y0 && b <= y1);
  const back = svg('g');
  // What lies under a whole page is its background: shading stands on it.
  const ground = ([, , w, h]) => w * h > 0.5 * d.w * d.h;
  for (const image of d.i.filter(ground)) if (inside(...corners(image))) picture(back, n, image);
  for (const fill of d.f) if (inside(...corners(fill))) back.append(svg('rect', {x: fill[0], y: fill[1], width: fill[2], height: fill[3], fill: color(fill[4])}));
  for (const image of d.i.filter(i => !ground(i))) if (inside(...corners(image))) picture(back, n, image);
  for (const [a, b, c, e, w, k] of d.l) {
    if (inside(a, b, c, e)) back.append(svg('line', {x1: a, y1: b, x2: c, y2: e, stroke: color(k), 'stroke-width': Math.max(w, 4)}));
  }
  const words = svg('g', {'font-family': 'Arial, "Liberation Sans", Helvetica, sans-serif'});
  for (const [x, y, length, size, flags, k, text] of d.t) {
    const upright = (flags & 12) === 0;
    if (!(upright ? inside(x, y - size, x + length, y) : inside(x - size, y - length, x + size, y + length))) continue;
    words.append(svg('text', {
      x, y, 'font-size': size, textLength: text.length > 1 && length > 0 ? length : null, lengthAdjust: 'spacingAndGlyphs',
      'font-weight': flags & 1 ? 'bold' : null, 'font-style': flags & 2 ? 'italic' : null, fill: k ? ink(k, d, x, y) : null,
      transform: flags & 4 ? `rotate(-90 ${x} ${y})` : flags & 8 ? `rotate(90 ${x} ${y})` : null,
    }, text));
  }
  root.append(back, words);
  const over = svg('g', {class: 'over'});
  for (const [page, b] of data.ticks) {
    if (page === n && inside(...b)) over.append(svg('text', {class: 'tick', y: b[1] + 85, 'font-size': 85, ...free(d, b)}, '✓'));
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
