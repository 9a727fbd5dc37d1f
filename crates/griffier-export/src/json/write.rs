//! Writing JSON straight into bytes, without a tree in between: the record of a letter is several times as long as the letter.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// One JSON value under way. Commas are its business, well-formed nesting its caller's.
pub(super) struct Json {
    out: Vec<u8>,
    /// Whether a value stands right before, so that a comma must come first.
    comma: bool,
}

impl Json {
    pub fn with_capacity(bytes: usize) -> Self {
        Self { out: Vec::with_capacity(bytes), comma: false }
    }
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }
    /// Begins an object or array.
    #[inline]
    pub fn open(&mut self, bracket: u8) {
        self.separate();
        self.out.push(bracket);
    }
    /// Ends it.
    #[inline]
    pub fn close(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.comma = true;
    }
    /// The name of a field, which must need no escape; its value follows.
    #[inline]
    pub fn key(&mut self, name: &str) -> &mut Self {
        self.separate();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self
    }
    /// A string of several parts.
    pub fn text(&mut self, parts: &[&str]) {
        self.separate();
        self.out.push(b'"');
        parts.iter().for_each(|part| self.escaped(part));
        self.out.push(b'"');
        self.comma = true;
    }
    #[inline]
    pub fn string(&mut self, text: &str) {
        self.separate();
        self.out.push(b'"');
        self.escaped(text);
        self.out.push(b'"');
        self.comma = true;
    }
    /// A string of the program's own, which must need no escape.
    #[inline]
    pub fn name(&mut self, name: &'static str) {
        self.separate();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'"');
        self.comma = true;
    }
    pub fn number(&mut self, value: u64) {
        self.separate();
        self.digits(value);
        self.comma = true;
    }
    /// A string of a word and a number: `m12`.
    pub fn numbered(&mut self, word: &str, value: u64) {
        self.separate();
        self.out.push(b'"');
        self.escaped(word);
        self.digits(value);
        self.out.push(b'"');
        self.comma = true;
    }
    pub fn boolean(&mut self, value: bool) {
        self.literal(if value { b"true" } else { b"false" });
    }
    /// The string, or `null`.
    pub fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.literal(b"null"),
        }
    }
    pub fn null(&mut self) {
        self.literal(b"null");
    }
    /// 0 to 1 with two decimals; what is no number counts as 0, so that the record stays valid JSON.
    pub fn share(&mut self, value: f32) {
        let value = if value.is_nan() { 0.0 } else { f64::from(value).clamp(0.0, 1.0) };
        let hundredths = (value * 100.0).round() as u8;
        let (tenths, rest) = (hundredths % 100 / 10, hundredths % 10);
        let digits = [b'0' + hundredths / 100, b'.', b'0' + tenths, b'0' + rest];
        self.literal(if rest == 0 { &digits[..3] } else { &digits });
    }

    /// Points of a page, to a tenth: finer than print.
    pub fn points(&mut self, value: f32) {
        let tenths = if value.is_finite() { (f64::from(value) * 10.0).round() / 10.0 } else { 0.0 };
        self.literal(format!("{:.1}", tenths + 0.0).as_bytes());
    }
    fn literal(&mut self, bytes: &[u8]) {
        self.separate();
        self.out.extend_from_slice(bytes);
        self.comma = true;
    }
    #[inline]
    fn separate(&mut self) {
        if self.comma {
            self.out.push(b',');
        }
        self.comma = false;
    }
    fn digits(&mut self, value: u64) {
        let mut buffer = [0; 20];
        let at = digits_before(&mut buffer, 20, value);
        self.out.extend_from_slice(&buffer[at..]);
    }
    /// Two fields, `"start":7,"end":12`, written at once: a record has them in every other object.
    pub fn place(&mut self, start: u64, end: u64) {
        const START: &[u8] = b"\"start\":";
        const END: &[u8] = b",\"end\":";
        self.separate();
        let mut buffer = [0; 20 + END.len() + 20 + START.len()];
        let mut at = digits_before(&mut buffer, 20 + END.len() + 20 + START.len(), end);
        buffer[at - END.len()..at].copy_from_slice(END);
        at = digits_before(&mut buffer, at - END.len(), start);
        buffer[at - START.len()..at].copy_from_slice(START);
        self.out.extend_from_slice(&buffer[at - START.len()..]);
        self.comma = true;
    }
    /// The text with what JSON does not allow in a string escaped.
    fn escaped(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (mut copied, mut at) = (0, 0);
        loop {
            at += plain_len(&bytes[at..]);
            let Some(escape) = bytes.get(at).and_then(|&byte| escape(byte)) else { break };
            self.out.extend_from_slice(&bytes[copied..at]);
            self.out.extend_from_slice(escape.as_bytes());
            if escape == CONTROL {
                self.out.extend_from_slice(&hexadecimal(bytes[at]));
            }
            at += 1;
            copied = at;
        }
        self.out.extend_from_slice(&bytes[copied..]);
    }
}

