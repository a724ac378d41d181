"""Which adapter a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustybt.exceptions import ConfigurationError

if TYPE_CHECKING:
    from rustybt.data.adapters.base import BaseDataAdapter

__all__ = ["ADAPTERS", "adapter_of"]

ADAPTERS = ("csv", "sample")


def adapter_of(name: str, **options: Any) -> BaseDataAdapter:
    """Return the adapter of a name.

    Args:
        name: ``"sample"`` or ``"csv"``.
        options: Of the adapter, such as ``folder=`` of ``"csv"``.

    Raises:
        ConfigurationError: If the name or an option is unknown.
    """
    try:
        if name == "sample":
            from rustybt.data.adapters.sample import SampleAdapter

            return SampleAdapter(**options)
        if name == "csv":
            from rustybt.data.adapters.csv import CSVAdapter

            return CSVAdapter(**options)
    except TypeError as error:
        raise ConfigurationError(f"adapter {name!r} with {sorted(options)}: {error}") from error
    raise ConfigurationError(
        f"source {name!r} is unknown: use one of {', '.join(ADAPTERS)}, or hand in an adapter"
    )
