//! `POST /annotate`: a letter in, its record out; or a stream of letters, a record for each.

use crate::answer::{Asked, answer, media_type, negotiate};
use crate::app::{Admitted, App};
use crate::body::{self, Said, Sent};
use crate::lines::{self, Line};
use crate::problem::{Kind, Problem};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use futures_util::StreamExt;
use griffier::batch::{LetterError, guard};
use griffier::{Document, Unit, slug};
use griffier_export::{Arrangement, Format};
use griffier_ingest::{LeftOut, Letter, Limits, letter_of_line};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Characters of a value that a problem shows.
const SHOWN: usize = 40;

/// What is asked in the address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct How {
    offsets: Option<String>,
    format: Option<String>,
    id: Option<String>,
    date: Option<String>,
    name: Option<String>,
}

/// How the record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    format: Format,
    unit: Unit,
}

/// The formats in which a letter is one file; the others are for `griffier annotate -o FOLDER`.
fn served() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| !matches!(format, Format::Csv | Format::Brat))
}

impl How {
    fn form(&self) -> Result<Form, Problem> {
        let malformed = |detail: String| Problem::new(Kind::Malformed, detail);
        let asked = self.format.as_deref().unwrap_or("jsonl");
        let format = served().find(|format| format.name() == asked).ok_or_else(|| {
            let names: Vec<&str> = served().map(Format::name).collect();
            let asked: String = asked.chars().take(SHOWN).collect();
            malformed(format!("format={asked}: there are {}", names.join(", ")))
        })?;
        let unit = self.offsets.as_deref().map(|offsets| match offsets {
            "byte" => Ok(Unit::Byte),
            "char" => Ok(Unit::Char),
            "utf16" => Ok(Unit::Utf16),
            other => Err(malformed(format!("offsets={other}: there are byte, char and utf16"))),
        });
        let unit = format.counting().unit(format.name(), unit.transpose()?);
        let unit = unit.map_err(|why| malformed(format!("offsets: {why}; leave `offsets` out")))?;
        Ok(Form { format, unit })
    }
}

pub(crate) async fn annotate(
    State(app): State<Arc<App>>,
    Asked(how): Asked<How>,
    request: Request,
) -> Result<Response, Problem> {
    let form = how.form()?;
    let admitted = app.admit()?;
    let media = media_type(request.headers());
    if matches!(
        media.as_deref(),
        Some("application/x-ndjson" | "application/jsonl" | "application/jsonlines")
    ) {
        let own = [("id", &how.id), ("date", &how.date), ("name", &how.name)];
        if let Some((name, _)) = own.into_iter().find(|(_, said)| said.is_some()) {
            let detail = format!("{name}: said of one letter; in a stream each line has its own");
            return Err(Problem::new(Kind::Malformed, detail));
        }
        return stream(app, admitted, form, request);
    }
    let said = Said { id: how.id, date: how.date, name: how.name };
    said.check()?;
    let offers = [("application/json", false), (body::LINES, true)];
    let lines = form.format == Format::Jsonl && negotiate(request.headers(), &offers) == Some(true);
    let sent = body::read(&app, &admitted, request, said).await?;
    let reader = Reader::new(&app);
    if lines {
        let bytes = app.work(&admitted, move || reader.annotate_each(sent, form)).await?;
        return Ok(answer(body::LINES, bytes));
    }
    let bytes = app.work(&admitted, move || reader.annotate(sent.letter(&reader.limits)?, form)).await?;
    Ok(answer(media_type_of(form.format), bytes))
}

