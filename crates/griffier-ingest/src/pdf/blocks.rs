//! Lines to blocks: paragraphs, headings, entries, rows, notes and furniture, in the order of drawing.

use super::cells;
use super::furniture::Sheet;
use super::grid::Grids;
use super::lines::Line;
use super::measures::{Marker, Measures, is_hard_break, marker, note_label};
use super::table;
use std::collections::BTreeSet;

/// A block of one page.
#[derive(Debug)]
pub(super) enum Block {
    /// Lines of a paragraph.
    Paragraph(Vec<Line>),
    Heading(Vec<Line>),
    Item(Vec<Line>),
    /// Cells, each of its lines.
    Row(Vec<Vec<Line>>),
    /// A note with its label, which its first line opens with.
    Note(String, Vec<Line>),
    /// What a note of an earlier page goes on with.
    NoteRest(Vec<Line>),
    Furniture(Vec<Line>),
}

/// Lines that stand under each other without much between them.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) lines: Vec<Line>,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Whether others stand beside it.
    aside: bool,
}

/// Chunks before and after one that may stand beside it.
const NEIGHBORS: usize = 40;
/// The most that a raised label measures, in sizes of running text.
const LABEL_SIZE: f32 = 0.8;
/// Lines under each other from which they can be running text.
const RUNNING: usize = 4;
/// The width of a column, in sizes of its text, in which a line is often shorter than it could be.
const NARROW: f32 = 24.0;

impl Chunk {
    fn new(line: Line) -> Self {
        Self { left: line.left, right: line.right, lines: vec![line], aside: false }
    }
    /// Lines as one, if there are any.
    pub(super) fn of(lines: Vec<Line>) -> Option<Self> {
        let mut lines = lines.into_iter();
        let mut chunk = Self::new(lines.next()?);
        lines.for_each(|line| chunk.push(line));
        Some(chunk)
    }
    pub(super) fn first(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.base)
    }
    pub(super) fn last(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.base)
    }
    pub(super) fn size(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.size)
    }
    pub(super) fn chars(&self) -> usize {
        self.lines.iter().map(Line::chars).sum()
    }
    /// Whether `line` stands under the last.
    fn goes_on(&self, line: &Line) -> bool {
        let Some(last) = self.lines.last() else { return false };
        let size = last.size.max(line.size);
        let step = line.base - last.base;
        last.turn == line.turn
            && step > 0.4 * size
            && step < 2.1 * size
            && line.left < self.right
            && line.right > self.left
    }
    /// Whether `line` begins under `label`, which stands before these lines on one height: it goes on with neither.
    fn is_left(&self, label: &Self, line: &Line) -> bool {
        label.right < self.left
            && (label.first() - self.first()).abs() < 0.5 * self.size()
            && line.left < label.right
            && line.right > self.left
    }
    /// Takes off the lines from the one on that `cell` stands beside: with it they are a row, and what is above is not.
    fn split_row(&mut self, cell: &Line) -> Option<Self> {
        let beside = |line: &Line| {
            (line.base - cell.base).abs() < 0.35 * line.size && cell.left > line.right + 0.5 * line.size
        };
        let at = self.lines.iter().position(beside).filter(|&at| at > 0)?;
        if self.lines[at..].iter().any(|line| line.right > cell.left) || !self.is_parted(at) {
            return None;
        }
        let row = Self::of(self.lines.split_off(at))?;
        let lines = std::mem::take(&mut self.lines);
        self.left = lines.iter().fold(f32::MAX, |left, line| left.min(line.left));
        self.right = lines.iter().fold(f32::MIN, |right, line| right.max(line.right));
        self.lines = lines;
        Some(row)
    }
    /// Whether line `at` does not go on with the one above.
    fn is_parted(&self, at: usize) -> bool {
        let mut above = self.lines[at - 1].clone();
        above.margin = self.right;
        is_hard_break(&above, &self.lines[at])
    }
    fn push(&mut self, line: Line) {
        (self.left, self.right) = (self.left.min(line.left), self.right.max(line.right));
        self.lines.push(line);
    }
}

