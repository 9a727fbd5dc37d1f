//! What `model.onnx` says of itself, looked at before it is built: a fault found here can be named.

use std::collections::HashSet;
use tract_onnx::pb::tensor_shape_proto::dimension::Value as Size;
use tract_onnx::pb::type_proto::Value;
use tract_onnx::pb::{GraphProto, ModelProto, ValueInfoProto};
use tract_onnx::prelude::DatumType;

/// The operator sets that the runtime is tested with.
const OPSETS: std::ops::RangeInclusive<i64> = 9..=18;

/// What a model of this kind may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Numbers of subwords.
    Ids,
    /// 1 for a subword, 0 for what fills up.
    Mask,
    /// Always 0: one text.
    Kinds,
}

impl Ask {
    fn of(name: &str) -> Option<Self> {
        match name {
            "input_ids" => Some(Self::Ids),
            "attention_mask" => Some(Self::Mask),
            "token_type_ids" => Some(Self::Kinds),
            _ => None,
        }
    }
}

/// One input of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    pub ask: Ask,
    pub datum: DatumType,
}

/// What the graph asks for and gives.
#[derive(Debug, PartialEq)]
pub(crate) struct Shape {
    pub inputs: Vec<Input>,
    /// The length that the model was exported for, if it takes no other.
    pub length: Option<usize>,
    /// The number of the output that has the scores.
    pub output: usize,
}

/// Looks a model over; `known` says whether an operator can be run.
pub(crate) fn look_over(model: &ModelProto, known: impl Fn(&str) -> bool) -> Result<Shape, String> {
    let Some(graph) = &model.graph else { return Err("no ONNX model: it has no graph".to_owned()) };
    let standard = |domain: &str| domain.is_empty() || domain == "ai.onnx";
    match model.opset_import.iter().find(|set| standard(&set.domain)).map(|set| set.version) {
        Some(version) if OPSETS.contains(&version) => {}
        Some(version) => {
            return Err(format!(
                "operator set {version}; {} to {} can be run: export the model again with one of these",
                OPSETS.start(),
                OPSETS.end()
            ));
        }
        None => return Err("names no operator set".to_owned()),
    }
    check_operators(graph, known)?;
    let given: HashSet<&str> = graph.initializer.iter().map(|tensor| tensor.name.as_str()).collect();
    check_wires(graph, &given)?;
    let (mut inputs, mut length) = (Vec::new(), None);
    for input in graph.input.iter().filter(|input| !given.contains(input.name.as_str())) {
        let name = &input.name;
        let Some(ask) = Ask::of(name) else {
            return Err(format!(
                "asks for an input {name:?}; a model for token classification asks for input_ids, attention_mask and \
                 token_type_ids"
            ));
        };
        let (datum, stated) = whole_numbers(input)?;
        length = length.or(stated);
        inputs.push(Input { ask, datum });
    }
    if !inputs.iter().any(|input| input.ask == Ask::Ids) {
        return Err("asks for no input \"input_ids\"".to_owned());
    }
    if graph.output.is_empty() {
        return Err("has no output".to_owned());
    }
    let output = graph.output.iter().position(|output| output.name == "logits").unwrap_or(0);
    Ok(Shape { inputs, length, output })
}

fn check_operators(graph: &GraphProto, known: impl Fn(&str) -> bool) -> Result<(), String> {
    let mut unknown: Vec<&str> = graph.node.iter().map(|node| node.op_type.as_str()).collect();
    unknown.retain(|name| !known(name));
    unknown.sort_unstable();
    unknown.dedup();
    match unknown.is_empty() {
        true => Ok(()),
        false => Err(format!("uses operators that cannot be run: {}", unknown.join(", "))),
    }
}

/// Whether everything that is used is made somewhere.
fn check_wires(graph: &GraphProto, given: &HashSet<&str>) -> Result<(), String> {
    let mut made: HashSet<&str> = given.clone();
    made.extend(graph.input.iter().map(|input| input.name.as_str()));
    made.extend(graph.node.iter().flat_map(|node| node.output.iter().map(String::as_str)));
    let used = graph.node.iter().flat_map(|node| node.input.iter().map(String::as_str));
    let mut used = used.chain(graph.output.iter().map(|output| output.name.as_str()));
    match used.find(|name| !name.is_empty() && !made.contains(name)) {
        Some(name) => Err(format!("uses {name:?}, which nothing in it makes")),
        None => Ok(()),
    }
}

/// The type of an input, and its length if that is fixed.
fn whole_numbers(input: &ValueInfoProto) -> Result<(DatumType, Option<usize>), String> {
    let name = &input.name;
    let Some(Value::TensorType(tensor)) = input.r#type.as_ref().and_then(|kind| kind.value.as_ref()) else {
        return Err(format!("does not say what its input {name:?} is"));
    };
    // The numbers of the ONNX standard.
    let datum = match tensor.elem_type {
        6 => DatumType::I32,
        7 => DatumType::I64,
        _ => return Err(format!("its input {name:?} does not take whole numbers of 32 or 64 bits")),
    };
    let sizes: Vec<Option<usize>> = match &tensor.shape {
        None => vec![None, None],
        Some(shape) => {
            let fixed = |dim: &tract_onnx::pb::tensor_shape_proto::Dimension| match &dim.value {
                Some(Size::DimValue(size)) => usize::try_from(*size).ok().filter(|&size| size > 0),
                _ => None,
            };
            shape.dim.iter().map(fixed).collect()
        }
    };
    match sizes[..] {
        [None | Some(1), length] => Ok((datum, length)),
        [Some(batch), _] => Err(format!("takes {batch} texts at once, not one")),
        _ => Err(format!("its input {name:?} has {} dimensions, not text and subword", sizes.len())),
    }
}
