//! How long screening takes, against the run before: `cargo bench --bench screen`. `npm run bench` measures it beside
//! other libraries.
//!
//! The brand index is the demo's; `BRANDLINT_INDEX=FILE` takes another.

use brandlint::{Listing, Screener};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// Titles of about fifteen words in eleven languages, one of them full of disguises.
const TITLES: &str = include_str!("titles.txt");

fn index() -> Vec<u8> {
    let path = std::env::var("BRANDLINT_INDEX").unwrap_or_else(|_| "target/demo/demo.blx".into());
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}; `npm run build` makes the demo's index"))
}

fn title(title: &str) -> Listing {
    Listing { title: title.into(), ..Listing::default() }
}

fn screen(c: &mut Criterion) {
    let index = index();
    let mut screener = Screener::new();
    screener.open(&index).expect("a good index");
    let titles: Vec<Listing> = TITLES.lines().map(title).collect();
    let mut next = titles.iter().cycle();
    c.bench_function("title", |b| {
        b.iter_batched(
            || next.next().expect("titles"),
            |title| black_box(screener.screen(title)),
            BatchSize::SmallInput,
        )
    });
    let text: String = TITLES.split_inclusive('\n').cycle().take(60).collect();
    let description: String = text.chars().take(2000).collect();
    let description = Listing { title: String::new(), description, ..Listing::default() };
    c.bench_function("description of 2,000 characters", |b| b.iter(|| black_box(screener.screen(&description))));
}

fn open(c: &mut Criterion) {
    let index = index();
    c.bench_function("open", |b| b.iter(|| Screener::new().open(black_box(&index)).expect("a good index")));
}

criterion_group!(benches, screen, open);
criterion_main!(benches);
