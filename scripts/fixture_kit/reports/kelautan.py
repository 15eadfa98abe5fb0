"""The README's example: an ordinary report with planted contradictions, one or two of a kind."""

from ..model import Break, Bullet, Cell, Heading, Para, Planted, Report, Table, exact, pct, rp
from ..parts import agreement_table, budget_level, by_sasaran, front, list_tables, measurement_capaian, mid, record, renstra_table, right, roll_up, stub

YEARS = [2022, 2023, 2024, 2025, 2026]

GOALS = [
    ("Meningkatnya produksi perikanan", [
        {"name": "Produksi perikanan tangkap", "unit": "Ton", "renstra": ["4.100,00", "4.200,00", "4.250,00", "4.300,00", "4.400,00"], "pk": "4.250,00",
         "quarters": ["1.000,00", "1.100,00", "1.100,00", "1.050,00"], "target": "4.250,00", "real": "4.386,50", "past": ["4.118,75", "4.205,00"]},
        {"name": "Produksi perikanan budidaya", "unit": "Ton", "renstra": ["1.050,00", "1.125,00", "1.200,00", "1.275,00", "1.350,00"], "pk": "1.200,00",
         "quarters": ["300,00", "300,00", "300,00", "250,00"], "target": "1.200,00", "real": "1.254,60", "capaian": "105,45", "past": ["1.071,30", "1.148,20"]},
    ]),
    ("Meningkatnya kesejahteraan nelayan", [
        {"name": "Nilai Tukar Nelayan", "unit": "Indeks", "renstra": ["102,50", "103,50", "104,50", "105,50", "106,50"], "pk": "104,50",
         "quarters": ["104,50", "104,50", "104,50", "104,50"], "target": "104,50", "real": "103,28", "past": ["102,91", "103,77"]},
        {"name": "Persentase nelayan pemegang kartu pelaku usaha", "unit": "%", "renstra": ["60,00", "70,00", "80,00", "90,00", "100,00"], "pk": "80,00",
         "quarters": ["20,00", "40,00", "60,00", "80,00"], "target": "80,00", "real": "78,00", "past": ["61,25", "70,50"]},
    ]),
    ("Terjaganya sumber daya pesisir", [
        {"name": "Luas kawasan konservasi yang dikelola efektif", "unit": "Ha", "renstra": ["2.000,00", "2.250,00", "2.500,00", "2.750,00", "3.000,00"], "pk": "2.500,00",
         "quarters": ["625,00", "625,00", "625,00", "625,00"], "target": "2.500,00", "real": "2.500,00", "past": ["2.010,00", "2.260,00"]},
        {"name": "Persentase unit pengolahan ikan bersertifikat", "unit": "%", "renstra": ["36,00", "42,00", "48,00", "54,00", "60,00"], "pk": "48,00",
         "quarters": ["12,00", "24,00", "36,00", "48,00"], "target": "45,00", "real": "42,50", "past": ["35,00", "40,00"]},
    ]),
    ("Meningkatnya akuntabilitas kinerja perangkat daerah", [
        {"name": "Nilai SAKIP perangkat daerah", "unit": "Nilai", "renstra": ["68,00", "70,00", "72,00", "74,00", "76,00"], "pk": "72,00",
         "quarters": ["-", "-", "-", "72,00"], "target": "72,00", "real": "73,15", "past": ["68,40", "71,05"]},
    ]),
]  # fmt: skip

