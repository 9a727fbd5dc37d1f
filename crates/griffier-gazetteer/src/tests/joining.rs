//! Tests of joining lists: who adds to whom, who wins a form, and what is refused.

use crate::{Builder, Change, Day, Entry, KnowledgeBase, RowKind, diff};
use griffier_doc::{Document, MentionType};
use proptest::prelude::*;
use std::path::Path;

/// A row `id name alias|alias part_of valid_from valid_to`; `-` is nothing.
fn entry(row: &str) -> Entry {
    let mut fields = row.split(';').map(str::trim).map(|field| if field == "-" { "" } else { field });
    let mut entry = Entry { kind: Some(MentionType::Organisation), ..Entry::default() };
    for column in ["id", "name", "aliases", "part_of", "valid_from", "valid_to"] {
        entry.set(column, fields.next().unwrap_or("")).unwrap();
    }
    entry
}

/// Lists of rows with their priority, joined.
fn join(lists: &[(i8, &[&str])]) -> Result<KnowledgeBase, String> {
    let mut builder = Builder::new();
    for (i, (priority, rows)) in lists.iter().enumerate() {
        let name = format!("{i}.tsv");
        let list = builder.list(&name, Path::new(&name), *priority);
        for (line, row) in rows.iter().enumerate() {
            builder.add(list, line + 2, &entry(row));
        }
    }
    let bytes = builder.finish("").map_err(|faults| faults.to_string())?;
    Ok(KnowledgeBase::open(bytes.leak()).unwrap())
}

#[track_caller]
fn check_fault(lists: &[(i8, &[&str])], expected: &str) {
    assert_eq!(join(lists).map(|_| ()), Err(expected.to_owned()));
}

/// What `name` means, those that were overruled after a bar.
#[track_caller]
fn check_means(kb: KnowledgeBase, name: &str, expected: &str) {
    let number = kb.surface(name).unwrap();
    let ids = |listings: Vec<crate::Listing>| {
        listings.iter().map(|listing| listing.entity.id()).collect::<Vec<_>>().join(" ")
    };
    let found = format!("{} | {}", ids(kb.listings(number).collect()), ids(kb.overruled(number).collect()));
    assert_eq!(found, expected, "{name}");
}

#[test]
fn the_higher_priority_wins_a_form_and_equal_ones_stay_candidates() {
    let base: &[&str] = &["a; Autoriteit; AP", "b; Bond; BO"];
    let own: &[&str] = &["x; Arbeiderspartij; AP"];
    check_means(join(&[(0, base), (1, own)]).unwrap(), "AP", "x | a");
    check_means(join(&[(0, base), (0, own)]).unwrap(), "AP", "a x | ");
    check_means(join(&[(0, base), (-1, own)]).unwrap(), "AP", "a | x");
    check_means(join(&[(0, base), (1, own)]).unwrap(), "BO", "b | ");
}

#[test]
fn a_row_with_a_known_identifier_adds_to_its_entity() {
    let kb =
        join(&[(0, &["a; Autoriteit; AP; b", "b; Bond"]), (1, &["a; De Autoriteit; Waakhond; -; 2001"])]);
    let kb = kb.unwrap();
    let entity = kb.entity("a").unwrap();
    assert_eq!((entity.label(), entity.written_validity()), ("De Autoriteit", ("2001", "")));
    assert_eq!(entity.part_of().map(|whole| whole.id()), Some("b"));
    assert_eq!((entity.file(), entity.row().as_ref()), ("0.tsv", "0.tsv#a"));
    for name in ["AP", "Autoriteit", "De Autoriteit", "Waakhond"] {
        check_means(kb, name, "a | ");
    }
    let form = kb.listings(kb.surface("Waakhond").unwrap()).next().unwrap();
    assert_eq!(form.file(), "1.tsv");
}

