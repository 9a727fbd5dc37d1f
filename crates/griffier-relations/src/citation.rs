//! What a letter cites, and which citation identifies a motion, document, act or debate: in brackets behind it, after a
//! dash or comma, or in the note that its mark calls. Who issued it and when is `issuance`.

use crate::cue::Cue;
use crate::reading::{Letter, Window};
use crate::statement::{Rule, Statements, terms};
use crate::tail::{DatedLetter, Tail, dated_letters, tail, tail_from};
use griffier_doc::{Mention, MentionType, Predicate, Role, Term};
use griffier_text::{Span, words};

const CITED: Rule = Rule::new("citation.named", 0.95);
const INLINE: Rule = Rule::new("citation.inline", 0.92);
const FOOTNOTE: Rule = Rule::new("citation.footnote", 0.85);
const SAME_PAPER: Rule = Rule::new("citation.motion-paper", 0.95);
const LETTER_NOTE: Rule = Rule::new("citation.letter-of-date", 0.8);
const LETTER_OF: Rule = Rule::new("citation.letter-of-author", 0.85);
const TOLD_ON: Rule = Rule::new("citation.told-on-date", 0.78);
const LETTER_FAR_NOTE: Rule = Rule::new("citation.letter-of-date-far", 0.6);

/// Reads the statements of this family.
pub(crate) fn read(letter: &Letter<'_>, out: &mut Statements) {
    cites(letter, out);
    for window in letter.windows() {
        identified(&window, out);
        told_on(&window, out);
        for k in 1..window.outer.len() {
            dated_in_brackets(&window, k, out);
            record_of(&window, k, out);
            dated_behind(&window, k, out);
        }
    }
}

/// `Kamerstuk 35 510, nr. 60 d.d. 3 mei 2021`, `2021Z04748, van 3 mei 2021`: a day behind the paper.
fn dated_behind(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let (paper, date) = (w.outer[k - 1], w.outer[k]);
    let is_day = date.kind == MentionType::Date && date.link.id().is_some_and(|id| id.len() == 10);
    if paper.kind != MentionType::Reference || !is_day {
        return;
    }
    let gap = w.gap(paper.span.end(), date.span.start());
    let from = gap.start + usize::from(w.is(gap.start, ","));
    let dates = w.is_any(from, words!["d.d.", "dd.", "d.d", "dd"]) || w.is(from, "van") && !is_act(paper);
    if from + 1 == gap.end && dates {
        out.say(paper, Predicate::IssuedOn, date, paper.span.cover(date.span), INLINE);
    }
}

/// Whether the reference is to a part of an act or treaty, whose own day a date behind it is.
fn is_act(reference: &Mention) -> bool {
    let acts = ["treaty:", "law:", "BWB", "CVDR", "3"];
    reference
        .link
        .id()
        .is_some_and(|id| id.contains("art=") || acts.iter().any(|start| id.starts_with(start)))
}

/// `(Handelingen II 2019/20, nr. 97, debat over fraude)`: the record of the debate that shares its brackets.
fn record_of(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let (record, debate) = (w.outer[k - 1], w.outer[k]);
    let is_record = record.link.id().is_some_and(|id| id.starts_with("h-tk-") || id.starts_with("h-ek-"));
    let gap = w.gap(record.span.end(), debate.span.start());
    if is_record && debate.kind == MentionType::Event && gap.len() == 1 && w.is(gap.start, ",") {
        out.say(debate, Predicate::IdentifiedBy, record, record.span.cover(debate.span), INLINE);
    }
}

/// `(12 februari 2009, TK 31 700 XIV, nr. 126)`, `(brief van 3 mei, Kamerstuk …)`: a day and a paper that share brackets.
fn dated_in_brackets(w: &Window<'_, '_>, k: usize, out: &mut Statements) {
    let (date, paper) = (w.outer[k - 1], w.outer[k]);
    let is_day = date.link.id().is_some_and(|id| id.len() == 10);
    if date.kind != MentionType::Date || paper.kind != MentionType::Reference || !is_day {
        return;
    }
    let gap = w.gap(date.span.end(), paper.span.start());
    let comma = w.is(gap.start, ",") && gap.len() <= 2 && gap.clone().skip(1).all(|j| w.word(j).len() <= 12);
    let at = w.letter.index_at(date.span.start());
    let mut opens = (at.saturating_sub(4).max(w.tokens.start)..at).rev();
    let lead = opens
        .find(|&j| !w.is_any(j, words!["brief", "van", "d.d.", "dd.", "zie", "mijn", "de", "kamerbrief"]));
    let closes = w.is_any(w.letter.index_at(paper.span.end()), words![")", ";"]);
    if comma && closes && lead.is_some_and(|j| w.is(j, "(")) {
        out.say(paper, Predicate::IssuedOn, date, date.span.cover(paper.span), INLINE);
    }
}

