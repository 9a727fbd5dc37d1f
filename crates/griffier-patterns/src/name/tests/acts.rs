//! Acts by their subject, number or long title, beside words for acts in general.

use super::check;

#[test]
fn a_subject_behind_a_preposition() {
    check(
        "De invoering van de Wet op de jeugdhulp en de Wet op het onderwijstoezicht per 1 januari.",
        &[("LAW", "Wet op de jeugdhulp"), ("LAW", "Wet op het onderwijstoezicht")],
    );
    check(
        "Op grond van de Wet inzake de wisselkantoren kan dat.",
        &[("LAW", "Wet inzake de wisselkantoren")],
    );
    check("De Wet op grond waarvan dat mag. Een Besluit op de aanvraag. Het Besluit op bezwaar.", &[]);
}

#[test]
fn an_act_of_the_union_with_number_and_subject() {
    check(
        "In verband met EU-verordening (EU) 2019/880 inzake het binnenbrengen van cultuurgoederen.",
        &[("LAW", "EU-verordening (EU) 2019/880 inzake het binnenbrengen van cultuurgoederen")],
    );
    check(
        "Ten behoeve van richtlijn nr. 2000/60/EG van het Europees Parlement en de Raad van 23 oktober 2000 tot \
         vaststelling van een kader voor maatregelen betreffende het waterbeleid (PbEG L 327).",
        &[(
            "LAW",
            "richtlijn nr. 2000/60/EG van het Europees Parlement en de Raad van 23 oktober 2000 tot vaststelling van \
             een kader voor maatregelen betreffende het waterbeleid",
        )],
    );
    check(
        "Implementatiewet EG-kaderrichtlijn water",
        &[("LAW", "Implementatiewet EG-kaderrichtlijn water"), ("LAW", "EG-kaderrichtlijn water")],
    );
    check("De verordening (EU) 2019/880 geldt. De EU-verordening regelt dat. De kaderrichtlijn werkt.", &[]);
}

#[test]
fn long_titles() {
    check(
        "Hierbij het ontwerpbesluit houdende regels met betrekking tot vergoeding van schade in verband met de beperking \
         van de emissie. Het ontwerpbesluit volgt.",
        &[(
            "LAW",
            "ontwerpbesluit houdende regels met betrekking tot vergoeding van schade in verband met de beperking van de \
             emissie",
        )],
    );
    check(
        "De Akte betreffende de verkiezingen door middel van rechtstreekse stemming. De akte betreffende de grond.",
        &[("LAW", "Akte betreffende de verkiezingen door middel van rechtstreekse stemming")],
    );
}

#[test]
fn small_compounds_and_bills() {
    check(
        "Het akkoord over de natuurherstelverordening is gesloten.",
        &[("LAW", "natuurherstelverordening")],
    );
    check(
        "Het wetsvoorstel Versterking regie volkshuisvesting is ingediend.",
        &[("LAW", "Versterking regie volkshuisvesting")],
    );
    check(
        "Een huisvestingsverordening, de modelverordening, de uitvoeringsverordening, de verordening, de richtlijn. Het \
         wetsvoorstel Klaver, het wetsvoorstel Wijziging van regels, het wetsvoorstel van Nederland.",
        &[],
    );
}

#[test]
fn bills_by_the_act_they_change() {
    check(
        "Het betreft de Wijziging van de Kanalenwet in verband met de veiligheid van sluizen.",
        &[
            ("LAW", "Wijziging van de Kanalenwet in verband met de veiligheid van sluizen"),
            ("LAW", "Kanalenwet"),
        ],
    );
    check("Wijziging van de Kanalenwet is niet nodig.", &[("LAW", "Kanalenwet")]);
    check("Wijziging van de planning in verband met ziekte volgt.", &[]);
    check(
        "De Rijkswet houdende goedkeuring van het op 3 mei 2006 te Utrecht tot stand gekomen Verdrag inzake veilige sluizen geldt.",
        &[
            (
                "LAW",
                "Rijkswet houdende goedkeuring van het op 3 mei 2006 te Utrecht tot stand gekomen Verdrag inzake veilige sluizen",
            ),
            ("TREATY", "Verdrag inzake veilige sluizen"),
        ],
    );
}

