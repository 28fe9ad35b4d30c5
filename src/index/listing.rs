//! A table of [`super::listed`] in the making: its entries are gathered by region as the keys come.
//!
//! Buckets fall into regions. What is listed is put behind what was listed before in the same region, in pages, and each
//! region is put in order by itself when all is there: there is nothing but the entries in passing, and none of them is put
//! where memory is waited for.

use super::goes::goes;
use std::ops::Range;

/// Keys that are being listed.
pub(crate) struct Listing {
    /// The key that is listed.
    key: u32,
    regions: Vec<Region>,
    /// Of each region the entries so far, in pages.
    pages: Vec<u8>,
    /// The region of each page.
    owners: Vec<usize>,
}

/// What was gathered of a region.
#[derive(Clone, Default)]
struct Region {
    /// Where in the pages its last entry ends; at the end of a page, or of none, another page is needed.
    end: usize,
    /// The key of that entry.
    key: u32,
    /// How many pages it has; when they are in order, where they end.
    pages: usize,
}

/// A region has so many buckets, told by so many low bits of a hash.
pub(super) const REGION: usize = 1 << REGION_BITS;
const REGION_BITS: u32 = 11;
/// Of the high bits of a hash so many are gathered.
pub(super) const HIGH: u32 = 13;
/// Bytes of a page.
const PAGE: usize = GATHERED << 10;

/// An entry as it is gathered: from the lowest bits on its bucket in the region, high bits of its hash, and how many keys it
/// is behind the one before it. [`FAR`] says that it is none, and as far.
#[derive(Clone, Copy)]
pub(super) struct Gathered(u32);

/// Bytes of an entry.
pub(super) const GATHERED: usize = size_of::<Gathered>();
const BEHIND_AT: u32 = REGION_BITS + HIGH;
const FAR: u32 = u32::MAX >> BEHIND_AT;

impl Gathered {
    /// The entries in some bytes.
    pub(super) fn all(bytes: &[u8]) -> impl DoubleEndedIterator<Item = Gathered> {
        bytes.chunks_exact(GATHERED).map(|entry| Gathered(word(entry, 0)))
    }

    /// Whether it is an entry.
    pub(super) fn is_entry(self) -> bool {
        self.behind() != FAR
    }

    /// Its bucket in its region, in the lowest bits; above them are others.
    pub(super) fn bucket(self) -> usize {
        self.0 as usize
    }

    /// The [`HIGH`] highest bits of its hash, in their places; below them zeros.
    pub(super) fn high(self) -> u32 {
        self.0 << (u32::BITS - BEHIND_AT) & !(u32::MAX >> HIGH)
    }

    /// How many keys it is behind the one before it.
    pub(super) fn behind(self) -> u32 {
        self.0 >> BEHIND_AT
    }
}

/// Four bytes from a place on.
#[inline(always)]
pub(super) fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap_or_default())
}

/// Writes four bytes there.
#[inline(always)]
pub(super) fn set_word(bytes: &mut [u8], at: usize, word: u32) {
    if let Some(place) = bytes[at..at + 4].first_chunk_mut() {
        *place = word.to_le_bytes();
    }
}

impl Listing {
    /// Lists `count` keys in a table of so many buckets. Each is listed by `list`, [under](Listing::under) as many hashes as it
    /// likes, `entries` of them in all or somewhat fewer.
    pub(super) fn of(count: usize, entries: usize, buckets: usize, list: &mut dyn FnMut(u32, &mut Listing)) -> Listing {
        let regions = buckets.div_ceil(REGION);
        // The last page of a region is half full on average.
        let pages = (entries * GATHERED).div_ceil(PAGE) + regions;
        let mut listing = Listing {
            owners: Vec::with_capacity(pages),
            // Behind what else is large, that it may become smaller or larger where it is.
            pages: Vec::with_capacity(pages * PAGE),
            regions: vec![Region::default(); regions],
            key: 0,
        };
        goes(count).for_each(|keys| listing.take(keys, list));
        listing.order();
        listing
    }

    /// What was gathered, and of each region, in their order, where that is and the key of its last entry.
    pub(super) fn done(self) -> (Vec<u8>, impl Iterator<Item = (Range<usize>, u32)>) {
        let mut start = 0;
        let regions = self.regions.into_iter().map(move |region| {
            // Behind the last entry its last page is empty.
            let empty = region.end.next_multiple_of(PAGE) - region.end;
            let pages = std::mem::replace(&mut start, region.pages * PAGE)..region.pages * PAGE - empty;
            (pages, region.key)
        });
        (self.pages, regions)
    }

    /// Lists some keys.
    #[inline(never)]
    fn take(&mut self, keys: Range<usize>, list: &mut dyn FnMut(u32, &mut Listing)) {
        for key in keys {
            self.key = key as u32;
            list(self.key, self);
        }
    }

    /// Lists the key under a hash.
    #[inline(never)]
    pub(crate) fn under(&mut self, hash: u32) {
        let number = hash as usize >> REGION_BITS & (self.regions.len() - 1);
        let region = &mut self.regions[number];
        let behind = self.key - region.key;
        if behind >= FAR || region.end.is_multiple_of(PAGE) {
            self.make_way(number);
        }
        let region = &mut self.regions[number];
        let high = hash >> (u32::BITS - HIGH) << REGION_BITS;
        let entry = (self.key - region.key) << BEHIND_AT | high | hash & (REGION - 1) as u32;
        set_word(&mut self.pages, region.end, entry);
        region.end += GATHERED;
        region.key = self.key;
    }

    /// Makes room for the next entry of a region, near enough behind the last.
    #[inline(never)]
    fn make_way(&mut self, number: usize) {
        loop {
            let region = &mut self.regions[number];
            if region.end.is_multiple_of(PAGE) {
                region.end = self.pages.len();
                region.pages += 1;
                self.owners.push(number);
                // Little by little: a page of the web never gives memory back.
                if self.pages.capacity() - region.end < PAGE {
                    self.pages.reserve_exact(region.end / 8 + PAGE);
                }
                self.pages.resize(region.end + PAGE, 0);
            }
            if self.key - region.key < FAR {
                return;
            }
            set_word(&mut self.pages, region.end, FAR << BEHIND_AT);
            region.end += GATHERED;
            region.key += FAR;
        }
    }

    /// Brings the pages into the order of their regions.
    fn order(&mut self) {
        let mut start = 0;
        for region in &mut self.regions {
            (region.pages, start) = (start, start + region.pages);
        }
        // Where each page is to be.
        let mut places = std::mem::take(&mut self.owners);
        for owner in &mut places {
            let end = &mut self.regions[*owner].pages;
            *owner = *end;
            *end += 1;
        }
        let mut kept = [0; PAGE];
        for page in 0..places.len() {
            while places[page] != page {
                let place = places[page];
                kept.copy_from_slice(&self.pages[place * PAGE..][..PAGE]);
                self.pages.copy_within(page * PAGE..(page + 1) * PAGE, place * PAGE);
                self.pages[page * PAGE..][..PAGE].copy_from_slice(&kept);
                places.swap(page, place);
            }
        }
    }
}
