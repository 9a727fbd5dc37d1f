//! What the file or its sender states of the letter, beside what the letter says of itself.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::{Document, Field, Id, Link, Role};
use griffier_gazetteer::Day;
use griffier_text::Span;

/// The stated date of the letter, if it is one.
pub(crate) fn date(doc: &Document) -> Option<&str> {
    let value = doc.stated_of(Field::Date)?.value.as_str();
    Day::first(value).filter(|_| value.len() == 10).map(|_| value)
}

/// The stated title, on one line.
pub(crate) fn title(doc: &Document) -> Option<String> {
    let title = doc.stated_of(Field::Title)?.value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// The identifier of a paper whose dossier and number in it are stated (`kst-33694-45`).
pub(crate) fn identifier(doc: &Document) -> Option<Id> {
    let part = |field| {
        let value = &doc.stated_of(field)?.value;
        let part: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        let sound = !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        sound.then_some(part)
    };
    let (dossier, number) = (part(Field::Dossier)?, part(Field::Number)?);
    dossier.starts_with(|c: char| c.is_ascii_digit()).then(|| Id::from(format!("kst-{dossier}-{number}")))
}

/// Where what is stated and what is printed differ, in words.
pub(crate) fn conflicts(letter: &Letter, readings: &[Reading]) -> Vec<(Option<Span>, String)> {
    let doc = letter.doc;
    let mut found = Vec::new();
    if let (Some(stated), Some((span, printed))) = (doc.stated_of(Field::Date), &letter.printed)
        && date(doc).is_some_and(|date| date != printed)
    {
        let (value, origin) = (&stated.value, &stated.origin);
        let message =
            format!("the letter bears the date {printed}, {origin} says {value}: the latter is taken");
        found.push((Some(*span), message));
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

#[cfg(test)]
mod tests {
    use super::*;
    use griffier_doc::{Stated, Trust};

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
}
