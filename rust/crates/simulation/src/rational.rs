//! The nearest float of an exact ratio, and of the root of one.

use std::cmp::Ordering;

use crate::wide::Wide;

/// Integers up to here are floats, so that their quotient is rounded once.
const EXACT: u64 = 1 << 53;

/// `numerator / denominator` as the nearest f64, ties to even, for `0 < denominator < 2^72`: equal ratios give equal
/// floats, whatever they were computed from.
#[inline]
pub fn to_f64(numerator: i128, denominator: u128) -> f64 {
    if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator))
        && numerator.unsigned_abs() <= EXACT
        && denominator.unsigned_abs() <= EXACT
    {
        return numerator as f64 / denominator as f64;
    }
    let value = wide(numerator.unsigned_abs(), denominator);
    if numerator < 0 { -value } else { value }
}

/// Shift until the quotient has 55 or 56 bits, mark what was cut in its last bit, and let the conversion round once.
fn wide(magnitude: u128, denominator: u128) -> f64 {
    if magnitude == 0 {
        return 0.0;
    }
    let bits = |value: u128| 128 - value.leading_zeros() as i32;
    let shift = 55 - (bits(magnitude) - bits(denominator));
    let (top, bottom) = if shift >= 0 { (magnitude << shift, denominator) } else { (magnitude, denominator << -shift) };
    let sticky = u128::from(top % bottom != 0);
    ((top / bottom) | sticky) as f64 * 2f64.powi(-shift)
}

/// The root of `square / denominator` as the nearest f64, ties to even, for `square < 2^200` and
/// `0 < denominator < 2^120`.
pub fn root_to_f64(square: Wide, denominator: u128) -> f64 {
    if square == Wide::default() {
        return 0.0;
    }
    let guess = (square.approximately() / denominator as f64).sqrt();
    let (mut mantissa, mut exponent) = ((guess.to_bits() & (EXACT / 2 - 1)) | (EXACT / 2), exponent_of(guess) - 52);
    loop {
        let odd = mantissa & 1 == 1;
        let (below, finer) = if mantissa == EXACT / 2 { (4 * mantissa - 1, 2) } else { (2 * mantissa - 1, 1) };
        let above = compare_root(square, denominator, 2 * mantissa + 1, exponent - 1);
        if above.is_gt() || (above.is_eq() && odd) {
            mantissa += 1;
        } else {
            let under = compare_root(square, denominator, below, exponent - finer);
            if !(under.is_lt() || (under.is_eq() && odd)) {
                return mantissa as f64 * 2f64.powi(exponent);
            }
            mantissa -= 1;
        }
        match mantissa {
            EXACT => (mantissa, exponent) = (EXACT / 2, exponent + 1),
            rest if rest < EXACT / 2 => (mantissa, exponent) = (EXACT - 1, exponent - 1),
            _ => {}
        }
    }
}

fn exponent_of(value: f64) -> i32 {
    ((value.to_bits() >> 52) & 0x7ff) as i32 - 1023
}

/// How the root of `square / denominator` compares with `mantissa * 2^exponent`.
fn compare_root(square: Wide, denominator: u128, mantissa: u64, exponent: i32) -> Ordering {
    let other = Wide::product(u128::from(mantissa) * u128::from(mantissa), denominator);
    let shift = 2 * exponent.unsigned_abs();
    if exponent < 0 { square.shifted(shift).cmp(&other) } else { square.cmp(&other.shifted(shift)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_roots() {
        for (square, denominator, root) in [(4, 1, 2.0), (1, 4, 0.5), (2, 1, 2f64.sqrt()), (9, 100_000_000, 0.0003)] {
            assert_eq!(root_to_f64(Wide::from(square), denominator), root);
        }
        assert_eq!(root_to_f64(Wide::default(), 7), 0.0);
    }

    #[test]
    fn a_root_halfway_between_two_floats_goes_to_the_even_one() {
        for (half, root) in [((1u128 << 54) + 2, 1u64 << 53), ((1 << 54) + 6, (1 << 53) + 4)] {
            // 2^53 + 1 and 2^53 + 3 are no floats; their squares are exact integers.
            let exact = half / 2;
            assert_eq!(root_to_f64(Wide::product(exact, exact), 1), root as f64);
        }
    }

    #[test]
    fn known_ratios() {
        assert_eq!(to_f64(1, 3), 1.0 / 3.0);
        assert_eq!(to_f64(-123_456_789_012, 100_000_000), -1_234.567_890_12);
        assert_eq!(to_f64(10i128.pow(30), 10u128.pow(20)), 1e10);
    }

    proptest! {
        #[test]
        fn a_decimal_reads_as_its_text(mantissa in any::<i64>(), scale in 0u32..13) {
            let text = format!("{mantissa}e-{scale}");
            prop_assert_eq!(to_f64(mantissa.into(), 10u128.pow(scale)), text.parse::<f64>().unwrap());
        }

        #[test]
        fn a_root_of_a_square_is_the_nearest_float(n in 1u64.., d in 1u64..1 << 58) {
            let (square, denominator) = (Wide::product(n.into(), n.into()), u128::from(d) * u128::from(d));
            prop_assert_eq!(root_to_f64(square, denominator), to_f64(n.into(), d.into()));
        }

        #[test]
        fn a_root_is_no_further_than_its_neighbours(n in 1u128.., d in 1u128..1 << 119, shift in 0u32..70) {
            let square = Wide::from(n).shifted(shift);
            let root = root_to_f64(square, d);
            let (mantissa, exponent) = ((root.to_bits() & (EXACT / 2 - 1)) | (EXACT / 2), exponent_of(root) - 52);
            prop_assert!(compare_root(square, d, 2 * mantissa + 1, exponent - 1).is_le());
            let half = if mantissa == EXACT / 2 { 1 } else { 2 };
            prop_assert!(compare_root(square, d, 4 * mantissa - half, exponent - 2).is_ge());
        }

        #[test]
        fn equal_ratios_are_equal_floats(n in any::<i64>(), d in 1i64..1 << 40, k in 1i64..1 << 20) {
            let (n, d, k) = (i128::from(n), d as u128, k as u128);
            prop_assert_eq!(to_f64(n, d), to_f64(n * k as i128, d * k));
        }
    }
}
