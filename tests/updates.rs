//! Several segments are one: updates, shards and watch lists against an index
//! that was built from the merged register.
#![cfg(not(target_arch = "wasm32"))]

use brandlint::index::SegmentError;
use brandlint::mark::{Form, FormKind, Mark, Policy, Registration, Status};
use brandlint::{Builder, Listing, Screener, Segment};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeMap;

/// A register by the ids of its marks.
type Register = BTreeMap<String, Mark>;

const WORDS: &str = "# language en\n# zipf 4\nharbour\nmarble\nlantern\nmarbles\nkite\n# zipf 3\nquartz\nmarblet";

fn builder(register: &Register, words: &str) -> Builder {
    let mut builder = Builder::new();
    for mark in register.values() {
        builder.add(mark.clone()).expect("a good row");
    }
    builder.add_ordinary_words(words);
    builder
}

fn build(register: &Register, words: &str) -> Vec<u8> {
    builder(register, words).build().0
}

fn update(register: &Register, words: &str, base: &[&[u8]]) -> Vec<u8> {
    builder(register, words).build_update(&Segment::open_all(base).expect("a good base")).0
}

fn mark(id: &str, text: &str) -> Mark {
    Mark { id: id.into(), text: text.into(), ..Mark::default() }
}

fn register(marks: impl IntoIterator<Item = Mark>) -> Register {
    marks.into_iter().map(|mark| (mark.id.clone(), mark)).collect()
}

/// Texts that share beginnings, look alike, are slips of each other, or are one key.
const TEXTS: [&str; 16] = [
    "Zorvelta",
    "ZORVELTO",
    "Zorvelta Marble",
    "Marble",
    "Marblex",
    "Kwimbo",
    "kwimb0",
    "Lantern Kite",
    "Lanterna",
    "Quartzine",
    "Quartz",
    "快宝乐",
    "Brimfall's",
    "Brimfall",
    "Harbour Zorvelta Kite",
    "!!!",
];

fn any_mark(id: usize) -> impl Strategy<Value = Mark> {
    let form = (select(&TEXTS[..]), select(&["", "zh", "en"][..])).prop_map(|(text, lang)| Form {
        text: text.into(),
        lang: lang.into(),
        kind: FormKind::Nickname,
    });
    let registration = (select(&["US", "EM", ""][..]), 1u8..45, any::<bool>(), any::<bool>()).prop_map(
        |(office, class, live, dated)| Registration {
            office: office.into(),
            number: class.to_string(),
            classes: vec![class],
            status: if live { Status::Live } else { Status::Pending },
            expires: if dated { "2031-05-12".into() } else { String::new() },
        },
    );
    let owner = select(&["", "Zorvelta Ltd", "Kwimbo & Söhne"][..]);
    let forms = prop::collection::vec(form, 0..3);
    let registrations = prop::collection::vec(registration, 0..3);
    (select(&TEXTS[..]), owner, any::<bool>(), any::<bool>(), forms, registrations).prop_map(
        move |(text, owner, well_known, gated, forms, registrations)| Mark {
            id: if id < 3 { format!("m{id}") } else { format!("{}-{id}", text.to_lowercase()) },
            text: text.into(),
            owner: owner.into(),
            well_known,
            policy: if gated { Policy::Gated } else { Policy::Monitored },
            forms,
            registrations,
        },
    )
}

/// Registers of one platform, each with some marks of the one before it removed, changed and added.
fn history(most: usize) -> impl Strategy<Value = Vec<Register>> {
    let marks: Vec<_> = (0..8).map(|id| (any_mark(id), any_mark(id))).collect();
    let stage = || (subsequence((0..8).collect::<Vec<usize>>(), 0..=8), prop::collection::vec(any::<bool>(), 8));
    (marks, prop::collection::vec(stage(), 2..=most)).prop_map(|(marks, stages)| {
        let row = |id: usize, other: bool| {
            let mut mark = if other { marks[id].1.clone() } else { marks[id].0.clone() };
            mark.id = marks[id].0.id.clone();
            mark
        };
        stages.into_iter().map(|(ids, others)| register(ids.into_iter().map(|id| row(id, others[id])))).collect()
    })
}

