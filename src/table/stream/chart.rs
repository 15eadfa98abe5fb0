//! Charts told from tables: an axis is a column of figures that fall by the same step, and a plot is mostly empty.

use crate::table::grid::Piece;

/// An axis has at least this many ticks.
const TICKS: usize = 4;
/// In the rows of ticks at most this part of the other places holds text; data labels and legends stand between.
const BESIDE: (usize, usize) = (3, 5);
/// A formula, or two with the words between them, take no more rows than this.
const FORMULA_ROWS: usize = 6;
/// A plot's own lines make at least this many columns or rows.
const PLOT: usize = 5;

/// Whether a grid of texts is a chart: some column holds the ticks of an axis.
#[must_use]
pub fn is_chart(piece: &Piece) -> bool {
    let axes: Vec<(usize, Vec<usize>)> = (0..piece.cols).filter_map(|c| axis(piece, c).map(|rows| (c, rows))).collect();
    axes.iter().any(|(_, rows)| {
        let others: Vec<usize> = (0..piece.cols).filter(|c| !axes.iter().any(|a| a.0 == *c)).collect();
        let filled = piece.cells.iter().filter(|c| rows.contains(&c.row) && others.contains(&c.col) && !c.text.is_empty()).count();
        filled * BESIDE.1 <= BESIDE.0 * rows.len() * others.len()
    })
}

/// The rows of a column whose figures fall by one step; `None` where they are few, or years.
fn axis(piece: &Piece, column: usize) -> Option<Vec<usize>> {
    let cells: Vec<_> = piece.cells.iter().filter(|c| c.col == column && !c.text.is_empty()).collect();
    let ticks: Vec<(usize, f64)> = cells.iter().filter_map(|c| Some((c.row, tick(&c.text)?))).collect();
    let mut best: &[(usize, f64)] = &[];
    let mut from = 0;
    for to in 1..=ticks.len() {
        let step = |i: usize| ticks.get(i).zip(ticks.get(i + 1)).map(|(a, b)| a.1 - b.1);
        let goes_on = to < ticks.len() && step(to - 1).is_some_and(|s| s > 0.0) && {
            to - from < 2 || step(to - 2).zip(step(to - 1)).is_some_and(|(a, b)| (a - b).abs() < 0.02 * a.abs())
        };
        if !goes_on {
            let run = ticks.get(from..to).unwrap_or(&[]);
            if run.len() > best.len() {
                best = run;
            }
            // The last of a run may be the first of the next.
            from = if to - from > 1 && to < ticks.len() && step(to - 1).is_some_and(|s| s > 0.0) { to - 1 } else { to };
        }
    }
    let years = best.iter().all(|t| (1900.0..2100.0).contains(&t.1));
    (best.len() >= TICKS && best.len() * 2 > cells.len() && !years).then(|| best.iter().map(|t| t.0).collect())
}

/// The figure that a text begins with: a tick may have a rotated title or a label beside it.
fn tick(text: &str) -> Option<f64> {
    let first = text.split_whitespace().next()?.trim_end_matches('%');
    let european = first.contains(',') && first.rsplit(',').next().is_some_and(|d| d.len() != 3);
    let plain: String = if european { first.replace('.', "").replace(',', ".") } else { first.replace(',', "") };
    let thousands = plain.split('.').skip(1).all(|p| p.len() == 3) && plain.split('.').next().is_some_and(|p| p != "0");
    if thousands { plain.replace('.', "").parse().ok() } else { plain.parse().ok() }
}

/// Whether a grid of texts is a formula set in a line: `Capaian` | `=` | `Realisasi` over `Target` | `x 100%`.
#[must_use]
pub fn is_formula(piece: &Piece) -> bool {
    let plain = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let sign = |t: &str| matches!(t, "=" | "x100%" | "x100" | "×100%" | "×100" | "x" | "×");
    let texts: Vec<String> = piece.cells.iter().filter(|c| !c.text.is_empty()).map(|c| plain(&c.text)).collect();
    // A list mark has one digit.
    let figure = |t: &&String| t.bytes().take_while(u8::is_ascii_digit).count() > 1 && !t.starts_with("100");
    piece.rows <= FORMULA_ROWS && texts.iter().any(|t| sign(t)) && texts.iter().filter(figure).count() == 0
}

/// Whether a ruled grid is the plot area of a chart: many lines, hardly a row with two texts, or texts with empty rows between.
#[must_use]
pub fn is_plot(piece: &Piece) -> bool {
    let texts: Vec<usize> = (0..piece.rows).map(|r| piece.cells.iter().filter(|c| c.row == r && !c.text.is_empty()).count()).collect();
    let used = texts.iter().filter(|n| **n > 0).count();
    let several = texts.iter().filter(|n| **n > 1).count();
    // A blank form is filled from the top.
    let top = texts.iter().take_while(|n| **n > 0).count();
    let lone = piece.cols >= PLOT && used >= 3 && several * 4 < used;
    let holes = piece.rows >= 2 * PLOT && used * 5 < piece.rows * 2 && top < used;
    lone || holes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::fixture::piece;

    #[test]
    fn falling_ticks_are_an_axis() {
        let chart =
            piece(&[&["1.200", "", ""], &["1.000", "Target", ""], &["800", "", "98"], &["600 Jumlah", "", ""], &["2022", "2023", "2024"]]);
        assert!(is_chart(&chart));
    }

    #[test]
    fn row_numbers_years_and_full_rows_are_none() {
        assert!(!is_chart(&piece(&[&["1", "", ""], &["2", "", "5"], &["3", "", ""], &["4", "", ""], &["5", "", ""]])));
        assert!(!is_chart(&piece(&[&["2024", "", ""], &["2023", "", "5"], &["2022", "", ""], &["2021", "", ""]])));
        assert!(!is_chart(&piece(&[&["40", "a", "7"], &["30", "b", "9"], &["20", "c", "1"], &["10", "d", "3"]])));
    }

    #[test]
    fn a_formula_is_no_table_and_a_calculation_with_figures_is() {
        assert!(is_formula(&piece(&[&["", "Realisasi", ""], &["Capaian", "=", "x 100%"], &["", "Rencana", ""]])));
        assert!(!is_formula(&piece(&[&["Luas", "=", "120 ha"], &["Hasil", "=", "600 ton"]])));
        assert!(!is_formula(&piece(&[&["Nama", "Nilai", "Arti"], &["Baik", "> 90", "tercapai"]])));
    }

    #[test]
    fn a_plot_has_lone_labels_or_holes_and_a_form_does_not() {
        assert!(is_plot(&piece(&[&["", "", "9", "", ""], &["", "", "", "8", ""], &["", "7", "", "", ""], &["", "", "", "", ""]])));
        let empty: &[&str] = &["", "", ""];
        let mut form = vec![empty; 11];
        form[0] = &["No", "Uraian", "Jumlah"];
        assert!(!is_plot(&piece(&form)));
        form[6] = &["a", "b", "c"];
        assert!(is_plot(&piece(&form)));
    }
}