/// The labels of notes that the text of `sheets` calls: raised digits in running text.
pub(super) fn called(sheets: &[Sheet]) -> BTreeSet<String> {
    let words = sheets.iter().flat_map(|sheet| &sheet.lines).flat_map(|line| line.words.iter().skip(1));
    words.filter(|word| word.raised).flat_map(|word| labels(&word.text)).collect()
}

/// The labels in `12` and `1,2`.
pub(super) fn labels(mark: &str) -> impl Iterator<Item = String> + '_ {
    mark.split([',', ' ', ';']).filter_map(note_label)
}

/// The blocks of one page.
pub(super) fn find(sheet: Sheet, measures: &Measures, called: &BTreeSet<String>) -> Vec<Block> {
    let grids = &sheet.grids;
    let mut lines = join_labels(sheet.lines);
    close_rules(&mut lines);
    let roles = roles(&lines, sheet.height, measures, called);
    let mut blocks: Vec<Block> = Vec::new();
    let mut text: Vec<Line> = Vec::new();
    for (line, role) in lines.into_iter().zip(roles) {
        if !matches!(role, Role::Text) {
            running(std::mem::take(&mut text), grids, measures, &mut blocks);
        }
        match (role, blocks.last_mut()) {
            (Role::Text, _) => text.push(line),
            (Role::Furniture, Some(Block::Furniture(open))) if is_next(open, &line) => open.push(line),
            (Role::Furniture, _) => blocks.push(Block::Furniture(vec![line])),
            (Role::NoteLine, Some(Block::Note(_, open) | Block::NoteRest(open))) => open.push(line),
            (Role::NoteLine, _) => blocks.push(Block::NoteRest(vec![line])),
            (Role::Note(label), _) => blocks.push(Block::Note(label, vec![line])),
        }
    }
    running(text, grids, measures, &mut blocks);
    for block in &mut blocks {
        if let Block::Note(_, lines) | Block::NoteRest(lines) = block {
            *lines = set_margin(std::mem::take(lines), measures, false);
        }
    }
    blocks
}

/// Whether furniture goes on with `line`: on the same line or under it.
fn is_next(open: &[Line], line: &Line) -> bool {
    open.last().is_some_and(|last| {
        let step = line.base - last.base;
        last.turn == line.turn && (-0.5 * last.size..3.0 * last.size).contains(&step)
    })
}

/// What a line is before its neighbors are looked at.
enum Role {
    Text,
    Furniture,
    Note(String),
    NoteLine,
}

/// A label of an entry or a note that a gap parts from its words belongs to them.
fn join_labels(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(last) = joined.last_mut()
            && last.turn == line.turn
            && last.furniture == line.furniture
            && last.cell == line.cell
            && (last.base - line.base).abs() < 0.5 * line.size
            && line.left > last.right - 1.0
            && line.left - last.right < 5.0 * line.size
            && let [word] = last.words.as_slice()
            && (marker(&word.text).is_some()
                || (note_label(&word.text).is_some()
                    && (word.size < 0.85 * line.size || word.base < line.base - 0.1 * line.size)))
        {
            last.append(line);
        } else {
            joined.push(line);
        }
    }
    joined
}

/// Lines of nothing but rules say nothing.
fn close_rules(lines: &mut Vec<Line>) {
    lines.retain(|line| {
        let rule = |c: char| matches!(c, '_' | '¯' | '─' | '‗');
        !line.words.iter().all(|word| word.text.chars().all(rule))
    });
}

