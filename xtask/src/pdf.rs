//! `cargo xtask pdf PATH…`: the words of PDF files beside those that `pdftotext -raw` finds, in number and in order, and
//! how fast each was read. `pdftotext` is that of poppler, if it is installed.

use anyhow::Context;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The least share of words in common, and of words in the same order.
const WORDS: f64 = 0.995;
const ORDER: f64 = 0.99;

/// Compares every PDF at `paths`, files or folders; whether each reaches the bars.
pub fn run(paths: &[PathBuf]) -> anyhow::Result<bool> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(xtask::files_with_extension(path, "pdf")?);
        } else {
            files.push(path.clone());
        }
    }
    anyhow::ensure!(!files.is_empty(), "no PDF files; name files or folders");
    let mut out = String::new();
    let mut all = true;
    writeln!(out, "{:>6} {:>6} {:>7} {:>7} {:>8}  file", "pages", "words", "F1", "order", "ms/page")?;
    for file in &files {
        all &= row(file, &mut out)?;
    }
    // A reader that has seen enough closes the pipe.
    std::io::stdout().write_all(out.as_bytes()).or_else(|error| match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    })?;
    Ok(all)
}

fn row(file: &Path, out: &mut String) -> anyhow::Result<bool> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let start = Instant::now();
    let read = griffier::ingest(bytes, &file.to_string_lossy());
    let seconds = start.elapsed().as_secs_f64();
    let doc = match read {
        Ok(doc) => doc,
        Err(error) => {
            writeln!(out, "{:>38}  {}: {error}", "-", file.display())?;
            return Ok(true);
        }
    };
    let pages = doc.source_map().pages.len();
    let known = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file).arg("-").output();
    let known = known.context("cannot run pdftotext; install poppler-utils")?;
    let (ours, theirs) = (words(doc.text()), words(&String::from_utf8_lossy(&known.stdout)));
    let sum = (ours.len() + theirs.len()).max(1) as f64;
    let shared = 2.0 * in_common(&ours, &theirs) as f64 / sum;
    let order = 2.0 * longest_common(&ours, &theirs) as f64 / sum;
    let (f1, in_order, ms) = (100.0 * shared, 100.0 * order, 1000.0 * seconds / pages.max(1) as f64);
    writeln!(out, "{pages:>6} {:>6} {f1:>7.2} {in_order:>7.2} {ms:>8.2}  {}", ours.len(), file.display())?;
    Ok(shared >= WORDS && order >= ORDER)
}

/// Runs of letters and digits; raised digits as others, for `pdftotext` does not tell them apart.
fn words(text: &str) -> Vec<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let plain: String = text
        .chars()
        .map(|c| {
            RAISED.iter().position(|&raised| raised == c).map_or(c, |digit| (b'0' + digit as u8) as char)
        })
        .filter(|&c| c != '\u{ad}')
        .collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many words both have, each as often as the one has it that has it less often.
fn in_common(a: &[String], b: &[String]) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in a {
        *counts.entry(word).or_default() += 1;
    }
    let shared = |word: &&String| match counts.get_mut(word.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    b.iter().filter(shared).count()
}

/// The length of the longest sequence of words that both have in the same order, 64 words at a time.
fn longest_common(a: &[String], b: &[String]) -> usize {
    let blocks = b.len().div_ceil(64);
    let mut places: HashMap<&str, Vec<u64>> = HashMap::new();
    for (i, word) in b.iter().enumerate() {
        places.entry(word).or_insert_with(|| vec![0; blocks])[i / 64] |= 1 << (i % 64);
    }
    let mut open = vec![u64::MAX; blocks];
    for word in a {
        let Some(at) = places.get(word.as_str()) else { continue };
        let mut carry = false;
        for (open, at) in open.iter_mut().zip(at) {
            let taken = *open & at;
            let (sum, over) = open.overflowing_add(taken);
            let (sum, more) = sum.overflowing_add(u64::from(carry));
            *open = sum | (*open & !taken);
            carry = over || more;
        }
    }
    (0..b.len()).filter(|i| open[i / 64] >> (i % 64) & 1 == 0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, shared: usize, in_order: usize) {
        let (a, b) = (words(a), words(b));
        assert_eq!((in_common(&a, &b), longest_common(&a, &b)), (shared, in_order));
    }

    #[test]
    fn words_are_counted_and_put_beside_each_other() {
        check("een twee drie", "een, twee; drie.", 3, 3);
        check("twee een drie drie", "een twee drie", 3, 2);
        check("noot¹ en", "noot1 en", 2, 2);
        check("", "een", 0, 0);
        let long: String = (0..200).map(|i| format!("w{i} ")).collect();
        check(&long, &long, 200, 200);
        check(&long, &format!("x {long}"), 200, 200);
    }
}
