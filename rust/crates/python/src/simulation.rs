//! `_native.Simulation`: one account on the bars of a run; the port through which a strategy trades.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use rustybt_ledger::Position;
use rustybt_simulation::bars::MISSING;
use rustybt_simulation::costs::{Commission, Parameter, Slippage};
use rustybt_simulation::simulation::Number;
use rustybt_simulation::{Instruments, Simulation as Pure};

use crate::bars::Bars;
use crate::columns::Columns;
use crate::errors::{ConfigurationError, OrderContextError, OrderError, UnknownOrderError, from_ledger};
use crate::numbers::{parse, to_decimal};
use crate::refusals::{place_of, refusal};
use crate::snapshots;

/// Which arithmetic turns a user's number into an amount.
#[derive(Clone, Copy)]
pub enum Unit {
    Units,
    Money,
    Percent,
}

/// A function that runs after handle_data at some steps.
pub struct Scheduled {
    pub function: Py<PyAny>,
    pub steps: Vec<i64>,
    pub next: usize,
}

/// The state of one run.
#[pyclass(subclass, module = "rustybt._native")]
pub struct Simulation {
    pub pure: Pure,
    pub columns: Arc<Columns>,
    pub models: Vec<Py<PyAny>>,
    pub scheduled: Vec<Scheduled>,
    pub recorded: Py<PyDict>,
    pub recorded_days: Vec<Py<PyDict>>,
    pub record_changed: bool,
    pub first_step: usize,
}

#[pymethods]
impl Simulation {
    /// `instruments` holds one (multiplier, lot, tick, first day, last day, auto-close day, settled) an asset, as
    /// mantissas.
    #[new]
    #[pyo3(signature = (bars, *, instruments, quantity_scale, capital, first_step))]
    fn new(
        py: Python<'_>,
        bars: &Bound<'_, Bars>,
        instruments: Vec<(i64, i64, i64, i32, i32, i32, bool)>,
        quantity_scale: u32,
        capital: i128,
        first_step: usize,
    ) -> PyResult<Self> {
        let bars = bars.get();
        if instruments.len() != bars.columns.len() {
            return Err(ConfigurationError::new_err(format!(
                "{} instruments for {} assets",
                instruments.len(),
                bars.columns.len()
            )));
        }
        let instruments = Instruments {
            multipliers: instruments.iter().map(|of| of.0).collect(),
            settled: instruments.iter().map(|of| of.6).collect(),
            lots: instruments.iter().map(|of| of.1).collect(),
            ticks: instruments.iter().map(|of| of.2).collect(),
            lives: instruments.iter().map(|of| (of.3, of.4)).collect(),
            auto_close: instruments.iter().map(|of| of.5).collect(),
        };
        bars.follow();
        let columns = Arc::clone(&bars.columns);
        let pure = Pure::new(Arc::clone(&bars.pure), Arc::clone(&bars.clock), instruments, quantity_scale, capital);
        Ok(Self {
            pure: pure.map_err(|error| refusal(py, &columns, error, ""))?,
            columns,
            models: Vec::new(),
            scheduled: Vec::new(),
            recorded: PyDict::new(py).unbind(),
            recorded_days: Vec::new(),
            record_changed: false,
            first_step,
        })
    }

