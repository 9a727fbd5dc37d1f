//! The pages that people look at: the list of letters, a letter, and what they decide about its mentions.

use crate::annotate::Reader;
use crate::answer::{Asked, json, json_with, page};
use crate::app::App;
use crate::body::{self, Said};
use crate::decisions::{Decided, Decisions};
use crate::problem::{Kind, Problem};
use crate::shelf::Shelved;
use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use griffier_export::{Corrections, Extras, IndexEntry, write_index_with, write_page_with};
use maud::html;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

const UPLOAD: &str = include_str!("viewer/upload.js");
const STYLE: &str = include_str!("viewer/style.css");

/// `GET /`: the list of letters, and the place to drop one.
pub(crate) async fn home(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let admitted = app.admit()?;
    let shelf = Arc::clone(&app);
    let bytes = app.work(&admitted, move || {
        let located = |(number, letter): (usize, Arc<Shelved>)| letter.entry.clone().located(format!("letters/{number}"));
        let entries: Vec<IndexEntry> = shelf.shelf.all().into_iter().map(located).collect();
        let lead = html! {
            section.drop #drop aria-label="Read a letter" {
                p { label for="files" { "Drop a letter here, or choose one" } }
                input #files type="file" multiple accept=".txt,.md,.pdf,.docx,.odt,.html,.xml,.eml,.zip,.jsonl";
                p.said { "Text, PDF, Word, OpenDocument, HTML, XML, mail, archives. They stay on this server, in memory. "
                    a href="/docs" { "For programs" } }
                p.said #said role="status" { }
            }
        };
        let extras = Extras { style: STYLE, script: UPLOAD, lead: &lead.into_string(), corrections: None };
        let mut out = Vec::new();
        write_index_with(&entries, &extras, &mut out).map_err(|error| Problem::defect(&error.to_string()))?;
        Ok(out)
    });
    Ok(page(bytes.await?))
}

/// `POST /letters`: letters to look at.
pub(crate) async fn upload(
    State(app): State<Arc<App>>,
    Asked(Named { name }): Asked<Named>,
    request: Request,
) -> Result<Response, Problem> {
    let admitted = app.admit()?;
    let sent = body::read(&app, &admitted, request, Said { name, ..Said::default() }).await?;
    let (reader, shelf) = (Reader::new(&app), Arc::clone(&app));
    let (letters, lost) = app
        .work(&admitted, move || {
            let (mut letters, mut lost) = (Vec::new(), Vec::new());
            for (name, letter) in sent.letters(&reader.limits) {
                let shelved =
                    letter.and_then(|letter| Ok(Shelved::new(letter.clone(), &reader.document(letter)?)));
                match shelved {
                    Ok(shelved) => {
                        let id = shelved.id.clone();
                        let number = shelf.shelf.put(shelved);
                        letters.push(
                            json!({"number": number, "id": id, "address": format!("/letters/{number}")}),
                        );
                    }
                    Err(problem) => lost.push((name, problem)),
                }
            }
            Ok((letters, lost))
        })
        .await?;
    let named = |(name, problem): &(String, Problem)| {
        let mut value = problem.json();
        value["name"] = json!(name);
        value
    };
    let told: Vec<_> = lost.iter().map(named).collect();
    match (letters.is_empty(), lost.into_iter().next()) {
        (true, Some((name, problem))) => {
            Err(Problem::new(problem.kind, format!("{name}: {}", problem.detail)))
        }
        (true, None) => Err(Problem::new(Kind::Unprocessable, "no letter is in it")),
        (false, _) => Ok(json_with(StatusCode::CREATED, &json!({"letters": letters, "lost": told}))),
    }
}

/// What a file is called, for bodies that are the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    name: Option<String>,
}

fn shelved(app: &App, number: &str) -> Result<Arc<Shelved>, Problem> {
    let letter = number.parse().ok().and_then(|number| app.shelf.get(number));
    letter.ok_or_else(|| {
        Problem::new(Kind::Missing, "no letter has this number, or it made room for later ones")
    })
}

/// `GET /letters/{number}`: a letter as it is read now, with what was decided about it.
pub(crate) async fn letter(
    State(app): State<Arc<App>>,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let letter = shelved(&app, &number)?;
    let admitted = app.admit()?;
    let reader = Reader::new(&app);
    let decisions = app.decisions.clone();
    let address = format!("/letters/{number}/decisions");
    let bytes = app.work(&admitted, move || {
        let doc = reader.document(letter.letter.clone())?;
        let kept = decisions.as_ref().map(|decisions| json!(decisions.of(&letter.id)).to_string());
        let corrections = kept.as_deref().map(|kept| Corrections { address: &address, kept });
        let extras = Extras { corrections, ..Extras::default() };
        let mut out = Vec::new();
        write_page_with(&doc, Some("/"), &[], &extras, &mut out)
            .map_err(|error| Problem::defect(&error.to_string()))?;
        Ok(out)
    });
    Ok(page(bytes.await?))
}

fn kept(app: &App) -> Result<Arc<Decisions>, Problem> {
    let missing =
        || Problem::new(Kind::Missing, "no decisions are kept: the server was started without --corrections");
    app.decisions.clone().ok_or_else(missing)
}

/// `GET /letters/{number}/decisions`: what was decided about a letter.
pub(crate) async fn decisions(
    State(app): State<Arc<App>>,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let (decisions, letter) = (kept(&app)?, shelved(&app, &number)?);
    Ok(json(&json!(decisions.of(&letter.id))))
}

/// `POST /letters/{number}/decisions`: one decision more.
pub(crate) async fn decide(
    State(app): State<Arc<App>>,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let (decisions, letter) = (kept(&app)?, shelved(&app, &number)?);
    // A page of another site can send plain text unasked, but not this.
    if crate::answer::media_type(request.headers()).as_deref() != Some("application/json") {
        return Err(Problem::new(Kind::MediaType, "a decision comes as application/json"));
    }
    let admitted = app.admit()?;
    let bytes = tokio::time::timeout_at(admitted.deadline.into(), Bytes::from_request(request, &())).await;
    let bytes = bytes
        .map_err(|_| Problem::new(Kind::Slow, "the decision did not arrive in the time of one request"))?
        .map_err(|error| Problem::new(Kind::TooLarge, crate::answer::inner(&error)))?;
    let decision: Decided = serde_json::from_slice(&bytes)
        .map_err(|error| Problem::new(Kind::Malformed, format!("no decision: {error}")))?;
    let decision = Decided { letter: letter.id.clone(), ..decision };
    let all = app.work(&admitted, move || {
        decisions.keep(&decision)?;
        Ok(decisions.of(&letter.id))
    });
    Ok(json_with(StatusCode::CREATED, &json!(all.await?)))
}
