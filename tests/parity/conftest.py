from __future__ import annotations

import pytest

from rustybt import DataCatalog
from tests.parity.recorded import FIXTURES, ingest
from tests.parity.runs import run_recorded


@pytest.fixture(scope="session")
def recorded_catalog(tmp_path_factory):
    """A catalog that fills itself with zipline's bundles as they are asked for."""
    if not FIXTURES.is_dir():
        pytest.skip("the recorded zipline runs are not beside this checkout (../shared/fixtures)")
    catalog = DataCatalog(tmp_path_factory.mktemp("recorded"))

    def bundle(name: str) -> DataCatalog:
        if name not in catalog.names():
            ingest(catalog, name)
        return catalog

    return bundle


@pytest.fixture(scope="session")
def rerun(recorded_catalog):
    """Run a recorded strategy on our engine, once."""
    results = {}

    def run(name):
        if name not in results:
            results[name] = run_recorded(name, recorded_catalog)
        return results[name]

    return run
