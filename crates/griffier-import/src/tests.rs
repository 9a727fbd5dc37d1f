//! Tests of every format: a file in, what its names mean out; and what is said of a file that is none.

mod said;
mod tables;

use crate::{ImportError, Lists, Mapping, map, write};
use griffier_gazetteer::{Builder, KnowledgeBase};
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder of lists.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
    /// What is wrong with a list, without its folder.
    fn fault(&self, mapping: Mapping, name: &str, content: impl AsRef<[u8]>) -> String {
        let files = vec![self.put(name, content)];
        let error = Lists { files, mapping, ..Lists::default() }.open().unwrap_err().to_string();
        error.replace(&format!("{}/", self.0.path().display()), "")
    }
}

fn mapping(columns: &[&str], types: &[&str], ids: &[&str]) -> Mapping {
    let mut mapping = Mapping::default();
    columns.iter().try_for_each(|text| mapping.map_column(text)).unwrap();
    types.iter().try_for_each(|text| mapping.map_type(text)).unwrap();
    ids.iter().try_for_each(|text| mapping.map_id(text)).unwrap();
    mapping
}

/// Every entity: identifier, type, name, forms, whole, identifiers elsewhere, further columns.
fn rows(kb: KnowledgeBase) -> Vec<String> {
    let forms = kb.forms(None);
    let row = |entity: griffier_gazetteer::EntityRef| {
        let mut line = entity.id().to_owned();
        for (field, values) in entity.fields(&forms) {
            line += &format!("; {field} {}", values.join("|"));
        }
        line
    };
    kb.entities().map(row).collect()
}

#[track_caller]
fn check(mapping: Mapping, name: &str, content: impl AsRef<[u8]>, expected: &[&str], warnings: &[&str]) {
    let desk = Desk::new();
    let files = vec![desk.put(name, content)];
    let opened = Lists { files, mapping, ..Lists::default() }.open().unwrap();
    assert_eq!(rows(opened.knowledge), expected);
    let folder = format!("{}/", desk.0.path().display());
    let said: Vec<String> = opened.warnings.iter().map(|warning| warning.replace(&folder, "")).collect();
    assert_eq!(said, warnings);
}

#[track_caller]
fn check_fault(mapping: Mapping, name: &str, content: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(Desk::new().fault(mapping, name, content), expected);
}

#[test]
fn csv_has_quotes_and_any_separator() {
    let list = "\u{feff}id,name,aliases,type,kleur\r\nown:1,\"Zee, Gras\",ZG|Zeegras,ORG,groen\r\n\r\nown:2,\"De \"\"B\"\"\",,PERSON,\r\n";
    let expected = [
        "own:1; name Zee, Gras; type ORGANISATION; forms ZG|Zee, Gras|Zeegras; kleur groen",
        "own:2; name De \"B\"; type PERSON; forms De \"B\"",
    ];
    check(Mapping::default(), "a.csv", list, &expected, &[]);
    check(
        Mapping::default(),
        "a.csv",
        "name;type\nZeegras;ORG\n",
        &["org:zeegras; name Zeegras; type ORGANISATION; forms Zeegras"],
        &[],
    );
}

#[test]
fn tsv_has_no_quotes_and_takes_its_type_from_the_name_of_the_file() {
    check(
        Mapping::default(),
        "laws.tsv",
        "id\tname\tofficial_number\nlaw:x\tWet \"x\" op de y\t7\n",
        &["law:x; name Wet \"x\" op de y; type LAW; forms Wet \"x\" op de y; official_number 7"],
        &[],
    );
}

#[test]
fn columns_types_and_identifiers_are_mapped() {
    let mapping = mapping(
        &["Naam=name", "Soort=type", "Deel=part_of"],
        &["Ministry=ORGANISATION"],
        &["https://e.org/=own:"],
    );
    check(
        mapping,
        "a.csv",
        "id,Naam,Soort,Deel\nhttps://e.org/1,Dienst,Ministry,https://e.org/2\nhttps://e.org/2,Bureau,ORG,\n",
        &[
            "own:1; name Dienst; type ORGANISATION; forms Dienst; part_of own:2",
            "own:2; name Bureau; type ORGANISATION; forms Bureau",
        ],
        &[],
    );
    assert!(Mapping::default().map_type("A").unwrap_err().to_string().contains("write FROM=TO"));
    let error = Mapping::default().map_type("A=SOORT").unwrap_err().to_string();
    assert!(error.starts_with("`SOORT` is no type of names; the types are ORGANISATION, "), "{error}");
}

