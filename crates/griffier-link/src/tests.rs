//! Tests of linking over a small knowledge base: hits in, links out.

use crate::resolve;
use griffier_doc::{Document, Hit, Link, Mention, MentionType, Role, Sentence, Target, Token, TokenKind};
use griffier_gazetteer::KnowledgeBase;
use griffier_gazetteer::tables::{MEMBERSHIPS, NAME_FILES, TENURES, Table, Tables};
use griffier_patterns::Definition;
use griffier_text::Span;
use std::path::Path;

/// Rows as `file: id | name | aliases | context | from | to | kind | organisation | portfolio | adjectives | given`.
const ROWS: &[(&str, &str)] = &[
    (
        "organisations.tsv",
        "org:tweede-kamer|Tweede Kamer der Staten-Generaal|Tweede Kamer|Kamer|||parliament",
    ),
    (
        "organisations.tsv",
        "org:eerste-kamer|Eerste Kamer der Staten-Generaal|Eerste Kamer|Kamer|||parliament",
    ),
    ("organisations.tsv", "org:navo|NAVO"),
    ("organisations.tsv", "org:pp|PP||PP|||party"),
    ("organisations.tsv", "org:min-ez-oud|Ministerie van Zaken||||2009-12-31|ministry"),
    ("organisations.tsv", "org:min-ez|Ministerie van Zaken||Zaken|2010-01-01||ministry"),
    ("organisations.tsv", "org:eurogroep|Eurogroep"),
    ("locations.tsv", "country:GB|Verenigd Koninkrijk|||||||| Britse"),
    ("events.tsv", "event:navo-top|NAVO-top|||||summit series"),
    ("events.tsv", "event:navo-top-2021-06-14|NAVO-top Brussel|||2021-06-14|2021-06-14|summit series"),
    ("events.tsv", "event:eurogroep|Eurogroep||Eurogroep|||council"),
    ("technologies.tsv", "edt:ai|kunstmatige intelligentie|AI"),
    ("technologies.tsv", "edt:data|data||data"),
    ("offices.tsv", "office:min-oud|minister van Zaken||||2009-12-31|minister|org:min-ez-oud|Zaken"),
    ("offices.tsv", "office:min|minister van Zaken|||2010-01-01||minister|org:min-ez|Zaken"),
    ("laws.tsv", "law:wet-alfa|Wet alfa|Wa|||||||||||bwb:BWBR0000001"),
    ("laws.tsv", "law:verordening-beta|Verordening beta||||||||||||celex:32016R0679"),
    ("laws.tsv", "law:wet-gamma|Wet gamma||Wg"),
    ("laws.tsv", "law:boekwet|Boekwet"),
    ("laws.tsv", "law:boekwet-boek-3|Boekwet Boek 3||||||||||||bwb:BWBR0000003"),
    ("persons.tsv", "person:anna-berg|Anna Berg|A.B. Berg|Berg|||||||Anna"),
    ("persons.tsv", "person:piet-berg|Piet Berg||Berg|||||||Piet"),
    ("persons.tsv", "person:karel-dal|Karel Dal||Dal|||||||Karel"),
];

fn knowledge() -> KnowledgeBase {
    let table = |name: &str, text: &str| Table::parse(Path::new(name), text).unwrap();
    let names = NAME_FILES.into_iter().map(|(file, kind)| {
        let mut text =
            "id\tname\taliases\tcontext\tvalid_from\tvalid_to\tkind\torganisation\tportfolio\tadjectives\
                        \tgiven\texact\tpart_of\tsame_as\tsource\n"
                .to_owned();
        for (_, row) in ROWS.iter().filter(|(name, _)| *name == file) {
            let mut fields: Vec<&str> = row.split('|').map(str::trim).collect();
            fields.resize(15, "");
            text += &format!("{}\n", fields.join("\t"));
        }
        (file, (kind, table(file, &text)))
    });
    let tenures = "person\toffice\tfrom\tto\tacting\tsource\n\
                   person:anna-berg\toffice:min\t2020-01-01\t2021-12-31\t0\tt\n\
                   person:karel-dal\toffice:min\t2021-12-31\t\t0\tt\n";
    let seats = "person\tbody\tparty\tfrom\tto\tas_of\tsource\n\
                 person:piet-berg\torg:tweede-kamer\torg:pp\t2019-01-01\t2023-01-01\t\tt\n";
    let tables = Tables {
        former_names: None,
        details: None,
        names: names.collect(),
        tenures: table(TENURES, tenures),
        memberships: table(MEMBERSHIPS, seats),
    };
    KnowledgeBase::open(griffier_gazetteer::compile(&tables).unwrap().leak()).unwrap()
}

