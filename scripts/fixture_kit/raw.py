"""Tiny PDFs written byte by byte: one trait of the file format each, and files that are broken or hostile."""

import subprocess
import zlib

from . import render

# One table drawn in every way: what must be read is always this.
GRID = [["No", "Uraian", "Target", "Realisasi", "Capaian"], ["1", "Jumlah pelatihan", "12", "9", "75,00"], ["2", "Jumlah peserta", "360", "378", "105,00"], ["3", "Nilai evaluasi", "80,00", "82,40", "103,00"]]
COLUMNS = [60, 90, 260, 340, 430, 530]  # x of the column borders
TOP, ROW = 700, 22  # y of the top border (up), row height
CAPTION = "Tabel 1 Hasil Pelatihan Tahun 2024"
PASSWORD = "rahasia"


def text_of(x, y, text, size=10):
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


def texts(shift=0.0):
    out = text_of(200 + shift, TOP + 12, CAPTION)
    for r, row in enumerate(GRID):
        for c, cell in enumerate(row):
            out += text_of(COLUMNS[c] + 4 + shift, TOP - ROW * (r + 1) + 7, cell)
    return out


def borders(thin_rectangles):
    """All ruling lines: as strokes, or as filled rectangles half a point thick as Word writes them, cut at every joint."""
    out, bottom = "0.5 w\n", TOP - ROW * len(GRID)
    ys = [TOP - ROW * r for r in range(len(GRID) + 1)]
    if not thin_rectangles:
        return out + "".join(f"{COLUMNS[0]} {y} m {COLUMNS[-1]} {y} l S\n" for y in ys) + "".join(f"{x} {TOP} m {x} {bottom} l S\n" for x in COLUMNS)
    for y in ys:
        out += "".join(f"{a} {y} {b - a} 0.48 re f*\n" for a, b in zip(COLUMNS, COLUMNS[1:]))
    for x in COLUMNS:
        out += "".join(f"{x} {b} 0.48 {a - b} re f*\n" for a, b in zip(ys, ys[1:]))
    return out


def stream(data, extra="", packed=True):
    data = data.encode("latin-1") if isinstance(data, str) else data
    if packed:
        data, extra = zlib.compress(data), extra + " /Filter /FlateDecode"
    return f"<< /Length {len(data)}{extra} >>\nstream\n".encode() + data + b"\nendstream"


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(objects, trailer=""):
    """Numbered objects (1 is the catalogue) -> a PDF with a plain cross-reference table."""
    out, at = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for n, body in enumerate(objects, 1):
        at.append(len(out))
        out += f"{n} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{a:010} 00000 n \n".encode() for a in at)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()


def page(content, attributes="/MediaBox [0 0 595 842]", resources="/Font << /F1 5 0 R >>", more=()):
    return pdf([
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {attributes} /Contents 4 0 R /Resources << {resources} >> >>",
        content if isinstance(content, bytes) else stream(content), FONT, *more,
    ])  # fmt: skip


def rotated():
    """The page is stored lying and shown upright: the content is drawn turned, /Rotate turns it back."""
    return page(f"q 0 1 -1 0 842 0 cm\n{borders(False)}{texts()}Q\n", "/MediaBox [0 0 842 595] /Rotate 90")


def form_xobject():
    """Lines in one form, text in a form inside a form, each with its own matrix and resources."""
    head = "/Type /XObject /Subtype /Form /BBox [0 0 2000 2000]"
    lines = stream(borders(False), f" {head} /Matrix [1 0 0 1 -30 0] /Resources << >>")
    inner = stream(texts(), f" {head} /Matrix [0.5 0 0 0.5 0 0] /Resources << /Font << /F1 5 0 R >> >>")
    outer = stream("q 2 0 0 2 0 0 cm /In Do Q", f" {head} /Resources << /XObject << /In 7 0 R >> >>")
    return page("q 1 0 0 1 30 0 cm /Lines Do Q q /Out Do Q", resources="/XObject << /Lines 6 0 R /Out 8 0 R >>", more=(lines, inner, outer))


