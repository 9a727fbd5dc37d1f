//! Decisions carried out: what a letter's mentions are when they are done.

use crate::bind::bind;
use crate::decision::{Decision, Verdict};
use crate::entities;
use crate::set::Findings;
use crate::squeeze::Squeezed;
use crate::statements;
use griffier_doc::{Attr, Diagnostic, Document, Id, Link, Mention, MentionType, Meta, Origin, Role};
use griffier_gazetteer::{Day, EntityRef, KnowledgeBase};
use griffier_text::{Span, normalize_name, slug, whole_words};
use std::collections::{BTreeMap, HashSet};

/// The rule that stands behind a corrected mention.
const RULE: &str = "correction";

/// Carries out `decisions`, each with its number, and gives the numbers of those that found a place.
pub(crate) fn apply(
    doc: &Document,
    kb: KnowledgeBase,
    decisions: &[(usize, &Decision)],
    findings: &mut Findings,
) -> Vec<usize> {
    let squeezed = Squeezed::new(doc.text());
    let mut places: BTreeMap<Span, Vec<&Decision>> = BTreeMap::new();
    let (mut bound, mut stated) = (Vec::new(), Vec::new());
    for &(i, decision) in decisions {
        let spans = bind(doc.text(), &squeezed, decision);
        if !spans.is_empty() {
            bound.push(i);
        } else if !decision.letter.is_empty() {
            let message = format!(
                "{}: `{}` stands nowhere in the letter with what the decision has around it: it is left aside",
                decision.place,
                decision.text.escape_debug()
            );
            note(findings, None, "correction::unbound", message);
        }
        // A relation is corrected when relations have been read; that its words are here is known now.
        if decision.predicate.is_some() {
            stated.extend((!spans.is_empty()).then_some(decision));
            continue;
        }
        spans.into_iter().for_each(|span| places.entry(span).or_default().push(decision));
    }
    if !places.is_empty() {
        correct(doc, kb, places, &squeezed, findings);
    }
    statements::note_unknown(&stated, findings);
    statements::note_torn(&stated, findings);
    bound
}

/// Carries out what was decided at each place.
fn correct(
    doc: &Document,
    kb: KnowledgeBase,
    places: BTreeMap<Span, Vec<&Decision>>,
    squeezed: &Squeezed,
    findings: &mut Findings,
) {
    let day = findings.meta.date.as_deref().and_then(Day::first);
    let mut letter = Letter::new(doc, kb, day, squeezed, findings);
    for (span, decisions) in places {
        for decision in letter.settle(span, decisions) {
            letter.carry_out(span, decision);
        }
    }
    letter.put_in_order();
    entities::renew(doc, kb, findings);
}

/// How particular a decision is: of this letter, and with how much context.
pub(crate) fn weight(decision: &Decision) -> (bool, usize) {
    let context = decision.before.chars().chain(decision.after.chars());
    (!decision.letter.is_empty(), context.filter(|c| c.is_alphanumeric()).count())
}

struct Letter<'l> {
    doc: &'l Document,
    kb: KnowledgeBase,
    /// The letter's day, for who held an office.
    day: Option<Day>,
    findings: &'l mut Findings,
    /// The mentions while they are corrected, those that are gone as `None`.
    slots: Vec<Option<Mention>>,
    /// The slot at each place, by start and end.
    places: BTreeMap<(usize, usize), usize>,
    /// Bytes of the longest mention.
    longest: usize,
    /// Where something was rejected.
    rejected: HashSet<Span>,
}

impl<'l> Letter<'l> {
    fn new(
        doc: &'l Document,
        kb: KnowledgeBase,
        day: Option<Day>,
        squeezed: &Squeezed,
        findings: &'l mut Findings,
    ) -> Self {
        let slots: Vec<_> = std::mem::take(&mut findings.mentions).into_iter().map(Some).collect();
        let spans = slots.iter().flatten().map(|mention| squeezed.core(mention.span));
        let places = spans.enumerate().map(|(slot, span)| ((span.start(), span.end()), slot)).collect();
        let longest = slots.iter().flatten().map(|mention| mention.span.len()).max().unwrap_or(0);
        Self { doc, kb, day, findings, slots, places, longest, rejected: HashSet::new() }
    }

    /// The slots of mentions that cross `span`.
    fn crossing(&self, span: Span) -> Vec<usize> {
        let near = self.places.range((span.start().saturating_sub(self.longest), 0)..(span.end(), 0));
        let crosses =
            |slot: &usize| self.slots[*slot].as_ref().is_some_and(|mention| mention.span.crosses(span));
        near.map(|(_, &slot)| slot).filter(crosses).collect()
    }
}

