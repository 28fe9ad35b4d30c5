//! Keys listed under hashes: the table behind everything that is found by a hash.

/// Keys listed under hashes, a key under as many as one likes. What is listed under a hash may be a few others too.
#[derive(Default)]
pub(crate) struct Listed {
    /// Where each bucket starts in `entries`; one entry more than buckets. Empty: nothing is listed.
    starts: Vec<u32>,
    /// A key's number in the low `key_bits`, above it the high bits of the hash
    /// that it is listed under: what has other bits is not even looked at.
    entries: Vec<u32>,
    key_bits: u32,
    /// A bit for each hash that has an entry, and few others: most look-ups are in vain, and end here.
    present: Vec<u64>,
}

/// On average the entries of so many keys are in a bucket, and so many hashes or half of them have their bits in a word.
const KEYS_OF_BUCKET: usize = 2;
const HASHES_OF_WORD: usize = 16;
/// A key is listed under no more hashes.
const MOST_HASHES: usize = 255;

/// The bits of a hash above the lowest `bits`.
fn high_bits(hash: u32, bits: u32) -> u32 {
    (u64::from(hash) >> bits << bits) as u32
}

/// The word and the bit of a hash in a bitmap, whose length is a power of two.
fn place(hash: u32, bitmap: &[u64]) -> (usize, u64) {
    ((hash as usize / 64) & bitmap.len().wrapping_sub(1), 1 << (hash % 64))
}

impl Listed {
    /// Lists `count` keys under the hashes that `hashes_of` pushes for each, `most` on average.
    pub(crate) fn new(count: usize, most: usize, mut hashes_of: impl FnMut(u32, &mut Vec<u32>)) -> Listed {
        let buckets = count.div_ceil(KEYS_OF_BUCKET).next_power_of_two();
        let slot = |hash: u32| hash as usize & (buckets - 1);
        let mut starts = vec![0u32; buckets + 1];
        let mut hashes = Vec::with_capacity(count * most);
        let mut counts: Vec<u8> = Vec::with_capacity(count);
        for key in 0..count as u32 {
            let from = hashes.len();
            // Little by little: a page never gives memory back.
            if hashes.capacity() - from < MOST_HASHES {
                hashes.reserve_exact(from / 8 + MOST_HASHES);
            }
            hashes_of(key, &mut hashes);
            hashes.truncate(from + MOST_HASHES);
            counts.push((hashes.len() - from) as u8);
            for hash in &hashes[from..] {
                starts[slot(*hash)] += 1;
            }
        }
        // Sorted by counting: where each bucket ends, then filled from its end with the keys from the last on, so that
        // they stand in their order.
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let key_bits = count.next_power_of_two().trailing_zeros();
        let mut entries = vec![0u32; hashes.len()];
        let mut present = vec![0u64; (hashes.len() / HASHES_OF_WORD).next_power_of_two()];
        let mut rest = hashes.as_slice();
        for (key, count) in counts.into_iter().enumerate().rev() {
            let (others, these) = rest.split_at(rest.len() - usize::from(count));
            rest = others;
            for hash in these {
                let at = &mut starts[slot(*hash)];
                *at -= 1;
                entries[*at as usize] = high_bits(*hash, key_bits) | key as u32;
                let (word, bit) = place(*hash, &present);
                present[word] |= bit;
            }
        }
        Listed { starts, entries, key_bits, present }
    }

    /// Whether nothing was listed.
    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether anything may be listed under a hash: mostly not, and then nothing is.
    #[inline(always)]
    pub(crate) fn has(&self, hash: u32) -> bool {
        let (word, bit) = place(hash, &self.present);
        self.present.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The keys listed under a hash, and few others.
    pub(crate) fn under(&self, hash: u32) -> impl Iterator<Item = u32> {
        let entries = self.bucket(hash).unwrap_or_default();
        let high = high_bits(hash, self.key_bits);
        entries.iter().filter(move |entry| high_bits(**entry, self.key_bits) == high).map(move |entry| entry ^ high)
    }

    fn bucket(&self, hash: u32) -> Option<&[u32]> {
        let bucket = hash as usize & self.starts.len().checked_sub(2)?;
        if !self.has(hash) {
            return None;
        }
        self.entries.get(self.starts[bucket] as usize..self.starts[bucket + 1] as usize)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_key_is_under_each_of_its_hashes(rows in proptest::collection::vec(proptest::collection::vec(0u32..40, 0..4), 0..40)) {
            let spread = |hash: u32| hash.wrapping_mul(0x9E37_79B9);
            let listed = Listed::new(rows.len(), 2, |key, push| push.extend(rows[key as usize].iter().map(|hash| spread(*hash))));
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
    fn nothing_is_listed_in_an_empty_table() {
        assert_eq!(Listed::default().under(7).count(), 0);
        assert_eq!(Listed::new(0, 1, |_, _| ()).under(7).count(), 0);
    }
}
