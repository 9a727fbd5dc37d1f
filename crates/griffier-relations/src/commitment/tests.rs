//! Commitments of marked letters, each as one line: `made|fulfilled`, by, to, made on, due day, and what.

use super::*;
use crate::marked;
use griffier_doc::{Document, Meta, Predicate, Relation};

/// The commitments of a letter of 14 November 2024, signed as the minister of M.
fn found(body: &str) -> Vec<String> {
    let mut doc: Document = marked::letter(&[(ZoneKind::Body, body)]);
    doc.set_meta(Meta { date: Some("2024-11-14".to_owned()), ..Meta::default() });
    let letter = Letter::new(&doc);
    let signed = Relation {
        subject: Term::Doc,
        predicate: Predicate::SignedAs,
        object: Term::Id("office:m".into()),
        evidence: Span::at(0, 1),
        confidence: 1.0,
        why: "test",
        negated: false,
        modality: Modality::Asserted,
    };
    let terms = |terms: &[Term]| terms.iter().map(Term::as_str).collect::<Vec<_>>().join("+");
    let line = |found: &Commitment| {
        let due = found.due.as_ref().map_or("-", |due| due.day.as_str());
        let on = found.made_on.as_deref().unwrap_or("-");
        let condition = if found.modality == Modality::Conditional { "if " } else { "" };
        let status = found.status.name();
        let (by, to) = (terms(&found.by), terms(&found.to));
        format!("{condition}{status} {by} > {to} {on} due {due}: {}", doc.slice(found.what))
    };
    read(&letter, &[signed]).iter().map(line).collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(found(body), expected, "in: {body}");
}

#[test]
fn promises_in_so_many_words() {
    check(
        "Ik zeg uw [[Kamer|ORGANISATION org:tweede-kamer]] toe dat ik dit plan zal herzien.",
        &["made office:m > org:tweede-kamer 2024-11-14 due -: ik dit plan zal herzien"],
    );
    check(
        "Dat kan ik het lid toezeggen.",
        &["made office:m > org:tweede-kamer 2024-11-14 due -: Dat kan ik het lid toezeggen"],
    );
    check(
        "Tijdens het [[commissiedebat|EVENT event:commissiedebat-2024-03-12]] zegde de [[minister van N|OFFICE office:min-n]] toe aan het lid [[A|PERSON person:a]] om de regeling te herzien.",
        &["made office:min-n > person:a 2024-03-12 due -: aan het lid A om de regeling te herzien"],
    );
    check(
        "De [[minister van N|OFFICE office:min-n]] zegt, naar aanleiding van vragen van de leden [[A|PERSON person:a]] ([[X|ORGANISATION org:x]]) en [[B|PERSON person:b]] ([[Y|ORGANISATION org:y]]), toe om een commissie in te stellen.",
        &["made office:min-n > person:a+person:b 2024-11-14 due -: een commissie in te stellen"],
    );
    check("De [[minister van N|OFFICE office:min-n]] zegt dat het naar het plan toe gaat.", &[]);
    check("De [[NAVO|ORGANISATION org:navo]] zegt steun toe aan landen.", &[]);
    check("Ik kan dat niet toezeggen.", &[]);
    check("Ik zeg u dat dit waar is.", &[]);
    check("Kunt u toezeggen dat u dit herziet?", &[]);
    check("De [[NAVO|ORGANISATION org:navo]] heeft steun toegezegd aan Oekraïne.", &[]);
    check("De regering heeft toegezegd het verdrag te herzien.", &[]);
    check("Er zijn in het gebied veel zaken toegezegd door ondernemers.", &[]);
}

