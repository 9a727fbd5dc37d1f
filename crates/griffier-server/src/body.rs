//! From the body of a request to letters: plain text, JSON, files, forms. What is sent is bytes and a name for them; no
//! name leads to a file.

use crate::answer::{inner, media_type};
use crate::app::{Admitted, App};
use crate::problem::{Kind, Problem};
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use griffier::{Day, Field, Format, Stated, Trust};
use griffier_ingest::{Found, Input, Letter, Limits, letter_of_line, letters};
use std::io::Cursor;
use std::ops::ControlFlow;

/// The media type of an object a line.
pub(crate) const LINES: &str = "application/x-ndjson";

/// Longer names are cut.
const NAME: usize = 200;

/// How many times its size a file may unpack to, all in all: text in a packed format grows, and a bomb much more.
const UNPACKED: u64 = 8;

/// Letters that one file may hold, if it is an archive.
const MOST: usize = 1000;

/// What a client says of a letter beside its bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub id: Option<String>,
    pub date: Option<String>,
    pub name: Option<String>,
}

/// What a client sent, not looked at yet.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    /// A file; of this format, if the client says so.
    File { name: String, bytes: Bytes, format: Option<Format>, said: Said },
    /// One object of JSON.
    Object { bytes: Bytes, said: Said },
}

/// The most that a letter of a request may cost.
pub(crate) fn limits(app: &App) -> Limits {
    let bytes = (app.options.body as u64).saturating_mul(UNPACKED);
    Limits { bytes, pages: 2_000, depth: 2, ..Limits::default() }
}

/// Refuses a `date` that is no day of the calendar.
pub(crate) fn check_day(date: &str) -> Result<(), Problem> {
    if date.len() == "2021-10-11".len() && Day::first(date).is_some() {
        return Ok(());
    }
    let shown: String = date.chars().take(40).collect();
    Err(Problem::new(Kind::Malformed, format!("date: {shown:?} is no day of the calendar (YYYY-MM-DD)")))
}

/// A name that leads nowhere: without folders, without what a terminal would obey, not too long.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let name: String = last.chars().filter(|c| !c.is_control()).take(NAME).collect();
    match name.trim().trim_matches('.') {
        "" => "letter".to_owned(),
        _ => name,
    }
}

/// What a request sends. `said` stands in its address.
///
/// # Errors
/// When it is too much, too slow, or of a kind that is not read.
pub(crate) async fn read(
    app: &App,
    admitted: &Admitted,
    request: Request,
    said: Said,
) -> Result<Sent, Problem> {
    check_length(app, request.headers())?;
    let read = async {
        let media = media_type(request.headers());
        match media.as_deref() {
            Some("multipart/form-data") => return form(request, said).await,
            Some("application/json") => {
                let bytes = bytes(request).await?;
                return Ok(Sent { parts: vec![Part::Object { bytes, said }] });
            }
            _ => {}
        }
        let (extension, format) = kind(media.as_deref())?;
        let bytes = bytes(request).await?;
        let name = said.name.as_deref().map_or_else(|| format!("letter{extension}"), plain);
        Ok(Sent { parts: vec![Part::File { name, bytes, format, said }] })
    };
    match tokio::time::timeout_at(admitted.deadline.into(), read).await {
        Ok(sent) => sent,
        Err(_) => {
            Err(Problem::new(Kind::Slow, "the body did not arrive in the time of one request (--timeout)"))
        }
    }
}

/// Refuses what says itself that it is too large, before it is sent.
pub(crate) fn check_length(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let length =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(length) if length > app.options.body as u64 => Err(too_large(app.options.body)),
        _ => Ok(()),
    }
}

fn too_large(most: usize) -> Problem {
    Problem::new(Kind::TooLarge, format!("the body of a request has at most {most} bytes (--max-body-bytes)"))
}

/// How a file of this media type is called and read; without a format its first bytes show what it is.
fn kind(media: Option<&str>) -> Result<(&'static str, Option<Format>), Problem> {
    Ok(match media {
        None | Some("application/octet-stream") => ("", None),
        Some("text/plain") => (".txt", Some(Format::Text)),
        Some("text/markdown") => (".md", Some(Format::Markdown)),
        Some("text/html" | "application/xhtml+xml") => (".html", Some(Format::Html)),
        Some("application/xml" | "text/xml") => (".xml", None),
        Some("application/pdf") => (".pdf", Some(Format::Pdf)),
        Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document") => (".docx", None),
        Some("application/vnd.oasis.opendocument.text") => (".odt", None),
        Some("message/rfc822") => (".eml", None),
        Some(other) => {
            let other: String = other.chars().take(80).collect();
            return Err(Problem::new(
                Kind::MediaType,
                format!(
                    "{other} is not read; send text/plain, application/json, application/x-ndjson, multipart/form-data, \
                     the type of a document (PDF, Word, OpenDocument, HTML, XML, Markdown) or application/octet-stream"
                ),
            ));
        }
    })
}

async fn bytes(request: Request) -> Result<Bytes, Problem> {
    Bytes::from_request(request, &()).await.map_err(|error| failed(error.status(), inner(&error)))
}

/// Why a body could not be read.
fn failed(status: StatusCode, words: String) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            Kind::TooLarge,
            "the body is larger than that of a request may be (--max-body-bytes)",
        ),
        _ => Problem::new(Kind::Malformed, format!("the body cannot be read: {words}")),
    }
}

