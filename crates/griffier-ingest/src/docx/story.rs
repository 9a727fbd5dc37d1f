//! One part of a document, read from its first paragraph to its last.

mod fields;
mod properties;

use super::numbering::Counters;
use super::styles::ListRef;
use super::{Counted, NAME, NoteKind, Shared};
use crate::cursor::{Cursor, Piece, Tag};
use crate::error::Problem;
use crate::flow::{Flow, Para};
use crate::layout::raised_number;
use fields::Fields;
use griffier_doc::{BlockKind, Place};
use std::collections::{BTreeMap, HashMap};

/// Headings are short: a longer paragraph in such a style is running text.
const LONGEST_HEADING: usize = 300;

/// What a part told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) paras: Vec<Para>,
    /// Paragraphs of notes by their ids, in a part that holds notes.
    pub(super) notes: HashMap<String, Vec<Para>>,
    /// Notes in the order in which they are called, with their labels.
    pub(super) called: Vec<((NoteKind, String), String)>,
    /// Headers and footers that sections name.
    pub(super) margins: Vec<Margin>,
    /// What stands above the text on its first page.
    pub(super) letterhead: Vec<Para>,
}

/// A header or footer that a section names.
#[derive(Debug)]
pub(super) struct Margin {
    pub(super) header: bool,
    /// `first`, `default` or `even`.
    pub(super) kind: String,
    pub(super) target: String,
    /// Whether it stands on the first page of the first section.
    pub(super) first_page: bool,
}

/// A paragraph that is being read.
#[derive(Debug)]
struct Open {
    para: Para,
    style: Option<String>,
    outline: Option<u8>,
    list: ListRef,
    /// Whether its end was deleted, so that the next one goes on with it.
    runs_on: bool,
    /// Whether the words of the run that is being read are not shown.
    hidden: bool,
    /// Whether they stand higher than the line.
    raised: bool,
    links: Vec<String>,
}

/// Reads one part.
pub(super) struct Story<'s> {
    shared: &'s Shared,
    counted: &'s mut Counted,
    targets: &'s HashMap<String, String>,
    place: &'static str,
    told: Told,
    flow: Flow,
    counters: Counters,
    /// Paragraphs within text boxes within paragraphs.
    open: Vec<Open>,
    /// The paragraph whose end was deleted.
    unfinished: Option<Para>,
    fields: Fields,
    /// For each alternative that is open: whether one has been chosen.
    alternatives: Vec<bool>,
    /// For each row that is open: whether it was deleted.
    deleted_rows: Vec<bool>,
    number: u32,
    in_words: bool,
    /// The note whose own mark follows as words.
    custom: Option<(NoteKind, String)>,
    /// The note that is being read, in a part that holds notes.
    note: Option<String>,
    sections: usize,
    /// How many notes of a kind have been called by number.
    noted: BTreeMap<NoteKind, u32>,
}

impl<'s> Story<'s> {
    pub(super) fn new(
        shared: &'s Shared,
        counted: &'s mut Counted,
        targets: &'s HashMap<String, String>,
        place: &'static str,
    ) -> Self {
        Self {
            shared,
            counted,
            targets,
            place,
            told: Told::default(),
            flow: Flow::default(),
            counters: Counters::default(),
            open: Vec::new(),
            unfinished: None,
            fields: Fields::default(),
            alternatives: Vec::new(),
            deleted_rows: Vec::new(),
            number: 0,
            in_words: false,
            custom: None,
            note: None,
            sections: 0,
            noted: BTreeMap::new(),
        }
    }

    pub(super) fn tell(mut self, xml: &str) -> Result<Told, Problem> {
        let mut cursor = Cursor::new(xml, NAME);
        while let Some(piece) = cursor.next()? {
            match piece {
                Piece::Open(tag) => self.open(&tag, &mut cursor)?,
                Piece::Close(end) => self.close(end.name()),
                Piece::Text(text) => self.words(&text),
            }
        }
        if let Some(rest) = self.unfinished.take() {
            self.flow.add(rest);
        }
        self.told.paras = self.flow.take();
        Ok(self.told)
    }

