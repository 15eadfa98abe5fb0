use super::*;
use crate::pdf::{Fill, Rect};
use crate::table::{Detection, fixture};

fn word(text: &str, x: f32, v: f32) -> Word {
    fixture::word(text, x, v, 8.0)
}

fn sentence(text: &str, x: f32, v: f32) -> Vec<Word> {
    let mut at = x;
    let mut out = Vec::new();
    for t in text.split(' ') {
        let w = word(t, at, v);
        at = w.bbox.x1 + 2.0;
        out.push(w);
    }
    out
}

/// One ruled row with columns of the given widths, filled and cut.
fn texts(xs: &[f32], ys: &[f32], spans: Option<Vec<Span>>, words: &[Word]) -> Vec<Vec<String>> {
    let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or(0.0);
    let all = spans.unwrap_or_else(|| {
        let cells = (0..ys.len() - 1).flat_map(|r| (0..xs.len() - 1).map(move |c| (r, c)));
        let bbox = |r, c| Rect::new(at(xs, c), at(ys, r), at(xs, c + 1), at(ys, r + 1));
        cells.map(|(row, col)| Span { row, col, row_span: 1, col_span: 1, bbox: bbox(row, col) }).collect()
    });
    let grid = Grid { xs: xs.to_vec(), ys: ys.to_vec(), spans: all, detection: Detection::Lattice };
    let piece = split(grid, words).fill(1, words, &[] as &[Fill]);
    let row = |r: usize| piece.cells.iter().filter(|c| c.row == r).map(|c| c.text.clone()).collect();
    (0..piece.rows).map(row).collect()
}

#[test]
fn a_row_of_values_under_each_other_is_cut_where_names_begin() {
    let mut words = Vec::new();
    for (text, v) in [("Pelatihan kerja", 20.0), ("mandiri", 30.0), ("Bursa kerja", 42.0), ("Magang", 54.0)] {
        words.extend(sentence(text, 4.0, v));
    }
    for (a, b, v) in [("1.200", "95,10", 20.0), ("800", "91,00", 42.0), ("75", "100", 54.0)] {
        words.extend([word(a, 84.0, v), word(b, 124.0, v)]);
    }
    let rows = texts(&[0.0, 80.0, 120.0, 160.0], &[8.0, 60.0], None, &words);
    assert_eq!(rows, [["Pelatihan kerja mandiri", "1.200", "95,10"], ["Bursa kerja", "800", "91,00"], ["Magang", "75", "100"]]);
}

#[test]
fn wrapped_names_with_one_value_each_stay_one_row() {
    let mut words = sentence("Meningkatnya kualitas", 4.0, 20.0);
    words.extend(sentence("tenaga kerja", 4.0, 30.0));
    words.extend([word("12", 84.0, 20.0), word("orang", 84.0, 30.0), word("95,10", 124.0, 20.0)]);
    let rows = texts(&[0.0, 100.0, 120.0, 160.0], &[8.0, 40.0], None, &words);
    assert_eq!(rows.len(), 1);
    // Two figures in two columns, but one name that runs on beside them.
    let mut words = sentence("Meningkatnya kualitas", 4.0, 20.0);
    words.extend(sentence("tenaga kerja", 4.0, 30.0));
    words.extend([("12", 84.0), ("95,1", 124.0)].iter().flat_map(|(t, x)| [word(t, *x, 20.0), word(t, *x, 30.0)]));
    assert_eq!(texts(&[0.0, 80.0, 120.0, 160.0], &[8.0, 40.0], None, &words).len(), 1);
}

#[test]
fn a_number_in_each_row_of_a_merged_cell_parts_it() {
    let words: Vec<Word> = [word("3", 4.0, 16.0), word("4", 4.0, 36.0)]
        .into_iter()
        .chain(sentence("Satu", 24.0, 16.0))
        .chain(sentence("Dua", 24.0, 36.0))
        .collect();
    let merged = vec![
        Span { row: 0, col: 0, row_span: 2, col_span: 1, bbox: Rect::new(0.0, 0.0, 20.0, 40.0) },
        Span { row: 0, col: 1, row_span: 1, col_span: 1, bbox: Rect::new(20.0, 0.0, 80.0, 20.0) },
        Span { row: 1, col: 1, row_span: 1, col_span: 1, bbox: Rect::new(20.0, 20.0, 80.0, 40.0) },
    ];
    assert_eq!(texts(&[0.0, 20.0, 80.0], &[0.0, 20.0, 40.0], Some(merged), &words), [["3", "Satu"], ["4", "Dua"]]);
}

/// Texts of one column, one below the other.
fn stack(texts: &[(&str, f32)], x: f32) -> Vec<Word> {
    texts.iter().flat_map(|(t, v)| sentence(t, x, *v)).collect()
}

