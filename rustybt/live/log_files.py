"""The log of a live engine: JSON lines, redacted at the sink, in files that turn over by size and age."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from rustybt.exceptions import ConfigurationError
from rustybt.live.private_files import create_private, path_under, slug
from rustybt.live.redaction import RedactingFilter, Redactor, redacting_processor

__all__ = ["LEVELS", "LiveLog", "RotatingFile"]

SECOND: Final = 1_000_000_000
DAY: Final = 86_400 * SECOND
LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
RENDERED: Final = "rustybt_rendered"


class RotatingFile(logging.Handler):
    """Appends lines to a file of mode 0600; past a size, and each day (UTC), it starts another and forgets old ones.

    A line that cannot be written is counted in ``lost`` and raises nothing: a full disk must not stop an engine here.

    Args:
        path: The file that is written; older ones stand beside it, with the time of their end in their names.
        clock: UTC nanoseconds now.
        max_bytes: Of a file.
        keep_days: For how long an older file stays.
    """

    def __init__(
        self, path: Path, clock: Callable[[], int], *, max_bytes: int = 100_000_000, keep_days: int = 30
    ) -> None:
        super().__init__()
        if max_bytes <= 0 or keep_days <= 0:
            raise ConfigurationError(
                f"max_bytes and keep_days must be positive; got {max_bytes} and {keep_days}"
            )
        self.path = path
        self.lost = 0
        self._clock = clock
        self._max_bytes = max_bytes
        self._keep_ns = keep_days * DAY
        self._size = self._day = 0
        self._file = self._open()
        self._forget()

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line.

        Args:
            record: What to write.
        """
        try:
            line = self.format(record).encode("utf-8", "backslashreplace") + b"\n"
            if self._size and (self._size + len(line) > self._max_bytes or self._day != self._today()):
                self._turn_over()
            # Unbuffered, so that a line is in the file or counted as lost.
            written = self._file.write(line) or 0
            if not self._size:
                self._day = self._today()
            self._size += written
            self.lost += written < len(line)
        except (OSError, ValueError, TypeError):
            self.lost += 1

    def close(self) -> None:
        """Close the file."""
        self.acquire()
        try:
            self._file.close()
        finally:
            self.release()
        super().close()

    def older(self) -> list[Path]:
        """The files that have ended, the oldest first."""
        named = re.compile(re.escape(self.path.stem) + r"\.(\d{19})" + re.escape(self.path.suffix))
        return sorted(each for each in self.path.parent.iterdir() if named.fullmatch(each.name))

    def _open(self) -> FileIO:
        create_private(self.path)
        file = self.path.open("ab", buffering=0)
        self._size = self.path.stat().st_size
        self._day = self._first_day() if self._size else self._today()
        return file

    def _today(self) -> int:
        return self._clock() // DAY

    def _first_day(self) -> int:
        with self.path.open("rb") as file:
            try:
                return int(json.loads(file.readline(self._max_bytes))["time_ns"]) // DAY
            except (ValueError, TypeError, KeyError):
                return self._today()

    def _turn_over(self) -> None:
        stamp = self._clock()
        while (ended := self.path.with_name(f"{self.path.stem}.{stamp:019d}{self.path.suffix}")).exists():
            stamp += 1
        with suppress(FileNotFoundError):  # somebody took it away
            self.path.rename(ended)
        former, self._file = self._file, self._open()
        former.close()
        self._forget()

    def _forget(self) -> None:
        oldest = self._clock() - self._keep_ns
        for each in self.older():
            if int(each.name.removesuffix(self.path.suffix)[-19:]) < oldest:
                each.unlink(missing_ok=True)


class _JsonFormatter(logging.Formatter):
    def __init__(self, clock: Callable[[], int]) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        if getattr(record, RENDERED, False):
            return record.getMessage()
        told: dict[str, Any] = {
            "event": record.getMessage(),
            "level": record.levelname.lower(),
            "logger": record.name,
            **_times(self._clock()),
        }
        if record.exc_text:
            told["exception"] = record.exc_text
        if record.stack_info:
            told["stack"] = record.stack_info
        return json.dumps(told)


class LiveLog:
    """The log of one engine. It changes no global setting, and :meth:`close` takes back what it did.

    Args:
        folder: Where the file is: ``rustybt-<strategy>.log``.
        strategy_name: Told in each line, and part of the file's name.
        clock: UTC nanoseconds now.
        redactor: Hides secrets at the sink.
        level: Least level that is written.
        max_bytes: Of a file.
        keep_days: For how long an older file stays.
        captured: Names of the standard library's loggers that go to the same file, such as those of broker SDKs;
            while they are captured they do not go to the console.

    Attributes:
        logger: A structlog logger with the methods ``debug`` to ``critical`` and ``bind``.
        handler: The file.

    Raises:
        ConfigurationError: If the level or the name cannot be used.
        CredentialError: If the file cannot be made, or is open to others.
    """

    def __init__(
        self,
        folder: Path,
        strategy_name: str,
        *,
        clock: Callable[[], int],
        redactor: Redactor,
        level: str = "INFO",
        max_bytes: int = 100_000_000,
        keep_days: int = 30,
        captured: Sequence[str] = (),
    ) -> None:
        if level.upper() not in LEVELS:
            raise ConfigurationError(f"log level {level!r} is not one of {', '.join(LEVELS)}")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = path_under(folder, f"rustybt-{slug(strategy_name)}"[:64], ".log")
        self.handler = RotatingFile(path, clock, max_bytes=max_bytes, keep_days=keep_days)
        self.handler.setFormatter(_JsonFormatter(clock))
        self.handler.addFilter(RedactingFilter(redactor))
        inner = logging.Logger(f"rustybt.live.{slug(strategy_name)}", level.upper())
        inner.addHandler(self.handler)
        self.logger = _structured(inner, strategy_name, clock, redactor)
        self._captured = [logging.getLogger(name) for name in captured]
        self._before = [(each.level, each.propagate) for each in self._captured]
        for each in self._captured:
            each.addHandler(self.handler)
            each.setLevel(level.upper())
            each.propagate = False

    def close(self) -> None:
        """Let go of the captured loggers and close the file."""
        for each, (level, propagate) in zip(self._captured, self._before, strict=True):
            each.removeHandler(self.handler)
            each.setLevel(level)
            each.propagate = propagate
        self._captured = []
        self.handler.close()

    def __enter__(self) -> LiveLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _structured(
    inner: logging.Logger, strategy_name: str, clock: Callable[[], int], redactor: Redactor
) -> Any:
    import structlog

    def stamped(_: Any, __: str, event: Any) -> Any:
        return {**event, "strategy": strategy_name, "logger": inner.name, **_times(clock())}

    def rendered(_: Any, __: str, event: Any) -> Any:
        return (json.dumps(event, sort_keys=False),), {"extra": {RENDERED: True}}

    return structlog.wrap_logger(
        inner,
        wrapper_class=structlog.stdlib.BoundLogger,
        context_class=dict,
        cache_logger_on_first_use=True,
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            _with_exception,
            redacting_processor(redactor),
            stamped,
            rendered,
        ],
    )


def _with_exception(_: Any, __: str, event: Any) -> Any:
    import structlog

    found = event.get("exc_info")
    if found is True and sys.exc_info()[0] is None:
        del event["exc_info"]
        return event
    return structlog.processors.format_exc_info(_, __, event)


def _times(now_ns: int) -> dict[str, Any]:
    stamp = datetime.fromtimestamp(now_ns // SECOND, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return {"timestamp": f"{stamp}.{now_ns % SECOND:09d}Z", "time_ns": now_ns}
