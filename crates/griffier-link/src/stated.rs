//! What the file or its sender states of the letter, beside what the letter says of itself.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::{Diagnostic, Document, Field, Id, Link, Role, Stated, Trust};
use griffier_gazetteer::Day;
use griffier_text::Span;

/// Days by which the file of a letter, or its sending, may be older or younger than the letter without a word about it.
const DRAFTING: u32 = 31;

/// The date of the letter that a publisher or the user states, if it is one.
pub(crate) fn date(doc: &Document) -> Option<&str> {
    day_of(doc.stated_of(Field::Date)?)
}

/// The date that a letter without one was sent on.
pub(crate) fn date_of_sending(doc: &Document) -> Option<&str> {
    day_of(doc.stated_by(Field::Date, Trust::Sender)?)
}

fn day_of(stated: &Stated) -> Option<&str> {
    let value = stated.value.as_str();
    Day::first(value).filter(|_| value.len() == 10).map(|_| value)
}

/// The stated title, on one line; what a program filled in only if it reads like one.
pub(crate) fn title(doc: &Document) -> Option<String> {
    let given =
        [Trust::Publisher, Trust::Sender].into_iter().find_map(|trust| doc.stated_by(Field::Title, trust));
    let made = || doc.stated_by(Field::Title, Trust::Property).filter(|stated| is_title(&stated.value));
    let title = given.or_else(made)?.value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// Words of the titles that templates and programs leave in a file, in small letters.
const LEFT_IN: [&str; 8] =
    ["logo", "sjabloon", "template", "model", "rijkshuisstijl", "huisstijl", "microsoft", "untitled"];

/// Whether a program's title is more than the name of the file, the program or the template: several words, the first with a capital,
/// without an extension.
fn is_title(value: &str) -> bool {
    let mut words = value.split_whitespace();
    let plain = value.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count();
    let file = |word: &str| {
        let named = word.rsplit_once('.');
        word.contains(['_', '\\'])
            || named.is_some_and(|(name, end)| !name.is_empty() && (2..=4).contains(&end.len()))
    };
    let left = |word: &str| LEFT_IN.contains(&word.to_lowercase().as_str());
    plain >= 4 && value.starts_with(char::is_uppercase) && !words.any(|word| file(word) || left(word))
}

/// The identifier of a paper whose dossier and number in it are stated (`kst-33694-45`). The word of a publisher or the user
/// alone counts: what a ministry's template calls a number is its own mark.
pub(crate) fn identifier(doc: &Document) -> Option<Id> {
    let part = |field| -> Option<String> {
        let value: String = doc.stated_of(field)?.value.chars().filter(|c| !c.is_whitespace()).collect();
        Some(without_rijkswet(&value))
    };
    let number = part(Field::Number)?;
    if let Some((dossier, paper)) = number.strip_prefix("kst-").and_then(|whole| whole.rsplit_once('-')) {
        return (is_dossier(dossier) && is_paper(paper)).then(|| Id::from(number.clone()));
    }
    let dossier = part(Field::Dossier)?;
    (is_dossier(&dossier) && is_paper(&number)).then(|| Id::from(format!("kst-{dossier}-{number}")))
}

/// `34417-7` of `34417-(R2068)-7` or `34417(R2068)-7`: the number that a bill of the Kingdom bears beside its dossier is left out of
/// identifiers.
fn without_rijkswet(value: &str) -> String {
    let numbered = |part: &str| {
        let digits = part.strip_prefix('R').unwrap_or("");
        (2..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts = value.split(['-', '(', ')']).filter(|part| !part.is_empty());
    if !value.split(['-', '(', ')']).any(numbered) {
        return value.to_owned();
    }
    parts.filter(|part| !numbered(part)).collect::<Vec<_>>().join("-")
}

/// `33694`, `21501-02`, `35925-VI`.
fn is_dossier(value: &str) -> bool {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    (4..=5).contains(&digits) && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The number of a paper in its dossier: `45`, in the first chamber `L`. A mark of a ministry, a case or a document is none.
fn is_paper(value: &str) -> bool {
    let short = (1..=4).contains(&value.len());
    short
        && (value.bytes().all(|byte| byte.is_ascii_digit())
            || value.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// What is to be told of the stated: where it differs from what is printed, and where a date was taken from it.
pub(crate) fn diagnostics(letter: &Letter, readings: &[Reading]) -> Vec<Diagnostic> {
    let conflict = |(span, message)| Diagnostic { span, code: "meta::conflict", message };
    let mut told: Vec<Diagnostic> = conflicts(letter, readings).into_iter().map(conflict).collect();
    if let (None, None, Some(_), Some(stated)) = (
        date(letter.doc),
        &letter.printed,
        date_of_sending(letter.doc),
        letter.doc.stated_by(Field::Date, Trust::Sender),
    ) {
        let (value, origin) = (&stated.value, &stated.origin);
        let message = format!("the letter bears no date: {value}, which {origin} says, is taken");
        told.push(Diagnostic { span: None, code: "meta::date-of-sending", message });
    }
    told
}

/// Where what is stated and what is printed differ, in words.
fn conflicts(letter: &Letter, readings: &[Reading]) -> Vec<(Option<Span>, String)> {
    let doc = letter.doc;
    let mut found = Vec::new();
    let differ = |stated: &Stated, (span, printed): &(Span, String), taken: &str| {
        let (value, origin) = (&stated.value, &stated.origin);
        let message =
            format!("the letter bears the date {printed}, {origin} says {value}: the {taken} is taken");
        (Some(*span), message)
    };
    if let (Some(stated), Some(printed)) = (doc.stated_of(Field::Date), &letter.printed)
        && date(doc).is_some_and(|date| date != printed.1)
    {
        found.push(differ(stated, printed, "latter"));
    }
    if let (None, Some(printed)) = (date(doc), &letter.printed) {
        let others = doc.stated().iter().filter(|stated| stated.field == Field::Date);
        let other = others.max_by_key(|stated| stated.trust).filter(|stated| day_of(stated).is_some());
        let far = |stated: &&Stated| match stated.trust {
            // When it was sent, or a template was filled in, is near the date of the letter and seldom the same.
            Trust::Property | Trust::Sender => days_apart(&stated.value, &printed.1) > DRAFTING,
            _ => stated.value != printed.1,
        };
        found.extend(other.filter(far).map(|stated| differ(stated, printed, "former")));
    }
    if let Some(stated) = doc.stated_of(Field::Date).filter(|_| date(doc).is_none()) {
        let (value, origin) = (&stated.value, &stated.origin);
        found.push((
            None,
            format!("{origin} says {value:?}, which is no date (YYYY-MM-DD): it is left aside"),
        ));
    }
    let own = readings.iter().filter(|reading| reading.role == Some(Role::OwnIdentifier));
    let mut papers = own.filter_map(|reading| match &reading.link {
        Some(Link::One(id)) if id.starts_with("kst-") => Some((reading.span, id)),
        _ => None,
    });
    if let (Some(stated), Some((span, printed))) = (identifier(doc), papers.next())
        && *printed != stated
        && papers.all(|(_, other)| *other != stated)
    {
        found.push((
            Some(span),
            format!("the letter bears {printed}, its metadata say {stated}: both are kept"),
        ));
    }
    found
}

/// Days between two dates, with every month of 31.
fn days_apart(one: &str, other: &str) -> u32 {
    let days = |date: &str| {
        date.split('-')
            .zip([372, 31, 1])
            .filter_map(|(part, days)| Some(part.parse::<u32>().ok()? * days))
            .sum::<u32>()
    };
    days(one).abs_diff(days(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    fn doc(stated: &[(Field, &str, Trust)]) -> Document {
        let mut doc = Document::from_text("t", "tekst");
        let stated = stated.iter().map(|&(field, value, trust)| Stated {
            field,
            value: value.to_owned(),
            origin: "xml".to_owned(),
            trust,
        });
        doc.set_stated(stated.collect());
        doc
    }

    #[track_caller]
    fn check(dossier: &str, number: &str, expected: Option<&str>) {
        let doc =
            doc(&[(Field::Dossier, dossier, Trust::Publisher), (Field::Number, number, Trust::Publisher)]);
        assert_eq!(identifier(&doc).as_deref(), expected);
    }

    #[test]
    fn a_dossier_and_a_number_name_a_paper() {
        check("33 694", "45", Some("kst-33694-45"));
        check("21501-02", "2657", Some("kst-21501-02-2657"));
        check("35526", "L", Some("kst-35526-L"));
        check("", "45", None);
        check("2021D36543", "", None);
        check("33694/45", "1", None);
        check("34 417 (R2068)", "7", Some("kst-34417-7"));
        check("34417-R2068", "7", Some("kst-34417-7"));
        check("34417", "kst-34417-(R2068)-7", Some("kst-34417-7"));
        check("34417", "kst-34417-R2068-7", Some("kst-34417-7"));
        check("36410-(R2188)-X", "7", Some("kst-36410-X-7"));
        check("33694", "kst-33694-45", Some("kst-33694-45"));
        check("", "kst-33694-45", Some("kst-33694-45"));
        check("33694", "BZDOC-1708183576-83", None);
        check("33694", "2021D36543", None);
        check("33694", "20220001", None);
        check("33694", "blg-1234", None);
        check("12", "45", None);
    }

    #[test]
    fn the_mark_of_a_ministry_names_no_paper() {
        let of = |trust| doc(&[(Field::Dossier, "33694", trust), (Field::Number, "45", trust)]);
        assert_eq!(identifier(&of(Trust::Sender)), None);
        assert_eq!(identifier(&of(Trust::Property)), None);
    }

    #[test]
    fn what_a_program_fills_in_by_itself_is_no_date_of_the_letter() {
        assert_eq!(date(&doc(&[(Field::Date, "2021-10-11", Trust::Property)])), None);
        assert_eq!(date(&doc(&[(Field::Date, "2021-10-11", Trust::Publisher)])), Some("2021-10-11"));
        assert_eq!(date(&doc(&[(Field::Date, "2021-13-11", Trust::Publisher)])), None);
        assert_eq!(date(&doc(&[(Field::Date, "oktober", Trust::Publisher)])), None);
    }

    #[test]
    fn a_title_is_one_line() {
        let doc = doc(&[(Field::Title, " Een\n titel ", Trust::Publisher)]);
        assert_eq!(title(&doc).as_deref(), Some("Een titel"));
    }

    #[test]
    fn a_title_that_a_program_filled_in_counts_if_it_reads_like_one() {
        let check = |value: &str, expected: Option<&str>| {
            assert_eq!(
                title(&doc(&[(Field::Title, value, Trust::Property)])).as_deref(),
                expected,
                "{value}"
            );
        };
        check(
            "Kamerbrief over de stand van de waterveiligheid",
            Some("Kamerbrief over de stand van de waterveiligheid"),
        );
        check("Microsoft Word - 2021 brief aan de Kamer.docx", None);
        check("Brief aan de Kamer v2.docx", None);
        check("brief aan de Kamer", None);
        check("Geen titel", None);
        check("Logo Den Haag in twee kleuren", None);
        check("Rijkshuisstijl brief van het algemeen model", None);
        check(
            "Vragen van GroenLinks/PvdA over de stand van zaken",
            Some("Vragen van GroenLinks/PvdA over de stand van zaken"),
        );
        check("Brief_aan_de_Kamer over water", None);
    }

    #[test]
    fn days_apart_are_counted_over_months() {
        assert_eq!(days_apart("2022-03-01", "2022-02-28"), 4);
        assert_eq!(days_apart("2022-01-01", "2021-12-31"), 1);
        assert_eq!(days_apart("2022-01-01", "2020-01-01"), 744);
    }
}
