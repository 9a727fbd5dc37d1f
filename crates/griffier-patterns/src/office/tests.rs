//! Offices and ministries: hits beside near misses, compared as exact sets.

use super::recognize_offices;
use crate::test_tokens::{document, zoned};
use griffier_doc::{Document, Hit, MentionType, Role, Target, ZoneKind};
use griffier_text::Span;

/// Adds what a gazetteer would find: every place of `words`.
fn list(doc: &mut Document, words: &str, kind: MentionType, role: Option<Role>) {
    let text = doc.text().to_lowercase();
    let hits = text
        .match_indices(&words.to_lowercase())
        .map(|(at, _)| Hit {
            role,
            ..Hit::rule(Span::at(at, at + words.len()), kind, Target::Listed(0), "list")
        })
        .collect();
    doc.push_hits(hits);
}

const PORTFOLIOS: [&str; 8] = [
    "Economische Zaken",
    "Economische Zaken en Klimaat",
    "Buitenlandse Zaken",
    "Buitenlandse Handel en Ontwikkelingssamenwerking",
    "Justitie en Veiligheid",
    "Financiën",
    "Defensie",
    "Volksgezondheid, Welzijn en Sport",
];

fn with_portfolios(mut doc: Document) -> Document {
    for portfolio in PORTFOLIOS {
        list(&mut doc, portfolio, MentionType::Office, Some(Role::Portfolio));
    }
    doc
}

