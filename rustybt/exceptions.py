"""Every error that rustybt raises, in one tree under :class:`RustyBTError`."""

from __future__ import annotations

__all__ = [
    "AccountInUseError",
    "AlertError",
    "AllocationError",
    "AssetNotFoundError",
    "BrokerConnectionError",
    "BrokerError",
    "BrokerMaintenanceError",
    "BrokerRateLimitError",
    "BrokerTimeoutError",
    "BundleNotFoundError",
    "CannotOrderDelistedAssetError",
    "CatalogError",
    "CheckpointError",
    "CheckpointFromFutureError",
    "CircuitBreakerError",
    "CommandError",
    "ConfigurationError",
    "ConformanceError",
    "ConservationError",
    "CredentialError",
    "DataError",
    "DataNotAvailableError",
    "DateRangeError",
    "EngineError",
    "EngineNotRunningError",
    "IngestConflictError",
    "JournalCorruptError",
    "JournalDuplicateError",
    "JournalError",
    "JournalLockedError",
    "LedgerError",
    "LedgerOverflowError",
    "LiquidityExceeded",
    "LookaheadError",
    "MissingExtraError",
    "MultipleSymbolsFoundError",
    "ObjectiveError",
    "OptimizationError",
    "OrderContextError",
    "OrderError",
    "OrderStateError",
    "OverfillError",
    "ParameterError",
    "ParseError",
    "PrunedError",
    "QueryError",
    "ReconciliationError",
    "RecordError",
    "ReplayError",
    "ResultError",
    "RunInterruptedError",
    "RustyBTError",
    "SampleError",
    "SchedulerError",
    "SearchSpaceError",
    "SimulationError",
    "StrategyError",
    "StreamConnectionError",
    "StreamError",
    "StudyConflictError",
    "StudyError",
    "SubscriptionError",
    "SymbolNotFoundError",
    "UnknownFieldError",
    "UnknownFrequencyError",
    "UnknownOrderError",
    "ValidationError",
]


class RustyBTError(Exception):
    """Base of every error raised on purpose by rustybt."""


class ConfigurationError(RustyBTError, ValueError):
    """A run, a catalog or a model was given a parameter that cannot work."""


class MissingExtraError(RustyBTError, ImportError):
    """An optional dependency is not installed; the message holds the install command."""


class AlertError(RustyBTError):
    """An alert could not be delivered over a channel, or a channel is not allowed to be used."""


class CredentialError(RustyBTError):
    """A credential, or the key that encrypts it, is missing, damaged, misplaced or open to others."""


class DataError(RustyBTError):
    """Base of errors about market data."""


class ValidationError(DataError, ValueError):
    """Bars or corporate actions were refused; the message names row, asset and value."""


class DataNotAvailableError(DataError, LookupError):
    """Data was asked for that no bundle holds."""


class LookaheadError(DataNotAvailableError):
    """Data was asked for that lies after the simulation time."""


class DateRangeError(DataError, ValueError):
    """A date range is reversed or lies outside the coverage of the bundle."""


class UnknownFieldError(DataError, ValueError):
    """A bar field does not exist."""


class UnknownFrequencyError(DataError, ValueError):
    """A bar frequency does not exist or is not held by the bundle."""


class CatalogError(DataError):
    """The catalog directory is damaged or cannot be read or written."""


class BundleNotFoundError(CatalogError, LookupError):
    """No bundle of this name (or version) is in the catalog."""


class IngestConflictError(CatalogError):
    """Two writers raced for the same manifest version and this one lost."""


class AssetNotFoundError(RustyBTError, LookupError):
    """No asset has this sid."""


class SymbolNotFoundError(AssetNotFoundError):
    """No asset had this symbol at that date."""


class MultipleSymbolsFoundError(RustyBTError, LookupError):
    """More than one asset had this symbol at that date."""


class LedgerError(RustyBTError):
    """Base of errors of the accounting core."""


class LedgerOverflowError(LedgerError, OverflowError):
    """An amount does not fit the ledger's exact integers; nothing was changed."""


class ConservationError(LedgerError):
    """The ledger's conservation identity does not hold; this is a defect of rustybt."""


class OrderError(RustyBTError, ValueError):
    """An order was refused at the door: bad amount, price or asset."""


class CannotOrderDelistedAssetError(OrderError):
    """An order was placed for an asset that does not trade at the simulation time."""


class OrderContextError(OrderError):
    """An API function was called where it is not allowed, such as ordering in initialize."""


class UnknownOrderError(OrderError, LookupError):
    """No order has this id."""


class LiquidityExceeded(RustyBTError):  # noqa: N818 - the field's name for it, from zipline
    """Raised by a slippage model when a bar has no volume left to fill against."""


class StrategyError(RustyBTError):
    """The user's strategy raised; the message names the callback, the bar and its time."""


