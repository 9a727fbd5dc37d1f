//! Which part of a page is the letter.

use super::page::{Element, Node, Page};
use super::tree::NodeRef;

/// The element that holds the letter; `None` if the whole page does.
pub(super) fn find(page: &Page) -> Option<ego_tree::NodeId> {
    let elements =
        || page.tree.nodes().filter_map(|node| node.value().as_element().map(|element| (node, element)));
    let first = |wanted: &dyn Fn(&Element) -> bool| {
        elements().find(|(_, element)| wanted(element)).map(|(node, _)| node)
    };
    let main = first(&|element| element.name() == "main" || element.attr("role") == Some("main"));
    let mut articles = elements().filter(|(_, element)| element.name() == "article").map(|(node, _)| node);
    let article = articles.next();
    // Several articles side by side are a list of them.
    let article = article.filter(|_| articles.next().is_none()).filter(|article| holds_most(*article, main));
    let named = || {
        first(&|element| {
            let id = element.attr("id").unwrap_or_default().to_ascii_lowercase();
            ["content", "main", "main-content", "maincontent", "broodtekst", "inhoud"].contains(&id.as_str())
        })
    };
    article.or(main).or_else(named).map(|node| node.id())
}

/// Whether an article holds most of what `main` holds: a page may print the head of its letter outside the article.
fn holds_most(article: NodeRef, main: Option<NodeRef>) -> bool {
    let Some(main) = main.filter(|main| article.ancestors().any(|outer| outer.id() == main.id())) else {
        return true;
    };
    let count = |node: NodeRef| -> usize {
        node.descendants().filter_map(|node| node.value().as_text().map(|text| text.trim().len())).sum()
    };
    count(article) * 20 >= count(main) * 19
}

/// Whether an element is what each page of a site has, wherever it stands; `in_main` if that is in the part that the page
/// says to be the letter.
pub(super) fn is_furniture(element: &Element, in_main: bool) -> bool {
    // What a browser hangs on the whole page says nothing of its parts.
    if matches!(element.name(), "html" | "body" | "main" | "article") {
        return false;
    }
    let role = element.attr("role").unwrap_or_default();
    // Some sites put all of a page in one form.
    if matches!(element.name(), "nav" | "aside")
        || (in_main && element.name() == "form")
        || ["navigation", "search", "complementary", "alertdialog"].contains(&role)
    {
        return true;
    }
    // A letter has a head and a foot of its own.
    if !in_main
        && (matches!(element.name(), "header" | "footer") || ["banner", "contentinfo"].contains(&role))
    {
        return true;
    }
    let names = [element.attr("id"), element.attr("class")];
    names.into_iter().flatten().flat_map(str::split_ascii_whitespace).any(is_furniture_name)
}

/// Headings over links to other pages, in small letters.
const LEADING_ON: [&str; 10] = [
    "zie ook",
    "lees ook",
    "meer informatie",
    "meer over dit onderwerp",
    "gerelateerd",
    "gerelateerde informatie",
    "gerelateerde pagina's",
    "direct naar",
    "deel deze pagina",
    "volg ons",
];

/// Nodes of an element that are looked at to tell whether it only leads on; more are no list of links.
const LINKS: usize = 400;

/// Whether an element is a heading such as "Zie ook" and under it nothing but links: both in an element of their own, or a list right
/// behind its heading.
pub(super) fn leads_on(node: NodeRef) -> bool {
    let elements = || node.children().filter(|child| child.value().as_element().is_some());
    if let Some(heading) = elements().next().filter(|first| is_leading(*first)) {
        return is_linked(node, Some(heading));
    }
    if is_leading(node) {
        let next = node.next_siblings().find(|next| next.value().as_element().is_some());
        return next.is_some_and(|next| is_list(next) && is_linked(next, None));
    }
    let before = || node.prev_siblings().find(|before| before.value().as_element().is_some());
    is_list(node) && before().is_some_and(is_leading) && is_linked(node, None)
}

/// What the first link of a way through a site is called, and the words before it, in small letters.
const HOME: [&str; 4] = ["home", "homepage", "startpagina", "voorpagina"];
const HERE: [&str; 3] = ["u bevindt zich hier", "u bent hier", "je bent hier"];
/// Bytes of such a way.
const LONGEST_WAY: usize = 400;

