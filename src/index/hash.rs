//! Hashes of letters: of windows that grow, and of pieces of a row.

use super::way::MOST;

// Letters are the digits of a number (Karp and Rabin 1987): windows of a text are hashed as they grow, and pieces of a row
// each in the same time, whatever its length.

/// The hash of nothing.
pub(crate) const fn hash_start() -> u32 {
    0
}

/// Adds one letter.
pub(crate) const fn hash_step(hash: u32, letter: char) -> u32 {
    hash.wrapping_mul(BASE).wrapping_add(letter as u32)
}

/// The hash of some letters.
pub(crate) fn hash_of(letters: impl IntoIterator<Item = char>) -> u32 {
    letters.into_iter().fold(hash_start(), hash_step)
}

/// Spreads the high bits to the low ones that choose a slot.
pub(crate) const fn hash_end(hash: u32) -> u32 {
    (hash ^ hash >> 15).wrapping_mul(0x2c1b_3c6d) ^ hash >> 12
}

/// The base of the numbers that letters are: odd, and far from a power of two.
const BASE: u32 = 0x0100_0193;

const POWERS: [u32; MOST + 1] = {
    let mut powers = [1u32; MOST + 1];
    let mut at = 1;
    while at <= MOST {
        powers[at] = powers[at - 1].wrapping_mul(BASE);
        at += 1;
    }
    powers
};

/// Room for the hashes of a row's starts.
pub(super) type Room = [u32; MOST + 1];
pub(super) const ROOM: Room = [hash_start(); MOST + 1];

/// The pieces of a row of at most [`MOST`] letters, each hashed in the same time whatever its length.
pub(super) struct Pieces<'a> {
    pub letters: &'a [char],
    /// The number that so many letters are.
    first: &'a Room,
}

impl<'a> Pieces<'a> {
    /// Writes to `room`, which may have been written to before.
    pub(super) fn new(letters: &'a [char], room: &'a mut Room) -> Pieces<'a> {
        let mut hash = hash_start();
        for (letter, first) in letters.iter().zip(&mut room[1..]) {
            hash = hash_step(hash, *letter);
            *first = hash;
        }
        Pieces { letters, first: room }
    }

    /// The same of letters of which the hashes of all starts are known.
    pub(super) fn known(letters: &'a [char], first: &'a Room) -> Pieces<'a> {
        Pieces { letters, first }
    }

    /// The letters from one place to another.
    pub(super) fn piece(&self, from: usize, to: usize) -> u32 {
        self.first[to].wrapping_sub(self.first[from].wrapping_mul(POWERS[to - from]))
    }

    /// All letters, those from `at` on before the others.
    pub(super) fn turned(&self, at: usize) -> u32 {
        self.piece(at, self.letters.len()).wrapping_mul(POWERS[at]).wrapping_add(self.piece(0, at))
    }

    /// All letters but the one at `at`.
    pub(super) fn without(&self, at: usize) -> u32 {
        let rest = self.letters.len() - at - 1;
        self.first[at].wrapping_mul(POWERS[rest]).wrapping_add(self.piece(at + 1, self.letters.len()))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn slowly(letters: impl IntoIterator<Item = char>) -> u32 {
        letters.into_iter().fold(hash_start(), hash_step)
    }

    proptest::proptest! {
        #[test]
        fn pieces_hash_as_letter_by_letter(text in ".{1,48}", from in 0usize..48, to in 0usize..48) {
            let letters: Vec<char> = text.chars().collect();
            let mut room = ROOM;
            let pieces = Pieces::new(&letters, &mut room);
            let (from, to) = (from % letters.len(), to % (letters.len() + 1));
            if from <= to {
                proptest::prop_assert_eq!(pieces.piece(from, to), slowly(letters[from..to].iter().copied()));
            }
            let turned = letters[from..].iter().chain(&letters[..from]);
            proptest::prop_assert_eq!(pieces.turned(from), slowly(turned.copied()));
            let others = letters.iter().enumerate().filter(|(at, _)| *at != from).map(|(_, letter)| *letter);
            proptest::prop_assert_eq!(pieces.without(from), slowly(others));
        }
    }
}
