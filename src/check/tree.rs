//! The hierarchy of a table's rows, found by how they are numbered and set and proved by how they add up.
//!
//! Several readings are tried (levels as given, code prefixes, numbering with or without capitals and bold); the one
//! under which most sums hold is taken, then repaired where a local change makes more of them hold. A reading under
//! which nothing adds up is no hierarchy at all.

use super::interval::Interval;
use super::marker::{Looks, code_of, looks};
use super::view::{At, View};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Sum from which agreement is no coincidence.
const TELLING_SUM: i64 = 10_000;
/// Amount that, missing in one column alone, is no coincidence where a later row has just that.
const TELLING_LACK: i64 = 10_000_000;
/// Count from which a sum of several others is rarely a coincidence.
const TELLING_COUNT: i64 = 10;
/// Score from which a hierarchy is believed: one telling amount or two counts more than there are broken sums.
const BELIEVED: i64 = 4;
/// Trailing children that may really stand beside their parent.
const MOST_DROPPED: usize = 3;
/// Siblings that may really stand under one of them: the activities of a programme rarely number more.
const MOST_ADOPTED: usize = 40;

/// Rows in order, each with the position of its parent among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Table rows.
    pub rows: Vec<usize>,
    /// Position of the parent in `rows`.
    pub parents: Vec<Option<usize>>,
}

/// How a node compares with its children in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// Equal; how little of a coincidence that is.
    Holds {
        /// 0 for small figures or a single small child, 1 for several children, 2 for an amount that tells.
        telling: u8,
    },
    /// Unequal; how far apart the two are.
    Fails {
        /// Stated less sum of the children.
        excess: Decimal,
    },
    /// The node or all of its children are blank, or it has no children.
    Silent,
}

impl Tree {
    /// Children of a node, in order.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.parents.iter().enumerate().filter(move |(_, p)| **p == Some(node)).map(|(i, _)| i)
    }

    /// Nodes without a parent, in order.
    pub fn tops(&self) -> impl Iterator<Item = usize> + '_ {
        self.parents.iter().enumerate().filter(|(_, p)| p.is_none()).map(|(i, _)| i)
    }

    /// Whether a node stands below another, at whatever depth.
    fn is_under(&self, node: usize, head: usize) -> bool {
        // Parents stand before their children, so that the way up ends.
        std::iter::successors(Some(node), |n| self.parents.get(*n).copied().flatten().filter(|p| p < n)).any(|n| n == head)
    }

    /// Children of every node: one pass instead of one per node.
    #[must_use]
    pub fn families(&self) -> Vec<Vec<usize>> {
        let mut families = vec![Vec::new(); self.rows.len()];
        for (i, parent) in self.parents.iter().enumerate() {
            if let Some(family) = parent.and_then(|p| families.get_mut(p)) {
                family.push(i);
            }
        }
        families
    }

    fn flat(rows: &[usize]) -> Self {
        Self { rows: rows.to_vec(), parents: vec![None; rows.len()] }
    }

    fn from_depths(rows: &[usize], depths: &[i32]) -> Self {
        let mut stack: Vec<usize> = Vec::new();
        let mut parents = Vec::with_capacity(rows.len());
        for (i, depth) in depths.iter().enumerate() {
            while stack.last().is_some_and(|top| depths.get(*top) >= Some(depth)) {
                stack.pop();
            }
            parents.push(stack.last().copied());
            stack.push(i);
        }
        Self { rows: rows.to_vec(), parents }
    }
}

/// Figures of the additive columns by node.
pub struct Sheet<'v, 'a> {
    /// The table.
    pub view: &'v View<'a>,
    /// Columns that may add up.
    pub cols: Vec<usize>,
    /// By row, and in it by column of the table.
    figures: Vec<Option<(At, Interval)>>,
}

impl<'v, 'a> Sheet<'v, 'a> {
    /// Reads the figures of some columns in all rows of the body.
    #[must_use]
    pub fn new(view: &'v View<'a>, cols: Vec<usize>) -> Self {
        let mut figures = vec![None; view.table.rows.len() * view.cols];
        for row in view.body() {
            for &col in &cols {
                if let Some(slot) = figures.get_mut(row.row * view.cols + col) {
                    *slot = view.figure(row.row, col).map(|(at, figure)| (at, figure.interval()));
                }
            }
        }
        Self { view, cols, figures }
    }

