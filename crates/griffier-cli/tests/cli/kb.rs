//! `griffier kb`, and lists of the user's own in the other commands.

use crate::{Desk, Run, check_refused, project};
use serde_json::Value;

const LIST: &str = "id,name,aliases,type,part_of\nown:zeegras,Platform Zeegras,PZ,ORG,\nown:raad,Raad Zeegras,,ORG,own:zeegras\n";

#[track_caller]
fn json(run: &Run) -> Value {
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

/// Identifiers of the mentions of the first record.
fn entities(run: &Run) -> Vec<String> {
    let records = run.records();
    let mentions = records[0]["mentions"].as_array().unwrap();
    mentions.iter().filter_map(|mention| mention["entity"].as_str()).map(str::to_owned).collect()
}

#[test]
fn rows_of_a_list_join_the_built_in_ones_or_replace_them() {
    let desk = Desk::new();
    desk.put("a.csv", LIST).put("brief.txt", "Het Platform Zeegras (PZ) sprak in Oekraïne met de NAVO.");
    let joined = desk.run(&["annotate", "brief.txt", "-q", "--gazetteer", "a.csv"]);
    assert_eq!(entities(&joined), ["own:zeegras", "own:zeegras", "country:UA", "org:navo"]);
    assert_eq!(joined.records()[0]["mentions"][0]["why"], "a.csv#own:zeegras; the list has this name");
    let alone = desk.run(&["annotate", "brief.txt", "-q", "--gazetteer", "a.csv", "--no-builtin"]);
    assert_eq!(entities(&alone), ["own:zeegras", "own:zeegras"]);
    // Without the list the name is found by its form and is NIL.
    let without = entities(&desk.run(&["annotate", "brief.txt", "-q"]));
    assert_eq!(without, ["org:platform-zeegras", "org:platform-zeegras", "country:UA", "org:navo"]);
    let why = desk.run(&["explain", "brief.txt", "--at", "8", "--gazetteer", "a.csv"]);
    assert!(why.out.contains("listed as   Platform Zeegras in a.csv"), "{}", why.out);
    let due = desk.run(&["commitments", "brief.txt", "--gazetteer", "a.csv"]);
    assert_eq!(due.status, 0, "{due:?}");
}

#[test]
fn a_list_that_is_wrong_stops_the_run_before_it_writes() {
    let desk = Desk::new();
    desk.put("a.csv", "name,type\nA,Ministry\nB B,ORG\n")
        .put("brief.txt", "De NAVO.")
        .put("out.jsonl", "old");
    let run = desk.run(&["annotate", "brief.txt", "-o", "out.jsonl", "--gazetteer", "a.csv"]);
    check_refused(&run, &["a.csv:2:3: the type `Ministry` is none of", "--map-type Ministry=TYPE"]);
    assert_eq!(desk.read("out.jsonl"), "old");
    check_refused(&desk.run(&["annotate", "brief.txt", "--gazetteer", "weg.csv"]), &["weg.csv: cannot read"]);
    let args = ["annotate", "brief.txt", "--gazetteer", "a.csv", "--map-type", "Ministry=X"];
    check_refused(&desk.run(&args), &["`X` is no type of names"]);
}

#[test]
fn each_fault_of_a_list_has_a_line_of_its_own() {
    let desk = Desk::new();
    let rows = "B,Ministry,2021\n".repeat(24);
    desk.put("a.csv", format!("name,type,x\n\u{1b}[31m,\"Mini\nstry\",2021\n{rows}"));
    let run = desk.run(&["kb", "lookup", "A", "--gazetteer", "a.csv"]);
    check_refused(&run, &["griffier: a.csv:2:", "`Mini\\nstry`", "griffier: a.csv:4:3: "]);
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!((lines.len(), lines.last()), (21, Some(&"griffier: and 5 more faults")), "{run:?}");
}

#[test]
fn lookup_shows_candidates_with_their_evidence() {
    let desk = Desk::new();
    let answer = json(&desk.run(&[
        "kb",
        "lookup",
        "minister van Economische Zaken",
        "--date",
        "2005-03-01",
        "--json",
    ]));
    assert_eq!(answer["verdict"], "one");
    let best = &answer["candidates"][0];
    assert_eq!((&best["id"], &best["chosen"]), (&"office:min-ez-2002".into(), &true.into()));
    assert_eq!(best["holders"][0]["id"], "person:laurens-jan-brinkhorst");
    assert_eq!(best["parts"].as_array().unwrap().len(), 4);
    let other = answer["candidates"][1]["against"].as_str().unwrap();
    assert!(other.starts_with("not valid on that day: "), "{other}");
    let text = desk.run(&["kb", "lookup", "minister van Economische Zaken", "--date", "2005-03-01"]).out;
    for words in ["one meaning", "held then by Laurens Jan Brinkhorst", "not chosen: not valid on that day"] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn what_a_terminal_would_obey_in_a_list_is_shown() {
    let desk = Desk::new();
    let list = "id,name,aliases,type,same_as\no:1,Zee\u{1b}[31mgras,ZG\u{7},ORG,x:\u{1b}]0;\n";
    desk.put("a.csv", list);
    let run = |name: &str| desk.run(&["kb", "lookup", name, "--gazetteer", "a.csv", "--no-builtin"]);
    for (name, shown) in
        [("ZG", "Zee\\u{1b}[31mgras"), ("ZG\u{7}", "'ZG\\u{7}'"), ("Zee\u{1b}[31mgrax", "zee\\u{1b}[31mgras")]
    {
        let out = run(name).out;
        assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{out:?}");
        assert!(out.contains(shown), "{shown} in {out:?}");
    }
}

#[test]
fn lookup_says_why_there_is_no_answer() {
    let desk = Desk::new();
    let check = |args: &[&str], reason: &str| {
        let args: Vec<&str> = ["kb", "lookup", "--json"].iter().chain(args).copied().collect();
        let answer = json(&desk.run(&args));
        assert_eq!(
            (answer["verdict"].as_str(), answer["reason"].as_str()),
            (Some("nil"), Some(reason)),
            "{answer}"
        );
        answer
    };
    let near = check(&["Ministerie van Defnsie"], "no list has this name");
    assert_eq!(near["near"][0]["form"], "ministerie van defensie");
    check(&["NAVO", "--type", "LAW"], "no row of this type has the name");
    check(
        &["minister van Economische Zaken", "--date", "2011"],
        "no row with this name was valid on that day",
    );
    check(&["Oekraïense"], "listed only as an adjective, inhabitants or a portfolio");
    check_refused(&desk.run(&["kb", "lookup", "NAVO", "--date", "mei"]), &["--date mei"]);
    check_refused(&desk.run(&["kb", "lookup", "NAVO", "--type", "DING"]), &["`DING` is no type"]);
}

#[test]
fn a_row_of_a_higher_priority_overrules_and_lookup_says_so() {
    let desk = Desk::new();
    desk.put("a.csv", "id,name,type\nown:navo,NAVO,ORG\n");
    let answer = |priority: &str| {
        json(&desk.run(&["kb", "lookup", "NAVO", "--json", "--gazetteer", "a.csv", "--priority", priority]))
    };
    let first = |answer: &Value| answer["candidates"][0]["id"].clone();
    assert_eq!(first(&answer("1")), "own:navo");
    let against = answer("1")["candidates"][1]["against"].clone();
    assert_eq!(against, "overruled: a row of a higher priority than 0 gives this form");
    assert_eq!(answer("0")["verdict"], "ambiguous");
    assert_eq!(first(&answer("-1")), "org:navo");
}

#[test]
fn show_says_everything_of_one_identifier() {
    let desk = Desk::new();
    desk.put("a.csv", LIST);
    let shown = json(&desk.run(&["kb", "show", "own:raad", "--json", "--gazetteer", "a.csv"]));
    assert_eq!(shown["wholes"], serde_json::json!(["own:zeegras"]));
    assert_eq!((&shown["row"], &shown["forms"][0]), (&"a.csv#own:raad".into(), &"Raad Zeegras".into()));
    let office = desk.run(&["kb", "show", "office:min-def"]).out;
    for words in ["minister van Defensie", "organisation  org:ministerie-def", "person:hans-hillen", "source"]
    {
        assert!(office.contains(words), "{words} in {office}");
    }
    let same = desk.run(&["kb", "show", "wikidata:Q7184"]).out;
    assert!(same.starts_with("org:navo\n"), "{same}");
    check_refused(&desk.run(&["kb", "show", "org:weg"]), &["no row has the identifier org:weg"]);
}

#[test]
fn a_compiled_file_opens_and_a_broken_one_is_refused() {
    let desk = Desk::new();
    desk.put("a.csv", LIST).put("brief.txt", "Het Platform Zeegras en de NAVO.");
    let compiled = desk.run(&["kb", "compile", "a.csv", "-o", "a.kb"]);
    assert_eq!((compiled.status, compiled.err.as_str()), (0, ""), "{compiled:?}");
    assert!(compiled.out.starts_with("a.kb: "), "{}", compiled.out);
    let run = desk.run(&["annotate", "brief.txt", "-q", "--gazetteer", "a.kb"]);
    assert_eq!(entities(&run), ["own:zeegras", "org:navo"]);
    let info = json(&desk.run(&["kb", "info", "a.kb", "--json"]));
    assert_eq!(info["about"][2], serde_json::json!({"name": "list", "value": "a.csv\t2 rows"}));
    let bytes = std::fs::read(desk.path("a.kb")).unwrap();
    desk.put("kort.kb", &bytes[..bytes.len() / 2]).put("oud.kb", b"GRIFKB01").put("vreemd.kb", b"PK");
    let with = |file: &str| desk.run(&["annotate", "brief.txt", "--gazetteer", file]);
    check_refused(&with("kort.kb"), &["kort.kb: a knowledge base that is cut short"]);
    check_refused(&with("oud.kb"), &["another version of the format; compile it again"]);
    let foreign = with("vreemd.kb");
    check_refused(&foreign, &["griffier: vreemd.kb: not a compiled knowledge base\n"]);
    let mut damaged = bytes;
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    desk.put("stuk.kb", damaged);
    // Damage is noticed before an answer comes from it.
    check_refused(&with("stuk.kb"), &["stuk.kb: a damaged knowledge base; compile it again"]);
    for args in [&["kb", "lookup", "NAVO"], &["kb", "show", "org:navo"]] {
        let args = [&args[..], &["--gazetteer", "stuk.kb"]].concat();
        check_refused(&desk.run(&args), &["stuk.kb: a damaged knowledge base"]);
    }
    check_refused(&desk.run(&["kb", "info", "stuk.kb"]), &["stuk.kb: a damaged knowledge base"]);
    check_refused(&desk.run(&["kb", "diff", "builtin", "stuk.kb"]), &["stuk.kb: a damaged knowledge base"]);
    let args = ["annotate", "brief.txt", "--gazetteer", "a.kb", "--no-builtin"];
    check_refused(&desk.run(&args), &["has the built-in lists in it"]);
    check_refused(&desk.run(&["kb", "compile", "a.csv", "-o", "a.bin"]), &["ends in .kb"]);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file_as_it_was() {
    let desk = Desk::new();
    desk.put("a.csv", LIST).put("a.kb", "old");
    // No file may grow beyond some kilobytes: writing fails as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" kb compile a.csv -o a.kb";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_griffier")]).current_dir(desk.0.path());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write a.kb"), "{said}");
    assert_eq!(desk.read("a.kb"), "old");
    let files: Vec<_> =
        std::fs::read_dir(desk.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files.len(), 2, "{files:?}");
}

#[test]
fn diff_says_what_was_added_changed_and_closed() {
    let desk = Desk::new();
    desk.put("old.csv", "id,name,type,valid_to\na,Raad A,ORG,\nb,Raad B,ORG,\nc,Raad C,ORG,\n");
    desk.put("new.csv", "id,name,type,valid_to\na,Raad A,ORG,2024-07-02\nb,Raad Bee,ORG,\nd,Raad D,ORG,\n");
    let text = desk.run(&["kb", "diff", "old.csv", "new.csv"]);
    let expected = "\
closed  entity     a  valid_to: +'2024-07-02'
changed entity     b  name: 'Raad B' → 'Raad Bee'  forms: 'Raad B' → 'Raad Bee'
removed entity     c  name: Raad C  type: ORGANISATION
added   entity     d  name: Raad D  type: ORGANISATION
1 added, 1 removed, 1 closed, 1 changed
";
    assert_eq!((text.status, text.out.as_str()), (0, expected), "{text:?}");
    let changes = json(&desk.run(&["kb", "diff", "old.csv", "new.csv", "--json"]));
    assert_eq!(changes["changes"][0]["change"], "closed");
    let built_in = desk.run(&["kb", "diff", "builtin", &project("gazetteers"), "--no-builtin"]);
    assert_eq!(
        built_in.out, "0 added, 0 removed, 0 closed, 0 changed\n",
        "the program has the lists of the project"
    );
    check_refused(&desk.run(&["kb", "diff", "weg", "new.csv"]), &["weg: no such file or folder"]);
}

/// The yearly change that docs/knowledge-base.md describes: what leaves gets a last day, what comes is a row.
#[test]
fn a_new_cabinet_is_one_small_list() {
    let desk = Desk::new();
    desk.put(
        "kabinet.tsv",
        "person\toffice\tfrom\tto\tacting\tsource\n\
         person:dilan-yesilgoz-zegerius\toffice:min-def\t2026-02-23\t2030-05-01\t0\thand\n\
         person:hans-hillen\toffice:min-def\t2030-05-01\t\t0\thand\n",
    );
    let compiled = desk.run(&["kb", "compile", "kabinet.tsv", "-o", "nieuw.kb"]);
    assert_eq!(compiled.status, 0, "{compiled:?}");
    let changes = desk.run(&["kb", "diff", "builtin", "nieuw.kb"]).out;
    assert!(
        changes.contains("closed  tenure     person:dilan-yesilgoz-zegerius office:min-def 2026-02-23"),
        "{changes}"
    );
    assert!(changes.ends_with("1 added, 0 removed, 1 closed, 0 changed\n"), "{changes}");
    let answer = json(&desk.run(&[
        "kb",
        "lookup",
        "minister van Defensie",
        "--date",
        "2031",
        "--json",
        "--gazetteer",
        "nieuw.kb",
    ]));
    assert_eq!(answer["candidates"][0]["holders"][0]["id"], "person:hans-hillen");
}

#[test]
fn the_version_names_program_and_knowledge_base() {
    let version = Desk::new().run(&["--version"]).out;
    assert!(version.starts_with("griffier 0."), "{version}");
    assert!(version.contains("(knowledge base "), "{version}");
}
