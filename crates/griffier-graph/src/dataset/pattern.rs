//! How the evaluator of queries asks for quads: by any of subject, predicate, object and graph.

use super::{Dataset, Row};
use oxrdf::Term;
use spareval::{InternalQuad, QueryableDataset};
use std::convert::Infallible;
use std::sync::Arc;

/// A term of the quads by its number, or another one that a query computes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Known {
    /// In the quads.
    Number(u32),
    /// Not in the quads, so that no pattern finds it.
    Other(Arc<Term>),
}

/// The order of a list of rows: where subject, predicate, object and graph stand in it.
type Order = [usize; 4];
const SPOG: Order = [0, 1, 2, 3];
const POSG: Order = [2, 0, 1, 3];
const OSPG: Order = [1, 2, 0, 3];
const GSPO: Order = [1, 2, 3, 0];

/// The quads of one pattern.
pub(super) struct Found<'d> {
    rows: std::slice::Iter<'d, Row>,
    order: Order,
    /// What subject, predicate, object and graph must be, as far as the rows were not chosen by it.
    wanted: [Option<u32>; 4],
    /// Each triple once, without its graph.
    merged: bool,
    last: Option<Row>,
}

impl Iterator for Found<'_> {
    type Item = Result<InternalQuad<Known>, Infallible>;

    fn next(&mut self) -> Option<Self::Item> {
        for row in self.rows.by_ref() {
            let quad = self.order.map(|at| row[at]);
            if self.wanted.iter().zip(quad).any(|(wanted, term)| wanted.is_some_and(|wanted| wanted != term))
            {
                continue;
            }
            let [s, p, o, g] = quad;
            if self.merged {
                if self.last.is_some_and(|last| last[..3] == row[..3]) {
                    continue;
                }
                self.last = Some(*row);
            }
            let graph_name = (!self.merged).then_some(Known::Number(g));
            return Some(Ok(InternalQuad {
                subject: Known::Number(s),
                predicate: Known::Number(p),
                object: Known::Number(o),
                graph_name,
            }));
        }
        None
    }
}

impl Dataset {
    /// The rows that begin with `head`.
    fn starting<'d>(rows: &'d [Row], head: &[u32]) -> &'d [Row] {
        let begin = rows.partition_point(|row| row[..head.len()] < *head);
        let rows = &rows[begin..];
        &rows[..rows.partition_point(|row| row[..head.len()] == *head)]
    }

    /// The quads with the given terms; graph `None` is the merge of all, `Some(None)` any.
    fn find(&self, terms: [Option<u32>; 3], graph: Option<Option<u32>>) -> Found<'_> {
        let (rows, order) = match terms {
            [Some(s), Some(p), Some(o)] => (Self::starting(&self.spog, &[s, p, o]), SPOG),
            [Some(s), Some(p), None] => (Self::starting(&self.spog, &[s, p]), SPOG),
            [Some(s), None, Some(o)] => (Self::starting(&self.ospg, &[o, s]), OSPG),
            [Some(s), None, None] => (Self::starting(&self.spog, &[s]), SPOG),
            [None, Some(p), Some(o)] => (Self::starting(&self.posg, &[p, o]), POSG),
            [None, Some(p), None] => (Self::starting(&self.posg, &[p]), POSG),
            [None, None, Some(o)] => (Self::starting(&self.ospg, &[o]), OSPG),
            [None, None, None] => (&self.spog[..], SPOG),
        };
        let mut wanted = [None, None, None, graph.flatten()];
        let (mut rows, mut order) = (rows, order);
        // What a graph holds may be less than what the terms find in all of them.
        if let Some(g) = graph.flatten() {
            let whole = Self::starting(&self.gspo, &[g]);
            if whole.len() < rows.len() {
                (rows, order) = (whole, GSPO);
                wanted = [terms[0], terms[1], terms[2], None];
            }
        }
        Found { rows: rows.iter(), order, wanted, merged: graph.is_none(), last: None }
    }

    fn number(&self, known: Option<&Known>) -> Result<Option<u32>, ()> {
        match known {
            None => Ok(None),
            Some(Known::Number(number)) => Ok(Some(*number)),
            Some(Known::Other(_)) => Err(()),
        }
    }

    /// Like `find`, for terms that may be none of the quads.
    fn ask(&self, terms: [Option<&Known>; 3], graph: Option<Option<&Known>>) -> Option<Found<'_>> {
        let [s, p, o] = terms;
        let terms = [self.number(s).ok()?, self.number(p).ok()?, self.number(o).ok()?];
        // The evaluator says it the other way round: `Some(None)` is the default graph, `None` any other.
        let graph = match graph {
            Some(None) => None,
            Some(Some(graph)) => Some(self.number(Some(graph)).ok()?),
            None => Some(None),
        };
        Some(self.find(terms, graph))
    }
}

impl<'d> QueryableDataset<'d> for &'d Dataset {
    type InternalTerm = Known;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Known>,
        predicate: Option<&Known>,
        object: Option<&Known>,
        graph_name: Option<Option<&Known>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Known>, Infallible>> + use<'d> {
        let dataset: &'d Dataset = self;
        dataset.ask([subject, predicate, object], graph_name).into_iter().flatten()
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Known, Infallible>> + use<'d> {
        let dataset: &'d Dataset = self;
        let mut rest = &dataset.gspo[..];
        std::iter::from_fn(move || {
            let graph = rest.first()?[0];
            rest = &rest[rest.partition_point(|row| row[0] == graph)..];
            Some(Ok(Known::Number(graph)))
        })
    }

    fn internalize_term(&self, term: Term) -> Result<Known, Infallible> {
        Ok(match self.terms.get_index_of(&term) {
            Some(index) => Known::Number(super::number(index)),
            None => Known::Other(Arc::new(term)),
        })
    }

    fn externalize_term(&self, term: Known) -> Result<Term, Infallible> {
        Ok(match term {
            Known::Number(number) => self.terms[number as usize].clone(),
            Known::Other(term) => Arc::unwrap_or_clone(term),
        })
    }
}
