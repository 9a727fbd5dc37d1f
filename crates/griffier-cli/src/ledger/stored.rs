//! How a letter's records stand in a file: as they are, or compressed so that each letter's stretch stands for itself.
//! Letters that are taken over from an earlier run are then copied, not compressed again, and workers compress in parallel.

use flate2::{Compress, Compression, FlushCompress};
use griffier_export::{Arrangement, Piece};
use std::io;
use std::path::Path;

/// What a gzip file begins with: deflate, no name, no time, no system.
pub(super) const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The last block of a gzip file, empty: all before it are whole.
pub(super) const GZIP_END: [u8; 2] = [3, 0];

/// How hard zstd tries.
pub(super) const ZSTD_LEVEL: i32 = 3;

/// How the records of a run are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub packing: Packing,
    pub arrangement: Arrangement,
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    /// One member, a stretch of whole blocks for each letter.
    Gzip,
    /// While the run lasts a frame for each letter; in the end one frame, as some readers read no further.
    Zstd,
}

/// A piece of a letter as it stands in a file.
pub(crate) struct Stored {
    pub file: String,
    pub head: &'static str,
    /// Whether it is all of its file.
    pub whole: bool,
    pub bytes: Vec<u8>,
    /// Its length and checksum before it was compressed.
    pub raw: u64,
    pub crc: u32,
}

impl Shape {
    /// The shape of records in `arrangement` at `path`, whose name says how they are compressed.
    pub fn of(path: &Path, arrangement: Arrangement) -> Self {
        let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
        let packing = match extension.as_ref().and_then(|extension| extension.to_str()) {
            _ if arrangement == Arrangement::Folder => Packing::Plain,
            Some("gz") => Packing::Gzip,
            Some("zst") => Packing::Zstd,
            _ => Packing::Plain,
        };
        Self { packing, arrangement }
    }

    /// Whether letters in order are the file, but for its end.
    pub fn is_direct(self) -> bool {
        self.packing != Packing::Zstd && self.arrangement != Arrangement::Array
    }

    /// `piece` as it is stored.
    pub fn store(self, piece: Piece) -> io::Result<Stored> {
        let Piece { file, head, bytes } = piece;
        let whole = self.arrangement == Arrangement::Folder && head.is_empty();
        let raw = bytes.len() as u64;
        let crc = if self.packing == Packing::Gzip { crc32fast::hash(&bytes) } else { 0 };
        Ok(Stored { file, head, whole, bytes: self.packing.pack(bytes)?, raw, crc })
    }
}

impl Packing {
    pub fn pack(self, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        match self {
            Self::Plain => Ok(bytes),
            Self::Gzip => deflate(&bytes),
            Self::Zstd => zstd::bulk::compress(&bytes, ZSTD_LEVEL),
        }
    }
}

/// `bytes` as blocks that need nothing before them and end on a byte.
fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = Compress::new(Compression::default(), false);
    let mut out = Vec::with_capacity(bytes.len() / 4 + 64);
    loop {
        let at = usize::try_from(encoder.total_in()).unwrap_or(usize::MAX);
        let rest = bytes.get(at..).unwrap_or_default();
        encoder.compress_vec(rest, &mut out, FlushCompress::Full).map_err(io::Error::other)?;
        if encoder.total_in() == bytes.len() as u64 && out.len() < out.capacity() {
            return Ok(out);
        }
        out.reserve(out.capacity());
    }
}
