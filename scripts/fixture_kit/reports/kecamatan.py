"""A sub-district's LAKIP in plain style: tables without side lines or without any, a row cut by the page break, and claims in prose that its figures belie."""

from decimal import Decimal

from ..model import Break, Bullet, Cell, Heading, Para, Planted, Report, Table, dec, exact, pct, rp
from ..parts import by_sasaran, front, list_tables, mid, record, right, stub

GOALS = [
    ("Meningkatnya kualitas pelayanan publik di kecamatan", [
        {"name": "Indeks Kepuasan Masyarakat", "unit": "Indeks", "target": "84,00", "real": "86,10", "past": "83,45",
         "why": "Loket dipindahkan ke ruang depan sehingga warga tidak lagi menunggu di selasar. Antrean dicatat dengan nomor, dan petugas bergantian menjaga loket pada jam istirahat. Warga yang datang dari kelurahan seberang sungai dilayani dua kali sepekan di balai kelurahan, sehingga tidak perlu menyeberang hanya untuk satu tanda tangan. Keluhan yang masuk melalui kotak saran dibaca setiap hari Jumat dan jawabannya ditempel di papan pengumuman pada hari Senin."},
        {"name": "Persentase dokumen yang selesai tepat waktu", "unit": "%", "target": "90,00", "real": "90,00", "past": "88,25",
         "why": "Dari 2.480 dokumen yang masuk, 2.232 dokumen selesai sesuai jangka waktu pada standar pelayanan. Sisanya terlambat karena berkas dari pemohon belum lengkap dan karena jaringan terputus selama sepuluh hari pada bulan Maret."},
    ]),
    ("Meningkatnya ketenteraman dan partisipasi warga", [
        {"name": "Persentase kelurahan yang menyelenggarakan siskamling", "unit": "%", "target": "75,00", "real": "62,50", "past": "62,50",
         "why": "Lima dari delapan kelurahan menyelenggarakan siskamling sepanjang tahun. Tiga kelurahan yang lain baru membentuk regu."},
        {"name": "Persentase usulan musrenbang yang terakomodasi", "unit": "%", "target": "40,00", "real": "43,60", "past": "38,20",
         "why": "Dari 125 usulan, 54 usulan masuk ke dalam rencana kerja perangkat daerah."},
    ]),
]  # fmt: skip

CLASSES = [("Sangat Berhasil", "≥ 100"), ("Berhasil", "80 – 99,99"), ("Cukup Berhasil", "60 – 79,99"), ("Kurang Berhasil", "< 60")]


def measurement(report):
    rows = [[Cell("No"), Cell("Sasaran"), Cell("Indikator"), Cell("Satuan"), Cell("Target"), Cell("Realisasi"), Cell("Capaian (%)"), Cell("Kategori")], [Cell(x) for x in ("1", "2", "3", "4", "5", "6", "7=6/5x100", "8")]]
    values = []
    for n, sasaran, count, full, item in by_sasaran(GOALS):
        capaian = pct(exact(item["real"]), exact(item["target"]))
        value = Decimal(exact(capaian))
        values.append(value)
        kategori = "Sangat Berhasil" if value >= 100 else "Berhasil"
        if item["unit"] == "%" and item["real"] == "62,50":
            kategori = "Cukup Berhasil"  # planted: 83,33 is 'Berhasil' in the table above
        rows.append(stub(n, sasaran, count, item) + [right(item["target"]), right(item["real"]), right(capaian), mid(kategori)])
        record(report, "ukur", "pengukuran", full, item, 2022, target=item["target"], realisasi=item["real"], capaian=capaian)
    mean = sum(values) / len(values)
    rows.append([Cell("Rata-rata", cs=6, bold=True, align="center"), right("99,11", bold=True), mid("Berhasil", bold=True)])  # planted
    return Table("3", "Capaian Kinerja Kecamatan Tahun 2022", rows, [2, 10, 11, 5, 6, 6, 8, 8], 2, "performance_measurement", style="horizontal", key="ukur"), dec(mean)


def analysis(report):
    rows = [[Cell("No"), Cell("Indikator"), Cell("Realisasi 2021"), Cell("Realisasi 2022"), Cell("Penjelasan")]]
    for n, item in enumerate([i for _, items in GOALS for i in items], 1):
        real = "43,20" if item["unit"] == "%" and item["real"] == "43,60" else item["real"]  # planted
        for year, value in ((2021, item["past"]), (2022, real)):
            record(report, "analisis", "pengukuran", None, item, year, realisasi=value)
        rows.append([mid(n), Cell(item["name"]), right(item["past"]), right(real), Cell(item["why"])])
    return Table("5", "Perbandingan dengan Tahun Lalu dan Penjelasannya", rows, [2, 9, 6, 6, 19], 1, "performance_trend", repeat_header=False, key="analisis")


def budget(report):
    lines = [("7.01.01", "Program Penunjang Urusan Pemerintahan", 2_846_500_000, 2_771_390_000), ("7.01.02", "Program Penyelenggaraan Pemerintahan dan Pelayanan Publik", 318_400_000, 301_260_500),
             ("7.01.03", "Program Pemberdayaan Masyarakat Desa dan Kelurahan", 742_900_000, 718_645_750)]  # fmt: skip
    rows = [[Cell("Kode"), Cell("Program"), Cell("Anggaran"), Cell("Realisasi"), Cell("Persen")]]
    for code, name, a, b in lines:
        rows.append([Cell(code), Cell(name), right(rp(a)), right(rp(b)), right(pct(b, a))])
        report.budget.append({"key": "anggaran", "kode": code, "uraian": name, "level": "program", "pagu": str(a), "realisasi": str(b), "persen": exact(pct(b, a))})
    a, b = sum(x[2] for x in lines), sum(x[3] for x in lines)
    rows.append([Cell(""), Cell("Jumlah", bold=True), right(rp(a), bold=True), right(rp(b), bold=True), right(pct(b, a), bold=True)])
    return Table("4", "Anggaran dan Realisasi Program Tahun 2022", rows, [4, 16, 8, 8, 5], 1, "budget_realization", style="plain", header_fill="", key="anggaran"), a, b


