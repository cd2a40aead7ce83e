//! The three layers of a passage as finished lines, as `finished_layers` of lines.py makes them.

use std::sync::Arc;

use pyo3::prelude::*;

use crate::grams::gram_line;
use crate::latin::word_end;
use crate::memory::Memory;
use crate::readings::{Kana, Sound};
use crate::segmenter::{Segmenter, Workspace};
use crate::signs::{Signs, JAPANESE};
use crate::spelling::Spelling;

/// A Japanese word: the number of its kind, its first character, whether spaces stand before it, and whether a word of
/// another script stands there, so that it counts for nothing.
struct Japanese {
    number: u32,
    start: usize,
    apart: bool,
    taken: bool,
}

/// A word of another script: its number, its characters.
struct Latin {
    number: u32,
    start: usize,
    end: usize,
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
        self.memory.trim();
        let signs: Vec<char> = source.chars().collect();
        if signs.len() > self.most_signs {
            return Ok(None);
        }
        let prepared = self.prepared(source, &signs)?;
        let latin = self.latin(&signs)?;
        let mut japanese = self.japanese(&prepared)?;
        mark_taken(&mut japanese, &latin);
        let folded = self.spelling.fold(&signs, &self.signs);
        let [words, keys] = [self.word_line(&japanese, &latin), self.key_line(&japanese, &latin)];
        Ok(Some((words, gram_line(&folded, &self.signs), keys, folded.into_iter().collect())))
    }

    /// What MeCab is to read; nothing where nothing is Japanese.
    fn prepared(&self, source: &str, signs: &[char]) -> PyResult<String> {
        if !signs.iter().any(|&sign| self.signs.is(sign, JAPANESE)) {
            return Ok(String::new());
        }
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

    fn japanese(&mut self, prepared: &str) -> PyResult<Vec<Japanese>> {
        self.words.segment(prepared, &mut self.workspace);
        let path = &self.workspace.lattice.path;
        let (mut found, mut at) = (Vec::with_capacity(path.len()), 0);
        for word in path {
            let [begin, start, end] = [word.begin, word.start, word.end].map(|byte| byte as usize);
            let number = self.memory.kind_number(&prepared[start..end], word.token, &self.words, &self.kana)?;
            let kind = self.memory.kind(number);
            let spaces = prepared[begin..start].chars().count();
            let lead = spaces + kind.lead;
            found.push(Japanese { number, start: at + lead, apart: lead > 0, taken: false });
            at += spaces + kind.size;
        }
        Ok(found)
    }

    /// The words of both kinds in the order they stand.
    fn word_line(&self, japanese: &[Japanese], latin: &[Latin]) -> String {
        let mut line = Line::default();
        let mut rest = latin.iter().peekable();
        for word in japanese.iter().filter(|word| !word.taken) {
            while let Some(before) = rest.next_if(|other| other.start < word.start) {
                line.add(&self.memory.latin(before.number).places);
            }
            let kind = self.memory.kind(word.number);
            if kind.content {
                line.add(&kind.term);
            }
        }
        rest.for_each(|word| line.add(&self.memory.latin(word.number).places));
        line.0.unwrap_or_default()
    }

    /// The keys of words: names in Latin letters, origins of loanwords, readings.
    fn key_line(&self, japanese: &[Japanese], latin: &[Latin]) -> String {
        let free = || japanese.iter().filter(|word| !word.taken);
        let names = latin.iter().map(|word| &self.memory.latin(word.number).keys);
        let origins = free().map(|word| &self.memory.kind(word.number).origin);
        let mut line = Line::default();
        names.chain(origins).filter(|keys| !keys.is_empty()).for_each(|keys| line.add(keys));
        let mut line = line.0.unwrap_or_default();
        self.add_readings(japanese, &mut line);
        line
    }

    /// The keys of runs of words that have a sound.
    fn add_readings(&self, japanese: &[Japanese], line: &mut String) {
        let mut run: Vec<&Sound> = Vec::new();
        for word in japanese {
            let sound = self.memory.kind(word.number).sound.as_ref().filter(|_| !word.taken);
            if sound.is_none() || word.apart {
                self.kana.add_keys(&run, self.longest_reading, line);
                run.clear();
            }
            run.extend(sound);
        }
        self.kana.add_keys(&run, self.longest_reading, line);
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
