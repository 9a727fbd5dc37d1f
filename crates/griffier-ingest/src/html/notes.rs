//! Notes of a page: marks that lead to them, and where they stand.

use super::main_part::is_named;
use super::page::{Element, Page};
use super::tree::{self, NodeRef};
use ego_tree::NodeId;
use std::collections::{BTreeMap, HashMap};

/// Bytes of a mark at most: `1`, `[12]`, `*`.
const LONGEST_MARK: usize = 8;

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Labels of the marks, by their links.
    pub(super) marks: BTreeMap<NodeId, String>,
    /// Labels of the notes, by the elements that hold them.
    pub(super) targets: BTreeMap<NodeId, String>,
    /// Links in notes that lead back, and the labels that notes print before their text.
    pub(super) silent: Vec<NodeId>,
}

impl Notes {
    /// Whether an element of a note is not part of its text.
    pub(super) fn is_silent(&self, node: NodeId) -> bool {
        self.silent.binary_search(&node).is_ok()
    }
}

/// Finds the notes that marks lead to.
pub(super) fn find(page: &Page, main: Option<NodeId>) -> Notes {
    let scope = main.and_then(|id| page.tree.get(id)).unwrap_or_else(|| page.tree.root());
    let mut by_id: HashMap<&str, NodeRef> = HashMap::new();
    for (node, element) in elements(page.tree.root()) {
        let name = if element.name() == "a" { element.attr("name") } else { None };
        for id in [element.attr("id"), name].into_iter().flatten() {
            by_id.entry(id).or_insert(node);
        }
    }
    let mut notes = Notes::default();
    for (node, element) in elements(scope).filter(|(_, element)| element.name() == "a") {
        let Some(target) = element.attr("href").and_then(|href| href.strip_prefix('#')) else { continue };
        let Some(label) = label(node) else { continue };
        let Some(note) = by_id.get(target).and_then(|target| holder(*target, node)) else { continue };
        if stands_in_note(node, &notes) {
            notes.silent.push(node.id());
            continue;
        }
        notes.targets.entry(note.id()).or_insert_with(|| label.clone());
        notes.marks.insert(node.id(), label);
    }
    silence(page, &mut notes);
    notes
}

fn elements<'p>(scope: NodeRef<'p>) -> impl Iterator<Item = (NodeRef<'p>, &'p Element)> {
    scope.descendants().filter_map(|node| node.value().as_element().map(|element| (node, element)))
}

/// The label of a mark: short, without a letter of a word, and raised or in brackets.
fn label(link: NodeRef) -> Option<String> {
    let words = tree::words(link, LONGEST_MARK);
    let raised = |node: NodeRef| is_named(node, "sup");
    let classed = link.value().as_element().and_then(|element| element.attr("class")).is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        ["noot", "foot", "fn"].iter().any(|name| class.contains(name))
    });
    let set_apart = words.starts_with(['[', '('])
        || classed
        || link.ancestors().take(3).any(raised)
        || link.descendants().take(4).any(raised);
    let label = words.trim_matches(['[', ']', '(', ')', ' ']);
    let short = !label.is_empty()
        && label.len() <= 4
        && (label.bytes().all(|b| b.is_ascii_digit())
            || label.chars().count() == 1
            || label.chars().all(|c| "ivxlc*†".contains(c)));
    (set_apart && short).then(|| label.to_owned())
}

/// The element that holds the text of a note, from the element that a mark leads to.
fn holder<'p>(target: NodeRef<'p>, mark: NodeRef<'p>) -> Option<NodeRef<'p>> {
    let blocks = ["li", "p", "div", "dd", "tr", "section", "aside"];
    let is_block =
        |node: &NodeRef| node.value().as_element().is_some_and(|element| blocks.contains(&element.name()));
    let mut around = std::iter::once(target).chain(target.ancestors().take(4));
    let note = around.find(is_block)?;
    // What holds the mark itself is no note, and neither is what holds half the page.
    let holds_mark = mark.ancestors().any(|outer| outer.id() == note.id());
    let within = note.descendants().take(401).count();
    (!holds_mark && within <= 400).then_some(note)
}

fn stands_in_note(node: NodeRef, notes: &Notes) -> bool {
    node.ancestors().take(8).any(|outer| notes.targets.contains_key(&outer.id()))
}

/// Finds what stands in notes but is not their text: links back, and their own labels.
fn silence(page: &Page, notes: &mut Notes) {
    for (id, label) in &notes.targets {
        let Some(note) = page.tree.get(*id) else { continue };
        for (node, element) in elements(note) {
            let words = || tree::words(node, LONGEST_MARK);
            let back = element.name() == "a"
                && element.attr("href").is_some_and(|href| href.starts_with('#'))
                && !words().chars().any(char::is_alphabetic);
            let classed = element.attr("class").is_some_and(|class| class.contains("nootnum"));
            let own = matches!(element.name(), "sup" | "span")
                && (classed
                    || (words().trim_matches(['[', ']', '.', ')', '(']) == label && is_first(node, note)));
            // The button that closes a note, with its caption.
            let button = element.attr("class").is_some_and(|class| class.contains("note-close"));
            if back || own || button {
                notes.silent.push(node.id());
            }
        }
    }
    notes.silent.sort();
    notes.silent.dedup();
}

/// Whether no words stand before `node` in `note`.
fn is_first(node: NodeRef, note: NodeRef) -> bool {
    let first =
        note.descendants().find(|inner| inner.value().as_text().is_some_and(|text| !text.trim().is_empty()));
    first.is_some_and(|text| text.ancestors().any(|outer| outer.id() == node.id()))
}
