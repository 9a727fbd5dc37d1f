//! Deadlines: the date by which something is promised, and the last day that is in time.

use crate::reading::Window;
use griffier_doc::{Due, MentionType};

/// The first date of the sentence that is not over at the letter's date, as a deadline.
pub(super) fn read(w: &Window<'_, '_>, date: Option<&str>, trigger: usize) -> Option<Due> {
    let clause = w.clause(trigger);
    let mut found: Option<(bool, Due)> = None;
    for mention in w.outer.iter().filter(|m| m.kind == MentionType::Date) {
        let Some(id) = mention.link.id() else { continue };
        let Some((first, last)) = days(id) else { continue };
        let at = w.letter.index_at(mention.span.start());
        if date.is_some_and(|date| last.as_str() < date) || dates_something_else(w, at) {
            continue;
        }
        // "Voor het eind van het jaar" is in time until the year ends.
        let day = match () {
            () if !is_before(w, at) || id.ends_with("--END") => last,
            // "Voor het kerstreces" in December: the month has begun, the recess has not.
            () if date.is_some_and(|date| first.as_str() <= date) => {
                id.split('/').next().and_then(days).map_or(last, |(_, end)| end)
            }
            () => day_before(&first),
        };
        let near = clause.contains(&at);
        if found.as_ref().is_none_or(|(was_near, _)| near && !was_near) {
            found = Some((near, Due { span: mention.span, date: id.clone(), day }));
        }
    }
    found.map(|(_, due)| due)
}

/// Whether the date at token `i` tells which of several things is meant (`de begroting van 2026`, `voor het jaar 2026`).
fn dates_something_else(w: &Window<'_, '_>, i: usize) -> bool {
    let before = |back: usize, words: &[&str]| {
        i.checked_sub(back).is_some_and(|j| w.tokens.contains(&j) && w.is_any(j, words))
    };
    let year = w.word(i).len() == 4 && w.word(i).bytes().all(|b| b.is_ascii_digit());
    before(1, &["van", "d.d.", "dd.", "sinds", "vanaf", "tot"])
        || year
            && !before(1, &["in", "eind", "begin", "medio", "najaar", "voorjaar", "uiterlijk", "vóór"])
            && !before(2, &["van"])
}

/// Whether `voor` or `vóór` stands before the date at token `i`: it is due before that date begins.
fn is_before(w: &Window<'_, '_>, i: usize) -> bool {
    let low = i.saturating_sub(3).max(w.tokens.start);
    (low..i)
        .rev()
        .take_while(|&j| !w.is_any(j, &[",", "in", "op", "tijdens"]))
        .any(|j| w.is_any(j, &["voor", "vóór", "voorafgaand", "vóor"]))
}

/// Whether `value` is a calendar day.
pub(super) fn is_day(value: &str) -> bool {
    value.len() == 10 && parse(value).is_some()
}

