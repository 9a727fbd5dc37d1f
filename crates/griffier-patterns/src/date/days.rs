//! The grammar of days: `8 juli jl.`, `14–16 maart 2022`, `11-10-2021`, `2024-02-19 10:56`.

use super::calendar::{Unit, day, some_year_has};
use super::grammar::{End, Grammar, Joint, Parsed};
use super::resolve::{Expr, Point, YearRef};
use super::words::{self, Spelling, Word};
use crate::atoms::Kind;

/// The most days one list names (`14, 15 en 16 maart`).
const LIST: usize = 8;

/// One day of a month, with its year.
struct Day {
    point: Point,
    end: End,
    /// Whether the calendar has it.
    exists: bool,
}

impl Grammar<'_, '_> {
    /// A day, a list of days or a range of days that begins at number `i`.
    pub fn days(self, i: usize) -> Option<Parsed> {
        let (first, mut k) = self.day_number(i)?;
        let fraction = self.is_fraction(i);
        // The tail of a number, but in `77/208,15 december 2022` a space was lost.
        if fraction
            && !self.day_of_month(first, k).is_some_and(|day| matches!(day.point.year, YearRef::Known(_)))
        {
            return None;
        }
        if let Some(parsed) = self.of_this_month(first, k) {
            return Some(parsed);
        }
        let mut last = first;
        let mut joints = None;
        for _ in 1..LIST {
            if self.month(k).is_some() {
                break;
            }
            let (joint, next) = self.joint(k)?;
            let (number, after) = self.day_number(self.past_weekday(next))?;
            let overnight = joint != Joint::Overnight || (number == last + 1 && self.opens_night(i));
            if number <= last || !overnight {
                return None;
            }
            (last, k, joints) = (number, after, Some(joint));
        }
        match joints {
            None => self.one_day(i, first, k),
            Some(Joint::Comma) => None,
            Some(_) if self.atoms.is_any(self.atoms.before(i), words::BEFORE_NUMBER) => None,
            Some(_) => {
                let to = self.day_of_month(last, k)?;
                let Unit::Day { month, .. } = to.point.unit else { return None };
                let from = Point { unit: Unit::Day { month, day: first }, year: to.point.year };
                let expr = to.exists.then(|| Expr::range(from, to.point));
                Some(Parsed { end: to.end, expr, confidence: 0.95 })
            }
        }
    }

    /// Past the day of the week at `i`: `maandag 1 tot en met woensdag 3 juni`.
    fn past_weekday(self, i: usize) -> usize {
        i + usize::from(matches!(self.word(i), Some(Word::Weekday(_))) && self.atoms.near(i + 1))
    }

    /// One day, perhaps with a clock time, or the first of a range that crosses a month.
    fn one_day(self, i: usize, number: i8, k: usize) -> Option<Parsed> {
        let from = self.day_of_month(number, k)?;
        let open = from.point.year == YearRef::Unstated;
        if let Some((joint, next)) = self.joint(from.end.atom)
            && (self.is_range(joint, i)
                || (joint == Joint::Until && open)
                || (joint == Joint::Overnight && self.opens_night(i)))
            && let Some((second, after)) = self.day_number(self.past_weekday(next))
            && let Some(to) = self.day_of_month(second, after)
            && from.exists
            && to.exists
        {
            return Some(Parsed::new(to.end, Expr::range(from.point, to.point), 0.95));
        }
        let mut parsed = Parsed { end: from.end, expr: None, confidence: 0.97 };
        if from.exists {
            let mut expr = Expr::point(from.point.unit, from.point.year);
            if let Some((time, end)) = self.clock(from.end.atom) {
                expr.time = Some(time);
                parsed.end = end;
            }
            parsed.expr = Some(expr);
        }
        Some(parsed)
    }

    /// Whether "van" stands before the day at `i`, as in `de nacht van 3 op 4 april`, `van zaterdag 3 op zondag 4 april`.
    fn opens_night(self, i: usize) -> bool {
        let before = self.atoms.before(i);
        let weekday = matches!(self.word(before), Some(Word::Weekday(_)));
        self.atoms.is(if weekday { self.atoms.before(before) } else { before }, "van")
    }

