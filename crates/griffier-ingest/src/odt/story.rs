//! The text of a document, or of the heads and feet of its pages, from its first paragraph to its last.

use super::styles::{Counters, OUTLINE, Styles};
use super::{Margin, NAME};
use crate::cursor::{Cursor, Piece, Tag};
use crate::error::Problem;
use crate::flow::{self, Flow, Para};
use crate::layout::{Layout, raised_number};
use griffier_doc::{BlockKind, Place};

/// Headings are short: a longer one is running text.
const LONGEST_HEADING: usize = 300;

/// The most spaces that one element stands for.
const MOST_SPACES: usize = 100;

/// What is not in the text, for diagnostics.
#[derive(Debug, Default)]
pub(super) struct Counted {
    comments: usize,
    inserted: usize,
    deleted: usize,
    hidden: usize,
}

impl Counted {
    pub(super) fn report(&self, layout: &mut Layout) {
        if self.comments > 0 {
            layout.note(None, "ingest::comments-left-out", format!("comments left out: {}", self.comments));
        }
        if self.inserted + self.deleted > 0 {
            let message = format!(
                "tracked changes read as accepted: {} insertions kept, {} deletions left out",
                self.inserted, self.deleted
            );
            layout.note(None, "ingest::changes-accepted", message);
        }
        if self.hidden > 0 {
            let message = format!("parts of hidden text left out: {}", self.hidden);
            layout.note(None, "ingest::hidden-left-out", message);
        }
    }
}

/// What a part told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) paras: Vec<Para>,
    pub(super) notes: Vec<Para>,
}

/// A list that is open.
#[derive(Debug)]
struct List {
    style: String,
    /// The label of the entry that is open, until its first paragraph takes it.
    label: Option<String>,
}

/// A note that is open, with what it interrupts.
#[derive(Debug)]
struct Note {
    label: String,
    flow: Flow,
    lists: Vec<List>,
}

/// Reads one part.
pub(super) struct Story<'s> {
    styles: &'s Styles,
    counted: &'s mut Counted,
    place: &'static str,
    flow: Flow,
    counters: Counters,
    /// Paragraphs within text boxes and notes within paragraphs.
    open: Vec<(Para, Vec<String>)>,
    lists: Vec<List>,
    /// Of each open span, whether its words are raised.
    raised: Vec<bool>,
    notes_open: Vec<Note>,
    notes: Vec<Para>,
    number: u32,
}

impl<'s> Story<'s> {
    pub(super) fn new(styles: &'s Styles, counted: &'s mut Counted, place: &'static str) -> Self {
        Self {
            styles,
            counted,
            place,
            flow: Flow::default(),
            counters: Counters::default(),
            open: Vec::new(),
            lists: Vec::new(),
            raised: Vec::new(),
            notes_open: Vec::new(),
            notes: Vec::new(),
            number: 0,
        }
    }

    /// Reads the body.
    pub(super) fn tell(mut self, xml: &str) -> Result<Told, Problem> {
        let mut cursor = Cursor::new(xml, NAME);
        while let Some(piece) = cursor.next()? {
            match piece {
                Piece::Open(tag) => self.open(&tag, &mut cursor)?,
                Piece::Close(end) => self.close(end.name()),
                Piece::Text(text) => self.words(&text),
            }
        }
        Ok(Told { paras: self.flow.take(), notes: self.notes })
    }

    /// Reads the heads and feet of pages out of the styles.
    pub(super) fn margins(mut self, xml: &str) -> Result<Vec<Margin>, Problem> {
        let mut cursor = Cursor::new(xml, NAME);
        let mut margins = Vec::new();
        let mut first_page = false;
        let mut inside = false;
        while let Some(piece) = cursor.next()? {
            match piece {
                Piece::Open(tag) if tag.name() == "master-page" => {
                    let name = tag.attr("name").unwrap_or_default().to_lowercase();
                    first_page = name.contains("first") || name.contains("eerste");
                }
                Piece::Open(tag) if is_margin(tag.name()) => {
                    inside = true;
                    self.place = if tag.name().starts_with("header") { "header" } else { "footer" };
                }
                Piece::Open(tag) if inside => self.open(&tag, &mut cursor)?,
                Piece::Close(end) if is_margin(end.name()) => {
                    inside = false;
                    let first = first_page || end.name().ends_with("-first");
                    let header = end.name().starts_with("header");
                    margins.push(Margin { paras: self.flow.take(), header, first });
                }
                Piece::Close(end) if inside => self.close(end.name()),
                Piece::Text(text) if inside => self.words(&text),
                _ => {}
            }
        }
        Ok(margins)
    }

