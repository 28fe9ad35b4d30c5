//! Keys listed under hashes: the table behind everything that is found by a hash.

use super::goes::GO;
use super::listing::{GATHERED, Gathered, HIGH, Listing, REGION, set_word, word};
use std::ops::Range;

/// Keys listed under hashes, a key under as many as one likes. What is listed under a hash may be a few others too.
#[derive(Default)]
pub(crate) struct Listed {
    /// Where each bucket starts in `entries`; one entry more than buckets. Empty: nothing is listed.
    starts: Vec<u32>,
    /// Entries of four bytes, or without their lowest where the others have room, and four bytes behind the last. An entry has
    /// in its high bits those of the hash that the key is listed under: what has other bits is not even looked at.
    entries: Vec<u8>,
    layout: Layout,
    /// For each bucket two bits for each of its entries: most look-ups are in vain, and end here. Empty where keys are asked
    /// for by [`Listed::about`] alone.
    present: Vec<u64>,
}

/// How keys are asked for in a table.
#[derive(Clone, Copy)]
pub(crate) enum Asked {
    /// By what is listed under one hash.
    Under,
    /// By what is listed under hashes that differ a little in their highest eight bits.
    About,
}

/// What the bits of an entry are: from the highest on bits of a hash, the number of a key, and none.
#[derive(Clone, Copy, Default)]
struct Layout {
    /// Below its bits of a hash.
    low: u32,
    /// Below the number.
    none: u32,
}

impl Layout {
    fn new(count: usize, asked: Asked) -> Layout {
        let key_bits = count.next_power_of_two().trailing_zeros();
        // Bits of a hash that an entry of three bytes must have room for: the bucket and its bits in `present` tell of one
        // hash already; of those that differ in eight bits these do not tell, and many are in a bucket.
        let told = match asked {
            Asked::Under => 4,
            Asked::About => 16,
        };
        let none = if key_bits + told <= 24 { 8 } else { 0 };
        Layout { low: (key_bits + none).max(u32::BITS - HIGH), none }
    }

    /// How many bytes of an entry are kept.
    fn bytes(self) -> usize {
        4 - self.none as usize / 8
    }
}

/// On average the entries of so many keys or half of them are in a bucket.
const KEYS_OF_BUCKET: usize = 2;

/// The two bits of a hash in its bucket's word, by its high bits (a Bloom filter in one word: Putze, Sanders and Singler
/// 2007).
fn bits_of(hash: u32) -> u64 {
    1 << (hash >> 26) | 1 << (hash >> 20 & 63)
}

/// Rows known by a hash, several perhaps by the same.
pub(crate) struct Hashed<T> {
    rows: Vec<(u32, T)>,
    listed: Listed,
}

impl<T> Hashed<T> {
    pub(crate) fn new(rows: Vec<(u32, T)>) -> Hashed<T> {
        let listed =
            Listed::new(rows.len(), rows.len(), Asked::Under, &mut |row, listing| listing.under(rows[row as usize].0));
        Hashed { rows, listed }
    }

    /// The rows of a hash, in their order.
    pub(crate) fn of(&self, hash: u32) -> impl Iterator<Item = &T> {
        let bucket = if self.listed.has(hash) { self.listed.bucket(hash) } else { 0..0 };
        let rows = self.listed.keys_in(bucket, hash).map(|row| &self.rows[row as usize]);
        rows.filter(move |(other, _)| *other == hash).map(|(_, row)| row)
    }
}

/// A region that is put in order.
struct Ordering<'a> {
    listed: &'a mut Listed,
    /// Its first bucket, and the bits of a hash that tell which of its buckets.
    first: usize,
    mask: usize,
    /// The last key that is not in its bucket.
    key: u32,
}

impl Ordering<'_> {
    /// Counts what is in each bucket.
    #[inline(never)]
    fn count(&mut self, entries: &[u8]) {
        let starts = &mut self.listed.starts[self.first..];
        for entry in Gathered::all(entries).filter(|entry| entry.is_entry()) {
            starts[entry.bucket() & self.mask] += 1;
        }
    }

    /// Puts entries into their buckets, from the last on.
    #[inline(never)]
    fn put(&mut self, entries: &[u8]) {
        let Listed { starts, entries: put, layout, present } = &mut *self.listed;
        let (starts, layout) = (&mut starts[self.first..], *layout);
        let present = present.get_mut(self.first..).unwrap_or_default();
        for entry in Gathered::all(entries).rev() {
            if entry.is_entry() {
                let (bucket, high) = (entry.bucket() & self.mask, entry.high());
                if let Some(present) = present.get_mut(bucket) {
                    *present |= bits_of(high);
                }
                starts[bucket] -= 1;
                let listed = high >> layout.low << layout.low | self.key << layout.none;
                // Of what is behind it the first byte, where this has three.
                let at = starts[bucket] as usize * layout.bytes();
                let kept = word(put, at) & !(u32::MAX >> layout.none);
                set_word(put, at, kept | listed >> layout.none);
            }
            self.key -= entry.behind();
        }
    }
}

