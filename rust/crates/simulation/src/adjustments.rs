//! Bars as of a later session: what splits and dividends in between make of an earlier price or volume.
//!
//! The value is multiplied by the exact product of their ratios and rounded once, ties to even, to its scale.

use rustybt_ledger::LedgerError;

use crate::bars::{Axes, Dividend, MISSING, Split};
use crate::product::{Product, Ratio};

type Outcome<T> = Result<T, LedgerError>;

/// One corporate action of a column, as a ratio on earlier values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action {
    session: u32,
    /// First step of that session: earlier ones are adjusted.
    pub first_step: usize,
    price: Ratio,
    /// None for a dividend, which leaves volumes alone.
    volume: Option<Ratio>,
}

/// Every action, by column and session.
#[derive(Debug, Clone, Default)]
pub struct Adjustments {
    columns: Vec<Vec<Action>>,
}

impl Adjustments {
    pub(crate) fn of_none(columns: usize) -> Self {
        Self { columns: vec![Vec::new(); columns] }
    }

    /// The actions of a column up to a session.
    #[inline]
    pub fn until(&self, column: usize, session: usize) -> &[Action] {
        let actions = &self.columns[column];
        match actions.last() {
            None => actions,
            Some(last) if last.session as usize <= session => actions,
            Some(_) => &actions[..actions.partition_point(|action| action.session as usize <= session)],
        }
    }
}

/// The later of `actions`, multiplied, for values of a stretch of steps.
pub struct Adjuster<'a> {
    later: &'a [Action],
    /// The product of `later[at..]`, by `at`.
    products: Vec<Product>,
}

impl<'a> Adjuster<'a> {
    /// For values of step `from` and later.
    pub fn new(actions: &'a [Action], from: usize, of_volume: bool) -> Self {
        let later = &actions[actions.partition_point(|action| action.first_step <= from)..];
        let mut products = Vec::with_capacity(later.len());
        let mut product = Product::ONE;
        for action in later.iter().rev() {
            if let Some(ratio) = action.ratio(of_volume) {
                product = product.times(ratio);
            }
            products.push(product.clone());
        }
        products.reverse();
        Self { later, products }
    }

    /// A value of a step, as of after all of the actions.
    #[inline]
    pub fn apply(&self, value: i64, step: usize) -> Outcome<i64> {
        let at = self.later.partition_point(|action| action.first_step <= step);
        match self.products.get(at) {
            Some(product) if value != MISSING => product.apply(value),
            _ => Ok(value),
        }
    }
}

impl Action {
    fn ratio(&self, of_volume: bool) -> Option<Ratio> {
        if of_volume { self.volume } else { Some(self.price) }
    }
}

/// A value of a step, as of after all of `actions`; rounded once to its scale.
#[inline]
pub fn as_of(value: i64, step: usize, actions: &[Action], of_volume: bool) -> Outcome<i64> {
    match actions.last() {
        Some(last) if last.first_step > step && value != MISSING => {}
        _ => return Ok(value),
    }
    match actions {
        [.., before, only] if before.first_step <= step => apply_one(value, only, of_volume),
        [only] => apply_one(value, only, of_volume),
        _ => Adjuster::new(actions, step, of_volume).apply(value, step),
    }
}

fn apply_one(value: i64, action: &Action, of_volume: bool) -> Outcome<i64> {
    action.ratio(of_volume).map_or(Ok(value), |ratio| ratio.apply(value))
}

/// Walks sessions with corporate actions in order, carrying last closes over gaps: a dividend's ratio takes the price
/// of the evening before, which earlier actions may have adjusted.
pub(crate) struct Walk<'a> {
    /// The close of a step and column.
    close: &'a dyn Fn(usize, usize) -> i64,
    axes: &'a Axes,
    found: Adjustments,
}

impl<'a> Walk<'a> {
    /// Those found before and the actions of all columns: a split multiplies by its ratio (volumes by its inverse), a dividend by
    /// 1 - amount / the close before it; one that is not below that close changes nothing.
    pub(crate) fn actions(
        axes: &'a Axes,
        close: &'a dyn Fn(usize, usize) -> i64,
        found: Adjustments,
        splits: &[Split],
        dividends: &[Dividend],
    ) -> Outcome<Adjustments> {
        let mut walk = Self { close, axes, found };
        let (mut splits, mut dividends) = (splits.iter().peekable(), dividends.iter().peekable());
        loop {
            let session = match (splits.peek(), dividends.peek()) {
                (None, None) => return Ok(walk.found),
                (Some(split), None) => split.session,
                (None, Some(dividend)) => dividend.session,
                (Some(split), Some(dividend)) => split.session.min(dividend.session),
            };
            // Dividends are earned by the shares of before the split.
            while let Some(dividend) = dividends.next_if(|dividend| dividend.session == session) {
                walk.dividend(dividend)?;
            }
            while let Some(split) = splits.next_if(|split| split.session == session) {
                let price = Ratio::new(split.numerator, split.denominator)?;
                walk.push(split.column, session, price, Some(price.inverse()));
            }
        }
    }

    fn dividend(&mut self, dividend: &Dividend) -> Outcome<()> {
        let before = self.price_before(dividend.session, dividend.column)?;
        let after = before.saturating_sub(dividend.amount);
        if before > 0 && after > 0 {
            let ratio = Ratio::new(after, before)?;
            self.push(dividend.column, dividend.session, ratio, None);
        }
        Ok(())
    }

    fn push(&mut self, column: usize, session: usize, price: Ratio, volume: Option<Ratio>) {
        let first_step = self.axes.first_step(session);
        self.found.columns[column].push(Action { session: session as u32, first_step, price, volume });
    }

    /// The last close before a session, as of the evening before it.
    fn price_before(&self, session: usize, column: usize) -> Outcome<i64> {
        let traded = (0..self.axes.first_step(session)).rev().find(|&step| (self.close)(step, column) != MISSING);
        let Some(step) = traded else { return Ok(MISSING) };
        let known = self.found.until(column, session.saturating_sub(1));
        as_of((self.close)(step, column), step, known, false)
    }
}
