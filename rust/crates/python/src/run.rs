//! The loop: Rust walks the sessions and bars and enters Python once a bar. The same functions serve one event at a time.

use pyo3::exceptions::{PyException, PyStopIteration};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use rustybt_simulation::Match;
use rustybt_simulation::costs::Decision;

use crate::errors::{LiquidityExceeded, RustyBTError, StrategyError};
use crate::numbers::{parse, to_decimal};
use crate::refusals::{place_of, refusal};
use crate::simulation::Simulation;
use crate::snapshots;

/// What is called of a strategy; resolved once a run.
pub struct Calls<'py> {
    pub context: Bound<'py, PyAny>,
    data: Bound<'py, PyAny>,
    arguments: Bound<'py, PyTuple>,
    handle_data: Option<Bound<'py, PyAny>>,
    before_trading_start: Option<Bound<'py, PyAny>>,
    on_order_fill: Option<Bound<'py, PyAny>>,
    on_order_cancel: Option<Bound<'py, PyAny>>,
    pub on_order_reject: Option<Bound<'py, PyAny>>,
}

impl<'py> Calls<'py> {
    pub fn new(hooks: &Bound<'py, PyAny>, data: &Bound<'py, PyAny>) -> PyResult<Self> {
        let given = |name: &str| -> PyResult<Option<Bound<'py, PyAny>>> {
            let found = hooks.getattr(name)?;
            Ok((!found.is_none()).then_some(found))
        };
        let context = hooks.getattr("context")?;
        Ok(Self {
            arguments: PyTuple::new(hooks.py(), [&context, data])?,
            context,
            data: data.clone(),
            handle_data: given("handle_data")?,
            before_trading_start: given("before_trading_start")?,
            on_order_fill: given("on_order_fill")?,
            on_order_cancel: given("on_order_cancel")?,
            on_order_reject: given("on_order_reject")?,
        })
    }
}

type Own<'py> = Bound<'py, Simulation>;

#[pymethods]
impl Simulation {
    /// Walk every session from the first step's to the last, calling `progress(done, total)` now and then.
    #[pyo3(signature = (hooks, data, progress = None))]
    fn run_all<'py>(
        slf: &Bound<'py, Self>,
        hooks: &Bound<'py, PyAny>,
        data: &Bound<'py, PyAny>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        let py = slf.py();
        let calls = Calls::new(hooks, data)?;
        let (bars, first) = {
            let mut own = slf.borrow_mut();
            own.pure.report_fills = calls.on_order_fill.is_some();
            (std::sync::Arc::clone(&own.pure.bars), own.first_step)
        };
        let total = bars.steps() - first;
        let every = (total / 200).max(1);
        let (mut step, mut told) = (first, first);
        while step < bars.steps() {
            let session = bars.axes.step_session[step] as usize;
            open_session(slf, &calls, session, step)?;
            while step < bars.steps() && bars.axes.step_session[step] as usize == session {
                bar(slf, &calls, step)?;
                step += 1;
                if step - told >= every {
                    told = step;
                    py.check_signals()?;
                    if let Some(progress) = progress {
                        progress.call1((step - first, total))?;
                    }
                }
            }
            close_session(slf, &calls, session)?;
        }
        if let Some(progress) = progress {
            progress.call1((total, total))?;
        }
        slf.borrow_mut().pure.end();
        Ok(())
    }

    /// Call a function of the strategy's outside of the loop, with errors told as in it.
    #[pyo3(signature = (name, function, *arguments))]
    fn call_strategy<'py>(
        slf: &Bound<'py, Self>,
        name: &str,
        function: &Bound<'py, PyAny>,
        arguments: &Bound<'py, PyTuple>,
    ) -> PyResult<()> {
        call(slf, Some(function), name, arguments)
    }

    /// One session's opening: dividends, splits, before_trading_start. `step` is its first bar.
    fn step_session_open<'py>(
        slf: &Bound<'py, Self>,
        hooks: &Bound<'py, PyAny>,
        data: &Bound<'py, PyAny>,
        session: usize,
        step: usize,
    ) -> PyResult<()> {
        open_session(slf, &Calls::new(hooks, data)?, session, step)
    }

    /// One bar: matching, marking, handle_data, scheduled functions.
    fn step_bar<'py>(
        slf: &Bound<'py, Self>,
        hooks: &Bound<'py, PyAny>,
        data: &Bound<'py, PyAny>,
        step: usize,
    ) -> PyResult<()> {
        let calls = Calls::new(hooks, data)?;
        slf.borrow_mut().pure.report_fills = calls.on_order_fill.is_some();
        bar(slf, &calls, step)
    }

    /// One session's end: auto-close, cancel policy, the day's record.
    fn step_session_close<'py>(
        slf: &Bound<'py, Self>,
        hooks: &Bound<'py, PyAny>,
        data: &Bound<'py, PyAny>,
        session: usize,
    ) -> PyResult<()> {
        close_session(slf, &Calls::new(hooks, data)?, session)
    }
}

