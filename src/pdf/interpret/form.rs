//! Form XObjects and the appearances of annotations: content inside content.

use super::super::Rect;
use super::super::matrix::Matrix;
use super::super::object::{dict_of, follow, get, get_array, get_dict, get_int, get_matrix, get_name, get_numbers};
use super::Interpreter;
use lopdf::{Dictionary, Object, Stream};

/// Annotations drawn on one page.
const MAX_ANNOTATIONS: usize = 5_000;

/// Annotation flags that keep it off the screen: hidden, no view.
const UNSEEN: i64 = 1 << 1 | 1 << 5;

impl<'d> Interpreter<'d> {
    /// `Do`.
    pub(super) fn paint_xobject(&mut self, name: &[u8]) {
        let Some(Object::Stream(stream)) = self.resource(b"XObject", name) else { return };
        if stream.dict.get(b"OC").is_ok_and(|oc| self.optional_content_is_off(oc)) {
            return;
        }
        match get_name(self.doc, &stream.dict, b"Subtype") {
            Some(b"Image") => self.paint_image(stream),
            _ => self.paint_form(stream, Matrix::IDENTITY),
        }
    }

    /// Runs a form: its matrix, then `placement`, then what is in force.
    fn paint_form(&mut self, stream: &'d Stream, placement: Matrix) {
        if self.depth >= self.limits.form_depth {
            self.warn("forms are nested deeper than the limit; the innermost were left out");
            return;
        }
        let Some(content) = self.decompress(stream) else { return };
        let outer_resources = self.resources;
        let outer_saved = std::mem::take(&mut self.saved);
        let outer_state = self.state;
        let outer_text = (self.text_matrix, self.line_matrix);

        if let Some(resources) = get_dict(self.doc, &stream.dict, b"Resources") {
            self.resources = Some(resources);
        }
        let matrix = get_matrix(self.doc, &stream.dict, b"Matrix").filter(Matrix::is_finite).unwrap_or(Matrix::IDENTITY);
        self.state.ctm = matrix.then(&placement).then(&self.state.ctm);
        if let Some(bbox) = get_numbers::<4>(self.doc, &stream.dict, b"BBox") {
            let bounds = self.state.ctm.apply_box(bbox);
            self.clip_to(bounds);
        }
        self.depth += 1;
        self.run(&content);
        self.depth -= 1;

        self.saved = outer_saved;
        self.state = outer_state;
        self.resources = outer_resources;
        (self.text_matrix, self.line_matrix) = outer_text;
    }

    /// Draws the appearances of a page's annotations (filled form fields, stamps, typed-over text) as viewers do.
    pub(in crate::pdf) fn annotations(&mut self, page: &'d Dictionary) {
        let annotations = get_array(self.doc, page, b"Annots").unwrap_or_default();
        for annotation in annotations.iter().take(MAX_ANNOTATIONS) {
            if let Some(annotation) = follow(self.doc, annotation).and_then(dict_of) {
                self.annotation(annotation);
            }
        }
    }

    fn annotation(&mut self, annotation: &'d Dictionary) {
        let flags = get_int(self.doc, annotation, b"F").unwrap_or(0);
        let unseen = flags & UNSEEN != 0 || get_name(self.doc, annotation, b"Subtype") == Some(b"Popup");
        if unseen || annotation.get(b"OC").is_ok_and(|oc| self.optional_content_is_off(oc)) {
            return;
        }
        let Some(stream) = self.appearance(annotation) else { return };
        let (Some(rect), Some(bbox)) = (get_numbers::<4>(self.doc, annotation, b"Rect"), get_numbers::<4>(self.doc, &stream.dict, b"BBox"))
        else {
            return;
        };
        let matrix = get_matrix(self.doc, &stream.dict, b"Matrix").unwrap_or(Matrix::IDENTITY);
        self.paint_form(stream, fit(&matrix.apply_box(bbox), rect));
    }

    /// The normal appearance in the annotation's current state.
    fn appearance(&self, annotation: &'d Dictionary) -> Option<&'d Stream> {
        match get(self.doc, get_dict(self.doc, annotation, b"AP")?, b"N")? {
            Object::Stream(stream) => Some(stream),
            Object::Dictionary(states) => {
                let state = get_name(self.doc, annotation, b"AS")?;
                get(self.doc, states, state)?.as_stream().ok()
            }
            _ => None,
        }
    }
}

/// The map of an appearance's box onto the annotation's rectangle (ISO 32000-1, 12.5.5).
fn fit(from: &Rect, [xa, ya, xb, yb]: [f32; 4]) -> Matrix {
    let to = Rect::new(xa, ya, xb, yb);
    let ratio = |to: f32, from: f32| if from > 0.0 { to / from } else { 1.0 };
    let (sx, sy) = (ratio(to.width(), from.width()), ratio(to.height(), from.height()));
    Matrix::new([sx, 0.0, 0.0, sy, to.x0 - from.x0 * sx, to.y0 - from.y0 * sy])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appearance_fits_its_rectangle() {
        let matrix = fit(&Rect::new(0.0, 0.0, 10.0, 10.0), [100.0, 200.0, 120.0, 210.0]);
        assert_eq!(matrix.apply(0.0, 0.0), (100.0, 200.0));
        assert_eq!(matrix.apply(10.0, 10.0), (120.0, 210.0));
    }
}
