//! The pure simulation: dense bars, indicators, orders, matching and cost models, over the exact ledger.
//!
//! No Python, no I/O, no clock: bars and the current time come in as data. What a user's own model must decide is asked
//! for ([`Match`]) and answered from outside, so that nothing is borrowed while foreign code runs.
#![forbid(unsafe_code)]

pub mod adjustments;
pub mod arriving;
pub mod bars;
pub mod clock;
pub mod costs;
mod error;
pub mod indicators;
pub mod matching;
pub mod order;
pub mod product;
pub mod rational;
mod reported;
pub mod simulation;
pub mod sizing;
pub mod tape;
pub mod targets;
pub mod wide;
pub mod window;

pub use error::SimulationError;
pub use matching::Match;
pub use simulation::{Instruments, Simulation};
