//! Motions and members in marked text: `{…}` around a motion, `[…]` around a mover, `<…>` around a member; whatever is
//! not marked must not be found.

use super::{recognize_members, recognize_motions};
use griffier_doc::{Document, Hit, MentionType, Role, Target};
use griffier_text::Span;
use std::time::{Duration, Instant};

/// The text with a mark around every hit.
fn mark(text: &str) -> String {
    let doc = Document::from_text("test", text);
    let mut hits = recognize_motions(&doc);
    hits.extend(recognize_members(&doc));
    let mut signs: Vec<(usize, u8, &str)> = Vec::new();
    for hit in &hits {
        let (open, close) = match (hit.kind, hit.role) {
            (MentionType::Motion, None) => ("{", "}"),
            (MentionType::Person, Some(Role::Mover)) => ("[", "]"),
            (MentionType::Person, Some(Role::Lid)) => ("<", ">"),
            _ => ("?", "?"),
        };
        let outer = hit.kind == MentionType::Motion;
        signs.push((hit.span.start(), if outer { 2 } else { 3 }, open));
        signs.push((hit.span.end(), if outer { 1 } else { 0 }, close));
    }
    signs.sort_unstable();
    let (mut marked, mut at) = (String::new(), 0);
    for (place, _, sign) in signs {
        marked.push_str(&text[at..place]);
        marked.push_str(sign);
        at = place;
    }
    marked.push_str(&text[at..]);
    marked
}

#[track_caller]
fn check(marked: &str) {
    let plain: String = marked.chars().filter(|c| !"{}[]<>".contains(*c)).collect();
    assert_eq!(mark(&plain), marked);
}

#[track_caller]
fn check_all(table: &[&str]) {
    for marked in table {
        check(marked);
    }
}

#[test]
fn a_motion_by_its_mover() {
    check_all(&[
        "uitvoering van de {motie [Koopmans]} (motie 33694, nr. 43)",
        "de {motie [Koopmans] c.s.} vraagt",
        "de {motie-[Koopmans] c.s.}, aangenomen",
        "de {motie-[Koopmans] c.s.}3 vraagt, en de {motie van het lid [Klink] c.s.}12, die",
        "de {motie [Van der Lee]}.",
        "de {motie [van der Lee]}",
        "{Motie [El Yassini]} en meer",
        "de {motie [Ten Broeke]}; de {motie ['t Hooft]}",
        "de {motie-[Van\nDijk]}",
        "het {amendement [Beckerman]}, Kamerstuk 36 095",
        "het {amendement-[Beckerman]/[Grinwis]}",
        "het {initiatiefwetsvoorstel-[Bikker]} ligt voor",
        "de {motie [Omtzigt]}'s gevolgen",
        "de {motie [VanDijk]} over detentie",
        "een {motie van [Klink]} over handel",
    ]);
}

#[test]
fn a_surname_that_the_end_of_a_line_breaks() {
    check_all(&[
        "van het lid <Omt-\nzigt> over",
        "{motie van het lid [Omt-\nzigt] c.s.} over",
        "het lid <Van der Mee-\nren> vroeg, de leden <Jan-\nsen> en <Pie-\nters> ook",
        "het lid <Schou-\nten> en het lid <Bos>-\nter Haar",
        "het lid <Kok>-\ndie dat vroeg",
        "het lid <Kok>-\n\nzigt",
    ]);
}

#[test]
fn no_name_runs_over_the_cells_of_a_row() {
    check_all(&[
        "Motie\tStand",
        "{Motie-[Omtzigt]}\tWordt uitgevoerd",
        "{Motie [Klaver]}\tAangehouden",
        "Het lid <Omtzigt>\tSociaal Contract\nKamerlid <Klaver>\tVoorzitter",
    ]);
}

