//! Short forms: definitions beside brackets that define nothing.

use super::{definitions, occurrences};
use crate::test_tokens::document;

/// Compares the definitions as `(full, short, number of later places)`.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str, usize)]) {
    let doc = document(text);
    let found = definitions(&doc);
    let found: Vec<_> = found
        .iter()
        .map(|found| (doc.slice(found.full), doc.slice(found.short), occurrences(&doc, found).len()))
        .collect();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn the_text_says_what_it_shortens() {
    check(
        "Specifiek op gebied van kunstmatige intelligentie (hierna: AI). AI is er. Niet AIVD of AI-net.",
        &[("kunstmatige intelligentie", "AI", 2)],
    );
    check(
        "Dat heeft de Europese Commissie (hierna: Commissie) gedaan.",
        &[("Europese Commissie", "Commissie", 0)],
    );
    check(
        "Met de Stichting Het Vlot (verder te noemen: de Stichting).",
        &[("Stichting Het Vlot", "Stichting", 0)],
    );
    check("Het Nationaal Groeiplan (hierna ‘NGP’) en het NGP.", &[("Nationaal Groeiplan", "NGP", 1)]);
    check("Het Nationaal Groeiplan (afgekort: NGP).", &[("Nationaal Groeiplan", "NGP", 0)]);
    check("Dat is nader (verder onderzoek nodig) bekeken.", &[]);
}

#[test]
fn letters_fit_the_words_before() {
    check(
        "De Taskforce Strategische Afhankelijkheden (TFSA) werkt. TFSA-verband.",
        &[("Taskforce Strategische Afhankelijkheden", "TFSA", 1)],
    );
    check(
        "Een overzicht van Emerging and Disruptive Technologies (EDTs). Onder EDTs valt.",
        &[("Emerging and Disruptive Technologies", "EDTs", 1)],
    );
    check("De Wet open overheid (Woo) geldt.", &[("Wet open overheid", "Woo", 0)]);
    check(
        "Voor *Conflict-Related Sexual Violence* (CRSV) is dat zo.",
        &[("Conflict-Related Sexual Violence", "CRSV", 0)],
    );
    check(
        "De Nationaal Coördinator Terrorismebestrijding en Veiligheid (NCTV).",
        &[("Nationaal Coördinator Terrorismebestrijding en Veiligheid", "NCTV", 0)],
    );
}

#[test]
fn a_numeral_may_belong_to_the_letters() {
    check(
        "Het Structuurschema Elektriciteitsvoorziening (SEV III).",
        &[("Structuurschema Elektriciteitsvoorziening", "SEV III", 0)],
    );
    check("Het Structuurschema Elektriciteitsvoorziening (deel III) en (III).", &[]);
}

#[test]
fn other_brackets_define_nothing() {
    check("Het lid Van der Berg (VVD) vroeg dat.", &[]);
    check("Zie het overzicht (bijlage 1) en de tabel (A).", &[]);
    check("Het bondgenootschap bij uitstek (NAVO) en een ander land (EU).", &[]);
    check("In de tabel (zie onder) staat dit (ontvangen 3 mei).", &[]);
}

#[test]
fn hostile_brackets_cost_little() {
    let text = "( ( (hierna: (((( (A) B (AB) ".repeat(2000);
    let doc = document(&text);
    assert!(definitions(&doc).len() < 3);
}
