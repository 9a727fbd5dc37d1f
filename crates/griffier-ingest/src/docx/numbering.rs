//! Lists: the number or sign that is printed before an entry.

use super::NAME;
use super::styles::{self, ListRef};
use crate::cursor::{Cursor, Piece, Tag};
use crate::error::Problem;
use crate::numerals::Numeral;
use std::collections::HashMap;

/// Levels that a list has at most.
const LEVELS: usize = 9;

/// Characters of a label at most.
const LONGEST_LABEL: usize = 40;

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    /// `None` for a sign.
    numeral: Option<Numeral>,
    text: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, numeral: Some(Numeral::Decimal), text: String::new() }
    }
}

#[derive(Debug, Default)]
struct Pattern {
    levels: HashMap<u8, Level>,
    /// The style that this pattern is kept under.
    style: Option<String>,
    /// The style under which the real pattern is kept.
    linked: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    pattern: String,
    restarts: HashMap<u8, u32>,
    levels: HashMap<u8, Level>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<String, Pattern>,
    lists: HashMap<String, List>,
    /// Patterns by the style that they are kept under.
    kept: HashMap<String, String>,
}

/// How far each list has counted in one part.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    restarted: std::collections::HashSet<(String, u8)>,
}

impl Numbering {
    pub(super) fn read(xml: &str) -> Result<Self, Problem> {
        let mut numbering = Self::default();
        let mut reading = Reading::default();
        let mut cursor = Cursor::new(xml, NAME);
        while let Some(piece) = cursor.next()? {
            match piece {
                Piece::Open(tag) => reading.open(&tag),
                Piece::Close(end) => reading.close(end.name(), &mut numbering),
                Piece::Text(_) => {}
            }
        }
        Ok(numbering)
    }

    /// The label of the next entry of a list, `None` if it is no list.
    pub(super) fn label(&self, of: &ListRef, counters: &mut Counters) -> Option<String> {
        let id = of.list.as_deref().filter(|id| *id != "0")?;
        let list = self.lists.get(id)?;
        let depth = of.level.unwrap_or(0).min(LEVELS as u8 - 1);
        let key = self.real(&list.pattern);
        let pattern = self.patterns.get(key);
        let level = |depth: u8| {
            list.levels.get(&depth).or_else(|| pattern.and_then(|pattern| pattern.levels.get(&depth)))
        };
        let counts = counters.counts.entry(key.to_owned()).or_default();
        let restart = list.restarts.get(&depth).copied();
        let restart = restart.filter(|_| counters.restarted.insert((id.to_owned(), depth)));
        let own = level(depth)?;
        let at = usize::from(depth);
        counts[at] = restart.or_else(|| counts[at].map(|count| count.saturating_add(1))).or(Some(own.start));
        counts[at + 1..].fill(None);
        let Some(numeral) = own.numeral else { return Some(sign(&own.text).to_owned()) };
        if numeral == Numeral::None && !own.text.contains('%') {
            return Some(own.text.clone());
        }
        let mut label = own.text.clone();
        for (outer, count) in (0_u8..=depth).zip(counts.iter()) {
            let numbered = level(outer);
            let start = numbered.map_or(1, |level| level.start);
            let numeral = numbered.and_then(|level| level.numeral).unwrap_or(Numeral::Decimal);
            label = label.replace(&format!("%{}", outer + 1), &numeral.set(count.unwrap_or(start)));
        }
        Some(label)
    }

    /// The pattern that a pattern which only names a style stands for.
    fn real<'n>(&'n self, id: &'n str) -> &'n str {
        let linked = self.patterns.get(id).and_then(|pattern| pattern.linked.as_ref());
        linked.and_then(|style| self.kept.get(style)).map_or(id, String::as_str)
    }
}

/// A sign as a letter has it: those of symbol fonts have no meaning without their font.
fn sign(text: &str) -> &str {
    if ["-", "–", "—", "•", "*", "·", "▪", "■", "○", "●", "◦", "+", ""].contains(&text) {
        text
    } else {
        "•"
    }
}

/// What is being read.
#[derive(Debug, Default)]
struct Reading {
    pattern: Option<(String, Pattern)>,
    list: Option<(String, List)>,
    level: Option<(u8, Level)>,
    /// The level that a list overrides.
    override_at: u8,
}

impl Reading {
    fn open(&mut self, tag: &Tag) {
        let value = || tag.attr("val");
        let number = |name: &str| tag.attr(name).and_then(|value| value.parse::<u8>().ok()).unwrap_or(0);
        match tag.name() {
            "abstractNum" => self.pattern = tag.attr("abstractNumId").map(|id| (id, Pattern::default())),
            "num" => self.list = tag.attr("numId").map(|id| (id, List::default())),
            "abstractNumId" => {
                if let (Some((_, list)), Some(id)) = (&mut self.list, value()) {
                    list.pattern = id;
                }
            }
            "numStyleLink" => self.in_pattern(|pattern| pattern.linked = value()),
            "styleLink" => self.in_pattern(|pattern| pattern.style = value()),
            "lvlOverride" => self.override_at = number("ilvl"),
            "startOverride" => {
                let start = value().and_then(|value| value.parse().ok());
                if let (Some((_, list)), Some(start)) = (&mut self.list, start) {
                    list.restarts.insert(self.override_at, start);
                }
            }
            "lvl" => self.level = Some((number("ilvl"), Level::default())),
            name => self.in_level(name, value),
        }
    }

    fn in_pattern(&mut self, change: impl FnOnce(&mut Pattern)) {
        if let Some((_, pattern)) = &mut self.pattern {
            change(pattern);
        }
    }

    fn in_level(&mut self, name: &str, value: impl Fn() -> Option<String>) {
        let Some((_, level)) = &mut self.level else { return };
        match name {
            "start" => level.start = value().and_then(|value| value.parse().ok()).unwrap_or(1),
            "numFmt" => level.numeral = value().and_then(|value| styles::numeral(&value)),
            "lvlText" => level.text = value().unwrap_or_default().chars().take(LONGEST_LABEL).collect(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, numbering: &mut Numbering) {
        match name {
            "lvl" => {
                if let (Some((_, list)), Some((depth, level))) = (&mut self.list, &self.level) {
                    list.levels.insert(*depth, level.clone());
                } else if let (Some((_, pattern)), Some((depth, level))) = (&mut self.pattern, &self.level) {
                    pattern.levels.insert(*depth, level.clone());
                }
                self.level = None;
            }
            "abstractNum" => {
                if let Some((id, pattern)) = self.pattern.take() {
                    if let Some(style) = &pattern.style {
                        numbering.kept.entry(style.clone()).or_insert_with(|| id.clone());
                    }
                    numbering.patterns.insert(id, pattern);
                }
            }
            "num" => numbering.lists.extend(self.list.take()),
            _ => {}
        }
    }
}
