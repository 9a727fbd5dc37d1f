//! What tells a letter from every other one in tables: ids need not, as a file name or a column of the user's gives them.

use griffier_doc::Document;
use sha2::{Digest, Sha256};

/// Bytes of the checksum that a key has: among a hundred million letters two share one by chance once in 3,000 runs.
const BYTES: usize = 8;

/// A key for `doc`, 16 hexadecimal digits: of its id, the path that it was read from and its bytes. The same letter has the same
/// key in every run; two of one archive with the same name and the same bytes are the same letter.
pub(crate) fn letter_key(doc: &Document) -> String {
    key_of([doc.id(), &doc.source().path, &doc.source().sha256])
}

/// The key of a letter of which these parts tell what it is: 16 hexadecimal digits, the same for the same parts.
pub fn key_of<const N: usize>(parts: [&str; N]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // No part runs on into the next one.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use griffier_doc::{Format, Source};

    #[test]
    fn letters_of_one_id_have_keys_of_their_own() {
        let key = |id: &str, path: &str, sha256: &str| {
            let source = Source { path: path.into(), format: Format::Text, sha256: sha256.into(), bytes: 1 };
            letter_key(&Document::new(id.into(), source, "x".into()))
        };
        let keys = [
            key("a", "p/a.txt", "12"),
            key("a", "q/a.txt", "12"),
            key("a", "p/a.txt", "13"),
            key("b", "p/a.txt", "12"),
            key("ap", "/a.txt", "12"),
        ];
        assert!(keys.iter().all(|key| key.len() == 16), "{keys:?}");
        for (i, one) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(one), "{keys:?}");
        }
        assert_eq!(keys[0], key("a", "p/a.txt", "12"), "the same letter has the same key");
    }
}
