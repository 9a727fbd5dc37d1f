//! Meetings that a day or a body names, beside talks that nothing tells from others.

use super::check;

#[test]
fn a_debate_may_carry_its_short_form() {
    check(
        "Op 20 juni is een Algemeen Overleg (AO) Dierenwelzijn Internationaal (DWI) gepland.",
        &[("EVENT", "Algemeen Overleg (AO) Dierenwelzijn Internationaal (DWI)")],
    );
    check("Het algemeen overleg Visserij (kamerzaal) begint.", &[("EVENT", "algemeen overleg Visserij")]);
}

#[test]
fn a_day_names_a_debate() {
    check(
        "Het algemeen overleg dat met uw Kamer gepland stond is uitgesteld tot eind maart 2013. U heeft het AO \
         verplaatst naar aanvankelijk 27 maart. Wij vragen het AO uit te stellen.",
        &[("EVENT", "algemeen overleg"), ("EVENT", "AO"), ("EVENT", "AO")],
    );
    check("In het op 3 april jl. gehouden algemeen overleg is dat gezegd.", &[("EVENT", "algemeen overleg")]);
    check("Tijdens de plenaire zitting van 2 juni 2009 is ingestemd.", &[("EVENT", "plenaire zitting")]);
    check(
        "Bij het debat over het pensioenstelsel van 12 mei en de technische briefing van 3 maart.",
        &[("EVENT", "debat over het pensioenstelsel"), ("EVENT", "technische briefing")],
    );
    check(
        "Een algemeen overleg volgt. In het commissiedebat is toegezegd de Kamer voor 1 juli te informeren. Dit AO en \
         het AO. Het debat over de toekomst gaat door.",
        &[],
    );
}

#[test]
fn rounds_and_items_need_a_day_or_the_proceedings() {
    check(
        "Tijdens de Regeling van Werkzaamheden van 30 mei (Handelingen II 2017/18, nr. 87, Regeling van Werkzaamheden).",
        &[("EVENT", "Regeling van Werkzaamheden"), ("EVENT", "Regeling van Werkzaamheden")],
    );
    check(
        "- 2024-01-23 Regeling van werkzaamheden (Regeling van werkzaamheden), TK",
        &[("EVENT", "Regeling van werkzaamheden")],
    );
    check(
        "De laatste triloog op 9 november en het op 8 november in de triloog gesloten akkoord.",
        &[("EVENT", "triloog"), ("EVENT", "triloog")],
    );
    check("- Procedurevergadering LNV (Procedurevergadering)", &[("EVENT", "Procedurevergadering LNV")]);
    check(
        "Een triloog volgt. De regeling van werkzaamheden is een vast moment. De procedurevergadering.",
        &[],
    );
}

#[test]
fn a_council_that_meets_informally() {
    check(
        "De informele JBZ-Raad en de informele Raad Buitenlandse Zaken van 22 juli.",
        &[
            ("EVENT", "informele JBZ-Raad"),
            ("ORGANISATION", "JBZ-Raad"),
            ("EVENT", "informele Raad Buitenlandse Zaken"),
            ("ORGANISATION", "Raad Buitenlandse Zaken"),
        ],
    );
    check("De informele Raad, een informele voorraad, informele zorg.", &[]);
    check(
        "Ministeriële bijeenkomst – Europese Havenalliantie\n\nEen ministeriele bijeenkomst van de Europese Havenalliantie.",
        &[
            ("EVENT", "Ministeriële bijeenkomst – Europese Havenalliantie"),
            ("ORGANISATION", "Europese Havenalliantie"),
            ("EVENT", "ministeriele bijeenkomst van de Europese Havenalliantie"),
            ("ORGANISATION", "Europese Havenalliantie"),
        ],
    );
    check(
        "De ministeriële bijeenkomst van Nederland. De bijeenkomst van de Alliantie. De Eurotop is er.",
        &[("EVENT", "Eurotop")],
    );
}

#[test]
fn inquiries_exercises_and_calendar_lines() {
    check(
        "De parlementaire ondervraging naar de sluizenbouw loopt.",
        &[("EVENT", "parlementaire ondervraging naar de sluizenbouw")],
    );
    check("Een parlementaire enquête is een zwaar middel.", &[]);
    check("Zij oefenen tijdens de oefening Steady Falcon.", &[("EVENT", "Steady Falcon")]);
    check("De oefening van Defensie en een oefening Nederland.", &[]);
    check(
        "- 2023-05-11 18:00: Humanitaire hulp (Commissiedebat), vaste commissie",
        &[("EVENT", "Humanitaire hulp")],
    );
    check("Er is hulp (Commissiedebat) gevraagd.", &[]);
    check("De donorconferentie voor Utrecht was een succes.", &[("EVENT", "donorconferentie voor Utrecht")]);
}

#[test]
fn debates_with_a_committee_and_on_a_weekday() {
    check(
        "In het debat met de NAVO over sluizen op 9 mei 2023 is dit gezegd.",
        &[("EVENT", "debat met de NAVO over sluizen")],
    );
    check("Een debat met de NAVO over sluizen is zinvol.", &[]);
    check(
        "In de procedurevergadering van donderdag 2 april 2009 is dit gezegd.",
        &[("EVENT", "procedurevergadering")],
    );
    check("In de procedurevergadering van donderdag is dit gezegd.", &[]);
}

