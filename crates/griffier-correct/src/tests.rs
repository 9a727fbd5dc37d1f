//! Decisions bound, applied, taught and read from other tools.

use super::*;
use crate::squeeze::Squeezed;
use griffier_doc::{Diagnostic, Document, Entity, Link, Mention, MentionType, Meta, Origin, Role};
use griffier_gazetteer::{Builder, Entry, KnowledgeBase};
use griffier_text::Span;
use std::path::Path;
use std::sync::OnceLock;

const TEXT: &str = "Den Haag, 12 mei 2022\n\nDe NAVO en de Neder-\nlandse Raad spraken. De **NAVO** koos; een NAVO-chef sprak.";

/// A list of three names.
fn kb() -> KnowledgeBase {
    static KB: OnceLock<KnowledgeBase> = OnceLock::new();
    *KB.get_or_init(|| {
        let mut builder = Builder::new();
        let list = builder.list("test.tsv", Path::new("test.tsv"), 0);
        let rows = [
            ("org:navo", "NAVO", MentionType::Organisation),
            ("org:eu", "Europese Unie", MentionType::Organisation),
            ("policy:raad", "Raadsplan", MentionType::Policy),
        ];
        for (i, (id, name, kind)) in rows.into_iter().enumerate() {
            let entry = Entry { id: id.into(), name: name.into(), kind: Some(kind), ..Entry::default() };
            builder.add(list, i + 2, &entry);
        }
        KnowledgeBase::open(builder.finish("").unwrap().leak()).unwrap()
    })
}

fn parse(rows: &str) -> Vec<Decision> {
    read("c.tsv", &format!("{HEADER}\n{rows}")).unwrap()
}

/// The words at the places of the one decision in `row`, with what stands right before each.
#[track_caller]
fn check_bound(text: &str, row: &str, expected: &[usize]) {
    let decision = parse(row).remove(0);
    let spans = bind::bind(text, &Squeezed::new(text), &decision);
    let starts: Vec<usize> = spans.iter().map(|span| span.start()).collect();
    assert_eq!(starts, expected, "{row}");
    let words = squeeze::squeeze(&decision.text);
    assert!(spans.iter().all(|span| squeeze::squeeze(&text[span.range()]) == words));
}

#[test]
fn words_bind_whatever_the_lay_out() {
    let at = |words: &str, nth: usize| TEXT.match_indices(words).nth(nth).unwrap().0;
    let all = [at("NAVO", 0), at("NAVO", 1), at("NAVO", 2)];
    check_bound(TEXT, "reject\t\t\t\tNAVO", &all);
    check_bound(TEXT, "reject\t\t\t\tNAVO\tDe \t en de Nederlandse", &all[..1]);
    check_bound(TEXT, "reject\t\t\t\tNAVO\tRaad spraken.\\n\\nDe “\t” koos", &all[1..2]);
    check_bound(TEXT, "reject\t\t\t\tNAVO\t\t-chef", &all[2..]);
    check_bound(TEXT, "reject\t\t\t\tNederlandse  Raad", &[at("Neder-", 0)]);
    let note = "sprak.\n\n¹² Kamerstuk 1.\n\n¹³ Kamerstuk 1.";
    check_bound(note, "reject\t\t\t\tKamerstuk 1\tsprak. [12: ", &[note.find("Kamer").unwrap()]);
    // Near misses: other capitals, part of a word, another context.
    check_bound(TEXT, "reject\t\t\t\tnavo", &[]);
    check_bound(TEXT, "reject\t\t\t\tNederland", &[]);
    check_bound(TEXT, "reject\t\t\t\tNAVO\tDe \t en het Nederlandse", &[]);
    check_bound("", "reject\t\t\t\tNAVO", &[]);
}

#[test]
fn of_its_own_letter_part_of_the_context_is_enough_if_no_other_place_agrees_as_far() {
    let here = TEXT.find("NAVO").unwrap();
    check_bound(TEXT, "reject\tbrief\t\t\tNAVO\t\t en de Nederlandse Kamer sprak", &[here]);
    check_bound(TEXT, "reject\t\t\t\tNAVO\t\t en de Nederlandse Kamer sprak", &[]);
    check_bound(TEXT, "reject\tbrief\t\t\tNAVO\t\t en het kabinet zag dat de Kamer", &[]);
    let twice = "de leden van de NAVO. En de leden van de NAVO!";
    check_bound(twice, "reject\tbrief\t\t\tNAVO\t\"de leden van de \t vandaag", &[]);
}

