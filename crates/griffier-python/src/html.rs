//! A letter for a notebook: its text with mentions marked and a legend, styled in place, because notebooks strip scripts
//! and share one style. The page for a browser is `Document.to_html`.

use griffier::{Document, Link, Mention, MentionType, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How the letter itself is set.
const FRAME: &str = "font:15px/1.7 Georgia,serif;white-space:pre-wrap;overflow-wrap:anywhere;max-width:48em;max-height:40em;\
                     overflow-y:auto;border:1px solid #8886;border-radius:6px;padding:.8em 1em;color:#1c1b19;background:#fdfcf9";

/// The hue of a type, as on the pages of letters.
const fn hue(kind: MentionType) -> u16 {
    match kind {
        MentionType::Person => 28,
        MentionType::Office => 45,
        MentionType::Organisation => 210,
        MentionType::Treaty => 270,
        MentionType::Law => 285,
        MentionType::Policy => 320,
        MentionType::Technology => 190,
        MentionType::Location => 140,
        MentionType::Date => 75,
        MentionType::Reference => 0,
        MentionType::Motion => 345,
        MentionType::Event => 165,
        MentionType::Quantity => 95,
        MentionType::Url => 230,
    }
}

fn colors(kind: MentionType) -> String {
    let hue = hue(kind);
    format!(
        "background:hsl({hue} 62% 88%);border-bottom:2px solid hsl({hue} 60% 40%);border-radius:2px;color:#1c1b19"
    )
}

/// The letter as a piece of a page.
pub(crate) fn render(doc: &Document) -> String {
    let mut out = String::with_capacity(doc.text().len() * 4);
    out.push_str("<div class=\"griffier\">");
    legend(doc, &mut out);
    // Writing to a string cannot fail.
    let _ = write!(out, "<div lang=\"nl\" style=\"{FRAME}\">");
    letter(doc, &mut out);
    out.push_str("</div></div>");
    out
}

fn legend(doc: &Document, out: &mut String) {
    let mut counts: BTreeMap<MentionType, usize> = BTreeMap::new();
    doc.mentions().iter().for_each(|mention| *counts.entry(mention.kind).or_default() += 1);
    out.push_str("<div style=\"font:13px/2 system-ui,sans-serif;margin:.3em 0\"><b>");
    escape(doc.meta().subject.as_deref().unwrap_or(doc.id()), out);
    out.push_str("</b>");
    if let Some(date) = &doc.meta().date {
        out.push_str(" · ");
        escape(date, out);
    }
    out.push_str("<br>");
    for (kind, count) in counts {
        let (style, name) = (colors(kind), kind.name().to_lowercase());
        let _ =
            write!(out, "<span style=\"{style};padding:.1em .5em;margin-right:.4em\">{name} {count}</span>");
    }
    out.push_str("</div>");
}

/// The text, mentions one within the other: they never cross.
fn letter(doc: &Document, out: &mut String) {
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    for mention in doc.mentions() {
        let start = mention.span.start();
        while let Some(end) = open.pop_if(|end| *end <= start) {
            words(doc, at, end, out);
            out.push_str("</span>");
            at = at.max(end);
        }
        words(doc, at, start, out);
        at = at.max(start);
        begin(doc, mention, out);
        open.push(mention.span.end());
    }
    while let Some(end) = open.pop() {
        words(doc, at, end, out);
        out.push_str("</span>");
        at = at.max(end);
    }
    words(doc, at, doc.text().len(), out);
}

fn begin(doc: &Document, mention: &Mention, out: &mut String) {
    let _ = write!(
        out,
        "<span style=\"{};padding:0 1px\" title=\"{} ",
        colors(mention.kind),
        mention.kind.name()
    );
    match &mention.link {
        Link::One(id) => {
            escape(id, out);
            let label =
                doc.entities().iter().find(|entity| entity.id == *id).map(|entity| entity.label.as_ref());
            if let Some(label) = label.filter(|label| *label != id) {
                out.push_str(": ");
                escape(label, out);
            }
        }
        Link::Many(candidates) => {
            let ids: Vec<&str> = candidates.iter().map(|candidate| candidate.id.as_ref()).collect();
            escape(&format!("one of {}", ids.join(", ")), out);
        }
        Link::Nil { id, .. } => escape(&format!("{id} (on no list)"), out),
    }
    out.push_str("\">");
}

fn words(doc: &Document, from: usize, to: usize, out: &mut String) {
    if from < to {
        escape(doc.slice(Span::at(from, to)), out);
    }
}

fn escape(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
