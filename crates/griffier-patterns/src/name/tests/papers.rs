//! Papers and bodies by what stands around their names.

use super::check;

#[test]
fn titles_between_marks() {
    check(
        "Het advies van de Europese Commissie «Hoe hoort het eigenlijk? Contact tussen overheid en burger» ligt voor.",
        &[("POLICY", "Hoe hoort het eigenlijk? Contact tussen overheid en burger")],
    );
    check(
        "het rapport\n\n«Diep Water» is gepubliceerd. Diep Water zegt dat.",
        &[("POLICY", "Diep Water"), ("POLICY", "Diep Water")],
    );
    check(
        "Een TNO-rapport ‘Veilig in de wijk’ en de kabinetsnota: «Sport en bewegen».",
        &[("POLICY", "Veilig in de wijk"), ("POLICY", "Sport en bewegen")],
    );
    check(
        "Het bericht «Bedrijf verliest order» en de minister zei ‘Dat mag niet’. Hij adviseert «Nooit doen».",
        &[],
    );
}

#[test]
fn a_name_that_the_letter_shortens() {
    check("Een nationaal programma preventie (NPP) komt er.", &[("POLICY", "nationaal programma preventie")]);
    check(
        "Het Derde Structuurschema Elektriciteitsvoorziening (SEV III) ligt voor.",
        &[("POLICY", "Derde Structuurschema Elektriciteitsvoorziening")],
    );
    check(
        "In de Strategische Actieagenda Industrie, Innovatie en Kennis voor Defensie (STRAIIK-D).",
        &[("POLICY", "Strategische Actieagenda Industrie, Innovatie en Kennis voor Defensie")],
    );
    check(
        "Een programma van eisen (PvE), een nota van wijziging (NvW), een dienst van algemeen belang (DAB), een plan van \
         aanpak (PvA), het algemeen overleg (AO).",
        &[],
    );
}

#[test]
fn an_apposition_says_what_a_name_is() {
    check(
        "Dat is samengebracht in Diep Water, het beleidsprogramma voor veren. Behalve Diep Water is er Zand erover, de \
         nationale strategie voor stranden.",
        &[("POLICY", "Diep Water"), ("POLICY", "Diep Water"), ("POLICY", "Zand erover")],
    );
    check(
        "In Nederland, het programma loopt. Met de gemeente, het programma en de nota. Daarom Nederland, de visie.",
        &[],
    );
}

#[test]
fn years_and_titles_behind_a_word() {
    check(
        "De Beleidsagenda Spoorveiligheid 2020-2025 loopt.",
        &[("POLICY", "Beleidsagenda Spoorveiligheid 2020-2025")],
    );
    check(
        "In de Kamerbrief Toekomst samenwerking staat dat. De Kamerbrief van mei. Kamerbrief Nederland.",
        &[("POLICY", "Toekomst samenwerking")],
    );
    check(
        "Het actieplan chemie en materialen voor Defensie komt. Het programma bevat veel, het programma werkt.",
        &[("POLICY", "actieplan chemie en materialen voor Defensie")],
    );
    check(
        "Een motie over het textielconvenant. Een textielconvenant, het sectorakkoord.",
        &[("POLICY", "textielconvenant")],
    );
    check(
        "De CXLVIII Rapport van de werkgroep. Het Strategisch Vastgoedplan 2022. Het Werkplan.",
        &[("POLICY", "Strategisch Vastgoedplan 2022")],
    );
    check(
        "Waaronder de Operatie Jong. De operatie slaagde. De Operatie Wolf van de krijgsmacht.",
        &[("POLICY", "Operatie Jong")],
    );
}

#[test]
fn bodies_with_a_rank() {
    check(
        "De Europese Havenalliantie werkt. De Havenalliantie groeit. Een Nederlands Observatorium komt er.",
        &[
            ("ORGANISATION", "Europese Havenalliantie"),
            ("ORGANISATION", "Havenalliantie"),
            ("ORGANISATION", "Nederlands Observatorium"),
        ],
    );
    check("Een Europese alliantie, de Grote Voorraad, de Alliantie, een Nederlandse voorraad.", &[]);
}

