//! What each row is, what it is called, and which group it belongs to.

use super::codes::compose;
use super::grid::Grid;
use super::header::{Header, is_number_row};
use super::hierarchy::{Feature, nest};
use super::numbering::{self, Kind};
use super::text::{fold, is_caps, squeeze};
use super::vocabulary::{first_words, words};
use super::{ColumnRole as Role, Row, RowRole, Value};

/// Values of a table's cells, by cell index.
pub(crate) type Values = [Value];

/// One row a grid row.
pub(crate) fn rows(grid: &Grid, header: &Header, roles: &[Role], values: &Values) -> Vec<Row> {
    let reader = Reader {
        grid,
        header,
        roles,
        values,
        label_order: label_order(grid, header, roles),
        flat: roles.contains(&Role::Indikator) || (roles.contains(&Role::Sasaran) && !roles.contains(&Role::Kode)),
    };
    let mut rows: Vec<Row> = (0..grid.rows).map(|r| reader.row(r)).collect();
    reader.settle_totals(&mut rows);
    reader.nest(&mut rows);
    rows
}

struct Reader<'a> {
    grid: &'a Grid<'a>,
    header: &'a Header,
    roles: &'a [Role],
    values: &'a Values,
    /// Columns to name a row by, best first.
    label_order: Vec<usize>,
    /// Rows are indicators: numbers tell no hierarchy, only rows over the whole width do.
    flat: bool,
}

/// The column that tells rows apart best comes first: of a programme list beside merged indicators the programmes,
/// else the indicators.
fn label_order(grid: &Grid, header: &Header, roles: &[Role]) -> Vec<usize> {
    let rank = |role: Role| {
        [Role::Indikator, Role::Uraian, Role::Sasaran, Role::Tujuan, Role::Other, Role::Kode, Role::No].iter().position(|r| *r == role)
    };
    let filled = |col: usize| (header.rows..grid.rows).filter(|r| !grid.own_text(*r, col).is_empty()).count();
    let names = |role: Role| matches!(role, Role::Indikator | Role::Uraian);
    let mut order: Vec<(usize, usize, usize)> = roles
        .iter()
        .enumerate()
        .filter_map(|(col, role)| Some((rank(*role)?, if names(*role) { grid.rows - filled(col).min(grid.rows) } else { 0 }, col)))
        .collect();
    // Indicators and names compete by how many rows they name; the others keep their rank.
    order.sort_by_key(|(rank, missing, col)| ((*rank).max(1), *missing, *rank, *col));
    order.into_iter().map(|(_, _, col)| col).collect()
}

fn is_stub(role: Role) -> bool {
    matches!(role, Role::No | Role::Kode | Role::Tujuan | Role::Sasaran | Role::Indikator | Role::Uraian)
}

