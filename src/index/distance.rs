//! How many edits lie between two rows of letters.

use super::near::{ANY, MOST};

/// Edits between a window and a key, at most `most`: insertions, deletions,
/// substitutions, and transpositions of neighbours (optimal string alignment).
/// [`ANY`] in the window agrees with every letter.
pub(crate) fn distance(window: &[char], key: &[char], most: usize) -> Option<usize> {
    if window.len().abs_diff(key.len()) > most || window.len() > MOST || key.len() > MOST {
        return None;
    }
    // What is the same at the start and at the end needs no edit.
    let same = |(a, b): &(&char, &char)| a == b || **a == ANY;
    let start = window.iter().zip(key).take_while(same).count();
    let (window, key) = (&window[start..], &key[start..]);
    let end = window.iter().rev().zip(key.iter().rev()).take_while(same).count();
    let (window, key) = (&window[..window.len() - end], &key[..key.len() - end]);
    let (m, n) = (window.len(), key.len());
    if most < 2 {
        // One edit is all that is left, or too little.
        let swapped = m == 2 && n == 2 && window[0] == key[1] && window[1] == key[0];
        let edits = if swapped { 1 } else { m.max(n) };
        return (edits <= most).then_some(edits);
    }
    // Three rows of the table are alive: this one and two above; of each the cells near the diagonal. Others are too far.
    const FAR: u8 = MOST as u8 + 1;
    let mut rows = [[FAR; MOST + 2]; 3];
    for (at, cell) in rows[0][..=n].iter_mut().enumerate() {
        *cell = at as u8;
    }
    for i in 1..=m {
        let (this, above, higher) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        let (from, to) = (i.saturating_sub(most).max(1), (i + most).min(n));
        rows[this][from - 1] = if from == 1 { i as u8 } else { FAR };
        let mut least = rows[this][from - 1];
        for j in from..=to {
            let same = window[i - 1] == key[j - 1] || window[i - 1] == ANY;
            let mut cell = (rows[above][j - 1] + u8::from(!same)).min(rows[above][j] + 1).min(rows[this][j - 1] + 1);
            if i > 1 && j > 1 && window[i - 1] == key[j - 2] && window[i - 2] == key[j - 1] {
                cell = cell.min(rows[higher][j - 2] + 1);
            }
            rows[this][j] = cell;
            least = least.min(cell);
        }
        rows[this][to + 1] = FAR;
        if usize::from(least) > most {
            return None;
        }
    }
    let edits = usize::from(rows[m % 3][n]);
    (edits <= most).then_some(edits)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    proptest! {
        #[test]
        fn distance_agrees_with_the_oracle(a in "[ab]{0,9}", b in "[ab]{0,9}", most in 0usize..4) {
            let oracle = strsim::osa_distance(&a, &b);
            prop_assert_eq!(distance(&letters(&a), &letters(&b), most), (oracle <= most).then_some(oracle));
        }

        #[test]
        fn a_covered_letter_is_any(key in "[a-z]{1,14}", at in 0usize..14) {
            let key = letters(&key);
            let mut window = key.clone();
            window[at % key.len()] = ANY;
            prop_assert_eq!(distance(&window, &key, 0), Some(0));
            window.push('a');
            prop_assert_eq!(distance(&window, &key, 0), None);
        }
    }
}
