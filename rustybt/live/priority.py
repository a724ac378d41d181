"""The place of an engine's thread in the queue for the processor: before ordinary work where the system grants it.

An engine sleeps until its next event, and again until the disk has an intent; woken on a busy machine, it waits for its
turn each time. A real-time thread (SCHED_RR at the lowest priority) does not wait for ordinary work. It must not starve
that either: only a thread that mostly sleeps is raised, and never on the only processor.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from threading import get_native_id

__all__ = ["Priority", "raise_this_thread"]

REAL_TIME = 1
NICE = -10
"""Where a real-time place is not granted and this is; it counts within the same session or control group only."""

GROUP_NICE = -5
"""Of a session's group. A cell is a part of it: with -10 a busy one left a browser too little to press HALT in time."""

WINDOW_SECONDS = 0.5
CALM, BUSY = 0.4, 0.6
"""Parts of a window that the thread used the processor: below the one it is raised, above the other no more."""

REST_SECONDS = 10.0
"""How long one that was too busy waits: on a machine that is short of processors it would look calm at once."""

STUCK_SECONDS = 0.25
_GROUP = Path("/proc/self/autogroup")
_GROUPS_ARE_ON = Path("/proc/sys/kernel/sched_autogroup_enabled")
_THROTTLE = Path("/proc/sys/kernel/sched_rt_runtime_us")


class Priority:
    """Raises the thread that `look`s, while it is calm.

    What the thread starts, other threads and processes, begins at an ordinary place.

    Example:
        >>> Priority().told
        'as given'
    """

    def __init__(self) -> None:
        self._thread = 0
        self._raised = self._refused = False
        self._looked = self._since = self._used = self._last = 0.0
        self._rests_until = 0.0

    @property
    def told(self) -> str:
        """``raised``, or ``as given``."""
        return "raised" if self._raised else "as given"

    def look(self) -> None:
        """Raise the calling thread if it is calm, lower it if it is busy; called by it several times a second."""
        self._looked = now = time.monotonic()
        self._last = used = time.thread_time()
        if get_native_id() != self._thread:
            self._thread, self._since, self._used = get_native_id(), now, used
        if now - self._since < WINDOW_SECONDS:
            return
        share = (used - self._used) / (now - self._since)
        self._since, self._used = now, used
        if share > BUSY:
            self._give_way(now)
        elif share < CALM and not self._raised and not self._refused and now >= self._rests_until:
            self._raised = _raise(self._thread)
            self._refused = not self._raised
            if self._raised:
                _weigh_group(GROUP_NICE, 0)

    def guard(self) -> None:
        """Lower the thread if it spins: has not looked for a while and worked on; called by any other thread."""
        now = time.monotonic()
        # One that waits for the interpreter's lock does not look, either, and takes nothing from anybody.
        if (
            self._raised
            and now - self._looked > STUCK_SECONDS
            and _used(self._thread) - self._last > BUSY * (now - self._looked)
        ):
            self._give_way(now)

    def lower(self) -> None:
        """Give the thread the place that it was given."""
        if self._raised:
            self._raised = False
            _lower(self._thread)
            _weigh_group(0, GROUP_NICE)

    def _give_way(self, now: float) -> None:
        self._rests_until = now + REST_SECONDS
        self.lower()


def raise_this_thread() -> None:
    """Give the calling thread a place before ordinary work, where the system grants it; for one that waits and answers.

    Its rules are those of `Priority`, but for the watch on how busy it is: what it answers must be short.
    """
    _raise(get_native_id())


def _weigh_group(nice: int, before: int) -> None:
    # Whoever holds the interpreter's lock holds up the engine while it waits for the processor. Linux shares that among
    # sessions first: one that is this process's own is given more, and nothing else comes with it.
    if sys.platform != "linux" or os.getsid(0) != os.getpid():
        return
    try:
        # While they are off, a new session stays in the group of the one that began it.
        if _GROUPS_ARE_ON.read_text(encoding="ascii").strip() != "1":
            return
        if _GROUP.read_text(encoding="ascii").split()[-1:] == [str(before)]:
            _GROUP.write_text(str(nice), encoding="ascii")
    except OSError:
        pass  # such groups are off, or the system does not grant it


def _used(thread: int) -> float:
    try:
        told = Path(f"/proc/self/task/{thread}/schedstat").read_text(encoding="ascii")
        return int(told.split()[0]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0  # it has ended, or this kernel keeps no such count: then the throttle alone bounds it


def _raise(thread: int) -> bool:
    if sys.platform != "linux":
        return False
    try:
        policy = os.sched_getscheduler(thread) & ~os.SCHED_RESET_ON_FORK
        if policy != os.SCHED_OTHER or os.getpriority(os.PRIO_PROCESS, thread):
            return False  # its user has given it another place on purpose
        if _may_be_real_time() and _real_time(thread):
            return True
        os.setpriority(os.PRIO_PROCESS, thread, NICE)
        os.sched_setscheduler(thread, os.SCHED_OTHER | os.SCHED_RESET_ON_FORK, os.sched_param(0))
    except OSError:
        return False
    return True


def _real_time(thread: int) -> bool:
    try:
        os.sched_setscheduler(thread, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(REAL_TIME))
    except PermissionError:
        return False
    return True


def _lower(thread: int) -> None:
    if sys.platform != "linux":
        return
    try:
        os.sched_setscheduler(thread, os.SCHED_OTHER | os.SCHED_RESET_ON_FORK, os.sched_param(0))
        os.setpriority(os.PRIO_PROCESS, thread, 0)
    except OSError:
        pass  # it has ended


def _may_be_real_time() -> bool:
    # One that spins would have a lone processor nearly to itself, and without the kernel's throttle altogether.
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    try:
        return int(_THROTTLE.read_text(encoding="ascii")) > 0
    except (OSError, ValueError):
        return False
