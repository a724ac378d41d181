from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from rustybt.assets import Equity
from rustybt.exceptions import AssetNotFoundError, UnknownFieldError, ValidationError
from rustybt.model.bars import FIELDS, MISSING, BarPanel, Dividend, Split

ASSETS = [
    Equity(sid, name, start_date=date(1970, 1, 1), end_date=date(1970, 1, 9))
    for sid, name in [(3, "A"), (7, "B")]
]


def matrices(steps: int) -> dict[str, np.ndarray]:
    return {name: np.full((steps, 2), position, dtype=np.int64) for position, name in enumerate(FIELDS)}


def daily(**changes) -> BarPanel:
    return BarPanel.from_arrays(**{"assets": ASSETS, "sessions": [0, 1, 4], "fields": matrices(3)} | changes)


def test_missing_is_the_least_int64():
    assert np.iinfo(np.int64).min == MISSING


def test_a_daily_panel_has_a_step_for_each_session_close():
    panel = daily()
    assert panel.shape == (3, 2)
    assert panel.frequency == "daily"
    assert panel.sessions.dtype == panel.step_session.dtype == np.int32
    assert panel.step_session.tolist() == [0, 1, 2]
    assert panel.times_ns.tolist() == panel.session_close_ns.tolist()


def test_a_minute_belongs_to_the_session_that_closes_at_or_after_it():
    closes = daily().session_close_ns
    times = np.array([closes[0] - 60, closes[0], closes[0] + 60, closes[2]], dtype=np.int64)
    panel = daily(times_ns=times, fields=matrices(4), daily=daily())
    assert panel.frequency == "minute"
    assert panel.step_session.tolist() == [0, 0, 1, 2]


def test_a_field_is_loaded_once_and_cannot_be_written():
    asked = []

    def load(name):
        asked.append(name)
        return np.asfortranarray(matrices(3)[name])

    like = daily()
    panel = BarPanel(
        bundle="b", version=1, sha256="", frequency="daily", assets=like.assets, sessions=like.sessions,
        session_open_ns=like.session_open_ns, session_close_ns=like.session_close_ns,
        step_session=like.step_session, times_ns=like.times_ns, price_scale=8, volume_scale=0, load=load,
    )  # fmt: skip
    first = panel.field("close")
    assert panel.field("close") is first
    assert asked == ["close"]
    assert first.flags.c_contiguous
    assert not first.flags.writeable
    assert first.tolist() == [[3, 3]] * 3


def test_an_unknown_field_is_named_with_the_near_one():
    with pytest.raises(UnknownFieldError, match=r"'closing'.*did you mean 'close'"):
        daily().field("closing")


def test_a_matrix_of_another_shape_or_type_is_refused():
    with pytest.raises(ValidationError, match=r"int64\[3, 2\]"):
        daily(fields=matrices(2)).field("open")
    with pytest.raises(ValidationError, match="float64"):
        daily(fields={"open": np.zeros((3, 2))}).field("open")


def test_columns_by_asset_and_sid():
    panel = daily()
    assert panel.column(ASSETS[1]) == panel.column(7) == 1
    with pytest.raises(AssetNotFoundError, match="4 has no column"):
        panel.column(4)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"assets": ASSETS[::-1]}, "not sorted by sid"),
        ({"sessions": [0, 4, 1]}, "sessions does not increase"),
        ({"session_open_ns": np.zeros(2, dtype=np.int64)}, "session_open_ns has 2 entries for 3 sessions"),
        ({"times_ns": np.array([5, 5], dtype=np.int64)}, "times_ns does not increase"),
        ({"times_ns": np.array([2**60], dtype=np.int64)}, "outside of sessions"),
    ],
)
def test_axes_that_do_not_fit_are_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        daily(**changes)


def test_corporate_actions_hold_only_what_can_be():
    assert Split(session=1, sid=3, numerator=1, denominator=2).denominator == 2
    assert Dividend(ex_session=1, sid=3, amount=Decimal("0.24")).pay_session is None
    with pytest.raises(ValidationError, match="ratio 0/2"):
        Split(1, 3, 0, 2)
    with pytest.raises(ValidationError, match="is 0"):
        Dividend(1, 3, Decimal(0))
