//! `_native.Bars`: the bars of a run in native memory. Nothing of it can be read from Python: views hand it out, up to now.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};

use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rustybt_simulation::bars::{Axes, Bars as PureBars, Dividend, FIELDS, Field, MISSING, Split};
use rustybt_simulation::clock::Clock;
use rustybt_simulation::rational::to_f64;
use rustybt_simulation::window::Reader;

use crate::columns::Columns;
use crate::errors::{ConfigurationError, LookaheadError, UnknownFieldError, from_ledger};
use crate::refusals::bar_refusal;
use crate::windows::Memory;

type Matrix<'py> = PyReadonlyArray2<'py, i64>;
type Rows = Vec<(usize, usize, i64, i64)>;

/// Bars, their assets and the present, shared by a simulation and its views.
#[pyclass(frozen, module = "rustybt._native")]
pub struct Bars {
    pub pure: Arc<PureBars>,
    pub clock: Arc<Clock>,
    pub columns: Arc<Columns>,
    /// First and last day on which each asset may be traded.
    lives: Vec<(i32, i32)>,
    load: Py<PyAny>,
    floats: [OnceLock<Py<Memory>>; FIELDS],
    /// Whether a simulation moves the present, so that nobody else may.
    led: AtomicBool,
}

#[pymethods]
impl Bars {
    /// `axes` holds sessions, open_ns, close_ns, step_session, times_ns; splits are (session, column, numerator,
    /// denominator), dividends (session, column, amount, pay day), lives the first and last day of each asset.
    #[new]
    #[pyo3(signature = (*, assets, axes, close, volume, load, price_scale, volume_scale, splits, dividends, lives))]
    #[expect(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        assets: &Bound<'_, PyAny>,
        axes: &Bound<'_, PyDict>,
        close: Matrix<'_>,
        volume: Matrix<'_>,
        load: Py<PyAny>,
        price_scale: u32,
        volume_scale: u32,
        splits: Rows,
        dividends: Rows,
        lives: Vec<(i32, i32)>,
    ) -> PyResult<Self> {
        let columns = Columns::new(assets)?;
        if lives.len() != columns.len() {
            return Err(ConfigurationError::new_err(format!("{} lives of {} assets", lives.len(), columns.len())));
        }
        let splits = splits.into_iter().map(|(session, column, numerator, denominator)| Split {
            session,
            column,
            numerator,
            denominator,
        });
        let dividends = dividends.into_iter().map(|(session, column, amount, pay_day)| Dividend {
            session,
            column,
            amount,
            pay_day: pay_day as i32,
        });
        let pure = PureBars::new(
            read_axes(axes)?,
            columns.len(),
            (price_scale, volume_scale),
            (close.as_slice()?.to_vec(), volume.as_slice()?.to_vec()),
            (splits.collect(), dividends.collect()),
        );
        let made = Self {
            pure: Arc::new(pure.map_err(from_ledger)?),
            clock: Arc::new(Clock::default()),
            columns: Arc::new(columns),
            lives,
            load,
            floats: Default::default(),
            led: AtomicBool::new(false),
        };
        if made.pure.dense() < made.pure.steps() {
            // What is carried forward into a bar that arrives may come from any of these.
            [Field::Open, Field::High, Field::Low]
                .into_iter()
                .try_for_each(|field| made.matrix(py, field).map(drop))?;
        }
        Ok(made)
    }

    /// The same bars with a present of their own, for another run: nothing is copied.
    fn again(&self, py: Python<'_>) -> PyResult<Self> {
        if self.pure.dense() < self.pure.steps() {
            return Err(ConfigurationError::new_err("bars that arrive belong to one run: make them anew"));
        }
        Ok(Self {
            pure: Arc::clone(&self.pure),
            clock: Arc::new(Clock::default()),
            columns: Arc::clone(&self.columns),
            lives: self.lives.clone(),
            load: self.load.clone_ref(py),
            floats: std::array::from_fn(|field| {
                self.floats[field].get().map_or_else(OnceLock::new, |known| OnceLock::from(known.clone_ref(py)))
            }),
            led: AtomicBool::new(false),
        })
    }

    /// Put the bars of a step that arrives: int64[5, assets] of open, high, low, close and volume, -2**63 where an asset
    /// has no bar.
    ///
    /// Steps before it that nobody put stay without bars. LookaheadError if the step is settled: it was put, or may
    /// have been seen.
    fn put(&self, step: usize, values: Matrix<'_>) -> PyResult<()> {
        let (values, width) = (values.as_slice()?, self.columns.len());
        let rows: [&[i64]; 5] = std::array::from_fn(|row| values.get(row * width..(row + 1) * width).unwrap_or(&[]));
        self.pure.put(step, rows).map_err(bar_refusal)
    }

    /// Move the present by hand: bars visible, session index, UTC nanoseconds.
    fn advance(&self, visible: usize, session: usize, time_ns: i64) -> PyResult<()> {
        if self.led.load(Relaxed) {
            return Err(LookaheadError::new_err(format!(
                "bar {visible} asked for with {} visible: the simulation alone moves this data",
                self.clock.visible()
            )));
        }
        if visible > self.pure.steps() || session >= self.pure.axes.sessions.len() {
            return Err(ConfigurationError::new_err(format!(
                "{visible} visible bars in session {session}: there are {} bars and {} sessions",
                self.pure.steps(),
                self.pure.axes.sessions.len()
            )));
        }
        self.pure.settle(visible).map_err(|error| bar_refusal(*error))?;
        self.clock.set(visible, session, time_ns);
        Ok(())
    }
}

