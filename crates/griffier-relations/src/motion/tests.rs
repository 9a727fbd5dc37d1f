//! What is said of motions, and what only looks like it.

use super::*;
use crate::marked::check_body;

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    check_body(read, body, expected);
}

#[test]
fn movers_inside_and_behind_the_name() {
    check(
        "de [[motie van de leden [[Sjoerdsma|PERSON person:s]] en [[Brekelmans|PERSON person:b]]|MOTION motion:m]]",
        &["motion:m submitted_by person:b", "motion:m submitted_by person:s"],
    );
    check(
        "de [[motie over wapens|MOTION motion:m]], ingediend door het lid [[Klink|PERSON person:k]]",
        &["motion:m submitted_by person:k"],
    );
    check("de [[motie over wapens|MOTION motion:m]], waarover het lid [[Klink|PERSON person:k]] sprak", &[]);
}

#[test]
fn names_under_a_printed_motion_are_movers() {
    let head = "[[Nr. 4|REFERENCE kst-1-4 role=own]]\n[[MOTIE VAN HET LID [[A|PERSON person:a]] C.S.|MOTION motion:kst-1-4]]";
    let below = "en gaat over tot de orde van de dag.\n[[A|PERSON person:a role=mover]]\n[[B|PERSON person:b role=mover]]\n[[C|PERSON person:c]]";
    check(
        &format!("{head}\n{below}"),
        &[
            "motion:kst-1-4 identified_by kst-1-4",
            "motion:kst-1-4 submitted_by person:a",
            "motion:kst-1-4 submitted_by person:b",
        ],
    );
    // Under a letter that cites a motion the names are none of its movers.
    check(
        "de [[motie|MOTION motion:kst-1-5]] in [[Nr. 4|REFERENCE kst-1-4 role=own]]\n[[B|PERSON person:b role=mover]]",
        &[],
    );
}

#[test]
fn what_the_letter_carries_out() {
    for lead in [
        "Conform de",
        "Voortgang uitvoering",
        "in lijn met de",
        "ter uitvoering van de aangenomen",
        "geef ik invulling aan de",
        "zoals verzocht in de",
    ] {
        check(&format!("{lead} [[motie K|MOTION motion:k]]"), &["DOC implements motion:k"]);
    }
    check("Hiermee beschouw ik de [[motie K|MOTION motion:k]] als afgedaan.", &["DOC implements motion:k"]);
    check(
        "Er is geen uitvoering gegeven aan de [[motie K|MOTION motion:k]].",
        &["not DOC implements motion:k"],
    );
    check(
        "Ik kan geen uitvoering geven aan de [[motie K|MOTION motion:k]].",
        &["not DOC implements motion:k"],
    );
    check(
        "Dit plan, waarmee ik uitvoering geef aan de [[motie K|MOTION motion:k]], is af.",
        &["DOC implements motion:k"],
    );
    check(
        "Nu men meedoet, is de [[motie K|MOTION motion:k]] hiermee uitgevoerd.",
        &["DOC implements motion:k"],
    );
    check("de [[motie K|MOTION motion:k]] voer ik niet uit", &["not DOC implements motion:k"]);
    check("De [[motie K|MOTION motion:k]] is niet uitgevoerd.", &["not DOC implements motion:k"]);
    check("De [[motie K|MOTION motion:k]] is besproken, het plan is niet uitgevoerd.", &[]);
    for done in [
        "De [[motie K|MOTION motion:k]] is uitgevoerd.",
        "De [[motie K|MOTION motion:k]] is nu uitgevoerd.",
        "De [[motie K|MOTION motion:k]] ([[Kamerstuk 1, nr. 2|REFERENCE kst-1-2]]) over de veren is hiermee volledig afgedaan.",
        "De [[motie K|MOTION motion:k]] is uitgevoerd door met de sector te spreken.",
    ] {
        check(done, &["DOC implements motion:k"]);
    }
    for other in [
        "De [[motie K|MOTION motion:k]] is aangenomen, het plan is uitgevoerd.",
        "De [[motie K|MOTION motion:k]], die in 2020 is uitgevoerd, was duur.",
        "De [[motie K|MOTION motion:k]] is uitgevoerd door mijn ambtsvoorganger.",
        "Ik meld of de [[motie K|MOTION motion:k]] is uitgevoerd.",
        "De [[motie K|MOTION motion:k]] is in 2020 uitgevoerd.",
    ] {
        check(other, &[]);
    }
    check("de [[motie K|MOTION motion:k]] voer ik uit", &["DOC implements motion:k"]);
    check("de [[motie K|MOTION motion:k]], die anderen uitvoeren", &[]);
}

