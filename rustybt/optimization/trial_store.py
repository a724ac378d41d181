"""Where studies and their trials are kept: one SQLite file beside the catalog's bundles."""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import StudyError
from rustybt.optimization.trials import Outcome, Parameters, Trial, TrialState

__all__ = ["StudyRow", "TrialStore", "parameters_digest"]

VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS studies (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, bundle TEXT NOT NULL, identity TEXT NOT NULL,
    settings TEXT NOT NULL, wanted INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    asked TEXT NOT NULL DEFAULT '', created_ns INTEGER NOT NULL, beat_ns INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS trials (
    study INTEGER NOT NULL REFERENCES studies(id), number INTEGER NOT NULL, digest TEXT NOT NULL,
    parameters TEXT NOT NULL, state TEXT NOT NULL, outcomes TEXT NOT NULL DEFAULT '[]',
    value REAL, figures TEXT NOT NULL DEFAULT '{}', error TEXT NOT NULL DEFAULT '', attempts INTEGER NOT NULL DEFAULT 1,
    seconds REAL NOT NULL DEFAULT 0, PRIMARY KEY (study, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS trials_by_digest ON trials (study, digest);
CREATE TABLE IF NOT EXISTS trial_returns (
    study INTEGER NOT NULL, number INTEGER NOT NULL, returns BLOB NOT NULL, PRIMARY KEY (study, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS other_trials (
    bundle TEXT NOT NULL, what TEXT NOT NULL, count INTEGER NOT NULL, at_ns INTEGER NOT NULL
) STRICT;
"""
SORTED = json.JSONEncoder(sort_keys=True)
COLUMNS = "number, parameters, state, outcomes, figures, error, attempts, seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRow:
    """A study as it is kept.

    Attributes:
        id: Of its rows.
        name: Given, or made of what it is.
        bundle: Its trials ran on.
        identity: What makes its trials comparable: data, code, dates, costs, space, objectives.
        settings: What it was made with: space, search, seed, objectives, and what it needs to go on.
        wanted: Number of trials it is to make.
        state: ``"running"``, ``"stopped"``, ``"complete"`` or ``"failed"``.
        reason: Why it failed.
        asked: ``"stop"`` when somebody asked its driver to stop.
        created_ns: UTC nanoseconds.
        beat_ns: When its driver was last there, UTC nanoseconds.
    """

    id: int
    name: str
    bundle: str
    identity: Mapping[str, Any]
    settings: Mapping[str, Any]
    wanted: int
    state: str
    reason: str
    asked: str
    created_ns: int
    beat_ns: int


def parameters_digest(parameters: Parameters) -> str:
    """Return a hash of parameters.

    Args:
        parameters: Values by name.
    """
    return hashlib.sha256(SORTED.encode(dict(parameters)).encode()).hexdigest()[:24]


class TrialStore:
    """Studies and trials, for one thread; several processes may read while one writes.

    A trial counts from the moment it is begun, whatever comes of it.

    Args:
        folder: Of the catalog; the file lies in its ``research`` folder.

    Raises:
        StudyError: If the file cannot be opened, or was made by a later version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "research"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.folder / "studies.sqlite", timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            # A power cut may take the last trials back: they are then run again. A killed process takes none.
            self._db.execute("PRAGMA synchronous = NORMAL")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, VERSION):
                raise StudyError(
                    f"{self.folder} was written by a later rustybt (format {version}): update this one"
                )
            if version == 0:
                self._db.executescript(SCHEMA + f"PRAGMA user_version = {VERSION};")
        except (OSError, sqlite3.Error) as error:
            raise StudyError(f"studies cannot be kept in {self.folder}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def create(
        self,
        name: str,
        *,
        bundle: str,
        identity: Mapping[str, Any],
        settings: Mapping[str, Any],
        wanted: int,
        now_ns: int,
    ) -> StudyRow:
        """Make a study, or return the one of this name.

        Args:
            name: Its name.
            bundle: Its trials run on.
            identity: What makes its trials comparable.
            settings: What it is made with.
            wanted: Number of trials.
            now_ns: UTC nanoseconds.
        """
        values = (name, bundle, json.dumps(identity), json.dumps(settings), wanted, "stopped", now_ns, now_ns)
        self._db.execute(
            "INSERT OR IGNORE INTO studies (name, bundle, identity, settings, wanted, state, created_ns, beat_ns) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        return self.study(name)

    def study(self, name: str) -> StudyRow:
        """Return a study.

        Args:
            name: Its name.

        Raises:
            StudyError: If there is none; those there are are named.
        """
        found = next(self._studies("WHERE name = ?", (name,)), None)
        if found is None:
            names = ", ".join(row.name for row in self.studies()) or "none"
            raise StudyError(f"there is no study {name!r} in {self.folder}: there is {names}")
        return found

    def studies(self) -> list[StudyRow]:
        """Return all studies, the newest first."""
        return list(self._studies("ORDER BY created_ns DESC", ()))

    def change(self, study: int, **values: str | int) -> None:
        """Change columns of a study.

        Args:
            study: Its id.
            values: Of ``settings`` (JSON), ``wanted``, ``state``, ``reason``, ``asked``, ``beat_ns``.
        """
        names = ", ".join(f"{name} = ?" for name in values)
        self._db.execute(f"UPDATE studies SET {names} WHERE id = ?", (*values.values(), study))  # noqa: S608 - our names

    def begin(self, study: int, jobs: Iterable[tuple[int, Parameters]]) -> None:
        """Note that trials are begun; one that was begun before is begun again.

        Args:
            study: Its id.
            jobs: Numbers and parameters.
        """
        rows = [
            (study, number, parameters_digest(parameters), json.dumps(dict(parameters)), TrialState.RUNNING)
            for number, parameters in jobs
        ]
        with self._together():
            self._db.executemany(
                "INSERT INTO trials (study, number, digest, parameters, state) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET state = excluded.state, attempts = attempts + 1",
                rows,
            )

    def end(self, study: int, outcomes: Iterable[tuple[int, Outcome]], *, with_returns: bool = True) -> None:
        """Keep what came of trials; of one that has ended already, nothing changes.

        Args:
            study: Its id.
            outcomes: Numbers and outcomes.
            with_returns: Whether their returns are kept too.
        """
        with self._together():
            for number, outcome in outcomes:
                cursor = self._db.execute(
                    "UPDATE trials SET state = ?, outcomes = ?, value = ?, figures = ?, error = ?, seconds = ? "
                    "WHERE study = ? AND number = ? AND state IN ('running', 'waiting')",
                    (
                        outcome.state,
                        json.dumps(outcome.values),
                        outcome.values[0] if outcome.values else None,
                        json.dumps(dict(outcome.figures)),
                        outcome.error,
                        outcome.seconds,
                        study,
                        number,
                    ),
                )
                if with_returns and cursor.rowcount and len(outcome.returns):
                    self._db.execute(
                        "INSERT OR REPLACE INTO trial_returns VALUES (?, ?, ?)",
                        (study, number, outcome.returns.tobytes()),
                    )

    def trials(self, study: int, *, first: int = 0, states: Sequence[TrialState] = ()) -> Iterator[Trial]:
        """Go through trials in the order of their numbers, one at a time.

        Args:
            study: Its id.
            first: Number of the first.
            states: Only of these; empty for all.
        """
        marks = f"AND state IN ({', '.join('?' * len(states))})" if states else ""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM trials WHERE study = ? AND number >= ? {marks} ORDER BY number",  # noqa: S608
            (study, first, *states),
        )
        return map(_trial, rows)

    def trial(self, study: int, number: int) -> Trial:
        """Return one trial.

        Args:
            study: Its id.
            number: Of the trial.

        Raises:
            StudyError: If there is none.
        """
        found = self._db.execute(
            f"SELECT {COLUMNS} FROM trials WHERE study = ? AND number = ?",  # noqa: S608 - our own names
            (study, number),
        ).fetchone()
        if found is None:
            raise StudyError(f"the study has no trial {number}")
        return _trial(found)

    def known(self, study: int, parameters: Parameters) -> Trial | None:
        """Return the trial that had these parameters already, or None.

        Args:
            study: Its id.
            parameters: Values by name.
        """
        found = self._db.execute(
            f"SELECT {COLUMNS} FROM trials WHERE study = ? AND digest = ? ORDER BY number LIMIT 1",  # noqa: S608
            (study, parameters_digest(parameters)),
        ).fetchone()
        return None if found is None else _trial(found)

    def counts(self, study: int) -> dict[TrialState, int]:
        """Return how many trials are in each state.

        Args:
            study: Its id.
        """
        rows = self._db.execute("SELECT state, count(*) FROM trials WHERE study = ? GROUP BY state", (study,))
        return dict.fromkeys(TrialState, 0) | {TrialState(state): count for state, count in rows}

    def next_number(self, study: int) -> int:
        """Return the number that no trial has yet.

        Args:
            study: Its id.
        """
        found = self._db.execute("SELECT max(number) FROM trials WHERE study = ?", (study,)).fetchone()[0]
        return 0 if found is None else int(found) + 1

    def best(self, study: int, *, maximize: bool) -> Trial | None:
        """Return the best complete trial by the first objective; the earliest of equals.

        Args:
            study: Its id.
            maximize: Whether more is better.
        """
        way = "DESC" if maximize else "ASC"
        found = self._db.execute(
            f"SELECT {COLUMNS} FROM trials WHERE study = ? AND state = 'complete' "  # noqa: S608 - our own names
            f"ORDER BY value {way}, number LIMIT 1",
            (study,),
        ).fetchone()
        return None if found is None else _trial(found)

    def returns(self, study: int, numbers: Sequence[int]) -> dict[int, NDArray[np.float64]]:
        """Return the returns that were kept, by number.

        Args:
            study: Its id.
            numbers: Of the trials.
        """
        found = {}
        for number in numbers:
            row = self._db.execute(
                "SELECT returns FROM trial_returns WHERE study = ? AND number = ?", (study, number)
            ).fetchone()
            if row is not None:
                found[number] = np.frombuffer(row[0], dtype=np.float64)
        return found

    def count_more(self, bundle: str, what: str, count: int, now_ns: int) -> None:
        """Count trials that were made outside of a study, such as a walk-forward's.

        Args:
            bundle: They ran on.
            what: Made them.
            count: How many.
            now_ns: UTC nanoseconds.
        """
        self._db.execute("INSERT INTO other_trials VALUES (?, ?, ?, ?)", (bundle, what, count, now_ns))

    def made_on(self, bundle: str) -> int:
        """Return how many trials were ever begun on a bundle, over all studies and beside them.

        Args:
            bundle: Its name.
        """
        inside = "SELECT count(*) FROM trials JOIN studies ON studies.id = trials.study WHERE bundle = ?"
        outside = "SELECT coalesce(sum(count), 0) FROM other_trials WHERE bundle = ?"
        return sum(int(self._db.execute(query, (bundle,)).fetchone()[0]) for query in (inside, outside))

    def _studies(self, clause: str, values: tuple[Any, ...]) -> Iterator[StudyRow]:
        names = "id, name, bundle, identity, settings, wanted, state, reason, asked, created_ns, beat_ns"
        for row in self._db.execute(f"SELECT {names} FROM studies {clause}", values):  # noqa: S608 - our own names
            fields = dict(zip(names.split(", "), row, strict=True))
            fields["identity"], fields["settings"] = (
                json.loads(fields["identity"]),
                json.loads(fields["settings"]),
            )
            yield StudyRow(**fields)

    @contextmanager
    def _together(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        done = False
        try:
            yield
            done = True
        finally:
            self._db.execute("COMMIT" if done else "ROLLBACK")


def _trial(row: Sequence[Any]) -> Trial:
    number, parameters, state, values, figures, error, attempts, seconds = row
    return Trial(
        number=number,
        parameters=json.loads(parameters),
        state=TrialState(state),
        values=tuple(math.nan if value is None else float(value) for value in json.loads(values)),
        figures=json.loads(figures),
        error=error,
        attempts=attempts,
        seconds=seconds,
    )
