//! Keys that share letters with a name, three in a row: the rarer three are among all keys, the more they tell.

/// Rows of three letters fall into so many places: letters count by their low five bits.
const PLACES: usize = 1 << 15;
/// Among fewer keys than so many nothing is rare: a short list is part of all the names there are.
const FEWEST_KEYS: usize = 250;
/// Steps of a weight for each nat that a row tells.
const STEPS: f32 = 16.0;

/// How much each row of three letters tells.
pub(super) struct Trigrams(Vec<u8>);

/// What keys have in common with a name.
pub(crate) struct Common {
    /// The keys that share at least so much as was asked for, with what they share: 0 nothing, 1 everything.
    pub keys: Vec<(u32, f32)>,
    /// How many keys start with the name's first letter, its first two, and so on.
    starts: Vec<u32>,
    /// How many keys end with its last letter, its last two, and so on.
    ends: Vec<u32>,
    /// How many keys there are.
    count: usize,
}

/// The rows of three letters of a key, and of two at its start and end.
#[inline]
fn rows(key: &[u8], mut each: impl FnMut(usize)) {
    let mut row = 0;
    // One place where `each` is called, so that it is no call.
    for at in 0..=key.len() {
        let byte = key.get(at).copied().unwrap_or(b' ');
        row = (row << 5 | usize::from(byte & 31)) % PLACES;
        each(row);
    }
}

/// How many items two iterators have in common before they differ.
fn same<T: PartialEq>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

impl Trigrams {
    /// Counts the rows of so many keys, which `get` gives for a number.
    pub(super) fn new<'a>(count: usize, get: impl Fn(u32) -> &'a [u8]) -> Trigrams {
        let mut counts = vec![0u32; PLACES];
        for key in 0..count as u32 {
            rows(get(key), |row| counts[row] += 1);
        }
        let all = count.max(FEWEST_KEYS) as f32;
        Trigrams(counts.iter().map(|count| ((all / (*count).max(1) as f32).ln() * STEPS) as u8).collect())
    }

    fn weight(&self, row: usize) -> u32 {
        u32::from(self.0[row])
    }

    /// What so many keys have in common with a name: those of them that share `least`.
    pub(super) fn common<'a>(&self, name: &str, least: f32, count: usize, get: impl Fn(u32) -> &'a [u8]) -> Common {
        let name = name.as_bytes();
        // What the name's rows tell, and nothing for all others.
        let mut wanted = [0u8; PLACES];
        let mut whole = 0;
        rows(name, |row| {
            whole += self.weight(row);
            wanted[row] = self.0[row];
        });
        let mut common = Common { keys: Vec::new(), starts: vec![0; name.len()], ends: vec![0; name.len()], count };
        for key in 0..count as u32 {
            let text = get(key);
            let mut shared = 0;
            rows(text, |row| shared += u32::from(wanted[row]));
            if text.first() == name.first() {
                common.starts[..same(name.iter(), text.iter())].iter_mut().for_each(|keys| *keys += 1);
            }
            if text.last() == name.last() {
                common.ends[..same(name.iter().rev(), text.iter().rev())].iter_mut().for_each(|keys| *keys += 1);
            }
            // All of the key is looked at where the name shares enough.
            if shared as f32 >= least * least * whole as f32 {
                let mut all = 0;
                rows(text, |row| all += self.weight(row));
                let share = shared as f32 / (whole as f32 * all as f32).sqrt();
                if share >= least {
                    common.keys.push((key, share));
                }
            }
        }
        common
    }
}

impl Common {
    /// How much it tells that a key starts or ends like the name does, from 0 to 1.
    pub(crate) fn tells(&self, name: &str, key: &str) -> f32 {
        let all = (self.count.max(FEWEST_KEYS) as f32).ln();
        let told = |keys: &[u32], letters: usize| {
            letters.checked_sub(1).map_or(0.0, |at| 1.0 - (keys[at].max(1) as f32).ln() / all)
        };
        told(&self.starts, same(name.bytes(), key.bytes()))
            .max(told(&self.ends, same(name.bytes().rev(), key.bytes().rev())))
    }
}
