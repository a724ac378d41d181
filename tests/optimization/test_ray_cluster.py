"""Ray: the same study on a cluster, whose workers and nodes come and go."""

from __future__ import annotations

import inspect
import os
import signal
import time
from pathlib import Path

import pytest

from rustybt import Choice, Int
from rustybt.exceptions import ConfigurationError, MissingExtraError, OptimizationError, ParameterError
from rustybt.optimization.executors.ray_cluster import RayExecutor
from rustybt.optimization.optimizer import optimize
from tests.optimization.strategies import Cross, Noted
from tests.optimization.test_optimizer import Kinds, Other

pytestmark = [
    # Ray's own: it opens pipes and sockets that it leaves to the collector, and warns of its future.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning:ray"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray"),
]

OPTIONS = {
    "search": "random",
    "start": "2010-01-04",
    "end": "2010-06-30",
    "progress": False,
    "background": False,
}
KEEP = ["number", "state", "fast", "slow", "sharpe"]


def ray_processes() -> set[int]:
    found = set()
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = command.read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"raylet" in words or b"gcs_server" in words or words.startswith(b"ray::"):
            found.add(int(command.parent.name))
    return found


def gone(before: set[int], seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while ray_processes() - before and time.monotonic() < end:
        time.sleep(0.1)
    return not ray_processes() - before


def test_without_a_cluster_one_is_begun_and_ended(catalog):
    pytest.importorskip("ray", reason="Ray is not installed")
    before = ray_processes()
    options = OPTIONS | {"catalog": catalog, "space": {"fast": Int(2, 30), "slow": Int(20, 90)}, "trials": 8}
    found = optimize(Cross, name="begun", executor="ray", workers=1, **options)
    inline = optimize(Cross, name="begun inline", **options)
    assert found.trials.select(KEEP).equals(inline.trials.select(KEEP))
    assert inspect.isbuiltin(print)  # Ray's own would stand in its place
    assert gone(before)


def test_a_cluster_that_cannot_begin_is_an_error_with_the_way_out(catalog, tmp_path, monkeypatch):
    pytest.importorskip("ray", reason="Ray is not installed")
    (tmp_path / "file").touch()
    monkeypatch.setenv("RAY_TMPDIR", str(tmp_path / "file"))
    before, options = ray_processes(), OPTIONS | {"catalog": catalog, "space": {"fast": Int(2, 30)}}
    with pytest.raises(
        OptimizationError, match=r"could not begin a cluster .*\(.+\): .* executor='processes'"
    ):
        optimize(Cross, name="none", executor="ray", workers=1, trials=2, **options)
    assert gone(before)


@pytest.fixture(scope="module")
def cluster():
    cluster_utils = pytest.importorskip("ray.cluster_utils", reason="Ray is not installed")
    before = ray_processes()
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    made = cluster_utils.Cluster(
        initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False}
    )
    yield made
    made.shutdown()
    assert gone(before)


def test_a_worker_is_killed_and_a_node_leaves_and_nothing_is_lost_or_run_twice(cluster, catalog, tmp_path):
    node = cluster.add_node(num_cpus=1)
    space = {"fast": Int(2, 30), "slow": Int(20, 90), "folder": Choice([str(tmp_path)])}
    executor = RayExecutor(address=cluster.address, workers=3)
    options = OPTIONS | {"catalog": catalog, "space": space, "trials": 60}
    study = optimize(Noted, name="ray", executor=executor, **options | {"background": True})
    waited(lambda: study.progress[0] >= 10 and len(executor.pids) == 3)
    os.kill(executor.pids[0], signal.SIGKILL)
    waited(lambda: study.progress[0] >= 25)
    cluster.remove_node(node)
    study.wait()
    runs = [int(name.name.partition("-")[0]) for name in tmp_path.iterdir()]
    trials = study.trials
    assert study.state == "complete"
    assert trials["number"].to_list() == list(range(60))
    again = trials.filter(trials["attempts"] > 1)
    assert 1 <= len(again) <= 8  # what the killed ones had before them
    points = dict(zip(trials["fast"] * 1000 + trials["slow"], trials["attempts"], strict=True))
    assert set(runs) == set(points)
    assert all(runs.count(point) <= attempts for point, attempts in points.items())
    inline = optimize(Noted, name="inline", **options)
    assert trials.select(KEEP).equals(inline.trials.select(KEEP))


@pytest.mark.parametrize("kind", [Other, Kinds.Inner])
def test_a_class_that_its_module_does_not_hold_goes_to_the_cluster_by_value(cluster, catalog, kind):
    executor = RayExecutor(address=cluster.address, workers=1)
    options = OPTIONS | {"search": "grid", "catalog": catalog, "space": {"fast": Int(3, 5)}}
    found = optimize(kind, name=kind.__name__, executor=executor, **options)
    assert found.trials["state"].to_list() == ["complete"] * 3
    inline = optimize(kind, name=f"{kind.__name__} inline", **options)
    assert found.trials["sharpe"].equals(inline.trials["sharpe"])


def test_a_trial_that_hangs_is_ended_and_a_parameter_that_is_not_taken_is_refused(cluster, catalog, tmp_path):
    space = {"fast": Choice([2, 3, 4]), "slow": Choice([20]), "hangs": Choice([3])}
    space["folder"] = Choice([str(tmp_path)])
    executor = RayExecutor(address=cluster.address, workers=1, timeout=2.0)
    options = OPTIONS | {"search": "grid", "catalog": catalog}
    study = optimize(Noted, name="hangs", executor=executor, space=space, **options)
    failed = study.trials.filter(study.trials["state"] == "failed")
    assert failed["fast"].to_list() == [3]
    assert failed["error"].to_list() == ["ran longer than 2 s, and was ended"]
    executor = RayExecutor(address=cluster.address, workers=1)
    with pytest.raises(ParameterError, match="does not take unknown"):
        optimize(Cross, name="refused", executor=executor, space={"unknown": Int(1, 3)}, **options)


def test_an_address_without_a_cluster_is_refused(catalog):
    pytest.importorskip("ray", reason="Ray is not installed")
    executor = RayExecutor(address="127.0.0.1:1")
    with pytest.raises(OptimizationError, match="no Ray cluster answers at 127"):
        optimize(
            Cross, name="nowhere", executor=executor, catalog=catalog, space={"fast": Int(2, 30)}, **OPTIONS
        )


def test_without_ray_the_command_that_installs_it_is_told(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'rustybt\[ray\]'"):
        RayExecutor()


def test_no_workers_are_refused():
    with pytest.raises(ConfigurationError, match="workers is 0"):
        RayExecutor(workers=0)


def waited(done, seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)
