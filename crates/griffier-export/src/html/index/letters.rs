//! What the list knows of each letter, and which of its files are one letter.

use super::super::lists::{Names, parties};
use super::super::{file_name, title};
use griffier_doc::{CommitmentStatus, Document, Entity, MentionType, Predicate, Term};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Share of their names that two files of one letter have in common, in percent: what one format loses is little.
const ALIKE: usize = 80;

/// What the list says of one letter.
#[derive(Clone, Debug)]
pub struct IndexEntry {
    pub(super) address: String,
    pub(super) title: String,
    pub(super) date: Option<String>,
    parties: Vec<(&'static str, String)>,
    pub(super) mentions: usize,
    /// Papers and acts it cites, each once.
    pub(super) cited: Vec<Paper>,
    /// Who signed it; where only offices did, those.
    pub(super) signed_by: Vec<String>,
    /// Sentence, due day.
    pub(super) promises: Vec<(String, Option<String>)>,
    /// What a search looks through.
    pub(super) words: String,
    pub(super) format: &'static str,
    path: String,
    sha256: String,
    id: String,
    /// What its entities are called, as numbers, sorted: of many letters the words would weigh much.
    names: Vec<u64>,
}

/// A paper or act, whichever of its names a letter cites it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paper {
    /// Its number in the register that has it.
    pub(super) id: String,
    pub(super) label: String,
    /// How well the label says what it is.
    pub(super) rank: u8,
}

impl Paper {
    /// The paper or act that `entity` is. A motion is the paper that it is printed in; an act that a list names is the one of the
    /// register, which citations of its articles lead to.
    fn of(entity: &Entity) -> Option<Self> {
        let id = entity.id.as_ref();
        let (own, rank) = match entity.kind {
            MentionType::Reference => (id, u8::from(entity.label != entity.id)),
            MentionType::Motion => (id.strip_prefix("motion:").unwrap_or(id), 2),
            MentionType::Law | MentionType::Treaty => {
                let registers = ["bwb:", "bwbv:", "celex:"];
                let listed = registers
                    .iter()
                    .find_map(|register| entity.same_as.iter().find_map(|same| same.strip_prefix(register)));
                (listed.unwrap_or(id), 3)
            }
            _ => return None,
        };
        Some(Self { id: own.to_owned(), label: entity.label.to_string(), rank })
    }
}

impl IndexEntry {
    /// What the list says of `doc`.
    pub fn new(doc: &Document) -> Self {
        let names = Names::new(doc);
        let objects = |predicate| {
            let own = doc.relations().iter();
            let own = own.filter(move |r| r.subject == Term::Doc && r.predicate == predicate && !r.negated);
            own.map(|relation| relation.object.as_str()).collect::<BTreeSet<&str>>()
        };
        let named =
            |predicate| objects(predicate).into_iter().map(|id| names.of(id).to_owned()).collect::<Vec<_>>();
        let people = named(Predicate::SignedBy);
        let signed_by = if people.is_empty() { named(Predicate::SignedAs) } else { people };
        let made = doc.commitments().iter().filter(|made| made.status == CommitmentStatus::Made);
        let promise = |made: &griffier_doc::Commitment| {
            let words = doc.slice(made.span).split_whitespace().collect::<Vec<_>>().join(" ");
            (words, made.due.as_ref().map(|due| due.day.clone()))
        };
        let labels = doc.entities().iter().map(|entity| entity.label.as_ref());
        let words = std::iter::once(doc.id()).chain(labels.clone()).collect::<Vec<_>>().join(" ");
        Self {
            address: String::new(),
            title: title(doc),
            date: doc.meta().date.clone(),
            parties: parties(doc),
            mentions: doc.mentions().len(),
            cited: cited(doc, &objects(Predicate::Cites)),
            signed_by,
            promises: made.map(promise).collect(),
            words: words.to_lowercase(),
            format: doc.source().format.name(),
            path: doc.source().path.clone(),
            sha256: doc.source().sha256.clone(),
            id: doc.id().to_owned(),
            names: labels.map(number).collect::<BTreeSet<u64>>().into_iter().collect(),
        }
    }

