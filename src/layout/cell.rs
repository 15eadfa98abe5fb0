//! Lines of one table cell to its text: wrapped lines joined, stacked values, list items and paragraphs kept apart.

use super::text::{Line, append_wrapped, cut_inside};

/// Stands in a cell's text where a line end may cut a word: settled once the words of the whole document are known.
pub const MAYBE_CUT: char = '\u{ad}';
/// A line is broken by hand when the next word would have left this part of the width free.
const FITS: f32 = 0.97;
/// Single words in a column (units, places) are stacked, not wrapped, where two of them would fill less of the width.
const STACKED: f32 = 0.75;
/// A paragraph's distance from the one above is at least this many times the smallest line pitch in its cell.
const PARAGRAPH: f32 = 1.45;
/// A line that has no room for this part of its mean character is full: the figure on it may go on below.
const FULL: f32 = 1.4;
/// The same for words, where the vocabulary has the last word: the next letters may be wide.
const NEARLY_FULL: f32 = 1.8;
/// Words that never end a paragraph.
const OPEN_WORDS: [&str; 18] = [
    "dan", "atau", "yang", "di", "ke", "dari", "untuk", "dengan", "pada", "serta", "oleh", "dalam", "terhadap", "per", "bagi", "sebagai",
    "kepada", "the",
];

/// How two lines of a cell belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// One word or figure.
    Glue,
    /// One word, or two: the vocabulary decides.
    Maybe,
    /// Running text.
    Space,
    /// Another item, value or paragraph.
    Feed,
}

/// The text of a cell. `room` gives the width that a line may fill, in points.
pub fn cell_text(found: &[Line], room: impl Fn(&Line) -> f32) -> String {
    // `Rp` set at the left border, half a line below the amount that it belongs to, stands before it.
    let mut alone = found.iter().enumerate().filter(|(_, l)| matches!(l.text.as_str(), "Rp" | "Rp."));
    if let (Some((at, sign)), None) = (alone.next(), alone.next())
        && at > 0
        && found.iter().filter(|l| l.text.starts_with("Rp")).count() == 1
    {
        let rest: Vec<Line> = found.iter().enumerate().filter(|(k, _)| *k != at).map(|(_, l)| l.clone()).collect();
        // Under the name of a column it is the unit.
        if rest.first().is_some_and(|l| is_value_line(&l.text)) {
            return format!("{} {}", sign.text, cell_text(&rest, room));
        }
    }
    let mut out = String::new();
    for (k, line) in found.iter().enumerate() {
        let Some(before) = k.checked_sub(1).and_then(|k| found.get(k)) else {
            out.push_str(&line.text);
            continue;
        };
        match joint(before, line, found, room(line)) {
            Joint::Glue => out.push_str(&line.text),
            Joint::Maybe => {
                out.push(MAYBE_CUT);
                out.push_str(&line.text);
            }
            Joint::Space => append_wrapped(&mut out, &line.text),
            Joint::Feed => {
                out.push('\n');
                out.push_str(&line.text);
            }
        }
    }
    out
}

