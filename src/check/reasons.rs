//! Why a check could not be made, in words: rules give the reason in English, a reader may want it in Indonesian.

use super::say::Lang;
use std::borrow::Cow;

/// Reasons in English and in Indonesian, sorted.
const REASONS: &[(&str, &str)] = &[
    ("a quarter is malformed", "angka satu triwulan rusak"),
    ("a range or a bound is no single value to compute with", "rentang atau batas, bukan satu nilai yang dapat dihitung"),
    ("a target of zero, a malformed figure, or figures of different kinds", "target nol, angka rusak, atau jenis angkanya berbeda"),
    (
        "an indicator that is better when lower is measured as if it were better when higher",
        "indikator yang makin rendah makin baik diukur seolah-olah makin tinggi makin baik",
    ),
    (
        "an operand is malformed, or the sum is off by a rounding",
        "salah satu angka hitungan rusak, atau jumlahnya hanya berbeda pembulatan",
    ),
    (
        "another name stands there in its place: it may have been reworded",
        "nama lain menempati tempatnya: mungkin hanya diganti redaksinya",
    ),
    ("another rule judges the figure", "angka ini dinilai aturan lain"),
    ("both kinds of numerals are about as frequent", "kedua jenis penomoran hampir sama sering"),
    ("equal as printed", "sama menurut angka tercetak"),
    ("it is not known which direction is better", "tidak diketahui arah mana yang lebih baik"),
    ("it is not sure which rows are averaged", "tidak pasti baris mana yang dirata-ratakan"),
    ("it is not sure which two values are compared", "tidak pasti dua nilai mana yang dibandingkan"),
    ("many rows have no code", "banyak baris tidak berkode"),
    ("more words than figure", "lebih banyak kata daripada angka"),
    ("most rows are not the difference of any two columns", "kebanyakan baris bukan selisih dua kolom mana pun"),
    ("most rows neither add up nor cumulate to the year", "kebanyakan baris tidak menjumlah maupun mengumulasi ke angka tahunan"),
    ("most rows show none of the meanings of efficiency", "kebanyakan baris tidak mengikuti satu pun arti efisiensi"),
    ("needs the reports of several years", "memerlukan laporan beberapa tahun"),
    ("no achievement beside it", "tidak ada capaian di sampingnya"),
    ("no columns of pagu and realisasi beside the percentage", "tidak ada kolom pagu dan realisasi di samping persentasenya"),
    ("no figure of the sentence is found in the table", "tidak ada angka kalimat ini dalam tabelnya"),
    ("no figures to average", "tidak ada angka untuk dirata-ratakan"),
    (
        "no other place gives this value of the indicator, and nothing is computed from it",
        "tidak ada tempat lain yang memuat nilai indikator ini, dan tidak ada angka yang dihitung darinya",
    ),
    ("no rule has a use for what this column holds", "tidak ada aturan yang memakai isi kolom ini"),
    ("no set of rows gives the total in any column", "tidak ada himpunan baris yang menghasilkan jumlahnya"),
    ("no style of figures is far more frequent", "tidak ada gaya penulisan angka yang jauh lebih sering"),
    ("no target and realisasi beside the achievement", "tidak ada target dan realisasi di samping capaiannya"),
    ("no target of the same plan's end to compare with", "tidak ada target akhir rencana yang sama sebagai pembanding"),
    (
        "no total, percentage, difference or other place to hold it against",
        "tidak ada jumlah, persentase, selisih, atau tempat lain sebagai pembanding",
    ),
    ("no two columns beside it to compare", "tidak ada dua kolom di sampingnya untuk dibandingkan"),
    ("not all quarters have a figure", "tidak semua triwulan berisi angka"),
    ("not every indicator of the agreement has an achievement", "tidak semua indikator perjanjian mempunyai capaian"),
    ("not every page could be read", "tidak semua halaman terbaca"),
    ("nothing to divide by", "pembaginya tidak ada atau nol"),
    ("nothing to divide by, or an operand is no figure", "pembaginya tidak ada atau nol, atau salah satunya bukan angka"),
    ("one achievement stands for several indicators", "satu capaian mewakili beberapa indikator"),
    ("other places give different values", "tempat lain memuat nilai yang berbeda-beda"),
    ("several scales carry the predicate", "beberapa skala memuat predikat ini"),
    ("text and table give too many of their names different budgets", "teks dan tabel memberi pagu berbeda pada terlalu banyak nama"),
    ("the achievement beside it could not be judged", "capaian di sampingnya tidak dapat dinilai"),
    ("the achievements that the claim speaks of are not known", "capaian yang dimaksud pernyataan ini tidak diketahui"),
    ("the amounts are not of one budget", "jumlah uangnya bukan dari satu anggaran"),
    (
        "the amounts of a list or sentence do not make its total, and nothing tells which is wrong",
        "angka dalam daftar atau kalimat tidak menghasilkan jumlahnya, dan tidak ada petunjuk mana yang salah",
    ),
    ("the budget is that of the other side of the change", "anggarannya dari sisi lain perubahan"),
    ("the cell of the name was not found", "sel namanya tidak ditemukan"),
    ("the cell of the unit was not found", "sel satuannya tidak ditemukan"),
    ("the claim stands before its figures", "pernyataannya mendahului angka-angkanya"),
    ("the column does not follow its printed formula in most rows", "kebanyakan baris tidak mengikuti rumus kolom yang tercetak"),
    ("the column does not follow the agreement in most of its rows", "kebanyakan baris kolom ini tidak mengikuti perjanjian kinerja"),
    ("the column does not follow the scale", "kolom ini tidak mengikuti skala"),
    ("the column is not the ratio of target and realisasi beside it", "kolom ini bukan perbandingan realisasi dengan target di sampingnya"),
    ("the column is not the ratio of the columns beside it", "kolom ini bukan perbandingan kolom-kolom di sampingnya"),
    ("the column may be misread", "kolom ini mungkin salah terbaca"),
    ("the column or level does not add up", "kolom atau tingkat ini tidak menjumlah"),
    ("the count may be of a part of the report", "jumlahnya mungkin untuk sebagian laporan"),
    ("the difference is of another kind than its values", "selisihnya berbeda jenis dari nilai-nilainya"),
    ("the difference is of no column of the cited table", "selisihnya bukan dari kolom tabel yang dirujuk"),
    ("the figure is malformed", "angka rusak"),
    ("the figure is the ratio to another target of its row", "angka ini perbandingan dengan target lain di barisnya"),
    ("the figure may be capped, or the two are of different measures", "angka ini mungkin dibatasi, atau keduanya beda ukuran"),
    ("the figure may be capped; the report does not say", "angka ini mungkin dibatasi; laporan tidak menyebutnya"),
    ("the file is not a whole report", "berkas ini bukan laporan utuh"),
    ("the formula and the result of its row are not both percentages", "rumus dan hasil barisnya tidak sama-sama persentase"),
    ("the formula names columns that the table does not number", "rumusnya menyebut kolom yang tidak bernomor"),
    ("the formula of the row gives another figure of it", "rumus baris ini menghasilkan angka lain dari baris itu"),
    ("the left-out number may stand where it could not be read", "nomor yang terlewat mungkin ada di bagian yang tidak terbaca"),
    ("the listed item may stand where it could not be read", "butir daftar ini mungkin ada di bagian yang tidak terbaca"),
    ("the name could not be placed in its table", "namanya tidak dapat ditempatkan dalam tabelnya"),
    ("the name does not identify the indicator", "namanya tidak menunjuk satu indikator saja"),
    ("the name may go on where it was not read", "namanya mungkin berlanjut di bagian yang tidak terbaca"),
    ("the number is used twice, which S01 says", "nomornya dipakai dua kali: lihat S01"),
    ("the numbering of sections starts again", "penomoran bagian dimulai lagi"),
    ("the numbers follow another order than their own", "nomornya mengikuti urutan lain"),
    (
        "the other places that give it are of another plan, period or kind of value",
        "tempat lain yang memuatnya berbeda rencana, periode, atau jenis nilai",
    ),
    ("the page number could not be read", "nomor halamannya tidak terbaca"),
    ("the pages carry no running numbers", "halaman-halamannya tidak bernomor urut"),
    ("the percentage beside it could not be judged", "persentase di sampingnya tidak dapat dinilai"),
    ("the predicate is no word of the scale", "predikatnya tidak ada dalam skala"),
    ("the report's year is not known", "tahun laporan tidak diketahui"),
    ("the row may follow another formula of achievement or a cap", "baris ini mungkin mengikuti rumus capaian lain atau batas"),
    ("the row says itself what it averages", "barisnya sendiri menyebut apa yang dirata-ratakan"),
    ("the rows do not show what the column is computed from", "baris-barisnya tidak menunjukkan dari apa kolom ini dihitung"),
    ("the rows of one code may be one line", "baris-baris berkode sama mungkin satu baris"),
    ("the sentence does not give the total of its parts", "kalimatnya tidak menyebut jumlah bagian-bagiannya"),
    ("the sentence does not say what its figures are to each other", "kalimatnya tidak menyebut hubungan angka-angkanya"),
    (
        "the sentence names no row, and the table has not one total",
        "kalimatnya tidak menyebut baris, dan tabelnya tidak mempunyai satu jumlah",
    ),
    ("the table is no scale of ranges", "tabelnya bukan skala rentang"),
    ("the tables do not agree on the number of indicators", "tabel-tabelnya berbeda jumlah indikator"),
    (
        "the tables do not say with one voice whether the target that the claim speaks of was met",
        "tabel-tabel tidak sepakat apakah target yang disebut klaim ini tercapai",
    ),
    ("the tables themselves differ", "tabel-tabelnya sendiri berbeda"),
    ("the target of the ratio is not known", "target perbandingannya tidak diketahui"),
    ("the text declares a change of the target", "teks menyatakan targetnya diubah"),
    (
        "the text gives a name another budget than the table, but it may be a part of it",
        "teks memberi pagu lain daripada tabel untuk satu nama, tetapi mungkin hanya sebagian darinya",
    ),
    (
        "the text gives one budget twice, but it may be another one",
        "teks menyebut satu pagu dua kali dengan angka berbeda, tetapi mungkin pagu yang lain",
    ),
    (
        "the two sets are of different levels, or their names could not be matched",
        "kedua himpunan berbeda tingkat, atau namanya tidak dapat dipadankan",
    ),
    ("the value is not known", "nilainya tidak diketahui"),
    ("the year of the report is not known", "tahun laporan tidak diketahui"),
    (
        "these rows share one value: another measure than the rest of the column",
        "baris-baris ini bernilai sama: ukuran lain dari sisa kolom",
    ),
    ("too little of the list was found again in the body", "terlalu sedikit isi daftar yang ditemukan kembali di tubuh laporan"),
    ("two achievements of one table may be by two formulas", "dua capaian dalam satu tabel mungkin memakai dua rumus"),
    ("two figures side by side that may be no fraction", "dua angka bersisian yang mungkin bukan pecahan"),
    ("units of the sentences differ", "satuan kalimat-kalimatnya berbeda"),
    ("units or kinds of value differ", "satuan atau jenis nilainya berbeda"),
    ("weights, or a table cut off from its head", "berbobot, atau tabel terpisah dari kepalanya"),
    (
        "what the table holds was not recognised, and its figures do not add up",
        "isi tabel tidak dikenali, dan angka-angkanya tidak menjumlah",
    ),
];

