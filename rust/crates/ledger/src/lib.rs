//! The exact ledger: integer mantissas, no division on the accounting path, no I/O.
#![forbid(unsafe_code)]
