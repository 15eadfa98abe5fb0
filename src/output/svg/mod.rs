//! A page as an SVG drawing of what every stage saw on it: layers as groups with ids, text as text, a legend beside.

mod canvas;
mod layer;

pub use layer::Layer;

use super::Lang;
use crate::layout::{BlockKind, Word};
use crate::pdf::{Axis, Direction, Rect};
use crate::table::Table;
use crate::view::PageView;
use canvas::{Canvas, escape, number};
use std::io::{self, Write};

/// Width of the legend beside the page, points.
const LEGEND: f32 = 150.0;
/// Height of a line of the legend, points.
const LEGEND_LINE: f32 = 15.0;
/// Radius of the discs that number the reading order, points.
const DISC: f32 = 5.5;

/// Draws layers of a page; all of them where `layers` is empty.
///
/// # Errors
/// Those of `out`.
pub fn write<W: Write>(out: &mut W, view: &PageView, layers: &[Layer], lang: Lang) -> io::Result<()> {
    let chosen = |layer: &Layer| layers.is_empty() || layers.contains(layer);
    let (width, height) = (view.page.width.max(1.0), view.page.height.max(1.0));
    let mut canvas = Canvas::default();
    let mut legend = Vec::new();
    for layer in Layer::ALL.into_iter().filter(chosen) {
        canvas.raw(&format!("<g id=\"{}\" {}>\n", layer.id(), layer.style()));
        let count = draw(&mut canvas, layer, view, lang);
        canvas.raw("</g>\n");
        legend.push((layer, count));
    }
    draw_legend(&mut canvas, &legend, view, lang);
    let (w, h) = (number(width + LEGEND), number(height));
    let page = format!("{} {}", lang.pick("Halaman", "Page"), view.page.number);
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" font-family=\"sans-serif\">\n\
         <title>{page}</title>\n\
         <defs><marker id=\"arrow\" viewBox=\"0 0 6 6\" refX=\"6\" refY=\"3\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path d=\"M0 0L6 3L0 6z\" fill=\"#c06\" stroke=\"none\"/></marker></defs>\n\
         <rect id=\"page\" width=\"{}\" height=\"{h}\" fill=\"#fff\" stroke=\"#999\"/>\n{}</svg>\n",
        number(width),
        canvas.finish()
    )
}

/// Draws one layer; how many things are on it.
fn draw(canvas: &mut Canvas, layer: Layer, view: &PageView, lang: Lang) -> usize {
    match layer {
        Layer::Fills => {
            for fill in &view.page.fills {
                canvas.filled(&fill.bbox, fill.color, "");
            }
            view.page.fills.len()
        }
        Layer::Images => {
            for image in &view.page.images {
                canvas.rect(&image.bbox, &format!("{} × {}", image.columns, image.rows));
            }
            view.page.images.len()
        }
        Layer::Shapes => boxes(canvas, view.page.shapes.iter().copied()),
        Layer::Rules => rules(canvas, view),
        Layer::Glyphs => {
            canvas.outlines("", view.page.glyphs.iter().filter(|g| !g.invisible).map(|g| &g.bbox));
            canvas.outlines(
                " stroke=\"#d55\" stroke-dasharray=\"0.6 0.6\"",
                view.page.glyphs.iter().filter(|g| g.invisible).map(|g| &g.bbox),
            );
            view.page.glyphs.len()
        }
        Layer::Words => boxes(canvas, view.sheet.words.iter().map(|w| view.sheet.displayed(&w.bbox))),
        Layer::Text => text(canvas, view),
        Layer::Edges => edges(canvas, view),
        Layer::Lattice => {
            let cells = view.sheet.pieces.iter().flat_map(|piece| &piece.cells);
            boxes(canvas, cells.map(|cell| view.sheet.displayed(&cell.bbox)))
        }
        Layer::Cells => cells(canvas, view, lang, |table, row| row >= table.header_rows),
        Layer::Header => cells(canvas, view, lang, |table, row| row < table.header_rows),
        Layer::Tables => tables(canvas, view, lang),
        Layer::Captions => {
            let captions = view.tables.iter().filter_map(|table| table.caption_at).filter(|(page, _)| *page == view.page.number);
            boxes(canvas, captions.map(|(_, bbox)| bbox))
        }
        Layer::Blocks => blocks(canvas, view, |kind| kind != BlockKind::Furniture),
        Layer::Furniture => blocks(canvas, view, |kind| kind == BlockKind::Furniture),
        Layer::Order => order(canvas, view),
    }
}

