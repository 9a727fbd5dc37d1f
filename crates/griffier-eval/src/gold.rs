//! Gold annotations: two tab-separated files a letter, resolved against its text.
//!
//! `<letter>.mentions.tsv` has the columns of [`MENTION_COLUMNS`], `<letter>.relations.tsv` those of
//! [`RELATION_COLUMNS`]. A text stands in its line as its `nth` occurrence that begins there, counted from 1, overlaps
//! included; `⏎` stands for a line break.

use griffier_doc::{Document, MentionType, Predicate};
use griffier_text::{LineIndex, Span};
use memchr::memmem;
use std::collections::BTreeSet;
use std::path::Path;

const MENTION_COLUMNS: &str = "line\tnth\ttext\ttype\tid\tnested\tattrs";
const RELATION_COLUMNS: &str = "subject_id\tpredicate\tobject_id\tline\tevidence";

/// The gold annotations of one letter.
#[derive(Clone, Debug)]
pub struct Gold {
    letter: String,
    mentions: Vec<GoldMention>,
    relations: Vec<GoldRelation>,
}

/// One mention of the gold annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldMention {
    /// Where, in bytes of the letter.
    pub span: Span,
    /// What type of thing.
    pub kind: MentionType,
    /// Which thing: an id, several joined by `|`, `NIL`, or `?` where the letter does not tell.
    pub id: String,
    /// Whether it lies within another mention.
    pub nested: bool,
    /// Keys and values (`holder`, `alias`).
    pub attrs: Vec<(String, String)>,
    /// Line of the letter, from 1.
    pub line: usize,
    /// The words.
    pub text: String,
}

