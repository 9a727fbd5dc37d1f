//! Comparisons of hand-made gold with hand-made findings.

use super::*;
use crate::scores::{Counts, Share};
use crate::table;
use griffier_doc::{Attr, Candidate, Document, Link, Mention, MentionType, Modality, Origin, Relation, Term};
use griffier_text::Span;

const TEXT: &str = "Aan de minister van Defensie\n\
                    De NAVO-top en de Top van juni: de Top.\n\
                    Het Fonds X, later Fonds Y, en Fonds X.\n\
                    Kamerstuk 36 180 en 32 852, nr. 89\n";

fn known(id: &str) -> bool {
    matches!(id, "org:navo" | "office:min-def" | "policy:fonds-y" | "person:a")
}

fn nil(id: &'static str) -> Link {
    Link::Nil { id: id.into(), reason: "not listed" }
}

fn one(id: &'static str) -> Link {
    Link::One(id.into())
}

/// The `nth` occurrence of `needle`, from 1.
#[track_caller]
fn span(needle: &str, nth: usize) -> Span {
    let (at, _) = TEXT.match_indices(needle).nth(nth - 1).unwrap();
    Span::at(at, at + needle.len())
}

/// Type name, words, which occurrence, link, holder.
type Finding = (&'static str, &'static str, usize, Link, &'static str);

fn predicted(findings: Vec<Finding>, relations: &[(&'static str, &str, &'static str)]) -> Predicted {
    let mut doc = Document::from_text("x", TEXT);
    let mention = |(kind, needle, nth, link, holder): Finding| Mention {
        span: span(needle, nth),
        kind: MentionType::parse(kind).unwrap(),
        link,
        role: None,
        nested: false,
        confidence: 0.9,
        origin: Origin::Rule("test"),
        why: "".into(),
        attrs: if holder.is_empty() { vec![] } else { vec![Attr::new("holder", holder)] },
    };
    doc.set_mentions(findings.into_iter().map(mention).collect());
    let term = |id: &'static str| if id == "DOC" { Term::Doc } else { Term::Id(id.into()) };
    let relation = |&(subject, predicate, object): &(&'static str, &str, &'static str)| Relation {
        subject: term(subject),
        predicate: Predicate::ALL
            .iter()
            .copied()
            .find(|p| p.name() == predicate.trim_start_matches('!'))
            .unwrap(),
        object: term(object),
        evidence: span("Aan", 1),
        confidence: 0.9,
        why: "test",
        negated: predicate.starts_with('!'),
        modality: Modality::Asserted,
    };
    doc.set_relations(relations.iter().map(relation).collect());
    Predicted::new(&doc)
}

/// Rows are `line nth text type id attrs`, separated by `|` with blanks around it.
#[track_caller]
fn gold(mentions: &[&str], relations: &[&str]) -> Gold {
    let rows = mentions.iter().map(|row| {
        let cells: Vec<&str> = row.split(" | ").collect();
        let nested = if cells[0].ends_with('n') { "1" } else { "0" };
        let attrs = cells.get(5).copied().unwrap_or("");
        format!("{}\t{}\t{nested}\t{attrs}\n", cells[0].trim_end_matches('n'), cells[1..5].join("\t"))
    });
    let mentions = format!("line\tnth\ttext\ttype\tid\tnested\tattrs\n{}", rows.collect::<String>());
    let rows = relations.iter().map(|row| format!("{}\t1\tAan\n", row.replace(' ', "\t")));
    let relations = format!("subject_id\tpredicate\tobject_id\tline\tevidence\n{}", rows.collect::<String>());
    Gold::parse("x", TEXT, &mentions, &relations).unwrap()
}

/// Counts of gold, found and correct, strict and overlapping; links correct and asked; the differences.
#[track_caller]
fn check(
    gold: &Gold,
    found: Vec<Finding>,
    strict: [u64; 3],
    overlap: u64,
    links: [u64; 2],
    differences: &[&str],
) {
    let comparison = compare(gold, &predicted(found, &[]), &known);
    let lines: Vec<_> = comparison.differences.iter().map(ToString::to_string).collect();
    assert_eq!(lines, differences);
    let sum = comparison.scores.mentions();
    assert_eq!([sum.strict.gold, sum.strict.found, sum.strict.correct], strict);
    assert_eq!([sum.overlap.gold, sum.overlap.found, sum.overlap.correct], [strict[0], strict[1], overlap]);
    assert_eq!(sum.links, Share { correct: links[0], asked: links[1] });
}

#[test]
fn hits_near_hits_and_misses() {
    let gold = gold(
        &[
            "1 | 1 | minister van Defensie | OFFICE | office:min-def",
            "2 | 1 | NAVO-top | EVENT | event:navo-top",
            "2n | 1 | NAVO | ORGANISATION | org:navo",
            "2 | 1 | juni | DATE | ?",
            "3 | 1 | Fonds X | POLICY | policy:fonds-x",
        ],
        &[],
    );
    let exact = || {
        vec![
            ("OFFICE", "minister van Defensie", 1, one("office:min-def"), ""),
            ("EVENT", "NAVO-top", 1, nil("event:navo-top"), ""),
            ("ORGANISATION", "NAVO", 1, one("org:navo"), ""),
            ("DATE", "juni", 1, one("2021-06"), ""),
            ("POLICY", "Fonds X", 1, nil("policy:fonds-x"), ""),
        ]
    };
    check(&gold, exact(), [5, 5, 5], 5, [4, 4], &[]);
    check(
        &gold,
        vec![
            ("OFFICE", "minister", 1, one("office:min-def"), ""),
            ("POLICY", "NAVO-top", 1, nil("policy:navo-top"), ""),
            ("ORGANISATION", "NAVO", 1, one("org:vn"), ""),
            ("POLICY", "Fonds Y", 1, nil("policy:fonds-y"), ""),
        ],
        [5, 4, 1],
        2,
        [0, 1],
        &[
            "x:1: missed OFFICE `minister van Defensie` gold office:min-def near OFFICE `minister`",
            "x:1: false OFFICE `minister` found office:min-def near OFFICE `minister van Defensie` by rule test",
            "x:2: missed EVENT `NAVO-top` gold event:navo-top near POLICY `NAVO-top`",
            "x:2: false POLICY `NAVO-top` found policy:navo-top near EVENT `NAVO-top` by rule test",
            "x:2: link ORGANISATION `NAVO` gold org:navo found org:vn by rule test",
            "x:2: missed DATE `juni` gold ?",
            "x:3: missed POLICY `Fonds X` gold policy:fonds-x",
            "x:3: false POLICY `Fonds Y` found policy:fonds-y by rule test",
        ],
    );
}

#[test]
fn one_long_finding_is_near_one_gold_mention_only() {
    let gold = gold(&["3 | 1 | Fonds X | POLICY | policy:x", "3 | 1 | Fonds Y | POLICY | policy:y"], &[]);
    let found = vec![("POLICY", "onds X, later Fonds Y", 1, nil("policy:xy"), "")];
    let differences = [
        "x:3: missed POLICY `Fonds X` gold policy:x near POLICY `onds X, later Fonds Y`",
        "x:3: false POLICY `onds X, later Fonds Y` found policy:xy near POLICY `Fonds Y` by rule test",
        "x:3: missed POLICY `Fonds Y` gold policy:y near POLICY `onds X, later Fonds Y`",
    ];
    check(&gold, found, [2, 1, 0], 1, [0, 0], &differences);
}

/// Three mentions of gold's two unknown things, and who is who among those found.
#[track_caller]
fn check_groups(ids: [Link; 3], correct: u64, wrong: &[&str]) {
    let gold = gold(
        &[
            "3 | 1 | Fonds X | POLICY | policy:een",
            "3 | 1 | Fonds Y | POLICY | policy:twee",
            "3 | 2 | Fonds X | POLICY | policy:een",
        ],
        &[],
    );
    let [first, second, third] = ids;
    let found = vec![
        ("POLICY", "Fonds X", 1, first, ""),
        ("POLICY", "Fonds Y", 1, second, ""),
        ("POLICY", "Fonds X", 2, third, ""),
    ];
    let differences: Vec<_> =
        wrong.iter().map(|line| format!("x:3: link POLICY {line} by rule test")).collect();
    let differences: Vec<_> = differences.iter().map(String::as_str).collect();
    check(&gold, found, [3, 3, 3], 3, [correct, 3], &differences);
}

#[test]
fn unknown_things_need_only_be_grouped_alike() {
    check_groups([nil("policy:a"), nil("policy:b"), nil("policy:a")], 3, &[]);
    check_groups([nil("policy:twee"), nil("policy:een"), nil("policy:twee")], 3, &[]);
    check_groups([one("policy:a"), one("policy:b"), one("policy:a")], 3, &[]);
    let lumped = ["`Fonds Y` gold policy:twee found policy:a"];
    check_groups([nil("policy:a"), nil("policy:a"), nil("policy:a")], 2, &lumped);
    let split = ["`Fonds X` gold policy:een found policy:c"];
    check_groups([nil("policy:a"), nil("policy:b"), nil("policy:c")], 2, &split);
    let listed = ["`Fonds Y` gold policy:twee found policy:fonds-y"];
    check_groups([nil("policy:a"), one("policy:fonds-y"), nil("policy:a")], 2, &listed);
    let swapped = ["`Fonds X` gold policy:een found policy:b", "`Fonds Y` gold policy:twee found policy:a"];
    check_groups([nil("policy:a"), nil("policy:a"), nil("policy:b")], 1, &[swapped[1], swapped[0]]);
}

#[track_caller]
fn check_link(kind: &'static str, gold_id: &str, link: Link, correct: bool) {
    let gold = gold(&[&format!("4 | 1 | Kamerstuk 36 180 en 32 852, nr. 89 | {kind} | {gold_id}")], &[]);
    let found = vec![(kind, "Kamerstuk 36 180 en 32 852, nr. 89", 1, link, "")];
    let scores = compare(&gold, &predicted(found, &[]), &known).scores;
    assert_eq!(scores.mentions().links, Share { correct: u64::from(correct), asked: 1 });
}

#[test]
fn ids_of_the_knowledge_base_and_values_must_be_equal() {
    check_link("REFERENCE", "kst-36180-89|dossier-32852", one("dossier-32852|kst-36180-89"), true);
    check_link("REFERENCE", "kst-36180-89|dossier-32852", one("kst-36180-89"), false);
    check_link("REFERENCE", "kst-36180-89", nil("kst-36180-90"), false);
    check_link("ORGANISATION", "org:navo", nil("org:noord-atlantische"), false);
    check_link("ORGANISATION", "org:navo", one("org:navo"), true);
    check_link("MOTION", "motion:kst-36180-89", nil("motion:klink-2021"), false);
    check_link("MOTION", "motion:klink-2021", nil("motion:kst-36180-89"), true);
    check_link("TECHNOLOGY", "NIL", nil("tech:x"), true);
    check_link("TECHNOLOGY", "NIL", one("edt:ai"), false);
    let candidates =
        ["person:a", "person:b"].map(|id| Candidate { id: id.into(), score: 0.5, why: String::new() });
    check_link("PERSON", "person:a", Link::Many(candidates.into()), false);
}

#[track_caller]
fn check_holder(gold_holder: &str, found: &'static str, correct: u64, asked: u64) {
    let row = format!("1 | 1 | minister van Defensie | OFFICE | office:min-def | {gold_holder}");
    let office = vec![("OFFICE", "minister van Defensie", 1, one("office:min-def"), found)];
    let comparison = compare(&gold(&[&row], &[]), &predicted(office, &[]), &known);
    assert_eq!(comparison.scores.holders, Share { correct, asked });
    let verdicts: Vec<_> = comparison.differences.iter().map(|difference| difference.verdict).collect();
    assert_eq!(verdicts, vec![Verdict::Holder; (asked - correct) as usize]);
}

#[test]
fn holders_are_asked_for_where_gold_names_one() {
    check_holder("holder=person:a", "person:a", 1, 1);
    check_holder("holder=person:a", "person:b", 0, 1);
    check_holder("holder=person:a", "", 0, 1);
    check_holder("holder=?", "person:b", 0, 0);
    check_holder("alias=x", "person:b", 0, 0);
}

fn relations_gold() -> Gold {
    let mentions = [
        "1 | 1 | minister van Defensie | OFFICE | office:min-def",
        "2 | 1 | NAVO | ORGANISATION | org:navo",
        "3 | 1 | Fonds X | POLICY | policy:een",
        "4 | 1 | Kamerstuk 36 180 en 32 852, nr. 89 | REFERENCE | kst-36180-89|dossier-32852",
    ];
    let relations = [
        "DOC addressed_to office:min-def",
        "DOC cites policy:een",
        "DOC cites kst-36180-89",
        "DOC cites dossier-32852",
    ];
    gold(&mentions, &relations)
}

#[test]
fn relations_are_sets_read_through_the_groups() {
    let found = vec![
        ("ORGANISATION", "NAVO", 1, one("org:navo"), ""),
        ("POLICY", "Fonds X", 1, nil("policy:a"), ""),
        ("REFERENCE", "Kamerstuk 36 180 en 32 852, nr. 89", 1, one("kst-36180-89|dossier-32852"), ""),
    ];
    let relations = [
        ("DOC", "cites", "policy:a"),
        ("DOC", "cites", "policy:a"),
        ("DOC", "cites", "kst-36180-89|dossier-32852"),
        ("DOC", "cites", "policy:elders"),
        ("DOC", "sent_by", "org:navo"),
        ("DOC", "!addressed_to", "office:min-def"),
    ];
    let comparison = compare(&relations_gold(), &predicted(found, &relations), &known);
    let predicates: Vec<_> = comparison.scores.predicates().map(|(p, counts)| (p.name(), counts)).collect();
    let counts = |gold, found, correct| Counts { gold, found, correct };
    assert_eq!(
        predicates,
        [("sent_by", counts(0, 1, 0)), ("addressed_to", counts(1, 0, 0)), ("cites", counts(3, 4, 3))]
    );
    assert_eq!(comparison.scores.relations(), counts(4, 5, 3));
    let lines: Vec<_> = comparison.differences.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "x:1: missed OFFICE `minister van Defensie` gold office:min-def",
            "x:1: false sent_by `Aan` found DOC → org:navo by test",
            "x:1: missed addressed_to `Aan` gold DOC → office:min-def",
            "x:1: false cites `Aan` found DOC → policy:elders by test",
        ]
    );
}

