//! `cargo xtask instructions`: how many instructions each stage takes for the letters of `seeds/`, beside what is committed. A
//! count depends on no clock and on no other program, so a stage that got dearer shows on any machine.

use crate::suite::cargo;
use anyhow::{Context, bail, ensure};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

/// Stages of `griffier-benches --bin once`, each with the one before it.
const STAGES: [(&str, &str); 8] = [
    ("ingest", "start"),
    ("segment", "ingest"),
    ("gazetteer", "segment"),
    ("patterns", "gazetteer"),
    ("tag", "patterns"),
    ("link", "patterns"),
    ("relations", "link"),
    ("export", "relations"),
];

/// Where the counts stand.
const TABLE: &str = "benches/instructions.tsv";
const HEADER: &str = "stage\tinstructions a byte";

/// The share by which a stage may differ from what is committed, in either direction: a gain is written down, too, or it is
/// lost again unseen.
const MARGIN: f64 = 0.05;

/// Counts, and compares with the table; with `update` it writes the table. Whether all stages cost what they should.
///
/// # Errors
/// When there is no valgrind, or what is counted does not run.
pub fn run(root: &Path, update: bool) -> anyhow::Result<bool> {
    let built = cargo(root, &["build", "--quiet", "-p", "griffier-benches", "--bin", "once"]).status();
    ensure!(built.context("cannot start cargo")?.success(), "the program to count does not build");
    let program = root.join("target/debug").join(format!("once{}", std::env::consts::EXE_SUFFIX));
    let (mut counts, mut bytes) = (BTreeMap::new(), 0);
    for stage in ["start"].into_iter().chain(STAGES.map(|(stage, _)| stage)) {
        let (instructions, read) = count(&program, stage)?;
        counts.insert(stage, instructions);
        bytes = read;
    }
    ensure!(bytes > 0, "there are no letters in seeds/");
    let cost = |(stage, before): (&'static str, &str)| {
        (stage, counts[stage].saturating_sub(counts[before]) as f64 / bytes as f64)
    };
    let found: Vec<(&str, f64)> = STAGES.into_iter().map(cost).collect();
    let path = root.join(TABLE);
    if update {
        let rows: String = found.iter().map(|(stage, cost)| format!("{stage}\t{cost:.1}\n")).collect();
        std::fs::write(&path, format!("{HEADER}\n{rows}"))?;
    }
    let table = std::fs::read_to_string(&path).with_context(|| format!("{TABLE}: cannot read"))?;
    Ok(compare(&table, &found))
}

/// Prints each stage beside its row; whether all agree.
fn compare(table: &str, found: &[(&str, f64)]) -> bool {
    let rows: BTreeMap<&str, f64> =
        table.lines().skip(1).filter_map(|row| row.split_once('\t')).filter_map(number).collect();
    let mut sound = true;
    println!("{:10} {:>12} {:>12} {:>8}", "stage", "committed", "instr/byte", "change");
    for (stage, cost) in found {
        let Some(row) = rows.get(stage) else {
            println!("{stage:10} {:>12} {cost:12.1}", "none");
            sound = false;
            continue;
        };
        let change = cost / row - 1.0;
        let verdict = match change {
            change if change > MARGIN => "dearer",
            change if change < -MARGIN => "cheaper",
            _ => "",
        };
        println!("{stage:10} {row:12.1} {cost:12.1} {:+7.1}% {verdict}", change * 100.0);
        sound &= verdict.is_empty();
    }
    if !sound {
        println!("{TABLE}: if this is meant, write the counts anew: cargo xtask instructions --update");
    }
    sound
}

fn number<'a>((stage, count): (&'a str, &str)) -> Option<(&'a str, f64)> {
    Some((stage, count.trim().parse().ok()?))
}

/// Instructions of `once STAGE`, and the bytes of text that it read.
fn count(program: &Path, stage: &str) -> anyhow::Result<(u64, u64)> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).arg(stage);
    let output = match command.stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) => bail!("valgrind does not start ({error}); Debian: apt-get install valgrind"),
    };
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "valgrind {} {stage} failed: {said}", program.display());
    let collected =
        said.lines().find_map(|line| line.split_once("Collected :")).map(|(_, count)| count.trim());
    let instructions = collected.and_then(|count| count.parse().ok());
    let bytes = String::from_utf8_lossy(&output.stdout).trim().parse();
    Ok((instructions.context("valgrind printed no count")?, bytes.context("no count of bytes")?))
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn a_stage_may_differ_by_a_twentieth() {
        let table = "stage\tinstructions a byte\nlink\t100.0\nexport\t10.0\n";
        assert!(compare(table, &[("link", 104.9), ("export", 9.6)]));
        assert!(!compare(table, &[("link", 105.1)]));
        assert!(!compare(table, &[("export", 9.4)]));
        assert!(!compare(table, &[("tag", 1.0)]));
    }
}
