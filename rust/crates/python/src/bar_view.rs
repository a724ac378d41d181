//! `_native.BarView`: what a strategy may read, up to the present and not past it.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use numpy::PyArray1;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyString};
use rustc_hash::FxHashMap;
use rustybt_simulation::bars::{Field, MISSING};
use rustybt_simulation::clock::Clock;
use rustybt_simulation::indicators::{Figure, Figures, Kind, Question};
use rustybt_simulation::rational::to_f64;
use rustybt_simulation::window::Reader;

use crate::bars::{Bars, field_of};
use crate::columns::Lists;
use crate::decimals::{self, Decimals};
use crate::errors::{ConfigurationError, UnknownFieldError, from_ledger};
use crate::windows;

type Answer<'py> = PyResult<Bound<'py, PyAny>>;

/// The base of `BarData`: scalars, indicators and windows.
#[pyclass(subclass, module = "rustybt._native")]
pub struct BarView {
    bars: Py<Bars>,
    figures: FxHashMap<Question, Figures>,
    lists: Lists,
    decimals: Decimals,
    as_float: bool,
}

#[pymethods]
impl BarView {
    #[new]
    #[pyo3(signature = (bars, *, as_float = false))]
    fn new(bars: Py<Bars>, as_float: bool) -> Self {
        let (figures, lists, decimals) = Default::default();
        Self { bars, figures, lists, decimals, as_float }
    }

