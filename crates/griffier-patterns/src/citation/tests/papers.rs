//! Kamerstukken in every spelling, beside what only looks like one.

use super::{attr, check, check_all};
use griffier_doc::{Role, ZoneKind};

#[test]
fn the_word_kamerstuk_belongs_to_the_citation() {
    check_all(&[
        "zie [[Kamerstuk 33 694, nr. 45|kst-33694-45]].",
        "zie [[kamerstuk 33694 nr. 45|kst-33694-45]]",
        "([[Kamerstuk 34919, nr. 74|kst-34919-74]])",
        "[[Kamerstuk 33 694, nr 48|kst-33694-48]] is bekend",
        "[[Kamerstuk 33\u{a0}694, nr.\u{a0}45|kst-33694-45]]",
        "[[Kamerstuk\n33 694, nr. 43|kst-33694-43]]",
        "[[Kamerstuk 33 694,\nnr. 43|kst-33694-43]]",
        "[[Kamerstuk33 529, nr. 1219|kst-33529-1219]]",
        "[[Kamerstuk 23 432,nr.537|kst-23432-537]]heb ik",
        "[[Kamerstuk-\nken 23 645, nr. 811|kst-23645-811]]",
        "[[Kamer-stuk 23 645, nr. 811|kst-23645-811]], [[Kamer-\nstukken 23 645, nr. 811|kst-23645-811]]",
        "[[Kamerstuk-ken 23 645, nr. 811|kst-23645-811]]",
        // Words that only begin alike.
        "uw Kamer-stukjes 33 694, het Kamer-gebouw 33 694, de Kamer - stuk voor stuk 3",
        "[[KAMERSTUK 23 645, NR. 811|kst-23645-811]]",
        "[[Kamerstuknummer 36 410, nr. 3|kst-36410-3]]",
        "[[Kamerstuknr. 36410, nr. 3|kst-36410-3]]",
        "[[Kamerst. 36 410, nr. 3|kst-36410-3]]",
        "[[Kamerstuk: 36 410, nr. 3|kst-36410-3]]",
        "[[Kamerstuk nr. 36 410, nr. 3|kst-36410-3]]",
        "[[Kamerstuk 36 410; nr. 3|kst-36410-3]]",
        "[[Kamerstuk 36 410, no. 3|kst-36410-3]]",
        "[[Kamerstuk 36 410, nummer 3|kst-36410-3]]",
        "[[Kamerstuk 22 112, nr. 3.761|kst-22112-3761]]",
        "[[Kamerstuk 36 410 – nr. 3|kst-36410-3]]",
        "[[Kamerstukken II (2020/21), 35 570, nr. 3|kst-35570-3]]",
        "[[Kamerstukken 32813-1307|kst-32813-1307]] en [[32813-1308|kst-32813-1308]]",
        "[[Kamerstuk 36 200 V en 36 200 XVII, nr. 12|kst-36200-V-12|dossier-36200-XVII]]",
    ]);
}

