//! Tables whose cells are bordered by rules: their lines, row by row and cell by cell.

use super::blocks::{Block, Chunk, paragraphs};
use super::grid::Grids;
use super::lines::Line;
use super::measures::{Measures, is_hard_break};
use super::table::{self, LONGEST_CELL, Part};
use std::collections::BTreeMap;

/// Lines between two rules that are looked at for rows; time grows with their square.
const LINES: usize = 500;
/// Lines of a row lie nearer to each other than this, in sizes of their text.
pub(super) const APART: f32 = 1.45;

/// Adds the rows of a table: `lines` stand in cells of one grid of `grids`.
pub(super) fn rows(lines: Vec<Line>, grids: &Grids, measures: &Measures, blocks: &mut Vec<Block>) {
    let Some(grid) = lines.first().and_then(|line| grids.get(line.cell?)) else { return };
    let mut filled: BTreeMap<(u16, u16), Vec<Line>> = BTreeMap::new();
    for line in lines {
        if let Some(cell) = line.cell {
            filled.entry((cell.row, cell.column)).or_default().push(line);
        }
    }
    filled.values_mut().for_each(|lines| set_margin(lines, grids));
    let numbers: Vec<u16> = filled.keys().map(|cell| cell.0).fold(Vec::new(), |mut rows, row| {
        if rows.last() != Some(&row) {
            rows.push(row);
        }
        rows
    });
    if is_signature(&filled, blocks, measures) {
        return;
    }
    for row in numbers {
        let of_row = |cell: (u16, u16)| if cell.0 == row { filled.remove(&cell) } else { None };
        let cells = grid.row(row).into_iter().map(of_row).map(Option::unwrap_or_default).collect();
        split(cells).into_iter().for_each(|cells| add(cells, measures, blocks));
    }
}

/// Adds a row: on one line if each of its cells is one paragraph.
fn add(mut cells: Vec<Vec<Line>>, measures: &Measures, blocks: &mut Vec<Block>) {
    while cells.last().is_some_and(Vec::is_empty) {
        cells.pop();
    }
    let parts: Vec<Vec<Block>> = cells.iter().map(|lines| parts(lines, measures)).collect();
    let long = |lines: &Vec<Line>| lines.iter().map(Line::chars).sum::<usize>() > LONGEST_CELL;
    if parts.iter().any(|parts| parts.len() > 1) || cells.iter().any(long) {
        blocks.extend(parts.into_iter().flatten());
    } else {
        blocks.push(Block::Row(cells));
    }
}

/// The rows that stand between two rules, where a table has rules between its columns alone: lines of each stand on one height,
/// apart from those above, or cells could have gone on on the line above and did not.
fn split(cells: Vec<Vec<Line>>) -> Vec<Vec<Vec<Line>>> {
    if cells.iter().map(Vec::len).sum::<usize>() > LINES {
        return vec![cells];
    }
    let mut heights: Vec<(f32, f32)> = cells.iter().flatten().map(|line| (line.base, line.size)).collect();
    heights.sort_by(|a, b| a.0.total_cmp(&b.0));
    heights.dedup_by(|next, last| next.0 - last.0 < 0.5 * last.1);
    let breaks: Vec<f32> = heights
        .windows(2)
        .filter(|pair| begins_row(&cells, pair[0], pair[1].0))
        .map(|pair| pair[1].0 - 0.5 * pair[1].1)
        .collect();
    let mut rows = vec![vec![Vec::new(); cells.len()]; breaks.len() + 1];
    for (column, lines) in cells.iter().enumerate() {
        for line in lines {
            rows[breaks.partition_point(|&at| at <= line.base)][column].push(line.clone());
        }
    }
    let filled = |row: &Vec<Vec<Line>>| row.iter().filter(|lines| !lines.is_empty()).count();
    if rows.iter().all(|row| filled(row) > 1) { rows } else { vec![cells] }
}

/// Whether a row begins at the height `next`, under lines at another.
fn begins_row(cells: &[Vec<Line>], (base, size): (f32, f32), next: f32) -> bool {
    let near = |line: &&Line, height: f32| (line.base - height).abs() < 0.5 * size;
    let mut both = cells.iter().filter_map(|lines| {
        Some((lines.iter().find(|line| near(line, base))?, lines.iter().find(|line| near(line, next))?))
    });
    next - base > APART * size || (both.clone().count() > 1 && both.all(|(one, two)| is_hard_break(one, two)))
}

/// Says where the lines of a cell end: as far from its border on the right as from that on the left.
fn set_margin(lines: &mut [Line], grids: &Grids) {
    let Some(cell) = lines.first().and_then(|line| line.cell) else { return };
    let (left, right) = grids.edges(cell);
    let first = lines.iter().fold(f32::MAX, |first, line| first.min(line.left));
    let last = lines.iter().fold(f32::MIN, |last, line| last.max(line.right));
    for line in lines {
        line.margin = last.max(right - (first - left).max(0.0));
    }
}

/// The paragraphs of a cell.
fn parts(lines: &[Line], measures: &Measures) -> Vec<Block> {
    let mut blocks = Vec::new();
    paragraphs(lines.to_vec(), measures, &mut blocks);
    blocks
}

/// Adds those who sign, if that is what stands side by side, column by column.
fn is_signature(
    filled: &BTreeMap<(u16, u16), Vec<Line>>,
    blocks: &mut Vec<Block>,
    measures: &Measures,
) -> bool {
    let mut table: Vec<Vec<Chunk>> = Vec::new();
    let mut last = None;
    for (&(row, _), lines) in filled {
        let Some(chunk) = Chunk::of(lines.clone()) else { continue };
        match table.last_mut().filter(|_| last == Some(row)) {
            Some(cells) => cells.push(chunk),
            None => table.push(vec![chunk]),
        }
        last = Some(row);
    }
    if !table::is_signature(&table) {
        return false;
    }
    let mut columns = Vec::new();
    table::by_column(table, &mut columns);
    for part in columns {
        if let Part::Chunk(chunk) = part {
            paragraphs(chunk.lines, measures, blocks);
        }
    }
    true
}
