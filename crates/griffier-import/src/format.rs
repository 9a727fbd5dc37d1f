//! Which format a list has: by the end of its name, and for two kinds of JSON Lines by its first line.

use oxrdfio::{JsonLdProfileSet, RdfFormat};
use std::path::Path;

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Tsv,
    JsonLines,
    Rdf(RdfFormat),
    Compiled,
    /// A folder like `gazetteers/`.
    Folder,
}

/// The formats as a message lists them.
pub(crate) const KNOWN: &str = ".csv, .tsv, .jsonl (rows, or patterns of spaCy), .ttl, .nt, .rdf, .xml, .jsonld, .kb, or a folder like gazetteers/";

impl Format {
    /// The format of the list at `path`.
    pub fn of(path: &Path) -> Option<Self> {
        if path.is_dir() {
            return Some(Self::Folder);
        }
        let extension = path.extension()?.to_str()?.to_lowercase();
        Some(match extension.as_str() {
            "csv" => Self::Csv,
            "tsv" | "tab" => Self::Tsv,
            "jsonl" | "ndjson" => Self::JsonLines,
            "ttl" => Self::Rdf(RdfFormat::Turtle),
            "nt" => Self::Rdf(RdfFormat::NTriples),
            "rdf" | "xml" | "owl" => Self::Rdf(RdfFormat::RdfXml),
            "jsonld" => Self::Rdf(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
            "kb" => Self::Compiled,
            _ => return None,
        })
    }
}

/// Whether the first line of JSON Lines is a pattern of spaCy's EntityRuler.
pub(crate) fn is_ruler(start: &[u8]) -> bool {
    let mut lines = start.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
    let has = |key: &str| first.windows(key.len()).any(|window| window == key.as_bytes());
    has("\"label\"") && has("\"pattern\"")
}
