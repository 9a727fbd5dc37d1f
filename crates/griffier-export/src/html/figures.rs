//! The dates of a letter on a line.

use super::lists::{evidence, folded};
use griffier_doc::{Document, MentionType};
use maud::{Markup, html};
use std::collections::BTreeMap;

const WIDTH: f64 = 460.0;
const MARGIN: f64 = 24.0;
/// Rows in which labels stand one over the other.
const ROWS: usize = 6;
const ROW: f64 = 16.0;
/// The width that a label needs.
const LABEL: f64 = 72.0;
/// The characters of a day; of a moment the rest is left out.
const DAY: usize = 10;
/// The room that a year needs below the line.
const TICK: f64 = 32.0;

/// A date with the mentions of it.
struct Point {
    iso: String,
    /// Years since year 0.
    at: f64,
    mentions: Vec<usize>,
}

/// The timeline, and below it each date with the sentence that gives it.
pub(super) fn timeline(doc: &Document) -> Markup {
    let points = points(doc);
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return html! {} };
    let own = doc.meta().date.as_deref();
    let scale = Scale::new(first.at, last.at, own.and_then(years));
    let base = ROW * ROWS as f64 + 10.0;
    let height = base + 26.0;
    let places = labels(&points, &scale, own);
    let drawing = html! {
        svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label="Dates of the letter on a line, wider near its own date" {
            line.axis x1=(MARGIN) y1=(base) x2=(WIDTH - MARGIN) y2=(base) {}
            @for (year, x) in scale.ticks() {
                line.axis x1=(x) y1=(base) x2=(x) y2=(base + 5.0) {}
                text.year x=(x) y=(base + 18.0) text-anchor="middle" { (year) }
            }
            // Lines first: what is drawn later covers them, and a label is read.
            @for (point, label) in points.iter().zip(&places) {
                @if let Some((at, row)) = *label { line.stem x1=(scale.x(point.at)) y1=(base) x2=(at) y2=(round(base - 10.0 - ROW * row as f64)) {} }
            }
            @for (point, label) in points.iter().zip(&places) {
                (mark(point, *label, (scale.x(point.at), base), own == Some(point.iso.as_str())))
            }
        }
        (sideways())
        table {
            tbody {
                @for point in &points {
                    tr {
                        td {
                            a href={ "#m" (point.mentions[0]) } { time { (point.iso) } }
                            @if own == Some(point.iso.as_str()) { " " small { "this letter" } }
                        }
                        td { (sentence(doc, point.mentions[0])) }
                    }
                }
            }
        }
    };
    folded("timeline", "Timeline", points.len(), false, drawing)
}

/// A date on the line: a dot, larger where there are more mentions of it, and its label if there is room.
fn mark(point: &Point, label: Option<(f64, usize)>, (x, base): (f64, f64), own: bool) -> Markup {
    html! {
        a href={ "#m" (point.mentions[0]) } class=[own.then_some("own")] {
            @if let Some((at, row)) = label {
                text x=(at) y=(round(base - 12.0 - ROW * row as f64)) text-anchor="middle" { (label_of(&point.iso)) }
            }
            circle.t-DATE cx=(x) cy=(base) r=(round(3.0 + (point.mentions.len() as f64).sqrt().min(4.0))) {}
            title { (point.iso) ", " (point.mentions.len()) " times" }
        }
    }
}

/// What a narrow screen says of a drawing that is wider.
pub(super) fn sideways() -> Markup {
    html! { p.sideways { "← The drawing is wider than the screen: move it sideways. →" } }
}

/// A day as the line says it; of a period its beginning, of a moment its day.
fn label_of(iso: &str) -> String {
    let (first, is_period) = iso.split_once('/').map_or((iso, false), |(first, _)| (first, true));
    format!("{}{}", first.get(..DAY).unwrap_or(first), if is_period { "–" } else { "" })
}

