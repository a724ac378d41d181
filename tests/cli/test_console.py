"""``rustybt console``: what is wrong is one clear line; what it shows is tested in tests/console and tests/browser."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT


@pytest.fixture
def sessions(tmp_path):
    for name in ("momentum", "pairs"):
        (tmp_path / "sessions" / name).mkdir(parents=True)
        (tmp_path / "sessions" / name / "live.yaml").write_text("name: x")
    return tmp_path / "sessions"


def test_an_unknown_session_names_those_that_exist(command, sessions):
    code, out, err = command("console", "--attach", "momentun", "--live-dir", sessions)
    assert (code, out) == (2, "")
    assert err == f"rustybt: there is no session 'momentun' in {sessions}: there is momentum, pairs\n"
    code, _, err = command("console", "--attach", "any", "--live-dir", sessions / "nowhere")
    assert (code, err.splitlines()[-1].endswith("there is none")) == (2, True)


def test_a_port_that_is_taken(sessions):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = ["console", "--live-dir", str(sessions), "--port", port]
        ended = subprocess.run(
            [sys.executable, "-m", "rustybt", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[-1].startswith(
        f"rustybt: port {port} of 127.0.0.1 cannot be listened on"
    )


def test_without_panel_the_install_command_is_named(sessions):
    code = (
        "import sys; sys.modules['panel'] = None\n"
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'panel' else real(name, *rest)\n"
        f"from rustybt.cli import main; sys.exit(main(['console', '--live-dir', {str(sessions)!r}]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr == (
        "rustybt: a console outside of a notebook needs Panel: pip install 'rustybt[viz]'\n"
    )
