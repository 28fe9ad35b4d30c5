//! Any text, folded: every unit is a span of the text, in order.
#![no_main]

use brandlint::index::{KEY_BYTES, key_of};
use brandlint::text::fold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let len = text.encode_utf16().count() as u32;
    for reading in fold(text).readings() {
        let mut last = 0;
        for unit in &reading.units {
            assert!(unit.start < unit.end && unit.end <= len, "{unit:?} of {len}");
            assert!(unit.start >= last, "{unit:?} starts before {last}");
            last = unit.start;
        }
    }
    let key = key_of(text);
    if key.len() <= KEY_BYTES {
        assert_eq!(key_of(&key).replace(' ', ""), key.replace(' ', ""), "a key is its own key");
    }
});