/// The sentence of mention number `mention`.
fn sentence(doc: &Document, mention: usize) -> Markup {
    let span = doc.mentions().get(mention - 1).map(|mention| mention.span);
    let sentence = span.and_then(|span| doc.sentence_at(span.start()));
    html! { @if let Some(sentence) = sentence { (evidence(doc, sentence.span)) } }
}

/// Where a date stands on the line: near the letter's own date years are wide, far from it they shrink, so that one date
/// of the last century does not press the others together.
struct Scale {
    origin: f64,
    from: f64,
    to: f64,
}

impl Scale {
    fn new(first: f64, last: f64, own: Option<f64>) -> Self {
        let origin = own.unwrap_or(last).clamp(first, last);
        let pad = 0.1;
        Self { origin, from: first - pad, to: last + pad }
    }
    fn bend(&self, at: f64) -> f64 {
        ((at - self.origin) * 3.0).asinh()
    }
    fn x(&self, at: f64) -> f64 {
        let share = (self.bend(at) - self.bend(self.from)) / (self.bend(self.to) - self.bend(self.from));
        round(MARGIN + share * (WIDTH - 2.0 * MARGIN))
    }
    /// The years that have room below the line, with their places.
    fn ticks(&self) -> Vec<(i64, f64)> {
        let mut ticks: Vec<(i64, f64)> = Vec::new();
        // A date of a few thousand years at most, so the count is bounded.
        for year in (self.from.ceil() as i64..=self.to.floor() as i64).take(4000) {
            let x = self.x(year as f64);
            if ticks.last().is_none_or(|&(_, last)| x - last >= TICK) {
                ticks.push((year, x));
            }
        }
        ticks
    }
}

fn points(doc: &Document) -> Vec<Point> {
    let mut dates: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, mention) in doc.mentions().iter().enumerate().filter(|(_, m)| m.kind == MentionType::Date) {
        if let Some(id) = mention.link.id() {
            dates.entry(id).or_default().push(i + 1);
        }
    }
    let point =
        |(iso, mentions): (&str, Vec<usize>)| Some(Point { iso: iso.to_owned(), at: years(iso)?, mentions });
    let mut points: Vec<Point> = dates.into_iter().filter_map(point).collect();
    points.sort_by(|a, b| a.at.total_cmp(&b.at));
    points
}

/// `2021-10-11`, `2021-10` or `2021` in years; of a period its first day. `None` for what begins otherwise.
fn years(iso: &str) -> Option<f64> {
    let part = |range: std::ops::Range<usize>| iso.get(range).and_then(|digits| digits.parse::<f64>().ok());
    let year = part(0..4)?;
    let month = part(5..7).filter(|month| (1.0..=12.0).contains(month));
    let day = part(8..10).filter(|day| (1.0..=31.0).contains(day));
    Some(year + (month.unwrap_or(1.0) - 1.0) / 12.0 + (day.unwrap_or(1.0) - 1.0) / 372.0)
}

/// Where the label of each date stands, and in which row from below, if one has room: first that of the letter's own date, then
/// those of the dates that are named most.
fn labels(points: &[Point], scale: &Scale, own: Option<&str>) -> Vec<Option<(f64, usize)>> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let is_own = |i: usize| own == Some(points[i].iso.as_str());
    order.sort_by_key(|&i| (!is_own(i), std::cmp::Reverse(points[i].mentions.len()), i));
    let mut taken: [Vec<f64>; ROWS] = Default::default();
    let mut places = vec![None; points.len()];
    for i in order {
        let at = round(scale.x(points[i].at).clamp(LABEL / 2.0, WIDTH - LABEL / 2.0));
        let free = |row: &[f64]| row.iter().all(|other| (other - at).abs() >= LABEL);
        if let Some((row, others)) = taken.iter_mut().enumerate().find(|(_, row)| free(row)) {
            others.push(at);
            places[i] = Some((at, row));
        }
    }
    places
}

/// A tenth of a unit is finer than a screen.
pub(super) fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