# Code -> name, (pagu before the change, pagu, realisasi) of sub kegiatan; the rest is summed.
BUDGET = {
    "3.25": ("URUSAN PEMERINTAHAN BIDANG KELAUTAN DAN PERIKANAN", None),
    "3.25.01": ("PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA", None),
    "3.25.01.2.01": ("Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah", None),
    "3.25.01.2.01.0001": ("Penyusunan Dokumen Perencanaan Perangkat Daerah", (42_500_000, 42_500_000, 41_870_500)),
    "3.25.01.2.01.0006": ("Koordinasi dan Penyusunan Laporan Capaian Kinerja", (27_250_000, 24_750_000, 24_310_000)),
    "3.25.01.2.02": ("Administrasi Keuangan Perangkat Daerah", None),
    "3.25.01.2.02.0001": ("Penyediaan Gaji dan Tunjangan ASN", (3_418_600_000, 3_502_145_000, 3_411_982_640)),
    "3.25.01.2.06": ("Administrasi Umum Perangkat Daerah", None),
    "3.25.01.2.06.0002": ("Penyediaan Peralatan dan Perlengkapan Kantor", (96_400_000, 118_900_000, 112_655_000)),
    "3.25.01.2.06.0009": ("Penyelenggaraan Rapat Koordinasi dan Konsultasi", (185_000_000, 171_300_000, 169_842_300)),
    "3.25.03": ("PROGRAM PENGELOLAAN PERIKANAN TANGKAP", None),
    "3.25.03.2.01": ("Pengelolaan Penangkapan Ikan di Wilayah Sungai, Danau, dan Genangan Air", None),
    "3.25.03.2.01.0003": ("Penyediaan Prasarana Usaha Perikanan Tangkap", (864_000_000, 912_750_000, 874_118_500)),
    "3.25.03.2.02": ("Pemberdayaan Nelayan Kecil", None),
    "3.25.03.2.02.0001": ("Pengembangan Kapasitas Nelayan Kecil", (238_500_000, 226_000_000, 203_415_000)),
    "3.25.03.2.02.0004": ("Fasilitasi Kartu Pelaku Usaha Kelautan dan Perikanan", (74_800_000, 74_800_000, 71_062_500)),
    "3.25.04": ("PROGRAM PENGELOLAAN PERIKANAN BUDIDAYA", None),
    "3.25.04.2.02": ("Pemberdayaan Pembudi Daya Ikan Kecil", None),
    "3.25.04.2.02.0003": ("Pemberian Pendampingan dan Kemudahan Akses Ilmu Pengetahuan", (131_200_000, 139_450_000, 118_697_250)),
    "3.25.04.2.04": ("Pengelolaan Pembudidayaan Ikan", None),
    "3.25.04.2.04.0002": ("Penyediaan Prasarana Pembudidayaan Ikan", (547_300_000, 601_250_000, 583_940_800)),
    "3.25.05": ("PROGRAM PENGAWASAN SUMBER DAYA KELAUTAN DAN PERIKANAN", None),
    "3.25.05.2.01": ("Pengawasan Sumber Daya Perikanan di Wilayah Kabupaten", None),
    "3.25.05.2.01.0001": ("Pengawasan Usaha Perikanan Bidang Pembudidayaan Ikan", (58_900_000, 58_900_000, 56_213_000)),
}

STAFF = [  # group, [(post, S2, S1, D3, SLTA, L, P)]
    ("PEJABAT STRUKTURAL", [("Kepala Dinas", 1, 0, 0, 0, 1, 0), ("Sekretaris", 1, 0, 0, 0, 0, 1), ("Kepala Bidang", 1, 2, 0, 0, 2, 1), ("Kepala Subbagian", 0, 2, 0, 0, 1, 1)]),
    ("PEJABAT FUNGSIONAL", [("Penyuluh Perikanan Ahli", 1, 6, 0, 0, 4, 3), ("Analis Akuakultur", 0, 3, 1, 0, 2, 2), ("Pengawas Perikanan", 0, 2, 2, 1, 4, 1)]),
    ("PELAKSANA", [("Pengelola Data Statistik", 0, 1, 2, 0, 1, 2), ("Pengadministrasi Umum", 0, 0, 1, 5, 3, 3), ("Awak Kapal Pengawas", 0, 0, 0, 4, 4, 0)]),
]

ASSETS = [  # group, printed value or None, [(name, count, value)]
    ("Kendaraan dan Kapal", None, [("Mobil operasional", 2, 438_600_000), ("Sepeda motor", 9, 171_450_000), ("Kapal pengawas 5 GT", 1, 612_000_000)]),
    ("Alat Kantor", 318_225_000, [("Komputer dan laptop", 24, 216_480_000), ("Pencetak", 11, 38_745_000), ("Pendingin ruangan", 10, 52_000_000)]),
    ("Alat Laboratorium", None, [("Alat uji mutu air", 4, 96_200_000), ("Mikroskop", 2, 31_500_000)]),
]


