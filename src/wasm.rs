//! The JavaScript surface: bytes and plain objects in, plain objects out.

use crate::listing::Listing;
use crate::screen;
use crate::text::FOLDING;
use js_sys::{Array, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What a screener holds. */
export interface ScreenerFacts { marks: number; forms: number; segments: number; folding: string }
"#;

/// Screens listings against the segments that were opened.
#[wasm_bindgen]
#[derive(Default)]
pub struct Screener(screen::Screener);

#[wasm_bindgen]
impl Screener {
    /// A screener without a segment.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Screener {
        Screener::default()
    }

    /// Adds one segment. Throws a `SegmentError` when the bytes are cut, changed or foreign.
    pub fn open(&mut self, segment: &[u8]) -> Result<(), JsValue> {
        self.0.open(segment).map_err(|error| named("SegmentError", &error.to_string()))
    }

    /// Screens one listing. Throws a `ListingError` that names the key when a value has the wrong type.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn screen(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object")] listing: JsValue,
    ) -> Result<JsValue, JsValue> {
        let read = serde_wasm_bindgen::from_value(listing.clone());
        let listing: Listing = read.map_err(|error| named("ListingError", &wrong_key(&listing, &error)))?;
        to_js(&self.0.screen(&listing))
    }

    /// How much the screener holds.
    #[wasm_bindgen(unchecked_return_type = "ScreenerFacts")]
    pub fn facts(&self) -> Result<JsValue, JsValue> {
        let segments = self.0.segments();
        to_js(&Facts {
            marks: segments.iter().map(|segment| segment.marks()).sum(),
            forms: segments.iter().map(|segment| segment.forms()).sum(),
            segments: segments.len(),
            folding: format!("{FOLDING:08x}"),
        })
    }
}

#[derive(Serialize)]
struct Facts {
    marks: usize,
    forms: usize,
    segments: usize,
    folding: String,
}

/// Plain objects with `null` for nothing: what JSON would give.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| named("Error", &error.to_string()))
}

/// Says which key of a listing is wrong. Each is tried by itself: a path kept
/// while reading would double the code that reads.
fn wrong_key(listing: &JsValue, error: &serde_wasm_bindgen::Error) -> String {
    let Some(object) = listing.dyn_ref::<Object>() else { return format!("a listing is an object: {error}") };
    for entry in Object::entries(object) {
        let entry: Array = entry.unchecked_into();
        let alone = Object::from_entries(&Array::of2(&Array::of2(&"title".into(), &"".into()), &entry));
        let tried =
            alone.and_then(|alone| serde_wasm_bindgen::from_value::<Listing>(alone.into()).map_err(JsValue::from));
        if let (Err(error), Some(key)) = (tried, entry.get(0).as_string()) {
            let error: js_sys::Error = error.unchecked_into();
            return format!("{key}: {}", error.message());
        }
    }
    error.to_string()
}

fn named(name: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name(name);
    error.into()
}
