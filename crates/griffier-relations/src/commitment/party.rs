//! Who promises, to whom, in which debate and on which day.

use super::{Draft, due, modality_of};
use crate::cue::Cue;
use crate::letter::is_chamber;
use crate::motion::is_debate;
use crate::reading::{Letter, Window, follows_uw};
use crate::recipient;
use crate::signers;
use crate::statement::terms;
use griffier_doc::{
    Commitment, CommitmentStatus, Due, Id, Mention, MentionType, Predicate, Relation, Role, Term,
};
use griffier_text::{WordSet, words};

/// What the letter says of its own parties.
pub(super) struct Parties<'d> {
    signatories: Vec<Term>,
    /// The chambers it is written to.
    chambers: Vec<Term>,
    date: Option<&'d str>,
    /// Whether the paper holds questions without answers.
    pub asks: bool,
    /// Whether it is written to a minister, whom it calls "u".
    pub advises: bool,
}

impl<'d> Parties<'d> {
    pub fn new(letter: &Letter<'d>, relations: &[Relation]) -> Self {
        let of = |predicate: Predicate| {
            let said = relations.iter().filter(move |r| r.predicate == predicate && r.subject == Term::Doc);
            said.map(|r| r.object.clone()).collect::<Vec<Term>>()
        };
        let mut signatories = of(Predicate::SignedAs);
        signatories.extend(of(Predicate::SignedBy));
        // A committee that signs the report of an exchange promises nothing; the minister's answers stand in it.
        let committee = |to: &Term| {
            ["office:voorzitter-", "office:griffier", "office:adjunct-griffier"]
                .iter()
                .any(|start| to.as_str().starts_with(start))
        };
        let reports = relations.iter().any(|r| r.why == signers::COMMITTEE.name);
        if reports || signatories.iter().any(committee) {
            signatories.clear();
        }
        if signatories.is_empty() {
            signatories.push(Term::Doc);
        }
        let governs = |to: &Term| {
            ["office:min", "office:sts", "office:mp"].iter().any(|start| to.as_str().starts_with(start))
        };
        let unsigned = of(Predicate::SignedBy).is_empty();
        let written_to = |asked: bool| {
            let said = relations.iter().filter(move |r| {
                r.predicate == Predicate::AddressedTo && (r.why == "question.asked-of") == asked
            });
            said.map(|r| r.object.clone()).filter(governs).collect::<Vec<Term>>()
        };
        let asks = unsigned && !written_to(true).is_empty();
        // A nota to a minister: what "u" promised is the minister's promise.
        let advised = written_to(false);
        let advises = !asks && !advised.is_empty();
        if advises {
            signatories = advised;
        }
        let mut chambers = of(Predicate::AddressedTo);
        chambers.retain(|to| is_chamber(to.as_str()));
        if chambers.is_empty() {
            chambers.push(Term::Id(Id::Borrowed(letter.chamber)));
        }
        Self { signatories, chambers, date: letter.doc.meta().date.as_deref(), asks, advises }
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
        // "Zoals toegezegd ontvangt u voor het kerstreces een brief": it is still to be done.
        let promised = draft.why == super::closing::AS_PROMISED && closing_later(w, self.date, draft.trigger);
        let status = if promised { CommitmentStatus::Made } else { draft.status };
        let due = match status {
            // What was promised earlier is due as counted then: a month that is over does not come again.
            CommitmentStatus::Made => due::read(w, self.date, draft.trigger)
                .filter(|due| draft.why != super::promise::BEFORE || is_written(w, due)),
            CommitmentStatus::Fulfilled | CommitmentStatus::Withdrawn => None,
        };
        // "Mijn ambtsvoorganger heeft toegezegd": not the one who signs, and the sentence need not say who.
        let named = || promiser(w, draft.trigger).filter(|_| draft.earlier);
        let clause = w.clause(draft.trigger);
        let near = clause.start.max(draft.trigger.saturating_sub(24))..clause.end.min(draft.trigger + 14);
        let itself = || says_itself(w, draft.trigger, &near);
        let by = match () {
            () if !draft.by.is_empty() => draft.by,
            () => match named() {
                Some(named) => named,
                _ if draft.earlier && super::is_predecessors(w, draft.trigger) && !itself() => Vec::new(),
                _ if draft.earlier && self.is_other_title(w, draft.trigger) => Vec::new(),
                _ => self.signatories.clone(),
            },
        };
        Commitment {
            status,
            span: w.span,
            what: draft.what,
            by,
            to: self.recipients(w, &draft.trigger),
            made_on,
            made_in,
            due,
            number: number(w),
            modality: modality_of(w, draft.trigger),
            confidence: draft.confidence,
            why: draft.why,
        }
    }
    /// Whether `de staatssecretaris heeft toegezegd` stands in a letter that only ministers sign, or the other way round.
    fn is_other_title(&self, w: &Window<'_, '_>, trigger: usize) -> bool {
        let low = w.clause(trigger).start.max(trigger.saturating_sub(24));
        let signs = |start: &str| self.signatories.iter().any(|who| who.as_str().starts_with(start));
        let (minister, secretary) = (signs("office:min"), signs("office:s"));
        (low..trigger + 3).any(|j| {
            let subject = w.is(j.saturating_sub(1), "de")
                && w.mention_covering(j).is_none()
                && (w.has(j + 1, Cue::Perfect) || w.has(j.saturating_sub(2), Cue::Perfect));
            subject
                && (w.is(j, "staatssecretaris") && minister && !secretary
                    || w.is(j, "minister") && secretary && !minister)
        })
    }
    /// The members promised to, else the chambers told, else those the letter is written to.
    fn recipients(&self, w: &Window<'_, '_>, trigger: &usize) -> Vec<Term> {
        let mut to: Vec<Term> = Vec::new();
        to.extend(recipient::members(w, *trigger).into_iter().flat_map(|k| terms(w.outer[k])));
        if to.is_empty() {
            to = self.chambers_told(w);
        }
        let mut known: Vec<Term> = Vec::new();
        to.retain(|term| {
            let new = !known.contains(term);
            known.push(term.clone());
            new
        });
        to
    }
    /// The chambers that the sentence says are told: both of `beide Kamers` and `de Eerste en Tweede Kamer`.
    fn chambers_told(&self, w: &Window<'_, '_>) -> Vec<Term> {
        if w.tokens.clone().any(|i| names_both(w, i)) {
            return BOTH.map(|id| Term::Id(Id::Borrowed(id))).to_vec();
        }
        let shares = w.tokens.clone().any(|i| w.is_any(i, words!["delen", "deel", "gedeeld", "bespreken"]));
        let told = |m: &&&Mention| {
            let mut j = w.letter.index_at(m.span.start());
            let low = j.saturating_sub(3).max(w.tokens.start);
            while j > low && (w.has(j - 1, Cue::Determiner) || w.is(j - 1, "ook")) {
                j -= 1;
            }
            let governed = j > w.tokens.start
                && w.has(j - 1, Cue::Preposition)
                && !w.is_any(j - 1, words!["aan", "naar", "richting"])
                && !(w.is(j - 1, "met") && shares);
            m.link.id().is_some_and(|id| is_chamber(id)) && !governed
        };
        let mut to: Vec<Term> = Vec::new();
        for mention in w.outer.iter().filter(told) {
            // "Uw Kamer" in a letter to both is either.
            if follows_uw(w.letter.doc, mention) && self.chambers.len() > 1 {
                to.extend(self.chambers.iter().cloned());
            } else {
                to.extend(terms(mention));
            }
        }
        if to.is_empty() { self.chambers.clone() } else { to }
    }
}

