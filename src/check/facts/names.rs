//! When two printed names are of one indicator: case, fillers, variants of spelling and slips of the pen apart.

/// Letters from which one differing letter in a word is a slip of the pen and not another word.
const SLIP_FROM: usize = 6;
/// Letters from which two are.
const TWO_SLIPS_FROM: usize = 10;
/// Lower case, single blanks.
#[must_use]
pub fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut out = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The words of a name in lower case without fillers, variants of spelling made one.
fn told_words(lower: &str) -> impl Iterator<Item = &str> {
    let mut last = "";
    lower.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let word = match word {
            "" | "dan" | "atau" | "yang" | "serta" | "yg" | "dn" | "pada" | "terhadap" => return None,
            "presentase" | "prosentase" | "persentasi" | "presentasi" | "prosentasi" => "persentase",
            "pemukiman" => "permukiman",
            "prov" => "provinsi",
            "propinsi" => "provinsi",
            "kab" => "kabupaten",
            "kec" => "kecamatan",
            "rb" => "reformasibirokrasi",
            word => word,
        };
        (std::mem::replace(&mut last, word) != "persentase" || word != "persentase").then_some(word)
    })
}

pub(super) fn words(name: &str) -> Vec<String> {
    told_words(&name.to_lowercase()).map(str::to_owned).collect()
}

/// A name as one string to compare by.
#[must_use]
pub fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut out = String::with_capacity(lower.len());
    out.extend(told_words(&lower));
    out
}

pub(super) fn differ_by_slips(a: &[String], b: &[String]) -> bool {
    a.len() == b.len()
        && a.len() >= 3
        && a.iter().zip(b).filter(|(x, y)| x != y).count() <= 2
        && a.iter().zip(b).all(|(x, y)| {
            let shorter = x.chars().count().min(y.chars().count());
            let allowed = if shorter >= TWO_SLIPS_FROM { 2 } else { usize::from(shorter >= SLIP_FROM) };
            let digits = |w: &str| w.chars().any(|c| c.is_ascii_digit());
            x == y || (!digits(x) && !digits(y) && allowed > 0 && strsim::levenshtein(x, y) <= allowed)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_fillers_do_not_make_another_indicator() {
        assert_eq!(key("Presentase Satuan Pemukiman yang Dibina"), key("Persentase Satuan Permukiman yang di Bina"));
        assert_eq!(key("Pencari kerja yang dilatih dan / atau ditempatkan"), key("Pencari Kerja yang dilatih/atau ditempatkan"));
        assert_ne!(key("Jumlah siswa SD"), key("Jumlah siswa SMP"));
    }

    #[test]
    fn slips_join_names_and_other_words_do_not() {
        let slips = |a: &str, b: &str| differ_by_slips(&words(a), &words(b));
        assert!(slips("Persentase penduduk berakses air minum", "Persentase pendudk berakses air minum"));
        assert!(!slips("Persentase siswa SD lulus", "Persentase siswa SMP lulus"));
        assert!(!slips("Jumlah desa tertinggal tahap 1", "Jumlah desa tertinggal tahap 2"));
        assert!(!slips("Persentase layanan internal baik", "Persentase layanan eksternal baik"));
    }
}
