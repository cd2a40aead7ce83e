//! The words of a text as MeCab 0.996 finds them: the dictionary's words and unknown ones, and the cheapest path.

use std::path::Path;

use crate::characters::{Characters, Kind};
use crate::costs::Costs;
use crate::dictionary::{Dictionary, Entry};
use crate::errors::Unreadable;
use crate::known_words::{push, Candidate, KnownWords};
use crate::lattice::Lattice;

/// The longest run of one kind that is an unknown word (MeCab's `max-grouping-size`).
const LONGEST_GROUP: usize = 24;

/// The number of a token; those of `unk.dic` come after those of `sys.dic`.
pub type TokenNumber = u32;

pub struct Segmenter {
    words: Dictionary,
    unknown: Dictionary,
    characters: Characters,
    costs: Costs,
    unknown_entries: Vec<Entry>,
}

/// What segmenting needs of memory, used for one text after another.
pub struct Workspace {
    known: KnownWords,
    unknown: Vec<Candidate>,
    pub lattice: Lattice,
}

impl Workspace {
    pub fn new(words: &Segmenter) -> Workspace {
        Workspace { known: KnownWords::default(), unknown: Vec::new(), lattice: Lattice::new(&words.costs) }
    }
}

/// Where MeCab looks for words: after the spaces from `at` on.
struct Place {
    start: usize,
    kind: Kind,
    bytes: usize,
}

impl Segmenter {
    /// Opens the dictionary in a folder, and sees that its parts fit one another.
    pub fn open(folder: &Path) -> Result<Segmenter, Unreadable> {
        let words = Dictionary::open(&folder.join("sys.dic"))?;
        let unknown = Dictionary::open(&folder.join("unk.dic"))?;
        let characters = Characters::open(&folder.join("char.bin"))?;
        let costs = Costs::open(&folder.join("matrix.bin"))?;
        let ids = (costs.left_ids, costs.right_ids);
        if [&words, &unknown].iter().any(|each| (each.left_ids, each.right_ids) != ids) {
            return Err(Unreadable::layout(&folder.join("matrix.bin"), "it belongs to another dictionary"));
        }
        let entries: Option<Vec<Entry>> = characters.names.iter().map(|name| unknown.entry(name)).collect();
        let unknown_entries =
            entries.ok_or_else(|| Unreadable::layout(&folder.join("unk.dic"), "it lacks a kind of char.bin"))?;
        Ok(Segmenter { words, unknown, characters, costs, unknown_entries })
    }

    /// How many tokens the dictionary has for known words.
    pub fn known(&self) -> usize {
        self.words.len()
    }

    /// The features of a token, parted by commas.
    pub fn feature(&self, number: TokenNumber) -> String {
        match (number as usize).checked_sub(self.known()) {
            None => self.words.feature(number as usize),
            Some(unknown) => self.unknown.feature(unknown),
        }
    }

    /// Leaves the words of a text in `memory.lattice.path`.
    pub fn segment(&self, text: &str, memory: &mut Workspace) {
        let text = text.as_bytes();
        memory.known.look_up(text, &self.words);
        memory.lattice.begin(text.len(), &self.costs);
        for at in 0..text.len() {
            if memory.lattice.reaches(at) {
                self.add_words(text, at, memory);
            }
        }
        memory.lattice.finish(&self.costs);
    }

    fn add_words(&self, text: &[u8], at: usize, memory: &mut Workspace) {
        let place = self.place(text, at);
        if place.start == text.len() {
            return;
        }
        let known = memory.known.at(place.start);
        memory.unknown.clear();
        if known.is_empty() || place.kind.invokes() {
            self.add_unknown(text, &place, known.is_empty(), &mut memory.unknown);
        }
        memory.lattice.connect(at, place.start, known.iter().chain(&memory.unknown), &self.costs);
    }

    fn place(&self, text: &[u8], at: usize) -> Place {
        let (mut start, space) = (at, self.characters.space());
        let (mut kind, mut bytes, mut before) = (space, 1, space);
        while start < text.len() {
            (kind, bytes) = self.characters.at(text, start);
            if !before.meets(kind) {
                break;
            }
            (start, before) = (start + bytes, kind);
        }
        Place { start, kind, bytes }
    }

    /// The words that might stand here although no dictionary has them, in MeCab's order: the whole run of the kind, then its
    /// beginnings; at least one where one is `needed`.
    fn add_unknown(&self, text: &[u8], place: &Place, needed: bool, candidates: &mut Vec<Candidate>) {
        let entry = self.unknown_entries[place.kind.first()];
        let mut add = |end: usize| push(candidates, entry, self.known(), end, &self.unknown);
        let mut end = place.start + place.bytes;
        let group = place.kind.groups().then(|| self.run(text, end, place.kind));
        if let Some((group_end, count)) = group {
            if count <= LONGEST_GROUP {
                add(group_end);
            }
        }
        for _ in 0..place.kind.length() {
            if group.is_some_and(|(group_end, _)| group_end == end) {
                break;
            }
            add(end);
            if end == text.len() {
                break;
            }
            let (kind, bytes) = self.characters.at(text, end);
            if !place.kind.meets(kind) {
                break;
            }
            end += bytes;
        }
        if needed && candidates.is_empty() {
            push(candidates, entry, self.known(), end, &self.unknown);
        }
    }

    /// Where the run of a kind ends, each character akin to the one before it, and how many characters follow `from`.
    fn run(&self, text: &[u8], from: usize, mut kind: Kind) -> (usize, usize) {
        let (mut end, mut count) = (from, 0);
        while end < text.len() {
            let (next, bytes) = self.characters.at(text, end);
            if !kind.meets(next) {
                break;
            }
            (kind, end, count) = (next, end + bytes, count + 1);
        }
        (end, count)
    }
}
