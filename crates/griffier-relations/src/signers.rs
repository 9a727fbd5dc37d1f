//! Who signs a letter and as what: the lines below it, a signature that a page lost its line ends around, lists of those who
//! signed, and committees. Finding the lines is the work of the segmenter and the linker.

use crate::reading::Letter;
use crate::statement::{Rule, Statements};
use griffier_doc::{Mention, MentionType, Predicate, Role};
use griffier_text::Span;

const SIGNATURE: Rule = Rule::new("letter.signature", 0.95);
const RUNNING: Rule = Rule::new("letter.running-signature", 0.8);
const PAIRED: Rule = Rule::new("letter.signature-pair", 0.93);
const HOLDER: Rule = Rule::new("letter.signature-holder", 0.9);
const LISTED: Rule = Rule::new("letter.listed-signer", 0.88);
pub(crate) const COMMITTEE: Rule = Rule::new("letter.committee-signer", 0.88);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    signatures(letter, out);
    listed_signers(letter, out);
    committee_signers(letter, out);
}

/// Role lines and name lines: each signs; a run of roles and a run of names of one length belong together in order.
fn signatures(letter: &Letter<'_>, out: &mut Statements) {
    let signs = |m: &&Mention| matches!(m.role, Some(Role::SignedAs | Role::Signatory));
    let lines: Vec<&Mention> = letter.outer.iter().copied().filter(signs).collect();
    for mention in &lines {
        let (predicate, evidence) = match mention.kind {
            MentionType::Office => (Predicate::SignedAs, letter.line(mention.span.start())),
            MentionType::Person => (Predicate::SignedBy, letter.line(mention.span.start())),
            _ => continue,
        };
        out.say_of_letter(predicate, mention, evidence.cover(mention.span), SIGNATURE);
    }
    if lines.is_empty() {
        running_signature(letter, out);
    }
    let mut runs = lines.chunk_by(|a, b| a.kind == b.kind);
    let (Some(mut first), Some(mut second)) = (runs.next(), runs.next()) else { return };
    loop {
        pair(letter, first, second, out);
        (first, second) = match (runs.next(), runs.next()) {
            (Some(first), Some(second)) => (first, second),
            _ => return,
        };
    }
}

/// `… gestuurd. De Minister van Y, A.B. Jansen`: a page that lost its line ends; a capital opens the role, initials the name,
/// and no sentence goes on behind it.
fn running_signature(letter: &Letter<'_>, out: &mut Statements) {
    let text = letter.doc.text();
    for pair in letter.outer.windows(2) {
        let [office, person] = pair else { continue };
        let (role, name) = (office.span, person.span);
        let kinds = office.kind == MentionType::Office && person.kind == MentionType::Person;
        let before = text.get(..role.start()).unwrap_or("");
        let lead = before.strip_suffix("De ").filter(|before| before.ends_with(char::is_whitespace));
        let between = text.get(role.end()..name.start()).unwrap_or("");
        let initials =
            letter.doc.slice(name).split_whitespace().next().is_some_and(|first| first.ends_with('.'));
        let rest = text.get(name.end()..).unwrap_or("").trim_start();
        let closed = rest.is_empty() || rest.starts_with(char::is_uppercase);
        if kinds && lead.is_some() && between.trim() == "," && initials && closed {
            let evidence = role.cover(name);
            out.say_of_letter(Predicate::SignedBy, person, evidence, RUNNING);
            out.say_of_letter(Predicate::SignedAs, office, evidence, RUNNING);
            return;
        }
    }
}

/// `Eerste ondertekenaar: X, minister van Y`, as pages about a letter name who signed it.
fn listed_signers(letter: &Letter<'_>, out: &mut Statements) {
    let people = letter.outer.iter().take(60).enumerate().filter(|(_, m)| m.kind == MentionType::Person);
    for (k, person) in people {
        let line = letter.line(person.span.start());
        let before = letter.doc.text().get(line.start()..person.span.start()).unwrap_or("");
        if !before.trim_end().ends_with(':') {
            continue;
        }
        let before = before.to_lowercase();
        if !before.trim_end().ends_with("ondertekenaar:") {
            continue;
        }
        out.say_of_letter(Predicate::SignedBy, person, line, LISTED);
        let office =
            letter.outer.get(k + 1).filter(|m| m.kind == MentionType::Office && line.contains(m.span));
        if let Some(office) = office {
            out.say_of_letter(Predicate::SignedAs, office, line, LISTED);
        }
    }
}

