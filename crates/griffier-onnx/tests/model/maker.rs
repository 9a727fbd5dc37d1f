//! A model small enough to see through: each subword has a row of scores in a table, and nothing else counts.
//!
//! A word that begins with `z` is the first of a person's name, one with `q` goes on with it; `x` is a body, `w` something
//! to be rejected. The graph is Gather, Cast, Unsqueeze, Mul, MatMul: an embedding and a head, with the mask in use.

use prost::Message;
use std::path::Path;
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::tensor_shape_proto::Dimension;
use tract_onnx::pb::tensor_shape_proto::dimension::Value as Size;
use tract_onnx::pb::{
    AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto, TensorShapeProto,
    TypeProto, ValueInfoProto, type_proto,
};

pub const TOKENIZER: &str = include_str!("../../../../tests/tokenizers/wordpiece.json");

pub const CONFIG: &str = r#"{
  "model_type": "bert",
  "max_position_embeddings": 64,
  "pad_token_id": 0,
  "id2label": {"0": "O", "1": "B-PER", "2": "I-PER", "3": "B-ORG", "4": "I-ORG", "5": "B-MISC"}
}
"#;

/// Scores by the name of a subword; every other one is `O`.
const SCORES: [(&str, usize, f32); 4] = [("z", 1, 6.0), ("q", 2, 8.0), ("x", 3, 4.0), ("w", 5, 9.0)];

pub const LABELS: usize = 6;

pub fn tensor(name: &str, dims: &[i64], values: &[f32]) -> TensorProto {
    TensorProto {
        name: name.into(),
        dims: dims.to_vec(),
        data_type: DataType::Float as i32,
        raw_data: values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        ..TensorProto::default()
    }
}

pub fn node(kind: &str, input: &[&str], output: &str) -> NodeProto {
    NodeProto {
        op_type: kind.into(),
        name: output.into(),
        input: input.iter().map(|&name| name.into()).collect(),
        output: vec![output.into()],
        ..NodeProto::default()
    }
}

pub fn value(name: &str, kind: DataType, sizes: &[Option<i64>]) -> ValueInfoProto {
    let dim = |size: &Option<i64>| Dimension {
        value: Some(size.map_or_else(|| Size::DimParam("n".into()), Size::DimValue)),
        ..Dimension::default()
    };
    let tensor = type_proto::Tensor {
        elem_type: kind as i32,
        shape: Some(TensorShapeProto { dim: sizes.iter().map(dim).collect() }),
    };
    ValueInfoProto {
        name: name.into(),
        r#type: Some(TypeProto {
            value: Some(type_proto::Value::TensorType(tensor)),
            ..TypeProto::default()
        }),
        ..ValueInfoProto::default()
    }
}

/// A row of scores for each subword.
pub fn table(vocabulary: &serde_json::Map<String, serde_json::Value>) -> Vec<f32> {
    let mut table = vec![0.0; vocabulary.len() * LABELS];
    for (name, id) in vocabulary {
        let (label, score) = SCORES
            .iter()
            .find(|(known, ..)| known == name)
            .map_or((0, 5.0), |&(_, label, score)| (label, score));
        table[id.as_u64().unwrap() as usize * LABELS + label] = score;
    }
    table
}

/// The model for the vocabulary of [`TOKENIZER`].
pub fn model() -> ModelProto {
    let json: serde_json::Value = serde_json::from_str(TOKENIZER).unwrap();
    let vocabulary = json["model"]["vocab"].as_object().unwrap();
    let table = table(vocabulary);
    let mut head = vec![0.0; LABELS * LABELS];
    (0..LABELS).for_each(|i| head[i * LABELS + i] = 1.0);
    let size = LABELS as i64;
    let mut cast = node("Cast", &["attention_mask"], "mask");
    cast.attribute.push(AttributeProto {
        name: "to".into(),
        r#type: 2,
        i: DataType::Float as i64,
        ..AttributeProto::default()
    });
    let axes = TensorProto {
        name: "axes".into(),
        dims: vec![1],
        data_type: DataType::Int64 as i32,
        raw_data: 2_i64.to_le_bytes().to_vec(),
        ..TensorProto::default()
    };
    ModelProto {
        ir_version: 8,
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: 17 }],
        graph: Some(GraphProto {
            name: "tiny".into(),
            node: vec![
                node("Gather", &["table", "input_ids"], "rows"),
                cast,
                node("Unsqueeze", &["mask", "axes"], "column"),
                node("Mul", &["rows", "column"], "masked"),
                node("MatMul", &["masked", "head"], "logits"),
            ],
            initializer: vec![
                tensor("table", &[vocabulary.len() as i64, size], &table),
                axes,
                tensor("head", &[size, size], &head),
            ],
            input: vec![
                value("input_ids", DataType::Int64, &[None, None]),
                value("attention_mask", DataType::Int64, &[None, None]),
            ],
            output: vec![value("logits", DataType::Float, &[None, None, Some(size)])],
            ..GraphProto::default()
        }),
        ..ModelProto::default()
    }
}

/// Writes a whole model into `folder`.
pub fn write(folder: &Path, model: &ModelProto) {
    std::fs::write(folder.join("model.onnx"), model.encode_to_vec()).unwrap();
    std::fs::write(folder.join("config.json"), CONFIG).unwrap();
    std::fs::write(folder.join("tokenizer.json"), TOKENIZER).unwrap();
}