/// What an output format is called.
fn media_type_of(format: Format) -> &'static str {
    match format.name() {
        "jsonl" | "label-studio" | "spacy" | "doccano" => "application/json",
        "web-annotation" => "application/ld+json",
        "nif" => "text/turtle; charset=utf-8",
        "tei" => "application/tei+xml",
        "conll2003" | "conllu" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// What reads a letter, for a thread of the pool.
#[derive(Clone)]
pub(crate) struct Reader {
    app: Arc<App>,
    pub limits: Limits,
}

impl Reader {
    pub fn new(app: &Arc<App>) -> Self {
        Self { app: Arc::clone(app), limits: body::limits(app) }
    }

    /// The letter with all that is read from it, and with what was decided about it.
    pub fn document(&self, letter: Letter) -> Result<Document, Problem> {
        let path = letter.path().to_owned();
        let read = guard(Path::new(&path), || {
            let ingested = letter.ingest(&self.limits);
            let mut doc = ingested.map_err(|error| LetterError::Ingest(path.clone().into(), error))?;
            match &self.app.decisions {
                Some(decisions) => self.app.pipeline.run_corrected(&mut doc, &decisions.corrections()),
                None => self.app.pipeline.run(&mut doc),
            }
            Ok(doc)
        });
        let doc = read.map_err(|error| Problem::of_letter(&error))?;
        let figures = &self.app.metrics.work;
        figures.letters.fetch_add(1, Ordering::Relaxed);
        figures.bytes.fetch_add(doc.source().bytes, Ordering::Relaxed);
        Ok(doc)
    }

    /// A line for each letter that was sent, of an archive or a mail with its attachments too: its record, or why there is none.
    fn annotate_each(&self, sent: Sent, form: Form) -> Result<Vec<u8>, Problem> {
        let mut out = Vec::new();
        for (name, letter) in sent.letters(&self.limits) {
            if out.len() as u64 > self.limits.bytes {
                let detail =
                    format!("the records have more than {} bytes: send fewer at once", self.limits.bytes);
                out.extend(lost(&self.app, ("name", name.into()), &Problem::new(Kind::TooLarge, detail)));
                break;
            }
            match letter.and_then(|letter| self.annotate(letter, form)) {
                Ok(record) => out.extend(record),
                Err(problem) => out.extend(lost(&self.app, ("name", name.into()), &problem)),
            }
        }
        match out.is_empty() {
            true => Err(Problem::new(Kind::Unprocessable, "no letter is in it")),
            false => Ok(out),
        }
    }

    fn annotate(&self, letter: Letter, form: Form) -> Result<Vec<u8>, Problem> {
        // A program that states something wants it to count: `annotate` of the command goes on without, and says so.
        if let Some(LeftOut { field, value, why }) = letter.left_out().first() {
            let shown: String = value.chars().take(SHOWN).collect();
            let cut = if shown.len() < value.len() { "…" } else { "" };
            return Err(Problem::new(Kind::Malformed, format!("{field}: {shown}{cut} {why}")));
        }
        let doc = self.document(letter)?;
        let written = form.format.pieces(&doc, form.unit, &slug(doc.id()));
        let mut pieces = written.map_err(|error| Problem::defect(&error.to_string()))?;
        let (Some(piece), true) = (pieces.pop(), pieces.is_empty()) else {
            let detail =
                format!("{} has several files for a letter; ask for another format", form.format.name());
            return Err(Problem::new(Kind::Malformed, detail));
        };
        Ok(match form.format.arrangement() {
            Arrangement::Array => [b"[\n", piece.bytes.as_slice(), b"\n]\n"].concat(),
            _ => [piece.head.as_bytes(), piece.bytes.as_slice()].concat(),
        })
    }
}

/// The line of a letter that gave no record; `whose` says which.
fn lost(app: &App, whose: (&str, Value), problem: &Problem) -> Vec<u8> {
    app.metrics.work.lost.fetch_add(1, Ordering::Relaxed);
    let mut error = Map::new();
    error.insert(whose.0.to_owned(), whose.1);
    if let Value::Object(fields) = problem.json() {
        error.extend(fields);
    }
    format!("{}\n", serde_json::json!({ "error": error })).into_bytes()
}

/// A letter a line in, a record a line out, in the same order. The stream has one place among the requests however long it
/// is; a few of its letters are worked on at once, and no more are read than that.
fn stream(app: Arc<App>, admitted: Admitted, form: Form, request: Request) -> Result<Response, Problem> {
    if form.format != Format::Jsonl {
        return Err(Problem::new(
            Kind::Malformed,
            "a stream of letters is answered with records (format=jsonl) only",
        ));
    }
    let lines = lines::of(request.into_body(), app.options.body, app.options.time);
    let reader = Reader::new(&app);
    let window = app.pool.jobs() * 2;
    let records = lines.map(move |line| one(reader.clone(), line, form)).buffered(window);
    let records = records.map(move |record| {
        // The place is kept as long as the stream is.
        let _ = &admitted;
        Ok::<_, Infallible>(record)
    });
    Ok(answer("application/x-ndjson", Body::from_stream(records)))
}

/// The record of one line, or a line that says why there is none.
async fn one(reader: Reader, line: Line, form: Form) -> Vec<u8> {
    let (number, result) = match line {
        Line::Whole(number, bytes) => {
            let (pool, work) = (reader.app.pool.clone(), reader.clone());
            let deadline = Instant::now() + reader.app.options.time;
            let done = pool.run(deadline, move || {
                let letter = letter_of_line(&bytes, "request.jsonl", number, &work.limits);
                work.annotate(letter.map_err(|error| Problem::of_ingest(&error))?, form)
            });
            (number, done.await.map_err(Problem::from).and_then(|record| record))
        }
        Line::Lost(number, problem) => (number, Err(problem)),
    };
    result.unwrap_or_else(|problem| lost(&reader.app, ("line", number.into()), &problem))
}
