//! Words that a narrow column tore apart (`pembanguna n`), put together again by the words of the prose.

use super::Table;
use super::text::squeeze;
use crate::layout::{Block, BlockKind};
use std::collections::HashSet;

/// Words of the report's running text in lower case; lines of a paragraph are not torn inside words.
pub(crate) struct Spelling {
    words: HashSet<String>,
    /// Words of the tables, whole ones and pieces.
    cells: HashSet<String>,
}

/// Only words of this length are torn: 'unit' and 'orang' fit any column.
const SHORTEST_WHOLE: usize = 6;

fn level(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

impl Spelling {
    pub fn of(blocks: &[Block], tables: &[Table]) -> Self {
        let prose = blocks.iter().filter(|b| b.kind != BlockKind::Furniture && b.kind != BlockKind::Contents);
        let long = |w: &String| w.chars().count() >= SHORTEST_WHOLE;
        let cells = tables.iter().flat_map(|t| &t.cells).flat_map(|c| c.text.split_whitespace()).map(level).filter(long).collect();
        Self { words: prose.flat_map(|b| b.text.split_whitespace()).map(level).filter(|w| !w.is_empty()).collect(), cells }
    }

    /// The same text without breaks inside words: two pieces make one word where the prose knows the whole and not both
    /// of the pieces.
    pub fn mend(&self, text: &str) -> String {
        let mut out: Vec<String> = Vec::new();
        for word in squeeze(text).split(' ') {
            let joined = out.last().filter(|last| self.torn(last, word)).map(|last| format!("{last}{word}"));
            match (joined, out.last_mut()) {
                (Some(whole), Some(last)) => *last = whole,
                _ => out.push(word.to_owned()),
            }
        }
        out.join(" ")
    }

    fn torn(&self, first: &str, second: &str) -> bool {
        let ends_open = first.ends_with(char::is_alphabetic) && second.starts_with(char::is_lowercase);
        if !ends_open {
            return false;
        }
        let (a, b) = (level(first), level(second));
        let known = |w: &str| self.words.contains(w);
        let whole = |w: &str| known(w) || self.cells.contains(w);
        // 'yang' and 'n' are pieces of nothing here: a piece that the prose knows may be a word of its own.
        whole(&format!("{a}{b}")) && !(known(&a) && known(&b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;

    #[test]
    fn only_pieces_of_known_words_are_joined() {
        let text = "Meningkatnya perencanaan pembangunan meningkat di mana dimana persen";
        let block = Block {
            page: 1,
            bbox: Rect::default(),
            kind: BlockKind::Paragraph,
            level: 0,
            text: text.into(),
            size: 11.0,
            bold: false,
            lines: Vec::new(),
        };
        let spelling = Spelling::of(&[block], &[]);
        assert_eq!(spelling.mend("Meningkat nya perencana an pembanguna n"), "Meningkatnya perencanaan pembangunan");
        assert_eq!(spelling.mend("Perse n"), "Persen");
        assert_eq!(spelling.mend("di mana"), "di mana", "both are words");
        assert_eq!(spelling.mend("Angka x nya"), "Angka x nya");
    }
}
