//! Homonyms: whether the rest of the letter supports the reading that a list gives a common word.

use crate::event;
use crate::letter::Letter;
use crate::reading::Reading;
use crate::technology;
use griffier_doc::MentionType;
use griffier_gazetteer::Listing;
use griffier_text::Span;
use std::collections::BTreeSet;

/// Keeps of the readings that need context those that have it; people wait until the people named in full are known.
pub(crate) fn settle(letter: &Letter, supported: &BTreeSet<&'static str>, readings: &mut Vec<Reading>) {
    technology::settle(letter, readings);
    let mut ministers = Ministers::default();
    for reading in readings.iter_mut() {
        let of_minister = ministers.take_in(letter, reading);
        if !reading.needs_context || reading.kind == MentionType::Person || of_minister {
            continue;
        }
        let why = if is_chamber(letter, reading) {
            reading.listings.retain(|listing| listing.entity.id() == letter.chamber);
            Some((0.9, "the chamber the letter is addressed to"))
        } else if is_party_in_brackets(letter, reading) {
            Some((0.9, "a party in brackets after a name"))
        } else if reading.kind == MentionType::Event && event::is_meeting(letter, reading.span) {
            Some((0.97, "a council or forum as a meeting: the words place it in time"))
        } else {
            supported_by(letter, supported, reading)
        };
        if let Some((confidence, why)) = why {
            reading.needs_context = false;
            reading.confidence = confidence;
            why.clone_into(&mut reading.why);
        }
    }
    readings.retain(|reading| !reading.needs_context || reading.kind == MentionType::Person);
}

fn supported_by(
    letter: &Letter,
    supported: &BTreeSet<&'static str>,
    reading: &mut Reading,
) -> Option<(f32, &'static str)> {
    if is_common(letter, reading) {
        return None;
    }
    let named = |listing: &Listing| supported.contains(listing.entity.id());
    if reading.listings.iter().any(named) {
        reading.listings.retain(named);
        return Some((0.8, "a homonym; the letter names this one in full"));
    }
    let issued = |listing: &Listing| {
        listing.entity.organisation().is_some_and(|issuer| supported.contains(issuer.id()))
    };
    let document = matches!(reading.kind, MentionType::Policy | MentionType::Law | MentionType::Treaty);
    if document && reading.listings.iter().any(issued) {
        reading.listings.retain(issued);
        return Some((0.7, "a homonym; the letter names the body that issued this one"));
    }
    None
}

/// Whether the words are a bare `Kamer` with its capital: of the two chambers, the one written to.
fn is_chamber(letter: &Letter, reading: &Reading) -> bool {
    letter.doc.slice(reading.span) == "Kamer"
        && reading.listings.iter().any(|l| l.entity.id() == letter.chamber)
}

/// Whether the words may be no name at all: a common noun in lower case, or one that owes its capital to the start of a
/// sentence. A ministry's portfolio is named with its capital anywhere.
fn is_common(letter: &Letter, reading: &Reading) -> bool {
    let words = letter.doc.slice(reading.span);
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    let kind = reading.kind;
    if kind == MentionType::Technology
        || kind == MentionType::Event
        || (kind == MentionType::Organisation && capitals == 0)
    {
        return true;
    }
    let ministry = reading.listings.iter().any(|listing| listing.entity.subkind() == "ministry");
    let sentence = letter.doc.sentence_at(reading.span.start());
    capitals == 1
        && !ministry
        && sentence.is_some_and(|sentence| sentence.span.start() == reading.span.start())
}

/// "het lid Van Nispen (SP)", "(VVD, D66)".
fn is_party_in_brackets(letter: &Letter, reading: &Reading) -> bool {
    let party = reading.kind == MentionType::Organisation
        && reading.listings.iter().any(|l| l.entity.subkind() == "party");
    let text = letter.doc.text();
    let before = text.get(..reading.span.start()).is_some_and(|before| before.ends_with('('));
    let after = text.get(reading.span.end()..).is_some_and(|after| after.starts_with(')'));
    party && before && after
}

/// The portfolios of ministers: in "de ministers van Buitenlandse Zaken en van Defensie" no ministry is named.
#[derive(Default)]
struct Ministers {
    /// End of the last word group that belongs to a minister.
    end: usize,
}

/// Words that join the portfolios of several ministers.
const JOINTS: [&str; 9] = ["van", "voor", "en", "als", "alsook", "de", "het", "of", ","];

impl Ministers {
    /// Whether `reading` is a portfolio after a minister's title, or after another such portfolio.
    fn take_in(&mut self, letter: &Letter, reading: &Reading) -> bool {
        if reading.kind == MentionType::Office {
            self.end = self.end.max(reading.span.end());
            return false;
        }
        if reading.kind != MentionType::Organisation || !reading.needs_context {
            return false;
        }
        let span = reading.span;
        let before = letter.doc.tokens_in(Span::at(span.start().saturating_sub(60), span.start()));
        let mut before = before.iter().rev().map(|token| token.span);
        let joint = |at: &Span| JOINTS.iter().any(|joint| letter.doc.slice(*at).eq_ignore_ascii_case(joint));
        let head = before.find(|at| at.end() <= self.end || !joint(at));
        let of_minister = head.is_some_and(|head| {
            let head_end = head.end();
            let word = letter.doc.slice(head).to_lowercase();
            let title =
                ["minister", "ministers", "staatssecretaris", "staatssecretarissen", "bewindspersonen"];
            (head_end == self.end && head_end > 0) || title.iter().any(|title| word.ends_with(title))
        });
        let after = letter.doc.text().get(span.end()..).unwrap_or("").trim_start();
        let council = after.get(..9).is_some_and(|next| next.eq_ignore_ascii_case("ministeri"));
        if of_minister {
            self.end = span.end();
        }
        of_minister || council
    }
}
