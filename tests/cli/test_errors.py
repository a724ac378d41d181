"""Whatever is wrong: one line on the standard error, and exit code 2."""

from __future__ import annotations

import pytest

from rustybt.cli import main
from rustybt.exceptions import DateRangeError

RUN = ["run", "--start", "2005-01-03", "--end", "2005-03-01"]

GOOD = """
def initialize(context):
    pass
"""


@pytest.fixture
def strategy(tmp_path):
    path = tmp_path / "strategy.py"
    path.write_text(GOOD)
    return path


def refused(outcome, *expected):
    code, out, err = outcome
    assert (code, out) == (2, "")
    line = err.splitlines()[-1]
    assert line.startswith("rustybt: ")
    for text in expected:
        assert text in line
    assert "Traceback" not in err
    # A progress bar may stand before it, nothing else.
    assert len(err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["frobnicate"], ["No such command 'frobnicate'", "rustybt --help"]),
        (["run"], ["--file", "rustybt run --help"]),
        (["run", "-f", "nowhere.py", "--start", "2005-01-03", "--end", "2006-01-03"], ["nowhere.py", "does not exist"]),
        (["ingest"], ["SOURCE", "rustybt ingest --help"]),
        (["ingest", "nothing"], ["'nothing'", "csv, sample"]),
        (["ingest", "csv"], ["folder"]),
        (["ingest", "csv", "--folder", "nowhere"], ["nowhere", ".csv"]),
        (["bundles", "--data-dir"], ["--data-dir"]),
        (["demo", "--colour"], ["--colour"]),
    ],
)  # fmt: skip
def test_a_wrong_word(command, words, expected):
    code, out, err = command(*words)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("rustybt: ")
    for text in expected:
        assert text in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--start", "2005-13-03", "--end", "2006-01-03"], ["start", "2005-13-03"]),
        (["--start", "2006-01-03", "--end", "2005-01-03"], ["2006-01-03", "2005-01-03", "swap"]),
        (["--start", "1990-01-03", "--end", "2005-01-03"], ["1990-01-03", "2000-03-01", "2013-03-01"]),
        (["--start", "2005-01-03", "--end", "2005-03-01", "--bundle", "gold"], ["'gold'", "sample", "ingest"]),
        (["--start", "2005-01-03", "--end", "2005-03-01", "--data-frequency", "minute"], ["minute", "daily"]),
        (["--start", "2005-01-03", "--end", "2005-03-01", "--capital-base", "0"], ["'0'", "above 0"]),
        (["--start", "2005-01-03", "--end", "2005-03-01", "--capital-base", "much"], ["'much'"]),
        (["--start", "2005-01-03", "--end", "2005-03-01", "--commission", "huge"], ["'huge'", "default"]),
    ],
)  # fmt: skip
def test_an_argument_that_cannot_work(command, strategy, data_dir, words, expected):
    refused(command("run", "-f", strategy, "--data-dir", data_dir, *words), *expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def initialize(context:\n", ["strategy.py", "is no Python"]),
        ("x = 1\n", ["strategy.py", "defines no strategy", "TradingAlgorithm", "initialize"]),
        ("def analyze(context, perf): pass\n", ["defines no strategy"]),
        ("\n\nraise KeyError('at the top')\n", ["strategy.py, line 3", "KeyError", "at the top"]),
        ("import no_such_module_anywhere\n", ["strategy.py, line 1", "no_such_module_anywhere"]),
        (
            "from rustybt import TradingAlgorithm\n"
            "class First(TradingAlgorithm): pass\nclass Second(TradingAlgorithm): pass\n",
            ["First, Second", "keep one"],
        ),
        (
            "def initialize(context):\n    context.n = 0\ndef handle_data(context, data):\n"
            "    context.n += 1\n    if context.n == 3:\n        raise ValueError('seven')\n",
            ["strategy.py, line 6", "handle_data", "2005-01-05", "ValueError: seven"],
        ),
        (
            "from rustybt.api import symbol\ndef initialize(context):\n    symbol('NOPE')\n",
            ["NOPE"],
        ),
    ],
)  # fmt: skip
def test_a_strategy_file_that_cannot_run(command, tmp_path, data_dir, text, expected):
    path = tmp_path / "strategy.py"
    path.write_text(text)
    refused(command(*RUN, "-f", path, "--data-dir", data_dir), *expected)


def test_an_output_folder_of_others_is_not_touched(command, strategy, data_dir, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    code, _, err = command(*RUN, "-f", strategy, "--data-dir", data_dir, "-o", out)
    assert code == 2
    assert str(out) in err.splitlines()[-1]
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]


def test_the_traceback_is_there_when_asked_for(monkeypatch, strategy, data_dir):
    words = [
        "run",
        "-f",
        str(strategy),
        "--data-dir",
        str(data_dir),
        "--start",
        "x",
        "--end",
        "y",
        "--traceback",
    ]
    with pytest.raises(DateRangeError, match="start is 'x'"):
        main(words)


def test_the_process_ends_with_the_code(process, tmp_path):
    made = process("ingest", "nothing")
    out, err = made.communicate(timeout=60)
    assert (made.returncode, out) == (2, "")
    assert err.startswith("rustybt: source 'nothing' is unknown")
    assert err.count("\n") == 1
