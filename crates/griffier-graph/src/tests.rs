//! Stores and queries from end to end, on small records.

mod asking;
mod storing;

use crate::*;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A record of letter `id`, which cites `cited`.
fn record(id: &str, cited: &str) -> String {
    let source = format!(r#"{{"path":"{id}.txt","format":"text","sha256":null,"bytes":1}}"#);
    format!(
        r#"{{"schema":"griffier/1","id":"{id}","source":{source},"offsets":"char","meta":{{"date":"2021-10-11","subject":null}},
"entities":[{{"id":"{cited}","type":"REFERENCE","label":"{cited}"}}],
"relations":[{{"subject":"DOC","predicate":"cites","object":"{cited}","start":0,"end":1,"evidence":"x","confidence":0.5,"why":"r","negated":false}}]}}"#
    )
    .replace('\n', "")
}

/// Loads lines of records; gives what was done and what was complained about.
fn load(root: &Path, lines: &[u8]) -> Result<(Loaded, Vec<String>), StoreError> {
    let texts = |_: &str, _: Option<&str>| None;
    let mut faults = Vec::new();
    let mut loader = Loader::new(Writer::open(root)?, &texts);
    loader.read("a.jsonl", lines, &mut |fault| faults.push(fault.to_string()))?;
    Ok((loader.finish()?, faults))
}

fn lines(records: &[(&str, &str)]) -> Vec<u8> {
    records.iter().map(|(id, cited)| record(id, cited) + "\n").collect::<String>().into_bytes()
}

const LIMITS: Limits = Limits { rows: 1000, time: Duration::from_secs(60) };

/// The answer as lines of CSV, without the head.
fn rows(root: &Path, query: &str) -> Vec<String> {
    let dataset = Arc::new(Dataset::read(&mut Store::open(root).unwrap()).unwrap());
    let mut out = Vec::new();
    ask(&dataset, query, LIMITS).unwrap().write(Format::Csv, &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().skip(1).map(str::to_owned).collect()
}

/// Which letter cites what.
fn cited(root: &Path) -> Vec<String> {
    rows(root, "SELECT ?l ?i { ?letter gr:cites/gr:id ?i ; rdfs:label ?l } ORDER BY ?l ?i")
}
