//! Calendar expressions and their ISO 8601 values, and the date of the letter itself.
//!
//! [`grammar`](self::grammar) reads what an expression looks like, [`calendar`](self::calendar) knows which days exist,
//! [`resolve`](self::resolve) gives the year that the words leave out, [`letter`](self::letter) finds the date a letter
//! bears. What an event on a day is called, and what the day has to do with it, is not decided here.

mod calendar;
mod days;
mod grammar;
mod letter;
mod resolve;
#[cfg(test)]
mod tests;
mod words;
mod years;

use crate::atoms::{Atoms, Gap, Kind};
use calendar::Unit;
use grammar::Grammar;
use griffier_doc::{Document, Hit, MentionType, Origin, Role, Target};
use griffier_text::Span;
use resolve::{Anchor, Expr, Look, YearRef, year_before};
use words::{AHEAD, BACK};

/// Rules whose hits give day, month and year in full.
const FULL: [&str; 2] = ["date.absolute", "date.numeric"];
/// How far, in atoms, the words that give a sentence its direction may stand from a date.
const WINDOW: usize = 30;
/// The most atoms between two dates that share a year (`14 maart en op 15 april 2023`).
const SHARED: usize = 3;

/// Every calendar expression of the letter, in reading order.
///
/// `anchor` (`YYYY-MM-DD`) is the date that relative expressions count from; without it the letter's own date is taken.
/// Where there is neither, a day without a year takes the year of [`estimated_anchor`], and an expression that needs
/// more (`8 juli jl.`) has [`Target::Name`].
pub fn recognize_dates(doc: &Document, anchor: Option<&str>) -> Vec<Hit> {
    let atoms = Atoms::new(doc);
    let founds = find(&atoms);
    let own = letter::own_date(doc, &atoms, &founds);
    let stated = own
        .and_then(|own| founds.get(own))
        .and_then(|found| found.expr.resolve(None, None, || Look::Nowhere));
    let anchor = anchor.or(stated.as_deref()).and_then(|text| Anchor::parse(text, false));
    let mut hits = Vec::with_capacity(founds.len());
    let resolved = |found: &Found, that, anchor| found.expr.resolve(anchor, that, || look(&atoms, found));
    let asked = letter::asked_date(&atoms, &founds, own).and_then(|found| resolved(found, None, None));
    let asked = asked.and_then(|text| Anchor::parse(&text, false));
    let anchor = anchor.or_else(|| {
        let values = founds.iter().filter(|found| FULL.contains(&found.rule()));
        let latest = latest_past(values.map(|found| (found.span, resolved(found, None, None))), doc)?;
        Anchor::parse(&latest, true)
    });
    let mut that = None;
    for (i, found) in founds.iter().enumerate() {
        // What a question calls the coming day may be past when its answer arrives.
        let early = (found.expr.from.year == YearRef::Coming).then(|| resolved(found, that, asked)).flatten();
        let value = resolved(found, that, anchor);
        let value = early.filter(|early| value.as_ref().is_none_or(|value| early < value)).or(value);
        if let YearRef::Known(year) = found.expr.from.year {
            that = Some(year);
        }
        let confidence = if value.is_some() { found.confidence } else { 0.6 };
        let target = value.map_or(Target::Name, Target::Value);
        let hit = Hit::rule(found.span, MentionType::Date, target, found.rule()).with_confidence(confidence);
        hits.push(if own == Some(i) { hit.with_role(Role::LetterDate) } else { hit });
    }
    hits
}

/// The date the letter bears, with its place; `None` if it bears none or it was made unreadable.
pub fn letter_date(doc: &Document) -> Option<(Span, String)> {
    let atoms = Atoms::new(doc);
    let founds = find(&atoms);
    let own = founds.get(letter::own_date(doc, &atoms, &founds)?)?;
    Some((own.span, own.expr.resolve(None, None, || Look::Nowhere)?))
}

/// A stand-in for the date of a letter that bears none: the latest full date of the text that is not announced as still
/// to come (`uiterlijk`, `vóór`, `vanaf`).
pub fn estimated_anchor(doc: &Document, hits: &[Hit]) -> Option<String> {
    let full = |hit: &&Hit| {
        hit.kind == MentionType::Date && matches!(&hit.origin, Origin::Rule(rule) if FULL.contains(rule))
    };
    let values = hits.iter().filter(full).map(|hit| match &hit.target {
        Target::Value(value) => (hit.span, Some(value.clone())),
        _ => (hit.span, None),
    });
    latest_past(values, doc)
}

/// The latest day among `dates`, those first that no word before them announces.
fn latest_past(dates: impl Iterator<Item = (Span, Option<String>)>, doc: &Document) -> Option<String> {
    const AHEAD: [&str; 9] = ["uiterlijk", "vóór", "voor", "tot", "per", "vanaf", "na", "met", "t/m"];
    let text = doc.text();
    dates
        .filter_map(|(span, value)| {
            // The word before: within a few bytes, so that a text without spaces costs no more.
            let near =
                (span.start().saturating_sub(24)..=span.start()).find(|&at| text.is_char_boundary(at))?;
            let near = text.get(near..span.start())?;
            let word = near.split_whitespace().next_back().unwrap_or("");
            let announced =
                AHEAD.iter().any(|ahead| word.eq_ignore_ascii_case(ahead)) || near.ends_with("ingang van ");
            Some((!announced, value?.get(..10)?.to_owned()))
        })
        .max()
        .map(|(_, value)| value)
}

/// An expression in the text.
struct Found {
    /// Index of its first atom.
    first: usize,
    /// Index of the atom after it.
    next: usize,
    span: Span,
    expr: Expr,
    confidence: f32,
    numeric: bool,
}