def form_loop():
    """A form that draws itself: endless for a reader without limits."""
    form = stream("/Me Do", " /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /Me 6 0 R >> >>")
    return page(borders(False) + texts() + "/Me Do\n", resources="/Font << /F1 5 0 R >> /XObject << /Me 6 0 R >>", more=(form,))


def bomb():
    """A content stream of a few hundred bytes that unpacks, twice deflated, to 512 MiB of blanks."""
    packer, once = zlib.compressobj(9), b""
    for _ in range(512):
        once += packer.compress(b" " * (1 << 20))
    twice = zlib.compress(once + packer.flush(), 9)
    return page(stream(twice, " /Filter [/FlateDecode /FlateDecode]", packed=False))


def scanned():
    """A page that is a picture only."""
    picture = stream(b"\xff" * (60 * 85), " /Type /XObject /Subtype /Image /Width 60 /Height 85 /ColorSpace /DeviceGray /BitsPerComponent 8")
    return page("q 595 0 0 842 0 0 cm /Im Do Q", resources="/XObject << /Im 6 0 R >>", more=(picture,))


def expected(about, **more):
    table = {"number": "1", "caption": "Hasil Pelatihan Tahun 2024", "pages": [1], "header_rows": 1, "cells": GRID, "spans": []}
    return {"about": about, "pages": 1, "tables": [table]} | more


def write(folder, asked):
    """Writes all of them that are asked for, and what must be read from each."""
    folder.mkdir(exist_ok=True)
    plain = page(borders(False) + texts())
    no_tables = {"tables": []}
    files = {
        "thin-rectangles": (page(borders(True) + texts()), expected("Borders are thin filled rectangles, cut at every joint.")),
        "fake-bold": (page(borders(False) + texts() + texts(0.25)), expected("Every glyph is drawn twice, a quarter of a point apart.")),
        "rotated": (rotated(), expected("A page stored lying with /Rotate 90; boxes are those of the page as shown.")),
        "form-xobject": (form_xobject(), expected("Lines and text stand in nested form XObjects with matrices.")),
        "form-loop": (form_loop(), expected("A form that draws itself.")),
        "page-loop": (plain.replace(b"/Kids [3 0 R] ", b"/Kids [3 0 R 2 0 R] "), expected("A page tree that holds itself: the page may come more than once.", may_repeat=True)),
        "truncated": (plain[: plain.index(b"xref\n0")], expected("The file ends before its cross-reference table: mended or refused, never a crash.", may_fail=True)),
        "bomb": (bomb(), expected("A stream that unpacks to 512 MiB: a warning or an error, within the limits.", may_fail=True) | no_tables),
        "scanned": (scanned(), expected("A page without text: said to be scanned.", text="scanned") | no_tables),
        "not-a-pdf": (b"Ini bukan PDF, hanya namanya saja.\n", {"about": "Text under a PDF's name.", "error": "pdf"}),
    }  # fmt: skip
    for name, (data, truth) in files.items():
        if asked(name):
            (folder / f"{name}.pdf").write_bytes(data)
            save(folder, name, truth)
    source = folder / "plain.tmp"
    source.write_bytes(plain)
    for name, password, truth in (
        ("encrypted-empty", "", expected("Encrypted, AES-256, with an empty user password.")),
        ("encrypted", PASSWORD, expected("Encrypted, AES-256; opens with the password only.", password=PASSWORD, error="password")),
    ):
        if asked(name):
            target = folder / f"{name}.pdf"
            subprocess.run([render.tool("qpdf"), "--encrypt", password, "pemilik", "256", "--", str(source), str(target)], check=True)
            save(folder, name, truth)
    source.unlink()


def save(folder, name, truth):
    (folder / f"{name}.expected.json").write_text(render.dump(truth) + "\n", encoding="utf-8")
    print(f"raw/{name}.pdf: {(folder / f'{name}.pdf').stat().st_size} bytes")
