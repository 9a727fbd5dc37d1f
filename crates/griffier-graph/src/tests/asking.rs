//! What a query finds, and how far it may go.

use super::*;
use oxrdf::{GraphName, NamedNode, Quad, Term};
use spareval::{QueryEvaluator, QueryResults, QueryableDataset};
use std::collections::BTreeSet;

fn dataset(records: &[(&str, &str)]) -> (tempfile::TempDir, Arc<Dataset>) {
    let folder = tempfile::tempdir().unwrap();
    load(folder.path(), &lines(records)).unwrap();
    let dataset = Dataset::read(&mut Store::open(folder.path()).unwrap()).unwrap();
    (folder, Arc::new(dataset))
}

#[test]
fn what_several_letters_say_is_in_the_default_graph_once() {
    let (folder, dataset) = dataset(&[("a", "kst-1"), ("b", "kst-1"), ("c", "kst-2")]);
    assert!(!dataset.is_empty());
    let root = folder.path();
    assert_eq!(rows(root, "SELECT (COUNT(*) AS ?n) { id:kst-1 rdfs:label ?o }"), ["1"]);
    assert_eq!(rows(root, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { id:kst-1 rdfs:label ?o } }"), ["2"]);
    assert_eq!(rows(root, "SELECT ?o { GRAPH graph:c { ?s rdfs:label ?o } } ORDER BY ?o"), ["c", "kst-2"]);
    assert_eq!(rows(root, "SELECT ?g { GRAPH ?g { } } ORDER BY ?g").len(), 3);
    assert_eq!(rows(root, "SELECT ?o FROM graph:a { ?s gr:cites/gr:id ?o }"), ["kst-1"]);
    assert_eq!(
        rows(root, "SELECT ?l FROM NAMED graph:b { GRAPH ?g { ?s a gr:Letter ; rdfs:label ?l } }"),
        ["b"]
    );
}

/// Every pattern over the terms of a small dataset, against the list of its quads.
#[test]
fn every_pattern_finds_what_a_search_through_all_quads_finds() {
    let (_folder, dataset) = dataset(&[("a", "kst-1"), ("b", "kst-1")]);
    let set: &Dataset = &dataset;
    let quads: Vec<[_; 4]> = set
        .internal_quads_for_pattern(None, None, None, None)
        .map(|quad| quad.unwrap_or_else(|never| match never {}))
        .map(|quad| [quad.subject, quad.predicate, quad.object, quad.graph_name.unwrap()])
        .collect();
    assert_eq!(quads.len(), dataset.len());
    let show = |term: &_| {
        set.externalize_term(Clone::clone(term)).unwrap_or_else(|never| match never {}).to_string()
    };
    for quad in quads.iter().step_by(3) {
        for mask in 0..16u8 {
            let given = |i: usize| (mask & (1 << i) != 0).then(|| &quad[i]);
            for named in [true, false] {
                // Without a graph: any named one, or the merge of all.
                let graph = if named { given(3).map(Some) } else { Some(None) };
                if !named && given(3).is_some() {
                    continue;
                }
                let found = set.internal_quads_for_pattern(given(0), given(1), given(2), graph);
                let mut found: Vec<String> = found
                    .map(|quad| quad.unwrap_or_else(|never| match never {}))
                    .map(|quad| {
                        [Some(quad.subject), Some(quad.predicate), Some(quad.object), quad.graph_name]
                    })
                    .map(|quad| quad.iter().flatten().map(show).collect::<Vec<_>>().join(" "))
                    .collect();
                let fits = |other: &&[_; 4]| (0..4).all(|i| given(i).is_none_or(|term| *term == other[i]));
                let terms = if named { 4 } else { 3 };
                let line = |quad: &[_; 4]| quad[..terms].iter().map(show).collect::<Vec<_>>().join(" ");
                let mut expected: Vec<String> = quads.iter().filter(fits).map(line).collect();
                if !named {
                    expected = expected.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
                }
                found.sort();
                expected.sort();
                assert_eq!(found, expected, "mask {mask:04b}, named {named}");
            }
        }
    }
}

#[test]
fn days_months_and_years_compare() {
    let (folder, _) = dataset(&[("a", "kst-1")]);
    let filter = |condition: &str| {
        rows(folder.path(), &format!("SELECT ?d {{ ?l dcterms:date ?d FILTER({condition}) }}")).len()
    };
    assert_eq!(filter("?d >= '2021-10-11'^^xsd:date"), 1);
    assert_eq!(filter("?d > '2021-10-11'^^xsd:date"), 0);
    assert_eq!(filter("YEAR(?d) = 2021"), 1);
}

#[track_caller]
fn check_error(query: &str, expected: &str) {
    let (_folder, dataset) = dataset(&[("a", "kst-1")]);
    let error = ask(&dataset, query, LIMITS).unwrap_err().to_string();
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn an_error_says_where() {
    let quote = "2:17: a quote opens here that is not closed on its line; a ' within '…' is written \\', or put \"…\" around it";
    check_error("SELECT ?x\nWHERE { ?x gr:a 'b }", quote);
    check_error("ASK { FILTER('é' = 'O'Brien') }", "1:28: a quote opens here that is not closed");
    check_error("ASK { ?x gr:a '\\' }", "1:15: a quote opens here");
    let prefix = "1:15: the prefix `foaf:` is not declared; write PREFIX foaf: <…> before the query. Known without that: gr, id, letter, ";
    check_error("SELECT * { ?s foaf:name 'a:b' }", prefix);
    check_error(
        "PREFIX foaf: <urn:f> ASK { ?s foaf:name ?o ; :b 1 }",
        "1:46: the prefix `:` is not declared",
    );
    check_error(
        "SELEC ?x { ?x a gr:Letter }",
        "1:1: a query begins with SELECT, ASK, CONSTRUCT, DESCRIBE, not with `SELEC`",
    );
    check_error("PREFIX a: <urn:a> letter", "1:19: a query begins with");
    check_error("ASK {\n { ?x a gr:Letter }", "1:5: `{` opens here and is not closed");
    check_error("ASK { ?x a gr:Letter }}", "1:23: `}` closes nothing");
    check_error("ASK { FILTER(1 = 2 }", "1:20: `}` cannot close the `(` of 1:13");
    check_error("SELECT ?x { } ORDER ?x", "1:21: BY is expected before `?x`");
    check_error("ASK {\n ?s ?p ?o FILTER ?o > 3 }", "2:18: cannot be read at or shortly behind `?o > 3 }`");
    check_error("ASK WHERE ?s ?p ?o", "1:11: `?s` cannot stand here; { is expected");
    check_error(
        "SELECT ?x ?y { ?x a gr:Letter } GROUP BY ?x",
        "1:44: a variable after SELECT is neither grouped by",
    );
    check_error("ASK { ?x a <a b> }", "1:");
    let blank = "1:12: `<urn:a b>` is no IRI: a blank stands in it; in an IRI that is %20";
    check_error("ASK { ?x a <urn:a b> }", blank);
    check_error("ASK { ?x a <http://x.nl/{a}> }", "1:12: `<http://x.nl/{a}>` is no IRI: `{` stands in it");
    // What compares is no IRI.
    check_error(
        "ASK { ?x gr:a ?y FILTER(?y <foaf:b && ?y > 1) }",
        "1:29: the prefix `foaf:` is not declared",
    );
    check_error("", "1:1: an empty query");
    check_error("SELECT * { ?s nobody:knows ?o }", "1:15: the prefix `nobody:` is not declared");
    check_error("DELETE WHERE { ?s ?p ?o }", "1:1: the graph is read only");
    check_error("PREFIX a: <urn:a>\n  INSERT DATA { a:b a:c a:d }", "2:3: the graph is read only");
    check_error("BASE <urn:a> WITH <g> DELETE { ?s ?p ?o } WHERE {}", "1:14: the graph is read only");
    check_error("SELECT * { SERVICE SILENT <http://a.nl/> { ?s ?p ?o } }", "SERVICE asks another machine");
    check_error("ASK { FILTER EXISTS { service silent ?s { ?s ?p ?o } } }", "SERVICE asks another machine");
    check_error("SELECT * { SERVICE <http://a.nl/> { ?s ?p ?o } }", "SERVICE asks another machine");
    check_error("SELECT (<http://a.nl/f>(1) AS ?x) {}", "cannot be answered: ");
}

#[test]
fn hostile_queries_end() {
    let deep = |open: &str, close: &str, n: usize| {
        format!("SELECT * {{ FILTER({}1{}) }}", open.repeat(n), close.repeat(n))
    };
    check_error(&deep("(", ")", 100_000), "1:1: brackets nest too deep");
    check_error(&deep("!", "", 100_000), "1:1: brackets nest too deep");
    check_error(&"{".repeat(2 << 20), "1:1: a query of more than a megabyte");
    let many = |n: usize| (0..n).map(|i| format!("id:a{i} gr:x id:b{i} . ")).collect::<String>();
    check_error(
        &format!("ASK {{ {} }}", many(20_000)),
        "a query of 80003 words, and the most is 10000; long lists",
    );
    let (folder, dataset) = dataset(&[("a", "kst-1")]);
    let data = format!("ASK {{ VALUES ?x {{ {} id:kst-1 }} ?x gr:id ?y }}", "id:a ".repeat(60_000));
    assert_eq!(ask(&dataset, &data, LIMITS), Ok(Answer::Truth(true)));
    assert!(rows(folder.path(), &deep("(", ")", 200)).len() < 2);
    let limits = Limits { rows: 10, time: Duration::from_millis(300) };
    let product =
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }";
    assert_eq!(ask(&dataset, product, limits), Err(QueryError::Time(limits.time)));
    let words = |milliseconds| QueryError::Time(Duration::from_millis(milliseconds)).to_string();
    for (milliseconds, seconds) in
        [(30, "0.03 s"), (28_499, "28 s"), (2_000, "2 s"), (1_250, "1.3 s"), (9_960, "10 s")]
    {
        assert!(
            words(milliseconds).starts_with(&format!("no answer within {seconds};")),
            "{}",
            words(milliseconds)
        );
    }
    let answer = ask(&dataset, "SELECT * { ?s ?p ?o }", limits).unwrap();
    assert!(answer.is_cut() && matches!(answer, Answer::Rows { rows, .. } if rows.len() == 10));
    let answer = ask(&dataset, "CONSTRUCT WHERE { ?s ?p ?o }", limits).unwrap();
    assert!(answer.is_cut() && matches!(answer, Answer::Triples { triples, .. } if triples.len() == 10));
}

#[track_caller]
fn check_written(query: &str, format: Format, expected: &str) {
    let (_folder, dataset) = dataset(&[("a", "kst-1")]);
    let mut out = Vec::new();
    ask(&dataset, query, LIMITS).unwrap().write(format, &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn every_kind_of_answer_is_written_in_every_format() {
    let rows = "SELECT ?l ?c ?none { VALUES ?l { 'a\"b, \\n\\u001bc' } ?letter gr:cites ?c }";
    let table = "l       c         none\n───────────────────────\na\"b, c  id:kst-1\n";
    check_written(rows, Format::Table { width: 80 }, table);
    let iri = "https://example.org/griffier/id/kst-1";
    check_written(rows, Format::Csv, &format!("l,c,none\r\n\"a\"\"b, \n\u{1b}c\",{iri},\r\n"));
    check_written(rows, Format::Tsv, &format!("?l\t?c\t?none\n\"a\\\"b, \\n\u{1b}c\"\t<{iri}>\t\n"));
    let json = format!(
        "{{\"head\":{{\"vars\":[\"l\",\"c\",\"none\"]}},\"results\":{{\"bindings\":[{{\"l\":{{\"type\":\"literal\",\"value\":\"a\\\"b, \\n\\u001bc\"}},\"c\":{{\"type\":\"uri\",\"value\":\"{iri}\"}}}}]}}}}\n"
    );
    check_written(rows, Format::Json, &json);
    let truth = "ASK { ?l a gr:Letter }";
    check_written(truth, Format::Table { width: 80 }, "true\n");
    check_written(truth, Format::Json, "{\"head\":{},\"boolean\":true}\n");
    let (_folder, dataset) = dataset(&[("a", "kst-1")]);
    let answer = ask(&dataset, "CONSTRUCT WHERE { ?l gr:cites ?c }", LIMITS).unwrap();
    let triples = |format: Format| {
        let mut out = Vec::new();
        answer.write(format, &mut out).map(|()| String::from_utf8(out).unwrap())
    };
    let turtle = triples(Format::Table { width: 80 }).unwrap();
    assert!(turtle.ends_with("letter:a gr:cites id:kst-1 .\n"), "{turtle}");
    let json: serde_json::Value = serde_json::from_str(&triples(Format::Json).unwrap()).unwrap();
    let cited = "\"https://example.org/griffier/vocabulary#cites\":[{\"@id\":\"https://example.org/griffier/id/kst-1\"}]";
    assert!(json.to_string().contains(cited), "{json}");
    let refused = [Format::Csv, Format::Tsv].map(|format| triples(format).unwrap_err().to_string());
    assert!(refused.iter().all(|words| words.contains("no columns")), "{refused:?}");
}

/// The evaluator on the library's own dataset, as a second opinion.
#[test]
fn joins_agree_with_the_library() {
    let (folder, _) = dataset(&[("a", "kst-1234-2"), ("b", "kst-1234-3"), ("c", "kst-4567-5")]);
    let mut reference = oxrdf::Dataset::new();
    for entry in std::fs::read_dir(folder.path().join("segments")).unwrap() {
        let text = zstd::decode_all(&std::fs::read(entry.unwrap().path()).unwrap()[..]).unwrap();
        for quad in oxttl::NQuadsParser::new().for_slice(&text) {
            let Quad { subject, predicate, object, .. } = quad.unwrap();
            reference.insert(&Quad::new(subject, predicate, object, GraphName::DefaultGraph));
        }
    }
    let query = "SELECT ?l ?d { ?s gr:cites ?c ; rdfs:label ?l . ?c gr:in_dossier ?d . ?r rdf:object ?c } ORDER BY ?l";
    let expanded = ["gr", "rdf", "rdfs"].map(|name| {
        let (_, namespace) = PREFIXES.iter().find(|(prefix, _)| *prefix == name).unwrap();
        format!("PREFIX {name}: <{namespace}> ")
    });
    let parsed = spargebra::SparqlParser::new().parse_query(&(expanded.concat() + query)).unwrap();
    let evaluator = QueryEvaluator::new();
    let QueryResults::Solutions(solutions) = evaluator.prepare(&parsed).execute(&reference).unwrap() else {
        panic!("no rows")
    };
    let expected: Vec<Vec<Option<Term>>> = solutions.map(|row| row.unwrap().values().to_vec()).collect();
    let dossier = NamedNode::new_unchecked("https://example.org/griffier/id/dossier-1234");
    assert_eq!(expected[0][1], Some(dossier.into()));
    let dataset = Arc::new(Dataset::read(&mut Store::open(folder.path()).unwrap()).unwrap());
    let answer = ask(&dataset, query, LIMITS).unwrap();
    assert!(matches!(answer, Answer::Rows { rows, .. } if rows == expected && rows.len() == 3));
}
