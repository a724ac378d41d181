//! Dense bars: one integer a step and column, unadjusted, with the corporate actions beside them.

use std::sync::OnceLock;

use rustybt_ledger::LedgerError;

use crate::adjustments::{Adjustments, Walk, as_of};
use crate::arriving::Arriving;
use crate::error::SimulationError;
use crate::product::Ratio;

/// No bar, or no price.
pub const MISSING: i64 = i64::MIN;

/// A field of a bar. Without a bar there is no open, high, low or close, and a volume of 0; the last ones are carried
/// forward, adjusted for what happened since; `Price` is the last close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Open,
    High,
    Low,
    Close,
    Volume,
    LastOpen,
    LastHigh,
    LastLow,
    Price,
}

/// How many fields there are.
pub const FIELDS: usize = 9;

impl Field {
    /// The field that is carried forward in this one.
    #[inline]
    pub fn source(self) -> Self {
        match self {
            Self::LastOpen => Self::Open,
            Self::LastHigh => Self::High,
            Self::LastLow => Self::Low,
            Self::Price => Self::Close,
            other => other,
        }
    }

    /// This field carried forward.
    pub fn last(self) -> Self {
        match self {
            Self::Open => Self::LastOpen,
            Self::High => Self::LastHigh,
            Self::Low => Self::LastLow,
            Self::Close => Self::Price,
            other => other,
        }
    }

    /// Whether it is carried forward.
    #[inline]
    pub fn is_last(self) -> bool {
        self.source() != self
    }

    /// Whether splits divide it and dividends leave it alone.
    #[inline]
    pub fn is_volume(self) -> bool {
        self == Self::Volume
    }
}

/// A change of the price or volume unit, before the first bar of a session: new price = price x numerator / denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    pub session: usize,
    pub column: usize,
    pub numerator: i64,
    pub denominator: i64,
}

/// Cash for one share, earned by who holds before the ex session, paid on a day since the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dividend {
    pub session: usize,
    pub column: usize,
    pub amount: i64,
    pub pay_day: i32,
}

/// The times of bars and sessions.
#[derive(Debug, Clone, Default)]
pub struct Axes {
    /// Days since 1970-01-01, increasing.
    pub sessions: Vec<i32>,
    /// UTC nanoseconds, one a session.
    pub open_ns: Vec<i64>,
    /// UTC nanoseconds, one a session.
    pub close_ns: Vec<i64>,
    /// Index of each step's session.
    pub step_session: Vec<u32>,
    /// End of each step, UTC nanoseconds.
    pub times_ns: Vec<i64>,
}

impl Axes {
    /// The first step of a session or of one after it.
    pub fn first_step(&self, session: usize) -> usize {
        self.step_session.partition_point(|&of| (of as usize) < session)
    }
}

/// A matrix of a field: `matrix[step * columns + column]`.
#[derive(Debug)]
struct Matrix {
    raw: Vec<i64>,
    /// The last ones carried forward, where any is missing.
    last: Option<Vec<i64>>,
}

/// Closes and volumes of a run, and what else was handed in, row-major.
#[derive(Debug)]
pub struct Bars {
    pub axes: Axes,
    pub price_scale: u32,
    pub volume_scale: u32,
    /// By session.
    pub splits: Vec<Split>,
    /// By session.
    pub dividends: Vec<Dividend>,
    columns: usize,
    close: Matrix,
    volume: Vec<i64>,
    extra: [OnceLock<Matrix>; 3],
    /// Steps that are in the matrices.
    dense: usize,
    /// Those that are worked out from the matrices.
    pub(crate) adjustments: Adjustments,
    arriving: Option<Box<Arriving>>,
}

