//! A letter as the tagger takes it, and what the tagger finds as hits.

use crate::claims::{Claims, SURE};
use crate::lexicon::{Lexicon, known};
use crate::model::Model;
use crate::passage::{Evidence, Passage};
use crate::word::{Word, flag};
use griffier_doc::{Document, Hit, MentionType, Target, TokenKind, ZoneKind};
use griffier_text::{Shape, Span};

/// Who claims what the tagger finds.
pub const RULE: &str = "tagger";

/// What the lists say, of the hits of a letter: names that are listed, sorted by span.
pub fn evidence(hits: &[Hit]) -> Vec<Evidence> {
    let listed = hits.iter().filter(|hit| matches!(hit.target, Target::Listed(_)) && hit.role.is_none());
    let mut all: Vec<Evidence> = listed
        .map(|hit| {
            let kind = match hit.kind {
                MentionType::Person => Evidence::PERSON,
                MentionType::Organisation => Evidence::ORGANISATION,
                MentionType::Location => Evidence::LOCATION,
                _ => Evidence::OTHER,
            };
            Evidence { span: hit.span, kind, sure: hit.confidence > SURE }
        })
        .collect();
    all.sort_by_key(|evidence| (evidence.span, evidence.kind));
    all
}

/// Tokens and sentence ends of a letter, as the tagger takes them: without note marks.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The tokens.
    pub tokens: Vec<Span>,
    /// One past the last token of each sentence.
    pub ends: Vec<u32>,
}

impl Lines {
    /// Reads the layers of a segmented letter. Page furniture is left out.
    pub fn read(doc: &Document) -> Self {
        let mut lines = Self::default();
        let mut zones = doc.zones().iter().peekable();
        let mut sentences = doc.sentences().iter().peekable();
        let mut kind = ZoneKind::Body;
        for token in doc.tokens().iter().filter(|token| token.kind != TokenKind::NoteMark) {
            while let Some(zone) = zones.next_if(|zone| zone.span.start() <= token.span.start()) {
                kind = zone.kind;
            }
            let count = lines.tokens.len() as u32;
            while sentences.next_if(|sentence| sentence.span.start() <= token.span.start()).is_some() {
                if lines.ends.last().copied().unwrap_or(0) < count {
                    lines.ends.push(count);
                }
            }
            if kind != ZoneKind::PageFurniture {
                lines.tokens.push(token.span);
            }
        }
        lines.ends.push(lines.tokens.len() as u32);
        lines
    }
}

/// The type of the output that a model's type stands for; `None` for one that helps to reject only (`MISC`).
pub fn mention_type(name: &str) -> Option<MentionType> {
    match name {
        "PER" | "PERSON" => Some(MentionType::Person),
        "ORG" | "ORGANISATION" | "ORGANIZATION" => Some(MentionType::Organisation),
        "LOC" | "LOCATION" | "GPE" => Some(MentionType::Location),
        _ => None,
    }
}

impl Model {
    /// The names of a letter that no finder before has claimed, as hits. A letter in which nothing but known names and
    /// ordinary words has a capital is not looked at.
    pub fn find(&self, doc: &Document) -> Vec<Hit> {
        let claims = Claims::new(doc.hits());
        if !has_unknown(doc, &claims, &self.lexicon) {
            return Vec::new();
        }
        let lines = Lines::read(doc);
        let unknown = unknown(doc, &claims, &lines, &self.lexicon);
        if !unknown.contains(&true) {
            return Vec::new();
        }
        let evidence = evidence(doc.hits());
        let passage =
            Passage { text: doc.text(), tokens: &lines.tokens, ends: &lines.ends, evidence: &evidence };
        let types: Vec<Option<MentionType>> = self.types.iter().map(|name| mention_type(name)).collect();
        let mut hits = Vec::new();
        for found in self.tag_around(&passage, &unknown) {
            let (from, to) = (found.name.from as usize, found.name.to as usize);
            if !unknown[from..to].contains(&true) {
                continue;
            }
            let span = lines.tokens[from].cover(lines.tokens[to - 1]);
            let Some(kind) = types.get(usize::from(found.name.kind)).copied().flatten() else { continue };
            let running = doc.zone_at(span.start()).is_running_text();
            if running
                && found.confidence >= least(kind)
                && !claims.touch(span)
                && self.is_telling(doc, &lines, from..to)
            {
                hits.push(Hit::rule(span, kind, Target::Name, RULE).with_confidence(found.confidence));
            }
        }
        hits
    }

