//! The literal layer: the bigrams of Japanese, the words of other scripts, a gap for what is neither (lines.gram_line).

use crate::signs::{Signs, JAPANESE, JOINER, LETTER, SPACE};

/// Stands where something is that is not searched (terms.GAP).
const GAP: char = '\u{1}';

/// A line that is being written, place after place.
struct Line {
    written: String,
    gap: bool,
}

impl Line {
    /// Begins a place; a gap since the last one takes a place of its own, except at the beginning.
    fn next(&mut self) {
        if self.written.is_empty() {
            self.gap = false;
            return;
        }
        self.written.push(' ');
        if std::mem::take(&mut self.gap) {
            self.written.push(GAP);
            self.written.push(' ');
        }
    }
}

/// The line of a folded text.
pub fn gram_line(text: &[char], signs: &Signs) -> String {
    let mut line = Line { written: String::with_capacity(8 * text.len()), gap: false };
    let mut at = 0;
    while at < text.len() {
        let class = signs.of(text[at]);
        if class & JAPANESE != 0 {
            at = japanese(text, at, signs, &mut line);
        } else if class & LETTER != 0 {
            line.next();
            at = letters(text, at, signs, &mut line);
        } else {
            line.gap |= !joins(text, at, signs);
            at += 1;
        }
    }
    line.written
}

/// Writes the run of Japanese that begins at `at`, joiners passed over; gives the end of what it has looked at.
fn japanese(text: &[char], at: usize, signs: &Signs, line: &mut Line) -> usize {
    let (mut last, mut end) = (text[at], at + 1);
    line.next();
    line.written.push(last);
    while end < text.len() {
        if signs.is(text[end], JAPANESE) {
            last = text[end];
            line.written.extend([last, ' ', last]);
        } else if !joins(text, end, signs) {
            break;
        }
        end += 1;
    }
    end
}

fn letters(text: &[char], at: usize, signs: &Signs, line: &mut Line) -> usize {
    let rest = text[at..].iter();
    let before = line.written.len();
    line.written.extend(rest.take_while(|&&sign| signs.is(sign, LETTER)));
    at + line.written[before..].chars().count()
}

/// Whether the literal layer passes over what stands at `at`: not over a line break before an empty line.
fn joins(text: &[char], at: usize, signs: &Signs) -> bool {
    let begins_empty_line = || {
        let mut spaces = text[at + 1..].iter().take_while(|&&sign| signs.is(sign, SPACE));
        text[at] == '\n' && spaces.any(|&sign| sign == '\n')
    };
    signs.is(text[at], JOINER) && !begins_empty_line()
}
