//! The grammar of calendar expressions over atoms: what they look like, never which year they fall in.
//!
//! Every rule looks a bounded number of atoms ahead. Days and clock times are in `days`, months in `months`, years in
//! `years`, what counts from the letter's day in `relative`.

use super::calendar::Unit;
use super::resolve::{Expr, Point, YearRef};
use super::words::{self, Feast, Part, Recess, Season, Word};
use crate::atoms::{Atoms, Kind};

/// Where an expression ends: the atom after it, and the byte, which may lie inside the last atom (`mei 20231`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub atom: usize,
    pub byte: usize,
}

/// What a rule read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parsed {
    pub end: End,
    /// `None` for what only looks like a date (`31 februari`): it is skipped whole.
    pub expr: Option<Expr>,
    pub confidence: f32,
}

/// What joins two parts of one expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Dash,
    Slash,
    /// `en`, `&`
    And,
    Comma,
    /// `t/m`, `tot en met`
    Through,
    /// `tot`
    Until,
    /// `op`, of the night between two days
    Overnight,
}

/// The rules, over one letter.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'a, 'd> {
    pub atoms: &'a Atoms<'d>,
}

/// Words before `de zomer`, `het najaar` that place it.
const SEASON_CUES: &[&str] =
    &["voor", "vóór", "na", "sinds", "vanaf", "tot", "rond", "tegen", "begin", "eind", "van"];

impl Parsed {
    pub fn new(end: End, expr: Expr, confidence: f32) -> Self {
        Self { end, expr: Some(expr), confidence }
    }
}

impl Grammar<'_, '_> {
    /// The expression that begins at atom `i`.
    pub fn parse(self, i: usize) -> Option<Parsed> {
        match self.atoms.kind(i) {
            Kind::Digits => self
                .iso(i)
                .or_else(|| self.numeric(i))
                .or_else(|| self.days(i))
                .or_else(|| self.ordinal(i))
                .or_else(|| self.month_in_figures(i))
                .or_else(|| self.years(i)),
            Kind::Letters => self.words(i),
            Kind::Mark('\'' | '’' | '‘') => self.short_years(i),
            _ => None,
        }
    }

    fn words(self, i: usize) -> Option<Parsed> {
        match self.word(i) {
            Some(Word::Month(..)) => self.months(i, self.is_month_cued(i)),
            Some(Word::Weekday(weekday)) if self.atoms.near(i + 1) => self.weekday(i, weekday),
            Some(Word::Part(part)) => self.part(i, part),
            Some(Word::Ordinal(_)) => self.ordinal(i),
            Some(Word::Week | Word::Weeks) => self.week(i),
            Some(Word::Quarter) => self.quarter_number(i),
            Some(Word::Season(season)) => self.season(i, season),
            Some(Word::Recess(recess)) => Some(self.recess(i, recess)),
            Some(Word::Feast(feast)) => self.feast(i, feast),
            Some(Word::Decades) => self.decade(i),
            Some(Word::Relative(by)) => self.relative(i, by),
            Some(Word::Last) => self.leading(i, YearRef::Last),
            Some(Word::Coming) => self.leading(i, YearRef::Coming),
            None => self.numbered_period(i),
            _ => None,
        }
    }

    pub fn word(self, i: usize) -> Option<Word> {
        let a = self.atoms;
        if a.is_letters(i) { words::find(a.read(i).key(), || a.word(i)) } else { None }
    }
    /// The end before atom `i`.
    pub fn end_before(self, i: usize) -> End {
        End { atom: i, byte: self.atoms.end(i.saturating_sub(1)) }
    }

