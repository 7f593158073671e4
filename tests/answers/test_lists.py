"""The lists that people ask for: agreements and ties, with parties, places, dates, amounts and where it is stated."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import kg
from kg import assets
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, EditablePackage, Outcome, needs

Run = Callable[..., Outcome]


def _rows(table: str) -> list[dict[str, str]]:
    folder = next(path for path in assets.bundled_packages() if path.name == "jiaxing-shanghai-2017")
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_agreement_is_listed_once(knowledge: KnowledgeGraph) -> None:
    """The table has them by their class; parties, sectors and passages are those of its rows."""
    listed = {row["agreement"]["iri"].rpartition("/")[2]: row for row in knowledge.agreements().records()}
    wanted = {row["id"]: row for row in _rows("partnerships") if row["class"] == "Agreement"}
    assert listed.keys() == wanted.keys()
    parties = _rows("participations")
    for key, row in listed.items():
        of = {part["party"] for part in parties if part["partnership"] == key}
        assert set(row["partyIds"].split("; ")) == of
        assert len(row["partiesEn"].split("; ")) == len(row["partiesZh"].split("；")) == len(of)
        assert len(row["sectorsEn"].split("; ")) == len(wanted[key]["sectors"].split(";"))
        assert row["passages"] == "{source} {start}-{end}".format(**wanted[key])
        assert row["links"] is None  # the article has no address


def test_one_agreement(knowledge: KnowledgeGraph) -> None:
    """Heshan, a town of Tongxiang, with Minhang District, signed; the article is of 28 July 2017."""
    (row,) = (
        row
        for row in knowledge.ask("agreements", party="河山镇", stage="signed").records()
        if "闵行" in row["partiesZh"]
    )
    assert (row["partiesZh"], row["regionsZh"]) == ("河山镇；闵行区", "桐乡市；闵行区")
    assert (row["partiesEn"], row["regionsEn"]) == ("Heshan Town; Minhang District", "Tongxiang; Minhang District")
    assert (row["stage"]["zh"], row["asOf"], row["basis"]["en"]) == ("已签约", "2017-07-28", "assumed")
    assert row["sourcesZh"].startswith("[浙江在线")
    assert row["amountsEn"] is None


def test_ties_are_all_pairs_of_parties(knowledge: KnowledgeGraph) -> None:
    wanted = set()
    parties: dict[str, set[str]] = {}
    for part in _rows("participations"):
        parties.setdefault(part["partnership"], set()).add(f"{ID}{part['party']}")
    for key, found in parties.items():
        wanted |= {(*pair, f"{ID}partnership/{key}") for pair in combinations(sorted(found), 2)}
    rows = knowledge.ties().records()
    assert {(row["party"]["iri"], row["partner"]["iri"], row["partnership"]["iri"]) for row in rows} == wanted
    assert len(rows) == len(wanted)
    assert "not to be added up" in knowledge.ties().remarks[0].en


def test_amounts_say_what_they_are_and_whether_they_are_planned(knowledge: KnowledgeGraph) -> None:
    """Haiyan's week: 2.07 bn achieved; the shared zone: 1 bn and 0.15 bn planned. Figures without money are none."""
    told = {row["partnership"]["iri"].rpartition("/")[2]: row for row in knowledge.ties(party="海盐").records()}
    week, zone = told["haiyan-shanghai-week-2017"], told["zhejiang-shanghai-nuclear-sharing-zone"]
    assert week["amountsEn"] == "total investment 2070000000 CNY (20.7亿元)"
    assert zone["amountsEn"] == (
        "target: capital arrived 150000000 CNY (1.5亿元); target: total investment 1000000000 CNY (10亿元)"
    )
    assert zone["amountsZh"].startswith("目标：")
    assert zone["partnerRegion"]["en"] in ("Shanghai", "Zhejiang")


def test_a_link_leads_to_the_place_in_a_source_that_has_an_address(package: EditablePackage) -> None:
    package.set("sources", 2, "url", "https://example.org/notice")
    (row,) = kg.build(package.folder).ties().records()
    assert row["links"] == "https://example.org/notice#char=0,97"
    assert row["passages"] == "example 0-97"
    assert (row["partyRegion"]["en"], row["partnerRegion"]["en"]) == ("Sampleford", "Exampleton")


@needs("frames")
def test_lists_are_tables_and_frames(knowledge: KnowledgeGraph, built: Path, run: Run) -> None:
    frame = knowledge.ties().frame()
    assert {"party_label_en", "partner_label_zh", "asOf", "passages", "partnership"} <= set(frame.columns)
    assert len(frame) == len(knowledge.ties())
    chinese = run("ask", "agreements", "--lang", "zh", "-f", "md", "--graph", built).out
    header = chinese.splitlines()[0]
    assert "参与方" in header
    assert "英文" not in header
    assert "source" not in header.lower()


def test_no_column_of_ties_calls_a_node_a_source(built: Path, run: Run) -> None:
    header = run("network", "region-region", "-f", "csv", "--graph", built).out.splitlines()[0]
    assert header.removeprefix("\ufeff").split(",")[:4] == ["node", "node_label_en", "node_label_zh", "partner"]
    assert "source" not in header
    assert "target" not in header
    gephi = run("network", "region-region", "-f", "gephi-csv", "--graph", built).out.splitlines()[0]
    assert gephi.removeprefix("\ufeff").startswith("Source,Target,Weight,Type")


def test_a_list_without_rows_says_what_else_to_ask(knowledge: KnowledgeGraph) -> None:
    answer = knowledge.ask("agreements", party="Pinghu", stage="completed")
    assert not answer.rows
    assert [remark for remark in answer.remarks if "`kg ask partnerships`" in remark.en and "协议" in remark.zh]
