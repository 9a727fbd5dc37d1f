//! Decisions of people: applied, measured against, learned from, taken over from other tools.

use crate::{Desk, LETTER, check_refused};

const HEADER: &str = "decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote\n";

/// The header as it is written, with the column for the objects of relations.
const OBJECTS: &str = "decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote\tobject\tnegated\tmodality\n";

fn file(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

/// The words, type and meaning of each mention.
fn mentions(record: &serde_json::Value) -> Vec<String> {
    let mentions = record["mentions"].as_array().unwrap().iter();
    mentions
        .map(|mention| {
            let part = |key: &str| mention[key].as_str().unwrap_or("-").to_owned();
            [part("text"), part("type"), part("entity")].join(" ")
        })
        .collect()
}

fn annotated(desk: &Desk, args: &[&str]) -> serde_json::Value {
    let run = desk.run(&[&["annotate", "-q"], args].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{args:?}");
    run.records().remove(0)
}

#[test]
fn a_corrected_letter_has_what_people_decided_and_nothing_that_follows_from_what_they_rejected() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let plain = annotated(&desk, &["a.txt"]);
    assert!(mentions(&plain).contains(&"NAVO ORGANISATION org:navo".to_owned()));
    let rows = "reject\ta\tORGANISATION\torg:navo\tNAVO\tDe \t kwam op\t\n\
                add\ta\tORGANISATION\tNIL\tlidstaat\tEén \t gaf\t\n\
                reject\ta\tPERSON\t\tK.H. Ollongren\t\t\t\n";
    desk.put("c.tsv", file(rows));
    let record = annotated(&desk, &["a.txt", "--corrections", "c.tsv"]);
    let found = mentions(&record);
    assert!(
        !found.iter().any(|mention| mention.starts_with("NAVO ") || mention.starts_with("K.H.")),
        "{found:?}"
    );
    assert!(found.contains(&"lidstaat ORGANISATION org:lidstaat".to_owned()), "{found:?}");
    let text = record.to_string();
    assert!(text.contains("\"why\":\"rule correction; c.tsv:3: add\""), "{text}");
    let entities: Vec<&str> =
        record["entities"].as_array().unwrap().iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    assert!(entities.contains(&"org:lidstaat") && !entities.contains(&"org:navo"), "{entities:?}");
    let signed = |record: &serde_json::Value| {
        let relations = record["relations"].as_array().unwrap().iter();
        relations.filter(|relation| relation["predicate"] == "signed_by").count()
    };
    assert_eq!((signed(&plain), signed(&record)), (1, 0));
    // Every end of a relation is the letter or something that is mentioned or held.
    for relation in record["relations"].as_array().unwrap() {
        for end in ["subject", "object"] {
            let id = relation[end].as_str().unwrap();
            let known =
                id == "DOC" || text.contains(&format!("\"entity\":\"{id}\"")) || entities.contains(&id);
            assert!(known, "{relation}");
        }
    }
}

#[test]
fn decisions_hold_when_the_letter_comes_in_another_format() {
    let desk = Desk::new();
    desk.put("c.tsv", file("reject\ta\tORGANISATION\torg:navo\tNAVO\tGeachte voorzitter,\\n\\nDe \t kwam op 11 april 2022 in\t\n"));
    let html = "<html><body><p>Den Haag, 12 mei 2022</p><p>Geachte voorzitter,</p><p>De <b>NAVO</b> kwam op 11&nbsp;april\n\
                2022 in Genève bijeen. De NAVO ook.</p></body></html>";
    desk.put("a.html", html);
    let found = mentions(&annotated(&desk, &["a.html", "--corrections", "c.tsv"]));
    assert_eq!(found.iter().filter(|mention| mention.starts_with("NAVO")).count(), 1, "{found:?}");
}

/// Every mention of a letter accepted in its text; the decisions looked up in the same letter in another format.
#[test]
fn most_decisions_about_a_letter_find_their_place_in_each_of_its_formats() {
    let desk = Desk::new();
    let name = "002_f2101d06232d0696";
    let text = std::fs::read_to_string(crate::project(&format!("seeds/{name}.txt"))).unwrap();
    let record = annotated(&desk, &[&crate::project(&format!("seeds/{name}.txt"))]);
    let cell = |words: &str| {
        words.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r")
    };
    let rows: Vec<String> = (record["mentions"].as_array().unwrap().iter())
        .map(|mention| {
            let at = |key: &str| mention[key].as_u64().unwrap() as usize;
            let span = griffier::Span::at(at("start"), at("end"));
            let (before, after) = griffier::corrections::context(&text, span);
            let part = |key: &str| mention[key].as_str().unwrap_or("").to_owned();
            let words = [part("type"), part("entity"), cell(&part("text")), cell(before), cell(after)];
            format!("accept\t{name}\t{}\t\n", words.join("\t"))
        })
        .collect();
    desk.put("c.tsv", file(&rows.concat()));
    for end in ["docx", "html", "odt", "pdf", "xml"] {
        let letter = crate::project(&format!("tests/formats/{name}.{end}"));
        let run = desk.run(&["annotate", "-q", &letter, "--corrections", "c.tsv"]);
        let lost = run.out.matches("correction::unbound").count();
        assert!(lost * 50 <= rows.len(), "{end}: {lost} of {} have no place: {}", rows.len(), run.err);
    }
}

#[test]
fn decisions_without_a_place_are_said_and_contradictions_refused() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    desk.put(
        "c.tsv",
        file("reject\ta\t\t\tWTO\t\t\t\nreject\telders\t\t\tWTO\t\t\t\nreject\t\t\t\tVN\t\t\t\n"),
    );
    let run = desk.run(&["annotate", "-q", "a.txt", "--corrections", "c.tsv"]);
    assert_eq!(run.status, 0);
    assert!(
        run.out.contains("\"code\":\"correction::unbound\",\"message\":\"c.tsv:2: `WTO` stands nowhere"),
        "{}",
        run.out
    );
    let lines: Vec<&str> = run.err.lines().map(|line| line.split(" stands").next().unwrap()).collect();
    assert_eq!(lines, ["griffier: warning: c.tsv:2: `WTO`", "griffier: warning: c.tsv:4: `VN`"]);
    desk.put("d.tsv", file("reject\ta\t\t\tNAVO\t\t\t\naccept\ta\tORGANISATION\torg:navo\tNAVO\t\t\t\n"));
    let run = desk.run(&["annotate", "a.txt", "--corrections", "d.tsv"]);
    check_refused(
        &run,
        &["griffier: d.tsv:3: accept ORGANISATION org:navo of `NAVO` contradicts d.tsv:2: reject\n"],
    );
    check_refused(
        &desk.run(&["annotate", "a.txt", "--corrections", "a.txt"]),
        &["a.txt:1: the first line is not"],
    );
    check_refused(
        &desk.run(&["annotate", "a.txt", "--corrections", "nergens.tsv"]),
        &["nergens.tsv: cannot read"],
    );
}