#[test]
fn a_later_list_that_joins_a_row_is_named_and_so_is_what_it_renames() {
    let base: &[&str] = &["a; Autoriteit; AP", "b; Bond", "c; Club"];
    let own: &[&str] = &["a; De Autoriteit; Waakhond", "b; Bond; BO", "d; Dienst"];
    let kb = join(&[(0, base), (1, own), (1, &["a; De Autoriteit"])]).unwrap();
    let notes = |id: &str| kb.entity(id).unwrap().joined_by().collect::<Vec<_>>().join("; ");
    assert_eq!(notes("a"), "1.tsv:2, which calls it so; before it `Autoriteit`; 2.tsv:2");
    assert_eq!((notes("b").as_str(), notes("c").as_str(), notes("d").as_str()), ("1.tsv:3", "", ""));
    // It is a note, not a column of the row.
    let forms = kb.forms(None);
    assert!(kb.entity("a").unwrap().fields(&forms).iter().all(|(name, _)| *name != "joined by"));
    let mut builder = Builder::new();
    builder.add_base(kb);
    let own = builder.list("own.tsv", Path::new("own.tsv"), 1);
    for (line, row) in ["b; Bondje", "d; Dienst", "c; Clubje"].into_iter().enumerate() {
        builder.add(own, line + 2, &entry(row));
    }
    let lower = builder.list("lower.tsv", Path::new("lower.tsv"), -1);
    builder.add(lower, 2, &entry("a; Iets anders"));
    assert_eq!(
        builder.renamed(),
        [
            "own.tsv:2: b is called `Bondje` now; 0.tsv calls it `Bond`",
            "own.tsv:4: c is called `Clubje` now; 0.tsv calls it `Club`"
        ]
    );
    let many: Vec<String> = (0..9).map(|i| format!("{i}; A{i}")).collect();
    let mut builder = Builder::new();
    for (list, mark) in [("0.tsv", ""), ("1.tsv", "x")] {
        let list = builder.list(list, Path::new(list), 0);
        many.iter().for_each(|row| builder.add(list, 2, &entry(&format!("{row}{mark}"))));
    }
    let said = builder.renamed();
    assert_eq!(said.len(), 6);
    assert_eq!(said[5], "likewise 4 more rows give a thing of an earlier list another name");
}

#[test]
fn who_repeats_a_row_to_close_it_overrules_nobody() {
    let base: &[&str] = &["a; Raad voor Zee; -; -; -; 2009", "b; Raad voor Zee; -; -; 2010"];
    let kb = join(&[(0, base), (1, &["b; Raad voor Zee; -; -; -; 2030"])]).unwrap();
    check_means(kb, "Raad voor Zee", "a b | ");
    assert_eq!(kb.entity("b").unwrap().written_validity(), ("2010", "2030"));
}

#[test]
fn a_body_that_came_back_is_there_in_its_periods_only() {
    let base: &[&str] = &["a; Raad voor Zee; -; -; |2012-11-05|2024; 2010-10-13|2017|2026-02-22"];
    let kb = join(&[(0, base)]).unwrap();
    let on = |kb: KnowledgeBase, day| kb.entity("a").unwrap().is_valid_on(Day(day));
    let days =
        [1999_01_01, 2010_10_13, 2010_10_14, 2012_11_05, 2018_01_01, 2024_01_01, 2026_02_23, 2028_01_01];
    assert_eq!(days.map(|day| on(kb, day)), [true, true, false, true, false, true, false, false]);
    // A row with an end alone ends the last period; to open a further one takes all days.
    let longer = join(&[(0, base), (1, &["a; Raad voor Zee; -; -; -; 2030"])]).unwrap();
    assert_eq!(longer.entity("a").unwrap().written_validity().1, "2010-10-13|2017|2030");
    assert_eq!(days.map(|day| on(longer, day)), [true, true, false, true, false, true, true, true]);
    let wrong = join(&[(0, base), (1, &["a; Raad voor Zee; -; -; 2030"])]).unwrap_err().to_string();
    let message =
        "1 first days `2030` beside 3 last days `2010-10-13|2017|2026-02-22`; `a` has these days when its";
    assert!(wrong.contains(message), "{wrong}");
}

