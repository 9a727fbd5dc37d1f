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
