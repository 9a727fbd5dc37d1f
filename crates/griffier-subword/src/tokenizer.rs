//! Reading a `tokenizer.json`, and splitting text by it.
//!
//! Normalisers lower-case, strip accents, compose, decompose and drop characters; the offsets of a subword are of the text
//! before all that. They are made sound here: on character edges, without the white space that many tokenizers count to
//! the word behind it.

use griffier_text::{Span, guarded};
use serde::Deserialize;
use serde::de::IgnoredAny;
use thiserror::Error;
use tokenizers::{ModelWrapper, PostProcessor};

/// Why a file is no tokenizer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TokenizerError {
    /// The bytes are no JSON.
    #[error("no JSON: {0}")]
    NotJson(serde_json::Error),
    /// JSON, but of something else.
    #[error(
        "no tokenizer.json: it has no \"model\" with a vocabulary (a tokenizer_config.json or vocab.json is not enough)"
    )]
    NoModel,
    /// A part that this version does not read, or that contradicts another.
    #[error("cannot be read as a tokenizer: {0}")]
    Unreadable(String),
}

/// The tokenizer has no way to write this text, not even as unknown.
#[derive(Debug, Error)]
#[error("the tokenizer cannot split this text: {0}")]
pub struct EncodeError(String);

/// A piece of text that a model has a number for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subword {
    /// Where it comes from, without white space around it. Empty for a mark that stands for no text (`[CLS]`, a `▁` put before
    /// the first word); of a subword that is nothing but white space either that or empty. Parts of one character (`😀` as
    /// bytes) all have the span of that character.
    pub span: Span,
    /// Its number in the vocabulary.
    pub id: u32,
    /// Whether the model wants it there and no text does (`[CLS]`, `[SEP]`).
    pub special: bool,
    /// The word of the tokenizer's own first cut that it is of; a blank belongs to the word behind it in many.
    pub word: Option<u32>,
}

/// A tokenizer of a language model.
///
/// Nothing random is left in it (dropout of merges is for training), and it neither cuts nor pads, whatever its file says.
///
/// ```
/// use griffier_subword::Tokenizer;
///
/// let json = r###"{"version":"1.0","added_tokens":[],"normalizer":{"type":"Lowercase"},
///   "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
///   "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,
///            "vocab":{"[UNK]":0,"een":1,"##voud":2}}}"###;
/// let tokenizer = Tokenizer::read(json.as_bytes())?;
/// let text = "Eenvoud siert";
/// let words: Vec<&str> = tokenizer.encode(text)?.iter().map(|subword| &text[subword.span.range()]).collect();
/// assert_eq!(words, ["Een", "voud", "siert"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Tokenizer {
    inner: tokenizers::Tokenizer,
    limit: Option<usize>,
}

/// What is looked at before the file is read as a whole.
#[derive(Deserialize)]
struct Outline {
    model: Option<Model>,
    #[serde(default)]
    added_tokens: Vec<Added>,
}

#[derive(Deserialize)]
struct Model {
    vocab: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Added {
    id: u32,
    content: String,
}

impl Tokenizer {
    /// Reads the bytes of a `tokenizer.json`.
    ///
    /// # Errors
    /// When they are none.
    pub fn read(bytes: &[u8]) -> Result<Self, TokenizerError> {
        let value: serde_json::Value = serde_json::from_slice(bytes).map_err(TokenizerError::NotJson)?;
        let outline = Outline::deserialize(&value).map_err(|_| TokenizerError::NoModel)?;
        if outline.model.and_then(|model| model.vocab).is_none() {
            return Err(TokenizerError::NoModel);
        }
        let unreadable = |error: tokenizers::Error| TokenizerError::Unreadable(error.to_string());
        let read = try_to(|| tokenizers::Tokenizer::from_bytes(bytes));
        let mut inner = read.map_err(TokenizerError::Unreadable)?;
        for added in &outline.added_tokens {
            // The library gives such a token another number and goes on: the model would read another word.
            if let Some(id) = inner.token_to_id(&added.content).filter(|&id| id != added.id) {
                let (content, stated) = (&added.content, added.id);
                let fault =
                    format!("added token {content:?} is said to have the number {stated}, but gets {id}");
                return Err(TokenizerError::Unreadable(fault));
            }
        }
        let limit = inner.get_truncation().map(|truncation| truncation.max_length);
        inner.with_truncation(None).map_err(unreadable)?;
        inner.with_padding(None);
        if let ModelWrapper::BPE(model) = inner.get_model()
            && model.dropout.is_some()
        {
            let mut model = model.clone();
            model.dropout = None;
            inner.with_model(model);
        }
        Ok(Self { inner, limit })
    }

