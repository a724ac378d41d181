//! One account trading on one set of bars, moved step by step from outside.

use std::sync::Arc;

use rustybt_ledger::Ledger;
use rustybt_ledger::fixed::{mul_div_half_even, pow10, rescale};

use crate::bars::{Bars, MISSING};
use crate::clock::Clock;
use crate::costs::{Commission, Scales, Slippage};
use crate::error::SimulationError;
use crate::matching::Matching;
use crate::order::{Order, Reason, Status};
use crate::sizing::{at_tick, whole_lots};
use crate::tape::{Day, Held, NO_ORDER, Tape, Worth};

type Outcome<T> = Result<T, SimulationError>;

const NANOS_PER_DAY: i64 = 86_400_000_000_000;

/// What is fixed about every column.
#[derive(Debug, Clone)]
pub struct Instruments {
    pub multipliers: Vec<i64>,
    /// Whether gains are paid in cash as they come.
    pub settled: Vec<bool>,
    /// Smallest quantity, in quantity mantissas.
    pub lots: Vec<i64>,
    /// Tick in price mantissas, 0 for none.
    pub ticks: Vec<i64>,
    /// First and last day it trades.
    pub lives: Vec<(i32, i32)>,
    /// Day its positions are closed, `i32::MAX` for never.
    pub auto_close: Vec<i32>,
}

/// What may be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Initialize,
    BeforeTrading,
    Bar,
    Ended,
}

impl Phase {
    fn name(self) -> &'static str {
        match self {
            Self::Initialize => "initialize",
            Self::BeforeTrading => "before_trading_start",
            Self::Bar => "a bar",
            Self::Ended => "analyze",
        }
    }
}

/// An amount of money or a fraction, exactly.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    pub mantissa: i128,
    pub scale: u32,
}

/// The state of a run.
#[derive(Debug)]
pub struct Simulation {
    pub bars: Arc<Bars>,
    pub clock: Arc<Clock>,
    pub ledger: Ledger,
    pub scales: Scales,
    pub instruments: Instruments,
    pub orders: Vec<Order>,
    pub tape: Tape,
    pub phase: Phase,
    pub cancel_at_session_end: bool,
    /// Whether every fill is reported by `next_match`, for hooks.
    pub report_fills: bool,
    /// Whether a session leaves no more behind than what the account was worth.
    pub brief: bool,
    pub(crate) open: Vec<u32>,
    pub(crate) slippage: Vec<Slippage>,
    pub(crate) commission: Vec<Commission>,
    pub(crate) matching: Matching,
    placed: u32,
    /// The earliest day on which positions are closed.
    first_auto_close: i32,
    cancelled: Vec<u32>,
}

impl Simulation {
    /// An account with `capital` (a money mantissa) before its first session.
    pub fn new(
        bars: Arc<Bars>,
        clock: Arc<Clock>,
        instruments: Instruments,
        quantity_scale: u32,
        capital: i128,
    ) -> Outcome<Self> {
        let ledger = Ledger::new(instruments.multipliers.clone(), capital)?.settling(&instruments.settled)?;
        let columns = bars.columns();
        let first_auto_close = instruments.auto_close.iter().copied().min().unwrap_or(i32::MAX);
        let scales = Scales { price: bars.price_scale, quantity: quantity_scale };
        Ok(Self {
            bars,
            clock,
            ledger,
            scales,
            instruments,
            orders: Vec::new(),
            tape: Tape::default(),
            phase: Phase::Initialize,
            cancel_at_session_end: false,
            report_fills: false,
            brief: false,
            open: Vec::new(),
            slippage: vec![Slippage::None; columns],
            commission: vec![Commission::None; columns],
            matching: Matching::new(columns),
            placed: 0,
            first_auto_close,
            cancelled: Vec::new(),
        })
    }

    /// Set the model of these columns.
    pub fn set_slippage(&mut self, columns: &[usize], model: Slippage) {
        columns.iter().for_each(|&column| self.slippage[column] = model);
    }

