//! The tagger that griffier brings: `models/names-nl.bin`, read at first use.

use griffier_tagger::Model;
use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("../../../models/names-nl.bin");

/// The tagger for names that no list has. What it was trained on: `docs/model-card.md`.
#[expect(clippy::expect_used, reason = "the model is part of the program; a test reads it")]
pub fn shipped() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::read(BYTES).expect("the embedded model reads"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_reads_and_says_what_it_is() {
        assert_eq!(shipped().types(), ["LOC", "MISC", "ORG", "PER"]);
        assert!(!shipped().note().is_empty() && BYTES.len() < 3 << 20, "{} bytes", BYTES.len());
    }
}
