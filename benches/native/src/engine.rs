//! brandlint, with everything that it does: weighing, reasons and messages too.

use crate::Finder;
use crate::names::Names;
use brandlint::report::Risk;
use brandlint::{Listing, Screener};
use std::collections::HashMap;

pub struct Engine<'a> {
    screener: Screener,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Engine<'a> {
    pub fn new(names: &'a Names, index: &[u8]) -> Engine<'a> {
        let numbers = names.marks.iter().map(|(id, _)| id.as_str()).zip(0..).collect();
        Engine { screener: open(index), numbers }
    }
}

pub fn open(index: &[u8]) -> Screener {
    let mut screener = Screener::new();
    screener.open(index).expect("an index of this version");
    screener
}

pub fn listing(title: &str) -> Listing {
    Listing { title: title.into(), ..Listing::default() }
}

pub fn description(text: &str) -> Listing {
    Listing { description: text.into(), ..Listing::default() }
}

impl Finder for Engine<'_> {
    fn find(&self, text: &str) -> Vec<u32> {
        let report = self.screener.screen(&listing(text));
        let serious = report.findings.iter().filter(|finding| finding.risk >= Risk::Medium);
        serious.map(|finding| self.numbers[finding.mark.id.as_str()]).collect()
    }
}
