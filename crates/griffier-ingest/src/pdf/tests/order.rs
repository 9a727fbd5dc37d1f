//! The order in which a page is read, and what stands side by side.

use super::*;

/// Lines at a place each, in this order.
fn drawn(lines: &[(u32, u32, &str)]) -> String {
    lines.iter().map(|&(x, y, text)| at(x, y, 10, text)).collect()
}

/// The words of a page in the order of reading, on one line.
#[track_caller]
fn check_order(lines: &[(u32, u32, &str)], expected: &str) {
    let doc = read(pages(&[&drawn(lines)], ""));
    assert_eq!(doc.text().split_whitespace().collect::<Vec<_>>().join(" "), expected);
}

#[test]
fn a_page_drawn_from_the_bottom_up_is_read_from_the_top_down() {
    let mut lines = [
        (80, 700, "Den Haag, 3 mei 2021"),
        (80, 670, "Geachte voorzitter,"),
        (80, 640, "Hierbij zend ik u de stukken."),
        (80, 610, "De minister van Financien,"),
        (80, 580, "W.B. Hoekstra"),
    ];
    let text = "Den Haag, 3 mei 2021 Geachte voorzitter, Hierbij zend ik u de stukken. De minister van Financien, W.B. Hoekstra";
    check_order(&lines, text);
    lines.reverse();
    check_order(&lines, text);
}

#[test]
fn columns_drawn_row_by_row_are_read_column_by_column() {
    let left = [
        "De minister van Buitenlandse",
        "zaken heeft overlegd met de",
        "andere leden van de raad over",
        "de uitvoer van goederen en de",
        "verdeling van taken daarbij.",
    ];
    let right = [
        "De minister van Defensie zegt",
        "dat de bijeenkomst in de stad",
        "op 11 juli is gehouden en dat",
        "daar een bijdrage van vijf is",
        "toegezegd door de anderen ook.",
    ];
    let rows = (0..5).flat_map(|i| {
        let y = 700 - 13 * i as u32;
        [(60, y, left[i]), (320, y, right[i])]
    });
    let mut lines = vec![(
        60,
        740,
        "Een titel die over beide kolommen van de bladzijde heen staat, van links naar rechts",
    )];
    lines.extend(rows);
    lines.push((
        60,
        600,
        "Onder de kolommen staat weer een regel die over de hele breedte van de bladzijde gaat.",
    ));
    let text = [lines[0].2, &left.join(" "), &right.join(" "), lines[11].2].join(" ");
    check_order(&lines, &text);
    lines.reverse();
    check_order(&lines, &text);
}

#[test]
fn rows_of_a_table_stay_rows() {
    let rows = [
        ("Onderwijs", "12,5", "13,0"),
        ("Zorg", "80,1", "82,4"),
        ("Defensie", "9,0", "11,2"),
        ("Overig", "4,0", "4,1"),
    ];
    let mut lines: Vec<(u32, u32, &str)> = Vec::new();
    for (i, (what, one, two)) in rows.into_iter().enumerate() {
        let y = 700 - 20 * i as u32;
        lines.extend([(80, y, what), (250, y, one), (350, y, two)]);
    }
    let text = "Onderwijs 12,5 13,0 Zorg 80,1 82,4 Defensie 9,0 11,2 Overig 4,0 4,1";
    check_order(&lines, text);
    lines.sort_by_key(|line| line.1);
    check_order(&lines, text);
}

/// Two columns drawn row by row.
fn rows_of(left: &[&'static str], right: &[&'static str]) -> Vec<(u32, u32, &'static str)> {
    let rows = left.iter().zip(right).enumerate();
    rows.flat_map(|(i, (left, right))| {
        let y = 700 - 13 * i as u32;
        [(60, y, *left), (320, y, *right)]
    })
    .collect()
}

#[test]
fn columns_of_short_lines_that_go_on_are_read_column_by_column() {
    let left = ["Ministerie van", "Waterwegen", "t.a.v. mevrouw Van der", "Meer", "Postbus 99001"];
    let right = ["Ministerie van", "Bruggen", "t.a.v. de heer De", "Boom", "Postbus 99002"];
    let columns = [left.join(" "), right.join(" ")].join(" ");
    check_order(&rows_of(&left, &right), &columns);
    let left = ["De raad heeft", "gesproken met de", "voorzitter van", "de raad over de", "kosten daarvan."];
    let right = ["Het college komt", "in mei met een", "brief over de", "inzet van het", "geld in de stad."];
    check_order(&rows_of(&left, &right), &[left.join(" "), right.join(" ")].join(" "));
}

#[test]
fn rows_whose_head_alone_is_broken_stay_rows() {
    let left = ["Naam van de", "regeling", "Wet A", "Wet B", "Wet C", "Wet D", "Wet E", "Wet F", "Wet G"];
    let right = ["Datum van", "ingang", "1 mei", "2 mei", "3 mei", "4 mei", "5 mei", "6 mei", "7 mei"];
    let rows: Vec<String> = left.iter().zip(right).map(|(left, right)| format!("{left} {right}")).collect();
    check_order(&rows_of(&left, &right), &rows.join(" "));
}

#[test]
fn a_label_under_a_label_begins_a_row() {
    let lines = [
        (60, 700, "Besluit:"),
        (180, 700, "Een gesprek voeren met de deelnemers die nog worden gevraagd, en een lijst van"),
        (180, 687, "hen maken."),
        (60, 674, "Volgcommissies van deze zaak:"),
        (210, 674, "FIN, EZ"),
        (60, 640, "Besluit:"),
        (180, 640, "Agenderen voor een volgende keer."),
    ];
    check(
        &drawn(&lines),
        &[
            "row Besluit:\tEen gesprek voeren met de deelnemers die nog worden gevraagd, en een lijst van hen maken.",
            "Volgcommissies van deze zaak: FIN, EZ",
            "row Besluit:\tAgenderen voor een volgende keer.",
        ],
    );
}
