//! `rustybt._native`: the only crate that knows Python.

use pyo3::prelude::*;

mod bar_view;
mod bars;
mod columns;
mod decimals;
mod errors;
mod ledger;
mod numbers;
mod record;
mod refusals;
mod reported;
mod run;
mod simulation;
mod snapshots;
mod targets;
mod windows;

#[pymodule(gil_used = true)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<ledger::Ledger>()?;
    module.add_class::<bars::Bars>()?;
    module.add_class::<bar_view::BarView>()?;
    module.add_class::<simulation::Simulation>()
}
