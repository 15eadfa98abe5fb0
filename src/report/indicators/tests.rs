use super::*;
use crate::report::grid::tests::table;
use crate::report::{Input, understand};

fn read(caption: &str, header_rows: usize, rows: &[&[&str]]) -> Vec<Indicator> {
    understand(Input { tables: vec![table(caption, header_rows, rows)], ..Input::default() }).indicators
}

type Short<'a> = (Option<i32>, Period, Option<&'a str>, Option<&'a str>, Option<&'a str>);

fn short(records: &[Indicator]) -> Vec<Short<'_>> {
    records.iter().map(|r| (r.year, r.period, r.target.as_deref(), r.realisasi.as_deref(), r.capaian.as_deref())).collect()
}

#[test]
fn one_record_a_year_with_the_sasaran_carried_down() {
    let found = read(
        "Target Renstra",
        2,
        &[
            &["No", "Sasaran", "Indikator Kinerja", "Satuan", "Kondisi Awal (2022)", "Target Tahun", "<", "Target Akhir Renstra"],
            &["^", "^", "^", "^", "^", "2023", "2024", "^"],
            &["1", "Meningkatnya mutu", "Nilai A", "Nilai", "60,5", "61", "62,5", "63"],
            &["^", "^", "Opini", "Predikat", "WDP", "WTP", "WTP", "WTP"],
        ],
    );
    assert_eq!(found.len(), 8);
    assert!(found.iter().all(|r| r.sasaran.as_deref() == Some("Meningkatnya mutu") && r.stage == Stage::Renstra));
    assert_eq!(
        short(&found)[..4],
        [
            (Some(2022), Period::Annual, None, Some("60.5"), None),
            (Some(2023), Period::Annual, Some("61"), None, None),
            (Some(2024), Period::Annual, Some("62.5"), None, None),
            (Some(2024), Period::EndOfPlan, Some("63"), None, None),
        ]
    );
    assert_eq!(found[5].target.as_deref(), Some("WTP"));
}

#[test]
fn quarters_beside_the_year() {
    let found = read(
        "Perjanjian Kinerja Tahun 2024",
        2,
        &[
            &["Sasaran", "Indikator", "Satuan", "Target Tahunan", "Target Triwulan", "<"],
            &["^", "^", "^", "^", "I", "IV"],
            &["a", "Persentase b", "%", "6,5%", "-", "6,5%"],
        ],
    );
    assert_eq!(short(&found), [(Some(2024), Period::Annual, Some("6.5"), None, None), (Some(2024), Period::Q4, Some("6.5"), None, None)]);
}

#[test]
fn progress_to_the_end_of_the_plan_is_no_achievement_of_the_year() {
    let found = read(
        "Perbandingan Realisasi Tahun 2024 dengan Target Akhir Renstra",
        1,
        &[
            &["No", "Indikator Kinerja", "Target Akhir Renstra (2027)", "Realisasi s.d. 2024", "Tingkat Kemajuan (%)"],
            &["1", "Angka X", "106", "127,32", "80"],
        ],
    );
    assert_eq!(
        short(&found),
        [
            (Some(2027), Period::EndOfPlan, Some("106"), Some("127.32"), Some("80")),
            (Some(2024), Period::Annual, None, Some("127.32"), None)
        ]
    );
}

#[test]
fn sub_rows_of_one_indicator_make_no_records() {
    let found = read(
        "Target dan Realisasi Kinerja Tahun 2024",
        1,
        &[
            &["No", "Indikator dan Formula Perhitungan", "Target", "Realisasi", "Capaian"],
            &["1", "Persentase A", "3%", "3%", "100%"],
            &["^", "Jumlah x dibagi jumlah y", "^", "^", "^"],
            &["^", "(1/2) × 100% = 50%", "^", "^", "^"],
        ],
    );
    assert_eq!(short(&found), [(Some(2024), Period::Annual, Some("3"), Some("3"), Some("100"))]);
}

#[test]
fn measures_go_with_the_indicator_on_their_left() {
    let found = read(
        "Monitoring Rencana Aksi Tahun 2016",
        1,
        &[
            &["Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Kegiatan", "Indikator Kegiatan", "Target Kegiatan"],
            &["a", "Persentase b", "55,5 %", "59,2 %", "x", "Jumlah peserta", "35 orang"],
            &["^", "^", "^", "^", "y", "Jumlah lokasi", "16"],
        ],
    );
    let seen: Vec<(&str, Option<&str>, Option<&str>)> =
        found.iter().map(|r| (r.indikator.as_str(), r.target.as_deref(), r.realisasi.as_deref())).collect();
    assert_eq!(
        seen,
        [("Persentase b", Some("55.5"), Some("59.2")), ("Jumlah peserta", Some("35"), None), ("Jumlah lokasi", Some("16"), None)]
    );
}

