//! The switch for the tagger, the same in every command that reads letters.

use anyhow::Context;
use clap::Args;
use griffier::{Model, Pipeline};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Choice {
    /// Only names that are listed or follow a rule: without the tagger that finds others by form and company.
    #[arg(long, conflicts_with = "tagger")]
    no_tagger: bool,
    /// Another tagger than the one that griffier brings: a model of `griffier train`.
    #[arg(long, value_name = "MODEL")]
    tagger: Option<PathBuf>,
}

impl Choice {
    /// `pipeline` with the tagger as chosen.
    ///
    /// # Errors
    /// When the model cannot be read.
    pub fn of(&self, pipeline: Pipeline) -> anyhow::Result<Pipeline> {
        if self.no_tagger {
            return Ok(pipeline.without_tagger());
        }
        let Some(path) = &self.tagger else { return Ok(pipeline) };
        let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
        let model = Model::read(&bytes).with_context(|| path.display().to_string())?;
        // Lives as long as the run.
        Ok(pipeline.with_tagger(Box::leak(Box::new(model))))
    }
}
