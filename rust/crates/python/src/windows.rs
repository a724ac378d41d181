//! Arrays handed to a strategy: views into native memory whose base is opaque, so that they cannot be followed further.

use numpy::ndarray::{ArrayView2, ShapeBuilder};
use numpy::{PyArray1, PyArray2, PyArrayMethods, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rustybt_simulation::indicators::Figure;

use crate::bars::Bars;
use crate::errors::ConfigurationError;

/// Which part of a row-major matrix.
pub struct Part {
    pub from: usize,
    pub rows: usize,
    pub columns: usize,
    pub width: usize,
    /// One column as a vector.
    pub flat: bool,
}

/// A read-only view of a part of `values`, which `owner` keeps alive and never changes.
#[allow(unsafe_code)]
pub fn view<'py>(owner: &Bound<'py, Bars>, values: &[f64], part: Part) -> PyResult<Bound<'py, PyAny>> {
    let end = part.from + part.rows.saturating_sub(1) * part.width + part.columns;
    let Some(slice) = values.get(part.from..end.max(part.from)) else {
        return Err(ConfigurationError::new_err("a window outside of the bars"));
    };
    let shape = (part.rows, part.columns).strides((part.width, 1));
    let view = ArrayView2::from_shape(shape, slice).map_err(|error| ConfigurationError::new_err(error.to_string()))?;
    let owner = owner.clone().into_any();
    // SAFETY: the slice belongs to a OnceLock of the owner, which is frozen: it is never moved, changed or freed while
    // the owner lives, and the array holds the owner. Writing through the array is switched off below.
    let array = unsafe { PyArray2::borrow_from_array(&view, owner) };
    array.readwrite().make_nonwriteable();
    if part.flat {
        let py = array.py();
        let index = (pyo3::types::PySlice::full(py), 0);
        return array.get_item(index);
    }
    Ok(array.into_any())
}

/// A new array of `rows x columns`, or a vector.
pub fn owned(py: Python<'_>, values: Vec<f64>, rows: usize, columns: usize, flat: bool) -> PyResult<Bound<'_, PyAny>> {
    let array = PyArray1::from_vec(py, values);
    if flat {
        array.readwrite().make_nonwriteable();
        return Ok(array.into_any());
    }
    let matrix = array.reshape([rows, columns])?;
    debug_assert_eq!(matrix.shape(), [rows, columns]);
    matrix.readwrite().make_nonwriteable();
    Ok(matrix.into_any())
}

/// A figure as a Decimal of 28 digits; NaN for none.
pub fn exact<'py>(py: Python<'py>, figure: Option<&Figure>) -> PyResult<Bound<'py, PyAny>> {
    let context = py.import("rustybt.finance.decimal.context")?;
    let Some(figure) = figure else { return context.getattr("NAN") };
    let arguments = PyDict::new(py);
    arguments.set_item("numerator", figure.numerator)?;
    arguments.set_item("denominator", figure.denominator)?;
    arguments.set_item("scale", figure.scale)?;
    arguments.set_item("root", figure.root)?;
    context.getattr("exact_figure")?.call((), Some(&arguments))
}