    /// The joint at `i` and the atom after it.
    pub fn joint(self, i: usize) -> Option<(Joint, usize)> {
        let a = self.atoms;
        if !a.near(i) {
            return None;
        }
        let (joint, next) = match a.kind(i) {
            Kind::Mark('/') => (Joint::Slash, i + 1),
            Kind::Mark(',') => (Joint::Comma, i + 1),
            Kind::Mark('&') => (Joint::And, i + 1),
            Kind::Mark(_) if a.is_dash(i) => (Joint::Dash, i + 1),
            Kind::Letters if a.is(i, "en") => (Joint::And, i + 1),
            Kind::Letters if a.is(i, "t") && a.is_mark(i + 1, '/') && a.is(i + 2, "m") => {
                (Joint::Through, i + 3)
            }
            Kind::Letters if a.are(i, &["tot", "en", "met"]) => (Joint::Through, i + 3),
            Kind::Letters if a.is(i, "tot") => (Joint::Until, i + 1),
            Kind::Letters if a.is(i, "op") => (Joint::Overnight, i + 1),
            _ => return None,
        };
        a.near(next).then_some((joint, next))
    }

    /// Whether a joint makes one range of what stands on its two sides, the first of which begins at `i`.
    pub fn is_range(self, joint: Joint, i: usize) -> bool {
        match joint {
            Joint::Dash | Joint::Through => true,
            Joint::Until => self.atoms.is_any(self.atoms.before(i), &["van", "vanaf", "periode", "jaren"]),
            _ => false,
        }
    }

    /// The year after a month, quarter or season, and where it ends; without one the end before `i`.
    pub fn tail(self, i: usize) -> (End, YearRef) {
        self.postposed(i)
            .or_else(|| self.stated_year(i))
            .or_else(|| self.year_phrase(i))
            .unwrap_or((self.end_before(i), YearRef::Unstated))
    }

    /// `2024`, and past a `jl.` that says the same again.
    pub fn stated_year(self, i: usize) -> Option<(End, YearRef)> {
        let (year, end) = self.year_after(i)?;
        let end = self.postposed(end.atom).map_or(end, |(again, _)| again);
        Some((end, YearRef::Known(year)))
    }

    /// `van 2024`, `dit jaar`, `van dat jaar`, `van het volgende jaar`.
    fn year_phrase(self, i: usize) -> Option<(End, YearRef)> {
        let a = self.atoms;
        if !a.near(i) {
            return None;
        }
        let mut k = i;
        if a.is(k, "van") && a.near(k + 1) {
            k += 1;
            if let Some((year, end)) = self.year_after(k) {
                return Some((end, YearRef::Known(year)));
            }
            k += usize::from(a.is(k, "het"));
        }
        let is_year = |k| a.near(k) && a.is_any(k, &["jaar", "kalenderjaar"]);
        let year = match self.word(k) {
            Some(Word::Relative(by)) => YearRef::Relative(by),
            Some(Word::Coming) if a.is_any(k, &["komend", "komende"]) => YearRef::Relative(1),
            Some(Word::That) => YearRef::That,
            _ if k > i + 1 && is_year(k) => return Some((self.end_before(k + 1), YearRef::Relative(0))),
            _ => return None,
        };
        is_year(k + 1).then(|| (self.end_before(k + 2), year))
    }

    /// `eind 2022`, `begin Q3 2024`, `medio juni`, `het einde van dit jaar`.
    fn part(self, i: usize, part: Part) -> Option<Parsed> {
        let a = self.atoms;
        let mut k = i + 1;
        if !a.near(k) {
            return None;
        }
        let of = a.is(k, "van") && a.near(k + 1);
        k += usize::from(of);
        // `eind van de zomer`, `halverwege het eerste kwartaal`
        let article = a.is_any(k, &["de", "het"]) && a.near(k + 1);
        k += usize::from(article && self.is_part_after_article(k + 1));
        let mut parsed = match self.word(k) {
            Some(Word::Month(..)) => self.months(k, true),
            Some(Word::Ordinal(_)) => self.ordinal(k),
            Some(Word::Relative(by)) => self.relative(k, by),
            Some(Word::Decades) => self.decade(k),
            Some(Word::Season(season)) => Some(self.part_of_season(k, season)),
            Some(_) => None,
            None if of && a.are(k, &["het", "jaar"]) => {
                // In January the end of the year may be that of the year before.
                let year = if part == Part::End { YearRef::Unstated } else { YearRef::Relative(0) };
                Some(Parsed::new(self.end_before(k + 2), Expr::point(Unit::Year, year), 0.8))
            }
            None if a.width(k) > 0 => self.year_of_part(k),
            None if a.is_apostrophe(k) => self.short_years(k),
            None => self.numbered_period(k),
        }?;
        let expr = parsed.expr.as_mut()?;
        // `eind mei en juni` says nothing of June.
        if expr.to.is_some() || expr.part.is_some() {
            return None;
        }
        expr.part = Some(part);
        Some(parsed)
    }

