//! The one file with unsafe code, which maps a knowledge base into memory, under a checker of memory (valgrind), where that is
//! installed: no read beyond the file, whether it is sound, cut short or damaged.
#![cfg(target_os = "linux")]

use crate::{Desk, LETTER};
use std::process::Command;

/// What valgrind ends with if it saw a fault.
const FAULT: i32 = 99;

/// Runs the command under valgrind; `None` without it.
fn watched(desk: &Desk, args: &[&str]) -> Option<(i32, String)> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["-q", &format!("--error-exitcode={FAULT}"), env!("CARGO_BIN_EXE_griffier")]).args(args);
    let output = valgrind.current_dir(desk.path("")).output().ok()?;
    Some((output.status.code()?, String::from_utf8_lossy(&output.stderr).into_owned()))
}

#[test]
fn a_mapped_knowledge_base_is_read_within_its_bounds() {
    let desk = Desk::new();
    let names: String = (0..40).map(|i| format!("own:{i},Platform Zeegras {i},ORGANISATION\n")).collect();
    desk.put("l.csv", format!("id,name,type\n{names}"));
    desk.put("a.txt", LETTER.replace("NAVO", "NAVO en het Platform Zeegras 7"));
    assert_eq!(desk.run(&["kb", "compile", "l.csv", "--no-builtin", "-o", "l.kb"]).status, 0);
    let sound = std::fs::read(desk.path("l.kb")).unwrap();
    let mut damaged = sound.clone();
    for at in (200..damaged.len()).step_by(97) {
        damaged[at] ^= 0x55;
    }
    desk.put("cut.kb", &sound[..sound.len() * 2 / 3]).put("damaged.kb", damaged);
    for (name, expected) in [("l.kb", Some(0)), ("cut.kb", Some(2)), ("damaged.kb", None)] {
        let args = ["annotate", "a.txt", "-q", "--gazetteer", name, "--no-builtin", "--jobs", "1"];
        let Some((status, err)) = watched(&desk, &args) else { return };
        assert!(
            status != FAULT && expected.is_none_or(|expected| status == expected),
            "{name}: {status}: {err}"
        );
    }
}