/// Both chambers, the one that is asked first.
const BOTH: [&str; 2] = ["org:tweede-kamer", "org:eerste-kamer"];

/// Whether both chambers are named at token `i`: `beide Kamers`, `de Kamers`, `de Eerste en (de) Tweede Kamer`.
fn names_both(w: &Window<'_, '_>, i: usize) -> bool {
    if w.is(i, "Kamers") {
        return w.is_any(i.saturating_sub(1), words!["beide", "de", "uw"]) || w.word(i) == "Kamers";
    }
    let first = w.is_any(i, words!["eerste", "tweede"]);
    let mut j = i + 1;
    while j < i + 6
        && w.is_any(j, words!["kamer", "der", "staten-generaal", "én", "en", "de", "alsook", "als", "zowel"])
    {
        j += 1;
    }
    first
        && (i + 1..j).any(|k| w.is_any(k, words!["en", "én", "als", "alsook"]))
        && w.is_any(j, words!["eerste", "tweede"])
        && !w.is(j, w.word(i))
        && w.is(j + 1, "kamer")
}

/// Who made an earlier promise, where its sentence names a minister: `de toezegging van minister X`, `zoals toenmalig
/// minister X toezegde`, `door de minister van Y toegezegd`. `None` where the
/// letter speaks of its own; empty where it names one whom no list knows.
pub(super) fn promiser(w: &Window<'_, '_>, trigger: usize) -> Option<Vec<Term>> {
    let clause = w.clause(trigger);
    let near = clause.start.max(trigger.saturating_sub(24))..clause.end.min(trigger + 14);
    let own =
        |j: usize| w.is_any(j, words!["ik", "wij", "we", "mijn", "onze"]) && w.mention_covering(j).is_none();
    let before = near.clone().any(|j| w.is_any(j, BEFORE));
    if says_itself(w, trigger, &near) || !before && near.clone().any(own) {
        return None;
    }
    let noun = w.is_any(trigger, words!["toezegging", "toezeggingen"]);
    let mut found: Option<Vec<Term>> = None;
    for &mention in &w.outer[w.mentions_in(&near)] {
        let mut j = w.letter.index_at(mention.span.start());
        let low = near.start.max(j.saturating_sub(8));
        let mut titled = governs(mention);
        while j > low && (w.has(j - 1, Cue::Determiner) || w.has(j - 1, Cue::Title) || is_past(w, j - 1)) {
            titled |= w
                .is_any(j - 1, words!["minister", "staatssecretaris", "minister-president", "premier"])
                || w.is_any(j - 1, BEFORE);
            j -= 1;
        }
        let past = (j..w.letter.index_at(mention.span.start())).any(|k| is_past(w, k));
        let leads = j.checked_sub(1).filter(|j| near.contains(j));
        let governed = leads.is_some_and(|j| {
            w.has(j, Cue::Preposition)
                && !w.is(j, "door")
                && !(noun && w.is(j, "van") && (past || j == trigger + 1))
        });
        // A promise to a minister, or one that a later clause is about, is none of his.
        let behind = mention.span.start() > w.at(trigger).start();
        let says = leads.is_some_and(|j| w.is(j, "door")) || noun || !behind;
        if titled && !governed && says && matches!(mention.kind, MentionType::Person | MentionType::Office) {
            found.get_or_insert_default().extend(terms(mention));
        }
    }
    // The prime minister's office stands without a portfolio.
    let premier = |j: usize| {
        w.is_any(j, words!["minister-president", "premier"])
            && w.mention_covering(j).is_none()
            && w.mention_at(j + 1).is_none()
            && !w.is_any(j.saturating_sub(2), words!["aan", "met", "van"])
    };
    found.or_else(|| near.clone().any(premier).then(|| vec![Term::Id(Id::Borrowed("office:mp"))]))
}

