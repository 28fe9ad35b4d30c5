//! What a finding says to the seller.
//!
//! Messages warn; they never accuse, and never call it a verdict.

use crate::report::{MarkFacts, Reason, Risk};

/// What was found, why it matters, what to change.
pub(super) fn message(mark: &MarkFacts, matched: &str, risk: Risk, reasons: &[Reason]) -> String {
    let has = |reason| reasons.contains(&reason);
    let owner = if mark.owner.is_empty() { String::new() } else { format!(" of {}", mark.owner) };
    let name = if matched == mark.text {
        format!("“{matched}”")
    } else {
        format!("“{matched}” reads as {}", mark.text)
    };
    if has(Reason::Authorized) {
        return format!("{name}, a registered name{owner}. You are authorized for it.");
    }
    let why = if has(Reason::NotInForce) {
        format!("{name}, a name{owner} that is not in force where you sell")
    } else if has(Reason::GatedMark) {
        format!("{name}, a registered name{owner} that only authorized sellers may list here")
    } else if has(Reason::Disguised) && risk == Risk::High {
        format!("{name}, a registered name{owner}, and is not written the usual way")
    } else {
        format!("{name}, a registered name{owner}")
    };
    let what = match risk {
        Risk::None | Risk::Low => "No change is needed if that is not what you mean.",
        Risk::Medium | Risk::High => "Show your authorization, or take the name out.",
    };
    format!("{why}. {what}")
}