#[test]
fn acts_in_small_letters_with_a_name() {
    check("Zij noemt de richtlijn Sluizen en Stuwen.", &[("LAW", "richtlijn Sluizen en Stuwen")]);
    check("De richtlijn Koopmans en de verordening Utrecht.", &[]);
    check("De richtlijn van de Europese Commissie geldt.", &[]);
    check("Dat volgt uit de Kanalen richtlijn.", &[("LAW", "Kanalen richtlijn")]);
    check("Een Europese richtlijn en de Nieuwe verordening volgen.", &[]);
    check("De herziening sluizenrichtlijn is gereed.", &[("LAW", "sluizenrichtlijn")]);
    check("De kaderrichtlijn van de sector geldt.", &[]);
    check("De subsidieregeling «Sluizen voor iedereen» loopt.", &[("LAW", "Sluizen voor iedereen")]);
}

#[test]
fn protocols_by_their_treaty() {
    check(
        "Het derde facultatief protocol bij het Verdrag inzake veilige sluizen is getekend.",
        &[
            ("TREATY", "derde facultatief protocol bij het Verdrag inzake veilige sluizen"),
            ("TREATY", "Verdrag inzake veilige sluizen"),
        ],
    );
    check("Het protocol bij de behandeling van patiënten volstaat.", &[]);
    check(
        "De Europese overeenkomst ter bescherming van kleine sluizen.",
        &[("TREATY", "Europese overeenkomst ter bescherming van kleine sluizen")],
    );
    check("Een overeenkomst ter bescherming van sluizen.", &[]);
}

#[test]
fn acts_in_small_letters() {
    check(
        "De richtlijn over oneerlijke handelspraktijken en de nieuwe richtlijn kredietovereenkomsten voor consumenten gelden.",
        &[
            ("LAW", "richtlijn over oneerlijke handelspraktijken"),
            ("LAW", "richtlijn kredietovereenkomsten voor consumenten"),
        ],
    );
    check("Zij wijzigt de politiewet en de gemeentewet.", &[("LAW", "politiewet"), ("LAW", "gemeentewet")]);
    check(
        "Dat valt onder de subsidieregeling brongerichte verduurzaming.",
        &[("LAW", "subsidieregeling brongerichte verduurzaming")],
    );
    check("Een richtlijn over milieu, de richtlijn over een jaar, de richtlijn over te nemen stappen.", &[]);
    check("Wij zullen de richtlijn implementeren en de verordening rechtstreeks toepassen.", &[]);
    check("De begrotingswet, een noodwet en de wet zelf; de regeling van de minister.", &[]);
}

#[test]
fn the_title_of_a_bill_ends_before_its_number() {
    check(
        "Zaak: Wijziging van de Kieswet in verband met het stemmen in een bureau naar keuze - 30569\nBesluit: volgt",
        &[
            ("LAW", "Wijziging van de Kieswet in verband met het stemmen in een bureau naar keuze"),
            ("LAW", "Kieswet"),
        ],
    );
}

#[test]
fn treaties_by_an_exchange_of_letters() {
    check(
        "De Briefwisseling houdende een verdrag tussen het Koninkrijk, ten behoeve van Aruba, en de NAVO betreffende het \
         gebruik van havens (Trb. 2015, 60) is getekend.",
        &[(
            "TREATY",
            "Briefwisseling houdende een verdrag tussen het Koninkrijk, ten behoeve van Aruba, en de NAVO betreffende het \
             gebruik van havens",
        )],
    );
    check("De briefwisseling over het gebruik van havens tussen de NAVO en de minister gaat door.", &[]);
}

#[test]
fn acts_by_their_day() {
    check(
        "Bij de Wet van 7 juli 2021 tot wijziging van de Gaswet is dat gebeurd.",
        &[("LAW", "Wet van 7 juli 2021 tot wijziging van de Gaswet")],
    );
    check("De Wet van 7 juli 2021 is er; de wet van 7 juli ook.", &[]);
}

#[test]
fn bills_by_a_title_in_small_letters() {
    check("Het wetsvoorstel toezicht gelijke kansen regelt dat.", &[("LAW", "toezicht gelijke kansen")]);
    check("Het wetsvoorstel regelt dat, een wetsvoorstel toezicht gelijke kansen niet.", &[]);
}
