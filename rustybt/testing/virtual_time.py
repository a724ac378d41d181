"""An event loop whose time is virtual: a sleep takes no time, and the same program takes the same steps every time.

Nothing here reads a clock or a random source. What asyncio leaves to addresses in memory (the order of a set of tasks)
goes by creation instead; functions handed to an executor run in the loop; the cyclic garbage collector rests, so that
no finaliser runs at a moment of its own. Code may be put into named processes, which can be killed as ``kill -9`` does:
at once, with no ``finally``, while what it has sent travels on.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextvars import Context, ContextVar, copy_context
from hashlib import sha256
from itertools import count
from math import ulp
from typing import Any

from rustybt.exceptions import SimulationError

__all__ = ["SimulatedCrash", "SkewedClock", "Trace", "VirtualClockEventLoop", "run_virtual", "virtual_loop"]

NANOS = 1_000_000_000

_process: ContextVar[str] = ContextVar("rustybt_simulated_process", default="")


class SimulatedCrash(BaseException):
    """Unwinds a process that is dead already, such as one that was killed within a write."""


class _Future(asyncio.Future[Any]):
    def __init__(self, number: int, loop: asyncio.AbstractEventLoop) -> None:
        self._number = number
        super().__init__(loop=loop)

    def __hash__(self) -> int:
        return self._number


class _Task(asyncio.Task[Any]):
    # WeakSets and TaskGroups walk tasks by hash, which is an address: two runs would cancel in two orders.
    def __init__(self, number: int, coro: Coroutine[Any, Any, Any], **options: Any) -> None:
        self._number = number
        super().__init__(coro, **options)

    def __hash__(self) -> int:
        return self._number


class _Jump:
    def __init__(self, advance: Callable[[float | None], None]) -> None:
        self._advance = advance

    def select(self, timeout: float | None) -> list[Any]:
        self._advance(timeout)
        return []

    def close(self) -> None:
        pass


class VirtualClockEventLoop(asyncio.BaseEventLoop):
    """An asyncio event loop without I/O whose clock jumps to the next timer as soon as nothing is left to do.

    Args:
        start_ns: What the clock shows at first, UTC nanoseconds.

    Attributes:
        steps: Callbacks that ran so far, by process; "" is the world outside of every process.
        unhandled: What nobody caught: the contexts that asyncio gives to an exception handler.

    Example:
        >>> async def nap() -> int:
        ...     await asyncio.sleep(3600)
        ...     return asyncio.get_running_loop().now_ns()
        >>> run_virtual(nap(), start_ns=5)
        3600000000005
    """

    steps: Counter[str]
    unhandled: list[dict[str, Any]]

    def __init__(self, *, start_ns: int = 0) -> None:
        super().__init__()
        self._start_ns = start_ns
        self._elapsed_ns = 0
        # What asyncio calls on a loop with I/O; there is none.
        self._selector = _Jump(self._jump)
        self._process_events = self._write_to_self = _nothing
        self._clock_resolution = 1e-9
        self._numbers = count()
        self._dead: set[str] = set()
        self._doomed: dict[str, int] = {}
        self._tasks: dict[int, _Task] = {}
        self._failed: list[tuple[_Task, int]] = []
        self.steps = Counter()
        self.unhandled = []
        self.set_task_factory(self._make_task)
        self.set_exception_handler(self._keep_unhandled)

    def now_ns(self) -> int:
        """Return the virtual time, UTC nanoseconds; hand this method in wherever a clock is wanted."""
        return self._start_ns + self._elapsed_ns

    def time(self) -> float:
        """Return the seconds since the loop was made."""
        return self._elapsed_ns / NANOS

    def call_soon[*Ts](
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Run a callback in the next round, in the process of its context; as asyncio's."""
        return super().call_soon(self._step, callback, args, context=context)

    def call_at[*Ts](
        self, when: float, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Run a callback at a time, in the process of its context; as asyncio's."""
        return super().call_at(when, self._step, callback, args, context=context)

    def create_future(self) -> asyncio.Future[Any]:
        """Return a future of this loop."""
        return _Future(next(self._numbers), self)

    def run_in_executor[*Ts, T](
        self,
        executor: Any,  # noqa: ARG002 - asyncio's signature
        func: Callable[[*Ts], T],
        *args: *Ts,
    ) -> asyncio.Future[T]:
        """Run a function in the next round of this loop instead of in another thread."""

        async def run() -> T:
            return func(*args)

        return self.create_task(run())

    def spawn(self, coro: Coroutine[Any, Any, Any], *, process: str) -> asyncio.Task[Any]:
        """Start a coroutine as (part of) a process; what it starts belongs to the same one.

        Args:
            coro: What to run.
            process: Its name; that of a killed one is not to be used again.

        Raises:
            SimulationError: If a process of this name was killed.
        """
        if process in self._dead:
            coro.close()
            raise SimulationError(f"process {process!r} was killed: give the next one another name")
        context = copy_context()
        context.run(_process.set, process)
        return self.create_task(coro, context=context)

    def kill(self, process: str) -> None:
        """End a process here and now: none of its callbacks runs again, no ``finally``, no ``except``.

        Called from within the process, the running step goes on up to its next await; raise `SimulatedCrash` to leave.

        Args:
            process: Its name.
        """
        self._dead.add(process)
        # Whoever would have retrieved what has failed at this very moment is dead as well.
        self._failed = [
            (task, at) for task, at in self._failed if at < self._elapsed_ns or _process_of(task) != process
        ]

    def kill_at_step(self, process: str, step: int) -> None:
        """Kill a process just before its n-th step, so that every await of it can be the last.

        Args:
            process: Its name.
            step: Counted from 0.
        """
        self._doomed[process] = step

    def is_killed(self, process: str) -> bool:
        """Tell whether a process was killed."""
        return process in self._dead

    @property
    def current_process(self) -> str:
        """The process that is running; "" for none."""
        return _process.get()

    def finish(self) -> None:
        """Cancel what is left, in the order it was started, let it end, drop the dead, and close the loop.

        Python cannot drop the coroutines of a killed process without running their ``finally``: judge what the process
        left before this.
        """
        dead = [task for task in self._living() if _process_of(task) in self._dead]
        for task in dead:
            del self._tasks[hash(task)]
        left = self._living()
        for task in left:
            task.cancel()
        if left:
            self.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        kept = self._bury(dead)
        self.run_until_complete(self.shutdown_asyncgens())
        self._hear_failures()
        self.close()
        # Only now: the loop would try to end them, which Python 3.12 cannot do within an await.
        kept.clear()

    def _bury(self, dead: list[_Task]) -> list[Any]:
        known: Any = self._asyncgens  # type: ignore[attr-defined]
        generators = [each for each in known if each.ag_await is not None]
        for generator in generators:
            known.discard(generator)
            _close(generator.ag_await)
        for task in dead:
            task._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001 - asyncio's own switch
            _close(task.get_coro())
        return generators

    def _living(self) -> list[_Task]:
        return [task for task in self._tasks.values() if not task.done()]

    def _make_task(self, _: asyncio.AbstractEventLoop, coro: Any, **options: Any) -> _Task:
        number = next(self._numbers)
        task = _Task(number, coro, loop=self, **options)
        self._tasks[number] = task
        task.add_done_callback(self._forget, context=Context())
        return task

    def _forget(self, task: _Task) -> None:
        self._tasks.pop(hash(task), None)
        if _process_of(task) not in self._dead and not task.cancelled() and task._log_traceback:  # noqa: SLF001 - asyncio's own flag
            self._failed.append((task, self._elapsed_ns))

    def _hear_failures(self) -> None:
        # asyncio tells of these when they are collected, which is at no certain time.
        for task, _ in self._failed:
            if task._log_traceback:  # noqa: SLF001 - asyncio's own flag
                error = task.exception()
                self._keep_unhandled(
                    self, {"message": "nobody retrieved it", "exception": error, "task": task}
                )
        self._failed.clear()

    def _step(self, callback: Callable[..., object], args: tuple[Any, ...]) -> None:
        process = _process.get()
        if process:
            if process in self._dead:
                return
            if self._doomed.get(process) == self.steps[process]:
                self.kill(process)
                return
        self.steps[process] += 1
        callback(*args)

    def _jump(self, timeout: float | None) -> None:
        if timeout is None:
            waiting = ", ".join(task.get_name() for task in self._living()) or "nobody"
            raise SimulationError(f"nothing will ever happen again at {self.now_ns()} ns; waiting: {waiting}")
        if timeout > 0:
            self._elapsed_ns += max(1, round(timeout * NANOS))
            # A timer due now must count as due although floats are coarser than a nanosecond after some weeks.
            self._clock_resolution = max(1e-9, 4 * ulp(self.time()))

    def _keep_unhandled(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if not isinstance(context.get("exception"), SimulatedCrash):
            self.unhandled.append(context)


def _nothing(*_: object) -> None:
    pass


def _process_of(task: _Task) -> str:
    return task.get_context().get(_process, "")


def _close(awaitable: Any) -> None:
    # What a killed process would have cleaned up may do anything now, also refuse to end; nobody listens.
    with contextlib.suppress(BaseException):
        awaitable.close()


@contextlib.contextmanager
def virtual_loop(*, start_ns: int = 0) -> Iterator[VirtualClockEventLoop]:
    """Give a loop of virtual time and finish it afterwards; the garbage collector rests in between.

    What killed processes left is to be judged within: see `VirtualClockEventLoop.finish`.

    Args:
        start_ns: What its clock shows at first, UTC nanoseconds.
    """
    collected = gc.isenabled()
    gc.disable()
    loop = VirtualClockEventLoop(start_ns=start_ns)
    try:
        yield loop
    finally:
        loop.finish()
        if collected:
            gc.enable()


def run_virtual[T](main: Coroutine[Any, Any, T], *, start_ns: int = 0) -> T:
    """Run a coroutine to its end in virtual time.

    Args:
        main: The coroutine.
        start_ns: What the clock shows at first, UTC nanoseconds.

    Raises:
        SimulationError: If it waits for what never comes, or something that it started failed unheard.
    """
    with virtual_loop(start_ns=start_ns) as loop:
        result = loop.run_until_complete(main)
    if loop.unhandled:
        first = loop.unhandled[0]
        raise SimulationError(
            f"{len(loop.unhandled)} failures went unheard; the first: {first}"
        ) from first.get("exception")
    return result


class SkewedClock:
    """A clock that is wrong by some time, which can change in steps or grow.

    Args:
        clock: The right one, UTC nanoseconds.
        offset_ns: How far ahead it is.
        drift_ppm: How much it gains, in parts of a million.

    Example:
        >>> SkewedClock(lambda: 100, offset_ns=-30)()
        70
    """

    def __init__(self, clock: Callable[[], int], *, offset_ns: int = 0, drift_ppm: int = 0) -> None:
        self._clock = clock
        self._since_ns = clock()
        self.offset_ns = offset_ns
        self.drift_ppm = drift_ppm

    def __call__(self) -> int:
        """Return the wrong time, UTC nanoseconds."""
        now = self._clock()
        return now + self.offset_ns + (now - self._since_ns) * self.drift_ppm // 1_000_000


class Trace:
    """What happened, as a hash: two runs that did the same have the same one.

    Args:
        keep: How many of the last lines are kept for a report of failure.

    Attributes:
        lines: The last ones.
        count: All of them.

    Example:
        >>> trace = Trace()
        >>> trace.note(5, "accepted", "o-1")
        >>> trace.count, trace.lines
        (1, ['5 accepted o-1'])
    """

    def __init__(self, keep: int = 200) -> None:
        self._hash = sha256()
        self._keep = keep
        self.lines: list[str] = []
        self.count = 0

    def note(self, time_ns: int, *words: object) -> None:
        """Add a line.

        Args:
            time_ns: When.
            words: What; their ``str`` must not hold an address or the order of a set.
        """
        line = " ".join([str(time_ns), *map(str, words)])
        self._hash.update(line.encode())
        self._hash.update(b"\n")
        self.count += 1
        self.lines.append(line)
        if len(self.lines) > 2 * self._keep:
            del self.lines[: -self._keep]

    def digest(self) -> str:
        """Return the hash of every line so far, in hexadecimal."""
        return self._hash.hexdigest()