/// A reason in the language of its reader; one that a newer version gave stays as it is.
#[must_use]
pub fn in_words(reason: &str, lang: Lang) -> Cow<'_, str> {
    let known = REASONS.binary_search_by_key(&reason, |(english, _)| english);
    match (lang, known.ok().and_then(|at| REASONS.get(at))) {
        (Lang::Id, Some((_, indonesian))) => Cow::Borrowed(*indonesian),
        _ => Cow::Borrowed(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    #[test]
    fn every_reason_of_the_sources_is_known_in_both_languages() {
        assert!(REASONS.is_sorted_by_key(|(english, _)| english));
        let given =
            Regex::new(r#"(?s)\b(?:skip(?:_many|_at|_all|_facts)?\(\s*[\w.:]+,\s*|let reason = |=> |Some\()"([a-z][^"]+)""#).unwrap();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check");
        let mut found = 0;
        for file in
            walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|f| f.path().extension().is_some_and(|e| e == "rs"))
        {
            let text = std::fs::read_to_string(file.path()).unwrap();
            let own = text.split("#[cfg(test)]").next().unwrap_or_default();
            let of_coverage = file.path().ends_with("coverage.rs");
            for m in given.captures_iter(own) {
                let start = m.get(0).unwrap().as_str();
                let is_reason = start.starts_with("skip") || start.starts_with("let reason") || of_coverage;
                if is_reason {
                    assert!(REASONS.iter().any(|(english, _)| *english == &m[1]), "{}: {}", file.path().display(), &m[1]);
                    found += 1;
                }
            }
        }
        assert!(found > 80, "{found} reasons");
        assert_eq!(in_words("equal as printed", Lang::Id), "sama menurut angka tercetak");
        assert_eq!(in_words("equal as printed", Lang::En), "equal as printed");
        assert_eq!(in_words("a reason of tomorrow", Lang::Id), "a reason of tomorrow");
    }
}
