//! `cargo xtask soak-annotate`: gigabytes of letters through `griffier annotate`, and the memory it takes meanwhile.

use anyhow::{Context, bail, ensure};
use griffier_benches::corpus;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Letters that are sent over and over, each time with other ids.
const ROUND: usize = 20_000_000;

/// How much more memory the second half may take than the first, in kB: what is kept of each letter is 24 bytes, and the
/// system gives pages back when it likes.
const SLACK: u64 = 24 * 1024;

/// Memory of a process in kB.
fn memory(child: &Child) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    line.trim().trim_end_matches(" kB").parse().context("VmRSS")
}

/// Sends so many megabytes through `griffier` and prints the memory after each twentieth; whether it stayed flat.
pub fn run(griffier: &Path, megabytes: usize, jobs: u16, output: &Path) -> anyhow::Result<bool> {
    ensure!(cfg!(target_os = "linux"), "reads /proc, which this system has not");
    let letters = corpus::make(&corpus::read_seeds(&xtask::root().join("seeds"))?, ROUND);
    let mut child = Command::new(griffier)
        .args(["annotate", "-", "-q", "--jobs", &jobs.to_string(), "-o"])
        .arg(output)
        .stdin(Stdio::piped())
        .spawn()
        .with_context(|| griffier.display().to_string())?;
    let mut input = BufWriter::new(child.stdin.take().context("no standard input")?);
    println!("| MB of letters | letters | seconds | memory, MB |\n|---|---|---|---|");
    let (start, total, step) = (Instant::now(), megabytes * 1_000_000, (megabytes * 50_000).max(1));
    let (mut sent, mut count, mut next) = (0, 0_u64, step);
    let mut readings = Vec::new();
    'rounds: for round in 0.. {
        for letter in &letters {
            let id = format!("{}-{round}", letter.id);
            writeln!(input, "{}", serde_json::json!({ "id": id, "text": letter.text }))?;
            sent += letter.text.len();
            count += 1;
            if sent >= next {
                let kilobytes = memory(&child)?;
                readings.push(kilobytes);
                let seconds = start.elapsed().as_secs();
                println!("| {} | {count} | {seconds} | {:.1} |", sent / 1_000_000, kilobytes as f64 / 1024.0);
                next += step;
            }
            if sent >= total {
                break 'rounds;
            }
        }
    }
    drop(input.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?);
    let peak = watch(&mut child, &mut readings)?;
    println!("done after {} s; most {:.1} MB", start.elapsed().as_secs(), peak as f64 / 1024.0);
    let (first, second) = readings.split_at(readings.len() / 2);
    let most = |part: &[u64]| part.iter().copied().max().unwrap_or_default();
    Ok(most(second) <= most(first) + SLACK)
}

/// Waits for the end and goes on measuring; the most memory there was.
fn watch(child: &mut Child, readings: &mut Vec<u64>) -> anyhow::Result<u64> {
    loop {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("annotate ended with {status}");
            }
            return Ok(readings.iter().copied().max().unwrap_or_default());
        }
        readings.extend(memory(child).ok());
        std::thread::sleep(Duration::from_millis(500));
    }
}