    /// Cell and interval at a place.
    #[must_use]
    pub fn get(&self, row: usize, col: usize) -> Option<(At, Interval)> {
        self.figures.get(row * self.view.cols + col).copied().flatten().filter(|_| col < self.view.cols)
    }

    /// Whether a row carries a figure in any of the columns.
    #[must_use]
    pub fn speaks(&self, row: usize) -> bool {
        self.cols.iter().any(|col| self.get(row, *col).is_some())
    }

    /// Compares the figure of one row with the sum of others in a column.
    #[must_use]
    pub fn compare(&self, row: usize, parts: &[usize], col: usize) -> Sum {
        let Some((_, stated)) = self.get(row, col) else { return Sum::Silent };
        let mut sum = Interval::point(Decimal::ZERO);
        let (mut present, mut rich) = (0, 0);
        for part in parts {
            let Some((_, figure)) = self.get(*part, col) else { continue };
            let Some(next) = sum.add(&figure) else { return Sum::Silent };
            sum = next;
            present += 1;
            rich += usize::from(!(figure.lo().is_zero() && figure.hi().is_zero()));
        }
        if present == 0 {
            return Sum::Silent;
        }
        if sum.meets(&stated) {
            // Nought equal to nought says nothing of the hierarchy.
            let above = |sum: i64| stated.hi().abs() >= Decimal::from(sum);
            let telling = match rich {
                0 => return Sum::Silent,
                _ if above(TELLING_SUM) => 2,
                1 => 0,
                _ => u8::from(above(TELLING_COUNT)),
            };
            return Sum::Holds { telling };
        }
        Sum::Fails { excess: stated.lo().saturating_sub(sum.lo()) }
    }

    /// Rows that speak for some nodes in a column: a node that is blank there is replaced by what stands under it.
    #[must_use]
    pub fn speakers(&self, tree: &Tree, families: &[Vec<usize>], nodes: &[usize], col: usize) -> Vec<usize> {
        let mut stack: Vec<usize> = nodes.iter().rev().copied().collect();
        let mut out = Vec::with_capacity(nodes.len());
        while let Some(node) = stack.pop() {
            let Some(row) = tree.rows.get(node).copied() else { continue };
            let below = families.get(node).filter(|children| !children.is_empty());
            match below.filter(|_| self.get(row, col).is_none() && self.is_empty(row, col)) {
                Some(children) => stack.extend(children.iter().rev()),
                None => out.push(row),
            }
        }
        out
    }

    /// Whether a sum that fails may do so only because one of its rows is empty there, a figure having been read into another
    /// column, or holds a figure that nobody can read: `1403.419.201`.
    #[must_use]
    pub fn may_lack(&self, parts: &[usize], col: usize) -> bool {
        parts.iter().any(|row| self.is_empty(*row, col) && self.speaks(*row) || self.is_unreadable(*row, col))
    }

    /// Whether a place holds what looks like a figure and is none that anybody can read.
    #[must_use]
    pub fn is_unreadable(&self, row: usize, col: usize) -> bool {
        let cell = self.view.own(row, col).and_then(|at| self.view.cell(at));
        cell.is_some_and(|cell| matches!(cell.value, crate::report::Value::Malformed { reading: None, .. }))
    }

    /// Whether nothing at all is printed at a place: a dash is a nought, an empty cell leaves it to the rows below.
    fn is_empty(&self, row: usize, col: usize) -> bool {
        let cell = self.view.at(row, col).and_then(|at| self.view.cell(at));
        cell.is_none_or(|cell| matches!(cell.value, crate::report::Value::Empty))
    }

    fn compare_nodes(&self, tree: &Tree, node: usize, children: &[usize], col: usize) -> Sum {
        let rows: Vec<usize> = children.iter().filter_map(|c| tree.rows.get(*c).copied()).collect();
        tree.rows.get(node).map_or(Sum::Silent, |row| self.compare(*row, &rows, col))
    }

