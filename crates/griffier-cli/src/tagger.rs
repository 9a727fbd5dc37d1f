//! The switch for the tagger, the same in every command that reads letters.

use anyhow::Context;
use clap::Args;
use griffier::{Model, Pipeline};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct Choice {
    /// Also names that no list has and no rule finds, by a tagger learned from annotated text: the one that griffier brings,
    /// or a model of `griffier train`.
    #[arg(long, value_name = "MODEL", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    tagger: Option<PathBuf>,
    /// Only names that are listed or follow a rule (the default).
    #[arg(long, conflicts_with = "tagger")]
    no_tagger: bool,
}

impl Choice {
    /// `pipeline` with the tagger as chosen.
    ///
    /// # Errors
    /// When the model cannot be read.
    pub fn of(&self, pipeline: Pipeline) -> anyhow::Result<Pipeline> {
        let Some(path) = self.tagger.as_deref().filter(|_| !self.no_tagger) else { return Ok(pipeline) };
        if path == Path::new("") {
            return Ok(pipeline.with_shipped_tagger());
        }
        let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
        let model = Model::read(&bytes).with_context(|| path.display().to_string())?;
        // Lives as long as the run.
        Ok(pipeline.with_tagger(Box::leak(Box::new(model))))
    }
}