/// Writes the digits of `value` so that they end before byte `at`; where they begin. There is room for twenty.
#[inline]
fn digits_before(buffer: &mut [u8], mut at: usize, mut value: u64) -> usize {
    loop {
        at -= 1;
        buffer[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            return at;
        }
    }
}

/// How many bytes need no escape before the first one that does.
#[inline]
fn plain_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk()
        && is_plain(u64::from_le_bytes(*chunk))
    {
        at += 8;
    }
    at + bytes[at..].iter().take_while(|&&byte| PLAIN[usize::from(byte)]).count()
}

/// The bytes that need no escape.
static PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 0x20 {
        plain[byte] = false;
        byte += 1;
    }
    (plain[b'"' as usize], plain[b'\\' as usize]) = (false, false);
    plain
};

/// Whether none of eight bytes needs an escape; in doubt it does.
#[inline]
fn is_plain(chunk: u64) -> bool {
    let below = |chunk: u64, limit: u64| chunk.wrapping_sub(limit * ONES) & !chunk;
    let equal = |byte: u8| below(chunk ^ (u64::from(byte) * ONES), 1);
    (below(chunk, 0x20) | equal(b'"') | equal(b'\\')) & HIGH == 0
}

/// Before the two digits of a control character.
const CONTROL: &str = "\\u00";

fn escape(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'"' => "\\\"",
        b'\\' => "\\\\",
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        0x08 => "\\b",
        0x0c => "\\f",
        0..0x20 => CONTROL,
        _ => return None,
    })
}

fn hexadecimal(byte: u8) -> [u8; 2] {
    [byte >> 4, byte & 15].map(|digit| if digit < 10 { b'0' + digit } else { b'a' + digit - 10 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_as_others_do() {
        let all: String = (0..0x300)
            .filter_map(char::from_u32)
            .chain("😀 gewone tekst van meer dan acht tekens".chars())
            .collect();
        for (from, _) in all.char_indices() {
            let mut json = Json::with_capacity(0);
            json.string(&all[from..]);
            assert_eq!(
                String::from_utf8(json.into_bytes()).unwrap(),
                serde_json::to_string(&all[from..]).unwrap()
            );
        }
    }

    #[test]
    fn numbers_and_shares() {
        let mut json = Json::with_capacity(0);
        json.open(b'[');
        [0, 7, 10, u64::MAX].into_iter().for_each(|number| json.number(number));
        json.close(b']');
        json.open(b'[');
        let shares = [0.0, 0.05, 0.5, 0.506, 0.95, 0.999, 1.0, 2.0, -1.0, f32::NAN];
        shares.into_iter().for_each(|share| json.share(share));
        json.close(b']');
        let found = String::from_utf8(json.into_bytes()).unwrap();
        assert_eq!(found, "[0,7,10,18446744073709551615],[0.0,0.05,0.5,0.51,0.95,1.0,1.0,1.0,0.0,0.0]");
    }
}
