//! What a letter cites, and which paper is whose.

use super::*;
use crate::marked::{check_body, check_letter};
use griffier_doc::ZoneKind::{Body, Footnotes};

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    check_body(
        |letter, out| {
            for window in letter.windows() {
                identified(&window, out);
            }
        },
        body,
        expected,
    );
}

#[track_caller]
fn check_notes(body: &str, notes: &str, expected: &[&str]) {
    let family = |letter: &Letter<'_>, out: &mut Statements| {
        for window in letter.windows() {
            identified(&window, out);
        }
    };
    check_letter(family, &[(Body, body), (Footnotes, notes)], expected);
}

#[test]
fn a_letter_cites_all_but_itself() {
    check_body(
        cites,
        "[[kst-1-2|REFERENCE kst-1-2 role=own]], een [[motie|MOTION motion:kst-1-2]], noemt de [[Klimaatwet|LAW law:klimaatwet]], [[Kamerstuk 3 en 4, \
         nr. 5|REFERENCE kst-3-5|dossier-4]] en [[https://x.nl/[[kst-9-9|REFERENCE kst-9-9]]|URL https://x.nl]].",
        &["DOC cites law:klimaatwet", "DOC cites kst-3-5", "DOC cites dossier-4"],
    );
}

#[test]
fn a_citation_behind_a_title_identifies_it() {
    check(
        "de [[motie Koopmans|MOTION motion:kst-1-43]] (motie [[1, nr. 43|REFERENCE kst-1-43]]), waarin",
        &["motion:kst-1-43 identified_by kst-1-43"],
    );
    check(
        "het [[notaoverleg|EVENT event:n]] van [[25 september 2023|DATE 2023-09-25]] ([[Kamerstuk 2, nr. 3|REFERENCE kst-2-3]])",
        &["event:n identified_by kst-2-3"],
    );
    check(
        "de [[Regeling X|LAW law:x]] - [[BWBR0048439|REFERENCE BWBR0048439]]",
        &["law:x identified_by BWBR0048439"],
    );
    // Another thing's citation, or one further on.
    check("de [[Nota X|POLICY policy:x]] wordt besproken ([[Kamerstuk 2, nr. 3|REFERENCE kst-2-3]])", &[]);
    check("de [[Nota X|POLICY policy:x]] en [[Kamerstuk 2, nr. 3|REFERENCE kst-2-3]]", &[]);
    check("de [[EU|ORGANISATION org:eu]] ([[Kamerstuk 2, nr. 3|REFERENCE kst-2-3]])", &[]);
}

#[test]
fn a_note_identifies_what_stands_before_its_mark() {
    let note = "¹ [[Kamerstuk 2, nr. 3|REFERENCE kst-2-3]].\n";
    check_notes(
        "conform de [[motie X|MOTION motion:x-2023]].¹",
        note,
        &["motion:x-2023 identified_by kst-2-3"],
    );
    check_notes(
        "de [[Agenda Y|POLICY policy:y]], die op [[17 oktober jl.|DATE 2023-10-17]] met uw Kamer werd gedeeld.¹",
        note,
        &["policy:y identified_by kst-2-3"],
    );
    check_notes(
        "de [[motie X|MOTION motion:kst-2-3]], analyses uitgevoerd.¹",
        note,
        &["motion:kst-2-3 identified_by kst-2-3"],
    );
    // The mark belongs to the whole sentence.
    check_notes(
        "als onderdeel van de [[Monitor|POLICY policy:m]] is in kaart gebracht wat er is.¹",
        note,
        &[],
    );
    check_notes(
        "de [[Nota X|POLICY policy:x]].¹",
        "¹ Zie ook wat daar staat over de omvang van [[Kamerstuk 2, nr. 3|REFERENCE kst-2-3]].\n",
        &[],
    );
}

#[test]
fn a_letter_of_a_date_is_the_paper_of_its_note() {
    let notes = "¹ [[Kamerstuk 2, nr. 3|REFERENCE kst-2-3]].\n² [[Kamerstuk 2, nr. 4|REFERENCE kst-2-4]].\n";
    check_notes(
        "In de brief van [[12 mei 2023|DATE 2023-05-12]] is uw Kamer geïnformeerd over de aanpak.¹",
        notes,
        &["kst-2-3 issued_on 2023-05-12"],
    );
    check_notes(
        "in het [[Fiche A|POLICY policy:a]] van [[25 augustus jl.|DATE 2023-08-25]] en de Kamerbrief over de [[aanbeveling B|LAW law:b]] van [[30 oktober jl.|DATE 2023-10-30]]¹ , ²",
        notes,
        &["policy:a identified_by kst-2-3", "kst-2-4 issued_on 2023-10-30"],
    );
    check(
        "de brief van de [[Minister van Defensie|OFFICE office:def]] d.d. [[24 mei 2018|DATE 2018-05-24]] inzake het verslag van de [[top|EVENT event:t]] te [[Brussel|LOCATION loc:b]] ([[Kamerstuk 28, nr. 290|REFERENCE kst-28-290]]);",
        &["kst-28-290 issued_by office:def", "kst-28-290 issued_on 2018-05-24"],
    );
    check(
        "de brief van [[24 mei|DATE 2018-05-24]] over de [[motie K|MOTION motion:kst-28-2]] over de veren ([[Kamerstuk 28, nr. 2|REFERENCE kst-28-2]])",
        &["motion:kst-28-2 identified_by kst-28-2"],
    );
    check(
        "de brief van [[24 mei|DATE 2018-05-24]] over de [[motie K|MOTION motion:k]] ([[Kamerstuk 28, nr. 2|REFERENCE kst-28-2]])",
        &["motion:k identified_by kst-28-2"],
    );
    check_notes(
        "In de brief van [[12 mei|DATE 2023-05-12]] staat de [[Nota X|POLICY policy:x]] en meer.¹",
        notes,
        &[],
    );
    check("De brief kwam op [[12 mei|DATE 2023-05-12]] ([[Kamerstuk 2, nr. 3|REFERENCE kst-2-3]])", &[]);
}

