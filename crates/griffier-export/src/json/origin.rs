//! Where in the file a person would look: pages with areas, paragraphs, elements; and what the file states.

use super::Writer;
use griffier_doc::{Area, Place};
use griffier_text::Span;

impl Writer<'_> {
    /// The places of `span`; nothing for a text that is its own file.
    pub(super) fn at(&mut self, span: Span) {
        if self.doc.source_map().is_empty() {
            return;
        }
        let places = self.doc.source_map().places(span);
        if places.is_empty() {
            return;
        }
        self.array("at", &places, |w, place| {
            w.object(|w| match place {
                Place::Page { number, area } => {
                    w.json.key("page").number(u64::from(*number));
                    w.area(*area);
                }
                Place::Paragraph { part, number } => {
                    w.string("part", part);
                    w.json.key("paragraph").number(u64::from(*number));
                }
                Place::Element(element) => w.string("element", element),
            });
        });
    }

    /// The area in points from the top left corner: left, top, right, bottom.
    fn area(&mut self, area: Area) {
        self.array("area", [area.left, area.top, area.right, area.bottom], |w, edge| w.json.points(edge));
    }

    /// The pages of a paged file with their text.
    pub(super) fn pages(&mut self) {
        let doc = self.doc;
        if doc.source_map().pages.is_empty() {
            return;
        }
        self.array("pages", &doc.source_map().pages, |w, page| {
            w.object(|w| {
                w.json.key("number").number(u64::from(page.number));
                w.json.key("width").points(page.width);
                w.json.key("height").points(page.height);
                w.place(page.span);
            });
        });
    }

    /// What the file or its sender states.
    pub(super) fn stated(&mut self) {
        let doc = self.doc;
        if doc.stated().is_empty() {
            return;
        }
        self.array("stated", doc.stated(), |w, stated| {
            w.object(|w| {
                w.string("field", stated.field.name());
                w.string("value", &stated.value);
                w.string("origin", &stated.origin);
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Json, Offsets, Writer};
    use griffier_doc::{Area, Document, Field, Page, Place, Run, SourceMap, Stated, Trust};
    use griffier_text::{Span, Unit};

    fn at(doc: &Document, span: Span) -> String {
        let offsets = Offsets::new(doc.text(), Unit::Byte);
        let mut writer = Writer { doc, offsets, json: Json::with_capacity(64) };
        writer.object(|w| w.at(span));
        String::from_utf8(writer.json.into_bytes()).unwrap()
    }

    #[test]
    fn a_record_leads_back_to_the_page() {
        let mut doc = Document::from_text("t", "één woord");
        let area = Area { left: 70.04, top: 80.0, right: 99.96, bottom: 91.0 };
        let run = Run { span: Span::at(0, 5), place: Place::Page { number: 3, area } };
        let page = Page { number: 3, span: Span::at(0, 11), width: 595.28, height: 841.89 };
        doc.set_source_map(SourceMap { runs: vec![run], pages: vec![page] });
        assert_eq!(at(&doc, Span::at(0, 11)), r#"{"at":[{"page":3,"area":[70.0,80.0,100.0,91.0]}]}"#);
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
        let expected = r#"{"at":[{"part":"body","paragraph":2},{"element":"/html[1]/p[2]"}]}"#;
        assert_eq!(at(&doc, Span::at(0, 3)), expected);
        assert_eq!(at(&Document::from_text("t", "a b"), Span::at(0, 3)), "{}");
    }
}
