//! The built-in slippage and commission models, with zipline's meaning, in exact integers.

use rustybt_ledger::LedgerError;
use rustybt_ledger::fixed::{div_half_even, mul_div_half_even, pow10, rescale};

use crate::order::Order;

/// An exact decimal parameter: mantissa x 10^-scale, not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    pub mantissa: i128,
    pub scale: u32,
}

/// How a fill's price and quantity follow from the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slippage {
    /// The close.
    None,
    /// Half of a spread beside the close.
    Fixed { spread: Parameter },
    /// Some basis points beside the close, for a share of the bar's volume.
    BasisPoints { basis_points: Parameter, volume_limit: Parameter },
    /// An impact that grows with the square of the share of the bar's volume.
    VolumeShare { volume_limit: Parameter, price_impact: Parameter },
    /// Decided outside.
    External(u32),
}

/// What a fill costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commission {
    None,
    PerShare {
        cost: Parameter,
        minimum: Parameter,
    },
    PerTrade {
        cost: Parameter,
    },
    PerDollar {
        rate: Parameter,
    },
    /// Decided outside.
    External(u32),
}

/// The bar an order meets, in the units of the order.
#[derive(Debug, Clone, Copy)]
pub struct BarFor {
    pub close: i64,
    /// In quantity mantissas.
    pub volume: i128,
    /// What this bar's fills of the asset took of it so far.
    pub taken: i128,
    /// Smallest tradable quantity, in quantity mantissas.
    pub lot: i64,
    pub price_scale: u32,
}

/// What a slippage model decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Fill {
        price: i64,
        amount: i64,
    },
    Nothing,
    /// The bar has no volume left for this asset.
    Exhausted,
}

type Outcome<T> = Result<T, LedgerError>;

impl Slippage {
    /// Decide on an order whose triggers were touched.
    pub fn decide(&self, order: &Order, bar: &BarFor) -> Outcome<Decision> {
        let open = order.open_amount();
        match *self {
            Self::None | Self::External(_) => Ok(Decision::Fill { price: bar.close, amount: open }),
            Self::Fixed { spread } => {
                let half = at_price_scale(spread.mantissa, spread.scale, 2, bar.price_scale)?;
                Ok(Decision::Fill { price: beside(bar.close, half, order)?, amount: open })
            }
            Self::BasisPoints { basis_points, volume_limit } => {
                basis_points_fill(order, bar, basis_points, volume_limit)
            }
            Self::VolumeShare { volume_limit, price_impact } => {
                volume_share_fill(order, bar, volume_limit, price_impact)
            }
        }
    }
}

fn basis_points_fill(order: &Order, bar: &BarFor, points: Parameter, limit: Parameter) -> Outcome<Decision> {
    let lot = i128::from(bar.lot);
    let share = times(bar.volume, limit.mantissa)? / pow10(limit.scale)?;
    let left = (share / lot) * lot - bar.taken;
    let amount = i128::from(order.open_amount().unsigned_abs()).min(left);
    if amount <= 0 {
        return Ok(Decision::Exhausted);
    }
    let denominator = times(10_000, pow10(points.scale)?)?;
    let move_ = mul_div_half_even(bar.close.into(), points.mantissa, denominator)?;
    Ok(Decision::Fill { price: beside(bar.close, move_, order)?, amount: signed(amount, order) })
}

fn volume_share_fill(order: &Order, bar: &BarFor, limit: Parameter, impact: Parameter) -> Outcome<Decision> {
    let (lot, unit) = (i128::from(bar.lot), pow10(limit.scale)?);
    let allowed = times(bar.volume, limit.mantissa)?;
    let left = allowed - times(bar.taken, unit)?; // in 1/unit
    if left < times(lot, unit)? {
        return Ok(Decision::Exhausted);
    }
    let amount = (left / unit).min(order.open_amount().unsigned_abs().into()) / lot * lot;
    if amount < lot {
        return Ok(Decision::Nothing);
    }
    let total = bar.taken + amount;
    let capped = times(total, unit)? > allowed;
    let (top, bottom) = if capped { (limit.mantissa, unit) } else { (total, bar.volume) };
    let numerator = times(times(top, top)?, impact.mantissa)?;
    let denominator = times(times(bottom, bottom)?, pow10(impact.scale)?)?;
    let price = beside(bar.close, mul_div_half_even(bar.close.into(), numerator, denominator)?, order)?;
    if order.worse_than_limit(price) {
        return Ok(Decision::Nothing);
    }
    Ok(Decision::Fill { price, amount: signed(amount, order) })
}

/// Scales that money is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scales {
    pub price: u32,
    pub quantity: u32,
}

impl Commission {
    /// The fee of a fill, in money mantissas; `order` is as before the fill.
    pub fn fee(&self, order: &Order, amount: i64, price: i64, scales: Scales) -> Outcome<i128> {
        let money = scales.price + scales.quantity;
        let traded = i128::from(amount.unsigned_abs());
        match *self {
            Self::None | Self::External(_) => Ok(0),
            Self::PerTrade { cost } => {
                if order.commission == 0 {
                    rescale(cost.mantissa, cost.scale, money)
                } else {
                    Ok(0)
                }
            }
            Self::PerDollar { rate } => {
                mul_div_half_even(times(traded, price.into())?, rate.mantissa, pow10(rate.scale)?)
            }
            Self::PerShare { cost, minimum } => {
                let minimum = rescale(minimum.mantissa, minimum.scale, money)?;
                let filled = i128::from(order.filled.unsigned_abs());
                let per_share =
                    |shares: i128| rescale(times(shares, cost.mantissa)?, scales.quantity + cost.scale, money);
                if order.commission == 0 {
                    return Ok(per_share(traded)?.max(minimum));
                }
                let total = per_share(filled + traded)?;
                Ok(if total < minimum { 0 } else { total - order.commission })
            }
        }
    }
}

fn times(a: i128, b: i128) -> Outcome<i128> {
    a.checked_mul(b).ok_or(LedgerError::Overflow { what: "a cost" })
}

fn signed(amount: i128, order: &Order) -> i64 {
    // At most the open amount, which is an i64.
    amount as i64 * order.direction()
}

fn beside(close: i64, distance: i128, order: &Order) -> Outcome<i64> {
    let price = i128::from(close) + distance * i128::from(order.direction());
    i64::try_from(price).map_err(|_| LedgerError::Overflow { what: "a fill price" })
}

/// `mantissa x 10^-scale / divisor` at the price scale, ties to even.
fn at_price_scale(mantissa: i128, scale: u32, divisor: i128, price_scale: u32) -> Outcome<i128> {
    if price_scale >= scale {
        div_half_even(times(mantissa, pow10(price_scale - scale)?)?, divisor)
    } else {
        div_half_even(mantissa, times(divisor, pow10(scale - price_scale)?)?)
    }
}
