//! Tests of what a file may not make a reader do: lines of `docs/security.md`.

use crate::{Found, Input, Limits, ingest, letters};
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A file that no reader may open.
fn secret() -> (std::path::PathBuf, &'static str) {
    (std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")), "griffier-ingest")
}

#[test]
fn entities_are_not_expanded_and_nothing_outside_is_read() {
    let (path, words) = secret();
    let laughs: String =
        (1..10).map(|i| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10))).collect();
    let doctypes = [
        format!("<!DOCTYPE kamerstuk [<!ENTITY l0 \"lach\">{laughs}]>"),
        format!("<!DOCTYPE kamerstuk [<!ENTITY l9 SYSTEM \"file://{}\">]>", path.display()),
        format!("<!DOCTYPE kamerstuk SYSTEM \"file://{}\">", path.display()),
        format!("<!DOCTYPE kamerstuk [<!ENTITY % l9 SYSTEM \"file://{}\"> %l9;]>", path.display()),
    ];
    for doctype in doctypes {
        let file =
            format!("<?xml version=\"1.0\"?>{doctype}<kamerstuk><al>Tekst &l9; hier.</al></kamerstuk>");
        for name in ["a.xml", "a.html"] {
            let read = ingest(file.clone().into_bytes(), name);
            let text = read.map(|doc| doc.text().to_owned()).unwrap_or_default();
            assert!(
                text.len() < 200 && !text.contains(words) && !text.contains("lachlach"),
                "{name}: {text}"
            );
        }
    }
}

/// What a walk through an archive finds: paths, and texts.
fn walk(bytes: Vec<u8>, name: &str) -> (Vec<String>, String) {
    let (mut paths, mut texts) = (Vec::new(), String::new());
    let limits = Limits::default();
    letters(Input::File(Box::new(Cursor::new(bytes))), name, None, &limits, &mut |found| {
        if let Found::Letter(letter) = found {
            paths.push(letter.path().to_owned());
            texts += letter.ingest(&limits).map(|doc| doc.text().to_owned()).unwrap_or_default().as_str();
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    (paths, texts)
}

#[test]
fn members_of_archives_are_never_written_or_followed() {
    let (secret, words) = secret();
    let secret = secret.to_str().unwrap();
    let mark = std::env::temp_dir().join("griffier-must-not-appear.txt");
    let names = [
        "../../../griffier-must-not-appear.txt",
        mark.to_str().unwrap(),
        "..\\..\\griffier-must-not-appear.txt",
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut tar = tar::Builder::new(Vec::new());
    for name in names {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"De NAVO.").unwrap();
        let mut header = tar::Header::new_gnu();
        // The builder would refuse such a name.
        header.as_gnu_mut().unwrap().name[..name.len().min(99)]
            .copy_from_slice(&name.as_bytes()[..name.len().min(99)]);
        header.set_size(8);
        header.set_cksum();
        tar.append(&header, &b"De NAVO."[..]).unwrap();
    }
    zip.add_symlink("link.txt", secret, SimpleFileOptions::default()).unwrap();
    for kind in [tar::EntryType::Symlink, tar::EntryType::Link] {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        tar.append_link(&mut header, "link.txt", secret).unwrap();
    }
    for (bytes, name) in [(zip.finish().unwrap().into_inner(), "a.zip"), (tar.into_inner().unwrap(), "a.tar")]
    {
        let (paths, texts) = walk(bytes, name);
        assert!(paths.iter().all(|path| path.starts_with(&format!("{name}!/"))), "{paths:?}");
        assert!(!texts.contains(words) && texts.contains("NAVO"), "{texts}");
        assert!(!mark.exists());
    }
}
