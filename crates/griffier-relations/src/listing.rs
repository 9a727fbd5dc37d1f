//! Lists of papers as committees of parliament draw them up: `Zaak: Brief regering - minister van X, Y - 24 maart 2009`, and on
//! the next line `Nota van wijziging - 30569-8`. Who sent each paper and when, and who held the office. The clerk's line that
//! closes such a list is read here too.

use crate::reading::Letter;
use crate::statement::{Rule, Statements};
use griffier_doc::{Mention, MentionType, Predicate, Role};
use griffier_text::Span;

const LISTED_BY: Rule = Rule::new("listing.paper-by", 0.88);
const LISTED_ON: Rule = Rule::new("listing.paper-on", 0.9);
const HOLDER: Rule = Rule::new("listing.holder", 0.85);
const CLERK: Rule = Rule::new("listing.clerk", 0.85);
const ACTIVITY: Rule = Rule::new("listing.activity-number", 0.88);

/// How many bytes an item spans at most, and how many mentions.
const LONG: usize = 900;
const MANY: usize = 14;

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    let text = letter.doc.text();
    for (k, date) in letter.outer.iter().enumerate().filter(|(_, m)| m.kind == MentionType::Date) {
        let low = text.floor_char_boundary(date.span.start().saturating_sub(LONG / 2));
        let Some(before) = text.get(low..date.span.start()) else { continue };
        let dash = before.trim_end().ends_with(['-', '–']);
        if !dash {
            continue;
        }
        let Some(opens) = before.rfind("Zaak:") else { continue };
        item(letter, k, low + opens, out);
    }
    clerk(letter, out);
}

/// The item whose head begins at byte `start` and ends with the date, mention `k`.
fn item(letter: &Letter<'_>, k: usize, start: usize, out: &mut Statements) {
    let text = letter.doc.text();
    let date = letter.outer[k];
    let head: Vec<&Mention> =
        letter.outer[k.saturating_sub(MANY)..k].iter().copied().filter(|m| m.span.start() >= start).collect();
    let limit = text.ceil_char_boundary((date.span.end() + LONG).min(text.len()));
    let rest = text.get(date.span.end()..limit).unwrap_or("");
    let end = ["Zaak:", "Besluit:", "Voorstel:", "Noot:", "Agendapunt:", "\n\n"]
        .iter()
        .filter_map(|label| rest.find(label))
        .min()
        .map_or(limit, |at| date.span.end() + at);
    let behind_dash = |m: &Mention| {
        let before = text.get(..m.span.start()).unwrap_or("").trim_end();
        before.ends_with([' ', '-', '–']) && before.ends_with(['-', '–'])
    };
    let titles = letter.outer[k + 1..].iter().take(MANY).take_while(|m| m.span.end() <= end);
    let paper = titles.clone().copied().filter(|m| m.kind == MentionType::Reference && behind_dash(m)).last();
    let Some(paper) = paper else { return };
    // A whole dossier stands for the act that opens its title.
    let dossier = paper.link.id().is_some_and(|id| id.starts_with("dossier-"));
    let act = titles.clone().copied().find(|m| m.kind == MentionType::Law).filter(|_| dossier);
    let thing = act.unwrap_or(paper);
    let evidence = Span::at(start, paper.span.end());
    out.say(thing, Predicate::IssuedOn, date, evidence, LISTED_ON);
    let Some(at) = head.iter().position(|m| m.kind == MentionType::Office) else { return };
    out.say(thing, Predicate::IssuedBy, head[at], evidence, LISTED_BY);
    if let Some(person) = head.get(at + 1).filter(|m| m.kind == MentionType::Person) {
        out.say(person, Predicate::HoldsOffice, head[at], head[at].span.cover(person.span), HOLDER);
    }
}

/// The numbers of the meeting that a list of decisions closes with: the list's own.
pub(crate) fn own_numbers<'l, 'd>(letter: &'l Letter<'d>) -> impl Iterator<Item = &'d Mention> + use<'l, 'd> {
    numbers(letter).map(|(_, number)| number)
}

fn numbers<'l, 'd>(letter: &'l Letter<'d>) -> impl Iterator<Item = (usize, &'d Mention)> + use<'l, 'd> {
    let labelled = |m: &Mention| {
        if m.kind != MentionType::Reference {
            return false;
        }
        let line = letter.line(m.span.start());
        let lead = letter.doc.text().get(line.start()..m.span.start()).unwrap_or("");
        lead.trim() == "Activiteitnummer:"
    };
    letter.outer.iter().copied().enumerate().filter(move |(_, m)| labelled(m))
}

/// `Griffier: X` over `Activiteitnummer: 2015A01320`: who signs a list of decisions, and its number.
fn clerk(letter: &Letter<'_>, out: &mut Statements) {
    let text = letter.doc.text();
    for (k, number) in numbers(letter) {
        let line = letter.line(number.span.start());
        if number.role != Some(Role::OwnIdentifier) {
            out.say_of_letter(Predicate::HasIdentifier, number, line, ACTIVITY);
        }
        let Some(person) = k.checked_sub(1).map(|k| letter.outer[k]) else { continue };
        let above = letter.line(person.span.start());
        let signs = text
            .get(above.start()..person.span.start())
            .is_some_and(|lead| lead.trim_start().starts_with("Griffier:"));
        if signs && person.kind == MentionType::Person {
            out.say_of_letter(Predicate::SignedBy, person, above, CLERK);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::check_body;

    #[test]
    fn an_item_of_a_list() {
        let office = "[[minister van A|OFFICE office:a]]";
        let date = "[[24 maart 2009|DATE 2009-03-24]]";
        check_body(
            read,
            &format!(
                "Zaak: Brief regering - {office}, [[X|PERSON person:x]] - {date} \nNota over [[iets|POLICY policy:i]] - [[30569-8|REFERENCE kst-30569-8]]\nBesluit: ter kennisneming"
            ),
            &[
                "kst-30569-8 issued_by office:a",
                "kst-30569-8 issued_on 2009-03-24",
                "person:x holds_office office:a",
            ],
        );
        check_body(
            read,
            &format!(
                "Zaak: Wetgeving - {office} - {date}\nWijziging van de [[Wet W|LAW law:w]] - [[30569|REFERENCE dossier-30569]]"
            ),
            &["law:w issued_by office:a", "law:w issued_on 2009-03-24"],
        );
        check_body(
            read,
            &format!("De zaak - {office} - {date}\nNota - [[30569-8|REFERENCE kst-30569-8]]"),
            &[],
        );
        check_body(
            read,
            &format!("Zaak: Brief - {office} - {date}\nNota\nBesluit: zie [[30569-8|REFERENCE kst-30569-8]]"),
            &[],
        );
    }

    #[test]
    fn the_clerk_of_a_list() {
        check_body(
            read,
            "Griffier: Drs. [[X|PERSON person:x]]\nActiviteitnummer: [[2015A01320|REFERENCE 2015A01320]]",
            &["DOC has_identifier 2015A01320", "DOC signed_by person:x"],
        );
        check_body(
            read,
            "Griffier: [[X|PERSON person:x]]\nHet overleg over [[2015A01320|REFERENCE 2015A01320]]",
            &[],
        );
    }
}
