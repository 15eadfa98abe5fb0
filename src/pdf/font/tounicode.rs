//! ToUnicode CMaps: what each code means, by the file's own word.

use super::super::lexer::{Lexer, Token, decode_hex, decode_literal};

/// Most entries taken of one CMap: all two-byte codes.
const MAX_ENTRIES: usize = 1 << 16;

/// Longest text that one code may stand for; longer ones are garbage.
const MAX_CHARS: usize = 16;

/// A CMap stream, parsed leniently: broken sections cost themselves only.
#[derive(Debug, Default)]
pub(super) struct ToUnicode {
    /// Code and characters, in file order; only believable ones.
    pub entries: Vec<(u32, Chars)>,
    /// Codes by length: (bytes, low, high).
    pub codespaces: Vec<(usize, u32, u32)>,
}

/// One character or a few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chars {
    One(char),
    Many(Vec<char>),
}

impl Chars {
    pub fn as_slice(&self) -> &[char] {
        match self {
            Self::One(c) => std::slice::from_ref(c),
            Self::Many(v) => v,
        }
    }
}

impl ToUnicode {
    pub fn parse(data: &[u8]) -> Self {
        let mut parser = Parser { lexer: Lexer::new(data), out: Self::default(), scratch: Vec::new() };
        while let Some(token) = parser.lexer.next_token() {
            match token {
                Token::Word(b"begincodespacerange") => parser.codespaces(),
                Token::Word(b"beginbfchar") => parser.chars(),
                Token::Word(b"beginbfrange") => parser.ranges(),
                _ => {}
            }
        }
        let mut out = parser.out;
        if out.says_nothing() {
            out.entries.clear();
        }
        out
    }

    /// Several codes, all standing for one and the same character: a writer that filled in something.
    fn says_nothing(&self) -> bool {
        match self.entries.split_first() {
            Some(((_, first), rest)) if rest.len() >= 3 => rest.iter().all(|(_, chars)| chars == first),
            _ => false,
        }
    }
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    out: ToUnicode,
    scratch: Vec<u8>,
}

impl<'a> Parser<'a> {
    /// The next token unless the section ends.
    fn item(&mut self) -> Option<Token<'a>> {
        self.lexer.next_token().filter(|t| !matches!(t, Token::Word(w) if w.starts_with(b"end")))
    }

    /// A code and its length in bytes.
    fn code(&mut self, token: Token<'a>) -> Option<(u32, usize)> {
        match token {
            Token::Hex(raw) => decode_hex(raw, &mut self.scratch),
            Token::Literal { raw, .. } => decode_literal(raw, &mut self.scratch),
            _ => return None,
        }
        let value = self.scratch.iter().take(4).fold(0_u32, |v, b| v << 8 | u32::from(*b));
        Some((value, self.scratch.len()))
    }

    fn units(&mut self, token: Token<'a>) -> Option<Vec<u16>> {
        match token {
            Token::Hex(raw) => decode_hex(raw, &mut self.scratch),
            Token::Literal { raw, .. } => decode_literal(raw, &mut self.scratch),
            _ => return None,
        }
        // A single byte is a code unit by itself: seen from writers that forget the leading zero.
        if let [byte] = self.scratch.as_slice() {
            return Some(vec![u16::from(*byte)]);
        }
        Some(self.scratch.chunks_exact(2).map(|c| c.iter().fold(0, |v, b| v << 8 | u16::from(*b))).collect())
    }

    fn codespaces(&mut self) {
        while let Some(token) = self.item() {
            let low = self.code(token);
            let high = self.item().and_then(|t| self.code(t));
            if let (Some((low, length)), Some((high, _))) = (low, high)
                && (1..=4).contains(&length)
                && self.out.codespaces.len() < 256
            {
                self.out.codespaces.push((length, low, high));
            }
        }
    }

    fn chars(&mut self) {
        while let Some(token) = self.item() {
            let code = self.code(token);
            let Some(target) = self.item() else { return };
            let units = self.units(target);
            if let (Some((code, _)), Some(units)) = (code, units) {
                self.push(code, &units);
            }
        }
    }

    fn ranges(&mut self) {
        while let Some(token) = self.item() {
            let low = self.code(token);
            let high = self.item().and_then(|t| self.code(t));
            let Some(target) = self.item() else { return };
            let (Some((low, _)), Some((high, _))) = (low, high) else { continue };
            if target == Token::ArrayOpen {
                let mut code = low;
                while let Some(item) = self.item().filter(|t| *t != Token::ArrayClose) {
                    if let Some(units) = self.units(item)
                        && code <= high
                    {
                        self.push(code, &units);
                    }
                    code = code.saturating_add(1);
                }
            } else if let Some(mut units) = self.units(target) {
                for code in low..=high.min(low.saturating_add(0xFFFF)) {
                    self.push(code, &units);
                    let Some(last) = units.last_mut() else { break };
                    *last = last.wrapping_add(1);
                    if self.out.entries.len() >= MAX_ENTRIES {
                        break;
                    }
                }
            }
        }
    }

    fn push(&mut self, code: u32, units: &[u16]) {
        if self.out.entries.len() < MAX_ENTRIES
            && let Some(chars) = believable(units)
        {
            self.out.entries.push((code, chars));
        }
    }
}

