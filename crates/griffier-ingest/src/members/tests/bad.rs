//! Archives that are broken or hostile: each costs itself, in bounded time and memory.

use super::*;
use proptest::prelude::*;
use std::io::{Seek, SeekFrom};

const A: &[u8] = b"Geachte voorzitter,";

/// Zeros without end, compressed in one stream, so many megabytes.
fn zeros(megabytes: u64) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    io::copy(&mut io::repeat(0).take(megabytes << 20), &mut encoder).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_bomb_is_left_long_before_it_is_unpacked() {
    let found = seen(&zeros(100), "b.txt.gz");
    check_lost(&found, &[("b.txt.gz!/b.txt", "too large: it unpacks to more than 250 times its size")]);

    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default();
    for name in ["nul.txt", "brief.txt"] {
        writer.start_file(name, options).unwrap();
        match name {
            "brief.txt" => writer.write_all(A).unwrap(),
            _ => _ = io::copy(&mut io::repeat(0).take(100 << 20), &mut writer).unwrap(),
        }
    }
    let found = seen(&writer.finish().unwrap().into_inner(), "b.zip");
    check_lost(&found, &[("b.zip!/nul.txt", "too large: it unpacks to more than 250 times its size")]);
    assert_eq!(found.paths(), ["b.zip!/brief.txt"]);
}

#[test]
fn many_small_bombs_are_one() {
    // Each is within its own bound, all together are not.
    let member = zeros(12);
    let members: Vec<(String, &[u8])> = (0..9).map(|i| (format!("{i}.txt.gz"), member.as_slice())).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let found = seen(&gzipped(&tarred(&members)), "b.tgz");
    assert!(found.letters.is_empty() && (4..=7).contains(&found.lost.len()), "{:?}", found.lost);
    let (_, last) = found.lost.last().unwrap();
    assert!(last.starts_with("too large: what came before it in the archive unpacks to more than"), "{last}");
}

#[test]
fn archives_within_archives_end() {
    let deep = (0..50).fold(A.to_vec(), |inner, i| match i {
        0 => zipped(&[("a.txt", &inner)]),
        _ => zipped(&[("a.zip", &inner)]),
    });
    let path = format!("d.zip{}", "!/a.zip".repeat(4));
    check_lost(&seen(&deep, "d.zip"), &[(&path, "too deep: it stands within 4 archives")]);

    // Thousands of them are one line, and counted.
    let many = (0..5).fold(zipped(&[("a.txt", A)]), |inner, _| {
        zipped(&[("a.zip", &inner), ("b.zip", &inner), ("c.zip", &inner)])
    });
    let found = seen(&many, "m.zip");
    check_lost(&found, &[("m.zip!/a.zip!/a.zip!/a.zip!/a.zip", "too deep")]);
    assert_eq!(found.other, vec!["archive within too many others"; 80]);

    let deep = (0..50).fold(A.to_vec(), |inner, _| gzipped(&inner));
    let found = seen(&deep, "d.gz");
    check_lost(&found, &[("d.gz", "too deep")]);
}

#[test]
fn a_letter_larger_than_the_limit_is_refused_whole() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    let long = zipped(&[("lang.txt", A), ("kort.txt", b"Kort.")]);
    let found = within(long, "a.zip", limits);
    check_lost(
        &found,
        &[("a.zip!/lang.txt", "too large: it comes to more than 10 bytes, the most for one letter")],
    );
    assert_eq!(found.paths(), ["a.zip!/kort.txt"]);
    let found = within(A.to_vec(), "a.txt", limits);
    check_lost(&found, &[("a.txt", "too large: it comes to more than 10 bytes")]);
    assert_eq!(within(b"0123456789".to_vec(), "a.txt", limits).paths(), ["a.txt"]);
    let letter = crate::Letter::new("a.txt", A.to_vec());
    let error = letter.ingest(&Limits { text: 10, ..Limits::default() }).map(|_| ()).unwrap_err();
    let words = "too large: its text comes to more than 10 bytes, the most for one letter; split it";
    assert_eq!(error.to_string(), words);
}

#[test]
fn what_says_that_it_is_too_large_is_not_unpacked() {
    let limits = Limits { bytes: 1000, ..Limits::default() };
    let mut tar = tarred(&[("a.txt", A), ("b.txt", A)]);
    // The first member says that it is 8 GB; its content is not there.
    let mut header = ::tar::Header::from_byte_slice(&tar[..512]).clone();
    header.set_size(0o77_777_777_777);
    header.set_cksum();
    tar[..512].copy_from_slice(header.as_bytes());
    let found = within(tar, "a.tar", limits);
    assert!(found.lost[0].1.starts_with("too large: it comes to more than 1 kB"), "{:?}", found.lost);
}

#[test]
fn a_truncated_archive_gives_what_comes_before() {
    let members: Vec<(String, Vec<u8>)> =
        (0..20).map(|i| (format!("{i}.txt"), format!("Brief {i}. ").repeat(200).into_bytes())).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let zip = zipped(&members);
    let found = seen(&zip[..zip.len() / 2], "a.zip");
    assert!((5..20).contains(&found.letters.len()), "{}", found.letters.len());
    let (path, message) = found.lost.last().unwrap();
    assert!(path.starts_with("a.zip") && message.contains("members were read"), "{:?}", found.lost);

    let tar = tarred(&members);
    let found = seen(&tar[..tar.len() / 2], "a.tar");
    assert!((8..12).contains(&found.letters.len()), "{}", found.letters.len());
    assert!(found.lost[0].1.starts_with("damaged: it cannot be read: it ends "), "{:?}", found.lost);

    let gz = gzipped(&tar);
    let found = seen(&gz[..gz.len() * 3 / 4], "a.tgz");
    assert!(!found.letters.is_empty() && !found.lost.is_empty());
}

