//! The words that headers are made of, and every spelling of them met so far. One place to add a wording.

use super::text::fold;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// A word as the rules know it, and its other spellings and near synonyms.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("persentase", &["%", "prosentase", "presentase", "persentasi", "prosentasi", "persen", "prosen", "procentase"]),
    ("capaian", &["pencapaian", "ketercapaian", "capain", "capaiannya"]),
    ("keberhasilan", &["kesuksesan"]),
    ("serapan", &["penyerapan", "terserap", "penyerapannya", "absorbsi"]),
    ("jumlah", &["jml", "jlh", "total", "jumlahnya"]),
    ("keterangan", &["ket", "remarks"]),
    ("triwulan", &["tw", "trw", "triw", "twl", "kuartal", "quarter"]),
    ("tahun", &["thn", "th", "ta", "tahunan"]),
    ("rupiah", &["rp", "idr"]),
    ("anggaran", &["angg", "anggarannya"]),
    ("keuangan", &["keu", "finansial"]),
    ("realisasi", &["real", "realisasinya", "terealisasi"]),
    ("formula", &["formulasi", "rumus", "rumusan", "penghitungan", "perhitungan"]),
    ("indikator", &["iku", "ikk", "ikp", "iksk", "ikss", "indicator"]),
    ("no", &["nomor", "urut"]),
    ("lakilaki", &["laki", "pria", "lk", "l"]),
    ("perempuan", &["wanita", "pr", "p"]),
    ("baseline", &["basis"]),
    ("program", &["progam", "proram", "programkegiatan"]),
    ("subkegiatan", &["subkeg", "subkomponen"]),
    ("setelah", &["sesudah", "menjadi"]),
    ("revisi", &["refocusing", "pergeseran"]),
    ("murni", &["induk"]),
    ("naik", &["kenaikan", "peningkatan"]),
    ("turun", &["penurunan"]),
    ("selisih", &["perbedaan", "deviasi", "gap", "kesenjangan", "pertumbuhan"]),
    ("kategori", &["katagori", "klasifikasicapaian"]),
    ("predikat", &["peringkat", "grade", "rating", "interpretasi", "status", "notifikasi"]),
    ("penjelasan", &["analisis", "analisa", "uraianprogres"]),
    ("kendala", &["hambatan", "permasalahan", "masalah", "penghambat", "penyebab"]),
    ("solusi", &["rekomendasi", "upaya", "tindaklanjut"]),
    ("pelaksana", &["pic", "pengampu", "penanggungjawab"]),
    ("fisik", &["physical"]),
    ("kecamatan", &["kec"]),
    ("terhadap", &["thd", "thdp", "thadap", "trhdp"]),
    ("rekening", &["rek"]),
    ("kabupaten", &["kab", "kabkota"]),
];

/// Words that stand for themselves. Look-alikes of a word above are listed so that they are not taken for it
/// (`lokasi` for `alokasi`, `bencana` for `rencana`, `perumahan` for `perubahan`).
const PLAIN: &str = "kode rekening tujuan misi visi sasaran strategis kegiatan kinerja utama definisi operasional satuan unit kondisi awal target \
    rencana tingkat kemajuan pagu alokasi belanja dana perubahan sebelum sisa efisiensi bertambah berkurang kurang lebih kriteria \
    warna penanggung jawab sumber data uraian nama jabatan akhir renstra semester nilai evaluasi jenis lokasi bencana perumahan \
    klasifikasi golongan pangkat pendidikan desa kelurahan puskesmas sekolah wilayah instansi bidang urusan catatan alasan faktor \
    bukti interval strategi arah kebijakan saldo silpa penghematan porsi proporsi kontribusi bobot rentang skala aksi keluaran \
    output outcome dpa dipa apbd apbn rkpd rpjmd terhadap sampai dengan bulan ratarata komponen rincian aset barang penerimaan \
    pendapatan proyeksi orang volume lulusan pegawai sarana satker proyek nasional provinsi kabkota menengah jangka kualifikasi \
    formasi penilaian perangkat";

static CANONICAL: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let own = SYNONYMS.iter().map(|(w, _)| (*w, *w)).chain(PLAIN.split_ascii_whitespace().map(|w| (w, w)));
    let others = SYNONYMS.iter().flat_map(|(w, spellings)| spellings.iter().map(move |s| (*s, *w)));
    own.chain(others).collect()
});

/// Words that misspellings are compared with: long enough that one wrong letter leaves the word plain.
/// Each with its set of letters.
static TARGETS: LazyLock<Vec<(&'static str, u32)>> = LazyLock::new(|| {
    let words: BTreeSet<&'static str> = CANONICAL.keys().copied().filter(|w| w.len() >= SHORTEST_FUZZY).collect();
    words.into_iter().map(|word| (word, letters(word))).collect()
});

