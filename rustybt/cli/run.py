"""``rustybt run``: a strategy file, from the command line to a saved result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from rustybt.cli.settings import FOLDER, data_dir_option, traceback_option

if TYPE_CHECKING:
    from rustybt.backtest.result import BacktestResult

__all__ = ["run"]

COSTS = click.Choice(["default", "none"])


@click.command()
@click.option(
    "-f",
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="Python file with one TradingAlgorithm, or with initialize and handle_data.",
)
@click.option("--start", required=True, help="First session, such as 2005-01-03.")
@click.option("--end", required=True, help="Last session, such as 2012-12-31.")
@click.option("--bundle", default="sample", show_default=True, help="Bundle to run on.")
@click.option("--capital-base", default="100000", show_default=True, help="Cash at the start.")
@click.option(
    "--data-frequency",
    type=click.Choice(["daily", "minute"]),
    default="daily",
    show_default=True,
    help="Bars to walk.",
)
@click.option(
    "--commission", type=COSTS, default="default", show_default=True, help="Unless the strategy sets one."
)
@click.option(
    "--slippage", type=COSTS, default="default", show_default=True, help="Unless the strategy sets one."
)
@click.option(
    "--frames",
    type=click.Choice(["polars", "pandas"]),
    default="polars",
    show_default=True,
    help="What data hands out; pandas is what an unchanged zipline script wants.",
)
@click.option("-o", "--output", type=FOLDER, help="Folder for the result and its report.")
@data_dir_option
@traceback_option
def run(file: Path, output: Path | None, data_dir: Path | None, **given: str) -> None:
    """Backtest a strategy file; show its figures, save and report its result.

    The file holds one subclass of rustybt.TradingAlgorithm, or zipline's plain functions: initialize(context),
    handle_data(context, data) and, if wanted, before_trading_start(context, data) and analyze(context, perf).

    \b
    Examples:
      rustybt run -f my_strategy.py --start 2005-01-03 --end 2012-12-31
      rustybt run -f my_strategy.py --start 2005-01-03 --end 2012-12-31 --capital-base 250000 -o out
      rustybt run -f old_zipline_script.py --frames pandas --start 2005-01-03 --end 2012-12-31

    With -o the folder gets the result, which rustybt.BacktestResult.load opens, and report.html. An interrupted run
    saves what it has.
    """
    from rustybt.cli.screen import show, summary_table
    from rustybt.exceptions import RunInterruptedError

    try:
        result = _result(file, data_dir, given)
    except RunInterruptedError as error:
        partial = cast("BacktestResult | None", error.partial)
        if output is not None and partial is not None and len(partial):
            _keep(partial, output)
        raise
    show(summary_table([result]))
    if output is not None:
        _keep(result, output)


def _result(file: Path, data_dir: Path | None, given: dict[str, str]) -> BacktestResult:
    from rustybt.backtest.run import run_algorithm
    from rustybt.backtest.strategy_file import blamed, strategy_of
    from rustybt.cli.screen import progress_of
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.finance.decimal.commission import NoCommission
    from rustybt.finance.decimal.slippage import NoSlippage

    options: dict[str, Any] = dict(given)
    commission, slippage = options.pop("commission"), options.pop("slippage")
    strategy = strategy_of(file)
    with progress_of(file.stem) as tell, blamed(file):
        result = run_algorithm(
            **strategy,
            **options,
            catalog=DataCatalog(data_dir),
            commission=NoCommission() if commission == "none" else None,
            slippage=NoSlippage() if slippage == "none" else None,
            progress=tell,
        )
    if "strategy" not in strategy:
        result.name = file.stem
    return result


def _keep(result: BacktestResult, output: Path) -> None:
    result.save(output)
    report = result.report(output / "report.html")
    click.echo(f"Result: {output.resolve()}\nReport: {report.resolve()}")
