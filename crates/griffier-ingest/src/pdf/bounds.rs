//! What one file may cost: bytes that its streams unpack to, steps that its pages draw. A letter is far within; a file
//! that is meant to exhaust a reader is not.

use crate::Limits;
use crate::error::Problem;
use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use memchr::memmem;

/// The most that a byte can unpack to, for DEFLATE, LZW and run lengths.
const RATIOS: [u64; 3] = [1032, 2600, 64];

/// Streams within streams that are looked into.
const LAYERS: usize = 4;

/// What a file may still cost.
pub(super) struct Budget {
    limits: Limits,
    bytes: u64,
    steps: u64,
}

/// The file as a whole asks for more than it may.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Excess {
    Bytes,
    Steps,
}

impl Budget {
    pub(super) fn new(limits: &Limits, pages: usize) -> Self {
        Self { limits: *limits, bytes: limits.bytes, steps: 1_000_000 + 50_000 * pages as u64 }
    }

    /// Takes one step of drawing.
    pub(super) fn step(&mut self) -> Result<(), Excess> {
        self.steps = self.steps.checked_sub(1).ok_or(Excess::Steps)?;
        Ok(())
    }

    /// The bytes of a stream that is no picture.
    pub(super) fn unpack(&mut self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>, Excess> {
        let raw = stream.raw_data();
        let worst = stream.filters().iter().fold(raw.len() as u64, |bytes, filter| {
            bytes.saturating_mul(match filter {
                Filter::FlateDecode => RATIOS[0],
                Filter::LzwDecode => RATIOS[1],
                Filter::RunLengthDecode => RATIOS[2],
                _ => 1,
            })
        });
        if worst > self.bytes {
            let plain = stream.filters().as_slice() == [Filter::FlateDecode];
            if !plain || inflated(&raw, self.bytes, 1).is_none() {
                return Err(Excess::Bytes);
            }
        }
        let Ok(data) = stream.decoded_data() else { return Ok(None) };
        self.bytes = self.bytes.checked_sub(data.len() as u64).ok_or(Excess::Bytes)?;
        Ok(Some(data.into_owned()))
    }

    pub(super) fn problem(&self) -> Problem {
        Problem::Unpacks { what: "it", most: self.limits.bytes }
    }
}

/// Refuses a file of which a stream, or all but its pictures together, unpack to more than the limit: fonts, maps and
/// streams of objects are unpacked by the library, which knows no bound.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    let excess = || Problem::Unpacks { what: "one of its streams", most: limits.bytes };
    let small = (bytes.len() as u64).saturating_mul(RATIOS[0]) <= limits.bytes;
    let mut total = 0_u64;
    for at in memmem::find_iter(bytes, b"stream") {
        let after = &bytes[at + b"stream".len()..];
        let Some(data) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) else { continue };
        if bytes[..at].ends_with(b"end") || !is_zlib(data) || (small && !nests(data)) {
            continue;
        }
        let picture = is_picture(&bytes[at.saturating_sub(600)..at]);
        let len = if picture { memmem::find(data, b"endstream").unwrap_or(data.len()) } else { 0 };
        if picture && (len as u64).saturating_mul(RATIOS[0]) <= limits.bytes {
            continue;
        }
        let unpacked = inflated(data, limits.bytes, LAYERS).ok_or_else(excess)?;
        if !picture {
            total = total.saturating_add(unpacked);
            limits.check(total, "all of its streams")?;
        }
    }
    Ok(())
}

/// Whether the dictionary before a stream says that it is a picture.
fn is_picture(before: &[u8]) -> bool {
    let dict = memmem::rfind(before, b"obj").map_or(before, |at| &before[at..]);
    memmem::find(dict, b"/Image").is_some()
}

/// Whether data begin as DEFLATE with a header does.
fn is_zlib(data: &[u8]) -> bool {
    matches!(*data, [method, flags, ..] if method & 15 == 8 && (u16::from(method) << 8 | u16::from(flags)) % 31 == 0)
}

/// Whether the first bytes inside are packed again.
fn nests(data: &[u8]) -> bool {
    let mut head = [0; 2];
    let mut inflater = Decompress::new(true);
    let done = inflater.decompress(&data[..data.len().min(1 << 10)], &mut head, FlushDecompress::None);
    done.is_ok() && inflater.total_out() == 2 && is_zlib(&head)
}

/// What `data` unpack to, with what is packed in them; `None` if that is more than `most`.
fn inflated(data: &[u8], most: u64, layers: usize) -> Option<u64> {
    let mut inflater = Decompress::new(true);
    let mut buffer = vec![0; 1 << 16];
    let mut inside: Option<Vec<u8>> = None;
    loop {
        let (taken, given) = (inflater.total_in(), inflater.total_out());
        let rest = data.get(taken as usize..).unwrap_or(&[]);
        let status = inflater.decompress(rest, &mut buffer, FlushDecompress::None);
        let out = &buffer[..(inflater.total_out() - given) as usize];
        if given == 0 && layers > 1 && is_zlib(out) {
            inside = Some(Vec::new());
        }
        if let Some(inside) = &mut inside {
            // What is packed twice is small when it is unpacked once; the rest of a larger one is as dense.
            if inside.len() < 1 << 22 {
                inside.extend_from_slice(out);
            }
        }
        if inflater.total_out() > most {
            return None;
        }
        let stuck = inflater.total_in() == taken && out.is_empty();
        if stuck || !matches!(status, Ok(Status::Ok | Status::BufError)) {
            break;
        }
    }
    let own = inflater.total_out();
    let Some(inside) = inside else { return Some(own) };
    let deeper = inflated(&inside, most, layers - 1)?;
    let scale = if inside.is_empty() { 1 } else { own.div_ceil(inside.len() as u64) };
    Some(own.saturating_add(deeper.saturating_mul(scale))).filter(|&all| all <= most)
}