/// How two consecutive lines of a cell belong together; `all` are the cell's lines, `room` the width that they may fill.
#[must_use]
pub fn joint(a: &Line, b: &Line, all: &[Line], room: f32) -> Joint {
    let percent = ends_in_digit(&a.text) && b.text.starts_with('%');
    if percent || cut_inside(&a.text, &b.text) {
        return Joint::Space;
    }
    let width = a.u.1 - a.u.0;
    if is_full(a, FULL, room) && figure_cut(&a.text, &b.text) {
        return Joint::Glue;
    }
    let number = b.text.trim_start_matches(['-', '–', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let range = ends_in_digit(&a.text) && number && b.text.starts_with(['-', '–']) && a.text.contains(' ');
    if range {
        return Joint::Space;
    }
    let closes = a.text.matches('(').count() > a.text.matches(')').count() && !b.text.starts_with('(');
    if starts_item(&b.text) && !closes {
        return Joint::Feed;
    }
    if is_value_line(&a.text) && is_value_line(&b.text) {
        return Joint::Feed;
    }
    let needed = width + 0.3 * b.size + b.first_width;
    let single = all.len() > 1 && all.iter().all(|l| !l.text.contains(' '));
    let repeats = all.windows(2).any(|w| matches!(w, [a, b] if a.text == b.text));
    if a.text == b.text || single && (repeats || needed < STACKED * room) {
        return Joint::Feed;
    }
    let pitch = all.windows(2).filter_map(|w| Some(w.get(1)?.v - w.first()?.v)).filter(|p| *p > 0.5 * b.size).fold(f32::INFINITY, f32::min);
    let apart = b.v - a.v > PARAGRAPH * pitch.max(b.size);
    if is_full(a, NEARLY_FULL, room) && !apart && word_cut(&a.text, &b.text) {
        return Joint::Maybe;
    }
    if goes_on(&a.text, &b.text) {
        return Joint::Space;
    }
    if apart || needed < FITS * room { Joint::Feed } else { Joint::Space }
}

/// Whether a line leaves no room for so many more of its mean character; `room` is the width that it may fill, in points.
#[must_use]
pub fn is_full(line: &Line, more: f32, room: f32) -> bool {
    let width = line.u.1 - line.u.0;
    width + more * width / count(&line.text) > room
}

fn count(text: &str) -> f32 {
    text.chars().map(|_| 1.0).sum::<f32>().max(1.0)
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a sentence goes on over the line end, whatever the room: its next word is in lower case, or its last one waits
/// for another.
fn goes_on(a: &str, b: &str) -> bool {
    let last = a.rsplit(' ').next().unwrap_or(a);
    let open = OPEN_WORDS.iter().any(|w| last.eq_ignore_ascii_case(w));
    let bracket = a.matches('(').count() > a.matches(')').count();
    open || bracket
        || a.ends_with([',', '&', '/', '('])
        || b.starts_with(|c: char| c.is_lowercase() || matches!(c, ')' | '&' | '/' | ',' | '%'))
}

/// Whether a line begins an item of a list: `1. `, `a)`, `(2) `, `- `, `•`.
#[must_use]
pub fn starts_item(text: &str) -> bool {
    let (mark, rest) = text.split_once(' ').unwrap_or((text, ""));
    let mut chars = mark.chars();
    let first = chars.next().unwrap_or(' ');
    let bullet =
        matches!(first, '•' | '●' | '▪' | '■' | '✓' | '✔' | '➢' | '►' | '·' | '◦' | '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}');
    let dash = matches!(first, '-' | '–' | '—');
    if bullet || dash && mark.chars().nth(1).is_some_and(char::is_uppercase) {
        return true;
    }
    if rest.is_empty() {
        return false;
    }
    let bare = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    let label = match bare.chars().count() {
        1 => bare.chars().all(|c| c.is_ascii_alphanumeric()),
        2 | 3 => bare.chars().all(|c| c.is_ascii_digit()) || bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x')),
        _ => false,
    };
    if !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '"' | '“')) {
        return false;
    }
    dash && mark.chars().count() == 1 || mark == "o" || label && bare.len() < mark.len() && !mark.ends_with("((")
}

/// Whether a line is a figure on its own, with a short unit or footnote mark at most; `-` and `n/a` count.
#[must_use]
pub fn is_value_line(text: &str) -> bool {
    let text = text.trim_end_matches([')', '*', ' ']).trim_end_matches('(').trim_end_matches(",-");
    // The number of a row.
    if let Some(number) = text.strip_suffix('.')
        && (1..=2).contains(&number.len())
        && number.chars().all(|c| c.is_ascii_digit())
    {
        return true;
    }
    if matches!(text, "-" | "–" | "—" | "n/a" | "N/A") {
        return true;
    }
    let (figure, unit) = text.split_once(' ').unwrap_or((text, ""));
    let figure = figure.trim_start_matches(['<', '>', '≤', '≥', '(', '-', '+']);
    let digits = figure.chars().filter(char::is_ascii_digit).count();
    digits > 0
        && figure.starts_with(|c: char| c.is_ascii_digit())
        && figure.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ':' | '/'))
        && !figure.ends_with(['.', ':'])
        && unit.chars().count() <= 14
        && unit.split(' ').count() <= 2
        && unit.chars().all(|c| c.is_alphabetic() || matches!(c, '%' | '/' | ' '))
}

/// Whether a line end may cut a figure or code that fills its line: the rest is a bare number, and the two together are
/// written as figures are.
#[must_use]
pub fn figure_cut(a: &str, b: &str) -> bool {
    let rest = b.trim_end_matches(['%', ')']);
    let a = a.strip_prefix("Rp").map_or(a, |amount| amount.trim_start_matches(['.', ' ']));
    let short = !rest.is_empty() && rest.len() < a.len() && rest.chars().all(|c| c.is_ascii_digit());
    if a.contains(' ') || !short || !ends_in_digit(a) {
        return false;
    }
    let groups: Vec<&str> = a.split(['.', ',']).collect();
    let last = groups.last().map_or(0, |g| g.len());
    let code = a.chars().any(char::is_alphabetic) && groups.len() > 2;
    // 1.234.5 | 67, 400.0 | 00: a group of three is cut; 97,5 | 0: one more decimal.
    let cut_group = groups.len() > 1 && last < 3 && last + rest.len() == 3;
    let decimal = a.contains(',') && groups.len() == 2 && rest.len() == 1 && last < 3;
    let long_code = groups.len() > 3 && rest.len() <= 4 && a.chars().all(|c| c.is_ascii_digit() || c == '.') && last < 4;
    code && rest.len() <= 3 || cut_group || decimal || long_code
}

