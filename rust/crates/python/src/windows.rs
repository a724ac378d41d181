//! Arrays handed to a strategy: views into native memory whose base is opaque, so that they cannot be followed further.

use numpy::ndarray::{ArrayView1, ArrayView2, ShapeBuilder};
use numpy::{Element, PyArray1, PyArray2, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt};
use rustybt_simulation::indicators::Figure;

use crate::errors::ConfigurationError;

/// Values that windows are cut from. Python can hold it, and do nothing with it.
#[pyclass(frozen, module = "rustybt._native")]
pub struct Memory {
    values: Vec<f64>,
}

impl Memory {
    /// These values, for good.
    pub fn new(values: Vec<f64>) -> Self {
        Self { values }
    }
}

/// Which part of a row-major matrix.
pub struct Part {
    pub from: usize,
    pub rows: usize,
    pub columns: usize,
    pub width: usize,
    /// One column as a vector.
    pub flat: bool,
}

/// A read-only view of a part of the values.
#[allow(unsafe_code)]
pub fn view<'py>(owner: &Bound<'py, Memory>, part: Part) -> PyResult<Bound<'py, PyAny>> {
    let end = part.from + part.rows.saturating_sub(1) * part.width + part.columns;
    let Some(slice) = owner.get().values.get(part.from..end.max(part.from)) else {
        return Err(ConfigurationError::new_err("a window outside of the bars"));
    };
    let wrong = |error: numpy::ndarray::ShapeError| ConfigurationError::new_err(error.to_string());
    let keep = owner.clone().into_any();
    // SAFETY (both): the values belong to the owner, which is frozen: they are never moved, changed or freed while it
    // lives, and the array holds it. Writing through the array is switched off.
    if part.flat {
        let view = ArrayView1::from_shape((part.rows,).strides((part.width,)), slice).map_err(wrong)?;
        let array = unsafe { PyArray1::borrow_from_array(&view, keep) };
        array.readwrite().make_nonwriteable();
        return Ok(array.into_any());
    }
    let view = ArrayView2::from_shape((part.rows, part.columns).strides((part.width, 1)), slice).map_err(wrong)?;
    let array = unsafe { PyArray2::borrow_from_array(&view, keep) };
    array.readwrite().make_nonwriteable();
    Ok(array.into_any())
}

/// A new read-only array of `rows x columns`, or a vector.
pub fn owned<T: Element>(
    py: Python<'_>,
    values: Vec<T>,
    (rows, columns): (usize, usize),
    flat: bool,
) -> PyResult<Bound<'_, PyAny>> {
    let array = PyArray1::from_vec(py, values);
    if flat {
        array.readwrite().make_nonwriteable();
        return Ok(array.into_any());
    }
    let matrix = array.reshape([rows, columns])?;
    array.readwrite().make_nonwriteable();
    matrix.readwrite().make_nonwriteable();
    Ok(matrix.into_any())
}

/// A figure as a Decimal of 28 digits; NaN for none.
pub fn exact<'py>(py: Python<'py>, figure: Option<&Figure>) -> PyResult<Bound<'py, PyAny>> {
    let context = py.import("rustybt.finance.decimal.context")?;
    let Some(figure) = figure else { return context.getattr("NAN") };
    let arguments = PyDict::new(py);
    let (denominator, root) = match *figure {
        Figure::Ratio { numerator, denominator } => {
            arguments.set_item("numerator", numerator)?;
            (denominator, false)
        }
        Figure::Root { square, denominator } => {
            let bytes = square.to_le_bytes();
            let numerator = py.get_type::<PyInt>().call_method1("from_bytes", (bytes.as_slice(), "little"))?;
            arguments.set_item("numerator", numerator)?;
            (denominator, true)
        }
    };
    arguments.set_item("denominator", denominator)?;
    arguments.set_item("scale", 0)?;
    arguments.set_item("root", root)?;
    context.getattr("exact_figure")?.call((), Some(&arguments))
}
