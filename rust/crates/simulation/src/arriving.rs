//! Bars that arrive while a run goes on: rows behind the dense ones, settled one by one in the order of their steps.
//!
//! A row is written once, before it can be seen, and never again: readers take no lock, and what they hold stays.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rustybt_ledger::LedgerError;

use crate::adjustments::{Adjustments, Walk, as_of};
use crate::bars::{Axes, Bars, Dividend, FIELDS, Field, MISSING, Split};
use crate::error::SimulationError;

/// The fields that a row is put with, in their order.
pub const GIVEN: [Field; 5] = [Field::Open, Field::High, Field::Low, Field::Close, Field::Volume];

/// A session with corporate actions whose ratios need closes that have not come yet.
#[derive(Debug)]
struct Later {
    session: usize,
    first_step: usize,
    splits: Vec<Split>,
    dividends: Vec<Dividend>,
    /// Every action up to this session.
    found: OnceLock<Adjustments>,
}

/// What the writer of rows knows.
#[derive(Debug, Default)]
struct Writer {
    /// Rows before this step are settled.
    next: usize,
    /// Where the value was traded that is carried forward, by given price and column.
    origins: Option<[Vec<usize>; 4]>,
}

/// The rows from step `first` on.
#[derive(Debug)]
pub(crate) struct Arriving {
    first: usize,
    columns: usize,
    /// All fields of a step, one after the other: `row[field * columns + column]`.
    rows: Vec<OnceLock<Box<[i64]>>>,
    later: Vec<Later>,
    writer: Mutex<Writer>,
    /// A step that nobody settled.
    nothing: Box<[i64]>,
}

impl Arriving {
    /// Rows from `first` to the end of the axes, with the actions that cannot be worked out before.
    pub(crate) fn new(axes: &Axes, first: usize, columns: usize, splits: &[Split], dividends: &[Dividend]) -> Self {
        let mut sessions: Vec<usize> = splits.iter().map(|split| split.session).collect();
        sessions.extend(dividends.iter().map(|dividend| dividend.session));
        sessions.sort_unstable();
        sessions.dedup();
        let later = sessions.into_iter().map(|session| Later {
            session,
            first_step: axes.first_step(session),
            splits: splits.iter().filter(|split| split.session == session).copied().collect(),
            dividends: dividends.iter().filter(|dividend| dividend.session == session).copied().collect(),
            found: OnceLock::new(),
        });
        let mut nothing = vec![MISSING; FIELDS * columns];
        nothing[Field::Volume as usize * columns..][..columns].fill(0);
        Self {
            first,
            columns,
            rows: (first..axes.times_ns.len()).map(|_| OnceLock::new()).collect(),
            later: later.collect(),
            writer: Mutex::new(Writer { next: first, origins: None }),
            nothing: nothing.into(),
        }
    }

    /// A field of a step that is not dense.
    pub(crate) fn row(&self, field: Field, step: usize) -> &[i64] {
        let row = step.checked_sub(self.first).and_then(|at| self.rows.get(at)?.get()).unwrap_or(&self.nothing);
        &row[field as usize * self.columns..][..self.columns]
    }

    /// The actions up to a session, as far as they are worked out; `before` are those of the dense bars.
    pub(crate) fn adjustments<'a>(&'a self, session: usize, before: &'a Adjustments) -> &'a Adjustments {
        let begun = &self.later[..self.later.partition_point(|later| later.session <= session)];
        begun.iter().rev().find_map(|later| later.found.get()).unwrap_or(before)
    }

    /// A panic of another writer leaves whole rows alone behind.
    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Write the row of a step; those before it that nobody put stay without bars.
    pub(crate) fn put(&self, bars: &Bars, step: usize, given: [&[i64]; 5]) -> Result<(), SimulationError> {
        let mut writer = self.writer();
        if step < writer.next {
            return Err(SimulationError::SettledBar { step, next: writer.next });
        }
        self.settle_until(bars, &mut writer, step)?;
        self.write(bars, &mut writer, Some(given))?;
        Ok(())
    }