def staffing():
    rows = [
        [Cell("No", rs=3), Cell("Jabatan", rs=3), Cell("Pegawai yang Ada", cs=6), Cell("Jumlah", rs=3)],
        [Cell("Kualifikasi Pendidikan", cs=4), Cell("Jenis Kelamin", cs=2)],
        [Cell(x) for x in ("S2", "S1", "D3", "SLTA", "L", "P")],
    ]
    total = [0] * 7
    for letter, (group, posts) in zip("ABC", STAFF):
        sums = [sum(p[i] for p in posts) for i in range(1, 7)]
        sums.append(sum(sums[:4]))
        rows.append([mid(letter, bold=True), Cell(group, bold=True)] + [mid(s, bold=True) for s in sums])
        total = [a + b for a, b in zip(total, sums)]
        for n, (post, *figures) in enumerate(posts, 1):
            jumlah = sum(figures[:4])
            if post == "Pengadministrasi Umum":
                figures[4] = 2  # planted: 2 + 3 people are not 6
            rows.append([mid(n), Cell(post)] + [mid(x) for x in figures] + [mid(jumlah)])
    rows.append([Cell("JUMLAH", cs=2, bold=True, align="center")] + [mid(x, bold=True) for x in total])
    return Table("1.1", "Susunan Pegawai menurut Jabatan, Pendidikan, dan Jenis Kelamin", rows, [3, 16, 5, 5, 5, 5, 5, 5, 6], 3, "staffing", key="pegawai")


def assets():
    rows = [[Cell("No"), Cell("Nama Barang"), Cell("Jumlah Unit"), Cell("Nilai Perolehan (Rp)")]]
    units, value = 0, 0
    for letter, (group, printed, items) in zip("ABC", ASSETS):
        total = printed or sum(i[2] for i in items)
        count = sum(i[1] for i in items)
        units, value = units + count, value + total
        rows.append([mid(letter, bold=True), Cell(group, bold=True), mid(count, bold=True), right(rp(total), bold=True)])
        rows += [[mid(n), Cell(name), mid(c), right(rp(v))] for n, (name, c, v) in enumerate(items, 1)]
    rows.append([Cell("JUMLAH", cs=2, bold=True, align="center"), mid(units, bold=True), right(rp(value), bold=True)])
    return Table("1.2", "Sarana dan Prasarana Kerja", rows, [2, 14, 6, 9], 1, "assets", style="zebra", key="sarana")


def totals():
    return roll_up({code: amounts for code, (_, amounts) in BUDGET.items()})


def programmes(sums):
    rows = [[Cell("No"), Cell("Program"), Cell("Anggaran Sebelum Perubahan (Rp)"), Cell("Anggaran Setelah Perubahan (Rp)"), Cell("Bertambah/ (Berkurang) (Rp)")]]
    before = after = 0
    codes = [c for c in BUDGET if budget_level(c) == "program"]
    for n, code in enumerate(codes, 1):
        a, b, _ = sums[code]
        before, after = before + a, after + b
        change = b - a
        if code == "3.25.04":
            change = 65_200_000  # planted: 740.700.000 - 678.500.000 = 62.200.000
        printed = rp(change) if change >= 0 else f"({rp(-change)})"
        rows.append([mid(n), Cell(BUDGET[code][0].title().replace("Dan", "dan")), right(rp(a)), right(rp(b)), right(printed)])
    rows.append([Cell("Jumlah", cs=2, bold=True, align="center"), right(rp(before), bold=True), right(rp(after), bold=True), right(rp(after - before), bold=True)])
    return Table("2.3", f"Program dan Anggaran Perubahan Tahun {2024}", rows, [2, 14, 8, 8, 8], 1, "budget_change", key="program")


