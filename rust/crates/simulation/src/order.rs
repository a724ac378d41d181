//! Orders, and when a bar's price lets them be filled.

use crate::bars::MISSING;

/// zipline's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i8)]
pub enum Status {
    Open = 0,
    Filled = 1,
    Cancelled = 2,
    Rejected = 3,
}

/// Why an order ended otherwise than by its last fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    None,
    ByStrategy,
    SessionEnd,
    AutoClose,
    Split,
    ByVenue,
    Refused,
}

impl Reason {
    /// In words; empty for none.
    pub fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::ByStrategy => "cancelled by the strategy",
            Self::SessionEnd => "cancelled at the session's end by the cancel policy",
            Self::AutoClose => "cancelled: the asset reached its auto-close date",
            Self::Split => "cancelled: a split left nothing to trade",
            Self::ByVenue => "cancelled by the venue",
            Self::Refused => "refused",
        }
    }
}

/// One order.
#[derive(Debug, Clone)]
pub struct Order {
    pub column: u32,
    pub step: u32,
    pub n: u32,
    pub status: Status,
    pub reason: Reason,
    pub limit_reached: bool,
    pub stop_reached: bool,
    /// A stop-limit order whose stop was touched is a limit order from then on.
    pub became_limit: bool,
    pub amount: i64,
    pub filled: i64,
    pub limit: i64,
    pub stop: i64,
    pub commission: i128,
    pub created_ns: i64,
    pub changed_ns: i64,
    /// It is on its way until then; bars that end no later do not meet it.
    pub arrives_ns: i64,
}

impl Order {
    /// Signed quantity still to be filled.
    #[inline]
    pub fn open_amount(&self) -> i64 {
        self.amount - self.filled
    }

    /// 1 for a buy, -1 for a sell.
    #[inline]
    pub fn direction(&self) -> i64 {
        if self.amount > 0 { 1 } else { -1 }
    }

    /// Whether it may be filled.
    #[inline]
    pub fn triggered(&self) -> bool {
        let stop_holds = self.stop != MISSING && !self.became_limit && !self.stop_reached;
        let limit_holds = self.limit != MISSING && !self.limit_reached;
        !stop_holds && !limit_holds
    }

    /// Look at a bar's price; a trigger, once touched, stays (zipline's rule). Whether it was touched now.
    pub fn touch(&mut self, price: i64, time_ns: i64) -> bool {
        if self.triggered() {
            return false;
        }
        let before = (self.limit_reached, self.stop_reached);
        let buys = self.amount > 0;
        let at_stop = self.stop != MISSING && if buys { price >= self.stop } else { price <= self.stop };
        let at_limit = self.limit != MISSING && if buys { price <= self.limit } else { price >= self.limit };
        let stop_pending = self.stop != MISSING && !self.became_limit;
        match (stop_pending, self.limit != MISSING) {
            (true, true) => {
                self.became_limit = at_stop;
                self.limit_reached = at_stop && at_limit;
            }
            (true, false) => self.stop_reached = at_stop,
            _ => self.limit_reached = at_limit,
        }
        let touched = before != (self.limit_reached, self.stop_reached);
        if touched {
            self.changed_ns = time_ns;
        }
        touched
    }

    /// Whether a fill at this price would be worse than the limit.
    #[inline]
    pub fn worse_than_limit(&self, price: i64) -> bool {
        self.limit != MISSING && if self.amount > 0 { price > self.limit } else { price < self.limit }
    }
}
