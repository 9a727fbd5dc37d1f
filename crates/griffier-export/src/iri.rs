//! Letters and entities as IRIs, under the base that the graph vocabulary uses too (`docs/graph.md`).

use std::fmt::Write as _;

const BASE: &str = "https://example.org/griffier/";

/// The IRI of the letter with that identifier.
pub(crate) fn letter(id: &str) -> String {
    format!("{BASE}letter/{}", encoded(id))
}

/// The IRI of the entity with that identifier.
pub(crate) fn entity(id: &str) -> String {
    format!("{BASE}id/{}", encoded(id))
}

/// `id`, percent-encoded but for letters, digits and `-_.:`, as the graph has it.
fn encoded(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