/// Titles of the marks' texts as they are, disguised, with slips, joined and covered.
fn title() -> impl Strategy<Value = String> {
    let word = (select(&TEXTS[..]), 0..7usize, 0..20usize).prop_map(|(text, way, at)| {
        let letters: Vec<char> = text.chars().collect();
        let at = at % letters.len();
        let with = |change: &dyn Fn(&mut Vec<char>)| {
            let mut letters = letters.clone();
            change(&mut letters);
            letters.into_iter().collect::<String>()
        };
        match way {
            0 => with(&|letters| letters[at] = '*'),
            1 => with(&|letters| {
                letters.remove(at);
            }),
            2 => with(&|letters| letters.swap(0, at)),
            3 => text.replace('o', "0").replace('a', "а"),
            4 => text.replace(' ', ""),
            5 => format!("{}…", letters[..letters.len().min(6)].iter().collect::<String>()),
            _ => text.to_string(),
        }
    });
    let other =
        select(&["for", "style", "lantern", "kite", "marble", "7", "harbour", "not"][..]).prop_map(String::from);
    prop::collection::vec(prop_oneof![3 => word, 1 => other], 1..5).prop_map(|words| words.join(" "))
}

fn screener<T: AsRef<[u8]>>(files: &[T]) -> Screener {
    let mut screener = Screener::new();
    let (last, first) = files.split_last().expect("at least one");
    first.iter().for_each(|file| screener.add(file.as_ref()).expect("a good segment"));
    screener.open(last.as_ref()).expect("a good segment");
    screener
}

fn listing(title: &str) -> Listing {
    let half = title.len() / 2;
    let half = (half..=title.len()).find(|at| title.is_char_boundary(*at)).unwrap_or(0);
    Listing { title: title.into(), brand: title[half..].into(), ..Listing::default() }
}

/// Whether the two know the same everyday words in a title: filters say yes to one word in 512 wrongly,
/// and words that only removed marks were like stay known.
fn agree_on_words(one: &Segment, other: &Segment, title: &str) -> bool {
    let words: Vec<String> = title.split(' ').map(brandlint::index::key_of).collect();
    let parts = words.iter().flat_map(|word| word.split(' '));
    parts.clone().chain(words.iter().map(String::as_str)).all(|word| {
        let alike = |word: &str| one.is_ordinary(word.chars()) == other.is_ordinary(word.chars());
        alike(word) && alike(word.strip_suffix('s').unwrap_or(word)) && alike(&word.replace(' ', ""))
    })
}