fn roles(lines: &[Line], height: f32, measures: &Measures, called: &BTreeSet<String>) -> Vec<Role> {
    let upright = |line: &&Line| !line.furniture && line.turn.0 == 0;
    // Notes stand below all running text.
    let floor = lines
        .iter()
        .filter(upright)
        .filter(|line| !measures.is_small(line) && opening_label(line, measures, called).is_none())
        .filter(|line| line.chars() > 3)
        .fold(0.0, |floor: f32, line| floor.max(line.base));
    let mut roles: Vec<Role> = Vec::with_capacity(lines.len());
    // The line of a note that was read last: its base and size.
    let mut open: Option<(f32, f32)> = None;
    for line in lines {
        let role = if line.furniture {
            roles.push(Role::Furniture);
            continue;
        } else if line.turn.0 != 0 || line.cell.is_some() {
            Role::Text
        } else if let Some(label) = opening_label(line, measures, called)
            && (line.base > floor
                || (line.words[0].raised && line.base > 0.5 * height && !measures.is_small(line)))
        {
            Role::Note(label)
        } else if line.base > floor.max(0.6 * height)
            && measures.is_small(line)
            && let Some(label) = bare_label(line)
        {
            Role::Note(label)
        } else if let Some((base, size)) = open
            && line.size < 1.08 * size
            && line.base > base - 0.5 * size
            && line.base - base < 2.2 * size
        {
            Role::NoteLine
        } else if line.base > floor
            && measures.is_small(line)
            && line.base > 0.5 * height
            && has_notes(lines, line)
        {
            Role::NoteLine
        } else {
            Role::Text
        };
        open = match role {
            Role::Note(_) if line.words.len() == 1 => Some((line.base, measures.size)),
            Role::Note(_) | Role::NoteLine => Some((line.base, line.size)),
            _ => None,
        };
        roles.push(role);
    }
    roles
}

/// Whether a note opens below `line` in the same size.
fn has_notes(lines: &[Line], line: &Line) -> bool {
    lines.iter().any(|other| {
        other.base > line.base
            && (other.size - line.size).abs() < 0.05 * line.size
            && other.words.first().is_some_and(|word| word.raised && note_label(&word.text).is_some())
    })
}

/// The label that a line opens with, if it can open a note.
fn opening_label(line: &Line, measures: &Measures, called: &BTreeSet<String>) -> Option<String> {
    let [first, rest @ ..] = line.words.as_slice() else { return None };
    let label = note_label(&first.text)?;
    let [second, ..] = rest else {
        // A label whose first word did not fit beside it.
        return (first.size < LABEL_SIZE * measures.size && called.contains(&label)).then_some(label);
    };
    let raised = first.raised || !first.text.is_ascii();
    let plain = second.spaced && measures.is_small(line) && called.contains(&label);
    (raised || plain).then_some(label)
}

/// The label that a line of small print at the foot opens with, though nothing calls it: `1 Kamerstuk 35 334, nr. 275`.
fn bare_label(line: &Line) -> Option<String> {
    let [first, second, _, ..] = line.words.as_slice() else { return None };
    let plain =
        !first.text.is_empty() && first.text.len() <= 3 && first.text.bytes().all(|b| b.is_ascii_digit());
    let opens = second.spaced && second.text.starts_with(char::is_uppercase);
    (plain && opens).then(|| note_label(&first.text)).flatten()
}

/// Adds the blocks of running text: lines that are neither furniture nor notes.
fn running(lines: Vec<Line>, grids: &Grids, measures: &Measures, blocks: &mut Vec<Block>) {
    let mut open: Vec<Line> = Vec::new();
    let table = |line: &Line| line.cell.map(|cell| cell.grid);
    let mut close = |lines: Vec<Line>| match lines.first() {
        Some(first) if first.cell.is_some() => cells::rows(lines, grids, measures, blocks),
        _ => free(lines, measures, blocks),
    };
    for line in lines {
        if open.last().is_some_and(|last| table(last) != table(&line)) {
            close(std::mem::take(&mut open));
        }
        open.push(line);
    }
    close(open);
}

/// Adds the blocks of text that stands in no cells.
fn free(lines: Vec<Line>, measures: &Measures, blocks: &mut Vec<Block>) {
    let mut chunks: Vec<Chunk> = Vec::new();
    for line in lines {
        let before = chunks.len().checked_sub(2).and_then(|i| chunks.get(i));
        let leaves = chunks.last().zip(before).is_some_and(|(chunk, label)| chunk.is_left(label, &line));
        let leaves = leaves || is_row_under(&chunks, &line);
        match chunks.last_mut() {
            Some(chunk) if !leaves && chunk.goes_on(&line) => chunk.push(line),
            Some(chunk) => {
                let row = chunk.split_row(&line);
                chunks.extend(row);
                chunks.push(Chunk::new(line));
            }
            None => chunks.push(Chunk::new(line)),
        }
    }
    let asides: Vec<bool> = (0..chunks.len()).map(|i| is_aside(&chunks, i)).collect();
    for (chunk, aside) in chunks.iter_mut().zip(asides) {
        chunk.aside = aside;
    }
    for part in table::find(chunks) {
        match part {
            table::Part::Chunk(chunk) => {
                let aside = chunk.aside;
                paragraphs(set_margin(chunk.lines, measures, aside), measures, blocks);
            }
            table::Part::Row(cells) => blocks.push(Block::Row(cells)),
        }
    }
}

