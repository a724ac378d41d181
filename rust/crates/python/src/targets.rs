//! Runs whose strategy is an array of targets, and what is asked of many of them: returns only.

use numpy::{PyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use rustybt_simulation::targets::Targets;

use crate::errors::ConfigurationError;
use crate::numbers::of_float;
use crate::refusals::{place_of, refusal};
use crate::simulation::Simulation;

#[pymethods]
impl Simulation {
    /// Walk every session, ordering toward float64[steps of the run, columns] after each bar; the GIL is free meanwhile.
    fn run_targets(
        &mut self,
        py: Python<'_>,
        columns: Vec<usize>,
        shares: PyReadonlyArray2<'_, f64>,
        on_change: bool,
    ) -> PyResult<()> {
        let shares = shares.as_slice()?;
        let (first, pure) = (self.first_step, &mut self.pure);
        let steps = pure.bars.steps() - first;
        if shares.len() != steps * columns.len() || columns.iter().any(|&column| column >= pure.bars.columns()) {
            return Err(ConfigurationError::new_err(format!(
                "{} targets of {} columns: there are {steps} bars and {} assets",
                shares.len(),
                columns.len(),
                pure.bars.columns()
            )));
        }
        if !self.scheduled.is_empty() {
            return Err(ConfigurationError::new_err(
                "a function was scheduled, which vector mode would not call: run it in event mode",
            ));
        }
        let targets = Targets { columns: &columns, shares, on_change };
        let done = py.detach(|| pure.run_targets(first, targets, of_float));
        match done {
            Ok(true) => Ok(()),
            Ok(false) => Err(ConfigurationError::new_err(
                "a cost model of your own decides in Python, once a fill: run it in event mode",
            )),
            Err(error) => Err(refusal(py, &self.columns, error, &place_of(py, &self.pure))),
        }
    }

    /// Leave nothing behind but orders, fills and what each session was worth: for one of many runs.
    fn be_brief(&mut self) {
        self.pure.brief = true;
    }

    /// Simple returns of the sessions, float64, as those of the result's course; None where money passes 64 bits.
    fn returns<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyArray1<f64>>> {
        let unit = 10f64.powi((self.pure.scales.price + self.pure.scales.quantity) as i32);
        let float = |mantissa: i128| i64::try_from(mantissa).ok().map(|narrow| narrow as f64 / unit);
        let (mut before, mut flowed) = (self.pure.ledger.capital(), 0);
        let returns = self.pure.tape.worth.iter().map(|worth| {
            let start = before + worth.flows - flowed;
            let gain = worth.portfolio - start;
            (before, flowed) = (worth.portfolio, worth.flows);
            if gain == 0 && start > 0 {
                return Some(0.0);
            }
            let (gain, base) = (float(gain)?, float(start)?);
            Some(if base == 0.0 { 0.0 } else { gain / base })
        });
        returns.collect::<Option<Vec<_>>>().map(|returns| PyArray1::from_vec(py, returns))
    }
}
