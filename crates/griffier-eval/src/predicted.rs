//! What was found in a letter, as far as a comparison looks at it.

use griffier_doc::{Document, Link, Mention, MentionType, Predicate};
use griffier_text::Span;

/// What was found in one letter.
#[derive(Clone, Debug, Default)]
pub struct Predicted {
    pub(crate) mentions: Vec<PredictedMention>,
    pub(crate) relations: Vec<PredictedRelation>,
}

/// One mention that was found.
#[derive(Clone, Debug)]
pub struct PredictedMention {
    /// Where, in bytes of the letter.
    pub span: Span,
    /// What type of thing.
    pub kind: MentionType,
    /// Which thing; several targets are joined by `|`; `None` when several candidates fit.
    pub id: Option<String>,
    /// Whether the knowledge base does not know it.
    pub nil: bool,
    /// Who held the office.
    pub holder: Option<String>,
    /// Line of the letter, from 1.
    pub line: usize,
    /// The words.
    pub text: String,
    /// Who found it.
    pub why: String,
}

/// One relation that was found.
#[derive(Clone, Debug)]
pub struct PredictedRelation {
    /// From: an id or `DOC`.
    pub subject: String,
    /// Kind.
    pub predicate: Predicate,
    /// To: an id or `DOC`.
    pub object: String,
    /// Line of the letter where the evidence begins, from 1.
    pub line: usize,
    /// The words that say it.
    pub evidence: String,
    /// The rule that read it.
    pub why: String,
}

impl Predicted {
    /// Without the mentions that begin before byte `offset`: what stands there was only put before the text in question.
    #[must_use]
    pub fn from_byte(mut self, offset: usize) -> Self {
        self.mentions.retain(|mention| mention.span.start() >= offset);
        self
    }
    /// Takes the mentions and relations of `doc`, but no relation that the letter denies: gold has none such.
    pub fn new(doc: &Document) -> Self {
        let line = |span: Span| doc.lines().line_of(span.start()) + 1;
        let relations = doc.relations().iter().filter(|relation| !relation.negated);
        Self {
            mentions: doc.mentions().iter().map(|found| mention(doc, found, line(found.span))).collect(),
            relations: relations
                .map(|relation| PredictedRelation {
                    subject: relation.subject.as_str().to_owned(),
                    predicate: relation.predicate,
                    object: relation.object.as_str().to_owned(),
                    line: line(relation.evidence),
                    evidence: doc.slice(relation.evidence).to_owned(),
                    why: relation.why.to_owned(),
                })
                .collect(),
        }
    }
    /// The mentions in the order of the document.
    pub fn mentions(&self) -> &[PredictedMention] {
        &self.mentions
    }
    /// The relations in the order of the document.
    pub fn relations(&self) -> &[PredictedRelation] {
        &self.relations
    }
}

fn mention(doc: &Document, mention: &Mention, line: usize) -> PredictedMention {
    PredictedMention {
        span: mention.span,
        kind: mention.kind,
        id: mention.link.id().map(ToString::to_string),
        nil: matches!(mention.link, Link::Nil { .. }),
        holder: mention.attr("holder").map(ToString::to_string),
        line,
        text: doc.slice(mention.span).to_owned(),
        why: mention.origin.to_string(),
    }
}
