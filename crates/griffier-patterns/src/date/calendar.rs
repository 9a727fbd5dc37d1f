//! The calendar: which days exist, when feasts and recesses fall, and how a period of a year is written.

use super::words::{Feast, Recess};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A period that comes back every year, or a year itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day {
        month: i8,
        day: i8,
    },
    Month(i8),
    Year,
    Quarter(u8),
    Half(u8),
    Week(u8),
    /// 21 to 24.
    Season(u8),
    Recess(Recess),
    Feast(Feast),
    /// Ten years from the year on.
    Decade,
    /// A day of the week within a month: the first to the fourth, 0 the last.
    Nth {
        month: i8,
        nth: u8,
        weekday: i8,
    },
    /// A day of the week, Monday 1: of no year without the letter's day.
    Weekday(i8),
    /// A day of a month that only the letter's day tells.
    OfMonth(i8),
}

/// The day, if the calendar has it.
pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// Whether some year has this day (29 February does).
pub(super) fn some_year_has(month: i8, of_month: i8) -> bool {
    day(2000, month, of_month).is_some()
}

impl Unit {
    /// First and last day of this unit of `year`. Seasons and recesses run over the turn of the year where they do so.
    pub fn extent(self, year: i16) -> Option<(Date, Date)> {
        let months = |first: i8, last: i8| Some((day(year, first, 1)?, day(year, last, 1)?.last_of_month()));
        match self {
            Self::Day { month, day: of_month } => day(year, month, of_month).map(|date| (date, date)),
            Self::Month(month) => months(month, month),
            Self::Year => months(1, 12),
            Self::Quarter(quarter) => months(quarter as i8 * 3 - 2, quarter as i8 * 3),
            Self::Half(half) => months(half as i8 * 6 - 5, half as i8 * 6),
            Self::Week(week) => {
                let monday = jiff::civil::ISOWeekDate::new(year, week as i8, Weekday::Monday).ok()?.date();
                Some((monday, monday.checked_add(6.days()).ok()?))
            }
            Self::Season(21) => months(3, 5),
            Self::Season(22) => months(6, 8),
            Self::Season(23) => months(9, 11),
            Self::Season(_) => Some((day(year, 12, 1)?, day(year + 1, 2, 1)?.last_of_month())),
            Self::Recess(recess) => recess.extent(year),
            Self::Feast(feast) => feast.day(year).map(|date| (date, date)),
            Self::Decade => Some((day(year, 1, 1)?, day(year + 9, 12, 31)?)),
            Self::Nth { month, nth, weekday } => {
                let nth = if nth == 0 { -1 } else { i8::try_from(nth).ok()? };
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let date = day(year, month, 1)?.nth_weekday_of_month(nth, weekday).ok()?;
                Some((date, date))
            }
            Self::Weekday(_) | Self::OfMonth(_) => None,
        }
    }

