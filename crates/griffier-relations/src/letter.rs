//! What a letter says of itself: who sends it to whom, its date and numbers; and who holds an office by the words of the
//! text. Finding those lines is the work of the segmenter and the linker; who signs is read in `signers`.

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
const TITLED: Rule = Rule::new("letter.titled-sender", 0.85);
const APPOSITION: Rule = Rule::new("office.apposition", 0.85);
const PORTFOLIO: Rule = Rule::new("office.portfolio", 0.9);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    roles(letter, out);
    addressee(letter, out);
    titled_sender(letter, out);
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
    /// Whether a person's name begins at token `i`, a comma and a form of address before it (`, de heer X`), so that what
    /// stands before it is that person's.
    fn has_person_after(&self, i: usize) -> bool {
        let next = if self.is(i, ",") { self.mention_after(i + 1, 0) } else { self.mention_at(i) };
        next.is_some_and(|k| self.outer[k].kind == MentionType::Person)
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

    #[test]
    fn the_text_says_who_holds_an_office() {
        let held = &["person:x holds_office office:a"];
        check_body(read, "de [[minister van A|OFFICE office:a]] [[X|PERSON person:x]] zei", held);
        check_body(read, "minister [[X|PERSON person:x]] ([[A|OFFICE office:a]]) zei", held);
        check_body(read, "mevrouw [[X|PERSON person:x]], [[Minister van A|OFFICE office:a]], over", held);
        check_body(read, "de [[minister van A|OFFICE office:a]], [[X|PERSON person:x]], zei", held);
        check_body(read, "de [[minister van A|OFFICE office:a]], [[X|PERSON person:x]] en anderen", &[]);
        check_body(read, "[[X|PERSON person:x]], de [[minister van A|OFFICE office:a]] en anderen", &[]);
        let other = "[[Y|PERSON person:y]]";
        check_body(
            read,
            &format!("[[X|PERSON person:x]], de [[minister van A|OFFICE office:a]], de heer {other}, zei"),
            &["person:y holds_office office:a"],
        );
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
