//! Letters for tests, written with their mentions marked in place: `[[text|TYPE id key=value]]`, nested at will. Keys are
//! `role`, `alias`, `party` and `holder`; `_` stands for a space in a value. A superscript digit calls the note that a
//! line of [`ZoneKind::Footnotes`] opens with. Only what the tests need of a segmenter is here.

use crate::reading::Letter;
use crate::statement::Statements;
use griffier_doc::{
    Attr, Document, Footnote, Link, Mention, MentionType, Origin, Role, Sentence, Token, TokenKind, Zone,
    ZoneKind,
};
use griffier_text::Span;

/// A letter whose zones hold marked text.
pub(crate) fn letter(parts: &[(ZoneKind, &str)]) -> Document {
    let mut text = String::new();
    let mut mentions = Vec::new();
    let mut zones = Vec::new();
    for &(kind, marked) in parts {
        let start = text.len();
        read_marks(marked, &mut text, &mut mentions);
        zones.push(Zone { span: Span::at(start, text.len()), kind });
        text.push('\n');
    }
    mentions.sort_by_key(|m: &Mention| m.span);
    let mut end = 0;
    for mention in &mut mentions {
        mention.nested = mention.span.start() < end;
        end = end.max(mention.span.end());
    }
    let tokens = tokens(&text);
    let footnotes = footnotes(&text, &zones, &tokens);
    let sentences = zones.iter().flat_map(|zone| sentences(&text, *zone)).collect();
    let mut doc = Document::from_text("test", &text);
    doc.set_zones(zones);
    doc.set_tokens(tokens);
    doc.set_sentences(sentences);
    doc.set_footnotes(footnotes);
    doc.set_mentions(mentions);
    doc
}

/// Asserts that `family` says exactly `expected` (`subject predicate object`, `not ` before a denied one) of a letter.
#[track_caller]
pub(crate) fn check_letter(
    family: impl Fn(&Letter<'_>, &mut Statements),
    parts: &[(ZoneKind, &str)],
    expected: &[&str],
) {
    let doc = letter(parts);
    let mut statements = Statements::default();
    family(&Letter::new(&doc), &mut statements);
    let mut found: Vec<String> = Vec::new();
    for relation in statements.finish() {
        assert!(
            doc.text().get(relation.evidence.range()).is_some_and(|text| !text.is_empty()),
            "{relation:?}"
        );
        let (subject, object) = (relation.subject.as_str(), relation.object.as_str());
        let not = if relation.negated { "not " } else { "" };
        found.push(format!("{not}{subject} {} {object}", relation.predicate.name()));
    }
    let mut expected: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "in: {}", doc.text());
}