fn boxes(canvas: &mut Canvas, boxes: impl Iterator<Item = Rect>) -> usize {
    boxes.map(|bbox| canvas.rect(&bbox, "")).count()
}

fn rules(canvas: &mut Canvas, view: &PageView) -> usize {
    for rule in &view.page.rules {
        let half = 0.5 * rule.width.clamp(0.1, 20.0);
        let bbox = match rule.axis {
            Axis::Horizontal => Rect::new(rule.from, rule.at - half, rule.to, rule.at + half),
            Axis::Vertical => Rect::new(rule.at - half, rule.from, rule.at + half, rule.to),
        };
        canvas.filled(&bbox, rule.color, "");
    }
    view.page.rules.len()
}

/// The edges of the upright page, where they stand on the page as displayed.
fn edges(canvas: &mut Canvas, view: &PageView) -> usize {
    let edges = &view.sheet.edges;
    let lying = edges.horizontal.iter().map(|e| Rect::new(e.from, e.at, e.to, e.at));
    let standing = edges.vertical.iter().map(|e| Rect::new(e.at, e.from, e.at, e.to));
    lying.chain(standing).map(|line| view.sheet.displayed(&line)).map(|r| canvas.line((r.x0, r.y0), (r.x1, r.y1), "")).count()
}

fn text(canvas: &mut Canvas, view: &PageView) -> usize {
    for word in &view.sheet.words {
        let (start, ahead, length) = baseline(word);
        let point = |(x, y): (f32, f32)| {
            let r = view.sheet.displayed(&Rect::new(x, y, x, y));
            (r.x0, r.y0)
        };
        let (start, ahead) = (point(start), point(ahead));
        let angle = (ahead.1 - start.1).atan2(ahead.0 - start.0).to_degrees();
        canvas.text(&word.text, start, angle, word.size, length);
    }
    view.sheet.words.len()
}

/// Where a word's baseline begins, a point of it a little further on, and its length in points.
fn baseline(word: &Word) -> ((f32, f32), (f32, f32), f32) {
    let (b, at) = (&word.bbox, word.baseline);
    let (start, step) = match word.direction {
        Direction::Right | Direction::Oblique => ((b.x0, at), (1.0, 0.0)),
        Direction::Left => ((b.x1, at), (-1.0, 0.0)),
        Direction::Down => ((at, b.y0), (0.0, 1.0)),
        Direction::Up => ((at, b.y1), (0.0, -1.0)),
    };
    let length = if step.0 == 0.0 { b.height() } else { b.width() };
    (start, (start.0 + step.0, start.1 + step.1), length)
}

fn cells(canvas: &mut Canvas, view: &PageView, lang: Lang, wanted: impl Fn(&Table, usize) -> bool) -> usize {
    let here = view.tables.iter().flat_map(|table| table.cells.iter().map(move |cell| (table, cell)));
    here.filter(|(table, cell)| cell.page == view.page.number && wanted(table, cell.row))
        .map(|(_, cell)| {
            let (row, col) = (lang.pick("baris", "row"), lang.pick("kolom", "column"));
            let title = format!("{row} {} +{}, {col} {} +{}: {}", cell.row, cell.row_span, cell.col, cell.col_span, cell.text);
            canvas.rect(&cell.bbox, &title);
        })
        .count()
}

