(() => {
'use strict';
const value = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.value === undefined ? cell.textContent.trim().toLowerCase() : Number(cell.dataset.value);
};
for (const table of document.querySelectorAll('table')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.tabIndex = 0;
    const sort = () => {
      const down = head.getAttribute('aria-sort') === 'ascending' || (head.classList.contains('n') && !head.hasAttribute('aria-sort'));
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => {
        const x = value(a, column), y = value(b, column);
        return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
      });
      table.tBodies[0].append(...rows);
    };
    head.addEventListener('click', sort);
    head.addEventListener('keydown', event => { if (event.key === 'Enter') sort(); });
  });
}
const button = document.getElementById('language');
button.hidden = false;
button.addEventListener('click', () => {
  const english = document.documentElement.lang === 'id';
  document.documentElement.lang = english ? 'en' : 'id';
  document.title = document.querySelector(`h1>span[lang=${english ? 'en' : 'id'}]`).textContent;
  for (const cell of document.querySelectorAll('td.n[data-value]')) {
    if (!cell.dataset.unit) cell.textContent = Number(cell.dataset.value).toLocaleString(english ? 'en-GB' : 'id-ID');
  }
});
})();
