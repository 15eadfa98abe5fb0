use super::*;
use crate::layout::BlockLine;
use crate::pdf::Rect;
use crate::report::Value;
use rust_decimal::Decimal;

fn block(text: &str) -> Block {
    let bbox = Rect::new(50.0, 100.0, 550.0, 112.0);
    Block {
        page: 4,
        bbox,
        kind: BlockKind::Paragraph,
        level: 0,
        text: text.into(),
        size: 11.0,
        bold: false,
        lines: vec![BlockLine { bbox, text: text.into(), words: Vec::new() }],
    }
}

fn named(name: &str) -> Indicator {
    Indicator {
        sasaran: None,
        indikator: name.into(),
        satuan: None,
        year: None,
        period: Period::Annual,
        stage: Stage::Pk,
        target: None,
        realisasi: None,
        capaian: None,
        polarity: Polarity::HigherIsBetter,
        formula: None,
        source: SourceRef::default(),
    }
}

fn read(text: &str) -> Vec<Statement> {
    statements(&[block(text)], &[named("Persentase sampah tertangani")], Evidence::default(), Some(2024))
}

fn figures(statement: &Statement) -> Vec<(Role, &str, Option<i32>)> {
    statement.values.iter().map(|v| (v.role, v.text.as_str(), v.year)).collect()
}

#[test]
fn sentences_end_where_they_end() {
    let found = read(
        "Pagu sebesar Rp. 1.500.000,- tersedia. Realisasi Tahun 2024 adalah 18,58% sesuai Peraturan No. 53 Tahun 2014. Target tercapai.",
    );
    assert_eq!(found.len(), 3);
    assert_eq!(found[2].kind, Kind::Claim);
    assert!(found[1].text.starts_with("Realisasi"));
}

#[test]
fn targets_and_results() {
    let found = read("Realisasi Persentase sampah tertangani adalah 31.486 ton dari target 30.804 ton, capaian kinerja 102%.");
    assert_eq!(
        figures(&found[0]),
        [(Role::Realisasi, "31.486 ton", None), (Role::Target, "30.804 ton", None), (Role::Capaian, "102%", None)]
    );
    assert_eq!(found[0].kind, Kind::TargetRealisasi);
    assert_eq!(found[0].indikator.as_deref(), Some("Persentase sampah tertangani"));
    let records = narrated(&found, &[], Some(2024));
    assert_eq!(
        (records[0].target.as_deref(), records[0].realisasi.as_deref(), records[0].year),
        (Some("30804"), Some("31486"), Some(2024))
    );
}

#[test]
fn phrases_that_turn_a_role() {
    let roles = |text: &str| read(text)[0].values.iter().map(|v| (v.role, v.year)).collect::<Vec<_>>();
    assert_eq!(roles("Target capaian indikator sasaran tahun 2024 sebesar 3%."), [(Role::Target, Some(2024))]);
    assert_eq!(
        roles("Capaian kinerja tahun 2024 adalah 18,58% dari target 26 %."),
        [(Role::Realisasi, Some(2024)), (Role::Target, Some(2024))]
    );
    assert_eq!(roles("Prosentase realisasi terhadap target (capaian dibagi target dikalikan 100%) mencapai 90%."), [(Role::Capaian, None)]);
    assert_eq!(
        roles("Dibandingkan realisasi tahun lalu sebesar 5% terdapat peningkatan sebesar 2%."),
        [(Role::Realisasi, Some(2023)), (Role::Selisih, None)]
    );
    assert_eq!(roles("Tercapai 31,72%."), [(Role::Realisasi, None)]);
}

