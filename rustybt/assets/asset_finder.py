"""Which asset a symbol or a sid means, as of a date.

A symbol is owned for date ranges: the finder is built from assets and `SymbolOwnership` records and does no
I/O. Tables of both are made and read by `rustybt.assets.asset_writer`.

How a symbol is resolved as of a date: an asset whose ownership covers the date wins; if none does, the last
owner that had it before keeps it (as in zipline), so that a delisted asset can still be named. Upper and
lower case are the same, and so are the delimiters ``.``, ``/``, ``-`` and ``_`` (``BRK.A`` is ``BRK_A``);
with ``fuzzy=True`` the delimiter may also be missing (``BRKA``). Two assets that this makes alike are told
apart by the exact spelling. Futures have their own namespace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise
from numbers import Integral
from typing import Literal, NoReturn, overload

import numpy as np
from numpy.typing import NDArray

from rustybt.assets.assets import Asset, Cryptocurrency, Equity, Future, to_date
from rustybt.exceptions import (
    AssetNotFoundError,
    ConfigurationError,
    MultipleSymbolsFoundError,
    SymbolNotFoundError,
)

__all__ = ["AssetFinder", "SymbolOwnership"]

_DELIMITER = re.compile(r"[./\-_]")
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MAX_SHOWN = 5


@dataclass(frozen=True, slots=True, order=True)
class SymbolOwnership:
    """An asset had a symbol from one date to another.

    Attributes:
        start_date: First session with the symbol.
        end_date: Last session with the symbol.
        sid: The asset.
        symbol: The symbol.
    """

    start_date: date
    end_date: date
    sid: int
    symbol: str

    def __post_init__(self) -> None:
        for name in ("start_date", "end_date"):
            value = to_date(getattr(self, name), f"{name} of symbol {self.symbol!r}")
            object.__setattr__(self, name, value)


class AssetFinder:
    """Looks assets up by sid, or by symbol as of a date; see the module's text for the rule.

    Args:
        assets: The assets; each sid once.
        ownerships: Who had which symbol when. An asset without any has its own symbol for its whole life.

    Raises:
        ConfigurationError: If two assets share a sid, or an ownership is reversed or of an unknown sid.

    Example:
        >>> life = {"start_date": date(2000, 1, 3), "end_date": date(2013, 3, 1)}
        >>> finder = AssetFinder([Equity(0, "AAPL", **life), Equity(1, "MSFT", **life)])
        >>> finder.lookup_symbol("MSFT", date(2005, 1, 3))
        Equity(1 [MSFT])
    """

    def __init__(self, assets: Iterable[Asset], ownerships: Iterable[SymbolOwnership] = ()) -> None:
        ordered = sorted(assets, key=lambda asset: asset.sid)
        for one, other in pairwise(ordered):
            if one.sid == other.sid:
                raise ConfigurationError(
                    f"sid {one.sid} belongs to {one!r} and {other!r}: give each asset its own number"
                )
        self._assets = {asset.sid: asset for asset in ordered}
        self._ownerships = tuple(sorted(_complete(self._assets, ownerships)))
        self._futures = {asset.symbol.upper(): asset for asset in ordered if isinstance(asset, Future)}

    def __iter__(self) -> Iterator[Asset]:
        return iter(self._assets.values())

    def __len__(self) -> int:
        return len(self._assets)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, Asset):
            return self._assets.get(item.sid) == item
        return item in self._assets

    def __repr__(self) -> str:
        return f"AssetFinder({len(self._assets)} assets)"

    @property
    def sids(self) -> tuple[int, ...]:
        """Every sid, increasing."""
        return tuple(self._assets)

    @property
    def equities_sids(self) -> tuple[int, ...]:
        """The sids of the equities, increasing."""
        return self._sids_of(Equity)

    @property
    def futures_sids(self) -> tuple[int, ...]:
        """The sids of the futures, increasing."""
        return self._sids_of(Future)

    @property
    def cryptocurrencies_sids(self) -> tuple[int, ...]:
        """The sids of the cryptocurrencies, increasing."""
        return self._sids_of(Cryptocurrency)

    @property
    def symbol_ownerships(self) -> tuple[SymbolOwnership, ...]:
        """Who had which symbol when, by start date."""
        return self._ownerships

    @property
    def country_codes(self) -> tuple[str, ...]:
        """The countries of the assets' exchanges, sorted; "" stands for unknown."""
        return tuple(sorted({asset.country_code for asset in self}))

    def equities_sids_for_country_code(self, country_code: str) -> tuple[int, ...]:
        """Return the sids of the equities whose exchange is in a country.

        Args:
            country_code: ISO 3166 alpha-2 code.
        """
        return tuple(sid for sid in self.equities_sids if self._assets[sid].country_code == country_code)

    def equities_sids_for_exchange_name(self, exchange_name: str) -> tuple[int, ...]:
        """Return the sids of the equities of an exchange.

        Args:
            exchange_name: The exchange's name as the assets have it.
        """
        return tuple(sid for sid in self.equities_sids if self._assets[sid].exchange == exchange_name)

    @overload
    def retrieve_asset(self, sid: int, *, default_none: Literal[False] = False) -> Asset: ...
    @overload
    def retrieve_asset(self, sid: int, *, default_none: bool) -> Asset | None: ...
    def retrieve_asset(self, sid: int, *, default_none: bool = False) -> Asset | None:
        """Return the asset of a sid.

        Args:
            sid: The security identifier.
            default_none: Return None for an unknown sid instead of raising.

        Raises:
            AssetNotFoundError: If no asset has this sid and ``default_none`` is False.
        """
        return self.retrieve_all([sid], default_none=default_none)[0]

    @overload
    def retrieve_all(self, sids: Iterable[int], *, default_none: Literal[False] = False) -> list[Asset]: ...
    @overload
    def retrieve_all(self, sids: Iterable[int], *, default_none: bool) -> list[Asset | None]: ...
    def retrieve_all(
        self, sids: Iterable[int], *, default_none: bool = False
    ) -> list[Asset] | list[Asset | None]:
        """Return the assets of many sids, in the order of the sids.

        Args:
            sids: The security identifiers.
            default_none: Put None in the place of an unknown sid instead of raising.

        Raises:
            AssetNotFoundError: If some sids are unknown and ``default_none`` is False; it names them.
        """
        wanted = list(sids)
        if not default_none:
            unknown = [sid for sid in wanted if sid not in self._assets]
            if unknown:
                raise AssetNotFoundError(
                    f"no asset has the sid {_shown(unknown)}; the {len(self)} assets here have "
                    f"{_shown(self.sids)}: sids differ from bundle to bundle, look up by symbol"
                )
        return [self._assets.get(sid) for sid in wanted]

    def group_by_type(self, sids: Iterable[int]) -> dict[str, set[int]]:
        """Return the sids by type of asset (``"equity"``, ``"future"``, ``"cryptocurrency"``).

        Args:
            sids: Security identifiers; each must be known.

        Raises:
            AssetNotFoundError: If one is not.
        """
        groups: dict[str, set[int]] = {}
        for asset in self.retrieve_all(sids):
            groups.setdefault(asset.asset_type, set()).add(asset.sid)
        return groups

    def lookup_symbol(
        self,
        symbol: str,
        as_of_date: date | None,
        *,
        fuzzy: bool = False,
        country_code: str | None = None,
    ) -> Asset:
        """Return the equity or cryptocurrency that had a symbol at a date.

        Args:
            symbol: The symbol.
            as_of_date: The date (of a ``datetime``, its date part); None if only one asset ever had it.
            fuzzy: Find ``BRK.A`` also as ``BRKA``.
            country_code: Look only at exchanges of this country.

        Raises:
            SymbolNotFoundError: If none had it; the message names what comes near.
            MultipleSymbolsFoundError: If more than one had it; the message names them.
        """
        owners = self._owners(symbol, fuzzy=fuzzy, country_code=country_code)
        if not owners:
            self._raise_unknown(symbol, country_code)
        day = as_of_date.date() if isinstance(as_of_date, datetime) else as_of_date
        found = _owners_at(owners, day, self._country)
        if not found:
            raise SymbolNotFoundError(
                f"symbol {symbol!r} had no owner on {day}: {self._told(owners)}; take a later as_of_date"
            )
        if len({owner.sid for owner in found}) > 1:
            found = _closest_spelling(found, symbol)
        if len({owner.sid for owner in found}) > 1:
            when = "at some time" if day is None else f"on {day}"
            way = "name a date" if day is None else "name a country_code or take the sid"
            raise MultipleSymbolsFoundError(
                f"symbol {symbol!r} had several owners {when}: {self._told(found)}; {way}"
            )
        return self._assets[found[0].sid]

    def lookup_symbols(
        self,
        symbols: Iterable[str],
        as_of_date: date | None,
        *,
        fuzzy: bool = False,
        country_code: str | None = None,
    ) -> list[Asset]:
        """Return the assets that had these symbols at a date, in the order of the symbols.

        Args:
            symbols: The symbols.
            as_of_date: As in `lookup_symbol`.
            fuzzy: As in `lookup_symbol`.
            country_code: As in `lookup_symbol`.

        Raises:
            SymbolNotFoundError: As in `lookup_symbol`.
            MultipleSymbolsFoundError: As in `lookup_symbol`.
        """
        return [
            self.lookup_symbol(symbol, as_of_date, fuzzy=fuzzy, country_code=country_code)
            for symbol in symbols
        ]

    def lookup_future_symbol(self, symbol: str) -> Future:
        """Return the futures contract with a symbol.

        Args:
            symbol: The contract's symbol, such as ``"ESH04"``.

        Raises:
            SymbolNotFoundError: If there is no such contract; the message names what comes near.
        """
        found = self._futures.get(symbol.upper())
        if found is None:
            near = _near(symbol, self._futures)
            raise SymbolNotFoundError(
                f"no future has the symbol {symbol!r}{near}; there are {len(self._futures)} futures here"
            )
        return found

    def lookup_generic(
        self,
        obj: Asset | int | str | Iterable[Asset | int | str],
        as_of_date: date | None,
        country_code: str | None = None,
    ) -> tuple[Asset | list[Asset], list[int | str]]:
        """Turn an asset, sid or symbol, or many, into assets.

        Args:
            obj: One (found or an error), or an iterable of them.
            as_of_date: As in `lookup_symbol`.
            country_code: As in `lookup_symbol`.

        Returns:
            The asset and an empty list; or, for an iterable, the assets found and the items not found.

        Raises:
            AssetNotFoundError: If ``obj`` is one sid or symbol and unknown.
            MultipleSymbolsFoundError: If a symbol had more than one owner.
            ConfigurationError: If ``obj`` is of another type.
        """
        if isinstance(obj, Asset | Integral | str):
            return self._lookup_one(obj, as_of_date, country_code), []
        if not isinstance(obj, Iterable):
            raise ConfigurationError(f"{obj!r} is no asset, sid or symbol, nor several of them")
        matches: list[Asset] = []
        missing: list[int | str] = []
        for item in obj:
            try:
                matches.append(self._lookup_one(item, as_of_date, country_code))
            except AssetNotFoundError:
                missing.append(item)  # type: ignore[arg-type]  # an asset is always found
        return matches, missing

    def lifetimes(
        self,
        sessions: Sequence[int] | NDArray[np.int32],
        *,
        include_start_date: bool = True,
        country_codes: Iterable[str] | None = None,
    ) -> NDArray[np.bool_]:
        """Tell which assets lived in which sessions.

        Args:
            sessions: Days since 1970-01-01.
            include_start_date: Whether an asset lives on its first session already; False asks what is
                known in the morning, before that session's bar.
            country_codes: Leave out (as never alive) the assets of other countries.

        Returns:
            bool[len(sessions), len(self)], one column for each of `sids`.
        """
        days = np.asarray(sessions, dtype=np.int64)[:, np.newaxis]
        starts = np.array([asset.start_date.toordinal() - _EPOCH_DAY for asset in self], dtype=np.int64)
        ends = np.array([asset.end_date.toordinal() - _EPOCH_DAY for asset in self], dtype=np.int64)
        begun = starts <= days if include_start_date else starts < days
        alive: NDArray[np.bool_] = begun & (days <= ends)
        if country_codes is not None:
            wanted = set(country_codes)
            alive &= np.array([asset.country_code in wanted for asset in self], dtype=np.bool_)
        return alive

    @cached_property
    def _by_key(self) -> dict[str, list[SymbolOwnership]]:
        return self._index(_key)

    @cached_property
    def _by_letters(self) -> dict[str, list[SymbolOwnership]]:
        return self._index(_letters)

    def _index(self, key_of: Callable[[str], str]) -> dict[str, list[SymbolOwnership]]:
        index: dict[str, list[SymbolOwnership]] = {}
        for ownership in self._ownerships:
            if not isinstance(self._assets[ownership.sid], Future):
                index.setdefault(key_of(ownership.symbol), []).append(ownership)
        return index

    def _sids_of(self, kind: type[Asset]) -> tuple[int, ...]:
        return tuple(sid for sid, asset in self._assets.items() if isinstance(asset, kind))

    def _country(self, ownership: SymbolOwnership) -> str:
        return self._assets[ownership.sid].country_code

    def _owners(self, symbol: str, *, fuzzy: bool, country_code: str | None) -> list[SymbolOwnership]:
        if not isinstance(symbol, str):
            raise ConfigurationError(f"symbol {symbol!r} is a {type(symbol).__name__}, not a str")
        owners = self._by_letters.get(_letters(symbol), []) if fuzzy else self._by_key.get(_key(symbol), [])
        if country_code is None:
            return owners
        return [owner for owner in owners if self._country(owner) == country_code]

    def _lookup_one(self, item: Asset | int | str, as_of_date: date | None, country: str | None) -> Asset:
        if isinstance(item, Asset):
            return item
        if isinstance(item, Integral):
            return self.retrieve_asset(int(item))
        if not isinstance(item, str):
            raise ConfigurationError(f"{item!r} is no asset, sid or symbol")
        if item.upper() in self._futures and not self._owners(item, fuzzy=False, country_code=country):
            return self.lookup_future_symbol(item)
        return self.lookup_symbol(item, as_of_date, country_code=country)

    def _told(self, owners: Iterable[SymbolOwnership]) -> str:
        return _shown(
            [f"{self._assets[owner.sid]!r} {owner.start_date} to {owner.end_date}" for owner in owners]
        )

    def _raise_unknown(self, symbol: str, country_code: str | None) -> NoReturn:
        where = "" if country_code is None else f" in country {country_code!r}"
        if country_code is not None and self._owners(symbol, fuzzy=False, country_code=None):
            hint = f"; elsewhere it was owned: {self._told(self._by_key[_key(symbol)])}"
        elif symbol.upper() in self._futures:
            hint = f": {self._futures[symbol.upper()]!r} is a future, look it up with future_symbol"
        else:
            hint = _near(symbol, {ownership.symbol for ownership in self._ownerships})
            hint += f"; there are {len(self)} assets here"
        raise SymbolNotFoundError(f"no asset ever had the symbol {symbol!r}{where}{hint}")


