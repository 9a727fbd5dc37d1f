//! What is a date, what only looks like one. What a row does not mark is asserted to be none.

use super::*;
use crate::test_tokens::{document, marked, unmarked, zoned};
use griffier_doc::ZoneKind;

/// Every row names all dates of its text in place: `[[words|value]]`.
#[track_caller]
fn check(anchor: Option<&str>, rows: &[&str]) {
    for row in rows {
        let doc = document(&unmarked(row));
        assert_eq!(marked(&doc, &recognize_dates(&doc, anchor)), *row);
    }
}

const ANCHOR: Option<&str> = Some("2021-10-11");

#[test]
fn days_in_full() {
    check(
        ANCHOR,
        &[
            "op [[11 oktober 2021|2021-10-11]] is",
            "op [[11 okt. 2021|2021-10-11]], en [[3 sept 2020|2020-09-03]]",
            "([[11-10-2021|2021-10-11]]) en [[1/2/2020|2020-02-01]] of [[16.05.2024|2024-05-16]].",
            "datum: [[2023-12-15|2023-12-15]], bijgewerkt: [[2024-02-19 10:56|2024-02-19T10:56]], versie: 3",
            "[[2024-02-19T10:56:33|2024-02-19T10:56]] opgeslagen",
            "DEFENSIE OP [[1 JUNI 2021|2021-06-01]]",
            "Wet van [[26 juli 1852|1852-07-26]]",
            "de brief van [[12 mei 2023|2023-05-12]]1 en van [[4 juni 2022|2022-06-04]]12",
            "de brief van [[12\nmei 2023|2023-05-12]]",
            "Vraag 12\n\n[[mei 2023|2023-05]]",
            "[[vrijdag18 oktober|2021-10-18]]; van[[4 november 2024|2024-11-04]]",
            "[[maandag 3 juni 2024|2024-06-03]]",
            "[[eind februari2025|2025-02--END]] en sinds[[2017|2017]] gedaan",
            "Commission, [[5 May 2021|2021-05-05]], and [[October 21, 2024|2024-10-21]]",
            "[[3 juni '23|2023-06-03]] en [[4 juni ’24|2024-06-04]]",
            "op [[01-02-23|2023-02-01]] en 03-04-05",
            "[[19 februari 2024 om 10.56 uur|2024-02-19T10:56]], of [[20 februari 2024 14:30 uur|2024-02-20T14:30]]",
            "op [[19 februari 2024 om 9 uur|2024-02-19T09:00]]",
            "op [[19 februari 2024|2024-02-19]] van 10.00 tot 12.00 uur",
            "op [[19 februari 2024|2024-02-19]] 10 leden",
            "[[29 februari 2024|2024-02-29]] en [[1e juni 2021|2021-06-01]]",
            "«nieuws», [[3 juli 2020|2020-07-03]], https://x.nl/2024/05/01/a",
        ],
    );
}

#[test]
fn days_that_the_calendar_does_not_have_and_numbers_that_are_no_days() {
    check(
        ANCHOR,
        &[
            "op 31 februari 2023 en 30 februari",
            "29 februari 2023 bestaat niet",
            "31-04-2021 en 12-13-2021 en 2021-02-30",
            "lid 3, 45 mei-viering",
            "de eis van 2,5 mei of € 3 mei",
            "om 10.56 uur, tussen 9:00 en 17:00",
            "hij is 12 jaar en 3 maanden, al 20 jaar",
            "de afgelopen maanden, nu, in de komende periode, vandaag, gisteren en morgen",
            "het lid Maart en mevrouw De Mei, tel. 06-12345678",
            "januariloon, meimaand, juniboek en augustusstorm",
            "nr. 11-10-2021-3 en BZ-11-10-2021",
            "het reces, de week, het kwartaal en de helft van de kosten",
            "you may march in august",
        ],
    );
}

