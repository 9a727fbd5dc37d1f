//! A mapping while lists are read by it: notes which of its words the lists have, so that a word that none of them has is
//! said, with the words that they have instead.

use crate::mapping::{Mapping, types};
use griffier_doc::MentionType;
use griffier_gazetteer::Entry;
use griffier_text::slug;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Most words of a list that are named.
const NAMED: usize = 12;

/// A mapping, and what of it the lists have used so far.
pub(crate) struct Applied<'m> {
    mapping: &'m Mapping,
    columns: Words,
    types: Words,
    ids: Words,
}

/// The words of one kind that the lists have.
#[derive(Default)]
struct Words {
    /// Those that the mapping names.
    used: RefCell<BTreeSet<String>>,
    /// The first of the others.
    others: RefCell<Vec<String>>,
}

/// A word of a mapping that does nothing: the option that says it, and why.
pub(crate) type Idle = (String, String);

impl Words {
    fn note(&self, word: &str, used: Option<&str>) {
        if let Some(word) = used {
            if !self.used.borrow().contains(word) {
                self.used.borrow_mut().insert(word.to_owned());
            }
            return;
        }
        let mut others = self.others.borrow_mut();
        if others.len() <= NAMED && !word.is_empty() && !others.iter().any(|other| other == word) {
            others.push(word.to_owned());
        }
    }

    /// What the lists have instead of the words of the mapping.
    fn named(&self, kind: &str) -> String {
        let others = self.others.borrow();
        let mut words: Vec<String> = self.used.borrow().iter().map(|word| format!("`{word}`")).collect();
        words.extend(others.iter().take(NAMED).map(|word| format!("`{word}`")));
        match (words.is_empty(), others.len() > NAMED) {
            (true, _) => format!("no {kind} was read"),
            (_, false) => format!("the {kind} are {}", words.join(", ")),
            (_, true) => format!("the first {kind} are {}", words.join(", ")),
        }
    }
}

impl<'m> Applied<'m> {
    pub fn new(mapping: &'m Mapping) -> Self {
        Self { mapping, columns: Words::default(), types: Words::default(), ids: Words::default() }
    }

    /// The column that a list calls `name`.
    pub fn column<'c>(&'c self, name: &'c str) -> &'c str {
        if !self.mapping.columns.is_empty() {
            self.columns.note(name, self.mapping.columns.contains_key(name).then_some(name));
        }
        self.mapping.column(name)
    }
    /// The type that a list calls `name`.
    pub fn kind(&self, name: &str) -> Option<MentionType> {
        if !self.mapping.types.is_empty() {
            self.types.note(name, self.mapping.types.contains_key(name).then_some(name));
        }
        self.mapping.kind(name)
    }
    /// The type that a class or scheme of a thesaurus says, by its IRI or by the last part of it.
    pub fn class(&self, iri: &str) -> Option<MentionType> {
        let local = iri.rsplit(['#', '/']).next().unwrap_or("");
        if !self.mapping.types.is_empty() {
            let used = [iri, local].into_iter().find(|name| self.mapping.types.contains_key(*name));
            self.types.note(iri, used);
        }
        self.mapping.kind(iri).or_else(|| self.mapping.kind(local))
    }
    pub fn id(&self, id: &str) -> String {
        if !self.mapping.ids.is_empty() {
            let used = self.mapping.ids.iter().find(|(from, _)| id.starts_with(from.as_str()));
            self.ids.note(id, used.map(|(from, _)| from.as_str()));
        }
        self.mapping.id(id)
    }
    pub fn has_default_type(&self) -> bool {
        self.mapping.default_type.is_some()
    }

    /// Completes a row: its type from the list's `word` for it, its identifiers from the list's; a row without one gets the
    /// one that its name gives. What is wrong with the type; the rest is completed all the same.
    pub fn finish(&self, entry: &mut Entry, word: &str) -> Result<(), String> {
        let mut known = Ok(());
        if !word.is_empty() {
            entry.kind = self.kind(word);
            if entry.kind.is_none() {
                known = Err(format!("the type `{word}` is none of {}; say --map-type {word}=TYPE", types()));
            }
        } else {
            entry.kind = entry.kind.or(self.mapping.default_type);
            if entry.kind.is_none() {
                let types = types();
                known =
                    Err(format!("no type; add a column `type`, or say --default-type with one of {types}"));
            }
        }
        entry.id = match (entry.id.as_str(), entry.kind) {
            ("", Some(kind)) if !entry.name.is_empty() => {
                format!("{}:{}", kind.id_prefix(), slug(&entry.name))
            }
            ("", _) => String::new(),
            (id, _) => self.id(id),
        };
        for reference in [&mut entry.part_of, &mut entry.organisation] {
            if !reference.is_empty() {
                *reference = self.id(reference);
            }
        }
        known
    }

    /// What of the mapping no list has, and what it calls a column that means nothing here.
    pub fn idle(&self) -> Vec<Idle> {
        let mut idle = Vec::new();
        for (from, to) in &self.mapping.columns {
            let option = format!("--map-column {from}={to}");
            if !self.columns.used.borrow().contains(from) {
                let there = self.columns.named("columns");
                idle.push((option, format!("no list has a column `{from}`; {there}")));
            } else if from != to && !Mapping::is_column(to) {
                let known = Entry::COLUMNS.join(", ");
                let why =
                    format!("`{to}` means nothing here and is kept as it is; the columns are type, {known}");
                idle.push((option, why));
            }
        }
        for (from, to) in &self.mapping.types {
            if !self.types.used.borrow().contains(from) {
                let there = self.types.named("types");
                let why = format!("no row has the type, class or scheme `{from}`; {there}");
                idle.push((format!("--map-type {from}={}", to.name()), why));
            }
        }
        for (from, to) in &self.mapping.ids {
            if !self.ids.used.borrow().contains(from) {
                let there = self.ids.named("identifiers");
                let why = format!("no identifier begins with `{from}`; {there}");
                idle.push((format!("--map-id {from}={to}"), why));
            }
        }
        idle
    }
}
