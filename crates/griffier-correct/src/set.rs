//! The decisions of a run: read from files, held against each other, found by letter, and which of them found their place.

use crate::decision::{Decision, Verdict};
use crate::file::{Problem, read};
use crate::squeeze::{letter, squeeze};
use griffier_doc::{Diagnostic, Document, Entity, Mention, Meta, Relation};
use griffier_gazetteer::KnowledgeBase;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

/// What linking found in a letter, to be corrected.
#[derive(Debug, Default)]
pub struct Findings {
    /// Mentions in reading order.
    pub mentions: Vec<Mention>,
    /// The things they mean, sorted by id.
    pub entities: Vec<Entity>,
    /// What the letter says of itself.
    pub meta: Meta,
    /// What a user should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decisions that agree with each other. One set serves all threads.
#[derive(Debug, Default)]
pub struct Corrections {
    decisions: Vec<Decision>,
    /// The decisions of each letter; those of any letter under the empty name.
    letters: HashMap<String, Vec<usize>>,
    /// Which decisions were looked up in a letter, and which have found a place.
    tried: Vec<[AtomicBool; 2]>,
}

/// Why decisions cannot be applied.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionError {
    /// A file cannot be read.
    #[error("{}: cannot read: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Lines that are no decisions, or that contradict each other.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Problems(Vec<Problem>),
}

impl Corrections {
    /// Reads `files`.
    ///
    /// # Errors
    /// When one cannot be read, has a line that is no decision, or two decisions contradict each other: every such line.
    pub fn open(files: &[PathBuf]) -> Result<Self, CorrectionError> {
        let (mut decisions, mut problems) = (Vec::new(), Vec::new());
        for path in files {
            let content = std::fs::read_to_string(path)
                .map_err(|error| CorrectionError::Io { path: path.clone(), error })?;
            match read(&path.display().to_string(), &content) {
                Ok(more) => decisions.extend(more),
                Err(more) => problems.extend(more),
            }
        }
        if !problems.is_empty() {
            return Err(CorrectionError::Problems(problems));
        }
        Self::new(decisions)
    }

    /// A set of `decisions`.
    ///
    /// # Errors
    /// When two of them contradict each other: both lines.
    pub fn new(decisions: Vec<Decision>) -> Result<Self, CorrectionError> {
        let problems = conflicts(&decisions);
        if !problems.is_empty() {
            return Err(CorrectionError::Problems(problems));
        }
        let mut letters: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, decision) in decisions.iter().enumerate() {
            letters.entry(decision.letter.clone()).or_default().push(i);
        }
        let tried = decisions.iter().map(|_| Default::default()).collect();
        Ok(Self { decisions, letters, tried })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.decisions.is_empty()
    }

    /// The decisions, in the order of the files.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Whether a decision names `letter`.
    pub fn names(&self, letter: &str) -> bool {
        self.letters.contains_key(letter)
    }

    /// The decisions about any letter and about `doc`, in the order of the files, with their numbers.
    fn about(&self, doc: &Document) -> Vec<(usize, &Decision)> {
        let of = |letter: &str| self.letters.get(letter).map_or(&[][..], Vec::as_slice);
        let own = if doc.id().is_empty() { &[][..] } else { of(doc.id()) };
        let mut numbers: Vec<usize> = of("").iter().chain(own).copied().collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|i| (i, &self.decisions[i])).collect()
    }

    /// Corrects the relations that were read from `doc`, whose mentions are corrected.
    pub fn apply_to_relations(&self, doc: &Document, relations: &mut Vec<Relation>) {
        let decisions: Vec<&Decision> = self
            .about(doc)
            .into_iter()
            .map(|(_, decision)| decision)
            .filter(|d| d.predicate.is_some())
            .collect();
        if !decisions.is_empty() {
            crate::statements::apply(doc, decisions, relations);
        }
    }

    /// Corrects what was found in `doc`. A decision that names this letter and has no place in it becomes a diagnostic.
    pub fn apply(&self, doc: &Document, kb: KnowledgeBase, findings: &mut Findings) {
        let decisions = self.about(doc);
        if decisions.is_empty() {
            return;
        }
        decisions.iter().for_each(|&(i, _)| self.tried[i][0].store(true, Ordering::Relaxed));
        for i in crate::apply::apply(doc, kb, &decisions, findings) {
            self.tried[i][1].store(true, Ordering::Relaxed);
        }
    }

    /// The decisions that can teach lists something after letters were read: those that have found a place, and the rejections
    /// that name no letter.
    pub fn confirmed(&self) -> impl Iterator<Item = &Decision> {
        let all = self.decisions.iter().zip(&self.tried);
        let confirmed = all.filter(|(decision, [_, bound])| {
            bound.load(Ordering::Relaxed) || decision.verdict == Verdict::Reject && decision.letter.is_empty()
        });
        confirmed.map(|(decision, _)| decision)
    }

    /// The decisions that have found no place so far, in the order of the files, each with whether a letter was read in
    /// which it could have one.
    pub fn unbound(&self) -> impl Iterator<Item = (&Decision, bool)> {
        let read = |flag: &AtomicBool| flag.load(Ordering::Relaxed);
        let free = self.decisions.iter().zip(&self.tried).filter(move |(_, [_, bound])| !read(bound));
        free.map(move |(decision, [tried, _])| (decision, read(tried)))
    }
}

