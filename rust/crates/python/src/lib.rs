//! `rustybt._native`: the only crate that knows Python.

use pyo3::prelude::*;

#[pymodule(gil_used = true)]
fn _native(_module: &Bound<'_, PyModule>) -> PyResult<()> {
    Ok(())
}
