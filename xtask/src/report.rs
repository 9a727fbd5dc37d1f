//! `cargo xtask report`: takes every figure of `docs/quality.md` anew that can be taken here.

use anyhow::{Context, ensure};
use griffier_benches::corpus;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use xtask::quality::{Figure, page, read, table, today, update, write};
use xtask::root;

/// Letters on which speed is measured.
const CORPUS: usize = 20_000_000;

/// Has the tests write their figures; with a release build of the command, measures that too.
pub fn run(griffier: Option<&Path>) -> anyhow::Result<bool> {
    let tests = ["test", "-p", "griffier-tests", "--test", "it", "quality", "--", "--nocapture"];
    let written = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(root())
        .args(tests)
        .env("UPDATE_EXPECT", "1")
        .status()
        .context("cannot start the tests")?;
    ensure!(written.success(), "the tests did not write their figures");
    let mut figures = read(root())?;
    if let Some(griffier) = griffier {
        figures = update(&figures, &measured(griffier)?, &today());
    }
    write(root(), &figures)?;
    println!("{} figures; {}", figures.len(), xtask::quality::PAGE);
    Ok(table(&figures).lines().count() > 1 && !page(&figures).is_empty())
}

fn measured(griffier: &Path) -> anyhow::Result<Vec<Figure>> {
    let griffier = griffier.canonicalize().with_context(|| griffier.display().to_string())?;
    let figure = |what: &str, figure: String, bar: &str, command: &str| Figure {
        kind: "measured".to_owned(),
        ..Figure::tested(what, figure, bar, command)
    };
    let size = std::fs::metadata(&griffier)?.len() as f64 / 1e6;
    let seeds = root().join("seeds");
    let first =
        seconds(&griffier, &["annotate".into(), "-q".into(), seeds.join("000_65cfac3315c427b1.txt")])?;
    let corpus = root().join("target/quality.jsonl");
    let letters = corpus::make(&corpus::read_seeds(&seeds)?, CORPUS);
    let bytes: usize = letters.iter().map(|letter| letter.text.len()).sum();
    let line = |letter: &corpus::Letter| {
        serde_json::json!({ "id": letter.id, "text": letter.text }).to_string() + "\n"
    };
    std::fs::write(&corpus, letters.iter().map(line).collect::<String>())?;
    let took = seconds(&griffier, &["annotate".into(), "-q".into(), "--jobs".into(), "1".into(), corpus])?;
    let report = "cargo xtask report --griffier target/release/griffier";
    Ok(vec![
        figure("size of the program", format!("{size:.1} MB"), "", report),
        figure(
            "one letter of 5 kB, start and end of the program in it",
            format!("{:.0} ms", first * 1e3),
            "",
            report,
        ),
        figure(
            "letters annotated by one thread",
            format!("{:.2} MB/s", bytes as f64 / 1e6 / took),
            "",
            report,
        ),
    ])
}

/// The shortest of three runs.
fn seconds(griffier: &Path, args: &[PathBuf]) -> anyhow::Result<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        let status = Command::new(griffier).args(args).stdout(Stdio::null()).status()?;
        ensure!(status.success(), "{} ended with {status}", griffier.display());
        best = best.min(start.elapsed().as_secs_f64());
    }
    Ok(best)
}
