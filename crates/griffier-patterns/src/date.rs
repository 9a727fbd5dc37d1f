//! Calendar expressions and their ISO 8601 values, and the date of the letter itself.
//!
//! [`grammar`](self::grammar) reads what an expression looks like, [`calendar`](self::calendar) knows which days exist,
//! [`resolve`](self::resolve) gives the year that the words leave out, [`letter`](self::letter) finds the date a letter
//! bears. What an event on a day is called, and what the day has to do with it, is not decided here.

mod calendar;
mod days;
#[cfg(test)]
mod differential;
#[cfg(test)]
mod expressions;
mod grammar;
mod letter;
mod months;
mod relative;
mod resolve;
#[cfg(test)]
mod tests;
mod words;
mod years;

use crate::atoms::{Atoms, Gap, Kind};
use calendar::Unit;
use grammar::Grammar;
use griffier_doc::{Document, Field, Hit, MentionType, Role, Target, Trust};
use griffier_text::Span;
use resolve::{Anchor, Expr, Look, YearRef, year_before};
use words::{AHEAD, BACK};

/// Rules whose hits give day, month and year in full.
const FULL: [&str; 2] = ["date.absolute", "date.numeric"];
/// Words that make of what follows something of every year.
const EVERY_YEAR: &[&str] = &["jaarlijks", "halfjaarlijks", "tweejaarlijks", "telkens", "steeds"];
/// How far, in atoms, the words that give a sentence its direction may stand from a date.
const WINDOW: usize = 30;
/// The most atoms between two dates that share a year (`14 maart en op 15 april 2023`).
const SHARED: usize = 3;
/// The most dates that a quotation may hold before one of them.
const QUOTED: usize = 4;

/// Every calendar expression of the letter, in reading order.
///
/// `anchor` (`YYYY-MM-DD`) is the date that relative expressions count from; without it the letter's own date is taken.
/// Where there is neither, a day without a year takes the year of the day that its paragraph gives before it, and what
/// needs more (`8 juli jl.`) has [`Target::Name`]. An older letter that the paper encloses and a quotation that the
/// sentence dates count from their own day.
pub fn recognize_dates(doc: &Document, anchor: Option<&str>) -> Vec<Hit> {
    dates(doc, &Atoms::new(doc), anchor)
}

/// The same for a letter that is read already.
pub(crate) fn dates(doc: &Document, atoms: &Atoms<'_>, anchor: Option<&str>) -> Vec<Hit> {
    let founds = find(atoms);
    let own = letter::own_date(doc, atoms, &founds);
    let own_value = own.and_then(|own| founds.get(own)).and_then(Found::stated);
    let parsed = |text: Option<&str>| text.and_then(|text| Anchor::parse(text, false));
    let sent = doc.stated_by(Field::Date, Trust::Sender).map(|stated| stated.value.as_str());
    let anchor = parsed(anchor).or_else(|| parsed(own_value.as_deref())).or_else(|| parsed(sent));
    let asked = letter::asked_date(atoms, &founds, own).and_then(Found::stated);
    let asked = asked.and_then(|text| Anchor::parse(&text, false));
    let turns = if asked.is_some() { letter::turns(atoms) } else { Vec::new() };
    let enclosed = letter::enclosed(doc, atoms, &founds, own);
    let mut enclosed = enclosed.into_iter().peekable();
    let mut hits = Vec::with_capacity(founds.len());
    let (mut that, mut paper, mut given) = (None, anchor, Given::default());
    let mut told = Told::default();
    for (i, found) in founds.iter().enumerate() {
        if enclosed.next_if_eq(&i).is_some() {
            paper = found.stated().and_then(|text| Anchor::parse(&text, false)).or(paper);
        }
        let value = if found.expr.is_absolute() {
            found.stated()
        } else {
            // What a question says counts from the day it was put.
            let paper = asked.filter(|_| is_asked(&turns, found)).or(paper);
            let here = quoted_anchor(atoms, &founds, i).or(paper).or_else(|| given.anchor(atoms, found));
            let resolved = |anchor| found.expr.resolve(anchor, that, || look(atoms, found));
            // What a question calls the coming day may be past when its answer arrives.
            let early = (found.expr.from.year == YearRef::Coming).then(|| resolved(asked)).flatten();
            let value = told.day_after(atoms, found, paper).or_else(|| resolved(here));
            early.filter(|early| value.as_ref().is_none_or(|value| early < value)).or(value)
        };
        if let YearRef::Known(year) = found.expr.from.year {
            that = Some(year);
        }
        told.take(atoms, found, value.as_deref());
        if paper.is_none() && found.is_full_day() {
            given.take(found, value.as_deref());
        }
        let confidence = if value.is_some() { found.confidence } else { 0.6 };
        let target = value.map_or(Target::Name, Target::Value);
        let hit = Hit::rule(found.span, MentionType::Date, target, found.rule()).with_confidence(confidence);
        hits.push(if own == Some(i) { hit.with_role(Role::LetterDate) } else { hit });
    }
    hits
}

