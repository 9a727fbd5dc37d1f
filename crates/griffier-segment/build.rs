//! Turns the abbreviation and layout lists of `gazetteers/` into sorted static tables, so that nothing is parsed at
//! start-up.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let lists: PathBuf = [env::var("CARGO_MANIFEST_DIR")?.as_str(), "..", "..", "gazetteers"].iter().collect();
    let out = PathBuf::from(env::var("OUT_DIR")?);
    table(&lists.join("abbreviations.tsv"), &out.join("abbreviations.rs"), "Ending", str::to_owned)?;
    table(&lists.join("layout_cues.tsv"), &out.join("layout_cues.rs"), "Cue", fold)?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

/// Lower case, with straight apostrophes: how a line is compared with a cue.
fn fold(form: &str) -> String {
    form.to_lowercase().replace('’', "'")
}

/// Writes `&[(form, Enum::Kind), …]`, sorted by form, from the first two columns of a list.
fn table(list: &Path, out: &Path, kinds: &str, key: fn(&str) -> String) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", list.display());
    let mut rows = BTreeMap::new();
    for (number, line) in fs::read_to_string(list)?.lines().enumerate().skip(1) {
        let mut columns = line.split('\t');
        let (Some(form), Some(kind), Some(_), None) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return Err(format!("{}:{}: three columns expected", list.display(), number + 1).into());
        };
        if rows.insert((key(form), variant(kind)), ()).is_some() {
            return Err(format!("{}:{}: `{form}` twice", list.display(), number + 1).into());
        }
    }
    let mut code = String::from("&[\n");
    for (form, kind) in rows.keys() {
        writeln!(code, "    ({form:?}, {kinds}::{kind}),")?;
    }
    code.push_str("]\n");
    Ok(fs::write(out, code)?)
}

/// `never-ends` → `NeverEnds`.
fn variant(kind: &str) -> String {
    kind.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
