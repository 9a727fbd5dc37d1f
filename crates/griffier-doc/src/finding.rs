//! What was found: hits of single finders, and the mentions that overlap resolution and linking make of them.

use griffier_text::Span;
use std::borrow::Cow;
use std::fmt;

/// A stable identifier (`org:navo`, `kst-33694-45`, `2021-10-11`); borrowed when the knowledge base holds it.
pub type Id = Cow<'static, str>;

/// Whether an identifier is that of a paper of the Eerste Kamer, which numbers its papers with letters: `kst-33118-EX`.
pub fn is_paper_of_senate(id: &str) -> bool {
    let Some((dossier, number)) = id.strip_prefix("kst-").and_then(|id| id.rsplit_once('-')) else {
        return false;
    };
    // `kst-34300-VII-60`: a chapter is no number of a paper.
    !dossier.contains('-')
        && (1..=2).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_uppercase())
}

/// The fourteen types of the annotation guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the definitions of docs/glossary.md")]
pub enum MentionType {
    Person,
    Office,
    Organisation,
    Treaty,
    Law,
    Policy,
    Technology,
    Location,
    Date,
    Reference,
    Motion,
    Event,
    Quantity,
    Url,
}

impl MentionType {
    /// Every type, in the order of the guidelines.
    pub const ALL: [MentionType; 14] = [
        Self::Person,
        Self::Office,
        Self::Organisation,
        Self::Treaty,
        Self::Law,
        Self::Policy,
        Self::Technology,
        Self::Location,
        Self::Date,
        Self::Reference,
        Self::Motion,
        Self::Event,
        Self::Quantity,
        Self::Url,
    ];
    /// The name used in output and in gold files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Office => "OFFICE",
            Self::Organisation => "ORGANISATION",
            Self::Treaty => "TREATY",
            Self::Law => "LAW",
            Self::Policy => "POLICY",
            Self::Technology => "TECHNOLOGY",
            Self::Location => "LOCATION",
            Self::Date => "DATE",
            Self::Reference => "REFERENCE",
            Self::Motion => "MOTION",
            Self::Event => "EVENT",
            Self::Quantity => "QUANTITY",
            Self::Url => "URL",
        }
    }
    /// The type of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
    /// The prefix of identifiers of this type that no knowledge base gave (`org` of `org:taskforce-x`).
    pub const fn id_prefix(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Office => "office",
            Self::Organisation => "org",
            Self::Treaty => "treaty",
            Self::Law => "law",
            Self::Policy => "policy",
            Self::Technology => "tech",
            Self::Location => "loc",
            Self::Date => "date",
            Self::Reference => "ref",
            Self::Motion => "motion",
            Self::Event => "event",
            Self::Quantity => "quantity",
            Self::Url => "url",
        }
    }
}

/// Who claims a finding, for [`Mention::why`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A row of a list: the list's name and the row's identifier (`gazetteers/organisations.tsv#org:navo`).
    Gazetteer(Id),
    /// A recogniser or linking rule by its name (`date.absolute`, `office.coordination`).
    Rule(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gazetteer(row) => f.write_str(row),
            Self::Rule(name) => write!(f, "rule {name}"),
        }
    }
}

/// How certain the reading of a citation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The text gives every part of the identifier.
    Exact,
    /// A part was supplied by a stated rule.
    Inferred,
    /// More than one reading fits.
    Ambiguous,
    /// A citation, but no identifier follows from it.
    NotDerivable,
}

impl Class {
    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Inferred => "inferred",
            Self::Ambiguous => "ambiguous",
            Self::NotDerivable => "not-derivable",
        }
    }
}

/// What the words around a hit say of it; linking chooses between people and chambers by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A name after "minister".
    Minister,
    /// A name after "staatssecretaris".
    Staatssecretaris,
    /// A name after "het lid", "de leden", "Kamerlid".
    Lid,
    /// A mover named in a motion.
    Mover,
    /// A name line under a letter.
    Signatory,
    /// A name after another title ("president Zelensky", "premier Rutte", "de heer X").
    Titled,
    /// The role line over a name line, or the office a letter is signed as.
    SignedAs,
    /// A portfolio without its title ("Buitenlandse Zaken" of the minister): evidence, kept only where a recogniser or
    /// linking makes an office or ministry of it.
    Portfolio,
    /// The one a letter is written to.
    Addressee,
    /// The organisation in the letterhead.
    Sender,
    /// An identifier of the letter itself.
    OwnIdentifier,
    /// The date of the letter itself.
    LetterDate,
}