#[test]
fn annotations_are_measured_against_corrected_letters() {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER);
    desk.put("in/b.txt", LETTER);
    desk.put("c.tsv", file("reject\ta\t\t\tNAVO\t\t\t\nadd\ta\tORGANISATION\tNIL\tlidstaat\t\t\t\n"));
    let run = desk.run(&["eval", "in", "--corrections", "c.tsv", "--json", "--errors"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.status, &report["letters"]), (0, &1.into()), "{run:?}");
    let differences: Vec<_> = (report["differences"].as_array().unwrap().iter())
        .filter(|difference| difference["item"] == "ORGANISATION")
        .map(|difference| {
            format!("{} {}", difference["verdict"].as_str().unwrap(), difference["text"].as_str().unwrap())
        })
        .collect();
    assert_eq!(differences, ["false NAVO", "missed lidstaat"]);
    check_refused(&desk.run(&["eval", "in"]), &["--gold"]);
}

#[test]
fn what_was_corrected_teaches_lists_and_exceptions_that_a_next_run_takes() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    desk.put("b.txt", "De lidstaat van de NAVO.\n");
    desk.put(
        "c.tsv",
        file(
            "reject\ta\tORGANISATION\t\tNAVO\tDe \t kwam\t\nadd\ta\tORGANISATION\tNIL\tlidstaat\tEén \t\t\n",
        ),
    );
    let shown = desk.run(&["learn", "c.tsv"]);
    assert_eq!(
        (shown.status, shown.out.as_str()),
        (
            0,
            "row        ORGANISATION org:lidstaat lidstaat (decisions 1, letters 1)\n\
             exception  ORGANISATION NAVO (rejected 1 time in 1 letter)\n"
        )
    );
    assert_eq!(
        shown.err,
        "griffier: 1 row, 1 exception, nothing to learn from 0 names\ngriffier: no letter was looked at: 2 decisions \
         taken at their word, also what stands in no letter; --letters PATH checks that\n"
    );
    desk.run(&["learn", "c.tsv", "-o", "learned"]);
    let nowhere = "add\ta\tORGANISATION\tNIL\tPlatform Zeegras\t\t\t\nreject\t\t\t\tKamerbrief\t\t\t\n";
    desk.put("d.tsv", desk.read("c.tsv") + nowhere);
    assert!(desk.run(&["learn", "d.tsv"]).out.contains("Platform Zeegras"));
    let held = desk.run(&["learn", "d.tsv", "--letters", "a.txt"]);
    let general = "exception   Kamerbrief ()\n";
    assert_eq!(held.out.replace(general, ""), shown.out, "{held:?}");
    assert!(held.out.contains(general), "{held:?}");
    assert!(held.err.contains("d.tsv:4: `Platform Zeegras` stands in no letter"), "{held:?}");
    assert!(!held.err.contains("no letter was looked at"), "{held:?}");
    // What was rejected at one place and stands at another is rejected there alone.
    let weighed = desk.run(&["learn", "c.tsv", "--letters", "a.txt", "--letters", "b.txt", "-o", "weighed"]);
    assert_eq!(weighed.status, 0, "{weighed:?}");
    let exception = desk.read("weighed/exceptions.tsv");
    assert!(
        exception.contains("reject\ta\tORGANISATION\t\tNAVO\tDe \\t kwam\t")
            || exception.contains("reject\ta\tORGANISATION\t\tNAVO\tDe \t kwam\t"),
        "{exception}"
    );
    assert!(exception.contains("here alone; elsewhere these words have "), "{exception}");
    let found = mentions(&annotated(&desk, &["b.txt", "--corrections", "weighed/exceptions.tsv"]));
    assert!(found.iter().any(|mention| mention.starts_with("NAVO")), "{found:?}");
    assert_eq!(desk.run(&["learn", "c.tsv", "--letters", "weg.txt"]).status, 1);
    let args = ["b.txt", "--gazetteer", "learned/rows.tsv", "--corrections", "learned/exceptions.tsv"];
    assert_eq!(mentions(&annotated(&desk, &args)), ["lidstaat ORGANISATION org:lidstaat"]);
}

