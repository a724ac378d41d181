//! What the simulation refuses, told with the asset, the bar and the way out.

use pyo3::prelude::*;
use rustybt_simulation::simulation::Phase;
use rustybt_simulation::{Simulation as Pure, SimulationError};

use crate::columns::Columns;
use crate::errors::{
    CannotOrderDelistedAssetError, LookaheadError, OrderContextError, OrderError, StrategyError, from_ledger,
};
use crate::numbers::text_of;

/// The bar and its time, for a message.
pub fn place_of(py: Python<'_>, pure: &Pure) -> String {
    match pure.phase {
        Phase::Initialize => return "initialize, before the first bar".to_string(),
        Phase::Ended => return "analyze, after the last bar".to_string(),
        Phase::BeforeTrading | Phase::Bar => {}
    }
    format!("bar {} ({})", pure.step(), time_text(py, pure.clock.time_ns()))
}

/// UTC, ISO 8601.
pub fn time_text(py: Python<'_>, ns: i64) -> String {
    let text = || -> PyResult<String> {
        let moment = py.import("rustybt.model.time")?.getattr("ns_to_datetime")?.call1((ns,))?;
        moment.call_method0("isoformat")?.extract()
    };
    text().unwrap_or_else(|_| format!("{ns} ns"))
}

fn day_text(py: Python<'_>, day: i32) -> String {
    time_text(py, i64::from(day) * 86_400_000_000_000).chars().take(10).collect()
}

/// An error of the simulation as an exception.
pub fn refusal(py: Python<'_>, columns: &Columns, error: SimulationError, place: &str) -> PyErr {
    let asset = |column: usize| {
        columns.asset(py, column).repr().map_or_else(|_| format!("column {column}"), |text| text.to_string())
    };
    match error {
        SimulationError::Ledger(error) => from_ledger(error),
        SimulationError::OutsideBar { phase } => OrderContextError::new_err(format!(
            "orders cannot be placed in {phase}: place them in handle_data, a scheduled function or an order hook"
        )),
        SimulationError::NotTraded { column, day, start, end } => CannotOrderDelistedAssetError::new_err(format!(
            "cannot order {} on {} at {place}: it trades from {} to {}; ask data.can_trade(asset) first",
            asset(column),
            day_text(py, day),
            day_text(py, start),
            day_text(py, end)
        )),
        SimulationError::NoPrice { column } => CannotOrderDelistedAssetError::new_err(format!(
            "cannot turn a value into an amount of {} at {place}: it has no price yet; ask data.can_trade(asset) first",
            asset(column)
        )),
        SimulationError::ZeroAmount { column } => OrderError::new_err(format!(
            "an order for 0 of {} at {place}: leave it out, or use order_target to reach a position",
            asset(column)
        )),
        SimulationError::OrderPrice { column, what } => OrderError::new_err(format!(
            "the {what} price for {} at {place} is 0 after rounding to its tick: use a higher price",
            asset(column)
        )),
        SimulationError::FillPrice { column, price } => StrategyError::new_err(format!(
            "the slippage model fills {} at {place} for the price {}: it must be above 0",
            asset(column),
            text_of(price.into(), 0)
        )),
        SimulationError::FillAmount { column, amount, open } => StrategyError::new_err(format!(
            "the slippage model fills {amount} of {} at {place} (in its smallest units), but {open} are open: fill at \
             most the open amount, in its direction",
            asset(column)
        )),
        SimulationError::SettledBar { step, next } => settled_bar(step, next),
        SimulationError::Target { column, share } => OrderError::new_err(format!(
            "the target of {} at {place} is {share}: use a share of the portfolio, or NaN to leave it alone",
            asset(column)
        )),
    }
}

fn settled_bar(step: usize, next: usize) -> PyErr {
    LookaheadError::new_err(format!(
        "bar {step} cannot be put: a bar that may have been seen never changes; the next one that may be put is {next}"
    ))
}

/// An error of the bars as an exception.
pub fn bar_refusal(error: SimulationError) -> PyErr {
    match error {
        SimulationError::Ledger(error) => from_ledger(error),
        SimulationError::SettledBar { step, next } => settled_bar(step, next),
        other => StrategyError::new_err(other.to_string()),
    }
}