def measurement(report):
    rows = [
        [Cell("No"), Cell("Sasaran Strategis"), Cell("Indikator Kinerja"), Cell("Satuan"), Cell("Target"), Cell("Realisasi"), Cell("Capaian (%)"), Cell("Predikat")],
        [Cell(x) for x in ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(6)/(5)x100", "(8)")],
    ]
    for n, sasaran, count, full, item in by_sasaran(GOALS):
        capaian = measurement_capaian(item)
        rows.append(stub(n, sasaran, count, item) + [right(item["target"]), right(item["real"]), right(capaian), mid("Sangat Tinggi")])
        record(report, "ukur", "pengukuran", full, item, 2024, target=item["target"], realisasi=item["real"], capaian=capaian)
    return Table("3.2", "Pengukuran Kinerja Tahun 2024", rows, [3, 11, 13, 6, 7, 7, 8, 8], 2, "performance_measurement", size=8.5, key="ukur")


def trend(report):
    rows = [
        [Cell("No", rs=2), Cell("Indikator Kinerja", rs=2), Cell("Satuan", rs=2), Cell("Realisasi", cs=3)],
        [Cell("2022"), Cell("2023"), Cell("2024")],
    ]
    for n, item in enumerate([i for _, items in GOALS for i in items], 1):
        for year, value in zip((2022, 2023, 2024), (*item["past"], item["real"])):
            record(report, "tren", "pengukuran", None, item, year, realisasi=value)
        rows.append([mid(n), Cell(item["name"]), mid(item["unit"])] + [right(x) for x in (*item["past"], item["real"])])
    return Table("3.3", "Perkembangan Realisasi Kinerja Tahun 2022 sampai 2024", rows, [2, 16, 5, 6, 6, 6], 2, "performance_trend", style="horizontal", key="tren")


# Planted in the budget table: code -> what is printed instead of (persen, sisa, realisasi); PAGU likewise.
PERSEN = {"3.25.03.2.02.0001": "93,40"}
SISA = {"3.25.01.2.06.0002": "6.425.000"}
REALISASI = {"3.25.01.2.01.0001": "41.870.5000"}
PAGU = {"3.25.04": 750_700_000}


def budget(report, sums):
    rows = [
        [Cell("Kode Rekening"), Cell("Urusan/Program/Kegiatan/ Sub Kegiatan"), Cell("Pagu Anggaran (Rp)"), Cell("Realisasi (Rp)"), Cell("%"), Cell("Sisa Anggaran (Rp)")],
        [Cell(x) for x in ("1", "2", "3", "4", "5=4/3x100", "6=3-4")],
    ]
    top = [0, 0]
    for code, (name, _) in BUDGET.items():
        _, pagu, real = sums[code]
        pagu = PAGU.get(code, pagu)
        level, bold = budget_level(code), budget_level(code) != "sub_kegiatan"
        if level == "program":
            top = [top[0] + pagu, top[1] + real]
        if level == "urusan":
            pagu += sum(v - sums[c][1] for c, v in PAGU.items())
        persen, sisa = PERSEN.get(code, pct(real, pagu)), SISA.get(code, rp(pagu - real))
        rows.append([Cell(code, bold=bold), Cell(name, bold=bold)] + [right(x, bold=bold) for x in (rp(pagu), REALISASI.get(code, rp(real)), persen, sisa)])
        report.budget.append({
            "key": "belanja", "kode": code, "uraian": name, "level": level, "pagu": str(pagu),
            "realisasi": None if code in REALISASI else str(real), "persen": exact(persen),
        })  # fmt: skip
    rows.append([Cell("JUMLAH", cs=2, bold=True, align="center")] + [right(x, bold=True) for x in (rp(top[0]), rp(top[1]), pct(top[1], top[0]), rp(top[0] - top[1]))])
    return Table("3.5", "Realisasi Anggaran menurut Program, Kegiatan, dan Sub Kegiatan", rows, [7, 16, 9, 9, 6, 8], 2, "budget_realization", size=8.5, key="belanja"), top


def kinds_of_spending(top):
    pegawai, modal = (3_502_145_000, 3_411_982_640), (1_514_000_000, 1_458_059_300)
    lines = [("Belanja Pegawai", pegawai), ("Belanja Barang dan Jasa", (top[0] - pegawai[0] - modal[0], top[1] - pegawai[1] - modal[1])), ("Belanja Modal", modal)]
    rows = [[Cell("No"), Cell("Jenis Belanja"), Cell("Pagu (Rp)"), Cell("Realisasi (Rp)"), Cell("Serapan (%)")]]
    rows += [[mid(n), Cell(name), right(rp(a)), right(rp(b)), right(pct(b, a))] for n, (name, (a, b)) in enumerate(lines, 1)]
    wrong = top[1] - 900_000  # planted
    rows.append([Cell("Jumlah", cs=2, bold=True, align="center"), right(rp(top[0]), bold=True), right(rp(wrong), bold=True), right(pct(wrong, top[0]), bold=True)])
    return Table("3.4", "Realisasi Anggaran menurut Jenis Belanja", rows, [2, 12, 9, 9, 6], 1, "budget_realization", style="horizontal", key="jenis"), wrong


def build():
    r = Report(
        "kelautan", "An ordinary report with planted contradictions; the README's example.", "Dinas Kelautan dan Perikanan", "Kabupaten Pulau Contoh", "kabupaten", 2024,
        "Laporan Kinerja Dinas Kelautan dan Perikanan Kabupaten Pulau Contoh", "LKj Tahun 2024",
    )  # fmt: skip
    sums = totals()
    front(r, "LAPORAN KINERJA INSTANSI PEMERINTAH", [
        "Puji syukur kami panjatkan atas tersusunnya Laporan Kinerja Dinas Kelautan dan Perikanan Kabupaten Pulau Contoh Tahun 2024. Isi laporan ini adalah janji kinerja yang dibuat pada awal tahun dan apa yang dihasilkan dari janji itu.",
        "Kami menyadari masih ada kekurangan dalam laporan ini. Masukan dari para pembaca akan kami pakai untuk memperbaiki penyusunan laporan pada tahun berikutnya.",
    ], "Pulau Contoh", [
        ("BAB I PENDAHULUAN", "bab1", 0), ("1.1 Gambaran Umum", "s11", 1), ("1.2 Sumber Daya", "s12", 1),
        ("BAB II PERENCANAAN KINERJA", "bab2", 0), ("2.1 Rencana Strategis", "s21", 1), ("2.2 Perjanjian Kinerja", "s22", 1),
        ("BAB III AKUNTABILITAS KINERJA", "bab3", 0), ("3.1 Capaian Kinerja", "s31", 1), ("3.2 Realisasi Anggaran", "s32", 1),
        ("BAB IV PENUTUP", "bab4", 0),
    ])  # fmt: skip
    r.add(
        Break(body=True), Heading(1, "BAB I PENDAHULUAN", "bab1"), Heading(2, "1.1 Gambaran Umum", "s11"),
        Para("Kabupaten Pulau Contoh terdiri atas tiga pulau berpenghuni dengan panjang garis pantai 212 kilometer. Sebagian besar penduduk pesisir hidup dari penangkapan ikan, dan sebagian lagi mulai beralih ke budidaya di keramba serta tambak."),
        Para("Laporan ini disusun berdasarkan ketentuan berikut:"),
        Bullet("1.", "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah;"),
        Bullet("2.", "Peraturan Menteri PANRB Nomor 53 Tahun 2014 tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja, dan Tata Cara Reviu."),
        Heading(2, "1.2 Sumber Daya", "s12"),
        Para("Pegawai dan sarana kerja yang tersedia sampai akhir tahun dimuat dalam dua tabel berikut."),
        Break(landscape=True), staffing(), Break(), assets(),
        Break(), Heading(1, "BAB II PERENCANAAN KINERJA", "bab2"), Heading(2, "2.1 Rencana Strategis", "s21"),
        Para("Rencana strategis menetapkan empat sasaran dengan tujuh indikator. Target setiap tahun sampai akhir masa rencana adalah sebagai berikut."),
        renstra_table(r, "2.1", "Target Rencana Strategis Tahun 2022 sampai 2026", GOALS, YEARS, size=8.5, key="renstra"),
        Heading(2, "2.2 Perjanjian Kinerja", "s22"),
        Para("Perjanjian kinerja tahun 2024 dibuat antara Kepala Dinas dan Bupati. Target dirinci per triwulan agar kemajuan dapat dipantau sepanjang tahun."),
        agreement_table(r, "2.2", "Perjanjian Kinerja Tahun 2024", GOALS, size=8.5, key="pk", split_rows=False),
        programmes(sums),
        Break(), Heading(1, "BAB III AKUNTABILITAS KINERJA", "bab3"), Heading(2, "3.1 Capaian Kinerja", "s31"),
        Para("Capaian dihitung dengan membagi realisasi dengan target lalu dikalikan 100 persen. Hasilnya dinilai dengan skala berikut."),
    )  # fmt: skip
    scale = [("Sangat Tinggi", "≥ 91"), ("Tinggi", "76 – 90,99"), ("Sedang", "66 – 75,99"), ("Rendah", "51 – 65,99"), ("Sangat Rendah", "≤ 50,99")]
    r.add(
        Table("3.1", "Skala Nilai Peringkat Kinerja", [[Cell("No"), Cell("Predikat"), Cell("Interval Capaian (%)")], *[[mid(n), Cell(a), mid(b)] for n, (a, b) in enumerate(scale, 1)]],
              [2, 10, 10], 1, "scale", key="skala"),
        measurement(r),
        Para("Produksi perikanan tangkap mencapai 4.386,50 ton dari target 4.250,00 ton atau 103,21%. Angka ini menurun dibandingkan tahun 2023 yang sebesar 4.205,00 ton.", key="ptren"),
        Para("Nilai Tukar Nelayan sebesar 103,28 belum mencapai target 104,50 karena harga bahan bakar naik lebih cepat daripada harga ikan di tempat pendaratan."),
        Para("Persentase nelayan pemegang kartu pelaku usaha dihitung dari jumlah nelayan yang memegang kartu dibagi jumlah seluruh nelayan:"),
        Para("(1.248 / 1.600) x 100% = 87,00%", "center", key="prumus"),
        Para("Persentase unit pengolahan ikan bersertifikat adalah jumlah unit yang bersertifikat dibagi jumlah unit yang terdaftar:"),
        Para("(34 / 80) x 100% = 42,50%", "center"),
        Para("Perkembangan realisasi selama tiga tahun terakhir dapat dilihat pada tabel berikut."),
        trend(r),
    )  # fmt: skip
    table, top = budget(r, sums)
    kinds, wrong = kinds_of_spending(top)
    kinds.number = "3.3"  # planted: the trend table has this number already
    r.add(Heading(2, "3.2 Realisasi Anggaran", "s32"), Para("Anggaran setelah perubahan dan realisasinya menurut jenis belanja adalah sebagai berikut."), kinds,
          Para("Rincian menurut program, kegiatan, dan sub kegiatan dimuat pada tabel berikut."), table)  # fmt: skip
    table.number = "3.4"
    r.add(
        Heading(1, "BAB IV PENUTUP", "bab4"),
        Para("Dari tujuh indikator, empat indikator mencapai atau melampaui target dan tiga indikator belum mencapai target. Perbaikan tahun depan diarahkan pada pendampingan nelayan dan sertifikasi unit pengolahan ikan."),
    )  # fmt: skip
    list_tables(r)
    plant(r, sums, top, wrong)
    return r


def plant(r, sums, top, wrong):
    name = {c: n for c, (n, _) in BUDGET.items()}
    r.planted = [
        Planted("A01", "ukur", "Produksi perikanan budidaya", "105,45", "104,55", also=["A10"]),
        Planted("A02", "belanja", name["3.25.03.2.02.0001"], "93,40", pct(203_415_000, 226_000_000), also=["A10"]),
        Planted("A03", "belanja", name["3.25.01.2.06.0002"], "6.425.000", "6.245.000", also=["A10"]),
        Planted("A04", "program", "Program Pengelolaan Perikanan Budidaya", "65.200.000", rp(sums["3.25.04"][1] - sums["3.25.04"][0]), also=["A05"]),
        Planted("A05", "jenis", "Jumlah", rp(wrong), rp(top[1]), also=["X05", "X10"]),
        Planted("A06", "sarana", "Alat Kantor", "318.225.000", "307.225.000", also=["A05"]),
        Planted("A07", "belanja", name["3.25.04"], rp(PAGU["3.25.04"]), rp(sums["3.25.04"][1]), also=["X05", "A05", "A06", "A07"]),
        Planted("A08", "pegawai", "Pengadministrasi Umum", "6", "5", also=["A05", "A06"]),
        Planted("A09", "pk", "Produksi perikanan budidaya", "1.200,00", "1.150,00", also=["X08"]),
        Planted("A11", "prumus", "", "87,00%", "78,00%", also=["X02", "L05"]),
        Planted("F01", "belanja", name["3.25.01.2.01.0001"], "41.870.5000", "41.870.500"),
        Planted("L02", "ptren", "", "menurun", "meningkat"),
        Planted("S01", "jenis", "", "3.3", "3.4", also=["S02"]),
        Planted("X01", "ukur", "Persentase unit pengolahan ikan bersertifikat", "45,00", "48,00", also=["X04", "X08"]),
    ]
