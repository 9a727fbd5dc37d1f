//! XML of the official publications: the markup says what is title, question, answer, note and signature. Of XML of
//! another kind the words are kept in their order, and a diagnostic says so.

mod elements;
pub(crate) mod metadata;
mod story;

use crate::cursor::{Cursor, Piece};
use crate::error::Problem;
use crate::layout::{Layout, Read};
use crate::{Limits, Reader, encoding};
use griffier_doc::Format;
use story::Story;

/// Takes files that begin as XML does, web pages excepted.
pub(crate) const READER: Reader = Reader { format: Format::Xml, extensions: &["xml"], recognizes, read };

const NAME: &str = "an XML file";

/// Roots of official publications and of the files beside them; such a file may lack the declaration.
const ROOTS: [&str; 12] = [
    "officiele-publicatie",
    "kamerstuk",
    "kamervragen",
    "kamervragen-zonder-antwoord",
    "handelingen",
    "staatscourant",
    "staatsblad",
    "tractatenblad",
    "agenda",
    "niet-dossier-stuk",
    "vergaderverslag",
    "metadata_gegevens",
];

fn recognizes(bytes: &[u8]) -> bool {
    let content = content(bytes);
    let root = |name: &&str| {
        content.strip_prefix(b"<").and_then(|rest| rest.strip_prefix(name.as_bytes())).is_some_and(|rest| {
            rest.first().is_some_and(|byte| byte.is_ascii_whitespace() || b">/".contains(byte))
        })
    };
    let declared = [&b"<?xml"[..], b"<!DOCTYPE "].iter().any(|start| content.starts_with(start));
    declared || ROOTS.iter().any(root)
}

/// Without a mark of byte order and white space.
pub(crate) fn content(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start()
}

fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Read, Problem> {
    let xml = encoding::xml(bytes);
    let root = root(&xml)?;
    if metadata::is_root(&root) {
        return Err(Problem::MetadataAlone {
            of: metadata::identifier(&metadata::pairs(&xml)).unwrap_or_default(),
        });
    }
    let known = ROOTS.contains(&root.as_str());
    let mut layout = Layout::new(limits);
    let mut cursor = Cursor::new(&xml, NAME);
    let told = Story::new(limits).tell(&mut cursor)?;
    for para in told.paras.into_iter().chain(told.notes) {
        para.write(&mut layout)?;
    }
    if !known {
        let message =
            format!("no official publication but <{root}>: its words in their order, whatever they mean");
        layout.note(None, "ingest::unknown-xml", message);
    }
    if let Some(note) = cursor.unknown() {
        layout.note(note.span, note.code, note.message);
    }
    layout.state(told.stated);
    layout.finish()
}

/// The name of the outermost element.
fn root(xml: &str) -> Result<String, Problem> {
    let mut cursor = Cursor::new(xml, NAME);
    while let Some(piece) = cursor.next()? {
        if let Piece::Open(tag) = piece {
            return Ok(tag.name().to_owned());
        }
    }
    Err(Problem::Damaged { format: NAME, why: "no element in it".to_owned() })
}

#[cfg(test)]
mod tests;
