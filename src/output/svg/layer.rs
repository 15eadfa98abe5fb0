//! The layers of a drawn page: one for every thing that a stage decides.

use super::Lang;

/// One layer. They are drawn in this order, later ones on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Filled areas in their own paint.
    Fills,
    /// Raster images.
    Images,
    /// Curves and polygons, as boxes.
    Shapes,
    /// Ruling lines in their own paint and thickness.
    Rules,
    /// Glyph boxes; those that cannot be seen are dotted.
    Glyphs,
    /// Word boxes.
    Words,
    /// The words' text.
    Text,
    /// Edges that the ruling lines were snapped and joined to.
    Edges,
    /// Cells of ruled grids, as found before pages were tied together.
    Lattice,
    /// Cells of the tables.
    Cells,
    /// Cells of header rows.
    Header,
    /// Outlines of tables.
    Tables,
    /// Captions of tables.
    Captions,
    /// Blocks of text.
    Blocks,
    /// Running headers, footers and page numbers.
    Furniture,
    /// Reading order.
    Order,
}

impl Layer {
    /// Every layer, from the bottom up.
    pub const ALL: [Self; 16] = [
        Self::Fills,
        Self::Images,
        Self::Shapes,
        Self::Rules,
        Self::Glyphs,
        Self::Words,
        Self::Text,
        Self::Edges,
        Self::Lattice,
        Self::Cells,
        Self::Header,
        Self::Tables,
        Self::Captions,
        Self::Blocks,
        Self::Furniture,
        Self::Order,
    ];

    /// Its name on the command line and its id in the SVG.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Fills => "fills",
            Self::Images => "images",
            Self::Shapes => "shapes",
            Self::Rules => "rules",
            Self::Glyphs => "glyphs",
            Self::Words => "words",
            Self::Text => "text",
            Self::Edges => "edges",
            Self::Lattice => "lattice",
            Self::Cells => "cells",
            Self::Header => "header",
            Self::Tables => "tables",
            Self::Captions => "captions",
            Self::Blocks => "blocks",
            Self::Furniture => "furniture",
            Self::Order => "order",
        }
    }

    /// What the legend calls it.
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Fills => lang.pick("bidang berwarna", "fills"),
            Self::Images => lang.pick("gambar", "images"),
            Self::Shapes => lang.pick("bentuk lain", "other shapes"),
            Self::Rules => lang.pick("garis tercetak", "ruling lines"),
            Self::Glyphs => lang.pick("huruf", "glyphs"),
            Self::Words => lang.pick("kata", "words"),
            Self::Text => lang.pick("teks", "text"),
            Self::Edges => lang.pick("garis disatukan", "joined edges"),
            Self::Lattice => lang.pick("sel bergaris", "ruled cells"),
            Self::Cells => lang.pick("sel tabel", "cells of tables"),
            Self::Header => lang.pick("sel judul kolom", "header cells"),
            Self::Tables => lang.pick("tabel", "tables"),
            Self::Captions => lang.pick("judul tabel", "captions"),
            Self::Blocks => lang.pick("blok teks", "blocks of text"),
            Self::Furniture => lang.pick("kepala dan kaki halaman", "page furniture"),
            Self::Order => lang.pick("urutan baca", "reading order"),
        }
    }

    /// Attributes of its group. They are attributes and not rules of a style sheet, which many viewers pass over.
    pub(super) fn style(self) -> String {
        let (stroke, fill, opacity, width) = match self {
            // What the document painted carries its own paint.
            Self::Fills => return "fill=\"#ddd\" fill-opacity=\"0.6\"".to_owned(),
            Self::Rules => return "fill=\"#000\"".to_owned(),
            Self::Images => ("#887", "#887", 0.15, 0.4),
            Self::Shapes => ("#b93", "none", 1.0, 0.4),
            Self::Glyphs => ("#9bd", "none", 1.0, 0.2),
            Self::Words => ("#36c", "none", 1.0, 0.4),
            Self::Text => ("none", "#222", 1.0, 0.0),
            Self::Edges => ("#e22", "none", 1.0, 0.8),
            Self::Lattice => ("#e80", "none", 1.0, 0.7),
            Self::Cells => ("#083", "#083", 0.05, 0.7),
            Self::Header => ("#083", "#083", 0.25, 0.7),
            Self::Tables => ("#063", "none", 1.0, 1.4),
            Self::Captions => ("#a0a", "#a0a", 0.1, 0.7),
            Self::Blocks => ("#70c", "#70c", 0.06, 0.7),
            Self::Furniture => ("#777", "#777", 0.25, 0.7),
            Self::Order => ("#c06", "#c06", 1.0, 0.7),
        };
        let dashes = match self {
            Self::Lattice => " stroke-dasharray=\"3 2\"",
            Self::Edges => " stroke-opacity=\"0.6\"",
            _ => "",
        };
        format!("stroke=\"{stroke}\" fill=\"{fill}\" fill-opacity=\"{opacity}\" stroke-width=\"{width}\"{dashes}")
    }
}
