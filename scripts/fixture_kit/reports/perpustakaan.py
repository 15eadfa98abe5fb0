"""A clean report: every oddity in it is one that real reports have and that is no error."""

from decimal import Decimal

from ..model import Break, Cell, Heading, Para, Report, Table, cut, dec, exact, pct, rp
from ..parts import agreement_table, by_sasaran, front, list_tables, mid, record, renstra_table, right, stub

YEARS = [2022, 2023, 2024, 2025, 2026]

GOALS = [
    ("Meningkatnya budaya baca masyarakat", [
        {"name": "Tingkat Kegemaran Membaca", "unit": "Nilai", "renstra": ["58,00", "60,00", "62,00", "64,00", "66,00"], "pk": "60,00", "revised": "60,00",
         "quarters": ["-", "-", "-", "60,00"], "revised_quarters": ["-", "-", "-", "60,00"], "target": "60,00", "real": "63,35", "capaian": "105,58", "past": "58,72",
         "formula": "Jumlah nilai responden\nJumlah responden\nx 1"},
        {"name": "Jumlah kunjungan ke perpustakaan umum", "unit": "Kunjungan", "renstra": ["35.000", "40.000", "42.500", "45.000", "47.500"], "pk": "40.000", "revised": "45.000",
         "quarters": ["10.000", "20.000", "30.000", "40.000"], "revised_quarters": ["11.250", "22.500", "33.750", "45.000"], "target": "45.000", "real": "58.140",
         "capaian": "120,00", "past": "41.206", "formula": "Jumlah orang yang tercatat masuk, termasuk pengunjung perpustakaan keliling dan pengunjung layanan daring yang meminjam paling sedikit satu judul"},
    ]),
    ("Meningkatnya mutu layanan perpustakaan", [
        {"name": "Lama waktu layanan pembuatan kartu anggota", "unit": "Menit", "lower": True, "renstra": ["12,00", "10,00", "9,00", "8,00", "7,00"], "pk": "10,00", "revised": "10,00",
         "quarters": ["10,00"] * 4, "revised_quarters": ["10,00"] * 4, "target": "10,00", "real": "8,50", "capaian": "115,00", "past": "11,25",
         "formula": "Jumlah menit seluruh layanan\nJumlah layanan\nx 1"},
        {"name": "Persentase koleksi rusak yang masih dilayankan", "unit": "%", "lower": True, "renstra": ["≤ 4,00", "≤ 3,00", "≤ 3,00", "≤ 2,50", "≤ 2,00"], "pk": "≤ 3,00", "revised": "≤ 3,00",
         "quarters": ["≤ 3,00"] * 4, "revised_quarters": ["≤ 3,00"] * 4, "target": "≤ 3,00", "real": "2,40", "capaian": "120,00", "past": "3,60",
         "formula": "Jumlah koleksi rusak\nJumlah koleksi dilayankan\nx 100%"},
        {"name": "Indeks Kepuasan Masyarakat", "unit": "Indeks", "renstra": ["80–83", "82–85", "83–86", "84–87", "85–88"], "pk": "82–85", "revised": "82–85",
         "quarters": ["82–85"] * 4, "revised_quarters": ["82–85"] * 4, "target": "82–85", "real": "83,75", "capaian": "100,00", "past": "82,90",
         "formula": "Rata-rata tertimbang sembilan unsur pelayanan dikalikan 25, menurut pedoman survei yang berlaku"},
    ]),
    ("Meningkatnya tertib arsip dan akuntabilitas kinerja", [
        {"name": "Rasio arsiparis terhadap unit pengolah", "unit": "Rasio", "renstra": ["0,45", "0,53", "0,60", "0,68", "0,75"], "pk": "0,53", "revised": "0,53",
         "quarters": ["0,20", "0,30", "0,40", "0,53"], "revised_quarters": ["0,20", "0,30", "0,40", "0,53"], "target": "0,53", "real": "0,34", "capaian": "63,36", "past": "0,31",
         "formula": "Jumlah arsiparis\nJumlah unit pengolah\nx 1"},
        {"name": "Predikat SAKIP", "unit": "Predikat", "renstra": ["B", "BB", "BB", "A", "A"], "pk": "BB", "revised": "BB", "quarters": ["-", "-", "-", "BB"],
         "revised_quarters": ["-", "-", "-", "BB"], "target": "BB", "real": "BB", "capaian": "100,00", "past": "B", "formula": "Hasil evaluasi Inspektorat Kota"},
    ]),
]  # fmt: skip

