//! Goods: the listing's Nice classes against the mark's.

use crate::index::{Hashed, hash_end, hash_of, hash_start, hash_step, key_of};
use crate::listing::{Category, Listing};
use crate::mark::{Registration, Status};
use crate::report::Goods;
use crate::text::{Folded, Glue};
use std::sync::OnceLock;

/// Advertising and retail, and design of everything: coordinated with nearly
/// every class, and by themselves no link between goods.
const WEAK: u64 = 1 << 35 | 1 << 42;

/// For each class the classes that are searched with it, as bits (`data/coordinated-classes.tsv`).
fn coordinated() -> &'static [u64; 46] {
    static CLASSES: OnceLock<[u64; 46]> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut classes = [0; 46];
        for line in include_str!(concat!(env!("OUT_DIR"), "/coordinated-classes.tsv")).lines() {
            if let Some((class, others)) = line.split_once('\t')
                && let Some(row) = class.parse::<usize>().ok().and_then(|class| classes.get_mut(class))
            {
                *row = bits(others.split(' ').filter_map(|class| class.parse().ok()));
            }
        }
        classes
    })
}

fn bits(classes: impl Iterator<Item = u8>) -> u64 {
    classes.filter(|class| *class < 64).fold(0, |set, class| set | 1 << class)
}

/// What a listing offers, as Nice classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Offer {
    /// Bit n for class n; none where nothing is known.
    classes: u64,
    /// Whether the page says so. Words of a title tell what is offered, not what is not.
    stated: bool,
}

impl Offer {
    /// What the listing's category says; where it says nothing, what the words of the title do.
    pub(super) fn of(listing: &Listing, title: &Folded) -> Offer {
        let stated = listing.category.as_ref().map_or(0, stated);
        if stated != 0 {
            return Offer { classes: stated, stated: true };
        }
        Offer { classes: named(title), stated: false }
    }

    /// How the goods relate to those of a mark's registrations.
    pub(super) fn against(self, registrations: &[Registration]) -> Goods {
        let rows = registrations.iter().filter(|row| row.status != Status::Dead);
        let theirs = bits(rows.flat_map(|row| row.classes.iter().copied()));
        let own = self.classes;
        let near = |of: u64, to: u64| {
            (1..46).filter(|class| of >> class & 1 != 0).any(|class| coordinated()[class] & to & !WEAK != 0)
        };
        match () {
            () if own == 0 || theirs == 0 => Goods::Unknown,
            () if own & theirs != 0 => Goods::Same,
            () if near(own, theirs) || near(theirs, own) => Goods::Related,
            () if !self.stated => Goods::Unknown,
            () => Goods::Unrelated,
        }
    }
}

/// The classes of a category: its own, or those of its Google product taxonomy path.
fn stated(category: &Category) -> u64 {
    match bits(category.nice.iter().copied()) {
        0 => category.google.as_deref().map_or(0, taxonomy),
        classes => classes,
    }
}

/// The classes of the longest part of a Google product taxonomy path that `data/google-taxonomy.tsv`
/// has. The number that feeds put before a path (`187 - Apparel …`) may stand there.
fn taxonomy(path: &str) -> u64 {
    let path = path.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(" - ").unwrap_or(path);
    let parts: Vec<&str> = path.split('>').map(str::trim).collect();
    let (mut level, mut classes) = (0, 0);
    for line in include_str!(concat!(env!("OUT_DIR"), "/google-taxonomy.tsv")).lines() {
        let name = line.trim_start_matches('>');
        let depth = line.len() - name.len();
        if depth < level {
            break;
        }
        if let Some((name, own)) = name.split_once('\t')
            && depth == level
            && parts.get(level).is_some_and(|part| part.eq_ignore_ascii_case(name))
        {
            level += 1;
            if !own.is_empty() {
                classes = bits(own.split(' ').filter_map(|class| class.parse().ok()));
            }
        }
    }
    classes
}

/// No goods word that is written without spaces has more letters.
const RUN: usize = 6;

/// The classes of the goods that a title's words name (`data/goods-words.tsv`).
fn named(title: &Folded) -> u64 {
    (0..title.units.len()).fold(0, |classes, at| classes | named_at(title, at))
}

/// The class of each goods word.
fn words() -> &'static Hashed<u8> {
    static WORDS: OnceLock<Hashed<u8>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let lines = include_str!(concat!(env!("OUT_DIR"), "/goods-words.tsv")).lines();
        let mut rows = Vec::new();
        for (class, list) in lines.filter_map(|row| row.split_once('\t')) {
            let class = class.parse().unwrap_or(0);
            rows.extend(list.split(' ').map(|word| (hash_end(hash_of(key_of(word).chars())), class)));
        }
        Hashed::new(rows)
    })
}

/// The classes of the goods that the word from unit `first` on names.
pub(super) fn named_at(text: &Folded, first: usize) -> u64 {
    if text.units.get(first).is_none_or(|unit| unit.glue <= Glue::Inside) {
        return 0;
    }
    let words = words();
    let mut classes = 0;
    let mut hash = hash_start();
    for (at, unit) in text.units.iter().enumerate().skip(first) {
        let open = unit.glue <= Glue::Inside || unit.glue < Glue::Joint && unit.class.runs_on() && at - first < RUN;
        if at > first && !open {
            break;
        }
        hash = hash_step(hash, unit.plain);
        if text.units.get(at + 1).is_none_or(|next| next.glue > Glue::Inside) {
            classes |= words.of(hash_end(hash)).next().map_or(0, |class| 1 << (class & 63));
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn classes(set: u64) -> Vec<u8> {
        (1..46).filter(|class| set >> class & 1 != 0).collect()
    }

    #[test]
    fn the_longest_known_part_of_a_path_counts() {
        for (path, expected) in [
            ("Apparel & Accessories", vec![25]),
            ("Apparel & Accessories > Shoes", vec![25]),
            ("Apparel & Accessories > Jewelry > Watches", vec![14]),
            ("apparel & accessories>jewelry", vec![14]),
            ("188 - Apparel & Accessories > Jewelry", vec![14]),
            ("Health & Beauty > Personal Care > Cosmetics > Makeup", vec![3]),
            ("Health & Beauty > Personal Care > Cosmetics > Cosmetic Tools > Makeup Tools", vec![8, 21]),
            ("Home & Garden > Decor > Clocks > Wall Clocks", vec![14]),
            ("Vehicles & Parts", vec![12]),
            ("Jewelry", vec![]),
            ("Clothes > Shoes", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(classes(taxonomy(path)), expected, "{path}");
        }
    }

    #[test]
    fn words_of_a_title_name_goods() {
        for (title, expected) in [
            ("Mens leather shoes", vec![25]),
            ("Lederschuhe, Schuhe für Herren", vec![25]),
            ("КРОССОВКИ мужские", vec![25]),
            ("男士运动鞋2024新款", vec![25]),
            ("ワイヤレスイヤホン", vec![9]),
            ("여성 운동화", vec![25]),
            ("Coffee mug", vec![21, 30]),
            ("Shoemaker", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(classes(named(&fold(title).readings()[0])), expected, "{title}");
        }
    }

    #[test]
    fn a_title_never_says_that_goods_are_others() {
        let row = Registration { classes: vec![36], ..Registration::default() };
        let shoes = Listing { title: "Shoes".into(), ..Listing::default() };
        let offer = Offer::of(&shoes, &fold("Shoes").readings()[0]);
        assert_eq!(offer.against(std::slice::from_ref(&row)), Goods::Unknown);
        let stated = Offer { stated: true, ..offer };
        assert_eq!(stated.against(&[row]), Goods::Unrelated);
    }
}
