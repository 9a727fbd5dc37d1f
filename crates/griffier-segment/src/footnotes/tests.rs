//! Notes and their marks, by how letters print them.

use super::*;

/// Expected: label, the words before each mark with the mark behind `^`, and the note.
#[track_caller]
fn check(text: &str, expected: &[(&str, &[&str], &str)]) {
    let shown = |mark: &Span| {
        let before = &text[..mark.start()];
        let word = before.rfind([' ', '\n']).map_or(0, |at| at + 1);
        format!("{}^{}", &before[word..], &text[mark.range()])
    };
    let found: Vec<(String, Vec<String>, String)> = find(&Lines::new(text))
        .into_footnotes()
        .iter()
        .map(|f| (f.label.clone(), f.marks.iter().map(shown).collect(), text[f.note.range()].to_owned()))
        .collect();
    let expected: Vec<(String, Vec<String>, String)> = expected
        .iter()
        .map(|(label, marks, note)| {
            ((*label).to_owned(), marks.iter().map(|m| (*m).to_owned()).collect(), (*note).to_owned())
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn glued_digits_call_notes_at_the_end() {
    check(
        "Op 12 mei 20231 kwam dit, zie nr. 45).2 Dat is klaar.\n\n  1. Brief A.↩︎\n\n  2. Brief B.↩︎",
        &[("1", &["2023^1"], "Brief A."), ("2", &["45).^2"], "Brief B.")],
    );
    check(
        "De regeling1 is van mei jl.2 , 3 en klaar.\n\n1 Brief A\n2 Brief B\n3 Brief C",
        &[("1", &["regeling^1"], "Brief A"), ("2", &["jl.^2"], "Brief B"), ("3", &["^3"], "Brief C")],
    );
}

#[test]
fn other_ways_to_print_them() {
    check("technologie¹.\n\n¹ Brief A en\nbrief B", &[("1", &["technologie^¹"], "Brief A en\nbrief B")]);
    check(
        "beleid.[footnoteRef:1] Een zin. [1:  Brief [A] ] \nMeer.",
        &[("1", &["beleid.^[footnoteRef:1]"], "Brief [A]")],
    );
    check("Een zin[^1] en.\n\n[^1]: Brief A", &[("1", &["zin^[^1]"], "Brief A")]);
    check("Klopt dit? 1)\n\n1) Krant, 3 mei", &[("1", &["^1)"], "Krant, 3 mei")]);
    check(
        "Het bericht (1) klopt.(2)\n\n(1) Krant, 3 mei\n(2) Blad, 4 mei",
        &[("1", &["^(1)"], "Krant, 3 mei"), ("2", &["klopt.^(2)"], "Blad, 4 mei")],
    );
    check("Klopt dit[1]?\n\n[1] Krant, 3 mei", &[("1", &["dit^[1]"], "Krant, 3 mei")]);
    check("Klopt «dit»?\n1\nVraag 2\nEn dit?\n1Krant, 3 mei\nkst-1-2", &[("1", &["^1"], "Krant, 3 mei")]);
}

#[test]
fn lists_and_numbers_are_no_notes() {
    check("Op 12 mei 2023 kwam nr. 45 van de 3 brieven.", &[]);
    check("Wij doen dit:\n\n1. Eerst A.\n2. Dan B.", &[]);
    check("Wij doen (1) dit en (2) dat.\n\n(1) Dit is goed.\n(2) Dat is beter.", &[]);
    check("De CO2-uitstoot, PM2 en D66.\n\n1. Eerst A.\n2. Dan B.", &[]);
    check("Het debat is op\n1 december en duurt2 lang.", &[]);
    check("Een vlak van 20 km² is groot.", &[]);
}

#[test]
fn a_note_without_a_mark_is_still_a_note() {
    check("Een zin.\n\n  1. Brief A.↩", &[("1", &[], "Brief A.")]);
    check(
        "Een zin die\n1Krant A\n2Krant B\nkst-1-2\nhier doorgaat.",
        &[("1", &[], "Krant A"), ("2", &[], "Krant B")],
    );
    check("Een zin die\n1Krant A\nVraag 2\nTekst.\nkst-1-2", &[]);
}

#[test]
fn notes_under_the_heading_of_a_copied_page() {
    check(
        "De regeling tot en met 2020.1 Dat is alles.2\n\nX Noot\n1\n\nBrief A\n\nX Noot\n2\n\nBrief B\n\nNaar boven",
        &[("1", &["2020.^1"], "Brief A"), ("2", &["alles.^2"], "Brief B")],
    );
    check("De regeling.1\n\nXNoot\n1\n\nBrief A\n", &[("1", &["regeling.^1"], "Brief A")]);
    check("De regeling.1\n\nX Noot 1 Brief A\n", &[("1", &["regeling.^1"], "Brief A")]);
    check("De regeling.1\n\nX Noot\n1 Brief A\n", &[("1", &["regeling.^1"], "Brief A")]);
    check("De regeling.1\n\nX Noot\n", &[]);
    check("De regeling.1\n\nX Noot bij dit stuk\n1\n", &[]);
}

#[test]
fn of_two_lists_that_one_mark_calls_the_bare_one_is_the_notes() {
    check(
        "De motie van het lid Bromet¹ en de motie-Grinwis².\n\nTwee vragen:\n\n1. Wanneer?\n\n2. Hoe?\n\n1 Brief A\n\n2 Brief B",
        &[("1", &["Bromet^¹"], "Brief A"), ("2", &["motie-Grinwis^²"], "Brief B")],
    );
}

#[test]
fn lines_right_under_a_signature_are_notes_if_raised_marks_call_them_all() {
    let text = "Het lid Bromet¹ is gevraagd om de motie-Grinwis.²\n\nDe minister,\nA. Jansen\n1 Brief A.\n2 Brief B.";
    check(text, &[("1", &["Bromet^¹"], "Brief A."), ("2", &["motie-Grinwis.^²"], "Brief B.")]);
    check(&text.replace('²', ""), &[]);
    check(&text.replace(['¹', '²'], ""), &[]);
    check("Een vlak van 20 m² is groot.\n\nA. Jansen\n1 Brief A\n2 Brief B", &[]);
}