#[test]
fn chamber_and_session_may_stand_before_the_dossier() {
    check_all(&[
        "[[Kamerstukken II 2020/21, 35 570-IX, nr. 14|kst-35570-IX-14]]",
        "[[Tweede Kamer vergaderjaar 2011–2012 stuk 32 637, nr. 15|kst-32637-15]]",
        "[[TK 2011–2012, 32 637, nr. 15|kst-32637-15]]",
        "[[Kamerstukken II, vergaderjaar 2011–2012, 32 637, nr. 15|kst-32637-15]]",
        // A dash that an extraction decoded wrong; `Œuvre` begins a word.
        "[[Tweede Kamer, vergaderjaar 2012Œ2013, 22 112, nr. 1600|kst-22112-1600]]",
        "[[Kamerstukken II 2012Œ2013, 22 112, nr. 1600|kst-22112-1600]], Œuvre 12 van 2013",
        "[[Kamerstukken II 2020/21 35 570-IX, nr. 14|kst-35570-IX-14]]",
        "[[Kamerstukken II, 1998–1999, 26 387, nr. 1|kst-26387-1]]",
        "[[Kamerstukken II 2019-2020, 29754, nr. 5|kst-29754-5]]",
        "[[Kamerstukken II, vergaderjaar 2022/2023 36 229, nr. 29|kst-36229-29]]",
        "[[Kamerstukken II, verga-\nderjaar 2022/2023, 36 229, nr. 29|kst-36229-29]]",
        "[[Kamerstukken 2, 2008-2009, 31459, 22|kst-31459-22]]",
        "[[Kamerstukken 11, 1997/1998, 25 672 nr.3|kst-25672-3]] pag.4",
        "[[Kamerstukken Tweede Kamer 31-700 XII nr 6|kst-31700-XII-6]]",
        "[[Kamerstuk TK 31.700XII, 6|kst-31700-XII-6]]",
        "[[Kamerstukken II, 2008/09, 31700.VIII, 32|kst-31700-VIII-32]]",
        "[[Kamerstukken II, 31 700-IIB, nr 2|kst-31700-IIB-2]]",
        "[[Kamerstuk I 31 145 nummer AA|kst-31145-AA]], p. 15",
        "[[Kamerstukken EK, 2014-2015, 31 145, AA|kst-31145-AA]]",
        "[[Kamerstukken I 1979/80, 15 516, nr. 42e|kst-15516-42e]], blz. 7",
        "[[TK 2008-2009, 31473, nummer 25|kst-31473-25]], bladzijde 5 - 6",
        "[[EK 2014-2015, 31 145, B|kst-31145-B]]",
        "[[Kamerstuk 20 33 694, nr. 48|kst-33694-48]]",
        "[[Eerste Kamer, 36 373, H|kst-36373-H]]",
        "[[Kamerstukken II 2005/06, 30 316, nr. 3|kst-30316-3]], p. 7–8",
        "15[[Kamerstukken II 2019/20, 29 754, nr. 8|kst-29754-8]]",
    ]);
}

#[test]
fn chapters_subdossiers_and_rijkswet_numbers() {
    check_all(&[
        "([[kamerstuk 35 830 X, nr. 1|kst-35830-X-1]])",
        "[[Kamerstuk 36 410 A, nr. 51|kst-36410-A-51]]",
        "[[Kamerstuk 36 600 hoofdstuk XV, nr. 4|kst-36600-XV-4]]",
        "[[Kamerstuk36 600 XII, nr. 42|kst-36600-XII-42]]",
        "[[Kamerstuk 21 501-02, nr. 2657|kst-21501-02-2657]]",
        "[[Kamerstuk 21501-28-262|kst-21501-28-262]]",
        "([[Kamerstuk 21501-20-1787|kst-21501-20-1787]] )",
        "[[Kamerstuk 21 501-02-2657|kst-21501-02-2657]]",
        "[[Kamerstuk 21 501-02|dossier-21501-02]].",
        "[[Kamerstuk 21 501 02, nr. 2657|kst-21501-02-2657]]",
        "[[Kamerstuk 36800-XVI-12|kst-36800-XVI-12]]",
        "[[Kamerstuk 33694-45|kst-33694-45]]",
        "[[Kamerstukken I 2003/04, 27 484 (R 1669), nr. 289|kst-27484-289]]",
        "[[Kamerstukken II 2015/16, 34 356 (R2064), nr. 3|kst-34356-3]]",
        "stuk [[36455 (R2188)-4|kst-36455-4]]",
        "het voorstel [[36455 (R2188)|dossier-36455]]",
        "stuk [[36410-V-70|kst-36410-V-70]] (t.v.v. [[36410-V-44|kst-36410-V-44]])",
    ]);
    check("[[Kamerstuk 35 925 VIII|dossier-35925-VIII]] en verder");
}

#[test]
fn a_number_goes_on_in_the_next_line() {
    check_all(&[
        "De stukken [[21501-02-\n2658|kst-21501-02-2658]] en [[33694-\n12|kst-33694-12]].",
        "[[Kamerstuk 36 200-\nVII, nr. 4|kst-36200-VII-4]] en [[kst-33694-\n12|kst-33694-12]].",
        "[[36 200-VII-\n12|kst-36200-VII-12]]",
        "[[36 200\nVII|!dossier-36200-VII]]\n[[nr. 12|!kst-36200-VII-12]]",
        "[[Kamerstuk 33 694|dossier-33694]] -\nDe rest.",
    ]);
}

#[test]
fn an_identifier_may_hold_the_number_of_a_bill_of_the_kingdom() {
    check_all(&[
        "[[kst-34417-(R2068)-7|kst-34417-7]]",
        "[[kst-34417-R2068-7|kst-34417-7]]",
        "stuk [[34417-(R2068)-7|kst-34417-7]]",
    ]);
    assert_eq!(attr("kst-34417-(R2068)-7", "url"), None);
}

