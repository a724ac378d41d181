//! Exact products of ratios: what many splits and dividends together make of a value, rounded once.

use std::cmp::Ordering;

use rustybt_ledger::LedgerError;
use rustybt_ledger::fixed::mul_div_half_even;

type Outcome<T> = Result<T, LedgerError>;

const OVERFLOW: LedgerError = LedgerError::Overflow { what: "an adjusted value" };

/// A positive ratio in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    numerator: u64,
    denominator: u64,
}

impl Ratio {
    /// From integers that must both be above 0.
    pub fn new(numerator: i64, denominator: i64) -> Outcome<Self> {
        let checked = |value: i64| match u64::try_from(value) {
            Ok(value) if value > 0 => Ok(value),
            _ => Err(LedgerError::Invalid { what: "a part of a ratio", value: value.into() }),
        };
        let (numerator, denominator) = (checked(numerator)?, checked(denominator)?);
        let common = gcd(numerator, denominator);
        Ok(Self { numerator: numerator / common, denominator: denominator / common })
    }

    /// One over it.
    pub fn inverse(self) -> Self {
        Self { numerator: self.denominator, denominator: self.numerator }
    }

    /// A value times it, ties to even.
    #[inline]
    pub fn apply(self, value: i64) -> Outcome<i64> {
        apply_narrow(value, self.numerator, self.denominator)
    }
}

/// A product of ratios, however many: little-endian limbs where 64 bits do not hold it.
#[derive(Debug, Clone)]
pub enum Product {
    Narrow(u64, u64),
    Wide(Vec<u64>, Vec<u64>),
}

impl Product {
    /// Nothing multiplied yet.
    pub const ONE: Self = Self::Narrow(1, 1);

    /// The product with one more ratio.
    pub fn times(&self, ratio: Ratio) -> Self {
        let (numerator, denominator) = match self {
            Self::Narrow(numerator, denominator) => {
                let (up, down) = (gcd(*numerator, ratio.denominator), gcd(ratio.numerator, *denominator));
                let above = (numerator / up).checked_mul(ratio.numerator / down);
                let below = (denominator / down).checked_mul(ratio.denominator / up);
                if let (Some(above), Some(below)) = (above, below) {
                    return Self::Narrow(above, below);
                }
                (vec![*numerator], vec![*denominator])
            }
            Self::Wide(numerator, denominator) => (numerator.clone(), denominator.clone()),
        };
        Self::Wide(times_limb(&numerator, ratio.numerator), times_limb(&denominator, ratio.denominator))
    }

    /// A value times it, ties to even.
    pub fn apply(&self, value: i64) -> Outcome<i64> {
        match self {
            Self::Narrow(numerator, denominator) => apply_narrow(value, *numerator, *denominator),
            Self::Wide(numerator, denominator) => {
                let magnitude = divided(&times_limb(numerator, value.unsigned_abs()), denominator);
                let magnitude = magnitude.and_then(|found| i64::try_from(found).ok()).ok_or(OVERFLOW)?;
                Ok(if value < 0 { -magnitude } else { magnitude })
            }
        }
    }
}

