//! One letter as a web page that needs nothing else: the text with its zones and mentions, and what was read from it.
//!
//! The page holds its style, its script and the record itself, asks no network for anything, and reads and prints without
//! the script too. The element with id `letter` has the letter's text as its text, character for character, so that the
//! offsets of the record (UTF-16 units) count into it.

mod citations;
mod figures;
mod index;
mod lists;
mod network;
mod text;
mod title;

pub use index::{IndexEntry, write_index, write_index_with};

use griffier_doc::{Document, MentionType, Modality, Predicate};
use griffier_text::Unit;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
const CORRECT: &str = include_str!("html/correct.js");

/// The picture of a page, for letters whose file has pages.
#[derive(Clone, Debug)]
pub struct PageImage {
    /// The number of the page, from 1.
    pub number: u32,
    /// The picture as a PNG file.
    pub png: Vec<u8>,
}

/// What a server adds to a page; nothing by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extras<'e> {
    /// Style, after the page's own.
    pub style: &'e str,
    /// A script, after the page's own. It may ask the server that the page comes from, and no other.
    pub script: &'e str,
    /// Markup that stands before the content.
    pub lead: &'e str,
    /// Where decisions about mentions go. Without it they are kept in the page and offered as a file.
    pub corrections: Option<Corrections<'e>>,
}

/// Where a page sends decisions about mentions.
#[derive(Clone, Copy, Debug)]
pub struct Corrections<'e> {
    /// An address of the server that the page comes from.
    pub address: &'e str,
    /// The decisions that the server keeps of this letter: an array of JSON.
    pub kept: &'e str,
}

/// Writes the page of `doc`. `home` is the address of the list of letters that it belongs to; `images` are the pictures of
/// its pages, on which mentions are drawn.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_page(
    doc: &Document,
    home: Option<&str>,
    images: &[PageImage],
    out: &mut impl io::Write,
) -> io::Result<()> {
    write_page_with(doc, home, images, &Extras::default(), out)
}

/// The same with what a server adds to it.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_page_with(
    doc: &Document,
    home: Option<&str>,
    images: &[PageImage],
    extras: &Extras<'_>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut record = Vec::new();
    crate::write_record(doc, Unit::Utf16, &mut record)?;
    let title = title::of(doc);
    let findings = findings(doc);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&title.words, &[SCRIPT, CORRECT], extras))
            body data-corrections=[extras.corrections.map(|to| to.address)] {
                a.skip href="#letter" { "To the letter" }
                (heading(doc, &title, home))
                (ways(&findings.0, !images.is_empty()))
                (PreEscaped(extras.lead))
                main {
                    div.reading {
                        (filters(doc))
                        (pages(doc, images))
                        article #letter lang="nl" { (PreEscaped(text::render(doc))) }
                    }
                    div.findings {
                        section #card.card aria-live="polite" hidden { }
                        (decisions())
                        (findings)
                    }
                }
                (colophon(doc))
                script #record type="application/json" { (PreEscaped(embedded(&record))) }
                @if let Some(Corrections { kept, .. }) = extras.corrections {
                    script #kept type="application/json" { (PreEscaped(embedded(kept.as_bytes()))) }
                }
                script { (PreEscaped(SCRIPT)) }
                script { (PreEscaped(CORRECT)) }
                (tail(extras))
            }
        }
    };
    out.write_all(page.into_string().as_bytes())
}

/// What was read from the letter, in parts that can be folded.
fn findings(doc: &Document) -> Markup {
    html! {
        (lists::render(doc))
        (figures::timeline(doc))
        (network::render(doc))
        (lists::diagnostics(doc))
    }
}

/// The ways to the parts that there are: on a phone they lie far below the letter.
fn ways(findings: &str, printed: bool) -> Markup {
    let parts = ["Entities", "Relations", "Commitments", "Citations", "Timeline", "Network", "Diagnostics"];
    let there = parts.map(|name| (name.to_lowercase(), name)).into_iter();
    let there = there.filter(|(id, _)| findings.contains(&format!("<details id=\"{id}\"")));
    html! {
        nav.ways aria-label="Parts of this page" {
            @if printed { a href="#pages" { "Pages as printed" } " " }
            a href="#letter" { @if printed { "Text" } @else { "Letter" } }
            @for (id, name) in there { " " a href={ "#" (id) } { (name) } }
        }
    }
}

/// What the pages share: nothing is loaded from elsewhere, no script runs but `scripts` and what a server adds, and the
/// browser is told so. A page that a server adds to may speak to that server.
fn head(title: &str, scripts: &[&str], extras: &Extras<'_>) -> Markup {
    let sums = |texts: &[&str], added: &str| {
        let all = texts.iter().copied().chain(Some(added).filter(|added| !added.is_empty()));
        all.map(|text| format!("'sha256-{}'", checksum(text))).collect::<Vec<_>>().join(" ")
    };
    let sends = extras.corrections.is_some() || !extras.script.is_empty();
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'{}",
        sums(&[STYLE], extras.style),
        sums(scripts, extras.script),
        if sends { "; connect-src 'self'" } else { "" },
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (title) }
            style { (PreEscaped(STYLE)) }
            @if !extras.style.is_empty() { style { (PreEscaped(extras.style)) } }
        }
    }
}