/// The words of the calendar, for the table of all words.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    words::all()
}

/// The date the letter bears, with its place; `None` if it bears none or it was made unreadable.
pub fn letter_date(doc: &Document) -> Option<(Span, String)> {
    let atoms = Atoms::new(doc);
    let founds = find(&atoms);
    let own = founds.get(letter::own_date(doc, &atoms, &founds)?)?;
    Some((own.span, own.stated()?))
}

/// Whether `found` stands in a question that the letter repeats before it answers.
fn is_asked(turns: &[(usize, bool)], found: &Found) -> bool {
    let before = turns.partition_point(|&(at, _)| at <= found.first);
    before.checked_sub(1).and_then(|last| turns.get(last)).is_some_and(|&(_, question)| question)
}

/// The last full day before an expression: in a letter that bears no date it gives its paragraph's days their year.
#[derive(Default)]
struct Given {
    day: Option<Anchor>,
    /// The atom up to which no paragraph has ended since.
    seen: usize,
}

impl Given {
    fn take(&mut self, found: &Found, value: Option<&str>) {
        self.day = value.and_then(|value| Anchor::parse(value, true));
        self.seen = found.next;
    }
    fn anchor(&mut self, atoms: &Atoms<'_>, found: &Found) -> Option<Anchor> {
        self.day?;
        if (self.seen..=found.first).any(|k| atoms.gap(k) == Gap::Blank) {
            self.day = None;
        }
        self.seen = found.first;
        self.day
    }
}

/// The day that a sentence tells of: `Op 3 december 2015 … en op 10 december`.
#[derive(Default)]
struct Told {
    day: Option<Anchor>,
    /// The atom behind it, or behind the last that was counted from it.
    next: usize,
}

/// Words before a day on which something happened, not the day of a paper.
const HAPPENED: &[&str] = &["op", "sinds", "vanaf", "na", "tot"];

impl Told {
    fn take(&mut self, atoms: &Atoms<'_>, found: &Found, value: Option<&str>) {
        let mut before = atoms.before(found.first);
        if matches!(words::word(atoms.word(before)), Some(words::Word::Weekday(_))) {
            before = atoms.before(before);
        }
        let written = found.next.checked_sub(1).is_some_and(|last| atoms.width(last) == 4);
        if found.is_full_day() && found.expr.to.is_none() && written {
            let happened = value.filter(|_| atoms.is_any(before, HAPPENED));
            *self = Self { day: happened.and_then(|value| Anchor::parse(value, false)), next: found.next };
        }
    }
    /// A day without a year that the same sentence names next: the first such day from the one before on, if the letter
    /// was written later.
    fn day_after(&mut self, atoms: &Atoms<'_>, found: &Found, letter: Option<Anchor>) -> Option<String> {
        let day = self.day?;
        let ends = |k| ends_sentence(atoms, k) && !atoms.is_mark(k, ';');
        if found.first - self.next.min(found.first) > WINDOW || (self.next..=found.first).any(ends) {
            self.day = None;
            return None;
        }
        let Expr { from, to, part: None, .. } = found.expr else { return None };
        let unstated = matches!(from.unit, Unit::Day { .. }) && from.year == YearRef::Unstated;
        if !unstated || to.is_some() || is_named_by_day(atoms, found.first) {
            return None;
        }
        let coming = Expr::point(from.unit, YearRef::Coming).resolve(Some(day), None, || Look::Nowhere)?;
        let after = Anchor::parse(&coming, false)?;
        let past = letter.is_none_or(|letter| day.is_before(letter) && after.is_before(letter));
        let ahead = letter.is_some() && look(atoms, found) == Look::Ahead;
        if !past || ahead {
            return None;
        }
        *self = Self { day: Some(after), next: found.next };
        Some(coming)
    }
}

