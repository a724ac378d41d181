//! The exceptions of `rustybt.exceptions`, and how the errors of the pure crates become them.

use pyo3::PyErr;
use pyo3::import_exception;
use rustybt_ledger::LedgerError as PureLedgerError;

import_exception!(rustybt.exceptions, AssetNotFoundError);
import_exception!(rustybt.exceptions, CannotOrderDelistedAssetError);
import_exception!(rustybt.exceptions, ConfigurationError);
import_exception!(rustybt.exceptions, ConservationError);
import_exception!(rustybt.exceptions, DataNotAvailableError);
import_exception!(rustybt.exceptions, LedgerError);
import_exception!(rustybt.exceptions, LedgerOverflowError);
import_exception!(rustybt.exceptions, LiquidityExceeded);
import_exception!(rustybt.exceptions, LookaheadError);
import_exception!(rustybt.exceptions, OrderContextError);
import_exception!(rustybt.exceptions, OrderError);
import_exception!(rustybt.exceptions, RustyBTError);
import_exception!(rustybt.exceptions, StrategyError);
import_exception!(rustybt.exceptions, UnknownFieldError);
import_exception!(rustybt.exceptions, UnknownOrderError);

/// An error of the pure ledger as an exception.
pub fn from_ledger(error: PureLedgerError) -> PyErr {
    let text = error.to_string();
    match error {
        PureLedgerError::Overflow { .. } => LedgerOverflowError::new_err(text),
        PureLedgerError::Conservation { .. } | PureLedgerError::Value { .. } => ConservationError::new_err(text),
        PureLedgerError::Invalid { .. } => LedgerError::new_err(text),
    }
}
