//! `_native.Ledger`: the exact ledger by itself, in integer mantissas. Batches go in, snapshots come out.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use rustybt_ledger::Ledger as Pure;

use crate::errors::{LedgerError, from_ledger};

/// One account; every amount is a mantissa, money at the sum of the price and the quantity scale.
#[pyclass(module = "rustybt._native")]
pub struct Ledger {
    pure: Pure,
}

#[pymethods]
impl Ledger {
    #[new]
    #[pyo3(signature = (multipliers, capital))]
    fn new(multipliers: Vec<i64>, capital: i128) -> PyResult<Self> {
        Ok(Self { pure: Pure::new(multipliers, capital).map_err(from_ledger)? })
    }

    /// Book fills of (column, quantity, price, fee) one after the other; what came before a refused one stays booked.
    fn fill(&mut self, fills: Vec<(usize, i64, i64, i128)>) -> PyResult<Vec<(i128, i128)>> {
        let mut effects = Vec::with_capacity(fills.len());
        for (column, quantity, price, fee) in fills {
            self.known(column)?;
            let effect = self.pure.fill(column, quantity, price, fee).map_err(from_ledger)?;
            effects.push((effect.cash, effect.realised));
        }
        Ok(effects)
    }

    /// Set last prices of (column, price).
    fn mark(&mut self, prices: Vec<(usize, i64)>) -> PyResult<()> {
        for (column, price) in prices {
            self.known(column)?;
            self.pure.mark(column, price).map_err(from_ledger)?;
        }
        Ok(())
    }

    fn split(&mut self, column: usize, numerator: i64, denominator: i64) -> PyResult<i128> {
        self.known(column)?;
        self.pure.split(column, numerator, denominator).map_err(from_ledger)
    }

    fn earn_dividend(&mut self, column: usize, amount: i64, day: i32) -> PyResult<i128> {
        self.known(column)?;
        self.pure.earn_dividend(column, amount, day).map_err(from_ledger)
    }

    fn pay_dividends(&mut self, day: i32) -> PyResult<i128> {
        self.pure.pay_dividends(day).map_err(from_ledger)
    }

    fn flow(&mut self, amount: i128) -> PyResult<()> {
        self.pure.flow(amount).map_err(from_ledger)
    }

    fn charge(&mut self, fee: i128) -> PyResult<()> {
        self.pure.charge(fee).map_err(from_ledger)
    }

    /// Verify the conservation identity.
    fn check(&self) -> PyResult<()> {
        self.pure.check().map_err(from_ledger)
    }

    /// Quantity, cost, fees in the basis and last price of a column.
    fn position(&self, column: usize) -> PyResult<(i64, i128, i128, i64)> {
        self.known(column)?;
        let position = self.pure.position(column);
        Ok((position.quantity, position.cost, position.fees, position.price))
    }

    /// Columns with an open position, in the order they were opened.
    fn held(&self) -> Vec<u32> {
        self.pure.held().to_vec()
    }

    /// The account's sums.
    fn sums<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let (long, short) = self.pure.long_short().map_err(from_ledger)?;
        let sums = PyDict::new(py);
        for (name, value) in [
            ("cash", self.pure.cash()),
            ("value", self.pure.value()),
            ("portfolio_value", self.pure.portfolio_value().map_err(from_ledger)?),
            ("long_value", long),
            ("short_value", short),
            ("capital", self.pure.capital()),
            ("realised", self.pure.realised()),
            ("fees", self.pure.fees()),
            ("dividends", self.pure.dividends()),
            ("flows", self.pure.flows()),
        ] {
            sums.set_item(name, value)?;
        }
        Ok(sums)
    }
}

impl Ledger {
    fn known(&self, column: usize) -> PyResult<()> {
        if column < self.pure.columns() {
            return Ok(());
        }
        Err(LedgerError::new_err(format!("column {column} of {}; nothing was changed", self.pure.columns())))
    }
}