impl Bars {
    /// Leave the present to a simulation, from now on.
    pub fn follow(&self) {
        self.led.store(true, Relaxed);
    }

    /// The dense matrix of a field, loaded at first use.
    pub fn matrix(&self, py: Python<'_>, field: Field) -> PyResult<&[i64]> {
        if self.pure.matrix(field).is_none() {
            let name = name_of(field);
            let loaded: Matrix<'_> = self.load.bind(py).call1((name,))?.extract()?;
            self.pure.set_field(field, loaded.as_slice()?.to_vec()).map_err(from_ledger)?;
        }
        self.pure.matrix(field).ok_or_else(|| UnknownFieldError::new_err(name_of(field)))
    }

    /// The dense matrix of a field as floats; NaN where there is no value.
    pub fn floats(&self, py: Python<'_>, field: Field) -> PyResult<&Py<Memory>> {
        let cell = &self.floats[field as usize];
        if let Some(found) = cell.get() {
            return Ok(found);
        }
        let unit = 10u128.pow(self.pure.scale(field));
        let float = |&value: &i64| if value == MISSING { f64::NAN } else { to_f64(value.into(), unit) };
        let values = self.matrix(py, field)?.iter().map(float).collect();
        let made = Py::new(py, Memory::new(values))?;
        Ok(cell.get_or_init(|| made))
    }

    /// A field up to the present, loaded at first use.
    #[inline]
    pub fn reader(&self, py: Python<'_>, field: Field) -> PyResult<Reader<'_>> {
        if let Some(reader) = Reader::new(&self.pure, &self.clock, field) {
            return Ok(reader);
        }
        self.matrix(py, field)?;
        Reader::new(&self.pure, &self.clock, field).ok_or_else(|| UnknownFieldError::new_err(name_of(field)))
    }

    /// Whether an asset may be ordered now: alive, and with a price.
    #[inline]
    pub fn tradable(&self, py: Python<'_>, column: usize) -> PyResult<bool> {
        let Some(&today) = self.pure.axes.sessions.get(self.clock.session()) else { return Ok(false) };
        let (first, last) = self.lives[column];
        let price = self.reader(py, Field::Price)?.now(column).map_err(from_ledger)?;
        Ok(first <= today && today <= last && price != MISSING)
    }

    /// Whether an asset traded in a bar.
    #[inline]
    pub fn traded(&self, step: usize, column: usize) -> bool {
        self.pure.close_row(step)[column] != MISSING && self.pure.volume_row(step)[column] > 0
    }
}

fn read_axes(axes: &Bound<'_, PyDict>) -> PyResult<Axes> {
    fn vector<'py, T: numpy::Element + Clone>(axes: &Bound<'py, PyDict>, name: &str) -> PyResult<Vec<T>> {
        let missing = || ConfigurationError::new_err(format!("the axes hold no {name}"));
        let array: PyReadonlyArray1<'py, T> = axes.get_item(name)?.ok_or_else(missing)?.extract()?;
        Ok(array.as_slice()?.to_vec())
    }
    Ok(Axes {
        sessions: vector(axes, "sessions")?,
        open_ns: vector(axes, "open_ns")?,
        close_ns: vector(axes, "close_ns")?,
        step_session: vector::<i32>(axes, "step_session")?.into_iter().map(|session| session as u32).collect(),
        times_ns: vector(axes, "times_ns")?,
    })
}

/// The field of a name.
pub fn field_of(name: &str) -> PyResult<Field> {
    Ok(match name {
        "price" => Field::Price,
        "close" => Field::Close,
        "open" => Field::Open,
        "high" => Field::High,
        "low" => Field::Low,
        "volume" => Field::Volume,
        _ => {
            return Err(UnknownFieldError::new_err(format!(
                "field {name:?}: use one of open, high, low, close, volume, price"
            )));
        }
    })
}

fn name_of(field: Field) -> &'static str {
    match field {
        Field::Open | Field::LastOpen => "open",
        Field::High | Field::LastHigh => "high",
        Field::Low | Field::LastLow => "low",
        Field::Close => "close",
        Field::Volume => "volume",
        Field::Price => "price",
    }
}