#[test]
fn days_without_a_year_take_that_of_the_letter() {
    check(
        ANCHOR,
        &[
            "Op [[1 juni|2021-06-01]] vonden zij plaats, nog voor de Top van [[14 juni|2021-06-14]]",
            "Raad op [[8 juli jl.|2021-07-08]], informeer ik",
            "op [[8 juli j.l.|2021-07-08]] en [[9 juli jongstleden|2021-07-09]], [[10 juli l.l.|2021-07-10]]",
            "op [[12 december jl.|2020-12-12]] gepubliceerd",
            "op [[11 oktober jl.|2021-10-11]] en [[12 oktober jl|2020-10-12]]",
            "op [[1 maart a.s.|2022-03-01]], [[2 maart aanstaande|2022-03-02]] en [[18 november as.|2021-11-18]]",
            "op [[11 oktober a.s.|2021-10-11]]",
            "op [[3 mei dit jaar|2021-05-03]], [[4 mei vorig jaar|2020-05-04]], [[5 mei van volgend jaar|2022-05-05]]",
            "in [[2018|2018]]; op [[3 mei van dat jaar|2018-05-03]]",
            "[[vrijdag 11 december|2020-12-11]]; [[maandag 11 oktober jl.|2021-10-11]]",
            "[[aanstaande maandag 18 oktober|2021-10-18]]",
            "[[afgelopen 20 december|2020-12-20]]",
            "de [[14 maart|2023-03-14]] en op [[15 april 2023|2023-04-15]]",
            "[[28 december|2023-12-28]] en [[3 januari 2024|2024-01-03]]",
            "In [[2018|2018]] is op [[13 september|2018-09-13]] en in [[oktober|2018-10]]; op [[3 mei|2021-05-03]]",
            "[[1 januari tot 1 juni 2024|2024-01-01/2024-06-01]], [[11 november 2020 j.l.|2020-11-11]] getiteld",
            "[[13 september 2020|2020-09-13]] en op [[25 oktober|2021-10-25]]",
        ],
    );
    check(
        Some("2024-01-20"),
        &[
            "Op [[12 december|2023-12-12]] heeft de Kamer gestemd.",
            "Op [[12 december|2024-12-12]] zal de Kamer stemmen.",
            "Per [[1 december|2024-12-01]].",
            // What is named by its day lies behind, whatever else the sentence promises.
            "Tijdens het debat van [[21 december|2023-12-21]] is toegezegd wat er zal komen.",
            "De brief van [[donderdag 21 december|2023-12-21]], d.d. [[3 december|2023-12-03]]",
            "De cijfers zijn van [[31 december|2023-12-31]]; de stand op [[30 december|2023-12-30]].",
            "Dit kan tot [[31 december|2024-12-31]] en tot en met [[30 december|2024-12-30]].",
            "De regeling vervalt uiterlijk [[31 december|2024-12-31]]. De vergadering van [[11 maart|2024-03-11]].",
            "Het debat van [[komende 21 december|2024-12-21]]. Een overleg van [[14 juni|2024-06-14]].",
            "Aan het [[einde van het jaar|2023--END]] bleek de voorraad op.",
            "Aan het [[einde van het jaar|2024--END]] zal de voorraad op zijn.",
        ],
    );
    check(Some("2024-11-14"), &["van [[donderdag 24 oktober aanstaande|2024-10-24]]"]);
    check(Some("2023-12-15"), &["Op [[1 maart|2024-03-01]] zal het ingaan."]);
}

