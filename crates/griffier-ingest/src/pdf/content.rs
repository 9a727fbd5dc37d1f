//! What a page draws: its characters in the order of drawing, each with its place, size and weight.
//!
//! Of the language of pages only what moves or shows text is followed, into the forms that a page is put together from.

use super::bounds::{Budget, Excess};
use super::damage;
use super::font::{Face, Fonts};
use super::geometry::{Matrix, Turn};
use super::rules::{Pen, Rule};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use std::rc::Rc;

/// A character as drawn, or a few that are drawn as one.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: Rc<str>,
    pub(super) turn: Turn,
    /// Its edges along the line.
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where the line stands on which it is written.
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Whether the file says that it belongs to the page, not to the text.
    pub(super) artifact: bool,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Characters of which the file does not say what they are.
    pub(super) unknown: usize,
    /// Whether there are pictures or drawings that may show text.
    pub(super) pictures: bool,
    /// Whether some of what it draws cannot be unpacked.
    pub(super) broken: bool,
}

/// Forms within forms.
const DEPTH: u8 = 16;
/// States that a page saves without restoring them.
const SAVED: usize = 512;
/// Outlines of a page that may be letters without their characters.
const OUTLINES: usize = 300;

/// A packed stream of more bytes than this unpacks to more than it was.
const HOLLOW: usize = 160;
/// Operators that no PDF has, of which a sound page holds one or two at most.
const STRAY: usize = 3;

/// Reads what `page` draws.
pub(super) fn read<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>, budget: &mut Budget) -> Result<Drawn, Excess> {
    let mut bytes = Vec::new();
    let mut streams: Vec<Stream<'a>> = page.raw().get::<Stream<'a>>("Contents").into_iter().collect();
    if let Some(parts) = page.raw().get::<Array<'a>>("Contents") {
        streams.extend(parts.iter::<Stream<'a>>());
    }
    let mut broken = streams.is_empty() && page.raw().contains_key("Contents");
    for stream in &streams {
        let part = budget.unpack(stream)?;
        // What a damaged stream unpacks to may be nothing at all, or less than it was.
        let raw = packed_size(stream);
        let hollow = part.as_ref().is_some_and(|part| part.len() < raw) && raw > HOLLOW;
        broken |= part.is_none() || hollow;
        bytes.extend(part.unwrap_or_default());
        bytes.push(b'\n');
    }
    let start = Matrix(page.initial_transform(true).as_coeffs());
    let (width, height) = page.render_dimensions();
    let mut reader = Reader {
        fonts,
        budget,
        drawn: Drawn { broken, ..Drawn::default() },
        pen: Pen::default(),
        outlines: 0,
        stray: 0,
        open: false,
        marked: Vec::new(),
        width: f64::from(width),
        height: f64::from(height),
    };
    let state = State { page: start, ..State::default() };
    reader.stream(&bytes, page.resources(), state, 0)?;
    // Bytes that are no drawing, or a text that never ends: the stream was damaged on the way.
    reader.drawn.broken |= reader.stray > STRAY || reader.open || damage::is_damaged(&bytes);
    reader.drawn.pictures |= reader.outlines > OUTLINES;
    reader.drawn.rules = reader.pen.rules();
    Ok(reader.drawn)
}

/// The least bytes that the packing of a stream has. One that writes them as letters, with line ends among these, is longer than what
/// it packs.
fn packed_size(stream: &Stream<'_>) -> usize {
    let raw = stream.raw_data().len();
    let dict = stream.dict();
    let first =
        dict.get::<Name<'_>>("Filter").or_else(|| dict.get::<Array<'_>>("Filter")?.iter::<Name<'_>>().next());
    match first.as_ref().map(AsRef::as_ref) {
        Some(b"ASCIIHexDecode" | b"AHx") => raw / 5 * 2,
        Some(b"ASCII85Decode" | b"A85") => raw / 4 * 3,
        _ => raw,
    }
}