impl Reader<'_> {
    fn role_of(&self, col: usize) -> Role {
        self.roles.get(col).copied().unwrap_or(Role::Other)
    }

    fn value(&self, row: usize, col: usize) -> Option<&Value> {
        self.values.get(self.grid.index(row, col)?)
    }

    /// Figures of measures that start in a row.
    fn figures(&self, row: usize) -> usize {
        let measures = (0..self.grid.cols)
            .filter(|c| !is_stub(self.role_of(*c)) && !matches!(self.role_of(*c), Role::Satuan | Role::Formula | Role::Keterangan));
        measures
            .filter(|c| self.grid.own(row, *c).is_some() && !matches!(self.value(row, *c), None | Some(Value::Empty | Value::Text)))
            .count()
    }

    /// Column and text that a reader would name the row by.
    fn label(&self, row: usize) -> (usize, String) {
        let named = |c: &usize| {
            let text = self.grid.text(row, *c);
            let own = self.role_of(*c) != Role::Other || (self.grid.own(row, *c).is_some() && text.chars().count() > 1);
            own && text.chars().any(char::is_alphabetic)
        };
        if let Some(col) = self.label_order.iter().copied().find(named) {
            return (col, squeeze(self.grid.text(row, col)));
        }
        let first = self.grid.starting(row).find(|c| !c.text.trim().is_empty());
        first.map_or((0, String::new()), |c| (c.col, squeeze(&c.text)))
    }

    fn row(&self, row: usize) -> Row {
        let (col, label) = self.label(row);
        let plain = |role| Row { row, role, level: None, parent: None, label: label.clone() };
        if Some(row) == self.header.number_row || (row >= self.header.rows && is_number_row(self.grid, row) && self.figures_are_small(row))
        {
            return plain(RowRole::Number);
        }
        if row < self.header.rows || self.header.repeats(self.grid, row) {
            return plain(RowRole::Header);
        }
        let figures = self.figures(row);
        let first = self.grid.starting(row).find(|c| !c.text.trim().is_empty());
        let Some(first) = first else { return plain(RowRole::Note) };
        let stub = squeeze(&first.text);
        // A total's label stands at the row's left, often over several columns, or cut into several cells.
        if let Some(role) = self.summary(row, first.col, first.col_span, &stub, figures) {
            return Row { row, role, level: None, parent: None, label: stub };
        }
        let whole = self.leading_text(row);
        if whole.len() > stub.len()
            && let Some(role) = self.summary(row, first.col, self.grid.cols, &whole, figures).filter(|_| only_summed(&whole))
        {
            return Row { row, role, level: None, parent: None, label: whole };
        }
        let only = self.grid.starting(row).filter(|c| !c.text.trim().is_empty()).count() == 1;
        let heads = self.grid.is_full_width(first) || (only && (first.col_span * 2 > self.grid.cols || self.heads_alone(first.col, &stub)));
        if figures == 0 && heads {
            let role = if is_note(&stub) { RowRole::Note } else { RowRole::Group };
            return Row { row, role, level: None, parent: None, label: stub };
        }
        if is_memo(&label) {
            return plain(RowRole::Memo);
        }
        let carries = figures > 0 || self.has_merged_figures(row);
        if !carries && self.flat && is_note(&label) && self.role_of(col) != Role::Sasaran {
            return plain(RowRole::Note);
        }
        plain(RowRole::Data)
    }

    /// Texts from the left up to the first figure, as one.
    fn leading_text(&self, row: usize) -> String {
        let texts =
            self.grid.starting(row).filter(|c| !c.text.trim().is_empty()).take_while(|c| !c.text.contains(|x: char| x.is_ascii_digit()));
        texts.map(|c| squeeze(&c.text)).collect::<Vec<_>>().join(" ")
    }

    /// A text alone in its row, not merged over it, still heads a group where it stands in the column of row numbers or
    /// opens as the head of one.
    fn heads_alone(&self, col: usize, stub: &str) -> bool {
        let words = stub.chars().filter(|c| c.is_alphabetic()).count() > 3;
        let folded = fold(stub);
        let opens = ["sasaran", "tujuan", "misi", "indikator kinerja", "program", "bidang"].iter().any(|o| folded.starts_with(o));
        words && (matches!(self.role_of(col), Role::No | Role::Kode) || (self.flat && opens && stub.contains(':')))
    }

    /// The row stands beside figures of a cell merged from above.
    fn has_merged_figures(&self, row: usize) -> bool {
        (0..self.grid.cols).any(|c| matches!(self.value(row, c), Some(Value::Number(_))))
    }

    /// Column numbers in mid-table, not a row of small results: no text stands beside them.
    fn figures_are_small(&self, row: usize) -> bool {
        !self.grid.starting(row).any(|c| c.text.trim().chars().filter(|x| x.is_alphabetic()).count() > 2)
    }

    /// Total or average by its label; `None` for anything else, such as an indicator called 'Jumlah …'.
    fn summary(&self, row: usize, col: usize, span: usize, stub: &str, figures: usize) -> Option<RowRole> {
        // Most rows are none, which their first words tell.
        let start = first_words(stub, 2);
        let first = start.first()?.as_str();
        let second = start.get(1).map_or("", String::as_str);
        let (total, head) = match (first, second) {
            ("jumlah" | "grandtotal", _) => (true, 1),
            ("sub" | "grand", "jumlah") => (true, 2),
            ("subjumlah" | "subtotal", _) => (true, 1),
            ("ratarata" | "rerata" | "average", _) => (false, 1),
            ("rata", "rata") => (false, 2),
            _ => return None,
        };
        if figures == 0 && !self.has_merged_figures(row) {
            return None;
        }
        let words = words(stub);
        let rest = words.get(head..)?;
        let bare = rest.iter().all(|w| {
            SUMMED.contains(&w.as_str()) || w.len() <= 2 || w.bytes().all(|b| b.is_ascii_digit()) || super::text::roman(w).is_some()
        });
        let across = span > 1 || matches!(self.role_of(col), Role::No | Role::Kode);
        let indicator_row = (0..self.grid.cols).any(|c| {
            let role = self.role_of(c);
            let own = !self.grid.own_text(row, c).is_empty();
            let aside = c != col && c >= col + span;
            // 'Jumlah' and nothing more names no indicator, whatever it promises.
            let promised = role == Role::Target && !across && !rest.is_empty();
            own && aside && (matches!(role, Role::Satuan | Role::Formula) || promised || is_stub(role))
        });
        let long = stub.chars().count() > LONGEST_SUMMARY;
        let is = !indicator_row && !long && (bare || across);
        is.then_some(if total { RowRole::Total } else { RowRole::Average })
    }

    /// Of several totals the last one, if nothing follows, or the first, if it opens the table, is the table's; the
    /// others are of groups.
    fn settle_totals(&self, rows: &mut [Row]) {
        let body = |r: &Row| matches!(r.role, RowRole::Data | RowRole::Memo);
        let first_data = rows.iter().position(|r| !matches!(r.role, RowRole::Header | RowRole::Number));
        let last_data = rows.iter().rposition(body);
        let last_total = rows.iter().rposition(|r| r.role == RowRole::Total);
        for (i, row) in rows.iter_mut().enumerate() {
            let named_sub = fold(&row.label).starts_with("sub");
            let is_last = Some(i) == last_total && last_data.is_none_or(|d| i > d);
            let opens = Some(i) == first_data;
            if row.role == RowRole::Total && (named_sub || !(is_last || opens)) {
                row.role = RowRole::Subtotal;
            }
        }
    }

    fn nest(&self, rows: &mut [Row]) {
        let mut expected: Option<char> = None;
        let number_cols: Vec<usize> = (0..self.grid.cols).filter(|c| self.role_of(*c) == Role::No).collect();
        let code_cols: Vec<usize> = (0..self.grid.cols).filter(|c| self.role_of(*c) == Role::Kode).collect();
        let codes = compose(code_cols.len(), self.grid.rows, |row, at| {
            let col = code_cols.get(at).filter(|c| self.grid.own(row, **c).is_some())?;
            match self.value(row, *col) {
                Some(Value::Code { code }) => Some(code.clone()),
                _ => None,
            }
        });
        let features: Vec<Option<Feature>> = rows
            .iter()
            .map(|row| {
                if !matches!(row.role, RowRole::Data | RowRole::Group) {
                    return None;
                }
                let (col, _) = self.label(row.row);
                let cell = self.grid.own(row.row, col);
                let code = codes.get(row.row).cloned().flatten();
                let mut number =
                    number_cols.iter().map(|c| numbering::read(self.grid.own_text(row.row, *c), expected)).find(|n| n.kind != Kind::None);
                if number.is_none() {
                    number = Some(numbering::embedded(&row.label, expected)).filter(|n| n.kind != Kind::None);
                }
                let number = number.unwrap_or(numbering::Numbering::NONE);
                if matches!(number.kind, Kind::Capital | Kind::Small) {
                    let base = if number.kind == Kind::Capital { 'A' } else { 'a' };
                    expected = char::from_u32(u32::from(base) + number.ordinal);
                }
                Some(Feature {
                    code,
                    number,
                    caps: is_caps(&row.label),
                    wide: row.role == RowRole::Group,
                    bold: cell.is_some_and(|c| c.bold),
                    label: row.label.clone(),
                })
            })
            .collect();
        nest(rows, &features, self.flat);
    }
}

