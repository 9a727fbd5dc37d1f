//! `griffier annotate --resume`: runs that are killed at any moment and gone on with give what an unbroken run gives, byte for
//! byte, and do no letter twice that they need not.

use crate::{Desk, LETTER, check_refused};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Letters in folders, an archive, a list, one that is lost, two that are the same.
fn batch(desk: &Desk, letters: usize) {
    for i in 0..letters {
        let letter = LETTER.replace("NAVO", ["NAVO", "Europese Unie", "OVSE"][i % 3]).repeat(1 + i % 5);
        desk.put(&format!("in/{i:03}.txt"), format!("Kenmerk {}\n\n{letter}", i / 2));
    }
    desk.put("in/leeg.txt", "").put("in/z.txt", LETTER).put("in/zz.txt", LETTER);
    let line = |id: &str| json!({"id": id, "text": LETTER, "date": "2022-05-12"}).to_string() + "\n";
    desk.put("in/lijst.jsonl", [line("eerste"), line("tweede")].concat());
}

/// Every file at `out`, beside it and in it, by name; no scratch file may be left.
fn files(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![desk.path("")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(desk.path("")).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                if name != "in" {
                    open.push(path);
                }
            } else {
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

/// Removes them.
fn clear(desk: &Desk) {
    files(desk).keys().for_each(|name| std::fs::remove_file(desk.path(name)).unwrap());
}

#[track_caller]
fn check_same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>, what: &str) {
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{what}");
    for (name, bytes) in expected {
        assert!(found[name] == *bytes, "{what}: {name} differs from that of an unbroken run");
    }
}

/// Kills for each kind of output.
const KILLS: u32 = 15;

/// Small numbers in an order that is the same each time; `GRIFFIER_SEED` gives another.
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        let seed = std::env::var("GRIFFIER_SEED").ok().and_then(|seed| seed.parse().ok());
        Self(seed.unwrap_or(20_221_122))
    }
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
}

/// The formats of all arrangements, and the ways to compress.
const OUTPUTS: [(&str, &str); 7] = [
    ("jsonl", "out.jsonl"),
    ("jsonl", "out.jsonl.gz"),
    ("jsonl", "out.jsonl.zst"),
    ("csv", "tables"),
    ("brat", "brat"),
    ("web-annotation", "out.json"),
    ("web-annotation", "out.json.gz"),
];

