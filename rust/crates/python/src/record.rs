//! The columns of a finished (or interrupted) run.

use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::numbers::money_bytes;
use crate::simulation::Simulation;

#[pymethods]
impl Simulation {
    /// One row a completed session, as `RunRecord.daily`.
    fn daily_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let (days, axes) = (&self.pure.tape.days, &self.pure.bars.axes);
        let columns = PyDict::new(py);
        let session = |of: &[i32]| days.iter().map(|day| of[day.session as usize]).collect::<Vec<_>>();
        let times = |of: &[i64]| days.iter().map(|day| of[day.session as usize]).collect::<Vec<_>>();
        columns.set_item("session", PyArray1::from_vec(py, session(&axes.sessions)))?;
        columns.set_item("open_ns", PyArray1::from_vec(py, times(&axes.open_ns)))?;
        columns.set_item("close_ns", PyArray1::from_vec(py, times(&axes.close_ns)))?;
        columns.set_item("cash", money_bytes(py, days.iter().map(|day| day.cash)))?;
        columns.set_item("long_value", money_bytes(py, days.iter().map(|day| day.long_value)))?;
        columns.set_item("short_value", money_bytes(py, days.iter().map(|day| day.short_value)))?;
        columns.set_item("long_exposure", money_bytes(py, days.iter().map(|day| day.long_exposure)))?;
        columns.set_item("short_exposure", money_bytes(py, days.iter().map(|day| day.short_exposure)))?;
        columns.set_item("realised", money_bytes(py, days.iter().map(|day| day.realised)))?;
        columns.set_item("fees", money_bytes(py, days.iter().map(|day| day.fees)))?;
        columns.set_item("dividends", money_bytes(py, days.iter().map(|day| day.dividends)))?;
        columns.set_item("flows", money_bytes(py, days.iter().map(|day| day.flows)))?;
        columns.set_item("longs", PyArray1::from_iter(py, days.iter().map(|day| day.longs as i32)))?;
        columns.set_item("shorts", PyArray1::from_iter(py, days.iter().map(|day| day.shorts as i32)))?;
        Ok(columns)
    }

    /// One row an order, as `RunRecord.orders`.
    fn order_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let orders = &self.pure.orders;
        let columns = PyDict::new(py);
        columns.set_item("step", PyArray1::from_iter(py, orders.iter().map(|order| i64::from(order.step))))?;
        columns.set_item("n", PyArray1::from_iter(py, orders.iter().map(|order| i64::from(order.n))))?;
        columns.set_item("column", PyArray1::from_iter(py, orders.iter().map(|order| order.column as i32)))?;
        columns.set_item("amount", PyArray1::from_iter(py, orders.iter().map(|order| order.amount)))?;
        columns.set_item("filled", PyArray1::from_iter(py, orders.iter().map(|order| order.filled)))?;
        columns.set_item("limit", PyArray1::from_iter(py, orders.iter().map(|order| order.limit)))?;
        columns.set_item("stop", PyArray1::from_iter(py, orders.iter().map(|order| order.stop)))?;
        columns.set_item("created_ns", PyArray1::from_iter(py, orders.iter().map(|order| order.created_ns)))?;
        columns.set_item("changed_ns", PyArray1::from_iter(py, orders.iter().map(|order| order.changed_ns)))?;
        columns.set_item("status", PyArray1::from_iter(py, orders.iter().map(|order| order.status as i8)))?;
        columns.set_item("commission", money_bytes(py, orders.iter().map(|order| order.commission)))?;
        Ok(columns)
    }

    /// Why orders ended, by row.
    fn order_reasons<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let reasons = PyDict::new(py);
        for (row, order) in self.pure.orders.iter().enumerate().filter(|(_, order)| !order.reason.text().is_empty()) {
            reasons.set_item(row, order.reason.text())?;
        }
        Ok(reasons)
    }

    /// One row a fill, as `RunRecord.transactions`.
    fn transaction_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let rows = &self.pure.tape.transactions;
        let columns = PyDict::new(py);
        columns.set_item("order", PyArray1::from_iter(py, rows.iter().map(|row| row.order)))?;
        columns.set_item("column", PyArray1::from_iter(py, rows.iter().map(|row| row.column as i32)))?;
        columns.set_item("step", PyArray1::from_iter(py, rows.iter().map(|row| i64::from(row.step))))?;
        columns.set_item("time_ns", PyArray1::from_iter(py, rows.iter().map(|row| row.time_ns)))?;
        columns.set_item("amount", PyArray1::from_iter(py, rows.iter().map(|row| row.amount)))?;
        columns.set_item("price", PyArray1::from_iter(py, rows.iter().map(|row| row.price)))?;
        columns.set_item("commission", money_bytes(py, rows.iter().map(|row| row.commission)))?;
        Ok(columns)
    }

    /// One row a session and open position, as `RunRecord.positions`.
    fn position_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let rows = &self.pure.tape.positions;
        let columns = PyDict::new(py);
        columns.set_item("row", PyArray1::from_iter(py, rows.iter().map(|row| row.day as i32)))?;
        columns.set_item("column", PyArray1::from_iter(py, rows.iter().map(|row| row.column as i32)))?;
        columns.set_item("amount", PyArray1::from_iter(py, rows.iter().map(|row| row.amount)))?;
        columns.set_item("price", PyArray1::from_iter(py, rows.iter().map(|row| row.price)))?;
        columns.set_item("cost", money_bytes(py, rows.iter().map(|row| row.cost)))?;
        columns.set_item("fees", money_bytes(py, rows.iter().map(|row| row.fees)))?;
        Ok(columns)
    }

    /// What was recorded up to the end of each session: one dict a session.
    fn recorded_days<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.recorded_days.iter().map(|day| day.bind(py)))
    }
}
