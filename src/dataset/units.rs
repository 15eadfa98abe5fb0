//! Units brought together: `Rp Juta` and `rupiah`, `persen` and `%`, `Org` and `orang`. The printed unit is never replaced;
//! what is found here stands beside it.

use super::names::words;
use rust_decimal::Decimal;

/// A unit under one name, and what a figure printed in the original is multiplied by to be in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its one name.
    pub name: String,
    /// Factor: 1.000.000 for `Rp Juta`.
    pub factor: Decimal,
}

/// Words that multiply, in Indonesian number words.
const SCALES: [(&str, i64); 9] = [
    ("ribu", 1_000),
    ("ribuan", 1_000),
    ("juta", 1_000_000),
    ("jutaan", 1_000_000),
    ("jt", 1_000_000),
    ("miliar", 1_000_000_000),
    ("milyar", 1_000_000_000),
    ("triliun", 1_000_000_000_000),
    ("trilyun", 1_000_000_000_000),
];

/// Spellings of a unit: as printed, its one name, and the factor as mantissa and decimals. Weights are brought to tons and
/// lengths to kilometres, areas to hectares (SI, as PermenPANRB and BPS tables print them).
const SPELLINGS: [(&str, &str, (i64, u32)); 49] = [
    ("persen", "%", (1, 0)),
    ("prosen", "%", (1, 0)),
    ("prosentase", "%", (1, 0)),
    ("persentase", "%", (1, 0)),
    ("permil", "%", (1, 1)),
    ("rp", "rupiah", (1, 0)),
    ("rupiah", "rupiah", (1, 0)),
    ("idr", "rupiah", (1, 0)),
    ("org", "orang", (1, 0)),
    ("orang", "orang", (1, 0)),
    ("jiwa", "orang", (1, 0)),
    ("dok", "dokumen", (1, 0)),
    ("dokumen", "dokumen", (1, 0)),
    ("doc", "dokumen", (1, 0)),
    ("lap", "laporan", (1, 0)),
    ("laporan", "laporan", (1, 0)),
    ("bh", "buah", (1, 0)),
    ("buah", "buah", (1, 0)),
    ("bln", "bulan", (1, 0)),
    ("bulan", "bulan", (1, 0)),
    ("thn", "tahun", (1, 0)),
    ("tahun", "tahun", (1, 0)),
    ("hr", "hari", (1, 0)),
    ("hari", "hari", (1, 0)),
    ("ton", "ton", (1, 0)),
    ("kg", "ton", (1, 3)),
    ("kilogram", "ton", (1, 3)),
    ("kuintal", "ton", (1, 1)),
    ("kwintal", "ton", (1, 1)),
    ("kw", "ton", (1, 1)),
    ("ha", "ha", (1, 0)),
    ("hektar", "ha", (1, 0)),
    ("hektare", "ha", (1, 0)),
    ("km", "km", (1, 0)),
    ("kilometer", "km", (1, 0)),
    ("m", "km", (1, 3)),
    ("meter", "km", (1, 3)),
    ("nilai", "nilai", (1, 0)),
    ("skor", "nilai", (1, 0)),
    ("score", "nilai", (1, 0)),
    ("poin", "nilai", (1, 0)),
    ("point", "nilai", (1, 0)),
    ("angka", "nilai", (1, 0)),
    ("indeks", "nilai", (1, 0)),
    ("index", "nilai", (1, 0)),
    ("predikat", "predikat", (1, 0)),
    ("kategori", "predikat", (1, 0)),
    ("opini", "predikat", (1, 0)),
    ("peringkat", "peringkat", (1, 0)),
];

impl Unit {
    /// Reads a printed unit. One that is not known keeps its words; of a composed one (`ton/ha`) nothing is converted.
    #[must_use]
    pub fn read(printed: &str) -> Option<Self> {
        let plain = printed.trim();
        if plain == "%" || plain.starts_with('%') && !plain.chars().any(char::is_alphanumeric) {
            return Some(Self { name: "%".into(), factor: Decimal::ONE });
        }
        if plain == "‰" {
            return Some(Self { name: "%".into(), factor: Decimal::new(1, 1) });
        }
        let composed = plain.contains('/') || words(plain).iter().any(|w| w == "per");
        let mut left = words(plain);
        if composed || left.is_empty() {
            let name = plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            return (!name.is_empty()).then_some(Self { name, factor: Decimal::ONE });
        }
        let mut factor = Decimal::ONE;
        left.retain(|word| match SCALES.iter().find(|(scale, _)| scale == word) {
            Some((_, times)) => {
                factor = factor.saturating_mul(Decimal::from(*times));
                false
            }
            None => true,
        });
        let spelled = match left.as_slice() {
            [one] => SPELLINGS.iter().find(|(spelling, ..)| spelling == one),
            _ => None,
        };
        Some(match spelled {
            Some((_, name, (mantissa, decimals))) => {
                Self { name: (*name).into(), factor: factor.saturating_mul(Decimal::new(*mantissa, *decimals)) }
            }
            // 'Juta' alone says how many, not of what.
            None if left.is_empty() => Self { name: String::new(), factor },
            None => Self { name: left.join(" "), factor },
        })
    }

    /// A figure in this unit; none where it has more digits than can be held.
    #[must_use]
    pub fn convert(&self, printed: Decimal) -> Option<Decimal> {
        printed.checked_mul(self.factor).map(|d| d.normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_unit_are_one_and_scales_are_factors() {
        for (printed, name, factor) in [
            ("%", "%", "1"),
            ("Persen (%)", "%", "1"),
            ("‰", "%", "0.1"),
            ("Rp Juta", "rupiah", "1000000"),
            ("Rp. (ribuan)", "rupiah", "1000"),
            ("Milyar Rupiah", "rupiah", "1000000000"),
            ("Org", "orang", "1"),
            ("Ribu Orang", "orang", "1000"),
            ("Kg", "ton", "0.001"),
            ("Kuintal/Ha", "kuintal/ha", "1"),
            ("per 100.000 KH", "per 100.000 kh", "1"),
            ("Puskesmas", "puskesmas", "1"),
        ] {
            let unit = Unit::read(printed).unwrap();
            assert_eq!((unit.name.as_str(), unit.factor), (name, factor.parse().unwrap()), "{printed}");
        }
        assert_eq!(Unit::read(" "), None);
        assert_eq!(Unit::read("Rp juta").unwrap().convert("18.5".parse().unwrap()), Some("18500000".parse().unwrap()));
    }
}
