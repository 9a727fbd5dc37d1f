//! Two annotations of one text, and the decisions that lead from the one to the other.

use crate::decision::{Decision, Place, Verdict, context};
use crate::squeeze::is_blank;
use griffier_doc::{Document, Link, MentionType, Predicate};
use griffier_text::{Span, slug, whole_words};
use std::collections::{BTreeMap, HashMap};

/// Bytes of the words from one end of a relation to the other that still count as its evidence.
const EVIDENCE: usize = 300;

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

/// One relation as another tool keeps it: between two mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The mention that it begins at.
    pub subject: Span,
    /// What kind of relation.
    pub predicate: Predicate,
    /// The mention that it leads to.
    pub object: Span,
}

/// The mentions and relations of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// Mentions.
    pub marks: Vec<Mark>,
    /// Relations between them.
    pub ties: Vec<Tie>,
}

/// A text with the mentions and relations that people left in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The letter's identifier, if the tool kept it.
    pub letter: String,
    /// The text.
    pub text: String,
    /// What was found before people looked, if the tool kept it.
    pub found: Option<Annotation>,
    /// What they left.
    pub kept: Annotation,
}

impl Annotation {
    /// What was found in `doc`, with the ids that formats for other tools give it. As in those, a relation of the letter itself
    /// has no mention to begin at and is not among them.
    pub fn of(doc: &Document) -> Self {
        let id = |link: &Link| link.id().map(ToString::to_string).unwrap_or_default();
        let mentions = doc.mentions().iter();
        let marks: Vec<Mark> = mentions
            .map(|mention| Mark { span: mention.span, kind: mention.kind, id: id(&mention.link) })
            .collect();
        let mut places: HashMap<&str, Span> = HashMap::new();
        for mark in marks.iter().rev() {
            places.insert(&mark.id, mark.span);
        }
        let ends = |one: &griffier_doc::Relation| {
            places.get(one.subject.as_str()).copied().zip(places.get(one.object.as_str()).copied())
        };
        let tie = |one: &griffier_doc::Relation| {
            ends(one).map(|(subject, object)| Tie { subject, predicate: one.predicate, object })
        };
        let ties = doc.relations().iter().filter_map(tie).collect();
        Self { marks, ties }
    }
}

/// What people decided: from the mentions and relations `found` to those that `marked` has. With `accept` what they left as it was is
/// accepted; else nothing is said of it.
pub fn compare(marked: &Marked, found: &Annotation, accept: bool) -> Vec<Decision> {
    let mut decisions = Vec::new();
    let kept: BTreeMap<Span, &Mark> = marked.kept.marks.iter().map(|mark| (mark.span, mark)).collect();
    let before: BTreeMap<Span, &Mark> = found.marks.iter().map(|mark| (mark.span, mark)).collect();
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
    decisions.extend(relations(marked, found, &kept, &before, accept));
    decisions.retain(|decision| !is_blank(&decision.text));
    decisions
}

/// What was decided about relations: they are the same if they join the same things in the same way, at whatever mention.
fn relations(
    marked: &Marked,
    found: &Annotation,
    kept: &BTreeMap<Span, &Mark>,
    before: &BTreeMap<Span, &Mark>,
    accept: bool,
) -> Vec<Decision> {
    let own = |mark: &Mark| {
        let words = whole_words(marked.text.get(mark.span.range()).unwrap_or(""));
        format!("{}:{}", mark.kind.id_prefix(), slug(&words))
    };
    let named = |mark: &&&Mark| !mark.id.is_empty();
    let name = |span: Span, first: &BTreeMap<Span, &Mark>| {
        let mark = first.get(&span)?;
        let found = before.get(&span).filter(|found| found.kind == mark.kind);
        let id = Some(mark).filter(named).or(found.filter(named)).map(|mark| mark.id.clone());
        Some(id.unwrap_or_else(|| own(mark)))
    };
    let all = |ties: &[Tie], marks: &BTreeMap<Span, &Mark>| -> BTreeMap<(String, Predicate, String), Tie> {
        let key = |tie: &Tie| Some((name(tie.subject, marks)?, tie.predicate, name(tie.object, marks)?));
        ties.iter().rev().filter_map(|tie| Some((key(tie)?, *tie))).collect()
    };
    let (now, then) = (all(&marked.kept.ties, kept), all(&found.ties, before));
    let mut decisions = Vec::new();
    for (key, tie) in &then {
        if now.contains_key(key) {
            decisions.extend(accept.then(|| decide_relation(marked, Verdict::Accept, key, tie)));
        } else if kept.contains_key(&tie.subject) && kept.contains_key(&tie.object) {
            // Of a mention that is gone the relations go without being told.
            decisions.push(decide_relation(marked, Verdict::Reject, key, tie));
        }
    }
    let added = now.iter().filter(|(key, _)| !then.contains_key(key));
    decisions.extend(added.map(|(key, tie)| decide_relation(marked, Verdict::Add, key, tie)));
    decisions
}

fn decide_relation(
    marked: &Marked,
    verdict: Verdict,
    (subject, predicate, object): &(String, Predicate, String),
    tie: &Tie,
) -> Decision {
    let whole =
        Span::at(tie.subject.start().min(tie.object.start()), tie.subject.end().max(tie.object.end()));
    let span = if whole.len() <= EVIDENCE { whole } else { tie.subject };
    let (before, after) = context(&marked.text, span);
    Decision {
        verdict,
        letter: marked.letter.clone(),
        kind: None,
        predicate: Some(*predicate),
        id: subject.clone(),
        object: object.clone(),
        negated: None,
        modality: None,
        text: marked.text.get(span.range()).unwrap_or("").to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        note: String::new(),
        place: Place::default(),
    }
}

/// The decision `verdict` about `mark` of a text.
pub fn decide(marked: &Marked, verdict: Verdict, mark: &Mark) -> Decision {
    let (before, after) = context(&marked.text, mark.span);
    Decision {
        verdict,
        letter: marked.letter.clone(),
        kind: Some(mark.kind),
        predicate: None,
        id: mark.id.clone(),
        object: String::new(),
        negated: None,
        modality: None,
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
