//! What it costs that two words follow one another (`matrix.bin`).
//!
//! The file is the number of right ids and of left ids, and for each left id the cost after each right id, all in 16 bits.

use std::path::Path;

use memmap2::Mmap;

use crate::dictionary::map;
use crate::errors::Unreadable;

const HEADER: usize = 4;

pub struct Costs {
    file: Mmap,
    pub right_ids: usize,
    pub left_ids: usize,
}

impl Costs {
    pub fn open(path: &Path) -> Result<Costs, Unreadable> {
        let file = map(path)?;
        let size = |at: usize| file.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]) as usize);
        let (right_ids, left_ids) = (size(0), size(2));
        if file.len() != HEADER + 2 * right_ids * left_ids {
            return Err(Unreadable::layout(path, "it is no matrix of MeCab"));
        }
        Ok(Costs { file, right_ids, left_ids })
    }

    /// The cost of a word with a left id after one with a right id.
    #[inline]
    fn of(&self, left_id: u16, right_id: u16) -> i16 {
        let at = HEADER + 2 * (self.right_ids * left_id as usize + right_id as usize);
        i16::from_le_bytes([self.file[at], self.file[at + 1]])
    }
}

/// So many ids of either side have their costs side by side, in 8 MiB. (Not a power of two: the rows would crowd one another
/// out of the processor's cache.)
const NEAR: usize = 2016;

/// The costs of the ids that texts use. The file has 36 million, of which a text asks for thousands, each far from the last
/// in memory; the ids are numbered anew as they are met, which the frequent ones are first, and the first have their costs
/// together.
pub struct NearCosts {
    lefts: Numbers,
    rights: Numbers,
    near: Vec<i16>,
}

/// Ids in the order in which they were met.
struct Numbers {
    of_id: Vec<u16>,
    ids: Vec<u16>,
}

const UNMET: u16 = u16::MAX;

/// The costs of one left number after the right numbers that are near.
pub struct Row<'a> {
    costs: &'a Costs,
    rights: &'a [u16],
    near: &'a [i16],
    left_id: u16,
}

impl NearCosts {
    pub fn new(costs: &Costs) -> NearCosts {
        let (lefts, rights) = (Numbers::new(costs.left_ids), Numbers::new(costs.right_ids));
        NearCosts { lefts, rights, near: vec![0; NEAR * NEAR] }
    }

    /// The number of a left id.
    #[inline]
    pub fn left(&mut self, id: u16, costs: &Costs) -> u16 {
        let (number, new) = self.lefts.number(id);
        if new && (number as usize) < NEAR {
            for (right, &right_id) in self.rights.ids.iter().take(NEAR).enumerate() {
                self.near[NEAR * number as usize + right] = costs.of(id, right_id);
            }
        }
        number
    }

    /// The number of a right id.
    #[inline]
    pub fn right(&mut self, id: u16, costs: &Costs) -> u16 {
        let (number, new) = self.rights.number(id);
        if new && (number as usize) < NEAR {
            for (left, &left_id) in self.lefts.ids.iter().take(NEAR).enumerate() {
                self.near[NEAR * left + number as usize] = costs.of(left_id, id);
            }
        }
        number
    }

    #[inline]
    pub fn row<'a>(&'a self, left: u16, costs: &'a Costs) -> Row<'a> {
        let near = self.near.get(NEAR * left as usize..NEAR * (left as usize + 1)).unwrap_or_default();
        Row { costs, rights: &self.rights.ids, near, left_id: self.lefts.ids[left as usize] }
    }
}

impl Row<'_> {
    #[inline]
    pub fn after(&self, right: u16) -> i32 {
        let near = self.near.get(right as usize).copied();
        near.unwrap_or_else(|| self.costs.of(self.left_id, self.rights[right as usize])) as i32
    }
}

impl Numbers {
    fn new(ids: usize) -> Numbers {
        Numbers { of_id: vec![UNMET; ids], ids: Vec::new() }
    }

    /// The number of an id, and whether it was given just now.
    #[inline]
    fn number(&mut self, id: u16) -> (u16, bool) {
        let number = &mut self.of_id[id as usize];
        let new = *number == UNMET;
        if new {
            *number = self.ids.len() as u16;
            self.ids.push(id);
        }
        (*number, new)
    }
}
