//! The network: built once, run window by window.

use crate::ModelError;
use crate::folder::{Folder, fault};
use crate::proto::{Ask, Input, look_over};
use griffier_text::guarded;
use std::path::Path;
use std::sync::Arc;
use tract_onnx::prelude::*;

/// A network that is ready to run.
pub(crate) struct Network {
    plan: Arc<TypedRunnableModel>,
    inputs: Vec<Input>,
    output: usize,
    /// How many subwords it gets at once, fillers included.
    pub length: usize,
    labels: usize,
    pad: i64,
}

impl Network {
    /// Reads, builds and tries the network of `folder`.
    pub fn open(folder: &Folder) -> Result<Self, ModelError> {
        let path = &folder.network;
        let wrong = |words: String| fault(path, words);
        std::fs::File::open(path).map_err(|error| ModelError::Io { path: path.clone(), error })?;
        let onnx = tract_onnx::onnx();
        let model =
            onnx.proto_model_for_path(path).map_err(|error| wrong(format!("no ONNX model: {error:#}")))?;
        let known = |name: &str| onnx.op_register.0.contains_key(name);
        let shape = look_over(&model, known).map_err(wrong)?;
        let length = shape.length.unwrap_or(folder.window);
        if length <= folder.tokenizer.specials() {
            return Err(wrong(format!("takes {length} subwords at once, which special ones fill")));
        }
        // A model that its runtime does not foresee may stop it.
        let plan = guarded(|| build(&onnx, &model, path, &shape.inputs, length))
            .ok_or_else(|| wrong("the runtime stopped while it built this model".to_owned()))?
            .map_err(|error| wrong(format!("cannot be built: {error:#}")))?;
        let labels = folder.labels.0.len();
        let network =
            Self { plan, inputs: shape.inputs, output: shape.output, length, labels, pad: folder.pad };
        network.try_out(folder).map_err(wrong)?;
        Ok(network)
    }

    /// Whether an answer has the right form, on the first and the last word of the vocabulary.
    fn try_out(&self, folder: &Folder) -> Result<(), String> {
        let last = folder.tokenizer.numbers().saturating_sub(1);
        self.run(&[0, i64::try_from(last).unwrap_or(0)][..2.min(self.length)]).map(|_| ()).map_err(|words| {
            match folder.words {
                Some(_) => words,
                None => {
                    format!("{words} (does tokenizer.json belong to it? it numbers its words up to {last})")
                }
            }
        })
    }

    /// The scores of each subword, one row of labels a subword.
    ///
    /// # Errors
    /// In words, when the network fails or gives what are no scores.
    pub fn run(&self, ids: &[i64]) -> Result<Vec<f32>, String> {
        let words = |error: TractError| format!("{error:#}");
        let run = || -> Result<Vec<f32>, String> {
            let inputs = self.inputs.iter().map(|input| self.input(*input, ids));
            let inputs = inputs.collect::<TractResult<_>>().map_err(words)?;
            let outputs = self.plan.run(inputs).map_err(words)?;
            let Some(scores) = outputs.get(self.output) else { return Err("there is no output".to_owned()) };
            let expected = [1, self.length, self.labels];
            if scores.shape() != expected {
                let form = scores.shape();
                return Err(format!(
                    "its output has the form {form:?}; {expected:?} is right (text, subword, label of config.json)"
                ));
            }
            let scores = scores.cast_to::<f32>().map_err(words)?;
            let scores = scores.to_plain_array_view::<f32>().map_err(words)?;
            Ok(scores.iter().take(ids.len() * self.labels).copied().collect())
        };
        let scores =
            guarded(run).ok_or_else(|| "the runtime stopped while it ran this model".to_owned())??;
        match scores.iter().all(|score| score.is_finite()) {
            true => Ok(scores),
            false => Err("gives scores that are no numbers (NaN or infinite)".to_owned()),
        }
    }

    fn input(&self, input: Input, ids: &[i64]) -> TractResult<TValue> {
        let values = (0..self.length).map(|i| match (input.ask, ids.get(i)) {
            (Ask::Ids, Some(&id)) => id,
            (Ask::Ids, None) => self.pad,
            (Ask::Mask, Some(_)) => 1,
            (Ask::Mask, None) | (Ask::Kinds, _) => 0,
        });
        let tensor = Tensor::from_shape(&[1, self.length], &values.collect::<Vec<i64>>())?;
        Ok(tensor.cast_to_dt(input.datum)?.into_owned().into_tvalue())
    }
}

fn build(
    onnx: &tract_onnx::Onnx,
    model: &tract_onnx::pb::ModelProto,
    path: &Path,
    inputs: &[Input],
    length: usize,
) -> TractResult<Arc<TypedRunnableModel>> {
    let folder = path.parent().and_then(Path::to_str);
    let mut graph = onnx.parse(model, folder)?.model;
    for (i, input) in inputs.iter().enumerate() {
        graph.set_input_fact(i, InferenceFact::dt_shape(input.datum, [1, length]))?;
    }
    graph.into_optimized()?.into_runnable()
}