/// `De voorzitter van de commissie, X` and `De adjunct-griffier van de commissie, Y`, as reports of committees are signed.
fn committee_signers(letter: &Letter<'_>, out: &mut Statements) {
    let text = letter.doc.text();
    for person in letter.outer.iter().filter(|m| m.kind == MentionType::Person) {
        let line = letter.line(person.span.start());
        let (Some(own), Some(rest)) =
            (text.get(line.start()..person.span.start()), text.get(person.span.end()..line.end()))
        else {
            continue;
        };
        if own.len() > 160 || !rest.trim_matches([' ', '.', '*']).is_empty() {
            continue;
        }
        // "De griffier van de commissie," with the name on the line below.
        let above = own.trim().is_empty().then(|| letter.line(line.start().saturating_sub(1)));
        let above = above.map(|above| (above, letter.doc.slice(above)));
        let above = above.filter(|(_, role)| role.len() <= 160 && role.ends_with(','));
        let (line, own) = above.map_or((line, own), |(above, role)| (above.cover(line), role));
        let lead = own.trim().to_lowercase();
        let lead = lead.trim_start_matches("de ").trim_end_matches([',', ':', ' ']);
        let role = ["voorzitter", "griffier"].iter().find_map(|role| lead.split_once(role));
        let signs = role.is_some_and(|(kind, body)| {
            matches!(kind, "" | "fungerend " | "waarnemend " | "adjunct-" | "plv. " | "plaatsvervangend ")
                && [
                    "van de commissie",
                    "van de vaste commissie",
                    "van de algemene commissie",
                    "van de tijdelijke commissie",
                ]
                .iter()
                .any(|of| body.trim_start().starts_with(of))
        });
        if signs {
            out.say_of_letter(Predicate::SignedBy, person, line, COMMITTEE);
        }
    }
}

fn pair(letter: &Letter<'_>, first: &[&Mention], second: &[&Mention], out: &mut Statements) {
    let (roles, names) =
        if first.iter().all(|m| m.kind == MentionType::Office) { (first, second) } else { (second, first) };
    let roles = own_roles(letter, roles, names);
    if roles.len() == names.len() {
        for (role, name) in roles.iter().zip(names) {
            say_holder(letter, name, role, PAIRED, out);
        }
        return;
    }
    let mut known = false;
    for role in roles {
        for name in names.iter().take(8) {
            if role.attr("holder").is_some() && role.attr("holder") == name.link.id() {
                known = true;
                say_holder(letter, name, role, HOLDER, out);
            }
        }
    }
    if let (false, Some(role), [name]) = (known, roles.first(), names) {
        say_holder(letter, name, role, HOLDER, out);
    }
}

/// The roles that those who sign may hold: not the ones before "namens deze", for whose holder another signs.
fn own_roles<'m>(letter: &Letter<'_>, roles: &'m [&'m Mention], names: &[&Mention]) -> &'m [&'m Mention] {
    let stood_for = |k: &usize| {
        let after = roles[*k].span.end();
        let next = roles.get(k + 1).or(names.first()).map_or(after, |m| m.span.start());
        let between = letter.doc.text().get(after..next).unwrap_or("");
        between.len() <= 200 && is_on_behalf(between)
    };
    let last = (0..roles.len()).rev().find(stood_for);
    &roles[last.map_or(0, |k| k + 1)..]
}

/// Whether the words between a role and the next say that another signs for its holder.
fn is_on_behalf(between: &str) -> bool {
    let words = |line: &str| line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    between.split(['\n', ',', '|', ':', '(']).map(words).any(|line| {
        matches!(
            line.as_str(),
            "namens deze"
                | "voor deze"
                | "namens dezen"
                | "voor dezen"
                | "b/a"
                | "b.a"
                | "o.l"
                | "bij afwezigheid"
        )
    })
}

