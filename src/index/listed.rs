//! Keys listed under hashes: the table behind everything that is found by a hash.

use super::goes::goes;
use std::ops::Range;

/// Keys listed under hashes, a key under as many as one likes. What is listed under a hash may be a few others too.
#[derive(Default)]
pub(crate) struct Listed {
    /// Where each bucket starts in `entries`; one entry more than buckets. Empty: nothing is listed.
    starts: Vec<u32>,
    /// A key's number in the low `key_bits`, above it the high bits of the hash
    /// that it is listed under: what has other bits is not even looked at.
    entries: Vec<u32>,
    key_bits: u32,
    /// For each bucket two bits for each of its entries: most look-ups are in vain, and end here. Empty where keys are asked
    /// for by [`Listed::about`] alone.
    present: Vec<u64>,
}

/// How keys are asked for in a table.
pub(crate) enum Asked {
    /// By what is listed under one hash.
    Under,
    /// By what is listed under hashes that differ a little.
    About,
}

/// On average the entries of so many keys or half of them are in a bucket.
const KEYS_OF_BUCKET: usize = 2;
/// A key is listed under no more hashes.
const MOST_HASHES: usize = 255;

/// The bits of a hash above the lowest `bits`.
fn high_bits(hash: u32, bits: u32) -> u32 {
    (u64::from(hash) >> bits << bits) as u32
}

/// The two bits of a hash in its bucket's word, by its high bits (a Bloom filter in one word: Putze, Sanders and Singler
/// 2007).
fn bits_of(high: u32) -> u64 {
    1 << (high >> 26) | 1 << (high >> 20 & 63)
}

/// Rows known by a hash, several perhaps by the same.
pub(crate) struct Hashed<T> {
    rows: Vec<(u32, T)>,
    listed: Listed,
}

impl<T> Hashed<T> {
    pub(crate) fn new(rows: Vec<(u32, T)>) -> Hashed<T> {
        let listed = Listed::new(rows.len(), 1, Asked::Under, &mut |row, hashes| hashes.push(rows[row as usize].0));
        Hashed { rows, listed }
    }

    /// The rows of a hash, in their order.
    pub(crate) fn of(&self, hash: u32) -> impl Iterator<Item = &T> {
        let rows = self.listed.under(hash).map(|row| &self.rows[row as usize]);
        rows.filter(move |(other, _)| *other == hash).map(|(_, row)| row)
    }
}

/// A table in the making.
struct Listing {
    /// How many entries each bucket has, without the 256 that it has as often as it stands in `full`: places that are asked
    /// for all over a table are near each other then.
    sizes: Vec<u8>,
    full: Vec<u32>,
    /// Where each bucket ends, then where it starts; one entry more than buckets.
    starts: Vec<u32>,
    /// The hashes of all keys, one after the other, and how many each key has.
    hashes: Vec<u32>,
    counts: Vec<u8>,
}

impl Listing {
    fn bucket(&self, hash: u32) -> usize {
        hash as usize & (self.sizes.len() - 1)
    }

    /// Takes the hashes of some keys.
    #[inline(never)]
    fn take(&mut self, keys: Range<usize>, hashes_of: &mut dyn FnMut(u32, &mut Vec<u32>)) {
        for key in keys {
            let from = self.hashes.len();
            // Little by little: a page never gives memory back.
            if self.hashes.capacity() - from < MOST_HASHES {
                self.hashes.reserve_exact(from / 8 + MOST_HASHES);
            }
            hashes_of(key as u32, &mut self.hashes);
            self.hashes.truncate(from + MOST_HASHES);
            self.counts.push((self.hashes.len() - from) as u8);
            for at in from..self.hashes.len() {
                let bucket = self.bucket(self.hashes[at]);
                let size = self.sizes[bucket].wrapping_add(1);
                self.sizes[bucket] = size;
                if size == 0 {
                    self.full.push(bucket as u32);
                }
            }
        }
    }

    /// Ends some buckets behind the one before them.
    #[inline(never)]
    fn end(&mut self, buckets: Range<usize>) {
        let mut end = buckets.start.checked_sub(1).map_or(0, |before| self.starts[before]);
        for bucket in buckets {
            end += self.starts[bucket] + u32::from(self.sizes[bucket]);
            self.starts[bucket] = end;
        }
    }

    /// Puts the last of the keys that are left into their buckets.
    #[inline(never)]
    fn put(&mut self, keys: Range<usize>, listed: &mut Listed) {
        for key in keys.rev() {
            for _ in 0..self.counts[key] {
                let hash = self.hashes.pop().unwrap_or_default();
                let bucket = self.bucket(hash);
                self.starts[bucket] -= 1;
                listed.entries[self.starts[bucket] as usize] = high_bits(hash, listed.key_bits) | key as u32;
            }
        }
    }
}