    fn is_part_after_article(self, k: usize) -> bool {
        matches!(self.word(k), Some(Word::Ordinal(_) | Word::Decades | Word::Season(_)))
    }

    /// `eerste`, `1e`, `laatste`: the number and the atom after it.
    fn ordinal_number(self, i: usize) -> Option<(u8, usize)> {
        if let Some(Word::Ordinal(number)) = self.word(i) {
            return Some((number, i + 1));
        }
        let number = self.atoms.number(i, 1).filter(|number| (1..=4).contains(number))?;
        let suffix = self.atoms.glued(i + 1) && self.atoms.is_any(i + 1, &["e", "ste", "de"]);
        suffix.then_some((number as u8, i + 2))
    }

    /// `eerste kwartaal van 2024`, `tweede helft 2023`, `eerste halfjaar`, `tweede kerstdag`.
    pub fn ordinal(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        let (first, mut k) = self.ordinal_number(i)?;
        let mut second = None;
        if let Some((Joint::And | Joint::Slash | Joint::Dash | Joint::Comma, next)) = self.joint(k)
            && let Some((number, after)) = self.ordinal_number(next)
        {
            second = Some(number);
            k = after;
        }
        if !a.near(k) {
            return None;
        }
        if second.is_none()
            && let Some(parsed) = self
                .counted_day(i, first, k)
                .or_else(|| self.counted_months(first, k))
                .or_else(|| self.week_of_month(first, k))
        {
            return Some(parsed);
        }
        let word = self.word(k)?;
        let (end, year) = self.tail(k + 1);
        if year == YearRef::Unstated && (word == Word::Half || a.is_any(k + 1, &["van", "na"])) {
            return None;
        }
        let unit = |number: u8| match word {
            Word::Quarter if number <= 4 => Some(Unit::Quarter(if number == 0 { 4 } else { number })),
            Word::Half | Word::HalfYear if number <= 2 => {
                Some(Unit::Half(if number == 0 { 2 } else { number }))
            }
            Word::FeastDay(feast) if number == 1 => Some(Unit::Feast(feast)),
            Word::FeastDay(feast) if number == 2 => feast.second().map(Unit::Feast),
            _ => None,
        };
        let from = Point { unit: unit(first)?, year };
        let expr = match second {
            Some(second) => Expr::range(from, Point { unit: unit(second)?, year }),
            None => Expr::point(from.unit, year),
        };
        Some(Parsed::new(end, expr, if year == YearRef::Unstated { 0.8 } else { 0.95 }))
    }

    /// The number of `Q3` or `H1` at `i`, capital or small, standing alone.
    fn numbered(self, i: usize, letter: &str, most: u32) -> Option<u8> {
        let a = self.atoms;
        let number =
            a.number(i + 1, if most > 9 { 2 } else { 1 }).filter(|number| (1..=most).contains(number))?;
        let alone = !a.glued(i + 2) || !(a.is_letters(i + 2) || a.kind(i + 2) == Kind::Digits);
        let before = a.kind(a.before(i));
        let left =
            !a.glued(i) || before != Kind::Letters && (before != Kind::Digits || a.width(a.before(i)) == 4);
        (a.is(i, letter) && a.glued(i + 1) && alone && left).then_some(number as u8)
    }