impl Bars {
    /// Bars from matrices of `steps x columns`; with fewer rows than steps, those behind them arrive later.
    pub fn new(
        axes: Axes,
        columns: usize,
        scales: (u32, u32),
        (close, mut volume): (Vec<i64>, Vec<i64>),
        (splits, dividends): (Vec<Split>, Vec<Dividend>),
    ) -> Result<Self, LedgerError> {
        let steps = axes.times_ns.len();
        let dense = close.len().checked_div(columns).unwrap_or(steps);
        let whole = close.len() == dense * columns && volume.len() == close.len();
        if !whole || dense > steps || axes.step_session.len() != steps {
            return Err(wrong_size(close.len()));
        }
        volume.iter_mut().filter(|value| **value == MISSING).for_each(|value| *value = 0);
        let known = |session: usize| axes.first_step(session) <= dense;
        let (now, later) = splits.split_at(splits.partition_point(|split| known(split.session)));
        let (pay_now, pay_later) = dividends.split_at(dividends.partition_point(|dividend| known(dividend.session)));
        let at = |step: usize, column: usize| close[step * columns + column];
        let adjustments = Walk::actions(&axes, &at, Adjustments::of_none(columns), now, pay_now)?;
        let arriving = (dense < steps).then(|| Box::new(Arriving::new(&axes, dense, columns, later, pay_later)));
        let last = carried(&close, columns, &axes, &adjustments)?;
        let close = Matrix { raw: close, last };
        let extra = Default::default();
        let (price_scale, volume_scale) = scales;
        Ok(Self {
            axes,
            price_scale,
            volume_scale,
            splits,
            dividends,
            columns,
            close,
            volume,
            extra,
            dense,
            adjustments,
            arriving,
        })
    }

    /// Put the bars of a step that is not settled: open, high, low, close, volume, a value a column. Those before it
    /// that nobody put stay without bars.
    pub fn put(&self, step: usize, given: [&[i64]; 5]) -> Result<(), SimulationError> {
        if let Some(wrong) = given.iter().find(|values| values.len() != self.columns) {
            return Err(wrong_size(wrong.len()).into());
        }
        match &self.arriving {
            Some(arriving) if step < self.steps() => arriving.put(self, step, given),
            _ => Err(SimulationError::SettledBar { step, next: self.steps() }),
        }
    }

    /// Let the bars before a step be as they are for good: they are about to be seen.
    #[inline]
    pub fn settle(&self, until: usize) -> Result<(), Box<SimulationError>> {
        if until <= self.dense { Ok(()) } else { self.settle_arriving(until) }
    }

    #[cold]
    #[inline(never)]
    fn settle_arriving(&self, until: usize) -> Result<(), Box<SimulationError>> {
        let settled = self.arriving.as_ref().map_or(Ok(()), |arriving| arriving.settle(self, until.min(self.steps())));
        settled.map_err(|error| Box::new(error.into()))
    }

    /// The corporate actions up to a session.
    #[inline]
    pub fn adjustments(&self, session: usize) -> &Adjustments {
        match &self.arriving {
            None => &self.adjustments,
            Some(arriving) => self.adjustments_of(arriving, session),
        }
    }

    #[cold]
    #[inline(never)]
    fn adjustments_of<'a>(&'a self, arriving: &'a Arriving, session: usize) -> &'a Adjustments {
        arriving.adjustments(session, &self.adjustments)
    }

    /// Hand in open, high or low; a second time is ignored.
    pub fn set_field(&self, field: Field, raw: Vec<i64>) -> Result<(), LedgerError> {
        if raw.len() != self.volume.len() {
            return Err(wrong_size(raw.len()));
        }
        if let Some(place) = self.place(field) {
            let last = carried(&raw, self.columns, &self.axes, &self.adjustments)?;
            let _ = place.set(Matrix { raw, last });
        }
        Ok(())
    }

    /// The dense matrix of a field, each value as of its own session; None while it was not handed in.
    #[inline]
    pub fn matrix(&self, field: Field) -> Option<&[i64]> {
        let matrix = match field {
            Field::Volume => return Some(&self.volume),
            Field::Close | Field::Price => &self.close,
            _ => self.place(field)?.get()?,
        };
        Some(match &matrix.last {
            Some(last) if field.is_last() => last,
            _ => &matrix.raw,
        })
    }

    fn place(&self, field: Field) -> Option<&OnceLock<Matrix>> {
        match field.source() {
            Field::Open => Some(&self.extra[0]),
            Field::High => Some(&self.extra[1]),
            Field::Low => Some(&self.extra[2]),
            _ => None,
        }
    }