    /// Let rows before a step be as they are for good.
    pub(crate) fn settle(&self, bars: &Bars, until: usize) -> Result<(), LedgerError> {
        self.settle_until(bars, &mut self.writer(), until)
    }

    fn settle_until(&self, bars: &Bars, writer: &mut Writer, until: usize) -> Result<(), LedgerError> {
        while writer.next < until {
            self.write(bars, writer, None)?;
        }
        self.work_out(bars, writer.next)
    }

    /// Work out the actions of the sessions up to one that begins with a step; all before it is settled.
    fn work_out(&self, bars: &Bars, step: usize) -> Result<(), LedgerError> {
        let mut before = &bars.adjustments;
        for later in self.later.iter().take_while(|later| later.first_step <= step) {
            if later.found.get().is_none() {
                let close = |step: usize, column: usize| bars.row_of(Field::Close, step)[column];
                let found = Walk::actions(&bars.axes, &close, before.clone(), &later.splits, &later.dividends)?;
                let _ = later.found.set(found);
            }
            before = later.found.get().unwrap_or(before);
        }
        Ok(())
    }

    /// Write the next row.
    fn write(&self, bars: &Bars, writer: &mut Writer, given: Option<[&[i64]; 5]>) -> Result<(), LedgerError> {
        let (step, columns) = (writer.next, self.columns);
        self.work_out(bars, step)?;
        let origins = writer.origins.get_or_insert_with(|| origins_of(bars, self.first));
        let session = bars.axes.step_session[step] as usize;
        let mut row = self.nothing.clone();
        for (place, field) in GIVEN.into_iter().enumerate() {
            if let Some(given) = given {
                row[field as usize * columns..][..columns].copy_from_slice(given[place]);
            }
            if field.is_volume() {
                let volumes = &mut row[field as usize * columns..][..columns];
                volumes.iter_mut().filter(|value| **value == MISSING).for_each(|value| *value = 0);
                continue;
            }
            for column in 0..columns {
                let value = row[field as usize * columns + column];
                let origin = origins[place][column];
                let carried = match (value, origin) {
                    (MISSING, usize::MAX) => MISSING,
                    (MISSING, origin) => {
                        let actions = self.adjustments(session, &bars.adjustments).until(column, session);
                        as_of(bars.row_of(field, origin)[column], origin, actions, false)?
                    }
                    (value, _) => value,
                };
                row[field.last() as usize * columns + column] = carried;
            }
        }
        for (place, field) in GIVEN.into_iter().enumerate().take(4) {
            let values = &row[field as usize * columns..][..columns];
            let traded = origins[place].iter_mut().zip(values).filter(|(_, value)| **value != MISSING);
            traded.for_each(|(origin, _)| *origin = step);
        }
        if let Some(place) = self.rows.get(step - self.first) {
            let _ = place.set(row);
        }
        writer.next += 1;
        Ok(())
    }
}

