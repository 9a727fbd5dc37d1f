//! Homonyms: whether the rest of the letter supports the reading that a list gives a common word.

use crate::committee;
use crate::event;
use crate::letter::{EERSTE_KAMER, Letter};
use crate::reading::Reading;
use crate::technology;
use griffier_doc::MentionType;
use griffier_gazetteer::Listing;
use griffier_text::Span;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// Keeps of the readings that need context those that have it; people wait until the people named in full are known.
pub(crate) fn settle(letter: &Letter, supported: &FxHashSet<&'static str>, readings: &mut Vec<Reading>) {
    committee::settle(letter, readings);
    settle_towns(letter, readings);
    technology::settle(letter, readings);
    let mut ministers = Ministers::default();
    let holders = holders_at(readings);
    for reading in readings.iter_mut() {
        let of_minister = ministers.take_in(letter, reading);
        let shared = is_of_chamber(letter, reading);
        if !(reading.needs_context || shared) || reading.kind == MentionType::Person || of_minister {
            continue;
        }
        let why = if is_chamber(letter, reading) {
            reading.listings.retain(|listing| listing.entity.id() == letter.chamber);
            Some((0.9, "the chamber the letter is addressed to"))
        } else if shared {
            reading.listings.retain(|listing| names_chamber(letter, listing));
            Some((0.8, "the rules of the chamber the letter is addressed to"))
        } else if is_king(letter, reading) {
            Some((0.85, "the king with his article, no name behind it"))
        } else if is_title_of(letter, &holders, reading) {
            Some((0.9, "the title of the person behind it, who held this office"))
        } else if is_in_committees(letter, reading) {
            reading.listings.retain(is_ministry);
            Some((0.85, "a ministry's abbreviation among the committees that a list of decisions names"))
        } else if is_party_in_brackets(letter, reading) {
            Some((0.9, "a party in brackets after a name"))
        } else if reading.kind == MentionType::Event && event::is_meeting(letter, reading.span) {
            Some((0.97, "a council or forum as a meeting: the words place it in time"))
        } else if is_division(letter, reading) {
            Some(of_ministry(supported, reading))
        } else {
            supported_by(letter, supported, reading)
        };
        if let Some((confidence, why)) = why {
            reading.needs_context = false;
            reading.confidence = confidence;
            reading.why = why.into();
        }
    }
    readings.retain(|reading| !reading.needs_context || reading.kind == MentionType::Person);
}

/// Whether the words name a division as several ministries have one: "Directie Wetgeving".
fn is_division(letter: &Letter, reading: &Reading) -> bool {
    let words = letter.doc.slice(reading.span);
    let division = ["Directie ", "directie ", "Afdeling ", "Directoraat-Generaal ", "directoraat-generaal "];
    reading.kind == MentionType::Organisation
        && division.iter().any(|head| words.starts_with(head))
        && reading.listings.iter().all(|listing| listing.entity.subkind() == "ministry-body")
}

/// The division of the ministry that the letter names, or one that no list has.
fn of_ministry(supported: &FxHashSet<&'static str>, reading: &mut Reading) -> (f32, &'static str) {
    let within = |listing: &Listing| {
        listing.entity.part_of().is_some_and(|ministry| supported.contains(ministry.id()))
            || supported.contains(listing.entity.id())
    };
    reading.listings.retain(within);
    if reading.listings.is_empty() {
        (0.65, "a division; the list has one of this name at another ministry only")
    } else {
        (0.85, "the division of a ministry that the letter names")
    }
}