    #[pyo3(signature = (asset, amount, limit = None, stop = None))]
    fn order(
        &mut self,
        asset: &Bound<'_, PyAny>,
        amount: &Bound<'_, PyAny>,
        limit: Option<&Bound<'_, PyAny>>,
        stop: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<String>> {
        self.place(asset, amount, limit, stop, Unit::Units, false)
    }

    #[pyo3(signature = (asset, value, limit = None, stop = None))]
    fn order_value(
        &mut self,
        asset: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
        limit: Option<&Bound<'_, PyAny>>,
        stop: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<String>> {
        self.place(asset, value, limit, stop, Unit::Money, false)
    }

    #[pyo3(signature = (asset, percent, limit = None, stop = None))]
    fn order_percent(
        &mut self,
        asset: &Bound<'_, PyAny>,
        percent: &Bound<'_, PyAny>,
        limit: Option<&Bound<'_, PyAny>>,
        stop: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<String>> {
        self.place(asset, percent, limit, stop, Unit::Percent, false)
    }

    #[pyo3(signature = (asset, target, limit = None, stop = None))]
    fn order_target(
        &mut self,
        asset: &Bound<'_, PyAny>,
        target: &Bound<'_, PyAny>,
        limit: Option<&Bound<'_, PyAny>>,
        stop: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<String>> {
        self.place(asset, target, limit, stop, Unit::Units, true)
    }

    #[pyo3(signature = (asset, target, limit = None, stop = None))]
    fn order_target_value(
        &mut self,
        asset: &Bound<'_, PyAny>,
        target: &Bound<'_, PyAny>,
        limit: Option<&Bound<'_, PyAny>>,
        stop: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<String>> {
        self.place(asset, target, limit, stop, Unit::Money, true)
    }

    #[pyo3(signature = (asset, target, limit = None, stop = None))]
    fn order_target_percent(
        &mut self,
        asset: &Bound<'_, PyAny>,
        target: &Bound<'_, PyAny>,
        limit: Option<&Bound<'_, PyAny>>,
        stop: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Option<String>> {
        self.place(asset, target, limit, stop, Unit::Percent, true)
    }

    fn cancel_order(&mut self, order_id: &str) -> PyResult<()> {
        let index = self.index_of(order_id)?;
        self.pure.cancel(index);
        Ok(())
    }

    fn get_order<'py>(&self, py: Python<'py>, order_id: &str) -> PyResult<Bound<'py, PyAny>> {
        snapshots::order(py, self, self.index_of(order_id)?)
    }

    #[pyo3(signature = (asset = None))]
    fn open_orders<'py>(&self, py: Python<'py>, asset: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyList>> {
        let wanted = asset.map(|asset| self.columns.of(asset)).transpose()?;
        let found = PyList::empty(py);
        for &index in self.pure.open_orders() {
            if wanted.is_none_or(|column| self.pure.orders[index as usize].column as usize == column) {
                found.append(snapshots::order(py, self, index as usize)?)?;
            }
        }
        Ok(found)
    }

    /// A built-in model by name and its parameters (mantissa, scale), or `external` with the model itself.
    #[pyo3(signature = (assets, name, parameters, model = None))]
    fn use_slippage(
        &mut self,
        assets: Option<&Bound<'_, PyAny>>,
        name: &str,
        parameters: Vec<(i128, u32)>,
        model: Option<Py<PyAny>>,
    ) -> PyResult<()> {
        let columns = self.columns_or_all(assets)?;
        let at = |place: usize| parameter(&parameters, place, name);
        let chosen = match name {
            "none" => Slippage::None,
            "fixed" => Slippage::Fixed { spread: at(0)? },
            "fixed_basis_points" => Slippage::BasisPoints { basis_points: at(0)?, volume_limit: at(1)? },
            "volume_share" => Slippage::VolumeShare { volume_limit: at(0)?, price_impact: at(1)? },
            "external" => Slippage::External(self.keep(model)?),
            _ => return Err(ConfigurationError::new_err(format!("slippage model {name:?} is unknown"))),
        };
        self.pure.set_slippage(&columns, chosen);
        Ok(())
    }

    /// A built-in model by name and its parameters (mantissa, scale), or `external` with the model itself.
    #[pyo3(signature = (assets, name, parameters, model = None))]
    fn use_commission(
        &mut self,
        assets: Option<&Bound<'_, PyAny>>,
        name: &str,
        parameters: Vec<(i128, u32)>,
        model: Option<Py<PyAny>>,
    ) -> PyResult<()> {
        let columns = self.columns_or_all(assets)?;
        let at = |place: usize| parameter(&parameters, place, name);
        let chosen = match name {
            "none" => Commission::None,
            "per_share" => Commission::PerShare { cost: at(0)?, minimum: at(1)? },
            "per_trade" => Commission::PerTrade { cost: at(0)? },
            "per_dollar" => Commission::PerDollar { rate: at(0)? },
            "external" => Commission::External(self.keep(model)?),
            _ => return Err(ConfigurationError::new_err(format!("commission model {name:?} is unknown"))),
        };
        self.pure.set_commission(&columns, chosen);
        Ok(())
    }

    fn set_cancel_policy(&mut self, cancel_at_session_end: bool) {
        self.pure.cancel_at_session_end = cancel_at_session_end;
    }

    /// Steps sorted, as int64.
    fn schedule(&mut self, function: Py<PyAny>, steps: Vec<i64>) {
        self.scheduled.push(Scheduled { function, steps, next: 0 });
    }

    #[pyo3(signature = (**values))]
    fn record(&mut self, py: Python<'_>, values: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
        if let Some(values) = values {
            self.recorded.bind(py).update(values.as_mapping())?;
            self.record_changed = true;
        }
        Ok(())
    }

    #[getter]
    fn now_ns(&self) -> i64 {
        self.pure.clock.time_ns()
    }

    #[getter]
    fn session_day(&self) -> i32 {
        self.pure.bars.axes.sessions[self.pure.clock.session()]
    }

    fn cash<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.money(py, self.pure.ledger.cash().map_err(from_ledger)?)
    }

    fn portfolio_value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.money(py, self.pure.ledger.portfolio_value().map_err(from_ledger)?)
    }

    fn positions_value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.money(py, self.pure.ledger.value().map_err(from_ledger)?)
    }

    fn account<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let ledger = &self.pure.ledger;
        let (long, short) = ledger.long_short().map_err(from_ledger)?;
        let (bought, sold) = ledger.exposures().map_err(from_ledger)?;
        let sums = PyDict::new(py);
        for (name, value) in [
            ("long_value", long),
            ("short_value", short),
            ("long_exposure", bought),
            ("short_exposure", sold),
            ("capital_base", ledger.capital()),
            ("realised", ledger.realised()),
            ("fees", ledger.fees()),
            ("dividends", ledger.dividends()),
            ("flows", ledger.flows()),
        ] {
            sums.set_item(name, self.money(py, value)?)?;
        }
        Ok(sums)
    }

