//! A model and its file: magic, version, check sum, types, note, lexicon, weights of both passes, calibration.

use crate::bits::{push_number, take_number};
use crate::hash::checksum;
use crate::labels::MAX_TYPES;
use crate::lexicon::Lexicon;
use crate::weights::{Joint, Weights, take_float};
use std::fmt;
use std::sync::OnceLock;

/// First bytes of every model file.
const MAGIC: &[u8; 8] = b"GRIFTAG\n";
/// Version of the format and of the features: a model of another version says nothing here.
pub(crate) const VERSION: u32 = 1;
/// Steps of the calibration table.
pub(crate) const STEPS: usize = 10;

/// A trained tagger. See [`crate::train`] and [`Model::read`].
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) types: Vec<String>,
    pub(crate) note: String,
    pub(crate) lexicon: Lexicon,
    pub(crate) first: Weights,
    pub(crate) second: Weights,
    /// Both of them as one table, made at first use.
    pub(crate) joint: OnceLock<Joint>,
    /// For each type, how often a name was right whose probability fell into each tenth.
    pub(crate) calibration: Vec<[f32; STEPS]>,
}

/// Why bytes are no model that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModelError {
    /// The file is something else.
    Foreign,
    /// Another version of griffier made it.
    Version(u32),
    /// It ends too early, or bytes of it changed.
    Damaged,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("not a model of griffier's tagger"),
            Self::Version(found) => {
                write!(f, "a model of format {found}, this version reads format {VERSION}: train it again")
            }
            Self::Damaged => f.write_str("the model is cut short or damaged"),
        }
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    /// When the bytes are something else, of another version, cut short or changed.
    #[allow(unexpected_cfgs, reason = "`cargo fuzz` sets it")]
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(match MAGIC.starts_with(bytes) && !bytes.is_empty() {
            true => ModelError::Damaged,
            false => ModelError::Foreign,
        })?;
        let (version, rest) = rest.split_first_chunk::<4>().ok_or(ModelError::Damaged)?;
        let version = u32::from_le_bytes(*version);
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let (sum, body) = rest.split_first_chunk::<8>().ok_or(ModelError::Damaged)?;
        // A fuzzer would never get past it.
        if !cfg!(fuzzing) && checksum(body) != u64::from_le_bytes(*sum) {
            return Err(ModelError::Damaged);
        }
        Self::read_body(body).ok_or(ModelError::Damaged)
    }

    fn read_body(mut body: &[u8]) -> Option<Self> {
        let bytes = &mut body;
        let count = take_number(bytes)? as usize;
        if count == 0 || count > MAX_TYPES {
            return None;
        }
        let types: Option<Vec<String>> = (0..count).map(|_| take_text(bytes)).collect();
        let note = take_text(bytes)?;
        let lexicon = Lexicon::read(take_block(bytes)?)?;
        let first = Weights::read(bytes, count)?;
        let second = Weights::read(bytes, count)?;
        let mut calibration = vec![[0.0; STEPS]; count];
        for slot in calibration.iter_mut().flatten() {
            *slot = take_float(bytes)?;
        }
        let joint = OnceLock::new();
        bytes.is_empty().then_some(Self { types: types?, note, lexicon, first, second, joint, calibration })
    }

    /// The model as a file. The same model gives the same bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut body = Vec::new();
        push_number(self.types.len() as u32, &mut body);
        self.types.iter().chain([&self.note]).for_each(|text| push_block(text.as_bytes(), &mut body));
        push_block(self.lexicon.bytes(), &mut body);
        self.first.write(&mut body);
        self.second.write(&mut body);
        self.calibration.iter().flatten().for_each(|share| body.extend(share.to_le_bytes()));
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(checksum(&body).to_le_bytes());
        file.extend(body);
        file
    }
    /// The types it knows; a [`crate::Found`] has the number of one.
    pub fn types(&self) -> &[String] {
        &self.types
    }
    /// What it was trained on and how, in words.
    pub fn note(&self) -> &str {
        &self.note
    }
    pub(crate) fn joint(&self) -> &Joint {
        self.joint.get_or_init(|| Joint::new(&self.first, &self.second))
    }
    /// Its lexicon, for training another model.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
    /// How many features each pass weighs.
    pub fn features(&self) -> [usize; 2] {
        [self.first.len(), self.second.len()]
    }
    /// The calibration table: for each type how often a name was right, by tenths of its probability.
    pub fn calibration(&self) -> &[[f32; STEPS]] {
        &self.calibration
    }
}

fn push_block(block: &[u8], out: &mut Vec<u8>) {
    push_number(block.len() as u32, out);
    out.extend(block);
}

fn take_block<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let len = take_number(bytes)? as usize;
    let (block, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    Some(block)
}

fn take_text(bytes: &mut &[u8]) -> Option<String> {
    String::from_utf8(take_block(bytes)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    static SHIPPED: &[u8] = include_bytes!("../../../models/names-nl.bin");

    #[test]
    fn a_model_that_was_tampered_with_is_refused() {
        assert!(Model::read(SHIPPED).is_ok());
        let errors = |bytes: &[u8]| Model::read(bytes).err();
        assert_eq!(errors(b"PK\x03\x04"), Some(ModelError::Foreign));
        for len in [1, MAGIC.len(), MAGIC.len() + 7, 1_000, SHIPPED.len() - 1] {
            assert_eq!(errors(&SHIPPED[..len]), Some(ModelError::Damaged), "{len}");
        }
        let head = MAGIC.len() + 4 + 8;
        let mut changed = SHIPPED.to_vec();
        changed[MAGIC.len()] ^= 1;
        assert!(matches!(errors(&changed), Some(ModelError::Version(_))));
        for at in (head - 8..SHIPPED.len()).step_by(SHIPPED.len() / 11) {
            let mut changed = SHIPPED.to_vec();
            changed[at] ^= 0x55;
            assert_eq!(errors(&changed), Some(ModelError::Damaged), "{at}");
        }
        // Past the checksum: lengths and numbers are checked before they are used, so that nothing stops the program.
        for at in (head..SHIPPED.len()).step_by(SHIPPED.len() / 97).chain(head..head + 64) {
            let mut changed = SHIPPED[head..].to_vec();
            changed[at - head] = 0xff;
            let _ = Model::read_body(&changed);
            let _ = Model::read_body(&SHIPPED[head..at]);
        }
    }
}
