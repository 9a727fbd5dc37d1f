//! What linking must know of the letter as a whole: its day, its chamber, its notes.

use crate::portfolio::Portfolios;
use crate::reading::Reading;
use crate::stated;
use griffier_doc::{
    Document, Id, Link, MentionType, Meta, Role, Target, TokenKind, ZoneKind, is_paper_of_senate,
};
use griffier_gazetteer::{Day, EntityRef, KnowledgeBase};
use griffier_text::{Span, whole_words};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// The chamber of the letter's usual addressee, as the knowledge base names it.
pub(crate) const TWEEDE_KAMER: &str = "org:tweede-kamer";
/// The other chamber.
pub(crate) const EERSTE_KAMER: &str = "org:eerste-kamer";

/// How far, in bytes, a semicolon is looked for.
const CLAUSE: usize = 300;
/// How far, in bytes, one of several dates may stand from the words that it dates.
const NEAR_DATE: usize = 40;

/// A letter under linking.
pub(crate) struct Letter<'d> {
    pub doc: &'d Document,
    pub kb: KnowledgeBase,
    /// The letter's own date, ISO: as a publisher or the user states it, else as printed, else when it was sent.
    pub date: Option<String>,
    /// The date it bears in print, with its place.
    pub printed: Option<(Span, String)>,
    /// The day that offices and seats are looked up for: the letter's own, or the latest day its text gives.
    pub day: Option<Day>,
    /// The chamber it is written to or printed by.
    pub chamber: &'static str,
    /// The note that the mark at a span calls.
    notes: BTreeMap<Span, Span>,
    /// Where dates stand, in reading order.
    dates: Vec<Span>,
    /// The dates of day, month or year precision, with the first and last day that each covers.
    days: Vec<(Span, Day, Day)>,
    /// Entities that were looked up, by the hash of their identifier.
    known: RefCell<FxHashMap<u64, EntityRef>>,
    /// What ministers there are, read for the first title that no row has.
    portfolios: OnceCell<Portfolios>,
}

impl<'d> Letter<'d> {
    pub fn read(doc: &'d Document, kb: KnowledgeBase) -> Self {
        let printed = doc.hits().iter().find(|hit| hit.role == Some(Role::LetterDate));
        let printed = printed.and_then(|hit| match &hit.target {
            Target::Value(iso) => Some((hit.span, iso.clone())),
            _ => None,
        });
        let date = stated::date(doc)
            .or(printed.as_ref().map(|(_, iso)| iso.as_str()))
            .or_else(|| stated::date_of_sending(doc))
            .map(str::to_owned);
        let day = date.as_deref().and_then(Day::first).or_else(|| undated_day(doc));
        let dates = doc.hits().iter().filter(|hit| hit.kind == MentionType::Date).map(|hit| hit.span);
        let mut dates: Vec<Span> = dates.collect();
        dates.sort_unstable();
        let mut days: Vec<_> = doc.hits().iter().filter_map(days_of).collect();
        days.sort_unstable();
        let notes = doc
            .footnotes()
            .iter()
            .flat_map(|note| note.marks.iter().map(|mark| (*mark, note.note)))
            .collect();
        Self {
            doc,
            kb,
            date,
            printed,
            day,
            chamber: chamber(doc),
            notes,
            dates,
            days,
            known: RefCell::default(),
            portfolios: OnceCell::new(),
        }
    }

    /// The entity with identifier `id`, looked up once.
    pub fn entity(&self, id: &str) -> Option<EntityRef> {
        let mut known = self.known.borrow_mut();
        let key = FxBuildHasher.hash_one(id);
        if let Some(entity) = known.get(&key).filter(|entity| entity.id() == id) {
            return Some(*entity);
        }
        let entity = self.kb.entity(id)?;
        known.insert(key, entity);
        Some(entity)
    }

    /// The offices of government that somebody held.
    pub fn portfolios(&self) -> &Portfolios {
        self.portfolios.get_or_init(|| Portfolios::read(self.kb))
    }

    /// The words at `span`, one space for any white space, whole where the end of a line breaks them.
    pub fn words(&self, span: Span) -> String {
        whole_words(self.doc.slice(span))
    }

    /// The first note that a mark in `window` calls, with its mark.
    pub fn note_called_in(&self, window: Span) -> Option<(Span, Span)> {
        let marks = self.doc.tokens_in(window).iter().filter(|token| token.kind == TokenKind::NoteMark);
        marks.map(|token| token.span).find_map(|mark| Some((mark, *self.notes.get(&mark)?)))
    }

    /// The dates that begin within `window`.
    pub fn dates_in(&self, window: Span) -> &[Span] {
        let from = self.dates.partition_point(|date| date.start() < window.start());
        let to = self.dates.partition_point(|date| date.start() < window.end());
        &self.dates[from..to.max(from)]
    }

