//! Names as identifiers.

use crate::normalized::{fold_char, normalize_name};

/// The name in lower-case ASCII letters and digits, everything else one hyphen: the tail of an identifier.
///
/// ```
/// assert_eq!(griffier_text::slug("  Nota 'Zeeën van\nTijd' (2024) "), "nota-zeeen-van-tijd-2024");
/// assert_eq!(griffier_text::slug("Raad Buiten-\nlandse Zaken"), "raad-buitenlandse-zaken");
/// ```
pub fn slug(name: &str) -> String {
    // A word that a line's end breaks is whole in the view.
    if name.contains('\n') {
        return plain(&normalize_name(name));
    }
    plain(name)
}

fn plain(name: &str) -> String {
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
