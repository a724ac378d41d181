//! The nearest float of an exact ratio.

/// `numerator / denominator` as the nearest f64, ties to even, for `0 < denominator < 2^72`: equal ratios give equal
/// floats, whatever they were computed from.
pub fn to_f64(numerator: i128, denominator: u128) -> f64 {
    let magnitude = numerator.unsigned_abs();
    if magnitude == 0 {
        return 0.0;
    }
    let exact = 1u128 << 53;
    let value = if magnitude <= exact && denominator <= exact {
        magnitude as f64 / denominator as f64
    } else {
        wide(magnitude, denominator)
    };
    if numerator < 0 { -value } else { value }
}

/// Shift until the quotient has 55 or 56 bits, mark what was cut in its last bit, and let the conversion round once.
fn wide(magnitude: u128, denominator: u128) -> f64 {
    let bits = |value: u128| 128 - value.leading_zeros() as i32;
    let shift = 55 - (bits(magnitude) - bits(denominator));
    let (top, bottom) = if shift >= 0 { (magnitude << shift, denominator) } else { (magnitude, denominator << -shift) };
    let sticky = u128::from(top % bottom != 0);
    ((top / bottom) | sticky) as f64 * 2f64.powi(-shift)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        fn equal_ratios_are_equal_floats(n in any::<i64>(), d in 1i64..1 << 40, k in 1i64..1 << 20) {
            let (n, d, k) = (i128::from(n), d as u128, k as u128);
            prop_assert_eq!(to_f64(n, d), to_f64(n * k as i128, d * k));
        }
    }
}