#[test]
fn json_lines_have_arrays() {
    check(
        Mapping::default(),
        "a.jsonl",
        "{\"id\": \"own:1\", \"name\": \"A | B\", \"type\": \"EVENT\", \"aliases\": [\"AB\", \"A/B\"], \"jaar\": 2021, \"leeg\": null}\n\n",
        &["own:1; name A | B; type EVENT; forms A | B|A/B|AB; jaar 2021"],
        &[],
    );
    check_fault(
        Mapping::default(),
        "a.jsonl",
        "{\"id\": 1",
        "a.jsonl:1:8: no JSON: EOF while parsing an object",
    );
    check_fault(Mapping::default(), "a.jsonl", "\n[1]\n", "a.jsonl:2:1: a line must be a JSON object");
    check_fault(
        Mapping::default(),
        "a.jsonl",
        "{\"name\": {\"nl\": \"A\"}, \"type\": \"LAW\"}",
        "a.jsonl:1:2: `name` must be a text, a number or a list of texts",
    );
}

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

#[test]
fn skos_means_the_same_in_every_syntax() {
    let turtle = format!(
        "@prefix skos: <{SKOS}> .\n@prefix e: <https://e.org/> .\n\
         e:zee a skos:Concept ; skos:prefLabel \"zeegras\"@nl, \"seagrass\"@en ; skos:altLabel \"zeewier\"@nl, \"weed\"@en, \"ZG\" ;\n\
           skos:hiddenLabel \"zeegrass\"@nl ; skos:broader e:plant ; skos:exactMatch <http://www.wikidata.org/entity/Q1> ; skos:notation \"7\" .\n\
         e:plant skos:prefLabel \"plant\"@nl ; skos:broader e:elders .\n\
         e:leeg a skos:Concept .\n"
    );
    let xml = format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:skos=\"{SKOS}\">\
         <skos:Concept rdf:about=\"https://e.org/zee\"><skos:prefLabel xml:lang=\"nl\">zeegras</skos:prefLabel>\
         <skos:altLabel xml:lang=\"nl\">zeewier</skos:altLabel><skos:altLabel>ZG</skos:altLabel>\
         <skos:hiddenLabel xml:lang=\"nl\">zeegrass</skos:hiddenLabel><skos:broader rdf:resource=\"https://e.org/plant\"/>\
         <skos:closeMatch rdf:resource=\"http://www.wikidata.org/entity/Q1\"/><skos:notation>7</skos:notation></skos:Concept>\
         <skos:Concept rdf:about=\"https://e.org/plant\"><skos:prefLabel xml:lang=\"nl\">plant</skos:prefLabel></skos:Concept>\
         <skos:Concept rdf:about=\"https://e.org/leeg\"/></rdf:RDF>"
    );
    let json = format!(
        "{{\"@context\": {{\"skos\": \"{SKOS}\"}}, \"@graph\": [\
         {{\"@id\": \"https://e.org/zee\", \"@type\": \"skos:Concept\", \"skos:prefLabel\": [{{\"@value\": \"zeegras\", \"@language\": \"nl\"}}],\
         \"skos:altLabel\": [\"ZG\", {{\"@value\": \"zeewier\", \"@language\": \"nl\"}}], \"skos:hiddenLabel\": {{\"@value\": \"zeegrass\", \"@language\": \"nl\"}},\
         \"skos:notation\": \"7\", \"skos:exactMatch\": {{\"@id\": \"http://www.wikidata.org/entity/Q1\"}}}},\
         {{\"@id\": \"https://e.org/plant\", \"skos:prefLabel\": \"plant\", \"skos:narrower\": {{\"@id\": \"https://e.org/zee\"}}}},\
         {{\"@id\": \"https://e.org/leeg\", \"@type\": \"skos:Concept\"}}]}}"
    );
    let expected = [
        "t:plant; name plant; type TECHNOLOGY; forms plant",
        "t:zee; name zeegras; type TECHNOLOGY; forms ZG|zeegras|zeegrass|zeewier; part_of t:plant; same_as wikidata:Q1; notation 7",
    ];
    for (name, content) in [("a.ttl", turtle), ("a.rdf", xml), ("a.jsonld", json)] {
        let mut mapping = mapping(&[], &[], &["https://e.org/=t:"]);
        mapping.default_type = Mapping::parse_type("technology").ok();
        check(mapping, name, content, &expected, &[&format!("{name}: 1 concept left out: it has no label")]);
    }
}

