//! 'Capaian 2015' in a table without a target of 2015 may be what was reached or a share of a target; the words do not
//! say. Where other tables give both for the same indicator and year, its figures do.

use super::several::key;
use super::vocabulary::words;
use super::{Column, ColumnRole as Role, Indicator, Period, Table};
use std::collections::HashMap;

/// Realisasi and capaian of one indicator in one year, from tables that give both.
#[derive(Default)]
struct Known {
    realisasi: Vec<String>,
    capaian: Vec<String>,
}

/// Makes results achievements where most of their figures are the achievements of other tables. Tells whether it did.
pub(crate) fn settle(tables: &mut [Table], found: &[Indicator]) -> bool {
    let doubtful = |c: &Column| {
        let leaf = c.header.iter().map(|h| words(h)).any(|l| l.iter().any(|w| w == "capaian") && !l.iter().any(|w| w == "realisasi"));
        c.role == Role::Realisasi && c.year.is_some() && leaf
    };
    if !tables.iter().any(|t| t.columns.iter().any(doubtful)) {
        return false;
    }
    let mut known: HashMap<(String, i32), Known> = HashMap::new();
    for record in found.iter().filter(|r| r.period == Period::Annual && r.target.is_some()) {
        if let (Some(year), Some(realisasi), Some(capaian)) = (record.year, &record.realisasi, &record.capaian) {
            let entry = known.entry((key(&record.indikator), year)).or_default();
            entry.realisasi.push(level(realisasi));
            entry.capaian.push(level(capaian));
        }
    }
    let mut changed = false;
    for table in tables {
        for column in table.columns.iter_mut().filter(|c| doubtful(c)) {
            let own = |r: &&Indicator| {
                r.source.table.as_ref() == Some(&table.id) && r.year == column.year && r.target.is_none() && r.capaian.is_none()
            };
            let (mut reached, mut shared) = (0usize, 0usize);
            for record in found.iter().filter(own) {
                let (Some(year), Some(figure)) = (record.year, record.realisasi.as_deref().map(level)) else { continue };
                let Some(known) = known.get(&(key(&record.indikator), year)) else { continue };
                let (is_result, is_share) = (known.realisasi.contains(&figure), known.capaian.contains(&figure));
                reached += usize::from(is_result && !is_share);
                shared += usize::from(is_share && !is_result);
            }
            if shared > reached && shared >= FEWEST {
                column.role = Role::Capaian;
                changed = true;
            }
        }
    }
    changed
}

/// One figure may agree by chance.
const FEWEST: usize = 2;

/// `100.00` and `100` are one figure.
fn level(figure: &str) -> String {
    figure.parse::<rust_decimal::Decimal>().map_or_else(|_| figure.to_owned(), |d| d.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use crate::report::grid::tests::table;
    use crate::report::{ColumnRole as Role, Input, understand};

    fn role_of_the_doubtful(rows: [[&str; 2]; 2]) -> Role {
        let measured = table(
            "Capaian Kinerja Tahun 2016",
            1,
            &[
                &["Indikator Kinerja", "Target", "Realisasi", "Capaian (%)"],
                &["Persentase rumah sehat", "55", "56,03", "101,87"],
                &["Cakupan persalinan ibu", "80", "60", "75"],
            ],
        );
        let compared = table(
            "Perbandingan Kinerja",
            2,
            &[
                &["Indikator Kinerja", "Capaian Kinerja", "<"],
                &["^", "2015", "2016"],
                &["Persentase rumah sehat", rows[0][0], rows[0][1]],
                &["Cakupan persalinan ibu", rows[1][0], rows[1][1]],
            ],
        );
        understand(Input { tables: vec![measured, compared], ..Input::default() }).tables[1].columns[2].role
    }

    #[test]
    fn the_figures_of_other_tables_tell() {
        assert_eq!(role_of_the_doubtful([["99", "101,87"], ["71", "75,00"]]), Role::Capaian);
        assert_eq!(role_of_the_doubtful([["50", "56,03"], ["58", "60"]]), Role::Realisasi);
        assert_eq!(role_of_the_doubtful([["50", "101,87"], ["58", "60"]]), Role::Realisasi, "one may agree by chance");
    }
}
