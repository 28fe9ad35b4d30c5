//! The examples of `docs/reasons.md`: each must come to what the page says.

use brandlint::report::Reason;
use brandlint::{Builder, Listing, Screener};
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../docs/reasons.md");
const WORDS: &str = "# language en\n# zipf 4\npeach\nnorth\nvista\n";

fn screener() -> Screener {
    let register = PAGE.split("```jsonl\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the register");
    let mut builder = Builder::new();
    builder.add_ordinary_words(WORDS);
    for row in register.lines() {
        builder.add(serde_json::from_str(row).expect("a row")).expect("a good row");
    }
    let mut screener = Screener::new();
    screener.open(&builder.build().0).expect("a good segment");
    screener
}

/// The cells of the rows whose number of cells is `count`.
fn rows(count: usize) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| ") && line.contains('{'));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect())
        .filter(move |cells: &Vec<&str>| cells.len() == count)
}

#[test]
fn every_example_comes_to_what_it_says() {
    let screener = screener();
    for cells in rows(5) {
        let [code, _, listing, place, risk] = cells[..] else { unreachable!("five cells") };
        let listing: Listing = serde_json::from_str(listing).expect(listing);
        let report = screener.screen(&listing);
        assert_eq!(report.findings.len(), 1, "{}: {:?}", listing.title, report.findings);
        let finding = &report.findings[0];
        let said = serde_json::to_value(finding).expect("a finding is JSON");
        assert_eq!(finding.matched, place, "{}", listing.title);
        assert_eq!(said["risk"], risk, "{}: {:?}", listing.title, finding.reasons);
        let has = said["reasons"].as_array().expect("a list").iter().any(|reason| reason == code);
        assert!(has, "{}: {code} not in {:?}", listing.title, finding.reasons);
    }
}

#[test]
fn nothing_is_found_where_the_page_says_so() {
    let screener = screener();
    assert_eq!(rows(2).count(), 2);
    for cells in rows(2) {
        let listing: Listing = serde_json::from_str(cells[1]).expect(cells[1]);
        assert!(screener.screen(&listing).findings.is_empty(), "{}", cells[1]);
    }
}

#[test]
fn every_code_has_an_example() {
    let shown: BTreeSet<&str> = rows(5).map(|cells| cells[0]).collect();
    let codes: Vec<String> = Reason::ALL
        .iter()
        .map(|reason| serde_json::to_value(reason).expect("a code").as_str().expect("a string").to_string())
        .collect();
    assert_eq!(shown, codes.iter().map(String::as_str).collect());
}