fn tables(canvas: &mut Canvas, view: &PageView, lang: Lang) -> usize {
    let mut count = 0;
    for table in &view.tables {
        let name = format!("{} {}", lang.pick("Tabel", "Table"), table.number.as_deref().unwrap_or("–"));
        let title =
            format!("{name}: {:?}, {} × {}, {}", table.detection, table.rows, table.cols, table.caption.as_deref().unwrap_or_default());
        for part in table.parts.iter().filter(|part| part.page == view.page.number) {
            canvas.rect(&part.bbox.grown(1.5), &title);
            count += 1;
        }
    }
    count
}

fn blocks(canvas: &mut Canvas, view: &PageView, wanted: impl Fn(BlockKind) -> bool) -> usize {
    let here = view.blocks.iter().filter(|block| wanted(block.kind));
    here.map(|block| canvas.rect(&block.bbox.grown(1.0), &format!("{:?}: {}", block.kind, block.text))).count()
}

/// Numbered discs on what is read, arrows from each to the next. A table is read before the text that begins below its
/// top.
fn order(canvas: &mut Canvas, view: &PageView) -> usize {
    let here = |table: &Table| table.parts.iter().filter(|part| part.page == view.page.number).map(|part| part.bbox).collect::<Vec<_>>();
    let mut parts: Vec<Rect> = view.tables.iter().flat_map(here).collect();
    parts.sort_by(|a, b| b.y0.total_cmp(&a.y0));
    let mut stops: Vec<Rect> = Vec::new();
    for block in view.blocks.iter().filter(|block| block.kind != BlockKind::Furniture) {
        while let Some(part) = parts.pop_if(|part| part.y0 < block.bbox.y0) {
            stops.push(part);
        }
        stops.push(block.bbox);
    }
    stops.extend(parts.into_iter().rev());
    for pair in stops.windows(2) {
        if let [from, to] = pair {
            canvas.line((from.x0 - DISC, from.y0), (to.x0 - DISC, to.y0 - DISC), " stroke-dasharray=\"4 2\" marker-end=\"url(#arrow)\"");
        }
    }
    for stop in &stops {
        let (x, y) = (number(stop.x0 - DISC), number(stop.y0));
        canvas.raw(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{DISC}\"/>\n"));
    }
    canvas.raw("<g fill=\"#fff\" stroke=\"none\" text-anchor=\"middle\" font-weight=\"bold\">\n");
    for (index, stop) in stops.iter().enumerate() {
        canvas.text(&(index + 1).to_string(), (stop.x0 - DISC, stop.y0 + 2.3), 0.0, 6.5, 0.0);
    }
    canvas.raw("</g>\n");
    stops.len()
}

/// What the colours mean, how many of each there are, and what could not be read.
fn draw_legend(canvas: &mut Canvas, layers: &[(Layer, usize)], view: &PageView, lang: Lang) {
    let left = view.page.width.max(1.0) + 10.0;
    canvas.raw("<g id=\"legend\" fill=\"#222\">\n");
    let mut top = 18.0;
    let page = format!("{} {}", lang.pick("Halaman", "Page"), view.page.number);
    canvas.text(&page, (left, top), 0.0, 11.0, 0.0);
    for (layer, count) in layers {
        top += LEGEND_LINE;
        canvas.raw(&format!("<g {}>", layer.style()));
        canvas.rect(&Rect::new(left, top - 8.0, left + 14.0, top), "");
        canvas.raw("</g>\n");
        canvas.text(&format!("{} ({count})", layer.name(lang)), (left + 19.0, top - 0.5), 0.0, 9.0, 0.0);
    }
    for warning in &view.page.warnings {
        top += LEGEND_LINE;
        let text = escape(warning);
        canvas.raw(&format!("<text x=\"{}\" y=\"{}\" font-size=\"7\" fill=\"#c00\">{text}</text>\n", number(left), number(top)));
    }
    canvas.raw("</g>\n");
}

#[cfg(test)]
mod tests;
