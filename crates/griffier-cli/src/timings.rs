//! How long each step of annotating took: `annotate --timings`, `bench`.

use griffier::batch::Watch;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Time by step, in the order in which the steps ran.
#[derive(Default)]
pub(crate) struct Timings {
    /// When the last step ended; `None` where nobody asked.
    last: Option<Instant>,
    steps: Vec<(&'static str, Duration)>,
    bytes: u64,
}

impl Timings {
    /// Starts the clock, if it is asked for.
    pub fn start(asked: bool) -> Self {
        Self { last: asked.then(Instant::now), ..Self::default() }
    }
    /// Each step with its time, in the order in which the steps ran.
    pub fn steps(&self) -> &[(&'static str, Duration)] {
        &self.steps
    }
    /// Adds those of one letter, which holds so many bytes.
    pub fn add(&mut self, letter: &Timings, bytes: u64) {
        self.bytes += bytes;
        for &(step, time) in &letter.steps {
            match self.steps.iter_mut().find(|(known, _)| *known == step) {
                Some((_, sum)) => *sum += time,
                None => self.steps.push((step, time)),
            }
        }
    }
    /// Prints the table to standard error. That nobody listens there is no failure.
    pub fn print(&self) {
        let _ = self.write(&mut io::stderr().lock());
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let whole: Duration = self.steps.iter().map(|(_, time)| *time).sum();
        writeln!(out, "{:30} {:>9} {:>9} {:>7}", "step", "seconds", "MB/s", "share")?;
        let rows = self.steps.iter().copied().chain([("all", whole)]);
        for (step, time) in rows {
            let seconds = time.as_secs_f64();
            let speed = if seconds > 0.0 { self.bytes as f64 / seconds / 1e6 } else { 0.0 };
            let share = 100.0 * seconds / whole.as_secs_f64().max(f64::MIN_POSITIVE);
            writeln!(out, "{step:30} {seconds:9.4} {speed:9.1} {share:6.1}%")?;
        }
        Ok(())
    }
}

impl Watch for Timings {
    fn resume(&mut self) {
        self.last = self.last.map(|_| Instant::now());
    }
    fn lap(&mut self, step: &'static str) {
        let Some(last) = self.last else { return };
        let now = Instant::now();
        self.steps.push((step, now - last));
        self.last = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_letters_are_summed_in_their_order() {
        let mut all = Timings::default();
        for millis in [250, 500] {
            let steps =
                vec![("ingest", Duration::from_millis(millis)), ("export", Duration::from_millis(125))];
            all.add(&Timings { steps, ..Timings::default() }, 1_500_000);
        }
        let mut out = Vec::new();
        all.write(&mut out).unwrap();
        let rows: Vec<Vec<String>> = String::from_utf8(out)
            .unwrap()
            .lines()
            .skip(1)
            .map(|line| line.split_whitespace().map(str::to_owned).collect())
            .collect();
        let expected = [
            ["ingest", "0.7500", "4.0", "75.0%"],
            ["export", "0.2500", "12.0", "25.0%"],
            ["all", "1.0000", "3.0", "100.0%"],
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn nobody_asked() {
        let mut timings = Timings::start(false);
        timings.lap("ingest");
        assert!(timings.steps.is_empty());
    }
}
