//! The pure simulation: dense bars, indicators, orders, matching and cost models, over the exact ledger.
#![forbid(unsafe_code)]
