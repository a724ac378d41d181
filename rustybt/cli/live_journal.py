"""``rustybt live replay``, ``verify-journal`` and ``archive``: what can be done with a journal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from rustybt.cli.settings import FOLDER, traceback_option

__all__ = ["archive", "replay", "verify_journal"]

FILE = click.Path(dir_okay=False, path_type=Path)
DIFFERS = 1
LIVE_DIR = click.option(
    "--live-dir",
    type=FOLDER,
    envvar="RUSTYBT_LIVE_DIR",
    show_envvar=True,
    help="Folder of the sessions.  [default: ~/.rustybt/live]",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON to the standard output.")


@click.command()
@click.argument("name", required=False)
@click.option("--journal", type=FILE, help="Another journal, such as a copy.")
@click.option("--config", type=FILE, help="Its live.yaml.  [default: the one in the session's folder]")
@LIVE_DIR
@JSON
@traceback_option
@click.pass_context
def replay(
    context: click.Context,
    name: str | None,
    journal: Path | None,
    config: Path | None,
    live_dir: Path | None,
    *,
    as_json: bool,
) -> None:
    """Step a journal through a fresh core, and compare every effect with what was journalled.

    Give the NAME of a session, or a --journal and its --config. A strategy that is a function of its events, and has
    not changed since, does the same again, bit for bit. The exit code is 0 if it does, and 1 if it does not: then the
    first difference is shown.

    \b
    Examples:
      rustybt live replay my-strategy
      rustybt live replay --journal copy.db --config live.yaml
    """
    from rustybt.exceptions import ReplayError
    from rustybt.live.config import read_config
    from rustybt.live.configured import engine_of

    path, settings = _places(name, journal, config, live_dir)
    engine = engine_of(read_config(settings), {})
    told: dict[str, Any] = {"journal": str(path), "equal": True, "difference": ""}
    try:
        done = engine.replay(path)
    except ReplayError as error:
        told |= {"equal": False, "difference": str(error)}
    else:
        found = done.found
        told |= {
            "events": found.steps,
            "effects": found.effects,
            "orders": len(found.orders),
            "fills": len(found.orders.trade_ids()),
            "portfolio_value": str(done.venue.portfolio_value()),
            "cash": str(done.venue.cash()),
            "failure": found.failure,
            "changed": {key: [str(was), str(now)] for key, (was, now) in done.differs.items()},
        }
    _tell_replay(told, as_json=as_json)
    context.exit(0 if told["equal"] else DIFFERS)


@click.command("verify-journal")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--archive", "segments", type=FOLDER, help="Folder of its archived records, to be checked as well."
)
@JSON
@traceback_option
def verify_journal(path: Path, segments: Path | None, *, as_json: bool) -> None:
    """Check every page, every link of the chains and every table of the journal at PATH.

    PATH is a journal, or the folder of a session. An engine may be writing it meanwhile. What does not fit is named
    with its record, and the exit code is 2.

    \b
    Examples:
      rustybt live verify-journal ~/.rustybt/live/my-strategy
      rustybt live verify-journal copy.db
    """
    from rustybt.live.journal_archive import verify_archive
    from rustybt.live.journal_check import verify_journal as check

    journal = path / "journal.db" if path.is_dir() else path
    report = check(journal)
    told: dict[str, Any] = {
        "path": str(report.path),
        "strategy": report.strategy,
        "first_seq": report.first_seq,
        "head_seq": report.head_seq,
        "head_digest": report.head_digest,
        "epochs": report.epochs,
        "audit_rows": report.audit_rows,
        "snapshots": report.snapshots,
        "damaged_snapshots": list(report.damaged_snapshots),
    }
    if segments is not None:
        told["archived_seq"], told["archived_digest"] = verify_archive(segments, journal)
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    click.echo(
        f"{journal}: whole. {report.head_seq:,} records of {report.strategy} in {report.epochs} runs, "
        f"{report.audit_rows:,} rows of orders; head {report.head_digest}"
    )


@click.command()
@click.argument("name")
@click.option("--to", "target", type=FOLDER, required=True, help="Folder of the archive.")
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Move records from before this day (UTC) there, instead of copying all of them.",
)
@LIVE_DIR
@JSON
@traceback_option
def archive(name: str, target: Path, before: Any, live_dir: Path | None, *, as_json: bool) -> None:
    """Keep a journal: check all of it, and write a copy that verify-journal can check.

    With --before, old records are moved to compressed segments instead, and the chain stays verifiable across. Only
    records that a snapshot holds are moved, since the others are needed for a restart; the engine must not run.

    \b
    Examples:
      rustybt live archive my-strategy --to archive
      rustybt live archive my-strategy --to archive --before 2012-01-01
    """
    path, _ = _places(name, None, None, live_dir)
    told = _copied(path, name, target) if before is None else _moved(path, name, target, before)
    click.echo(json.dumps(told, indent=2) if as_json else told["says"])


def _copied(path: Path, name: str, target: Path) -> dict[str, Any]:
    from rustybt.live.journal import JournalReader
    from rustybt.live.journal_check import verify_journal as check

    report = check(path)
    target.mkdir(parents=True, exist_ok=True)
    copy = target / f"{name}-{report.head_seq:010d}-{report.head_digest[:12]}.db"
    if not copy.exists():
        with JournalReader.open(path) as journal:
            journal.backup(copy)
    kept = check(copy)
    return {
        "file": str(copy),
        "head_seq": kept.head_seq,
        "head_digest": kept.head_digest,
        "says": f"{copy}: {kept.head_seq:,} records, whole",
    }


def _moved(path: Path, name: str, target: Path, before: Any) -> dict[str, Any]:
    import time
    from datetime import UTC

    from rustybt.live.journal import Journal

    before_ns = int(before.replace(tzinfo=UTC).timestamp()) * 1_000_000_000
    with Journal.open(path, strategy=name, clock=time.time_ns) as journal:
        segment = journal.archive(before_ns, target)
    if segment is None:
        return {"file": "", "says": f"no record of {name} is from before {before:%Y-%m-%d}"}
    return {
        "file": str(target / segment.file),
        "first_seq": segment.first_seq,
        "last_seq": segment.last_seq,
        "says": f"{target / segment.file}: records {segment.first_seq:,} to {segment.last_seq:,}",
    }


def _places(
    name: str | None, journal: Path | None, config: Path | None, live_dir: Path | None
) -> tuple[Path, Path]:
    from rustybt.exceptions import ConfigurationError
    from rustybt.live.plan_parts import session_folder

    if name is None:
        if journal is None or config is None:
            raise click.UsageError("give the NAME of a session, or --journal and --config")
        return journal, config
    folder = session_folder(name, live_dir)
    path = folder / "journal.db" if journal is None else journal
    if not path.exists():
        raise ConfigurationError(f"there is no journal {path}: see rustybt live status")
    return path, folder / "live.yaml" if config is None else config


def _tell_replay(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, indent=2))
    elif not told["equal"]:
        click.secho(f"different: {told['difference']}", fg="red")
    else:
        for key, (was, now) in told["changed"].items():
            click.echo(f"changed since: {key} was {was}, is {now}")
        click.echo(
            f"equal: {told['events']:,} events, {told['effects']:,} effects, {told['orders']:,} orders, "
            f"{told['fills']:,} fills; value {told['portfolio_value']}, cash {told['cash']}"
        )