    /// `Q1 2024`, `Q1/Q2 2024`, `Q4 2023 – Q1 2024`, `H1 2024`.
    fn numbered_period(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        if a.word(i).len() != 1 {
            return None;
        }
        if let Some(half) = self.numbered(i, "h", 2) {
            let (year, end) = self.year_after(i + 2)?;
            return Some(Parsed::new(end, Expr::point(Unit::Half(half), YearRef::Known(year)), 0.9));
        }
        let first = Unit::Quarter(self.numbered(i, "q", 4)?);
        let (end, year) = self.quarter_year(i + 2);
        if let Some((joint, next)) = self.joint(end.atom)
            && !matches!(joint, Joint::Comma | Joint::Overnight)
            && let Some(second) = self.numbered(next, "q", 4)
        {
            let (end, last) = self.quarter_year(next + 2);
            let to = Point { unit: Unit::Quarter(second), year: last };
            if year == YearRef::Unstated || (last != YearRef::Unstated && self.is_range(joint, i)) {
                return Some(Parsed::new(end, Expr::range(Point { unit: first, year }, to), 0.9));
            }
        }
        if year == YearRef::Unstated && !a.is_capitalised(i) {
            return None;
        }
        Some(Parsed::new(end, Expr::point(first, year), if year == YearRef::Unstated { 0.7 } else { 0.95 }))
    }

    /// `kwartaal 3 van 2024`
    fn quarter_number(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        let quarter = a.number(i + 1, 1).filter(|quarter| (1..=4).contains(quarter) && a.near(i + 1))?;
        let (end, year) = self.tail(i + 2);
        let unit = Unit::Quarter(quarter as u8);
        (year != YearRef::Unstated).then(|| Parsed::new(end, Expr::point(unit, year), 0.9))
    }

    /// The year after `Q3`, also joined by a hyphen.
    fn quarter_year(self, i: usize) -> (End, YearRef) {
        if (self.atoms.is_dash(i) || self.atoms.is_mark(i, '/'))
            && self.atoms.glued(i)
            && self.atoms.glued(i + 1)
            && let Some((year, end)) = self.year_after(i + 1)
        {
            return (end, YearRef::Known(year));
        }
        self.tail(i)
    }

    /// `2024-Q1`, `2024 Q1`, `2024-W12`, `2024-H1`, from the year on.
    pub fn year_first(self, i: usize, year: i16) -> Option<Parsed> {
        let a = self.atoms;
        let dash = a.is_dash(i + 1) && a.glued(i + 1) && a.glued(i + 2);
        let k = if dash { i + 2 } else { i + 1 };
        let unit = match () {
            () if !dash && !a.near(k) => return None,
            () if dash && self.numbered(k, "w", 53).is_some() => Unit::Week(self.numbered(k, "w", 53)?),
            () if dash && self.numbered(k, "h", 2).is_some() => Unit::Half(self.numbered(k, "h", 2)?),
            () if self.year_after(k + 2).is_some() => return None,
            () => Unit::Quarter(self.numbered(k, "q", 4)?),
        };
        Some(Parsed::new(self.end_before(k + 2), Expr::point(unit, YearRef::Known(year)), 0.95))
    }

    /// `week 12`, `week 12 van 2024`, `week 12-14`.
    fn week(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        let number = |i| a.number(i, 2).filter(|number| (1..=53).contains(number) && a.near(i));
        let first = number(i + 1)? as u8;
        let mut k = i + 2;
        let mut last = None;
        let several = self.word(i) == Some(Word::Weeks);
        if let Some((joint, next)) = self.joint(k)
            && (matches!(joint, Joint::Dash | Joint::Through | Joint::Slash)
                || (several && joint == Joint::And))
            && let Some(second) = number(next).filter(|&second| second > u32::from(first))
        {
            last = Some(second as u8);
            k = next + 1;
        }
        let decimal = a.glued(k)
            && (a.is_letters(k) || (a.kind(k) != Kind::Edge && a.glued(k + 1) && a.width(k + 1) > 0));
        let (end, year) = self.tail(k);
        // `week 12 van de zwangerschap` counts from something else than New Year.
        if decimal
            || (several && last.is_none())
            || (year == YearRef::Unstated && a.is_any(k, &["van", "na", "voor"]))
        {
            return None;
        }
        let from = Point { unit: Unit::Week(first), year };
        let expr = match last {
            Some(last) => Expr::range(from, Point { unit: Unit::Week(last), year }),
            None => Expr::point(from.unit, year),
        };
        Some(Parsed::new(end, expr, 0.85))
    }

