"""The backtest runner: choose, run, watch, stop, compare, save; the kernel stays free meanwhile."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import traitlets

from rustybt.backtest.result import BacktestResult
from rustybt.exceptions import CommandError, ResultError
from rustybt.widgets.backtest_run import BacktestRun
from rustybt.widgets.run_choices import Choices
from rustybt.widgets.run_view import RunView
from rustybt.widgets.view import script_of

__all__ = ["BacktestRunner"]

MOST_RUNS = 50


class BacktestRunner(RunView):
    """Runs backtests one after the other in a thread of its own, and keeps their results.

    It lives in the kernel: a page that is reloaded shows what goes on.

    Args:
        choices: What there is to choose from; the strategies of the notebook and all bundles by default.
        folder: Where results are saved; ``results`` by default.
        seconds: Between two looks.
    """

    _esm = script_of("backtest-runner")

    runs: Any = traitlets.List().tag(sync=True)

    def __init__(
        self, choices: Choices | None = None, *, folder: str | Path = "results", seconds: float = 0.2
    ) -> None:
        self.folder = Path(folder).expanduser()
        self._runs: dict[int, BacktestRun] = {}
        self._count = 0
        self._worker = ThreadPoolExecutor(1, "rustybt-backtest")
        super().__init__("rustybt-runner", choices, seconds=seconds)

    def __repr__(self) -> str:
        return f"BacktestRunner({len(self._runs)} runs)"

    @property
    def results(self) -> dict[int, BacktestResult]:
        """The results by the number of their run, also those of runs that were stopped."""
        return {
            number: run.result for number, run in self._runs.items() if run.result is not None and run.ended
        }

    @property
    def result(self) -> BacktestResult:
        """The newest result.

        Raises:
            ResultError: If there is none yet.
        """
        results = self.results
        if not results:
            raise ResultError("no run has ended yet: there is no result")
        return results[max(results)]

    def close(self) -> None:
        """Stop what runs, and take the widget off every page."""
        for run in list(getattr(self, "_runs", {}).values()):
            run.stop()
        super().close()
        if (worker := getattr(self, "_worker", None)) is not None:
            worker.shutdown(wait=False, cancel_futures=True)

    def told(self) -> dict[str, Any]:
        """Return everything there is to choose from, and the folder for results, JSON-typed."""
        return super().told() | {"folder": str(self.folder)}

    def look(self) -> None:
        """Tell how far the runs are, and what there is to choose from."""
        super().look()
        runs = [run.told() for run in list(self._runs.values())]
        with self._traits_lock:
            self.runs = runs

    async def obey(self, content: dict[str, Any]) -> dict[str, Any]:
        """Run, stop, show, compare, save or forget.

        Args:
            content: The message.

        Returns:
            What the answer says.
        """
        match content:
            case {"kind": "run"}:
                return {"run": await self._begin(content)}
            case {"kind": "curves", "runs": list(numbers)}:
                return {"curves": [self._run(each).curve() for each in numbers[:MOST_RUNS]]}
            case {"run": int(number)}:
                return await self._of_run(self._run(number), content)
            case _:
                return await super().obey(content)

    async def _of_run(self, run: BacktestRun, content: dict[str, Any]) -> dict[str, Any]:
        match content["kind"]:
            case "stop":
                run.stop()
            case "forget" if run.ended:
                del self._runs[run.number]
            case "show":
                return {"html": await asyncio.to_thread(_page_part, run)}
            case "save":
                run.saved = str(await asyncio.to_thread(self._save, run, str(content.get("name") or "")))
            case other:
                raise CommandError(f"there is no command {other!r} of run {run.number} now")
        return {}

    async def _begin(self, content: dict[str, Any]) -> int:
        wish = await asyncio.to_thread(self.offers.wish, content)
        names = ("strategy", "bundle", "start", "end", "capital", "frequency", "parameters")
        with self._traits_lock:
            self.last = {name: content[name] for name in names if name in content}
        self._count += 1
        run = self._runs[self._count] = BacktestRun(self._count, wish)
        over = [number for number, each in self._runs.items() if each.ended][
            : max(len(self._runs) - MOST_RUNS, 0)
        ]
        for number in over:
            del self._runs[number]
        self._worker.submit(run.work, self.offers.catalog)
        return run.number

    def _run(self, number: int) -> BacktestRun:
        if number not in self._runs:
            raise CommandError(f"there is no run {number!r} any more")
        return self._runs[number]

    def _save(self, run: BacktestRun, name: str) -> Path:
        if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}", name):
            raise CommandError(f"name {name!r}: use letters, digits, '_', '.' and '-'")
        return _ended(run).save(self.folder / name)


def _ended(run: BacktestRun) -> BacktestResult:
    if run.result is None or not run.ended:
        raise CommandError(f"run {run.number} has no result: {run.error or run.state}")
    return run.result


def _page_part(run: BacktestRun) -> str:
    return _ended(run)._repr_mimebundle_()["text/html"]
