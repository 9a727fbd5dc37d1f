//! `griffier bench`: figures of letters of one's own, kept and compared.

use crate::{Desk, LETTER, check_refused};
use serde_json::Value;

#[test]
fn measures_each_step_and_keeps_the_figures() {
    let desk = Desk::new();
    desk.put("letters/a.txt", LETTER).put("letters/b.txt", LETTER);
    let run = desk.run(&["bench", "letters", "--rounds", "2", "--jobs", "2", "--json"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let figures: Value = serde_json::from_str(&run.out).unwrap();
    let corpus = &figures["corpus"];
    assert_eq!((corpus["letters"].as_u64(), corpus["lost"].as_u64()), (Some(2), Some(0)));
    let records = desk.run(&["annotate", "letters", "-q"]).records();
    let mentions: usize = records.iter().map(|record| record["mentions"].as_array().unwrap().len()).sum();
    assert_eq!(corpus["mentions"].as_u64(), Some(mentions as u64));
    let runs = figures["runs"].as_array().unwrap();
    assert_eq!(runs.iter().map(|run| run["threads"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    let steps: Vec<&str> =
        runs[0]["steps"].as_array().unwrap().iter().map(|step| step["name"].as_str().unwrap()).collect();
    assert_eq!((steps[0], steps[1], *steps.last().unwrap()), ("ingest", "segment", "export"));
    for run in runs {
        let spread = &run["seconds"];
        let [low, median, high] = ["low", "median", "high"].map(|name| spread[name].as_f64().unwrap());
        assert!(0.0 < low && low <= median && median <= high, "{spread}");
        assert!(run["first_record_seconds"].as_f64().unwrap() <= run["cold_seconds"].as_f64().unwrap());
    }
}

#[test]
fn compares_with_what_was_kept() {
    let desk = Desk::new();
    desk.put("letters/a.txt", LETTER);
    let kept = desk.run(&["bench", "letters", "--rounds", "1", "--jobs", "1", "--json"]).out;
    desk.put("old.json", &kept);
    let run = desk.run(&["bench", "letters", "--rounds", "1", "--jobs", "1", "--compare", "old.json"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("1 thread, in all "), "{}", run.out);
    // Ten thousand times slower than it was: beyond any noise.
    let mut slower: Value = serde_json::from_str(&kept).unwrap();
    for name in ["low", "median", "high"] {
        slower["runs"][0]["seconds"][name] = Value::from(1e4);
    }
    slower["corpus"]["mentions"] = Value::from(1);
    desk.put("slow.json", slower.to_string());
    let run = desk.run(&["bench", "letters", "--rounds", "1", "--jobs", "1", "--compare", "slow.json"]);
    assert!(run.out.contains("x faster ("), "{}", run.out);
    assert!(run.out.contains("mentions: 1 then, "), "{}", run.out);
}

#[test]
fn says_what_cannot_be_measured_or_compared() {
    let desk = Desk::new();
    desk.put("letters/a.txt", LETTER);
    for (arguments, words) in [
        (&["bench", "-"][..], "-: letters are read again in each round"),
        (&["bench", "nowhere"], "there is no letter to measure"),
        (&["bench", "letters", "--compare", "letters"], "letters: cannot read"),
    ] {
        check_refused(&desk.run(arguments), &[words]);
    }
    desk.put("none.json", "{}");
    let run = desk.run(&["bench", "letters", "--compare", "none.json"]);
    assert!(run.err.contains("none.json: these are no figures of `griffier bench --json`"), "{}", run.err);
    let kept = desk.run(&["bench", "letters", "--rounds", "1", "--jobs", "1", "--json"]).out;
    desk.put("old.json", &kept);
    desk.put("letters/other.txt", "De NAVO kwam bijeen.");
    let run = desk.run(&["bench", "letters", "--rounds", "1", "--jobs", "1", "--compare", "old.json"]);
    assert!(run.err.contains("are of other letters (1 of "), "{}", run.err);
}
