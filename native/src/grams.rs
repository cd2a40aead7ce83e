//! The literal layer: the bigrams of Japanese, the words of other scripts, a gap for what is neither (lines.gram_line).

use std::ops::Range;

use crate::signs::{Signs, JAPANESE, JOINER, LETTER, SPACE};

/// Stands where something is that is not searched (terms.GAP).
const GAP: char = '\u{1}';

/// Takes the grams of a text in the order they stand.
pub trait Grams {
    /// Takes one: its letters, whether a gap stands before it, the characters from its first to its last.
    fn add(&mut self, letters: &[char], after_gap: bool, place: Range<usize>);
}

/// A line takes them without their places.
impl Grams for String {
    fn add(&mut self, letters: &[char], after_gap: bool, _: Range<usize>) {
        if !self.is_empty() {
            self.push(' ');
        }
        if after_gap {
            self.extend([GAP, ' ']);
        }
        self.extend(letters);
    }
}

/// The line of a folded text.
pub fn gram_line(text: &[char], signs: &Signs) -> String {
    let mut line = String::with_capacity(8 * text.len());
    grams(text, signs, &mut line);
    line
}

/// Hands over the grams of a folded text.
pub fn grams(text: &[char], signs: &Signs, taker: &mut impl Grams) {
    let (mut at, mut begun, mut gap) = (0, false, false);
    while at < text.len() {
        let class = signs.of(text[at]);
        if class & (JAPANESE | LETTER) == 0 {
            gap |= begun && !joins(text, at, signs);
            at += 1;
            continue;
        }
        let after_gap = std::mem::take(&mut gap);
        let run = if class & JAPANESE != 0 { japanese } else { letters };
        at = run(text, at, after_gap, signs, taker);
        begun = true;
    }
}

/// Hands over the run of Japanese that begins at `at`, joiners passed over; gives the end of what it has looked at.
fn japanese(text: &[char], at: usize, mut after_gap: bool, signs: &Signs, taker: &mut impl Grams) -> usize {
    let (mut last, mut end) = (at, at + 1);
    while end < text.len() {
        if signs.is(text[end], JAPANESE) {
            taker.add(&[text[last], text[end]], after_gap, last..end + 1);
            (last, after_gap) = (end, false);
        } else if !joins(text, end, signs) {
            break;
        }
        end += 1;
    }
    taker.add(&[text[last]], after_gap, last..last + 1);
    end
}

fn letters(text: &[char], at: usize, after_gap: bool, signs: &Signs, taker: &mut impl Grams) -> usize {
    let end = at + text[at..].iter().take_while(|&&sign| signs.is(sign, LETTER)).count();
    taker.add(&text[at..end], after_gap, at..end);
    end
}

/// Whether the literal layer passes over what stands at `at`: not over a line break before an empty line.
fn joins(text: &[char], at: usize, signs: &Signs) -> bool {
    let begins_empty_line = || {
        let mut spaces = text[at + 1..].iter().take_while(|&&sign| signs.is(sign, SPACE));
        text[at] == '\n' && spaces.any(|&sign| sign == '\n')
    };
    signs.is(text[at], JOINER) && !begins_empty_line()
}
