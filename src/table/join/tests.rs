use super::*;
use crate::table::Detection;

/// One page of a table: rows of texts; `^` marks a place that the cell above reaches into.
fn piece(page: u32, rows: &[&[&str]]) -> Piece {
    let cols = rows.first().map_or(0, |r| r.len());
    let mut cells: Vec<Cell> = Vec::new();
    for (row, texts) in rows.iter().enumerate() {
        for (col, text) in texts.iter().enumerate() {
            if *text == "^" {
                cells.iter_mut().rfind(|c| c.col == col).unwrap().row_span += 1;
                continue;
            }
            let (row_span, col_span) = (1, 1);
            let text = (*text).to_string();
            cells.push(Cell { row, col, row_span, col_span, text, page, bbox: Rect::default(), bold: false, indent: 0.0, shade: None });
        }
    }
    let x = |c: usize| 100.0 * f32::from(u8::try_from(c).unwrap());
    let xs: Vec<f32> = (0..=cols).map(x).collect();
    let gutters = xs.iter().map(|x| (x - 2.0, x + 2.0)).collect();
    Piece { page, bbox: Rect::default(), xs, gutters, rows: rows.len(), cols, cells, detection: Detection::Lattice }
}

/// The rows of a table over two pages, places that a cell above reaches into as `^`.
fn joined(first: &[&[&str]], second: &[&[&str]]) -> Vec<Vec<String>> {
    let mut table = Growing::start(piece(1, first));
    let next = piece(2, second);
    assert!(table.goes_on_in(&next));
    table.append(next);
    let table = table.finish();
    let text = |r: usize, c: usize| {
        let cell = table.cells.iter().find(|k| covers(k, r, c)).unwrap();
        if cell.row == r { cell.text.clone() } else { "^".into() }
    };
    (0..table.rows).map(|r| (0..table.cols).map(|c| text(r, c)).collect()).collect()
}

const HEADER: &[&str] = &["Sasaran", "Indikator", "Target", "Realisasi"];
const NUMBERED: &[&str] = &["No", "Sasaran", "Indikator", "Target"];

#[test]
fn texts_below_the_figures_of_a_cut_row_are_their_rest() {
    let above: &[&[&str]] = &[NUMBERED, &["1", "Membaiknya jalan", "Panjang jalan", "5"], &["^", "^", "Jumlah jembatan yang", "7"]];
    let rest = joined(above, &[&["", "Kota", "Dibangun Dinas", ""], &["2", "Membaiknya air", "Debit", "1"]]);
    assert_eq!(rest[2], ["^", "^", "Jumlah jembatan yang Dibangun Dinas", "7"]);
    assert_eq!((rest[1][1].as_str(), rest.len()), ("Membaiknya jalan Kota", 4));
    // A code begins a row, be it without figures.
    let program = joined(above, &[&["", "Kota", "1.02 Program Sungai", ""], &["2", "Membaiknya air", "Debit", "1"]]);
    assert_eq!(program.len(), 5);
}

#[test]
fn a_text_cut_before_its_row_began_goes_on_below() {
    let above: &[&[&str]] = &[HEADER, &["Membaiknya jalan", "Panjang", "5", "6"], &["Membaiknya mutu sumber", "", "", ""]];
    let rows = joined(above, &[&["daya manusia", "Pelatihan", "1", "2"]]);
    assert_eq!(rows[2], ["Membaiknya mutu sumber daya manusia", "Pelatihan", "1", "2"]);
    // A heading is no half of a sentence.
    assert_eq!(joined(above, &[&["Terlatihnya pegawai", "Pelatihan", "1", "2"]]).len(), 4);
}

#[test]
fn a_line_between_two_numbers_belongs_to_the_first() {
    let head: &[&str] = &["Program", "Pagu"];
    let above: &[&[&str]] = &[head, &["1. Program pelayanan", "5.000"], &["2. Program sarana dan prasarana", "6.000"]];
    let rows = joined(above, &[&["Aparatur", ""], &["3. Program pelatihan", "7.000"]]);
    assert_eq!(rows[2], ["2. Program sarana dan prasarana Aparatur", "6.000"]);
    assert_eq!(joined(above, &[&["Aparatur", ""], &["1. Program pelatihan", "7.000"]]).len(), 5);
}

#[test]
fn the_left_part_of_a_cut_row_goes_on_beside_new_rows() {
    let head: &[&str] = &["Sasaran", "Indikator", "Satuan", "Target", "Kegiatan", "Pagu"];
    let above: &[&[&str]] = &[head, &["Membaiknya mutu", "Jumlah saran yang", "Dok", "1", "1. Rapat", "500"]];
    let below: &[&[&str]] = &[&["Organisasi", "menjadi aturan", "", "", "2. Temu usaha", "700"]];
    let rows = joined(above, below);
    assert_eq!(rows[1], ["Membaiknya mutu Organisasi", "Jumlah saran yang menjadi aturan", "Dok", "1", "1. Rapat", "500"]);
    assert_eq!(rows[2], ["^", "^", "^", "^", "2. Temu usaha", "700"]);
    // A unit in lower case below a number that was merged over its rows begins a row.
    let above: &[&[&str]] = &[head, &["1", "Angka sembuh", "%", "88", "Rapat", "500"]];
    assert_eq!(joined(above, &[&["", "Angka sakit", "per seribu", "38", "Temu", "700"]])[2][1], "Angka sakit");
}