    /// Set the model of these columns.
    pub fn set_commission(&mut self, columns: &[usize], model: Commission) {
        columns.iter().for_each(|&column| self.commission[column] = model);
    }

    /// Open a session: dividends, then splits; what is visible are the bars before `step`, its first.
    pub fn begin_session(&mut self, session: usize, step: usize) -> Outcome<()> {
        self.bars.settle(step).map_err(|error| *error)?;
        self.clock.set(step, session, self.bars.axes.open_ns[session]);
        self.phase = Phase::BeforeTrading;
        for dividend in self.bars.dividends_of(session) {
            self.ledger.earn_dividend(dividend.column, dividend.amount, dividend.pay_day)?;
        }
        self.ledger.pay_dividends(self.bars.axes.sessions[session])?;
        if self.bars.splits_of(session).is_empty() { Ok(()) } else { self.split(session) }
    }

    #[cold]
    fn split(&mut self, session: usize) -> Outcome<()> {
        let bars = Arc::clone(&self.bars);
        for split in bars.splits_of(session) {
            self.split_orders(split.column, split.numerator, split.denominator)?;
            self.ledger.split(split.column, split.numerator, split.denominator)?;
        }
        Ok(())
    }

    /// Make a bar visible; matching comes next, then [`Self::settle_bar`].
    #[inline]
    pub fn begin_bar(&mut self, step: usize) -> Result<(), Box<SimulationError>> {
        self.bars.settle(step + 1)?;
        let session = self.bars.axes.step_session[step] as usize;
        self.clock.set(step + 1, session, self.bars.axes.times_ns[step]);
        self.phase = Phase::Bar;
        self.placed = 0;
        self.matching.begin();
        Ok(())
    }

    /// Mark what is held at the bar's prices.
    #[inline]
    pub fn settle_bar(&mut self, step: usize) -> Outcome<()> {
        let row = self.bars.price_row(step);
        Ok(self.ledger.mark_row(row, MISSING)?)
    }

    /// Close a session: auto-close, cancel policy, the day's record.
    pub fn end_session(&mut self, session: usize) -> Outcome<()> {
        self.close_expired(self.bars.axes.close_ns[session])?;
        if self.cancel_at_session_end {
            // With daily bars an order of this bar has not met one yet: it is kept for the next.
            let (step, of) = (self.step(), &self.bars.axes.step_session);
            let daily = step == 0 || of[step - 1] as usize != session;
            self.cancel_where(|order| !daily || (order.step as usize) < step, Reason::SessionEnd);
        }
        self.record_day(session)
    }

    /// The run is over; nothing may be ordered any more.
    pub fn end(&mut self) {
        self.phase = Phase::Ended;
    }

    /// The step of the current bar.
    pub fn step(&self) -> usize {
        self.clock.visible().saturating_sub(1)
    }

    /// Last price of a column, or `MISSING`.
    #[inline]
    pub fn last_price(&self, column: usize) -> i64 {
        match self.clock.visible() {
            0 => MISSING,
            visible => self.bars.price_row(visible - 1)[column],
        }
    }

    /// Place an order; `amount` in quantity mantissas, `limit` and `stop` in price mantissas or `MISSING`.
    pub fn place(&mut self, column: usize, amount: i64, limit: i64, stop: i64) -> Outcome<usize> {
        if amount == 0 {
            return Err(SimulationError::ZeroAmount { column });
        }
        self.may_order(column)?;
        let (limit, stop) = self.at_ticks(column, amount > 0, limit, stop)?;
        let now = self.clock.time_ns();
        let index = self.orders.len();
        self.orders.push(Order {
            column: column as u32,
            step: self.step() as u32,
            n: self.placed,
            status: Status::Open,
            reason: Reason::None,
            limit_reached: false,
            stop_reached: false,
            became_limit: false,
            amount,
            filled: 0,
            limit,
            stop,
            commission: 0,
            created_ns: now,
            changed_ns: now,
            arrives_ns: i64::MIN,
        });
        self.placed += 1;
        self.open.push(index as u32);
        Ok(index)
    }

