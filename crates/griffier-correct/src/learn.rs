//! What lists should say after decisions: rows that would have found what was missed, and exceptions for what was found
//! wrongly. Proposals with counts, to be looked at by a person.

use crate::decision::{Decision, Place, Verdict};
use crate::entities::is_listed;
use griffier_doc::{Document, MentionType};
use griffier_gazetteer::{Entry, KnowledgeBase};
use griffier_text::{normalize_name, slug, whole_words};
use std::collections::{BTreeMap, BTreeSet};

/// What follows from decisions.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    /// Rows for a list of names, sorted by id; the columns `decisions` and `letters` say how often it was decided so.
    pub rows: Vec<Entry>,
    /// Rejections that hold anywhere: a file of decisions of its own.
    pub exceptions: Vec<Decision>,
    /// What no list can learn, with the reason.
    pub left: Vec<Lesson>,
    /// Decisions about relations, of which lists can hold nothing.
    pub relations: usize,
}

/// Words that nothing is proposed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The words.
    pub text: String,
    /// As what; `None` where a decision names no type.
    pub kind: Option<MentionType>,
    /// How many decisions.
    pub decisions: usize,
    /// Why not.
    pub reason: &'static str,
}

/// What was decided of one name of one type.
#[derive(Default)]
struct Counts<'d> {
    /// By identifier; empty where it is new.
    kept: BTreeMap<String, usize>,
    rejected: usize,
    /// The rejections.
    places: Vec<&'d Decision>,
    /// The rejection that holds anywhere already, if there is one.
    general: Option<&'d Decision>,
    letters: BTreeSet<&'d str>,
}

/// What stands in letters under names that were rejected somewhere, and was not rejected there.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// By words: how many mentions of each type.
    names: BTreeMap<String, BTreeMap<MentionType, usize>>,
}

impl Standing {
    /// For the names that `decisions` reject; nothing is counted yet.
    pub fn of(decisions: &[Decision]) -> Self {
        let rejected = decisions.iter().filter(|decision| decision.verdict == Verdict::Reject);
        let names = rejected.filter(|decision| decision.predicate.is_none());
        Self { names: names.map(|decision| (whole_words(&decision.text), BTreeMap::new())).collect() }
    }

    /// The mentions of those names in `doc`, which is corrected.
    pub fn within(&self, doc: &Document) -> Vec<(String, MentionType)> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let mentions =
            doc.mentions().iter().map(|mention| (whole_words(doc.slice(mention.span)), mention.kind));
        mentions.filter(|(words, _)| self.names.contains_key(words)).collect()
    }

    /// Counts what [`Standing::within`] found in a letter.
    pub fn add(&mut self, found: Vec<(String, MentionType)>) {
        for (words, kind) in found {
            *self.names.entry(words).or_default().entry(kind).or_default() += 1;
        }
    }

    /// How many mentions of `words` stand, of this type or, without one, of any.
    fn count(&self, words: &str, kind: Option<MentionType>) -> usize {
        let kinds = self.names.get(words).into_iter().flatten();
        kinds.filter(|(known, _)| kind.is_none_or(|kind| kind == **known)).map(|(_, count)| count).sum()
    }
}