    fn open(&mut self, tag: &Tag, cursor: &mut Cursor) -> Result<(), Problem> {
        match tag.name() {
            "p" => self.open_paragraph(None),
            "h" => {
                let level = tag.attr("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1_u8);
                self.open_paragraph(Some((level, tag.attr("is-list-header").is_none())));
            }
            "list" => self.open_list(tag),
            "list-item" => self.open_item(tag),
            "table-row" => self.flow.open_row(),
            "text-box" => self.flow.part(),
            "table-cell" | "covered-table-cell" => self.flow.open_cell(),
            "a" => self.with_open(|(para, links)| {
                para.open_link();
                links.push(tag.attr("href").unwrap_or_default());
            }),
            "span" => {
                let style = tag.attr("style-name").unwrap_or_default();
                let outer = self.raised.last() == Some(&true);
                self.raised.push(self.styles.is_raised(&style).unwrap_or(outer));
            }
            "s" => {
                let count = tag.attr("c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.with_open(|(para, _)| para.push(&" ".repeat(count.min(MOST_SPACES))));
            }
            "tab" => self.with_open(|(para, _)| para.push("\t")),
            "line-break" => self.with_open(|(para, _)| para.line_break()),
            "note-citation" => {
                let label = tag.attr("label");
                let words = cursor.text()?;
                self.call(&label.unwrap_or(words));
            }
            "note-body" => self.open_note(),
            "tracked-changes" => return self.changes(cursor),
            "annotation" => {
                self.counted.comments += 1;
                return cursor.skip();
            }
            "hidden-text" | "hidden-paragraph" => {
                self.counted.hidden += 1;
                return cursor.skip();
            }
            "section" if tag.attr("display").as_deref() == Some("none") => {
                self.counted.hidden += 1;
                return cursor.skip();
            }
            "title" | "desc" | "number" | "ruby-text" | "binary-data" | "script" | "forms" | "styles"
            | "automatic-styles" => return cursor.skip(),
            name if name.ends_with("-source") || name.ends_with("-decls") => return cursor.skip(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                if let Some((mut para, _)) = self.open.pop() {
                    if para.len() > LONGEST_HEADING && matches!(para.kind, BlockKind::Heading(_)) {
                        para.kind = BlockKind::Text;
                    }
                    self.flow.add(para);
                }
            }
            "list" => {
                self.lists.pop();
            }
            "table-row" => self.flow.close_row(true),
            "text-box" => self.flow.part(),
            "span" => drop(self.raised.pop()),
            "a" => self.with_open(|(para, links)| para.close_link(&links.pop().unwrap_or_default())),
            "note-body" => {
                if let Some(note) = self.notes_open.pop() {
                    let paras = std::mem::replace(&mut self.flow, note.flow).take();
                    self.lists = note.lists;
                    self.notes.extend(flow::note(&note.label, paras));
                }
            }
            _ => {}
        }
    }

    fn with_open(&mut self, change: impl FnOnce(&mut (Para, Vec<String>))) {
        if let Some(open) = self.open.last_mut() {
            change(open);
        }
    }

    fn words(&mut self, words: &str) {
        let raised = raised_number(words).filter(|_| self.raised.last() == Some(&true));
        self.with_open(|(para, _)| para.push_collapsed(raised.as_deref().unwrap_or(words)));
    }

    /// Begins a paragraph, or a heading of a level that may be numbered.
    fn open_paragraph(&mut self, heading: Option<(u8, bool)>) {
        self.number = self.number.saturating_add(1);
        let mut label = self.lists.last_mut().and_then(|list| list.label.take());
        let kind = match heading {
            Some((level, _)) => BlockKind::Heading(level.max(1)),
            None if label.is_some() => BlockKind::Item,
            None => BlockKind::Text,
        };
        if let Some((level, true)) = heading
            && label.is_none()
        {
            let at = usize::from(level.max(1)) - 1;
            label = self.styles.label(OUTLINE, at, None, &mut self.counters);
        }
        let mut para = Para::new(kind);
        para.place = Some(Place::Paragraph { part: self.place, number: self.number });
        if let Some(label) = label.filter(|label| !label.is_empty()) {
            para.push(&format!("{label} "));
        }
        self.open.push((para, Vec::new()));
    }

    fn open_list(&mut self, tag: &Tag) {
        let own = tag.attr("style-name");
        let outer = self.lists.last().map(|list| list.style.clone());
        let style = own.or_else(|| outer.clone()).unwrap_or_default();
        let goes_on =
            tag.attr("continue-numbering").as_deref() == Some("true") || tag.attr("continue-list").is_some();
        if outer.is_none() && !goes_on {
            self.counters.restart(&style);
        }
        self.lists.push(List { style, label: None });
    }

    fn open_item(&mut self, tag: &Tag) {
        let at = self.lists.len().saturating_sub(1);
        let start = tag.attr("start-value").and_then(|start| start.parse().ok());
        if let Some(list) = self.lists.last_mut() {
            list.label = self.styles.label(&list.style, at, start, &mut self.counters);
        }
    }

    fn call(&mut self, label: &str) {
        let label = label.trim();
        self.with_open(|(para, _)| para.mark(label));
        self.notes_open.push(Note { label: label.to_owned(), flow: Flow::default(), lists: Vec::new() });
    }

    /// The text of a note, apart from the paragraph that it stands in.
    fn open_note(&mut self) {
        if let Some(note) = self.notes_open.last_mut() {
            note.flow = std::mem::take(&mut self.flow);
            note.lists = std::mem::take(&mut self.lists);
        }
    }

    fn changes(&mut self, cursor: &mut Cursor) -> Result<(), Problem> {
        let outside = cursor.depth().saturating_sub(1);
        while cursor.depth() > outside {
            match cursor.next()? {
                Some(Piece::Open(tag)) if tag.name() == "insertion" => self.counted.inserted += 1,
                Some(Piece::Open(tag)) if tag.name() == "deletion" => self.counted.deleted += 1,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }
}

fn is_margin(name: &str) -> bool {
    matches!(name, "header" | "header-first" | "header-left" | "footer" | "footer-first" | "footer-left")
}
