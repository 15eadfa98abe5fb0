//! The columns of every file: headers, types, the codebook and `datapackage.json` are all written from here.

/// A column: name, Frictionless type, description in English and in Indonesian.
pub type Column = (&'static str, &'static str, &'static str, &'static str);

/// One file of rows.
#[derive(Debug)]
pub struct Table {
    /// Name of the resource.
    pub name: &'static str,
    /// What a row is, in English and Indonesian.
    pub about: (&'static str, &'static str),
    /// Columns that tell a row from all others; none where rows may repeat.
    pub key: &'static [&'static str],
    /// Its columns in order.
    pub columns: &'static [Column],
}

const AGENCY_ID: Column = (
    "agency_id",
    "string",
    "Identity of the agency over the years, from its name and region",
    "Identitas instansi antartahun, dari nama dan daerahnya",
);
const AGENCY: Column = ("agency", "string", "Agency as the report names it", "Nama instansi menurut laporan");
const REGION: Column = ("region", "string", "Region as the report names it", "Daerah menurut laporan");
const REPORT_YEAR: Column = ("report_year", "integer", "Year that the report is about", "Tahun laporan");
const FILE: Column = ("file", "string", "Name of the report's file", "Nama berkas laporan");
const SHA256: Column = ("sha256", "string", "SHA-256 of the report's file", "SHA-256 berkas laporan");
const PAGE: Column = ("page", "integer", "Page of the file, from 1", "Halaman berkas, mulai dari 1");
const TABLE: Column = ("table", "string", "Table in the report JSON (t1, t2, …)", "Tabel dalam JSON laporan (t1, t2, …)");
const ROW: Column = ("row", "integer", "Row of that table, from 0", "Baris tabel itu, mulai dari 0");
const INDICATOR_ID: Column = (
    "indicator_id",
    "string",
    "Identity of the indicator over the years within its agency",
    "Identitas indikator antartahun dalam satu instansi",
);
const INDIKATOR: Column = ("indikator", "string", "Indicator as printed", "Indikator sebagaimana tercetak");

const SATUAN: Column = ("satuan", "string", "Unit as printed", "Satuan sebagaimana tercetak");
const UNIT: Column = (
    "unit",
    "string",
    "Unit under one name: % for persen, rupiah for Rp juta",
    "Satuan yang diseragamkan: % untuk persen, rupiah untuk Rp juta",
);
const FINDINGS: Column = (
    "findings",
    "string",
    "Fingerprints of the findings that speak of it, in findings; more than one are apart by a space",
    "Sidik temuan (lihat findings) yang menyangkutnya, dipisahkan spasi",
);

/// The table that is written on request only.
pub const SHARED: &str = "shared";

