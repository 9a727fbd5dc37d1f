//! Two annotations of one text, and the decisions that lead from the one to the other.

use crate::decision::{Decision, Place, Verdict, context};
use crate::squeeze::is_blank;
use griffier_doc::{Document, Link, MentionType};
use griffier_text::Span;
use std::collections::BTreeMap;

/// One mention as another tool keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where, in bytes of the text.
    pub span: Span,
    /// What type of thing.
    pub kind: MentionType,
    /// Which thing; empty where the tool keeps none.
    pub id: String,
}

/// A text with the mentions that people left in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The letter's identifier, if the tool kept it.
    pub letter: String,
    /// The text.
    pub text: String,
    /// What was found before people looked, if the tool kept it.
    pub found: Option<Vec<Mark>>,
    /// What they left.
    pub kept: Vec<Mark>,
}

impl Mark {
    /// The mentions of `doc`, with the ids that formats for other tools give them.
    pub fn all(doc: &Document) -> Vec<Self> {
        let id = |link: &Link| link.id().map(ToString::to_string).unwrap_or_default();
        let mentions = doc.mentions().iter();
        mentions
            .map(|mention| Self { span: mention.span, kind: mention.kind, id: id(&mention.link) })
            .collect()
    }
}

/// What people decided: from the mentions `found` to those that `marked` has. With `accept` what they left as it was is
/// accepted; else nothing is said of it.
pub fn compare(marked: &Marked, found: &[Mark], accept: bool) -> Vec<Decision> {
    let mut decisions = Vec::new();
    let kept: BTreeMap<Span, &Mark> = marked.kept.iter().map(|mark| (mark.span, mark)).collect();
    let before: BTreeMap<Span, &Mark> = found.iter().map(|mark| (mark.span, mark)).collect();
    for (span, mark) in &before {
        match kept.get(span) {
            None => decisions.push(decide(marked, Verdict::Reject, mark)),
            Some(now) if now.kind != mark.kind => {
                // An identifier that was left as it stood belongs to the old type.
                let id = if now.id == mark.id { String::new() } else { now.id.clone() };
                decisions.push(decide(marked, Verdict::Retype, &Mark { id, ..(*now).clone() }));
            }
            Some(now) if now.id != mark.id && !now.id.is_empty() => {
                decisions.push(decide(marked, Verdict::Relink, now));
            }
            Some(_) if accept => decisions.push(decide(marked, Verdict::Accept, mark)),
            Some(_) => {}
        }
    }
    let added = kept.iter().filter(|(span, _)| !before.contains_key(span));
    decisions.extend(added.map(|(_, mark)| decide(marked, Verdict::Add, mark)));
    decisions.retain(|decision| !is_blank(&decision.text));
    decisions
}

/// The decision `verdict` about `mark` of a text.
pub fn decide(marked: &Marked, verdict: Verdict, mark: &Mark) -> Decision {
    let (before, after) = context(&marked.text, mark.span);
    Decision {
        verdict,
        letter: marked.letter.clone(),
        kind: Some(mark.kind),
        id: mark.id.clone(),
        text: marked.text.get(mark.span.range()).unwrap_or("").to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        note: String::new(),
        place: Place::default(),
    }
}

/// Turns offsets that count characters in some unit into bytes.
pub(crate) struct Units(Vec<u32>);

impl Units {
    /// Of code points.
    pub fn chars(text: &str) -> Self {
        Self::new(text, |_| 1)
    }
    /// Of UTF-16 units.
    pub fn utf16(text: &str) -> Self {
        Self::new(text, char::len_utf16)
    }
    fn new(text: &str, len: impl Fn(char) -> usize) -> Self {
        let mut starts = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            starts.extend(std::iter::repeat_n(at as u32, len(c)));
        }
        starts.push(text.len() as u32);
        Self(starts)
    }
    /// The span, if it lies in the text and holds something.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let span = Span::new(*self.0.get(start)?, *self.0.get(end)?);
        (!span.is_empty()).then_some(span)
    }
}
