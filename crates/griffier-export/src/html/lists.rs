//! What was read from the letter, as lists and tables: entities, relations, commitments, citations, diagnostics.

use griffier_doc::{
    Commitment, CommitmentStatus, Document, Entity, Link, MentionType, Modality, Predicate, Relation, Term,
};
use griffier_text::Span;
use maud::{Markup, html};
use std::collections::HashMap;

/// Who sent, signed and got the letter, for its heading.
pub(super) fn parties(doc: &Document) -> Vec<(&'static str, String)> {
    let rows = [
        ("From", Predicate::SentBy),
        ("To", Predicate::AddressedTo),
        ("Signed by", Predicate::SignedBy),
        ("Signed as", Predicate::SignedAs),
    ];
    let names = Names::new(doc);
    let of = |predicate| {
        let mut all: Vec<&str> = Vec::new();
        let own = |relation: &&Relation| relation.subject == Term::Doc && relation.predicate == predicate;
        for relation in doc.relations().iter().filter(own) {
            let name = names.of(relation.object.as_str());
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all.join(", ")
    };
    rows.into_iter()
        .map(|(name, predicate)| (name, of(predicate)))
        .filter(|(_, names)| !names.is_empty())
        .collect()
}

/// The labels of the entities by id.
pub(super) struct Names<'d>(HashMap<&'d str, &'d str>);

impl<'d> Names<'d> {
    pub(super) fn new(doc: &'d Document) -> Self {
        Self(doc.entities().iter().map(|entity| (entity.id.as_ref(), entity.label.as_ref())).collect())
    }
    /// The label of `id`, else the id itself.
    pub(super) fn of<'a>(&self, id: &'a str) -> &'a str
    where
        'd: 'a,
    {
        match id {
            "DOC" => "this letter",
            id => self.0.get(id).copied().unwrap_or(id),
        }
    }
}

/// The sections with entities, relations, commitments and citations.
pub(super) fn render(doc: &Document) -> Markup {
    html! {
        (entities(doc))
        (relations(doc))
        (commitments(doc))
        (citations(doc))
    }
}

/// A section that can be folded, with how much is in it.
pub(super) fn folded(id: &str, name: &str, count: usize, open: bool, content: Markup) -> Markup {
    html! {
        @if count > 0 {
            details id=(id) open[open] {
                summary { h2 { (name) " " span.count { (count) } } }
                (content)
            }
        }
    }
}

fn entities(doc: &Document) -> Markup {
    let mut mentions: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, mention) in doc.mentions().iter().enumerate() {
        if let Some(id) = mention.link.id() {
            mentions.entry(id).or_default().push(i + 1);
        }
    }
    let entities = || doc.entities().iter().filter(|entity| mentions.contains_key(entity.id.as_ref()));
    let rows = html! {
        ul.entities {
            @for kind in MentionType::ALL {
                @for entity in entities().filter(|entity| entity.kind == kind) {
                    li data-type=(kind.name()) data-entity=(entity.id) { (entity_line(entity, &mentions[entity.id.as_ref()])) }
                }
            }
        }
    };
    folded("entities", "Entities", entities().count(), true, rows)
}

fn entity_line(entity: &Entity, mentions: &[usize]) -> Markup {
    html! {
        a class={ "tag t-" (entity.kind.name()) } href={ "#m" (mentions[0]) } { (entity.label) }
        span.count { (mentions.len()) "×" }
        code { (entity.id) }
        @if entity.nil { span.nil { "not in the knowledge base" } }
        @for id in &entity.same_as { " " (identifier(id)) }
    }
}

/// An identifier elsewhere, as a link where its register has an address for it.
fn identifier(id: &str) -> Markup {
    html! {
        @match address(id) {
            Some(address) => a.elsewhere href=(address) rel="noreferrer" { (id) },
            None => span.elsewhere { (id) },
        }
    }
}

/// The address of an identifier, as the register it is of documents it.
fn address(id: &str) -> Option<String> {
    if id.starts_with("https://") || id.starts_with("http://") {
        return Some(id.to_owned());
    }
    let (register, value) = id.split_once(':')?;
    let sound =
        !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.()/".contains(&b));
    let start = match register {
        "wikidata" => "https://www.wikidata.org/wiki/",
        "bwb" => "https://wetten.overheid.nl/",
        "celex" => "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:",
        "geonames" => "https://www.geonames.org/",
        "eurovoc" => "http://eurovoc.europa.eu/",
        "tooi" => "https://identifier.overheid.nl/tooi/id/",
        _ => return None,
    };
    sound.then(|| format!("{start}{value}"))
}

