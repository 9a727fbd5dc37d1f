//! Calendar expressions as letters write them, and what looks like one: a table of both, each with the day of its letter.

use super::*;
use crate::test_tokens::{document, marked, unmarked};

/// Rows of `letter's date, text`; every date of a text is marked in place as `[[words|value]]`, all else is none.
#[track_caller]
fn check(rows: &[(&str, &str)]) {
    for (letter, row) in rows {
        let doc = document(&unmarked(row));
        assert_eq!(marked(&doc, &recognize_dates(&doc, Some(letter))), *row, "letter of {letter}");
    }
}

/// A Monday.
const MONDAY: &str = "2021-10-11";

#[test]
fn weeks_and_days_of_the_week_count_from_the_letter() {
    check(&[
        (MONDAY, "[[deze week|2021-W41]], [[vorige week|2021-W40]] en [[volgende week|2021-W42]]"),
        (MONDAY, "[[eind deze week|2021-W41--END]] of [[begin volgende week|2021-W42--START]]"),
        ("2021-01-02", "[[deze week|2020-W53]] en [[volgende week|2021-W01]]"),
        (MONDAY, "[[vorige week donderdag|2021-10-07]] en [[vrijdag van volgende week|2021-10-22]]"),
        (
            MONDAY,
            "[[komende maandag|2021-10-18]], [[afgelopen vrijdag|2021-10-08]], [[aanstaande dinsdag|2021-10-12]]",
        ),
        (MONDAY, "[[donderdag jl.|2021-10-07]] en [[maandag a.s.|2021-10-18]]"),
        (MONDAY, "[[vorige week|2021-W40]] [[vrijdag 8 oktober|2021-10-08]]"),
        ("2021-10-14", "[[donderdag 12 mei jl.|2021-05-12]] en [[woensdag 12 mei jl.|2021-05-12]]"),
        (MONDAY, "[[week 43|2021-W43]], [[weken 43 en 44|2021-W43/2021-W44]], [[wk 2 2022|2022-W02]]"),
        // No unit of the calendar, or one that nothing places.
        (MONDAY, "op dinsdag, elke maandag en de woensdagen; een week later, na een week, tien weken"),
        (MONDAY, "de komende week, de afgelopen week, vandaag, gisteren, heden en morgenochtend"),
        (MONDAY, "weken 3, binnen 2 weken 1 brief, dit weekend, deze week-endjes, weeknummer 3"),
        (MONDAY, "over twee weken, twee weken geleden, drie dagen later, dezer dagen, de dag erna"),
    ]);
}

#[test]
fn days_months_and_seasons_count_from_the_letter() {
    check(&[
        (MONDAY, "d.d. [[3 dezer|2021-10-03]] en op de [[4e dezer|2021-10-04]]"),
        (
            MONDAY,
            "[[begin deze maand|2021-10--START]], [[eind vorige maand|2021-09--END]], [[medio volgende maand|2021-11--MID]]",
        ),
        (MONDAY, "[[dit kwartaal|2021-Q4]], [[vorig kwartaal|2021-Q3]] en [[volgend kwartaal|2022-Q1]]"),
        ("2022-01-10", "[[deze winter|2021-24]], [[komende winter|2022-24]] en [[vorige winter|2020-24]]"),
        ("2022-01-10", "Na het [[kerstreces|2021-12/2022-01]] is"),
        ("2022-11-10", "Voor het [[kerstreces|2022-12/2023-01]] zal"),
        ("2021-06-04", "[[komende zomer|2021-22]] en [[komend najaar|2021-23]]"),
        ("2021-07-04", "[[komende zomer|2022-22]]"),
        (
            MONDAY,
            "[[begin zomer|2021-22--START]], [[eind van de winter|2021-24--END]], [[begin van het najaar|2021-23--START]]",
        ),
    ]);
    check(&[
        (
            MONDAY,
            "[[halverwege de jaren negentig|1990/1999--MID]] en [[begin van de jaren '80|1980/1989--START]]",
        ),
        (
            MONDAY,
            "[[eind van het eerste kwartaal van 2022|2022-Q1--END]], [[halverwege het derde kwartaal|2021-Q3--MID]]",
        ),
        (
            MONDAY,
            "per [[1 januari aanstaande|2022-01-01]], [[ultimo 2024|2024--END]], [[ultimo december 2024|2024-12--END]]",
        ),
        (
            MONDAY,
            "later [[dit jaar|2021]], in de loop van [[volgend jaar|2022]], voor het [[einde van het jaar|2021--END]]",
        ),
        (MONDAY, "in [[2018|2018]] en in [[mei van datzelfde jaar|2018-05]]"),
        (
            MONDAY,
            "vóór de [[zomer|2022-22]] zal; U wordt jaarlijks vóór het [[zomerreces|2021-07/2021-08]] geïnformeerd en zal",
        ),
        // A length of time; a season or a part of nothing in particular.
        (
            MONDAY,
            "de afgelopen drie jaar, komend jaar, het afgelopen jaar, de komende maand, drie jaar geleden",
        ),
        (MONDAY, "in de zomer, een warme winter, de zomerperiode, herfst en zomer, het voorjaar wordt nat"),
        (
            MONDAY,
            "het einde van de maand, het begin van de week, het eind van de rit, de 21e eeuw, begin 20e eeuw",
        ),
        (MONDAY, "de tweede helft van de groep, het eerste kwartaal van de looptijd, dit kwartaaltje"),
        (MONDAY, "deze kabinetsperiode, de vorige regering, een volgend jaarverslag, dit jaarplan"),
    ]);
}

