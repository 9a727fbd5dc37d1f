//! The letters that can be looked at: those given at the start, which stay, and those that clients sent, of which the
//! oldest make room.

use griffier::Document;
use griffier_export::{CommitmentRow, IndexEntry};
use griffier_ingest::Letter;
use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

/// The most letters that clients sent, and the most that they weigh together, in bytes.
const MOST_SENT: usize = 500;
const MOST_WEIGHT: u64 = 256 << 20;

/// A letter with what lists say of it. What is read from it is made anew for whoever looks.
#[derive(Debug)]
pub struct Shelved {
    pub(crate) letter: Letter,
    pub(crate) entry: IndexEntry,
    pub(crate) id: String,
    pub(crate) commitments: Vec<CommitmentRow>,
}

impl Shelved {
    /// `letter`, of which `doc` was made and annotated.
    pub fn new(letter: Letter, doc: &Document) -> Self {
        let commitments = doc.commitments().iter().map(|made| CommitmentRow::new(doc, made)).collect();
        Self { letter, entry: IndexEntry::new(doc), id: doc.id().to_owned(), commitments }
    }
}

/// The letters, each with a number that stays its own.
#[derive(Debug, Default)]
pub struct Shelf {
    given: Vec<Arc<Shelved>>,
    sent: RwLock<Sent>,
}

#[derive(Debug, Default)]
struct Sent {
    letters: VecDeque<Arc<Shelved>>,
    /// How many went before the first of them.
    gone: usize,
    weight: u64,
}

impl Shelf {
    /// A shelf with the letters that are there from the start.
    pub fn new(given: Vec<Shelved>) -> Self {
        Self { given: given.into_iter().map(Arc::new).collect(), sent: RwLock::default() }
    }

    fn sent(&self) -> RwLockReadGuard<'_, Sent> {
        // No code that can panic runs under the lock.
        self.sent.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a letter on the shelf and gives its number.
    pub(crate) fn put(&self, letter: Shelved) -> usize {
        let mut sent = self.sent.write().unwrap_or_else(PoisonError::into_inner);
        sent.weight += letter.letter.size();
        sent.letters.push_back(Arc::new(letter));
        while sent.letters.len() > MOST_SENT || (sent.weight > MOST_WEIGHT && sent.letters.len() > 1) {
            let gone = sent.letters.pop_front();
            sent.weight -= gone.map_or(0, |gone| gone.letter.size());
            sent.gone += 1;
        }
        self.given.len() + sent.gone + sent.letters.len()
    }

    /// The letter of this number.
    pub(crate) fn get(&self, number: usize) -> Option<Arc<Shelved>> {
        let at = number.checked_sub(1)?;
        let Some(behind) = at.checked_sub(self.given.len()) else { return self.given.get(at).cloned() };
        let sent = self.sent();
        sent.letters.get(behind.checked_sub(sent.gone)?).cloned()
    }

    /// Every letter with its number, those sent last first, then those given.
    pub(crate) fn all(&self) -> Vec<(usize, Arc<Shelved>)> {
        let sent = self.sent();
        let first = self.given.len() + sent.gone + 1;
        let mut all: Vec<_> = (first..).zip(sent.letters.iter().cloned()).collect();
        all.reverse();
        all.extend((1..).zip(self.given.iter().cloned()));
        all
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.given.len() + self.sent().letters.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(id: &str) -> Shelved {
        Shelved::new(Letter::new(id, vec![b'x'; 10]), &Document::from_text(id, "x"))
    }

    #[test]
    fn numbers_stay_and_the_oldest_make_room() {
        let shelf = Shelf::new(vec![letter("a"), letter("b")]);
        let numbers: Vec<usize> = (0..MOST_SENT + 3).map(|i| shelf.put(letter(&i.to_string()))).collect();
        assert_eq!((numbers[0], numbers[MOST_SENT + 2]), (3, MOST_SENT + 5));
        let id = |number| shelf.get(number).map(|letter| letter.id.clone());
        assert_eq!((id(0), id(1), id(2)), (None, Some("a".to_owned()), Some("b".to_owned())));
        assert_eq!((id(3), id(5), id(6)), (None, None, Some("3".to_owned())));
        assert_eq!((id(MOST_SENT + 5), id(MOST_SENT + 6)), (Some((MOST_SENT + 2).to_string()), None));
        let all: Vec<usize> = shelf.all().into_iter().map(|(number, _)| number).collect();
        assert_eq!((all.len(), all[0], all[MOST_SENT]), (shelf.len(), MOST_SENT + 5, 1));
    }
}
