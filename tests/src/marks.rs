//! `[[words|TYPE id key=value]]`: from marked text to text with spans, and back.

use griffier_doc::MentionType;
use griffier_text::Span;

/// One marked stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Where, in bytes of the text without marks.
    pub span: Span,
    /// What stands after the bar: the type, the identifier, attributes.
    pub label: String,
}

/// Takes the marks out of `marked`; they come back in reading order, an outer one before its inner ones.
///
/// # Errors
/// A mark without label, or one that does not end.
pub fn parse(marked: &str) -> Result<(String, Vec<Mark>), String> {
    let mut text = String::with_capacity(marked.len());
    let mut marks = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        // Of an odd run of brackets the first is text, as in a Markdown link: `[[[www.x.nl|URL www.x.nl]]](…)`.
        let odd = rest.bytes().take_while(|&byte| byte == b'[').count() % 2 == 1;
        if let Some(after) = rest.strip_prefix("[[").filter(|_| !odd) {
            open.push(text.len());
            rest = after;
        } else if let Some((label, after)) = label_at(rest).filter(|_| !open.is_empty()) {
            let start = open.pop().unwrap_or(0);
            marks.push(Mark { span: Span::at(start, text.len()), label: label.to_owned() });
            rest = after;
        } else if rest.starts_with("]]") && !open.is_empty() {
            return Err(format!("a mark without `|TYPE id`: {}", excerpt(&text)));
        } else {
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    if !open.is_empty() {
        return Err(format!("a mark that does not end: {}", excerpt(&text)));
    }
    marks.sort();
    Ok((text, marks))
}

/// The label of `|TYPE id]]` at the start of `rest`, and what follows it.
fn label_at(rest: &str) -> Option<(&str, &str)> {
    let (label, after) = rest.strip_prefix('|')?.split_once("]]")?;
    MentionType::parse(label.split(' ').next()?)?;
    Some((label, after))
}

fn excerpt(text: &str) -> &str {
    let from = text.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    &text[from..]
}

/// Puts `marks`, in reading order, into `text`.
///
/// # Errors
/// Marks that cross, or that lie off the text.
pub fn render(text: &str, marks: &[Mark]) -> Result<String, String> {
    let mut out = String::with_capacity(text.len() + marks.len() * 32);
    let mut at = 0;
    let mut open: Vec<&Mark> = Vec::new();
    for mark in marks {
        close(text, &mut out, &mut at, &mut open, mark.span.start())?;
        if open.last().is_some_and(|outer| !outer.span.contains(mark.span)) {
            return Err(format!("`{}` crosses another mark", mark.label));
        }
        copy(text, &mut out, &mut at, mark.span.start())?;
        out.push_str("[[");
        open.push(mark);
    }
    close(text, &mut out, &mut at, &mut open, text.len())?;
    if let Some(mark) = open.last() {
        return Err(format!("`{}` ends after the text", mark.label));
    }
    copy(text, &mut out, &mut at, text.len())?;
    Ok(out)
}

/// Ends every open mark that ends at or before byte `until`.
fn close(
    text: &str,
    out: &mut String,
    at: &mut usize,
    open: &mut Vec<&Mark>,
    until: usize,
) -> Result<(), String> {
    while let Some(mark) = open.pop_if(|mark| mark.span.end() <= until) {
        copy(text, out, at, mark.span.end())?;
        out.push('|');
        out.push_str(&mark.label);
        out.push_str("]]");
    }
    Ok(())
}

fn copy(text: &str, out: &mut String, at: &mut usize, until: usize) -> Result<(), String> {
    let piece = text.get(*at..until).ok_or_else(|| format!("bytes {at}..{until} are off the text"))?;
    out.push_str(piece);
    *at = until;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(marked: &str, text: &str, marks: &[(&str, &str)]) {
        let (found, parsed) = parse(marked).unwrap();
        assert_eq!(found, text);
        let shown: Vec<(&str, &str)> =
            parsed.iter().map(|m| (&found[m.span.range()], m.label.as_str())).collect();
        assert_eq!(shown, marks);
        assert_eq!(render(&found, &parsed).unwrap(), marked);
    }

    #[test]
    fn marks_nest_touch_and_hold_bars() {
        check("geen merk [1] | a ]]", "geen merk [1] | a ]]", &[]);
        check(
            "de [[motie [[Één|PERSON person:een]]|MOTION motion:een-?]][[2021|DATE 2021]].",
            "de motie Één2021.",
            &[("motie Één", "MOTION motion:een-?"), ("Één", "PERSON person:een"), ("2021", "DATE 2021")],
        );
        check(
            "[[36 180 en 32 852, nr. 89|REFERENCE kst-36180-89|dossier-32852]]",
            "36 180 en 32 852, nr. 89",
            &[("36 180 en 32 852, nr. 89", "REFERENCE kst-36180-89|dossier-32852")],
        );
        check("[[a | b|LAW law:x]]", "a | b", &[("a | b", "LAW law:x")]);
        check("[[[www.x.nl|URL www.x.nl]]](x)", "[www.x.nl](x)", &[("www.x.nl", "URL www.x.nl")]);
    }

    #[test]
    fn marks_that_begin_together_put_the_outer_one_first() {
        check(
            "[[[[NAVO|ORGANISATION org:navo]]-top|EVENT event:x]]",
            "NAVO-top",
            &[("NAVO-top", "EVENT event:x"), ("NAVO", "ORGANISATION org:navo")],
        );
    }

    #[test]
    fn faulty_marks_are_refused() {
        assert_eq!(parse("de [[Kamer]] zegt"), Err("a mark without `|TYPE id`: de Kamer".to_owned()));
        assert_eq!(parse("de [[Kamer zegt"), Err("a mark that does not end: de Kamer zegt".to_owned()));
        assert_eq!(
            parse("de [[Kamer|THING x]]"),
            Err("a mark without `|TYPE id`: de Kamer|THING x".to_owned())
        );
    }

    #[test]
    fn crossing_marks_cannot_be_rendered() {
        let mark = |from, to| Mark { span: Span::at(from, to), label: "DATE x".to_owned() };
        assert!(render("abcdef", &[mark(0, 3), mark(2, 5)]).is_err());
        assert!(render("abc", &[mark(1, 9)]).is_err());
    }
}