#[test]
fn a_file_is_read_as_it_was_written() {
    let rows = "retype\tbrief\tPOLICY\tNIL\ta\\tb\\nc\tx\\\\y\t\\q\tnog eens\n\naccept\t\tORGANISATION\torg:navo\tNAVO\n\
                add\tb\tcites\tDOC\tx\t\t\t\tlaw:w\ttrue\nadd\tb\tcites\tDOC\tx\t\t\t\tlaw:v\tfalse\n";
    let decisions = parse(rows);
    let first = &decisions[0];
    assert_eq!(
        (first.text.as_str(), first.before.as_str(), first.after.as_str()),
        ("a\tb\nc", "x\\y", "\\q")
    );
    assert_eq!((first.place.to_string(), decisions[1].place.line), ("c.tsv:2".to_owned(), 4));
    let written: Vec<String> = decisions.iter().map(line).collect();
    let again = parse(&written.join("\n"));
    let bare = |decisions: &[Decision]| -> Vec<Decision> {
        decisions.iter().map(|d| Decision { place: Place::default(), ..d.clone() }).collect()
    };
    assert_eq!(bare(&again), bare(&decisions));
}

#[track_caller]
fn check_refused(rows: &str, expected: &[&str]) {
    let problems = match read("c.tsv", &format!("{HEADER}\n{rows}")) {
        Err(problems) => problems,
        Ok(decisions) => match Corrections::new(decisions) {
            Err(CorrectionError::Problems(problems)) => problems,
            other => panic!("{other:?}"),
        },
    };
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_no_decision_is_named_by_line() {
    check_refused(
        "keep\t\t\t\tx\naccept\t\tCITY\t\tx\nadd\t\t\t\tx\nrelink\t\t\t\tx\nreject\t\t\t\t * \nreject\t\t\ta b\tx\nreject\t\t\t\tx\t\t\t\t\t\t\t",
        &[
            "c.tsv:2: the decision `keep` is none of accept, reject, retype, relink, add",
            "c.tsv:3: no type `CITY`",
            "c.tsv:4: add needs a type",
            "c.tsv:5: relink needs an id, or NIL",
            "c.tsv:6: no words",
            "c.tsv:7: the id `a b` has white space in it",
            "c.tsv:8: 12 cells instead of 11",
        ],
    );
    check_refused(
        "add\t\tcites\tDOC\tx\nrelink\t\tcites\tDOC\tx\t\t\t\tlaw:w\nadd\t\tLAW\t\tx\t\t\t\tlaw:w\nreject\t\tcites\t\tx\t\t\t\ta b\n",
        &[
            "c.tsv:2: a relation needs a subject (in `id`) and an object",
            "c.tsv:3: a relation is accepted, rejected or added",
            "c.tsv:4: an object, and no relation as the type",
            "c.tsv:5: the id `a b` has white space in it",
        ],
    );
    check_refused(
        "add\t\tcites\tDOC\tx\t\t\t\tNIL\nreject\t\tcites\tNIL\tx\naccept\t\tcites\tDOC\tx\t\t\t\tDOC\n\
         accept\t\tcites\tDOC\tx\t\t\t\tlaw:w\tja\nreject\t\tcites\tDOC\tx\t\t\t\tlaw:w\ttrue\naccept\t\tLAW\t\tx\t\t\t\t\ttrue\n",
        &[
            "c.tsv:2: `NIL` is no thing that a relation can lead to: name it by its id",
            "c.tsv:3: `NIL` is no thing that a relation can lead to: name it by its id",
            "c.tsv:4: a relation of the letter to itself",
            "c.tsv:5: `ja` says not whether it is denied: `true`, `false` or nothing",
            "c.tsv:6: a relation that is rejected is not there to be denied",
            "c.tsv:7: only a relation can be denied, and the type is none",
        ],
    );
    let earlier = "decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote\nreject\t\t\t\tx\t\t\t\n";
    assert_eq!(read("c.tsv", earlier).unwrap().len(), 1, "files from before relations are read too");
    let earlier = HEADER.replace("\tnegated\tmodality", "\nadd\t\tcites\tDOC\tx\t\t\t\tlaw:w");
    assert_eq!(read("c.tsv", &earlier).unwrap()[0].negated, None, "and those from before denials");
    let earlier = HEADER.replace("\tmodality", "\nadd\t\tcites\tDOC\tx\t\t\t\tlaw:w\ttrue");
    assert_eq!(read("c.tsv", &earlier).unwrap()[0].modality, None, "and those from before modalities");
    check_refused(
        "accept\t\tcites\tDOC\tx\t\t\t\tlaw:w\t\tzeker\nreject\t\tcites\tDOC\tx\t\t\t\tlaw:w\t\tplanned\naccept\t\tLAW\t\tx\t\t\t\t\t\tplanned\n",
        &[
            "c.tsv:2: no modality `zeker`: there are asserted, planned, required, possible, requested, conditional",
            "c.tsv:3: a relation that is rejected has no modality",
            "c.tsv:4: only a relation has a modality, and the type is none",
        ],
    );
    assert_eq!(parse("accept\t\talias_of\tedt:ai\tAI\t\t\t\tedt:ai\n").len(), 1);
    assert_eq!(read("c.tsv", "text\n").unwrap_err()[0].place.line, 1);
}

#[test]
fn decisions_that_contradict_each_other_are_both_named() {
    check_refused(
        "accept\tb\tORGANISATION\torg:navo\tNAVO\tde\ten\nreject\tb\t\t\tNA-VO\tde \t en\n",
        &["c.tsv:3: reject of `NA-VO` contradicts c.tsv:2: accept ORGANISATION org:navo"],
    );
    check_refused(
        "relink\tb\t\torg:navo\tX\nrelink\tb\t\torg:eu\tX\n",
        &["c.tsv:3: relink org:eu of `X` contradicts c.tsv:2: relink org:navo"],
    );
    check_refused(
        "add\tb\tcites\tDOC\tX\t\t\t\tlaw:w\nreject\tb\tcites\tDOC\tX\t\t\t\tlaw:w\n",
        &["c.tsv:3: reject cites DOC law:w of `X` contradicts c.tsv:2: add cites DOC law:w"],
    );
    // A clause may state several relations, and name a thing.
    let rows = "add\tb\tcites\tDOC\tX\t\t\t\tlaw:w\nreject\tb\tcites\tDOC\tX\t\t\t\tlaw:v\nreject\tb\tLAW\tlaw:w\tX\n";
    assert_eq!(last_at_each_place(parse(rows)).len(), 3);
    assert!(Corrections::new(parse(rows)).is_ok());
    // Said twice, of two types, of two letters, of two places.
    let rows = "accept\tb\tORGANISATION\torg:navo\tX\nadd\tb\tORGANISATION\torg:navo\tX\nreject\tb\tPOLICY\t\tX\n\
                reject\tc\t\t\tX\nreject\tb\t\t\tX\tde\n";
    assert!(Corrections::new(parse(rows)).is_ok());
}

#[test]
fn who_changes_their_mind_in_a_file_that_grows_is_heard_last() {
    let rows = "accept\tb\t\t\tX\tde\nreject\tc\t\t\tX\tde\nreject\tb\t\t\tX\tde \n";
    let lines: Vec<usize> =
        last_at_each_place(parse(rows)).iter().map(|decision| decision.place.line).collect();
    assert_eq!(lines, [3, 4]);
}

fn mention(words: &str, kind: MentionType, link: Link, role: Option<Role>) -> Mention {
    let start = TEXT.find(words).unwrap();
    Mention {
        span: Span::at(start, start + words.len()),
        kind,
        link,
        role,
        nested: false,
        confidence: 0.8,
        origin: Origin::Rule("test"),
        why: "".into(),
        attrs: Vec::new(),
    }
}

fn findings() -> Findings {
    let nil = Link::Nil { id: "org:nederlandse-raad".into(), reason: "no list has it" };
    let date = Link::One("2022-05-12".into());
    let entity = |id: &'static str, nil| Entity {
        id: id.into(),
        kind: MentionType::Organisation,
        label: id.into(),
        same_as: Vec::new(),
        nil,
    };
    Findings {
        mentions: vec![
            mention("12 mei 2022", MentionType::Date, date, Some(Role::LetterDate)),
            mention("NAVO", MentionType::Organisation, Link::One("org:navo".into()), None),
            mention("Neder-\nlandse Raad", MentionType::Organisation, nil, None),
        ],
        entities: vec![entity("org:navo", false), entity("org:nederlandse-raad", true)],
        meta: Meta { date: Some("2022-05-12".into()), ..Meta::default() },
        diagnostics: vec![Diagnostic { span: None, code: "letter::no-date", message: String::new() }],
    }
}