    /// The same for a letter whose page is at `address`, as seen from the list.
    #[must_use]
    pub fn located(self, address: String) -> Self {
        Self { address, ..self }
    }

    pub(super) fn year(&self) -> Option<&str> {
        self.date.as_deref().and_then(|date| date.get(..4))
    }

    pub(super) fn sender(&self) -> Option<&str> {
        self.parties.iter().find(|(name, _)| *name == "From").map(|(_, names)| names.as_str())
    }

    /// Whether it is the same file.
    fn is_copy(&self, other: &Self) -> bool {
        !self.sha256.is_empty() && self.sha256 == other.sha256
    }

    /// Whether most of what one of them names is named by both.
    fn is_like(&self, other: &Self) -> bool {
        let common = self.names.iter().filter(|name| other.names.binary_search(name).is_ok()).count();
        common * 100 >= ALIKE * (self.names.len() + other.names.len() - common)
    }
}

fn number(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// The papers and acts among the things of these ids, each by the best of its names.
fn cited(doc: &Document, ids: &BTreeSet<&str>) -> Vec<Paper> {
    let mut papers: BTreeMap<String, Paper> = BTreeMap::new();
    for paper in doc.entities().iter().filter(|entity| ids.contains(entity.id.as_ref())).filter_map(Paper::of)
    {
        match papers.get(&paper.id) {
            Some(known) if known.rank >= paper.rank => {}
            _ => drop(papers.insert(paper.id.clone(), paper)),
        }
    }
    papers.into_values().collect()
}

/// A row of the list.
#[derive(Debug)]
pub(super) struct Row<'e> {
    pub(super) letter: &'e IndexEntry,
    /// The same letter in other formats and places.
    pub(super) others: Vec<&'e IndexEntry>,
    /// What tells it from rows of the same title and day, if there are any: its file, below the folder that all share.
    pub(super) file: Option<Cow<'e, str>>,
}

/// The letters of the list, in their order. Files of one id, title and day are one letter if they differ in format and in
/// little else, or not at all.
pub(super) fn gather(entries: &[IndexEntry]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut known: HashMap<(&str, &str, Option<&str>), Vec<usize>> = HashMap::new();
    let mut titles: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for entry in entries {
        let (title, date) = (entry.title.as_str(), entry.date.as_deref());
        let places = known.entry((&entry.id, title, date)).or_default();
        // A letter has few formats, but many letters may share a name: only the first ones are looked at.
        let same = places.iter().copied().take(16).find(|&at| {
            let files = || std::iter::once(rows[at].letter).chain(rows[at].others.iter().copied());
            files().any(|other| other.is_copy(entry))
                || files().all(|other| other.format != entry.format) && rows[at].letter.is_like(entry)
        });
        match same {
            Some(at) => rows[at].others.push(entry),
            None => {
                places.push(rows.len());
                *titles.entry((title, date)).or_default() += 1;
                rows.push(Row { letter: entry, others: Vec::new(), file: None });
            }
        }
    }
    let shared = shared(entries);
    for row in &mut rows {
        let (title, date) = (row.letter.title.as_str(), row.letter.date.as_deref());
        let namesakes = titles.get(&(title, date)).is_some_and(|&count| count > 1);
        row.file = namesakes.then(|| match row.letter.path.get(shared..) {
            // Where files lie on a machine is nobody's business whom the page is sent to.
            Some(below) if !below.starts_with('/') => below.into(),
            _ => file_name(&row.letter.path),
        });
    }
    rows
}

/// How long the name of the folder is, with its stroke, that the files of all `entries` lie in.
fn shared(entries: &[IndexEntry]) -> usize {
    let folder = |path: &str| {
        // What stands behind `!/` is within a file.
        let file = path.split_once("!/").map_or(path, |(file, _)| file);
        file.rfind('/').map_or(0, |at| at + 1)
    };
    let Some(first) = entries.first().map(|entry| entry.path.as_str()) else { return 0 };
    entries.iter().fold(folder(first), |shared, entry| {
        let own = &entry.path[..folder(&entry.path)];
        let same = first[..shared].bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count();
        first.as_bytes()[..same].iter().rposition(|&byte| byte == b'/').map_or(0, |at| at + 1)
    })
}
