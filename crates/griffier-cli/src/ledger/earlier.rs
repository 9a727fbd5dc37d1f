//! What an earlier run left: the books of one that broke off, or the output and manifest of one that came to its end.
//! Nothing of it is believed unseen: every record is read again and compared with its checksum.

use super::journal::{Above, Conditions, Entry, Header, Line, Place};
use super::manifest;
use super::part::{open_plain, substitute};
use super::stored::{GZIP, Packing, Shape};
use super::{half, hexadecimal, part_path};
use anyhow::{Context, bail, ensure};
use griffier_export::Arrangement;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Letters that an earlier run finished: where their lines stand, by fingerprint.
#[derive(Default)]
pub(crate) struct Kept {
    lines: HashMap<String, u64>,
    paths: HashSet<u64>,
}

impl Kept {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
    /// The line of the letter with this fingerprint.
    pub fn find(&self, key: &[u8; 32]) -> Option<u64> {
        if self.is_empty() { None } else { self.lines.get(&hexadecimal(&key[..16])).copied() }
    }
    /// The paths, as numbers.
    pub fn paths(&self) -> HashSet<u64> {
        self.paths.clone()
    }
    fn add(&mut self, entry: Entry, line: u64) {
        self.paths.insert(path_number(&entry.path));
        self.lines.insert(entry.key, line);
    }
}

/// A path as a number.
pub(crate) fn path_number(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}

/// Whether the journal at `path` has not even its first line: its run broke off at once.
pub(super) fn is_stillborn(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = open_plain(path, OpenOptions::new().read(true));
    let read = read.and_then(|file| io::BufRead::read_until(&mut BufReader::new(file), b'\n', &mut head));
    // A first line that is cut short, and nothing else, is none.
    read.is_ok() && !head.ends_with(b"\n") && b"{\"journal\":".starts_with(head.get(..11).unwrap_or(&head))
}

/// What holds of the books of an earlier run.
pub(super) struct Found {
    pub kept: Kept,
    /// Bytes of the journal that are whole lines.
    pub journal: u64,
    /// How far each part is whole.
    pub parts: BTreeMap<String, u64>,
    /// How long what stands above the first letter of a shared file is.
    pub heads: BTreeMap<String, u64>,
    /// Files of single letters that were written.
    pub files: Vec<String>,
}

/// Reads the books of an earlier run; `now` is what this run's records depend on.
///
/// # Errors
/// When they are none, or were written under other conditions.
pub(super) fn load(target: &Path, file: &File, path: &Path, now: &Conditions) -> anyhow::Result<Found> {
    let failed = || format!("{}: cannot be gone on with", path.display());
    let files = repeated(file).with_context(failed)?;
    let mut found = Found {
        kept: Kept::default(),
        journal: 0,
        parts: BTreeMap::new(),
        heads: BTreeMap::new(),
        files: Vec::new(),
    };
    let mut check = Check { target, open: BTreeMap::new() };
    let read = super::journal::read(file, |at, line| {
        let entry = match line {
            Line::Letter(entry) => entry,
            Line::Lost(_) => return Ok(()),
            Line::Shared(shared) => {
                found.heads.insert(shared.shared, shared.head);
                return Ok(());
            }
        };
        let whole = || entry.pieces.iter().filter(|place| place.whole);
        let again = whole().any(|place| files.get(&place.file).is_some_and(|&times| times > 1));
        found.files.extend(whole().map(|place| place.file.clone()));
        if !again && check.is_sound(&entry)? {
            for place in entry.pieces.iter().filter(|place| !place.whole) {
                let end = found.parts.entry(place.file.clone()).or_default();
                *end = (place.at + place.bytes).max(*end);
            }
            found.kept.add(*entry, at);
        }
        Ok(())
    });
    let Some((then, length)) = read.with_context(failed)? else {
        bail!("{}: is no journal of griffier; remove it, or leave --resume out", path.display());
    };
    refuse_other(&then, now, path)?;
    found.journal = length;
    Ok(found)
}

