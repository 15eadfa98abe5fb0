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
    picture: 'gambar', unseen: n => `gambar: lihat hlm. ${n} berkas asli`, scanned: 'halaman pindaian tidak dibaca', nopage: 'Halaman ini tidak digambar.', prose: 'naskah', byrule: 'Per aturan', bytable: 'Per tabel',
    keys: [['j k', 'temuan berikut, sebelumnya'], ['[ ]', 'halaman sebelumnya, berikut'], ['+ -', 'perbesar, perkecil'], ['1 2 3', 'halaman, tabel, cakupan'],
      ['/', 'cari'], ['l', 'bahasa'], ['?', 'bantuan ini']],
    open: 'Angka yang tidak dapat diperiksa', unchecked: 'tidak diperiksa',
    parts: 'Cocok: hasil yang dihitung ulang dan benar, serta angka hitungannya, yang bila salah jauh akan membuat hasil itu tidak benar. Bertentangan: angka yang dipersoalkan; angka lain dalam hitungannya juga terhitung diperiksa.',
    operand: 'angka hitungan',
    legend: [['stated', 'tertulis'], ['', 'pembanding'], ['dashed', 'temuan lain'], ['tick', 'cocok']], evidence: 'Bukti', source: 'Berkas',
  },
  en: {
    high: 'high', medium: 'medium', low: 'low', info: 'info', search: 'Search findings…', allRules: 'All rules', allTables: 'All tables', bySeverity: 'Gravest first', byPage: 'In page order',
    page: 'Page', tables: 'Tables', coverage: 'Coverage', print: 'Print', help: 'Help', other: 'Bahasa Indonesia', p: 'p.', table: 'Table', nth: 'table #',
    shown: (n, all) => `${count(n)} of ${count(all)} findings`, none: 'No finding passes this filter.', clean: 'No findings.',
    expected: 'expected', confidence: 'confidence', ignored: 'set aside', echo: 'follows from the finding above', checked: (n, all) => `${count(n)} of ${count(all)} figures checked (${share(n, all)}%)`,
    verified: 'agree', contradicted: 'contradicted', figures: 'figures', findings: 'findings', kind: 'Kind', rule: 'Rule', passed: 'agree',
    failed: 'disagree', skipped: 'not checkable', why: 'why', warnings: 'Warnings', printed: 'Printed', extracted: 'As read',
    picture: 'picture', unseen: n => `picture: see p. ${n} of the file`, scanned: 'scanned pages not read', nopage: 'This page is not drawn.', prose: 'prose', byrule: 'By rule', bytable: 'By table',
    keys: [['j k', 'next, previous finding'], ['[ ]', 'previous, next page'], ['+ -', 'zoom in, out'], ['1 2 3', 'page, tables, coverage'],
      ['/', 'search'], ['l', 'language'], ['?', 'this help']],
    open: 'Figures that could not be checked', unchecked: 'not checked',
    parts: 'Agree: results that were recomputed and are right, and the operands they follow from, which could not be far off without that result being wrong. Contradicted: the figure in question; the other figures of its sum count as checked too.',
    operand: 'operand',
    legend: [['stated', 'stated'], ['', 'compared with'], ['dashed', 'other findings'], ['tick', 'agrees']], evidence: 'Evidence', source: 'File',
  },
};
const state = {lang: data.lang === 'en' ? 'en' : 'id', severities: new Set(SEVERITIES), rule: '', table: '', query: '', selected: -1, order: 'severity',
  tab: 'page', pages: [1], focus: [0], zoom: 1, shownTable: data.tables.length ? data.tables[0].id : ''};
const t = key => WORDS[state.lang][key];
const message = m => m[state.lang] || m.id;
const roleName = role => message(data.roles[role] || {id: role});
const whyNot = reason => message(data.whys[reason] || {id: reason});
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
