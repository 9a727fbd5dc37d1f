//! Files that are a ZIP of parts (DOCX, ODT): one part at a time, within the limits.

use crate::Limits;
use crate::encoding;
use crate::error::Problem;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// A file made of parts.
pub(crate) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    format: &'static str,
    limits: Limits,
    /// Bytes unpacked so far.
    unpacked: u64,
}

impl Package {
    /// # Errors
    /// When the list of parts cannot be read.
    pub(crate) fn open(bytes: Vec<u8>, format: &'static str, limits: &Limits) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Problem::Damaged { format, why: in_words(&error) })?;
        Ok(Self { archive, format, limits: *limits, unpacked: 0 })
    }

    /// The XML of a part; `None` if there is no such part.
    ///
    /// # Errors
    /// When it is encrypted or damaged, or unpacks beyond the limit.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let format = self.format;
        let damaged = |why: String| Problem::Damaged { format, why: format!("{name}: {why}") };
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::InvalidPassword) => return Err(Problem::Encrypted { format }),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(Problem::Encrypted { format });
            }
            Err(error) => return Err(damaged(in_words(&error))),
        };
        // What the archive says of sizes may be a lie: one byte more than allowed is asked for.
        let rest = self.limits.bytes.saturating_sub(self.unpacked);
        let mut bytes = Vec::new();
        let read = file.take(rest.saturating_add(1)).read_to_end(&mut bytes);
        self.unpacked += bytes.len() as u64;
        self.limits.check(self.unpacked, "it")?;
        read.map_err(|error| damaged(error.to_string()))?;
        Ok(Some(encoding::xml(bytes)))
    }

    /// Another part that must be there.
    ///
    /// # Errors
    /// As [`Package::part`], and when it is missing.
    pub(crate) fn needed(&mut self, name: &str) -> Result<String, Problem> {
        let missing = Problem::Damaged { format: self.format, why: format!("{name} is missing") };
        self.part(name)?.ok_or(missing)
    }
}

/// What is wrong with a ZIP, in words for people where the library has its own.
fn in_words(error: &ZipError) -> String {
    match error {
        ZipError::InvalidArchive(_) => "its list of parts, at its end, is missing or damaged".to_owned(),
        other => other.to_string(),
    }
}

/// Whether the bytes are a ZIP that has a part whose name begins so; of one whose list of parts is lost, whether its
/// beginning names it.
pub(crate) fn holds(bytes: &[u8], part: &str) -> bool {
    const SAMPLE: usize = 64 * 1024;
    let head = &bytes[..bytes.len().min(SAMPLE)];
    bytes.starts_with(b"PK\x03\x04")
        && match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => archive.file_names_raw().any(|name| name.starts_with(part.as_bytes())),
            Err(_) => memchr::memmem::find(head, part.as_bytes()).is_some(),
        }
}
