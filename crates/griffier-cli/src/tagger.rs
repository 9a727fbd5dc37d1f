//! The switch for the tagger, the same in every command that reads letters.

use anyhow::Context;
use clap::Args;
use griffier::{Model, Pipeline, names};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Choice {
    /// Find names that no list has, by form and company; with =MODEL by a model of `griffier train`.
    #[arg(long, value_name = "MODEL", num_args = 0..=1, require_equals = true)]
    tagger: Option<Option<PathBuf>>,
    /// Only names that are listed or follow a rule.
    #[arg(long, conflicts_with = "tagger")]
    no_tagger: bool,
}

impl Choice {
    /// The pipeline as chosen.
    ///
    /// # Errors
    /// When the model cannot be read.
    pub fn pipeline(&self) -> anyhow::Result<Pipeline> {
        let pipeline = Pipeline::new();
        if self.no_tagger {
            return Ok(pipeline.with_tagger(None));
        }
        let path = match &self.tagger {
            None => return Ok(pipeline),
            Some(None) => return Ok(pipeline.with_tagger(Some(names::shipped()))),
            Some(Some(path)) => path,
        };
        let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
        let model = Model::read(&bytes).with_context(|| format!("{}", path.display()))?;
        // Lives as long as the run.
        Ok(pipeline.with_tagger(Some(Box::leak(Box::new(model)))))
    }
}