fn say_holder(letter: &Letter<'_>, person: &Mention, office: &Mention, rule: Rule, out: &mut Statements) {
    let start = letter.line(office.span.start().min(person.span.start())).start();
    let evidence = office.span.cover(person.span);
    let evidence = Span::at(start.min(evidence.start()), evidence.end());
    out.say(person, Predicate::HoldsOffice, office, evidence, rule);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::{check_body, check_letter};
    use griffier_doc::ZoneKind;

    #[track_caller]
    fn check_signature(lines: &str, pairs: &[&str]) {
        let doc = crate::marked::letter(&[(ZoneKind::Signature, lines)]);
        let mut out = Statements::default();
        read(&Letter::new(&doc), &mut out);
        let held = out.finish().into_iter().filter(|r| r.predicate == Predicate::HoldsOffice);
        let found: Vec<String> =
            held.map(|r| format!("{} {}", r.subject.as_str(), r.object.as_str())).collect();
        assert_eq!(found, pairs);
    }

    #[test]
    fn roles_and_names_pair_in_order() {
        let (a, b) = (
            "[[minister A|OFFICE office:a role=signed-as]]",
            "[[minister B|OFFICE office:b role=signed-as]]",
        );
        let (x, y) = ("[[X|PERSON person:x role=signatory]]", "[[Y|PERSON person:y role=signatory]]");
        check_signature(&format!("{a},\n{x}\n{b},\n{y}"), &["person:x office:a", "person:y office:b"]);
        check_signature(&format!("{a}, {b},\n\n{x}\n\n{y}"), &["person:x office:a", "person:y office:b"]);
        check_signature(&format!("{x}\n{a}"), &["person:x office:a"]);
        check_signature(&format!("{a}, mede namens {b},\n{x}"), &["person:x office:a"]);
        let held = "[[minister B|OFFICE office:b role=signed-as holder=person:x]]";
        check_signature(&format!("{a}, mede namens {held},\n{x}"), &["person:x office:b"]);
        check_signature(a, &[]);
        check_signature(&format!("{x}\n{a}\n\n{y}\n{b}"), &["person:x office:a", "person:y office:b"]);
        check_signature(&format!("{x}  {y}\n{a}  {b}"), &["person:x office:a", "person:y office:b"]);
        check_signature(
            &format!("| {a}, | {b}, |\n| --- | --- |\n| {x} | {y} |"),
            &["person:x office:a", "person:y office:b"],
        );
    }

    #[test]
    fn who_signs_for_another_does_not_hold_the_office() {
        let (a, b) = (
            "[[minister A|OFFICE office:a role=signed-as]]",
            "[[minister B|OFFICE office:b role=signed-as]]",
        );
        let (x, y) = ("[[X|PERSON person:x role=signatory]]", "[[Y|PERSON person:y role=signatory]]");
        for words in ["namens deze", "voor deze", "b/a", "Namens deze"] {
            check_signature(&format!("De {a},\n{words},\n\n{x}"), &[]);
            check_signature(&format!("De {a},\nDe {b},\n{words}:\n{x}\n{y}"), &[]);
        }
        check_signature(&format!("De {a},\nnamens deze,\nde {b},\n{x}"), &["person:x office:b"]);
        check_signature(&format!("De {a},\n{x}\nDe {b},\nvoor deze,\n{y}"), &["person:x office:a"]);
        check_signature(&format!("De {a},\nook voor deze zaak,\n{x}"), &["person:x office:a"]);
        check_signature(&format!("{a},\n{x}\n{y}"), &[]);
    }

    #[test]
    fn a_page_about_a_letter_names_who_signed_it() {
        check_letter(
            read,
            &[(
                ZoneKind::Metadata,
                "Eerste ondertekenaar: [[X|PERSON person:x]], [[minister van A|OFFICE office:a]]",
            )],
            &["DOC signed_as office:a", "DOC signed_by person:x"],
        );
        check_letter(read, &[(ZoneKind::Metadata, "Behandeld door: [[X|PERSON person:x]]")], &[]);
    }

    #[test]
    fn a_page_that_lost_its_line_ends_is_signed_in_its_text() {
        let role = "[[Minister van A|OFFICE office:a]]";
        let signed = &["DOC signed_as office:a", "DOC signed_by person:x"];
        check_body(read, &format!("is gestuurd. De {role}, [[A.B. Jansen|PERSON person:x]]"), signed);
        check_body(read, &format!("Bron: B De {role}, [[A.B. Jansen|PERSON person:x]] Inhoud van"), signed);
        for other in [
            format!("de {role}, [[A.B. Jansen|PERSON person:x]]"),
            format!("De {role}, [[A.B. Jansen|PERSON person:x]], heeft"),
            format!("De {role}, [[A.B. Jansen|PERSON person:x]] heeft"),
            format!("De {role}, [[Anna Jansen|PERSON person:x]]"),
        ] {
            check_body(read, &other, &[]);
        }
    }
}
