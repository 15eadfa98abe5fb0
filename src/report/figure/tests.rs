use super::*;

fn read(text: &str) -> Value {
    value(text, Style::INDONESIAN, Expect::Anything)
}

fn figure(number: &str, decimals: u32, unit: Option<&str>) -> Figure {
    Figure { number: number.parse().unwrap(), decimals, unit: unit.map(str::to_owned) }
}

fn is_number(text: &str, number: &str, unit: Option<&str>) {
    match read(text) {
        Value::Number(f) => assert_eq!((f.number, f.unit.as_deref()), (number.parse().unwrap(), unit), "{text}"),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn plain_figures_with_units() {
    is_number("18,58 %", "18.58", Some("%"));
    is_number("5,25%", "5.25", Some("%"));
    is_number("Rp.19.657.988.013", "19657988013", Some("Rp"));
    is_number("Rp 28.764.500.000,00", "28764500000.00", Some("Rp"));
    is_number("3.600.000.000,-", "3600000000", None);
    is_number("Rp. 5.000.000,--", "5000000", Some("Rp"));
    is_number("73 poin", "73", Some("poin"));
    is_number("69.02poin", "69.02", Some("poin"));
    is_number("9 kab/kota", "9", Some("kab/kota"));
    is_number("12.317.066 ton", "12317066", Some("ton"));
    is_number("2 (dua) dokumen", "2", Some("dokumen"));
    is_number("127,32*", "127.32", None);
    is_number("12 persen", "12", Some("%"));
    is_number("4,5‰", "4.5", Some("‰"));
    is_number("63,36 % (Sedang)", "63.36", Some("%"));
    is_number("-37,60 % (Kurang)", "-37.60", Some("%"));
}

#[test]
fn negatives() {
    is_number("(1.234)", "-1234", None);
    is_number("(1,14%)", "-1.14", Some("%"));
    is_number("-5,2", "-5.2", None);
    is_number("−5,2", "-5.2", None);
    is_number("(Rp1.000.000)", "-1000000", Some("Rp"));
    is_number("(0,00)", "0.00", None);
}

#[test]
fn scale_words_are_multiplied_out() {
    is_number("1,5 juta", "1500000", Some("juta"));
    is_number("Rp2,25 miliar", "2250000000", Some("Rp miliar"));
    assert_eq!(figure("1500000", 0, Some("juta")).step(), Decimal::from(100_000));
    assert_eq!(figure("18.58", 2, Some("%")).step(), Decimal::new(1, 2));
}

#[test]
fn torn_digits_are_joined_and_neighbours_are_not() {
    is_number("18 ,58", "18.58", None);
    is_number("1.506.190.00 0", "1506190000", None);
    is_number("1 234 567", "1234567", None);
    assert_eq!(read("5 10"), Value::Text);
    assert_eq!(read("88,21 1.000"), Value::Text);
    assert_eq!(read("570\n640"), Value::Text, "two paragraphs are two values");
    is_number("23.284.140.0 Rp 00", "23284140000", Some("Rp"));
    is_number("Rp1.506.190.00\n0", "1506190000", Some("Rp"));
}

#[test]
fn ranges_bounds_and_ratios() {
    assert_eq!(read("5–6%"), Value::Range { from: figure("5", 0, Some("%")), to: figure("6", 0, Some("%")) });
    assert_eq!(read("91 ≤ 100"), Value::Range { from: figure("91", 0, None), to: figure("100", 0, None) });
    assert_eq!(read("75,00 s.d. 89,99"), Value::Range { from: figure("75.00", 2, None), to: figure("89.99", 2, None) });
    assert_eq!(read("<3%"), Value::Bound { op: "<".into(), figure: figure("3", 0, Some("%")) });
    assert_eq!(read("≥ 80"), Value::Bound { op: ">=".into(), figure: figure("80", 0, None) });
    assert_eq!(read("maksimal 5 hari"), Value::Bound { op: "<=".into(), figure: figure("5", 0, Some("hari")) });
    assert_eq!(
        read("88,10/100.000 KH"),
        Value::Ratio { numerator: figure("88.10", 2, None), denominator: figure("100000", 0, Some("KH")) }
    );
    assert_eq!(read("1 : 2"), Value::Ratio { numerator: figure("1", 0, None), denominator: figure("2", 0, None) });
    assert_eq!(read("88,10 per 100.000 KH"), read("88,10/100.000 KH"));
}

#[test]
fn nothing_said() {
    for text in ["-", "–", "--", "n/a", "N/A", "NA", "nihil", "sda", "s.d.a", "Rp -", "Rp. -", "-%", "...."] {
        assert!(matches!(read(text), Value::Nil { .. }), "{text}: {:?}", read(text));
    }
    assert_eq!(read(" \n"), Value::Empty);
}

#[test]
fn predicates() {
    for text in ["WTP", "BB", "A", "Sangat Baik", "Hijau Tua", "Tidak Tercapai", "CC"] {
        assert!(matches!(read(text), Value::Predicate { .. }), "{text}");
    }
    assert_eq!(read("Dinas Kesehatan"), Value::Text);
    assert_eq!(read("Target"), Value::Text);
}

#[test]
fn codes_years_and_dates_are_no_quantities() {
    for (text, kode) in [
        ("2.07.01.1.01.07", "2.07.01.1.01.07"),
        ("2.07.01.1 .02", "2.07.01.1.02"),
        ("1.02.01.2.01.0001", "1.02.01.2.01.0001"),
        ("4035.AEA.951", "4035.AEA.951"),
    ] {
        assert_eq!(read(text), Value::Code { code: kode.into() }, "{text}");
    }
    assert_eq!(value("02.07", Style::INDONESIAN, Expect::Code), Value::Code { code: "02.07".into() });
    let kode = |text: &str| value(text, Style::INDONESIAN, Expect::Code);
    assert_eq!(kode("2.11.01.2.01.000 1"), Value::Code { code: "2.11.01.2.01.0001".into() }, "cut by a line end");
    assert_eq!(kode("29 29.01 29.02 29.03"), Value::Text, "several codes run together");
    assert_eq!(kode("JUMLAH"), Value::Text);
    assert_eq!(read("2024"), Value::Year { year: 2024 });
    assert_eq!(read("Tahun 2024"), Value::Year { year: 2024 });
    assert_eq!(value("2024", Style::INDONESIAN, Expect::Measure), Value::Number(figure("2024", 0, None)));
    assert_eq!(read("31-12-2024"), Value::Text);
    assert_eq!(read("2021-2025"), Value::Text);
}

#[test]
fn misprints_say_why() {
    for (text, reading) in [
        ("3.000.0000", "3000000"),
        ("31,72%%", "31.72"),
        ("885.211.105. .", "885211105"),
        ("90,,53", "90.53"),
        ("Rp 200.000.0000", "200000000"),
    ] {
        match read(text) {
            Value::Malformed { reading: r, .. } => assert_eq!(r, Some(reading.parse().unwrap()), "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn words_stay_words() {
    for text in ["Jumlah 5 kegiatan yang dilaksanakan oleh dinas", "1. Memperluas sosialisasi; 2. Membina", "(2.547/8.029) x 100% = 31,72%"]
    {
        assert_eq!(read(text), Value::Text, "{text}");
    }
    assert_eq!(value("Golongan 3", Style::INDONESIAN, Expect::Words), Value::Text);
}

#[test]
fn asides_marks_and_torn_denominators() {
    is_number("86 (101%)", "86", None);
    is_number("12\n(100%)", "12", None);
    assert_eq!(read("5.000\n(1.234)"), Value::Text, "two amounts");
    is_number("98,5 (115,88)", "98.5", None);
    is_number("20 orang (1 angkatan)", "20", Some("orang"));
    is_number("12.540.550 *)", "12540550", None);
    is_number("98.938 **)", "98938", None);
    assert_eq!(read("- **)"), Value::Nil { mark: "-".into() });
    let per = |text: &str| match read(text) {
        Value::Ratio { denominator, .. } => denominator.number.to_string(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(per("89/100.00 0 KH"), "100000");
    assert_eq!(per("5,8/100 0 KH"), "1000");
    assert_eq!(per("5,8/1.000"), "1000");
}

/// How the table below writes what was read: the kind of value, its decimals as printed, its unit.
fn told(value: &Value) -> String {
    let one = |f: &Figure| format!("{}{}", f.number, f.unit.as_ref().map_or(String::new(), |u| format!(" {u}")));
    match value {
        Value::Number(f) => one(f),
        Value::Bound { op, figure } => format!("{op} {}", one(figure)),
        Value::Range { from, to } => format!("{} .. {}", one(from), one(to)),
        Value::Ratio { numerator, denominator } => format!("{} : {}", one(numerator), one(denominator)),
        Value::Year { year } => format!("year {year}"),
        Value::Code { code } => format!("code {code}"),
        Value::Predicate { text } => format!("predicate {text}"),
        Value::Nil { mark } => format!("nil {mark}"),
        Value::Malformed { reading, .. } => format!("malformed {}", reading.map_or("?".to_owned(), |r| r.to_string())),
        Value::Empty => "empty".to_owned(),
        Value::Text => "text".to_owned(),
    }
}

#[test]
fn every_form_of_a_figure() {
    #[rustfmt::skip]
    let forms = [
        // Exact decimals, with the precision printed.
        ("74", "74"), ("18,58", "18.58"), ("18.58", "18.58"), ("100,00", "100.00"), ("0,00", "0.00"), ("0,125", "0.125"),
        ("1.234", "1234"), ("1.234,5", "1234.5"), ("1,234.50", "1234.50"), ("12.345.678", "12345678"), ("1,234,567", "1234567"),
        // Percent and permil.
        ("63,36%", "63.36 %"), ("63,36 %", "63.36 %"), ("12 persen", "12 %"), ("4,5‰", "4.5 ‰"), ("4,5 ‰", "4.5 ‰"), ("100%", "100 %"),
        // Rupiah.
        ("Rp 1.000.000", "1000000 Rp"), ("Rp.1.000.000", "1000000 Rp"), ("Rp1000000", "1000000 Rp"), ("Rp. 1.000.000,00", "1000000.00 Rp"),
        ("Rp5.000.000,-", "5000000 Rp"), ("5.000.000,-", "5000000"), ("5.000.000,--", "5000000"), ("IDR 1.500.000", "1500000 Rp"),
        ("Rp 1,000,000.00", "1000000.00 Rp"),
        // Scale words.
        ("250 ribu", "250000 ribu"), ("1,5 juta", "1500000 juta"), ("Rp2,25 miliar", "2250000000 Rp miliar"),
        ("Rp 1,2 triliun", "1200000000000 Rp triliun"), ("Rp 2 milyar", "2000000000 Rp milyar"),
        // Negatives.
        ("(1.234)", "-1234"), ("(1,14%)", "-1.14 %"), ("-5,2", "-5.2"), ("−5,2", "-5.2"), ("(Rp1.000.000)", "-1000000 Rp"),
        // Nothing said.
        ("-", "nil -"), ("nihil", "nil nihil"), ("Nihil", "nil Nihil"), ("n/a", "nil n/a"), ("NA", "nil NA"), ("sda", "nil sda"),
        ("Rp -", "nil Rp -"), ("", "empty"),
        // Ranges and bounds.
        ("5–6%", "5 % .. 6 %"), ("5-6", "5 .. 6"), ("5 s/d 6", "5 .. 6"), ("75,00 s.d. 89,99", "75.00 .. 89.99"), ("10 sampai dengan 12", "10 .. 12"),
        ("<3%", "< 3 %"), ("> 90", "> 90"), ("≥ 80", ">= 80"), (">= 80", ">= 80"), ("≤5", "<= 5"), ("maksimal 5 hari", "<= 5 hari"),
        ("minimal 80", ">= 80"), ("lebih dari 90", "> 90"), ("kurang dari 50", "< 50"),
        // Predicates.
        ("WTP", "predicate WTP"), ("BB", "predicate BB"), ("A", "predicate A"), ("Sangat Baik", "predicate Sangat Baik"),
        // Ratios.
        ("88,10/100.000 KH", "88.10 : 100000 KH"), ("89/100000", "89 : 100000"), ("86.97/100.000", "86.97 : 100000"),
        ("88,10 per 100.000 KH", "88.10 : 100000 KH"), ("1 : 2", "1 : 2"), ("1:25", "1 : 25"),
        // Dates, years and codes are no quantities.
        ("31-12-2024", "text"), ("31/12/2024", "text"), ("31 Desember 2024", "text"), ("2024", "year 2024"), ("Tahun 2024", "year 2024"),
        ("2021-2025", "text"), ("2.07.01.1.01.07", "code 2.07.01.1.01.07"), ("4035.AEA.951", "code 4035.AEA.951"),
        // Numbers in words, and second figures, behind the first.
        ("2 (dua)", "2"), ("2 (dua) dokumen", "2 dokumen"), ("15 (lima belas) orang", "15 orang"), ("98,5 (115,88)", "98.5"), ("86 (101%)", "86"),
        ("73 poin", "73 poin"), ("9 kab/kota", "9 kab/kota"),
        // Misprints, with what was probably meant.
        ("3.000.0000", "malformed 3000000"), ("31,72%%", "malformed 31.72"), ("885.211.105. .", "malformed 885211105"),
        ("90,,53", "malformed 90.53"), ("2.206.000.000.00", "malformed 2206000000.00"), ("12.34.567.8910", "malformed ?"),
    ];
    let wrong: Vec<_> = forms.iter().filter(|(text, wanted)| told(&read(text)) != *wanted).map(|(t, w)| (t, w, told(&read(t)))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn misprints_give_their_reason() {
    for (text, wanted) in [
        ("3.000.0000", "digits are not grouped in threes"),
        ("31,72%%", "doubled percent sign"),
        ("885.211.105.", "trailing separator"),
        ("90,,53", "doubled separator"),
        ("1.234,567,8", "separators out of order"),
    ] {
        match read(text) {
            Value::Malformed { reason, .. } => assert_eq!(reason, wanted, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}
