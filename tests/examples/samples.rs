//! Writes the letters of `seeds/` in every format to `tests/formats/`, and says how far each format agrees with the text
//! and how fast it is read: `cargo xtask samples` runs it.
#![allow(clippy::print_stdout, reason = "a command speaks to people")]

use griffier::{Document, Pipeline};
use griffier_tests::agreement::shares;
use griffier_tests::maker::{MAKERS, Plan};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How often a file is read to time it.
const TIMES: u32 = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("formats");
    std::fs::create_dir_all(&folder)?;
    let pipeline = Pipeline::new();
    let annotated = |bytes: Vec<u8>, name: &str| -> Result<Document, griffier::IngestError> {
        let mut doc = griffier::ingest(bytes, name)?;
        pipeline.run(&mut doc);
        Ok(doc)
    };
    let mut texts = Vec::new();
    for path in seeds(&root.join("../seeds"))? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("-");
        texts.push(annotated(std::fs::read(&path)?, name)?);
    }
    println!(
        "format: entities, relations, mentions (F1 against the text, least of {}); ms a letter",
        texts.len()
    );
    for (extension, write) in MAKERS {
        let mut least = [1.0_f64; 3];
        let mut seconds = 0.0;
        for text in &texts {
            let plan = Plan::of(text);
            let name = format!("{}.{extension}", plan.id);
            let bytes = write(&plan);
            std::fs::write(folder.join(&name), &bytes)?;
            let start = Instant::now();
            for _ in 0..TIMES {
                griffier::ingest(bytes.clone(), &name)?;
            }
            seconds += start.elapsed().as_secs_f64();
            let doc = annotated(bytes, &name)?;
            for (least, share) in least.iter_mut().zip(shares(text, &doc)) {
                *least = least.min(share.f1);
                if share.f1 < 1.0 {
                    println!("  {name}: {share}");
                }
            }
        }
        let ms = seconds * 1000.0 / f64::from(TIMES) / texts.len() as f64;
        println!("{extension}: {:.3} {:.3} {:.3}; {ms:.2}", least[0], least[1], least[2]);
    }
    Ok(())
}

fn seeds(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    Ok(paths)
}
