"""The place of an engine's thread among others: before them while it is calm, and theirs again when it is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread, get_native_id

import pytest

from rustybt.live.priority import GROUP_NICE, STUCK_SECONDS, Priority, raise_this_thread
from tests.live.places import ORDINARY, granted, place
from tests.waits import until

PATIENCE = 120
GROUP = """
import json, time
from pathlib import Path
from rustybt.live.priority import Priority
def told():
    return Path("/proc/self/autogroup").read_text().split()[-1:]
priority, group = Priority(), [told()]
while priority.told != "raised":
    priority.look()
    time.sleep(0.05)
group.append(told())
time.sleep(0.2)  # Linux takes one change in a tenth of a second from most of its users
priority.lower()
print(json.dumps([*group, told()]))
"""
ENABLED = Path("/proc/sys/kernel/sched_autogroup_enabled")
PLACE = "import os; print(os.sched_getscheduler(0), os.getpriority(os.PRIO_PROCESS, 0))"
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="threads have no place of their own elsewhere"
)


class Looking(Thread):
    """Looks twenty times a second, as an engine does, and does what it is asked to do in between."""

    def __init__(self, nice=0):
        super().__init__(daemon=True)
        self.priority, self.nice = Priority(), nice
        self.ended, self.work, self.found = Event(), None, None

    def run(self):
        os.setpriority(os.PRIO_PROCESS, get_native_id(), self.nice)
        while not self.ended.is_set():
            self.priority.look()
            if self.work is not None:
                self.found, self.work = self.work(), None
            self.ended.wait(0.05)
        self.priority.lower()
        self.place = place(get_native_id())

    def do(self, work):
        """Have it done in the thread; what it found."""
        self.work = work
        until(lambda: self.work is None)
        return self.found

    def told(self, word):
        """Wait until it is said to be that."""
        until(lambda: self.priority.told == word)


@pytest.fixture
def looking():
    if not granted():
        pytest.skip("the system grants no better place here")
    thread = Looking()
    thread.start()
    yield thread
    thread.ended.set()
    thread.join(PATIENCE)


def test_a_calm_thread_is_raised_and_has_its_place_again_at_the_end(looking):
    assert looking.priority.told == "as given"
    looking.told("raised")
    assert looking.do(lambda: place(get_native_id())) != ORDINARY
    looking.ended.set()
    looking.join(PATIENCE)
    assert looking.priority.told == "as given"
    assert looking.place == ORDINARY


def test_what_it_starts_begins_at_an_ordinary_place(looking):
    looking.told("raised")

    def start():
        found = []
        beside = Thread(target=lambda: found.append(place(get_native_id())))
        beside.start()
        beside.join()
        child = subprocess.run([sys.executable, "-c", PLACE], capture_output=True, text=True, check=True)
        policy, nice = map(int, child.stdout.split())
        return [*found, (policy & ~os.SCHED_RESET_ON_FORK, nice)]

    assert looking.do(start) == [ORDINARY, ORDINARY]


def test_one_that_works_all_the_time_gives_way_for_a_while(looking):
    looking.told("raised")

    def work():
        end = time.thread_time() + PATIENCE
        while looking.priority.told == "raised" and time.thread_time() < end:
            looking.priority.look()
        return place(get_native_id())

    assert looking.do(work) == ORDINARY
    since = time.monotonic()
    looking.told("raised")
    assert time.monotonic() - since > 5


def test_one_that_spins_without_looking_is_lowered_by_another(looking):
    looking.told("raised")
    looking.priority.guard()
    assert looking.priority.told == "raised"
    end = time.monotonic() + PATIENCE

    def spin():
        while looking.priority.told == "raised" and time.monotonic() < end:
            pass
        return place(get_native_id())

    looking.work = spin

    def lowered():
        looking.priority.guard()
        return looking.priority.told == "as given"

    until(lowered)
    until(lambda: looking.work is None)
    assert looking.found == ORDINARY


def test_one_that_only_waits_is_not_lowered(looking):
    looking.told("raised")
    stuck, go_on = Event(), Event()

    def wait():
        stuck.set()
        go_on.wait(PATIENCE)

    looking.work = wait
    assert stuck.wait(PATIENCE)
    time.sleep(2 * STUCK_SECONDS)
    looking.priority.guard()
    assert looking.priority.told == "raised"
    go_on.set()


@pytest.mark.parametrize("own", [True, False])
def test_a_session_of_its_own_is_given_more_and_no_other(looking, own):
    if not ENABLED.exists():
        pytest.skip("this kernel shares the processor otherwise")
    told = subprocess.run(
        [sys.executable, "-c", GROUP], capture_output=True, text=True, check=True, timeout=PATIENCE,
        start_new_session=own, preexec_fn=lambda: os.setpriority(os.PRIO_PROCESS, 0, 0),
    ).stdout  # fmt: skip
    before, raised, after = json.loads(told)
    weighed = own and before == ["0"] and ENABLED.read_text().strip() == "1"
    assert (raised, after) == (([str(GROUP_NICE)], ["0"]) if weighed else (before, before))


def test_a_place_that_its_user_gave_it_is_kept():
    thread = Looking(nice=5)
    thread.start()
    until(lambda: thread.priority._refused)
    assert thread.priority.told == "as given"
    assert place(thread.native_id) == (0, 5)
    thread.ended.set()
    thread.join(PATIENCE)
    assert thread.place == (0, 5)


@pytest.mark.parametrize("nice", [0, 5])
def test_a_thread_that_answers_is_raised_unless_its_user_gave_it_a_place(nice):
    if not granted():
        pytest.skip("the system grants no better place here")
    found = []

    def answer():
        os.setpriority(os.PRIO_PROCESS, get_native_id(), nice)
        before = place(get_native_id())
        raise_this_thread()
        found.append(place(get_native_id()) != before)

    thread = Thread(target=answer)
    thread.start()
    thread.join(PATIENCE)
    assert found == [nice == 0]