PROGRAMMES = [  # code, name, pagu, realisasi
    ("2.23.01", "Program Penunjang Urusan Pemerintahan Daerah", 4_218_346_700, 4_102_991_655),
    ("2.23.02", "Program Pembinaan Perpustakaan", 1_207_455_400, 1_161_238_910),
    ("2.24.02", "Program Pengelolaan Arsip", 388_912_450, 371_006_375),
]

CLASSES = [("Sangat Baik", "> 100"), ("Baik", "85 – 100"), ("Cukup", "65 – 84,99"), ("Kurang", "< 65")]


def predikat(capaian):
    value = Decimal(exact(capaian))
    return "Sangat Baik" if value > 100 else "Baik" if value >= 85 else "Cukup" if value >= 65 else "Kurang"


def staff():
    groups = [("Golongan IV", 2, 3), ("Golongan III", 5, 8), ("Golongan II", 2, 1), ("PPPK", 3, 6)]
    total = sum(a + b for _, a, b in groups)
    rows = [[Cell("No"), Cell("Golongan"), Cell("Laki-laki"), Cell("Perempuan"), Cell("Jumlah"), Cell("Persentase (%)")]]
    rows += [[mid(n), Cell(g), mid(a), mid(b), mid(a + b), mid(dec(Decimal(a + b) * 100 / total, 1))] for n, (g, a, b) in enumerate(groups, 1)]
    men, women = sum(g[1] for g in groups), sum(g[2] for g in groups)
    rows.append([Cell("Jumlah", cs=2, bold=True, align="center"), mid(men, bold=True), mid(women, bold=True), mid(total, bold=True), mid("100", bold=True)])
    rows.append([Cell(""), Cell("di antaranya pustakawan dan arsiparis"), mid("3"), mid("6"), mid("9"), mid("-")])
    return Table("I.1", "Pegawai menurut Golongan dan Jenis Kelamin", rows, [2, 12, 6, 6, 6, 7], 1, "staffing", key="pegawai")


def iku(report):
    rows = [[Cell("No"), Cell("Sasaran"), Cell("Indikator Kinerja Utama"), Cell("Satuan"), Cell("Formula Perhitungan"), Cell("Target 2023"), Cell("Sumber Data")]]
    for n, sasaran, count, full, item in by_sasaran(GOALS):
        fraction = "\n" in item["formula"]
        rows.append(stub(n, sasaran, count, item) + [Cell(item["formula"], fraction=fraction), right(item["renstra"][1]), Cell("Bidang Layanan" if n < 3 else "Sekretariat")])
        record(report, "iku", "iku", full, item, 2023, target=item["renstra"][1])
    return Table("II.2", "Indikator Kinerja Utama", rows, [2, 8, 9, 6, 11, 5, 7], 1, "key_performance_indicators", key="iku")


