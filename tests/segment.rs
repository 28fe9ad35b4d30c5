//! The brand index: what goes in comes out, and damage is told.
#![cfg(not(target_arch = "wasm32"))]

use brandlint::index::{SegmentError, key_of, parts};
use brandlint::mark::{Form, FormKind, Mark, Policy, Registration, Status};
use brandlint::{Builder, Listing, Screener, Segment};
use proptest::prelude::*;

fn build(marks: Vec<Mark>) -> Vec<u8> {
    let mut builder = Builder::new();
    for mark in marks {
        builder.add(mark).expect("a good row");
    }
    builder.add_ordinary_words("# zipf 4\nstern\nsterne\nlete");
    builder.build().0
}

fn mark(id: &str, text: &str) -> Mark {
    Mark { id: id.into(), text: text.into(), ..Mark::default() }
}

fn some_marks() -> Vec<Mark> {
    let form = |text: &str, lang: &str, kind| Form { text: text.into(), lang: lang.into(), kind };
    vec![
        Mark {
            owner: "Brimfall & Söhne GmbH".into(),
            well_known: true,
            policy: Policy::Gated,
            forms: vec![form("布林福", "zh", FormKind::Transliteration), form("BF", "en", FormKind::Abbreviation)],
            registrations: vec![
                Registration {
                    office: "EM".into(),
                    number: "018000001".into(),
                    classes: vec![9, 25, 45],
                    status: Status::Live,
                    expires: "2031-05-12".into(),
                },
                Registration { office: "US".into(), status: Status::Dead, ..Registration::default() },
            ],
            ..mark("brimfall", "Brimfall")
        },
        mark("m-2", "L'Été d'Or"),
        mark("m-3", "brimfall"),
        mark("7-sterne", "7 Sterne"),
        mark("m-5", "!!!"),
        mark("m-6", &"endless ".repeat(40)),
        Mark { registrations: vec![Registration::default(); 17], ..mark("m-7", "Siebzehn") },
    ]
}

#[test]
fn what_goes_in_comes_out() {
    let segment = Segment::open(&build(some_marks())).expect("a good segment");
    assert_eq!((segment.marks(), segment.forms(), segment.keys()), (7, 9, 7));
    let numbered: Vec<u32> = (0..7).collect();
    for expected in some_marks() {
        let number = *numbered.iter().find(|n| segment.mark_id(**n) == expected.id).expect("every mark is there");
        assert_eq!(segment.mark_text(number), expected.text);
        assert_eq!(segment.mark_owner(number), expected.owner);
        assert_eq!(segment.is_well_known(number), expected.well_known);
        assert_eq!(segment.policy(number), expected.policy);
        assert_eq!(segment.registrations(number), expected.registrations);
        for form in expected.forms {
            let key = (0..segment.keys() as u32)
                .find(|key| segment.key(*key) == key_of(&form.text))
                .expect("every form has a key");
            let found = segment
                .forms_of(key)
                .map(|at| segment.form(at))
                .find(|f| f.mark == number)
                .expect("a form of the mark");
            assert_eq!((found.text, found.lang, found.kind), (form.text, form.lang.as_str(), form.kind));
        }
    }
}

#[test]
fn nothing_is_left_out_in_silence() {
    let mut builder = Builder::new();
    for mark in some_marks() {
        builder.add(mark).expect("a good row");
    }
    let (_, facts) = builder.build();
    assert_eq!((facts.marks, facts.without_letters, facts.too_long, facts.repeated), (7, 1, 1, 0));
}

#[test]
fn bad_rows_name_the_field() {
    let class = Registration { classes: vec![9, 46], ..Registration::default() };
    let office = Registration { office: "usa".into(), ..Registration::default() };
    let date = Registration { expires: "12.05.2031".into(), ..Registration::default() };
    let with = |registration| Mark { registrations: vec![registration], ..mark("a", "A") };
    let table = [
        (mark("", "A"), "id"),
        (mark("a", " "), "text"),
        (with(class), "registrations[0].classes"),
        (with(office), "registrations[0].office"),
        (with(date), "registrations[0].expires"),
        (mark("twice", "A"), "id"),
    ];
    for (row, field) in table {
        let mut builder = Builder::new();
        builder.add(mark("twice", "Twice")).expect("a good row");
        assert_eq!(builder.add(row).expect_err("a bad row").field, field);
    }
}

#[test]
fn an_empty_register_is_a_segment() {
    let segment = Segment::open(&build(Vec::new())).expect("a good segment");
    assert_eq!((segment.marks(), segment.forms(), segment.keys()), (0, 0, 0));
}

#[test]
fn the_same_register_gives_the_same_bytes() {
    assert_eq!(build(some_marks()), build(some_marks()));
}

