//! The cheapest path through the words of a text (Viterbi), with MeCab's choice where two paths cost the same.
//!
//! MeCab looks at the words that end at a place from the one added last to the one added first, at the words that begin there
//! likewise, and keeps the first of the cheapest. Most of what it looks at is alike: words with the same right id differ
//! in cost alone, so of those that end here only the first cheapest is kept for each right id, and what it finds for one
//! left id holds for every word that has it.

use crate::costs::{Costs, NearCosts};
use crate::known_words::Candidate;
use crate::segmenter::TokenNumber;

const NONE: u32 = u32::MAX;

/// The ids of the beginning and the end of a sentence.
const SENTENCE: u16 = 0;

/// A word of the best path: its bytes with and without the spaces before it.
#[derive(Clone, Copy)]
pub struct Word {
    pub begin: u32,
    pub start: u32,
    pub end: u32,
    pub token: TokenNumber,
}

/// A word with the cost of the cheapest path to it, the word before it on that path, and the next one that ends where it
/// does.
#[derive(Clone, Copy)]
struct Node {
    word: Word,
    cost: i32,
    right: u16,
    before: u32,
    also_ending: u32,
}

/// The first cheapest of the words that end at a place with one right id: its cost, and in the lower half its number in
/// MeCab's order, so that the least is the one that MeCab chooses.
#[derive(Clone, Copy)]
struct Left {
    right: u16,
    rank: i64,
}

fn rank(cost: i32, order: u32) -> i64 {
    (cost as i64) << 32 | order as i64
}

/// What was found for an id at the place with the number `round`: a place among the lefts, or a rank.
#[derive(Clone, Copy, Default)]
struct Known<T> {
    round: u32,
    found: T,
}

/// The memory of one text after another.
pub struct Lattice {
    costs: NearCosts,
    nodes: Vec<Node>,
    ending: Vec<u32>,
    here: Vec<u32>,
    lefts: Vec<Left>,
    round: u32,
    left_of: Vec<Known<u32>>,
    best_of: Vec<Known<i64>>,
    pub path: Vec<Word>,
}

impl Lattice {
    pub fn new(costs: &Costs) -> Lattice {
        Lattice {
            costs: NearCosts::new(costs),
            nodes: Vec::new(),
            ending: Vec::new(),
            here: Vec::new(),
            lefts: Vec::new(),
            round: 0,
            left_of: vec![Known::default(); costs.right_ids],
            best_of: vec![Known::default(); costs.left_ids],
            path: Vec::new(),
        }
    }

    /// Makes ready for a text of so many bytes.
    pub fn begin(&mut self, bytes: usize, costs: &Costs) {
        let word = Word { begin: 0, start: 0, end: 0, token: 0 };
        let right = self.costs.right(SENTENCE, costs);
        self.nodes.clear();
        self.nodes.push(Node { word, cost: 0, right, before: NONE, also_ending: NONE });
        self.ending.clear();
        self.ending.resize(bytes + 1, NONE);
        self.ending[0] = 0;
    }

    /// Whether a word ends before this byte.
    pub fn reaches(&self, at: usize) -> bool {
        self.ending[at] != NONE
    }

    /// Joins each candidate to the best of the words that end where its spaces begin; MeCab sees the last one first.
    pub fn connect<'a>(
        &mut self,
        begin: usize,
        start: usize,
        candidates: impl DoubleEndedIterator<Item = &'a Candidate>,
        costs: &Costs,
    ) {
        self.gather(begin);
        for &Candidate { number, end, token } in candidates.rev() {
            let (cost, before) = self.best(token.left_id, costs);
            let word = Word { begin: begin as u32, start: start as u32, end, token: number };
            let right = self.costs.right(token.right_id, costs);
            let ending = &mut self.ending[end as usize];
            let node = Node { word, cost: cost + token.cost as i32, right, before, also_ending: *ending };
            *ending = self.nodes.len() as u32;
            self.nodes.push(node);
        }
    }

    /// Ends the text, and follows the best path back.
    pub fn finish(&mut self, costs: &Costs) {
        let last = self.ending.iter().rposition(|&node| node != NONE).unwrap_or(0);
        self.gather(last);
        let (_, mut at) = self.best(SENTENCE, costs);
        self.path.clear();
        while at != 0 {
            let node = &self.nodes[at as usize];
            self.path.push(node.word);
            at = node.before;
        }
        self.path.reverse();
    }

    /// The words that end at a place, of which one for each right id is looked at.
    fn gather(&mut self, at: usize) {
        self.next_round();
        self.here.clear();
        self.lefts.clear();
        let mut number = self.ending[at];
        while number != NONE {
            let node = &self.nodes[number as usize];
            let left = Left { right: node.right, rank: rank(node.cost, self.here.len() as u32) };
            let known = &mut self.left_of[node.right as usize];
            if known.round != self.round {
                *known = Known { round: self.round, found: self.lefts.len() as u32 };
                self.lefts.push(left);
            } else if left.rank < self.lefts[known.found as usize].rank {
                self.lefts[known.found as usize] = left;
            }
            self.here.push(number);
            number = node.also_ending;
        }
    }

    /// The cost of the cheapest path to a word with a left id here, without the word, and the word before it.
    #[inline]
    fn best(&mut self, left_id: u16, costs: &Costs) -> (i32, u32) {
        let left = self.costs.left(left_id, costs);
        let known = &mut self.best_of[left as usize];
        if known.round != self.round {
            let row = self.costs.row(left, costs);
            let ranks = self.lefts.iter().map(|left| left.rank + rank(row.after(left.right), 0));
            *known = Known { round: self.round, found: ranks.min().unwrap_or_default() };
        }
        ((known.found >> 32) as i32, self.here[known.found as u32 as usize])
    }

    /// Forgets what was found at the place before.
    fn next_round(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.left_of.fill(Known::default());
            self.best_of.fill(Known::default());
            self.round = 1;
        }
    }
}
