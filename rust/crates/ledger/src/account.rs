use crate::error::{LedgerError, OrOverflow, within};
use crate::position::{Position, notional};

const NONE: u32 = u32::MAX;

/// No sum of the account reaches it, so that a few of them add up in an `i128`.
const SUM: u128 = 1 << 124;
/// Nor do the costs or the values of all positions together.
const POSITIONS: u128 = 1 << 126;

/// What a fill did to the account, in money mantissas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FillEffect {
    /// Change of cash, fee included.
    pub cash: i128,
    /// Profit realised by what was closed, before fees.
    pub realised: i128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Owed {
    day: i32,
    amount: i128,
}

/// One account: cash and positions in dense columns.
///
/// Bounds are held when something changes, so that whatever was booked can be read and summed. After every operation
/// `cash + cost of open positions = capital + flows + dividends + realised - fees`, exactly.
/// A column that does not exist is a defect of the caller and panics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    multipliers: Vec<i64>,
    /// Columns whose gains are paid in cash as they come; empty when there is none.
    settled: Vec<bool>,
    /// No position's cost or value reaches it.
    limit: u128,
    positions: Vec<Position>,
    held: Vec<u32>,
    place: Vec<u32>,
    capital: i128,
    cash: i128,
    value: i128,
    realised: i128,
    fees: i128,
    dividends: i128,
    flows: i128,
    owed: Vec<Owed>,
}

impl Ledger {
    /// An account with `capital` in cash; a position is worth quantity x price x its multiplier.
    pub fn new(multipliers: Vec<i64>, capital: i128) -> Result<Self, LedgerError> {
        if let Some(&bad) = multipliers.iter().find(|&&multiplier| multiplier <= 0) {
            return Err(LedgerError::Invalid { what: "a price multiplier", value: bad.into() });
        }
        let capital = within(SUM, Some(capital), "the capital")?;
        let columns = multipliers.len();
        Ok(Self {
            multipliers,
            settled: Vec::new(),
            limit: POSITIONS / columns.next_power_of_two() as u128,
            positions: vec![Position::default(); columns],
            held: Vec::with_capacity(columns),
            place: vec![NONE; columns],
            capital,
            cash: capital,
            value: 0,
            realised: 0,
            fees: 0,
            dividends: 0,
            flows: 0,
            owed: Vec::new(),
        })
    }

    /// Pay the gains of the marked columns in cash as they come, as a future's are: they have exposure, but no value.
    ///
    /// Inside they are booked as shares are, so that the account is worth the same; what is read differs.
    pub fn settling(mut self, columns: &[bool]) -> Result<Self, LedgerError> {
        if columns.len() != self.multipliers.len() {
            return Err(LedgerError::Invalid { what: "a number of settled columns", value: columns.len() as i128 });
        }
        self.settled = if columns.contains(&true) { columns.to_vec() } else { Vec::new() };
        Ok(self)
    }

    /// Book a fill: long, short, closing or turning; fees are paid in cash and kept beside the cost.
    #[inline]
    pub fn fill(&mut self, column: usize, quantity: i64, price: i64, fee: i128) -> Result<FillEffect, LedgerError> {
        let before = self.positions[column];
        let multiplier = self.multipliers[column];
        let change = before.filled(quantity, price, fee, multiplier)?;
        let paid = change.notional.checked_add(fee).and_then(i128::checked_neg).or_overflow("cash")?;
        let cash = within(SUM, self.cash.checked_add(paid), "cash")?;
        let realised = within(SUM, self.realised.checked_add(change.realised), "realised profit")?;
        let fees = within(SUM, self.fees.checked_add(fee), "fees")?;
        within(self.limit, Some(change.after.cost), "a position's cost")?;
        let value = self.revalued(column, &before, &change.after)?;
        let variation = if self.is_settled(column) { value - self.value } else { 0 };
        (self.cash, self.realised, self.fees, self.value) = (cash, realised, fees, value);
        self.put(column, change.after);
        Ok(FillEffect { cash: paid + variation, realised: change.realised })
    }

    /// Set the last price of one column.
    #[inline]
    pub fn mark(&mut self, column: usize, price: i64) -> Result<(), LedgerError> {
        let before = self.positions[column];
        let after = Position { price, ..before };
        self.value = self.revalued(column, &before, &after)?;
        self.positions[column] = after;
        Ok(())
    }

