//! A compiled knowledge base as a file: written whole or not at all, mapped into memory when it is read.

mod map;

use griffier_gazetteer::{KnowledgeBase, LoadError};
use std::io::{self, Write};
use std::path::Path;

use crate::ImportError;

/// Maps the compiled knowledge base at `path` into memory for the life of the process, and compares its content with its
/// checksum, so that no answer comes from a damaged file.
///
/// # Errors
/// When the file cannot be read, is no compiled knowledge base, is of another version, cut short or damaged.
pub fn map(path: &Path) -> Result<KnowledgeBase, ImportError> {
    let bytes = map::bytes(path).map_err(|error| ImportError::Io(path.to_owned(), error))?;
    let knowledge = KnowledgeBase::open(bytes);
    let knowledge = knowledge.and_then(|kb| if kb.is_intact() { Ok(kb) } else { Err(LoadError::Damaged) });
    knowledge.map_err(|error| ImportError::Load(path.to_owned(), error))
}

/// Writes `bytes` to `path`: into a file beside it that is then given its name, so that no reader sees half of it and a
/// full disk leaves the old one as it was.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The scratch file's name means nothing to the reader of an error: the folder's own fault comes first.
    std::fs::metadata(folder)?;
    let scratch = tempfile::Builder::new().prefix(".griffier-").suffix(".part").tempfile_in(folder);
    let mut file = scratch.map_err(|error| io::Error::from(error.kind()))?;
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    // A scratch file is its owner's alone; what takes its place is as readable as what stood there.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
        file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))?;
    }
    file.persist(path).map_err(|error| error.error)?;
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}
