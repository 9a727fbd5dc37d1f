//! What a document holds, piece by piece: frozen classes that look into the document they belong to, so that nothing is
//! copied before Python asks for it.

use crate::chars::Chars;
use griffier::{Link, Modality, Origin, Span, Term};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::sync::Arc;

/// An annotated letter with its code points.
#[derive(Debug)]
pub(crate) struct Letter {
    pub doc: griffier::Document,
    chars: Chars,
}

impl Letter {
    pub fn new(doc: griffier::Document) -> Self {
        let chars = Chars::new(doc.text());
        Self { doc, chars }
    }
    pub fn chars(&self, span: Span) -> (usize, usize) {
        self.chars.of(self.doc.text(), span)
    }
}

/// To hundredths, as the record has it.
pub(crate) fn share(value: f32) -> f64 {
    if value.is_nan() { 0.0 } else { (f64::from(value).clamp(0.0, 1.0) * 100.0).round() / 100.0 }
}

fn modality(modality: Modality) -> &'static str {
    modality.name()
}

fn terms<'py>(py: Python<'py>, terms: &[Term]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, terms.iter().map(Term::as_str))
}

/// A text as Python would print it, cut to a line.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    let rest = if short.len() < text.len() { "…" } else { "" };
    format!("{short:?}{rest}")
}

/// A class with a place in the text: `$class` of span `$span`, and its methods.
macro_rules! placed {
    ($(#[$about:meta])* $class:ident { $($field:ident: $kind:ty),* } at |$this:ident| $span:expr; $($methods:tt)*) => {
        $(#[$about])*
        #[pyclass(frozen, module = "griffier")]
        #[derive(Debug)]
        pub(crate) struct $class {
            pub letter: Arc<Letter>,
            $(pub $field: $kind,)*
        }
        impl $class {
            fn span(&self) -> Span {
                let $this = self;
                $span
            }
        }
        #[pymethods]
        impl $class {
            /// Where it begins, in code points: `doc.text[x.start:x.end]` are its words.
            #[getter]
            fn start(&self) -> usize { self.letter.chars(self.span()).0 }
            /// Where it ends, in code points.
            #[getter]
            fn end(&self) -> usize { self.letter.chars(self.span()).1 }
            /// Where it begins, in bytes of the text as UTF-8.
            #[getter]
            fn byte_start(&self) -> usize { self.span().start() }
            /// Where it ends, in bytes of the text as UTF-8.
            #[getter]
            fn byte_end(&self) -> usize { self.span().end() }
            /// Its words.
            #[getter]
            fn text(&self) -> &str { self.letter.doc.slice(self.span()) }
            fn __str__(&self) -> &str { self.letter.doc.slice(self.span()) }
            fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
                other.cast::<Self>().is_ok_and(|other| {
                    let other = other.get();
                    Arc::ptr_eq(&self.letter, &other.letter) && self.span() == other.span()
                        && self.__repr__() == other.__repr__()
                })
            }
            fn __hash__(&self) -> usize { self.span().start() ^ self.span().end().rotate_left(16) }
            $($methods)*
        }
    };
}

placed! {
    /// A place where something is named.
    ///
    /// Mentions nest and never cross. `entity` is the identifier of what is meant; where several things fit it is `None` and
    /// `candidates` has them; where nothing is known it groups the mentions within the letter, and `nil_reason` says why.
    ///
    /// >>> import griffier
    /// >>> doc = griffier.load()("Kaag (D66) sprak met de NAVO.", date="2021-10-11")
    /// >>> [(m.text, m.type, m.entity) for m in doc.mentions][-1]
    /// ('NAVO', 'ORGANISATION', 'org:navo')
    Mention { at: usize } at |this| this.mention().span;

    /// Its number within the letter: `m1`, `m2` …
    #[getter]
    fn id(&self) -> String { format!("m{}", self.at + 1) }
    /// One of the fourteen types: `PERSON`, `OFFICE`, `ORGANISATION` …
    #[getter]
    fn r#type(&self) -> &'static str { self.mention().kind.name() }
    /// Which thing it means; `None` where several fit.
    #[getter]
    fn entity(&self) -> Option<&str> { self.mention().link.id().map(|id| &**id) }
    /// What it may mean, best first, where nothing decides.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let candidates: &[griffier::Candidate] = match &self.mention().link {
            Link::Many(candidates) => candidates,
            _ => &[],
        };
        let views = candidates.iter().map(|c| Candidate { id: c.id.to_string(), score: share(c.score), why: c.why.clone() });
        PyTuple::new(py, views.map(|view| Py::new(py, view)).collect::<PyResult<Vec<_>>>()?)
    }
    /// Why it has no link; `None` if it has one.
    #[getter]
    fn nil_reason(&self) -> Option<&'static str> {
        match self.mention().link {
            Link::Nil { reason, .. } => Some(reason),
            _ => None,
        }
    }
    /// Whether it lies within another mention.
    #[getter]
    fn nested(&self) -> bool { self.mention().nested }
    /// How sure it is, 0 to 1.
    #[getter]
    fn confidence(&self) -> f64 { share(self.mention().confidence) }
    /// The row of a list or the rule that found it, and why it means what it means.
    #[getter]
    fn why(&self) -> String {
        let mention = self.mention();
        let origin = match &mention.origin {
            Origin::Gazetteer(row) => row.to_string(),
            Origin::Rule(name) => format!("rule {name}"),
        };
        if mention.why.is_empty() { origin } else { format!("{origin}; {}", mention.why) }
    }
    /// Further facts: `holder` of an office, `class`, `reason` and `url` of a citation, `party`, `alias`.
    #[getter]
    fn attrs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let mut attrs: Vec<&griffier::Attr> = self.mention().attrs.iter().collect();
        attrs.sort_by_key(|attr| attr.key);
        let dict = PyDict::new(py);
        for group in attrs.chunk_by(|a, b| a.key == b.key) {
            let values: Vec<&str> = group.iter().map(|attr| &*attr.value).filter(|v| !v.is_empty()).collect();
            if let Some(first) = group.first() {
                dict.set_item(first.key, values.join("|"))?;
            }
        }
        Ok(dict)
    }
    fn __repr__(&self) -> String {
        let means = self.entity().map_or_else(|| "ambiguous".to_owned(), str::to_owned);
        format!("<Mention {} {} {means}>", shown(self.text()), self.r#type())
    }
}

