//! Two sets of figures beside each other: what got faster or slower, and what lies within the noise.

use super::report::{Report, Run, Spread};
use anyhow::bail;
use std::io::Write;

/// Says how the figures of `new` differ from those of `old`.
///
/// # Errors
/// When they were not measured on the same letters.
pub(super) fn print(old: &Report, new: &Report, out: &mut impl Write) -> anyhow::Result<()> {
    let (was, is) = (&old.corpus, &new.corpus);
    if was.sha256 != is.sha256 {
        bail!(
            "the figures to compare with are of other letters ({} of {:.2} MB, {}): measure both on the same",
            was.letters,
            was.bytes as f64 / 1e6,
            was.sha256.get(..12).unwrap_or_default()
        );
    }
    writeln!(out, "\ncompared with griffier {}, knowledge base {}", old.griffier, old.knowledge)?;
    if old.machine != new.machine {
        writeln!(out, "measured on another machine: what differs may be its doing")?;
    }
    if old.optimized != new.optimized {
        writeln!(out, "one of the two was built without optimisation")?;
    }
    for (what, was, is) in [
        ("tokens", was.tokens, is.tokens),
        ("mentions", was.mentions, is.mentions),
        ("relations", was.relations, is.relations),
    ] {
        if was != is {
            writeln!(out, "{what}: {was} then, {is} now")?;
        }
    }
    for run in &new.runs {
        match old.runs.iter().find(|old| old.threads == run.threads) {
            Some(old) => print_run(old, run, out)?,
            None => writeln!(out, "{} threads: not measured then", run.threads)?,
        }
    }
    Ok(())
}

fn print_run(old: &Run, new: &Run, out: &mut impl Write) -> anyhow::Result<()> {
    let threads = if new.threads == 1 { "thread" } else { "threads" };
    let whole = (format!("{} {threads}, in all", new.threads), old.seconds, new.seconds);
    let mut rows = vec![whole];
    // As in the table of a run: steps are told of one thread.
    for step in new.steps.iter().filter(|_| new.threads == 1) {
        match old.steps.iter().find(|old| old.name == step.name) {
            Some(old) => rows.push((step.name.clone(), old.seconds, step.seconds)),
            None => writeln!(out, "  {:32} not measured then", step.name)?,
        }
    }
    for (name, was, is) in rows {
        writeln!(out, "  {name:32} {}", verdict(was, is))?;
    }
    Ok(())
}

/// `1.30x faster (1.21 to 1.42)`: by the middle round; in brackets the slowest round of one against the fastest of the other.
/// Where rounds of both took the same time, they cannot be told apart.
fn verdict(was: Spread, is: Spread) -> String {
    let ratio = |a: f64, b: f64| a / b.max(f64::MIN_POSITIVE);
    if was.low > is.high {
        let [middle, low, high] =
            [ratio(was.median, is.median), ratio(was.low, is.high), ratio(was.high, is.low)];
        format!("{middle:.2}x faster ({low:.2} to {high:.2})")
    } else if is.low > was.high {
        let [middle, low, high] =
            [ratio(is.median, was.median), ratio(is.low, was.high), ratio(is.high, was.low)];
        format!("{middle:.2}x slower ({low:.2} to {high:.2})")
    } else {
        let [low, high] = [ratio(is.low, was.high), ratio(is.high, was.low)];
        format!("no difference beyond the noise (time x {low:.2} to {high:.2})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(was: [f64; 3], is: [f64; 3], expected: &str) {
        let spread = |[low, median, high]: [f64; 3]| Spread { low, median, high };
        assert_eq!(verdict(spread(was), spread(is)), expected);
    }

    #[test]
    fn what_overlaps_is_noise() {
        check([2.0, 2.0, 2.5], [1.0, 1.0, 1.25], "2.00x faster (1.60 to 2.50)");
        check([1.0, 1.0, 1.25], [2.0, 2.0, 2.5], "2.00x slower (1.60 to 2.50)");
        check([1.0, 2.0, 4.0], [2.0, 3.0, 5.0], "no difference beyond the noise (time x 0.50 to 5.00)");
        check([1.0, 1.0, 1.0], [1.0, 1.0, 1.0], "no difference beyond the noise (time x 1.00 to 1.00)");
    }
}
