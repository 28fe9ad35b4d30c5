//! Screening: listing → report.
//!
//! [`find`] turns a field's folded text into candidates, [`weigh`] turns a
//! candidate and its context into a finding or nothing. Here they are put
//! together: overlaps resolved, findings ranked.

mod find;
mod message;
mod weigh;

use crate::index::{Segment, SegmentError};
use crate::listing::Listing;
use crate::report::{Finding, Report, Risk};
use crate::text::fold;
use std::collections::{BTreeMap, HashSet};
use weigh::Weighed;

/// So many letters make the first part of a longer mark a mark of its own.
const LEADING: usize = 4;

/// Screens listings against one or more segments. Immutable but for [`Screener::open`].
#[derive(Default)]
pub struct Screener {
    segments: Vec<Segment>,
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

    /// The segments, in the order in which they were opened.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Screens one listing.
    pub fn screen(&self, listing: &Listing) -> Report {
        let mut findings = Vec::new();
        for (field, text) in listing.fields() {
            self.screen_field(listing, &field, text, &mut findings);
        }
        // Stable: within a risk and score the reading order stays.
        findings.sort_by(|a: &Finding, b: &Finding| b.risk.cmp(&a.risk).then(b.score.total_cmp(&a.score)));
        let risk = findings.first().map_or(Risk::None, |finding| finding.risk);
        Report { id: listing.id.clone(), risk, findings }
    }

    fn screen_field(&self, listing: &Listing, field: &str, text: &str, findings: &mut Vec<Finding>) {
        let folded = fold(text);
        // `!`, `@` or `+` may stand for a letter or between letters: read both ways.
        let bare = folded.without_signs();
        let mut places: Vec<(&Segment, Weighed)> = Vec::new();
        for segment in &self.segments {
            for reading in std::iter::once(&folded).chain(&bare) {
                for candidate in find::candidates(segment, reading) {
                    let weighed = weigh::weigh(segment, reading, &candidate, listing);
                    places.extend(weighed.into_iter().map(|weighed| (segment, weighed)));
                }
            }
        }
        let places = without_overlaps(places);
        if places.is_empty() {
            return;
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        for (segment, weighed) in places {
            let matched = String::from_utf16_lossy(&units[weighed.start..weighed.end]);
            findings.push(weighed.into_finding(segment, field, matched));
        }
    }
}

/// Of places that overlap the longest and most alike stays. Several marks may
/// share one place: they are as long and as alike. A mark that leads a longer
/// one is a mark of its own: TROPICANA in "Tropicana Pure Premium" is what a
/// buyer remembers (offices give the first part the most weight).
fn without_overlaps(mut places: Vec<(&Segment, Weighed)>) -> Vec<(&Segment, Weighed)> {
    places.sort_by(|(_, a), (_, b)| {
        (b.letters.cmp(&a.letters)).then(b.sight.total_cmp(&a.sight)).then(a.start.cmp(&b.start))
    });
    let mut kept: Vec<(&Segment, Weighed)> = Vec::new();
    // Starts of kept places, so that a long text with many findings stays linear.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut at_place: HashSet<(usize, u32, usize)> = HashSet::new();
    for (segment, place) in places {
        let before = taken.range(..place.end).next_back();
        let same = before.is_some_and(|(start, at)| {
            let other: &Weighed = &kept[*at].1;
            *start == place.start && other.end == place.end && other.sight == place.sight
        });
        let clear = before.is_none_or(|(_, at)| kept[*at].1.end <= place.start);
        let mark = (place.start, place.mark, std::ptr::from_ref(segment).addr());
        let leads = before.is_some_and(|(start, at)| *start == place.start && place.end < kept[*at].1.end) && place.letters >= LEADING;
        if (clear || same || leads) && at_place.insert(mark) {
            if clear {
                taken.insert(place.start, kept.len());
            }
            kept.push((segment, place));
        }
    }
    kept.sort_by_key(|(_, place)| place.start);
    kept
}