def build():
    r = Report(
        "kecamatan", "A sub-district's LAKIP in plain style, with claims in prose that its figures belie.", "Kecamatan Sungai Rekaan", "Kabupaten Karang Umpama", "kecamatan", 2022,
        "LAKIP Kecamatan Sungai Rekaan", "Tahun 2022",
    )  # fmt: skip
    front(r, "LAPORAN AKUNTABILITAS KINERJA INSTANSI PEMERINTAH", [
        "Laporan Akuntabilitas Kinerja Kecamatan Sungai Rekaan Tahun 2022 kami susun sebagai pertanggungjawaban atas tugas yang diberikan kepada kecamatan.",
        "Semoga laporan ini berguna bagi warga Sungai Rekaan yang ingin mengetahui apa yang dikerjakan kecamatannya.",
    ], "Sungai Rekaan", [
        ("BAB I PENDAHULUAN", "bab1", 0), ("BAB II PERENCANAAN KINERJA", "bab2", 0), ("BAB III AKUNTABILITAS KINERJA", "bab3", 0), ("BAB IV PENUTUP", "bab4", 0),
    ])  # fmt: skip
    table, mean = measurement(r)
    spending, pagu, real = budget(r)
    rows = [[Cell("No"), Cell("Sasaran"), Cell("Indikator"), Cell("Satuan"), Cell("Target")]]
    for n, sasaran, count, full, item in by_sasaran(GOALS):
        rows.append(stub(n, sasaran, count, item) + [right(item["target"])])
        record(r, "pk", "pk", full, item, 2022, target=item["target"])
    r.add(
        Break(body=True), Heading(1, "BAB I PENDAHULUAN", "bab1"),
        Para("Kecamatan Sungai Rekaan membawahi delapan kelurahan. Pada akhir tahun 2022 kecamatan memiliki 40 orang pegawai, yaitu 26 orang laki-laki (65%) dan 14 orang perempuan (36%).", key="porsi"),
        Para("Maksud penyusunan laporan ini ialah:"),
        Bullet("a.", "memberi gambaran tentang capaian kinerja kecamatan;"), Bullet("b.", "menjadi bahan perbaikan perencanaan tahun berikutnya."),
        Heading(1, "BAB II PERENCANAAN KINERJA", "bab2"),
        Para("Perjanjian kinerja kecamatan memuat 2 (dua) sasaran dan 5 (lima) indikator yang dijabarkan pada tabel berikut.", key="klaim"),
        Table("1", "Perjanjian Kinerja Kecamatan Tahun 2022", rows, [2, 12, 14, 6, 6], 1, "performance_agreement", key="pk"),
        Break(), Heading(1, "BAB III AKUNTABILITAS KINERJA", "bab3"),
        Para("Keberhasilan dinilai menurut kategori di bawah ini."),
        Table("2", "Kategori Keberhasilan", [[Cell("Kategori"), Cell("Nilai Capaian (%)")], *[[mid(a), mid(b)] for a, b in CLASSES]], [8, 10], 1, "scale", style="horizontal", key="skala"),
        table,
        Para("Persentase dokumen yang selesai tepat waktu melampaui target, yaitu 90,00% dari target 90,00%.", key="pklaim"),
        Para("Indeks Kepuasan Masyarakat naik sebesar 2,56 poin, dari 83,45 pada tahun 2021 menjadi 86,10 pada tahun 2022.", key="pselisih"),
        Para("Kerja sama dengan (sebutkan nama instansi) memperlancar pelayanan keliling.", key="ptemplat"),
        Para(f"Anggaran kecamatan tahun 2022 sebesar Rp{rp(pagu)} dengan realisasi Rp{rp(real)} atau {pct(real, pagu)}%."),
        spending,
        Para("Perbandingan dengan tahun lalu dan penjelasan setiap indikator dimuat pada tabel berikut."),
        analysis(r),
        Heading(1, "BAB IV PENUTUP", "bab4"),
        Para("Demikian Laporan Akuntabilitas Kinerja Kecamatan Sungai Rekaan Tahun 2020 disusun sebagai bahan evaluasi.", key="ptahun"),
    )  # fmt: skip
    r.planted = [
        Planted("A12", "porsi", "", "36%", "35%"),
        Planted("A13", "pselisih", "", "2,56", "2,65"),
        Planted("A15", "ukur", "Rata-rata", "99,11", mean, also=["L03"]),
        Planted("L01", "pklaim", "", "melampaui", "tercapai"),
        Planted("L03", "ukur", "Persentase kelurahan yang menyelenggarakan siskamling", "Cukup Berhasil", "Berhasil"),
        Planted("S04", "ptemplat", "", "(sebutkan nama instansi)", ""),
        Planted("S05", "ptahun", "", "2020", "2022"),
        Planted("X02", "analisis", "Persentase usulan musrenbang yang terakomodasi", "43,20", "43,60", also=["L05", "X09"]),
        Planted("X07", "klaim", "", "5 (lima) indikator", "4", also=["X06"]),
    ]
    list_tables(r)
    return r
