//! The measuring: all letters, round after round, each round from the file to the bytes of the record.

use super::report::{Corpus, Run, Spread, Step};
use crate::input::{Entry, Inputs, Reading};
use crate::timings::Timings;
use anyhow::bail;
use griffier::batch::{Annotate, Half, LetterError, Opened, Progress, Staged, Watch};
use griffier::{Document, Pipeline, Unit};
use griffier_export::write_record;
use griffier_ingest::Limits;
use sha2::{Digest, Sha256};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// Nothing asks a round to stop before its end.
static NEVER: AtomicBool = AtomicBool::new(false);

/// What is measured.
pub(super) struct Bench<'a> {
    inputs: &'a Inputs,
    reading: &'a Reading,
    pipeline: Pipeline,
    /// As the first round found it.
    corpus: Option<Corpus>,
}

/// What one letter adds.
struct Letter {
    sha256: String,
    counts: [u64; 5],
    timings: Timings,
}

/// One round over all letters.
struct Round {
    whole: Duration,
    first: Duration,
    timings: Timings,
}

impl<'a> Bench<'a> {
    pub fn new(inputs: &'a Inputs, reading: &'a Reading, pipeline: Pipeline) -> Self {
        Self { inputs, reading, pipeline, corpus: None }
    }

    /// The first round and `rounds` more on so many threads.
    ///
    /// # Errors
    /// When no thread can be started, when there is no letter, or when a later round reads other letters than the first.
    pub fn run(&mut self, threads: usize, rounds: usize) -> anyhow::Result<Run> {
        let cold = self.round(threads)?;
        let warm = (0..rounds).map(|_| self.round(threads)).collect::<anyhow::Result<Vec<_>>>()?;
        let steps = cold.timings.steps().iter().map(|&(name, _)| {
            let of =
                |round: &Round| round.timings.steps().iter().find(|(step, _)| *step == name).map(|s| s.1);
            Step { name: name.to_owned(), seconds: Spread::of(warm.iter().filter_map(of)) }
        });
        Ok(Run {
            threads,
            rounds,
            cold_seconds: cold.whole.as_secs_f64(),
            first_record_seconds: cold.first.as_secs_f64(),
            seconds: Spread::of(warm.iter().map(|round| round.whole)),
            steps: steps.collect(),
            peak_memory_bytes: super::machine::peak(),
        })
    }

    /// The letters; `faults` of them could not even be looked up.
    ///
    /// # Errors
    /// When nothing was measured.
    pub fn corpus(&self, faults: usize) -> anyhow::Result<Corpus> {
        let Some(corpus) = &self.corpus else { bail!("nothing was measured") };
        Ok(Corpus { lost: corpus.lost + faults as u64, ..corpus.clone() })
    }

    fn round(&mut self, threads: usize) -> anyhow::Result<Round> {
        let (pipeline, start) = (self.pipeline, Instant::now());
        let (mut sum, mut corpus, mut first) = (Timings::start(true), Corpus::default(), None);
        let (mut hash, mut losses) = (Sha256::new(), Vec::new());
        let work = Staged(Measured { pipeline, limits: self.reading.limits() });
        self.inputs.each_until(self.reading, threads, &NEVER, work, |_, result| {
            first.get_or_insert_with(|| start.elapsed());
            match result {
                Ok(letter) => {
                    hash.update(letter.sha256.as_bytes());
                    corpus.add(letter.counts);
                    sum.add(&letter.timings, 0);
                }
                Err(error) => losses.push(error),
            }
            ControlFlow::Continue(())
        })?;
        let whole = start.elapsed();
        corpus.lost = losses.len() as u64;
        corpus.sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        match &self.corpus {
            None => losses.iter().for_each(crate::complain),
            Some(known) if *known == corpus => {}
            Some(_) => bail!("the letters changed while they were measured"),
        }
        if corpus.letters == 0 {
            bail!("there is no letter to measure");
        }
        self.corpus = Some(corpus);
        Ok(Round { whole, first: first.unwrap_or(whole), timings: sum })
    }
}

/// Annotates letters and writes their records to memory.
struct Measured {
    pipeline: Pipeline,
    limits: Limits,
}

impl Annotate for Measured {
    type Item = Entry;
    type Extra = Timings;
    type Out = Letter;

    fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    fn open(&self, path: &Path, entry: Entry) -> Result<Opened<Timings, Letter>, LetterError> {
        let mut timings = Timings::start(true);
        let doc = entry.ingest(path, &self.limits)?;
        timings.lap("ingest");
        Ok(Progress::Part(Half::new(doc, timings)))
    }

    fn close(&self, doc: Document, mut timings: Timings) -> Result<Letter, LetterError> {
        let mut record = Vec::new();
        write_record(&doc, Unit::Byte, &mut record)
            .map_err(|error| LetterError::Io(doc.source().path.clone().into(), error))?;
        timings.lap("export");
        let counts = [1, doc.text().len(), doc.tokens().len(), doc.mentions().len(), doc.relations().len()];
        Ok(Letter { sha256: doc.source().sha256.clone(), counts: counts.map(|count| count as u64), timings })
    }
}