/// The same for one stretch of body text.
#[track_caller]
pub(crate) fn check_body(family: impl Fn(&Letter<'_>, &mut Statements), body: &str, expected: &[&str]) {
    check_letter(family, &[(ZoneKind::Body, body)], expected);
}

fn read_marks(marked: &str, text: &mut String, mentions: &mut Vec<Mention>) {
    let mut open: Vec<usize> = Vec::new();
    let mut rest = marked;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("[[") {
            open.push(text.len());
            rest = after;
        } else if let (Some(after), Some(&start)) = (rest.strip_prefix('|'), open.last()) {
            let (label, after) = after.split_once("]]").unwrap();
            open.pop();
            mentions.push(mention(Span::at(start, text.len()), label));
            rest = after;
        } else {
            let c = rest.chars().next().unwrap();
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
}

fn mention(span: Span, label: &str) -> Mention {
    let mut words = label.split(' ');
    let kind = MentionType::parse(words.next().unwrap()).unwrap();
    let id = words.next().unwrap().to_owned();
    let mut role = None;
    let mut attrs = Vec::new();
    for word in words {
        let (key, value) = word.split_once('=').unwrap();
        let value = value.replace('_', " ");
        match key {
            "role" => role = Some(parse_role(&value)),
            "alias" => attrs.push(Attr::new("alias", value)),
            "party" => attrs.push(Attr::new("party", value)),
            "holder" => attrs.push(Attr::new("holder", value)),
            other => panic!("no key {other}"),
        }
    }
    let link = Link::One(id.into());
    let (origin, why) = (Origin::Rule("test"), "".into());
    Mention { span, kind, link, role, nested: false, confidence: 1.0, origin, why, attrs }
}

fn parse_role(name: &str) -> Role {
    match name {
        "lid" => Role::Lid,
        "mover" => Role::Mover,
        "signatory" => Role::Signatory,
        "signed-as" => Role::SignedAs,
        "addressee" => Role::Addressee,
        "sender" => Role::Sender,
        "own" => Role::OwnIdentifier,
        "date" => Role::LetterDate,
        other => panic!("no role {other}"),
    }
}

fn note_label(c: char) -> Option<char> {
    "¹²³⁴⁵".chars().position(|mark| mark == c).and_then(|i| char::from_digit(i as u32 + 1, 10))
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let c = rest.chars().next().unwrap();
        let word = rest.find(|c: char| !c.is_alphanumeric() && !"-.".contains(c)).unwrap_or(rest.len());
        let trimmed = rest[..word].trim_end_matches('.').len();
        let abbreviation = ["jl.", "nr.", "d.d.", "c.s.", "M."].contains(&&rest[..word]);
        let marks = rest[..trimmed].find(|c| note_label(c).is_some()).filter(|&at| at > 0);
        let (len, kind) = match () {
            () if c.is_whitespace() => (c.len_utf8(), None),
            () if note_label(c).is_some() => (c.len_utf8(), Some(TokenKind::NoteMark)),
            () if abbreviation => (word, Some(TokenKind::Abbreviation)),
            () if trimmed > 0 && c.is_alphanumeric() => {
                (rest[..marks.unwrap_or(trimmed)].trim_end_matches('.').len(), Some(TokenKind::Word))
            }
            () => (c.len_utf8(), Some(TokenKind::Punctuation)),
        };
        tokens.extend(kind.map(|kind| Token { span: Span::at(at, at + len), kind }));
        at += len;
    }
    tokens
}

fn sentences(text: &str, zone: Zone) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = zone.span.start();
    let body = &text[zone.span.range()];
    let mut push = |from: usize, to: usize| {
        let piece = &text[from..to];
        let lead = piece.len() - piece.trim_start().len();
        let span = Span::at(from + lead, from + lead + piece.trim().len());
        if !span.is_empty() {
            found.push(Sentence { span });
        }
    };
    for (i, _) in body.match_indices(['.', '\n', '¹', '²', '³']) {
        let c = body[i..].chars().next().unwrap();
        let after = &body[i + c.len_utf8()..];
        let capital = after.strip_prefix(' ').and_then(|s| s.chars().next()).is_some_and(char::is_uppercase);
        let before = &body[..i];
        let abbreviation = before.ends_with("nr") || before.ends_with("M");
        if c == '\n' || (capital && !abbreviation && (c == '.' || body[..i].ends_with('.'))) {
            let end = zone.span.start() + i + c.len_utf8();
            push(start, end);
            start = end;
        }
    }
    push(start, zone.span.end());
    found
}

fn footnotes(text: &str, zones: &[Zone], tokens: &[Token]) -> Vec<Footnote> {
    let mut notes = Vec::new();
    for zone in zones.iter().filter(|zone| zone.kind == ZoneKind::Footnotes) {
        let mut at = zone.span.start();
        for line in text[zone.span.range()].split_inclusive('\n') {
            let c = line.chars().next().unwrap();
            let label = note_label(c).unwrap();
            let is_mark = |token: &&Token| {
                token.span.start() < zone.span.start() && text[token.span.range()].starts_with(c)
            };
            let marks = tokens.iter().filter(is_mark).map(|token| token.span).collect();
            let note = Span::at(at + c.len_utf8() + 1, at + line.trim_end().len());
            notes.push(Footnote { label: label.to_string(), marks, note });
            at += line.len();
        }
    }
    notes
}
