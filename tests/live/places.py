"""The places of threads in the queue for the processor, as the system tells them."""

from __future__ import annotations

import os
from threading import Thread, get_native_id

from rustybt.live.priority import NICE

ORDINARY = (0, 0)


def place(thread=0):
    """The policy of a thread without its flag, and how nice it is."""
    policy = os.sched_getscheduler(thread) & ~os.SCHED_RESET_ON_FORK
    return policy, os.getpriority(os.PRIO_PROCESS, thread)


def granted():
    """Whether the system lets a thread here have a better place."""
    found = []

    def ask():
        try:
            os.setpriority(os.PRIO_PROCESS, get_native_id(), NICE)
            found.append(1)
        except PermissionError:
            pass

    asking = Thread(target=ask)
    asking.start()
    asking.join()
    return bool(found)
