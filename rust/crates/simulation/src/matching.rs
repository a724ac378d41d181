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
    /// Orders whose trigger this bar's price has reached.
    touched: Vec<u32>,
}

impl Matching {
    pub(crate) fn new(columns: usize) -> Self {
        let taken = vec![(0, 0, false); columns];
        Self { next: 0, last: 0, started: false, pending: None, taken, stamp: 0, touched: Vec::new() }
    }

    pub(crate) fn begin(&mut self) {
        (self.next, self.started, self.pending) = (0, false, None);
        self.stamp += 1;
        self.touched.clear();
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
            self.may_fill(order, amount, price)?;
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
        if order.touch(close, self.clock.time_ns()) {
            self.matching.touched.push(index as u32);
        }
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
        let column = self.orders[index].column as usize;
        let transaction = self.enter_fill(index, amount, price, fee, Some(self.matching.next))?;
        self.matching.of(column).1 += i128::from(amount.unsigned_abs());
        if self.orders[index].status != Status::Filled {
            self.matching.next += 1;
        }
        Ok(self.report_fills.then_some(Match::Filled { order: index, transaction }))
    }

    /// Whether a fill of this amount at this price is one that the order asked for.
    pub(crate) fn may_fill(&self, order: usize, amount: i64, price: i64) -> Outcome<()> {
        let (open, column) = (self.orders[order].open_amount(), self.orders[order].column as usize);
        if amount == 0 || (amount > 0) != (open > 0) || amount.unsigned_abs() > open.unsigned_abs() {
            return Err(SimulationError::FillAmount { column, amount, open });
        }
        if price <= 0 {
            return Err(SimulationError::FillPrice { column, price });
        }
        Ok(())
    }

    /// Enter a fill in the ledger, its order and the tape; `place` is the order's among the open ones. Its row.
    #[inline]
    pub(crate) fn enter_fill(
        &mut self,
        index: usize,
        amount: i64,
        price: i64,
        fee: i128,
        place: Option<usize>,
    ) -> Outcome<usize> {
        let column = self.orders[index].column;
        self.ledger.fill(column as usize, amount, price, fee)?;
        let now = self.clock.time_ns();
        let order = &mut self.orders[index];
        order.filled += amount;
        order.commission += fee;
        order.changed_ns = now;
        if order.open_amount() == 0 {
            order.status = Status::Filled;
            if let Some(place) = place {
                self.open.remove(place);
            }
        }
        Ok(self.put_on_tape(index as i64, column, amount, price, fee))
    }

    /// Put a fill, booked now, on the tape; its row.
    #[inline]
    pub(crate) fn put_on_tape(&mut self, order: i64, column: u32, amount: i64, price: i64, commission: i128) -> usize {
        let (step, time_ns) = (self.step() as u32, self.clock.time_ns());
        self.tape.transactions.push(Transaction { order, column, step, time_ns, amount, price, commission });
        self.tape.transactions.len() - 1
    }

    /// The orders that this bar's price touched and did not fill, oldest first.
    pub fn touched_orders(&self) -> Vec<usize> {
        let step = self.step() as u32;
        let filled = |index: usize| {
            let of_bar = self.tape.transactions.iter().rev().take_while(|row| row.step == step);
            of_bar.into_iter().any(|row| row.order == index as i64)
        };
        self.matching.touched.iter().map(|&index| index as usize).filter(|&index| !filled(index)).collect()
    }

    fn volume_in_quantity(&self, volume: i64) -> Outcome<i128> {
        let (from, to) = (self.bars.volume_scale, self.scales.quantity);
        let volume = i128::from(volume);
        Ok(if to >= from { volume * pow10(to - from)? } else { volume / pow10(from - to)? })
    }
}