fn open_session(slf: &Own<'_>, calls: &Calls<'_>, session: usize, step: usize) -> PyResult<()> {
    let opened = slf.borrow_mut().pure.begin_session(session, step);
    opened.map_err(|error| told(slf, error))?;
    report_cancels(slf, calls)?;
    call(slf, calls.before_trading_start.as_ref(), "before_trading_start", &calls.arguments)
}

#[inline]
fn bar(slf: &Own<'_>, calls: &Calls<'_>, step: usize) -> PyResult<()> {
    let begun = slf.borrow_mut().pure.begin_bar(step);
    begun.map_err(|error| told(slf, *error))?;
    fill_orders(slf, calls)?;
    decide(slf, calls, step)
}

/// What follows the fills of a bar: marks, handle_data, scheduled functions.
#[inline]
pub fn decide(slf: &Own<'_>, calls: &Calls<'_>, step: usize) -> PyResult<()> {
    let settled = slf.borrow_mut().pure.settle_bar(step);
    settled.map_err(|error| told(slf, error))?;
    call(slf, calls.handle_data.as_ref(), "handle_data", &calls.arguments)?;
    run_scheduled(slf, calls, step)?;
    report_cancels(slf, calls)
}

fn close_session(slf: &Own<'_>, calls: &Calls<'_>, session: usize) -> PyResult<()> {
    let py = slf.py();
    let closed = slf.borrow_mut().pure.end_session(session);
    closed.map_err(|error| told(slf, error))?;
    {
        let mut own = slf.borrow_mut();
        if own.record_changed {
            let copy = own.recorded.bind(py).copy()?.unbind();
            own.recorded_days.push(copy);
            own.record_changed = false;
        } else if let Some(last) = own.recorded_days.last().map(|last| last.clone_ref(py)) {
            own.recorded_days.push(last);
        } else {
            own.recorded_days.push(pyo3::types::PyDict::new(py).unbind());
        }
    }
    report_cancels(slf, calls)
}

#[inline]
fn fill_orders(slf: &Own<'_>, calls: &Calls<'_>) -> PyResult<()> {
    while let Some((order, transaction)) = next_fill(slf, calls)? {
        tell_fill(slf, calls, order, transaction)?;
    }
    Ok(())
}

/// Match on until a fill is reported: the order and the transaction's row.
#[inline]
pub fn next_fill(slf: &Own<'_>, calls: &Calls<'_>) -> PyResult<Option<(usize, usize)>> {
    if slf.borrow().pure.open_orders().is_empty() {
        return Ok(None);
    }
    let first = slf.borrow_mut().pure.next_match();
    let mut stop = first.map_err(|error| told(slf, error))?;
    loop {
        let answered = match stop {
            Match::Done => return Ok(None),
            Match::Filled { order, transaction } => return Ok(Some((order, transaction))),
            Match::AskSlippage { order, model, taken } => {
                let decision = ask_slippage(slf, calls, order, model as usize, taken)?;
                slf.borrow_mut().pure.answer_slippage(order, decision)
            }
            Match::AskFee { order, model, amount, price } => {
                let fee = ask_fee(slf, order, model as usize, amount, price)?;
                slf.borrow_mut().pure.answer_fee(fee)
            }
        };
        stop = answered.map_err(|error| told(slf, error))?;
    }
}

fn ask_slippage(slf: &Own<'_>, calls: &Calls<'_>, order: usize, model: usize, taken: i128) -> PyResult<Decision> {
    let py = slf.py();
    let own = slf.borrow();
    let (model, scales) = (own.models[model].clone_ref(py).into_bound(py), own.pure.scales);
    let snapshot = snapshots::order(py, &own, order)?;
    let lot = own.pure.instruments.lots[own.pure.orders[order].column as usize];
    drop(own);
    model.setattr("volume_for_bar", to_decimal(py, taken, scales.quantity)?)?;
    let answer = match model.call_method1("process_order", (&calls.data, snapshot)) {
        Err(error) if error.is_instance_of::<LiquidityExceeded>(py) => return Ok(Decision::Exhausted),
        other => other.map_err(|error| blamed(slf, error, "process_order of the slippage model"))?,
    };
    let (price, amount): (Bound<'_, PyAny>, Bound<'_, PyAny>) = answer.extract()?;
    if price.is_none() || amount.is_none() {
        return Ok(Decision::Nothing);
    }
    let price = mantissa(slf, &price, scales.price, "price")?;
    let amount = mantissa(slf, &amount, scales.quantity, "amount")? / lot * lot;
    Ok(if amount == 0 { Decision::Nothing } else { Decision::Fill { price, amount } })
}