/// Whether the one who writes is the subject of the word that promises: `heb ik, mede namens mijn collega, toegezegd`.
pub(super) fn says_itself(w: &Window<'_, '_>, trigger: usize, near: &std::ops::Range<usize>) -> bool {
    let verb = |j: usize| w.has(j, Cue::Perfect) || w.is_any(j, words!["zeg", "zegde", "zegden", "zeggen"]);
    (near.start..trigger.max(near.start) + 3).any(|j| {
        let subject = w.is_any(j, words!["ik", "wij", "we"]);
        subject && (verb(j + 1) || j > near.start && verb(j - 1) || j + 1 == trigger)
    })
}

/// Words for one who held the office before, or holds another.
pub(super) const BEFORE: &WordSet = words![
    "collega",
    "ambtgenoot",
    "ambtsgenoot",
    "ambtsvoorganger",
    "ambtsvoorgangers",
    "ambtsvoorgangster",
    "ambtgenote",
    "voorganger",
    "voorgangers",
    "voorgangster",
    "toenmalige",
    "toenmalig",
    "voormalig",
];

/// Whether the word at `i` is one of them, or stands with them (`mijn ambtsvoorganger, minister X`).
fn is_past(w: &Window<'_, '_>, i: usize) -> bool {
    w.is_any(i, BEFORE)
        || w.is(i, ",") && w.is_any(i.saturating_sub(1), BEFORE)
        || w.is_any(i, words!["mijn", "onze"])
}

/// Whether the date of a deadline is the one that the text gives.
fn is_written(w: &Window<'_, '_>, due: &Due) -> bool {
    w.outer.iter().any(|m| m.span == due.span && m.link.id() == Some(&due.date))
}

/// Whether the sentence that says `zoals toegezegd` tells when the rest will follow, and does not point at this letter.
fn closing_later(w: &Window<'_, '_>, date: Option<&str>, trigger: usize) -> bool {
    let Some(due) =
        due::read(w, date, trigger).filter(|due| date.is_some_and(|date| due.day.as_str() > date))
    else {
        return false;
    };
    let at = w.letter.index_at(due.span.start());
    let receives = w.tokens.clone().any(|i| w.is_any(i, words!["ontvangt", "ontvangen"]));
    let timed = w.is_any(at.saturating_sub(1), words!["in", "uiterlijk", "vóór"])
        || w.is_any(at, words!["begin", "eind", "medio", "komend", "volgend", "later"]);
    (receives || timed) && !super::closing::is_done_here(w)
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
            ["office:min", "office:sts", "office:staatssecretaris", "office:mp"]
                .iter()
                .any(|start| id.starts_with(start))
        }),
        MentionType::Person => matches!(m.role, Some(Role::Minister | Role::Staatssecretaris)),
        _ => false,
    }
}

/// Whether the word at `i` is the government speaking of itself, also by what it is after (`mijn streven is …`).
pub(super) fn is_self(w: &Window<'_, '_>, i: usize) -> bool {
    let own = w
        .is_any(i, words!["ik", "wij", "we", "kabinet", "regering", "ondergetekende", "ondergetekenden"])
        || w.is_any(i, words!["mijn", "ons", "onze"])
            && w.is_any(
                i + 1,
                words!["streven", "voornemen", "inzet", "bedoeling", "verwachting", "intentie", "planning"],
            )
        || w.is_any(i, words!["streven", "voornemen", "bedoeling"]) && w.is(i + 1, "is");
    own && w.mention_covering(i).is_none()
}
