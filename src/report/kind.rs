//! What a table is for: from its caption, the roles of its columns, their years and quarters.

use super::caption::Subject;
use super::header::Header;
use super::{ColumnRole as Role, TableKind as Kind};

/// The evidence, gathered once.
struct Evidence<'a> {
    subject: &'a Subject,
    header: &'a Header,
    roles: &'a [Role],
}

/// The kind of one table.
pub(crate) fn kind(subject: &Subject, header: &Header, roles: &[Role]) -> Kind {
    let e = Evidence { subject, header, roles };
    if e.is_assets() {
        return Kind::Assets;
    }
    if e.is_fraction() {
        return Kind::Formulas;
    }
    if e.is_economy() {
        return Kind::Other;
    }
    e.money_table().or_else(|| e.performance_table()).unwrap_or_else(|| e.other_table())
}

impl Evidence<'_> {
    fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.subject.words.iter().any(|x| x == w))
    }

    fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    fn any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|r| self.has(*r))
    }

    fn header_says(&self, words: &[&str]) -> bool {
        self.header.columns.iter().flat_map(|h| h.levels.iter().flatten()).any(|w| words.contains(&w.as_str()))
    }

    /// Different years among the columns of a role.
    fn years(&self, role: Role) -> usize {
        let mut years: Vec<i32> =
            self.roles.iter().zip(&self.header.columns).filter(|(r, _)| **r == role).filter_map(|(_, h)| h.year).collect();
        years.sort_unstable();
        years.dedup();
        years.len()
    }

    fn quarters(&self) -> bool {
        self.header.columns.iter().any(|h| h.quarter.is_some())
    }

    /// Action plans and their monitoring.
    fn is_monitoring(&self) -> bool {
        self.says(&["monev", "monitoring"]) || (self.says(&["aksi"]) && self.says(&["rencana"]))
    }

    /// 'Realisasi / Rencana x 100%' set as a fraction between lines, which reads as a table of one row.
    fn is_fraction(&self) -> bool {
        let times = |t: &String| t.contains("100%") && t.contains(['x', 'X', '×']) || t.ends_with(" =");
        self.header.columns.len() <= 6 && !self.has(Role::Indikator) && self.header.columns.iter().any(|h| h.path.iter().any(times))
    }

    /// What a region's economy makes, in rupiah that no agency plans or spends.
    fn is_economy(&self) -> bool {
        let product = self.says(&["pdrb", "pdb"]) || (self.says(&["produk"]) && self.says(&["bruto"]));
        product && !self.any(&[Role::Indikator, Role::Sasaran, Role::RealisasiAnggaran, Role::Target])
    }

    /// Things owned, without a plan or spending beside them.
    fn is_assets(&self) -> bool {
        let about =
            self.says(&["aset", "saranaprasarana", "inventaris", "bmd", "bmn"]) || (self.says(&["sarana"]) && self.says(&["prasarana"]));
        about && !self.any(&[Role::Indikator, Role::RealisasiAnggaran, Role::Target, Role::PaguPerubahan, Role::Porsi])
    }

    /// 'Perjanjian Kinerja', 'Penetapan Kinerja', 'PK': of one year.
    fn is_agreement(&self) -> bool {
        !self.is_monitoring() && self.names_agreement() && self.years(Role::Target) <= 1
    }

    /// 'Rencana Kinerja Tahunan', 'RKT', 'Rencana Kerja': of one year.
    fn is_annual_plan(&self) -> bool {
        let named = self.says(&["rkt", "renja"]) || (self.says(&["rencana"]) && self.says(&["kinerja", "kerja"]));
        named && !self.is_monitoring() && !self.names_agreement() && self.years(Role::Target) <= 1
    }

    fn names_agreement(&self) -> bool {
        (self.says(&["perjanjian", "penetapan"]) && self.says(&["kinerja"])) || self.says(&["pk", "tapkin"])
    }

    fn is_revised(&self) -> bool {
        self.says(&["perubahan", "revisi", "pkp"])
    }

    fn money_table(&self) -> Option<Kind> {
        let spending = self.has(Role::RealisasiAnggaran) || (self.has(Role::Serapan) && self.has(Role::Pagu));
        let planned = self.any(&[Role::Pagu, Role::PaguPerubahan]);
        let performance = self.any(&[Role::Target, Role::Realisasi]);
        if self.quarters() && performance {
            return None;
        }
        let efficiency = self.says(&["efisiensi"]) || (self.header_says(&["efisiensi"]) && !self.says(&["belanja", "anggaran"]));
        if efficiency && (spending || self.has(Role::Capaian)) && self.any(&[Role::Sisa, Role::Capaian]) {
            return Some(Kind::Efficiency);
        }
        let about_money = self.says(&["anggaran", "belanja", "keuangan", "pagu", "dana"]);
        if performance && !about_money {
            return None;
        }
        if spending {
            return Some(Kind::BudgetRealization);
        }
        if self.years(Role::Target) > 1 || (performance && self.is_agreement()) {
            return None;
        }
        if self.has(Role::PaguPerubahan) {
            return Some(Kind::BudgetChange);
        }
        (planned && !performance).then_some(Kind::BudgetPlan)
    }

    fn performance_table(&self) -> Option<Kind> {
        let (target, result) = (self.has(Role::Target), self.any(&[Role::Realisasi, Role::Capaian]));
        let named = self.any(&[Role::Indikator, Role::Sasaran, Role::Tujuan]);
        if !(named || target && result) {
            return None;
        }
        if self.quarters() && (target || result) {
            return Some(match (self.is_agreement() && !result, self.is_revised()) {
                (true, true) => Kind::PerformanceAgreementRevised,
                (true, false) => Kind::PerformanceAgreement,
                _ => Kind::QuarterlyMonitoring,
            });
        }
        if target && result {
            if self.is_monitoring() {
                return Some(Kind::QuarterlyMonitoring);
            }
            let compared = self.says(&["perbandingan", "perkembangan", "tren", "trend", "dibandingkan", "bandingan"]);
            let several =
                self.years(Role::Realisasi) > 1 || self.years(Role::Target) > 1 || self.header_says(&["renstra", "menengah", "nasional"]);
            return Some(if compared && several { Kind::PerformanceTrend } else { Kind::PerformanceMeasurement });
        }
        if result {
            let several = self.years(Role::Realisasi) > 1 || self.years(Role::Capaian) > 1;
            return Some(if several { Kind::PerformanceTrend } else { Kind::PerformanceMeasurement });
        }
        if target {
            return Some(self.targets_only());
        }
        if self.has(Role::Formula) && self.has(Role::Indikator) {
            return Some(if self.says(&["indikator"]) && self.says(&["utama"]) && !self.says(&["formula"]) {
                Kind::KeyPerformanceIndicators
            } else {
                Kind::Formulas
            });
        }
        if self.has(Role::Indikator) && self.says(&["utama", "indikator"]) && !self.any(&[Role::Pagu, Role::RealisasiAnggaran]) {
            return Some(Kind::KeyPerformanceIndicators);
        }
        None
    }

    fn targets_only(&self) -> Kind {
        let iku = (self.says(&["indikator"]) && self.says(&["utama"])) || self.says(&["iku"]);
        if self.is_agreement() {
            return if self.is_revised() { Kind::PerformanceAgreementRevised } else { Kind::PerformanceAgreement };
        }
        if iku || (self.has(Role::Formula) && self.years(Role::Target) <= 1) {
            return Kind::KeyPerformanceIndicators;
        }
        if self.years(Role::Target) > 1 || self.says(&["renstra", "rpjmd", "strategis"]) {
            return Kind::StrategicPlanTargets;
        }
        if self.is_monitoring() {
            return Kind::QuarterlyMonitoring;
        }
        // Work plans list targets beside programmes and money; they promise nothing.
        if self.has(Role::Pagu) && !self.says(&["kinerja"]) {
            return Kind::BudgetPlan;
        }
        if self.is_annual_plan() {
            return Kind::AnnualPlan;
        }
        // 'IKU Provinsi' over the names of the indicators, where the caption says nothing.
        let named = |t: &String| t.split_whitespace().any(|w| w == "IKU");
        if self.subject.words.is_empty() && self.header.columns.iter().any(|h| h.path.iter().any(named)) {
            return Kind::KeyPerformanceIndicators;
        }
        if self.is_revised() { Kind::PerformanceAgreementRevised } else { Kind::PerformanceAgreement }
    }

    fn other_table(&self) -> Kind {
        if self.has(Role::Predikat) && !self.any(&[Role::Indikator, Role::Sasaran, Role::Target]) {
            return Kind::Scale;
        }
        let people = &["pegawai", "asn", "pns", "kepegawaian", "personil", "sdm", "aparatur", "jabatan", "eselon", "manusia"];
        let counts = self.any(&[Role::Bagian, Role::Jumlah, Role::Porsi]);
        if counts && (self.says(people) || self.header_says(&["jabatan", "golongan", "eselon", "pangkat"])) && !self.any(&[Role::Pagu]) {
            return Kind::Staffing;
        }
        if self.says(&["aset", "sarana", "prasarana", "saranaprasarana", "inventaris", "barang", "bmd", "bmn", "perlengkapan"])
            && !self.says(&["persentase", "indikator"])
        {
            return Kind::Assets;
        }
        let money = self.roles.iter().zip(&self.header.columns).any(|(r, h)| {
            matches!(r, Role::Pagu | Role::Bagian | Role::Jumlah) && h.levels.iter().flatten().any(|w| w == "belanja" || w == "anggaran")
        });
        if money || (self.says(&["anggaran"]) && counts) {
            return Kind::BudgetPlan;
        }
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::caption::Surroundings;
    use crate::report::grid::Grid;
    use crate::report::grid::tests::table;
    use crate::report::profile::profiles;
    use crate::report::roles::roles;

    fn kind_of(caption: &str, header_rows: usize, rows: &[&[&str]]) -> Kind {
        let t = table(caption, header_rows, rows);
        let grid = Grid::of(&t).unwrap();
        let header = Header::read(&grid, header_rows);
        let subject = Surroundings::new(&[]).subject(&t, &header.title);
        kind(&subject, &header, &roles(&header, &profiles(&grid, header.rows), &subject.words))
    }

    #[test]
    fn one_target_is_told_by_the_caption() {
        let rows: &[&[&str]] = &[&["No", "Sasaran", "Indikator Kinerja", "Target"], &["1", "a", "b", "5"]];
        assert_eq!(kind_of("Perjanjian Kinerja Tahun 2024", 1, rows), Kind::PerformanceAgreement);
        assert_eq!(kind_of("Perjanjian Kinerja Perubahan Tahun 2024", 1, rows), Kind::PerformanceAgreementRevised);
        assert_eq!(kind_of("Indikator Kinerja Utama", 1, rows), Kind::KeyPerformanceIndicators);
        assert_eq!(kind_of("Rencana Kinerja Tahunan (RKT) 2024", 1, rows), Kind::AnnualPlan);
        assert_eq!(kind_of("Rencana Kerja Tahun 2024", 1, rows), Kind::AnnualPlan);
        let headed: &[&[&str]] = &[&["Misi", "Sasaran", "IKU Provinsi", "Target"], &["1", "a", "b", "5"]];
        assert_eq!(kind_of("", 1, headed), Kind::KeyPerformanceIndicators);
    }

    #[test]
    fn an_agreement_with_budgets_stays_one() {
        let rows: &[&[&str]] = &[
            &["No", "Sasaran", "Indikator Kinerja", "Target", "<", "<"],
            &["^", "^", "^", "Satuan", "Program", "Anggaran"],
            &["1", "a", "b", "85", "Program c", "3.600.000.000"],
            &["2", "d", "e", "12", "Program f", "2.643.500.000"],
        ];
        assert_eq!(kind_of("Penetapan Kinerja Tahun 2024", 2, rows), Kind::PerformanceAgreement);
    }

    #[test]
    fn years_and_quarters() {
        let years: &[&[&str]] = &[&["Sasaran", "Indikator", "Target", "<"], &["^", "^", "2023", "2024"], &["a", "b", "5", "6"]];
        assert_eq!(kind_of("Tujuan dan Sasaran", 2, years), Kind::StrategicPlanTargets);
        let quarters: &[&[&str]] =
            &[&["Sasaran", "Indikator", "Target", "Triwulan", "<"], &["^", "^", "^", "I", "II"], &["a", "b", "5", "2", "3"]];
        assert_eq!(kind_of("Perjanjian Kinerja", 2, quarters), Kind::PerformanceAgreement);
        assert_eq!(kind_of("Rencana Aksi", 2, quarters), Kind::QuarterlyMonitoring);
    }

    #[test]
    fn money() {
        let plan: &[&[&str]] = &[&["No", "Program", "Anggaran"], &["1", "a", "5.000.000"]];
        assert_eq!(kind_of("Program Pendukung Perjanjian Kinerja", 1, plan), Kind::BudgetPlan);
        let spent: &[&[&str]] = &[&["No", "Program", "Anggaran", "Realisasi", "%"], &["1", "a", "5.000.000", "4.000.000", "80"]];
        assert_eq!(kind_of("", 1, spent), Kind::BudgetRealization);
        let changed: &[&[&str]] =
            &[&["Kode", "Program", "Sebelum", "Setelah", "Selisih"], &["1.02", "a", "5.000.000", "4.000.000", "1.000.000"]];
        assert_eq!(kind_of("", 1, changed), Kind::BudgetChange);
    }

    #[test]
    fn counts_and_the_product_of_a_region_are_no_budget() {
        let herd: &[&[&str]] = &[
            &["No", "Jenis", "Populasi (ekor)", "<"],
            &["^", "^", "2023", "2024"],
            &["1", "Bebek", "2.250.100", "3.350.200"],
            &["2", "Angsa", "1.450.300", "4.550.400"],
        ];
        assert_eq!(kind_of("Populasi Unggas", 2, herd), Kind::Other);
        let product: &[&[&str]] =
            &[&["Lapangan Usaha", "Dalam Juta (Rp)", "<"], &["^", "2023", "2024"], &["a", "250.310.415,5", "261.720.804,2"]];
        assert_eq!(kind_of("Produk Domestik Regional Bruto (PDRB)", 2, product), Kind::Other);
    }

    #[test]
    fn classes_and_people() {
        assert_eq!(kind_of("Skala Peringkat", 1, &[&["No", "Interval", "Kriteria"], &["1", "91 ≤ 100", "Tinggi"]]), Kind::Scale);
        assert_eq!(kind_of("Jumlah Pegawai", 1, &[&["Golongan", "L", "P", "Jumlah"], &["IV", "1", "2", "3"]]), Kind::Staffing);
        assert_eq!(kind_of("Strategi", 1, &[&["No", "Sasaran", "Strategi"], &["1", "a", "b"]]), Kind::Other);
    }
}