#[test]
fn companies() {
    check(
        "Met QRT Company Limited (QRT) is gesproken. QRT Auto is een onderdeel, zegt Urenko B.V. nu.",
        &[
            ("ORGANISATION", "QRT Company Limited"),
            ("ORGANISATION", "QRT"),
            ("ORGANISATION", "QRT Auto"),
            ("ORGANISATION", "Urenko B.V."),
        ],
    );
    check("De Limited edition. Een B.V. en een holding. De Groep van tien. 2500 AG Den Haag.", &[]);
    check("Een lening aan het VUT-fonds. Het NAVO-fonds, een fonds.", &[("ORGANISATION", "VUT-fonds")]);
}

#[test]
fn committees_behind_one_head() {
    check(
        "De vaste commissies voor Defensie, voor Buitenlandse Zaken en Milieu hebben overlegd.",
        &[
            ("ORGANISATION", "vaste commissies voor Defensie"),
            ("ORGANISATION", "Buitenlandse Zaken"),
            ("ORGANISATION", "Milieu"),
        ],
    );
    check(
        "Vanuit de commissies J&V en Financiën, de staf van de commissie J&V en de werkgroep zelfevaluatie.",
        &[
            ("ORGANISATION", "commissies J&V"),
            ("ORGANISATION", "Financiën"),
            ("ORGANISATION", "commissie J&V"),
            ("ORGANISATION", "werkgroep zelfevaluatie"),
        ],
    );
    check("De commissies zijn het eens. De commissie Nederland. De werkgroep heeft dat gezegd.", &[]);
    check(
        "Tweede Kamer der Staten-Generaal2008-2009",
        &[("ORGANISATION", "Tweede Kamer der Staten-Generaal"), ("ORGANISATION", "Staten-Generaal")],
    );
}

#[test]
fn quoted_titles_behind_whose_they_are() {
    check(
        "Het rapport van Tornado Insider over «Sluizen voor starters» is er.",
        &[("POLICY", "Sluizen voor starters")],
    );
    check(
        "De rapporten «Sluizen voor starters» en «Stuwen na de crisis» zijn er.",
        &[("POLICY", "Sluizen voor starters"), ("POLICY", "Stuwen na de crisis")],
    );
    check("Een eerste deelrapport, «Sporen zonder drager», is er.", &[("POLICY", "Sporen zonder drager")]);
    check(
        "Hij stemt in met het ‘Actieplan Sluizen van Dichtbij’.",
        &[("POLICY", "Actieplan Sluizen van Dichtbij")],
    );
    check("Het bericht van 3 mei 2024 getiteld «Sluizen staan open» klopt.", &[]);
    check("Hij zei «Sluizen gaan nooit open» en zweeg.", &[]);
}

#[test]
fn names_behind_what_they_are() {
    check("Binnen het programma Sluizen Op Orde werkt men.", &[("POLICY", "Sluizen Op Orde")]);
    check(
        "Binnen het programma Onbemand in Drie Dimensies (hierna: O3D) werkt men.",
        &[("POLICY", "Onbemand in Drie Dimensies")],
    );
    check("Het programma van de dag en de proef met sluizen.", &[]);
    check("Een witboek over sluiswachters is er.", &[("POLICY", "witboek over sluiswachters")]);
    check("Het jaarverslag 2005 van de NAVO is er.", &[("POLICY", "jaarverslag 2005 van de NAVO")]);
    check("Het jaarverslag van de NAVO is er.", &[]);
    check(
        "De Nota Sluizen en Nationale Agenda Stuwen zijn er.",
        &[("POLICY", "Nota Sluizen"), ("POLICY", "Nationale Agenda Stuwen")],
    );
    check("Aan de Nota Sluizen en Stuwen wordt gewerkt.", &[("POLICY", "Nota Sluizen en Stuwen")]);
    check("De VN-Veiligheidsraadresolutie 1511 geldt.", &[("POLICY", "VN-Veiligheidsraadresolutie 1511")]);
    check("De resolutie van 1999 en resolutie 12 golden.", &[]);
}