/// `Op 8 april 2021 is uw Kamer geïnformeerd over de voortgang (Kamerstuk 35 510, nr. 60).`, `op 3 juli jl. (29 800 VI, nr.
/// 167)`: the paper in which parliament was told so on that day. A title before the brackets has them for itself.
fn told_on(w: &Window<'_, '_>, out: &mut Statements) {
    use MentionType::{Date, Event, Law, Motion, Policy, Quantity, Reference, Treaty};
    if !w.holds(&[Cue::Informed, Cue::Pledge]) || w.is_question() || w.holds(&[Cue::Letter]) {
        return;
    }
    let told = |j: usize| {
        (w.has(j, Cue::Informed) || w.is_any(j, words!["toegezegd", "ingegaan", "meegedeeld", "medegedeeld"]))
            && w.mention_covering(j).is_none()
    };
    let Some(verb) = w.tokens.clone().take(80).find(|&j| told(j)) else { return };
    let clause = w.clause(verb);
    let reader = (clause.start..clause.end)
        .any(|j| w.is_any(j, words!["u", "kamer"]) && !w.is(j.saturating_sub(1), "door"));
    let past = (clause.start..clause.end)
        .any(|j| w.has(j, Cue::Perfect) || w.is_any(j, words!["is", "bent", "werd", "bent", "was", "ben"]));
    let mut dates = w.outer.iter().copied().filter(|m| m.kind == Date);
    let (Some(date), None) = (dates.next(), dates.next()) else { return };
    let at = w.letter.index_at(date.span.start());
    let on = at > w.tokens.start && w.is(at - 1, "op") && clause.contains(&at);
    let is_day = date.link.id().is_some_and(|id| id.len() == 10);
    let titles = w.outer.iter().any(|m| matches!(m.kind, Event | Law | Motion | Policy | Quantity | Treaty));
    let mut cited = w.outer.iter().copied().filter(|m| m.kind == Reference);
    let here = match (cited.next(), cited.next()) {
        (Some(one), None) => w
            .is_any(w.letter.index_at(one.span.start()).wrapping_sub(1), words!["(", "kenmerk"])
            .then_some(one),
        (None, None) => {
            let mut notes = w.letter.notes_in(w.span);
            match (notes.next(), notes.next()) {
                (Some((mark, note)), None) if w.gap(mark, w.span.end()).len() <= 2 => {
                    w.letter.sole_reference(note)
                }
                _ => None,
            }
        }
        _ => None,
    };
    let beside = here.is_some_and(|paper| {
        w.gap(date.span.end(), paper.span.start()).len() == 1 && w.span.contains(paper.span)
    });
    let Some(paper) = here.filter(|_| reader && past && on && is_day && (!titles || beside)) else { return };
    let to = if w.span.contains(paper.span) { paper.span } else { w.at(verb) };
    out.say(paper, Predicate::IssuedOn, date, w.evidence(date.span, to, verb), TOLD_ON);
}

fn cites(letter: &Letter<'_>, out: &mut Statements) {
    use MentionType::{Law, Motion, Policy, Reference, Treaty, Url};
    let of_letter = letter.doc.mentions().iter().filter(|m| m.role == Some(Role::OwnIdentifier));
    let mut own: Vec<Term> = of_letter.flat_map(terms).collect();
    own.extend(crate::listing::own_numbers(letter).flat_map(terms));
    own.extend(letter.doc.meta().identifiers.iter().cloned().map(Term::Id));
    own.sort_unstable();
    let mut address_end = 0;
    for mention in letter.doc.mentions() {
        if mention.kind == Url {
            address_end = address_end.max(mention.span.end());
        }
        let citable = matches!(mention.kind, Reference | Law | Treaty | Policy | Motion);
        if !citable || mention.span.start() < address_end {
            continue;
        }
        let is_own = |target: &Term| {
            let id = target.as_str();
            let paper = id.strip_prefix("motion:").unwrap_or(id);
            own.binary_search_by(|own| own.as_str().cmp(paper)).is_ok()
        };
        for target in terms(mention).filter(|target| !is_own(target)) {
            out.push(Term::Doc, Predicate::Cites, target, mention.span.into(), CITED);
        }
    }
}

