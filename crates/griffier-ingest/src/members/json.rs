//! Objects of JSON, one a line, in an array or one after another. Each is parsed by itself, so that a broken one costs
//! itself.

use super::meter::Budget;
use super::row::{Column, Row, Table, Value, column};
use super::{Found, Item, Letter, Source, Walk, problem};
use crate::Limits;
use crate::error::{IngestError, Problem};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// So many lines without a text at the start of a file, and it is no list of letters.
const TEXTLESS: u64 = 20;

/// The letter that one object of JSON holds, line `number` of the list `path`: for lists that come line by line.
///
/// # Errors
/// When it is no object, or has no text.
pub fn letter_of_line(json: &[u8], path: &str, number: u64, limits: &Limits) -> Result<Letter, IngestError> {
    let item = Item { path: path.to_owned(), ..Item::default() };
    let row = |why: &str| Problem::Row { unit: "line", number, why: why.to_owned() };
    let mut answer = Err(row("no letter").into());
    let mut sink = |found| {
        answer = match found {
            Found::Letter(letter) => Ok(letter),
            Found::Lost(lost) => Err(lost.error),
            Found::Other(kind) => Err(row(&format!("no letter but {kind}")).into()),
        };
        ControlFlow::Break(())
    };
    let budget = Rc::new(Budget::new(json.len() as u64));
    let mut walk = Walk { limits: *limits, budget, sink: &mut sink, halted: false, deep: false };
    let _ =
        Objects::new(Table { item: &item, unit: "line", format: "jsonl" }).hand_on(&mut walk, json, number);
    answer
}

pub(super) fn read_lines(walk: &mut Walk<'_>, source: Source<'_>, item: &Item) -> ControlFlow<()> {
    let table = Table { item, unit: "line", format: "jsonl" };
    let mut reader = BufReader::with_capacity(1 << 18, source.stream());
    let mut line = Vec::new();
    let mut lines = Objects::new(table);
    for number in 1.. {
        if walk.halted {
            break;
        }
        line.clear();
        let room = walk.limits.bytes.saturating_add(1);
        match (&mut reader).take(room).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(read) if read as u64 >= room && line.last() != Some(&b'\n') => {
                let most = walk.limits.bytes;
                let why = format!("it has more than {} MB, the most for one letter", most / 1_000_000);
                walk.lost(item.path.clone(), Problem::Row { unit: "line", number, why })?;
                if let Err(error) = skip_line(&mut reader) {
                    return walk.lost(item.path.clone(), problem(&error, "this list of letters"));
                }
                continue;
            }
            Ok(_) => {}
            Err(error) => return walk.lost(item.path.clone(), problem(&error, "this list of letters")),
        }
        let content = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&line);
        if !content.trim_ascii().is_empty() && !lines.hand_on(walk, content, number)? {
            break;
        }
    }
    ControlFlow::Continue(())
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let end = memchr::memchr(b'\n', buffer);
        let (used, done) = (end.map_or(buffer.len(), |at| at + 1), end.is_some() || buffer.is_empty());
        reader.consume(used);
        if done {
            return Ok(());
        }
    }
}

pub(super) fn read_values(walk: &mut Walk<'_>, source: Source<'_>, item: &Item) -> ControlFlow<()> {
    let table = Table { item, unit: "object", format: "json" };
    let mut reader = BufReader::with_capacity(1 << 18, source.stream());
    let (mut splitter, mut objects) = (Splitter::default(), Objects::new(table));
    let mut number = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Ok([]) => break,
            Ok(buffer) => buffer,
            Err(error) => return walk.lost(item.path.clone(), problem(&error, "this list of letters")),
        };
        let used = buffer.len();
        let mut rest = buffer;
        while !rest.is_empty() {
            let (taken, complete) = splitter.take(rest, walk.limits.bytes);
            rest = &rest[taken..];
            if complete {
                number += 1;
                let flow = match splitter.is_too_long(walk.limits.bytes) {
                    true => {
                        let why = "it is longer than a letter may be".to_owned();
                        walk.lost(item.path.clone(), Problem::Row { unit: "object", number, why })
                            .map_continue(|()| true)
                    }
                    false => objects.hand_on(walk, &splitter.object, number),
                };
                splitter.object.clear();
                splitter.length = 0;
                if !flow? || walk.halted {
                    return ControlFlow::Continue(());
                }
            }
        }
        reader.consume(used);
    }
    if splitter.depth > 0 {
        let why = format!("it ends within object {}", number + 1);
        return walk.lost(item.path.clone(), Problem::Damaged { format: "this list of letters", why });
    }
    ControlFlow::Continue(())
}

/// Cuts a stream of JSON into its outermost objects. What stands between them (brackets, commas) is not looked at.
#[derive(Default)]
struct Splitter {
    object: Vec<u8>,
    /// How long the object is, kept or not.
    length: u64,
    depth: u64,
    in_string: bool,
    escaped: bool,
}

