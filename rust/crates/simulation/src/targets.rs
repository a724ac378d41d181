//! A run whose strategy is an array: what share of the portfolio every column is to be, bar by bar.

use crate::bars::MISSING;
use crate::error::SimulationError;
use crate::matching::Match;
use crate::simulation::{Number, Simulation};

type Outcome<T> = Result<T, SimulationError>;

/// Targets of some columns, row-major, a row for every step from the run's first one.
#[derive(Debug, Clone, Copy)]
pub struct Targets<'a> {
    pub columns: &'a [usize],
    /// Shares of the portfolio; NaN leaves a column alone.
    pub shares: &'a [f64],
    /// Whether a target counts only when it is another than the one before.
    pub on_change: bool,
}

/// The last target of a column, and what it is exactly.
#[derive(Debug, Clone, Copy)]
struct Last {
    share: f64,
    number: Number,
    ordered: bool,
}

impl Simulation {
    /// Walk from `first` to the last step, ordering toward the targets after each bar.
    ///
    /// `exact` gives the number that a share stands for. False when a model of the user's must decide: the run is then
    /// of no use.
    pub fn run_targets(
        &mut self,
        first: usize,
        targets: Targets<'_>,
        exact: impl Fn(f64) -> Option<Number>,
    ) -> Outcome<bool> {
        let (mut step, steps) = (first, self.bars.steps());
        if self.brief {
            self.tape.worth.reserve(self.bars.axes.sessions.len());
        }
        let none = Last { share: f64::NAN, number: Number { mantissa: 0, scale: 0 }, ordered: false };
        let mut last = vec![none; targets.columns.len()];
        while step < steps {
            let session = self.bars.axes.step_session[step] as usize;
            self.begin_session(session, step)?;
            while step < steps && self.bars.axes.step_session[step] as usize == session {
                self.begin_bar(step).map_err(|error| *error)?;
                if !self.open.is_empty() && self.next_match()? != Match::Done {
                    return Ok(false);
                }
                self.settle_bar(step)?;
                let width = targets.columns.len();
                let row = &targets.shares[(step - first) * width..(step - first + 1) * width];
                self.order_targets(targets, row, &mut last, &exact)?;
                step += 1;
            }
            self.end_session(session)?;
        }
        self.end();
        Ok(true)
    }

    #[inline]
    fn order_targets(
        &mut self,
        targets: Targets<'_>,
        row: &[f64],
        last: &mut [Last],
        exact: &impl Fn(f64) -> Option<Number>,
    ) -> Outcome<()> {
        for (place, &share) in row.iter().enumerate() {
            let (column, known) = (targets.columns[place], &mut last[place]);
            let same = share == known.share;
            if share.is_nan() || (same && known.ordered && targets.on_change) || !self.may_aim(column) {
                continue;
            }
            if !same {
                let number =
                    exact(share).ok_or_else(|| SimulationError::Target { column, share: share.to_string() })?;
                *known = Last { share, number, ordered: false };
            }
            known.ordered = true;
            let amount = self.amount_of_percent(column, known.number, true)?;
            if amount != 0 {
                self.place(column, amount, MISSING, MISSING)?;
            }
        }
        Ok(())
    }

    /// Whether a column is alive, has a price, and no order of it is open.
    fn may_aim(&self, column: usize) -> bool {
        self.may_order(column).is_ok()
            && self.last_price(column) != MISSING
            && self.open.iter().all(|&open| self.orders[open as usize].column as usize != column)
    }
}
