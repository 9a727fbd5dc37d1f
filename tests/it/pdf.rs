//! PDF files that the tests' own maker writes: no word lost, no word of the page among those of the letter, every word with
//! its place.

use griffier::{Document, Place, ZoneKind};
use griffier_tests::maker::Plan;
use griffier_tests::maker::pdf::{self, Characters};
use griffier_text::whole_words;
use std::collections::BTreeMap;

use crate::PIPELINE;

/// The share of words that come back.
const WORDS: f64 = 0.995;

/// The letters of `seeds/` as plans, each with what its file in these characters reads as.
fn letters(characters: Characters) -> Vec<(Plan, Document)> {
    let paths = xtask::files_with_extension(&xtask::root().join("seeds"), "txt").unwrap();
    let letter = |path: &std::path::PathBuf| {
        let mut text = griffier::ingest(std::fs::read(path).unwrap(), "brief.txt").unwrap();
        PIPELINE.run(&mut text);
        let plan = Plan::of(&text);
        let mut doc = griffier::ingest(pdf::write_with(&plan, characters), "brief.pdf").unwrap();
        PIPELINE.run(&mut doc);
        (plan, doc)
    };
    paths.iter().map(letter).collect()
}

/// The words of a letter, each as often as it stands there, without signs: some have none in one of the encodings.
fn counts<'w>(words: impl Iterator<Item = &'w str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in
        words.flat_map(|word| word.split(|c: char| !c.is_alphabetic())).filter(|word| !word.is_empty())
    {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn no_word_is_lost_and_none_is_cut_or_glued() {
    for characters in [Characters::Windows, Characters::Numbered] {
        for (plan, doc) in letters(characters) {
            let planned = pdf::words(&plan);
            let ours = counts(planned.iter().map(String::as_str));
            let furniture = |zone: &&griffier::Zone| zone.kind != ZoneKind::PageFurniture;
            let text: String = doc
                .zones()
                .iter()
                .filter(furniture)
                .map(|zone| whole_words(doc.slice(zone.span)) + " ")
                .collect();
            let theirs = counts(text.split_whitespace());
            let both: usize = ours.iter().map(|(word, n)| theirs.get(word).map_or(0, |m| *n.min(m))).sum();
            let all = ours.values().sum::<usize>() + theirs.values().sum::<usize>();
            let share = 2.0 * both as f64 / all as f64;
            let lost: Vec<_> =
                ours.iter().filter(|(word, n)| theirs.get(*word) != Some(n)).take(20).collect();
            assert!(share >= WORDS, "{} {characters:?}: {share}, {lost:?}", plan.id);
        }
    }
}

#[test]
fn what_pages_print_is_in_no_sentence_of_the_letter() {
    for (plan, doc) in letters(Characters::Windows) {
        let pages = doc.source_map().pages.len();
        assert!(pages > 1, "{}", plan.id);
        for number in 1..=pages {
            let foot = format!("Pagina {number} van {pages}");
            let at = doc.text().find(&foot).unwrap_or_else(|| panic!("{}: no {foot}", plan.id));
            let zone =
                doc.zones().iter().find(|zone| zone.span.start() <= at && at < zone.span.end()).unwrap();
            assert_eq!(zone.kind, ZoneKind::PageFurniture, "{}: {foot}", plan.id);
        }
    }
}

#[test]
fn every_word_leads_back_to_its_page() {
    for (plan, doc) in letters(Characters::Numbered) {
        let map = doc.source_map();
        assert!(map.runs.is_sorted_by(|a, b| a.span.end() <= b.span.start()), "{}", plan.id);
        let words = doc.text().split_whitespace().count();
        assert!(map.runs.len() * 100 >= words * 98, "{}: {} of {words}", plan.id, map.runs.len());
        for run in &map.runs {
            let Place::Page { number, area } = run.place else { panic!("{}: {run:?}", plan.id) };
            let page = &map.pages[number as usize - 1];
            assert!(
                page.span.start() <= run.span.start() && run.span.end() <= page.span.end(),
                "{}: {run:?}",
                plan.id
            );
            let inside =
                area.left >= 0.0 && area.top >= 0.0 && area.right <= page.width && area.bottom <= page.height;
            assert!(inside && area.left < area.right && area.top < area.bottom, "{}: {run:?}", plan.id);
        }
    }
}
