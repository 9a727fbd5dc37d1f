//! From an analysed letter to annotated text, and what to show when it is not the text that was expected.

use crate::cases::Suite;
use crate::marks::{Mark, render};
use griffier_doc::{Commitment, Document, Link, Mention, Modality, Term};
use griffier_text::Span;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What the pipeline found in the text of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The text with the mentions of the declared types marked.
    pub text: String,
    /// The relations of the declared predicates, sorted, one a line.
    pub relations: String,
}

/// Renders what `doc` holds from byte `from` on, as far as `suite` declares it.
///
/// An identifier that no knowledge base gave is shown as `nil:1`, `nil:2` … in order of appearance: which mentions mean
/// the same thing is compared, how its slug reads is not.
///
/// # Errors
/// Mentions that cross, which no pipeline may return.
pub fn found_in(doc: &Document, from: usize, suite: &Suite) -> Result<Found, String> {
    let mut nil = BTreeMap::new();
    let mentions = doc.mentions().iter().filter(|m| m.span.start() >= from && suite.types.contains(&m.kind));
    let mut marks: Vec<Mark> = mentions
        .map(|mention| {
            let span = Span::at(mention.span.start() - from, mention.span.end() - from);
            Mark { span, label: label(mention, suite, &mut nil) }
        })
        .collect();
    marks.sort();
    let text = render(doc.text().get(from..).unwrap_or(""), &marks)?;
    let shown = |id: &str| nil.get(id).cloned().unwrap_or_else(|| id.to_owned());
    let relations = doc.relations().iter();
    let relations =
        relations.filter(|r| r.evidence.start() >= from && suite.predicates.contains(&r.predicate));
    let mut lines: Vec<String> = relations
        .map(|relation| {
            let (subject, object) = (shown(relation.subject.as_str()), shown(relation.object.as_str()));
            let not = if relation.negated { "not " } else { "" };
            let modality = match relation.modality {
                Modality::Asserted => String::new(),
                modality => format!("{} ", modality.name()),
            };
            format!("{subject} {not}{modality}{} {object}", relation.predicate.name())
        })
        .collect();
    if suite.commitments {
        let commitments = doc.commitments().iter().filter(|commitment| commitment.span.start() >= from);
        lines.extend(commitments.map(|found| commitment(doc, found, &shown)));
    }
    lines.sort();
    lines.dedup();
    Ok(Found { text, relations: lines.join("\n") })
}

/// One commitment as a line: `made office:min-def > org:tweede-kamer due 2025-06-30: what`.
fn commitment(doc: &Document, commitment: &Commitment, shown: &impl Fn(&str) -> String) -> String {
    let parties =
        |terms: &[Term]| terms.iter().map(|term| shown(term.as_str())).collect::<Vec<_>>().join("+");
    let mut line = match commitment.modality {
        Modality::Asserted => String::new(),
        modality => format!("{} ", modality.name()),
    };
    let _ = write!(
        line,
        "{} {} > {}",
        commitment.status.name(),
        parties(&commitment.by),
        parties(&commitment.to)
    );
    let made = commitment.made_on.as_ref().map(|day| format!(" on {day}"));
    let due = commitment.due.as_ref().map(|due| format!(" due {}", due.day));
    let number = commitment.number.as_ref().map(|number| format!(" {number}"));
    let what = doc.slice(commitment.what).split_whitespace().collect::<Vec<_>>().join(" ");
    line.extend([made, due, number].into_iter().flatten());
    line + ": " + &what
}

fn label(mention: &Mention, suite: &Suite, nil: &mut BTreeMap<String, String>) -> String {
    let id = match &mention.link {
        Link::One(id) => id.to_string(),
        Link::Many(_) => "?".to_owned(),
        Link::Nil { id, .. } => {
            let next = format!("nil:{}", nil.len() + 1);
            nil.entry(id.to_string()).or_insert(next).clone()
        }
    };
    let mut label = format!("{} {id}", mention.kind.name());
    for key in &suite.attrs {
        if let Some(value) = mention.attr(key) {
            let _ = write!(label, " {key}={value}");
        }
    }
    label
}

/// The lines in which `found` is not `expected`, as a text diff; `None` if there are none.
pub fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    // Marks add no lines, so texts are compared line by line; other blocks are sorted sets of lines.
    let paired = expected.len() == found.len();
    let mut out = String::new();
    for i in 0..expected.len().max(found.len()) {
        let (old, new) = (expected.get(i).copied(), found.get(i).copied());
        if paired && old == new {
            continue;
        }
        for (sign, line, others) in [('-', old, &found), ('+', new, &expected)] {
            if let Some(line) = line.filter(|line| paired || !others.contains(line)) {
                let _ = writeln!(out, "{sign} {line}");
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_only_the_lines_that_differ() {
        assert_eq!(difference("a\nb", "a\nb"), None);
        assert_eq!(difference("a\n[[b|DATE 1]]\nc", "a\nb\nc").as_deref(), Some("- [[b|DATE 1]]\n+ b\n"));
        assert_eq!(difference("a cites b\na cites c", "a cites c").as_deref(), Some("- a cites b\n"));
    }
}
