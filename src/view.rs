//! One page as every stage saw it: what `lkj debug` draws.

use crate::layout::Block;
use crate::pdf::{Document, OpenOptions, Page, PdfError};
use crate::read::{ReadError, ReadOptions};
use crate::table::{self, Sheet, Table};
use rayon::prelude::*;

/// One page as every stage saw it. Boxes are in points from the top left of the page as displayed, those of `sheet`
/// excepted: see [`Sheet::displayed`].
#[derive(Debug, Clone, PartialEq)]
pub struct PageView {
    /// Glyphs, rules, fills, images.
    pub page: Page,
    /// The page turned upright, with its words, edges and ruled grids.
    pub sheet: Sheet,
    /// The tables that have a part on this page, cells of other pages included.
    pub tables: Vec<Table>,
    /// The text around them, in reading order.
    pub blocks: Vec<Block>,
}

/// Reads a document and keeps what was seen on one page, numbered from 1.
///
/// The whole document is read, whatever [`ReadOptions::pages`] says: running headers and tables over several pages are
/// known from the other pages only.
///
/// # Errors
/// Where the document cannot be opened or has no such page.
pub fn view(bytes: &[u8], page: u32, options: &ReadOptions) -> Result<PageView, ReadError> {
    let document = Document::open(bytes, &OpenOptions { password: options.password.clone(), limits: options.limits })?;
    let pages = document.page_count();
    if page == 0 || page > pages {
        return Err(PdfError::NoSuchPage { page, pages }.into());
    }
    let interpreted = |number| {
        let broken = |error: PdfError| Page { number, warnings: vec![error.to_string()], ..Page::default() };
        document.page(number).unwrap_or_else(broken)
    };
    let sheets: Vec<Sheet> = (1..=pages).into_par_iter().map(|number| Sheet::new(interpreted(number))).collect();
    let seen = interpreted(page);
    drop(document);
    let sheet = Sheet::new(seen.clone());
    let table::Analysis { mut tables, mut blocks } = table::analyse(sheets);
    tables.retain(|t| t.parts.iter().any(|part| part.page == page));
    blocks.retain(|block| block.page == page);
    Ok(PageView { page: seen, sheet, tables, blocks })
}