/// Whether `line` stands as far under the last of `chunks`, a cell with nothing beside it, as that does under a row of two.
fn is_row_under(chunks: &[Chunk], line: &Line) -> bool {
    let [.., label, value, own] = chunks else { return false };
    let (size, row) = (own.size(), own.first() - label.first());
    let step = line.base - own.last();
    own.lines.len() == 1
        && value.left > label.right
        && (value.first() - label.first()).abs() < 0.5 * size
        && (own.left - label.left).abs() < 1.5
        && step > cells::APART * size
        && (step - row).abs() < 1.0
}

/// Whether others stand beside a chunk.
fn is_aside(chunks: &[Chunk], i: usize) -> bool {
    // Those drawn long before or after are not looked at: time stays linear on a page of a thousand cells.
    let near = &chunks[i.saturating_sub(NEIGHBORS)..chunks.len().min(i + NEIGHBORS)];
    let own = &chunks[i];
    near.iter().any(|other| {
        let apart = other.left > own.right || other.right < own.left;
        apart
            && other.first() < own.last() + 0.5 * own.size()
            && other.last() > own.first() - 0.5 * own.size()
    })
}

/// Says of lines under each other where their column ends.
fn set_margin(mut lines: Vec<Line>, measures: &Measures, aside: bool) -> Vec<Line> {
    let (running, own) = measures.margin(&lines);
    let running = running.filter(|_| !aside);
    let left = lines.iter().fold(f32::MAX, |left, line| left.min(line.left));
    let listed = running.is_none() && !is_running(&lines);
    for line in &mut lines {
        let narrow = own - left < NARROW * line.size;
        (line.margin, line.aside) = (running.unwrap_or(own), listed && narrow);
    }
    lines
}

/// Whether lines under each other are running text, however narrow: half of them begin within a sentence. The lines of an
/// address or a signature begin with capitals.
fn is_running(lines: &[Line]) -> bool {
    let within =
        |line: &&Line| line.words.first().is_some_and(|word| word.text.starts_with(char::is_lowercase));
    lines.len() >= RUNNING && lines[1..].iter().filter(within).count() * 2 >= lines.len() - 1
}

/// Cuts lines under each other into paragraphs and entries.
pub(super) fn paragraphs(lines: Vec<Line>, measures: &Measures, blocks: &mut Vec<Block>) {
    let mut open: Vec<Line> = Vec::new();
    for line in lines {
        if let Some(last) = open.last()
            && (begins(last, &line, measures) || leaves_entry(&open, &line))
        {
            blocks.push(block(std::mem::take(&mut open)));
        }
        open.push(line);
    }
    if !open.is_empty() {
        blocks.push(block(open));
    }
}

/// Whether `line` begins a block under `last`.
fn begins(last: &Line, line: &Line, measures: &Measures) -> bool {
    let step = line.base - last.base;
    let pitch = measures.pitch(last.size);
    let hard = is_hard_break(last, line);
    let resized = (last.size - line.size).abs() > 0.08 * last.size;
    let opens = match line.words.first().and_then(|word| marker(&word.text)) {
        Some(Marker::Bullet) => line.words.len() > 1,
        Some(Marker::Counted) => hard || last.ends_with(&['.', ';', ':']),
        None => false,
    };
    step > 1.25 * pitch.max(1.1 * last.size)
        || resized
        || opens
        || (hard && last.bold != line.bold)
        || (hard && last.ends_with(&['.', '?', '!', ':', ';']))
        || (hard && line.left > last.left + 0.8 * line.size && !is_entry(last))
}

/// Whether `line` stands further to the left than the words of the entry that is open.
fn leaves_entry(open: &[Line], line: &Line) -> bool {
    let Some(first) = open.first().filter(|first| is_entry(first)) else { return false };
    open.last().is_some_and(|last| is_hard_break(last, line)) && line.left <= first.left + 1.0
}

