//! Values that files state, in the form that [`griffier_doc::Stated`] keeps them.

use griffier_doc::{Field, Stated, Trust};

/// Names of months, in the order of the year.
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

/// A day as `YYYY-MM-DD`, from that with a time behind it, from `3-5-2022` or `3 mei 2022`; `None` for what is no day.
pub(crate) fn day(value: &str) -> Option<String> {
    let value = value.trim();
    let parts: Vec<&str> = value.split(['-', '/', ' ']).filter(|part| !part.is_empty()).take(4).collect();
    let [first, second, third, ..] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u32>().ok();
    let third = third.split('T').next().unwrap_or(third);
    let (year, month, day) = if first.len() == 4 {
        (number(first)?, number(second)?, number(third)?)
    } else {
        let named = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(second));
        let month = named.map_or_else(|| number(second), |at| u32::try_from(at + 1).ok())?;
        (number(third)?, month, number(first)?)
    };
    let sound = (1800..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    sound.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Names of the fields that templates of ministries add to a file, in lower case without spaces and signs, and what they
/// state.
const TEMPLATES: [(&str, Field); 12] = [
    ("datum", Field::Date),
    ("date", Field::Date),
    ("onderwerp", Field::Title),
    ("betreft", Field::Title),
    ("titel", Field::Title),
    ("kenmerk", Field::Number),
    ("onskenmerk", Field::Number),
    ("zaaknummer", Field::Number),
    ("documentnummer", Field::Number),
    ("dossiernummer", Field::Dossier),
    ("afzender", Field::Sender),
    ("ministerie", Field::Sender),
];

/// What the field of a template states.
fn template(name: &str) -> Option<Field> {
    // The label that the template prints before the field, not its value.
    if name.starts_with('_') {
        return None;
    }
    let plain: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    TEMPLATES.iter().find(|(known, _)| *known == plain).map(|(_, field)| *field)
}

/// A property of a file that its program fills in, if it has a value.
pub(crate) fn property(field: Field, value: &str, origin: String) -> Option<Stated> {
    with_trust(field, value, origin, Trust::Property)
}

/// What the field `name` of a ministry's template says, if it is one that is known, has a value and is not left of an earlier
/// letter: `days` are those on which the file was made and changed, `text` is what it prints.
pub(crate) fn filled_in(
    name: &str,
    value: &str,
    origin: String,
    days: &[String],
    text: &str,
) -> Option<Stated> {
    let stated = with_trust(template(name)?, value, origin, Trust::Sender)?;
    match stated.field {
        Field::Date if !days.is_empty() && days.iter().all(|day| days_apart(day, &stated.value) > LEFT) => {
            Some(Stated { trust: Trust::Property, ..stated })
        }
        Field::Title if !is_about(&stated.value, text) => None,
        _ => Some(stated),
    }
}

/// Days between the making of a file and the date in its template beyond which that is left of an earlier letter.
const LEFT: u32 = 62;

/// Days between two days in ISO form, with every month of 31.
fn days_apart(one: &str, other: &str) -> u32 {
    let count = |day: &str| -> u32 {
        day.split('-')
            .zip([372, 31, 1])
            .filter_map(|(part, days)| Some(part.parse::<u32>().ok()? * days))
            .sum()
    };
    count(one).abs_diff(count(other))
}

/// Whether half of the longer words of a title stand in the text.
fn is_about(title: &str, text: &str) -> bool {
    let (title, text) = (title.to_lowercase(), text.to_lowercase());
    let words: Vec<&str> = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= LONG)
        .take(MOST_WORDS)
        .collect();
    let found = words.iter().filter(|word| text.contains(**word)).count();
    found * 2 >= words.len()
}

/// Letters of the words by which a title is known, and how many of them are looked for.
const LONG: usize = 5;
const MOST_WORDS: usize = 40;

fn with_trust(field: Field, value: &str, origin: String, trust: Trust) -> Option<Stated> {
    // Office writes a line break as `_x000d_`.
    let value = value.replace("_x000d_", " ").replace("_x000D_", " ");
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let value = if field == Field::Date { day(&value) } else { Some(value) };
    let value = value.filter(|value| !value.is_empty())?;
    Some(Stated { field, value, origin, trust })
}

/// What the metadata of official publications and Dublin Core call things, in lower case, and what they state. Of
/// several names for one thing the first one that is given counts.
const OFFICIAL: [(&str, Field); 17] = [
    ("overheidop.datumondertekening", Field::Date),
    ("overheidop.datumbrief", Field::Date),
    ("overheidop.datumindiening", Field::Date),
    ("dcterms.issued", Field::Date),
    ("dc.date", Field::Date),
    ("dcterms.date", Field::Date),
    ("overheidop.datumontvangst", Field::Date),
    ("dcterms.available", Field::Date),
    ("dc.title", Field::Title),
    ("dcterms.title", Field::Title),
    ("overheidop.documenttitel", Field::Title),
    ("overheidop.indiener", Field::Sender),
    ("dc.creator", Field::Sender),
    ("dcterms.creator", Field::Sender),
    ("overheidop.dossiernummer", Field::Dossier),
    ("overheidop.ondernummer", Field::Number),
    ("dc.identifier", Field::Number),
];

