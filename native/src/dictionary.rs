//! A reader of MeCab's compiled dictionaries (`sys.dic`, `unk.dic`), as MeCab 0.996's `dictionary.cpp` writes them.
//!
//! A file is a header of 72 bytes, a double array of the written forms (Darts), the tokens, and their features:
//!
//! ```text
//! magic ^ length | version | type | words | left ids | right ids | bytes of array, of tokens, of features | 0 | charset
//! ```
//!
//! All numbers are little endian, and 32 bits wide where nothing else is said.

use std::fs::File;
use std::path::Path;

use memmap2::Mmap;

use crate::errors::Unreadable;

const MAGIC: u32 = 0xef71_8f77;
const VERSION: u32 = 102;
const HEADER: usize = 72;
const UNIT: usize = 8;
const TOKEN: usize = 16;

/// What the lattice needs of a dictionary's entry: its connection ids and the cost of the word itself.
#[derive(Clone, Copy)]
pub struct Token {
    pub left_id: u16,
    pub right_id: u16,
    pub cost: i16,
}

/// The tokens of one written form, which follow one another.
#[derive(Clone, Copy)]
pub struct Entry {
    pub first: usize,
    pub count: usize,
}

pub struct Dictionary {
    file: Mmap,
    tokens: usize,
    features: usize,
    pub left_ids: usize,
    pub right_ids: usize,
}

impl Dictionary {
    /// Maps a file into memory; what is not laid out as above is an error that says so.
    pub fn open(path: &Path) -> Result<Dictionary, Unreadable> {
        let file = map(path)?;
        check(&file).map_err(|why| Unreadable::layout(path, why))?;
        let [left_ids, right_ids, array, tokens] = [16, 20, 24, 28].map(|at| number(&file, at));
        let tokens_at = HEADER + array;
        Ok(Dictionary { file, tokens: tokens_at, features: tokens_at + tokens, left_ids, right_ids })
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        (self.features - self.tokens) / TOKEN
    }

    #[inline]
    pub fn token(&self, number: usize) -> Token {
        let at = self.tokens + TOKEN * number;
        let bytes: [u8; 8] = self.file[at..at + 8].try_into().unwrap();
        Token {
            left_id: u16::from_le_bytes([bytes[0], bytes[1]]),
            right_id: u16::from_le_bytes([bytes[2], bytes[3]]),
            cost: i16::from_le_bytes([bytes[6], bytes[7]]),
        }
    }

    /// The features of a token, parted by commas.
    pub fn feature(&self, number: usize) -> String {
        let from = self.features + self.number(self.tokens + TOKEN * number + 8);
        let text = self.file[from..].split(|&byte| byte == 0).next().unwrap_or_default();
        String::from_utf8_lossy(text).into_owned()
    }

    /// Where the double array begins.
    pub fn root(&self) -> i32 {
        self.unit(0).0
    }

    /// Follows the double array from `base` by some bytes; None where no word goes on so.
    #[inline]
    pub fn follow(&self, mut base: i32, bytes: &[u8]) -> Option<i32> {
        for &byte in bytes {
            let (next, check) = self.unit(base as usize + byte as usize + 1);
            if base as u32 != check {
                return None;
            }
            base = next;
        }
        Some(base)
    }

    /// The entry of the word that ends where the double array was followed to, if one does.
    #[inline]
    pub fn word_at(&self, base: i32) -> Option<Entry> {
        let (value, check) = self.unit(base as usize);
        let entry = !value as usize;
        (base as u32 == check && value < 0).then_some(Entry { first: entry >> 8, count: entry & 0xff })
    }

    /// The entry of a word.
    pub fn entry(&self, word: &[u8]) -> Option<Entry> {
        self.follow(self.root(), word).and_then(|base| self.word_at(base))
    }

    /// A unit of the double array, its base and its check; beyond the end one that fits nowhere.
    #[inline]
    fn unit(&self, number: usize) -> (i32, u32) {
        let at = HEADER + UNIT * number;
        match self.file[..self.tokens].get(at..at.wrapping_add(UNIT)) {
            Some(unit) => {
                let both = u64::from_le_bytes(unit.try_into().unwrap());
                (both as i32, (both >> 32) as u32)
            }
            None => (0, u32::MAX),
        }
    }

    fn number(&self, at: usize) -> usize {
        number(&self.file, at)
    }
}

/// A file in memory, shared by all processes that read it.
pub fn map(path: &Path) -> Result<Mmap, Unreadable> {
    let file = File::open(path).map_err(|why| Unreadable::file(path, why))?;
    // SAFETY: the dictionary is a file of an installed package, which nobody writes to while it is used.
    unsafe { Mmap::map(&file) }.map_err(|why| Unreadable::file(path, why))
}

/// A number of 32 bits at a place in a file.
pub fn number(file: &[u8], at: usize) -> usize {
    u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize
}

/// What about a file is not as it is read here.
fn check(file: &[u8]) -> Result<(), String> {
    if file.len() < HEADER || number(file, 0) as u32 ^ MAGIC != file.len() as u32 {
        return Err("it is no dictionary of MeCab".into());
    }
    let version = number(file, 4) as u32;
    if version != VERSION {
        return Err(format!("its version is {version}, not {VERSION}"));
    }
    let charset = file[40..HEADER].split(|&byte| byte == 0).next().unwrap_or_default();
    if !charset.eq_ignore_ascii_case(b"utf8") && !charset.eq_ignore_ascii_case(b"utf-8") {
        return Err(format!("its charset is {}, not utf8", String::from_utf8_lossy(charset)));
    }
    let [array, tokens, features] = [24, 28, 32].map(|at| number(file, at));
    if HEADER + array + tokens + features != file.len() || array % UNIT + tokens % TOKEN != 0 {
        return Err("the sizes in its header do not add up".into());
    }
    Ok(())
}
