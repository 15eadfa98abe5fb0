//! Short ways through `lopdf` objects: follow references, tolerate wrong types.

use super::matrix::Matrix;
use super::num::{f32_of_int, u32_of};
use lopdf::{Dictionary, Document, Object, Stream};

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
