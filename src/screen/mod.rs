//! Screening: listing → report.
//!
//! [`find`] turns a field's folded text into candidates, [`weigh`] turns a
//! candidate and its context into a finding or nothing. Here they are put
//! together: overlaps resolved, findings ranked.

mod compare;
mod cue;
mod find;
mod goods;
mod hear;
pub(crate) mod message;
mod policy;
mod similar;
mod usage;
mod weigh;

pub use policy::{Policy, Strictness};

use crate::index::{Segment, SegmentError, key_of};
use crate::listing::Listing;
use crate::pair::{Likeness, compare};
use crate::report::{Finding, Report, Risk};
use crate::text::{Class, Folded, fold};
use std::borrow::Cow;
use usage::{MarkUse, Usage};
use weigh::{Context, Settled, Weighed};

/// What is written where a form asks for a brand and the goods have none, as keys. No name is looked for in it.
const NO_BRAND: &str = "generic,unbranded,un branded,no brand,brandless,no name,noname,none,n a,na,not applicable,does not apply,\
    unknown,other,handmade,markenlos,ohne marke,keine marke,keine,nicht zutreffend,sans marque,aucune,generique,\
    non applicable,sin marca,generico,generica,no aplica,ninguna,senza marca,non applicabile,sem marca,nao se aplica,\
    merkloos,geen merk,bez marki,bez znacky,brak,nie dotyczy,markasiz,без бренда,нет бренда,без марки,нет,без торговоі марки,\
    无,无品牌,其他,ノーブランド,ノーブランド品,なし,없음,해당 없음";

/// So many letters make the first part of a longer mark a mark of its own.
const LEADING: usize = 4;

/// So many findings of one field are reported: a text that names more is stuffed
/// with names, and nobody reads on.
const MOST_FINDINGS: usize = 100;

/// So many marks that sound like one place, or resemble it, are reported, the most alike first.
const MOST_HEARD: u8 = 5;

/// Screens listings against a brand index. Immutable but for [`Screener::open`], [`Screener::add`] and
/// [`Screener::set_policy`].
#[derive(Default)]
pub struct Screener {
    segment: Segment,
    policy: Policy,
}

impl Screener {
    /// A screener without a segment: it finds nothing.
    pub fn new() -> Screener {
        Screener::default()
    }

    /// Adds a segment: all are searched as one, see [`Segment::open_all`].
    ///
    /// # Errors
    /// [`SegmentError`]; the screener is as it was then.
    pub fn open(&mut self, bytes: &[u8]) -> Result<(), SegmentError> {
        self.open_telling(bytes.into(), &mut |_| ())
    }

    /// The same, and says now and then how much of it is done, from 0 to 1: a million forms take a while. The memory of
    /// bytes that are handed over (owned) is given back as they are read.
    ///
    /// # Errors
    /// The same.
    pub fn open_telling(&mut self, bytes: Cow<'_, [u8]>, progress: &mut dyn FnMut(f32)) -> Result<(), SegmentError> {
        self.segment = self.segment.open_telling(bytes, progress)?;
        Ok(())
    }

    /// Sets what the platform wants: for the listings that are screened from now on.
    ///
    /// # Errors
    /// Names the key that is wrong; the policy stays as it was then.
    pub fn set_policy(&mut self, policy: Policy) -> Result<(), String> {
        policy.check()?;
        self.policy = policy;
        Ok(())
    }