/// The day of the paper that a quotation is taken from, where the sentence gives it: `in de brief van 3 mei 2019: «…»`.
fn quoted_anchor(atoms: &Atoms<'_>, founds: &[Found], i: usize) -> Option<Anchor> {
    let found = founds.get(i)?;
    let mut marks = (found.first.saturating_sub(WINDOW)..found.first).rev();
    let open = marks.find(|&k| matches!(atoms.kind(k), Kind::Mark('«' | '»' | '“' | '”' | '„')))?;
    // German quotation marks close with the sign that opens English ones; a sign glued to the word before it closes.
    if matches!(atoms.kind(open), Kind::Mark('»' | '”')) || atoms.glued(open) {
        return None;
    }
    let source = founds.get(..i)?.iter().rev().take(QUOTED).find(|other| other.next <= open)?;
    let near = open - source.next <= WINDOW && !(source.next..open).any(|k| ends_sentence(atoms, k));
    let of_paper = atoms.is_any(atoms.before(source.first), &["van", "d", "dd", "op", "."]);
    let source = Some(source).filter(|source| near && of_paper && source.is_full_day())?;
    Anchor::parse(&source.stated()?, false)
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
    /// The value that the words alone give.
    fn stated(&self) -> Option<String> {
        self.expr.resolve(None, None, || Look::Nowhere)
    }
    /// Whether it names one full day.
    fn is_full_day(&self) -> bool {
        FULL.contains(&self.rule())
    }
}

fn find(atoms: &Atoms<'_>) -> Vec<Found> {
    let grammar = Grammar { atoms };
    let mut founds: Vec<Found> = Vec::new();
    let mut next = 0;
    for i in atoms.dates() {
        let Some(parsed) = (i >= next).then(|| grammar.parse(i)).flatten() else { continue };
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
        next = parsed.end.atom;
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
    // `jaarlijks vóór het zomerreces`: the one of the letter's year is as good as any.
    if atoms.is_any(atoms.before(atoms.before(announced)), EVERY_YEAR)
        || atoms.is_any(atoms.before(announced), EVERY_YEAR)
    {
        return Look::Nowhere;
    }
    if atoms.is_any(announced, &["voor", "uiterlijk", "vóór"])
        || atoms.is_any(atoms.before(announced), &["voor", "uiterlijk", "vóór"])
    {
        return Look::Ahead;
    }
    // `tijdens het debat van 21 december`: what has a day for its name has mostly been held.
    if is_named_by_day(atoms, found.first) {
        return Look::Named;
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
    match () {
        () if back => Look::Back,
        // `tot en met 31 december`, `per 1 december`
        () if atoms.is_any(announced, &["tot", "met", "m", "per", "vanaf"]) => Look::Nowhere,
        () => Look::Nearest,
    }
}

/// Whether the day at `first` names what stands before it: `het debat van 21 december`, `d.d. 3 december`, and not
/// `de bijeenkomst van komende 21 december` nor a span of days (`van 3 tot 5 december`).
fn is_named_by_day(atoms: &Atoms<'_>, first: usize) -> bool {
    let mut k = atoms.before(first);
    // `van woensdag 21 december`
    k = if matches!(words::word(atoms.word(k)), Some(words::Word::Weekday(_))) { atoms.before(k) } else { k };
    let noun = atoms.before(k);
    let named = atoms.is(k, "van") && atoms.is_letters(noun) && !atoms.is_any(noun, AHEAD);
    named || atoms.is(k, "dd")
}
