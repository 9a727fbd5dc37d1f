//! The files of a model, read and compared with each other.

use crate::error::ModelError;
use crate::labels::Labels;
use griffier_subword::Tokenizer;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The most subwords that are given to a model at once, whatever it could take: time and memory grow with the square.
const WINDOW: usize = 512;

/// A folder, and what its files other than the network say.
#[derive(Debug)]
pub(crate) struct Folder {
    pub tokenizer: Tokenizer,
    pub labels: Labels,
    /// How many subwords the model takes at once, special ones included.
    pub window: usize,
    /// The number that fills a window up.
    pub pad: i64,
    /// How many words the model knows, if it says so.
    pub words: Option<usize>,
    /// `model.onnx`.
    pub network: PathBuf,
}

/// Reads a file of the folder.
fn bytes(path: &Path) -> Result<Vec<u8>, ModelError> {
    std::fs::read(path).map_err(|error| ModelError::Io { path: path.to_owned(), error })
}

/// Says what is wrong with a file.
pub(crate) fn fault(path: &Path, fault: impl Into<String>) -> ModelError {
    ModelError::Fault { path: path.to_owned(), fault: fault.into() }
}

impl Folder {
    /// Reads what stands in `folder`.
    pub fn read(folder: &Path) -> Result<Self, ModelError> {
        let path = folder.join("tokenizer.json");
        let tokenizer = Tokenizer::read(&bytes(&path)?)
            .map_err(|error| ModelError::Tokenizer { path: path.clone(), error })?;
        let config_path = folder.join("config.json");
        let config: Value = serde_json::from_slice(&bytes(&config_path)?)
            .map_err(|error| fault(&config_path, format!("no JSON: {error}")))?;
        let names = names(&config).map_err(|words| fault(&config_path, words))?;
        let table_path = folder.join("labels.tsv");
        let table = match std::fs::read_to_string(&table_path) {
            Ok(table) => Some(table),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(ModelError::Io { path: table_path, error }),
        };
        let labels = Labels::new(&names, table.as_deref()).map_err(|refusal| {
            let path = if refusal.of_table { &table_path } else { &config_path };
            fault(path, refusal.words)
        })?;
        let words = number(&config, "vocab_size");
        let numbers = tokenizer.numbers();
        if let Some(words) = words.filter(|&words| words < numbers) {
            let words = format!(
                "knows the numbers up to {}, but config.json a vocabulary of {words} words: not of one model",
                numbers - 1
            );
            return Err(fault(&path, words));
        }
        let window = window(&config, tokenizer.limit());
        if window <= tokenizer.specials() {
            let words = format!("room for {window} subwords only, which special ones fill");
            return Err(fault(&config_path, words));
        }
        let pad = number(&config, "pad_token_id").or_else(|| {
            ["[PAD]", "<pad>"].iter().find_map(|name| tokenizer.id_of(name)).map(|id| id as usize)
        });
        let network = folder.join("model.onnx");
        Ok(Self { tokenizer, labels, window, pad: pad.unwrap_or(0) as i64, words, network })
    }
}

fn number(config: &Value, key: &str) -> Option<usize> {
    config.get(key)?.as_u64().map(|number| number as usize)
}

/// How many subwords a window holds: positions that the model has, or what the tokenizer would cut to, if that is less.
fn window(config: &Value, limit: Option<usize>) -> usize {
    // RoBERTa and its kin number positions from behind the filler on.
    let kind = config.get("model_type").and_then(Value::as_str).unwrap_or("");
    let skipped = match kind.contains("roberta") || kind == "camembert" {
        true => number(config, "pad_token_id").unwrap_or(1) + 1,
        false => 0,
    };
    let positions = number(config, "max_position_embeddings").map(|most| most.saturating_sub(skipped));
    [positions, limit].into_iter().flatten().fold(WINDOW, usize::min)
}

/// The labels of `id2label`, by number.
fn names(config: &Value) -> Result<Vec<String>, String> {
    let Some(map) = config.get("id2label").and_then(Value::as_object) else {
        return Err("has no \"id2label\": no model for token classification".to_owned());
    };
    let mut names = vec![String::new(); map.len()];
    for (key, name) in map {
        let slot = key.parse().ok().and_then(|at: usize| names.get_mut(at));
        let (Some(slot), Some(name)) = (slot, name.as_str()) else {
            return Err(format!(
                "\"id2label\" does not number its labels from 0 to {}: {key:?}",
                map.len() - 1
            ));
        };
        name.clone_into(slot);
    }
    Ok(names)
}
