//! Rolling figures over the bars that are visible, exact in mantissas, O(1) a bar.

use std::collections::VecDeque;

use rustybt_ledger::LedgerError;
use rustybt_ledger::fixed::{div_half_even, pow10};

use crate::adjustments::as_of;
use crate::bars::{Bars, Field, MISSING};
use crate::clock::Clock;
use crate::rational::to_f64;

/// Decimal places that an exponential average keeps beyond those of its field.
const EMA_GUARD: u32 = 8;

/// Which figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Sma,
    Ema,
    Std,
    Max,
    Min,
}

/// A figure: `numerator / denominator`, or the root of it, at a decimal scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub numerator: i128,
    pub denominator: u128,
    pub scale: u32,
    pub root: bool,
}

impl Figure {
    /// The nearest float of a ratio; of a root, within two units in the last place.
    pub fn to_f64(&self) -> f64 {
        let unit = 10u128.pow(self.scale);
        if self.root {
            return to_f64(self.numerator, self.denominator).sqrt() / unit as f64;
        }
        to_f64(self.numerator, self.denominator * unit)
    }
}

type Outcome<T> = Result<T, LedgerError>;

/// What is asked of which column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Question {
    pub kind: Kind,
    pub field: Field,
    pub window: usize,
    pub column: usize,
}

/// The running state of one question.
#[derive(Debug)]
pub struct Rolling {
    question: Question,
    /// Steps taken in so far.
    upto: usize,
    /// Corporate actions applied to what is held.
    actions: usize,
    ring: VecDeque<i64>,
    missing: usize,
    sum: i128,
    squares: i128,
    /// Candidates for the extreme, with their steps; the best in front.
    extremes: VecDeque<(usize, i64)>,
    ema: Option<i128>,
    seen: usize,
}

impl Rolling {
    /// Nothing taken in yet.
    pub fn new(question: Question) -> Self {
        Self {
            question,
            upto: 0,
            actions: 0,
            ring: VecDeque::with_capacity(question.window + 1),
            missing: 0,
            sum: 0,
            squares: 0,
            extremes: VecDeque::new(),
            ema: None,
            seen: 0,
        }
    }

    /// The figure as of now; None before the window is full, or while the field was not handed in.
    #[inline]
    pub fn value(&mut self, bars: &Bars, clock: &Clock) -> Outcome<Option<Figure>> {
        let (visible, session) = (clock.visible(), clock.session());
        let Some(matrix) = bars.matrix(self.question.field) else { return Ok(None) };
        if self.question.kind == Kind::Ema {
            self.advance_ema(bars, matrix, visible, session)?;
        } else {
            self.advance(bars, matrix, visible, session)?;
        }
        self.figure(bars.scale(self.question.field))
    }

    fn figure(&self, scale: u32) -> Outcome<Option<Figure>> {
        let window = self.question.window;
        if self.question.kind == Kind::Ema {
            let scale = scale + EMA_GUARD;
            return Ok(self.ema.map(|numerator| Figure { numerator, denominator: 1, scale, root: false }));
        }
        if self.ring.len() < window || self.missing > 0 {
            return Ok(None);
        }
        let plain = |numerator, denominator| Figure { numerator, denominator, scale, root: false };
        let count = window as i128;
        Ok(Some(match self.question.kind {
            Kind::Sma => plain(self.sum, window as u128),
            Kind::Std if window < 2 => return Ok(None),
            Kind::Std => {
                let overflow = LedgerError::Overflow { what: "a variance" };
                let spread = self
                    .squares
                    .checked_mul(count)
                    .and_then(|all| self.sum.checked_mul(self.sum).and_then(|square| all.checked_sub(square)))
                    .ok_or(overflow)?;
                Figure { numerator: spread, denominator: (count * (count - 1)) as u128, scale, root: true }
            }
            _ => plain(self.extremes.front().map_or(0, |&(_, value)| value.into()), 1),
        }))
    }

    #[inline]
    fn advance(&mut self, bars: &Bars, matrix: &[i64], visible: usize, session: usize) -> Outcome<()> {
        let actions = bars.adjustments.until(self.question.column, session);
        let window = self.question.window;
        if self.upto > visible || self.actions != actions.len() || visible - self.upto > window {
            self.clear();
            self.upto = visible.saturating_sub(window);
            self.actions = actions.len();
        }
        let of_volume = self.question.field == Field::Volume;
        while self.upto < visible {
            let raw = matrix[self.upto * bars.columns() + self.question.column];
            let value = if actions.is_empty() { raw } else { as_of(raw, self.upto, actions, of_volume)? };
            self.push(value)?;
            self.upto += 1;
        }
        Ok(())
    }

    fn clear(&mut self) {
        self.ring.clear();
        self.extremes.clear();
        (self.missing, self.sum, self.squares) = (0, 0, 0);
    }

