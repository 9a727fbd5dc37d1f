//! From tables to one block of bytes that is read in place.

use crate::bytes::{Section, Writer};
use crate::case::CaseRule;
use crate::knowledge::{ADJECTIVE, CONTEXT, Day, NONE, PORTFOLIO};
use crate::tables::{Row, Table, TableError, Tables};
use crate::trie;
use griffier_text::normalize_name;
use std::collections::{BTreeMap, HashMap};

/// Compiles the tables. The same tables give the same bytes.
///
/// # Errors
/// The first row with an identifier that is taken or unknown, or with a date that is none; the message names its place.
pub fn compile(tables: &Tables) -> Result<Vec<u8>, TableError> {
    let mut compiler = Compiler::default();
    compiler.number_entities(tables)?;
    compiler.entities()?;
    compiler.tenures(&tables.tenures)?;
    compiler.memberships(&tables.memberships)?;
    Ok(compiler.finish())
}

#[derive(Default)]
struct Compiler<'t> {
    strings: Strings,
    /// Every name row, sorted by identifier: the position is the entity's number.
    rows: Vec<(&'t str, usize, Row<'t>)>,
    numbers: HashMap<&'t str, u32>,
    entities: Vec<u32>,
    same_as: Vec<u32>,
    /// Normalised form → meanings.
    surfaces: BTreeMap<String, Vec<Meaning>>,
    tenures: Vec<[u32; 5]>,
    memberships: Vec<[u32; 5]>,
}

struct Meaning {
    entity: u32,
    flags: u32,
    case: CaseRule,
    written: u32,
}

impl<'t> Compiler<'t> {
    fn number_entities(&mut self, tables: &'t Tables) -> Result<(), TableError> {
        for (file, (name, _)) in crate::tables::NAME_FILES.into_iter().enumerate() {
            if let Some((_, table)) = tables.names.get(name) {
                self.rows.extend(table.rows().map(|row| (row.get("id"), file, row)));
            }
        }
        self.rows.sort_by_key(|&(id, file, _)| (id, file));
        for (number, &(id, _, row)) in self.rows.iter().enumerate() {
            if id.is_empty() || self.numbers.insert(id, number as u32).is_some() {
                return Err(
                    row.error("id", format!("the identifier '{id}' is empty or taken by another row"))
                );
            }
        }
        Ok(())
    }

    fn entities(&mut self) -> Result<(), TableError> {
        for number in 0..self.rows.len() {
            let (id, file, row) = self.rows[number];
            self.forms(number as u32, row);
            let same_from = self.same_as.len() as u32;
            for id in row.list("same_as") {
                let id = self.strings.add(id);
                self.same_as.push(id);
            }
            let organisation =
                ["organisation", "issuer"].into_iter().find(|column| !row.get(column).is_empty());
            let key = format!("{}#{}", crate::tables::NAME_FILES[file].0, id);
            let record = [
                self.strings.add(id),
                self.strings.add(row.get("name")),
                file as u32,
                self.strings.add(&key),
                day(row, "valid_from", Day::MIN, Day::first)?,
                day(row, "valid_to", Day::MAX, Day::last)?,
                self.reference(row, "part_of")?,
                same_from,
                self.same_as.len() as u32 - same_from,
                self.strings.add(row.get("kind")),
                organisation.map_or(Ok(NONE), |column| self.reference(row, column))?,
                self.strings.add(row.get("given")),
                self.strings.add(row.get("initials")),
            ];
            self.entities.extend(record);
        }
        Ok(())
    }

    /// The surface forms of a row: name and aliases, `context` ones with their flag, the portfolio of an office.
    fn forms(&mut self, entity: u32, row: Row<'t>) {
        let context: Vec<&str> = row.list("context").collect();
        let exact: Vec<&str> = row.list("exact").collect();
        let safe = std::iter::once(row.get("name")).chain(row.list("aliases"));
        for form in safe.filter(|form| !context.contains(form)) {
            self.form(entity, form, 0, exact.contains(&form));
        }
        for form in &context {
            self.form(entity, form, CONTEXT, exact.contains(form));
        }
        for form in row.list("adjectives") {
            self.form(entity, form, CONTEXT | ADJECTIVE, false);
        }
        for form in halves(row.get("family")) {
            self.form(entity, &form, CONTEXT, false);
        }
        let portfolio = row.get("portfolio");
        if !portfolio.is_empty() {
            self.form(entity, portfolio, CONTEXT | PORTFOLIO, false);
        }
    }

    fn form(&mut self, entity: u32, written: &str, flags: u32, exact: bool) {
        let normalized = normalize_name(written);
        let normalized = normalized.trim_matches(|c: char| !c.is_alphanumeric());
        if normalized.is_empty() {
            return;
        }
        let meanings = self.surfaces.entry(normalized.to_owned()).or_default();
        // The same form twice in a row (`Oekraïne`, `Oekraine`): the first, stricter about nothing, stands.
        if !meanings.iter().any(|m| m.entity == entity && m.flags & !CONTEXT == flags & !CONTEXT) {
            let meaning = Meaning {
                entity,
                flags,
                case: CaseRule::of(written, exact),
                written: self.strings.add(written),
            };
            meanings.push(meaning);
        }
    }

