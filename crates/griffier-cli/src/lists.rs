//! The options by which a command takes lists of the user's own.

use crate::complain;
use clap::Args;
use griffier::corrections::Corrections;
use griffier::lists::{Lists, Mapping};
use griffier::{KnowledgeBase, Pipeline, builtin};
use std::path::PathBuf;
use std::sync::OnceLock;

/// What a command knows of names and of what people decided about them.
#[derive(Args, Clone, Default)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    names: NameArgs,
    /// What people decided about mentions (docs/corrections.md), a .tsv; may be given several times.
    #[arg(long, value_name = "FILE", help_heading = "Corrections")]
    corrections: Vec<PathBuf>,
}

/// Which lists of names.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Lists of your own (docs/knowledge-base.md)")]
pub(crate) struct NameArgs {
    /// A list of names: .csv, .tsv, .jsonl, SKOS (.ttl, .rdf, .jsonld), patterns of spaCy's EntityRuler (.jsonl), or a
    /// compiled .kb. Its rows join the built-in ones; may be given several times.
    #[arg(long, value_name = "FILE")]
    gazetteer: Vec<PathBuf>,
    #[command(flatten)]
    how: HowArgs,
}

/// The corrections of this run.
static CORRECTIONS: OnceLock<Corrections> = OnceLock::new();

/// Most decisions that get a warning each.
const WARNINGS: usize = 20;

/// Says which decisions found no place in the letters of this run.
pub(crate) fn report_unbound() {
    if let Some(corrections) = CORRECTIONS.get() {
        report(corrections);
    }
}

/// Says which of `corrections` found no place.
pub(crate) fn report(corrections: &Corrections) {
    let (mut lost, mut elsewhere) = (0, 0);
    for (decision, tried) in corrections.unbound() {
        if !tried {
            elsewhere += 1;
            continue;
        }
        lost += 1;
        if lost <= WARNINGS {
            let (place, text) = (&decision.place, decision.text.escape_debug());
            complain(format!(
                "warning: {place}: `{text}` stands in no letter with what the decision has around it"
            ));
        }
    }
    if lost > WARNINGS {
        complain(format!("warning: {} more decisions have no place in these letters", lost - WARNINGS));
    }
    if elsewhere > 0 {
        tracing::info!("{elsewhere} decisions name letters that were not read");
    }
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
    /// The pipeline with these lists and corrections; what was left out of them is said.
    pub fn pipeline(&self) -> anyhow::Result<Pipeline> {
        let pipeline = self.uncorrected()?;
        Ok(self.corrections()?.map_or(pipeline, |corrections| pipeline.with_corrections(corrections)))
    }

    /// The pipeline with these lists alone.
    pub fn uncorrected(&self) -> anyhow::Result<Pipeline> {
        Ok(Pipeline::with_knowledge(self.names.knowledge()?))
    }

    /// The files of what people decided.
    pub fn correction_files(&self) -> &[PathBuf] {
        &self.corrections
    }

    /// What people decided, if they did.
    ///
    /// # Errors
    /// When a file cannot be read or decisions contradict each other.
    pub fn corrections(&self) -> anyhow::Result<Option<&'static Corrections>> {
        if self.corrections.is_empty() {
            return Ok(None);
        }
        let corrections = Corrections::open(&self.corrections)?;
        tracing::info!(decisions = corrections.decisions().len(), "corrections");
        Ok(Some(CORRECTIONS.get_or_init(|| corrections)))
    }
}

impl NameArgs {
    /// The knowledge base of these lists.
    pub fn knowledge(&self) -> anyhow::Result<KnowledgeBase> {
        let opened = self.how.lists(&self.gazetteer)?.open()?;
        opened.warnings.iter().for_each(|warning| complain(format!("warning: {warning}")));
        let [things, names, ..] = opened.knowledge.version().counts;
        tracing::info!(things, names, lists = self.gazetteer.len(), "knowledge base");
        Ok(opened.knowledge)
    }
}
