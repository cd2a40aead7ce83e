//! The door to pdfium: what it says of the characters of an open page (fpdf_text.h).

use std::ffi::c_int;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::boxes::{turned, Edges};

/// FS_RECTF: left, top, right, bottom.
type Rectangle = [f32; 4];
/// FS_MATRIX: a to f.
type Matrix = [f32; 6];

/// The functions of the pdfium that Python has loaded.
pub struct Functions {
    loose_box: unsafe extern "C" fn(usize, c_int, *mut Rectangle) -> c_int,
    font_size: unsafe extern "C" fn(usize, c_int) -> f64,
    matrix: unsafe extern "C" fn(usize, c_int, *mut Matrix) -> c_int,
    code: unsafe extern "C" fn(usize, c_int) -> u32,
}

impl Functions {
    /// The functions at the addresses of FPDFText_GetLooseCharBox, FPDFText_GetFontSize, FPDFText_GetMatrix and
    /// FPDFText_GetUnicode.
    pub fn at(addresses: [usize; 4]) -> PyResult<Functions> {
        if addresses.contains(&0) {
            return Err(PyValueError::new_err("a function of pdfium is missing"));
        }
        let [loose_box, font_size, matrix, code] = addresses;
        // Sound as far as Python tells the truth: nobody else knows where it has loaded pdfium.
        unsafe {
            Ok(Functions {
                loose_box: std::mem::transmute::<usize, unsafe extern "C" fn(usize, c_int, *mut Rectangle) -> c_int>(
                    loose_box,
                ),
                font_size: std::mem::transmute::<usize, unsafe extern "C" fn(usize, c_int) -> f64>(font_size),
                matrix: std::mem::transmute::<usize, unsafe extern "C" fn(usize, c_int, *mut Matrix) -> c_int>(matrix),
                code: std::mem::transmute::<usize, unsafe extern "C" fn(usize, c_int) -> u32>(code),
            })
        }
    }
}

/// An open page, as `characters.Characters` knows it: the address of its text in pdfium, its size as it is shown, the
/// left and the bottom of its own space and its size there, and by how many quarter turns it is shown turned.
#[derive(FromPyObject)]
pub struct PageSpace {
    address: usize,
    shown: (f64, f64),
    origin: (f64, f64),
    size: (f64, f64),
    rotation: u8,
}

/// The characters of an open page. pdfium answers for a character that it does not have with nothing.
pub struct Characters<'a> {
    functions: &'a Functions,
    space: PageSpace,
}

impl<'a> Characters<'a> {
    pub fn new(functions: &'a Functions, space: PageSpace) -> PyResult<Characters<'a>> {
        match space.address {
            0 => Err(PyValueError::new_err("the page is closed")),
            _ => Ok(Characters { functions, space }),
        }
    }

    /// The width and the height of the page as it is shown.
    pub fn shown(&self) -> (f64, f64) {
        self.space.shown
    }

    /// The code of a character, or of half of one; U+FFFD for what is none.
    pub fn code(&self, index: usize) -> u32 {
        let code = unsafe { (self.functions.code)(self.space.address, number(index)) };
        if code <= u32::from(char::MAX) {
            code
        } else {
            u32::from(char::REPLACEMENT_CHARACTER)
        }
    }

    /// The box that the font reserves for a character (`Characters.edges`).
    pub fn edges(&self, index: usize) -> Edges {
        let mut found: Rectangle = [0.0; 4];
        unsafe { (self.functions.loose_box)(self.space.address, number(index), &mut found) };
        let [left, top, right, bottom] = found.map(f64::from);
        let ((x, y), rotation) = (self.space.origin, self.space.rotation);
        match rotation == 0 && x == 0.0 && y == 0.0 {
            true => (left, bottom, right, top),
            false => turned((left - x, bottom - y, right - x, top - y), self.space.size, rotation),
        }
    }

    /// The size that the font was chosen in (`Characters.raw_size`).
    pub fn raw_size(&self, index: usize) -> f64 {
        unsafe { (self.functions.font_size)(self.space.address, number(index)) }
    }

    /// The em in points (`Characters.size`).
    pub fn size(&self, index: usize) -> f64 {
        let mut found: Matrix = [0.0; 6];
        unsafe { (self.functions.matrix)(self.space.address, number(index), &mut found) };
        let [c, d] = [found[2], found[3]].map(f64::from);
        let scale = (c * c + d * d).sqrt();
        self.raw_size(index) * if scale == 0.0 { 1.0 } else { scale }
    }
}

/// An index as pdfium takes it; -1, which no character has, where it takes none so large.
fn number(index: usize) -> c_int {
    c_int::try_from(index).unwrap_or(-1)
}