    /// Set the last price of every held column from a row of prices; `missing` leaves the one before.
    #[inline]
    pub fn mark_row(&mut self, row: &[i64], missing: i64) -> Result<(), LedgerError> {
        let mut value = 0i128;
        for &column in &self.held {
            let (position, price) = (&self.positions[column as usize], row[column as usize]);
            let price = if price == missing { position.price } else { price };
            let worth = notional(position.quantity, price, self.multipliers[column as usize])?;
            let worth = within(self.limit, Some(worth), "a position's value")?;
            value = value.checked_add(worth).or_overflow("positions' value")?;
        }
        for &column in &self.held {
            let price = row[column as usize];
            if price != missing {
                self.positions[column as usize].price = price;
            }
        }
        self.value = value;
        Ok(())
    }

    /// Apply a split (new price = price x numerator / denominator); the fraction of a lot is paid out at its cost.
    pub fn split(&mut self, column: usize, numerator: i64, denominator: i64) -> Result<i128, LedgerError> {
        for part in [numerator, denominator] {
            if part <= 0 {
                return Err(LedgerError::Invalid { what: "a part of a split ratio", value: part.into() });
            }
        }
        let before = self.positions[column];
        let (after, paid) = before.split(numerator, denominator)?;
        let cash = within(SUM, self.cash.checked_add(paid), "cash")?;
        self.value = self.revalued(column, &before, &after)?;
        self.cash = cash;
        self.put(column, after);
        Ok(paid)
    }

    /// Owe the holder `amount` a share (the holder owes it when short), to be paid on `day`.
    pub fn earn_dividend(&mut self, column: usize, amount: i64, day: i32) -> Result<i128, LedgerError> {
        let due = notional(self.positions[column].quantity, amount, self.multipliers[column])?;
        if due != 0 {
            self.owed.push(Owed { day, amount: due });
        }
        Ok(due)
    }

    /// Pay the dividends due on or before `day` and return their sum.
    pub fn pay_dividends(&mut self, day: i32) -> Result<i128, LedgerError> {
        if self.owed.is_empty() {
            return Ok(0);
        }
        let mut due = 0i128;
        for owed in self.owed.iter().filter(|owed| owed.day <= day) {
            due = due.checked_add(owed.amount).or_overflow("dividends")?;
        }
        let cash = within(SUM, self.cash.checked_add(due), "cash")?;
        let dividends = within(SUM, self.dividends.checked_add(due), "dividends")?;
        (self.cash, self.dividends) = (cash, dividends);
        self.owed.retain(|owed| owed.day > day);
        Ok(due)
    }

    /// Pay cash in, or out when negative.
    pub fn flow(&mut self, amount: i128) -> Result<(), LedgerError> {
        let cash = within(SUM, self.cash.checked_add(amount), "cash")?;
        self.flows = within(SUM, self.flows.checked_add(amount), "flows")?;
        self.cash = cash;
        Ok(())
    }

    /// Charge a fee that belongs to no fill.
    pub fn charge(&mut self, fee: i128) -> Result<(), LedgerError> {
        let cash = within(SUM, self.cash.checked_sub(fee), "cash")?;
        self.fees = within(SUM, self.fees.checked_add(fee), "fees")?;
        self.cash = cash;
        Ok(())
    }

    /// Verify the conservation identity, and that the value kept is the sum of the positions' values.
    pub fn check(&self) -> Result<(), LedgerError> {
        let (mut cost, mut value) = (0i128, 0i128);
        for &column in &self.held {
            cost = cost.checked_add(self.positions[column as usize].cost).or_overflow("cost")?;
            value = value.checked_add(self.value_of(column as usize)?).or_overflow("positions' value")?;
        }
        let held = self.cash.checked_add(cost).or_overflow("cash and cost")?;
        let explained = [self.flows, self.dividends, self.realised]
            .iter()
            .try_fold(self.capital, |sum, &part| sum.checked_add(part))
            .and_then(|sum| sum.checked_sub(self.fees))
            .or_overflow("the account's sums")?;
        if held != explained {
            return Err(LedgerError::Conservation { held, explained });
        }
        if value == self.value { Ok(()) } else { Err(LedgerError::Value { kept: self.value, summed: value }) }
    }

    /// Cash, with the gains of settled columns.
    #[inline]
    pub fn cash(&self) -> Result<i128, LedgerError> {
        self.cash.checked_add(self.variation()?).or_overflow("cash")
    }

