//! Grids: rules that cross or meet, and the cells between them.
//!
//! Rules on one line are one rule, as a program draws borders cell by cell. Those that touch each other make a grid; what lies
//! between its lines without a rule in between is one cell, over several columns or rows if need be.

use super::content::Glyph;
use super::rules::Rule;
use std::collections::BTreeSet;

/// Points by which borders of one line may lie apart: double lines, cells with a little space between them.
const NEAR: f32 = 4.0;
/// Rules of a page that are looked at; more are a drawing. Time grows with their square.
const RULES: usize = 1500;
/// Cells of a grid, and grids of a page.
const CELLS: usize = 20_000;
const GRIDS: usize = 60;
/// Shorter rules, in points, border nothing once their dashes are one.
const SHORT: f32 = 6.0;
/// The part of an edge that a rule must cover to be a border of it.
const COVERED: f32 = 0.7;

/// The cell that something stands in: which grid of its page, and the first row and column of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub(super) grid: u16,
    pub(super) row: u16,
    pub(super) column: u16,
}

/// What lies between crossing rules.
#[derive(Debug)]
pub(super) struct Grid {
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// For each square between the lines, row by row, the cell that it is part of: its row and column.
    cells: Vec<(u16, u16)>,
    /// The rows that are one cell.
    whole: Vec<bool>,
    /// Whether its borders are edges of areas alone.
    edges: bool,
}

impl Grid {
    fn new(rules: &[Rule]) -> Option<Self> {
        let places = |upright: bool| {
            let along = rules.iter().filter(move |rule| rule.upright == upright).map(|rule| rule.at);
            let ends = rules.iter().filter(move |rule| rule.upright != upright);
            lines(along.chain(ends.flat_map(|rule| [rule.from, rule.to])).collect())
        };
        let (xs, ys) = (places(true), places(false));
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns < 2 || rows < 1 || columns.saturating_mul(rows) > CELLS {
            return None;
        }
        let edges = rules.iter().all(|rule| rule.edge);
        let mut grid = Self { xs, ys, cells: Vec::new(), whole: Vec::new(), edges };
        let right = grid.borders(rules, true);
        let below = grid.borders(rules, false);
        grid.join(&right, &below);
        grid.whole = (0..rows).map(|row| grid.row(row as u16).len() == 1).collect();
        Some(grid)
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// For each square whether a border stands at its right, or lies below it.
    fn borders(&self, rules: &[Rule], upright: bool) -> Vec<bool> {
        let (at, along) = if upright { (&self.xs, &self.ys) } else { (&self.ys, &self.xs) };
        let columns = self.columns();
        let mut covered = vec![0.0_f32; self.squares()];
        for rule in rules.iter().filter(|rule| rule.upright == upright) {
            let Some(line) = nearest(at, rule.at).checked_sub(1) else { continue };
            let first = along.partition_point(|&end| end <= rule.from).saturating_sub(1);
            for i in first..along.len() - 1 {
                let length = rule.to.min(along[i + 1]) - rule.from.max(along[i]);
                if rule.to <= along[i] {
                    break;
                }
                let square = if upright { i * columns + line } else { line * columns + i };
                if let Some(sum) = covered.get_mut(square).filter(|_| length > 0.0 && line + 1 < at.len()) {
                    *sum += length / (along[i + 1] - along[i]);
                }
            }
        }
        covered.into_iter().map(|part| part > COVERED).collect()
    }

    fn squares(&self) -> usize {
        self.columns() * (self.ys.len() - 1)
    }

    /// Joins squares without a border between them; what is no rectangle is cut into rows.
    fn join(&mut self, right: &[bool], below: &[bool]) {
        let (columns, squares) = (self.columns(), self.squares());
        const NONE: (u16, u16) = (u16::MAX, u16::MAX);
        self.cells = vec![NONE; squares];
        for first in 0..squares {
            if self.cells[first] != NONE {
                continue;
            }
            let mut members = vec![first];
            let name = ((first / columns) as u16, (first % columns) as u16);
            self.cells[first] = name;
            let mut next = 0;
            while let Some(&square) = members.get(next) {
                next += 1;
                let column = square % columns;
                let left = (column > 0 && !right[square - 1]).then(|| square - 1);
                let rightwards = (column + 1 < columns && !right[square]).then_some(square + 1);
                let up = square.checked_sub(columns).filter(|&up| !below[up]);
                let down = Some(square + columns).filter(|&down| down < squares && !below[square]);
                for other in [left, rightwards, up, down].into_iter().flatten() {
                    if self.cells[other] == NONE {
                        self.cells[other] = name;
                        members.push(other);
                    }
                }
            }
            self.straighten(members, right);
        }
    }

    /// Cuts a cell that is no rectangle into pieces of rows.
    fn straighten(&mut self, mut members: Vec<usize>, right: &[bool]) {
        let columns = self.columns();
        let span = |values: &mut dyn Iterator<Item = usize>| {
            values.fold((usize::MAX, 0), |(low, high), value| (low.min(value), high.max(value)))
        };
        let (top, bottom) = span(&mut members.iter().map(|square| square / columns));
        let (first, last) = span(&mut members.iter().map(|square| square % columns));
        if (bottom - top + 1) * (last - first + 1) == members.len() {
            return;
        }
        members.sort_unstable();
        for (i, &square) in members.iter().enumerate() {
            let before = i.checked_sub(1).map(|i| members[i]);
            let goes_on = before.is_some_and(|before| {
                before + 1 == square && !square.is_multiple_of(columns) && !right[before]
            });
            self.cells[square] = match before.filter(|_| goes_on) {
                Some(before) => self.cells[before],
                None => ((square / columns) as u16, (square % columns) as u16),
            };
        }
    }

    /// The cell at a place; one that fills its row is none, as text over the whole width of a table is not part of its columns.
    fn at(&self, x: f32, y: f32) -> Option<(u16, u16)> {
        let column = self.xs.partition_point(|&edge| edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|&edge| edge <= y).checked_sub(1)?;
        if column >= self.columns() || self.whole.get(row) != Some(&false) {
            return None;
        }
        self.cells.get(row * self.columns() + column).copied()
    }

    /// Whether two cells of a row have text; where areas alone make the cells, those of two rows.
    fn is_table(&self, glyphs: &[Glyph]) -> bool {
        let visible = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).map(middle);
        let filled: BTreeSet<(u16, u16)> = visible.filter_map(|(x, y)| self.at(x, y)).collect();
        let mut rows: Vec<u16> = filled
            .iter()
            .zip(filled.iter().skip(1))
            .filter(|(one, other)| one.0 == other.0)
            .map(|(one, _)| one.0)
            .collect();
        rows.dedup();
        rows.len() > usize::from(self.edges)
    }

