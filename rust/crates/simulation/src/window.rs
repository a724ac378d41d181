//! Reading bars up to the present, as of the present: the one way by which every view gets its values.

use rustybt_ledger::LedgerError;

use crate::adjustments::{Action, Adjuster, Adjustments, as_of};
use crate::bars::{Bars, Field, MISSING};
use crate::clock::Clock;

type Outcome<T> = Result<T, LedgerError>;

/// One field as it looks now. Steps at and after [`Self::visible`] do not exist for it.
pub struct Reader<'a> {
    bars: &'a Bars,
    field: Field,
    matrix: &'a [i64],
    adjustments: &'a Adjustments,
    session: usize,
    /// Bars that may be read.
    pub visible: usize,
}

impl<'a> Reader<'a> {
    /// None while the field was not handed in.
    #[inline]
    pub fn new(bars: &'a Bars, clock: &Clock, field: Field) -> Option<Self> {
        let matrix = bars.matrix(field)?;
        let session = clock.session();
        let (adjustments, visible) = (bars.adjustments(session), clock.visible().min(bars.steps()));
        Some(Self { bars, field, matrix, adjustments, session, visible })
    }

    /// Decimal places of the values.
    #[inline]
    pub fn scale(&self) -> u32 {
        self.bars.scale(self.field)
    }

    /// The corporate actions of a column so far.
    #[inline]
    pub fn actions(&self, column: usize) -> &'a [Action] {
        self.adjustments.until(column, self.session)
    }

    /// The value of a visible step; `MISSING` where there is none.
    #[inline]
    pub fn at(&self, step: usize, column: usize) -> Outcome<i64> {
        debug_assert!(step < self.visible);
        let actions = self.actions(column);
        match actions.last() {
            Some(last) if last.first_step > step => self.adjusted(step, column, actions),
            _ => match self.matrix.get(step * self.bars.columns() + column) {
                Some(&value) => Ok(value),
                None => Ok(self.arrived(self.field, step, column)),
            },
        }
    }

    /// The value of a step behind the matrices.
    #[cold]
    #[inline(never)]
    fn arrived(&self, field: Field, step: usize, column: usize) -> i64 {
        self.bars.arrived(field, step)[column]
    }

    /// The last value there is; `MISSING` before the first.
    #[inline]
    pub fn now(&self, column: usize) -> Outcome<i64> {
        match self.visible {
            0 => Ok(MISSING),
            visible => self.at(visible - 1, column),
        }
    }

    /// Whether a value of step `from` or later is another one than the stored one.
    #[inline]
    pub fn is_adjusted(&self, column: usize, from: usize) -> bool {
        self.actions(column).last().is_some_and(|action| action.first_step > from)
    }

    #[cold]
    fn adjusted(&self, step: usize, column: usize, actions: &[Action]) -> Outcome<i64> {
        match self.origin(step, column) {
            Some((origin, value)) => as_of(value, origin, actions, self.field.is_volume()),
            None => Ok(MISSING),
        }
    }

    /// The step whose value stands in a step, and that value as it was traded.
    fn origin(&self, step: usize, column: usize) -> Option<(usize, i64)> {
        let source = self.field.source();
        let raw = self.bars.matrix(source)?;
        let at = |step: usize| match raw.get(step * self.bars.columns() + column) {
            Some(&value) => (step, value),
            None => (step, self.arrived(source, step, column)),
        };
        let back = if self.field.is_last() { 0 } else { step };
        (back..=step).rev().map(at).find(|&(_, value)| value != MISSING)
    }

    /// The values of steps `from..from + out.len()`, all of them visible.
    pub fn fill(&self, column: usize, from: usize, out: &mut [i64]) -> Outcome<()> {
        let width = self.bars.columns();
        let column_of = |matrix: &'a [i64]| matrix.iter().skip(from * width + column).step_by(width);
        let dense = self.bars.dense().saturating_sub(from).min(out.len());
        let behind = from + dense..from + out.len();
        if !self.is_adjusted(column, from) {
            out.iter_mut().zip(column_of(self.matrix)).for_each(|(to, &value)| *to = value);
            if dense < out.len() {
                let behind = behind.map(|step| self.arrived(self.field, step, column));
                out[dense..].iter_mut().zip(behind).for_each(|(to, value)| *to = value);
            }
            return Ok(());
        }
        let actions = self.actions(column);
        let source = self.field.source();
        let raw = self.bars.matrix(source).unwrap_or(self.matrix);
        let behind = behind.map(|step| self.arrived(source, step, column));
        let (first, value) = self.origin(from, column).unwrap_or((from, MISSING));
        let adjuster = Adjuster::new(actions, first, self.field.is_volume());
        let mut carried = adjuster.apply(value, first)?;
        let values = column_of(raw).take(dense).copied().chain(behind);
        for (at, (to, value)) in out.iter_mut().zip(values).enumerate() {
            if value != MISSING {
                carried = adjuster.apply(value, from + at)?;
            } else if !self.field.is_last() {
                carried = MISSING;
            }
            *to = carried;
        }
        Ok(())
    }

    /// The last values, oldest first; what lies before the first bar is `MISSING`.
    pub fn window(&self, column: usize, out: &mut [i64]) -> Outcome<()> {
        let missing = out.len().saturating_sub(self.visible);
        out[..missing].fill(MISSING);
        let from = self.visible.saturating_sub(out.len());
        self.fill(column, from, &mut out[missing..])
    }
}
