//! Styles: the number or sign that is printed before an entry of a list, and which words are raised.

use super::NAME;
use crate::cursor::{Cursor, Piece, Tag};
use crate::error::Problem;
use crate::numerals::Numeral;
use std::collections::HashMap;

/// Levels that a list has at most.
pub(super) const LEVELS: usize = 10;

/// The name under which the numbers of headings are kept.
pub(super) const OUTLINE: &str = "\u{0}outline";

/// Characters of a part of a label at most.
const LONGEST_PART: usize = 16;

#[derive(Debug)]
struct Level {
    numeral: Numeral,
    before: String,
    after: String,
    start: u32,
    /// How many levels its number shows.
    shown: usize,
    sign: Option<String>,
}

/// What the styles of a document say.
#[derive(Debug, Default)]
pub(super) struct Styles {
    levels: HashMap<(String, usize), Level>,
    /// Whether words of those that place them stand higher than the line.
    raised: HashMap<String, bool>,
}

/// How far lists have counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Styles {
    pub(super) fn read(parts: [&str; 2]) -> Result<Self, Problem> {
        let mut styles = Self::default();
        for xml in parts {
            let mut cursor = Cursor::new(xml, NAME);
            let (mut style, mut named) = (None, None);
            while let Some(piece) = cursor.next()? {
                match piece {
                    Piece::Open(tag) if tag.name() == "list-style" => style = tag.attr("name"),
                    Piece::Open(tag) if tag.name() == "outline-style" => style = Some(OUTLINE.to_owned()),
                    Piece::Open(tag) if tag.name() == "style" => {
                        named = tag.attr("name");
                        // A part may use a name that another has used.
                        styles.raised.remove(named.as_deref().unwrap_or_default());
                    }
                    Piece::Open(tag) if tag.name() == "text-properties" => {
                        styles.raised.extend(named.clone().zip(raised(&tag)));
                    }
                    Piece::Open(tag) => {
                        if let (Some(style), Some((at, level))) = (&style, level(&tag)) {
                            styles.levels.insert((style.clone(), at), level);
                        }
                    }
                    Piece::Close(end) if matches!(end.name(), "list-style" | "outline-style") => style = None,
                    _ => {}
                }
            }
        }
        Ok(styles)
    }

    /// Whether words of a style stand higher than the line, if it places them.
    pub(super) fn is_raised(&self, style: &str) -> Option<bool> {
        self.raised.get(style).copied()
    }

    /// The label of the next entry at a level (from 0) of a list; `start` begins anew.
    pub(super) fn label(
        &self,
        style: &str,
        at: usize,
        start: Option<u32>,
        counters: &mut Counters,
    ) -> Option<String> {
        let at = at.min(LEVELS - 1);
        let own = self.levels.get(&(style.to_owned(), at))?;
        if let Some(sign) = &own.sign {
            return Some(sign.clone());
        }
        let counts = counters.counts.entry(style.to_owned()).or_default();
        counts[at] = start.or_else(|| counts[at].map(|count| count.saturating_add(1))).or(Some(own.start));
        counts[at + 1..].fill(None);
        if own.numeral == Numeral::None {
            return None;
        }
        let from = (at + 1).saturating_sub(own.shown);
        let numbers = (from..=at).filter_map(|outer| {
            let level = self.levels.get(&(style.to_owned(), outer))?;
            (level.numeral != Numeral::None).then(|| level.numeral.set(counts[outer].unwrap_or(level.start)))
        });
        let numbers = numbers.collect::<Vec<_>>().join(".");
        Some(format!("{}{numbers}{}", own.before, own.after))
    }
}

impl Counters {
    /// Begins a list anew.
    pub(super) fn restart(&mut self, style: &str) {
        self.counts.remove(style);
    }
}

/// Whether a style raises words (`super 58%`, or by a share of their size: `33% 58%`), if it places them.
fn raised(tag: &Tag) -> Option<bool> {
    let position = tag.attr("text-position")?;
    let by = position.split_whitespace().next()?;
    Some(
        by == "super"
            || by.strip_suffix('%').and_then(|by| by.parse::<f32>().ok()).is_some_and(|by| by > 0.0),
    )
}

fn level(tag: &Tag) -> Option<(usize, Level)> {
    let number = match tag.name() {
        "list-level-style-number" | "outline-level-style" => true,
        "list-level-style-bullet" | "list-level-style-image" => false,
        _ => return None,
    };
    let text = |name: &str| tag.attr(name).unwrap_or_default().chars().take(LONGEST_PART).collect::<String>();
    let at = tag.attr("level").and_then(|level| level.parse::<usize>().ok())?.checked_sub(1)?;
    let numeral = match tag.attr("num-format").as_deref() {
        Some("1") => Numeral::Decimal,
        Some("a") => Numeral::Letter,
        Some("A") => Numeral::Capital,
        Some("i") => Numeral::Roman,
        Some("I") => Numeral::CapitalRoman,
        _ => Numeral::None,
    };
    let sign = (!number).then(|| sign(&text("bullet-char")).to_owned());
    let small = |name: &str| tag.attr(name).and_then(|value| value.parse().ok());
    let level = Level {
        numeral,
        before: text("num-prefix"),
        after: text("num-suffix"),
        start: small("start-value").unwrap_or(1),
        shown: small("display-levels").map_or(1, |shown: u32| shown.clamp(1, 10) as usize),
        sign,
    };
    Some((at, level))
}

/// A sign as a letter has it: those of symbol fonts have no meaning without their font.
fn sign(text: &str) -> &str {
    if ["-", "–", "—", "•", "*", "·", "▪", "■", "○", "●", "◦", "+"].contains(&text) {
        text
    } else {
        "•"
    }
}
