//! What one knowledge base says that another does not: rows added, removed, closed and changed.

use crate::fields::Field;
use crate::knowledge::KnowledgeBase;
use std::cmp::Ordering;

/// What kind of row differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A row of a list of names.
    Entity,
    /// Who held an office.
    Tenure,
    /// Who sat in a chamber.
    Membership,
}

/// How it differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only in the new one.
    Added,
    /// Only in the old one.
    Removed,
    /// In both, and now it has a last day.
    Closed,
    /// In both.
    Changed,
}

/// A field that differs: what it no longer says and what it says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name.
    pub field: &'static str,
    /// Values of the old row only.
    pub removed: Vec<String>,
    /// Values of the new row only.
    pub added: Vec<String>,
}

/// A row that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// What kind of row.
    pub kind: RowKind,
    /// How it differs.
    pub change: Change,
    /// Identifier; of a tenure or a membership those of person and office or body.
    pub id: String,
    /// The fields that differ; of an added row all of them.
    pub fields: Vec<FieldChange>,
}

/// A row to be compared: what it is known by, its fields.
type Row = (String, Vec<Field>);

/// How `new` differs from `old`, names first, each kind in the order of the identifiers.
pub fn diff(old: KnowledgeBase, new: KnowledgeBase) -> Vec<RowChange> {
    let mut changes = Vec::new();
    let (old_forms, new_forms) = (old.forms(None), new.forms(None));
    let old_rows = old.entities().map(|entity| (entity.id().to_owned(), entity.fields(&old_forms)));
    let new_rows = new.entities().map(|entity| (entity.id().to_owned(), entity.fields(&new_forms)));
    merge(RowKind::Entity, old_rows, new_rows, &mut changes);
    for (kind, rows) in [(RowKind::Tenure, tenures as fn(_) -> _), (RowKind::Membership, seats)] {
        merge(kind, rows(old).into_iter(), rows(new).into_iter(), &mut changes);
    }
    changes
}

fn tenures(kb: KnowledgeBase) -> Vec<Row> {
    let row = |tenure: crate::Tenure| {
        let id = format!("{} {} {}", tenure.person.id(), tenure.office.id(), tenure.written().0);
        (id, tenure.fields())
    };
    sorted(kb.all_tenures().map(row).collect())
}

fn seats(kb: KnowledgeBase) -> Vec<Row> {
    let row = |(person, seat): (crate::EntityRef, crate::Membership)| {
        let [from, _, as_of] = seat.written();
        let from = if from.is_empty() { as_of } else { from };
        (format!("{} {} {from}", person.id(), seat.body.id()), seat.fields())
    };
    sorted(kb.all_memberships().map(row).collect())
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort();
    rows
}

fn merge(
    kind: RowKind,
    old: impl Iterator<Item = Row>,
    new: impl Iterator<Item = Row>,
    changes: &mut Vec<RowChange>,
) {
    let (mut old, mut new) = (old.peekable(), new.peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((old, _)), Some((new, _))) => old.cmp(new),
        };
        let before = if order.is_le() { old.next() } else { None };
        let after = if order.is_ge() { new.next() } else { None };
        let id = before.as_ref().or(after.as_ref()).map_or_else(String::new, |(id, _)| id.clone());
        let change = match (&before, &after) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ => Change::Changed,
        };
        let (before, after) = (before.map_or(Vec::new(), |row| row.1), after.map_or(Vec::new(), |row| row.1));
        let fields = changed(&before, &after);
        let closes =
            |field: &FieldChange| matches!(field.field, "valid_to" | "to") && field.removed.is_empty();
        let closed = change == Change::Changed && fields.iter().any(closes);
        if !fields.is_empty() {
            let change = if closed { Change::Closed } else { change };
            changes.push(RowChange { kind, change, id, fields });
        }
    }
}

fn changed(old: &[Field], new: &[Field]) -> Vec<FieldChange> {
    let values = |fields: &[Field], name: &str| -> Vec<String> {
        fields.iter().filter(|(field, _)| *field == name).flat_map(|(_, values)| values.clone()).collect()
    };
    let mut names: Vec<&'static str> = Vec::new();
    for (name, _) in old.iter().chain(new) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let compare = |field: &'static str| {
        let (mut removed, mut added) = (values(old, field), values(new, field));
        let kept: Vec<String> = removed.iter().filter(|value| added.contains(value)).cloned().collect();
        removed.retain(|value| !kept.contains(value));
        added.retain(|value| !kept.contains(value));
        (!removed.is_empty() || !added.is_empty()).then_some(FieldChange { field, removed, added })
    };
    names.into_iter().filter_map(compare).collect()
}
