//! Why a dictionary cannot be read, as a sentence.

use std::fmt::Display;
use std::io;
use std::path::Path;

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::PyErr;

/// A file that cannot be opened (OSError in Python), or one of another layout (ValueError).
pub enum Unreadable {
    File(String),
    Layout(String),
}

impl Unreadable {
    pub fn file(path: &Path, why: io::Error) -> Unreadable {
        Unreadable::File(sentence(path, why))
    }

    pub fn layout(path: &Path, why: impl Display) -> Unreadable {
        Unreadable::Layout(sentence(path, why))
    }
}

fn sentence(path: &Path, why: impl Display) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}: {why}")
}

impl From<Unreadable> for PyErr {
    fn from(why: Unreadable) -> PyErr {
        match why {
            Unreadable::File(text) => PyOSError::new_err(text),
            Unreadable::Layout(text) => PyValueError::new_err(text),
        }
    }
}