    /// Return the latest value of fields of assets, adjusted as of now.
    ///
    /// Args:
    ///     assets: One asset, or several.
    ///     fields: One of open, high, low, close, volume, price, last_traded; or a list. ``price`` is the last
    ///         known close, adjusted for splits and dividends since.
    ///
    /// Returns:
    ///     One asset and field: a Decimal (``Decimal("NaN")`` where there is none; 0 for volume), or a UTC datetime
    ///     for ``last_traded`` (None before the first trade). Several assets or several fields: a dict by asset or
    ///     by field. Several of both: a Polars frame, one row an asset. With ``frames="pandas"``: float, Series,
    ///     DataFrame, as zipline.
    ///
    /// Raises:
    ///     UnknownFieldError: If a field does not exist.
    ///     AssetNotFoundError: If an asset is not of this run.
    #[pyo3(signature = (assets, fields = None))]
    fn current<'py>(
        slf: &Bound<'py, Self>,
        assets: &Bound<'py, PyAny>,
        fields: Option<&Bound<'py, PyAny>>,
    ) -> Answer<'py> {
        let py = slf.py();
        let price = intern!(py, "price").as_any();
        let fields = fields.unwrap_or(price);
        if let Ok(name) = fields.cast_exact::<PyString>() {
            let mut view = slf.borrow_mut();
            let column = view.bars.get().columns.known(assets);
            if let Some(column) = column
                && name.to_str()? != "last_traded"
            {
                return view.scalar(py, column, field_of(name.to_str()?)?);
            }
        }
        slf.call_method1(intern!(py, "_current_values"), (assets, fields))
    }

    /// One field of one asset now; Decimal, or float; NaN where there is none, 0 for volume.
    fn value<'py>(&mut self, py: Python<'py>, asset: &Bound<'py, PyAny>, field: &str) -> Answer<'py> {
        let column = self.bars.get().columns.of(asset)?;
        self.scalar(py, column, field_of(field)?)
    }

    /// Return whether assets may be ordered now: alive on this day, and with a price.
    ///
    /// Args:
    ///     assets: One asset, or several.
    ///
    /// Returns:
    ///     A bool, or a dict (with ``frames="pandas"`` a Series) of them by asset.
    ///
    /// Raises:
    ///     AssetNotFoundError: If an asset is not of this run.
    fn can_trade<'py>(slf: &Bound<'py, Self>, assets: &Bound<'py, PyAny>) -> Answer<'py> {
        Self::tell(slf, assets, |bars, column| bars.tradable(slf.py(), column))
    }

    /// Return whether assets may be ordered, but did not trade in this bar.
    ///
    /// Args:
    ///     assets: One asset, or several.
    ///
    /// Returns:
    ///     A bool, or a dict (with ``frames="pandas"`` a Series) of them by asset; False for what never traded.
    ///
    /// Raises:
    ///     AssetNotFoundError: If an asset is not of this run.
    fn is_stale<'py>(slf: &Bound<'py, Self>, assets: &Bound<'py, PyAny>) -> Answer<'py> {
        Self::tell(slf, assets, |bars, column| {
            let visible = bars.clock.visible();
            Ok(visible > 0 && !bars.traded(visible - 1, column) && bars.tradable(slf.py(), column)?)
        })
    }

    /// Index of the last bar in which the asset traded; None before its first.
    fn last_traded_step(&self, asset: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
        let bars = self.bars.get();
        let column = bars.columns.of(asset)?;
        Ok((0..bars.clock.visible()).rev().find(|&step| bars.traded(step, column)))
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

    /// Return the mean of the last ``window`` values, adjusted as of now and carried forward.
    ///
    /// Args:
    ///     assets: One asset, or several.
    ///     window: Bars, the current one included.
    ///     field: open, high, low, close or volume.
    ///     exact: A Decimal of 28 digits instead of the nearest float.
    ///
    /// Returns:
    ///     A float, the nearest one of the exact mean, so that equal means are equal floats; for several assets
    ///     float64[n] (exact: a list). NaN before the window is full.
    ///
    /// Raises:
    ///     ConfigurationError: If the window is not from 1 to 1,000,000.
    ///     UnknownFieldError: If the field does not exist.
    ///     AssetNotFoundError: If an asset is not of this run.
    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn sma<'py>(&mut self, assets: &Bound<'py, PyAny>, window: isize, field: &str, exact: bool) -> Answer<'py> {
        self.ask(assets, Kind::Sma, window, field, exact)
    }

    /// Return the exponential average: the mean of the first ``window`` values of the bundle, then
    /// ``e += 2 * (x - e) / (window + 1)`` a bar, each step rounded half to even to 8 places beyond the field's.
    ///
    /// After a split or dividend it is computed anew from the first bar, over values as of now. Arguments, returns
    /// and raises are those of ``sma``.
    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn ema<'py>(&mut self, assets: &Bound<'py, PyAny>, window: isize, field: &str, exact: bool) -> Answer<'py> {
        self.ask(assets, Kind::Ema, window, field, exact)
    }

    /// Return the sample standard deviation (``window - 1`` in the denominator) of the last ``window`` values.
    ///
    /// The float is the nearest one of the exact root; NaN for a window of 1. Arguments, returns and raises are
    /// those of ``sma``.
    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn std<'py>(&mut self, assets: &Bound<'py, PyAny>, window: isize, field: &str, exact: bool) -> Answer<'py> {
        self.ask(assets, Kind::Std, window, field, exact)
    }

    /// Return the highest of the last ``window`` values. Arguments, returns and raises are those of ``sma``.
    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn max<'py>(&mut self, assets: &Bound<'py, PyAny>, window: isize, field: &str, exact: bool) -> Answer<'py> {
        self.ask(assets, Kind::Max, window, field, exact)
    }

    /// Return the lowest of the last ``window`` values. Arguments, returns and raises are those of ``sma``.
    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn min<'py>(&mut self, assets: &Bound<'py, PyAny>, window: isize, field: &str, exact: bool) -> Answer<'py> {
        self.ask(assets, Kind::Min, window, field, exact)
    }

    /// Return ``last / first - 1``, with the first value ``window`` bars ago.
    ///
    /// Arguments, returns and raises are those of ``sma``; NaN while there is no first value, or where it is 0.
    #[pyo3(signature = (assets, window, field = "close", *, exact = false))]
    fn returns<'py>(&mut self, assets: &Bound<'py, PyAny>, window: isize, field: &str, exact: bool) -> Answer<'py> {
        self.ask(assets, Kind::Returns, window, field, exact)
    }

    /// A figure of one asset as it was at each visible bar, float64[visible]; NaN before its window is full.
    fn over_time<'py>(&mut self, asset: &Bound<'py, PyAny>, kind: &str, window: isize, field: &str) -> Answer<'py> {
        let py = asset.py();
        let question = Question { kind: kind_of(kind)?, field: field_of(field)?.last(), window: checked(window)? };
        let bars = self.bars.get();
        let column = bars.columns.of(asset)?;
        let visible = bars.reader(py, question.field)?.visible;
        let scale = bars.pure.scale(question.field);
        let mut figures = Figures::new(question, bars.pure.columns(), scale).map_err(from_ledger)?;
        let (axes, clock) = (&bars.pure.axes, Clock::default());
        let mut values = Vec::with_capacity(visible);
        for step in 0..visible {
            clock.set(step + 1, axes.step_session[step] as usize, axes.times_ns[step]);
            let reader = Reader::new(&bars.pure, &clock, question.field);
            let reader = reader.ok_or_else(|| UnknownFieldError::new_err(field.to_string()))?;
            let found = figures.of(&reader, column).map_err(from_ledger)?;
            values.push(found.map_or(f64::NAN, |found| found.to_f64()));
        }
        Ok(PyArray1::from_vec(py, values).into_any())
    }

    /// Return the last n values as an array, adjusted as of now and carried forward: a view into the bars where none
    /// of them was adjusted and the assets stand side by side.
    ///
    /// Args:
    ///     assets: One asset, or several.
    ///     n: Bars, the current one included.
    ///     field: open, high, low, close or volume.
    ///     dtype: ``"float"``, or ``"mantissa"`` for the exact integers (-2**63 where there is no value).
    ///
    /// Returns:
    ///     Read-only float64[n] or int64[n] of one asset, [n, assets] of several; oldest first, NaN before the
    ///     first value.
    ///
    /// Raises:
    ///     ConfigurationError: If n is not from 1 to 1,000,000, or the dtype is another one.
    ///     UnknownFieldError: If the field does not exist.
    ///     AssetNotFoundError: If an asset is not of this run.
    #[pyo3(signature = (assets, n, field = "close", dtype = "float"))]
    fn window<'py>(&mut self, assets: &Bound<'py, PyAny>, n: isize, field: &str, dtype: &str) -> Answer<'py> {
        let field = field_of(field)?.last();
        match dtype {
            "float" => self.float_window(assets, checked(n)?, field),
            "mantissa" => self.mantissa_window(assets, checked(n)?, field),
            _ => Err(ConfigurationError::new_err(format!("dtype {dtype:?}: use 'float' or 'mantissa'"))),
        }
    }

    /// Mantissas [n] or [n, assets] as they are, adjusted as of now, oldest first; -2**63 where there is none.
    fn mantissas<'py>(&mut self, assets: &Bound<'py, PyAny>, n: isize, field: &str) -> Answer<'py> {
        self.mantissa_window(assets, checked(n)?, field_of(field)?)
    }

    /// Floats [n] or [n, assets] as they are, adjusted as of now, oldest first; NaN where there is none.
    #[pyo3(signature = (assets, n, field = "close"))]
    fn floats<'py>(&mut self, assets: &Bound<'py, PyAny>, n: isize, field: &str) -> Answer<'py> {
        self.float_window(assets, checked(n)?, field_of(field)?)
    }
}

