"""The commands on real data: demo, ingest, bundles, run, and a run that is interrupted."""

from __future__ import annotations

import re
import signal
from decimal import Decimal

import pytest

from rustybt import BacktestResult

CLASS = """
from helper_of_the_strategy import SYMBOL
from rustybt import TradingAlgorithm

class Hold(TradingAlgorithm):
    def initialize(self, context):
        context.asset = self.symbol(SYMBOL)

    def handle_data(self, context, data):
        self.order_target(context.asset, 10)
"""
FUNCTIONS = """
from rustybt.api import order_target, symbol

def initialize(context):
    context.asset = symbol("AAPL")

def handle_data(context, data):
    order_target(context.asset, 10)
"""
SLOW = """
import time

def initialize(context):
    pass

def handle_data(context, data):
    time.sleep(0.02)
"""
# AAPL split on 2005-02-28.
PERIOD = ["--start", "2005-01-03", "--end", "2005-02-25"]


def test_the_demo_needs_nothing_and_leaves_two_reports(process, tmp_path):
    made = process("demo")
    out, err = made.communicate(timeout=120)
    assert made.returncode == 0, err
    assert "sample  XNYS      daily" in out
    for name in ("DualMovingAverage", "CrossSectionalMomentum"):
        assert name in err
        assert f"Report: {tmp_path / 'rustybt-demo' / name}.html" in out
        page = (tmp_path / "rustybt-demo" / f"{name}.html").read_text(encoding="utf-8")
        assert "<svg" in page
        assert not re.search(r"<(script|link|img)[^>]+(src|href)=.https?:", page)
    for title in ("Total return", "Sharpe", "Max drawdown", "Fees", "Final value"):
        assert title in out
    assert (tmp_path / "home" / ".rustybt" / "data" / "sample" / "manifests").is_dir()


def test_ingest_twice_then_list(command, tmp_path):
    words = ["--data-dir", tmp_path / "data"]
    code, out, err = command("ingest", "sample", *words)
    assert (code, out) == (0, f"sample: version 1, 5 assets, in {tmp_path / 'data'}\n")
    assert "Ingesting sample" in err
    code, out, _ = command("ingest", "sample", *words)
    assert code == 0
    assert "nothing to do, version 1" in out
    code, out, err = command("bundles", *words)
    assert (code, err) == (0, "")
    assert re.search(r"sample +XNYS +daily +2000-03-01 +2013-03-01 +5 +12,154 ", out)


def test_an_empty_catalog_says_what_to_do(command):
    code, out, _ = command("bundles")
    assert code == 0
    assert "ingest" in out


def test_csv_files_become_a_bundle(command, tmp_path):
    folder = tmp_path / "prices"
    folder.mkdir()
    (folder / "GOLD.csv").write_text(
        "date,open,high,low,close,volume\n2005-01-03,1.10,1.30,1.05,1.25,100\n2005-01-04,1.25,1.40,1.20,1.35,200\n"
    )
    words = ["--data-dir", tmp_path / "data"]
    code, out, err = command("ingest", "csv", "--folder", folder, "--name", "mine", *words)
    assert code == 0, err
    assert out.startswith("mine: version 1, 1 assets")
    assert "mine" in command("bundles", *words)[1]


@pytest.mark.parametrize("text", [CLASS, FUNCTIONS])
def test_run_saves_a_result_that_opens(command, tmp_path, data_dir, text):
    (tmp_path / "helper_of_the_strategy.py").write_text("SYMBOL = 'AAPL'\n")
    path = tmp_path / "strategy.py"
    path.write_text(text)
    code, out, err = command(
        "run", "-f", path, *PERIOD, "--data-dir", data_dir, "--bundle", "sample", "--capital-base", "5000.25",
        "--commission", "none", "--slippage", "none", "-o", tmp_path / "out",
    )  # fmt: skip
    assert code == 0, err
    assert "strategy" in err
    assert f"Report: {tmp_path / 'out' / 'report.html'}" in out
    result = BacktestResult.load(tmp_path / "out")
    assert result.summary.capital_base == Decimal("5000.25")
    assert result.summary.fees == 0
    # Ordered on the first bar, filled at the close of the second: 10 shares of AAPL at 63.94.
    fills = result.transactions
    assert fills["amount"].to_list() == [10]
    assert fills["price"].to_list() == [Decimal("63.94")]
    assert result.provenance.code


def test_default_costs_are_paid(command, tmp_path, data_dir):
    path = tmp_path / "strategy.py"
    path.write_text(FUNCTIONS)
    code, _, err = command("run", "-f", path, *PERIOD, "--data-dir", data_dir, "-o", tmp_path / "out")
    assert code == 0, err
    # zipline's defaults: 0.001 a share and 5 basis points.
    result = BacktestResult.load(tmp_path / "out")
    assert result.summary.fees == Decimal("0.01")
    assert result.transactions["price"].to_list() == [Decimal("63.97197")]


def test_an_unchanged_zipline_script_gets_pandas(command, tmp_path, data_dir):
    path = tmp_path / "script.py"
    path.write_text(
        "import pandas as pd\nfrom rustybt.api import record, symbol\n"
        "def initialize(context):\n    context.asset = symbol('IBM')\n"
        "def handle_data(context, data):\n"
        "    window = data.history(context.asset, 'price', 5, '1d')\n"
        "    assert isinstance(window, pd.Series)\n"
        "    record(mean=window.mean())\n"
    )
    code, _, err = command("run", "-f", path, *PERIOD, "--data-dir", data_dir, "--frames", "pandas")
    assert code == 0, err


def test_an_interrupted_run_keeps_what_it_has(process, tmp_path, data_dir):
    (tmp_path / "slow.py").write_text(SLOW + "    print(data.current_dt, flush=True)\n")
    made = process(
        "run",
        "-f",
        "slow.py",
        "--start",
        "2005-01-03",
        "--end",
        "2012-12-31",
        "--data-dir",
        data_dir,
        "-o",
        "out",
    )
    for _ in range(5):
        assert made.stdout.readline().startswith("2005-01-")
    made.send_signal(signal.SIGINT)
    out, err = made.communicate(timeout=60)
    assert made.returncode == 130
    assert err.splitlines()[-1].startswith("rustybt: interrupted after ")
    assert "Report: " in out
    kept = BacktestResult.load(tmp_path / "out")
    # The fifth session had begun, so four were over.
    assert 4 <= len(kept) < 400
    assert kept.summary.end.year == 2005
