//! The layers of a passage with the places of their terms, in columns, as `indexer/analysis/columns.py` makes them.

use std::ops::Range;

use pyo3::prelude::*;

use crate::grams::{grams, Grams};
use crate::lines::{Lines, Word};
use crate::memory::Latin;
use crate::signs::SPACE;

/// Stands before the first term, between two and behind the last (layer.BETWEEN).
const BETWEEN: char = '\n';
/// Stands between terms of one place (terms.STACK).
const STACK: char = '\u{1f}';

/// The terms of a layer, and of each its position and the characters it was written in.
#[derive(Default)]
pub struct Columns {
    terms: String,
    positions: Vec<u32>,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

/// Columns as Python takes them: numbers of 32 bits in the machine's order.
pub type Bare = (String, Vec<u8>, Vec<u8>, Vec<u8>);

impl Columns {
    fn push(&mut self, term: &str, position: usize, place: Range<usize>) {
        self.terms.push(BETWEEN);
        self.terms.push_str(term);
        self.number(position, place);
    }

    fn number(&mut self, position: usize, place: Range<usize>) {
        self.positions.push(position as u32);
        self.starts.push(place.start as u32);
        self.ends.push(place.end as u32);
    }

    fn bare(mut self) -> Bare {
        self.terms.push(BETWEEN);
        let bytes = |numbers: Vec<u32>| numbers.into_iter().flat_map(u32::to_ne_bytes).collect();
        (self.terms, bytes(self.positions), bytes(self.starts), bytes(self.ends))
    }

    fn next_position(&self) -> usize {
        self.positions.last().map_or(0, |&last| last as usize + 1)
    }
}

impl Grams for Columns {
    fn add(&mut self, letters: &[char], after_gap: bool, place: Range<usize>) {
        self.terms.push(BETWEEN);
        self.terms.extend(letters);
        self.number(self.next_position() + after_gap as usize, place);
    }
}

/// The word layer, and the keys of words by their kinds: e, r, l.
pub type WordColumns = (Bare, Bare, Bare, Bare);

impl Lines {
    /// The literal layer of a canonical text, and its folded form.
    pub fn gram_columns(&self, source: &str) -> (Bare, String) {
        let signs: Vec<char> = source.chars().collect();
        let folded = self.spelling.fold(&signs, &self.signs);
        let mut found = Columns::default();
        grams(&folded, &self.signs, &mut found);
        (found.bare(), folded.into_iter().collect())
    }

    /// Every word that MeCab cuts of a text, those of spaces left out, as its reading. None for a text of more than `most_signs`.
    pub fn reading_columns(&mut self, source: &str) -> PyResult<Option<Bare>> {
        self.memory.trim();
        let signs: Vec<char> = source.chars().collect();
        if signs.len() > self.most_signs {
            return Ok(None);
        }
        let mut found = Columns::default();
        for word in self.japanese(&self.prepared(source, &signs)?)? {
            let blank = signs[word.start..word.end].iter().all(|&sign| self.signs.is(sign, SPACE));
            if !blank {
                found.push(&self.memory.kind(word.number).reading, 0, word.start..word.end);
            }
        }
        Ok(Some(found.bare()))
    }

    /// The word layer and the keys of words of a canonical text. None for a text of more than `most_signs`.
    pub fn word_columns(&mut self, source: &str) -> PyResult<Option<WordColumns>> {
        let signs: Vec<char> = source.chars().collect();
        let Some(cut) = self.cut(source, &signs)? else { return Ok(None) };
        let [mut words, mut origins, mut readings, mut names] = <[Columns; 4]>::default();
        Lines::in_order(&cut, |word| match word {
            Word::Japanese(word) => {
                let kind = self.memory.kind(word.number);
                if kind.content {
                    words.push(&kind.term, words.next_position(), word.start..word.end);
                }
                if !kind.origin.is_empty() {
                    origins.push(&kind.origin, 0, word.start..word.end);
                }
            }
            Word::Latin(word) => {
                let known = self.memory.latin(word.number);
                add_places(known, word.start, &mut words);
                add_names(known, word.start, &mut names);
            }
        });
        self.readings(&cut, |key, row| readings.push(key, 0, row));
        Ok(Some((words.bare(), origins.bare(), readings.bare(), names.bare())))
    }
}

/// Adds the places of a word of another script that begins at `start`.
fn add_places(word: &Latin, start: usize, words: &mut Columns) {
    let mut spans = word.spans.iter();
    for place in word.places.split(' ') {
        let position = words.next_position();
        for (term, &(first, last)) in place.split(STACK).zip(&mut spans) {
            words.push(term, position, start + first..start + last);
        }
    }
}

/// Adds the keys of a word of another script that begins at `start`.
fn add_names(word: &Latin, start: usize, names: &mut Columns) {
    for (key, &(first, last)) in word.keys.split(' ').zip(&word.key_spans) {
        names.push(key, 0, start + first..start + last);
    }
}
