//! From the text of a query to its answer, within limits: no query runs for ever, and none asks another machine.

use crate::dataset::Dataset;
use crate::syntax;
use crate::vocabulary::PREFIXES;
use crate::words;
use oxrdf::{Term, Triple};
use spareval::{CancellationToken, QueryEvaluationError, QueryEvaluator, QueryResults};
use spargebra::{Query, SparqlParser};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

/// The longest query, in bytes.
const LENGTH: usize = 1 << 20;

/// The most words of a query, outside of the data of VALUES: what plans a query takes time that grows with their square.
const WORDS: usize = 10_000;

/// How deep brackets may nest: the parser calls itself for each.
const DEPTH: usize = 250;

/// What a query that nests so deep needs of memory for its calls.
const STACK: usize = 256 << 20;

/// How far a query may go.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows or triples of the answer; what is over is left out, and the answer says so.
    pub rows: usize,
    /// Time until it is stopped.
    pub time: Duration,
}

/// What a query is answered with.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Of ASK.
    Truth(bool),
    /// Of SELECT.
    Rows {
        /// The names of the columns.
        variables: Vec<String>,
        /// A value for each column, where the row has one.
        rows: Vec<Vec<Option<Term>>>,
        /// Whether there are more than the limit.
        cut: bool,
    },
    /// Of CONSTRUCT and DESCRIBE.
    Triples {
        /// Each once, sorted by what they say.
        triples: Vec<Triple>,
        /// Whether there are more than the limit.
        cut: bool,
    },
}

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// No SPARQL: line and column from 1, and what was expected there.
    #[error("{line}:{column}: {problem}")]
    Syntax {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What was expected.
        problem: String,
    },
    /// It was stopped.
    #[error("no answer within {}; ask for less, or allow more time with --timeout", seconds(*.0))]
    Time(Duration),
    /// It is too long to be planned.
    #[error(
        "a query of {0} words, and the most is {WORDS}; long lists belong into VALUES ?x {{ … }}, whose words do not count"
    )]
    Words(usize),
    /// It asks another machine.
    #[error("SERVICE asks another machine, which is not done here")]
    Service,
    /// The evaluator gave up.
    #[error("cannot be answered: {0}")]
    Evaluation(String),
}

/// A time as people say it: two digits are enough.
fn seconds(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let parts = match seconds {
        ..1.0 => 100.0,
        1.0..10.0 => 10.0,
        _ => 1.0,
    };
    format!("{} s", (seconds * parts).round() / parts)
}

/// Answers the query `text`; the prefixes of [`PREFIXES`] need not be declared.
///
/// # Errors
/// When it is no query, takes too long, or cannot be answered.
pub fn ask(dataset: &Arc<Dataset>, text: &str, limits: Limits) -> Result<Answer, QueryError> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let stop = CancellationToken::new();
    let (dataset, text, token) = (Arc::clone(dataset), text.to_owned(), stop.clone());
    let work = move || {
        let answer = parse(&text).and_then(|query| evaluate(&dataset, &query, limits, token));
        // Nobody listens any more when the time is up.
        let _ = sender.send(answer);
    };
    let failed = |error: &dyn std::fmt::Display| QueryError::Evaluation(error.to_string());
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).map_err(|error| failed(&error))?;
    match receiver.recv_timeout(limits.time) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            stop.cancel();
            Err(QueryError::Time(limits.time))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let words = thread.join().err().and_then(|words| words.downcast::<String>().ok());
            Err(QueryError::Evaluation(
                words.map_or_else(|| "the evaluator stopped".to_owned(), |words| *words),
            ))
        }
    }
}

fn parse(text: &str) -> Result<Query, QueryError> {
    let problem = |problem: &str| QueryError::Syntax { line: 1, column: 1, problem: problem.to_owned() };
    if text.trim().is_empty() {
        return Err(problem("an empty query"));
    }
    if text.len() > LENGTH {
        return Err(problem("a query of more than a megabyte"));
    }
    if depth(text) > DEPTH {
        return Err(problem("brackets nest too deep"));
    }
    let words = words::count(text);
    if words > WORDS {
        return Err(QueryError::Words(words));
    }
    if let Some(at) = words::update(text) {
        let (line, column) = words::place(text, at);
        let problem = "the graph is read only; `griffier graph load` changes it".to_owned();
        return Err(QueryError::Syntax { line, column, problem });
    }
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in PREFIXES {
        parser = parser.with_prefix(prefix, namespace).map_err(|error| problem(&error.to_string()))?;
    }
    let query = parser.parse_query(text).map_err(|error| syntax(text, &error.to_string()))?;
    // SILENT would make an answer of it that pretends to know.
    if words::service(text).is_some() {
        return Err(QueryError::Service);
    }
    Ok(query)
}

/// How deep brackets and prefix operators nest at most; those within quotes count too, for they are few.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut signs) = (0usize, 0, 0usize);
    for byte in text.bytes() {
        match byte {
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        signs = match byte {
            b'!' | b'-' | b'+' | b'^' => signs + 1,
            byte if byte.is_ascii_whitespace() => signs,
            _ => 0,
        };
        deepest = deepest.max(depth + signs);
    }
    deepest
}

fn syntax(text: &str, said: &str) -> QueryError {
    let (line, column, problem) = syntax::explain(text, said);
    QueryError::Syntax { line, column, problem }
}

fn evaluate(
    dataset: &Dataset,
    query: &Query,
    limits: Limits,
    token: CancellationToken,
) -> Result<Answer, QueryError> {
    let failed = |error: QueryEvaluationError| match error {
        QueryEvaluationError::UnsupportedService(_) | QueryEvaluationError::Service(_) => QueryError::Service,
        QueryEvaluationError::Cancelled => QueryError::Time(limits.time),
        other => QueryError::Evaluation(other.to_string()),
    };
    let evaluator = QueryEvaluator::new().with_cancellation_token(token);
    Ok(match evaluator.prepare(query).execute(dataset).map_err(failed)? {
        QueryResults::Boolean(truth) => Answer::Truth(truth),
        QueryResults::Solutions(mut solutions) => {
            let variables = solutions.variables().iter().map(|name| name.as_str().to_owned()).collect();
            let mut rows = Vec::new();
            let mut cut = false;
            for solution in &mut solutions {
                if rows.len() == limits.rows {
                    cut = true;
                    break;
                }
                rows.push(solution.map_err(failed)?.values().to_vec());
            }
            Answer::Rows { variables, rows, cut }
        }
        QueryResults::Graph(found) => {
            let mut triples = rustc_hash::FxHashSet::default();
            let mut cut = false;
            for triple in found {
                let triple = triple.map_err(failed)?;
                if triples.len() == limits.rows && !triples.contains(&triple) {
                    cut = true;
                    break;
                }
                triples.insert(triple);
            }
            let mut triples: Vec<Triple> = triples.into_iter().collect();
            triples.sort_by_cached_key(ToString::to_string);
            Answer::Triples { triples, cut }
        }
    })
}
