//! What each column holds, from its header words, its neighbours and its values.
//!
//! A header level first becomes a [`Sense`] by the table of wordings below; columns whose words alone do not tell
//! ('%', 'Realisasi', 'Target', '2023') are then settled by what stands above and to the left of them.

use super::ColumnRole as Role;
use super::header::{Head, Header, quarter_of};
use super::profile::Profile;
use super::text::year;

/// What the words of one header level say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// A role that the words settle.
    Is(Role),
    /// Target of performance or of spending.
    Target,
    /// Result or spending.
    Realisasi,
    /// Achievement or absorption.
    Capaian,
    /// A budget before (`awal`, `murni`).
    Before,
    /// A budget after (`perubahan`).
    After,
    /// A kind of spending as a column.
    Component,
}

/// One wording: `any` of the first and none of the last.
struct Wording {
    sense: Sense,
    any: &'static [&'static str],
    all: &'static [&'static str],
    not: &'static [&'static str],
}

const fn say(sense: Sense, any: &'static [&'static str], all: &'static [&'static str], not: &'static [&'static str]) -> Wording {
    Wording { sense, any, all, not }
}

const MONEY: &[&str] = &["anggaran", "pagu", "keuangan", "belanja", "alokasi", "dana", "rupiah", "dpa", "dipa", "apbd", "apbn", "serapan"];
const MEASURES: &[&str] = &["target", "realisasi", "capaian", "keberhasilan", "kemajuan"];

/// First match wins. The words are those of [`super::vocabulary`].
const WORDINGS: &[Wording] = &[
    say(Sense::Is(Role::Sisa), &["efisiensi", "sisa", "silpa", "saldo", "penghematan"], &[], &[]),
    say(Sense::Is(Role::Selisih), &["bertambah", "berkurang", "selisih"], &[], &["keterangan"]),
    say(Sense::Is(Role::Selisih), &["naik"], &["turun"], &[]),
    say(Sense::Is(Role::Selisih), &["kurang"], &["lebih"], &[]),
    say(
        Sense::Is(Role::Keterangan),
        &["keterangan", "penjelasan", "kendala", "solusi", "pelaksana", "catatan", "alasan", "bukti", "faktor"],
        &[],
        &["realisasi", "target", "formula"],
    ),
    say(Sense::Is(Role::Keterangan), &["penanggung"], &[], &[]),
    say(Sense::Is(Role::Keterangan), &["sumber"], &[], &["target", "realisasi", "anggaran", "pagu"]),
    say(Sense::Is(Role::Formula), &["formula", "definisi"], &[], &["indikator", "target"]),
    say(
        Sense::Is(Role::Predikat),
        &["kriteria", "kategori", "predikat", "warna"],
        &[],
        &["interval", "rentang", "skala", "target", "realisasi"],
    ),
    say(Sense::Is(Role::Predikat), &["kriteria", "kategori"], &["penilaian"], &[]),
    say(Sense::Is(Role::Predikat), &["kriteria", "kategori", "predikat"], &["realisasi"], &["interval", "rentang", "skala"]),
    say(Sense::Is(Role::Indikator), &["indikator"], &[], &["target", "realisasi", "capaian", "jumlah", "persentase", "bobot", "nilai"]),
    say(Sense::Is(Role::Satuan), &["satuan"], &[], &["target", "realisasi", "kerja", "harga", "pendidikan", "pagu", "anggaran"]),
    say(Sense::Is(Role::Baseline), &["baseline"], &[], &[]),
    say(Sense::Is(Role::Baseline), &["kondisi", "data", "capaian", "tahun"], &["awal"], &["anggaran", "pagu", "target"]),
    say(Sense::Is(Role::Porsi), &["porsi", "proporsi", "kontribusi", "bobot"], &[], &["capaian", "realisasi"]),
    say(Sense::Is(Role::Uraian), &["interval", "rentang", "skala", "strategi", "kebijakan"], &[], &["target"]),
    say(Sense::Is(Role::Uraian), &["rencana"], &["aksi"], &["target", "realisasi"]),
    say(Sense::Is(Role::Serapan), &["serapan"], &[], &["rupiah"]),
    say(Sense::Is(Role::RealisasiAnggaran), &["serapan"], &["rupiah"], &[]),
    say(Sense::Is(Role::Kode), &["kode", "rekening"], &[], &[]),
    say(Sense::Is(Role::Tujuan), &["tujuan", "misi", "visi"], &[], &["target", "realisasi", "capaian"]),
];

