//! `griffier view`: letters as web pages that a browser shows without any network.

mod pages;

use crate::annotate::file_name;
use crate::input::{Inputs, Reading, is_stdin};
use crate::lists::ListArgs;
use crate::output::Output;
use crate::{Outcome, complain, remark};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use griffier::batch::LetterError;
use griffier::{Document, Pipeline};
use griffier_export::{IndexEntry, write_index, write_page};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, folders of these, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where to write: a file that ends in .html (or - for standard output) for one letter, else a folder, which gets
    /// index.html and a page for each letter.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Show the text of a PDF only, not also its pages as pictures (which takes pdftoppm).
    #[arg(long)]
    no_pages: bool,
    /// Threads; 0 is one for each processor.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: u16,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut inputs = Inputs::find(&args.paths)?;
    inputs.faults.iter().for_each(complain);
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let page = |extension: &std::ffi::OsStr| {
        extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm")
    };
    match is_stdin(&args.output) || args.output.extension().is_some_and(page) {
        true => one(args, &mut inputs, pipeline),
        false => many(args, &inputs, pipeline),
    }
}

/// A letter's page with its line of the list and a name for its file.
struct Shown {
    page: Vec<u8>,
    entry: IndexEntry,
    name: String,
}

fn show(
    pipeline: &Pipeline,
    mut doc: Document,
    home: Option<&str>,
    drawn: bool,
) -> Result<Shown, LetterError> {
    pipeline.run(&mut doc);
    let images = if drawn { pages::images(&doc) } else { Vec::new() };
    let mut page = Vec::new();
    write_page(&doc, home, &images, &mut page)
        .map_err(|error| LetterError::Io(doc.source().path.clone().into(), error))?;
    Ok(Shown { page, entry: IndexEntry::new(&doc), name: file_name(&doc) })
}

fn one(args: &Args, inputs: &mut Inputs, pipeline: Pipeline) -> anyhow::Result<Outcome> {
    let (mut shown, mut lost) = (Vec::new(), inputs.faults.len());
    let drawn = !args.no_pages;
    let work = move |doc: Document| show(&pipeline, doc, None, drawn);
    inputs.each(&args.reading, args.jobs.into(), work, |_, result| {
        match result {
            Ok(page) => shown.push(page),
            Err(error) => {
                complain(error);
                lost += 1;
            }
        }
        if shown.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    match &shown[..] {
        [] => ensure!(lost > 0, "no letter in what was given"),
        [letter] => {
            let mut output = Output::open(Some(&args.output), inputs, true)?;
            output.write(&letter.page).and_then(|()| output.finish()).context("cannot write the page")?;
        }
        _ => bail!("more than one letter for one page: give a folder after -o, as in -o pages/"),
    }
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn many(args: &Args, inputs: &Inputs, pipeline: Pipeline) -> anyhow::Result<Outcome> {
    let folder = args.output.join("letters");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{}: cannot make this folder", folder.display()))?;
    let (mut entries, mut lost) = (Vec::new(), inputs.faults.len());
    let mut failure = None;
    let drawn = !args.no_pages;
    let work = move |doc: Document| show(&pipeline, doc, Some("../index.html"), drawn);
    inputs.each(&args.reading, args.jobs.into(), work, |_, result| {
        match result {
            Ok(shown) => {
                // Numbered, so that letters of one name have a page each.
                let name = format!("{:05}-{}.html", entries.len() + 1, shown.name);
                failure = write(&folder.join(&name), &shown.page).err();
                entries.push(shown.entry.located(format!("letters/{name}")));
            }
            Err(error) => {
                complain(error);
                lost += 1;
            }
        }
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    ensure!(!entries.is_empty() || lost > 0, "no letter in what was given");
    let index = args.output.join("index.html");
    let mut page = Vec::new();
    write_index(&entries, &mut page)?;
    write(&index, &page)?;
    remark(format!("{} letters: open {}", entries.len(), index.display()));
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn write(path: &Path, page: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, page).with_context(|| format!("{}: cannot write", path.display()))
}
