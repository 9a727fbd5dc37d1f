//! The list, read back: a row a letter, each paper and act once, and what is left out is counted.

use super::*;
use griffier_doc::{
    Document, Entity, Format, MentionType, Meta, Modality, Predicate, Relation, Source, Term,
};
use griffier_text::Span;

/// A letter of 11 October 2021 that says these things of itself; a thing is an id, its type, its name and its number elsewhere.
fn letter(
    path: &str,
    format: Format,
    things: &[(&str, MentionType, &str, &str)],
    says: &[(Predicate, &str)],
) -> Document {
    let source = Source { path: path.to_owned(), format, sha256: String::new(), bytes: 4 };
    let mut doc = Document::new("brief".to_owned(), source, "Tekst".to_owned());
    let entity = |&(id, kind, label, same): &(&str, MentionType, &str, &str)| Entity {
        id: id.to_owned().into(),
        kind,
        label: label.to_owned().into(),
        same_as: if same.is_empty() { vec![] } else { vec![same.to_owned().into()] },
        nil: false,
    };
    doc.set_entities(things.iter().map(entity).collect());
    let relation = |&(predicate, id): &(Predicate, &str)| Relation {
        subject: Term::Doc,
        predicate,
        object: Term::Id(id.to_owned().into()),
        evidence: Span::at(0, 5),
        confidence: 0.9,
        why: "test",
        negated: false,
        modality: Modality::Asserted,
    };
    doc.set_relations(says.iter().map(relation).collect());
    doc.set_meta(Meta {
        date: Some("2021-10-11".into()),
        subject: Some("Verslag van 1 juni 2021.".into()),
        ..Meta::default()
    });
    doc
}

