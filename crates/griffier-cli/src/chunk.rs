//! `griffier chunk`: letters cut into passages that a model can take at once, for systems that search.

use crate::annotate::Offsets;
use crate::input::{Inputs, Reading};
use crate::lists::ListArgs;
use crate::output::Output;
use crate::{Outcome, complain};
use anyhow::{Context, bail};
use clap::Parser;
use griffier::batch::LetterError;
use griffier::{Document, Pipeline};
use griffier_export::Detail;
use griffier_subword::{Measure, Plan, Tokenizer};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, folders of these, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The most that a chunk may hold: subwords of --tokenizer, special ones included; without it, tokens of griffier.
    #[arg(long, value_name = "N")]
    max_tokens: usize,
    /// The tokenizer.json of the model that is to read the chunks.
    #[arg(long, value_name = "FILE")]
    tokenizer: Option<PathBuf>,
    /// Sentences of the chunk before that a chunk repeats, where it does not begin with a heading.
    #[arg(long, value_name = "N", default_value_t = 0)]
    overlap_sentences: usize,
    /// List the subwords of each chunk with place, token and label.
    #[arg(long, requires = "tokenizer")]
    subwords: bool,
    /// Write the chunks to this file; without it, to standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// What offsets count.
    #[arg(long, value_enum, default_value_t = Offsets::Byte, value_name = "UNIT")]
    offsets: Offsets,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

/// The chunks of one letter.
struct Done {
    records: Vec<u8>,
    over_long: usize,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let tokenizer = args.tokenizer.as_deref().map(read).transpose()?;
    check(&plan(tokenizer.as_ref(), args.max_tokens, args.overlap_sentences))?;
    let mut inputs = Inputs::find(&args.paths)?;
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let mut output = Output::open(args.output.as_deref(), &mut inputs, true)?;
    inputs.faults.iter().for_each(complain);
    let (mut lost, mut over_long) = (inputs.faults.len(), 0);
    let mut failure = None;
    let work = letter(pipeline, tokenizer, args);
    inputs.each(&args.reading, 0, work, |path, result| {
        match result {
            Ok(Ok(done)) => {
                over_long += done.over_long;
                failure = output.write(&done.records).err();
            }
            Ok(Err(error)) => {
                complain(format!("{}: {error}", path.display()));
                lost += 1;
            }
            Err(error) => {
                complain(error);
                lost += 1;
            }
        }
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    failure.map_or_else(|| output.finish(), Err).context("cannot write the chunks")?;
    if over_long > 0 {
        let most = args.max_tokens;
        complain(format!(
            "warning: {over_long} chunks are one sentence longer than {most}; they say \"over_long\": true"
        ));
    }
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn plan(tokenizer: Option<&Tokenizer>, most: usize, overlap: usize) -> Plan<'_> {
    let measure = tokenizer.map_or(Measure::Tokens, Measure::Subwords);
    Plan { measure, most, overlap }
}

pub(crate) fn read(path: &Path) -> anyhow::Result<Tokenizer> {
    if path.is_dir() {
        bail!("{}: is a folder; give the tokenizer.json in it", path.display());
    }
    let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
    Tokenizer::read(&bytes).with_context(|| path.display().to_string())
}

/// # Errors
/// When no text would fit a chunk.
fn check(plan: &Plan<'_>) -> anyhow::Result<()> {
    let (most, specials) = (plan.most, plan.specials());
    if most == 0 {
        bail!("--max-tokens 0: a chunk must hold something");
    }
    if most <= specials {
        bail!(
            "--max-tokens {most}: this tokenizer puts {specials} special tokens into every chunk, so no text fits"
        );
    }
    Ok(())
}

/// Annotates and cuts one letter; the inner error is the tokenizer's.
fn letter(
    pipeline: Pipeline,
    tokenizer: Option<Tokenizer>,
    args: &Args,
) -> impl Fn(Document) -> Result<io::Result<Done>, LetterError> + Send + Sync + 'static {
    let name = args.tokenizer.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy());
    let name = name.map(String::from);
    let (unit, subwords) = (args.offsets.into(), args.subwords);
    let (most, overlap) = (args.max_tokens, args.overlap_sentences);
    move |mut doc| {
        pipeline.run(&mut doc);
        let detail = Detail { tokenizer: name.as_deref(), unit, subwords };
        let mut records = Vec::new();
        let plan = plan(tokenizer.as_ref(), most, overlap);
        let written = griffier_export::write_chunks(&doc, &plan, detail, &mut records);
        Ok(written.map(|over_long| Done { records, over_long }))
    }
}
