//! A document: opened once, its pages interpreted one by one or side by side.

use super::error::PdfError;
use super::font::Face;
use super::interpret::Interpreter;
use super::limits::Limits;
use super::object::{dict_of, follow, get, get_array, get_dict};
use super::{Page, geometry, load};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// How to open a document.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Password of an encrypted file; the empty one is always tried.
    pub password: Option<String>,
    /// What the document may cost.
    pub limits: Limits,
}

/// An open PDF. `Sync`: pages can be interpreted in parallel, fonts are read once for all of them.
#[derive(Debug)]
pub struct Document {
    inner: lopdf::Document,
    pages: Vec<ObjectId>,
    producer: Option<String>,
    title: Option<String>,
    faces: Faces,
    limits: Limits,
}

/// What all pages share.
#[derive(Debug, Default)]
pub(super) struct Faces {
    /// Fonts by the address of their dictionary, which stays where it is as long as the document lives.
    loaded: Mutex<HashMap<usize, Arc<OnceLock<Arc<Face>>>>>,
    /// Layers that are off when the document is opened.
    pub layers_off: HashSet<ObjectId>,
}

impl Faces {
    /// The face of a font dictionary, read at first use.
    pub fn get(&self, doc: &lopdf::Document, dict: &Dictionary, limits: &Limits) -> Arc<Face> {
        let key = std::ptr::from_ref(dict).addr();
        let slot = Arc::clone(self.loaded.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
        Arc::clone(slot.get_or_init(|| Arc::new(Face::load(doc, dict, limits))))
    }
}

impl Document {
    /// Opens a PDF from its bytes; repairs and decrypts it where needed.
    ///
    /// # Errors
    /// [`PdfError`] says what is wrong with the file as a whole and what helps.
    pub fn open(bytes: &[u8], options: &OpenOptions) -> Result<Self, PdfError> {
        let (inner, pages) = load::load(bytes, options)?;
        if pages.len() > options.limits.pages {
            return Err(PdfError::TooManyPages { pages: pages.len(), limit: options.limits.pages });
        }
        let info = get_dict(&inner, &inner.trailer, b"Info");
        let text = |key: &[u8]| {
            let bytes = get(&inner, info?, key)?.as_str().ok()?;
            let text: String = super::interpret::text_string(bytes).into_iter().collect();
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let (producer, title) = (text(b"Producer"), text(b"Title"));
        let faces = Faces { layers_off: layers_off(&inner), ..Faces::default() };
        Ok(Self { inner, pages, producer, title, faces, limits: options.limits })
    }

    /// Number of pages, at least 1.
    #[must_use]
    pub fn page_count(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// The program that wrote the file, by its own word.
    #[must_use]
    pub fn producer(&self) -> Option<&str> {
        self.producer.as_deref()
    }

    /// The title in the document information.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        self.title.clone()
    }

    /// Interprets a page, numbered from 1.
    ///
    /// # Errors
    /// [`PdfError::NoSuchPage`] and [`PdfError::BrokenPage`]; what can be read of a damaged page is returned with a
    /// warning in [`Page::warnings`].
    pub fn page(&self, number: u32) -> Result<Page, PdfError> {
        let index = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
        let id = index.and_then(|i| self.pages.get(i)).ok_or_else(|| PdfError::NoSuchPage { page: number, pages: self.page_count() })?;
        let dict = self
            .inner
            .get_object(*id)
            .ok()
            .and_then(dict_of)
            .ok_or_else(|| PdfError::BrokenPage { page: number, reason: "its object is missing or damaged".to_owned() })?;
        Ok(self.interpret(number, dict))
    }

    fn interpret(&self, number: u32, dict: &Dictionary) -> Page {
        let doc = &self.inner;
        let place = geometry::placement(doc, dict);
        let page = Page { number, width: place.width, height: place.height, ..Page::default() };
        let resources = geometry::inherited(doc, dict, b"Resources").and_then(dict_of);
        let mut interpreter = Interpreter::new(doc, &self.faces, &self.limits, page, place.matrix, resources);
        let streams = content_streams(doc, dict);
        match streams.as_slice() {
            [] => {}
            [one] => {
                if let Some(content) = interpreter.decompress(one) {
                    interpreter.run(&content);
                }
            }
            many => {
                // The parts are one stream: a token may not, but an operator's operands do go over the joints.
                let mut content = Vec::new();
                for stream in many {
                    if let Some(part) = interpreter.decompress(stream) {
                        content.extend_from_slice(&part);
                        content.push(b' ');
                    }
                }
                interpreter.run(&content);
            }
        }
        interpreter.reset(place.matrix);
        interpreter.annotations(dict);
        let mut page = interpreter.finish();
        super::doubles::remove(&mut page);
        super::dots::join(&mut page);
        page
    }
}

/// The streams of `/Contents`, one or several.
fn content_streams<'d>(doc: &'d lopdf::Document, page: &'d Dictionary) -> Vec<&'d lopdf::Stream> {
    match get(doc, page, b"Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(parts)) => parts.iter().filter_map(|p| follow(doc, p)?.as_stream().ok()).collect(),
        _ => Vec::new(),
    }
}

/// The layers that the default configuration switches off.
fn layers_off(doc: &lopdf::Document) -> HashSet<ObjectId> {
    let ids = |dict: Option<&Dictionary>, key: &[u8]| -> HashSet<ObjectId> {
        let array = dict.and_then(|d| get_array(doc, d, key)).unwrap_or_default();
        array.iter().filter_map(|o| o.as_reference().ok()).collect()
    };
    let Some(properties) = doc.catalog().ok().and_then(|c| get_dict(doc, c, b"OCProperties")) else {
        return HashSet::new();
    };
    let config = get_dict(doc, properties, b"D");
    let off = ids(config, b"OFF");
    let all_off = config.and_then(|c| super::object::get_name(doc, c, b"BaseState")) == Some(b"OFF");
    if !all_off {
        return off;
    }
    let on = ids(config, b"ON");
    ids(Some(properties), b"OCGs").difference(&on).copied().chain(off).collect()
}