/// The characters of UTF-16 code units, unless they are a lie: nothing, zeros, controls, replacement characters.
/// Private use is let through: in symbol fonts its low byte is the code.
fn believable(units: &[u16]) -> Option<Chars> {
    if let [unit] = units {
        return char::from_u32(u32::from(*unit)).filter(|c| is_meaning(*c) || is_private(*c)).map(Chars::One);
    }
    if units.len() > MAX_CHARS {
        return None;
    }
    // Ghostscript writes the letters of a ligature byte-swapped: U+7400 U+6900 for 'ti'.
    let swapped = units.iter().all(|u| u.to_be_bytes()[1] == 0 && (0x20..0x7F).contains(&u.to_be_bytes()[0]));
    let decoded = char::decode_utf16(units.iter().map(|u| if swapped { u.swap_bytes() } else { *u }));
    let mut chars = Vec::with_capacity(units.len());
    for c in decoded {
        match c {
            Ok('\0') => {}
            Ok(c) if is_meaning(c) => chars.push(c),
            _ => return None,
        }
    }
    match chars.as_slice() {
        [] => None,
        [one] => Some(Chars::One(*one)),
        _ => Some(Chars::Many(chars)),
    }
}

/// Whether a character means something to a reader: no control, no private use, no replacement.
pub(super) fn is_meaning(c: char) -> bool {
    !(c.is_control() && c != '\t' || c == '\u{FFFD}' || is_private(c) || ('\u{FFFE}'..='\u{FFFF}').contains(&c))
}

/// Private use: only the font knows.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(entries: &[(u32, Chars)], code: u32) -> String {
        entries.iter().find(|e| e.0 == code).map(|e| e.1.as_slice().iter().collect()).unwrap_or_default()
    }

    #[test]
    fn chars_ranges_arrays_and_ligatures() {
        let cmap = ToUnicode::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
              2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0061> <D835DC00>] endbfrange",
        );
        assert_eq!(cmap.codespaces, [(2, 0, 0xFFFF)]);
        assert_eq!(one(&cmap.entries, 3), " ");
        assert_eq!(one(&cmap.entries, 4), "fi");
        assert_eq!(one(&cmap.entries, 0x12), "C");
        assert_eq!(one(&cmap.entries, 0x20), "a");
        assert_eq!(one(&cmap.entries, 0x21), "\u{1D400}");
    }

    #[test]
    fn lies_are_not_believed() {
        let cmap = ToUnicode::parse(b"4 beginbfchar <01> <0000> <02> <FFFD> <03> <0007> <04> <0041> endbfchar");
        assert_eq!(cmap.entries, [(4, Chars::One('A'))]);
        let all_same = ToUnicode::parse(b"1 beginbfrange <01> <05> [<0020><0020><0020><0020><0020>] endbfrange");
        assert!(all_same.entries.is_empty());
    }

    #[test]
    fn swapped_ligatures_are_turned() {
        let cmap = ToUnicode::parse(b"1 beginbfchar <01> <74006900> endbfchar");
        assert_eq!(one(&cmap.entries, 1), "ti");
    }

    #[test]
    fn a_huge_range_stays_bounded() {
        let cmap = ToUnicode::parse(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange");
        assert!(cmap.entries.len() <= MAX_ENTRIES);
    }

    #[test]
    fn a_broken_section_costs_itself_only() {
        let cmap = ToUnicode::parse(b"1 beginbfchar <01> endbfchar 1 beginbfchar <02> <0042> endbfchar");
        assert_eq!(cmap.entries, [(2, Chars::One('B'))]);
    }
}