/// Whether a word that is alone on its line may go on in the first word of the next.
fn word_cut(a: &str, b: &str) -> bool {
    let head: &str = b.split(' ').next().unwrap_or(b);
    let last = a.chars().next_back();
    let first = head.chars().next();
    let capitals = a.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    !a.contains(' ')
        && a.chars().count() >= 2
        && last.is_some_and(char::is_alphabetic)
        && first.is_some_and(|c| c.is_lowercase() || capitals && c.is_uppercase())
        && !OPEN_WORDS.contains(&head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;

    /// Lines of 10-point type with characters 5 points wide, 12 points apart, in a cell of the given width.
    fn text(lines: &[&str], room: f32) -> String {
        let found: Vec<Line> = (0_u8..).zip(lines).map(|(k, t)| line(t, f32::from(k) * 12.0)).collect();
        cell_text(&found, |_| room)
    }

    fn line(text: &str, v: f32) -> Line {
        let width = 5.0 * count(text);
        let first = 5.0 * count(text.split(' ').next().unwrap_or(""));
        Line {
            words: vec![0],
            text: text.into(),
            bbox: Rect::new(0.0, v, width, v + 10.0),
            u: (0.0, width),
            v,
            first_width: first,
            size: 10.0,
        }
    }

    #[test]
    fn an_amount_after_its_sign_goes_on_and_a_unit_under_a_name_stays_there() {
        assert_eq!(text(&["Rp 1.506.190.00", "0"], 76.0), "Rp 1.506.190.000");
        assert_eq!(text(&["1.506.190", "Rp"], 76.0), "Rp 1.506.190");
        assert!(text(&["Anggaran", "Rp."], 76.0).starts_with("Anggaran"));
    }

    #[test]
    fn values_units_and_items_under_each_other_stay_apart() {
        assert_eq!(text(&["0,47 %", "3,94%", "33 LPK"], 35.0), "0,47 %\n3,94%\n33 LPK");
        assert_eq!(text(&["Ton", "Ton", "Tangkai"], 44.0), "Ton\nTon\nTangkai");
        assert_eq!(text(&["- Padi gogo dan", "padi ladang", "- Jagung"], 78.0), "- Padi gogo dan padi ladang\n- Jagung");
        assert_eq!(text(&["• Padi", "• Jagung"], 34.0), "• Padi\n• Jagung");
        assert_eq!(text(&["1. Rapat kerja", "2. Temu usaha"], 72.0), "1. Rapat kerja\n2. Temu usaha");
    }

    #[test]
    fn a_sentence_goes_on_over_a_line_end_set_by_hand() {
        assert_eq!(text(&["Jumlah", "kecelakaan kerja"], 200.0), "Jumlah kecelakaan kerja");
        assert_eq!(text(&["Perencanaan dan", "Evaluasi"], 200.0), "Perencanaan dan Evaluasi");
        assert_eq!(text(&["Percepatan (Perlambata", "n) %"], 115.0), "Percepatan (Perlambata n) %");
        assert_eq!(text(&["640", "orang"], 40.0), "640 orang");
        assert_eq!(text(&["109,19", "%"], 60.0), "109,19 %");
        assert_eq!(text(&["tahun 2013", "- 2018"], 90.0), "tahun 2013 - 2018");
        assert_eq!(text(&["Rapat selesai.", "Hasil dicatat"], 200.0), "Rapat selesai.\nHasil dicatat");
    }

    #[test]
    fn figures_and_words_cut_by_a_narrow_column_are_marked_or_joined() {
        assert_eq!(text(&["400.0", "00"], 27.0), "400.000");
        assert_eq!(text(&["1.929.200.00", "Rp", "0"], 66.0), "Rp 1.929.200.000");
        assert_eq!(text(&["97,5", "0"], 21.0), "97,50");
        assert_eq!(text(&["97,5", "0"], 60.0), "97,5\n0");
        assert_eq!(text(&["4412.BCA.95", "1"], 56.0), "4412.BCA.951");
        assert_eq!(text(&["REALISA", "SI"], 36.0), "REALISA\u{ad}SI");
        assert_eq!(text(&["REALISASI", "FISIK"], 80.0), "REALISASI\nFISIK");
    }

    #[test]
    fn a_figure_is_not_an_item() {
        assert!(
            starts_item("1. Satu") && starts_item("a) Satu") && starts_item("(2) Dua") && starts_item("- Tiga") && starts_item("-Empat")
        );
        assert!(!starts_item("1.234") && !starts_item("10 orang") && !starts_item("3,5 %") && !starts_item("-5,2"));
        assert!(
            is_value_line("12.540.550 *)")
                && is_value_line("33 LPK")
                && is_value_line("- **)")
                && !is_value_line("2 orang per bulan sekali")
        );
    }
}