/// A form as browsers send it: files in fields of any name, or a field `text`, and `id` and `date` for all of them.
async fn form(request: Request, mut said: Said) -> Result<Sent, Problem> {
    let broken = |error: MultipartError| failed(error.status(), inner(&error));
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|error| failed(error.status(), inner(&error)))?;
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let file = field.file_name().map(plain);
        let name = field.name().unwrap_or("").to_owned();
        match (file, name.as_str()) {
            (Some(file), _) => files.push((file, field.bytes().await.map_err(broken)?, None)),
            (None, "text") => {
                files.push((
                    "letter.txt".to_owned(),
                    field.bytes().await.map_err(broken)?,
                    Some(Format::Text),
                ));
            }
            (None, "id") => said.id = Some(field.text().await.map_err(broken)?),
            (None, "date") => said.date = Some(field.text().await.map_err(broken)?),
            (None, other) => {
                let other: String = other.chars().take(80).collect();
                let detail =
                    format!("the form has a field `{other}`; there are files, `text`, `id` and `date`");
                return Err(Problem::new(Kind::Malformed, detail));
            }
        }
    }
    said.check()?;
    let part = |(name, bytes, format)| Part::File { name, bytes, format, said: said.clone() };
    Ok(Sent { parts: files.into_iter().map(part).collect() })
}

/// What was found in what a client sent, with what each piece is called.
pub(crate) type Read = (String, Result<Letter, Problem>);

impl Sent {
    /// Every letter in it, also those of archives; work for a thread.
    pub fn letters(self, limits: &Limits) -> Vec<Read> {
        let mut read = Vec::new();
        for part in self.parts {
            match part {
                Part::Object { bytes, said } => {
                    let letter = letter_of_line(&bytes, "request.json", 1, limits);
                    let letter = letter.map(|letter| said.put_on(letter));
                    read.push((
                        "request.json".to_owned(),
                        letter.map_err(|error| Problem::of_ingest(&error)),
                    ));
                }
                Part::File { name, bytes, format: Some(format), said } => {
                    let letter = Letter::new(name.clone(), bytes.into()).of_format(format);
                    read.push((name, Ok(said.put_on(letter))));
                }
                Part::File { name, bytes, format: None, said } => {
                    members(&name, bytes, &said, limits, &mut read)
                }
            }
        }
        read
    }

    /// The one letter in it.
    ///
    /// # Errors
    /// When there is none, or there are several.
    pub fn letter(self, limits: &Limits) -> Result<Letter, Problem> {
        let read = self.letters(limits);
        let several = format!(
            "{} letters are in it, and one record is asked for: with `Accept: {LINES}` each gives one, a line each",
            read.len()
        );
        let mut read = read.into_iter();
        match (read.next(), read.next()) {
            (Some((_, letter)), None) => letter,
            (None, _) => Err(Problem::new(Kind::Unprocessable, "no letter is in it")),
            (Some(_), Some(_)) => Err(Problem::new(Kind::Unprocessable, several)),
        }
    }
}

fn members(name: &str, bytes: Bytes, said: &Said, limits: &Limits, read: &mut Vec<Read>) {
    let input = Input::File(Box::new(Cursor::new(bytes)));
    let walked = letters(input, name, None, limits, &mut |found| {
        match found {
            Found::Letter(letter) => read.push((letter.path().to_owned(), Ok(letter))),
            Found::Lost(lost) => read.push((lost.path, Err(Problem::of_ingest(&lost.error)))),
            Found::Other(_) => {}
        }
        if read.len() < MOST {
            return ControlFlow::Continue(());
        }
        let detail = format!("more than {MOST} letters at once: what stands behind them is left");
        read.push((name.to_owned(), Err(Problem::new(Kind::TooLarge, detail))));
        ControlFlow::Break(())
    });
    if let Err(error) = walked {
        read.push((name.to_owned(), Err(Problem::new(Kind::Unprocessable, error.to_string()))));
    }
    // What is said of a file is said of its letter, not of each in an archive.
    if let [(_, letter @ Ok(_))] = read.as_mut_slice()
        && let Ok(found) = std::mem::replace(letter, Err(Problem::new(Kind::Unprocessable, "")))
    {
        *letter = Ok(said.clone().put_on(found));
    }
}

impl Said {
    /// Refuses what no letter can be said to be.
    ///
    /// # Errors
    /// When the date is no day.
    pub fn check(&self) -> Result<(), Problem> {
        self.date.as_deref().filter(|date| !date.trim().is_empty()).map_or(Ok(()), check_day)
    }

    fn put_on(self, mut letter: Letter) -> Letter {
        if let Some(id) = self.id.filter(|id| !id.trim().is_empty()) {
            letter.identify(id);
        }
        let date = self.date.filter(|date| !date.trim().is_empty());
        letter.state(date.map(|value| Stated {
            field: Field::Date,
            value,
            origin: "request".to_owned(),
            trust: Trust::Publisher,
        }));
        letter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere() {
        for (given, kept) in [
            ("brief.pdf", "brief.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\brief.docx", "brief.docx"),
            ("a/..", "letter"),
            ("", "letter"),
            ("/", "letter"),
            ("een\u{1b}[31m\nbrief.txt", "een[31mbrief.txt"),
        ] {
            assert_eq!(plain(given), kept);
        }
        assert_eq!(plain(&"é".repeat(1000)).chars().count(), NAME);
    }
}
