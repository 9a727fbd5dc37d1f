//! The same word elsewhere in a text: how often with and without a capital, and beside what.

use crate::passage::Sentence;
use crate::word::{Word, flag};

/// No token, no group.
pub(crate) const NONE: u32 = u32::MAX;

/// All capitalised occurrences of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Group {
    /// Its first occurrence; the others follow through [`Again::next`].
    pub first: u32,
    last: u32,
    /// How often with a capital.
    pub count: u32,
    /// How often with a capital inside a sentence that is not all capitals.
    pub inside: u32,
    /// How often without a capital.
    pub small: u32,
}

/// Where each capitalised word of a text stands again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Again {
    groups: Vec<Group>,
    group_of: Vec<u32>,
    next: Vec<u32>,
}

impl Again {
    pub fn read(words: &[Word], sentences: &[Sentence]) -> Self {
        let capitals = words.iter().filter(|word| word.is_capital()).count();
        let mut table = vec![NONE; (capitals * 2).next_power_of_two().max(2)];
        let mut again =
            Self { groups: Vec::new(), group_of: vec![NONE; words.len()], next: vec![NONE; words.len()] };
        for sentence in sentences {
            for i in sentence.from..sentence.to {
                if words[i].is_capital() {
                    let slot = slot(&table, &again.groups, words, words[i].lower);
                    if table[slot] == NONE {
                        table[slot] = again.groups.len() as u32;
                        again.groups.push(Group { first: i as u32, last: NONE, ..Group::default() });
                    }
                    again.add(table[slot], i, i > sentence.from && sentence.capitals < 3);
                }
            }
        }
        for word in words.iter().filter(|word| !word.is_capital() && word.is(flag::LETTER)) {
            let group = table[slot(&table, &again.groups, words, word.lower)];
            if let Some(group) = again.groups.get_mut(group as usize) {
                group.small += 1;
            }
        }
        again
    }
    fn add(&mut self, number: u32, token: usize, inside: bool) {
        let group = &mut self.groups[number as usize];
        if let Some(next) = self.next.get_mut(group.last as usize) {
            *next = token as u32;
        }
        group.last = token as u32;
        group.count += 1;
        group.inside += u32::from(inside);
        self.group_of[token] = number;
    }
    /// The group of `token`, if it has a capital.
    pub fn group(&self, token: usize) -> Option<&Group> {
        self.groups.get(self.group_of[token] as usize)
    }
    /// The number of the group of `token`, or [`NONE`].
    pub fn number(&self, token: usize) -> u32 {
        self.group_of[token]
    }
    pub fn len(&self) -> usize {
        self.groups.len()
    }
    /// The occurrences of a group, in order.
    pub fn all(&self, group: &Group) -> impl Iterator<Item = usize> {
        let next = |&token: &u32| self.next.get(token as usize).copied().filter(|&next| next != NONE);
        std::iter::successors(Some(group.first), next).map(|token| token as usize)
    }
}

fn slot(table: &[u32], groups: &[Group], words: &[Word], lower: u32) -> usize {
    let mask = table.len() - 1;
    let mut at = crate::hash::pair(lower, 7) as usize & mask;
    while table[at] != NONE && words[groups[table[at] as usize].first as usize].lower != lower {
        at = (at + 1) & mask;
    }
    at
}
