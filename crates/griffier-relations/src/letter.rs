//! What a letter says of itself: who sends it to whom, its date and numbers, who signs it and as what; and who holds an
//! office by the words of the text. Finding those lines is the work of the segmenter and the linker.

use crate::cue::Cue;
use crate::question;
use crate::reading::{Letter, Window, follows_uw};
use crate::statement::{Evidence, Rule, Statements};
use griffier_doc::{Id, Mention, MentionType, Predicate, Role, Term, ZoneKind};
use griffier_text::{Span, WordSet, words};

const SENDER: Rule = Rule::new("letter.sender", 0.95);
const ADDRESSEE: Rule = Rule::new("letter.addressee", 0.97);
const CHAMBER: Rule = Rule::new("letter.addressee-chamber", 0.95);
const UW_KAMER: Rule = Rule::new("letter.uw-kamer", 0.8);
const DATED: Rule = Rule::new("letter.date", 0.97);
const META_DATE: Rule = Rule::new("letter.date-by-value", 0.85);
const IDENTIFIER: Rule = Rule::new("letter.identifier", 0.95);
const SIGNATURE: Rule = Rule::new("letter.signature", 0.95);
const PAIRED: Rule = Rule::new("letter.signature-pair", 0.93);
const HOLDER: Rule = Rule::new("letter.signature-holder", 0.9);
const LISTED: Rule = Rule::new("letter.listed-signer", 0.88);
const TITLED: Rule = Rule::new("letter.titled-sender", 0.85);
const COMMITTEE: Rule = Rule::new("letter.committee-signer", 0.88);
const APPOSITION: Rule = Rule::new("office.apposition", 0.85);
const PORTFOLIO: Rule = Rule::new("office.portfolio", 0.9);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    roles(letter, out);
    addressee(letter, out);
    signatures(letter, out);
    listed_signers(letter, out);
    titled_sender(letter, out);
    committee_signers(letter, out);
    for window in letter.windows() {
        holders(&window, out);
    }
}

fn roles(letter: &Letter<'_>, out: &mut Statements) {
    let mut dated = false;
    let senders = letter.outer.iter().filter(|m| m.role == Some(Role::Sender));
    let by_ministry = senders.clone().any(|m| is_ministry(m));
    for mention in letter.doc.mentions() {
        let (predicate, rule) = match mention.role {
            // A directorate beside its ministry is a part of the sender, not another one.
            Some(Role::Sender) if !by_ministry || is_ministry(mention) => (Predicate::SentBy, SENDER),
            Some(Role::OwnIdentifier) => (Predicate::HasIdentifier, IDENTIFIER),
            Some(Role::LetterDate) if !dated && agrees(letter, mention) => (Predicate::Dated, DATED),
            _ => continue,
        };
        dated |= predicate == Predicate::Dated;
        let line = letter.line(mention.span.start()).cover(mention.span);
        out.say_of_letter(predicate, mention, line, rule);
    }
    if !dated {
        dated_by_value(letter, out);
    }
}

/// Whether the date is the one that the letter is known by.
fn agrees(letter: &Letter<'_>, date: &Mention) -> bool {
    let known = letter.doc.meta().date.as_deref();
    known.is_none() || date.link.id().map(|id| id.as_ref()) == known
}

/// The date that the letter is known by, where the line that bears it is no date of its own, or gives another one than its
/// publisher states.
fn dated_by_value(letter: &Letter<'_>, out: &mut Statements) {
    let Some(date) = letter.doc.meta().date.as_deref() else { return };
    let is_date = |m: &&&Mention| m.kind == MentionType::Date && m.link.id().is_some_and(|id| *id == date);
    let head = |m: &&&Mention| {
        matches!(
            letter.doc.zone_at(m.span.start()),
            ZoneKind::Metadata | ZoneKind::Letterhead | ZoneKind::Heading
        )
    };
    if let Some(mention) = letter.outer.iter().filter(is_date).find(head) {
        out.say_of_letter(Predicate::Dated, mention, letter.line(mention.span.start()), META_DATE);
        return;
    }
    // The date that is printed stands where the stated one belongs.
    if let Some(printed) = letter.outer.iter().find(|m| m.role == Some(Role::LetterDate)) {
        let evidence = Evidence::from(letter.line(printed.span.start()));
        out.push(Term::Doc, Predicate::Dated, Term::Id(Id::Owned(date.to_owned())), evidence, META_DATE);
    }
}

/// The office that speaks as `ik`: the only one that signs, or that answers.
pub(crate) fn author<'d>(letter: &Letter<'d>) -> Option<&'d Mention> {
    let mut signed = letter.outer.iter().filter(|m| m.role == Some(Role::SignedAs));
    match (signed.next(), signed.next()) {
        (Some(one), None) => Some(*one),
        (None, None) => question::answering(letter),
        _ => None,
    }
}

