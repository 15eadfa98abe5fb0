//! Tokens of content streams and CMaps, read in place.
//!
//! The lexer never fails: a byte that fits nowhere is skipped, so that one broken token costs itself only.

/// One token; slices point into the stream.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Token<'a> {
    Number(f32),
    /// Without the slash; `#xx` still escaped.
    Name(&'a [u8]),
    /// A literal string's inside; `escaped` where it holds backslashes or line ends to be decoded.
    Literal {
        raw: &'a [u8],
        escaped: bool,
    },
    /// A hexadecimal string's inside.
    Hex(&'a [u8]),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    /// Anything else: an operator, `true`, `false`, `null`.
    Word(&'a [u8]),
}

/// What a byte is to the lexer (ISO 32000-1, tables 1 and 2).
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Regular,
    Space,
    Delimiter,
}

/// The class of every byte: it is asked for with every byte of a page.
#[allow(clippy::indexing_slicing, reason = "a byte is an index below 256, and the compiler works it out")]
static CLASSES: [Class; 256] = {
    let mut out = [Class::Regular; 256];
    let mut spaces: &[u8] = b"\0\t\n\x0c\r ";
    while let [byte, rest @ ..] = spaces {
        out[*byte as usize] = Class::Space;
        spaces = rest;
    }
    let mut delimiters: &[u8] = b"()<>[]{}/%";
    while let [byte, rest @ ..] = delimiters {
        out[*byte as usize] = Class::Delimiter;
        delimiters = rest;
    }
    out
};

fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Regular)
}

/// White space as PDF has it.
pub(crate) fn is_space(byte: u8) -> bool {
    class(byte) == Class::Space
}

/// Deepest nesting of parentheses in a literal string that is followed.
const MAX_PARENTHESES: u32 = 256;

/// Reads tokens off a byte slice.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    data: &'a [u8],
    pos: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self { data, pos: 0 }
    }

    /// Bytes not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.data.get(self.pos..).unwrap_or_default()
    }

    /// Skips bytes (inline image data).
    pub fn skip(&mut self, n: usize) {
        self.pos = self.pos.saturating_add(n).min(self.data.len());
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.pos).copied()
    }

    fn slice(&self, from: usize) -> &'a [u8] {
        self.data.get(from..self.pos).unwrap_or_default()
    }

    fn skip_space_and_comments(&mut self) {
        while let Some(byte) = self.peek() {
            if class(byte) == Class::Space {
                self.pos += 1;
            } else if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.pos += 1;
                }
            } else {
                return;
            }
        }
    }

    /// The next token; `None` at the end.
    pub fn next_token(&mut self) -> Option<Token<'a>> {
        loop {
            self.skip_space_and_comments();
            let byte = self.peek()?;
            let start = self.pos;
            self.pos += 1;
            return Some(match byte {
                b'0'..=b'9' | b'+' | b'-' | b'.' => {
                    self.pos = start;
                    self.number_or_word()
                }
                b'/' => {
                    self.skip_regular();
                    Token::Name(self.data.get(start + 1..self.pos).unwrap_or_default())
                }
                b'(' => self.literal(),
                b'[' => Token::ArrayOpen,
                b']' => Token::ArrayClose,
                b'<' if self.peek() == Some(b'<') => {
                    self.pos += 1;
                    Token::DictOpen
                }
                b'<' => self.hex(),
                b'>' if self.peek() == Some(b'>') => {
                    self.pos += 1;
                    Token::DictClose
                }
                // A stray delimiter: skipped.
                b'>' | b')' | b'{' | b'}' => continue,
                _ => {
                    self.skip_regular();
                    Token::Word(self.slice(start))
                }
            });
        }
    }

    fn skip_regular(&mut self) {
        let rest = self.rest();
        self.pos += rest.iter().position(|b| class(*b) != Class::Regular).unwrap_or(rest.len());
    }

    /// A number; where letters follow at once (`0g`, seen from careless writers) the number ends and a word begins.
    fn number_or_word(&mut self) -> Token<'a> {
        let start = self.pos;
        let mut negative = false;
        while let Some(sign @ (b'+' | b'-')) = self.peek() {
            negative |= sign == b'-';
            self.pos += 1;
        }
        let mut value = 0.0_f64;
        let mut scale = 0.0_f64;
        let mut digits = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' => {
                    digits = true;
                    let digit = f64::from(byte - b'0');
                    if scale == 0.0 {
                        value = value * 10.0 + digit;
                    } else {
                        value += digit * scale;
                        scale *= 0.1;
                    }
                }
                b'.' if scale == 0.0 => scale = 0.1,
                // `12-34` and `1.2.3` come from broken writers: viewers read what stands before.
                b'-' | b'.' => {
                    while self.peek().is_some_and(|b| matches!(b, b'0'..=b'9' | b'-' | b'.')) {
                        self.pos += 1;
                    }
                    break;
                }
                _ => break,
            }
            self.pos += 1;
        }
        if !digits && scale == 0.0 {
            self.skip_regular();
            return Token::Word(self.slice(start));
        }
        Token::Number(super::num::f32_of(if negative { -value } else { value }))
    }

    fn literal(&mut self) -> Token<'a> {
        let start = self.pos;
        let mut depth = 0_u32;
        let mut escaped = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => {
                    escaped = true;
                    self.pos += 1;
                }
                b'\r' => escaped = true,
                b'(' if depth < MAX_PARENTHESES => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                _ => {}
            }
            self.pos += 1;
        }
        self.pos = self.pos.min(self.data.len());
        let raw = self.slice(start);
        self.skip(1);
        Token::Literal { raw, escaped }
    }

    fn hex(&mut self) -> Token<'a> {
        let start = self.pos;
        while self.peek().is_some_and(|b| b != b'>') {
            self.pos += 1;
        }
        let raw = self.slice(start);
        self.skip(1);
        Token::Hex(raw)
    }
}