#[test]
fn a_bare_council_is_the_meeting_that_the_letter_is_about() {
    check(
        "De Milieuraad van 3 mei nadert. Tijdens de Raad spreekt men erover; in de marge van de Raad ook.",
        &[("EVENT", "Raad"), ("EVENT", "Raad")],
    );
    check("Tijdens de Raad spreekt men erover.", &[]);
    check("De Milieuraad van 3 mei nadert. De Raad heeft ingestemd, tijdens de Raad van Toezicht.", &[]);
}

#[test]
fn a_body_by_its_kind_alone() {
    check(
        "De Stichting Sluizen en Stuwen adviseert. Ook de Stichting zelf doet mee.",
        &[("ORGANISATION", "Stichting Sluizen en Stuwen"), ("ORGANISATION", "Stichting")],
    );
    check("Ook de Stichting zelf doet mee.", &[]);
    check(
        "De Stichting Sluizen en de Stichting Stuwen doen mee; de Stichting ook.",
        &[("ORGANISATION", "Stichting Sluizen"), ("ORGANISATION", "Stichting Stuwen")],
    );
}

#[test]
fn debates_by_their_occasion() {
    check("Ik stuur dit vóór het debat over de klimaatlijst.", &[("EVENT", "debat over de klimaatlijst")]);
    check(
        "In het debat met de Raad Buitenlandse Zaken over integriteit openbaar bestuur op 9 mei 2023 zei ik dat.",
        &[("EVENT", "debat met de Raad Buitenlandse Zaken over integriteit openbaar bestuur")],
    );
    check("Zie Handelingen II 2019/20, nr. 97, debat over fraude.", &[("EVENT", "debat over fraude")]);
    check("Ik informeer u voor het debat over het jaarverslag. In het debat over krapte valt dat vaak.", &[]);
    check("Het debat over migratie verhardt. Tijdens het debat over het rapport niet.", &[]);
}

#[test]
fn conferences_by_number_and_kind() {
    check(
        "Op COP8 en op de achtste Conferentie van Partijen.",
        &[("EVENT", "COP8"), ("EVENT", "achtste Conferentie van Partijen")],
    );
    check("Ook de Vredesconferentie was er, COPD niet.", &[("EVENT", "Vredesconferentie")]);
    check("De Wereldtop voor Sociale Ontwikkeling.", &[("EVENT", "Wereldtop voor Sociale Ontwikkeling")]);
}

#[test]
fn talks_that_are_held_often() {
    check("Het SG-overleg en een NAVO-bijeenkomst.", &[]);
    check("De XY-bijeenkomst op 3 en 4 december.", &[("EVENT", "XY-bijeenkomst")]);
}

#[test]
fn a_subject_in_small_letters_behind_a_short_word() {
    check("Het AO discriminatieonderwerpen op 3 mei.", &[("EVENT", "AO discriminatieonderwerpen")]);
    check("De agenda van het AO mestbeleid.", &[("EVENT", "AO mestbeleid")]);
    check("Het AO verplaatsen. Het AO mestbeleid en natuur wacht nog; het AO afgelopen week.", &[]);
    check("De G20-toppen zijn voorbij.", &[("EVENT", "G20-toppen")]);
}

#[test]
fn a_subject_in_small_letters_behind_a_debate_with_its_day() {
    check("In het commissiedebat cybercrime van 3 mei.", &[("EVENT", "commissiedebat cybercrime")]);
    check(
        "Het wetgevingsoverleg jaarverantwoording 2015 op 23 juni.",
        &[("EVENT", "wetgevingsoverleg jaarverantwoording 2015")],
    );
    check("Het commissiedebat cybercrime komt nog; een commissiedebat afgelopen op 3 mei.", &[]);
}

#[test]
fn debates_of_a_budget_and_conferences_of_parties() {
    check(
        "De begrotingsbehandeling van Koninkrijksrelaties en de zesde conferentie van partijen.",
        &[
            ("EVENT", "begrotingsbehandeling van Koninkrijksrelaties"),
            ("EVENT", "zesde conferentie van partijen"),
        ],
    );
    check("De begrotingsbehandeling van Koopmans en een conferentie van partijen.", &[]);
}

#[test]
fn a_subject_between_two_parties() {
    check(
        "Het dertigledendebat over het akkoord tussen Nederland en de NAVO van 26 mei.",
        &[("EVENT", "dertigledendebat over het akkoord tussen Nederland en de NAVO")],
    );
    check(
        "Het dertigledendebat over water in Nederland en de NAVO deed mee.",
        &[("EVENT", "dertigledendebat over water in Nederland")],
    );
}

#[test]
fn debates_with_their_day_before_the_verb() {
    check(
        "Op 17 december 2013 was het debat over de huurheffing.",
        &[("EVENT", "debat over de huurheffing")],
    );
    check("Nu is het debat over de huurheffing gaande; op 3 mei voerde ik het debat over huren.", &[]);
}

#[test]
fn meetings_that_only_their_day_names() {
    check(
        "De vergadering van 19 maart 2009 en het overleg op 3 mei.",
        &[("EVENT", "vergadering"), ("EVENT", "overleg")],
    );
    check("In overleg op 3 mei, een vergadering van 19 leden, de bijeenkomst van de leden.", &[]);
}
