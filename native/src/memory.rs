//! What Python says of the dictionary's entries and of words of other scripts, asked once for each and kept.

use pyo3::prelude::*;
use rustc_hash::FxHashMap;

use crate::readings::{Kana, Sound};
use crate::segmenter::{Segmenter, TokenNumber};

/// What a Japanese word has besides its place (japanese.Kind): its characters, how many of them are spaces before it, its
/// term, its reading, the key of its loanword's origin, how it sounds.
pub struct Kind {
    pub size: usize,
    pub lead: usize,
    pub term: String,
    pub reading: String,
    pub content: bool,
    pub origin: String,
    pub sound: Option<Sound>,
}

/// A word of another script (lines.Latin): its places in the word layer, its keys, and where in the word each term of these
/// stands.
#[derive(FromPyObject)]
pub struct Latin {
    pub places: String,
    pub keys: String,
    pub spans: Vec<(usize, usize)>,
    pub key_spans: Vec<(usize, usize)>,
}

pub struct Memory {
    ask_kind: Py<PyAny>,
    ask_latin: Py<PyAny>,
    ask_prepared: Py<PyAny>,
    kinds: Vec<Kind>,
    /// Of each token of the dictionary the number of its kind and one; 0 where it is not known.
    known: Vec<u32>,
    /// Of each token of unk.dic the words that it stood for.
    unknown: FxHashMap<TokenNumber, FxHashMap<String, u32>>,
    latin: Vec<Latin>,
    latin_numbers: FxHashMap<String, u32>,
    wanted: String,
    most: usize,
}

impl Memory {
    pub fn new([ask_kind, ask_latin, ask_prepared]: [Py<PyAny>; 3], tokens: usize, most: usize) -> Memory {
        Memory {
            ask_kind,
            ask_latin,
            ask_prepared,
            kinds: Vec::new(),
            known: vec![0; tokens],
            unknown: FxHashMap::default(),
            latin: Vec::new(),
            latin_numbers: FxHashMap::default(),
            wanted: String::new(),
            most,
        }
    }

    /// Forgets all where it is too much: the words of a collection recur, and the rare ones are asked for again. The numbers
    /// given out before hold no longer.
    pub fn trim(&mut self) {
        if self.kinds.len() > self.most {
            self.kinds.clear();
            self.known.fill(0);
            self.unknown.clear();
        }
        if self.latin.len() > self.most {
            self.latin.clear();
            self.latin_numbers.clear();
        }
    }

    pub fn kind(&self, number: u32) -> &Kind {
        &self.kinds[number as usize]
    }

    pub fn latin(&self, number: u32) -> &Latin {
        &self.latin[number as usize]
    }

    /// What MeCab is to read of a text, as Python says.
    pub fn prepared(&self, text: &str) -> PyResult<String> {
        Python::attach(|py| self.ask_prepared.call1(py, (text,))?.extract(py))
    }

    /// The number of what a token is where it is written so.
    pub fn kind_number(&mut self, written: &str, token: TokenNumber, words: &Segmenter, kana: &Kana) -> PyResult<u32> {
        let known = match self.known.get(token as usize) {
            Some(&number) => number.checked_sub(1),
            None => self.unknown.get(&token).and_then(|kinds| kinds.get(written)).copied(),
        };
        if let Some(number) = known {
            return Ok(number);
        }
        let number = self.kinds.len() as u32;
        self.kinds.push(self.asked_kind(&format!("{written}\t{}", words.feature(token)), kana)?);
        match self.known.get_mut(token as usize) {
            Some(known) => *known = number + 1,
            None => drop(self.unknown.entry(token).or_default().insert(written.into(), number)),
        }
        Ok(number)
    }

    fn asked_kind(&self, line: &str, kana: &Kana) -> PyResult<Kind> {
        let answer: (usize, usize, String, String, bool, String, String) =
            Python::attach(|py| self.ask_kind.call1(py, (line,))?.extract(py))?;
        let (size, lead, term, reading, content, origin, sound) = answer;
        let sound = (!sound.is_empty()).then(|| kana.sound(&sound));
        Ok(Kind { size, lead, term, reading, content, origin, sound })
    }

    /// The number of what a word of another script is.
    pub fn latin_number(&mut self, written: &[char]) -> PyResult<u32> {
        self.wanted.clear();
        self.wanted.extend(written);
        if let Some(&number) = self.latin_numbers.get(&self.wanted) {
            return Ok(number);
        }
        let number = self.latin.len() as u32;
        self.latin.push(Python::attach(|py| self.ask_latin.call1(py, (&self.wanted,))?.extract(py))?);
        self.latin_numbers.insert(self.wanted.clone(), number);
        Ok(number)
    }
}
