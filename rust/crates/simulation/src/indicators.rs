//! Rolling figures over the bars that are visible, exact in mantissas, O(1) a bar.
//!
//! They run over values as of now. A corporate action changes the earlier ones, so that it makes a column start anew.

use std::collections::VecDeque;

use rustybt_ledger::LedgerError;
use rustybt_ledger::fixed::{div_half_even, pow10};

use crate::bars::{Field, MISSING};
use crate::rational::{root_to_f64, to_f64};
use crate::wide::Wide;
use crate::window::Reader;

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
    Returns,
}

/// A figure, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Ratio {
        numerator: i128,
        denominator: u128,
    },
    /// The root of `square / denominator`.
    Root {
        square: Wide,
        denominator: u128,
    },
}

impl Figure {
    /// The nearest float, ties to even.
    #[inline]
    pub fn to_f64(&self) -> f64 {
        match *self {
            Self::Ratio { numerator, denominator } => to_f64(numerator, denominator),
            Self::Root { square, denominator } => root_to_f64(square, denominator),
        }
    }
}

type Outcome<T> = Result<T, LedgerError>;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Question {
    pub kind: Kind,
    pub field: Field,
    pub window: usize,
}

/// The running states of one question, by column; a column that was not asked for has none.
#[derive(Debug)]
pub struct Figures {
    question: Question,
    columns: Vec<Option<Box<Rolling>>>,
    /// What the figure's mantissas are divided by.
    denominator: u128,
}

impl Figures {
    /// Nothing taken in yet; `scale` is the one of the field.
    pub fn new(question: Question, columns: usize, scale: u32) -> Outcome<Self> {
        let window = question.window as u128;
        let (by, places) = match question.kind {
            Kind::Sma => (window, scale),
            Kind::Ema => (1, scale + EMA_GUARD),
            Kind::Std => (window * (window - 1), 2 * scale),
            Kind::Max | Kind::Min => (1, scale),
            Kind::Returns => (1, 0),
        };
        let denominator = pow10(places)?.unsigned_abs().checked_mul(by);
        let denominator = denominator.ok_or(LedgerError::Overflow { what: "the denominator of a figure" })?;
        let stateful = if question.kind == Kind::Returns { 0 } else { columns };
        Ok(Self { question, columns: (0..stateful).map(|_| None).collect(), denominator })
    }

    /// The figure of a column as of now; None before the window is full.
    #[inline]
    pub fn of(&mut self, reader: &Reader<'_>, column: usize) -> Outcome<Option<Figure>> {
        if self.question.kind == Kind::Returns {
            return returns(reader, self.question.window, column);
        }
        let rolling = self.columns[column].get_or_insert_with(|| Box::new(Rolling::new(&self.question)));
        if self.question.kind == Kind::Ema {
            rolling.advance_ema(reader, column, self.question.window)?;
        } else {
            rolling.advance(reader, column, &self.question)?;
        }
        Ok(rolling.figure(&self.question, self.denominator))
    }
}

/// The running state of one column.
#[derive(Debug)]
struct Rolling {
    /// Steps taken in so far.
    upto: usize,
    /// Corporate actions that what is held is as of.
    actions: usize,
    ring: VecDeque<i64>,
    missing: usize,
    sum: i128,
    squares: Wide,
    /// Candidates for the extreme, with their steps; the best in front.
    extremes: VecDeque<(usize, i64)>,
    ema: Option<i128>,
    seen: usize,
}

impl Rolling {
    fn new(question: &Question) -> Self {
        let held = if question.kind == Kind::Ema { 0 } else { question.window + 1 };
        Self {
            upto: 0,
            actions: 0,
            ring: VecDeque::with_capacity(held),
            missing: 0,
            sum: 0,
            squares: Wide::default(),
            extremes: VecDeque::new(),
            ema: None,
            seen: 0,
        }
    }

    #[inline]
    fn figure(&self, question: &Question, denominator: u128) -> Option<Figure> {
        let ratio = |numerator| Figure::Ratio { numerator, denominator };
        if question.kind == Kind::Ema {
            return self.ema.map(ratio);
        }
        if self.ring.len() < question.window || self.missing > 0 {
            return None;
        }
        match question.kind {
            Kind::Sma => Some(ratio(self.sum)),
            Kind::Std if question.window < 2 => None,
            Kind::Std => {
                let sum = self.sum.unsigned_abs();
                let square = self.squares.times(question.window as u64).minus(Wide::product(sum, sum));
                Some(Figure::Root { square, denominator })
            }
            _ => self.extremes.front().map(|&(_, value)| ratio(value.into())),
        }
    }

