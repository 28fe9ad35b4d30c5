//! A row of bits that counts: which forms are the first of their key, and which the own text of a mark. Where both numbers
//! rise together, a bit tells what would be a number of four bytes.

/// Bits, with how many are set before each word of them.
#[derive(Default)]
pub(super) struct Ranked {
    words: Vec<u64>,
    /// How many are set before each word.
    before: Vec<u32>,
    len: usize,
    count: usize,
}

const BITS: usize = u64::BITS as usize;

impl Ranked {
    /// Bits of which none is set, to be [counted](Ranked::counted) when all are.
    pub(super) fn new(len: usize) -> Ranked {
        Ranked { words: vec![0; len.div_ceil(BITS)], ..Ranked::default() }
    }

    /// Sets a bit.
    #[inline]
    pub(super) fn set(&mut self, at: usize) {
        self.words[at / BITS] |= 1 << (at % BITS);
    }

    /// Counts the first `len` bits; behind them none is set.
    pub(super) fn counted(mut self, len: usize) -> Ranked {
        self.words.truncate(len.div_ceil(BITS));
        self.len = len;
        self.before.reserve_exact(self.words.len());
        for word in &self.words {
            self.before.push(self.count as u32);
            self.count += word.count_ones() as usize;
        }
        self
    }

    /// How many bits there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many are set.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Whether a bit is set.
    pub(super) fn has(&self, at: u32) -> bool {
        self.words[at as usize / BITS] >> (at as usize % BITS) & 1 != 0
    }

    /// How many are set before a place where a bit is.
    pub(super) fn rank(&self, at: u32) -> u32 {
        let (word, bit) = (at as usize / BITS, at as usize % BITS);
        self.before[word] + (self.words[word] & ((1 << bit) - 1)).count_ones()
    }

    /// Where the bit is before which `number` are set; behind all of them where there is none.
    pub(super) fn place(&self, number: u32) -> u32 {
        if number as usize >= self.count {
            return self.len as u32;
        }
        // No place is before that of its number.
        let from = number as usize / BITS;
        let word = from + self.before[from..].partition_point(|before| *before <= number) - 1;
        let mut bits = self.words[word];
        for _ in self.before[word]..number {
            bits &= bits - 1;
        }
        (word * BITS) as u32 + bits.trailing_zeros()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn it_counts_as_one_would(bits in proptest::collection::vec(proptest::bool::weighted(0.7), 0..400)) {
            let set: Vec<u32> = (0..).zip(&bits).filter(|(_, bit)| **bit).map(|(at, _)| at).collect();
            let mut ranked = Ranked::new(bits.len() + 100);
            set.iter().for_each(|at| ranked.set(*at as usize));
            let ranked = ranked.counted(bits.len());
            proptest::prop_assert_eq!((ranked.len(), ranked.count()), (bits.len(), set.len()));
            for (at, bit) in (0..).zip(&bits) {
                proptest::prop_assert_eq!(ranked.has(at), *bit);
                proptest::prop_assert_eq!(ranked.rank(at) as usize, set.partition_point(|place| *place < at));
            }
            for (number, place) in (0..).zip(&set) {
                proptest::prop_assert_eq!(ranked.place(number), *place);
            }
            proptest::prop_assert_eq!(ranked.place(set.len() as u32), bits.len() as u32);
        }
    }
}
