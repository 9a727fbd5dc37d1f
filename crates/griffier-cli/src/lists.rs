//! The options by which a command takes lists of the user's own.

use crate::complain;
use clap::Args;
use griffier::lists::{Lists, Mapping};
use griffier::{KnowledgeBase, Pipeline, builtin};
use std::path::PathBuf;

#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Lists of your own (docs/knowledge-base.md)")]
pub(crate) struct ListArgs {
    /// A list of names: .csv, .tsv, .jsonl, SKOS (.ttl, .rdf, .jsonld), patterns of spaCy's EntityRuler (.jsonl), or a
    /// compiled .kb. Its rows join the built-in ones; may be given several times.
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    #[command(flatten)]
    how: HowArgs,
}

/// How lists are read.
#[derive(Args, Clone, Default)]
pub(crate) struct HowArgs {
    /// Leave the built-in lists out.
    #[arg(long)]
    no_builtin: bool,
    /// A column of your list and the one that it is (Naam=name).
    #[arg(long, value_name = "FROM=TO")]
    map_column: Vec<String>,
    /// A type of your list and the one that it is (Ministry=ORGANISATION).
    #[arg(long, value_name = "FROM=TYPE")]
    map_type: Vec<String>,
    /// What identifiers of your list begin with, and what they begin with in the output (https://example.org/=own:).
    #[arg(long, value_name = "FROM=TO")]
    map_id: Vec<String>,
    /// The type of rows that state none.
    #[arg(long, value_name = "TYPE")]
    default_type: Option<String>,
    /// Priority of your rows over the built-in ones, which have 0, where both give one form; at 0 both stay candidates. A
    /// column `priority` says it for a row. From -100 to 100.
    #[arg(long, value_name = "N", default_value_t = 1, allow_negative_numbers = true,
        value_parser = clap::value_parser!(i8).range(-100..=100))]
    priority: i8,
}

impl HowArgs {
    /// The lists `files`, read in this way.
    pub fn lists(&self, files: &[PathBuf]) -> anyhow::Result<Lists> {
        let mut mapping = Mapping::default();
        self.map_column.iter().try_for_each(|text| mapping.map_column(text))?;
        self.map_type.iter().try_for_each(|text| mapping.map_type(text))?;
        self.map_id.iter().try_for_each(|text| mapping.map_id(text))?;
        mapping.default_type = self.default_type.as_deref().map(Mapping::parse_type).transpose()?;
        let builtin = (!self.no_builtin).then(builtin);
        Ok(Lists { files: files.to_vec(), builtin, mapping, priority: self.priority, source: None })
    }
}

impl ListArgs {
    /// The pipeline with these lists; what was left out of them is said.
    pub fn pipeline(&self) -> anyhow::Result<Pipeline> {
        Ok(Pipeline::with_knowledge(self.knowledge()?))
    }

    /// The knowledge base of these lists.
    pub fn knowledge(&self) -> anyhow::Result<KnowledgeBase> {
        let opened = self.how.lists(&self.gazetteer)?.open()?;
        opened.warnings.iter().for_each(|warning| complain(format!("warning: {warning}")));
        Ok(opened.knowledge)
    }
}
