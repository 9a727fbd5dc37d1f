//! `cargo xtask fuzz-seeds`: what each fuzz target starts from, out of the letters, samples and lists of the project.

use anyhow::Context;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use xtask::{files_with_extension, root};

/// Bytes of the longest seed: longer ones make every run slow.
const LONGEST: usize = 16 * 1024;

/// Targets that read text, and those that read one format of samples.
const TEXT: [&str; 7] =
    ["view", "segment", "gazetteer", "patterns", "pipeline", "read_text", "read_markdown"];
const READERS: [(&str, &str); 4] =
    [("read_html", "html"), ("read_xml", "xml"), ("read_pdf", "pdf"), ("read_package", "docx")];

/// Parts of packages, in the order of the targets (`fuzz/src/lib.rs`).
const DOCX: [&str; 6] = [
    "word/document.xml",
    "word/footnotes.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
];
const ODT: [&str; 3] = ["content.xml", "styles.xml", "meta.xml"];

/// Writes the seeds to `fuzz/corpus/`.
pub fn run() -> anyhow::Result<bool> {
    let corpus = root().join("fuzz/corpus");
    let mut count = 0;
    let mut put = |target: &str, name: &str, bytes: &[u8]| -> anyhow::Result<()> {
        let folder = corpus.join(target);
        fs::create_dir_all(&folder)?;
        count += 1;
        fs::write(folder.join(format!("seed-{name}")), bytes).context("fuzz/corpus")
    };
    for (name, text) in texts()? {
        for target in TEXT {
            put(target, &name, &text)?;
        }
    }
    for (target, extension) in READERS {
        for path in files_with_extension(&root().join("tests/formats"), extension)? {
            put(target, &stem(&path), &fs::read(&path)?)?;
        }
    }
    for (target, extension, parts) in [("read_docx", "docx", &DOCX[..]), ("read_odt", "odt", &ODT)] {
        for path in files_with_extension(&root().join("tests/formats"), extension)? {
            put(target, &stem(&path), &unpacked(&path, parts)?)?;
        }
    }
    let mut doc = griffier::Document::from_text("brief", RECORD);
    griffier::Pipeline::new().run(&mut doc);
    for (name, bytes) in containers().into_iter().chain(packed(&doc)?) {
        put("containers", name, &bytes)?;
    }
    for (i, list) in LISTS.iter().enumerate() {
        put("lists", &i.to_string(), &[&[i as u8], list.as_bytes()].concat())?;
    }
    let folder = tempfile::tempdir()?;
    let rows = folder.path().join("l.csv");
    fs::write(&rows, LISTS[0])?;
    let lists = griffier::lists::Lists { files: vec![rows], priority: 1, ..Default::default() };
    put("kb", "small", &lists.compile()?.bytes)?;
    for path in files_with_extension(&root().join("tests/tokenizers"), "json")? {
        put("tokenizer", &stem(&path), &fs::read(&path)?)?;
    }
    for path in files_with_extension(&root().join("tests/gold"), "tsv")? {
        put("gold", &stem(&path), &fs::read(&path)?)?;
    }
    let mut record = Vec::new();
    griffier_export::write_record(&doc, griffier::Unit::Byte, &mut record)?;
    put("records", "one", &record)?;
    println!("{count} seeds: fuzz/corpus/");
    Ok(true)
}

/// A letter of which the record is a seed.
const RECORD: &str = "Den Haag, 12 mei 2022\n\nDe NAVO kwam op 11 april 2022 in Genève bijeen.\n";

/// A list in each format, in the order of the target.
const LISTS: [&str; 7] = [
    "id,name,type,aliases,valid_from\nown:1,Platform Zeegras,ORGANISATION,\"Zeegras|PZ\",2020-01-01\n",
    "id\tname\ttype\nown:1\tPlatform Zeegras\tORGANISATION\n",
    "{\"id\":\"own:1\",\"name\":\"Platform Zeegras\",\"type\":\"ORGANISATION\"}\n{\"label\":\"ORG\",\"pattern\":[{\"LOWER\":\"zeegras\"}]}\n",
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://a/1> a skos:Concept ; skos:prefLabel \"Zeegras\"@nl .\n",
    "<http://a/1> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Zeegras\"@nl .\n",
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\"><skos:Concept rdf:about=\"http://a/1\"><skos:prefLabel>Zeegras</skos:prefLabel></skos:Concept></rdf:RDF>",
    "{\"@context\":{\"skos\":\"http://www.w3.org/2004/02/skos/core#\"},\"@id\":\"http://a/1\",\"skos:prefLabel\":\"Zeegras\"}",
];