/// Whether the mention is a ministry, by its identifier.
pub(crate) fn is_ministry(mention: &Mention) -> bool {
    mention.link.id().is_some_and(|id| id.starts_with("org:ministerie-"))
}

fn addressee(letter: &Letter<'_>, out: &mut Statements) {
    let mut found = false;
    for mention in letter.outer.iter().filter(|m| m.role == Some(Role::Addressee)) {
        found = true;
        let evidence = letter.line(mention.span.start()).cover(mention.span);
        out.say_of_letter(Predicate::AddressedTo, mention, evidence, ADDRESSEE);
        // The chair stands for a chamber; the chamber itself stands for no more than itself.
        let office = mention.kind == MentionType::Office;
        let body = letter.within(mention).find(|inner| office && inner.kind == MentionType::Organisation);
        if let Some(body) = body {
            out.say_of_letter(Predicate::AddressedTo, body, evidence, ADDRESSEE);
        } else if let Some(chamber) = mention.link.id().and_then(|id| chamber_of(id)) {
            let object = Term::Id(Id::Borrowed(chamber));
            out.push(Term::Doc, Predicate::AddressedTo, object, evidence.into(), CHAMBER);
        }
    }
    if found {
        return;
    }
    // "Eerste Kamer der Staten-Generaal" over its postal address, without "Aan".
    let over_address = |m: &&&Mention| {
        let end = (m.span.end() + 160).min(letter.doc.text().len());
        let below =
            letter.doc.text().get(m.span.end()..letter.doc.text().floor_char_boundary(end)).unwrap_or("");
        m.kind == MentionType::Organisation
            && m.link.id().is_some_and(|id| is_chamber(id))
            && letter.doc.zone_at(m.span.start()) == ZoneKind::Letterhead
            && letter.line(m.span.start()).start() == m.span.start()
            && ["t.a.v.", "T.a.v.", "Postbus", "Binnenhof"].iter().any(|word| below.contains(word))
    };
    if let Some(mention) = letter.outer.iter().find(over_address) {
        let evidence = letter.line(mention.span.start()).cover(mention.span);
        out.say_of_letter(Predicate::AddressedTo, mention, evidence, ADDRESSEE);
        return;
    }
    let uw = letter.outer.iter().find(|m| {
        m.kind == MentionType::Organisation
            && m.link.id().is_some_and(|id| is_chamber(id))
            && follows_uw(letter.doc, m)
    });
    if let Some(mention) = uw {
        let evidence = Span::at(mention.span.start().saturating_sub(3), mention.span.end());
        out.say_of_letter(Predicate::AddressedTo, mention, evidence, UW_KAMER);
    }
}

fn chamber_of(office: &str) -> Option<&'static str> {
    match office {
        "office:voorzitter-tk" => Some("org:tweede-kamer"),
        "office:voorzitter-ek" => Some("org:eerste-kamer"),
        _ => None,
    }
}

