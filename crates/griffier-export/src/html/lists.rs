//! What was read from the letter, as lists and tables: entities, relations, commitments, citations, diagnostics.

use griffier_doc::{
    Commitment, CommitmentStatus, Document, Entity, Link, Mention, MentionType, Modality, Predicate,
    Relation, Term,
};
use griffier_text::Span;
use maud::{Markup, html};
use std::collections::HashMap;

/// Who sent, signed and got the letter, for its heading: who signed with the office in which they did, in the order of the letter.
pub(super) fn parties(doc: &Document) -> Vec<(&'static str, String)> {
    let names = Names::new(doc);
    let of = |predicate| objects(doc, predicate);
    let offices = of(Predicate::SignedAs);
    let mut held: Vec<&str> = Vec::new();
    let mut signed: Vec<String> = Vec::new();
    for person in of(Predicate::SignedBy) {
        let holds = |relation: &&Relation| {
            relation.predicate == Predicate::HoldsOffice
                && relation.subject.as_str() == person
                && !relation.negated
        };
        let own = doc.relations().iter().filter(holds).map(|relation| relation.object.as_str());
        let office = own.into_iter().find(|office| offices.contains(office));
        held.extend(office);
        let words = match office {
            Some(office) => format!("{} ({})", names.of(person), names.of(office)),
            None => names.of(person).to_owned(),
        };
        if !signed.contains(&words) {
            signed.push(words);
        }
    }
    let joined = |ids: Vec<&str>| {
        let mut all: Vec<&str> = Vec::new();
        for name in ids.into_iter().map(|id| names.of(id)) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        all.join(", ")
    };
    let rest = offices.iter().copied().filter(|office| !held.contains(office)).collect();
    let rows = [
        ("From", joined(of(Predicate::SentBy))),
        ("To", joined(of(Predicate::AddressedTo))),
        ("Signed by", signed.join(", ")),
        ("Signed as", joined(rest)),
    ];
    rows.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

/// What the letter is said to be related to so, in the order of the letter.
pub(super) fn objects(doc: &Document, predicate: Predicate) -> Vec<&str> {
    let own = |relation: &&Relation| {
        relation.subject == Term::Doc && relation.predicate == predicate && !relation.negated
    };
    let mut all: Vec<&Relation> = doc.relations().iter().filter(own).collect();
    all.sort_by_key(|relation| relation.evidence.start());
    all.into_iter().map(|relation| relation.object.as_str()).collect()
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
        // What was made up from the words for a thing that no list has says nothing that they do not.
        @if entity.nil { span.nil { "not in the knowledge base" } } @else { code { (entity.id) } }
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

/// Places of a citation that its row leads to.
const PLACES: usize = 12;

fn citations(doc: &Document) -> Markup {
    let all = super::citations::of(doc);
    let printed =
        |i: usize| doc.slice(doc.mentions()[i].span).split_whitespace().collect::<Vec<_>>().join(" ");
    let rows = html! {
        table {
            thead { tr { th { "As printed" } th { "Paper or act" } } }
            tbody {
                @for citation in &all {
                    @let first = citation.mentions.first().map(|&i| &doc.mentions()[i]);
                    tr {
                        td lang="nl" {
                            @for (n, &i) in citation.mentions.iter().take(PLACES).enumerate() {
                                @if n > 0 { ", " }
                                // The words once, then where they stand again.
                                a href={ "#m" (i + 1) } { @if n > 0 && printed(i) == printed(citation.mentions[n - 1]) { (n + 1) } @else { (printed(i)) } }
                            }
                            @if citation.mentions.len() > PLACES { " and " (citation.mentions.len() - PLACES) " more" }
                        }
                        td {
                            (paper(citation.paper.number(), first))
                            @if let Some(class) = first.and_then(|mention| mention.attr("class")) { " " (class) }
                            @if let Some(reason) = first.and_then(reason) { " " small { (reason) } }
                        }
                    }
                }
            }
        }
    };
    folded("citations", "Citations", all.len(), false, rows)
}

/// Why a citation is read so, unless that is why it leads nowhere.
fn reason(mention: &Mention) -> Option<&str> {
    let reason = mention.attr("reason").map(|reason| reason.as_ref());
    match &mention.link {
        Link::Nil { reason: none, .. } => reason.filter(|reason| reason != none),
        _ => reason,
    }
}

/// What a citation leads to: the number of a paper or act, or why there is none.
fn paper(number: &str, mention: Option<&Mention>) -> Markup {
    html! {
        @match (mention.map(|mention| &mention.link), mention.and_then(|mention| mention.attr("url"))) {
            (Some(Link::One(_)), Some(url)) => a href=(url) rel="noreferrer" { (number) },
            (Some(Link::Many(candidates)), _) => (candidates.iter().map(|c| c.id.as_ref()).collect::<Vec<_>>().join(" or ")),
            (Some(Link::Nil { reason, .. }), _) => em { (reason) },
            _ => (number),
        }
    }
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
