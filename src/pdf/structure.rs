//! Leaving the structure tree out before a file is read.
//!
//! Pages do not need the tree, but `lopdf` reads every object of a file, and of a tagged file nine tenths are structure
//! elements: two thirds of the time and most of the memory of opening it. Blanked to `null` in place, they cost
//! nothing, and no offset changes.

use super::lexer::{Lexer, Token, is_space};
use super::num::u32_of;
use lopdf::{Stream, dictionary};
use memchr::memmem;
use std::borrow::Cow;

/// Structure elements from which blanking them pays for copying the file.
const MANY: usize = 100;

/// Bytes before a `/Type` in which its object begins: the key stands among the first of a small dictionary.
const HEAD: usize = 4096;

const ELEMENT: &[u8] = b"/StructElem";
const OBJECT_STREAM: &[u8] = b"/ObjStm";

/// The file without its structure elements; borrowed where they are few.
pub(super) fn blanked(bytes: &[u8], stream_limit: usize) -> Cow<'_, [u8]> {
    let mut blanks: Vec<(usize, usize)> = Vec::new();
    if memmem::find_iter(bytes, ELEMENT).take(MANY).count() == MANY {
        let mut done = 0;
        for at in memmem::find_iter(bytes, ELEMENT) {
            if at >= done
                && let Some((from, to)) = dictionary_around(bytes, done, at)
            {
                blanks.push((from, to));
                done = to;
            }
        }
    }
    let streams = memmem::find_iter(bytes, OBJECT_STREAM);
    blanks.extend(streams.filter_map(|at| stream_of_elements(bytes, at, stream_limit)));
    if blanks.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let mut out = bytes.to_vec();
    for (from, to) in blanks {
        if let Some(body) = out.get_mut(from..to) {
            body.fill(b' ');
            if let Some(null) = body.get_mut(1..5) {
                null.copy_from_slice(b"null");
            }
        }
    }
    Cow::Owned(out)
}

/// Where the dictionary of the object around a position begins: after `obj`, if nothing but a dictionary is between.
fn start_of_dictionary(bytes: &[u8], done: usize, at: usize) -> Option<usize> {
    let start = at.saturating_sub(HEAD).max(done);
    // `endobj` ends in `obj` too: what follows it is a number, not a dictionary.
    let from = start + memmem::rfind(bytes.get(start..at)?, b"obj")? + 3;
    let before = bytes.get(from..at)?;
    let first = before.iter().position(|b| !is_space(*b))?;
    let plain = before.get(first..)?.starts_with(b"<<") && memmem::find(before, b"stream").is_none();
    plain.then_some(from)
}

/// The bytes between `obj` and `endobj` around a position, where they are a dictionary and nothing else.
fn dictionary_around(bytes: &[u8], done: usize, at: usize) -> Option<(usize, usize)> {
    let from = start_of_dictionary(bytes, done, at)?;
    let to = at + memmem::find(bytes.get(at..)?, b"endobj")?;
    let plain = memmem::find(bytes.get(at..to)?, b"stream").is_none();
    (plain && to >= from + 5).then_some((from, to))
}

/// The bytes of the object around a position, where it is a stream of many objects, all of them structure elements.
fn stream_of_elements(bytes: &[u8], at: usize, limit: usize) -> Option<(usize, usize)> {
    let from = start_of_dictionary(bytes, 0, at)?;
    let keyword = at + memmem::find(bytes.get(at..)?.get(..HEAD).or_else(|| bytes.get(at..))?, b"stream")?;
    let head = Head::read(bytes.get(from..keyword)?).filter(|h| h.count >= MANY)?;
    let data = bytes.get(keyword + 6..)?;
    let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n"))?;
    let length = memmem::find(data, b"endstream")?;
    let to = bytes.len() - data.len() + length;
    let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, data.get(..length)?.to_vec());
    let unpacked = stream.decompressed_content_with_limit(limit).ok()?;
    let end = to + memmem::find(bytes.get(to..)?, b"endobj")?;
    head.all_are_elements(&unpacked).then_some((from, end))
}

/// What the dictionary of an object stream says.
struct Head {
    count: usize,
    first: usize,
}

