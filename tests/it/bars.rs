//! The gold annotations of the five letters, and the figures below which a change may not fall.

use crate::PIPELINE;
use griffier::batch::annotate_file;
use griffier_eval::{Gold, Predicted, Scores, compare, table};
use xtask::{files_with_extension, root};

/// Shares that hold over the five letters together.
const MENTION_F1: f64 = 0.97;
const LINKS: f64 = 0.98;
const HOLDERS: f64 = 1.0;
const RELATION_F1: f64 = 0.88;

/// The same in the order of `quality.rs`.
pub(crate) const BARS: [f64; 4] = [MENTION_F1, LINKS, HOLDERS, RELATION_F1];

/// The scores of the five letters together.
pub(crate) fn total() -> Scores {
    let knowledge = PIPELINE.knowledge();
    let is_known = |id: &str| knowledge.entity(id).is_some();
    let mut total = Scores::default();
    for path in files_with_extension(&root().join("seeds"), "txt").unwrap() {
        let doc = annotate_file(&PIPELINE, &path).unwrap();
        let gold = Gold::load(&root().join("tests/gold"), doc.id(), doc.text()).unwrap();
        total += &compare(&gold, &Predicted::new(&doc), &is_known).scores;
    }
    total
}

#[test]
fn the_five_letters_stay_above_the_bars() {
    let total = total();
    let figures = [
        ("mentions, strict F1", total.mentions().strict.f1(), MENTION_F1),
        ("links", total.mentions().links.value(), LINKS),
        ("holders", total.holders.value(), HOLDERS),
        ("relations, F1", total.relations().f1(), RELATION_F1),
    ];
    let below: Vec<String> = figures
        .into_iter()
        .filter(|(_, figure, bar)| figure.is_none_or(|figure| figure < *bar))
        .map(|(name, figure, bar)| format!("{name}: {figure:?}, bar {bar}"))
        .collect();
    assert!(below.is_empty(), "{}\n\n{}", below.join("\n"), table(&total));
}

#[test]
fn every_seed_has_gold_and_every_gold_file_a_seed() {
    let stem = |path: &std::path::PathBuf| {
        path.file_name().unwrap().to_str().unwrap().split('.').next().unwrap().to_owned()
    };
    let seeds: Vec<String> =
        files_with_extension(&root().join("seeds"), "txt").unwrap().iter().map(stem).collect();
    let mut gold: Vec<String> =
        files_with_extension(&root().join("tests/gold"), "tsv").unwrap().iter().map(stem).collect();
    gold.dedup();
    assert_eq!(seeds, gold);
}
