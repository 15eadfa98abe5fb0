"""The document model: blocks of a report, free of any producer, and the truth that goes with them.

Figures are exact (Decimal or int); the helpers below print them the Indonesian way.
"""

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def rp(amount, mark=""):
    """1234567 -> '1.234.567', with what stands before it."""
    sign = "-" if amount < 0 else ""
    return f"{mark}{sign}{abs(int(amount)):,}".replace(",", ".")


def dec(value, places=2, how=ROUND_HALF_UP, thousands=True):
    """Decimal -> '1.234,50' with so many places."""
    q = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=how)
    text = f"{q:,.{places}f}" if thousands else f"{q:.{places}f}"
    return text.replace(",", "#").replace(".", ",").replace("#", ".")


def pct(part, whole, places=2, how=ROUND_HALF_UP):
    """part / whole x 100 as printed."""
    return dec(Decimal(part) * 100 / Decimal(whole), places, how)


def cut(part, whole, places=2):
    """The same, decimals cut off instead of rounded."""
    return pct(part, whole, places, ROUND_DOWN)


def exact(printed):
    """'1.234,50' -> '1234.50', '≤ 3,00' -> '<=3.00', '82–85' -> '82-85'; what is no figure stays as it is."""
    text = str(printed).strip()
    if text.startswith(("≤", "≥")):
        return {"≤": "<=", "≥": ">="}[text[0]] + exact(text[1:])
    if "–" in text:
        return "-".join(exact(end) for end in text.split("–"))
    body = text.removesuffix("%").strip()
    plain = body.replace(".", "").replace(",", ".")
    try:
        Decimal(plain)
    except ArithmeticError:
        return text
    return plain


@dataclass
class Cell:
    """One cell as written: text (paragraphs apart by a line feed), spans, and how it looks."""

    text: str = ""
    cs: int = 1
    rs: int = 1
    bold: bool = False
    align: str = ""
    fill: str = ""
    fraction: bool = False  # first paragraph stands over a bar, second below it


def place(rows, width):
    """Cells listed as in HTML -> grid of texts, spans [row, col, rows, cols], and (row, col, cell) in order."""
    taken, placed = set(), []
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            placed.append((r, c, cell))
            for dr in range(cell.rs):
                for dc in range(cell.cs):
                    assert (r + dr, c + dc) not in taken and c + dc < width, (r, c, cell)
                    taken.add((r + dr, c + dc))
    assert len(taken) == len(rows) * width, f"grid not filled: {len(taken)} of {len(rows)}x{width}: {rows[0]}"
    grid = [[""] * width for _ in rows]
    spans = []
    for r, c, cell in placed:
        grid[r][c] = cell.text
        if cell.rs > 1 or cell.cs > 1:
            spans.append([r, c, cell.rs, cell.cs])
    return grid, spans, placed


@dataclass
class Heading:
    level: int
    text: str
    key: str = ""


@dataclass
class Para:
    text: str
    align: str = "justify"
    bold: bool = False
    key: str = ""
    size: float = 0
    after: float = 6
    before: float = 0


@dataclass
class Bullet:
    mark: str
    text: str


@dataclass
class Break:
    """A new page; `landscape` turns the paper from here on; `body` ends the front matter."""

    landscape: bool = False
    body: bool = False


@dataclass
class Contents:
    """A list of contents or of tables: (text, key, level); page numbers are filled in from where the keys came to stand."""

    entries: list


@dataclass
class Table:
    number: str
    caption: str
    rows: list
    widths: list  # of the text width, in any unit
    header_rows: int = 1
    kind: str = "other"
    style: str = "grid"  # grid, horizontal, zebra, plain
    repeat_header: bool = True
    split_rows: bool = True
    size: float = 9
    header_fill: str = "D9E2F3"
    key: str = ""

    def __post_init__(self):
        self.rows = [[c if isinstance(c, Cell) else Cell(str(c)) for c in row] for row in self.rows]
        self.grid, self.spans, self.placed = place(self.rows, len(self.widths))
        head = {r: c for r, c, _ in self.placed if r < self.header_rows}
        for r, _, cell in self.placed:
            if r in head:
                cell.bold, cell.align = True, cell.align or "center"
                cell.fill = cell.fill or self.header_fill


@dataclass
class Planted:
    """A contradiction put in on purpose. `also` lists what follows from it and is neither asked for nor false."""

    rule: str
    key: str  # of the table or paragraph
    row: str
    stated: str
    expected: str
    text: str = ""  # of the table's row that holds it, where `row` is not its label
    also: list = field(default_factory=list)


@dataclass
class Report:
    name: str
    about: str
    agency: str
    region: str
    level: str
    year: int
    header: str
    footer: str
    blocks: list = field(default_factory=list)
    indicators: list = field(default_factory=list)
    budget: list = field(default_factory=list)
    planted: list = field(default_factory=list)
    traps: list = field(default_factory=list)
    roman_front: bool = False  # front matter in roman numerals, the body starts again at 1
    font: str = "Liberation Serif"

    def add(self, *blocks):
        self.blocks.extend(blocks)

    def tables(self):
        return [b for b in self.blocks if isinstance(b, Table)]

    def table(self, key):
        return next(t for t in self.tables() if t.key == key)