#[test]
fn skos_types_come_from_classes_and_schemes() {
    let turtle = format!(
        "@prefix skos: <{SKOS}> .\n<https://e.org/a> skos:prefLabel \"Dienst\" ; skos:inScheme <https://e.org/organen> .\n"
    );
    let expected = ["https://e.org/a; name Dienst; type ORGANISATION; forms Dienst"];
    check(mapping(&[], &["https://e.org/organen=ORGANISATION"], &[]), "a.ttl", &turtle, &expected, &[]);
    check_fault(
        Mapping::default(),
        "a.ttl",
        &turtle,
        "a.ttl: <https://e.org/a>: no type for the class or scheme https://e.org/organen; say --map-type https://e.org/organen=TYPE, or --default-type TYPE",
    );
}

#[test]
fn schemes_and_collections_of_a_thesaurus_are_no_concepts() {
    let turtle = format!(
        "@prefix skos: <{SKOS}> .\n<e:s> a skos:ConceptScheme ; skos:prefLabel \"Organen\" .\n\
         <e:c> skos:prefLabel \"Groep\" ; a skos:Collection .\n<e:o> a skos:OrderedCollection ; skos:prefLabel \"Rij\" .\n\
         <e:a> skos:prefLabel \"Dienst\" ; skos:inScheme <e:s> .\n"
    );
    let expected = ["e:a; name Dienst; type ORGANISATION; forms Dienst"];
    check(mapping(&[], &["e:s=ORGANISATION"], &[]), "a.ttl", &turtle, &expected, &[]);
}

#[test]
fn a_thesaurus_with_a_circle_or_a_broken_line_is_refused() {
    let turtle = format!(
        "@prefix skos: <{SKOS}> .\n<e:a> skos:prefLabel \"A\" ; skos:broader <e:b> .\n<e:b> skos:prefLabel \"B\" ; skos:broader <e:a> .\n"
    );
    let technology =
        || Mapping { default_type: Mapping::parse_type("TECHNOLOGY").ok(), ..Mapping::default() };
    check_fault(technology(), "a.ttl", turtle, "a.ttl: part_of runs in a circle: e:a → e:b → e:a");
    let fault = Desk::new().fault(technology(), "a.ttl", "<e:a> <e:b> .\n");
    assert!(fault.starts_with("a.ttl:1:1"), "{fault}");
    check_fault(technology(), "a.ttl", "<e:a> <e:b> <e:c> .\n", "a.ttl: no skos:Concept with a label in it");
}

