//! Who promises, to whom, in which debate and on which day.

use super::{Draft, due, modality_of};
use crate::letter::is_chamber;
use crate::motion::{asks, is_debate};
use crate::reading::{Letter, Window};
use crate::statement::terms;
use griffier_doc::{Commitment, CommitmentStatus, Id, Mention, MentionType, Predicate, Relation, Role, Term};

/// What the letter says of its own parties.
pub(super) struct Parties<'d> {
    signatories: Vec<Term>,
    /// The chambers it is written to.
    chambers: Vec<Term>,
    date: Option<&'d str>,
    /// Whether the paper holds questions without answers.
    pub asks: bool,
}

impl<'d> Parties<'d> {
    pub fn new(letter: &Letter<'d>, relations: &[Relation]) -> Self {
        let of = |predicate: Predicate| {
            let said = relations.iter().filter(move |r| r.predicate == predicate && r.subject == Term::Doc);
            said.map(|r| r.object.clone()).collect::<Vec<Term>>()
        };
        let mut signatories = of(Predicate::SignedAs);
        signatories.extend(of(Predicate::SignedBy));
        if signatories.is_empty() {
            signatories.push(Term::Doc);
        }
        let asked = of(Predicate::AddressedTo).iter().any(|to| to.as_str().starts_with("office:min"))
            || of(Predicate::AddressedTo).iter().any(|to| to.as_str().starts_with("office:sts"));
        let asks = asked && of(Predicate::SignedBy).is_empty();
        let mut chambers = of(Predicate::AddressedTo);
        chambers.retain(|to| is_chamber(to.as_str()));
        if chambers.is_empty() {
            chambers.push(Term::Id(Id::Borrowed(letter.chamber)));
        }
        Self { signatories, chambers, date: letter.doc.meta().date.as_deref(), asks }
    }
    /// The letter's date.
    pub fn date(&self) -> Option<&'d str> {
        self.date
    }
    /// The commitment that a sentence says.
    pub fn complete(&self, w: &Window<'_, 'd>, draft: Draft) -> Commitment {
        let event = w.outer.iter().copied().find(|m| is_debate(w, m));
        let made_in = event.filter(|_| draft.earlier).and_then(|m| m.link.id().cloned());
        let made_on = if draft.earlier {
            earlier_day(w, event, self.date)
        } else {
            self.date.map(|date| date.to_owned().into())
        };
        let due = match draft.status {
            CommitmentStatus::Made => due::read(w, self.date, draft.trigger),
            CommitmentStatus::Fulfilled => None,
        };
        // "Mijn ambtsvoorganger heeft toegezegd": not the one who signs, and the sentence does not say who.
        let by = match () {
            () if !draft.by.is_empty() => draft.by,
            () if draft.earlier && super::is_predecessors(w, draft.trigger) => Vec::new(),
            () => self.signatories.clone(),
        };
        Commitment {
            status: draft.status,
            span: w.span,
            what: draft.what,
            by,
            to: self.recipients(w),
            made_on,
            made_in,
            due,
            number: number(w),
            modality: modality_of(w, draft.trigger),
            confidence: draft.confidence,
            why: draft.why,
        }
    }
    /// The members named after `aan`, else the chamber.
    fn recipients(&self, w: &Window<'_, '_>) -> Vec<Term> {
        let mut to: Vec<Term> = Vec::new();
        for i in w.tokens.clone().filter(|&i| w.is_any(i, &["aan", "jegens"])) {
            let Some(first) = w.mention_after(i + 1, 0).filter(|&k| asks(w, k)) else { continue };
            if w.outer[first].link.id().is_some_and(|id| is_chamber(id)) {
                continue;
            }
            let list = w.list_around(first, &[w.outer[first].kind]);
            to.extend(list.filter(|&k| k >= first).flat_map(|k| terms(w.outer[k])));
        }
        if to.is_empty() {
            to.extend(self.chambers.iter().cloned());
        }
        to.dedup();
        to
    }
}

/// The day of the debate or letter in which a promise was made: the one in the debate's identifier, else a day of the
/// sentence that lies before the letter.
fn earlier_day(w: &Window<'_, '_>, event: Option<&Mention>, date: Option<&str>) -> Option<Id> {
    let of_event = event.and_then(|m| m.link.id()).and_then(|id| {
        let day = id.get(id.len().checked_sub(10)?..)?;
        due::is_day(day).then(|| Id::Owned(day.to_owned()))
    });
    of_event.or_else(|| {
        let past = |m: &&&Mention| {
            m.kind == MentionType::Date
                && m.link
                    .id()
                    .is_some_and(|id| due::is_day(id) && date.is_none_or(|date| id.as_ref() <= date))
        };
        w.outer.iter().find(past).and_then(|m| m.link.id().cloned())
    })
}

/// A number of the register of commitments, in the sentence or in a note it calls.
fn number(w: &Window<'_, '_>) -> Option<Id> {
    let of = |m: &&Mention| {
        let id = m.link.id()?;
        let registered = id.strip_prefix("TZ").or_else(|| id.strip_prefix('T'))?;
        (m.kind == MentionType::Reference && registered.starts_with(|c: char| c.is_ascii_digit()))
            .then(|| id.clone())
    };
    let here = w.outer.iter().find_map(of);
    here.or_else(|| {
        let mut notes = w.letter.notes_in(w.span).take(4);
        notes.find_map(|(_, note)| w.letter.window(note.note).outer.iter().take(8).find_map(of))
    })
}

/// Whether mention `m` is a minister's office, or a minister by name.
pub(super) fn governs(m: &Mention) -> bool {
    match m.kind {
        MentionType::Office => m.link.id().is_some_and(|id| {
            ["office:min", "office:sts", "office:staatssecretaris"].iter().any(|start| id.starts_with(start))
        }),
        MentionType::Person => matches!(m.role, Some(Role::Minister | Role::Staatssecretaris)),
        _ => false,
    }
}

/// Whether the word at `i` is the government speaking of itself.
pub(super) fn is_self(w: &Window<'_, '_>, i: usize) -> bool {
    w.is_any(i, &["ik", "wij", "we", "kabinet", "regering", "ondergetekende", "ondergetekenden"])
        && w.mention_covering(i).is_none()
}