    /// Adds a segment behind which another one follows: nothing is found before that is opened.
    ///
    /// # Errors
    /// [`SegmentError`]; the screener is as it was then.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), SegmentError> {
        self.segment = self.segment.with(bytes.into())?;
        Ok(())
    }

    /// What is searched.
    pub fn segment(&self) -> &Segment {
        &self.segment
    }

    /// Screens one listing.
    pub fn screen(&self, listing: &Listing) -> Report {
        let mut findings = Vec::new();
        // What the brand field names is meant as a name in the other fields too; what it only resembles is not.
        let title = fold(&listing.title);
        let context = Context::new(listing, &title, &self.policy);
        let key = key_of(&listing.brand);
        let no_brand = NO_BRAND.split(',').any(|text| text == key);
        let brand = if no_brand { "" } else { &listing.brand };
        let brand = self.places(&context, &fold(brand).readings(), false);
        let brand: Vec<u32> = brand.iter().map(|place| place.mark).collect();
        for (field, text) in listing.fields().filter(|(field, _)| !(no_brand && field == "brand")) {
            let folded = if field == "title" { title.clone() } else { fold(text) };
            self.screen_field(&context, &field, text, folded, &brand, &mut findings);
        }
        // Within a risk and score the reading order stays.
        let findings =
            in_order(findings, |finding: &Finding| u128::from(3 - finding.risk as u8) << 32 | falling(finding.score));
        let risk = findings.first().map_or(Risk::None, |finding| finding.risk);
        Report { id: listing.id.clone(), risk, findings }
    }

    /// How alike two marks are: by themselves, and in meaning where the segment has translations.
    pub fn compare(&self, a: &str, b: &str) -> Likeness {
        let likeness = compare(a, b);
        if self.segment.mean_the_same(a, b) { likeness.with_same_meaning() } else { likeness }
    }

    /// Every place of a text where a mark may stand, overlaps and all.
    fn places(&self, context: &Context<'_>, readings: &[Folded], brand_field: bool) -> Vec<Weighed> {
        let mut places = Vec::new();
        for reading in readings {
            for candidate in find::candidates(&self.segment, reading, brand_field) {
                places.extend(weigh::weigh(&self.segment, reading, &candidate, context, brand_field));
            }
        }
        places
    }

    fn screen_field(
        &self,
        context: &Context<'_>,
        field: &str,
        text: &str,
        folded: Folded,
        brand: &[u32],
        findings: &mut Vec<Finding>,
    ) {
        let readings = folded.readings();
        let places = self.places(context, &readings, field == "brand");
        if places.is_empty() {
            return;
        }
        let typed: Vec<u16> = text.encode_utf16().collect();
        // Signs are signs beside a mark, whatever they are in it.
        let signs =
            |reading: &&Folded| reading.units.iter().any(|unit| matches!(unit.class, Class::Sign | Class::Mask));
        let plain = readings.iter().find(|reading| !signs(reading)).unwrap_or(&readings[0]);
        let usage = Usage::new(plain, &typed);
        let mut settled = Vec::new();
        let mut before: Option<(usize, MarkUse)> = None;
        for weighed in without_overlaps(places, typed.len()) {
            let mark_use = usage.of(weighed.start, weighed.end, before);
            before = Some((weighed.end, mark_use));
            let named = brand.contains(&weighed.mark);
            settled.extend(weighed.settle(mark_use, named));
        }
        let language = context.listing.spoken();
        settled.retain(|place| place.risk >= self.policy.least_risk);
        for settled in most_serious(self.one_an_owner(settled)) {
            findings.push(settled.into_finding(&self.segment, field, &typed, language));
        }
    }
}

impl Screener {
    /// Of the marks of one owner at one place the most serious, the first in the register of those; the others counted.
    /// Of places of one mark with the same start the longest and most alike: it is not named again in itself.
    fn one_an_owner(&self, places: Vec<Settled>) -> Vec<Settled> {
        let mut kept: Vec<Settled> = Vec::new();
        for place in places {
            let owner = |place: &Settled| self.segment.mark_owner(place.mark());
            let same = kept.iter_mut().rev().take_while(|other| other.start() == place.start()).find(|other| {
                let name = owner(&place);
                other.mark() == place.mark() || other.end() == place.end() && !name.is_empty() && owner(other) == name
            });
            let Some(other) = same else {
                kept.push(place);
                continue;
            };
            let also = other.also + u32::from(other.mark() != place.mark());
            if place.risk > other.risk && place.end() == other.end() {
                *other = place;
            }
            other.also = also;
        }
        kept
    }
}