#[test]
fn days_counted_within_a_month_and_counted_months() {
    check(&[
        (MONDAY, "[[derde dinsdag van september|2021-09-21]], [[laatste vrijdag in maart 2024|2024-03-29]]"),
        (
            MONDAY,
            "[[eerste maandag van juni volgend jaar|2022-06-06]] en [[1e woensdag van mei 2022|2022-05-04]]",
        ),
        (
            MONDAY,
            "[[eerste drie kwartalen van 2022|2022-Q1/2022-Q3]], [[laatste twee maanden van dit jaar|2021-11/2021-12]]",
        ),
        (MONDAY, "[[eerste 6 maanden van 2020|2020-01/2020-06]]"),
        (MONDAY, "elke derde dinsdag van september, de eerste dinsdag van de maand, tweede maandag"),
        (MONDAY, "de eerste drie maanden van de zwangerschap, de eerste twee weken, laatste drie kwartalen"),
    ]);
}

#[test]
fn several_months_days_and_decades() {
    check(&[
        (
            MONDAY,
            "de maanden [[januari, februari en maart 2020|2020-01/2020-03]] en [[juni, juli en augustus 2021|2021-06/2021-08]]",
        ),
        (
            MONDAY,
            "van [[april t/m juni|2021-04/2021-06]]; [[maart-april 2020|2020-03/2020-04]]; [[december/januari 2023|2022-12/2023-01]]",
        ),
        (
            MONDAY,
            "[[maart|2020-03]] en [[juni 2020|2020-06]]; [[mei|2020-05]], [[juli|2020-07]] of [[oktober 2020|2020-10]]",
        ),
        (MONDAY, "van [[maandag 1 tot en met woensdag 3 juni 2020|2020-06-01/2020-06-03]]"),
        (
            MONDAY,
            "[[1 mei - 3 juni 2020|2020-05-01/2020-06-03]], [[31 mei-2 juni 2021|2021-05-31/2021-06-02]]",
        ),
        (
            MONDAY,
            "[[17 en 18 maart|2021-03-17/2021-03-18]], [[14 t/m 16 maart|2021-03-14/2021-03-16]], [[3, 4 en 10 juni|2021-06-03/2021-06-10]]",
        ),
        (MONDAY, "de [[jaren 60 en 70|1960/1979]], [[jaren tachtig en negentig|1980/1999]]"),
        (MONDAY, "mei, juni en het najaar; maart 2; jaren 55 en 60; 3 en 4 procent"),
        (MONDAY, "de heer Mei, Mei en Juni BV, mevrouw Maart, Van der Mei, april-effect, Augustus de Sterke"),
    ]);
}

#[test]
fn figures() {
    check(&[
        (
            MONDAY,
            "(concept [[19-01-05|2005-01-19]]), d.d. [[3-5-98|1998-05-03]], datum: [[01.02.23|2023-02-01]]",
        ),
        (
            MONDAY,
            "[[12.03.2021|2021-03-12]], op [[1/1/2022|2022-01-01]], in [[03-2024|2024-03]], per [[1/2025|2025-01]]",
        ),
        (
            MONDAY,
            "sinds [['98|1998]], de versies [[2021|2021]] en [[’22|2022]], in [['98-'99|1998/1999]], [[mei '68|1968-05]]",
        ),
        (
            MONDAY,
            "[[2022Q1|2022-Q1]], [[Q1'22|2022-Q1]], [[kwartaal 3 van 2022|2022-Q3]], [[Q3/Q4|2021-Q3/2021-Q4]]",
        ),
        (MONDAY, "19-01-05, 03/2024, 2024/03, 3/5, 24/7, 9/11, 01/02, nr. 03-2024, versie 2.1, 1.2.3"),
        (MONDAY, "'12 maatregelen', in '24 uur', in '24 uur per dag', '98 procent, (’24), art. ’98"),
        (MONDAY, "06-12345678, 070-3721234, NL91ABNA0417164300, 10.15-11.45 uur, 14.00 uur, 2:30"),
        (MONDAY, "215 01-02-2831, 30-06-20-21, 3-5-kwartaal, Q5-code, kwartaal 5, kwartaal 2"),
        (MONDAY, "blz. 2020, pp. 2018-2020, hoofdstuk 2019, artikel 2020, nr. 2021, zaal 2021, regel 1998"),
        (
            MONDAY,
            "2021 woningen, 1998 pagina's, 2020 dossiers, de 2020 verzoeken, 1800 km, 2000mg, 1900 kcal",
        ),
        (MONDAY, "€ 2000, 2.000 euro, 2000 euro, EUR 2020, $ 1998, 1,2020, 2020%, 2020 procent"),
        (MONDAY, "12 tot 18 jaar, 65 jaar en 3 maanden, lid 5, 1 op 5, 3 keer, 4 van de 5"),
    ]);
}

