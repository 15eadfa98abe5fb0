"""Prints a report through a producer, finds out on which page everything came to stand, and writes the truth."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import docx, html
from .model import Heading, Para, Table

ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]


def tool(*names):
    """The first of these programs that is there; else says what to install."""
    for name in names:
        if shutil.which(name):
            return name
    packages = {"soffice": "libreoffice-writer-nogui", "chromium": "chromium", "pdfinfo": "poppler-utils", "qpdf": "qpdf"}
    sys.exit(f"make-fixtures: {names[0]} is missing; on Debian or Ubuntu: apt-get install {packages.get(names[0], names[0])}")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        sys.exit(f"make-fixtures: {command[0]} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout


def libreoffice(report, pages, anchors, folder):
    source = folder / f"{report.name}.docx"
    docx.write(report, source, pages, anchors)
    options = '{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"%s"},"ExportBookmarks":{"type":"boolean","value":"false"}}'
    run(
        tool("soffice", "libreoffice"), "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
        f"pdf:writer_pdf_Export:{options % str(anchors).lower()}", "--outdir", str(folder), str(source),
    )  # fmt: skip
    return folder / f"{report.name}.pdf"


def chromium(report, pages, anchors, folder, *options):
    source, target = folder / f"{report.name}.html", folder / f"{report.name}.pdf"
    html.write(report, source, pages, anchors)
    run(
        tool("chromium", "chromium-browser", "google-chrome"), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
        "--no-pdf-header-footer", *options, f"--print-to-pdf={target}", source.as_uri(),
    )  # fmt: skip
    return target


def chromium_untagged(report, pages, anchors, folder):
    return chromium(report, pages, anchors, folder, "--disable-pdf-tagging")


PRODUCERS = {"libreoffice": libreoffice, "chromium": chromium, "chromium-untagged": chromium_untagged}


def places(pdf):
    """Named places of a PDF -> their pages."""
    found = {}
    for line in run(tool("pdfinfo"), "-dests", str(pdf)).splitlines():
        m = re.match(r'\s*(\d+)\s+\[.*\]\s+"(.*)"', line)
        if m:
            found[m.group(2)] = int(m.group(1))
    return found


def printed(report, producer, keys):
    """Key -> page number as the footer prints it."""
    if not (report.roman_front and producer == "libreoffice"):
        return keys
    first = min(page for key, page in keys.items() if key == "bab1")
    return {k: p - first + 1 if p >= first else ROMAN[p - 1] for k, p in keys.items()}


def heading_places(report, found):
    keys = {b.key: found[b.key] for b in report.blocks if isinstance(b, (Heading, Para)) and b.key}
    return keys | {t.key: found[f"{t.key}CAPTION"] for t in report.tables() if t.caption}


def row_pages(table, found):
    """For every row the pages it stands on."""
    out = []
    for r in range(len(table.rows)):
        at = [p for k, p in found.items() if k == f"{table.key}R{r}A" or re.fullmatch(f"{table.key}R{r}C\\d+Z", k)]
        out.append(list(range(min(at), max(at) + 1)))
    return out


def squeeze(text):
    return re.sub(r"[\s\u00ad]+", "", text)


def proof(report, truth, pdf):
    """Every cell must stand, as text, on the pages that the truth names."""
    for table in truth["tables"]:
        texts = {p: squeeze(run(tool("pdftotext"), "-raw", "-f", str(p), "-l", str(p), str(pdf), "-")) for p in table["pages"]}
        for row, pages in zip(table["cells"], table["row_pages"]):
            text = "".join(texts[p] for p in pages)
            for cell in filter(None, row):
                parts = [squeeze(x) for x in cell.split("\n")]
                if not all(x in text for x in parts) and len(pages) == 1:
                    print(f"make-fixtures: warning: {pdf.name} page {pages}: not found as one piece: {cell!r}", file=sys.stderr)


def truth_of(report, producer, found, page_count):
    tables, where = [], {}
    for b in report.blocks:
        if isinstance(b, (Para, Heading)) and b.key:
            where[b.key] = found[b.key]
        if not isinstance(b, Table):
            continue
        rows = row_pages(b, found)
        tables.append({
            "number": b.number or None, "caption": b.caption or None, "kind": b.kind, "pages": sorted({p for r in rows for p in r}), "header_rows": b.header_rows,
            "cells": b.grid, "spans": b.spans, "row_pages": rows, "style": b.style, "header_repeats": b.repeat_header,
        })  # fmt: skip
        for r, row in enumerate(b.grid):
            for text in row:
                where.setdefault((b.key, text), rows[r][0])

    def page_of(key, row):
        return where.get((key, row)) or where.get(key) or found.get(f"{key}CAPTION") or sys.exit(f"make-fixtures: no place for {key} {row!r}")

    keys = {t.key: t for t in report.tables()}
    planted = [
        {
            "rule": p.rule, "page": page_of(p.key, p.text or p.row), "table": keys[p.key].number if p.key in keys else None, "row": p.row or None,
            "stated": p.stated, "expected": p.expected, "also": p.also,
        }
        for p in report.planted
    ]  # fmt: skip
    records = [{k: v for k, v in rec.items() if k != "key"} | {"page": page_of(rec["key"], rec["indikator"])} for rec in report.indicators]
    budget = [{k: v for k, v in line.items() if k != "key"} | {"page": page_of(line["key"], line["uraian"])} for line in report.budget]
    return {
        "about": report.about, "producer": producer, "agency": {"name": report.agency, "region": report.region, "level": report.level}, "year": report.year,
        "pages": page_count, "traps": report.traps, "contradictions": sorted(planted, key=lambda p: (p["page"], p["rule"])),
        "tables": tables, "indicators": records, "budget": budget,
    }  # fmt: skip


def dump(value, indent=0):
    """JSON with a line for each flat list or object: grids stay readable, and a change shows in few lines."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) < 150 and not (isinstance(value, list) and value and isinstance(value[0], (dict, list))) or not isinstance(value, (dict, list)):
        return flat
    if isinstance(value, list) and not any(isinstance(x, (dict, list)) for x in value):
        return flat
    if isinstance(value, dict) and not any(isinstance(x, (dict, list)) for x in value.values()):
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        inner = [f"{pad}{json.dumps(k)}: {dump(v, indent + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inner) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + dump(v, indent + 1) for v in value) + "\n" + " " * indent + "]"