impl Listed {
    /// Lists `count` keys, each by `list` [under](Listing::under) as many hashes as that likes, `entries` of them in all or
    /// somewhat fewer; to be asked for by what is listed [under](Listed::under) a hash, or [about](Listed::about) one.
    pub(crate) fn new(count: usize, entries: usize, asked: Asked, list: &mut dyn FnMut(u32, &mut Listing)) -> Listed {
        let buckets = count.div_ceil(KEYS_OF_BUCKET).next_power_of_two();
        let (pages, regions) = Listing::of(count, entries, buckets, list).done();
        let mut listed = Listed {
            starts: vec![0; buckets + 1],
            entries: pages,
            layout: Layout::new(count, asked),
            present: if matches!(asked, Asked::Under) { vec![0; buckets] } else { Vec::new() },
        };
        let (mut end, mut entries) = (0, Vec::new());
        for (number, (gathered, key)) in regions.enumerate() {
            entries.clear();
            entries.extend_from_slice(&listed.entries[gathered]);
            let (first, size) = (number * REGION, REGION.min(buckets));
            let mut ordering = Ordering { listed: &mut listed, first, mask: size - 1, key };
            entries.chunks(GO * GATHERED).for_each(|go| ordering.count(go));
            // Where each bucket ends, then filled from its end with the keys from the last on, so that they stand in their
            // order.
            for start in &mut ordering.listed.starts[first..first + size] {
                end += *start;
                *start = end;
            }
            entries.rchunks(GO * GATHERED).for_each(|go| ordering.put(go));
        }
        listed.starts[buckets] = end;
        listed.entries.truncate(end as usize * listed.layout.bytes());
        listed.entries.extend_from_slice(&[0; 4]);
        listed.entries.shrink_to_fit();
        listed
    }

    /// Whether nothing was listed.
    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether anything may be listed under a hash: mostly not, and then nothing is.
    #[inline(always)]
    pub(crate) fn has(&self, hash: u32) -> bool {
        let bits = bits_of(hash);
        let present = self.present.get(hash as usize & self.present.len().wrapping_sub(1));
        present.is_some_and(|present| present & bits == bits)
    }

    /// The keys listed under a hash, and few others. Where mostly there are none, [`Listed::has`] says so sooner.
    #[inline(always)]
    pub(crate) fn under(&self, hash: u32) -> impl Iterator<Item = u32> {
        self.keys_in(self.bucket(hash), hash)
    }

    /// Those of a bucket.
    #[inline(always)]
    fn keys_in(&self, bucket: Range<usize>, hash: u32) -> impl Iterator<Item = u32> {
        let Layout { low, none } = self.layout;
        let high = hash >> low << low;
        let entries = bucket.map(|at| self.entry(at));
        entries.filter(move |entry| (entry ^ high) >> low == 0).map(move |entry| (entry ^ high) >> none)
    }

    /// The keys listed under a hash that differs from this one in at most `most` of its highest `loose` bits, and a few others.
    pub(crate) fn about(&self, hash: u32, loose: u32, most: u32) -> impl Iterator<Item = u32> {
        let Layout { low, none } = self.layout;
        let fits = move |entry: &u32| {
            let other = (*entry ^ hash) >> low << low;
            other << loose == 0 && other.count_ones() <= most
        };
        let entries = self.bucket(hash).map(|at| self.entry(at));
        entries.filter(fits).map(move |entry| (entry & ((1 << low) - 1)) >> none)
    }

    #[inline(always)]
    fn bucket(&self, hash: u32) -> Range<usize> {
        let Some(last) = self.starts.len().checked_sub(2) else { return 0..0 };
        let bucket = hash as usize & last;
        self.starts[bucket] as usize..self.starts[bucket + 1] as usize
    }

