//! What is handed to JavaScript: plain objects and lists, with `null` for nothing, as JSON would give them.
//!
//! By hand. serde-wasm-bindgen's serializer does the same, for every type there is and 3 KB more of wasm; the tests hold
//! what is made here against what it makes.

use super::Facts;
use crate::mark::Registration;
use crate::pair::Likeness;
use crate::report::{Finding, MarkFacts, Report};
use js_sys::{Array, Object};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An object by its keys. Those that are read are plain, too: what throws when it is read stops the engine.
    #[wasm_bindgen(extends = Object)]
    pub(super) type Keyed;
    #[wasm_bindgen(method, structural, indexing_getter)]
    pub(super) fn get(this: &Keyed, key: &str) -> JsValue;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Keyed, key: &JsValue, value: &JsValue);
}

thread_local! {
    /// Names of keys and codes, of which reports are full: a JavaScript string of each, made once.
    static WORDS: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// Does something with the JavaScript string of a text that comes again and again.
fn with_word<T>(text: &'static str, use_it: impl FnOnce(&JsValue) -> T) -> T {
    WORDS.with_borrow_mut(|words| {
        let known = words.iter().position(|(known, _)| std::ptr::eq(*known, text));
        let at = known.unwrap_or_else(|| {
            words.push((text, JsValue::from_str(text)));
            words.len() - 1
        });
        use_it(&words[at].1)
    })
}

/// What has a plain value in JavaScript.
pub(super) trait Plain {
    fn plain(&self) -> JsValue;
}

fn object(keys: &[(&'static str, &dyn Plain)]) -> JsValue {
    let object: Keyed = Object::new().unchecked_into();
    for (key, value) in keys {
        let value = value.plain();
        with_word(key, |key| object.set(key, &value));
    }
    object.into()
}

impl Plain for String {
    fn plain(&self) -> JsValue {
        JsValue::from_str(self)
    }
}

impl Plain for char {
    fn plain(&self) -> JsValue {
        JsValue::from_str(self.encode_utf8(&mut [0; 4]))
    }
}

impl Plain for bool {
    fn plain(&self) -> JsValue {
        JsValue::from_bool(*self)
    }
}

/// Numbers are all of one kind there.
macro_rules! numbers {
    ($($number:ty)+) => {
        $(impl Plain for $number {
            fn plain(&self) -> JsValue {
                JsValue::from_f64(*self as f64)
            }
        })+
    };
}
numbers!(u8 u16 u32 usize f32);

macro_rules! codes {
    ($($code:ty)+) => {
        $(impl Plain for $code {
            fn plain(&self) -> JsValue {
                with_word(self.code(), JsValue::clone)
            }
        })+
    };
}
codes!(crate::mark::Status crate::report::Risk crate::report::How crate::report::Goods crate::report::Use crate::report::Reason);

impl<T: Plain> Plain for Option<T> {
    fn plain(&self) -> JsValue {
        self.as_ref().map_or(JsValue::NULL, T::plain)
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn plain(&self) -> JsValue {
        let list = Array::new();
        for item in self {
            list.push(&item.plain());
        }
        list.into()
    }
}

impl<T: Plain> Plain for (T, T) {
    fn plain(&self) -> JsValue {
        let pair = Array::new();
        pair.push(&self.0.plain());
        pair.push(&self.1.plain());
        pair.into()
    }
}

impl Plain for Report {
    fn plain(&self) -> JsValue {
        let (risk, findings): (&dyn Plain, &dyn Plain) = (&self.risk, &self.findings);
        match &self.id {
            Some(id) => object(&[("id", id), ("risk", risk), ("findings", findings)]),
            None => object(&[("risk", risk), ("findings", findings)]),
        }
    }
}

impl Plain for Finding {
    fn plain(&self) -> JsValue {
        object(&[
            ("mark", &self.mark),
            ("field", &self.field),
            ("start", &self.start),
            ("end", &self.end),
            ("matched", &self.matched),
            ("form", &self.form),
            ("how", &self.how),
            ("sight", &self.sight),
            ("sound", &self.sound),
            ("meaning", &self.meaning),
            ("goods", &self.goods),
            ("use", &self.mark_use),
            ("risk", &self.risk),
            ("score", &self.score),
            ("reasons", &self.reasons),
            ("message", &self.message),
            ("also", &self.also),
        ])
    }
}

impl Plain for MarkFacts {
    fn plain(&self) -> JsValue {
        object(&[
            ("id", &self.id),
            ("text", &self.text),
            ("owner", &self.owner),
            ("registrations", &self.registrations),
        ])
    }
}

impl Plain for Registration {
    fn plain(&self) -> JsValue {
        object(&[
            ("office", &self.office),
            ("number", &self.number),
            ("classes", &self.classes),
            ("status", &self.status),
            ("expires", &self.expires),
        ])
    }
}

impl Plain for Likeness {
    fn plain(&self) -> JsValue {
        object(&[
            ("a", &self.a),
            ("b", &self.b),
            ("sight", &self.sight),
            ("sound", &self.sound),
            ("meaning", &self.meaning),
            ("overall", &self.overall),
            ("similar", &self.similar),
            ("alignment", &self.alignment),
        ])
    }
}

impl Plain for Facts {
    fn plain(&self) -> JsValue {
        object(&[
            ("marks", &self.marks),
            ("forms", &self.forms),
            ("segments", &self.segments),
            ("format", &self.format),
            ("folding", &self.folding),
        ])
    }
}
