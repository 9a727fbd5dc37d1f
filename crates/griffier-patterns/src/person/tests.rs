//! Persons: hits beside near misses, compared as exact sets.

use super::recognize_persons;
use crate::test_tokens::{document, zoned};
use griffier_doc::{Document, Hit, MentionType, Role, Target, ZoneKind};
use griffier_text::Span;

fn list(doc: &mut Document, words: &str, kind: MentionType, role: Option<Role>) {
    let hits = doc
        .text()
        .match_indices(words)
        .map(|(at, _)| Hit {
            role,
            ..Hit::rule(Span::at(at, at + words.len()), kind, Target::Listed(0), "list")
        })
        .collect();
    doc.push_hits(hits);
}

#[track_caller]
fn compare(doc: &Document, expected: &[(&str, Option<Role>)]) {
    let found = recognize_persons(doc);
    let found: Vec<_> = found.iter().map(|hit| (doc.slice(hit.span), hit.role)).collect();
    assert_eq!(found, expected, "in {:?}", doc.text());
}

#[track_caller]
fn check(text: &str, expected: &[(&str, Option<Role>)]) {
    let mut doc = document(text);
    list(&mut doc, "Buitenlandse Zaken", MentionType::Office, Some(Role::Portfolio));
    list(&mut doc, "Financiën", MentionType::Office, Some(Role::Portfolio));
    list(&mut doc, "minister van Defensie", MentionType::Office, None);
    list(&mut doc, "Oekraïne", MentionType::Location, None);
    list(&mut doc, "Kamer", MentionType::Organisation, None);
    list(&mut doc, "Tweede Kamer", MentionType::Organisation, None);
    compare(&doc, expected);
}

const MINISTER: Option<Role> = Some(Role::Minister);
const STAATSSECRETARIS: Option<Role> = Some(Role::Staatssecretaris);
const TITLED: Option<Role> = Some(Role::Titled);

#[test]
fn no_name_runs_over_the_cells_of_a_row() {
    check(
        "Mevrouw Jansen\tAanwezig\nDe heer Klaver\tWordt verwacht",
        &[("Jansen", TITLED), ("Klaver", TITLED)],
    );
    check("Karin Jansen\tPiet Boom", &[("Karin Jansen", None), ("Piet Boom", None)]);
}

#[test]
fn a_title_leads_to_a_name() {
    check("Minister Kaag en minister Bijleveld namen deel.", &[("Kaag", MINISTER), ("Bijleveld", MINISTER)]);
    check("Minister Bruins Slot (Buitenlandse Zaken) zei dat.", &[("Bruins Slot", MINISTER)]);
    check("Dat zei staatssecretaris Van der Maat gisteren.", &[("Van der Maat", STAATSSECRETARIS)]);
    check("De ministers Kaag en Bijleveld, en de Kamer.", &[("Kaag", MINISTER), ("Bijleveld", MINISTER)]);
    check(
        "De ministers Van der Steur, Kamp en Koenders waren er.",
        &[("Van der Steur", MINISTER), ("Kamp", MINISTER), ("Koenders", MINISTER)],
    );
    check(
        "President Zelensky bezocht Oekraïne met premier Rutte.",
        &[("Zelensky", TITLED), ("Rutte", MINISTER)],
    );
    check(
        "De heer J. van den Berg en mevrouw El-Fassed.",
        &[("J. van den Berg", TITLED), ("El-Fassed", TITLED)],
    );
    check("Voorzitter prof. dr. A.B. de Wit sprak.", &[("A.B. de Wit", TITLED)]);
    check("Oud-minister Hennis-Plasschaert is gezant.", &[("Hennis-Plasschaert", MINISTER)]);
    check("Secretaris-generaal Jens Stoltenberg kwam.", &[("Jens Stoltenberg", TITLED)]);
    check(
        "Antwoord van minister Faber - Van de Klashorst (Asiel).",
        &[("Faber - Van de Klashorst", MINISTER)],
    );
    check("De minister van Defensie Ollongren sprak.", &[("Ollongren", MINISTER)]);
}

#[test]
fn what_follows_a_title_may_be_no_name() {
    check("De minister van Defensie heeft, en minister Buitenlandse Zaken ook.", &[]);
    check("De president van Oekraïne en de voorzitter Tweede Kamer.", &[]);
    check("De minister. Kaag was er niet. De minister VWS en de voorzitter EU.", &[]);
    check("Geachte voorzitter, Hierbij bied ik aan. Mevrouw de voorzitter.", &[]);
    check("De ministers Van Financiën en de premier Het kabinet.", &[]);
    check("De minister-president en de minister De Kamer.", &[]);
    check(
        "De zorg tussen het Prinses Máxima en de Prinses Irenestraat, de voorzitter van de Rekenkamer.",
        &[],
    );
}

#[test]
fn initials_lead_to_a_surname() {
    check(
        "Volgens J.H. Jansen en Th.B. ter Horst klopt dat.",
        &[("J.H. Jansen", None), ("Th.B. ter Horst", None)],
    );
    check("De U.S. Army, de V.S. Regering en B.V. Nederland.", &[]);
    check("Antwoord 1\nJa. Net als in 2020. Een score\nD. Producten\nE. Koekjes.", &[]);
    check("A. Doel van de regeling. B. Middelen.", &[]);
}

