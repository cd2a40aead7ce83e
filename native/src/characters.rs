//! The kinds of characters (`char.bin`), which say what unknown words are made of.
//!
//! The file is a count of kinds, a name of 32 bytes for each, and 32 bits for each of the first 65,535 characters
//! (MeCab's `char_property.h`): 18 bits of the kinds it is of, 8 of its first kind, 4 of the greatest length of an unknown
//! word, one where runs are grouped, one where unknown words are made beside known ones too.

use std::path::Path;

use crate::dictionary::{map, number};
use crate::errors::Unreadable;

const NAME: usize = 32;
const COUNTED: usize = 0xffff;

#[derive(Clone, Copy, Default)]
pub struct Kind(u32);

impl Kind {
    /// The kind by which unknown words are looked up.
    pub fn first(self) -> usize {
        (self.0 >> 18 & 0xff) as usize
    }

    /// The greatest number of characters of an unknown word, apart from a group.
    pub fn length(self) -> usize {
        (self.0 >> 26 & 0xf) as usize
    }

    /// Whether a run of the kind is an unknown word.
    pub fn groups(self) -> bool {
        self.0 >> 30 & 1 == 1
    }

    /// Whether unknown words are made where known ones were found.
    pub fn invokes(self) -> bool {
        self.0 >> 31 == 1
    }

    /// Whether two characters have a kind in common.
    pub fn meets(self, other: Kind) -> bool {
        self.0 & other.0 & 0x3_ffff != 0
    }
}

pub struct Characters {
    kinds: Vec<Kind>,
    pub names: Vec<Vec<u8>>,
}

impl Characters {
    pub fn open(path: &Path) -> Result<Characters, Unreadable> {
        let file = map(path)?;
        let count = if file.len() < 4 { usize::MAX } else { number(&file, 0) };
        if count > 0xff || file.len() != 4 + NAME * count + 4 * COUNTED {
            return Err(Unreadable::layout(path, "it is no table of characters of MeCab"));
        }
        let (names, kinds) = file[4..].split_at(NAME * count);
        let kind = |bytes: &[u8]| Kind(u32::from_le_bytes(bytes.try_into().unwrap()));
        let name = |bytes: &[u8]| bytes.split(|&byte| byte == 0).next().unwrap_or_default().to_vec();
        Ok(Characters {
            kinds: kinds.chunks_exact(4).map(kind).collect(),
            names: names.chunks_exact(NAME).map(name).collect(),
        })
    }

    /// The kind of spaces.
    pub fn space(&self) -> Kind {
        self.kinds[0x20]
    }

    /// The kind of the character that begins at `at` of UTF-8, and its bytes. One beyond 16 bits is to MeCab U+0000.
    #[inline]
    pub fn at(&self, text: &[u8], at: usize) -> (Kind, usize) {
        let low = |byte: u8| (byte & 0x3f) as usize;
        let (code, bytes) = match text[at] {
            first @ 0..=0x7f => (first as usize, 1),
            first @ 0x80..=0xdf => (((first & 0x1f) as usize) << 6 | low(text[at + 1]), 2),
            first @ 0xe0..=0xef => (((first & 0x0f) as usize) << 12 | low(text[at + 1]) << 6 | low(text[at + 2]), 3),
            _ => (0, 4),
        };
        (self.kinds.get(code).copied().unwrap_or_default(), bytes)
    }
}
