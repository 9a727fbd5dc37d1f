//! Readings: what the hits at one span say together, with what the knowledge base knows of it.

use crate::committee;
use crate::context;
use crate::letter::Letter;
use griffier_doc::{Attr, Hit, Id, Link, MentionType, Origin, Role, Target};
use griffier_gazetteer::Listing;
use griffier_text::Span;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// One possible mention: a span with a type, and what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub span: Span,
    pub kind: MentionType,
    pub target: Target,
    /// The meanings the list gives, if the target is on it.
    pub listings: Vec<Listing>,
    /// Whether only a homonym stands here, without support by the rest of the letter so far.
    pub needs_context: bool,
    /// Whether a hyphen stands right before it.
    pub after_hyphen: bool,
    /// Whether a hyphen stands right after it.
    pub before_hyphen: bool,
    pub role: Option<Role>,
    pub origin: Origin,
    pub confidence: f32,
    pub attrs: Vec<Attr>,
    /// The span of the full form of which this is the letter's own abbreviation.
    pub alias_of: Option<Span>,
    pub link: Option<Link>,
    pub why: Id,
}

impl Reading {
    pub fn set(&mut self, link: Link, why: impl Into<Id>) {
        self.link = Some(link);
        self.why = why.into();
    }
    /// Links to the one listing that is left; several become candidates, none leaves the reading open.
    pub fn set_listed(&mut self, listings: &[Listing], why: impl Into<Id>) {
        match listings {
            [] => {}
            [only] => {
                self.origin = Origin::Gazetteer(only.entity.row());
                self.set(Link::One(only.entity.id().into()), why);
            }
            several => {
                let share = 1.0 / several.len() as f32;
                let candidates = several.iter().map(|listing| griffier_doc::Candidate {
                    id: listing.entity.id().into(),
                    score: share,
                    why: format!("'{}' is a name of it", self.span_form(listing)),
                });
                let link = Link::Many(candidates.collect());
                self.set(link, "several rows have this name and nothing in the letter decides");
            }
        }
    }
    fn span_form(&self, listing: &Listing) -> &'static str {
        listing.entity.label()
    }
}

/// Longest mention, in bytes: beyond it stands damage, not a name. Keeps overlap resolution linear.
const LONGEST: usize = 2_000;

/// The readings of a letter's hits, in order of span; at one span one for each type.
pub(crate) fn gather(letter: &Letter) -> Vec<Reading> {
    let fits = |hit: &&Hit| hit.role != Some(Role::Portfolio) && hit.span.len() <= LONGEST;
    let fits = |hit: &&Hit| fits(hit) && !opens_another_name(letter, hit);
    let hits: Vec<&Hit> = letter.doc.hits().iter().filter(fits).collect();
    let hits = in_order(&hits);
    let groups = hits.chunk_by(|a, b| a.span == b.span && a.kind == b.kind);
    let mut readings: Vec<Reading> = Vec::with_capacity(hits.len());
    readings.extend(groups.filter_map(|group| merge(letter, group)));
    split_pairs(letter, &mut readings);
    support_acts(&mut readings);
    // People wait for more than the lists say.
    let open = |reading: &Reading| reading.needs_context && reading.kind != MentionType::Person;
    let supported =
        if readings.iter().any(open) { supported(letter, &readings) } else { FxHashSet::default() };
    context::settle(letter, &supported, &mut readings);
    readings
}

/// Hits by span, then by type, then as they came; compared by numbers that lie side by side.
fn in_order<'h>(hits: &[&'h Hit]) -> Vec<&'h Hit> {
    let key = |(i, hit): (usize, &&Hit)| {
        let (start, end) = (hit.span.start() as u64, hit.span.end() as u64);
        ((start << 32) | (u64::from(u32::MAX) - end), hit.kind, i as u32)
    };
    let mut keys: Vec<_> = hits.iter().enumerate().map(key).collect();
    keys.sort_unstable();
    keys.into_iter().filter_map(|(.., i)| hits.get(i as usize).copied()).collect()
}

/// "de Raad van Toezicht", "Raad Onderwijs": not the council that a bare "Raad" means.
fn opens_another_name(letter: &Letter, hit: &Hit) -> bool {
    if hit.kind == MentionType::Policy && is_one_of_many(letter, hit.span) {
        return true;
    }
    // "2002/584/JBZ": the end of a number.
    if hit.span.len() == 3 {
        let digits = letter.before(hit.span.start(), 2).strip_suffix('/');
        return digits.is_some_and(|digits| digits.ends_with(|c: char| c.is_ascii_digit()));
    }
    if !matches!(hit.span.len(), 2 | 4) {
        return false;
    }
    // "2500 EK Den Haag": a postal code.
    let postal = |before: &str| {
        let digits = before.trim_end_matches([' ', '\u{a0}']);
        digits.len() > 3
            && digits.len() < before.len()
            && digits.bytes().rev().take_while(u8::is_ascii_digit).count() == 4
    };
    if hit.span.len() == 2 && postal(letter.before(hit.span.start(), 8)) {
        return true;
    }
    // "TK 31 700 XIV, nr. 126": part of how a paper is cited.
    if matches!(letter.doc.slice(hit.span), "TK" | "EK") {
        let after = letter.after(hit.span.end(), 8).trim_start_matches([' ', '\u{a0}', ':']);
        return after.starts_with(|c: char| c.is_ascii_digit());
    }
    if letter.doc.slice(hit.span) != "Raad" || !matches!(hit.target, Target::Listed(_)) {
        return false;
    }
    let after = letter.after(hit.span.end(), 24).trim_start();
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(word, "van" | "voor" | "der") || word.starts_with(char::is_uppercase)
}