/// Of places that overlap the longest and most alike stays (a letter of a near one counts three quarters). Several marks may
/// share one place: they are as long and as alike. A mark that leads a longer
/// one is a mark of its own: TROPICANA in "Tropicana Pure Premium" is what a
/// buyer remembers (offices give the first part the most weight).
fn without_overlaps(places: Vec<Weighed>, text_len: usize) -> Vec<Weighed> {
    let mut places = in_order(places, |place| {
        (!(place.hold as u16) as u128) << 80
            | falling(place.alike) << 64
            | (place.start as u128) << 32
            | u128::from(place.mark)
    });
    // The two readings of a text give the same place twice.
    places.dedup_by_key(|place| (place.mark, place.start, place.end, place.alike.to_bits()));
    let mut kept: Vec<Weighed> = Vec::new();
    // How many that are only heard start at a code unit of the text.
    let mut heard = vec![0u8; text_len];
    // For each code unit of the text the kept place that covers it, plus one.
    // Longer places come first, so one that overlaps covers an end of the shorter.
    let mut cover = vec![0usize; text_len];
    for place in places {
        let over = |at: usize| cover[at].checked_sub(1).map(|number: usize| &kept[number]);
        let (left, right) = (over(place.start), over(place.end - 1));
        let same = |other: &Weighed| (other.start, other.end) == (place.start, place.end);
        let stays = match left {
            // A mark that sounds like the text stands beside those that are in it: each may object, once.
            _ if place.heard && (place.is_all || left.is_some_and(same)) => {
                let meets = |other: &&Weighed| other.start < place.end && place.start < other.end;
                let most = if place.hold == 0 { most_similar(kept.iter().filter(meets)) } else { MOST_HEARD };
                (heard[place.start] < most || again(&place, &kept))
                    && !kept.iter().filter(meets).any(|other| other.mark == place.mark)
            }
            None => right.is_none(),
            Some(other) if other.start != place.start => false,
            Some(other) if other.end == place.end => other.alike == place.alike,
            Some(other) => place.letters >= LEADING && !place.heard && !(place.is_masked() && other.is_masked()),
        };
        if stays {
            if left.is_none() && right.is_none() {
                cover[place.start..place.end].fill(kept.len() + 1);
            }
            heard[place.start] = heard[place.start].saturating_add(u8::from(place.heard && !again(&place, &kept)));
            kept.push(place);
        }
    }
    in_order(kept, |place| place.start as u128)
}

/// Whether a place is one more mark of the name that was found to resemble it last.
fn again(place: &Weighed, kept: &[Weighed]) -> bool {
    kept.last()
        .is_some_and(|last| place.hold == 0 && (last.hold, last.start, last.alike) == (0, place.start, place.alike))
}

/// How many marks that resemble a name are worth a word beside what stands in it: the more of the name is a mark
/// itself, the fewer.
fn most_similar<'a>(kept: impl Iterator<Item = &'a Weighed>) -> u8 {
    let known = kept.filter(|other| !other.heard);
    known
        .map(|other| {
            if !other.is_all {
                3
            } else if other.alike == 1.0 {
                2
            } else {
                1
            }
        })
        .min()
        .unwrap_or(MOST_HEARD)
}

/// The most serious of a field's places, in reading order: what a reader would still look at.
fn most_serious(places: Vec<Settled>) -> Vec<Settled> {
    if places.len() <= MOST_FINDINGS {
        return places;
    }
    let mut places = in_order(places, |place| 3 - place.risk as u128);
    places.truncate(MOST_FINDINGS);
    in_order(places, |place| place.start() as u128)
}

/// A number that falls as `share`, from 0 to 1, rises: 16 bits.
fn falling(share: f32) -> u128 {
    (65535.0 * (1.0 - share)) as u128
}

/// Items in the order of their keys of 96 bits; equal ones stay as they are.
/// One kind of key for all: each kind of sort costs the wasm five kilobytes.
fn in_order<T>(items: Vec<T>, key: impl Fn(&T) -> u128) -> Vec<T> {
    let mut order: Vec<u128> = items.iter().zip(0u128..).map(|(item, at)| key(item) << 32 | at).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|key| items[key as u32 as usize].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_no_brand_is_folded() {
        for text in NO_BRAND.split(',') {
            assert_eq!(key_of(text), text);
        }
    }
}
