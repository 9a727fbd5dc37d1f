//! Where the records of one run of `annotate` go, and what is noted of them: straight to standard output or a device, or
//! by way of a ledger to a file or a folder.

use super::Args;
use crate::input::{Inputs, is_stdin};
use crate::ledger::journal::{Conditions, Entry, Journal, Lost, Place};
use crate::ledger::manifest::{self, About};
use crate::ledger::{Finished, Kept, Ledger, Shape, beside, hexadecimal};
use crate::output::{Audience, Output};
use anyhow::{Context, bail, ensure};
use griffier_export::Arrangement;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The books of one run.
pub(crate) struct Book {
    way: Way,
    pub shape: Shape,
    pub audience: Audience,
    /// Where the manifest goes, if there is to be one.
    manifest: Option<PathBuf>,
}

enum Way {
    /// With a journal for the manifest, if one is asked for.
    Direct(Box<Output>, Option<Box<Journal>>),
    Kept(Box<Ledger>),
}

impl Book {
    /// Opens the output that `args` name.
    ///
    /// # Errors
    /// When it cannot be made, is one of the letters, or cannot be gone on with.
    pub fn open(args: &Args, inputs: &mut Inputs, conditions: &Conditions) -> anyhow::Result<Self> {
        let arrangement = args.format.arrangement();
        let named = args.output.as_deref().filter(|path| !is_stdin(path));
        if let Some(letter) = args.manifest.as_deref().and_then(|path| inputs.same_file(path)) {
            bail!("{}: is a letter to read; give --manifest another file", letter.display());
        }
        let Some(target) = named.filter(|path| arrangement == Arrangement::Folder || is_plain(path)) else {
            let what = if named.is_some() { "a device or a pipe" } else { "standard output" };
            ensure!(
                !args.resume,
                "--resume: what was written to {what} cannot be gone on with; give -o a file"
            );
            let output = Output::arranged(args.output.as_deref(), inputs, args.quiet, arrangement)?;
            let manifest = args.manifest.clone();
            let journal = manifest.is_some().then(|| Journal::unnamed(conditions)).transpose();
            let journal = journal.context("cannot keep a journal")?;
            let shape = Shape::of(Path::new("-"), arrangement);
            let audience = output.audience;
            let way = Way::Direct(Box::new(output), journal.map(Box::new));
            return Ok(Self { way, shape, audience, manifest });
        };
        inputs.refuse_same(target)?;
        let shape = Shape::of(target, arrangement);
        let manifest = args.manifest.clone().unwrap_or_else(|| beside(&resolved(target), ".manifest.json"));
        let ledger = Ledger::open(target, shape, conditions, &manifest, args.resume)?;
        let way = Way::Kept(Box::new(ledger));
        Ok(Self { way, shape, audience: Audience::Program, manifest: Some(manifest) })
    }

    /// Whether letters are noted, so that their fingerprints and checksums are of use.
    pub fn notes(&self) -> bool {
        !matches!(self.way, Way::Direct(_, None))
    }

    /// What an earlier run finished.
    pub fn kept(&self) -> Arc<Kept> {
        match &self.way {
            Way::Kept(ledger) => ledger.kept(),
            Way::Direct(..) => Arc::default(),
        }
    }

    /// Writes what one letter adds.
    pub fn add(&mut self, finished: Finished) -> io::Result<()> {
        let (output, journal) = match &mut self.way {
            Way::Kept(ledger) => return ledger.add(finished),
            Way::Direct(output, journal) => (output, journal),
        };
        finished.pieces.iter().try_for_each(|piece| output.write(&piece.bytes))?;
        let Some(journal) = journal else { return Ok(()) };
        let place = |bytes| Place { file: String::new(), at: 0, bytes, whole: false, raw: 0, crc: 0 };
        let pieces = finished.pieces.iter().map(|piece| place(piece.bytes.len() as u64)).collect();
        let Finished { path, id, sha256, key, row, sum, .. } = finished;
        let key = hexadecimal(&key[..16]);
        journal.add(&Entry { path, id, sha256, key, duplicate: false, row, sum, pieces })
    }

    /// Takes over a letter that an earlier run finished.
    pub fn take_over(&mut self, line: u64) -> io::Result<Entry> {
        match &mut self.way {
            Way::Kept(ledger) => ledger.take_over(line),
            Way::Direct(..) => Err(io::Error::other("nothing was kept")),
        }
    }

    /// Notes a letter that is lost.
    pub fn lose(&mut self, path: String, reason: String) -> io::Result<()> {
        match &mut self.way {
            Way::Kept(ledger) => ledger.lose(path, reason),
            Way::Direct(_, Some(journal)) => journal.add(&Lost { path, reason }),
            Way::Direct(_, None) => Ok(()),
        }
    }

    /// Whether a later run can go on with what this one leaves.
    pub fn is_kept(&self) -> bool {
        matches!(self.way, Way::Kept(_))
    }

    /// Puts everything in its place, or, if the run is not complete, leaves it to a later one. How many letters have the
    /// same bytes as one before them.
    ///
    /// # Errors
    /// When something cannot be written.
    pub fn close(self, about: &About<'_>) -> io::Result<usize> {
        let manifest = self.manifest.unwrap_or_default();
        let counts = match self.way {
            Way::Kept(ledger) if about.complete => ledger.finish(about, &manifest)?,
            Way::Kept(ledger) => ledger.suspend(about, &manifest)?,
            Way::Direct(mut output, journal) => {
                output.finish()?;
                let Some(mut journal) = journal else { return Ok(0) };
                manifest::write(&manifest, about, &mut journal)?
            }
        };
        Ok(counts.duplicates)
    }

    /// Leaves what is finished to a later run, as something could not be written. What cannot be kept either is done
    /// again.
    pub fn leave(self) {
        if let Way::Kept(mut ledger) = self.way {
            let _ = ledger.sync();
        }
    }
}

/// Whether a file at `path` can be replaced by another: a device or a pipe can be written to only.
fn is_plain(path: &Path) -> bool {
    std::fs::metadata(path).map_or(true, |metadata| metadata.is_file() || metadata.is_dir())
}

fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.components().collect())
}
