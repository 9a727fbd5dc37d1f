//! Turns `gazetteers/relation_cues.tsv` into a sorted static table, so that nothing is parsed at start-up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, error, fs};

fn main() -> Result<(), Box<dyn error::Error>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gazetteers/relation_cues.tsv");
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rerun-if-changed=build.rs");
    let list = fs::read_to_string(&source)?;
    let mut words: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (number, line) in list.lines().enumerate().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [word, class, _] = fields[..] else {
            return Err(format!("relation_cues.tsv:{}: three fields expected", number + 1).into());
        };
        words.entry(word).or_default().insert(format!("1 << Cue::{} as u32", variant(class)));
    }
    let mut out = String::from("&[\n");
    for (word, classes) in words {
        let classes: Vec<String> = classes.into_iter().collect();
        writeln!(out, "({word:?}, Cues({})),", classes.join(" | "))?;
    }
    out.push_str("]\n");
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("cues.rs"), out)?)
}

/// `event-noun` → `EventNoun`; a class that the code does not have fails to compile.
fn variant(class: &str) -> String {
    class.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
