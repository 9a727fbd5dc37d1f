//! Committees of the chambers: by their field, however the head before it is written, and of the chamber that the words or
//! the letter say.

use crate::letter::{EERSTE_KAMER, Letter, TWEEDE_KAMER};
use crate::reading::Reading;
use griffier_doc::{MentionType, Target};
use griffier_gazetteer::Listing;

/// Confidence of a name that only committees have.
const SURE: f32 = 0.95;

/// Looks up committees that the list has under another head ("algemene commissie voor X", "Kamercommissie X"), and keeps of
/// those listed the ones of the chamber that is meant.
pub(crate) fn settle(letter: &Letter, readings: &mut [Reading]) {
    for reading in readings.iter_mut().filter(|reading| reading.kind == MentionType::Organisation) {
        if reading.listings.is_empty() {
            reading.listings = by_field(letter, reading);
        }
        if reading.listings.iter().any(is_committee) {
            // The other chamber may have this committee under another head.
            let known: Vec<&str> = reading.listings.iter().map(|listing| listing.entity.id()).collect();
            let others = by_field(letter, reading);
            let new: Vec<Listing> = others.into_iter().filter(|l| !known.contains(&l.entity.id())).collect();
            reading.listings.extend(new);
            keep_chamber(letter, reading);
            // The chamber decides between rows that share the name; the name itself is sure.
            if !reading.needs_context {
                reading.confidence = reading.confidence.max(SURE);
            }
        }
    }
}

/// Whether a row is a standing committee; committees of inquiry have names of their own.
fn is_committee(listing: &Listing) -> bool {
    listing.entity.subkind() == "committee" && listing.entity.id().starts_with("org:vaste-commissie-")
}

/// Whether a reading names a standing committee, listed or not.
pub(crate) fn is_reading(reading: &Reading) -> bool {
    reading.listings.iter().any(is_committee)
}

/// The committees of the field that follows the head of an unlisted one.
fn by_field(letter: &Letter, reading: &Reading) -> Vec<Listing> {
    let words = match &reading.target {
        Target::Lookup(name) => name.clone(),
        Target::Name | Target::Listed(_) => letter.words(reading.span),
        _ => return Vec::new(),
    };
    let Some(field) = field(&words) else { return Vec::new() };
    let surface = letter.kb.surface(&format!("vaste commissie voor {field}"));
    let listings = surface.into_iter().flat_map(|number| letter.kb.listings(number));
    listings.filter(is_committee).collect()
}

/// "LNV" of "vaste Kamercommissie voor LNV", "Financiën" of "commissie Financiën".
fn field(words: &str) -> Option<&str> {
    let mut rest = words;
    let mut head = false;
    for _ in 0..6 {
        let Some((word, after)) = rest.split_once(' ') else { break };
        let small = word.to_lowercase();
        match small.as_str() {
            "vaste" | "algemene" | "kamer" | "eerste" | "tweede" if !head => {}
            "commissie" | "commissies" | "kamercommissie" | "kamercommissies" | "vkc" | "vc" if !head => {
                head = true;
            }
            "voor" | "van" | "de" | "het" if head => {}
            _ if head => return Some(rest),
            _ => return None,
        }
        rest = after;
    }
    head.then_some(rest)
}

/// Leaves the committees of the chamber that the words around the name give, else of the chamber the letter is about; a
/// field that only the other chamber has a committee for is its own.
fn keep_chamber(letter: &Letter, reading: &mut Reading) {
    let words = letter.words(reading.span).to_lowercase();
    let after = letter.after(reading.span.end(), 48).trim_start().to_lowercase();
    let of = ["van de ", "der ", "uit de "].iter().find_map(|of| after.strip_prefix(of)).unwrap_or("");
    let chamber = if words.contains("eerste kamer") || of.starts_with("eerste kamer") {
        EERSTE_KAMER
    } else if words.contains("tweede kamer") || of.starts_with("tweede kamer") {
        TWEEDE_KAMER
    } else {
        letter.chamber
    };
    let part = |listing: &Listing| listing.entity.part_of().map(griffier_gazetteer::EntityRef::id);
    let here = |listing: &Listing| !is_committee(listing) || part(listing) == Some(chamber);
    if reading.listings.iter().any(|listing| is_committee(listing) && here(listing)) {
        reading.listings.retain(here);
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[track_caller]
    fn check(words: &str, expected: Option<&str>) {
        assert_eq!(field(words), expected, "in {words:?}");
    }

    #[test]
    fn the_field_stands_behind_any_head() {
        check("vaste commissie voor LNV", Some("LNV"));
        check("algemene commissie voor Wonen en Rijksdienst", Some("Wonen en Rijksdienst"));
        check("Vaste Kamercommissie van Defensie", Some("Defensie"));
        check("commissie J&V", Some("J&V"));
        check("Eerste Kamercommissie voor Financiën", Some("Financiën"));
        check("commissies voor de Werkwijze", Some("Werkwijze"));
    }

    #[test]
    fn other_bodies_have_none() {
        check("commissie", None);
        check("Europese Commissie voor X", None);
        check("tijdelijke commissie Digitale toekomst", None);
        check("parlementaire enquêtecommissie Fyra", None);
        check("adviescommissie voor Financiën", None);
    }
}
