//! Where in the file a person would look: pages with areas, paragraphs, elements; and what the file states.

use super::Place as TextPlace;
use griffier_doc::{Area, Document, Page, Place, Stated};
use griffier_text::Span;
use serde::Serialize;

/// A place in the file.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum At {
    /// The area in points from the top left corner: left, top, right, bottom.
    Page {
        page: u32,
        area: [f64; 4],
    },
    Paragraph {
        part: &'static str,
        paragraph: u32,
    },
    Element {
        element: Box<str>,
    },
}

/// The places of `span`; none for a text that is its own file.
pub(super) fn at(doc: &Document, span: Span) -> Vec<At> {
    let at = |place| match place {
        Place::Page { number, area } => At::Page { page: number, area: corners(area) },
        Place::Paragraph { part, number } => At::Paragraph { part, paragraph: number },
        Place::Element(element) => At::Element { element },
    };
    doc.source_map().places(span).into_iter().map(at).collect()
}

fn corners(area: Area) -> [f64; 4] {
    [area.left, area.top, area.right, area.bottom].map(tenths)
}

/// A tenth of a point is finer than print.
fn tenths(points: f32) -> f64 {
    (f64::from(points) * 10.0).round() / 10.0
}

/// A page with its text.
#[derive(Serialize)]
pub(super) struct PageRecord {
    number: u32,
    width: f64,
    height: f64,
    #[serde(flatten)]
    place: TextPlace,
}

impl PageRecord {
    pub(super) fn new(page: &Page, place: impl Fn(Span) -> TextPlace) -> Self {
        Self {
            number: page.number,
            width: tenths(page.width),
            height: tenths(page.height),
            place: place(page.span),
        }
    }
}

/// What the file or its sender states.
#[derive(Serialize)]
pub(super) struct StatedRecord<'d> {
    field: &'static str,
    value: &'d str,
    origin: &'d str,
}

impl<'d> StatedRecord<'d> {
    pub(super) fn new(stated: &'d Stated) -> Self {
        Self { field: stated.field.name(), value: &stated.value, origin: &stated.origin }
    }
}

#[cfg(test)]
mod tests {
    use griffier_doc::{Area, Document, Field, Page, Place, Run, SourceMap, Stated, Trust};
    use griffier_text::{Span, Unit};

    #[test]
    fn a_record_leads_back_to_the_page() {
        let mut doc = Document::from_text("t", "één woord");
        let area = Area { left: 70.04, top: 80.0, right: 99.96, bottom: 91.0 };
        let run = Run { span: Span::at(0, 5), place: Place::Page { number: 3, area } };
        let page = Page { number: 3, span: Span::at(0, 11), width: 595.28, height: 841.89 };
        assert!(super::at(&doc, Span::at(0, 5)).is_empty());
        doc.set_source_map(SourceMap { runs: vec![run], pages: vec![page] });
        let at = serde_json::to_string(&super::at(&doc, Span::at(0, 11))).unwrap();
        assert_eq!(at, r#"[{"page":3,"area":[70.0,80.0,100.0,91.0]}]"#);
        let (field, trust) = (Field::Date, Trust::Publisher);
        let (value, origin) = ("2021-10-11".to_owned(), "xml:datum@isodatum".to_owned());
        doc.set_stated(vec![Stated { field, value, origin, trust }]);
        let mut line = Vec::new();
        crate::write_record(&doc, Unit::Char, &mut line).unwrap();
        let record: serde_json::Value = serde_json::from_slice(&line).unwrap();
        let page = r#"[{"end":9,"height":841.9,"number":3,"start":0,"width":595.3}]"#;
        assert_eq!(record["pages"].to_string(), page);
        let stated = r#"[{"field":"date","origin":"xml:datum@isodatum","value":"2021-10-11"}]"#;
        assert_eq!(record["meta"]["stated"].to_string(), stated);
    }

    #[test]
    fn paragraphs_and_elements_are_named() {
        let mut doc = Document::from_text("t", "a b");
        let run = |at: usize, place| Run { span: Span::at(at, at + 1), place };
        let runs = vec![
            run(0, Place::Paragraph { part: "body", number: 2 }),
            run(2, Place::Element("/html[1]/p[2]".into())),
        ];
        doc.set_source_map(SourceMap { runs, pages: Vec::new() });
        let at = serde_json::to_string(&super::at(&doc, Span::at(0, 3))).unwrap();
        assert_eq!(at, r#"[{"part":"body","paragraph":2},{"element":"/html[1]/p[2]"}]"#);
    }
}
