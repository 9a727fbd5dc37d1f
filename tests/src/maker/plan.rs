//! What a letter consists of, whatever the format: made from a letter in plain text that has been segmented.

mod lines;
mod words;

use griffier_doc::{Document, ZoneKind};
use lines::{Line, Lines};

/// A letter to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name: that of the file without an extension.
    pub id: String,
    /// Its subject, if it says one.
    pub title: Option<String>,
    /// Its date, `YYYY-MM-DD`, if it says one.
    pub date: Option<String>,
    /// What stands at the head of each page (of a web page: its navigation), line by line, each line once.
    pub header: Vec<String>,
    /// What stands in it, in reading order.
    pub pieces: Vec<Piece>,
    /// The notes that [`Word::Mark`] calls, in order.
    pub notes: Vec<Note>,
}

/// A part of a letter that is set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What part of the letter it is.
    pub zone: ZoneKind,
    /// How it is laid out.
    pub form: Form,
}

/// How a piece is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A heading of a level, from 1.
    Heading(u8, Vec<Word>),
    /// Running text.
    Paragraph(Vec<Word>),
    /// Lines that stand under each other without space between: an address.
    Lines(Vec<Vec<Word>>),
    /// Entries of a list.
    List(Vec<Item>),
    /// Rows of cells.
    Table(Vec<Vec<Vec<Word>>>),
    /// What stands beside each other, each a few lines: those who sign.
    Columns(Vec<Vec<Vec<Word>>>),
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// As printed: `-`, `2.`, `b)`.
    pub label: String,
    /// What it says.
    pub words: Vec<Word>,
}

/// A note at the foot of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What marks call it by.
    pub label: String,
    /// What it says.
    pub words: Vec<Word>,
}

/// A run of words in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Plain.
    Plain(String),
    /// In italics.
    Emphasis(String),
    /// In bold.
    Strong(String),
    /// Leading elsewhere.
    Link {
        /// What is printed.
        words: String,
        /// Where it leads.
        target: String,
    },
    /// The mark of the note with this label.
    Mark(String),
}

/// The words as they are read, without marks.
pub fn plain(words: &[Word]) -> String {
    let text = |word: &Word| match word {
        Word::Plain(text) | Word::Emphasis(text) | Word::Strong(text) => text.clone(),
        Word::Link { words, .. } => words.clone(),
        Word::Mark(_) => String::new(),
    };
    words.iter().map(text).collect()
}

/// Words after which a line of a reference block gives a value.
const LABELS: [&str; 7] =
    ["Datum", "Betreft", "Onderwerp", "Kenmerk", "Ons kenmerk", "Uw kenmerk", "Bijlage"];

impl Plan {
    /// The plan of a letter that has been segmented.
    pub fn of(doc: &Document) -> Self {
        let lines = Lines::of(doc);
        let mut pieces: Vec<Piece> = Vec::new();
        for group in lines.groups() {
            pieces.extend(pieces_of(doc, group));
        }
        let note = |note: &griffier_doc::Footnote| Note {
            label: note.label.clone(),
            words: words::of(doc, note.note, &[]),
        };
        let meta = doc.meta();
        Self {
            id: doc.id().to_owned(),
            title: meta.subject.clone(),
            date: meta.date.clone(),
            header: lines.header,
            pieces: joined(pieces),
            notes: doc.footnotes().iter().map(note).collect(),
        }
    }
}

/// The pieces that a group of lines without white space between makes.
fn pieces_of(doc: &Document, group: &[Line]) -> Vec<Piece> {
    let Some(first) = group.first() else { return Vec::new() };
    let words = |line: &Line| line.words.clone();
    let zone = first.zone;
    let piece = |form| Piece { zone, form };
    match zone {
        ZoneKind::Heading => {
            group.iter().map(|line| piece(Form::Heading(level(doc, line), line.words.clone()))).collect()
        }
        ZoneKind::Signature => vec![piece(signature(group))],
        ZoneKind::Letterhead | ZoneKind::Metadata | ZoneKind::Salutation => {
            let rows: Option<Vec<_>> = group.iter().map(row).collect();
            vec![piece(rows.map_or_else(|| Form::Lines(group.iter().map(words).collect()), Form::Table))]
        }
        _ => group
            .iter()
            .map(|line| piece(item(line).unwrap_or_else(|| Form::Paragraph(words(line)))))
            .collect(),
    }
}

fn level(doc: &Document, line: &Line) -> u8 {
    let section = doc.sections().iter().find(|section| section.title.start() == line.span.start());
    section.map_or(2, |section| section.level.saturating_add(1))
}

/// `Datum 3 mei 2022` as a label and its value.
fn row(line: &Line) -> Option<Vec<Vec<Word>>> {
    let text = plain(&line.words);
    let label =
        LABELS.iter().find(|label| text.strip_prefix(**label).is_some_and(|rest| rest.starts_with(' ')))?;
    let [Word::Plain(first), rest @ ..] = line.words.as_slice() else { return None };
    let value = first.get(label.len()..)?.trim_start();
    let value = std::iter::once(Word::Plain(value.to_owned())).chain(rest.iter().cloned()).collect();
    Some(vec![vec![Word::Plain((*label).to_owned())], value])
}

/// `- iets` and `2. iets` as an entry of a list.
fn item(line: &Line) -> Option<Form> {
    let [Word::Plain(first), rest @ ..] = line.words.as_slice() else { return None };
    let (label, text) = first.split_once(' ')?;
    let bullet = ["-", "•", "–", "*"].contains(&label);
    let number = label.strip_suffix(['.', ')']).is_some_and(|number| {
        number.len() <= 2
            && (number.bytes().all(|b| b.is_ascii_digit()) || number.bytes().all(|b| b.is_ascii_lowercase()))
    });
    (bullet || number).then(|| {
        let words = std::iter::once(Word::Plain(text.trim_start().to_owned())).chain(rest.iter().cloned());
        Form::List(vec![Item { label: label.to_owned(), words: words.collect() }])
    })
}

/// Roles with names; several stand in columns.
fn signature(group: &[Line]) -> Form {
    let mut columns: Vec<Vec<Vec<Word>>> = Vec::new();
    for line in group {
        let text = plain(&line.words);
        // Spaces that keep columns apart are often not to be broken.
        let text = text.replace('\u{a0}', " ");
        let beside: Vec<&str> = text.split("   ").map(str::trim).filter(|part| !part.is_empty()).collect();
        let opens = text.trim_end().ends_with(',') || columns.is_empty();
        if beside.len() > 1 {
            columns.extend(beside.iter().map(|part| vec![vec![Word::Plain((*part).to_owned())]]));
        } else if opens {
            columns.push(vec![line.words.clone()]);
        } else {
            // Names come in the order of their roles.
            let bare = columns.iter().position(|column| column.len() == 1);
            let at = bare.unwrap_or(columns.len() - 1);
            columns[at].push(line.words.clone());
        }
    }
    if columns.len() == 1 { Form::Lines(columns.concat()) } else { Form::Columns(columns) }
}

/// Neighbors that are parts of one thing as one piece: entries of a list, rows of a table, those who sign.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        let last = all.last_mut().filter(|last| last.zone == piece.zone).map(|last| &mut last.form);
        match (last, piece.form) {
            (Some(Form::List(items)), Form::List(more)) => items.extend(more),
            (Some(Form::Table(rows)), Form::Table(more)) => rows.extend(more),
            (_, form) => all.push(Piece { zone: piece.zone, form }),
        }
    }
    all
}
