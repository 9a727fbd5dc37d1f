//! CoNLL-U: one block of lines a sentence, one line a token (<https://universaldependencies.org/format.html>).
//!
//! Word forms and white space only: griffier gives no lemmas, tags or trees, so those columns hold `_`. `MISC` leads back
//! to the letter, as UDPipe does it: `SpaceAfter=No`, `SpacesAfter=` what stood there if it was not one blank, and
//! `TokenRange=` the place in code points. `Zone=` marks what is no running text: page furniture and notes, which may stand between
//! the two halves of a sentence. They stay in their place, because a file of other tokens than the text has compares with no other;
//! whoever reads sentences leaves the marked lines out.

use crate::flat::{iob2, outermost};
use crate::offsets::Offsets;
use griffier_doc::{Document, Token, ZoneKind};
use griffier_text::Unit;
use std::fmt::Write as _;
use std::io;

/// Writes the sentences and tokens of `doc` as one CoNLL-U document that ends with an empty line.
///
/// A token inside page furniture that interrupts a sentence is written in that sentence, so that no token is lost, and marked.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_conllu(doc: &Document, out: &mut impl io::Write) -> io::Result<()> {
    write(doc, &[], out)
}

/// The same with the names in `MISC`: `NER=` and the label in IOB2, and at the first token of a name `Id=` with what it
/// means.
pub(crate) fn write_named(doc: &Document, out: &mut impl io::Write) -> io::Result<()> {
    let mut names: Vec<String> = iob2(doc)
        .into_iter()
        .map(|label| if label == "O" { String::new() } else { format!("NER={label}|") })
        .collect();
    for (_, mention) in outermost(doc) {
        let first = doc.tokens().partition_point(|token| token.span.start() < mention.span.start());
        let labeled = names.get_mut(first).filter(|name| name.starts_with("NER=B"));
        if let (Some(name), Some(id)) = (labeled, mention.link.id()) {
            name.push_str("Id=");
            id.chars().for_each(|c| push_escaped(c, name));
            name.push('|');
        }
    }
    write(doc, &names, out)
}

/// `names` holds what stands in `MISC` of each token before the rest; empty if nothing does.
fn write(doc: &Document, names: &[String], out: &mut impl io::Write) -> io::Result<()> {
    let offsets = Offsets::new(doc.text(), Unit::Char);
    let id = one_line(doc.id());
    let mut lines = format!("# newdoc id = {id}\n");
    let mut tokens = doc.tokens();
    let mut before = 0;
    for (i, sentence) in doc.sentences().iter().enumerate() {
        let len = tokens.partition_point(|token| token.span.end() <= sentence.span.end());
        let (here, later) = tokens.split_at(len);
        let at = doc.tokens().len() - tokens.len();
        tokens = later;
        let Some(first) = here.first() else { continue };
        if i == 0 || blank_line(doc, before, first.span.start()) {
            lines.push_str("# newpar\n");
        }
        before = sentence.span.end();
        let _ = writeln!(lines, "# sent_id = {id}-{}", i + 1);
        write_text(doc, here, &mut lines);
        for (n, token) in here.iter().enumerate() {
            let next = here.get(n + 1).or(tokens.first());
            let name = names.get(at + n).map_or("", String::as_str);
            write_token(doc, &offsets, (n + 1, name), [Some(token), next], &mut lines);
        }
        lines.push('\n');
    }
    out.write_all(lines.as_bytes())
}

/// `# text = `: the sentence as its tokens and blanks make it again.
fn write_text(doc: &Document, tokens: &[Token], lines: &mut String) {
    lines.push_str("# text = ");
    let mut end = tokens.first().map_or(0, |token| token.span.start());
    for token in tokens {
        if token.span.start() > end {
            lines.push(' ');
        }
        lines.push_str(doc.slice(token.span));
        end = token.span.end();
    }
    lines.push('\n');
}