impl Mention {
    fn mention(&self) -> &griffier::Mention {
        &self.letter.doc.mentions()[self.at]
    }
}

/// One of several things that a name can mean.
#[pyclass(frozen, get_all, eq, hash, module = "griffier")]
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Its identifier.
    id: String,
    /// How well it fits, 0 to 1.
    score: f64,
    /// What speaks for it.
    why: String,
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        (&self.id, &self.why) == (&other.id, &other.why) && self.score.to_bits() == other.score.to_bits()
    }
}

impl std::hash::Hash for Candidate {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

#[pymethods]
impl Candidate {
    fn __repr__(&self) -> String {
        format!("<Candidate {} {}>", self.id, self.score)
    }
}

/// A thing in the world that mentions of a letter mean.
#[pyclass(frozen, module = "griffier")]
#[derive(Debug)]
pub(crate) struct Entity {
    pub letter: Arc<Letter>,
    pub at: usize,
}

impl Entity {
    fn entity(&self) -> &griffier::Entity {
        &self.letter.doc.entities()[self.at]
    }
}

#[pymethods]
impl Entity {
    /// Its identifier, the same in every letter: `org:navo`.
    #[getter]
    fn id(&self) -> &str {
        &self.entity().id
    }
    /// What type of thing it is.
    #[getter]
    fn r#type(&self) -> &'static str {
        self.entity().kind.name()
    }
    /// Its preferred name.
    #[getter]
    fn label(&self) -> &str {
        &self.entity().label
    }
    /// Identifiers elsewhere: `wikidata:Q7184`.
    #[getter]
    fn same_as<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.entity().same_as.iter().map(|id| &**id))
    }
    /// Whether the knowledge base does not know it.
    #[getter]
    fn nil(&self) -> bool {
        self.entity().nil
    }
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.entity() == other.get().entity())
    }
    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.entity().id.hash(&mut hasher);
        hasher.finish()
    }
    fn __repr__(&self) -> String {
        format!("<Entity {} {:?}>", self.id(), self.label())
    }
}

placed! {
    /// A statement of the letter: subject, predicate, object. Its place is that of the words that say it; `DOC` is the
    /// letter itself.
    Relation { at: usize } at |this| this.relation().evidence;

    /// What it is about: an identifier, or `DOC`.
    #[getter]
    fn subject(&self) -> &str { self.relation().subject.as_str() }
    /// What kind it is of: `submitted_by`, `holds_office`, `cites` …
    #[getter]
    fn predicate(&self) -> &'static str { self.relation().predicate.name() }
    /// To what it leads.
    #[getter]
    fn object(&self) -> &str { self.relation().object.as_str() }
    /// The words that say it; the same as `text`.
    #[getter]
    fn evidence(&self) -> &str { self.text() }
    /// How sure it is, 0 to 1.
    #[getter]
    fn confidence(&self) -> f64 { share(self.relation().confidence) }
    /// The rule that read it.
    #[getter]
    fn why(&self) -> &'static str { self.relation().why }
    /// Whether the text denies it.
    #[getter]
    fn negated(&self) -> bool { self.relation().negated }
    /// `asserted`, `planned`, `required`, `possible`, `requested` or `conditional`.
    #[getter]
    fn modality(&self) -> &'static str { modality(self.relation().modality) }
    fn __repr__(&self) -> String {
        format!("<Relation {} {} {}>", self.subject(), self.predicate(), self.object())
    }
}

