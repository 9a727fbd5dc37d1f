//! Web pages: what is the letter, and around it what each page of the site has, marked as page furniture. What a browser
//! does not show is left out.

mod main_part;
mod notes;
mod page;
mod stated_in;
mod story;
mod tree;

use crate::error::Problem;
use crate::layout::{Layout, Read};
use crate::{Limits, Reader, encoding, xml};
use griffier_doc::Format;
use story::Story;

/// Takes files that begin as a web page does.
pub(crate) const READER: Reader =
    Reader { format: Format::Html, extensions: &["html", "htm", "xhtml"], recognizes, read };

const NAME: &str = "a web page";

/// How far into an XML file the element `html` is looked for, past declarations and comments.
const ROOT_WITHIN: usize = 2048;

fn recognizes(bytes: &[u8]) -> bool {
    let mut content = xml::content(bytes);
    if content.starts_with(b"<?xml") {
        let head = &content[..content.len().min(ROOT_WITHIN)];
        return [&b"<html"[..], b"<!DOCTYPE html", b"<!doctype html"]
            .iter()
            .any(|root| memchr::memmem::find(head, root).is_some());
    }
    while let Some(comment) = content.strip_prefix(b"<!--") {
        let Some(end) = memchr::memmem::find(comment, b"-->") else { return false };
        content = comment[end + 3..].trim_ascii_start();
    }
    let opens = |start: &&[u8]| {
        content.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
            && content.get(start.len()).is_some_and(|byte| byte.is_ascii_whitespace() || b">/".contains(byte))
    };
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].iter().any(opens)
}

fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Read, Problem> {
    let (html, note) = encoding::declared(bytes, |head| encoding::label_after(head, b"charset"));
    let page = tree::parse(&html)?;
    let mut layout = Layout::new(limits);
    let main = main_part::find(&page);
    let notes = notes::find(&page, main);
    for para in Story::new(&page, main, &notes).tell() {
        para.write(&mut layout)?;
    }
    layout.state(stated_in::find(&page));
    if let Some(note) = note {
        layout.note(note.span, note.code, note.message);
    }
    layout.finish()
}

#[cfg(test)]
mod tests;