#[test]
fn money() {
    let found = read("Anggaran sebesar Rp40.719.313.790,00 dengan realisasi Rp36.461.170.649,00 atau 89,54%.");
    let roles: Vec<Role> = found[0].values.iter().map(|v| v.role).collect();
    assert_eq!(roles, [Role::Pagu, Role::RealisasiAnggaran, Role::Serapan]);
    assert_eq!(found[0].kind, Kind::Budget);
    let found = read("Dana yang tersedia Rp2,5 miliar.");
    assert_eq!(found[0].values[0].value.number(), Some(Decimal::from(2_500_000_000_i64)));
}

#[test]
fn formulas_shares_counts_and_differences() {
    assert_eq!(read("(2.547/8.029) x 100% = 31,72%")[0].kind, Kind::Formula);
    assert_eq!(read("(2.547/8.029) x 100% = 31,72%")[0].values.len(), 3, "the factor is no value");
    let share = &read("Pegawai S1 sejumlah 101 orang (64,94%).")[0];
    assert_eq!((share.kind, share.values[1].role), (Kind::Share, Role::Porsi));
    assert_eq!(read("Terdiri dari 2 (dua) program dan kegiatan.")[0].kind, Kind::Count);
    let change = &read("Nilai tahun 2023 sebesar 70,5 dan pada tahun 2024 meningkat sebesar 2,5 poin.")[0];
    assert_eq!(change.kind, Kind::Difference);
    assert_eq!(change.values[0].year, Some(2023));
    assert_eq!((change.values[1].role, change.values[1].year), (Role::Selisih, Some(2024)));
}

#[test]
fn names_are_no_figures() {
    assert!(read("Sebagaimana Peraturan Nomor 53 Tahun 2014 dan Tabel 3.1 pada halaman 12.").is_empty());
    assert!(read("NIP. 19710115 199503 1 001").is_empty());
    assert!(read("Peraturan Gubernur 54 Tahun 2019 berlaku sejak 2000an.").is_empty());
    assert!(read("Renstra tahun 2021-2025 dan SMP 5 di Golongan III.").iter().all(|s| s.values.is_empty()));
}

#[test]
fn misprints_are_kept() {
    let found = read("Capaian sebesar 31,72%% tercapai.");
    assert!(matches!(found[0].values[0].value, Value::Malformed { .. }));
}

#[test]
fn a_figure_is_boxed_on_its_line() {
    let found = read("Realisasi pada akhir tahun ini adalah 90%");
    let (value, sentence) = (found[0].values[0].bbox, found[0].bbox);
    assert!(value.x0 > sentence.x0 + 300.0 && value.x1 <= sentence.x1 + 0.1, "{value:?}");
}

#[test]
fn a_figure_in_justified_text_is_boxed_by_its_words() {
    let mut wide = block("Realisasi    adalah 90%");
    wide.text = "Realisasi adalah 90% dan 2.07.01.1.01.07 dari target 95%.".into();
    let word = |x0: f32, x1: f32, y: f32| Rect::new(x0, y, x1, y + 12.0);
    let line = |text: &str, words: Vec<(usize, Rect)>| BlockLine {
        bbox: Rect::around(words.iter().map(|w| &w.1)).unwrap(),
        text: text.into(),
        words,
    };
    wide.lines = vec![
        line(
            "Realisasi adalah 90% dan 2.07.01.1",
            vec![
                (0, word(50.0, 100.0, 100.0)),
                (10, word(200.0, 240.0, 100.0)),
                (17, word(300.0, 320.0, 100.0)),
                (21, word(400.0, 420.0, 100.0)),
                (25, word(500.0, 550.0, 100.0)),
            ],
        ),
        // The code goes on in the next line without a space.
        line(
            ".01.07 dari target 95%.",
            vec![
                (0, word(50.0, 80.0, 114.0)),
                (7, word(100.0, 120.0, 114.0)),
                (12, word(150.0, 180.0, 114.0)),
                (19, word(200.0, 220.0, 114.0)),
            ],
        ),
    ];
    let found = statements(&[wide], &[named("Persentase sampah tertangani")], Evidence::default(), Some(2024));
    let boxed = |text: &str| found[0].values.iter().find(|v| v.text == text).unwrap().bbox;
    assert_eq!(boxed("90%"), word(300.0, 320.0, 100.0));
    let last = boxed("95%");
    assert!(last.y0 > 113.0 && last.x0 > 199.0 && last.x1 < 221.0, "{last:?}");
}

