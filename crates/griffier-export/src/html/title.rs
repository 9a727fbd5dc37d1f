//! What a letter is called where people choose among letters: its subject, else its own first words that say what it is.

use griffier_doc::{Document, MentionType, ZoneKind};
use griffier_text::Span;

/// Words that a line by which a letter is known has at least, and a sentence that tells something.
const LINE: usize = 5;
const SENTENCE: usize = 8;
/// Characters of a title.
const MOST: usize = 180;

/// What a letter is called.
pub(super) struct Title {
    pub(super) words: String,
    /// Whether that is its identifier, as nothing in it says what it is about.
    pub(super) is_id: bool,
    /// Whether the letter gives it as its subject.
    pub(super) is_subject: bool,
}

/// The subject, else what stands in the head of the letter, else its first sentence, else its identifier.
pub(super) fn of(doc: &Document) -> Title {
    let title = |words, is_id, is_subject| Title { words, is_id, is_subject };
    match (&doc.meta().subject, opening(doc)) {
        (Some(subject), _) => title(subject.clone(), false, true),
        (None, Some(words)) => title(words, false, false),
        (None, None) => title(doc.id().to_owned(), true, false),
    }
}

/// Of a paper without a subject: what stands under its number, and the line that says who asks, moves or answers. Of anything
/// else the first sentence that is asked or told.
fn opening(doc: &Document) -> Option<String> {
    let (mut name, mut who, mut after_number) = (None, None, false);
    let mut what = None;
    for sentence in doc.sentences() {
        let words = doc.slice(sentence.span).split_whitespace().collect::<Vec<_>>();
        match doc.zone_at(sentence.span.start()) {
            ZoneKind::Metadata => {
                let letters = words.concat().chars().filter(|c| c.is_alphabetic()).count();
                let named = |kinds: &[MentionType]| names(doc, sentence.span, kinds);
                if who.is_none() && words.len() >= LINE && named(&[MentionType::Person, MentionType::Office])
                {
                    who = Some(words.join(" "));
                } else if after_number && name.is_none() && letters > 3 && !named(&[MentionType::Date]) {
                    name = Some(words.join(" "));
                }
                after_number = letters == 0;
            }
            ZoneKind::Body | ZoneKind::Question | ZoneKind::Answer | ZoneKind::Decision
                if words.len() >= SENTENCE =>
            {
                what = Some(words.join(" "));
                break;
            }
            _ => {}
        }
    }
    // With a name and a mover all is said; the first sentence of a motion says the same for all.
    let what = what.filter(|_| name.is_none() || who.is_none());
    let all: Vec<String> = [name, who, what].into_iter().flatten().collect();
    Some(cut(&all.join(" · "))).filter(|all| !all.is_empty())
}

/// Whether something of these kinds is named within `span`.
fn names(doc: &Document, span: Span, kinds: &[MentionType]) -> bool {
    let mentions = doc.mentions();
    let from = mentions.partition_point(|mention| mention.span.start() < span.start());
    let mut within = mentions[from..].iter().take_while(|mention| mention.span.start() < span.end());
    within.any(|mention| kinds.contains(&mention.kind))
}

/// `words`, or as many of them as a title has.
fn cut(words: &str) -> String {
    match words.char_indices().nth(MOST) {
        Some((at, _)) => format!("{} …", &words[..words[..at].rfind(' ').unwrap_or(at)]),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use griffier_doc::{Link, Mention, Origin, Sentence, Zone};

    /// The title of a letter of these sentences, each in a zone; `<…>` marks a name.
    fn check(sentences: &[(ZoneKind, &str)], expected: &str) {
        let (mut text, mut zones, mut spans, mut mentions) =
            (String::new(), Vec::new(), Vec::new(), Vec::new());
        for (kind, words) in sentences {
            let start = text.len();
            for (i, part) in words.split(['<', '>']).enumerate() {
                let from = text.len();
                text += part;
                if i % 2 == 1 {
                    mentions.push(Mention {
                        span: Span::at(from, text.len()),
                        kind: MentionType::Person,
                        link: Link::One("person:x".into()),
                        role: None,
                        nested: false,
                        confidence: 0.9,
                        origin: Origin::Rule("test"),
                        why: "".into(),
                        attrs: Vec::new(),
                    });
                }
            }
            let span = Span::at(start, text.len());
            zones.push(Zone { kind: *kind, span });
            spans.push(Sentence { span });
            text += "\n";
        }
        let mut doc = Document::from_text("brief", &text);
        doc.set_zones(zones);
        doc.set_sentences(spans);
        doc.set_mentions(mentions);
        assert_eq!(of(&doc).words, expected);
    }

    #[test]
    fn a_letter_without_a_subject_is_called_by_its_own_words() {
        use ZoneKind::{Body, Letterhead, Metadata, Question};
        let body = (Body, "De Kamer, gehoord de beraadslaging, verzoekt de regering iets te doen.");
        check(
            &[
                (Letterhead, "Tweede Kamer"),
                (Metadata, "31 409"),
                (Metadata, "Zee- en binnenvaart"),
                (Metadata, "Nr. 12"),
                (Metadata, "MOTIE VAN HET LID <KOERHUIS>"),
                body,
            ],
            "Zee- en binnenvaart · MOTIE VAN HET LID KOERHUIS",
        );
        let asked = (Question, "Kent u het bericht dat de dijk te laag is?");
        check(
            &[(Metadata, "Antwoord van minister <Van Weel> (ontvangen gisteren)"), asked],
            "Antwoord van minister Van Weel (ontvangen gisteren) · Kent u het bericht dat de dijk te laag is?",
        );
        check(&[(Metadata, "Vergaderjaar"), body], body.1);
        check(&[(Letterhead, "Ministerie van iets dat heel erg lang heet"), (Body, "Kort.")], "brief");
        let long = "woord ".repeat(60);
        check(&[(Body, &long)], &format!("{} …", "woord ".repeat(30).trim_end()));
    }
}
