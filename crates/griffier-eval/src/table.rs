//! Scores as a table for a terminal or a Markdown page.

use crate::scores::{Counts, Scores, Share, TypeScores};
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};

/// The figures as two tables, mentions and relations, with the totals first.
pub fn table(scores: &Scores) -> String {
    let mut mentions =
        headed(&["mentions", "gold", "found", "correct", "P", "R", "F1", "overlap F1", "links"]);
    mentions.add_row(type_row("all", scores.mentions()));
    for (kind, scores) in scores.types() {
        mentions.add_row(type_row(kind.name(), scores));
    }
    let mut relations = headed(&["relations", "gold", "found", "correct", "P", "R", "F1"]);
    relations.add_row(count_row("all", scores.relations()));
    for (predicate, counts) in scores.predicates() {
        relations.add_row(count_row(predicate.name(), counts));
    }
    let letters = scores.letters;
    let holders = share(scores.holders);
    format!("{mentions}\n\n{relations}\n\nletters {letters}, holders of offices {holders}\n")
}

/// Figures stand to the right, names to the left.
fn headed(head: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(head.to_vec());
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    table
}

fn type_row(name: &str, scores: TypeScores) -> Vec<String> {
    let mut row = count_row(name, scores.strict);
    row.extend([decimal(scores.overlap.f1()), share(scores.links)]);
    row
}

fn count_row(name: &str, counts: Counts) -> Vec<String> {
    let figures = [counts.gold, counts.found, counts.correct].map(|count| count.to_string());
    let ratios = [counts.precision(), counts.recall(), counts.f1()].map(decimal);
    std::iter::once(name.to_owned()).chain(figures).chain(ratios).collect()
}

fn share(share: Share) -> String {
    match share.value() {
        Some(value) => format!("{value:.3} ({}/{})", share.correct, share.asked),
        None => "-".to_owned(),
    }
}

fn decimal(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}
