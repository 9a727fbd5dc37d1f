//! Fonts: what the codes of a string say and how far each moves on. Outlines are no concern of a reader.

use hayro_font::hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont};
use hayro_syntax::object::{Array, Dict, Name, Object};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The fonts of a file; each is read once.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    maps: CMapResolverFn,
    /// By the bytes of their dictionary, which outlive the file.
    faces: HashMap<(*const u8, usize), Rc<Face<'a>>>,
}

/// One font.
pub(super) struct Face<'a> {
    font: Option<Font<'a>>,
    pub(super) bold: bool,
    codes: RefCell<HashMap<u32, Code>>,
    /// Of a font of drawings (Type 3): what its glyphs are called.
    names: HashMap<u32, char>,
}

/// What one code of a font stands for.
#[derive(Clone)]
pub(super) struct Code {
    /// Its characters; empty when the file does not say.
    pub(super) text: Rc<str>,
    /// How far it moves on, in thousandths of the size.
    pub(super) advance: f64,
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        let programs = |query: &FontQuery| {
            let standard = match query {
                FontQuery::Standard(font) => *font,
                FontQuery::Fallback(query) => query.pick_standard_font(),
            };
            Some(standard.get_font_data())
        };
        Self {
            cache: FontCache::new(),
            programs: Arc::new(programs),
            maps: Arc::new(|_| None),
            faces: HashMap::new(),
        }
    }

    /// The font that `dict` describes.
    pub(super) fn face(&mut self, dict: &Dict<'a>) -> Rc<Face<'a>> {
        let key = (dict.data().as_ptr(), dict.data().len());
        if let Some(face) = self.faces.get(&key) {
            return Rc::clone(face);
        }
        let font = self.cache.font(dict, &self.programs, &self.maps);
        let face =
            Rc::new(Face { font, bold: is_bold(dict), codes: RefCell::default(), names: numbered(dict) });
        self.faces.insert(key, Rc::clone(&face));
        face
    }

    /// The font of a text for which none is set, as viewers have it.
    pub(super) fn standard(&self) -> Rc<Face<'a>> {
        let font = self.cache.standard_font(StandardFont::Helvetica, &self.programs);
        Rc::new(Face { font, bold: false, codes: RefCell::default(), names: HashMap::new() })
    }
}

impl Face<'_> {
    /// The code at byte `at` of a string, and how many bytes it takes.
    pub(super) fn code(&self, string: &[u8], at: usize) -> (u32, usize) {
        self.font.as_ref().map_or((0, 1), |font| {
            let (code, len) = font.read_code(string, at);
            (code, len.max(1))
        })
    }

    /// What `code` stands for.
    pub(super) fn look_up(&self, code: u32) -> Code {
        if let Some(known) = self.codes.borrow().get(&code) {
            return known.clone();
        }
        let found = self.font.as_ref().map_or(Code { text: "".into(), advance: 0.0 }, |font| {
            let text = match font.glyph(font.map_code(code), code) {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            let text: Rc<str> = match text {
                Some(BfString::Char(c)) => readable(c.encode_utf8(&mut [0; 4])),
                Some(BfString::String(text)) => readable(&text),
                None => self.names.get(&code).map_or("".into(), |c| readable(c.encode_utf8(&mut [0; 4]))),
            };
            let advance = font.code_advance(code);
            Code { text, advance: if font.is_horizontal() { advance.x } else { advance.y.abs() } }
        });
        self.codes.borrow_mut().insert(code, found.clone());
        found
    }
}

/// The characters of a font of drawings (Type 3) whose glyphs are called after the number of a character, as programs write
/// them that turn letters into pictures of letters: `a65`, `a66`. The font must call all of them so, or the numbers mean
/// something else.
fn numbered(dict: &Dict<'_>) -> HashMap<u32, char> {
    let is_drawn = dict.get::<Name<'_>>("Subtype").is_some_and(|name| name.as_str() == "Type3");
    let encoding = dict.get::<Dict<'_>>("Encoding").filter(|_| is_drawn);
    let Some(named) = encoding.and_then(|encoding| encoding.get::<Array<'_>>("Differences")) else {
        return HashMap::new();
    };
    let (mut code, mut found) = (0_u32, HashMap::new());
    for item in named.iter::<Object<'_>>() {
        match item {
            Object::Number(number) => code = u32::try_from(number.as_i64()).unwrap_or(u32::MAX),
            Object::Name(name) if name.as_str() == ".notdef" => code = code.saturating_add(1),
            Object::Name(name) => {
                let digits = name.as_str().trim_start_matches(|c: char| c.is_ascii_alphabetic());
                let is_named = (1..=2).contains(&(name.as_str().len() - digits.len()));
                let character = digits.parse::<u8>().ok().filter(|n| is_named && (32..127).contains(n));
                let Some(character) = character else { return HashMap::new() };
                found.insert(code, char::from(character));
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    found
}

/// Ligatures as their letters, bullets of symbol fonts as bullets; no control characters.
fn readable(text: &str) -> Rc<str> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{f0b7}' | '\u{f0a7}' | '\u{f0a8}' | '\u{f076}' | '\u{f0d8}' | '\u{f0fc}' => out.push('•'),
            '\u{f02d}' | '\u{f0be}' => out.push('-'),
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.into()
}

/// Whether a font is heavier than running text, by its name and what its description says.
fn is_bold(dict: &Dict<'_>) -> bool {
    let inner = dict.get::<Array<'_>>("DescendantFonts").and_then(|all| all.iter::<Dict<'_>>().next());
    let named = |dict: &Dict<'_>| {
        dict.get::<Name<'_>>("BaseFont").is_some_and(|name| {
            let name = name.as_str().to_ascii_lowercase();
            ["bold", "black", "heavy", "demi"].iter().any(|weight| name.contains(weight))
        })
    };
    let described = |dict: &Dict<'_>| {
        dict.get::<Dict<'_>>("FontDescriptor").is_some_and(|font| {
            font.get::<u32>("Flags").is_some_and(|flags| flags & (1 << 18) != 0)
                || font.get::<f32>("FontWeight").is_some_and(|weight| weight >= 600.0)
        })
    };
    named(dict) || described(dict) || inner.is_some_and(|inner| named(&inner) || described(&inner))
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn ligatures_are_letters_and_bullets_bullets() {
        let cases = [
            ("\u{fb01}", "fi"),
            ("\u{fb03}", "ffi"),
            ("\u{f0b7}", "•"),
            ("\u{a0}", " "),
            ("\u{3}", ""),
            ("é", "é"),
        ];
        for (from, to) in cases {
            assert_eq!(&*readable(from), to);
        }
    }
}
