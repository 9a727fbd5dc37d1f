//! The fuzz targets: what reads bytes is given bytes, and must neither panic nor give a span off the text. A function each, named
//! in [`TARGETS`]; `targets/` hands them to libFuzzer, and `tests/examples/mutate.rs` runs them on an ordinary build.

use griffier::lists::Lists;
use griffier::{Document, KnowledgeBase, Model, NormalizedText, Pipeline, Span, Unit, builtin, stages};
use griffier_eval::Gold;
use griffier_graph::{Dataset, Loader, Store, Writer};
use griffier_ingest::{Found, Input, Letter, Limits, letters};
use griffier_subword::Tokenizer;
use griffier_text::NormSpan;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::sync::LazyLock;

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 20] = [
    ("view", view),
    ("segment", |bytes| check(&segmented(&text(bytes)))),
    ("gazetteer", gazetteer),
    ("patterns", patterns),
    ("pipeline", pipeline),
    ("read_text", |bytes| read(bytes, "txt")),
    ("read_markdown", |bytes| read(bytes, "md")),
    ("read_html", |bytes| read(bytes, "html")),
    ("read_xml", |bytes| read(bytes, "xml")),
    ("read_docx", |bytes| read(&package(bytes, &DOCX), "docx")),
    ("read_odt", |bytes| read(&package(&[ODT_TYPE, bytes].concat(), &ODT), "odt")),
    ("read_pdf", |bytes| read(bytes, "pdf")),
    ("read_package", |bytes| read(bytes, "docx")),
    ("containers", containers),
    ("lists", lists),
    ("kb", kb),
    ("model", model),
    ("tokenizer", tokenizer),
    ("gold", gold),
    ("records", records),
];

/// Runs the target `name`.
pub fn run(name: &str, bytes: &[u8]) {
    TARGETS.iter().filter(|(known, _)| *known == name).for_each(|(_, target)| target(bytes));
}

/// The pipeline with the built-in knowledge base and the tagger that griffier brings.
static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new().with_shipped_tagger());

/// The built-in knowledge base.
static KNOWLEDGE: LazyLock<KnowledgeBase> = LazyLock::new(builtin);

/// The most that is read: what unpacks to more tells nothing that less does not.
const LIMITS: Limits = Limits { bytes: 4 << 20, text: 4 << 20, pages: 50, depth: 4 };

/// The text of fuzzed bytes; what is no UTF-8 becomes replacement characters.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A document with its zones, tokens and sentences.
fn segmented(text: &str) -> Document {
    let mut doc = Document::from_text("letter", text);
    griffier::stages::segment(&mut doc);
    doc
}

/// Spans lie on character edges.
fn check_spans(doc: &Document, spans: impl Iterator<Item = Span>) {
    for span in spans {
        assert!(doc.text().get(span.range()).is_some(), "{span:?} is off the text");
    }
}

/// Every layer lies on character edges, and the record can be written in every unit.
fn check(doc: &Document) {
    check_spans(doc, doc.zones().iter().map(|zone| zone.span));
    check_spans(doc, doc.sections().iter().map(|section| section.span));
    check_spans(doc, doc.tokens().iter().map(|token| token.span));
    check_spans(doc, doc.sentences().iter().map(|sentence| sentence.span));
    check_spans(doc, doc.hits().iter().map(|hit| hit.span));
    check_spans(doc, doc.mentions().iter().map(|mention| mention.span));
    check_spans(doc, doc.relations().iter().map(|relation| relation.evidence));
    for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
        let mut out = Vec::new();
        griffier_export::write_record(doc, unit, &mut out).expect("a record is written to memory");
    }
}

/// Reads one letter by its bytes under a name with this extension, and checks what it gives.
fn read(bytes: &[u8], extension: &str) {
    let letter = Letter::new(format!("letter.{extension}"), bytes.to_vec());
    if let Ok(doc) = letter.ingest(&LIMITS) {
        check(&doc);
    }
}