#[test]
fn spaces_that_extraction_lost() {
    check(&[
        (
            MONDAY,
            "Sinds [[2022|2022]]wordt, in [[2023|2023]]maken, als [[1994|1994]]te, studiejaar [[2026–2027|2026/2027]]gaat",
        ),
        (MONDAY, "’s-Gravenhage [[2024|2024]]Tweede Kamer, vergaderjaar [[2024–2025|2024/2025]]"),
        (
            MONDAY,
            "Staten-Generaal[[2017-2018|2017/2018]]32793 nr. 289 en Staten-Generaal[[2008-2009|2008/2009]]31410 nr. 14",
        ),
        (
            MONDAY,
            "Kamerstukken II [[2021/22|2021/2022]],36 021; kamerstukken [[2008/2009|2008/2009]], 31 410; Handelingen [[2019-2020|2019/2020]]",
        ),
        (
            MONDAY,
            "het [[eerste kwartaalvan 2025|2025-Q1]], [[najaarvan 2025|2025-23]], [[zomervan 2024|2024-22]]",
        ),
        (
            MONDAY,
            "Capaciteitsplan [[2024–2027|2024/2027]]2 staat; Resolutie 77/208,[[15 december 2022|2022-12-15]]",
        ),
        (MONDAY, "op [[21 febuari 2023|2023-02-21]]; de brief van [[12 mei 2023|2023-05-12]]1"),
        (
            MONDAY,
            "2024Z00081, 2023D49694, in 1990er, 2000de, 2022e, x2022wordt, 2022wordt5, kamerstuk 2008, kamerstuk 2008-2012",
        ),
        (MONDAY, "Staten-Generaal 2017-201932793, Generaal2017-201932793, nr. 2017-201832793, 2024Wh"),
    ]);
}

#[test]
fn papers_within_papers_count_from_their_own_day() {
    let letter =
        "Datum [[11 oktober 2021|2021-10-11]]\nBetreft x\n\nGeachte voorzitter, [[dit jaar|2021]].\n\n";
    let enclosed = "Den Haag, [[3 mei 2018|2018-05-03]]\n\nGeachte heer,\n\nOp [[2 april jl.|2018-04-02]], [[eind dit jaar|2018--END]]";
    let place = "Den Haag, [[3 mei 2018|2018-05-03]]\n\nOp [[2 april jl.|2021-04-02]] was ik";
    check(&[
        (MONDAY, &format!("{letter}{enclosed}")),
        (MONDAY, &format!("{letter}{place}")),
        (
            MONDAY,
            "In de brief van [[3 mei 2019|2019-05-03]] staat: «Ik kom [[dit jaar|2019]], na [[8 juli jl.|2018-07-08]]» en [[dit jaar|2021]]",
        ),
        (
            MONDAY,
            "Op de vraag van [[3 mei 2019|2019-05-03]] of «ik» [[dit jaar|2021]] kom. «[[Volgend jaar|2022]]»",
        ),
        (MONDAY, "na [[3 mei 2019|2019-05-03]]. Hij zei «[[dit jaar|2021]]»"),
    ]);
}

#[test]
fn a_question_counts_from_the_day_it_was_put() {
    let head = "Vragen van X (ingezonden [[24 oktober 2024|2024-10-24]])\nAntwoord van Y (ontvangen [[14 november 2024|2024-11-14]])\n";
    let doc = |row: &str| document(&unmarked(row));
    for row in [
        "Vraag 1\nKlopt het bericht van [[vorige week|2024-W42]]?\nAntwoord 1\nJa, [[vorige week|2024-W45]] ook.",
        "Vragen 2 en 3\nWas dat [[vorige maand|2024-09]]?\nAntwoord\nIn [[deze maand|2024-11]].\nVraagstukken [[deze maand|2024-11]]",
        "Vraag 1\nWat is [[dit jaar|2024]] en [[volgend jaar|2025]] nodig?",
    ] {
        let row = format!("{head}{row}");
        let doc = doc(&row);
        assert_eq!(marked(&doc, &recognize_dates(&doc, None)), row);
    }
}
