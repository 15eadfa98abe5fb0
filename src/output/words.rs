//! The words that a reader sees for what the report JSON calls by stable English names.

use super::Lang;

/// What a figure is to a finding.
#[rustfmt::skip]
const ROLES: &[(&str, &str, &str)] = &[
    ("stated", "tertulis", "stated"),
    ("other_place", "tempat lain", "other place"),
    ("addend", "suku", "addend"),
    ("operand", "angka hitungan", "operand"),
    ("total", "jumlah", "total"),
    ("result", "hasil", "result"),
    ("scale", "skala", "scale"),
    ("earlier", "sebelumnya", "earlier"),
    ("later", "kemudian", "later"),
    ("minuend", "dikurangi", "minuend"),
    ("subtrahend", "pengurang", "subtrahend"),
    ("expected", "seharusnya", "expected"),
    ("formula", "rumus", "formula"),
];

/// What a table is about.
#[rustfmt::skip]
const KINDS: &[(&str, &str, &str)] = &[
    ("performance_agreement", "perjanjian kinerja", "performance agreement"),
    ("performance_agreement_revised", "perjanjian kinerja perubahan", "revised performance agreement"),
    ("strategic_plan_targets", "target renstra", "strategic plan targets"),
    ("key_performance_indicators", "indikator kinerja utama", "key performance indicators"),
    ("performance_measurement", "pengukuran kinerja", "performance measurement"),
    ("performance_trend", "kinerja beberapa tahun", "performance of several years"),
    ("budget_plan", "anggaran", "budget"),
    ("budget_change", "perubahan anggaran", "budget change"),
    ("budget_realization", "realisasi anggaran", "budget realization"),
    ("efficiency", "efisiensi", "efficiency"),
    ("quarterly_monitoring", "pemantauan triwulan", "quarterly monitoring"),
    ("staffing", "kepegawaian", "staffing"),
    ("assets", "sarana dan aset", "assets"),
    ("scale", "skala penilaian", "scale"),
    ("formulas", "rumus", "formulas"),
    ("other", "lain-lain", "other"),
];

impl Lang {
    /// The word for what a figure is to a finding (`other_place`); domain terms such as `realisasi` are their own.
    #[must_use]
    pub fn role(self, role: &str) -> String {
        self.look_up(ROLES, role)
    }

    /// The words for what a table is about (`budget_plan`).
    #[must_use]
    pub fn kind(self, kind: &str) -> String {
        self.look_up(KINDS, kind)
    }

    fn look_up(self, words: &[(&str, &str, &str)], name: &str) -> String {
        let known = words.iter().find(|(key, ..)| *key == name);
        known.map_or_else(|| name.replace('_', " "), |(_, id, en)| (*if self == Self::Id { id } else { en }).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::TableKind;

    #[test]
    fn what_has_no_word_is_its_own() {
        assert_eq!((Lang::Id.role("other_place").as_str(), Lang::En.role("other_place").as_str()), ("tempat lain", "other place"));
        assert_eq!(Lang::Id.role("pagu_perubahan"), "pagu perubahan");
    }

    #[test]
    fn kinds_of_the_report_json_are_known() {
        for kind in [TableKind::PerformanceAgreementRevised, TableKind::BudgetRealization, TableKind::QuarterlyMonitoring, TableKind::Other]
        {
            let word = crate::output::word(kind);
            assert!(KINDS.iter().any(|(key, ..)| *key == word), "{word}");
        }
    }
}
