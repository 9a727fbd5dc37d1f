//! Annotated text in columns: one token a line, its tag in the last column, a blank line behind each sentence.

use crate::labels::{MAX_TYPES, Name};
use griffier_text::Span;
use std::fmt;

/// A text with its tokens, its sentences and the names in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// The tokens, one space between two of a sentence, a line break between sentences.
    pub text: String,
    /// Where each token stands in `text`.
    pub tokens: Vec<Span>,
    /// One past the last token of each sentence.
    pub ends: Vec<u32>,
    /// The names, in order, disjoint.
    pub names: Vec<Name>,
}

/// Annotated texts that share a list of types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// The types, sorted; a [`Name`] has its number.
    pub types: Vec<String>,
    /// The texts, in the order of the file.
    pub documents: Vec<Annotated>,
}

/// A fault in a file of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConllError {
    /// Line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong, one clause.
    pub message: String,
}

impl fmt::Display for ConllError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}: ", self.line)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConllError {}

fn fault<T>(line: usize, message: impl Into<String>) -> Result<T, ConllError> {
    Err(ConllError { line, message: message.into() })
}

/// The line that begins a text.
const START: &str = "-DOCSTART-";
/// No name of a type is longer.
const LONGEST_TYPE: usize = 32;

/// What a tag says: whether a name begins here whatever stands before, whether it ends, its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tag<'t> {
    opens: bool,
    closes: bool,
    kind: Option<&'t str>,
}

fn tag(text: &str) -> Option<Tag<'_>> {
    if text == "O" {
        return Some(Tag { opens: false, closes: true, kind: None });
    }
    let (prefix, kind) = text.split_once('-')?;
    let (opens, closes) = match prefix {
        "B" => (true, false),
        "I" | "M" => (false, false),
        "E" | "L" => (false, true),
        "S" | "U" | "W" => (true, true),
        _ => return None,
    };
    let fits = !kind.is_empty() && kind.len() <= LONGEST_TYPE && kind.bytes().all(|b| b.is_ascii_graphic());
    fits.then_some(Tag { opens, closes, kind: Some(kind) })
}

/// Reads two columns or more: the token first, the tag last (IOB1, IOB2, BIOES, BILOU). Texts begin at lines
/// `-DOCSTART-`; in a file without such a line every sentence is a text of its own.
///
/// # Errors
/// The first line that does not fit, or that nothing is annotated.
pub fn parse(bytes: &[u8]) -> Result<Corpus, ConllError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).or_else(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
        fault(line, "not UTF-8")
    })?;
    let mut types: Vec<String> = Vec::new();
    let documents = text.lines().any(|line| line.starts_with(START));
    let mut reader = Reader { single: !documents, ..Reader::default() };
    let mut columns = None;
    for (i, line) in text.lines().enumerate() {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        match fields[..] {
            [] => reader.end_sentence(),
            [START, ..] => reader.end_document(),
            [_] => return fault(i + 1, "one column: a token and its tag expected"),
            [token, .., last] => {
                let expected = *columns.get_or_insert(fields.len());
                if fields.len() != expected {
                    return fault(
                        i + 1,
                        format!("{} columns where the first line has {expected}", fields.len()),
                    );
                }
                let Some(tag) = tag(last) else {
                    return fault(
                        i + 1,
                        format!("{last:?} is no tag: O, B-TYPE, I-TYPE, E-TYPE or S-TYPE expected"),
                    );
                };
                let kind = tag.kind.map(|kind| number(kind, &mut types));
                if kind.is_some_and(|kind| kind >= MAX_TYPES) {
                    return fault(i + 1, format!("more than {MAX_TYPES} types"));
                }
                if reader.document.text.len() + token.len() >= u32::MAX as usize / 2 {
                    return fault(i + 1, "more than 2 GiB in one text");
                }
                reader.token(token, tag, kind.map(|kind| kind as u8));
            }
        }
    }
    reader.end_document();
    if reader.documents.is_empty() {
        return fault(0, "no token in it");
    }
    if types.is_empty() {
        return fault(0, "no name in it: every tag is O");
    }
    Ok(sorted(types, reader.documents))
}

fn number(kind: &str, types: &mut Vec<String>) -> usize {
    types.iter().position(|known| known == kind).unwrap_or_else(|| {
        types.push(kind.to_owned());
        types.len() - 1
    })
}

/// The same corpus with its types in order, so that a model does not depend on which stands first in the file.
fn sorted(types: Vec<String>, mut documents: Vec<Annotated>) -> Corpus {
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by(|&a, &b| types[a].cmp(&types[b]));
    let mut rank = vec![0_u8; types.len()];
    order.iter().enumerate().for_each(|(place, &number)| rank[number] = place as u8);
    for name in documents.iter_mut().flat_map(|document| &mut document.names) {
        name.kind = rank[usize::from(name.kind)];
    }
    Corpus { types: order.into_iter().map(|i| types[i].clone()).collect(), documents }
}

#[derive(Default)]
struct Reader {
    /// Whether each sentence is a text of its own.
    single: bool,
    document: Annotated,
    documents: Vec<Annotated>,
    /// First token of the name that is open, with its type.
    open: Option<(u32, u8)>,
}

