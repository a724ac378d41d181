from __future__ import annotations

import asyncio
import gc

import pytest

from rustybt.exceptions import SimulationError
from rustybt.testing.virtual_time import SimulatedCrash, SkewedClock, Trace, run_virtual, virtual_loop


def test_a_year_passes_at_once_and_exactly() -> None:
    async def nap() -> list[int]:
        loop = asyncio.get_running_loop()
        seen = []
        for seconds in (0.1, 0.2, 86_400.0, 3e7):
            await asyncio.sleep(seconds)
            seen.append(loop.now_ns())
        return seen

    start = 1_700_000_000_000_000_000
    first = start + 100_000_000
    expected = [
        first,
        first + 200_000_000,
        first + 86_400_200_000_000,
        first + 86_400_200_000_000 + 30_000_000 * 10**9,
    ]
    for got, wanted in zip(run_virtual(nap(), start_ns=start), expected, strict=True):
        assert abs(got - wanted) <= 20


def test_a_timeout_strikes_in_virtual_time() -> None:
    async def wait() -> int:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(7):
                await asyncio.get_running_loop().create_future()
        return asyncio.get_running_loop().now_ns()

    assert run_virtual(wait()) == 7_000_000_000


def test_waiting_for_what_never_comes_is_an_error_that_names_who_waits() -> None:
    async def wait() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(SimulationError, match="nothing will ever happen again"):
        run_virtual(wait())


def test_a_failure_that_nobody_hears_is_an_error() -> None:
    async def fail() -> None:
        raise ValueError("lost")

    async def main() -> None:
        task = asyncio.create_task(fail())
        await asyncio.sleep(1)
        del task

    with pytest.raises(SimulationError, match="lost"):
        run_virtual(main())


def test_functions_for_a_thread_run_in_the_loop() -> None:
    async def main() -> tuple[int, str]:
        assert await asyncio.to_thread(lambda: 5) == 5
        try:
            await asyncio.to_thread(lambda: 1 // 0)
        except ZeroDivisionError as error:
            return 5, str(error)
        return 0, ""

    assert run_virtual(main())[0] == 5


def test_a_killed_process_runs_no_finally_and_the_world_goes_on() -> None:
    cleaned: list[str] = []
    ticks: list[int] = []

    async def engine() -> None:
        try:
            while True:
                await asyncio.sleep(1)
                ticks.append(asyncio.get_running_loop().now_ns())
                asyncio.create_task(child())  # noqa: RUF006
        finally:
            cleaned.append("finally")

    async def child() -> None:
        await asyncio.sleep(0.25)
        ticks.append(-1)

    with virtual_loop() as loop:

        async def main() -> None:
            loop.spawn(engine(), process="engine-1")
            await asyncio.sleep(3.1)
            loop.kill("engine-1")
            await asyncio.sleep(100)
            assert cleaned == []
            assert len(ticks) == 3 + 2
            with pytest.raises(SimulationError, match="another name"):
                loop.spawn(child(), process="engine-1")
            loop.spawn(child(), process="engine-2")
            await asyncio.sleep(1)

        loop.run_until_complete(main())
    assert ticks[-1] == -1
    assert len(ticks) == 6
    assert loop.unhandled == []


def test_every_await_can_be_the_last() -> None:
    def run(step: int | None) -> tuple[list[int], int]:
        done: list[int] = []

        async def engine() -> None:
            for n in range(5):
                await asyncio.sleep(0.5)
                done.append(n)

        with virtual_loop() as loop:
            if step is not None:
                loop.kill_at_step("engine", step)

            async def main() -> None:
                loop.spawn(engine(), process="engine")
                await asyncio.sleep(60)

            loop.run_until_complete(main())
            return done, loop.steps["engine"]

    whole, steps = run(None)
    assert whole == [0, 1, 2, 3, 4]
    outcomes = [run(step) for step in range(steps)]
    assert [ran for _, ran in outcomes] == list(range(steps))
    assert sorted({len(done) for done, _ in outcomes}) == [0, 1, 2, 3, 4]


def test_a_crash_within_a_step_is_nobodys_error() -> None:
    with virtual_loop() as loop:

        async def engine() -> None:
            loop.kill(loop.current_process)
            raise SimulatedCrash

        async def main() -> None:
            loop.spawn(engine(), process="engine")
            await asyncio.sleep(1)

        loop.run_until_complete(main())
        assert loop.is_killed("engine")
    gc.collect()
    assert loop.unhandled == []


@pytest.mark.parametrize(("pause", "unheard"), [(0, 0), (1, 1)])
def test_what_fails_as_its_process_dies_is_nobodys_error_and_what_failed_before_is(pause, unheard) -> None:
    with virtual_loop() as loop:

        async def fails() -> None:
            raise ValueError("a bug")

        async def engine() -> None:
            task = asyncio.ensure_future(fails())
            await asyncio.sleep(0)
            assert task.done()
            await asyncio.sleep(pause)
            loop.kill(loop.current_process)
            raise SimulatedCrash

        async def main() -> None:
            loop.spawn(engine(), process="engine")
            await asyncio.sleep(3)

        loop.run_until_complete(main())
    assert len(loop.unhandled) == unheard


def test_tasks_are_cancelled_in_the_order_they_were_started() -> None:
    ended: list[int] = []

    async def wait(n: int) -> None:
        try:
            await asyncio.sleep(1000)
        finally:
            ended.append(n)

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            for n in range(50):
                group.create_task(wait(n))
            await asyncio.sleep(1)
            raise ValueError("stop")

    with pytest.raises(ExceptionGroup):
        run_virtual(main())
    assert ended == list(range(50))


def test_a_skewed_clock_steps_and_drifts() -> None:
    now = [1_000_000]
    clock = SkewedClock(lambda: now[0], offset_ns=-500, drift_ppm=100)
    assert clock() == 999_500
    now[0] += 1_000_000
    assert clock() == 1_999_600
    clock.offset_ns = 0
    assert clock() == 2_000_100


def test_a_trace_tells_runs_apart_and_keeps_the_last_lines() -> None:
    one, two = Trace(keep=2), Trace(keep=2)
    for trace in (one, two):
        for n in range(10):
            trace.note(n, "tick", n)
    assert one.digest() == two.digest()
    assert one.count == 10
    assert one.lines[-1] == "9 tick 9"
    assert len(one.lines) <= 4
    two.note(10, "x")
    assert one.digest() != two.digest()
