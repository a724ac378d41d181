//! Unsigned integers of 256 bits, as far as sums of squares need them.

/// `high * 2^128 + low`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wide {
    high: u128,
    low: u128,
}

impl Wide {
    /// `a * b`.
    #[inline]
    pub fn product(a: u128, b: u128) -> Self {
        const LOW: u128 = u64::MAX as u128;
        let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
        let (low, middle1, middle2, high) = (a0 * b0, a1 * b0, a0 * b1, a1 * b1);
        let carry = (low >> 64) + (middle1 & LOW) + (middle2 & LOW);
        let high = high + (middle1 >> 64) + (middle2 >> 64) + (carry >> 64);
        Self { high, low: (carry << 64) | (low & LOW) }
    }

    /// The sum, modulo 2^256.
    #[inline]
    pub fn plus(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        Self { high: self.high.wrapping_add(other.high).wrapping_add(carry.into()), low }
    }

    /// The difference, modulo 2^256.
    #[inline]
    pub fn minus(self, other: Self) -> Self {
        let (low, borrow) = self.low.overflowing_sub(other.low);
        Self { high: self.high.wrapping_sub(other.high).wrapping_sub(borrow.into()), low }
    }

    /// The product, modulo 2^256.
    #[inline]
    pub fn times(self, by: u64) -> Self {
        let mut product = Self::product(self.low, by.into());
        product.high = product.high.wrapping_add(self.high.wrapping_mul(by.into()));
        product
    }

    /// `self * 2^bits`, modulo 2^256.
    #[inline]
    pub fn shifted(self, bits: u32) -> Self {
        match bits {
            0 => self,
            1..128 => Self { high: (self.high << bits) | (self.low >> (128 - bits)), low: self.low << bits },
            128..256 => Self { high: self.low << (bits - 128), low: 0 },
            _ => Self::default(),
        }
    }

    /// Within two units in the last place.
    #[inline]
    pub fn approximately(self) -> f64 {
        match u64::try_from(self.low) {
            Ok(low) if self.high == 0 => low as f64,
            _ => self.high as f64 * 2f64.powi(128) + self.low as f64,
        }
    }

    /// 32 bytes, little-endian.
    pub fn to_le_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&self.low.to_le_bytes());
        bytes[16..].copy_from_slice(&self.high.to_le_bytes());
        bytes
    }
}

impl From<u128> for Wide {
    fn from(low: u128) -> Self {
        Self { high: 0, low }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn squares_differ_by_the_product_of_sum_and_difference(a in any::<u64>(), b in any::<u64>()) {
            let (a, b) = (u128::from(a.max(b)) << 60, u128::from(a.min(b)) << 60);
            let difference = Wide::product(a, a).minus(Wide::product(b, b));
            prop_assert_eq!(difference, Wide::product(a - b, a + b));
        }

        #[test]
        fn shifting_is_multiplying(a in any::<u128>(), bits in 0u32..64) {
            prop_assert_eq!(Wide::from(a).shifted(bits), Wide::from(a).times(1 << bits));
            prop_assert_eq!(Wide::from(a).shifted(128).minus(Wide::from(a)), Wide::product(a, u128::MAX));
        }
    }
}
