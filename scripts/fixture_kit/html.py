"""Writes a report as HTML for printing with Chromium."""

from html import escape

from .model import Break, Bullet, Contents, Heading, Para, Table

CSS = """
@page { size: A4; margin: 25mm 20mm 22mm 24mm;
  @top-right { content: "%(header)s"; font: italic 8.5pt "Liberation Sans"; }
  @bottom-center { content: "%(footer)s | " counter(page); font: 8.5pt "Liberation Sans"; } }
@page wide { size: A4 landscape; }
@page:first { @top-right { content: none } @bottom-center { content: none } }
body { font: 10.5pt/1.35 "Liberation Sans"; margin: 0; }
.wide { page: wide; } .sheet { break-before: page; } .sheet:first-child { break-before: auto; }
h1 { font-size: 14pt; text-align: center; margin: 4pt 0 8pt; } h2 { font-size: 11.5pt; margin: 8pt 0 4pt; } h3 { font-size: 10.5pt; margin: 6pt 0 3pt; }
h1, h2, h3, .caption { break-after: avoid; }
p { margin: 0 0 6pt; text-align: justify; } .caption { text-align: center; font-weight: bold; margin: 6pt 0 3pt; }
.item { display: flex; margin: 0 0 4pt 14pt; } .item span { flex: 0 0 18pt; }
.entry { display: flex; margin: 0 0 3pt; } .entry i { flex: 1; overflow: hidden; height: 1.3em; font-style: normal; text-align: right; }
table { border-collapse: collapse; width: 100%%; table-layout: fixed; margin: 0 0 8pt; line-height: 1.2; }
td, th { padding: 2pt 3pt; vertical-align: top; text-align: left; font-weight: normal; overflow-wrap: break-word; }
th { text-align: center; vertical-align: middle; font-weight: bold; }
.grid td, .grid th { border: 0.6pt solid #000; }
.horizontal tr { border-bottom: 0.6pt solid #000; } .horizontal { border-top: 1pt solid #000; }
.zebra { border-top: 0.8pt solid #000; border-bottom: 0.8pt solid #000; } .zebra tbody tr:nth-child(odd) { background: #f0f0f0; }
.whole tr { break-inside: avoid; } td div, th div { min-height: 1em; } .bar { border-bottom: 0.6pt solid #000; text-align: center; } .mid { text-align: center; }
"""


class Html:
    def __init__(self, report, pages, anchors):
        self.report, self.pages, self.anchors, self.keys = report, pages, anchors, []

    def mark(self, key):
        if not self.anchors or not key:
            return ""
        self.keys.append(key)
        return f'<a id="{key}"></a>'

    def row(self, t, r, tag):
        out, first = ["<tr>"], True
        for c, cell in [(c, cell) for q, c, cell in t.placed if q == r]:
            style = (f"text-align:{cell.align};" if cell.align else "") + ("font-weight:bold;" if cell.bold else "")
            style += f"background:#{cell.fill};" if cell.fill and t.style == "grid" else ""
            spans = (f' colspan="{cell.cs}"' if cell.cs > 1 else "") + (f' rowspan="{cell.rs}"' if cell.rs > 1 else "")
            parts = cell.text.split("\n")
            inner = []
            for i, text in enumerate(parts):
                kind = ' class="bar"' if cell.fraction and i == 0 else ' class="mid"' if cell.fraction else ""
                start = self.mark(f"{t.key}R{r}A") if first and i == 0 else ""
                end = self.mark(f"{t.key}R{r}C{c}Z") if i == len(parts) - 1 else ""
                inner.append(f"<div{kind}>{start}{escape(text)}{end}</div>")
                first = False
            out.append(f'<{tag}{spans} style="{style}">{"".join(inner)}</{tag}>')
        return "".join(out) + "</tr>"

    def table(self, t):
        head = "".join(self.row(t, r, "th") for r in range(t.header_rows))
        body = "".join(self.row(t, r, "td") for r in range(t.header_rows, len(t.rows)))
        head = f"<thead>{head}</thead>" if t.repeat_header else f"<tbody>{head}</tbody>"
        cols = "".join(f'<col style="width:{100 * w / sum(t.widths):.2f}%">' for w in t.widths)
        label = f"Tabel {t.number} {t.caption}" if t.number else t.caption
        caption = f'<p class="caption">{self.mark(t.key + "CAPTION")}{escape(label)}</p>' if t.caption else ""
        whole = "" if t.split_rows else " whole"
        return f'{caption}<table class="{t.style}{whole}" style="font-size:{t.size}pt"><colgroup>{cols}</colgroup>{head}<tbody>{body}</tbody></table>'

    def text(self):
        out, wide = ['<div class="sheet">'], False
        for b in self.report.blocks:
            if isinstance(b, Break):
                wide = b.landscape
                out.append(f'</div><div class="sheet{" wide" if wide else ""}">')
            elif isinstance(b, Heading):
                out.append(f"<h{b.level}>{self.mark(b.key)}{escape(b.text)}</h{b.level}>")
            elif isinstance(b, Para):
                style = f"text-align:{b.align};margin:{b.before}pt 0 {b.after}pt;" + (f"font-size:{b.size}pt;" if b.size else "")
                style += "font-weight:bold;" if b.bold else ""
                out.append(f'<p style="{style}">{self.mark(b.key)}{escape(b.text)}</p>')
            elif isinstance(b, Bullet):
                out.append(f'<div class="item"><span>{escape(b.mark)}</span><div>{escape(b.text)}</div></div>')
            elif isinstance(b, Contents):
                for text, key, level in b.entries:
                    dots = "." * max(8, round((112 - 6 * level - len(text)) * 1.25))
                    out.append(f'<div class="entry" style="padding-left:{level * 14}pt">{escape(text)}&nbsp;<i>{dots}</i>&nbsp;{self.pages.get(key, 0)}</div>')
            elif isinstance(b, Table):
                out.append(self.table(b))
        out.append("</div>")
        # A place gets its name in the PDF only when some link, even an empty one, leads to it.
        links = "".join(f'<a href="#{k}"></a>' for k in self.keys)
        css = CSS % {"header": self.report.header, "footer": self.report.footer}
        return f'<!doctype html><html lang="id"><meta charset="utf-8"><title>{escape(self.report.header)}</title><style>{css}</style><body>{"".join(out)}{links}</body></html>'


def write(report, path, pages, anchors=False):
    """Writes `report` to `path`; see docx.write."""
    with open(path, "w", encoding="utf-8") as f:
        f.write(Html(report, pages, anchors).text())