impl BarView {
    #[inline]
    fn scalar<'py>(&mut self, py: Python<'py>, column: usize, field: Field) -> Answer<'py> {
        let Self { bars, decimals, .. } = self;
        let reader = bars.get().reader(py, field)?;
        let value = match reader.now(column).map_err(from_ledger)? {
            MISSING if field.is_volume() => 0,
            value => value,
        };
        match (value, self.as_float) {
            (MISSING, true) => Ok(PyFloat::new(py, f64::NAN).into_any()),
            (MISSING, false) => decimals::nan(py),
            (value, true) => Ok(PyFloat::new(py, to_f64(value.into(), 10u128.pow(reader.scale()))).into_any()),
            (value, false) => decimals.of(py, value, reader.scale()),
        }
    }

    /// A bool of one asset, or of each of many.
    fn tell<'py>(
        slf: &Bound<'py, Self>,
        assets: &Bound<'py, PyAny>,
        fact: impl Fn(&Bars, usize) -> PyResult<bool>,
    ) -> Answer<'py> {
        let py = slf.py();
        let answers = {
            let mut view = slf.borrow_mut();
            let Self { bars, lists, .. } = &mut *view;
            let bars = bars.get();
            let told = |column: usize| Ok(PyBool::new(py, fact(bars, column)?).to_owned());
            if let Some(column) = bars.columns.known(assets) {
                return told(column).map(Bound::into_any);
            }
            let Some(columns) = lists.of(&bars.columns, assets)? else {
                return told(bars.columns.of(assets)?).map(Bound::into_any);
            };
            let answers = PyDict::new(py);
            for &column in &*columns {
                answers.set_item(bars.columns.asset(py, column), told(column)?)?;
            }
            answers
        };
        slf.call_method1(intern!(py, "_series"), (answers, py.None()))
    }

    fn ask<'py>(
        &mut self,
        assets: &Bound<'py, PyAny>,
        kind: Kind,
        window: isize,
        field: &str,
        exact: bool,
    ) -> Answer<'py> {
        let py = assets.py();
        let question = Question { kind, field: field_of(field)?.last(), window: checked(window)? };
        let Self { bars, figures, lists, .. } = self;
        let bars = bars.get();
        let reader = bars.reader(py, question.field)?;
        let one = bars.columns.known(assets);
        let many = if one.is_some() { None } else { lists.of(&bars.columns, assets)? };
        let figures = match figures.entry(question) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(place) => {
                let made = Figures::new(question, bars.pure.columns(), reader.scale());
                place.insert(made.map_err(from_ledger)?)
            }
        };
        let mut figure = |column: usize| figures.of(&reader, column).map_err(from_ledger);
        let Some(columns) = many else {
            let column = one.map_or_else(|| bars.columns.of(assets), Ok)?;
            let found = figure(column)?;
            return if exact { windows::exact(py, found.as_ref()) } else { Ok(float(py, found).into_any()) };
        };
        if exact {
            let all = columns.iter().map(|&column| windows::exact(py, figure(column)?.as_ref()));
            return Ok(all.collect::<PyResult<Vec<_>>>()?.into_pyobject(py)?.into_any());
        }
        let mut floats = Vec::with_capacity(columns.len());
        for &column in &*columns {
            floats.push(figure(column)?.map_or(f64::NAN, |found| found.to_f64()));
        }
        Ok(PyArray1::from_vec(py, floats).into_any())
    }

    /// The columns of assets, and whether it was one asset by itself.
    fn columns(&mut self, assets: &Bound<'_, PyAny>) -> PyResult<(Arc<[usize]>, bool)> {
        let columns = &self.bars.get().columns;
        if let Some(column) = columns.known(assets) {
            return Ok((Arc::new([column]), true));
        }
        match self.lists.of(columns, assets)? {
            Some(found) => Ok((found, false)),
            None => Ok((Arc::new([columns.of(assets)?]), true)),
        }
    }

    fn mantissa_window<'py>(&mut self, assets: &Bound<'py, PyAny>, n: usize, field: Field) -> Answer<'py> {
        let py = assets.py();
        let (columns, flat) = self.columns(assets)?;
        let reader = self.bars.get().reader(py, field)?;
        let mut column = vec![MISSING; n];
        let mut out = vec![MISSING; n * columns.len()];
        for (at, &of) in columns.iter().enumerate() {
            reader.window(of, &mut column).map_err(from_ledger)?;
            column.iter().enumerate().for_each(|(row, &value)| out[row * columns.len() + at] = value);
        }
        windows::owned(py, out, (n, columns.len()), flat)
    }

    fn float_window<'py>(&mut self, assets: &Bound<'py, PyAny>, n: usize, field: Field) -> Answer<'py> {
        let py = assets.py();
        let (columns, flat) = self.columns(assets)?;
        let bars = self.bars.get();
        let memory = bars.floats(py, field)?;
        let reader = bars.reader(py, field)?;
        let beside = !columns.is_empty() && columns.windows(2).all(|pair| pair[1] == pair[0] + 1);
        if let Some(first) = reader.visible.checked_sub(n).filter(|_| beside && reader.visible <= bars.pure.dense())
            && !columns.iter().any(|&column| reader.is_adjusted(column, first))
        {
            let width = bars.pure.columns();
            let part = windows::Part { from: first * width + columns[0], rows: n, columns: columns.len(), width, flat };
            return windows::view(memory.bind(py), part);
        }
        let unit = 10u128.pow(reader.scale());
        let mut out = vec![f64::NAN; n * columns.len()];
        let mut column = vec![MISSING; n];
        for (at, &of) in columns.iter().enumerate() {
            reader.window(of, &mut column).map_err(from_ledger)?;
            for (row, &value) in column.iter().enumerate().filter(|(_, value)| **value != MISSING) {
                out[row * columns.len() + at] = to_f64(value.into(), unit);
            }
        }
        windows::owned(py, out, (n, columns.len()), flat)
    }
}

#[inline]
fn float<'py>(py: Python<'py>, figure: Option<Figure>) -> Bound<'py, PyFloat> {
    PyFloat::new(py, figure.map_or(f64::NAN, |found| found.to_f64()))
}

fn kind_of(name: &str) -> PyResult<Kind> {
    Ok(match name {
        "sma" => Kind::Sma,
        "ema" => Kind::Ema,
        "std" => Kind::Std,
        "max" => Kind::Max,
        "min" => Kind::Min,
        "returns" => Kind::Returns,
        _ => {
            return Err(ConfigurationError::new_err(format!(
                "figure {name:?}: use sma, ema, std, max, min or returns"
            )));
        }
    })
}

fn checked(window: isize) -> PyResult<usize> {
    match usize::try_from(window) {
        Ok(window) if (1..=1_000_000).contains(&window) => Ok(window),
        _ => Err(ConfigurationError::new_err(format!("window {window}: use a number of bars from 1 to 1,000,000"))),
    }
}
