//! A page and a list, read back: the text is the letter's, the record is in it, nothing is loaded.

use super::*;
use griffier_doc::{
    Entity, Footnote, Link, Mention, Meta, Origin, Predicate, Relation, Term, Zone, ZoneKind,
};
use griffier_text::Span;

fn mention(kind: MentionType, from: usize, to: usize, id: &'static str, nested: bool) -> Mention {
    Mention {
        span: Span::at(from, to),
        kind,
        link: Link::One(id.into()),
        role: None,
        nested,
        confidence: 0.9,
        origin: Origin::Rule("test"),
        why: "".into(),
        attrs: Vec::new(),
    }
}

/// The text that a browser makes of the inside of an element.
fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&#13;", "\r").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn letter() -> Document {
    let text = "Kop\r\n\r\nDe <NAVO> & de minister van Defensie.¹\n\n¹ Noot.";
    let mut doc = Document::from_text("brief", text);
    let zone = |kind, from, to| Zone { kind, span: Span::at(from, to) };
    doc.set_zones(vec![
        zone(ZoneKind::Heading, 0, 3),
        zone(ZoneKind::Body, 7, 46),
        zone(ZoneKind::Footnotes, 48, text.len()),
    ]);
    let (mark, note) = (Span::at(44, 46), Span::at(51, text.len()));
    doc.set_footnotes(vec![Footnote { label: "1".into(), marks: vec![mark], note }]);
    doc.set_mentions(vec![
        mention(MentionType::Organisation, 11, 15, "org:navo", false),
        mention(MentionType::Office, 22, 43, "office:minister-def", false),
        mention(MentionType::Organisation, 35, 43, "org:ministerie-def", true),
    ]);
    let entity = |id: &'static str, kind, label: &'static str| Entity {
        id: id.into(),
        kind,
        label: label.into(),
        same_as: vec!["wikidata:Q7184".into()],
        nil: false,
    };
    doc.set_entities(vec![
        entity("office:minister-def", MentionType::Office, "minister van Defensie"),
        entity("org:navo", MentionType::Organisation, "NAVO"),
    ]);
    let object = Term::Id("org:navo".into());
    doc.set_relations(vec![Relation {
        subject: Term::Doc,
        predicate: Predicate::Cites,
        object,
        evidence: Span::at(7, 20),
        confidence: 0.9,
        why: "test",
        negated: false,
        modality: griffier_doc::Modality::Asserted,
    }]);
    doc.set_meta(Meta {
        date: Some("2021-10-11".into()),
        subject: Some("Een </script> titel".into()),
        identifiers: vec![],
    });
    doc
}

#[test]
fn the_letter_element_has_the_text_of_the_letter() {
    let doc = letter();
    assert_eq!(text_of(&text::render(&doc)), doc.text());
    for plain in ["", "geen zones < & >", "\r\n a\0b"] {
        let doc = Document::from_text("t", plain);
        assert_eq!(text_of(&text::render(&doc)), plain.replace('\0', "\u{fffd}"));
    }
}

#[test]
fn mentions_nest_and_marks_lead_to_their_notes() {
    let html = text::render(&letter());
    let office = html.find("id=\"m2\"").unwrap();
    let inner = html.find("id=\"m3\"").unwrap();
    assert!(office < inner && html[inner..].contains("Defensie</span></span>."), "{html}");
    assert!(html.contains("<a class=\"mark\" id=\"mark-1\" href=\"#note-1\">¹</a>"), "{html}");
    assert!(html.contains("<a class=\"note\" id=\"note-1\" href=\"#mark-1\" aria-label=\"Back to where it is called\"></a>Noot."), "{html}");
}