    /// How many subwords the file itself would cut a text to, special ones included.
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// How many special subwords the model wants around one text.
    pub fn specials(&self) -> usize {
        self.inner.get_post_processor().map_or(0, |processor| processor.added_tokens(false))
    }

    /// How many subwords `text` has, special ones included.
    ///
    /// # Errors
    /// When the tokenizer cannot write a character and has no subword for unknown ones.
    pub fn count(&self, text: &str) -> Result<usize, EncodeError> {
        Ok(try_to(|| self.inner.encode_fast(text, true)).map_err(EncodeError)?.len())
    }

    /// The subwords of `text` alone, without special ones.
    ///
    /// # Errors
    /// As [`Tokenizer::count`].
    pub fn encode(&self, text: &str) -> Result<Vec<Subword>, EncodeError> {
        self.subwords(text, false)
    }

    /// The subwords of `text` as the model wants them: with special ones around.
    ///
    /// # Errors
    /// As [`Tokenizer::count`].
    pub fn encode_whole(&self, text: &str) -> Result<Vec<Subword>, EncodeError> {
        self.subwords(text, true)
    }

    /// The number of a subword by its name.
    pub fn id_of(&self, name: &str) -> Option<u32> {
        self.inner.token_to_id(name)
    }

    /// The name of a subword by its number.
    pub fn name_of(&self, id: u32) -> Option<String> {
        self.inner.id_to_token(id)
    }

    /// How many numbers its vocabulary reaches to: one more than the highest.
    pub fn numbers(&self) -> usize {
        let highest = self.inner.get_vocab(true).into_values().max();
        highest.map_or(0, |id| id as usize + 1)
    }

    fn subwords(&self, text: &str, specials: bool) -> Result<Vec<Subword>, EncodeError> {
        let encoding = try_to(|| self.inner.encode(text, specials)).map_err(EncodeError)?;
        let (ids, masks) = (encoding.get_ids(), encoding.get_special_tokens_mask());
        let places = encoding.get_offsets().iter().zip(encoding.get_tokens());
        let mut last = 0;
        let mut subwords = Vec::with_capacity(ids.len());
        let numbers = ids.iter().zip(masks).zip(encoding.get_word_ids());
        for (((&id, &mask), &word), (&(start, end), name)) in numbers.zip(places) {
            let special = mask == 1;
            let span = match special {
                true => Span::at(last, last),
                false => sound(text, start, end, name),
            };
            last = span.end();
            subwords.push(Subword { span, id, special, word });
        }
        Ok(subwords)
    }
}

/// Does what the library does. It panics on a file whose parts contradict themselves, when it reads it or only when it is
/// used: that is the fault of the file.
fn try_to<T>(work: impl FnOnce() -> Result<T, tokenizers::Error>) -> Result<T, String> {
    match guarded(work) {
        Some(done) => done.map_err(|error| error.to_string()),
        None => Err("a part of the tokenizer contradicts itself".to_owned()),
    }
}

/// The span of a subword: on character edges, without white space around it, empty if the subword is only the sign for a
/// blank that the text does not have.
fn sound(text: &str, start: usize, end: usize, name: &str) -> Span {
    let start = text.floor_char_boundary(start);
    let end = text.ceil_char_boundary(end.max(start));
    let piece = &text[start..end];
    let inner = piece.trim();
    if inner.is_empty() {
        return Span::at(start, end);
    }
    if BLANKS.contains(&name) && inner != name {
        return Span::at(start, start);
    }
    let from = start + (piece.len() - piece.trim_start().len());
    Span::at(from, from + inner.len())
}

/// How tokenizers write a blank: SentencePiece, byte-level.
const BLANKS: [&str; 2] = ["\u{2581}", "\u{120}"];

#[cfg(test)]
mod tests;
