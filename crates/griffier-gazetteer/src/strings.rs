//! A pool that holds each string once, for the compiler: a string is a number from then on.

use crate::trie::{START, extend};

/// Strings by number; number 0 is the empty string.
pub(crate) struct Strings {
    pool: String,
    ends: Vec<u32>,
    /// Open addressing by hash; number plus one, 0 for a free slot. A power of two of them, at most half full.
    slots: Vec<u32>,
}

impl Strings {
    pub fn new() -> Self {
        let mut strings = Self { pool: String::new(), ends: Vec::new(), slots: vec![0; 1024] };
        strings.add("");
        strings
    }
    /// Number of strings.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
    /// Bytes that the strings and their numbers take.
    pub fn held(&self) -> usize {
        self.pool.len() + (self.ends.len() + self.slots.len()) * size_of::<u32>()
    }
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(0);
        self.pool.get(start as usize..end as usize).unwrap_or("")
    }
    /// The number of `text`, which is added if it is new.
    pub fn add(&mut self, text: &str) -> u32 {
        let slot = self.slot(text);
        if let Some(number) = self.slots[slot].checked_sub(1) {
            return number;
        }
        let number = self.ends.len() as u32;
        self.pool.push_str(text);
        self.ends.push(self.pool.len() as u32);
        self.slots[slot] = number + 1;
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }
    /// The pool and where each string ends.
    pub fn into_parts(self) -> (String, Vec<u32>) {
        (self.pool, self.ends)
    }
    /// The slot of `text`, or the free one where it belongs.
    fn slot(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(text) & mask;
        while let Some(number) = self.slots[slot].checked_sub(1) {
            if self.get(number) == text {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }
    fn grow(&mut self) {
        let slots = self.slots.len() * 4;
        self.slots = vec![0; slots];
        for number in 0..self.ends.len() as u32 {
            let mut slot = hash(self.get(number)) & (slots - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            self.slots[slot] = number + 1;
        }
    }
}

fn hash(text: &str) -> usize {
    let hash = text.bytes().fold(START, extend);
    (hash ^ (hash >> 32)) as usize
}
