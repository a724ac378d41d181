"""A journal among real processes: killed, competing, out of space, on a disk that fails."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from rustybt.exceptions import JournalCorruptError, JournalError, JournalLockedError
from rustybt.live.journal import JournalReader, verify_journal
from tests.live.journals import Clock, open_journal

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 10

WRITER = """
import sys, time
from rustybt.live.journal import Journal
journal = Journal.open(sys.argv[1], strategy="momentum", clock=time.time_ns)
n = journal.head[0]
print("open", journal.epoch, flush=True)
while True:
    n += 1
    journal.append("bar", {"n": n, "pad": "x" * 100})
    n += 1
    trade = [{"order_id": f"o-{n}", "event_type": "filled", "trade_id": f"t-{n}", "asset_sid": 1}]
    position = [{"asset_sid": 1, "amount": str(n), "cost_basis": "1", "last_sale_price": "1", "last_sale_date": n}]
    tables = {"order_audit_log": trade, "live_positions": position}
    seq = journal.append("fill", {"n": n}, durable=True, tables=tables)
    if n % 40 == 0:
        journal.save_snapshot({"n": n}, version=1)
    print(seq, flush=True)
"""


def start(script, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_a_writer_that_is_killed_loses_nothing_that_it_acknowledged(tmp_path):
    path = tmp_path / "j"
    chance = random.Random(7)
    for turn in range(1, ROUNDS + 1):
        with start(WRITER, path) as writer:
            assert writer.stdout.readline() == f"open {turn}\n"
            wanted = chance.randrange(1, 40)
            acknowledged = [int(writer.stdout.readline()) for _ in range(wanted)]
            writer.send_signal(signal.SIGKILL)
            acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
        with JournalReader.open(path) as reader:
            records = list(reader.read())
        assert len(records) >= acknowledged[-1]
        assert [record.payload["n"] for record in records] == list(range(1, len(records) + 1))
        report = verify_journal(path)
        assert report.epochs == turn
        assert report.audit_rows == len(records) // 2
    with open_journal(path) as journal:
        assert journal.epoch == ROUNDS + 1
        assert list(journal.read()) == records


def test_a_second_engine_is_told_who_holds_it(tmp_path):
    path = tmp_path / "j"
    with start(WRITER, path) as first:
        first.stdout.readline()
        first.stdout.readline()
        with pytest.raises(JournalLockedError) as caught:
            open_journal(path)
        said = str(caught.value)
        assert (
            f"is held by process {first.pid} on {socket.gethostname()} (strategy 'momentum', epoch 1" in said
        )
        assert "read along with JournalReader" in said
        with JournalReader.open(path) as reader:  # who only reads is welcome
            assert reader.head[0] > 0
        with start(WRITER, path) as second:
            assert "JournalLockedError" in second.communicate()[1]
            assert second.returncode == 1
        first.kill()
    with open_journal(path) as journal:  # the system frees what a dead process held
        assert journal.epoch == 2
        with pytest.raises(JournalLockedError, match=f"process {os.getpid()}.*epoch 2"):
            open_journal(path)
    open_journal(path).close()


FORK = """
import os, sys
from rustybt.exceptions import JournalError
from rustybt.live.journal import Journal
journal = Journal.open(sys.argv[1], strategy="momentum", clock=iter(range(1, 99)).__next__)
journal.append("bar", {}, durable=True)
child = os.fork()
if child == 0:
    code = 1
    try:
        journal.append("bar", {})
    except JournalError as error:
        code = 0 if "this is its child" in str(error) else 2
    journal.close()
    os._exit(code)
assert os.waitpid(child, 0)[1] == 0
try:
    Journal.open(sys.argv[1], strategy="momentum", clock=lambda: 1)
except JournalError as error:
    assert "is held by process" in str(error)
else:
    raise AssertionError("the child freed its parent's lock")