/// Words that name the thing a row is about.
const THINGS: &[&str] = &[
    "uraian",
    "program",
    "kegiatan",
    "subkegiatan",
    "nama",
    "jenis",
    "jabatan",
    "klasifikasi",
    "kecamatan",
    "kabupaten",
    "desa",
    "kelurahan",
    "puskesmas",
    "sekolah",
    "wilayah",
    "instansi",
    "bidang",
    "urusan",
    "pangkat",
    "golongan",
    "pendidikan",
    "unit",
    "komponen",
    "rincian",
    "aset",
    "output",
    "keluaran",
    "outcome",
    "satker",
    "sarana",
    "opd",
    "skpd",
    "lokasi",
    "kualifikasi",
    "komoditas",
    "eselon",
    "lulusan",
    "bulan",
    "triwulan",
    "aspek",
    "dimensi",
    "unsur",
    "pelayanan",
    "layanan",
    "negara",
    "proyek",
    "ruang",
    "kelas",
];

/// Parts of a whole that stand side by side, folded.
const PARTS: &[&str] = &[
    "lakilaki",
    "perempuan",
    "s1",
    "s2",
    "s3",
    "d1",
    "d2",
    "d3",
    "d4",
    "di",
    "dii",
    "diii",
    "div",
    "sma",
    "smk",
    "slta",
    "smu",
    "sltp",
    "smp",
    "sd",
    "diploma",
    "sarjana",
    "magister",
    "doktor",
    "pns",
    "pppk",
    "p3k",
    "cpns",
    "asn",
    "honorer",
    "kontrak",
    "phl",
    "thl",
    "ptt",
    "gtt",
    "iv",
    "iii",
    "gol",
];

/// Whether a header text names anything known: tells header rows from others.
pub(crate) fn names_a_column(words: &[String]) -> bool {
    let short = words.len() <= 6;
    short && (is_number(words) || sense(words).is_some() || has(words, "persentase") || words.iter().any(|w| w == "jumlah"))
}

fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|w| w == word)
}

fn is_number(words: &[String]) -> bool {
    !words.is_empty() && words.iter().all(|w| w == "no")
}

fn is_money(words: &[String]) -> bool {
    words.iter().any(|w| MONEY.contains(&w.as_str()))
}

