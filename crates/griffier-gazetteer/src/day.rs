//! Days as numbers.

use std::fmt;

/// A day as the number `YYYYMMDD`, so that comparing numbers compares days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub u32);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Day(day) = self;
        // Of a month the lists only say which, its last day is its 31st.
        write!(f, "{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
    }
}

impl Day {
    /// Before every day of a table.
    pub const MIN: Day = Day(0);
    /// After every day of a table.
    pub const MAX: Day = Day(9999_12_31);

    /// The first day that an ISO date of day, month or year precision covers; `None` for anything else.
    ///
    /// ```
    /// use griffier_gazetteer::Day;
    /// assert_eq!(Day::first("2021-10"), Some(Day(2021_10_01)));
    /// assert_eq!(Day::last("2021-10"), Some(Day(2021_10_31)));
    /// assert_eq!(Day::first("oktober"), None);
    /// ```
    pub fn first(iso: &str) -> Option<Day> {
        Self::parse(iso, 1, 1)
    }
    /// The last day such a date covers (every month is taken to have 31).
    pub fn last(iso: &str) -> Option<Day> {
        Self::parse(iso, 12, 31)
    }
    fn parse(iso: &str, month: u32, day: u32) -> Option<Day> {
        // Nearly all give the day.
        if let &[a, b, c, d, b'-', e, f, b'-', g, h] = iso.as_bytes() {
            let number = |digits: &[u8]| {
                digits.iter().try_fold(0, |number, digit| {
                    digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
                })
            };
            return Self::of(number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?, true);
        }
        let mut parts = iso.splitn(3, '-');
        let mut next = |absent: Option<u32>| match parts.next() {
            Some(part) if part.len() >= 2 && part.bytes().all(|b| b.is_ascii_digit()) => part.parse().ok(),
            Some(_) => None,
            None => absent,
        };
        let (year, month, day): (u32, u32, u32) = (next(None)?, next(Some(month))?, next(Some(day))?);
        Self::of(year, month, day, iso.len() > "2021-10".len())
    }
    /// The day of that number; one that is not `stated` may lie beyond a short month's end.
    fn of(year: u32, month: u32, day: u32, stated: bool) -> Option<Day> {
        let last = if stated { days_in(year, month) } else { 31 };
        let is_day = year < 10_000 && (1..=12).contains(&month) && (1..=last).contains(&day);
        is_day.then(|| Day(year * 10_000 + month * 100 + day))
    }
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for none in [
            "2021-02-30",
            "2021-02-29",
            "1900-02-29",
            "2020-00-00",
            "2020-00",
            "2020-04-31",
            "2020-01-00",
            "2020-13",
            "0505031-01",
            "4294967295-01-01",
        ] {
            assert_eq!((Day::first(none), Day::last(none)), (None, None), "{none}");
        }
        for (day, number) in
            [("2020-02-29", 2020_02_29), ("2000-02-29", 2000_02_29), ("2021-12-31", 2021_12_31)]
        {
            assert_eq!((Day::first(day), Day::last(day)), (Some(Day(number)), Some(Day(number))), "{day}");
        }
        assert_eq!(
            (Day::first("2021-02"), Day::last("2021-02")),
            (Some(Day(2021_02_01)), Some(Day(2021_02_31)))
        );
    }
}
