//! The people, papers and organisations of a letter as a network of its relations.

use super::figures::round;
use super::lists::{Names, folded};
use griffier_doc::{Document, MentionType, Term};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};

/// More nodes than a person can read are not drawn: those with most relations stay.
const MOST_NODES: usize = 60;
const SIZE: f64 = 640.0;
const STEPS: usize = 300;
const GRAVITY: f64 = 0.9;

/// Actors and what they write; places, techniques, dates and amounts would only hide them.
const DRAWN: [MentionType; 9] = [
    MentionType::Person,
    MentionType::Office,
    MentionType::Organisation,
    MentionType::Reference,
    MentionType::Motion,
    MentionType::Law,
    MentionType::Policy,
    MentionType::Treaty,
    MentionType::Event,
];

struct Node<'d> {
    id: &'d str,
    kind: &'static str,
    relations: usize,
}

struct Edge {
    from: usize,
    to: usize,
    label: String,
}

/// The network, laid out by springs; the same letter gives the same drawing.
pub(super) fn render(doc: &Document) -> Markup {
    let (nodes, edges, left_out) = read(doc);
    let places = layout(nodes.len(), &edges);
    let names = Names::new(doc);
    let drawing = html! {
        svg viewBox={ "0 0 " (SIZE) " " (SIZE) } role="img" aria-label="Network of the relations of the letter" {
            @for edge in &edges {
                @let (a, b) = (places[edge.from], places[edge.to]);
                line.edge x1=(round(a.0)) y1=(round(a.1)) x2=(round(b.0)) y2=(round(b.1)) { title { (edge.label) } }
            }
            @for (node, (x, y)) in nodes.iter().zip(&places) {
                g class={ "node" @if node.relations < 2 { " leaf" } } data-entity=(node.id) tabindex="0" {
                    circle class={ "t-" (node.kind) } cx=(round(*x)) cy=(round(*y)) r=(round(4.0 + (node.relations as f64).sqrt() * 1.5)) {}
                    text x=(round(*x)) y=(round(*y - 9.0)) text-anchor="middle" { (short(names.of(node.id))) }
                    title { (names.of(node.id)) ", " (node.id) }
                }
            }
        }
        @if left_out > 0 { p { (left_out) " with fewer relations are not drawn." } }
    };
    folded("network", "Network", edges.len(), false, drawing)
}

fn short(name: &str) -> String {
    match name.char_indices().nth(26) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

/// The nodes with most relations, the edges between them, and how many nodes are left out.
fn read(doc: &Document) -> (Vec<Node<'_>>, Vec<Edge>, usize) {
    let kinds: HashMap<&str, MentionType> =
        doc.entities().iter().map(|entity| (entity.id.as_ref(), entity.kind)).collect();
    let kind = |id: &str| match id {
        "DOC" => Some("DOC"),
        id => kinds.get(id).filter(|kind| DRAWN.contains(kind)).map(|kind| kind.name()),
    };
    let relations = || {
        doc.relations().iter().filter_map(|relation| {
            let (from, to) = (Term::as_str(&relation.subject), Term::as_str(&relation.object));
            (kind(from).is_some() && kind(to).is_some() && from != to).then_some((from, to, relation))
        })
    };
    let mut degrees: BTreeMap<&str, usize> = BTreeMap::new();
    for (from, to, _) in relations() {
        *degrees.entry(from).or_default() += 1;
        *degrees.entry(to).or_default() += 1;
    }
    let mut ranked: Vec<(&str, usize)> = degrees.into_iter().collect();
    ranked.sort_by_key(|&(id, degree)| (std::cmp::Reverse(degree), id));
    let left_out = ranked.len().saturating_sub(MOST_NODES);
    ranked.truncate(MOST_NODES);
    let nodes: Vec<Node> = ranked
        .into_iter()
        .filter_map(|(id, relations)| Some(Node { id, kind: kind(id)?, relations }))
        .collect();
    let index: HashMap<&str, usize> = nodes.iter().enumerate().map(|(i, node)| (node.id, i)).collect();
    let names = Names::new(doc);
    let mut edges: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for (from, to, relation) in relations() {
        if let (Some(&a), Some(&b)) = (index.get(from), index.get(to)) {
            let label = format!(
                "{} {} {}",
                names.of(from),
                relation.predicate.name().replace('_', " "),
                names.of(to)
            );
            edges.entry((a, b)).or_default().push(label);
        }
    }
    let edges = edges.into_iter().map(|((from, to), labels)| Edge { from, to, label: labels.join("; ") });
    (nodes, edges.collect(), left_out)
}

/// Places of `count` nodes, by the spring embedder of Fruchterman and Reingold (1991) from a start on a spiral.
fn layout(count: usize, edges: &[Edge]) -> Vec<(f64, f64)> {
    let middle = SIZE / 2.0;
    let start = |i: usize| {
        // The golden angle spreads points evenly.
        let (angle, radius) = (i as f64 * 2.399_963, 18.0 * (i as f64).sqrt());
        (middle + radius * angle.cos(), middle + radius * angle.sin())
    };
    let mut places: Vec<(f64, f64)> = (0..count).map(start).collect();
    let ideal = (SIZE * SIZE / count.max(1) as f64).sqrt() * 0.5;
    for step in 0..STEPS {
        let heat = 40.0 * (1.0 - step as f64 / STEPS as f64) + 0.5;
        let mut moves = vec![(0.0, 0.0); count];
        for a in 0..count {
            for b in a + 1..count {
                let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
                let square = (dx * dx + dy * dy).max(0.01);
                let push = ideal * ideal / square;
                add(&mut moves, a, b, dx * push, dy * push);
            }
        }
        for edge in edges {
            let (a, b) = (edge.from, edge.to);
            let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
            let pull = (dx * dx + dy * dy).sqrt() / ideal;
            add(&mut moves, a, b, -dx * pull, -dy * pull);
        }
        for (i, place) in places.iter().enumerate() {
            // Toward the middle, or what nothing ties would drift to the edge.
            moves[i].0 += (middle - place.0) * GRAVITY;
            moves[i].1 += (middle - place.1) * GRAVITY;
        }
        for (place, (dx, dy)) in places.iter_mut().zip(moves) {
            let length = (dx * dx + dy * dy).sqrt().max(0.01);
            let most = length.min(heat) / length;
            place.0 = (place.0 + dx * most).clamp(50.0, SIZE - 50.0);
            place.1 = (place.1 + dy * most).clamp(20.0, SIZE - 14.0);
        }
    }
    places
}

/// A force on `a`, and its opposite on `b`.
fn add(moves: &mut [(f64, f64)], a: usize, b: usize, x: f64, y: f64) {
    moves[a].0 += x;
    moves[a].1 += y;
    moves[b].0 -= x;
    moves[b].1 -= y;
}
