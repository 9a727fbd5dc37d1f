//! Gold from a letter that is annotated in place.

use crate::cases::Case;
use crate::marks::{Mark, parse};
use griffier_doc::{MentionType, Predicate};
use griffier_eval::{Gold, GoldMention, GoldRelation};
use griffier_text::{LineIndex, Span};

/// The text of `case` without its marks, moved `shift` bytes to the right, and its annotations as gold of letter `name`.
///
/// # Errors
/// A mark or a line of relations that does not hold; the message says which.
pub fn gold_of(name: &str, case: &Case, shift: usize) -> Result<(String, Gold), String> {
    let (text, marks) = parse(&case.text.content)?;
    let lines = LineIndex::new(&text);
    let mentions: Result<Vec<GoldMention>, String> = marks
        .iter()
        .map(|mark| {
            let nested = marks.iter().any(|other| other.span != mark.span && other.span.contains(mark.span));
            let line = lines.line_of(mark.span.start()) + 1;
            let words = text.get(mark.span.range()).unwrap_or("").to_owned();
            mention(mark, shift, nested, line, words)
        })
        .collect();
    let relations = case.relations.as_ref().map_or("", |block| &block.content);
    let relations: Result<Vec<GoldRelation>, String> = relations
        .lines()
        .filter(|line| !line.is_empty())
        .filter_map(|line| relation(line).transpose())
        .collect();
    Ok((text.clone(), Gold::new(name, mentions?, relations?)))
}

/// Reads `TYPE id key=value`; an identifier may hold spaces.
fn mention(
    mark: &Mark,
    shift: usize,
    nested: bool,
    line: usize,
    text: String,
) -> Result<GoldMention, String> {
    let (kind, rest) = mark.label.split_once(' ').ok_or_else(|| format!("`{text}` has no id"))?;
    let kind = MentionType::parse(kind).ok_or_else(|| format!("no type `{kind}`"))?;
    let mut id = String::new();
    let mut attrs: Vec<(String, String)> = Vec::new();
    for word in rest.split(' ') {
        match word.split_once('=') {
            Some((key, value))
                if key.bytes().all(|byte| byte.is_ascii_lowercase()) && !word.contains(':')
                    || word.starts_with("holder=") =>
            {
                attrs.push((key.to_owned(), value.to_owned()));
            }
            _ => {
                id.push_str(if id.is_empty() { "" } else { " " });
                id.push_str(word);
            }
        }
    }
    let span = Span::at(mark.span.start() + shift, mark.span.end() + shift);
    Ok(GoldMention { span, kind, id, nested, attrs, line, text })
}

/// Reads `subject predicate object`; a denied relation (`subject not predicate object`) is not asked for.
fn relation(line: &str) -> Result<Option<GoldRelation>, String> {
    let words: Vec<&str> = line.split(' ').collect();
    let [subject, predicate, object] = words[..] else {
        return if words.get(1) == Some(&"not") {
            Ok(None)
        } else {
            Err(format!("`{line}` is not three words"))
        };
    };
    let known = Predicate::ALL.iter().find(|known| known.name() == predicate);
    let predicate = *known.ok_or_else(|| format!("no predicate `{predicate}`"))?;
    Ok(Some(GoldRelation {
        subject: subject.to_owned(),
        predicate,
        object: object.to_owned(),
        line: 1,
        evidence: String::new(),
    }))
}