    /// The cells that a row has or shares with rows above it, from left to right.
    pub(super) fn row(&self, row: u16) -> Vec<(u16, u16)> {
        let columns = self.columns();
        let from = usize::from(row) * columns;
        let mut cells = self.cells.get(from..from + columns).unwrap_or_default().to_vec();
        cells.dedup();
        cells
    }

    /// The left and the right edge of a cell.
    fn edges(&self, (row, column): (u16, u16)) -> (f32, f32) {
        let at = usize::from(row) * self.columns();
        let last = (usize::from(column)..self.columns())
            .take_while(|&i| self.cells.get(at + i) == Some(&(row, column)))
            .last()
            .unwrap_or(usize::from(column));
        let edge = |i: usize| self.xs.get(i).copied().unwrap_or(0.0);
        (edge(usize::from(column)), edge(last + 1))
    }

    fn width(&self) -> f32 {
        self.xs.last().zip(self.xs.first()).map_or(0.0, |(right, left)| right - left)
    }
}

/// The grids of a page.
#[derive(Debug, Default)]
pub(super) struct Grids(Vec<Grid>);

impl Grids {
    /// Finds the grids that `rules` make in which `glyphs` stand as in a table.
    pub(super) fn of(rules: &[Rule], glyphs: &[Glyph]) -> Self {
        let rules = joined(rules);
        if rules.len() > RULES {
            return Self::default();
        }
        let grids = touching(&rules).into_iter().filter_map(|rules| Grid::new(&rules)).take(GRIDS);
        Self(grids.filter(|grid| grid.is_table(glyphs)).collect())
    }

