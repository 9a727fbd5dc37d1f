//! SKOS thesauri in Turtle, N-Triples, RDF/XML and JSON-LD: a concept is a row, its labels are the forms, `broader` is the
//! whole, `exactMatch` and `closeMatch` are identifiers elsewhere.

use crate::Warnings;
use crate::applied::Applied;
use crate::triples::{self, Item};
use griffier_gazetteer::{Builder, Entry, Fault, ListId};
use oxrdf::{NamedOrBlankNode, Term};
use oxrdfio::RdfFormat;
use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// What a triple that waits takes at most beside its text.
const TRIPLE: usize = 64;

/// What the graph says of one subject.
#[derive(Default)]
struct Concept {
    /// Preferred labels with the rank of their language.
    names: Vec<(u8, String)>,
    /// Other labels, likewise.
    others: Vec<(u8, String)>,
    matches: Vec<String>,
    broader: Vec<String>,
    /// Classes and schemes, which may say the type.
    classes: Vec<String>,
    notation: Option<String>,
    is_concept: bool,
    /// A scheme or a collection: what orders concepts is none.
    is_group: bool,
}

/// Takes in the concepts of a thesaurus.
pub(crate) fn read(
    builder: &mut Builder,
    mapping: &Applied<'_>,
    list: ListId,
    (path, file): (&Path, File),
    format: RdfFormat,
) -> io::Result<Warnings> {
    let mut concepts: BTreeMap<String, Concept> = BTreeMap::new();
    let mut waiting = 0;
    let faulty = builder.is_faulty();
    triples::each(path, file, format, &mut |item| {
        let quad = match item {
            Item::Triple(quad) => quad,
            Item::Fault(fault) => {
                builder.fault(fault);
                return true;
            }
        };
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            waiting += TRIPLE + subject.as_str().len() + length(&quad.object);
            if !builder.has_room(list, 0, waiting) {
                return false;
            }
            take(&mut concepts, subject.as_str(), quad.predicate.as_str(), &quad.object);
        }
        true
    })?;
    if builder.is_full() {
        return Ok(Vec::new());
    }
    let (mut rows, mut nameless) = (0, 0);
    let mut several = (0, String::new());
    for (iri, concept) in concepts.into_iter().filter(|(_, concept)| concept.is_concept && !concept.is_group)
    {
        if let Some(dropped) = dropped(&iri, &concept) {
            several.0 += 1;
            if several.0 == 1 {
                several.1 = dropped;
            }
        }
        let Some(entry) = entry(mapping, &iri, concept) else {
            nameless += 1;
            continue;
        };
        rows += 1;
        match entry {
            Ok(entry) => builder.add(list, 0, &entry),
            Err(message) => builder.fault(Fault::new(path, 0, 0, format!("<{iri}>: {message}"))),
        }
    }
    if rows == 0 && nameless == 0 && builder.is_faulty() == faulty {
        builder.fault(Fault::new(path, 0, 0, "no skos:Concept with a label in it"));
    }
    Ok(warnings(path, nameless, several))
}

/// What is said of concepts without a label, and of those with several wholes (how many, and of the first what).
fn warnings(path: &Path, nameless: usize, several: (usize, String)) -> Warnings {
    let mut warnings = match nameless {
        0 => Vec::new(),
        1 => vec![format!("{}: 1 concept left out: it has no label", path.display())],
        n => vec![format!("{}: {n} concepts left out: they have no label", path.display())],
    };
    match several {
        (0, _) => {}
        (1, first) => warnings.push(format!("{}: {first}", path.display())),
        (n, first) => warnings.push(format!("{}: {first}; likewise {} more concepts", path.display(), n - 1)),
    }
    warnings
}

/// The wholes of a concept, the first of which is its `part_of`.
fn wholes(concept: &Concept) -> Vec<&String> {
    let mut wholes: Vec<&String> = concept.broader.iter().collect();
    wholes.sort();
    wholes.dedup();
    wholes
}

/// What is said of a concept with several wholes.
fn dropped(iri: &str, concept: &Concept) -> Option<String> {
    let wholes = wholes(concept);
    let (first, others) = wholes.split_first().filter(|(_, others)| !others.is_empty())?;
    let others: Vec<String> = others.iter().map(|whole| format!("<{whole}>")).collect();
    Some(format!("<{iri}> has several `broader`: <{first}> is its part_of, {} only noted", others.join(", ")))
}

fn length(object: &Term) -> usize {
    match object {
        Term::NamedNode(node) => node.as_str().len(),
        Term::Literal(literal) => literal.value().len(),
        _ => 0,
    }
}