/// Mentions as `words TYPE id`, entities, and the codes of diagnostics.
fn applied(rows: &str) -> (Vec<String>, Vec<String>, Vec<String>, Findings) {
    let doc = Document::from_text("brief", TEXT);
    let corrections = Corrections::new(parse(rows)).unwrap();
    let mut findings = findings();
    corrections.apply(&doc, kb(), &mut findings);
    let shown = |mention: &Mention| {
        let id = mention.link.id().map_or("", AsRef::as_ref);
        format!("{} {} {id}", doc.slice(mention.span).replace('\n', "⏎"), mention.kind.name())
    };
    let mentions = findings.mentions.iter().map(shown).collect();
    let entities = findings.entities.iter().map(|entity| entity.id.to_string()).collect();
    let codes =
        findings.diagnostics.iter().skip(1).map(|note| format!("{} {}", note.code, note.message)).collect();
    (mentions, entities, codes, findings)
}

const DATE: &str = "12 mei 2022 DATE 2022-05-12";
const NAVO: &str = "NAVO ORGANISATION org:navo";
const RAAD: &str = "Neder-⏎landse Raad ORGANISATION org:nederlandse-raad";

#[track_caller]
fn check_applied(rows: &str, mentions: &[&str], entities: &[&str], notes: &[&str]) {
    let (found, things, codes, _) = applied(rows);
    assert_eq!((found, things, codes), (owned(mentions), owned(entities), owned(notes)), "{rows}");
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn what_is_rejected_goes_with_what_it_meant() {
    check_applied(
        "reject\tbrief\tORGANISATION\torg:navo\tNAVO\tDe \t en de",
        &[DATE, RAAD],
        &["org:nederlandse-raad"],
        &[],
    );
    // Another type than the one found, another letter, a place where nothing is found: nothing changes.
    let both = ["org:navo", "org:nederlandse-raad"];
    check_applied("reject\tbrief\tPOLICY\t\tNAVO\tDe\ten de", &[DATE, NAVO, RAAD], &both, &[]);
    check_applied("reject\telders\t\t\tNAVO\tDe\ten de", &[DATE, NAVO, RAAD], &both, &[]);
    check_applied("reject\tbrief\t\t\tNAVO\t\t-chef", &[DATE, NAVO, RAAD], &both, &[]);
    let (.., findings) = applied("reject\tbrief\t\t\t12 mei 2022\t\t");
    assert_eq!(findings.meta.date, None);
}

#[test]
fn what_is_said_of_any_letter_gives_way_to_what_is_said_of_one() {
    let chef = "NAVO ORGANISATION org:navo";
    let rows = "reject\t\t\t\tNAVO\nadd\tbrief\tORGANISATION\torg:navo\tNAVO\t\t-chef\n";
    check_applied(rows, &[DATE, RAAD, chef], &["org:navo", "org:nederlandse-raad"], &[]);
}

#[test]
fn types_and_links_change() {
    check_applied(
        "retype\tbrief\tPOLICY\t\tNederlandse Raad\trelink\n",
        &[DATE, NAVO, RAAD],
        &["org:navo", "org:nederlandse-raad"],
        &[
            "correction::unbound c.tsv:2: `Nederlandse Raad` stands nowhere in the letter with what the decision has around it: it is left aside",
        ],
    );
    check_applied(
        "retype\tbrief\tPOLICY\t\tNederlandse Raad\n",
        &[DATE, NAVO, "Neder-⏎landse Raad POLICY policy:nederlandse-raad"],
        &["org:navo", "policy:nederlandse-raad"],
        &[],
    );
    check_applied(
        "relink\tbrief\t\torg:eu\tNederlandse Raad\nrelink\tbrief\t\tNIL\tNAVO\tDe\ten\n",
        &[DATE, "NAVO ORGANISATION org:nil-navo", "Neder-⏎landse Raad ORGANISATION org:eu"],
        &["org:eu", "org:nil-navo"],
        &[],
    );
    check_applied(
        "relink\tbrief\t\torg:euu\tNederlandse Raad\n",
        &[DATE, NAVO, "Neder-⏎landse Raad ORGANISATION org:euu"],
        &["org:euu", "org:navo"],
        &["correction::unknown-id c.tsv:2: no list has `org:euu`: it is taken as it is"],
    );
}

#[test]
fn what_was_corrected_says_so() {
    let (.., findings) = applied("accept\tbrief\tORGANISATION\torg:navo\tNAVO\tDe\ten\n");
    let navo = &findings.mentions[1];
    assert_eq!((navo.confidence, &navo.origin), (1.0, &Origin::Rule("correction")));
    assert_eq!(navo.why, "c.tsv:2: accept; found as ORGANISATION org:navo by rule test");
    assert_eq!(findings.mentions[2].origin, Origin::Rule("test"));
}

#[test]
fn what_is_added_takes_the_place_of_what_crosses_it() {
    check_applied(
        "add\tbrief\tPOLICY\tpolicy:raad\tRaad spraken\n",
        &[DATE, NAVO, "Raad spraken POLICY policy:raad"],
        &["org:navo", "policy:raad"],
        &[
            "correction::displaced c.tsv:2: takes the place of ORGANISATION org:nederlandse-raad `Neder-\\nlandse Raad`, which crosses it",
        ],
    );
    let rows = "accept\tbrief\tORGANISATION\t\tNederlandse Raad\nadd\tbrief\tPOLICY\tNIL\tRaad spraken\n";
    let (mentions, _, codes, _) = applied(rows);
    assert_eq!(mentions, [DATE, NAVO, RAAD]);
    assert!(codes[0].starts_with("correction::conflict c.tsv:3: crosses"), "{codes:?}");
    let (.., findings) = applied("add\tbrief\tORGANISATION\t\tRaad\n");
    let nested: Vec<bool> = findings.mentions.iter().map(|mention| mention.nested).collect();
    assert_eq!(nested, [false, false, false, true]);
}

#[test]
fn decisions_without_a_place_are_known_afterwards() {
    let rows = "reject\tbrief\t\t\tNAVO\nreject\tbrief\t\t\tWTO\nreject\telders\t\t\tWTO\nreject\t\t\t\tVN\n";
    let corrections = Corrections::new(parse(rows)).unwrap();
    corrections.apply(&Document::from_text("brief", TEXT), kb(), &mut findings());
    let left: Vec<_> = corrections.unbound().map(|(decision, tried)| (decision.place.line, tried)).collect();
    assert_eq!(left, [(3, true), (4, false), (5, true)]);
}

/// A decision as a line, without empty cells at its end.
fn shown(decision: &Decision) -> String {
    line(decision).trim_end_matches('\t').to_owned()
}

#[test]
fn lists_learn_from_decisions() {
    let rows = "add\ta\tORGANISATION\torg:navo\tBondgenootschap\tx\nadd\tb\tORGANISATION\torg:navo\tBondgenootschap\tx\n\
                add\ta\tORGANISATION\tNIL\tPlatform Zeegras\nreject\ta\tORGANISATION\torg:navo\tRaad\tx\n\
                reject\tb\tORGANISATION\torg:navo\tRaad\tx\naccept\ta\tORGANISATION\torg:navo\tNAVO\n\
                add\ta\tDATE\t2022\tdat jaar\nadd\ta\tPERSON\tNIL\tJansen\nreject\t\tLAW\t\tWet\n\
                add\ta\tORGANISATION\torg:eu\tUnie\nreject\tb\tORGANISATION\torg:eu\tUnie\n";
    let lessons = learn(&parse(rows), kb(), 1, &Standing::default());
    let rows: Vec<_> = (lessons.rows.iter())
        .map(|row| (row.id.as_str(), row.name.as_str(), row.aliases.join("|"), row.context.join("|")))
        .collect();
    assert_eq!(
        rows,
        [
            ("org:eu", "Europese Unie", String::new(), "Unie".to_owned()),
            ("org:navo", "NAVO", "Bondgenootschap".to_owned(), String::new()),
            ("org:platform-zeegras", "Platform Zeegras", String::new(), String::new()),
        ]
    );
    assert_eq!(lessons.rows[1].extras, [("decisions".into(), "2".into()), ("letters".into(), "2".into())]);
    let exceptions: Vec<String> = lessons.exceptions.iter().map(shown).collect();
    assert_eq!(
        exceptions,
        [
            "reject\t\tORGANISATION\t\tRaad\t\t\trejected 2 times in 2 letters",
            // What holds anywhere already is kept.
            "reject\t\tLAW\t\tWet",
        ]
    );
    let left: Vec<&str> = lessons.left.iter().map(|lesson| lesson.text.as_str()).collect();
    assert_eq!(left, ["Jansen", "NAVO", "dat jaar"]);
    assert_eq!(learn(&parse("reject\ta\tLAW\t\tWet\n"), kb(), 2, &Standing::default()).exceptions, []);
    // Without a type, of any type; and what was accepted although it is rejected everywhere.
    let lessons = learn(
        &parse(
            "reject\t\t\t\tRaad\nreject\ta\t\t\tHuis\nreject\t\tLAW\t\tWet\naccept\ta\tLAW\tlaw:w\tWet\naccept\ta\t\t\tPlein\n",
        ),
        kb(),
        1,
        &Standing::default(),
    );
    let exceptions: Vec<String> = lessons.exceptions.iter().map(shown).collect();
    assert_eq!(
        exceptions,
        ["reject\t\t\t\tHuis\t\t\trejected 1 time in 1 letter", "reject\t\t\t\tRaad", "reject\t\tLAW\t\tWet"]
    );
    let left: Vec<_> = lessons.left.iter().map(|lesson| (lesson.text.as_str(), lesson.reason)).collect();
    assert_eq!(
        left,
        [("Plein", "the decision names no type"), ("Wet", "rejected everywhere, by a decision that says so"),]
    );
}

#[test]
fn what_is_rejected_at_one_place_and_stands_at_others_stays_rejected_there_alone() {
    let decisions =
        parse("reject\ta\tORGANISATION\t\tRaad\tde \nreject\ta\t\t\tHuis\nreject\t\tLAW\t\tWet\n");
    let mut doc = Document::from_text("b", "Raad Huis Raad Plein");
    let mention = |from, to, kind| Mention {
        span: Span::at(from, to),
        ..mention("NAVO", kind, Link::One("org:x".into()), None)
    };
    doc.set_mentions(vec![
        mention(0, 4, MentionType::Organisation),
        mention(5, 9, MentionType::Location),
        mention(10, 14, MentionType::Law),
        mention(15, 20, MentionType::Location),
    ]);
    let mut standing = Standing::of(&decisions);
    let found = standing.within(&doc);
    assert_eq!(found.len(), 3, "{found:?}");
    standing.add(found);
    let exceptions: Vec<String> =
        learn(&decisions, kb(), 1, &standing).exceptions.iter().map(shown).collect();
    assert_eq!(
        exceptions,
        [
            "reject\ta\t\t\tHuis\t\t\there alone; elsewhere these words have 1 mention that nobody rejected",
            "reject\ta\tORGANISATION\t\tRaad\tde \t\there alone; elsewhere these words have 1 mention that nobody rejected",
            "reject\t\tLAW\t\tWet",
        ]
    );
}

#[test]
fn what_people_left_in_brat_becomes_decisions() {
    let text = "Één 😀 NAVO en\nde Raad.";
    let before =
        "T1\tORGANISATION 6 10\tNAVO\nN1\tReference T1 griffier:org:navo\tNAVO\nT2\tLAW 17 21\tRaad\n";
    let after = "T1\tORGANISATION 6 10\tNAVO\nN1\tReference T1 griffier:org:eu\tNAVO\nT3\tPOLICY 11 13;14 21\ten de Raad\n#1\tNote T3 x\n";
    let found = brat("a.ann", before, text).unwrap().kept;
    let marked = brat("a.ann", after, text).unwrap();
    let lines: Vec<String> = compare(&marked, &found, true).iter().map(shown).collect();
    assert_eq!(
        lines,
        [
            "relink\t\tORGANISATION\torg:eu\tNAVO\tÉén 😀 \t en\\nde Raad.",
            "reject\t\tLAW\t\tRaad\tÉén 😀 NAVO en\\nde \t.",
            "add\t\tPOLICY\t\ten\\nde Raad\tÉén 😀 NAVO \t.",
        ]
    );
    let problems = brat("a.ann", "T1\tCITY 0 3\tx\nT2\tLAW 0 99\tx\nT3\tLAW\n", text).unwrap_err();
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        ["a.ann:1: no type `CITY`", "a.ann:2: `0 99` lies outside the text", "a.ann:3: no offsets"]
    );
}

