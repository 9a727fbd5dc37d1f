//! How letters are read: the options that all commands share, and the way from a file to the letters in it.

use super::is_stdin;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use griffier::batch::Push;
use griffier::files::{Entry, Pipe, Reader, is_pipe};
use griffier_ingest::{Input, InputFormat, Limits};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How letters are read.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Reading {
    /// Read the files as this format, whatever their first bytes show; for standard input that begins like something
    /// else.
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    input_format: Option<InputFormat>,
    /// The most that one letter may have, as it comes and as it unpacks (k, M, G). Its text may have 60M at most, of which
    /// annotating takes some thirty times in memory, fifty where every word is a name.
    #[arg(long, value_name = "SIZE", default_value = "500M", value_parser = size)]
    max_bytes: u64,
    /// The longest that work on one letter may take, and that a named pipe may be silent, in seconds; 0 for no limit. What
    /// takes longer is lost. Given, it holds for the silence of standard input too, unless that is a terminal. [default: 120]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
}

/// The limit of time where none is given.
const TIMEOUT: Duration = Duration::from_secs(120);

fn format() -> impl TypedValueParser<Value = InputFormat> {
    let names: Vec<&'static str> = InputFormat::all().map(InputFormat::name).collect();
    PossibleValuesParser::new(names)
        .try_map(|name| InputFormat::all().find(|format| format.name() == name).ok_or("no such format"))
}

/// `500M`: a number of bytes with a suffix of thousands.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let digits = lower.trim_end_matches("ib").trim_end_matches('b');
    let (digits, scale) = match digits.as_bytes().last() {
        Some(b'k') => (&digits[..digits.len() - 1], 1_000),
        Some(b'm') => (&digits[..digits.len() - 1], 1_000_000),
        Some(b'g') => (&digits[..digits.len() - 1], 1_000_000_000),
        _ => (digits, 1),
    };
    let number = digits.trim().parse::<u64>().ok().and_then(|number| number.checked_mul(scale));
    number.filter(|&bytes| bytes > 0).ok_or_else(|| "give a number of bytes, as 800k, 500M or 2G".to_owned())
}

pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.trim().parse::<f64>().ok().and_then(|number| Duration::try_from_secs_f64(number).ok());
    number.ok_or_else(|| "give a number of seconds, as 30 or 0.5".to_owned())
}

impl Default for Reading {
    fn default() -> Self {
        Self { input_format: None, max_bytes: Limits::default().bytes, timeout: Some(Duration::ZERO) }
    }
}

impl Reading {
    /// With a limit of time, and else as if nothing were said.
    pub fn within(timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..Self::default() }
    }
    pub fn limits(&self) -> Limits {
        Limits { bytes: self.max_bytes, ..Limits::default() }
    }
    /// What of it shows in records, and the limit of time, by the names of the options.
    pub fn named(&self) -> [(&'static str, String); 3] {
        [
            ("--input-format", self.input_format.map_or("by content", InputFormat::name).to_owned()),
            ("--max-bytes", self.max_bytes.to_string()),
            ("--timeout", self.timeout.unwrap_or(TIMEOUT).as_secs_f64().to_string()),
        ]
    }
    pub fn timeout(&self) -> Option<Duration> {
        Some(self.timeout.unwrap_or(TIMEOUT)).filter(|timeout| !timeout.is_zero())
    }
    /// How long standard input may be silent: what is piped to it may be long in the making, so only if somebody says so, and
    /// who types at a terminal may take his time.
    fn patience(&self) -> Option<Duration> {
        self.timeout().filter(|_| self.timeout.is_some() && !io::stdin().is_terminal())
    }
}

/// Counts of what is no letter.
type Others = Arc<Mutex<BTreeMap<String, usize>>>;

/// Reads files into letters.
pub(crate) struct Feed {
    limits: Limits,
    format: Option<InputFormat>,
    timeout: Option<Duration>,
    patience: Option<Duration>,
    others: Others,
    read: Arc<AtomicU64>,
}

impl Feed {
    pub fn new(reading: &Reading, read: Arc<AtomicU64>) -> Self {
        let (limits, timeout, patience) = (reading.limits(), reading.timeout(), reading.patience());
        Self { limits, format: reading.input_format, timeout, patience, others: Others::default(), read }
    }
    pub fn others(&self) -> Others {
        Arc::clone(&self.others)
    }

    /// Reads the files one after another, until nobody wants more.
    pub fn read(&self, files: &[PathBuf], push: Push<'_, Entry>) {
        let other = |kind: String| {
            if let Ok(mut others) = self.others.lock() {
                *others.entry(kind).or_default() += 1;
            }
        };
        let reader = Reader { limits: self.limits, format: self.format, other: &other };
        let _ = files.iter().try_for_each(|path| reader.file(path, |file| self.open(file), push));
    }

    fn open(&self, path: &Path) -> io::Result<Input> {
        if is_stdin(path) {
            let read = Arc::clone(&self.read);
            return Ok(Input::Stream(match self.patience {
                Some(_) => Box::new(Watched { inner: Pipe::over(|| Ok(io::stdin()), self.patience)?, read }),
                None => Box::new(Watched { inner: io::stdin(), read }),
            }));
        }
        let read = Arc::clone(&self.read);
        // Not opened here: that would wait for somebody who writes to it.
        if is_pipe(&std::fs::metadata(path)?) {
            let inner = Pipe::open(path, self.timeout)?;
            return Ok(Input::Stream(Box::new(Watched { inner, read })));
        }
        Ok(Input::File(Box::new(Watched { inner: File::open(path)?, read })))
    }
}

/// Counts the bytes that are read from a file, for the progress bar.
struct Watched<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: Seek> Seek for Watched<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_suffixes() {
        let sizes = ["1", "800k", "500M", "2G", "2 gb", "3MiB"].map(|text| size(text).unwrap());
        assert_eq!(sizes, [1, 800_000, 500_000_000, 2_000_000_000, 2_000_000_000, 3_000_000]);
        assert!(["", "0", "M", "-1", "1.5G", "99999999999999G", "5T"].iter().all(|text| size(text).is_err()));
    }

    #[test]
    fn times_are_seconds() {
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        assert!(["", "-1", "1m", "inf", "nan", "1e300"].iter().all(|text| seconds(text).is_err()));
    }
}
