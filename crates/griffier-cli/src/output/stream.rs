//! One stream of bytes, compressed if the name of its file says so.

use anyhow::Context;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;

/// Where bytes go.
pub(crate) enum Stream {
    File(BufWriter<File>),
    /// `None` once it is finished.
    Gzip(Option<GzEncoder<BufWriter<File>>>),
    Zstd(Option<zstd::Encoder<'static, BufWriter<File>>>),
    // Not `Stdout` alone, which would flush at every line.
    Stdout(BufWriter<Stdout>),
    Nowhere,
}

impl Stream {
    /// Makes the file at `path`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        let failed = || format!("{}: cannot write", path.display());
        let file = BufWriter::new(File::create(path).with_context(failed)?);
        let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
        Ok(match extension.as_ref().and_then(|extension| extension.to_str()) {
            Some("gz") => Self::Gzip(Some(GzEncoder::new(file, Compression::default()))),
            Some("zst") => Self::Zstd(Some(zstd::Encoder::new(file, 3).with_context(failed)?)),
            _ => Self::File(file),
        })
    }

    pub fn stdout() -> Self {
        Self::Stdout(BufWriter::new(io::stdout()))
    }

    pub fn nowhere() -> Self {
        Self::Nowhere
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::File(file) => file.write_all(bytes),
            Self::Gzip(encoder) => encoder.as_mut().map_or_else(finished, |encoder| encoder.write_all(bytes)),
            Self::Zstd(encoder) => encoder.as_mut().map_or_else(finished, |encoder| encoder.write_all(bytes)),
            Self::Stdout(stdout) => stdout.write_all(bytes),
            Self::Nowhere => Ok(()),
        }
    }

    /// Writes what is held; compressed data get their end.
    pub fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Gzip(encoder) => encoder.take().map_or(Ok(()), |encoder| encoder.finish()?.flush()),
            Self::Zstd(encoder) => encoder.take().map_or(Ok(()), |encoder| encoder.finish()?.flush()),
            Self::Stdout(stdout) => stdout.flush(),
            Self::Nowhere => Ok(()),
        }
    }
}

fn finished() -> io::Result<()> {
    Err(io::Error::other("the file is finished"))
}
