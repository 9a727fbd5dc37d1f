//! Entities of a letter and the relations between them.

use crate::finding::{Id, MentionType};
use griffier_text::Span;

/// A thing that at least one mention of the letter means.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Which.
    pub id: Id,
    /// What type.
    pub kind: MentionType,
    /// Preferred name.
    pub label: Id,
    /// Identifiers elsewhere, as IRIs or prefixed ids (`wikidata:Q7184`, `bwb:BWBR0048439`).
    pub same_as: Vec<Id>,
    /// Whether the knowledge base does not know it.
    pub nil: bool,
}

/// Subject or object of a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The letter itself.
    Doc,
    /// An entity or value of the letter.
    Id(Id),
}

impl Term {
    /// `DOC` or the identifier.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Doc => "DOC",
            Self::Id(id) => id,
        }
    }
}

macro_rules! predicates {
    ($($variant:ident $name:literal,)*) => {
        /// The kinds of relation of the annotation guidelines, section 3.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the names are the definitions of docs/glossary.md")]
        pub enum Predicate { $($variant,)* }
        impl Predicate {
            /// Every predicate.
            pub const ALL: &'static [Predicate] = &[$(Self::$variant,)*];
            /// The name used in output and in gold files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

predicates! {
    SentBy "sent_by",
    AddressedTo "addressed_to",
    Dated "dated",
    SignedBy "signed_by",
    SignedAs "signed_as",
    HasIdentifier "has_identifier",
    HoldsOffice "holds_office",
    Cites "cites",
    IdentifiedBy "identified_by",
    SubmittedBy "submitted_by",
    Implements "implements",
    RequestedBy "requested_by",
    AliasOf "alias_of",
    MemberOf "member_of",
    PartOf "part_of",
    PartyTo "party_to",
    AccedesTo "accedes_to",
    ParticipatesIn "participates_in",
    OccursOn "occurs_on",
    OccursIn "occurs_in",
    IssuedBy "issued_by",
    IssuedOn "issued_on",
    InForceOn "in_force_on",
    CategoryOf "category_of",
    CommissionedBy "commissioned_by",
    Funds "funds",
    Supports "supports",
    Opposes "opposes",
}

/// One statement of the letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// From.
    pub subject: Term,
    /// Kind.
    pub predicate: Predicate,
    /// To.
    pub object: Term,
    /// The clause or line that says it.
    pub evidence: Span,
    /// 0 to 1.
    pub confidence: f32,
    /// The rule that read it.
    pub why: &'static str,
    /// Whether the text denies it.
    pub negated: bool,
    /// Whether it is so, or only meant, weighed, asked for or depending.
    pub modality: Modality,
}

/// How a statement holds, by the words of its clause: the classes that studies of factuality and event extraction use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// It is so, says the text.
    #[default]
    Asserted,
    /// It will be so, or is meant to be (`zal`, `wil`, `is voornemens`).
    Planned,
    /// It must be so (`moet`, `dient te`).
    Required,
    /// It may be so, or is being weighed (`kan`, `zou`, `overweegt`, `onderzoekt of`).
    Possible,
    /// Someone asks for it (`verzoekt de regering`).
    Requested,
    /// It depends on something (`indien`, `mits`).
    Conditional,
}

impl Modality {
    /// Every modality.
    pub const ALL: [Modality; 6] =
        [Self::Asserted, Self::Planned, Self::Required, Self::Possible, Self::Requested, Self::Conditional];
    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Planned => "planned",
            Self::Required => "required",
            Self::Possible => "possible",
            Self::Requested => "requested",
            Self::Conditional => "conditional",
        }
    }
}
