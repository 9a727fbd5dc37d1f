//! `cargo xtask papers PATH`: papers of parliament print their own number, movers, addressees, date and the minister who
//! answers. This reads them off with plain string rules of its own (`printed`), asks the pipeline the same (`found`), and
//! counts how often both agree. It knows nothing of the pipeline's rules, so that it can prove them wrong.

mod compare;
mod found;
mod printed;

use anyhow::Context;
use compare::{Fact, Verdict};
use griffier::Pipeline;
use griffier::batch::annotate_file;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Reads every paper under `path`, prints a table and the misses; whether every share reaches `bar`.
pub fn run(path: &Path, bar: f64) -> anyhow::Result<bool> {
    let papers = xtask::files_with_extension(path, "txt").with_context(|| format!("{}", path.display()))?;
    anyhow::ensure!(!papers.is_empty(), "{}: no .txt files", path.display());
    let pipeline = Pipeline::new();
    let mut report = Report::default();
    for paper in &papers {
        report.read(&pipeline, paper)?;
    }
    // A reader that has seen enough closes the pipe.
    write!(std::io::stdout(), "{report}").or_else(|error| match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    })?;
    Ok(report.shares().all(|share| share >= bar))
}

/// How often each fact came out as printed, over sound papers and over damaged ones.
#[derive(Debug, Default)]
struct Report {
    sound: BTreeMap<Fact, Counts>,
    damaged: BTreeMap<Fact, Counts>,
    misses: Vec<String>,
    unknown: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: usize,
    wrong: usize,
    missing: usize,
    open: usize,
}

impl Counts {
    /// Those that decide: what the paper leaves open is counted apart.
    fn papers(self) -> usize {
        self.right + self.wrong + self.missing
    }
    fn share(self) -> f64 {
        self.right as f64 / self.papers().max(1) as f64
    }
}

impl Report {
    fn read(&mut self, pipeline: &Pipeline, path: &Path) -> anyhow::Result<()> {
        let doc = annotate_file(pipeline, path)?;
        let stem = path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
        let Some(paper) = printed::Paper::read(&stem, doc.text()) else {
            self.unknown.push(path.to_owned());
            return Ok(());
        };
        let found = found::Found::new(&doc);
        for (fact, verdict, words) in compare::facts(&paper, &found) {
            let counts = if paper.damage.is_some() { &mut self.damaged } else { &mut self.sound };
            let counts = counts.entry(fact).or_default();
            match verdict {
                Verdict::Right => counts.right += 1,
                Verdict::Wrong => counts.wrong += 1,
                Verdict::Missing => counts.missing += 1,
                Verdict::Open => counts.open += 1,
            }
            if verdict != Verdict::Right {
                let damage = paper.damage.map_or(String::new(), |why| format!(" [damaged: {why}]"));
                self.misses.push(format!("{stem}: {} {verdict:?}: {words}{damage}", fact.name()));
            }
        }
        Ok(())
    }

    fn shares(&self) -> impl Iterator<Item = f64> {
        self.sound.values().map(|counts| counts.share())
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for miss in &self.misses {
            writeln!(f, "{miss}")?;
        }
        for path in &self.unknown {
            writeln!(f, "{}: neither a motion nor questions", path.display())?;
        }
        for (name, counts) in [("sound papers", &self.sound), ("damaged papers", &self.damaged)] {
            writeln!(f, "\n| {name:<24} | papers | right | wrong | missing | share | open |")?;
            writeln!(f, "|--------------------------|-------:|------:|------:|--------:|------:|-----:|")?;
            for (fact, counts) in counts {
                writeln!(
                    f,
                    "| {:<24} | {:>6} | {:>5} | {:>5} | {:>7} | {:>5.3} | {:>4} |",
                    fact.name(),
                    counts.papers(),
                    counts.right,
                    counts.wrong,
                    counts.missing,
                    counts.share(),
                    counts.open
                )?;
            }
        }
        Ok(())
    }
}
