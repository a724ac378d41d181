//! The ledger against a plain restatement of its rules, and what it refuses.

use proptest::prelude::*;
use rustybt_ledger::{FillEffect, Ledger, LedgerError};

fn ledger(capital: i128) -> Ledger {
    Ledger::new(vec![1; 3], capital).unwrap()
}

#[test]
fn a_round_trip_realises_its_profit() {
    let mut ledger = ledger(1_000_000);
    assert_eq!(ledger.fill(0, 10, 500, 7).unwrap(), FillEffect { cash: -5_007, realised: 0 });
    assert_eq!(ledger.fill(0, -10, 650, 7).unwrap(), FillEffect { cash: 6_493, realised: 1_500 });
    assert_eq!((ledger.cash(), ledger.value()), (Ok(1_001_486), Ok(0)));
    assert_eq!((ledger.realised(), ledger.fees()), (1_500, 14));
    assert!(ledger.held().is_empty());
}

#[test]
fn a_flip_closes_at_cost_and_opens_at_the_price() {
    let mut ledger = ledger(1_000_000);
    ledger.fill(1, 10, 100, 0).unwrap();
    assert_eq!(ledger.fill(1, -25, 120, 3).unwrap().realised, 200);
    let position = ledger.position(1);
    assert_eq!((position.quantity, position.cost, position.fees), (-15, -1_800, 3));
}

#[test]
fn a_short_gains_when_the_price_falls() {
    let mut ledger = ledger(0);
    ledger.fill(2, -4, 100, 0).unwrap();
    ledger.mark(2, 90).unwrap();
    assert_eq!((ledger.value(), ledger.portfolio_value()), (Ok(-360), Ok(40)));
    assert_eq!(ledger.fill(2, 4, 80, 0).unwrap().realised, 80);
}

#[test]
fn the_gains_of_a_future_are_paid_as_they_come() {
    let mut future = Ledger::new(vec![50], 10_000).unwrap().settling(&[true]).unwrap();
    assert_eq!(future.fill(0, 2, 100, 3).unwrap().cash, -3);
    assert_eq!((future.cash(), future.value(), future.exposures()), (Ok(9_997), Ok(0), Ok((10_000, 0))));
    future.mark(0, 101).unwrap();
    assert_eq!((future.cash(), future.value(), future.long_short()), (Ok(10_097), Ok(0), Ok((0, 0))));
    // One is sold at 103: it had 101, so 100 come in; the other one is worth 2 more a unit from now on.
    assert_eq!(future.fill(0, -1, 103, 3).unwrap(), FillEffect { cash: 197, realised: 150 });
    assert_eq!(future.fill(0, -1, 99, 3).unwrap(), FillEffect { cash: -203, realised: -50 });
    assert_eq!((future.cash(), future.portfolio_value()), (Ok(10_091), Ok(10_091)));
    future.check().unwrap();
    assert!(Ledger::new(vec![50], 0).unwrap().settling(&[true, false]).is_err());
}

#[test]
fn a_split_pays_the_fraction_at_cost() {
    let mut ledger = ledger(10_000);
    ledger.fill(0, 5, 300, 0).unwrap();
    assert_eq!(ledger.split(0, 2, 1).unwrap(), 300); // 5 shares become 2.5: half a new share cost 300
    let position = ledger.position(0);
    assert_eq!((position.quantity, position.cost, position.price), (2, 1_200, 600));
    ledger.check().unwrap();
}

#[test]
fn dividends_wait_for_their_day() {
    let mut ledger = ledger(0);
    ledger.fill(0, 10, 100, 0).unwrap();
    assert_eq!(ledger.earn_dividend(0, 3, 20).unwrap(), 30);
    assert_eq!(ledger.pay_dividends(19).unwrap(), 0);
    assert_eq!(ledger.pay_dividends(21).unwrap(), 30);
    assert_eq!(ledger.pay_dividends(22).unwrap(), 0);
    ledger.check().unwrap();
}

#[test]
fn overflow_is_refused_whole() {
    let most = (1i128 << 124) - 1;
    let mut ledger = Ledger::new(vec![i64::MAX; 1], most - 5).unwrap();
    let overflow = |what| Err(LedgerError::Overflow { what });
    assert!(matches!(ledger.fill(0, i64::MAX, i64::MAX, 0), Err(LedgerError::Overflow { .. })));
    assert_eq!(ledger.flow(6), overflow("cash"));
    assert_eq!((ledger.cash(), ledger.flows(), ledger.position(0).quantity), (Ok(most - 5), 0, 0));
    ledger.flow(5).unwrap();
    assert_eq!(Ledger::new(vec![1], most + 1), Err(LedgerError::Overflow { what: "the capital" }));
}

#[test]
fn a_value_that_could_not_be_summed_is_refused() {
    let mut ledger = ledger(0); // of four places for columns each may hold a quarter of 2^126
    ledger.fill(0, 1 << 62, 1 << 60, 0).unwrap();
    let before = ledger.clone();
    assert_eq!(ledger.mark(0, i64::MAX), Err(LedgerError::Overflow { what: "a position's value" }));
    assert_eq!(ledger, before);
}

#[test]
fn bad_multipliers_and_ratios_are_refused() {
    assert!(Ledger::new(vec![1, 0], 0).is_err());
    assert!(ledger(0).split(0, 0, 1).is_err());
    assert!(ledger(0).split(0, 1, -1).is_err());
}

