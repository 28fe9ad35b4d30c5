//! The listing: what a seller types, and what the page knows about it.

use serde::Deserialize;

/// One listing as it stands in the form. Only `title` is required.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Listing {
    /// Echoed in the report.
    #[serde(default)]
    pub id: Option<String>,
    /// The listing's title.
    pub title: String,
    /// The brand field.
    #[serde(default)]
    pub brand: String,
    /// Selling points, shown as `bullets/0`, `bullets/1`, … in findings.
    #[serde(default)]
    pub bullets: Vec<String>,
    /// The long text.
    #[serde(default)]
    pub description: String,
    /// Search keywords, shown as `keywords/0`, … in findings.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// What kind of goods the listing offers.
    #[serde(default)]
    pub category: Option<Category>,
    /// ISO 3166 codes of the countries where the listing is shown; none means anywhere.
    #[serde(default)]
    pub marketplaces: Vec<String>,
    /// BCP 47 language of the listing.
    #[serde(default)]
    pub language: Option<String>,
    /// BCP 47 language of the seller, for messages; the listing's where there is none.
    #[serde(default)]
    pub locale: Option<String>,
    /// Ids of the marks that the seller is authorized to list.
    #[serde(default)]
    pub authorizations: Vec<String>,
}

/// The goods of a listing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Category {
    /// Nice classes, 1 to 45.
    #[serde(default)]
    pub nice: Vec<u8>,
    /// A Google product taxonomy path such as `Apparel & Accessories > Shoes`.
    #[serde(default)]
    pub google: Option<String>,
}

impl Listing {
    /// The BCP 47 language of messages: the seller's, else the listing's, else English.
    pub fn spoken(&self) -> &str {
        self.locale.as_deref().or(self.language.as_deref()).unwrap_or("en")
    }

    /// The listing's texts with the names by which findings call them.
    pub fn fields(&self) -> impl Iterator<Item = (String, &str)> {
        let numbered = |name: &'static str, texts: &'_ [String]| {
            (0..texts.len()).map(move |at| format!("{name}/{at}")).collect::<Vec<_>>()
        };
        let bullets = numbered("bullets", &self.bullets).into_iter().zip(self.bullets.iter());
        let keywords = numbered("keywords", &self.keywords).into_iter().zip(self.keywords.iter());
        [("title", &self.title), ("brand", &self.brand)]
            .map(|(name, text)| (name.to_string(), text))
            .into_iter()
            .chain(bullets)
            .chain([("description".to_string(), &self.description)])
            .chain(keywords)
            .map(|(name, text)| (name, text.as_str()))
    }
}
