"""Sentences to cite: what they count, in both languages, plain and in a style; and that the page writes the same."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import assets
from kg.answers.citing.sources import day, source_line
from kg.answers.datasets import DataSetTitle
from kg.answers.records import SourceRecord
from kg.errors import SourceError, UsageError
from kg.knowledge_graph import KnowledgeGraph
from kg.text import Text
from tests.answers.reporting import PLACES, graph
from tests.support import Outcome, needs

Run = Callable[..., Outcome]

#: A style of a few lines: who, year, title; numbers in the text.
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Small</title><id>small</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout></citation>
  <bibliography><layout suffix=".">
    <group delimiter=" | ">
      <text variable="publisher"/><date variable="issued"><date-part name="year"/></date><text variable="title"/>
    </group>
  </layout></bibliography>
</style>
"""


def _rows(table: str) -> list[dict[str, str]]:
    folder = next(path for path in assets.bundled_packages() if path.name == "jiaxing-shanghai-2017")
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_tie(knowledge: KnowledgeGraph) -> None:
    """Tongxiang's eight agreements with Shanghai are all signed; the passages are counted here from the tables."""
    found = knowledge.cite("桐乡", "Shanghai")
    deals = {deal.id for deal in found.partnerships}
    assert len(deals) == 8
    cited = [row for row in _rows("partnerships") if row["id"] in deals]
    cited += [row for name in ("participations", "stages") for row in _rows(name) if row["partnership"] in deals]
    places = {(row["source"], row["start"], row["end"]) for row in cited}
    en, zh = found.text().splitlines()
    assert en.startswith(
        "Tongxiang and Shanghai: 8 partnerships (all signed), as of 28 July 2017 (8 of 8 dates assumed). "
    )
    assert f"Zhejiang Online, 28 July 2017 ({len(places)} passages). Data: " in en
    assert en.endswith(", version 0.1.0, CC BY 4.0.")
    assert zh.startswith("桐乡市与上海市：合作8项（均已签约），截至2017年7月28日（其中推定日期8个）。来源：")
    assert f"2017年7月28日（引文{len(places)}处）。数据：" in zh
    assert found.as_dict()["stages"] == {"signed": 8}
    assert len(found.as_dict()["sources"][0]["passages"].split("; ")) == len(places)


def test_stages_are_counted_the_most_frequent_first(knowledge: KnowledgeGraph) -> None:
    """Of Haiyan's six, the tables say: four planned, one operating, one completed."""
    told = knowledge.cite("海盐").text("en")
    assert told.startswith("Haiyan County: 6 partnerships (4 planned, 1 completed, 1 operating), as of ")
    assert "海盐县：合作6项（规划中4项，已完成1项，运行中1项）" in knowledge.cite("海盐").text("zh")


def test_one_partnership_and_none(knowledge: KnowledgeGraph) -> None:
    one = knowledge.cite("science-city-fund-founding").sentence
    assert ": operating, as of 28 July 2017. Source: " in one.en
    none = knowledge.cite("Jiashan", "Zhejiang")
    assert none.text("en").startswith("Jiashan County and Zhejiang: no partnership is recorded. Data: ")
    assert none.records() == []
    with pytest.raises(UsageError, match="has no partnerships to count"):
        knowledge.cite("zjol-2017-07-28")
    with pytest.raises(UsageError, match="two different ends"):
        knowledge.cite("海盐", "Haiyan")


def test_as_of_a_day_the_title_says_so(knowledge: KnowledgeGraph) -> None:
    assert "(as of 2016-12-31)" in knowledge.at("2016-12-31").cite("Shanghai").text("en")


@pytest.mark.parametrize(
    ("iso", "months", "en", "zh"),
    [
        ("2017-07-28", 0, "28 July 2017", "2017年7月28日"),
        ("2017-07-31", 1, "July 2017", "2017年7月"),
        ("2017-03-31", 3, "2017 Q1", "2017年第1季度"),
        ("2017-12-31", 6, "2017 H2", "2017年下半年"),
        ("2017-12-31", 12, "2017", "2017年"),
        ("2017-07", 0, "July 2017", "2017年7月"),
        ("0999", 0, "0999", "0999年"),
    ],
)
def test_days_are_as_exact_as_the_source(iso: str, months: int, en: str, zh: str) -> None:
    assert day(iso, months) == Text(en, zh)