/// Takes in one triple.
fn take(concepts: &mut BTreeMap<String, Concept>, subject: &str, predicate: &str, object: &Term) {
    let Some(name) = predicate.strip_prefix(SKOS).or((predicate == TYPE).then_some("type")) else { return };
    let iri = match object {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        _ => None,
    };
    let label = match object {
        Term::Literal(literal) => Some((rank(literal.language()), literal.value().to_owned())),
        _ => None,
    };
    // The inverse of `broader`.
    if let ("narrower", Some(part)) = (name, &iri) {
        concepts.entry(part.clone()).or_default().broader.push(subject.to_owned());
        return;
    }
    let concept = concepts.entry(subject.to_owned()).or_default();
    match (name, iri, label) {
        ("prefLabel", _, Some(label)) => {
            concept.names.push(label);
            concept.is_concept = true;
        }
        ("altLabel" | "hiddenLabel", _, Some(label)) => concept.others.push(label),
        ("exactMatch" | "closeMatch", Some(iri), _) => concept.matches.push(short(&iri)),
        ("broader", Some(iri), _) => concept.broader.push(iri),
        ("notation", _, Some((_, notation))) => concept.notation = Some(notation),
        ("type" | "inScheme" | "topConceptOf", Some(iri), _) => {
            let class = iri.strip_prefix(SKOS).filter(|_| name == "type");
            concept.is_concept |= class == Some("Concept");
            concept.is_group |= matches!(class, Some("ConceptScheme" | "Collection" | "OrderedCollection"));
            concept.classes.push(iri);
        }
        _ => {}
    }
}

/// Dutch before no language before English before others.
fn rank(language: Option<&str>) -> u8 {
    match language.map(|tag| tag.split('-').next().unwrap_or("")) {
        Some("nl") => 0,
        None => 1,
        Some("en") => 2,
        Some(_) => 3,
    }
}

/// An identifier elsewhere, in the short form that `same_as` has.
fn short(iri: &str) -> String {
    let known = [
        ("http://www.wikidata.org/entity/", "wikidata:"),
        ("https://www.wikidata.org/entity/", "wikidata:"),
        ("https://www.wikidata.org/wiki/", "wikidata:"),
        ("https://identifier.overheid.nl/tooi/id/", "tooi:"),
        ("http://eurovoc.europa.eu/", "eurovoc:"),
    ];
    let cut = |(prefix, short): &(&str, &str)| iri.strip_prefix(prefix).map(|rest| format!("{short}{rest}"));
    known.iter().find_map(cut).unwrap_or_else(|| iri.to_owned())
}

/// The row of a concept; `None` if it has no label.
fn entry(mapping: &Applied<'_>, iri: &str, concept: Concept) -> Option<Result<Entry, String>> {
    let wholes: Vec<String> = wholes(&concept).into_iter().cloned().collect();
    let mut broader = wholes.iter();
    let part_of = broader.next().cloned().unwrap_or_default();
    let mut labels = concept.names;
    labels.sort();
    let best = concept.others.iter().map(|(rank, _)| *rank).min();
    let (rank, name) = labels
        .first()
        .cloned()
        .or_else(|| concept.others.iter().find(|(rank, _)| Some(*rank) == best).cloned())?;
    let mut entry = Entry { id: iri.to_owned(), name, part_of, open_references: true, ..Entry::default() };
    // Labels in the name's language and those without one are forms; further preferred labels in it, too.
    let mut others: Vec<(u8, String)> = concept.others;
    others.extend(labels.into_iter().skip(1));
    for (language, label) in others {
        let taken = label == entry.name || entry.aliases.contains(&label);
        if (language == rank || language == 1) && !taken && label.chars().any(char::is_alphanumeric) {
            entry.aliases.push(label);
        }
    }
    entry.same_as = concept.matches;
    entry.same_as.sort();
    entry.same_as.dedup();
    let further = broader.map(|whole| ("broader".to_owned(), mapping.id(whole))).collect::<Vec<_>>();
    entry.extras.extend(further);
    entry.extras.extend(concept.notation.map(|notation| ("notation".to_owned(), notation)));
    let said = concept.classes.iter().filter(|class| !class.starts_with(SKOS));
    entry.kind = said.filter_map(|class| mapping.class(class)).next();
    let classes: Vec<&str> =
        concept.classes.iter().map(String::as_str).filter(|class| !class.starts_with(SKOS)).collect();
    let unknown = entry.kind.is_none() && !mapping.has_default_type();
    if unknown && !classes.is_empty() {
        let class = classes.first().copied().unwrap_or("");
        return Some(Err(format!(
            "no type for the class or scheme {class}; say --map-type {class}=TYPE, or --default-type TYPE"
        )));
    }
    Some(mapping.finish(&mut entry, "").map(|()| entry))
}
