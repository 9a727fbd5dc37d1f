//! A name that the letter gives once with its capitals or quotation marks, found again: a long one in any case, one of
//! two words in its own.

use super::Found;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use griffier_doc::{Document, MentionType};
use griffier_text::{NormSpan, NormalizedText};
use memchr::memmem::Finder;

pub(super) const RULE: &str = "name.repeat";

/// More names than this in one letter are a list, not a letter; the first ones are enough.
const MOST: usize = 256;
/// So many names are each sought on their own, which costs less than an automaton of all.
const FEW: usize = 12;

/// Whether a name of two words says enough to stand for itself elsewhere in the letter.
fn stands_alone(name: &Found) -> bool {
    const RULES: [&str; 5] =
        ["policy.quoted", "policy.apposition", "name.defined", "policy.operation", "organisation.noun"];
    RULES.contains(&name.rule) || name.rule == "policy.named" && name.confidence < 0.7
}

/// Finds the names in `found` again: those of three words and more whatever their case and line breaks.
pub(super) fn repeats(doc: &Document, found: &[Found]) -> Vec<Found> {
    let mut names: Vec<(String, &Found)> = Vec::new();
    for name in found {
        let lasting = matches!(name.kind, MentionType::Law | MentionType::Treaty | MentionType::Policy)
            || name.rule == "organisation.noun";
        let words = doc.slice(name.span).split_whitespace().count();
        if !lasting || words < if stands_alone(name) { 2 } else { 3 } {
            continue;
        }
        let view = NormalizedText::new(doc.slice(name.span));
        if names.len() < MOST && !names.iter().any(|(known, _)| known == view.as_str()) {
            names.push((view.as_str().to_owned(), name));
        }
    }
    if names.is_empty() {
        return Vec::new();
    }
    let view = doc.view();
    let text = view.as_str();
    let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    let mut known = Known { found, at: 0, ends: Vec::new() };
    matches(text, &names)
        .into_iter()
        .filter(|&(start, end, _)| {
            edge(text[..start].chars().next_back()) && edge(text[end..].chars().next())
        })
        .filter_map(|(start, end, number)| {
            let span = NormSpan { start: start as u32, end: end as u32 };
            let name = names[number].1;
            let span = view.to_original(doc.text(), span);
            (loose(doc, name) || same_words(doc.slice(name.span), doc.slice(span))).then_some(Found {
                span,
                kind: name.kind,
                rule: RULE,
                confidence: 0.75,
                lookup: None,
            })
        })
        .filter(|again| !known.contain(again))
        .collect()
}

/// Where `names` stand in `text`, and which: the first to begin, of several the longest, none in another.
fn matches(text: &str, names: &[(String, &Found)]) -> Vec<(usize, usize, usize)> {
    if names.len() > FEW {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            // A letter is read once: building a faster automaton would cost more than it saves.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(names.iter().map(|(name, _)| name.as_str()));
        let Ok(automaton) = automaton else { return Vec::new() };
        return automaton.find_iter(text).map(|m| (m.start(), m.end(), m.pattern().as_usize())).collect();
    }
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (number, (name, _)) in names.iter().enumerate() {
        let finder = Finder::new(name.as_str());
        let mut at = 0;
        // One that begins within another of the same name counts if that one falls away.
        while let Some(start) = finder.find(&text.as_bytes()[at..]).map(|start| at + start) {
            found.push((start, start + name.len(), number));
            at = start + 1;
        }
    }
    found.sort_unstable_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    let mut reach = 0;
    found.retain(|&(start, end, _)| {
        let free = start >= reach;
        reach = if free { end } else { reach };
        free
    });
    found
}

/// Whether a name is told by its words alone, whatever their capitals.
fn loose(doc: &Document, name: &Found) -> bool {
    name.rule == "organisation.noun" || doc.slice(name.span).split_whitespace().nth(2).is_some()
}

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
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
