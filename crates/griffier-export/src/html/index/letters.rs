//! What the list knows of each letter, and which of its files are one letter.

use super::super::citations::{self, Paper};
use super::super::lists::{Names, objects};
use super::super::{file_name, title};
use griffier_doc::{CommitmentStatus, Document, Predicate};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Share of their names that two files of one letter have in common, in percent: what one format loses is little.
const ALIKE: usize = 80;

/// What the list says of one letter.
#[derive(Clone, Debug)]
pub struct IndexEntry {
    pub(super) address: String,
    pub(super) title: String,
    /// Whether the title is made of the letter's own words, for want of a subject: then its row says its id, too.
    pub(super) is_made: bool,
    pub(super) date: Option<String>,
    /// Who sent it; where no sender is named, the offices that sign.
    pub(super) from: Vec<String>,
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
    pub(super) id: String,
    /// What its entities are called, as numbers, sorted: of many letters the words would weigh much.
    names: Vec<u64>,
}

impl IndexEntry {
    /// What the list says of `doc`.
    pub fn new(doc: &Document) -> Self {
        let names = Names::new(doc);
        let title = title::of(doc);
        let named = |predicate| {
            let mut all: Vec<String> = Vec::new();
            for name in objects(doc, predicate).into_iter().map(|id| names.of(id)) {
                if !all.iter().any(|known| known == name) {
                    all.push(name.to_owned());
                }
            }
            all
        };
        let people = named(Predicate::SignedBy);
        let signed_by = if people.is_empty() { named(Predicate::SignedAs) } else { people.clone() };
        let senders = named(Predicate::SentBy);
        // Not once more what stands as who signed.
        let offices = if people.is_empty() { Vec::new() } else { named(Predicate::SignedAs) };
        let made = doc.commitments().iter().filter(|made| made.status == CommitmentStatus::Made);
        let promise = |made: &griffier_doc::Commitment| {
            let words = doc.slice(made.span).split_whitespace().collect::<Vec<_>>().join(" ");
            (words, made.due.as_ref().map(|due| due.day.clone()))
        };
        let labels = doc.entities().iter().map(|entity| entity.label.as_ref());
        let words = std::iter::once(doc.id()).chain(labels.clone()).collect::<Vec<_>>().join(" ");
        Self {
            address: String::new(),
            is_made: !title.is_subject && !title.is_id,
            title: title.words,
            date: doc.meta().date.clone(),
            from: if senders.is_empty() { offices } else { senders },
            mentions: doc.mentions().len(),
            cited: citations::of(doc).into_iter().map(|citation| citation.paper).collect(),
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

    fn key(&self) -> (&str, &str, Option<&str>) {
        (&self.id, &self.title, self.date.as_deref())
    }

    pub(super) fn year(&self) -> Option<&str> {
        self.date.as_deref().and_then(|date| date.get(..4))
    }

    /// The later first; letters without a day come last.
    pub fn by_day(&self, other: &Self) -> std::cmp::Ordering {
        other.date.cmp(&self.date)
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

/// A row of the list.
#[derive(Debug)]
pub(super) struct Row<'e> {
    pub(super) letter: &'e IndexEntry,
    /// The same letter in other formats and places, each with the words by which its row names it.
    pub(super) others: Vec<(&'e IndexEntry, Cow<'e, str>)>,
    /// What its own file is called beside those.
    pub(super) own: Cow<'e, str>,
    /// What tells it from rows of the same title and day, if there are any: its file, below the folder that all share.
    pub(super) file: Option<Cow<'e, str>>,
    /// A row before it whose file has the same bytes, of which another day is stated.
    pub(super) same_text: Option<&'e IndexEntry>,
}

/// The rows so far, and by what each is found again.
#[derive(Default)]
struct Gathered<'e> {
    rows: Vec<Row<'e>>,
    /// By id, title and day.
    known: HashMap<(&'e str, &'e str, Option<&'e str>), Vec<usize>>,
    /// By the checksum of the file: one for each day that is stated of it.
    texts: HashMap<&'e str, Vec<usize>>,
}

impl<'e> Gathered<'e> {
    /// The row of the letter that `entry` is, if there is one: files with the same bytes are one letter, whatever they are
    /// called; those of one id, title and day are one if they differ in format and in little else.
    fn find(&self, entry: &'e IndexEntry) -> Option<usize> {
        let row = |&at: &usize| self.rows[at].letter;
        // A letter has few formats, but many letters may share a name: only the first ones are looked at.
        let first =
            |places: Option<&Vec<usize>>| places.into_iter().flatten().copied().take(16).collect::<Vec<_>>();
        let copies = first(self.texts.get(entry.sha256.as_str()));
        if let Some(&copy) = copies.iter().find(|&at| row(at).date == entry.date) {
            return Some(copy);
        }
        first(self.known.get(&entry.key())).into_iter().find(|at| {
            let others = self.rows[*at].others.iter().map(|(other, _)| *other);
            let mut files = std::iter::once(row(at)).chain(others);
            files.all(|other| other.format != entry.format) && row(at).is_like(entry)
        })
    }

    fn add(&mut self, entry: &'e IndexEntry) {
        let at = self.find(entry).unwrap_or(self.rows.len());
        let texts = self.texts.entry(&entry.sha256).or_default();
        match self.rows.get_mut(at) {
            Some(row) => row.others.push((entry, "".into())),
            None => {
                let same_text = texts.first().map(|&first| self.rows[first].letter);
                self.known.entry(entry.key()).or_default().push(at);
                self.rows.push(Row {
                    letter: entry,
                    others: Vec::new(),
                    own: "".into(),
                    file: None,
                    same_text,
                });
            }
        }
        // What was sent as text alone has no checksum.
        if !entry.sha256.is_empty() && !texts.contains(&at) {
            texts.push(at);
        }
    }
}

/// The letters of the list, in their order.
pub(super) fn gather(entries: &[IndexEntry]) -> Vec<Row<'_>> {
    let mut gathered = Gathered::default();
    entries.iter().for_each(|entry| gathered.add(entry));
    let mut rows = gathered.rows;
    let mut titles: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for row in &rows {
        *titles.entry((&row.letter.title, row.letter.date.as_deref())).or_default() += 1;
    }
    let shared = shared(entries);
    // Where files lie on a machine is nobody's business whom the page is sent to.
    let file = |entry: &'_ IndexEntry| match entry.path.get(shared..) {
        Some(below) if !below.starts_with('/') => below.to_owned(),
        _ => file_name(&entry.path).into_owned(),
    };
    for row in &mut rows {
        let (title, date) = (row.letter.title.as_str(), row.letter.date.as_deref());
        let namesakes = titles.get(&(title, date)).is_some_and(|&count| count > 1);
        row.file = namesakes.then(|| file(row.letter).into());
        let letter = row.letter;
        // By what tells its files apart: their ids, else their places, else their formats.
        let ids = row.others.iter().any(|(other, _)| other.id != letter.id);
        let places =
            row.others.iter().any(|(other, _)| other.id == letter.id && other.format == letter.format);
        let words = |entry: &'_ IndexEntry| match (ids, places) {
            (_, true) => file(entry),
            (true, false) => entry.id.clone(),
            (false, false) => entry.format.to_owned(),
        };
        row.own = words(letter).into();
        row.others.iter_mut().for_each(|(other, named)| *named = words(other).into());
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
