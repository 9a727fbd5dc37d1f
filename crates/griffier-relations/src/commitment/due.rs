//! Deadlines: the date by which something is promised, and the last day that is in time.

use crate::reading::Window;
use griffier_doc::{Due, Id, MentionType};
use griffier_text::{WordSet, words};

/// The first date of the sentence that is not over at the letter's date, as a deadline; else a term that is counted from
/// the letter (`binnen zes weken`).
pub(super) fn read(w: &Window<'_, '_>, date: Option<&str>, trigger: usize) -> Option<Due> {
    let clause = w.clause(trigger);
    let mut found: Option<((bool, bool, bool), Due)> = None;
    for mention in w.outer.iter().filter(|m| m.kind == MentionType::Date) {
        let Some(id) = mention.link.id() else { continue };
        let at = w.letter.index_at(mention.span.start());
        let Some(value) = ahead(w.letter.doc.slice(mention.span), id, date) else { continue };
        let Some(day) = last_day(w, at, &value, date) else { continue };
        if dates_something_else(w, at) {
            continue;
        }
        // "na de zomer, doch uiterlijk 1 september"
        let latest = (at.saturating_sub(2)..at).any(|j| w.is(j, "uiterlijk") && clause.contains(&j));
        // "Ik spreek hen in het najaar en streef ernaar …": another verb takes that date.
        let other = (at..trigger).any(|j| {
            w.is(j, "en")
                && w.is_any(j + 1, words!["streef", "hoop", "zal", "zullen", "informeer", "stuur", "kom"])
        });
        let rank = (latest, clause.contains(&at), !other);
        if found.as_ref().is_none_or(|(before, _)| rank > *before) {
            found = Some((rank, Due { span: mention.span, date: value, day }));
        }
    }
    found.map(|(_, due)| due).or_else(|| counted(w, date?))
}

/// The value of a date that is not over at the letter's date. A month without a year that is over then comes again: in a
/// letter of November `in januari` is due in the next year.
fn ahead(words: &str, id: &Id, date: Option<&str>) -> Option<Id> {
    let (_, last) = days(id)?;
    let Some(date) = date.filter(|date| last.as_str() < *date) else { return Some(id.clone()) };
    let spelled =
        words.bytes().any(|b| b.is_ascii_digit()) || words.contains("jaar") || words.ends_with("jl.");
    let month = id.split("--").next().is_some_and(|whole| whole.len() == 7)
        && !words.contains("vorig")
        && !words.contains("afgelopen");
    let year: i64 = id.get(..4)?.parse().ok()?;
    let next = format!("{}{}", year + 1, id.get(4..)?);
    let later = days(&next).is_some_and(|(_, last)| last.as_str() >= date);
    (month && !spelled && later).then_some(Id::Owned(next))
}

/// The last day that is in time for the date at token `at`; `None` where it only says after what.
fn last_day(w: &Window<'_, '_>, at: usize, value: &str, date: Option<&str>) -> Option<String> {
    let (first, last) = days(value)?;
    let (Some(lead), end) = (lead(w, at), value.ends_with("--END")) else { return Some(last) };
    match lead {
        // "Na de zomer" is in the season that follows; after a day or a year there is no end.
        Lead::After => {
            let named = value.contains('/') || value.len() == 7 && value.get(5..6) == Some("2");
            named.then(|| season_end(&last)).flatten()
        }
        // "Voor het eind van het jaar" is in time until the year ends.
        Lead::Before if end => Some(last),
        Lead::Before if value.len() == 7 && value.ends_with("-22") => {
            before_summer(value, date).or(Some(last))
        }
        Lead::Before => Some(before(value, &first, last, date)),
    }
}

/// The day before `first`. Of the recess at Christmas only the months are known: it begins on the last Friday up to the
/// 23rd of December.
fn before(value: &str, first: &str, last: String, date: Option<&str>) -> String {
    let christmas = value.len() == 15 && value.get(4..8) == Some("-12/");
    if let (true, Some(limit)) = (christmas, number(&format!("{}-12-23", value.get(..4).unwrap_or("")))) {
        // 1970-01-02 was a Friday.
        return text(limit - (limit - 1).rem_euclid(7) - 1);
    }
    match date {
        // The month has begun, the recess has not.
        Some(date) if first <= date => value.split('/').next().and_then(days).map_or(last, |(_, end)| end),
        _ => day_before(first),
    }
}

/// `Voor de zomer`: before the recess of parliament, which begins with July.
fn before_summer(value: &str, date: Option<&str>) -> Option<String> {
    let day = format!("{}-06-30", value.get(..4)?);
    date.is_none_or(|date| date <= day.as_str()).then_some(day)
}

/// The last day of the season in which the day after `day` falls.
fn season_end(day: &str) -> Option<String> {
    let (year, month, _) = parse(&text(number(day)? + 1))?;
    let months = 3 - month.rem_euclid(3);
    let (over, next) = ((month + months - 1).div_euclid(12), (month + months - 1).rem_euclid(12) + 1);
    Some(text(number_of(year + over, next, 1) - 1))
}