    /// How well a hierarchy adds up: sums that hold count for it, broken ones against it.
    #[must_use]
    pub fn score(&self, tree: &Tree) -> i64 {
        let families = tree.families();
        (0..tree.rows.len()).map(|node| self.score_node(tree, &families, node)).sum()
    }

    fn score_node(&self, tree: &Tree, families: &[Vec<usize>], node: usize) -> i64 {
        let (Some(children), Some(row)) = (families.get(node).filter(|f| !f.is_empty()), tree.rows.get(node)) else { return 0 };
        let of = |col: &usize| match self.compare(*row, &self.speakers(tree, families, children, *col), *col) {
            Sum::Holds { telling } => i64::from(telling) * 2,
            Sum::Fails { .. } => -2,
            Sum::Silent => 0,
        };
        self.cols.iter().map(of).sum()
    }
}

/// The hierarchy under which most sums hold; flat where none does.
#[must_use]
pub fn find(sheet: &Sheet<'_, '_>, rows: &[usize]) -> Tree {
    let mut best = Tree::flat(rows);
    let mut best_score = BELIEVED - 1;
    for candidate in readings(sheet.view, rows) {
        let score = sheet.score(&candidate);
        if score > best_score {
            (best, best_score) = (candidate, score);
        }
    }
    improve(sheet, best)
}

/// Signs of level that a reading goes by.
const MASKS: [fn(&Looks) -> Looks; 6] = [
    |l| Looks { bold: false, code_parts: 0, ..*l },
    |l| Looks { bold: false, code_parts: 0, caps: false, ..*l },
    |l| Looks { code_parts: 0, ..*l },
    |l| Looks { style: super::marker::Style::Bare, code_parts: 0, bold: false, ..*l },
    |l| Looks { style: super::marker::Style::Bare, code_parts: 0, caps: false, ..*l },
    |l| Looks { style: super::marker::Style::Bare, caps: false, bold: false, ..*l },
];

fn readings(view: &View<'_>, rows: &[usize]) -> Vec<Tree> {
    let table_row = |row: &usize| view.table.rows.get(*row);
    let mut out = Vec::new();
    if rows.iter().any(|r| table_row(r).is_some_and(|r| r.level.is_some_and(|l| l > 0))) {
        let levels: Vec<i32> = rows.iter().map(|r| table_row(r).and_then(|r| r.level).map_or(0, i32::from)).collect();
        out.push(Tree::from_depths(rows, &levels));
    }
    let place: BTreeMap<usize, usize> = rows.iter().enumerate().map(|(i, row)| (*row, i)).collect();
    let given: Vec<Option<usize>> = rows
        .iter()
        .enumerate()
        .map(|(i, r)| table_row(r).and_then(|r| r.parent).and_then(|p| place.get(&p).copied()).filter(|p| *p < i))
        .collect();
    if given.iter().any(Option::is_some) {
        out.push(Tree { rows: rows.to_vec(), parents: given });
    }
    out.extend(by_code(view, rows));
    let looks = looks(view, rows);
    for mask in MASKS {
        let types: Vec<Looks> = rows.iter().filter_map(|r| looks.get(r)).map(mask).collect();
        for single_root in [false, true] {
            out.push(Tree::from_depths(rows, &depths(&types, single_root)));
        }
    }
    out
}

/// Depth by type: a type is one deeper than the type that it is first met under. With `single_root` the first row
/// stands above all others whatever it looks like.
fn depths(types: &[Looks], single_root: bool) -> Vec<i32> {
    let mut of: BTreeMap<Looks, i32> = BTreeMap::new();
    let mut previous = -1;
    let mut out = Vec::with_capacity(types.len());
    for (i, looks) in types.iter().enumerate() {
        if single_root && i == 0 {
            out.push(-1);
            continue;
        }
        let depth = *of.entry(*looks).or_insert(previous + 1);
        previous = depth;
        out.push(depth);
    }
    out
}

