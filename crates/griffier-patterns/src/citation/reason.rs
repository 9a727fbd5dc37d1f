//! Why a citation is not exact: one short clause each, the same in every build, so that a reader can sort by it.

/// `Kamerstuk 36 180 en 32 852, nr. 89`.
pub(super) const SHARED_NUMBER: &str = "the number belongs to the first dossier";
/// `nrs. 1–3`.
pub(super) const RANGE: &str = "a range is written and counted out";
/// `en nr. 48`.
pub(super) const DOSSIER_BEFORE: &str = "the dossier is that of the citation before";
/// `Nr. 204 BRIEF VAN …` under the line of the dossier.
pub(super) const DOSSIER_ABOVE: &str = "the dossier stands in the heading above";
/// `35 526 L`.
pub(super) const LETTER: &str = "the letter may be a paper's or a chapter's";
/// `Aanhangsel Handelingen 2020/21, nr. 12`.
pub(super) const NO_CHAMBER: &str = "no chamber is written, so the Tweede Kamer's";
/// `Aanhangsel van de Handelingen, nr. 2386`.
pub(super) const NO_SESSION: &str = "no session is written";
/// `AH 604 … (ontvangen 20 november 2024)`.
pub(super) const SESSION_OF_DATE: &str = "the session is that of the date of receipt";
/// `Handelingen II 2020/21`.
pub(super) const NO_MEETING: &str = "no meeting is written";
/// `Handelingen II 2003/04, p. 4153-4157`.
pub(super) const PAGES: &str = "the pages cited are taken for those of the publication";
/// `PbEG L 327`.
pub(super) const NO_YEAR: &str = "no year is written";
/// `Gemeenteblad 2005, 12`.
pub(super) const OWN_SERIES: &str = "before 2014 each body had a series of its own";
/// `de kwalificatierichtlijn (2011/95/EU)`.
pub(super) const KIND_BEFORE: &str = "the kind of act is that of the name before it";
/// `TO3357`.
pub(super) const LETTER_O: &str = "a letter O is read as a zero";
/// `ECLl:NL:…`.
pub(super) const MISSPELLED: &str = "the prefix is misspelled";
/// `Verordening 2019/2003`.
pub(super) const YEAR_OR_NUMBER: &str = "either number may be the year";
