"""Bars as dense integer matrices, and the corporate actions that go with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from rustybt.assets.assets import Asset
from rustybt.exceptions import AssetNotFoundError, UnknownFieldError, ValidationError
from rustybt.model.time import NANOS_PER_DAY, NANOS_PER_SECOND

__all__ = ["FIELDS", "MISSING", "BarPanel", "Dividend", "Frequency", "Split"]

MISSING = -(2**63)
FIELDS = ("open", "high", "low", "close", "volume")

Frequency = Literal["daily", "minute"]


@dataclass(frozen=True, slots=True)
class Split:
    """A split, before the first bar of its session: new price = price * numerator / denominator.

    Attributes:
        session: The session it takes effect on, in days since 1970-01-01.
        sid: The asset.
        numerator: Of the price ratio, in whole units above 0: 1 for a two-for-one split.
        denominator: Of the price ratio, in whole units above 0: 2 for a two-for-one split.
    """

    session: int
    sid: int
    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.numerator <= 0 or self.denominator <= 0:
            raise ValidationError(
                f"split of sid {self.sid} on day {self.session} has the ratio "
                f"{self.numerator}/{self.denominator}: both must be above 0"
            )


@dataclass(frozen=True, slots=True)
class Dividend:
    """A cash dividend: earned by who holds before the ex session, paid on the pay session.

    Attributes:
        ex_session: First session without the right to it, in days since 1970-01-01.
        sid: The asset.
        amount: Cash for one share, in the asset's currency, above 0.
        pay_session: When the cash comes, in days since 1970-01-01; None if unknown (then on the ex session).
    """

    ex_session: int
    sid: int
    amount: Decimal
    pay_session: int | None = None

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount <= 0:
            raise ValidationError(
                f"dividend of sid {self.sid} on day {self.ex_session} is {self.amount}: it must be above 0"
            )


@dataclass(frozen=True, eq=False, kw_only=True)
class BarPanel:
    """All bars of a run: one int64 mantissa per step and asset, from the bundle's first session to the end.

    Attributes:
        bundle: Name of the bundle.
        version: Version of the bundle's manifest.
        sha256: Hash of that manifest, hexadecimal.
        frequency: ``"daily"`` or ``"minute"``.
        assets: The columns, sorted by sid.
        sessions: int32[S], days since 1970-01-01, increasing.
        session_open_ns: int64[S], UTC nanoseconds.
        session_close_ns: int64[S], UTC nanoseconds.
        step_session: int32[T], the index into ``sessions`` of each step.
        times_ns: int64[T], the end of each bar in UTC nanoseconds, increasing.
        price_scale: Decimals of open, high, low and close.
        volume_scale: Decimals of volume.
        load: Returns the int64[T, A] matrix of a field; called once for each field, when first asked for.
        splits: Splits of the assets, by session.
        dividends: Cash dividends of the assets, by ex session.
        daily: The daily panel of the same assets and sessions, if this one is of minutes and it is known.
        arriving_from: First step whose bars arrive while the run goes on: the matrices end before it. None if every
            bar is known beforehand.
    """

    bundle: str
    version: int
    sha256: str
    frequency: Frequency
    assets: tuple[Asset, ...]
    sessions: NDArray[np.int32]
    session_open_ns: NDArray[np.int64]
    session_close_ns: NDArray[np.int64]
    step_session: NDArray[np.int32]
    times_ns: NDArray[np.int64]
    price_scale: int
    volume_scale: int
    load: Callable[[str], NDArray[np.int64]] = field(repr=False)
    splits: tuple[Split, ...] = ()
    dividends: tuple[Dividend, ...] = ()
    daily: BarPanel | None = field(default=None, repr=False)
    arriving_from: int | None = None
    _loaded: dict[str, NDArray[np.int64]] = field(default_factory=dict, init=False, repr=False)
    _columns: dict[int, int] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._columns.update((asset.sid, column) for column, asset in enumerate(self.assets))
        _check_axes(self)

    @property
    def shape(self) -> tuple[int, int]:
        """The number of steps T and of assets A."""
        return len(self.times_ns), len(self.assets)

    @property
    def known_steps(self) -> int:
        """The number of steps whose bars are known beforehand: the rows of `field`."""
        return len(self.times_ns) if self.arriving_from is None else self.arriving_from

    def field(self, name: str) -> NDArray[np.int64]:
        """Return one field of every bar, loading it at the first call.

        Args:
            name: ``open``, ``high``, ``low``, ``close`` or ``volume``.

        Returns:
            A read-only, C-contiguous int64[K, A] of mantissas at ``price_scale`` or ``volume_scale``, with K the
            `known_steps`; ``MISSING`` where there is no bar.

        Raises:
            UnknownFieldError: If there is no such field.
            ValidationError: If what was loaded has another shape or type.
        """
        found = self._loaded.get(name)
        return self._load(name) if found is None else found

    def column(self, asset: Asset | int) -> int:
        """Return the column of an asset or sid.

        Raises:
            AssetNotFoundError: If the panel does not hold it.
        """
        sid = asset if isinstance(asset, int) else asset.sid
        try:
            return self._columns[sid]
        except KeyError:
            raise AssetNotFoundError(
                f"{asset!r} has no column in bundle {self.bundle!r} version {self.version}, which holds "
                f"{len(self.assets)} assets: look the asset up in the same bundle"
            ) from None

    def _load(self, name: str) -> NDArray[np.int64]:
        if name not in FIELDS:
            near = get_close_matches(str(name), FIELDS)
            raise UnknownFieldError(
                f"field {name!r} is not in bundle {self.bundle!r}: take one of {', '.join(FIELDS)}"
                + (f" (did you mean {near[0]!r}?)" if near else "")
            )
        matrix = self.load(name)
        shape = self.known_steps, len(self.assets)
        if matrix.shape != shape or matrix.dtype != np.int64:
            raise ValidationError(
                f"field {name!r} of bundle {self.bundle!r} came as {matrix.dtype}{list(matrix.shape)}; "
                f"it must be int64{list(shape)}: ingest the bundle again"
            )
        matrix = np.ascontiguousarray(matrix)
        matrix.flags.writeable = False
        self._loaded[name] = matrix
        return matrix

    @classmethod
    def from_arrays(
        cls,
        assets: Sequence[Asset],
        sessions: Sequence[int] | NDArray[np.int32],
        fields: Mapping[str, NDArray[np.int64]],
        *,
        session_open_ns: NDArray[np.int64] | None = None,
        session_close_ns: NDArray[np.int64] | None = None,
        times_ns: NDArray[np.int64] | None = None,
        price_scale: int = 8,
        volume_scale: int = 0,
        splits: Sequence[Split] = (),
        dividends: Sequence[Dividend] = (),
        daily: BarPanel | None = None,
        bundle: str = "arrays",
        version: int = 1,
        sha256: str = "",
    ) -> Self:
        """Make a panel of matrices in memory; with ``times_ns`` one of minutes, else a daily one.

        Args:
            assets: The columns, sorted by sid.
            sessions: Days since 1970-01-01.
            fields: int64[T, A] mantissas by field name.
            session_open_ns: int64[S]; 14:30 UTC of each session if left out.
            session_close_ns: int64[S]; 21:00 UTC of each session if left out.
            times_ns: int64[T], the end of each minute bar; the session closes if left out.
            price_scale: Decimals of prices.
            volume_scale: Decimals of volumes.
            splits: Splits.
            dividends: Cash dividends.
            daily: The daily panel of a minute one.
            bundle: Name shown as provenance.
            version: Version shown as provenance.
            sha256: Hash shown as provenance.
        """
        days = np.asarray(sessions, dtype=np.int32)
        midnight = days.astype(np.int64) * NANOS_PER_DAY
        opens = midnight + 52_200 * NANOS_PER_SECOND if session_open_ns is None else session_open_ns
        closes = midnight + 75_600 * NANOS_PER_SECOND if session_close_ns is None else session_close_ns
        times = closes if times_ns is None else times_ns
        return cls(
            bundle=bundle,
            version=version,
            sha256=sha256,
            frequency="daily" if times_ns is None else "minute",
            assets=tuple(assets),
            sessions=days,
            session_open_ns=opens,
            session_close_ns=closes,
            step_session=np.searchsorted(closes, times).astype(np.int32),
            times_ns=times,
            price_scale=price_scale,
            volume_scale=volume_scale,
            load=dict(fields).__getitem__,
            splits=tuple(splits),
            dividends=tuple(dividends),
            daily=daily,
        )


def _check_axes(panel: BarPanel) -> None:
    def check(holds: bool, what: str) -> None:  # noqa: FBT001 - an assertion, not an option
        if not holds:
            raise ValidationError(f"panel of bundle {panel.bundle!r} version {panel.version}: {what}")

    sids = [asset.sid for asset in panel.assets]
    check(all(a < b for a, b in pairwise(sids)), "assets are not sorted by sid")
    sessions = len(panel.sessions)
    for name in ("session_open_ns", "session_close_ns"):
        found = len(getattr(panel, name))
        check(found == sessions, f"{name} has {found} entries for {sessions} sessions")
    steps = len(panel.times_ns)
    check(len(panel.step_session) == steps, f"step_session has not one entry for each of {steps} steps")
    for name in ("sessions", "times_ns"):
        check(bool(np.all(np.diff(getattr(panel, name)) > 0)), f"{name} does not increase")
    check(0 <= panel.known_steps <= steps, f"arriving_from is {panel.arriving_from} of {steps} steps")
    if steps:
        in_range = panel.step_session[0] >= 0 and panel.step_session[-1] < sessions
        check(bool(in_range), "step_session points outside of sessions")
