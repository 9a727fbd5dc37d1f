//! `once STAGE`: the letters of `seeds/` through every stage up to `STAGE`, once, on one thread, for counters of instructions
//! (`cargo xtask instructions`): what a stage costs is what is counted to it, less what is counted to the one before. `tag`,
//! which is off by default, follows `patterns`. With a folder behind it, the letters (`*.txt`) of that. Prints the bytes of text.

use griffier::{Document, Pipeline, Unit, names, stages};
use griffier_benches::corpus::read_seeds;
use griffier_export::write_record;
use std::io::{self, Error, Write};
use std::path::{Path, PathBuf};

const STAGES: [&str; 9] =
    ["start", "ingest", "segment", "gazetteer", "patterns", "tag", "link", "relations", "export"];

fn run(text: String, until: &str) -> io::Result<()> {
    let last = STAGES.iter().position(|stage| *stage == until).unwrap_or_default();
    let knowledge = Pipeline::new().knowledge();
    let mut doc = Document::from_text("", "");
    for stage in STAGES.iter().take(last + 1) {
        match *stage {
            "ingest" => {
                doc = griffier::ingest(text.clone().into_bytes(), "letter.txt")
                    .map_err(|error| Error::other(error.to_string()))?;
            }
            "segment" => stages::segment(&mut doc),
            "gazetteer" => stages::gazetteer(&mut doc, knowledge),
            "patterns" => stages::patterns(&mut doc),
            "tag" if until == "tag" => stages::tag(&mut doc, knowledge, names::shipped()),
            "link" => stages::link(&mut doc, knowledge),
            "relations" => stages::relate(&mut doc),
            "export" => write_record(&doc, Unit::Byte, &mut Vec::new())?,
            _ => {}
        }
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let until = std::env::args().nth(1).unwrap_or_default();
    if !STAGES.contains(&until.as_str()) {
        return Err(Error::other(format!("which stage? {}", STAGES.join(", "))));
    }
    let mut bytes = 0;
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds");
    for text in read_seeds(&std::env::args_os().nth(2).map_or(seeds, PathBuf::from))? {
        bytes += text.len();
        run(text, &until)?;
    }
    writeln!(io::stdout(), "{bytes}")
}
