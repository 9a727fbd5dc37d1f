//! Which entities each form means: forms of one spelling are gathered, and of several rows that give one form those of
//! the highest priority stand.

use super::Joined;
use crate::builder::{Builder, FormRecord};
use crate::bytes::{Section, Writer};
use crate::case::CaseRule;
use crate::knowledge::{ADJECTIVE, CONTEXT, PORTFOLIO};
use crate::trie;

/// What a form is used for beside a name.
const ROLE: u32 = ADJECTIVE | PORTFOLIO;

/// Writes surfaces, listings and trie; the longest probe of the trie.
pub(super) fn write(builder: &mut Builder, joined: &Joined, out: &mut Writer) -> u32 {
    let mut forms = std::mem::take(&mut builder.forms);
    let ranks = ranks(builder, &forms);
    let owner = owners(builder, joined);
    let entity = |form: &FormRecord| owner[form.record as usize];
    let rank = |form: &FormRecord| ranks[form.normalized as usize];
    // Rows of one entity are in the order in which they were taken in: the sort keeps it.
    forms.sort_by_key(|form| (rank(form), entity(form)));
    // Whoever repeats a form of an entity adds nothing to it: it keeps the priority that it had.
    for own in forms.chunk_by_mut(|a, b| a.normalized == b.normalized && entity(a) == entity(b)) {
        let first = own.iter().find(|form| form.flags & ROLE == 0).map(|form| form.priority);
        own.iter_mut().for_each(|form| form.priority = first.unwrap_or(form.priority));
    }
    let mut listing = 0;
    let mut surfaces: Vec<u32> = Vec::new();
    for group in forms.chunk_by(|a, b| a.normalized == b.normalized) {
        let (meanings, overruled) = meanings(builder, group, &entity);
        surfaces.push(group[0].normalized);
        let (standing, all) = (meanings.len() as u32, (meanings.len() + overruled.len()) as u32);
        out.words(Section::Surfaces, [group[0].normalized, listing, standing, all]);
        listing += all;
        for form in meanings.into_iter().chain(overruled) {
            let file = u32::from(form.list) << 16;
            let flags = form.flags | u32::from(form.priority as u8) << 8 | file;
            out.words(Section::Listings, [entity(form), flags, form.case, form.written]);
        }
    }
    drop(forms);
    let (table, longest) = trie::build(surfaces.iter().map(|&form| builder.strings.get(form)));
    out.words(Section::Trie, table);
    let written = || surfaces.iter().map(|&form| builder.strings.get(form));
    out.bytes(Section::FirstWords, trie::first_words(written()));
    out.bytes(Section::WordPairs, trie::word_pairs(written()));
    longest
}

/// The place of each normalised form in the order of all, by string number.
fn ranks(builder: &Builder, forms: &[FormRecord]) -> Vec<u32> {
    let mut ranks = vec![0; builder.strings.len()];
    let mut distinct: Vec<u32> = Vec::new();
    for form in forms {
        if std::mem::replace(&mut ranks[form.normalized as usize], 1) == 0 {
            distinct.push(form.normalized);
        }
    }
    distinct.sort_unstable_by_key(|&form| builder.strings.get(form));
    for (rank, form) in distinct.into_iter().enumerate() {
        ranks[form as usize] = rank as u32;
    }
    ranks
}

/// The entity of each row.
fn owners(builder: &Builder, joined: &Joined) -> Vec<u32> {
    let mut owners = vec![0; builder.records.len()];
    for entity in 0..joined.groups.len() {
        for &row in joined.rows(entity) {
            owners[row as usize] = entity as u32;
        }
    }
    owners
}

/// The meanings of one form by entity and use, and those that rows of a higher priority overrule.
fn meanings<'f>(
    builder: &Builder,
    group: &'f [FormRecord],
    entity: &impl Fn(&FormRecord) -> u32,
) -> (Vec<&'f FormRecord>, Vec<&'f FormRecord>) {
    // A portfolio or an adjective is no name, so it neither wins nor loses a form.
    let named = |form: &&FormRecord| form.flags & ROLE == 0;
    let best = group.iter().filter(named).map(|form| form.priority).max();
    let stands = |form: &&FormRecord| !named(form) || Some(form.priority) == best;
    let (standing, overruled): (Vec<&FormRecord>, Vec<&FormRecord>) = group.iter().partition(stands);
    let mut meanings: Vec<&FormRecord> = Vec::new();
    for form in standing {
        let same =
            |known: &&FormRecord| entity(known) == entity(form) && known.flags & ROLE == form.flags & ROLE;
        let from = meanings.iter().rposition(|known| entity(known) != entity(form)).map_or(0, |at| at + 1);
        let alike = meanings.get(from..).unwrap_or_default().iter().position(|known| {
            same(known)
                && marks(builder, known) == marks(builder, form)
                && covers(builder, known, form).is_some()
        });
        match alike.map(|at| from + at) {
            None => meanings.push(form),
            // Two writings in one row (`Participatiewet`, `participatiewet`): the one that asks for less stands.
            Some(at) if covers(builder, meanings[at], form) == Some(false) => meanings[at] = form,
            Some(_) => {}
        }
    }
    meanings.sort_by_key(|form| (entity(form), form.flags & ROLE, form.flags));
    (meanings, overruled)
}

/// Of two writings of one meaning: whether the first allows all that the second does (`Some(true)`), or the second all
/// that the first does; `None` if neither.
fn covers(builder: &Builder, first: &FormRecord, second: &FormRecord) -> Option<bool> {
    let (safe_first, safe_second) = (first.flags & CONTEXT == 0, second.flags & CONTEXT == 0);
    if safe_first != safe_second {
        return Some(safe_first);
    }
    match (CaseRule::decode(first.case), CaseRule::decode(second.case)) {
        (CaseRule::Any, _) => Some(true),
        (_, CaseRule::Any) => Some(false),
        (CaseRule::Exact, CaseRule::Exact) => {
            let capitals = |form: &FormRecord| CaseRule::capitals(builder.strings.get(form.written));
            (capitals(first) == capitals(second)).then_some(true)
        }
        (CaseRule::CapitalAt(_), _) => Some(true),
        (_, CaseRule::CapitalAt(_)) => Some(false),
    }
}

/// The marks at the end of a writing, which tell `SDE` from `SDE++`.
fn marks<'b>(builder: &'b Builder, form: &FormRecord) -> &'b str {
    crate::find::closing_marks(builder.strings.get(form.written))
}
