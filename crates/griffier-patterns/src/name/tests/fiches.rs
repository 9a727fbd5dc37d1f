//! Fiches by number and title, and the labels of a fiche that end the names before them.

use super::check;

#[test]
fn fiches_in_a_list() {
    check(
        "Fiche 1: Mededeling een veilige stad voor iedereen (Kamerstuk 22 112, nr. 1598)\n\
         Fiche 2: Verordening verpakkingen van hout; en\n\
         Fiche 3: Strategie voor de zee (etikettering) (Kamerstuk 22 112, nr. 1599)\n\nDe minister",
        &[
            ("POLICY", "Fiche 1: Mededeling een veilige stad voor iedereen"),
            ("POLICY", "Mededeling een veilige stad voor iedereen"),
            ("POLICY", "Fiche 2: Verordening verpakkingen van hout"),
            ("LAW", "Verordening verpakkingen van hout"),
            ("POLICY", "Fiche 3: Strategie voor de zee (etikettering)"),
        ],
    );
}

#[test]
fn fiches_that_run_on() {
    check(
        "Hierbij bied ik aan: Fiche 1: Richtlijn schone lucht voor steden Fiche 2: Aanbeveling leren zonder grenzen (COM 12)",
        &[
            ("POLICY", "Fiche 1: Richtlijn schone lucht voor steden"),
            ("LAW", "Richtlijn schone lucht voor steden"),
            ("POLICY", "Fiche 2: Aanbeveling leren zonder grenzen"),
            ("POLICY", "Aanbeveling leren zonder grenzen"),
        ],
    );
}

#[test]
fn a_fiche_without_a_title() {
    check(
        "Herzien Fiche: Mededeling leren van elkaar\n\n1. Algemeen",
        &[
            ("POLICY", "Herzien Fiche: Mededeling leren van elkaar"),
            ("POLICY", "Mededeling leren van elkaar"),
        ],
    );
    check(
        "Agendapunt:\tFiche: Mededeling leren van elkaar\nZaak:\tBrief regering\n\nFiche: Mededeling leren van elkaar - 22112-2221\nBesluit:\tAgenderen",
        &[
            ("POLICY", "Fiche: Mededeling leren van elkaar"),
            ("POLICY", "Mededeling leren van elkaar"),
            ("POLICY", "Fiche: Mededeling leren van elkaar"),
            ("POLICY", "Mededeling leren van elkaar"),
        ],
    );
    check("Fiche 2: zie de bijlage. Fiche 3 gaat over hout. Het fiche: niet af. Fiche: ja", &[]);
}