    /// `voorjaar 2024`, `zomer van 2022`, `winter 2023-2024`; without a year only where words place it.
    pub fn season(self, i: usize, season: Season) -> Option<Parsed> {
        let a = self.atoms;
        let (mut end, year) = self.tail(i + 1);
        if season == Season::Winter {
            end = self.second_year(end, year);
        }
        if year == YearRef::Unstated {
            let article = a.before(i);
            let before = a.before(article);
            let placed = a.is_any(before, SEASON_CUES)
                || (a.is(before, "in") && matches!(season, Season::Spring | Season::Autumn));
            if !(a.near(i) && a.is_any(article, &["de", "het"]) && placed)
                || (a.glued(i + 1) && a.is_dash(i + 1))
            {
                return None;
            }
        }
        let confidence = if year == YearRef::Unstated { 0.7 } else { 0.95 };
        Some(Parsed::new(end, Expr::point(Unit::Season(season as u8), year), confidence))
    }

    /// `zomerreces`, `kerstreces 2023-2024`, `meireces van 2023`.
    pub fn recess(self, i: usize, recess: Recess) -> Parsed {
        let (mut end, year) = self.tail(i + 1);
        if recess == Recess::Christmas {
            end = self.second_year(end, year);
        }
        Parsed::new(end, Expr::point(Unit::Recess(recess), year), 0.9)
    }

    /// Past the second year of a winter (`winter 2023/2024`).
    pub fn second_year(self, end: End, year: YearRef) -> End {
        let (YearRef::Known(year), Some((Joint::Dash | Joint::Slash, next))) = (year, self.joint(end.atom))
        else {
            return end;
        };
        let next_year = u32::from((year + 1).unsigned_abs());
        let second = self.atoms.number(next, 4);
        let same =
            second == Some(next_year) || (self.atoms.width(next) == 2 && second == Some(next_year % 100));
        if same { self.end_before(next + 1) } else { end }
    }

    pub fn feast(self, i: usize, feast: Feast) -> Option<Parsed> {
        let next = match feast {
            Feast::GoodFriday if self.atoms.are(i, &["goede", "vrijdag"]) => i + 2,
            Feast::GoodFriday => return None,
            _ => i + 1,
        };
        // `kerst- en nieuwjaarswens`, `kerst-inn`
        if self.atoms.glued(next) && self.atoms.is_dash(next) {
            return None;
        }
        let (end, year) = self.tail(next);
        Some(Parsed::new(end, Expr::point(Unit::Feast(feast), year), 0.85))
    }

    /// `jaren negentig`, `jaren '80`, `jaren 70`.
    fn decade(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        let quote = a.is_apostrophe(i + 1);
        let k = i + 1 + usize::from(quote);
        if !a.near(i + 1) || !a.near(k) {
            return None;
        }
        let first = self.decade_at(k)?;
        let counted = a.is_mark(k + 1, '%')
            || a.is_any(k + 1, words::COUNTED)
            || a.is_any(k + 1, &["tot", "à", "jarigen"]);
        let decimal = a.glued(k + 1) && a.glued(k + 2) && a.width(k + 2) > 0;
        if counted || decimal || a.width(a.before(i)) > 0 {
            return None;
        }
        if let Some(next) = self.decade_joint(k + 1)
            && let next = next + usize::from(a.is_apostrophe(next))
            && let Some(second) = self.decade_at(next).filter(|&second| second > first)
        {
            let expr = Expr::years(first, second + 9);
            return Some(Parsed::new(self.end_before(next + 1), expr, 0.9));
        }
        Some(Parsed::new(self.end_before(k + 1), Expr::point(Unit::Decade, YearRef::Known(first)), 0.9))
    }

    /// The decade at `k`, in letters or in figures, as its first year.
    fn decade_at(self, k: usize) -> Option<i16> {
        match self.atoms.number(k, 2) {
            Some(number) if number % 10 == 0 && (30..=90).contains(&number) => Some(1900 + number as i16),
            Some(_) => None,
            None => words::decade(self.atoms.word(k)),
        }
    }
}
