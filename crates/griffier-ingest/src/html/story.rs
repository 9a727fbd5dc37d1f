//! A page from its first element to its last.

use super::main_part::{is_breadcrumb, is_furniture, leads_on};
use super::notes::Notes;
use super::page::{Element, Node, Page};
use super::tree::{NodeRef, is_unshown};
use crate::flow::{self, Flow, Para};
use crate::layout::raised_number;
use crate::numerals::Numeral;
use crate::path::Path;
use ego_tree::NodeId;
use ego_tree::iter::Edge;
use griffier_doc::{BlockKind, ZoneKind};

/// Elements that begin on a new line.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "ul",
];

/// A list that is open.
#[derive(Debug)]
struct List {
    numeral: Option<Numeral>,
    next: u32,
}

/// A note that is open, with what it interrupts.
#[derive(Debug)]
struct Note {
    label: String,
    flow: Flow,
    para: Option<Para>,
}

/// Reads one page.
pub(super) struct Story<'p> {
    page: &'p Page,
    main: Option<NodeId>,
    notes: &'p Notes,
    out: Vec<Para>,
    found: Vec<Para>,
    flow: Flow,
    path: Path,
    para: Option<Para>,
    /// How many of the open elements are not shown.
    unshown: usize,
    /// How many of the open elements are furniture.
    furniture: usize,
    /// As many as were open where the letter began.
    around: usize,
    in_main: bool,
    /// How many of the open elements keep their white space.
    preserved: usize,
    /// How many of the open elements raise their words.
    raised: usize,
    headings: Vec<u8>,
    lists: Vec<List>,
    /// The label of the entry that is open, until its first paragraph takes it.
    label: Option<String>,
    links: Vec<String>,
    /// Where the link leads that ended right before what comes next.
    behind: Option<String>,
    open_notes: Vec<Note>,
    /// Whether the page is one of official publications, whose classes name the parts of a letter.
    official: bool,
    /// The parts that are open.
    zones: Vec<(NodeId, ZoneKind)>,
}

impl<'p> Story<'p> {
    pub(super) fn new(page: &'p Page, main: Option<NodeId>, notes: &'p Notes) -> Self {
        Self {
            page,
            main,
            notes,
            out: Vec::new(),
            found: Vec::new(),
            flow: Flow::default(),
            path: Path::default(),
            para: None,
            unshown: 0,
            furniture: 0,
            around: 0,
            in_main: main.is_none(),
            preserved: 0,
            raised: 0,
            headings: Vec::new(),
            lists: Vec::new(),
            label: None,
            links: Vec::new(),
            behind: None,
            open_notes: Vec::new(),
            official: is_official(page),
            zones: Vec::new(),
        }
    }