/// A document, act, motion or debate of a sentence, or a letter of a date.
#[derive(Clone, Copy)]
struct Antecedent<'d> {
    /// The thing, or the letter's date.
    mention: &'d Mention,
    /// Where its words begin: a letter's at its noun, not at its date.
    start: usize,
    is_letter: bool,
}

fn identified(w: &Window<'_, '_>, out: &mut Statements) {
    use MentionType::{Event, Law, Motion, Policy};
    if !w.names(&[Event, Law, Motion, Policy, MentionType::Date]) {
        return;
    }
    motions_by_paper(w, out);
    let letters = dated_letters(w);
    let mut dated = letters.iter().peekable();
    let mut previous = None;
    for (k, mention) in w.outer.iter().enumerate() {
        if let Some(letter) = dated.next_if(|letter| letter.date.span == mention.span) {
            let tail = tail_from(w, letter.tail, Policy);
            let this = Antecedent { mention, start: w.at(letter.noun).start(), is_letter: true };
            read_tail(w, this, &tail, previous, out);
            if let Some(author) = letter.by {
                let evidence = Span::at(this.start, tail.end);
                for reference in tail.references.iter().filter(|reference| !is_of_motion(w, reference)) {
                    out.say(reference, Predicate::IssuedBy, author, evidence, LETTER_OF);
                }
            }
            previous = Some((this, tail.end));
            if w.word(letter.noun).ends_with("en") && !tail.references.is_empty() {
                further_letters(w, tail.end, letter.by, out);
            }
            if tail.notes.is_empty() && tail.references.is_empty() {
                far_note(w, letter, out);
                far_paper(w, letter, out);
            }
        } else if matches!(mention.kind, Motion | Policy | Law | Event)
            && !within_letter(w, &letters, mention)
        {
            let tail = tail(w, k);
            let this = Antecedent { mention, start: mention.span.start(), is_letter: false };
            let list = w.list_around(k, &[mention.kind]);
            if list.len() > 1 && list.end == k + 1 && list.len() == tail.references.len() {
                // "A en B (COM(2020) 825 en COM(2020) 842)": a paper for each.
                for (member, reference) in w.outer[list].iter().zip(&tail.references) {
                    let evidence = Span::at(member.span.start(), tail.end);
                    out.say(member, Predicate::IdentifiedBy, reference, evidence, INLINE);
                }
            } else {
                read_tail(w, this, &tail, previous, out);
            }
            previous = Some((this, tail.end));
        }
    }
}

/// `mijn brieven van 19 december 2001 (Kamerstukken …) en 4 december 2002 (Kamerstukken …)`: each date has its paper.
fn further_letters<'d>(w: &Window<'_, 'd>, from: usize, by: Option<&'d Mention>, out: &mut Statements) {
    let mut end = from;
    for _ in 0..8 {
        let i = w.letter.index_at(end);
        let joined = w.is_any(i, words![",", "en"]);
        let next = if w.is(i + 1, "en") { i + 2 } else { i + 1 };
        let next = if w.is(next, "van") { next + 1 } else { next };
        let Some(date) =
            w.mention_at(next).map(|k| w.outer[k]).filter(|m| joined && m.kind == MentionType::Date)
        else {
            return;
        };
        let tail = tail_from(w, date.span.end(), MentionType::Policy);
        for reference in &tail.references {
            let evidence = Span::at(date.span.start(), tail.end);
            out.say(reference, Predicate::IssuedOn, date, evidence, INLINE);
            if let Some(by) = by {
                out.say(reference, Predicate::IssuedBy, by, evidence, LETTER_OF);
            }
        }
        end = tail.end.max(date.span.end());
    }
}

