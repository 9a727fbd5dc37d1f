//! The same letter in every format says the same: the letters of `seeds/`, written by the tests' own maker.

use crate::PIPELINE;
use griffier_doc::{Document, Format};
use griffier_tests::agreement::{Share, shares};
use griffier_tests::maker::{MAKERS, Plan};
use griffier_tests::{Suite, gold_of};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The least agreement of each format with the text, in things, relations and names.
const BAR: f64 = 0.97;

fn seeds() -> Vec<PathBuf> {
    xtask::files_with_extension(&xtask::root().join("seeds"), "txt").unwrap()
}

fn annotated(bytes: Vec<u8>, name: &str) -> Document {
    let mut doc = griffier::ingest(bytes, name).unwrap();
    PIPELINE.run(&mut doc);
    doc
}

fn planned(path: &std::path::Path) -> (Document, Plan) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let doc = annotated(std::fs::read(path).unwrap(), name);
    let plan = Plan::of(&doc);
    (doc, plan)
}

#[test]
fn every_format_says_what_the_text_says() {
    let mut short = Vec::new();
    for path in seeds() {
        let (text, plan) = planned(&path);
        for (extension, write) in MAKERS {
            let doc = annotated(write(&plan), &format!("{}.{extension}", plan.id));
            assert!(!matches!(doc.source().format, Format::Text | Format::Markdown), "{extension}");
            assert!(!doc.markup().blocks.is_empty() && !doc.source_map().is_empty(), "{extension}");
            let fell_short = |share: &Share| share.f1 < BAR;
            let of_letter = shares(&text, &doc).into_iter().filter(fell_short);
            short.extend(of_letter.map(|share| format!("{} {extension} {share}", plan.id)));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn the_letters_of_the_tests_say_the_same_in_every_format() {
    // By format and kind: the sum over the letters, and what fell short.
    let mut sums: BTreeMap<(&str, &str), (f64, usize, String)> = BTreeMap::new();
    for (name, path) in crate::letters::letters() {
        let suite = Suite::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in suite.cases.iter().filter(|case| !case.is_near_miss()) {
            let before = case.date.as_deref().map(crate::suites::head).unwrap_or_default();
            let (words, _) = gold_of(&name, case, before.len()).unwrap();
            let text = annotated(format!("{before}{words}").into_bytes(), &format!("{name}.txt"));
            let plan = Plan::of(&text);
            for (extension, write) in MAKERS {
                let doc = annotated(write(&plan), &format!("{name}.{extension}"));
                for share in shares(&text, &doc) {
                    let sum = sums.entry((extension, share.of)).or_default();
                    (sum.0, sum.1) = (sum.0 + share.f1, sum.1 + 1);
                    if share.f1 < BAR {
                        sum.2 += &format!("\n  {name}: {share}");
                    }
                }
            }
        }
    }
    let mut report = String::new();
    for ((extension, of), (sum, letters, short)) in &sums {
        let mean = sum / *letters as f64;
        if mean < BAR {
            report += &format!("{extension} {of} {mean:.4} over {letters}{short}\n");
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn notes_and_links_are_those_of_the_text() {
    for path in seeds() {
        let (text, plan) = planned(&path);
        let notes = |doc: &Document| -> Vec<(String, usize, String)> {
            let of = |note: &griffier_doc::Footnote| {
                let words = doc.slice(note.note).replace('*', "");
                (note.label.clone(), note.marks.len(), griffier_text::whole_words(&words))
            };
            doc.footnotes().iter().map(of).collect()
        };
        for (extension, write) in MAKERS {
            let doc = annotated(write(&plan), &format!("{}.{extension}", plan.id));
            assert_eq!(notes(&doc), notes(&text), "{} {extension}", plan.id);
        }
    }
}

#[test]
fn the_samples_are_what_the_maker_makes() {
    let folder = xtask::root().join("tests/formats");
    let mut known: Vec<String> = Vec::new();
    for path in seeds() {
        let (_, plan) = planned(&path);
        for (extension, write) in MAKERS {
            let name = format!("{}.{extension}", plan.id);
            let kept = std::fs::read(folder.join(&name)).unwrap_or_default();
            assert!(kept == write(&plan), "{name} is not what is made now; run `cargo xtask samples`");
            known.push(name);
        }
    }
    let mut kept: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    kept.sort();
    known.sort();
    assert_eq!(kept, known);
}