fn ask_fee(slf: &Own<'_>, order: usize, model: usize, amount: i64, price: i64) -> PyResult<i128> {
    let py = slf.py();
    let own = slf.borrow();
    let scales = own.pure.scales;
    let model = own.models[model].clone_ref(py).into_bound(py);
    let arguments = (snapshots::order(py, &own, order)?, snapshots::transaction(py, &own, order, (amount, price, 0))?);
    drop(own);
    let answer = model.call_method1("calculate", arguments);
    let answer = answer.map_err(|error| blamed(slf, error, "calculate of the commission model"))?;
    let money = scales.price + scales.quantity;
    let fee = parse(&answer)?.and_then(|fee| rustybt_ledger::fixed::rescale(fee.mantissa, fee.scale, money).ok());
    fee.ok_or_else(|| {
        StrategyError::new_err(format!(
            "the commission model charges {answer} at {}: return a finite number",
            place_of(py, &slf.borrow().pure)
        ))
    })
}

fn mantissa(slf: &Own<'_>, value: &Bound<'_, PyAny>, scale: u32, what: &str) -> PyResult<i64> {
    parse(value)?
        .and_then(|number| rustybt_ledger::fixed::rescale(number.mantissa, number.scale, scale).ok())
        .and_then(|mantissa| i64::try_from(mantissa).ok())
        .ok_or_else(|| {
            let place = place_of(slf.py(), &slf.borrow().pure);
            StrategyError::new_err(format!("the slippage model's {what} {value} at {place} is not a finite number"))
        })
}

pub fn tell_fill(slf: &Own<'_>, calls: &Calls<'_>, order: usize, transaction: usize) -> PyResult<()> {
    let Some(hook) = &calls.on_order_fill else { return Ok(()) };
    let py = slf.py();
    let own = slf.borrow();
    let filled = snapshots::fill(py, &own, transaction)?;
    let arguments = PyTuple::new(py, [&calls.context, &snapshots::order(py, &own, order)?, &filled])?;
    drop(own);
    call(slf, Some(hook), "on_order_fill", &arguments)
}

/// Tell the strategy of every cancelled order, once.
pub fn report_cancels(slf: &Own<'_>, calls: &Calls<'_>) -> PyResult<()> {
    let cancelled = slf.borrow_mut().pure.take_cancelled();
    let Some(hook) = &calls.on_order_cancel else { return Ok(()) };
    for index in cancelled {
        let snapshot = snapshots::order(slf.py(), &slf.borrow(), index)?;
        let arguments = PyTuple::new(slf.py(), [&calls.context, &snapshot])?;
        call(slf, Some(hook), "on_order_cancel", &arguments)?;
    }
    Ok(())
}

#[inline]
fn run_scheduled(slf: &Own<'_>, calls: &Calls<'_>, step: usize) -> PyResult<()> {
    let count = slf.borrow().scheduled.len();
    for place in 0..count {
        let due = {
            let mut own = slf.borrow_mut();
            let scheduled = &mut own.scheduled[place];
            while scheduled.steps.get(scheduled.next).is_some_and(|&at| at < step as i64) {
                scheduled.next += 1;
            }
            let due = scheduled.steps.get(scheduled.next) == Some(&(step as i64));
            due.then(|| scheduled.function.clone_ref(slf.py()))
        };
        if let Some(function) = due {
            call(slf, Some(function.bind(slf.py())), "a scheduled function", &calls.arguments)?;
        }
    }
    Ok(())
}

#[inline]
pub fn call(
    slf: &Own<'_>,
    function: Option<&Bound<'_, PyAny>>,
    name: &str,
    arguments: &Bound<'_, PyTuple>,
) -> PyResult<()> {
    match function {
        None => Ok(()),
        Some(function) => match function.call1(arguments) {
            Ok(_) => Ok(()),
            Err(error) => Err(blamed(slf, error, name)),
        },
    }
}

pub fn told(slf: &Own<'_>, error: rustybt_simulation::SimulationError) -> PyErr {
    let own = slf.borrow();
    refusal(slf.py(), &own.columns, error, &place_of(slf.py(), &own.pure))
}

/// Our own errors pass with a note of the place; a foreign one becomes a StrategyError; an interrupt stays one.
fn blamed(slf: &Own<'_>, error: PyErr, callback: &str) -> PyErr {
    let py = slf.py();
    if !error.is_instance_of::<PyException>(py) {
        return error;
    }
    let place = place_of(py, &slf.borrow().pure);
    if error.is_instance_of::<RustyBTError>(py) {
        let note = format!("raised in {callback} at {place}");
        return match error.value(py).call_method1("add_note", (note,)) {
            Ok(_) => error,
            Err(failed) => failed,
        };
    }
    let kind = error.get_type(py).name().map_or_else(|_| "an error".to_string(), |name| name.to_string());
    let stop_note = if error.is_instance_of::<PyStopIteration>(py) { " (an iterator ran out)" } else { "" };
    let text = format!("{callback} failed at {place}: {kind}: {}{stop_note}", error.value(py));
    let wrapped = StrategyError::new_err(text);
    wrapped.set_cause(py, Some(error));
    wrapped
}