/// Walks through a file of many letters and reads what is found, up to a hundred.
fn walk(bytes: &[u8], name: &str) {
    let input = Input::File(Box::new(Cursor::new(bytes.to_vec())));
    let mut left = 100;
    let _ = letters(input, name, None, &LIMITS, &mut |found| {
        if let Found::Letter(letter) = found
            && let Ok(doc) = letter.ingest(&LIMITS)
        {
            assert!(doc.text().is_char_boundary(0));
        }
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
}

/// The parts of a package: fuzzed bytes split at zero bytes, so that the fuzzer works on XML and not on deflated data.
fn package(bytes: &[u8], parts: &[&str]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in parts.iter().zip(bytes.split(|&byte| byte == 0)) {
        writer.start_file(*name, stored).expect("a part begins in memory");
        writer.write_all(part).expect("a part is written to memory");
    }
    writer.finish().expect("a package is written to memory").into_inner()
}

/// The parts that the reader of Word files opens.
const DOCX: [&str; 6] = [
    "word/document.xml",
    "word/footnotes.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
];

/// The parts that the reader of OpenDocument files opens.
const ODT: [&str; 4] = ["mimetype", "content.xml", "styles.xml", "meta.xml"];

/// What the first part of an OpenDocument file says.
const ODT_TYPE: &[u8] = b"application/vnd.oasis.opendocument.text\0";

/// The normalised view leads back to the text from every place.
fn view(bytes: &[u8]) {
    let text = text(bytes);
    let view = NormalizedText::new(&text);
    let length = view.as_str().len();
    let edges: Vec<usize> = view.as_str().char_indices().map(|(at, _)| at).chain([length]).collect();
    for (i, &start) in edges.iter().enumerate() {
        let end = edges[(i + 7).min(edges.len() - 1)];
        let span = view.to_original(&text, NormSpan { start: start as u32, end: end as u32 });
        assert!(text.get(span.range()).is_some(), "{span:?} is off the text");
    }
    for (at, _) in text.char_indices() {
        assert!(view.as_str().is_char_boundary(view.from_original(at)), "{at} leads into a character");
    }
}

/// The walk through the trie of words.
fn gazetteer(bytes: &[u8]) {
    let doc = segmented(&text(bytes));
    let hits = KNOWLEDGE.find(&doc);
    check_spans(&doc, hits.iter().map(|hit| hit.span));
}

/// The recognisers.
fn patterns(bytes: &[u8]) {
    let mut doc = segmented(&text(bytes));
    stages::gazetteer(&mut doc, *KNOWLEDGE);
    stages::patterns(&mut doc);
    check(&doc);
}

/// The whole line of stages, the tagger too.
fn pipeline(bytes: &[u8]) {
    let mut doc = Document::from_text("letter", &text(bytes));
    PIPELINE.run(&mut doc);
    check(&doc);
}

/// Archives, mail, lists and tables.
fn containers(bytes: &[u8]) {
    const NAMES: [&str; 10] =
        ["a.zip", "a.tar", "a.gz", "a.warc", "a.eml", "a.msg", "a.mbox", "a.jsonl", "a.json", "a.parquet"];
    // The name says what the first bytes do not.
    walk(bytes, NAMES[bytes.last().map_or(0, |&byte| usize::from(byte) % NAMES.len())]);
}

/// A folder in memory, where there is one.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a scratch folder")
}

/// Lists of names of the user: CSV, TSV, JSON Lines, patterns, SKOS in four forms. The first byte says which.
fn lists(bytes: &[u8]) {
    const NAMES: [&str; 7] = ["l.csv", "l.tsv", "l.jsonl", "l.ttl", "l.nt", "l.rdf", "l.jsonld"];
    let Some((&which, bytes)) = bytes.split_first() else { return };
    let folder = scratch();
    let file = folder.path().join(NAMES[usize::from(which) % NAMES.len()]);
    std::fs::write(&file, bytes).expect("a scratch file");
    let lists = Lists { files: vec![file], priority: 1, ..Lists::default() };
    if let Ok(compiled) = lists.compile() {
        // Kept for the life of the process, as a knowledge base is: a fuzzer needs room.
        let opened = KnowledgeBase::open(compiled.bytes.leak());
        assert!(opened.is_ok_and(|kb| kb.is_intact() && kb.is_whole()), "what was compiled does not open");
    }
}

/// A compiled knowledge base that somebody has damaged.
fn kb(bytes: &[u8]) {
    // Kept for the life of the process.
    let Ok(kb) = KnowledgeBase::open(bytes.to_vec().leak()) else { return };
    let _ = (kb.version().name(), kb.is_intact(), kb.is_whole(), kb.about().count());
    for entity in kb.entities().take(200) {
        let _ = (entity.id().len(), entity.label().len());
        kb.offices_of(entity).take(50).for_each(drop);
    }
    for number in 0..kb.surfaces().min(200) {
        let _ = kb.surface_form(number).len();
        kb.listings(number).take(50).for_each(|listing| {
            let _ = listing.written().len();
        });
    }
    let mut doc =
        segmented("De minister van Defensie sprak met het Platform Zeegras en de NAVO in Den Haag.");
    stages::gazetteer(&mut doc, kb);
    stages::patterns(&mut doc);
    stages::link(&mut doc, kb);
    check(&doc);
}

/// The model that griffier brings, which is too long to be a seed.
static SHIPPED: &[u8] = include_bytes!("../../models/names-nl.bin");

/// A model of the tagger: the shipped one with changes, four bytes each: where (three) and what. Checksums do not count here.
fn model(bytes: &[u8]) {
    let _ = Model::read(bytes);
    let mut file = SHIPPED.to_vec();
    for change in bytes.chunks_exact(4) {
        let at = u32::from_le_bytes([change[0], change[1], change[2], 0]) as usize % file.len();
        file[at] = change[3];
    }
    let Ok(model) = Model::read(&file) else { return };
    let mut doc = segmented("De heer Zandstra van het Platform Zeegras sprak in Appelscha met Ömer Yıldız.");
    stages::tag(&mut doc, *KNOWLEDGE, &model);
    check(&doc);
}

/// A `tokenizer.json` and what it makes of a text.
fn tokenizer(bytes: &[u8]) {
    let Ok(tokenizer) = Tokenizer::read(bytes) else { return };
    let text = "De NAVO gaf € 2,5 miljard 😀 aan Oekraïne.";
    let _ = (tokenizer.count(text), tokenizer.specials(), tokenizer.numbers(), tokenizer.limit());
    let _ = (tokenizer.encode(text).is_ok(), tokenizer.encode_whole(text).is_ok());
}

/// Gold annotations.
fn gold(bytes: &[u8]) {
    let text = text(bytes);
    let (mentions, relations) = text.split_once('\u{1}').unwrap_or((&text, ""));
    let _ = Gold::parse("letter", "De NAVO sprak in Den Haag.", mentions, relations);
}

/// Records on their way into a graph, and out of it.
fn records(bytes: &[u8]) {
    let folder = scratch();
    let root = folder.path().join("store");
    let writer = Writer::open(&root).expect("an empty store");
    let mut loader = Loader::new(writer, &|_, _| None);
    loader.read("records.jsonl", bytes, &mut |_| {}).expect("a store that can be written to");
    if loader.finish().is_ok_and(|loaded| loaded.added > 0) {
        let mut store = Store::open(&root).expect("the store that was written");
        Dataset::read(&mut store).expect("the quads that were written");
    }
}
