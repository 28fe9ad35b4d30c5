//! The report: what the screener says about one listing.

use crate::mark::Registration;
use serde::{Deserialize, Serialize};

/// The answer to one listing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The listing's id, when it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The highest risk among the findings.
    pub risk: Risk,
    /// Highest risk first, then in reading order.
    pub findings: Vec<Finding>,
}

/// One place in one field that conflicts with one mark, with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The mark it may conflict with.
    pub mark: MarkFacts,
    /// `title`, `brand`, `bullets/0`, `description`, `keywords/2`.
    pub field: String,
    /// Where the place starts, in UTF-16 code units of the field's text as given.
    pub start: usize,
    /// Where it ends (exclusive), in the same units.
    pub end: usize,
    /// The text of the place, as the seller typed it.
    pub matched: String,
    /// The form of the mark that it was matched with, verbatim.
    pub form: String,
    /// How the place was recognised.
    pub how: How,
    /// How alike the two look, 0 to 1.
    pub sight: Option<f32>,
    /// How alike they sound, 0 to 1; nothing where it was not weighed.
    pub sound: Option<f32>,
    /// How alike they are in meaning, 0 to 1; nothing where it was not weighed.
    pub meaning: Option<f32>,
    /// The listing's goods against the mark's.
    pub goods: Goods,
    /// How the text uses the mark.
    #[serde(rename = "use")]
    pub mark_use: Use,
    /// What the seller is shown.
    pub risk: Risk,
    /// Order among findings of one risk, 0 to 1.
    pub score: f32,
    /// Stable codes of the evidence that decided.
    pub reasons: Vec<Reason>,
    /// The same in words, for the seller.
    pub message: String,
    /// How many more marks of this owner the place stands for; they are not reported one by one.
    pub also: u32,
}

/// What a finding shows of a mark.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarkFacts {
    /// The register's id.
    pub id: String,
    /// The mark's verbatim text.
    pub text: String,
    /// The owner, empty when the register names none.
    pub owner: String,
    /// Where it is registered.
    pub registrations: Vec<Registration>,
}

/// What the seller is shown, from nothing to a serious warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// No conflict, or one that the seller is authorized for.
    None,
    /// Worth knowing.
    Low,
    /// Show authorization, or change the words.
    Medium,
    /// Likely to be taken down.
    High,
}

/// How a place was recognised as a form of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The form itself, in any case.
    Exact,
    /// Letters replaced by others, digits or signs that look alike.
    Lookalike,
    /// Separators put into the form, or left out of it.
    Spaced,
    /// Letters covered by signs.
    Masked,
    /// A few letters changed.
    Respelled,
    /// Another spelling of the same sound.
    Soundalike,
    /// A form in another script with the same sound.
    Transliteration,
    /// A form in another language with the same meaning.
    Translation,
    /// An abbreviation, a nickname or another form in the register.
    Alias,
}

/// The goods of the listing against those of the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goods {
    /// A class in common.
    Same,
    /// Classes that offices search together.
    Related,
    /// Nothing in common.
    Unrelated,
    /// One of the two is not known.
    Unknown,
}

/// How the text uses the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// As the name of the goods on offer.
    Brand,
    /// To say what the goods fit.
    Referential,
    /// To say what the goods imitate.
    Imitation,
    /// To say what the goods are not.
    Denial,
    /// To say what the goods are better than, or like.
    Comparison,
}

/// A stable code for one piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The mark's name, written so as not to be recognised.
    Disguised,
    /// The name, as that of the goods.
    PlainUse,
    /// Words say that the goods imitate the mark's.
    ImitationWording,
    /// The text says that the goods are not the mark's.
    Denial,
    /// The text sets the goods against the mark's.
    Comparison,
    /// The text says that the goods fit the mark's.
    ReferentialUse,
    /// A few letters of the name changed, as by a slip.
    Misspelled,
    /// The name is recognised by its sound.
    SoundsAlike,
    /// Another name that has much in common with it, in letters and sound.
    Resembles,
    /// The name is everyday language too.
    OrdinaryWord,
    /// Words of the name written together, or apart.
    Rejoined,
    /// The seller is authorized for this mark.
    Authorized,
    /// Only authorized sellers may list this mark here.
    GatedMark,
    /// The listing's goods are the mark's own.
    SameGoods,
    /// Offices search the listing's goods and the mark's together.
    RelatedGoods,
    /// The listing's goods have nothing in common with the mark's.
    OtherGoods,
    /// So do these, but the mark is protected outside its own goods too.
    WellKnown,
    /// The mark is applied for, not registered yet.
    Pending,
    /// No registration of the mark is in force where the listing is shown.
    NotInForce,
}

impl Reason {
    /// All codes.
    pub const ALL: [Reason; 19] = [
        Reason::Disguised,
        Reason::PlainUse,
        Reason::ImitationWording,
        Reason::Denial,
        Reason::Comparison,
        Reason::ReferentialUse,
        Reason::Misspelled,
        Reason::SoundsAlike,
        Reason::Resembles,
        Reason::OrdinaryWord,
        Reason::Rejoined,
        Reason::Authorized,
        Reason::GatedMark,
        Reason::SameGoods,
        Reason::RelatedGoods,
        Reason::OtherGoods,
        Reason::WellKnown,
        Reason::Pending,
        Reason::NotInForce,
    ];
}

/// Gives each variant of an enum the code that it has in reports, in JSON and in JavaScript.
macro_rules! codes {
    ($name:ident { $($variant:ident $code:literal)+ }) => {
        impl $name {
            /// The code, as it stands in reports.
            pub const fn code(self) -> &'static str {
                match self {
                    $($name::$variant => $code,)+
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}
pub(crate) use codes;

codes!(Risk {
    None "none"
    Low "low"
    Medium "medium"
    High "high"
});

codes!(How {
    Exact "exact"
    Lookalike "lookalike"
    Spaced "spaced"
    Masked "masked"
    Respelled "respelled"
    Soundalike "soundalike"
    Transliteration "transliteration"
    Translation "translation"
    Alias "alias"
});

codes!(Goods {
    Same "same"
    Related "related"
    Unrelated "unrelated"
    Unknown "unknown"
});

codes!(Use {
    Brand "brand"
    Referential "referential"
    Imitation "imitation"
    Denial "denial"
    Comparison "comparison"
});

codes!(Reason {
    Disguised "disguised"
    PlainUse "plain-use"
    ImitationWording "imitation-wording"
    Denial "denial"
    Comparison "comparison"
    ReferentialUse "referential-use"
    Misspelled "misspelled"
    SoundsAlike "sounds-alike"
    Resembles "resembles"
    OrdinaryWord "ordinary-word"
    Rejoined "rejoined"
    Authorized "authorized"
    GatedMark "gated-mark"
    SameGoods "same-goods"
    RelatedGoods "related-goods"
    OtherGoods "other-goods"
    WellKnown "well-known"
    Pending "pending"
    NotInForce "not-in-force"
});
