//! Which column an asset is.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};
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

    /// The column of an asset that is one of the run's own objects.
    #[inline]
    pub fn known(&self, asset: &Bound<'_, PyAny>) -> Option<usize> {
        self.by_identity.get(&(asset.as_ptr() as usize)).copied()
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

/// How many lists are remembered.
const REMEMBERED: usize = 64;

/// The columns of lists of assets that were asked for before: a strategy hands in the same ones every bar.
#[derive(Default)]
pub struct Lists {
    /// By the list's address, which another list may have later: the assets' addresses decide.
    known: FxHashMap<usize, Known>,
}

struct Known {
    assets: Vec<usize>,
    columns: Arc<[usize]>,
}

impl Lists {
    /// The columns of many assets; None when it is one.
    pub fn of(&mut self, columns: &Columns, assets: &Bound<'_, PyAny>) -> PyResult<Option<Arc<[usize]>>> {
        if let Ok(list) = assets.cast::<PyList>() {
            return self.resolve(columns, assets, || list.iter()).map(Some);
        }
        if let Ok(tuple) = assets.cast::<PyTuple>() {
            return self.resolve(columns, assets, || tuple.iter()).map(Some);
        }
        if columns.known(assets).is_some() || assets.is_instance_of::<PyString>() || assets.hasattr("sid")? {
            return Ok(None);
        }
        match assets.try_iter() {
            Ok(all) => all.map(|asset| columns.of(&asset?)).collect::<PyResult<_>>().map(Some),
            Err(_) => Ok(None),
        }
    }

    fn resolve<'py, I>(
        &mut self,
        columns: &Columns,
        assets: &Bound<'py, PyAny>,
        items: impl Fn() -> I,
    ) -> PyResult<Arc<[usize]>>
    where
        I: ExactSizeIterator<Item = Bound<'py, PyAny>>,
    {
        let place = assets.as_ptr() as usize;
        if let Some(known) = self.known.get(&place)
            && known.assets.len() == items().len()
            && items().zip(&known.assets).all(|(asset, &address)| asset.as_ptr() as usize == address)
        {
            return Ok(Arc::clone(&known.columns));
        }
        let found: Arc<[usize]> = items().map(|asset| columns.of(&asset)).collect::<PyResult<_>>()?;
        // Only the run's own objects live as long as it does, so that their addresses stay theirs.
        let own = items().all(|asset| columns.known(&asset).is_some());
        if own {
            if self.known.len() >= REMEMBERED {
                self.known.clear();
            }
            let assets = items().map(|asset| asset.as_ptr() as usize).collect();
            self.known.insert(place, Known { assets, columns: Arc::clone(&found) });
        }
        Ok(found)
    }
}
