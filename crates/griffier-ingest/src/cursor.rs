//! A walk through XML: what opens, what closes, what is written between, each name without its prefix. Entities are
//! never expanded beyond single characters; a document type is read past.

use crate::error::Problem;
use crate::layout::Note;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// What comes next.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    Open(Tag<'a>),
    Close(Ended<'a>),
    Text(Cow<'a, str>),
}

/// An element that opens.
#[derive(Debug)]
pub(crate) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without a prefix.
    pub(crate) fn attr(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        // The check for attributes given twice takes quadratic time.
        let found = all
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(unescaped(&found.value))
    }
}

/// An element that closes.
#[derive(Debug)]
pub(crate) struct Ended<'a>(BytesEnd<'a>);

impl Ended<'_> {
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

/// Walks through one file.
pub(crate) struct Cursor<'a> {
    reader: Reader<&'a [u8]>,
    format: &'static str,
    depth: usize,
    /// The first name that stands for no character, and how many there are.
    unknown: Option<(String, usize)>,
}

impl<'a> Cursor<'a> {
    /// `format` names the file in messages.
    pub(crate) fn new(xml: &'a str, format: &'static str) -> Self {
        let mut reader = Reader::from_str(xml.strip_prefix('\u{feff}').unwrap_or(xml));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, format, depth: 0, unknown: None }
    }

    /// What comes next; `None` at the end.
    ///
    /// # Errors
    /// When the file is not well-formed or ends too early.
    pub(crate) fn next(&mut self) -> Result<Option<Piece<'a>>, Problem> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.damaged(error.to_string())),
            };
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    Piece::Open(Tag(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close(Ended(end))
                }
                Event::Text(text) => Piece::Text(text.xml10_content()),
                Event::CData(text) => Piece::Text(text.xml10_content()),
                Event::GeneralRef(name) => Piece::Text(self.character(&name)),
                Event::Eof if self.depth > 0 => return Err(self.damaged("it ends too early".to_owned())),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// Passes over the element that has just opened.
    ///
    /// # Errors
    /// As [`Cursor::next`].
    pub(crate) fn skip(&mut self) -> Result<(), Problem> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The text of the element that has just opened, and of those within.
    ///
    /// # Errors
    /// As [`Cursor::next`].
    pub(crate) fn text(&mut self) -> Result<String, Problem> {
        let outside = self.depth.saturating_sub(1);
        let mut words = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Piece::Text(text)) => words.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        Ok(words)
    }

    /// What to say of names that stand for no character, if there were any.
    pub(crate) fn unknown(&self) -> Option<Note> {
        let (name, count) = self.unknown.as_ref()?;
        let message =
            format!("entities that are not defined, kept as they stand: {count}, the first &{name};");
        Some(Note { span: None, code: "ingest::entities", message })
    }

    fn character(&mut self, name: &BytesRef<'a>) -> Cow<'a, str> {
        if let Ok(Some(c)) = name.resolve_char_ref() {
            return Cow::Owned(c.to_string());
        }
        let name = name.clone().into_inner();
        if let Some(character) = resolve_html5_entity(&name) {
            return Cow::Borrowed(character);
        }
        self.unknown.get_or_insert_with(|| (name.chars().take(40).collect(), 0)).1 += 1;
        Cow::Owned(format!("&{name};"))
    }

    fn damaged(&self, why: String) -> Problem {
        Problem::Damaged { format: self.format, why }
    }
}

/// The value of an attribute, its entities replaced.
fn unescaped(value: &str) -> String {
    let known = |name: &str| resolve_html5_entity(name);
    quick_xml::escape::unescape_with(value, known).map_or_else(|_| value.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn walk(xml: &str) -> Result<String, String> {
        let mut cursor = Cursor::new(xml, "a test");
        let mut out = String::new();
        while let Some(piece) = cursor.next().map_err(|problem| problem.to_string())? {
            match piece {
                Piece::Open(tag) => out += &format!("<{}{}>", tag.name(), tag.attr("v").unwrap_or_default()),
                Piece::Close(end) => out += &format!("</{}>", end.name()),
                Piece::Text(text) => out += &text,
            }
        }
        Ok(out)
    }

    #[test]
    fn names_lose_prefixes_and_entities_become_characters() {
        assert_eq!(
            walk("<?xml version='1.0'?><w:p a:v='1 &amp; &#233;'>a&amp;b&eacute;&#xA0;<w:t/><![CDATA[<&]]></w:p>").unwrap(),
            "<p1 & é>a&bé\u{a0}<t></t><&</p>"
        );
        assert_eq!(walk("<a>R & D</a>").unwrap(), "<a>R & D</a>");
    }

    #[test]
    fn no_entity_is_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x 'lol'><!ENTITY y '&x;&x;'><!ENTITY z SYSTEM 'file:///etc/passwd'>]><a>&y;&z;</a>";
        assert_eq!(walk(bomb).unwrap(), "<a>&y;&z;</a>");
    }

    #[test]
    fn what_is_not_well_formed_is_damaged() {
        for xml in ["<a><b></a>", "<a>", "<a", &"<".repeat(1000)] {
            assert!(
                walk(xml).is_err_and(|error| error.starts_with("damaged: a test cannot be read")),
                "{xml}"
            );
        }
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = 100_000;
        let xml = format!("{}{}", "<a>".repeat(deep), "</a>".repeat(deep));
        assert_eq!(walk(&xml).unwrap().len(), 7 * deep);
    }
}
