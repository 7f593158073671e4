"""What is not installed with the rest: its absence is a sentence, and a build asks for none of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.extras import EXTRAS
from kg.intake.articles import lac_helper
from kg.intake.articles.model import Span
from kg.knowledge_graph import KnowledgeGraph
from kg.network.export import export
from kg.pipeline import map_table
from tests.support import OUTPUTS, ROOT, Outcome

Run = Callable[..., Outcome]

#: Each extra, and what of it is asked for in Python.
ASKED: dict[str, list[Callable[[KnowledgeGraph, Path], Any]]] = {
    "cite": [lambda graph, _: graph.cite("海盐").text("en", "harvard-cite-them-right")],
    "frames": [
        lambda graph, _: graph.ask("partners", party="海盐").frame(),
        lambda graph, _: graph.measure_report("region-region", ["degree"], level="county").frame(),
        lambda graph, _: graph.ledger().frame(),
        lambda graph, _: graph.query("SELECT ?s WHERE { ?s a pk:Source }").frame(),
    ],
    "lac": [lambda _graph, _folder: lac_helper.names("甲", [Span(0, 1)])],
    "nanopub": [lambda graph, folder: graph.export("nanopub", sign=folder / "key.pem")],
    "parquet": [lambda graph, _: export(graph.project("region-region", level="county"), "parquet")],
    "plots": [
        lambda graph, _: graph.plot("ranks", "region-region", level="county"),
        lambda graph, _: graph.plot("chord", "region-region"),
    ],
    "zstd": [lambda _, folder: _mapped(folder / "t.csv.zst")],
}


def _mapped(path: Path) -> KnowledgeGraph:
    path.write_bytes(b"packed")
    return map_table(path, ROOT / "tests" / "data" / "h2020.rq")


@pytest.mark.parametrize("extra", EXTRAS)
def test_absence_is_said_with_the_command(
    extra: str, knowledge: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, EXTRAS[extra].library, None)
    for ask in ASKED[extra]:
        with pytest.raises(UsageError) as caught:
            ask(knowledge, tmp_path)
        english, chinese = caught.value.text.en, caught.value.text.zh
        for line in (english, chinese):
            assert line.endswith(f'pip install "partnership-kg[{extra}]"')
            assert EXTRAS[extra].library in line
        assert "not installed" in english
        assert "尚未安装" in chinese


@pytest.mark.parametrize(
    ("library", "arguments"),
    [
        ("citeproc", ["cite", "海盐", "--style", "harvard-cite-them-right", "-o", "cited.txt"]),
        ("matplotlib", ["plot", "ranks", "region-region", "-o", "ranks.svg"]),
        ("pyarrow", ["network", "region-region", "-f", "parquet", "-o", "ties.parquet"]),
        ("nanopub", ["export", "nanopub", "--sign", "key.pem", "-o", "claims.trig"]),
    ],
)
def test_a_command_says_it_and_writes_nothing(
    library: str, arguments: list[str], run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    done = run(*arguments, "--graph", built)
    assert (done.code, done.out) == (2, "")
    assert 'pip install "partnership-kg[' in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / arguments[-1]).exists()


def test_a_notebook_shows_answers_without_pandas(knowledge: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    shown = knowledge.measure_report("region-region", ["degree"], level="county")._repr_html_()
    assert "桐乡市" in shown


def test_a_build_needs_no_extra_and_is_the_same_without(built: Path, tmp_path: Path) -> None:
    blocked = [extra.library for extra in EXTRAS.values()]
    code = f"import sys; sys.modules.update(dict.fromkeys({blocked})); sys.argv = ['kg', 'build']"
    subprocess.run(
        [sys.executable, "-c", f"{code}; from kg.cli.main import main; main()"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    for name in OUTPUTS:
        assert (tmp_path / "build" / name).read_bytes() == (built / name).read_bytes(), name


def test_every_extra_is_declared_and_tested() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = declared["optional-dependencies"]
    assert set(optional) == {*EXTRAS, "docs", "notebook", "test"}
    required = {re.match(r"[\w-]+", line)[0].lower() for line in declared["dependencies"]}
    for name, extra in EXTRAS.items():
        assert any(line.replace("-", "_").startswith(extra.library) for line in optional[name])
        assert extra.library not in required
    assert f"partnership-kg[{','.join(sorted({*EXTRAS, 'docs', 'notebook'}))}]" in optional["test"]
