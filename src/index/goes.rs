//! Long work in goes. Browsers make a function fast while it is called again and again, not while it runs: a loop over all
//! keys would be slow from its start to its end, and making it fast in vain holds up what waits for it. So such a loop calls
//! a function that is not inlined, for a go of items at a time.

use std::ops::Range;

/// So many items are a go: few enough that a function is soon called with its fast code, and many beside what a call costs.
pub(super) const GO: usize = 1 << 11;

/// So many items in goes.
pub(super) fn goes(count: usize) -> impl DoubleEndedIterator<Item = Range<usize>> {
    (0..count).step_by(GO).map(move |first| first..count.min(first + GO))
}
