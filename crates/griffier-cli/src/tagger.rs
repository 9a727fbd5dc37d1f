//! The switches for the tagger and for models of the user's, the same in every command that reads letters.

use anyhow::Context;
use clap::Args;
use griffier::{Model, Pipeline};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct Choice {
    /// Also names that no list has and no rule finds, by a tagger learned from annotated text: the one that griffier brings,
    /// or a model of `griffier train`.
    #[arg(long, value_name = "MODEL", num_args = 0..=1, require_equals = true)]
    tagger: Option<Option<PathBuf>>,
    /// Only names that are listed or follow a rule (the default).
    #[arg(long = "no-tagger", conflicts_with = "tagger")]
    _none: bool,
    /// Also names that a model of yours finds: a folder with a Hugging Face model for token classification in ONNX form
    /// (model.onnx, config.json, tokenizer.json; docs/models.md). Needs a griffier built with --features onnx.
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
}

impl Choice {
    /// `pipeline` with tagger and model as chosen.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn of(&self, pipeline: Pipeline) -> anyhow::Result<Pipeline> {
        let pipeline = match &self.model {
            Some(folder) => with_model(pipeline, folder)?,
            None => pipeline,
        };
        let path = match &self.tagger {
            None => return Ok(pipeline),
            Some(None) => return Ok(pipeline.with_shipped_tagger()),
            Some(Some(path)) => path,
        };
        let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
        let model = Model::read(&bytes).with_context(|| path.display().to_string())?;
        // Lives as long as the run.
        Ok(pipeline.with_tagger(Box::leak(Box::new(model))))
    }
}

impl Choice {
    /// What was chosen, by the names of the options; a model by its checksum.
    pub fn named(&self) -> anyhow::Result<Vec<(&'static str, String)>> {
        let tagger = match &self.tagger {
            None => "none".to_owned(),
            Some(None) => "shipped".to_owned(),
            Some(Some(path)) => checksum(std::slice::from_ref(path))?,
        };
        let parts = |folder: &PathBuf| MODEL.map(|name| folder.join(name));
        let model = self.model.as_ref().map(|folder| checksum(&parts(folder))).transpose()?;
        Ok([("--tagger", tagger)].into_iter().chain(model.map(|model| ("--model", model))).collect())
    }
}

/// The files of a model.
const MODEL: [&str; 3] = ["model.onnx", "config.json", "tokenizer.json"];

/// SHA-256 over files, one after another.
pub(crate) fn checksum(files: &[PathBuf]) -> anyhow::Result<String> {
    let mut sum = Sha256::new();
    for path in files {
        let mut file = File::open(path).with_context(|| format!("{}: cannot read", path.display()))?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer).with_context(|| format!("{}: cannot read", path.display()))? {
                0 => break,
                read => sum.update(&buffer[..read]),
            }
        }
    }
    Ok(crate::ledger::hexadecimal(&sum.finalize()))
}

#[cfg(feature = "onnx")]
fn with_model(pipeline: Pipeline, folder: &Path) -> anyhow::Result<Pipeline> {
    let model = griffier_onnx::Model::open(folder)?;
    // Lives as long as the run.
    Ok(pipeline.with_finder(Box::leak(Box::new(model))))
}

#[cfg(not(feature = "onnx"))]
fn with_model(_: Pipeline, folder: &Path) -> anyhow::Result<Pipeline> {
    anyhow::bail!(
        "--model {}: this griffier was built without models; build it with `cargo build --release --features onnx`",
        folder.display()
    )
}
