"""Parts that every report has: cover, foreword, lists of contents, and the usual tables with their records."""

from .model import Break, Cell, Contents, Heading, Para, Table, dec, exact, pct, rp


def front(report, title, paragraphs, place, entries):
    """Cover, kata pengantar, daftar isi and daftar tabel; `entries` are (text, key, level)."""
    report.add(
        Para(title, "center", True, size=22, before=120, after=14),
        Para(f"TAHUN {report.year}", "center", True, size=18, after=90),
        Para(report.agency.upper(), "center", True, size=15, after=4),
        Para(report.region.upper(), "center", True, size=15),
        Break(),
        Heading(1, "KATA PENGANTAR", "pengantar"),
        *[Para(p) for p in paragraphs],
        Para(f"{place}, Februari {report.year + 1}", "right", before=14),
        Para(f"Kepala {report.agency}", "right", after=40),
        Para("(nama pejabat)", "right"),
        Break(),
        Heading(1, "DAFTAR ISI", "isi"),
        Contents([("KATA PENGANTAR", "pengantar", 0), ("DAFTAR ISI", "isi", 0), ("DAFTAR TABEL", "daftartabel", 0), *entries]),
        Heading(1, "DAFTAR TABEL", "daftartabel"),
        Contents([]),  # filled by list_tables once the tables are known
    )


def list_tables(report):
    """Fills the list of tables with what the report has."""
    block = [b for b in report.blocks if isinstance(b, Contents)][-1]
    block.entries = [(f"Tabel {t.number} {t.caption}", t.key, 0) for t in report.tables() if t.number]


def right(text, **more):
    return Cell(str(text), align="right", **more)


def mid(text, **more):
    return Cell(str(text), align="center", **more)


def by_sasaran(goals):
    """(sasaran, [indicators]) -> rows of (number, sasaran or None, how many, indicator)."""
    for n, (sasaran, items) in enumerate(goals, 1):
        for i, item in enumerate(items):
            yield n, sasaran if i == 0 else None, len(items), sasaran, item


def record(report, key, stage, sasaran, item, year, **figures):
    """Notes what an indicator row prints. Figures as printed."""
    report.indicators.append({
        "key": key, "stage": stage, "year": year, "period": figures.pop("period", "annual"), "sasaran": sasaran, "indikator": item["name"], "satuan": item["unit"],
        "polarity": "lower_is_better" if item.get("lower") else "higher_is_better", **{k: exact(v) for k, v in figures.items()},
    })  # fmt: skip


def stub(n, sasaran, count, item):
    """The first cells of an indicator row; number and sasaran run down over the sasaran's indicators."""
    head = [mid(n, rs=count), Cell(sasaran, rs=count)] if sasaran else []
    return [*head, Cell(item["name"]), mid(item["unit"])]


def renstra_table(report, number, caption, goals, years, **more):
    key = more["key"]
    rows = [
        [Cell("No", rs=2), Cell("Sasaran", rs=2), Cell("Indikator Kinerja", rs=2), Cell("Satuan", rs=2), Cell("Target Kinerja Tahun", cs=len(years))],
        [Cell(str(y)) for y in years],
    ]
    for n, sasaran, count, full, item in by_sasaran(goals):
        rows.append(stub(n, sasaran, count, item) + [right(v) for v in item["renstra"]])
        for year, value in zip(years, item["renstra"]):
            record(report, key, "renstra", full, item, year, target=value)
    return Table(number, caption, rows, [3, 11, 13, 6] + [6] * len(years), 2, "strategic_plan_targets", **more)


def agreement_table(report, number, caption, goals, stage="pk", target="pk", quarters="quarters", kind="performance_agreement", numbered=True, **more):
    """Perjanjian Kinerja with quarters."""
    rows = [
        [Cell("No", rs=2), Cell("Sasaran Strategis", rs=2), Cell("Indikator Kinerja", rs=2), Cell("Satuan", rs=2), Cell("Target", rs=2), Cell("Target Triwulan", cs=4)],
        [Cell(q) for q in ("I", "II", "III", "IV")],
    ]
    if numbered:
        rows.append([Cell(f"({i})") for i in range(1, 10)])
    for n, sasaran, count, full, item in by_sasaran(goals):
        rows.append(stub(n, sasaran, count, item) + [right(item[target])] + [right(q) for q in item[quarters]])
        record(report, more["key"], stage, full, item, report.year, target=item[target])
    return Table(number, caption, rows, [3, 11, 13, 6, 7, 6, 6, 6, 6], 3 if numbered else 2, kind, **more)


def budget_level(code):
    return {2: "urusan", 3: "program", 5: "kegiatan", 6: "sub_kegiatan"}.get(len(code.split(".")), "other")


def roll_up(lines):
    """Sub kegiatan amounts (code -> numbers) summed into every code that they stand under."""
    totals = {}
    for code, amounts in lines.items():
        for upper in [c for c in totals if code.startswith(c + ".")]:
            if amounts:
                totals[upper] = tuple(a + b for a, b in zip(totals[upper] or (0,) * len(amounts), amounts))
        totals[code] = amounts
    return totals


def measurement_capaian(item, places=2):
    return item.get("capaian") or pct(exact(item["real"]), exact(item["target"]), places)


__all__ = [n for n in dir() if not n.startswith("_")] + ["dec", "rp"]
