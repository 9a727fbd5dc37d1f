//! Turns `gazetteers/heads.tsv` into the static tables of `src/name/heads.rs`, `gazetteers/date_cues.tsv` into the word
//! lists of `src/date/words.rs`, the names in `gazetteers/persons.tsv` and `gazetteers/given_name_cues.tsv` into those of
//! `src/person/known.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, error, fs};

fn main() -> Result<(), Box<dyn error::Error>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gazetteers/heads.tsv");
    println!("cargo::rerun-if-changed={}", source.display());
    println!("cargo::rerun-if-changed=build.rs");
    let table = fs::read_to_string(&source)?;
    let mut heads = Vec::new();
    let mut stops = Vec::new();
    for (number, line) in table.lines().enumerate().skip(1) {
        let mut fields = line.split('\t');
        let (Some(head), Some(kind), Some(patterns)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(format!("heads.tsv:{}: four fields expected", number + 1).into());
        };
        if head.is_empty() || head.chars().any(char::is_uppercase) {
            return Err(format!("heads.tsv:{}: a head is in lower case", number + 1).into());
        }
        let list = if kind == "STOP" { &mut stops } else { &mut heads };
        list.extend(patterns.split('|').map(|pattern| (head, variant(kind), variant(pattern))));
    }
    heads.sort_unstable();
    stops.sort_unstable();
    let mut out = String::from("pub(crate) static HEADS: &[Head] = &[\n");
    for (head, kind, form) in heads {
        let words: Vec<&str> = head.split(' ').collect();
        writeln!(out, "Head {{ words: &{words:?}, kind: MentionType::{kind}, form: Form::{form} }},")?;
    }
    out.push_str("];\npub(crate) static STOPS: &[(&str, Stop)] = &[\n");
    for (word, _, stop) in stops {
        writeln!(out, "({word:?}, Stop::{stop}),")?;
    }
    out.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("heads.rs"), out)?;
    date_cues()?;
    known_names()
}

/// Turns the given names and surnames of the tables into two sorted lists; surnames in lower case.
fn known_names() -> Result<(), Box<dyn error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gazetteers");
    let (persons, given) = (folder.join("persons.tsv"), folder.join("given_name_cues.tsv"));
    println!("cargo::rerun-if-changed={}", persons.display());
    println!("cargo::rerun-if-changed={}", given.display());
    let (persons, more) = (fs::read_to_string(persons)?, fs::read_to_string(given)?);
    let header: Vec<&str> = persons.lines().next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        header.iter().position(|head| *head == name).ok_or_else(|| format!("persons.tsv: no column `{name}`"))
    };
    let (family, given) = (column("family")?, column("given")?);
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let mut families: BTreeSet<String> = BTreeSet::new();
    for line in persons.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        families.extend(fields.get(family).filter(|name| !name.is_empty()).map(|name| name.to_lowercase()));
        names.extend(fields.get(given).and_then(|name| name.split(' ').next()));
    }
    for (number, line) in more.lines().enumerate().skip(1) {
        match line.split('\t').collect::<Vec<_>>()[..] {
            [name, "given", _] => names.insert(name),
            [name, "word", _] => names.remove(name),
            _ => {
                return Err(format!(
                    "given_name_cues.tsv:{}: a name, `given` or `word`, a source",
                    number + 1
                )
                .into());
            }
        };
    }
    names.retain(|name| name.chars().count() > 2 && !name.contains('.'));
    let mut out = String::new();
    writeln!(out, "/// Given names, sorted.\npub(crate) static GIVEN: &[&str] = &{names:?};")?;
    writeln!(
        out,
        "/// Surnames in lower case, sorted.\npub(super) const FAMILIES: &[&str] = &{families:?};"
    )?;
    let out = out.replace('{', "[").replace('}', "]");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("known_names.rs"), out)?;
    Ok(())
}

/// Turns `gazetteers/date_cues.tsv` into one list of words for each of its kinds.
fn date_cues() -> Result<(), Box<dyn error::Error>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gazetteers/date_cues.tsv");
    println!("cargo::rerun-if-changed={}", source.display());
    let table = fs::read_to_string(&source)?;
    let mut kinds: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (number, line) in table.lines().enumerate().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [form, kind, _] = fields[..] else {
            return Err(format!("date_cues.tsv:{}: three fields expected", number + 1).into());
        };
        if !kinds.entry(kind.to_uppercase().replace('-', "_")).or_default().insert(form) {
            return Err(format!("date_cues.tsv:{}: `{form}` twice", number + 1).into());
        }
    }
    let mut out = String::new();
    for (kind, forms) in kinds {
        let forms: Vec<&str> = forms.into_iter().collect();
        writeln!(out, "/// The forms of that kind.\npub(super) const {kind}: &[&str] = &{forms:?};")?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("date_cues.rs"), out)?;
    Ok(())
}

/// `title-case` and `LAW` as names of enum variants: `TitleCase`, `Law`.
fn variant(name: &str) -> String {
    let mut out = String::new();
    for part in name.split('-') {
        let lower = part.to_lowercase();
        let mut chars = lower.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(chars.as_str());
    }
    out
}
