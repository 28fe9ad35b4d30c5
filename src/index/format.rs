//! The container: header, section table, checksums, columns. The spec is the
//! doc of [`crate::index`].

use crate::text::FOLDING;
use crc::{Crc, Table};
use std::fmt;
use std::sync::LazyLock;

/// `\x89BLX`, then CR LF, ^Z and LF: a transfer that changes line endings or
/// stops at an end-of-file character shows at once (after PNG's signature).
pub(super) const MAGIC: [u8; 8] = *b"\x89BLX\r\n\x1a\n";
/// The version of the format that is written and read.
pub const FORMAT: u16 = 3;
pub(super) const SECTIONS: [&[u8; 4]; 5] = [b"KEYS", b"FORM", b"MARK", b"WORD", b"GONE"];
const HEADER: usize = 16;
const ENTRY: usize = 12;

/// Sixteen tables, of sixteen bytes at a time. They are made when the first file is opened: in the wasm one of them would
/// take a kilobyte, and compresses to nothing less.
static CRC: LazyLock<Box<Crc<u32, Table<16>>>> =
    LazyLock::new(|| Box::new(Crc::<u32, Table<16>>::new(&crc::CRC_32_ISO_HDLC)));

/// Why bytes are not a segment that this engine can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentError {
    /// The bytes do not start like a brand index.
    Foreign,
    /// Written in another version of the format: rebuild the index, or update brandlint.
    Format(u16),
    /// Folded with another version of the folding: rebuild the index with this brandlint.
    Folding(u32),
    /// Bytes are missing or too many: download it again.
    Length {
        /// How many bytes the header announces.
        expected: u64,
        /// How many there are.
        actual: u64,
    },
    /// Bytes were changed: download it again.
    Checksum(&'static str),
    /// An update whose index was not opened before it: open the two in their order.
    Base,
    /// The checksums are right and the content is not: the file was made by something else than the builder.
    Content(&'static str),
}

impl fmt::Display for SegmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SegmentError::Foreign => write!(f, "this is not a brand index: it does not start with the BLX signature"),
            SegmentError::Format(version) => {
                write!(
                    f,
                    "the brand index has format {version}, this brandlint reads format {FORMAT}: rebuild it with `brandlint build`"
                )
            }
            SegmentError::Folding(version) => {
                write!(
                    f,
                    "the brand index was folded with version {version:08x}, this brandlint folds with {FOLDING:08x}: rebuild it with `brandlint build`"
                )
            }
            SegmentError::Length { expected, actual } => {
                write!(f, "the brand index is damaged: it has {actual} bytes and its header announces {expected}")
            }
            SegmentError::Checksum(part) => {
                write!(f, "the brand index is damaged: the checksum of its {part} is wrong")
            }
            SegmentError::Base => {
                write!(f, "this is an update of another brand index: open it behind the one that it was built for")
            }
            SegmentError::Content(what) => write!(f, "the brand index is malformed: {what}"),
        }
    }
}

impl std::error::Error for SegmentError {}

/// Piece by piece: browsers make a function fast while it is called again and again, not while it runs.
fn checksum(bytes: &[u8]) -> u32 {
    let mut digest = CRC.digest();
    bytes.chunks(1 << 14).for_each(|piece| digest.update(piece));
    digest.finalize()
}

/// Writes the container around sections, given in the order of [`SECTIONS`].
pub(super) fn write(sections: &[Vec<u8>; SECTIONS.len()]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(MAGIC);
    out.extend(FORMAT.to_le_bytes());
    out.extend((SECTIONS.len() as u16).to_le_bytes());
    out.extend(FOLDING.to_le_bytes());
    for (name, section) in SECTIONS.iter().zip(sections) {
        out.extend(**name);
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(checksum(section).to_le_bytes());
    }
    out.extend(checksum(&out).to_le_bytes());
    for section in sections {
        out.extend(section);
    }
    out
}

/// The sections of a segment, their checksums proven. The only way to a
/// [`Reader`], so nothing is read that was not checked.
pub(super) struct Checked {
    /// How far before the end of the file each starts, and its length: what is before it may be given away.
    sections: [(usize, usize); SECTIONS.len()],
    /// The header's checksum. The header has every section's: no two segments share it but by chance.
    pub(super) checksum: u32,
}

