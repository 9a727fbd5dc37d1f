//! Names by their form: hits beside near misses, compared as exact sets.

mod acts;
mod fiches;
mod papers;
mod sittings;

use super::recognize_names;
use crate::test_tokens::document;
use griffier_doc::{Hit, MentionType, Role, Target};
use griffier_text::Span;

const LISTED: [(&str, MentionType); 9] = [
    ("Raad Buitenlandse Zaken", MentionType::Organisation),
    ("Europese Commissie", MentionType::Organisation),
    ("NAVO", MentionType::Organisation),
    ("Defensie", MentionType::Organisation),
    ("Nederland", MentionType::Location),
    ("Utrecht", MentionType::Location),
    ("Milieuraad", MentionType::Event),
    ("Koopmans", MentionType::Person),
    ("Wet op de inlichtingendiensten", MentionType::Law),
];

/// `expected`: type and words of every name, in reading order.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let mut doc = document(text);
    for (words, kind) in LISTED {
        let places: Vec<usize> = doc.text().match_indices(words).map(|(at, _)| at).collect();
        let hit = |at| Hit::rule(Span::at(at, at + words.len()), kind, Target::Listed(0), "list");
        doc.push_hits(places.into_iter().map(hit).collect());
    }
    for portfolio in ["Buitenlandse Zaken", "Defensie"] {
        let places: Vec<usize> = doc.text().match_indices(portfolio).map(|(at, _)| at).collect();
        let hit = |at| {
            Hit::rule(Span::at(at, at + portfolio.len()), MentionType::Office, Target::Listed(1), "list")
                .with_role(Role::Portfolio)
        };
        doc.push_hits(places.into_iter().map(hit).collect());
    }
    let found = recognize_names(&doc);
    let found: Vec<_> = found.iter().map(|hit| (hit.kind.name(), doc.slice(hit.span))).collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn laws() {
    check("De Wet open overheid verplicht bestuursorganen.", &[("LAW", "Wet open overheid")]);
    check(
        "Dat volgt uit de Algemene wet bestuursrecht, zo blijkt.",
        &[("LAW", "Algemene wet bestuursrecht")],
    );
    check(
        "Zij is de “Regeling aanvullende controlemaatregelen op de Verordening producten voor tweeërlei gebruik” ingevoerd.",
        &[
            (
                "LAW",
                "Regeling aanvullende controlemaatregelen op de Verordening producten voor tweeërlei gebruik",
            ),
            ("LAW", "Verordening producten voor tweeërlei gebruik"),
        ],
    );
    check(
        "Het voorstel voor een Verordening supercomputerinitiatief kunstmatige intelligentie is onderdeel.",
        &[("LAW", "Verordening supercomputerinitiatief kunstmatige intelligentie")],
    );
    check(
        "Met een besluit van de Commissie tot oprichting van de AI Office bevat het meer.",
        &[("LAW", "besluit van de Commissie tot oprichting van de AI Office"), ("ORGANISATION", "AI Office")],
    );
    check(
        "Over de aanbeveling van de Europese Commissie op kritieke technologiegebieden van 30 oktober jl.",
        &[("LAW", "aanbeveling van de Europese Commissie op kritieke technologiegebieden")],
    );
    check(
        "De herziening van het EU Gemeenschappelijk Standpunt inzake wapenexportcontrole is afgerond.",
        &[("LAW", "EU Gemeenschappelijk Standpunt inzake wapenexportcontrole")],
    );
    check("Op grond van de Wapenwet en de Opiumwet kan dat.", &[("LAW", "Wapenwet"), ("LAW", "Opiumwet")]);
    check(
        "De wijziging van het Besluit bouwwerken leefomgeving wordt voorbereid.",
        &[("LAW", "Besluit bouwwerken leefomgeving")],
    );
    check("Op grond van de Digital Services Act kan dat.", &[("LAW", "Digital Services Act")]);
}

