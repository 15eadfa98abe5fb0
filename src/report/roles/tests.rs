use super::*;
use crate::report::grid::Grid;
use crate::report::grid::tests::table;
use crate::report::profile::profiles;
use crate::report::vocabulary::words;
use Role::*;

fn roles_of(caption: &str, header_rows: usize, rows: &[&[&str]]) -> Vec<Role> {
    let t = table(caption, header_rows, rows);
    let grid = Grid::of(&t).unwrap();
    let header = Header::read(&grid, header_rows);
    roles(&header, &profiles(&grid, header.rows), &words(caption))
}

#[test]
fn measurement() {
    let head: &[&str] = &[
        "No",
        "Sasaran Strategis",
        "Indikator Kinerja",
        "Satuan",
        "Target 2024",
        "Realisasi 2024",
        "Persentase Capaian",
        "Predikat Kinerja",
    ];
    let body: &[&str] = &["1", "Meningkatnya", "Angka", "%", "5", "6", "120", "Tinggi"];
    assert_eq!(roles_of("", 1, &[head, body]), [No, Sasaran, Indikator, Satuan, Target, Realisasi, Capaian, Predikat]);
}

#[test]
fn wordings_of_achievement_meet() {
    for wording in [
        "Capaian",
        "Pencapaian",
        "Tingkat Capaian",
        "% Capaian",
        "Persentase",
        "Prosentase",
        "Tingkat Keberhasilan",
        "%",
        "Capaian Kinerja (%)",
        "% Realisasi",
        "Persentase Pencapaian Target",
    ] {
        let rows: &[&[&str]] = &[&["Sasaran", "Indikator", "Target", "Realisasi", wording], &["x", "y", "5", "6", "120"]];
        assert_eq!(roles_of("", 1, rows).last(), Some(&Capaian), "{wording}");
    }
}

#[test]
fn wordings_of_budgets_meet() {
    for wording in [
        "Pagu",
        "Anggaran",
        "Alokasi",
        "Target (Rp)",
        "Pagu Anggaran (Rp)",
        "Alokasi Anggaran",
        "Jumlah Anggaran",
        "Target Murni (Rp)",
        "DPA",
    ] {
        let rows: &[&[&str]] =
            &[&["Kode", "Program/Kegiatan", wording, "Realisasi", "%"], &["1.02.01", "y", "5.000.000", "4.000.000", "80,00"]];
        assert_eq!(roles_of("", 1, rows), [Kode, Uraian, Pagu, RealisasiAnggaran, Serapan], "{wording}");
    }
}

#[test]
fn performance_and_money_side_by_side() {
    let rows: &[&[&str]] = &[
        &["No", "Sasaran", "Indikator", "Kinerja", "<", "<", "Anggaran", "<", "<", "Efisiensi"],
        &["^", "^", "^", "Target", "Realisasi", "% Realisasi", "Target (Rp)", "Realisasi (Rp)", "% Realisasi", "^"],
        &["1", "a", "b", "26%", "18,58", "74", "224.841.500", "195.899.180", "87,13", "28.942.320"],
    ];
    assert_eq!(roles_of("", 2, rows), [No, Sasaran, Indikator, Target, Realisasi, Capaian, Pagu, RealisasiAnggaran, Serapan, Sisa]);
    let flat: &[&[&str]] = &[
        &["No", "Sasaran", "Indikator", "Target", "Realisasi", "%", "Nama Program", "Pagu", "Realisasi", "Capaian %"],
        &["1", "a", "b", "100", "100", "100", "Program X", "2,005,000,000", "1,957,834,426", "97.64"],
    ];
    assert_eq!(roles_of("", 1, flat), [No, Sasaran, Indikator, Target, Realisasi, Capaian, Uraian, Pagu, RealisasiAnggaran, Serapan]);
}

#[test]
fn years_and_quarters_take_the_meaning_of_what_stands_over_them() {
    let rows: &[&[&str]] = &[
        &["Indikator", "Target Tahun", "<", "Realisasi Triwulan", "<", "Rencana Triwulan", "<"],
        &["^", "2023", "2024", "I", "II", "TW I", "TW II"],
        &["a", "1", "2", "3", "4", "5", "6"],
    ];
    assert_eq!(roles_of("", 2, rows), [Indikator, Target, Target, Realisasi, Realisasi, Target, Target]);
    let trend: &[&[&str]] = &[&["Indikator", "2023", "<", "<"], &["^", "Target", "Realisasi", "%"], &["a", "1", "2", "200"]];
    assert_eq!(roles_of("", 2, trend), [Indikator, Target, Realisasi, Capaian]);
}

#[test]
fn budget_before_and_after() {
    let rows: &[&[&str]] = &[
        &["KODE REKENING", "<", "PROGRAM/KEGIATAN", "SEBELUM PERUBAHAN", "SETELAH PERUBAHAN", "BERTAMBAH/ BERKURANG"],
        &["A", "2.07.01", "PROGRAM", "19.657.988.013", "19.209.948.500", "282.585.923"],
    ];
    assert_eq!(roles_of("", 1, rows), [No, Kode, Uraian, Pagu, PaguPerubahan, Selisih]);
    let years: &[&[&str]] = &[
        &["No", "Uraian", "Tahun 2023", "Tahun 2024", "Bertambah/ (Berkurang)"],
        &["1", "Belanja", "29.326.953", "32.610.827", "3.283.874"],
    ];
    assert_eq!(roles_of("Perbandingan Anggaran", 1, years), [No, Uraian, Pagu, Pagu, Selisih]);
}