impl Splitter {
    /// Takes bytes up to the end of an object or of `bytes`: how many, and whether the object is complete.
    fn take(&mut self, bytes: &[u8], most: u64) -> (usize, bool) {
        let start = match self.depth {
            0 => memchr::memchr(b'{', bytes).unwrap_or(bytes.len()),
            _ => 0,
        };
        let mut end = start;
        let mut complete = false;
        for &byte in &bytes[start..] {
            end += 1;
            match (self.in_string, byte) {
                (true, _) if self.escaped => self.escaped = false,
                (true, b'\\') => self.escaped = true,
                (_, b'"') => self.in_string = !self.in_string,
                (false, b'{') => self.depth += 1,
                (false, b'}') => {
                    self.depth -= 1;
                    complete = self.depth == 0;
                }
                _ => {}
            }
            if complete {
                break;
            }
        }
        self.length += (end - start) as u64;
        if self.length <= most {
            self.object.extend_from_slice(&bytes[start..end]);
        }
        (end, complete)
    }
    fn is_too_long(&self, most: u64) -> bool {
        self.length > most
    }
}

/// Why `json` is no object, in words for people: a parser's own are not.
fn no_object(json: &[u8], error: &serde_json::Error) -> String {
    let json = json.trim_ascii_end();
    let shown = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN)]);
        let text: String = text.chars().filter(|c| !c.is_control() && *c != '\u{fffd}').collect();
        if bytes.len() > SHOWN { format!("`{text}…`") } else { format!("`{text}`") }
    };
    if !json.trim_ascii_start().starts_with(b"{") {
        let begin = shown(json.trim_ascii_start());
        return format!(
            "no object of JSON, as {{\"text\": \"Geachte voorzitter,\"}}: it begins with {begin}"
        );
    }
    if error.is_eof() {
        return "no object of JSON: it ends before the object does; a quotation mark or a brace is missing"
            .into();
    }
    // Its own line number counts from this object.
    let lines = json.split_inclusive(|&byte| byte == b'\n').take(error.line().saturating_sub(1));
    let at = lines.map(<[u8]>::len).sum::<usize>() + error.column().saturating_sub(1);
    let words = error.to_string();
    if let Err(foreign) = std::str::from_utf8(json) {
        let column = foreign.valid_up_to() + 1;
        return format!("no object of JSON: it is not UTF-8 from column {column} on; write it as UTF-8");
    }
    let what = if words.starts_with("control character") {
        "a line break or another control character stands within a text (JSON writes it as \\n, \\t or \\u0000)"
    } else if words.contains("surrogate") || words.contains("hex escape") {
        "half of a character stands in a text (a surrogate as \\ud83d without its other half)"
    } else {
        "it is not well formed"
    };
    let behind = json.get(at..).filter(|rest| !rest.is_empty());
    let behind = behind.map(|rest| format!(", at {}", shown(rest))).unwrap_or_default();
    format!("no object of JSON: {what} in column {}{behind}", error.column())
}

/// Bytes of a faulty line that a message shows.
const SHOWN: usize = 30;

/// Hands objects on as letters.
struct Objects<'t> {
    table: Table<'t>,
    /// Objects without a text, if none had one.
    textless: Option<u64>,
}

impl<'t> Objects<'t> {
    fn new(table: Table<'t>) -> Self {
        Self { table, textless: Some(0) }
    }

    /// Whether to go on.
    fn hand_on(&mut self, walk: &mut Walk<'_>, json: &[u8], number: u64) -> ControlFlow<(), bool> {
        let Table { item, unit, .. } = self.table;
        let row = match serde_json::from_slice::<Row>(json) {
            Ok(row) => row,
            Err(error) => {
                let why = no_object(json, &error);
                walk.lost(item.path.clone(), Problem::Row { unit, number, why })?;
                return ControlFlow::Continue(true);
            }
        };
        if row.is_record && self.textless == Some(0) {
            walk.other("records of griffier".to_owned())?;
            return ControlFlow::Continue(false);
        }
        match &mut self.textless {
            Some(_) if row.has_text() => self.textless = None,
            Some(count) => {
                *count += 1;
                if *count == TEXTLESS {
                    let why = format!(
                        "no letter in its first {TEXTLESS} {unit}s: none has a field `text` (nor `content`, `tekst`)"
                    );
                    walk.lost(item.path.clone(), Problem::Damaged { format: "this list of letters", why })?;
                    return ControlFlow::Continue(false);
                }
            }
            None => {}
        }
        row.hand_on(walk, &self.table, number)?;
        ControlFlow::Continue(true)
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RowVisitor)
    }
}

struct RowVisitor;

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut row = Row::default();
        while let Some(Key(used)) = map.next_key()? {
            match used {
                Used::Column(column) => {
                    if let Maybe(Some(value)) = map.next_value()? {
                        row.push(column, value);
                    }
                }
                Used::Schema => {
                    let Maybe(value) = map.next_value()?;
                    row.is_record = matches!(value, Some(Value::Text(name)) if name.starts_with("griffier"));
                }
                Used::No => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(row)
    }
}

/// What a key is used for.
struct Key(Used);

enum Used {
    Column((Column, usize)),
    /// The field by which records of our own are told.
    Schema,
    No,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
                Ok(Key(match column(name) {
                    Some(column) => Used::Column(column),
                    None if name == "schema" => Used::Schema,
                    None => Used::No,
                }))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// A value, unless it is null.
struct Maybe(Option<Value>);

impl<'de> Deserialize<'de> for Maybe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor).map(Maybe)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Value::Text(text.to_owned())))
    }
    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(Value::Text(text)))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Value::Number(number.to_string())))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(Value::Number(number.to_string())))
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Value::Number(number.to_string())))
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Some(Value::Other("true or false")))
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some(Value::Other("a list")))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Some(Value::Other("an object")))
    }
}