#[test]
fn the_indicators_own_words_and_digits_tell_nothing() {
    let indicators = [named("Jumlah sekolah usia 7-12 tahun")];
    let found = statements(
        &[block("Realisasi Jumlah sekolah usia 7-12 tahun adalah 90 unit dari target 100 unit.")],
        &indicators,
        Evidence::default(),
        None,
    );
    assert_eq!(figures(&found[0]), [(Role::Realisasi, "90 unit", None), (Role::Target, "100 unit", None)]);
}

#[test]
fn rates_dates_and_changes() {
    let found = read("Rasio kematian dengan target 89/100.000 KH sampai dengan 31 Desember.");
    assert!(matches!(found[0].values[0].value, Value::Ratio { .. }));
    assert_eq!(found[0].values.len(), 1);
    let found = read("Perubahan target dari 92,00% menjadi 95,00%.");
    assert_eq!(found[0].values.iter().map(|v| v.role).collect::<Vec<_>>(), [Role::Target, Role::Target]);
    let found = read("Pegawai berjumlah 34 orang, yaitu jumlah 34 orang, terdiri atas 12 orang laki-laki (35,29%).");
    assert_eq!(found[0].values.iter().map(|v| v.role).collect::<Vec<_>>()[1..], [Role::Jumlah, Role::Bagian, Role::Porsi]);
}

#[test]
fn a_declared_direction_holds_for_the_named_indicators() {
    let text = "Semakin rendah realisasi menunjukkan kinerja semakin baik, digunakan untuk indikator Persentase sampah tertangani.";
    let lower = declared_lower(&[block(text)], &[named("Persentase sampah tertangani"), named("Indeks kepuasan")]);
    assert_eq!(lower.into_iter().collect::<Vec<_>>(), ["persentase sampah tertangani"]);
    assert!(declared_lower(&[block(&format!("Semakin tinggi semakin baik. {text}"))], &[named("Persentase sampah tertangani")]).is_empty());
}

#[test]
fn a_result_beside_its_target_and_what_it_is_of_it() {
    let roles = |text: &str| figures(&read(text)[0]).into_iter().map(|(role, ..)| role).collect::<Vec<_>>();
    let triple = [Role::Realisasi, Role::Target, Role::Capaian];
    assert_eq!(roles("Keterwakilan perempuan 22% dibanding target 26% maka tercapai 84,62%."), triple);
    assert_eq!(roles("Angka partisipasi sebesar 68 % dibandingkan dengan target 70 % sehingga capaiannya 97,14 %."), triple);
}

#[test]
fn a_target_that_was_reached_in_full_is_an_achievement_and_a_border_no_figure() {
    let roles = |text: &str| read(text)[0].values.iter().map(|v| v.role).collect::<Vec<_>>();
    assert_eq!(roles("Jumlah kelompok tani mencapai realisasi sesuai target 100%."), [Role::Capaian]);
    assert_eq!(roles("Realisasi kelompok tani sebesar 100% sesuai dengan target 100%."), [Role::Realisasi, Role::Target]);
    let told = read("Capaian kelompok tani yang dibina > 100% dari target.");
    assert!(matches!(told[0].values[0].value, Value::Bound { .. }), "{:?}", told[0].values);
}

#[test]
fn rates_keep_their_whole_base() {
    let found = read("Angka kematian ibu pada tahun 2024 ditargetkan sebesar 89/100.000 KH.");
    let Value::Ratio { denominator, .. } = &found[0].values[0].value else { panic!("{:?}", found[0].values) };
    assert_eq!(denominator.number, rust_decimal::Decimal::from(100_000));
}
