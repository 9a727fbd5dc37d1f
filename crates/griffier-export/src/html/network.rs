//! The people, papers and organisations of a letter as a network of its relations.

use super::figures::{round, sideways};
use super::lists::{Names, folded};
use griffier_doc::{Document, MentionType, Term};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};

/// More nodes than a person can read are not drawn: those with most relations stay.
const MOST_NODES: usize = 60;
const WIDTH: f64 = 640.0;
/// The drawing is as high as it is wide, and higher where more names must stand side by side.
const HEIGHT_OF_NODE: f64 = 20.0;
/// Rounds in which names that overlap are pushed apart.
const ROUNDS: usize = 2000;
const STEPS: usize = 300;
/// Characters of a name that is drawn; of a few nodes there is room for more.
const SHORT: usize = 26;
const LONG: usize = 40;
const FEW: usize = 15;
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
    let names = Names::new(doc);
    let most = if nodes.len() <= FEW { LONG } else { SHORT };
    let labels: Vec<String> = nodes.iter().map(|node| short(names.of(node.id), most)).collect();
    let boxes: Vec<Extent> = nodes.iter().zip(&labels).map(|(node, label)| extent(node, label)).collect();
    let height = WIDTH.max(nodes.len() as f64 * HEIGHT_OF_NODE);
    let mut places = layout(nodes.len(), &edges, height);
    let apart = part(&mut places, &boxes, height);
    let drawing = html! {
        svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label="Network of the relations of the letter" {
            @for edge in &edges {
                @let (a, b) = (places[edge.from], places[edge.to]);
                line.edge x1=(round(a.0)) y1=(round(a.1)) x2=(round(b.0)) y2=(round(b.1)) { title { (edge.label) } }
            }
            @for (i, (node, (x, y))) in nodes.iter().zip(&places).enumerate() {
                g class={ "node" @if is_leaf(node) { " leaf" } @if !apart[i] { " covered" } } data-entity=(node.id) tabindex="0" {
                    circle class={ "t-" (node.kind) } cx=(round(*x)) cy=(round(*y)) r=(round(radius(node))) {}
                    text x=(round(*x)) y=(round(*y - rise(node))) text-anchor="middle" { (labels[i]) }
                    title { (names.of(node.id)) ", " (node.id) }
                }
            }
        }
    };
    let all = nodes.len() + left_out;
    let drawing = html! {
        p.said {
            (nodes.len()) @if left_out > 0 { " of " (all) } " people, papers, organisations and the like, " (edges.len()) " lines between them"
            @if left_out > 0 { "; those with fewer relations are not drawn" } "."
        }
        (sideways())
        (drawing)
    };
    folded("network", "Network", nodes.len(), false, drawing)
}

