//! The catalogue: all rules, what each is called and how much it matters, and where the implemented ones live.

pub mod a01_capaian;
pub mod a02_serapan;
pub mod a03_sisa_efisiensi;
pub mod a04_perubahan;
pub mod a05_jumlah;
pub mod a06_subjumlah;
pub mod a07_rollup;
pub mod a08_silang;
pub mod a09_triwulan;
pub mod a10_rumus_kolom;
pub mod a11_rumus_teks;
pub mod a12_porsi;
pub mod a13_selisih_narasi;
pub mod a14_rasio_narasi;
pub mod a15_rata_rata;
pub mod a16_rumus_tercetak;
pub mod f01_angka_rusak;
pub mod f02_gaya_angka;
pub mod f03_satuan;
pub mod f04_jenis_kolom;
pub mod f05_kode;
pub mod f06_skala;
pub mod l01_klaim_capaian;
pub mod l02_kata_tren;
pub mod l03_predikat;
pub mod l04_efisiensi_semu;
pub mod l05_pernyataan_ganda;
pub mod s01_nomor;
pub mod s02_daftar;
pub mod s03_muatan_wajib;
pub mod s04_sisa_templat;
pub mod s05_tahun_salah;
pub mod s06_nama_berubah;
pub mod s07_sel_kosong;
pub mod x01_target;
pub mod x02_realisasi;
pub mod x03_tahun_lalu;
pub mod x04_target_renstra;
pub mod x05_pagu;
pub mod x06_himpunan;
pub mod x07_klaim_jumlah;
pub mod x08_rencana_aksi;
pub mod x09_narasi_tabel;
pub mod x10_tertukar;
pub mod x11_antar_tahun;
pub mod x12_baris_tersalin;

use super::sink::Sink;
use super::{Input, Severity};

/// Runs one rule over a report.
pub type Check = fn(&Input<'_>, &mut Sink);

/// One entry of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// `A01`.
    pub code: &'static str,
    /// `capaian`.
    pub name: &'static str,
    /// Severity of an ordinary finding; a rule may raise or lower it.
    pub severity: Severity,
    /// What a finding says, in Indonesian.
    pub title_id: &'static str,
    /// What a finding says, in English.
    pub title_en: &'static str,
    /// What the rule does, in Indonesian.
    pub about_id: &'static str,
    /// The check; `None` while the rule is not written.
    pub check: Option<Check>,
    /// The rule's file, whose head is its documentation.
    source: Option<&'static str>,
}

impl Rule {
    /// First letter of the code: A arithmetic, X cross-reference, L language, S structure, F format.
    #[must_use]
    pub fn family(&self) -> char {
        self.code.chars().next().unwrap_or('?')
    }

    /// Whether the rule is written.
    #[must_use]
    pub fn is_implemented(&self) -> bool {
        self.check.is_some()
    }
}

/// All rules in catalogue order.
#[must_use]
pub fn all() -> &'static [Rule] {
    RULES
}

/// The rule of a code, in any case of letters.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// The name of a rule; empty for an unknown code.
#[must_use]
pub fn name(code: &str) -> &'static str {
    find(code).map_or("", |rule| rule.name)
}

/// What `lkj rules CODE` prints: the documentation of the rule's file. `None` for an unknown or unwritten rule.
///
/// ```
/// assert!(lkj::check::rules::explain("A01").unwrap().contains("capaian"));
/// assert!(lkj::check::rules::explain("Z99").is_none());
/// ```
#[must_use]
pub fn explain(code: &str) -> Option<String> {
    let rule = find(code)?;
    let lines = rule.source?.lines().take_while(|line| line.starts_with("//!"));
    Some(lines.map(|line| line.trim_start_matches("//!").trim_start_matches(' ')).collect::<Vec<_>>().join("\n"))
}

macro_rules! rule {
    ($code:literal, $name:literal, $severity:ident, $id:literal, $en:literal, $about:literal, $module:ident) => {
        Rule {
            code: $code,
            name: $name,
            severity: Severity::$severity,
            title_id: $id,
            title_en: $en,
            about_id: $about,
            check: Some($module::check),
            source: Some(include_str!(concat!(stringify!($module), ".rs"))),
        }
    };
    ($code:literal, $name:literal, $severity:ident, $id:literal, $en:literal, $about:literal) => {
        Rule {
            code: $code,
            name: $name,
            severity: Severity::$severity,
            title_id: $id,
            title_en: $en,
            about_id: $about,
            check: None,
            source: None,
        }
    };
}

