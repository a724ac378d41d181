//! A bar meets the orders of earlier bars, one after the other; what foreign code must decide is asked for.

use crate::bars::MISSING;
use crate::costs::{BarFor, Commission, Decision, Slippage};
use crate::error::SimulationError;
use crate::order::Status;
use crate::simulation::Simulation;
use crate::tape::Transaction;

use rustybt_ledger::fixed::pow10;

/// Where matching stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Every open order has met the bar.
    Done,
    /// An external slippage model must decide on this order: answer with [`Simulation::answer_slippage`].
    AskSlippage { order: usize, model: u32, taken: i128 },
    /// An external commission model must price this fill: answer with [`Simulation::answer_fee`].
    AskFee { order: usize, model: u32, amount: i64, price: i64 },
    /// A fill was booked (only with `report_fills`).
    Filled { order: usize, transaction: usize },
}

#[derive(Debug, Clone, Copy)]
struct Pending {
    order: usize,
    amount: i64,
    price: i64,
}

/// Where the walk over the open orders stands.
#[derive(Debug)]
pub(crate) struct Matching {
    next: usize,
    /// Orders that are placed while the bar is matched wait for the next bar.
    last: usize,
    started: bool,
    pending: Option<Pending>,
    taken: Vec<(u64, i128, bool)>,
    stamp: u64,
}

impl Matching {
    pub(crate) fn new(columns: usize) -> Self {
        Self { next: 0, last: 0, started: false, pending: None, taken: vec![(0, 0, false); columns], stamp: 0 }
    }

    pub(crate) fn begin(&mut self) {
        (self.next, self.started, self.pending) = (0, false, None);
        self.stamp += 1;
    }

    /// An order before or at the walk's place was taken out by a cancel.
    pub(crate) fn removed(&mut self, place: usize) {
        if place < self.next {
            self.next -= 1;
        }
    }

    /// Volume taken and exhaustion of a column in this bar.
    fn of(&mut self, column: usize) -> &mut (u64, i128, bool) {
        let entry = &mut self.taken[column];
        if entry.0 != self.stamp {
            *entry = (self.stamp, 0, false);
        }
        entry
    }
}

type Outcome<T> = Result<T, SimulationError>;

impl Simulation {
    /// Match on; call until it says `Done`.
    #[inline]
    pub fn next_match(&mut self) -> Outcome<Match> {
        if !self.matching.started {
            self.matching.started = true;
            self.matching.last = self.orders.len();
        }
        while self.matching.next < self.open.len() {
            let index = self.open[self.matching.next] as usize;
            if index >= self.matching.last {
                break;
            }
            if let Some(stop) = self.meet(index)? {
                return Ok(stop);
            }
        }
        Ok(Match::Done)
    }

    /// Answer `AskSlippage`: a fill (price and signed amount mantissas), nothing, or exhaustion.
    pub fn answer_slippage(&mut self, order: usize, decision: Decision) -> Outcome<Match> {
        if let Decision::Fill { price, amount } = decision {
            let (open, column) = (self.orders[order].open_amount(), self.orders[order].column as usize);
            if amount == 0 || (amount > 0) != (open > 0) || amount.unsigned_abs() > open.unsigned_abs() {
                return Err(SimulationError::FillAmount { column, amount, open });
            }
            return match self.price_fee(order, price, amount)? {
                Some(stop) => Ok(stop),
                None => self.next_match(),
            };
        }
        self.skip(order, decision);
        self.next_match()
    }

    /// Answer `AskFee` with a money mantissa.
    pub fn answer_fee(&mut self, fee: i128) -> Outcome<Match> {
        if let Some(pending) = self.matching.pending.take()
            && let Some(stop) = self.book(pending, fee)?
        {
            return Ok(stop);
        }
        self.next_match()
    }

    /// Let an order meet the bar; None to go on with the next.
    #[inline]
    fn meet(&mut self, index: usize) -> Outcome<Option<Match>> {
        let step = self.clock.visible() - 1;
        let column = self.orders[index].column as usize;
        let (close, volume) = (self.bars.close_row(step)[column], self.bars.volume_row(step)[column]);
        let &mut (_, taken, exhausted) = self.matching.of(column);
        let on_its_way = self.orders[index].arrives_ns >= self.clock.time_ns();
        if close == MISSING || volume <= 0 || exhausted || on_its_way {
            self.matching.next += 1;
            return Ok(None);
        }
        let volume = self.volume_in_quantity(volume)?;
        let order = &mut self.orders[index];
        order.touch(close, self.clock.time_ns());
        if !order.triggered() {
            self.matching.next += 1;
            return Ok(None);
        }
        if let Slippage::External(model) = self.slippage[column] {
            return Ok(Some(Match::AskSlippage { order: index, model, taken }));
        }
        let lot = self.instruments.lots[column];
        let bar = BarFor { close, volume, taken, lot, price_scale: self.scales.price };
        match self.slippage[column].decide(order, &bar)? {
            Decision::Fill { price, amount } => self.price_fee(index, price, amount),
            other => {
                self.skip(index, other);
                Ok(None)
            }
        }
    }

    fn skip(&mut self, index: usize, decision: Decision) {
        if decision == Decision::Exhausted {
            let column = self.orders[index].column as usize;
            self.matching.of(column).2 = true;
        }
        self.matching.next += 1;
    }

    #[inline]
    fn price_fee(&mut self, index: usize, price: i64, amount: i64) -> Outcome<Option<Match>> {
        let order = &self.orders[index];
        let column = order.column as usize;
        if price <= 0 {
            return Err(SimulationError::FillPrice { column, price });
        }
        let pending = Pending { order: index, amount, price };
        if let Commission::External(model) = self.commission[column] {
            self.matching.pending = Some(pending);
            return Ok(Some(Match::AskFee { order: index, model, amount, price }));
        }
        let fee = self.commission[column].fee(order, amount, price, self.scales)?;
        self.book(pending, fee)
    }

    #[inline]
    fn book(&mut self, pending: Pending, fee: i128) -> Outcome<Option<Match>> {
        let Pending { order: index, amount, price } = pending;
        if self.open.get(self.matching.next).is_none_or(|&open| open as usize != index) {
            return Ok(None); // cancelled by the model that was asked
        }
        let now = self.clock.time_ns();
        let step = self.step() as u32;
        let column = self.orders[index].column;
        self.ledger.fill(column as usize, amount, price, fee)?;
        self.matching.of(column as usize).1 += i128::from(amount.unsigned_abs());
        let order = &mut self.orders[index];
        order.filled += amount;
        order.commission += fee;
        order.changed_ns = now;
        if order.open_amount() == 0 {
            order.status = Status::Filled;
            self.open.remove(self.matching.next);
        } else {
            self.matching.next += 1;
        }
        let transaction = self.tape.transactions.len();
        self.tape.transactions.push(Transaction {
            order: index as i64,
            column,
            step,
            time_ns: now,
            amount,
            price,
            commission: fee,
        });
        Ok(self.report_fills.then_some(Match::Filled { order: index, transaction }))
    }

    fn volume_in_quantity(&self, volume: i64) -> Outcome<i128> {
        let (from, to) = (self.bars.volume_scale, self.scales.quantity);
        let volume = i128::from(volume);
        Ok(if to >= from { volume * pow10(to - from)? } else { volume / pow10(from - to)? })
    }
}