#[test]
fn months_quarters_halves_weeks_and_seasons() {
    check(
        ANCHOR,
        &[
            "sinds [[mei 2023|2023-05]] en [[Mei 2022|2022-05]]",
            "ministeriële van [[oktober dit jaar|2021-10]]",
            "[[juni vorig jaar|2020-06]], [[september jl.|2021-09]], [[maart van dit jaar|2021-03]]",
            "in [[april|2021-04]] en sinds [[juli|2021-07]] is",
            "[[Begin april|2021-04--START]]; [[eind mei 2023|2023-05--END]], [[medio juni|2021-06--MID]] en [[half juli|2021-07--MID]]",
            "[[afgelopen november|2020-11]], [[komende maart|2022-03]]",
            "[[januari-juni 2022|2022-01/2022-06]], [[mei/juni 2023|2023-05/2023-06]], [[oktober tot en met december 2020|2020-10/2020-12]]",
            "van [[april–september|2021-04/2021-09]] en in [[april en mei|2021-04/2021-05]]",
            "[[november 2022 – maart 2023|2022-11/2023-03]]",
            "[[Q1 2024|2024-Q1]], [[Q1/Q2 2024|2024-Q1/2024-Q2]], [[begin Q3 2024|2024-Q3--START]] en [[Q4 2023|2023-Q4]].",
            "[[2024-Q1|2024-Q1]] en [[2025 Q2|2025-Q2]] en [[Q3-2022|2022-Q3]]",
            "in [[Q4|2021-Q4]] naar de Kamer",
            "Q5 2024, FAQ1 en q2",
            "het [[eerste kwartaal van 2024|2024-Q1]] en [[derde kwartaal 2024|2024-Q3]]",
            "het [[derde en vierde kwartaal van 2024|2024-Q3/2024-Q4]]",
            "het [[laatste kwartaal van dit jaar|2021-Q4]], het [[2e kwartaal 2022|2022-Q2]]",
            "het eerste kwartaal van de looptijd",
            "de [[eerste helft van 2024|2024-H1]] en [[tweede helft van dit jaar|2021-H2]]",
            "[[tweede helft 2022|2022-H2]], [[eerste halfjaar van 2023|2023-H1]], [[H1 2024|2024-H1]]",
            "de eerste helft van de zorgaanbieders",
            "[[voorjaar 2024|2024-21]], het [[najaar 2023|2023-23]] en de [[zomer van 2022|2022-22]]",
            "[[winter 2023/2024|2023-24]]",
            "[[dit najaar|2021-23]], [[afgelopen zomer|2021-22]], [[komend voorjaar|2022-21]]",
            "voor de [[zomer|2022-22]] zal ik; de zomer is warm",
            "in [[week 12 van 2024|2024-W12]], [[week 40|2021-W40]], [[week 10-12 2022|2022-W10/2022-W12]]",
            "in week 12 van de zwangerschap, 12 weken en week 60",
            "de [[jaren negentig|1990/1999]], [[jaren '80|1980/1989]] en [[jaren 70|1970/1979]]",
            "de [[jaren zestig en zeventig|1960/1979]], [[jaren '70-'80|1970/1989]]; jaren 50 tot 60",
            "al jaren 50 procent, tien jaren",
            "[[deze maand|2021-10]] en [[vorige maand|2021-09]]",
        ],
    );
}

#[test]
fn parts_of_years() {
    check(
        ANCHOR,
        &[
            "om [[eind 2022|2022--END]] een conferentie",
            "is [[begin 2025|2025--START]] afgerond",
            "[[medio 2024|2024--MID]], [[midden 2023|2023--MID]], [[halverwege 2025|2025--MID]]",
            "[[eind dit jaar|2021--END]], [[begin volgend jaar|2022--START]]",
            "het [[einde van 2023|2023--END]], [[einde van dit jaar|2021--END]], [[eind van het jaar|2021--END]]",
            "[[eind 2023|2023--END]]/[[begin 2024|2024--START]]",
            "[[begin jaren negentig|1990/1999--START]]",
            "[[dit jaar|2021]], [[vorig jaar|2020]] en [[volgend jaar|2022]]",
            "het begin van de procedure, het einde van de week, Midden-Oosten, half tien",
        ],
    );
}

