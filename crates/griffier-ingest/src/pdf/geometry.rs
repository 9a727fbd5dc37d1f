//! Where things stand on a page: matrices of the page's drawing, and lines in the direction in which they are read.

use griffier_doc::Area;

/// A transformation of the plane: `[a b c d e f]` of the format.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) const fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }
    /// First `inner`, then this.
    #[must_use]
    pub(super) fn after(self, inner: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = inner.0;
        Self([
            a * p + c * q,
            b * p + d * q,
            a * r + c * s,
            b * r + d * s,
            a * t + c * u + e,
            b * t + d * u + f,
        ])
    }
    pub(super) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
    /// The length that a step of one to the right, and one of one up, have after it.
    pub(super) fn scales(self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }
    pub(super) fn is_finite(self) -> bool {
        self.0.iter().all(|value| value.is_finite() && value.abs() < 1e9)
    }
}

/// The direction in which a text is read, in whole degrees clockwise: 0 is from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Turn(pub(super) i16);

impl Turn {
    /// The direction of a step of (`x`, `y`) on the page as shown.
    pub(super) fn of(x: f64, y: f64) -> Self {
        if y == 0.0 && x >= 0.0 {
            return Self(0);
        }
        Self((y.atan2(x).to_degrees().round() as i16).rem_euclid(360))
    }
    fn unit(self) -> (f64, f64) {
        match self.0 {
            0 => (1.0, 0.0),
            90 => (0.0, 1.0),
            180 => (-1.0, 0.0),
            270 => (0.0, -1.0),
            degrees => {
                let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
                (cos, sin)
            }
        }
    }
    /// How far along its line, and how far below the first, a point of the page stands.
    pub(super) fn along(self, (x, y): (f64, f64)) -> (f32, f32) {
        let (dx, dy) = self.unit();
        ((x * dx + y * dy) as f32, (y * dx - x * dy) as f32)
    }
    /// The area of the page that a piece of a line covers.
    pub(super) fn area(self, left: f32, right: f32, top: f32, bottom: f32) -> Area {
        if self.0 == 0 {
            return Area { left, top, right, bottom };
        }
        let (dx, dy) = self.unit();
        let point = |u: f32, v: f32| {
            let (u, v) = (f64::from(u), f64::from(v));
            ((u * dx - v * dy) as f32, (u * dy + v * dx) as f32)
        };
        let corners = [point(left, top), point(right, top), point(left, bottom), point(right, bottom)];
        let [(x, y), ..] = corners;
        let first = Area { left: x, top: y, right: x, bottom: y };
        corners.iter().fold(first, |area, &(x, y)| area.join(Area { left: x, top: y, right: x, bottom: y }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_apply_from_the_inside_out() {
        let scaled = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        assert_eq!(scaled.after(Matrix::moved(1.0, 3.0)).apply(1.0, 1.0), (4.0, 8.0));
        assert_eq!(Matrix::moved(1.0, 3.0).after(scaled).apply(1.0, 1.0), (3.0, 5.0));
    }

    #[test]
    fn a_turned_line_leads_back_to_its_place() {
        for degrees in [0, 90, 180, 270] {
            let turn = Turn(degrees);
            let (left, base) = turn.along((30.0, 40.0));
            let area = turn.area(left, left + 10.0, base - 5.0, base);
            let (x, y) = turn.unit();
            let middle = (f32::midpoint(area.left, area.right), f32::midpoint(area.top, area.bottom));
            let expected = (30.0 + 5.0 * x as f32 + 2.5 * y as f32, 40.0 + 5.0 * y as f32 - 2.5 * x as f32);
            assert!(
                (middle.0 - expected.0).abs() < 0.01 && (middle.1 - expected.1).abs() < 0.01,
                "{degrees}"
            );
        }
        assert_eq!(Turn::of(0.0, 1.0), Turn(90));
        assert_eq!(Turn::of(1.0, 0.0), Turn(0));
    }
}
