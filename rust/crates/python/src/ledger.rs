//! `_native.Ledger`: the exact ledger by itself, in integer mantissas. Batches go in, snapshots come out.

use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use rustybt_ledger::{Ledger as Pure, LedgerError as PureError};
use rustybt_simulation::bars::MISSING;

use crate::errors::{LedgerError, LedgerOverflowError, from_ledger};
use crate::numbers::money_bytes;

/// One account; every amount is a mantissa, money at the sum of the price and the quantity scale.
#[pyclass(module = "rustybt._native")]
pub struct Ledger {
    pure: Pure,
}

#[pymethods]
impl Ledger {
    #[new]
    #[pyo3(signature = (multipliers, capital, settled))]
    fn new(multipliers: Vec<i64>, capital: i128, settled: Vec<bool>) -> PyResult<Self> {
        let pure = Pure::new(multipliers, capital).and_then(|pure| pure.settling(&settled));
        Ok(Self { pure: pure.map_err(from_ledger)? })
    }

    /// Book one fill; the change of cash and the realised profit.
    fn fill(&mut self, column: usize, quantity: i64, price: i64, fee: i128) -> PyResult<(i128, i128)> {
        self.known(column)?;
        let effect = self.pure.fill(column, quantity, price, fee).map_err(from_ledger)?;
        Ok((effect.cash, effect.realised))
    }

    /// Book fills one after the other, all or none. Fees, and the changes of cash and the realised profits that
    /// come back, are 16 little-endian bytes each.
    fn fill_all<'py>(
        &mut self,
        py: Python<'py>,
        columns: PyReadonlyArray1<'py, i32>,
        quantities: PyReadonlyArray1<'py, i64>,
        prices: PyReadonlyArray1<'py, i64>,
        fees: &[u8],
    ) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyBytes>)> {
        let (columns, quantities, prices) = (columns.as_slice()?, quantities.as_slice()?, prices.as_slice()?);
        let count = columns.len();
        if quantities.len() != count || prices.len() != count || fees.len() != 16 * count {
            return Err(LedgerError::new_err(format!(
                "{count} columns, {} quantities, {} prices and {} bytes of fees; nothing was changed: give one of each a \
                 fill, and 16 bytes",
                quantities.len(),
                prices.len(),
                fees.len()
            )));
        }
        let mut after = self.pure.clone();
        let mut effects = Vec::with_capacity(count);
        let trades = columns.iter().zip(quantities).zip(prices).zip(fees.as_chunks::<16>().0);
        for (at, (((&column, &quantity), &price), fee)) in trades.enumerate() {
            let column = column as usize;
            self.known(column)?;
            let effect = after.fill(column, quantity, price, i128::from_le_bytes(*fee));
            effects.push(effect.map_err(|error| with_place(error, at))?);
        }
        self.pure = after;
        let cash = money_bytes(py, effects.iter().map(|effect| effect.cash));
        Ok((cash, money_bytes(py, effects.iter().map(|effect| effect.realised))))
    }

    /// Set the last price of a column.
    fn mark(&mut self, column: usize, price: i64) -> PyResult<()> {
        self.known(column)?;
        self.pure.mark(column, price).map_err(from_ledger)
    }

    /// Set the last prices of the held columns from one price a column; -2**63 leaves the one before.
    fn mark_row(&mut self, prices: PyReadonlyArray1<'_, i64>) -> PyResult<()> {
        let prices = prices.as_slice()?;
        if prices.len() != self.pure.columns() {
            return Err(LedgerError::new_err(format!(
                "{} prices for {} columns; nothing was changed",
                prices.len(),
                self.pure.columns()
            )));
        }
        self.pure.mark_row(prices, MISSING).map_err(from_ledger)
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
        let (bought, sold) = self.pure.exposures().map_err(from_ledger)?;
        let sums = PyDict::new(py);
        for (name, value) in [
            ("cash", self.pure.cash().map_err(from_ledger)?),
            ("value", self.pure.value().map_err(from_ledger)?),
            ("portfolio_value", self.pure.portfolio_value().map_err(from_ledger)?),
            ("long_value", long),
            ("short_value", short),
            ("long_exposure", bought),
            ("short_exposure", sold),
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

/// A refusal within a batch, with the number of the fill.
fn with_place(error: PureError, at: usize) -> PyErr {
    let text = format!("fill {at} of the batch: {error}");
    match error {
        PureError::Overflow { .. } => LedgerOverflowError::new_err(text),
        _ => LedgerError::new_err(text),
    }
}
