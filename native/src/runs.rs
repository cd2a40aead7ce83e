//! The runs of a page of a PDF, as `indexer/readers/pdf/runs.py` finds them.
//!
//! The functions have the names that they have there, and their reasons are told there. The measures come from there as
//! numbers; whether a note mark hides in a word, which only a pattern can say, is asked back.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::boxes::{around, height, turned, turns, Edges};
use crate::pdfium::{Characters, Functions, PageSpace};
use crate::signs::Range;

const SPACE: u8 = 1;
const MARKED: u8 = 2;
const NOTABLE: u8 = 4;

/// The numbers of runs.py, under their names there, and the classes of characters, in the order of the constants above.
#[derive(FromPyObject)]
struct RunRules {
    alike: f64,
    widest_gap: f64,
    full_gap: f64,
    widest_space: f64,
    even: f64,
    loose: f64,
    usual: f64,
    sampled_lines: usize,
    wide: Range,
    classes: Vec<Vec<Range>>,
}

/// Where a run begins and ends, its box, its size and its turns.
type Run = (usize, usize, Edges, f64, u8);

/// Finds the runs of pages.
#[pyclass(frozen, module = "indexer.readers.pdf._native")]
pub struct Runs {
    functions: Functions,
    rules: RunRules,
    classes: Vec<u8>,
}

#[pymethods]
impl Runs {
    /// `addresses` are those that `Functions::at` takes.
    #[new]
    fn new(addresses: [usize; 4], rules: RunRules) -> PyResult<Runs> {
        Ok(Runs { functions: Functions::at(addresses)?, classes: classes(&rules.classes), rules })
    }

    /// The first characters of the page of `space`, so many (UTF-32, little endian).
    fn codes<'py>(&self, py: Python<'py>, space: PageSpace, count: usize) -> PyResult<Bound<'py, PyBytes>> {
        let of = Characters::new(&self.functions, space)?;
        let codes: Vec<u8> = (0..count).flat_map(|index| of.code(index).to_le_bytes()).collect();
        Ok(PyBytes::new(py, &codes))
    }

    /// The runs of the page of `space`, whose characters are `codes` (UTF-32, little endian) in these lines. `is_noted`
    /// says whether a note mark may hide between two places.
    fn of(
        &self,
        space: PageSpace,
        codes: &[u8],
        lines: Vec<(usize, usize)>,
        is_noted: &Bound<'_, PyAny>,
    ) -> PyResult<Vec<Run>> {
        let of = Characters::new(&self.functions, space)?;
        let codes: Vec<u32> =
            codes.chunks_exact(4).map(|unit| u32::from_le_bytes([unit[0], unit[1], unit[2], unit[3]])).collect();
        if lines.iter().any(|&(start, end)| start >= end || end > codes.len()) {
            return Err(PyValueError::new_err("a line has no characters"));
        }
        Page { of, codes: &codes, how: &self.rules, classes: &self.classes, is_noted }.runs(&lines)
    }
}

/// The classes of all characters up to the last that has one.
fn classes(ranges: &[Vec<Range>]) -> Vec<u8> {
    let end = ranges.iter().flatten().map(|&(_, end)| end).max().unwrap_or(0);
    let mut table = vec![0; end as usize];
    for (bit, ranges) in (0..).zip(ranges) {
        for &(start, end) in ranges {
            table.iter_mut().take(end as usize).skip(start as usize).for_each(|classes| *classes |= 1 << bit);
        }
    }
    table
}

/// The characters from `start` to `end`, with the boxes of the first and the last.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    first: Edges,
    last: Edges,
}

/// A page that is read.
struct Page<'a, 'py> {
    of: Characters<'a>,
    codes: &'a [u32],
    how: &'a RunRules,
    classes: &'a [u8],
    is_noted: &'a Bound<'py, PyAny>,
}

