//! `griffier explain`: why this mention, why this link.

use crate::input::{Inputs, Reading};
use crate::lists::ListArgs;
use crate::{Outcome, complain, printable};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use griffier::{Diagnostic, Document, Link, Mention, Pipeline, Span, Term, Unit};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// A letter, one in an archive (archive.zip!/letter.pdf), or - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The place: a byte offset from 0, as in the records, or LINE:COLUMN as editors count (both from 1, columns in
    /// characters).
    #[arg(long, value_name = "OFFSET|LINE:COLUMN")]
    at: String,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let Some(doc) = only(args, pipeline)? else { return Ok(Outcome::LettersLost) };
    let offset = place(&doc, &args.at).with_context(|| format!("--at {}", args.at))?;
    let mut report = Vec::new();
    Report { doc: &doc, pipeline }.write(&mut report, offset)?;
    let mut out = io::stdout().lock();
    out.write_all(&report).and_then(|()| out.flush())?;
    Ok(Outcome::Done)
}

/// The one letter in the file, annotated; `None`, and a line, if it cannot be read.
fn only(args: &Args, pipeline: Pipeline) -> anyhow::Result<Option<Document>> {
    ensure!(!args.file.is_dir(), "{}: is a folder; give one letter", args.file.display());
    let inputs = Inputs::find(std::slice::from_ref(&args.file))?;
    inputs.faults.iter().for_each(complain);
    let (mut docs, mut lost) = (Vec::new(), false);
    let annotate = move |mut doc: Document| {
        pipeline.run(&mut doc);
        Ok(doc)
    };
    inputs.each(&args.reading, 0, annotate, |_, result| {
        match result {
            Ok(doc) => docs.push(doc),
            Err(error) => {
                lost = true;
                complain(error);
            }
        }
        if docs.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if let [first, _, ..] = docs.as_slice() {
        let (file, first) = (args.file.display(), &first.source().path);
        bail!("{file}: holds more than one letter; name one as in the records ({first})");
    }
    let found = docs.pop();
    if found.is_none() && !lost && inputs.faults.is_empty() {
        complain(format!("{}: no letter in it", args.file.display()));
    }
    Ok(found)
}

/// The byte offset that `at` names in the letter, on a character's edge.
fn place(doc: &Document, at: &str) -> anyhow::Result<usize> {
    let text = doc.text();
    let number = |digits: &str| {
        digits.trim().parse::<usize>().ok().context("give a byte offset (2210), or LINE:COLUMN (12:40)")
    };
    let Some((line, column)) = at.split_once(':') else {
        let offset = number(at)?;
        ensure!(offset < text.len(), "the letter ends at byte {}", text.len());
        return Ok(text.floor_char_boundary(offset));
    };
    let (line, column) = (number(line)?, number(column)?);
    ensure!(line > 0 && column > 0, "lines and columns count from 1");
    let start = doc.lines().start_of(line - 1).filter(|&start| start < text.len());
    let start = start.with_context(|| format!("the letter has {}", count(text.lines().count(), "line")))?;
    let words = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let within = words.char_indices().nth(column - 1).map(|(at, _)| start + at);
    within.with_context(|| format!("line {line} has {}", count(words.chars().count(), "column")))
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

struct Report<'d> {
    doc: &'d Document,
    pipeline: Pipeline,
}

impl Report<'_> {
    fn write(&self, out: &mut impl Write, offset: usize) -> io::Result<()> {
        let doc = self.doc;
        let position = doc.lines().position(doc.text(), offset, Unit::Char);
        let (line, column) = (position.line, position.column);
        writeln!(out, "{}, line {line}, column {column} (byte {offset})", printable(doc.id()))?;
        writeln!(out, "zone      {}", doc.zone_at(offset).name())?;
        if let Some(sentence) = doc.sentence_at(offset).filter(|sentence| sentence.span.covers(offset)) {
            writeln!(out, "sentence  {}", self.words(sentence.span))?;
        }
        let here = |note: &&Diagnostic| note.span.is_some_and(|span| span.covers(offset));
        for note in doc.diagnostics().iter().filter(here) {
            writeln!(out, "note      {}: {}", note.code, note.message)?;
        }
        let here: Vec<&Mention> =
            doc.mentions().iter().filter(|mention| mention.span.covers(offset)).collect();
        if here.is_empty() {
            writeln!(out, "\nno mention here")?;
        }
        for mention in here {
            self.mention(out, mention)?;
        }
        self.dropped(out, offset)
    }

    fn mention(&self, out: &mut impl Write, mention: &Mention) -> io::Result<()> {
        let nested = if mention.nested { ", nested" } else { "" };
        writeln!(out, "\n{} '{}'{nested}", mention.kind.name(), self.words(mention.span))?;
        writeln!(out, "  found by    {} (confidence {:.2})", mention.origin, mention.confidence)?;
        match &mention.link {
            Link::One(id) => {
                writeln!(out, "  means       {id}: {}", mention.why)?;
                self.knowledge(out, id)?;
            }
            Link::Nil { id, reason } => {
                writeln!(out, "  means       NIL, {reason}; in this letter grouped as {id}")?;
            }
            Link::Many(candidates) => {
                writeln!(out, "  ambiguous   {}", mention.why)?;
                for candidate in candidates {
                    writeln!(out, "    {:.2}  {}: {}", candidate.score, candidate.id, candidate.why)?;
                }
            }
        }
        for attr in &mention.attrs {
            writeln!(out, "  {:<11} {}", attr.key, attr.value)?;
        }
        let Some(id) = mention.link.id() else { return Ok(()) };
        let about = |term: &Term| term.as_str() == id.as_ref();
        for relation in self.doc.relations().iter().filter(|r| about(&r.subject) || about(&r.object)) {
            let (subject, object) = (relation.subject.as_str(), relation.object.as_str());
            let predicate = relation.predicate.name();
            let negated = if relation.negated { ", denied" } else { "" };
            writeln!(out, "  relation    {subject} {predicate} {object} ({}{negated})", relation.why)?;
            writeln!(out, "              \"{}\"", self.words(relation.evidence))?;
        }
        Ok(())
    }

    fn knowledge(&self, out: &mut impl Write, id: &str) -> io::Result<()> {
        let Some(entity) = self.pipeline.knowledge().entity(id) else { return Ok(()) };
        writeln!(out, "  listed as   {} in {}", entity.label(), entity.file())?;
        for same in entity.same_as() {
            writeln!(out, "  same as     {same}")?;
        }
        Ok(())
    }

    /// Hits that overlap resolution or linking did not keep.
    fn dropped(&self, out: &mut impl Write, offset: usize) -> io::Result<()> {
        let kept = |span: Span, kind| self.doc.mentions().iter().any(|m| m.span == span && m.kind == kind);
        let hits = self.doc.hits().iter().filter(|hit| hit.span.covers(offset) && !kept(hit.span, hit.kind));
        for (i, hit) in hits.enumerate() {
            if i == 0 {
                writeln!(out, "\nalso read here, but not kept:")?;
            }
            writeln!(out, "  {:<11} '{}' by {}", hit.kind.name(), self.words(hit.span), hit.origin)?;
        }
        Ok(())
    }

    fn words(&self, span: Span) -> String {
        printable(&self.doc.slice(span).split_whitespace().collect::<Vec<_>>().join(" "))
    }
}
