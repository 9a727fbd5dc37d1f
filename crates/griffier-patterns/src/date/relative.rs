//! The grammar of what counts from the letter's day: `dit jaar`, `vorige week`, `komend najaar`, `maandag a.s.`,
//! `3 dezer`; and of days that are counted within a month (`derde dinsdag van september`).
//!
//! Each names a unit of the calendar. A length of time (`over twee weken`) and an adverb (`vandaag`) name none and are
//! not read here.

use super::calendar::Unit;
use super::grammar::{Grammar, Joint, Parsed};
use super::resolve::{Expr, YearRef};
use super::words::{Part, Season, Spelling, Word, count};

/// Words before a counted day that make it one of every year.
const EVERY: &[&str] = &["elke", "iedere", "elk", "ieder"];

impl Grammar<'_, '_> {
    /// `dit jaar`, `vorige maand`, `deze week`, `dit najaar`, `volgend zomerreces`.
    pub fn relative(self, i: usize, by: i8) -> Option<Parsed> {
        let a = self.atoms;
        let k = i + 1;
        if !a.near(k) {
            return None;
        }
        let year = YearRef::Relative(by);
        let (unit, year) = match self.word(k) {
            Some(Word::Season(season)) => (Unit::Season(season as u8), year),
            Some(Word::Recess(recess)) => (Unit::Recess(recess), if by > 0 { YearRef::Coming } else { year }),
            Some(Word::Quarter) => (Unit::Quarter(1), YearRef::Quarters(by)),
            Some(Word::Week) => return self.week_of(i, by),
            _ if a.is_any(k, &["jaar", "kalenderjaar"]) => return Some(self.within_year(k + 1, year)),
            _ if a.is(k, "maand") => (Unit::Month(1), YearRef::Months(by)),
            _ => return None,
        };
        Some(Parsed::new(self.end_before(i + 2), Expr::point(unit, year), 0.75))
    }

    /// `vorig jaar`, `vorig jaar oktober`, `volgend jaar zomer`; `k` is the atom behind the year.
    fn within_year(self, k: usize, year: YearRef) -> Parsed {
        let unit = match self.word(k).filter(|_| self.atoms.near(k)) {
            Some(Word::Month(month, Spelling::Full)) => Some(Unit::Month(month)),
            Some(Word::Season(season)) => Some(Unit::Season(season as u8)),
            _ => None,
        };
        // `vorig jaar mei 2020` names two years.
        match unit.filter(|_| self.stated_year(k + 1).is_none()) {
            Some(unit) => Parsed::new(self.end_before(k + 1), Expr::point(unit, year), 0.8),
            None => Parsed::new(self.end_before(k), Expr::point(Unit::Year, year), 0.75),
        }
    }

    /// `eerste week van oktober`, `laatste week van maart 2024`: the start or the end of the month. `k` is the atom of `week`.
    pub fn week_of_month(self, first: u8, k: usize) -> Option<Parsed> {
        let a = self.atoms;
        let part = match first {
            1 => Part::Start,
            0 => Part::End,
            _ => return None,
        };
        let of = a.near(k) && a.near(k + 1) && a.is_any(k + 1, &["van", "in"]) && a.near(k + 2);
        if !of || self.word(k) != Some(Word::Week) {
            return None;
        }
        let mut parsed = self.months(k + 2, true)?;
        let expr = parsed.expr.as_mut().filter(|expr| expr.to.is_none() && expr.part.is_none())?;
        expr.part = matches!(expr.from.unit, Unit::Month(_)).then_some(part);
        expr.part.map(|_| parsed)
    }

    /// `deze week`, `vorige week donderdag`.
    fn week_of(self, i: usize, by: i8) -> Option<Parsed> {
        let a = self.atoms;
        let next = i + 2;
        if a.glued(next) && a.is_dash(next) {
            return None;
        }
        let expr = match self.word(next) {
            Some(Word::Weekday(day)) if a.near(next) && self.days(next + 1).is_none() => {
                return Some(self.relative_day(next + 1, day, YearRef::Weeks(by)));
            }
            _ => Expr::point(Unit::Week(1), YearRef::Weeks(by)),
        };
        Some(Parsed::new(self.end_before(next), expr, 0.75))
    }

    fn relative_day(self, next: usize, day: i8, year: YearRef) -> Parsed {
        Parsed::new(self.end_before(next), Expr::point(Unit::Weekday(day), year), 0.75)
    }

