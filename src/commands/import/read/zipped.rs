//! The parts of a zip file, each unpacked only when asked for and to a bound.
//!
//! The directory at the end of the file says what there is. Sizes it states are held against the bounds before anything
//! is unpacked, and the bytes that come out are counted again, because it may lie.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use crate::commands::import::said::Said;

/// Entries of a workbook: it has a part or two for each sheet, and pictures.
const ENTRIES: usize = 2_000;
/// Unpacked bytes of a part that is read: twenty columns in 25,000 rows have some 15 MB.
const PART_LIMIT: u64 = 32 << 20;
/// Unpacked bytes that a file says it has in all: pictures are not read, but nobody adds more than this.
const TOTAL_LIMIT: u64 = 256 << 20;
/// The end of the directory and its longest comment.
const END: usize = 22;
const COMMENT: usize = 65_535;
/// What a size of four bytes says when the true one stands elsewhere.
const WIDE: u64 = 0xffff_ffff;

/// A zip file whose directory was read.
#[derive(Debug)]
pub(super) struct Zip<'a> {
    bytes: &'a [u8],
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
    /// Where its own header begins.
    start: u64,
    is_locked: bool,
}

impl<'a> Zip<'a> {
    /// Reads the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Said> {
        let (first, count) = directory(bytes).ok_or_else(broken)?;
        if count > ENTRIES {
            return Err(Said::of("import.file.bomb"));
        }
        let mut entries = BTreeMap::new();
        let mut at = first;
        for _ in 0..count {
            let (name, entry, next) = entry(bytes, at).ok_or_else(broken)?;
            // A name that stands twice is read differently by different programs.
            if entries.insert(name, entry).is_some() {
                return Err(broken());
            }
            at = next;
        }
        let total = entries.values().fold(0_u64, |sum, entry| sum.saturating_add(entry.size));
        if total > TOTAL_LIMIT || overlap(&entries) {
            return Err(Said::of("import.file.bomb"));
        }
        Ok(Zip { bytes, entries })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// The text of a part; `None` when there is none.
    pub(super) fn part(&self, name: &str) -> Result<Option<String>, Said> {
        let Some(entry) = self.entries.get(name) else { return Ok(None) };
        if entry.is_locked {
            return Err(Said::of("import.file.password"));
        }
        if entry.size > PART_LIMIT {
            return Err(Said::of("import.file.bomb"));
        }
        let unpacked = self.unpack(entry)?;
        if unpacked.len() as u64 > PART_LIMIT {
            return Err(Said::of("import.file.bomb"));
        }
        let mut crc = Crc::new();
        crc.update(&unpacked);
        if unpacked.len() as u64 != entry.size || crc.sum() != entry.crc {
            return Err(broken());
        }
        String::from_utf8(unpacked).map(Some).map_err(|_| Said::of("import.file.encoding"))
    }

    /// At most one byte more than a part may have.
    fn unpack(&self, entry: &Entry) -> Result<Vec<u8>, Said> {
        let packed = packed(self.bytes, entry).ok_or_else(broken)?;
        let mut unpacked = Vec::new();
        match entry.method {
            0 => unpacked.extend_from_slice(packed),
            8 => {
                let reader = DeflateDecoder::new(packed);
                reader.take(PART_LIMIT + 1).read_to_end(&mut unpacked).map_err(|_| broken())?;
            }
            _ => return Err(broken()),
        }
        Ok(unpacked)
    }
}

/// Where the directory begins and how many entries it has.
fn directory(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = bytes.len().saturating_sub(END + COMMENT);
    let end = from + memchr::memmem::rfind(&bytes[from..], b"PK\x05\x06")?;
    let count = usize::from(short(bytes, end + 10)?);
    let first = usize::try_from(long(bytes, end + 16)?).ok()?;
    if count < 0xffff && first as u64 != WIDE {
        return Some((first, count));
    }
    // Some programs write the wide form, made for files over 4 GB, in every file.
    let locator = end.checked_sub(20).filter(|at| bytes[*at..].starts_with(b"PK\x06\x07"))?;
    let wide = usize::try_from(double(bytes, locator + 8)?).ok()?;
    bytes.get(wide..)?.starts_with(b"PK\x06\x06").then_some(())?;
    let count = usize::try_from(double(bytes, wide.checked_add(32)?)?).ok()?;
    let first = usize::try_from(double(bytes, wide.checked_add(48)?)?).ok()?;
    Some((first, count))
}

/// An entry of the directory, with its name and where the next one begins.
fn entry(bytes: &[u8], at: usize) -> Option<(String, Entry, usize)> {
    bytes.get(at..)?.starts_with(b"PK\x01\x02").then_some(())?;
    let lengths = [28, 30, 32].map(|n| short(bytes, at + n).map(usize::from));
    let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
    let name_end = at + 46 + name;
    let told = std::str::from_utf8(bytes.get(at + 46..name_end)?).ok()?.replace('\\', "/");
    let mut fields = [long(bytes, at + 24)?, long(bytes, at + 20)?, long(bytes, at + 42)?];
    widen(bytes.get(name_end..name_end + extra)?, &mut fields);
    let [size, packed, start] = fields;
    let is_locked = short(bytes, at + 8)? & 1 == 1;
    let (method, crc) = (short(bytes, at + 10)?, u32::try_from(long(bytes, at + 16)?).ok()?);
    Some((told, Entry { method, crc, packed, size, start, is_locked }, name_end + extra + comment))
}

/// Sizes that stand in the wide form: in this order, and only those that need it.
fn widen(extra: &[u8], fields: &mut [u64; 3]) {
    let mut at = 0;
    while let (Some(id), Some(length)) = (short(extra, at), short(extra, at + 2)) {
        let mut value = at + 4;
        if id == 1 {
            for field in fields.iter_mut().filter(|field| **field == WIDE) {
                if let Some(wide) = double(extra, value) {
                    *field = wide;
                    value += 8;
                }
            }
        }
        at += 4 + usize::from(length);
    }
}

/// The packed bytes of an entry, behind its own header.
fn packed<'a>(bytes: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    let start = usize::try_from(entry.start).ok()?;
    bytes.get(start..)?.starts_with(b"PK\x03\x04").then_some(())?;
    let skip = [26, 28].map(|n| short(bytes, start + n).map(usize::from));
    let [Some(name), Some(extra)] = skip else { return None };
    let from = start.checked_add(30 + name + extra)?;
    bytes.get(from..from.checked_add(usize::try_from(entry.packed).ok()?)?)
}

/// Whether two entries share bytes, as those of a bomb do that unpacks the same bytes again and again.
fn overlap(entries: &BTreeMap<String, Entry>) -> bool {
    let mut areas: Vec<(u64, u64)> = entries
        .values()
        .map(|entry| (entry.start, entry.start.saturating_add(30).saturating_add(entry.packed)))
        .collect();
    areas.sort_unstable();
    areas.windows(2).any(|pair| pair[0].1 > pair[1].0)
}

fn broken() -> Said {
    Said::of("import.file.broken")
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)))
}

fn double(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
