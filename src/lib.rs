//! brandlint is to listings what a linter is to code: it says, while a seller
//! types, which words are likely to conflict with somebody's trademark, why,
//! how sure it is, and what to change.
//!
//! Data flows one way:
//!
//! ```text
//! register ──► index::build ──► segment ═══► index::Segment::open ──► screen::Screener
//!                                                                        │
//!                             listing ──► text (read) ──► find ──► weigh ──► report
//! ```
//!
//! - [`mark`], [`listing`], [`report`]: the nouns.
//! - [`text`]: a field's text → folded text in which disguise is undone and
//!   every unit remembers where it came from.
//! - [`sound`]: text of any script → what it sounds like.
//! - [`index`]: the brand index file, its building and its opening.
//! - `manifest` (a feature): what a platform publishes, signed.
//! - [`screen`]: candidates, evidence, risk.
//! - [`pair`]: two marks by themselves.

pub mod index;
pub mod listing;
#[cfg(feature = "manifest")]
pub mod manifest;
pub mod mark;
pub mod pair;
pub mod report;
pub mod screen;
pub mod sound;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use index::{Builder, Segment, SegmentError};
pub use listing::Listing;
pub use mark::Mark;
pub use report::Report;
pub use screen::{Policy, Screener};
