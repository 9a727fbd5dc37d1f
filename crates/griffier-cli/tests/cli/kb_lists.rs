//! `griffier kb diff|info|import` with lists of the user's own and the options by which they are read.

use crate::{Desk, check_refused};

const LIST: &str = "Naam,Soort,Id\nPlatform Zeegras,Ministry,x:1\nNAVO,Bond,x:org:navo\n";
const HOW: [&str; 8] = [
    "--map-column",
    "Naam=name",
    "--map-column",
    "Soort=type",
    "--map-type",
    "Ministry=ORG",
    "--map-type",
    "Bond=ORG",
];

fn args<'a>(words: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [words, &HOW, &["--map-id", "x:org:=org:"], more].concat()
}

#[test]
fn diff_and_info_read_lists_as_the_other_commands_do() {
    let desk = Desk::new();
    desk.put("a.csv", LIST);
    let run = desk.run(&args(&["kb", "diff", "builtin", "a.csv"], &[]));
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(
        run.out.contains("added   entity     x:1  name: Platform Zeegras  type: ORGANISATION\n"),
        "{run:?}"
    );
    assert!(run.out.ends_with("1 added, 0 removed, 0 closed, 0 changed\n"), "{run:?}");
    let alone = desk.run(&args(&["kb", "diff", "a.csv", "builtin"], &["--no-builtin"]));
    assert!(alone.out.contains(" added, 1 removed, 0 closed, 1 changed\n"), "{alone:?}");
    let info = desk.run(&args(&["kb", "info", "a.csv"], &["--no-builtin"]));
    assert!(info.out.contains("rows        2 entities, 2 forms, 0 tenures, 0 memberships"), "{info:?}");
    let joined = desk.run(&args(&["kb", "info", "a.csv"], &[]));
    assert!(joined.status == 0 && !joined.out.contains("rows        2 entities"), "{joined:?}");
    check_refused(&desk.run(&["kb", "diff", "builtin", "a.csv"]), &["no column `name` among `Naam`"]);
    let range = desk.run(&["kb", "info", "a.csv", "--priority", "101"]);
    assert_eq!(range.status, 2);
    assert!(range.err.contains("101 is not in -100..=100"), "{range:?}");
}

#[test]
fn import_writes_rows_that_can_be_read_again() {
    let desk = Desk::new();
    desk.put("a.csv", LIST);
    let run = desk.run(&args(&["kb", "import", "a.csv", "-o", "rows.tsv"], &["--source", "eigen lijst"]));
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.err, "2 rows; 1 has the identifier of a built-in row and adds to it\n");
    let expected = "\
        id\tname\taliases\tcontext\texact\tvalid_from\tvalid_to\tpart_of\tsame_as\tsource\ttype\n\
        org:navo\tNAVO\t\t\t\t\t\t\t\teigen lijst\tORGANISATION\n\
        x:1\tPlatform Zeegras\t\t\t\t\t\t\t\teigen lijst\tORGANISATION\n";
    assert_eq!(desk.read("rows.tsv"), expected);
    let same = desk.run(&args(&["kb", "diff", "a.csv", "rows.tsv"], &["--no-builtin"])).out;
    assert!(same.contains("0 added, 0 removed, 0 closed, 2 changed") && !same.contains("forms"), "{same}");
    let out = desk.run(&args(&["kb", "import", "a.csv"], &[])).out;
    assert_eq!(out, expected.replace("eigen lijst", "a.csv"));
}

#[test]
fn import_writes_all_or_nothing() {
    let desk = Desk::new();
    desk.put("a.csv", "id,name,type\na b,A,ORG\n").put("leeg.csv", "name,type\n").put("rows.tsv", "old");
    let run = desk.run(&["kb", "import", "a.csv", "-o", "rows.tsv"]);
    check_refused(&run, &["a.csv:2:1: the identifier `a b` has white space"]);
    let run = desk.run(&["kb", "import", "leeg.csv", "-o", "rows.tsv"]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("griffier: warning: leeg.csv: no rows in it\n"), "{run:?}");
    assert!(run.err.contains("no rows of names in leeg.csv"), "{run:?}");
    check_refused(&desk.run(&["kb", "import", "a.csv", "-o", "a.kb"]), &["the name of a table ends in .tsv"]);
    assert_eq!(desk.read("rows.tsv"), "old");
}