#[test]
fn ranges() {
    check(
        ANCHOR,
        &[
            "[[14–16 maart 2022|2022-03-14/2022-03-16]]",
            "[[14 en 15 maart 2022|2022-03-14/2022-03-15]]",
            "[[14, 15 en 16 maart|2021-03-14/2021-03-16]]",
            "van [[3 tot en met 5 mei 2023|2023-05-03/2023-05-05]]",
            "van [[3 t/m 5 mei jl.|2021-05-03/2021-05-05]]",
            "[[28 december t/m 3 januari 2024|2023-12-28/2024-01-03]]",
            "van [[1 mei tot 3 juni 2023|2023-05-01/2023-06-03]]",
            "[[12 maart 2020 – 3 april 2021|2020-03-12/2021-04-03]]",
            "[[2021-2025|2021/2025]] en [[2014–2020|2014/2020]]",
            "periode [[2021-2027|2021/2027]], van [[2017 tot en met 2020|2017/2020]]",
            "van [[2017 tot 2020|2017/2020]], tussen [[2017|2017]] en [[2020|2020]]",
            "Vergaderjaar [[2022–2023|2022/2023]], zittingsjaar [[2023-2024|2023/2024]]",
            "Kamerstukken II [[2020/21|2020/2021]], 35 570, nr. 3",
            "studiejaar[[2026–2027|2026/2027]] of in [[2025/2026|2025/2026]]",
            "vergaderjaar [[2022–2023|2022/2023]], 29 984, nr. 1082",
            "artikel 3 en [[5 mei 2021|2021-05-05]]",
            "5-[[3 mei|2021-05-03]]",
            "2.000-2.100 woningen en 2000-2100 woningen",
            "ISSN 1571-2024",
            "[[2024-05|2024-05]] en [[2010-11|2010/2011]]",
        ],
    );
}

#[test]
fn bare_years() {
    check(
        ANCHOR,
        &[
            "In [[2021|2021]] heeft het kabinet",
            "tot aan [[2050|2050]], met een tussendoel voor [[2030|2030]].",
            "Het jaar [[2024|2024]] werd",
            "‘het exportcontrolebeleid in [[2024|2024]]’",
            "Elektriciteitswet [[1998|1998]] en de begroting [[2023|2023]]",
            "’s-Gravenhage [[2023|2023]]",
            "[[2022|2022]], [[2023|2023]] en [[2024|2024]]; niet later dan [[2030|2030]]",
            "([[2020|2020]]) en Stb. [[2001|2001]], 580",
            "de [[2030|2030]]-doelen na [[2025|2025]]",
            "Jaar: [[2019|2019]] [[2020|2020]] [[2021|2021]] 22 486\n[[2022|2022]] 5 2 van [[2000|2000]] tot nu",
            "in [[1848|1848]] of 1848",
            "in [[2024|2024]] woningen; in [[2030|2030]] 75% van; tot [[2030|2030]] 290.000 senioren",
            "studie van de Commissie uit [[2021|2021]].16 Daarnaast",
        ],
    );
}

#[test]
fn four_digits_that_are_no_year() {
    check(
        ANCHOR,
        &[
            "2515 XP Den Haag, 2011 AB Haarlem",
            "€ 2024, EUR 2024, 2024 euro, 2024%",
            "2.024 en 2,024 en 12.2024",
            "nr. 2021, nrs. 2019, 2020 en 2021",
            "2000 woningen, ruim 2000, meer dan 2000",
            "EU/2016/679, 2016/679, Verordening (EU) 2016/2031, Verordening (EU) nr. 2019/2088",
            "2023D49694, kst-2021-22, TZ202309-077, ECLI:NL:HR:2005:AR5213",
            "COM(2022)332 en SWD(2018) 5, COM (2022) 332, NAVO2030",
            "artikel 2021, blz. 2022, postbus 2023",
            "070 2024 567, 0921 - 7371",
            "19999, 1234, 3000, 20241",
            "VN-resolutie 2009",
            "Natura 2000-gebieden, de populatie van 2000 BSN’s",
        ],
    );
}