/// Whether an element is the way from the first page of a site to this one: links, the first to the home page, with signs
/// between them, and the name of this page behind them.
pub(super) fn is_breadcrumb(node: NodeRef) -> bool {
    let block = ["p", "div", "ul", "ol", "section"].iter().any(|name| is_named(node, name));
    if !block {
        return false;
    }
    let linked = |text: NodeRef<'_>| {
        text.ancestors().take_while(|outer| outer.id() != node.id()).any(|outer| is_named(outer, "a"))
    };
    let words = |inner: NodeRef<'_>| {
        let words = inner.value().as_text().map(|text| text.trim().to_lowercase())?;
        Some((words, linked(inner))).filter(|(words, _)| !words.is_empty())
    };
    let sign = |words: &str| words.chars().all(|c| !c.is_alphanumeric());
    let opens = |words: &str| sign(words) || HERE.contains(&words.trim_end_matches([':', ' ']));
    let begins =
        |(words, linked): (String, bool)| if linked { HOME.contains(&words.as_str()) } else { opens(&words) };
    // Most elements begin with other words, and large ones are no way.
    if !node.descendants().take(LINKS).find_map(words).is_some_and(begins)
        || node.descendants().nth(LINKS).is_some()
    {
        return false;
    }
    let parts: Vec<(String, bool)> = node.descendants().filter_map(words).collect();
    let first = parts.iter().position(|(_, linked)| *linked).unwrap_or(parts.len());
    let (before, way) = parts.split_at(first);
    let Some((last, between)) = way.split_last() else { return false };
    parts.iter().map(|(words, _)| words.len()).sum::<usize>() <= LONGEST_WAY
        && before.iter().all(|(words, _)| opens(words))
        && way.first().is_some_and(|(words, _)| HOME.contains(&words.as_str()))
        && between.iter().all(|(words, linked)| *linked || sign(words))
        && (between.len() > 1 || last.1)
        && way.len() > 1
}

/// Whether an element is a heading over links to other pages.
fn is_leading(node: NodeRef) -> bool {
    let words = |node: NodeRef<'_>| -> String {
        node.descendants().take(8).filter_map(|node| node.value().as_text().map(|text| text.trim())).collect()
    };
    ["h2", "h3", "h4", "h5"].iter().any(|name| is_named(node, name))
        && LEADING_ON.contains(&words(node).to_lowercase().replace('’', "'").as_str())
}

fn is_list(node: NodeRef) -> bool {
    ["ul", "ol", "menu"].iter().any(|name| is_named(node, name))
}

/// Whether an element holds nothing but links, `heading` aside.
fn is_linked(node: NodeRef, heading: Option<NodeRef>) -> bool {
    let linked = |text: NodeRef<'_>| {
        text.ancestors()
            .take_while(|outer| outer.id() != node.id())
            .any(|outer| heading.is_some_and(|heading| outer.id() == heading.id()) || is_named(outer, "a"))
    };
    let blank = |node: NodeRef<'_>| node.value().as_text().is_none_or(|text| text.trim().is_empty());
    node.descendants().nth(LINKS).is_none() && node.descendants().all(|inner| blank(inner) || linked(inner))
}

/// A name that pages give to what is no text: `cookie-bar`, `breadcrumbs`, `skip-link`.
fn is_furniture_name(name: &str) -> bool {
    const NAMES: [&str; 13] = [
        "cookie",
        "breadcrumb",
        "kruimelpad",
        "skiplink",
        "skip-link",
        "skip-to",
        "navbar",
        "pagination",
        "paginering",
        "share-",
        "social-",
        "deel-deze",
        "download",
    ];
    let name = name.to_ascii_lowercase();
    // `m-breadcrumb`: a letter before the name says of what kind the part is.
    let name = match name.split_once('-') {
        Some((kind, rest)) if kind.len() == 1 => rest,
        _ => name.as_str(),
    };
    NAMES.iter().any(|known| name.starts_with(known)) || name.ends_with("-breadcrumb") || name == "share"
}

/// Whether a node is an element of this name.
pub(super) fn is_named(node: NodeRef, name: &str) -> bool {
    matches!(node.value(), Node::Element(element) if element.name() == name)
}
