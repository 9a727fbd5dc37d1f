//! The figures, as they are kept (JSON) and as a person reads them.

use super::machine::Machine;
use crate::summary::STYLE;
use comfy_table::{CellAlignment, Table};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::time::Duration;

/// Everything that one `griffier bench` measured. Times are seconds, sizes bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Report {
    /// Version of the program.
    pub griffier: String,
    /// Version of the knowledge base.
    pub knowledge: String,
    /// Whether the program was built with optimisation, without which no figure says anything.
    pub optimized: bool,
    pub machine: Machine,
    pub corpus: Corpus,
    pub runs: Vec<Run>,
}

/// What was measured on. Bytes are those of the text, as UTF-8.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Corpus {
    /// SHA-256 over the SHA-256 of the letters, in their order.
    pub sha256: String,
    pub letters: u64,
    pub bytes: u64,
    pub tokens: u64,
    pub mentions: u64,
    pub relations: u64,
    /// Letters that could not be read.
    pub lost: u64,
}

impl Corpus {
    /// Adds a letter: letters, bytes, tokens, mentions, relations.
    pub fn add(&mut self, counts: [u64; 5]) {
        let sums =
            [&mut self.letters, &mut self.bytes, &mut self.tokens, &mut self.mentions, &mut self.relations];
        sums.into_iter().zip(counts).for_each(|(sum, count)| *sum += count);
    }
}

/// The rounds on one number of threads.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Run {
    pub threads: usize,
    pub rounds: usize,
    /// The first round, which opens what is opened once. The system may hold the files in memory all the same.
    pub cold_seconds: f64,
    /// From the start of the first round to its first record.
    pub first_record_seconds: f64,
    /// The other rounds.
    pub seconds: Spread,
    /// Time by step, summed over all threads.
    pub steps: Vec<Step>,
    /// The most memory that the process held until the end of these rounds, with the program itself.
    pub peak_memory_bytes: Option<u64>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Step {
    pub name: String,
    pub seconds: Spread,
}

/// Lowest, middle and highest of a figure over the rounds.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, PartialEq)]
pub(super) struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

impl Spread {
    /// Of the times of all rounds.
    pub fn of(times: impl Iterator<Item = Duration>) -> Self {
        let mut seconds: Vec<f64> = times.map(|time| time.as_secs_f64()).collect();
        seconds.sort_by(f64::total_cmp);
        let at = |place: usize| seconds.get(place).copied().unwrap_or(0.0);
        let (middle, last) = (seconds.len() / 2, seconds.len().saturating_sub(1));
        let median = match seconds.len() % 2 {
            0 if middle > 0 => f64::midpoint(at(middle - 1), at(middle)),
            _ => at(middle),
        };
        Self { low: at(0), median, high: at(last) }
    }

    /// `amount` a second, from the slowest round to the fastest.
    fn rate(self, amount: u64) -> [f64; 3] {
        [self.high, self.median, self.low].map(|seconds| rate(amount, seconds))
    }
}

fn rate(amount: u64, seconds: f64) -> f64 {
    if seconds > 0.0 { amount as f64 / seconds } else { 0.0 }
}

impl Report {
    pub fn new(knowledge: String, machine: Machine, corpus: Corpus, runs: Vec<Run>) -> Self {
        Self {
            griffier: env!("CARGO_PKG_VERSION").to_owned(),
            knowledge,
            optimized: !cfg!(debug_assertions),
            machine,
            corpus,
            runs,
        }
    }

    /// The figures as tables.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let (corpus, machine) = (&self.corpus, &self.machine);
        let processor = machine.processor.as_deref().unwrap_or("unknown processor");
        let memory = machine.memory_bytes.map(|bytes| format!(", {} memory", megabytes(bytes)));
        let letters = crate::summary::count(usize::try_from(corpus.letters).unwrap_or(usize::MAX), "letter");
        writeln!(out, "griffier {}, knowledge base {}", self.griffier, self.knowledge)?;
        writeln!(
            out,
            "{processor}, {} threads{}, {}",
            machine.threads,
            memory.unwrap_or_default(),
            machine.system
        )?;
        writeln!(
            out,
            "{letters}, {:.2} MB of text, {} tokens, {} mentions, {} relations ({})",
            corpus.bytes as f64 / 1e6,
            corpus.tokens,
            corpus.mentions,
            corpus.relations,
            corpus.sha256.get(..12).unwrap_or_default()
        )?;
        if !self.optimized {
            writeln!(
                out,
                "this griffier was built without optimisation: build it with --release to measure"
            )?;
        }
        self.runs.iter().try_for_each(|run| self.print_run(run, out))
    }

    fn print_run(&self, run: &Run, out: &mut impl Write) -> io::Result<()> {
        let corpus = &self.corpus;
        let threads = if run.threads == 1 { "thread" } else { "threads" };
        let [slow, middle, fast] = run.seconds.rate(corpus.bytes).map(|rate| rate / 1e6);
        let per_second = |amount: u64| rate(amount, run.seconds.median);
        writeln!(
            out,
            "\n{} {threads}: {middle:.2} MB/s ({slow:.2} to {fast:.2} over {} rounds), {:.0} letters/s, {:.0} tokens/s, {:.0} mentions/s",
            run.threads,
            run.rounds,
            per_second(corpus.letters),
            per_second(corpus.tokens),
            per_second(corpus.mentions)
        )?;
        let memory = run.peak_memory_bytes.map(|bytes| format!(", at most {} of memory", megabytes(bytes)));
        writeln!(
            out,
            "cold: {:.2} MB/s, first record after {:.1} ms{}",
            rate(corpus.bytes, run.cold_seconds) / 1e6,
            run.first_record_seconds * 1e3,
            memory.unwrap_or_default()
        )?;
        // Times of several threads that wait for a processor say little of a step.
        if run.threads > 1 { Ok(()) } else { writeln!(out, "\n{}", self.steps(run)) }
    }

    fn steps(&self, run: &Run) -> String {
        let corpus = &self.corpus;
        let whole: f64 = run.steps.iter().map(|step| step.seconds.median).sum();
        let mut table = Table::new();
        table.load_style(STYLE).set_header(["step", "MB/s", "from", "to", "tokens/s", "mentions/s", "share"]);
        for step in &run.steps {
            let [slow, middle, fast] =
                step.seconds.rate(corpus.bytes).map(|rate| format!("{:.1}", rate / 1e6));
            let per_second = |amount| format!("{:.0}", rate(amount, step.seconds.median));
            let share = format!("{:.1}%", 100.0 * step.seconds.median / whole.max(f64::MIN_POSITIVE));
            let (tokens, mentions) = (per_second(corpus.tokens), per_second(corpus.mentions));
            table.add_row([step.name.clone(), middle, slow, fast, tokens, mentions, share]);
        }
        for (i, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 1));
            column.set_cell_alignment(if i == 0 { CellAlignment::Left } else { CellAlignment::Right });
        }
        table.trim_fmt()
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_rounds() {
        let of = |millis: &[u64]| Spread::of(millis.iter().map(|&ms| Duration::from_millis(ms)));
        assert_eq!(of(&[500]), Spread { low: 0.5, median: 0.5, high: 0.5 });
        assert_eq!(of(&[1000, 250, 500]), Spread { low: 0.25, median: 0.5, high: 1.0 });
        assert_eq!(of(&[250, 750]), Spread { low: 0.25, median: 0.5, high: 0.75 });
        assert_eq!(of(&[]), Spread::default());
        assert_eq!(of(&[1000, 250, 500]).rate(10), [10.0, 20.0, 40.0]);
    }
}
