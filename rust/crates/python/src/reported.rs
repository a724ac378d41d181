//! Steps of a run whose orders are filled by a venue elsewhere: paper and live.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::errors::ConfigurationError;
use crate::numbers::parse;
use crate::run::{Calls, call, decide, next_fill, report_cancels, tell_fill, told};
use crate::simulation::Simulation;
use crate::snapshots;

#[pymethods]
impl Simulation {
    /// Make a bar visible; what the venue reports of it comes next, then `step_decide`.
    fn step_arrive(slf: &Bound<'_, Self>, step: usize) -> PyResult<()> {
        let steps = slf.borrow().pure.bars.steps();
        if step >= steps {
            return Err(ConfigurationError::new_err(format!("bar {step} of {steps}")));
        }
        let begun = slf.borrow_mut().pure.begin_bar(step);
        begun.map_err(|error| told(slf, *error))
    }

    /// Let the open orders meet the visible bar up to the next fill: its row, or None when all have met it.
    fn step_match<'py>(
        slf: &Bound<'py, Self>,
        hooks: &Bound<'py, PyAny>,
        data: &Bound<'py, PyAny>,
    ) -> PyResult<Option<usize>> {
        slf.borrow_mut().pure.report_fills = true;
        Ok(next_fill(slf, &Calls::new(hooks, data)?)?.map(|(_, transaction)| transaction))
    }

    /// Ids of the orders that the visible bar touched and did not fill, oldest first.
    fn touched_orders(&self) -> Vec<String> {
        self.pure.touched_orders().into_iter().map(|order| self.id_of(order)).collect()
    }

    /// Take note that the venue's bar has touched these orders.
    fn touch_orders(&mut self, order_ids: Vec<String>) -> PyResult<()> {
        for id in order_ids {
            let order = self.index_of(&id)?;
            self.pure.touch_order(order);
        }
        Ok(())
    }

    /// Take in, at a price, a position that no order accounts for: it comes or goes without cash. What it is worth.
    fn adjust_position<'py>(
        slf: &Bound<'py, Self>,
        asset: &Bound<'py, PyAny>,
        amount: &Bound<'py, PyAny>,
        price: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let adjusted = {
            let mut own = slf.borrow_mut();
            let (scales, column) = (own.pure.scales, own.columns.of(asset)?);
            let amount = narrow(exact(amount, scales.quantity, "amount")?, "amount")?;
            let price = narrow(exact(price, scales.price, "price")?, "price")?;
            own.pure.adjust_position(column, amount, price)
        };
        let (_, flow) = adjusted.map_err(|error| told(slf, error))?;
        slf.borrow().money(slf.py(), flow)
    }

    /// Take in cash that no order accounts for.
    fn adjust_cash(slf: &Bound<'_, Self>, amount: &Bound<'_, PyAny>) -> PyResult<()> {
        let adjusted = {
            let mut own = slf.borrow_mut();
            let scale = own.pure.scales.price + own.pure.scales.quantity;
            let amount = exact(amount, scale, "cash")?;
            own.pure.adjust_cash(amount)
        };
        adjusted.map_err(|error| told(slf, error))
    }

    /// Let an order be on its way to the venue until a time, UTC nanoseconds.
    fn delay_order(&mut self, order_id: &str, arrives_ns: i64) -> PyResult<()> {
        let order = self.index_of(order_id)?;
        self.pure.orders[order].arrives_ns = arrives_ns;
        Ok(())
    }

    /// Mark the positions at a bar's prices, then handle_data and the scheduled functions.
    fn step_decide<'py>(
        slf: &Bound<'py, Self>,
        hooks: &Bound<'py, PyAny>,
        data: &Bound<'py, PyAny>,
        step: usize,
    ) -> PyResult<()> {
        decide(slf, &Calls::new(hooks, data)?, step)
    }

    /// Book a fill that the venue reported, and tell the strategy.
    fn step_fill<'py>(
        slf: &Bound<'py, Self>,
        hooks: &Bound<'py, PyAny>,
        data: &Bound<'py, PyAny>,
        order_id: &str,
        amount: &Bound<'py, PyAny>,
        price: &Bound<'py, PyAny>,
        fee: &Bound<'py, PyAny>,
    ) -> PyResult<()> {
        let calls = Calls::new(hooks, data)?;
        let (order, booked) = {
            let mut own = slf.borrow_mut();
            let scales = own.pure.scales;
            let order = own.index_of(order_id)?;
            let amount = narrow(exact(amount, scales.quantity, "amount")?, "amount")?;
            let price = narrow(exact(price, scales.price, "price")?, "price")?;
            let fee = exact(fee, scales.price + scales.quantity, "fee")?;
            (order, own.pure.book_fill(order, amount, price, fee))
        };
        let transaction = booked.map_err(|error| told(slf, error))?;
        tell_fill(slf, &calls, order, transaction)
    }

    /// End an order that its venue cancelled or that was refused, and tell the strategy; whether it was open.
    fn step_end<'py>(
        slf: &Bound<'py, Self>,
        hooks: &Bound<'py, PyAny>,
        data: &Bound<'py, PyAny>,
        order_id: &str,
        reason: &str,
        refused: bool,
    ) -> PyResult<bool> {
        let calls = Calls::new(hooks, data)?;
        let (order, ended) = {
            let mut own = slf.borrow_mut();
            let order = own.index_of(order_id)?;
            (order, own.pure.end_order(order, refused))
        };
        report_cancels(slf, &calls)?;
        if let (true, true, Some(hook)) = (ended, refused, &calls.on_order_reject) {
            let snapshot = snapshots::order(slf.py(), &slf.borrow(), order)?;
            let reason = reason.into_pyobject(slf.py())?.into_any();
            let arguments = PyTuple::new(slf.py(), [&calls.context, &snapshot, &reason])?;
            call(slf, Some(hook), "on_order_reject", &arguments)?;
        }
        Ok(ended)
    }
}

/// A venue's number as a mantissa; one with more places than the account keeps is refused, never rounded.
fn exact(value: &Bound<'_, PyAny>, scale: u32, what: &str) -> PyResult<i128> {
    let fits = parse(value)?.filter(|number| number.scale <= scale);
    let found = fits.and_then(|number| rustybt_ledger::fixed::rescale(number.mantissa, number.scale, scale).ok());
    found.ok_or_else(|| {
        ConfigurationError::new_err(format!("the venue's {what} {value} does not fit {scale} decimal places"))
    })
}

fn narrow(mantissa: i128, what: &str) -> PyResult<i64> {
    i64::try_from(mantissa)
        .map_err(|_| ConfigurationError::new_err(format!("the venue's {what} {mantissa} is too large")))
}
