"""The bundled packages are as the tools that make them would write them now."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.findings import Severity

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = sorted(path.parent for path in (ROOT / "data").glob("*/datapackage.json"))
ARTICLE = Path(os.environ.get("KG_ARTICLE", ROOT.parent / "shared" / "seed" / "article.txt"))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_schemas_are_those_of_the_ontology(package: Path, tmp_path: Path) -> None:
    copy = tmp_path / package.name
    shutil.copytree(package, copy)
    subprocess.run([sys.executable, "-m", "kg", "new", "--update", str(copy)], check=True, cwd=ROOT)
    now, then = (json.loads((folder / "datapackage.json").read_text("utf-8")) for folder in (copy, package))
    assert now == then, f"run `kg new --update data/{package.name}`"


def test_the_bundled_data_break_no_rule() -> None:
    findings = kg.check()
    assert [finding for finding in findings if finding.severity is Severity.VIOLATION] == []


def test_every_offset_and_hash_fits_the_article() -> None:
    if not ARTICLE.is_file():
        pytest.skip("the article is not here; set KG_ARTICLE to your copy")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "kg",
            "evidence",
            "data/jiaxing-shanghai-2017",
            "--text",
            str(ARTICLE),
            "--format",
            "json",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["findings"] == []
    assert report["passages"] > 300
    assert done.returncode == 0


def test_every_citation_has_a_hash_and_every_hash_a_citation() -> None:
    graph = kg.build()
    unhashed = graph.query("SELECT ?e WHERE { ?e a pk:Evidence FILTER NOT EXISTS { ?e pk:sha256 ?h } }")
    uncited = graph.query("SELECT ?e WHERE { ?e a pk:Evidence FILTER NOT EXISTS { ?r pk:evidence ?e } }")
    assert list(unhashed) == []
    assert list(uncited) == []
