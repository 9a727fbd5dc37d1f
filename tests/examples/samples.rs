//! Writes the letters of `seeds/` in every format to `tests/formats/`, and says how far each format agrees with the text
//! and how fast it is read: `cargo xtask samples` runs it.
#![allow(clippy::print_stdout, reason = "a command speaks to people")]

use griffier::{Document, Pipeline};
use griffier_tests::agreement::shares;
use griffier_tests::maker::{MAKERS, Plan};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How often a file is read to time it; the shortest time counts, as other work on the machine makes it longer only.
const TIMES: u32 = 30;

/// The shortest time that reading one file takes, and that reading it and finding its zones takes (`griffier text`), in seconds.
fn timed(bytes: &[u8], name: &str) -> Result<[f64; 2], griffier::IngestError> {
    let mut best = [f64::MAX; 2];
    for _ in 0..TIMES {
        let copy = bytes.to_vec();
        let start = Instant::now();
        let mut doc = griffier::ingest(copy, name)?;
        best[0] = best[0].min(start.elapsed().as_secs_f64());
        griffier::stages::segment(&mut doc);
        best[1] = best[1].min(start.elapsed().as_secs_f64());
    }
    Ok(best)
}

/// What reading letters of a format takes.
#[derive(Default)]
struct Speed {
    letters: usize,
    read: f64,
    shown: f64,
}

impl Speed {
    fn add(&mut self, [read, shown]: [f64; 2]) {
        self.letters += 1;
        self.read += read;
        self.shown += shown;
    }
    /// `pages` are those of all letters on paper.
    fn in_words(&self, pages: usize) -> String {
        let ms = self.read * 1000.0 / self.letters as f64;
        format!("{ms:.3} ms a letter, {:.0} pages a second", pages as f64 / self.shown)
    }
}

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
    let (mut texts, mut plain, mut pages) = (Vec::new(), Speed::default(), 0);
    for path in seeds(&root.join("../seeds"))? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("-");
        let bytes = std::fs::read(&path)?;
        plain.add(timed(&bytes, name)?);
        let text = annotated(bytes, name)?;
        pages += griffier::ingest(on_paper(&Plan::of(&text)), "brief.pdf")?.source_map().pages.len();
        texts.push(text);
    }
    println!(
        "format: entities, relations, mentions (F1 against the text, least of {} letters, {pages} pages); read in; with zones",
        texts.len()
    );
    println!("text: {}", plain.in_words(pages));
    for (extension, write) in MAKERS {
        let (mut least, mut speed) = ([1.0_f64; 3], Speed::default());
        for text in &texts {
            let plan = Plan::of(text);
            let name = format!("{}.{extension}", plan.id);
            let bytes = write(&plan);
            std::fs::write(folder.join(&name), &bytes)?;
            speed.add(timed(&bytes, &name)?);
            let doc = annotated(bytes, &name)?;
            for (least, share) in least.iter_mut().zip(shares(text, &doc)) {
                *least = least.min(share.f1);
                if share.f1 < 1.0 {
                    println!("  {name}: {share}");
                }
            }
        }
        println!("{extension}: {:.3} {:.3} {:.3}; {}", least[0], least[1], least[2], speed.in_words(pages));
    }
    Ok(())
}

/// The letter on pages.
fn on_paper(plan: &Plan) -> Vec<u8> {
    MAKERS.iter().filter(|(extension, _)| *extension == "pdf").flat_map(|(_, write)| write(plan)).collect()
}

fn seeds(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    Ok(paths)
}
