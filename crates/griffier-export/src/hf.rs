//! Rows for token classification as Hugging Face's `datasets` and `transformers` take them: the subwords of a tokenizer with
//! a label each, one JSON object a line.
//!
//! A row is a whole letter, or a stretch of whole sentences that fits a model. Labels are in IOB2 by the outermost mentions and
//! stand as numbers of [`hf_labels`]; the first subword of a name has `B-`, its others `I-`; special subwords have -100, which
//! losses leave out. Offsets count code points of the letter's text, half-open; special subwords have `[0, 0]`.

use crate::offsets::Offsets;
use griffier_doc::{Document, MentionType};
use griffier_subword::{Measure, Plan, Tokenizer, align, chunks};
use griffier_text::{Span, Unit};
use serde_json::{Value, json};
use std::io;

/// What losses leave out.
const IGNORED: i64 = -100;

/// The labels, by their numbers: `O`, then `B-` and `I-` of each type in the order of the guidelines.
pub fn hf_labels() -> Vec<String> {
    let of = |kind: &MentionType| ["B", "I"].map(|mark| format!("{mark}-{}", kind.name()));
    std::iter::once("O".to_owned()).chain(MentionType::ALL.iter().flat_map(of)).collect()
}

/// Writes the rows of `doc`: windows of at most `most` subwords, special ones included, or the whole letter.
///
/// # Errors
/// When the tokenizer cannot write the text, or `out` cannot be written to.
pub fn write_hf(
    doc: &Document,
    tokenizer: &Tokenizer,
    most: Option<usize>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let offsets = Offsets::new(doc.text(), Unit::Char);
    let windows = match most {
        None => vec![Span::at(0, doc.text().len())],
        Some(most) => {
            let plan = Plan { measure: Measure::Subwords(tokenizer), most, overlap: 0 };
            let chunks = chunks(doc, &plan).map_err(io::Error::other)?;
            chunks.into_iter().map(|chunk| chunk.span).collect()
        }
    };
    for (i, window) in windows.into_iter().filter(|window| !window.is_empty()).enumerate() {
        let id = if most.is_some() { format!("{}-{}", doc.id(), i + 1) } else { doc.id().to_owned() };
        let mut row = columns(doc, tokenizer, &offsets, window)?;
        row["id"] = Value::from(id);
        row["letter"] = Value::from(doc.id());
        row["text"] = Value::from(doc.slice(window));
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn columns(doc: &Document, tokenizer: &Tokenizer, offsets: &Offsets, window: Span) -> io::Result<Value> {
    let names = hf_labels();
    let subwords = tokenizer.encode_whole(doc.slice(window)).map_err(io::Error::other)?;
    let (mut tokens, mut ids, mut tags, mut places) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for aligned in align(doc, &subwords, window.start()) {
        let subword = &aligned.subword;
        ids.push(u64::from(subword.id));
        tokens.push(tokenizer.name_of(subword.id).unwrap_or_default());
        if subword.special {
            tags.push(IGNORED);
            places.push([0, 0]);
            continue;
        }
        let label = aligned.iob(doc);
        tags.push(names.iter().position(|name| *name == label).map_or(0, |number| number as i64));
        let (start, end) = offsets.of(subword.span);
        places.push([start, end]);
    }
    Ok(json!({ "tokens": tokens, "input_ids": ids, "ner_tags": tags, "labels": tags, "offsets": places }))
}
