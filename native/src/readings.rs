//! The keys of how words sound, one to five words in a row (lines._reading_keys, romaji.reading_key).

use rustc_hash::FxHashMap;

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

    /// Adds the keys of a run of words to a line: for each word those of it alone, of it and the next, and so on.
    pub fn add_keys(&self, run: &[&Sound], longest: usize, line: &mut String) {
        let mut letters = Vec::new();
        for first in 0..run.len() {
            letters.clear();
            for sound in run[first..].iter().take(longest) {
                let Some(sound) = sound else { break };
                letters.extend_from_slice(sound);
                self.add_key(&letters, line);
            }
        }
    }

    /// Adds the key of the letters of a row of words, if they have one.
    fn add_key(&self, letters: &[u8], line: &mut String) {
        let before = line.len();
        line.push_str(if line.is_empty() { "r:" } else { " r:" });
        let empty = line.len();
        let plain = letters.iter().all(|&letter| letter != SMALL && letter != DOUBLE);
        let whole = if plain { self.shorten(letters, line) } else { self.shorten(&doubled(&joined(letters)), line) };
        if !whole || line.len() == empty {
            line.truncate(before);
        }
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
