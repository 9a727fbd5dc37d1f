//! Records as they are stored: what is compressed letter by letter is one sound file.

use super::stored::{GZIP, GZIP_END, Packing, Shape};
use griffier_export::Arrangement;
use std::io::Read;
use std::path::Path;

#[test]
fn the_name_says_how_a_file_is_compressed() {
    let packing = |name: &str, arrangement| Shape::of(Path::new(name), arrangement).packing;
    assert_eq!(packing("a.jsonl", Arrangement::Stream), Packing::Plain);
    assert_eq!(packing("a.jsonl.GZ", Arrangement::Stream), Packing::Gzip);
    assert_eq!(packing("a.zst", Arrangement::Array), Packing::Zstd);
    assert_eq!(packing("folder.gz", Arrangement::Folder), Packing::Plain);
}

#[test]
fn stretches_of_letters_are_one_member_of_gzip() {
    let letters =
        [Vec::new(), b"NAVO ".repeat(100_000), b"x".to_vec(), (0..=255).cycle().take(70_000).collect()];
    let (mut file, mut crc, mut raw) = (GZIP.to_vec(), crc32fast::Hasher::new(), 0_u32);
    for letter in &letters {
        file.extend(Packing::Gzip.pack(letter.clone()).unwrap());
        crc.update(letter);
        raw += letter.len() as u32;
    }
    file.extend(GZIP_END);
    file.extend(crc.finalize().to_le_bytes());
    file.extend(raw.to_le_bytes());
    let mut unpacked = Vec::new();
    // A decoder that stops at the end of the first member.
    flate2::read::GzDecoder::new(file.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert!(unpacked == letters.concat());
    assert!(file.len() < unpacked.len() / 20, "{} bytes for {}", file.len(), unpacked.len());
}
