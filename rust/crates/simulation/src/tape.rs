//! What a run leaves behind, in columns.

/// Row of an order in a transaction that no order asked for.
pub const NO_ORDER: i64 = -1;

/// One fill.
#[derive(Debug, Clone, Copy)]
pub struct Transaction {
    pub order: i64,
    pub column: u32,
    pub step: u32,
    pub time_ns: i64,
    pub amount: i64,
    pub price: i64,
    pub commission: i128,
}

/// The account at a session's end.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    pub session: u32,
    pub longs: u32,
    pub shorts: u32,
    pub cash: i128,
    pub long_value: i128,
    pub short_value: i128,
    pub long_exposure: i128,
    pub short_exposure: i128,
    pub realised: i128,
    pub fees: i128,
    pub dividends: i128,
    pub flows: i128,
}

/// One open position at a session's end.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub day: u32,
    pub column: u32,
    pub amount: i64,
    pub price: i64,
    pub cost: i128,
    pub fees: i128,
}

/// What the account was worth at a session's end, and what had come from outside by then.
#[derive(Debug, Clone, Copy)]
pub struct Worth {
    pub portfolio: i128,
    pub flows: i128,
}

/// All rows of a run.
#[derive(Debug, Clone, Default)]
pub struct Tape {
    pub transactions: Vec<Transaction>,
    pub days: Vec<Day>,
    /// Instead of days and positions, of a brief run.
    pub worth: Vec<Worth>,
    pub positions: Vec<Held>,
}
