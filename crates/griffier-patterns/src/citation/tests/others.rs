//! The other families, each beside its near misses.

use super::{attr, check_all};

#[test]
fn registration_numbers_and_commitments() {
    check_all(&[
        "de annotatie ([[Kamerstuk 2021Z08444|2021Z08444]])",
        "Nummer: [[2023D49694|!2023D49694]], datum: 2023-12-15",
        "Onderdeel van zaak [[2023Z20335|!2023Z20335]]:",
        "de brief met nummer [[2023D49694|2023D49694]] is verzonden",
        "op [[2024A04275|2024A04275]] geagendeerd",
        "over kenmerk [[2023Z20335|2023Z20335]]/[[2023D49694|2023D49694]]",
        "AH 617\n[[2024Z 17972|!2024Z17972]]\n",
        "toezegging [[TZ202309–077|TZ202309-077]] en [[TZ202309-078|TZ202309-078]]",
        "toezegging ([[T03357|T03357]])",
        "1992Z12345 en 2023Z123 en 2023Z1234567 en X2023D49694 zijn niets, T33571 ook niet",
        "T 070 en TZ20230 en T0335",
    ]);
}

#[test]
fn questions_answers_and_debates() {
    check_all(&[
        "[[Aanhangsel Handelingen II 2020/21, nr. 1028|ah-tk-20202021-1028]]",
        "[[Aanhangsel van de Handelingen, vergaderjaar 2020–2021, nr. 1028|ah-tk-20202021-1028]]",
        "[[Aanhangsel Handelingen,vergaderjaar 2024–2025, nr. 342|ah-tk-20242025-342]]",
        "[[AanhangselHandelingen, vergaderjaar 2024–2025, nr. 244|ah-tk-20242025-244]]",
        "[[Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel van de Handelingen, nr. 2386|ah-tk-20232024-2386]]",
        "[[Aanhangsel Handelingen I 2020/21, nr. 3|ah-ek-20202021-3]]",
        "[[Kamervragen (Aanhangsel) 2023–2024, nr. 2267|ah-tk-20232024-2267]]",
        "[[ah-tk-20242025-545|ah-tk-20242025-545]] en [[kv-tk-2021Z04748|kv-tk-2021Z04748]]",
        "[[ah-tk-2017–2018, nr.2509|ah-tk-20172018-2509]]",
        "[[Handelingen II 2012/13, nr. 35, item 8|h-tk-20122013-35-8]], p. 12",
        "[[Handelingen I 2020/21, nr. 12, item 3|h-ek-20202021-12-3]]",
        "[[h-tk-20202021-35-8|h-tk-20202021-35-8]]",
        "[[Handelingen II 2008/09, nr. 35|h-tk-20082009-35]], p. 3109",
        "zijn handelingen in 2020, de Handelingen van de Kamer, het Aanhangsel, Kamervragen over 2020",
        "Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 12",
    ]);
    assert_eq!(attr("Handelingen II 2008/09", "class").as_deref(), Some("not-derivable"));
    assert_eq!(
        attr("Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 9", "class").as_deref(),
        Some("inferred")
    );
}

#[test]
fn gazettes_and_treaty_series() {
    check_all(&[
        "[[Stb. 2001, 580|stb-2001-580]]",
        "[[Stb. 2001, nr. 580|stb-2001-580]] en [[Stcrt. 2009, 9231|stcrt-2009-9231]]",
        "[[Stb. 2018 nr. 245|stb-2018-245]]",
        "[[Stb. 2001/580|stb-2001-580]]",
        "[[Staatsblad 2024, 213|stb-2024-213]] en de [[Staatscourant 2009, nr. 9231|stcrt-2009-9231]]",
        "[[Trb. 2005, 197|trb-2005-197]]; [[Tractatenblad 1951, nr. 154|trb-1951-154]]",
        "[[Stb. 2001, 580 en 581|stb-2001-580|stb-2001-581]]",
        "[[stb-2001-580|stb-2001-580]], [[gmb-2023-12345|gmb-2023-12345]], [[blg-1234567|blg-1234567]]",
        "[[Gemeenteblad 2023, 12345|gmb-2023-12345]]",
        "het Staatsblad van 2001 en de Staatscourant verschenen in 2009",
        "Staatsblad 2001 is uit; de Staatscourant 2009 ook",
        "[[Stb. 2001, 580|stb-2001-580]] en 12 andere besluiten",
    ]);
    assert_eq!(
        attr("Trb. 2005, 197", "url").as_deref(),
        Some("https://zoek.officielebekendmakingen.nl/trb-2005-197.html")
    );
}