    /// Whether an order for this column may be placed now.
    pub fn may_order(&self, column: usize) -> Outcome<()> {
        if self.phase != Phase::Bar {
            return Err(SimulationError::OutsideBar { phase: self.phase.name() });
        }
        let (start, end) = self.instruments.lives[column];
        let day = self.bars.axes.sessions[self.clock.session()];
        let end = end.min(self.instruments.auto_close[column]);
        if day < start || day > end {
            return Err(SimulationError::NotTraded { column, day, start, end });
        }
        Ok(())
    }

    /// The amount that a number of units is, less what is held when it is a target.
    pub fn amount_of_units(&self, column: usize, units: Number, target: bool) -> Outcome<i64> {
        let unit = pow10(units.scale)?;
        let overflow = || rustybt_ledger::LedgerError::Overflow { what: "an order's amount" };
        let wanted = units.mantissa.checked_mul(pow10(self.scales.quantity)?).ok_or_else(overflow)?;
        self.amount_of(column, wanted, unit, target)
    }

    /// The amount that money buys at the last price, less what is held when it is a target.
    pub fn amount_of_money(&self, column: usize, money: Number, target: bool) -> Outcome<i64> {
        let value = rescale(money.mantissa, money.scale, self.scales.price + self.scales.quantity)?;
        self.amount_of_value(column, value, target)
    }

    /// The amount that a fraction of the portfolio's value buys, less what is held when it is a target.
    pub fn amount_of_percent(&self, column: usize, percent: Number, target: bool) -> Outcome<i64> {
        let value = mul_div_half_even(self.ledger.portfolio_value()?, percent.mantissa, pow10(percent.scale)?)?;
        self.amount_of_value(column, value, target)
    }

    fn amount_of_value(&self, column: usize, value: i128, target: bool) -> Outcome<i64> {
        let price = self.last_price(column);
        if price == MISSING {
            return Err(SimulationError::NoPrice { column });
        }
        let unit = i128::from(price) * i128::from(self.ledger.multiplier(column));
        if unit <= 0 {
            return Err(SimulationError::NoPrice { column });
        }
        self.amount_of(column, value, unit, target)
    }

    fn amount_of(&self, column: usize, numerator: i128, denominator: i128, target: bool) -> Outcome<i64> {
        let held = if target { i128::from(self.ledger.position(column).quantity) } else { 0 };
        let rest = held
            .checked_mul(denominator)
            .and_then(|held| numerator.checked_sub(held))
            .ok_or(rustybt_ledger::LedgerError::Overflow { what: "an order's amount" })?;
        Ok(whole_lots(rest, denominator, self.instruments.lots[column])?)
    }

    fn at_ticks(&self, column: usize, buys: bool, limit: i64, stop: i64) -> Outcome<(i64, i64)> {
        let tick = self.instruments.ticks[column];
        let checked = |price: i64, what, down| {
            if price == MISSING {
                return Ok(MISSING);
            }
            match at_tick(price, tick, down) {
                price if price > 0 => Ok(price),
                _ => Err(SimulationError::OrderPrice { column, what }),
            }
        };
        Ok((checked(limit, "limit", buys)?, checked(stop, "stop", !buys)?))
    }

    /// Cancel an order if it is open; whether it was.
    pub fn cancel(&mut self, index: usize) -> bool {
        let found = self.open.iter().position(|&open| open as usize == index);
        if let Some(place) = found {
            self.open.remove(place);
            self.matching.removed(place);
            self.close_order(index, Status::Cancelled, Reason::ByStrategy);
        }
        found.is_some()
    }

    /// Indices of the open orders, oldest first.
    pub fn open_orders(&self) -> &[u32] {
        &self.open
    }