/// What totals and averages are said to be of.
const SUMMED: &[&str] = &[
    "anggaran",
    "belanja",
    "seluruh",
    "keseluruhan",
    "jumlah",
    "program",
    "kegiatan",
    "subkegiatan",
    "asn",
    "pns",
    "phl",
    "pegawai",
    "aset",
    "aset tetap",
    "tetap",
    "lainnya",
    "sasaran",
    "indikator",
    "misi",
    "tujuan",
    "kinerja",
    "capaian",
    "realisasi",
    "umum",
    "akhir",
    "dan",
    "langsung",
    "dana",
    "apbd",
    "apbn",
    "pagu",
    "orang",
    "rupiah",
    "persentase",
    "nilai",
    "strategis",
    "seluruhnya",
    "semua",
    "operasi",
    "modal",
    "tahun",
    "per",
    "perangkat",
    "daerah",
    "utama",
    "organisasi",
    "instansi",
    "dinas",
    "badan",
    "kecamatan",
    "opd",
    "skpd",
    "barang",
    "jasa",
    "murni",
    "perubahan",
    "bidang",
    "urusan",
    "wajib",
    "pilihan",
    "tidak",
    "pendapatan",
    "penerimaan",
    "retribusi",
    "dak",
    "apbnp",
    "apbdp",
    "dekonsentrasi",
    "tingkat",
];

/// Whether a label is made of nothing but words of totals.
fn only_summed(label: &str) -> bool {
    words(label).iter().all(|w| SUMMED.contains(&w.as_str()) || matches!(w.as_str(), "ratarata" | "rata" | "jumlah" | "sub" | "grand"))
}

/// A label longer than this is a name, not 'Jumlah …'.
const LONGEST_SUMMARY: usize = 90;

fn is_memo(label: &str) -> bool {
    let folded = fold(label);
    let opens =
        ["di antaranya", "diantaranya", "dari mana", "darimana", "termasuk", "di dalamnya", "dari jumlah", "dari total", "yang terdiri"];
    opens.iter().any(|o| folded.starts_with(o))
        || label.starts_with('*')
        || folded.contains("tidak dihitung dalam jumlah")
        || folded.contains("tidak termasuk dalam jumlah")
}

fn is_note(label: &str) -> bool {
    let folded = fold(label);
    let opens = ["sumber", "catatan", "keterangan", "ket ", "formula", "rumus", "cara perhitungan", "note"];
    label.starts_with('*') || opens.iter().any(|o| folded.starts_with(o)) || folded == "ket"
}

#[cfg(test)]
mod tests;
