//! `griffier kb info`: the version of a knowledge base and what is in it.

use super::{open, print};
use crate::lists::HowArgs;
use crate::{Outcome, printable};
use anyhow::ensure;
use clap::Parser;
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};
use griffier::{KnowledgeBase, MentionType, Version};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// `builtin`, a compiled .kb as it is, or a list or a folder like gazetteers/, which join the built-in lists unless
    /// --no-builtin is said.
    #[arg(value_name = "FILE", default_value = "builtin")]
    file: PathBuf,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    how: HowArgs,
}

/// What is counted of a type.
#[derive(Default)]
struct Count {
    rows: usize,
    dated: usize,
    elsewhere: usize,
    /// By the scheme of the identifier (`wikidata`).
    schemes: BTreeMap<String, usize>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let kb = open(&args.file, &args.how)?;
    ensure!(
        kb.is_whole(),
        "{}: damaged: its content is not what was written; compile it again: griffier kb compile",
        args.file.display()
    );
    let counts = counts(kb);
    let report = if args.json { json(kb, &counts)? } else { text(kb, &counts) };
    print(&report)?;
    Ok(Outcome::Done)
}

fn counts(kb: KnowledgeBase) -> BTreeMap<MentionType, Count> {
    let mut counts: BTreeMap<MentionType, Count> = BTreeMap::new();
    for entity in kb.entities() {
        let count = counts.entry(entity.kind()).or_default();
        count.rows += 1;
        count.dated += usize::from(entity.written_validity() != ("", ""));
        count.elsewhere += usize::from(entity.same_as().next().is_some());
        let mut schemes: Vec<&str> = entity.same_as().map(|id| id.split(':').next().unwrap_or("")).collect();
        schemes.sort_unstable();
        schemes.dedup();
        for scheme in schemes {
            *count.schemes.entry(scheme.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn share(part: usize, whole: usize) -> String {
    format!("{:.1}%", 100.0 * part as f64 / whole.max(1) as f64)
}

fn text(kb: KnowledgeBase, counts: &BTreeMap<MentionType, Count>) -> String {
    let version = kb.version();
    let [entities, forms, tenures, memberships] = version.counts;
    let mut report = format!("version     {} (format {})\n", version.name(), Version::FORMAT);
    for (name, value) in kb.about() {
        report += &format!("{name:<12}{}\n", printable(&value.replace('\t', ", ")));
    }
    report += &format!(
        "rows        {entities} entities, {forms} forms, {tenures} tenures, {memberships} memberships\n\n"
    );
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header(["type", "rows", "with days", "with identifiers elsewhere", "share", "which"]);
    (1..5)
        .filter_map(|i| table.column_mut(i).map(|column| column.set_cell_alignment(CellAlignment::Right)))
        .for_each(drop);
    let mut total = Count::default();
    for (kind, count) in counts {
        let which: Vec<String> = count.schemes.iter().map(|(scheme, n)| format!("{scheme} {n}")).collect();
        table.add_row([
            kind.name().to_owned(),
            count.rows.to_string(),
            count.dated.to_string(),
            count.elsewhere.to_string(),
            share(count.elsewhere, count.rows),
            which.join(", "),
        ]);
        total.rows += count.rows;
        total.dated += count.dated;
        total.elsewhere += count.elsewhere;
    }
    table.add_row([
        "all".to_owned(),
        total.rows.to_string(),
        total.dated.to_string(),
        total.elsewhere.to_string(),
        share(total.elsewhere, total.rows),
        String::new(),
    ]);
    report + &table.to_string() + "\n"
}

fn json(kb: KnowledgeBase, counts: &BTreeMap<MentionType, Count>) -> serde_json::Result<String> {
    let version = kb.version();
    let [entities, forms, tenures, memberships] = version.counts;
    let about: Vec<Value> = kb.about().map(|(name, value)| json!({"name": name, "value": value})).collect();
    let kinds = counts.iter().map(|(kind, count)| {
        json!({"type": kind.name(), "rows": count.rows, "dated": count.dated, "elsewhere": count.elsewhere, "schemes": count.schemes})
    });
    let content: String = version.content.iter().map(|byte| format!("{byte:02x}")).collect();
    let report = json!({
        "version": version.name(), "format": Version::FORMAT, "sha256": content, "about": about,
        "entities": entities, "forms": forms, "tenures": tenures, "memberships": memberships,
        "types": kinds.collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}
