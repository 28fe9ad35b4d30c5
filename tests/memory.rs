//! What an opened segment costs: a stated multiple of its file, whatever stands in it.
#![cfg(not(target_arch = "wasm32"))]

use brandlint::index::{FORMAT, Spelling};
use brandlint::mark::Mark;
use brandlint::text::FOLDING;
use brandlint::{Builder, Segment};
use peak_alloc::PeakAlloc;
use std::sync::Mutex;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory is counted for the process: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// An opened segment has at most so many bytes of memory a byte of the file, at any time, and this much besides.
const MULTIPLE: usize = 96;
const BESIDES: usize = 64 * 1024;

/// The most memory that is in use while bytes are opened, and what stays in use.
fn measured(bytes: &[u8]) -> (usize, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let opened = Segment::open(bytes);
    let (most, stays) = (MEMORY.peak_usage() - before, MEMORY.current_usage() - before);
    drop(opened);
    (most, stays)
}

fn assert_bounded(name: &str, bytes: &[u8]) {
    let (most, stays) = measured(bytes);
    println!(
        "{name}: file {}, most {most} ({:.1} a byte), stays {stays} ({:.1} a byte)",
        bytes.len(),
        most as f64 / bytes.len() as f64,
        stays as f64 / bytes.len() as f64
    );
    assert!(most <= bytes.len() * MULTIPLE + BESIDES, "{name}: {most} bytes of memory for a file of {}", bytes.len());
}

#[test]
fn a_usual_register() {
    let _alone = ALONE.lock();
    let mut builder = Builder::new();
    for n in 0..20_000usize {
        let text =
            format!("Zorvelta {}", (n * 7919 % 1_000_003).to_string().replace(['0', '5'], "quen").replace('1', "tis"));
        builder
            .add(Mark { id: format!("m-{n}"), text, owner: format!("Owner {}", n / 4), ..Mark::default() })
            .expect("a row");
    }
    assert_bounded("a usual register", &builder.build().0);
}

fn varint(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A file around columns, its lengths and checksums right.
fn file(sections: [(&[u8; 4], Vec<Vec<u8>>); 5]) -> Vec<u8> {
    let crc = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    let sections = sections.map(|(name, columns)| {
        let mut section = Vec::new();
        for column in columns {
            varint(&mut section, column.len());
            section.extend(column);
        }
        (name, section)
    });
    let mut out = b"\x89BLX\r\n\x1a\n".to_vec();
    out.extend(FORMAT.to_le_bytes());
    out.extend(5u16.to_le_bytes());
    out.extend(FOLDING.to_le_bytes());
    for (name, section) in &sections {
        out.extend(*name);
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(crc.checksum(section).to_le_bytes());
    }
    out.extend(crc.checksum(&out).to_le_bytes());
    sections.iter().for_each(|(_, section)| out.extend(section));
    out
}

/// Sections of no keys but what is given of their marks and tombstones.
fn names(owners: Vec<u8>, gone: Vec<u8>) -> Vec<u8> {
    let mut marks = vec![Vec::new(); 12];
    marks[6] = owners;
    file([
        (b"KEYS", vec![Vec::new(); 3]),
        (b"FORM", vec![Vec::new(); 9]),
        (b"MARK", marks),
        (b"WORD", vec![vec![0], Vec::new()]),
        (b"GONE", vec![Vec::new(), gone]),
    ])
}

/// A byte that becomes a string without a letter.
#[test]
fn names_of_nothing() {
    let _alone = ALONE.lock();
    // Just behind a power of two lists have grown the most.
    for count in [1 << 16, (1 << 16) + 1, 200_000] {
        assert_bounded("owners", &names(vec![0; count], Vec::new()));
        assert_bounded("tombstones", &names(Vec::new(), vec![0; count]));
    }
}

/// A few bytes that say that millions of ordinary words follow.
#[test]
fn words_that_do_not_come() {
    let _alone = ALONE.lock();
    for count in [8, 9, 1 << 20, 1 << 22] {
        let mut filter = Vec::new();
        varint(&mut filter, count);
        filter.push(0xFF);
        let bytes = file([
            (b"KEYS", vec![Vec::new(); 3]),
            (b"FORM", vec![Vec::new(); 9]),
            (b"MARK", vec![Vec::new(); 12]),
            (b"WORD", vec![filter, Vec::new()]),
            (b"GONE", vec![Vec::new(); 2]),
        ]);
        assert_eq!(Segment::open(&bytes).is_ok(), count == 8, "{count} words in a byte");
        assert_bounded(&format!("{count} words"), &bytes);
    }
}

/// Keys that say they share more than there is.
#[test]
fn letters_that_are_not_there() {
    let _alone = ALONE.lock();
    for suffixes in ["", "a\n", &"\n".repeat(1 << 20)] {
        let bytes = file([
            (b"KEYS", vec![vec![0xFF; 1 << 20], suffixes.as_bytes().to_vec(), Vec::new()]),
            (b"FORM", vec![Vec::new(); 9]),
            (b"MARK", vec![Vec::new(); 12]),
            (b"WORD", vec![vec![0], Vec::new()]),
            (b"GONE", vec![Vec::new(); 2]),
        ]);
        assert!(Segment::open(&bytes).is_err());
        assert_bounded("keys that share nothing", &bytes);
    }
}

/// Keys that share all but their last letters with the one before, as long as a key may be:
/// the most that few bytes can come to. Each form and id is its key again, spelled as edits.
#[test]
fn the_dearest_file_that_a_forger_could_write() {
    let _alone = ALONE.lock();
    for letters in [9, 24, 48, 119] {
        const KEYS: usize = 36 * 36 * 2;
        let digits = |n: usize| char::from_digit(n as u32, 36).expect("a digit");
        let start = "zorvelta quentis marble ".repeat(5)[..letters - 3].trim_end().to_string();
        let mut texts: Vec<String> = (0..KEYS)
            .map(|n| format!("{start}{}{}{}", digits(n / 1296), digits(n / 36 % 36), digits(n % 36)))
            .collect();
        texts.sort();
        let mut shared = Vec::new();
        let mut added = Vec::new();
        let mut last = String::new();
        for text in &texts {
            let common = last.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
            shared.push(common as u8);
            added.extend(&text.as_bytes()[common..]);
            added.push(b'\n');
            last = text.clone();
        }
        let each = |byte: u8| vec![byte; KEYS];
        let none = Vec::new;
        let tag = (Spelling::Edited as u8) << 3;
        let bytes = file([
            (b"KEYS", vec![shared, added, each(0)]),
            (b"FORM", vec![each(1), each(tag), none(), none(), none(), each(0), none(), none(), none()]),
            (
                b"MARK",
                vec![each(0), each(0), none(), none(), none(), none(), none(), none(), none(), none(), none(), none()],
            ),
            (b"WORD", vec![vec![0], Vec::new()]),
            (b"GONE", vec![none(), none()]),
        ]);
        assert!(Segment::open(&bytes).is_ok());
        assert_bounded(&format!("keys of {letters} letters"), &bytes);
    }
}