impl Reader {
    fn token(&mut self, token: &str, tag: Tag<'_>, kind: Option<u8>) {
        let document = &mut self.document;
        let count = document.tokens.len() as u32;
        if document.ends.last().copied().unwrap_or(0) < count {
            document.text.push(' ');
        } else if count > 0 {
            document.text.push('\n');
        }
        let start = document.text.len();
        document.text.push_str(token);
        document.tokens.push(Span::at(start, document.text.len()));
        if self.open.is_some_and(|(_, open)| tag.opens || kind != Some(open)) {
            self.close(count);
        }
        if let (None, Some(kind)) = (self.open, kind) {
            self.open = Some((count, kind));
        }
        if tag.closes {
            self.close(count + 1);
        }
    }
    fn close(&mut self, to: u32) {
        if let Some((from, kind)) = self.open.take() {
            self.document.names.push(Name { from, to, kind });
        }
    }
    fn end_sentence(&mut self) {
        let count = self.document.tokens.len() as u32;
        self.close(count);
        if self.document.ends.last().copied().unwrap_or(0) < count {
            self.document.ends.push(count);
        }
        if self.single && count > 0 {
            self.documents.push(std::mem::take(&mut self.document));
        }
    }
    fn end_document(&mut self) {
        self.end_sentence();
        if !self.document.tokens.is_empty() {
            self.documents.push(std::mem::take(&mut self.document));
        }
    }
}

impl Corpus {
    /// The same texts with the types of a model: what it does not know is left out and counted.
    pub fn with_types(mut self, types: &[String]) -> (Self, usize) {
        let number = |kind: &Name| {
            let name = self.types.get(usize::from(kind.kind))?;
            types.iter().position(|known| known == name)
        };
        let mut lost = 0;
        let renamed = self.documents.iter().map(|document| {
            let all = document.names.iter().map(|name| number(name).map(|n| Name { kind: n as u8, ..*name }));
            let kept: Vec<Name> = all.flatten().collect();
            lost += document.names.len() - kept.len();
            kept
        });
        let renamed: Vec<_> = renamed.collect();
        for (document, names) in self.documents.iter_mut().zip(renamed) {
            document.names = names;
        }
        self.types = types.to_vec();
        (self, lost)
    }
    /// Takes the texts of `other` in as well.
    ///
    /// # Errors
    /// When the two have too many types together.
    pub fn join(&mut self, mut other: Corpus) -> Result<(), ConllError> {
        let mut types = self.types.clone();
        let rank: Vec<u8> = other.types.iter().map(|kind| number(kind, &mut types) as u8).collect();
        if types.len() > MAX_TYPES {
            return fault(0, format!("more than {MAX_TYPES} types"));
        }
        for name in other.documents.iter_mut().flat_map(|document| &mut document.names) {
            name.kind = rank[usize::from(name.kind)];
        }
        let mut documents = std::mem::take(&mut self.documents);
        documents.append(&mut other.documents);
        *self = sorted(types, documents);
        Ok(())
    }
    /// Number of tokens.
    pub fn tokens(&self) -> usize {
        self.documents.iter().map(|document| document.tokens.len()).sum()
    }
    /// Number of names.
    pub fn names(&self) -> usize {
        self.documents.iter().map(|document| document.names.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, expected: &[&str]) {
        let corpus = parse(file.as_bytes()).unwrap();
        let mut found = Vec::new();
        for (i, document) in corpus.documents.iter().enumerate() {
            for name in &document.names {
                let (from, to) = (document.tokens[name.from as usize], document.tokens[name.to as usize - 1]);
                let words = &document.text[from.cover(to).range()];
                found.push(format!("{i} {} {words}", corpus.types[usize::from(name.kind)]));
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn every_way_of_marking_a_name_is_read() {
        let three = "-DOCSTART- -X- O\nRuud N B-PER\nBos N I-PER\n. P O\n\nDelft N B-LOC\n-DOCSTART- -X- O\nBos N B-PER\n";
        check(three, &["0 PER Ruud Bos", "0 LOC Delft", "1 PER Bos"]);
        check("A I-X\nB I-X\nC B-X\nD I-Y\n", &["0 X A B", "0 X C", "0 Y D"]);
        check("A B-X\nB E-X\nC S-X\nD S-X\nE O\n", &["0 X A B", "0 X C", "0 X D"]);
        check("A\tB-X\nB\tL-X\nC\tU-X\r\n\r\nD\tO\n", &["0 X A B", "0 X C"]);
        check("A B-X\n\nB I-X\n", &["0 X A", "1 X B"]);
        check("\u{feff}Één B-X\nb O", &["0 X Één"]);
    }

    #[track_caller]
    fn check_fault(file: &[u8], expected: &str) {
        assert_eq!(parse(file).unwrap_err().to_string(), expected);
    }

    #[test]
    fn a_fault_names_its_line() {
        check_fault(b"A B-X\nB\n", "2: one column: a token and its tag expected");
        check_fault(b"A B-X\n\nB N O\n", "3: 3 columns where the first line has 2");
        check_fault(b"A Q-X\n", "1: \"Q-X\" is no tag: O, B-TYPE, I-TYPE, E-TYPE or S-TYPE expected");
        check_fault(b"A B-\n", "1: \"B-\" is no tag: O, B-TYPE, I-TYPE, E-TYPE or S-TYPE expected");
        check_fault(b"A O\n\xff O\n", "2: not UTF-8");
        check_fault(b"", "no token in it");
        check_fault(b"A O\n", "no name in it: every tag is O");
        let many: String = (0..=MAX_TYPES).map(|i| format!("a B-T{i}\n")).collect();
        check_fault(many.as_bytes(), "17: more than 16 types");
    }

    #[test]
    fn types_are_sorted_and_those_a_model_lacks_are_counted() {
        let corpus = parse(b"A B-PER\nB B-LOC\nC B-MISC\n").unwrap();
        assert_eq!(corpus.types, ["LOC", "MISC", "PER"]);
        let (corpus, lost) = corpus.with_types(&["PER".to_owned(), "LOC".to_owned()]);
        let kinds: Vec<u8> = corpus.documents[0].names.iter().map(|name| name.kind).collect();
        assert_eq!((kinds, lost, corpus.tokens(), corpus.names()), (vec![0, 1], 1, 3, 2));
    }
}
