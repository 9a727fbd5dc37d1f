//! `docs/shapes.ttl` against the graph of the five letters: each constraint as a query for what breaks it.
//!
//! Only what the shapes use is read: a target class, properties with one path, counts, datatypes, classes, kinds of
//! nodes, lists of values, patterns. A constraint of another kind fails the test rather than being passed over.

use super::rows;
use std::collections::BTreeMap;
use xtask::root;

const SH: &str = "http://www.w3.org/ns/shacl#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

const XSD_NON_NEGATIVE: &str = "<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>";

/// Properties with their values, by subject, as terms are written in a query.
type Nodes = BTreeMap<String, Vec<(String, String)>>;

fn nodes(turtle: &str) -> Nodes {
    let mut nodes = Nodes::new();
    for triple in oxttl::TurtleParser::new().for_slice(turtle) {
        let triple = triple.unwrap();
        let predicate = triple.predicate.as_str().to_owned();
        nodes.entry(triple.subject.to_string()).or_default().push((predicate, triple.object.to_string()));
    }
    nodes
}

fn one<'n>(nodes: &'n Nodes, subject: &str, property: &str) -> Option<&'n str> {
    nodes.get(subject)?.iter().find(|(name, _)| name == property).map(|(_, value)| value.as_str())
}

fn list<'n>(nodes: &'n Nodes, mut at: &'n str) -> Vec<String> {
    let mut items = Vec::new();
    while let Some(first) = one(nodes, at, &format!("{RDF}first")) {
        items.push(first.to_owned());
        at = one(nodes, at, &format!("{RDF}rest")).unwrap_or("");
    }
    items
}

/// A number as Turtle gives it: `"1"^^<…integer>`.
fn number(value: &str) -> usize {
    value.trim_matches('"').split('"').next().unwrap().parse().unwrap()
}

/// A query for nodes of `class` that break one constraint on `path`.
fn broken(nodes: &Nodes, class: &str, path: &str, constraint: &str, value: &str) -> String {
    let each =
        |condition: &str| format!("SELECT ?node {{ ?node a {class} ; {path} ?v . FILTER ({condition}) }}");
    let count = |condition: &str| {
        format!(
            "SELECT ?node {{ {{ SELECT ?node (COUNT(DISTINCT ?v) AS ?n) {{ ?node a {class} OPTIONAL {{ ?node {path} ?v }} }}
             GROUP BY ?node }} FILTER ({condition}) }}"
        )
    };
    match constraint {
        "minCount" => count(&format!("?n < {}", number(value))),
        "maxCount" => count(&format!("?n > {}", number(value))),
        // The evaluator calls every kind of integer an integer.
        "datatype" if value == XSD_NON_NEGATIVE => {
            each("!isLiteral(?v) || DATATYPE(?v) != xsd:integer || ?v < 0")
        }
        "datatype" => each(&format!("!isLiteral(?v) || DATATYPE(?v) != {value}")),
        "class" => each(&format!("NOT EXISTS {{ ?v a {value} }}")),
        "nodeKind" if value == format!("<{SH}IRI>") => each("!isIRI(?v)"),
        "nodeKind" if value == format!("<{SH}Literal>") => each("!isLiteral(?v)"),
        "in" => each(&format!("?v NOT IN ({})", list(nodes, value).join(", "))),
        "pattern" => each(&format!("!REGEX(STR(?v), {value})")),
        other => panic!("docs/shapes.ttl has sh:{other} {value}, which this test does not read"),
    }
}

#[test]
fn the_five_letters_have_the_shapes_of_the_page() {
    let nodes = nodes(&std::fs::read_to_string(root().join("docs/shapes.ttl")).unwrap());
    let (mut checked, mut problems) = (0, Vec::new());
    for (shape, properties) in &nodes {
        let Some(class) = one(&nodes, shape, &format!("{SH}targetClass")) else { continue };
        for (_, property) in properties.iter().filter(|(name, _)| *name == format!("{SH}property")) {
            let path = one(&nodes, property, &format!("{SH}path")).unwrap();
            for (name, value) in &nodes[property] {
                let constraint = name.strip_prefix(SH).unwrap();
                if constraint == "path" {
                    continue;
                }
                checked += 1;
                let found = rows(&broken(&nodes, class, path, constraint, value));
                problems.extend(found.first().map(|node| format!("{node}: {path} {constraint} {value}")));
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
    assert!(checked > 100, "{checked} constraints");
}

#[test]
fn a_constraint_that_is_broken_is_found() {
    let nodes = Nodes::new();
    let one = "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer>";
    let check = |path: &str, constraint: &str, value: &str| {
        assert!(
            !rows(&broken(&nodes, "gr:Letter", path, constraint, value)).is_empty(),
            "{path} {constraint}"
        );
    };
    check("gr:nowhere", "minCount", one);
    check("gr:cites", "maxCount", one);
    check("rdfs:label", "datatype", "xsd:date");
    check("gr:cites", "class", "gr:Letter");
    check("rdfs:label", "nodeKind", &format!("<{SH}IRI>"));
    check("gr:cites", "nodeKind", &format!("<{SH}Literal>"));
    check("gr:sha256", "pattern", "\"^x$\"");
}