#[test]
fn several_movers() {
    check_all(&[
        "de {motie [Sjoerdsma]/[Brekelmans]}",
        "de {motie [Pierik]/[Olger van Dijk]} (Kamerstuk 36 600 XII, nr. 42)",
        "de {motie [Van Wijngaarden] en [Stoffer]} uit",
        "{motie van de leden [Sjoerdsma] en [Brekelmans]}.",
        "de {gewijzigde motie van de leden [Amhaouch], [Van Strien] en [Ceder] c.s.} over",
        "de {nader gewijzigde motie van het lid [Klink]} over",
        "{motie van de leden [Sjoerdsma] (D66) en [Brekelmans]} (VVD)",
        "{moties-[Van Dijk]} en {-[Klaver]} zijn",
        "{Initiatiefnota van de leden [Omtzigt], [Kuiken],\n[Azarkan], [Dassen], [Sylvana Simons] en [Van der\nPlas]} over",
        "de {moties [Koopmans], [Klink] en [Omtzigt]} zijn",
        "{motie van de heer [Bisschop]} en de {motie van mevrouw [Agema]}",
        "{motie van het lid [Van Meenen] c.s.} (D66, Eerste Kamer)",
        "{motie van het toenmalige lid [Bruins Slot]} over",
        "de {motie [Faber-van de Klashorst]} en de {motie [Slagt-Tichelman]}",
    ]);
}

#[test]
fn headings_in_capitals_and_the_names_below() {
    check(
        "Nr. 1928\n\n{MOTIE VAN DE LEDEN [VAN DER LEE] EN [VAN WEYENBERG]}\nVoorgesteld 21 februari 2023\nDe Kamer,\n\
         gehoord de beraadslaging,\nen gaat over tot de orde van de dag.\n[Van der Lee]\n[Van Weyenberg]\n\nkst-21501-07-1928\n",
    );
    check(
        "{MOTIE VAN HET LID [SYLVANA SIMONS] C.S.}\nVoorgesteld 2 februari\nen gaat over tot de orde van de dag.\n[Sylvana Simons]\n",
    );
    check("{GEWIJZIGDE MOTIE VAN HET LID [DE HOOP] C.S.} TER VERVANGING VAN DIE GEDRUKT ONDER NR. 12\n");
    check(
        "en gaat over tot de orde van de dag.\n\n[Stoffer],\n[Van der Plas] en\n[Eerdmans]\n\nkst-36169-36\nISSN 0921\n",
    );
    check("{MOTIE VAN DE LEDEN [GÜNDOG\u{306}AN] EN [JASPER VAN DIJK]}\n");
    check("en gaat over tot de orde van de dag. Daarna volgde Klink\nmet een voorstel.\n");
}

#[test]
fn members_outside_motions() {
    check_all(&[
        "Vragen van het lid <Podt> (D66) aan de Minister van Asiel en Migratie",
        "Vragen van de leden <Olger van Dijk> (Nieuw Sociaal Contract) en <Pierik> (BBB)\naan de Staatssecretaris",
        "aan de leden <Klink>, <Dassen> (Volt) en <Van Baarle>",
        "toegezegd aan het lid <Brekelmans> tijdens",
        "door Kamerlid <Van Nispen> en door Kamerleden <Mutluer> en <Ellian>",
        "het voormalig lid <Verkuijlen> (VVD)",
        "PVV-Kamerlid <Wilders> zei",
        "het lid <Yeşilgöz-Zegerius> en de minister",
        "VRAGEN VAN HET LID <PODT> AAN DE MINISTER",
        "het lid <Mei Li Vos> (GroenLinks-PvdA)",
    ]);
    let hits = recognize_members(&Document::from_text(
        "test",
        "het lid Podt (D66) en de leden A. Bikker (ChristenUnie) en Klink",
    ));
    let parties: Vec<_> =
        hits.iter().map(|hit| hit.attrs.first().map(|attr| attr.value.to_string())).collect();
    assert_eq!(parties, [Some("D66".to_owned()), Some("ChristenUnie".to_owned()), None]);
}