def _key(symbol: str) -> str:
    return _DELIMITER.sub(".", symbol.upper(), count=1)


def _letters(symbol: str) -> str:
    return _DELIMITER.sub("", symbol.upper(), count=1)


def _complete(
    assets: Mapping[int, Asset], ownerships: Iterable[SymbolOwnership]
) -> Iterator[SymbolOwnership]:
    named: set[int] = set()
    for ownership in ownerships:
        if ownership.sid not in assets:
            raise ConfigurationError(f"symbol {ownership.symbol!r} is owned by sid {ownership.sid}, no asset")
        if ownership.end_date < ownership.start_date:
            raise ConfigurationError(
                f"symbol {ownership.symbol!r} of {assets[ownership.sid]!r} is owned until "
                f"{ownership.end_date}, before {ownership.start_date}: swap the dates"
            )
        named.add(ownership.sid)
        yield ownership
    for sid, asset in assets.items():
        if sid not in named:
            yield SymbolOwnership(asset.start_date, asset.end_date, sid, asset.symbol)


def _owners_at(
    owners: list[SymbolOwnership], day: date | None, country_of: Callable[[SymbolOwnership], str]
) -> list[SymbolOwnership]:
    if day is None:
        return owners
    begun = [owner for owner in owners if owner.start_date <= day]
    current = [owner for owner in begun if day <= owner.end_date]
    if current:
        return current
    last = {country_of(owner): owner for owner in sorted(begun, key=lambda owner: owner.end_date)}
    return list(last.values())


def _closest_spelling(owners: list[SymbolOwnership], symbol: str) -> list[SymbolOwnership]:
    same_key = [owner for owner in owners if _key(owner.symbol) == _key(symbol)]
    same_text = [owner for owner in same_key if owner.symbol == symbol]
    return same_text or same_key or owners


def _near(symbol: str, known: Iterable[str]) -> str:
    near = get_close_matches(symbol.upper(), [each.upper() for each in known], n=3)
    return f" (did you mean {' or '.join(near)}?)" if near else ""


def _shown(items: Sequence[object]) -> str:
    more = len(items) - _MAX_SHOWN
    return ", ".join(str(item) for item in items[:_MAX_SHOWN]) + (f" and {more} more" if more > 0 else "")