    fn amount<'py>(&self, py: Python<'py>, asset: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let quantity = self.pure.ledger.position(self.columns.of(asset)?).quantity;
        to_decimal(py, quantity.into(), self.pure.scales.quantity)
    }

    /// The assets with an open position, in the order they were opened.
    fn held_assets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.pure.ledger.held().iter().map(|&column| self.columns.asset(py, column as usize)))
    }

    /// Whether anything is held of an asset.
    fn holds(&self, asset: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.pure.ledger.position(self.columns.of(asset)?).quantity != 0)
    }

    fn position<'py>(&self, py: Python<'py>, asset: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let column = self.columns.of(asset)?;
        let position = self.pure.ledger.position(column);
        if position.quantity == 0 { Ok(None) } else { self.row(py, column, position).map(Some) }
    }

    fn positions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for &column in self.pure.ledger.held() {
            rows.append(self.row(py, column as usize, self.pure.ledger.position(column as usize))?)?;
        }
        Ok(rows)
    }

    /// Orders placed so far.
    #[getter]
    fn order_count(&self) -> usize {
        self.pure.orders.len()
    }

    /// Fills so far.
    #[getter]
    fn fill_count(&self) -> usize {
        self.pure.tape.transactions.len()
    }

    /// Snapshot of an order by its row.
    fn order_at<'py>(&self, py: Python<'py>, row: usize) -> PyResult<Bound<'py, PyAny>> {
        self.row_exists(row, self.pure.orders.len())?;
        snapshots::order(py, self, row)
    }

    /// Snapshot of a fill by its row.
    fn fill_at<'py>(&self, py: Python<'py>, row: usize) -> PyResult<Bound<'py, PyAny>> {
        self.row_exists(row, self.pure.tape.transactions.len())?;
        snapshots::fill(py, self, row)
    }

    /// Verify the ledger's conservation identity.
    fn check(&self) -> PyResult<()> {
        self.pure.ledger.check().map_err(from_ledger)
    }

    /// Whether every fill calls its hook.
    fn report_fills(&mut self, report: bool) {
        self.pure.report_fills = report;
    }
}

impl Simulation {
    fn row_exists(&self, row: usize, rows: usize) -> PyResult<()> {
        if row < rows { Ok(()) } else { Err(UnknownOrderError::new_err(format!("row {row} of {rows}"))) }
    }

    fn place(
        &mut self,
        asset: &Bound<'_, PyAny>,
        number: &Bound<'_, PyAny>,
        limit: Option<&Bound<'_, PyAny>>,
        stop: Option<&Bound<'_, PyAny>>,
        unit: Unit,
        target: bool,
    ) -> PyResult<Option<String>> {
        let py = asset.py();
        let column = self.columns.of(asset)?;
        let refused = |error| refusal(py, &self.columns, error, &place_of(py, &self.pure));
        self.pure.may_order(column).map_err(refused)?;
        let wanted = self.number(asset, number)?;
        let amount = match unit {
            Unit::Units => self.pure.amount_of_units(column, wanted, target),
            Unit::Money => self.pure.amount_of_money(column, wanted, target),
            Unit::Percent => self.pure.amount_of_percent(column, wanted, target),
        }
        .map_err(refused)?;
        if amount == 0 && (target || wanted.mantissa != 0) {
            return Ok(None);
        }
        let limit = self.price(asset, limit, "limit")?;
        let stop = self.price(asset, stop, "stop")?;
        let placed = self.pure.place(column, amount, limit, stop);
        let index = placed.map_err(|error| refusal(py, &self.columns, error, &place_of(py, &self.pure)))?;
        Ok(Some(self.id_of(index)))
    }

