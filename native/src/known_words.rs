//! The dictionary's words at all places of a text, looked up side by side.
//!
//! Each step through the double array waits for memory, but those of one place need not wait for those of another. That is most
//! of what makes this quicker than MeCab, which goes from place to place.

use crate::dictionary::{Dictionary, Entry, Token};
use crate::segmenter::TokenNumber;

/// So many places are looked up at a time.
const PLACES: usize = 8;

/// A word that may begin at a place, and the byte where it ends.
#[derive(Clone, Copy)]
pub struct Candidate {
    pub number: TokenNumber,
    pub end: u32,
    pub token: Token,
}

/// The known words of a text, for each byte where a character begins.
#[derive(Default)]
pub struct KnownWords {
    candidates: Vec<Candidate>,
    ranges: Vec<(u32, u32)>,
    lookups: [Lookup; PLACES],
}

/// The words that begin at `start`: how far into the text and the double array they were followed, and what was found.
#[derive(Default)]
struct Lookup {
    start: usize,
    at: usize,
    base: i32,
    found: Vec<(usize, Entry)>,
}

impl KnownWords {
    /// The words that begin at a byte, the shortest first.
    pub fn at(&self, start: usize) -> &[Candidate] {
        let (first, last) = self.ranges[start];
        &self.candidates[first as usize..last as usize]
    }

    /// Finds all words of a text in UTF-8.
    pub fn look_up(&mut self, text: &[u8], words: &Dictionary) {
        self.candidates.clear();
        self.ranges.clear();
        self.ranges.resize(text.len(), (0, 0));
        let mut start = 0;
        while start < text.len() {
            let mut count = 0;
            while count < PLACES && start < text.len() {
                self.lookups[count].begin(start, words.root());
                start = character_end(text, start);
                count += 1;
            }
            let lookups = &mut self.lookups[..count];
            while lookups.iter_mut().fold(false, |going, lookup| lookup.step(text, words) | going) {}
            (0..count).for_each(|number| self.keep(number, words));
        }
    }

    /// Takes over what a lookup has found.
    fn keep(&mut self, number: usize, words: &Dictionary) {
        let lookup = &self.lookups[number];
        let first = self.candidates.len() as u32;
        for &(end, entry) in &lookup.found {
            push(&mut self.candidates, entry, 0, end, words);
        }
        self.ranges[lookup.start] = (first, self.candidates.len() as u32);
    }
}

impl Lookup {
    fn begin(&mut self, start: usize, root: i32) {
        (self.start, self.at, self.base) = (start, start, root);
        self.found.clear();
    }

    /// Follows one more character; false where no word goes on.
    #[inline]
    fn step(&mut self, text: &[u8], words: &Dictionary) -> bool {
        if self.at == text.len() {
            return false;
        }
        let end = character_end(text, self.at);
        let Some(base) = words.follow(self.base, &text[self.at..end]) else {
            self.at = text.len();
            return false;
        };
        (self.at, self.base) = (end, base);
        self.found.extend(words.word_at(base).map(|entry| (end, entry)));
        true
    }
}

/// Adds the tokens of an entry of `dictionary`, whose numbers begin at `base`.
pub fn push(candidates: &mut Vec<Candidate>, entry: Entry, base: usize, end: usize, dictionary: &Dictionary) {
    let numbers = entry.first..entry.first + entry.count;
    candidates.extend(numbers.map(|number| Candidate {
        number: (base + number) as TokenNumber,
        end: end as u32,
        token: dictionary.token(number),
    }));
}

#[inline]
fn character_end(text: &[u8], at: usize) -> usize {
    at + match text[at] {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}
