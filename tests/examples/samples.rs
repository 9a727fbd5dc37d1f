//! Writes the letters of `seeds/` in every format to `tests/formats/`: `cargo xtask samples` runs it.
#![allow(clippy::print_stdout, reason = "a command speaks to people")]

use griffier::Pipeline;
use griffier_tests::maker::{MAKERS, Plan};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args().nth(1).map_or_else(|| root.join("formats"), Into::into);
    std::fs::create_dir_all(&folder)?;
    let pipeline = Pipeline::new();
    let entries = std::fs::read_dir(root.join("../seeds"))?.collect::<Result<Vec<_>, _>>()?;
    let mut written = 0;
    for path in entries.iter().map(std::fs::DirEntry::path) {
        let Some(name) =
            path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".txt"))
        else {
            continue;
        };
        let mut doc = griffier::ingest(std::fs::read(&path)?, name)?;
        pipeline.run(&mut doc);
        let plan = Plan::of(&doc);
        for (extension, write) in MAKERS {
            std::fs::write(folder.join(format!("{}.{extension}", plan.id)), write(&plan))?;
            written += 1;
        }
    }
    println!("{written} files: {}", folder.display());
    Ok(())
}
