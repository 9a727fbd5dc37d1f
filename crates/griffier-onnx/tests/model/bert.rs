//! A whole BERT as torch writes it (shapes read while it runs, a mask that is subtracted, normalisation in single steps before
//! operator set 17), of six dimensions: the tables of `maker` with attention and a layer of its own around them, whose values
//! are nought, so that the names stay those of the tables.

use crate::maker::{LABELS, TOKENIZER, node, tensor, value};
use std::path::Path;
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::{AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto};

const HEADS: i64 = 2;
const WIDTH: usize = LABELS;
const POSITIONS: usize = 64;

/// A graph that grows.
#[derive(Default)]
struct Graph {
    set: i64,
    nodes: Vec<NodeProto>,
    weights: Vec<TensorProto>,
}

fn whole(name: &str, value: i64) -> AttributeProto {
    AttributeProto { name: name.into(), r#type: 2, i: value, ..AttributeProto::default() }
}

fn list(name: &str, values: &[i64]) -> AttributeProto {
    AttributeProto { name: name.into(), r#type: 7, ints: values.to_vec(), ..AttributeProto::default() }
}

impl Graph {
    fn op(&mut self, kind: &str, input: &[&str], attributes: Vec<AttributeProto>) -> String {
        let name = format!("/bert/{}", self.nodes.len());
        let mut made = node(kind, input, &name);
        made.attribute = attributes;
        self.nodes.push(made);
        name
    }
    fn weight(&mut self, dims: &[usize], values: &[f32]) -> String {
        let name = format!("weight.{}", self.weights.len());
        let dims: Vec<i64> = dims.iter().map(|&dim| dim as i64).collect();
        self.weights.push(tensor(&name, &dims, values));
        name
    }
    fn number(&mut self, value: f32) -> String {
        self.weight(&[], &[value])
    }
    fn whole(&mut self, dims: &[i64], values: &[i64]) -> String {
        let name = format!("weight.{}", self.weights.len());
        let raw_data = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let data_type = DataType::Int64 as i32;
        let dims = dims.to_vec();
        self.weights.push(TensorProto {
            name: name.clone(),
            dims,
            data_type,
            raw_data,
            ..TensorProto::default()
        });
        name
    }
    fn unsqueeze(&mut self, of: &str, axis: i64) -> String {
        if self.set < 13 {
            return self.op("Unsqueeze", &[of], vec![list("axes", &[axis])]);
        }
        let axes = self.whole(&[1], &[axis]);
        self.op("Unsqueeze", &[of, &axes], Vec::new())
    }
    /// The size of one dimension, as a list of one.
    fn size(&mut self, of: &str, axis: i64) -> String {
        let shape = self.op("Shape", &[of], Vec::new());
        let axis = self.whole(&[], &[axis]);
        let size = self.op("Gather", &[&shape, &axis], vec![whole("axis", 0)]);
        self.unsqueeze(&size, 0)
    }
    fn linear(&mut self, x: &str, (from, to): (usize, usize), value: impl Fn(usize, usize) -> f32) -> String {
        let values: Vec<f32> = (0..from * to).map(|i| value(i / to, i % to)).collect();
        let (weights, bias) = (self.weight(&[from, to], &values), self.weight(&[to], &vec![0.0; to]));
        let x = self.op("MatMul", &[x, &weights], Vec::new());
        self.op("Add", &[&bias, &x], Vec::new())
    }
    fn normalized(&mut self, x: &str) -> String {
        let scale = self.weight(&[WIDTH], &[1.0; WIDTH]);
        let bias = self.weight(&[WIDTH], &[0.0; WIDTH]);
        if self.set >= 17 {
            return self.op("LayerNormalization", &[x, &scale, &bias], vec![whole("axis", -1)]);
        }
        let last = || vec![list("axes", &[-1])];
        let mean = self.op("ReduceMean", &[x], last());
        let x = self.op("Sub", &[x, &mean], Vec::new());
        let two = self.number(2.0);
        let square = self.op("Pow", &[&x, &two], Vec::new());
        let mean = self.op("ReduceMean", &[&square], last());
        let least = self.number(1e-12);
        let mean = self.op("Add", &[&mean, &least], Vec::new());
        let root = self.op("Sqrt", &[&mean], Vec::new());
        let x = self.op("Div", &[&x, &root], Vec::new());
        let x = self.op("Mul", &[&x, &scale], Vec::new());
        self.op("Add", &[&x, &bias], Vec::new())
    }
    /// Text, head, subword, part of its row.
    fn heads(&mut self, x: &str) -> String {
        let rest = self.whole(&[2], &[HEADS, WIDTH as i64 / HEADS]);
        let (texts, length) = (self.size(x, 0), self.size(x, 1));
        let form = self.op("Concat", &[&texts, &length, &rest], vec![whole("axis", 0)]);
        let x = self.op("Reshape", &[x, &form], Vec::new());
        self.op("Transpose", &[&x], vec![list("perm", &[0, 2, 1, 3])])
    }
    fn attention(&mut self, x: &str, mask: &str) -> String {
        let mixed = |i: usize, j: usize| ((i * 7 + j * 3) % 5) as f32 - 2.0;
        let (q, k) =
            (self.linear(x, (WIDTH, WIDTH), mixed), self.linear(x, (WIDTH, WIDTH), |i, j| mixed(j, i)));
        let v = self.linear(x, (WIDTH, WIDTH), |_, _| 0.0);
        let (q, k, v) = (self.heads(&q), self.heads(&k), self.heads(&v));
        let k = self.op("Transpose", &[&k], vec![list("perm", &[0, 1, 3, 2])]);
        let scores = self.op("MatMul", &[&q, &k], Vec::new());
        let root = self.number((WIDTH as f32 / HEADS as f32).sqrt());
        let scores = self.op("Div", &[&scores, &root], Vec::new());
        let scores = self.op("Add", &[&scores, mask], Vec::new());
        let axis = if self.set < 13 { 3 } else { -1 };
        let shares = self.op("Softmax", &[&scores], vec![whole("axis", axis)]);
        let seen = self.op("MatMul", &[&shares, &v], Vec::new());
        let seen = self.op("Transpose", &[&seen], vec![list("perm", &[0, 2, 1, 3])]);
        let (texts, length) = (self.size(&seen, 0), self.size(&seen, 1));
        let width = self.whole(&[1], &[WIDTH as i64]);
        let form = self.op("Concat", &[&texts, &length, &width], vec![whole("axis", 0)]);
        let seen = self.op("Reshape", &[&seen, &form], Vec::new());
        let out = self.linear(&seen, (WIDTH, WIDTH), mixed);
        let sum = self.op("Add", &[&out, x], Vec::new());
        self.normalized(&sum)
    }
    /// Four times as wide, by the error function, and back.
    fn widened(&mut self, x: &str) -> String {
        let wide = self.linear(x, (WIDTH, 4 * WIDTH), |i, j| if i == j % WIDTH { 0.5 } else { -0.25 });
        let root = self.number(std::f32::consts::SQRT_2);
        let part = self.op("Div", &[&wide, &root], Vec::new());
        let part = self.op("Erf", &[&part], Vec::new());
        let one = self.number(1.0);
        let part = self.op("Add", &[&part, &one], Vec::new());
        let part = self.op("Mul", &[&wide, &part], Vec::new());
        let half = self.number(0.5);
        let part = self.op("Mul", &[&part, &half], Vec::new());
        let back = self.linear(&part, (4 * WIDTH, WIDTH), |_, _| 0.0);
        let sum = self.op("Add", &[&back, x], Vec::new());
        self.normalized(&sum)
    }
    /// Words, kinds and positions.
    fn embedded(&mut self) -> String {
        let json: serde_json::Value = serde_json::from_str(TOKENIZER).unwrap();
        let table = crate::maker::table(json["model"]["vocab"].as_object().unwrap());
        let words = self.weight(&[table.len() / WIDTH, WIDTH], &table);
        let words = self.op("Gather", &[&words, "input_ids"], Vec::new());
        let kinds = self.weight(&[2, WIDTH], &[0.0; 2 * WIDTH]);
        let kinds = self.op("Gather", &[&kinds, "token_type_ids"], Vec::new());
        let places: Vec<i64> = (0..POSITIONS as i64).collect();
        let places = self.whole(&[1, POSITIONS as i64], &places);
        let (zero, one) = (self.whole(&[1], &[0]), self.whole(&[1], &[1]));
        let length = self.size("input_ids", 1);
        let places = self.op("Slice", &[&places, &zero, &length, &one, &one], Vec::new());
        let positions = self.weight(&[POSITIONS, WIDTH], &[0.0; POSITIONS * WIDTH]);
        let positions = self.op("Gather", &[&positions, &places], Vec::new());
        let sum = self.op("Add", &[&words, &kinds], Vec::new());
        let sum = self.op("Add", &[&sum, &positions], Vec::new());
        self.normalized(&sum)
    }
    /// Nought for a subword, the least number there is for what fills up.
    fn mask(&mut self) -> String {
        let mask = self.unsqueeze("attention_mask", 1);
        let mask = self.unsqueeze(&mask, 2);
        let mask = self.op("Cast", &[&mask], vec![whole("to", DataType::Float as i64)]);
        let one = self.number(1.0);
        let mask = self.op("Sub", &[&one, &mask], Vec::new());
        let least = self.number(f32::MIN);
        self.op("Mul", &[&mask, &least], Vec::new())
    }
}

/// The model in an operator set.
pub fn model(set: i64) -> ModelProto {
    let mut graph = Graph { set, ..Graph::default() };
    let (mut x, mask) = (graph.embedded(), graph.mask());
    for _ in 0..2 {
        x = graph.attention(&x, &mask);
        x = graph.widened(&x);
    }
    let scores = graph.linear(&x, (WIDTH, LABELS), |i, j| if i == j { 4.0 } else { 0.0 });
    graph.nodes.push(node("Identity", &[&scores], "logits"));
    let input = |name| value(name, DataType::Int64, &[None, None]);
    ModelProto {
        ir_version: 8,
        producer_name: "pytorch".into(),
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: set }],
        graph: Some(GraphProto {
            name: "main_graph".into(),
            node: graph.nodes,
            initializer: graph.weights,
            input: vec![input("input_ids"), input("attention_mask"), input("token_type_ids")],
            output: vec![value("logits", DataType::Float, &[None, None, Some(LABELS as i64)])],
            ..GraphProto::default()
        }),
        ..ModelProto::default()
    }
}

/// Writes a whole model into `folder`.
pub fn write(folder: &Path, set: i64) {
    crate::maker::write(folder, &model(set));
}