#[test]
fn what_people_left_in_label_studio_becomes_decisions() {
    let item = |from: usize, to: usize, kind: &str, id: &str| {
        serde_json::json!({
            "type": "labels", "value": { "start": from, "end": to, "labels": [kind] }, "meta": { "text": [id] },
        })
    };
    // UTF-16: the face is two.
    let tasks = serde_json::json!([
        {
            "data": { "text": "Één 😀 NAVO en", "letter": "brief" },
            "predictions": [{ "result": [item(7, 11, "ORGANISATION", "org:navo")] }],
            "annotations": [{ "result": [item(7, 11, "POLICY", "org:navo")] }, { "was_cancelled": true, "result": [] }],
        },
        { "data": { "text": "x" }, "annotations": [] },
        { "data": { "text": "NAVO" }, "predictions": [3], "annotations": [{ "result": [] }] },
    ]);
    let marked = label_studio("a.json", &tasks.to_string()).unwrap();
    assert_eq!((marked.len(), &marked[1].found), (2, &None));
    let decisions = compare(&marked[0], marked[0].found.as_ref().unwrap(), false);
    let lines: Vec<String> = decisions.iter().map(shown).collect();
    assert_eq!(lines, ["retype\tbrief\tPOLICY\t\tNAVO\tÉén 😀 \t en"]);
    for (content, words) in [
        ("{}", "a.json: no export of Label Studio, which is a JSON list of tasks"),
        ("[", "a.json:1: no JSON: EOF while parsing a list at line 1 column 1"),
        ("[1]", "a.json: task 1: no data.text"),
    ] {
        assert_eq!(label_studio("a.json", content).unwrap_err()[0].to_string(), words);
    }
    let wrong = serde_json::json!([
        { "id": 17, "data": { "text": "NAVO" }, "annotations": [
            { "id": 5, "result": [] },
            { "id": 6, "result": [{ "type": "labels", "value": { "labels": ["DING"], "start": 0, "end": 4 } }] },
        ] },
    ]);
    assert_eq!(
        label_studio("a.json", &wrong.to_string()).unwrap_err()[0].to_string(),
        "a.json: task 1 (id 17): annotation 2 (id 6): no type `DING`"
    );
    assert_eq!(label_studio("a.json", "[{}]").unwrap_err()[0].to_string(), "a.json: task 1: no data.text");
}

