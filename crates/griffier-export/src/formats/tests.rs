//! Each format read back by a reader that is not ours, or by its own rules: the words at each place are the mention's.

use super::*;
use griffier_doc::{
    Entity, Link, Mention, MentionType, Modality, Origin, Predicate, Relation, Sentence, Term, Token,
    TokenKind, Zone, ZoneKind,
};
use griffier_text::Span;
use serde_json::Value;

/// A letter beyond the first plane, a mark that combines, a picture: three ways of counting that differ.
const TEXT: &str = "𝕏e\u{301}n 😀 <NAVO> & \"de\"\nminister van\r\nDefensie, zei NAVO-chef.\n";

/// The mentions: words, type, id.
const MENTIONS: [(&str, MentionType, &str); 4] = [
    ("NAVO", MentionType::Organisation, "org:navo"),
    ("minister van\r\nDefensie", MentionType::Office, "office:min-def"),
    ("Defensie", MentionType::Organisation, "org:ministerie-def"),
    ("NAVO", MentionType::Organisation, "org:navo"),
];

fn span(words: &str, from: usize) -> Span {
    let start = from + TEXT[from..].find(words).unwrap();
    Span::at(start, start + words.len())
}

fn mentions() -> Vec<Mention> {
    let mut at = 0;
    let mut mentions: Vec<Mention> = Vec::new();
    for (words, kind, id) in MENTIONS {
        let span = span(words, at);
        at = if words.starts_with("minister") { span.start() } else { span.end() };
        mentions.push(Mention {
            span,
            kind,
            link: Link::One(id.into()),
            role: None,
            nested: id == "org:ministerie-def",
            confidence: 0.9,
            origin: Origin::Rule("test"),
            why: "".into(),
            attrs: Vec::new(),
        });
    }
    mentions
}

fn doc() -> Document {
    let mut doc = Document::from_text("een brief", TEXT);
    let words = [
        "𝕏e\u{301}n",
        "😀",
        "<",
        "NAVO",
        ">",
        "&",
        "\"",
        "de",
        "\"",
        "minister",
        "van",
        "Defensie",
        ",",
        "zei",
        "NAVO-chef",
        ".",
    ];
    let mut at = 0;
    let token = |word: &&str| {
        let span = span(word, at);
        at = span.end();
        Token { span, kind: TokenKind::Word }
    };
    let tokens: Vec<Token> = words.iter().map(token).collect();
    let whole = tokens[0].span.cover(tokens[15].span);
    doc.set_tokens(tokens);
    doc.set_sentences(vec![Sentence { span: whole }]);
    doc.set_zones(vec![Zone { kind: ZoneKind::Body, span: whole }]);
    doc.set_relations(vec![Relation {
        subject: Term::Id("office:min-def".into()),
        predicate: Predicate::MemberOf,
        object: Term::Id("org:navo".into()),
        evidence: whole,
        confidence: 0.9,
        why: "test",
        negated: false,
        modality: Modality::Asserted,
    }]);
    let label = "Noord-Atlantische \"Verdrags\"organisatie, NAVO";
    doc.set_entities(vec![Entity {
        id: "org:navo".into(),
        kind: MentionType::Organisation,
        label: label.into(),
        same_as: vec!["wikidata:Q7184".into()],
        nil: false,
    }]);
    doc.set_mentions(mentions());
    doc
}

fn stream(format: Format) -> String {
    let pieces = format.pieces(&doc(), Unit::Byte, "een-brief").unwrap();
    assert_eq!(pieces.len(), 1, "{format:?}");
    String::from_utf8(pieces[0].bytes.clone()).unwrap()
}

fn file(format: Format, name: &str) -> String {
    let pieces = format.pieces(&doc(), Unit::Char, "een-brief").unwrap();
    let piece = pieces.into_iter().find(|piece| piece.file == name).unwrap();
    piece.head.to_owned() + &String::from_utf8(piece.bytes).unwrap()
}

/// The words between two code points of the text.
fn chars(start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    TEXT.chars().skip(start).take(end - start).collect()
}

fn expected() -> Vec<(String, String)> {
    MENTIONS.iter().map(|(words, kind, _)| (words.to_string(), kind.name().to_owned())).collect()
}

#[test]
fn names_are_those_of_the_command_line_and_differ() {
    let mut names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Format::ALL.len());
}

