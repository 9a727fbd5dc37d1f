//! Markdown: the file is the text, marks included; later stages read past them.

use crate::{Reader, encoding};
use griffier_doc::Format;
use memchr::memmem;

/// Takes files whose lines carry Markdown marks.
pub(crate) const READER: Reader =
    Reader { format: Format::Markdown, extensions: &["md", "markdown"], recognizes, read: encoding::read };

/// So many marked lines make a text Markdown: one alone may be a list's number sign or a stray asterisk.
const MARKED_LINES: usize = 2;

/// How much of a file is looked at.
const SAMPLE: usize = 64 * 1024;

fn recognizes(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Only lines with a byte of some mark are looked at; most texts have few.
    let mut some = memchr::memchr3_iter(b'#', b'|', b'[', sample).peekable();
    let mut others = memchr::memchr3_iter(b']', b'\\', b'*', sample).peekable();
    let (mut marked, mut at) = (0, 0);
    loop {
        while some.next_if(|&hit| hit < at).is_some() {}
        while others.next_if(|&hit| hit < at).is_some() {}
        let hits = [some.peek(), others.peek()];
        let Some(&hit) = hits.into_iter().flatten().min() else { return false };
        let start = sample[at..hit].iter().rposition(|&byte| byte == b'\n').map_or(at, |end| at + end + 1);
        let end = memchr::memchr(b'\n', &sample[hit..]).map_or(sample.len(), |len| hit + len);
        let line = sample[start..end].trim_ascii();
        marked += usize::from(is_heading(line) || is_table_rule(line) || has_inline_mark(line));
        if marked == MARKED_LINES {
            return true;
        }
        at = end;
    }
}

/// `## Kop`, with text after the marks.
fn is_heading(line: &[u8]) -> bool {
    let level = line.iter().take_while(|&&byte| byte == b'#').count();
    (1..=6).contains(&level) && line.get(level) == Some(&b' ')
}

/// `|---|:--:|`
fn is_table_rule(line: &[u8]) -> bool {
    line.starts_with(b"|")
        && memmem::find(line, b"---").is_some()
        && line.iter().all(|byte| b"|-: ".contains(byte))
}

/// A link, a footnote, an escaped mark or strong emphasis.
fn has_inline_mark(line: &[u8]) -> bool {
    let links = [&b"](http"[..], b"](#", b"](mailto:", b"[^", b"\\[", b"\\_", b"\\*"];
    links.iter().any(|mark| memmem::find(line, mark).is_some()) || has_strong(line)
}

/// `**x**`: marks that open before a word and close after one, unlike a row of asterisks.
fn has_strong(line: &[u8]) -> bool {
    let edge = |at: usize| line.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'*');
    let Some(open) = memmem::find_iter(line, b"**").find(|&at| edge(at + 2)) else { return false };
    memmem::find_iter(&line[open + 2..], b"**").any(|at| at > 0 && edge(open + 1 + at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, markdown: bool) {
        assert_eq!(recognizes(text.as_bytes()), markdown, "{text}");
    }

    #[test]
    fn two_marked_lines_make_markdown() {
        check("# Kamerbrief\n\n## Inleiding\n", true);
        check("**Betreft:** motie\nZie [de brief](https://example.org).", true);
        check("| a | b |\n|---|:-:|\n| **1** | 2 |", true);
        check("Zie noot[^1].\n\n[^1]: Kamerstuk\n", true);
        check("motie 33 694\\_a\nen \\[bijlage\\]", true);
    }

    #[test]
    fn marks_that_plain_text_has_too_do_not() {
        check("Geachte voorzitter,\n- eerste\n- tweede\n* derde\n", false);
        check("# 1 van de lijst\nen verder niets", false);
        check("****\n* * *\n** noot\n2 ** 3 ** 4\n", false);
        check("#hashtag\n#nogeen\n####### zeven\n", false);
        check("| kolom | kolom |\n---\n[1] Kamerstuk\n[2] Kamerstuk", false);
        check("", false);
    }
}