#[test]
fn telling_parliament_later() {
    let kamer = "uw [[Kamer|ORGANISATION org:tweede-kamer]]";
    check(
        &format!("Ik zal {kamer} vóór het [[zomerreces|DATE 2025-07/2025-08]] informeren."),
        &[
            "made office:m > org:tweede-kamer 2024-11-14 due 2025-06-30: Ik zal uw Kamer vóór het zomerreces informeren",
        ],
    );
    check(
        &format!("In het [[najaar|DATE 2025-23]] ontvangt {kamer} de evaluatie."),
        &[
            "made office:m > org:tweede-kamer 2024-11-14 due 2025-11-30: In het najaar ontvangt uw Kamer de evaluatie",
        ],
    );
    check(
        "Ik kom hier in het [[voorjaar|DATE 2025-21]] op terug.",
        &["made office:m > org:tweede-kamer 2024-11-14 due 2025-05-31: Ik kom hier in het voorjaar op terug"],
    );
    check(
        &format!("Het kabinet is voornemens {kamer} hierover te berichten."),
        &[
            "made office:m > org:tweede-kamer 2024-11-14 due -: Het kabinet is voornemens uw Kamer hierover te berichten",
        ],
    );
    check(
        &format!("Indien daar aanleiding toe is, zal ik {kamer} nader informeren."),
        &[
            "if made office:m > org:tweede-kamer 2024-11-14 due -: Indien daar aanleiding toe is, zal ik uw Kamer nader informeren",
        ],
    );
    check(
        &format!("Over de voortgang zal {kamer} in [[2025|DATE 2025]] worden geïnformeerd."),
        &[
            "made office:m > org:tweede-kamer 2024-11-14 due 2025-12-31: Over de voortgang zal uw Kamer in 2025 worden geïnformeerd",
        ],
    );
}

#[test]
fn before_the_end_of_a_year_is_in_that_year() {
    check(
        "Voor het [[eind van 2025|DATE 2025--END]] wordt u geïnformeerd over de uitwerking.",
        &[
            "made office:m > org:tweede-kamer 2024-11-14 due 2025-12-31: Voor het eind van 2025 wordt u geïnformeerd over de uitwerking",
        ],
    );
}

#[test]
fn an_aside_or_haste_keeps_the_promise() {
    check(
        "Ik zal u, zoals gebruikelijk, over de voortgang informeren.",
        &[
            "made office:m > org:tweede-kamer 2024-11-14 due -: Ik zal u, zoals gebruikelijk, over de voortgang informeren",
        ],
    );
    check(
        "Zo spoedig mogelijk zend ik u de rapportage.",
        &["made office:m > org:tweede-kamer 2024-11-14 due -: Zo spoedig mogelijk zend ik u de rapportage"],
    );
    check("Daarom zend ik u de rapportage.", &[]);
    check("Het plan zal veel kosten, zodat ik u vraag de Kamer te informeren.", &[]);
}

#[test]
fn what_is_told_at_once_or_by_others_is_no_promise() {
    let kamer = "uw [[Kamer|ORGANISATION org:tweede-kamer]]";
    check(&format!("Hierbij informeer ik {kamer} over [[2025|DATE 2025]]."), &[]);
    check(&format!("Met deze brief informeer ik {kamer} over de plannen."), &[]);
    check(&format!("Op [[12 maart 2024|DATE 2024-03-12]] heb ik {kamer} geïnformeerd."), &[]);
    check(&format!("Ik zal {kamer} hierover niet informeren."), &[]);
    check(&format!("Ik ben niet voornemens {kamer} te informeren."), &[]);
    check(&format!("Het RIVM zal {kamer} informeren."), &[]);
    check(
        &format!("{kamer} verzoekt de regering de plannen in [[2025|DATE 2025]] toe te sturen.")
            .replacen("uw", "De", 1),
        &[],
    );
    check("Ik zal de plannen met de gemeenten bespreken.", &[]);
    check(&format!("De commissie heeft verzocht om het tijdstip waarop {kamer} zal worden ingelicht."), &[]);
    check(
        &format!(
            "Ik bied {kamer} het plan aan voordat het aan de [[Raad|ORGANISATION org:r]] zal worden voorgelegd."
        ),
        &[],
    );
    check(&format!("Zult u {kamer} in [[2025|DATE 2025]] informeren?"), &[]);
}

