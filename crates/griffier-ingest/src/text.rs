//! Plain text: the file is the text.

use crate::{Reader, encoding};
use griffier_doc::Format;

/// Takes every text that no other reader claims.
pub(crate) const READER: Reader = Reader {
    format: Format::Text,
    extensions: &["txt", "text"],
    recognizes: |_| false,
    read: encoding::read,
};
