//! Writes the letters of `seeds/` in every format to a folder: `cargo xtask samples` runs it.
#![allow(clippy::print_stdout, reason = "a command speaks to people")]

use griffier::Pipeline;
use griffier_tests::maker::{Form, Plan, plain};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::new();
    let mut paths: Vec<_> =
        std::fs::read_dir("seeds")?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("-");
        let mut doc = griffier::ingest(std::fs::read(&path)?, name)?;
        pipeline.run(&mut doc);
        let plan = Plan::of(&doc);
        println!("=== {} {:?} {:?} {:?}", plan.id, plan.title, plan.date, plan.header);
        for piece in &plan.pieces {
            let shown = match &piece.form {
                Form::Heading(level, words) => format!("H{level} {}", plain(words)),
                Form::Paragraph(words) => format!("P {words:?}"),
                other => format!("{other:?}"),
            };
            println!("{}\t{shown}", piece.zone.name());
        }
        for note in plan.notes {
            println!("NOTE {} {}", note.label, plain(&note.words));
        }
    }
    Ok(())
}
