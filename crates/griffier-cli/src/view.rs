//! `griffier view`: letters as web pages that a browser shows without any network.

use crate::input::{self, Inputs};
use crate::lists::ListArgs;
use crate::output::Output;
use crate::{Outcome, complain};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use griffier::batch::{LetterError, guard, in_order_weighed};
use griffier::{Document, Pipeline, slug};
use griffier_export::{IndexEntry, write_index, write_page};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, folders of letters, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where to write: a file that ends in .html (or - for standard output) for one letter, else a folder, which gets
    /// index.html and a page for each letter.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Threads; 0 is one for each processor.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: u16,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let jobs = usize::from(args.jobs);
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("cannot start threads")?;
    let inputs = Inputs::find(&args.paths)?;
    inputs.faults.iter().for_each(complain);
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let is_page = args.output == Path::new("-")
        || args
            .output
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"));
    match is_page {
        true => one(args, &inputs, &pipeline),
        false => many(args, &inputs, &pipeline),
    }
}

fn one(args: &Args, inputs: &Inputs, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
    let [letter] = &inputs.letters[..] else {
        bail!("{} letters for one page: give a folder after -o, as in -o pages/", inputs.letters.len());
    };
    let page = match guard(letter, || page(pipeline, letter, None)) {
        Ok((page, _)) => page,
        Err(error) => {
            complain(error);
            return Ok(Outcome::LettersLost);
        }
    };
    let mut output = Output::open(Some(&args.output), inputs, true)?;
    output.write(&page).and_then(|()| output.finish()).context("cannot write the page")?;
    Ok(if inputs.faults.is_empty() { Outcome::Done } else { Outcome::LettersLost })
}

fn many(args: &Args, inputs: &Inputs, pipeline: &Pipeline) -> anyhow::Result<Outcome> {
    ensure!(!inputs.letters.is_empty(), "no letters in what was given");
    let folder = args.output.join("letters");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{}: cannot make this folder", folder.display()))?;
    let numbered: Vec<(usize, &PathBuf)> = inputs.letters.iter().enumerate().collect();
    let (mut entries, mut lost) = (Vec::new(), inputs.faults.len());
    let mut failure = None;
    in_order_weighed(
        &numbered,
        |(_, path)| input::size(path),
        |(_, path)| guard(path, || page(pipeline, path, Some("../index.html"))),
        |&(i, _), result| {
            match result {
                Ok((page, doc)) => {
                    let name = file_name(i, &doc);
                    let target = folder.join(&name);
                    let written = std::fs::write(&target, page);
                    failure = written.with_context(|| format!("{}: cannot write", target.display())).err();
                    entries.push(IndexEntry::new(&doc, format!("letters/{name}")));
                }
                Err(error) => {
                    complain(error);
                    lost += 1;
                }
            }
            if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    if let Some(failure) = failure {
        return Err(failure);
    }
    let index = args.output.join("index.html");
    let mut page = Vec::new();
    write_index(&entries, &mut page)?;
    std::fs::write(&index, page).with_context(|| format!("{}: cannot write", index.display()))?;
    complain(format!("{} letters: open {}", entries.len(), index.display()));
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

/// Different for each letter, whatever their names.
fn file_name(i: usize, doc: &Document) -> String {
    let name = slug(doc.id());
    let name = name.get(..60).unwrap_or(&name);
    format!("{:05}-{name}.html", i + 1)
}

fn page(pipeline: &Pipeline, path: &Path, home: Option<&str>) -> Result<(Vec<u8>, Document), LetterError> {
    let doc = input::read(pipeline, path)?;
    let mut page = Vec::new();
    write_page(&doc, home, &[], &mut page).map_err(|error| LetterError::Io(path.to_owned(), error))?;
    Ok((page, doc))
}