    /// Whether the words at `tokens` can be a name by their form alone: on one line, and if it is one word, neither an
    /// abbreviation (a body, an act and a term look alike), nor a numeral, nor at the head of a sentence, where every word
    /// has a capital.
    fn is_telling(&self, doc: &Document, lines: &Lines, tokens: std::ops::Range<usize>) -> bool {
        let first = Word::read(doc.slice(lines.tokens[tokens.start]));
        let span = lines.tokens[tokens.start].cover(lines.tokens[tokens.end - 1]);
        if doc.slice(span).contains(['\n', '\t']) || doc.slice(span).contains("  ") {
            return false;
        }
        let last = Word::read(doc.slice(lines.tokens[tokens.end - 1]));
        let surname = self.lexicon.ask_name(last.lower) & known::SURNAME != 0;
        if !surname && AFTER_PEOPLE.iter().any(|end| doc.slice(span).ends_with(end)) {
            return false;
        }
        let heads = tokens.start == 0 || lines.ends.binary_search(&(tokens.start as u32)).is_ok();
        if tokens.len() > 1 {
            // "I. Inleiding": a number before a heading.
            return !heads || !first.is(flag::ALL_CAPITALS) && !first.is(flag::SINGLE | flag::CAPITAL);
        }
        let formless = flag::ALL_CAPITALS | flag::DIGIT | flag::SINGLE;
        first.flags & formless == 0 && first.is_capital() && !heads && !self.lexicon.is_word(first.lower)
    }
}

/// What is named after people, and glued to the name: streets, prizes, lectures. A listed surname (`Groothuis`) may end so.
const AFTER_PEOPLE: [&str; 18] = [
    "straat",
    "plein",
    "laan",
    "weg",
    "kade",
    "gracht",
    "park",
    "singel",
    "brug",
    "tunnel",
    "dreef",
    "hof",
    "prijs",
    "lezing",
    "school",
    "fonds",
    "huis",
    "instituut",
];

/// Names that are less often right are left out: by type, as measured on letters (`docs/model-card.md`).
const fn least(kind: MentionType) -> f32 {
    match kind {
        MentionType::Person => 0.7,
        _ => 0.97,
    }
}

/// Whether a capitalised word stands in the letter that no claim covers and that is no ordinary word at the head of a
/// sentence.
fn has_unknown(doc: &Document, claims: &Claims, lexicon: &Lexicon) -> bool {
    let mut tokens = doc.tokens().iter().zip(doc.words());
    tokens.any(|(token, word)| may_be_capital(word.shape()) && is_unknown(doc, claims, lexicon, token.span))
}

/// For each token whether it is such a word, in running text.
fn unknown(doc: &Document, claims: &Claims, lines: &Lines, lexicon: &Lexicon) -> Vec<bool> {
    let mut words = doc.tokens().iter().zip(doc.words());
    let of = |&span: &Span| {
        let word = words.find(|(token, _)| token.span == span);
        word.is_some_and(|(_, word)| may_be_capital(word.shape()))
            && is_unknown(doc, claims, lexicon, span)
            && doc.zone_at(span.start()).is_running_text()
    };
    lines.tokens.iter().map(of).collect()
}

fn may_be_capital(shape: Shape) -> bool {
    shape.has_capital() || !shape.is_ascii()
}

fn is_unknown(doc: &Document, claims: &Claims, lexicon: &Lexicon, span: Span) -> bool {
    let text = doc.slice(span);
    if !text.chars().any(char::is_uppercase) || claims.touch(span) {
        return false;
    }
    let word = Word::read(text);
    word.is(flag::LETTER) && !(lexicon.is_word(word.lower) && heads(doc, span))
}

/// Whether a sentence begins at `span`.
fn heads(doc: &Document, span: Span) -> bool {
    doc.sentence_at(span.start()).is_some_and(|sentence| sentence.span.start() == span.start())
}
