//! `griffier view`: letters as web pages that a browser shows without any network.

mod pages;

use crate::annotate::named;
use crate::input::{Entry, Inputs, Reading, is_stdin};
use crate::lists::ListArgs;
use crate::output::Output;
use crate::summary::count;
use crate::{Outcome, complain, remark};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use griffier::Pipeline;
use griffier::batch::LetterError;
use griffier_export::{IndexEntry, write_index, write_page};
use griffier_ingest::Limits;
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
    (path, entry, limits): (&Path, Entry, &Limits),
    home: Option<&str>,
    drawn: bool,
) -> Result<Shown, LetterError> {
    let letter = entry.letter(path)?;
    // A PDF that no file of its own holds is drawn from its bytes.
    let bytes = (drawn && pages::is_within(&letter)).then(|| letter.bytes().to_vec());
    let mut doc = letter.ingest(limits).map_err(|error| LetterError::Ingest(path.to_owned(), error))?;
    pipeline.run(&mut doc);
    let images = if drawn { pages::images(&doc, bytes.as_deref()) } else { Vec::new() };
    let mut page = Vec::new();
    write_page(&doc, home, &images, &mut page)
        .map_err(|error| LetterError::Io(doc.source().path.clone().into(), error))?;
    let sum = doc.source().sha256.get(..8).unwrap_or("letter");
    let name = named(&doc, sum);
    Ok(Shown { page, entry: IndexEntry::new(&doc), name })
}

fn one(args: &Args, inputs: &mut Inputs, pipeline: Pipeline) -> anyhow::Result<Outcome> {
    let (mut shown, mut lost) = (Vec::new(), inputs.faults.len());
    let drawn = !args.no_pages;
    let work =
        move |path: &Path, entry: Entry, limits: &Limits| show(&pipeline, (path, entry, limits), None, drawn);
    inputs.each_entry(&args.reading, args.jobs.into(), work, |_, result| {
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
    let work = move |path: &Path, entry: Entry, limits: &Limits| {
        show(&pipeline, (path, entry, limits), Some("../index.html"), drawn)
    };
    inputs.each_entry(&args.reading, args.jobs.into(), work, |_, result| {
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
    // What people look for first is what came last.
    entries.sort_by(IndexEntry::by_day);
    write_index(&entries, &mut page)?;
    write(&index, &page)?;
    remark(format!("{}: open {}", count(entries.len(), "letter"), index.display()));
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn write(path: &Path, page: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, page).with_context(|| format!("{}: cannot write", path.display()))
}
