//! Fixed-point arithmetic: the one place that divides and rounds.

use crate::error::{LedgerError, OrOverflow};

/// `10^exponent`, up to `10^38`.
pub fn pow10(exponent: u32) -> Result<i128, LedgerError> {
    10i128.checked_pow(exponent).or_overflow("a power of ten")
}

/// `numerator / denominator` for a positive denominator, ties to even.
#[inline]
pub fn div_half_even(numerator: i128, denominator: i128) -> Result<i128, LedgerError> {
    if denominator <= 0 {
        return Err(LedgerError::Invalid { what: "a denominator", value: denominator });
    }
    let (magnitude, denominator) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    let quotient = match (u64::try_from(magnitude), u64::try_from(denominator)) {
        (Ok(magnitude), Ok(denominator)) => u128::from(magnitude / denominator),
        _ => magnitude / denominator,
    };
    let rest = magnitude - quotient * denominator;
    let rounded = (quotient + u128::from(rounds_up(rest, denominator, quotient & 1 == 1))) as i128;
    Ok(if numerator < 0 { rounded.wrapping_neg() } else { rounded })
}

/// `a * b / denominator` for a positive denominator, ties to even; the product may need up to 256 bits.
#[inline]
pub fn mul_div_half_even(a: i128, b: i128, denominator: i128) -> Result<i128, LedgerError> {
    if denominator <= 0 {
        return Err(LedgerError::Invalid { what: "a denominator", value: denominator });
    }
    match a.checked_mul(b) {
        Some(product) => div_half_even(product, denominator),
        None => wide_mul_div(a, b, denominator.unsigned_abs()),
    }
}

/// The mantissa of the same number at another scale, ties to even where places are lost.
pub fn rescale(mantissa: i128, from: u32, to: u32) -> Result<i128, LedgerError> {
    if to >= from {
        mantissa.checked_mul(pow10(to - from)?).or_overflow("a number at a finer scale")
    } else {
        div_half_even(mantissa, pow10(from - to)?)
    }
}

/// Whether the rest of a division of magnitudes takes the quotient one up, ties to even.
fn rounds_up(rest: u128, denominator: u128, quotient_is_odd: bool) -> bool {
    let distance = denominator - rest;
    rest > distance || (rest == distance && quotient_is_odd)
}

#[cold]
fn wide_mul_div(a: i128, b: i128, denominator: u128) -> Result<i128, LedgerError> {
    let negative = (a < 0) != (b < 0);
    let (high, low) = wide_mul(a.unsigned_abs(), b.unsigned_abs());
    let (quotient, rest) = wide_div(high, low, denominator).or_overflow("a product")?;
    let up = u128::from(rounds_up(rest, denominator, quotient & 1 == 1));
    let magnitude = quotient.checked_add(up).or_overflow("a product")?;
    let value = if negative { 0i128.checked_sub_unsigned(magnitude) } else { i128::try_from(magnitude).ok() };
    value.or_overflow("a product")
}

fn wide_mul(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let (low, middle1, middle2, high) = (a0 * b0, a1 * b0, a0 * b1, a1 * b1);
    let carry = (low >> 64) + (middle1 & LOW) + (middle2 & LOW);
    (high + (middle1 >> 64) + (middle2 >> 64) + (carry >> 64), (carry << 64) | (low & LOW))
}

/// Long division of a 256-bit number; None when the quotient needs more than 128 bits.
fn wide_div(high: u128, low: u128, denominator: u128) -> Option<(u128, u128)> {
    if high >= denominator {
        return None;
    }
    let (mut rest, mut quotient) = (high, 0u128);
    for bit in (0..128).rev() {
        let carried = rest >> 127 == 1;
        rest = (rest << 1) | ((low >> bit) & 1);
        if carried || rest >= denominator {
            rest = rest.wrapping_sub(denominator);
            quotient |= 1 << bit;
        }
    }
    Some((quotient, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_go_to_even() {
        let cases = [(5, 2, 2), (7, 2, 4), (-5, 2, -2), (-7, 2, -4), (6, 4, 2), (10, 4, 2), (1, 3, 0), (2, 3, 1)];
        for (numerator, denominator, wanted) in cases {
            assert_eq!(div_half_even(numerator, denominator), Ok(wanted), "{numerator}/{denominator}");
        }
    }

    #[test]
    fn a_denominator_must_be_positive() {
        assert!(div_half_even(1, 0).is_err());
        assert!(mul_div_half_even(1, 1, -3).is_err());
    }

    #[test]
    fn a_wide_product_is_divided_exactly() {
        let big = 10i128.pow(37);
        assert_eq!(mul_div_half_even(big, big, big), Ok(big));
        assert_eq!(mul_div_half_even(-big, 3 * big, 2 * big), Ok(-(3 * big / 2)));
        assert!(mul_div_half_even(big, big, 1).is_err());
    }

    #[test]
    fn the_ends_of_the_range_divide_without_a_wrap() {
        assert_eq!(div_half_even(i128::MIN, 1), Ok(i128::MIN));
        assert_eq!(div_half_even(i128::MAX, 1), Ok(i128::MAX));
        assert_eq!(div_half_even(i128::MIN, i128::MAX), Ok(-1));
        assert_eq!(mul_div_half_even(i128::MIN, i128::MAX, i128::MAX), Ok(i128::MIN));
        assert!(mul_div_half_even(i128::MIN, -1, 1).is_err());
    }

    proptest! {
        #[test]
        fn division_is_the_floor_rounded(n in any::<i128>(), d in 1i128..) {
            let (floor, rest) = (n.div_euclid(d), n.rem_euclid(d));
            let up = rest > d - rest || (rest == d - rest && floor & 1 == 1);
            prop_assert_eq!(div_half_even(n, d), Ok(floor + i128::from(up)));
        }

        #[test]
        fn the_wide_path_agrees_with_the_narrow_one(a in -1i128 << 60..1i128 << 60, b in -1i128 << 60..1i128 << 60,
                                                    d in 1i128..1i128 << 100) {
            prop_assert_eq!(wide_mul_div(a, b, d.unsigned_abs()), div_half_even(a * b, d));
        }

        #[test]
        fn rounding_is_within_half_a_unit(n in any::<i64>(), d in 1i64..) {
            let (n, d) = (i128::from(n), i128::from(d));
            let q = div_half_even(n, d).unwrap();
            prop_assert!((2 * (n - q * d)).abs() <= d);
        }

        #[test]
        fn a_finer_scale_and_back_changes_nothing(m in any::<i64>(), from in 0u32..9, more in 0u32..9) {
            let m = i128::from(m);
            prop_assert_eq!(rescale(rescale(m, from, from + more).unwrap(), from + more, from), Ok(m));
        }
    }
}
