//! The keys of a segment, ready to be searched: alike or near.

use super::KEY_BYTES;
use super::distance::Pattern;
use super::format::{Reader, SegmentError};
use super::goes::goes;
use super::near::Near;
use super::substitute::{Run, substitute};
use super::way::{self, KeyBuffers, Spelled, Test, Way};
use crate::text::sight_of;
use std::ops::Range;

/// All keys, known by their numbers, which follow the order of their bytes.
pub(super) struct Keys {
    letters: String,
    /// Where each key starts in `letters`; one entry more than keys.
    starts: Vec<u32>,
    /// How ordinary each key is, see [`super::ordinary`].
    pub(super) ordinary: Vec<u8>,
    near: Near,
}

const TOO_MUCH: SegmentError = SegmentError::Content("more letters than an index can hold");

/// Keys that are read from their columns.
struct Reading<'a> {
    shared: Reader<'a>,
    suffixes: Reader<'a>,
    /// The last key that was read, and behind it those of a go.
    go: Vec<u8>,
    letters: String,
    starts: Vec<u32>,
}

impl Reading<'_> {
    /// Reads so many keys more. They must rise strictly, and stay within [`KEY_BYTES`].
    #[inline(never)]
    fn read(&mut self, count: usize) -> Result<(), SegmentError> {
        let (first, mut last) = (self.go.len(), 0);
        for _ in 0..count {
            let common = usize::from(self.shared.byte()?);
            let fresh = self.suffixes.line()?;
            let start = self.go.len();
            if common > start - last || common + fresh.len() > KEY_BYTES {
                return Err(SegmentError::Content("a key that shares more than there is, or is too long"));
            }
            // Mostly told by the first letter that differs. The first key may have none.
            let rises = self.starts.len() == 1 || fresh.first() > self.go.get(last + common);
            self.go.extend_from_within(last..last + common);
            self.go.extend_from_slice(fresh);
            if !rises && self.go[start..] <= self.go[last..start] {
                return Err(SegmentError::Content("keys out of order"));
            }
            last = start;
            let end = self.letters.len() + self.go.len() - first;
            self.starts.push(u32::try_from(end).map_err(|_| TOO_MUCH)?);
        }
        let letters = std::str::from_utf8(&self.go[first..]);
        let letters = letters.map_err(|_| SegmentError::Content("keys that are not UTF-8"))?;
        self.letters.push_str(letters);
        let starts = &self.starts[self.starts.len() - count..];
        if !starts.iter().all(|start| self.letters.is_char_boundary(*start as usize)) {
            return Err(SegmentError::Content("a key that is not UTF-8"));
        }
        self.go.drain(..last);
        Ok(())
    }
}

