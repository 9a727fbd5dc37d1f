//! TEI P5: the letter with names, dates and notes in place, its entities and relations standing off
//! (<https://tei-c.org/release/doc/tei-p5-doc/en/html/>). The text is kept character for character but for control
//! characters, which XML cannot hold.

use griffier_doc::{Document, Entity, Link, Mention, MentionType, Relation, Term};
use griffier_text::Span;
use std::fmt::Write as _;

/// The TEI document of `doc`.
pub(crate) fn page(doc: &Document) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n",
    );
    header(doc, &mut out);
    out.push_str("<text xml:lang=\"nl\"><body>\n");
    let mut mention = 0;
    for zone in doc.zones() {
        // Writing to a string cannot fail.
        let _ = write!(out, "<div type=\"{}\"><ab xml:space=\"preserve\">", zone.kind.name());
        words(doc, zone.span, &mut mention, &mut out);
        out.push_str("</ab></div>\n");
    }
    if doc.zones().is_empty() {
        out.push_str("<div><ab/></div>\n");
    }
    out.push_str("</body></text>\n");
    stand_off(doc, &mut out);
    out.push_str("</TEI>\n");
    out
}

fn header(doc: &Document, out: &mut String) {
    let title = doc.meta().subject.as_deref().unwrap_or(doc.id());
    out.push_str("<teiHeader><fileDesc><titleStmt><title>");
    escape(title, out);
    out.push_str("</title></titleStmt><publicationStmt><p>Annotated by griffier ");
    out.push_str(env!("CARGO_PKG_VERSION"));
    out.push_str("</p></publicationStmt><sourceDesc><bibl>");
    for id in &doc.meta().identifiers {
        out.push_str("<idno>");
        escape(id, out);
        out.push_str("</idno>");
    }
    if let Some(date) = &doc.meta().date {
        let _ = write!(out, "<date when=\"{date}\">{date}</date>");
    }
    out.push_str("<ref>");
    escape(&doc.source().path, out);
    out.push_str("</ref></bibl></sourceDesc></fileDesc></teiHeader>\n");
}

/// The words of a zone with its mentions as elements. A mention that goes on into the next zone ends with this one.
fn words(doc: &Document, zone: Span, mention: &mut usize, out: &mut String) {
    let mentions = doc.mentions();
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut at = zone.start();
    loop {
        let next = mentions.get(*mention).filter(|mention| mention.span.start() < zone.end());
        let begin = next.map_or(usize::MAX, |mention| mention.span.start());
        let end = open.last().map_or(usize::MAX, |&(end, _)| end);
        if begin == usize::MAX && end == usize::MAX {
            break;
        }
        let to = begin.min(end).max(at);
        escape(doc.slice(Span::at(at, to)), out);
        at = to;
        if end <= begin {
            if let Some((_, element)) = open.pop() {
                let _ = write!(out, "</{element}>");
            }
        } else {
            if begin >= at {
                let element = element(&mentions[*mention]);
                start(*mention, &mentions[*mention], element, out);
                open.push((mentions[*mention].span.end().min(zone.end()), element));
            }
            *mention += 1;
        }
    }
    escape(doc.slice(Span::at(at.min(zone.end()), zone.end())), out);
}

/// TEI's own element for a type, else the one for any name.
fn element(mention: &Mention) -> &'static str {
    match mention.kind {
        MentionType::Person => "persName",
        MentionType::Organisation => "orgName",
        MentionType::Location => "placeName",
        MentionType::Date => "date",
        MentionType::Office => "roleName",
        _ => "rs",
    }
}

fn start(i: usize, mention: &Mention, element: &str, out: &mut String) {
    let _ = write!(out, "<{element} xml:id=\"m{}\"", i + 1);
    if element == "rs" {
        let _ = write!(out, " type=\"{}\"", mention.kind.name().to_lowercase());
    }
    if let Link::One(id) = &mention.link {
        let when = element == "date" && is_calendar(id);
        // A reference to an entity is a pointer: blanks and bars would part it. A date has no key in older schemas.
        let key = match element {
            "date" if when => "when",
            "date" => "when-custom",
            _ => "key",
        };
        let _ = write!(out, " {key}=\"");
        escape(id, out);
        out.push('"');
    }
    out.push('>');
}

