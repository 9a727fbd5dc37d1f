//! A letter as a row of a table or an object of JSON: which field is its text, and what the others say.

use super::{Item, LeftOut, Letter, Walk};
use crate::error::Problem;
use crate::layout::Note;
use griffier_doc::{Field, Stated, Trust};
use std::ops::ControlFlow;

/// What a field of a row is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Text,
    Id,
    Path,
    Stated(Field),
}

/// The names of fields, in lower case; of several for one use the first that a row has counts.
const COLUMNS: [(&str, Column); 20] = [
    ("text", Column::Text),
    ("content", Column::Text),
    ("tekst", Column::Text),
    ("id", Column::Id),
    ("identifier", Column::Id),
    ("path", Column::Path),
    ("file", Column::Path),
    ("url", Column::Path),
    ("date", Column::Stated(Field::Date)),
    ("datum", Column::Stated(Field::Date)),
    ("title", Column::Stated(Field::Title)),
    ("titel", Column::Stated(Field::Title)),
    ("subject", Column::Stated(Field::Title)),
    ("onderwerp", Column::Stated(Field::Title)),
    ("sender", Column::Stated(Field::Sender)),
    ("afzender", Column::Stated(Field::Sender)),
    ("from", Column::Stated(Field::Sender)),
    ("dossier", Column::Stated(Field::Dossier)),
    ("number", Column::Stated(Field::Number)),
    ("nummer", Column::Stated(Field::Number)),
];

/// What the field `name` is used for, and how it ranks among those for the same use.
pub(super) fn column(name: &str) -> Option<(Column, usize)> {
    let rank = COLUMNS.iter().position(|(known, _)| name.eq_ignore_ascii_case(known))?;
    Some((COLUMNS[rank].1, rank))
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// Something else, named for people.
    Other(&'static str),
}

impl Value {
    /// What it is, for people.
    fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Other(kind) => kind,
        }
    }
}

/// The fields of one row that are used.
#[derive(Debug, Default)]
pub(super) struct Row {
    values: Vec<(usize, Column, Value)>,
    /// Whether it is a record that griffier wrote.
    pub(super) is_record: bool,
}

impl Row {
    /// Takes the value of a field in. A missing one is not taken.
    pub(super) fn push(&mut self, (column, rank): (Column, usize), value: Value) {
        self.values.push((rank, column, value));
    }

    fn take(&mut self, wanted: Column) -> Option<(usize, Value)> {
        let places = 0..self.values.len();
        let best = places.filter(|&i| self.values[i].1 == wanted).min_by_key(|&i| self.values[i].0)?;
        let (rank, _, value) = self.values.swap_remove(best);
        Some((rank, value))
    }

    pub(super) fn has_text(&self) -> bool {
        self.values.iter().any(|(_, column, _)| *column == Column::Text)
    }

    /// Hands the row on as a letter of `table`, whose `unit` ("line", "row") number `number` it is.
    pub(super) fn hand_on(mut self, walk: &mut Walk<'_>, table: &Table<'_>, number: u64) -> ControlFlow<()> {
        let Table { item, unit, format } = *table;
        let text = match self.take(Column::Text) {
            Some((_, Value::Text(text))) => text,
            Some((rank, value)) => {
                let why = format!("its field `{}` is {}, not a text", COLUMNS[rank].0, value.kind());
                return walk.lost(item.path.clone(), Problem::Row { unit, number, why });
            }
            None => {
                let why = "it has no field `text` (nor `content`, `tekst`), or that is null".to_owned();
                return walk.lost(item.path.clone(), Problem::Row { unit, number, why });
            }
        };
        let mut odd = Vec::new();
        let name =
            self.take(Column::Path).and_then(|value| word(value, &mut odd)).filter(|name| !name.is_empty());
        let id =
            self.take(Column::Id).and_then(|value| word(value, &mut odd)).filter(|id| !id.trim().is_empty());
        let id = id.or_else(|| name.is_none().then(|| format!("{}-{number}", item.stem())));
        let name = name.unwrap_or_else(|| number.to_string());
        let mut letter = Letter::new(format!("{}!/{name}", item.path), text.into_bytes());
        letter.id = id;
        letter.is_text = true;
        for (rank, column, value) in self.values {
            let (Column::Stated(field), Some(value)) = (column, word((rank, value), &mut odd)) else {
                continue;
            };
            if let Err(why) = state(&mut letter, field, &value, origin(format, rank)) {
                odd.push((rank, format!("{:?}", value.trim()), why));
            }
        }
        for (rank, value, why) in odd {
            leave_out(&mut letter, format, rank, value, why);
        }
        if letter.size() > walk.limits.bytes {
            let most = walk.limits.bytes;
            return walk.lost(letter.path, Problem::Unpacks { what: "it", most });
        }
        (walk.sink)(super::Found::Letter(letter))
    }
}