impl GoldMention {
    /// The value of attribute `key`.
    pub fn attr(&self, key: &str) -> Option<&str> {
        self.attrs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// One relation of the gold annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldRelation {
    /// From: an id or `DOC`.
    pub subject: String,
    /// Kind.
    pub predicate: Predicate,
    /// To: an id or `DOC`.
    pub object: String,
    /// Line of the letter where the evidence begins, from 1.
    pub line: usize,
    /// The words that say it.
    pub evidence: String,
}

/// What is wrong with gold files: every fault, each as `file:line: message`.
#[derive(Debug, thiserror::Error)]
#[error("{}", faults.join("\n"))]
pub struct GoldError {
    faults: Vec<String>,
}

impl GoldError {
    /// Every fault as `file:line: message`.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }
}

impl Gold {
    /// Reads the two files of `letter` (its document's id) in `dir`; `text` is the letter itself.
    ///
    /// # Errors
    /// When a file cannot be read or a row does not hold; all faults are named.
    pub fn load(dir: &Path, letter: &str, text: &str) -> Result<Self, GoldError> {
        let read = |kind: &str| {
            let path = dir.join(format!("{letter}.{kind}.tsv"));
            std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        match (read("mentions"), read("relations")) {
            (Ok(mentions), Ok(relations)) => Self::parse(letter, text, &mentions, &relations),
            (mentions, relations) => {
                Err(GoldError { faults: [mentions.err(), relations.err()].into_iter().flatten().collect() })
            }
        }
    }

    /// The same from the contents of the two files.
    ///
    /// # Errors
    /// When a row does not hold; all faults are named.
    pub fn parse(letter: &str, text: &str, mentions: &str, relations: &str) -> Result<Self, GoldError> {
        let place = Places { text, lines: LineIndex::new(text) };
        let mut faults = Vec::new();
        let read = rows(mentions, MENTION_COLUMNS, |cells| mention(cells, &place));
        let mut mentions = Vec::new();
        for (line, row) in read {
            let fault = |message| format!("{letter}.mentions.tsv:{line}: {message}");
            match row {
                Ok(mention) => mentions.push((mention, line)),
                Err(message) => faults.push(fault(message)),
            }
        }
        mentions.sort_by_key(|(mention, _)| mention.span);
        faults.extend(
            misnested(&mentions).map(|(line, message)| format!("{letter}.mentions.tsv:{line}: {message}")),
        );
        let mentions: Vec<GoldMention> = mentions.into_iter().map(|(mention, _)| mention).collect();
        let ids: BTreeSet<&str> =
            mentions.iter().flat_map(|mention| mention.id.split('|')).chain(["DOC"]).collect();
        let mut found = Vec::new();
        for (line, row) in rows(relations, RELATION_COLUMNS, |cells| relation(cells, &place, &ids)) {
            match row {
                Ok(relation) => found.push(relation),
                Err(message) => faults.push(format!("{letter}.relations.tsv:{line}: {message}")),
            }
        }
        let gold = Self { letter: letter.to_owned(), mentions, relations: found };
        if faults.is_empty() { Ok(gold) } else { Err(GoldError { faults }) }
    }

    /// Gold that was read elsewhere: `mentions` in reading order, an outer one before its inner ones.
    pub fn new(letter: &str, mentions: Vec<GoldMention>, relations: Vec<GoldRelation>) -> Self {
        Self { letter: letter.to_owned(), mentions, relations }
    }
    /// What `doc` has as gold: a letter that people corrected. Nothing is asked of what is ambiguous in it.
    pub fn of(doc: &Document) -> Self {
        let line = |span: Span| doc.lines().line_of(span.start()) + 1;
        let mentions = doc.mentions().iter().map(|mention| GoldMention {
            span: mention.span,
            kind: mention.kind,
            id: mention.link.id().map_or("?", AsRef::as_ref).to_owned(),
            nested: mention.nested,
            attrs: mention.attrs.iter().map(|attr| (attr.key.to_owned(), attr.value.to_string())).collect(),
            line: line(mention.span),
            text: doc.slice(mention.span).to_owned(),
        });
        let relations =
            doc.relations().iter().filter(|relation| !relation.negated).map(|relation| GoldRelation {
                subject: relation.subject.as_str().to_owned(),
                predicate: relation.predicate,
                object: relation.object.as_str().to_owned(),
                line: line(relation.evidence),
                evidence: doc.slice(relation.evidence).to_owned(),
            });
        Self::new(doc.id(), mentions.collect(), relations.collect())
    }
    /// Whether `dir` has gold mentions of `letter`.
    pub fn exists(dir: &Path, letter: &str) -> bool {
        dir.join(format!("{letter}.mentions.tsv")).is_file()
    }
    /// The letter's id.
    pub fn letter(&self) -> &str {
        &self.letter
    }
    /// Mentions in reading order, an outer one before its inner ones.
    pub fn mentions(&self) -> &[GoldMention] {
        &self.mentions
    }
    /// Relations in the order of the file.
    pub fn relations(&self) -> &[GoldRelation] {
        &self.relations
    }
}

/// The rows of a file with their line numbers, each read by `read`; the header must be `columns`.
fn rows<'f, T>(
    file: &'f str,
    columns: &'static str,
    read: impl Fn(&[&'f str]) -> Result<T, String>,
) -> Vec<(usize, Result<T, String>)> {
    let width = columns.split('\t').count();
    let mut lines = file.trim_start_matches('\u{feff}').lines().enumerate();
    match lines.next() {
        Some((_, header)) if header == columns => {}
        _ => return vec![(1, Err(format!("the first line is not `{}`", columns.replace('\t', " "))))],
    }
    let cells = |row: &'f str| {
        let mut cells: Vec<&str> = row.split('\t').collect();
        // Editors cut empty cells off the end of a line.
        cells.resize(cells.len().max(width), "");
        if cells.len() == width {
            read(&cells)
        } else {
            Err(format!("{} cells instead of {width}", cells.len()))
        }
    };
    lines.filter(|(_, row)| !row.is_empty()).map(|(i, row)| (i + 1, cells(row))).collect()
}

struct Places<'t> {
    text: &'t str,
    lines: LineIndex,
}

impl Places<'_> {
    /// The `nth` occurrence of `words` that begins in `line`; both from 1.
    fn find(&self, line: usize, nth: usize, words: &str) -> Option<Span> {
        let start = self.lines.start_of(line.checked_sub(1)?)?;
        let end = self.lines.start_of(line).unwrap_or(self.text.len());
        let with = |line_break: &str| {
            let words = words.replace('⏎', line_break);
            // An occurrence may run over the line's end, but begins before it.
            let window = &self.text.as_bytes()[start..(end + words.len() - 1).min(self.text.len())];
            let at = start + occurrences(window, words.as_bytes()).nth(nth.checked_sub(1)?)?;
            Some(Span::at(at, at + words.len()))
        };
        if words.is_empty() { None } else { with("\n").or_else(|| with("\r\n")) }
    }
}

/// Where `needle` begins in `window`, overlapping occurrences included.
fn occurrences<'w>(window: &'w [u8], needle: &'w [u8]) -> impl Iterator<Item = usize> + 'w {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + memmem::find(window.get(from..)?, needle)?;
        from = at + 1;
        Some(at)
    })
}