/// How often the file of a letter was written. One that two letters share has the records of the last one only.
fn repeated(file: &File) -> io::Result<HashMap<String, u32>> {
    let mut times = HashMap::new();
    super::journal::read(file, |_, line| {
        if let Line::Letter(entry) = line {
            for place in entry.pieces.into_iter().filter(|place| place.whole) {
                *times.entry(place.file).or_default() += 1;
            }
        }
        Ok(())
    })?;
    Ok(times)
}

/// What does not show in the records that a run finished.
const FREE: [&str; 1] = ["--timeout"];

/// Records of two versions or of other options do not go together: says which differ.
fn refuse_other(then: &Conditions, now: &Conditions, path: &Path) -> anyhow::Result<()> {
    let names: std::collections::BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let value = |of: &Conditions, name: &str| of.get(name).cloned().unwrap_or_else(|| "none".to_owned());
    let differ: Vec<String> = names
        .into_iter()
        .filter(|name| !FREE.contains(&name.as_str()) && then.get(*name) != now.get(*name))
        .map(|name| format!("{name} was {}, is {}", value(then, name), value(now, name)))
        .collect();
    ensure!(
        differ.is_empty(),
        "{}: the earlier run differs from this one, and its records do not go with those of now: {}. Use what it used, \
         or leave --resume out to annotate everything anew",
        path.display(),
        differ.join("; ")
    );
    Ok(())
}

/// Compares records with their checksums.
struct Check<'t> {
    target: &'t Path,
    /// The parts, and where the next byte of each is read; `None` for one that is gone.
    open: BTreeMap<String, Option<(BufReader<File>, u64)>>,
}

impl Check<'_> {
    fn is_sound(&mut self, entry: &Entry) -> io::Result<bool> {
        let mut sum = Sha256::new();
        for place in &entry.pieces {
            let read = match place.whole {
                true => File::open(self.target.join(&place.file)).and_then(|file| feed(file, &mut sum)).ok(),
                false => self.feed(place, &mut sum)?,
            };
            if read != Some(place.bytes) {
                return Ok(false);
            }
        }
        Ok(half(&sum.finalize()) == entry.sum)
    }

    /// Reads a stretch of a part into `sum`; how much of it there is.
    fn feed(&mut self, place: &Place, sum: &mut Sha256) -> io::Result<Option<u64>> {
        let path = part_path(self.target, &place.file);
        let open = || {
            if !path.exists() {
                // The run broke off while it put files in their places.
                let _ = std::fs::copy(final_path(self.target, &place.file), &path);
            }
            open_plain(&path, OpenOptions::new().read(true)).ok()
        };
        let part =
            self.open.entry(place.file.clone()).or_insert_with(|| open().map(|f| (BufReader::new(f), 0)));
        let Some((reader, at)) = part else { return Ok(None) };
        if *at != place.at {
            reader.seek(SeekFrom::Start(place.at))?;
        }
        let read = feed(reader.take(place.bytes), sum)?;
        *at = place.at + read;
        Ok(Some(read))
    }
}

fn feed(mut from: impl Read, sum: &mut Sha256) -> io::Result<u64> {
    let (mut buffer, mut total) = (vec![0; 1 << 16], 0);
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok(total);
        }
        sum.update(&buffer[..read]);
        total += read as u64;
    }
}

/// Makes books of the output of a run that came to its end, so that this run adds what is missing. If there is no output
/// there is nothing to make.
///
/// # Errors
/// When the output cannot be told from that of somebody else.
pub(super) fn import(target: &Path, shape: Shape, now: &Conditions, manifest: &Path) -> anyhow::Result<()> {
    let is_there = match shape.arrangement {
        Arrangement::Folder => std::fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_some()),
        _ => target.exists(),
    };
    if !is_there {
        return Ok(());
    }
    let earlier = manifest::read(manifest).with_context(|| {
        format!("--resume: {} is there, but no manifest that says what it holds", target.display())
    })?;
    refuse_other(&earlier.conditions, now, manifest)?;
    ensure!(
        earlier.is_complete(),
        "--resume: {} says that its run broke off, but its journal is gone; leave --resume out",
        manifest.display()
    );
    let journal = super::beside(target, ".journal");
    let failed = || format!("{}: cannot be gone on with", target.display());
    let mut lines = substitute(&journal)?;
    let mut out = io::BufWriter::new(&mut lines);
    write_line(&mut out, &Header::new(now)).with_context(failed)?;
    let mut copy = Copy { target, shape, open: BTreeMap::new(), any: false, sizes: sizes(&earlier.letters) };
    for mut entry in earlier.letters {
        entry.duplicate = false;
        copy.take(&mut entry, &mut out).with_context(failed)?;
        write_line(&mut out, &entry).with_context(failed)?;
    }
    out.flush().with_context(failed)?;
    drop(out);
    copy.finish().with_context(failed)?;
    lines.persist(&journal).with_context(failed)?;
    Ok(())
}