#[test]
fn what_the_letter_closes() {
    for said in [
        "In deze brief wordt tevens de [[motie K|MOTION motion:k]] geadresseerd.",
        "Daarmee beantwoord ik tevens de [[motie K|MOTION motion:k]].",
    ] {
        check(said, &["DOC implements motion:k"]);
    }
    check("In deze brief wordt tevens de [[motie K|MOTION motion:k]] genoemd.", &[]);
    for said in [
        "Aan de [[motie K|MOTION motion:k]] geven wij wel gevolg.",
        "De [[motie K|MOTION motion:k]] is hiermee uitgevoerd.",
        "De [[motie K|MOTION motion:k]] wordt zo ten dele uitgevoerd.",
        "[[Motie K|MOTION motion:k]]: afgedaan met deze brief.",
        "De [[motie K|MOTION motion:k]] vraagt om een plan.\nHiermee is deze motie afgedaan.",
        "De [[motie K|MOTION motion:k]] vraagt om een plan.\nWij geven daaraan uitvoering met dit plan.",
        "De [[motie K|MOTION motion:k]] vraagt om een plan.\nDat is er nu.\nHiermee beschouw ik de motie als afgedaan.",
    ] {
        check(said, &["DOC implements motion:k"]);
    }
    check(
        "Daarnaast worden met deze brief de [[motie K|MOTION motion:k]] ([[Kamerstuk 1, nr. 2|REFERENCE kst-1-2]]) en de [[motie L|MOTION motion:l]] ([[Kamerstuk 1, nr. 3|REFERENCE kst-1-3]]) afgedaan.",
        &["DOC implements motion:k", "DOC implements motion:l"],
    );
    check(
        "de uitvoering van de [[motie K|MOTION motion:k]] ([[Kamerstuk 1, nr. 2|REFERENCE kst-1-2]]) en de [[motie L|MOTION motion:l]]",
        &["DOC implements motion:k", "DOC implements motion:l"],
    );
    check(
        "Daarnaast worden met deze brief de [[motie K|MOTION motion:k]] over hoe dat kan en de [[motie L|MOTION motion:l]] over wat moet afgedaan.",
        &["DOC implements motion:k", "DOC implements motion:l"],
    );
    for other in [
        "Met deze brief wordt de [[motie K|MOTION motion:k]] ([[Kamerstuk 1, nr. 2|REFERENCE kst-1-2]]) toegelicht; een andere is afgedaan.",
        "De [[motie K|MOTION motion:k]] wordt in het najaar afgedaan.",
        "[[Motie K|MOTION motion:k]]: ingetrokken, afgedaan is een andere.",
        "Aan de [[motie K|MOTION motion:k]] is veel werk gegeven.",
        "De [[motie K|MOTION motion:k]] vraagt om een plan.\nHiermee is deze motie niet afgedaan.",
        "De [[motie K|MOTION motion:k]] vraagt om een plan.\nAnderen geven daaraan uitvoering.",
        "De [[motie K|MOTION motion:k]] vraagt om een plan.\nHiermee is de motie van de raad afgedaan.",
        "De [[motie K|MOTION motion:k]] en de [[motie L|MOTION motion:l]] zijn bekend.\nHiermee is de motie afgedaan.",
    ] {
        check(other, &[]);
    }
    check("De [[motie K|MOTION motion:k]] wordt ontraden.", &[]);
    check("Eerder is verzocht in de [[motie K|MOTION motion:k]] om een plan.", &[]);
    check("Hoe geeft u uitvoering aan de [[motie K|MOTION motion:k]]?", &[]);
    check("De uitvoering van het plan en de [[motie K|MOTION motion:k]] zijn besproken.", &[]);
    check("Conform de wet is de [[motie K|MOTION motion:k]] besproken.", &[]);
    check(
        "mede ter uitvoering van de op [[17 november|DATE 2015-11-17]] door uw [[Kamer|ORGANISATION org:tweede-kamer]] aanvaarde [[motie K|MOTION motion:k]]",
        &["DOC implements motion:k"],
    );
    check(
        "de wijzigingen als gevolg van de aangenomen [[motie K|MOTION motion:k]]",
        &["DOC implements motion:k"],
    );
    check("de schade als gevolg van de [[motie K|MOTION motion:k]]", &[]);
    check("ter uitvoering van de wet is de aangenomen [[motie K|MOTION motion:k]] besproken", &[]);
}

#[test]
fn what_was_promised_and_to_whom() {
    check(
        "Zoals toegezegd tijdens het [[Commissiedebat|EVENT event:c]] op [[8 juli|DATE 2021-07-08]]",
        &["DOC implements event:c"],
    );
    check(
        "Tijdens het [[Commissiedebat|EVENT event:c]] op [[8 juli|DATE 2021-07-08]] heeft de [[minister|OFFICE office:m]] toegezegd",
        &["DOC implements event:c"],
    );
    check(
        "de toezegging van de [[minister|OFFICE office:m]] aan het lid [[B|PERSON person:b]] in het [[notaoverleg|EVENT event:n]]",
        &["DOC implements event:n", "DOC requested_by person:b"],
    );
    check(
        "worden enkele toezeggingen uit het [[AO X|EVENT event:ao]] afgedaan",
        &["DOC implements event:ao"],
    );
    check(
        "Het [[debat|EVENT event:d]] was lang.\nTijdens deze behandeling heb ik u een brief toegezegd.",
        &["DOC implements event:d"],
    );
    check("Het [[debat|EVENT event:d]] was lang.\nDe behandeling is toegezegd.", &[]);
    check("Zoals toegezegd in het [[VAO Werk|EVENT event:v]]", &["DOC implements event:v"]);
    check("De steun werd toegezegd tijdens de [[NAVO-top|EVENT event:t]]", &[]);
    check("Het [[Commissiedebat|EVENT event:c]] was lang. Er is niets toegezegd.", &[]);
    check("toegezegd aan [[Oekraïne|LOCATION country:UA]]", &[]);
    check("Zoals toegezegd aan uw [[Kamer|ORGANISATION org:tweede-kamer]] volgt nu", &[]);
}
