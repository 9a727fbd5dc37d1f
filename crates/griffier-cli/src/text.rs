//! `griffier text`: the text of letters as it was read, with the zones that were found in it.

use crate::input::{Inputs, Reading};
use crate::output::Output;
use crate::{Outcome, complain, printable};
use anyhow::Context;
use clap::Parser;
use griffier::batch::LetterError;
use griffier::{BlockKind, Document, Page, Place, Span, stages};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, folders of these, or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// The text alone, as the offsets in records count it. Several letters follow one another, a form feed between them.
    #[arg(long, conflicts_with = "map")]
    plain: bool,
    /// JSON Lines: for each paragraph, heading, row or note of the file (or each zone of a plain text) its bytes in the
    /// text and its places in the file.
    #[arg(long)]
    map: bool,
    /// Write to this file; without it, to standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

/// What is shown of a letter.
#[derive(Clone, Copy)]
enum Form {
    Zones,
    Plain,
    Map,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut inputs = Inputs::find(&args.paths)?;
    let mut output = Output::open(args.output.as_deref(), &mut inputs, true)?;
    inputs.faults.iter().for_each(complain);
    let mut lost = inputs.faults.len();
    let form = match (args.plain, args.map) {
        (true, _) => Form::Plain,
        (_, true) => Form::Map,
        _ => Form::Zones,
    };
    let (mut failure, mut letters) = (None, 0_usize);
    inputs.each(
        &args.reading,
        0,
        move |doc| Ok(show(doc, form)),
        |_, result: Result<String, LetterError>| {
            match result {
                Ok(shown) => {
                    let between = match form {
                        _ if letters == 0 => "",
                        Form::Plain => "\u{c}\n",
                        Form::Zones => "\n",
                        Form::Map => "",
                    };
                    letters += 1;
                    failure =
                        output.write(between.as_bytes()).and_then(|()| output.write(shown.as_bytes())).err();
                }
                Err(error) => {
                    complain(error);
                    lost += 1;
                }
            }
            if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    )?;
    failure.map_or_else(|| output.finish(), Err).context("cannot write")?;
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn show(mut doc: Document, form: Form) -> String {
    match form {
        Form::Plain if doc.text().ends_with('\n') => doc.text().to_owned(),
        Form::Plain => doc.text().to_owned() + "\n",
        Form::Zones => {
            stages::segment(&mut doc);
            zones(&doc)
        }
        Form::Map => {
            stages::segment(&mut doc);
            map(&doc)
        }
    }
}

/// The widest name of a zone.
const MARGIN: usize = 11;

/// The lines of the text, the name of a zone before its first one, a rule before each page. Control characters are shown,
/// not obeyed.
fn zones(doc: &Document) -> String {
    let source = doc.source();
    let mut out = format!("{} ({}, {} bytes)\n", printable(&source.path), source.format.name(), source.bytes);
    for note in doc.diagnostics() {
        let _ = writeln!(out, "note: {}: {}", note.code, printable(&note.message));
    }
    let text = doc.text();
    let (mut zones, mut pages) = (doc.zones().iter().peekable(), doc.source_map().pages.iter().peekable());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        // An empty page lies where the text before it ends.
        let lies_before = |page: &&Page| match page.span.is_empty() {
            true => page.span.start() <= start,
            false => page.span.start() < end,
        };
        while let Some(page) = pages.next_if(lies_before) {
            rule(page, &mut out);
        }
        let mut name = "";
        while let Some(zone) = zones.next_if(|zone| zone.span.start() < end) {
            name = zone.kind.name();
        }
        // A form feed ends a page; the rule says so already.
        let shown =
            printable(line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{c}')).replace("\\t", "\t");
        let _ = writeln!(out, "{}", format!("{name:>MARGIN$} │ {shown}").trim_end());
        start = end;
    }
    pages.for_each(|page| rule(page, &mut out));
    out
}

/// The line over what stands on a page.
fn rule(page: &Page, out: &mut String) {
    let empty = if page.span.is_empty() { ", no text" } else { "" };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{:─<1$}─ page {2}{empty} ─", "", MARGIN, page.number);
}

/// A line of JSON for each block, with its places.
fn map(doc: &Document) -> String {
    let mut out = String::new();
    let mut line = |span: Span, kind: &str| {
        let (start, end) = (span.start(), span.end());
        let places = doc.source_map().places(span);
        let mut record = json!({
            "id": doc.id(),
            "path": doc.source().path,
            "start": start,
            "end": end,
            "kind": kind,
            "zone": doc.zone_at(start).name(),
            "text": doc.slice(span),
        });
        let at: Vec<Value> = places.iter().map(place).collect();
        if at.is_empty() {
            let line = |offset: usize| doc.lines().line_of(offset) + 1;
            record["at"] = json!([{"lines": [line(start), line(end.saturating_sub(1).max(start))]}]);
        } else {
            record["at"] = Value::Array(at);
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{record}");
    };
    let blocks = &doc.markup().blocks;
    for block in blocks {
        line(block.span, kind(&block.kind));
    }
    if blocks.is_empty() {
        doc.zones().iter().for_each(|zone| line(zone.span, "zone"));
    }
    out
}

fn kind(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Text => "text",
        BlockKind::Heading(_) => "heading",
        BlockKind::Item => "item",
        BlockKind::Row => "row",
        BlockKind::Note(_) => "note",
        BlockKind::Zone(_) => "zone",
    }
}

fn place(place: &Place) -> Value {
    match place {
        Place::Page { number, area } => {
            let round = |edge: f32| (f64::from(edge) * 10.0).round() / 10.0;
            json!({"page": number, "area": [round(area.left), round(area.top), round(area.right), round(area.bottom)]})
        }
        Place::Paragraph { part, number } => json!({"part": part, "paragraph": number}),
        Place::Element(path) => json!({"element": path}),
    }
}