    #[inline]
    fn push(&mut self, value: i64) -> Outcome<()> {
        let overflow = LedgerError::Overflow { what: "a rolling sum" };
        self.ring.push_back(value);
        if value == MISSING {
            self.missing += 1;
        }
        if self.ring.len() > self.question.window
            && let Some(old) = self.ring.pop_front()
        {
            if old == MISSING {
                self.missing -= 1;
            } else if self.question.kind == Kind::Std {
                self.squares -= i128::from(old) * i128::from(old);
                self.sum -= i128::from(old);
            } else {
                self.sum -= i128::from(old);
            }
        }
        match self.question.kind {
            Kind::Max | Kind::Min => self.push_extreme(value),
            _ if value == MISSING => {}
            Kind::Std => {
                self.sum += i128::from(value);
                let square = i128::from(value) * i128::from(value);
                self.squares = self.squares.checked_add(square).ok_or(overflow)?;
            }
            _ => self.sum += i128::from(value),
        }
        Ok(())
    }

    fn push_extreme(&mut self, value: i64) {
        let at = self.upto;
        let window = self.question.window;
        let highest = self.question.kind == Kind::Max;
        while self.extremes.front().is_some_and(|&(step, _)| step + window <= at) {
            self.extremes.pop_front();
        }
        let beaten = |old: i64| if highest { old <= value } else { old >= value };
        while self.extremes.back().is_some_and(|&(_, old)| beaten(old)) {
            self.extremes.pop_back();
        }
        self.extremes.push_back((at, value));
    }

    /// Seeded by the mean of the first `window` values; then e += 2 (x - e) / (window + 1), ties to even.
    fn advance_ema(&mut self, bars: &Bars, matrix: &[i64], visible: usize, session: usize) -> Outcome<()> {
        let overflow = || LedgerError::Overflow { what: "an exponential average" };
        let actions = bars.adjustments.until(self.question.column, session);
        let (guard, of_volume) = (pow10(EMA_GUARD)?, self.question.field == Field::Volume);
        let window = self.question.window as i128;
        while self.upto <= visible {
            while self.actions < actions.len() && actions[self.actions].first_step <= self.upto {
                let action = &actions[self.actions];
                self.ema = self.ema.map(|value| action.apply(value, of_volume)).transpose()?;
                self.sum = action.apply(self.sum, of_volume)?;
                self.actions += 1;
            }
            if self.upto == visible {
                break;
            }
            let raw = matrix[self.upto * bars.columns() + self.question.column];
            self.upto += 1;
            if raw == MISSING {
                continue;
            }
            let value = i128::from(raw).checked_mul(guard).ok_or_else(overflow)?;
            match self.ema {
                Some(before) => {
                    self.ema = Some(before + div_half_even(2 * (value - before), window + 1)?);
                }
                None => {
                    self.sum = self.sum.checked_add(value).ok_or_else(overflow)?;
                    self.seen += 1;
                    if self.seen == self.question.window {
                        self.ema = Some(div_half_even(self.sum, window)?);
                    }
                }
            }
        }
        Ok(())
    }
}

/// `last / first - 1` over `window` bars, as a figure; None while the first is not there.
pub fn returns(bars: &Bars, clock: &Clock, question: &Question) -> Outcome<Option<Figure>> {
    let (visible, column) = (clock.visible(), question.column);
    let Some(matrix) = bars.matrix(question.field) else { return Ok(None) };
    if visible <= question.window {
        return Ok(None);
    }
    let actions = bars.adjustments.until(column, clock.session());
    let at =
        |step: usize| as_of(matrix[step * bars.columns() + column], step, actions, question.field == Field::Volume);
    let (first, last) = (at(visible - 1 - question.window)?, at(visible - 1)?);
    if first == MISSING || last == MISSING || first <= 0 {
        return Ok(None);
    }
    let numerator = i128::from(last) - i128::from(first);
    Ok(Some(Figure { numerator, denominator: first as u128, scale: 0, root: false }))
}

/// A window of adjusted values of one column, oldest first, into `out`; what lies before the first bar is `MISSING`.
pub fn window(bars: &Bars, clock: &Clock, field: Field, column: usize, out: &mut [i64]) -> Outcome<()> {
    let Some(matrix) = bars.matrix(field) else { return Ok(()) };
    let actions = bars.adjustments.until(column, clock.session());
    let (visible, length) = (clock.visible(), out.len());
    for (at, value) in out.iter_mut().enumerate() {
        *value = match (visible + at).checked_sub(length) {
            None => MISSING,
            Some(step) => as_of(matrix[step * bars.columns() + column], step, actions, field == Field::Volume)?,
        };
    }
    Ok(())
}

/// Whether values of these last `length` bars differ from the stored ones.
pub fn is_adjusted(bars: &Bars, clock: &Clock, column: usize, length: usize) -> bool {
    let from = clock.visible().saturating_sub(length);
    bars.adjustments.until(column, clock.session()).last().is_some_and(|action| action.first_step > from)
}