#[test]
fn a_letter_is_a_paper_of_the_eerste_kamer() {
    check_all(&[
        "([[Kamerstuk 35 526, L|kst-35526-L]])",
        "([[35788, letter D|kst-35788-D]])",
        "([[35 788, D|kst-35788-D]])",
        "[[Kamerstukken I 2020/21, 35 570, C|kst-35570-C]]; [[Kamerstukken II 2020/21, 35 570, nr. 3|kst-35570-3]]",
        "[[Kamerstukken I 2021/22, 35 925 X, B|kst-35925-X-B]]",
    ]);
    assert_eq!(attr("Kamerstuk 35 526 L.", "class").as_deref(), Some("ambiguous"));
}

#[test]
fn each_citation_of_an_enumeration_is_its_own() {
    check_all(&[
        "[[Kamerstuk 33 694, nr. 45|kst-33694-45]], [[Kamerstuk 33 694, nr 48|kst-33694-48]] en [[Kamerstuk 33 694, nr. 59|kst-33694-59]]",
        "[[Kamerstuk 33 694, nr. 45|kst-33694-45]], [[33 694, nr. 48|kst-33694-48]] en [[33 694, nr. 59|kst-33694-59]]",
        "[[Kamerstuk 23 645, nr. 811|kst-23645-811]] en [[29 984, nr. 1207|kst-29984-1207]]. Daarnaast",
        "[[Kamerstuk 33 694, nr. 45|kst-33694-45]] en [[nr. 48|kst-33694-48]]",
        "[[Kamerstukken II, 1999-2000, 26 271, nr. 6|kst-26271-6]], p. 15-16; [[nr. 7|kst-26271-7]], p. 5-6.",
        "[[Kamerstukken II 2021/22,36 021, nr.6|kst-36021-6]]; [[I 2022/23, 36 021, B|kst-36021-B]]",
        "[[Kamerstukken II 2018/19, 29 754, nr. 5|kst-29754-5]] en [[2019/20, 29 754, nr. 8|kst-29754-8]]",
        "[[Kamerstukken II 2020/21, 35570|dossier-35570]] en [[Kamerstukken II 2020/21, 21 501-07, nr. 1750|kst-21501-07-1750]]",
        "[[Kamerstukken 35 925|dossier-35925]] en [[36 200|dossier-36200]].",
    ]);
}

#[test]
fn several_numbers_of_one_dossier_are_several_targets() {
    check_all(&[
        "[[Kamerstuk 33 694, nrs. 43 en 59|kst-33694-43|kst-33694-59]].",
        "[[Kamerstuk 33 694, nrs. 43, 45 en 59|kst-33694-43|kst-33694-45|kst-33694-59]]",
        "[[Kamerstuk 36 410, nrs. 1–3|kst-36410-1|kst-36410-2|kst-36410-3]]",
        "[[Kamerstuk 36 410, nrs. 1 t/m 3|kst-36410-1|kst-36410-2|kst-36410-3]]",
        "[[Kamerstuk 36 410, nrs. 1 tot en met 2|kst-36410-1|kst-36410-2]]",
        "[[Kamerstukken II 2019/20, 29 754, nrs. 520 en 548|kst-29754-520|kst-29754-548]] en [[Aanhangsel Handelingen II 2019/20, nr. 89|ah-tk-20192020-89]]",
        "[[Kamerstuk 36 180 en 32 852, nr. 89|kst-36180-89|dossier-32852]].",
        "[[36 180 en 32 852, nr. 89|kst-36180-89|dossier-32852]]",
        "[[Kamerstuk 36 180/32 852, nr. 89|kst-36180-89|dossier-32852]]",
        "[[Kamerstuk 33 694, nrs. 43 en 59|kst-33694-43|kst-33694-59]], [[29 754, nr. 5|kst-29754-5]]",
    ]);
    assert_eq!(attr("Kamerstuk 36 410, nrs. 1–3", "class").as_deref(), Some("inferred"));
}