class ResultError(RustyBTError):
    """A saved result is damaged, of another format, or cannot be written; the message names the file."""


class QueryError(RustyBTError, ValueError):
    """A SQL query was not one select, or the database refused it; its message is repeated."""


class OptimizationError(RustyBTError):
    """A search over parameters could not go on."""


class SearchSpaceError(OptimizationError, ValueError):
    """A space of parameters is empty or contradicts itself."""


class AllocationError(RustyBTError, ValueError):
    """Weights cannot be shared so, or the returns that they should come from are too few or tell nothing."""


class ParameterError(OptimizationError, ValueError):
    """A strategy does not take a parameter."""


class PrunedError(OptimizationError):
    """A trial was ended early, since it was worse than it had to be by then."""


class ObjectiveError(OptimizationError, ValueError):
    """An objective gave no number."""


class SampleError(OptimizationError, ValueError):
    """There are too few sessions or trials for what was asked of them, or they say nothing."""


class StudyError(OptimizationError):
    """A study could not be kept, found or continued."""


class StudyConflictError(StudyError):
    """A study of this name was made of other data, code or settings, or somebody else runs it."""


class BrokerError(RustyBTError):
    """Base of errors of brokers and of the lanes to them."""


class BrokerConnectionError(BrokerError, ConnectionError):
    """A lane to a broker is missing, broke, or carried nonsense; an order that was being sent is UNKNOWN."""


class BrokerTimeoutError(BrokerError, TimeoutError):
    """A broker did not answer in time; an order that was being sent is UNKNOWN, not rejected."""


class BrokerMaintenanceError(BrokerConnectionError):
    """A broker says that it is down for now; an order that was being sent is UNKNOWN."""


class BrokerRateLimitError(BrokerError):
    """A broker (or our own budget for it) refused a read for coming too often; ask again later."""


class RecordError(RustyBTError, ValueError):
    """A record holds what it must not, or cannot be written as JSON or read back; the message names the field."""


class OrderStateError(RustyBTError):
    """An event cannot happen to a live order in its state: a part is broken, or a venue did the impossible."""


class OverfillError(OrderStateError):
    """A venue filled more of an order than was ordered."""


class ReconciliationError(RustyBTError):
    """Our state and the broker's could not be compared."""


class CircuitBreakerError(RustyBTError):
    """A circuit breaker forbids it: one is latched, is not tripped, or its kept state cannot be trusted."""


class SimulationError(RustyBTError):
    """A simulation cannot go on, such as when every task waits for what never comes."""


class ConformanceError(RustyBTError, AssertionError):
    """An adapter breaks a rule of its port; the message names the rule, what was expected and what came."""


class RunInterruptedError(RustyBTError, KeyboardInterrupt):
    """A run was interrupted; ``partial`` holds the result up to the last whole session.

    Attributes:
        partial: A ``BacktestResult`` of the sessions that were completed, or None.
    """

    partial: object | None = None


class EngineError(RustyBTError):
    """The live engine cannot do what was asked in the state it is in."""


class ReplayError(EngineError):
    """A journal cannot be replayed to the effects that it holds."""


class AccountInUseError(EngineError):
    """Another engine trades on the account; the message says which."""


class EngineNotRunningError(EngineError, ConnectionError):
    """No engine answers for a session."""


class CommandError(EngineError):
    """An engine refused a command."""


class JournalError(RustyBTError):
    """The journal cannot be read, refuses a record, or has failed and takes no more of them."""


class JournalLockedError(JournalError):
    """Another engine holds the journal; the message says which."""


class JournalDuplicateError(JournalError):
    """An order or a trade was journalled before under the same account and id."""


class JournalCorruptError(JournalError):
    """The journal was damaged or changed from outside.

    Attributes:
        seq: The first record that does not fit, or None if the damage lies elsewhere.
    """

    def __init__(self, message: str, seq: int | None = None) -> None:
        super().__init__(message)
        self.seq = seq


class CheckpointError(RustyBTError):
    """A checkpoint cannot be written or read, is damaged, or of a newer version."""


class CheckpointFromFutureError(CheckpointError):
    """A checkpoint is younger than the clock: one of the two clocks was wrong."""


class SchedulerError(RustyBTError, ValueError):
    """A job cannot be scheduled, or nothing is known of when it is due next; the message says why."""


class StreamError(RustyBTError):
    """Base of errors about streamed market data."""


class StreamConnectionError(StreamError, ConnectionError):
    """A stream could not connect, or gave up connecting again; the message names address and reason."""


class ParseError(StreamError, ValueError):
    """A message of a stream could not be understood; its first characters are repeated."""


class SubscriptionError(StreamError):
    """A venue refused a subscription, or it cannot be asked for; the message names it."""