#[test]
fn titles_in_small_letters_behind_a_capital() {
    check("Dat staat in het Actieplan dakloze jongeren.", &[("POLICY", "Actieplan dakloze jongeren")]);
    check(
        "Het Handelingskader aanpak personen verward gedrag helpt. Het Handelingskader is er.",
        &[("POLICY", "Handelingskader aanpak personen verward gedrag"), ("POLICY", "Handelingskader")],
    );
    check("Zie het Actieplan groene en digitale banen.", &[("POLICY", "Actieplan groene en digitale banen")]);
    check("Zie de Routekaart verduurzaming en de rest.", &[("POLICY", "Routekaart verduurzaming")]);
    // The sentence goes on: a verb, a measure, a preposition.
    check("Vindt u dat het Actieplan voldoende maatregelen bevat?", &[]);
    check("In het Actieplan wordt dit gemeld. Met het Actieplan toonde zij dat.", &[]);
    check("Actieplan en begroting volgen. Het actieplan loopt door.", &[]);
}

#[test]
fn papers_by_their_year() {
    check(
        "Na ontvangst van jaarverslag 2008, werkprogramma\n2009 en de begroting.",
        &[("POLICY", "jaarverslag 2008"), ("POLICY", "werkprogramma\n2009")],
    );
    check("Het jaarverslag over 2008 en het werkprogramma van 2009 zijn er.", &[]);
}

#[test]
fn headlines_hold_prepositions() {
    check("De Taskforce Net op Zee rapporteert.", &[("ORGANISATION", "Taskforce Net op Zee")]);
    check("De Taskforce Wonen in Utrecht rapporteert.", &[("ORGANISATION", "Taskforce Wonen")]);
}

#[test]
fn publishers_in_notes() {
    check("Dat klopt.\n1 Stadskrant, 11 oktober 2024, «Titel»", &[("ORGANISATION", "Stadskrant")]);
    check("Dat klopt.\n2Omroep Noord, oktober 2024", &[("ORGANISATION", "Omroep Noord")]);
    check("Dat klopt.\n1 Kamerstuk 31 839, nr. 1031, 5 november 2024", &[]);
    check("Dat klopt.\nZwolle, 5 november 2024\n3 artikelen, 5 november 2024\n1 Koopmans, 5 mei 2024", &[]);
}

#[test]
fn who_broadcast_or_printed_it() {
    check(
        "Over een uitzending van Zonlicht en het artikel in De Avondbode.",
        &[("ORGANISATION", "Zonlicht"), ("ORGANISATION", "De Avondbode")],
    );
    check("De uitzending van Nederlandse militairen, een artikel in Utrecht, het bericht in april.", &[]);
    check("De uitzending van Koopmans, het artikel van Zonlicht, een artikel in De krant.", &[]);
}

#[test]
fn services_with_their_capital() {
    check(
        "Dit is met de Politie en de Brandweer besproken.",
        &[("ORGANISATION", "Politie"), ("ORGANISATION", "Brandweer")],
    );
    check("Politie en brandweer waren er. De Politie Academie ook niet.", &[]);
}

#[test]
fn a_head_with_its_title_in_angle_quotes() {
    check(
        "De Actieagenda «Meer Handen» en de Strategische Agenda Hoger Onderwijs «Samen Verder» zijn af.",
        &[
            ("POLICY", "Actieagenda «Meer Handen»"),
            ("POLICY", "Strategische Agenda Hoger Onderwijs «Samen Verder»"),
        ],
    );
    check("De actieagenda «Meer Handen» is af.", &[("POLICY", "Meer Handen")]);
}

#[test]
fn a_title_in_sentence_case_behind_the_body_that_wrote_it() {
    check(
        "In het signalement van de Europese Commissie De invloed van licht op de nacht (2013) staat dit.",
        &[("POLICY", "De invloed van licht op de nacht")],
    );
    check(
        "Het advies van de Europese Commissie De komende weken volgt meer. Het rapport van de NAVO is af.",
        &[],
    );
}

