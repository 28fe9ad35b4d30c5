//! Reading: a field's text → folded text.
//!
//! Folding undoes disguise. Every folded [`Unit`] keeps the span of the
//! original text that it came from, in UTF-16 code units, and how it is joined
//! to the unit before it, judged on the original text. Nothing later looks at
//! offsets or boundaries again.

mod fold;
mod table;

pub use fold::{Folded, Glue, MASK, Steps, Unit, fold, fold_form};
pub(crate) use table::han_look;
#[cfg(target_arch = "wasm32")]
pub(crate) use table::prepare;
pub use table::{Class, FOLDING, sight_of};
