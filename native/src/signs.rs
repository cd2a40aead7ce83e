//! What characters are, as Python's patterns say: the tables that stand for character classes.

/// A character class: one bit of a character's entry.
pub type Class = u16;

/// Japanese script (normalize.CJK).
pub const JAPANESE: Class = 1;
/// A letter or digit of another script, `[^\W_{CJK}]`.
pub const LETTER: Class = 2;
/// What the literal layer passes over (literal.JOINER).
pub const JOINER: Class = 4;
/// White space, `\s`.
pub const SPACE: Class = 8;
/// What joins the parts of a compound (english._WORD).
pub const HYPHEN: Class = 16;

/// What makes a dash after it a long vowel (normalize.BEFORE_LONG).
pub const BEFORE_LONG: Class = 32;
/// What an iteration mark repeats (normalize.REPEATABLE).
pub const REPEATABLE: Class = 64;
/// The iteration marks (normalize.ITERATION_MARKS).
pub const MARK: Class = 128;
/// Katakana that may be a particle in official prose (japanese.PARTICLES), and what stands before it there.
pub const PARTICLE: Class = 256;
pub const BEFORE_PARTICLE: Class = 512;

/// Characters from the first to the one before the last.
pub type Range = (u32, u32);

/// The classes of all characters. From some place on no character is of any.
pub struct Signs(Vec<Class>);

impl Signs {
    /// The classes by their ranges, in the order of the constants above.
    pub fn new(ranges: &[Vec<Range>]) -> Signs {
        let end = ranges.iter().flatten().map(|&(_, end)| end).max().unwrap_or(0);
        let mut table = vec![0; end as usize];
        for (bit, ranges) in ranges.iter().enumerate() {
            for &(start, end) in ranges {
                table[start as usize..end as usize].iter_mut().for_each(|classes| *classes |= 1 << bit);
            }
        }
        Signs(table)
    }

    #[inline]
    pub fn of(&self, sign: char) -> Class {
        self.0.get(sign as usize).copied().unwrap_or(0)
    }

    #[inline]
    pub fn is(&self, sign: char, class: Class) -> bool {
        self.of(sign) & class != 0
    }
}
