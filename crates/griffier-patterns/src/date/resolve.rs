//! From a calendar expression to its ISO 8601 value, against the date of the letter.

use super::calendar::{Unit, day};
use super::words::{Part, Recess};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The year of an expression, as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearRef {
    Known(i16),
    /// `8 juli`
    Unstated,
    /// `dit jaar`, `vorig jaar`, `volgend jaar`
    Relative(i8),
    /// `deze maand`, `vorige maand`: months, not years, from the letter's own
    Months(i8),
    /// `deze week`, `vorige week`: weeks from the letter's own
    Weeks(i8),
    /// `dit kwartaal`, `volgend kwartaal`
    Quarters(i8),
    /// `dat jaar`
    That,
    /// `jl.`, `afgelopen`
    Last,
    /// `a.s.`, `komend`
    Coming,
}

/// A unit of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub unit: Unit,
    pub year: YearRef,
}

/// A calendar expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expr {
    pub from: Point,
    pub to: Option<Point>,
    pub part: Option<Part>,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
    /// Monday 1.
    pub weekday: Option<i8>,
}

impl Expr {
    pub fn point(unit: Unit, year: YearRef) -> Self {
        Self { from: Point { unit, year }, to: None, part: None, time: None, weekday: None }
    }
    /// A range; what its first point leaves out, its last one gives.
    pub fn range(mut from: Point, to: Point) -> Self {
        if from.year == YearRef::Unstated {
            from.year = year_before(from.unit, to);
        }
        Self { from, to: (from != to).then_some(to), part: None, time: None, weekday: None }
    }
    /// A range within one year.
    pub fn between(from: Unit, to: Unit, year: YearRef) -> Self {
        Self::range(Point { unit: from, year }, Point { unit: to, year })
    }
    /// A range of years.
    pub fn years(first: i16, last: i16) -> Self {
        let point = |year| Point { unit: Unit::Year, year: YearRef::Known(year) };
        Self::range(point(first), point(last))
    }
    /// Whether the text gives the year as a number.
    pub fn is_absolute(&self) -> bool {
        matches!(self.to.unwrap_or(self.from).year, YearRef::Known(_))
    }
}

/// The year of `unit` where it shares the year of `to` that follows it (`28 december en 3 januari 2024`).
pub(super) fn year_before(unit: Unit, to: Point) -> YearRef {
    let YearRef::Known(year) = to.year else { return to.year };
    match (unit.extent(2000), to.unit.extent(2000)) {
        (Some((from, _)), Some((_, end))) if from > end => YearRef::Known(year - 1),
        _ => YearRef::Known(year),
    }
}

/// Which way the sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Back,
    Ahead,
    /// Neither way: a day nearly a year ahead is then more likely the last such day.
    Nearest,
    /// A paper or meeting is named by its day.
    Named,
    /// Neither way, and the letter's own year is meant.
    Nowhere,
}

/// The date that relative expressions count from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    date: Date,
    /// Whether it is a day the text gives in a letter that bears none: then nothing but a year is taken from it.
    year_only: bool,
}

impl Anchor {
    /// From `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, with anything after it (a clock time) left aside.
    pub fn parse(text: &str, year_only: bool) -> Option<Self> {
        let field = |from: usize, to: usize| text.get(from..to)?.parse::<i8>().ok();
        let year = text.get(..4)?.parse().ok()?;
        let month = field(5, 7).unwrap_or(7);
        let of_month = field(8, 10).unwrap_or(1);
        Some(Self { date: day(year, month, of_month)?, year_only })
    }
    /// Whether it is an earlier day than `other`.
    pub fn is_before(self, other: Self) -> bool {
        self.date < other.date
    }
}

/// How far, in days, a date without a year may lie from the letter before the sentence's direction can move it over the
/// turn of the year.
const HALF_A_YEAR: i64 = 183;
/// How far, in days, a day without a year lies ahead at most unless the sentence says that it does.
const FAR_AHEAD: i64 = 275;