    /// The first and last day of the date that the sentence around `span` gives: the one right behind the words ("in 2013"),
    /// the only one, or of several the nearest before the words, else behind them.
    pub fn day_of_sentence(&self, span: Span) -> Option<(Day, Day)> {
        let sentence = self.doc.sentence_at(span.start())?.span;
        // A semicolon parts what is said of one time from what is said of another.
        let (before, after) = (self.before(span.start(), CLAUSE), self.after(span.end(), CLAUSE));
        let low = before.rfind(';').map_or(0, |at| span.start() - before.len() + at);
        let high = after.find(';').map_or(usize::MAX, |at| span.end() + at);
        let (low, high) = (sentence.start().max(low), sentence.end().min(high));
        let from = self.days.partition_point(|(date, ..)| date.start() < low);
        let to = self.days.partition_point(|(date, ..)| date.start() < high);
        let inside = self.days.get(from..to)?;
        let behind = inside.partition_point(|(date, ..)| date.start() < span.end());
        let apart = |date: Span| self.doc.text().get(span.end()..date.start()).unwrap_or("");
        let next = inside.get(behind);
        let beside = |date: Span| [" in ", " op ", " (", " van ", " per ", " sinds "].contains(&apart(date));
        let nearest = || {
            // Bounded, as a text without full stops is one sentence.
            let first = inside.first()?;
            let one = inside.iter().take(9).all(|date| (date.1, date.2) == (first.1, first.2));
            let last = behind.checked_sub(1).and_then(|last| inside.get(last));
            let near = last.filter(|(date, ..)| span.start().saturating_sub(date.end()) <= NEAR_DATE);
            let next = next.filter(|(date, ..)| last.is_none() && apart(*date).len() <= NEAR_DATE);
            if one { Some(first) } else { near.or(next) }
        };
        let &(_, first, last) = next.filter(|(date, ..)| beside(*date)).or_else(nearest)?;
        Some((first, last))
    }

    /// The first day of the date that begins first within `window`.
    pub fn first_day_in(&self, window: Span) -> Option<Day> {
        let from = self.days.partition_point(|(date, ..)| date.start() < window.start());
        self.days.get(from).filter(|(date, ..)| date.start() < window.end()).map(|&(_, first, _)| first)
    }

    /// Whether the sentence around `span` gives a date that has a day.
    pub fn has_day(&self, span: Span) -> bool {
        let Some(sentence) = self.doc.sentence_at(span.start()) else { return false };
        let from = self.days.partition_point(|(date, ..)| date.start() < sentence.span.start());
        self.days.get(from).is_some_and(|(date, ..)| date.start() < sentence.span.end())
    }

    /// At most `reach` bytes of the text before byte `offset`. Bounded, so that looking back costs the same in any text.
    pub fn before(&self, offset: usize, reach: usize) -> &'d str {
        let text = self.doc.text();
        let start = (offset.saturating_sub(reach)..=offset).find(|&at| text.is_char_boundary(at));
        start.and_then(|start| text.get(start..offset)).unwrap_or("")
    }

    /// At most `reach` bytes of the text from byte `offset` on.
    pub fn after(&self, offset: usize, reach: usize) -> &'d str {
        let text = self.doc.text();
        let end = text.len().min(offset + reach);
        let end = (offset..=end).rev().find(|&at| text.is_char_boundary(at));
        end.and_then(|end| text.get(offset..end)).unwrap_or("")
    }

    /// The rest of the sentence after byte `offset`.
    pub fn rest_of_sentence(&self, offset: usize) -> Span {
        let end = self.doc.sentence_at(offset).map_or(offset, |sentence| sentence.span.end());
        Span::at(offset, end.max(offset))
    }

    pub fn meta(&self, readings: &[Reading]) -> Meta {
        let mut identifiers: Vec<Id> = Vec::new();
        for reading in readings.iter().filter(|reading| reading.role == Some(Role::OwnIdentifier)) {
            if let Some(Link::One(id)) = &reading.link
                && !identifiers.contains(id)
            {
                identifiers.push(id.clone());
            }
        }
        let subject = self.subject().or_else(|| stated::title(self.doc));
        identifiers.extend(stated::identifier(self.doc).filter(|id| !identifiers.contains(id)));
        Meta { date: self.date.clone(), subject, identifiers }
    }

    /// What stands after "Betreft" or "Onderwerp" in the metadata, over its line breaks, or in a list of decisions after "Document:".
    fn subject(&self) -> Option<String> {
        let zone = self.doc.zones().iter().filter(|zone| zone.kind == ZoneKind::Metadata);
        zone.map(|zone| zone.span).find_map(|span| {
            let text = self.doc.slice(span);
            let mut lines = text.lines().skip_while(|line| label_of(line).is_none());
            let first = label_of(lines.next()?)?;
            let rest = lines.skip_while(|line| first.is_empty() && line.trim().is_empty());
            let rest = rest.take_while(|line| !line.trim().is_empty() && !is_field(line));
            let subject = std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" ");
            let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
            (!subject.is_empty()).then_some(subject)
        })
    }
}

fn days_of(hit: &griffier_doc::Hit) -> Option<(Span, Day, Day)> {
    let Target::Value(iso) = &hit.target else { return None };
    let plain = hit.kind == MentionType::Date && !iso.contains('/') && !iso.contains("--");
    plain.then_some(())?;
    let day = iso.get(..10).unwrap_or(iso);
    Some((hit.span, Day::first(day)?, Day::last(day)?))
}

