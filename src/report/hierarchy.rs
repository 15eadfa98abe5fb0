//! Groups of rows: from codes, numbering, capitals and bold type.

use super::numbering::{Kind, Numbering, apbn_depth, code_parts};
use super::text::fold;
use super::{Row, RowRole};

/// What a row shows of its place in a hierarchy.
#[derive(Debug, Clone)]
pub(crate) struct Feature {
    /// Kode rekening.
    pub code: Option<String>,
    /// Row number.
    pub number: Numbering,
    /// Capitals.
    pub caps: bool,
    /// The label runs over the whole width.
    pub wide: bool,
    /// Bold.
    pub bold: bool,
    /// Its label.
    pub label: String,
}

/// An open group.
struct Open {
    row: usize,
    style: Style,
    parts: Vec<String>,
    apbn: Option<usize>,
    /// Rank of the level word its label starts with.
    rank: Option<u8>,
    /// Its place among the rows numbered as it is.
    ordinal: u32,
    children: usize,
}

/// What rows of one level have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    kind: Kind,
    caps: bool,
    bold: bool,
    wide: bool,
    /// Rank of a leading level word (`URUSAN`, `PROGRAM`, `KEGIATAN`).
    rank: Option<u8>,
}

/// Deepest nesting kept: the state budget has eight levels.
const DEEPEST: usize = 12;

/// Sets level, parent and the group role of every row that has features.
pub(crate) fn nest(rows: &mut [Row], features: &[Option<Feature>], flat: bool) {
    let known = features.iter().flatten().count();
    let coded = features.iter().flatten().filter(|f| f.code.is_some()).count();
    let mode = if flat {
        Mode::Wide
    } else if coded * 2 >= known.max(1) {
        Mode::Codes
    } else {
        Mode::Numbers { ranked: has_ranks(features) }
    };
    let mut open: Vec<Open> = Vec::new();
    let mut levels: Vec<(usize, usize)> = Vec::new();
    let mut parents: Vec<usize> = Vec::new();
    let flat_until = if matches!(mode, Mode::Numbers { .. }) { last_of_list(features) } else { None };
    for (i, feature) in features.iter().enumerate() {
        let Some(feature) = feature else {
            if let Some(row) = rows.get_mut(i)
                && matches!(row.role, RowRole::Subtotal | RowRole::Average | RowRole::Memo)
            {
                row.parent = if row.role == RowRole::Memo { last_data(i, features) } else { summed_group(&open) };
            }
            continue;
        };
        let style = mode.style(feature);
        let parts = feature.code.as_deref().map(code_parts).unwrap_or_default();
        let apbn = feature.code.as_deref().and_then(apbn_depth);
        let rank = rank(&feature.label);
        mode.close(&mut open, style, feature.number.ordinal, &parts, apbn, rank);
        open.truncate(DEEPEST);
        if flat_until.is_some_and(|last| i > last) && feature.number.kind == Kind::None {
            open.retain(|o| Some(o.row) != flat_until);
        }
        if let Some(parent) = open.last_mut() {
            parent.children += 1;
            parents.push(parent.row);
            if let Some(row) = rows.get_mut(i) {
                row.parent = Some(parent.row);
            }
        }
        levels.push((i, open.len()));
        if !matches!(mode, Mode::Wide) || feature.wide {
            open.push(Open { row: i, style, parts, apbn, rank, ordinal: feature.number.ordinal, children: 0 });
        }
    }
    let deep = levels.iter().any(|(_, level)| *level > 0);
    for (i, level) in levels {
        if let Some(row) = rows.get_mut(i) {
            row.level = if deep { u8::try_from(level).ok() } else { None };
        }
    }
    for parent in parents {
        if let Some(row) = rows.get_mut(parent) {
            row.role = RowRole::Group;
        }
    }
}

/// A list numbered from 1 without a gap is as long as this at least.
const LEAST_LIST: usize = 3;

/// The last row of a plain list: numbered one by one from 1, no row without a number between them. What stands without a
/// number below it is no part of its last row.
fn last_of_list(features: &[Option<Feature>]) -> Option<usize> {
    let known = || features.iter().enumerate().filter_map(|(i, f)| Some((i, f.as_ref()?)));
    let counted =
        |(k, (_, f)): &(usize, (usize, &Feature))| f.number.kind == Kind::Arabic && usize::try_from(f.number.ordinal) == Ok(k + 1);
    let list: Vec<usize> = known().enumerate().take_while(counted).map(|(_, (i, _))| i).collect();
    let numbered = known().filter(|(_, f)| f.number.kind != Kind::None).count();
    (list.len() >= LEAST_LIST && list.len() == numbered).then(|| list.last().copied()).flatten()
}

fn last_data(before: usize, features: &[Option<Feature>]) -> Option<usize> {
    features.get(..before)?.iter().rposition(Option::is_some)
}

/// The group that a total printed after its rows sums: the outermost open one that has rows, if it is numbered or
/// titled.
fn summed_group(open: &[Open]) -> Option<usize> {
    open.iter().find(|o| o.children > 0).map(|o| o.row)
}