    /// The month at `k` and the year after it.
    fn day_of_month(self, number: i8, k: usize) -> Option<Day> {
        if !self.atoms.near(k) {
            return None;
        }
        let (month, spelling, next) = self.month(k)?;
        let (end, year) = self.tail(next);
        // `5 sep` without a full stop or year is too little, `5 dec.` is not.
        if spelling == Spelling::Short && year == YearRef::Unstated && next == k + 1 {
            return None;
        }
        let exists = match year {
            YearRef::Known(year) => day(year, month, number).is_some(),
            _ => some_year_has(month, number),
        };
        Some(Day { point: Point { unit: Unit::Day { month, day: number }, year }, end, exists })
    }

    /// The day at `i`, with the suffix of an ordinal; and the atom after it.
    fn day_number(self, i: usize) -> Option<(i8, usize)> {
        let number = self.atoms.number(i, 2).filter(|number| (1..=31).contains(number))?;
        let suffix =
            self.atoms.glued(i + 1) && self.atoms.is_any(i + 1, &["e", "ste", "de", "st", "nd", "rd", "th"]);
        Some((number as i8, i + 1 + usize::from(suffix)))
    }

    /// Whether number `i` is the tail of another one (`2,5 mei`) or of an amount.
    fn is_fraction(self, i: usize) -> bool {
        let a = self.atoms;
        let mark = a.before(i);
        let digits = a.width(a.before(mark)) > 0 && a.glued(mark);
        match a.kind(mark) {
            Kind::Mark('.' | ',' | ':') if a.glued(i) => digits,
            Kind::Mark('€' | '$' | '£' | '§') => true,
            _ => false,
        }
    }

    /// `October 21, 2024`
    pub fn american(self, i: usize, month: i8, k: usize) -> Option<Parsed> {
        let (number, next) = self.day_number(k)?;
        let comma = self.atoms.is_mark(next, ',') && self.atoms.glued(next);
        if !self.atoms.is_capitalised(i) || !comma || !self.atoms.near(k) {
            return None;
        }
        let (year, end) = self.year_after(next + 1)?;
        day(year, month, number)?;
        Some(Parsed::new(end, Expr::point(Unit::Day { month, day: number }, YearRef::Known(year)), 0.9))
    }

    /// `jl.`, `j.l.`, `jongstleden`, `a.s.`, `aanstaande` after a day or a month.
    pub fn postposed(self, i: usize) -> Option<(End, YearRef)> {
        let a = self.atoms;
        if !a.near(i) || !a.is_letters(i) {
            return None;
        }
        // `oktober jongstledenwees` lost a space.
        const GLUED: &str = "jongstleden";
        if a.word(i).len() > GLUED.len() && a.word(i).starts_with(GLUED) {
            return Some((End { atom: i + 1, byte: a.start(i) + GLUED.len() }, YearRef::Last));
        }
        let dot = |k: usize| a.is_mark(k, '.') && a.glued(k);
        let (next, year) = match a.word(i).to_ascii_lowercase().as_str() {
            "jl" | "ll" | "jongstl" => (i + 1 + usize::from(dot(i + 1)), YearRef::Last),
            "jongstleden" | "laatstleden" => (i + 1, YearRef::Last),
            "j" | "l" if dot(i + 1) && a.glued(i + 2) && a.is(i + 2, "l") => {
                (i + 3 + usize::from(dot(i + 3)), YearRef::Last)
            }
            "aanstaande" | "aanstaanden" => (i + 1, YearRef::Coming),
            "as" | "aanst" if dot(i + 1) => (i + 2, YearRef::Coming),
            "a" if dot(i + 1) && a.glued(i + 2) && a.is(i + 2, "s") => {
                (i + 3 + usize::from(dot(i + 3)), YearRef::Coming)
            }
            _ => return None,
        };
        Some((self.end_before(next), year))
    }

    /// `2023-12-15`, `2024-02-19 10:56`, `2024-02-19T10:56:00`.
    pub fn iso(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        let year = self.plausible_year(i)?;
        let hyphen = |k: usize| a.is_dash(k) && a.glued(k) && a.glued(k + 1);
        if !hyphen(i + 1)
            || !hyphen(i + 3)
            || a.width(i + 2) != 2
            || a.width(i + 4) != 2
            || !self.stands_free(i, i + 4)
        {
            return None;
        }
        let (month, number) = (a.number(i + 2, 2)? as i8, a.number(i + 4, 2)? as i8);
        day(year, month, number)?;
        self.timed(Unit::Day { month, day: number }, year, i + 5)
    }

