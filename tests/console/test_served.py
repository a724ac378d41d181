"""A console whose front ends are pages: what each is told, in which order, and what becomes of one that sleeps."""

from __future__ import annotations

import json
import threading
import time

import numpy as np
import pytest

from rustybt.console.served import MOST_MESSAGES, Consoles, Page
from rustybt.live.control import ask
from rustybt.live.halt import HaltLatch
from tests.console.sessions import make_catalog, running
from tests.waits import until


class Browser:
    """A page as host.js plays it; it draws at once unless it sleeps."""

    def __init__(self):
        self.batches, self.missed, self.state, self.messages = [], 0, {}, []
        self.sleeps = False
        self.page = Page(self.deliver, self.miss)

    def deliver(self, batch):
        self.batches.append(batch)
        self.state |= json.loads(batch["state"])
        buffers = list(batch["buffers"])
        for each in json.loads(batch["messages"]):
            self.messages.append((each["content"], [buffers.pop(0) for _ in range(each["buffers"])]))
        assert buffers == []
        if not self.sleeps:
            threading.Thread(target=self.page.taken).start()  # a page answers later, on another thread

    def miss(self):
        self.missed += 1

    def of_kind(self, kind):
        return [(content, buffers) for content, buffers in list(self.messages) if content["kind"] == kind]


def test_a_page_gets_one_batch_at_a_time_and_of_a_trait_the_last_value():
    browser = Browser()
    browser.sleeps = True
    browser.page.show({"beat": 1, "status": "a"})
    browser.page.show({"beat": 2})
    browser.page.show({"beat": 3})
    browser.page.tell({"kind": "points"}, [b"12", memoryview(b"3")])
    assert [json.loads(each["state"]) for each in browser.batches] == [{"beat": 1, "status": "a"}]
    browser.page.taken()
    assert browser.state == {"beat": 3, "status": "a"}
    assert browser.messages == [({"kind": "points"}, [b"12", b"3"])]
    browser.page.taken()
    browser.page.taken()
    assert len(browser.batches) == 2
    assert browser.missed == 0


def test_a_page_that_sleeps_keeps_its_answers_and_asks_for_the_rest_again():
    browser = Browser()
    browser.sleeps = True
    browser.page.show({"beat": 1})
    browser.page.tell({"kind": "done", "id": "mine"}, [])
    for at in range(10 * MOST_MESSAGES):
        browser.page.tell({"kind": "points", "at": at}, [b"x" * 100])
    browser.page.tell({"kind": "halted", "id": "press"}, [])
    browser.page.taken()
    assert browser.missed == 1
    assert [content["kind"] for content, _ in browser.messages] == ["done", "halted"]
    browser.page.tell({"kind": "points", "at": "whole"}, [])
    browser.page.taken()
    assert browser.messages[-1][0]["at"] == "whole"
    assert browser.missed == 1


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return make_catalog(tmp_path_factory.mktemp("catalog"))


def test_two_pages_share_a_console_and_the_last_one_closes_it(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, _):
        consoles, one, two = Consoles(), Browser(), Browser()
        console = consoles.join(folder, one.page)
        until(lambda: one.state.get("status", {}).get("state") == "ARMED")
        console.hear({"kind": "hello"})
        until(lambda: one.of_kind("points"))
        assert consoles.join(folder, two.page) is console
        assert two.state["session"] == "rotation"
        console.hear({"kind": "hello"})
        until(lambda: two.of_kind("points"))
        content, buffers = two.of_kind("points")[0]
        assert np.frombuffer(buffers[0]).reshape(3, content["count"])[1][0] == 100_000

        console.hear({"kind": "pause", "id": "p1"})
        until(lambda: [c for c, _ in two.of_kind("done") if c["id"] == "p1"])
        console.hear({"kind": "dance", "id": "p2"})
        told = until(lambda: [c for c, _ in one.of_kind("refused") if c["id"] == "p2"])
        assert "no command 'dance'" in told[0]["message"]

        consoles.leave(folder, one.page)
        assert console.alive
        consoles.leave(folder, two.page)
        consoles.leave(folder, two.page)
        until(lambda: not console.alive)
        console.hear({"kind": "hello"})
        again = consoles.join(folder, one.page)
        assert again is not console
        consoles.leave(folder, one.page)
        until(lambda: not again.alive)
        assert ask(folder, "status")["state"] == "PAUSED"


def test_a_halt_waits_for_nothing_that_is_under_way(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, _):
        consoles, browser = Consoles(), Browser()
        console = consoles.join(folder, browser.page)
        until(lambda: browser.state.get("status", {}).get("state") == "ARMED")
        release = threading.Event()
        console.on_msg(lambda _, content, __: content.get("kind") == "hello" and release.wait(10))
        try:
            console.hear({"kind": "hello"})
            began = time.monotonic()
            console.hear({"kind": "halt", "id": "now"})
            until(lambda: browser.of_kind("halted"))
            assert time.monotonic() - began < 1
            assert HaltLatch(folder / "HALT").is_set
        finally:
            release.set()
            consoles.leave(folder, browser.page)
            until(lambda: not console.alive)
