"""``rustybt ingest`` and ``rustybt bundles``: what the catalog gets, and what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rustybt.cli.settings import FOLDER, data_dir_option, traceback_option

__all__ = ["bundles", "ingest"]


@click.command()
@click.argument("source")
@click.option("--name", help="Name of the bundle; the source's, or its folder's, by default.")
@click.option("--folder", type=FOLDER, help="Folder of the CSV files.")
@click.option("--calendar", help="Trading calendar of the CSV files, such as XLON or 24/7.  [default: XNYS]")
@click.option(
    "--quarantine", is_flag=True, help="Leave wrong bars out and keep them aside, instead of refusing."
)
@data_dir_option
@traceback_option
def ingest(
    source: str,
    *,
    name: str | None,
    folder: Path | None,
    calendar: str | None,
    quarantine: bool,
    data_dir: Path | None,
) -> None:
    """Fetch a SOURCE into a new version of a bundle.

    \b
    SOURCE is one of
      sample    real daily bars of five US stocks, from a package
      csv       a folder of <SYMBOL>.csv files with date, open, high, low, close, volume

    What is wrong in the data is named and nothing is written. Unchanged data, ingested again, is left as it is.

    \b
    Examples:
      rustybt ingest sample
      rustybt ingest csv --folder prices --name mine
    """
    from rustybt.cli.screen import progress_of
    from rustybt.data.polars.catalog import DataCatalog

    given = {"folder": folder, "calendar": calendar}
    options: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    catalog = DataCatalog(data_dir)
    with progress_of(f"Ingesting {name or source}") as tell:
        manifest = catalog.ingest(source, name=name, progress=tell, quarantine=quarantine, **options)
    click.echo(f"{manifest.bundle}: version {manifest.version}, {manifest.assets} assets, in {catalog.path}")


@click.command()
@data_dir_option
@traceback_option
def bundles(data_dir: Path | None) -> None:
    """List the bundles of the catalog: coverage, assets, rows, size, version.

    \b
    Example:
      rustybt bundles --data-dir data
    """
    from rustybt.data.polars.catalog import DataCatalog

    click.echo(str(DataCatalog(data_dir)))