/// The value of a hexadecimal digit.
pub(crate) fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Decodes the inside of `<…>` into `out`; an odd last digit is followed by 0, as the standard says.
pub(crate) fn decode_hex(raw: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let mut high = None;
    for digit in raw.iter().copied().filter_map(hex_digit) {
        match high.take() {
            None => high = Some(digit),
            Some(h) => out.push(h << 4 | digit),
        }
    }
    out.extend(high.map(|h| h << 4));
}

/// Decodes the escapes inside `(…)` into `out` (ISO 32000-1, table 3).
pub(crate) fn decode_literal(raw: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => match bytes.next() {
                Some(b'n') => out.push(b'\n'),
                Some(b'r') => out.push(b'\r'),
                Some(b't') => out.push(b'\t'),
                Some(b'b') => out.push(8),
                Some(b'f') => out.push(12),
                Some(b'\n') | None => {}
                Some(b'\r') => {
                    bytes.next_if_eq(&b'\n');
                }
                Some(first @ b'0'..=b'7') => {
                    let mut value = first - b'0';
                    for _ in 0..2 {
                        if let Some(digit) = bytes.next_if(|b| matches!(b, b'0'..=b'7')) {
                            value = value.wrapping_mul(8).wrapping_add(digit - b'0');
                        }
                    }
                    out.push(value);
                }
                Some(other) => out.push(other),
            },
            // An unescaped line end of any kind is one line feed.
            b'\r' => {
                bytes.next_if_eq(&b'\n');
                out.push(b'\n');
            }
            other => out.push(other),
        }
    }
}

/// Decodes `#xx` in a name; borrowed where there is none.
pub(crate) fn decode_name(raw: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    if !raw.contains(&b'#') {
        return raw.into();
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if let (b'#', [high, low, after @ ..]) = (byte, tail)
            && let (Some(high), Some(low)) = (hex_digit(*high), hex_digit(*low))
        {
            out.push(high << 4 | low);
            rest = after;
        } else {
            out.push(byte);
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(data: &[u8]) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(data);
        std::iter::from_fn(|| lexer.next_token()).collect()
    }

    #[test]
    fn numbers_in_every_spelling() {
        let numbers: Vec<f32> = tokens(b"1 -2 +3 .5 -.25 4. --6 1.2.3 7-8 0.0001 -")
            .into_iter()
            .filter_map(|t| if let Token::Number(n) = t { Some(n) } else { None })
            .collect();
        assert_eq!(numbers, [1.0, -2.0, 3.0, 0.5, -0.25, 4.0, -6.0, 1.2, 7.0, 0.0001]);
    }

    #[test]
    fn words_may_follow_numbers_without_space() {
        assert_eq!(
            tokens(b"0g/F1 12Tf"),
            [Token::Number(0.0), Token::Word(b"g"), Token::Name(b"F1"), Token::Number(12.0), Token::Word(b"Tf")]
        );
    }

    #[test]
    fn strings_nest_and_escape() {
        let all = tokens(b"(a(b)c) (x\\)y) <4 1 4> % comment (\n(z");
        assert_eq!(
            all,
            [
                Token::Literal { raw: b"a(b)c", escaped: false },
                Token::Literal { raw: b"x\\)y", escaped: true },
                Token::Hex(b"4 1 4"),
                Token::Literal { raw: b"z", escaped: false }
            ]
        );
        let mut out = Vec::new();
        decode_hex(b"4 1 4", &mut out);
        assert_eq!(out, b"A@");
        decode_literal(b"a\\101\\\r\nb\\(\r\nc\\8", &mut out);
        assert_eq!(out, b"aAb(\nc8");
    }

    #[test]
    fn stray_delimiters_cost_only_themselves() {
        assert_eq!(tokens(b") > } 1 Tj"), [Token::Number(1.0), Token::Word(b"Tj")]);
    }

    #[test]
    fn names_unescape() {
        assert_eq!(decode_name(b"A#20B#zz").as_ref(), b"A B#zz");
    }
}
