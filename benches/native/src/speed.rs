//! How long opening and screening take, and how much memory.

use crate::names::Names;
use crate::peers::Make;
use crate::{Finder, MEMORY, engine};
use serde_json::{Map, Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Each text is screened so often, and its shortest time counts: other programs only make it longer.
const ROUNDS: usize = 7;
/// Milliseconds.
fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let value = run();
    (value, begun.elapsed().as_secs_f64() * 1e3)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The shortest time of each text of each kind, in milliseconds: the median of a kind, and the mean of all. Where all
/// rounds would take longer than `patience` there are fewer, and then fewer texts.
fn screened(kinds: &Map<String, Value>, patience: Duration, mut screen: impl FnMut(&str)) -> Value {
    let texts: Vec<(&String, Vec<&str>)> = kinds
        .iter()
        .map(|(kind, texts)| {
            (kind, texts.as_array().expect("texts").iter().map(|text| text.as_str().expect("a text")).collect())
        })
        .collect();
    let most = texts.iter().map(|(_, texts)| texts.len()).max().unwrap_or(0);
    let mut times: Vec<Vec<f64>> = texts.iter().map(|_| Vec::new()).collect();
    let begun = Instant::now();
    'rounds: for _ in 0..ROUNDS {
        for at in 0..most {
            // Kinds take turns: what is left out for want of time is left out of each.
            for (times, (_, texts)) in times.iter_mut().zip(&texts) {
                let Some(text) = texts.get(at) else { continue };
                let ((), time) = timed(|| screen(text));
                match times.get_mut(at) {
                    Some(shortest) => *shortest = shortest.min(time),
                    None => times.push(time),
                }
            }
            if begun.elapsed() > patience {
                break 'rounds;
            }
        }
    }
    let all: Vec<f64> = times.concat();
    let mut result = Map::new();
    for (times, (kind, _)) in times.into_iter().zip(texts) {
        result.insert(kind.clone(), json!(median(times)));
    }
    result.insert("mean".into(), json!(all.iter().sum::<f64>() / all.len() as f64));
    result.insert("texts".into(), json!(all.len()));
    result.insert("all".into(), json!(median(all)));
    Value::Object(result)
}

pub fn measure(name: &str, make: Make, names: &Names, index: &[u8], listings: &Value, patience: Duration) -> Value {
    let titles = listings["titles"].as_object().expect("titles");
    let descriptions = listings["descriptions"].as_object().expect("descriptions");
    let before = MEMORY.current_usage();
    if name == "brandlint" {
        MEMORY.reset_peak_usage();
        let (screener, mut open) = timed(|| engine::open(index));
        let peak = MEMORY.peak_usage() - before;
        let opened = MEMORY.current_usage() - before;
        let (_, first) = timed(|| screener.screen(&engine::listing("Nothing of the kind unopened 1ndeed")));
        let memory = MEMORY.current_usage() - before;
        for _ in 0..4 {
            open = open.min(timed(|| engine::open(index)).1);
        }
        let title = screened(titles, patience, |text| drop(black_box(screener.screen(&engine::listing(text)))));
        let description =
            screened(descriptions, patience, |text| drop(black_box(screener.screen(&engine::description(text)))));
        return json!({ "name": name, "open": open, "first": first, "opened": opened, "memory": memory, "peak": peak, "title": title, "description": description });
    }
    let (finder, open): (Box<dyn Finder>, f64) = timed(|| make(names, index));
    let memory = MEMORY.current_usage() - before;
    let title = screened(titles, patience, |text| drop(black_box(finder.find(text))));
    // A description has some twenty times the windows of a title; each kind has one at least.
    let is_slow = title["all"].as_f64().is_some_and(|title| title * 20.0 * 3.0 > patience.as_secs_f64() * 1e3);
    let description = (!is_slow).then(|| screened(descriptions, patience, |text| drop(black_box(finder.find(text)))));
    json!({ "name": name, "open": open, "memory": memory, "title": title, "description": description })
}