impl Expr {
    /// The value; `None` where the text and the anchor do not give it. `that` is the year the text named last.
    pub fn resolve(
        &self,
        anchor: Option<Anchor>,
        that: Option<i16>,
        look: impl Fn() -> Look,
    ) -> Option<String> {
        let last = self.to.unwrap_or(self.from);
        let last_year = self.on_weekday(last, last.year_of(anchor, that, &look)?);
        let mut value = match self.to {
            None => last.render(anchor, last_year)?,
            Some(_) => {
                // Both ends of `28 december t/m 3 januari` belong together, whichever year that is.
                let first_year = match self.from.year {
                    same if same == last.year => {
                        match year_before(self.from.unit, Point { year: YearRef::Known(last_year), ..last }) {
                            YearRef::Known(year) => year,
                            _ => last_year,
                        }
                    }
                    _ => self.from.year_of(anchor, that, &look)?,
                };
                let first = self.from.render(anchor, first_year)?;
                format!("{first}/{}", last.render(anchor, last_year)?)
            }
        };
        if let Some((hour, minute)) = self.time {
            value.push_str(&format!("T{hour:02}:{minute:02}"));
        }
        value.push_str(match self.part {
            None => "",
            Some(Part::Start) => "--START",
            Some(Part::Middle) => "--MID",
            Some(Part::End) => "--END",
        });
        Some(value)
    }
}

impl Expr {
    /// The year beside `year` in which the day falls on the day of the week that the text names.
    fn on_weekday(&self, last: Point, year: i16) -> i16 {
        let Some(weekday) = self.weekday.filter(|_| self.to.is_none() && !self.is_absolute()) else {
            return year;
        };
        // `donderdag 12 mei jl.` lies behind even where the day of the week is mistaken. What was to come when a question
        // was put may be past in its answer.
        let beside = match last.year {
            YearRef::Last => [year, year - 1, year],
            YearRef::Coming => [year, year + 1, year - 1],
            _ => [year, year - 1, year + 1],
        };
        let falls = |year: &i16| {
            last.unit.extent(*year).is_some_and(|(date, _)| date.weekday().to_monday_one_offset() == weekday)
        };
        beside.into_iter().find(falls).unwrap_or(year)
    }
}

impl Point {
    fn render(self, anchor: Option<Anchor>, year: i16) -> Option<String> {
        match self.counted(anchor.map(|anchor| anchor.date)) {
            Some(value) => value,
            None => self.unit.render(year),
        }
    }

    /// What is counted in months, weeks or days from the letter's own: its value, or `None` if this is not counted.
    fn counted(self, here: Option<Date>) -> Option<Option<String>> {
        let in_month = |by: i8| here?.checked_add(i64::from(by).months()).ok();
        let in_week = |by: i8| here?.checked_add((i64::from(by) * 7).days()).ok();
        let beside = |nth: i32, weekday: i8| {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            here?.nth_weekday(nth, weekday).ok()
        };
        Some(match (self.unit, self.year) {
            (Unit::OfMonth(number), YearRef::Months(by)) => in_month(by)
                .and_then(|there| day(there.year(), there.month(), number))
                .map(|day| day.to_string()),
            (_, YearRef::Months(by)) => {
                in_month(by).and_then(|there| Unit::Month(there.month()).render(there.year()))
            }
            (_, YearRef::Quarters(by)) => in_month(by.saturating_mul(3)).and_then(|there| {
                Unit::Quarter(there.month().unsigned_abs().div_ceil(3)).render(there.year())
            }),
            (Unit::Weekday(weekday), YearRef::Weeks(by)) => in_week(by).and_then(|there| {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let week = there.iso_week_date();
                let day = jiff::civil::ISOWeekDate::new(week.year(), week.week(), weekday).ok()?.date();
                Some(day.to_string())
            }),
            (_, YearRef::Weeks(by)) => in_week(by).and_then(|there| {
                let week = there.iso_week_date();
                Unit::Week(week.week().unsigned_abs()).render(week.year())
            }),
            (Unit::Weekday(weekday), YearRef::Last) => beside(-1, weekday).map(|day| day.to_string()),
            (Unit::Weekday(weekday), YearRef::Coming) => beside(1, weekday).map(|day| day.to_string()),
            _ => return None,
        })
    }

