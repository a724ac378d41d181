//! `_native.Bars`: the bars of a run in native memory. Nothing of it can be read from Python: views hand it out, up to now.

use std::sync::{Arc, OnceLock};

use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rustybt_simulation::bars::{Axes, Bars as PureBars, Dividend, Field, MISSING, Split};
use rustybt_simulation::clock::Clock;
use rustybt_simulation::rational::to_f64;

use crate::columns::Columns;
use crate::errors::{ConfigurationError, UnknownFieldError, from_ledger};

type Matrix<'py> = PyReadonlyArray2<'py, i64>;
type Rows = Vec<(usize, usize, i64, i64)>;

/// Bars, their assets and the present, shared by a simulation and its views.
#[pyclass(frozen, module = "rustybt._native")]
pub struct Bars {
    pub pure: Arc<PureBars>,
    pub clock: Arc<Clock>,
    pub columns: Arc<Columns>,
    load: Py<PyAny>,
    floats: [OnceLock<Vec<f64>>; 6],
}

#[pymethods]
impl Bars {
    /// `axes` holds sessions, open_ns, close_ns, step_session, times_ns; splits are (session, column, numerator,
    /// denominator), dividends (session, column, amount, pay day).
    #[new]
    #[pyo3(signature = (*, assets, axes, close, volume, load, price_scale, volume_scale, splits, dividends))]
    #[expect(clippy::too_many_arguments)]
    fn new(
        assets: &Bound<'_, PyAny>,
        axes: &Bound<'_, PyDict>,
        close: Matrix<'_>,
        volume: Matrix<'_>,
        load: Py<PyAny>,
        price_scale: u32,
        volume_scale: u32,
        splits: Rows,
        dividends: Rows,
    ) -> PyResult<Self> {
        let columns = Columns::new(assets)?;
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
        Ok(Self {
            pure: Arc::new(pure.map_err(from_ledger)?),
            clock: Arc::new(Clock::default()),
            columns: Arc::new(columns),
            load,
            floats: Default::default(),
        })
    }

    /// Move the present by hand: bars visible, session index, UTC nanoseconds.
    fn advance(&self, visible: usize, session: usize, time_ns: i64) -> PyResult<()> {
        if visible > self.pure.steps() || session >= self.pure.axes.sessions.len() {
            return Err(ConfigurationError::new_err(format!(
                "{visible} visible bars in session {session}: there are {} bars and {} sessions",
                self.pure.steps(),
                self.pure.axes.sessions.len()
            )));
        }
        self.clock.set(visible, session, time_ns);
        Ok(())
    }
}

impl Bars {
    /// The matrix of a field, loaded at first use.
    pub fn matrix(&self, py: Python<'_>, field: Field) -> PyResult<&[i64]> {
        if self.pure.matrix(field).is_none() {
            let name = name_of(field);
            let loaded: Matrix<'_> = self.load.bind(py).call1((name,))?.extract()?;
            self.pure.set_field(field, loaded.as_slice()?.to_vec()).map_err(from_ledger)?;
        }
        self.pure.matrix(field).ok_or_else(|| UnknownFieldError::new_err(name_of(field)))
    }

    /// The matrix of a field as floats; NaN where there is no bar.
    pub fn floats(&self, py: Python<'_>, field: Field) -> PyResult<&[f64]> {
        let cell = &self.floats[field as usize];
        if cell.get().is_none() {
            let unit = 10u128.pow(self.pure.scale(field));
            let float = |&value: &i64| if value == MISSING { f64::NAN } else { to_f64(value.into(), unit) };
            let _ = cell.set(self.matrix(py, field)?.iter().map(float).collect());
        }
        Ok(cell.get().map_or(&[], Vec::as_slice))
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
        Field::Open => "open",
        Field::High => "high",
        Field::Low => "low",
        Field::Close => "close",
        Field::Volume => "volume",
        Field::Price => "price",
    }
}
