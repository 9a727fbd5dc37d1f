//! Tests of the compiled whole: tables in, hits and catalogue answers out.

mod joining;

use crate::tables::{DETAILS, FORMER_NAMES, MEMBERSHIPS, NAME_FILES, TENURES, Table, Tables};
use crate::{Day, KnowledgeBase, compile, trie};
use griffier_doc::Document;
use proptest::prelude::*;
use std::path::Path;

const HEADER: &str = "id\tname\taliases\tcontext\texact\tvalid_from\tvalid_to\tpart_of\tsame_as\tsource";

/// Tables of rows `file: id | name | aliases | context | exact`.
fn tables(rows: &[(&str, &str)], tenures: &str) -> Tables {
    let table = |name: &str, text: &str| Table::parse(Path::new(name), text).unwrap();
    let names = NAME_FILES.into_iter().map(|(file, kind)| {
        let mut text = format!("{HEADER}\tportfolio\n");
        for (_, row) in rows.iter().filter(|(name, _)| *name == file) {
            let fields: Vec<&str> = row.split('\t').collect();
            let field = |i: usize| fields.get(i).copied().unwrap_or("");
            let line = [field(0), field(1), field(2), field(3), field(4), "", "", "", "", "test", field(5)];
            text += &format!("{}\n", line.join("\t"));
        }
        (file, (kind, table(file, &text)))
    });
    Tables {
        names: names.collect(),
        tenures: table(TENURES, &format!("person\toffice\tfrom\tto\tacting\tsource\n{tenures}")),
        memberships: table(MEMBERSHIPS, "person\tbody\tparty\tfrom\tto\tas_of\tsource\n"),
        former_names: None,
        details: None,
    }
}

fn open(tables: &Tables) -> KnowledgeBase {
    KnowledgeBase::open(compile(tables).unwrap().leak()).unwrap()
}

fn knowledge(rows: &[(&str, &str)], tenures: &str) -> KnowledgeBase {
    open(&tables(rows, tenures))
}

fn small() -> KnowledgeBase {
    let rows = [
        ("organisations.tsv", "org:navo\tNAVO\tNoord-Atlantische Verdragsorganisatie"),
        ("organisations.tsv", "org:ser\tSER\tSociaal-Economische Raad"),
        ("organisations.tsv", "org:tk\tTweede Kamer der Staten-Generaal\tTweede Kamer\tKamer"),
        ("organisations.tsv", "org:staten-generaal\tStaten-Generaal"),
        ("organisations.tsv", "org:ministerie-def\tministerie van Defensie\t\tDefensie"),
        ("offices.tsv", "office:min-def\tminister van Defensie\t\t\t\tDefensie"),
        ("locations.tsv", "country:UA\tOekraïne"),
        ("locations.tsv", "loc:den-haag\tDen Haag\t's-Gravenhage"),
        ("policies.tsv", "policy:sde\tSDE++"),
        ("technologies.tsv", "edt:quantum\tkwantum"),
        ("persons.tsv", "person:a\tA. Bee"),
        ("persons.tsv", "person:b\tB. Cee"),
    ];
    let tenures = "person:a\toffice:min-def\t2010-10-14\t2012-11-05\t0\ttest\n\
                   person:b\toffice:min-def\t2012-11-05\t\t0\ttest\n";
    knowledge(&rows, tenures)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let kb = small();
    let doc = Document::from_text("t", text);
    let mut found: Vec<String> =
        kb.find(&doc).iter().map(|hit| format!("{} {}", hit.kind.name(), doc.slice(hit.span))).collect();
    found.sort();
    let mut expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
    expected.sort();
    assert_eq!(found, expected, "in {text:?}");
}

#[test]
fn names_are_found_at_word_boundaries_with_their_capitals() {
    check("De NAVO-bondgenoten en *OEKRAÏNE*.", &["ORGANISATION NAVO", "LOCATION OEKRAÏNE"]);
    check("NAVO2030 is geen NAVOtop; de ser zwijgt, ook in serie", &[]);
    check("Oekraine en\nKwantum", &["LOCATION Oekraine", "TECHNOLOGY Kwantum"]);
    check("oekraïne", &[]);
    check("Te ’s-Gravenhage (SDE++), SDE+", &["LOCATION ’s-Gravenhage", "POLICY SDE++", "POLICY SDE"]);
}

#[test]
fn every_name_that_begins_at_a_word_is_found_over_line_breaks_but_not_over_blank_lines() {
    let both = [
        "ORGANISATION Tweede\u{a0}Kamer der\n Staten-Generaal",
        "ORGANISATION Tweede\u{a0}Kamer",
        "ORGANISATION Kamer",
        "ORGANISATION Staten-Generaal",
    ];
    check("de Tweede\u{a0}Kamer der\n Staten-Generaal", &both);
    check("de Tweede\n\nKamer", &["ORGANISATION Kamer"]);
}

#[test]
fn a_form_with_several_types_gives_a_hit_for_each() {
    check(
        "Het ministerie van Defensie",
        &["ORGANISATION ministerie van Defensie", "ORGANISATION Defensie", "OFFICE Defensie"],
    );
}

