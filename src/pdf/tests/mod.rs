//! Whole documents, built in code, through the public front door.

mod damage;
mod drawing;
mod fonts;
mod structure;
mod text;

use super::{Document, OpenOptions, Page};
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

/// A file under construction: one page of 600 by 800 points with Helvetica as /F1.
struct Builder {
    doc: lopdf::Document,
    pages: ObjectId,
    fonts: Dictionary,
    resources: Dictionary,
    page: Dictionary,
}

impl Builder {
    fn new() -> Self {
        let mut doc = lopdf::Document::with_version("1.7");
        let pages = doc.new_object_id();
        let mut builder = Self {
            doc,
            pages,
            fonts: Dictionary::new(),
            resources: Dictionary::new(),
            page: dictionary! {
                "Type" => "Page",
                "Parent" => pages,
                "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            },
        };
        builder.font("F1", dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
        builder
    }

    fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.doc.add_object(object)
    }

    fn stream(&mut self, dict: Dictionary, data: &[u8]) -> ObjectId {
        self.add(Stream::new(dict, data.to_vec()))
    }

    fn font(&mut self, name: &str, font: Dictionary) -> &mut Self {
        let id = self.add(font);
        self.fonts.set(name, id);
        self
    }

    fn resource(&mut self, category: &str, name: &str, value: impl Into<Object>) -> &mut Self {
        let mut dict = self.resources.get(category.as_bytes()).and_then(Object::as_dict).cloned().unwrap_or_default();
        dict.set(name, value);
        self.resources.set(category, dict);
        self
    }

    fn page_key(&mut self, key: &str, value: impl Into<Object>) -> &mut Self {
        self.page.set(key, value);
        self
    }

    /// The file with one page of this content.
    fn bytes(&mut self, content: &[u8]) -> Vec<u8> {
        let content = self.stream(Dictionary::new(), content);
        if !self.page.has(b"Contents") {
            self.page.set("Contents", content);
        }
        self.resources.set("Font", self.fonts.clone());
        self.page.set("Resources", self.resources.clone());
        let page = self.add(self.page.clone());
        let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        self.doc.objects.insert(self.pages, Object::Dictionary(pages));
        let catalog = self.add(dictionary! { "Type" => "Catalog", "Pages" => self.pages });
        self.doc.trailer.set("Root", catalog);
        let mut out = Vec::new();
        self.doc.save_to(&mut out).unwrap();
        out
    }

    fn read(&mut self, content: &[u8]) -> Page {
        let bytes = self.bytes(content);
        Document::open(&bytes, &OpenOptions::default()).unwrap().page(1).unwrap()
    }
}

/// The page of some content with nothing but Helvetica.
fn page(content: &str) -> Page {
    Builder::new().read(content.as_bytes())
}

fn text(page: &Page) -> String {
    page.glyphs.iter().map(|g| g.ch).collect()
}

/// Where each glyph begins, rounded to a tenth.
fn places(page: &Page) -> Vec<(char, f32, f32)> {
    let tenth = |v: f32| (v * 10.0).round() / 10.0;
    page.glyphs.iter().map(|g| (g.ch, tenth(g.origin.0), tenth(g.origin.1))).collect()
}

/// A dictionary with further or other entries.
fn with(mut dict: Dictionary, more: Dictionary) -> Dictionary {
    for (key, value) in more {
        dict.set(key, value);
    }
    dict
}
