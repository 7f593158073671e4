"""The graph about one party: its partnerships with everyone in them, and what is claimed; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg import assets
from kg.errors import LookupFailed
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import checked
from tests.support import Outcome
from tests.tables import Tables, bundled_rows

PARTIES = ("region/cn-jiaxing-haiyan", "region/cn-shanghai", "region/cn-jiaxing-port-area", "institution/snerdi")


def ids(iris: object) -> set[str]:
    return {str(iri).partition("/id/")[2] for iri in iris}  # type: ignore[attr-defined]


@pytest.mark.parametrize("party", PARTIES)
def test_the_partnerships_are_those_of_the_party(party: str, knowledge: KnowledgeGraph) -> None:
    own = Tables.read(*assets.data_folder().iterdir()).members(party)
    rows = bundled_rows("participations")
    expected = {f"partnership/{row['partnership']}" for row in rows if row["party"] in own}
    part = knowledge.about(party)
    assert ids(part.records.partnerships) == expected
    # With everyone who takes part in them.
    others = {row["party"] for row in rows if f"partnership/{row['partnership']}" in expected}
    assert others <= ids(part.records.parties)
    # And what is claimed of them, or of the party and what is in it.
    claims = {
        f"observation/{row['id']}"
        for row in bundled_rows("observations")
        if row["about"] in expected | own
        or own & {f"region/{row['origin']}", row["destination"], row["via"], row["origin"]}
    }
    assert claims <= ids(part.records.figures)
    assert all(figure in claims for figure in ids(part.records.figures))
    assert part.scope[-1].zh.startswith("关于")


def test_it_breaks_no_rule_and_says_what_it_left_out(knowledge: KnowledgeGraph) -> None:
    part = checked(knowledge.about("海盐县"))
    assert [finding for finding in part.findings if finding.severity == "violation"] == []
    assert len(part.records.partnerships) + len(part.left_out["Partnership"]) == len(knowledge.records.partnerships)


def test_with_a_day_too(knowledge: KnowledgeGraph) -> None:
    day = "2016-12-31"
    first = knowledge.at(day).about("海盐县")
    second = knowledge.about("海盐县").at(day)
    assert set(first.records.partnerships) == set(second.records.partnerships)


def test_a_name_that_nothing_has(knowledge: KnowledgeGraph) -> None:
    with pytest.raises(LookupFailed, match="nowhere"):
        knowledge.about("nowhere")


def test_the_option_wherever_a_graph_is_read(run: Callable[..., Outcome], built: Path, tmp_path: Path) -> None:
    page = run("page", "--about", "海盐县", "--lang", "zh", "--graph", built, "--out", "haiyan.html")
    assert page.code == 0
    text = (tmp_path / "haiyan.html").read_text(encoding="utf-8")
    assert "关于海盐县" in text
    assert "平湖" not in text
    asked = run("ask", "partnerships", "--about", "海盐县", "--graph", built, "-f", "json")
    assert len(asked.json()) == 6
    wrong = run("ask", "partnerships", "--about", "nowhere", "--graph", built)
    assert wrong.code == 1
    assert "nowhere" in wrong.err