/// A letter of words and marks, one sentence a line, with the hits of the small knowledge base.
struct Case {
    doc: Document,
    hits: Vec<Hit>,
}

fn case(text: &str) -> Case {
    let mut doc = Document::from_text("t", text);
    let mut tokens = Vec::new();
    for (at, word) in griffier_words(text) {
        let kind =
            if word.starts_with(char::is_alphanumeric) { TokenKind::Word } else { TokenKind::Punctuation };
        tokens.push(Token { span: Span::at(at, at + word.len()), kind });
    }
    let mut at = 0;
    let sentences = text.split_inclusive('\n').map(|line| {
        at += line.len();
        Sentence { span: Span::at(at - line.len(), at - (line.len() - line.trim_end().len())) }
    });
    let sentences = sentences.collect();
    doc.set_tokens(tokens);
    doc.set_sentences(sentences);
    let hits = knowledge().find(&doc);
    Case { doc, hits }
}

/// Words and single marks with their offsets.
fn griffier_words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || c == '-' {
            start.get_or_insert(at);
            continue;
        }
        words.extend(start.take().map(|from| (from, &text[from..at])));
        if !c.is_whitespace() {
            words.push((at, &text[at..at + c.len_utf8()]));
        }
    }
    words.extend(start.map(|from| (from, &text[from..])));
    words
}

impl Case {
    /// Adds a hit on the first occurrence of `words`.
    fn hit(mut self, words: &str, kind: MentionType, target: Target, role: Option<Role>) -> Self {
        let at = self.doc.text().find(words).unwrap();
        let mut hit = Hit::rule(Span::at(at, at + words.len()), kind, target, "test");
        hit.role = role;
        self.hits.push(hit);
        self
    }
    fn date(self, words: &str, iso: &str, role: Option<Role>) -> Self {
        self.hit(words, MentionType::Date, Target::Value(iso.to_owned()), role)
    }
    fn resolved(self, definitions: &[Definition]) -> Document {
        let Case { mut doc, hits } = self;
        doc.push_hits(hits);
        resolve(&mut doc, knowledge(), definitions);
        doc
    }
    /// Compares every mention but dates with `expected`, as `words → id`, with the holder of an office after `@`.
    #[track_caller]
    fn check(self, expected: &[&str]) {
        let doc = self.resolved(&[]);
        let shown = doc.mentions().iter().filter(|mention| mention.kind != MentionType::Date);
        let shown: Vec<String> = shown.map(|mention| show(&doc, mention)).collect();
        assert_eq!(shown, expected, "in {:?}", doc.text());
    }
}

fn show(doc: &Document, mention: &Mention) -> String {
    let id = match &mention.link {
        Link::One(id) => id.to_string(),
        Link::Nil { id, .. } => format!("NIL {id}"),
        Link::Many(candidates) => candidates.iter().map(|c| c.id.as_ref()).collect::<Vec<_>>().join(" or "),
    };
    let holder = mention.attr("holder").map(|holder| format!(" @{holder}")).unwrap_or_default();
    format!("{} → {id}{holder}", doc.slice(mention.span))
}

#[test]
fn an_office_is_the_one_of_the_letters_day_with_its_holder() {
    let text = "1 mei 2021\nde minister van Zaken";
    case(text)
        .date("1 mei 2021", "2021-05-01", Some(Role::LetterDate))
        .check(&["minister van Zaken → office:min @person:anna-berg"]);
    case(text)
        .date("1 mei 2021", "2005-05-01", Some(Role::LetterDate))
        .check(&["minister van Zaken → office:min-oud"]);
}

#[test]
fn on_the_day_of_a_change_the_one_who_came_holds_the_office_and_a_former_one_has_no_holder() {
    case("31 december 2021\nde minister van Zaken")
        .date("31 december 2021", "2021-12-31", Some(Role::LetterDate))
        .check(&["minister van Zaken → office:min @person:karel-dal"]);
    case("1 mei 2021\nde toenmalige minister van Zaken")
        .date("1 mei 2021", "2021-05-01", Some(Role::LetterDate))
        .check(&["minister van Zaken → office:min"]);
}

