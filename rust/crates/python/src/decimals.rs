//! Decimals made before: in a bar the same price is asked for again, and prices come back.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::numbers::{decimal_nan, to_decimal};

/// How many are kept; a power of two.
const SLOTS: usize = 4096;

/// The last Decimal of each slot, by mantissa and scale.
#[derive(Default)]
pub struct Decimals {
    slots: Vec<Option<(i64, u32, Py<PyAny>)>>,
}

impl Decimals {
    /// A mantissa as `decimal.Decimal`.
    #[inline]
    pub fn of<'py>(&mut self, py: Python<'py>, mantissa: i64, scale: u32) -> PyResult<Bound<'py, PyAny>> {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, || None);
        }
        // The top bits of a product by an odd constant depend on all bits of the mantissa.
        let hash = (mantissa as u64 ^ u64::from(scale)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let slot = &mut self.slots[(hash >> 52) as usize % SLOTS];
        if let Some((known, at, decimal)) = slot
            && (*known, *at) == (mantissa, scale)
        {
            return Ok(decimal.bind(py).clone());
        }
        let made = to_decimal(py, mantissa.into(), scale)?;
        *slot = Some((mantissa, scale, made.clone().unbind()));
        Ok(made)
    }
}

/// `Decimal('NaN')`, one for all.
#[inline]
pub fn nan(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    static NAN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    NAN.get_or_try_init(py, || decimal_nan(py).map(Bound::unbind)).map(|found| found.bind(py).clone())
}