#[test]
fn the_signature_holds_name_lines() {
    let text = "Tot zover.\n\nHoogachtend,\n\nDe minister van Buitenlandse Zaken,      De minister van\nSociale Zaken,\n\n\
        Sigrid A.M. Kaag\n\nAnk Th.B. Bijleveld-Schouten\n\ndrs. J.A. de Vries\n\nDen Haag, 4 juni 2021\n\nBen Knapen\n\n\
        Dit is een zin.\n\nDe minister van Defensie, K.H. Ollongren";
    let mut doc = zoned(text, &[(ZoneKind::Body, "Tot"), (ZoneKind::Signature, "Hoogachtend")]);
    list(&mut doc, "minister van Buitenlandse Zaken", MentionType::Office, None);
    list(&mut doc, "minister van Defensie", MentionType::Office, None);
    list(&mut doc, "Den Haag", MentionType::Location, None);
    let signs = Some(Role::Signatory);
    compare(
        &doc,
        &[
            ("Sigrid A.M. Kaag", signs),
            ("Ank Th.B. Bijleveld-Schouten", signs),
            ("J.A. de Vries", signs),
            ("Ben Knapen", signs),
            ("K.H. Ollongren", signs),
        ],
    );
}

#[test]
fn a_name_under_a_role_signs_in_any_zone() {
    let mut doc = document(
        "Tot zover.\n\nDe minister van Defensie,\nT.H.D. Struycken\n\nMet de minister van Defensie,\nA.B. Jansen niet.",
    );
    list(&mut doc, "minister van Defensie", MentionType::Office, None);
    compare(&doc, &[("T.H.D. Struycken", Some(Role::Signatory)), ("A.B. Jansen", None)]);
}

#[test]
fn movers_sign_with_bare_surnames() {
    let text = "En gaat over tot de orde van de dag.\n\nKops\nVan Haga\nWilders";
    let doc = zoned(text, &[(ZoneKind::Body, "En"), (ZoneKind::Signature, "Kops")]);
    let signs = Some(Role::Signatory);
    compare(&doc, &[("Kops", signs), ("Van Haga", signs), ("Wilders", signs)]);
    let text = "Hoogachtend,\n\nKops\nVan Haga\nWilders\nen anderen";
    compare(&zoned(text, &[(ZoneKind::Signature, "Hoogachtend")]), &[("Van Haga", signs)]);
}

#[test]
fn without_a_signature_a_line_is_no_name() {
    check("Bonno Knapen\n\nEuropese Unie\n\nStand van Zaken", &[]);
    // A given name that many have makes a person of it, not one who signs.
    check("Ben Knapen\n\nEuropese Unie", &[("Ben Knapen", None)]);
}

#[test]
fn labels_and_chairs_name_a_person() {
    check(
        "Eerste ondertekenaar: C. van der Wal, minister voor Natuur\n\nGriffier: Thomassen\n",
        &[("C. van der Wal", None), ("Thomassen", TITLED)],
    );
    check(
        "De voorzitter van de vaste commissie voor Sport, Lodders\n\nDe griffier van de commissie, De Vries\n",
        &[("Lodders", TITLED), ("De Vries", TITLED)],
    );
    check(
        "A. Doel en opzet\nVoorzitter: zie bijlage. De voorzitter van de club, Amsterdam niet. Bijlage: Nota",
        &[],
    );
    check(
        "De rapporteurs Hübner (EPP/POL) en Leinen (S&D/DUI) stellen voor.",
        &[("Hübner", TITLED), ("Leinen", TITLED)],
    );
}

#[test]
fn a_hyphen_may_part_a_name_from_its_office() {
    check(
        "De minister van Defensie-Van Hijum was er, de minister van Defensie-breed niet.",
        &[("Van Hijum", MINISTER)],
    );
}

#[test]
fn a_closing_is_no_name() {
    let text = "De minister van Defensie,\nHoogachtend\n\nDE MINISTER VAN DEFENSIE,\nKarla Peijs";
    let doc = zoned(text, &[(ZoneKind::Signature, "De minister")]);
    compare(&doc, &[("Karla Peijs", Some(Role::Signatory))]);
}

#[test]
fn a_given_name_and_a_surname() {
    check("Volgens Pieter van der Broek klopt dat.", &[("Pieter van der Broek", None)]);
    check("Dat zei DSW-directeur Kees de Groot.", &[("Kees de Groot", Some(Role::Titled))]);
    check("Volgens advocaat Geert-Jan Knopper is dat onjuist.", &[("Geert-Jan Knopper", None)]);
    check(
        "Het Sofia Ziekenhuis, de Anna Stichting, het Ronald McDonald Huis, Prins Willem Alexander.",
        &[("Willem Alexander", TITLED)],
    );
    check("De Willem Drees-lezing.", &[]);
    check("Mei Oekraïne, Pieter zei dat, JAN JANSEN, een Pieter.", &[]);
}

#[test]
fn a_list_of_decisions_gives_the_surname_first() {
    check("Brief - minister van Defensie, Horst ter G. - 13 maart 2009", &[("Horst ter G.", TITLED)]);
    check(
        "Brief van lid - Tweede Kamerlid, Ham, van der (D66) - 16 november",
        &[("Ham, van der", Some(Role::Lid))],
    );
    check("De minister van Defensie, Utrecht en anderen.", &[]);
}
