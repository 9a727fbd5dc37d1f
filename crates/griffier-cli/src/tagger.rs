//! The switch for the tagger, the same in every command that reads letters.

use anyhow::Context;
use clap::Args;
use griffier::{Model, Pipeline};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Choice {
    /// Also names that no list has and no rule finds, by a tagger learned from annotated text: the one that griffier brings,
    /// or a model of `griffier train`.
    #[arg(long, value_name = "MODEL", num_args = 0..=1, require_equals = true)]
    tagger: Option<Option<PathBuf>>,
    /// Only names that are listed or follow a rule (the default).
    #[arg(long = "no-tagger", conflicts_with = "tagger")]
    _none: bool,
}

impl Choice {
    /// `pipeline` with the tagger as chosen.
    ///
    /// # Errors
    /// When the model cannot be read.
    pub fn of(&self, pipeline: Pipeline) -> anyhow::Result<Pipeline> {
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
