//! Compiles `gazetteers/` into the block of bytes that the library embeds.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gazetteers");
    println!("cargo:rerun-if-changed={}", folder.display());
    println!("cargo:rerun-if-changed=build.rs");
    let bytes = griffier_gazetteer::tables::Tables::read(&folder)
        .and_then(|tables| griffier_gazetteer::compile(&tables))?;
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("knowledge.bin"), bytes)?;
    Ok(())
}
