"""An event loop whose time passes only when nothing is left to do: hours of waiting take no time."""

from __future__ import annotations

import asyncio
import selectors


class _NoWait(selectors.BaseSelector):
    """Answers a wait by moving the time of the loop instead."""

    def __init__(self) -> None:
        self._real = selectors.DefaultSelector()
        self.now = 0.0

    def register(self, fileobj, events, data=None):
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj):
        return self._real.unregister(fileobj)

    def get_map(self):
        return self._real.get_map()

    def close(self):
        self._real.close()

    def select(self, timeout=None):
        ready = self._real.select(0)
        if not ready and timeout is None:
            raise RuntimeError("everything waits for something that never comes")
        if not ready:
            self.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Args: start_ns, what the wall clock shows at first."""

    def __init__(self, start_ns: int) -> None:
        self._select = _NoWait()
        self.start_ns = start_ns
        super().__init__(self._select)

    def time(self) -> float:
        return self._select.now

    def run_in_executor(self, executor, func, *args):
        # A thread would take real time, of which this loop knows nothing.
        future = self.create_future()
        self.call_soon(lambda: future.set_result(func(*args)))
        return future

    def wall_ns(self) -> int:
        return self.start_ns + round(self.time() * 1e9)


def run(start_ns: int, main):
    """Run ``main(loop)`` to its end on a loop of its own."""
    loop = VirtualLoop(start_ns)
    try:
        return loop.run_until_complete(main(loop))
    finally:
        loop.close()