#[test]
fn national_law() {
    check_all(&[
        "wetten.nl - Regeling halfgeleiders - [[BWBR0048439|BWBR0048439]]",
        "https://wetten.overheid.nl/[[BWBR0045754|BWBR0045754]]/2022-05-01",
        "[[jci1.3:c:BWBR0005537&artikel=3:4&lid=2|BWBR0005537:art=3:4;lid=2]]",
        "[[artikel 3.3, zevende lid, van de Wet open overheid ([[BWBR0045754|BWBR0045754]])|BWBR0045754:art=3.3;lid=7]]",
        "artikel 3.3, zevende lid, Woo blijft buiten beschouwing",
        "artikel 8 van de wet. Zie ook de regeling ([[BWBR0048439|BWBR0048439]])",
        "BWBR004843 en BWBX0048439 en BWBR00484391",
    ]);
}

#[test]
fn acts_of_the_union() {
    check_all(&[
        "[[Verordening (EU) 2016/679|32016R0679]] van het Europees Parlement",
        "[[verordening (EU) nr. 1024/2013|32013R1024]]",
        "[[Verordening (EG) nr. 428/2009|32009R0428]]",
        "[[Uitvoeringsverordening (EU) 2019/947|32019R0947]]",
        "[[Gedelegeerde Verordening (EU) 2016/161|32016R0161]]",
        "[[Verordening 2016/679|32016R0679]]",
        "de [[EU-verordening 2016/679|32016R0679]]",
        "[[Besluit nr. 1313/2013/EU|32013D1313]] en [[Verordening (EU) 575/2013|32013R0575]]",
        "[[Verordening (EEG) nr. 1408/71|31971R1408]]",
        "[[Richtlijn 2004/38/EG|32004L0038]] en [[Richtlijn (EU) 2016/680|32016L0680]]",
        "[[Richtlijn 95/46/EG|31995L0046]]",
        "[[Kaderbesluit 2002/584/JBZ|32002F0584]]",
        "[[Besluit 2010/573/GBVB|32010D0573]] en [[Besluit (GBVB) 2015/1333|32015D1333]]",
        "[[Gemeenschappelijk Standpunt 2008/944/GBVB|32008E0944]]",
        "[[Verordeningen (EU) 2016/679|32016R0679]] en [[2018/1725|32018R1725]]",
        "[[artikel 6, eerste lid, van [[Verordening (EU) 2016/679|32016R0679]]|32016R0679:art=6;lid=1]]",
        "CELEX:[[32016R0679|32016R0679]], [[52022DC0332|52022DC0332]], [[62018CJ0311|62018CJ0311]]",
        "de verordening van 2016 en het besluit 2010/12",
        "Richtlijn 12/34, besluit 5/6, verordening nr. 3, 36180A0012",
    ]);
    assert_eq!(
        attr("Verordening (EU) 2016/679", "url").as_deref(),
        Some("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32016R0679")
    );
}

#[test]
fn papers_and_journal_of_the_union() {
    check_all(&[
        "[[COM(2022) 332|COM(2022)332]] en [[COM (2021) 206 final|COM(2021)206]]",
        "[[SWD(2018) 5|SWD(2018)5]], [[JOIN(2020) 18|JOIN(2020)18]], [[COM/2022/332|COM(2022)332]]",
        "[[C(2021) 1234|C(2021)1234]]",
        "[[PbEU 2016, L 119|PbEU-2016-L119]]",
        "([[PbEU 2016, L 119/1|PbEU-2016-L119]])",
        "[[PB L 119 van 4.5.2016|PbEU-2016-L119]], blz. 1",
        "het waterbeleid ([[PbEG L 327|PbEG-L-327]]) en PB L 12",
        "de [[EG-richtlijn 2004/38/EG|32004L0038]] en de VEU-[[richtlijn 2004/38/EG|32004L0038]]",
        "de COM (zie 2022) en C (2020), PB 12, PbEU 2016",
    ]);
}

