"""The help teaches: every command has an example that is a real command."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from rustybt import __version__
from rustybt.cli.app import command_line

COMMANDS = ["bundles", "console", "demo", "ingest", "keygen", "live", "run"]


def test_the_commands_are_these():
    assert sorted(command_line.commands) == COMMANDS


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_first_page_shows_a_session(command, option):
    code, out, err = command(option)
    assert (code, err) == (0, "")
    for name in COMMANDS:
        assert f"rustybt {name}" in out
    assert "RUSTYBT_DATA_DIR" in out


def test_no_word_at_all_shows_the_help(command):
    code, out, err = command()
    assert code == 2
    assert "rustybt demo" in out + err


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_examples_that_parse(command, name):
    code, out, _ = command(name, "--help")
    assert code == 0
    examples = re.findall(rf"^ +rustybt {name}(.*)$", out, flags=re.MULTILINE)
    assert examples
    for example in examples:
        _parses(command_line.commands[name], shlex.split(example))


LIVE = sorted(command_line.commands["live"].commands)


def test_the_live_commands_are_these():
    assert LIVE == [
        "archive", "halt", "metrics", "pause", "reconcile", "replay", "reset", "resume", "run", "status", "stop",
        "verify-journal", "watch",
    ]  # fmt: skip


@pytest.mark.parametrize("name", LIVE)
def test_each_live_command_has_examples_that_parse_and_options_that_say_what_they_are(command, name):
    code, out, _ = command("live", name, "--help")
    assert code == 0
    found = command_line.commands["live"].commands[name]
    examples = re.findall(rf"^ +rustybt live {name}(.*)$", out, flags=re.MULTILINE)
    assert examples
    for example in examples:
        _parses(found, shlex.split(example))
    assert [each.name for each in found.params if isinstance(each, click.Option) and not each.help] == []


def _parses(found, words):
    # Files of an example need not be there.
    paths = [each.type for each in found.params if isinstance(each.type, click.Path) and each.type.exists]
    for path in paths:
        path.exists = False
    try:
        found.make_context(found.name, words)
    finally:
        for path in paths:
            path.exists = True


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_says_what_it_is(name):
    options = [each for each in command_line.commands[name].params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []


def test_the_version(command):
    assert command("--version") == (0, f"rustybt, version {__version__}\n", "")
