//! When a row holds: one stretch of time, or several of a body that went and came back under the same name.

use crate::day::Day;
use crate::entity::EntityRef;
use crate::fault::Wrong;

/// What separates the days of several periods in one cell.
const SEPARATOR: char = '|';

/// First and last day of a stretch of time.
pub(crate) type Period = (Day, Day);

/// The periods that two cells state: days of one period each, or as many first days as last days, in their order. Only the
/// first period may begin, and only the last may end, on no day.
pub(crate) fn read(from: &str, to: &str) -> Result<Vec<Period>, Wrong> {
    let (firsts, lasts): (Vec<&str>, Vec<&str>) = (items(from).collect(), items(to).collect());
    if firsts.len() != lasts.len() {
        let message = format!("{} first days `{from}` beside {} last days `{to}`", firsts.len(), lasts.len());
        return Err(Wrong::new(message, if from.is_empty() { to } else { from }));
    }
    let mut periods: Vec<Period> = Vec::with_capacity(firsts.len());
    for (i, (from, to)) in firsts.iter().zip(&lasts).enumerate() {
        let inner = i > 0 && from.is_empty() || i + 1 < lasts.len() && to.is_empty();
        if inner {
            return Err(Wrong::new(
                "of several periods only the first may begin, and only the last end, on no day",
                to,
            ));
        }
        let period = (day(from, Day::MIN, Day::first)?, day(to, Day::MAX, Day::last)?);
        if period.0 > period.1 {
            return Err(Wrong::new(format!("{to} lies before {from}"), to));
        }
        if periods.last().is_some_and(|before| before.1 >= period.0) {
            return Err(Wrong::new(
                format!("the period from {from} begins before the one before it ends"),
                from,
            ));
        }
        periods.push(period);
    }
    Ok(periods)
}

/// The items of a cell of days.
pub(crate) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(SEPARATOR).map(str::trim)
}

/// The day a field states, or `absent` for an empty one.
pub(crate) fn day(text: &str, absent: Day, read: fn(&str) -> Option<Day>) -> Result<Day, Wrong> {
    match text {
        "" => Ok(absent),
        text => read(text)
            .ok_or_else(|| Wrong::new(format!("`{text}` is no date (YYYY, YYYY-MM or YYYY-MM-DD)"), text)),
    }
}

/// From the first day of all to the last.
pub(crate) fn hull(periods: &[Period]) -> [u32; 2] {
    let first = periods.first().map_or(Day::MIN, |period| period.0);
    [first.0, periods.last().map_or(Day::MAX, |period| period.1).0]
}

/// The cells of an entity after a further row of it, which may state both days or one. A single last day beside several
/// periods ends the last of them.
pub(crate) fn joined(before: (String, String), (from, to): (&str, &str)) -> (String, String) {
    match (from, to) {
        ("", "") => before,
        ("", to) => match before.1.rsplit_once(SEPARATOR) {
            Some((earlier, _)) if !to.contains(SEPARATOR) => (before.0, format!("{earlier}{SEPARATOR}{to}")),
            _ => (before.0, to.to_owned()),
        },
        (from, "") if !from.contains(SEPARATOR) => (from.to_owned(), before.1),
        (from, to) => (from.to_owned(), to.to_owned()),
    }
}

impl EntityRef {
    /// The stretches of time in which it existed, in their order; one, unless it went and came back.
    pub fn periods(self) -> Vec<(Day, Day)> {
        let (from, to) = self.written_validity();
        let read = if from.contains(SEPARATOR) { read(from, to).ok() } else { None };
        read.unwrap_or_else(|| vec![(self.valid_from(), self.valid_to())])
    }
    /// The stretch of time that holds `day`.
    pub fn period_on(self, day: Day) -> Option<(Day, Day)> {
        let within = |(from, to): &(Day, Day)| *from <= day && day <= *to;
        let hull = (self.valid_from(), self.valid_to());
        match self.written_validity().0.contains(SEPARATOR) {
            false => Some(hull).filter(within),
            true => Some(hull).filter(within).and_then(|_| self.periods().into_iter().find(within)),
        }
    }
    /// Whether it existed on `day`.
    pub fn is_valid_on(self, day: Day) -> bool {
        self.period_on(day).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, expected: Result<&[(u32, u32)], &str>) {
        let found = read(from, to).map_err(|wrong| wrong.message);
        let found: Result<Vec<(u32, u32)>, String> =
            found.map(|periods| periods.into_iter().map(|(from, to)| (from.0, to.0)).collect());
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{from} to {to}");
    }

    #[test]
    fn cells_state_one_period_or_as_many_first_as_last_days() {
        check("", "", Ok(&[(0, 9999_12_31)]));
        check("2010-10", "2012", Ok(&[(2010_10_01, 2012_12_31)]));
        check(" | 2012-11-05", "2010-10-13|", Ok(&[(0, 2010_10_13), (2012_11_05, 9999_12_31)]));
        check("|2012", "2010", Err("2 first days `|2012` beside 1 last days `2010`"));
        let open = Err("of several periods only the first may begin, and only the last end, on no day");
        check("2001|2012", "|2013", open);
        check("2001|", "2002|2013", open);
        check("2001|2005", "2005|2006", Err("the period from 2005 begins before the one before it ends"));
        check("2001|2007", "2005|2006", Err("2006 lies before 2007"));
        check("2001|mei", "2005|2006", Err("`mei` is no date (YYYY, YYYY-MM or YYYY-MM-DD)"));
    }

    #[test]
    fn a_further_row_closes_the_last_period_or_states_them_all() {
        let join = |before: (&str, &str), row| joined((before.0.to_owned(), before.1.to_owned()), row);
        let cells = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(join(("|2012", "2010|"), ("", "2030")), cells("|2012", "2010|2030"));
        assert_eq!(join(("2001", ""), ("", "2030")), cells("2001", "2030"));
        assert_eq!(join(("2001", "2010"), ("2001|2030", "2010|")), cells("2001|2030", "2010|"));
        assert_eq!(join(("2001", "2010"), ("", "")), cells("2001", "2010"));
        assert_eq!(join(("2001", "2010"), ("2002", "")), cells("2002", "2010"));
    }
}
