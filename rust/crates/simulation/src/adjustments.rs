//! Bars as of a later session: what splits and dividends in between make of an earlier price or volume.

use rustybt_ledger::LedgerError;
use rustybt_ledger::fixed::{div_half_even, mul_div_half_even};

use crate::bars::{Axes, Dividend, MISSING, Split};

/// Decimal places of an adjustment factor; each product of factors is rounded to them, ties to even.
const FACTOR_SCALE: i128 = 1_000_000_000_000_000_000;

/// One corporate action of a column, as a factor on earlier values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    session: u32,
    /// First step of that session: earlier ones are adjusted.
    pub first_step: usize,
    price: i128,
    volume: i128,
}

/// Every action, by column and session.
#[derive(Debug, Default)]
pub struct Adjustments {
    columns: Vec<Vec<Action>>,
}

impl Adjustments {
    /// A split multiplies by its ratio (volumes by its inverse), a dividend by 1 - amount / the close before it.
    pub(crate) fn new(
        axes: &Axes,
        columns: usize,
        prices: &[i64],
        splits: &[Split],
        dividends: &[Dividend],
    ) -> Result<Self, LedgerError> {
        let mut actions = vec![Vec::new(); columns];
        let first_step = |session: usize| axes.step_session.partition_point(|&of| (of as usize) < session);
        for dividend in dividends {
            let first = first_step(dividend.session);
            let before = if first == 0 { MISSING } else { prices[(first - 1) * columns + dividend.column] };
            if before > dividend.amount {
                let price = factor((before - dividend.amount).into(), before.into())?;
                let session = dividend.session as u32;
                actions[dividend.column].push(Action { session, first_step: first, price, volume: FACTOR_SCALE });
            }
        }
        for split in splits {
            actions[split.column].push(Action {
                session: split.session as u32,
                first_step: first_step(split.session),
                price: factor(split.numerator.into(), split.denominator.into())?,
                volume: factor(split.denominator.into(), split.numerator.into())?,
            });
        }
        actions.iter_mut().for_each(|of| of.sort_by_key(|action| action.session));
        Ok(Self { columns: actions })
    }

    /// The actions of a column up to a session.
    #[inline]
    pub fn until(&self, column: usize, session: usize) -> &[Action] {
        let actions = &self.columns[column];
        if actions.is_empty() {
            return actions;
        }
        &actions[..actions.partition_point(|action| action.session as usize <= session)]
    }
}

impl Action {
    /// A value of before the action, as of after it.
    pub fn apply(&self, value: i128, of_volume: bool) -> Result<i128, LedgerError> {
        mul_div_half_even(value, if of_volume { self.volume } else { self.price }, FACTOR_SCALE)
    }
}

/// A value of a step, as of after all of `actions`; rounded once to its scale.
pub fn as_of(value: i64, step: usize, actions: &[Action], of_volume: bool) -> Result<i64, LedgerError> {
    let later = &actions[actions.partition_point(|action| action.first_step <= step)..];
    if later.is_empty() || value == MISSING {
        return Ok(value);
    }
    let product = later.iter().rev().try_fold(FACTOR_SCALE, |product, action| action.apply(product, of_volume))?;
    let adjusted = mul_div_half_even(value.into(), product, FACTOR_SCALE)?;
    i64::try_from(adjusted).map_err(|_| LedgerError::Overflow { what: "an adjusted value" })
}

fn factor(numerator: i128, denominator: i128) -> Result<i128, LedgerError> {
    let scaled = numerator.checked_mul(FACTOR_SCALE).ok_or(LedgerError::Overflow { what: "a split ratio" })?;
    div_half_even(scaled, denominator)
}
