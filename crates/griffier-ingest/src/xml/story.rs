//! A publication from its first element to its last.

use super::elements::{self, Role};
use super::metadata;
use crate::Limits;
use crate::cursor::{Cursor, Piece, Tag};
use crate::error::Problem;
use crate::flow::{self, Flow, Para};
use crate::layout::raised_number;
use crate::path::Path;
use crate::stated;
use griffier_doc::{BlockKind, Field, Stated, Trust, ZoneKind};
use std::collections::HashMap;

/// What a publication told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) paras: Vec<Para>,
    pub(super) notes: Vec<Para>,
    pub(super) stated: Vec<Stated>,
}

/// An element that is open.
#[derive(Debug)]
struct Frame {
    name: String,
    role: Role,
    /// Whether it is a part of a letter.
    zoned: bool,
    /// Whether a heading stands in it.
    headed: bool,
    /// Whether its end ends the paragraph.
    ends: bool,
}

/// A note that is open, with what it interrupts.
#[derive(Debug)]
struct Note {
    id: Option<String>,
    label: String,
    flow: Flow,
    para: Option<Para>,
    leaves: usize,
}

/// Reads one publication.
pub(super) struct Story<'l> {
    limits: &'l Limits,
    told: Told,
    flow: Flow,
    path: Path,
    frames: Vec<Frame>,
    /// The parts of a letter that are open.
    zones: Vec<ZoneKind>,
    para: Option<Para>,
    /// How many of the open elements are paragraphs.
    leaves: usize,
    /// How many of the open elements have a heading.
    headed: usize,
    notes: Vec<Note>,
    /// Labels of notes by their ids.
    labels: HashMap<String, String>,
    /// For each entry that is open: its label, until its first paragraph takes it.
    entries: Vec<Option<String>>,
    links: Vec<String>,
    /// How long the paragraph was when an element ended that is parted from the next of its kind.
    parted: Option<usize>,
    /// Words kept so far, against the limit.
    kept: u64,
    pairs: Vec<(String, String)>,
    /// Words of the elements that state something.
    stating: Option<(Field, String)>,
    found: Vec<(Field, String, &'static str)>,
    /// The date of a paragraph that began with a place and no other words, and where in the paragraph it ends.
    dateline: Option<(String, usize)>,
}

/// Whether a paragraph has a place and a comma so far, as before the date of a letter: `'s-Gravenhage, `.
fn is_place(words: &str) -> bool {
    let Some(place) = words.trim_end().strip_suffix(',') else { return false };
    let named =
        |word: &str| word.trim_start_matches("'s-").trim_start_matches("’s-").starts_with(char::is_uppercase);
    let mut names = place.split_whitespace();
    place.len() <= LONGEST_PLACE && !place.is_empty() && names.all(named)
}

/// Bytes of the longest place before a date.
const LONGEST_PLACE: usize = 30;

