//! Which direction of an indicator is better.
//!
//! A statement in the row or its formula comes first, then what the name means, then how the targets run over the
//! years. A name that says neither is taken for higher is better: nine of ten indicators are.

use super::Polarity;
use super::text::fold;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Things of which fewer are better.
static BURDENS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "kemiskinan|miskin|stunting|pengangguran|menganggur|kematian|kesakitan|prevalensi|insiden|insidensi|gizi buruk|gizi kurang|\
    wasting|underweight|putus sekolah|buta aksara|buta huruf|kejadian|kecelakaan|kriminalitas|kejahatan|pelanggaran|konflik|\
    keluhan|pengaduan|komplain|kebocoran|kehilangan|kerugian|temuan|kerusakan|rusak|pencemaran|emisi|gini|ketimpangan|inflasi|\
    ketergantungan|infeksi|kekerasan|korban|kebakaran|bencana|kerawanan|rawan|tertinggal|kumuh|tidak layak|lahan kritis|\
    perceraian|pernikahan dini|perkawinan anak|perkawinan usia|drop out|bed rest|death rate|ndr|gdr|unmet need|\
    total fertility|tfr|angka kelahiran|kelahiran kasar|laju pertumbuhan penduduk|waktu tunggu|waktu tanggap|response time|\
    respon time|lama waktu|sisa perkara|tunggakan|piutang|silpa|deviasi|penyimpangan|risiko|kesenjangan|ketidakpuasan|\
    pengulangan|penyakit|loss|susut|mortalitas|morbiditas|case fatality|tidak memenuhi|tidak terkelola|tidak sesuai|\
    tidak sekolah|belum|tanpa akses|mengulang|pembatalan|upaya hukum|kasasi|permohonan banding|golput|tdk layak|defisit|\
    kebergantungan|import|impor|pengeluaran makanan|icor|gangguan|pemadaman",
    )
});

/// What turns a burden into a service: cases that are solved, patients that are cured.
static SERVICES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "penurunan|menurunnya|berkurangnya|pengurangan|ditangani|tertangani|penanganan|diselesaikan|terselesaikan|selesai|\
    penyelesaian|ditindaklanjuti|tindak lanjut|keberhasilan|sembuh|kesembuhan|success|dilayani|terlayani|pelayanan|mendapat|\
    mendapatkan|memperoleh|dibina|pembinaan|pencegahan|dicegah|terungkap|dipulihkan|pemulihan|ditangkap|bantuan|dibantu|\
    direhabilitasi|rehabilitasi|dikendalikan|pengendalian|pengentasan|tangguh|tanggap|kesiapsiagaan|kapasitas|pemenuhan|\
    terpenuhi|bebas|cakupan|kepatuhan|dilaporkan|terdata|perlindungan|dilindungi|kecepatan|efektivitas|ketepatan|penemuan|\
    case detection|notification|memahami|ketahanan|terintegrasi|dilakukan|melalui|diversi|mediasi|mengajukan|pencatatan|\
    keamanan|sertifikasi|mitigasi|edukasi|sosialisasi|sarana|prasarana|rencana|terverifikasi|dokumen|laporan|terlatih|peserta",
    )
});

/// Names that mention a service and still count a burden: time is better short whatever it is spent on.
static ALWAYS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "waktu tunggu|waktu tanggap|response time|respon time|lama waktu|jangka waktu penyelesaian|rata rata waktu|ratarata waktu|\
    rata rata lama|tidak memenuhi|tidak terkelola|prevalensi|death rate",
    )
});

/// Which direction is better, from the name, its sasaran, what is said of it, and its targets over the years.
pub(crate) fn polarity(name: &str, sasaran: Option<&str>, said: &str, targets: &[Decimal]) -> Polarity {
    let said = fold(said);
    if [
        "semakin rendah",
        "makin rendah",
        "semakin kecil",
        "makin kecil",
        "semakin sedikit",
        "semakin turun",
        "lower is better",
        "minimize",
        "minimum semakin",
        "polaritas negatif",
    ]
    .iter()
    .any(|w| said.contains(w))
    {
        return Polarity::LowerIsBetter;
    }
    if ["semakin tinggi", "makin tinggi", "semakin besar", "makin besar", "higher is better", "maximize", "polaritas positif"]
        .iter()
        .any(|w| said.contains(w))
    {
        return Polarity::HigherIsBetter;
    }
    match (by_name(name), falling(targets)) {
        (Some(known), _) => known,
        (None, Some(true)) => Polarity::LowerIsBetter,
        (None, _) => {
            let falls =
                sasaran.map(fold).is_some_and(|s| s.starts_with("menurun") || s.starts_with("berkurang")) && shares_subject(name, sasaran);
            if falls { Polarity::LowerIsBetter } else { Polarity::HigherIsBetter }
        }
    }
}

