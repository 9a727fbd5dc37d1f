//! A file that grows letter by letter, under the name of the output with `.part` behind it until it is whole.

use super::stored::{GZIP, Packing, Shape};
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// `path` with more behind its name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().map_or_else(|| OsString::from("griffier"), OsString::from);
    name.push(suffix);
    path.with_file_name(name)
}

/// The folder that `path` is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A growing file.
pub(super) struct Part {
    file: BufWriter<File>,
    pub len: u64,
}

impl Part {
    /// Makes it anew. What stood there by that name is removed, not written to: it may be a link.
    pub fn create(path: &Path, head: &[u8]) -> io::Result<Self> {
        remove(path)?;
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        let mut part = Self { file: BufWriter::with_capacity(1 << 16, file), len: 0 };
        part.write(head)?;
        Ok(part)
    }
    /// Goes on behind the first `len` bytes; the rest is cut off.
    pub fn reopen(path: &Path, len: u64) -> io::Result<Self> {
        let mut file = open_plain(path, OpenOptions::new().read(true).write(true))?;
        file.set_len(len)?;
        file.seek(SeekFrom::Start(len))?;
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), len })
    }
    /// Writes at the end; where it begins.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let at = self.len;
        self.file.write_all(bytes)?;
        self.len += bytes.len() as u64;
        Ok(at)
    }
    pub fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
    pub fn sync(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_data()
    }
}

/// What a file of records begins with.
pub(super) fn head(shape: Shape) -> &'static [u8] {
    match shape.packing {
        Packing::Gzip => &GZIP,
        Packing::Plain | Packing::Zstd => b"",
    }
}

/// Opens a file of an earlier run; a link is none.
pub(super) fn open_plain(path: &Path, options: &OpenOptions) -> io::Result<File> {
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "is no plain file"));
    }
    options.open(path)
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A file that is to take the place of `target` when it is whole. Its name cannot be guessed; it tells whose it is, so that
/// what a killed run left behind can be removed.
pub(crate) fn substitute(target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let prefix = leftover_prefix(target);
    builder.prefix(&prefix);
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        // As any file that a program makes; the user's mask takes its share.
        builder.permissions(std::fs::Permissions::from_mode(0o666))
    };
    builder.tempfile_in(folder_of(target))
}

/// What the names of substitutes have behind that of their target.
const MARK: &str = ".griffier-";

fn leftover_prefix(target: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push(MARK);
    prefix
}

/// Removes substitutes that a killed run left behind: those of each of `files`, and all in `folder`, if the output is one.
/// Call it when nobody else can be writing.
pub(super) fn sweep(files: &[&Path], folder: Option<&Path>) -> io::Result<()> {
    for file in files {
        let prefix = leftover_prefix(file);
        remove_those(folder_of(file), |name| name.starts_with(prefix.as_encoded_bytes()))?;
    }
    let mark = MARK.as_bytes();
    let marked = |name: &[u8]| name.starts_with(b".") && name.windows(mark.len()).any(|part| part == mark);
    folder.map_or(Ok(()), |folder| remove_those(folder, marked))
}

fn remove_those(folder: &Path, which: impl Fn(&[u8]) -> bool) -> io::Result<()> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        if which(entry.file_name().as_encoded_bytes()) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Makes sure that new names in the folder of `path` outlive the power.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder_of(path))?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