    #[inline(always)]
    fn entry(&self, at: usize) -> u32 {
        word(&self.entries, at * self.layout.bytes()) << self.layout.none
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_key_is_about_what_differs_a_little(
            rows in proptest::collection::vec(0u32..1 << 12, 1..400), asked in 0u32..1 << 12, most in 0u32..5,
        ) {
            // Four bits say where; eight may differ.
            let hash = |row: u32| row.rotate_right(8);
            let listed = Listed::new(rows.len(), rows.len(), Asked::About, &mut |key, listing| listing.under(hash(rows[key as usize])));
            let mut about: Vec<u32> = listed.about(hash(asked), 8, most).collect();
            about.sort_unstable();
            let differs = |row: u32| hash(row) ^ hash(asked);
            let scanned = (0..rows.len() as u32).filter(|key| {
                let other = differs(rows[*key as usize]);
                other << 8 == 0 && other.count_ones() <= most
            });
            for key in scanned {
                proptest::prop_assert!(about.binary_search(&key).is_ok());
            }
            // Of the bits that may differ all are known, for there are few keys; of the others those of the bucket.
            for key in about {
                proptest::prop_assert!((differs(rows[key as usize]) >> 24).count_ones() <= most);
            }
        }

        #[test]
        fn a_key_is_under_each_of_its_hashes(rows in proptest::collection::vec(proptest::collection::vec(0u32..40, 0..4), 0..40)) {
            let spread = |hash: u32| hash.wrapping_mul(0x9E37_79B9);
            let listed = Listed::new(rows.len(), rows.len() * 2, Asked::Under, &mut |key, listing| rows[key as usize].iter().for_each(|hash| listing.under(spread(*hash))));
            for hash in 0..40 {
                let mut under: Vec<u32> = listed.under(spread(hash)).collect();
                under.sort_unstable();
                under.dedup();
                let scanned: Vec<u32> = (0..rows.len() as u32).filter(|key| rows[*key as usize].contains(&hash)).collect();
                proptest::prop_assert_eq!(under, scanned);
            }
        }
    }

    /// Many regions of several pages, every other of which has few keys, far behind each other; entries of three bytes and of
    /// four.
    #[test]
    fn what_is_listed_is_found_in_large_tables() {
        const COUNT: u32 = 60_000;
        let hashes = |key: u32| {
            let spread = |hash: u32| hash.wrapping_mul(0x9E37_79B9).rotate_left(9) & !(REGION as u32);
            let far = (key % 999 == 7).then_some(spread(key) | REGION as u32);
            [spread(key), spread(key / 3)].into_iter().chain(far)
        };
        let mut keys: std::collections::BTreeMap<u32, Vec<u32>> = Default::default();
        (0..COUNT).for_each(|key| hashes(key).for_each(|hash| keys.entry(hash).or_default().push(key)));
        let listed = |asked| {
            Listed::new(COUNT as usize, COUNT as usize * 2, asked, &mut |key, listing| {
                hashes(key).for_each(|hash| listing.under(hash))
            })
        };
        let (under, about) = (listed(Asked::Under), listed(Asked::About));
        assert_eq!((under.layout.bytes(), about.layout.bytes()), (3, 4));
        let mut others = 0;
        for (hash, keys) in &keys {
            for found in [under.under(*hash).collect::<Vec<u32>>(), about.about(*hash, 8, 0).collect()] {
                others += found.len() - keys.len();
                assert_eq!(found.into_iter().filter(|key| keys.contains(key)).collect::<Vec<u32>>(), *keys, "{hash:x}");
            }
        }
        assert!(others < keys.len() / 20, "{others}");
    }

    #[test]
    fn thousands_of_keys_may_be_under_one_hash() {
        for count in [255, 256, 257, 700, 3000] {
            let listed = Listed::new(count, count, Asked::Under, &mut |_, listing| listing.under(7));
            let under: Vec<u32> = listed.under(7).collect();
            assert_eq!(under, (0..count as u32).collect::<Vec<u32>>());
        }
    }

    #[test]
    fn nothing_is_listed_in_an_empty_table() {
        assert_eq!(Listed::default().under(7).count(), 0);
        assert_eq!(Listed::default().about(7, 12, 32).count(), 0);
        assert_eq!(Listed::new(0, 1, Asked::Under, &mut |_, _| ()).under(7).count(), 0);
    }
}
