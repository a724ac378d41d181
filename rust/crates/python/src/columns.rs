//! Which column an asset is.

use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};
use rustc_hash::FxHashMap;

use crate::errors::AssetNotFoundError;

/// The assets of a run, in the order of the columns.
pub struct Columns {
    assets: Vec<Py<PyAny>>,
    by_identity: FxHashMap<usize, usize>,
    by_sid: FxHashMap<i64, usize>,
}

impl Columns {
    /// From asset objects, which are kept alive, so that their identity stays theirs.
    pub fn new(assets: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut columns = Self { assets: Vec::new(), by_identity: FxHashMap::default(), by_sid: FxHashMap::default() };
        for (column, asset) in assets.try_iter()?.enumerate() {
            let asset = asset?;
            columns.by_identity.insert(asset.as_ptr() as usize, column);
            columns.by_sid.insert(asset.getattr("sid")?.extract()?, column);
            columns.assets.push(asset.unbind());
        }
        Ok(columns)
    }

    /// The column of an asset; by identity first, by sid for an equal one from elsewhere.
    #[inline]
    pub fn of(&self, asset: &Bound<'_, PyAny>) -> PyResult<usize> {
        match self.by_identity.get(&(asset.as_ptr() as usize)) {
            Some(&column) => Ok(column),
            None => self.by_sid(asset),
        }
    }

    fn by_sid(&self, asset: &Bound<'_, PyAny>) -> PyResult<usize> {
        let column = asset
            .getattr("sid")
            .ok()
            .and_then(|sid| sid.extract::<i64>().ok())
            .and_then(|sid| self.by_sid.get(&sid).copied());
        match column {
            Some(column) if asset.eq(&self.assets[column])? => Ok(column),
            _ => Err(AssetNotFoundError::new_err(format!(
                "{} is not an asset of this run's bundle: look assets up with symbol('...') or sid(...)",
                asset.repr()?
            ))),
        }
    }

    /// The columns of a list or tuple of assets; None when it is neither.
    pub fn of_many(&self, assets: &Bound<'_, PyAny>) -> PyResult<Option<Vec<usize>>> {
        if let Ok(list) = assets.cast::<PyList>() {
            list.iter().map(|asset| self.of(&asset)).collect::<PyResult<_>>().map(Some)
        } else if let Ok(tuple) = assets.cast::<PyTuple>() {
            tuple.iter().map(|asset| self.of(&asset)).collect::<PyResult<_>>().map(Some)
        } else {
            Ok(None)
        }
    }

    /// The asset of a column.
    pub fn asset<'py>(&self, py: Python<'py>, column: usize) -> &Bound<'py, PyAny> {
        self.assets[column].bind(py)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.assets.len()
    }
}