def measurement(report):
    rows = [
        [Cell("No", rs=2), Cell("Sasaran", rs=2), Cell("Indikator Kinerja", rs=2), Cell("Satuan", rs=2), Cell("Realisasi 2022", rs=2), Cell("Tahun 2023", cs=4)],
        [Cell("Target"), Cell("Realisasi"), Cell("Capaian (%)"), Cell("Predikat")],
        [Cell(x) for x in "abcdefghi"],
    ]
    values = []
    for n, sasaran, count, full, item in by_sasaran(GOALS):
        capaian = item["capaian"]
        values.append(Decimal(exact(capaian)))
        rows.append(stub(n, sasaran, count, item) + [right(item["past"]), right(item["target"]), right(item["real"]), right(capaian), mid(predikat(capaian))])
        record(report, "ukur", "pengukuran", full, item, 2022, realisasi=item["past"])
        record(report, "ukur", "pengukuran", full, item, 2023, target=item["target"], realisasi=item["real"], capaian=capaian)
    mean = dec(sum(values) / len(values))
    rows.append([Cell("Rata-rata capaian", cs=7, bold=True, align="center"), right(mean, bold=True), mid(predikat(mean), bold=True)])
    return Table("III.2", "Capaian Kinerja Tahun 2023", rows, [2, 9, 11, 7, 7, 6, 6, 6, 7], 3, "performance_measurement", size=8.5, key="ukur"), mean


def thousands(report):
    def k(x):
        return rp(Decimal(x / 1000).quantize(Decimal(1)))

    rows = [[Cell("No"), Cell("Program"), Cell("Pagu"), Cell("Realisasi"), Cell("Serapan (%)")]]
    rows += [[mid(n), Cell(name), right(k(Decimal(a))), right(k(Decimal(b))), right(pct(b, a))] for n, (_, name, a, b) in enumerate(PROGRAMMES, 1)]
    a, b = (sum(Decimal(p[i]) for p in PROGRAMMES) for i in (2, 3))
    rows.append([Cell("Jumlah", cs=2, bold=True, align="center"), right(k(a), bold=True), right(k(b), bold=True), right(pct(b, a), bold=True)])
    return Table("III.4", "Anggaran dan Realisasi per Program (dalam ribuan rupiah)", rows, [2, 14, 7, 7, 6], 1, "budget_realization", style="horizontal", key="ribu")


def full_rupiah(report):
    rows = [
        [Cell("No", rs=2), Cell("Kode Rekening", rs=2), Cell("Program", rs=2), Cell("Anggaran (Rp)", cs=2), Cell("Tingkat Serapan", rs=2), Cell("Efisiensi (Rp)", rs=2)],
        [Cell("Pagu"), Cell("Realisasi")],
    ]
    money = lambda x: rp(x, "Rp. ") + ",-"  # noqa: E731
    for n, (code, name, a, b) in enumerate(PROGRAMMES, 1):
        rows.append([mid(n), Cell(code), Cell(name), right(money(a)), right(money(b)), right(cut(b, a) + "%"), right(money(a - b))])
        report.budget.append({"key": "rupiah", "kode": code, "uraian": name, "level": "program", "pagu": str(a), "realisasi": str(b), "persen": exact(cut(b, a))})
        if code == "2.23.02":
            a, b = 310_000_000, 298_775_250
            rows.append([Cell(""), Cell(""), Cell("dari mana: DAK Nonfisik Perpustakaan"), right(money(a)), right(money(b)), right(cut(b, a) + "%"), right(money(a - b))])
    a, b = sum(p[2] for p in PROGRAMMES), sum(p[3] for p in PROGRAMMES)
    rows.append([Cell("JUMLAH", cs=3, bold=True, align="center")] + [right(x, bold=True) for x in (money(a), money(b), cut(b, a) + "%", money(a - b))])
    return Table("III.5", "Realisasi Anggaran dan Efisiensi Tahun 2023", rows, [2, 5, 12, 10, 10, 6, 9], 2, "budget_realization", size=8.5, repeat_header=False, key="rupiah")