#[test]
fn a_name_ends_with_its_noun_phrase() {
    check(
        "Ook de Wet rechtspositie gesloten jeugdhulp (huidig) is aangepast.",
        &[("LAW", "Wet rechtspositie gesloten jeugdhulp")],
    );
    check("Het Wetboek van Strafvordering in verband met fraude.", &[("LAW", "Wetboek van Strafvordering")]);
    check(
        "Het Verdrag inzake economische, sociale en culturele rechten en artikel 2 daarvan.",
        &[("TREATY", "Verdrag inzake economische, sociale en culturele rechten")],
    );
    check(
        "Het Verdrag inzake internationaal privaatrecht Nederland niet.",
        &[("TREATY", "Verdrag inzake internationaal privaatrecht")],
    );
    check("In de Agenda voor werkend Nederland staat dat.", &[("POLICY", "Agenda voor werkend Nederland")]);
    check(
        "De Nederlandse Voedsel- en Warenautoriteit en het debat.",
        &[("ORGANISATION", "Nederlandse Voedsel- en Warenautoriteit")],
    );
    check(
        "Het tweeminutendebat Armoede- en schuldenbeleid volgt.",
        &[("EVENT", "tweeminutendebat Armoede- en schuldenbeleid")],
    );
    check(
        "De commissie-Van der Meer en het schriftelijk overleg over de reactie op het rapport.",
        &[("ORGANISATION", "commissie-Van der Meer")],
    );
}

#[test]
fn a_bare_act_is_no_law() {
    check("De wet is duidelijk. Wet en regelgeving volgen. De Wet is goed.", &[]);
    check("De regeling wordt aangepast. De Regeling van 3 mei vervalt. Regeling van werkzaamheden.", &[]);
    check("Het besluit van de Kamer tot uitstel. Een besluit van de Commissie volgt.", &[]);
    check("Een verordening over visserij. De Verordening (EU) 2016/679 en Richtlijn 2008/115/EG.", &[]);
    // A list knows where this one ends.
    check("De Wet op de inlichtingendiensten geldt.", &[]);
}

#[test]
fn a_law_is_found_again_in_small_letters() {
    check(
        "Introductie regeling nationale halfgeleiders en chips\n\nDe “Regeling nationale halfgeleiders en chips” geldt.",
        &[
            ("LAW", "regeling nationale halfgeleiders en chips"),
            ("LAW", "Regeling nationale halfgeleiders en chips"),
        ],
    );
}

#[test]
fn treaties() {
    check(
        "Toetreding tot het verdrag inzake exportcontrole in het defensiedomein, waar Frankrijk bij hoort.",
        &[("TREATY", "verdrag inzake exportcontrole in het defensiedomein")],
    );
    check(
        "Het Verdrag van Lissabon en het INF-verdrag.",
        &[("TREATY", "Verdrag van Lissabon"), ("TREATY", "INF-verdrag")],
    );
    check("In lijn met het Wapenhandelsverdrag is dat zo.", &[("TREATY", "Wapenhandelsverdrag")]);
    check(
        "Het VN-verdrag inzake biologische diversiteit geldt.",
        &[("TREATY", "VN-verdrag inzake biologische diversiteit")],
    );
    check("Een verdrag over nieuwe wapens, een mogelijk verdrag inzake wapens, dit verdrag.", &[]);
    check("Het NAVO-verdragsgebied. Het verdrag van 3 mei. Een NAVO-verdrag.", &[]);
}

#[test]
fn policy_papers() {
    check(
        "Omschreven in het Plan van aanpak Energietransitie Defensie (Kamerstuk 34919, nr. 74).",
        &[("POLICY", "Plan van aanpak Energietransitie Defensie")],
    );
    check(
        "Zie het jaarverslag Defensie en de Nationale Grondstoffenstrategie.",
        &[("POLICY", "jaarverslag Defensie"), ("POLICY", "Nationale Grondstoffenstrategie")],
    );
    check(
        "Over het AI-innovatiepakket en de Cybersecuritystrategie 2022 is gesproken.",
        &[("POLICY", "AI-innovatiepakket"), ("POLICY", "Cybersecuritystrategie 2022")],
    );
    check(
        "Hierbij het rapport ‘het Nederlandse exportbeleid in 2024’ en de nota ‘Kansen’.",
        &[("POLICY", "Nederlandse exportbeleid in 2024"), ("POLICY", "Kansen")],
    );
    check(
        "Het BNC-fiche over de Verordening supercomputers zal volgen.",
        &[("POLICY", "BNC-fiche over de Verordening supercomputers"), ("LAW", "Verordening supercomputers")],
    );
    check(
        "Dat ook een Mededeling over het stimuleren van startups en innovatie op het gebied van betrouwbare AI omvat.",
        &[(
            "POLICY",
            "Mededeling over het stimuleren van startups en innovatie op het gebied van betrouwbare AI",
        )],
    );
    check("De aanpassing van het Strategisch Concept aan dreigingen.", &[("POLICY", "Strategisch Concept")]);
}