#[inline]
fn apply_narrow(value: i64, numerator: u64, denominator: u64) -> Outcome<i64> {
    if numerator == denominator {
        return Ok(value);
    }
    let wide = mul_div_half_even(value.into(), numerator.into(), denominator.into())?;
    i64::try_from(wide).map_err(|_| OVERFLOW)
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn times_limb(limbs: &[u64], by: u64) -> Vec<u64> {
    let mut out = Vec::with_capacity(limbs.len() + 1);
    let mut carry = 0u128;
    for &limb in limbs {
        carry += u128::from(limb) * u128::from(by);
        out.push(carry as u64);
        carry >>= 64;
    }
    out.push(carry as u64);
    trim(&mut out);
    out
}

fn trim(limbs: &mut Vec<u64>) {
    while limbs.len() > 1 && limbs.last() == Some(&0) {
        limbs.pop();
    }
}

fn shifted(limbs: &[u64], bits: u32) -> Vec<u64> {
    times_limb(limbs, 1 << bits)
}

/// `numerator / denominator`, ties to even; None when the quotient needs 64 bits or more. One step of Knuth's algorithm D.
fn divided(numerator: &[u64], denominator: &[u64]) -> Option<u64> {
    let bits = denominator.last()?.leading_zeros();
    let (mut rest, divisor) = (shifted(numerator, bits), shifted(denominator, bits));
    let length = divisor.len();
    if rest.len() > length + 1 {
        return None;
    }
    rest.resize(length + 1, 0);
    let top = divisor[length - 1];
    if rest[length] >= top {
        return None;
    }
    let leading = u128::from(rest[length]) << 64 | u128::from(rest[length - 1]);
    let mut quotient = (leading / u128::from(top)) as u64;
    if subtract(&mut rest, &times_limb(&divisor, quotient)) {
        // The estimate is at most two too high, as the divisor's top bit is set.
        quotient -= 1;
        while !add(&mut rest, &divisor) {
            quotient -= 1;
        }
    }
    let up = match compare(&shifted(&rest, 1), &divisor) {
        Ordering::Less => 0,
        Ordering::Equal => quotient & 1,
        Ordering::Greater => 1,
    };
    quotient.checked_add(up)
}

/// `from -= what`, modulo; whether it went below zero.
fn subtract(from: &mut [u64], what: &[u64]) -> bool {
    let mut borrow = false;
    for (at, limb) in from.iter_mut().enumerate() {
        let (value, first) = limb.overflowing_sub(what.get(at).copied().unwrap_or(0));
        let (value, second) = value.overflowing_sub(borrow.into());
        (*limb, borrow) = (value, first || second);
    }
    borrow
}

/// `to += what`, modulo; whether it carried over.
fn add(to: &mut [u64], what: &[u64]) -> bool {
    let mut carry = false;
    for (at, limb) in to.iter_mut().enumerate() {
        let (value, first) = limb.overflowing_add(what.get(at).copied().unwrap_or(0));
        let (value, second) = value.overflowing_add(carry.into());
        (*limb, carry) = (value, first || second);
    }
    carry
}

fn compare(a: &[u64], b: &[u64]) -> Ordering {
    let limb = |of: &[u64], at: usize| of.get(at).copied().unwrap_or(0);
    let differing = (0..a.len().max(b.len())).rev().map(|at| limb(a, at).cmp(&limb(b, at)));
    differing.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wide(product: &Product) -> Product {
        match product {
            Product::Narrow(above, below) => Product::Wide(vec![*above], vec![*below]),
            other => other.clone(),
        }
    }

    #[test]
    fn many_dividends_stay_exact() {
        // (1 - 1/p) over 400 prices, and back: nothing is lost on the way.
        let mut product = Product::ONE;
        for price in 1_000_003..1_000_403 {
            product = product.times(Ratio::new(price - 1, price).unwrap());
        }
        // The product telescopes to 1_000_002 / 1_000_402.
        assert_eq!(product.apply(1_000_402).unwrap(), 1_000_002);
        assert_eq!(wide(&product).apply(500_201 * 3).unwrap(), 500_001 * 3);
    }

    #[test]
    fn a_tie_goes_to_even_in_the_wide_form_too() {
        for (value, found) in [(1, 0), (3, 2), (5, 2), (-1, 0), (-3, -2), (7, 4)] {
            assert_eq!(Product::Narrow(1, 2).apply(value), Ok(found));
            assert_eq!(wide(&Product::Narrow(1, 2)).apply(value), Ok(found));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(Product::Narrow(3, 1).apply(i64::MAX / 2).is_err());
        assert!(wide(&Product::Narrow(3, 1)).apply(i64::MAX / 2).is_err());
        assert!(Ratio::new(0, 1).is_err());
        assert!(Ratio::new(1, -1).is_err());
        let huge = Product::Wide(vec![0, 0, 0, 1], vec![1]);
        assert!(huge.apply(1).is_err());
        assert_eq!(huge.apply(0), Ok(0));
    }

    proptest! {
        #[test]
        fn the_wide_form_agrees_with_the_narrow_one(value in any::<i64>(), above in 1u64.., below in 1u64..) {
            let narrow = Product::Narrow(above, below);
            prop_assert_eq!(wide(&narrow).apply(value), narrow.apply(value));
        }

        #[test]
        fn a_product_and_its_inverse_cancel(value in 1i64.., ratios in prop::collection::vec((1i64.., 1i64..), 0..30)) {
            let mut product = Product::ONE;
            for &(above, below) in &ratios {
                product = product.times(Ratio::new(above, below).unwrap());
            }
            for &(above, below) in ratios.iter().rev() {
                product = product.times(Ratio::new(above, below).unwrap().inverse());
            }
            prop_assert_eq!(product.apply(value), Ok(value));
        }
    }
}