impl Letter<'_> {
    /// Of the decisions at one place those that hold: what is said of this letter goes before what is said of any, a longer
    /// context before a shorter one, and what stands equal and contradicts holds neither way.
    fn settle<'d>(&mut self, span: Span, mut decisions: Vec<&'d Decision>) -> Vec<&'d Decision> {
        decisions.sort_by_key(|decision| std::cmp::Reverse(weight(decision)));
        let mut kept: Vec<&Decision> = Vec::new();
        let mut torn: Vec<&Decision> = Vec::new();
        for decision in decisions {
            match kept.iter().find(|other| !other.agrees(decision)) {
                None => kept.push(decision),
                Some(other) if weight(other) > weight(decision) => {}
                Some(other) => {
                    let (a, b) = (&other.place, &decision.place);
                    let message = format!("{a} and {b} contradict each other here: neither holds");
                    note(self.findings, Some(span), "correction::conflict", message);
                    torn.extend([*other, decision]);
                }
            }
        }
        kept.retain(|decision| !torn.iter().any(|other| std::ptr::eq(*other, *decision)));
        kept.dedup_by(|a, b| a.verdict == b.verdict && a.kind == b.kind && a.id == b.id);
        kept
    }

    fn carry_out(&mut self, span: Span, decision: &Decision) {
        let slot = self.places.get(&(span.start(), span.end())).copied();
        let slot = slot.filter(|&slot| self.slots[slot].is_some());
        if decision.verdict != Verdict::Reject {
            return match slot {
                Some(slot) => self.change(slot, decision),
                None => self.add(span, decision),
            };
        }
        let wrong = |mention: &mut Mention| decision.kind.is_none_or(|kind| kind == mention.kind);
        if let Some(mention) = slot.and_then(|slot| self.slots[slot].take_if(wrong)) {
            self.rejected.insert(mention.span);
            self.forget(&mention);
        }
    }

    fn change(&mut self, at: usize, decision: &Decision) {
        let Some(before) = self.slots[at].take() else { return };
        let mut mention = before.clone();
        let kind = decision.kind.unwrap_or(mention.kind);
        let kept = kind == mention.kind
            && (decision.id.is_empty()
                || mention.link.id().is_some_and(|id| id == decision.id.as_str())
                || decision.id == "NIL" && matches!(mention.link, Link::Nil { .. }));
        let found = format!("found as {} by {}", shown(&before), before.origin);
        if !kept {
            mention.attrs.clear();
            if kind != mention.kind {
                mention.role = None;
            }
            mention.kind = kind;
            mention.link = self.link(mention.span, kind, decision);
            mention.attrs.extend(self.holder(&mention));
            self.replace(&before, &mention);
        }
        mention.confidence = 1.0;
        mention.origin = Origin::Rule(RULE);
        mention.why = match &*before.why {
            "" => format!("{}: {}; {found}", decision.place, decision.verdict.name()).into(),
            why => format!("{}: {}; {found}: {why}", decision.place, decision.verdict.name()).into(),
        };
        self.slots[at] = Some(mention);
    }

    fn add(&mut self, span: Span, decision: &Decision) {
        let Some(kind) = decision.kind.or_else(|| self.kb.entity(&decision.id).map(EntityRef::kind)) else {
            let message =
                format!("{}: nothing is found here, and the decision names no type", decision.place);
            return note(self.findings, Some(span), "correction::unbound", message);
        };
        let crossing = self.crossing(span);
        let corrected = |slot: &&usize| {
            self.slots[**slot].as_ref().is_some_and(|mention| mention.origin == Origin::Rule(RULE))
        };
        if let Some(other) = crossing.iter().find(corrected).and_then(|&slot| self.slots[slot].as_ref()) {
            let (words, why) = (self.doc.slice(other.span).escape_debug(), &other.why);
            let message = format!("{}: crosses `{words}` ({why}): it is left aside", decision.place);
            return note(self.findings, Some(span), "correction::conflict", message);
        }
        for slot in crossing {
            let Some(mention) = self.slots[slot].take() else { continue };
            let (words, place) = (self.doc.slice(mention.span).escape_debug(), &decision.place);
            let message =
                format!("{place}: takes the place of {} `{words}`, which crosses it", shown(&mention));
            note(self.findings, Some(mention.span), "correction::displaced", message);
            self.forget(&mention);
        }
        let mut mention = Mention {
            span,
            kind,
            link: self.link(span, kind, decision),
            role: None,
            nested: false,
            confidence: 1.0,
            origin: Origin::Rule(RULE),
            why: format!("{}: {}", decision.place, decision.verdict.name()).into(),
            attrs: Vec::new(),
        };
        mention.attrs.extend(self.holder(&mention));
        self.longest = self.longest.max(span.len());
        self.places.insert((span.start(), span.end()), self.slots.len());
        self.slots.push(Some(mention));
    }

    /// What a corrected mention means.
    fn link(&mut self, span: Span, kind: MentionType, decision: &Decision) -> Link {
        let words = whole_words(self.doc.slice(span));
        let own = |mark| format!("{}:{mark}{}", kind.id_prefix(), slug(&words));
        // What no list has must not bear the identifier of what one has.
        let own = if self.kb.entity(&own("")).is_some() { own("nil-") } else { own("") };
        let nil = |reason| Link::Nil { id: own.clone().into(), reason };
        match decision.id.as_str() {
            "NIL" => nil("a correction says that no list has it"),
            "" => {
                let surface = self.kb.surface(&normalize_name(&words)).into_iter();
                let mut rows = surface.flat_map(|number| self.kb.listings(number));
                let mut of_kind = rows.by_ref().filter(|row| row.entity.kind() == kind && !row.adjective);
                match (of_kind.next(), of_kind.next()) {
                    (Some(only), None) => Link::One(only.entity.id().into()),
                    _ => nil("a correction gives the type, and the lists give no one thing of this name"),
                }
            }
            id => {
                if let Some(row) = self.kb.entity(id) {
                    return Link::One(row.id().into());
                }
                // What was accepted was a name that no list has.
                let unlisted = nil("no list has it, says a correction");
                if unlisted.id().is_some_and(|own| own == id) {
                    return unlisted;
                }
                if entities::is_listed(kind) {
                    let message = format!("{}: no list has `{id}`: it is taken as it is", decision.place);
                    note(self.findings, Some(span), "correction::unknown-id", message);
                }
                Link::One(Id::Owned(id.to_owned()))
            }
        }
    }

    /// Who held the office on the letter's day, if that was one person.
    fn holder(&self, mention: &Mention) -> Option<Attr> {
        let id = mention.link.id().filter(|_| mention.kind == MentionType::Office)?;
        let held = self.kb.entity(id)?.holders_on(self.day?);
        let latest = held.iter().filter(|tenure| !tenure.acting).map(|tenure| tenure.from).max();
        let mut regular = held.iter().filter(|tenure| !tenure.acting && Some(tenure.from) == latest);
        let person = match (regular.next(), regular.next()) {
            (Some(only), None) => only.person,
            (None, _) => held.first()?.person,
            (Some(_), Some(_)) => return None,
        };
        Some(Attr::new("holder", Id::Borrowed(person.id())))
    }

    /// What the letter says of itself, without what a mention that is gone said.
    fn forget(&mut self, gone: &Mention) {
        let left = |role| {
            let same = move |mention: &&Mention| mention.role == Some(role) && mention.link == gone.link;
            self.slots.iter().flatten().any(|mention| same(&mention))
        };
        let Some(id) = gone.link.id() else { return };
        let stated = self.doc.stated_of(griffier_doc::Field::Date).is_some();
        match gone.role {
            Some(Role::OwnIdentifier) if !left(Role::OwnIdentifier) => {
                self.findings.meta.identifiers.retain(|own| own != id);
            }
            Some(Role::LetterDate) if !stated && !left(Role::LetterDate) => {
                forget_date(&mut self.findings.meta, id)
            }
            _ => {}
        }
    }

    /// The same, with what the changed mention says instead.
    fn replace(&mut self, before: &Mention, after: &Mention) {
        self.forget(before);
        let Link::One(id) = &after.link else { return };
        match after.role {
            Some(Role::OwnIdentifier) if !self.findings.meta.identifiers.contains(id) => {
                self.findings.meta.identifiers.push(id.clone());
            }
            Some(Role::LetterDate) if self.findings.meta.date.is_none() => {
                self.findings.meta.date = Day::first(id).filter(|_| id.len() == 10).map(|_| id.to_string());
            }
            _ => {}
        }
    }

    /// Reading order, and what lies within what.
    fn put_in_order(&mut self) {
        self.findings.mentions = std::mem::take(&mut self.slots).into_iter().flatten().collect();
        let rejected = |note: &Diagnostic| note.span.is_some_and(|span| self.rejected.contains(&span));
        self.findings.diagnostics.retain(|note| note.code.starts_with("correction::") || !rejected(note));
        self.findings.mentions.sort_by_key(|mention| mention.span);
        let mut reach = 0;
        for mention in &mut self.findings.mentions {
            mention.nested = mention.span.end() <= reach;
            reach = reach.max(mention.span.end());
        }
    }
}

fn forget_date(meta: &mut Meta, id: &str) {
    if meta.date.as_deref() == Some(id) {
        meta.date = None;
    }
}

/// Type and meaning of a mention, in words.
fn shown(mention: &Mention) -> String {
    format!("{} {}", mention.kind.name(), mention.link.id().map_or("(several)", AsRef::as_ref))
}

pub(crate) fn note(findings: &mut Findings, span: Option<Span>, code: &'static str, message: String) {
    findings.diagnostics.push(Diagnostic { span, code, message });
}
