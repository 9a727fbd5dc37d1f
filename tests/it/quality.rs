//! The figures of `docs/quality.md` that cost seconds, taken anew: a page that says otherwise is stale. With `UPDATE_EXPECT=1`
//! they are written (`cargo xtask report`).

use crate::letters::half;
use crate::{PIPELINE, bars, letters};
use griffier_eval::Scores;
use xtask::quality::{Figure, page, read, today, update, write};
use xtask::{files_with_extension, root};

/// Scores as figures, each with the bar that its own test keeps.
fn scores(figures: &mut Vec<Figure>, name: &str, scores: &Scores, bars: [f64; 4], command: &str) {
    let taken = [
        ("mentions, strict F1", scores.mentions().strict.f1()),
        ("right link", scores.mentions().links.value()),
        ("right holder of an office", scores.holders.value()),
        ("relations, F1", scores.relations().f1()),
    ];
    for ((what, figure), bar) in taken.into_iter().zip(bars) {
        let figure = figure.map_or("none".to_owned(), |figure| format!("{figure:.3}"));
        figures.push(Figure::tested(&format!("{name}: {what}"), figure, &format!("≥ {bar:.2}"), command));
    }
}

/// The rows of a table, its header aside.
fn rows(path: &str) -> usize {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    text.lines().skip(1).filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count()
}

/// How many headings of the suites begin so.
fn headings(start: &str) -> usize {
    let paths = files_with_extension(&root().join("tests/suite"), "md").unwrap();
    let texts = paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
    texts.map(|text| text.lines().filter(|line| line.starts_with(start)).count()).sum()
}

fn taken() -> Vec<Figure> {
    let mut figures = Vec::new();
    let eval = "griffier eval seeds/ --gold tests/gold --json";
    scores(&mut figures, "five letters of seeds/", &bars::total(), bars::BARS, eval);
    let test = "cargo test -p griffier-tests letters";
    scores(&mut figures, "letters 01-10 of tests/letters/", &half(true).0, letters::BARS, test);
    scores(&mut figures, "letters 11-20 of tests/letters/", &half(false).0, letters::BARS, test);
    let [entities, forms, tenures, _] = PIPELINE.knowledge().version().counts;
    let suites = "cargo test -p griffier-tests suites";
    for (what, figure, command) in [
        (
            "spellings of citations that are read as the table says",
            rows("tests/citations.tsv"),
            "cargo test -p griffier-tests citations",
        ),
        ("cases of annotated text, all of which hold", headings("## "), suites),
        ("of these, near misses in which nothing may be found", headings("## Not:"), suites),
        ("knowledge base: entities", entities, "griffier --version"),
        ("knowledge base: forms of names", forms, "griffier --version"),
        ("knowledge base: tenures of offices", tenures, "griffier --version"),
    ] {
        figures.push(Figure::tested(what, figure.to_string(), "", command));
    }
    figures
}

#[test]
fn no_figure_of_the_page_is_stale() {
    let fresh = taken();
    let old = read(root()).unwrap_or_default();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        write(root(), &update(&old, &fresh, &today())).unwrap();
        return;
    }
    let known = |new: &Figure| {
        old.iter().any(|old| (&old.what, &old.figure, &old.bar) == (&new.what, &new.figure, &new.bar))
    };
    let stale = fresh.iter().filter(|new| !known(new));
    let stale: Vec<String> = stale.map(|new| format!("{}: {} now", new.what, new.figure)).collect();
    assert!(stale.is_empty(), "docs/quality.md is stale; run cargo xtask report\n{}", stale.join("\n"));
    let shown = std::fs::read_to_string(root().join(xtask::quality::PAGE)).unwrap();
    assert!(shown == page(&old), "docs/quality.md is not what docs/quality.tsv says; run cargo xtask report");
}
