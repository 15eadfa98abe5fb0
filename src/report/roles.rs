//! What each column holds, from its header words, its neighbours and its values.
//!
//! A header level first becomes a [`Sense`] by the table of wordings; columns whose words alone do not tell
//! ('%', 'Realisasi', 'Target', '2023') are then settled by what stands above and to the left of them.

use super::ColumnRole as Role;
use super::header::{Head, Header};
use super::profile::Profile;
use super::text::year;
use super::wordings::{Sense, has, is_about_money, plan_year, sense};

/// What is known of a column before its neighbours are asked.
struct Draft {
    sense: Option<Sense>,
    percent: bool,
    rupiah: bool,
    money: bool,
    performance: bool,
    physical: bool,
}

impl Draft {
    fn of(head: &Head) -> Self {
        let any = |w: &str| head.levels.iter().any(|l| has(l, w));
        let leaf: &[String] = head.levels.last().map_or(&[], Vec::as_slice);
        Self {
            sense: sense_of(head),
            percent: has(leaf, "persentase") || head.unit.as_deref() == Some("%"),
            rupiah: head.unit.as_deref().is_some_and(|u| u.ends_with("Rp")),
            money: head.levels.iter().any(|l| is_about_money(l)),
            performance: any("kinerja") || any("indikator"),
            physical: any("fisik"),
        }
    }

    /// The leaf carries nothing but a percent sign, a unit, a year or a quarter.
    fn bare(head: &Head) -> bool {
        head.quarter.is_some() || head.levels.last().is_none_or(|l| sense(l).is_none())
    }
}

/// What the lowest level that says anything says; 'Uraian' describes what the group over it names.
fn sense_of(head: &Head) -> Option<Sense> {
    // The Roman number of a quarter is no 'Golongan III'.
    let telling = |l: &&Vec<String>| head.quarter.is_none() || l.len() > 1;
    let mut levels = head.levels.iter().rev().filter(telling).filter_map(|l| Some((l, sense(l)?)));
    let (words, found) = levels.next()?;
    let described = |s: &Sense| matches!(s, Sense::Is(Role::Indikator | Role::Sasaran | Role::Tujuan));
    if words.as_slice() == ["uraian"] { levels.map(|(_, s)| s).find(described).or(Some(found)) } else { Some(found) }
}

/// Gives each group of measures the year printed over it, where the header cell of a year was cut too wide or too
/// narrow: as many years as groups of equal columns (`Target Realisasi %`), in rising order.
pub(crate) fn settle_years(header: &mut Header, roles: &[Role]) {
    let measure = |r: &Role| matches!(r, Role::Target | Role::Realisasi | Role::Capaian);
    let cols: Vec<usize> = (0..roles.len()).filter(|c| roles.get(*c).is_some_and(measure)).collect();
    let Some(first) = cols.first().and_then(|c| roles.get(*c)).copied() else { return };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for col in cols {
        match groups.last_mut() {
            Some(group) if roles.get(col) != Some(&first) => group.push(col),
            _ => groups.push(vec![col]),
        }
    }
    let shape = |g: &Vec<usize>| g.iter().filter_map(|c| roles.get(*c).copied()).collect::<Vec<Role>>();
    let alike = groups.len() > 1 && groups.iter().all(|g| g.len() > 1 && shape(g) == groups.first().map(shape).unwrap_or_default());
    let year = |c: &usize| header.columns.get(*c).and_then(|h| h.year);
    let mut years: Vec<i32> = groups.iter().flatten().filter_map(year).collect();
    years.dedup();
    let rising = years.windows(2).all(|w| w.first() < w.last());
    let torn = groups.iter().any(|g| g.iter().any(|c| year(c) != g.first().and_then(year)));
    if !(alike && rising && torn && years.len() == groups.len()) {
        return;
    }
    for (group, year) in groups.iter().zip(years) {
        for col in group {
            if let Some(head) = header.columns.get_mut(*col) {
                head.year = Some(year);
            }
        }
    }
}

/// What the whole table says of its columns.
struct Context<'a> {
    header: &'a Header,
    profiles: &'a [Profile],
    caption: &'a [String],
    drafts: Vec<Draft>,
    has_indikator: bool,
    has_jumlah: bool,
    /// A column of units says that the figures count or measure things.
    has_things: bool,
}