def undated(data):
    """A PDF without the moment it was made, so that a fixture changes only when its content does; every offset stays."""
    data = re.sub(rb"D:\d{14}", b"D:20250101000000", data)
    data = re.sub(rb"(/DocChecksum /|/ID \[ <|^<)[0-9A-F]{32}", lambda m: m.group(1) + b"0" * 32, data, flags=re.MULTILINE)
    return data


def render(report, producer, target):
    """Writes TARGET (a PDF) and the truth beside it."""
    make = PRODUCERS[producer]
    with tempfile.TemporaryDirectory() as tmp:
        folder, pages = Path(tmp), {}
        for _ in range(2):  # the lists of contents may move the pages once
            found = places(make(report, pages, True, folder))
            pages = printed(report, producer, heading_places(report, found))
        assert pages == printed(report, producer, heading_places(report, places(make(report, pages, True, folder)))), "pages do not settle"
        pdf = make(report, pages, False, folder)
        count = int(re.search(r"Pages:\s+(\d+)", run(tool("pdfinfo"), str(pdf))).group(1))
        truth = truth_of(report, producer, found, count)
        proof(report, truth, pdf)
        target.write_bytes(undated(pdf.read_bytes()))
    target.with_suffix(".expected.json").write_text(dump(truth) + "\n", encoding="utf-8")
    print(f"{target.name}: {count} pages, {target.stat().st_size // 1024} kB, {len(truth['tables'])} tables, {len(truth['contradictions'])} contradictions")