/// What official metadata states: pairs of names (`DCTERMS.issued`) and values, from `origin` (`html:meta`).
pub(crate) fn official(pairs: &[(String, String)], origin: &str) -> Vec<Stated> {
    let mut found: Vec<Stated> = Vec::new();
    for (name, field) in OFFICIAL {
        // A day is one of several, a number or a sender may be many.
        if field == Field::Date && found.iter().any(|stated| stated.field == field) {
            continue;
        }
        for (given, value) in pairs.iter().filter(|(given, _)| given.to_lowercase().replace(':', ".") == name)
        {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let value = if field == Field::Date { day(&value) } else { Some(value) };
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            if !found.iter().any(|stated| stated.field == field && stated.value == value) {
                let origin = format!("{origin}@{given}");
                // When a paper came in or came out is not when it was written.
                let later = name.ends_with("ontvangst") || name.ends_with("available");
                let trust = if later { Trust::Property } else { Trust::Publisher };
                found.push(Stated { field, value, origin, trust });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_forms_that_files_have() {
        let check =
            |value: &str, expected: Option<&str>| assert_eq!(day(value).as_deref(), expected, "{value}");
        check("2022-05-03T10:11:12Z", Some("2022-05-03"));
        check("2022-05-03", Some("2022-05-03"));
        check("3-5-2022", Some("2022-05-03"));
        check("3 mei 2022", Some("2022-05-03"));
        check("03/05/2022 10:00", Some("2022-05-03"));
        check("2022-13-01", None);
        check("mei 2022", None);
        check("12-2022", None);
        check("", None);
    }

    #[test]
    fn what_a_template_keeps_of_an_earlier_letter_is_not_the_senders_word() {
        #[track_caller]
        fn check(name: &str, value: &str, days: &[&str], expected: Option<(Trust, &str)>) {
            let text = "Betreft: de bescherming van zeegras in de Waddenzee\n\nGeachte voorzitter,";
            let days: Vec<String> = days.iter().map(|day| (*day).to_owned()).collect();
            let stated = filled_in(name, value, "docx".to_owned(), &days, text);
            assert_eq!(stated.as_ref().map(|stated| (stated.trust, stated.value.as_str())), expected);
        }
        let sender = |value| Some((Trust::Sender, value));
        check("Datum", "8 juli 2024", &["2024-07-15", "2024-07-25"], sender("2024-07-08"));
        check("Datum", "8 juli 2024", &["2019-01-02", "2024-07-25"], sender("2024-07-08"));
        check("Datum", "8 juli 2024", &[], sender("2024-07-08"));
        check("Datum", "8 juli 2022", &["2024-07-15", "2024-07-25"], Some((Trust::Property, "2022-07-08")));
        check("onderwerp", "Bescherming zeegras", &[], sender("Bescherming zeegras"));
        check("onderwerp", "Voortgang van het tolverdrag met Noorwegen", &[], None);
        check("onderwerp", "De bef", &[], sender("De bef"));
        check("Kenmerk", "BZ-1", &["2024-07-15"], sender("BZ-1"));
        check("Taal", "nl_NL", &[], None);
    }

    #[test]
    fn the_day_of_signing_goes_before_that_of_publishing() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let pairs = [
            pair("DCTERMS.issued", "2022-05-10"),
            pair("OVERHEIDop.datumOndertekening", "2022-05-03"),
            pair("OVERHEIDop.indiener", "J. de Wit"),
            pair("OVERHEIDop.indiener", "P. Boom"),
            pair("OVERHEIDop.vergaderjaar", "2021-2022"),
            pair("OVERHEIDop.dossiernummer", "35925-VI"),
        ];
        let found: Vec<String> = official(&pairs, "xml:metadata")
            .iter()
            .map(|stated| format!("{} {} {}", stated.field.name(), stated.value, stated.origin))
            .collect();
        assert_eq!(
            found,
            [
                "date 2022-05-03 xml:metadata@OVERHEIDop.datumOndertekening",
                "sender J. de Wit xml:metadata@OVERHEIDop.indiener",
                "sender P. Boom xml:metadata@OVERHEIDop.indiener",
                "dossier 35925-VI xml:metadata@OVERHEIDop.dossiernummer",
            ]
        );
    }
}