/// What a finder knows of the thing it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A surface of the knowledge base, by its number there; linking asks for the candidates.
    Listed(u32),
    /// The identifier itself: a date, citation, amount, address.
    Value(String),
    /// A name to look up instead of the text at the span ("minister van Financiën" where the text shares "minister").
    Lookup(String),
    /// Only a form: the words at the span are the name.
    Name,
    /// Parts of an act: linking puts them behind the identifier of the act that is named at `act`.
    Parts {
        /// Where the act is named, within the span of the hit.
        act: Span,
        /// `art=3.3;lid=7`, one for each part cited.
        parts: Vec<String>,
    },
}

/// A key and its value on a hit or mention (`holder`, `alias`, `class`, `url`, `party`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attr {
    /// Name in output.
    pub key: &'static str,
    /// Value in output.
    pub value: Id,
}

impl Attr {
    /// Pairs `key` with `value`.
    pub fn new(key: &'static str, value: impl Into<Id>) -> Self {
        Self { key, value: value.into() }
    }
}

/// One finder's claim about a span. Hits may overlap and cross.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Where, in bytes of the text.
    pub span: Span,
    /// What type of thing.
    pub kind: MentionType,
    /// Which thing, as far as the finder knows.
    pub target: Target,
    /// What the words around it say.
    pub role: Option<Role>,
    /// Who claims it.
    pub origin: Origin,
    /// How sure the finder is, 0 to 1.
    pub confidence: f32,
    /// Further facts for the output.
    pub attrs: Vec<Attr>,
}

impl Hit {
    /// A hit of recogniser `rule`, without role or attributes, with confidence 0.9.
    pub fn rule(span: Span, kind: MentionType, target: Target, rule: &'static str) -> Self {
        Self {
            span,
            kind,
            target,
            role: None,
            origin: Origin::Rule(rule),
            confidence: 0.9,
            attrs: Vec::new(),
        }
    }
    /// The same hit with a role.
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = Some(role);
        self
    }
    /// The same hit with another confidence.
    pub fn with_confidence(mut self, confidence: f32) -> Self {
        self.confidence = confidence;
        self
    }
    /// The same hit with one more attribute.
    pub fn with_attr(mut self, key: &'static str, value: impl Into<Id>) -> Self {
        self.attrs.push(Attr::new(key, value));
        self
    }
}

/// One of several things a name can mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub id: Id,
    /// How well it fits, 0 to 1.
    pub score: f32,
    /// In favour of it.
    pub why: String,
}

/// What a mention means.
#[derive(Clone, Debug, PartialEq)]
pub enum Link {
    /// One thing of the knowledge base, or a value (date, citation, amount).
    One(Id),
    /// Several fit and nothing decides: best first.
    Many(Vec<Candidate>),
    /// Nothing in the knowledge base; the identifier groups the mentions of it in this letter.
    Nil {
        /// `<kind>:<slug of the fullest name>`.
        id: Id,
        /// Why there is no link.
        reason: &'static str,
    },
}

impl Link {
    /// The identifier, unless several things fit.
    pub fn id(&self) -> Option<&Id> {
        match self {
            Self::One(id) | Self::Nil { id, .. } => Some(id),
            Self::Many(_) => None,
        }
    }
}

/// What overlap resolution kept of the hits, with its link. Mentions nest but never cross; no two have one span.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Where, in bytes of the text.
    pub span: Span,
    /// What type of thing.
    pub kind: MentionType,
    /// Which thing in the world.
    pub link: Link,
    /// What the words around it say.
    pub role: Option<Role>,
    /// Whether it lies within another mention.
    pub nested: bool,
    /// 0 to 1.
    pub confidence: f32,
    /// Who found it.
    pub origin: Origin,
    /// Why it means what `link` says, in words.
    pub why: Id,
    /// Further facts: `holder`, `alias`, `class`, `url`, `party`.
    pub attrs: Vec<Attr>,
}

impl Mention {
    /// The value of attribute `key`.
    pub fn attr(&self, key: &str) -> Option<&Id> {
        self.attrs.iter().find(|attr| attr.key == key).map(|attr| &attr.value)
    }
}
