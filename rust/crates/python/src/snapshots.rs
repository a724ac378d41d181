//! Frozen Python objects for hooks and user models.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use rustybt_simulation::bars::MISSING;
use rustybt_simulation::tape::Transaction;

use crate::numbers::to_decimal;
use crate::simulation::Simulation;

fn datetime<'py>(py: Python<'py>, ns: i64) -> PyResult<Bound<'py, PyAny>> {
    py.import("rustybt.model.time")?.getattr("ns_to_datetime")?.call1((ns,))
}

/// A `rustybt.model.orders.Order`.
pub fn order<'py>(py: Python<'py>, simulation: &Simulation, index: usize) -> PyResult<Bound<'py, PyAny>> {
    let module = py.import("rustybt.model.orders")?;
    let order = &simulation.pure.orders[index];
    let scales = simulation.pure.scales;
    let price = |mantissa: i64| match mantissa {
        MISSING => Ok(py.None().into_bound(py)),
        mantissa => to_decimal(py, mantissa.into(), scales.price),
    };
    let fields = PyDict::new(py);
    fields.set_item("id", simulation.id_of(index))?;
    fields.set_item("asset", simulation.columns.asset(py, order.column as usize))?;
    fields.set_item("amount", to_decimal(py, order.amount.into(), scales.quantity)?)?;
    fields.set_item("filled", to_decimal(py, order.filled.into(), scales.quantity)?)?;
    fields.set_item("commission", simulation.money(py, order.commission)?)?;
    fields.set_item("limit", price(order.limit)?)?;
    fields.set_item("stop", price(if order.became_limit { MISSING } else { order.stop })?)?;
    fields.set_item("created", datetime(py, order.created_ns)?)?;
    fields.set_item("dt", datetime(py, order.changed_ns)?)?;
    fields.set_item("status", module.getattr("OrderStatus")?.call1((order.status as i8,))?)?;
    fields.set_item("limit_reached", order.limit_reached)?;
    fields.set_item("stop_reached", order.stop_reached)?;
    fields.set_item("reason", order.reason.text())?;
    module.getattr("Order")?.call((), Some(&fields))
}

/// A fill that is about to be priced, as a `rustybt.finance.decimal.transaction.DecimalTransaction`.
pub fn transaction<'py>(
    py: Python<'py>,
    simulation: &Simulation,
    order: usize,
    (amount, price, commission): (i64, i64, i128),
) -> PyResult<Bound<'py, PyAny>> {
    let (column, step) = (simulation.pure.orders[order].column, simulation.pure.step() as u32);
    let time_ns = simulation.pure.clock.time_ns();
    build(py, simulation, &Transaction { order: order as i64, column, step, time_ns, amount, price, commission })
}

/// A booked fill by its row.
pub fn fill<'py>(py: Python<'py>, simulation: &Simulation, row: usize) -> PyResult<Bound<'py, PyAny>> {
    build(py, simulation, &simulation.pure.tape.transactions[row])
}

fn build<'py>(py: Python<'py>, simulation: &Simulation, row: &Transaction) -> PyResult<Bound<'py, PyAny>> {
    let scales = simulation.pure.scales;
    let fields = PyDict::new(py);
    fields.set_item("asset", simulation.columns.asset(py, row.column as usize))?;
    fields.set_item("amount", to_decimal(py, row.amount.into(), scales.quantity)?)?;
    fields.set_item("price", to_decimal(py, row.price.into(), scales.price)?)?;
    fields.set_item("commission", simulation.money(py, row.commission)?)?;
    fields.set_item("dt", datetime(py, row.time_ns)?)?;
    let order = usize::try_from(row.order).ok();
    fields.set_item("order_id", order.map(|order| simulation.id_of(order)))?;
    py.import("rustybt.finance.decimal.transaction")?.getattr("DecimalTransaction")?.call((), Some(&fields))
}