#[test]
fn a_paper_in_which_parliament_was_told() {
    let check = |body: &str, expected: &[&str]| {
        let family =
            |letter: &Letter<'_>, out: &mut Statements| letter.windows().for_each(|w| told_on(&w, out));
        check_body(family, body, expected);
    };
    let kamer = "uw [[Kamer|ORGANISATION org:tweede-kamer]]";
    let day = "[[8 april 2021|DATE 2021-04-08]]";
    let paper = "[[Kamerstuk 1, nr. 2|REFERENCE kst-1-2]]";
    let dated = &["kst-1-2 issued_on 2021-04-08"];
    check(&format!("Op {day} is {kamer} geïnformeerd over de voortgang ({paper})."), dated);
    check(&format!("Ik heb {kamer} op {day} ({paper}) een evaluatie toegezegd."), dated);
    check(&format!("U bent op {day} geïnformeerd (kenmerk {paper})."), dated);
    let both = |body: &str, expected: &[&str]| {
        let family = |letter: &Letter<'_>, out: &mut Statements| {
            letter.windows().for_each(|w| (1..w.outer.len()).for_each(|k| dated_in_brackets(&w, k, out)));
        };
        check_body(family, body, expected);
    };
    both(&format!("Onlangs ({day}, {paper}) is dit besproken."), dated);
    both(&format!("Onlangs (brief van {day}, {paper}) is dit besproken."), dated);
    let behind = |body: &str, expected: &[&str]| {
        let family = |letter: &Letter<'_>, out: &mut Statements| {
            letter.windows().for_each(|w| (1..w.outer.len()).for_each(|k| dated_behind(&w, k, out)));
        };
        check_body(family, body, expected);
    };
    behind(&format!("Zie {paper}, d.d. {day}."), dated);
    behind(&format!("Zie {paper} van {day}."), dated);
    behind(&format!("Zie [[artikel 3|REFERENCE treaty:t:art=3]] van het verdrag van {day}."), &[]);
    behind(&format!("Zie [[artikel 3|REFERENCE treaty:t:art=3]] van {day}."), &[]);
    behind(&format!("Zie {paper} en {day}."), &[]);
    behind(&format!("Zie {paper} over de brief van {day}."), &[]);
    both(&format!("Onlangs (ingezonden {day}, {paper}) is dit besproken."), &[]);
    both(&format!("Op {day}, {paper}, is dit besproken."), &[]);
    // A title has the paper; another day; not yet; told by parliament.
    check(&format!("Op {day} is {kamer} geïnformeerd over de [[Nota N|POLICY policy:n]] ({paper})."), &[]);
    check(&format!("Op {day} is {kamer} geïnformeerd en op [[9 mei|DATE 2021-05-09]] ook ({paper})."), &[]);
    check(&format!("Over {day} zal {kamer} worden geïnformeerd ({paper})."), &[]);
    check(&format!("Op {day} heeft de raad besloten te gaan ({paper})."), &[]);
}

#[test]
fn a_letter_names_whom_it_went_to_before_its_paper() {
    check(
        "de brief van [[27 april 1992|DATE 1992-04-27]] aan de [[Tweede Kamer|ORGANISATION org:tweede-kamer]] ([[Kamerstukken 1|REFERENCE kst-1-46]])",
        &["kst-1-46 issued_on 1992-04-27"],
    );
    check(
        "de brief van [[27 april 1992|DATE 1992-04-27]] aan de [[Tweede Kamer|ORGANISATION org:tweede-kamer]] over wat anders staat in [[Kamerstukken 1|REFERENCE kst-1-46]]",
        &[],
    );
}

#[test]
fn letters_of_several_dates_have_a_paper_each() {
    check(
        "mijn brieven van [[19 december 2001|DATE 2001-12-19]] ([[Kamerstukken 1|REFERENCE kst-1-46]]) en [[4 december 2002|DATE 2002-12-04]] ([[Kamerstukken 2|REFERENCE kst-2-105]])",
        &["kst-1-46 issued_on 2001-12-19", "kst-2-105 issued_on 2002-12-04"],
    );
    check(
        "mijn brief van [[19 december 2001|DATE 2001-12-19]] ([[Kamerstukken 1|REFERENCE kst-1-46]]) en [[4 december 2002|DATE 2002-12-04]] ([[Kamerstukken 2|REFERENCE kst-2-105]])",
        &["kst-1-46 issued_on 2001-12-19"],
    );
}
