//! The metadata of an official publication: in a file beside it, or at its own head.

use super::NAME;
use crate::cursor::{Cursor, Piece, Tag};
use crate::{encoding, stated};
use griffier_doc::Stated;

/// Roots of files that hold nothing else.
const ROOTS: [&str; 4] = ["metadata_gegevens", "metadata", "owms-metadata", "owms"];

/// The most names and values that are read.
const MOST: usize = 2000;

pub(crate) fn is_root(name: &str) -> bool {
    ROOTS.contains(&name)
}

/// A name with its value, if the element gives one.
pub(super) fn pair(tag: &Tag) -> Option<(String, String)> {
    matches!(tag.name(), "meta" | "metadata")
        .then(|| Some((tag.attr("name")?, tag.attr("content")?)))
        .flatten()
}

/// Names with their values: `<metadata name="DC.title" content="…"/>`, or elements as `<dcterms:issued>…`.
pub(crate) fn pairs(xml: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut cursor = Cursor::new(xml, NAME);
    let mut open: Option<String> = None;
    while let Ok(Some(piece)) = cursor.next() {
        match piece {
            Piece::Open(tag) => {
                pairs.extend(pair(&tag));
                open = element(tag.name());
            }
            Piece::Text(text) => {
                if let Some(name) = open.take_if(|_| !text.trim().is_empty()) {
                    pairs.push((name, text.into_owned()));
                }
            }
            Piece::Close(_) => open = None,
        }
        if pairs.len() >= MOST {
            break;
        }
    }
    pairs
}

/// The name that an element of the other form stands for.
fn element(name: &str) -> Option<String> {
    let prefix = match name {
        "identifier" | "title" | "creator" => "DC",
        "issued" | "available" | "date" => "DCTERMS",
        "dossiernummer" | "ondernummer" | "indiener" | "documenttitel" | "datumOndertekening"
        | "datumBrief" | "datumIndiening" | "datumOntvangst" => "OVERHEIDop",
        _ => return None,
    };
    Some(format!("{prefix}.{name}"))
}

/// What publication the metadata are of.
pub(crate) fn identifier(pairs: &[(String, String)]) -> Option<String> {
    let named = |name: &str| {
        name.eq_ignore_ascii_case("DC.identifier") || name.eq_ignore_ascii_case("DCTERMS.identifier")
    };
    pairs.iter().find(|(name, _)| named(name)).map(|(_, value)| value.trim().to_owned())
}

/// What a metadata file states, if it is one and of no other publication than `id`.
pub(crate) fn stated_beside(bytes: &[u8], id: &str) -> Option<Vec<Stated>> {
    let xml = encoding::xml(encoding::narrow(bytes.to_vec()).0);
    let root = super::root(&xml).ok()?;
    if !is_root(&root) {
        return None;
    }
    let pairs = pairs(&xml);
    // `kst-34417-(R2068)-7` may lose its brackets in the name of a file.
    let plain = |id: &str| id.replace(['(', ')'], "").to_ascii_lowercase();
    let same = identifier(&pairs).is_none_or(|named| plain(&named) == plain(id));
    same.then(|| stated::official(&pairs, "metadata.xml"))
}