#[test]
fn damage_has_a_name() {
    let good = build(some_marks());
    let error = |bytes: &[u8]| Segment::open(bytes).err().expect("an error");
    assert_eq!(error(b""), SegmentError::Length { expected: 16, actual: 0 });
    assert_eq!(error(b"<!DOCTYPE html>"), SegmentError::Foreign);
    assert_eq!(error(b"\x89PNG\r\n\x1a\n"), SegmentError::Foreign);
    assert_eq!(
        error(&good[..good.len() - 1]),
        SegmentError::Length { expected: good.len() as u64, actual: good.len() as u64 - 1 }
    );
    let mut longer = good.clone();
    longer.push(0);
    assert!(matches!(error(&longer), SegmentError::Length { .. }));
    let mut newer = good.clone();
    newer[8] += 1;
    assert_eq!(error(&newer), SegmentError::Format(u16::from(good[8]) + 1));
    let mut last = good.clone();
    *last.last_mut().expect("bytes") ^= 1;
    assert_eq!(error(&last), SegmentError::Checksum("tombstones"));
}

/// A base and its update, which have something in every column between them.
fn base_and_update() -> [Vec<u8>; 2] {
    let builder = |marks: Vec<Mark>| {
        let mut builder = Builder::new();
        marks.into_iter().for_each(|mark| builder.add(mark).expect("a good row"));
        builder.add_ordinary_words("# language de\n# zipf 4\nstern\nsterne\nlete");
        builder
    };
    let mut marks = some_marks();
    marks.push(mark("stern", "Stern"));
    let base = builder(marks.clone()).build().0;
    marks.remove(1);
    marks.push(mark("m-9", "Kwimbolar Stern"));
    let update = builder(marks).build_update(&Segment::open(&base).expect("a good segment")).0;
    [base, update]
}

#[test]
fn every_column_is_put_to_the_test() {
    let files = base_and_update();
    let [base, update] = [0, 1].map(|at: usize| parts(&files[at]).expect("a good segment"));
    for (base, update) in base.iter().zip(&update) {
        assert!(base.bytes.len() + update.bytes.len() > 0, "{} {}", base.section, base.column);
    }
}

#[test]
fn every_flipped_bit_is_an_error() {
    for good in base_and_update() {
        for bit in 0..good.len() * 8 {
            let mut bytes = good.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(Segment::open(&bytes).is_err(), "bit {bit}");
        }
    }
}

#[test]
fn every_truncation_is_an_error() {
    for good in base_and_update() {
        for len in 0..good.len() {
            assert!(Segment::open(&good[..len]).is_err(), "{len} bytes");
        }
    }
}

/// How many sections the format has.
const SECTIONS: usize = 5;
/// How many bytes stand before the first.
const HEADER: usize = 16 + SECTIONS * 12 + 4;

/// Puts right checksums over wrong content: what a forger would send.
fn reseal(bytes: &mut [u8]) {
    let crc = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    let mut at = HEADER;
    for entry in (0..SECTIONS).map(|n| 16 + n * 12) {
        let len = u32::from_le_bytes(bytes[entry + 4..entry + 8].try_into().expect("four bytes")) as usize;
        let Some(section) = bytes.get(at..at.saturating_add(len)) else { return };
        let sum = crc.checksum(section);
        bytes[entry + 8..entry + 12].copy_from_slice(&sum.to_le_bytes());
        at += len;
    }
    let sum = crc.checksum(&bytes[..HEADER - 4]);
    bytes[HEADER - 4..HEADER].copy_from_slice(&sum.to_le_bytes());
}

#[test]
fn resealed_damage_never_panics() {
    let [base, update] = base_and_update();
    // The brand field is heard, too.
    let listing = Listing {
        title: "Brimfall 7 sterne l'ete d'or 布林福 siebzehn".into(),
        brand: "Бримфал".into(),
        ..Listing::default()
    };
    for (before, good) in [(None, &base), (Some(&base), &update)] {
        for at in HEADER..good.len() {
            for value in [0, 1, 2, 0x7F, 0x80, 0xFF, good[at] ^ 1, good[at].wrapping_add(1)] {
                let mut bytes = good.clone();
                bytes[at] = value;
                reseal(&mut bytes);
                let mut screener = Screener::new();
                if let Some(before) = before {
                    screener.add(before).expect("a good segment");
                }
                if screener.open(&bytes).is_ok() {
                    screener.screen(&listing);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_an_error_or_a_segment(tail in proptest::collection::vec(any::<u8>(), 0..200), cut in 0usize..200) {
        let mut bytes = build(some_marks());
        bytes.truncate(HEADER + cut);
        bytes.extend(tail);
        reseal(&mut bytes);
        let _ = Segment::open(&bytes);
    }

    #[test]
    fn every_mark_is_found_by_its_own_text(texts in proptest::collection::btree_set("[A-Za-zß-öø-ÿ]{4,9}( [A-Za-z]{3,8}){0,3}", 1..20)) {
        let marks: Vec<Mark> = texts.iter().enumerate().map(|(n, text)| mark(&format!("m{n}"), text)).collect();
        let mut screener = Screener::new();
        screener.open(&build(marks.clone())).expect("a good segment");
        for mark in marks {
            let title = format!("9 x {} 12", mark.text);
            let report = screener.screen(&Listing { title: title.clone(), ..Listing::default() });
            let units: Vec<u16> = title.encode_utf16().collect();
            let found = report.findings.iter().find(|f| f.mark.id == mark.id);
            prop_assert!(found.is_some(), "{title}: {:?}", report.findings);
            let found = found.expect("just seen");
            prop_assert_eq!(&String::from_utf16_lossy(&units[found.start..found.end]), &mark.text);
        }
    }
}