    /// The orders cancelled since the last call.
    pub fn take_cancelled(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.cancelled).into_iter().map(|index| index as usize).collect()
    }

    pub(crate) fn close_order(&mut self, index: usize, status: Status, reason: Reason) {
        let order = &mut self.orders[index];
        order.status = status;
        order.reason = reason;
        order.changed_ns = self.clock.time_ns();
        if status == Status::Cancelled {
            self.cancelled.push(index as u32);
        }
    }

    fn cancel_where(&mut self, wanted: impl Fn(&Order) -> bool, reason: Reason) {
        let (out, kept): (Vec<u32>, Vec<u32>) =
            self.open.iter().partition(|&&index| wanted(&self.orders[index as usize]));
        self.open = kept;
        out.into_iter().for_each(|index| self.close_order(index as usize, Status::Cancelled, reason));
    }

    fn split_orders(&mut self, column: usize, numerator: i64, denominator: i64) -> Outcome<()> {
        let lot = self.instruments.lots[column];
        for &index in &self.open {
            let order = &mut self.orders[index as usize];
            if order.column as usize == column {
                let scaled = |amount: i64| -> Outcome<i64> {
                    let exact = i128::from(amount) * i128::from(denominator) / i128::from(numerator);
                    Ok(whole_lots(exact / i128::from(lot) * i128::from(lot), 1, lot)?)
                };
                let (filled, rest) = (scaled(order.filled)?, scaled(order.open_amount())?);
                (order.filled, order.amount) = (filled, filled + rest);
                for price in [&mut order.limit, &mut order.stop] {
                    if *price != MISSING {
                        *price = crate::bars::adjusted(*price, numerator, denominator)?;
                    }
                }
            }
        }
        self.cancel_where(|order| order.open_amount() == 0, Reason::Split);
        Ok(())
    }

    /// An auto-close date is its midnight (zipline's rule): around the clock it ends the session before.
    fn close_expired(&mut self, close_ns: i64) -> Outcome<()> {
        if self.first_auto_close == i32::MAX {
            return Ok(());
        }
        let day = i32::try_from(close_ns.div_euclid(NANOS_PER_DAY)).unwrap_or(i32::MAX - 1);
        if day < self.first_auto_close {
            return Ok(());
        }
        let held: Vec<u32> = self.ledger.held().to_vec();
        for column in held {
            let at = column as usize;
            if self.instruments.auto_close[at] <= day {
                let position = *self.ledger.position(at);
                self.ledger.fill(at, -position.quantity, position.price, 0)?;
                self.put_on_tape(NO_ORDER, column, -position.quantity, position.price, 0);
            }
        }
        let auto_close = std::mem::take(&mut self.instruments.auto_close);
        self.cancel_where(|order| auto_close[order.column as usize] <= day, Reason::AutoClose);
        self.instruments.auto_close = auto_close;
        Ok(())
    }

    fn record_day(&mut self, session: usize) -> Outcome<()> {
        if self.brief {
            let (portfolio, flows) = (self.ledger.portfolio_value()?, self.ledger.flows());
            self.tape.worth.push(Worth { portfolio, flows });
            return Ok(());
        }
        let row = self.tape.days.len() as u32;
        let ledger = &self.ledger;
        let (mut longs, mut shorts) = (0, 0);
        for &column in ledger.held() {
            let position = ledger.position(column as usize);
            if position.quantity > 0 {
                longs += 1
            } else {
                shorts += 1
            }
            self.tape.positions.push(Held {
                day: row,
                column,
                amount: position.quantity,
                price: position.price,
                cost: position.cost,
                fees: position.fees,
            });
        }
        let (long_value, short_value) = ledger.long_short()?;
        let (long_exposure, short_exposure) = ledger.exposures()?;
        self.tape.days.push(Day {
            session: session as u32,
            longs,
            shorts,
            cash: ledger.cash()?,
            long_value,
            short_value,
            long_exposure,
            short_exposure,
            realised: ledger.realised(),
            fees: ledger.fees(),
            dividends: ledger.dividends(),
            flows: ledger.flows(),
        });
        Ok(())
    }
}
