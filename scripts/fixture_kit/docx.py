"""Writes a report as DOCX by hand: zip and XML, as Word would lay it out."""

import zipfile
from xml.sax.saxutils import escape

from .model import Break, Bullet, Contents, Heading, Para, Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A4 = (11906, 16838)  # twentieths of a point
MARGIN = 1247  # 2.2 cm
ALIGN = {"justify": "both", "left": "left", "center": "center", "right": "right", "": "left"}


class Docx:
    def __init__(self, report, pages, anchors):
        self.report, self.pages, self.anchors = report, pages, anchors
        self.marks, self.landscape, self.front, self.restarted = 0, False, True, False
        self.body = []

    def mark(self, key):
        """A bookmark that the PDF export turns into a named place."""
        if not self.anchors or not key:
            return ""
        self.marks += 1
        return f'<w:bookmarkStart w:id="{self.marks}" w:name="{key}"/><w:bookmarkEnd w:id="{self.marks}"/>'

    def run(self, text, bold=False, size=0, extra=""):
        props = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{round(size * 2)}"/>' if size else "") + extra
        return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def para(self, text, align="justify", bold=False, size=0, before=0, after=6, style="", start="", end="", props=""):
        style = f'<w:pStyle w:val="{style}"/>' if style else ""
        spacing = f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'
        return (
            f"<w:p><w:pPr>{style}{props}{spacing}<w:jc w:val=\"{ALIGN[align]}\"/></w:pPr>"
            f"{self.mark(start)}{self.run(text, bold, size)}{self.mark(end)}</w:p>"
        )

    def section(self, last=False):
        w, h = A4[::-1] if self.landscape else A4
        orient = ' w:orient="landscape"' if self.landscape else ""
        numbers = ""
        if self.report.roman_front:
            numbers = '<w:pgNumType w:fmt="lowerRoman"/>' if self.front else ""
        title = "<w:titlePg/>" if self.front else ""
        sect = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
            f'<w:type w:val="nextPage"/><w:pgSz w:w="{w}" w:h="{h}"{orient}/>'
            f'<w:pgMar w:top="{MARGIN + 300}" w:bottom="{MARGIN + 200}" w:left="{MARGIN}" w:right="{MARGIN}" w:header="680" w:footer="600" w:gutter="0"/>'
            f"{numbers or self.restart()}{title}</w:sectPr>"
        )
        return sect if last else f"<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/>{sect}</w:pPr></w:p>"

    def restart(self):
        if self.report.roman_front and not self.front and not self.restarted:
            self.restarted = True
            return '<w:pgNumType w:fmt="decimal" w:start="1"/>'
        return ""

    def table(self, t):
        width = (A4[1] if self.landscape else A4[0]) - 2 * MARGIN
        unit = width / sum(t.widths)
        cols = [round(w * unit) for w in t.widths]
        line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        sides = {"grid": "top left bottom right insideH insideV", "zebra": "top bottom", "horizontal": "top bottom insideH", "plain": ""}[t.style].split()
        out = [
            f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{"".join(line.format(s) for s in sides)}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{c}"/>' for c in cols) + "</w:tblGrid>"
        ]
        at = {(r, c): cell for r, c, cell in t.placed}
        for r in range(len(t.rows)):
            props = ("<w:tblHeader/>" if r < t.header_rows and t.repeat_header else "") + ("" if t.split_rows else "<w:cantSplit/>")
            out.append(f"<w:tr><w:trPr>{props}</w:trPr>")
            c, first = 0, True
            while c < len(cols):
                cell, merge = at.get((r, c)), ""
                if cell is None:  # the lower part of a cell that began above
                    top = max(q for q in range(r) if (q, c) in at)
                    cell, merge, paragraphs = at[top, c], "<w:vMerge/>", [""]
                else:
                    paragraphs = cell.text.split("\n")
                    merge = '<w:vMerge w:val="restart"/>' if cell.rs > 1 else ""
                fill = cell.fill or ("F2F2F2" if t.style == "zebra" and r % 2 and r >= t.header_rows else "")
                span = f'<w:gridSpan w:val="{cell.cs}"/>' if cell.cs > 1 else ""
                shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
                out.append(
                    f'<w:tc><w:tcPr><w:tcW w:w="{sum(cols[c:c + cell.cs])}" w:type="dxa"/>{span}{merge}{shade}'
                    f'<w:vAlign w:val="{"center" if r < t.header_rows else "top"}"/></w:tcPr>'
                )
                for i, text in enumerate(paragraphs):
                    bar = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr>' if cell.fraction and i == 0 else ""
                    start = f"{t.key}R{r}A" if first and i == 0 else ""
                    end = f"{t.key}R{r}C{c}Z" if i == len(paragraphs) - 1 else ""
                    align = "center" if cell.fraction else cell.align
                    out.append(self.para(text, align, cell.bold, t.size, 1, 1, start=start, end=end, props=bar))
                    first = False
                out.append("</w:tc>")
                c += cell.cs
            out.append("</w:tr>")
        out.append("</w:tbl>")
        return "".join(out)

    def contents(self, block):
        width = A4[0] - 2 * MARGIN
        out = []
        for text, key, level in block.entries:
            tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
            indent = f'<w:ind w:left="{level * 300}"/>'
            out.append(
                f'<w:p><w:pPr>{tabs}<w:spacing w:before="0" w:after="60"/>{indent}</w:pPr>{self.run(text)}'
                f"<w:r><w:tab/></w:r>{self.run(str(self.pages.get(key, 0)))}</w:p>"
            )
        return "".join(out)

    def write(self, path):
        for block in self.report.blocks:
            if isinstance(block, Break):
                if block.landscape != self.landscape or (self.front and block.body):
                    self.body.append(self.section())
                    self.landscape = block.landscape
                    self.front = self.front and not block.body
                else:
                    self.body.append('<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>')
            elif isinstance(block, Heading):
                align = "center" if block.level == 1 else "left"
                self.body.append(self.para(block.text, align, style=f"Heading{block.level}", before=6, start=block.key))
            elif isinstance(block, Para):
                self.body.append(self.para(block.text, block.align, block.bold, block.size, block.before, block.after, start=block.key))
            elif isinstance(block, Bullet):
                props = '<w:tabs><w:tab w:val="left" w:pos="500"/></w:tabs><w:ind w:left="500" w:hanging="360"/>'
                self.body.append(f'<w:p><w:pPr>{props}<w:spacing w:after="60"/></w:pPr>{self.run(block.mark)}<w:r><w:tab/></w:r>{self.run(block.text)}</w:p>')
            elif isinstance(block, Contents):
                self.body.append(self.contents(block))
            elif isinstance(block, Table):
                if block.caption:
                    label = f"Tabel {block.number} {block.caption}" if block.number else block.caption
                    self.body.append(self.para(label, "center", True, 10.5, 6, 3, start=f"{block.key}CAPTION", props="<w:keepNext/>"))
                self.body.append(self.table(block) + self.para("", after=2, size=6))
        body = "".join(self.body) + self.section(last=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for name, text in self.parts(body).items():
                z.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text)

    def parts(self, body):
        font = f'<w:rFonts w:ascii="{self.report.font}" w:hAnsi="{self.report.font}" w:cs="{self.report.font}"/>'
        heads = "".join(
            f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
            f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{s}"/></w:rPr></w:style>'
            for n, s in ((1, 28), (2, 24), (3, 22))
        )
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        line = '<w:pBdr><w:{} w:val="single" w:sz="6" w:space="1" w:color="1F3864"/></w:pBdr>'
        number = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        return {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + "".join(
                f'<Override PartName="/word/{p}.xml" ContentType="{kind}.{t}+xml"/>'
                for p, t in (("document", "document.main"), ("styles", "styles"), ("header1", "header"), ("footer1", "footer"))
            )
            + "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            + "".join(f'<Relationship Id="rId{n}" Type="{office}/{t}" Target="{f}.xml"/>' for n, t, f in ((1, "styles", "styles"), (2, "header", "header1"), (3, "footer", "footer1")))
            + "</Relationships>",
            "word/styles.xml": f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="22"/><w:lang w:val="id-ID"/></w:rPr></w:rPrDefault></w:docDefaults>'
            f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{heads}</w:styles>',
            "word/header1.xml": f'<w:hdr {W}><w:p><w:pPr>{line.format("bottom")}<w:jc w:val="right"/></w:pPr>{self.run(self.report.header, size=8.5, extra="<w:i/>")}</w:p></w:hdr>',
            "word/footer1.xml": f'<w:ftr {W}><w:p><w:pPr>{line.format("top")}<w:jc w:val="center"/></w:pPr>{self.run(self.report.footer + " | ", size=8.5)}{number}</w:p></w:ftr>',
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        }


def write(report, path, pages, anchors=False):
    """Writes `report` to `path`; `pages` fills the lists of contents; `anchors` adds a named place to every row and heading."""
    Docx(report, pages, anchors).write(path)