fn assert_same(many: &Screener, one: &Screener, titles: &[String]) -> Result<(), TestCaseError> {
    prop_assert_eq!(many.segment().difference(one.segment()), None);
    prop_assert_eq!(many.segment().marks(), one.segment().marks());
    prop_assert_eq!(many.segment().forms(), one.segment().forms());
    prop_assert_eq!(many.segment().keys(), one.segment().keys());
    for title in titles {
        if agree_on_words(many.segment(), one.segment(), title) {
            prop_assert_eq!(many.screen(&listing(title)), one.screen(&listing(title)), "{}", title);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn base_and_updates_are_the_newest_register(
        history in history(4),
        titles in prop::collection::vec(title(), 1..8),
        words in select(&["", WORDS][..]),
    ) {
        let mut files = vec![build(&history[0], words)];
        for register in &history[1..] {
            let known: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
            let update = update(register, words, &known);
            files.push(update);
        }
        let newest = build(history.last().expect("several"), words);
        assert_same(&screener(&files), &screener(&[newest]), &titles)?;
    }

    /// Opened one behind the other, or all at once; shards have no id in common.
    #[test]
    fn shards_are_one_register(history in history(2), titles in prop::collection::vec(title(), 1..8), split in 0..8usize) {
        let whole = &history[0];
        let shard = |odd: bool| register(whole.values().enumerate().filter(|(at, _)| (at + split) % 2 == usize::from(odd)).map(|(_, mark)| mark.clone()));
        let files = [build(&shard(false), WORDS), build(&shard(true), WORDS)];
        let one = screener(&[build(whole, WORDS)]);
        assert_same(&screener(&files), &one, &titles)?;
        let mut behind = Screener::new();
        for file in files.iter().rev() {
            behind.open(file).expect("a good segment");
        }
        assert_same(&behind, &one, &titles)?;
    }

    /// A watch list adds to a register, and has the last word on its ids.
    #[test]
    fn a_watch_list_has_the_last_word(history in history(2), titles in prop::collection::vec(title(), 1..8)) {
        let mut whole = history[0].clone();
        whole.extend(history[1].clone());
        let files = [build(&history[0], WORDS), build(&history[1], WORDS)];
        assert_same(&screener(&files), &screener(&[build(&whole, WORDS)]), &titles)?;
    }
}

#[test]
fn the_order_of_rows_makes_no_difference() {
    let marks = [mark("b", "Kwimbo"), mark("a", "KWIMBO"), mark("c", "Kwimb0")];
    let built = |marks: &mut dyn Iterator<Item = &Mark>| {
        let mut builder = Builder::new();
        marks.for_each(|mark| builder.add(mark.clone()).expect("a good row"));
        builder.build().0
    };
    assert_eq!(built(&mut marks.iter()), built(&mut marks.iter().rev()));
}

#[test]
fn an_update_names_its_base() {
    let one = register([mark("a", "Kwimbo")]);
    let two = register([mark("b", "Zorvelta")]);
    let base = build(&one, "");
    let other = build(&two, "");
    let update = update(&two, "", &[&base]);
    assert_eq!(Segment::open(&update).expect("it can be looked at").tombstones(), ["a"]);
    let open = |files: &[&[u8]]| Segment::open_all(files).map(|segment| segment.marks());
    assert_eq!(open(&[&base, &update]), Ok(1));
    assert_eq!(open(&[&base, &other, &update]), Ok(1));
    for files in [&[update.as_slice()][..], &[&other, &update], &[&update, &base]] {
        assert_eq!(open(files), Err(SegmentError::Base));
    }
    let listing = Listing { title: "Zorvelta".into(), ..Listing::default() };
    let mut screener = screener(&[&other]);
    assert_eq!(screener.open(&update), Err(SegmentError::Base));
    assert_eq!(screener.add(&update), Err(SegmentError::Base));
    assert_eq!(screener.screen(&listing).findings.len(), 1, "it is as it was");
    screener.add(&base).expect("a good segment");
    assert!(screener.screen(&listing).findings.is_empty(), "another is to follow");
    screener.open(&update).expect("a good segment");
    assert_eq!(screener.screen(&listing).findings.len(), 1);
}

#[test]
fn an_update_of_nothing_is_small() {
    let register = register((0..2000).map(|n| mark(&format!("m{n}"), &format!("Zorvelta {n}"))));
    let base = build(&register, WORDS);
    let same = update(&register, WORDS, &[&base]);
    assert!(same.len() < 200, "{} bytes", same.len());
}

/// Invented names: syllables by number, in an order that jumps about.
fn invented(n: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "zor", "vel", "ta", "kwim", "bo", "plon", "dra", "bri", "mu", "fall", "quen", "tis", "hol", "gar", "ne", "spu",
    ];
    let jump = n * 7919 % 65536;
    (0..4).map(|at| SYLLABLES[jump >> (at * 4) & 15]).collect()
}

#[test]
fn the_size_of_an_update_follows_the_change() {
    let row = |n: usize, owner: usize| Mark {
        owner: format!("{} Ltd", invented(owner)),
        registrations: vec![Registration {
            office: ["US", "EM", "CN"][n % 3].into(),
            number: format!("{}", 1_000_000 + n * 17),
            classes: vec![(n % 45 + 1) as u8],
            ..Registration::default()
        }],
        ..mark(&format!("r-{}", 1_000_000 + n * 17), &invented(n))
    };
    let old = register((0..20_000).map(|n| row(n, n / 3)));
    let mut new = old.clone();
    // Of each hundred marks one is changed, removed or added.
    for n in (0..20_000).step_by(100) {
        match n % 3 {
            0 => drop(new.insert(row(n, 0).id, row(n, n + 1))),
            1 => drop(new.remove(&row(n, 0).id)),
            _ => drop(new.insert(row(n + 20_000, 0).id, row(n + 20_000, n))),
        }
    }
    let base = build(&old, WORDS);
    let (update, _, facts) = builder(&new, WORDS).build_update(&Segment::open(&base).expect("a good base"));
    assert_eq!(facts.added + facts.changed + facts.removed, 200);
    assert!(update.len() <= base.len() / 50 + 4096, "{} bytes of {}", update.len(), base.len());
    let merged = Segment::open_all([base.as_slice(), &update]).expect("good segments");
    assert_eq!(merged.difference(&Segment::open(&build(&new, WORDS)).expect("a good segment")), None);
}
