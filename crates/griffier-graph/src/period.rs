//! The value of a date as RDF has it: a typed literal, and the first and last day it covers.

/// What a date's value says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// The type of `xsd:` that holds the value whole, if one does.
    pub datatype: Option<&'static str>,
    /// First and last day, where the value tells.
    pub days: Option<(String, String)>,
}

/// Reads a value such as `2021-10-11`, `2024-Q1`, `2022--END`, `2021-07/2021-08`.
pub(crate) fn read(value: &str) -> Period {
    let datatype = match shape(value).as_str() {
        "9999-99-99" => Some("xsd:date"),
        "9999-99" => Some("xsd:gYearMonth"),
        "9999" => Some("xsd:gYear"),
        "9999-99-99T99:99" => Some("xsd:dateTime"),
        _ => None,
    };
    let days = match value.split_once('/') {
        // A parliamentary year runs from the third Tuesday of September, which no list here holds.
        Some((from, to)) if shape(from) == "9999" && shape(to) == "9999" => None,
        Some((from, to)) => days(from).zip(days(to)).map(|((first, _), (_, last))| (first, last)),
        None => days(value),
    };
    let possible = datatype.is_none() || days.is_some();
    Period { datatype: datatype.filter(|_| possible), days: days.filter(|(first, last)| first <= last) }
}

/// `value` with every digit as 9.
fn shape(value: &str) -> String {
    value.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect()
}

/// First and last day of a value without `/`.
fn days(value: &str) -> Option<(String, String)> {
    // `--START`, `--MID`, `--END`: how long that is nobody says, so the days are those of the whole.
    let (value, _) = value.split_once("--").unwrap_or((value, ""));
    let year: u32 = value.get(..4)?.parse().ok()?;
    let months = |first: u32, last: u32| {
        Some((format!("{year:04}-{first:02}-01"), format!("{year:04}-{last:02}-{:02}", length(year, last)?)))
    };
    let rest = value.get(4..)?;
    let number = |from: usize, to: usize| rest.get(from..to).and_then(|part| part.parse::<u32>().ok());
    match shape(rest).as_str() {
        "" => months(1, 12),
        "-99" => months(number(1, 3)?, number(1, 3)?),
        "-Q9" => number(2, 3).filter(|q| (1..=4).contains(q)).and_then(|q| months(q * 3 - 2, q * 3)),
        "-H9" => number(2, 3).filter(|h| (1..=2).contains(h)).and_then(|h| months(h * 6 - 5, h * 6)),
        "-99-99" | "-99-99T99:99" => {
            let (month, day) = (number(1, 3)?, number(4, 6)?);
            let day = (1..=length(year, month)?)
                .contains(&day)
                .then(|| format!("{year:04}-{month:02}-{day:02}"))?;
            Some((day.clone(), day))
        }
        _ => None,
    }
}

/// How many days `month` has.
fn length(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, datatype: Option<&'static str>, days: Option<(&str, &str)>) {
        let days = days.map(|(first, last)| (first.to_owned(), last.to_owned()));
        assert_eq!(read(value), Period { datatype, days }, "{value}");
    }

    #[test]
    fn values_have_days() {
        check("2021-10-11", Some("xsd:date"), Some(("2021-10-11", "2021-10-11")));
        check("2024-02-19T10:56", Some("xsd:dateTime"), Some(("2024-02-19", "2024-02-19")));
        check("2024-02", Some("xsd:gYearMonth"), Some(("2024-02-01", "2024-02-29")));
        check("2022", Some("xsd:gYear"), Some(("2022-01-01", "2022-12-31")));
        check("2022--END", None, Some(("2022-01-01", "2022-12-31")));
        check("2024-Q1", None, Some(("2024-01-01", "2024-03-31")));
        check("2024-H2", None, Some(("2024-07-01", "2024-12-31")));
        check("2024-Q3--START", None, Some(("2024-07-01", "2024-09-30")));
        check("2021-07/2021-08", None, Some(("2021-07-01", "2021-08-31")));
        check("2024-Q1/2024-Q2", None, Some(("2024-01-01", "2024-06-30")));
    }

    #[test]
    fn what_has_no_days_keeps_its_value() {
        check("2023/2024", None, None);
        check("2021-W09", None, None);
        check("2023-02-30", None, None);
        check("2023-13", None, None);
        check("2024-Q5", None, None);
        check("2024-05/2024-03", None, None);
        for odd in ["", "é", "20é4", "x-y", "/", "--", "2024-"] {
            check(odd, None, None);
        }
    }
}
