//! How certain a citation is, why it is not exact, and where it is published.

use super::{attr, check_all};
use crate::citation::recognize_citations;
use griffier_doc::Document;

/// Class, reason and address of the only citation in `text`.
#[track_caller]
fn check(text: &str, class: &str, reason: &str, url: &str) {
    let cell = |key| attr(text, key).unwrap_or_default();
    assert_eq!(
        (cell("class"), cell("reason"), cell("url")),
        (class.into(), reason.into(), url.into()),
        "in {text:?}"
    );
}

const SITE: &str = "https://zoek.officielebekendmakingen.nl";

#[test]
fn a_citation_that_writes_all_parts_is_exact_and_needs_no_reason() {
    let rows = [
        ("Kamerstuk 33 694, nr. 45", "/kst-33694-45.html"),
        (
            "Kamerstuk 33 694, nrs. 43 en 59",
            "/kst-33694-43.html|https://zoek.officielebekendmakingen.nl/kst-33694-59.html",
        ),
        ("Kamerstuk 33 694", "/dossier/33694"),
        ("Handelingen II 2012/13, nr. 35, item 8", "/h-tk-20122013-35-8.html"),
        ("Stb. 2022, 310", "/stb-2022-310.html"),
        ("kst-1268678", "/kst-1268678.html"),
    ];
    for (text, path) in rows {
        check(text, "exact", "", &format!("{SITE}{path}"));
    }
}

#[test]
fn a_scheme_that_the_citation_does_not_follow_gives_no_address() {
    let rows = [
        "Kamerstukken II 1980/81, 16 625, nr. 4",
        "Kamerstukken II 2025/26, 36 045, nr. 214",
        "Kamerstuk 36 800 X, nr. 11",
        "Kamerstuk 15 516, nr. 42e",
        "Kamerstukken I 2003/04, 28 808, A",
        "stuk 36455 (R2188)",
        "Handelingen II 2010/11, nr. 35, item 8",
        "Handelingen II 2019/20, nr. 97",
        "Stb. 1979, 442",
        "Stcrt. 2005, 97",
        "Trb. 1988, 7",
        "TZ202309-077",
        "LJN AR5213",
    ];
    for text in rows {
        check(text, "exact", "", "");
    }
}

#[test]
fn every_other_class_gives_its_reason() {
    let rows = [
        ("Kamerstuk 36 180 en 32 852, nr. 89", "inferred", "the number belongs to the first dossier"),
        ("Kamerstuk 36 410, nrs. 1–3", "inferred", "a range is written and counted out"),
        ("Aanhangsel Handelingen 2024/25, nr. 9", "inferred", "no chamber is written, so the Tweede Kamer's"),
        ("onder nr. TO3357", "inferred", "a letter O is read as a zero"),
        ("ECLl:NL:HR:2019:2006", "inferred", "the prefix is misspelled"),
        ("de btw-richtlijn (2006/112/EG)", "inferred", "the kind of act is that of the name before it"),
        ("Kamerstuk 35 526 L.", "ambiguous", "the letter may be a paper's or a chapter's"),
        ("Verordening 2019/2003", "ambiguous", "either number may be the year"),
        ("Aanhangsel van de Handelingen, nr. 2386", "not-derivable", "no session is written"),
        ("Handelingen II 2020/21", "not-derivable", "no meeting is written"),
        ("PbEG L 327", "not-derivable", "no year is written"),
    ];
    for (text, class, reason) in rows {
        assert_eq!(attr(text, "class").as_deref(), Some(class), "in {text:?}");
        assert_eq!(attr(text, "reason").as_deref(), Some(reason), "in {text:?}");
        assert!(class == "inferred" || attr(text, "url").is_none(), "in {text:?}");
    }
    assert_eq!(attr("Kamerstuk 35 526 L.", "readings").as_deref(), Some("kst-35526-L|dossier-35526-L"));
}

#[test]
fn an_act_of_the_union_has_its_legislation_identifier() {
    let rows = [
        ("Verordening (EU) 2016/679", Some("reg/2016/679")),
        ("Uitvoeringsverordening (EU) 2019/947", Some("reg_impl/2019/947")),
        ("Gedelegeerde Verordening (EU) 2016/161", Some("reg_del/2016/161")),
        ("Richtlijn 95/46/EG", Some("dir/1995/46")),
        ("Besluit (EU) 2020/729", Some("dec/2020/729")),
        ("Besluit 2010/573/GBVB", None),
        ("Gemeenschappelijk Standpunt 2008/944/GBVB", None),
    ];
    for (text, path) in rows {
        let eli = path.map(|path| format!("http://data.europa.eu/eli/{path}/oj"));
        assert_eq!(attr(text, "eli"), eli, "in {text:?}");
    }
}

#[test]
fn spellings_beside_their_look_alikes() {
    check_all(&[
        "[[Trb. 1951, 154 en 1990, 94|trb-1951-154|trb-1990-94]] en 12 andere",
        "[[Staatscourant nr. 9231 van 2009|stcrt-2009-9231]]; de Staatscourant nr. 9231",
        "[[ETS-125|ETS-125]] en [[CETS No. 210|CETS-210]]; het ETS 2, ETS-2 en EU ETS",
        "de moties: [[28973-203|kst-28973-203]]; [[27858-257|kst-27858-257]]",
        "de bedragen: 28973-203; 27858-257",
        "([[EK 36 600 B, A|kst-36600-B-A]])",
        "[[Kamerstukken II, Zitting 1958-1959-5380, Nr. 3|kst-5380-3]], blz. 41",
        "Kamerstukken II 2020/21, 5380, nr. 3",
        "[[Verordening (EG) nr. 2037/2000|32000R2037]] en [[Verordening EU 2016/679|32016R0679]]",
        "de verordening (2021/22) en de richtlijn (12/34)",
        "het voorstel [[2018/0003 (NLE)|2018/0003(NLE)]] en 2018/0003 (ABC)",
        "[[PB L, 2024/1689, 12.7.2024|PbEU-2024-L1689]] en PB L, 2024",
        "Den Haag, [[ECLI:NL-\n:RBDHA:2023:2055|ECLI:NL:RBDHA:2023:2055]]",
        "het Gerecht in zaak [[T-612/17|T-612/17]]; de tank T-72/80",
        "zie [[ah-1271549|ah-1271549]] en ah-12715",
    ]);
}

#[test]
fn no_hit_without_a_class() {
    let text =
        "Kamerstuk 33 694, nr. 45; Aanhangsel van de Handelingen 12; Ons kenmerk: IENW/BSK-2021/123456";
    for hit in recognize_citations(&Document::from_text("test", text)) {
        assert!(hit.attrs.iter().any(|attr| attr.key == "class"), "{hit:?}");
    }
}
