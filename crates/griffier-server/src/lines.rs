//! A body as lines: one at a time, each within a bound, however long the body is.

use crate::problem::{Kind, Problem};
use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::{Stream, StreamExt, stream};
use std::time::Duration;

/// A line with its number, from 1.
#[derive(Debug)]
pub(crate) enum Line {
    /// With its bytes, without its end.
    Whole(u64, Vec<u8>),
    /// One that cannot be read; of the last one nothing more is known than that the body ended within it.
    Lost(u64, Problem),
}

struct State {
    body: Option<BodyDataStream>,
    /// What has arrived and was not cut into lines.
    chunk: Bytes,
    /// The start of a line whose end has not arrived.
    line: Vec<u8>,
    /// Whether that line is too long, and not kept.
    skips: bool,
    number: u64,
    most: usize,
    time: Duration,
}

/// The lines of `body` that are not blank. A line may have `most` bytes, and a client may be silent for `time`.
pub(crate) fn of(body: Body, most: usize, time: Duration) -> impl Stream<Item = Line> + Send {
    let state = State {
        body: Some(body.into_data_stream()),
        chunk: Bytes::new(),
        line: Vec::new(),
        skips: false,
        number: 0,
        most,
        time,
    };
    stream::unfold(state, |mut state| async { state.next().await.map(|line| (line, state)) })
}

impl State {
    async fn next(&mut self) -> Option<Line> {
        loop {
            if let Some(end) = self.chunk.iter().position(|&byte| byte == b'\n') {
                let rest = self.chunk.split_to(end + 1);
                self.keep(&rest[..end]);
                if let Some(line) = self.end() {
                    return Some(line);
                }
                continue;
            }
            let chunk = std::mem::take(&mut self.chunk);
            self.keep(&chunk);
            let body = self.body.as_mut()?;
            match tokio::time::timeout(self.time, body.next()).await {
                Ok(Some(Ok(chunk))) => self.chunk = chunk,
                Ok(None) => {
                    self.body = None;
                    return self.end();
                }
                Ok(Some(Err(error))) => return Some(self.broken(Kind::Malformed, error.to_string())),
                Err(_) => {
                    let detail = "nothing has arrived for the time of a request (--timeout)";
                    return Some(self.broken(Kind::Slow, detail.to_owned()));
                }
            }
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.line.len() + bytes.len() > self.most {
            self.skips = true;
            self.line = Vec::new();
        }
        if !self.skips {
            self.line.extend_from_slice(bytes);
        }
    }

    /// The line that ends here, unless it is blank.
    fn end(&mut self) -> Option<Line> {
        self.number += 1;
        let line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.skips) {
            let detail = format!("a line has at most {} bytes (--max-body-bytes)", self.most);
            return Some(Line::Lost(self.number, Problem::new(Kind::TooLarge, detail)));
        }
        (!line.trim_ascii().is_empty()).then_some(Line::Whole(self.number, line))
    }

    fn broken(&mut self, kind: Kind, detail: String) -> Line {
        self.body = None;
        self.line = Vec::new();
        self.chunk = Bytes::new();
        Line::Lost(self.number + 1, Problem::new(kind, format!("the stream broke off: {detail}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    #[track_caller]
    fn check(chunks: &[&'static str], expected: &[&str]) {
        let chunks = chunks.iter().map(|&chunk| Ok::<_, Infallible>(Bytes::from_static(chunk.as_bytes())));
        let body = Body::from_stream(stream::iter(chunks.collect::<Vec<_>>()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let shown = |line: Line| match line {
            Line::Whole(number, bytes) => format!("{number} {}", String::from_utf8(bytes).unwrap()),
            Line::Lost(number, problem) => format!("{number} {:?}", problem.kind),
        };
        let lines = of(body, 5, Duration::from_secs(5)).map(shown).collect::<Vec<_>>();
        assert_eq!(runtime.block_on(lines), expected);
    }

    #[test]
    fn lines_are_whole_whatever_the_chunks() {
        check(&["een\ntwee\n"], &["1 een", "2 twee"]);
        check(&["e", "en", "\n", "twee"], &["1 een", "2 twee"]);
        check(&["\n \r\neen\r\n\n"], &["3 een\r"]);
        check(&[], &[]);
        check(
            &["zeslang\nvijfl\n", "zes", "lang", "er\neen"],
            &["1 TooLarge", "2 vijfl", "3 TooLarge", "4 een"],
        );
        check(&["te lang zonder eind"], &["1 TooLarge"]);
    }
}
