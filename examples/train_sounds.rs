//! Learns what sounds cost that become others in another script, from pairs of names:
//!
//! ```sh
//! node scripts/sound-pairs.mjs | cargo run --release --example train_sounds > data/sound-costs.tsv
//! node scripts/sound-pairs.mjs | cargo run --release --example train_sounds -- --split > /dev/null
//! ```
//!
//! Expectation maximization with the best way only (Ristad and Yianilos 1998): pairs are aligned by the
//! costs so far, what became what is counted, and the counts are the next costs. Pairs that are less than
//! [`ALIKE`] alike are translations, and are left out. With `--split` half of the Latin names (by their
//! hash) are learned from, and the likeness of the other half is printed to standard error.

use brandlint::index::key_of;
use brandlint::sound::{Manner, SOUNDS, Sounds, plain_cost, weight};
use std::io::Read;

/// Number of "no sound at all".
const NONE: usize = SOUNDS.len();
const WIDTH: usize = SOUNDS.len() + 1;
const ALIKE: f32 = 0.6;
const ROUNDS: usize = 6;
/// How many times each sound is taken to have been seen to become what the plain costs say.
const PRIOR: f32 = 6.0;
/// Nats in one unit of cost.
const UNIT: f32 = 0.4;
/// Vowels are what languages differ in: one never costs more, in units.
const MOST_VOWEL: f32 = 3.0;
/// A consonant that has no counterpart never costs less, in units: or else every translation would seem alike.
/// Those that are hardly heard in half the languages may.
const LEAST_CONSONANT: f32 = 6.0;
const FAINT: &[u8] = b"hwyr";

const MANNERS: [(Manner, &str); 6] = [
    (Manner::Alphabet, "alphabet"),
    (Manner::Abjad, "abjad"),
    (Manner::Kana, "kana"),
    (Manner::Hangul, "hangul"),
    (Manner::Thai, "thai"),
    (Manner::Han, "han"),
];

type Costs = Vec<f32>;
type Pair = (Vec<usize>, Vec<usize>);

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("pairs of names on standard input");
    let split = std::env::args().any(|argument| argument == "--split");
    println!(
        "# What it costs that a sound of a name in Latin letters becomes another in another script: hexadecimal, in units of\n\
         # 0.4 nats, 0 for what it mostly becomes. Learned by examples/train_sounds.rs from the names of\n\
         # name-suggestion-index (BSD-3-Clause). Do not edit.\n\
         # Columns: how the other is written, sound (- for none: put in), the costs of becoming each of\n\
         # {}, and of being left out.",
        String::from_utf8_lossy(&SOUNDS)
    );
    for (manner, name) in MANNERS {
        let all: Vec<(bool, Pair)> = text.lines().filter_map(|line| pair(line, manner)).collect();
        let (held, learned): (Vec<_>, Vec<_>) = all.into_iter().partition(|(held, _)| *held && split);
        let learned: Vec<Pair> = learned.into_iter().map(|(_, pair)| pair).collect();
        let (costs, used) = learn(&learned);
        let tested: Vec<Pair> = if split { held.into_iter().map(|(_, pair)| pair).collect() } else { learned.clone() };
        let found = tested.iter().filter(|pair| likeness(&costs, pair) >= ALIKE).count();
        eprintln!(
            "{name}: {} pairs, {used} of them alike; {}: {found} of {} are alike",
            learned.len(),
            if split { "of those held back" } else { "in the end" },
            tested.len()
        );
        for from in 0..WIDTH {
            let row = &costs[from * WIDTH..][..WIDTH];
            let digits: String = row.iter().map(|cost| format!("{:x}", cost.round() as u8)).collect();
            println!("{name}\t{}\t{digits}", SOUNDS.get(from).map_or('-', |sound| char::from(*sound)));
        }
    }
}

/// The sounds of a pair whose second name is written in a manner, and whether it is of the half to be held back.
fn pair(line: &str, manner: Manner) -> Option<(bool, Pair)> {
    let (latin, other) = line.split_once('\t')?;
    let (latin_sounds, other) = (Sounds::of(&key_of(latin)), Sounds::of(&key_of(other)));
    let numbers = |sounds: &Sounds| -> Vec<usize> {
        sounds.letters().map(|sound| SOUNDS.iter().position(|other| *other == sound).expect("a sound")).collect()
    };
    let held = latin.bytes().fold(7u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte))) % 2 == 0;
    let fits = other.manner == manner && !latin_sounds.is_empty() && !other.is_empty();
    fits.then(|| (held, (numbers(&latin_sounds), numbers(&other))))
}