#[test]
fn recesses_and_feasts() {
    check(
        Some("2021-06-04"),
        &[
            "informeert uw Kamer voor het [[zomerreces|2021-07/2021-08]] nader",
            "na het [[meireces|2021-04/2021-05]] is gebleken",
            "voor het [[kerstreces|2021-12/2022-01]]",
            "[[meireces van 2023|2023-04/2023-05]] en [[zomerreces 2022|2022-07/2022-08]]",
            "Op [[Prinsjesdag 2023|2023-09-19]], met [[Koningsdag|2021-04-27]], voor [[Pasen|2022-04-17]] en na [[Pinksteren|2021-05-23]]",
            "[[tweede kerstdag 2020|2020-12-26]] en [[Goede Vrijdag 2024|2024-03-29]]",
            "een goede dag, de kerst- en nieuwjaarswensen, paasvuren, Prinsjesdagstukken",
        ],
    );
    check(
        Some("2023-11-20"),
        &[
            "Voor het [[zomerreces|2024-07/2024-08]] zal ik u informeren",
            "Voor de [[zomer|2023-22]] heeft de minister; op [[3 juni jongstleden|2023-06-03]]wees het lid",
            "Tijdens het [[zomerreces|2023-07/2023-08]] heeft de Kamer",
            "voor het [[volgende zomerreces|2024-07/2024-08]]",
        ],
    );
}

#[test]
fn without_the_letter_s_date_only_the_year_of_a_day_in_the_same_paragraph_is_borrowed() {
    check(
        None,
        &[
            "Op [[24 januari 2024|2024-01-24]] en [[21 februari|2024-02-21]], [[8 juli jl.|?]] en [[eind dit jaar|?]]",
            "op [[3 mei|?]] en in [[juni|?]]; voor het [[zomerreces|?]], [[deze week|?]], [[maandag a.s.|?]] en [[3 dezer|?]]",
            "In [[2023|2023]] en op [[4 mei 2023|2023-05-04]] en [[5 mei|2023-05-05]].\n\nOp [[6 mei|?]] niet",
            "van [[3 mei|?]] tot aan [[4 mei 2023|2023-05-04]] is",
            "Vragen (ingezonden [[22 oktober 2024|2024-10-22]])\nAntwoord (ontvangen [[14 november 2024|2024-11-14]])\nvoor [[24 oktober aanstaande|2024-10-24]] en [[2 december a.s.|2024-12-02]]",
            "Datum [[11 oktober 2021|2021-10-11]]\nop [[8 juli jl.|2021-07-08]]",
        ],
    );
}

#[track_caller]
fn check_letter(text: &str, expected: Option<&str>) {
    let doc = document(text);
    assert_eq!(letter_date(&doc).map(|(_, value)| value).as_deref(), expected, "{text}");
    let own =
        recognize_dates(&doc, None).into_iter().filter(|hit| hit.role == Some(Role::LetterDate)).count();
    assert_eq!(own, usize::from(expected.is_some()), "{text}");
}