/// "een hoofdlijnenakkoord", "een nieuw regeerakkoord": an agreement of that kind, not the one on the list.
fn is_one_of_many(letter: &Letter, span: Span) -> bool {
    const NEW: [&str; 8] =
        ["nieuw", "breed", "eventueel", "toekomstig", "volgend", "definitief", "gezamenlijk", "ander"];
    let words = letter.doc.slice(span);
    if !words.ends_with("akkoord") || !words.starts_with(char::is_lowercase) || words.contains(' ') {
        return false;
    }
    let mut before = letter.before(span.start(), 24).split_whitespace().rev();
    let last = before.next().unwrap_or("");
    let article = if NEW.contains(&last) { before.next().unwrap_or("") } else { last };
    ["een", "Een", "geen", "elk", "ieder"].contains(&article)
}

/// "motie Kröger-Thijssen": two movers, where no list has the whole name and one has each half; "Michon-Derkzen" is one.
fn split_pairs(letter: &Letter, readings: &mut Vec<Reading>) {
    let is_person = |name: &str| {
        let surface = letter.kb.surface(name).into_iter();
        surface.flat_map(|n| letter.kb.listings(n)).any(|l| l.entity.kind() == MentionType::Person)
    };
    let halves = |reading: &Reading| {
        let words = letter.doc.slice(reading.span);
        let at =
            words.find(['-', '–']).filter(|_| words.len() <= 80 && reading.kind == MentionType::Person)?;
        let behind = at + words[at..].chars().next()?.len_utf8();
        let (first, second) = (&words[..at], &words[behind..]);
        let pair = reading.role == Some(Role::Mover)
            && second.starts_with(char::is_uppercase)
            && !second.contains(['-', '–'])
            && !is_person(words)
            && is_person(first)
            && is_person(second);
        let start = reading.span.start();
        pair.then(|| [Span::at(start, start + at), Span::at(start + behind, reading.span.end())])
    };
    let pairs: Vec<(usize, [Span; 2])> =
        readings.iter().enumerate().filter_map(|(i, reading)| Some((i, halves(reading)?))).collect();
    for &(i, spans) in &pairs {
        for (n, span) in spans.into_iter().enumerate() {
            let name = letter.words(span);
            let mut half = readings[i].clone();
            half.target = Target::Lookup(name.clone());
            half.span = span;
            half.listings = letter.kb.surface(&name).map_or(Vec::new(), |number| {
                let people = |l: &Listing| l.entity.kind() == MentionType::Person;
                letter.kb.listings(number).filter(people).collect()
            });
            (half.before_hyphen, half.after_hyphen, half.needs_context) = (n == 0, n == 1, false);
            readings.push(half);
        }
    }
    let split: BTreeSet<Span> =
        pairs.iter().flat_map(|(i, spans)| [readings[*i].span, spans[0], spans[1]]).collect();
    if split.is_empty() {
        return;
    }
    let fresh = readings.len() - 2 * pairs.len();
    let mut place = 0;
    // What stood at these spans before says less than the halves do.
    readings.retain(|reading| {
        place += 1;
        place > fresh || reading.kind != MentionType::Person || !split.contains(&reading.span)
    });
    readings.sort_by_key(|reading| (reading.span, reading.kind));
}

/// An abbreviation behind an article is that of an act ("artikel 4 Aw").
fn support_acts(readings: &mut [Reading]) {
    let acts: BTreeSet<Span> = readings
        .iter()
        .filter_map(|reading| match &reading.target {
            Target::Parts { act, .. } => Some(*act),
            _ => None,
        })
        .collect();
    let is_act = |reading: &&mut Reading| matches!(reading.kind, MentionType::Law | MentionType::Treaty);
    for reading in readings.iter_mut().filter(is_act).filter(|reading| acts.contains(&reading.span)) {
        if reading.needs_context {
            (reading.needs_context, reading.confidence) = (false, 0.9);
            reading.why = "an article of it is cited".into();
        }
    }
}

