//! Habits of a terminal: the file of options, colors, completions, pages of the manual, what is said of a run.

use crate::{Desk, LETTER, check_refused};

fn desk(config: &str) -> Desk {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("griffier.toml", config);
    desk
}

#[test]
fn a_file_of_options_stands_behind_the_command_line_and_before_the_defaults() {
    let desk = desk(
        "offsets = \"char\"\n\n[annotate]\nquiet = true\noutput = \"out.jsonl\"\n[kb.lookup]\njson = true\n",
    );
    let run = desk.run(&["annotate", "a.txt"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert!(desk.read("out.jsonl").contains("\"offsets\":\"char\""));
    desk.run(&["annotate", "a.txt", "--offsets", "utf16", "-o", "other.jsonl"]);
    assert!(desk.read("other.jsonl").contains("\"offsets\":\"utf16\""));
    let run = desk.run(&["annotate", "a.txt", "--no-config", "-q"]);
    assert!(run.out.contains("\"offsets\":\"byte\""), "{run:?}");
    assert!(desk.run(&["kb", "lookup", "NAVO"]).out.starts_with('{'));
    desk.put("own.toml", "offsets = \"utf16\"\n");
    for args in [
        &["annotate", "a.txt", "-q", "--config", "own.toml"][..],
        &["--config=own.toml", "annotate", "a.txt", "-q"],
    ] {
        assert!(desk.run(args).out.contains("\"offsets\":\"utf16\""), "{args:?}");
    }
}

#[test]
fn every_command_can_be_quiet() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("b.txt", LETTER);
    let rows = "add\ta\tORGANISATION\tNIL\tlidstaat\t\t\t\n";
    desk.put("c.tsv", format!("decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote\n{rows}"));
    for args in [
        &["annotate", "a.txt", "-o", "o.jsonl"][..],
        &["annotate", "a.txt", "-o", "o", "--format", "parquet"],
        &["view", "a.txt", "b.txt", "-o", "pages"],
        &["learn", "c.tsv", "-o", "learned"],
        &["graph", "load", "o.jsonl", "--store", "store"],
    ] {
        let said = desk.run(args);
        assert!(said.status == 0 && !said.err.is_empty(), "{args:?}: {said:?}");
        for quiet in [&[args, &["-q"]].concat()[..], &[&["--quiet"], args].concat()] {
            let run = desk.run(quiet);
            assert_eq!((run.status, run.err.as_str()), (0, ""), "{quiet:?}");
        }
    }
    // What is wrong is said all the same.
    assert!(desk.run(&["-q", "annotate", "none.txt"]).err.contains("none.txt"));
}

#[test]
fn lists_and_what_a_command_demands_may_stand_in_the_file() {
    let desk = desk("gazetteer = [\"eigen.csv\", \"nog.csv\"]\n[eval]\ngold = \"gold\"\n");
    desk.put("eigen.csv", "name,type\nlidstaat,ORGANISATION\n")
        .put("nog.csv", "name,type\nvoorzitter,OFFICE\n");
    let run = desk.run(&["annotate", "a.txt", "-q"]);
    assert!(run.out.contains("\"org:lidstaat\"") && run.out.contains("\"office:voorzitter\""), "{run:?}");
    check_refused(&desk.run(&["eval", "a.txt"]), &["gold: no such folder of gold"]);
}

#[track_caller]
fn check_file_refused(config: &str, words: &[&str]) {
    check_refused(&desk(config).run(&["annotate", "a.txt"]), words);
}

#[test]
fn what_no_option_takes_is_named_by_line() {
    check_file_refused(
        "offsets = \"byte\"\nofsets = 1\n",
        &["griffier.toml:2: no option is called `ofsets`"],
    );
    check_file_refused(
        "[annotate]\ngold = \"x\"\n",
        &["griffier.toml:2: no option is called `gold` of `griffier annotate`"],
    );
    check_file_refused("\n[annotat]\nquiet = true\n", &["griffier.toml:2: `annotat` is no command"]);
    check_file_refused("\njobs = \"veel\"\n", &["griffier.toml:2: invalid value 'veel' for '--jobs"]);
    check_file_refused("[annotate]\nquiet = 1\n", &["griffier.toml:2: `quiet` is true or false"]);
    check_file_refused("offsets = [\"byte\", \"char\"]\n", &["griffier.toml:1: `offsets` takes one value"]);
    check_file_refused("offsets = \n", &["griffier.toml:1: "]);
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    check_refused(
        &desk.run(&["annotate", "a.txt", "--config", "nergens.toml"]),
        &["nergens.toml: cannot read"],
    );
}

#[test]
fn colors_are_for_terminals_that_take_them() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let plain = desk.run(&["annotate", "a.txt", "--pretty"]);
    assert!(
        plain.out.contains("De [NAVO|ORGANISATION org:navo] kwam op [11 april 2022|DATE 2022-04-11]"),
        "{plain:?}"
    );
    assert!(plain.out.contains("\nRelations\n") && !plain.out.contains('\u{1b}'));
    let colored = desk.run(&["annotate", "a.txt", "--pretty", "--color", "always"]);
    assert!(colored.out.contains("\u{1b}[") && !colored.out.contains("[NAVO|"), "{colored:?}");
    let mut asked = desk.command(&["annotate", "a.txt", "--pretty"]);
    let forced = asked.env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let mut refused = desk.command(&["annotate", "a.txt", "--pretty"]);
    assert!(!refused.env("NO_COLOR", "1").output().unwrap().stdout.contains(&0x1b));
    desk.put("b.txt", LETTER);
    check_refused(&desk.run(&["annotate", "a.txt", "b.txt", "--pretty"]), &["--pretty shows one letter"]);
}