/// One edit in six letters is the most that leaves a word recognisable; shorter words have real neighbours.
const SHORTEST_FUZZY: usize = 6;
/// Similarity that one edit in six letters leaves, rounded down.
const ALIKE: f64 = 0.8;

/// Edits beyond which words of at most so many letters are less than [`ALIKE`]: a fifth of them.
fn most_edits(length: usize) -> u32 {
    u32::try_from(length / 5).unwrap_or(u32::MAX / 2)
}

/// The set of letters of a word in ASCII, one bit each; whatever else stands in it shares one bit.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, b| set | 1 << if b.is_ascii_lowercase() { b - b'a' } else { 26 })
}

/// The rules' word for a folded word, mended where it is misspelt, itself where it is unknown.
fn canonical(word: &str) -> String {
    if let Some(known) = CANONICAL.get(word) {
        return (*known).to_owned();
    }
    if word.len() >= SHORTEST_FUZZY && word.is_ascii() {
        let same_end = |a: &str, b: &str| a.bytes().next() == b.bytes().next() || a.bytes().rev().take(2).eq(b.bytes().rev().take(2));
        let own = letters(word);
        // An edit changes the set of letters by two at most: what differs by more is not worth weighing.
        let may = |t: &str, set: u32| (set ^ own).count_ones() <= 2 * most_edits(t.len().max(word.len()));
        let near = TARGETS.iter().filter(|(t, set)| t.len().abs_diff(word.len()) <= 2 && same_end(t, word) && may(t, *set));
        let best = near
            .map(|(t, _)| (strsim::normalized_damerau_levenshtein(t, word), *t))
            .fold((0.0, ""), |best, x| if x.0 > best.0 { x } else { best });
        if best.0 >= ALIKE {
            return CANONICAL.get(best.1).copied().unwrap_or(best.1).to_owned();
        }
    }
    word.to_owned()
}

/// The words of a header as the rules know them: misspellings mended, words torn by a narrow column joined
/// (`REALI SASI`, `SUB KEGIATAN`), run-together words parted.
pub(crate) fn words(text: &str) -> Vec<String> {
    first_words(text, usize::MAX)
}

/// The first of the words of a header, at least so many where there are as many.
pub(crate) fn first_words(text: &str, count: usize) -> Vec<String> {
    let folded = fold(text);
    let raw: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    let mut out = Vec::with_capacity(raw.len().min(count.saturating_add(1)));
    let mut i = 0;
    while let Some(word) = raw.get(i).filter(|_| out.len() < count) {
        if let Some(next) = raw.get(i + 1) {
            let joined = format!("{word}{next}");
            if CANONICAL.contains_key(joined.as_str())
                && !(CANONICAL.contains_key(word) && CANONICAL.contains_key(next) && joined != "subkegiatan")
            {
                out.push(canonical(&joined));
                i += 2;
                continue;
            }
        }
        match parted(word) {
            Some((a, b)) => out.extend([a, b]),
            None => out.push(canonical(word)),
        }
        i += 1;
    }
    out
}

/// Two known words run together: `indikatorkinerja`.
fn parted(word: &str) -> Option<(String, String)> {
    if word.len() < 10 || CANONICAL.contains_key(word) || !word.is_ascii() {
        return None;
    }
    (4..=word.len() - 4).find_map(|at| {
        let (a, b) = (CANONICAL.get(word.get(..at)?)?, CANONICAL.get(word.get(at..)?)?);
        Some(((*a).to_owned(), (*b).to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        for (text, expected) in [
            ("Prosentase Pencapaian", vec!["persentase", "capaian"]),
            ("TRIMULAN I", vec!["triwulan", "i"]),
            ("SAGARAN", vec!["sasaran"]),
            ("REALI SASI", vec!["realisasi"]),
            ("REALI-\nSASI", vec!["realisasi"]),
            ("IndikatorSasaran", vec!["indikator", "sasaran"]),
            ("INDIKATORKINERJA", vec!["indikator", "kinerja"]),
            ("Program/Kegiatan/Sub Kegiatan", vec!["program", "kegiatan", "subkegiatan"]),
            ("BASE LINE 2022", vec!["baseline", "2022"]),
            ("Jml (Rp.)", vec!["jumlah", "rupiah"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn the_first_words_are_those_of_the_whole() {
        for text in ["Jumlah Belanja Langsung", "INDIKATORKINERJA utama daerah", "SUB KEGIATAN total x", "REALI SASI", ""] {
            let (all, first) = (words(text), first_words(text, 2));
            assert!(all.starts_with(&first) && first.len() >= all.len().min(2), "{text}");
        }
    }

    #[test]
    fn look_alikes_stay_apart() {
        for word in ["lokasi", "bencana", "perumahan", "penduduk", "kecelakaan", "perangkat"] {
            assert_eq!(words(word), [word]);
        }
    }
}