/// Makes one reading of hits with one span and type: the best target, the first role, every attribute.
fn merge(letter: &Letter, group: &[&Hit]) -> Option<Reading> {
    let best = match group {
        [only] => only,
        several => several.iter().max_by_key(|hit| rank(letter, hit))?,
    };
    let bytes = letter.doc.text().as_bytes();
    let listings = listings(letter, best);
    let mut attrs: Vec<Attr> = Vec::new();
    for attr in group.iter().flat_map(|hit| &hit.attrs) {
        if !attrs.iter().any(|known| known.key == attr.key) {
            attrs.push(attr.clone());
        }
    }
    let confidence = group.iter().map(|hit| hit.confidence).fold(0.0, f32::max);
    Some(Reading {
        span: best.span,
        kind: best.kind,
        target: best.target.clone(),
        needs_context: group.iter().all(|hit| matches!(hit.target, Target::Listed(_)))
            && listings.iter().all(|listing| listing.needs_context),
        listings,
        before_hyphen: matches!(bytes.get(best.span.end()), Some(b'-' | b'/')),
        after_hyphen: best.span.start().checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'-'),
        role: group.iter().find_map(|hit| hit.role),
        origin: best.origin.clone(),
        confidence,
        attrs,
        alias_of: None,
        link: None,
        why: Id::default(),
    })
}

fn rank(letter: &Letter, hit: &Hit) -> (u8, bool) {
    let rank = match &hit.target {
        Target::Value(_) => 3,
        Target::Listed(_) | Target::Parts { .. } => 2,
        Target::Lookup(name) if letter.kb.surface(name).is_some() => 2,
        Target::Lookup(_) => 1,
        Target::Name => 0,
    };
    (rank, matches!(hit.target, Target::Lookup(_)))
}

fn listings(letter: &Letter, hit: &Hit) -> Vec<Listing> {
    let of_kind =
        |listing: &Listing| listing.entity.kind() == hit.kind && !listing.portfolio && !listing.adjective;
    match &hit.target {
        Target::Listed(number) => {
            // What the only meaning of a form demands was seen when it was found.
            if matches!(hit.origin, Origin::Gazetteer(_))
                && let Some(only) = letter.kb.only_listing(*number)
            {
                return if of_kind(&only) { vec![only] } else { Vec::new() };
            }
            letter.kb.listings_at(letter.doc, *number, hit.span).into_iter().filter(of_kind).collect()
        }
        Target::Lookup(name) => {
            let surface = letter.kb.surface(name);
            surface.map_or(Vec::new(), |number| letter.kb.listings(number).filter(of_kind).collect())
        }
        Target::Name => {
            let surface = letter.kb.surface(letter.doc.slice(hit.span));
            surface.map_or(Vec::new(), |number| {
                letter.kb.listings_at(letter.doc, number, hit.span).into_iter().filter(of_kind).collect()
            })
        }
        Target::Value(_) | Target::Parts { .. } => Vec::new(),
    }
}

/// The entities that a safe name in the letter stands for, and the organisations of its offices: a homonym that could
/// mean one of them does.
pub(crate) fn supported(letter: &Letter, readings: &[Reading]) -> FxHashSet<&'static str> {
    let safe = readings.iter().flat_map(|reading| &reading.listings).filter(|listing| !listing.needs_context);
    let mut supported: FxHashSet<&'static str> = safe
        .flat_map(|listing| {
            let organisation =
                listing.entity.organisation().filter(|_| listing.entity.kind() == MentionType::Office);
            std::iter::once(listing.entity.id()).chain(organisation.map(|entity| entity.id()))
        })
        .collect();
    // Beside the Commission or the Parliament, "de Raad" and "de Unie" are the Union's.
    if supported.contains(COMMISSION) || supported.contains("org:europees-parlement") {
        supported.extend(["org:raad-eu", "org:eu"]);
    }
    if UNION.iter().any(|body| supported.contains(body)) && !other_commission(letter, readings) {
        supported.insert(COMMISSION);
    }
    supported
}

/// The body that a bare "Commissie" means in a letter about the Union.
const COMMISSION: &str = "org:europese-commissie";

/// Bodies that a letter names if it is about the Union.
const UNION: [&str; 5] = ["org:eu", "org:bnc", "org:europees-parlement", "org:europese-raad", "org:raad-eu"];

/// Whether the letter names another commission, which "de Commissie" may be: "Commissie-Remkes", "de commissie Sorgdrager".
/// Standing committees are written in small letters.
fn other_commission(letter: &Letter, readings: &[Reading]) -> bool {
    let mut bodies = readings.iter().filter(|reading| reading.kind == MentionType::Organisation);
    bodies.any(|reading| {
        let words = letter.doc.slice(reading.span);
        let named = words.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("commissie"))
            && words.len() > 10
            || words.contains("commissie")
                && words.starts_with(char::is_uppercase)
                && !words.contains("Europese");
        let union = || {
            reading.listings.iter().any(|listing| {
                let kind = listing.entity.subkind();
                listing.entity.id() == COMMISSION || kind == "committee" || kind == "eu"
            })
        };
        named && !union() && !committee::is_reading(reading)
    })
}
