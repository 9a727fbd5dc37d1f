//! What may become part of the program: licences, sources and doublets of all third-party crates, against `deny.toml`, which
//! `cargo deny` reads as well. Advisories need the network: `cargo deny check advisories` (docs/security.md).

use crate::Problem;
use anyhow::Context;
use cargo_metadata::{Metadata, MetadataCommand, Package, PackageId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where crates may come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Crates that open connections or wait for them. None may be in the program without its server.
const NETWORK: [&str; 22] = [
    "async-std",
    "attohttpc",
    "axum",
    "curl",
    "h2",
    "hyper",
    "hyper-util",
    "isahc",
    "mio",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tokio",
    "tonic",
    "tungstenite",
    "ureq",
    "zmq",
];

/// The crate behind which the network is allowed.
const SERVER: &str = "griffier-server";

/// What `deny.toml` says.
struct Rules {
    licenses: BTreeSet<String>,
    /// Crates of which several versions are known and borne.
    skip: BTreeSet<String>,
}

/// The strings between quotes of the list `name`, which may run over lines.
fn list(text: &str, name: &str) -> BTreeSet<String> {
    let opening = format!("{name} = [");
    let rest = text.split_once(&opening).map_or("", |(_, rest)| rest);
    // A comment behind an item of a long list may hold a bracket.
    let end = if rest.starts_with('\n') { "\n]" } else { "]" };
    let inside = rest.split_once(end).map_or("", |(inside, _)| inside);
    let uncommented = inside.lines().map(|line| line.split('#').next().unwrap_or("")).collect::<Vec<_>>();
    uncommented.join("\n").split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

impl Rules {
    fn read(root: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(root.join("deny.toml")).context("deny.toml")?;
        Ok(Self { licenses: list(&text, "allow"), skip: list(&text, "skip") })
    }

    /// Whether one of the ways that `expression` offers asks for allowed licences only.
    fn allow(&self, expression: &str) -> bool {
        let expression = expression.replace('/', " OR ");
        // No expression of a dependency nests brackets; `A AND (B OR C)` is read as `A AND B OR A AND C` would be.
        if let Some((before, rest)) = expression.split_once(" AND (")
            && let Some((inner, _)) = rest.split_once(')')
        {
            return self.allow(before.trim_matches(['(', ')'])) && self.allow(inner);
        }
        if let Some((inner, after)) = expression.strip_prefix('(').and_then(|rest| rest.split_once(") AND "))
        {
            return self.allow(inner) && self.allow(after);
        }
        let one = |term: &str| self.licenses.contains(term.trim().trim_matches(['(', ')']));
        expression.split(" OR ").any(|way| way.split(" AND ").all(one))
    }
}

fn metadata(root: &Path) -> anyhow::Result<Metadata> {
    let mut command = MetadataCommand::new();
    command.manifest_path(root.join("Cargo.toml"));
    command.other_options(vec!["--locked".to_owned()]);
    Ok(command.exec()?)
}

/// What in the tree of dependencies breaks a rule.
///
/// # Errors
/// When the tree cannot be read.
pub fn check(root: &Path) -> anyhow::Result<Vec<Problem>> {
    let (rules, metadata) = (Rules::read(root)?, metadata(root)?);
    let mut problems = Vec::new();
    let mut tell = |package: &Package, what: String| {
        problems.push(Problem::new(
            "Cargo.lock",
            1,
            1,
            format!("{} {}: {what}", package.name, package.version),
        ));
    };
    let mut versions: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
    for package in &metadata.packages {
        let Some(source) = &package.source else { continue };
        versions.entry(package.name.as_str()).or_default().push(package);
        if source.repr != REGISTRY {
            tell(package, format!("comes from {}", source.repr));
        }
        match &package.license {
            Some(license) if rules.allow(license) => {}
            license => tell(package, format!("licence {}", license.as_deref().unwrap_or("unknown"))),
        }
    }
    for (name, packages) in &versions {
        if let [_, .., last] = packages.as_slice()
            && !rules.skip.contains(*name)
        {
            tell(
                last,
                format!("is there in {} versions, which `skip` of deny.toml does not name", packages.len()),
            );
        }
    }
    for name in
        rules.skip.iter().filter(|name| versions.get(name.as_str()).is_none_or(|found| found.len() < 2))
    {
        problems.push(Problem::new(
            "deny.toml",
            1,
            1,
            format!("`skip` names {name}, of which there is one version"),
        ));
    }
    Ok(problems)
}

/// Crates that could reach the network and are in the program `name` other than through its server.
///
/// # Errors
/// When the tree cannot be read.
pub fn network(root: &Path, name: &str) -> anyhow::Result<Vec<String>> {
    let metadata = metadata(root)?;
    let resolve = metadata.resolve.as_ref().context("no tree of dependencies")?;
    let names: BTreeMap<&PackageId, &str> =
        metadata.packages.iter().map(|p| (&p.id, p.name.as_str())).collect();
    let name_of = |id: &PackageId| names.get(id).copied().unwrap_or("");
    let mut open: Vec<&PackageId> =
        resolve.nodes.iter().map(|node| &node.id).filter(|id| name_of(id) == name).collect();
    let mut seen: BTreeSet<&PackageId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        let Some(node) = resolve.nodes.iter().find(|node| node.id == *id) else { continue };
        for dependency in &node.deps {
            let normal =
                |kind: &cargo_metadata::DepKindInfo| kind.kind == cargo_metadata::DependencyKind::Normal;
            let wanted = dependency.dep_kinds.iter().any(normal) && name_of(&dependency.pkg) != SERVER;
            if wanted && seen.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    Ok(seen.iter().map(|id| name_of(id).to_owned()).filter(|name| NETWORK.contains(&name.as_str())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_if_one_way_to_read_it_is() {
        let licenses = ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"];
        let rules =
            Rules { licenses: licenses.map(str::to_owned).into_iter().collect(), skip: BTreeSet::new() };
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-2.0) AND Unicode-3.0",
            "MIT AND (Apache-2.0 OR BSL-1.0)",
            "Apache-2.0 WITH LLVM-exception OR BSL-1.0",
        ] {
            assert!(rules.allow(good), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND MPL-2.0", "MPL-2.0 OR GPL-2.0", ""]
        {
            assert!(!rules.allow(bad), "{bad}");
        }
    }

    #[test]
    fn a_list_runs_over_lines() {
        let text = "allow = [\"A\", \"B\"]\nskip = [\n  \"c\", # [old]\n  \"d\",\n]\n";
        assert!(list(text, "allow").into_iter().eq(["A", "B"]));
        assert!(list(text, "skip").into_iter().eq(["c", "d"]));
    }
}