assert journal.append("bar", {}, durable=True) == 2
journal.close()
"""


def test_a_child_process_does_not_write(tmp_path):
    with start(FORK, tmp_path / "j") as process:
        problem = process.communicate()[1]
    assert process.returncode == 0, problem
    assert verify_journal(tmp_path / "j").head_seq == 2


def test_of_many_that_start_at_once_one_gets_it(tmp_path):
    path = tmp_path / "j"
    script = """
        import sys, time
        from rustybt.exceptions import JournalLockedError
        from rustybt.live.journal import Journal
        sys.stdin.readline()
        try:
            Journal.open(sys.argv[1], strategy="momentum", clock=time.time_ns)
        except JournalLockedError:
            print("locked", flush=True)
        else:
            print("open", flush=True)
        sys.stdin.readline()
    """
    crowd = [start(textwrap.dedent(script), path, stdin=subprocess.PIPE) for _ in range(5)]
    for each in crowd:
        each.stdin.write("go\n")
        each.stdin.flush()
    answers = [each.stdout.readline().strip() for each in crowd]
    for each in crowd:
        each.communicate("end\n")
    assert sorted(answers) == ["locked"] * 4 + ["open"]


def test_a_reader_follows_a_writer(tmp_path):
    path = tmp_path / "j"
    with start(WRITER, path) as writer:
        writer.stdout.readline()
        seen, digests = 0, {}
        with JournalReader.open(path) as reader:
            while seen < 60:
                writer.stdout.readline()
                for record in reader.read(after=seen):
                    assert record.seq == seen + 1
                    seen, digests[record.seq] = record.seq, record.digest
                assert verify_journal(path).head_seq >= seen
        writer.kill()
    with open_journal(path) as journal:
        assert [record.digest for record in journal.read()][:seen] == [digests[n] for n in range(1, seen + 1)]


FILL_UP = """
import resource, signal, sys
from rustybt.exceptions import JournalError
from rustybt.live.journal import Journal

clock = iter(range(1, 10**9)).__next__
journal = Journal.open(sys.argv[1], strategy="momentum", clock=clock)
if len(sys.argv) > 2:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
acknowledged = 0
try:
    while acknowledged < 5000:
        acknowledged = journal.append("bar", {"pad": "x" * 4000}, durable=True)
except JournalError as error:
    print(type(error).__name__, error)
print("failed:", journal.failed)
assert journal.durable_head[0] == journal.head[0] == acknowledged
for refused in (
    lambda: journal.append("bar", {}), journal.flush, lambda: journal.save_snapshot({}, version=1),
    lambda: journal.archive(10**18, sys.argv[1] + "-archive"),
):
    try:
        refused()
    except JournalError as error:
        assert "has failed" in str(error), error
    else:
        raise AssertionError("taken after a failure")
assert len(list(journal.read())) == acknowledged
journal.close()
print(acknowledged)
"""


@pytest.mark.parametrize("limit", [300_000, 3_000_000, 6_000_000])
def test_a_full_disk_fails_the_journal_for_good(tmp_path, limit):
    """The limit of a file's size: SQLite sees the same short writes as from a disk without space."""
    path = tmp_path / "j"
    with start(FILL_UP, path, limit) as child:
        told, problem = child.communicate()
    assert child.returncode == 0, problem
    check_failed(path, told)


def test_a_full_file_system_fails_the_journal_for_good(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "none", disk], check=False).returncode != 0:
        pytest.skip("this machine mounts no file system")
    try:
        with start(FILL_UP, disk / "j") as child:
            told, problem = child.communicate()
        assert child.returncode == 0, problem
        (disk / "j.lock").chmod(0o600)
        for each in disk.iterdir():  # onto a disk with space
            shutil.copy(each, tmp_path / each.name)
    finally:
        subprocess.run(["umount", disk], check=True)
    check_failed(tmp_path / "j", told)


def check_failed(path, told):
    first, failed, acknowledged = told.splitlines()
    assert first.startswith("JournalError the journal ")
    assert "it takes nothing more; halt, mend the disk" in first
    assert "disk is full" in failed or "disk I/O error" in failed
    with open_journal(path, clock=Clock(10**9)) as journal:
        assert len(list(journal.read())) >= int(acknowledged) > 5
        journal.append("bar", {}, durable=True)
    verify_journal(path)


FAULTS = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
/* Fails every sync once the file named by FAULT is there, and counts how often it was asked. */
static int fault(void) {
    const char *path = getenv("FAULT");
    if (path == NULL || access(path, F_OK) != 0) return 0;
    char *asked = getenv("ASKED");
    int (*append)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    int descriptor = append(asked, 02101, 0600);
    if (write(descriptor, "x", 1) != 1) abort();
    close(descriptor);
    errno = EIO;
    return 1;
}
int fsync(int descriptor) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    return fault() ? -1 : real(descriptor);
}
int fdatasync(int descriptor) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    return fault() ? -1 : real(descriptor);
}
"""

SYNC_FAILS = """
import os, pathlib, sys
from rustybt.exceptions import JournalError
from rustybt.live.journal import Journal

