//! Collecting statements: how a mention becomes the term of a relation, and how repeated statements become one. No rule
//! that reads text lives here.

use griffier_doc::{Id, Mention, Modality, Predicate, Relation, Term};
use griffier_text::Span;

/// A rule that reads statements: its name in `why`, and how often it is right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub name: &'static str,
    pub confidence: f32,
}

impl Rule {
    pub const fn new(name: &'static str, confidence: f32) -> Self {
        Self { name, confidence }
    }
}

/// Where a statement stands, whether the text denies it, and how it holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence {
    pub span: Span,
    pub negated: bool,
    pub modality: Modality,
}

impl From<Span> for Evidence {
    fn from(span: Span) -> Self {
        Self { span, negated: false, modality: Modality::Asserted }
    }
}

/// The things a mention stands for: one, or each target of a citation of several papers.
pub(crate) fn terms(mention: &Mention) -> impl Iterator<Item = Term> {
    let id = mention.link.id().cloned().unwrap_or_default();
    let several: Vec<Id> = match &id {
        Id::Borrowed(id) if id.contains('|') => id.split('|').map(Id::Borrowed).collect(),
        Id::Owned(id) if id.contains('|') => id.split('|').map(|part| Id::Owned(part.to_owned())).collect(),
        _ => Vec::new(),
    };
    let one = several.is_empty().then_some(id);
    one.into_iter().chain(several).filter(|id| !matches!(id.as_ref(), "" | "?" | "NIL")).map(Term::Id)
}

/// The statements of one letter, in the order in which rules found them.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    found: Vec<Relation>,
}

impl Statements {
    /// Says `subject predicate object` of the things two mentions stand for.
    pub fn say(
        &mut self,
        subject: &Mention,
        predicate: Predicate,
        object: &Mention,
        evidence: impl Into<Evidence>,
        rule: Rule,
    ) {
        let evidence = evidence.into();
        for from in terms(subject) {
            for to in terms(object) {
                self.push(from.clone(), predicate, to, evidence, rule);
            }
        }
    }
    /// Says something of the letter itself.
    pub fn say_of_letter(
        &mut self,
        predicate: Predicate,
        object: &Mention,
        evidence: impl Into<Evidence>,
        rule: Rule,
    ) {
        let evidence = evidence.into();
        for to in terms(object) {
            self.push(Term::Doc, predicate, to, evidence, rule);
        }
    }
    /// Says something of two terms. Nothing relates to itself but an abbreviation to its full form.
    pub fn push(
        &mut self,
        subject: Term,
        predicate: Predicate,
        object: Term,
        evidence: Evidence,
        rule: Rule,
    ) {
        if subject == object && predicate != Predicate::AliasOf {
            return;
        }
        self.found.push(Relation {
            subject,
            predicate,
            object,
            evidence: evidence.span,
            confidence: rule.confidence,
            why: rule.name,
            negated: evidence.negated,
            modality: evidence.modality,
        });
    }
    /// The statements sorted, each once: with the evidence of the first, the confidence of the surest
    /// and the modality of the firmest.
    pub fn finish(mut self) -> Vec<Relation> {
        self.found.sort_by(|a, b| {
            let key = |r: &Relation| (r.predicate, r.evidence.start(), r.evidence.end());
            a.subject
                .cmp(&b.subject)
                .then(a.predicate.cmp(&b.predicate))
                .then_with(|| a.object.cmp(&b.object))
                .then_with(|| key(a).cmp(&key(b)))
                .then_with(|| b.confidence.total_cmp(&a.confidence))
        });
        self.found.dedup_by(|later, first| {
            let same = later.subject == first.subject
                && later.predicate == first.predicate
                && later.object == first.object;
            if same {
                first.confidence = first.confidence.max(later.confidence);
                // What the letter states once is no mere plan.
                if first.negated == later.negated {
                    first.modality = first.modality.min(later.modality);
                }
            }
            same
        });
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(id: &'static str) -> Term {
        Term::Id(Id::Borrowed(id))
    }

    #[test]
    fn a_statement_made_twice_keeps_the_first_place_and_the_best_confidence() {
        let mut found = Statements::default();
        let mut push = |at: u32, confidence: f32| {
            let evidence = Span::new(at, at + 5).into();
            found.push(Term::Doc, Predicate::Cites, term("kst-1-1"), evidence, Rule::new("test", confidence));
        };
        push(40, 0.9);
        push(10, 0.5);
        found.push(term("a"), Predicate::PartOf, term("a"), Span::new(0, 1).into(), Rule::new("self", 1.0));
        found.push(term("a"), Predicate::AliasOf, term("a"), Span::new(0, 1).into(), Rule::new("alias", 1.0));
        let relations = found.finish();
        assert_eq!(relations.len(), 2, "{relations:?}");
        assert_eq!(relations[0].evidence, Span::new(10, 15));
        assert!((relations[0].confidence - 0.9).abs() < 1e-6);
        assert_eq!(relations[1].why, "alias");
    }
}
