//! Word processor files of the Office Open XML kind: what a reader of the printed letter sees, in its order.
//!
//! The header of the first page stands before the text, as letterheads are kept there; other headers and the footers
//! stand once each behind it as page furniture, notes between. Insertions are kept and deletions left out, as if every
//! change were accepted. Comments and hidden text are left out and counted.

mod numbering;
pub(crate) mod properties;
mod story;
mod styles;

use crate::error::Problem;
use crate::flow::{self, Para};
use crate::layout::{Layout, Read};
use crate::numerals::Numeral;
use crate::package::{self, Package};
use crate::{Limits, Reader};
use griffier_doc::Format;
use numbering::Numbering;
use std::collections::{BTreeMap, HashSet};
use story::{Story, Told};
use styles::Styles;

/// Takes packages with a Word document in them.
pub(crate) const READER: Reader =
    Reader { format: Format::Docx, extensions: &["docx", "docm", "dotx"], recognizes, read };

const NAME: &str = "a Word document (.docx)";

/// How an encrypted document is packed: an old Office container with this stream, named in UTF-16.
const CONTAINER: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

fn recognizes(bytes: &[u8]) -> bool {
    package::holds(bytes, "word/document") || is_encrypted(bytes)
}

/// Whether the bytes are a document that a password protects.
pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.starts_with(CONTAINER) && memchr::memmem::find(bytes, ENCRYPTED).is_some()
}

fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Read, Problem> {
    if is_encrypted(&bytes) {
        return Err(Problem::Encrypted { format: NAME });
    }
    let mut package = Package::open(bytes, NAME, limits)?;
    let mut layout = Layout::new(limits);
    let shared = Shared::of(&mut package)?;
    let mut counted = Counted::default();
    let main = main_part(&mut package)?;
    let mut body = tell(&mut package, &shared, &mut counted, &main, "body", true)?;
    let mut notes = Vec::new();
    for kind in NoteKind::ALL {
        let part = format!("word/{}.xml", kind.part());
        let mut told = tell(&mut package, &shared, &mut counted, &part, kind.part(), false)?;
        for (id, label) in body.called.iter().filter(|(called, _)| called.0 == kind).map(|(c, l)| (&c.1, l)) {
            notes.extend(told.notes.remove(id).and_then(|paras| flow::note(label, unlabeled(paras, label))));
        }
    }
    let furniture = margins(&mut package, &shared, &mut counted, &mut body)?;
    let paras = body.letterhead.into_iter().chain(body.paras).chain(notes).chain(furniture);
    for para in paras {
        para.write(&mut layout)?;
    }
    counted.report(&mut layout);
    properties::state(&mut package, &mut layout)?;
    layout.finish()
}

/// The part that holds the text: some programs call it `word/document2.xml`.
fn main_part(package: &mut Package) -> Result<String, Problem> {
    let targets = styles::relations(&package.part("_rels/.rels")?.unwrap_or_default())?;
    let mut named: Vec<&str> = targets.values().map(|target| target.trim_start_matches('/')).collect();
    named.sort_unstable();
    let main = named.into_iter().find(|target| target.starts_with("word/document"));
    Ok(main.unwrap_or("word/document.xml").to_owned())
}

/// What every part of a document refers to.
struct Shared {
    styles: Styles,
    numbering: Numbering,
    formats: BTreeMap<NoteKind, Numeral>,
}

impl Shared {
    fn of(package: &mut Package) -> Result<Self, Problem> {
        let settings = package.part("word/settings.xml")?.unwrap_or_default();
        Ok(Self {
            styles: Styles::read(&package.part("word/styles.xml")?.unwrap_or_default())?,
            numbering: Numbering::read(&package.part("word/numbering.xml")?.unwrap_or_default())?,
            formats: styles::note_formats(&settings)?,
        })
    }
}

/// The two kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NoteKind {
    Foot,
    End,
}

impl NoteKind {
    const ALL: [Self; 2] = [Self::Foot, Self::End];

    const fn part(self) -> &'static str {
        match self {
            Self::Foot => "footnotes",
            Self::End => "endnotes",
        }
    }
}

/// What is not in the text, for diagnostics.
#[derive(Debug, Default)]
struct Counted {
    comments: HashSet<String>,
    inserted: usize,
    deleted: usize,
    hidden: usize,
    symbols: usize,
    embedded: usize,
}

impl Counted {
    fn report(&self, layout: &mut Layout) {
        if !self.comments.is_empty() {
            layout.note(
                None,
                "ingest::comments-left-out",
                format!("comments left out: {}", self.comments.len()),
            );
        }
        if self.inserted + self.deleted > 0 {
            let message = format!(
                "tracked changes read as accepted: {} insertions kept, {} deletions left out",
                self.inserted, self.deleted
            );
            layout.note(None, "ingest::changes-accepted", message);
        }
        let left_out = [
            (self.hidden, "ingest::hidden-left-out", "runs of hidden text left out"),
            (self.symbols, "ingest::symbols-left-out", "signs of symbol fonts without a letter left out"),
            (self.embedded, "ingest::embedded-left-out", "embedded files left out"),
        ];
        for (count, code, what) in left_out.into_iter().filter(|(count, ..)| *count > 0) {
            layout.note(None, code, format!("{what}: {count}"));
        }
    }
}

/// Reads one part with the links it refers to; a missing one tells nothing, unless it is `needed`.
fn tell(
    package: &mut Package,
    shared: &Shared,
    counted: &mut Counted,
    part: &str,
    place: &'static str,
    needed: bool,
) -> Result<Told, Problem> {
    let xml = if needed { Some(package.needed(part)?) } else { package.part(part)? };
    let Some(xml) = xml else { return Ok(Told::default()) };
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let links =
        styles::relations(&package.part(&format!("{folder}/_rels/{file}.rels"))?.unwrap_or_default())?;
    Story::new(shared, counted, &links, place).tell(&xml)
}

/// A custom mark stands before the text of its note too.
fn unlabeled(mut paras: Vec<Para>, label: &str) -> Vec<Para> {
    if let Some(first) = paras.first_mut() {
        first.unlead(label);
    }
    paras
}

/// Headers of this many lines hold a letterhead if there is none of their own for the first page.
const LETTERHEAD_LINES: usize = 4;

/// Reads headers and footers: what the first page has goes to `body.letterhead`, the rest is furniture, once each.
fn margins(
    package: &mut Package,
    shared: &Shared,
    counted: &mut Counted,
    body: &mut Told,
) -> Result<Vec<Para>, Problem> {
    let mut seen = HashSet::new();
    let mut furniture = Vec::new();
    let own_first =
        body.margins.iter().any(|margin| margin.first_page && margin.kind == "first" && margin.header);
    for margin in std::mem::take(&mut body.margins) {
        let part = if margin.target.starts_with('/') {
            margin.target.trim_start_matches('/').to_owned()
        } else {
            format!("word/{}", margin.target)
        };
        if !seen.insert(part.clone()) {
            continue;
        }
        let place = if margin.header { "header" } else { "footer" };
        let paras = tell(package, shared, counted, &part, place, false)?.paras;
        let first = margin.header && margin.first_page;
        let letterhead = match margin.kind.as_str() {
            "first" => first,
            "default" => first && !own_first && paras.len() >= LETTERHEAD_LINES,
            _ => false,
        };
        let paras = flow::furnished(paras, letterhead);
        if letterhead {
            body.letterhead.extend(paras);
        } else {
            furniture.extend(paras.filter(|para| seen.insert(para.words())));
        }
    }
    Ok(furniture)
}

#[cfg(test)]
mod tests;
