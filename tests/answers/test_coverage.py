"""Coverage: counted again from the bundled tables with the csv module, and on graphs with nothing in them."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from kg import assets
from kg.answers.coverage import Coverage, Share, load_indicators
from kg.errors import UsageError
from kg.knowledge_graph import KnowledgeGraph
from kg.text import Text
from tests.answers.reporting import PLACES, figure, graph
from tests.support import ID, Outcome

Run = Callable[..., Outcome]


def table(name: str, package: str = "jiaxing-shanghai-2017") -> list[dict[str, str]]:
    with (assets.data_folder() / package / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def bundled(knowledge: KnowledgeGraph) -> Coverage:
    return knowledge.coverage()


def share(coverage: Coverage, indicator: str, by: str = "summary", group: str = "") -> tuple[int, int]:
    (found,) = [item for item in coverage.shares if (item.by, item.group, item.indicator) == (by, group, indicator)]
    return found.have, found.of


def test_partnerships_counted_in_the_tables(bundled: Coverage) -> None:
    partnerships = table("partnerships")
    number = len(partnerships)
    named = {f"partnership/{row['id']}" for row in partnerships}
    money = {row["about"] for row in table("observations") if row["unit"] in ("CNY", "USD")} & named
    parties: dict[str, set[str]] = {}
    for row in table("participations"):
        parties.setdefault(row["partnership"], set()).add(row["party"])
    assert share(bundled, "amount") == (len(money), number)
    claims = [(row["partnership"], row) for row in table("stages")]
    claims += [(row["about"].removeprefix("partnership/"), row) for row in table("observations")]
    claims += [(row["about"].removeprefix("partnership/"), row) for row in table("statements")]
    told = {about for about, row in claims if row["as_of"] and row["time_basis"] in ("stated", "resolved")}
    # What is only assumed is no date that anybody told.
    assert share(bundled, "dated") == (len(told & {row["id"] for row in partnerships}), number)
    assert 0 < len(told) < number
    assert share(bundled, "parties") == (sum(len(found) >= 2 for found in parties.values()), number)
    assert share(bundled, "stage") == (len({row["partnership"] for row in table("stages")}), number)
    assert share(bundled, "sector") == (sum(bool(row["sectors"]) for row in partnerships), number)
    both = sum(bool(row["name_zh"] and row["name_en"]) for row in partnerships)
    assert share(bundled, "languages") == (both, number)
    assert share(bundled, "evidence") == (sum(bool(row["source"]) for row in partnerships), number)
    assert share(bundled, "sources") == (0, number)  # there is one article


def test_claims_counted_in_the_tables(bundled: Coverage) -> None:
    claims = [row for name in ("stages", "observations", "statements") for row in table(name)]
    for basis in ("stated", "resolved", "assumed"):
        assert share(bundled, basis) == (sum(row["time_basis"] == basis for row in claims), len(claims))
    hashed = {(row["source"], row["start"], row["end"]) for row in table("evidence")}
    assert share(bundled, "hash") == (
        sum((row["source"], row["start"], row["end"]) in hashed for row in claims),
        len(claims),
    )


def test_places_counted_in_the_tables(bundled: Coverage) -> None:
    regions = table("regions") + table("regions", "regions-china")
    institutions = table("institutions")
    assert share(bundled, "coordinates") == (sum(bool(row["latitude"]) for row in regions), len(regions))
    placed = sum(bool(row["parent"]) for row in regions) + sum(bool(row["located_in"]) for row in institutions)
    assert share(bundled, "parent") == (placed, len(regions) + len(institutions))


def test_records_counted_in_the_tables(bundled: Coverage) -> None:
    names = ("partnerships", "participations", "stages", "observations", "statements", "institutions", "programmes")
    rows = [row for name in (*names, "officials", "regions") for row in table(name)]
    rows += table("regions", "regions-china")
    assert share(bundled, "open-ended") == (sum(row.get("open_ended") == "true" for row in rows), len(rows))
    assert share(bundled, "ambiguous") == (sum(bool(row.get("ambiguity_zh")) for row in rows), len(rows))


def test_by_sector_and_source(bundled: Coverage) -> None:
    health = [row for row in table("partnerships") if "health" in row["sectors"].split(";")]
    found = [
        item for item in bundled.by("sector").shares if item.group.endswith("/health") and item.indicator == "stage"
    ]
    assert [item.of for item in found] == [len(health)]
    assert share(bundled, "stage", "source", f"{ID}source/zjol-2017-07-28") == (57, 57)


def test_by_region_a_place_without_partnerships_has_no_share(bundled: Coverage) -> None:
    # Tongxiang takes part in nothing that the article tells; Germany has one project.
    shown = {item.group: item for item in bundled.by("region").shares if item.indicator == "stage"}
    without = [item for item in shown.values() if item.of == 0]
    assert without
    assert {item.shown("en") for item in without} == {"none"}
    assert {item.shown("zh") for item in without} == {"无"}
    assert {item.percent for item in without} == {None}


def test_a_share_is_never_rounded_up() -> None:

    nearly = Share("summary", "", Text("", ""), "x", Text("", ""), Text("", ""), 9_999, 10_000)
    assert nearly.percent == "99.9"


def test_two_sources_are_counted_over_the_claims_of_a_partnership() -> None:
    body = (
        PLACES
        + "id-partnership:p a pk:Event ; pk:evidence id-evidence:e . id-source:s2 a pk:Source ."
        + ("id-evidence:e a pk:Evidence ; oa:hasSource id-source:s2 ." + figure("f", "5", about="partnership:p"))
    )
    assert share(graph(body).coverage(), "sources") == (1, 1)
    assert share(graph(body).coverage(), "languages") == (0, 1)


def test_an_empty_graph(empty: KnowledgeGraph) -> None:
    coverage = empty.coverage()
    assert {item.of for item in coverage.shares} == {0}
    assert len(coverage.shares) == len(load_indicators())
    assert coverage.sections("en")[0][1].rows[0][-1] == "none"


def test_fields(bundled: Coverage) -> None:
    noted = sum(bool(row["note_zh"]) for row in table("observations") if row["class"] == "Target")
    found = [
        item for item in bundled.by("field").shares if item.group.endswith("#Target") and item.indicator == "note @zh"
    ]
    assert [(item.have, item.of) for item in found] == [(noted, 10)]


def test_by_something_else(bundled: Coverage) -> None:
    with pytest.raises(UsageError, match=r"told apart by 'colour'\. Use one of: summary, region"):
        bundled.by("colour")


def test_the_commands(run: Run) -> None:
    printed = run("coverage", "--by", "summary", "-f", "csv", "--lang", "en")
    assert printed.code == 0
    assert printed.out.splitlines()[0].startswith("by,group_id,group_en,group_zh,of,indicator,en,zh,numerator,")
    (staged,) = [line for line in printed.out.splitlines() if ",with a stage," in line]
    assert staged.endswith(",57,57,100.0")
    both = run("coverage", "-f", "md").out
    assert [line for line in both.splitlines() if line.startswith("## ")] == [
        "## All / 总体",
        "## Region / 地区",
        "## Sector / 领域",
        "## Source / 来源",
        "## Stage / 阶段",
        "## Field / 字段",
    ]
    assert set(run("coverage", "-f", "json").json()) == {"summary", "region", "sector", "source", "stage", "field"}
    ledger = run("ledger", "--region", "秀洲区", "--period", "2016", "--lang", "zh", "-f", "tsv")
    assert ledger.code == 0
    assert "projectsIntroduced" in ledger.out
    assert run("ledger", "--period", "soon").code == 2
    assert run("ledger", "--measure", "wealth").code == 2
    assert run("ledger", "--region", "Atlantis").code == 1
    nothing = run("ledger", "--region", "桐乡", "--measure", "visitors", "--lang", "en")
    assert nothing.code == 0
    assert "Not reported" in nothing.err
