"""The commands of ``rustybt``: demo, ingest, bundles and run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from rustybt.algorithm.algorithm import CALLBACKS, TradingAlgorithm
from rustybt.backtest.run import run_algorithm
from rustybt.cli.demo_strategies import CrossSectionalMomentum, DualMovingAverage
from rustybt.cli.settings import data_dir_option, traceback_option
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, RunInterruptedError
from rustybt.finance.decimal.commission import NoCommission
from rustybt.finance.decimal.slippage import NoSlippage

if TYPE_CHECKING:
    from rustybt.backtest.result import BacktestResult
    from rustybt.model.bars import Frequency

__all__ = ["bundles", "demo", "ingest", "run"]

DEMO = (
    (DualMovingAverage, "2001-01-02", "2012-12-31"),
    (CrossSectionalMomentum, "2005-03-01", "2012-12-31"),
)


@click.command()
@data_dir_option
@traceback_option
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("rustybt-demo"),
    show_default=True,
    help="Folder for the reports.",
)
def demo(data_dir: Path | None, output: Path) -> None:
    """Ingest the embedded data, backtest two strategies on it, write their reports.

    It needs no network and no key: real daily bars of five US equities come with the package.
    """
    catalog = DataCatalog(data_dir)
    catalog.ingest("sample")
    click.echo(f"{catalog}\n")
    for strategy, start, end in DEMO:
        result = run_algorithm(
            strategy=strategy, start=start, end=end, bundle="sample", catalog=catalog, progress=True
        )
        click.echo(result)
        output.mkdir(parents=True, exist_ok=True)
        path = output / f"{strategy.__name__}.html"
        result.report(path)
        click.echo(f"Report: {path.resolve()}\n")


@click.command()
@click.argument("source")
@data_dir_option
@traceback_option
@click.option("--name", help="Name of the bundle; the source's by default.")
@click.option(
    "--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Of the CSV files."
)
@click.option("--calendar", help="Trading calendar of the CSV files.  [default: XNYS]")
def ingest(
    source: str, data_dir: Path | None, name: str | None, folder: Path | None, calendar: str | None
) -> None:
    """Fetch a SOURCE into a new version of a bundle.

    \b
    SOURCE is one of
      sample    real daily bars of five US equities, from a package
      csv       a folder of <SYMBOL>.csv files: rustybt ingest csv --folder prices --name mine

    Ingested again, unchanged data is left as it is.
    """
    given = {"folder": folder, "calendar": calendar}
    options: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    catalog = DataCatalog(data_dir)
    manifest = catalog.ingest(source, name=name, **options)
    click.echo(f"{manifest.bundle}: version {manifest.version}, {manifest.assets} assets, in {catalog.path}")


@click.command()
@data_dir_option
@traceback_option
def bundles(data_dir: Path | None) -> None:
    """List the bundles of the catalog: coverage, assets, rows, size, version."""
    click.echo(str(DataCatalog(data_dir)))


@click.command()
@click.option(
    "-f",
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="Python file with a TradingAlgorithm, or with initialize and handle_data.",
)
@click.option("--start", required=True, help="First session, such as 2005-01-03.")
@click.option("--end", required=True, help="Last session.")
@click.option("--bundle", default="sample", show_default=True, help="Name of the bundle.")
@click.option("--capital-base", default="100000", show_default=True, help="Cash at the start.")
@click.option("--data-frequency", type=click.Choice(["daily", "minute"]), default="daily", show_default=True)
@click.option("--no-costs", is_flag=True, help="Run without commission and slippage.")
@click.option(
    "--pandas",
    "pandas_frames",
    is_flag=True,
    help="Hand out pandas objects, as an unchanged zipline script wants.",
)
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for the result."
)
@data_dir_option
@traceback_option
def run(
    file: Path,
    start: str,
    end: str,
    bundle: str,
    capital_base: str,
    data_frequency: str,
    no_costs: bool,  # noqa: FBT001 - click calls it so
    pandas_frames: bool,  # noqa: FBT001 - click calls it so
    output: Path | None,
    data_dir: Path | None,
) -> None:
    """Backtest a strategy file and show, save and report its result.

    \b
    Example:
      rustybt run -f my_strategy.py --start 2005-01-03 --end 2012-12-31 --bundle sample -o out

    With -o the folder gets the result (rustybt.BacktestResult.load opens it) and report.html.
    """
    try:
        result = run_algorithm(
            **_strategy_of(file),
            start=start,
            end=end,
            bundle=bundle,
            catalog=DataCatalog(data_dir),
            capital_base=capital_base,
            data_frequency=cast("Frequency", data_frequency),
            commission=NoCommission() if no_costs else None,
            slippage=NoSlippage() if no_costs else None,
            frames="pandas" if pandas_frames else "polars",
            progress=True,
        )
    except RunInterruptedError as error:
        if output is not None and error.partial is not None:
            _keep(cast("BacktestResult", error.partial), output)
        raise
    click.echo(result)
    if output is not None:
        _keep(result, output)


def _keep(result: BacktestResult, output: Path) -> None:
    result.save(output)
    result.report(output / "report.html")
    click.echo(f"Result: {output.resolve()}\nReport: {(output / 'report.html').resolve()}")


def _strategy_of(file: Path) -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": "strategy", "__file__": str(file)}
    try:
        code = compile(file.read_text(encoding="utf-8"), str(file), "exec")
    except (SyntaxError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file} is no Python: {error}") from error
    exec(code, namespace)  # noqa: S102 - running the user's file is the command
    classes = [
        value
        for value in namespace.values()
        if isinstance(value, type) and issubclass(value, TradingAlgorithm) and value.__module__ == "strategy"
    ]
    if len(classes) > 1:
        names = ", ".join(sorted(each.__name__ for each in classes))
        raise ConfigurationError(f"{file} defines several strategies ({names}): keep one")
    if classes:
        return {"strategy": classes[0]}
    functions = {name: namespace[name] for name in CALLBACKS if callable(namespace.get(name))}
    if not functions:
        raise ConfigurationError(f"{file} defines no TradingAlgorithm, no initialize and no handle_data")
    return functions