/// What one header level says by itself; `None` for a percent sign, a unit, a year, a quarter or an unknown word.
fn sense(words: &[String]) -> Option<Sense> {
    if is_number(words) {
        return Some(Sense::Is(Role::No));
    }
    let known = WORDINGS.iter().find(|w| {
        (w.any.is_empty() || w.any.iter().any(|x| has(words, x)))
            && w.all.iter().all(|x| has(words, x))
            && !w.not.iter().any(|x| has(words, x))
    });
    if let Some(wording) = known {
        return Some(wording.sense);
    }
    // The measure named first is the column's: 'Target Capaian' is a target, 'Capaian Target' an achievement.
    let measure = words.iter().find(|w| MEASURES.contains(&w.as_str()) || (*w == "rencana" || *w == "proyeksi"));
    let money = is_money(words);
    match measure.map(String::as_str) {
        Some("target" | "rencana" | "proyeksi") if money => return Some(Sense::Is(Role::Pagu)),
        Some("target" | "rencana" | "proyeksi") => return Some(Sense::Target),
        Some("realisasi") if has(words, "persentase") && money && !has(words, "rupiah") => return Some(Sense::Is(Role::Serapan)),
        // '% Realisasi', 'Persentase Realisasi terhadap Target' tell a ratio, 'Realisasi (%)' a unit.
        Some("realisasi")
            if words.first().is_some_and(|w| w == "persentase")
                || has(words, "terhadap")
                || words.first().is_some_and(|w| w == "tingkat") =>
        {
            return Some(Sense::Capaian);
        }
        Some("realisasi") if money => return Some(Sense::Is(Role::RealisasiAnggaran)),
        Some("realisasi") => return Some(Sense::Realisasi),
        Some(_) if money && !has(words, "kinerja") => {
            return Some(Sense::Is(if has(words, "rupiah") { Role::RealisasiAnggaran } else { Role::Serapan }));
        }
        Some(_) => return Some(Sense::Capaian),
        None => {}
    }
    let named = words.iter().any(|w| THINGS.contains(&w.as_str())) && quarter_of(words).is_none();
    let first_is_money = words.first().is_some_and(|w| MONEY.contains(&w.as_str()));
    if has(words, "sasaran") {
        return Some(Sense::Is(Role::Sasaran));
    }
    if has(words, "tahun") && has(words, "anggaran") && words.len() <= 3 && !words.iter().any(|w| year(w).is_some()) {
        return Some(Sense::Is(Role::Uraian));
    }
    if named && !first_is_money && !starts_with_count(words) {
        return Some(Sense::Is(Role::Uraian));
    }
    if has(words, "sebelum") {
        return Some(Sense::Before);
    }
    if words.iter().any(|w| matches!(w.as_str(), "setelah" | "perubahan" | "revisi")) {
        return Some(Sense::After);
    }
    if words.iter().any(|w| matches!(w.as_str(), "murni" | "awal")) {
        return Some(Sense::Before);
    }
    if words.iter().any(|w| matches!(w.as_str(), "pagu" | "anggaran" | "alokasi" | "dpa" | "dipa")) && !has(words, "persentase") {
        return Some(Sense::Is(Role::Pagu));
    }
    if has(words, "belanja") {
        return Some(Sense::Component);
    }
    count_role(words)
}

fn starts_with_count(words: &[String]) -> bool {
    words.first().is_some_and(|w| matches!(w.as_str(), "jumlah" | "nilai" | "luas" | "volume" | "banyaknya" | "persentase"))
}

/// Totals across the row and their parts.
fn count_role(words: &[String]) -> Option<Sense> {
    let plain: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|w| {
            !matches!(*w, "orang" | "rupiah" | "pegawai" | "gol" | "a" | "b" | "c" | "d" | "dan" | "keseluruhan" | "seluruh" | "semua")
        })
        .collect();
    if plain == ["jumlah"] || (words.iter().any(|w| w == "jumlah") && plain.is_empty()) {
        return Some(Sense::Is(Role::Jumlah));
    }
    let part = !plain.is_empty() && plain.iter().all(|w| PARTS.contains(w) || matches!(*w, "i" | "ii" | "iv" | "iii" | "v"));
    (part && plain.iter().any(|w| PARTS.contains(w))).then_some(Sense::Is(Role::Bagian))
}

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
            // The Roman number of a quarter is no 'Golongan III'.
            sense: head.levels.iter().rev().filter(|l| head.quarter.is_none() || l.len() > 1).find_map(|l| sense(l)),
            percent: has(leaf, "persentase") || head.unit.as_deref() == Some("%"),
            rupiah: head.unit.as_deref().is_some_and(|u| u.ends_with("Rp")),
            money: head.levels.iter().any(|l| l.iter().any(|w| w != "rupiah" && MONEY.contains(&w.as_str()))),
            performance: any("kinerja") || any("indikator"),
            physical: any("fisik"),
        }
    }

    /// The leaf carries nothing but a percent sign, a unit, a year or a quarter.
    fn bare(head: &Head) -> bool {
        head.quarter.is_some() || head.levels.last().is_none_or(|l| sense(l).is_none())
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
}