/// Whether the mention only says what a dated letter is about.
pub(crate) fn within_letter(w: &Window<'_, '_>, letters: &[DatedLetter<'_>], mention: &Mention) -> bool {
    let at = letters.partition_point(|letter| w.at(letter.noun).start() < mention.span.start());
    at.checked_sub(1)
        .is_some_and(|at| mention.span.end() <= letters[at].tail && mention.span != letters[at].date.span)
}

fn read_tail<'d>(
    w: &Window<'_, 'd>,
    this: Antecedent<'d>,
    tail: &Tail<'d>,
    previous: Option<(Antecedent<'d>, usize)>,
    out: &mut Statements,
) {
    let others = |reference: &Mention| match this.is_letter {
        true => is_of_motion(w, reference),
        false => is_of_letter(w, this.start, reference),
    };
    for reference in tail.references.iter().filter(|reference| !others(reference)) {
        say(this, reference, tail.end, INLINE, out);
    }
    let mut notes = tail.notes.as_slice();
    if let (Some((before, end)), [first, _, ..]) = (previous, notes) {
        // "X van … en Y van …¹ ²": one mark each.
        let gap = w.gap(end, this.start);
        if gap.len() <= 3 && w.is_any(gap.start, words!["en", "alsmede", "respectievelijk"]) {
            if let Some(reference) = w.letter.sole_reference(first) {
                say(before, reference, tail.end, FOOTNOTE, out);
            }
            notes = &notes[1..];
        }
    }
    // "Op 26 april heb ik u geïnformeerd over de Wet X.¹": the note has where that was.
    let told = || match this.mention.kind {
        MentionType::Event | MentionType::Policy => tells_of_letter(w, this.start),
        MentionType::Law => {
            w.holds(&[Cue::Informed]) && w.outer.first().is_some_and(|m| m.kind == MentionType::Date)
        }
        _ => false,
    };
    if !notes.is_empty() && !this.is_letter && told() {
        return;
    }
    for reference in notes.iter().filter_map(|note| w.letter.sole_reference(note)) {
        say(this, reference, tail.end, if this.is_letter { LETTER_NOTE } else { FOOTNOTE }, out);
    }
}

/// Whether the number is the mark of a letter that byte `start` only tells the subject of: `in een brief over het project X
/// (kenmerk 2009Z19758/2009D52267)`.
fn is_of_letter(w: &Window<'_, '_>, start: usize, reference: &Mention) -> bool {
    let at = w.letter.index_at(reference.span.start());
    let marked = (at.saturating_sub(4).max(w.tokens.start)..at).any(|j| w.is(j, "kenmerk"));
    marked && w.tokens.clone().take_while(|&j| w.at(j).start() < start).any(|j| w.has(j, Cue::Letter))
}

/// Whether a dated letter without a paper of its own opens the sentence, so that the note at its end is the letter's as soon
/// as that of what it tells of: `Bij brief van 29 januari bent u geïnformeerd over de bevindingen van de verkenning X.¹`
fn tells_of_letter(w: &Window<'_, '_>, start: usize) -> bool {
    let mut letters = dated_letters(w).into_iter().take_while(|letter| w.at(letter.noun).start() < start);
    letters.any(|letter| {
        let tail = tail_from(w, letter.tail, MentionType::Policy);
        tail.notes.is_empty()
            && tail.references.is_empty()
            && w.gap(letter.date.span.end(), start).any(|j| w.is(j, "over"))
    })
}

/// Whether the paper is that of a motion named shortly before: `de brief van 3 mei inzake de motie X over … (Kamerstuk …)`.
fn is_of_motion(w: &Window<'_, '_>, reference: &Mention) -> bool {
    if !w.names(&[MentionType::Motion]) {
        return false;
    }
    let before = w.outer[..w.count_before(reference.span.start())].iter().rev().take(12);
    let mut motions = before.filter(|m| m.kind == MentionType::Motion).filter_map(|m| m.link.id());
    let paper = reference.link.id().map(AsRef::as_ref);
    motions.any(|id| id.strip_prefix("motion:").is_some_and(|id| Some(id) == paper))
}

fn say(this: Antecedent<'_>, reference: &Mention, end: usize, rule: Rule, out: &mut Statements) {
    let evidence = Span::at(this.start, end);
    if this.is_letter {
        // "Kamerstukken I 2022/23, 33 118 / 34 986, EP": a letter is a paper, no dossier.
        for paper in terms(reference).filter(|paper| !paper.as_str().starts_with("dossier-")) {
            for day in terms(this.mention) {
                out.push(paper.clone(), Predicate::IssuedOn, day, evidence.into(), rule);
            }
        }
    } else {
        out.say(this.mention, Predicate::IdentifiedBy, reference, evidence, rule);
    }
}

/// `In mijn brief van 9 april heb ik u geïnformeerd over … (Kamerstuk 25 268, nr. 81).`: the only paper of the sentence, in the
/// brackets that close it, and no title between.
fn far_paper(w: &Window<'_, '_>, letter: &DatedLetter<'_>, out: &mut Statements) {
    use MentionType::{Event, Law, Motion, Policy, Reference, Treaty};
    let mut papers = w.outer.iter().filter(|m| m.kind == Reference);
    let (Some(paper), None) = (papers.next(), papers.next()) else { return };
    if !letter.direct || paper.span.start() < letter.date.span.end() {
        return;
    }
    let at = w.letter.index_at(paper.span.start());
    let rest = w.gap(paper.span.end(), w.span.end());
    let closes = w.is(rest.start, ")") && rest.len() <= 2 && at > w.tokens.start && w.is(at - 1, "(");
    let between = w.gap(letter.date.span.end(), paper.span.start());
    let named = w.outer[w.mentions_in(&between)]
        .iter()
        .any(|m| matches!(m.kind, Event | Law | Motion | Policy | Treaty));
    if closes
        && !named
        && !between.clone().any(|j| w.is_any(j, words!["rapport", "advies", "motie", "verslag"]))
    {
        let evidence = w.at(letter.noun).cover(letter.date.span);
        out.say(paper, Predicate::IssuedOn, letter.date, evidence, LETTER_FAR_NOTE);
        if let Some(author) = letter.by {
            out.say(paper, Predicate::IssuedBy, author, evidence, LETTER_OF);
        }
    }
}

/// `In de brief van 12 mei 2023 is uw Kamer geïnformeerd over ….⁴`: the only note of the sentence stands at its end.
fn far_note(w: &Window<'_, '_>, letter: &DatedLetter<'_>, out: &mut Statements) {
    use MentionType::{Event, Law, Motion, Policy, Treaty};
    let mut notes = w.letter.notes_in(w.span);
    let (Some((at, note)), None) = (notes.next(), notes.next()) else { return };
    let rest = w.gap(at, w.span.end());
    let between = w.gap(letter.date.span.end(), at);
    let named = w.outer[w.mentions_in(&between)]
        .iter()
        .any(|m| matches!(m.kind, Event | Law | Motion | Policy | Treaty));
    if !letter.direct || rest.len() > 2 || named || at < letter.date.span.end() {
        return;
    }
    if let Some(reference) = w.letter.sole_reference(note) {
        let evidence = w.at(letter.noun).cover(letter.date.span);
        out.say(reference, Predicate::IssuedOn, letter.date, evidence, LETTER_FAR_NOTE);
    }
}

/// A motion whose identifier is that of a paper cited in the sentence or in one of its notes.
fn motions_by_paper(w: &Window<'_, '_>, out: &mut Statements) {
    let motions = w.outer.iter().filter(|m| m.kind == MentionType::Motion);
    if motions.clone().next().is_none() {
        return;
    }
    let mut papers: Vec<(Term, &Mention)> = Vec::new();
    let here = w.outer.iter().filter(|m| m.kind == MentionType::Reference).copied();
    papers.extend(here.flat_map(|m| terms(m).map(move |term| (term, m))));
    for (_, note) in w.letter.notes_in(w.span) {
        let cited = w.letter.window(note.note);
        let references = cited.outer.iter().take(8).filter(|m| m.kind == MentionType::Reference).copied();
        papers.extend(references.flat_map(|m| terms(m).map(move |term| (term, m))));
    }
    papers.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.span.cmp(&b.1.span)));
    for motion in motions {
        let Some(paper) = motion.link.id().and_then(|id| id.strip_prefix("motion:")) else { continue };
        let at = papers.partition_point(|(term, _)| term.as_str() < paper);
        if let Some((term, cited)) = papers.get(at).filter(|(term, _)| term.as_str() == paper) {
            let subject = terms(motion).next();
            if let Some(subject) = subject {
                let named_here = w.span.contains(cited.span) && motion.span.end() <= cited.span.start();
                let evidence = match named_here {
                    true => {
                        let after = w.letter.index_at(cited.span.end());
                        let whole = motion.span.cover(cited.span);
                        if w.is(after, ")") { whole.cover(w.at(after)) } else { whole }
                    }
                    false => w.evidence_span(motion, w.span),
                };
                out.push(subject, Predicate::IdentifiedBy, term.clone(), evidence.into(), SAME_PAPER);
            }
        }
    }
}

impl Window<'_, '_> {
    /// The words from a mention to the end of its sentence, within reach.
    fn evidence_span(&self, mention: &Mention, sentence: Span) -> Span {
        let last = self.letter.index_at(mention.span.end()) + crate::reading::REACH;
        let end = self.at(last.min(self.tokens.end)).end().min(sentence.end());
        mention.span.cover(Span::at(mention.span.start(), end))
    }
}

#[cfg(test)]
mod tests;
