//! Days as numbers.

/// A day as the number `YYYYMMDD`, so that comparing numbers compares days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub u32);

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
        let mut parts = iso.splitn(3, '-');
        let mut next = |absent: Option<u32>| match parts.next() {
            Some(part) if part.len() >= 2 && part.bytes().all(|b| b.is_ascii_digit()) => part.parse().ok(),
            Some(_) => None,
            None => absent,
        };
        let (year, month, day): (u32, u32, u32) = (next(None)?, next(Some(month))?, next(Some(day))?);
        (year < 10_000 && month <= 12 && day <= 31).then_some(Day(year * 10_000 + month * 100 + day))
    }
}