#[test]
fn a_hundred_kills_leave_no_trace() {
    let mut dice = Dice::new();
    let mut kills = 0;
    for (format, out) in OUTPUTS {
        let desk = Desk::new();
        batch(&desk, 48);
        let args =
            |jobs: &'static str| ["annotate", "in", "-q", "--format", format, "-o", out, "--jobs", jobs];
        let start = Instant::now();
        let unbroken = desk.run(&args("2"));
        let whole = start.elapsed();
        assert_eq!(unbroken.status, 1, "{}", unbroken.err);
        let expected = files(&desk);
        clear(&desk);
        let (mut here, mut runs) = (0, 0);
        while here < KILLS && runs < 40 * KILLS {
            runs += 1;
            let mut command = desk.command(&args(["1", "2", "4"][dice.below(3) as usize]));
            let command = command.arg("--resume").stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            std::thread::sleep(Duration::from_micros(dice.below(whole.as_micros() as u64)));
            if child.try_wait().unwrap().is_some() {
                // It came to its end: from scratch.
                check_same(&files(&desk), &expected, out);
                clear(&desk);
                continue;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            here += 1;
        }
        let done = desk.command(&args("4")).arg("--resume").output().unwrap();
        assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
        check_same(&files(&desk), &expected, out);
        kills += here;
    }
    assert!(kills >= 100, "{kills} kills");
}

/// What the summary says of an earlier run.
fn earlier(err: &str) -> &str {
    err.lines().find_map(|line| line.strip_prefix("Of the earlier run: ")).unwrap_or("nothing")
}

#[test]
fn only_what_is_missing_is_done() {
    for (format, out) in OUTPUTS {
        let desk = Desk::new();
        batch(&desk, 6);
        let args = ["annotate", "in", "--format", format, "-o", out];
        let resume = ["annotate", "in", "--format", format, "-o", out, "--resume"];
        assert_eq!(earlier(&desk.run(&resume).err), "nothing");
        let all = "10 letters taken over, 0 changed since and annotated anew, 0 no longer there.";
        let first = files(&desk);
        assert_eq!(earlier(&desk.run(&resume).err), all, "{out}");
        check_same(&files(&desk), &first, out);
        // One is new, one has changed, one is gone, one is no longer empty.
        desk.put("in/001a.txt", LETTER).put("in/003.txt", LETTER.repeat(2)).put("in/leeg.txt", LETTER);
        std::fs::remove_file(desk.path("in/004.txt")).unwrap();
        let run = desk.run(&resume);
        assert_eq!(run.status, 0, "{}", run.err);
        let some = "8 letters taken over, 1 changed since and annotated anew, 1 no longer there.";
        assert_eq!(earlier(&run.err), some, "{out}");
        let found = files(&desk);
        clear(&desk);
        desk.run(&args);
        check_same(&found, &files(&desk), out);
    }
}

#[test]
fn old_and_new_letters_in_turn() {
    let desk = Desk::new();
    let put = |i: usize| desk.put(&format!("in/{i:03}.txt"), format!("Kenmerk {i}\n\n{LETTER}"));
    (0..120).filter(|i| i % 3 > 0).for_each(|i| _ = put(i));
    let resume = ["annotate", "in", "-q", "-o", "out.jsonl", "--resume"];
    assert_eq!(desk.run(&resume).status, 0);
    (0..120).for_each(|i| _ = put(i));
    let run = desk.run(&resume);
    assert_eq!(run.status, 0, "{}", run.err);
    let found = files(&desk);
    clear(&desk);
    desk.run(&resume[..5]);
    check_same(&found, &files(&desk), "in turn");
}

#[test]
fn other_conditions_are_refused_by_name() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("list.csv", "id,name,type\nown:1,Platform Zeegras,ORGANISATION\n");
    desk.run(&["annotate", "a.txt", "-o", "out.jsonl"]);
    let before = desk.read("out.jsonl");
    let with =
        |more: &[&str]| desk.run(&[&["annotate", "a.txt", "-o", "out.jsonl", "--resume"], more].concat());
    check_refused(&with(&["--offsets", "char"]), &["--offsets was byte, is char", "leave --resume out"]);
    check_refused(&with(&["--gazetteer", "list.csv"]), &["knowledge base was ", ", is "]);
    check_refused(&with(&["--tagger"]), &["--tagger was none, is shipped"]);
    check_refused(&with(&["--format", "conllu"]), &["--format was jsonl, is conllu"]);
    let manifest = desk.read("out.jsonl.manifest.json").replace(env!("CARGO_PKG_VERSION"), "0.0.1");
    desk.put("out.jsonl.manifest.json", manifest);
    check_refused(&with(&[]), &["griffier was 0.0.1, is "]);
    std::fs::remove_file(desk.path("out.jsonl.manifest.json")).unwrap();
    check_refused(&with(&[]), &["--resume: ", "out.jsonl is there, but no manifest that says what it holds"]);
    desk.put("out.jsonl.journal", "nonsense\n");
    check_refused(&with(&[]), &["out.jsonl.journal: is no journal of griffier"]);
    assert_eq!(desk.read("out.jsonl"), before);
    // Without --resume all is done anew.
    assert_eq!(desk.run(&["annotate", "a.txt", "-o", "out.jsonl"]).status, 0);
    assert_eq!(with(&["--timeout", "7"]).status, 0);
}

#[test]
fn what_cannot_be_gone_on_with_says_so() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    check_refused(&desk.run(&["annotate", "a.txt", "--resume"]), &["--resume", "standard output", "-o"]);
    if cfg!(target_os = "linux") {
        let run = desk.run(&["annotate", "a.txt", "--resume", "-o", "/dev/null"]);
        check_refused(&run, &["--resume", "a device or a pipe"]);
    }
}

#[test]
fn a_finished_letter_that_was_damaged_is_done_again() {
    let desk = Desk::new();
    batch(&desk, 6);
    let resume = ["annotate", "in", "-o", "out.jsonl", "--resume"];
    desk.run(&resume);
    let expected = files(&desk);
    let mut bytes = expected["out.jsonl"].clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.put("out.jsonl", bytes);
    let run = desk.run(&resume);
    assert!(earlier(&run.err).starts_with("9 letters taken over, 0 changed"), "{}", run.err);
    check_same(&files(&desk), &expected, "after damage");
}

