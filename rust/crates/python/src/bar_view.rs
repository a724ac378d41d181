//! `_native.BarView`: what a strategy may read, up to the present and not past it.

use numpy::{PyArray1, PyArray2};
use pyo3::prelude::*;
use pyo3::types::PyString;
use rustc_hash::FxHashMap;
use rustybt_simulation::bars::{Field, MISSING};
use rustybt_simulation::indicators::{Figure, Kind, Question, Rolling, is_adjusted, returns, window};

use crate::bars::{Bars, field_of};
use crate::errors::{ConfigurationError, from_ledger};
use crate::numbers::{decimal_nan, to_decimal};
use crate::windows;

/// The base of `BarData`: scalars, indicators and windows.
#[pyclass(subclass, module = "rustybt._native")]
pub struct BarView {
    bars: Py<Bars>,
    rolling: FxHashMap<Question, Rolling>,
    as_float: bool,
}

#[pymethods]
impl BarView {
    #[new]
    #[pyo3(signature = (bars, *, as_float = false))]
    fn new(bars: Py<Bars>, as_float: bool) -> Self {
        Self { bars, rolling: FxHashMap::default(), as_float }
    }

    /// One field of one asset now; Decimal, or float; NaN where there is none, 0 for volume.
    #[pyo3(signature = (asset, field))]
    fn value<'py>(
        &self,
        py: Python<'py>,
        asset: &Bound<'py, PyAny>,
        field: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let bars = self.bars.get();
        let column = bars.columns.of(asset)?;
        let field = field_of(field.to_str()?)?;
        let matrix = bars.matrix(py, field)?;
        let visible = bars.clock.visible();
        let raw = if visible == 0 { MISSING } else { matrix[(visible - 1) * bars.pure.columns() + column] };
        let raw = match (raw, field) {
            (MISSING, Field::Volume) => 0,
            _ => raw,
        };
        let scale = bars.pure.scale(field);
        if self.as_float {
            let float = if raw == MISSING { f64::NAN } else { figure(raw.into(), scale).to_f64() };
            return Ok(float.into_pyobject(py)?.into_any());
        }
        match raw {
            MISSING => decimal_nan(py),
            _ => to_decimal(py, raw.into(), scale),
        }
    }

    /// Index of the last bar in which the asset traded; None before its first.
    fn last_traded_step(&self, asset: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
        let bars = self.bars.get();
        let column = bars.columns.of(asset)?;
        let traded =
            |&step: &usize| bars.pure.close_row(step)[column] != MISSING && bars.pure.volume_row(step)[column] > 0;
        Ok((0..bars.clock.visible()).rev().find(traded))
    }

    /// Bars that are visible.
    #[getter]
    fn visible(&self) -> usize {
        self.bars.get().clock.visible()
    }

    /// Index of the current session.
    #[getter]
    fn session_index(&self) -> usize {
        self.bars.get().clock.session()
    }

    /// The simulation time, UTC nanoseconds.
    #[getter]
    fn now_ns(&self) -> i64 {
        self.bars.get().clock.time_ns()
    }

    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn sma<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        window: isize,
        field: &str,
        exact: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.ask(assets, Kind::Sma, window, field, exact)
    }

    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn ema<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        window: isize,
        field: &str,
        exact: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.ask(assets, Kind::Ema, window, field, exact)
    }

    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn std<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        window: isize,
        field: &str,
        exact: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.ask(assets, Kind::Std, window, field, exact)
    }

    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn max<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        window: isize,
        field: &str,
        exact: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.ask(assets, Kind::Max, window, field, exact)
    }

    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn min<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        window: isize,
        field: &str,
        exact: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.ask(assets, Kind::Min, window, field, exact)
    }

    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn returns<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        window: isize,
        field: &str,
        exact: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = assets.py();
        let (bars, field, window) = (self.bars.clone_ref(py), indicator_field(field)?, checked(window)?);
        let bars = bars.get();
        bars.matrix(py, field)?;
        self.answer(assets, exact, |_, column| {
            returns(&bars.pure, &bars.clock, &Question { kind: Kind::Sma, field, window, column }).map_err(from_ledger)
        })
    }

    /// Mantissas [n, assets], adjusted as of now, oldest first; the missing value before the first bar.
    fn mantissas<'py>(
        &self,
        py: Python<'py>,
        assets: &Bound<'py, PyAny>,
        n: usize,
        field: &str,
    ) -> PyResult<Bound<'py, PyArray2<i64>>> {
        let bars = self.bars.get();
        let field = field_of(field)?;
        bars.matrix(py, field)?;
        let columns = self.columns(assets)?;
        let mut column = vec![MISSING; n];
        let mut out = vec![MISSING; n * columns.len()];
        for (at, &of) in columns.iter().enumerate() {
            window(&bars.pure, &bars.clock, field, of, &mut column).map_err(from_ledger)?;
            column.iter().enumerate().for_each(|(row, &value)| out[row * columns.len() + at] = value);
        }
        let array = numpy::ndarray::Array2::from_shape_vec((n, columns.len()), out);
        let array = array.map_err(|error| ConfigurationError::new_err(error.to_string()))?;
        Ok(PyArray2::from_owned_array(py, array))
    }

    /// Floats [n] of one asset or [n, assets], adjusted as of now: a view where nothing was adjusted, read-only.
    #[pyo3(signature = (assets, n, field = "close"))]
    fn floats<'py>(
        &self,
        py: Python<'py>,
        assets: &Bound<'py, PyAny>,
        n: usize,
        field: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let bars = self.bars.get();
        let field = field_of(field)?;
        let values = bars.floats(py, field)?;
        let (width, visible) = (bars.pure.columns(), bars.clock.visible());
        let many = bars.columns.of_many(assets)?;
        let columns = match &many {
            Some(columns) => columns.clone(),
            None => vec![bars.columns.of(assets)?],
        };
        let clean = n <= visible && !columns.iter().any(|&column| is_adjusted(&bars.pure, &bars.clock, column, n));
        let contiguous = columns.windows(2).all(|pair| pair[1] == pair[0] + 1) && !columns.is_empty();
        if clean && contiguous {
            let from = (visible - n) * width + columns[0];
            let part = windows::Part { from, rows: n, columns: columns.len(), width, flat: many.is_none() };
            return windows::view(self.bars.bind(py), values, part);
        }
        let unit = bars.pure.scale(field);
        let mut out = vec![f64::NAN; n * columns.len()];
        let mut column = vec![MISSING; n];
        for (at, &of) in columns.iter().enumerate() {
            window(&bars.pure, &bars.clock, field, of, &mut column).map_err(from_ledger)?;
            for (row, &value) in column.iter().enumerate().filter(|(_, value)| **value != MISSING) {
                out[row * columns.len() + at] = figure(value.into(), unit).to_f64();
            }
        }
        windows::owned(py, out, n, columns.len(), many.is_none())
    }
}