    /// Value of all positions at their last prices; settled columns have none.
    #[inline]
    pub fn value(&self) -> Result<i128, LedgerError> {
        self.value.checked_sub(self.variation()?).or_overflow("positions' value")
    }

    /// Cash and the value of all positions.
    #[inline]
    pub fn portfolio_value(&self) -> Result<i128, LedgerError> {
        self.cash.checked_add(self.value).or_overflow("portfolio value")
    }

    /// Value of the long positions, and of the short ones (negative or 0); settled columns have none.
    pub fn long_short(&self) -> Result<(i128, i128), LedgerError> {
        self.sides(|column| !self.is_settled(column))
    }

    /// What moves with the prices: the long positions at their prices, and the short ones (negative or 0).
    pub fn exposures(&self) -> Result<(i128, i128), LedgerError> {
        self.sides(|_| true)
    }

    fn sides(&self, counts: impl Fn(usize) -> bool) -> Result<(i128, i128), LedgerError> {
        let mut sums = (0i128, 0i128);
        for &column in self.held.iter().filter(|&&column| counts(column as usize)) {
            let value = self.value_of(column as usize)?;
            let side = if self.positions[column as usize].quantity > 0 { &mut sums.0 } else { &mut sums.1 };
            *side = side.checked_add(value).or_overflow("positions' value")?;
        }
        Ok(sums)
    }

    /// One column, held or empty.
    #[inline]
    pub fn position(&self, column: usize) -> &Position {
        &self.positions[column]
    }

    /// Columns with an open position, in the order they were opened.
    #[inline]
    pub fn held(&self) -> &[u32] {
        &self.held
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.positions.len()
    }

    /// What one unit of a column is worth for one unit of price.
    #[inline]
    pub fn multiplier(&self, column: usize) -> i64 {
        self.multipliers[column]
    }

    /// Cash at the start.
    pub fn capital(&self) -> i128 {
        self.capital
    }

    /// Profit realised since the start, before fees.
    pub fn realised(&self) -> i128 {
        self.realised
    }

    /// Fees since the start.
    pub fn fees(&self) -> i128 {
        self.fees
    }

    /// Dividends paid since the start.
    pub fn dividends(&self) -> i128 {
        self.dividends
    }

    /// Deposits less withdrawals since the start.
    pub fn flows(&self) -> i128 {
        self.flows
    }

    #[inline]
    fn is_settled(&self, column: usize) -> bool {
        self.settled.get(column).is_some_and(|&settled| settled)
    }

    /// What the cash of settled columns was booked too low by.
    #[inline]
    fn variation(&self) -> Result<i128, LedgerError> {
        if self.settled.is_empty() {
            return Ok(0);
        }
        let settled = self.held.iter().filter(|&&column| self.is_settled(column as usize));
        settled.into_iter().try_fold(0i128, |sum, &column| {
            sum.checked_add(self.value_of(column as usize)?).or_overflow("positions' value")
        })
    }

    fn value_of(&self, column: usize) -> Result<i128, LedgerError> {
        let position = &self.positions[column];
        notional(position.quantity, position.price, self.multipliers[column])
    }

    #[inline]
    fn revalued(&self, column: usize, before: &Position, after: &Position) -> Result<i128, LedgerError> {
        moved(self.value, before, after, self.multipliers[column], self.limit)
    }

    #[inline]
    fn put(&mut self, column: usize, position: Position) {
        self.positions[column] = position;
        let place = self.place[column];
        if position.quantity != 0 && place == NONE {
            self.place[column] = self.held.len() as u32;
            self.held.push(column as u32);
        } else if position.quantity == 0 && place != NONE {
            self.held.remove(place as usize);
            self.place[column] = NONE;
            for (at, &other) in self.held.iter().enumerate().skip(place as usize) {
                self.place[other as usize] = at as u32;
            }
        }
    }
}

/// The value of all positions once one of them has changed.
#[inline]
fn moved(value: i128, before: &Position, after: &Position, multiplier: i64, limit: u128) -> Result<i128, LedgerError> {
    let old = notional(before.quantity, before.price, multiplier)?;
    let new = notional(after.quantity, after.price, multiplier)?;
    let new = within(limit, Some(new), "a position's value")?;
    new.checked_sub(old).and_then(|change| value.checked_add(change)).or_overflow("positions' value")
}