fn number(cell: &str, name: &str) -> Result<usize, String> {
    cell.parse().map_err(|_| format!("{name} `{cell}` is no number"))
}

fn mention(cells: &[&str], place: &Places) -> Result<GoldMention, String> {
    let [line, nth, text, kind, id, nested, attrs] = cells else { return Err("not 7 cells".to_owned()) };
    let (line, nth) = (number(line, "line")?, number(nth, "nth")?);
    let span =
        place.find(line, nth, text).ok_or_else(|| format!("`{text}` is not {nth} times in line {line}"))?;
    let kind = MentionType::parse(kind).ok_or_else(|| format!("no type `{kind}`"))?;
    let nested = match *nested {
        "0" => false,
        "1" => true,
        other => return Err(format!("nested is `{other}`, not 0 or 1")),
    };
    if id.is_empty() {
        return Err("no id; write NIL or ?".to_owned());
    }
    let attr = |cell: &str| {
        let (key, value) = cell.split_once('=').ok_or_else(|| format!("attribute `{cell}` has no ="))?;
        Ok((key.to_owned(), value.to_owned()))
    };
    let attrs: Result<_, String> = attrs.split(';').filter(|cell| !cell.is_empty()).map(attr).collect();
    let words = place.text.get(span.range()).unwrap_or("").to_owned();
    Ok(GoldMention { span, kind, id: (*id).to_owned(), nested, attrs: attrs?, line, text: words })
}

fn relation(cells: &[&str], place: &Places, ids: &BTreeSet<&str>) -> Result<GoldRelation, String> {
    let [subject, predicate, object, line, evidence] = cells else { return Err("not 5 cells".to_owned()) };
    let line = number(line, "line")?;
    let known = Predicate::ALL.iter().find(|known| known.name() == *predicate);
    let predicate = *known.ok_or_else(|| format!("no predicate `{predicate}`"))?;
    let span = place.find(line, 1, evidence);
    let span = span.ok_or_else(|| format!("evidence `{evidence}` does not begin in line {line}"))?;
    if let Some(id) = [subject, object].into_iter().find(|id| !ids.contains(**id)) {
        return Err(format!("`{id}` is no mention's id"));
    }
    let evidence = place.text.get(span.range()).unwrap_or("").to_owned();
    Ok(GoldRelation {
        subject: (*subject).to_owned(),
        predicate,
        object: (*object).to_owned(),
        line,
        evidence,
    })
}

