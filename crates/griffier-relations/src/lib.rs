//! Joins two mentions of a letter with a kind and its evidence: the 28 predicates of the annotation guidelines.
//!
//! [`relate`] reads linked mentions, zones, sentences, tokens and notes, and writes the relations and the commitments. One family of
//! predicates a file; every rule looks at one sentence (at the one before only when a word such as `dit verdrag` says so)
//! and at a bounded stretch of it, so the work is linear in the letter. Finding and linking mentions happens elsewhere.

mod affiliation;
mod agenda;
mod alias;
mod attendance;
mod authorship;
mod category;
mod citation;
mod commission;
mod commitment;
mod cue;
mod event;
mod fiche;
mod force;
mod grant;
mod issuance;
mod letter;
mod listing;
mod making;
#[cfg(test)]
mod marked;
mod membership;
mod modality;
mod motion;
mod question;
mod reading;
mod recipient;
mod request;
mod signers;
mod stance;
mod statement;
mod tail;

use griffier_doc::{Commitment, CommitmentStatus, Document, Modality, Predicate, Relation, Term};
use griffier_text::Span;
use reading::Letter;
use statement::Statements;

/// Writes the relations of a letter whose mentions are linked, sorted, each statement once, and its commitments.
pub fn relate(doc: &mut Document) {
    relate_watched(doc, &mut |_| {});
}

