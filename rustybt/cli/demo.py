"""``rustybt demo``: from nothing to two reports, in a few seconds and without a network."""

from __future__ import annotations

from pathlib import Path

import click

from rustybt.cli.settings import FOLDER, data_dir_option, traceback_option

__all__ = ["demo"]

# Each begins as soon as its averages, or its six months of returns, are there.
PERIODS = {
    "DualMovingAverage": ("2001-01-02", "2012-12-31"),
    "CrossSectionalMomentum": ("2005-03-01", "2012-12-31"),
}


@click.command()
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    default=Path("rustybt-demo"),
    show_default=True,
    help="Folder for the reports.",
)
@data_dir_option
@traceback_option
def demo(output: Path, data_dir: Path | None) -> None:
    """Ingest the embedded data, backtest two strategies on it, write their reports.

    \b
    It needs no network and no key: real daily bars of five US stocks come with a package.
      DualMovingAverage         hold a stock while its short average is above its long one
      CrossSectionalMomentum    hold the two stocks that rose most, chosen anew each month
    Both pay commission and slippage. Their source is rustybt/cli/demo_strategies.py.

    \b
    Examples:
      rustybt demo
      rustybt demo -o reports --data-dir data
    """
    from rustybt.backtest.run import run_algorithm
    from rustybt.cli import demo_strategies
    from rustybt.cli.screen import progress_of, show, summary_table
    from rustybt.data.polars.catalog import DataCatalog

    catalog = DataCatalog(data_dir)
    with progress_of("Ingesting sample") as tell:
        catalog.ingest("sample", progress=tell)
    click.echo(f"\n{catalog}\n")
    results = []
    for name, (start, end) in PERIODS.items():
        with progress_of(name) as tell:
            results.append(
                run_algorithm(
                    strategy=getattr(demo_strategies, name),
                    start=start,
                    end=end,
                    bundle="sample",
                    catalog=catalog,
                    progress=tell,
                )
            )
    click.echo()
    show(summary_table(results))
    for result in results:
        path = result.report(output / f"{result.name}.html")
        click.echo(f"Report: {path.resolve()}")