#[test]
fn a_plan_without_a_name_is_no_policy() {
    check("Dit plan, de strategie en het rapport van de NAVO. Een programma voor Nederland.", &[]);
    check("Programma en Aanpak. De geannoteerde agenda Raad Buitenlandse Zaken. De EU-strategie.", &[]);
    check("Televisie en Kamerbrief. De Divisie en de Revisie. Kaplan.", &[]);
    check("Het rapport Nederland en de visie Defensie.", &[]);
}

#[test]
fn events() {
    check(
        "Tijdens het Commissiedebat over de Raad Buitenlandse Zaken op 8 juli jl. en het notaoverleg Mensenrechtenbeleid van 25 september.",
        &[
            ("EVENT", "Commissiedebat over de Raad Buitenlandse Zaken"),
            ("EVENT", "notaoverleg Mensenrechtenbeleid"),
        ],
    );
    check(
        "Het commissiedebat van 12 mei. Voor de Top van 14 juni en de NAVO-top.",
        &[("EVENT", "commissiedebat"), ("EVENT", "Top"), ("EVENT", "NAVO-top")],
    );
    check(
        "De bijeenkomst van NAVO-ministers van Buitenlandse Zaken was goed.",
        &[("EVENT", "bijeenkomst van NAVO-ministers van Buitenlandse Zaken")],
    );
    check(
        "Om een internationale conferentie over nieuwe wapens te organiseren.",
        &[("EVENT", "internationale conferentie over nieuwe wapens")],
    );
    check(
        "De bijeenkomst. Een commissiedebat toegezegd. Op de top van de berg. Een laptop. De conferentie is er.",
        &[],
    );
}

#[test]
fn organisations() {
    check(
        "De Taskforce Strategische Afhankelijkheden (TFSA) werkt.",
        &[("ORGANISATION", "Taskforce Strategische Afhankelijkheden")],
    );
    check(
        "De vaste commissie voor Buitenlandse Zaken en de gemeente Utrecht en de commissie-Remkes.",
        &[
            ("ORGANISATION", "vaste commissie voor Buitenlandse Zaken"),
            ("ORGANISATION", "gemeente Utrecht"),
            ("ORGANISATION", "commissie-Remkes"),
        ],
    );
    check(
        "De Universiteit van Amsterdam en de Inspectie Leefomgeving en Transport.",
        &[
            ("ORGANISATION", "Universiteit van Amsterdam"),
            ("ORGANISATION", "Inspectie Leefomgeving en Transport"),
        ],
    );
    check(
        "De gemeente is blij. Een werkgroep Van de NAVO. De commissie Nederland. Heeft de Commissie Nederland gevraagd.",
        &[],
    );
}

#[test]
fn hostile_text_costs_little() {
    let seeds = [
        "Wet op de ",
        "((((",
        "Verordening ",
        "‘rapport ‘",
        "Top ",
        "de A en ",
        "Ministers van A, ",
        "het AO Sport en het AO ",
        "Diep Water, het programma ",
        "Operatie Jong ",
        "programma preventie (PP) ",
        "QRT Auto Ltd ",
        "Europese Havenalliantie Havenalliantie ",
        "commissies A, ",
        "informele Raad ",
        "verordening (EU) 2019/880 inzake ",
        "voorzitter commissie, ",
        "« rapport « ",
    ];
    for seed in seeds {
        let start = std::time::Instant::now();
        let doc = document(&seed.repeat(3000));
        let _ = recognize_names(&doc).len();
        let _ = crate::recognize_offices(&doc).len() + crate::recognize_persons(&doc).len();
        assert!(start.elapsed().as_secs() < 6, "{seed:?} took {:?}", start.elapsed());
    }
}