#[test]
fn the_catalogue_answers_by_identifier_name_and_day() {
    let kb = small();
    let office = kb.entity("office:min-def").unwrap();
    let on = |day| office.holders_on(Day(day)).iter().map(|t| t.person.id()).collect::<Vec<_>>();
    assert_eq!(on(2012_01_01), ["person:a"]);
    assert_eq!(on(2012_11_05), ["person:a", "person:b"]);
    assert_eq!(on(2009_01_01), [""; 0]);
    // The last row begins in 2012: who holds the office in 2099 no list can know.
    assert_eq!(
        (kb.known_until(), on(2014_11_05), on(2014_11_06)),
        (Day(2012_11_05), vec!["person:b"], vec![])
    );
    assert_eq!(kb.entity("person:b").unwrap().offices().count(), 1);
    let surface = kb.surface("MINISTERIE VAN\nDEFENSIE").unwrap();
    assert_eq!(kb.listings(surface).map(|l| l.entity.id()).collect::<Vec<_>>(), ["org:ministerie-def"]);
    assert!(kb.entity("org:nato").is_none() && kb.surface("minister").is_none());
}

#[test]
fn a_thing_has_the_name_of_the_day() {
    let mut tables = tables(&[("organisations.tsv", "org:ocw\tMinisterie van OCW\tDepartement")], "");
    let rows = "of\tname\tvalid_from\tvalid_to\tsource\norg:ocw\tMinisterie van OenW\t\t1994-08-21\thand\n\
                org:ocw\tDepartement\t1994-08-22\t2003\thand\n";
    tables.former_names = Table::parse(Path::new(FORMER_NAMES), rows).ok();
    let kb = open(&tables);
    let entity = kb.entity("org:ocw").unwrap();
    let on = |day| entity.label_on(Day(day));
    assert_eq!(on(1990_01_01), "Ministerie van OenW");
    assert_eq!((on(1994_08_22), on(2003_12_31)), ("Departement", "Departement"));
    assert_eq!((on(2004_01_01), entity.label()), ("Ministerie van OCW", "Ministerie van OCW"));
    let named = |name: &str| kb.surface(name).map(|form| kb.listings(form).count());
    assert_eq!((named("ministerie van OenW"), named("Ministerie van OW")), (Some(1), None));
    let gone = "of\tname\tvalid_from\tvalid_to\tsource\norg:weg\tWeg\t\t\thand\n";
    tables.former_names = Table::parse(Path::new(FORMER_NAMES), gone).ok();
    assert_eq!(
        compile(&tables).unwrap_err().to_string(),
        "former_names.tsv:2:1: no row has the identifier `org:weg`"
    );
}

#[test]
fn single_facts_are_columns_of_the_thing_they_are_about() {
    let mut tables = tables(&[("persons.tsv", "person:a\tAnna A")], "");
    let rows = "of\tfield\tvalue\tsource\nperson:a\tbirth_date\t1970-01-02\thand\nperson:a\tsex\tF\thand\n";
    tables.details = Table::parse(Path::new(DETAILS), rows).ok();
    let kb = open(&tables);
    let entity = kb.entity("person:a").unwrap();
    let facts: Vec<_> = entity.extras().collect();
    assert_eq!(facts, [("birth_date", "1970-01-02"), ("sex", "F")]);
    assert!(entity.fields(&kb.forms(None)).iter().any(|(name, values)| *name == "sex" && values == &["F"]));
    tables.details =
        Table::parse(Path::new(DETAILS), "of\tfield\tvalue\tsource\nperson:weg\tsex\tF\thand\n").ok();
    let fault = compile(&tables).unwrap_err().to_string();
    assert_eq!(fault, "details.tsv:2:1: no row has the identifier `person:weg`");
}

#[test]
fn damaged_bytes_are_refused() {
    assert!(KnowledgeBase::open(b"GRIF").is_err());
    assert!(KnowledgeBase::open(b"\x0a\0\0\0").is_err());
}

proptest! {
    /// The trie finds what comparing every name at every word start finds.
    #[test]
    fn the_trie_agrees_with_a_naive_matcher(
        names in prop::collection::btree_set("[ab]{1,2}([ -][ab]{1,2}){0,3}", 1..8),
        text in "([ab]{1,3}[ -]){0,12}",
    ) {
        let rows: Vec<String> = names.iter().enumerate().map(|(i, name)| format!("edt:{i}\t{name}")).collect();
        let rows: Vec<(&str, &str)> = rows.iter().map(|row| ("technologies.tsv", row.as_str())).collect();
        let doc = Document::from_text("t", &text);
        let view = doc.view().as_str();
        let mut found: Vec<(usize, usize)> =
            knowledge(&rows, "").find(&doc).iter().map(|hit| (hit.span.start(), hit.span.end())).collect();
        let edge = |at: usize| !view.as_bytes().get(at).copied().is_some_and(trie::is_word);
        let mut naive = Vec::new();
        for name in &names {
            for (at, _) in view.match_indices(name.as_str()).chain(overlapping(view, name)) {
                if (at == 0 || edge(at - 1)) && edge(at + name.len()) {
                    let span = doc.view().to_original(doc.text(),
                        griffier_text::NormSpan { start: at as u32, end: (at + name.len()) as u32 });
                    naive.push((span.start(), span.end()));
                }
            }
        }
        found.sort_unstable();
        naive.sort_unstable();
        naive.dedup();
        prop_assert_eq!(found, naive);
    }
}

/// Occurrences that `match_indices` skips because they overlap an earlier one.
fn overlapping<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    (0..text.len()).filter(move |&at| text[at..].starts_with(name)).map(move |at| (at, name))
}