#[test]
fn what_people_left_in_another_tool_is_taken_over() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    desk.run(&["annotate", "a.txt", "-q", "--format", "brat", "-o", "brat"]);
    desk.run(&["annotate", "a.txt", "-q", "--format", "brat", "-o", "before"]);
    let name = std::fs::read_dir(desk.path("brat")).unwrap().map(|entry| entry.unwrap().file_name());
    let name = name.map(|name| name.into_string().unwrap()).find(|name| name.ends_with(".ann")).unwrap();
    let left: Vec<String> = desk
        .read(&format!("brat/{name}"))
        .lines()
        .filter(|line| !line.contains("NAVO"))
        .map(str::to_owned)
        .collect();
    desk.put(&format!("brat/{name}"), left.join("\n"));
    let none = desk.run(&["corrections", "import", "before"]);
    assert_eq!((none.out.as_str(), none.err.as_str()), (OBJECTS, "griffier: 0 decisions in 1 text\n"));
    for args in [&["brat"][..], &["brat", "--original", "before"]] {
        let run = desk.run(&[&["corrections", "import"], args].concat());
        let rows: Vec<&str> = run.out.lines().skip(1).collect();
        assert_eq!(rows.len(), 1, "{run:?}");
        assert!(rows[0].starts_with("reject\t\tORGANISATION\torg:navo\tNAVO\t"), "{rows:?}");
    }
    desk.run(&["annotate", "a.txt", "-q", "--format", "label-studio", "-o", "tasks.json"]);
    let mut tasks: serde_json::Value = serde_json::from_str(&desk.read("tasks.json")).unwrap();
    let mut result = tasks[0]["predictions"][0]["result"].clone();
    let navo =
        result.as_array_mut().unwrap().iter_mut().find(|item| item["value"]["text"] == "NAVO").unwrap();
    navo["value"]["labels"][0] = "EVENT".into();
    tasks[0]["annotations"] = serde_json::json!([{ "result": result }]);
    desk.put("export.json", tasks.to_string());
    tasks[0]["predictions"] = serde_json::json!([17]);
    desk.put("numbers.json", tasks.to_string());
    for args in [&["export.json"][..], &["numbers.json"], &["numbers.json", "--original", "tasks.json"]] {
        let run = desk.run(&[&["corrections", "import", "-o", "c.tsv"], args].concat());
        assert_eq!((run.status, run.err.as_str()), (0, "griffier: 1 decision in 1 text\n"), "{args:?}");
        let content = desk.read("c.tsv");
        assert_eq!(content.lines().count(), 2, "{args:?} {content}");
        assert!(content.contains("\nretype\ta\tEVENT\t\tNAVO\t"), "{args:?} {content}");
    }
    let found = mentions(&annotated(&desk, &["a.txt", "--corrections", "c.tsv"]));
    assert!(found.contains(&"NAVO EVENT event:navo".to_owned()), "{found:?}");
    check_refused(&desk.run(&["corrections", "import", "a.txt"]), &["neither brat"]);
}

