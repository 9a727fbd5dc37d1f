//! `griffier corrections`: what people corrected in another tool, as decisions.

use crate::lists::ListArgs;
use crate::summary::count;
use crate::{Outcome, remark};
use anyhow::{Context, bail, ensure};
use clap::{Parser, Subcommand};
use griffier::corrections::{
    Annotation, CorrectionError, Decision, HEADER, Marked, brat, compare, label_studio, line,
};
use griffier::{Document, Pipeline};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compare what people left in brat or Label Studio with what griffier had found there.
    Import(ImportArgs),
}

#[derive(Parser)]
struct ImportArgs {
    /// Folders or .ann files of brat (each .ann with its .txt beside it), or JSON exports of Label Studio.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The same as griffier had written it: a folder with files of the same names, or a file of tasks. Without it the
    /// predictions in the export count, else the texts are annotated anew.
    #[arg(long, value_name = "PATH")]
    original: Option<PathBuf>,
    /// Take what was left as it was found for accepted; else nothing is said of it.
    #[arg(long)]
    accept: bool,
    /// Write the decisions to this file; without it, to standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Import(args) => import(args),
    }
}

fn import(args: &ImportArgs) -> anyhow::Result<Outcome> {
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let mut decisions = Vec::new();
    let mut texts = 0;
    for path in &args.paths {
        for mut marked in texts_of(path)? {
            texts += 1;
            if let Some(original) = &args.original {
                marked.1.found = Some(original_of(original, &marked)?);
            }
            let (_, marked) = marked;
            let found = marked.found.clone().unwrap_or_else(|| annotated(pipeline, &marked));
            decisions.extend(compare(&marked, &found, args.accept));
        }
    }
    write(args.output.as_deref(), &decisions)?;
    remark(format!("{} in {}", count(decisions.len(), "decision"), count(texts, "text")));
    Ok(Outcome::Done)
}

/// The texts that a path names, each with the name of its file.
fn texts_of(path: &Path) -> anyhow::Result<Vec<(String, Marked)>> {
    let is = |path: &Path, extension: &str| {
        path.extension().is_some_and(|end| end.eq_ignore_ascii_case(extension))
    };
    if path.is_dir() {
        let entries = std::fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = entries.with_context(|| format!("{}: cannot read this folder", path.display()))?;
        let mut files: Vec<PathBuf> =
            entries.into_iter().map(|entry| entry.path()).filter(|file| is(file, "ann")).collect();
        files.sort();
        ensure!(!files.is_empty(), "{}: no .ann file in this folder", path.display());
        return files.iter().map(|file| standoff(file)).collect();
    }
    if is(path, "ann") {
        return Ok(vec![standoff(path)?]);
    }
    if !is(path, "json") {
        bail!(
            "{}: neither brat (.ann, or a folder of them) nor an export of Label Studio (.json)",
            path.display()
        );
    }
    let tasks = label_studio(&path.display().to_string(), &read(path)?).map_err(CorrectionError::Problems)?;
    Ok(tasks.into_iter().map(|task| (task.letter.clone(), task)).collect())
}

fn standoff(path: &Path) -> anyhow::Result<(String, Marked)> {
    let text = read(&path.with_extension("txt"))?;
    let marked = brat(&path.display().to_string(), &read(path)?, &text).map_err(CorrectionError::Problems)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((name, marked))
}

/// What griffier had found in a text, from what it had written for the tool.
fn original_of(original: &Path, (name, marked): &(String, Marked)) -> anyhow::Result<Annotation> {
    if original.is_dir() {
        let path = original.join(name);
        let before = brat(&path.display().to_string(), &read(&path)?, &marked.text);
        return Ok(before.map_err(CorrectionError::Problems)?.kept);
    }
    let all: Vec<serde_json::Value> = serde_json::from_str(&read(original)?)
        .with_context(|| format!("{}: is no file of tasks", original.display()))?;
    let task = all.into_iter().find(|task| task["data"]["text"].as_str() == Some(&marked.text));
    let mut task =
        task.with_context(|| format!("{}: has no task of the text of {name}", original.display()))?;
    // What was predicted then is what stands as annotated here.
    task["annotations"] = task["predictions"].take();
    let tasks =
        label_studio(&original.display().to_string(), &serde_json::Value::from(vec![task]).to_string());
    let mut tasks = tasks.map_err(CorrectionError::Problems)?;
    Ok(tasks.pop().map(|task| task.kept).unwrap_or_default())
}

/// What griffier finds in the text now.
fn annotated(pipeline: Pipeline, marked: &Marked) -> Annotation {
    let mut doc = Document::from_text(&marked.letter, &marked.text);
    pipeline.run(&mut doc);
    Annotation::of(&doc)
}

/// Writes decisions as a file of them.
pub(crate) fn write(output: Option<&Path>, decisions: &[Decision]) -> anyhow::Result<()> {
    let mut content = format!("{HEADER}\n");
    for decision in decisions {
        content += &line(decision);
        content.push('\n');
    }
    match output.filter(|path| !crate::input::is_stdin(path)) {
        Some(path) => {
            std::fs::write(path, content).with_context(|| format!("{}: cannot write", path.display()))
        }
        None => {
            let mut out = io::stdout().lock();
            out.write_all(content.as_bytes()).and_then(|()| out.flush())?;
            Ok(())
        }
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: cannot read", path.display()))
}
