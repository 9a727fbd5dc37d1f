//! The grammar of months: `mei 2023`, `april jl.`, `januari – juni 2024`, `januari, februari en maart`, `03-2024`.

use super::calendar::Unit;
use super::grammar::{Grammar, Joint, Parsed};
use super::resolve::{Expr, Point, YearRef};
use super::words::{BEFORE_YEAR, Spelling, Word};
use crate::atoms::Kind;

/// Words before a month that make it one even without a year; after the weak ones only in lower case (`de heer Mei`).
const MONTH_CUES: &[&str] =
    &["in", "sinds", "vanaf", "eind", "begin", "medio", "half", "halverwege", "maand", "maanden", "periode"];
const WEAK_MONTH_CUES: &[&str] = &[
    "van",
    "voor",
    "vóór",
    "na",
    "tot",
    "per",
    "uiterlijk",
    "rond",
    "tussen",
    "naar",
    "over",
    "sedert",
    "met",
    "of",
    "en",
];

/// Several months in one expression.
struct Run {
    last: i8,
    /// The atom after the last month.
    next: usize,
    /// Whether a word or a dash says that all between the two are meant, so that no other word is needed.
    through: bool,
}

impl Grammar<'_, '_> {
    pub fn is_month_cued(self, i: usize) -> bool {
        let before = self.atoms.before(i);
        self.atoms.near(i)
            && (self.atoms.is_any(before, MONTH_CUES)
                || (self.atoms.is_any(before, WEAK_MONTH_CUES) && !self.atoms.is_capitalised(i)))
    }

    /// A month at `i`: its number, its spelling, the atom after it.
    pub fn month(self, i: usize) -> Option<(i8, Spelling, usize)> {
        let Some(Word::Month(month, spelling)) = self.word(i) else { return None };
        if spelling == Spelling::English && !self.atoms.is_capitalised(i) {
            return None;
        }
        let dot = spelling == Spelling::Short && self.atoms.is_mark(i + 1, '.') && self.atoms.glued(i + 1);
        Some((month, spelling, i + 1 + usize::from(dot)))
    }

    /// One month or several; without a year only where `cued`.
    pub fn months(self, i: usize, cued: bool) -> Option<Parsed> {
        let (month, spelling, next) = self.month(i)?;
        if let Some(parsed) = self.american(i, month, next) {
            return Some(parsed);
        }
        let unit = Unit::Month(month);
        if let Some(run) = self.month_run(i, month, next) {
            let (end, year) = self.tail(run.next);
            let rising = run.last > month || matches!(year, YearRef::Known(_));
            if rising && (cued || run.through || year != YearRef::Unstated) {
                let to = Point { unit: Unit::Month(run.last), year };
                return Some(Parsed::new(end, Expr::range(Point { unit, year: YearRef::Unstated }, to), 0.9));
            }
        }
        let (end, year) = self.tail(next);
        let cued = cued || (year == YearRef::Unstated && self.leads_to_year(next));
        if year == YearRef::Unstated && !(cued && spelling == Spelling::Full) {
            return None;
        }
        let from = Point { unit, year };
        if matches!(year, YearRef::Known(_))
            && let Some((joint, second)) = self.joint(end.atom)
            && self.is_range(joint, i)
            && let Some((other, _, after)) = self.month(second)
            && let (end, to @ YearRef::Known(_)) = self.tail(after)
        {
            let to = Point { unit: Unit::Month(other), year: to };
            return Some(Parsed::new(end, Expr::range(from, to), 0.9));
        }
        let confidence = if year == YearRef::Unstated { 0.8 } else { 0.95 };
        Some(Parsed::new(end, Expr::point(unit, year), confidence))
    }

    /// Whether other months follow at `k`, the last one with its year: `maart, juni en september 2020`.
    fn leads_to_year(self, mut k: usize) -> bool {
        for _ in 0..6 {
            let next = match self.joint(k) {
                Some((Joint::And | Joint::Comma | Joint::Slash, next)) => next,
                None if self.atoms.near(k) && self.atoms.is(k, "of") => k + 1,
                _ => return false,
            };
            let Some((_, Spelling::Full, after)) = self.month(next) else { return false };
            if matches!(self.tail(after).1, YearRef::Known(_)) {
                return true;
            }
            k = after;
        }
        false
    }

    /// The months that follow `month` without a gap: `januari, februari en maart`, `april t/m juni`.
    fn month_run(self, i: usize, month: i8, next: usize) -> Option<Run> {
        let (mut last, mut k) = (month, next);
        for _ in 0..12 {
            let (joint, second) = self.joint(k)?;
            let (other, Spelling::Full, after) = self.month(second)? else { return None };
            let follows = other == last % 12 + 1;
            match joint {
                Joint::Comma if follows => (last, k) = (other, after),
                Joint::Comma | Joint::Overnight => return None,
                _ if self.is_range(joint, i) || follows || joint == Joint::Until => {
                    let through = matches!(joint, Joint::Dash | Joint::Through);
                    return Some(Run { last: other, next: after, through });
                }
                _ => return None,
            }
        }
        None
    }

    /// `in 03-2024`, `per 1/2025`: only after a word that announces a time, else it is the number of something.
    pub fn month_in_figures(self, i: usize) -> Option<Parsed> {
        let a = self.atoms;
        let month = a.number(i, 2).filter(|month| (1..=12).contains(month))?;
        let joined = a.is_dash(i + 1) || matches!(a.kind(i + 1), Kind::Mark('/'));
        if !joined || !a.glued(i + 1) || !a.glued(i + 2) || !self.stands_free(i, i + 2) {
            return None;
        }
        let year = self.plausible_year(i + 2).filter(|year| (1900..2100).contains(year))?;
        let announced = a.is_any(a.before(i), BEFORE_YEAR) || a.is_any(a.before(i), &["per", "datum"]);
        let unit = Unit::Month(month as i8);
        announced.then(|| Parsed::new(self.end_before(i + 3), Expr::point(unit, YearRef::Known(year)), 0.8))
    }
}