    fn year_of(self, anchor: Option<Anchor>, that: Option<i16>, look: impl Fn() -> Look) -> Option<i16> {
        if let YearRef::Known(year) = self.year {
            return Some(year);
        }
        if self.year == YearRef::That {
            return that;
        }
        let anchor = anchor?;
        let here = anchor.date;
        if anchor.year_only {
            return (self.year == YearRef::Unstated).then_some(here.year());
        }
        // Years around the letter's own, for the nearest one before or after it (29 February may be four years off).
        let around = |ahead: bool| (-1..=4).map(move |by| here.year() + if ahead { by } else { -by });
        match self.year {
            YearRef::Known(year) => Some(year),
            YearRef::That => that,
            // In January and February the winter of the year before is still "this winter".
            YearRef::Relative(by) => Some(
                here.year() + i16::from(by) - i16::from(self.unit == Unit::Season(24) && here.month() <= 2),
            ),
            YearRef::Months(_) | YearRef::Weeks(_) | YearRef::Quarters(_) => Some(here.year()),
            _ if matches!(self.unit, Unit::Weekday(_)) => Some(here.year()),
            YearRef::Last => {
                around(false).find(|&year| self.unit.extent(year).is_some_and(|(first, _)| first <= here))
            }
            YearRef::Coming => around(true).find(|&year| {
                let Some((first, last)) = self.unit.extent(year) else { return false };
                // `komende winter` in January is the next one, `komende zomer` in early June this one.
                let latest = match self.unit {
                    Unit::Season(_) => first.last_of_month(),
                    _ => last,
                };
                latest >= here
            }),
            YearRef::Unstated => Some(self.nearest(here, look)),
        }
    }

    /// The letter's year, or the one beside it if the sentence looks over the turn of the year.
    fn nearest(self, here: Date, look: impl Fn() -> Look) -> i16 {
        let year = here.year();
        let Some((first, last)) = self.unit.extent(year) else { return year };
        let days = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days()));
        // A recess or feast comes once a year, so that any look ahead of it or back at it decides.
        let margin = match self.unit {
            Unit::Recess(_) | Unit::Feast(_) | Unit::Season(_) => 0,
            _ => HALF_A_YEAR,
        };
        let turning = matches!(self.unit, Unit::Season(24) | Unit::Recess(Recess::Christmas));
        match () {
            // The winter that runs, and the recess that has just ended, began in the year before.
            () if turning && here.month() <= 2 && look() != Look::Ahead => year - 1,
            () if days(last, here) > margin && look() == Look::Ahead => year + 1,
            () if days(here, first) > margin && look() == Look::Back => year - 1,
            () if matches!(self.unit, Unit::Day { .. })
                && days(here, first) > FAR_AHEAD
                && matches!(look(), Look::Nearest | Look::Named) =>
            {
                year - 1
            }
            () if self.unit == Unit::Year && here.month() <= 2 && look() == Look::Back => year - 1,
            () => year,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expr: Expr, anchor: Option<&str>, look: Look, expected: &str) {
        let anchor = anchor.and_then(|text| Anchor::parse(text, false));
        assert_eq!(expr.resolve(anchor, None, || look).as_deref().unwrap_or("none"), expected);
    }

    #[test]
    fn a_day_without_a_year_stays_in_the_year_of_the_letter_unless_the_sentence_looks_over_its_turn() {
        let december = Expr::point(Unit::Day { month: 12, day: 12 }, YearRef::Unstated);
        check(december, Some("2024-01-20"), Look::Back, "2023-12-12");
        check(december, Some("2024-01-20"), Look::Nowhere, "2024-12-12");
        check(december, Some("2024-01-20"), Look::Nearest, "2023-12-12");
        check(december, Some("2024-04-20"), Look::Nearest, "2024-12-12");
        check(december, Some("2024-11-20"), Look::Back, "2024-12-12");
        let end = Expr::point(Unit::Year, YearRef::Unstated);
        check(end, Some("2024-01-20"), Look::Back, "2023");
        check(end, Some("2024-01-20"), Look::Ahead, "2024");
        check(end, Some("2024-06-20"), Look::Back, "2024");
        let march = Expr::point(Unit::Month(3), YearRef::Unstated);
        check(march, Some("2023-12-15"), Look::Ahead, "2024-03");
        check(march, Some("2023-12-15"), Look::Back, "2023-03");
        check(march, None, Look::Back, "none");
    }

    #[test]
    fn the_last_and_the_coming_one_may_be_the_day_of_the_letter() {
        let leap_day = Unit::Day { month: 2, day: 29 };
        check(Expr::point(leap_day, YearRef::Last), Some("2024-02-29"), Look::Nowhere, "2024-02-29");
        check(Expr::point(leap_day, YearRef::Last), Some("2024-02-28"), Look::Nowhere, "2020-02-29");
        check(Expr::point(leap_day, YearRef::Coming), Some("2024-03-01"), Look::Nowhere, "2028-02-29");
        check(Expr::point(Unit::Month(9), YearRef::Last), Some("2024-09-02"), Look::Nowhere, "2024-09");
        check(Expr::point(Unit::Month(1), YearRef::Months(-1)), Some("2024-01-31"), Look::Nowhere, "2023-12");
    }
}
