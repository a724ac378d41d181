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
    from rustybt.exceptions import ConfigurationError, ReplayError
    from rustybt.live.config import read_config
    from rustybt.live.configured import engine_of

    path, settings = _places(name, journal, config, live_dir)
    if not settings.exists():
        raise ConfigurationError(
            f"there is no {settings}, which says how the engine is made: give --config; of an engine that a notebook "
            "made, engine.replay() does the same there"
        )
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
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="All sessions instead of one.")
@click.option("--to", "target", type=FOLDER, required=True, help="Folder of the archive.")
@click.option("--remove", is_flag=True, help="Remove a session that is over, once its copy was checked.")
@click.option(
    "--finished", is_flag=True, help="It will never be started again, though its feed has not ended."
)
@click.option(
    "--older-than",
    type=click.IntRange(0),
    metavar="DAYS",
    help="Only sessions that wrote nothing for so long.",
)
@click.option(
    "--before", type=click.DateTime(["%Y-%m-%d"]), help="Move records from before this day (UTC) to segments."
)
@LIVE_DIR
@JSON
@traceback_option
@click.pass_context
def archive(
    context: click.Context,
    /,
    name: str | None,
    target: Path,
    live_dir: Path | None,
    *,
    as_json: bool,
    **how: Any,
) -> None:
    """Keep the journals of sessions: check all of each, and write a copy that verify-journal can check.

    A session that is over can then be removed. It is over when its feed has ended or it has failed for good; any other
    goes on where it was when it is started again, since a start replays all of its journal: it is only copied, and the
    reason is told. With --finished you say yourself that it is over. Nothing is removed before the copy was found
    whole, while an engine runs, or while an account at a broker holds positions of the session.

    With --before, old records of a session that is over are moved to compressed segments instead, and the chain stays
    verifiable across (verify-journal --archive).

    \b
    Examples:
      rustybt live archive my-strategy --to archive
      rustybt live archive my-strategy --to archive --remove
      rustybt live archive --all --older-than 90 --to archive --remove
      rustybt live archive my-strategy --to archive/my-strategy --before 2012-01-01
    """
    from rustybt.exceptions import JournalError

    if how["before"] is not None and (how["remove"] or how["every"]):
        raise click.UsageError("--before moves records of one session: leave --remove and --all out")
    told, failed = [], False
    for folder in _chosen(name, live_dir, every=how["every"], days=how["older_than"]):
        try:
            told.append(_archived(folder, target, how))
        except JournalError as error:
            if not how["every"]:
                raise
            failed = True
            told.append({"name": folder.name, "file": "", "says": f"{folder.name}: {error}"})
    if as_json:
        click.echo(json.dumps(told if how["every"] else told[0], indent=2))
    else:
        click.echo("\n".join(each["says"] for each in told) or "there is no such session")
    context.exit(2 if failed else 0)


def _archived(folder: Path, target: Path, how: dict[str, Any]) -> dict[str, Any]:
    from rustybt.live.retention import keep_session, open_because

    if how["before"] is not None and not (why := open_because(folder, finished=how["finished"])):
        return _moved(folder, target, how["before"])
    kept = keep_session(folder, target, remove=how["remove"], finished=how["finished"])
    why_open = kept.why_open if how["before"] is None else why
    removed = f"; {folder} was removed" if kept.removed else ""
    only = f". Only copied: {why_open}" if why_open else ""
    return {
        "name": kept.name,
        "file": str(kept.file),
        "config": None if kept.config is None else str(kept.config),
        "head_seq": kept.head_seq,
        "head_digest": kept.head_digest,
        "removed": kept.removed,
        "only_copied_because": why_open,
        "says": f"{kept.file}: {kept.head_seq:,} records, whole{removed}{only}",
    }


def _moved(folder: Path, target: Path, before: Any) -> dict[str, Any]:
    from datetime import UTC

    from rustybt.live.retention import move_records

    before_ns = int(before.replace(tzinfo=UTC).timestamp()) * 1_000_000_000
    segment = move_records(folder, target, before_ns)
    if segment is None:
        return {
            "name": folder.name,
            "file": "",
            "says": f"no record of {folder.name} is from before {before:%Y-%m-%d}",
        }
    return {
        "name": folder.name,
        "file": str(target / segment.file),
        "first_seq": segment.first_seq,
        "last_seq": segment.last_seq,
        "says": f"{target / segment.file}: records {segment.first_seq:,} to {segment.last_seq:,}",
    }


def _chosen(name: str | None, live_dir: Path | None, *, every: bool, days: int | None) -> list[Path]:
    import time

    from rustybt.live.last_state import sessions_in
    from rustybt.live.plan_parts import session_folder

    if every == (name is not None):
        raise click.UsageError("give the NAME of a session, or --all")
    if name is not None:
        found = [_places(name, None, None, live_dir)[0].parent]
    else:
        found = [
            each
            for each in sessions_in(session_folder("x", live_dir).parent)
            if (each / "journal.db").exists()
        ]
    oldest = None if days is None else time.time() - days * 86_400
    return [each for each in found if oldest is None or _written(each) < oldest]


def _written(folder: Path) -> float:
    # A log that was not folded back into the file is the newer of the two.
    files = (folder / "journal.db", folder / "journal.db-wal")
    return max(each.stat().st_mtime for each in files if each.exists())


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
