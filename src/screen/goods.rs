//! Goods: the listing's Nice classes against the mark's.

use crate::listing::Listing;
use crate::mark::{Registration, Status};
use crate::report::Goods;
use std::sync::OnceLock;

/// Advertising and retail, and design of everything: coordinated with nearly
/// every class, and by themselves no link between goods.
const WEAK: u64 = 1 << 35 | 1 << 42;

/// For each class the classes that are searched with it, as bits.
fn coordinated() -> &'static [u64; 46] {
    static CLASSES: OnceLock<[u64; 46]> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut classes = [0; 46];
        for line in include_str!("../../data/coordinated-classes.tsv").lines().filter(|line| !line.starts_with('#')) {
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

/// How the listing's goods relate to those of a mark's registrations.
pub(super) fn goods(listing: &Listing, registrations: &[Registration]) -> Goods {
    let own = bits(listing.category.iter().flat_map(|category| category.nice.iter().copied()));
    let rows = registrations.iter().filter(|row| row.status != Status::Dead);
    let theirs = bits(rows.flat_map(|row| row.classes.iter().copied()));
    let near = |of: u64, to: u64| {
        (1..46).filter(|class| of >> class & 1 != 0).any(|class| coordinated()[class] & to & !WEAK != 0)
    };
    match () {
        () if own == 0 || theirs == 0 => Goods::Unknown,
        () if own & theirs != 0 => Goods::Same,
        () if near(own, theirs) || near(theirs, own) => Goods::Related,
        () => Goods::Unrelated,
    }
}