fn write_token(
    doc: &Document,
    offsets: &Offsets<'_>,
    (number, name): (usize, &str),
    [token, next]: [Option<&Token>; 2],
    lines: &mut String,
) {
    let Some(token) = token else { return };
    let end = next.map_or(doc.text().len(), |next| next.span.start());
    let gap = doc.text().get(token.span.end()..end).unwrap_or("");
    let _ = write!(lines, "{number}\t{}\t_\t_\t_\t_\t_\t_\t_\t{name}", doc.slice(token.span));
    if let kind @ (ZoneKind::PageFurniture | ZoneKind::Footnotes) = doc.zone_at(token.span.start()) {
        let _ = write!(lines, "Zone={}|", kind.name());
    }
    match gap {
        " " => {}
        "" => lines.push_str("SpaceAfter=No|"),
        _ => {
            lines.push_str("SpacesAfter=");
            gap.chars().for_each(|c| push_escaped(c, lines));
            lines.push('|');
        }
    }
    let (start, end) = offsets.of(token.span);
    let _ = writeln!(lines, "TokenRange={start}:{end}");
}

/// White space as UDPipe writes it, so that the column holds none: it has no sign for blanks of another width, which are
/// written as a plain one. `TokenRange` leads to what stands in the letter.
fn push_escaped(c: char, out: &mut String) {
    match c {
        ' ' => out.push_str("\\s"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        '\n' => out.push_str("\\n"),
        '|' => out.push_str("\\p"),
        '\\' => out.push_str("\\\\"),
        c if c.is_whitespace() => out.push_str("\\s"),
        c => out.push(c),
    }
}

/// Whether a blank line stands between two places.
fn blank_line(doc: &Document, from: usize, to: usize) -> bool {
    let gap = doc.text().get(from..to).unwrap_or("");
    gap.bytes().filter(|&byte| byte == b'\n').nth(1).is_some()
}

fn one_line(id: &str) -> String {
    id.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asides::tests::letter;
    use griffier_doc::{Sentence, TokenKind};
    use griffier_text::Span;

    #[test]
    fn tokens_and_white_space_make_the_text_again() {
        let text = "Eén  zin.\n\nNog\u{a0}één";
        let mut doc = Document::from_text("brief 1", text);
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::at(start, start + words.len())
        };
        let tokens =
            ["Eén", "zin", ".", "Nog", "één"].map(|words| Token { span: at(words), kind: TokenKind::Word });
        doc.set_tokens(tokens.to_vec());
        doc.set_sentences(["Eén  zin.", "Nog\u{a0}één"].map(|words| Sentence { span: at(words) }).to_vec());
        let mut out = Vec::new();
        write_conllu(&doc, &mut out).unwrap();
        let expected = "\
# newdoc id = brief 1
# newpar
# sent_id = brief 1-1
# text = Eén zin.
1\tEén\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\\s|TokenRange=0:3
2\tzin\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=5:8
3\t.\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\n\\n|TokenRange=8:9

# newpar
# sent_id = brief 1-2
# text = Nog één
1\tNog\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s|TokenRange=11:14
2\téén\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=15:18

";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn what_a_page_prints_between_two_halves_of_a_sentence_is_marked() {
        let text = "Zij heeft met de\n\nPagina 2 van 5\n\nsector gesproken";
        let doc = letter(text, &[text], &[("Pagina 2 van 5", ZoneKind::PageFurniture)]);
        let mut out = Vec::new();
        write_conllu(&doc, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let words = |marked: bool| -> Vec<&str> {
            let tokens = out.lines().filter(|line| line.contains('\t'));
            let chosen = tokens.filter(|line| line.contains("\tZone=page_furniture|") == marked);
            chosen.map(|line| line.split('\t').nth(1).unwrap()).collect()
        };
        assert_eq!(words(false), ["Zij", "heeft", "met", "de", "sector", "gesproken"]);
        assert_eq!(words(true), ["Pagina", "2", "van", "5"]);
    }
}
