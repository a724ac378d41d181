//! From values to amounts: zipline's rounding of an order, in exact integers.

use rustybt_ledger::LedgerError;
use rustybt_ledger::fixed::div_half_even;

/// An amount within 1/10,000 of a whole lot becomes that lot, else it is cut toward zero.
pub fn whole_lots(numerator: i128, denominator: i128, lot: i64) -> Result<i64, LedgerError> {
    let overflow = LedgerError::Overflow { what: "an order's amount" };
    let unit = denominator.checked_mul(lot.into()).ok_or(overflow.clone())?;
    let near = div_half_even(numerator, unit)?;
    let distance = (numerator - near * unit).unsigned_abs();
    let is_near = distance.checked_mul(10_000).is_some_and(|scaled| scaled <= unit.unsigned_abs());
    let lots = if is_near { near } else { numerator / unit };
    lots.checked_mul(lot.into()).and_then(|amount| i64::try_from(amount).ok()).ok_or(overflow)
}

/// A price at the tick toward the passive side; a tick of 0 is the price scale itself.
pub fn at_tick(price: i64, tick: i64, down: bool) -> i64 {
    if tick <= 1 {
        return price;
    }
    let floor = price.div_euclid(tick) * tick;
    if down || floor == price { floor } else { floor.saturating_add(tick) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_cut_toward_zero_unless_they_are_near_a_lot() {
        assert_eq!(whole_lots(99_995, 10_000, 1), Ok(9));
        assert_eq!(whole_lots(99_999, 10_000, 1), Ok(10));
        assert_eq!(whole_lots(-99_995, 10_000, 1), Ok(-9));
        assert_eq!(whole_lots(-100_001, 10_000, 1), Ok(-10));
        assert_eq!(whole_lots(250, 1, 100), Ok(200));
    }

    #[test]
    fn a_tick_is_passive() {
        assert_eq!(
            (at_tick(1_007, 5, true), at_tick(1_007, 5, false), at_tick(1_005, 5, false)),
            (1_005, 1_010, 1_005)
        );
        assert_eq!(at_tick(1_007, 0, true), 1_007);
    }
}