/// Whether `id` is a chamber of parliament.
pub(crate) fn is_chamber(id: &str) -> bool {
    matches!(id, "org:tweede-kamer" | "org:eerste-kamer" | "org:staten-generaal")
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

/// `BRIEF VAN DE ALGEMENE REKENKAMER`: the heading of a paper names the body that sends it.
fn titled_sender(letter: &Letter<'_>, out: &mut Statements) {
    for body in letter.outer.iter().take(30).filter(|m| m.kind == MentionType::Organisation) {
        let line = letter.line(body.span.start());
        let before = letter.doc.text().get(line.start()..body.span.start()).unwrap_or("");
        let heads =
            ["BRIEF VAN DE ", "BRIEF VAN HET ", "BRIEF VAN "].iter().any(|head| before.ends_with(head));
        let closes =
            letter.doc.text().get(body.span.end()..line.end()).is_some_and(|rest| rest.trim().is_empty());
        if heads && closes && !body.link.id().is_some_and(|id| is_chamber(id)) {
            out.say_of_letter(Predicate::SentBy, body, line, TITLED);
            return;
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

/// `minister van Defensie Ruben Brekelmans`, `Jens Stoltenberg, secretaris-generaal van de NAVO`, `minister Bruins Slot
/// (Buitenlandse Zaken)`.
fn holders(w: &Window<'_, '_>, out: &mut Statements) {
    let both = w.names(&[MentionType::Office]) && w.names(&[MentionType::Person]);
    if w.zone == ZoneKind::Signature || !both {
        return;
    }
    for (k, a) in w.outer.iter().enumerate() {
        let Some(b) = w.outer.get(k + 1) else { continue };
        // "Secretaris-Generaal van de Verenigde Naties (VN) – X": the short form between tells nothing.
        let short = a.kind == MentionType::Office && in_brackets(w, a, b);
        let (from, b) = match w.outer.get(k + 2).filter(|_| short) {
            Some(next) => (b.span.end() + 1, next),
            None => (a.span.end(), b),
        };
        let gap = w.gap(from, b.span.start());
        let between = w.letter.doc.text().get(from..b.span.start()).unwrap_or("");
        // A portfolio in brackets may stand on the next line.
        let bracket = gap.len() == 1 && w.is(gap.start, "(") && !between.contains("\n\n");
        if gap.len() > 4 || (between.contains('\n') && !bracket) {
            continue;
        }
        let after = w.letter.index_at(b.span.end());
        let (person, office) = match (a.kind, b.kind) {
            (MentionType::Office, MentionType::Person) if joins_person(w, &gap, after) => (*b, *a),
            (MentionType::Person, MentionType::Office) if bracket => {
                out.say(a, Predicate::HoldsOffice, b, a.span.cover(b.span), PORTFOLIO);
                continue;
            }
            (MentionType::Person, MentionType::Office) if joins_office(w, &gap) => {
                let listed = w.is_any(after, words!["en", "of"]) || w.has_person_after(after);
                if listed {
                    continue;
                }
                (*a, *b)
            }
            _ => continue,
        };
        out.say(person, Predicate::HoldsOffice, office, a.span.cover(b.span), APPOSITION);
    }
}

/// Whether `b` stands right behind `a` in brackets of its own.
fn in_brackets(w: &Window<'_, '_>, a: &Mention, b: &Mention) -> bool {
    let gap = w.gap(a.span.end(), b.span.start());
    gap.len() == 1 && w.is(gap.start, "(") && w.is(w.letter.index_at(b.span.end()), ")")
}

/// Whether what stands between an office and a person makes the person its holder: nothing, a dash, a comma, maybe with a
/// title (`, de heer X,`).
fn joins_person(w: &Window<'_, '_>, gap: &std::ops::Range<usize>, after: usize) -> bool {
    // In a text without its line breaks a heading follows the name under a letter.
    let heading = w.word(after).starts_with(char::is_uppercase) && w.mention_at(after).is_none();
    let closes = heading || w.is_any(after, words![",", ".", "", ";", ")"]) || w.is_mark(after);
    let titles = |from: usize| {
        (from..gap.end).all(|j| {
            w.has(j, Cue::Determiner)
                || w.has(j, Cue::Title)
                || w.is_any(j, words!["mw.", "dhr.", "prof.", "ir.", "ing.", "."])
        })
    };
    gap.is_empty()
        || gap.len() == 1 && w.is_any(gap.start, words!["–", "-", "—"])
        || w.is(gap.start, ",") && closes && titles(gap.start + 1)
}

/// Whether what stands between a person and an office makes the person its holder: a comma, maybe with `de` and one word
/// (`, de nieuwe minister van X`, `, de Belgische minister van X`).
fn joins_office(w: &Window<'_, '_>, gap: &std::ops::Range<usize>) -> bool {
    const KINDS: &WordSet = words![
        "nieuwe",
        "toenmalige",
        "toenmalig",
        "voormalige",
        "voormalig",
        "huidige",
        "demissionair",
        "waarnemend"
    ];
    let kind = |j: usize| {
        w.is_any(j, KINDS) || w.word(j).ends_with("se") && w.word(j).starts_with(char::is_uppercase)
    };
    w.is(gap.start, ",")
        && match gap.len() {
            1 => true,
            2 => w.is(gap.start + 1, "de") || kind(gap.start + 1),
            3 => w.is_any(gap.start + 1, words!["de", "het"]) && kind(gap.start + 2),
            _ => false,
        }
}

impl Window<'_, '_> {
    /// Whether token `i` begins a person's name, so that what stands before it is that person's.
    fn has_person_after(&self, i: usize) -> bool {
        let next = if self.is(i, ",") { i + 1 } else { i };
        self.mention_at(next).is_some_and(|k| self.outer[k].kind == MentionType::Person)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::{self, check_body, check_letter};
    use griffier_doc::Meta;

    const ADDRESS: &str = "Aan de [[Voorzitter van de [[Tweede Kamer|ORGANISATION org:tweede-kamer]]|OFFICE office:voorzitter-tk role=addressee]]";

    #[test]
    fn sender_addressee_date_and_number() {
        let head = format!(
            "[[Ministerie van BZ|ORGANISATION org:ministerie-bz role=sender]]\n[[Directie X|ORGANISATION org:x role=sender]]\n{ADDRESS}"
        );
        let data = "Kenmerk [[BZDOC-1|REFERENCE BZDOC-1 role=own]]\nDatum [[4 mei|DATE 2021-05-04 role=date]]\nBetreft [[4 mei|DATE 2021-05-04 role=date]]";
        check_letter(
            read,
            &[(ZoneKind::Letterhead, &head), (ZoneKind::Metadata, data)],
            &[
                "DOC addressed_to office:voorzitter-tk",
                "DOC addressed_to org:tweede-kamer",
                "DOC dated 2021-05-04",
                "DOC has_identifier BZDOC-1",
                "DOC sent_by org:ministerie-bz",
            ],
        );
        check_letter(
            read,
            &[(ZoneKind::Letterhead, "Aan de [[Voorzitter|OFFICE office:voorzitter-ek role=addressee]]")],
            &["DOC addressed_to office:voorzitter-ek", "DOC addressed_to org:eerste-kamer"],
        );
        check_body(
            read,
            "is uw [[Kamer|ORGANISATION org:tweede-kamer]] geïnformeerd",
            &["DOC addressed_to org:tweede-kamer"],
        );
        check_body(
            read,
            "de [[Kamer|ORGANISATION org:tweede-kamer]] en uw [[Raad|ORGANISATION org:raad]]",
            &[],
        );
    }

    #[test]
    fn the_date_is_the_one_that_the_letter_is_known_by() {
        let printed = (ZoneKind::Metadata, "Datum [[4 mei 2021|DATE 2021-05-04 role=date]]");
        let dated = |stated: &str| {
            let mut doc = marked::letter(&[printed]);
            doc.set_meta(Meta { date: Some(stated.to_owned()), ..Meta::default() });
            let mut found = Statements::default();
            roles(&Letter::new(&doc), &mut found);
            found.finish().iter().map(|r| r.object.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(dated("2021-05-04"), ["2021-05-04"]);
        assert_eq!(dated("2021-05-07"), ["2021-05-07"]);
    }

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
    fn the_text_says_who_holds_an_office() {
        let held = &["person:x holds_office office:a"];
        check_body(read, "de [[minister van A|OFFICE office:a]] [[X|PERSON person:x]] zei", held);
        check_body(read, "minister [[X|PERSON person:x]] ([[A|OFFICE office:a]]) zei", held);
        check_body(read, "mevrouw [[X|PERSON person:x]], [[Minister van A|OFFICE office:a]], over", held);
        check_body(read, "de [[minister van A|OFFICE office:a]], [[X|PERSON person:x]], zei", held);
        check_body(read, "de [[minister van A|OFFICE office:a]], [[X|PERSON person:x]] en anderen", &[]);
        check_body(read, "[[X|PERSON person:x]], de [[minister van A|OFFICE office:a]] en anderen", &[]);
        check_body(read, "[[X|PERSON person:x]] en de [[minister van A|OFFICE office:a]]", &[]);
    }

    #[test]
    fn a_portfolio_may_stand_on_the_next_line() {
        let found = |gap: &str| {
            let body = format!("Antwoord van Minister [[X|PERSON person:x]]{gap}([[A|OFFICE office:a]])");
            let lines = crate::marked::letter(&[(ZoneKind::Metadata, &body)]);
            // The same with the line break inside the sentence.
            let mut doc = griffier_doc::Document::from_text("test", lines.text());
            let whole = Span::at(0, doc.text().trim_end().len());
            doc.set_zones(lines.zones().to_vec());
            doc.set_tokens(lines.tokens().to_vec());
            doc.set_sentences(vec![griffier_doc::Sentence { span: whole }]);
            doc.set_mentions(lines.mentions().to_vec());
            let mut out = Statements::default();
            read(&Letter::new(&doc), &mut out);
            out.finish().into_iter().filter(|r| r.predicate == Predicate::HoldsOffice).count()
        };
        assert_eq!((found("\n"), found(" "), found("\n\n"), found(",\n")), (1, 1, 0, 0));
    }

    #[test]
    fn a_page_about_a_letter_names_who_signed_it() {
        check_letter(
            read,
            &[(
                ZoneKind::Metadata,
                "Eerste ondertekenaar: [[X|PERSON person:x]], [[minister van A|OFFICE office:a]]",
            )],
            &["DOC signed_as office:a", "DOC signed_by person:x", "person:x holds_office office:a"],
        );
        check_letter(read, &[(ZoneKind::Metadata, "Behandeld door: [[X|PERSON person:x]]")], &[]);
    }

    #[test]
    fn a_heading_names_the_body_that_sends() {
        let head = "Nr. 8 BRIEF VAN DE [[ALGEMENE REKENKAMER|ORGANISATION org:r]]";
        check_letter(read, &[(ZoneKind::Metadata, head)], &["DOC sent_by org:r"]);
        for other in [
            "BRIEF VAN DE MINISTER AAN DE [[REKENKAMER|ORGANISATION org:r]]",
            "Brief van de [[Rekenkamer|ORGANISATION org:r]]",
            "BRIEF VAN DE [[REKENKAMER|ORGANISATION org:r]] OVER X",
        ] {
            check_letter(read, &[(ZoneKind::Metadata, other)], &[]);
        }
    }
}
