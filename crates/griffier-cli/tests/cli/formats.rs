//! `griffier annotate --format`: what each format writes where.

use crate::{Desk, LETTER};
use std::io::Read;

/// The names in a folder, sorted.
fn names(desk: &Desk, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(desk.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_format_is_written() {
    for format in griffier_export::Format::ALL {
        let desk = Desk::new();
        desk.put("in/a.txt", LETTER);
        desk.put("in/b.txt", LETTER);
        let run = desk.run(&["annotate", "in", "-o", "out", "-q", "--format", format.name()]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{format:?}");
        match format.arrangement() {
            griffier_export::Arrangement::Folder => assert!(names(&desk, "out").len() >= 2, "{format:?}"),
            griffier_export::Arrangement::Array => {
                let text = std::fs::read_to_string(desk.path("out")).unwrap();
                let letters: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
                assert_eq!(letters.len(), 2, "{format:?}");
            }
            griffier_export::Arrangement::Stream => {
                let text = std::fs::read_to_string(desk.path("out")).unwrap();
                assert!(text.matches("NAVO").count() >= 2, "{format:?}: {text}");
            }
        }
    }
}

#[test]
fn tables_have_one_head_and_the_rows_of_every_letter() {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER);
    desk.put("in/b.txt", LETTER);
    desk.run(&["annotate", "in", "-o", "tables", "-q", "--format", "csv"]);
    assert_eq!(names(&desk, "tables"), ["entities.csv", "letters.csv", "mentions.csv", "relations.csv"]);
    let letters = std::fs::read_to_string(desk.path("tables/letters.csv")).unwrap();
    assert_eq!(
        letters.lines().map(|line| line.split(',').next().unwrap()).collect::<Vec<_>>(),
        ["letter", "a", "b"]
    );
}

#[test]
fn a_name_says_how_the_file_is_compressed() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    for name in ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst"] {
        desk.run(&["annotate", "a.txt", "-q", "-o", name]);
    }
    let plain = std::fs::read(desk.path("out.jsonl")).unwrap();
    let mut unpacked = Vec::new();
    let gzip = std::fs::File::open(desk.path("out.jsonl.gz")).unwrap();
    flate2::read::GzDecoder::new(gzip).read_to_end(&mut unpacked).unwrap();
    assert!(unpacked == plain && !plain.is_empty());
    let zstd = std::fs::File::open(desk.path("out.jsonl.zst")).unwrap();
    assert_eq!(zstd::decode_all(zstd).unwrap(), plain);
}

