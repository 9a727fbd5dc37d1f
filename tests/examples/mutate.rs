//! Runs the fuzz targets on an ordinary build, without counters of coverage: seeds, damaged at random, for so many seconds each.
//! `cargo run -p griffier-tests --example mutate -- SECONDS [TARGET]…`; seeds come from `cargo xtask fuzz-seeds`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a command for developers, who see it stop"
)]

#[path = "../../fuzz/src/lib.rs"]
#[allow(dead_code, reason = "what only libFuzzer calls")]
mod fuzz;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Longest input, and the longest that a target may take for one.
const LONGEST: usize = 16 * 1024;
const SLOW: Duration = Duration::from_secs(10);

/// Small numbers in an order that is the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// Bytes that readers of text, markup and numbers stumble over.
const BAITS: [&[u8]; 24] = [
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x80",
    b"\xed\xa0\x80",
    b"\xe2\x80\x8b",
    b"\xcc\x81",
    b"\xef\xac\x81",
    b"\xc2\xad",
    b"\r",
    b"\n\n",
    b"((((",
    b"99999999999",
    b"-1",
    b"</",
    b"<![CDATA[",
    b"&#0;",
    b"&#x10ffff;",
    b"\"",
    b"\\u0000",
    b"[[[[",
    b"{}",
    b"nr. 0000",
    b"artikel ",
];

/// `seed` with a few changes, some of them pieces of `other`.
fn mutate(seed: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + 1 + dice.below(64)).min(bytes.len());
        match dice.below(7) {
            0 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            2 => drop(bytes.drain(at.min(end)..end)),
            3 => drop(bytes.splice(at..at, BAITS[dice.below(BAITS.len())].iter().copied())),
            4 => {
                let piece = bytes[at.min(end)..end].repeat(1 + dice.below(30));
                drop(bytes.splice(at..at, piece));
            }
            5 => bytes.truncate(at),
            _ => {
                let from = dice.below(other.len());
                let piece = other[from..(from + dice.below(400)).min(other.len())].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}

fn seeds(folder: &Path) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    seeds.push(Vec::new());
    seeds
}

fn main() {
    let mut args = std::env::args().skip(1);
    let seconds: u64 = args.next().and_then(|seconds| seconds.parse().ok()).expect("seconds for each target");
    let wanted: Vec<String> = args.collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    for (name, target) in
        fuzz::TARGETS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|w| w == name))
    {
        let seeds = seeds(&root.join("corpus").join(name));
        let mut dice = Dice(std::process::id().into());
        let (start, mut runs, mut faults) = (Instant::now(), 0_u64, 0);
        while start.elapsed() < Duration::from_secs(seconds) && faults < 5 {
            let (seed, other) = (dice.below(seeds.len()), dice.below(seeds.len()));
            let bytes = mutate(&seeds[seed], &seeds[other], &mut dice);
            let begun = Instant::now();
            let sound = catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_ok();
            runs += 1;
            if !sound || begun.elapsed() > SLOW {
                faults += 1;
                let artifact = root.join("artifacts").join(name);
                std::fs::create_dir_all(&artifact).unwrap();
                let file = artifact.join(format!("mutated-{}-{runs}", std::process::id()));
                std::fs::write(&file, &bytes).unwrap();
                println!(
                    "{name}: {} after {:?}: {}",
                    if sound { "slow" } else { "panic" },
                    begun.elapsed(),
                    file.display()
                );
            }
        }
        println!(
            "{name}: {runs} runs from {} seeds in {} s, {faults} faults",
            seeds.len(),
            start.elapsed().as_secs()
        );
    }
}
