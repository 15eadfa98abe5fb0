use super::*;
use crate::pdf::Rect;

fn block(page: u32, kind: BlockKind, text: &str) -> Block {
    Block { page, bbox: Rect::default(), kind, level: 0, text: text.into(), size: 11.0, bold: false, lines: Vec::new() }
}

fn read(lines: &[(u32, &str)]) -> (Agency, Option<i32>) {
    let blocks: Vec<Block> = lines.iter().map(|(page, text)| block(*page, BlockKind::Paragraph, text)).collect();
    identity(&blocks, &[])
}

fn is(found: &Agency, name: &str, region: &str, level: Level) {
    assert_eq!((found.name.as_deref(), found.region.as_deref(), found.level), (Some(name), Some(region), Some(level)));
}

#[test]
fn a_cover_in_capitals() {
    let (agency, year) = read(&[
        (1, "LAPORAN KINERJA INSTANSI PEMERINTAH"),
        (1, "TAHUN 2021"),
        (1, "BADAN PENANGGULANGAN BENCANA DAERAH"),
        (1, "PEMERINTAH KABUPATEN REJANG LEBONG"),
        (1, "Curup, 2022"),
        (2, "Laporan Kinerja BPBD Tahun 2021 disusun berdasarkan Peraturan Nomor 53 Tahun 2014."),
    ]);
    is(&agency, "Badan Penanggulangan Bencana Daerah", "Kabupaten Rejang Lebong", Level::Kabupaten);
    assert_eq!(year, Some(2021));
}

#[test]
fn one_block_for_the_whole_cover() {
    let (agency, year) = read(&[(1, "LAPORAN KINERJA DINAS KESEHATAN PROVINSI JAWA BARAT TAHUN 2016 JANUARI 2017")]);
    is(&agency, "Dinas Kesehatan", "Provinsi Jawa Barat", Level::Provinsi);
    assert_eq!(year, Some(2016));
}

#[test]
fn no_cover_only_prose() {
    let (agency, year) = read(&[
        (1, "Dalam rangka mendukung good governance maka Rumah Sakit Umum Daerah Al Ihsan Provinsi Jawa Barat membuat laporan Tahun 2016."),
        (1, "Kementerian Pendayagunaan Aparatur Negara menetapkan pedoman."),
        (2, "Direktur Rumah Sakit Umum Daerah Al Ihsan Provinsi Jawa Barat selaku pengguna anggaran pada tahun 2016."),
    ]);
    is(&agency, "Rumah Sakit Umum Daerah Al Ihsan", "Provinsi Jawa Barat", Level::Provinsi);
    assert_eq!(year, Some(2016));
}

#[test]
fn long_names_with_commas_and_line_ends() {
    let (agency, _) = read(&[
        (1, "LAPORAN KINERJA"),
        (1, "BADAN PEMBERDAYAAN PEREMPUAN,"),
        (1, "PERLINDUNGAN ANAK DAN KELUARGA BERENCANA"),
        (1, "PROVINSI JAWA BARAT"),
    ]);
    is(&agency, "Badan Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana", "Provinsi Jawa Barat", Level::Provinsi);
}

#[test]
fn offices_of_the_centre_keep_their_place() {
    let (agency, _) =
        read(&[(1, "LAPORAN KINERJA TAHUN 2019"), (1, "PENGADILAN NEGERI SUMBAWA BESAR"), (1, "MAHKAMAH AGUNG REPUBLIK INDONESIA")]);
    is(&agency, "Pengadilan Negeri Sumbawa Besar", "Sumbawa Besar", Level::Pusat);
    let (agency, _) = read(&[(1, "BALAI BESAR PENGAWAS OBAT DAN MAKANAN DI"), (1, "PURWOKERTO"), (1, "BADAN PENGAWAS OBAT DAN MAKANAN")]);
    is(&agency, "Balai Besar Pengawas Obat dan Makanan di Purwokerto", "Purwokerto", Level::Pusat);
    let (agency, _) = read(&[(1, "KANTOR PERTANAHAN KABUPATEN CILACAP"), (2, "Kantor Pertanahan Kabupaten Cilacap melayani masyarakat.")]);
    is(&agency, "Kantor Pertanahan Kabupaten Cilacap", "Kabupaten Cilacap", Level::Pusat);
}

#[test]
fn kecamatan_and_hospitals() {
    let (agency, _) = read(&[
        (1, "KECAMATAN SUMBER AGUNG"),
        (1, "PEMERINTAH KABUPATEN KONAWE SELATAN"),
        (2, "Kecamatan Sumber Agung Kabupaten Konawe Selatan memiliki desa."),
    ]);
    is(&agency, "Kecamatan Sumber Agung", "Kabupaten Konawe Selatan", Level::Kecamatan);
    let (agency, _) = read(&[(1, "RSUD PACITAN"), (1, "PEMERINTAH KABUPATEN PACITAN")]);
    is(&agency, "RSUD Pacitan", "Kabupaten Pacitan", Level::Kabupaten);
}

