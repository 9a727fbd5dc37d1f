//! A table from words to what is known of them, looked up by [`WordKey`].

use crate::word::WordKey;

/// Words with values. Open addressing: at most half of the slots are taken, and a tag of zero is an empty slot. Before it
/// stands a filter that refuses most words of a text and is small enough to stay in the fastest cache.
#[derive(Debug)]
pub struct WordTable<V> {
    filter: Vec<u64>,
    tags: Vec<u32>,
    numbers: Vec<u16>,
    rows: Vec<(WordKey, &'static str, V)>,
}

impl<V: Copy> WordTable<V> {
    /// The table of `rows`, 65,536 words at most; `merge` joins the values of a word that has several.
    pub fn new(
        rows: impl ExactSizeIterator<Item = (&'static str, V)>,
        mut merge: impl FnMut(&mut V, V),
    ) -> Self {
        let slots = (rows.len() * 2).next_power_of_two().max(2);
        // Four bits a slot.
        let filter = vec![0; (slots / 16).max(1)];
        let mut table = Self { filter, tags: vec![0; slots], numbers: vec![0; slots], rows: Vec::new() };
        for (word, value) in rows {
            table.add(word, value, &mut merge);
        }
        table
    }

    fn add(&mut self, word: &'static str, value: V, merge: &mut impl FnMut(&mut V, V)) {
        let key = WordKey::of(word);
        let (tag, mut slot) = self.place(key);
        while self.tags[slot] != 0 {
            let (known, text, old) = &mut self.rows[usize::from(self.numbers[slot])];
            if *known == key && text.eq_ignore_ascii_case(word) {
                return merge(old, value);
            }
            slot = (slot + 1) & (self.tags.len() - 1);
        }
        let Ok(number) = u16::try_from(self.rows.len()) else { return };
        (self.tags[slot], self.numbers[slot]) = (tag, number);
        let (part, bit) = self.bit(key);
        self.filter[part] |= 1 << bit;
        self.rows.push((key, word, value));
    }

    /// The tag of a key and the first slot it may have.
    #[inline]
    fn place(&self, key: WordKey) -> (u32, usize) {
        let hash = key.hash();
        ((hash >> 8) as u32 | 1, (hash >> 40) as usize & (self.tags.len() - 1))
    }

    /// The bit of a key in the filter.
    #[inline]
    fn bit(&self, key: WordKey) -> (usize, u32) {
        let hash = key.hash();
        ((hash >> 26) as usize & (self.filter.len() - 1), (hash >> 58) as u32)
    }

    /// What is known of the word with this key, which stands as `text`, ASCII case aside.
    #[inline]
    pub fn find<'t>(&self, key: WordKey, text: impl FnOnce() -> &'t str) -> Option<V> {
        let (part, bit) = self.bit(key);
        if self.filter.get(part).is_none_or(|bits| bits >> bit & 1 == 0) {
            return None;
        }
        let (tag, mut slot) = self.place(key);
        while let Some(&here) = self.tags.get(slot).filter(|&&here| here != 0) {
            if here == tag
                && let Some((known, word, value)) =
                    self.numbers.get(slot).and_then(|&number| self.rows.get(usize::from(number)))
                && *known == key
            {
                return (key.is_whole() || word.eq_ignore_ascii_case(text())).then_some(*value);
            }
            slot = (slot + 1) & (self.tags.len() - 1);
        }
        None
    }

    /// What is known of `word`, ASCII case aside.
    pub fn get(&self, word: &str) -> Option<V> {
        self.find(WordKey::of(word), || word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_their_values_joined() {
        let rows = [("de", 1), ("verordening", 2), ("een", 4), ("de", 8), ("één", 16)];
        let table = WordTable::new(rows.into_iter(), |old, new| *old |= new);
        let found = ["De", "Verordening", "een", "één", "Één", "verordeninh", ""].map(|word| table.get(word));
        assert_eq!(found, [Some(9), Some(2), Some(4), Some(16), None, None, None]);
    }
}
