//! Turns the abbreviation and layout lists of `gazetteers/` into sorted static tables, so that nothing is parsed at
//! start-up.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/pair.rs"]
mod pair;

use pair::{HEAD, PAIRS, pair};

fn main() -> Result<(), Box<dyn Error>> {
    let lists: PathBuf =
        [env::var("CARGO_MANIFEST_DIR")?.as_str(), "..", "..", "gazetteers"].iter().collect();
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let abbreviations = rows(&lists.join("abbreviations.tsv"), str::to_owned)?;
    fs::write(out.join("abbreviations.rs"), by_form(&abbreviations)?)?;
    let cues = rows(&lists.join("layout_cues.tsv"), fold)?;
    fs::write(out.join("layout_cues.rs"), by_kind(&cues)?)?;
    fs::write(out.join("first_bytes.rs"), first_bytes(&cues)?)?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

/// Lower case, with straight apostrophes: how a line is compared with a cue.
fn fold(form: &str) -> String {
    form.to_lowercase().replace('’', "'")
}

/// The first two columns of a list, the kind as a variant's name; sorted by form.
fn rows(list: &Path, key: fn(&str) -> String) -> Result<BTreeSet<(String, String)>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", list.display());
    let mut rows = BTreeSet::new();
    for (number, line) in fs::read_to_string(list)?.lines().enumerate().skip(1) {
        let mut columns = line.split('\t');
        let (Some(form), Some(kind), Some(_), None) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return Err(format!("{}:{}: three columns expected", list.display(), number + 1).into());
        };
        if !rows.insert((key(form), variant(kind))) {
            return Err(format!("{}:{}: `{form}` twice", list.display(), number + 1).into());
        }
    }
    Ok(rows)
}

/// `&[("nr.", Ending::NeverEnds), …]`
fn by_form(rows: &BTreeSet<(String, String)>) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("&[\n");
    for (form, kind) in rows {
        writeln!(code, "    ({form:?}, Ending::{kind}),")?;
    }
    code.push_str("]\n");
    Ok(code)
}

/// `match kind { Cue::Role => &["de minister", …], … }`
fn by_kind(rows: &BTreeSet<(String, String)>) -> Result<String, Box<dyn Error>> {
    let kinds: BTreeSet<&String> = rows.iter().map(|row| &row.1).collect();
    let mut code = String::from("match kind {\n");
    for kind in kinds {
        let forms: Vec<&String> = rows.iter().filter(|row| &row.1 == kind).map(|row| &row.0).collect();
        writeln!(code, "    Cue::{kind} => &{forms:?},")?;
    }
    code.push_str("}\n");
    Ok(code)
}

/// `[[0, 0b101, …], …]`: for each pair of the first six bytes (as [`pair`] numbers them) the kinds that have a cue with these
/// two there, a bit each; a cue that is shorter goes with every byte.
fn first_bytes(rows: &BTreeSet<(String, String)>) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("[\n");
    for place in (0..HEAD).step_by(2) {
        let mut masks = vec![BTreeSet::new(); PAIRS];
        for (form, kind) in rows {
            let mask = format!("1 << Cue::{kind} as u32");
            match form.as_bytes().get(place..).unwrap_or(&[]) {
                &[first, second, ..] => _ = masks[pair(first, second)].insert(mask),
                &[first] => {
                    (0..=u8::MAX).for_each(|second| _ = masks[pair(first, second)].insert(mask.clone()))
                }
                [] => masks.iter_mut().for_each(|kinds| _ = kinds.insert(mask.clone())),
            }
        }
        code.push_str("[\n");
        for kinds in masks {
            let mask = kinds.into_iter().collect::<Vec<_>>().join(" | ");
            writeln!(code, "    {},", if mask.is_empty() { "0" } else { &mask })?;
        }
        code.push_str("],\n");
    }
    code.push_str("]\n");
    Ok(code)
}

/// `never-ends` → `NeverEnds`.
fn variant(kind: &str) -> String {
    kind.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