/// What the name alone says; `None` where it says nothing.
fn by_name(name: &str) -> Option<Polarity> {
    let name = fold(name);
    let percent_fall = name.contains("penurunan") || name.starts_with("menurunnya") || name.contains("pengurangan");
    // 'Menurunnya luas serangan' is measured by the area, 'menurunnya kemiskinan' by how far it fell.
    let level = name.strip_prefix("menurunnya ").and_then(|rest| rest.split(' ').next());
    if level.is_some_and(|w| matches!(w, "jumlah" | "luas" | "angka" | "tingkat" | "kasus" | "prevalensi" | "rasio" | "ratio")) {
        return Some(Polarity::LowerIsBetter);
    }
    if percent_fall {
        return Some(Polarity::HigherIsBetter);
    }
    // 'Rata-rata lama sekolah' is no waiting time.
    if name.contains("lama sekolah") || name.contains("harapan hidup") {
        return Some(Polarity::HigherIsBetter);
    }
    // A service not rendered: 'yang belum ditindaklanjuti'.
    let undone = words_from(&name).any(|rest| {
        let after = rest.strip_prefix("belum ").or_else(|| rest.strip_prefix("tidak "));
        after.is_some_and(|after| SERVICES.starting(after).any(|w| w != "mengajukan"))
    });
    if undone || ALWAYS.stand_in(&name) {
        return Some(Polarity::LowerIsBetter);
    }
    match (BURDENS.stand_in(&name), SERVICES.stand_in(&name)) {
        (true, false) => Some(Polarity::LowerIsBetter),
        (_, true) => Some(Polarity::HigherIsBetter),
        (false, false) => None,
    }
}

/// Words and phrases by what they begin with.
struct Phrases(Vec<&'static str>);

impl Phrases {
    /// The phrases of `a|b|c`.
    fn of(list: &'static str) -> Self {
        let mut phrases: Vec<&str> = list.split('|').collect();
        phrases.sort_unstable();
        Self(phrases)
    }

    /// Those that a text begins with, up to the end of a word.
    fn starting<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'static str> + 't {
        let start = text.as_bytes().get(..2).unwrap_or(text.as_bytes());
        let from = self.0.partition_point(|p| p.as_bytes() < start);
        let near = self.0.iter().skip(from).take_while(move |p| p.as_bytes().starts_with(start));
        near.copied().filter(|p| begins(text, p))
    }

    fn stand_in(&self, text: &str) -> bool {
        words_from(text).any(|rest| self.starting(rest).next().is_some())
    }
}

/// The text from each of its words on.
fn words_from(text: &str) -> impl Iterator<Item = &str> {
    let blanks = memchr::memchr_iter(b' ', text.as_bytes()).map(|at| at + 1);
    std::iter::once(0).chain(blanks).filter_map(|at| text.get(at..))
}

/// Whether a text begins with a word, perhaps its own form with -nya.
fn begins(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || rest.starts_with("nya"))
}

fn contains_word(text: &str, word: &str) -> bool {
    words_from(text).any(|rest| begins(rest, word))
}

/// Targets that never rise and fall by the end, over three or more years.
fn falling(targets: &[Decimal]) -> Option<bool> {
    let (first, last) = (targets.first()?, targets.last()?);
    if targets.len() < 3 || first == last {
        return None;
    }
    Some(targets.windows(2).all(|w| w.first() >= w.last()))
}

/// The sasaran and the indicator speak of the same thing.
fn shares_subject(name: &str, sasaran: Option<&str>) -> bool {
    let (name, sasaran) = (fold(name), sasaran.map(fold).unwrap_or_default());
    sasaran
        .split(' ')
        .skip(1)
        .filter(|w| w.len() > 4 && !matches!(*w, "angka" | "tingkat" | "jumlah" | "persentase" | "kualitas" | "masyarakat"))
        .any(|w| contains_word(&name, w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Polarity::{HigherIsBetter, LowerIsBetter};

    fn of(name: &str) -> Polarity {
        polarity(name, None, "", &[])
    }

    #[test]
    fn burdens_are_better_low() {
        for name in [
            "Persentase pengaduan yang belum ditindaklanjuti",
            "Angka Kematian Ibu",
            "Prevalensi balita stunting",
            "Tingkat Pengangguran Terbuka",
            "Persentase penduduk miskin",
            "Persentase sampah yang tidak terkelola",
            "Indeks Risiko Bencana",
            "Rata-rata waktu tanggap darurat",
            "Angka putus sekolah jenjang SMP",
            "Net Death Rate (NDR)",
            "Menurunnya luas serangan hama utama",
        ] {
            assert_eq!(of(name), LowerIsBetter, "{name}");
        }
    }

    #[test]
    fn burdens_that_are_dealt_with_are_better_high() {
        for name in [
            "Persentase kejadian bencana yang ditangani",
            "Persentase keluhan pasien yang ditindaklanjuti",
            "Angka keberhasilan pengobatan Tuberkulosis",
            "Persentase penurunan stunting",
            "Persentase penderita hipertensi yang mendapat pelayanan sesuai standar",
            "Nilai SAKIP",
            "Rata-rata lama sekolah",
            "Angka Harapan Hidup",
        ] {
            assert_eq!(of(name), HigherIsBetter, "{name}");
        }
    }

    #[test]
    fn a_statement_goes_before_the_name_and_the_name_before_the_targets() {
        assert_eq!(polarity("Nilai X", None, "semakin rendah realisasi semakin baik", &[]), LowerIsBetter);
        let down = [5, 4, 3].map(Decimal::from);
        assert_eq!(polarity("Indeks Y", None, "", &down), LowerIsBetter);
        assert_eq!(polarity("Angka Harapan Hidup", None, "", &down), HigherIsBetter);
        assert_eq!(polarity("Rasio kematian ibu", Some("Menurunnya rasio kematian ibu"), "", &[]), LowerIsBetter);
    }
}
