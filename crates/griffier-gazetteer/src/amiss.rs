//! All that can be wrong with one row of names by itself; what is wrong between rows is found when they are joined.

use crate::day::Day;
use crate::entry::Entry;
use crate::fault::Wrong;
use crate::period;
use crate::tables::KINDS;
use griffier_text::normalize_name;

/// Longest form or identifier, in bytes: beyond it stands damage, not a name.
const LONGEST: usize = 2_000;

/// Everything that is wrong with a row, so that nobody mends a list fault by fault.
pub(crate) fn of(entry: &Entry) -> Vec<Wrong> {
    if entry.id.is_empty() && entry.name.is_empty() {
        return vec![Wrong::from("the row has no name".to_owned())];
    }
    let mut wrongs = Vec::new();
    wrongs.extend(identifier(&entry.id).map(|message| Wrong::new(message, &entry.id)));
    if !entry.kind.is_some_and(|kind| KINDS.contains(&kind)) {
        wrongs.push(Wrong::from("the row has no type that a list can name".to_owned()));
    }
    if entry.name.is_empty() {
        wrongs.push(Wrong::new(format!("`{}` has no name", entry.id), &entry.id));
    }
    rest(entry, &mut wrongs);
    wrongs
}

/// The same of a row with a cell that could not be read: what it has no more, identifier, type or name, may have been there.
pub(crate) fn beside_cell(entry: &Entry) -> Vec<Wrong> {
    let stated = Some(&entry.id).filter(|id| !id.is_empty());
    let wrong = |id: &String| identifier(id).map(|message| Wrong::new(message, id));
    let mut wrongs: Vec<Wrong> = stated.and_then(wrong).into_iter().collect();
    rest(entry, &mut wrongs);
    wrongs
}

/// What is wrong beside identifier, type and a name that is missing.
fn rest(entry: &Entry, wrongs: &mut Vec<Wrong>) {
    days(entry, wrongs);
    let names = std::iter::once(&entry.name).filter(|name| !name.is_empty());
    let portfolio = std::iter::once(&entry.portfolio).filter(|portfolio| !portfolio.is_empty());
    let aliases = entry.aliases.iter().filter(|alias| **alias != entry.name);
    let lists = aliases.chain(entry.context.iter().filter(|form| !entry.aliases.contains(form)));
    for form in names.chain(lists).chain(&entry.adjectives).chain(portfolio) {
        wrongs.extend(surface(form));
    }
}

/// The days that are none; if each is one, what is wrong between them.
fn days(entry: &Entry, wrongs: &mut Vec<Wrong>) {
    let (from, to) = (&entry.valid_from, &entry.valid_to);
    if from.is_empty() && to.is_empty() {
        return;
    }
    let Err(wrong) = period::read(from, to) else { return };
    let none = |cell: &str, read: fn(&str) -> Option<Day>| {
        period::items(cell).filter_map(|day| period::day(day, Day::MIN, read).err()).collect::<Vec<_>>()
    };
    let each = [none(from, Day::first), none(to, Day::last)].concat();
    wrongs.extend(if each.is_empty() { vec![wrong] } else { each });
}

fn surface(written: &str) -> Option<Wrong> {
    if written.len() > LONGEST {
        let message = format!("a form of {} bytes; the longest allowed is {LONGEST}", written.len());
        return Some(Wrong::new(message, written));
    }
    // Most have such a character, and normalizing is the dear part of taking in a row.
    let has_name = written.bytes().any(|byte| byte.is_ascii_alphanumeric()) || !normal(written).is_empty();
    (!has_name).then(|| Wrong::new(format!("the form `{written}` has no letter and no digit"), written))
}

/// What a text is compared with: a form without the marks around it.
pub(crate) fn normal(written: &str) -> String {
    let mut normalized = normalize_name(written);
    let outside = |c: char| !c.is_alphanumeric();
    normalized.truncate(normalized.trim_end_matches(outside).len());
    let start = normalized.len() - normalized.trim_start_matches(outside).len();
    normalized.drain(..start);
    normalized
}

fn identifier(id: &str) -> Option<String> {
    if id.is_empty() {
        return Some("the row has no identifier".to_owned());
    }
    if id.len() > LONGEST {
        return Some(format!("an identifier of {} bytes; the longest allowed is {LONGEST}", id.len()));
    }
    match id.chars().find(|c| c.is_whitespace() || c.is_control() || matches!(c, '|' | '#')) {
        // An IRI may have a fragment; the key of a row is cut at its list's name, not at the mark.
        Some('#') | None => None,
        Some(c) if c.is_whitespace() => Some(format!("the identifier `{id}` has white space in it")),
        Some(c) => Some(format!("the identifier `{}` has `{}` in it", id.escape_debug(), c.escape_debug())),
    }
}