fn plain() -> Costs {
    (0..WIDTH * WIDTH).map(|at| f32::from(plain_cost(at / WIDTH, at % WIDTH))).collect()
}

fn learn(pairs: &[Pair]) -> (Costs, usize) {
    let plain = plain();
    let is_vowel = |sound: usize| sound == NONE || weight(sound as u8) < 10;
    let mut costs = plain.clone();
    let mut used = 0;
    for _ in 0..ROUNDS {
        let mut counts = vec![0f32; WIDTH * WIDTH];
        used = 0;
        for pair in pairs.iter().filter(|pair| likeness(&costs, pair) >= ALIKE) {
            used += 1;
            align(&costs, pair, |from, to| counts[from * WIDTH + to] += 1.0);
        }
        let chance = |from: usize, to: usize| (-UNIT * plain[from * WIDTH + to]).exp();
        let mut next = plain.clone();
        for from in 0..WIDTH {
            let row: f32 = counts[from * WIDTH..][..WIDTH].iter().sum();
            let prior: f32 = (0..WIDTH).map(|to| chance(from, to)).sum();
            let share = |to: usize| {
                if from == NONE {
                    // Of all the times that a sound is there, how often it was put in.
                    let there: f32 = (0..WIDTH).map(|from| counts[from * WIDTH + to]).sum();
                    (counts[NONE * WIDTH + to] + PRIOR * chance(NONE, to)) / (there + PRIOR)
                } else {
                    (counts[from * WIDTH + to] + PRIOR * chance(from, to) / prior) / (row + PRIOR)
                }
            };
            let best = if from == NONE { 1.0 } else { (0..WIDTH).map(share).fold(0.0, f32::max) };
            for to in (0..WIDTH).filter(|to| from != NONE || *to != NONE) {
                let most = if is_vowel(from) && is_vowel(to) { MOST_VOWEL } else { 15.0 };
                let alone = [from, to].contains(&NONE).then(|| SOUNDS[from.min(to)]);
                let least = match alone {
                    Some(sound) if FAINT.contains(&sound) => 1.0,
                    Some(_) if !is_vowel(from.min(to)) => LEAST_CONSONANT,
                    Some(_) => 1.0,
                    None => 0.0,
                };
                next[from * WIDTH + to] = ((best / share(to)).ln() / UNIT).clamp(least, most);
            }
        }
        costs = next;
    }
    (costs, used)
}

fn likeness(costs: &Costs, pair: &Pair) -> f32 {
    let total = |sounds: &[usize]| sounds.iter().map(|sound| weight(*sound as u8)).sum::<u32>() as f32;
    1.0 - align(costs, pair, |_, _| ()) / total(&pair.0).max(total(&pair.1))
}

/// The cost of the cheapest way from one to the other; `step` is told each step of it, the last first.
fn align(costs: &Costs, (from, to): &Pair, mut step: impl FnMut(usize, usize)) -> f32 {
    let width = to.len() + 1;
    let mut table = vec![0f32; (from.len() + 1) * width];
    let cost = |a: usize, b: usize| costs[a * WIDTH + b];
    for i in 0..=from.len() {
        for j in 0..=to.len() {
            let ways = [
                (i > 0 && j > 0).then(|| table[(i - 1) * width + j - 1] + cost(from[i - 1], to[j - 1])),
                (i > 0).then(|| table[(i - 1) * width + j] + cost(from[i - 1], NONE)),
                (j > 0).then(|| table[i * width + j - 1] + cost(NONE, to[j - 1])),
            ];
            table[i * width + j] = ways.into_iter().flatten().fold(f32::INFINITY, f32::min);
            if i + j == 0 {
                table[0] = 0.0;
            }
        }
    }
    let (mut i, mut j) = (from.len(), to.len());
    while i + j > 0 {
        let here = table[i * width + j];
        if i > 0 && j > 0 && here == table[(i - 1) * width + j - 1] + cost(from[i - 1], to[j - 1]) {
            (i, j) = (i - 1, j - 1);
            step(from[i], to[j]);
        } else if i > 0 && here == table[(i - 1) * width + j] + cost(from[i - 1], NONE) {
            i -= 1;
            step(from[i], NONE);
        } else {
            j -= 1;
            step(NONE, to[j]);
        }
    }
    table[from.len() * width + to.len()]
}