#[rustfmt::skip]
const RULES: &[Rule] = &[
    rule!("A01", "capaian", High, "Capaian tidak sama dengan realisasi dibanding target", "Achievement is not what target and result give",
        "Persentase capaian dihitung ulang dari target dan realisasi pada baris yang sama, dengan rumus yang dipakai tabel itu.", a01_capaian),
    rule!("A02", "serapan", Medium, "Persentase realisasi anggaran salah hitung", "Budget absorption is miscalculated",
        "Persentase realisasi anggaran dihitung ulang dari realisasi dan pagu.", a02_serapan),
    rule!("A03", "sisa-efisiensi", Medium, "Sisa anggaran atau efisiensi salah hitung", "Remaining budget or efficiency is miscalculated",
        "Sisa atau efisiensi dihitung ulang; rumusnya disimpulkan dari sebagian besar baris.", a03_sisa_efisiensi),
    rule!("A04", "perubahan", Medium, "Bertambah/berkurang salah hitung", "Change column is miscalculated",
        "Kolom bertambah/berkurang dibandingkan dengan selisih dua kolom sumbernya.", a04_perubahan),
    rule!("A05", "jumlah", High, "Baris jumlah tidak sama dengan jumlah barisnya", "Total row is not the sum of its rows",
        "Baris jumlah dijumlahkan ulang dari baris-baris di atasnya, jumlah dalam teks dari bagiannya.", a05_jumlah),
    rule!("A06", "subjumlah", Medium, "Baris kelompok tidak sama dengan jumlah rinciannya", "Group row is not the sum of its items",
        "Baris kelompok dijumlahkan ulang dari rinciannya menurut penomoran tabel.", a06_subjumlah),
    rule!("A07", "rollup", High, "Program, kegiatan dan sub kegiatan tidak berjenjang tepat", "Programme, activity and sub-activity do not roll up",
        "Urusan, program, kegiatan dan sub kegiatan dijumlahkan berjenjang menurut kode rekening atau tingkatnya.", a07_rollup),
    rule!("A08", "silang", Medium, "Jumlah menyamping tidak sama dengan bagiannya", "Parts across the row do not make its whole",
        "Kolom jumlah dibandingkan dengan jumlah kolom bagiannya pada baris yang sama.", a08_silang),
    rule!("A09", "triwulan", Medium, "Target triwulan tidak sampai ke target tahunan", "Quarterly targets do not make the annual target",
        "Target triwulan dijumlahkan atau dikumulatifkan dan dibandingkan dengan target tahunan.", a09_triwulan),
    rule!("A10", "rumus-kolom", Medium, "Baris tidak menuruti rumus di kepala kolom", "A row breaks the formula printed in the header",
        "Rumus di kepala kolom atau baris nomor kolom dihitung ulang pada setiap baris.", a10_rumus_kolom),
    rule!("A11", "rumus-teks", Medium, "Hasil rumus yang ditulis tidak benar", "A written-out formula does not give its result",
        "Rumus (a/b) × 100% = c dalam kalimat atau sel dihitung ulang.", a11_rumus_teks),
    rule!("A12", "porsi", Medium, "Persentase bagian tidak sesuai jumlahnya", "A share does not agree with its count",
        "Porsi dihitung ulang dari banyaknya dan jumlah keseluruhan.", a12_porsi),
    rule!("A13", "selisih-narasi", Medium, "Selisih dalam kalimat salah", "A difference in a sentence is wrong",
        "Kenaikan atau penurunan dalam kalimat dihitung ulang dari dua angka yang disebut.", a13_selisih_narasi),
    rule!("A14", "rasio-narasi", Medium, "Rasio dalam kalimat salah", "A ratio in a sentence is wrong",
        "Persentase dalam kalimat dihitung ulang dari dua angka yang disebut.", a14_rasio_narasi),
    rule!("A15", "rata-rata", High, "Rata-rata salah hitung", "An average is wrong",
        "Baris rata-rata dihitung ulang dari baris-barisnya.", a15_rata_rata),
    rule!("A16", "rumus-tercetak", Medium, "Rumus yang tercetak tidak mungkin dipakai", "A printed formula cannot give what it is used for",
        "Rumus yang pasti 100%, terbalik, atau membagi dengan nol dilaporkan.", a16_rumus_tercetak),
    rule!("X01", "target-antar-dokumen", High, "Target berbeda antar dokumen", "Targets differ between documents",
        "Target satu indikator dibandingkan di Renstra, IKU, Perjanjian Kinerja, pengukuran dan narasi.", x01_target),
    rule!("X02", "realisasi-antar-bagian", High, "Realisasi berbeda antar bagian", "Results differ between parts",
        "Realisasi satu indikator dibandingkan di semua tabel, rumus dan kalimat.", x02_realisasi),
    rule!("X03", "tahun-lalu", Medium, "Angka tahun lalu berbeda", "Last year’s figures differ",
        "Target, realisasi dan capaian tahun lalu dibandingkan di semua tempat.", x03_tahun_lalu),
    rule!("X04", "target-renstra", High, "Target akhir Renstra berbeda", "End-of-plan target differs",
        "Target akhir Renstra di Bab III dibandingkan dengan tabel Renstra.", x04_target_renstra),
    rule!("X05", "pagu-antar-tabel", High, "Pagu berbeda antar tabel", "Budgets differ between tables",
        "Pagu program atau sasaran dibandingkan antar tabel dan dengan teks.", x05_pagu),
    rule!("X06", "himpunan", Medium, "Sasaran dan indikator tidak sama di semua bagian", "Objectives and indicators differ between parts",
        "Himpunan sasaran dan indikator dibandingkan dari rencana sampai simpulan.", x06_himpunan),
    rule!("X07", "klaim-jumlah", Low, "Banyaknya yang disebut tidak sesuai", "A stated count is wrong",
        "Angka, bilangan dalam kata dan banyaknya yang nyata dibandingkan.", x07_klaim_jumlah),
    rule!("X08", "rencana-aksi", Medium, "Rencana aksi tidak sesuai Perjanjian Kinerja", "Action plan disagrees with the agreement",
        "Pemantauan triwulan dibandingkan dengan Perjanjian Kinerja dan hasil tahunan.", x08_rencana_aksi),
    rule!("X09", "narasi-tabel", Medium, "Kalimat tidak sesuai tabel yang dirujuk", "A sentence disagrees with the table it cites",
        "Angka dalam kalimat dicari dalam tabel yang dirujuk.", x09_narasi_tabel),
    rule!("X10", "tertukar", High, "Jumlah sama dengan ukuran lain di tabel lain", "A total equals a different measure elsewhere",
        "Jumlah yang sama dengan ukuran lain di tabel lain disebutkan.", x10_tertukar),
    rule!("X11", "antar-tahun", High, "Angka tahun lalu berbeda dari laporan tahun lalu", "Prior-year columns differ from last year’s report",
        "Kolom tahun lalu dibandingkan dengan laporan tahun sebelumnya.", x11_antar_tahun),
    rule!("X12", "baris-tersalin", Low, "Baris tampak tersalin", "A row seems copied",
        "Nama berbeda dengan rangkaian angka yang sama dilaporkan.", x12_baris_tersalin),
    rule!("L01", "klaim-capaian", High, "Klaim tercapai tidak sesuai angka", "A claim of achievement disagrees with the figures",
        "Klaim melampaui, tercapai atau tidak tercapai dibandingkan dengan target dan realisasi.", l01_klaim_capaian),
    rule!("L02", "kata-tren", Medium, "Kata naik/turun tidak sesuai angka", "A trend word disagrees with the figures",
        "Kata meningkat, menurun atau tetap dibandingkan dengan dua angkanya.", l02_kata_tren),
    rule!("L03", "predikat", High, "Predikat tidak sesuai skala", "A predicate disagrees with the scale",
        "Predikat dibandingkan dengan kelas capaian dalam skala laporan.", l03_predikat),
    rule!("L04", "efisiensi-semu", Low, "Efisiensi diklaim walau capaian di bawah serapan", "Efficiency claimed though achievement is below absorption",
        "Klaim efisiensi dibandingkan dengan capaian dan serapan.", l04_efisiensi_semu),
    rule!("L05", "pernyataan-ganda", Medium, "Dua pernyataan berbeda tentang indikator yang sama", "Two passages disagree on one indicator",
        "Angka satu indikator dibandingkan antar paragraf.", l05_pernyataan_ganda),
    rule!("S01", "nomor", Low, "Nomor tabel atau gambar ganda atau terlewat", "A table or figure number is doubled or skipped",
        "Urutan nomor tabel, gambar, bagian, lampiran dan kolom diperiksa.", s01_nomor),
    rule!("S02", "daftar", Low, "Daftar isi/tabel/gambar tidak sesuai isi", "Lists of contents disagree with the body",
        "Daftar Isi, Daftar Tabel dan Daftar Gambar dibandingkan dengan isi.", s02_daftar),
    rule!("S03", "muatan-wajib", Medium, "Muatan wajib tidak ditemukan", "Mandatory content is missing",
        "Muatan yang diminta PermenPANRB 53/2014 dicari.", s03_muatan_wajib),
    rule!("S04", "sisa-templat", Medium, "Sisa templat tertinggal", "Template text was left over",
        "Isian kosong, petunjuk dan pilihan yang tertinggal dicari.", s04_sisa_templat),
    rule!("S05", "tahun-salah", Medium, "Tahun yang disebut bukan tahun laporan", "A year is not the report’s",
        "Tahun yang seharusnya tahun laporan diperiksa.", s05_tahun_salah),
    rule!("S06", "nama-berubah", Low, "Nama indikator atau sasaran berubah", "A name drifts",
        "Nama indikator dan sasaran dibandingkan antar bagian.", s06_nama_berubah),
    rule!("S07", "sel-kosong", Low, "Sel kosong padahal nilainya ada", "A cell is empty though its value is known",
        "Sel kosong dibandingkan dengan tempat lain.", s07_sel_kosong),
    rule!("F01", "angka-rusak", Low, "Angka tertulis rusak", "A number is malformed",
        "Angka dengan pemisah atau tanda yang keliru dilaporkan.", f01_angka_rusak),
    rule!("F02", "gaya-angka", Info, "Gaya penulisan angka bercampur", "Number styles are mixed",
        "Persentase dengan koma dan dengan titik desimal dibandingkan.", f02_gaya_angka),
    rule!("F03", "satuan", Low, "Satuan bertentangan", "Units contradict each other",
        "Satuan satu indikator dibandingkan antar tabel.", f03_satuan),
    rule!("F04", "jenis-kolom", Medium, "Nilai tidak sesuai jenis kolomnya", "A value is of the wrong kind for its column",
        "Nilai rupiah di kolom kinerja dan sebaliknya dilaporkan.", f04_jenis_kolom),
    rule!("F05", "kode", Low, "Kode atau nomor baris ganda atau terlewat", "A code or row number is doubled or skipped",
        "Kode rekening dan nomor baris diperiksa.", f05_kode),
    rule!("F06", "skala", Info, "Skala penilaian berlubang atau bertumpuk", "A scale has gaps or overlaps",
        "Batas kelas dalam tabel skala diperiksa.", f06_skala),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_catalogue_is_whole_and_unambiguous() {
        assert_eq!(RULES.len(), 46);
        assert_eq!(RULES.iter().map(|r| r.code).collect::<BTreeSet<_>>().len(), 46);
        assert_eq!(RULES.iter().map(|r| r.name).collect::<BTreeSet<_>>().len(), 46);
    }

    #[test]
    fn every_written_rule_explains_itself_in_full() {
        for rule in RULES.iter().filter(|r| r.is_implemented()) {
            let text = explain(rule.code).unwrap();
            assert!(text.contains(rule.code) && text.contains(rule.name), "{}", rule.code);
            for part in ["## What it does", "## Why it matters", "## Example", "## What it lets pass", "## Source"] {
                assert!(text.contains(part), "{} lacks “{part}”", rule.code);
            }
        }
    }

    #[test]
    fn codes_are_found_in_any_case() {
        assert_eq!(find("a05").map(|r| r.name), Some("jumlah"));
        assert!(find("A99").is_none());
    }
}