def efficiency():
    rows = [[Cell("No"), Cell("Sasaran"), Cell("Capaian Kinerja (%)"), Cell("Serapan Anggaran (%)"), Cell("Efisiensi (%)")], [Cell(x) for x in ("1", "2", "3", "4", "5=3-4")]]
    for n, ((sasaran, items), programme) in enumerate(zip(GOALS, (PROGRAMMES[1], PROGRAMMES[0], PROGRAMMES[2])), 1):
        mean = Decimal(dec(sum(Decimal(exact(i["capaian"])) for i in items) / len(items)).replace(",", "."))
        serapan = Decimal(cut(programme[3], programme[2]).replace(",", "."))
        rows.append([mid(n), Cell(sasaran), mid(dec(mean)), mid(dec(serapan)), mid(dec(mean - serapan))])
    return Table("III.3", "Efisiensi Penggunaan Sumber Daya", rows, [2, 14, 6, 6, 6], 2, "efficiency", key="efisiensi")


def collection():
    kinds = [("Karya umum", 1284, 3120), ("Ilmu sosial", 4417, 10206), ("Ilmu terapan", 3168, 7385), ("Kesusastraan", 5902, 14873), ("Sejarah dan geografi", 1377, 2954)]
    titles, copies = sum(k[1] for k in kinds), sum(k[2] for k in kinds)
    rows = [[Cell("Golongan Koleksi"), Cell("Judul"), Cell("Eksemplar"), Cell("Porsi (%)")]]
    rows += [[Cell(name), right(f"{t:,}"), right(f"{c:,}"), right(f"{100 * c / copies:.1f}")] for name, t, c in kinds]
    shares = sum(Decimal(f"{100 * c / copies:.1f}") for _, _, c in kinds)
    rows.append([Cell("Total", bold=True), right(f"{titles:,}", bold=True), right(f"{copies:,}", bold=True), right(str(shares), bold=True)])
    return Table("I.2", "Koleksi menurut Golongan", rows, [12, 6, 6, 6], 1, "assets", style="horizontal", key="koleksi")