#[test]
fn promises_carried_out() {
    check(
        "Zoals toegezegd tijdens het [[commissiedebat|EVENT event:commissiedebat-2024-03-12]] informeer ik u over de stand.",
        &[
            "fulfilled office:m > org:tweede-kamer 2024-03-12 due -: Zoals toegezegd tijdens het commissiedebat informeer ik u over de stand",
        ],
    );
    check(
        "Hiermee doe ik de toezegging gestand aan het lid [[A|PERSON person:a]], gedaan op [[12 maart 2024|DATE 2024-03-12]].",
        &[
            "fulfilled office:m > person:a 2024-03-12 due -: toezegging gestand aan het lid A, gedaan op 12 maart 2024",
        ],
    );
    check(
        "Hiermee is toezegging [[TZ202403-012|REFERENCE TZ202403-012]] afgedaan.",
        &["fulfilled office:m > org:tweede-kamer - due -: toezegging TZ202403-012 afgedaan"],
    );
    check(
        "Tijdens dit debat heb ik u een brief toegezegd over de kosten van het plan.\nDeze toezegging doe ik hierbij gestand.",
        &["fulfilled office:m > org:tweede-kamer - due -: over de kosten van het plan"],
    );
    check(
        "Zoals toegezegd zal ik u in het [[voorjaar|DATE 2025-21]] informeren over de kosten.",
        &[
            "made office:m > org:tweede-kamer - due 2025-05-31: Zoals toegezegd zal ik u in het voorjaar informeren over de kosten",
        ],
    );
    check("Aan de toezegging is nog niet voldaan.", &[]);
    check("Zoals door de [[NAVO|ORGANISATION org:navo]] toegezegd volgt er steun.", &[]);
    check("De nationale toezeggingen van landen zijn gestegen.", &[]);
    check("Er zijn toezeggingen gedaan aan bewoners.", &[]);
    check("Hoe geeft u uitvoering aan deze toezegging?", &[]);
}

#[test]
fn zones_of_questions_promise_nothing() {
    let promise = "Ik zal uw [[Kamer|ORGANISATION org:tweede-kamer]] hierover informeren.";
    let count = |kind: ZoneKind| {
        let doc = marked::letter(&[(kind, promise)]);
        read(&Letter::new(&doc), &[]).len()
    };
    let kinds = [
        ZoneKind::Answer,
        ZoneKind::Body,
        ZoneKind::Annex,
        ZoneKind::Question,
        ZoneKind::Decision,
        ZoneKind::Metadata,
    ];
    assert_eq!(kinds.map(count), [1, 1, 1, 0, 0, 0]);
}

#[test]
fn questions_and_quotations_promise_nothing() {
    let promise = "Ik zal uw [[Kamer|ORGANISATION org:tweede-kamer]] hierover informeren.";
    assert_eq!(found(&format!("Vraag 1\n{promise}\nAntwoord 1\n{promise}")).len(), 1);
    check("«Ik zal de [[Kamer|ORGANISATION org:tweede-kamer]] hierover informeren.»", &[]);
}

#[test]
fn what_others_ask_say_or_promised_before() {
    check(
        "Het lid [[A|PERSON person:a]] vroeg of ik de [[Kamer|ORGANISATION org:tweede-kamer]] zal informeren.",
        &[],
    );
    check(
        "Volgens de krant zal ik uw [[Kamer|ORGANISATION org:tweede-kamer]] informeren over dit plan.",
        &[],
    );
    let predecessor = found(
        "Mijn ambtsvoorganger heeft uw [[Kamer|ORGANISATION org:tweede-kamer]] toegezegd de regeling te herzien.",
    );
    assert!(predecessor.iter().all(|line| line.starts_with("made  >")), "{predecessor:?}");
}
