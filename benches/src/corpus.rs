//! A corpus of any size from the five letters of `seeds/`: the same bytes on every machine.
//!
//! Each letter keeps the head (sender, addressee, date) and the foot (signature, notes) of one seed and gets a body of
//! paragraphs drawn from all seeds, so that zones, sentences and names are as dense as in the seeds themselves.

use std::io;
use std::path::Path;

/// A letter of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// `corpus-000042`.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// Paragraphs of a seed that stay at its head, and at its foot.
const HEAD: usize = 8;
const FOOT: usize = 4;
/// Paragraphs of a body: at least the first, fewer than the second.
const BODY: (u64, u64) = (12, 60);

/// splitmix64: ten lines, no dependency, the same sequence everywhere and for ever.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number below `end`; zero if `end` is zero.
    fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }
    fn pick<'t>(&mut self, items: &[&'t str]) -> &'t str {
        items.get(self.below(items.len() as u64) as usize).copied().unwrap_or("")
    }
}

/// The texts of every `.txt` file in `dir`, sorted by name.
pub fn read_seeds(dir: &Path) -> io::Result<Vec<String>> {
    let mut paths = std::fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(std::fs::read_to_string).collect()
}

/// Letters made of `seeds` until they hold at least `bytes` bytes together; none if the seeds are empty.
pub fn make(seeds: &[String], bytes: usize) -> Vec<Letter> {
    let seeds: Vec<Vec<&str>> = seeds.iter().map(|seed| paragraphs(seed)).collect();
    let body: Vec<&str> = seeds.iter().flat_map(|seed| middle(seed)).copied().collect();
    let mut random = Random(2021);
    let mut letters = Vec::new();
    let mut made = 0;
    while made < bytes && !body.is_empty() {
        let seed = &seeds[letters.len() % seeds.len()];
        let mut parts: Vec<&str> = seed.iter().take(HEAD).copied().collect();
        for _ in 0..BODY.0 + random.below(BODY.1 - BODY.0) {
            parts.push(random.pick(&body));
        }
        parts.extend(&seed[seed.len().saturating_sub(FOOT)..]);
        let mut text = parts.join("\n\n");
        text.push('\n');
        made += text.len();
        letters.push(Letter { id: format!("corpus-{:06}", letters.len()), text });
    }
    letters
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").map(|part| part.trim_matches('\n')).filter(|part| !part.trim().is_empty()).collect()
}

fn middle<'s, 't>(seed: &'s [&'t str]) -> &'s [&'t str] {
    seed.get(HEAD..seed.len().saturating_sub(FOOT)).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeds() -> Vec<String> {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds");
        read_seeds(&dir).unwrap()
    }

    #[test]
    fn the_corpus_is_the_same_every_time_and_as_large_as_asked() {
        let seeds = seeds();
        let letters = make(&seeds, 300_000);
        assert_eq!(letters, make(&seeds, 300_000));
        let bytes: usize = letters.iter().map(|letter| letter.text.len()).sum();
        assert!((300_000..400_000).contains(&bytes), "{bytes}");
    }

    #[test]
    fn a_larger_corpus_begins_with_the_smaller_one() {
        let seeds = seeds();
        let (small, large) = (make(&seeds, 100_000), make(&seeds, 200_000));
        assert_eq!(large[..small.len()], small);
    }

    #[test]
    fn without_seeds_there_is_no_corpus() {
        assert_eq!(make(&[], 1000), []);
        assert_eq!(make(&[String::from("één alinea")], 1000), []);
    }
}