/// docs/manifest.schema.json.
#[track_caller]
fn keeps_to_its_schema(manifest: &Value) {
    let schema = std::fs::read_to_string(crate::project("docs/manifest.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let faults: Vec<String> = validator.iter_errors(manifest).map(|error| error.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new(), "{manifest}");
}

#[test]
fn manifests_of_every_kind_of_output_keep_to_the_schema() {
    let desk = Desk::new();
    batch(&desk, 2);
    for output in ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "tei", "csv"] {
        let format = output.split('.').next().filter(|name| *name != "o").unwrap_or("jsonl");
        desk.run(&["annotate", "in", "-q", "-o", output, "--format", format, "--manifest", "m.json"]);
        let manifest: Value = serde_json::from_str(&desk.read("m.json")).unwrap();
        assert_eq!(manifest["status"], "complete", "{output}");
        keeps_to_its_schema(&manifest);
        let wrong = [("status", json!("done")), ("counts", json!({})), ("more", json!(1))];
        for (field, value) in wrong {
            let mut wrong = manifest.clone();
            wrong[field] = value;
            let schema = std::fs::read_to_string(crate::project("docs/manifest.schema.json")).unwrap();
            assert!(!jsonschema::is_valid(&serde_json::from_str(&schema).unwrap(), &wrong), "{field}");
        }
    }
}

#[test]
fn the_manifest_says_what_was_read_and_what_came_of_it() {
    let desk = Desk::new();
    batch(&desk, 2);
    desk.put("in/logo.png", "x");
    for args in [
        &["annotate", "in", "-o", "out.jsonl", "--manifest", "m.json"][..],
        &["annotate", "in", "--manifest", "m.json"],
    ] {
        assert_eq!(desk.run(args).status, 1);
        let manifest: Value = serde_json::from_str(&desk.read("m.json")).unwrap();
        keeps_to_its_schema(&manifest);
        assert_eq!(
            (&manifest["manifest"], &manifest["status"]),
            (&json!("griffier-manifest/1"), &json!("complete"))
        );
        assert_eq!(manifest["conditions"]["griffier"], env!("CARGO_PKG_VERSION"));
        assert_eq!(manifest["conditions"]["knowledge base"].as_str().map(str::len), Some(64));
        assert_eq!(manifest["other_files"], json!({".png": 1}));
        let counts = &manifest["counts"];
        assert_eq!(
            (&counts["letters"], &counts["lost"], &counts["duplicates"]),
            (&json!(6), &json!(1), &json!(3))
        );
        assert_eq!(manifest["failures"][0]["path"], "in/leeg.txt");
        assert!(manifest["failures"][0]["reason"].as_str().unwrap().starts_with("empty: "), "{manifest}");
        let letters = manifest["letters"].as_array().unwrap();
        let ids: Vec<_> = letters.iter().map(|letter| letter["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["000", "001", "eerste", "tweede", "z", "zz"]);
        assert!(letters.iter().all(|letter| letter["sha256"].as_str().map(str::len) == Some(64)));
        let again: Vec<_> = letters.iter().map(|letter| letter["duplicate"] == true).collect();
        assert_eq!(again, [false, false, false, true, true, true]);
    }
    assert!(!desk.path("out.jsonl.manifest.json").exists());
}

#[test]
fn two_runs_do_not_write_one_output() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let journal = std::fs::File::create(desk.path("out.jsonl.journal")).unwrap();
    journal.lock().unwrap();
    for args in
        [&["annotate", "a.txt", "-o", "out.jsonl"][..], &["annotate", "a.txt", "-o", "out.jsonl", "--resume"]]
    {
        check_refused(&desk.run(args), &["another griffier is writing this output"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_never_written_through() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("prey.txt", "mine");
    for name in ["out.jsonl.part", "out.jsonl.journal"] {
        symlink(desk.path("prey.txt"), desk.path(name)).unwrap();
        assert_eq!(desk.run(&["annotate", "a.txt", "-o", "out.jsonl"]).status, 0);
        assert_eq!(desk.read("prey.txt"), "mine");
    }
    symlink(desk.path("prey.txt"), desk.path("out.jsonl.journal")).unwrap();
    check_refused(&desk.run(&["annotate", "a.txt", "-o", "out.jsonl", "--resume"]), &["is no plain file"]);
    assert_eq!(desk.read("prey.txt"), "mine");
    // The output itself may be a link: what it leads to is replaced.
    symlink(desk.path("real.jsonl"), desk.path("link.jsonl")).unwrap();
    desk.put("real.jsonl", "old");
    assert_eq!(desk.run(&["annotate", "a.txt", "-o", "link.jsonl"]).status, 0);
    assert!(desk.read("real.jsonl").starts_with("{\"schema\"") && desk.path("link.jsonl").is_symlink());
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_finishes_what_is_in_flight() {
    for signal in ["-INT", "-TERM"] {
        let desk = Desk::new();
        batch(&desk, 40);
        let args = ["annotate", "in", "-q", "-o", "out.jsonl", "--jobs", "2"];
        desk.run(&args);
        let expected = files(&desk);
        clear(&desk);
        // It waits for more on standard input when the signal comes.
        let mut command = desk.command(&["annotate", "in", "-", "-q", "-o", "out.jsonl", "--jobs", "2"]);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        let start = Instant::now();
        while !desk.path("out.jsonl.part").exists() && start.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(2));
        }
        let sent =
            std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(130), "{err}");
        assert!(err.contains("griffier: interrupted after ") && err.contains("--resume goes on"), "{err}");
        let manifest: Value = serde_json::from_str(&desk.read("out.jsonl.manifest.json")).unwrap();
        assert_eq!(manifest["status"], "interrupted");
        assert!(!desk.path("out.jsonl").exists());
        assert_eq!(desk.command(&args).arg("--resume").status().unwrap().code(), Some(1));
        check_same(&files(&desk), &expected, "after a signal");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_costs_nothing_that_is_finished() {
    let desk = Desk::new();
    batch(&desk, 12);
    let args = ["annotate", "in", "-q", "-o", "out.jsonl"];
    desk.run(&args);
    let expected = files(&desk);
    let size = expected["out.jsonl"].len();
    clear(&desk);
    // The shell bounds what a file may come to, in blocks of 512 or 1024 bytes; writing on fails or ends the program.
    let shell = |blocks: usize| {
        let griffier = env!("CARGO_BIN_EXE_griffier");
        let script =
            format!("trap '' XFSZ; ulimit -f {blocks}; exec {griffier} annotate in -q -o out.jsonl --resume");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &script]).current_dir(desk.path("")).output().unwrap()
    };
    // Not even the first line of the journal: there is nothing to go on with, and that stops nobody, however often.
    for _ in 0..2 {
        let full = shell(0);
        let err = String::from_utf8(full.stderr).unwrap();
        assert_eq!((full.status.code(), err.lines().count()), (Some(2), 1), "{err}");
        assert!(err.contains("out.jsonl: cannot write"), "{err}");
        assert_eq!(std::fs::metadata(desk.path("out.jsonl.journal")).unwrap().len(), 0);
    }
    let run = desk.run(&["annotate", "in", "-o", "out.jsonl", "--resume"]);
    // One of the letters is empty.
    assert_eq!((run.status, earlier(&run.err)), (1, "nothing"), "{}", run.err);
    check_same(&files(&desk), &expected, "after a disk that was full from the start");
    clear(&desk);
    let full = shell(size / 2048);
    let err = String::from_utf8(full.stderr).unwrap();
    assert_eq!(full.status.code(), Some(2), "{err}");
    assert!(
        err.contains("cannot write the records; what is finished is kept, and --resume goes on"),
        "{err}"
    );
    assert!(!desk.path("out.jsonl").exists());
    let run = desk.run(&["annotate", "in", "-o", "out.jsonl", "--resume"]);
    assert!(!earlier(&run.err).starts_with('0') && earlier(&run.err) != "nothing", "{}", run.err);
    check_same(&files(&desk), &expected, "after a full disk");
}

#[test]
fn an_output_that_is_there_stays_until_the_new_one_is_whole() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("out.jsonl", "old\n");
    let mut command = desk.command(&["annotate", "a.txt", "-", "-q", "-o", "out.jsonl"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while !desk.path("out.jsonl.journal").exists() && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(desk.read("out.jsonl"), "old\n");
    // Whoever starts anew is told what is given up, if there is anything.
    assert_eq!(desk.run(&["annotate", "a.txt", "-q", "-o", "out.jsonl"]).status, 0);
    assert!(desk.read("out.jsonl").starts_with("{\"schema\""));
}