/// Faults of mentions that stand in reading order: twice one span, crossing, or a wrong `nested`.
fn misnested(mentions: &[(GoldMention, usize)]) -> impl Iterator<Item = (usize, String)> {
    let mut open: Vec<Span> = Vec::new();
    mentions.iter().filter_map(move |(mention, line)| {
        let span = mention.span;
        while open.pop_if(|outer| outer.end() <= span.start()).is_some() {}
        let outer = open.last().copied();
        open.push(span);
        let fault = match outer {
            Some(outer) if outer == span => "marked twice",
            Some(outer) if outer.crosses(span) => "crosses the mention before it",
            outer if outer.is_some() != mention.nested => "nested says otherwise than the spans",
            _ => return None,
        };
        Some((*line, format!("`{}` {fault}", mention.text)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "De NAVO-top van de NAVO\r\nen de minister van\r\nDefensie.\r\nmotiemotiemotie";

    fn parse(mentions: &str, relations: &str) -> Result<Gold, GoldError> {
        let mentions = format!("{MENTION_COLUMNS}\n{mentions}");
        Gold::parse("x", TEXT, &mentions, &format!("{RELATION_COLUMNS}\n{relations}"))
    }

    #[test]
    fn rows_find_their_place() {
        let gold = parse(
            "1\t2\tNAVO\tORGANISATION\torg:navo\t0\n1\t1\tNAVO\tORGANISATION\torg:navo\t1\t\n\
             1\t1\tNAVO-top\tEVENT\tevent:top\t0\t\n\
             2\t1\tminister van⏎Defensie\tOFFICE\toffice:min-def\t0\tholder=person:a;alias=b=c\n\
             4\t2\tmotiemotie\tPOLICY\tpolicy:m\t0\t\n",
            "DOC\tcites\tpolicy:m\t4\tmotiemotie\n",
        )
        .unwrap();
        let found: Vec<_> =
            gold.mentions().iter().map(|m| (m.span.start(), m.text.as_str(), m.nested)).collect();
        let expected = [
            (3, "NAVO-top", false),
            (3, "NAVO", true),
            (19, "NAVO", false),
            (31, "minister van\r\nDefensie", false),
            (61, "motiemotie", false),
        ];
        assert_eq!(found, expected);
        let office = &gold.mentions()[3];
        assert_eq!((office.attr("holder"), office.attr("alias")), (Some("person:a"), Some("b=c")));
        assert_eq!((gold.relations()[0].line, gold.relations()[0].evidence.as_str()), (4, "motiemotie"));
    }

    #[track_caller]
    fn check(mentions: &str, relations: &str, faults: &[&str]) {
        assert_eq!(parse(mentions, relations).map(|_| ()).unwrap_err().faults(), faults);
    }

    #[test]
    fn every_fault_is_named_with_its_line() {
        check(
            "1\t3\tNAVO\tORGANISATION\torg:navo\t0\t\n2\t1\tNAVO\tORGANISATION\torg:navo\t0\t\n\
             1\t1\tNAVO\tCITY\ta\t0\t\n1\t1\tNAVO\tEVENT\ta\tx\t\n1\t1\tNAVO\tEVENT\t\t0\t\n\
             1\t1\tNAVO\tEVENT\ta\t0\tholder\nx\t1\tNAVO\tEVENT\ta\t0\t\n1\t0\tNAVO\tEVENT\ta\t0\t\n\
             9\t1\tNAVO\tEVENT\ta\t0\t\n1\t1\tNAVO\tEVENT\ta\t0\t\t\t\n",
            "DOC\tlikes\tDOC\t1\tDe\nDOC\tcites\torg:navo\t1\tDe\nDOC\tcites\tDOC\t2\tDe\n",
            &[
                "x.mentions.tsv:2: `NAVO` is not 3 times in line 1",
                "x.mentions.tsv:3: `NAVO` is not 1 times in line 2",
                "x.mentions.tsv:4: no type `CITY`",
                "x.mentions.tsv:5: nested is `x`, not 0 or 1",
                "x.mentions.tsv:6: no id; write NIL or ?",
                "x.mentions.tsv:7: attribute `holder` has no =",
                "x.mentions.tsv:8: line `x` is no number",
                "x.mentions.tsv:9: `NAVO` is not 0 times in line 1",
                "x.mentions.tsv:10: `NAVO` is not 1 times in line 9",
                "x.mentions.tsv:11: 9 cells instead of 7",
                "x.relations.tsv:2: no predicate `likes`",
                "x.relations.tsv:3: `org:navo` is no mention's id",
                "x.relations.tsv:4: evidence `De` does not begin in line 2",
            ],
        );
        check(
            "1\t1\tNAVO\tORGANISATION\torg:navo\t0\t\n1\t1\tNAVO-top\tEVENT\ta\t0\t\n1\t1\ttop van\tEVENT\tb\t0\t\n\
             1\t2\tNAVO\tEVENT\tb\t1\t\n2\t1\tminister\tOFFICE\tc\t0\t\n2\t1\tminister\tPERSON\tc\t0\t\n",
            "",
            &[
                "x.mentions.tsv:2: `NAVO` nested says otherwise than the spans",
                "x.mentions.tsv:4: `top van` crosses the mention before it",
                "x.mentions.tsv:5: `NAVO` nested says otherwise than the spans",
                "x.mentions.tsv:7: `minister` marked twice",
            ],
        );
    }

    #[test]
    fn files_are_read_from_a_folder_and_their_header_is_checked() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!Gold::exists(dir.path(), "x"));
        let error = Gold::load(dir.path(), "x", TEXT).unwrap_err();
        assert_eq!(error.faults().len(), 2);
        assert!(error.faults()[0].contains("x.mentions.tsv: "));
        std::fs::write(dir.path().join("x.mentions.tsv"), MENTION_COLUMNS).unwrap();
        assert!(Gold::exists(dir.path(), "x"));
        std::fs::write(dir.path().join("x.relations.tsv"), "subject\tobject\n").unwrap();
        let error = Gold::load(dir.path(), "x", TEXT).unwrap_err();
        let message =
            "x.relations.tsv:1: the first line is not `subject_id predicate object_id line evidence`";
        assert_eq!(error.to_string(), message);
    }
}