#[test]
fn a_knowledge_base_taken_apart_and_joined_again_says_the_same() {
    let kb =
        join(&[(0, &["a; Autoriteit; AP; b; 2001-02", "b; Bond; SDE++"]), (1, &["x; Partij; AP"])]).unwrap();
    let mut builder = Builder::new();
    builder.add_base(kb);
    let again = KnowledgeBase::open(builder.finish("").unwrap().leak()).unwrap();
    assert_eq!(diff(kb, again), []);
    check_means(again, "AP", "x | a");
    assert_eq!(again.entity("a").unwrap().valid_from().0, 2001_02_01);
}

#[test]
fn the_writing_that_asks_for_less_stands() {
    let kb = join(&[(0, &["a; Participatiewet; participatiewet", "b; KiM; Kim"])]).unwrap();
    let found = |text: &str| kb.find(&Document::from_text("t", text)).len();
    assert_eq!((found("de participatiewet"), found("de Participatiewet")), (1, 1));
    assert_eq!((found("het KiM"), found("het Kim"), found("het kim")), (1, 1, 0));
}

#[test]
fn marks_at_the_end_tell_names_apart() {
    let kb = join(&[(0, &["sde; SDE", "plus; SDE++", "zo; Zo!"])]).unwrap();
    #[track_caller]
    fn check(kb: KnowledgeBase, text: &str, expected: &[(&str, &str)]) {
        let doc = Document::from_text("t", text);
        let hits = kb.find(&doc);
        let found: Vec<(&str, String)> = hits
            .iter()
            .map(|hit| {
                let number = match hit.target {
                    griffier_doc::Target::Listed(number) => number,
                    _ => u32::MAX,
                };
                let ids = kb.listings_at(&doc, number, hit.span);
                (doc.slice(hit.span), ids.iter().map(|l| l.entity.id()).collect::<Vec<_>>().join(" "))
            })
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(words, ids)| (*words, ids.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }
    check(kb, "de SDE, de SDE++ en SDE+.", &[("SDE", "sde"), ("SDE++", "plus"), ("SDE", "sde")]);
    // Where no other row has the form, a mark may be left out.
    check(kb, "Zo! En Zo.", &[("Zo!", "zo"), ("Zo", "zo")]);
}

#[test]
fn faults_name_their_row() {
    check_fault(&[(0, &["a; A", "a; B"])], "0.tsv:3: the identifier `a` is taken by 0.tsv:2");
    check_fault(&[(0, &["a b; A"])], "0.tsv:2: the identifier `a b` has white space in it");
    check_fault(&[(0, &["-; A"])], "0.tsv:2: the row has no identifier");
    check_fault(&[(0, &["-; -"])], "0.tsv:2: the row has no name");
    check_fault(&[(0, &["a; -"])], "0.tsv:2: `a` has no name");
    check_fault(&[(0, &["a; A; ++"])], "0.tsv:2: the form `++` has no letter and no digit");
    check_fault(&[(0, &["a; A; -; weg"])], "0.tsv:2: no row has the identifier `weg`");
    check_fault(&[(0, &["a; A; -; -; 2012; 2011"])], "0.tsv:2: 2011 lies before 2012");
    check_fault(
        &[(0, &["a; A; -; -; mei 2012"])],
        "0.tsv:2: `mei 2012` is no date (YYYY, YYYY-MM or YYYY-MM-DD)",
    );
    check_fault(
        &[(0, &["a; A; -; b", "b; B; -; c", "c; C; -; a"])],
        "0.tsv:2: part_of runs in a circle: a → b → c → a",
    );
    check_fault(&[(0, &["a; A; -; a"])], "0.tsv:2: part_of runs in a circle: a → a");
    let long = format!("a; {}", "A".repeat(2_001));
    check_fault(&[(0, &[&long])], "0.tsv:2: a form of 2001 bytes; the longest allowed is 2000");
    let many: Vec<String> = (0..30).map(|i| format!("a {i}; A")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(join(&[(0, &many)]).unwrap_err().ends_with("\nand 10 more"));
}

#[test]
fn differences_are_by_field() {
    let old = join(&[(0, &["a; A; AA|AB", "b; B", "c; C", "d; D"])]).unwrap();
    let new = join(&[(0, &["a; A; AB|AC", "b; B; -; -; -; 2024-07-02", "d; D", "e; E"])]).unwrap();
    let changes: Vec<(RowKind, Change, String)> =
        diff(old, new).into_iter().map(|row| (row.kind, row.change, row.id)).collect();
    let row = |change, id: &str| (RowKind::Entity, change, id.to_owned());
    let expected = [
        row(Change::Changed, "a"),
        row(Change::Closed, "b"),
        row(Change::Removed, "c"),
        row(Change::Added, "e"),
    ];
    assert_eq!(changes, expected);
    let forms = &diff(old, new)[0].fields[0];
    assert_eq!(
        (forms.field, &forms.removed[..], &forms.added[..]),
        ("forms", &["AA".to_owned()][..], &["AC".to_owned()][..])
    );
}

#[test]
fn near_names_are_those_that_begin_alike_or_are_misspelt() {
    let kb =
        join(&[(0, &["a; Ministerie van Defensie", "b; Ministerie van Defecten", "c; Kiesraad"])]).unwrap();
    let near = |name: &str| {
        let forms = kb.near(name, 5).into_iter().map(|near| (near.edits, kb.surface_form(near.surface)));
        forms.collect::<Vec<_>>()
    };
    assert_eq!(near("Ministerie van Defnsie"), [(1, "ministerie van defensie")]);
    assert_eq!(near("ministerie van def").len(), 2);
    assert_eq!(near("Kiesrad"), [(1, "kiesraad")]);
    assert_eq!(near("Waterschap"), []);
    assert_eq!(near("?"), []);
}

/// A small block with everything in it.
fn block() -> Vec<u8> {
    let kb = join(&[(0, &["a; Autoriteit; AP; b", "b; Bond; SDE++", "c; Raad voor het Water; RW"])]).unwrap();
    let mut builder = Builder::new();
    builder.add_base(kb);
    let list = builder.list("t.tsv", Path::new("t.tsv"), 0);
    builder.add_tenure(list, 2, |column| match column {
        "person" => "a",
        "office" => "b",
        "from" => "2010",
        _ => "",
    });
    builder.finish("program\t1\n").unwrap()
}

/// Asks everything; whatever the answers, it must return.
fn ask(kb: KnowledgeBase) {
    let doc =
        Document::from_text("t", "De Autoriteit (AP), de Bond met SDE++ en de Raad voor het Water; RW.");
    for hit in kb.find(&doc) {
        if let griffier_doc::Target::Listed(number) = hit.target {
            kb.listings_at(&doc, number, hit.span);
        }
    }
    let forms = kb.forms(None);
    for entity in kb.entities().take(100) {
        let _ = (entity.fields(&forms), entity.wholes().count(), entity.holders().count());
        let _ = (entity.instances().count(), entity.memberships().count(), entity.organisation());
    }
    let _ = (kb.near("Bomd", 3), kb.about().count(), kb.is_whole(), kb.version(), diff(kb, kb));
}

#[test]
fn every_cut_of_a_block_is_refused() {
    let block = block();
    ask(KnowledgeBase::open(block.clone().leak()).unwrap());
    for len in 0..block.len() {
        let cut: &'static [u8] = block[..len].to_vec().leak();
        assert!(KnowledgeBase::open(cut).is_err(), "{len} bytes");
    }
    let mut longer = block;
    longer.push(0);
    assert!(KnowledgeBase::open(longer.leak()).is_err());
}

proptest! {
    /// Bytes that went wrong are refused, or give answers that may be wrong but are answers.
    #[test]
    fn damage_never_stops_a_run(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut block = block();
        for (place, byte) in places {
            let at = place.index(block.len());
            block[at] = byte;
        }
        if let Ok(kb) = KnowledgeBase::open(block.leak()) {
            ask(kb);
        }
    }
}
