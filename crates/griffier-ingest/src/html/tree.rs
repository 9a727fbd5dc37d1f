//! From a page to its tree, in linear time: a browser's parser is not, on pages that are made to be slow.

use super::NAME;
use super::page::{Element, Handle, Node, Page, Sink};
use crate::error::Problem;
use html5ever::interface::{TokenizerResult, TreeSink as _};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// A node of the tree.
pub(super) type NodeRef<'p> = ego_tree::NodeRef<'p, Node>;

/// Elements within elements: browsers stop at the same depth.
const DEEPEST: usize = 512;

/// Elements of one page.
const MOST_ELEMENTS: usize = 1_000_000;

/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 500;

/// Elements that set words in another style. A parser opens them anew in each paragraph that follows, a thousandfold if a
/// page is made so; they say nothing about what a letter says.
const STYLES: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that have no end, or whose end a page may leave out: they do not nest in themselves.
const UNENDED: [&str; 22] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option",
];

/// The tree of a page.
pub(super) fn parse(html: &str) -> Result<Page, Problem> {
    if most_attributes(html) > MOST_ATTRIBUTES {
        return Err(damaged("an element with hundreds of attributes"));
    }
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts::default());
    let xml = html.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
    let sieve = Sieve {
        xml,
        builder,
        depth: Cell::new(0),
        elements: Cell::new(0),
        dropped: RefCell::new(HashMap::new()),
    };
    let tokenizer = Tokenizer::new(sieve, TokenizerOpts::default());
    let queue = BufferQueue::default();
    // In pieces, as a page of gigabytes would not fit one.
    for piece in pieces(html) {
        queue.push_back(StrTendril::from_slice(piece));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        if tokenizer.sink.elements.get() > MOST_ELEMENTS {
            return Err(damaged("more than a million elements"));
        }
    }
    tokenizer.end();
    Ok(tokenizer.sink.builder.sink.finish())
}

fn damaged(why: &str) -> Problem {
    Problem::Damaged { format: NAME, why: why.to_owned() }
}

fn pieces(html: &str) -> impl Iterator<Item = &str> {
    const PIECE: usize = 1 << 16;
    let mut rest = html;
    std::iter::from_fn(move || {
        let end = (PIECE.min(rest.len())..=rest.len()).find(|&end| rest.is_char_boundary(end))?;
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The most attributes that any element may have: a parser compares each with all others.
fn most_attributes(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut most, mut at) = (0, 0);
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]) {
        at += open + 1;
        if !bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            continue;
        }
        let mut count = 0;
        let mut quote = None;
        // The name is none.
        let mut before = b'<';
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match quote {
                Some(closing) if byte == closing => quote = None,
                Some(_) => {}
                None if byte == b'>' => break,
                None if before == b'=' && (byte == b'"' || byte == b'\'') => quote = Some(byte),
                None => {
                    count += usize::from(
                        (before.is_ascii_whitespace() || b"/\"'".contains(&before))
                            && !byte.is_ascii_whitespace()
                            && byte != b'=',
                    );
                }
            }
            // White space around a sign of equality belongs to it.
            if !(before == b'=' && byte.is_ascii_whitespace()) {
                before = byte;
            }
        }
        most = most.max(count);
    }
    most
}

/// Lets through what a tree needs.
struct Sieve {
    builder: TreeBuilder<Handle, Sink>,
    /// Whether elements may end where they begin, as in XML: a browser reads such a script to the end of the page.
    xml: bool,
    depth: Cell<usize>,
    elements: Cell<usize>,
    /// Elements that were not let in for their depth, by name: their ends are not either.
    dropped: RefCell<HashMap<String, usize>>,
}

impl Sieve {
    fn is_kept(&self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        let ended = self.xml && tag.self_closing && (UNSHOWN.contains(&name) || name == "title");
        if ended || STYLES.contains(&name) {
            return false;
        }
        let counted = !UNENDED.contains(&name) && !tag.self_closing;
        match tag.kind {
            TagKind::StartTag => {
                self.elements.set(self.elements.get() + 1);
                if self.elements.get() > MOST_ELEMENTS {
                    return false;
                }
                if counted && self.depth.get() >= DEEPEST {
                    *self.dropped.borrow_mut().entry(name.to_owned()).or_insert(0) += 1;
                    return false;
                }
                self.depth.set(self.depth.get() + usize::from(counted));
                true
            }
            TagKind::EndTag => {
                let mut dropped = self.dropped.borrow_mut();
                if let Some(count) = dropped.get_mut(name).filter(|count| **count > 0) {
                    *count -= 1;
                    return false;
                }
                self.depth.set(self.depth.get().saturating_sub(usize::from(counted)));
                // The end of a paragraph that is not open makes an empty one.
                true
            }
        }
    }
}

impl TokenSink for Sieve {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        match &token {
            Token::TagToken(tag) if !self.is_kept(tag) => TokenSinkResult::Continue,
            Token::CommentToken(_) | Token::ParseError(_) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that a browser shows nothing of.
const UNSHOWN: [&str; 17] = [
    "head", "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "audio", "video",
    "canvas", "select", "textarea", "button", "input", "dialog",
];

/// Whether nothing of an element is shown.
pub(super) fn is_unshown(element: &Element) -> bool {
    UNSHOWN.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style: String =
                style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// The words in a node, in order, those not shown left out; at most so many bytes.
pub(super) fn words(node: NodeRef, most: usize) -> String {
    let mut words = String::new();
    let mut unshown = 0_usize;
    for edge in node.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Element(element) if is_unshown(element) => unshown += 1,
                Node::Text(text) if unshown == 0 => words.push_str(text),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if matches!(node.value(), Node::Element(element) if is_unshown(element)) {
                    unshown -= 1;
                }
            }
        }
        if words.len() > most {
            break;
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_a_parser_does() {
        assert_eq!(most_attributes("<p a b=\"c d e\" f = 'g h' i=j>a b c d e f"), 4);
        assert_eq!(most_attributes("a < b c d e"), 0);
        assert!(most_attributes(&format!("<p {}", "a ".repeat(1000))) > MOST_ATTRIBUTES);
    }

    #[test]
    fn pieces_are_whole_characters() {
        let html = "é".repeat(100_000);
        assert_eq!(pieces(&html).collect::<String>(), html);
        assert_eq!(pieces("").count(), 0);
    }
}