    /// Where each of `glyphs` stands.
    pub(super) fn cells(&self, glyphs: &[Glyph]) -> Vec<Option<Cell>> {
        if self.0.is_empty() {
            return vec![None; glyphs.len()];
        }
        let place = |glyph: &Glyph| {
            let (x, y) = middle(glyph);
            self.at(x, y)
        };
        glyphs.iter().map(place).collect()
    }

    fn at(&self, x: f32, y: f32) -> Option<Cell> {
        let mut found = self
            .0
            .iter()
            .enumerate()
            .filter_map(|(grid, own)| own.at(x, y).map(|(row, column)| (grid, own, row, column)));
        // A table in a cell of another is the smaller one.
        let first = found.next()?;
        let (grid, _, row, column) =
            found.fold(first, |least, next| if next.1.width() < least.1.width() { next } else { least });
        Some(Cell { grid: grid as u16, row, column })
    }

    pub(super) fn get(&self, cell: Cell) -> Option<&Grid> {
        self.0.get(usize::from(cell.grid))
    }

    /// Where a cell begins and ends from left to right.
    pub(super) fn edges(&self, cell: Cell) -> (f32, f32) {
        self.get(cell).map_or((0.0, 0.0), |grid| grid.edges((cell.row, cell.column)))
    }
}

/// The middle of a character on the page as shown.
fn middle(glyph: &Glyph) -> (f32, f32) {
    let area = glyph.turn.area(glyph.left, glyph.right, glyph.base - 0.6 * glyph.size, glyph.base);
    (f32::midpoint(area.left, area.right), f32::midpoint(area.top, area.bottom))
}

/// Places that lie near each other as one, from the least up.
fn lines(mut places: Vec<f32>) -> Vec<f32> {
    places.sort_by(f32::total_cmp);
    let mut lines: Vec<f32> = Vec::new();
    let mut begin = f32::MIN;
    for place in places {
        if place - begin > NEAR || lines.is_empty() {
            begin = place;
            lines.push(place);
        } else if let Some(last) = lines.last_mut() {
            *last = f32::midpoint(begin, place);
        }
    }
    lines
}

/// The line that a place lies on.
fn nearest(lines: &[f32], place: f32) -> usize {
    let above = lines.partition_point(|&line| line < place);
    match above.checked_sub(1) {
        Some(below) if lines.get(above).is_none_or(|line| place - lines[below] < line - place) => below,
        _ => above,
    }
}

/// Rules with those that go on with them as one.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|a, b| {
        let key = |rule: &Rule| (rule.upright, rule.at.round() as i64);
        key(a).cmp(&key(b)).then(a.from.total_cmp(&b.from))
    });
    let mut joined: Vec<Rule> = Vec::new();
    for rule in sorted {
        match joined.last_mut() {
            Some(last)
                if last.upright == rule.upright
                    && (last.at - rule.at).abs() < 1.5
                    && rule.from < last.to + NEAR
                    && rule.from >= last.from =>
            {
                last.to = last.to.max(rule.to);
                last.edge &= rule.edge;
            }
            _ => joined.push(rule),
        }
    }
    joined.retain(|rule| rule.to - rule.from >= SHORT);
    joined
}

/// Rules in groups that touch each other.
fn touching(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut rest: Vec<Rule> = rules.to_vec();
    let mut groups = Vec::new();
    while let Some(first) = rest.pop() {
        let mut group = vec![first];
        let mut next = 0;
        while let Some(&one) = group.get(next) {
            next += 1;
            let (touch, apart) = rest.into_iter().partition(|other| touch(&one, other));
            rest = apart;
            group.extend::<Vec<Rule>>(touch);
        }
        if group.iter().any(|rule| rule.upright) && group.len() > 2 {
            groups.push(group);
        }
    }
    groups
}

fn touch(one: &Rule, other: &Rule) -> bool {
    let on = |place: f32, rule: &Rule| place > rule.from - NEAR && place < rule.to + NEAR;
    if one.upright == other.upright {
        return (one.at - other.at).abs() < NEAR && one.from < other.to + NEAR && other.from < one.to + NEAR;
    }
    on(one.at, other) && on(other.at, one)
}