#[test]
fn relations_are_corrected_too_and_the_run_says_what_changed() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    desk.run(&["annotate", "a.txt", "-q", "-o", "old.jsonl"]);
    let rows = "reject\ta\tsigned_by\tDOC\tOllongren\t\t\t\tperson:kajsa-ollongren\n\
                add\ta\tsupports\torg:navo\taan Oekraïne\t\t\t\tcountry:UA\n\
                add\ta\tsupports\torg:navo\taan Oekraïne\t\t\t\torg:elders\n";
    desk.put("c.tsv", format!("{OBJECTS}{rows}"));
    let run = desk.run(&["annotate", "a.txt", "-q", "-o", "new.jsonl", "--corrections", "c.tsv"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let diff = desk.run(&["diff", "old.jsonl", "new.jsonl"]);
    let is_change = |line: &&str| ["  + ", "  - ", "  ~ "].iter().any(|mark| line.starts_with(mark));
    let changes: Vec<&str> = diff.out.lines().filter(is_change).collect();
    assert_eq!(changes.len(), 3, "{changes:#?}");
    assert!(changes.iter().any(|line| line.starts_with("  - signed_by DOC → person:kajsa-ollongren")));
    assert!(changes.iter().any(|line| line.starts_with("  + supports org:navo → country:UA")));
    let record = &crate::records(&desk.read("new.jsonl"))[0];
    let codes: Vec<&str> =
        record["diagnostics"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["correction::unknown-id"]);
    let learned = desk.run(&["learn", "c.tsv"]);
    assert!(learned.err.contains("3 decisions about relations"), "{learned:?}");
}