    /// The scale of a field's mantissas.
    #[inline]
    pub fn scale(&self, field: Field) -> u32 {
        if field.is_volume() { self.volume_scale } else { self.price_scale }
    }

    /// How many assets.
    #[inline]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many bars.
    #[inline]
    pub fn steps(&self) -> usize {
        self.axes.times_ns.len()
    }

    /// How many of them are in the matrices.
    #[inline]
    pub fn dense(&self) -> usize {
        self.dense
    }

    #[inline]
    fn row<'a>(&'a self, dense: &'a [i64], field: Field, step: usize) -> &'a [i64] {
        match dense.get(step * self.columns..(step + 1) * self.columns) {
            Some(row) => row,
            None => self.arrived(field, step),
        }
    }

    /// A field of a step behind the matrices.
    #[cold]
    #[inline(never)]
    pub(crate) fn arrived(&self, field: Field, step: usize) -> &[i64] {
        self.arriving.as_ref().map_or(&[], |arriving| arriving.row(field, step))
    }

    /// A field of a step; empty while the field was not handed in.
    pub(crate) fn row_of(&self, field: Field, step: usize) -> &[i64] {
        self.matrix(field).map_or(&[], |matrix| self.row(matrix, field, step))
    }

    /// The closes of a step; `MISSING` where nothing traded.
    #[inline]
    pub fn close_row(&self, step: usize) -> &[i64] {
        self.row(&self.close.raw, Field::Close, step)
    }

    /// The volumes of a step; 0 where nothing traded.
    #[inline]
    pub fn volume_row(&self, step: usize) -> &[i64] {
        self.row(&self.volume, Field::Volume, step)
    }

    /// The last closes up to a step, as of its session.
    #[inline]
    pub fn price_row(&self, step: usize) -> &[i64] {
        self.row(self.close.last.as_ref().unwrap_or(&self.close.raw), Field::Price, step)
    }

    /// The splits of a session.
    pub fn splits_of(&self, session: usize) -> &[Split] {
        let from = self.splits.partition_point(|split| split.session < session);
        let to = self.splits.partition_point(|split| split.session <= session);
        &self.splits[from..to]
    }

    /// The dividends whose ex session it is.
    pub fn dividends_of(&self, session: usize) -> &[Dividend] {
        let from = self.dividends.partition_point(|dividend| dividend.session < session);
        let to = self.dividends.partition_point(|dividend| dividend.session <= session);
        &self.dividends[from..to]
    }
}

/// Each value, or the last one before it as of its session; None when nothing is missing.
fn carried(
    raw: &[i64],
    columns: usize,
    axes: &Axes,
    adjustments: &Adjustments,
) -> Result<Option<Vec<i64>>, LedgerError> {
    if !raw.contains(&MISSING) {
        return Ok(None);
    }
    let mut filled = raw.to_vec();
    let mut origins = vec![usize::MAX; columns];
    for step in 0..raw.len() / columns {
        let (before, row) = filled.split_at_mut(step * columns);
        let session = axes.step_session[step] as usize;
        for (column, (value, origin)) in row[..columns].iter_mut().zip(&mut origins).enumerate() {
            if *value != MISSING {
                *origin = step;
            } else if *origin != usize::MAX {
                let actions = adjustments.until(column, session);
                // Always from the value that traded, so that it is rounded once.
                *value = match actions.last() {
                    Some(last) if last.first_step > *origin => {
                        as_of(raw[*origin * columns + column], *origin, actions, false)?
                    }
                    _ => before[(step - 1) * columns + column],
                };
            }
        }
    }
    Ok(Some(filled))
}

/// `value x numerator / denominator`, ties to even.
pub fn adjusted(value: i64, numerator: i64, denominator: i64) -> Result<i64, LedgerError> {
    Ratio::new(numerator, denominator)?.apply(value)
}

fn wrong_size(size: usize) -> LedgerError {
    LedgerError::Invalid { what: "the size of a matrix of bars", value: size as i128 }
}
