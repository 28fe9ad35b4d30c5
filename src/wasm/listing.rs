//! A listing from a JavaScript object. By hand: what serde says of a wrong
//! type brings the printing of floating-point numbers with it, a tenth of the wasm.

use super::plain::Keyed;
use crate::listing::{Category, Listing};
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

/// What is wrong with a listing: the key, and what it needs.
pub(super) type Wrong = String;

/// Reads a listing. Keys that are missing or `undefined` are as the contract
/// has them, unknown ones are ignored.
pub(super) fn read(listing: &JsValue) -> Result<Listing, Wrong> {
    let listing = Keys::of(listing, "a listing")?;
    let category = match listing.optional("category") {
        None => None,
        Some(category) => {
            let category = Keys::of(&category, "category")?;
            Some(Category { nice: category.classes("nice")?, google: category.text("google")? })
        }
    };
    Ok(Listing {
        id: listing.text("id")?,
        title: listing.text("title")?.ok_or("title: a string is needed, and it is missing")?,
        brand: listing.text("brand")?.unwrap_or_default(),
        bullets: listing.texts("bullets")?,
        description: listing.text("description")?.unwrap_or_default(),
        keywords: listing.texts("keywords")?,
        category,
        marketplaces: listing.texts("marketplaces")?,
        language: listing.text("language")?,
        locale: listing.text("locale")?,
        authorizations: listing.texts("authorizations")?,
    })
}

/// The keys of an object.
pub(super) struct Keys<'a> {
    object: &'a JsValue,
    /// How errors call the object: `category.` or nothing.
    prefix: &'static str,
}

impl<'a> Keys<'a> {
    pub(super) fn of(object: &'a JsValue, name: &'static str) -> Result<Keys<'a>, Wrong> {
        if !object.is_instance_of::<Object>() || Array::is_array(object) {
            return Err(needs(name, "an object", object));
        }
        let prefix = match name {
            "category" => "category.",
            "policy" => "policy.",
            "policy.offices" => "policy.offices.",
            _ => "",
        };
        Ok(Keys { object, prefix })
    }

    /// The value of a key, but for `undefined` and `null`.
    pub(super) fn optional(&self, key: &str) -> Option<JsValue> {
        Some(self.object.unchecked_ref::<Keyed>().get(key)).filter(|value| !value.is_undefined() && !value.is_null())
    }

    pub(super) fn name(&self, key: &str) -> String {
        String::from(self.prefix) + key
    }

    fn text(&self, key: &str) -> Result<Option<String>, Wrong> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        value.as_string().map(Some).ok_or_else(|| needs(&self.name(key), "a string", &value))
    }

    /// The items of a list, each read by `read`, which says what it needs.
    fn list<T>(&self, key: &str, of: &str, read: impl Fn(&JsValue) -> Option<T>) -> Result<Vec<T>, Wrong> {
        let Some(value) = self.optional(key) else { return Ok(Vec::new()) };
        if !Array::is_array(&value) {
            return Err(needs(&self.name(key), "a list", &value));
        }
        let items = value.unchecked_into::<Array>();
        let items = items.iter().enumerate();
        items
            .map(|(at, item)| read(&item).ok_or_else(|| needs(&format!("{}[{at}]", self.name(key)), of, &item)))
            .collect()
    }

    pub(super) fn texts(&self, key: &str) -> Result<Vec<String>, Wrong> {
        self.list(key, "a string", JsValue::as_string)
    }

    fn classes(&self, key: &str) -> Result<Vec<u8>, Wrong> {
        self.list(key, "a Nice class, 1 to 45,", |value| {
            value.as_f64().filter(|class| class.fract() == 0.0 && (1.0..=45.0).contains(class)).map(|class| class as u8)
        })
    }
}

pub(super) fn needs(key: &str, what: &str, value: &JsValue) -> Wrong {
    let kind = value.js_typeof().as_string().unwrap_or_default();
    let kind = match kind.as_str() {
        "object" if value.is_null() => "null",
        "object" if Array::is_array(value) => "a list",
        "object" => "an object",
        "string" => "a string",
        "number" => "a number",
        "boolean" => "a boolean",
        other => other,
    };
    format!("{key}: {what} is needed, and this is {kind}")
}