/// The first and the last day of a date's value.
pub(super) fn days(value: &str) -> Option<(String, String)> {
    if let Some((first, last)) = value.split_once('/') {
        return match last.len() {
            // A parliamentary year.
            4 if first.len() == 4 => Some((format!("{first}-09-01"), format!("{last}-08-31"))),
            _ => Some((days(first)?.0, days(last)?.1)),
        };
    }
    if let Some((whole, part)) = value.split_once("--") {
        let (first, last) = days(whole)?;
        let (a, b) = (number(&first)?, number(&last)?);
        let third = (b - a + 1) / 3;
        return match part {
            "START" => Some((first, text(a + third))),
            "MID" => Some((text(a + third), text(b - third))),
            "END" => Some((text(b - third + 1), last)),
            _ => Some((first, last)),
        };
    }
    let year: i64 = value.get(..4)?.parse().ok()?;
    let span = |from: i64, months: i64| {
        let first = number_of(year, from, 1);
        let (over, month) = ((from + months - 1).div_euclid(12), (from + months - 1).rem_euclid(12) + 1);
        Some((text(first), text(number_of(year + over, month, 1) - 1)))
    };
    let rest = value.get(4..)?;
    let digits = |at: usize| rest.get(at..)?.parse::<i64>().ok();
    match rest.as_bytes() {
        [] => span(1, 12),
        [b'-', b'Q', _] => digits(2).and_then(|quarter| span(quarter * 3 - 2, 3)),
        [b'-', b'H', _] => digits(2).and_then(|half| span(half * 6 - 5, 6)),
        [b'-', b'W', _, _] => {
            let week = digits(2)?;
            // The week with the fourth of January is the first.
            let fourth = number_of(year, 1, 4);
            let monday = fourth - (fourth + 3).rem_euclid(7) + (week - 1) * 7;
            Some((text(monday), text(monday + 6)))
        }
        [b'-', b'2', season @ b'1'..=b'4'] => span(i64::from(season - b'1') * 3 + 3, 3),
        [b'-', _, _] => digits(1).filter(|month| (1..=12).contains(month)).and_then(|month| span(month, 1)),
        [b'-', _, _, b'-', _, _, ..] => {
            let day = value.get(..10)?;
            parse(day).map(|_| (day.to_owned(), day.to_owned()))
        }
        _ => None,
    }
}

fn day_before(day: &str) -> String {
    number(day).map_or_else(|| day.to_owned(), |number| text(number - 1))
}

/// Year, month and day of `YYYY-MM-DD`.
fn parse(day: &str) -> Option<(i64, i64, i64)> {
    let part = |from: usize, to: usize| day.get(from..to)?.parse::<i64>().ok();
    let (year, month, date) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let sound = (1..=12).contains(&month) && (1..=31).contains(&date) && day.as_bytes().get(4) == Some(&b'-');
    sound.then_some((year, month, date))
}

fn number(day: &str) -> Option<i64> {
    parse(day).map(|(year, month, date)| number_of(year, month, date))
}

/// Days since 1970-01-01, after Howard Hinnant's `days_from_civil`.
fn number_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day as `YYYY-MM-DD`, the inverse of [`number_of`].
fn text(number: i64) -> String {
    let number = number + 719_468;
    let era = number.div_euclid(146_097);
    let of_era = number.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: Option<(&str, &str)>) {
        let found = days(value);
        let found = found.as_ref().map(|(first, last)| (first.as_str(), last.as_str()));
        assert_eq!(found, expected, "{value}");
    }

    #[test]
    fn a_value_spans_days() {
        check("2024-11-14", Some(("2024-11-14", "2024-11-14")));
        check("2024-02", Some(("2024-02-01", "2024-02-29")));
        check("2024", Some(("2024-01-01", "2024-12-31")));
        check("2025-Q1", Some(("2025-01-01", "2025-03-31")));
        check("2025-H2", Some(("2025-07-01", "2025-12-31")));
        check("2025-W01", Some(("2024-12-30", "2025-01-05")));
        check("2025-21", Some(("2025-03-01", "2025-05-31")));
        check("2024-24", Some(("2024-12-01", "2025-02-28")));
        check("2024-12/2025-01", Some(("2024-12-01", "2025-01-31")));
        check("2023/2024", Some(("2023-09-01", "2024-08-31")));
        check("2025--END", Some(("2025-09-02", "2025-12-31")));
        check("2025--START", Some(("2025-01-01", "2025-05-02")));
        check("2024-02-19T10:56", Some(("2024-02-19", "2024-02-19")));
        check("x", None);
        check("2024-13", None);
        check("", None);
        check("2024-é", None);
    }

    #[test]
    fn days_are_counted_there_and_back() {
        for day in ["1970-01-01", "2000-02-29", "1999-12-31", "2024-03-01"] {
            assert_eq!(text(number(day).unwrap()), day);
        }
        assert_eq!(day_before("2025-01-01"), "2024-12-31");
    }
}
