//! A policy from a JavaScript object, by hand as listings are.

use super::listing::{Keys, Wrong, needs};
use crate::report::Risk;
use crate::screen::{Policy, Strictness};
use js_sys::Object;
use wasm_bindgen::prelude::*;

/// Reads a policy. A key that it does not have is an error: a setting that is misspelled must not be lost.
pub(super) fn read(policy: &JsValue) -> Result<Policy, Wrong> {
    let keys = Keys::of(policy, "policy")?;
    let mut read = Policy::default();
    for name in names(policy) {
        let Some(value) = keys.optional(&name) else { continue };
        match name.as_str() {
            "leastRisk" => read.least_risk = one_of(&keys, &name, &value, &RISKS)?,
            "leastSight" => {
                let number = value.as_f64().ok_or_else(|| needs(&keys.name(&name), "a number", &value))?;
                read.least_sight = number as f32;
            }
            "gated" => read.gated = keys.texts(&name)?,
            "gateWellKnown" => {
                let flag = value.as_bool().ok_or_else(|| needs(&keys.name(&name), "a boolean", &value))?;
                read.gate_well_known = flag;
            }
            "offices" => {
                let offices = Keys::of(&value, "policy.offices")?;
                for office in names(&value) {
                    let Some(value) = offices.optional(&office) else { continue };
                    let strictness = one_of(&offices, &office, &value, &STRICTNESS)?;
                    read.offices.push((office, strictness));
                }
            }
            _ => return Err(format!("{}: there is no such setting", keys.name(&name))),
        }
    }
    Ok(read)
}

const RISKS: [(&str, Risk); 4] =
    [("none", Risk::None), ("low", Risk::Low), ("medium", Risk::Medium), ("high", Risk::High)];

const STRICTNESS: [(&str, Strictness); 4] = [
    ("strict", Strictness::Strict),
    ("normal", Strictness::Normal),
    ("lenient", Strictness::Lenient),
    ("ignored", Strictness::Ignored),
];

fn names(object: &JsValue) -> Vec<String> {
    Object::keys(object.unchecked_ref::<Object>()).iter().filter_map(|name| name.as_string()).collect()
}

/// The value that a name stands for.
fn one_of<T: Copy>(keys: &Keys<'_>, key: &str, value: &JsValue, values: &[(&str, T)]) -> Result<T, Wrong> {
    let name = value.as_string();
    let found = values.iter().find(|(known, _)| Some(*known) == name.as_deref());
    found.map(|(_, value)| *value).ok_or_else(|| {
        let (mut wrong, mut before) = (keys.name(key), ": one of ");
        for (known, _) in values {
            wrong.push_str(before);
            wrong.push_str(known);
            before = ", ";
        }
        wrong + " is needed"
    })
}
