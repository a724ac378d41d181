//! The exact ledger: integer mantissas, no division on the accounting path, no I/O.
//!
//! Prices and quantities are `i64` mantissas, money is an `i128` mantissa at the sum of their scales. Every operation
//! either happens whole or returns an error and changes nothing.
#![forbid(unsafe_code)]

mod account;
mod error;
pub mod fixed;
mod position;

pub use account::{FillEffect, Ledger};
pub use error::LedgerError;
pub use position::Position;