/// All files of rows.
pub const TABLES: [Table; 9] = [
    Table {
        name: "reports",
        about: ("One row a report", "Satu baris per laporan"),
        key: &["sha256"],
        columns: &[
            AGENCY_ID,
            AGENCY,
            REGION,
            (
                "region_code",
                "string",
                "Kemendagri's code of the region, where it is a province",
                "Kode wilayah Kemendagri bila daerahnya provinsi",
            ),
            ("level", "string", "Level of government", "Tingkat pemerintahan"),
            REPORT_YEAR,
            FILE,
            SHA256,
            ("pages", "integer", "Pages of the file", "Jumlah halaman berkas"),
            ("scanned_pages", "integer", "Pages that are pictures, which were not read", "Halaman hasil pindaian yang tidak terbaca"),
            ("tables", "integer", "Tables found", "Jumlah tabel yang ditemukan"),
            (
                "findings",
                "integer",
                "Findings in the report itself, ignored ones left out",
                "Temuan dalam laporan itu sendiri, tanpa yang diabaikan",
            ),
            ("verified", "integer", "Figures in relations that hold, a rule at a time", "Angka dalam hitungan yang cocok, per aturan"),
            ("lkj_version", "string", "Version of lkj that read it", "Versi lkj yang membacanya"),
        ],
    },
    Table {
        name: "indicators",
        about: (
            "One row each time a report gives a target or result of an indicator",
            "Satu baris setiap kali laporan mencantumkan target atau realisasi indikator",
        ),
        key: &[],
        columns: &[
            AGENCY_ID,
            AGENCY,
            REGION,
            REPORT_YEAR,
            INDICATOR_ID,
            ("sasaran_id", "string", "Identity of the sasaran over the years", "Identitas sasaran antartahun"),
            ("sasaran", "string", "Sasaran that it stands under", "Sasaran yang menaunginya"),
            INDIKATOR,
            SATUAN,
            UNIT,
            (
                "unit_factor",
                "number",
                "What a printed figure is multiplied by to be in that unit (1000000 for Rp juta)",
                "Pengali angka tercetak ke satuan itu (1000000 untuk Rp juta)",
            ),
            ("year", "integer", "Year that the figures are of", "Tahun angka"),
            ("period", "string", "Span of time: annual, q1 to q4, end_of_plan", "Rentang waktu: annual, q1 sampai q4, end_of_plan"),
            (
                "stage",
                "string",
                "Where in the planning cycle: renstra, iku, pk, pk_perubahan, pengukuran, monev, narrative",
                "Tahap: renstra, iku, pk, pk_perubahan, pengukuran, monev, narrative",
            ),
            ("target", "string", "Target as a decimal, or its text", "Target berupa desimal, atau teksnya"),
            ("target_number", "number", "Target where it is a number, exact", "Target bila berupa angka, nilai tepat"),
            ("realisasi", "string", "Result as a decimal, or its text", "Realisasi berupa desimal, atau teksnya"),
            ("realisasi_number", "number", "Result where it is a number, exact", "Realisasi bila berupa angka, nilai tepat"),
            ("capaian", "string", "Achievement in % as printed", "Capaian dalam % sebagaimana tercetak"),
            ("capaian_number", "number", "Achievement where it is a number, exact", "Capaian bila berupa angka, nilai tepat"),
            (
                "capaian_recomputed",
                "number",
                "Achievement in % from target and result of this row, two decimals: result / target × 100; for lower_is_better (2 × target − result) / target × 100",
                "Capaian dalam % dari target dan realisasi baris ini, dua desimal: realisasi / target × 100; untuk lower_is_better (2 × target − realisasi) / target × 100",
            ),
            (
                "polarity",
                "string",
                "higher_is_better or lower_is_better",
                "higher_is_better (makin tinggi makin baik) atau lower_is_better",
            ),
            FINDINGS,
            FILE,
            SHA256,
            PAGE,
            TABLE,
            ROW,
        ],
    },
    Table {
        name: "panel",
        about: (
            "One row an indicator, year and measure: the value to take out of all that the reports print, which place it is from, and what other places print",
            "Satu baris per indikator, tahun, dan ukuran: nilai yang dipilih dari semua yang tercetak, asalnya, dan nilai di tempat lain",
        ),
        key: &["agency_id", "indicator_id", "year", "measure"],
        columns: &[
            AGENCY_ID,
            INDICATOR_ID,
            INDIKATOR,
            ("year", "integer", "Year that the value is of", "Tahun nilai"),
            ("measure", "string", "target, realisasi or capaian", "target, realisasi, atau capaian"),
            ("value", "string", "The value as a decimal, or its text", "Nilai berupa desimal, atau teksnya"),
            ("value_number", "number", "The value where it is a number, exact", "Nilai bila berupa angka, nilai tepat"),
            SATUAN,
            UNIT,
            ("value_in_unit", "number", "The number in that unit", "Angka dalam satuan yang diseragamkan"),
            (
                "choice",
                "string",
                "Why this one, best first: own_measurement (measurement table of the year's own report), own_agreement_revised, own_agreement, own_monitoring, own_plan, own_narrative, later_report (the nearest later report that restates it), earlier_report (a plan made before)",
                "Alasan pemilihan, yang terbaik lebih dulu: own_measurement (tabel pengukuran laporan tahun itu sendiri), own_agreement_revised, own_agreement, own_monitoring, own_plan, own_narrative, later_report (laporan sesudahnya yang terdekat), earlier_report (rencana sebelumnya)",
            ),
            ("printed", "integer", "Places that print a value", "Banyaknya tempat yang mencetak nilainya"),
            (
                "disagreeing",
                "integer",
                "Of these, places whose value differs after rounding to the coarser one",
                "Di antaranya, tempat yang nilainya berbeda setelah dibulatkan ke yang lebih kasar",
            ),
            (
                "other_values",
                "string",
                "The values that differ, each with file and page",
                "Nilai-nilai yang berbeda, masing-masing dengan berkas dan halaman",
            ),
            FINDINGS,
            FILE,
            SHA256,
            PAGE,
            TABLE,
            ROW,
        ],
    },
    Table {
        name: "budget",
        about: ("One row a budget line; amounts in rupiah", "Satu baris per mata anggaran; nilai dalam rupiah"),
        key: &[],
        columns: &[
            AGENCY_ID,
            AGENCY,
            REGION,
            REPORT_YEAR,
            ("kode", "string", "Kode rekening", "Kode rekening"),
            ("uraian", "string", "Name", "Uraian"),
            ("level", "string", "Level: urusan, bidang, program, kegiatan, sub_kegiatan, belanja, sasaran, other", "Tingkat mata anggaran"),
            ("pagu", "number", "Budget, rupiah", "Pagu, rupiah"),
            ("pagu_perubahan", "number", "Budget after the change, rupiah", "Pagu setelah perubahan, rupiah"),
            ("realisasi", "number", "Spending, rupiah", "Realisasi, rupiah"),
            ("persen", "number", "Spending in % as printed", "Serapan dalam % sebagaimana tercetak"),
            FILE,
            SHA256,
            PAGE,
            TABLE,
            ROW,
        ],
    },
    Table {
        name: "tables",
        about: ("One row a cell of every table, merged cells once", "Satu baris per sel dari semua tabel; sel gabungan satu kali"),
        key: &["sha256", "table", "row", "col"],
        columns: &[
            AGENCY_ID,
            REPORT_YEAR,
            FILE,
            SHA256,
            TABLE,
            ("table_number", "string", "Number of the table as printed", "Nomor tabel sebagaimana tercetak"),
            ("caption", "string", "Caption of the table", "Judul tabel"),
            ("kind", "string", "What the table is about (see lkj schema)", "Jenis tabel (lihat lkj schema)"),
            PAGE,
            ROW,
            ("col", "integer", "Column of the table, from 0", "Kolom tabel, mulai dari 0"),
            ("row_span", "integer", "Rows that the cell covers", "Banyaknya baris yang dicakup sel"),
            ("col_span", "integer", "Columns that the cell covers", "Banyaknya kolom yang dicakup sel"),
            (
                "row_role",
                "string",
                "header, number, data, group, subtotal, total, average, memo or note",
                "Peran baris: header, number, data, group, subtotal, total, average, memo, note",
            ),
            ("column_role", "string", "What the column holds (see lkj schema)", "Isi kolom (lihat lkj schema)"),
            ("column_header", "string", "Header of the column, its levels apart by ' / '", "Judul kolom, tingkatnya dipisahkan ' / '"),
            ("column_year", "integer", "Year of the column", "Tahun kolom"),
            ("text", "string", "The cell as printed", "Sel sebagaimana tercetak"),
            (
                "value_type",
                "string",
                "How the text reads: number, range, bound, ratio, nil, predicate, code, year, malformed, text or empty",
                "Pembacaan teks: number, range, bound, ratio, nil, predicate, code, year, malformed, text, empty",
            ),
            ("number", "number", "The figure where it is one number, exact", "Angka bila berupa satu bilangan, nilai tepat"),
            ("unit", "string", "Unit printed with the figure", "Satuan yang tercetak bersama angka"),
        ],
    },
    Table {
        name: "findings",
        about: (
            "One row a finding: of each report, and of later reports against earlier ones (those have other_file)",
            "Satu baris per temuan: dalam satu laporan, dan antara laporan antartahun (dengan other_file)",
        ),
        key: &[],
        columns: &[
            AGENCY_ID,
            AGENCY,
            REGION,
            REPORT_YEAR,
            FILE,
            SHA256,
            ("rule", "string", "Code of the rule", "Kode aturan"),
            ("name", "string", "Name of the rule", "Nama aturan"),
            ("severity", "string", "high, medium, low or info", "high (tinggi), medium (sedang), low (rendah) atau info"),
            ("confidence", "number", "How sure the reading is, 0 to 1", "Keyakinan pembacaan, 0 sampai 1"),
            PAGE,
            ("table", "string", "Table as printed, or its id", "Nomor tabel sebagaimana tercetak, atau id-nya"),
            ("row", "string", "Label of the row", "Nama baris"),
            ("column", "string", "Header of the column", "Judul kolom"),
            ("stated", "string", "Figure as printed", "Angka sebagaimana tercetak"),
            ("expected", "string", "What it would have to be", "Angka yang seharusnya"),
            INDICATOR_ID,
            ("year", "integer", "Year that both reports speak of", "Tahun yang dimuat kedua laporan"),
            ("other_file", "string", "The earlier report that it contradicts", "Laporan terdahulu yang bertentangan"),
            ("other_sha256", "string", "SHA-256 of that report's file", "SHA-256 berkas laporan itu"),
            ("other_page", "integer", "Page of that report", "Halaman laporan itu"),
            ("message_id", "string", "The finding in Indonesian", "Temuan dalam bahasa Indonesia"),
            ("message_en", "string", "The finding in English", "Temuan dalam bahasa Inggris"),
            (
                "fingerprint",
                "string",
                "Id of the finding, which stays the same over readings and drafts",
                "Sidik temuan, tetap antarpembacaan dan antardraf",
            ),
            ("ignored_reason", "string", "Why a reviewer set it aside", "Alasan pereviu mengabaikannya"),
        ],
    },
    Table {
        name: "crosswalk",
        about: (
            "One row an indicator's name in a report; corrected ids can be given back with --crosswalk",
            "Satu baris per nama indikator dalam satu laporan; id yang dikoreksi dapat dipakai dengan --crosswalk",
        ),
        key: &[],
        columns: &[
            AGENCY_ID,
            INDICATOR_ID,
            INDIKATOR,
            ("year", "integer", "Year that the report is about", "Tahun laporan"),
            ("confidence", "number", "How sure the identity is, 0 to 1", "Keyakinan identitas, 0 sampai 1"),
            (
                "evidence",
                "string",
                "What it rests on: first, same_name, similar, similar_and_figures, crosswalk",
                "Dasarnya: first (pertama), same_name (nama sama), similar (mirip), similar_and_figures (mirip dan angka sama), crosswalk",
            ),
            FILE,
            SHA256,
        ],
    },
    Table {
        name: "changes",
        about: (
            "One row a change that is no contradiction, from a report of an agency to its next, or a jump of a series",
            "Satu baris per perubahan yang bukan pertentangan, dari satu laporan ke laporan berikutnya, atau lonjakan angka",
        ),
        key: &[],
        columns: &[
            AGENCY_ID,
            INDICATOR_ID,
            INDIKATOR,
            (
                "kind",
                "string",
                "vanished, appeared, unit, polarity, formula (the later report says that it is computed anew), jump (a result more than twice or less than half of those of the years before and after, which differ by a quarter at most)",
                "vanished (hilang), appeared (baru), unit (satuan), polarity (arah), formula (laporan menyatakan cara hitungnya berubah), jump (realisasi lebih dari dua kali atau kurang dari separuh tahun sebelum dan sesudahnya)",
            ),
            ("year", "integer", "Year of the later report, or of the jump", "Tahun laporan yang kemudian, atau tahun lonjakan"),
            ("before", "string", "What it was", "Keadaan sebelumnya"),
            ("after", "string", "What it is", "Keadaan sesudahnya"),
            FILE,
            SHA256,
            ("other_file", "string", "The earlier report", "Laporan terdahulu"),
            ("other_sha256", "string", "SHA-256 of that report's file", "SHA-256 berkas laporan itu"),
        ],
    },
    Table {
        name: SHARED,
        about: (
            "One row an indicator, with the id that it shares with indicators of other agencies; written with --across-agencies",
            "Satu baris per indikator, dengan id yang sama untuk indikator serupa di instansi lain; ditulis dengan --across-agencies",
        ),
        key: &["indicator_id"],
        columns: &[
            ("shared_id", "string", "Identity over agencies", "Identitas antarinstansi"),
            AGENCY_ID,
            INDICATOR_ID,
            INDIKATOR,
            ("confidence", "number", "How sure the identity is, 0 to 1", "Keyakinan identitas, 0 sampai 1"),
            (
                "evidence",
                "string",
                "What it rests on: first, same_name, similar",
                "Dasarnya: first (pertama), same_name (nama sama), similar (mirip)",
            ),
        ],
    },
];
