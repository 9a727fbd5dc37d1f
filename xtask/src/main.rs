//! `cargo xtask`: argv and printing for the chores. `cargo xtask test` is the one command that runs everything.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to people")]

mod browser;
mod compare;
mod fuzz_seeds;
mod growth;
mod hostile_table;
mod instructions;
mod kb;
mod papers;
mod pdf;
mod python;
mod report;
mod soak;
mod soak_annotate;
mod stores;
mod suite;
mod venv;

use anyhow::Context;
use clap::{Parser, Subcommand};
use griffier_benches::corpus;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use xtask::{Problem, gazetteer, root, tidy};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own chores")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Run everything: formatting, clippy with warnings denied, every test, every doc test, another triple
    /// store, the Python package
    Test,
    /// Ask another triple store the questions of docs/graph.md, and compare the answers
    Stores,
    /// Build the wheel and run the tests of the Python package in an environment of their own
    Python,
    /// Measure griffier beside other tools on the same letters and names: spaCy, flashtext, automata, ucto, Frog
    Compare {
        /// A folder of letters (.txt) that do not repeat; may be given several times. Without it: those of the project
        #[arg(long)]
        letters: Vec<PathBuf>,
        /// Size of the repeating corpus
        #[arg(long, default_value_t = 20)]
        megabytes: usize,
        /// How often each tool is measured
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
    /// Measure how the cost grows with letters, corpora, lists, threads and mentions; plots in docs/performance/
    Growth {
        /// Megabytes of the largest corpus
        #[arg(long, default_value_t = 2000)]
        largest: usize,
        /// Some of the questions: letter,corpus,entries,threads,mentions
        #[arg(long)]
        only: Option<String>,
    },
    /// Count the instructions of each stage (valgrind), and compare with benches/instructions.tsv
    Instructions {
        /// Write the counts to the table
        #[arg(long)]
        update: bool,
    },
    /// Look at the pages of the server in headless Chromium
    Browser {
        /// Where to keep pictures of them, in light and dark
        #[arg(long)]
        screenshots: Option<PathBuf>,
    },
    /// Check source files and the layer rule
    Tidy,
    /// Check licences, sources and doublets of all dependencies against deny.toml
    Deny,
    /// Measure what a byte of hostile text costs against one of a letter (best with --release)
    Hostile {
        /// Size of each text; the one without a line break is five times as long
        #[arg(long, default_value_t = 10)]
        megabytes: usize,
    },
    /// Write what the fuzz targets start from to fuzz/corpus/
    FuzzSeeds,
    /// Take the figures of docs/quality.md anew
    Report {
        /// A release build of the command, to measure it as well
        #[arg(long)]
        griffier: Option<PathBuf>,
    },
    /// Send gigabytes of letters through annotate and watch its memory
    SoakAnnotate {
        /// A release build of the command
        #[arg(long, default_value = "target/release/griffier")]
        griffier: PathBuf,
        /// Size of all letters together
        #[arg(long, default_value_t = 2000)]
        megabytes: usize,
        /// Threads
        #[arg(long, default_value_t = 2)]
        jobs: u16,
        /// Where the records go
        #[arg(long, default_value = "target/soak.jsonl.gz")]
        out: PathBuf,
    },
    /// Check the rows of gazetteers/
    Gazetteer {
        /// Report problems as file:line:column (the only mode)
        #[arg(long)]
        check: bool,
    },
    /// Write the corpus that the benches measure: letters shuffled from seeds/, the same on every machine
    Corpus {
        /// Size of all letters together
        #[arg(long, default_value_t = 20)]
        megabytes: usize,
        /// A `.jsonl` file (one letter a line), else a folder of .txt files
        #[arg(long, default_value = "target/corpus.jsonl")]
        out: PathBuf,
    },
    /// Write the letters of seeds/ in every format to tests/formats/, and compare what is found in each
    Samples,
    /// Measure how fast the built-in knowledge base and compiled ones match and answer
    Kb {
        /// Compiled knowledge bases (.kb)
        files: Vec<PathBuf>,
        /// Size of the text that is matched
        #[arg(long, default_value_t = 5)]
        megabytes: usize,
    },
    /// Compare the words of PDF files with those that pdftotext finds, and measure how fast they are read
    Pdf {
        /// PDF files, or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Ask the server for many annotations, and measure speed and memory (builds the release command)
    Soak {
        /// The server
        #[arg(long, required = true)]
        server: bool,
        /// A `griffier` that is built already
        #[arg(long)]
        program: Option<PathBuf>,
        #[arg(long, default_value_t = 100_000)]
        requests: usize,
        #[arg(long, default_value_t = 50)]
        connections: usize,
    },
    /// Compare what papers of parliament print of themselves (number, movers, addressees, date, who answers) with what is
    /// found in them
    Papers {
        /// A folder of motions and of questions with their answers, .txt files
        path: PathBuf,
        /// The share of sound papers below which the chore fails
        #[arg(long, default_value_t = 0.98)]
        bar: f64,
    },
}

fn main() -> ExitCode {
    match run(&Cli::parse().chore) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does the chore; whether it found everything in order.
fn run(chore: &Chore) -> anyhow::Result<bool> {
    match chore {
        Chore::Test => suite::run(root()),
        Chore::Stores => stores::run(root()),
        Chore::Tidy => Ok(show(&tidy::check(root())?)),
        Chore::Gazetteer { .. } => Ok(show(&gazetteer::check(&root().join("gazetteers"))?)),
        Chore::Deny => Ok(show(&xtask::deny::check(root())?)),
        Chore::Hostile { megabytes } => hostile_table::run(*megabytes),
        Chore::FuzzSeeds => fuzz_seeds::run(),
        Chore::Report { griffier } => report::run(griffier.as_deref()),
        Chore::SoakAnnotate { griffier, megabytes, jobs, out } => {
            soak_annotate::run(griffier, *megabytes, *jobs, out)
        }
        Chore::Python => python::run(root()).map(|counts| counts.failed == 0),
        Chore::Compare { letters, megabytes, rounds } => compare::run(root(), letters, *megabytes, *rounds),
        Chore::Growth { largest, only } => growth::run(root(), *largest, only.as_deref()),
        Chore::Instructions { update } => instructions::run(root(), *update),
        Chore::Browser { screenshots } => browser::run(root(), screenshots.as_deref()),
        Chore::Soak { program, requests, connections, .. } => {
            soak::server(root(), program.as_deref(), *requests, *connections)
        }
        Chore::Samples => suite::samples(root()),
        Chore::Kb { files, megabytes } => kb::run(files, *megabytes),
        Chore::Pdf { paths } => pdf::run(paths),
        Chore::Papers { path, bar } => papers::run(path, *bar),
        Chore::Corpus { megabytes, out } => write_corpus(*megabytes, out).map(|()| true),
    }
}

fn show(problems: &[Problem]) -> bool {
    for problem in problems {
        println!("{problem}");
    }
    println!("{} problem(s)", problems.len());
    problems.is_empty()
}

fn write_corpus(megabytes: usize, out: &Path) -> anyhow::Result<()> {
    let letters = corpus::make(&corpus::read_seeds(&root().join("seeds"))?, megabytes * 1_000_000);
    let bytes: usize = letters.iter().map(|letter| letter.text.len()).sum();
    if out.extension().is_some_and(|extension| extension == "jsonl") {
        let line = |letter: &corpus::Letter| {
            format!("{}\n", serde_json::json!({ "id": letter.id, "text": letter.text }))
        };
        let lines: String = letters.iter().map(line).collect();
        if let Some(parent) = out.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(out, lines).with_context(|| format!("cannot write {}", out.display()))?;
    } else {
        std::fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
        for letter in &letters {
            std::fs::write(out.join(format!("{}.txt", letter.id)), &letter.text)?;
        }
    }
    println!("{} letters, {bytes} bytes: {}", letters.len(), out.display());
    Ok(())
}
