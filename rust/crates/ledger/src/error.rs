use std::fmt;

/// What the ledger refuses; nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerError {
    /// An amount does not fit its integer.
    Overflow { what: &'static str },
    /// An argument that no correct caller passes.
    Invalid { what: &'static str, value: i128 },
    /// The conservation identity does not hold: a defect of the ledger.
    Conservation { held: i128, explained: i128 },
    /// The value kept is not the sum of the positions' values: a defect of the ledger.
    Value { kept: i128, summed: i128 },
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overflow { what } => write!(
                f,
                "{what} does not fit the ledger's exact integers; nothing was changed: use a smaller scale or amount"
            ),
            Self::Invalid { what, value } => write!(f, "{what} cannot be {value}; nothing was changed"),
            Self::Conservation { held, explained } => write!(
                f,
                "cash and cost are {held}, but capital, flows, profits and costs explain {explained} (mantissas)"
            ),
            Self::Value { kept, summed } => {
                write!(f, "the positions' value is kept as {kept}, but they sum to {summed} (mantissas)")
            }
        }
    }
}

impl std::error::Error for LedgerError {}

/// `checked?` with the name of what overflowed.
pub(crate) trait OrOverflow<T> {
    fn or_overflow(self, what: &'static str) -> Result<T, LedgerError>;
}

impl<T> OrOverflow<T> for Option<T> {
    #[inline]
    fn or_overflow(self, what: &'static str) -> Result<T, LedgerError> {
        self.ok_or(LedgerError::Overflow { what })
    }
}

/// A number whose magnitude is below a limit.
#[inline]
pub(crate) fn within(limit: u128, value: Option<i128>, what: &'static str) -> Result<i128, LedgerError> {
    value.filter(|value| value.unsigned_abs() < limit).or_overflow(what)
}