fn label_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['#', '*', ' ', '|']);
    ["Betreft", "Onderwerp", "Document:"].iter().find_map(|label| {
        let rest = line
            .get(..label.len())
            .filter(|head| head.eq_ignore_ascii_case(label))
            .map(|_| &line[label.len()..])?;
        // "Document:" says nothing without what it is.
        let separated = rest.is_empty() && !label.ends_with(':') || rest.starts_with([':', ' ', '\t', '*']);
        separated.then(|| rest.trim_start_matches([':', '*', ' ', '\t']).trim())
    })
}

/// Whether a line starts another field of the metadata block.
fn is_field(line: &str) -> bool {
    let word = line.trim_start_matches(['#', '*', ' ']).split([' ', ':', '(', '\t']).next().unwrap_or("");
    ["Datum", "Kenmerk", "Bijlage", "Bijlagen", "Onze", "Ons", "Uw", "Contactpersoon", "Pagina"]
        .contains(&word)
}

fn chamber(doc: &Document) -> &'static str {
    // The addressee decides; an office named in the letterhead is next, the first chamber named in the head is last.
    let head = doc
        .zones()
        .iter()
        .find(|zone| zone.kind.is_running_text())
        .map_or(doc.text().len(), |zone| zone.span.start());
    let named = |hit: &&griffier_doc::Hit| {
        let slice = doc.slice(hit.span);
        // Shorter than either name, without the blank that the view may add, or without its `K`.
        if slice.len() < "eerstekamer".len() || (slice.is_ascii() && !slice.contains(['k', 'K'])) {
            return None;
        }
        let words = griffier_text::normalize_name(slice);
        let chamber = if words.contains("eerste kamer") {
            Some(EERSTE_KAMER)
        } else if words.contains("tweede kamer") {
            Some(TWEEDE_KAMER)
        } else {
            None
        };
        chamber.map(|chamber| (hit.role != Some(Role::Addressee), hit.span, chamber))
    };
    let kinds = [MentionType::Office, MentionType::Organisation];
    let hits = || doc.hits().iter().filter(|hit| kinds.contains(&hit.kind));
    let heading = hits().filter(|hit| hit.role == Some(Role::Addressee) || hit.span.start() < head);
    if let Some((_, _, chamber)) = heading.filter_map(|hit| named(&hit)).min() {
        return chamber;
    }
    // Only the Eerste Kamer numbers its papers with letters.
    let lettered = |hit: &griffier_doc::Hit| {
        hit.role == Some(Role::OwnIdentifier)
            && matches!(&hit.target, Target::Value(id) if is_paper_of_senate(id))
    };
    if doc.hits().iter().any(lettered) {
        return EERSTE_KAMER;
    }
    // A letter whose head names none is about the only one that it names at all.
    let mut all = hits().filter_map(|hit| named(&hit)).map(|(_, _, chamber)| chamber);
    let first = all.next().unwrap_or(TWEEDE_KAMER);
    if all.all(|chamber| chamber == first) { first } else { TWEEDE_KAMER }
}

/// The session year in the head of a printed paper, as its first and last day.
fn session(doc: &Document) -> Option<(Day, Day)> {
    let dates = doc.hits().iter().filter(|hit| hit.kind == MentionType::Date).take(3);
    dates.filter(|hit| hit.span.start() < HEAD).find_map(|hit| {
        let Target::Value(iso) = &hit.target else { return None };
        let (first, last) =
            iso.split_once('/').filter(|(first, last)| first.len() == 4 && last.len() == 4)?;
        let before = doc.text().get(..hit.span.start())?.trim_end().to_lowercase();
        let (first, last) = (Day::first(&format!("{first}-09-01"))?, Day::last(&format!("{last}-09-30"))?);
        before.ends_with("vergaderjaar").then_some((first, last))
    })
}

/// Bytes of a paper in which its session year is printed.
const HEAD: usize = 400;

/// The day that a paper without a date was written about: the latest that its text names, unless the session year in its
/// head says that it was another time.
fn undated_day(doc: &Document) -> Option<Day> {
    let latest = latest_day(doc);
    match session(doc) {
        Some((first, last)) => latest.filter(|day| first <= *day && *day <= last).or_else(|| {
            // The middle of the session: the first day of its second year.
            Day::first(&format!("{}-01-01", last.0 / 10_000))
        }),
        None => latest,
    }
}

/// The latest day among the dates of the text that is a day or month and not a plan for years ahead: a letter without
/// a date was written about then.
fn latest_day(doc: &Document) -> Option<Day> {
    let days =
        doc.hits().iter().filter(|hit| hit.kind == MentionType::Date).filter_map(|hit| match &hit.target {
            Target::Value(iso) if iso.len() >= 7 && !iso.contains('/') && !iso.contains("--") => {
                Day::last(iso)
            }
            _ => None,
        });
    days.max()
}