path, fault = sys.argv[1], pathlib.Path(os.environ["FAULT"])
clock = iter(range(1, 10**9)).__next__
journal = Journal.open(path, strategy="momentum", clock=clock)
for n in range(20):
    journal.append("bar", {"n": n}, durable=True)
journal.append("bar", {"n": 20})
fault.touch()
try:
    journal.append("bar", {"n": 21}, durable=True)
except JournalError as error:
    print(error)
fault.unlink()
for attempt in range(3):
    try:
        journal.append("bar", {"n": 22}, durable=True)
    except JournalError as error:
        print(error)
fault.touch()
print(journal.durable_head[0])
journal.close()
"""


@pytest.fixture(scope="module")
def failing_disk(tmp_path_factory):
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler to make a disk that fails")
    folder = tmp_path_factory.mktemp("faults")
    (folder / "faults.c").write_text(FAULTS)
    library = folder / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, folder / "faults.c", "-ldl"], check=True)
    return library


def test_a_sync_that_fails_is_never_tried_again(tmp_path, failing_disk):
    path, asked = tmp_path / "j", tmp_path / "asked"
    faults = {"LD_PRELOAD": str(failing_disk), "FAULT": str(tmp_path / "fault"), "ASKED": str(asked)}
    with start(SYNC_FAILS, path, env=faults) as child:
        told, problem = child.communicate()
    assert child.returncode == 0, problem
    if not asked.exists():
        pytest.skip("this Python's SQLite is linked so that its syncs cannot be made to fail")
    first, *refused, durable = told.splitlines()
    assert "could not write the commit (disk I/O error): it takes nothing more" in first
    assert len(refused) == 3
    assert all("has failed (the commit: disk I/O error)" in each for each in refused)
    assert durable == "20"
    assert asked.read_text() == "x"  # closing did not sync either
    with open_journal(path, clock=Clock(10**9)) as journal:
        told = [record.payload["n"] for record in journal.read()]
        assert told[:20] == list(range(20))
        assert told[20:] in ([], [20, 21])
    verify_journal(path)


def test_a_disk_that_fails_while_it_is_opened(tmp_path, failing_disk):
    path, fault = tmp_path / "j", tmp_path / "fault"
    open_journal(path).close()
    fault.touch()
    script = "import sys, time\nfrom rustybt.live.journal import Journal\n"
    script += "Journal.open(sys.argv[1], strategy='momentum', clock=time.time_ns)"
    faults = {"LD_PRELOAD": str(failing_disk), "FAULT": str(fault), "ASKED": str(tmp_path / "asked")}
    with start(script, path, env=faults) as child:
        problem = child.communicate()[1]
    assert problem.splitlines()[-1].startswith("rustybt.exceptions.JournalError: ")
    with open_journal(path) as journal:
        assert journal.epoch in (2, 3)


def test_a_lock_file_with_nonsense_in_it_is_no_obstacle(tmp_path):
    path = tmp_path / "j"
    open_journal(path).close()
    lock = tmp_path / "j.lock"
    held = json.loads(lock.read_text())
    assert held["pid"] == os.getpid()
    assert held["epoch"] == 1
    for nonsense in ("", "{}", "[1]", '{"pid": "x"}', "\x00" * 50, "9" * 5000):
        lock.write_text(nonsense)
        open_journal(path).close()
    lock.unlink()
    lock.mkdir()
    with pytest.raises(JournalError, match="is no plain file"):
        open_journal(path)


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match=r"cannot be (made|looked at)"):
        open_journal(tmp_path / "file" / "j")
    with pytest.raises(JournalError):
        open_journal(Path("/proc") / "nowhere" / "j")
    (tmp_path / "folder").mkdir()
    with pytest.raises(JournalError, match="no plain file"):
        open_journal(tmp_path / "folder")
    with pytest.raises((JournalError, JournalCorruptError)):
        verify_journal(tmp_path / "folder")