/// What a server adds at the end of a page.
fn tail(extras: &Extras<'_>) -> Markup {
    html! {
        @if !extras.script.is_empty() { script { (PreEscaped(extras.script)) } }
    }
}

/// The checksum by which a browser knows a style or script that it may use.
pub fn checksum(text: &str) -> String {
    text::base64(&Sha256::digest(text))
}

/// JSON that ends no script element: `<` occurs within strings only.
fn embedded(json: &[u8]) -> String {
    String::from_utf8_lossy(json).replace('<', "\\u003c")
}

fn heading(doc: &Document, title: &title::Title, home: Option<&str>) -> Markup {
    let meta = doc.meta();
    html! {
        header {
            @if let Some(home) = home {
                nav { a href=(home) { "All letters" } }
            }
            h1 lang=[(!title.is_id).then_some("nl")] { (title.words) }
            dl.facts {
                @if let Some(date) = &meta.date { div { dt { "Date" } dd { time datetime=(date) { (date) } } } }
                @for (name, people) in lists::parties(doc) { div { dt { (name) } dd { (people) } } }
                @if !meta.identifiers.is_empty() { div { dt { "Identifiers" } dd { (meta.identifiers.join(", ")) } } }
                div { dt { "File" } dd { (file_name(&doc.source().path)) } }
            }
        }
    }
}

/// The name of the file, with the place in it of a letter in an archive or list, alone: where it lies on a machine is nobody's
/// business whom the page is sent to.
fn file_name(path: &str) -> Cow<'_, str> {
    let last = |path| str::rsplit(path, ['/', '\\']).find(|part| !part.is_empty()).unwrap_or(path);
    match path.split_once("!/") {
        Some((file, member)) => format!("{}!/{member}", last(file)).into(),
        None => last(path).into(),
    }
}

/// How many mentions of each type there are, in the order of the types.
pub(crate) fn counts(doc: &Document) -> BTreeMap<MentionType, usize> {
    doc.mentions().iter().fold(BTreeMap::new(), |mut counts, mention| {
        *counts.entry(mention.kind).or_default() += 1;
        counts
    })
}

/// What a person decided; the script fills it.
fn decisions() -> Markup {
    let types: Vec<&str> = MentionType::ALL.iter().map(|kind| kind.name()).collect();
    let predicates: Vec<&str> = Predicate::ALL.iter().map(|predicate| predicate.name()).collect();
    let modalities = Modality::ALL.map(Modality::name);
    html! {
        section #corrections.corrections aria-label="Decisions" data-types=(serde_json::json!(types))
            data-predicates=(serde_json::json!(predicates)) data-modalities=(serde_json::json!(modalities)) hidden {
            details {
                summary { h2 { "Decisions" } " " span.count { } }
                p { "Select words of the letter to add a mention; click a mention to say that it is right, wrong or another, or to relate it; "
                    "relations have their own buttons in the list." }
                ul { }
            }
            p.adding { }
            p.actions { output aria-live="polite" { } " " }
        }
    }
}

fn filters(doc: &Document) -> Markup {
    html! {
        form #filters.filters aria-label="What is shown" {
            fieldset {
                legend { "Types" }
                @for (kind, count) in counts(doc) {
                    label class={ "chip t-" (kind.name()) } {
                        input type="checkbox" name="type" value=(kind.name()) checked;
                        (kind.name().to_lowercase()) " " span.count { (count) }
                    }
                }
                button type="button" data-all="true" { "all" }
                button type="button" data-all="" { "none" }
            }
            label.range { "Confidence from "
                input type="range" name="least" min="0" max="1" step="0.05" value="0";
                output { "0.00" }
            }
            label.check { input type="checkbox" name="zones" checked; "zones" }
        }
    }
}

/// The pages as pictures with the areas of the mentions; the script binds them to the mentions of the text.
fn pages(doc: &Document, images: &[PageImage]) -> Markup {
    let figures = html! {
        @for image in images {
            @if let Some(page) = doc.source_map().pages.iter().find(|page| page.number == image.number) {
                figure.page data-page=(image.number) data-width=(page.width) data-height=(page.height) {
                    img alt={ "Page " (image.number) } src={ "data:image/png;base64," (text::base64(&image.png)) };
                    figcaption { "Page " (image.number) }
                }
            }
        }
    };
    html! {
        @if !images.is_empty() {
            details #pages open { summary { h2 { "Pages as printed " span.count { (images.len()) } } } (figures) }
        }
    }
}

fn colophon(doc: &Document) -> Markup {
    let source = doc.source();
    html! {
        footer {
            p { (source.bytes) " bytes, " (source.format.name())
                @if !source.sha256.is_empty() { ", SHA-256 " code { (source.sha256) } } }
            p.keys { "Keys: " kbd { "j" } " and " kbd { "k" } " go from mention to mention, " kbd { "Enter" } " shows one and goes to what can be decided of it, "
                kbd { "Esc" } " puts it away and goes back." }
        }
    }
}

#[cfg(test)]
mod tests;