#[test]
fn running_headers_count_once() {
    let mut blocks: Vec<Block> = (1..30).map(|p| block(p, BlockKind::Furniture, "Dinas Lain Kabupaten Jauh | 12")).collect();
    blocks.extend((1..12).map(|p| block(p, BlockKind::Paragraph, "Dinas Kesehatan Kabupaten Dekat melaksanakan urusan.")));
    assert_eq!(identity(&blocks, &[]).0.name.as_deref(), Some("Dinas Kesehatan"));
}

#[test]
fn nothing_known() {
    assert_eq!(read(&[(1, "Teks tanpa nama.")]), (Agency::default(), None));
}

#[test]
fn an_office_goes_before_its_ministry_on_the_cover() {
    let (agency, _) = read(&[
        (1, "LAPORAN KINERJA TAHUN 2022"),
        (1, "KANTOR PERTANAHAN KABUPATEN CILACAP"),
        (1, "KEMENTERIAN AGRARIA DAN TATA RUANG"),
        (3, "Kementerian Agraria dan Tata Ruang menetapkan sasaran."),
        (4, "Kementerian Agraria dan Tata Ruang mengukur kinerja."),
    ]);
    assert_eq!(agency.name.as_deref(), Some("Kantor Pertanahan Kabupaten Cilacap"));
    let (own, _) = read(&[(1, "LAPORAN KINERJA TAHUN 2022"), (1, "KEMENTERIAN PERDAGANGAN")]);
    assert_eq!(own.name.as_deref(), Some("Kementerian Perdagangan"));
}

#[test]
fn an_agreement_names_the_agency_up_to_the_line_end_and_the_region_by_its_head() {
    let text = "Jabatan : KEPALA BADAN PENGELOLA SUNGAI DAERAH Selanjutnya disebut PIHAK PERTAMA";
    let (agency, _) = read(&[(1, text), (1, "Jabatan : BUPATI TELAGA ASRI Selaku atasan PIHAK PERTAMA")]);
    is(&agency, "Badan Pengelola Sungai Daerah", "Kabupaten Telaga Asri", Level::Kabupaten);
    // Named outright, the region stands.
    let (agency, _) = read(&[(1, "DINAS TAMAN KOTA BUKIT INDAH"), (1, "GUBERNUR PULAU SERIBU BUNGA")]);
    assert_eq!(agency.region.as_deref(), Some("Kota Bukit Indah"));
}

#[test]
fn a_wish_names_no_agency_and_a_region_ends_before_a_verb() {
    let (agency, _) = read(&[(1, "“Menjadi Lembaga Terbaik dalam Penelitian”"), (2, "Dinas Taman Provinsi Nusa Permai Menjadi Handal")]);
    is(&agency, "Dinas Taman", "Provinsi Nusa Permai", Level::Provinsi);
}

#[test]
fn spaced_capitals_are_no_part_of_a_name() {
    let (agency, _) = read(&[(1, "INSPEKTORAT P R O V I N S I N U S A"), (2, "Inspektorat Provinsi Nusa Permai mengawasi.")]);
    is(&agency, "Inspektorat", "Provinsi Nusa Permai", Level::Provinsi);
}

#[test]
fn a_first_page_of_prose_is_no_cover() {
    let long = "Laporan Kinerja ini menggambarkan tingkat keberhasilan tahun 2015 sebagai bentuk pertanggungjawaban atas anggaran yang dipakai dan \
                tugas yang dijalankan oleh seluruh bagian dan seksi dalam masa itu sampai selesai.";
    let (_, year) = read(&[
        (1, "BAB I PENDAHULUAN"),
        (1, long),
        (1, &long.replace("2015", "ini")),
        (2, "Laporan Kinerja tahun 2016 disusun."),
        (3, "Laporan Kinerja tahun 2016 memuat hasil."),
    ]);
    assert_eq!(year, Some(2016));
}

#[test]
fn a_sheet_without_text_names_its_agency_in_its_first_rows() {
    let rows: &[&[&str]] = &[
        &["Program", "Indikator", "Realisasi Tahun 2023"],
        &["URUSAN PERTAMANAN", "", ""],
        &["DINAS TAMAN DAN HUTAN", "", "5.000"],
        &["Program Dinas Penunjang", "Nilai", "80"],
    ];
    let input = crate::report::Input { tables: vec![crate::report::grid::tests::table("", 1, rows)], ..Default::default() };
    let report = crate::report::understand(input);
    assert_eq!((report.agency.name.as_deref(), report.year), (Some("Dinas Taman dan Hutan"), Some(2023)));
}