    /// This unit of `year` in ISO 8601; `None` if that year does not have it.
    pub fn render(self, year: i16) -> Option<String> {
        let (first, _) = self.extent(year)?;
        Some(match self {
            Self::Day { .. } | Self::Feast(_) | Self::Nth { .. } => first.to_string(),
            Self::Weekday(_) | Self::OfMonth(_) => return None,
            Self::Month(month) => format!("{year:04}-{month:02}"),
            Self::Year => format!("{year:04}"),
            Self::Quarter(quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(half) => format!("{year:04}-H{half}"),
            Self::Week(week) => format!("{year:04}-W{week:02}"),
            Self::Season(season) => format!("{year:04}-{season}"),
            Self::Recess(recess) => recess.render(year),
            Self::Decade => format!("{year:04}/{:04}", year + 9),
        })
    }
}

impl Recess {
    /// First and last month, the last one of the next year if it is the smaller.
    fn months(self) -> (i8, i8) {
        match self {
            Self::Christmas => (12, 1),
            Self::Spring => (2, 3),
            Self::May => (4, 5),
            Self::Summer => (7, 8),
            Self::Autumn => (10, 10),
        }
    }
    /// About the days of the recess: the House sets them each year, the months are what can be known.
    fn extent(self, year: i16) -> Option<(Date, Date)> {
        Some(match self {
            Self::Christmas => (day(year, 12, 18)?, day(year + 1, 1, 12)?),
            Self::Spring => (day(year, 2, 10)?, day(year, 3, 5)?),
            Self::May => (day(year, 4, 20)?, day(year, 5, 12)?),
            Self::Summer => (day(year, 7, 4)?, day(year, 8, 31)?),
            Self::Autumn => (day(year, 10, 12)?, day(year, 10, 30)?),
        })
    }
    fn render(self, year: i16) -> String {
        let (first, last) = self.months();
        let end = if last < first { year + 1 } else { year };
        if first == last {
            format!("{year:04}-{first:02}")
        } else {
            format!("{year:04}-{first:02}/{end:04}-{last:02}")
        }
    }
}

impl Feast {
    /// The day in `year`.
    pub fn day(self, year: i16) -> Option<Date> {
        let after_easter = |days: i32| easter(year)?.checked_add(days.days()).ok();
        match self {
            Self::NewYear => day(year, 1, 1),
            Self::GoodFriday => after_easter(-2),
            Self::Easter => easter(year),
            Self::EasterMonday => after_easter(1),
            // On a Sunday it moves to the day before.
            Self::Koningsdag => match day(year, 4, 27)? {
                sunday if sunday.weekday() == Weekday::Sunday => day(year, 4, 26),
                other => Some(other),
            },
            // The birthday of Queen Juliana; on a Sunday it moved to the day before.
            Self::Koninginnedag => match day(year, 4, 30)? {
                sunday if sunday.weekday() == Weekday::Sunday => day(year, 4, 29),
                other => Some(other),
            },
            Self::Dodenherdenking => day(year, 5, 4),
            Self::Bevrijdingsdag => day(year, 5, 5),
            Self::AllSaints => day(year, 11, 1),
            Self::Ascension => after_easter(39),
            Self::Whitsun => after_easter(49),
            Self::WhitMonday => after_easter(50),
            Self::Verantwoordingsdag => day(year, 5, 1)?.nth_weekday_of_month(3, Weekday::Wednesday).ok(),
            Self::Prinsjesdag => day(year, 9, 1)?.nth_weekday_of_month(3, Weekday::Tuesday).ok(),
            Self::Christmas => day(year, 12, 25),
            Self::BoxingDay => day(year, 12, 26),
            Self::NewYearsEve => day(year, 12, 31),
        }
    }
    /// The second day of a feast of two days.
    pub fn second(self) -> Option<Feast> {
        match self {
            Self::Easter => Some(Self::EasterMonday),
            Self::Whitsun => Some(Self::WhitMonday),
            Self::Christmas => Some(Self::BoxingDay),
            _ => None,
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let of_month = (h + l - 7 * m + 33 * month + 19) % 32;
    day(year as i16, month as i8, of_month as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(unit: Unit, year: i16, expected: &str) {
        assert_eq!(unit.render(year).as_deref().unwrap_or("none"), expected);
    }

    #[test]
    fn feasts_fall_where_the_calendar_puts_them() {
        for (feast, year, expected) in [
            (Feast::Easter, 2024, "2024-03-31"),
            (Feast::Easter, 2025, "2025-04-20"),
            (Feast::Easter, 2038, "2038-04-25"),
            (Feast::GoodFriday, 2024, "2024-03-29"),
            (Feast::Ascension, 2024, "2024-05-09"),
            (Feast::Whitsun, 2023, "2023-05-28"),
            (Feast::WhitMonday, 2024, "2024-05-20"),
            (Feast::Prinsjesdag, 2021, "2021-09-21"),
            (Feast::Prinsjesdag, 2024, "2024-09-17"),
            (Feast::Verantwoordingsdag, 2024, "2024-05-15"),
            (Feast::Koningsdag, 2024, "2024-04-27"),
            (Feast::Koningsdag, 2025, "2025-04-26"),
        ] {
            check(Unit::Feast(feast), year, expected);
        }
    }

    #[test]
    fn a_period_of_a_year_is_written_at_its_own_precision() {
        for (unit, year, expected) in [
            (Unit::Day { month: 2, day: 29 }, 2024, "2024-02-29"),
            (Unit::Day { month: 2, day: 29 }, 2023, "none"),
            (Unit::Month(3), 2024, "2024-03"),
            (Unit::Quarter(4), 2023, "2023-Q4"),
            (Unit::Week(53), 2020, "2020-W53"),
            (Unit::Week(53), 2021, "none"),
            (Unit::Season(24), 2023, "2023-24"),
            (Unit::Recess(Recess::Christmas), 2021, "2021-12/2022-01"),
            (Unit::Recess(Recess::Summer), 2021, "2021-07/2021-08"),
            (Unit::Recess(Recess::Autumn), 2021, "2021-10"),
            (Unit::Decade, 1990, "1990/1999"),
        ] {
            check(unit, year, expected);
        }
    }
}