#[test]
fn relations_that_people_changed_become_decisions() {
    let text = "De motie van mevrouw Kooi over de NAVO.";
    let marks = "T1\tMOTION 3 25\tx\nN1\tReference T1 griffier:motion:kooi\tx\nT2\tPERSON 21 25\tKooi\nT3\tORGANISATION 34 38\tNAVO\n";
    let found = brat("a.ann", &format!("{marks}R1\tsubmitted_by Arg1:T1 Arg2:T2\n"), text).unwrap().kept;
    let after = brat("a.ann", &format!("{marks}R1\tsubmitted_by Arg1:T1 Arg2:T3\n"), text).unwrap();
    let lines = |marked: &Marked, found: &Annotation| -> Vec<String> {
        compare(marked, found, false).iter().map(shown).collect()
    };
    assert_eq!(
        lines(&after, &found),
        [
            "reject\t\tsubmitted_by\tmotion:kooi\tmotie van mevrouw Kooi\tDe \t over de NAVO.\t\tperson:kooi",
            "add\t\tsubmitted_by\tmotion:kooi\tmotie van mevrouw Kooi over de NAVO\tDe \t.\t\torg:navo",
        ]
    );
    // A mention that is gone takes its relations along.
    let gone = brat("a.ann", marks.split_inclusive('\n').skip(2).collect::<String>().as_str(), text).unwrap();
    let verdicts: Vec<_> =
        compare(&gone, &found, true).iter().map(|one| (one.verdict, one.predicate)).collect();
    assert_eq!(verdicts, [(Verdict::Reject, None), (Verdict::Accept, None), (Verdict::Accept, None)]);
    let problems = brat("a.ann", "R1\tlikes Arg1:T1 Arg2:T2\nR2\tcites Arg1:T1 Arg2:T9\n", text).unwrap_err();
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        ["a.ann:1: no relation `likes`", "a.ann:2: `cites Arg1:T1 Arg2:T9` joins no two mentions"]
    );

    let region = |id: &str, from: usize, to: usize, kind: &str| serde_json::json!({ "id": id, "type": "labels", "value": { "start": from, "end": to, "labels": [kind] } });
    let regions = [region("m1", 3, 25, "MOTION"), region("m2", 21, 25, "PERSON")];
    let tie = serde_json::json!({
        "type": "relation", "from_id": "m2", "to_id": "m1", "direction": "left", "labels": ["submitted_by"],
    });
    let [one, two] = regions.clone();
    let tasks = serde_json::json!([{
        "data": { "text": text, "letter": "brief" },
        "predictions": [{ "result": regions }],
        "annotations": [{ "result": [one, two, tie] }],
    }]);
    let marked = label_studio("a.json", &tasks.to_string()).unwrap().remove(0);
    assert_eq!(
        lines(&marked, marked.found.as_ref().unwrap()),
        [
            "add\tbrief\tsubmitted_by\tmotion:motie-van-mevrouw-kooi\tmotie van mevrouw Kooi\tDe \t over de NAVO.\t\tperson:kooi"
        ]
    );
}