impl Listed {
    /// Lists `count` keys under the hashes that `hashes_of` pushes for each, `most` on average; to be asked for by what is
    /// listed [under](Listed::under) a hash, or [about](Listed::about) one.
    pub(crate) fn new(
        count: usize,
        most: usize,
        asked: Asked,
        hashes_of: &mut dyn FnMut(u32, &mut Vec<u32>),
    ) -> Listed {
        let buckets = count.div_ceil(KEYS_OF_BUCKET).next_power_of_two();
        let mut listing = Listing {
            sizes: vec![0; buckets],
            full: Vec::new(),
            starts: Vec::new(),
            hashes: Vec::with_capacity(count * most),
            counts: Vec::with_capacity(count),
        };
        goes(count).for_each(|keys| listing.take(keys, hashes_of));
        // Sorted by counting: where each bucket ends, then filled from its end with the keys from the last on, so that
        // they stand in their order.
        listing.starts = vec![0; buckets + 1];
        listing.starts[buckets] = listing.hashes.len() as u32;
        listing.full.iter().for_each(|bucket| listing.starts[*bucket as usize] += 256);
        goes(buckets).for_each(|some| listing.end(some));
        let mut listed = Listed {
            starts: Vec::new(),
            entries: vec![0; listing.hashes.len()],
            key_bits: count.next_power_of_two().trailing_zeros(),
            present: Vec::new(),
        };
        goes(count).rev().for_each(|keys| listing.put(keys, &mut listed));
        listed.starts = listing.starts;
        // No longer needed, and as large as the table.
        drop((listing.hashes, listing.counts));
        if matches!(asked, Asked::Under) {
            listed.present.reserve_exact(buckets);
            goes(buckets).for_each(|some| listed.mark_present(some));
        }
        listed
    }

    /// Makes the words of some buckets.
    #[inline(never)]
    fn mark_present(&mut self, buckets: Range<usize>) {
        for bucket in buckets {
            let bits = self.bucket(bucket as u32).iter().map(|entry| bits_of(high_bits(*entry, self.key_bits)));
            let word = bits.fold(0, |present, bits| present | bits);
            self.present.push(word);
        }
    }

    /// Whether nothing was listed.
    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether anything may be listed under a hash: mostly not, and then nothing is.
    #[inline(always)]
    pub(crate) fn has(&self, hash: u32) -> bool {
        let bits = bits_of(high_bits(hash, self.key_bits));
        let present = self.present.get(hash as usize & self.present.len().wrapping_sub(1));
        present.is_some_and(|present| present & bits == bits)
    }

    /// The keys listed under a hash, and few others.
    #[inline(always)]
    pub(crate) fn under(&self, hash: u32) -> impl Iterator<Item = u32> {
        let entries = if self.has(hash) { self.bucket(hash) } else { &[] };
        let high = high_bits(hash, self.key_bits);
        entries.iter().filter(move |entry| high_bits(**entry, self.key_bits) == high).map(move |entry| entry ^ high)
    }

    /// The keys listed under a hash that differs from this one in at most `most` of its highest `loose` bits, and a few others.
    pub(crate) fn about(&self, hash: u32, loose: u32, most: u32) -> impl Iterator<Item = u32> {
        let bits = self.key_bits;
        let fits = move |entry: &&u32| {
            let other = high_bits(**entry ^ hash, bits);
            other << loose == 0 && other.count_ones() <= most
        };
        self.bucket(hash).iter().filter(fits).map(move |entry| entry & !high_bits(u32::MAX, bits))
    }

    #[inline(always)]
    fn bucket(&self, hash: u32) -> &[u32] {
        let Some(last) = self.starts.len().checked_sub(2) else { return &[] };
        let bucket = hash as usize & last;
        &self.entries[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
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
            let listed = Listed::new(rows.len(), 1, Asked::About, &mut |key, push| push.push(hash(rows[key as usize])));
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
            let listed = Listed::new(rows.len(), 2, Asked::Under, &mut |key, push| push.extend(rows[key as usize].iter().map(|hash| spread(*hash))));
            for hash in 0..40 {
                let mut under: Vec<u32> = listed.under(spread(hash)).collect();
                under.sort_unstable();
                under.dedup();
                let scanned: Vec<u32> = (0..rows.len() as u32).filter(|key| rows[*key as usize].contains(&hash)).collect();
                proptest::prop_assert_eq!(under, scanned);
            }
        }
    }

    #[test]
    fn thousands_of_keys_may_be_under_one_hash() {
        for count in [255, 256, 257, 700, 3000] {
            let listed = Listed::new(count, 1, Asked::Under, &mut |_, hashes| hashes.push(7));
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
