use std::fmt;

use rustybt_ledger::LedgerError;

/// What the simulation refuses; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SimulationError {
    /// The ledger refused.
    Ledger(LedgerError),
    /// Orders may only be placed by handle_data, scheduled functions and order hooks.
    OutsideBar { phase: &'static str },
    /// The asset does not trade on this day.
    NotTraded { column: usize, day: i32, start: i32, end: i32 },
    /// The asset has no price yet, so that a value cannot be turned into an amount.
    NoPrice { column: usize },
    /// An order for nothing.
    ZeroAmount { column: usize },
    /// A limit or stop price that is not above 0.
    OrderPrice { column: usize, what: &'static str },
    /// A slippage model made a price that is not above 0.
    FillPrice { column: usize, price: i64 },
    /// A slippage model filled more than was open, or against the order.
    FillAmount { column: usize, amount: i64, open: i64 },
    /// A bar of a step that may have been seen, or that does not arrive; the next one that may be put is `next`.
    SettledBar { step: usize, next: usize },
    /// A target that is no share of a portfolio.
    Target { column: usize, share: String },
}

impl From<LedgerError> for SimulationError {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl fmt::Display for SimulationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ledger(error) => error.fmt(f),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for SimulationError {}
