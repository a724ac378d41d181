//! Numbers of users, exactly, and exact numbers for users.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyFloat, PyInt, PyString, PyType};
use rustybt_simulation::simulation::Number;

/// The number in a Python int, float (its shortest repr), Decimal or str; None if it is none or not finite.
pub fn parse(value: &Bound<'_, PyAny>) -> PyResult<Option<Number>> {
    if let Ok(float) = value.cast::<PyFloat>() {
        return Ok(of_float(float.value()));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(value.extract::<i128>().ok().map(|mantissa| Number { mantissa, scale: 0 }));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(parse_text(text.to_str()?));
    }
    if value.is_instance(decimal_type(value.py())?)? {
        return Ok(parse_text(value.str()?.to_str()?));
    }
    Ok(value.extract::<i128>().ok().map(|mantissa| Number { mantissa, scale: 0 }))
}

/// The number that a float's shortest repr says; None if it is not finite.
pub fn of_float(float: f64) -> Option<Number> {
    if float == 0.0 || float.abs() == 1.0 {
        return Some(Number { mantissa: float as i128, scale: 0 }); // the targets that most strategies have
    }
    if float.is_finite() { parse_text(&format!("{float:e}")) } else { None }
}

/// `[+-]digits[.digits][e[+-]digits]` as a mantissa and a scale of at most 36; None for anything else.
fn parse_text(text: &str) -> Option<Number> {
    let text = text.trim();
    let (number, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, digits) = match number.as_bytes().first()? {
        b'-' => (true, &number[1..]),
        b'+' => (false, &number[1..]),
        _ => (false, number),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut mantissa = 0i128;
    for byte in whole.bytes().chain(fraction.bytes()) {
        let digit = byte.checked_sub(b'0').filter(|&digit| digit < 10)?;
        mantissa = mantissa.checked_mul(10)?.checked_add(digit.into())?;
    }
    let mantissa = if negative { -mantissa } else { mantissa };
    normal(mantissa, i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?)
}

fn normal(mut mantissa: i128, mut scale: i32) -> Option<Number> {
    if mantissa == 0 {
        return Some(Number { mantissa, scale: 0 });
    }
    while scale > 0 && mantissa % 10 == 0 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    while scale < 0 {
        (mantissa, scale) = (mantissa.checked_mul(10)?, scale + 1);
    }
    u32::try_from(scale).ok().filter(|&scale| scale <= 36).map(|scale| Number { mantissa, scale })
}

fn decimal_type(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal").map(|found| found.as_any())
}

/// A mantissa as text without trailing zeros.
pub fn text_of(mantissa: i128, scale: u32) -> String {
    let digits = mantissa.unsigned_abs().to_string();
    let sign = if mantissa < 0 { "-" } else { "" };
    let places = scale as usize;
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// A mantissa as `decimal.Decimal`.
pub fn to_decimal<'py>(py: Python<'py>, mantissa: i128, scale: u32) -> PyResult<Bound<'py, PyAny>> {
    decimal_type(py)?.call1((text_of(mantissa, scale),))
}

/// `Decimal('NaN')`.
pub fn decimal_nan(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    decimal_type(py)?.call1(("NaN",))
}

/// Money mantissas as 16 little-endian bytes each.
pub fn money_bytes<'py>(py: Python<'py>, values: impl ExactSizeIterator<Item = i128>) -> Bound<'py, PyBytes> {
    let mut bytes = Vec::with_capacity(values.len() * 16);
    values.for_each(|value| bytes.extend_from_slice(&value.to_le_bytes()));
    PyBytes::new(py, &bytes)
}