#[test]
fn what_is_no_motion_and_no_member() {
    check_all(&[
        "De motie is aangenomen. De Kamer, gehoord de moties over handel,",
        "een motie van wantrouwen, een motie van treurnis en de motie 33694, nr. 43",
        "Motie\nDe Kamer, gehoord",
        "de motie Kamerstuk 33 694, nr. 43 en de motie EU",
        "moties van de VVD, van GroenLinks en van de PvdA-fractie",
        "artikel 3, tweede lid, Woo en artikel 4, eerste lid Algemene wet",
        "de leden der Kamer, de leden van de VVD-fractie, de leden van Amnesty",
        "lid worden van de NAVO; vermeende leden van de beweging; het lid van de Raad",
        "het lid GroenLinks, het lid D66",
        "de emotie Koopmans en promotie Piri",
        "het amendement dat de Kamer aannam; Amendement op stuk nr. 5",
        "De Kamerleden kwamen; Kamerlid zijn is een vak",
        "de leden Minister en Staatssecretaris",
    ]);
}

#[test]
fn the_span_stops_before_the_sentence_goes_on() {
    check_all(&[
        "de {motie [Koopmans]} van 8 juli",
        "de {motie [Koopmans]} de Kamer bereikte",
        "de {motie [Koopmans]}, Kamerstuk 33 694",
        "de {motie [Koopmans]}, Nederland zal",
        "de {motie [Klaver]} van GroenLinks",
        "de {motie van het lid [Klink]} en de Minister",
        "het lid <Klink> van de VVD, het lid <Dassen> van Volt",
        "het lid <Koopmans> van de Tweede Kamer",
    ]);
}

#[test]
fn hostile_texts_take_linear_time() {
    let seeds = [
        "motie ",
        "motie van ",
        "motie A",
        "gewijzigde ",
        "motie-",
        "leden Klink, ",
        "het lid Van ",
        "Aa ",
        "motie Aa/",
        "(",
        "é",
        "gaat over tot de orde van de dag.\n",
        "Van der ",
        "moties-Ab en -",
        "motie Ab (",
        "A.",
        "'t ",
    ];
    for seed in seeds {
        let text = seed.repeat(300_000 / seed.len());
        let start = Instant::now();
        let doc = Document::from_text("test", &text);
        let hits = recognize_motions(&doc);
        assert!(start.elapsed() < Duration::from_secs(4), "{seed:?} took {:?}", start.elapsed());
        assert!(hits.iter().all(|hit| text.get(hit.span.range()).is_some_and(|words| !words.is_empty())));
    }
}

#[test]
fn a_place_of_the_gazetteer_moves_nothing() {
    let text = "de motie Oekraïne en de motie Klink";
    let mut doc = Document::from_text("test", text);
    let at = text.find("Oekraïne").unwrap();
    let place = Span::at(at, at + "Oekraïne".len());
    doc.push_hits(vec![Hit::rule(place, MentionType::Location, Target::Listed(1), "test")]);
    let hits = recognize_motions(&doc);
    let words: Vec<_> = hits.iter().map(|hit| doc.slice(hit.span)).collect();
    assert_eq!(words, ["motie Klink", "Klink"]);
}

#[test]
fn members_in_lists() {
    check(
        "de leden <Recourt>, <De Boer>, <Sent> (op 6 oktober 2021 opgevolgd door <Vos>), <Geerdink> en <Van Kesteren> \
         (op 5 oktober 2021 opgevolgd door <Essers>).",
    );
    check("Aanwezig zijn drie leden der Kamer, te weten: <Bosman>, <Dik-Faber> en <Van Tongeren>.");
    check("Samenstelling: Leden: <Blaauw> (VVD), voorzitter, <Reitsma> (CDA) en <Valk> (PvdA).");
    check("de leden <Sent> (zie bijlage), Geerdink. Te weten: Amsterdam en Utrecht. Te weten dat Jan komt.");
}

#[test]
fn a_hyphen_may_join_two_movers() {
    check("de {motie [Grinwis]-[Vedder]} en de {motie-[Van Baarle]-[Dassen]} ook");
    check("de {motie [Hennis-Plasschaert]} en de {motie [Xyzaal-Vedder]}");
    check("de {motie van het lid [Grinwis-Vedder]} volgt");
}
