//! Rows and columns: chunks of lines that stand side by side.
//!
//! Cells of a row whose columns come back in the next are a row of a table. Signatures side by side are read column by
//! column, each office with its name; so is anything long.

use super::blocks::Chunk;
use super::lines::Line;
use super::order::Covered;
use crate::signed::{self, SIGNED_ROWS, SIGNERS};
use std::collections::VecDeque;

/// What chunks make up.
pub(super) enum Part {
    Chunk(Chunk),
    /// Cells, each of its lines.
    Row(Vec<Vec<Line>>),
}

/// Cells of a row; time grows with their square.
const CELLS: usize = 200;
/// A cell that is longer is a column of text.
pub(super) const LONGEST_CELL: usize = 700;

/// Puts chunks side by side where they are.
pub(super) fn find(chunks: Vec<Chunk>) -> Vec<Part> {
    let mut rows: VecDeque<Vec<Chunk>> = VecDeque::new();
    for chunk in chunks {
        match rows.back_mut() {
            Some(row) if row.len() < CELLS && is_beside(row, &chunk) => row.push(chunk),
            _ => rows.push_back(vec![chunk]),
        }
    }
    let mut parts = Vec::new();
    while let Some(row) = rows.pop_front() {
        if row.len() == 1 || row.iter().any(|cell| cell.chars() > LONGEST_CELL) {
            parts.extend(row.into_iter().map(Part::Chunk));
            continue;
        }
        let mut table = vec![row];
        // The last row with cells beside each other.
        let mut full = 0;
        while let Some(next) = rows.front() {
            if is_aligned(&table[full], next) {
                full = table.len();
            } else if !(is_first(&table[full], next)
                && rows.get(1).is_some_and(|after| is_aligned(&table[full], after)))
            {
                break;
            }
            table.extend(rows.pop_front());
        }
        if is_signature(&table) {
            by_column(table, &mut parts);
        } else if table.len() > 1
            || table[0].iter().all(|cell| cell.lines.len() == 1)
            || is_labelled(&table[0])
        {
            parts.extend(in_columns(table).into_iter().map(Part::Row));
        } else {
            parts.extend(table.into_iter().flatten().map(Part::Chunk));
        }
    }
    parts
}

/// The lines of each cell, row by row; a column in which a row has nothing keeps its place.
fn in_columns(table: Vec<Vec<Chunk>>) -> Vec<Vec<Vec<Line>>> {
    let mut covered = Covered::default();
    table.iter().flatten().for_each(|cell| covered.add(cell.left, cell.right));
    let column = |cell: &Chunk| covered.part(f32::midpoint(cell.left, cell.right));
    // A cell over several columns leaves no gutters between them.
    let single = table.iter().all(|row| row.windows(2).all(|pair| column(&pair[0]) < column(&pair[1])));
    table
        .into_iter()
        .map(|row| {
            let mut cells: Vec<Vec<Line>> = Vec::new();
            for cell in row {
                if single {
                    cells.resize_with(column(&cell).max(cells.len()), Vec::new);
                }
                cells.push(cell.lines);
            }
            cells
        })
        .collect()
}

/// Whether a row is a label and what it labels.
fn is_labelled(row: &[Chunk]) -> bool {
    let [label, value] = row else { return false };
    label.lines.len() == 1 && label.chars() < 40 && (label.first() - value.first()).abs() < 0.4 * label.size()
}

/// Whether `chunk` stands to the right of the cells of `row`, at their height.
fn is_beside(row: &[Chunk], chunk: &Chunk) -> bool {
    let Some(last) = row.last() else { return false };
    let size = last.size().max(chunk.size());
    let first = row.iter().fold(f32::MAX, |first, cell| first.min(cell.first()));
    let end = row.iter().fold(f32::MIN, |end, cell| end.max(cell.last()));
    let upright = last.lines[0].turn == chunk.lines[0].turn;
    upright
        && chunk.left > last.right - 0.2 * size
        && chunk.first() > first - 0.7 * size
        && (chunk.first() < end + 0.4 * size)
}

/// Whether at least two columns of `row` come back in `next`, right under it.
fn is_aligned(row: &[Chunk], next: &[Chunk]) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < 3.0;
    let same = |a: &Chunk, b: &Chunk| {
        near(a.left, b.left) || near(a.right, b.right) || near(a.left + a.right, b.left + b.right)
    };
    let shared = next.iter().filter(|cell| row.iter().any(|above| same(above, cell))).count();
    next.len() > 1
        && shared > 1
        && next.iter().all(|cell| cell.chars() <= LONGEST_CELL)
        && next[0].first() > row[0].first()
}

/// Whether `next` is the first cell of a row alone, the others of which are empty.
fn is_first(row: &[Chunk], next: &[Chunk]) -> bool {
    let (Some(first), [only]) = (row.first(), next) else { return false };
    only.lines.len() == 1
        && only.chars() < 40
        && (only.left - first.left).abs() < 1.5
        && only.right < row.get(1).map_or(0.0, |second| second.left)
        && only.first() > first.first()
}

/// Whether rows are signatures side by side.
pub(super) fn is_signature(table: &[Vec<Chunk>]) -> bool {
    let Some(head) = table.first().filter(|head| head.len() <= SIGNERS && table.len() <= SIGNED_ROWS) else {
        return false;
    };
    let cell = |chunk: &Chunk| chunk.lines.iter().map(Line::text).collect();
    let column = |top: &Chunk| {
        let under = |row: &Vec<Chunk>| row.iter().find(|chunk| (chunk.left - top.left).abs() < 6.0).map(cell);
        table.iter().filter_map(under).collect()
    };
    let columns: Vec<Vec<signed::Cell>> = head.iter().map(column).collect();
    let digits =
        |chunk: &Chunk| chunk.lines.iter().any(|line| line.text().contains(|c: char| c.is_ascii_digit()));
    !table.iter().flatten().any(digits) && signed::is_signature(&columns)
}

pub(super) fn by_column(table: Vec<Vec<Chunk>>, parts: &mut Vec<Part>) {
    let lefts: Vec<f32> =
        table.first().map(|head| head.iter().map(|cell| cell.left).collect()).unwrap_or_default();
    let mut columns: Vec<Vec<Chunk>> = lefts.iter().map(|_| Vec::new()).collect();
    for cell in table.into_iter().flatten() {
        let nearest = lefts
            .iter()
            .enumerate()
            .min_by(|a, b| (a.1 - cell.left).abs().total_cmp(&(b.1 - cell.left).abs()))
            .map_or(0, |(i, _)| i);
        if let Some(column) = columns.get_mut(nearest) {
            column.push(cell);
        }
    }
    for column in columns {
        let mut open: Option<Chunk> = None;
        for cell in column {
            match &mut open {
                // Lines of an office follow each other; its name stands apart.
                Some(chunk) if cell.first() - chunk.last() < 2.1 * chunk.size() => {
                    chunk.right = chunk.right.max(cell.right);
                    chunk.lines.extend(cell.lines);
                }
                _ => parts.extend(open.replace(cell).map(Part::Chunk)),
            }
        }
        parts.extend(open.map(Part::Chunk));
    }
}
