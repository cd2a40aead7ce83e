//! The keys of how words sound, one to five words in a row (lines._reading_keys, romaji.reading_key).

use std::ops::Range;

use rustc_hash::FxHashMap;

/// How such a key begins.
const READING: &str = "r:";

/// Before a small kana: it takes away the vowel before it (romaji._SMALL).
const SMALL: u8 = 2;
/// A ッ: it doubles the consonant after it (romaji._DOUBLE).
const DOUBLE: u8 = 4;

/// The kana in Latin letters and the signs above, and the pairs of vowels that are one long vowel.
pub struct Kana {
    signs: FxHashMap<char, String>,
    long: Vec<[u8; 2]>,
}

/// The letters of one word, None where something in it is no kana.
pub type Sound = Option<Vec<u8>>;

impl Kana {
    pub fn new(signs: FxHashMap<char, String>, long: Vec<[u8; 2]>) -> Kana {
        Kana { signs, long }
    }

    /// The letters and signs of a word in kana.
    pub fn sound(&self, kana: &str) -> Sound {
        let letters: Option<Vec<&str>> = kana.chars().map(|sign| self.signs.get(&sign).map(String::as_str)).collect();
        letters.map(|letters| letters.concat().into_bytes())
    }

    /// Hands over the keys of a run of words, each with the numbers of its words: for each word those of it alone, of it and
    /// the next, and so on.
    pub fn keys(&self, run: &[&Sound], longest: usize, mut each: impl FnMut(&str, Range<usize>)) {
        let (mut letters, mut key) = (Vec::new(), String::new());
        for first in 0..run.len() {
            letters.clear();
            for (after, sound) in run[first..].iter().take(longest).enumerate() {
                let Some(sound) = sound else { break };
                letters.extend_from_slice(sound);
                if self.write_key(&letters, &mut key) {
                    each(&key, first..first + after + 1);
                }
            }
        }
    }

    /// Writes the key of the letters of a row of words; false where they have none.
    fn write_key(&self, letters: &[u8], key: &mut String) -> bool {
        key.clear();
        key.push_str(READING);
        let plain = letters.iter().all(|&letter| letter != SMALL && letter != DOUBLE);
        let whole = if plain { self.shorten(letters, key) } else { self.shorten(&doubled(&joined(letters)), key) };
        whole && key.len() > READING.len()
    }

    /// Writes letters with short vowels only; false where a small kana is left that nothing stands before.
    fn shorten(&self, letters: &[u8], line: &mut String) -> bool {
        let mut at = 0;
        while let Some(&letter) = letters.get(at) {
            if letter == SMALL {
                return false;
            }
            line.push(letter as char);
            let long = letters.get(at + 1).is_some_and(|&next| self.long.contains(&[letter, next]));
            at += 1 + long as usize;
        }
        true
    }
}

/// kiSMALLya -> kya
fn joined(letters: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(letters.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if letter.is_ascii_lowercase() && letters.get(at + 1) == Some(&SMALL) {
            at += 2;
        } else {
            result.push(letter);
            at += 1;
        }
    }
    result
}

/// DOUBLEta -> tta
fn doubled(letters: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(letters.len());
    for (at, &letter) in letters.iter().enumerate() {
        if letter == DOUBLE {
            continue;
        }
        if at > 0 && letters[at - 1] == DOUBLE && letter.is_ascii_lowercase() {
            result.push(letter);
        }
        result.push(letter);
    }
    result
}