/// The same; `watch` is told what was done, as soon as it is.
pub fn relate_watched(doc: &mut Document, watch: &mut dyn FnMut(&'static str)) {
    relate_corrected(doc, &mut |_, _| {}, watch);
}

/// The same with relations as `correct` leaves them, which is called before commitments are read from them and after: what was
/// decided holds for both.
pub fn relate_corrected(
    doc: &mut Document,
    correct: &mut dyn FnMut(&Document, &mut Vec<Relation>),
    watch: &mut dyn FnMut(&'static str),
) {
    let (relations, commitments) = {
        let letter = Letter::new(doc);
        let mut relations = relations(&letter);
        correct(doc, &mut relations);
        watch("relations");
        let commitments = commitment::read(&letter, &relations);
        drop_what_is_due(&mut relations, &commitments, doc.meta().date.as_deref());
        add_carried_out(&mut relations, &commitments);
        correct(doc, &mut relations);
        (relations, commitments)
    };
    doc.set_relations(relations);
    doc.set_commitments(commitments);
    watch("commitments");
}

/// A letter that repeats an earlier promise with a deadline ahead does not carry it out, nor was it asked for by those to
/// whom it was made; nor does one that only recalls what another minister promised.
fn drop_what_is_due(relations: &mut Vec<Relation>, commitments: &[Commitment], date: Option<&str>) {
    let signs = |r: &&Relation| {
        r.subject == Term::Doc && matches!(r.predicate, Predicate::SignedBy | Predicate::SignedAs)
    };
    let signed: Vec<Term> = relations.iter().filter(signs).map(|r| r.object.clone()).collect();
    let own = |by: &Term| signed.is_empty() || *by == Term::Doc || signed.contains(by);
    let is_due = |made: &Commitment| {
        date.is_some_and(|date| {
            made.made_on.as_ref().is_none_or(|day| day.as_ref() != date)
                && made.due.as_ref().is_some_and(|due| due.day.as_str() > date)
        })
    };
    // What a predecessor promised, the letter may still answer for; what another office did, it may not.
    let of_office = |made: &Commitment| made.by.iter().any(|by| by.as_str().starts_with("office:"));
    let open = made_and(commitments, &|made| is_due(made) || !made.by.iter().any(own));
    let asked = made_and(commitments, &|made| is_due(made) || !made.by.iter().any(own) && of_office(made));
    let covers = |open: &[Span], at: usize| {
        let next = open.partition_point(|span| span.end() <= at);
        open.get(next).is_some_and(|span| span.covers(at))
    };
    relations.retain(|relation| {
        let at = relation.evidence.start();
        match relation.why {
            "commitment.debate" => !covers(&open, at),
            "commitment.made-to" => !covers(&asked, at),
            _ => true,
        }
    });
}

/// Where promises stand that are made and such as `fits` says; in reading order, as no part of a sentence holds two.
fn made_and(commitments: &[Commitment], fits: &dyn Fn(&Commitment) -> bool) -> Vec<Span> {
    let made = commitments.iter().filter(|made| made.status == CommitmentStatus::Made);
    made.filter(|made| fits(made)).map(|made| made.span).collect()
}

/// What the layer of commitments says is carried out, the letter implements, and those to whom it was promised asked for it:
/// the promise may stand in one sentence and the deed in the next.
fn add_carried_out(relations: &mut Vec<Relation>, commitments: &[Commitment]) {
    let say = |predicate: Predicate, object: &Term, made: &Commitment| Relation {
        subject: Term::Doc,
        predicate,
        object: object.clone(),
        evidence: made.span,
        confidence: 0.8,
        why: "commitment.carried-out",
        negated: false,
        modality: Modality::Asserted,
    };
    let known = relations.len();
    for made in commitments.iter().filter(|made| made.status == CommitmentStatus::Fulfilled) {
        let event = made.made_in.iter().cloned().map(Term::Id);
        relations.extend(event.map(|event| say(Predicate::Implements, &event, made)));
        let members = made.to.iter().filter(|to| to.as_str().starts_with("person:"));
        relations.extend(members.map(|member| say(Predicate::RequestedBy, member, made)));
    }
    if relations.len() > known {
        let key = |r: &Relation| (r.subject.clone(), r.predicate, r.object.clone());
        // Stable: of two that say the same, the one read from the words comes first and stays.
        relations.sort_by_cached_key(key);
        relations.dedup_by(|later, first| key(later) == key(first));
    }
}

fn relations(letter: &Letter<'_>) -> Vec<Relation> {
    let mut statements = Statements::default();
    for family in [
        letter::read,
        signers::read,
        question::read,
        citation::read,
        issuance::read,
        making::read,
        force::read,
        authorship::read,
        motion::read,
        request::read,
        membership::read,
        alias::read,
        affiliation::read,
        category::read,
        event::read,
        attendance::read,
        agenda::read,
        listing::read,
        fiche::read,
        grant::read,
        stance::read,
        commission::read,
    ] {
        family(letter, &mut statements);
    }
    statements.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use griffier_doc::{Link, Mention, MentionType, Origin, Sentence, Token, TokenKind, ZoneKind};
    use std::time::{Duration, Instant};

    #[test]
    fn a_letter_without_layers_has_no_relations() {
        let mut doc = Document::from_text("empty", "Nederland steunt het verdrag.");
        relate(&mut doc);
        assert!(doc.relations().is_empty());
    }

    #[test]
    fn relations_are_sorted_and_single() {
        let body = "de [[motie K|MOTION motion:k]] en de [[Wet|LAW law:w]] en de [[motie K|MOTION motion:k]]";
        let mut doc = marked::letter(&[(ZoneKind::Body, body)]);
        relate(&mut doc);
        let found: Vec<String> = doc.relations().iter().map(|r| r.object.as_str().to_owned()).collect();
        assert_eq!(found, ["law:w", "motion:k"]);
    }

    /// One sentence without end, all of it mentions and cues, must not take time beyond its length.
    #[test]
    fn a_sentence_without_end_takes_linear_time() {
        let words = [
            "Nederland",
            "steunt",
            "in",
            "opdracht",
            "van",
            "brief",
            "van",
            "Top",
            "tijdens",
            "toegezegd",
            "gepubliceerd",
            "(",
        ];
        let kinds = [
            MentionType::Location,
            MentionType::Policy,
            MentionType::Event,
            MentionType::Motion,
            MentionType::Organisation,
            MentionType::Date,
            MentionType::Reference,
        ];
        let (mut text, mut tokens, mut mentions) = (String::new(), Vec::new(), Vec::new());
        for n in 0..120_000 {
            let start = text.len();
            text.push_str(words[n % words.len()]);
            let span = Span::at(start, text.len());
            tokens.push(Token { span, kind: TokenKind::Word });
            if n % 5 != 1 {
                let kind = kinds[n % kinds.len()];
                mentions.push(Mention {
                    span,
                    kind,
                    link: Link::One(format!("x:{n}").into()),
                    role: None,
                    nested: false,
                    confidence: 1.0,
                    origin: Origin::Rule("test"),
                    why: "".into(),
                    attrs: Vec::new(),
                });
            }
            text.push(' ');
        }
        let mut doc = Document::from_text("long", &text);
        doc.set_sentences(vec![Sentence { span: Span::at(0, text.len()) }]);
        doc.set_tokens(tokens);
        doc.set_mentions(mentions);
        let start = Instant::now();
        relate(&mut doc);
        assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
    }
}