/// Whether `value` is a year, a month or a day of the calendar: `2023-21` is a season.
fn is_calendar(value: &str) -> bool {
    let digits = |part: &str, length: usize, most: u8| {
        let number = part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten();
        part.len() == length
            && number.is_some_and(|number| number > 0 && (length > 2 || number <= most.into()))
    };
    let mut parts = value.split('-');
    parts.next().is_some_and(|year| digits(year, 4, 0))
        && parts.next().is_none_or(|month| digits(month, 2, 12))
        && parts.next().is_none_or(|day| digits(day, 2, 31))
        && parts.next().is_none()
}

fn stand_off(doc: &Document, out: &mut String) {
    if doc.entities().is_empty() && doc.relations().is_empty() {
        return;
    }
    out.push_str("<standOff>\n");
    if !doc.entities().is_empty() {
        out.push_str("<list type=\"entities\">\n");
        doc.entities().iter().for_each(|entity| item(entity, out));
        out.push_str("</list>\n");
    }
    if !doc.relations().is_empty() {
        out.push_str("<listRelation>\n");
        doc.relations().iter().for_each(|relation| listed(doc, relation, out));
        out.push_str("</listRelation>\n");
    }
    out.push_str("</standOff>\n");
}

fn item(entity: &Entity, out: &mut String) {
    let _ = write!(out, "<item><rs type=\"{}\" key=\"", entity.kind.name().to_lowercase());
    escape(&entity.id, out);
    out.push_str("\">");
    escape(&entity.label, out);
    out.push_str("</rs>");
    for id in &entity.same_as {
        out.push_str("<idno>");
        escape(id, out);
        out.push_str("</idno>");
    }
    out.push_str("</item>\n");
}

fn listed(doc: &Document, relation: &Relation, out: &mut String) {
    // Both ends are pointers: into this document where a mention is meant, else IRIs.
    let end = |term: &Term| match term {
        Term::Doc => crate::iri::letter(doc.id()),
        Term::Id(id) => crate::iri::entity(id),
    };
    let (from, to) = (end(&relation.subject), end(&relation.object));
    let _ =
        write!(out, "<relation name=\"{}\" active=\"{from}\" passive=\"{to}\"", relation.predicate.name());
    if relation.negated {
        // A subtype without a type is against the rules of TEI.
        out.push_str(" type=\"statement\" subtype=\"negated\"");
    }
    out.push_str("><desc>");
    escape(doc.slice(relation.evidence), out);
    out.push_str("</desc></relation>\n");
}

/// Appends `words` as XML 1.0.
fn escape(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c if (c as u32) < 0x20 => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use griffier_doc::Origin;

    #[track_caller]
    fn check(kind: MentionType, id: &'static str, expected: &str) {
        let mention = Mention {
            span: Span::at(0, 1),
            kind,
            link: Link::One(id.into()),
            role: None,
            nested: false,
            confidence: 1.0,
            origin: Origin::Rule("test"),
            why: "".into(),
            attrs: Vec::new(),
        };
        let mut out = String::new();
        start(0, &mention, element(&mention), &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn a_day_is_one_of_the_calendar_and_any_other_time_a_word() {
        check(MentionType::Date, "2021-10-11", "<date xml:id=\"m1\" when=\"2021-10-11\">");
        check(MentionType::Date, "2021-10", "<date xml:id=\"m1\" when=\"2021-10\">");
        check(MentionType::Date, "2024-Q1", "<date xml:id=\"m1\" when-custom=\"2024-Q1\">");
        check(MentionType::Date, "2023-21", "<date xml:id=\"m1\" when-custom=\"2023-21\">");
        check(MentionType::Date, "2023", "<date xml:id=\"m1\" when=\"2023\">");
        check(MentionType::Date, "2023-00", "<date xml:id=\"m1\" when-custom=\"2023-00\">");
        check(MentionType::Date, "2022--END", "<date xml:id=\"m1\" when-custom=\"2022--END\">");
        check(MentionType::Law, "law:opiumwet", "<rs xml:id=\"m1\" type=\"law\" key=\"law:opiumwet\">");
    }
}