#[test]
fn patterns_of_spacy_are_forms_or_counted() {
    let patterns = "\
{\"label\": \"ORG\", \"pattern\": \"Zeegras\", \"id\": \"zg\"}
{\"label\": \"ORG\", \"pattern\": [{\"LOWER\": \"platform\"}, {\"LOWER\": \"zeegras\"}], \"id\": \"zg\"}
{\"label\": \"GPE\", \"pattern\": [{\"ORTH\": \"Den\"}, {\"TEXT\": \"Haag\"}]}
{\"label\": \"EVENT\", \"pattern\": [{\"lower\": \"navo\"}, {\"lower\": \"-\"}, {\"lower\": \"top\"}]}
{\"label\": \"ORG\", \"pattern\": [{\"LOWER\": {\"IN\": [\"a\", \"b\"]}}]}
{\"label\": \"ORG\", \"pattern\": [{\"LOWER\": \"a\", \"OP\": \"+\"}]}
{\"label\": \"ORG\", \"pattern\": [{\"LOWER\": \"a\"}, {\"ORTH\": \"B\"}]}
";
    check(
        Mapping::default(),
        "a.jsonl",
        patterns,
        &[
            "event:navo-top; name navo-top; type EVENT; forms navo-top",
            "loc:den-haag; name Den Haag; type LOCATION; forms Den Haag",
            "zg; name Zeegras; type ORGANISATION; forms Zeegras|platform zeegras",
        ],
        &[
            "a.jsonl:5: 2 patterns left out: only tokens of one LOWER, ORTH or TEXT with a plain text are names of a list",
            "a.jsonl:7: 1 pattern left out: tokens of LOWER beside ORTH or TEXT",
        ],
    );
    let fault =
        Desk::new().fault(Mapping::default(), "a.jsonl", "{\"label\": \"PRODUCT\", \"pattern\": \"X\"}\n");
    assert!(fault.starts_with("a.jsonl:1:2: the type `PRODUCT` is none of ORGANISATION"), "{fault}");
}

#[test]
fn a_table_has_each_column_once() {
    let plain = Mapping::default;
    check_fault(plain(), "a.csv", "name,x,name\nA,B,C\n", "a.csv:1:8: the column `name` stands there twice");
    check_fault(
        mapping(&["Naam=name"], &[], &[]),
        "a.csv",
        "name,Naam\nA,B\n",
        "a.csv:1:6: the column `name` stands there twice",
    );
}

#[test]
fn faults_of_a_table_name_line_and_column() {
    let plain = Mapping::default;
    check_fault(plain(), "a.csv", "", "a.csv:1:1: no header line");
    check_fault(
        plain(),
        "a.csv",
        "titel,soort\nA,ORG\n",
        "a.csv:1:1: no column `name` among `titel`, `soort`; say --map-column COLUMN=name",
    );
    check_fault(plain(), "a.csv", "name,type\nA,ORG,x\n", "a.csv:2:7: 3 cells where the header has 2");
    check_fault(
        plain(),
        "a.csv",
        "id,name,type\nx y,A,ORG\n",
        "a.csv:2:1: the identifier `x y` has white space in it",
    );
    check_fault(
        plain(),
        "a.csv",
        "id,name,type\na,A,ORG\na,B,ORG\n",
        "a.csv:3:1: the identifier `a` is taken by a.csv:2",
    );
    check_fault(plain(), "a.csv", "id,name,type\na,,ORG\n", "a.csv:2:1: `a` has no name");
    check_fault(
        plain(),
        "a.csv",
        "name,type,aliases\nA,ORG,B|--\n",
        "a.csv:2:9: the form `--` has no letter and no digit",
    );
    check_fault(
        plain(),
        "a.csv",
        "name,type,priority\nA,ORG,hoog\n",
        "a.csv:2:7: `hoog` is no priority (-100 to 100)",
    );
    check_fault(
        plain(),
        "a.csv",
        b"name,type\nA,ORG\nKaf\xe9,ORG\n",
        "a.csv:3:4: not UTF-8 at this byte of the line; convert the list first",
    );
    check_fault(
        plain(),
        "a.jsonl",
        b"{\"name\": \"\xff\"}\n",
        "a.jsonl:1:11: not UTF-8 at this byte of the line",
    );
    let unknown = Desk::new().fault(plain(), "a.csv", "name,type\nA,Ministry\n");
    assert!(unknown.starts_with("a.csv:2:3: the type `Ministry` is none of ORGANISATION, "), "{unknown}");
    assert!(unknown.ends_with("; say --map-type Ministry=TYPE"), "{unknown}");
    let untyped = Desk::new().fault(plain(), "a.csv", "name\nA\n");
    assert!(untyped.contains("a.csv:2:1: no type; add a column `type`, or say --default-type"), "{untyped}");
    let format = Desk::new().fault(plain(), "a.xlsx", "PK");
    assert!(format.starts_with("a.xlsx: unknown format; a list is one of .csv"), "{format}");
    let missing = Lists { files: vec!["weg.csv".into()], ..Lists::default() }.open().unwrap_err();
    assert!(missing.to_string().starts_with("weg.csv: cannot read: "), "{missing}");
}

#[test]
fn a_row_without_an_end_is_refused_before_it_fills_the_memory() {
    let long = |head: &str, filler: &str| format!("{head}{}", filler.repeat(3 << 20));
    let words = "a row of more than 1 MiB (a quote that is not closed, or no list at all?)";
    check_fault(
        Mapping::default(),
        "a.csv",
        long("name,type\nA,\"", "x\n"),
        "a.csv:2:3: a quote opens here that is not closed within 1 MiB",
    );
    check_fault(Mapping::default(), "a.tsv", long("name\ttype\nA\t", "x"), &format!("a.tsv:2:1: {words}"));
    check_fault(Mapping::default(), "a.jsonl", long("{\"name\": \"", "x"), &format!("a.jsonl:1:1: {words}"));
}

/// A list that never ends is read no further than what may be held of it.
#[cfg(unix)]
#[test]
fn a_list_without_an_end_is_refused_before_it_fills_the_memory() {
    let check = |name: &str, head: &str, row: fn(usize) -> String| {
        let desk = Desk::new();
        let path = desk.0.path().join(name);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let (pipe, head) = (path.clone(), head.to_owned());
        let writer = std::thread::spawn(move || {
            let mut pipe = std::io::BufWriter::new(std::fs::File::create(pipe).unwrap());
            let mut write = |text: &str| std::io::Write::write_all(&mut pipe, text.as_bytes()).is_ok();
            // Ends when the reader has closed the pipe.
            write(&head) && (0..).all(|i| write(&row(i)))
        });
        let mapping = Mapping { default_type: Mapping::parse_type("TECHNOLOGY").ok(), ..Mapping::default() };
        let lists = Lists { files: vec![path], mapping, ..Lists::default() };
        let error = lists.compile_with(Builder::with_limit(1 << 20)).map(|_| ()).unwrap_err().to_string();
        assert!(
            error.ends_with("the lists hold more than 1048576 bytes together; reading stops here"),
            "{error}"
        );
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(!writer.join().unwrap());
    };
    check("a.csv", "id,name\n", |i| format!("own:{i},naam {i}\n"));
    // Rows that repeat their text are held, too.
    check("b.csv", "id,name\n", |_| "own:1,naam\n".to_owned());
    check("kabinet.tsv", "person\toffice\tfrom\tto\tacting\n", |_| "p\to\t2020\t\t0\n".to_owned());
    check("a.jsonl", "", |i| format!("{{\"id\": \"own:{i}\", \"name\": \"naam {i}\"}}\n"));
    check("b.jsonl", "", |i| format!("{{\"label\": \"ORG\", \"pattern\": \"naam {i}\"}}\n"));
    check("a.nt", "", |i| format!("<e:{i}> <{SKOS}prefLabel> \"naam {i}\" .\n"));
}

/// What fits is taken, and what is at fault before the end is still said.
#[test]
fn a_list_within_the_limit_is_taken() {
    let desk = Desk::new();
    let rows: String = (0..100).map(|i| format!("own:{i},naam {i},ORG\n")).collect();
    let files = vec![desk.put("a.csv", format!("id,name,type\n{rows}"))];
    let lists = Lists { files, ..Lists::default() };
    assert!(lists.compile_with(Builder::with_limit(1 << 20)).is_ok());
    assert!(lists.compile_with(Builder::with_limit(1 << 13)).is_err());
}

#[test]
fn who_held_an_office_may_be_a_list_of_its_own() {
    let desk = Desk::new();
    let names =
        desk.put("names.csv", "id,name,type\no,minister van Zaken,OFFICE\np,Anna A,PERSON\nb,Kamer A,ORG\n");
    let tenures =
        desk.put("kabinet.tsv", "person\toffice\tfrom\tto\tacting\tsource\np\to\t2026-02-23\t\t0\thand\n");
    let seats =
        desk.put("zetels.tsv", "person\tbody\tparty\tfrom\tto\tas_of\tsource\np\tb\t\t\t\t2026-01\thand\n");
    let lists = |files: &[&PathBuf]| Lists {
        files: files.iter().map(|&file| file.clone()).collect(),
        ..Lists::default()
    };
    let kb = lists(&[&names, &tenures, &seats]).open().unwrap().knowledge;
    let held: Vec<&str> = kb.entity("o").unwrap().holders().map(|tenure| tenure.person.id()).collect();
    assert_eq!((held, kb.entity("p").unwrap().memberships().count()), (vec!["p"], 1));
    // A later list closes what an earlier one left open.
    let closing = desk.put(
        "later.tsv",
        "person\toffice\tfrom\tto\tacting\tsource\np\to\t2026-02-23\t2027-01-01\t0\thand\n",
    );
    let kb = lists(&[&names, &tenures, &closing]).open().unwrap().knowledge;
    let held: Vec<_> = kb.entity("o").unwrap().holders().map(|tenure| tenure.written()).collect();
    assert_eq!(held, [("2026-02-23", "2027-01-01")]);
    let error = lists(&[&tenures]).open().unwrap_err().to_string();
    assert!(error.contains("kabinet.tsv:2:1: no row has the identifier `p`"), "{error}");
}

#[test]
fn a_compiled_file_says_the_same_as_its_lists() {
    let desk = Desk::new();
    let files = vec![desk.put("a.csv", "id,name,type\na,Zeegras,ORG\n")];
    let lists = Lists { files: files.clone(), ..Lists::default() };
    let compiled = lists.compile().unwrap();
    assert_eq!(compiled.bytes, lists.compile().unwrap().bytes);
    let path = desk.0.path().join("a.kb");
    write(&path, &compiled.bytes).unwrap();
    let kb = map(&path).unwrap();
    assert!(kb.is_whole());
    assert_eq!(rows(kb), rows(lists.open().unwrap().knowledge));
    let about: Vec<&str> = kb.about().map(|(name, _)| name).collect();
    assert_eq!(about, ["program", "builtin", "option", "list"]);
    // With another list beside it the two are joined.
    let more = desk.put("b.csv", "id,name,type\nb,Zeewier,ORG\n");
    let joined = Lists { files: vec![path.clone(), more], ..Lists::default() }.open().unwrap().knowledge;
    assert_eq!(joined.len(), 2);
    // Other built-in lists than those in it: refused, with the way out.
    let builtin = Some(kb);
    let mut with = Lists { files, builtin, priority: 1, ..Lists::default() };
    with.mapping = mapping(&["Naam=name"], &["Mi'n=ORG"], &[]);
    write(&path, &with.compile().unwrap().bytes).unwrap();
    assert_eq!(
        Lists { files: vec![path.clone()], builtin, ..Lists::default() }.open().unwrap().knowledge.len(),
        1
    );
    let stale =
        Lists { files: vec![path.clone()], builtin: Some(joined), ..Lists::default() }.open().unwrap_err();
    assert!(matches!(stale, ImportError::Stale { .. }), "{stale}");
    let path_of = |name: &str| desk.0.path().join(name).display().to_string();
    let advice = r"--map-column Naam=name --map-type 'Mi'\''n=ORGANISATION' -o ";
    let advice = format!("griffier kb compile {} {advice}{}", path_of("a.csv"), path_of("a.kb"));
    assert!(stale.to_string().ends_with(&advice), "{stale}");
    let alone = Lists { files: vec![path], ..Lists::default() }.open().unwrap_err();
    assert!(matches!(alone, ImportError::HasBuiltin(_)), "{alone}");
}

#[test]
fn a_file_that_is_no_compiled_one_is_refused() {
    let desk = Desk::new();
    let check = |content: &[u8], expected: &str| {
        let error = map(&desk.put("a.kb", content)).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(b"", "not a compiled knowledge base");
    check(b"PK\x03\x04", "not a compiled knowledge base");
    check(b"GRIFKB01xxxxxxxxxxxx", "another version of the format; compile it again");
    let bytes = Lists { files: vec![desk.put("a.csv", "name,type\nA,ORG\n")], ..Lists::default() }
        .compile()
        .unwrap()
        .bytes;
    check(&bytes[..bytes.len() - 4], "cut short");
    check(&bytes[..40], "cut short");
    let mut earlier = bytes.clone();
    earlier[8] -= 1;
    check(&earlier, "another version of the format; compile it again");
    check(b"GRIFKB02xxxxxxxxxxxx", "another version of the format; compile it again");
    let mut damaged = bytes.clone();
    damaged[70] ^= 1;
    check(&damaged, "damaged");
    let mut damaged = bytes;
    let last = damaged.len() - 5;
    damaged[last] ^= 1;
    check(&damaged, "a damaged knowledge base; compile it again");
}

#[test]
fn a_folder_that_cannot_be_written_to_keeps_what_it_has() {
    let desk = Desk::new();
    let path = desk.put("a.kb", "old");
    assert!(write(&desk.0.path().join("no/such/a.kb"), b"new").is_err());
    write(&path, b"new").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
    assert_eq!(std::fs::read_dir(desk.0.path()).unwrap().count(), 1, "no scratch file stays");
}