/// What `decisions` teach beyond what `kb` knows. What was decided less than `least` times is left out. A rejection becomes one of
/// the words anywhere only where nothing of that name is `standing`; else it stays bound to its places.
pub fn learn(decisions: &[Decision], kb: KnowledgeBase, least: usize, standing: &Standing) -> Lessons {
    let mut lessons = Lessons::default();
    let mut names: BTreeMap<(Option<MentionType>, String), Counts> = BTreeMap::new();
    for decision in decisions {
        if decision.predicate.is_some() {
            lessons.relations += 1;
            continue;
        }
        let kind = decision.kind.or_else(|| kb.entity(&decision.id).map(|row| row.kind()));
        let general = decision.letter.is_empty() && decision.before.is_empty() && decision.after.is_empty();
        let counts = names.entry((kind, whole_words(&decision.text))).or_default();
        if general && decision.verdict == Verdict::Reject {
            counts.general = Some(decision);
            continue;
        }
        counts.letters.insert(&decision.letter);
        match decision.verdict {
            Verdict::Reject => {
                counts.rejected += 1;
                counts.places.push(decision);
            }
            _ => {
                let id = if decision.id == "NIL" { "" } else { &decision.id };
                *counts.kept.entry(id.to_owned()).or_default() += 1;
            }
        }
    }
    let mut rows: BTreeMap<String, Entry> = BTreeMap::new();
    for ((kind, text), counts) in names {
        let kept: usize = counts.kept.values().sum();
        let decisions = kept + counts.rejected;
        let mut leave = |text, reason| lessons.left.push(Lesson { text, kind, decisions, reason });
        if let Some(general) = counts.general {
            // It stays what it is, so that the exceptions can take the place of the files they are learned from.
            lessons.exceptions.push(general.clone());
            if kept >= least.max(1) {
                leave(text, "rejected everywhere, by a decision that says so");
            }
        } else if kept == 0 && counts.rejected >= least {
            match standing.count(&text, kind) {
                0 => lessons.exceptions.push(exception(kind, &text, &counts)),
                others => lessons.exceptions.extend(counts.places.iter().map(|place| bound(place, others))),
            }
        } else if kept >= least.max(1) {
            match kind {
                None => leave(text, "the decision names no type"),
                Some(kind) => {
                    if let Err(reason) = teach(kb, kind, &text, &counts, &mut rows) {
                        leave(text, reason);
                    }
                }
            }
        }
    }
    lessons.rows = rows.into_values().collect();
    lessons
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn exception(kind: Option<MentionType>, text: &str, counts: &Counts) -> Decision {
    Decision {
        verdict: Verdict::Reject,
        letter: String::new(),
        kind,
        predicate: None,
        id: String::new(),
        object: String::new(),
        negated: None,
        modality: None,
        text: text.to_owned(),
        before: String::new(),
        after: String::new(),
        note: format!(
            "rejected {} in {}",
            plural(counts.rejected, "time"),
            plural(counts.letters.len(), "letter")
        ),
        place: Place::default(),
    }
}

/// A rejection that holds where it was made, as the same words stand elsewhere.
fn bound(place: &Decision, others: usize) -> Decision {
    let note =
        format!("here alone; elsewhere these words have {} that nobody rejected", plural(others, "mention"));
    Decision { note, place: Place::default(), ..place.clone() }
}

/// Adds `text` to the row of what it was decided to mean.
fn teach(
    kb: KnowledgeBase,
    kind: MentionType,
    text: &str,
    counts: &Counts,
    rows: &mut BTreeMap<String, Entry>,
) -> Result<(), &'static str> {
    if !is_listed(kind) {
        return Err("found by its form, which no list holds");
    }
    if kind == MentionType::Person && !text.contains(' ') {
        return Err("a single name, which many people may have");
    }
    if text.contains('|') {
        return Err("a cell of a list cannot hold it");
    }
    for (id, count) in &counts.kept {
        let own = format!("{}:{}", kind.id_prefix(), slug(text));
        let id = if id.is_empty() { &own } else { id };
        let known = kb.entity(id);
        if known.is_some_and(|row| row.kind() != kind) {
            return Err("the list has what it means as another type");
        }
        let forms = kb.surface(&normalize_name(text)).into_iter().flat_map(|number| kb.listings(number));
        let mut of_it = forms.filter(|form| form.entity.id() == id);
        if of_it.any(|form| !form.needs_context || counts.rejected > 0) {
            return Err("the list has it already");
        }
        if known.is_none() && counts.rejected > 0 {
            return Err("accepted and rejected, and no list has what it means");
        }
        let row = rows.entry(id.clone()).or_insert_with(|| Entry {
            id: id.clone(),
            kind: Some(kind),
            name: known.map_or(text, |row| row.label()).to_owned(),
            source: "corrections".to_owned(),
            ..Entry::default()
        });
        if row.name != text {
            // A form that was also rejected counts only where the letter supports it.
            let forms = if counts.rejected > 0 { &mut row.context } else { &mut row.aliases };
            forms.push(text.to_owned());
        }
        tally(row, *count, counts.letters.len());
    }
    Ok(())
}

/// Adds to the row how often it was decided so.
fn tally(row: &mut Entry, decisions: usize, letters: usize) {
    for (column, more) in [("decisions", decisions), ("letters", letters)] {
        let place = row.extras.iter().position(|(name, _)| name == column);
        let before = place.and_then(|at| row.extras.swap_remove(at).1.parse().ok()).unwrap_or(0);
        row.extras.push((column.to_owned(), (before + more).to_string()));
    }
}