/// The first `most` characters of a name.
fn short(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

fn is_leaf(node: &Node<'_>) -> bool {
    node.relations < 2
}

fn radius(node: &Node<'_>) -> f64 {
    4.0 + (node.relations as f64).sqrt() * 1.5
}

/// From the middle of a node to the line on which its name stands.
fn rise(node: &Node<'_>) -> f64 {
    radius(node).max(5.5) + 3.5
}

/// How far a node with its name above it reaches from its middle: to either side, up and down.
#[derive(Clone, Copy)]
struct Extent {
    side: f64,
    above: f64,
    below: f64,
}

fn extent(node: &Node<'_>, label: &str) -> Extent {
    // Widths of a sans-serif font in hundredths of its size, on the broad side: which font it is the browser decides.
    let width = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' => 32,
        't' | 'f' | 'r' | ' ' | '-' | '/' | '(' | ')' => 42,
        'm' | 'w' | 'M' | 'W' | '…' | '@' | '%' => 98,
        c if c.is_uppercase() => 74,
        _ => 62,
    };
    // As in page.css.
    let size = if is_leaf(node) { 11.5 } else { 13.0 };
    let text = label.chars().map(width).sum::<u32>();
    let side = (f64::from(text) / 100.0 * size / 2.0).max(radius(node)) + 3.0;
    Extent { side, above: rise(node) + 12.0, below: radius(node) + 2.0 }
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
fn layout(count: usize, edges: &[Edge], height: f64) -> Vec<(f64, f64)> {
    let middle = (WIDTH / 2.0, height / 2.0);
    let start = |i: usize| {
        // The golden angle spreads points evenly.
        let (angle, radius) = (i as f64 * 2.399_963, 18.0 * (i as f64).sqrt());
        (middle.0 + radius * angle.cos(), middle.1 + radius * angle.sin())
    };
    let mut places: Vec<(f64, f64)> = (0..count).map(start).collect();
    let ideal = (WIDTH * height / count.max(1) as f64).sqrt() * 0.5;
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
            moves[i].0 += (middle.0 - place.0) * GRAVITY;
            moves[i].1 += (middle.1 - place.1) * GRAVITY;
        }
        for (place, (dx, dy)) in places.iter_mut().zip(moves) {
            let length = (dx * dx + dy * dy).sqrt().max(0.01);
            let most = length.min(heat) / length;
            place.0 = (place.0 + dx * most).clamp(50.0, WIDTH - 50.0);
            place.1 = (place.1 + dy * most).clamp(20.0, height - 14.0);
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

/// Moves nodes until no name covers another or leaves the drawing, as little as that takes; says of each whether its name
/// stands free. Of names that there is no room for the one with more relations stands free.
fn part(places: &mut [(f64, f64)], boxes: &[Extent], height: f64) -> Vec<bool> {
    let keep = |place: &mut (f64, f64), own: Extent| {
        let side = own.side.min(WIDTH / 2.0);
        place.0 = place.0.clamp(side, WIDTH - side);
        place.1 = place.1.clamp(own.above, height - own.below);
    };
    // How far two overlap, across and down.
    let overlap = |a: (f64, f64), b: (f64, f64), of_a: Extent, of_b: Extent| {
        let across = of_a.side + of_b.side - (a.0 - b.0).abs();
        let down = if a.1 <= b.1 {
            of_a.below + of_b.above - (b.1 - a.1)
        } else {
            of_b.below + of_a.above - (a.1 - b.1)
        };
        (across > 0.0 && down > 0.0).then_some((across, down))
    };
    for _ in 0..ROUNDS {
        let mut any = false;
        for a in 0..places.len() {
            keep(&mut places[a], boxes[a]);
            for b in a + 1..places.len() {
                keep(&mut places[b], boxes[b]);
                let Some((across, down)) = overlap(places[a], places[b], boxes[a], boxes[b]) else {
                    continue;
                };
                any = true;
                // The shorter way; a little more, or rounding leaves them touching.
                let (x, y) = if across < down { (across / 2.0 + 0.1, 0.0) } else { (0.0, down / 2.0 + 0.1) };
                let sign = |a: f64, b: f64| if a <= b { 1.0 } else { -1.0 };
                let (x, y) = (x * sign(places[a].0, places[b].0), y * sign(places[a].1, places[b].1));
                places[a] = (places[a].0 - x, places[a].1 - y);
                places[b] = (places[b].0 + x, places[b].1 + y);
            }
        }
        if !any {
            break;
        }
    }
    places.iter_mut().zip(boxes).for_each(|(place, own)| keep(place, *own));
    let mut free: Vec<bool> = Vec::new();
    for b in 0..places.len() {
        let covered = |a: usize| free[a] && overlap(places[a], places[b], boxes[a], boxes[b]).is_some();
        let stands_free = !(0..b).any(covered);
        free.push(stands_free);
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of `count` names of `length` letters stand free, all tied to the first.
    fn free(count: usize, length: usize) -> usize {
        let node = |i: usize| Node { id: "org:x", kind: "DOC", relations: if i == 0 { count } else { 1 } };
        let label = "n".repeat(length);
        let boxes: Vec<Extent> = (0..count).map(|i| extent(&node(i), &label)).collect();
        let edges: Vec<Edge> = (1..count).map(|to| Edge { from: 0, to, label: String::new() }).collect();
        let height = WIDTH.max(count as f64 * HEIGHT_OF_NODE);
        let mut places = layout(count, &edges, height);
        let apart = part(&mut places, &boxes, height);
        for ((x, y), own) in places.iter().zip(&boxes) {
            assert!(x - own.side > -0.1 && x + own.side < WIDTH + 0.1, "{x} {}", own.side);
            assert!(y - own.above > -0.1 && y + own.below < height + 0.1, "{y}");
        }
        apart.iter().filter(|free| **free).count()
    }

    #[test]
    fn names_cover_no_other_names() {
        for (count, length) in
            [(0, 9), (1, 41), (2, 41), (FEW, LONG + 1), (25, 20), (60, 9), (60, 20), (60, SHORT + 1)]
        {
            assert_eq!(free(count, length), count, "{length}");
        }
        // Where there is no room some are shown when they are asked for.
        let crowded = free(60, 60);
        assert!((10..60).contains(&crowded), "{crowded}");
    }
}