/// Each row under the nearest earlier row whose code its own continues.
fn by_code(view: &View<'_>, rows: &[usize]) -> Option<Tree> {
    let codes: Vec<Option<Vec<String>>> = rows.iter().map(|r| code_of(view, *r).map(|code| parts(&code))).collect();
    if codes.iter().flatten().count() * 2 < rows.len() {
        return None;
    }
    let mut stack: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(rows.len());
    for (i, code) in codes.iter().enumerate() {
        let Some(code) = code else {
            parents.push(stack.last().copied());
            continue;
        };
        while stack.last().and_then(|top| codes.get(*top)?.as_ref()).is_some_and(|top| !continues(code, top)) {
            stack.pop();
        }
        parents.push(stack.last().copied());
        stack.push(i);
    }
    Some(Tree { rows: rows.to_vec(), parents })
}

fn continues(code: &[String], prefix: &[String]) -> bool {
    code.len() > prefix.len() && code.starts_with(prefix)
}

/// Parts of a code without leading zeros, so that `02.07` and `2.07.01` agree.
fn parts(code: &str) -> Vec<String> {
    code.split('.').filter(|p| !p.is_empty()).map(|p| p.trim_start_matches('0').to_owned()).collect()
}

/// Changes the hierarchy where that makes more sums hold.
fn improve(sheet: &Sheet<'_, '_>, mut tree: Tree) -> Tree {
    chain(sheet, &mut tree);
    complete(sheet, &mut tree);
    adopt(sheet, &mut tree);
    drop_last(sheet, &mut tree);
    tree
}

/// A row without children whose next sibling repeats all of its figures stands above that sibling (urusan, bidang).
fn chain(sheet: &Sheet<'_, '_>, tree: &mut Tree) {
    let families = tree.families();
    for (i, next) in siblings(tree) {
        let childless = families.get(i).is_none_or(Vec::is_empty);
        let has_children = families.get(next).is_some_and(|f| !f.is_empty());
        let equal = |col: &usize| {
            matches!(sheet.compare_nodes(tree, i, &[next], *col), Sum::Holds { .. })
                || (!figure_at(sheet, tree, i, *col) && !figure_at(sheet, tree, next, *col))
        };
        let telling = sheet.cols.iter().any(|col| matches!(sheet.compare_nodes(tree, i, &[next], *col), Sum::Holds { .. }));
        if childless
            && has_children
            && telling
            && next == i + 1
            && sheet.cols.iter().all(equal)
            && let Some(parent) = tree.parents.get_mut(next)
        {
            *parent = Some(i);
        }
    }
}

fn figure_at(sheet: &Sheet<'_, '_>, tree: &Tree, node: usize, col: usize) -> bool {
    tree.rows.get(node).is_some_and(|row| sheet.get(*row, col).is_some())
}

/// Pairs of neighbouring siblings.
fn siblings(tree: &Tree) -> Vec<(usize, usize)> {
    let mut last: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (i, parent) in tree.parents.iter().enumerate() {
        if let Some(before) = last.insert(*parent, i) {
            out.push((before, i));
        }
    }
    out
}

/// A row without children that equals the sum of its next siblings in every column is their parent.
fn adopt(sheet: &Sheet<'_, '_>, tree: &mut Tree) {
    let families = tree.families();
    let mut groups: Vec<Vec<usize>> = families.clone();
    groups.push(tree.tops().collect());
    for group in groups {
        let mut taken = 0;
        for (k, &node) in group.iter().enumerate() {
            if k < taken || families.get(node).is_some_and(|f| !f.is_empty()) {
                continue;
            }
            let next = group.get(k + 1..).unwrap_or_default();
            let Some(count) = summed_by(sheet, tree, node, next) else { continue };
            let mut changed = tree.clone();
            for child in next.iter().take(count) {
                if let Some(parent) = changed.parents.get_mut(*child) {
                    *parent = Some(node);
                }
            }
            if sheet.score(&changed) > sheet.score(tree) {
                *tree = changed;
                taken = k + 1 + count;
            }
        }
    }
}