impl Page<'_, '_> {
    fn runs(&self, spans: &[(usize, usize)]) -> PyResult<Vec<Run>> {
        let lines: Vec<Word> = spans.iter().map(|&(start, end)| self.word(start, end)).collect();
        let widths: Vec<f64> = lines.iter().map(|line| self.width(line)).collect();
        let loosest = self.how.loose * self.usual(&widths);
        let gapped = self.gapped(&lines);
        let mut found = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            if widths[number] <= loosest && !gapped[number] && self.is_plain(line)? {
                let edges = (line.first.0, line.first.1, line.last.2, line.first.3);
                found.push(self.run(line.start, line.end, edges, 0));
            } else {
                self.cut(&self.words(line), &mut found)?;
            }
        }
        Ok(found)
    }

    fn word(&self, start: usize, end: usize) -> Word {
        Word { start, end, first: self.of.edges(start), last: self.of.edges(end - 1) }
    }

    fn class(&self, at: usize) -> u8 {
        self.classes.get(self.codes[at] as usize).copied().unwrap_or(0)
    }

    /// Whether a character of this class stands between two places.
    fn has(&self, class: u8, start: usize, end: usize) -> bool {
        (start..end).any(|at| self.class(at) & class != 0)
    }

    fn width(&self, line: &Word) -> f64 {
        let wide = self.how.wide.0..self.how.wide.1;
        let text = &self.codes[line.start..line.end];
        let count = text.len() + text.iter().filter(|code| wide.contains(code)).count();
        let room = height(line.first) * count as f64;
        (line.last.2 - line.first.0) / if room == 0.0 { 1.0 } else { room }
    }

    /// The width of the middle line.
    fn usual(&self, widths: &[f64]) -> f64 {
        if widths.len() < self.how.sampled_lines {
            return self.how.usual;
        }
        let mut sorted = widths.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(self.how.usual)
    }

    /// Which of the lines have gaps within, by number.
    fn gapped(&self, lines: &[Word]) -> Vec<bool> {
        let mut found = vec![false; lines.len()];
        for start in (0..lines.len()).step_by(self.how.sampled_lines.max(1)) {
            self.spread(lines, &mut found, start..lines.len());
            if found[start] {
                self.spread(lines, &mut found, (0..start).rev());
            }
        }
        found
    }

    /// Mark lines as long as they have gaps and are not yet marked.
    fn spread(&self, lines: &[Word], found: &mut [bool], numbers: impl Iterator<Item = usize>) {
        for number in numbers {
            if found[number] || !self.has_gaps(&lines[number]) {
                return;
            }
            found[number] = true;
        }
    }

    fn has_gaps(&self, line: &Word) -> bool {
        line.first.1 == line.last.1 && !self.is_one(line)
    }

    fn is_plain(&self, line: &Word) -> PyResult<bool> {
        let (first, last) = (line.first, line.last);
        if first.1 != last.1 || first.3 != last.3 || last.2 - first.0 < height(first) {
            return Ok(false);
        }
        if self.has(MARKED, line.start, line.end) && self.ask(line)? {
            return Ok(false);
        }
        let text = &self.codes[line.start..line.end];
        Ok(!text.contains(&u32::from(' ')) || !text.iter().any(|&code| code >= self.how.wide.0))
    }

    fn ask(&self, word: &Word) -> PyResult<bool> {
        self.is_noted.call1((word.start, word.end))?.extract()
    }

    fn is_one(&self, line: &Word) -> bool {
        let words = self.words(line);
        let ends = || words.iter().flat_map(|word| [word.first, word.last]);
        let [low, high] = [lowest(ends().map(|edges| edges.1)), lowest(ends().map(|edges| edges.3))];
        let [raised, head] = [highest(ends().map(|edges| edges.1)), highest(ends().map(|edges| edges.3))];
        let tall = head - low;
        let gaps = gaps(&words);
        let level = raised - low <= self.how.alike * tall && head - high <= self.how.alike * tall;
        let near = -tall < 2.0 * lowest(gaps.iter().copied());
        level && (gaps.is_empty() || (near && highest(gaps.iter().copied()) <= self.widest(&gaps, tall)))
    }

    fn words(&self, line: &Word) -> Vec<Word> {
        let spaced = (line.start..line.end).map(|at| self.class(at) & SPACE != 0);
        let (mut found, mut start) = (Vec::new(), line.start);
        for (at, is_space) in (line.start..).zip(spaced.chain([true])) {
            if is_space {
                if start < at {
                    found.push((start, at));
                }
                start = at + 1;
            }
        }
        match found.len() {
            1 => vec![*line],
            _ => found.into_iter().map(|(start, end)| self.word(start, end)).collect(),
        }
    }

    fn cut(&self, words: &[Word], found: &mut Vec<Run>) -> PyResult<()> {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Ok(()) };
        let turns = turns(first.first, last.last);
        let level = self.level(words, turns)?;
        let widest = self.widest(&gaps(&level), highest(level.iter().map(|word| height(word.first))));
        let mut start = 0;
        for end in 1..=level.len() {
            if end == level.len() || !self.goes_on(&level[end - 1], &level[end], widest) {
                found.push(self.joined(&level[start..end], turns));
                start = end;
            }
        }
        Ok(())
    }

    fn level(&self, words: &[Word], turns: u8) -> PyResult<Vec<Word>> {
        let lay = |edges| turned(edges, self.of.shown(), turns);
        let mut found = Vec::with_capacity(words.len());
        for word in words {
            let word = Word { first: lay(word.first), last: lay(word.last), ..*word };
            if word.end - word.start == 1 || self.is_even(&word)? {
                found.push(word);
            } else {
                found.extend(self.characters(&word).into_iter().map(|(start, end)| {
                    let edges = lay(self.of.edges(start));
                    Word { start, end, first: edges, last: edges }
                }));
            }
        }
        Ok(found)
    }

    /// The characters of a word, some of them in the two halves in which UTF-16 writes them.
    fn characters(&self, word: &Word) -> Vec<(usize, usize)> {
        let (mut found, mut at) = (Vec::new(), word.start);
        while at < word.end {
            let halves = (0xd800..0xdc00).contains(&self.codes[at]);
            let end = (at + 1 + usize::from(halves)).min(word.end);
            found.push((at, end));
            at = end;
        }
        found
    }

    fn is_even(&self, word: &Word) -> PyResult<bool> {
        let width = word.last.2 - word.first.0;
        let room = height(word.first) * ((word.end - word.start) as f64 + self.how.full_gap);
        if word.first.0 > word.last.0 || width > room || !self.is_alike(word, word) {
            return Ok(false);
        }
        Ok(!self.has(NOTABLE, word.start, word.end) || !self.ask(word)?)
    }

    fn is_alike(&self, one: &Word, other: &Word) -> bool {
        let ((_, foot, _, head), (_, floor, _, ceiling)) = (one.last, other.first);
        let least = self.how.alike * (head - foot).max(ceiling - floor);
        if (ceiling - head).abs() <= least && (foot - floor).abs() <= least {
            return true;
        }
        let lapping = head.min(ceiling) - foot.max(floor);
        if lapping < 0.5 * (head - foot).min(ceiling - floor) {
            return false;
        }
        let [size, following] = [one.end - 1, other.start].map(|at| self.of.raw_size(at));
        size.max(following) * (1.0 - self.how.alike) <= size.min(following)
    }

    fn goes_on(&self, one: &Word, other: &Word, widest: f64) -> bool {
        let gap = other.first.0 - one.last.2;
        let tall = height(one.last).max(height(other.first));
        let wide = self.codes[one.end - 1].min(self.codes[other.start]) >= self.how.wide.0;
        let widest = if wide { self.how.full_gap * tall } else { widest };
        -0.5 * tall < gap && gap <= widest && self.is_alike(one, other)
    }

    fn joined(&self, words: &[Word], turns: u8) -> Run {
        let (first, last) = (&words[0], &words[words.len() - 1]);
        let level = words.iter().map(|word| around(word.first, word.last)).fold(first.first, around);
        let (width, height) = self.of.shown();
        let shown = if turns % 2 == 1 { (height, width) } else { (width, height) };
        self.run(first.start, last.end, turned(level, shown, (4 - turns) % 4), turns)
    }

    fn run(&self, start: usize, end: usize, edges: Edges, turns: u8) -> Run {
        (start, end, edges, self.of.size(start), turns)
    }

    fn widest(&self, gaps: &[f64], height: f64) -> f64 {
        let [least, most] = [lowest(gaps.iter().copied()), self.how.even * highest(gaps.iter().copied())];
        let even = gaps.len() > 2 && 0.0 < most && most <= least;
        height * if even { self.how.widest_space } else { self.how.widest_gap }
    }
}

/// What parts the words of a level line.
fn gaps(words: &[Word]) -> Vec<f64> {
    words.windows(2).map(|pair| pair[1].first.0 - pair[0].last.2).collect()
}

fn lowest(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(f64::INFINITY, f64::min)
}

fn highest(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(f64::NEG_INFINITY, f64::max)
}
