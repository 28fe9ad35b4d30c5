//! The register's nouns: marks, their forms and registrations.
//!
//! These are plain data, in the shape of one register row. Reading rows
//! from files and telling what is wrong with them is the command line's work;
//! compiling them is [`crate::index`]'s.

use serde::{Deserialize, Serialize};

/// A trademark as registered: one row of a register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// The platform's own identifier, unique in a register.
    pub id: String,
    /// The verbatim text of the mark.
    pub text: String,
    /// Who owns it, as shown to sellers. Empty when the register has no owner.
    #[serde(default)]
    pub owner: String,
    /// Protected outside its own goods too.
    #[serde(default)]
    pub well_known: bool,
    /// Who may list it.
    #[serde(default)]
    pub policy: Policy,
    /// Other ways the mark is written.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// Where it is registered, for which goods.
    #[serde(default)]
    pub registrations: Vec<Registration>,
}

/// Who may list goods under a mark on this platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// Anybody; conflicts are shown.
    #[default]
    Monitored,
    /// Authorized sellers only.
    Gated,
}

/// One way a mark is written besides its own text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Form {
    /// The form, verbatim.
    pub text: String,
    /// BCP 47 language of the form, empty when unknown.
    #[serde(default)]
    pub lang: String,
    /// How the form comes from the mark.
    #[serde(default)]
    pub kind: FormKind,
}

/// How a form comes from its mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FormKind {
    /// The mark's own text.
    #[serde(skip)]
    Text,
    /// The sound of the mark in another script.
    Transliteration,
    /// The meaning of the mark in another language.
    Translation,
    /// A short form made of the mark's letters.
    Abbreviation,
    /// What people call it.
    Nickname,
    /// Any other spelling.
    #[default]
    Variant,
}

/// One entry in an office's register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Registration {
    /// ISO 3166 code of the office, `EM` for the EU, `WO` for Madrid.
    /// Empty when the register does not say.
    #[serde(default)]
    pub office: String,
    /// The registration's number as the office writes it.
    #[serde(default)]
    pub number: String,
    /// Nice classes, 1 to 45.
    #[serde(default)]
    pub classes: Vec<u8>,
    /// Whether the registration stands.
    #[serde(default)]
    pub status: Status,
    /// Date of expiry, `YYYY-MM-DD`, empty when unknown.
    #[serde(default)]
    pub expires: String,
}

/// Whether a registration stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Registered and in force.
    #[default]
    Live,
    /// Applied for.
    Pending,
    /// Expired, cancelled, refused or abandoned.
    Dead,
}

crate::report::codes!(Status {
    Live "live"
    Pending "pending"
    Dead "dead"
});