/// How many of the next siblings, two at least, add up to a node in every column.
fn summed_by(sheet: &Sheet<'_, '_>, tree: &Tree, node: usize, next: &[usize]) -> Option<usize> {
    let row = *tree.rows.get(node)?;
    let (col, stated) = sheet.cols.iter().find_map(|col| Some((*col, sheet.get(row, *col)?.1)).filter(|(_, v)| v.lo() > Decimal::ZERO))?;
    let mut sum = Interval::point(Decimal::ZERO);
    for (i, part) in next.iter().take(MOST_ADOPTED).enumerate() {
        if let Some((_, figure)) = sheet.get(*tree.rows.get(*part)?, col) {
            sum = sum.add(&figure)?;
        }
        if i > 0 && sum.meets(&stated) && sums_everywhere(sheet, tree, node, next.get(..=i)?) {
            return Some(i + 1);
        }
        if sum.lo() > stated.hi() {
            return None;
        }
    }
    None
}

fn sums_everywhere(sheet: &Sheet<'_, '_>, tree: &Tree, node: usize, parts: &[usize]) -> bool {
    let mut telling = false;
    for col in &sheet.cols {
        match sheet.compare_nodes(tree, node, parts, *col) {
            Sum::Fails { .. } => return false,
            Sum::Holds { .. } => {
                let row = tree.rows.get(node).copied().unwrap_or_default();
                telling |= sheet.get(row, *col).is_some_and(|(_, v)| v.hi() >= Decimal::from(TELLING_SUM));
            }
            Sum::Silent => {}
        }
    }
    telling
}

/// A later row that is just what the children of a broken node lack is one of them, however it is numbered and set:
/// `51 Belanja tidak langsung` has a code, `Belanja langsung` has none.
fn complete(sheet: &Sheet<'_, '_>, tree: &mut Tree) {
    let mut families = tree.families();
    for node in 0..tree.rows.len() {
        let children = families.get(node).cloned().unwrap_or_default();
        let lack = |col: &usize| match sheet.compare_nodes(tree, node, &children, *col) {
            Sum::Fails { excess } if excess >= Decimal::from(TELLING_SUM) => Some((*col, excess)),
            _ => None,
        };
        let lacks: Vec<(usize, Decimal)> = sheet.cols.iter().filter_map(lack).collect();
        // Small amounts may agree by chance in one column.
        let Some(last) = children.last().filter(|_| lacks.len() > 1 || lacks.iter().any(|(_, e)| *e >= Decimal::from(TELLING_LACK))) else {
            continue;
        };
        let is_rest = |k: &usize| {
            let row = tree.rows.get(*k).copied().unwrap_or_default();
            lacks.iter().all(|(col, excess)| sheet.get(row, *col).is_some_and(|(_, v)| v.meets(&Interval::point(*excess))))
        };
        // Round amounts stand in many rows: only one that stands alone, but for its own single child, is the missing part.
        let mut rests = (last + 1..tree.rows.len()).filter(is_rest);
        let Some(found) = rests.next() else { continue };
        if rests.any(|k| !tree.is_under(k, found)) {
            continue;
        }
        let mut changed = tree.clone();
        if let Some(parent) = changed.parents.get_mut(found) {
            *parent = Some(node);
        }
        if sheet.score(&changed) > sheet.score(tree) {
            *tree = changed;
            families = tree.families();
        }
    }
}

/// Last children of a broken node that make it hold when they stand beside it.
fn drop_last(sheet: &Sheet<'_, '_>, tree: &mut Tree) {
    for node in 0..tree.rows.len() {
        let children: Vec<usize> = tree.children(node).collect();
        if !sheet.cols.iter().any(|col| matches!(sheet.compare_nodes(tree, node, &children, *col), Sum::Fails { .. })) {
            continue;
        }
        for count in 1..=MOST_DROPPED.min(children.len().saturating_sub(1)) {
            let changed = without_last(tree, node, &children, count);
            if sheet.score(&changed) > sheet.score(tree) {
                *tree = changed;
                break;
            }
        }
    }
}

/// The same hierarchy with the last children of a node beside it.
#[must_use]
pub fn without_last(tree: &Tree, node: usize, children: &[usize], count: usize) -> Tree {
    let mut changed = tree.clone();
    let grandparent = tree.parents.get(node).copied().flatten();
    for child in children.iter().rev().take(count) {
        if let Some(parent) = changed.parents.get_mut(*child) {
            *parent = grandparent;
        }
    }
    changed
}