    fn tenures(&mut self, table: &'t Table) -> Result<(), TableError> {
        for row in table.rows() {
            self.tenures.push([
                self.required(row, "person")?,
                self.required(row, "office")?,
                day(row, "from", Day::MIN, Day::first)?,
                day(row, "to", Day::MAX, Day::last)?,
                u32::from(row.get("acting") == "1"),
            ]);
        }
        Ok(())
    }

    fn memberships(&mut self, table: &'t Table) -> Result<(), TableError> {
        for row in table.rows() {
            let dated = !row.get("from").is_empty();
            let from = if dated { "from" } else { "as_of" };
            self.memberships.push([
                self.required(row, "person")?,
                self.required(row, "body")?,
                self.reference(row, "party")?,
                day(row, from, Day::MIN, Day::first)?,
                if dated { day(row, "to", Day::MAX, Day::last)? } else { 0 },
            ]);
        }
        self.memberships.sort_unstable_by_key(|m| (m[0], m[3], m[1]));
        Ok(())
    }

    fn reference(&self, row: Row<'t>, column: &str) -> Result<u32, TableError> {
        match row.get(column) {
            "" => Ok(NONE),
            id => match self.numbers.get(id) {
                Some(&number) => Ok(number),
                None => Err(row.error(column, format!("no row has the identifier '{id}'"))),
            },
        }
    }

    fn required(&self, row: Row<'t>, column: &str) -> Result<u32, TableError> {
        match self.reference(row, column)? {
            NONE => Err(row.error(column, "an identifier is missing")),
            number => Ok(number),
        }
    }

    fn finish(mut self) -> Vec<u8> {
        let mut out = Writer::new();
        out.words(Section::Entities, self.entities);
        out.words(Section::SameAs, self.same_as);
        out.words(Section::Trie, trie::build(self.surfaces.keys().map(String::as_str)));
        let mut listing = 0;
        for (form, meanings) in &mut self.surfaces {
            meanings.sort_by_key(|meaning| (meaning.entity, meaning.flags));
            let form = self.strings.add(form);
            out.words(Section::Surfaces, [form, listing, meanings.len() as u32]);
            listing += meanings.len() as u32;
            for meaning in meanings {
                let record = [meaning.entity, meaning.flags, meaning.case.encode(), meaning.written];
                out.words(Section::Listings, record);
            }
        }
        self.tenures.sort_unstable_by_key(|t| (t[1], t[2], t[0]));
        out.words(Section::OfficeTenures, self.tenures.iter().flatten().copied());
        self.tenures.sort_unstable_by_key(|t| (t[0], t[2], t[1]));
        out.words(Section::PersonTenures, self.tenures.iter().flatten().copied());
        out.words(Section::Memberships, self.memberships.iter().flatten().copied());
        out.bytes(Section::Strings, self.strings.pool.as_bytes());
        out.words(Section::StringEnds, self.strings.ends);
        out.finish()
    }
}

/// The names that a double surname "A-B" also goes by: "A", "B" and "B-A". The list has the names; which half a person
/// uses changes with time and paper.
fn halves(family: &str) -> Vec<String> {
    let Some((first, second)) = family.split_once('-') else { return Vec::new() };
    let proper = |half: &str| {
        let noun = half.rsplit(' ').next().unwrap_or("");
        noun.starts_with(char::is_uppercase) && noun.chars().count() > 2
    };
    // "Al-Sisi" has a prefix, "Abdel-Fattah al-Burhan" is no double name.
    if second.contains('-') || !proper(first) || !proper(second) {
        return Vec::new();
    }
    vec![first.to_owned(), second.to_owned(), format!("{second}-{first}")]
}

/// The day a field states, or `absent` for an empty one.
fn day(row: Row<'_>, column: &str, absent: Day, read: fn(&str) -> Option<Day>) -> Result<u32, TableError> {
    match row.get(column) {
        "" => Ok(absent.0),
        text => match read(text) {
            Some(day) => Ok(day.0),
            None => Err(row.error(column, format!("'{text}' is no date (YYYY, YYYY-MM or YYYY-MM-DD)"))),
        },
    }
}

/// A pool that holds each string once.
#[derive(Default)]
struct Strings {
    pool: String,
    ends: Vec<u32>,
    known: HashMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.known.get(text) {
            return number;
        }
        let number = self.ends.len() as u32;
        self.pool.push_str(text);
        self.ends.push(self.pool.len() as u32);
        self.known.insert(text.to_owned(), number);
        number
    }
}
