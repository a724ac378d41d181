//! A run whose orders are filled by a venue elsewhere: what it reports is booked as it comes.

use crate::error::SimulationError;
use crate::order::{Reason, Status};
use crate::simulation::Simulation;
use crate::tape::NO_ORDER;

type Outcome<T> = Result<T, SimulationError>;

impl Simulation {
    /// Book a reported fill of an order, whatever its state; a fill may come after a cancel. The transaction's row.
    pub fn book_fill(&mut self, order: usize, amount: i64, price: i64, fee: i128) -> Outcome<usize> {
        self.may_fill(order, amount, price)?;
        let place = self.open.iter().position(|&open| open as usize == order);
        self.enter_fill(order, amount, price, fee, place)
    }

    /// Look at an order as its venue did, which touched it at the bar's price.
    pub fn touch_order(&mut self, order: usize) {
        let close = self.bars.close_row(self.step())[self.orders[order].column as usize];
        let now = self.clock.time_ns();
        self.orders[order].touch(close, now);
    }

    /// Take in a position, or a part of one, that no order of ours accounts for, at a price: no cash moves, what it is
    /// worth came from outside or went there. The transaction's row, and the flow.
    pub fn adjust_position(&mut self, column: usize, amount: i64, price: i64) -> Outcome<(usize, i128)> {
        if amount == 0 {
            return Err(SimulationError::ZeroAmount { column });
        }
        if price <= 0 {
            return Err(SimulationError::FillPrice { column, price });
        }
        let mut after = self.ledger.clone();
        let flow = -after.fill(column, amount, price, 0)?.cash;
        after.flow(flow)?;
        self.ledger = after;
        Ok((self.put_on_tape(NO_ORDER, column as u32, amount, price, 0), flow))
    }

    /// Take in cash that came from outside, or went there when negative.
    pub fn adjust_cash(&mut self, amount: i128) -> Outcome<()> {
        Ok(self.ledger.flow(amount)?)
    }

    /// End an order that its venue cancelled or refused; whether it was open.
    pub fn end_order(&mut self, order: usize, refused: bool) -> bool {
        let before = self.open.len();
        self.open.retain(|&open| open as usize != order);
        if self.open.len() == before {
            return false;
        }
        let (status, reason) =
            if refused { (Status::Rejected, Reason::Refused) } else { (Status::Cancelled, Reason::ByVenue) };
        self.close_order(order, status, reason);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::bars::{Axes, Bars, MISSING};
    use crate::clock::Clock;
    use crate::simulation::Instruments;

    fn run() -> Simulation {
        let axes = Axes {
            sessions: vec![10, 11],
            open_ns: vec![0, 100],
            close_ns: vec![50, 150],
            step_session: vec![0, 1],
            times_ns: vec![50, 150],
        };
        let bars = Bars::new(axes, 1, (2, 0), (vec![100, 101], vec![1_000; 2]), (vec![], vec![])).unwrap();
        let instruments = Instruments {
            multipliers: vec![1],
            settled: vec![false],
            lots: vec![1],
            ticks: vec![1],
            lives: vec![(0, 99)],
            auto_close: vec![i32::MAX],
        };
        Simulation::new(Arc::new(bars), Arc::new(Clock::default()), instruments, 0, 1_000_000).unwrap()
    }

    fn with_order(amount: i64) -> (Simulation, usize) {
        let mut run = run();
        run.begin_session(0, 0).unwrap();
        run.begin_bar(0).unwrap();
        let order = run.place(0, amount, MISSING, MISSING).unwrap();
        (run, order)
    }

    #[test]
    fn fills_are_booked_at_the_reported_price_and_fee() {
        let (mut run, order) = with_order(10);
        run.book_fill(order, 4, 100, 2).unwrap();
        assert_eq!((run.orders[order].status, run.orders[order].filled), (Status::Open, 4));
        run.book_fill(order, 6, 103, 1).unwrap();
        assert_eq!((run.orders[order].status, run.orders[order].commission), (Status::Filled, 3));
        assert_eq!(run.ledger.cash(), Ok(1_000_000 - 400 - 618 - 3));
        assert!(run.open_orders().is_empty());
        run.ledger.check().unwrap();
    }

    #[test]
    fn an_order_on_its_way_meets_no_bar_before_it_arrives() {
        for (arrives, filled) in [(149, 5), (150, 0)] {
            let (mut run, order) = with_order(5);
            run.orders[order].arrives_ns = arrives;
            run.begin_session(1, 1).unwrap();
            run.begin_bar(1).unwrap();
            assert_eq!(run.next_match(), Ok(crate::Match::Done));
            assert_eq!(run.orders[order].filled, filled);
        }
    }

    #[test]
    fn a_fill_after_a_cancel_still_counts() {
        let (mut run, order) = with_order(-5);
        assert!(run.end_order(order, false));
        assert!(!run.end_order(order, false));
        run.book_fill(order, -2, 100, 0).unwrap();
        assert_eq!((run.orders[order].status, run.orders[order].filled), (Status::Cancelled, -2));
        assert_eq!(run.ledger.position(0).quantity, -2);
        assert_eq!(run.take_cancelled(), vec![order]);
    }

    #[test]
    fn a_refused_order_is_no_cancelled_one() {
        let (mut run, order) = with_order(5);
        assert!(run.end_order(order, true));
        assert_eq!((run.orders[order].status, run.orders[order].reason), (Status::Rejected, Reason::Refused));
        assert!(run.take_cancelled().is_empty());
    }

    #[test]
    fn what_came_from_outside_moves_no_cash_and_is_a_flow() {
        let (mut run, order) = with_order(10);
        run.book_fill(order, 10, 100, 0).unwrap();
        let cash = run.ledger.cash().unwrap();
        for (amount, held, flow) in [(5, 15, 500), (-20, -5, -2_000), (5, 0, 500)] {
            assert_eq!(run.adjust_position(0, amount, 100).map(|done| done.1), Ok(flow));
            assert_eq!((run.ledger.position(0).quantity, run.ledger.cash()), (held, Ok(cash)));
            run.ledger.check().unwrap();
        }
        assert_eq!(run.ledger.flows(), -1_000);
        run.adjust_cash(-7).unwrap();
        assert_eq!((run.ledger.flows(), run.ledger.cash()), (-1_007, Ok(cash - 7)));
        run.ledger.check().unwrap();
        assert_eq!(run.tape.transactions.last().map(|row| (row.order, row.amount)), Some((NO_ORDER, 5)));
    }

    #[test]
    fn an_adjustment_that_cannot_be_changes_nothing() {
        let (mut run, _) = with_order(10);
        for (amount, price) in [(0, 100), (1, 0), (1, -1), (i64::MIN, i64::MAX)] {
            assert!(run.adjust_position(0, amount, price).is_err());
        }
        assert!(run.adjust_cash(i128::MAX).is_err());
        assert_eq!((run.ledger.cash(), run.ledger.flows(), run.tape.transactions.len()), (Ok(1_000_000), 0, 0));
    }

    #[test]
    fn what_no_order_asked_for_is_refused() {
        let (mut run, order) = with_order(5);
        for (amount, price) in [(6, 100), (-1, 100), (0, 100), (1, 0), (1, -3)] {
            assert!(run.book_fill(order, amount, price, 0).is_err());
        }
        assert_eq!((run.ledger.cash(), run.orders[order].filled), (Ok(1_000_000), 0));
    }
}
