use super::*;
use crate::report::figure::{Expect, Style, value};
use crate::report::grid::tests::table;
use crate::report::profile::profiles;
use crate::report::roles::roles;
use RowRole::{Average, Data, Group, Memo, Note, Subtotal, Total};

fn read(header_rows: usize, lines: &[&[&str]]) -> Vec<Row> {
    let t = table("", header_rows, lines);
    let grid = Grid::of(&t).unwrap();
    let header = Header::read(&grid, header_rows);
    let roles = roles(&header, &profiles(&grid, header.rows), &[]);
    let expect = |r: Role| match r {
        Role::Kode => Expect::Code,
        Role::Indikator | Role::Uraian | Role::Sasaran | Role::Satuan | Role::No => Expect::Words,
        _ => Expect::Measure,
    };
    let values: Vec<Value> = t.cells.iter().map(|c| value(&c.text, Style::INDONESIAN, expect(roles[c.col]))).collect();
    rows(&grid, &header, &roles, &values)
}

fn shape(rows: &[Row]) -> Vec<(RowRole, Option<u8>, Option<usize>)> {
    rows.iter().map(|r| (r.role, r.level, r.parent)).collect()
}

#[test]
fn codes_nest_by_prefix_whatever_their_zeros() {
    let rows = read(
        1,
        &[
            &["Kode", "Program/Kegiatan", "Anggaran"],
            &["2.07", "URUSAN", "10.000.000"],
            &["02.07.01", "PROGRAM PENUNJANG", "6.000.000"],
            &["2.07.01.1.01", "Perencanaan", "6.000.000"],
            &["2.07.02", "PROGRAM DUA", "4.000.000"],
            &["JUMLAH", "<", "10.000.000"],
        ],
    );
    assert_eq!(
        shape(&rows)[1..],
        [(Group, Some(0), None), (Group, Some(1), Some(1)), (Data, Some(2), Some(2)), (Data, Some(1), Some(1)), (Total, None, None)]
    );
    assert_eq!(rows[5].label, "JUMLAH");
}

#[test]
fn codes_of_the_state_budget_nest_though_they_do_not_repeat() {
    let rows = read(
        1,
        &[
            &["Kode", "Uraian", "Pagu"],
            &["005.01.DR", "Program Penegakan", "9.000.000"],
            &["4035", "Peningkatan", "9.000.000"],
            &["4035.AEA.951", "Perkara", "9.000.000"],
            &["005.01.WA", "Program Dukungan", "1.000.000"],
        ],
    );
    assert_eq!(shape(&rows)[1..], [(Group, Some(0), None), (Group, Some(1), Some(1)), (Data, Some(2), Some(2)), (Data, Some(0), None)]);
}

#[test]
fn letters_romans_and_numbers_nest_in_the_order_met() {
    let rows = read(
        1,
        &[
            &["No", "Jabatan", "Jumlah"],
            &["A", "STRUKTURAL", "3"],
            &["1", "Kepala", "1"],
            &["2", "Sekretaris", "2"],
            &["B", "FUNGSIONAL", "1"],
            &["1", "Pengawas", "1"],
            &["Jumlah ASN", "<", "4"],
            &["Jumlah PHL", "<", "5"],
            &["Jumlah ASN + PHL", "<", "9"],
        ],
    );
    let roles: Vec<RowRole> = rows.iter().map(|r| r.role).collect();
    assert_eq!(roles, [RowRole::Header, Group, Data, Data, Group, Data, Subtotal, Subtotal, Total]);
    assert_eq!(rows[2].parent, Some(1));
    assert_eq!(rows[5].parent, Some(4));
}

#[test]
fn letters_inside_labels_and_memo_rows() {
    let rows = read(
        1,
        &[
            &["No", "Uraian", "Anggaran (Rp)"],
            &["1", "Belanja Operasi", "30.000.000"],
            &["", "a. Belanja Pegawai", "20.000.000"],
            &["", "b. Belanja Barang", "10.000.000"],
            &["", "di antaranya: pemeliharaan", "1.000.000"],
            &["2", "Belanja Modal", "5.000.000"],
            &["Jumlah", "<", "35.000.000"],
        ],
    );
    assert_eq!(
        shape(&rows)[1..],
        [
            (Group, Some(0), None),
            (Data, Some(1), Some(1)),
            (Data, Some(1), Some(1)),
            (Memo, None, Some(3)),
            (Data, Some(0), None),
            (Total, None, None)
        ]
    );
}

#[test]
fn rows_over_the_whole_width_head_the_indicators_under_them() {
    let rows = read(
        1,
        &[
            &["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi"],
            &["Sasaran 1: Meningkatnya mutu", "<", "<", "<", "<"],
            &["1", "Jumlah dokumen yang disusun", "dokumen", "5", "6"],
            &["2", "Rata-rata lama sekolah", "tahun", "7", "7"],
            &["Rata-rata capaian sasaran 1", "<", "<", "<", "99"],
            &["Sumber: Dinas", "<", "<", "<", "<"],
        ],
    );
    assert_eq!(
        shape(&rows)[1..],
        [(Group, Some(0), None), (Data, Some(1), Some(1)), (Data, Some(1), Some(1)), (Average, None, Some(1)), (Note, None, None)]
    );
}

#[test]
fn a_header_repeated_in_mid_table_is_no_data() {
    let rows = read(1, &[&["No", "Uraian", "Anggaran"], &["1", "a", "5.000.000"], &["No", "Uraian", "Anggaran"], &["2", "b", "4.000.000"]]);
    assert_eq!(rows[2].role, RowRole::Header);
}

