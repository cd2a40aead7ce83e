//! `indexer.analysis._native`: the layers of a passage without Python's slowness, for `indexer/analysis/compiled.py`.
//!
//! ```text
//! dictionary, characters, costs    UniDic's compiled files, mapped into memory
//! known_words, lattice, segmenter  the words of a text, as MeCab cuts it
//! signs, spelling                  what characters are and stand for
//! latin, grams, readings           the parts of a line
//! memory                           what Python says of a word, asked once
//! lines                            all of it together, without places
//! columns                          the same with places, for marks
//! sketches                         numbers that say how much two lines have in common
//! boxes, pdfium, runs              the lines of a page of a PDF, for `indexer/readers/pdf/compiled.py`
//! ```
//!
//! The rules of the language are Python's: they come as tables, or are asked for. Where a rule is written here a second
//! time, its doc comment names the first; `tests/analysis/test_native.py` holds both to the same lines.

mod boxes;
mod characters;
mod columns;
mod costs;
mod dictionary;
mod errors;
mod grams;
mod known_words;
mod latin;
mod lattice;
mod lines;
mod memory;
mod pdfium;
mod readings;
mod runs;
mod segmenter;
mod signs;
mod sketches;
mod spelling;

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use rustc_hash::FxHashMap;

use crate::columns::{Bare, WordColumns};
use crate::lines::{Layers, Lines};
use crate::memory::Memory;
use crate::readings::Kana;
use crate::segmenter::{Segmenter, Workspace};
use crate::signs::{Range, Signs};
use crate::spelling::{Spelling, Table};

/// Raised, here and in `indexer/config.py`, when what the extension offers changes.
const EDITION: u32 = 1;

/// A compiled dictionary of MeCab, which threads may share.
#[pyclass(frozen, module = "indexer.analysis._native")]
struct Dictionary(Arc<Segmenter>);

#[pymethods]
impl Dictionary {
    #[new]
    fn new(folder: PathBuf) -> PyResult<Dictionary> {
        Ok(Dictionary(Arc::new(Segmenter::open(&folder)?)))
    }
}

/// The rules of the language, as `indexer/analysis/compiled.py` describes them.
#[derive(FromPyObject)]
struct Rules {
    signs: Vec<Vec<Range>>,
    folds: FxHashMap<char, char>,
    marks: FxHashMap<char, FxHashMap<char, char>>,
    prepared: FxHashMap<char, char>,
    kana: FxHashMap<char, String>,
    long_vowels: Vec<String>,
    longest_reading: usize,
    most_signs: usize,
    most_kept: usize,
    ask_kind: Py<PyAny>,
    ask_latin: Py<PyAny>,
    ask_prepared: Py<PyAny>,
}

/// Makes lines and columns, in one thread.
#[pyclass(module = "indexer.analysis._native")]
struct Analyzer(Lines);

#[pymethods]
impl Analyzer {
    #[new]
    fn new(dictionary: &Dictionary, rules: Rules) -> PyResult<Analyzer> {
        let words = dictionary.0.clone();
        let long_vowels: Result<_, _> = rules.long_vowels.iter().map(|pair| pair.as_bytes().try_into()).collect();
        let [folds, prepared] = [rules.folds, rules.prepared].map(Table::new);
        Ok(Analyzer(Lines {
            signs: Signs::new(&rules.signs),
            spelling: Spelling { folds, marks: rules.marks, prepared },
            kana: Kana::new(rules.kana, long_vowels?),
            memory: Memory::new([rules.ask_kind, rules.ask_latin, rules.ask_prepared], words.known(), rules.most_kept),
            longest_reading: rules.longest_reading,
            most_signs: rules.most_signs,
            workspace: Workspace::new(&words),
            words,
        }))
    }

    fn lines(&mut self, py: Python<'_>, source: &str) -> PyResult<Option<Layers>> {
        py.detach(|| self.0.of(source))
    }

    fn words(&mut self, py: Python<'_>, source: &str) -> PyResult<Option<WordColumns>> {
        py.detach(|| self.0.word_columns(source))
    }

    fn readings(&mut self, py: Python<'_>, source: &str) -> PyResult<Option<Bare>> {
        py.detach(|| self.0.reading_columns(source))
    }

    fn grams(&mut self, py: Python<'_>, source: &str) -> (Bare, String) {
        py.detach(|| self.0.gram_columns(source))
    }
}

/// The sketch of a line of words, as sketches.py makes it.
#[pyfunction]
fn sketch(py: Python<'_>, words: &str, bins: usize) -> Vec<u64> {
    py.detach(|| sketches::sketch(words, bins))
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("EDITION", EDITION)?;
    module.add_class::<Dictionary>()?;
    module.add_class::<Analyzer>()?;
    module.add_class::<runs::Runs>()?;
    module.add_function(wrap_pyfunction!(sketch, module)?)
}
