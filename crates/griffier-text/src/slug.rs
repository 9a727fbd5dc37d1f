//! Names as identifiers.

use crate::normalized::fold_char;

/// The name in lower-case ASCII letters and digits, everything else one hyphen: the tail of an identifier.
///
/// ```
/// assert_eq!(griffier_text::slug("  Nota 'Zeeën van\nTijd' (2024) "), "nota-zeeen-van-tijd-2024");
/// ```
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut pending = false;
    for c in name.chars() {
        // An apostrophe or soft hyphen joins what stands beside it.
        if matches!(c, '\'' | '’' | '‘' | '\u{ad}') {
            continue;
        }
        fold_char(c, |folded| {
            if folded.is_ascii_alphanumeric() {
                if pending && !out.is_empty() {
                    out.push('-');
                }
                pending = false;
                out.push(folded);
            } else {
                pending = true;
            }
        });
    }
    out
}