#[test]
fn unnumbered_groups_under_numbered_ones() {
    let rows = read(
        1,
        &[
            &["No.", "Klasifikasi", "Nilai (Rp)"],
            &["1", "TANAH", "28.288.526"],
            &["", "TANAH", "28.288.526"],
            &["1", "Tanah Bangunan Rumah", "240.000"],
            &["2", "Tanah Bangunan Kantor", "28.048.526"],
            &["2", "PERALATAN DAN MESIN", "21.000.000"],
            &["", "ALAT BESAR", "21.000.000"],
            &["1", "Pompa Air", "21.000.000"],
            &["", "ALAT ANGKUTAN", "5"],
            &["1", "Mini Bus", "5"],
        ],
    );
    let levels: Vec<Option<u8>> = rows[1..].iter().map(|r| r.level).collect();
    assert_eq!(levels, [0, 1, 2, 2, 0, 1, 2, 1, 2].map(Some));
}

#[test]
fn programs_and_kegiatan_by_their_words() {
    let rows = read(
        1,
        &[
            &["Uraian", "Anggaran"],
            &["Program A", "9.000.000"],
            &["Kegiatan X", "5.000.000"],
            &["Kegiatan Y", "4.000.000"],
            &["Program B", "1.000.000"],
        ],
    );
    assert_eq!(shape(&rows)[1..], [(Group, Some(0), None), (Data, Some(1), Some(1)), (Data, Some(1), Some(1)), (Data, Some(0), None)]);
}

#[test]
fn a_programme_without_its_code_stands_beside_the_others() {
    let rows = read(
        1,
        &[
            &["Kode", "Program/Kegiatan", "Anggaran"],
            &["2.07", "URUSAN", "10.000.000"],
            &["2.07.01", "PROGRAM SATU", "6.000.000"],
            &["2.07.01.1.01", "Perencanaan", "6.000.000"],
            &["", "PROGRAM DUA", "4.000.000"],
            &["2.07.02.1.01", "Penyusunan", "4.000.000"],
            &["2.07.03", "PROGRAM TIGA", "4.000.000"],
        ],
    );
    let levels: Vec<(Option<u8>, Option<usize>)> = rows[1..].iter().map(|r| (r.level, r.parent)).collect();
    assert_eq!(
        levels,
        [(Some(0), None), (Some(1), Some(1)), (Some(2), Some(2)), (Some(1), Some(1)), (Some(2), Some(4)), (Some(1), Some(1))]
    );
}

#[test]
fn programmes_beside_merged_indicators_name_the_rows() {
    let rows = read(1, &[&["Indikator", "Program", "Anggaran"], &["Angka X", "Program A", "5.000.000"], &["^", "Program B", "4.000.000"]]);
    assert_eq!((rows[1].label.as_str(), rows[2].label.as_str()), ("Program A", "Program B"));
}

#[test]
fn an_acronym_in_capitals_and_the_last_row_of_a_list_head_no_groups() {
    let rows = read(
        1,
        &[
            &["No", "Kegiatan", "Target Rapat", "Realisasi Rapat"],
            &["1.", "Rapat taman", "5", "5"],
            &["2.", "Rapat hutan", "4", "4"],
            &["3.", "PKL", "3", "3"],
            &["4.", "Rapat sungai", "2", "2"],
            &["5.", "Rapat jalan", "1", "1"],
            &["", "Selisih tahun lalu", "7", "8"],
        ],
    );
    assert!(rows[1..].iter().all(|r| (r.role, r.parent) == (Data, None)), "{:?}", shape(&rows));
}

#[test]
fn a_bare_total_beside_targets_is_one_and_an_indicator_called_jumlah_is_none() {
    let rows = read(
        1,
        &[
            &["No", "Kegiatan", "Target Rapat", "Realisasi Rapat"],
            &["1.", "Rapat taman", "5", "5"],
            &["2.", "Rapat hutan", "4", "4"],
            &["", "Jumlah", "9", "9"],
        ],
    );
    assert_eq!(rows[3].role, Total);
    let named = read(1, &[&["No", "Indikator", "Target"], &["1.", "Jumlah kegiatan", "5"], &["2.", "Luas taman", "4"]]);
    assert_eq!(named[1].role, Data);
}

#[test]
fn a_heading_over_the_whole_width_begins_a_list_of_its_own() {
    let rows = read(
        1,
        &[
            &["No", "Kegiatan", "Anggaran (Rp)"],
            &["1", "Belanja tidak langsung", "9.000.000"],
            &["2", "Belanja langsung", "8.000.000"],
            &["A. Program taman", "<", "<"],
            &["1.", "Menanam", "3.000.000"],
            &["2.", "Menyiram", "2.000.000"],
            &["B. Program sungai", "<", "<"],
            &["7.", "Mengeruk", "3.000.000"],
        ],
    );
    let parents: Vec<Option<usize>> = rows[1..].iter().map(|r| r.parent).collect();
    assert_eq!(parents, [None, None, Some(2), Some(3), Some(3), Some(2), Some(6)]);
    // A list that goes on below a heading within it stays one.
    let rows = read(
        1,
        &[
            &["No", "Kegiatan", "Anggaran (Rp)"],
            &["1", "Taman", "9.000.000"],
            &["Rincian", "<", "<"],
            &["a.", "Menanam", "4.000.000"],
            &["b.", "Menyiram", "5.000.000"],
            &["2", "Sungai", "8.000.000"],
        ],
    );
    assert_eq!(rows[5].parent, None);
}