#[test]
fn staff_and_shares() {
    let rows: &[&[&str]] = &[
        &["No", "Pangkat/Golongan", "Pendidikan", "<", "Jenis Kelamin", "<", "Jumlah"],
        &["^", "^", "S2/S3", "S1/D-IV", "L", "P", "^"],
        &["1", "IV/c", "-", "4", "3", "1", "4"],
    ];
    assert_eq!(roles_of("", 2, rows), [No, Uraian, Bagian, Bagian, Bagian, Bagian, Jumlah]);
    let shares: &[&[&str]] = &[&["No", "Tingkat Pendidikan", "Jumlah (orang)", "Persentase (%)"], &["1", "S2", "9", "17,65"]];
    assert_eq!(roles_of("", 1, shares), [No, Uraian, Jumlah, Porsi]);
    let spending: &[&[&str]] =
        &[&["Tahun", "Belanja Operasi", "Belanja Modal", "Jumlah"], &["2023", "20.047.427.704,00", "0,00", "20.047.427.704,00"]];
    assert_eq!(roles_of("", 1, spending)[1..], [Bagian, Bagian, Jumlah]);
}

#[test]
fn money_in_a_performance_column_does_not_change_its_role() {
    let rows: &[&[&str]] = &[
        &["NO", "SASARAN", "INDIKATOR KINERJA", "TARGET TH 2024", "TRIWULAN I", "<", "<", "<"],
        &["^", "^", "^", "^", "TARGET KINERJA TW I", "REALISASI TW I", "PERSENTASE CAPAIAN (%)", "PERSENTASE REALISASI ANGGARAN TW I"],
        &["1", "a", "b", "5,25%", "1,00%", "107.297.600", "0,5%", "7,80%"],
    ];
    assert_eq!(roles_of("", 2, rows), [No, Sasaran, Indikator, Target, Target, Realisasi, Capaian, Serapan]);
}

#[test]
fn a_reached_value_of_an_earlier_year_is_no_share_of_a_target() {
    let rows: &[&[&str]] = &[
        &["Indikator", "BASE LINE 2022", "CAPAIAN 2022", "TAHUN 2023", "<", "<", "TARGET AKHIR RENSTRA"],
        &["^", "^", "^", "TARGET", "REALI SASI", "PERSEN TASE", "^"],
        &["a", "6,72%", "6,72%", "5%", "5%", "100%", "8%"],
    ];
    assert_eq!(roles_of("", 2, rows), [Indikator, Baseline, Realisasi, Target, Realisasi, Capaian, Target]);
}

#[test]
fn years_cut_too_wide_go_to_their_groups() {
    let t = table(
        "",
        2,
        &[
            &["Indikator", "2021", "<", "<", "<", "2022", ""],
            &["^", "Target", "Realisasi", "%", "Target", "Realisasi", "%"],
            &["a", "1", "2", "3", "4", "5", "6"],
        ],
    );
    let grid = Grid::of(&t).unwrap();
    let mut header = Header::read(&grid, 2);
    let roles = roles(&header, &profiles(&grid, header.rows), &[]);
    settle_years(&mut header, &roles);
    let years: Vec<Option<i32>> = header.columns[1..].iter().map(|h| h.year).collect();
    assert_eq!(years, [2021, 2021, 2021, 2022, 2022, 2022].map(Some));
}

#[test]
fn a_calculation_over_columns_of_figures_is_no_formula() {
    let rows: &[&[&str]] = &[
        &["No", "Kelompok", "Berat", "Perhitungan Skor", "<"],
        &["^", "^", "^", "Kkal", "Skor Maks"],
        &["1", "Padi-padian", "328,2", "1.400,5", "25,0"],
        &["2", "Umbi-umbian", "28,1", "30,8", "2,5"],
    ];
    assert!(!roles_of("", 2, rows).contains(&Formula));
    let formulas: &[&[&str]] = &[&["Indikator", "Cara Perhitungan"], &["Angka lulus", "lulus dibagi siswa"]];
    assert_eq!(roles_of("", 1, formulas), [Indikator, Formula]);
}

#[test]
fn the_group_names_what_its_uraian_describes() {
    let rows: &[&[&str]] = &[
        &["Sasaran", "<", "Indikator Sasaran", "<", "<"],
        &["No", "Uraian", "Uraian", "Satuan", "Target"],
        &["1", "Membaiknya taman", "Luas taman", "ha", "5"],
    ];
    assert_eq!(roles_of("", 2, rows), [No, Sasaran, Indikator, Satuan, Target]);
    let program: &[&[&str]] = &[&["Program", "Anggaran"], &["Uraian", "^"], &["Taman", "5.000.000"]];
    assert_eq!(roles_of("", 2, program), [Uraian, Pagu]);
}

#[test]
fn large_counts_beside_a_column_of_units_are_no_money() {
    let rows = |unit: &'static str| {
        roles_of("", 1, &[&["Uraian", "Satuan", "Target 2024"], &["Bebek", unit, "2.250.100"], &["Angsa", unit, "1.450.300"]])
    };
    assert_eq!(rows("ekor"), [Uraian, Satuan, Target]);
    assert_eq!(rows("Rp"), [Uraian, Satuan, Pagu]);
}

#[test]
fn a_target_under_a_header_of_targets_and_funds_is_no_fund() {
    let top = "Target Kinerja Program dan Pendanaan (dalam juta rupiah)";
    let rows: &[&[&str]] = &[
        &["Program", "Indikator Kinerja", top, "<"],
        &["^", "^", "Target", "Biaya"],
        &["Pasar", "Pasar yang dibina", "12 bulan", "2.500"],
        &["Taman", "Taman yang dirawat", "85%", "1.250"],
    ];
    assert_eq!(roles_of("", 2, rows).get(2..), Some(&[Target, Pagu][..]));
}