impl<'l> Story<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            told: Told::default(),
            flow: Flow::default(),
            path: Path::default(),
            frames: Vec::new(),
            zones: Vec::new(),
            para: None,
            leaves: 0,
            headed: 0,
            notes: Vec::new(),
            labels: HashMap::new(),
            entries: Vec::new(),
            links: Vec::new(),
            parted: None,
            kept: 0,
            pairs: Vec::new(),
            stating: None,
            found: Vec::new(),
            dateline: None,
        }
    }

    pub(super) fn tell(mut self, cursor: &mut Cursor) -> Result<Told, Problem> {
        while let Some(piece) = cursor.next()? {
            match piece {
                Piece::Open(tag) => self.open(&tag, cursor)?,
                Piece::Close(_) => self.close(),
                Piece::Text(text) => self.words(&text)?,
            }
        }
        self.end_paragraph();
        self.told.paras = self.flow.take();
        self.told.stated = self.state();
        Ok(self.told)
    }

    fn open(&mut self, tag: &Tag, cursor: &mut Cursor) -> Result<(), Problem> {
        let name = tag.name();
        let parent = self.frames.last().map_or("", |frame| frame.name.as_str());
        if let Some(pair) = metadata::pair(tag) {
            self.pairs.push(pair);
        }
        let mut role = elements::role(name, parent);
        let zone = elements::zone(name, parent);
        if role == Role::Nothing {
            return cursor.skip();
        }
        // Within a paragraph all is part of it, save what stands apart in print too.
        let inner = matches!(role, Role::Leaf | Role::Container | Role::Heading | Role::Turn);
        if self.leaves > 0
            && inner
            && !matches!(name, "al" | "noot.al" | "lijst" | "table" | "tgroup" | "tbody")
        {
            role = Role::Inline;
        }
        self.path.open(name);
        self.zones.extend(zone);
        let ends = matches!(role, Role::Leaf | Role::Heading | Role::Turn | Role::Label);
        self.frames.push(Frame { name: name.to_owned(), role, zoned: zone.is_some(), headed: false, ends });
        self.stating(name, tag);
        match role {
            Role::Inline => self.part(name),
            Role::Leaf => self.open_leaf(name),
            Role::Heading | Role::Turn => self.open_heading(name),
            Role::Label => self.end_paragraph(),
            Role::Entry => {
                self.end_paragraph();
                self.entries.push(None);
            }
            Role::Row => {
                self.end_paragraph();
                self.flow.open_row();
            }
            Role::Cell => {
                self.end_paragraph();
                self.flow.open_cell();
            }
            Role::Note => self.open_note(tag),
            Role::NoteRef => {
                let label = tag.attr("refid").and_then(|id| self.labels.get(&id).cloned());
                if let (Some(label), Some(para)) = (label, &mut self.para) {
                    para.mark(&label);
                }
            }
            Role::Link => {
                let target = ["doc", "href", "dossier"].into_iter().find_map(|name| tag.attr(name));
                self.links.push(target.unwrap_or_default());
                self.begin().open_link();
            }
            Role::Container if self.leaves == 0 => self.end_paragraph(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.path.close();
        self.headed -= usize::from(frame.headed);
        self.stated_end();
        if let (Some((_, end)), Some(para)) = (&mut self.dateline, &self.para)
            && frame.name == "datum"
        {
            *end = para.words().trim_end().len();
        }
        match frame.role {
            Role::Inline if elements::is_spaced(&frame.name) => {
                self.parted = self.para.as_ref().map(|para| para.len());
            }
            Role::Leaf | Role::Heading | Role::Turn => {
                self.leaves = self.leaves.saturating_sub(1);
                // The title of a paper stands behind its number, on the same line.
                if frame.name == "stuknr" {
                    self.parted = self.para.as_ref().map(|para| para.len());
                } else if frame.ends {
                    self.end_paragraph();
                }
            }
            Role::Container if self.leaves == 0 => self.end_paragraph(),
            Role::Entry => {
                self.end_paragraph();
                self.entries.pop();
            }
            Role::Cell => self.end_paragraph(),
            Role::Row => {
                self.end_paragraph();
                self.flow.close_row(true);
            }
            Role::Link => {
                let target = self.links.pop().unwrap_or_default();
                self.begin().close_link(&target);
            }
            Role::Note => self.close_note(),
            _ => {}
        }
        if frame.zoned {
            self.zones.pop();
        }
    }

    fn words(&mut self, words: &str) -> Result<(), Problem> {
        self.kept += words.len() as u64;
        self.limits.check_text(self.kept)?;
        if let Some((_, stating)) = &mut self.stating {
            stating.push_str(words);
        }
        match self.frames.last().map(|frame| frame.role) {
            Some(Role::Label) => {
                if let Some(label) = self.entries.last_mut() {
                    label.get_or_insert_default().push_str(words);
                    return Ok(());
                }
            }
            Some(Role::NoteLabel) => {
                if let Some(note) = self.notes.last_mut() {
                    note.label.push_str(words);
                }
                return Ok(());
            }
            _ => {}
        }
        let raised =
            self.frames.last().filter(|frame| frame.name == "sup").and_then(|_| raised_number(words));
        let words = raised.as_deref().unwrap_or(words);
        let blank = words.chars().all(|c| c.is_ascii_whitespace());
        // White space between elements that are no paragraphs means nothing.
        if blank && (self.para.is_none() || (self.leaves == 0 && self.parted.is_some())) {
            return Ok(());
        }
        self.begin().push_collapsed(words);
        Ok(())
    }

    /// The paragraph that is being read; one that no element announces begins here.
    fn begin(&mut self) -> &mut Para {
        if self.para.is_none() {
            let kind = self.kind();
            self.open_paragraph(kind);
        }
        self.para.get_or_insert_with(|| Para::new(BlockKind::Text))
    }

    /// Begins a paragraph, with the label of the entry that it opens.
    fn open_paragraph(&mut self, kind: BlockKind) {
        self.end_paragraph();
        let label = self.entries.last_mut().and_then(Option::take);
        let label = label.map(|label| label.split_whitespace().collect::<Vec<_>>().join(" "));
        let label = label.filter(|label| !label.is_empty());
        let kind = if label.is_some() && kind == BlockKind::Text { BlockKind::Item } else { kind };
        let mut para = Para::new(kind);
        para.place = Some(self.path.place());
        if let Some(label) = label {
            para.push(&format!("{label} "));
        }
        self.para = Some(para);
    }

    fn end_paragraph(&mut self) {
        self.parted = None;
        if let Some(para) = self.para.take() {
            // A date with words behind it is not that of the letter.
            if let Some((day, end)) = self.dateline.take()
                && para.words().trim_end().trim_end_matches('.').len() <= end
            {
                self.found.push((Field::Date, day, "datum@isodatum"));
            }
            self.flow.add(para);
        }
    }

    /// What a paragraph here is.
    fn kind(&self) -> BlockKind {
        self.zones.last().map_or(BlockKind::Text, |zone| BlockKind::Zone(*zone))
    }

    fn open_leaf(&mut self, name: &str) {
        self.leaves += 1;
        // The title of a paper behind its number.
        if name == "titel" && self.parted.is_some() && self.para.is_some() {
            self.part(name);
            return;
        }
        let kind = self.kind();
        self.open_paragraph(kind);
    }

    fn open_heading(&mut self, name: &str) {
        self.leaves += 1;
        if name == "kop"
            && let [.., parent, _] = self.frames.as_mut_slice()
            && !parent.headed
        {
            parent.headed = true;
            self.headed += 1;
        }
        let within = self.headed + usize::from(name != "kop");
        self.open_paragraph(BlockKind::Heading(u8::try_from(within.max(1)).unwrap_or(u8::MAX)));
    }

    /// Puts a space between two elements that are parted.
    fn part(&mut self, name: &str) {
        let parted = self.parted.take();
        if let (true, Some(len), Some(para)) = (elements::is_spaced(name), parted, &mut self.para)
            && para.len() == len
        {
            para.push_collapsed(" ");
        }
    }

    fn open_note(&mut self, tag: &Tag) {
        self.begin();
        self.notes.push(Note {
            id: tag.attr("id"),
            label: String::new(),
            flow: std::mem::take(&mut self.flow),
            para: self.para.take(),
            leaves: std::mem::take(&mut self.leaves),
        });
    }

    fn close_note(&mut self) {
        self.end_paragraph();
        let Some(note) = self.notes.pop() else { return };
        let paras = std::mem::replace(&mut self.flow, note.flow).take();
        self.para = note.para;
        self.leaves = note.leaves;
        let label = note.label.trim().trim_end_matches(['.', ')']).to_owned();
        let label = if label.is_empty() { (self.told.notes.len() + 1).to_string() } else { label };
        self.begin().mark(&label);
        self.told.notes.extend(flow::note(&label, paras));
        if let Some(id) = note.id {
            self.labels.insert(id, label);
        }
    }

    /// Begins to listen, if the element states something.
    fn stating(&mut self, name: &str, tag: &Tag) {
        let within = |outer: &str| self.frames.iter().rev().nth(1).is_some_and(|frame| frame.name == outer);
        let field = match name {
            "dossiernr" => Field::Dossier,
            "begrotingshoofdstuk" if within("dossiernummer") => Field::Dossier,
            "ondernummer" | "kamervraagnummer" => Field::Number,
            "titel" if within("stuk") => Field::Title,
            "kamervraagonderwerp" => Field::Title,
            "functie" => Field::Sender,
            "datum" if within("al") => {
                let place = self
                    .para
                    .as_ref()
                    .is_some_and(|para| para.len() <= 2 * LONGEST_PLACE && is_place(&para.words()));
                let day = tag.attr("isodatum").and_then(|day| stated::day(&day));
                self.dateline = day.filter(|_| place && self.notes.is_empty()).map(|day| (day, 0));
                return;
            }
            "datum" if within("datumtekst") || within("dagtekening") || within("ondertekening") => {
                let day = tag.attr("isodatum").and_then(|day| stated::day(&day));
                // When a paper came in is not when it was written.
                let received = self.para.as_ref().is_some_and(|para| para.words().contains("ntvangen"));
                self.found.extend(day.filter(|_| !received).map(|day| (Field::Date, day, "datum@isodatum")));
                return;
            }
            _ => return,
        };
        self.stating = Some((field, String::new()));
    }

    fn stated_end(&mut self) {
        let Some((field, words)) = self.stating.take() else { return };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = words.trim_end_matches([',', '.']).to_owned();
        let origin = match field {
            Field::Dossier => "dossiernummer",
            Field::Number => "ondernummer",
            Field::Title => "titel",
            _ => "functie",
        };
        if value.is_empty() {
            return;
        }
        // `36 800` and `XIV` are one number: `36800-XIV`.
        if field == Field::Dossier {
            let value = value.replace(' ', "");
            let suffix = !value.starts_with(|c: char| c.is_ascii_digit());
            if let Some((_, dossier, _)) =
                self.found.iter_mut().rev().find(|(field, ..)| *field == Field::Dossier).filter(|_| suffix)
            {
                dossier.push('-');
                dossier.push_str(&value);
                return;
            }
            self.found.push((field, value, origin));
        } else {
            self.found.push((field, value, origin));
        }
    }

    /// What the publication states of itself: its metadata first, then the first of each kind in its markup; there may
    /// be several dossiers and senders.
    fn state(&mut self) -> Vec<Stated> {
        let mut all = stated::official(&self.pairs, "xml:metadata");
        for (field, value, origin) in std::mem::take(&mut self.found) {
            let several = matches!(field, Field::Dossier | Field::Sender);
            let known = all.iter().any(|stated| stated.field == field && (!several || stated.value == value));
            if !known {
                all.push(Stated { field, value, origin: format!("xml:{origin}"), trust: Trust::Publisher });
            }
        }
        all
    }
}