#[test]
fn case_law_and_decentral_rules() {
    check_all(&[
        "[[ECLI:NL:HR:2005:AR5213|ECLI:NL:HR:2005:AR5213]].",
        "[[ECLI:EU:C:2020:559|ECLI:EU:C:2020:559]] en [[LJN AR5213|LJN:AR5213]]",
        "[[LJN: AR5213|LJN:AR5213]]",
        "[[CVDR186651_6|CVDR186651_6]] en [[CVDR186651/6|CVDR186651_6]] en [[CVDR186651|CVDR186651]]",
        "de zaak [[C-311/18|C-311/18]] (Schrems II)",
        "een C-130/20 vliegtuig, ECLI alleen, LJN niet, CVDR12",
    ]);
    assert_eq!(
        attr("ECLI:NL:HR:2005:AR5213", "url").as_deref(),
        Some("https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:HR:2005:AR5213")
    );
}

#[test]
fn references_of_departments() {
    check_all(&[
        "Onze Referentie\n\n[[BZDOC-1234567890-12|!BZDOC-1234567890-12]]\n\nBijlage(n)\n1\n",
        "### **Onze Referentie**\n\n[[BZDOC-1234567890-12|!BZDOC-1234567890-12]]\n",
        "Kenmerk\n\n[[DGKE-E&K / 12345678|!DGKE-E&K/12345678]]\n\n[[ZK 0000012345|!ZK0000012345]]\n\nKopie aan\n",
        "Ons kenmerk [[2021-0000123456|!2021-0000123456]]\nDatum 4 juni 2021\n",
        "Ons kenmerk: [[IENW/BSK-2021/123456|!IENW/BSK-2021/123456]]\n",
        "Ons kenmerk: [[DRZ. 2008/1207|!DRZ.2008/1207]]\n",
        "uw brief van\tuw kenmerk\tons kenmerk\tdatum\n\t\t[[DL. 2009/123|!DL.2009/123]]\t9 juni 2008\n",
        "het jaar 2008/2009, Abc. 2008/1207, blz. 2008/12 en de NATUUR. 2008/1",
        "Datum 1 mei 2021    Onze referentie [[MinBuZa-2021.12345|!MinBuZa-2021.12345]]\n",
        "Uw kenmerk\n[[2023Z20335|2023Z20335]]/[[2023D49694|2023D49694]]\n",
        "Uw brief\n[[ABC-2021/1234|ABC-2021/1234]]\n",
        "uw brief met kenmerk [[2023-0000123456|2023-0000123456]] ontvangen",
        "ook de brief [[BZDOC-1234567890-12|BZDOC-1234567890-12]] noemt dit",
        "een belangrijk kenmerk van 2023 is de groei; kenmerk 2 is de prijs",
        "Kenmerk\n12 juni 2021\n",
        "Kenmerk\n12-06-2021\n",
        "Onze Referentie\n\nBijlage(n)\n\n2515 XP Den Haag\n",
        "Uw brief van 3 mei 2021 heb ik ontvangen",
    ]);
}

#[test]
fn journals_registered_letters_and_numbers_behind_a_broken_line() {
    check_all(&[
        "Hoge Raad 26 april 1996, [[NJ 1996, 728|NJ-1996-728]]; [[AB 2004/247|AB-2004-247]].",
        "op AB 2004, 12 maart; de NJ van 1996 en AB 12, 3",
        "met de brief van 12 maart 2002 ([[VROM-02-611|VROM-02-611]])",
        "over VROM-02, VW-2005-488, VROM-02-611-3 en XVROM-02-611",
        "de richtlijn kredietovereenkomsten\nvoor consumenten ([[2008/48/EG|32008L0048]])",
        "de richtlijnen over televisie ([[2007/65/EG|32007L0065]])",
        "de afspraken over televisie (2007/65/EG)",
    ]);
}
