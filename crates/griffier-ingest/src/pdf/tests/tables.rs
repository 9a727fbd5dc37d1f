//! Tables: with rules and without them.

use super::*;

/// Rules between all columns and rows of a table, drawn in one of the ways in which programs draw them.
fn ruled(way: &str, xs: &[u32], ys: &[u32]) -> String {
    let mut out = String::new();
    let (left, right) = (xs[0], xs[xs.len() - 1]);
    let (top, bottom) = (ys[0], ys[ys.len() - 1]);
    match way {
        "lines" => {
            xs.iter().for_each(|x| out += &format!("{x} {top} m {x} {bottom} l S\n"));
            ys.iter().for_each(|y| out += &format!("{left} {y} m {right} {y} l S\n"));
        }
        // Cell by cell, with squares at the corners left out.
        "areas" => {
            for y in ys {
                for pair in xs.windows(2) {
                    out += &format!("{} {y} {} 1 re f\n", pair[0] + 1, pair[1] - pair[0] - 1);
                }
            }
            for x in xs {
                for pair in ys.windows(2) {
                    out += &format!("{x} {} 1 {} re f*\n", pair[1] + 1, pair[0] - pair[1] - 1);
                }
            }
        }
        _ => {
            for x in xs.windows(2) {
                for y in ys.windows(2) {
                    let (width, height) = (x[1] - x[0] - 2, y[0] - y[1] - 2);
                    out += &format!("{} {} {width} {height} re {way}\n", x[0] + 1, y[1] + 1);
                }
            }
        }
    }
    out
}

#[test]
fn rules_border_cells() {
    let running = paragraph(780, 3);
    let text = [
        (84, 690, "Jaar"),
        (116, 690, "Bedrag"),
        (164, 690, "Ministerie"),
        // The words of a cell drawn far from each other, as a justified line has them.
        (84, 664, "2023"),
        (116, 670, "EUR"),
        (142, 670, "12,5"),
        (116, 657, "miljoen"),
        (164, 670, "Ministerie van Landbouw, Natuur"),
        (164, 657, "en Voedselkwaliteit"),
        // Nothing in the cell between them.
        (84, 640, "2024"),
        (164, 640, "Geen"),
    ];
    let text: String = text.iter().map(|&(x, y, words)| at(x, y, 10, words)).collect();
    for way in ["lines", "areas", "S", "f", "B"] {
        let rules = ruled(way, &[80, 112, 160, 400], &[704, 684, 650, 634]);
        let heading = "BT /B 14 Tf 80 715 Td (1. Geld) Tj ET ";
        check(
            &[&running, &rules, heading, &text].concat(),
            &[
                &[["Een hele regel van de lopende tekst die de hele kolom vult en doorgaat in de"; 3]
                    .join(" ")]
                .concat(),
                "h1 1. Geld",
                "row Jaar\tBedrag\tMinisterie",
                "row 2023\tEUR 12,5 miljoen\tMinisterie van Landbouw, Natuur en Voedselkwaliteit",
                "row 2024\t\tGeen",
            ],
        );
    }
}

#[test]
fn cells_may_take_several_rows_or_columns() {
    // The first cell of the first column takes two rows, the head three columns.
    let rules = "80 700 m 380 700 l S 80 680 m 380 680 l S 180 660 m 380 660 l S 80 640 m 380 640 l S \
                 80 700 m 80 640 l S 180 680 m 180 640 l S 280 680 m 280 640 l S 380 700 m 380 640 l S ";
    let text = at(84, 686, 10, "Stand van de moties")
        + &at(84, 666, 10, "Zorg")
        + &at(184, 666, 10, "2023")
        + &at(284, 666, 10, "12")
        + &at(184, 646, 10, "2024")
        + &at(284, 646, 10, "13");
    let doc = read(pages(&[&(rules.to_owned() + &text)], ""));
    assert_eq!(doc.text().trim(), "Stand van de moties\n\nZorg\t2023\t12\n\t2024\t13");
}

#[test]
fn cells_with_several_paragraphs_are_read_one_by_one() {
    let rules = ruled("lines", &[80, 180, 500], &[704, 640]);
    let text = at(84, 690, 10, "Zorg")
        + &at(184, 690, 10, "De motie is afgedaan met de brief van mei.")
        + &at(184, 664, 10, "Het onderzoek loopt nog.");
    check(
        &(rules + &text),
        &["Zorg", "De motie is afgedaan met de brief van mei.", "Het onderzoek loopt nog."],
    );
}