/// One decision about a million places, and words of a million letters: time must stay linear.
#[test]
fn decisions_take_linear_time_on_hostile_text() {
    let start = std::time::Instant::now();
    let navo = "NAVO ".repeat(200_000);
    let doc = Document::from_text("brief", &navo);
    let mention = |at: usize| Mention { span: Span::at(at * 5, at * 5 + 4), ..findings().mentions.remove(1) };
    let sample = mention(0);
    let mentions = (0..200_000).map(|at| Mention { span: Span::at(at * 5, at * 5 + 4), ..sample.clone() });
    let mut found = Findings { mentions: mentions.collect(), ..Findings::default() };
    let rows = "reject\t\t\t\tNAVO\nadd\tbrief\tEVENT\tNIL\tNAVO NAVO\n";
    Corrections::new(parse(rows)).unwrap().apply(&doc, kb(), &mut found);
    assert!(found.mentions.iter().all(|mention| mention.kind == MentionType::Event));
    let brackets = "(".repeat(2_000_000);
    for words in ["(".to_owned(), "(".repeat(10_000), format!("{}x", "(".repeat(10_000))] {
        check_all(&brackets, &words);
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "took {:?}", start.elapsed());
}

fn check_all(text: &str, words: &str) {
    let decision = parse(&format!("reject\tbrief\t\t\t{words}\t\tslot en einde")).remove(0);
    assert!(bind::bind(text, &Squeezed::new(text), &decision).is_empty());
}
