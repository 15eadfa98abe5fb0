//! Which texts of a column are the values of rows.

use super::rows::Piece;

/// A predicate in a column of figures is the value of its row as they are.
pub fn promote_predicates(pieces: &mut [Piece]) {
    for own in pieces.chunk_by_mut(|a, b| a.col == b.col) {
        let figures = own.iter().filter(|p| p.figure).count();
        if figures * 2 > own.len() {
            own.iter_mut().filter(|p| p.predicate && p.cols == 1).for_each(|p| p.figure = true);
        }
    }
}

/// A figure that ends a wrapped text (`… dikali | 100%`) in a column of texts is no row of its own.
pub fn demote_figures(pieces: &mut [Piece], tight: f32) {
    let mut lines_with_figure: Vec<usize> = pieces.iter().filter(|p| p.figure).map(|p| p.line).collect();
    lines_with_figure.sort_unstable();
    let alone = |line: usize| lines_with_figure.partition_point(|l| *l <= line) - lines_with_figure.partition_point(|l| *l < line) == 1;
    let found: Vec<usize> = (1..pieces.len())
        .filter(|i| {
            let Some([a, b]) = pieces.get(i - 1..=*i) else { return false };
            a.col == b.col && b.figure && !a.figure && b.v - a.v <= tight && alone(b.line)
        })
        .collect();
    for i in found {
        let col = pieces.get(i).map_or(0, |p| p.col);
        let texts = pieces.iter().filter(|p| p.col == col && !p.figure).count();
        let all = pieces.iter().filter(|p| p.col == col).count();
        if let Some(piece) = pieces.get_mut(i).filter(|_| texts * 2 > all) {
            piece.figure = false;
            piece.begins = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::Word;
    use crate::table::fixture;
    use crate::table::stream::{region, rows};

    /// Rows of `Indikator` | value in two columns, a name of two lines beside the last two rows.
    fn rows_found(values: [&str; 4]) -> usize {
        let mut words: Vec<Word> = Vec::new();
        for (v, value) in [20.0, 32.0, 44.0, 56.0].into_iter().zip(values) {
            words.extend([fixture::word("Indikator", 104.0, v, 8.0), fixture::word(value, 204.0, v, 8.0)]);
        }
        words.extend([fixture::word("Meningkatnya", 4.0, 44.0, 8.0), fixture::word("akuntabilitas", 4.0, 53.0, 8.0)]);
        let all: Vec<usize> = (0..words.len()).collect();
        let lines = region::text_lines(&words, &all);
        rows::lines_to_rows(&words, &lines, &[0.0, 100.0, 200.0, 260.0]).0.len()
    }

    #[test]
    fn a_predicate_among_figures_stands_for_a_row_as_they_do() {
        assert_eq!(rows_found(["70,86", "11,87", "13,15", "78,14"]), 4);
        assert_eq!(rows_found(["70,86", "11,87", "13,15", "BB"]), 4);
        assert_eq!(rows_found(["n/a", "11,87", "13,15", "n/a"]), 4);
    }
}
