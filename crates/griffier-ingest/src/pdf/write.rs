//! Blocks to text: lines of a paragraph joined where the page broke them, every word with its place.

use super::blocks::{Block, labels};
use super::lines::Line;
use super::measures::is_hard_break;
use super::over::{goes_over, is_cut, last_of_row};
use crate::error::Problem;
use crate::layout::{Layout, raised};
use griffier_doc::{Area, BlockKind, Place, ZoneKind};
use std::collections::BTreeSet;

/// The address that an area of a page leads to.
#[derive(Debug)]
pub(super) struct Leads {
    pub(super) area: Area,
    pub(super) target: String,
}

pub(super) struct Writer<'l> {
    pub(super) layout: &'l mut Layout,
    /// The labels of notes that the file has.
    pub(super) noted: BTreeSet<String>,
    /// The sizes of headings, the largest first.
    pub(super) levels: Vec<(i32, bool)>,
    pub(super) page: u32,
    pub(super) leads: Vec<Leads>,
    /// The last line of the paragraph or row that a page's end may have cut.
    pub(super) cut: Option<Line>,
}

impl Writer<'_> {
    /// Writes a block.
    pub(super) fn block(&mut self, block: &Block) -> Result<(), Problem> {
        let cut = self.cut.take();
        match block {
            Block::Paragraph(lines) => {
                match cut.filter(|last| goes_over(last, lines)) {
                    Some(last) => self.part_lines(&last, &lines[0], true)?,
                    None => self.layout.open(BlockKind::Text),
                }
                self.lines(lines, false)?;
                self.cut = lines.last().cloned();
                Ok(())
            }
            Block::Heading(lines) => {
                self.layout.open(BlockKind::Heading(self.level(lines)));
                self.lines(lines, true)
            }
            Block::Item(lines) => {
                self.layout.open(BlockKind::Item);
                self.lines(lines, false)
            }
            Block::Row(cells) => {
                self.layout.open(BlockKind::Row);
                for (i, lines) in cells.iter().enumerate() {
                    if i > 0 {
                        self.layout.push("\t")?;
                    }
                    self.lines(lines, true)?;
                }
                self.cut = last_of_row(cells).cloned();
                Ok(())
            }
            Block::Note(label, lines) => {
                self.layout.open_note(label)?;
                let mut lines = lines.clone();
                if let Some(first) = lines.first_mut() {
                    first.words.remove(0);
                    match first.words.first_mut() {
                        Some(word) => word.spaced = false,
                        None => drop(lines.remove(0)),
                    }
                }
                self.lines(&lines, false)
            }
            Block::NoteRest(lines) => {
                self.layout.open(BlockKind::Zone(ZoneKind::Footnotes));
                self.lines(lines, false)
            }
            Block::Furniture(lines) => {
                self.layout.open(BlockKind::Zone(ZoneKind::PageFurniture));
                for (i, line) in lines.iter().enumerate() {
                    if i > 0 {
                        let beside = (line.base - lines[i - 1].base).abs() < 0.5 * line.size;
                        self.layout.push(if beside { "\t" } else { "\n" })?;
                    }
                    self.words(line)?;
                }
                // The paragraph that it interrupts may go on behind it, but in a block of its own.
                Ok(())
            }
        }
    }

    fn level(&self, lines: &[Line]) -> u8 {
        let style = lines.first().map(style);
        let at = self.levels.iter().position(|level| Some(*level) == style).unwrap_or(0);
        (at + 1).min(6) as u8
    }

    /// Writes lines under each other. In a row or a heading each break is the page's.
    fn lines(&mut self, lines: &[Line], one: bool) -> Result<(), Problem> {
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                self.part_lines(&lines[i - 1], line, one)?;
            }
            self.words(line)?;
        }
        Ok(())
    }

    /// Writes what stands between two lines: a line break where the author's is, or behind a hyphen; else a space.
    fn part_lines(&mut self, last: &Line, line: &Line, one: bool) -> Result<(), Problem> {
        let hard = !one && is_hard_break(last, line);
        let hyphen = last.words.last().is_some_and(|word| is_cut(&word.text));
        self.layout.push(if hard || hyphen { "\n" } else { " " })
    }

    /// Writes the words of a line; a word that is set in parts has one place.
    fn words(&mut self, line: &Line) -> Result<(), Problem> {
        let mut start = self.layout.here();
        let mut area: Option<Area> = None;
        let mut leads: Option<(usize, usize)> = None;
        for (i, word) in line.words.iter().enumerate() {
            let marks = self.marks(line, i);
            if word.spaced || marks.is_some() {
                self.place(line, start, area.take());
            }
            let lead = self.lead(&word.area(line.turn)).filter(|_| !line.over);
            if let Some((from, _)) = leads.filter(|&(_, to)| !self.same_target(to, lead)) {
                self.link(from, leads);
                leads = None;
            }
            if word.spaced && i > 0 {
                self.layout.push(" ")?;
            }
            if word.spaced || area.is_none() {
                start = self.layout.here();
            }
            if leads.is_none() {
                leads = lead.map(|to| (self.layout.here(), to));
            }
            area = Some(area.map_or(word.area(line.turn), |area| area.join(word.area(line.turn))));
            match marks {
                Some(marks) => {
                    for label in marks {
                        self.layout.mark(&label)?;
                    }
                    self.place(line, start, area.take());
                }
                None if word.raised => self.layout.push(&raised(&word.text))?,
                None if i + 1 == line.words.len() => {
                    self.layout.push(&word.text.replace('\u{ad}', "-"))?;
                }
                None => self.layout.push(&word.text)?,
            }
        }
        self.place(line, start, area);
        if let Some((from, _)) = leads {
            self.link(from, leads);
        }
        Ok(())
    }

    /// The labels that a raised word calls, if the file has notes so labelled.
    fn marks(&self, line: &Line, i: usize) -> Option<Vec<String>> {
        let word = line.words.get(i).filter(|word| word.raised && i > 0)?;
        let before = &line.words[i - 1].text;
        let unit = !word.spaced && matches!(before.as_str(), "m" | "km" | "cm" | "mm" | "dm" | "hm");
        let called: Vec<String> = labels(&word.text).collect();
        let all = !called.is_empty() && called.iter().all(|label| self.noted.contains(label));
        (all && !unit).then_some(called)
    }

    fn place(&mut self, line: &Line, start: usize, area: Option<Area>) {
        if let Some(area) = area {
            let number = self.page + u32::from(line.over);
            self.layout.place(start, Place::Page { number, area });
        }
    }

    /// The link that an area lies in.
    fn lead(&self, area: &Area) -> Option<usize> {
        let (x, y) = (f32::midpoint(area.left, area.right), f32::midpoint(area.top, area.bottom));
        self.leads.iter().position(|lead| {
            lead.area.left <= x && x <= lead.area.right && lead.area.top <= y && y <= lead.area.bottom
        })
    }

    fn same_target(&self, one: usize, other: Option<usize>) -> bool {
        let target = |i: usize| self.leads.get(i).map(|lead| lead.target.as_str());
        other.is_some_and(|other| target(one) == target(other))
    }

    fn link(&mut self, from: usize, lead: Option<(usize, usize)>) {
        if let Some(lead) = lead.and_then(|(_, to)| self.leads.get(to)) {
            self.layout.link(from, &lead.target);
        }
    }
}

/// The size and weight of a heading, by which its level is known.
pub(super) fn style(line: &Line) -> (i32, bool) {
    ((line.size * 2.0).round() as i32, line.bold)
}