#[test]
fn the_plans_targets_beside_the_years_own() {
    let rows: &[&[&str]] = &[
        &[
            "Indikator",
            "Realisasi 2015",
            "Realisasi 2016",
            "Target Renstra 2016",
            "Target Renstra",
            "Tahun 2016 terhadap Target Akhir Renstra (%)",
        ],
        &["Nilai A", "1", "2", "3", "9", "22,22"],
    ];
    let found = read("Perbandingan", 1, rows);
    let seen: Vec<(Stage, Option<i32>, Period)> = found.iter().map(|r| (r.stage, r.year, r.period)).collect();
    assert_eq!(
        seen,
        [
            (Stage::Pengukuran, Some(2015), Period::Annual),
            (Stage::Pengukuran, Some(2016), Period::Annual),
            (Stage::Renstra, Some(2016), Period::Annual),
            (Stage::Pengukuran, None, Period::EndOfPlan),
        ]
    );
    assert_eq!((found[3].target.as_deref(), found[3].capaian.as_deref()), (Some("9"), Some("22.22")));
}

#[test]
fn ordinal_years_need_a_dated_plan() {
    let rows: &[&[&str]] = &[&["Sasaran", "Indikator", "Target", "<"], &["^", "^", "TH I", "TH II"], &["a", "Nilai A", "1", "2"]];
    let years: Vec<Option<i32>> = read("Sasaran Renstra 2013-2018", 2, rows).iter().map(|r| r.year).collect();
    assert_eq!(years, [Some(2013), Some(2014)]);
    assert!(read("Sasaran Renstra", 2, rows).is_empty());
}

#[test]
fn listed_parts_carry_their_head() {
    let found = read(
        "Perjanjian Kinerja Tahun 2024",
        1,
        &[
            &["No", "Sasaran", "Indikator", "Target"],
            &["1", "a", "Jumlah produksi :", ""],
            &["", "", "a. Padi", "12.317.066 ton"],
            &["", "", "b. Jagung", "1.190.793 ton"],
        ],
    );
    let names: Vec<&str> = found.iter().map(|r| r.indikator.as_str()).collect();
    assert_eq!(names, ["Jumlah produksi: Padi", "Jumlah produksi: Jagung"]);
    assert_eq!(found[0].satuan.as_deref(), Some("ton"));
}

#[test]
fn a_result_with_its_share_in_brackets_is_both() {
    let rows: &[&[&str]] = &[
        &["No", "Indikator Kinerja", "Target", "Realisasi"],
        &["1", "Nilai mutu pangan", "85", "86\n(101%)"],
        &["2", "Persentase sampel aman", "85", "98,5\n(115,88)"],
        &["3", "Jumlah peserta", "20", "20 orang (1 angkatan)"],
    ];
    let found = read("Pengukuran Kinerja Tahun 2024", 1, rows);
    let told: Vec<_> = found.iter().map(|r| (r.realisasi.as_deref(), r.capaian.as_deref())).collect();
    assert_eq!(told, [(Some("86"), Some("101")), (Some("98.5"), Some("115.88")), (Some("20"), None)]);
}

#[test]
fn one_target_is_promised_of_each_numbered_name() {
    let rows: &[&[&str]] = &[
        &["No", "Sasaran", "Indikator Kinerja", "Target"],
        &["1", "Layanan informasi", "1. Persentase berita terpantau\n2. Persentase siaran terbit", "100%"],
        &["2", "Layanan arsip", "Persentase arsip 1. aktif dan 2. inaktif tertata", "90%"],
    ];
    let found = read("Perjanjian Kinerja Tahun 2024", 1, rows);
    let told: Vec<_> = found.iter().map(|r| (r.indikator.as_str(), r.target.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("Persentase berita terpantau", Some("100")),
            ("Persentase siaran terbit", Some("100")),
            ("Persentase arsip 1. aktif dan 2. inaktif tertata", Some("90")),
        ]
    );
}

#[test]
fn a_head_with_the_mean_of_its_items_is_no_indicator() {
    let rows: &[&[&str]] = &[
        &["No", "Indikator Kinerja", "Satuan", "Realisasi", "%"],
        &["1", "- Margin usaha tani:", "", "", "161,07"],
        &["", "- Padi", "%", "32", "110"],
        &["", "- Palawija", "%", "29", "212,14"],
    ];
    let names: Vec<_> = read("Realisasi Indikator Kinerja Tahun 2024", 1, rows).into_iter().map(|r| r.indikator).collect();
    assert_eq!(names, ["Margin usaha tani: Padi", "Margin usaha tani: Palawija"]);
}

#[test]
fn a_table_of_indicators_without_targets_still_names_them() {
    let found = read(
        "Indikator Kinerja Utama",
        1,
        &[
            &["No", "Sasaran", "Indikator Kinerja Utama", "Penjelasan/Formulasi", "Sumber Data"],
            &["1", "Membaiknya taman", "1. Luas taman kota", "Luas seluruh taman", "Bidang Taman"],
            &["^", "^", "2. Jumlah pohon", "Pohon yang dihitung", "Bidang Taman"],
        ],
    );
    let seen: Vec<_> = found.iter().map(|r| (r.sasaran.as_deref(), r.indikator.as_str(), r.formula.as_deref(), r.stage)).collect();
    assert_eq!(
        seen,
        [
            (Some("Membaiknya taman"), "Luas taman kota", Some("Luas seluruh taman"), Stage::Iku),
            (Some("Membaiknya taman"), "Jumlah pohon", Some("Pohon yang dihitung"), Stage::Iku),
        ]
    );
}
