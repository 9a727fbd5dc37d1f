//! `GET /commitments`: what was promised to parliament in the letters on the shelf.

use crate::answer::{Asked, json};
use crate::app::App;
use crate::problem::{Kind, Problem};
use axum::extract::State;
use axum::response::Response;
use griffier::CommitmentStatus;
use griffier_export::CommitmentRow;
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;

/// What is asked in the address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    due_before: Option<String>,
    #[serde(default)]
    open: bool,
    letter: Option<String>,
}

pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Asked(which): Asked<Which>,
) -> Result<Response, Problem> {
    if let Some(day) = &which.due_before
        && griffier::Day::first(day).is_none_or(|_| day.len() != "2025-07-01".len())
    {
        return Err(Problem::new(Kind::Malformed, "due_before: a day is written YYYY-MM-DD"));
    }
    let admitted = app.admit()?;
    let shelf = Arc::clone(&app);
    let rows = app.work(&admitted, move || Ok(rows(&shelf, &which))).await?;
    Ok(json(&rows))
}

fn rows(app: &App, which: &Which) -> Value {
    let letters = app.shelf.all();
    let letters =
        letters.iter().filter(|(_, letter)| which.letter.as_ref().is_none_or(|id| *id == letter.id));
    let mut rows: Vec<&CommitmentRow> = letters
        .flat_map(|(_, letter)| &letter.commitments)
        .filter(|row| !which.open || row.status == CommitmentStatus::Made)
        .filter(|row| {
            let in_time = |limit: &String| row.due.as_ref().is_some_and(|(day, _)| day < limit);
            which.due_before.as_ref().is_none_or(in_time)
        })
        .collect();
    // Stable: what has no deadline stands below what has one, in the order of the letters.
    rows.sort_by(|a, b| (a.due.is_none(), &a.due).cmp(&(b.due.is_none(), &b.due)));
    rows.into_iter().map(CommitmentRow::json).collect()
}
