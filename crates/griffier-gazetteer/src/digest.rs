//! A checksum of many bytes, as fast as memory gives them: it tells damage, it does not withstand an attacker. (What names
//! a version is its SHA-256, which takes twenty times as long.)

use std::num::NonZero;
use std::thread;

/// Bytes that are summed by themselves, so that several threads can share the work. Part of the format.
const PART: usize = 4 << 20;
/// Bytes from which more threads than one are worth their start.
const MANY: usize = 32 << 20;
/// Most threads: more of them wait for one memory.
const THREADS: usize = 4;
const LANES: usize = 8;
/// Odd, so that a step loses nothing: 2^64 divided by the golden ratio.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The checksum of `bytes`: any single changed word changes it.
pub(crate) fn of(bytes: &[u8]) -> u64 {
    let parts: Vec<&[u8]> = bytes.chunks(PART).collect();
    let threads = match bytes.len() {
        MANY.. => thread::available_parallelism().map_or(1, NonZero::get).min(THREADS),
        _ => 1,
    };
    let share = parts.len().div_ceil(threads).max(1);
    let sums: Vec<u64> = if threads == 1 {
        parts.into_iter().map(part).collect()
    } else {
        thread::scope(|scope| {
            let work = |parts: &[&'_ [u8]]| parts.iter().map(|bytes| part(bytes)).collect::<Vec<u64>>();
            let threads: Vec<_> = parts.chunks(share).map(|parts| scope.spawn(move || work(parts))).collect();
            // A thread that dies gives no sums, and so a checksum that is none.
            threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
        })
    };
    sums.into_iter().fold(bytes.len() as u64, step)
}

fn step(sum: u64, word: u64) -> u64 {
    (sum ^ word).wrapping_mul(FACTOR).rotate_left(31)
}

fn part(bytes: &[u8]) -> u64 {
    let word = |bytes: &[u8]| bytes.try_into().map_or(0, u64::from_le_bytes);
    let mut lanes: [u64; LANES] = std::array::from_fn(|lane| lane as u64);
    let rows = bytes.chunks_exact(8 * LANES);
    let rest = rows.remainder();
    for row in rows {
        for (lane, bytes) in lanes.iter_mut().zip(row.chunks_exact(8)) {
            *lane = step(*lane, word(bytes));
        }
    }
    let rest = rest.iter().map(|&byte| u64::from(byte));
    lanes.into_iter().chain(rest).fold(bytes.len() as u64, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_changed_byte_changes_the_sum() {
        let bytes: Vec<u8> = (0..300_u32).map(|i| (i * 7 % 256) as u8).collect();
        for at in 0..bytes.len() {
            for flip in [1, 0x80] {
                let mut changed = bytes.clone();
                changed[at] ^= flip;
                assert_ne!(of(&changed), of(&bytes), "byte {at}");
            }
        }
        // Two changes of the same bit in one lane do not undo each other, nor do words that change places.
        let mut changed = bytes.clone();
        changed[7] ^= 0x80;
        changed[7 + 64] ^= 0x80;
        assert_ne!(of(&changed), of(&bytes));
        let mut turned = bytes.clone();
        turned.swap(0, 64);
        assert_ne!(of(&turned), of(&bytes));
        assert_ne!(of(&bytes[..299]), of(&bytes));
    }

    #[test]
    fn several_threads_sum_as_one_does() {
        let bytes = vec![3; MANY + 5];
        let alone = bytes.chunks(PART).map(part).fold(bytes.len() as u64, step);
        assert_eq!(of(&bytes), alone);
    }
}