/// A place of the text that the script shows, with the words that stand there.
pub(super) fn evidence(doc: &Document, span: Span) -> Markup {
    let words = doc.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    // Between two words, if there is such a place.
    let cut = words.char_indices().nth(160).map(|(at, _)| words[..at].rfind(' ').unwrap_or(at));
    html! {
        q.evidence lang="nl" { (&words[..cut.unwrap_or(words.len())]) @if cut.is_some() { " …" } }
    }
}

fn relations(doc: &Document) -> Markup {
    let names = Names::new(doc);
    let rows = html! {
        ul.statements {
            @for (i, relation) in doc.relations().iter().enumerate() {
                li data-relation=(i) tabindex="0" {
                    p {
                        b { (names.of(relation.subject.as_str())) } " "
                        span.predicate {
                            @if relation.negated { strong { "not " } }
                            (relation.predicate.name().replace('_', " "))
                            @if relation.modality != Modality::Asserted { " (" em { (relation.modality.name()) } ")" }
                        }
                        " " b { (names.of(relation.object.as_str())) }
                    }
                    p { (evidence(doc, relation.evidence)) " " small { (relation.why) } }
                }
            }
        }
    };
    folded("relations", "Relations", doc.relations().len(), false, rows)
}

fn commitments(doc: &Document) -> Markup {
    let names = Names::new(doc);
    let terms =
        |terms: &[Term]| terms.iter().map(|term| names.of(term.as_str())).collect::<Vec<_>>().join(", ");
    let rows = html! {
        ul.statements {
            @for (i, commitment) in doc.commitments().iter().enumerate() {
                li data-commitment=(i) tabindex="0" {
                    p {
                        b { (status(commitment)) }
                        @if let Some(due) = &commitment.due { span.due { "due " time { (due.day) } } }
                        @if let Some(number) = &commitment.number { " " code { (number) } }
                    }
                    p { (evidence(doc, commitment.what)) }
                    @if !commitment.by.is_empty() { p.predicate { "by " (terms(&commitment.by)) } }
                    @if !commitment.to.is_empty() { p.predicate { "to " (terms(&commitment.to)) } }
                }
            }
        }
    };
    folded("commitments", "Commitments", doc.commitments().len(), true, rows)
}

fn status(commitment: &Commitment) -> &'static str {
    match (commitment.status, commitment.modality) {
        (CommitmentStatus::Made, Modality::Conditional) => "made, on a condition",
        (status, _) => status.name(),
    }
}

fn citations(doc: &Document) -> Markup {
    let cited = || {
        let reference = |kind| matches!(kind, MentionType::Reference | MentionType::Motion);
        doc.mentions()
            .iter()
            .enumerate()
            .filter(move |(_, mention)| reference(mention.kind) && !mention.nested)
    };
    let rows = html! {
        table {
            thead { tr { th { "As printed" } th { "Paper" } th { "Class" } } }
            tbody {
                @for (i, mention) in cited() {
                    tr {
                        td { a href={ "#m" (i + 1) } lang="nl" { (doc.slice(mention.span).split_whitespace().collect::<Vec<_>>().join(" ")) } }
                        td {
                            @match (&mention.link, mention.attr("url")) {
                                (Link::One(id), Some(url)) => a href=(url) rel="noreferrer" { (id) },
                                (Link::One(id), None) => (id),
                                (Link::Many(candidates), _) => (candidates.iter().map(|c| c.id.as_ref()).collect::<Vec<_>>().join(" or ")),
                                (Link::Nil { reason, .. }, _) => em { (reason) },
                            }
                        }
                        td { @if let Some(class) = mention.attr("class") { (class) }
                             @if let Some(reason) = mention.attr("reason") { " " small { (reason) } } }
                    }
                }
            }
        }
    };
    folded("citations", "Citations", cited().count(), false, rows)
}

/// What the reader should know of the reading.
pub(super) fn diagnostics(doc: &Document) -> Markup {
    let rows = html! {
        ul {
            @for (i, note) in doc.diagnostics().iter().enumerate() {
                li data-diagnostic=(i) tabindex=[note.span.map(|_| "0")] { code { (note.code) } " " (note.message) }
            }
        }
    };
    folded("diagnostics", "Diagnostics", doc.diagnostics().len(), false, rows)
}
