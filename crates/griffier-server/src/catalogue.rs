//! What the knowledge base says: of an identifier, of a name, of a citation.

use crate::annotate::Reader;
use crate::answer::{Asked, json};
use crate::app::App;
use crate::body::check_day;
use crate::problem::{Kind, Problem};
use axum::extract::{Path, State};
use axum::response::Response;
use griffier::lists::Mapping;
use griffier::lookup::Question;
use griffier::{Day, EntityRef, Field, KnowledgeBase, Membership, Stated, Tenure, Trust, Unit};
use griffier_export::{lookup_json, write_record};
use griffier_ingest::Letter;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The longest name or citation, in characters.
const LONGEST: usize = 2_000;

/// `GET /entities/{id}`: everything that the lists say of one identifier, or of one elsewhere that a single row gives.
pub(crate) async fn entity(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Problem> {
    check(&id, "the identifier")?;
    let admitted = app.admit()?;
    let kb = app.pipeline.knowledge();
    let found = app.work(&admitted, move || Ok(find(kb, &id)?.map(|entity| of_entity(kb, entity)))).await?;
    let missing = || {
        Problem::new(Kind::Missing, "no row of the lists has this identifier; /kb/lookup?name= asks by name")
    };
    found.map(|value| json(&value)).ok_or_else(missing)
}

fn check(words: &str, what: &str) -> Result<(), Problem> {
    match words.chars().count() {
        0 => Err(Problem::new(Kind::Malformed, format!("{what} is empty"))),
        n if n > LONGEST => {
            Err(Problem::new(Kind::Malformed, format!("{what} has more than {LONGEST} characters")))
        }
        _ => Ok(()),
    }
}

fn find(kb: KnowledgeBase, id: &str) -> Result<Option<EntityRef>, Problem> {
    if let Some(entity) = kb.entity(id) {
        return Ok(Some(entity));
    }
    let mut same = kb.entities().filter(|entity| entity.same_as().any(|same| same == id));
    match (same.next(), same.next()) {
        (Some(first), Some(second)) => {
            let detail = format!("several rows have it, among them {} and {}", first.id(), second.id());
            Err(Problem::new(Kind::Unprocessable, detail))
        }
        (only, _) => Ok(only),
    }
}

fn of_entity(kb: KnowledgeBase, entity: EntityRef) -> Value {
    let mut report = Map::new();
    report.insert("id".to_owned(), json!(entity.id()));
    for (name, values) in entity.fields(&kb.forms(Some(entity))) {
        let lists = ["forms", "context", "adjectives", "same_as"];
        let value = if lists.contains(&name) { json!(values) } else { json!(values.first()) };
        report.insert(name.to_owned(), value);
    }
    let tenure = |(role, other, tenure): (&str, EntityRef, Tenure)| {
        let (from, to) = tenure.written();
        json!({role: other.id(), "label": other.label(), "from": from, "to": to, "acting": tenure.acting, "source": tenure.source()})
    };
    let seat = |(role, other, seat): (&str, EntityRef, Membership)| {
        let [from, to, as_of] = seat.written();
        json!({role: other.id(), "label": other.label(), "party": seat.party.map(EntityRef::id), "from": from, "to": to, "as_of": as_of, "source": seat.source()})
    };
    let holders = entity.holders().map(|tenure| ("holder", tenure.person, tenure));
    let offices = entity.offices().map(|tenure| ("office", tenure.office, tenure));
    let own = entity.memberships().map(|seat| ("member_of", seat.body, seat));
    let all = kb.all_memberships().filter(|(_, seat)| seat.body == entity);
    let all = all.map(|(person, seat)| ("member", person, seat));
    report.insert("row".to_owned(), json!(entity.row()));
    report.insert("wholes".to_owned(), entity.wholes().map(|whole| whole.id()).collect());
    report.insert("tenures".to_owned(), holders.chain(offices).map(tenure).collect());
    report.insert("memberships".to_owned(), own.chain(all).map(seat).collect());
    Value::Object(report)
}

/// What is asked of a name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Name {
    name: String,
    date: Option<String>,
    r#type: Option<String>,
}

/// `GET /kb/lookup`: what a name can mean, with the evidence for each candidate.
pub(crate) async fn lookup(
    State(app): State<Arc<App>>,
    Asked(Name { name, date, r#type }): Asked<Name>,
) -> Result<Response, Problem> {
    check(&name, "the name")?;
    let day = date.as_deref().map(|text| {
        Day::first(text).ok_or_else(|| Problem::new(Kind::Malformed, "date: YYYY, YYYY-MM or YYYY-MM-DD"))
    });
    let kind = r#type.as_deref().map(|name| {
        Mapping::parse_type(name).map_err(|error| Problem::new(Kind::Malformed, format!("type: {error}")))
    });
    let (day, kind) = (day.transpose()?, kind.transpose()?);
    let admitted = app.admit()?;
    let kb = app.pipeline.knowledge();
    let value = app.work(&admitted, move || {
        let answer = griffier::lookup::lookup(kb, Question { name: &name, day, kind });
        Ok(lookup_json(kb, &name, &answer))
    });
    Ok(json(&value.await?))
}

/// What is asked of a citation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Citation {
    citation: String,
    date: Option<String>,
}

/// `GET /resolve`: which papers, acts, motions and treaties a citation names, read as a letter's text is.
pub(crate) async fn resolve(
    State(app): State<Arc<App>>,
    Asked(Citation { citation, date }): Asked<Citation>,
) -> Result<Response, Problem> {
    check(&citation, "the citation")?;
    date.as_deref().map_or(Ok(()), check_day)?;
    let admitted = app.admit()?;
    let reader = Reader::new(&app);
    let value = app.work(&admitted, move || {
        let mut letter =
            Letter::new("citation", citation.clone().into_bytes()).of_format(griffier::Format::Text);
        letter.state(date.map(|value| Stated {
            field: Field::Date,
            value,
            origin: "request".to_owned(),
            trust: Trust::Publisher,
        }));
        let mut record = Vec::new();
        write_record(&reader.document(letter)?, Unit::Char, &mut record)
            .map_err(|error| Problem::defect(&error.to_string()))?;
        let mut record: Value =
            serde_json::from_slice(&record).map_err(|error| Problem::defect(&error.to_string()))?;
        Ok(json!({"citation": citation, "offsets": "char", "found": found(&mut record)}))
    });
    Ok(json(&value.await?))
}

/// The mentions of what can be cited, each with what the record says of the thing.
fn found(record: &mut Value) -> Vec<Value> {
    const CITED: [&str; 5] = ["REFERENCE", "MOTION", "LAW", "TREATY", "POLICY"];
    let (mentions, entities) = (record["mentions"].take(), record["entities"].take());
    let (Value::Array(mentions), Value::Array(entities)) = (mentions, entities) else { return Vec::new() };
    let cited = mentions.into_iter().filter(|m| CITED.iter().any(|kind| m["type"] == *kind));
    cited
        .map(|mut mention| {
            let thing = entities
                .iter()
                .find(|entity| !mention["entity"].is_null() && entity["id"] == mention["entity"]);
            if let Some(thing) = thing {
                mention["label"] = thing["label"].clone();
                mention["same_as"] = thing["same_as"].clone();
            }
            mention
        })
        .collect()
}
