//! Codes of the provinces (Kepmendagri 300.2.2-2138/2025, Lampiran). Kabupaten and kota have none here.

use super::names::words;

/// Code and name, with the spellings that reports use.
const PROVINCES: [(&str, &[&str]); 38] = [
    ("11", &["aceh", "nanggroe aceh darussalam"]),
    ("12", &["sumatera utara"]),
    ("13", &["sumatera barat"]),
    ("14", &["riau"]),
    ("15", &["jambi"]),
    ("16", &["sumatera selatan"]),
    ("17", &["bengkulu"]),
    ("18", &["lampung"]),
    ("19", &["kepulauan bangka belitung", "bangka belitung"]),
    ("21", &["kepulauan riau"]),
    ("31", &["dki jakarta", "daerah khusus ibukota jakarta", "daerah khusus jakarta"]),
    ("32", &["jawa barat"]),
    ("33", &["jawa tengah"]),
    ("34", &["daerah istimewa yogyakarta", "di yogyakarta", "yogyakarta"]),
    ("35", &["jawa timur"]),
    ("36", &["banten"]),
    ("51", &["bali"]),
    ("52", &["nusa tenggara barat"]),
    ("53", &["nusa tenggara timur"]),
    ("61", &["kalimantan barat"]),
    ("62", &["kalimantan tengah"]),
    ("63", &["kalimantan selatan"]),
    ("64", &["kalimantan timur"]),
    ("65", &["kalimantan utara"]),
    ("71", &["sulawesi utara"]),
    ("72", &["sulawesi tengah"]),
    ("73", &["sulawesi selatan"]),
    ("74", &["sulawesi tenggara"]),
    ("75", &["gorontalo"]),
    ("76", &["sulawesi barat"]),
    ("81", &["maluku"]),
    ("82", &["maluku utara"]),
    ("91", &["papua"]),
    ("92", &["papua barat"]),
    ("93", &["papua selatan"]),
    ("94", &["papua tengah"]),
    ("95", &["papua pegunungan"]),
    ("96", &["papua barat daya"]),
];

/// The code of a province: 'Provinsi Jawa Tengah' → `33`. Other regions have none: 'Kabupaten Gorontalo' is not its province.
pub fn code(region: &str) -> Option<&'static str> {
    let all = words(region);
    let (level, rest) = all.split_first()?;
    if !matches!(level.as_str(), "provinsi" | "propinsi" | "prov") {
        return None;
    }
    let name = rest.join(" ");
    PROVINCES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_provinces_have_codes() {
        assert_eq!(code("Provinsi Jawa Tengah"), Some("33"));
        assert_eq!(code("PROV. D.I. Yogyakarta").or(code("Provinsi DI Yogyakarta")), Some("34"));
        assert_eq!(code("Kabupaten Gorontalo"), None);
        assert_eq!(code(""), None);
    }
}
