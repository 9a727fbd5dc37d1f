//! Identifiers that no knowledge base gave: two sides agree on them when they group the same mentions together.

use griffier_doc::MentionType;
use std::collections::{BTreeMap, BTreeSet};

/// The types whose things get a slug when nothing knows them; the others have values.
const NAMED: [MentionType; 10] = [
    MentionType::Person,
    MentionType::Office,
    MentionType::Organisation,
    MentionType::Treaty,
    MentionType::Law,
    MentionType::Policy,
    MentionType::Technology,
    MentionType::Location,
    MentionType::Motion,
    MentionType::Event,
];

/// Whether `id` is a slug that one side made up: of a kind that has slugs, unknown to the knowledge base, and not a
/// motion that its paper's number identifies.
pub(crate) fn is_open(id: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
    let named = |prefix: &str| NAMED.iter().any(|kind| kind.id_prefix() == prefix);
    let slug = id.split_once(':').is_some_and(|(prefix, slug)| named(prefix) && !slug.starts_with("kst-"));
    slug && !is_known(id)
}

/// The gold id that each open id found stands for, one to one.
#[derive(Debug, Default)]
pub(crate) struct Grouping(BTreeMap<String, String>);

impl Grouping {
    /// Decides by majority over `pairs` of (found id, gold id) of the mentions that both sides have; of equal counts the
    /// pair of equal ids wins, then the first in the alphabet.
    pub(crate) fn new<'p>(pairs: impl Iterator<Item = (&'p str, &'p str)>) -> Self {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for pair in pairs {
            *counts.entry(pair).or_default() += 1;
        }
        let mut ranked: Vec<_> = counts.into_iter().collect();
        ranked.sort_by_key(|&((found, gold), count)| (std::cmp::Reverse(count), found != gold, found, gold));
        let (mut map, mut taken) = (BTreeMap::new(), BTreeSet::new());
        for ((found, gold), _) in ranked {
            if !map.contains_key(found) && taken.insert(gold) {
                map.insert(found.to_owned(), gold.to_owned());
            }
        }
        Self(map)
    }

    /// The gold id that `found` stands for; itself if the two sides never met over it.
    pub(crate) fn gold_id<'i>(&'i self, found: &'i str) -> &'i str {
        self.0.get(found).map_or(found, String::as_str)
    }

    /// The same for an id of several targets, as a set.
    pub(crate) fn gold_ids<'i>(&'i self, found: &'i str) -> BTreeSet<&'i str> {
        found.split('|').map(|id| self.gold_id(id)).collect()
    }
}

/// The targets of `id` as a set.
pub(crate) fn targets(id: &str) -> BTreeSet<&str> {
    id.split('|').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_made_up_names_are_open() {
        let known = |id: &str| id == "org:navo";
        for id in
            ["org:taskforce-x", "event:top-2021-06-14", "tech:semicon", "motion:klink-2021", "person:a-b"]
        {
            assert!(is_open(id, &known), "{id}");
        }
        for id in [
            "org:navo",
            "2021-10-11",
            "kst-33694-43",
            "motion:kst-33694-43",
            "country:NL",
            "edt:ai",
            "NIL",
            "?",
        ] {
            assert!(!is_open(id, &known), "{id}");
        }
    }

    #[track_caller]
    fn check(pairs: &[(&str, &str)], expected: &[(&str, &str)]) {
        let grouping = Grouping::new(pairs.iter().copied());
        let map: Vec<_> = grouping.0.iter().map(|(found, gold)| (found.as_str(), gold.as_str())).collect();
        assert_eq!(map, expected);
    }

    #[test]
    fn the_majority_decides_one_to_one() {
        check(&[("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")], &[("a", "x"), ("b", "y")]);
        check(&[("a", "x"), ("b", "x"), ("b", "x")], &[("b", "x")]);
        check(&[("a", "b"), ("b", "a")], &[("a", "b"), ("b", "a")]);
        check(&[("a", "b"), ("a", "a")], &[("a", "a")]);
        check(&[("b", "x"), ("a", "x")], &[("a", "x")]);
    }
}