impl Checked {
    pub(super) fn new(bytes: &[u8]) -> Result<Checked, SegmentError> {
        let head = bytes.get(..HEADER).filter(|head| head.starts_with(&MAGIC));
        let head = head.ok_or(if MAGIC.starts_with(bytes) || bytes.starts_with(&MAGIC) {
            SegmentError::Length { expected: HEADER as u64, actual: bytes.len() as u64 }
        } else {
            SegmentError::Foreign
        })?;
        let format = u16::from_le_bytes([head[8], head[9]]);
        if format != FORMAT {
            return Err(SegmentError::Format(format));
        }
        let table_end = HEADER + SECTIONS.len() * ENTRY;
        let actual = bytes.len() as u64;
        let cut = |expected: usize| SegmentError::Length { expected: expected as u64, actual };
        let table = bytes.get(..table_end).ok_or(cut(table_end))?;
        let stored = bytes.get(table_end..table_end + 4).ok_or(cut(table_end + 4))?;
        if word(stored) != checksum(table) {
            return Err(SegmentError::Checksum("header"));
        }
        if usize::from(u16::from_le_bytes([head[10], head[11]])) != SECTIONS.len() {
            return Err(SegmentError::Content("another number of sections than the format has"));
        }
        let folding = word(&head[12..16]);
        if folding != FOLDING {
            return Err(SegmentError::Folding(folding));
        }
        let entries: Vec<&[u8]> = table[HEADER..].chunks_exact(ENTRY).collect();
        let expected = (table_end + 4) as u64 + entries.iter().map(|entry| u64::from(word(&entry[4..8]))).sum::<u64>();
        if expected != actual {
            return Err(SegmentError::Length { expected, actual });
        }
        let mut rest = &bytes[table_end + 4..];
        let mut sections = [(0, 0); SECTIONS.len()];
        for ((section, entry), name) in sections.iter_mut().zip(&entries).zip(SECTIONS) {
            if &entry[..4] != name {
                return Err(SegmentError::Content("a section with another name than the format has"));
            }
            let (bytes, after) = rest.split_at(word(&entry[4..8]) as usize);
            *section = (rest.len(), bytes.len());
            rest = after;
            if checksum(bytes) != word(&entry[8..12]) {
                return Err(SegmentError::Checksum(section_title(name)));
            }
        }
        Ok(Checked { sections, checksum: word(stored) })
    }

    /// Section number `at` of the bytes that were checked, or of the last of them.
    fn section<'a>(&self, bytes: &'a [u8], at: usize) -> &'a [u8] {
        let (before_end, length) = self.sections[at];
        &bytes[bytes.len() - before_end..][..length]
    }

    /// How many bytes there are from the end of section number `at` on.
    pub(super) fn behind(&self, at: usize) -> usize {
        self.sections[at].0 - self.sections[at].1
    }

    /// The columns of a section, of which there must be `N`.
    pub(super) fn columns<'a, const N: usize>(
        &self,
        bytes: &'a [u8],
        at: usize,
    ) -> Result<[Reader<'a>; N], SegmentError> {
        let mut reader = Reader(self.section(bytes, at));
        let mut columns = [Reader(&[]); N];
        for column in &mut columns {
            let len = reader.varint()? as usize;
            *column = Reader(reader.bytes(len)?);
        }
        reader.end()?;
        Ok(columns)
    }
}

fn word(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn section_title(name: &[u8; 4]) -> &'static str {
    match name {
        b"KEYS" => "keys",
        b"FORM" => "forms",
        b"MARK" => "marks",
        b"WORD" => "words",
        _ => "tombstones",
    }
}

/// Names of the columns, in the file's order, for [`parts`].
const COLUMNS: [&[&str]; SECTIONS.len()] = [
    &["shared", "letters", "ordinary"],
    &[
        "counts",
        "tags",
        "marks",
        "languages",
        "language names",
        "edit counts",
        "edit skips",
        "edit sizes",
        "edit letters",
    ],
    &[
        "facts",
        "id edit counts",
        "id edit skips",
        "id edit sizes",
        "id edit letters",
        "owners",
        "owner names",
        "more",
        "kinds of registration",
        "registrations",
        "numbers",
        "expiries",
    ],
    &["ordinary", "languages"],
    &["base", "ids"],
];