/// One role a column.
pub(crate) fn roles(header: &Header, profiles: &[Profile], caption: &[String]) -> Vec<Role> {
    let drafts: Vec<Draft> = header.columns.iter().map(Draft::of).collect();
    let context = Context {
        header,
        profiles,
        caption,
        has_indikator: drafts.iter().any(|d| d.sense == Some(Sense::Is(Role::Indikator))),
        has_things: drafts.iter().zip(profiles).any(|(d, p)| d.sense == Some(Sense::Is(Role::Satuan)) && p.is_things()),
        has_jumlah: drafts.iter().any(|d| d.sense == Some(Sense::Is(Role::Jumlah))),
        drafts,
    };
    let mut roles: Vec<Role> = Vec::with_capacity(header.columns.len());
    for col in 0..header.columns.len() {
        let role = context.role(col, &roles);
        roles.push(role);
    }
    context.repair(&mut roles);
    roles
}

impl Context<'_> {
    /// Whether a column counts or measures things, as its own unit or a column of units says: no money and no shares.
    fn counts(&self, head: &Head) -> bool {
        head.unit.as_deref().map_or(self.has_things, |u| u != "%" && !u.ends_with("Rp"))
    }

    fn role(&self, col: usize, before: &[Role]) -> Role {
        let (Some(draft), Some(head), Some(profile)) = (self.drafts.get(col), self.header.columns.get(col), self.profiles.get(col)) else {
            return Role::Other;
        };
        let last = before.iter().rev().copied().find(|r| is_measure(*r));
        let money_before = matches!(last, Some(Role::Pagu | Role::PaguPerubahan | Role::RealisasiAnggaran | Role::Serapan));
        // Counts of animals and tonnes are as large as amounts of money.
        let rupiah = draft.rupiah || (profile.rupiah() && !draft.percent && !self.counts(head));
        match draft.sense {
            Some(Sense::Is(Role::Kode)) if profile.is_letters() => Role::No,
            Some(Sense::Is(Role::Pagu)) if draft.percent && !draft.rupiah => self.percent(col, before),
            Some(Sense::Is(Role::RealisasiAnggaran)) if draft.percent && !draft.rupiah => Role::Serapan,
            Some(Sense::Is(Role::Jumlah)) if Draft::bare(head) && draft.percent => Role::Porsi,
            Some(Sense::Is(Role::Uraian | Role::Keterangan)) if profile.is_mostly_figures() && Draft::bare(head) => {
                self.unnamed(draft, col, before)
            }
            // 'Perhitungan skor' over columns of figures: the calculation itself, not how it is done.
            Some(Sense::Is(Role::Formula)) if profile.is_mostly_figures() => self.unnamed(draft, col, before),
            Some(Sense::Is(Role::Predikat)) if profile.is_numeric() && Draft::bare(head) => Role::Other,
            // Months and quarters of a timetable.
            Some(Sense::Is(Role::Uraian)) if head.quarter.is_some() => Role::Other,
            Some(Sense::Is(role)) => role,
            Some(Sense::Target) => {
                // 'Target Kinerja dan Pendanaan (juta rupiah)' speaks of the amounts beside the target.
                let shared = draft.performance && !profile.rupiah();
                let spending =
                    (draft.rupiah && !shared) || (draft.money && !draft.performance) || (rupiah && !self.has_indikator && !shared);
                if spending { Role::Pagu } else { Role::Target }
            }
            Some(Sense::Realisasi) if draft.physical => Role::Other,
            Some(Sense::Realisasi) => self.realisasi(draft, col, before, money_before),
            Some(Sense::Capaian) if draft.physical => Role::Other,
            Some(Sense::Capaian) => {
                let money = (draft.money || money_before) && !draft.performance;
                if money && draft.rupiah {
                    Role::RealisasiAnggaran
                } else if money {
                    Role::Serapan
                } else {
                    Role::Capaian
                }
            }
            Some(Sense::Before) => {
                if draft.money || rupiah {
                    Role::Pagu
                } else if self.has_indikator {
                    Role::Baseline
                } else {
                    Role::Other
                }
            }
            Some(Sense::After) => {
                if draft.money || rupiah {
                    Role::PaguPerubahan
                } else if self.has_indikator {
                    Role::Target
                } else {
                    Role::Other
                }
            }
            Some(Sense::Component) => {
                if self.has_jumlah && !draft.percent {
                    Role::Bagian
                } else if draft.percent {
                    Role::Serapan
                } else {
                    Role::Pagu
                }
            }
            None => self.unnamed(draft, col, before),
        }
    }

    fn realisasi(&self, draft: &Draft, col: usize, before: &[Role], money_before: bool) -> Role {
        let money = draft.rupiah || (draft.money && !draft.performance) || (money_before && !draft.performance);
        if money {
            return if draft.percent && !draft.rupiah { Role::Serapan } else { Role::RealisasiAnggaran };
        }
        if draft.percent
            && !draft.performance
            && before.last() == Some(&Role::Realisasi)
            && self.year(col) == self.year(col.saturating_sub(1))
        {
            return Role::Capaian;
        }
        let nothing_planned = !self.has_indikator && !before.contains(&Role::Target);
        if nothing_planned && self.profiles.get(col).is_some_and(Profile::rupiah) { Role::RealisasiAnggaran } else { Role::Realisasi }
    }

    fn year(&self, col: usize) -> Option<i32> {
        self.header.columns.get(col).and_then(|h| h.year)
    }

    /// A percentage named by nothing but its sign.
    fn percent(&self, col: usize, before: &[Role]) -> Role {
        let year = self.year(col);
        let last = before.iter().enumerate().rev().find(|(_, r)| is_measure(**r)).map(|(c, r)| (c, *r));
        match last {
            Some((_, Role::RealisasiAnggaran)) => Role::Serapan,
            Some((_, Role::Pagu | Role::PaguPerubahan)) if before.contains(&Role::RealisasiAnggaran) => Role::Serapan,
            Some((_, Role::Pagu | Role::PaguPerubahan)) => Role::Porsi,
            Some((c, Role::Realisasi)) if before.contains(&Role::Target) || (self.year(c) == year && year.is_some()) => Role::Capaian,
            // The only result with a percentage behind it: the target stands elsewhere.
            Some((_, Role::Realisasi)) if self.has_indikator && before.iter().filter(|r| **r == Role::Realisasi).count() == 1 => {
                Role::Capaian
            }
            Some((_, Role::Selisih)) => Role::Selisih,
            Some((_, Role::Sisa)) => Role::Sisa,
            Some((_, Role::Realisasi | Role::Target | Role::Capaian | Role::Serapan)) => Role::Other,
            _ => Role::Porsi,
        }
    }

    /// No header level names the column: a bare year, quarter, unit, percent sign, or an unknown word.
    fn unnamed(&self, draft: &Draft, col: usize, before: &[Role]) -> Role {
        let (Some(head), Some(profile)) = (self.header.columns.get(col), self.profiles.get(col)) else { return Role::Other };
        let caption = |w: &str| has(self.caption, w);
        let leaf: &[String] = head.levels.last().map_or(&[], Vec::as_slice);
        let dated = head.year.is_some() || head.quarter.is_some() || plan_year(leaf).is_some();
        if draft.percent && !dated {
            // '%' and '% Penggunaan' go by what stands on their left; more words than that name something of their own.
            return if leaf.len() <= 2 || draft.money { self.percent(col, before) } else { Role::Other };
        }
        if draft.percent && has(leaf, "persentase") && before.iter().any(|r| is_measure(*r)) {
            return self.percent(col, before);
        }
        let time = |w: &String| matches!(w.as_str(), "tahun" | "triwulan" | "sd" | "s" | "d" | "sampai" | "dengan") || year(w).is_some();
        let only_time = leaf.iter().all(time) || (leaf.len() == 1 && head.quarter.is_some()) || plan_year(leaf).is_some();
        // The last of a row of years under a heading that ends before it.
        if dated
            && only_time
            && before.last() == Some(&Role::Target)
            && self.year(col.saturating_sub(1)).is_some_and(|y| self.year(col) >= Some(y))
        {
            return Role::Target;
        }
        if dated && only_time && profile.is_mostly_figures() {
            let spending = (profile.rupiah() && !self.counts(head) || caption("anggaran") || caption("belanja")) && !self.has_indikator;
            return match (
                spending,
                caption("target") || caption("rencana") || caption("perjanjian"),
                caption("realisasi") || caption("capaian"),
            ) {
                (true, _, true) if !caption("anggaran") && !caption("belanja") => Role::RealisasiAnggaran,
                (true, ..) => Role::Pagu,
                (_, true, false) => Role::Target,
                (_, false, false) if head.quarter.is_some() && before.contains(&Role::Target) => Role::Target,
                (_, false, false) if !self.has_indikator => Role::Other,
                _ => Role::Realisasi,
            };
        }
        if draft.rupiah && profile.rupiah() {
            let left = before.iter().rev().find(|r| is_measure(**r));
            return match left {
                Some(Role::Pagu | Role::PaguPerubahan) if self.header.columns.get(col).is_some_and(|h| h.levels.len() > 1) => {
                    Role::RealisasiAnggaran
                }
                _ if draft.money => Role::Pagu,
                _ => Role::Other,
            };
        }
        if head.path.is_empty() && col == 0 && profile.is_numbering() { Role::No } else { Role::Other }
    }

    /// What only the finished row of roles shows.
    fn repair(&self, roles: &mut [Role]) {
        // 'Capaian 2022' in a table that has no target of 2022 is what was reached, not a share of a target.
        let at_end = |c: usize| self.header.columns.get(c).is_some_and(|h| h.levels.iter().any(|l| has(l, "akhir")));
        let measured = roles.iter().enumerate().filter(|(c, r)| matches!(r, Role::Target | Role::Realisasi) && !at_end(*c));
        let planned: Vec<Option<i32>> = measured.map(|(c, _)| self.year(c)).collect();
        let has_target = roles.contains(&Role::Target);
        for col in 0..roles.len() {
            let year = self.year(col);
            let lone = year.is_some() && !planned.contains(&year) && !planned.contains(&None);
            let ratio = self.drafts.get(col).is_none_or(|d| d.percent);
            if roles.get(col) == Some(&Role::Capaian) && lone && !ratio && (self.has_indikator || !has_target) {
                set(roles, col, Role::Realisasi);
            }
        }
        self.repair_by_values(roles);
        self.repair_parts(roles);
        // The row's label must be somewhere.
        let labelled = roles.iter().any(|r| matches!(r, Role::Indikator | Role::Uraian | Role::Sasaran | Role::Tujuan));
        let wordy = |c: &usize| roles.get(*c) == Some(&Role::Other) && self.profiles.get(*c).is_some_and(Profile::is_mostly_words);
        if !labelled && let Some(col) = (0..roles.len()).find(wordy) {
            set(roles, col, Role::Uraian);
        }
        // A first column of row numbers under an unknown or empty header.
        let numbered = self.profiles.first().is_some_and(Profile::is_numbering);
        if !roles.contains(&Role::No) && roles.first() == Some(&Role::Other) && numbered {
            set(roles, 0, Role::No);
        }
    }

    /// Columns whose values cannot be what their header says.
    fn repair_by_values(&self, roles: &mut [Role]) {
        for col in 0..roles.len() {
            let (Some(role), Some(profile)) = (roles.get(col).copied(), self.profiles.get(col)) else { continue };
            // 'Kategori Penilaian' over percentages, where nothing else is the achievement.
            let achieved = role == Role::Predikat
                && profile.is_numeric()
                && !roles.contains(&Role::Capaian)
                && roles.contains(&Role::Target)
                && roles.contains(&Role::Realisasi);
            if achieved {
                set(roles, col, Role::Capaian);
            }
            // 'Satuan' under 'Target', over the targets themselves.
            let promised = role == Role::Satuan
                && profile.is_mostly_figures()
                && !roles.contains(&Role::Target)
                && self.header.columns.get(col).is_some_and(|h| h.levels.iter().any(|l| has(l, "target")));
            if promised {
                set(roles, col, Role::Target);
            }
            // 'Belanja Dinas' over names of spending.
            if matches!(role, Role::Pagu | Role::PaguPerubahan | Role::Bagian) && profile.is_mostly_words() && !profile.is_mostly_figures()
            {
                set(roles, col, Role::Uraian);
            }
        }
    }

    /// An unknown column between parts under the same heading is a part.
    fn repair_parts(&self, roles: &mut [Role]) {
        let parent = |c: usize| self.header.columns.get(c).and_then(|h| h.path.len().checked_sub(2).and_then(|up| h.path.get(up)));
        for col in 1..roles.len() {
            let unknown = matches!(roles.get(col), Some(Role::Other | Role::Uraian));
            let sides = [col - 1, col + 1]
                .iter()
                .all(|c| roles.get(*c) == Some(&Role::Bagian) && parent(*c).is_some() && parent(*c) == parent(col));
            if unknown && sides {
                set(roles, col, Role::Bagian);
            }
        }
    }
}

fn set(roles: &mut [Role], col: usize, role: Role) {
    if let Some(place) = roles.get_mut(col) {
        *place = role;
    }
}

fn is_measure(role: Role) -> bool {
    matches!(
        role,
        Role::Target
            | Role::Realisasi
            | Role::Capaian
            | Role::Pagu
            | Role::PaguPerubahan
            | Role::RealisasiAnggaran
            | Role::Serapan
            | Role::Sisa
            | Role::Selisih
            | Role::Jumlah
            | Role::Bagian
    )
}

#[cfg(test)]
mod tests;