impl BarView {
    fn columns(&self, assets: &Bound<'_, PyAny>) -> PyResult<Vec<usize>> {
        let columns = &self.bars.get().columns;
        match columns.of_many(assets)? {
            Some(found) => Ok(found),
            None => Ok(vec![columns.of(assets)?]),
        }
    }

    fn ask<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        kind: Kind,
        window: isize,
        field: &str,
        exact: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = assets.py();
        let (bars, field, window) = (self.bars.clone_ref(py), indicator_field(field)?, checked(window)?);
        let bars = bars.get();
        bars.matrix(py, field)?;
        self.answer(assets, exact, |view, column| {
            let question = Question { kind, field, window, column };
            let rolling = view.rolling.entry(question).or_insert_with(|| Rolling::new(question));
            rolling.value(&bars.pure, &bars.clock).map_err(from_ledger)
        })
    }

    fn answer<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        exact: bool,
        mut figure: impl FnMut(&mut Self, usize) -> PyResult<Option<Figure>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = assets.py();
        let many = self.bars.get().columns.of_many(assets)?;
        match many {
            None => {
                let column = self.bars.get().columns.of(assets)?;
                let found = figure(self, column)?;
                if exact {
                    return windows::exact(py, found.as_ref());
                }
                Ok(found.map_or(f64::NAN, |found| found.to_f64()).into_pyobject(py)?.into_any())
            }
            Some(columns) if exact => {
                let all = columns.into_iter().map(|column| windows::exact(py, figure(self, column)?.as_ref()));
                Ok(all.collect::<PyResult<Vec<_>>>()?.into_pyobject(py)?.into_any())
            }
            Some(columns) => {
                let all = columns
                    .into_iter()
                    .map(|column| Ok(figure(self, column)?.map_or(f64::NAN, |found| found.to_f64())));
                Ok(PyArray1::from_vec(py, all.collect::<PyResult<Vec<f64>>>()?).into_any())
            }
        }
    }
}

fn figure(numerator: i128, scale: u32) -> Figure {
    Figure { numerator, denominator: 1, scale, root: false }
}

/// Indicators look at the last closes: a bar without a trade repeats the one before.
fn indicator_field(name: &str) -> PyResult<Field> {
    Ok(match field_of(name)? {
        Field::Close => Field::Price,
        field => field,
    })
}

fn checked(window: isize) -> PyResult<usize> {
    match usize::try_from(window) {
        Ok(window) if (1..=1_000_000).contains(&window) => Ok(window),
        _ => Err(ConfigurationError::new_err(format!("window {window}: use a number of bars from 1 to 1,000,000"))),
    }
}
