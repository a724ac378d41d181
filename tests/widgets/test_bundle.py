"""The bundles in the package are what their sources build to."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WIDGETS, STATIC = ROOT / "widgets", ROOT / "rustybt" / "widgets" / "static"
STEMS = sorted(path.parent.name for path in WIDGETS.glob("src/*/index.ts"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine: apt install nodejs npm")
    for name, version in (json.loads((WIDGETS / "package.json").read_text())["devDependencies"]).items():
        manifest = WIDGETS / "node_modules" / name / "package.json"
        if not manifest.is_file() or json.loads(manifest.read_text())["version"] != version:
            pytest.skip(f"{name} {version} is not in widgets/node_modules: make widgets")
    folder = tmp_path_factory.mktemp("built")
    subprocess.run([node, "build.mjs", folder], cwd=WIDGETS, check=True)
    return folder


@pytest.mark.parametrize("stem", STEMS)
def test_a_bundle_is_what_its_source_builds_to(built, stem):
    assert (built / f"{stem}.js").read_bytes() == (STATIC / f"{stem}.js").read_bytes(), "make widgets"


def test_every_bundle_has_a_source_and_asks_nothing_of_a_network():
    bundles = sorted(STATIC.glob("*.js"))
    assert [path.stem for path in bundles] == STEMS
    for path in bundles:
        text = path.read_text(encoding="ascii")
        assert "MIT licence" in text
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text


def test_versions_are_exact_and_no_lock_is_kept():
    package = json.loads((WIDGETS / "package.json").read_text())
    for version in (*package["dependencies"].values(), *package["devDependencies"].values()):
        assert version.replace(".", "").isdigit()
    tracked = subprocess.run(
        ["git", "ls-files", "widgets"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not [name for name in tracked.stdout.split() if "lock" in name]