    pub(super) fn tell(mut self) -> Vec<Para> {
        for edge in self.page.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => self.open(node, element),
                    Node::Text(text) => self.words(text),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        self.close(node, element);
                    }
                }
            }
        }
        self.end_paragraph();
        self.out.extend(self.flow.take());
        self.out.append(&mut self.found);
        self.out
    }

    fn open(&mut self, node: NodeRef, element: &Element) {
        let name = element.name();
        self.path.open(name);
        if self.unshown == 0
            && let Some(label) = self.notes.marks.get(&node.id())
        {
            self.begin().mark(label);
        }
        self.unshown += usize::from(self.is_left_out(node, element));
        if self.unshown > 0 {
            return;
        }
        if self.is_block(element) {
            self.end_paragraph();
        }
        self.zones.extend(self.zone(element).map(|zone| (node.id(), zone)));
        self.furniture += usize::from(self.is_furniture(node, element));
        if self.main == Some(node.id()) {
            self.in_main = true;
            // What stands around the letter does not make it furniture.
            self.around = std::mem::take(&mut self.furniture);
        }
        if let Some(label) = self.notes.targets.get(&node.id()) {
            self.end_paragraph();
            let flow = std::mem::take(&mut self.flow);
            self.open_notes.push(Note { label: label.clone(), flow, para: self.para.take() });
        }
        match name {
            "br" => {
                if let Some(para) = &mut self.para {
                    para.line_break();
                }
            }
            "pre" => self.preserved += 1,
            "sup" => self.raised += 1,
            "tr" => self.flow.open_row(),
            "td" | "th" => self.flow.open_cell(),
            "ol" | "ul" | "menu" => self.lists.push(list(element)),
            "li" if !self.notes.targets.contains_key(&node.id()) => self.open_entry(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings.extend(name[1..].parse::<u8>()),
            "a" => self.open_link(element),
            _ => {}
        }
    }

    fn close(&mut self, node: NodeRef, element: &Element) {
        let name = element.name();
        self.path.close();
        if self.unshown > 0 {
            self.unshown -= usize::from(self.is_left_out(node, element));
            return;
        }
        if self.is_block(element) {
            self.end_paragraph();
        }
        if self.zones.last().is_some_and(|(outer, _)| *outer == node.id()) {
            self.zones.pop();
        }
        match name {
            "pre" => self.preserved = self.preserved.saturating_sub(1),
            "sup" => self.raised = self.raised.saturating_sub(1),
            "tr" => self.flow.close_row(true),
            "ol" | "ul" | "menu" => {
                self.lists.pop();
            }
            "li" => self.label = None,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.headings.pop();
            }
            "a" => {
                let target = self.links.pop().unwrap_or_default();
                if let Some(para) = &mut self.para {
                    para.close_link(&target);
                }
                self.behind = Some(target);
            }
            _ => {}
        }
        if self.notes.targets.contains_key(&node.id()) {
            self.close_note();
        }
        if self.main == Some(node.id()) {
            self.end_main();
        }
        self.furniture = self.furniture.saturating_sub(usize::from(self.is_furniture(node, element)));
    }

    /// The part of a letter that an element of an official publication holds.
    fn zone(&self, element: &Element) -> Option<ZoneKind> {
        if !self.official {
            return None;
        }
        let heading = element.name() == "h1";
        classes(element).find_map(|class| match class {
            "stuktitel" | "dossiertitel" | "kamervraagomschrijving" if heading => Some(ZoneKind::Metadata),
            "kamerstukdatum" => Some(ZoneKind::Metadata),
            "ondertekening" => Some(ZoneKind::Signature),
            "vraag" => Some(ZoneKind::Question),
            "antwoord" => Some(ZoneKind::Answer),
            _ => None,
        })
    }

    /// Whether an element begins on a new line.
    fn is_block(&self, element: &Element) -> bool {
        let signed = || self.zones.last().is_some_and(|(_, zone)| *zone == ZoneKind::Signature);
        BLOCKS.contains(&element.name())
            || matches!(element.name(), "th" | "tr")
            || (element.name() == "span"
                && signed()
                && classes(element).any(|class| matches!(class, "functie" | "naam")))
    }

    fn is_furniture(&self, node: NodeRef, element: &Element) -> bool {
        is_furniture(element, self.in_main && self.main.is_some()) || leads_on(node) || is_breadcrumb(node)
    }

    /// Whether nothing of an element is read: what is not shown, the marks of notes, which are set from their labels, and
    /// what notes print beside their text.
    fn is_left_out(&self, node: NodeRef, element: &Element) -> bool {
        is_unshown(element) || self.notes.is_silent(node.id()) || self.notes.marks.contains_key(&node.id())
    }

    fn words(&mut self, words: &str) {
        if self.unshown > 0 {
            return;
        }
        let blank = words.chars().all(|c| c.is_ascii_whitespace());
        if blank && self.para.is_none() {
            return;
        }
        self.behind = None;
        let preserved = self.preserved > 0;
        let raised = raised_number(words).filter(|_| self.raised > 0);
        let words = raised.as_deref().unwrap_or(words);
        let para = self.begin();
        if preserved {
            para.push(words);
        } else {
            para.push_collapsed(words);
        }
    }

    /// The paragraph that is being read.
    fn begin(&mut self) -> &mut Para {
        if self.para.is_none() {
            let label = self.label.take();
            let kind = match (self.headings.last(), &label) {
                _ if !self.in_main || self.furniture > 0 => BlockKind::Zone(ZoneKind::PageFurniture),
                _ if self.zones.last().is_some_and(|(_, zone)| *zone == ZoneKind::Metadata) => {
                    BlockKind::Zone(ZoneKind::Metadata)
                }
                (Some(level), _) => BlockKind::Heading(*level),
                (None, Some(_)) => BlockKind::Item,
                _ => self.zones.last().map_or(BlockKind::Text, |(_, zone)| BlockKind::Zone(*zone)),
            };
            let mut para = Para::new(kind);
            para.place = Some(self.path.place());
            para.label = label.filter(|label| !label.is_empty());
            self.para = Some(para);
        }
        self.para.get_or_insert_with(|| Para::new(BlockKind::Text))
    }

    fn end_paragraph(&mut self) {
        let Some(mut para) = self.para.take() else { return };
        if let Some(label) = para.label.take()
            && para.kind == BlockKind::Item
            && !prints_label(&para.words())
        {
            para.lead(&format!("{label} "));
        }
        if para.is_blank() {
            return;
        }
        self.flow.add(para);
    }

    fn open_entry(&mut self, element: &Element) {
        let Some(list) = self.lists.last_mut() else { return };
        if let Some(value) = element.attr("value").and_then(|value| value.trim().parse().ok()) {
            list.next = value;
        }
        self.label = Some(
            list.numeral.map_or_else(|| "-".to_owned(), |numeral| format!("{}.", numeral.set(list.next))),
        );
        list.next = list.next.saturating_add(1);
    }

    fn open_link(&mut self, element: &Element) {
        let target = element.attr("href").unwrap_or_default().trim().to_owned();
        // Links side by side are buttons: one word is in one link, or in two that lead to the same.
        let apart = self.behind.take().is_some_and(|before| before != target);
        self.links.push(target);
        if let Some(para) = &mut self.para {
            if apart {
                para.push_collapsed(" ");
            }
            para.open_link();
        }
    }

    fn close_note(&mut self) {
        self.end_paragraph();
        let Some(note) = self.open_notes.pop() else { return };
        let paras = std::mem::replace(&mut self.flow, note.flow).take();
        self.para = note.para;
        self.found.extend(flow::note(&note.label, paras));
    }

    /// The letter ends; its notes stand behind it.
    fn end_main(&mut self) {
        self.end_paragraph();
        self.in_main = false;
        self.furniture = self.around;
        self.out.extend(self.flow.take());
        self.out.append(&mut self.found);
    }
}

fn classes(element: &Element) -> impl Iterator<Item = &str> {
    element.attr("class").unwrap_or_default().split_ascii_whitespace()
}

fn is_official(page: &Page) -> bool {
    let own = |class: &str| matches!(class, "stuktitel" | "dossiertitel" | "kamervraagomschrijving");
    page.tree.nodes().filter_map(|node| node.value().as_element()).any(|element| classes(element).any(own))
}

/// Whether words begin with a label of their own: a dash, `a.`, `1°`.
fn prints_label(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("");
    ["-", "–", "—", "•", "*"].contains(&first)
        || (first.chars().count() <= 4 && first.ends_with(['.', ')', '°']) && words.len() > first.len())
}

fn list(element: &Element) -> List {
    let numeral = match element.attr("type") {
        Some("a") => Numeral::Letter,
        Some("A") => Numeral::Capital,
        Some("i") => Numeral::Roman,
        Some("I") => Numeral::CapitalRoman,
        _ => Numeral::Decimal,
    };
    let next = element.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
    List { numeral: (element.name() == "ol").then_some(numeral), next }
}