impl Head {
    /// `None` of a stream that is not plainly deflated: read as usual, then.
    fn read(dictionary: &[u8]) -> Option<Self> {
        let mut lexer = Lexer::new(dictionary);
        let (mut count, mut first, mut deflated) = (None, None, false);
        let mut key: &[u8] = b"";
        while let Some(token) = lexer.next_token() {
            match token {
                Token::Name(b"FlateDecode") => deflated = true,
                Token::Name(b"DecodeParms" | b"Extends" | b"Crypt") => return None,
                Token::Name(name) => key = name,
                Token::Number(n) => {
                    let n = usize::try_from(u32_of(n)).ok()?;
                    match key {
                        b"N" => count = Some(n),
                        b"First" => first = Some(n),
                        _ => {}
                    }
                    key = b"";
                }
                _ => {}
            }
        }
        Some(Self { count: count?, first: first? }).filter(|_| deflated)
    }

    fn all_are_elements(&self, unpacked: &[u8]) -> bool {
        let Some((index, body)) = unpacked.split_at_checked(self.first) else { return false };
        let mut lexer = Lexer::new(index);
        let mut numbers = std::iter::from_fn(|| match lexer.next_token()? {
            Token::Number(n) => usize::try_from(u32_of(n)).ok(),
            _ => None,
        });
        let mut offsets: Vec<usize> = Vec::new();
        while let (Some(_), Some(offset)) = (numbers.next(), numbers.next()) {
            offsets.push(offset);
        }
        offsets.push(body.len());
        offsets.len() == self.count + 1
            && offsets.windows(2).all(|w| match w {
                [from, to] => body.get(*from..*to).is_some_and(|o| memmem::find(o, ELEMENT).is_some()),
                _ => false,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: usize = 1 << 20;

    #[test]
    fn structure_is_blanked_in_place_and_nothing_else() {
        let element = "7 0 obj\n<</Type /StructElem /S /TD /Alt (a) /K 3>>\nendobj\n";
        let page = "8 0 obj\n<</Type /Page /Note (/StructElem)>>\nendobj\n";
        let stream = "9 0 obj\n<</Length 11>>\nstream\n/StructElem\nendstream\nendobj\n";
        let file = format!("%PDF-1.4\n{}{stream}{}", element.repeat(120), element.repeat(2));
        let out = blanked(file.as_bytes(), ROOM);
        let out = std::str::from_utf8(&out).unwrap();
        assert_eq!(out.len(), file.len());
        assert_eq!(out.matches("null").count(), 122);
        assert!(out.contains(stream));
        assert!(!out.contains("/TD"));
        assert!(matches!(blanked(page.as_bytes(), ROOM), Cow::Borrowed(_)));
    }

    /// A file with one object stream of `count` elements, the last one replaced.
    fn packed(count: usize, last: &str) -> Vec<u8> {
        let element = "<</Type /StructElem /S /P>> ";
        let (mut index, mut body) = (String::new(), String::new());
        for n in 0..count {
            index.push_str(&format!("{} {} ", n + 10, body.len()));
            body.push_str(if n + 1 == count { last } else { element });
        }
        let mut stream = Stream::new(dictionary! {}, format!("{index}{body}").into_bytes());
        stream.compress().unwrap();
        let file = format!("%PDF-1.5\n3 0 obj\n<</Type /ObjStm /N {count} /First {} /Filter /FlateDecode>>stream\n", index.len());
        let mut file = file.into_bytes();
        file.extend_from_slice(&stream.content);
        file.extend_from_slice(b"\nendstream\nendobj\n");
        file
    }

    #[test]
    fn object_streams_go_only_when_all_is_structure() {
        let pure = packed(200, "<</Type /StructElem>>");
        assert!(blanked(&pure, ROOM).windows(4).any(|w| w == b"null"));
        let mixed = packed(200, "<</Type /Page>>");
        assert!(matches!(blanked(&mixed, ROOM), Cow::Borrowed(_)));
        let few = packed(20, "<</Type /StructElem>>");
        assert!(matches!(blanked(&few, ROOM), Cow::Borrowed(_)));
    }
}
