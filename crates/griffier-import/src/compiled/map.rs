//! Maps a file into memory: the one place of the project with `unsafe`.
#![allow(unsafe_code, reason = "a mapping is sound only if nobody changes the file; see `bytes`")]

use memmap2::Mmap;
use std::fs::File;
use std::io;
use std::path::Path;

/// The bytes of a file, for the life of the process: the mapping is leaked on purpose, as a knowledge base is opened once
/// and used until the end. An empty file gives no bytes.
pub(super) fn bytes(path: &Path) -> io::Result<&'static [u8]> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    if metadata.len() == 0 {
        return Ok(&[]);
    }
    // SAFETY: the mapping is private and read only, and it is never unmapped. What remains is that another process
    // writes to the file or cuts it while it is mapped. `super::write`, the only writer here, never does: it makes a new
    // file and renames it, and the old one lives on until its last mapping is gone. Whoever overwrites the file by other
    // means gets a stopped process (SIGBUS) or wrong names, as with a program that is overwritten while it runs; every
    // read of the knowledge base is checked, and nothing is derived from its bytes but offsets that are checked again.
    let map = unsafe { Mmap::map(&file)? };
    let map: &'static Mmap = Box::leak(Box::new(map));
    Ok(map)
}
