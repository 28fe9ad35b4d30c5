//! The policy: what a platform may set. It moves thresholds, never meanings:
//! a finding says the same of the text whatever the policy.

use crate::report::Risk;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// A platform's settings, the same in JSON, JavaScript and Rust. All have defaults.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Policy {
    /// Findings of a lower risk are left out. Default: `none`, so that authorized ones are shown too.
    pub least_risk: Risk,
    /// How alike a misspelled name must look, 0 to 1, to be found at all. Default: 0, whatever the engine takes for one.
    pub least_sight: f32,
    /// Ids of marks that only authorized sellers may list here, besides those that the register calls gated.
    pub gated: Vec<String>,
    /// Whether all well-known marks are gated.
    pub gate_well_known: bool,
    /// How strictly registrations of an office are taken; `normal` where nothing is said. An object in JSON.
    #[serde(deserialize_with = "offices")]
    pub offices: Vec<(String, Strictness)>,
}

fn offices<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, Strictness)>, D::Error> {
    BTreeMap::deserialize(deserializer).map(|offices| offices.into_iter().collect())
}

/// How strictly the registrations of an office are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strictness {
    /// What is applied for counts as registered.
    Strict,
    /// What is applied for weighs a step less.
    #[default]
    Normal,
    /// What is registered counts as applied for, and what is applied for not at all.
    Lenient,
    /// Its registrations do not count.
    Ignored,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            least_risk: Risk::None,
            least_sight: 0.0,
            gated: Vec::new(),
            gate_well_known: false,
            offices: Vec::new(),
        }
    }
}

impl Policy {
    /// Checks what a type cannot.
    ///
    /// # Errors
    /// Names the key and says what would be right.
    pub fn check(&self) -> Result<(), String> {
        if !(0.0..=1.0).contains(&self.least_sight) {
            // Printing the number would cost the wasm ten kilobytes.
            return Err("leastSight: a number from 0 to 1 is needed".to_string());
        }
        for (office, _) in &self.offices {
            if office.len() != 2 || !office.bytes().all(|byte| byte.is_ascii_uppercase()) {
                return Err(format!("offices.{office}: an office is an ISO 3166 code such as US, or EM, WO"));
            }
        }
        match self.gated.iter().position(String::is_empty) {
            Some(at) => Err(format!("gated[{at}]: the id of a mark is needed, and this is empty")),
            None => Ok(()),
        }
    }

    /// How strictly the registrations of an office are taken.
    pub(super) fn strictness(&self, office: &str) -> Strictness {
        let found = self.offices.iter().find(|(name, _)| name == office);
        found.map_or(Strictness::Normal, |(_, strictness)| *strictness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_checked() {
        let read = |json: &str| {
            serde_json::from_str::<Policy>(json).map_err(|error| error.to_string()).and_then(|policy| policy.check())
        };
        assert_eq!(read("{}"), Ok(()));
        assert_eq!(
            read(
                r#"{"leastRisk":"low","leastSight":0.8,"gated":["a"],"gateWellKnown":true,"offices":{"US":"strict"}}"#
            ),
            Ok(())
        );
        for (wrong, key) in [
            (r#"{"leastSight":2}"#, "leastSight"),
            (r#"{"leastRisk":"huge"}"#, "huge"),
            (r#"{"offices":{"usa":"strict"}}"#, "offices.usa"),
            (r#"{"offices":{"US":"severe"}}"#, "severe"),
            (r#"{"gated":["a",""]}"#, "gated[1]"),
            (r#"{"gatted":[]}"#, "gatted"),
        ] {
            assert!(read(wrong).is_err_and(|error| error.contains(key)), "{wrong}");
        }
    }
}