    /// `afgelopen juni`, `komend najaar`, `aanstaande maandag 3 juni`, `komende maandag`.
    pub fn leading(self, i: usize, year: YearRef) -> Option<Parsed> {
        let k = i + 1;
        if !self.atoms.near(k) {
            return None;
        }
        let mut parsed = match self.word(k) {
            Some(Word::Month(..)) => self.months(k, true),
            Some(Word::Weekday(day)) => {
                self.weekday(k, day).or_else(|| Some(self.relative_day(k + 1, day, year)))
            }
            Some(Word::Season(season)) => Some(Parsed::new(
                self.end_before(k + 1),
                Expr::point(Unit::Season(season as u8), YearRef::Unstated),
                0.8,
            )),
            Some(Word::Recess(recess)) => Some(self.recess(k, recess)),
            Some(Word::Feast(feast)) => self.feast(k, feast),
            None if self.atoms.width(k) > 0 => self.days(k),
            _ => None,
        }?;
        let expr = parsed.expr.as_mut()?;
        if expr.to.is_none() && expr.from.year == YearRef::Unstated {
            expr.from.year = year;
        }
        Some(parsed)
    }

    /// `maandag 3 juni`: the day of the week tells the year where the text does not. `donderdag jl.` and `vrijdag van
    /// volgende week` need the letter's day.
    pub fn weekday(self, i: usize, weekday: i8) -> Option<Parsed> {
        let a = self.atoms;
        if let Some(mut parsed) = self.days(i + 1) {
            if let Some(expr) = &mut parsed.expr {
                expr.weekday = Some(weekday);
            }
            return Some(parsed);
        }
        if let Some((end, year)) = self.postposed(i + 1) {
            return Some(Parsed::new(end, Expr::point(Unit::Weekday(weekday), year), 0.75));
        }
        let k = i + 1 + usize::from(a.is(i + 1, "van") && a.near(i + 1));
        match self.word(k) {
            Some(Word::Relative(by)) if a.near(k) && a.near(k + 1) && a.is(k + 1, "week") => {
                Some(self.relative_day(k + 2, weekday, YearRef::Weeks(by)))
            }
            _ => None,
        }
    }

    /// `3 dezer`: a day of the letter's own month.
    pub fn of_this_month(self, number: i8, k: usize) -> Option<Parsed> {
        let here = self.atoms.near(k) && self.atoms.is(k, "dezer");
        let expr = Expr::point(Unit::OfMonth(number), YearRef::Months(0));
        here.then(|| Parsed::new(self.end_before(k + 1), expr, 0.75))
    }

    /// `derde dinsdag van september`, `laatste vrijdag in maart 2024`; `k` is the atom of the day of the week.
    pub fn counted_day(self, i: usize, nth: u8, k: usize) -> Option<Parsed> {
        let a = self.atoms;
        let Some(Word::Weekday(weekday)) = self.word(k) else { return None };
        if !a.near(k + 1) || !a.is_any(k + 1, &["van", "in"]) || !a.near(k + 2) {
            return None;
        }
        let (month, _, next) = self.month(k + 2)?;
        let (end, year) = self.tail(next);
        let expr = Expr::point(Unit::Nth { month, nth, weekday }, year);
        let every = a.is_any(a.before(i), EVERY);
        Some(Parsed { end, expr: (!every).then_some(expr), confidence: 0.9 })
    }

    /// `eerste drie kwartalen van 2022`, `laatste twee maanden van dit jaar`; `first` is 1 for the first ones, 0 for the
    /// last.
    pub fn counted_months(self, first: u8, k: usize) -> Option<Parsed> {
        let a = self.atoms;
        let many = a.number(k, 2).or_else(|| count(a.word(k)))?;
        let unit_at = k + 1;
        if !a.near(k) || !a.near(unit_at) || first > 1 {
            return None;
        }
        let unit: fn(u8) -> Unit = match self.word(unit_at) {
            Some(Word::Quarter) => Unit::Quarter,
            _ if a.is(unit_at, "maanden") => |month| Unit::Month(month as i8),
            _ => return None,
        };
        let whole = if a.is(unit_at, "maanden") { 12 } else { 4 };
        let many = u8::try_from(many).ok().filter(|many| (2..whole).contains(many))?;
        let (end, year) = self.tail(unit_at + 1);
        if year == YearRef::Unstated {
            return None;
        }
        let (from, to) = if first == 1 { (1, many) } else { (whole + 1 - many, whole) };
        Some(Parsed::new(end, Expr::between(unit(from), unit(to), year), 0.9))
    }

    /// `begin zomer`, `eind van de winter`: a season whose part is named needs no year.
    pub fn part_of_season(self, k: usize, season: Season) -> Parsed {
        let (mut end, year) = self.tail(k + 1);
        if season == Season::Winter {
            end = self.second_year(end, year);
        }
        Parsed::new(end, Expr::point(Unit::Season(season as u8), year), 0.8)
    }

    /// The joint of two decades (`jaren zestig en zeventig`) and the atom after it.
    pub fn decade_joint(self, k: usize) -> Option<usize> {
        match self.joint(k)? {
            (Joint::And | Joint::Dash | Joint::Slash | Joint::Through, next) => Some(next),
            _ => None,
        }
    }
}