#[test]
fn a_tar_whose_sizes_lie_is_damaged() {
    let mut tar = tarred(&[("a.txt", A), ("b.txt", A)]);
    // The second member says that it is 8 GB.
    let mut header = ::tar::Header::from_byte_slice(&tar[1024..1536]).clone();
    header.set_size(0o77_777_777_777);
    header.set_cksum();
    tar[1024..1536].copy_from_slice(header.as_bytes());
    let found = seen(&tar, "a.tar");
    assert_eq!(found.paths(), ["a.tar!/a.txt"]);
    assert!(found.lost.iter().any(|(path, _)| path == "a.tar!/b.txt"), "{:?}", found.lost);
}

#[test]
fn a_member_that_is_damaged_costs_itself() {
    let mut zip = zipped(&[("a.txt", &A.repeat(50)), ("b.txt", A)]);
    // Within the compressed bytes of the first member, behind its header of 30 bytes and its name.
    zip[40..44].copy_from_slice(&[0xff; 4]);
    let found = seen(&zip, "a.zip");
    assert_eq!(found.paths(), ["a.zip!/b.txt"]);
    check_lost(&found, &[("a.zip!/a.txt", "damaged: it cannot be read: ")]);
    let found = seen(&zipped(&[("a.txt", b"\0\x01\x02\x03"), ("b.txt", b""), ("c.txt", A)]), "a.zip");
    check_lost(&found, &[("a.zip!/a.txt", "not text"), ("a.zip!/b.txt", "empty")]);
    assert_eq!(found.paths(), ["a.zip!/c.txt"]);
}

#[test]
fn a_member_with_a_password_is_named() {
    let mut zip = zipped(&[("a.txt", A), ("b.txt", A)]);
    // The flag of the first member, in its own header and in the list.
    zip[6] |= 1;
    let list = memchr::memmem::find(&zip, b"PK\x01\x02").unwrap();
    zip[list + 8] |= 1;
    let found = seen(&zip, "a.zip");
    assert_eq!(found.paths(), ["a.zip!/b.txt"]);
    check_lost(&found, &[("a.zip!/a.txt", "encrypted: this member of a ZIP archive needs a password")]);
}

#[test]
fn noise_behind_a_magic_number_is_damaged() {
    let noise: Vec<u8> = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, magic) in [
        ("a.zip", &b"PK\x03\x04"[..]),
        ("a.gz", b"\x1f\x8b\x08"),
        ("a.parquet", b"PAR1"),
        ("a.warc", b"WARC/1.0\r\n"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ] {
        let found = seen(&[magic, &noise].concat(), name);
        assert!(found.letters.is_empty());
        check_lost(&found, &[(name, "damaged: ")]);
        // The magic number alone.
        let found = seen(magic, name);
        assert!(found.letters.is_empty() && found.lost.len() == 1, "{name}: {found:?}");
    }
}

/// The library asserts what a damaged table denies, such as that a column begins somewhere.
#[test]
fn no_byte_of_a_table_stops_the_program() {
    let whole = super::tables::table(parquet::basic::Compression::SNAPPY);
    for at in 0..whole.len() {
        for with in [0x00, 0x01, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = with;
            let found = walk(Input::Stream(Box::new(Cursor::new(bytes))), "a.parquet", &Limits::default()).0;
            assert!(found.lost.iter().all(|(_, message)| message.len() < 500), "byte {at}: {:?}", found.lost);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_damage_stops_the_program(kind in 0..6_usize, at in any::<prop::sample::Index>(), with in any::<[u8; 3]>(), cut in any::<bool>()) {
        let letter = "Geachte voorzitter, hierbij de brief. ".repeat(20);
        let members: [(&str, &[u8]); 2] = [("a.txt", letter.as_bytes()), ("b.txt", A)];
        let mut bytes = match kind {
            0 => zipped(&members),
            1 => tarred(&members),
            2 => gzipped(letter.as_bytes()),
            3 => super::tables::table(parquet::basic::Compression::SNAPPY),
            4 => super::messages::outlook(),
            _ => super::archives::crawl().concat(),
        };
        let at = at.index(bytes.len() - 3);
        match cut {
            true => bytes.truncate(at),
            false => bytes[at..at + 3].copy_from_slice(&with),
        }
        let found = walk(Input::Stream(Box::new(Cursor::new(bytes))), "x", &Limits::default()).0;
        prop_assert!(found.lost.iter().all(|(_, message)| message.len() < 500 && !message.contains('\n')), "{:?}", found);
    }
}

/// A file whose second half cannot be read.
struct Failing(Cursor<Vec<u8>>);

impl Read for Failing {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.0.position() > 100_000 { Err(io::Error::other("the disk is gone")) } else { self.0.read(buf) }
    }
}

impl Seek for Failing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_disk_that_fails_costs_the_rest() {
    let line = format!("{{\"text\": \"{}\"}}\n", "Geachte voorzitter, ".repeat(100));
    let file = Failing(Cursor::new(line.repeat(500).into_bytes()));
    let (found, _) = walk(Input::File(Box::new(file)), "a.jsonl", &Limits::default());
    assert!(found.letters.len() > 20);
    check_lost(&found, &[("a.jsonl", "damaged: this list of letters cannot be read: the disk is gone")]);
}