fn supported_by(
    letter: &Letter,
    supported: &FxHashSet<&'static str>,
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

/// Whether the words are an act that each chamber has one of: "het Reglement van Orde".
fn is_of_chamber(letter: &Letter, reading: &Reading) -> bool {
    reading.kind == MentionType::Law
        && reading.listings.len() > 1
        && reading.listings.iter().any(|listing| names_chamber(letter, listing))
}

/// Whether the name of the entity has that of the chamber written to.
fn names_chamber(letter: &Letter, listing: &Listing) -> bool {
    let chamber = if letter.chamber == EERSTE_KAMER { "Eerste Kamer" } else { "Tweede Kamer" };
    listing.entity.label().ends_with(chamber)
}

/// "te Luxemburg": after "te" the town of that name, else the country.
fn settle_towns(letter: &Letter, readings: &mut [Reading]) {
    for reading in readings.iter_mut().filter(|r| r.kind == MentionType::Location && r.listings.len() > 1) {
        let safe = |listing: &Listing| !listing.needs_context;
        let towns = reading.listings.iter().any(|l| !safe(l) && l.entity.subkind() == "city");
        let te = letter.before(reading.span.start(), 4).trim_end().ends_with(" te");
        if te && towns {
            reading.listings.retain(|listing| listing.entity.subkind() == "city");
        } else if reading.listings.iter().any(safe) {
            reading.listings.retain(safe);
        }
    }
}

/// Where the people stand who held an office, with those offices.
fn holders_at(readings: &[Reading]) -> BTreeSet<(usize, &'static str)> {
    let people = readings.iter().filter(|reading| reading.kind == MentionType::Person);
    let held = people.flat_map(|reading| {
        let start = reading.span.start();
        let tenures = reading.listings.iter().flat_map(|listing| listing.entity.offices());
        tenures.map(move |tenure| (start, tenure.office.id()))
    });
    held.collect()
}

/// "Commissievoorzitter Juncker": a title that names its body, before someone who held the office.
fn is_title_of(letter: &Letter, holders: &BTreeSet<(usize, &'static str)>, reading: &Reading) -> bool {
    let words = letter.doc.slice(reading.span);
    let solid = words.strip_suffix("voorzitter").is_some_and(|body| body.starts_with(char::is_uppercase));
    if reading.kind != MentionType::Office || !solid {
        return false;
    }
    let held = |listing: &Listing| holders.contains(&(reading.span.end() + 1, listing.entity.id()));
    reading.listings.iter().any(held)
}

/// Whether the words are "de Koning" as the office: with its article, and no name follows.
fn is_king(letter: &Letter, reading: &Reading) -> bool {
    let king = reading.kind == MentionType::Office
        && reading.listings.iter().any(|listing| listing.entity.id() == "office:koning");
    if !king {
        return false;
    }
    let before = letter.before(reading.span.start(), 30).trim_end();
    let mut words = before.rsplit(char::is_whitespace);
    let article = words.next().is_some_and(|word| matches!(word, "de" | "den" | "der" | "De"));
    let titled = words.next().is_some_and(|word| {
        let word = word.to_lowercase();
        word.ends_with("minister")
            || word.ends_with("lid")
            || word.ends_with("leden")
            || word.ends_with('.') && word.len() < 8
            || matches!(word.as_str(), "heer" | "mevrouw" | "motie" | "staatssecretaris")
    });
    let after = letter.after(reading.span.end(), 16);
    let named = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let closed = !after.starts_with(['-', '/']) && !after.starts_with(char::is_alphanumeric);
    article && !titled && !named && closed
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
    let ministry = reading.listings.iter().any(is_ministry);
    let sentence = letter.doc.sentence_at(reading.span.start());
    capitals == 1
        && !ministry
        && sentence.is_some_and(|sentence| sentence.span.start() == reading.span.start())
}

/// "Volgcommissie(s): BuZa, EZ", and further rows of such a list: "FIN i.v.m. agendapunt 19".
fn is_in_committees(letter: &Letter, reading: &Reading) -> bool {
    if !reading.listings.iter().any(is_ministry)
        || reading.span.len() > ABBREVIATION
        || reading.kind != MentionType::Organisation
    {
        return false;
    }
    let before = letter.before(reading.span.start(), LINE);
    let opening = before.rsplit('\n').next().unwrap_or(before).trim_start();
    let labelled = ["Volgcommissie", "Voortouwcommissie"].iter().any(|label| opening.starts_with(label));
    let row = || letter.after(reading.span.end(), 60).trim_start().starts_with("i.v.m. agendapunt");
    labelled || (opening.is_empty() && row())
}

fn is_ministry(listing: &Listing) -> bool {
    listing.entity.subkind() == "ministry"
}

/// Bytes of the longest abbreviation of a ministry, and of a line that lists committees.
const ABBREVIATION: usize = 8;
const LINE: usize = 240;

/// "het lid Van Nispen (SP)", "(VVD, D66)".
fn is_party_in_brackets(letter: &Letter, reading: &Reading) -> bool {
    let party = reading.kind == MentionType::Organisation
        && reading.listings.iter().any(|l| l.entity.subkind() == "party");
    let text = letter.doc.text();
    let before = letter.before(reading.span.start(), 24);
    let after = text.get(reading.span.end()..).unwrap_or("");
    let bracket = before.ends_with('(') || before.ends_with("(beiden ") || before.ends_with("(allen ");
    // "de leden van de SP-fractie", "de vraag van de SP"
    let acronym = !letter.doc.slice(reading.span).contains(char::is_lowercase);
    let faction = after.starts_with("-fractie") || after.starts_with(" fractie");
    let article = acronym && (before.ends_with(" de ") || before.ends_with("De "));
    party
        && (bracket && after.starts_with(')')
            || faction
            || article
            || acronym && (in_party_list(letter, reading) || beside_party(letter, reading)))
}

/// "CDA, GroenLinks, SP, PvdA en 50PLUS": a party that is no word stands right before or behind it.
fn beside_party(letter: &Letter, reading: &Reading) -> bool {
    let before = letter.before(reading.span.start(), 40);
    let after = letter.after(reading.span.end(), 40);
    let party = |name: &str| {
        let surface = letter.kb.surface(name.trim()).into_iter();
        surface.flat_map(|n| letter.kb.listings(n)).any(|l| l.entity.subkind() == "party" && !l.needs_context)
    };
    let ends = |c: char| matches!(c, ',' | ';' | '.' | ')' | '(' | '\n');
    let joined = before.strip_suffix(", ").or_else(|| before.strip_suffix(" en "));
    let next = after.strip_prefix(", ").or_else(|| after.strip_prefix(" en "));
    joined.and_then(|list| list.rsplit([',', ' ', '(']).next()).is_some_and(party)
        || next
            .and_then(|list| list.split(ends).next())
            .and_then(|list| list.split(" en ").next())
            .is_some_and(party)
}

/// "(SP, GL)", "(VVD, D66 en PvdA)": one of several names in brackets that are all parties.
fn in_party_list(letter: &Letter, reading: &Reading) -> bool {
    let before = letter.before(reading.span.start(), 60);
    let after = letter.after(reading.span.end(), 60);
    let Some(open) = before.rfind('(') else { return false };
    let Some(close) = after.find(')') else { return false };
    let parties = |part: &str| {
        part.split([',', '/', '&'])
            .flat_map(|part| part.split(" en "))
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .all(|name| {
                let surface = letter.kb.surface(name).into_iter();
                surface.flat_map(|n| letter.kb.listings(n)).any(|l| l.entity.subkind() == "party")
            })
    };
    let (head, tail) = (&before[open + 1..], &after[..close]);
    !(head.trim().is_empty() && tail.trim().is_empty()) && parties(head) && parties(tail)
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
