//! What styles say of paragraphs, what relations say of targets, and how notes are numbered.

use super::{NAME, NoteKind};
use crate::cursor::{Cursor, Piece, Tag};
use crate::error::Problem;
use crate::numerals::Numeral;
use std::collections::{BTreeMap, HashMap};

/// How many styles a style may be based on, one on another.
const LONGEST_CHAIN: usize = 16;

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    /// From 0; 9 is running text.
    outline: Option<u8>,
    list: ListRef,
    hidden: Option<bool>,
    raised: Option<bool>,
}

/// A list and the level in it; either may come from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListRef {
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
}

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, Problem> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut cursor = Cursor::new(xml, NAME);
        while let Some(piece) = cursor.next()? {
            match piece {
                Piece::Open(tag) if tag.name() == "style" => {
                    open = tag.attr("styleId").map(|id| (id, Style::default()));
                }
                Piece::Open(tag) => {
                    if let Some((_, style)) = &mut open {
                        style.take(&tag);
                    }
                }
                Piece::Close(end) if end.name() == "style" => styles.all.extend(open.take()),
                _ => {}
            }
        }
        Ok(styles)
    }

    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let based_on = |style: &&'s Style| style.based_on.as_ref().and_then(|id| self.all.get(id));
        std::iter::successors(self.all.get(id), based_on).take(LONGEST_CHAIN)
    }

    /// The level of heading that a style sets, from 0.
    pub(super) fn outline(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| style.outline).filter(|level| *level < 9)
    }

    /// The list that a style makes its paragraphs entries of.
    pub(super) fn list(&self, id: &str) -> ListRef {
        ListRef {
            list: self.chain(id).find_map(|style| style.list.list.clone()),
            level: self.chain(id).find_map(|style| style.list.level),
        }
    }

    /// Whether words in a style are not shown.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.hidden).unwrap_or(false)
    }

    /// Whether words in a style stand higher than the line.
    pub(super) fn is_raised(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.raised).unwrap_or(false)
    }
}

impl Style {
    fn take(&mut self, tag: &Tag) {
        let value = || tag.attr("val");
        match tag.name() {
            "name" => self.outline = self.outline.or(value().and_then(|name| level_of(&name))),
            "basedOn" => self.based_on = value(),
            "outlineLvl" => self.outline = value().and_then(|level| level.parse().ok()),
            "numId" => self.list.list = value(),
            "ilvl" => self.list.level = value().and_then(|level| level.parse().ok()),
            "vanish" => self.hidden = Some(is_on(tag)),
            "vertAlign" => self.raised = Some(is_raised(tag)),
            _ => {}
        }
    }
}

/// Whether a property places words above the line.
pub(super) fn is_raised(tag: &Tag) -> bool {
    tag.attr("val").as_deref() == Some("superscript")
}

/// Whether a property that may be switched off is on.
pub(super) fn is_on(tag: &Tag) -> bool {
    !matches!(tag.attr("val").as_deref(), Some("0" | "false" | "off"))
}

/// `heading 2`, `Kop 2`, `Title`
fn level_of(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    if matches!(name.as_str(), "title" | "titel") {
        return Some(0);
    }
    let number = name.strip_prefix("heading ").or_else(|| name.strip_prefix("kop "))?;
    number.trim().parse::<u8>().ok()?.checked_sub(1)
}

/// The targets of a part's relations, by their ids.
pub(super) fn relations(xml: &str) -> Result<HashMap<String, String>, Problem> {
    let mut targets = HashMap::new();
    let mut cursor = Cursor::new(xml, NAME);
    while let Some(piece) = cursor.next()? {
        if let Piece::Open(tag) = piece
            && let (Some(id), Some(target)) = (tag.attr("Id"), tag.attr("Target"))
        {
            targets.insert(id, target);
        }
    }
    Ok(targets)
}

/// How the settings number notes.
pub(super) fn note_formats(xml: &str) -> Result<BTreeMap<NoteKind, Numeral>, Problem> {
    let mut formats = BTreeMap::from([(NoteKind::Foot, Numeral::Decimal), (NoteKind::End, Numeral::Roman)]);
    let mut kind = None;
    let mut cursor = Cursor::new(xml, NAME);
    while let Some(piece) = cursor.next()? {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "footnotePr" => kind = Some(NoteKind::Foot),
                "endnotePr" => kind = Some(NoteKind::End),
                "numFmt" => {
                    let numeral = tag.attr("val").and_then(|name| numeral(&name));
                    formats.extend(kind.zip(numeral));
                }
                _ => {}
            },
            Piece::Close(end) if end.name().ends_with("notePr") => kind = None,
            _ => {}
        }
    }
    Ok(formats)
}

/// The numeral of a name for it; `None` for one that prints none of those.
pub(super) fn numeral(name: &str) -> Option<Numeral> {
    Some(match name {
        "decimal" | "decimalZero" | "ordinal" | "numberInDash" => Numeral::Decimal,
        "lowerLetter" => Numeral::Letter,
        "upperLetter" => Numeral::Capital,
        "lowerRoman" => Numeral::Roman,
        "upperRoman" => Numeral::CapitalRoman,
        "none" => Numeral::None,
        _ => return None,
    })
}