#[test]
fn who_sign_between_rules_are_read_one_by_one() {
    let rules = ruled("lines", &[80, 320, 560], &[320, 290, 240]);
    let signed = at(84, 300, 10, "De minister van Financi\\353n,")
        + &at(324, 300, 10, "De staatssecretaris van Justitie,")
        + &at(84, 250, 10, "A. Jansen")
        + &at(324, 250, 10, "B. de Vries");
    check(
        &(rules + &signed),
        &["De minister van Financiën,", "A. Jansen", "De staatssecretaris van Justitie,", "B. de Vries"],
    );
}

#[test]
fn a_frame_and_lines_under_words_border_nothing() {
    let frame = "60 600 480 120 re S 80 685 60 1 re f 60 640 m 540 640 l S ";
    let text = at(80, 687, 10, "Onderwerp van deze brief") + &at(80, 620, 10, "Geachte voorzitter,");
    check(&(frame.to_owned() + &text), &["Onderwerp van deze brief", "Geachte voorzitter,"]);
}

#[test]
fn a_drawing_of_many_lines_costs_little() {
    let lines: String = (0..60_000_u32)
        .map(|i| {
            let (x, y) = (i % 600, i % 797);
            format!("{x} {y} m {x} {} l S {x} {y} {} 1 re f\n", y + 9, 5 + i % 90)
        })
        .collect();
    let start = std::time::Instant::now();
    check(&(lines + &at(80, 700, 10, "Geachte voorzitter,")), &["Geachte voorzitter,"]);
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn rows_between_upright_rules_are_told_by_their_heights() {
    let rules = "80 706 m 80 640 l S 180 706 m 180 640 l S 280 706 m 280 640 l S 380 706 m 380 640 l S 80 706 m 380 706 l S ";
    let cells = |y, texts: [&str; 3]| -> String {
        [84, 184, 284].iter().zip(texts).map(|(&x, text)| at(x, y, 10, text)).collect()
    };
    let close = cells(690, ["Zorg", "12", "13"]) + &cells(677, ["Onderwijs", "1", "2"]);
    check(&(rules.to_owned() + &close), &["row Zorg\t12\t13", "row Onderwijs\t1\t2"]);
    let apart = cells(690, ["Een lang woord en", "12", "13"])
        + &at(84, 677, 10, "nog een")
        + &cells(655, ["Onderwijs", "1", "2"]);
    check(&(rules.to_owned() + &apart), &["row Een lang woord en nog een\t12\t13", "row Onderwijs\t1\t2"]);
}

#[test]
fn columns_without_rules_begin_where_cells_of_other_lines_do() {
    let blanks = paragraph(780, 3);
    let cells = |y, texts: &[(u32, &str)]| -> String {
        texts.iter().map(|&(x, text)| format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")).collect()
    };
    let head = "BT /B 10 Tf 80 700 Td (Nr.) Tj ET BT /B 10 Tf 106 700 Td (Motie) Tj ET BT /B 10 Tf 260 700 Td (Stand) Tj ET \
                BT /B 10 Tf 420 700 Td (Termijn) Tj ET ";
    let table = [
        head,
        &cells(680, &[(80, "1"), (106, "Motie van het lid Bromet"), (260, "Wordt voor de zomer aan")]),
        &cells(668, &[(260, "de Kamer gestuurd")]),
        &cells(680, &[(420, "2024")]),
        &cells(648, &[(80, "2"), (106, "Motie van Grinwis"), (420, "2025")]),
    ];
    check(
        &(blanks + &table.concat()),
        &[
            &["Een hele regel van de lopende tekst die de hele kolom vult en doorgaat in de"; 3].join(" "),
            "row Nr.\tMotie\tStand\tTermijn",
            "row 1\tMotie van het lid Bromet\tWordt voor de zomer aan de Kamer gestuurd\t2024",
            "row 2\tMotie van Grinwis\t\t2025",
        ],
    );
}

#[test]
fn of_a_table_on_many_pages_the_head_alone_is_furniture() {
    let page = |i: u32| {
        let rules = ruled("lines", &[80, 180, 500], &[764, 744, 724, 704]);
        let own = ["Zorg", "Onderwijs", "Defensie", "Natuur"][i as usize - 1];
        rules
            + &at(84, 750, 10, "Motie")
            + &at(184, 750, 10, "Stand")
            + &at(84, 730, 10, "Motie van een lid")
            + &at(184, 730, 10, &format!("Afgedaan met brief {i}"))
            + &at(84, 710, 10, own)
            + &at(184, 710, 10, "Loopt")
            + &paragraph(600, 9)
    };
    let contents: Vec<String> = (1..5).map(page).collect();
    let doc = read(pages(&contents.iter().map(String::as_str).collect::<Vec<_>>(), ""));
    let rows: Vec<&str> = doc
        .markup()
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Row)
        .map(|block| doc.slice(block.span))
        .collect();
    assert_eq!(rows.len(), 8, "{}", doc.text());
    assert!(rows.iter().filter(|row| row.starts_with("Motie van een lid\tAfgedaan")).count() == 4);
}

#[test]
fn many_words_far_apart_on_one_line_cost_little() {
    let words: String =
        (0..30_000_u32).map(|i| format!("1 0 0 1 {:.3} 700 Tm (a b) Tj ", f64::from(i) * 0.018)).collect();
    let start = std::time::Instant::now();
    let doc = read(pages(&[&format!("BT /F 0.004 Tf {words}ET")], ""));
    assert!(doc.text().len() > 100_000);
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn a_row_that_the_end_of_a_page_cuts_is_one() {
    let first = ruled("lines", &[80, 110, 200, 320], &[170, 150, 100])
        + &at(84, 156, 10, "Nr.")
        + &at(114, 156, 10, "Motie")
        + &at(204, 156, 10, "Stand")
        + &at(84, 130, 10, "1")
        + &at(114, 130, 10, "Motie over het")
        + &at(204, 130, 10, "Afgedaan met de brief")
        + &at(204, 117, 10, "van de minister van");
    let second = ruled("lines", &[80, 110, 200, 320], &[764, 724, 700])
        + &at(114, 750, 10, "water in Zeeland")
        + &at(204, 750, 10, "Financi\\353n.")
        + &at(84, 710, 10, "2")
        + &at(114, 710, 10, "Motie B")
        + &at(204, 710, 10, "Loopt");
    let doc = read(pages(&[&first, &second], ""));
    let row = "1\tMotie over het water in Zeeland\tAfgedaan met de brief van de minister van Financiën.";
    assert_eq!(doc.text().trim(), format!("Nr.\tMotie\tStand\n{row}\n2\tMotie B\tLoopt"));
    let word = doc.text().find("Zeeland").unwrap();
    let run = doc.source_map().runs.iter().find(|run| run.span.start() == word).unwrap();
    assert!(matches!(run.place, Place::Page { number: 2, .. }), "{run:?}");
}

#[test]
fn a_cell_that_a_blank_closes_ends_where_lines_of_the_next_begin() {
    let rows = paragraph(780, 3)
        + &at(80, 680, 10, "1 ")
        + &at(106, 680, 10, "Motie van het lid Vestering ")
        + &at(240, 680, 10, "Het onderzoek naar de gevolgen voor de")
        + &at(240, 667, 10, "omwonenden van de fabriek loopt nog. ")
        + &at(80, 647, 10, "2 ")
        + &at(106, 647, 10, "Motie van Grinwis ")
        + &at(240, 647, 10, "Afgedaan. ");
    check(
        &rows,
        &[
            &["Een hele regel van de lopende tekst die de hele kolom vult en doorgaat in de"; 3].join(" "),
            "row 1\tMotie van het lid Vestering\tHet onderzoek naar de gevolgen voor de omwonenden van de fabriek loopt nog.",
            "row 2\tMotie van Grinwis\tAfgedaan.",
        ],
    );
}

#[test]
fn a_row_without_rules_may_have_its_first_cell_alone() {
    let blanks = paragraph(780, 3);
    let cells = [(690, "Zorg", "12"), (672, "Onderwijs", "13"), (654, "Defensie", ""), (636, "Natuur", "15")];
    let table: String =
        cells.iter().map(|&(y, what, much)| at(80, y, 10, what) + &at(280, y, 10, much)).collect();
    check(
        &(blanks + &table),
        &[
            &["Een hele regel van de lopende tekst die de hele kolom vult en doorgaat in de"; 3].join(" "),
            "row Zorg\t12",
            "row Onderwijs\t13",
            "row Defensie",
            "row Natuur\t15",
        ],
    );
}
