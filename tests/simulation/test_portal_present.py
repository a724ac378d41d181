"""A portal tells nothing past its present, and up to it what it tells does not depend on what comes after."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from rustybt import DataCatalog
from rustybt.data.polars.data_portal import PolarsDataPortal
from rustybt.exceptions import LookaheadError
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day
from rustybt.testing import garbled_after, made_up_contents

RANGE = {"start": date(2024, 1, 2), "end": date(2024, 3, 28)}
NOW = datetime(2024, 2, 14, 21, 0, tzinfo=UTC)
FIELDS = ("open", "high", "low", "close", "volume", "price")


@pytest.fixture(scope="module")
def portals(tmp_path_factory):
    """The portal of a bundle at a present, and that of one whose future is another."""
    actions = {
        "splits": [
            Split(date_to_day(date(2024, 2, 1)), 0, 1, 2),
            Split(date_to_day(date(2024, 2, 20)), 0, 1, 3),
            Split(date_to_day(date(2024, 2, 15)), 1, 3, 2),
        ],
        "dividends": [
            Dividend(date_to_day(day), 1, Decimal(1), date_to_day(day))
            for day in (date(2024, 1, 22), date(2024, 3, 1))
        ],
    }
    true = made_up_contents(["A", "B"], **RANGE, **actions)
    catalog = DataCatalog(tmp_path_factory.mktemp("portals"))
    catalog.write("true", true)
    catalog.write("garbled", garbled_after(true, NOW))
    return [PolarsDataPortal(name, catalog=catalog, current_dt=NOW) for name in ("true", "garbled")]


def test_answers_up_to_the_present_know_no_future(portals):
    true, garbled = portals
    for day in (date(2024, 1, 16), date(2024, 2, 1), date(2024, 2, 14)):
        for field in FIELDS:
            assert answers(true, day, field) == answers(garbled, day, field), (day, field)


@pytest.mark.parametrize("later", [date(2024, 2, 15), NOW + timedelta(minutes=1), date(2024, 3, 28)])
def test_a_question_past_the_present_raises(portals, later):
    portal = portals[0]
    asset = portal.asset_finder.retrieve_asset(0)
    for ask in (
        lambda: portal.get_spot_value(asset, "close", later),
        lambda: portal.get_history_window([asset], later, 5, "1d", "price"),
        lambda: portal.get_adjusted_value(asset, "close", date(2024, 2, 1), later),
        lambda: portal.get_adjusted_value(asset, "close", later, later),
        lambda: portal.get_splits([asset], later),
        lambda: portal.get_last_traded_dt(asset, later),
        lambda: portal.view(later),
    ):
        with pytest.raises(LookaheadError, match="after the present"):
            ask()


def answers(portal, day, field):
    """All that a portal tells of a field as of a day."""
    found = []
    for sid in (0, 1):
        asset = portal.asset_finder.retrieve_asset(sid)
        window = portal.get_history_window([asset], day, 8, "1d", field)
        adjusted = portal.get_adjusted_value(asset, field, date(2024, 1, 16), day)
        found.append((portal.get_spot_value(asset, field, day), window.rows(), adjusted))
    return found