#[test]
fn a_row_that_a_list_overrides_says_so() {
    let desk = Desk::new();
    desk.put("a.csv", "id,name,aliases,type\norg:navo,Het Bondgenootschap,Bondje,ORG\n");
    let warning = "griffier: warning: a.csv:2: org:navo is called `Het Bondgenootschap` now; gazetteers/organisations.tsv calls it `NAVO`\n";
    let show = desk.run(&["kb", "show", "org:navo", "--gazetteer", "a.csv"]);
    assert_eq!((show.status, show.err.as_str()), (0, warning), "{show:?}");
    assert!(show.out.contains("  row           gazetteers/organisations.tsv#org:navo\n  joined by     a.csv:2, which calls it so; before it `NAVO`\n"), "{show:?}");
    let found = desk.run(&["kb", "lookup", "NAVO", "--gazetteer", "a.csv"]);
    assert!(found.out.contains("joined by   a.csv:2, which calls it so; before it `NAVO`\n"), "{found:?}");
    let json = desk.run(&["kb", "show", "org:navo", "--json", "--gazetteer", "a.csv"]);
    assert!(json.out.contains("\"joined_by\": [\n    \"a.csv:2, which"), "{json:?}");
    assert!(!desk.run(&["kb", "show", "org:navo"]).out.contains("joined by"));
}

#[test]
fn an_article_or_an_abbreviation_in_brackets_is_left_out_where_no_list_has_it() {
    let desk = Desk::new();
    let first = |name: &str| {
        let run = desk.run(&["kb", "lookup", name]);
        let lines: Vec<&str> = run.out.lines().filter(|line| !line.is_empty()).take(3).collect();
        lines.join(" / ")
    };
    let volkskrant = first("de Volkskrant");
    let expected = "de Volkskrant: one meaning / looked up without the article / 1.00  org:de-volkskrant";
    assert!(volkskrant.starts_with(expected), "{volkskrant}");
    assert!(
        first("Wereldhandelsorganisatie (WTO)").contains("without what stands in brackets / 1.00  org:wto")
    );
    assert!(!first("NAVO").contains("without"));
    for none in ["de Zeegrasmaaier", "de", "Zeegras (X)", "(NAVO)x"] {
        assert!(first(none).contains(": NIL, "), "{none}: {}", first(none));
    }
}

#[test]
fn what_is_told_of_a_person_is_shown() {
    let show = Desk::new().run(&["kb", "show", "person:mark-rutte"]).out;
    for line in [
        "  birth_date    1967-02-14\n",
        "  page          https://nl.wikipedia.org/wiki/Mark_Rutte\n",
        "  sex           M\n",
    ] {
        assert!(show.contains(line), "{show}");
    }
}

/// What a list can have that is none, by the name of its file, and what is said of it.
const BAD: [(&str, &[u8], &str); 6] = [
    (
        "kring.ttl",
        b"@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n\
          <urn:a> s:prefLabel \"Aardgas\" ; s:broader <urn:b> .\n<urn:b> s:prefLabel \"Brandstof\" ; s:broader <urn:a> .\n",
        "kring.ttl: part_of runs in a circle: urn:a \u{2192} urn:b \u{2192} urn:a",
    ),
    ("zelf.csv", b"id,name,type,part_of\nx:a,Aa,ORG,x:a\n", "zelf.csv:2:1: part_of runs in a circle: x:a \u{2192} x:a"),
    ("bytes.csv", b"id,name,type\nx:a,A\xffa,ORG\n", "bytes.csv:2:6: not UTF-8"),
    ("bytes.tsv", b"id\tname\ttype\nx:a\tA\xffa\tORG\n", "bytes.tsv:2:6: not UTF-8"),
    ("spatie.csv", b"id,name,type\nx a,Aa,ORG\n", "spatie.csv:2:1: the identifier `x a` has white space in it"),
    ("regels.jsonl", b"{\"label\":\"ORG\",\"pattern\":\"Aa\",\"id\":\"x a\"}\n", "the identifier `x a` has white space"),
];

#[test]
fn what_is_no_list_leaves_the_compiled_file_as_it_was() {
    let desk = Desk::new();
    desk.put("oud.kb", "old");
    for (name, content, expected) in BAD {
        desk.put(name, content);
        let run = desk.run(&["kb", "compile", name, "-o", "oud.kb", "--default-type", "TECHNOLOGY"]);
        check_refused(&run, &[expected]);
        assert_eq!(desk.read("oud.kb"), "old", "{name}");
    }
    let files = std::fs::read_dir(desk.path("oud.kb").parent().unwrap()).unwrap().count();
    assert_eq!(files, 1 + BAD.len());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_table_as_it_was() {
    let desk = Desk::new();
    let rows: String = (0..2000).map(|i| format!("x:{i},Raad {i} van Zeegras,ORG\n")).collect();
    desk.put("a.csv", format!("id,name,type\n{rows}")).put("rows.tsv", "old");
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" kb import a.csv -o rows.tsv";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_griffier")]).current_dir(desk.0.path());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write rows.tsv"), "{said}");
    assert_eq!(desk.read("rows.tsv"), "old");
}