#[test]
fn what_a_letter_holds_is_no_order_to_the_terminal() {
    let desk = Desk::new();
    desk.put("a.txt", "De NAVO \u{1b}[31m\u{7} kwam.\tEn\u{202e} verder.\n");
    let run = desk.run(&["annotate", "a.txt", "--pretty"]);
    assert!(run.out.contains("\\u{1b}[31m\\u{7} kwam.\tEn\\u{202e} verder."), "{run:?}");
}

#[test]
fn shells_and_man_know_every_command() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = desk.run(&["completions", shell]);
        assert!(
            run.status == 0 && run.out.contains("annotate") && run.out.contains("corrections"),
            "{shell}"
        );
    }
    assert_eq!(desk.run(&["man", "pages"]).status, 0);
    let page = desk.read("pages/griffier-annotate.1");
    assert!(page.contains("corrections") && desk.path("pages/griffier.1").is_file(), "{page}");
    assert!(desk.path("pages/griffier-kb-lookup.1").is_file());
}

#[test]
fn what_is_done_is_said_when_it_is_asked_for() {
    let desk = desk("[annotate]\nquiet = true\n");
    assert_eq!(desk.run(&["annotate", "a.txt"]).err, "");
    let run = desk.run(&["annotate", "a.txt", "-vv"]);
    assert!(run.err.contains("INFO options from griffier.toml"), "{run:?}");
    assert!(run.err.contains("INFO to annotate files=1 format=\"jsonl\""), "{run:?}");
    assert!(run.err.contains("INFO knowledge base things="), "{run:?}");
    assert!(run.err.contains("DEBUG annotated letter=\"a\" mentions="), "{run:?}");
}

#[test]
fn the_command_line_outweighs_the_file_in_how_much_is_said() {
    let quiet = desk("quiet = true\n");
    let told =
        |desk: &Desk, args: &[&str]| desk.run(&[&["annotate", "a.txt", "-o", "o.jsonl"], args].concat()).err;
    assert_eq!(told(&quiet, &[]), "");
    let verbose = told(&quiet, &["-v"]);
    assert!(verbose.contains("INFO") && verbose.contains("1 letter, "), "{verbose}");
    let loud = desk("verbose = 1\n");
    assert!(told(&loud, &[]).contains("INFO"));
    assert_eq!(told(&loud, &["-q"]), "");
    assert_eq!(told(&desk("verbose = 1\nquiet = true\n"), &[]), "");
    for args in [&["-q", "-v"][..], &["-qv"], &["--quiet", "--verbose"]] {
        check_refused(&loud.run(&[&["annotate", "a.txt"], args].concat()), &["--quiet and --verbose: "]);
    }
}
