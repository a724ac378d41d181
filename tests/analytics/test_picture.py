"""The picture is well-formed, self-contained, small and quick, whatever the run."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from rustybt.analytics.picture import Curves, Picture

DAY = 86_400 * 10**9
SVG = "{http://www.w3.org/2000/svg}"


def curves(equity: np.ndarray, **others) -> Curves:
    size = len(equity)
    peak = np.maximum.accumulate(np.maximum(equity, 1.0))
    given = {
        "times_ns": np.arange(size, dtype=np.int64) * DAY // (1 if size < 10_000 else 1440) + 10**18,
        "drawdown": np.minimum(equity / peak - 1.0, 0.0),
        "long": np.full(size, 0.5),
        "short": np.zeros(size),
        "capital": 100_000.0,
    }
    return Curves(equity=equity, **(given | others))


def walk(size: int, seed: int = 2) -> np.ndarray:
    return 100_000.0 * np.exp(np.random.default_rng(seed).normal(0.0003, 0.01, size).cumsum())


CASES = {
    "long run": curves(walk(100_000)),
    "one session": curves(np.array([100_000.0])),
    "flat": curves(np.full(50, 100_000.0), long=np.zeros(50)),
    "ruin": curves(np.linspace(100_000.0, -5_000.0, 60), long=np.full(60, np.inf)),
    "growth by a hundred": curves(np.geomspace(100_000.0, 1e7, 800)),
    "benchmark and shorts": curves(walk(900), benchmark=walk(900, 9), short=np.full(900, -0.4)),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_well_formed_and_asks_nothing_of_the_network(name):
    picture = Picture(CASES[name], "A & B <run>")
    root = ET.fromstring(picture.svg)
    titles = [element.text for element in root.iter(f"{SVG}text")]
    assert {"Equity", "Drawdown", "Exposure"} <= {title.split(" (")[0] for title in titles if title}
    assert root.find(f"{SVG}title").text == "A & B <run>: equity, drawdown and exposure"
    links = re.findall(r"(?:https?:|url\(|@import|href)[^\"]*", picture.svg)
    assert links == ["http://www.w3.org/2000/svg"]
    assert "nan" not in picture.svg.lower()
    assert len(picture.svg) < 90_000


def test_a_hundred_thousand_sessions_take_less_than_half_a_second():
    given = curves(walk(100_000), benchmark=walk(100_000, 3))
    started = time.perf_counter()
    Picture(given)
    assert time.perf_counter() - started < 0.5


def test_it_shows_itself_with_text_beside():
    bundle = Picture(CASES["flat"])._repr_mimebundle_()
    assert bundle["text/html"].startswith("<svg")
    assert "SVG" in bundle["text/plain"]


def test_great_growth_is_drawn_on_a_log_scale():
    assert "log scale" in Picture(CASES["growth by a hundred"]).svg
    assert "log scale" not in Picture(CASES["benchmark and shorts"]).svg
