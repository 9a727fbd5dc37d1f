//! Runs the annotated text of `tests/suite/`. `UPDATE_EXPECT=1` writes what the pipeline finds into the files instead.

use crate::PIPELINE;
use griffier::Document;
use griffier_tests::{Block, Case, Suite, difference, found_in, parse};
use griffier_tests::{exchanges, sections, unzoned, zoned};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

macro_rules! suites {
    ($($name:ident,)*) => {
        $(#[test] fn $name() { check(stringify!($name)); })*
        const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

suites! {
    abbreviations,
    citations,
    commitments,
    committees,
    dates,
    events,
    modality,
    motions,
    names,
    offices,
    persons,
    predicates,
    quantities,
    questions,
    relations,
    technologies,
    titles,
    urls,
    zones,
    zones_fiches,
    zones_questions,
    zones_reports,
}

fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("suite")
}

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The head of a letter of that date, before the text of a case.
pub(crate) fn head(date: &str) -> String {
    let mut parts = date.split('-').map(|part| part.parse::<usize>().unwrap());
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let month = MONTHS[month - 1];
    format!(
        "Aan de Voorzitter van de\nTweede Kamer der Staten-Generaal\n\nDatum {day} {month} {year}\n\nGeachte voorzitter,\n\n"
    )
}

pub(crate) fn annotate(text: &str) -> Document {
    let mut doc = Document::from_text("case", text);
    PIPELINE.run(&mut doc);
    doc
}

/// What is found for each block of `case`.
fn found<'c>(suite: &Suite, case: &'c Case) -> Vec<(Option<&'c Block>, String)> {
    let fail = |error: String| -> ! { panic!("{}: {error}", case.heading) };
    if case.zoned {
        let doc = annotate(&unzoned(&case.text.content).unwrap_or_else(|error| fail(error)));
        let mut all = vec![(Some(&case.text), zoned(&doc)), (case.exchanges.as_ref(), exchanges(&doc))];
        all.extend(case.sections.as_ref().map(|block| (Some(block), sections(&doc))));
        return all;
    }
    let (text, _) = parse(&case.text.content).unwrap_or_else(|error| fail(error));
    let head = case.date.as_deref().map(head).unwrap_or_default();
    let doc = annotate(&format!("{head}{text}"));
    let found = found_in(&doc, head.len(), suite).unwrap_or_else(|error| fail(error));
    vec![(Some(&case.text), found.text), (case.relations.as_ref(), found.relations)]
}

/// How what is found differs from what the blocks of `case` say; a block that is absent says that there is nothing.
fn differences(suite: &Suite, case: &Case) -> String {
    let differs = |(block, found): (Option<&Block>, String)| {
        difference(block.map_or("", |block| &block.content), &found).unwrap_or_default()
    };
    found(suite, case).into_iter().map(differs).collect()
}

/// The file with the blocks of the cases replaced by what is found.
fn rewrite(file: &str, suite: &Suite) -> String {
    let mut out = file.to_owned();
    for case in suite.cases.iter().rev() {
        let mut blocks: Vec<(&Block, String)> =
            found(suite, case).into_iter().filter_map(|(block, found)| Some((block?, found))).collect();
        blocks.sort_by_key(|(block, _)| std::cmp::Reverse(block.range.start));
        for (block, content) in blocks {
            out.replace_range(block.range.clone(), &format!("{content}\n"));
        }
    }
    out
}

fn check(name: &str) {
    let path = dir().join(format!("{name}.md"));
    let file = std::fs::read_to_string(&path).unwrap();
    let suite = Suite::parse(&file).unwrap_or_else(|error| panic!("{}, {error}", path.display()));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, rewrite(&file, &suite)).unwrap();
        return;
    }
    let mut report = String::new();
    let mut failed = 0;
    for case in &suite.cases {
        let differences = differences(&suite, case);
        if !differences.is_empty() {
            failed += 1;
            let _ = writeln!(report, "suite/{name}.md:{}: {}\n{differences}", case.line, case.heading);
        }
    }
    assert!(failed == 0, "{failed} of {} cases differ (- expected, + found)\n\n{report}", suite.cases.len());
}

#[test]
fn every_suite_is_run_and_holds_near_misses_beside_its_hits() {
    let files = xtask::files_with_extension(&dir(), "md").unwrap();
    let names: Vec<&str> = files.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, NAMES, "the files of tests/suite/ are those that `suites!` lists");
    for path in &files {
        let suite = Suite::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let near = suite.cases.iter().filter(|case| case.is_near_miss()).count();
        assert!(
            near * 3 >= suite.cases.len(),
            "{}: {near} near misses of {} cases",
            path.display(),
            suite.cases.len()
        );
        let zoned = suite.cases.iter().all(|case| case.zoned);
        assert!(
            zoned || !suite.types.is_empty() || !suite.predicates.is_empty() || suite.commitments,
            "{} declares nothing",
            path.display()
        );
    }
}

#[test]
fn every_predicate_of_a_case_is_declared_and_every_mark_of_a_declared_type() {
    for path in xtask::files_with_extension(&dir(), "md").unwrap() {
        let suite = Suite::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in suite.cases.iter().filter(|case| !case.zoned) {
            let place = format!("{}:{}", path.display(), case.line);
            let (_, marks) = parse(&case.text.content).unwrap_or_else(|error| panic!("{place}: {error}"));
            for mark in marks {
                let kind = mark.label.split(' ').next().unwrap();
                assert!(suite.types.iter().any(|t| t.name() == kind), "{place}: {kind} is not declared");
            }
            assert!(
                !case.is_near_miss() || case.heading.len() > 10,
                "{place}: say what the near miss looks like"
            );
            assert!(
                case.relations.is_none() || !suite.predicates.is_empty() || suite.commitments,
                "{place}: no predicates declared"
            );
        }
    }
}