#[test]
fn csv_tables_are_read_by_the_csv_crate() {
    let table = file(Format::Csv, "mentions.csv");
    let mut reader = ::csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|column| column == name).unwrap();
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let found: Vec<_> =
        rows.iter().map(|row| (row[column("text")].to_owned(), row[column("type")].to_owned())).collect();
    assert_eq!(found, expected());
    for row in &rows {
        let place = |name: &str| Value::from(row[column(name)].parse::<u64>().unwrap());
        assert_eq!(chars(&place("start"), &place("end")), row[column("text")]);
    }
    let entities = file(Format::Csv, "entities.csv");
    let mut reader = ::csv::Reader::from_reader(entities.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(&row[3], "Noord-Atlantische \"Verdrags\"organisatie, NAVO");
    for table in ["letters.csv", "relations.csv"] {
        let table = file(Format::Csv, table);
        assert_eq!(::csv::Reader::from_reader(table.as_bytes()).records().filter(Result::is_ok).count(), 1);
    }
}

#[test]
fn conll_columns_label_whole_tokens() {
    let text = stream(Format::Conll2003);
    let labels: Vec<&str> = text
        .lines()
        .filter_map(|line| {
            let columns: Vec<&str> = line.split(' ').collect();
            assert!(columns.len() == 4 || line.is_empty(), "{line}");
            columns.get(3).copied().filter(|label| *label != "O").map(|_| line)
        })
        .collect();
    assert_eq!(
        labels,
        ["NAVO _ _ B-ORGANISATION", "minister _ _ B-OFFICE", "van _ _ I-OFFICE", "Defensie _ _ I-OFFICE"]
    );
    assert!(text.starts_with("-DOCSTART- _ _ O\n\n𝕏e\u{301}n _ _ O\n") && text.ends_with(". _ _ O\n\n"));
    let conllu = stream(Format::Conllu);
    assert!(conllu.contains("\tNER=B-ORGANISATION|Id=org:navo|SpaceAfter=No|TokenRange="), "{conllu}");
    assert!(conllu.contains("\tNER=I-OFFICE|"), "{conllu}");
}

#[test]
fn a_name_that_runs_into_the_next_sentence_begins_anew_there() {
    let text = "Raad voor Hout";
    let mut doc = Document::from_text("t", text);
    let words = [(0, 4), (5, 9), (10, 14)].map(|(from, to)| Span::at(from, to));
    doc.set_tokens(words.iter().map(|&span| Token { span, kind: TokenKind::Word }).collect());
    doc.set_sentences(vec![Sentence { span: Span::at(0, 9) }, Sentence { span: Span::at(10, 14) }]);
    let whole = Span::at(0, 14);
    doc.set_mentions(vec![Mention { span: whole, nested: false, ..mentions().remove(0) }]);
    for (format, expected) in [
        (Format::Conll2003, "Raad _ _ B-ORGANISATION\nvoor _ _ I-ORGANISATION\n\nHout _ _ B-ORGANISATION\n"),
        (Format::Conllu, "1\tHout\t_\t_\t_\t_\t_\t_\t_\tNER=B-ORGANISATION|"),
    ] {
        let pieces = format.pieces(&doc, Unit::Char, "t").unwrap();
        let written = String::from_utf8(pieces[0].bytes.clone()).unwrap();
        assert!(written.contains(expected), "{written}");
    }
}

#[test]
fn brat_fragments_are_the_words_of_the_text() {
    let (text, annotations) = (file(Format::Brat, "een-brief.txt"), file(Format::Brat, "een-brief.ann"));
    let text: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for line in annotations.lines().filter(|line| line.starts_with('T')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (kind, places) = columns[1].split_once(' ').unwrap();
        let words = places.split(';').map(|place| {
            let (start, end) = place.split_once(' ').unwrap();
            text[start.parse().unwrap()..end.parse().unwrap()].iter().collect::<String>()
        });
        assert_eq!(words.collect::<Vec<_>>().join(" "), columns[2]);
        found.push((columns[2].replace("van Defensie", "van\r\nDefensie"), kind.to_owned()));
    }
    assert_eq!(found, expected());
    assert!(annotations.contains("N1\tReference T1 griffier:org:navo\tNAVO\n"), "{annotations}");
    assert!(annotations.contains("R1\tmember_of Arg1:T2 Arg2:T1\n"), "{annotations}");
    assert!(file(Format::Brat, "annotation.conf").contains("\nmember_of Arg1:<ENTITY>, Arg2:<ENTITY>\n"));
}