    /// `11-10-2021`, `16.05.2024`, `3/4/2024`: day, month, year. Two digits of a year only after a word that announces a
    /// date.
    pub fn numeric(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        let (number, month) = (a.number(i, 2)?, a.number(i + 2, 2)?);
        let mark = a.kind(i + 1);
        let glued = (i + 1..=i + 4).all(|k| a.glued(k));
        let marked = a.kind(i + 3) == mark && (a.is_dash(i + 1) || matches!(mark, Kind::Mark('/' | '.')));
        if !glued || !marked || !self.stands_free(i, i + 4) {
            return None;
        }
        let year = match a.width(i + 4) {
            4 => self.plausible_year(i + 4)?,
            2 if self.is_day_announced(i) => words::century_of(a.number(i + 4, 2)?)?,
            _ => return None,
        };
        let (month, number) = (month as i8, number as i8);
        day(year, month, number)?;
        self.timed(Unit::Day { month, day: number }, year, i + 5)
    }

    /// Whether the word before number `i` announces a day: `concept 19-01-05`, `d.d. 3-5-98`.
    fn is_day_announced(self, i: usize) -> bool {
        let a = self.atoms;
        let mut before = a.before(i);
        before = if matches!(a.kind(before), Kind::Mark('.' | ':')) { a.before(before) } else { before };
        a.is_any(before, words::BEFORE_DAY) || (a.is(before, "d") && a.is_mark(a.before(before), '.'))
    }

    fn timed(self, unit: Unit, year: i16, k: usize) -> Option<Parsed> {
        let mut expr = Expr::point(unit, YearRef::Known(year));
        let mut end = self.end_before(k);
        if let Some((time, after)) = self.clock(k) {
            expr.time = Some(time);
            end = after;
        }
        Some(Parsed::new(end, expr, 0.97))
    }

    /// Whether the atoms from `i` to `last` are no part of a longer number or identifier.
    pub fn stands_free(self, i: usize, last: usize) -> bool {
        let a = self.atoms;
        let before = a.before(i);
        let left = !a.glued(i)
            || match a.kind(before) {
                Kind::Letters => words::word(a.word(before)).is_some() || a.is_any(before, words::GLUED_CUES),
                Kind::Mark('-' | '/' | '.' | '_' | '=' | '#' | '@') => false,
                Kind::Mark(':' | ',') => !a.glued(before) || a.width(a.before(before)) == 0,
                _ => true,
            };
        let next = last + 1;
        let right = !a.glued(next)
            || match a.kind(next) {
                Kind::Letters => a.is(next, "T"),
                Kind::Mark('_' | '=' | '%' | '€') => false,
                Kind::Mark('/' | '.' | ':' | ',') => !a.glued(next + 1) || a.width(next + 1) == 0,
                Kind::Mark(_) if a.is_dash(next) => !a.glued(next + 1) || a.width(next + 1) == 0,
                _ => true,
            };
        left && right
    }

    /// A clock time after a day: `10:56`, `om 10.56 uur`, `, 14 uur`, `T10:56:00`. Not the first of two times.
    fn clock(self, i: usize) -> Option<((u8, u8), End)> {
        let a = self.atoms;
        let iso = a.is(i, "T") && a.glued(i) && a.glued(i + 1);
        let mut k = i + usize::from(iso);
        k += usize::from(a.is_mark(k, ','));
        let announced = a.is(k, "om");
        k += usize::from(announced);
        let hour = a.number(k, 2).filter(|&hour| hour < 24 && a.near(k))?;
        let colon = a.is_mark(k + 1, ':');
        let parted =
            (colon || a.is_mark(k + 1, '.')) && a.glued(k + 1) && a.glued(k + 2) && a.width(k + 2) == 2;
        let minute = if parted { a.number(k + 2, 2).filter(|&minute| minute < 60)? } else { 0 };
        let mut next = if parted { k + 3 } else { k + 1 };
        if parted && a.is_mark(next, ':') && a.glued(next) && a.glued(next + 1) && a.width(next + 1) == 2 {
            next += 2;
        }
        let hours = a.near(next) && a.is_any(next, &["uur", "u"]);
        if !(hours || (parted && colon)) || matches!(self.joint(next), Some((Joint::Dash | Joint::Until, _)))
        {
            return None;
        }
        Some(((hour as u8, minute as u8), self.end_before(next + usize::from(hours))))
    }
}