/// The last step before `first` with a value, by given price and column; `usize::MAX` where there is none.
fn origins_of(bars: &Bars, first: usize) -> [Vec<usize>; 4] {
    [Field::Open, Field::High, Field::Low, Field::Close].map(|field| {
        let last = |column: usize| (0..first).rev().find(|&step| bars.row_of(field, step)[column] != MISSING);
        (0..bars.columns()).map(|column| last(column).unwrap_or(usize::MAX)).collect()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::Clock;
    use crate::indicators::{Figures, Kind, Question};
    use crate::window::Reader;

    const PRICES: [Field; 3] = [Field::Open, Field::High, Field::Low];
    const STEPS: usize = 12;
    const COLUMNS: usize = 2;

    /// Two steps a session.
    fn axes() -> Axes {
        let sessions = 0..STEPS as i64 / 2;
        Axes {
            sessions: sessions.clone().map(|day| day as i32).collect(),
            open_ns: sessions.clone().map(|day| day * 100).collect(),
            close_ns: sessions.map(|day| day * 100 + 50).collect(),
            step_session: (0..STEPS as u32).map(|step| step / 2).collect(),
            times_ns: (0..STEPS as i64).map(|step| step / 2 * 100 + step % 2 * 25 + 25).collect(),
        }
    }

    type Values = [Vec<i64>; 5];

    fn bars(values: &Values, splits: &[Split], dividends: &[Dividend], dense: usize) -> Bars {
        let part = |field: usize| values[field][..dense * COLUMNS].to_vec();
        let actions = (splits.to_vec(), dividends.to_vec());
        let made = Bars::new(axes(), COLUMNS, (2, 0), (part(3), part(4)), actions).unwrap();
        PRICES.into_iter().enumerate().for_each(|(at, field)| made.set_field(field, part(at)).unwrap());
        made
    }

    fn row(values: &Values, step: usize) -> [&[i64]; 5] {
        std::array::from_fn(|field| &values[field][step * COLUMNS..(step + 1) * COLUMNS])
    }

    fn values() -> impl Strategy<Value = Values> {
        let price = prop_oneof![3 => 1_000i64..9_000, 1 => Just(MISSING)];
        proptest::collection::vec((price, 0i64..500), STEPS * COLUMNS).prop_map(|found| {
            let price =
                |add: i64| found.iter().map(|&(price, _)| if price == MISSING { price } else { price + add }).collect();
            let volume = |&(price, volume): &(i64, i64)| if price == MISSING { MISSING } else { volume };
            [price(1), price(9), price(-7), price(0), found.iter().map(volume).collect()]
        })
    }

    fn actions() -> impl Strategy<Value = (Vec<Split>, Vec<Dividend>)> {
        let place = || (0..STEPS / 2, 0..COLUMNS);
        let split = (place(), 1i64..4, 1i64..4);
        let dividend = (place(), 1i64..2_000);
        let all = |strategy| proptest::collection::vec(strategy, 0..5);
        (all(split.boxed()), proptest::collection::vec(dividend, 0..5)).prop_map(|(splits, dividends)| {
            let split = |((session, column), numerator, denominator)| Split { session, column, numerator, denominator };
            let mut splits: Vec<_> = splits.into_iter().map(split).collect();
            splits.sort_by_key(|split| split.session);
            let pay = |((session, column), amount)| Dividend { session, column, amount, pay_day: session as i32 };
            let mut dividends: Vec<_> = dividends.into_iter().map(pay).collect();
            dividends.sort_by_key(|dividend| dividend.session);
            (splits, dividends)
        })
    }

    fn all_fields() -> impl Iterator<Item = Field> {
        GIVEN.into_iter().flat_map(|field| [field, field.last()])
    }

    /// Everything that can be read of bars now.
    fn seen(bars: &Bars, clock: &Clock, figures: &mut [Figures], asked: &[Question]) -> Vec<String> {
        let mut told = Vec::new();
        for field in all_fields() {
            let reader = Reader::new(bars, clock, field).unwrap();
            for column in 0..COLUMNS {
                let mut window = vec![0; STEPS + 1];
                reader.window(column, &mut window).unwrap();
                let single: Vec<i64> = (0..reader.visible).map(|step| reader.at(step, column).unwrap()).collect();
                told.push(format!("{field:?} {column} {window:?} {single:?} {:?}", reader.now(column)));
            }
        }
        for (figures, question) in figures.iter_mut().zip(asked) {
            let reader = Reader::new(bars, clock, question.field).unwrap();
            for column in 0..COLUMNS {
                told.push(format!("{question:?} {column} {:?}", figures.of(&reader, column)));
            }
        }
        if let Some(step) = clock.visible().checked_sub(1) {
            told.push(format!("{:?} {:?} {:?}", bars.close_row(step), bars.volume_row(step), bars.price_row(step)));
        }
        told
    }

    fn questions() -> Vec<Question> {
        let kinds = [Kind::Sma, Kind::Ema, Kind::Std, Kind::Max, Kind::Min, Kind::Returns];
        let of = |kind| [Field::Price, Field::LastHigh, Field::Volume].map(|field| Question { kind, field, window: 3 });
        kinds.into_iter().flat_map(of).collect()
    }

    proptest! {
        #[test]
        fn bars_that_arrive_read_as_those_that_were_there(
            values in values(),
            (splits, dividends) in actions(),
            dense in 0..=STEPS,
            skipped in proptest::collection::vec(any::<bool>(), STEPS),
            early in any::<bool>(),
        ) {
            // A step that nobody puts is one without bars.
            let mut values = values;
            for step in (dense..STEPS).filter(|&step| skipped[step]) {
                values.iter_mut().for_each(|field| field[step * COLUMNS..(step + 1) * COLUMNS].fill(MISSING));
            }
            let (whole, part) = (bars(&values, &splits, &dividends, STEPS), bars(&values, &splits, &dividends, dense));
            let asked = questions();
            let mut figures = [&whole, &part].map(|_| -> Vec<Figures> {
                asked.iter().map(|&question| Figures::new(question, COLUMNS, 2).unwrap()).collect()
            });
            let clock = Clock::default();
            let show = |visible: usize, session: usize, figures: &mut [Vec<Figures>; 2]| {
                whole.settle(visible).unwrap();
                part.settle(visible).unwrap();
                clock.set(visible, session, 0);
                let [known, arrived] = figures;
                assert_eq!(seen(&whole, &clock, known, &asked), seen(&part, &clock, arrived, &asked));
            };
            for step in 0..STEPS {
                let put = |at: usize| {
                    if at >= dense && at < STEPS && !skipped[at] {
                        part.put(at, row(&values, at)).unwrap();
                    }
                };
                // Before the session opens, or just before the bar ends.
                if early && step % 2 == 0 {
                    put(step);
                }
                if step % 2 == 0 {
                    show(step, step / 2, &mut figures);
                }
                if !(early && step % 2 == 0) {
                    put(step);
                }
                show(step + 1, step / 2, &mut figures);
                prop_assert!(part.put(step, row(&values, step)).is_err());
            }
        }
    }

    #[test]
    fn rows_come_in_the_order_of_their_steps_and_once() {
        let values: Values = std::array::from_fn(|_| vec![100; STEPS * COLUMNS]);
        let part = bars(&values, &[], &[], 2);
        part.put(4, row(&values, 4)).unwrap();
        for step in 0..5 {
            let settled = Err(SimulationError::SettledBar { step, next: 5 });
            assert_eq!(part.put(step, row(&values, step)), settled);
        }
        assert_eq!(part.close_row(3), [MISSING; COLUMNS]);
        assert_eq!((part.close_row(4), part.price_row(3)), ([100; COLUMNS].as_slice(), [100; COLUMNS].as_slice()));
        assert_eq!(part.put(STEPS, row(&values, 5)), Err(SimulationError::SettledBar { step: STEPS, next: STEPS }));
        assert!(part.put(5, [&[1]; 5]).is_err());
    }

    #[test]
    fn readers_see_whole_rows_while_others_write() {
        let values: Values = std::array::from_fn(|_| (0..(STEPS * COLUMNS) as i64).map(|at| 100 + at).collect());
        let (part, clock) = (bars(&values, &[], &[], 0), Clock::default());
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    for step in 0..STEPS {
                        if part.put(step, row(&values, step)).is_ok() {
                            clock.set(step + 1, 0, 0);
                        }
                    }
                });
            }
            scope.spawn(|| {
                for _ in 0..2_000 {
                    let reader = Reader::new(&part, &clock, Field::Close).unwrap();
                    (0..reader.visible).for_each(|step| assert_eq!(reader.at(step, 1), Ok(101 + 2 * step as i64)));
                }
            });
        });
    }
}
