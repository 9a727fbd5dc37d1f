//! Two records of one letter: what the one has and the other has not.

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// One thing that changed.
#[derive(Debug, Serialize)]
pub(crate) struct Change {
    /// `+`, `-` or `~`.
    pub mark: char,
    /// The type of a mention, a predicate, `commitment`, `meta` or `letter`.
    pub item: String,
    /// The words, or what a relation joins.
    pub text: String,
    /// What it was, if that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u64>,
}

/// How many of a kind stayed and changed.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Counts {
    pub same: u64,
    pub added: u64,
    pub removed: u64,
    pub changed: u64,
}

impl Change {
    /// A change of the whole letter.
    pub fn letter(mark: char, words: &str) -> Self {
        Self { mark, item: "letter".to_owned(), text: words.to_owned(), old: None, new: None, start: None }
    }

    /// The change without its mark, on one line.
    pub fn words(&self) -> String {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let meaning = match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!(": {old} → {new}"),
            (Some(one), None) | (None, Some(one)) => format!(" ({one})"),
            (None, None) => String::new(),
        };
        let place = self.start.map_or(String::new(), |start| format!(" at {start}"));
        format!("{} {text}{meaning}{place}", self.item)
    }

    pub fn style(&self) -> Style {
        let color = match self.mark {
            '+' => AnsiColor::Green,
            '-' => AnsiColor::Red,
            _ => AnsiColor::Yellow,
        };
        Style::new().fg_color(Some(color.into()))
    }
}

/// What changed from `old` to `new`, in reading order; adds to the counts of each kind.
pub(crate) fn compare(old: &Value, new: &Value, counts: &mut BTreeMap<String, Counts>) -> Vec<Change> {
    let mut changes = Vec::new();
    meta(old, new, &mut changes);
    mentions(old, new, counts, &mut changes);
    statements(old, new, counts, &mut changes);
    changes
}

fn meta(old: &Value, new: &Value, changes: &mut Vec<Change>) {
    for key in ["date", "subject", "identifiers"] {
        let (before, after) = (&old["meta"][key], &new["meta"][key]);
        if before != after {
            let (old, new) = (Some(before.to_string()), Some(after.to_string()));
            changes.push(Change {
                mark: '~',
                item: "meta".to_owned(),
                text: key.to_owned(),
                old,
                new,
                start: None,
            });
        }
    }
}

fn items<'r>(record: &'r Value, key: &str) -> impl Iterator<Item = &'r Value> {
    record[key].as_array().into_iter().flatten()
}

fn word(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or("").to_owned()
}

/// The mentions by place: by offsets where both records count alike in the same text, else by the words and how often they
/// stood there before.
fn by_place(record: &Value, same_text: bool) -> BTreeMap<(u64, u64, String), &Value> {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for mention in items(record, "mentions") {
        let text = word(mention, "text");
        let offset = |key: &str| mention[key].as_u64().unwrap_or(0);
        let place = if same_text {
            (offset("start"), u64::MAX - offset("end"), String::new())
        } else {
            let nth = seen.entry(text.clone()).or_default();
            *nth += 1;
            (*nth, 0, text)
        };
        found.insert(place, mention);
    }
    found
}

fn mentions(old: &Value, new: &Value, counts: &mut BTreeMap<String, Counts>, changes: &mut Vec<Change>) {
    let same_text = old["source"]["sha256"] == new["source"]["sha256"] && old["offsets"] == new["offsets"];
    let (before, after) = (by_place(old, same_text), by_place(new, same_text));
    let start = |mention: &Value| mention["start"].as_u64();
    let meaning = |mention: &Value| mention["entity"].as_str().unwrap_or("several candidates").to_owned();
    let mut found = Vec::new();
    for (place, now) in &after {
        let (item, text) = (word(now, "type"), word(now, "text"));
        let count = counts.entry(item.clone()).or_default();
        let Some(was) = before.get(place) else {
            count.added += 1;
            found.push(Change {
                mark: '+',
                item,
                text,
                old: None,
                new: Some(meaning(now)),
                start: start(now),
            });
            continue;
        };
        let (kind, kinds) = (word(was, "type"), item.clone());
        if kind != item {
            count.changed += 1;
            found.push(Change {
                mark: '~',
                item,
                text,
                old: Some(kind),
                new: Some(kinds),
                start: start(now),
            });
        } else if meaning(was) != meaning(now) || was["attrs"]["holder"] != now["attrs"]["holder"] {
            count.changed += 1;
            let full = |mention: &Value| match mention["attrs"]["holder"].as_str() {
                Some(holder) => format!("{} held by {holder}", meaning(mention)),
                None => meaning(mention),
            };
            let (old, new) = (Some(full(was)), Some(full(now)));
            found.push(Change { mark: '~', item, text, old, new, start: start(now) });
        } else {
            count.same += 1;
        }
    }
    for (_, was) in before.iter().filter(|(place, _)| !after.contains_key(*place)) {
        let (item, text) = (word(was, "type"), word(was, "text"));
        counts.entry(item.clone()).or_default().removed += 1;
        found.push(Change { mark: '-', item, text, old: Some(meaning(was)), new: None, start: start(was) });
    }
    found.sort_by_key(|change| change.start);
    changes.append(&mut found);
}

/// Relations and commitments, each statement once.
fn statements(old: &Value, new: &Value, counts: &mut BTreeMap<String, Counts>, changes: &mut Vec<Change>) {
    let (before, after) = (said(old), said(new));
    for (statement, start) in &after {
        let count = counts.entry(statement.0.clone()).or_default();
        if before.contains_key(statement) {
            count.same += 1;
        } else {
            count.added += 1;
            changes.push(changed('+', statement, *start));
        }
    }
    for (statement, start) in before.iter().filter(|(statement, _)| !after.contains_key(*statement)) {
        counts.entry(statement.0.clone()).or_default().removed += 1;
        changes.push(changed('-', statement, *start));
    }
}

fn changed(mark: char, (item, text): &(String, String), start: Option<u64>) -> Change {
    Change { mark, item: item.clone(), text: text.clone(), old: None, new: None, start }
}

fn said(record: &Value) -> BTreeMap<(String, String), Option<u64>> {
    let relations = items(record, "relations").map(|relation| {
        let denied = if relation["negated"] == true { " (denied)" } else { "" };
        let how = relation["modality"].as_str().map_or(String::new(), |how| format!(" ({how})"));
        let ends = format!("{} → {}{denied}{how}", word(relation, "subject"), word(relation, "object"));
        ((word(relation, "predicate"), ends), relation["start"].as_u64())
    });
    let commitments = items(record, "commitments").map(|commitment| {
        let due = commitment["due"]["day"].as_str().map_or(String::new(), |day| format!(" due {day}"));
        let text = format!("{}{due}: {}", word(commitment, "status"), word(&commitment["what"], "text"));
        (("commitment".to_owned(), text), commitment["start"].as_u64())
    });
    relations.chain(commitments).collect()
}