fn has_ranks(features: &[Option<Feature>]) -> bool {
    let mut ranks: Vec<u8> = features.iter().flatten().filter_map(|f| rank(&f.label)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    ranks.len() > 1
}

/// Rank of the level word that a label starts with.
pub(crate) fn rank(label: &str) -> Option<u8> {
    let folded = fold(label);
    let mut words = folded.split(' ');
    let (first, second) = (words.next()?, words.next().unwrap_or(""));
    match (first, second) {
        ("urusan", _) => Some(0),
        ("bidang", "urusan") => Some(1),
        ("program" | "proram" | "progam", s) if !s.is_empty() => Some(2),
        ("sub", "kegiatan") | ("subkegiatan", _) => Some(4),
        ("kegiatan", s) if !s.is_empty() => Some(3),
        _ => None,
    }
}

/// Where the hierarchy is read from.
enum Mode {
    /// Rows over the whole width head what follows.
    Wide,
    /// A code that continues another's belongs under it.
    Codes,
    /// Numbering and type.
    Numbers { ranked: bool },
}

impl Mode {
    fn style(&self, feature: &Feature) -> Style {
        let ranked = matches!(self, Self::Numbers { ranked: true });
        Style {
            kind: feature.number.kind,
            caps: feature.caps,
            bold: feature.bold,
            wide: feature.wide,
            rank: if ranked { rank(&feature.label) } else { None },
        }
    }

    /// Closes the groups that the new row does not belong to.
    fn close(&self, open: &mut Vec<Open>, style: Style, ordinal: u32, parts: &[String], apbn: Option<usize>, rank: Option<u8>) {
        match self {
            Self::Wide => {
                if style.wide {
                    open.clear();
                }
            }
            Self::Codes => close_by_code(open, style, parts, apbn, rank),
            Self::Numbers { .. } => close_by_style(open, style, ordinal),
        }
    }
}

fn close_by_code(open: &mut Vec<Open>, style: Style, parts: &[String], apbn: Option<usize>, rank: Option<u8>) {
    if parts.is_empty() {
        // A row whose code is missing stands where its level word says ('PROGRAM …' beside the other programmes).
        if let Some(at) = rank.and_then(|r| open.iter().position(|o| o.rank.is_some_and(|other| other >= r))) {
            open.truncate(at);
        } else if let Some(at) = open.iter().rposition(|o| style.kind != Kind::None && o.style.kind == style.kind) {
            // Or beside the rows numbered as it is.
            open.truncate(at);
        } else if rank.is_some() && !open.is_empty() {
            // Under the last row that ranks above it.
        } else if style.caps || style.wide {
            // Any other heads what follows where it is set in capitals; else it details the row above.
            open.clear();
        } else {
            while open.last().is_some_and(|o| o.parts.is_empty() && !o.style.caps && !o.style.wide) {
                open.pop();
            }
        }
        return;
    }
    let above = |o: &Open| match (o.apbn, apbn) {
        (Some(a), Some(b)) if a < b => a == 0 || is_prefix(&o.parts, parts),
        (Some(_), Some(_)) => false,
        _ if o.parts.is_empty() => match (o.rank, rank) {
            (Some(a), Some(b)) => a < b,
            _ => o.style.caps || o.style.wide,
        },
        _ => is_prefix(&o.parts, parts),
    };
    while open.last().is_some_and(|o| !above(o)) {
        open.pop();
    }
}

fn is_prefix(short: &[String], long: &[String]) -> bool {
    !short.is_empty() && short.len() < long.len() && long.starts_with(short)
}

fn close_by_style(open: &mut Vec<Open>, style: Style, ordinal: u32) {
    if let Some(rank) = style.rank {
        while open.last().is_some_and(|o| o.style.rank.is_none_or(|r| r >= rank)) {
            open.pop();
        }
        return;
    }
    if let Kind::Dotted(depth) = style.kind {
        let above = |o: &Open| match o.style.kind {
            Kind::Dotted(d) => d < depth,
            Kind::Arabic | Kind::Roman | Kind::Capital => true,
            _ => false,
        };
        while open.last().is_some_and(|o| !above(o)) {
            open.pop();
        }
        return;
    }
    let numbered = style.kind != Kind::None;
    let same = |o: &Open| {
        o.style.kind == style.kind && (numbered || o.style.wide == style.wide) && o.style.caps == style.caps && o.style.rank.is_none()
    };
    // A group that has just opened in capitals, numbered, without rows of its own: an unnumbered row is its first.
    let fresh = !numbered && open.last().is_some_and(|o| o.style.kind != Kind::None && o.style.caps && o.children == 0);
    if fresh {
        return;
    }
    // A heading over the whole width begins a list of its own, unless the number goes on with the list above it.
    let heading = open.iter().rposition(|o| o.style.wide && o.style.kind != style.kind).filter(|_| numbered && !style.wide);
    if let Some(heading) = heading
        && let Some(outer) = open.iter().take(heading).rposition(same)
        && !open.iter().skip(heading + 1).any(same)
        && open.get(outer).is_some_and(|o| o.ordinal + 1 != ordinal)
    {
        open.truncate(heading + 1);
        return;
    }
    if let Some(at) = open.iter().rposition(same) {
        open.truncate(at);
        return;
    }
    // The next number goes on with the row above, be that one in capitals: an acronym.
    let next = |o: &Open| o.style.kind == style.kind && o.ordinal + 1 == ordinal && ordinal > 2;
    if numbered && open.last().is_some_and(next) {
        open.pop();
        return;
    }
    // Numbered rows of one kind stay on one level though one of them is set in capitals, unless that is a level.
    if numbered && let Some(at) = open.iter().rposition(|o| o.style.kind == style.kind && !o.style.caps && style.caps) {
        open.truncate(at);
        return;
    }
    // Unnumbered capitals or bold type never belong under an unnumbered plain row.
    if !numbered {
        let plain = |o: &Open| o.style.kind == Kind::None && !o.style.wide && !o.style.caps && (!o.style.bold || style.bold);
        while open.last().is_some_and(plain) {
            open.pop();
        }
    }
}