#[derive(Debug, Clone)]
enum Op {
    Fill(usize, i64, i64, i64),
    Mark(usize, i64),
    Split(usize, i64, i64),
    Earn(usize, i64, i32),
    Pay(i32),
    Flow(i64),
    Charge(i64),
}

fn op() -> impl Strategy<Value = Op> {
    let column = 0usize..3;
    prop_oneof![
        6 => (column.clone(), -1_000i64..1_000, 1i64..1_000_000, 0i64..500)
            .prop_filter("a fill trades", |fill| fill.1 != 0)
            .prop_map(|(c, q, p, f)| Op::Fill(c, q, p, f)),
        3 => (column.clone(), 1i64..1_000_000).prop_map(|(c, p)| Op::Mark(c, p)),
        1 => (column.clone(), 1i64..20, 1i64..20).prop_map(|(c, n, d)| Op::Split(c, n, d)),
        1 => (column, 0i64..500, 0i32..50).prop_map(|(c, a, d)| Op::Earn(c, a, d)),
        1 => (0i32..50).prop_map(Op::Pay),
        1 => (-10_000i64..10_000).prop_map(Op::Flow),
        1 => (0i64..100).prop_map(Op::Charge),
    ]
}

fn apply(ledger: &mut Ledger, op: &Op) {
    match *op {
        Op::Fill(column, quantity, price, fee) => {
            ledger.fill(column, quantity, price, fee.into()).unwrap();
        }
        Op::Mark(column, price) => ledger.mark(column, price).unwrap(),
        Op::Split(column, numerator, denominator) => {
            ledger.split(column, numerator, denominator).unwrap();
        }
        Op::Earn(column, amount, day) => {
            ledger.earn_dividend(column, amount, day).unwrap();
        }
        Op::Pay(day) => {
            ledger.pay_dividends(day).unwrap();
        }
        Op::Flow(amount) => ledger.flow(amount.into()).unwrap(),
        Op::Charge(fee) => ledger.charge(fee.into()).unwrap(),
    }
}

proptest! {
    #[test]
    fn money_is_conserved_and_value_is_the_sum_of_its_parts(ops in prop::collection::vec(op(), 1..80)) {
        let mut ledger = ledger(1_000_000_000);
        for op in &ops {
            apply(&mut ledger, op);
            ledger.check().unwrap();
            let parts: i128 = (0..3)
                .map(|column| ledger.position(column))
                .map(|position| i128::from(position.quantity) * i128::from(position.price))
                .sum();
            prop_assert_eq!(ledger.value(), Ok(parts));
            let (long, short) = ledger.long_short().unwrap();
            prop_assert_eq!(long + short, parts);
            // With a future among them the account is worth the same, and cash and value still add up to it.
            let settled = ledger.clone().settling(&[false, true, false]).unwrap();
            prop_assert_eq!(settled.portfolio_value(), ledger.portfolio_value());
            prop_assert_eq!(settled.cash().unwrap() + settled.value().unwrap(), ledger.portfolio_value().unwrap());
            prop_assert_eq!(settled.exposures(), Ok((long, short)));
            let (long, short) = settled.long_short().unwrap();
            prop_assert_eq!(Ok(long + short), settled.value());
            let open: Vec<u32> = (0..3).filter(|&column| ledger.position(column as usize).quantity != 0).collect();
            let mut held = ledger.held().to_vec();
            held.sort_unstable();
            prop_assert_eq!(held, open);
        }
    }
}

/// Any numbers at all, the ends of their ranges among them.
fn wild() -> impl Strategy<Value = (u8, i64, i64, i128)> {
    let unit = prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), -3i64..3];
    let money = prop_oneof![any::<i128>(), Just(i128::MIN), Just(i128::MAX), -3i128..3];
    (0u8..8, unit.clone(), unit, money)
}

fn dare(ledger: &mut Ledger, (kind, a, b, money): (u8, i64, i64, i128)) -> Result<(), LedgerError> {
    match kind {
        0 | 1 => ledger.fill(0, a, b, money).map(drop),
        2 => ledger.mark(0, a),
        3 => ledger.mark_row(&[a, b, 7], 7),
        4 => ledger.split(0, a, b).map(drop),
        5 => ledger.earn_dividend(0, a, 1).and_then(|_| ledger.pay_dividends(1)).map(drop),
        6 => ledger.flow(money),
        _ => ledger.charge(money),
    }
}

fn broken(outcome: &Result<(), LedgerError>) -> bool {
    matches!(outcome, Err(LedgerError::Conservation { .. } | LedgerError::Value { .. }))
}

proptest! {
    #[test]
    fn whatever_is_refused_changes_nothing(multiplier in 1i64.., ops in prop::collection::vec(wild(), 1..30)) {
        let mut ledger = Ledger::new(vec![multiplier, 1, 1], 0).unwrap();
        ledger.fill(1, 5, 11, 0).unwrap();
        for op in ops {
            let before = ledger.clone();
            let outcome = dare(&mut ledger, op);
            prop_assert!(!broken(&outcome));
            prop_assert_eq!(ledger.check(), Ok(()));
            prop_assert!(ledger.long_short().is_ok() && ledger.portfolio_value().is_ok());
            match outcome {
                Ok(()) => {}
                Err(_) if op.0 == 5 => ledger = before, // two calls: the first may stand
                Err(_) => prop_assert_eq!(&ledger, &before),
            }
        }
    }
}