/// `Binnen zes weken`, counted from the letter's date; not `binnen twee weken na ontvangst`.
fn counted(w: &Window<'_, '_>, date: &str) -> Option<Due> {
    const NUMBERS: [&str; 12] =
        ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"];
    let (year, month, day) = parse(date)?;
    let at = w.tokens.clone().find(|&i| w.is(i, "binnen"))?;
    let count = match w.word(at + 1) {
        "één" | "1" => 1,
        word => match word.parse::<i64>() {
            Ok(count) => count,
            Err(_) => NUMBERS.iter().position(|number| w.is(at + 1, number))? as i64 + 1,
        },
    };
    if !(1..=60).contains(&count) || w.is(at + 3, "na") {
        return None;
    }
    let day = match () {
        () if w.is_any(at + 2, words!["dag", "dagen"]) => text(number(date)? + count),
        () if w.is_any(at + 2, words!["week", "weken"]) => text(number(date)? + 7 * count),
        () if w.is_any(at + 2, words!["maand", "maanden"]) => {
            let months = month - 1 + count;
            let (year, month) = (year + months.div_euclid(12), months.rem_euclid(12) + 1);
            let longest = number_of(year + month / 12, month % 12 + 1, 1) - number_of(year, month, 1);
            text(number_of(year, month, day.min(longest)))
        }
        () => return None,
    };
    Some(Due { span: w.span_of(&(at..at + 3)), date: Id::Owned(day.clone()), day })
}

/// Whether the date at token `i` tells which of several things is meant (`de begroting van 2026`, `voor het jaar 2026`).
fn dates_something_else(w: &Window<'_, '_>, i: usize) -> bool {
    let before = |back: usize, words: &WordSet| {
        i.checked_sub(back).is_some_and(|j| w.tokens.contains(&j) && w.is_any(j, words))
    };
    const PARTS: &WordSet = words![
        "loop", "begin", "eind", "einde", "helft", "midden", "halfjaar", "kwartaal", "voorjaar", "najaar",
        "zomer", "winter", "herfst", "lente", "week", "weken", "dagen",
    ];
    const LEADS: &WordSet = words![
        "in",
        "eind",
        "begin",
        "medio",
        "najaar",
        "voorjaar",
        "uiterlijk",
        "vóór",
        "kwartaal",
        "halfjaar",
        "zomer",
        "herfst",
        "dan",
        "gedurende",
    ];
    let year = w.word(i).len() == 4 && w.word(i).bytes().all(|b| b.is_ascii_digit());
    let part = before(1, words!["van"]) && before(2, PARTS);
    !part
        && (before(1, words!["van", "d.d.", "dd.", "sinds", "vanaf", "tot"])
            || year
                && !before(1, LEADS)
                && (!before(1, words!["voor"]) || before(2, words!["begroting", "plannen"])))
}

/// On which side of a date something is due.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// `voor`, `vóór`, `voorafgaand aan`.
    Before,
    /// `na`, `niet eerder dan`.
    After,
}

/// The word that leads to the date at token `i`: right before it, or before `de start van het`, `het einde van`.
fn lead(w: &Window<'_, '_>, i: usize) -> Option<Lead> {
    let low = i.saturating_sub(7).max(w.tokens.start);
    let mut through = 0;
    for j in (low..i).rev() {
        if w.is_any(j, words!["voor", "vóór", "voorafgaand", "vóor", "vòòr"]) {
            // "Voor het einde van het reces" is before its last day.
            let ends = (j + 1..i).any(|k| w.is_any(k, words!["einde", "eind", "afloop"]));
            return (!ends).then_some(Lead::Before);
        }
        if w.is_any(j, words!["na", "ná"]) || w.is(j, "dan") && w.is(j.saturating_sub(1), "eerder") {
            return Some(Lead::After);
        }
        let light = w.is_any(
            j,
            words![
                "het",
                "de",
                "aan",
                "komende",
                "aanstaande",
                "van",
                "start",
                "begin",
                "aanvang",
                "einde",
                "eind",
                "afloop",
            ],
        );
        if !light {
            // One word of another kind may stand between: "voor het komend reces".
            through += 1;
            if through > 1 || w.is_any(j, words![",", "in", "op", "tijdens", "uiterlijk", "dan"]) {
                return None;
            }
        }
    }
    None
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
        // Thirds of whole months where there are such (`begin 2025` lasts until the end of April), else of days.
        let months = month_count(&first, &last).filter(|months| months % 3 == 0).map(|months| months / 3);
        let third = (b - a + 1) / 3;
        let (early, late) = match months {
            Some(months) => (months_on(&first, months)?, months_on(&first, 2 * months)?),
            None => (a + third, b - third + 1),
        };
        return match part {
            "START" => Some((first, text(early - 1))),
            "MID" => Some((text(early), text(late - 1))),
            "END" => Some((text(late), last)),
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

/// How many whole months run from the first to the last day.
fn month_count(first: &str, last: &str) -> Option<i64> {
    let ((year, month, day), (end, last_month, _)) = (parse(first)?, parse(&text(number(last)? + 1))?);
    let whole = day == 1 && text(number(last)? + 1).ends_with("-01");
    let count = (end - year) * 12 + last_month - month;
    (whole && count > 0).then_some(count)
}

/// The number of the day `months` after the first of a month.
fn months_on(first: &str, months: i64) -> Option<i64> {
    let (year, month, _) = parse(first)?;
    let ahead = month - 1 + months;
    Some(number_of(year + ahead.div_euclid(12), ahead.rem_euclid(12) + 1, 1))
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
        check("2025--START", Some(("2025-01-01", "2025-04-30")));
        check("2025--MID", Some(("2025-05-01", "2025-08-31")));
        check("2025--END", Some(("2025-09-01", "2025-12-31")));
        check("2025-Q1--START", Some(("2025-01-01", "2025-01-31")));
        check("2025-21--END", Some(("2025-05-01", "2025-05-31")));
        check("2025-06--START", Some(("2025-06-01", "2025-06-10")));
        check("2025-06--MID", Some(("2025-06-11", "2025-06-20")));
        check("2025-06--END", Some(("2025-06-21", "2025-06-30")));
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
