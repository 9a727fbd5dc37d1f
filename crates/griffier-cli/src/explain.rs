//! `griffier explain`: why this mention, why this link.

use crate::Outcome;
use crate::annotate::{read, silence_panics};
use anyhow::{Context, bail};
use clap::Parser;
use griffier::{Document, Link, Mention, Pipeline, Span, Term, Unit};
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// A letter, or - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The place: a byte offset, or LINE:COLUMN as editors count (both from 1, columns in characters).
    #[arg(long, value_name = "OFFSET|LINE:COLUMN")]
    at: String,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    silence_panics();
    let pipeline = Pipeline::new();
    let doc = match read(&pipeline, &args.file) {
        Ok(doc) => doc,
        Err(error) => {
            eprintln!("griffier: {error}");
            return Ok(Outcome::LettersLost);
        }
    };
    let offset = place(&doc, &args.at)?;
    let mut out = io::stdout().lock();
    let report = Report { doc: &doc, pipeline };
    report.write(&mut out, offset).context("cannot write")?;
    Ok(Outcome::Done)
}

/// The byte offset that `at` names in the letter.
fn place(doc: &Document, at: &str) -> anyhow::Result<usize> {
    let wrong = || format!("--at {at}: give a byte offset, or LINE:COLUMN");
    let offset = match at.split_once(':') {
        None => at.parse().with_context(wrong)?,
        Some((line, column)) => {
            let (line, column): (usize, usize) = (line.parse().with_context(wrong)?, column.parse().with_context(wrong)?);
            let start = line.checked_sub(1).and_then(|line| doc.lines().start_of(line));
            let start = start.with_context(|| format!("--at {at}: the letter has {} lines", doc.lines().len()))?;
            let rest = doc.text().get(start..).unwrap_or("");
            start + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
        }
    };
    if offset >= doc.text().len() {
        bail!("--at {at}: the letter has {} bytes", doc.text().len());
    }
    Ok(offset)
}

struct Report<'d> {
    doc: &'d Document,
    pipeline: Pipeline,
}

impl Report<'_> {
    fn write(&self, out: &mut impl Write, offset: usize) -> io::Result<()> {
        let doc = self.doc;
        let position = doc.lines().position(doc.text(), offset, Unit::Char);
        writeln!(out, "{} line {} column {} (byte {offset})", doc.id(), position.line, position.column)?;
        writeln!(out, "zone      {}", doc.zone_at(offset).name())?;
        if let Some(sentence) = doc.sentence_at(offset) {
            writeln!(out, "sentence  {}", self.words(sentence.span))?;
        }
        let here: Vec<&Mention> = doc.mentions().iter().filter(|mention| mention.span.covers(offset)).collect();
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
            Link::Nil { id, reason } => writeln!(out, "  means       NIL, {reason}; grouped as {id}")?,
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
            writeln!(out, "  relation    {subject} {} {object} ({})", relation.predicate.name(), relation.why)?;
            writeln!(out, "              \"{}\"", self.words(relation.evidence))?;
        }
        Ok(())
    }

    fn knowledge(&self, out: &mut impl Write, id: &str) -> io::Result<()> {
        let Some(entity) = self.pipeline.knowledge().entity(id) else { return Ok(()) };
        writeln!(out, "  listed as   {} in gazetteers/{}", entity.label(), entity.file())?;
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
            writeln!(out, "  {:<12} '{}' by {}", hit.kind.name(), self.words(hit.span), hit.origin)?;
        }
        Ok(())
    }

    fn words(&self, span: Span) -> String {
        self.doc.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
