"""Factories by their place: found, held to their arguments, and what they raise named by its line."""

from __future__ import annotations

import pytest

from rustybt.exceptions import ConfigurationError
from rustybt.live.factories import factory_at, made_by, origin_of

SOURCE = """
from beside import NUMBER

def pair(first, second=NUMBER):
    return first, second

class Part:
    def __init__(self, size):
        self.size = size

def broken():
    return 1 / 0

NOTHING = 3
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.path", ["kept"])
    (tmp_path / "beside.py").write_text("NUMBER = 7\n")
    place = tmp_path / "parts.py"
    place.write_text(SOURCE)
    return place


def test_a_function_of_a_module_or_a_file_makes_the_part(file):
    assert made_by("fractions:Fraction", {"numerator": 1, "denominator": 2}) == factory_at(
        "fractions:Fraction"
    )(1, 2)
    assert made_by(f"{file}:pair", {"first": 1}) == (1, 7)
    assert str(made_by("decimal:Decimal", {"value": "1.5"})) == "1.5"
    part = made_by(f"{file}:Part", {"size": 2})
    assert origin_of(part) == (f"{file}:Part", {"size": 2})
    assert origin_of(file) is None


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("pair", {}, "missing a required argument: 'first'"),
        ("pair", {"first": 1, "third": 2}, "third"),
        ("broken", {}, "parts.py, line 12: ZeroDivisionError"),
        ("NOTHING", {}, "no function 'NOTHING'"),
        ("gone", {}, "no function 'gone'"),
        ("", {}, "no place of a factory"),
    ],
)
def test_what_cannot_be_made_is_told_with_its_place(file, name, options, told):
    with pytest.raises(ConfigurationError, match=told):
        made_by(f"{file}:{name}", options)


@pytest.mark.parametrize("place", ["no.such.module:x", "missing.py:x", "plain", "os:"])
def test_a_place_that_is_not_there_is_refused(place):
    with pytest.raises(ConfigurationError):
        factory_at(place)


def test_a_file_that_raises_is_told_by_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.path", ["kept"])
    place = tmp_path / "wrong.py"
    place.write_text("\nraise KeyError('x')\n")
    with pytest.raises(ConfigurationError, match=r"wrong.py, line 2: KeyError: 'x'"):
        factory_at(f"{place}:f")