fn list(letters: &[Document]) -> String {
    let located = |(doc, number): (&Document, u32)| IndexEntry::new(doc).located(format!("{number}.html"));
    let entries: Vec<IndexEntry> = letters.iter().zip(1..).map(located).collect();
    let mut out = Vec::new();
    write_index(&entries, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn part<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    page.split_once(from).unwrap().1.split_once(to).unwrap().0
}

const MOTION: (&str, MentionType, &str, &str) =
    ("motion:kst-33694-43", MentionType::Motion, "motie Koopmans", "");
const PAPER: (&str, MentionType, &str, &str) =
    ("kst-33694-43", MentionType::Reference, "Kamerstuk 33694, nr. 43", "");
const LAW: (&str, MentionType, &str, &str) =
    ("law:grondwet", MentionType::Law, "Grondwet", "bwb:BWBR0001840");
const ACT: (&str, MentionType, &str, &str) = ("BWBR0001840", MentionType::Reference, "BWBR0001840", "");

#[test]
fn a_paper_or_act_is_one_by_whichever_name_it_is_cited() {
    let cites = |things: &[(&'static str, MentionType, &'static str, &'static str)]| {
        things.iter().map(|(id, ..)| (Predicate::Cites, *id)).collect::<Vec<_>>()
    };
    let things = [[ACT, PAPER, MOTION, LAW].as_slice(), &[ACT, PAPER]];
    let letters = [("a/1.txt", things[0]), ("a/2.txt", things[1])];
    let letters = letters.map(|(path, things)| letter(path, Format::Text, things, &cites(things)));
    let page = list(&letters);
    let ranking = part(&page, "<details id=\"cited\"", "</details>");
    assert_eq!(ranking.matches("<tr>").count(), 2, "{ranking}");
    assert!(ranking.contains("Grondwet <code>BWBR0001840</code></td><td class=\"count\">2<"), "{ranking}");
    assert!(
        ranking.contains("motie Koopmans <code>kst-33694-43</code></td><td class=\"count\">2<"),
        "{ranking}"
    );
    assert_eq!(page.matches("<td data-name=\"cites\">2</td>").count(), 2, "{page}");
}

#[test]
fn a_letter_in_several_formats_is_one_and_letters_of_one_name_are_told_apart() {
    let says = [(Predicate::SignedBy, "person:x")];
    let same = [PAPER, LAW];
    let page = list(&[
        letter("in/brief.docx", Format::Docx, &same, &says),
        letter("in/brief.pdf", Format::Pdf, &same, &says),
        letter("in/oud/brief.pdf", Format::Pdf, &[MOTION], &says),
        letter("in/l.jsonl!/2", Format::Text, &[], &says),
    ]);
    assert!(page.contains("<h1>3 letters in 4 files</h1>") && page.contains("3 shown"), "{page}");
    assert!(page.contains("docx, also <a href=\"2.html\">pdf</a>"), "{page}");
    for file in [">brief.docx<", ">oud/brief.pdf<", ">l.jsonl!/2<"] {
        assert!(part(&page, "<tbody>", "</tbody>").contains(file), "{file} {page}");
    }
    let signed = part(&page, "<details id=\"signed\"", "</details>");
    assert!(signed.contains("<td class=\"count\">3</td>"), "{signed}");
    assert!(!signed.contains("2021.,"), "titles are not strung together: {signed}");
    let page = list(&[letter("/home/wie/brief.txt", Format::Text, &[], &[])]);
    assert!(page.contains("<h1>1 letter</h1>") && !page.contains("class=\"files\""), "{page}");
    let page =
        list(&[letter("/home/wie/brief.txt", Format::Text, &[], &[]), letter("b", Format::Text, &[], &[])]);
    assert!(!page.contains("/home") && page.contains(">brief.txt<"), "{page}");
}

#[test]
fn the_same_bytes_are_one_letter_whatever_they_are_called() {
    let copy = |path: &str, id: &str, date: Option<&str>| {
        let source = Source { path: path.into(), format: Format::Text, sha256: "12".into(), bytes: 4 };
        let mut doc = Document::new(id.into(), source, "Tekst".into());
        doc.set_meta(Meta { date: date.map(str::to_owned), ..Meta::default() });
        doc
    };
    let page = list(&[copy("in/a/brief.txt", "brief", None), copy("in/b/brief.txt", "brief", None)]);
    assert!(page.contains("<h1>1 letter in 2 files</h1>"), "{page}");
    assert!(page.contains("a/brief.txt, also <a href=\"2.html\">b/brief.txt</a>"), "{page}");
    let page = list(&[copy("kst-1.txt", "kst-1", None), copy("blg-2.txt", "blg-2", None)]);
    assert!(page.contains("<h1>1 letter in 2 files</h1>"), "{page}");
    assert!(page.contains("kst-1, also <a href=\"2.html\">blg-2</a>"), "{page}");
    // What is stated of each differs: two letters, and each says of the other that it has its text.
    let (early, late) = (Some("2021-10-11"), Some("2022-10-11"));
    let page = list(&[copy("1.txt", "a", early), copy("2.txt", "b", late), copy("3.txt", "c", late)]);
    assert!(page.contains("<h1>2 letters in 3 files</h1>"), "{page}");
    assert!(page.contains("the same text as <a href=\"1.html\">a</a> of 2021-10-11"), "{page}");
    assert!(page.contains("b, also <a href=\"3.html\">c</a>"), "{page}");
    // Of letters without a file nobody knows the bytes.
    assert!(
        list(&[Document::from_text("a", "x"), Document::from_text("b", "y")]).contains("<h1>2 letters</h1>")
    );
}

#[test]
fn where_only_an_office_signs_it_is_named() {
    let office = ("office:min-bz", MentionType::Office, "minister van Buitenlandse Zaken", "");
    let person = ("person:x", MentionType::Person, "Wie", "");
    let page = list(&[
        letter("1.txt", Format::Text, &[office], &[(Predicate::SignedAs, office.0)]),
        letter(
            "2.txt",
            Format::Text,
            &[office, person],
            &[(Predicate::SignedAs, office.0), (Predicate::SignedBy, person.0)],
        ),
    ]);
    let cells: Vec<&str> = page.split("data-name=\"signed by\">").skip(1).collect();
    assert!(cells[0].starts_with("minister van Buitenlandse Zaken</td>"), "{page}");
    assert!(cells[1].starts_with("Wie</td>"), "{page}");
}

#[test]
fn what_a_ranking_leaves_out_is_counted_truly() {
    let letters = |papers: usize| -> Vec<Document> {
        let ids: Vec<String> = (0..papers).map(|n| format!("kst-33694-{n}")).collect();
        let things: Vec<_> =
            ids.iter().map(|id| (id.as_str(), MentionType::Reference, id.as_str(), "")).collect();
        let cites: Vec<_> = ids.iter().map(|id| (Predicate::Cites, id.as_str())).collect();
        ["1.txt", "2.txt"].map(|path| letter(path, Format::Text, &things, &cites)).into()
    };
    assert!(
        list(&letters(MOST + 3))
            .contains("<p>3 more are not listed, none of them in more than 2 letters.</p>")
    );
    assert!(
        list(&letters(MOST + 3)[..1]).contains("<p>3 more are not listed, each of them in one letter.</p>")
    );
    assert!(!list(&letters(MOST)).contains("not listed"));
}