def test_a_line_of_many_sources_has_their_number() -> None:
    def source(number: int) -> SourceRecord:
        title = Text(f"Title {number}", f"题{number}")
        return SourceRecord(
            f"s{number}", f"s{number}", title, Text(), f"20{number:02}-01-0{number}", "en", "", "", None
        )

    data = DataSetTitle(Text("Ties", "联系"), "2", "https://creativecommons.org/licenses/by/4.0/")
    assert source_line([source(2), source(1)], data) == Text(
        "Sources: Title 1, 1 January 2001; Title 2, 2 January 2002. Data: Ties, version 2, CC BY 4.0.",
        "来源：题1，2001年1月1日；题2，2002年1月2日。数据：联系，版本2，CC BY 4.0。",
    )
    many = source_line([source(number) for number in (4, 3, 2, 1)], DataSetTitle(Text()))
    assert many == Text("Sources: 4, 1 January 2001 to 4 January 2004.", "来源：4个（2001年1月1日至2004年1月4日）。")


@needs("cite")
def test_a_style_of_ones_own(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "small.csl").write_text(STYLE, encoding="utf-8")
    made = run("cite", "桐乡", "Shanghai", "--style", "small.csl", "--lang", "en", "--graph", built)
    sentence, entry = made.out.splitlines()
    assert sentence.endswith("as of 28 July 2017 (8 of 8 dates assumed) [1].")
    assert entry.startswith("Zhejiang Online | 2017 | [Zhejiang Online: ")
    chinese = run("cite", "桐乡", "Shanghai", "--style", "small.csl", "--lang", "zh", "--graph", built).out
    assert "（其中推定日期8个）[1]。\n浙江在线 | 2017 | [浙江在线：" in chinese
    assert "(Zhejiang Online, 2017)" in run("cite", "桐乡", "--style", "harvard-cite-them-right", "--graph", built).out


@needs("cite")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "small.txt">]><style>&b;</style>', "declares entities"),
        (STYLE.encode("utf-16"), "not in UTF-8"),
        (b"<style/>", "is no citation style"),
        (b"not XML", "is no citation style"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_style_is_refused_in_words(
    content: bytes | None, words: str, knowledge: KnowledgeGraph, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=words) as caught:
        knowledge.cite("海盐").text("en", path)
    assert "mine.csl: " in str(caught.value)


def test_reference_managers_get_csl_json(run: Run, built: Path) -> None:
    (item,) = run("cite", "海盐", "-f", "csl-json", "--lang", "zh", "--graph", built).json()
    assert item["id"] == "zjol-2017-07-28"
    assert item["author"] == [{"literal": "浙江在线"}]
    assert item["issued"] == {"date-parts": [[2017, 7, 28]]}


def _deal(name: str, stage: str) -> str:
    parts = "".join(
        f"id-participation:{name}-{party} a pk:Participation ; pk:partnership id-partnership:{name} ;"
        f" pk:party id-region:{party} ; pk:role role:partner . id-partnership:{name} pk:participation"
        f" id-participation:{name}-{party} .\n"
        for party in "ab"
    )
    return (
        f'id-partnership:{name} a pk:Agreement ; skos:prefLabel "{name}"@en .\n{parts}'
        f"id-stage:{name} a pk:StageClaim ; pk:about id-partnership:{name} ; pk:stage stage:{stage} ;"
        ' pk:asOf "2017-01-01"^^xsd:date .\n'
    )


def test_what_has_ended_is_counted_and_said() -> None:
    ended = graph(PLACES + _deal("over", "terminated") + _deal("on", "signed"))
    cited = ended.cite("a", "b")
    (partner,) = ended.ask("partners", party="a").records()
    assert (len(cited.partnerships), cited.ended, int(partner["partnerships"])) == (2, 1, 1)
    assert "1 of them has ended and is counted here" in cited.remarks[0].en
    assert graph(PLACES + _deal("over", "operating") + _deal("on", "signed")).cite("a", "b").remarks == ()