    fn open(&mut self, tag: &Tag, cursor: &mut Cursor) -> Result<(), Problem> {
        match tag.name() {
            "p" => self.open_paragraph(),
            "pPr" => return self.paragraph_properties(cursor),
            "rPr" => return self.run_properties(cursor),
            "trPr" => return self.row_properties(cursor),
            "sectPr" => return self.section(cursor),
            "r" => self.with_open(|open| (open.hidden, open.raised) = (false, false)),
            "t" => self.in_words = true,
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{ad}"),
            "sym" => self.symbol(tag),
            "tr" => {
                self.flow.open_row();
                self.deleted_rows.push(false);
            }
            "tc" => self.flow.open_cell(),
            "txbxContent" => self.flow.part(),
            "del" | "moveFrom" => {
                self.counted.deleted += 1;
                return cursor.skip();
            }
            "ins" => self.counted.inserted += 1,
            "sdtPr" | "tblPr" | "tcPr" | "rt" => return cursor.skip(),
            "altChunk" | "object" => self.counted.embedded += usize::from(tag.name() == "altChunk"),
            "AlternateContent" => self.alternatives.push(false),
            "Choice" | "Fallback" if self.has_chosen() => return cursor.skip(),
            "commentReference" => self.counted.comments.extend(tag.attr("id")),
            "footnoteReference" => self.call(NoteKind::Foot, tag),
            "endnoteReference" => self.call(NoteKind::End, tag),
            "footnote" | "endnote" => self.note = tag.attr("id").filter(|_| is_note(tag)),
            "hyperlink" => self.open_hyperlink(tag),
            "fldSimple" => self.open_link(fields::target(&tag.attr("instr").unwrap_or_default())),
            "fldChar" => self.field(tag.attr("fldCharType").as_deref()),
            "instrText" => {
                let code = cursor.text()?;
                self.fields.code(&code);
            }
            name if name.ends_with("Change") => return cursor.skip(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.close_paragraph(),
            "txbxContent" => self.flow.part(),
            "t" => self.in_words = false,
            "tr" => {
                let deleted = self.deleted_rows.pop().unwrap_or(false);
                self.flow.close_row(!deleted);
            }
            "AlternateContent" => {
                self.alternatives.pop();
            }
            "hyperlink" | "fldSimple" => self.close_link(),
            "footnote" | "endnote" => {
                let paras = self.flow.take();
                if let Some(id) = self.note.take() {
                    self.told.notes.insert(id, paras);
                }
            }
            _ => {}
        }
    }

    /// Whether one of the alternatives has been chosen; if not, the one that opens is.
    fn has_chosen(&mut self) -> bool {
        self.alternatives.last_mut().is_some_and(|chosen| std::mem::replace(chosen, true))
    }

    fn with_open(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.last_mut() {
            change(open);
        }
    }

    fn words(&mut self, words: &str) {
        if !self.in_words {
            return;
        }
        if let Some(called) = self.custom.take_if(|_| !words.trim().is_empty()) {
            let label = words.trim();
            self.with_open(|open| open.para.mark(label));
            self.told.called.push((called, label.to_owned()));
            return;
        }
        self.push(words);
    }

    /// Adds words, if they are shown.
    fn push(&mut self, words: &str) {
        let shown = self.fields.is_shown();
        if let Some(open) = self.open.last_mut()
            && shown
        {
            if open.hidden {
                self.counted.hidden += 1;
            } else {
                let raised = raised_number(words).filter(|_| open.raised);
                open.para.push(raised.as_deref().unwrap_or(words));
            }
        }
    }

    /// A sign by its place in a font: that of a symbol font has no letter, save arrows and the like.
    fn symbol(&mut self, tag: &Tag) {
        let code = tag.attr("char").and_then(|code| u32::from_str_radix(&code, 16).ok()).unwrap_or(0);
        let sign = match code {
            0xf0e0 | 0xf0e8 => Some('→'),
            0xf0df => Some('←'),
            0xf0fc => Some('✓'),
            0xf0a8 | 0xf06f => Some('☐'),
            0xf0fe | 0xf078 => Some('☒'),
            0xf0b7 | 0xf0a7 => Some('•'),
            0xf02d => Some('-'),
            0xe000..=0xf8ff => None,
            code => char::from_u32(code).filter(|c| !c.is_control()),
        };
        match sign {
            Some(sign) => self.push(sign.encode_utf8(&mut [0; 4])),
            None => self.counted.symbols += 1,
        }
    }

    fn call(&mut self, kind: NoteKind, tag: &Tag) {
        let Some(id) = tag.attr("id").filter(|_| self.fields.is_shown()) else { return };
        let called = (kind, id);
        if matches!(tag.attr("customMarkFollows").as_deref(), Some("1" | "true" | "on")) {
            self.custom = Some(called);
            return;
        }
        let format = self.shared.formats.get(&kind).copied().unwrap_or(crate::numerals::Numeral::Decimal);
        let count = self.noted.entry(kind).or_insert(0_u32);
        *count = count.saturating_add(1);
        let label = format.set(*count);
        self.with_open(|open| open.para.mark(&label));
        self.told.called.push((called, label));
    }

    fn open_hyperlink(&mut self, tag: &Tag) {
        let anchor = tag.attr("anchor").map(|anchor| format!("#{anchor}"));
        let target = tag.attr("id").and_then(|id| self.targets.get(&id).cloned());
        self.open_link(Some(target.unwrap_or_default() + &anchor.unwrap_or_default()));
    }

    fn open_link(&mut self, target: Option<String>) {
        self.with_open(|open| {
            open.para.open_link();
            open.links.push(target.unwrap_or_default());
        });
    }

    fn close_link(&mut self) {
        self.with_open(|open| {
            let target = open.links.pop().unwrap_or_default();
            open.para.close_link(&target);
        });
    }

    fn field(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.begin(),
            Some("separate") => {
                if let Some(target) = self.fields.separate() {
                    self.open_link(Some(target));
                }
            }
            Some("end") if self.fields.end() => self.close_link(),
            _ => {}
        }
    }