/// One column of a segment, for those who ask what costs what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// `keys`, `forms`, `marks`, `words` or `tombstones`.
    pub section: &'static str,
    /// The column's name in the format's spec.
    pub column: &'static str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// The columns of a segment.
///
/// # Errors
/// Any [`SegmentError`] that its container has.
pub fn parts(segment: &[u8]) -> Result<Vec<Part<'_>>, SegmentError> {
    let checked = Checked::new(segment)?;
    let mut parts = Vec::new();
    for (at, name) in SECTIONS.iter().enumerate() {
        let mut reader = Reader(checked.section(segment, at));
        for column in COLUMNS[at] {
            let len = reader.varint()? as usize;
            parts.push(Part { section: section_title(name), column, bytes: reader.bytes(len)? });
        }
        reader.end()?;
    }
    Ok(parts)
}

/// Reads a column from its start; running over its end is an error.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(&'a [u8]);

const SHORT: SegmentError = SegmentError::Content("a column ends too early");

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader(bytes)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The bytes that are left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub(super) fn byte(&mut self) -> Result<u8, SegmentError> {
        let (first, rest) = self.0.split_first().ok_or(SHORT)?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn bytes(&mut self, len: usize) -> Result<&'a [u8], SegmentError> {
        let (head, rest) = self.0.split_at_checked(len).ok_or(SHORT)?;
        self.0 = rest;
        Ok(head)
    }

    /// The bytes of so many characters of UTF-8.
    pub(super) fn characters(&mut self, count: u8) -> Result<&'a [u8], SegmentError> {
        let mut end = 0;
        for _ in 0..count {
            end += match self.0.get(end).ok_or(SHORT)? {
                ..0x80 => 1,
                ..0xE0 => 2,
                ..0xF0 => 3,
                _ => 4,
            };
        }
        self.bytes(end)
    }

    /// Bytes up to a line feed, without it.
    pub(super) fn line(&mut self) -> Result<&'a [u8], SegmentError> {
        let end = self.0.iter().position(|byte| *byte == b'\n').ok_or(SHORT)?;
        let line = self.bytes(end)?;
        self.byte()?;
        Ok(line)
    }

    // By itself, so that what reads numbers is small, and soon made fast by browsers.
    #[inline(never)]
    pub(super) fn long(&mut self) -> Result<u64, SegmentError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(SegmentError::Content("a number that does not end"))
    }

    pub(super) fn varint(&mut self) -> Result<u32, SegmentError> {
        // Most are one byte.
        if let Some((first @ ..0x80, rest)) = self.0.split_first() {
            self.0 = rest;
            return Ok(u32::from(*first));
        }
        u32::try_from(self.long()?).map_err(|_| SegmentError::Content("a number that is too large"))
    }

    pub(super) fn string(&mut self) -> Result<&'a str, SegmentError> {
        let len = self.varint()? as usize;
        std::str::from_utf8(self.bytes(len)?).map_err(|_| SegmentError::Content("text that is not UTF-8"))
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Result<(), SegmentError> {
        if self.0.is_empty() { Ok(()) } else { Err(SegmentError::Content("a column goes on after its last entry")) }
    }
}

/// Writes a column.
#[derive(Default)]
pub(super) struct Column(pub(super) Vec<u8>);

impl Column {
    pub(super) fn long(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    pub(super) fn varint(&mut self, value: usize) {
        self.long(value as u64);
    }

    #[cfg(test)]
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader::new(&self.0)
    }

    pub(super) fn string(&mut self, text: &str) {
        self.varint(text.len());
        self.0.extend(text.as_bytes());
    }
}

/// Puts columns together to a section.
pub(super) fn section(columns: &[Column]) -> Vec<u8> {
    let mut out = Column::default();
    for column in columns {
        out.varint(column.0.len());
        out.0.extend(&column.0);
    }
    out.0
}
