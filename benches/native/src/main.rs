//! brandlint beside what else could be used natively: how many titles a second on one core, and how many disguised
//! names each finds. `npm run bench -- native` runs it; the result is JSON on standard output.

#[path = "../../../tests/evaluation/disguise.rs"]
#[allow(dead_code)]
mod disguise;
mod engine;
mod names;
mod peers;
mod recall;
mod speed;

use names::Names;
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::time::Duration;
use std::{env, fs};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Says which names are in a text.
pub trait Finder {
    /// The numbers of marks whose names are there, as far as this can tell.
    fn find(&self, text: &str) -> Vec<u32>;
}

fn read(path: &str) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const USAGE: &str = "brandlint-bench-native speed|recall REGISTER INDEX LISTINGS SECONDS [FINDER...]
brandlint-bench-native sample REGISTER INDEX COUNT
brandlint-bench-native fst LIST";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [what, list] = arguments.as_slice()
        && what == "fst"
    {
        let list = String::from_utf8(read(list)).expect("UTF-8");
        let set = fst::Set::from_iter(list.lines()).expect("a list sorted by its bytes");
        return io::stdout().write_all(set.as_fst().as_bytes()).expect("standard output");
    }
    if let [what, register, index, count] = arguments.as_slice()
        && what == "sample"
    {
        let names = Names::read(&String::from_utf8(read(register)).expect("UTF-8"));
        return println!("{}", recall::sample(&names, &read(index), count.parse().expect("a number")));
    }
    let [what, register, index, listings, patience, wanted @ ..] = arguments.as_slice() else { panic!("{USAGE}") };
    let patience = Duration::from_secs_f64(patience.parse().expect("seconds"));
    let names = Names::read(&String::from_utf8(read(register)).expect("UTF-8"));
    let listings: Value = serde_json::from_slice(&read(listings)).expect("listings of listings.mjs");
    let index = read(index);
    let results: Vec<Value> = peers::ALL
        .iter()
        .filter(|(name, ..)| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name))
        // It counts, and can't say what it has found.
        .filter(|(name, ..)| what != "recall" || *name != peers::BARE)
        .filter(|(name, _, most)| {
            let fits = names.forms() <= *most;
            if !fits {
                eprintln!("{name}: not with more than {most} forms");
            }
            fits
        })
        .map(|(name, make, _)| {
            eprintln!("{what}: {name}, {} forms", names.forms());
            match what.as_str() {
                "speed" => speed::measure(name, *make, &names, &index, &listings, patience),
                "recall" => recall::measure(name, *make, &names, &index, &listings, patience),
                _ => panic!("{USAGE}"),
            }
        })
        .collect();
    println!("{}", json!({ "forms": names.forms(), "marks": names.marks.len(), "results": results }));
}