#[test]
fn a_header_that_names_other_columns_is_no_repetition() {
    let head: &[&str] = &["Tahun", "Tenaga kerja yang dilatih", "Nilai", "Sumber"];
    let first: &[&[&str]] = &[head, &["2016", "800", "81", "Data"]];
    let other: &[&str] = &["Tahun", "Kasus yang diselesaikan", "Nilai", "Sumber"];
    assert_eq!(joined(first, &[other, &["2016", "712", "90", "Data"]]).len(), 4);
    let short: &[&str] = &["Tahun", "Dilatih", "Nilai", "Sumber"];
    assert_eq!(joined(first, &[short, &["2016", "712", "90", "Data"]]).len(), 3);
}

#[test]
fn a_header_of_two_levels_printed_again_down_the_page_goes_on_and_another_does_not() {
    let levels: &[&[&str]] = &[HEADER, &["uraian", "satuan", "tahun", "akhir"], &["Membaiknya jalan", "Panjang", "5", "6"]];
    let table = Growing::start(Piece { cells: bold(piece(1, levels).cells), ..piece(1, levels) });
    let again = |rows: &[&[&str]]| table.begins_again_in(&piece(1, rows));
    assert!(again(&[HEADER, levels[1], &["Membaiknya air", "Debit", "1", "2"]]));
    assert!(!again(&[HEADER, &["Membaiknya air", "Debit", "1", "2"]]));
}

/// The first two rows shaded like a header.
fn bold(mut cells: Vec<Cell>) -> Vec<Cell> {
    cells.iter_mut().filter(|c| c.row < 2).for_each(|c| c.shade = Some([200; 3]));
    cells
}

#[test]
fn a_name_under_a_shorter_one_in_the_middle_is_a_header_of_its_own() {
    let first: &[&[&str]] = &[&["Tahun", "Jumlah", "Jumlah kasus", "Nilai"], &["2016", "5", "6", "83"]];
    let mut table = Growing::start(piece(1, first));
    table.append(piece(
        2,
        &[&["2016", "7", "9", "77"], &["Tahun", "Jumlah perusahaan", "Jumlah kasus", "Nilai"], &["2016", "1", "2", "50"]],
    ));
    assert_eq!(table.finish().rows, 5);
}

#[test]
fn the_rest_of_a_merged_text_alone_is_no_row() {
    let above: &[&[&str]] = &[NUMBERED, &["1", "Membaiknya jalan dan", "Panjang jalan", "5"], &["^", "^", "Jumlah jembatan", "7"]];
    let rows = joined(above, &[&["", "selokan di desa", "", ""], &["2", "Membaiknya air", "Debit", "1"]]);
    assert_eq!((rows[1][1].as_str(), rows.len()), ("Membaiknya jalan dan selokan di desa", 4));
}

#[test]
fn an_empty_outer_column_without_a_rule_is_there_all_the_same() {
    let above: &[&[&str]] = &[NUMBERED, &["1", "Membaiknya jalan", "Panjang jalan", "5"]];
    let mut table = Growing::start(piece(1, above));
    let mut next = piece(2, &[&["", "Lebar jalan", "6"], &["Membaiknya air", "Debit", "1"]]);
    next.gutters.iter_mut().for_each(|g| *g = (g.0 + 100.0, g.1 + 100.0));
    assert!(table.goes_on_in(&next));
    table.append(next);
    let table = table.finish();
    let texts: Vec<&str> = table.cells.iter().filter(|c| c.row == 3).map(|c| c.text.as_str()).collect();
    assert_eq!((table.cols, texts), (4, vec!["", "Membaiknya air", "Debit", "1"]));
}

#[test]
fn a_header_cell_left_open_below_keeps_the_rest_of_a_text() {
    let above: &[&[&str]] = &[NUMBERED, &["1", "Membaiknya jalan", "Panjang jalan", "5,50"]];
    let below: &[&[&str]] =
        &[&["No", "Sasaran kota", "Indikator", "Target"], &["^", "^", "Lebar jalan", "6,10"], &["2", "Sungai", "Debit", "1,70"]];
    let rows = joined(above, below);
    assert_eq!(rows[1][1], "Membaiknya jalan kota");
    assert_eq!(rows[2], ["^", "^", "Lebar jalan", "6,10"]);
}

#[test]
fn names_that_have_run_together_in_one_cell_repeat_the_header() {
    let mut table = Growing::start(piece(1, &[NUMBERED, &["1", "Membaiknya jalan", "Panjang jalan", "5"]]));
    let mut next = piece(2, &[&["No", "Sasaran Target Indikator", "", ""]]);
    next.cells.truncate(2);
    next.cells.iter_mut().filter(|c| c.col == 1).for_each(|c| c.col_span = 3);
    table.append(next);
    assert_eq!(table.finish().rows, 2);
}