#[test]
fn web_annotations_select_by_words_and_by_place() {
    let page: Value = serde_json::from_str(&stream(Format::WebAnnotation)).unwrap();
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    let found: Vec<_> = (page["items"].as_array().unwrap().iter())
        .map(|item| {
            let (quote, place) = (&item["target"]["selector"][0], &item["target"]["selector"][1]);
            let words = chars(&place["start"], &place["end"]);
            assert_eq!(quote["exact"], words.as_str());
            let around =
                [&quote["prefix"], &quote["exact"], &quote["suffix"]].map(|part| part.as_str().unwrap());
            assert!(TEXT.contains(&around.concat()));
            (words, item["body"][0]["value"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(found, expected());
    assert_eq!(page["items"][0]["body"][1]["source"], "https://example.org/griffier/id/org:navo");
    assert_eq!(page["items"][0]["target"]["source"], "https://example.org/griffier/letter/een%20brief");
}

#[test]
fn nif_is_turtle_whose_strings_lie_in_the_context() {
    let triples: Vec<_> = oxttl::TurtleParser::new()
        .for_slice(stream(Format::Nif).as_bytes())
        .map(|triple| triple.unwrap())
        .map(|triple| (triple.subject.to_string(), triple.predicate.as_str().to_owned(), triple.object))
        .collect();
    let value = |subject: &str, property: &str| {
        let found = triples.iter().find(|(s, p, _)| s == subject && p.ends_with(property));
        match found.map(|(_, _, object)| object) {
            Some(oxrdf::Term::Literal(literal)) => literal.value().to_owned(),
            other => panic!("{subject} {property}: {other:?}"),
        }
    };
    let anchors: Vec<&String> =
        triples.iter().filter(|(_, p, _)| p.ends_with("#anchorOf")).map(|(s, ..)| s).collect();
    let found: Vec<String> = anchors
        .iter()
        .map(|subject| {
            let number = |property: &str| Value::from(value(subject, property).parse::<u64>().unwrap());
            let words = chars(&number("#beginIndex"), &number("#endIndex"));
            assert_eq!(words, value(subject, "#anchorOf"));
            words
        })
        .collect();
    assert_eq!(found, MENTIONS.map(|(words, ..)| words.to_owned()));
}

#[test]
fn tei_is_sound_xml_with_the_text_of_the_zones() {
    let page = file(Format::Tei, "een-brief.xml");
    let mut reader = quick_xml::Reader::from_str(&page);
    let (mut text, mut inside, mut names) = (String::new(), false, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(start) => {
                inside |= start.name().as_ref() == "ab";
                if start.name().as_ref().ends_with("Name") {
                    names.push(start.name().as_ref().to_owned());
                }
            }
            quick_xml::events::Event::End(end) => inside &= end.name().as_ref() != "ab",
            quick_xml::events::Event::Text(words) if inside => text.push_str(&words),
            quick_xml::events::Event::GeneralRef(entity) if inside => match &*entity {
                "lt" => text.push('<'),
                "gt" => text.push('>'),
                "amp" => text.push('&'),
                "quot" => text.push('"'),
                _ => text.push(entity.resolve_char_ref().unwrap().unwrap()),
            },
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(text, TEXT.trim_end());
    assert_eq!(names, ["orgName", "roleName", "orgName", "orgName"]);
    assert!(
        page.contains(
            "<relation name=\"member_of\" active=\"https://example.org/griffier/id/office:min-def\""
        )
    );
}

#[test]
fn label_studio_counts_as_browsers_do() {
    let task: Value = serde_json::from_str(&stream(Format::LabelStudio)).unwrap();
    let units: Vec<u16> = task["data"]["text"].as_str().unwrap().encode_utf16().collect();
    let result = task["predictions"][0]["result"].as_array().unwrap();
    let found: Vec<_> = result
        .iter()
        .filter(|item| item["type"] == "labels")
        .map(|item| {
            let place = |key: &str| item["value"][key].as_u64().unwrap() as usize;
            let words = String::from_utf16(&units[place("start")..place("end")]).unwrap();
            assert_eq!(item["value"]["text"], words.as_str());
            (words, item["value"]["labels"][0].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(found, expected());
    assert_eq!((&result[4]["from_id"], &result[4]["to_id"]), (&"m2".into(), &"m1".into()));
}

#[test]
fn doccano_and_spacy_count_code_points() {
    let line: Value = serde_json::from_str(&stream(Format::Doccano)).unwrap();
    let entity = |item: &Value| {
        (chars(&item["start_offset"], &item["end_offset"]), item["label"].as_str().unwrap().to_owned())
    };
    assert_eq!(line["entities"].as_array().unwrap().iter().map(entity).collect::<Vec<_>>(), expected());
    assert_eq!(line["relations"][0]["from_id"], 2);
    let line: Value = serde_json::from_str(&stream(Format::Spacy)).unwrap();
    let spans = |spans: &Value| -> Vec<(String, String)> {
        let span =
            |item: &Value| (chars(&item["start"], &item["end"]), item["label"].as_str().unwrap().to_owned());
        spans.as_array().unwrap().iter().map(span).collect()
    };
    assert_eq!(spans(&line["spans"]["griffier"]), expected());
    assert_eq!(spans(&line["ents"]).len(), 3);
    let tokens = line["tokens"].as_array().unwrap();
    let edge = |key: &str, value: &Value| tokens.iter().any(|token| token[key] == *value);
    for span in line["spans"]["griffier"].as_array().unwrap() {
        assert!(edge("start", &span["start"]) && edge("end", &span["end"]), "{span}");
    }
}