impl Found {
    fn rule(&self) -> &'static str {
        let last = self.expr.to.unwrap_or(self.expr.from);
        match (last.unit, last.year) {
            _ if self.expr.to.is_some() && self.expr.is_absolute() => "date.range",
            (Unit::Recess(_), _) => "date.recess",
            (Unit::Feast(_), _) => "date.feast",
            (Unit::Decade, _) => "date.decade",
            (Unit::Year, YearRef::Known(_)) => "date.year",
            (Unit::Day { .. }, YearRef::Known(_)) if self.numeric => "date.numeric",
            (Unit::Day { .. }, YearRef::Known(_)) => "date.absolute",
            (_, YearRef::Known(_)) => "date.period",
            (_, YearRef::Unstated) => "date.yearless",
            _ => "date.relative",
        }
    }
    /// Whether it names one full day.
    fn is_full_day(&self) -> bool {
        FULL.contains(&self.rule())
    }
}

fn find(atoms: &Atoms<'_>) -> Vec<Found> {
    let grammar = Grammar { atoms };
    let mut founds: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < atoms.len() {
        let Some(parsed) = grammar.parse(i) else {
            i += 1;
            continue;
        };
        if let Some(expr) = parsed.expr {
            let span = Span::at(atoms.start(i), parsed.end.byte);
            let numeric = atoms.kind(i) == Kind::Digits && !atoms.is_letters(i + 1);
            founds.push(Found {
                first: i,
                next: parsed.end.atom,
                span,
                expr,
                confidence: parsed.confidence,
                numeric,
            });
        }
        i = parsed.end.atom.max(i + 1);
    }
    share_years(atoms, &mut founds);
    founds
}

/// Gives a date without a year that of the date it is coordinated with: `14 maart en 15 april 2023`; or that its
/// sentence began with: `In 2022 is op 13 september`.
fn share_years(atoms: &Atoms<'_>, founds: &mut [Found]) {
    let yearly = |unit| matches!(unit, Unit::Day { .. } | Unit::Month(_) | Unit::Quarter(_));
    let mut opening: Option<(usize, YearRef)> = None;
    for found in founds.iter_mut() {
        let Expr { from, to, part, .. } = found.expr;
        opening = opening.filter(|&(at, _)| {
            found.first - at <= WINDOW && !(at..=found.first).any(|k| ends_sentence(atoms, k))
        });
        if from.unit == Unit::Year
            && to.is_none()
            && part.is_none()
            && atoms.is(atoms.before(found.first), "in")
        {
            opening = Some((found.next, from.year));
        } else if from.year == YearRef::Unstated
            && yearly(from.unit)
            && to.is_none()
            && let Some((_, year)) = opening
        {
            found.expr.from.year = year;
        }
    }
    for i in (1..founds.len()).rev() {
        let Some((before, after)) = founds.split_at_mut_checked(i) else { return };
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { return };
        let between = first.next..second.first;
        let joined = (1..=SHARED).contains(&between.len())
            && between.clone().all(|k| {
                atoms.near(k) && (atoms.is_mark(k, ',') || atoms.is_mark(k, '/') || is_joining(atoms, k))
            })
            && atoms.near(second.first);
        let open = first.expr.to.is_none()
            && first.expr.from.year == YearRef::Unstated
            && yearly(first.expr.from.unit);
        let year = second.expr.from.year;
        let shared = match year {
            YearRef::Unstated => false,
            YearRef::Known(_) => true,
            _ => between.clone().any(|k| is_joining(atoms, k)),
        };
        if joined && open && shared && yearly(second.expr.from.unit) {
            first.expr.from.year = year_before(first.expr.from.unit, second.expr.from);
        }
    }
}

fn is_joining(atoms: &Atoms<'_>, i: usize) -> bool {
    atoms.is_any(i, &["en", "of", "op", "in", "van", "tot", "respectievelijk"])
}

/// Whether a sentence ends at or before atom `k`.
fn ends_sentence(atoms: &Atoms<'_>, k: usize) -> bool {
    atoms.gap(k) == Gap::Blank
        || matches!(atoms.kind(k), Kind::Mark('.' | '?' | '!' | ';') if !atoms.glued(k + 1))
}

/// Which way the words around an expression look. A word that looks ahead outweighs one that looks back: the future is
/// said by its verb, the past often only of what the sentence refers to.
fn look(atoms: &Atoms<'_>, found: &Found) -> Look {
    // `Voor de zomer heeft het ministerie`
    if atoms.is_any(
        found.next,
        &["heeft", "hebben", "heb", "had", "is", "zijn", "was", "waren", "werd", "werden"],
    ) {
        return Look::Back;
    }
    let announced = atoms.before(found.first);
    if atoms.is_any(announced, &["voor", "uiterlijk", "vóór"])
        || atoms.is_any(atoms.before(announced), &["voor", "uiterlijk", "vóór"])
    {
        return Look::Ahead;
    }
    let ends = |k| ends_sentence(atoms, k);
    let left = (found.first.saturating_sub(WINDOW)..found.first).rev().take_while(|&k| !ends(k));
    let right = (found.next..found.next + WINDOW).take_while(|&k| k < atoms.len() && !ends(k));
    let mut back = false;
    for k in left.chain(right).filter(|&k| atoms.is_letters(k)) {
        if atoms.is_any(k, AHEAD) {
            return Look::Ahead;
        }
        // `is gepubliceerd`, `zijn verzonden`: the participle alone tells past from present.
        back |= atoms.is_any(k, BACK);
    }
    if back { Look::Back } else { Look::Nowhere }
}
