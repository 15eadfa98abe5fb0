//! What the words of one header level say of its column. One place to add a wording.

use super::ColumnRole as Role;
use super::header::quarter_of;
use super::text::year;

/// What the words of one header level say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
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
    any: &'static str,
    all: &'static str,
    not: &'static str,
}

const fn say(role: Role, any: &'static str, all: &'static str, not: &'static str) -> Wording {
    Wording { sense: Sense::Is(role), any, all, not }
}

/// First match wins: any word of the first list, every word of the second, none of the third. The words are those of
/// [`super::vocabulary`].
const WORDINGS: &[Wording] = &[
    say(Role::Sisa, "efisiensi sisa silpa saldo penghematan", "", ""),
    say(Role::Selisih, "bertambah berkurang selisih", "", "keterangan"),
    say(Role::Selisih, "naik", "turun", ""),
    say(Role::Selisih, "kurang", "lebih", ""),
    say(Role::Keterangan, "keterangan penjelasan kendala solusi pelaksana catatan alasan bukti faktor", "", "realisasi target formula"),
    say(Role::Keterangan, "penanggung", "", ""),
    say(Role::Keterangan, "sumber", "", "target realisasi anggaran pagu"),
    say(Role::Formula, "formula definisi", "", "indikator"),
    say(Role::Predikat, "kriteria kategori predikat warna penilaian", "", "interval rentang skala target realisasi capaian nilai"),
    say(Role::Predikat, "kriteria kategori", "penilaian", "capaian"),
    say(Role::Predikat, "kriteria kategori predikat", "realisasi", "interval rentang skala"),
    say(Role::Predikat, "kriteria kategori predikat", "nilai", "interval rentang skala"),
    say(Role::Indikator, "indikator", "", "target realisasi capaian jumlah persentase bobot nilai"),
    say(Role::Satuan, "satuan", "", "target realisasi kerja harga pendidikan pagu anggaran"),
    say(Role::Baseline, "baseline", "", ""),
    say(Role::Baseline, "kondisi data capaian tahun", "awal", "anggaran pagu target"),
    say(Role::Porsi, "porsi proporsi kontribusi bobot", "", "capaian realisasi"),
    say(Role::Uraian, "interval rentang skala strategi kebijakan", "", "target"),
    say(Role::Uraian, "rencana", "aksi", "target realisasi"),
    say(Role::Serapan, "serapan", "", "rupiah"),
    say(Role::RealisasiAnggaran, "serapan", "rupiah", ""),
    say(Role::Kode, "kode rekening koderekening", "", ""),
    say(Role::Tujuan, "tujuan misi visi", "", "target realisasi capaian"),
];

const MONEY: &str = "anggaran pagu keuangan belanja alokasi dana rupiah dpa dipa apbd apbn serapan";

/// The measure named first is the column's: 'Target Capaian' is a target, 'Capaian Target' an achievement.
const MEASURES: &str = "target realisasi capaian keberhasilan kemajuan rencana proyeksi";

/// Words that name the thing a row is about.
const THINGS: &str = "uraian program kegiatan subkegiatan nama jenis jabatan klasifikasi kecamatan kabupaten desa kelurahan \
    puskesmas sekolah wilayah instansi bidang urusan pangkat golongan pendidikan unit komponen rincian aset output keluaran \
    outcome satker sarana opd skpd perangkat lokasi kualifikasi komoditas eselon lulusan bulan triwulan aspek dimensi unsur pelayanan \
    layanan negara proyek ruang kelas jadwal kelompok";

/// Parts of a whole that stand side by side.
const PARTS: &str = "lakilaki perempuan s1 s2 s3 d1 d2 d3 d4 di dii diii div sma smk slta smu sltp smp sd diploma dipl sarjana \
    magister doktor pns pppk p3k cpns asn honorer kontrak phl thl ptt gtt iv iii gol";

/// Whether a blank-separated list has a word.
fn lists(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

fn any(words: &[String], list: &str) -> bool {
    words.iter().any(|w| lists(list, w))
}

/// Whether the words hold one.
pub(crate) fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|w| w == word)
}

/// Whether the words speak of money, a bare currency sign aside.
pub(crate) fn is_about_money(words: &[String]) -> bool {
    words.iter().any(|w| w != "rupiah" && lists(MONEY, w))
}

/// Whether a header text names anything known: tells header rows from others.
pub(crate) fn names_a_column(words: &[String]) -> bool {
    let short = words.len() <= 6;
    short && (sense(words).is_some() || has(words, "persentase") || has(words, "jumlah"))
}

/// Whether the words name an ordinal year of a plan (`TH I`, `Tahun ke-2`): 1 to 5.
pub(crate) fn plan_year(words: &[String]) -> Option<u8> {
    let [tahun, .., last] = words else { return None };
    let number =
        last.parse::<u32>().ok().or_else(|| last.strip_prefix("ke").and_then(|n| n.parse().ok())).or_else(|| super::text::roman(last))?;
    (tahun == "tahun" && words.len() <= 3).then(|| u8::try_from(number).ok()).flatten().filter(|n| (1..=6).contains(n))
}

