"""Three years of one small agency, for what is said over the years: a renamed indicator, and a figure of last year that was not what last year's report said."""

from ..model import Break, Cell, Heading, Para, Planted, Report, Table, exact, pct
from ..parts import by_sasaran, mid, record, right, stub

KUNJUNGAN = {2021: "Cakupan kunjungan ibu hamil", 2022: "Persentase kunjungan ibu hamil K4", 2023: "Persentase kunjungan ibu hamil K4"}
FIGURES = {  # year -> target, realisasi, of the year before as that year's report prints it
    "hamil": {2021: ("85,00", "83,40", "81,10"), 2022: ("88,00", "87,12", "83,40"), 2023: ("91,00", "91,54", "87,21")},
    "imunisasi": {2021: ("90,00", "92,30", "90,75"), 2022: ("92,00", "93,08", "92,30"), 2023: ("94,00", "93,53", "93,08")},
    "ikm": {2021: ("80,00", "81,64", "79,90"), 2022: ("82,00", "82,95", "81,64"), 2023: ("84,00", "84,21", "82,95")},
}


def build(year):
    goals = [
        ("Meningkatnya kesehatan ibu dan anak", [{"name": KUNJUNGAN[year], "unit": "%", "key": "hamil"}, {"name": "Persentase bayi dengan imunisasi dasar lengkap", "unit": "%", "key": "imunisasi"}]),
        ("Meningkatnya mutu pelayanan puskesmas", [{"name": "Indeks Kepuasan Masyarakat", "unit": "Indeks", "key": "ikm"}]),
    ]
    r = Report(
        f"{year}", f"One of three years of the same agency ({year}).", "Puskesmas Tanjung Umpama", "Kabupaten Pulau Contoh", "kabupaten", year,
        f"Laporan Kinerja Puskesmas Tanjung Umpama Tahun {year}", "LKj Puskesmas",
    )  # fmt: skip
    rows = [[Cell(x) for x in ("No", "Sasaran", "Indikator Kinerja", "Satuan", "Target")]]
    result = [[Cell("No", rs=2), Cell("Sasaran", rs=2), Cell("Indikator Kinerja", rs=2), Cell("Satuan", rs=2), Cell(f"Realisasi {year - 1}", rs=2), Cell(f"Tahun {year}", cs=3)], [Cell(x) for x in ("Target", "Realisasi", "Capaian (%)")]]
    for n, sasaran, count, full, item in by_sasaran(goals):
        target, real, past = FIGURES[item["key"]][year]
        capaian = pct(exact(real), exact(target))
        rows.append(stub(n, sasaran, count, item) + [right(target)])
        result.append(stub(n, sasaran, count, item) + [right(x) for x in (past, target, real, capaian)])
        record(r, "pk", "pk", full, item, year, target=target)
        record(r, "ukur", "pengukuran", full, item, year - 1, realisasi=past)
        record(r, "ukur", "pengukuran", full, item, year, target=target, realisasi=real, capaian=capaian)
    r.add(
        Para("LAPORAN KINERJA INSTANSI PEMERINTAH", "center", True, size=20, before=150), Para(f"TAHUN {year}", "center", True, size=16, after=80),
        Para("PUSKESMAS TANJUNG UMPAMA", "center", True, size=14, after=4), Para("KABUPATEN PULAU CONTOH", "center", True, size=14),
        Break(body=True), Heading(1, "BAB II PERJANJIAN KINERJA", "bab1"),
        Para(f"Perjanjian kinerja tahun {year} memuat tiga indikator."),
        Table("2.1", f"Perjanjian Kinerja Tahun {year}", rows, [2, 12, 14, 6, 6], 1, "performance_agreement", key="pk"),
        Heading(1, "BAB III AKUNTABILITAS KINERJA", "bab3"),
        Para("Capaian adalah realisasi dibagi target dikalikan 100 persen."),
        Table("3.1", f"Capaian Kinerja Tahun {year}", result, [2, 10, 12, 6, 7, 6, 7, 7], 2, "performance_measurement", key="ukur"),
    )  # fmt: skip
    if year == 2022:
        r.add(Para("Mulai tahun ini indikator Cakupan kunjungan ibu hamil bernama Persentase kunjungan ibu hamil K4; cara menghitungnya tetap."))
    if year == 2023:
        r.planted = [Planted("X11", "ukur", KUNJUNGAN[2023], "87,21", "87,12")]
    return r
