//! A name that the letter gives once with its capitals or quotation marks, found again in small letters.

use super::Found;
use aho_corasick::{AhoCorasick, MatchKind};
use griffier_doc::{Document, MentionType};
use griffier_text::{NormSpan, NormalizedText};

pub(super) const RULE: &str = "name.repeat";

/// More names than this in one letter are a list, not a letter; the first ones are enough.
const MOST: usize = 256;

/// Finds the names of three words and more in `found` again, whatever their case and line breaks.
pub(super) fn repeats(doc: &Document, found: &[Found]) -> Vec<Found> {
    let mut names: Vec<(String, MentionType)> = Vec::new();
    for name in found {
        let lasting = matches!(name.kind, MentionType::Law | MentionType::Treaty | MentionType::Policy);
        if !lasting || doc.slice(name.span).split_whitespace().nth(2).is_none() {
            continue;
        }
        let view = NormalizedText::new(doc.slice(name.span));
        if names.len() < MOST && !names.iter().any(|(known, _)| known == view.as_str()) {
            names.push((view.as_str().to_owned(), name.kind));
        }
    }
    if names.is_empty() {
        return Vec::new();
    }
    let Ok(automaton) = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names.iter().map(|(name, _)| name.as_str()))
    else {
        return Vec::new();
    };
    let view = doc.view();
    let text = view.as_str();
    let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let mut known = Known { found, at: 0, ends: Vec::new() };
    automaton
        .find_iter(text)
        .filter(|m| edge(text[..m.start()].chars().next_back()) && edge(text[m.end()..].chars().next()))
        .map(|m| {
            let span = NormSpan { start: m.start() as u32, end: m.end() as u32 };
            let kind = names[m.pattern().as_usize()].1;
            Found { span: view.to_original(doc.text(), span), kind, rule: RULE, confidence: 0.75 }
        })
        .filter(|again| !known.contain(again))
        .collect()
}

/// The names found at first, walked through once beside the repeats; both are in reading order.
struct Known<'f> {
    found: &'f [Found],
    at: usize,
    /// How far the names of each kind reach so far.
    ends: Vec<(MentionType, usize)>,
}

impl Known<'_> {
    fn contain(&mut self, again: &Found) -> bool {
        while let Some(name) = self.found.get(self.at).filter(|name| name.span.start() <= again.span.start())
        {
            self.at += 1;
            match self.ends.iter_mut().find(|(kind, _)| *kind == name.kind) {
                Some((_, end)) => *end = (*end).max(name.span.end()),
                None => self.ends.push((name.kind, name.span.end())),
            }
        }
        self.ends.iter().any(|&(kind, end)| kind == again.kind && end >= again.span.end())
    }
}
