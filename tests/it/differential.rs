//! What we compute beside what others compute: dates by `jiff`, places of sentences by slicing the text.

use crate::properties::{annotate, damaged, letters};
use griffier::{Document, MentionType, Unit};
use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};
use proptest::prelude::*;
use serde_json::Value;

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

fn month(day: Date) -> &'static str {
    MONTHS[day.month() as usize - 1]
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "maandag",
        Weekday::Tuesday => "dinsdag",
        Weekday::Wednesday => "woensdag",
        Weekday::Thursday => "donderdag",
        Weekday::Friday => "vrijdag",
        Weekday::Saturday => "zaterdag",
        Weekday::Sunday => "zondag",
    }
}

/// The first day from `from` on, by steps of `step`, that has the month and day of `day`.
fn such(day: Date, from: Date, step: Span) -> String {
    let mut at = from;
    while (at.month(), at.day()) != (day.month(), day.day()) {
        at = at.checked_add(step).unwrap();
    }
    at.to_string()
}

/// How many ways of writing a day there are.
const WAYS: usize = 13;

/// A way to write `day` in a letter of `letter`, and what it means.
fn written(way: usize, day: Date, letter: Date) -> (String, String) {
    let (d, m, y, name) = (day.day(), day.month(), day.year(), month(day));
    let iso = day.to_string();
    let quarter = (m as usize - 1) / 3;
    match way {
        0 => (format!("{d} {name} {y}"), iso),
        1 => (format!("{} {d} {name} {y}", weekday(day)), iso),
        2 => (format!("{d:02}-{m:02}-{y}"), iso),
        3 => (iso.clone(), iso),
        4 => (format!("{name} {y}"), iso[..7].to_owned()),
        5 => (format!("{d}\n{name} {y}"), iso),
        6 => (format!("{d} {} {y}", name.to_uppercase()), iso),
        7 => (format!("{d} {name} jl."), such(day, letter, -1.day())),
        8 => (format!("{d} {name} a.s."), such(day, letter, 1.day())),
        9 => {
            let end = day.checked_add(9.days()).unwrap();
            let words = format!("{d} {name} {y} tot en met {} {} {}", end.day(), month(end), end.year());
            (words, format!("{iso}/{end}"))
        }
        10 => {
            let ordinal = ["eerste", "tweede", "derde", "vierde"][quarter];
            (format!("het {ordinal} kwartaal van {y}"), format!("{y}-Q{}", quarter + 1))
        }
        11 => {
            let week = day.iso_week_date();
            (
                format!("week {} van {}", week.week(), week.year()),
                format!("{}-W{:02}", week.year(), week.week()),
            )
        }
        _ => (format!("eind {name} {y}"), format!("{}--END", &iso[..7])),
    }
}

fn dates(doc: &Document) -> Vec<String> {
    let mentions =
        doc.mentions().iter().filter(|mention| mention.kind == MentionType::Date && !mention.nested);
    mentions.map(|mention| mention.link.id().map_or("none".to_owned(), ToString::to_string)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1200, ..ProptestConfig::default() })]

    #[test]
    fn dates_mean_what_another_calendar_says(
        letter in 0..12_000_i64,
        day in -2_000..2_000_i64,
        ways in prop::collection::vec(0..WAYS, 1..5),
    ) {
        let letter = date(1995, 1, 1).checked_add(letter.days()).unwrap();
        let day_of = |day: Date| format!("{} {} {}", day.day(), month(day), day.year());
        let mut text = format!("Den Haag, {}\n\nGeachte voorzitter,\n\n", day_of(letter));
        let mut expected = vec![letter.to_string()];
        for (i, &way) in ways.iter().enumerate() {
            let day = letter.checked_add((day + 41 * i as i64).days()).unwrap();
            // Neither the letter's own day nor 29 February, which most years lack.
            let place = (day.month(), day.day());
            if place != (2, 29) && place != (letter.month(), letter.day()) {
                let (words, meaning) = written(way, day, letter);
                text += &format!("De commissie sprak hierover in het verband van {words} met de sector. ");
                expected.push(meaning);
            }
        }
        prop_assert_eq!(dates(&annotate(&text)), expected, "{}", text);
    }
}

/// `text` between offsets that count in `unit`.
fn cut(text: &str, unit: Unit, start: usize, end: usize) -> String {
    match unit {
        Unit::Byte => text[start..end].to_owned(),
        Unit::Char => text.chars().skip(start).take(end - start).collect(),
        Unit::Utf16 => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn offsets_cut_out_what_the_record_says(text in prop_oneof![letters(), damaged()]) {
        let doc = annotate(&text);
        let sentences: Vec<String> = doc.sentences().iter().map(|s| doc.slice(s.span).to_owned()).collect();
        for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
            let mut out = Vec::new();
            griffier_export::write_record(&doc, unit, &mut out).unwrap();
            let record: Value = serde_json::from_slice(&out).unwrap();
            let all = |key: &str| record[key].as_array().unwrap().clone();
            let offset = |place: &Value, key: &str| place[key].as_u64().unwrap() as usize;
            let cuts = |key: &str| -> Vec<String> {
                all(key).iter().map(|p| cut(&text, unit, offset(p, "start"), offset(p, "end"))).collect()
            };
            let said = |key: &str, field: &str| -> Vec<String> {
                all(key).iter().map(|place| place[field].as_str().unwrap().to_owned()).collect()
            };
            prop_assert_eq!(&cuts("sentences"), &sentences);
            prop_assert_eq!(cuts("mentions"), said("mentions", "text"));
            prop_assert_eq!(cuts("relations"), said("relations", "evidence"));
        }
    }
}
