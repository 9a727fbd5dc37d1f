//! Articles of acts that others found: `<…>` stands around the name of an act.

use crate::citation::recognize_articles;
use griffier_doc::{Document, Hit, MentionType, Target};
use griffier_text::Span;

/// Every article found in `marked`, as `words = parts`.
#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    let (mut text, mut acts, mut open) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '<' => open = text.len(),
            '>' => acts.push(Span::at(open, text.len())),
            c => text.push(c),
        }
    }
    let mut doc = Document::from_text("test", &text);
    let hit = |&act: &Span| Hit::rule(act, MentionType::Law, Target::Name, "test");
    doc.push_hits(acts.iter().map(hit).collect());
    let found = recognize_articles(&doc);
    let show = |hit: &Hit| match &hit.target {
        Target::Parts { act, parts } => {
            assert!(acts.contains(act), "in {text:?}");
            format!("{} = {}", doc.slice(hit.span), parts.join("|"))
        }
        other => format!("{other:?}"),
    };
    assert_eq!(found.iter().map(show).collect::<Vec<_>>(), expected, "in {text:?}");
}

#[test]
fn an_article_leads_up_to_its_act() {
    let rows = [
        ("artikel 3.3, zevende lid, <Woo>", "art=3.3;lid=7"),
        (
            "artikel 3.3, zevende lid jo. vijfde lid, aanhef en onder i, <Woo>",
            "art=3.3;lid=7;onderdeel=i|art=3.3;lid=5;onderdeel=i",
        ),
        ("artikel 5:9, aanhef en onder b, <Awb>", "art=5:9;onderdeel=b"),
        ("artikel 6, lid 1, onder f) van de <AVG>", "art=6;lid=1;onderdeel=f"),
        ("artikel 8, 9 en 10 van de <Wpg>", "art=8|art=9|art=10"),
        ("artikelen 3 tot en met 5 van de <Wpg>", "art=3|art=4|art=5"),
        ("artikel 2, eerste en derde lid, van de <Wpg>", "art=2;lid=1|art=2;lid=3"),
        ("artikel 2, eerste tot en met derde lid, <Wpg>", "art=2;lid=1|art=2;lid=2|art=2;lid=3"),
        ("artikel 2, tweede lid, en artikel 10, eerste lid, van het <Verdrag>", "art=2;lid=2|art=10;lid=1"),
        ("art. 26 <Regeling>", "art=26"),
        ("artikel 33van het <Verdrag>", "art=33"),
        ("artikel 2 van de<Wet>", "art=2"),
        ("artikel 5, onder a en b, <Wet>", "art=5;onderdeel=a|art=5;onderdeel=b"),
        ("artikel 5, onderdeel c, onder 2°, van de <Wet>", "art=5;onderdeel=c"),
        ("artikel 5, tweede lid, eerste volzin, van de <Wet>", "art=5;lid=2"),
        ("artikel IV van de <Wet>", "art=IV"),
        ("artikel 7, 2e lid, <Wet>", "art=7;lid=2"),
    ];
    for (marked, parts) in rows {
        let words = marked.replace(['<', '>'], "");
        check(marked, &[&format!("{words} = {parts}")]);
    }
}

#[test]
fn an_article_may_stand_behind_its_act() {
    check(
        "de <Wet luchtvaart> (in artikel 8.17, lid 5 onder c) en",
        &["artikel 8.17, lid 5 onder c = art=8.17;lid=5;onderdeel=c"],
    );
    check("<Wabo>, art. 2.12, eerste lid.", &["art. 2.12, eerste lid = art=2.12;lid=1"]);
    check("de <Woo>, artikel 5 van de <Awb>", &["artikel 5 van de Awb = art=5"]);
}

#[test]
fn what_leads_to_no_act_is_no_article_of_one() {
    let rows = [
        "artikel 5 van de overeenkomst. De <Woo> geldt",
        "artikel 12 over de <Woo>",
        "het artikel in de krant over de <Woo>",
        "partikel 3 <Woo>",
        "artikel 3\n\nDe <Woo> geldt",
        "de <Woo>. Artikel 5 is vervallen",
        "de <Woo>, artikel 5 van de overeenkomst",
        "artikel drie van de <Woo>",
    ];
    for marked in rows {
        check(marked, &[]);
    }
}
