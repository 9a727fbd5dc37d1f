//! The layer rule: a crate depends only on crates of lower layers, and ARCHITECTURE.md says which layer it is in.
//!
//! The table is read from the page that people read, so the page and the check cannot drift apart.

use std::collections::BTreeMap;
use std::path::Path;

/// Crate name to layer.
pub type Layers = BTreeMap<String, u32>;

/// One dependency between two crates of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// The crate that depends.
    pub from: String,
    /// The crate it depends on.
    pub to: String,
    /// `normal`, `build` or `dev`; all three count.
    pub kind: String,
}

/// Reads the rows `| 0 | `crate`, `crate` | … |` of the layer table.
pub fn parse_table(page: &str) -> Layers {
    let mut layers = Layers::new();
    for line in page.lines() {
        let mut cells = line.trim().strip_prefix('|').unwrap_or("").split('|');
        let (Some(layer), Some(names)) = (cells.next(), cells.next()) else { continue };
        let Ok(layer) = layer.trim().parse() else { continue };
        // Every second piece between backticks is a name.
        layers.extend(names.split('`').skip(1).step_by(2).map(|name| (name.to_owned(), layer)));
    }
    layers
}

/// The crates of the workspace at `root` and the arrows between them.
pub fn read_workspace(root: &Path) -> Result<(Vec<String>, Vec<Arrow>), cargo_metadata::Error> {
    let manifest = root.join("Cargo.toml");
    let metadata = cargo_metadata::MetadataCommand::new().manifest_path(manifest).no_deps().exec()?;
    let mut crates: Vec<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    crates.sort();
    let mut arrows = Vec::new();
    for package in &metadata.packages {
        for dependency in package.dependencies.iter().filter(|d| crates.contains(&d.name)) {
            let (from, to) = (package.name.to_string(), dependency.name.clone());
            arrows.push(Arrow { from, to, kind: dependency.kind.to_string() });
        }
    }
    arrows.sort();
    Ok((crates, arrows))
}

/// What breaks the rule, one clause each.
pub fn check(layers: &Layers, crates: &[String], arrows: &[Arrow]) -> Vec<String> {
    let mut problems = Vec::new();
    for name in crates.iter().filter(|name| !layers.contains_key(*name)) {
        problems.push(format!("`{name}` stands in no row of the layer table"));
    }
    for name in layers.keys().filter(|name| !crates.contains(name)) {
        problems.push(format!("`{name}` of the layer table is no crate of the workspace"));
    }
    for Arrow { from, to, kind } in arrows {
        if let (Some(above), Some(below)) = (layers.get(from), layers.get(to))
            && above <= below
        {
            problems
                .push(format!("`{from}` (layer {above}) has a {kind} dependency on `{to}` (layer {below})"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
text
| layer | crate | here if |
|---|---|---|
| 0 | `low` | counts |
| 1 | `left`, `right` | is a `noun` |
| 2 | `high` | orders |
";

    #[track_caller]
    fn check_arrow(from: &str, to: &str, kind: &str, problems: &[&str]) {
        let crates = ["high", "left", "low", "right"].map(str::to_owned);
        let arrow = Arrow { from: from.to_owned(), to: to.to_owned(), kind: kind.to_owned() };
        assert_eq!(check(&parse_table(PAGE), &crates, &[arrow]), problems);
    }

    #[test]
    fn reads_names_of_the_second_column_only() {
        let expected = [("high", 2), ("left", 1), ("low", 0), ("right", 1)];
        let expected: Layers = expected.into_iter().map(|(name, layer)| (name.to_owned(), layer)).collect();
        assert_eq!(parse_table(PAGE), expected);
    }

    #[test]
    fn an_arrow_downwards_is_allowed_and_any_other_is_not() {
        check_arrow("high", "low", "normal", &[]);
        check_arrow("left", "low", "dev", &[]);
        check_arrow(
            "low",
            "high",
            "normal",
            &["`low` (layer 0) has a normal dependency on `high` (layer 2)"],
        );
        check_arrow("left", "right", "dev", &["`left` (layer 1) has a dev dependency on `right` (layer 1)"]);
        check_arrow(
            "right",
            "high",
            "build",
            &["`right` (layer 1) has a build dependency on `high` (layer 2)"],
        );
    }

    #[test]
    fn a_crate_without_a_row_and_a_row_without_a_crate_are_found() {
        let crates = ["low".to_owned(), "new".to_owned()];
        let problems = check(&Layers::from([("low".to_owned(), 0), ("gone".to_owned(), 1)]), &crates, &[]);
        assert_eq!(
            problems,
            [
                "`new` stands in no row of the layer table",
                "`gone` of the layer table is no crate of the workspace"
            ]
        );
    }
}