/// What one header level says by itself; `None` for a percent sign, a unit, a year, a quarter or an unknown word.
pub(crate) fn sense(words: &[String]) -> Option<Sense> {
    let first = words.first()?.as_str();
    if words.iter().all(|w| w == "no") {
        return Some(Sense::Is(Role::No));
    }
    if first == "indikator" {
        return Some(Sense::Is(Role::Indikator));
    }
    let fits = |w: &Wording| any(words, w.any) && w.all.split_ascii_whitespace().all(|x| has(words, x)) && !any(words, w.not);
    if let Some(wording) = WORDINGS.iter().find(|w| fits(w)) {
        return Some(wording.sense);
    }
    if let Some(sense) = measure(words, first) {
        return Some(sense);
    }
    if has(words, "kondisi") && has(words, "akhir") {
        return Some(Sense::Target);
    }
    if has(words, "sasaran") {
        return Some(Sense::Is(Role::Sasaran));
    }
    if has(words, "tahun") && has(words, "anggaran") && words.len() <= 3 && !words.iter().any(|w| year(w).is_some()) {
        return Some(Sense::Is(Role::Uraian));
    }
    let named = any(words, THINGS) && quarter_of(words).is_none();
    if named && !lists(MONEY, first) && !lists("jumlah nilai luas volume banyaknya persentase", first) {
        return Some(Sense::Is(Role::Uraian));
    }
    budget(words).or_else(|| count(words))
}

fn measure(words: &[String], first: &str) -> Option<Sense> {
    let measure = words.iter().find(|w| lists(MEASURES, w))?;
    let money = any(words, MONEY);
    let about_performance = has(words, "kinerja");
    let ratio = first == "persentase" || first == "tingkat" || has(words, "terhadap");
    // 'Tahun 2016 terhadap Target Akhir Renstra (%)' measures against the target that it names.
    let place = |w: &str| words.iter().position(|x| x == w).unwrap_or(usize::MAX);
    let against = place("terhadap") < place("target");
    Some(match measure.as_str() {
        // What the whole country reached stands beside the agency's own.
        "capaian" | "realisasi" if has(words, "nasional") && !has(words, "terhadap") && !ratio => Sense::Is(Role::Other),
        "target" if against && !money => Sense::Capaian,
        "target" | "rencana" | "proyeksi" if money => Sense::Is(Role::Pagu),
        "target" | "rencana" | "proyeksi" => Sense::Target,
        "realisasi" if has(words, "persentase") && money && !has(words, "rupiah") => Sense::Is(Role::Serapan),
        // This year's result over an earlier year's is no share of a target.
        "realisasi" if has(words, "terhadap") && !any(words, "target renstra rpjmd menengah") => Sense::Is(Role::Other),
        // '% Realisasi', 'Persentase Realisasi terhadap Target' tell a ratio, 'Realisasi (%)' a unit.
        "realisasi" if ratio => Sense::Capaian,
        "realisasi" if money => Sense::Is(Role::RealisasiAnggaran),
        "realisasi" => Sense::Realisasi,
        _ if money && !about_performance => Sense::Is(if has(words, "rupiah") { Role::RealisasiAnggaran } else { Role::Serapan }),
        _ => Sense::Capaian,
    })
}

fn budget(words: &[String]) -> Option<Sense> {
    if has(words, "sebelum") {
        Some(Sense::Before)
    } else if any(words, "setelah perubahan revisi") {
        Some(Sense::After)
    } else if any(words, "murni awal") {
        Some(Sense::Before)
    } else if any(words, "pagu anggaran alokasi dpa dipa") && !has(words, "persentase") {
        Some(Sense::Is(Role::Pagu))
    } else if has(words, "belanja") {
        Some(Sense::Component)
    } else {
        None
    }
}

/// Totals across the row and their parts.
fn count(words: &[String]) -> Option<Sense> {
    let filler = "orang rupiah pegawai gol a b c d dan keseluruhan seluruh semua";
    let plain: Vec<&str> = words.iter().map(String::as_str).filter(|w| !lists(filler, w)).collect();
    if plain == ["jumlah"] {
        return Some(Sense::Is(Role::Jumlah));
    }
    let part = plain.iter().all(|w| lists(PARTS, w) || lists("i ii iii iv v", w));
    (part && plain.iter().any(|w| lists(PARTS, w))).then_some(Sense::Is(Role::Bagian))
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::words;
    use super::*;

    #[test]
    fn the_first_word_leads() {
        assert_eq!(sense(&words("Indikator Pencapaian Sasaran")), Some(Sense::Is(Role::Indikator)));
        assert_eq!(sense(&words("Target Capaian")), Some(Sense::Target));
        assert_eq!(sense(&words("Capaian Target (%)")), Some(Sense::Capaian));
        assert_eq!(sense(&words("Capaian Indikator Kinerja")), Some(Sense::Capaian));
    }

    #[test]
    fn ratios_to_other_years_are_no_achievements() {
        assert_eq!(sense(&words("Realisasi 2016 Thdp Tahun 2015 (3/4)*100")), Some(Sense::Is(Role::Other)));
        assert_eq!(sense(&words("Realisasi terhadap Target Renstra (%)")), Some(Sense::Capaian));
    }

    #[test]
    fn figures_of_the_country_are_not_the_agencys() {
        assert_eq!(sense(&words("Capaian Kinerja dan Standar Nasional Tahun 2016")), Some(Sense::Is(Role::Other)));
        assert_eq!(sense(&words("Capaian terhadap Target Nasional (%)")), Some(Sense::Capaian));
    }

    #[test]
    fn ordinal_years_of_a_plan() {
        assert_eq!(plan_year(&words("TH III")), Some(3));
        assert_eq!(plan_year(&words("Tahun ke-2")), Some(2));
        assert_eq!(plan_year(&words("Tahun 2016")), None);
        assert_eq!(plan_year(&words("Target")), None);
    }
}