#[test]
fn a_plus_sign_ends_a_name() {
    check(
        "Het Innovatiefonds Zuid+ en het Kennisfonds Noord++ groeien.",
        &[("POLICY", "Innovatiefonds Zuid+"), ("POLICY", "Kennisfonds Noord++")],
    );
    check("Het Innovatiefonds Zuid+3 groeit.", &[("POLICY", "Innovatiefonds Zuid")]);
}

#[test]
fn collective_agreements_country_reports_and_plans() {
    check(
        "De CAO Ziekenhuizen, de cao Gemeenten en het algemeen ambtsbericht Nederland liggen voor.",
        &[
            ("POLICY", "CAO Ziekenhuizen"),
            ("POLICY", "cao Gemeenten"),
            ("POLICY", "algemeen ambtsbericht Nederland"),
        ],
    );
    check(
        "Het meerjarenplan visserij Utrecht en het CO-stelsel gaan door.",
        &[("POLICY", "meerjarenplan visserij Utrecht"), ("POLICY", "CO-stelsel")],
    );
    check(
        "De CAO is af, een cao wacht, het ambtsbericht volgt en het stelsel van de NAVO-stelsels ook.",
        &[],
    );
}

#[test]
fn papers_that_come_out_in_a_row() {
    check(
        "Het zesde Actieprogramma Nitraat en de 8e Voortgangsrapportage Toeslagen zijn er.",
        &[("POLICY", "zesde Actieprogramma Nitraat"), ("POLICY", "8e Voortgangsrapportage Toeslagen")],
    );
    check("De Tweede Verzamelspoedwet Water geldt.", &[("LAW", "Tweede Verzamelspoedwet Water")]);
    // A number that counts something else.
    check("Het tweede Actieplan Schoon Water is af.", &[("POLICY", "Actieplan Schoon Water")]);
}

#[test]
fn initiatives_of_members_by_their_title() {
    check(
        "In reactie op de initiatiefnota van het lid Koopmans: Naar een rijker net: voorstellen voor kabels (Kamerstuk 1).",
        &[("POLICY", "Naar een rijker net: voorstellen voor kabels")],
    );
    check("De initiatiefnota van het lid Koopmans over kabels: dat is nieuw.", &[]);
    check("Een initiatiefnota van de minister: Naar een net (Kamerstuk 1).", &[]);
}

#[test]
fn advice_by_its_body_and_a_mark() {
    check(
        "Het advies Europese Commissie: «Minder zout voor iedereen» en het advies NAVO: Screening op water (nr. 3).",
        &[("POLICY", "Minder zout voor iedereen")],
    );
    check(
        "Het advies van de NAVO: Screening op vervuild water (nr. 3) is er.",
        &[("POLICY", "Screening op vervuild water")],
    );
    check("Het advies van de NAVO: doe niets. Het advies Donders: «nee».", &[]);
}

#[test]
fn titles_of_one_capital_that_go_on() {
    check(
        "Het actieplan Bestrijden van schijnconstructies (Kamerstuk 1) loopt.",
        &[("POLICY", "actieplan Bestrijden van schijnconstructies")],
    );
    check("Het actieplan Fietsen in de stad werkt.", &[("POLICY", "actieplan Fietsen")]);
}

#[test]
fn funds_for_pensions_are_bodies() {
    check(
        "Het Pensioenfonds Haven Zuid en het Innovatiefonds Haven Zuid.",
        &[("ORGANISATION", "Pensioenfonds Haven Zuid"), ("POLICY", "Innovatiefonds Haven Zuid")],
    );
    check("Een pensioenfonds keert uit.", &[]);
}

#[test]
fn bodies_in_one_word_with_their_field() {
    check("Volgens het Kennisinstituut Mobiliteit.", &[("ORGANISATION", "Kennisinstituut Mobiliteit")]);
    check("Volgens het Kennisinstituut Utrecht.", &[("ORGANISATION", "Kennisinstituut")]);
}

#[test]
fn a_council_by_its_bare_word_may_be_any() {
    let one = &[("ORGANISATION", "Adviesraad Haven")];
    check("De Adviesraad Haven wil meer. De Raad zegt dat, en de Raad ook.", one);
    check("De Adviesraad Haven wil meer. Richtlijn 2006/112/EG van de Raad geldt.", one);
}
