//! The JavaScript surface: bytes and plain objects in, plain objects out.

mod listing;
mod plain;
mod policy;

use crate::index::FORMAT;
use crate::screen::{self, message};
use crate::text::FOLDING;
use crate::{sound, text};
use plain::Plain;
use wasm_bindgen::prelude::*;

/// A smaller allocator than the standard library's, and as fast.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What a screener holds. */
export interface ScreenerFacts { marks: number; forms: number; segments: number; format: number; folding: string }
"#;

#[wasm_bindgen]
extern "C" {
    /// A function that is told how much is done. It must not throw.
    #[wasm_bindgen(typescript_type = "(part: number) => void")]
    pub type Tell;
    #[wasm_bindgen(method)]
    fn call(this: &Tell, this_value: &JsValue, part: f32);
}

/// Screens listings against the segments that were opened.
#[wasm_bindgen]
#[derive(Default)]
pub struct Screener(screen::Screener);

#[wasm_bindgen]
impl Screener {
    /// A screener without a segment. What every index and every listing needs is made ready: the index is still on its way.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Screener {
        text::prepare();
        sound::prepare();
        Screener::default()
    }

    /// Adds one segment, and tells a function now and then how much of it is done, from 0 to 1. Throws an error named
    /// `segment` when the bytes are cut, changed or foreign.
    pub fn open(&mut self, segment: Vec<u8>, progress: &Tell) -> Result<(), JsValue> {
        let mut progress = |part: f32| progress.call(&JsValue::UNDEFINED, part);
        self.0.open_telling(segment.into(), &mut progress).map_err(|error| named("segment", &error.to_string()))
    }

    /// Adds one segment behind which another follows: nothing is found before that is opened. Throws as `open` does.
    pub fn add(&mut self, segment: &[u8]) -> Result<(), JsValue> {
        self.0.add(segment).map_err(|error| named("segment", &error.to_string()))
    }

    /// Sets what the platform wants. Throws an error named `policy` that names the key that is wrong.
    #[wasm_bindgen(js_name = setPolicy)]
    pub fn set_policy(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "object")] policy: JsValue,
    ) -> Result<(), JsValue> {
        let set = policy::read(&policy).and_then(|policy| self.0.set_policy(policy));
        set.map_err(|wrong| named("policy", &wrong))
    }

    /// Gives it the messages in all other languages than English, as `build/main.rs` packs them. What comes first stays.
    pub fn teach(&self, #[wasm_bindgen(unchecked_param_type = "string")] messages: JsValue) {
        message::teach(messages.as_string().unwrap_or_default());
    }

    /// Screens one listing. Throws an error named `listing` that names the key when a value has the wrong type, and one
    /// named `messages` when there is something to say in another language than English and nothing was taught.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn screen(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object")] listing: JsValue,
    ) -> Result<JsValue, JsValue> {
        let listing = listing::read(&listing).map_err(|wrong| named("listing", &wrong))?;
        let report = self.0.screen(&listing);
        if report.findings.is_empty() || message::speaks(listing.spoken()) {
            Ok(report.plain())
        } else {
            Err(named("messages", "messages are not there but in English"))
        }
    }

    /// How alike two marks are: by themselves, and in meaning where what is open has translations.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn compare(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] a: JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] b: JsValue,
    ) -> JsValue {
        // Taken as values, as listings are: nothing more is needed to hand texts over.
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        self.0.compare(&text(a), &text(b)).plain()
    }

    /// How much the screener holds.
    #[wasm_bindgen(unchecked_return_type = "ScreenerFacts")]
    pub fn facts(&self) -> JsValue {
        let segment = self.0.segment();
        Facts {
            marks: segment.marks(),
            forms: segment.forms(),
            segments: segment.files(),
            format: FORMAT,
            folding: format!("{FOLDING:08x}"),
        }
        .plain()
    }
}

struct Facts {
    marks: usize,
    forms: usize,
    segments: usize,
    format: u16,
    folding: String,
}

fn named(name: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name(name);
    error.into()
}