impl Keys {
    /// Expands the front coding. Nothing is found before [`Keys::tabulate`].
    pub(super) fn read(columns: [Reader<'_>; 3]) -> Result<Keys, SegmentError> {
        let [shared, suffixes, mut ordinary] = columns;
        let count = shared.len();
        // What each shares with the one before, and the suffixes without the ends of lines; in a forged file no more than all
        // may have, of which each has a letter and a line end of its own.
        let shared_bytes: usize = shared.rest().iter().map(|shared| usize::from(*shared)).sum();
        let bytes = shared_bytes + suffixes.len().saturating_sub(count);
        let letters = String::with_capacity(bytes.min(suffixes.len() * KEY_BYTES / 2));
        let mut starts = Vec::with_capacity(count + 1);
        starts.push(0);
        let mut reading = Reading { shared, suffixes, go: Vec::new(), letters, starts };
        for keys in goes(count) {
            reading.read(keys.len())?;
        }
        let Reading { shared, suffixes, letters, starts, .. } = reading;
        let ordinary_column = ordinary.bytes(count)?.to_vec();
        for column in [shared, suffixes, ordinary] {
            column.end()?;
        }
        Ok(Keys { letters, starts, ordinary: ordinary_column, ..Keys::empty() })
    }

    /// No keys, and tables in which nothing is found.
    pub(super) fn empty() -> Keys {
        Keys { letters: String::new(), starts: vec![0], ordinary: Vec::new(), near: Near::default() }
    }

    /// Adds a key behind all others.
    pub(super) fn push(&mut self, key: &str, ordinary: u8) -> Result<(), SegmentError> {
        self.letters.push_str(key);
        self.starts.push(u32::try_from(self.letters.len()).map_err(|_| TOO_MUCH)?);
        self.ordinary.push(ordinary);
        Ok(())
    }

    /// Builds the tables that searching needs, and says how much of it is done.
    pub(super) fn tabulate(&mut self, progress: &mut dyn FnMut(f32)) {
        self.near = Near::new(self.len(), |key| self.get(key), progress);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// A key: folded letters, words separated by one space.
    pub(super) fn get(&self, key: u32) -> &str {
        &self.letters[self.starts[key as usize] as usize..self.starts[key as usize + 1] as usize]
    }

    /// The bytes of a key.
    pub(super) fn bytes(&self, key: u32) -> &[u8] {
        &self.letters.as_bytes()[self.starts[key as usize] as usize..self.starts[key as usize + 1] as usize]
    }

    /// The most letters that a key has; 0 before [`Keys::tabulate`].
    pub(super) fn longest(&self) -> usize {
        self.near.longest()
    }

    /// Whether a key may start with the `letters` letters that hash to `hash`.
    /// Says yes at most lengths: it is asked at every letter and knows few of them.
    pub(super) fn may_start(&self, hash: u32, letters: usize) -> bool {
        self.near.may_start(hash, letters)
    }

    /// The look-alike classes of a key's letters, spaces left out.
    fn sights(&self, key: u32) -> impl Iterator<Item = char> {
        self.get(key).chars().filter(|c| *c != ' ').map(sight_of)
    }

    /// Whether there may be keys whose letters have sight classes that hash to `hash`.
    #[inline(always)]
    pub(super) fn has_alike(&self, hash: u32) -> bool {
        self.near.has_alike(hash)
    }

    /// The keys whose letters have the sight classes `sights`, which hash to `hash`.
    pub(super) fn alike<'a, S>(&'a self, hash: u32, sights: S) -> impl Iterator<Item = u32> + use<'a, S>
    where
        S: Iterator<Item = char> + Clone + 'a,
    {
        self.near.propose_alike(hash).filter(move |key| self.sights(*key).eq(sights.clone()))
    }

    /// The keys near a window, at most `most` edits away, each with the way in which it is. What is alike is not near.
    pub(super) fn near(&self, window: &Spelled<'_>, most: usize, found: &mut Vec<(u32, Way)>) {
        let (mut buffers, mut pattern) = (KeyBuffers::default(), None);
        let mut check = |key: u32, test: Test| {
            // A key that shares two parts is proposed twice.
            if (test != Test::Edits || self.is_within(window, most, key, &mut pattern))
                && found.iter().all(|(known, _)| *known != key)
                && let Some(way) = test.way(window, &buffers.spell(self.get(key)), most)
            {
                found.push((key, way));
            }
        };
        if !self.near.propose(window, most, &mut check) {
            // Try the keys that start with the letters before the first covered one.
            let first_word = window.words.get(1).copied().unwrap_or(window.plain.len());
            let prefix: String = window.plain[..first_word].iter().take_while(|c| **c != way::ANY).collect();
            if !prefix.is_empty() {
                self.starting_with(&prefix).for_each(|key| check(key, Test::Edits));
            }
        }
    }

    /// Whether a key is at most `most` edits away from a window, of which `pattern` is made with the first that is asked.
    fn is_within(&self, window: &Spelled<'_>, most: usize, key: u32, pattern: &mut Option<Pattern>) -> bool {
        if pattern.is_none() {
            *pattern = Pattern::new(window.sights);
        }
        pattern.as_ref().is_some_and(|pattern| pattern.distance(self.sights(key), most).is_some())
    }

    /// The keys that are a window of a run of Han characters but for one, each with the way in which that is alike.
    pub(super) fn substituted(&self, run: &Run, window: Range<usize>, found: &mut Vec<(u32, Way)>) {
        let characters = &run.characters[window.clone()];
        self.near.propose_substituted(run, window, &mut |key| {
            if found.iter().all(|(known, _)| *known != key) {
                let letters: Vec<char> = self.get(key).chars().take(characters.len() + 1).collect();
                found.extend(substitute(characters, &letters).map(|way| (key, way)));
            }
        });
    }

    /// The keys that start with `start`, in order.
    pub(super) fn starting_with(&self, start: &str) -> impl Iterator<Item = u32> {
        let (mut low, mut high) = (0, self.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(middle) < start { low = middle + 1 } else { high = middle }
        }
        (low..self.len() as u32).take_while(move |key| self.get(*key).starts_with(start))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::index::format::Column;
    use crate::index::hash::{hash_start, hash_step};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn keys(texts: &BTreeSet<String>) -> Keys {
        let [mut shared, mut letters, mut ordinary] = <[Column; 3]>::default();
        for text in texts {
            shared.0.push(0);
            letters.0.extend(format!("{text}\n").bytes());
            ordinary.0.push(0);
        }
        let columns = [&shared, &letters, &ordinary].map(Column::reader);
        let mut keys = Keys::read(columns).expect("good columns");
        keys.tabulate(&mut |_| ());
        keys
    }

    fn misspelled(window: &str) -> impl Strategy<Value = String> + use<> {
        let letters: Vec<char> = window.chars().collect();
        (0..letters.len(), 0..4usize, prop::char::range('a', 'c')).prop_map(move |(at, edit, letter)| {
            let mut letters = letters.clone();
            match edit {
                0 => letters[at] = letter,
                1 => letters.insert(at, letter),
                2 => drop(letters.remove(at)),
                _ => {
                    let next = (at + 1) % letters.len();
                    letters.swap(at, next);
                }
            }
            letters.into_iter().collect()
        })
    }

    proptest! {
        /// What the tables propose and check is what a scan of every key finds.
        #[test]
        fn near_agrees_with_a_slow_scan(
            texts in prop::collection::btree_set("[abc]{2,7}( [abc]{2,5})?|[ab]{14,20}", 1..60),
            window in "[abc]{4,12}|[ab]{14,20}".prop_flat_map(|window| misspelled(&window)),
            most in 1..=way::MOST_EDITS,
        ) {
            let keys = keys(&texts);
            let (mut buffers, mut others) = (KeyBuffers::default(), KeyBuffers::default());
            let window = buffers.spell(&window);
            let mut found = Vec::new();
            keys.near(&window, most, &mut found);
            found.sort_unstable();
            let scanned: Vec<(u32, Way)> = (0..keys.len() as u32)
                .filter_map(|key| way::way(&window, &others.spell(keys.get(key)), most).map(|way| (key, way)))
                .filter(|_| (way::FEWEST..=way::MOST).contains(&window.sights.len()))
                .collect();
            prop_assert_eq!(found, scanned);
        }

        #[test]
        fn alike_agrees_with_a_slow_scan(texts in prop::collection::btree_set("[o0l1ab]{1,3}( [l1a])?", 1..60), window in "[o0l1ab]{1,4}") {
            let keys = keys(&texts);
            let sights: Vec<char> = window.chars().map(sight_of).collect();
            let hash = sights.iter().fold(hash_start(), |hash, sight| hash_step(hash, *sight));
            let mut found: Vec<u32> = keys.alike(hash, sights.iter().copied()).collect();
            found.sort_unstable();
            let scanned: Vec<u32> = (0..keys.len() as u32).filter(|key| keys.sights(*key).eq(sights.iter().copied())).collect();
            prop_assert_eq!(found, scanned);
        }
    }
}
