//! Screening: listing → report.
//!
//! [`find`] turns a field's folded text into candidates, [`weigh`] turns a
//! candidate and its context into a finding or nothing. Here they are put
//! together: overlaps resolved, findings ranked.

mod compare;
mod cue;
mod find;
mod goods;
mod message;
mod policy;
mod usage;
mod weigh;

pub use policy::{Policy, Strictness};

use crate::index::{Segment, SegmentError};
use crate::listing::Listing;
use crate::report::{Finding, Report, Risk};
use crate::text::{Class, Folded, fold};
use usage::{MarkUse, Usage};
use weigh::{Context, Settled, Weighed};

/// So many letters make the first part of a longer mark a mark of its own.
const LEADING: usize = 4;

/// So many findings of one field are reported: a text that names more is stuffed
/// with names, and nobody reads on.
const MOST_FINDINGS: usize = 100;

/// Screens listings against one or more segments. Immutable but for [`Screener::open`] and [`Screener::set_policy`].
#[derive(Default)]
pub struct Screener {
    segments: Vec<Segment>,
    policy: Policy,
}

impl Screener {
    /// A screener without a segment: it finds nothing.
    pub fn new() -> Screener {
        Screener::default()
    }

    /// Adds a segment.
    ///
    /// # Errors
    /// [`SegmentError`]; the screener is as it was then.
    pub fn open(&mut self, bytes: &[u8]) -> Result<(), SegmentError> {
        self.segments.push(Segment::open(bytes)?);
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

    /// The segments, in the order in which they were opened.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Screens one listing.
    pub fn screen(&self, listing: &Listing) -> Report {
        let mut findings = Vec::new();
        // What the brand field names is meant as a name in the other fields too.
        let context = Context::new(listing, &fold(&listing.title), &self.policy);
        let brand = self.places(&context, &fold(&listing.brand).readings(), true);
        let brand: Vec<(usize, u32)> = brand.iter().map(|(number, place)| (*number, place.mark)).collect();
        for (field, text) in listing.fields() {
            self.screen_field(&context, &field, text, &brand, &mut findings);
        }
        // Within a risk and score the reading order stays.
        let findings =
            in_order(findings, |finding: &Finding| u128::from(3 - finding.risk as u8) << 32 | falling(finding.score));
        let risk = findings.first().map_or(Risk::None, |finding| finding.risk);
        Report { id: listing.id.clone(), risk, findings }
    }

    /// Every place of a text where a mark may stand, overlaps and all.
    fn places(&self, context: &Context<'_>, readings: &[Folded], brand_field: bool) -> Vec<(usize, Weighed)> {
        let mut places = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            for reading in readings {
                for candidate in find::candidates(segment, reading) {
                    let weighed = weigh::weigh(segment, reading, &candidate, context, brand_field);
                    places.extend(weighed.into_iter().map(|weighed| (number, weighed)));
                }
            }
        }
        places
    }

    fn screen_field(
        &self,
        context: &Context<'_>,
        field: &str,
        text: &str,
        brand: &[(usize, u32)],
        findings: &mut Vec<Finding>,
    ) {
        let readings = fold(text).readings();
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
        for (number, weighed) in without_overlaps(places, typed.len()) {
            let mark_use = usage.of(weighed.start, weighed.end, before);
            before = Some((weighed.end, mark_use));
            let named = brand.contains(&(number, weighed.mark));
            settled.extend(weighed.settle(mark_use, named).map(|settled| (number, settled)));
        }
        let Listing { locale, language, .. } = context.listing;
        let language = locale.as_deref().or(language.as_deref()).unwrap_or("en");
        settled.retain(|(_, place)| place.risk >= self.policy.least_risk);
        for (number, settled) in most_serious(self.one_an_owner(settled)) {
            findings.push(settled.into_finding(&self.segments[number], field, &typed, language));
        }
    }
}

impl Screener {
    /// Of the marks of one owner at one place the most serious, the first in the register of those; the others counted.
    fn one_an_owner(&self, places: Vec<(usize, Settled)>) -> Vec<(usize, Settled)> {
        let mut kept: Vec<(usize, Settled)> = Vec::new();
        for (number, place) in places {
            let owner = |number: usize, place: &Settled| self.segments[number].mark_owner(place.mark());
            let same = kept.iter_mut().rev().take_while(|(_, other)| other.start() == place.start()).find(
                |(other_number, other)| {
                    let name = owner(number, &place);
                    other.end() == place.end() && !name.is_empty() && owner(*other_number, other) == name
                },
            );
            match same {
                None => kept.push((number, place)),
                Some(other) if place.risk > other.1.risk => {
                    let also = other.1.also + 1;
                    *other = (number, place);
                    other.1.also = also;
                }
                Some((_, other)) => other.also += 1,
            }
        }
        kept
    }
}

/// Of places that overlap the longest and most alike stays (a letter of a near one counts three quarters). Several marks may
/// share one place: they are as long and as alike. A mark that leads a longer
/// one is a mark of its own: TROPICANA in "Tropicana Pure Premium" is what a
/// buyer remembers (offices give the first part the most weight).
fn without_overlaps(places: Vec<(usize, Weighed)>, text_len: usize) -> Vec<(usize, Weighed)> {
    let mut places = in_order(places, |(_, place)| {
        (!(place.hold as u16) as u128) << 80
            | falling(place.sight) << 64
            | (place.start as u128) << 32
            | u128::from(place.mark)
    });
    // The two readings of a text give the same place twice.
    places.dedup_by_key(|(segment, place)| (*segment, place.mark, place.start, place.end, place.sight.to_bits()));
    let mut kept: Vec<(usize, Weighed)> = Vec::new();
    // For each code unit of the text the kept place that covers it, plus one.
    // Longer places come first, so one that overlaps covers an end of the shorter.
    let mut cover = vec![0usize; text_len];
    for (segment, place) in places {
        let over = |at: usize| cover[at].checked_sub(1).map(|number: usize| &kept[number].1);
        let (left, right) = (over(place.start), over(place.end - 1));
        let stays = match left {
            None => right.is_none(),
            Some(other) if other.start != place.start => false,
            Some(other) if other.end == place.end => other.sight == place.sight,
            Some(other) => place.letters >= LEADING && !(place.is_masked() && other.is_masked()),
        };
        if stays {
            if left.is_none() {
                cover[place.start..place.end].fill(kept.len() + 1);
            }
            kept.push((segment, place));
        }
    }
    in_order(kept, |(_, place)| place.start as u128)
}

/// The most serious of a field's places, in reading order: what a reader would still look at.
fn most_serious(places: Vec<(usize, Settled)>) -> Vec<(usize, Settled)> {
    if places.len() <= MOST_FINDINGS {
        return places;
    }
    let mut places = in_order(places, |(_, place)| 3 - place.risk as u128);
    places.truncate(MOST_FINDINGS);
    in_order(places, |(_, place)| place.start() as u128)
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
