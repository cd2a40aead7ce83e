//! Where the words stand that are not in Japanese script (english._WORD).

use crate::signs::{Signs, HYPHEN, LETTER};

/// The end of the word that begins at `at`, if one does: an acronym with dots, or letters joined by apostrophes and hyphens.
pub fn word_end(text: &[char], at: usize, signs: &Signs) -> Option<usize> {
    dotted_end(text, at).or_else(|| {
        let is_letter = |at: usize| text.get(at).is_some_and(|&sign| signs.is(sign, LETTER));
        let is_hyphen = |at: usize| text.get(at).is_some_and(|&sign| signs.is(sign, HYPHEN));
        let mut end = is_letter(at).then(|| letters_end(text, at, signs))?;
        while is_hyphen(end) && is_letter(end + 1) {
            end = letters_end(text, end + 1, signs);
        }
        Some(end)
    })
}

/// U.S. and U.S.S.R, but not the U of MU.S.: two capitals or more with a dot each, then perhaps one without.
fn dotted_end(text: &[char], at: usize) -> Option<usize> {
    let is_letter = |at: usize| text.get(at).is_some_and(char::is_ascii_alphabetic);
    let is_capital = |at: usize| text.get(at).is_some_and(char::is_ascii_uppercase);
    if !is_capital(at) || (at > 0 && is_letter(at - 1)) {
        return None;
    }
    let mut end = at;
    while is_capital(end) && text.get(end + 1) == Some(&'.') {
        end += 2;
    }
    let last = is_capital(end) && !is_letter(end + 1);
    (end >= at + 4).then_some(end + last as usize)
}

/// The end of letters and of apostrophes between them: Stalin's.
fn letters_end(text: &[char], at: usize, signs: &Signs) -> usize {
    let is_letter = |at: usize| text.get(at).is_some_and(|&sign| signs.is(sign, LETTER));
    let mut end = at;
    while is_letter(end) || (text.get(end) == Some(&'\'') && is_letter(end + 1)) {
        end += 1;
    }
    end
}
