"""Who is told of a run's progress, and what a terminal shows of it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from rustybt.backtest.progress import shown

SLOW = """
import time
from rustybt.backtest.progress import shown
with shown("Momentum", {option}) as tell:
    for done in range(1, 9):
        time.sleep(0.1)
        if tell is not None:
            tell(done, 8)
print("told" if tell is not None else "silent")
"""


def test_a_callers_own_function_is_told():
    told = []
    with shown("run", lambda done, total: told.append((done, total))) as tell:
        tell(1, 2)
    assert told == [(1, 2)]


def test_false_is_silent():
    with shown("run", progress=False) as tell:
        assert tell is None


def in_a_terminal(option, **variables):
    """What a script prints, and what the terminal shows meanwhile."""
    ours, theirs = pty.openpty()
    arguments = [sys.executable, "-c", SLOW.format(option=option)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", **variables}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=theirs, env=environment) as script:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed: how Linux says that it is over
                break
            if not part:
                break
            seen += part
        printed = script.stdout.read()
    os.close(ours)
    return printed.decode().strip(), seen.decode()


def test_a_terminal_shows_the_bar_with_its_rate():
    printed, seen = in_a_terminal(None)
    assert printed == "told"
    assert "Momentum" in seen
    assert "8/8" in seen
    assert "bars/s" in seen


def test_a_terminal_shows_what_is_counted():
    _, seen = in_a_terminal('None, "trials"')
    assert "trials/s" in seen


def test_the_environment_says_that_nobody_looks():
    printed, seen = in_a_terminal(None, RUSTYBT_PROGRESS="0")
    assert printed == "silent"
    assert "Momentum" not in seen


@pytest.mark.parametrize(("option", "said"), [("None", "silent"), ("True", "told")])
def test_a_pipe_shows_nothing(option, said):
    arguments = [sys.executable, "-c", SLOW.format(option=option)]
    script = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert script.stdout.strip() == said
    assert "Momentum" not in script.stderr
