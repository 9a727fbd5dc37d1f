//! `griffier kb lookup|show` and time: bodies that came back, names of a day, and days after what the lists know.

use crate::{Desk, check_refused};
use serde_json::Value;

/// Verdict, identifier and label of the best candidate on a day.
#[track_caller]
fn check(name: &str, day: &str, expected: [&str; 3]) {
    let run = Desk::new().run(&["kb", "lookup", name, "--date", day, "--type", "ORGANISATION", "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    let best = &report["candidates"][0];
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    assert_eq!([&report["verdict"], &best["id"], &best["label"]].map(text), expected, "{name} on {day}");
}

#[test]
fn a_ministry_is_there_in_the_times_of_its_name() {
    let ez = ["one", "org:ministerie-ez", "Ministerie van Economische Zaken"];
    let no_ez = ["nil", "org:ministerie-ez", "Ministerie van Economische Zaken"];
    for (day, expected) in
        [("2005", ez), ("2011-06-01", no_ez), ("2015", ez), ("2019", no_ez), ("2025", ez), ("2026-06", no_ez)]
    {
        check("Economische Zaken", day, expected);
    }
    let ezk = "Ministerie van Economische Zaken en Klimaat";
    check(ezk, "2020", ["one", "org:ministerie-ezk", ezk]);
    check(ezk, "2025", ["nil", "org:ministerie-ezk", ezk]);
    check(ezk, "2026-03", ["one", "org:ministerie-ezk", ezk]);
    let farms = "Ministerie van Landbouw, Natuur en Voedselkwaliteit";
    check("LNV", "2001", ["one", "org:ministerie-lnbv", "Ministerie van Landbouw, Natuurbeheer en Visserij"]);
    check("LNV", "2005", ["one", "org:ministerie-lnv", farms]);
    check("LNV", "2012", ["nil", "org:ministerie-lnv", farms]);
    check("LNV", "2020", ["one", "org:ministerie-lnv", farms]);
    check("V&J", "2012", ["one", "org:ministerie-venj", "Ministerie van Veiligheid en Justitie"]);
    check("J&V", "2020", ["one", "org:ministerie-jenv", "Ministerie van Justitie en Veiligheid"]);
    check("Justitie", "2005", ["one", "org:ministerie-justitie", "Ministerie van Justitie"]);
    check("OCW", "2002", ["one", "org:ministerie-ocw", "Ministerie van Onderwijs, Cultuur en Wetenschappen"]);
    check("OCW", "2004", ["one", "org:ministerie-ocw", "Ministerie van Onderwijs, Cultuur en Wetenschap"]);
}

#[test]
fn a_name_that_was_not_in_use_points_to_the_one_that_was() {
    let run = Desk::new().run(&["kb", "lookup", "EZ", "--date", "2020-01-01"]);
    let words = "; the same body then: org:ministerie-ezk Ministerie van Economische Zaken en Klimaat\n";
    assert!(run.out.contains(words), "{run:?}");
}

#[test]
fn an_office_without_a_known_end_is_not_held_for_ever() {
    let desk = Desk::new();
    let holder = |day: &str| desk.run(&["kb", "lookup", "minister van Defensie", "--date", day]).out;
    assert!(holder("2026-10-01").contains("× 1.0  held then by "), "{}", holder("2026-10-01"));
    let after = holder("2099");
    let words = "× 0.8  after what the lists know, whose latest day is 2026-";
    assert!(
        after.contains(words) && after.contains("; last known: ") && !after.contains("held then"),
        "{after}"
    );
    let row = "id,name,type\nperson:x,Xenia Ybema,PERSON\n";
    desk.put("p.csv", row).put("t.tsv", "person\toffice\tfrom\tto\nperson:x\toffice:min-def\t2099\t\n");
    let args = ["kb", "lookup", "minister van Defensie", "--date", "2099-05-01", "--gazetteer", "p.csv"];
    let run = desk.run(&[&args[..], &["--gazetteer", "t.tsv"]].concat());
    assert!(run.out.contains("Xenia Ybema (from 2099, no end known)"), "{run:?}");
    let seat = desk.run(&["kb", "show", "person:agnes-mulder"]).out;
    assert!(seat.contains("from 2012-09-20, no end known, seen 2022-08-03 for org:cda"), "{seat}");
}

#[test]
fn a_name_of_nothing_is_said_to_be_none() {
    for name in ["", " ", "--", "…"] {
        let run = Desk::new().run(&["kb", "lookup", "--", name]);
        check_refused(&run, &["has no letter and no digit"]);
    }
}