#[test]
fn an_office_of_another_state_is_not_the_dutch_one() {
    case("1 mei 2021\nde Britse minister van Zaken")
        .date("1 mei 2021", "2021-05-01", Some(Role::LetterDate))
        .check(&["minister van Zaken → NIL office:minister-van-zaken"]);
}

#[test]
fn a_surname_is_told_apart_by_office_or_seat() {
    let letter = |text: &str| case(text).date("1 mei 2021", "2021-05-01", Some(Role::LetterDate));
    let person = |case: Case, role| case.hit("Berg", MentionType::Person, Target::Name, role);
    person(letter("1 mei 2021\nminister Berg"), Some(Role::Minister)).check(&["Berg → person:anna-berg"]);
    person(letter("1 mei 2021\nhet lid Berg"), Some(Role::Lid)).check(&["Berg → person:piet-berg"]);
    // Nothing decides, and nobody of that name was named: no mention of a bare surname.
    letter("1 mei 2021\nzegt Berg").check(&[]);
    letter("1 mei 2021\nAnna Berg en dan Berg")
        .check(&["Anna Berg → person:anna-berg", "Berg → person:anna-berg"]);
}

#[test]
fn initials_must_fit_and_an_unknown_name_is_nil() {
    let signed = |name: &str| {
        case(&format!("1 mei 2021\n{name}")).date("1 mei 2021", "2021-05-01", Some(Role::LetterDate)).hit(
            name,
            MentionType::Person,
            Target::Name,
            Some(Role::Signatory),
        )
    };
    signed("A. Berg").check(&["A. Berg → person:anna-berg"]);
    signed("X.Y. Berg").check(&["X.Y. Berg → NIL person:x-y-berg"]);
    signed("J. Onbekend").check(&["J. Onbekend → NIL person:j-onbekend"]);
}

#[test]
fn a_homonym_needs_support() {
    case("de Zaken van nu").check(&[]);
    case("het Ministerie van Zaken en ook Zaken")
        .date("Ministerie", "2021", None)
        .check(&["Ministerie van Zaken → org:min-ez", "Zaken → org:min-ez"]);
    case("de ministers van Zaken spraken\nhet Ministerie van Zaken")
        .check(&["Ministerie van Zaken → org:min-ez"]);
    case("van kunstmatige intelligentie, data en meer")
        .check(&["kunstmatige intelligentie → edt:ai", "data → edt:data"]);
    case("kunstmatige intelligentie leert van veel data").check(&["kunstmatige intelligentie → edt:ai"]);
    case("het lid Dal (PP)").check(&["PP → org:pp"]);
    case("een PP").check(&[]);
}

#[test]
fn a_bare_kamer_is_the_chamber_written_to() {
    let text = "Aan de Eerste Kamer der Staten-Generaal\nuw Kamer\n";
    let addressed = case(text).hit(
        "Eerste Kamer der Staten-Generaal",
        MentionType::Organisation,
        Target::Name,
        Some(Role::Addressee),
    );
    addressed.check(&["Eerste Kamer der Staten-Generaal → org:eerste-kamer", "Kamer → org:eerste-kamer"]);
    case("Ik meld uw Kamer").check(&["Kamer → org:tweede-kamer"]);
}

#[test]
fn a_series_of_meetings_gets_its_date_and_a_bare_head_its_full_name() {
    let top = |text: &str| {
        case(text).date("14 juni", "2021-06-14", None).hit("Top", MentionType::Event, Target::Name, None)
    };
    top("de Top van 14 juni\nde NAVO-top").check(&[
        "Top → event:navo-top-2021-06-14",
        "NAVO-top → event:navo-top-2021-06-14",
        "NAVO → org:navo",
    ]);
    case("de NAVO-top en op 14 juni")
        .date("14 juni", "2021-06-14", None)
        .check(&["NAVO-top → event:navo-top", "NAVO → org:navo"]);
    case("een NAVO-top").check(&["NAVO-top → event:navo-top", "NAVO → org:navo"]);
}