fn is_entry(line: &Line) -> bool {
    line.words.len() > 1 && line.words[1].spaced && marker(&line.words[0].text).is_some()
}

fn block(lines: Vec<Line>) -> Block {
    let Some(first) = lines.first() else { return Block::Paragraph(lines) };
    let bullet = is_entry(first) && marker(&first.words[0].text) == Some(Marker::Bullet);
    let hanging = || lines.get(1).is_some_and(|second| second.left > first.left + 0.5 * first.size);
    if bullet || (is_entry(first) && !first.bold && (hanging() || lines.len() == 1)) {
        Block::Item(lines)
    } else {
        Block::Paragraph(lines)
    }
}

/// Makes headings of the paragraphs that are set apart by size or weight and stand over text.
pub(super) fn mark_headings(pages: &mut [Vec<Block>], measures: &Measures) {
    let mut seen_text = false;
    let openings: Vec<Option<(f32, f32)>> = pages.iter().map(|blocks| opening(blocks)).collect();
    for (page, blocks) in pages.iter_mut().enumerate() {
        let next_page = openings.get(page + 1).copied().flatten();
        for i in 0..blocks.len() {
            let Block::Paragraph(lines) = &blocks[i] else { continue };
            let over_text = blocks[i + 1..].iter().find_map(|next| match next {
                Block::Paragraph(under) | Block::Item(under) => Some(is_under(lines, under)),
                Block::Furniture(_) | Block::Note(..) | Block::NoteRest(_) => None,
                Block::Row(cells) => {
                    Some(!is_caption(lines) && cells.iter().any(|cell| is_under(lines, cell)))
                }
                Block::Heading(_) => Some(false),
            });
            let over_text = over_text.or_else(|| Some(is_over(lines.last()?, next_page?)));
            let plain = lines.iter().all(|line| !line.bold);
            if seen_text && over_text == Some(true) && is_heading(lines, measures) {
                let Block::Paragraph(lines) = &mut blocks[i] else { continue };
                blocks[i] = Block::Heading(std::mem::take(lines));
            } else {
                seen_text |= plain && lines.iter().map(Line::chars).sum::<usize>() >= 120;
            }
        }
    }
}

/// Where the text begins with which a page opens, and its size.
fn opening(blocks: &[Block]) -> Option<(f32, f32)> {
    match blocks.iter().find(|block| !matches!(block, Block::Furniture(_)))? {
        Block::Paragraph(lines) | Block::Item(lines) => lines.first().map(|line| (line.left, line.size)),
        _ => None,
    }
}

/// Whether a heading at the end of a page stands over what the next one opens with.
fn is_over(heading: &Line, (left, size): (f32, f32)) -> bool {
    (left - heading.left).abs() < 4.0 * heading.size && size < 1.05 * heading.size
}

/// Whether lines name a table or a figure by its number.
fn is_caption(lines: &[Line]) -> bool {
    let mut words = lines.first().into_iter().flat_map(|line| &line.words).map(|word| word.text.as_str());
    let kind = words.next().unwrap_or("");
    ["Tabel", "Figuur", "Grafiek", "Kader"].contains(&kind)
        && words.next().is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_heading(lines: &[Line], measures: &Measures) -> bool {
    let Some(first) = lines.first() else { return false };
    let set_apart = lines.iter().all(|line| line.bold) || first.size > 1.12 * measures.size;
    let chars: usize = lines.iter().map(Line::chars).sum();
    let begins = first.text().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let ends = lines.last().is_some_and(|last| last.ends_with(&['.', ',', ';', ':']));
    first.turn.0 == 0 && set_apart && begins && !ends && lines.len() <= 3 && (3..=160).contains(&chars)
}

/// Whether `under` is what a heading stands over: text in the same column, set no larger.
fn is_under(heading: &[Line], under: &[Line]) -> bool {
    let (Some(last), Some(first)) = (heading.last(), under.first()) else { return false };
    let column = (first.left - last.left).abs() < 4.0 * last.size;
    column
        && first.size < 1.05 * last.size
        && first.base > last.base
        && first.base - last.base < 5.0 * last.size
}
