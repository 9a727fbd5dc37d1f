//! The head of a printed paper says its identifiers of itself.

use super::check;

#[test]
fn dossier_and_number() {
    check(
        "Tweede Kamer der Staten-Generaal 2\nVergaderjaar 2023-2024\n\n[[30 821|!dossier-30821]]   Nationale Veiligheid\n\n\
         [[Nr. 204|!kst-30821-204]]   BRIEF VAN DE MINISTER VAN DEFENSIE\n\nGeachte voorzitter, zie \
         [[Kamerstuk 30 821, nr. 204|!kst-30821-204]] en [[Kamerstuk 30 821, nr. 181|kst-30821-181]].\n",
    );
}

#[test]
fn number_on_a_line_of_its_own() {
    check(
        "Vergaderjaar 2022–2023\n\n[[21 501-07|!dossier-21501-07]]\n\nRaad voor Economische en Financiële Zaken\n\n\
         [[Nr. 1928|!kst-21501-07-1928]]\n\nMOTIE VAN HET LID X\nVoorgesteld 21 februari 2023\n",
    );
}

#[test]
fn several_dossiers_share_the_number() {
    check(
        "[[36 410 VI|!dossier-36410-VI]] Vaststelling van de begrotingsstaten\n[[29 279|!dossier-29279]] Rechtsstaat\n\
         [[Nr. 7|!kst-36410-VI-7]] BRIEF VAN DE MINISTER\n",
    );
    check(
        "[[36 410 A|!dossier-36410-A]] Vaststelling van de begroting\n[[Nr. 7|!kst-36410-A-7]] BRIEF VAN DE MINISTER\n",
    );
}

#[test]
fn the_number_of_the_page_is_no_part_of_the_footer() {
    let head = "[[22 112|!dossier-22112]] Nieuwe voorstellen\n\n[[Nr. 160|!kst-22112-160]] BRIEF VAN DE MINISTER\n\n";
    check(&format!(
        "{head}Tekst.\n\n[[Tweede Kamer, vergaderjaar 2012–2013, 22 112, nr. 160|!kst-22112-160]]12\n\nMeer."
    ));
    // Another paper of the dossier, cited in the text; and a footer of another number.
    check(&format!("{head}Zie [[Kamerstuk 22 112, nr. 1601|kst-22112-1601]].\n"));
    check(&format!("{head}[[Tweede Kamer, vergaderjaar 2012–2013, 22 112, nr. 171|kst-22112-171]]\n"));
}

#[test]
fn a_letter_of_the_eerste_kamer() {
    check(
        "[[35 526|!dossier-35526]] Tijdelijke wet\n\n[[L|!kst-35526-L]] BRIEF VAN DE MINISTER VAN VOLKSGEZONDHEID\n",
    );
    check("[[35 526|!dossier-35526]] Tijdelijke wet\n\n[[AB|!kst-35526-AB]]\n\nVERSLAG VAN EEN OVERLEG\n");
}

#[test]
fn glued_identifier_and_answers() {
    check(
        "15 februari 2023\n\n[[36410-V-70|!kst-36410-V-70]]\nVaststelling van de begrotingsstaat\nMOTIE VAN HET LID X\n",
    );
    check("[[32043-606|!kst-32043-606]]\nToekomst pensioenstelsel\n");
    check(
        "Vergaderjaar 2024–2025 Aanhangsel van de Handelingen\nVragen gesteld door de leden\n\
         [[545|!ah-tk-20242025-545]]\nVragen van het lid X (D66) aan de Minister\n",
    );
    check(
        "[[AH 604|!ah-tk-20242025-604]]\n[[2024Z18294|!2024Z18294]]\nAntwoord van minister X (ontvangen 20 november 2024)\n",
    );
    check(
        "[[AH 604|!ah-tk-20232024-604]]\n[[2024Z00294|!2024Z00294]]\nAntwoord van minister X (ontvangen 20 januari 2024)\n",
    );
}

#[test]
fn lines_that_only_look_like_a_head() {
    check("35 000 Amsterdammers kregen een brief.\n\nDaarop kwam antwoord.\n");
    check("20 000\n30 000\n40 000\n");
    check("Nr. 204\n\nBRIEF VAN DE MINISTER\n");
    check("Er zijn twee lijsten.\nNr. 5 De eerste lijst\n545\n");
    check("Postbus 20018\n2500 EA Den Haag\nNr. 12 is af\n");
}

#[test]
fn a_dossier_of_the_eerste_kamer() {
    check(
        "Eerste Kamer der Staten-Generaal\n1\nVergaderjaar 2021–2022\n\n[[CXLVIII|!dossier-CXLVIII]] Rapport van de \
         werkgroep\n\n[[A|!kst-CXLVIII-A]] BRIEF VAN DE VOORZITTER\n",
    );
    check("Eerste Kamer der Staten-Generaal\nVI Justitie\nA BRIEF VAN DE VOORZITTER\n");
    check("Tweede Kamer der Staten-Generaal\nCXLVIII Rapport\nA BRIEF VAN DE VOORZITTER\n");
}

#[test]
fn cells_of_a_table_glued_together() {
    check(
        "Dossier- en ondernummer\nTweede Kamer der Staten-Generaal2008-2009[[31410 nr. 14|!kst-31410-14]]\n",
    );
    check("Tweede Kamer der Staten-Generaal2012-2013[[33400-VIII nr. 5|!kst-33400-VIII-5]]\n");
    check("Tweede Kamer der Staten-Generaal2008-201031410 nr. 14\n");
}