#[test]
fn without_the_word_a_dossier_needs_evidence() {
    check_all(&[
        "motie Koopmans (motie [[33694, nr. 43|kst-33694-43]])",
        "de brief ([[33 694, nr. 45|kst-33694-45]])",
        "Motie Ceder, [[21 501-02, nr. 2732|kst-21501-02-2732]]",
        "Zij krijgt [[nr. 456 (36800-XVI)|kst-36800-XVI-456]].",
        "Zij krijgt [[nr. 22(30196)|kst-30196-22]].",
        "het voorstel van het lid Bontenbal ([[36537|dossier-36537]]).",
        "de behandeling van het wetsvoorstel Wet X ([[36 537|dossier-36537]])",
        "het wetsvoorstel [[36 537|dossier-36537]].",
        "de begroting van Buitenlandse Zaken ([[36410-V|dossier-36410-V]])",
        "de brief van 10 september 2024 ([[23 432-537|kst-23432-537]])",
        "Onderdeel van kamerstukdossier [[30821 -204|!kst-30821-204]] Nationale Veiligheid.",
        "de motie Koekkoek c.s. ([[36045-112|kst-36045-112]])",
        "([[Kamerstukken 29 023, nr. 281|kst-29023-281]]) en [[31 239-364|kst-31239-364]]. Op 31 239-364 komt",
        "De motie is aangenomen. De rekening (36537) volgt",
        "het dossier [[33 694|dossier-33694]] is gesloten",
        "zie zoek.officielebekendmakingen.nl/dossier/[[33694|dossier-33694]]",
    ]);
}

#[test]
fn printed_identifiers() {
    check_all(&[
        "officiële HTML versie ([[kst-30821-204|kst-30821-204]]).",
        "https://zoek.officielebekendmakingen.nl/[[kst-33694-45|kst-33694-45]].html",
        "zie [[kst-35830-X-1|kst-35830-X-1]] en [[kst-21501-02-2657|kst-21501-02-2657]]",
        "zie [[kst-35526-L|kst-35526-L]]",
        "De tekst\n[[kst-36284-2|!kst-36284-2]]\nISSN 0921 - 7371",
    ]);
    assert_eq!(
        attr("Kamerstuk 33 694, nr. 45", "url").as_deref(),
        Some("https://zoek.officielebekendmakingen.nl/kst-33694-45.html")
    );
}

#[test]
fn page_footers() {
    check("de rest.\n\n[[Tweede Kamer, vergaderjaar 2022–2023, 29 984, nr. 1082|kst-29984-1082]] 3\n");
    check("[[Eerste Kamer, vergaderjaar 2021–2022, 35 526, L|kst-35526-L]]\n");
    let text = "de rest.\n\nTweede Kamer, vergaderjaar 2022–2023, 29 984, nr. 1082\n";
    let doc = crate::test_tokens::zoned(text, &[(ZoneKind::PageFurniture, "Tweede Kamer")]);
    assert_eq!(crate::recognize_citations(&doc)[0].role, Some(Role::OwnIdentifier));
    check("Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 1\n");
    check("Tweede Kamer, vergaderjaar 2024–2025, Vragen 2\n");
}

#[test]
fn counts_amounts_and_other_numbers_are_no_dossiers() {
    check_all(&[
        "er komen 35 000 woningen bij en 20 000 euro",
        "€ 35 000, nr. 5 op de lijst",
        "[[Kamerstuk 33 694, nr. 45|kst-33694-45]] en 35 000 woningen",
        "[[Kamerstuk 33 694, nr. 45|kst-33694-45]] en 3 andere brieven",
        "[[Kamerstuk 33 694, nr. 45|kst-33694-45]], 12 mei 2021",
        "[[Kamerstuk 33 694, nr. 45|kst-33694-45]], 2021",
        "zie nr. 5 van de lijst en nrs. 3 en 4",
        "T 070 123 45 67, Postbus 20061, 2500 EB Den Haag",
        "ISSN 0921 - 7371",
        "NL91 ABNA 0417 1643 00 en NL20INGB0001234567",
        "de jaren 2019, 2020 en 2021; pagina 12 345",
        "het Kamerstuk is nog niet verschenen",
        "verschillende Kamerstukken over 2020 en 2021",
        "de Tweede Kamer, 15 000 euro",
        "de Eerste Kamer, 76 leden",
        "een bedrag van 12 345,67 en 12.345.678",
        "in totaal (36 537) mensen",
        "ruim 20.000 kinderen; 36 537 demonstranten",
        "telefoon 20 123 456, nr. 3",
        "het dossier is 12 jaar oud",
        "kst- en ah-tk-",
        "https://example.nl/bericht/41309/plastic-40746",
    ]);
}
