"""The bars that a finished run traded on: its bundle's version, opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rustybt.backtest.result_text import provenance_dict
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import CatalogError, DataNotAvailableError

if TYPE_CHECKING:
    from rustybt.model.bars import BarPanel

__all__ = ["bars_of"]

NEEDED = ("bundle", "version", "sha256", "data_frequency")


def bars_of(provenance: Any, catalog: DataCatalog | None) -> BarPanel:
    """Open the bars that a run saw: the same version of the bundle, and nothing else.

    Args:
        provenance: Of the run.
        catalog: Where the bundle lies; ``DataCatalog()`` by default.

    Returns:
        All bars of that version, at the frequency of the run.

    Raises:
        DataNotAvailableError: If the run does not say where it came from, or its version is gone or another.
    """
    known = provenance_dict(provenance)
    lacking = [name for name in NEEDED if not known.get(name)]
    if lacking:
        raise DataNotAvailableError(
            f"the result does not say what bars it was made of (no {', '.join(lacking)} in its provenance): "
            "run the strategy again"
        )
    found = DataCatalog() if catalog is None else catalog
    return _opened(found, known)


def _opened(catalog: DataCatalog, known: Mapping[str, Any]) -> BarPanel:
    bundle, version = known["bundle"], int(known["version"])
    try:
        pinned = catalog.as_of({bundle: version})
        sha256 = pinned.manifest(bundle).sha256
        if sha256 != known["sha256"]:
            raise DataNotAvailableError(
                f"bundle {bundle!r} version {version} in {catalog.path} holds other data than the run saw "
                f"(sha256 {sha256[:12]}, not {str(known['sha256'])[:12]}): set result.catalog to the catalog of the "
                "run, or run the strategy again"
            )
        return pinned.load_panel(bundle, frequency=known["data_frequency"])
    except CatalogError as error:
        raise DataNotAvailableError(
            f"the bars of the run are gone, bundle {bundle!r} version {version}: {error}; set result.catalog to the "
            "catalog of the run, or run the strategy again"
        ) from error
