//! The rules that a page draws: straight lines, thin areas and the edges of areas, level or upright. They may border cells.

use super::geometry::Matrix;

/// Rules of a page; more are a drawing, and none of them counts.
const MOST: usize = 20_000;
/// Points by which a line may lean and still be level or upright.
const LEAN: f32 = 0.8;
/// An area thinner than this, in points, is a line.
const THIN: f32 = 3.0;
/// Shorter rules, in points, are dots; dashes are longer.
const SHORT: f32 = 1.0;

/// A level or upright line on the page as shown, in points from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) upright: bool,
    /// How far down a level one lies, how far to the right an upright one.
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
    /// Whether it is the edge of an area, which may be no more than the ground of some words.
    pub(super) edge: bool,
}

type Point = (f32, f32);

/// Follows the paths of a page.
#[derive(Debug, Default)]
pub(super) struct Pen {
    rules: Vec<Rule>,
    /// Pieces of the path that is being drawn.
    pieces: Vec<(Point, Point)>,
    /// The areas of its closed parts, if their edges are level and upright.
    areas: Vec<(Point, Point)>,
    /// The part that is open: its edges, and whether all are level or upright.
    open: Option<(Point, Point, bool)>,
    start: Point,
    here: Point,
    full: bool,
}

impl Pen {
    pub(super) fn rules(self) -> Vec<Rule> {
        if self.full { Vec::new() } else { self.rules }
    }

    pub(super) fn move_to(&mut self, page: Matrix, x: f64, y: f64) {
        self.end_part();
        self.here = point(page, x, y);
        self.start = self.here;
    }

    pub(super) fn line_to(&mut self, page: Matrix, x: f64, y: f64) {
        self.line(point(page, x, y));
    }

    /// A curve borders nothing; the path goes on behind it.
    pub(super) fn curve_to(&mut self, page: Matrix, x: f64, y: f64) {
        self.here = point(page, x, y);
        if let Some((.., straight)) = &mut self.open {
            *straight = false;
        } else {
            self.open = Some((self.here, self.here, false));
        }
    }

    pub(super) fn close(&mut self) {
        if self.open.is_some() {
            self.line(self.start);
            self.end_part();
        }
    }

    pub(super) fn area(&mut self, page: Matrix, [x, y, width, height]: [f64; 4]) {
        self.move_to(page, x, y);
        for (x, y) in [(x + width, y), (x + width, y + height), (x, y + height)] {
            self.line_to(page, x, y);
        }
        self.close();
    }

    /// Ends the path, painted or not.
    pub(super) fn paint(&mut self, stroked: bool, filled: bool) {
        self.end_part();
        let (pieces, areas) = (std::mem::take(&mut self.pieces), std::mem::take(&mut self.areas));
        if stroked {
            pieces.iter().for_each(|&(from, to)| self.rule(from, to, false));
        } else if filled {
            for (low, high) in areas {
                self.edges(low, high);
            }
        }
    }

    fn line(&mut self, to: Point) {
        let from = std::mem::replace(&mut self.here, to);
        let straight = (from.0 - to.0).abs() < LEAN || (from.1 - to.1).abs() < LEAN;
        let (low, high, open) = self.open.unwrap_or((from, from, true));
        let low = (low.0.min(to.0), low.1.min(to.1));
        let high = (high.0.max(to.0), high.1.max(to.1));
        self.open = Some((low, high, open && straight));
        if straight && self.has_room(self.pieces.len()) {
            self.pieces.push((from, to));
        }
    }

    fn end_part(&mut self) {
        if let Some((low, high, true)) = self.open.take()
            && self.has_room(self.areas.len())
        {
            self.areas.push((low, high));
        }
    }

    /// The edges of an area that is filled; of a thin one its length.
    fn edges(&mut self, low: Point, high: Point) {
        let (width, height) = (high.0 - low.0, high.1 - low.1);
        if height < THIN.min(width) {
            let middle = f32::midpoint(low.1, high.1);
            self.rule((low.0, middle), (high.0, middle), false);
        } else if width < THIN {
            let middle = f32::midpoint(low.0, high.0);
            self.rule((middle, low.1), (middle, high.1), false);
        } else {
            self.rule(low, (high.0, low.1), true);
            self.rule((low.0, high.1), high, true);
            self.rule(low, (low.0, high.1), true);
            self.rule((high.0, low.1), high, true);
        }
    }

    fn rule(&mut self, from: Point, to: Point, edge: bool) {
        let upright = (from.0 - to.0).abs() < (from.1 - to.1).abs();
        let ((at, one), (beside, other)) =
            if upright { (from, to) } else { ((from.1, from.0), (to.1, to.0)) };
        let (first, last) = (one.min(other), one.max(other));
        if last - first >= SHORT && self.has_room(self.rules.len()) {
            self.rules.push(Rule { upright, at: f32::midpoint(at, beside), from: first, to: last, edge });
        }
    }

    fn has_room(&mut self, taken: usize) -> bool {
        self.full |= taken >= MOST;
        !self.full
    }
}

fn point(page: Matrix, x: f64, y: f64) -> Point {
    let (x, y) = page.apply(x, y);
    let within = |value: f64| if value.is_finite() { value.clamp(-1e5, 1e5) as f32 } else { 0.0 };
    (within(x), within(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f32, from: f32, to: f32) -> Rule {
        Rule { upright: false, at, from, to, edge: false }
    }

    #[test]
    fn lines_thin_areas_and_edges_are_rules() {
        let page = Matrix::IDENTITY;
        let mut pen = Pen::default();
        pen.move_to(page, 10.0, 20.0);
        pen.line_to(page, 90.0, 20.4);
        pen.paint(true, false);
        pen.area(page, [10.0, 30.0, 80.0, 1.0]);
        pen.paint(false, true);
        pen.area(page, [0.0, 0.0, 80.0, 80.0]);
        pen.paint(false, false);
        pen.move_to(page, 10.0, 20.0);
        pen.line_to(page, 40.0, 50.0);
        pen.paint(true, false);
        pen.move_to(page, 10.0, 20.0);
        pen.curve_to(page, 40.0, 20.0);
        pen.line_to(page, 80.0, 20.0);
        pen.paint(false, true);
        assert_eq!(pen.rules(), [level(20.2, 10.0, 90.0), level(30.5, 10.0, 90.0)]);
        let mut pen = Pen::default();
        pen.area(page, [10.0, 30.0, 80.0, 20.0]);
        pen.paint(false, true);
        assert_eq!(pen.rules().iter().filter(|rule| rule.upright).count(), 2);
    }

    #[test]
    fn a_drawing_has_no_rules() {
        let mut pen = Pen::default();
        for i in 0..2 * MOST {
            pen.area(Matrix::IDENTITY, [i as f64, 0.0, 10.0, 1.0]);
            if i % 2 == 0 {
                pen.paint(true, false);
            }
        }
        assert!(pen.full && pen.rules.len() <= MOST && pen.rules().is_empty());
    }
}