impl Relation {
    fn relation(&self) -> &griffier::Relation {
        &self.letter.doc.relations()[self.at]
    }
}

placed! {
    /// A promise to parliament, or what a letter says is done of one. Its place is that of the sentence.
    Commitment { at: usize } at |this| this.commitment().span;

    /// `made`, `fulfilled` or `withdrawn`.
    #[getter]
    fn status(&self) -> &'static str { self.commitment().status.name() }
    /// What is promised, as far as the words tell it apart from the rest of the sentence.
    #[getter]
    fn what(&self) -> Passage { Passage { letter: Arc::clone(&self.letter), at: self.commitment().what } }
    /// Who promises: identifiers, or `DOC` where the letter names nobody.
    #[getter]
    fn by<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> { terms(py, &self.commitment().by) }
    /// To whom.
    #[getter]
    fn to<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> { terms(py, &self.commitment().to) }
    /// When it was made.
    #[getter]
    fn made_on(&self) -> Option<&str> { self.commitment().made_on.as_deref() }
    /// The debate in which it was made.
    #[getter]
    fn made_in(&self) -> Option<&str> { self.commitment().made_in.as_deref() }
    /// By when it is to be carried out.
    #[getter]
    fn due(&self) -> Option<Due> {
        self.commitment().due.as_ref().map(|_| Due { letter: Arc::clone(&self.letter), at: self.at })
    }
    /// Its number in parliament's register.
    #[getter]
    fn number(&self) -> Option<&str> { self.commitment().number.as_deref() }
    /// How it holds: `asserted`, `conditional` …
    #[getter]
    fn modality(&self) -> &'static str { modality(self.commitment().modality) }
    /// How sure it is, 0 to 1.
    #[getter]
    fn confidence(&self) -> f64 { share(self.commitment().confidence) }
    /// The rule that read it.
    #[getter]
    fn why(&self) -> &'static str { self.commitment().why }
    fn __repr__(&self) -> String {
        format!("<Commitment {} {}>", self.status(), shown(self.letter.doc.slice(self.commitment().what)))
    }
}

impl Commitment {
    fn commitment(&self) -> &griffier::Commitment {
        &self.letter.doc.commitments()[self.at]
    }
}

placed! {
    /// When a commitment is due. Its place is that of the words that say so.
    Due { at: usize } at |this| this.due().map_or(Span::at(0, 0), |due| due.span);

    /// The value of the date as the letter has it: `2025-21`.
    #[getter]
    fn date(&self) -> Option<&str> { self.due().map(|due| &*due.date) }
    /// The last day on which it is in time, `YYYY-MM-DD`.
    #[getter]
    fn day(&self) -> Option<&str> { self.due().map(|due| due.day.as_str()) }
    fn __repr__(&self) -> String { format!("<Due {}>", self.day().unwrap_or("never")) }
}

impl Due {
    fn due(&self) -> Option<&griffier::Due> {
        self.letter.doc.commitments()[self.at].due.as_ref()
    }
}

placed! {
    /// Words of the letter.
    Passage { at: Span } at |this| this.at;

    fn __repr__(&self) -> String { format!("<Passage {}>", shown(self.text())) }
}

placed! {
    /// A sentence, heading, list item, or line of a letterhead.
    Sentence { at: Span } at |this| this.at;

    fn __repr__(&self) -> String { format!("<Sentence {}>", shown(self.text())) }
}

placed! {
    /// A part of a letter: letterhead, metadata, body, signature …
    Zone { at: Span, name: &'static str } at |this| this.at;

    /// Which part: `letterhead`, `metadata`, `salutation`, `heading`, `body`, `question`, `answer`, `decision`, `annex`,
    /// `signature`, `footnotes`, `page_furniture`.
    #[getter]
    fn kind(&self) -> &'static str { self.name }
    fn __repr__(&self) -> String { format!("<Zone {} {}>", self.name, shown(self.text())) }
}

placed! {
    /// Something that a user should know of a letter; never an error. Without a place it has an empty one at 0.
    Diagnostic { at: usize } at |this| this.note().span.unwrap_or(Span::at(0, 0));

    /// Stable and searchable: `date::no-anchor`.
    #[getter]
    fn code(&self) -> &'static str { self.note().code }
    /// What it says.
    #[getter]
    fn message(&self) -> &str { &self.note().message }
    fn __repr__(&self) -> String { format!("<Diagnostic {}: {}>", self.note().code, self.note().message) }
}

impl Diagnostic {
    fn note(&self) -> &griffier::Diagnostic {
        &self.letter.doc.diagnostics()[self.at]
    }
}
