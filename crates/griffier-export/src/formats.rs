//! The formats that other tools load, by name: what each counts in, and how the letters of a run lie in it.

use crate::offsets::unit_name;
use crate::{annotation, brat, conll2003, conllu, csv, doccano, json, label_studio, nif, spacy, tei};
use griffier_doc::Document;
use griffier_text::Unit;
use std::io;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The record of `docs/output.schema.json`, one line a letter.
    Jsonl,
    /// Four tables: letters, mentions, entities, relations.
    Csv,
    /// CoNLL-2003: a token and its label in IOB2 a line.
    Conll2003,
    /// CoNLL-U, names in MISC.
    Conllu,
    /// brat standoff: a text and its annotations for each letter.
    Brat,
    /// W3C Web Annotations in JSON-LD.
    WebAnnotation,
    /// NLP Interchange Format 2.0 in Turtle.
    Nif,
    /// TEI P5, a document for each letter.
    Tei,
    /// Tasks of Label Studio, with predictions.
    LabelStudio,
    /// JSON Lines of doccano.
    Doccano,
    /// The JSON that `spacy.tokens.Doc.from_json` reads, one line a letter.
    Spacy,
}

/// What the offsets of a format count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// What the reader of it asks for.
    Chosen,
    /// What the format's own rules say.
    Fixed(Unit),
    /// Nothing: it has no offsets.
    Nothing,
}

impl Counting {
    /// The unit for `asked`; bytes where the choice is free and nothing is asked for.
    ///
    /// # Errors
    /// Where the format called `name` cannot count so: one clause that says what it counts.
    pub fn unit(self, name: &str, asked: Option<Unit>) -> Result<Unit, String> {
        match (self, asked) {
            (Self::Chosen, asked) => Ok(asked.unwrap_or(Unit::Byte)),
            (Self::Nothing, None) => Ok(Unit::Byte),
            (Self::Nothing, Some(_)) => Err(format!("{name} has no offsets to count")),
            (Self::Fixed(own), Some(asked)) if own != asked => {
                Err(format!("the offsets of {name} count {} by its own rules", unit_name(own)))
            }
            (Self::Fixed(own), _) => Ok(own),
        }
    }
}

/// How the letters of a run lie in a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// One after another in one stream.
    Stream,
    /// In one JSON array.
    Array,
    /// In files of a folder: pieces of the same name follow one another.
    Folder,
}

/// What a letter adds to an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The file in the folder; empty where there is one stream.
    pub file: String,
    /// What that file begins with, whatever letters follow.
    pub head: &'static str,
    /// What the letter adds.
    pub bytes: Vec<u8>,
}

impl Piece {
    fn stream(bytes: Vec<u8>) -> Vec<Self> {
        vec![Self { file: String::new(), head: "", bytes }]
    }
}

impl Format {
    /// Every format, the native one first.
    pub const ALL: [Self; 11] = [
        Self::Jsonl,
        Self::Csv,
        Self::Conll2003,
        Self::Conllu,
        Self::Brat,
        Self::WebAnnotation,
        Self::Nif,
        Self::Tei,
        Self::LabelStudio,
        Self::Doccano,
        Self::Spacy,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Conll2003 => "conll2003",
            Self::Conllu => "conllu",
            Self::Brat => "brat",
            Self::WebAnnotation => "web-annotation",
            Self::Nif => "nif",
            Self::Tei => "tei",
            Self::LabelStudio => "label-studio",
            Self::Doccano => "doccano",
            Self::Spacy => "spacy",
        }
    }

    /// What its offsets count.
    pub const fn counting(self) -> Counting {
        match self {
            Self::Jsonl | Self::Csv => Counting::Chosen,
            Self::Conll2003 | Self::Tei => Counting::Nothing,
            // Label Studio runs in a browser, whose strings count so.
            Self::LabelStudio => Counting::Fixed(Unit::Utf16),
            _ => Counting::Fixed(Unit::Char),
        }
    }

    /// How letters lie in it.
    pub const fn arrangement(self) -> Arrangement {
        match self {
            Self::Csv | Self::Brat | Self::Tei => Arrangement::Folder,
            Self::WebAnnotation | Self::LabelStudio => Arrangement::Array,
            _ => Arrangement::Stream,
        }
    }

    /// What `doc` adds to the output; `unit` counts where the format leaves the choice. `name` is the letter's own among
    /// the files of a folder.
    ///
    /// # Errors
    /// When the document cannot be serialised.
    pub fn pieces(self, doc: &Document, unit: Unit, name: &str) -> io::Result<Vec<Piece>> {
        let mut out = Vec::new();
        match self {
            Self::Jsonl => json::write_record(doc, unit, &mut out)?,
            Self::Conll2003 => conll2003::write(doc, &mut out),
            Self::Conllu => conllu::write_named(doc, &mut out)?,
            Self::WebAnnotation => annotation::write(doc, &mut out)?,
            Self::Nif => nif::write(doc, &mut out),
            Self::LabelStudio => label_studio::write(doc, &mut out)?,
            Self::Doccano => doccano::write(doc, &mut out)?,
            Self::Spacy => spacy::write(doc, &mut out)?,
            Self::Csv => return Ok(csv::pieces(doc, unit)),
            Self::Brat => return Ok(brat::pieces(doc, name)),
            Self::Tei => {
                let bytes = tei::page(doc).into_bytes();
                return Ok(vec![Piece { file: format!("{name}.xml"), head: "", bytes }]);
            }
        }
        Ok(Piece::stream(out))
    }
}

#[cfg(test)]
mod tests;
