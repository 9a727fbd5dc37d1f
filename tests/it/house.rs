//! The rules of the house: layers, source files, gazetteer rows.

use xtask::{Problem, deny, gazetteer, layers, root, tidy};

#[track_caller]
fn check(problems: &[Problem]) {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} problem(s):\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn a_crate_depends_only_on_lower_layers() {
    let table = layers::parse_table(&std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap());
    let (crates, arrows) = layers::read_workspace(root()).unwrap();
    assert!(arrows.len() > 20, "the workspace has more arrows than {arrows:?}");
    let problems = layers::check(&table, &crates, &arrows);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn an_arrow_upwards_in_this_workspace_would_be_found() {
    let table = layers::parse_table(&std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap());
    let (crates, mut arrows) = layers::read_workspace(root()).unwrap();
    let arrow = |from: &str, to: &str| layers::Arrow { from: from.into(), to: to.into(), kind: "dev".into() };
    let bad = [arrow("griffier-doc", "griffier-link"), arrow("griffier-segment", "griffier-patterns")];
    let before = layers::check(&table, &crates, &arrows).len();
    arrows.extend(bad);
    assert_eq!(layers::check(&table, &crates, &arrows).len(), before + 2);
}

#[test]
fn source_files_are_tidy() {
    check(&tidy::check(root()).unwrap());
}

/// The file that maps a file into memory, and the one that takes over a table of Python's.
const UNSAFE: [&str; 2] =
    ["crates/griffier-import/src/compiled/map.rs", "crates/griffier-python/src/arrow/capsule.rs"];

#[test]
fn two_files_alone_have_unsafe_code_and_say_why() {
    let mark = concat!("unsa", "fe");
    for folder in ["benches", "crates", "tests", "xtask"] {
        for path in xtask::files_with_extension(&root().join(folder), "rs").unwrap() {
            let shown = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            let source = std::fs::read_to_string(&path).unwrap();
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            let found: Vec<&str> = code
                .filter(|line| {
                    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == mark)
                })
                .collect();
            if UNSAFE.contains(&shown.as_str()) {
                assert_eq!(found.len(), 1, "{found:?}");
                assert!(source.contains("// SAFETY:"), "{shown} does not say why it is sound");
            } else {
                assert!(found.is_empty() || shown == "tests/it/house.rs", "{shown}: {found:?}");
            }
        }
    }
}

#[test]
fn dependencies_have_licences_and_sources_that_are_allowed() {
    check(&deny::check(root()).unwrap());
}

#[test]
fn nothing_in_the_command_can_reach_the_network() {
    assert_eq!(deny::network(root(), "griffier-cli").unwrap(), Vec::<String>::new());
}

#[test]
fn gazetteer_rows_are_sound() {
    check(&gazetteer::check(&root().join("gazetteers")).unwrap());
}

#[test]
fn every_table_of_the_gazetteer_is_described() {
    let readme = std::fs::read_to_string(root().join("gazetteers/README.md")).unwrap();
    for path in xtask::files_with_extension(&root().join("gazetteers"), "tsv").unwrap() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap();
        assert!(readme.contains(name), "gazetteers/README.md does not mention {name}");
    }
}

#[test]
fn the_glossary_has_every_type_and_every_predicate() {
    let page = std::fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let types = griffier::MentionType::ALL.iter().map(|kind| kind.name());
    let predicates = griffier::Predicate::ALL.iter().map(|predicate| predicate.name());
    let missing: Vec<&str> =
        types.chain(predicates).filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "docs/glossary.md lacks {missing:?}");
}

#[test]
fn every_third_party_crate_has_its_reason() {
    let page = std::fs::read_to_string(root().join("docs/adr/0003-dependencies.md")).unwrap();
    let manifest = root().join("Cargo.toml");
    let metadata = cargo_metadata::MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap();
    let named: std::collections::BTreeSet<&str> = metadata
        .packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .filter(|dependency| dependency.path.is_none())
        .map(|dependency| dependency.name.as_str())
        .collect();
    let table: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
    let missing: Vec<&&str> = named
        .iter()
        .filter(|name| {
            let first =
                |line: &&str| line.split('|').nth(1).unwrap_or("").split(',').any(|n| n.trim() == **name);
            !table.iter().any(first)
        })
        .collect();
    assert!(missing.is_empty(), "docs/adr/0003-dependencies.md gives no reason for {missing:?}");
}