    fn open_paragraph(&mut self) {
        self.number = self.number.saturating_add(1);
        let mut para = self.unfinished.take().unwrap_or_else(|| Para::new(BlockKind::Text));
        para.place.get_or_insert(Place::Paragraph { part: self.place, number: self.number });
        self.open.push(Open {
            para,
            style: None,
            outline: None,
            list: ListRef::default(),
            runs_on: false,
            hidden: false,
            raised: false,
            links: Vec::new(),
        });
    }

    fn close_paragraph(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let label = self.label(&open);
        let style = open.style.as_deref();
        let outline = open.outline.or_else(|| style.and_then(|id| self.shared.styles.outline(id)));
        let mut para = open.para;
        if open.runs_on {
            self.unfinished = Some(para);
            return;
        }
        let level = outline.filter(|level| *level < 9 && para.len() <= LONGEST_HEADING);
        para.kind = match (level, &label) {
            (Some(level), _) => BlockKind::Heading(level + 1),
            (None, Some(label)) if !label.is_empty() => BlockKind::Item,
            _ => BlockKind::Text,
        };
        if let Some(label) = label.filter(|label| !label.is_empty() && !para.is_blank()) {
            para.lead(&format!("{label} "));
        }
        self.flow.add(para);
    }

    /// What is printed before a paragraph of a list; what the paragraph says of it goes before what its style says.
    fn label(&mut self, open: &Open) -> Option<String> {
        let styled = open.style.as_deref().map(|id| self.shared.styles.list(id)).unwrap_or_default();
        let list =
            ListRef { list: open.list.list.clone().or(styled.list), level: open.list.level.or(styled.level) };
        self.shared.numbering.label(&list, &mut self.counters)
    }
}

/// Whether a note is one, and not the line that parts notes from the text.
fn is_note(tag: &Tag) -> bool {
    tag.attr("type").is_none_or(|kind| kind == "normal")
}