    #[inline]
    fn advance(&mut self, reader: &Reader<'_>, column: usize, question: &Question) -> Outcome<()> {
        let (visible, actions) = (reader.visible, reader.actions(column).len());
        if self.upto == visible && self.actions == actions {
            return Ok(());
        }
        if self.upto > visible || self.actions != actions || visible - self.upto > question.window {
            self.restart(visible.saturating_sub(question.window), actions);
        }
        if visible - self.upto == 1 {
            return reader.at(self.upto, column).map(|value| self.push(value, question));
        }
        let mut values = vec![MISSING; visible - self.upto];
        reader.fill(column, self.upto, &mut values)?;
        values.into_iter().for_each(|value| self.push(value, question));
        Ok(())
    }

    fn restart(&mut self, from: usize, actions: usize) {
        self.ring.clear();
        self.extremes.clear();
        (self.upto, self.actions) = (from, actions);
        (self.missing, self.sum, self.squares) = (0, 0, Wide::default());
        (self.ema, self.seen) = (None, 0);
    }

    #[inline]
    fn push(&mut self, value: i64, question: &Question) {
        self.ring.push_back(value);
        let old = if self.ring.len() > question.window { self.ring.pop_front() } else { None };
        match question.kind {
            Kind::Max | Kind::Min => self.push_extreme(value, question),
            Kind::Std => {
                if let Some(old) = old.filter(|&old| old != MISSING) {
                    self.sum -= i128::from(old);
                    self.squares = self.squares.minus(square(old));
                }
                if value != MISSING {
                    self.sum += i128::from(value);
                    self.squares = self.squares.plus(square(value));
                }
            }
            _ => {
                let added = if value == MISSING { 0 } else { value };
                self.sum += i128::from(added) - i128::from(old.filter(|&old| old != MISSING).unwrap_or(0));
            }
        }
        self.missing += usize::from(value == MISSING);
        self.missing -= usize::from(old == Some(MISSING));
        self.upto += 1;
    }

    fn push_extreme(&mut self, value: i64, question: &Question) {
        let at = self.upto;
        let highest = question.kind == Kind::Max;
        while self.extremes.front().is_some_and(|&(step, _)| step + question.window <= at) {
            self.extremes.pop_front();
        }
        let beaten = |old: i64| if highest { old <= value } else { old >= value };
        while self.extremes.back().is_some_and(|&(_, old)| beaten(old)) {
            self.extremes.pop_back();
        }
        self.extremes.push_back((at, value));
    }

    /// Seeded by the mean of the first `window` values; then e += 2 (x - e) / (window + 1), each rounded to
    /// `EMA_GUARD` places beyond the field's, ties to even.
    fn advance_ema(&mut self, reader: &Reader<'_>, column: usize, window: usize) -> Outcome<()> {
        let (visible, actions) = (reader.visible, reader.actions(column).len());
        if self.upto > visible || self.actions != actions {
            self.restart(0, actions);
        }
        if visible - self.upto == 1 {
            let value = reader.at(self.upto, column)?;
            return self.push_ema(value, window as i128);
        }
        let mut values = vec![MISSING; visible - self.upto];
        reader.fill(column, self.upto, &mut values)?;
        values.into_iter().try_for_each(|value| self.push_ema(value, window as i128))
    }

    #[inline]
    fn push_ema(&mut self, value: i64, window: i128) -> Outcome<()> {
        self.upto += 1;
        if value == MISSING {
            return Ok(());
        }
        let value = i128::from(value) * 10i128.pow(EMA_GUARD);
        if let Some(before) = self.ema {
            self.ema = Some(before + div_half_even(2 * (value - before), window + 1)?);
            return Ok(());
        }
        (self.sum, self.seen) = (self.sum + value, self.seen + 1);
        if self.seen as i128 == window {
            self.ema = Some(div_half_even(self.sum, window)?);
        }
        Ok(())
    }
}

#[inline]
fn square(value: i64) -> Wide {
    let magnitude = u128::from(value.unsigned_abs());
    Wide::from(magnitude * magnitude)
}

/// `last / first - 1`, the first `window` bars ago; None while one of them is not there, or the first is 0.
#[inline]
fn returns(reader: &Reader<'_>, window: usize, column: usize) -> Outcome<Option<Figure>> {
    let Some(last) = reader.visible.checked_sub(1).filter(|&last| last >= window) else { return Ok(None) };
    let (first, last) = (reader.at(last - window, column)?, reader.at(last, column)?);
    if first <= 0 || last == MISSING {
        return Ok(None);
    }
    Ok(Some(Figure::Ratio { numerator: i128::from(last) - i128::from(first), denominator: first as u128 }))
}