#[test]
fn the_date_a_letter_bears() {
    for (text, expected) in [
        ("Aan de Kamer\n\nDatum 11 oktober 2021\nBetreft x", Some("2021-10-11")),
        ("Datum\n11 oktober 2021\nBetreft verslag van 3 mei 2020", Some("2021-10-11")),
        ("**Datum**\n\n11 oktober 2021\n", Some("2021-10-11")),
        ("| Datum | 11 oktober 2021 |", Some("2021-10-11")),
        ("Datum\nOns kenmerk\n11 oktober 2021\nBZ-12", Some("2021-10-11")),
        ("Nummer: 2023D49694, datum: 2023-12-15, bijgewerkt: 2024-02-19 10:56", Some("2023-12-15")),
        (
            "Fiche 2\nDatum fiche: 6 november 2015\n\nb) Datum ontvangst Commissiedocument\n9 oktober 2015\n",
            Some("2015-11-06"),
        ),
        ("Fiche 2\n\nb) Datum ontvangst Commissiedocument\n9 oktober 2015\n", None),
        ("Den Haag, 15 december 2023\n\nMet deze brief van 3 mei 2022", Some("2023-12-15")),
        ("’s-Gravenhage, 15 december 2023", Some("2023-12-15")),
        ("Aldus gedaan te 's-Gravenhage, 15 december 2023", None),
        ("MOTIE VAN HET LID X\nVoorgesteld 21 februari 2023\nDe Kamer,", Some("2023-02-21")),
        ("MOTIE\nVoorgesteld tijdens het Notaoverleg van 30 januari 2023\nDe Kamer,", Some("2023-01-30")),
        (
            "Vragen (ingezonden 24 oktober 2024).\nMededeling van Y (ontvangen 14 november 2024).",
            Some("2024-11-14"),
        ),
        ("Vragen van X (ingezonden 24 oktober 2024)", Some("2024-10-24")),
        ("Vragen van X (ingezonden 24 oktober 2024)\n\nVraag 1\nKent u dit?\n\nAntwoord 1\nJa.", None),
        ("In reactie op uw vragen (ingezonden 24 oktober 2024) bericht ik u dit.", None),
        ("Geachte voorzitter,\n\nDe vragen (ingezonden 24 oktober 2024) zijn bekend.", None),
        ("Ministerie\n15 december 2023\nGeachte voorzitter,", Some("2023-12-15")),
        ("Datum\n\n[Redacted]\n\nKenmerk\n\nOp 24 januari 2024 heeft de", None),
        ("In uw brief, ontvangen 3 mei 2023, vraagt u", None),
        ("Met ingang van 3 mei 2023 geldt", None),
        ("Datum oktober 2021", None),
        ("NRC, 3 mei 2023", None),
        ("Brief over sluizen\n\nKamerstuk | 12-03-2024\n\nDe minister schrijft.", Some("2024-03-12")),
        ("Brief over sluizen\n\nSluis | 12-03-2024\n\nDe minister schrijft.", None),
        ("Datum vergadering: 3 mei 2023\n", Some("2023-05-03")),
        ("- - Datum Bijlage(n) 22 januari 2008 - Ons kenmerk A/2008/4", Some("2008-01-22")),
        ("Datum Ons kenmerk 22 januari 2008 A/2008/4", Some("2008-01-22")),
        ("De datum bijlage 22 januari 2008 is", None),
        ("Peildatum Bijlage 22 januari 2008 is", None),
        ("Peildatum 3 mei 2023, op 4 mei 2023.", None),
        ("Datum Bijlage(n)\n12 mei 2003 1\nOns kenmerk\nX-2\n", Some("2003-05-12")),
        ("Uw kenmerk  Ons kenmerk  Datum\n-  VW-2005/123  12 mei 2003\n", Some("2003-05-12")),
        ("Uw brief van  Kenmerk  Datum\n3 mei 2003  K-1  12 mei 2003\n", Some("2003-05-12")),
        ("| Datum | Kenmerk |\n|---|---|\n| 12 mei 2003 | X |\n", Some("2003-05-12")),
        ("Den Haag, d.d. 12 mei 2003\n", Some("2003-05-12")),
        ("Den Haag, 12 mei 2003 Hierbij bied ik u aan", Some("2003-05-12")),
        ("Aan de Voorzitter der Staten-Generaal ’s-Gravenhage, 12 mei 2003\nHierbij", Some("2003-05-12")),
        ("2500 EX Den Haag  12 mei 2003\nGeachte", Some("2003-05-12")),
        ("Verzonden: 12 mei 2003\nGeachte", Some("2003-05-12")),
        ("Datum van ontvangst van het rapport\nOp 12 mei 2003 ontving ik", None),
        ("Datum en plaats staan vast\nX op 12 mei 2003 niet", None),
        ("Het debat in Den Haag, 12 mei 2003 in de avond", None),
        ("wij gaan naar Den Haag 12 mei 2003\nen", None),
    ] {
        check_letter(text, expected);
    }
}

