//! `cargo xtask hostile`: the table of what a byte of hostile text costs.

use griffier::Pipeline;
use griffier_benches::corpus;
use std::time::Duration;
use xtask::hostile::{SENTENCE, TEXTS, text, time};

/// How much more a byte may cost than one of a letter.
const BAR: f64 = 3.0;

/// The text in which every word is a find, so that its record is sixty times as long as it, and its own bar.
const DENSE: (&str, f64) = ("names", 8.0);

/// Bytes of the text on one line, for each megabyte of the others.
const LINE: usize = 5;

/// Runs of each measurement, of which the shortest counts.
const RUNS: usize = 2;

/// Prints the table; whether every text keeps to the bar.
pub fn run(megabytes: usize) -> anyhow::Result<bool> {
    if cfg!(debug_assertions) {
        println!(
            "An unoptimized build: only the last column says something. cargo run --release -p xtask -- hostile\n"
        );
    }
    let (pipeline, bytes) = (Pipeline::new(), megabytes * 1_000_000);
    let letters = corpus::make(&corpus::read_seeds(&xtask::root().join("seeds"))?, bytes);
    let size: usize = letters.iter().map(|letter| letter.text.len()).sum();
    let whole = || letters.iter().map(|letter| time(&pipeline, &letter.text)).sum::<Result<Duration, _>>();
    // Once unmeasured: tables are filled at first use.
    whole()?;
    let normal = shortest(whole)?.as_secs_f64() / size as f64;
    println!("| text | size | ns a byte | times a letter's |\n|---|---|---|---|");
    println!("| letters | {megabytes} MB | {:.0} | 1.00 |", normal * 1e9);
    let long = (("a line of sentences", SENTENCE), bytes * LINE);
    let mut kept = true;
    for ((name, unit), bytes) in TEXTS.into_iter().map(|text| (text, bytes)).chain([long]) {
        let hostile = text(unit, bytes);
        let cost = shortest(|| time(&pipeline, &hostile))?.as_secs_f64() / hostile.len() as f64;
        let ratio = cost / normal;
        let bar = if name == DENSE.0 { DENSE.1 } else { BAR };
        kept &= ratio <= bar;
        let mark = if ratio > bar { " **over**" } else { "" };
        println!("| {name} | {} MB | {:.0} | {ratio:.2}{mark} |", bytes / 1_000_000, cost * 1e9);
    }
    Ok(kept)
}

fn shortest(mut run: impl FnMut() -> std::io::Result<Duration>) -> std::io::Result<Duration> {
    let mut best = run()?;
    for _ in 1..RUNS {
        best = best.min(run()?);
    }
    Ok(best)
}
