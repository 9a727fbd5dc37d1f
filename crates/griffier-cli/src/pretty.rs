//! One letter for a person at a terminal: its text with what was found in it, and what was read from it below.

use crate::input::{Inputs, Reading};
use crate::{Outcome, complain, printable};
use anstream::AutoStream;
use anstyle::{AnsiColor, Color, Style};
use anyhow::ensure;
use griffier::{Document, Link, Mention, MentionType, Modality, Pipeline, Term};
use std::io::{self, Write};
use std::ops::ControlFlow;

/// Shows the one letter of `inputs`.
///
/// # Errors
/// When there is none, or more than one.
pub(crate) fn run(inputs: &Inputs, reading: &Reading, pipeline: Pipeline) -> anyhow::Result<Outcome> {
    inputs.faults.iter().for_each(complain);
    let (mut letters, mut lost) = (Vec::new(), inputs.faults.len());
    let work = move |mut doc: Document| {
        pipeline.run(&mut doc);
        Ok(doc)
    };
    inputs.each(reading, 1, work, |_, result| {
        match result {
            Ok(doc) => letters.push(doc),
            Err(error) => {
                complain(error);
                lost += 1;
            }
        }
        if letters.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    ensure!(letters.len() < 2, "--pretty shows one letter, and there are more");
    ensure!(!letters.is_empty() || lost > 0, "no letter in what was given");
    for doc in &letters {
        write(doc, &mut anstream::stdout())?;
    }
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

/// Writes `doc`; mentions are colored where the terminal takes colors, else they stand in brackets with their type.
fn write(doc: &Document, out: &mut AutoStream<io::Stdout>) -> io::Result<()> {
    let colored = out.current_choice() != anstream::ColorChoice::Never;
    let strong = if colored { Style::new().bold() } else { Style::new() };
    let heading =
        |out: &mut AutoStream<io::Stdout>, words: &str| writeln!(out, "\n{strong}{words}{strong:#}");
    let meta = doc.meta();
    let title = meta.subject.as_deref().unwrap_or(doc.id());
    writeln!(out, "{strong}{}{strong:#}", printable(title))?;
    let date = meta.date.as_deref().unwrap_or("no date");
    let facts: Vec<&str> = std::iter::once(date).chain(meta.identifiers.iter().map(AsRef::as_ref)).collect();
    writeln!(out, "{}\n", printable(&facts.join(" · ")))?;
    let mut text = String::new();
    Marker { doc, colored, out: &mut text }.text();
    writeln!(out, "{}", text.trim_end())?;
    if !doc.entities().is_empty() {
        heading(out, "Entities")?;
        for entity in doc.entities() {
            let nil = if entity.nil { "  (no list has it)" } else { "" };
            let (style, label) = (style(entity.kind, colored), printable(&entity.label));
            writeln!(
                out,
                "  {style}{:<12}{style:#} {label}  {}{nil}",
                entity.kind.name(),
                printable(&entity.id)
            )?;
        }
    }
    if !doc.relations().is_empty() {
        heading(out, "Relations")?;
        for relation in doc.relations() {
            let denied = if relation.negated { "not " } else { "" };
            let how = match relation.modality {
                Modality::Asserted => String::new(),
                other => format!(" ({})", other.name()),
            };
            let (from, to) = (name(doc, &relation.subject), name(doc, &relation.object));
            let (predicate, words) = (relation.predicate.name(), one_line(doc.slice(relation.evidence)));
            writeln!(out, "  {from} {strong}{denied}{predicate}{strong:#} {to}{how}  “{words}”")?;
        }
    }
    if !doc.commitments().is_empty() {
        heading(out, "Commitments")?;
        for commitment in doc.commitments() {
            let due = commitment.due.as_ref().map_or(String::new(), |due| format!("  due {}", due.day));
            let (status, what) = (commitment.status.name(), one_line(doc.slice(commitment.what)));
            writeln!(out, "  {strong}{status}{strong:#}{due}  {what}")?;
        }
    }
    if !doc.diagnostics().is_empty() {
        heading(out, "Notes")?;
        for note in doc.diagnostics() {
            writeln!(out, "  {}: {}", note.code, printable(&note.message))?;
        }
    }
    out.flush()
}

/// The label of what a relation joins.
fn name(doc: &Document, term: &Term) -> String {
    let Term::Id(id) = term else { return "the letter".to_owned() };
    let entity = doc.entities().iter().find(|entity| entity.id == *id);
    printable(entity.map_or(id.as_ref(), |entity| entity.label.as_ref()))
}

/// The words on one line, not without end.
fn one_line(words: &str) -> String {
    let mut line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = line.char_indices().nth(120) {
        line.truncate(cut);
        line.push('…');
    }
    printable(&line)
}

/// Writes the text with its mentions.
struct Marker<'d> {
    doc: &'d Document,
    colored: bool,
    out: &'d mut String,
}

impl Marker<'_> {
    fn text(&mut self) {
        let mut open: Vec<&Mention> = Vec::new();
        let mut at = 0;
        for mention in self.doc.mentions() {
            while open.last().is_some_and(|outer| outer.span.end() <= mention.span.start()) {
                self.close(&mut open, &mut at);
            }
            self.words(at, mention.span.start());
            at = mention.span.start();
            if self.colored {
                self.out.push_str(&style(mention.kind, true).render().to_string());
            } else {
                self.out.push('[');
            }
            open.push(mention);
        }
        while !open.is_empty() {
            self.close(&mut open, &mut at);
        }
        self.words(at, self.doc.text().len());
    }

    fn close(&mut self, open: &mut Vec<&Mention>, at: &mut usize) {
        let Some(mention) = open.pop() else { return };
        self.words(*at, mention.span.end());
        *at = mention.span.end();
        if self.colored {
            self.out.push_str(&Style::new().bold().render_reset().to_string());
            if let Some(outer) = open.last() {
                self.out.push_str(&style(outer.kind, true).render().to_string());
            }
            return;
        }
        let id = match &mention.link {
            Link::One(id) => id.as_ref(),
            Link::Nil { .. } => "NIL",
            Link::Many(_) => "?",
        };
        self.out.push_str(&format!("|{} {}]", mention.kind.name(), printable(id)));
    }

    /// The words as they are, but for what a terminal would obey.
    fn words(&mut self, from: usize, to: usize) {
        let words = self.doc.text().get(from..to).unwrap_or("");
        for (i, line) in words.split('\n').enumerate() {
            if i > 0 {
                self.out.push('\n');
            }
            let cells: Vec<String> = line.trim_end_matches('\r').split('\t').map(printable).collect();
            self.out.push_str(&cells.join("\t"));
        }
    }
}

/// The style of a type; related types share a color.
fn style(kind: MentionType, colored: bool) -> Style {
    let color = match kind {
        MentionType::Person | MentionType::Office => AnsiColor::Yellow,
        MentionType::Organisation => AnsiColor::Cyan,
        MentionType::Treaty | MentionType::Law | MentionType::Policy => AnsiColor::Magenta,
        MentionType::Location | MentionType::Technology => AnsiColor::Green,
        MentionType::Date | MentionType::Event | MentionType::Quantity => AnsiColor::Blue,
        MentionType::Reference | MentionType::Motion | MentionType::Url => AnsiColor::Red,
    };
    match colored {
        true => Style::new().fg_color(Some(Color::Ansi(color))).bold(),
        false => Style::new(),
    }
}
