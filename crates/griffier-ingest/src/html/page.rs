//! The tree of a page, as a browser's parser grows it.

use ego_tree::{NodeId, Tree};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, LocalName, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// A node.
#[derive(Debug)]
pub(super) enum Node {
    /// The page itself, and what is neither of the others.
    Other,
    Element(Element),
    Text(String),
}

/// An element with those of its attributes that are asked for.
#[derive(Debug)]
pub(super) struct Element {
    name: LocalName,
    attributes: Vec<(LocalName, StrTendril)>,
}

/// Attributes that say something of a letter.
const KEPT: [&str; 13] = [
    "class", "content", "hidden", "href", "id", "name", "property", "reversed", "role", "start", "style",
    "type", "value",
];

impl Element {
    fn new(name: LocalName, attributes: Vec<Attribute>) -> Self {
        let kept = |attribute: &Attribute| KEPT.contains(&&*attribute.name.local);
        let attributes = attributes.into_iter().filter(kept).map(|a| (a.name.local, a.value)).collect();
        Self { name, attributes }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute; only of those that are [`KEPT`].
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }
}

impl Node {
    pub(super) fn as_element(&self) -> Option<&Element> {
        if let Self::Element(element) = self { Some(element) } else { None }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) tree: Tree<Node>,
}

/// Grows a page.
pub(super) struct Sink {
    tree: RefCell<Tree<Node>>,
    root: Handle,
}

/// A node that grows, with its name.
#[derive(Clone)]
pub(super) struct Handle {
    id: NodeId,
    name: Rc<QualName>,
}

impl Sink {
    pub(super) fn new() -> Self {
        let tree = Tree::new(Node::Other);
        let root = Handle { id: tree.root().id(), name: nameless() };
        Self { tree: RefCell::new(tree), root }
    }

    fn orphan(&self, node: Node, name: Rc<QualName>) -> Handle {
        Handle { id: self.tree.borrow_mut().orphan(node).id(), name }
    }
}

fn nameless() -> Rc<QualName> {
    Rc::new(QualName::new(None, ns!(), local_name!("")))
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Page;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Page {
        Page { tree: self.tree.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.root.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let element = Element::new(name.local.clone(), attributes);
        self.orphan(Node::Element(element), Rc::new(name))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.orphan(Node::Other, nameless())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.orphan(Node::Other, nameless())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        let Some(mut parent) = tree.get_mut(parent.id) else { return };
        match child {
            NodeOrText::AppendNode(child) => {
                parent.append_id(child.id);
            }
            NodeOrText::AppendText(words) => {
                if let Some(mut last) = parent.last_child()
                    && let Node::Text(text) = last.value()
                {
                    text.push_str(&words);
                    return;
                }
                parent.append(Node::Text(words.to_string()));
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.tree.borrow().get(element.id).is_some_and(|node| node.parent().is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// Templates are not shown: what they hold may stand in them.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        if let NodeOrText::AppendNode(child) = &child
            && let Some(mut node) = tree.get_mut(child.id)
        {
            node.detach();
        }
        let Some(mut sibling) = tree.get_mut(sibling.id) else { return };
        if sibling.parent().is_none() {
            return;
        }
        match child {
            NodeOrText::AppendNode(child) => {
                sibling.insert_id_before(child.id);
            }
            NodeOrText::AppendText(words) => {
                if let Some(mut before) = sibling.prev_sibling()
                    && let Node::Text(text) = before.value()
                {
                    text.push_str(&words);
                    return;
                }
                sibling.insert_before(Node::Text(words.to_string()));
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let Some(mut node) = tree.get_mut(target.id)
            && let Node::Element(element) = node.value()
        {
            let further = Element::new(element.name.clone(), attributes).attributes;
            for (name, value) in further {
                if element.attr(&name).is_none() {
                    element.attributes.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        if let Some(mut node) = self.tree.borrow_mut().get_mut(target.id) {
            node.detach();
        }
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        if let Some(mut parent) = self.tree.borrow_mut().get_mut(parent.id) {
            parent.reparent_from_id_append(node.id);
        }
    }
}