fn page(doc: &Document) -> String {
    let mut out = Vec::new();
    write_page(doc, Some("../index.html"), &[], &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_page_holds_its_record_and_asks_for_nothing() {
    let page = page(&letter());
    let from = page.find("type=\"application/json\">").unwrap() + "type=\"application/json\">".len();
    let to = from + page[from..].find("</script>").unwrap();
    let record: serde_json::Value = serde_json::from_str(&page[from..to]).unwrap();
    assert_eq!(
        (&record["offsets"], &record["meta"]["subject"]),
        (&"utf16".into(), &"Een </script> titel".into())
    );
    let scripts: Vec<&str> =
        page.split("<script>").skip(1).filter_map(|rest| rest.split("</script>").next()).collect();
    let sums: Vec<String> = scripts.iter().map(|script| format!("'sha256-{}'", checksum(script))).collect();
    assert_eq!(scripts.len(), 2);
    let policy = format!("script-src {};", sums.join(" "));
    assert!(page.contains(&policy), "the browser would not run the scripts: {policy}");
    assert!(!page.contains("connect-src"), "a page that stands alone may ask nothing of any server");
    assert!(page.contains("<h1 lang=\"nl\">Een &lt;/script&gt; titel</h1>"));
    for loads in ["src=\"http", "<link", "@import", "url(", "XMLHttpRequest"] {
        assert!(!page.contains(loads), "{loads}");
    }
    assert!(page.contains("href=\"https://www.wikidata.org/wiki/Q7184\""));
}

#[test]
fn a_page_of_a_server_says_where_decisions_go() {
    let mut out = Vec::new();
    let corrections = Some(Corrections { address: "/corrections", kept: "[{\"text\": \"</script>\"}]" });
    write_page_with(&letter(), None, &[], &Extras { corrections, ..Extras::default() }, &mut out).unwrap();
    let served = String::from_utf8(out).unwrap();
    assert!(served.contains("[{\"text\": \"\\u003c/script>\"}]</script>"), "{served}");
    assert!(served.contains("<body data-corrections=\"/corrections\">"), "{served}");
    assert!(served.contains("connect-src 'self'"), "{served}");
    let alone = page(&letter());
    assert!(alone.contains("<body>") && alone.contains("data-types=\"[&quot;PERSON&quot;"), "{alone}");
}

#[test]
fn the_page_of_a_letter_without_findings_is_sound() {
    let page = page(&Document::from_text("leeg", "Geen namen."));
    assert!(page.contains("<h1>leeg</h1>") && !page.contains("id=\"network\""));
}

#[test]
fn a_page_has_ways_to_its_parts_and_does_not_say_where_the_file_lies() {
    let head = |doc: &Document| page(doc).split_once("<main>").unwrap().0.to_owned();
    let full = head(&letter());
    for part in ["letter", "entities", "relations"] {
        assert!(full.contains(&format!("<a href=\"#{part}\">")), "{full}");
    }
    assert!(!full.contains("#commitments"), "there are none");
    let source = letter().source().clone();
    let source = griffier_doc::Source { path: "/home/wie/brieven/brief.txt".into(), ..source };
    let bare = head(&Document::new("brief".to_owned(), source, "Geen namen.".to_owned()));
    assert!(bare.contains("<dd>brief.txt</dd>") && !bare.contains("/home"), "{bare}");
    assert!(bare.contains("#letter") && !bare.contains("#entities"), "{bare}");
}

#[test]
fn labels_of_dates_do_not_touch() {
    let text = "2021 2021-01 2021-02 2021-03 2021-04-05";
    let mut doc = Document::from_text("t", text);
    let mut at = 0;
    let dates = text.split(' ').map(|date| {
        let span = Span::at(at, at + date.len());
        at += date.len() + 1;
        Mention { span, link: Link::One(date.into()), ..mention(MentionType::Date, 0, 1, "x", false) }
    });
    doc.set_mentions(dates.collect());
    let drawing = figures::timeline(&doc).into_string();
    let labels: Vec<(f64, f64)> = drawing
        .split("<text x=\"")
        .skip(1)
        .map(|rest| {
            let mut cells = rest.split('"');
            (cells.next().unwrap().parse().unwrap(), cells.nth(1).unwrap().parse().unwrap())
        })
        .collect();
    assert_eq!((labels.len(), drawing.matches("<circle").count()), (5, 5));
    for (i, one) in labels.iter().enumerate() {
        let touches = |other: &&(f64, f64)| one.1 == other.1 && (one.0 - other.0).abs() < 60.0;
        assert_eq!(labels[i + 1..].iter().find(touches), None, "{drawing}");
    }
}

#[test]
fn a_drawing_is_the_same_each_time() {
    let doc = letter();
    assert_eq!(network::render(&doc).into_string(), network::render(&doc).into_string());
}

/// A relation of the letter, or of `subject`, whose evidence begins at `at`.
fn says(subject: Term, predicate: Predicate, object: &'static str, at: usize) -> Relation {
    Relation {
        subject,
        predicate,
        object: Term::Id(object.into()),
        evidence: Span::at(at, at + 1),
        confidence: 0.9,
        why: "test",
        negated: false,
        modality: Modality::Asserted,
    }
}

#[test]
fn who_signed_stands_with_the_office_in_which_they_did() {
    let mut doc = Document::from_text("brief", "De minister van Defensie, A. en B.");
    doc.set_entities(vec![Entity {
        id: "office:minister-def".into(),
        kind: MentionType::Office,
        label: "minister van Defensie".into(),
        same_as: Vec::new(),
        nil: false,
    }]);
    let person = |id: &'static str| Term::Id(id.into());
    doc.set_relations(vec![
        says(Term::Doc, Predicate::SignedBy, "person:b", 20),
        says(Term::Doc, Predicate::SignedBy, "person:a", 10),
        says(Term::Doc, Predicate::SignedAs, "office:minister-def", 12),
        says(Term::Doc, Predicate::SignedAs, "office:x", 14),
        says(person("person:b"), Predicate::HoldsOffice, "office:minister-def", 12),
        says(person("person:b"), Predicate::HoldsOffice, "office:elsewhere", 13),
    ]);
    let parties = lists::parties(&doc);
    let expected = [("Signed by", "person:a, person:b (minister van Defensie)"), ("Signed as", "office:x")];
    assert_eq!(parties, expected.map(|(name, words)| (name, words.to_owned())));
}

#[test]
fn a_letter_cites_what_is_not_itself_and_the_list_counts_as_the_page_does() {
    let mut doc = Document::from_text("brief", "kst-1 kst-2 kst-2 wet X motie Y kst-3");
    let nil = |kind, from, to, id: &'static str| Mention {
        link: Link::Nil { id: id.into(), reason: "no list has this name" },
        ..mention(kind, from, to, id, false)
    };
    doc.set_mentions(vec![
        mention(MentionType::Reference, 0, 5, "kst-1", false),
        mention(MentionType::Reference, 6, 11, "kst-2", false),
        mention(MentionType::Reference, 12, 17, "kst-2", false),
        mention(MentionType::Law, 18, 23, "law:x", false),
        nil(MentionType::Motion, 24, 31, "motion:y-?"),
        mention(MentionType::Reference, 32, 37, "kst-3", true),
    ]);
    let entity = |id: &'static str, kind, nil| Entity {
        id: id.into(),
        kind,
        label: id.into(),
        same_as: Vec::new(),
        nil,
    };
    doc.set_entities(vec![
        entity("kst-1", MentionType::Reference, false),
        entity("kst-2", MentionType::Reference, false),
        entity("law:x", MentionType::Law, false),
        entity("motion:y-?", MentionType::Motion, true),
    ]);
    doc.set_relations(vec![
        says(Term::Doc, Predicate::HasIdentifier, "kst-1", 0),
        says(Term::Doc, Predicate::Cites, "kst-2", 6),
        says(Term::Doc, Predicate::Cites, "law:x", 18),
    ]);
    let found = citations::of(&doc);
    let shown: Vec<_> = found.iter().map(|c| (c.paper.number(), c.paper.is_one, c.mentions.len())).collect();
    assert_eq!(shown, [("kst-2", true, 2), ("law:x", true, 1), ("", false, 1)]);
    assert!(page(&doc).contains("Citations <span class=\"count\">3</span>"));
    let mut list = Vec::new();
    write_index(&[IndexEntry::new(&doc)], &mut list).unwrap();
    assert!(String::from_utf8(list).unwrap().contains("<td data-name=\"cites\">3</td>"));
}