fn stem(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or("seed").to_owned()
}

/// Letters and suites, in pieces that are not too long.
fn texts() -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut paths: Vec<PathBuf> = files_with_extension(&root().join("seeds"), "txt")?;
    paths.extend(files_with_extension(&root().join("tests/suite"), "md")?);
    let mut pieces = Vec::new();
    for path in paths {
        for (i, piece) in fs::read(&path)?.chunks(LONGEST / 4).enumerate() {
            pieces.push((format!("{}-{i}", stem(&path)), piece.to_vec()));
        }
    }
    Ok(pieces)
}

/// The parts of a package, separated by zero bytes.
fn unpacked(path: &Path, parts: &[&str]) -> anyhow::Result<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path)?)?;
    let mut out = Vec::new();
    for name in parts {
        if let Ok(mut part) = archive.by_name(name) {
            part.read_to_end(&mut out)?;
        }
        out.push(0);
    }
    Ok(out)
}

/// Small files of many letters.
fn containers() -> Vec<(&'static str, Vec<u8>)> {
    let mail = "From: A <a@b.nl>\r\nSubject: Brief\r\nDate: Thu, 12 May 2022 10:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGeachte voorzitter,=20\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>De NAVO.</p>\r\n--x--\r\n";
    let warc = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.nl/b\r\nContent-Type: application/http\r\nContent-Length: 77\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 15\r\n\r\nDe NAVO kwam op\r\n\r\n";
    let lines = "{\"id\":\"a\",\"text\":\"De NAVO.\",\"date\":\"2022-05-12\"}\n{\"tekst\":\"De EU.\"}\n";
    let mut tar = vec![0_u8; 1024];
    tar[..5].copy_from_slice(b"a.txt");
    tar[124..135].copy_from_slice(b"00000000010");
    tar[156] = b'0';
    tar[257..262].copy_from_slice(b"ustar");
    tar[512..520].copy_from_slice(b"De NAVO.");
    vec![
        ("mail", mail.as_bytes().to_vec()),
        (
            "mbox",
            format!("From a@b.nl Thu May 12 10:00:00 2022\n{}\n", mail.replace("\r\n", "\n")).into_bytes(),
        ),
        ("warc", warc.as_bytes().to_vec()),
        ("jsonl", lines.as_bytes().to_vec()),
        ("json", format!("[{}]", lines.trim().replace('\n', ",")).into_bytes()),
        ("tar", tar),
    ]
}

/// The same in what packs its members; the table is that of the mentions of `doc`, which has a column of texts.
fn packed(doc: &griffier::Document) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
    let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a.txt", "map/kst-1-2.xml", "map/kst-1-2.metadata.xml"] {
        archive.start_file(name, plain)?;
        archive.write_all(b"De NAVO.")?;
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(RECORD.as_bytes())?;
    let mut message = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
    for (name, value) in [("0037001F", "Brief"), ("1000001F", RECORD)] {
        let utf16: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
        message.create_stream(format!("/__substg1.0_{name}"))?.write_all(&utf16)?;
    }
    message.create_stream("/__properties_version1.0")?.write_all(&[0; 32])?;
    message.flush()?;
    let mut table = Vec::new();
    let unit = griffier::Unit::Byte;
    let mut rows = griffier_export::ParquetTable::begin(griffier_export::Table::Mentions, unit, &mut table)?;
    let [_, mentions, _, _] = griffier_export::rows(doc, unit);
    rows.add(mentions)?;
    rows.finish()?;
    Ok(vec![
        ("zip", archive.finish()?.into_inner()),
        ("gzip", gzip.finish()?),
        ("msg", message.into_inner().into_inner()),
        ("parquet", table),
    ])
}