#[test]
fn a_place_counts_in_the_head_of_a_letter_only() {
    let text = "Lutjebroek, 3 mei 2023\nGeachte\nNRC, 4 mei 2023";
    let doc = zoned(text, &[(ZoneKind::Letterhead, "Lutjebroek"), (ZoneKind::Body, "Geachte")]);
    assert_eq!(letter_date(&doc).map(|(_, value)| value).as_deref(), Some("2023-05-03"));
}

#[test]
fn a_place_counts_behind_the_addressee_where_a_zone_begins() {
    let text = "Aan de Voorzitter van de Kamer Den Haag, 3 mei 2023\nGeachte";
    let head = [(ZoneKind::Letterhead, "Aan"), (ZoneKind::Metadata, "Den Haag"), (ZoneKind::Body, "Geachte")];
    assert_eq!(letter_date(&zoned(text, &head)).map(|(_, value)| value).as_deref(), Some("2023-05-03"));
    assert_eq!(
        letter_date(&zoned(text, &[(ZoneKind::Letterhead, "Aan"), (ZoneKind::Body, "Geachte")])),
        None
    );
}

#[test]
fn hostile_text_neither_panics_nor_hangs() {
    for piece in [
        "1 en ",
        "1-",
        "2021-",
        "((((",
        "1.1.",
        "eind van ",
        "2021 ",
        "t/m ",
        "eerste en ",
        "Q1/",
        "1 mei ",
        "jaren '",
        "€",
        "\u{301}",
    ] {
        let doc = document(&piece.repeat(4000));
        for hit in recognize_dates(&doc, ANCHOR) {
            assert!(doc.text().get(hit.span.range()).is_some());
        }
        letter_date(&doc);
    }
}

#[test]
fn a_day_without_a_year_follows_the_full_day_that_its_sentence_tells_of() {
    check(
        Some("2023-10-06"),
        &[
            "Op [[3 december 2015|2015-12-03]] sprak ik; een week later, op [[10 december|2015-12-10]], ook. Op [[24 februari|2023-02-24]] niet",
            "Op [[3 december 2015|2015-12-03]] begon het en op [[7 januari|2016-01-07]] en [[1 december|2016-12-01]] eindigde het",
            "Op [[maandag 12 september 2022|2022-09-12]] en op [[10 oktober|2022-10-10]] is het gebeurd",
            // The day of a paper, a day to come, a day after the letter, another sentence.
            "de brief van [[3 december 2015|2015-12-03]] en op [[10 december|2023-12-10]]",
            "Op [[3 december 2015|2015-12-03]] is besloten dat ik u op [[10 oktober|2023-10-10]] zal schrijven",
            "Op [[3 december 2015|2015-12-03]] sprak ik. Op [[10 september|2023-09-10]] ook",
            "Op [[3 december 2015|2015-12-03]] sprak ik in het debat van [[10 september|2023-09-10]]",
            "Op [[3 januari 2025|2025-01-03]] en op [[10 december|2023-12-10]]",
        ],
    );
    check(None, &["Op [[3 december 2015|2015-12-03]] sprak ik en op [[7 januari|2016-01-07]] ook"]);
}

#[test]
fn the_night_between_two_days() {
    check(
        ANCHOR,
        &[
            "in de nacht van [[3 op 4 april 2020|2020-04-03/2020-04-04]]",
            "van [[zaterdag 3 op zondag 4 april|2021-04-03/2021-04-04]] was",
            "van [[31 maart op 1 april 2020|2020-03-31/2020-04-01]] en van [[3 op 4 april|2021-04-03/2021-04-04]]",
            "met 3 op [[4 april|2021-04-04]], van 3 op [[14 april|2021-04-14]]",
        ],
    );
}