/// Of decisions at one place the last one, in the order in which those stand: for a file that is only ever added to, in which
/// somebody may have changed their mind.
pub fn last_at_each_place(decisions: Vec<Decision>) -> Vec<Decision> {
    let mut seen = HashSet::new();
    let mut last: Vec<Decision> =
        decisions.into_iter().rev().filter(|decision| seen.insert(place_of(decision))).collect();
    last.reverse();
    last
}

/// What two decisions about one place share: letter, words, context, and which relation.
fn place_of(decision: &Decision) -> [String; 7] {
    let letters = |context: &str| context.chars().filter_map(letter).collect::<String>();
    // A clause may state several relations, and name a thing as well.
    let (predicate, subject, object) = match decision.predicate {
        Some(predicate) => (predicate.name(), decision.id.clone(), decision.object.clone()),
        None => ("", String::new(), String::new()),
    };
    [
        decision.letter.clone(),
        squeeze(&decision.text),
        letters(&decision.before),
        letters(&decision.after),
        predicate.to_owned(),
        subject,
        object,
    ]
}

/// Pairs of decisions that stand at one place and leave different mentions there.
fn conflicts(decisions: &[Decision]) -> Vec<Problem> {
    let mut places: HashMap<[String; 7], Vec<&Decision>> = HashMap::new();
    let mut problems = Vec::new();
    for decision in decisions {
        let place = place_of(decision);
        let earlier = places.entry(place).or_default();
        if let Some(other) = earlier.iter().find(|other| !other.agrees(decision)) {
            problems.push(Problem {
                place: decision.place.clone(),
                message: format!(
                    "{} of `{}` contradicts {}: {}",
                    said(decision),
                    decision.text.escape_debug(),
                    other.place,
                    said(other)
                ),
            });
        }
        // What agrees with one of equal decisions agrees with all: a place has few.
        if !earlier.iter().any(|other| same(other, decision)) {
            earlier.push(decision);
        }
    }
    problems
}

fn same(a: &Decision, b: &Decision) -> bool {
    (a.verdict == Verdict::Reject) == (b.verdict == Verdict::Reject)
        && a.kind == b.kind
        && a.id == b.id
        && a.negated == b.negated
        && a.modality == b.modality
}

/// What a decision says, in words.
pub(crate) fn said(decision: &Decision) -> String {
    let denied = match decision.negated {
        None => "",
        Some(true) => "(denied)",
        Some(false) => "(not denied)",
    };
    let holds = decision.modality.map(|modality| format!("({})", modality.name())).unwrap_or_default();
    let parts =
        [decision.verdict.name(), decision.type_name(), &decision.id, &decision.object, denied, &holds];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
