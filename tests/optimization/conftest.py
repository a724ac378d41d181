"""What the tests of searches share: the sample, opened once."""

from __future__ import annotations

import pytest

from rustybt import DataCatalog
from rustybt.backtest.market import Market


@pytest.fixture(scope="session")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    found.ingest("sample")
    return found


@pytest.fixture(scope="session")
def market(catalog):
    return Market.open("sample", "2010-01-04", "2011-12-30", catalog=catalog)