#[test]
fn a_numbered_first_column_parts_its_row_and_lists_within() {
    let mut words = stack(&[("1.", 20.0), ("2.", 70.0), ("3.", 100.0)], 4.0);
    words.extend(stack(&[("Naiknya hasil", 20.0), ("panen", 30.0), ("Turunnya hama", 70.0), ("Air", 100.0)], 24.0));
    words.extend(stack(&[("Hasil :", 20.0), ("a. Padi", 30.0), ("b. Jagung", 40.0), ("c. Ubi", 50.0)], 104.0));
    words.extend(stack(&[("Luas hama", 70.0), ("Debit", 100.0)], 104.0));
    // The values of the list were typed on lines of their own.
    words.extend(stack(&[("12.317 ton", 34.0), ("29,4 ton", 46.0), ("29 ton", 58.0), ("10 ha", 70.0), ("5 m", 100.0)], 204.0));
    let rows = texts(&[0.0, 20.0, 100.0, 200.0, 260.0], &[8.0, 110.0], None, &words);
    let last: Vec<&str> = rows.iter().map(|r| r.last().unwrap().as_str()).collect();
    assert_eq!(last, ["", "12.317 ton", "29,4 ton", "29 ton", "10 ha", "5 m"]);
    assert_eq!(rows[0][..3], ["1.", "Naiknya hasil panen", "Hasil :"]);
    assert_eq!((rows[3][0].as_str(), rows[4][1].as_str()), ("c. Ubi", "Turunnya hama"));
}

#[test]
fn numbers_beside_one_running_text_part_nothing() {
    let mut words = stack(&[("1.", 20.0), ("2.", 30.0)], 4.0);
    words.extend(stack(&[("Naiknya hasil", 20.0), ("panen raya", 30.0)], 24.0));
    words.extend(stack(&[("5", 20.0), ("6", 30.0)], 104.0));
    assert_eq!(texts(&[0.0, 20.0, 100.0, 140.0], &[8.0, 40.0], None, &words).len(), 1);
}

#[test]
fn items_and_values_on_lines_of_their_own_meet_in_their_order() {
    let mut words = stack(&[("5. Naik", 20.0), ("nya hasil", 30.0), ("panen", 40.0), ("6. Turun", 50.0), ("nya hama", 60.0)], 4.0);
    words.extend([84.0, 124.0].iter().flat_map(|x| stack(&[("100%", 20.0), ("90%", 35.0)], *x)));
    let rows = texts(&[0.0, 80.0, 120.0, 160.0], &[8.0, 70.0], None, &words);
    assert_eq!(rows, [["5. Naik nya hasil panen", "100%", "100%"], ["6. Turun nya hama", "90%", "90%"]]);
}

#[test]
fn a_sasaran_beside_several_rows_of_figures_covers_them() {
    let mut words = stack(&[("Naiknya mutu", 20.0), ("dan hasil", 30.0), ("panen", 40.0), ("Turunnya luas", 60.0), ("hama", 70.0)], 4.0);
    words.extend(stack(&[("Padi", 20.0), ("Jagung", 40.0), ("Wereng", 60.0)], 64.0));
    words.extend([124.0, 164.0].iter().flat_map(|x| stack(&[("10", 20.0), ("20", 40.0), ("30", 60.0)], *x)));
    let rows = texts(&[0.0, 60.0, 120.0, 160.0, 200.0], &[8.0, 80.0], None, &words);
    assert_eq!(
        rows,
        [
            vec!["Naiknya mutu dan hasil panen", "Padi", "10", "10"],
            vec!["Jagung", "20", "20"],
            vec!["Turunnya luas hama", "Wereng", "30", "30"]
        ]
    );
}

#[test]
fn a_merged_cell_with_a_text_in_each_row_is_parted() {
    let merged = |texts: &[(&str, f32)]| {
        let mut words = stack(&[("3.", 16.0), ("4.", 30.0)], 4.0);
        words.extend(stack(texts, 24.0));
        words.extend(stack(&[("Satu", 16.0), ("Dua", 56.0)], 104.0));
        let tall = |col, x0, x1| Span { row: 1, col, row_span: 2, col_span: 1, bbox: Rect::new(x0, 8.0, x1, 88.0) };
        let flat = |row, y0, y1| Span { row, col: 2, row_span: 1, col_span: 1, bbox: Rect::new(100.0, y0, 160.0, y1) };
        let mut head: Vec<Span> = [(0.0, 20.0), (20.0, 100.0), (100.0, 160.0)]
            .iter()
            .enumerate()
            .map(|(col, (x0, x1))| Span { row: 0, col, row_span: 1, col_span: 1, bbox: Rect::new(*x0, 0.0, *x1, 8.0) })
            .collect();
        head.extend([tall(0, 0.0, 20.0), tall(1, 20.0, 100.0), flat(1, 8.0, 48.0), flat(2, 48.0, 88.0)]);
        let at = &[0.0, 20.0, 100.0, 160.0];
        super::tests::texts(at, &[0.0, 8.0, 48.0, 88.0], Some(head), &words)
    };
    let rows = merged(&[("Naiknya hasil", 16.0), ("panen", 25.0), ("Turunnya luas", 56.0), ("hama", 65.0)]);
    assert_eq!(rows[1..], [["3.", "Naiknya hasil panen", "Satu"], ["4.", "Turunnya luas hama", "Dua"]]);
    // One text that runs on through both rows, and one whose second part begins inside a row: only the numbers are parted.
    assert_eq!(merged(&[("Naiknya", 16.0), ("hasil", 25.0), ("panen", 34.0), ("raya", 43.0), ("kota", 52.0)])[2], ["4.", "Dua"]);
    assert_eq!(merged(&[("Naiknya", 16.0), ("hasil", 25.0), ("Turunnya", 76.0), ("hama", 85.0)])[2], ["4.", "Dua"]);
}