/// The table that rows come from.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    pub(super) item: &'t Item,
    /// What a row is called: `line`.
    pub(super) unit: &'static str,
    /// What the format is called where a statement names its origin: `jsonl`.
    pub(super) format: &'static str,
}

/// What is wrong with the value of the field that ranks so: the value for people, and what it is not.
type Odd = (usize, String, &'static str);

/// The value of a field, if it is a text or a number.
fn word((rank, value): (usize, Value), odd: &mut Vec<Odd>) -> Option<String> {
    match value {
        Value::Text(word) | Value::Number(word) => Some(word),
        Value::Other(kind) => {
            odd.push((rank, kind.to_owned(), "is no text and no number"));
            None
        }
    }
}

/// Where a statement of the field that ranks so comes from: `jsonl:date`.
fn origin(format: &str, rank: usize) -> String {
    format!("{format}:{}", COLUMNS[rank].0)
}

/// Records what a field says of a letter; the first of several counts. Else why that is not understood.
fn state(letter: &mut Letter, field: Field, value: &str, origin: String) -> Result<(), &'static str> {
    let value = value.trim();
    if value.is_empty() || letter.stated.iter().any(|stated| stated.field == field) {
        return Ok(());
    }
    let value = match field {
        Field::Date => date(value).ok_or("is no date as in 2023-12-31")?,
        _ => value.to_owned(),
    };
    letter.stated.push(Stated { field, value, origin, trust: Trust::Publisher });
    Ok(())
}

/// Notes that the letter is read without a field of its row.
fn leave_out(letter: &mut Letter, format: &str, rank: usize, value: String, why: &'static str) {
    let message = format!("{value} in {} {why}, and is left out", origin(format, rank));
    letter.notes.push(Note { span: None, code: "ingest::unread", message });
    letter.left_out.push(LeftOut { field: COLUMNS[rank].0, value, why });
}

/// A day as `YYYY-MM-DD`, from that with or without a time behind it, `YYYYMMDD` or `DD-MM-YYYY`.
pub(super) fn date(text: &str) -> Option<String> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let number = |from: usize, to: usize| {
        let digits = day.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse::<i64>().ok()
    };
    let dash = |at: usize| day.as_bytes().get(at) == Some(&b'-');
    let (year, month, day) = match day.len() {
        10 if dash(4) && dash(7) => (number(0, 4)?, number(5, 7)?, number(8, 10)?),
        10 if dash(2) && dash(5) => (number(6, 10)?, number(3, 5)?, number(0, 2)?),
        8 => (number(0, 4)?, number(4, 6)?, number(6, 8)?),
        _ => return None,
    };
    calendar_day(year, month, day)
}

/// A day that the calendar has.
pub(super) fn calendar_day(year: i64, month: i64, day: i64) -> Option<String> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let exists = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=longest).contains(&day);
    exists.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The day so many days after 1 January 1970.
pub(super) fn day_of(days: i64) -> Option<String> {
    if !(-719_162..=2_932_896).contains(&days) {
        return None;
    }
    // Years that begin in March, in eras of 400: the leap day is the last day of its year.
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    calendar_day(year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_a_few_forms() {
        for text in ["2024-02-29", "2024-02-29T12:00:00Z", "2024-02-29 00:00", "20240229", "29-02-2024"] {
            assert_eq!(date(text).as_deref(), Some("2024-02-29"), "{text}");
        }
        for text in ["2023-02-29", "29 februari 2024", "2024-2-29", "", "2024-é-29", "0000-01-01", "12345678"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_of(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day_of(-1).as_deref(), Some("1969-12-31"));
        assert_eq!(day_of(19_782).as_deref(), Some("2024-02-29"));
        assert_eq!(day_of(11_016).as_deref(), Some("2000-02-29"));
        assert_eq!(day_of(-719_162).as_deref(), Some("0001-01-01"));
        assert_eq!(day_of(2_932_896).as_deref(), Some("9999-12-31"));
        assert_eq!(day_of(2_932_897), None);
        assert_eq!(day_of(i64::MIN), None);
    }
}
