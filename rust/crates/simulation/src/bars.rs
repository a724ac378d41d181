//! Dense bars: one integer a step and column, unadjusted, with the corporate actions beside them.

use std::sync::OnceLock;

use rustybt_ledger::LedgerError;
use rustybt_ledger::fixed::mul_div_half_even;

use crate::adjustments::Adjustments;

/// No bar, or no price.
pub const MISSING: i64 = i64::MIN;

/// A field of a bar; `Price` is the last close, carried forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Open,
    High,
    Low,
    Close,
    Volume,
    Price,
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

/// Closes and volumes of a run, row-major: `matrix[step * columns + column]`.
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
    close: Vec<i64>,
    volume: Vec<i64>,
    filled: Option<Vec<i64>>,
    extra: [OnceLock<Vec<i64>>; 3],
    pub adjustments: Adjustments,
}

impl Bars {
    /// Bars from matrices of `steps x columns`.
    pub fn new(
        axes: Axes,
        columns: usize,
        scales: (u32, u32),
        (close, volume): (Vec<i64>, Vec<i64>),
        (splits, dividends): (Vec<Split>, Vec<Dividend>),
    ) -> Result<Self, LedgerError> {
        let wanted = axes.times_ns.len() * columns;
        if close.len() != wanted || volume.len() != wanted || axes.step_session.len() != axes.times_ns.len() {
            return Err(LedgerError::Invalid { what: "the size of a matrix of bars", value: close.len() as i128 });
        }
        let filled = forward_filled(&close, columns, &axes, &splits)?;
        let prices = filled.as_ref().unwrap_or(&close);
        let adjustments = Adjustments::new(&axes, columns, prices, &splits, &dividends)?;
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
            filled,
            extra,
            adjustments,
        })
    }

    /// Hand in open, high or low; a second time is ignored.
    pub fn set_field(&self, field: Field, matrix: Vec<i64>) -> Result<(), LedgerError> {
        if matrix.len() != self.close.len() {
            return Err(LedgerError::Invalid { what: "the size of a matrix of bars", value: matrix.len() as i128 });
        }
        if let Some(place) = self.place(field) {
            let _ = place.set(matrix);
        }
        Ok(())
    }

    /// The matrix of a field; None while it was not handed in.
    #[inline]
    pub fn matrix(&self, field: Field) -> Option<&[i64]> {
        match field {
            Field::Close => Some(&self.close),
            Field::Volume => Some(&self.volume),
            Field::Price => Some(self.prices()),
            _ => self.place(field).and_then(OnceLock::get).map(Vec::as_slice),
        }
    }

    fn place(&self, field: Field) -> Option<&OnceLock<Vec<i64>>> {
        match field {
            Field::Open => Some(&self.extra[0]),
            Field::High => Some(&self.extra[1]),
            Field::Low => Some(&self.extra[2]),
            _ => None,
        }
    }

    /// The scale of a field's mantissas.
    #[inline]
    pub fn scale(&self, field: Field) -> u32 {
        if field == Field::Volume { self.volume_scale } else { self.price_scale }
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

    /// The closes of a step; `MISSING` where nothing traded.
    #[inline]
    pub fn close_row(&self, step: usize) -> &[i64] {
        &self.close[step * self.columns..(step + 1) * self.columns]
    }

    /// The volumes of a step.
    #[inline]
    pub fn volume_row(&self, step: usize) -> &[i64] {
        &self.volume[step * self.columns..(step + 1) * self.columns]
    }

    /// The last closes up to a step, adjusted for splits since.
    #[inline]
    pub fn price_row(&self, step: usize) -> &[i64] {
        let matrix = self.filled.as_ref().unwrap_or(&self.close);
        &matrix[step * self.columns..(step + 1) * self.columns]
    }

    /// All last closes.
    pub fn prices(&self) -> &[i64] {
        self.filled.as_ref().unwrap_or(&self.close)
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

/// Each close, or the one before it where there is none; None when nothing is missing.
fn forward_filled(
    close: &[i64],
    columns: usize,
    axes: &Axes,
    splits: &[Split],
) -> Result<Option<Vec<i64>>, LedgerError> {
    if !close.contains(&MISSING) {
        return Ok(None);
    }
    let mut filled = close.to_vec();
    let mut next_split = 0;
    let mut last = vec![MISSING; columns];
    let mut session = u32::MAX;
    for (row, &now) in filled.chunks_exact_mut(columns).zip(&axes.step_session) {
        while now != session && next_split < splits.len() && splits[next_split].session <= now as usize {
            let split = &splits[next_split];
            if last[split.column] != MISSING {
                last[split.column] = adjusted(last[split.column], split.numerator, split.denominator)?;
            }
            next_split += 1;
        }
        session = now;
        for (value, last) in row.iter_mut().zip(&mut last) {
            if *value == MISSING {
                *value = *last;
            } else {
                *last = *value;
            }
        }
    }
    Ok(Some(filled))
}

/// `value x numerator / denominator`, ties to even.
pub fn adjusted(value: i64, numerator: i64, denominator: i64) -> Result<i64, LedgerError> {
    let wide = mul_div_half_even(value.into(), numerator.into(), denominator.into())?;
    i64::try_from(wide).map_err(|_| LedgerError::Overflow { what: "an adjusted price" })
}