/// The hits as `words → looked up`, the latter empty for a name on no list.
fn shown(doc: &Document) -> Vec<(String, String)> {
    let show = |hit: &Hit| {
        let lookup = match &hit.target {
            Target::Lookup(name) => name.clone(),
            _ => String::new(),
        };
        (doc.slice(hit.span).to_owned(), lookup)
    };
    recognize_offices(doc).iter().map(show).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = shown(&with_portfolios(document(text)));
    let found: Vec<(&str, &str)> =
        found.iter().map(|(words, lookup)| (words.as_str(), lookup.as_str())).collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn holders_of_several_offices_share_their_title() {
    check(
        "Nr. 204 BRIEF VAN DE MINISTERS VAN ECONOMISCHE ZAKEN EN KLIMAAT, VAN BUITENLANDSE ZAKEN EN VOOR BUITENLANDSE HANDEL EN ONTWIKKELINGSSAMENWERKING",
        &[
            ("MINISTERS VAN ECONOMISCHE ZAKEN EN KLIMAAT", "minister van ECONOMISCHE ZAKEN EN KLIMAAT"),
            ("BUITENLANDSE ZAKEN", "minister van BUITENLANDSE ZAKEN"),
            (
                "BUITENLANDSE HANDEL EN ONTWIKKELINGSSAMENWERKING",
                "minister voor BUITENLANDSE HANDEL EN ONTWIKKELINGSSAMENWERKING",
            ),
        ],
    );
    check(
        "Vragen aan de Ministers van Buitenlandse Zaken en van Asiel en Migratie over Kenia.",
        &[
            ("Ministers van Buitenlandse Zaken", "minister van Buitenlandse Zaken"),
            ("Asiel en Migratie", "minister van Asiel en Migratie"),
        ],
    );
    check(
        "Ook de staatssecretarissen van Financiën en van Defensie zijn betrokken.",
        &[
            ("staatssecretarissen van Financiën", "staatssecretaris van Financiën"),
            ("Defensie", "staatssecretaris van Defensie"),
        ],
    );
    check(
        "Brief van de minister en staatssecretaris van Justitie en Veiligheid.",
        &[
            ("minister", "minister van Justitie en Veiligheid"),
            ("staatssecretaris van Justitie en Veiligheid", "staatssecretaris van Justitie en Veiligheid"),
        ],
    );
}

#[test]
fn a_class_of_ministers_is_no_office() {
    check("De ministers van Defensie spraken over Afghanistan.", &[]);
    check("De bijeenkomst van de ministers van Buitenlandse Zaken en van Defensie was kort.", &[]);
    check("Veel NAVO-ministers van Buitenlandse Zaken en van Defensie waren er.", &[]);
    check("In interventies van zowel ministers van Buitenlandse Zaken als van Defensie.", &[]);
    check("De ministers van Buitenlandse Zaken en van Defensie van de lidstaten waren er.", &[]);
    check("VERSLAG VAN DE BIJEENKOMSTEN VAN DE MINISTERS VAN BUITENLANDSE ZAKEN EN DEFENSIE", &[]);
    check("De ministers spraken met de minister en de Kamer.", &[]);
}

#[test]
fn ministries_share_their_head() {
    check(
        "Ook op de Ministeries van Justitie en Veiligheid en van Financiën is gekeken.",
        &[
            ("Ministeries van Justitie en Veiligheid", "ministerie van Justitie en Veiligheid"),
            ("Financiën", "ministerie van Financiën"),
        ],
    );
    check(
        "De Ministeries van Economische Zaken en Klimaat en Buitenlandse Zaken zitten voor.",
        &[
            ("Ministeries van Economische Zaken en Klimaat", "ministerie van Economische Zaken en Klimaat"),
            ("Buitenlandse Zaken", "ministerie van Buitenlandse Zaken"),
        ],
    );
    check("De ministeries van andere landen en de departementen van Frankrijk.", &[]);
}

#[test]
fn a_portfolio_in_brackets_is_an_office() {
    check(
        "Antwoord van Minister Bruins Slot (Buitenlandse Zaken).",
        &[("Buitenlandse Zaken", "minister van Buitenlandse Zaken")],
    );
    check(
        "Antwoord van staatssecretaris Maeijer (Volksgezondheid, Welzijn en Sport) (ontvangen 14 november 2024).",
        &[("Volksgezondheid, Welzijn en Sport", "staatssecretaris van Volksgezondheid, Welzijn en Sport")],
    );
    check(
        "Overleg met Minister Hennis-Plasschaert van Defensie en de heer Kamp van Financiën.",
        &[("Defensie", "minister van Defensie")],
    );
    check("Minister Bruins Slot (zie bijlage) en Jansen (Buitenlandse Zaken).", &[]);
}

#[test]
fn offices_on_no_list_are_read_by_form() {
    check(
        "De minister voor Langdurige Zorg heeft geantwoord.",
        &[("minister voor Langdurige Zorg", "minister voor langdurige zorg")],
    );
    check(
        "De minister van Volkshuisvesting,Wonen en Milieubeheer,",
        &[(
            "minister van Volkshuisvesting,Wonen en Milieubeheer",
            "minister van volkshuisvesting, wonen en milieubeheer",
        )],
    );
    check("Onze minister-president zei dat.", &[("minister-president", "minister-president")]);
    check("Dat zei minister-president Rutte. Een minister van Staat is geen minister van iets.", &[]);
    check(
        "Het Oekraïense ministerie van Digitale Transformatie.",
        &[("ministerie van Digitale Transformatie", "")],
    );
    check("De minister voor zover bekend, het ministerie van de buren.", &[]);
    check(
        "Aan de Voorzitters van de Eerste en van de Tweede Kamer der Staten-Generaal",
        &[
            ("Voorzitters van de Eerste", "voorzitter van de Eerste Kamer der Staten-Generaal"),
            ("Tweede Kamer der Staten-Generaal", "voorzitter van de Tweede Kamer der Staten-Generaal"),
        ],
    );
}

#[test]
fn the_place_gives_the_role() {
    let text = "Ministerie van Defensie\n\nAan de Voorzitter van de Tweede Kamer\nDen Haag\n\nGeachte voorzitter,\n\n\
        Het Ministerie van Defensie en de minister van Defensie melden.\n\nDe minister van Defensie,\n\nA. de Vries";
    let zones = [
        (ZoneKind::Letterhead, "Ministerie"),
        (ZoneKind::Salutation, "Geachte"),
        (ZoneKind::Body, "Het Ministerie"),
        (ZoneKind::Signature, "De minister van Defensie,"),
    ];
    let mut doc = zoned(text, &zones);
    list(&mut doc, "Ministerie van Defensie", MentionType::Organisation, None);
    list(&mut doc, "Voorzitter van de Tweede Kamer", MentionType::Office, None);
    list(&mut doc, "Tweede Kamer", MentionType::Organisation, None);
    list(&mut doc, "minister van Defensie", MentionType::Office, None);
    let found = recognize_offices(&doc);
    let roles: Vec<(&str, Option<Role>)> = found.iter().map(|hit| (doc.slice(hit.span), hit.role)).collect();
    assert_eq!(
        roles,
        [
            ("Ministerie van Defensie", Some(Role::Sender)),
            ("Voorzitter van de Tweede Kamer", Some(Role::Addressee)),
            ("minister van Defensie", Some(Role::SignedAs)),
        ]
    );
}

#[test]
fn offices_by_the_body_or_place_they_lead() {
    let mut doc = document(
        "De inspecteur-generaal van de Inspectie Noord, de burgemeester van Zwolle, DSW-directeur Kees, een directeur van de \
         Inspectie Noord, de burgemeesters van Zwolle en Assen, de directeur van een bedrijf, de voorzitter van de Inspectie \
         Noord-fractie, DIRECTEUR VAN DE INSPECTIE NOORD en de minister-president.",
    );
    list(&mut doc, "Inspectie Noord", MentionType::Organisation, None);
    list(&mut doc, "Zwolle", MentionType::Location, None);
    let found = shown(&doc);
    let found: Vec<&str> = found.iter().map(|(words, _)| words.as_str()).collect();
    let expected = [
        "inspecteur-generaal van de Inspectie Noord",
        "burgemeester van Zwolle",
        "DSW-directeur",
        "minister-president",
    ];
    assert_eq!(found, expected);
}

#[test]
fn ministries_of_other_states() {
    let check = |text: &str, expected: &[&str]| {
        let mut doc = with_portfolios(document(text));
        for land in ["Kenia", "Duitsland", "Nederland"] {
            list(&mut doc, land, MentionType::Location, None);
        }
        let found = shown(&doc);
        let found: Vec<&str> = found.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(found, expected, "in {text:?}");
    };
    check(
        "Het ministerie van Buitenlandse Zaken van Kenia en het Ministerie van Defensie van Duitsland.",
        &["ministerie van Buitenlandse Zaken van Kenia", "Ministerie van Defensie van Duitsland"],
    );
    check("Het ministerie van Defensie van Nederland.", &["ministerie van Defensie"]);
    check("Het ministerie van Defensie van alle landen in Kenia.", &["ministerie van Defensie"]);
}
