//! The bytes of a PDF: objects, pages, fonts, and the table that says where they are.

use super::Characters;
use super::set::{Face, Line, advance};
use std::fmt::Write as _;

/// A file that is being written; object 1 is its catalog, 2 the tree of its pages.
pub(super) struct File {
    characters: Characters,
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    /// The characters that were used, in the order in which they came.
    used: Vec<char>,
}

/// The fonts, by the number in their name.
const FACES: [(Face, &str); 3] =
    [(Face::Plain, "Helvetica"), (Face::Bold, "Helvetica-Bold"), (Face::Italic, "Helvetica-Oblique")];
/// The catalog, the pages, the fonts with their parts, the information dictionary.
const RESERVED: usize = 2 + 3 * 3 + 1;

impl File {
    pub(super) fn new(characters: Characters) -> Self {
        Self { characters, objects: vec![Vec::new(); RESERVED], pages: Vec::new(), used: Vec::new() }
    }

    /// Adds a page with lines at their heights above its lower edge.
    pub(super) fn page<'l>(
        &mut self,
        (width, height): (f32, f32),
        lines: impl Iterator<Item = (f32, &'l Line)>,
    ) {
        let mut content = String::new();
        let mut notes = String::new();
        for (y, line) in lines {
            for span in &line.spans {
                let font = FACES.iter().position(|(face, _)| *face == span.face).unwrap_or(0);
                let shown = self.shown(&span.text);
                let (left, high) = (span.left, y + span.rise);
                let _ =
                    writeln!(content, "BT /F{font} {} Tf {left:.2} {high:.2} Td {shown} TJ ET", span.size);
                if let Some(target) = &span.target {
                    let (low, top, right) = (y - 2.0, y + span.size, span.right());
                    let _ = write!(
                        notes,
                        "<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [{left:.2} {low:.2} {right:.2} {top:.2}] /A << /S /URI /URI ({}) >> >> ",
                        escaped(target)
                    );
                }
            }
        }
        let content = self.add(stream("", content.as_bytes()));
        let fonts: String = (0..FACES.len()).map(|i| format!("/F{i} {} 0 R ", 3 + i)).collect();
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources << /Font << {fonts}>> >> /Contents {content} 0 R /Annots [{notes}] >>"
        );
        let page = self.add(page.into_bytes());
        self.pages.push(page);
    }

    /// A string with the small steps between some letters that typesetters make.
    fn shown(&mut self, text: &str) -> String {
        let mut out = String::from("[");
        let mut run: Vec<char> = Vec::new();
        for c in text.chars() {
            run.push(c);
            if matches!(c, 'V' | 'T' | 'W') {
                let _ = write!(out, "{} 40 ", self.string(&run));
                run.clear();
            }
        }
        let _ = write!(out, "{}]", self.string(&run));
        out
    }

    fn string(&mut self, run: &[char]) -> String {
        let mut out = String::from("<");
        for &c in run {
            let _ = match self.characters {
                Characters::Windows => write!(out, "{:02x}", windows(c)),
                Characters::Numbered => write!(out, "{:04x}", self.number(c)),
            };
        }
        out + ">"
    }

    fn number(&mut self, c: char) -> usize {
        let at = self.used.iter().position(|&used| used == c).unwrap_or_else(|| {
            self.used.push(c);
            self.used.len() - 1
        });
        at + 3
    }

    fn add(&mut self, object: Vec<u8>) -> usize {
        self.objects.push(object);
        self.objects.len()
    }

    pub(super) fn finish(mut self, title: Option<&str>, date: Option<&str>) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        self.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>".to_vec();
        self.objects[1] =
            format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()).into_bytes();
        for (i, (_, name)) in FACES.iter().enumerate() {
            match self.characters {
                Characters::Windows => self.objects[2 + i] = simple(name),
                Characters::Numbered => {
                    let (parts, map) = (6 + 2 * i, 7 + 2 * i);
                    self.objects[2 + i] = format!(
                        "<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{parts} 0 R] /ToUnicode {map} 0 R >>"
                    )
                    .into_bytes();
                    self.objects[parts - 1] = self.descendant(name);
                    self.objects[map - 1] = stream("", self.map().as_bytes());
                }
            }
        }
        let title = title.map(|title| format!("/Title <feff{}> ", utf16(title))).unwrap_or_default();
        let date = date
            .map(|date| format!("/CreationDate (D:{}120000Z)", date.replace('-', "")))
            .unwrap_or_default();
        self.objects[RESERVED - 1] = format!("<< {title}{date} >>").into_bytes();
        self.bytes()
    }

    fn descendant(&self, name: &str) -> Vec<u8> {
        let widths: String = self.used.iter().map(|&c| format!("{} ", advance(c))).collect();
        format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 32 >> /DW 500 /W [3 [{widths}]] >>"
        )
        .into_bytes()
    }

    fn map(&self) -> String {
        let mut out = String::from(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n",
        );
        for (at, chunk) in self.used.chunks(100).enumerate() {
            let _ = writeln!(out, "{} beginbfchar", chunk.len());
            for (i, c) in chunk.iter().enumerate() {
                let _ = writeln!(out, "<{:04x}> <{}>", at * 100 + i + 3, utf16(&c.to_string()));
            }
            out.push_str("endbfchar\n");
        }
        out + "endcmap end end"
    }

    fn bytes(self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut places = Vec::new();
        for (i, object) in self.objects.iter().enumerate() {
            places.push(out.len());
            let object: &[u8] = if object.is_empty() { b"null" } else { object };
            out.extend(format!("{} 0 obj\n", i + 1).bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        let size = places.len() + 1;
        out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        for place in places {
            out.extend(format!("{place:010} 00000 n \n").bytes());
        }
        out.extend(
            format!(
                "trailer\n<< /Size {size} /Root 1 0 R /Info {RESERVED} 0 R >>\nstartxref\n{start}\n%%EOF\n"
            )
            .bytes(),
        );
        out
    }
}

/// A stream object with more in its dictionary.
fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

fn simple(name: &str) -> Vec<u8> {
    let widths: String = (32..=255_u8).map(|byte| format!("{} ", advance(unicode(byte)))).collect();
    format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [{widths}] >>"
    )
    .into_bytes()
}

/// What Windows has where Latin-1 has control characters; `\0` where nothing.
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

fn unicode(byte: u8) -> char {
    if (0x80..0xa0).contains(&byte) { WINDOWS[usize::from(byte - 0x80)] } else { char::from(byte) }
}

fn windows(c: char) -> u8 {
    match WINDOWS.iter().position(|&known| known == c) {
        Some(at) if c != '\0' => 0x80 + at as u8,
        _ => u8::try_from(u32::from(c)).unwrap_or(b'-'),
    }
}

fn utf16(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04x}")).collect()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")
}
