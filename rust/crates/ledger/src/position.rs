use crate::error::{LedgerError, OrOverflow};
use crate::fixed::mul_div_half_even;

/// One open position, or an empty place for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    /// Signed quantity.
    pub quantity: i64,
    /// Exact cost of the open quantity, without fees; negative for a short position.
    pub cost: i128,
    /// Fees that zipline capitalises into the cost basis.
    pub fees: i128,
    /// Last price; 0 before the first fill or mark.
    pub price: i64,
}

/// What a fill makes of a position.
pub(crate) struct Change {
    pub after: Position,
    pub notional: i128,
    pub realised: i128,
}

impl Position {
    /// The position after a fill; cost is relieved pro rata, ties to even, and the rest stays in the cost.
    #[inline]
    pub(crate) fn filled(&self, quantity: i64, price: i64, fee: i128, multiplier: i64) -> Result<Change, LedgerError> {
        let total = self.quantity.checked_add(quantity).or_overflow("a position's quantity")?;
        let notional = notional(quantity, price, multiplier)?;
        let opens = self.quantity == 0 || (self.quantity > 0) == (quantity > 0);
        let (cost, fees, realised) = if opens {
            (self.cost.checked_add(notional).or_overflow("a position's cost")?, self.fees, 0)
        } else {
            self.relieved(quantity, price, multiplier, notional)?
        };
        let fees = if total == 0 { 0 } else { fees.checked_add(fee).or_overflow("a position's fees")? };
        Ok(Change { after: Position { quantity: total, cost, fees, price }, notional, realised })
    }

    /// Cost and fees that stay, and the profit, when `quantity` closes some or all of the position or turns it.
    #[inline]
    fn relieved(
        &self,
        quantity: i64,
        price: i64,
        multiplier: i64,
        total: i128,
    ) -> Result<(i128, i128, i128), LedgerError> {
        let (held, traded) = (self.quantity.unsigned_abs(), quantity.unsigned_abs());
        let (cost_out, fees_left, closed, opened) = if traded >= held {
            let back = self.quantity.checked_neg().or_overflow("a position's quantity")?;
            let closed = notional(back, price, multiplier)?;
            (self.cost, 0, closed, total - closed)
        } else {
            let (part, whole) = (i128::from(traded), i128::from(held));
            let fees_out = mul_div_half_even(self.fees, part, whole)?;
            (mul_div_half_even(self.cost, part, whole)?, self.fees - fees_out, total, 0)
        };
        let realised = closed
            .checked_neg()
            .and_then(|proceeds| proceeds.checked_sub(cost_out))
            .or_overflow("a realised profit")?;
        let cost = (self.cost - cost_out).checked_add(opened).or_overflow("a position's cost")?;
        Ok((cost, fees_left, realised))
    }

    /// The position after a split, and the cost of the fraction of a lot that is left.
    pub(crate) fn split(&self, numerator: i64, denominator: i64) -> Result<(Position, i128), LedgerError> {
        let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
        let raw = i128::from(self.quantity).checked_mul(denominator).or_overflow("a split quantity")?;
        let quantity = i64::try_from(raw / numerator).ok().or_overflow("a split quantity")?;
        let rest = (raw % numerator).abs();
        let whole = raw.abs().max(1);
        let cash = mul_div_half_even(self.cost, rest, whole)?;
        let fees = self.fees - mul_div_half_even(self.fees, rest, whole)?;
        let price = mul_div_half_even(i128::from(self.price), numerator, denominator)?;
        let price = i64::try_from(price).ok().or_overflow("a split price")?;
        let after = if quantity == 0 {
            Position { price, ..Position::default() }
        } else {
            Position { quantity, cost: self.cost - cash, fees, price }
        };
        let cash = if quantity == 0 { self.cost } else { cash };
        Ok((after, cash))
    }
}

/// `quantity * price * multiplier`.
#[inline]
pub(crate) fn notional(quantity: i64, price: i64, multiplier: i64) -> Result<i128, LedgerError> {
    let product = i128::from(quantity) * i128::from(price);
    if multiplier == 1 {
        return Ok(product);
    }
    product.checked_mul(i128::from(multiplier)).or_overflow("a notional value")
}