fn write_line(out: &mut impl Write, line: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

/// How much letters add to each file that they share.
fn sizes(letters: &[Entry]) -> BTreeMap<String, u64> {
    let mut sizes = BTreeMap::new();
    for place in letters.iter().flat_map(|entry| &entry.pieces).filter(|place| !place.whole) {
        *sizes.entry(place.file.clone()).or_default() += place.bytes;
    }
    sizes
}

/// Where the file `name` of an output stands.
pub(super) fn final_path(target: &Path, name: &str) -> PathBuf {
    if name.is_empty() { target.to_owned() } else { target.join(name) }
}

/// Copies records from an output to parts.
struct Copy<'t> {
    target: &'t Path,
    shape: Shape,
    sizes: BTreeMap<String, u64>,
    /// By name: the records as they stand in the output, and the part.
    open: BTreeMap<String, (Box<dyn Read>, super::Part)>,
    /// Whether the stream has had a record.
    any: bool,
}

impl Copy<'_> {
    /// Copies what belongs to `entry` and says where it stands now. What is not as it should be, the checksum will tell.
    fn take(&mut self, entry: &mut Entry, journal: &mut impl Write) -> io::Result<()> {
        for place in entry.pieces.iter_mut().filter(|place| !place.whole) {
            if !self.open.contains_key(&place.file) {
                let opened = self.open(&place.file)?;
                if self.shape.arrangement == Arrangement::Folder {
                    let above = Above { shared: place.file.clone(), head: opened.1.len };
                    write_line(journal, &above)?;
                }
                self.open.insert(place.file.clone(), opened);
            }
            let Some((from, part)) = self.open.get_mut(&place.file) else { continue };
            if self.shape.arrangement == Arrangement::Array {
                let between = super::finish::between(self.shape.packing, self.any)?;
                io::copy(&mut from.take(between.len() as u64), &mut io::sink())?;
                self.any = true;
            }
            let mut bytes = Vec::new();
            let raw = if place.raw == 0 { place.bytes } else { place.raw };
            let length = if self.shape.packing == Packing::Zstd { raw } else { place.bytes };
            from.take(length).read_to_end(&mut bytes)?;
            if self.shape.packing == Packing::Zstd {
                bytes = self.shape.packing.pack(bytes)?;
            }
            place.bytes = bytes.len() as u64;
            place.at = part.write(&bytes)?;
        }
        Ok(())
    }

    fn open(&self, name: &str) -> io::Result<(Box<dyn Read>, super::Part)> {
        let mut file = BufReader::new(File::open(final_path(self.target, name))?);
        let mut head = super::head(self.shape).to_vec();
        if self.shape.arrangement == Arrangement::Folder {
            let size = self.sizes.get(name).copied().unwrap_or_default();
            let above = file.get_ref().metadata()?.len().saturating_sub(size);
            (&mut file).take(above).read_to_end(&mut head)?;
        } else if self.shape.packing == Packing::Gzip {
            file.seek(SeekFrom::Start(GZIP.len() as u64))?;
        }
        let from: Box<dyn Read> = match self.shape.packing {
            Packing::Zstd => Box::new(zstd::Decoder::with_buffer(file)?),
            Packing::Plain | Packing::Gzip => Box::new(file),
        };
        Ok((from, super::Part::create(&part_path(self.target, name), &head)?))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.open.values_mut().try_for_each(|(_, part)| part.sync())
    }
}