#[test]
fn a_council_is_a_meeting_where_a_date_places_it() {
    case("de Eurogroep van 16 mei 2019")
        .date("16 mei 2019", "2019-05-16", None)
        .check(&["Eurogroep → event:eurogroep-2019-05-16"]);
    case("de Eurogroep steunt dit; op 16 mei 2019")
        .date("16 mei 2019", "2019-05-16", None)
        .check(&["Eurogroep → org:eurogroep"]);
}

#[test]
fn a_short_form_means_what_the_letter_defines() {
    let text = "de Taskforce Nieuw (TN) werkt\nde TN";
    let at = |words: &str| Span::at(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
    let definition = Definition {
        full: at("Taskforce Nieuw"),
        short: at("TN"),
        evidence: at("Taskforce Nieuw (TN)"),
        rule: "test",
    };
    let doc = case(text)
        .hit("Taskforce Nieuw", MentionType::Organisation, Target::Name, None)
        .resolved(&[definition]);
    let shown: Vec<String> = doc.mentions().iter().map(|mention| show(&doc, mention)).collect();
    let id = "NIL org:taskforce-nieuw";
    assert_eq!(shown, [format!("Taskforce Nieuw → {id}"), format!("TN → {id}"), format!("TN → {id}")]);
    assert_eq!(doc.mentions()[1].attr("alias").map(|alias| alias.as_ref()), Some("Taskforce Nieuw"));
    assert_eq!(doc.mentions()[2].attr("alias"), None);
}

#[test]
fn an_adjective_before_a_listed_name_is_the_same_thing_and_another_head_is_not() {
    let technology =
        |words: &str| case(&format!("de {words}.")).hit(words, MentionType::Technology, Target::Name, None);
    technology("Europese kunstmatige intelligentie").check(&["Europese kunstmatige intelligentie → edt:ai"]);
    technology("wet over kunstmatige intelligentie").check(&[
        "wet over kunstmatige intelligentie → NIL tech:wet-over-kunstmatige-intelligentie",
        "kunstmatige intelligentie → edt:ai",
    ]);
}

#[test]
fn a_relative_date_without_an_anchor_is_nil_with_a_diagnostic() {
    let doc = case("op 8 juli jl.").hit("8 juli jl.", MentionType::Date, Target::Name, None).resolved(&[]);
    assert!(matches!(doc.mentions()[0].link, Link::Nil { .. }));
    assert_eq!(doc.diagnostics()[0].code, "date::no-anchor");
}

#[test]
fn a_motion_is_known_by_its_paper_else_by_its_movers_and_the_year_the_text_gives() {
    let motion = |text: &str| {
        case(text)
            .date("1 mei 2021", "2021-05-01", Some(Role::LetterDate))
            .hit("motie Berg", MentionType::Motion, Target::Name, None)
            .hit("Berg", MentionType::Person, Target::Name, Some(Role::Mover))
    };
    let berg = "Berg → person:piet-berg";
    motion("1 mei 2021\nde motie Berg").check(&["motie Berg → NIL motion:piet-berg-?", berg]);
    motion("1 mei 2021\nde motie Berg uit 2019")
        .date("2019", "2019", None)
        .check(&["motie Berg → NIL motion:piet-berg-2019", berg]);
    motion("1 mei 2021\nde motie Berg (PP) (Kamerstuk 1, nr. 2)")
        .hit("Kamerstuk 1, nr. 2", MentionType::Reference, Target::Value("kst-1-2".to_owned()), None)
        .check(&["motie Berg → motion:kst-1-2", berg, "PP → org:pp", "Kamerstuk 1, nr. 2 → kst-1-2"]);
}

#[test]
fn a_linked_person_says_its_own_row_and_a_member_its_chamber() {
    let member = case("1 mei 2021\nhet lid Berg")
        .date("1 mei 2021", "2021-05-01", Some(Role::LetterDate))
        .hit("Berg", MentionType::Person, Target::Name, Some(Role::Lid));
    let doc = member.resolved(&[]);
    let mention = doc.mentions().last().unwrap();
    assert_eq!(mention.origin.to_string(), "gazetteers/persons.tsv#person:piet-berg");
    assert_eq!(mention.attr("chamber").map(|chamber| chamber.as_ref()), Some("org:tweede-kamer"));
}

#[test]
fn an_undated_letter_takes_its_signatory_for_the_holder_and_says_so() {
    let signed = case("eind 2030\nDe minister van Zaken,\nAnna Berg")
        .date("eind 2030", "2030-12", None)
        .hit("minister van Zaken", MentionType::Office, Target::Name, Some(Role::SignedAs))
        .hit("Anna Berg", MentionType::Person, Target::Name, Some(Role::Signatory));
    let doc = signed.resolved(&[]);
    let office = doc.mentions().iter().find(|mention| mention.kind == MentionType::Office).unwrap();
    assert_eq!(office.attr("holder").map(|holder| holder.as_ref()), Some("person:anna-berg"));
    assert_eq!(doc.diagnostics()[0].code, "letter::no-date");
}

#[test]
fn mentions_nest_and_never_cross() {
    let crossing = case("de NAVO-top Brussel en").hit("Brussel en", MentionType::Policy, Target::Name, None);
    crossing.check(&["NAVO-top Brussel → event:navo-top-2021-06-14", "NAVO → org:navo"]);
}

/// Class, reason and address of the only mention of `kind`.
#[track_caller]
fn check_citation(case: Case, kind: MentionType, expected: (&str, &str, &str, &str)) {
    let doc = case.resolved(&[]);
    let mentions: Vec<&Mention> = doc.mentions().iter().filter(|mention| mention.kind == kind).collect();
    assert_eq!(mentions.len(), 1, "in {:?}", doc.text());
    let attr = |key| mentions[0].attr(key).map_or("", |value| value.as_ref());
    let id = mentions[0].link.id().map_or("", AsRef::as_ref);
    assert_eq!((id, attr("class"), attr("reason"), attr("url")), expected, "in {:?}", doc.text());
}

#[test]
fn an_act_says_how_it_is_cited() {
    use MentionType::Law;
    const LISTED: &str = "the number of the act is that of its name in the list";
    let eur_lex = "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016R0679";
    let bwb = "https://wetten.overheid.nl/BWBR0000001";
    check_citation(case("Zie de Wet alfa."), Law, ("law:wet-alfa", "inferred", LISTED, bwb));
    check_citation(
        case("Zie de Verordening beta."),
        Law,
        ("law:verordening-beta", "inferred", LISTED, eur_lex),
    );
    let missing = "the list gives the act no number";
    check_citation(case("Zie de Wet gamma."), Law, ("law:wet-gamma", "not-derivable", missing, ""));
    let unlisted = case("Zie de Wet delta.").hit("Wet delta", Law, Target::Name, None);
    check_citation(unlisted, Law, ("law:wet-delta", "not-derivable", "no list has this name", ""));
}

#[test]
fn an_article_takes_the_number_of_its_act() {
    const LISTED: &str = "the number of the act is that of its name in the list";
    let jci = "https://wetten.overheid.nl/jci1.3:c:BWBR000000";
    let cited = |words: &str, act: &str, part: &str| {
        let case = case(&format!("Zie {words}."));
        let at = case.doc.text().find(act).unwrap();
        let parts = vec![part.to_owned()];
        let target = Target::Parts { act: Span::at(at, at + act.len()), parts };
        case.hit(words, MentionType::Reference, target, None)
    };
    let rows = [
        (
            "artikel 4, tweede lid, Wa",
            "Wa",
            "art=4;lid=2",
            "BWBR0000001:art=4;lid=2",
            "inferred",
            LISTED,
            "1&artikel=4&lid=2",
        ),
        ("artikel 3:5 Boekwet", "Boekwet", "art=3:5", "BWBR0000003:art=5", "inferred", LISTED, "3&artikel=5"),
        // An abbreviation that needs support has it behind an article.
        (
            "artikel 4 Wg",
            "Wg",
            "art=4",
            "law:wet-gamma:art=4",
            "not-derivable",
            "the list gives the act no number",
            "",
        ),
        (
            "artikel 9:5 Boekwet",
            "Boekwet",
            "art=9:5",
            "law:boekwet:art=9:5",
            "not-derivable",
            "the list gives the act no number",
            "",
        ),
    ];
    for (words, act, part, id, class, reason, url) in rows {
        let url = if url.is_empty() { String::new() } else { format!("{jci}{url}") };
        check_citation(cited(words, act, part), MentionType::Reference, (id, class, reason, &url));
    }
}