#[test]
fn what_a_format_lays_down_is_not_asked_for_otherwise() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let run = desk.run(&["annotate", "a.txt", "--format", "brat", "-o", "out", "--offsets", "byte"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("--offsets: the offsets of brat count char by its own rules; leave --offsets out"),
        "{}",
        run.err
    );
    for unit in ["byte", "char", "utf16"] {
        for format in ["conll2003", "tei"] {
            let run = desk.run(&["annotate", "a.txt", "--format", format, "-o", "out", "--offsets", unit]);
            let expected =
                format!("griffier: --offsets: {format} has no offsets to count; leave --offsets out\n");
            assert_eq!((run.status, run.err), (2, expected));
        }
    }
    let run = desk.run(&["annotate", "a.txt", "--format", "csv"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("this format has several files: give a folder after -o"), "{}", run.err);
    for format in ["csv", "parquet", "brat", "tei"] {
        let run = desk.run(&["annotate", "a.txt", "--format", format, "-o", "out.gz"]);
        assert_eq!(run.status, 2, "{format}");
        assert!(run.err.contains("writes a folder, which is not compressed"), "{}", run.err);
        assert!(!desk.path("out.gz").exists());
    }
}

#[test]
fn tables_have_the_rows_of_every_letter() {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER);
    desk.put("in/b.txt", LETTER);
    let run = desk.run(&["annotate", "in", "-o", "tables", "-q", "--format", "parquet", "--offsets", "char"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(
        names(&desk, "tables"),
        ["entities.parquet", "letters.parquet", "mentions.parquet", "relations.parquet"]
    );
    let letters = std::fs::read(desk.path("tables/letters.parquet")).unwrap();
    assert!(letters.starts_with(b"PAR1") && letters.ends_with(b"PAR1"));
    let again = desk.run(&[
        "annotate",
        "in",
        "-o",
        "again",
        "-q",
        "--format",
        "parquet",
        "--offsets",
        "char",
        "-j",
        "1",
    ]);
    assert_eq!(again.status, 0);
    for name in names(&desk, "tables") {
        let file = |folder: &str| std::fs::read(desk.path(&format!("{folder}/{name}"))).unwrap();
        assert!(file("tables") == file("again"), "{name} depends on the number of threads");
    }
    // Written under other names until all four are whole: what stood there before stays if the run does not end well.
    let before = std::fs::read(desk.path("tables/mentions.parquet")).unwrap();
    std::fs::remove_file(desk.path("tables/relations.parquet")).unwrap();
    std::fs::create_dir_all(desk.path("tables/relations.parquet/x")).unwrap();
    desk.put("in/c.txt", "De EU kwam bijeen.\n");
    let run = desk.run(&["annotate", "in", "-o", "tables", "--format", "parquet"]);
    assert!(run.status == 2 && run.err.contains("relations.parquet: cannot write"), "{run:?}");
    assert_eq!(names(&desk, "tables").len(), 4, "nothing is left beside them");
    assert!(std::fs::read(desk.path("tables/mentions.parquet")).unwrap().starts_with(&before[..4]));
    let run = desk.run(&["annotate", "in", "-o", "third", "--format", "parquet"]);
    assert!(
        run.status == 0 && run.err.contains("3 letters, "),
        "a summary like that of other formats: {run:?}"
    );
    let run = desk.run(&["annotate", "in", "--format", "parquet"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("give a folder after -o"), "{}", run.err);
}

/// The part of TEI that is used, written after its specifications; checked where xmllint is installed.
#[test]
fn tei_keeps_to_its_schema() {
    let desk = Desk::new();
    // A season and a quarter are no days of the calendar; a denied relation; a name over two lines.
    desk.put("a.txt", LETTER.replace("Eén lidstaat", "In het voorjaar van 2023 en het eerste kwartaal van 2024 trad Nederland niet toe tot de NAVO-\n top. Eén lidstaat"));
    let (seeds, letters) = (crate::project("seeds"), crate::project("tests/letters"));
    let run = desk.run(&["annotate", "a.txt", &seeds, &letters, "-q", "--format", "tei", "-o", "tei"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let files: Vec<_> = names(&desk, "tei").iter().map(|name| desk.path(&format!("tei/{name}"))).collect();
    assert!(files.len() > 20);
    let schema = crate::project("tests/schemas/tei.rng");
    let check = |files: &[std::path::PathBuf]| {
        std::process::Command::new("xmllint")
            .args(["--noout", "--relaxng", &schema])
            .args(files)
            .output()
            .ok()
    };
    let Some(sound) = check(&files) else { return };
    assert!(sound.status.success(), "{}", String::from_utf8_lossy(&sound.stderr));
    // The check sees what is wrong.
    let page = std::fs::read_to_string(&files[0]).unwrap();
    for (right, wrong) in
        [("<standOff>", "<standoff>"), (" when=\"", " when=\"x"), ("<item>", "<item n='x'><p/>")]
    {
        assert!(page.contains(right), "{right} in {page}");
        desk.put("wrong.xml", page.replacen(right, wrong, 1));
        assert!(!check(&[desk.path("wrong.xml")]).unwrap().status.success(), "{wrong}");
    }
}

#[test]
fn quads_of_a_run_are_those_of_a_store() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let run = desk.run(&["annotate", "a.txt", "-q", "--format", "nquads"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    desk.run(&["annotate", "a.txt", "-q", "-o", "a.jsonl", "--offsets", "char"]);
    desk.run(&["graph", "load", "a.jsonl", "--store", "store", "-q"]);
    let query = "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }";
    let rows = desk.run(&["graph", "query", "--store", "store", query, "--format", "csv"]);
    assert_eq!(run.out.lines().count(), rows.out.lines().count() - 1, "{rows:?}");
    assert!(run.out.lines().all(|line| line.starts_with('<') && line.ends_with(" .")), "{}", run.out);
}

#[test]
fn rows_for_token_classification_have_a_label_for_each_subword() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let tokenizer = crate::project("tests/tokenizers/wordpiece.json");
    let args = ["annotate", "a.txt", "-q", "--format", "hf", "--tokenizer", &tokenizer];
    let labels = griffier_export::hf_labels();
    for (more, several) in [(&[][..], false), (&["--max-tokens", "40"], true)] {
        let run = desk.run(&[&args, more].concat());
        assert_eq!((run.status, run.err.as_str()), (0, ""));
        let rows = run.records();
        assert_eq!(rows.len() > 1, several);
        let chars: Vec<char> = LETTER.chars().collect();
        let mut named = Vec::new();
        for row in &rows {
            let column = |key: &str| row[key].as_array().unwrap();
            let length = column("tokens").len();
            assert!(
                ["input_ids", "ner_tags", "labels", "offsets"].iter().all(|key| column(key).len() == length),
                "{row}"
            );
            assert!(!several || length <= 40);
            for (tag, place) in column("ner_tags").iter().zip(column("offsets")) {
                let (start, end) = (place[0].as_u64().unwrap() as usize, place[1].as_u64().unwrap() as usize);
                match usize::try_from(tag.as_i64().unwrap()) {
                    Err(_) => assert_eq!((start, end), (0, 0)),
                    Ok(number) if labels[number].starts_with("B-ORG") => {
                        named.push(chars[start..end].iter().collect::<String>())
                    }
                    Ok(number) => assert!(number < labels.len()),
                }
            }
        }
        assert!(named.iter().any(|words| "NAVO".starts_with(words.as_str())), "{named:?}");
    }
    let run = desk.run(&["annotate", "a.txt", "--format", "hf"]);
    assert!(run.status == 2 && run.err.contains("--format hf needs the tokenizer"), "{run:?}");
    let run = desk.run(&["annotate", "a.txt", "--tokenizer", &tokenizer]);
    assert!(run.status == 2 && run.err.contains("--tokenizer is for --format hf"), "{run:?}");
}

#[test]
fn letters_of_one_id_join_with_their_own_rows_alone() {
    let desk = Desk::new();
    desk.put("a.jsonl", "{\"id\":\"x\",\"text\":\"De NAVO.\"}\n{\"id\":\"x\",\"text\":\"De EU.\"}\n");
    desk.put("p/y.txt", "De VN.").put("q/y.txt", "De VN.");
    let keys = |paths: &[&str]| {
        desk.run(&[&["annotate", "-q", "--format", "csv", "-o", "tables"], paths].concat());
        ["letters", "mentions", "entities"].map(|table| {
            let table = desk.read(&format!("tables/{table}.csv"));
            let mut rows = table.lines().map(|row| row.rsplit(',').next().unwrap().to_owned());
            assert_eq!(rows.next().unwrap(), "letter_key");
            rows.collect::<Vec<_>>()
        })
    };
    let [letters, mentions, entities] = keys(&["a.jsonl", "p", "q"]);
    assert_eq!(letters.len(), 4);
    assert_eq!(letters.iter().collect::<std::collections::HashSet<_>>().len(), 4, "{letters:?}");
    assert_eq!((&letters, &letters), (&mentions, &entities), "each letter names one thing, once");
    assert_eq!(keys(&["q", "a.jsonl"])[0], [&letters[3], &letters[0], &letters[1]].map(String::clone));
}

#[test]
fn no_letter_overwrites_another_in_a_folder() {
    let lines = |date: &str| {
        let line = |id: &str| {
            serde_json::json!({"id": id, "file": "brief.txt", "text": LETTER, "date": date}).to_string()
        };
        [line("brief"), line("brief")].join("\n")
    };
    for (format, files) in [("tei", 1), ("brat", 2)] {
        let desk = Desk::new();
        desk.put("x/brief.txt", LETTER).put("y/brief.txt", LETTER).put("y/z/brief.txt", LETTER);
        let whole = |desk: &Desk, folder: &str| {
            let names = names(desk, folder).into_iter().filter(|name| !name.ends_with(".conf"));
            names.map(|name| (desk.read(&format!("{folder}/{name}")), name)).collect::<Vec<_>>()
        };
        let args = |out: &'static str| ["annotate", "x", "y", "-q", "--format", format, "-o", out];
        let run = desk.run(&args("out"));
        assert_eq!((run.status, run.err.matches("both are written").count()), (0, 2), "{}", run.err);
        let found = whole(&desk, "out");
        assert_eq!(found.len(), 3 * files, "{format}");
        // One name for one letter, in any order, and also in a run that goes on with an earlier one.
        desk.run(&["annotate", "y", "-q", "--format", format, "-o", "again"]);
        assert_eq!(desk.run(&[&args("again")[..], &["--resume"]].concat()).status, 0);
        assert_eq!(whole(&desk, "again"), found);
        // What is said of a letter tells it from the same text of which something else is said.
        desk.put("l.jsonl", format!("{}\n{}\n", lines("2021-10-11"), lines("2022-10-11")));
        let run = desk.run(&["annotate", "l.jsonl", "-q", "--format", format, "-o", "rows"]);
        assert_eq!((run.status, whole(&desk, "rows").len()), (0, 2 * files), "{}", run.err);
        let told = "warning: l.jsonl!/brief.txt is there more than once: brief; where all that is said of it is the same it has one file";
        assert_eq!(run.err.matches(told).count(), 3, "{}", run.err);
    }
}