/// What the operators for text work on.
#[derive(Clone)]
struct State<'a> {
    /// From the drawing's space to the page as shown, its top left corner first.
    page: Matrix,
    text: Matrix,
    line: Matrix,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State<'_> {
    fn default() -> Self {
        Self {
            page: Matrix::IDENTITY,
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            face: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

impl State<'_> {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = self.line.after(Matrix::moved(x, y));
        self.text = self.line;
    }
}

/// A stretch of the drawing that its file has marked.
struct Marked {
    artifact: bool,
    /// What the stretch reads as, and the first character of it.
    actual: Option<(String, usize)>,
}

struct Reader<'r, 'a> {
    fonts: &'r mut Fonts<'a>,
    budget: &'r mut Budget,
    drawn: Drawn,
    pen: Pen,
    outlines: usize,
    /// Operators that no PDF has.
    stray: usize,
    /// Whether a text object has begun and not ended.
    open: bool,
    marked: Vec<Marked>,
    width: f64,
    height: f64,
}

impl<'a> Reader<'_, 'a> {
    fn stream(
        &mut self,
        bytes: &[u8],
        resources: &Resources<'a>,
        mut state: State<'a>,
        depth: u8,
    ) -> Result<(), Excess> {
        let mut saved: Vec<State<'a>> = Vec::new();
        let marked = self.marked.len();
        let mut steps = TypedIter::new(bytes);
        while let Some(step) = steps.next() {
            self.budget.step()?;
            match step {
                TypedInstruction::SaveState(_) if saved.len() < SAVED => saved.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = saved.pop().unwrap_or(state),
                TypedInstruction::Transform(m) => {
                    let m = [m.0, m.1, m.2, m.3, m.4, m.5].map(|number| number.as_f64());
                    state.page = state.page.after(Matrix(m));
                }
                TypedInstruction::XObject(name) => {
                    if let Some(object) = resources.get_x_object(name.0) {
                        self.object(&object, resources, &state, depth)?;
                    }
                }
                TypedInstruction::InlineImage(_) | TypedInstruction::Shading(_) => self.drawn.pictures = true,
                TypedInstruction::Fallback(_) => self.stray += 1,
                TypedInstruction::EndText(_) => self.open = false,
                TypedInstruction::BeginMarkedContent(tag) => self.mark(tag.0.as_ref(), None),
                TypedInstruction::BeginMarkedContentWithProperties(tag) => {
                    let properties = match tag.1 {
                        Object::Dict(dict) => Some(dict.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name.as_ref()),
                        _ => None,
                    };
                    self.mark(tag.0.as_ref(), properties.as_ref());
                }
                TypedInstruction::EndMarkedContent(_) if self.marked.len() > marked => self.unmark(),
                step if self.path(&step, state.page) => {}
                step => self.text(&step, resources, &mut state)?,
            }
        }
        self.marked.truncate(marked);
        Ok(())
    }

    /// The operators that make and paint paths; whether `step` is one.
    fn path(&mut self, step: &TypedInstruction<'_, '_>, page: Matrix) -> bool {
        use TypedInstruction as Op;
        match step {
            Op::MoveTo(to) => self.pen.move_to(page, to.0.as_f64(), to.1.as_f64()),
            Op::LineTo(to) => self.pen.line_to(page, to.0.as_f64(), to.1.as_f64()),
            Op::CubicTo(to) => self.pen.curve_to(page, to.4.as_f64(), to.5.as_f64()),
            Op::CubicStartTo(to) => self.pen.curve_to(page, to.2.as_f64(), to.3.as_f64()),
            Op::CubicEndTo(to) => self.pen.curve_to(page, to.2.as_f64(), to.3.as_f64()),
            Op::RectPath(area) => {
                self.pen.area(page, [&area.0, &area.1, &area.2, &area.3].map(|number| number.as_f64()));
            }
            Op::ClosePath(_) => self.pen.close(),
            Op::EndPath(_) => self.pen.paint(false, false),
            Op::StrokePath(_) => self.pen.paint(true, false),
            Op::FillPathNonZero(_) | Op::FillPathEvenOdd(_) | Op::FillPathNonZeroCompatibility(_) => {
                self.outlines += 1;
                self.pen.paint(false, true);
            }
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => self.pen.paint(true, true),
            Op::CloseAndStrokePath(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.pen.close();
                self.pen.paint(true, true);
            }
            _ => return false,
        }
        true
    }

    /// The operators that move or show text.
    fn text(
        &mut self,
        step: &TypedInstruction<'_, '_>,
        resources: &Resources<'a>,
        state: &mut State<'a>,
    ) -> Result<(), Excess> {
        match step {
            TypedInstruction::BeginText(_) => {
                self.open = true;
                (state.text, state.line) = (Matrix::IDENTITY, Matrix::IDENTITY);
            }
            TypedInstruction::CharacterSpacing(value) => state.spacing = value.0.as_f64(),
            TypedInstruction::WordSpacing(value) => state.word_spacing = value.0.as_f64(),
            TypedInstruction::HorizontalScaling(value) => state.stretch = value.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(value) => state.leading = value.0.as_f64(),
            TypedInstruction::TextRise(value) => state.rise = value.0.as_f64(),
            TypedInstruction::TextFont(font) => {
                state.size = font.1.as_f64();
                state.face = resources.get_font(font.0).map(|dict| self.fonts.face(&dict));
            }
            TypedInstruction::SetGraphicsState(name) => {
                let set = resources.get_ext_g_state(name.0).and_then(|set| set.get::<Array<'a>>("Font"));
                if let Some(font) = set {
                    state.face = font.iter::<Dict<'a>>().next().map(|dict| self.fonts.face(&dict));
                    state.size =
                        font.iter::<Object<'a>>().nth(1).and_then(Object::into_f32).map_or(0.0, f64::from);
                }
            }
            TypedInstruction::SetTextMatrix(m) => {
                state.line = Matrix([m.0, m.1, m.2, m.3, m.4, m.5].map(|number| number.as_f64()));
                state.text = state.line;
            }
            TypedInstruction::NextLine(by) => state.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f64();
                state.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => state.next_line(0.0, -state.leading),
            TypedInstruction::ShowText(text) => self.show(text.0.as_bytes(), state)?,
            TypedInstruction::NextLineAndShowText(text) => {
                state.next_line(0.0, -state.leading);
                self.show(text.0.as_bytes(), state)?;
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                (state.word_spacing, state.spacing) = (text.0.as_f64(), text.1.as_f64());
                state.next_line(0.0, -state.leading);
                self.show(text.2.as_bytes(), state)?;
            }
            TypedInstruction::ShowTexts(parts) => {
                for part in parts.0.iter::<Object<'_>>() {
                    match part {
                        Object::Number(by) => {
                            let x = -by.as_f64() / 1000.0 * state.size * state.stretch;
                            state.text = state.text.after(Matrix::moved(x, 0.0));
                        }
                        Object::String(text) => self.show(text.as_bytes(), state)?,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Draws a form or notes a picture.
    fn object(
        &mut self,
        object: &Stream<'a>,
        resources: &Resources<'a>,
        state: &State<'a>,
        depth: u8,
    ) -> Result<(), Excess> {
        let dict = object.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_ref() != b"Form") {
            self.drawn.pictures = true;
            return Ok(());
        }
        if depth >= DEPTH {
            return Ok(());
        }
        let Some(bytes) = self.budget.unpack(object)? else { return Ok(()) };
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        let matrix = dict.get::<[f64; 6]>("Matrix").map_or(Matrix::IDENTITY, Matrix);
        let state = State { page: state.page.after(matrix), ..state.clone() };
        self.stream(&bytes, own.as_ref().unwrap_or(resources), state, depth + 1)
    }

    fn mark(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let outer = self.marked.last().is_some_and(|marked| marked.artifact);
        let actual = properties.and_then(|dict| dict.get::<hayro_syntax::object::String<'_>>("ActualText"));
        let actual = actual.map(|text| (super::properties::text(text.as_bytes()), self.drawn.glyphs.len()));
        self.marked
            .push(Marked { artifact: outer || (tag == b"Artifact" && is_pagination(properties)), actual });
    }

    /// Ends a marked stretch: what it reads as takes the place of what was drawn, if that is on one line.
    fn unmark(&mut self) {
        let Some(Marked { actual: Some((actual, from)), .. }) = self.marked.pop() else { return };
        let [first, rest @ ..] = &self.drawn.glyphs[from.min(self.drawn.glyphs.len())..] else { return };
        let one_line =
            |glyph: &Glyph| glyph.turn == first.turn && (glyph.base - first.base).abs() < 0.6 * first.size;
        if !rest.iter().all(one_line) || rest.len() > 4 * actual.len() + 4 {
            return;
        }
        let mut whole = first.clone();
        for glyph in rest {
            (whole.left, whole.right) = (whole.left.min(glyph.left), whole.right.max(glyph.right));
        }
        let text = actual.trim_matches('\0');
        self.drawn.glyphs.truncate(from);
        if !text.is_empty() {
            whole.text = text.into();
            self.drawn.glyphs.push(whole);
        }
    }

    /// Shows a string in the font of `state`.
    fn show(&mut self, string: &[u8], state: &mut State<'a>) -> Result<(), Excess> {
        let face = state.face.get_or_insert_with(|| self.fonts.standard()).clone();
        let artifact = self.marked.last().is_some_and(|marked| marked.artifact);
        let mut at = 0;
        while at < string.len() {
            self.budget.step()?;
            let (code, len) = face.code(string, at);
            let blank = len == 1 && string[at] == b' ';
            at += len;
            let meaning = face.look_up(code);
            let wide = meaning.advance / 1000.0 * state.size * state.stretch;
            self.glyph(&meaning.text, wide, state, face.bold, artifact);
            let spacing = state.spacing + if blank { state.word_spacing } else { 0.0 };
            state.text = state.text.after(Matrix::moved(wide + spacing * state.stretch, 0.0));
        }
        Ok(())
    }

    fn glyph(&mut self, text: &Rc<str>, wide: f64, state: &State<'a>, bold: bool, artifact: bool) {
        let whole = state.page.after(state.text);
        let (_, scale) = whole.scales();
        let size = (scale * state.size).abs();
        if !whole.is_finite() || !size.is_finite() || size <= 0.0 {
            return;
        }
        let start = whole.apply(0.0, state.rise);
        let end = whole.apply(wide, state.rise);
        let outside =
            |(x, y): (f64, f64)| x < -size || y < -size || x > self.width + size || y > self.height + size;
        if outside(start) || outside(end) {
            return;
        }
        if text.is_empty() {
            self.drawn.unknown += 1;
            return;
        }
        let turn = Turn::of(end.0 - start.0, end.1 - start.1);
        let (from, base) = turn.along(start);
        let (to, _) = turn.along(end);
        let (left, right) = (from.min(to), from.max(to));
        let text = Rc::clone(text);
        self.drawn.glyphs.push(Glyph { text, turn, left, right, base, size: size as f32, bold, artifact });
    }
}

/// Whether an artifact is a running head or foot, not merely a rule or a background.
fn is_pagination(properties: Option<&Dict<'_>>) -> bool {
    let Some(properties) = properties else { return false };
    let is = |key: &str, values: &[&[u8]]| {
        properties.get::<Name<'_>>(key).is_some_and(|name| values.contains(&name.as_ref()))
    };
    is("Type", &[b"Pagination"]) || is("Subtype", &[b"Header", b"Footer"])
}
