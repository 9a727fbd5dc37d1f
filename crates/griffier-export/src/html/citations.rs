//! The papers and acts that a letter cites, each once, whichever of its names it is cited by: for the page of the letter, and
//! for the list of letters, which count the same.

use griffier_doc::{Document, Entity, Link, Mention, MentionType, Predicate, Term, ZoneKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A paper or act, whichever of its names a letter cites it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paper {
    /// Its number in the register that has it.
    pub(super) id: String,
    pub(super) label: String,
    /// How well the label says what it is.
    pub(super) rank: u8,
    /// Whether some list or register has it under that number.
    is_known: bool,
    /// Whether another letter that says the same means the same: of a motion by its author alone, and of a name with several
    /// meanings, nobody knows.
    pub(super) is_one: bool,
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
        let is_one = !(entity.nil && entity.kind == MentionType::Motion);
        Some(Self {
            id: own.to_owned(),
            label: entity.label.to_string(),
            rank,
            is_known: !entity.nil,
            is_one,
        })
    }

    /// What may be one of several, or has no entity.
    fn unclear(words: String) -> Self {
        Self { id: words.clone(), label: words, rank: 0, is_known: false, is_one: false }
    }

    /// Its number, if it has one.
    pub(super) fn number(&self) -> &str {
        if self.is_known { &self.id } else { "" }
    }
}

/// A paper or act with the mentions of it, from 0.
#[derive(Debug)]
pub(super) struct Citation {
    pub(super) paper: Paper,
    pub(super) mentions: Vec<usize>,
}

/// What `doc` cites: what its relations say that it cites, and whatever else has the form of a citation but for its own number.
pub(super) fn of(doc: &Document) -> Vec<Citation> {
    let objects = |predicate| {
        let own = doc.relations().iter();
        let own = own.filter(move |r| r.subject == Term::Doc && r.predicate == predicate && !r.negated);
        own.map(|relation| relation.object.as_str()).collect::<BTreeSet<&str>>()
    };
    let (cited, own) = (objects(Predicate::Cites), objects(Predicate::HasIdentifier));
    let entities: HashMap<&str, &Entity> =
        doc.entities().iter().map(|entity| (entity.id.as_ref(), entity)).collect();
    let mut found: BTreeMap<String, Citation> = BTreeMap::new();
    let mut add = |paper: Paper, mention: Option<usize>| {
        let empty = || Citation { paper: paper.clone(), mentions: Vec::new() };
        let citation = found.entry(paper.id.clone()).or_insert_with(empty);
        let is_one = citation.paper.is_one || paper.is_one;
        if paper.rank > citation.paper.rank {
            citation.paper = paper;
        }
        citation.paper.is_one = is_one;
        citation.mentions.extend(mention);
    };
    for id in &cited {
        entities.get(id).and_then(|entity| Paper::of(entity)).into_iter().for_each(|paper| add(paper, None));
    }
    // Numbers in the head of a letter and at the edges of its pages are its own, or of the file that it is in.
    let is_aside = |mention: &Mention| {
        matches!(
            doc.zone_at(mention.span.start()),
            ZoneKind::Letterhead | ZoneKind::Metadata | ZoneKind::PageFurniture
        )
    };
    let is_reference = |mention: &Mention| {
        matches!(mention.kind, MentionType::Reference | MentionType::Motion)
            && !mention.nested
            && !is_aside(mention)
    };
    for (i, mention) in doc.mentions().iter().enumerate() {
        let paper = match &mention.link {
            Link::One(id) | Link::Nil { id, .. } if cited.contains(id.as_ref()) || is_reference(mention) => {
                let entity = entities.get(id.as_ref()).copied();
                // What no relation says that the letter cites does not count beside other letters.
                let paper = entity
                    .and_then(Paper::of)
                    .map(|paper| Paper { is_one: paper.is_one && cited.contains(id.as_ref()), ..paper });
                paper.or_else(|| is_reference(mention).then(|| Paper::unclear(id.to_string())))
            }
            Link::Many(candidates) if is_reference(mention) => {
                let ids: Vec<&str> = candidates.iter().map(|candidate| candidate.id.as_ref()).collect();
                Some(Paper::unclear(ids.join(" or ")))
            }
            _ => None,
        };
        paper
            .into_iter()
            .filter(|paper| !own.contains(paper.id.as_str()))
            .for_each(|paper| add(paper, Some(i)));
    }
    let mut all: Vec<Citation> = found.into_values().collect();
    // In the order of the letter; what only a relation knows comes last.
    all.sort_by_key(|citation| citation.mentions.first().copied().unwrap_or(usize::MAX));
    all
}