#[test]
fn one_column_of_values_parts_a_row_where_each_stands_beside_an_entry() {
    let mut words = stack(&[("1", 20.0)], 4.0);
    words.extend(stack(&[("Waktu layanan", 20.0), ("gawat darurat", 29.0), ("Angka infeksi", 47.0), ("Kepuasan", 65.0)], 24.0));
    words.extend(stack(&[("100,00", 20.0), ("90,00", 47.0), ("80,00", 65.0)], 104.0));
    let rows = texts(&[0.0, 20.0, 100.0, 160.0], &[8.0, 70.0], None, &words);
    let second: Vec<&str> = rows.iter().flat_map(|r| r.iter().map(String::as_str)).collect();
    assert_eq!(second, ["1", "Waktu layanan gawat darurat", "100,00", "Angka infeksi", "90,00", "Kepuasan", "80,00"]);
    // Two values beside one running text.
    let mut words = stack(&[("Waktu layanan", 20.0), ("gawat darurat", 29.0)], 4.0);
    words.extend(stack(&[("100,00", 20.0), ("90,00", 29.0)], 104.0));
    assert_eq!(texts(&[0.0, 100.0, 160.0], &[8.0, 40.0], None, &words).len(), 1);
}

#[test]
fn as_many_row_numbers_as_rows_part_the_cell_that_holds_them() {
    let flat =
        |row, col, y0, y1| Span { row, col, row_span: 1, col_span: 1, bbox: Rect::new([0.0, 20.0][col], y0, [20.0, 100.0][col], y1) };
    let spans = |words: &[Word]| {
        let mut spans = vec![flat(0, 0, 0.0, 8.0), flat(0, 1, 0.0, 8.0)];
        spans.push(Span { row: 1, col: 0, row_span: 2, col_span: 1, bbox: Rect::new(0.0, 8.0, 20.0, 88.0) });
        spans.extend([flat(1, 1, 8.0, 60.0), flat(2, 1, 60.0, 88.0)]);
        texts(&[0.0, 20.0, 100.0], &[0.0, 8.0, 60.0, 88.0], Some(spans), words)
    };
    let mut words = stack(&[("3", 16.0), ("4", 50.0)], 4.0);
    words.extend(stack(&[("Satu", 16.0), ("Dua", 70.0)], 24.0));
    assert_eq!(spans(&words)[1..], [["3", "Satu"], ["4", "Dua"]]);
    // One number of both rows.
    assert_eq!(spans(&words[1..])[2], ["Dua"]);
}

#[test]
fn a_mean_in_one_cell_with_its_label_stands_under_its_column() {
    let mut words = vec![word("Taman", 4.0, 16.0), word("80", 84.0, 16.0), word("95,10", 124.0, 16.0)];
    words.extend([word("Rata-rata", 60.0, 30.0), word("95,10", 124.0, 30.0)]);
    let bbox = |r: f32, x0, x1| Rect::new(x0, 8.0 + 14.0 * r, x1, 22.0 + 14.0 * r);
    let xs = [0.0, 80.0, 120.0, 160.0];
    let first = (0..3).map(|col| Span { row: 0, col, row_span: 1, col_span: 1, bbox: bbox(0.0, xs[col], xs[col + 1]) });
    let whole = Span { row: 1, col: 0, row_span: 1, col_span: 3, bbox: bbox(1.0, 0.0, 160.0) };
    let spans = || Some(first.clone().chain([whole]).collect());
    // Its label reaches into the second column, not into the third.
    assert_eq!(texts(&xs, &[8.0, 22.0, 36.0], spans(), &words)[1], ["Rata-rata", "95,10"]);
    // A figure in a sentence is none of a column.
    words.push(word("persen", 145.0, 30.0));
    assert_eq!(texts(&xs, &[8.0, 22.0, 36.0], spans(), &words)[1].len(), 1);
}
