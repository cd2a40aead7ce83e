//! A canonical text in other spellings of the same length: that of the literal layer, and that which MeCab reads.

use rustc_hash::FxHashMap;

use crate::signs::{Signs, BEFORE_LONG, BEFORE_PARTICLE, HYPHEN, MARK, PARTICLE, REPEATABLE};

/// Characters that stand for others, one for one; most of them are of the first plane.
pub struct Table {
    first_plane: Vec<char>,
    beyond: FxHashMap<char, char>,
}

impl Table {
    pub fn new(pairs: FxHashMap<char, char>) -> Table {
        let itself = |code| char::from_u32(code).unwrap_or_default();
        let first_plane = (0..0x1_0000).map(itself).map(|sign| pairs.get(&sign).copied().unwrap_or(sign)).collect();
        Table { first_plane, beyond: pairs.into_iter().filter(|&(sign, _)| sign > '\u{ffff}').collect() }
    }

    #[inline]
    fn of(&self, sign: char) -> char {
        let near = self.first_plane.get(sign as usize).copied();
        near.unwrap_or_else(|| self.beyond.get(&sign).copied().unwrap_or(sign))
    }
}

pub struct Spelling {
    /// normalize.FOLDS
    pub folds: Table,
    /// What each iteration mark makes of a character before it that does not stay (normalize.ITERATION_MARKS).
    pub marks: FxHashMap<char, FxHashMap<char, char>>,
    /// What japanese.prepare does with single characters.
    pub prepared: Table,
}

impl Spelling {
    /// The text as the literal layer spells it (normalize.fold).
    pub fn fold(&self, text: &[char], signs: &Signs) -> Vec<char> {
        let mut folded: Vec<char> = text.iter().map(|&sign| self.folds.of(sign)).collect();
        let mut before = '\0';
        for sign in &mut folded {
            let dash = signs.is(before, BEFORE_LONG) && signs.is(*sign, HYPHEN);
            before = *sign;
            if dash {
                *sign = 'ー';
            }
        }
        self.repeat(&mut folded, signs);
        folded
    }

    /// 国々 -> 国国; several marks in a row all repeat what stands before the first.
    fn repeat(&self, text: &mut [char], signs: &Signs) {
        let mut at = 1;
        while at < text.len() {
            let before = text[at - 1];
            if !signs.is(before, REPEATABLE) {
                at += 1;
                continue;
            }
            let run = text[at..].iter_mut().take_while(|sign| signs.is(**sign, MARK));
            let count = run.map(|sign| *sign = self.repeated(*sign, before)).count();
            at += count.max(1);
        }
    }

    fn repeated(&self, mark: char, before: char) -> char {
        self.marks.get(&mark).and_then(|others| others.get(&before)).copied().unwrap_or(before)
    }

    /// The text as MeCab is to read it (japanese.prepare); None where a particle seems to be in katakana, which takes
    /// more than a look at single characters.
    pub fn prepare(&self, text: &[char], signs: &Signs) -> Option<String> {
        let mut result = String::with_capacity(3 * text.len());
        let mut before = '\0';
        for &sign in text {
            let sign = self.prepared.of(sign);
            if signs.is(sign, PARTICLE) && signs.is(before, BEFORE_PARTICLE) {
                return None;
            }
            result.push(sign);
            before = sign;
        }
        Some(result)
    }
}
