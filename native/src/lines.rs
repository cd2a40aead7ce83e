//! The three layers of a passage as finished lines, as `finished_layers` of lines.py makes them.

use std::ops::Range;
use std::sync::Arc;

use pyo3::prelude::*;

use crate::grams::gram_line;
use crate::latin::word_end;
use crate::memory::Memory;
use crate::readings::{Kana, Sound};
use crate::segmenter::{Segmenter, Workspace};
use crate::signs::{Signs, JAPANESE};
use crate::spelling::Spelling;

/// A Japanese word: the number of its kind, its characters, whether spaces stand before it, and whether a word of another
/// script stands there, so that it counts for nothing.
pub struct Japanese {
    pub number: u32,
    pub start: usize,
    pub end: usize,
    apart: bool,
    taken: bool,
}

/// A word of another script: its number, its characters.
pub struct Latin {
    pub number: u32,
    pub start: usize,
    pub end: usize,
}

pub enum Word<'a> {
    Japanese(&'a Japanese),
    Latin(&'a Latin),
}

/// The words of a text.
pub struct Cut {
    japanese: Vec<Japanese>,
    latin: Vec<Latin>,
}

/// All that it takes to make lines, for one thread.
pub struct Lines {
    pub words: Arc<Segmenter>,
    pub signs: Signs,
    pub spelling: Spelling,
    pub kana: Kana,
    pub memory: Memory,
    pub longest_reading: usize,
    pub most_signs: usize,
    pub workspace: Workspace,
}

/// The lines of the layers w, g and v, and the folded text.
pub type Layers = (String, String, String, String);

impl Lines {
    /// The lines of a canonical text; of the keys, those that lines.py finds in the text itself are not among them. None for
    /// a text of more than `most_signs`.
    pub fn of(&mut self, source: &str) -> PyResult<Option<Layers>> {
        let signs: Vec<char> = source.chars().collect();
        let Some(cut) = self.cut(source, &signs)? else { return Ok(None) };
        let folded = self.spelling.fold(&signs, &self.signs);
        let [words, keys] = [self.word_line(&cut), self.key_line(&cut)];
        Ok(Some((words, gram_line(&folded, &self.signs), keys, folded.into_iter().collect())))
    }

    /// The words of a canonical text, whose characters are given too. None for a text of more than `most_signs`.
    pub fn cut(&mut self, source: &str, signs: &[char]) -> PyResult<Option<Cut>> {
        self.memory.trim();
        if signs.len() > self.most_signs {
            return Ok(None);
        }
        let is_japanese = signs.iter().any(|&sign| self.signs.is(sign, JAPANESE));
        let prepared = if is_japanese { self.prepared(source, signs)? } else { String::new() };
        let latin = self.latin(signs)?;
        let mut japanese = self.japanese(&prepared)?;
        mark_taken(&mut japanese, &latin);
        Ok(Some(Cut { japanese, latin }))
    }

    /// What MeCab is to read.
    pub fn prepared(&self, source: &str, signs: &[char]) -> PyResult<String> {
        self.spelling.prepare(signs, &self.signs).map_or_else(|| self.memory.prepared(source), Ok)
    }

    fn latin(&mut self, source: &[char]) -> PyResult<Vec<Latin>> {
        let (mut found, mut start) = (Vec::new(), 0);
        while start < source.len() {
            let end = word_end(source, start, &self.signs);
            if let Some(end) = end {
                let number = self.memory.latin_number(&source[start..end])?;
                found.push(Latin { number, start, end });
            }
            start = end.unwrap_or(start + 1);
        }
        Ok(found)
    }

    pub fn japanese(&mut self, prepared: &str) -> PyResult<Vec<Japanese>> {
        self.words.segment(prepared, &mut self.workspace);
        let path = &self.workspace.lattice.path;
        let (mut found, mut at) = (Vec::with_capacity(path.len()), 0);
        for word in path {
            let [begin, start, end] = [word.begin, word.start, word.end].map(|byte| byte as usize);
            let number = self.memory.kind_number(&prepared[start..end], word.token, &self.words, &self.kana)?;
            let kind = self.memory.kind(number);
            let spaces = prepared[begin..start].chars().count();
            let (lead, end) = (spaces + kind.lead, at + spaces + kind.size);
            found.push(Japanese { number, start: at + lead, end, apart: lead > 0, taken: false });
            at = end;
        }
        Ok(found)
    }

    /// Hands over the words of both kinds in the order they stand.
    pub fn in_order<'a>(cut: &'a Cut, mut each: impl FnMut(Word<'a>)) {
        let mut rest = cut.latin.iter().peekable();
        for word in cut.japanese.iter().filter(|word| !word.taken) {
            while let Some(before) = rest.next_if(|other| other.start < word.start) {
                each(Word::Latin(before));
            }
            each(Word::Japanese(word));
        }
        rest.for_each(|word| each(Word::Latin(word)));
    }

    fn word_line(&self, cut: &Cut) -> String {
        let mut line = Line::default();
        Lines::in_order(cut, |word| match word {
            Word::Latin(word) => line.add(&self.memory.latin(word.number).places),
            Word::Japanese(word) => {
                let kind = self.memory.kind(word.number);
                if kind.content {
                    line.add(&kind.term);
                }
            }
        });
        line.0.unwrap_or_default()
    }

    /// The keys of words: names in Latin letters, origins of loanwords, readings.
    fn key_line(&self, cut: &Cut) -> String {
        let free = cut.japanese.iter().filter(|word| !word.taken);
        let names = cut.latin.iter().map(|word| &self.memory.latin(word.number).keys);
        let origins = free.map(|word| &self.memory.kind(word.number).origin);
        let mut line = Line::default();
        names.chain(origins).filter(|keys| !keys.is_empty()).for_each(|keys| line.add(keys));
        self.readings(cut, |key, _| line.add(key));
        line.0.unwrap_or_default()
    }

    /// Hands over the keys of runs of words that have a sound, each with the characters of its words.
    pub fn readings(&self, cut: &Cut, mut each: impl FnMut(&str, Range<usize>)) {
        let mut run: Vec<&Sound> = Vec::new();
        let mut finish = |run: &mut Vec<&Sound>, end: usize| {
            let words = &cut.japanese[end - run.len()..end];
            self.kana.keys(run, self.longest_reading, |key, row| {
                each(key, words[row.start].start..words[row.end - 1].end);
            });
            run.clear();
        };
        for (number, word) in cut.japanese.iter().enumerate() {
            let sound = self.memory.kind(word.number).sound.as_ref().filter(|_| !word.taken);
            if sound.is_none() || word.apart {
                finish(&mut run, number);
            }
            run.extend(sound);
        }
        finish(&mut run, cut.japanese.len());
    }
}

/// Marks what MeCab made of words of other scripts and digits.
fn mark_taken(japanese: &mut [Japanese], latin: &[Latin]) {
    let mut rest = latin.iter().peekable();
    for word in japanese {
        while rest.next_if(|other| other.end <= word.start).is_some() {}
        word.taken = rest.peek().is_some_and(|other| other.start <= word.start);
    }
}

/// A line of terms, None before the first.
#[derive(Default)]
struct Line(Option<String>);

impl Line {
    fn add(&mut self, terms: &str) {
        match &mut self.0 {
            Some(line) => line.extend([" ", terms]),
            None => self.0 = Some(terms.into()),
        }
    }
}
