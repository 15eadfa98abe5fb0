//! Short ways through `lopdf` objects: follow references, tolerate wrong types.

use super::matrix::Matrix;
use super::num::{f32_of_int, u32_of};
use lopdf::{Dictionary, Document, Object, Stream};
use std::borrow::Cow;

/// The value of a key, references followed; `None` where it is missing, dangling or null.
pub(crate) fn get<'d>(doc: &'d Document, dict: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    follow(doc, dict.get(key).ok()?)
}

/// The object behind a reference.
pub(crate) fn follow<'d>(doc: &'d Document, object: &'d Object) -> Option<&'d Object> {
    match object {
        Object::Reference(_) => doc.dereference(object).ok().map(|(_, o)| o),
        _ => Some(object),
    }
    .filter(|o| !o.is_null())
}

/// A dictionary, or a stream's dictionary.
pub(crate) fn dict_of(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(d) => Some(d),
        Object::Stream(s) => Some(&s.dict),
        _ => None,
    }
}

pub(crate) fn get_dict<'d>(doc: &'d Document, dict: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    get(doc, dict, key).and_then(dict_of)
}

pub(crate) fn get_stream<'d>(doc: &'d Document, dict: &'d Dictionary, key: &[u8]) -> Option<&'d Stream> {
    get(doc, dict, key)?.as_stream().ok()
}

pub(crate) fn get_array<'d>(doc: &'d Document, dict: &'d Dictionary, key: &[u8]) -> Option<&'d [Object]> {
    get(doc, dict, key)?.as_array().ok().map(Vec::as_slice)
}

pub(crate) fn get_name<'d>(doc: &'d Document, dict: &'d Dictionary, key: &[u8]) -> Option<&'d [u8]> {
    get(doc, dict, key)?.as_name().ok()
}

/// Integer or real as a finite number.
pub(crate) fn number(object: &Object) -> Option<f32> {
    match object {
        Object::Integer(i) => Some(f32_of_int(*i)),
        Object::Real(r) => Some(*r).filter(|r| r.is_finite()),
        _ => None,
    }
}

pub(crate) fn get_number(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<f32> {
    number(get(doc, dict, key)?)
}

pub(crate) fn get_int(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<i64> {
    match get(doc, dict, key)? {
        Object::Integer(i) => Some(*i),
        Object::Real(r) => Some(i64::from(u32_of(*r))),
        _ => None,
    }
}

/// An array of exactly `N` numbers.
pub(crate) fn numbers<const N: usize>(doc: &Document, object: &Object) -> Option<[f32; N]> {
    let array = object.as_array().ok()?;
    let mut out = [0.0; N];
    for (slot, item) in out.iter_mut().zip(array.iter().take(N)) {
        *slot = number(follow(doc, item)?)?;
    }
    (array.len() >= N).then_some(out)
}

pub(crate) fn get_numbers<const N: usize>(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<[f32; N]> {
    numbers(doc, get(doc, dict, key)?)
}

pub(crate) fn get_matrix(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Matrix> {
    get_numbers(doc, dict, key).map(Matrix::new)
}

/// The decompressed bytes of a stream, at most `limit`.
///
/// `lopdf` takes filters that are references, or abbreviated as in inline images, for no filters at all: they are
/// written out first.
pub(crate) fn decoded(doc: &Document, stream: &Stream, limit: usize) -> lopdf::Result<Vec<u8>> {
    plainly_filtered(doc, stream).get_plain_content_with_limit(limit)
}

fn plainly_filtered<'d>(doc: &Document, stream: &'d Stream) -> Cow<'d, Stream> {
    let plain = |object: &Object| match object {
        Object::Reference(_) => false,
        Object::Name(name) => full_filter_name(name) == name.as_slice(),
        Object::Array(items) => {
            items.iter().all(|i| !matches!(i, Object::Reference(_)) && i.as_name().is_ok_and(|n| full_filter_name(n) == n))
        }
        _ => true,
    };
    let plain_parameters = |object: &Object| match object {
        Object::Reference(_) => false,
        Object::Array(items) => !items.iter().any(|i| matches!(i, Object::Reference(_))),
        _ => true,
    };
    if stream.dict.get(b"Filter").is_ok_and(plain) && stream.dict.get(b"DecodeParms").map_or(true, plain_parameters) {
        return Cow::Borrowed(stream);
    }
    let resolved = |key: &[u8]| match get(doc, &stream.dict, key)? {
        Object::Array(items) => Some(Object::Array(items.iter().map(|i| follow(doc, i).cloned().unwrap_or(Object::Null)).collect())),
        other => Some(other.clone()),
    };
    let full = |object: Object| match object {
        Object::Name(name) => Object::Name(full_filter_name(&name).to_vec()),
        other => other,
    };
    let filter = match resolved(b"Filter") {
        None => return Cow::Borrowed(stream),
        Some(Object::Array(items)) => Object::Array(items.into_iter().map(full).collect()),
        Some(other) => full(other),
    };
    let mut copy = stream.clone();
    copy.dict.set("Filter", filter);
    match resolved(b"DecodeParms") {
        Some(parameters) => copy.dict.set("DecodeParms", parameters),
        None => drop(copy.dict.remove(b"DecodeParms")),
    }
    Cow::Owned(copy)
}

/// ISO 32000-1, table 94.
fn full_filter_name(name: &[u8]) -> &[u8] {
    match name {
        b"Fl" => b"FlateDecode",
        b"LZW" => b"LZWDecode",
        b"A85" => b"ASCII85Decode",
        b"AHx" => b"ASCIIHexDecode",
        b"RL" => b"RunLengthDecode",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn filters_may_be_references_and_abbreviations() {
        let mut doc = Document::new();
        let name = doc.add_object(Object::Name(b"AHx".to_vec()));
        for filter in [Object::Reference(name), Object::Name(b"AHx".to_vec()), vec![Object::Reference(name)].into()] {
            let stream = Stream::new(dictionary! { "Filter" => filter.clone() }, b"4142>".to_vec());
            assert_eq!(decoded(&doc, &stream, 100).unwrap(), b"AB", "{filter:?}");
        }
        let plain = Stream::new(dictionary! {}, b"4142>".to_vec());
        assert_eq!(decoded(&doc, &plain, 100).unwrap(), b"4142>");
    }
}
