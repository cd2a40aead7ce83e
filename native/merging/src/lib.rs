//! `indexer.engines._merging`: the segments of a tantivy index made one, for `indexer/engines/tantivy_merging.py`.
//!
//! tantivy merges by a policy of its own, and only what is large enough for it; its Python package hands on neither the
//! policy nor the call. Both write the same files, as long as both are of one version.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use tantivy::directory::{CompositeFile, Directory, TerminatingWrite};
use tantivy::index::{InvertedIndexReader, SegmentComponent};
use tantivy::indexer::NoMergePolicy;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{HasLen, Index, IndexWriter, Segment, SegmentMeta, SegmentReader, TantivyError};

/// Bytes of memory for documents that are added, of which there are none; tantivy takes no less.
const HEAP: usize = 15_000_000;

/// Bytes of the number of tokens that stands in front of a field's postings, the least first.
const COUNT: usize = 8;

/// The version of tantivy and of its files, as its Python package says it too.
#[pyfunction]
fn version() -> &'static str {
    tantivy::version_string()
}

/// Make one segment of all segments of the index at `path`, without what was deleted, in the order it is sorted by.
#[pyfunction]
fn merge(py: Python<'_>, path: PathBuf) -> PyResult<()> {
    py.detach(|| merged(&path)).map_err(raised)
}

fn merged(path: &Path) -> tantivy::Result<()> {
    let index = Index::open_in_dir(path)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, HEAP)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let estimated = index.searchable_segment_metas()?.iter().any(SegmentMeta::has_deletes);
    writer.merge(&index.searchable_segment_ids()?).wait()?;
    writer.wait_merging_threads()?;
    let wrong = if estimated { index.searchable_segments()? } else { Vec::new() };
    wrong.iter().try_for_each(count_tokens)
}

/// Put the numbers of tokens right, from which the average length comes: where there were deletions, tantivy estimates
/// them from lengths of a byte each (its `estimate_total_num_tokens`).
fn count_tokens(segment: &Segment) -> tantivy::Result<()> {
    let body = with_counts(segment)?;
    let (directory, path) = (segment.index().directory(), segment.relative_path(SegmentComponent::Postings));
    directory.delete(&path).map_err(|error| TantivyError::SystemError(error.to_string()))?;
    let mut file = directory.open_write(&path)?;
    file.write_all(&body)?;
    Ok(file.terminate()?)
}

/// The file of postings, without the sum at its end, with the tokens of every field counted.
fn with_counts(segment: &Segment) -> tantivy::Result<Vec<u8>> {
    let (reader, file) = (SegmentReader::open(segment)?, segment.open_read(SegmentComponent::Postings)?);
    let (fields, mut body) = (CompositeFile::open(&file)?, file.read_bytes()?.to_vec());
    let mut start = 0;
    for (field, _) in segment.schema().fields() {
        let Some(part) = fields.open_read(field) else { continue };
        let postings = reader.inverted_index(field)?;
        match body.get_mut(start..start + COUNT) {
            Some(count) if *count == postings.total_num_tokens().to_le_bytes() => {
                count.copy_from_slice(&tokens(&postings)?.to_le_bytes());
            }
            _ => return Err(TantivyError::InternalError("the number of tokens stands elsewhere".into())),
        }
        start += part.len();
    }
    Ok(body)
}

/// How many tokens a field has in all passages together.
fn tokens(postings: &InvertedIndexReader) -> io::Result<u64> {
    let (mut count, mut terms) = (0, postings.terms().stream()?);
    while let Some((_, info)) = terms.next() {
        let mut block = postings.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while !block.docs().is_empty() {
            count += tokens_of(&block);
            block.advance();
        }
    }
    Ok(count)
}

/// How many tokens a block of postings stands for; a field without frequencies has each once.
fn tokens_of(block: &BlockSegmentPostings) -> u64 {
    match block.freqs() {
        [] => block.docs().len() as u64,
        freqs => freqs.iter().map(|&freq| u64::from(freq)).sum(),
    }
}

/// What the system does not allow keeps its number in the words, `(os error 28)`; all else is what tantivy says of it.
fn raised(error: TantivyError) -> PyErr {
    match error {
        TantivyError::IoError(error) => PyOSError::new_err((error.raw_os_error(), error.to_string())),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// The module.
#[pymodule]
fn _merging(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(version, module)?)?;
    module.add_function(wrap_pyfunction!(merge, module)?)
}
