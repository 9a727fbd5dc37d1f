//! The same letter in every format says the same: the letters of `seeds/`, written by the tests' own maker.

use crate::PIPELINE;
use griffier_doc::{Document, Link};
use griffier_tests::maker::{MAKERS, Plan};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The least share of what the text route finds that each format must find too, and the other way round.
const BAR: f64 = 0.97;

fn seeds() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(xtask::root().join("seeds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

fn annotated(bytes: Vec<u8>, name: &str) -> Document {
    let mut doc = griffier::ingest(bytes, name).unwrap();
    PIPELINE.run(&mut doc);
    doc
}

/// What was found: things, relations, and names with what they mean, without places.
fn found(doc: &Document) -> [BTreeSet<String>; 3] {
    let entities = doc.entities().iter().map(|entity| entity.id.to_string()).collect();
    let relations = doc.relations().iter();
    let relations = relations
        .map(|r| format!("{} {} {} {}", r.subject.as_str(), r.predicate.name(), r.negated, r.object.as_str()))
        .collect();
    let mentions = doc.mentions().iter().map(|mention| {
        let words: Vec<&str> = doc.slice(mention.span).split_whitespace().collect();
        let words = words.join(" ").replace('*', "");
        let meaning = match &mention.link {
            Link::One(id) | Link::Nil { id, .. } => id.to_string(),
            Link::Many(_) => "?".to_owned(),
        };
        format!("{words} {} {meaning}", mention.kind.name())
    });
    [entities, relations, mentions.collect()]
}

fn f1(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> f64 {
    let both = ours.intersection(theirs).count();
    2.0 * both as f64 / (ours.len() + theirs.len()).max(1) as f64
}

#[test]
fn every_format_says_what_the_text_says() {
    let mut short = Vec::new();
    for path in seeds() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = annotated(std::fs::read(&path).unwrap(), name);
        let plan = Plan::of(&text);
        let expected = found(&text);
        for (extension, write) in MAKERS {
            let doc = annotated(write(&plan), &format!("{}.{extension}", plan.id));
            let of_format = found(&doc);
            for (what, (ours, theirs)) in
                ["entities", "relations", "mentions"].iter().zip(expected.iter().zip(&of_format))
            {
                let share = f1(ours, theirs);
                if share < BAR || std::env::var("SHOW").is_ok() {
                    let lost: Vec<_> = ours.difference(theirs).collect();
                    let new: Vec<_> = theirs.difference(ours).collect();
                    short.push(format!(
                        "{} {extension} {what} {share:.4}\n  lost {lost:#?}\n  new {new:#?}",
                        plan.id
                    ));
                }
            }
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[allow(dead_code)]
fn samples(_: &Path) {}
