//! N-Quads as text, all in one graph: the one place that knows how they are written.

use crate::vocabulary::expand;
use oxrdf::LiteralRef;
use std::fmt::Write as _;

/// The object of a quad. Names are `prefix:local`; IRIs are whole and may stand between `<` and `>`.
#[derive(Clone, Copy)]
pub(crate) enum Object<'o> {
    Iri(&'o str),
    Name(&'o str),
    Text(&'o str),
    /// A value and the name of its type.
    Typed(&'o str, &'o str),
}

/// Quads of one graph.
pub(crate) struct Quads {
    text: String,
    /// What every line ends with.
    tail: String,
    count: u64,
}

impl Quads {
    pub fn new(graph: &str) -> Self {
        Self { text: String::new(), tail: format!(" <{graph}> .\n"), count: 0 }
    }

    /// Adds a quad; `subject` is an IRI, `predicate` a name.
    pub fn add(&mut self, subject: &str, predicate: &str, object: Object) {
        let text = &mut self.text;
        text.push('<');
        text.push_str(subject);
        text.push_str("> <");
        expand(predicate, text);
        text.push_str("> ");
        match object {
            Object::Iri(iri) => text.extend(["<", iri, ">"]),
            Object::Name(name) => {
                text.push('<');
                expand(name, text);
                text.push('>');
            }
            // Writing to a string cannot fail.
            Object::Text(value) => drop(write!(text, "{}", LiteralRef::new_simple_literal(value))),
            Object::Typed(value, datatype) => {
                let _ = write!(text, "{}", LiteralRef::new_simple_literal(value));
                text.push_str("^^<");
                expand(datatype, text);
                text.push('>');
            }
        }
        text.push_str(&self.tail);
        self.count += 1;
    }

    /// The quads, a line each, and how many.
    pub fn finish(self) -> (String, u64) {
        (self.text, self.count)
    }
}
