//! Values against a calendar of the test's own: days counted from 1970, no library. Every letter's day of many years is
//! tried, so that turns of months, years and weeks all occur.

use super::calendar::Unit;
use super::resolve::{Anchor, Expr, Look, YearRef};

/// Days from 1 January 1970 to a day.
fn number(year: i64, month: i64, day: i64) -> i64 {
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let before = |year: i64| year * 365 + year / 4 - year / 100 + year / 400;
    let years = before(year - 1) - before(1969);
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    years + lengths.iter().take(month as usize - 1).sum::<i64>() + day - 1
}

/// Year, month and day of a day's number.
fn civil(days: i64) -> (i64, i64, i64) {
    let year = (1970 + days / 366..).take_while(|&year| number(year, 1, 1) <= days).last().unwrap_or(1970);
    let month = (1..=12).take_while(|&month| number(year, month, 1) <= days).last().unwrap_or(1);
    (year, month, days - number(year, month, 1) + 1)
}

fn iso(days: i64) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Monday 1; 1 January 1970 was a Thursday.
fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

/// The week of the year that has its Thursday.
fn week(days: i64) -> String {
    let thursday = days + 4 - weekday(days);
    let year = civil(thursday).0;
    format!("{year:04}-W{:02}", (thursday - number(year, 1, 1)) / 7 + 1)
}

/// The days of letters: every eleventh from 1996 to 2030.
fn letters() -> impl Iterator<Item = i64> {
    (number(1996, 1, 1)..number(2030, 1, 1)).step_by(11)
}

#[track_caller]
fn check(expr: Expr, letter: i64, expected: &str) {
    let anchor = Anchor::parse(&iso(letter), false);
    let value = expr.resolve(anchor, None, || Look::Nowhere);
    assert_eq!(value.as_deref().unwrap_or("none"), expected, "{expr:?} in a letter of {}", iso(letter));
}

#[test]
fn weeks_and_their_days_agree() {
    for letter in letters() {
        for by in -1..=1 {
            let there = letter + 7 * i64::from(by);
            check(Expr::point(Unit::Week(1), YearRef::Weeks(by)), letter, &week(there));
            for day in 1..=7 {
                let expected = iso(there - weekday(there) + i64::from(day));
                check(Expr::point(Unit::Weekday(day), YearRef::Weeks(by)), letter, &expected);
            }
        }
        for day in 1..=7 {
            let wanted = |days: &i64| weekday(*days) == i64::from(day);
            let before = (letter - 7..letter).rev().find(wanted).map(iso).unwrap_or_default();
            check(Expr::point(Unit::Weekday(day), YearRef::Last), letter, &before);
            let after = (letter + 1..=letter + 7).find(wanted).map(iso).unwrap_or_default();
            check(Expr::point(Unit::Weekday(day), YearRef::Coming), letter, &after);
        }
    }
}

#[test]
fn the_last_and_the_next_such_day_agree() {
    for letter in letters() {
        for (month, day) in [(1, 1), (2, 28), (3, 1), (7, 8), (10, 11), (12, 31)] {
            let unit = Unit::Day { month: month as i8, day: day as i8 };
            let such = |days: &i64| civil(*days).1 == month && civil(*days).2 == day;
            let last = (letter - 366..=letter).rev().find(such).map(iso).unwrap_or_default();
            check(Expr::point(unit, YearRef::Last), letter, &last);
            let next = (letter..=letter + 366).find(such).map(iso).unwrap_or_default();
            check(Expr::point(unit, YearRef::Coming), letter, &next);
        }
    }
}

#[test]
fn months_and_quarters_agree() {
    for letter in letters() {
        let (year, month, _) = civil(letter);
        for by in -1..=1 {
            let there = year * 12 + month - 1 + i64::from(by);
            let expected = format!("{:04}-{:02}", there / 12, there % 12 + 1);
            check(Expr::point(Unit::Month(1), YearRef::Months(by)), letter, &expected);
            let there = year * 4 + (month - 1) / 3 + i64::from(by);
            let expected = format!("{:04}-Q{}", there / 4, there % 4 + 1);
            check(Expr::point(Unit::Quarter(1), YearRef::Quarters(by)), letter, &expected);
        }
    }
}

#[test]
fn counted_days_and_feasts_agree() {
    for year in 1996..2030 {
        let letter = number(year, 6, 1);
        for nth in 0..=4 {
            for month in 1..=12 {
                let next = if month == 12 { number(year + 1, 1, 1) } else { number(year, month + 1, 1) };
                let mut tuesdays = (number(year, month, 1)..next).filter(|&days| weekday(days) == 2);
                let day = if nth == 0 { tuesdays.next_back() } else { tuesdays.nth(nth - 1) };
                let unit = Unit::Nth { month: month as i8, nth: nth as u8, weekday: 2 };
                let expected = day.map(iso).unwrap_or_default();
                check(Expr::point(unit, YearRef::Relative(0)), letter, &expected);
            }
        }
        let easter = iso(easter(year));
        check(Expr::point(Unit::Feast(super::words::Feast::Easter), YearRef::Relative(0)), letter, &easter);
    }
}

/// The Sunday after the fourteenth day of the ecclesiastical moon, by golden number and epact as the tables of 1583 do
/// it; for the years 1900 to 2199.
fn easter(year: i64) -> i64 {
    let golden = year % 19 + 1;
    let epact = (11 * golden + 18) % 30;
    let epact = if epact == 24 || (epact == 25 && golden > 11) { epact + 1 } else { epact };
    let moon = 44 - epact;
    let moon = number(year, 3, 1) + if moon < 21 { moon + 30 } else { moon } - 1;
    moon + 7 - weekday(moon) % 7
}