#[test]
fn figures_add_up_over_letters_and_are_reported() {
    let found = || {
        vec![
            ("OFFICE", "minister van Defensie", 1, one("office:min-def"), ""),
            ("ORGANISATION", "NAVO", 1, one("org:vn"), ""),
            ("EVENT", "Top", 1, nil("event:top"), ""),
        ]
    };
    let relations = [("DOC", "addressed_to", "office:min-def")];
    let one_letter = compare(&relations_gold(), &predicted(found(), &relations), &known).scores;
    let mut two = Scores::default();
    two += &one_letter;
    two += &one_letter;
    expect_test::expect![[r#"
        | mentions     | gold | found | correct |     P |     R |    F1 | overlap F1 |       links |
        |--------------|------|-------|---------|-------|-------|-------|------------|-------------|
        | all          |    8 |     6 |       4 | 0.667 | 0.500 | 0.571 |      0.571 | 0.500 (2/4) |
        | OFFICE       |    2 |     2 |       2 | 1.000 | 1.000 | 1.000 |      1.000 | 1.000 (2/2) |
        | ORGANISATION |    2 |     2 |       2 | 1.000 | 1.000 | 1.000 |      1.000 | 0.000 (0/2) |
        | POLICY       |    2 |     0 |       0 |     - | 0.000 | 0.000 |      0.000 |           - |
        | REFERENCE    |    2 |     0 |       0 |     - | 0.000 | 0.000 |      0.000 |           - |
        | EVENT        |    0 |     2 |       0 | 0.000 |     - | 0.000 |      0.000 |           - |

        | relations    | gold | found | correct |     P |     R |    F1 |
        |--------------|------|-------|---------|-------|-------|-------|
        | all          |    8 |     2 |       2 | 1.000 | 0.250 | 0.400 |
        | addressed_to |    2 |     2 |       2 | 1.000 | 1.000 | 1.000 |
        | cites        |    6 |     0 |       0 |     - | 0.000 | 0.000 |

        letters 2, holders of offices -
    "#]]
    .assert_eq(&table(&two));
    let json = serde_json::to_value(&two).unwrap();
    assert_eq!(
        json["types"]["ORGANISATION"],
        serde_json::json!({
            "strict": {"gold": 2, "found": 2, "correct": 2, "precision": 1.0, "recall": 1.0, "f1": 1.0},
            "overlap": {"gold": 2, "found": 2, "correct": 2, "precision": 1.0, "recall": 1.0, "f1": 1.0},
            "links": {"correct": 0, "asked": 2, "share": 0.0},
        })
    );
    assert_eq!((&json["letters"], &json["relations"]["f1"]), (&2.into(), &0.4.into()));
    assert_eq!(json["holders"], serde_json::json!({"correct": 0, "asked": 0, "share": null}));
}

#[test]
fn nothing_against_nothing_is_no_figure() {
    let comparison = compare(&gold(&[], &[]), &Predicted::default(), &known);
    assert_eq!((comparison.scores.mentions().strict.f1(), comparison.scores.relations().f1()), (None, None));
    assert!(comparison.differences.is_empty());
}
