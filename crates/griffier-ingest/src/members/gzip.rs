//! A file compressed with gzip: one letter, or an archive.

use super::meter::{Counted, Metered};
use super::{Item, Source, Walk, problem};
use flate2::bufread::MultiGzDecoder;
use std::io::BufReader;
use std::ops::ControlFlow;

pub(super) fn read(walk: &mut Walk<'_>, source: Source<'_>, item: Item) -> ControlFlow<()> {
    let counted = Counted::new(source.stream());
    let packed = counted.count();
    let decoder = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, counted));
    let unpacked = Metered::new(decoder, &walk.budget, packed);
    let leaf = inner_name(item.name());
    let path = item.path.clone();
    // A compressed archive is one level, not two; gzip within gzip is what goes deeper.
    let depth = item.depth + u8::from(item.leaf.is_some());
    let inner = Item { leaf: Some(leaf), depth, size: None, ..item };
    match walk.enter(Source::Stream(Box::new(unpacked)), inner) {
        Ok(flow) => flow,
        Err(error) => walk.lost(path, problem(&error, "this gzip file")),
    }
}

/// `brief.txt` of `brieven/brief.txt.gz`.
fn inner_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    if let Some(stem) = lower.strip_suffix(".tgz") {
        return format!("{}.tar", &name[..stem.len()]);
    }
    let stem = lower.strip_suffix(".gz").map_or(name, |stem| &name[..stem.len()]);
    stem.to_owned()
}