def build():
    r = Report(
        "perpustakaan", "A clean report full of what looks like an error and is none.", "Dinas Perpustakaan dan Kearsipan", "Kota Teluk Rekaan", "kota", 2023,
        "LKjIP Dinas Perpustakaan dan Kearsipan Kota Teluk Rekaan Tahun 2023", "Halaman", roman_front=True, font="Liberation Sans",
    )  # fmt: skip
    r.traps = [
        "lower is better, (2 x target - realisasi) / target, as declared", "capped at 120 as declared", "memo rows ('di antaranya', 'dari mana') not added",
        "cumulative quarterly targets", "percentages cut off throughout a table", "thousands of rupiah, sum off by rounding", "target changed in the Perubahan, said openly",
        "ranges, bounds, predicates", "0,34 of 0,53 printed as 63,36", "English separators in one table", "'Rp.' and ',-'", "shares add up to 100.1 or 99.9",
        "efisiensi as rupiah in one table and as capaian - serapan in another", "front matter numbered in roman numerals",
    ]  # fmt: skip
    front(r, "LAPORAN KINERJA INSTANSI PEMERINTAH", [
        "Laporan Kinerja Dinas Perpustakaan dan Kearsipan Kota Teluk Rekaan Tahun 2023 memuat hasil kerja selama satu tahun, baik yang sudah sesuai harapan maupun yang belum.",
        "Terima kasih kami sampaikan kepada para relawan baca, pengelola taman bacaan, dan semua pihak yang membantu pengumpulan data.",
    ], "Teluk Rekaan", [
        ("BAB I PENDAHULUAN", "bab1", 0), ("BAB II PERENCANAAN KINERJA", "bab2", 0), ("A. Rencana Strategis", "s2a", 1), ("B. Perjanjian Kinerja", "s2b", 1),
        ("BAB III AKUNTABILITAS KINERJA", "bab3", 0), ("A. Pengukuran Kinerja", "s3a", 1), ("B. Akuntabilitas Keuangan", "s3b", 1), ("BAB IV PENUTUP", "bab4", 0),
    ])  # fmt: skip
    table, mean = measurement(r)
    r.add(
        Break(body=True), Heading(1, "BAB I PENDAHULUAN", "bab1"),
        Para("Perpustakaan umum Kota Teluk Rekaan melayani warga dari gedung induk, dua mobil keliling, dan satu layanan daring. Arsip daerah disimpan di depo yang selesai dibangun tiga tahun lalu."),
        Para("Pegawai dinas pada akhir tahun 2023 berjumlah 30 orang, terdiri atas 12 laki-laki dan 18 perempuan."), staff(),
        Para("Koleksi yang dilayankan berjumlah 38.538 eksemplar. Tabel berikut dikutip dari aplikasi otomasi perpustakaan."), collection(),
        Break(), Heading(1, "BAB II PERENCANAAN KINERJA", "bab2"), Heading(2, "A. Rencana Strategis", "s2a"),
        Para("Rencana strategis tahun 2022 sampai 2026 memuat tiga sasaran dan tujuh indikator."),
        renstra_table(r, "II.1", "Sasaran, Indikator, dan Target Rencana Strategis", GOALS, YEARS, size=8.5, key="renstra"),
        Para("Cara menghitung setiap indikator ditetapkan dengan keputusan kepala dinas."), iku(r),
        Heading(2, "B. Perjanjian Kinerja", "s2b"),
        Para("Perjanjian kinerja ditandatangani pada bulan Januari 2023. Target triwulan bersifat kumulatif."),
        agreement_table(r, "II.3", "Perjanjian Kinerja Tahun 2023", GOALS, numbered=False, size=8.5, key="pk"),
        Para("Pada bulan September 2023 perjanjian kinerja diubah. Target jumlah kunjungan dinaikkan dari 40.000 menjadi 45.000 kunjungan karena mobil keliling kedua mulai beroperasi; target lainnya tetap."),
        agreement_table(r, "II.4", "Perjanjian Kinerja Perubahan Tahun 2023", GOALS, "pk_perubahan", "revised", "revised_quarters", "performance_agreement_revised", numbered=False, size=8.5, key="pkp"),
        Break(), Heading(1, "BAB III AKUNTABILITAS KINERJA", "bab3"), Heading(2, "A. Pengukuran Kinerja", "s3a"),
        Para("Untuk indikator yang makin tinggi makin baik, capaian = realisasi / target x 100%. Untuk indikator yang makin rendah makin baik, capaian = (2 x target - realisasi) / target x 100%. Capaian di atas 120% dicatat sebagai 120%."),
        Table("III.1", "Skala Penilaian Capaian", [[Cell("Predikat"), Cell("Rentang Capaian (%)")], *[[mid(a), mid(b)] for a, b in CLASSES]], [8, 10], 1, "scale", key="skala"),
        Para("Target pada tabel berikut adalah target setelah perubahan."), table,
        Para(f"Rata-rata capaian seluruh indikator adalah {mean}%. Jumlah kunjungan melampaui target: 58.140 kunjungan dari target 45.000. Lama waktu layanan pembuatan kartu anggota turun dari 11,25 menit menjadi 8,50 menit, lebih cepat daripada target 10,00 menit."),
        Para("Rasio arsiparis terhadap unit pengolah baru 0,34 dari target 0,53 karena dua formasi tidak terisi pada seleksi tahun ini."),
        efficiency(), Heading(2, "B. Akuntabilitas Keuangan", "s3b"),
        Para("Anggaran dan realisasi ditunjukkan dua kali: ringkas dalam ribuan rupiah, kemudian lengkap dalam rupiah. Persentase pada tabel kedua dipotong dua angka di belakang koma."),
        thousands(r), full_rupiah(r),
        Heading(1, "BAB IV PENUTUP", "bab4"),
        Para("Enam dari tujuh indikator mencapai targetnya. Rasio arsiparis akan diperbaiki dengan mengusulkan formasi kembali pada tahun 2024."),
    )  # fmt: skip
    list_tables(r)
    return r