    fn number(&self, asset: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<Number> {
        parse(value)?.ok_or_else(|| {
            let (value, asset) = (described(value), described(asset));
            OrderError::new_err(format!(
                "cannot order {value} of {asset} at {}: use a finite int, Decimal, str or float",
                place_of_any(&self.pure)
            ))
        })
    }

    fn price(&self, asset: &Bound<'_, PyAny>, value: Option<&Bound<'_, PyAny>>, what: &str) -> PyResult<i64> {
        let Some(value) = value else { return Ok(MISSING) };
        let scale = self.pure.scales.price;
        let mantissa = parse(value)?
            .filter(|number| number.mantissa > 0)
            .and_then(|number| rustybt_ledger::fixed::rescale(number.mantissa, number.scale, scale).ok())
            .and_then(|mantissa| i64::try_from(mantissa).ok())
            .filter(|&mantissa| mantissa > 0);
        mantissa.ok_or_else(|| {
            let (value, asset) = (described(value), described(asset));
            OrderError::new_err(format!(
                "{what} price {value} for {asset} at {}: use a finite price above 0",
                place_of_any(&self.pure)
            ))
        })
    }

    /// The id of an order, as `rustybt.model.ids.order_id` makes it.
    pub fn id_of(&self, index: usize) -> String {
        let order = &self.pure.orders[index];
        format!("o-{:012}-{:06}", order.step, order.n)
    }

    pub fn index_of(&self, id: &str) -> PyResult<usize> {
        let parts = id.strip_prefix("o-").and_then(|rest| rest.split_once('-'));
        let key = parts.and_then(|(step, n)| Some((step.parse::<u32>().ok()?, n.parse::<u32>().ok()?)));
        key.and_then(|key| self.pure.orders.binary_search_by_key(&key, |order| (order.step, order.n)).ok())
            .filter(|&index| self.id_of(index) == id)
            .ok_or_else(|| UnknownOrderError::new_err(format!("order {id:?} was never placed in this run")))
    }

    fn columns_or_all(&self, assets: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<usize>> {
        if self.pure.phase != rustybt_simulation::simulation::Phase::Initialize {
            return Err(OrderContextError::new_err(
                "slippage and commission models are set in initialize, before the first bar",
            ));
        }
        match assets {
            None => Ok((0..self.columns.len()).collect()),
            Some(assets) => assets.try_iter()?.map(|asset| self.columns.of(&asset?)).collect(),
        }
    }

    fn keep(&mut self, model: Option<Py<PyAny>>) -> PyResult<u32> {
        let model = model.ok_or_else(|| ConfigurationError::new_err("an external model needs the model itself"))?;
        self.models.push(model);
        Ok(self.models.len() as u32 - 1)
    }

    fn row<'py>(&self, py: Python<'py>, column: usize, position: &Position) -> PyResult<Bound<'py, PyTuple>> {
        let scales = self.pure.scales;
        PyTuple::new(
            py,
            [
                self.columns.asset(py, column).clone(),
                to_decimal(py, position.quantity.into(), scales.quantity)?,
                to_decimal(py, position.price.into(), scales.price)?,
                self.money(py, position.cost)?,
                self.money(py, position.fees)?,
            ],
        )
    }

    /// Money as a Decimal.
    pub fn money<'py>(&self, py: Python<'py>, mantissa: i128) -> PyResult<Bound<'py, PyAny>> {
        to_decimal(py, mantissa, self.pure.scales.price + self.pure.scales.quantity)
    }
}

fn parameter(parameters: &[(i128, u32)], place: usize, name: &str) -> PyResult<Parameter> {
    match parameters.get(place) {
        Some(&(mantissa, scale)) if mantissa >= 0 => Ok(Parameter { mantissa, scale }),
        _ => Err(ConfigurationError::new_err(format!("cost model {name:?}: parameter {place} is missing or negative"))),
    }
}

fn described(value: &Bound<'_, PyAny>) -> String {
    value.repr().map_or_else(|_| "something without a repr".to_string(), |text: Bound<'_, PyString>| text.to_string())
}

fn place_of_any(pure: &Pure) -> String {
    Python::attach(|py| place_of(py, pure))
}