/// One role a column.
pub(crate) fn roles(header: &Header, profiles: &[Profile], caption: &[String]) -> Vec<Role> {
    let drafts: Vec<Draft> = header.columns.iter().map(Draft::of).collect();
    let context = Context {
        header,
        profiles,
        caption,
        has_indikator: drafts.iter().any(|d| d.sense == Some(Sense::Is(Role::Indikator))),
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
    fn role(&self, col: usize, before: &[Role]) -> Role {
        let (Some(draft), Some(head), Some(profile)) = (self.drafts.get(col), self.header.columns.get(col), self.profiles.get(col)) else {
            return Role::Other;
        };
        let last = before.iter().rev().copied().find(|r| is_measure(*r));
        let money_before = matches!(last, Some(Role::Pagu | Role::PaguPerubahan | Role::RealisasiAnggaran | Role::Serapan));
        let rupiah = draft.rupiah || (profile.rupiah() && !draft.percent);
        match draft.sense {
            Some(Sense::Is(Role::Kode)) if profile.is_numbering() => Role::No,
            Some(Sense::Is(Role::Pagu)) if draft.percent && !draft.rupiah => self.percent(col, before),
            Some(Sense::Is(Role::RealisasiAnggaran)) if draft.percent && !draft.rupiah => Role::Serapan,
            Some(Sense::Is(Role::Jumlah)) if Draft::bare(head) && draft.percent => Role::Porsi,
            Some(Sense::Is(Role::Uraian)) if profile.is_mostly_figures() && Draft::bare(head) => self.unnamed(draft, col, before),
            Some(Sense::Is(role)) => role,
            Some(Sense::Target) => {
                let spending = draft.rupiah || (draft.money && !draft.performance) || (rupiah && !self.has_indikator);
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
        let dated = head.year.is_some() || head.quarter.is_some();
        if draft.percent && !dated {
            return if leaf.len() <= 2 || draft.money { self.percent(col, before) } else { Role::Porsi };
        }
        if draft.percent && head.levels.last().is_some_and(|l| has(l, "persentase")) && before.iter().any(|r| is_measure(*r)) {
            return self.percent(col, before);
        }
        let only_time = leaf.iter().all(|w| w == "tahun" || w == "triwulan" || year(w).is_some() || head.quarter.is_some() || w == "sd");
        if dated && only_time && profile.is_mostly_figures() {
            let spending = (profile.rupiah() || caption("anggaran") || caption("belanja")) && !self.has_indikator;
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
        let planned: Vec<Option<i32>> =
            roles.iter().enumerate().filter(|(_, r)| matches!(r, Role::Target | Role::Realisasi)).map(|(c, _)| self.year(c)).collect();
        for col in 0..roles.len() {
            let year = self.year(col);
            let lone = year.is_some() && !planned.contains(&year) && !planned.contains(&None);
            if roles.get(col) == Some(&Role::Capaian)
                && lone
                && self.drafts.get(col).is_some_and(|d| !d.percent)
                && self.has_indikator
                && let Some(role) = roles.get_mut(col)
            {
                *role = Role::Realisasi;
            }
        }
        // The row's label must be somewhere.
        let labelled = roles.iter().any(|r| matches!(r, Role::Indikator | Role::Uraian | Role::Sasaran | Role::Tujuan));
        if !labelled
            && let Some(col) = (0..roles.len())
                .find(|c| roles.get(*c) == Some(&Role::Other) && self.profiles.get(*c).is_some_and(Profile::is_mostly_words))
            && let Some(role) = roles.get_mut(col)
        {
            *role = Role::Uraian;
        }
        // A first column of row numbers under an unknown or empty header.
        if !roles.contains(&Role::No)
            && roles.first() == Some(&Role::Other)
            && self.profiles.first().is_some_and(Profile::is_numbering)
            && let Some(role) = roles.first_mut()
        {
            *role = Role::No;
        }
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
