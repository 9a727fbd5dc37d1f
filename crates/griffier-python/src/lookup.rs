//! The knowledge base as Python asks it: what a name can mean, and what is known of a thing.

use crate::layers::share;
use griffier::lookup::{Question, lookup};
use griffier::{Day, KnowledgeBase, MentionType};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// One thing that a name can mean, with what speaks for and against it.
///
/// >>> import griffier
/// >>> best = griffier.load().lookup("minister van Defensie", date="2022-05-12")[0]
/// >>> best.id, best.holders, best.against
/// ('office:min-def', ('person:kajsa-ollongren',), None)
#[pyclass(frozen, module = "griffier")]
#[derive(Debug)]
pub(crate) struct Meaning {
    id: String,
    kind: MentionType,
    label: &'static str,
    score: f64,
    holders: Vec<&'static str>,
    why: String,
    against: Option<String>,
}

#[pymethods]
impl Meaning {
    /// Its identifier.
    #[getter]
    fn id(&self) -> &str {
        &self.id
    }
    /// What type of thing it is.
    #[getter]
    fn r#type(&self) -> &'static str {
        self.kind.name()
    }
    /// What it was called on the day asked.
    #[getter]
    fn label(&self) -> &'static str {
        self.label
    }
    /// How well it fits, 0 to 1.
    #[getter]
    fn score(&self) -> f64 {
        self.score
    }
    /// Who held the office on the day asked.
    #[getter]
    fn holders<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.holders)
    }
    /// Why its score is what it is.
    #[getter]
    fn why(&self) -> &str {
        &self.why
    }
    /// Why it is not the answer; `None` if it is, or is one of several.
    #[getter]
    fn against(&self) -> Option<&str> {
        self.against.as_deref()
    }
    fn __repr__(&self) -> String {
        let against = self.against.as_deref().map(|words| format!(", not: {words}")).unwrap_or_default();
        format!("<Meaning {} {:?} {}{against}>", self.id, self.label, self.score)
    }
}

/// Everything that `name` can mean, best first.
pub(crate) fn meanings(
    kb: KnowledgeBase,
    name: &str,
    day: Option<Day>,
    kind: Option<MentionType>,
) -> Vec<Meaning> {
    let answer = lookup(kb, Question { name, day, kind });
    let meaning = |candidate: griffier::lookup::Candidate| Meaning {
        id: candidate.entity.id().to_owned(),
        kind: candidate.entity.kind(),
        label: candidate.label,
        score: share(candidate.score),
        holders: candidate.holders.iter().map(|tenure| tenure.person.id()).collect(),
        why: candidate
            .parts
            .iter()
            .map(|part| format!("{}: {}", part.name, part.why))
            .collect::<Vec<_>>()
            .join("; "),
        against: candidate.against,
    };
    answer.candidates.into_iter().map(meaning).collect()
}

/// What the knowledge base has of a thing.
pub(crate) fn show<'py>(
    py: Python<'py>,
    kb: KnowledgeBase,
    id: &str,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some(entity) = kb.entity(id) else { return Ok(None) };
    let dict = PyDict::new(py);
    let (from, to) = entity.written_validity();
    dict.set_item("id", entity.id())?;
    dict.set_item("type", entity.kind().name())?;
    dict.set_item("label", entity.label())?;
    dict.set_item("same_as", entity.same_as().collect::<Vec<_>>())?;
    dict.set_item("part_of", entity.part_of().map(|whole| whole.id()))?;
    dict.set_item("valid_from", Some(from).filter(|day| !day.is_empty()))?;
    dict.set_item("valid_to", Some(to).filter(|day| !day.is_empty()))?;
    dict.set_item("row", entity.row().as_ref())?;
    dict.set_item("source", entity.source())?;
    Ok(Some(dict))
}
