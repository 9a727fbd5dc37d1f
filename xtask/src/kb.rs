//! `cargo xtask kb`: how fast knowledge bases match and answer, side by side on one corpus.

use griffier::{Document, KnowledgeBase, builtin, lists};
use griffier_benches::corpus;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Runs of each measurement.
const RUNS: u32 = 9;

/// Prints a line for the built-in lists and for each compiled file: megabytes matched a second, lookups a second.
pub fn run(files: &[PathBuf], megabytes: usize) -> anyhow::Result<bool> {
    let letters = corpus::make(&corpus::read_seeds(&xtask::root().join("seeds"))?, megabytes * 1_000_000);
    let docs: Vec<Document> =
        letters.iter().map(|letter| Document::from_text(letter.id.as_str(), &letter.text)).collect();
    let bytes: usize = letters.iter().map(|letter| letter.text.len()).sum();
    println!("| knowledge base | entities | forms | opened in | matching | hits | lookups |");
    println!("|---|---|---|---|---|---|---|");
    report("built in", builtin(), Duration::ZERO, &docs, bytes);
    for file in files {
        let start = Instant::now();
        let kb = lists::map(file)?;
        report(&file.display().to_string(), kb, start.elapsed(), &docs, bytes);
    }
    Ok(true)
}

fn report(name: &str, kb: KnowledgeBase, opened: Duration, docs: &[Document], bytes: usize) {
    let mut hits = 0;
    let matching = timed(|| hits = docs.iter().map(|doc| kb.find(doc).len()).sum());
    // Every tenth form, and as many names that are not listed.
    let forms: Vec<&str> = (0..kb.surfaces()).step_by(10).map(|number| kb.surface_form(number)).collect();
    let missing: Vec<String> = forms.iter().map(|form| format!("{form} xq")).collect();
    let mut found = 0_usize;
    let lookups = timed(|| {
        let names = forms.iter().copied().chain(missing.iter().map(String::as_str));
        found = names.filter(|name| kb.surface(name).is_some()).count();
    });
    assert_eq!(found, forms.len(), "every listed form is found, and none that is not listed");
    let [entities, surfaces, ..] = kb.version().counts;
    let rate = (forms.len() + missing.len()) as f64 / lookups.as_secs_f64().max(1e-4) / 1e6;
    let speed = bytes as f64 / matching.as_secs_f64() / 1e6;
    println!(
        "| {name} | {entities} | {surfaces} | {:.2} ms | {speed:.0} MB/s | {hits} | {rate:.2} M/s |",
        opened.as_secs_f64() * 1e3
    );
}

/// Processor time of one run: the mean of several, as the system counts in hundredths of a second.
fn timed(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    let before = on_processor(start);
    (0..RUNS).for_each(|_| work());
    on_processor(start).saturating_sub(before) / RUNS
}

/// The time that this process has had a processor; where the system does not say, the time since `start`.
fn on_processor(start: Instant) -> Duration {
    let said = std::fs::read_to_string("/proc/self/stat").ok();
    // After the name in brackets: user and system time are the 12th and 13th field.
    let fields =
        said.as_deref().and_then(|said| said.rsplit_once(')')).map(|(_, fields)| fields.split_whitespace());
    let ticks: Option<u64> =
        fields.and_then(|fields| fields.skip(11).take(2).map(|field| field.parse::<u64>().ok()).sum());
    ticks.map_or_else(|| start.elapsed(), |ticks| Duration::from_millis(ticks * 10))
}
