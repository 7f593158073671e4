"""Histories: what was claimed of a partnership, in order of date, and how each claim stands to the last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import LookupFailed
from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import load_ontology
from tests import second_source
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]

#: Day, stage and source of each claim about one project, and how it stands to the one before, by hand.
CLAIMS = [
    ("2014-01-31", "planned", "a", "first"),
    ("2015-01-31", "signed", "a", "advances"),
    ("2015-06-30", "signed", "b", "repeats"),
    ("2016-01-31", "planned", "b", "fallsBack"),
    ("2016-06-30", "underConstruction", "a", "advances"),
    ("2017-01-31", "suspended", "a", "halts"),
    ("2017-02-28", "terminated", "b", "advances"),
    ("2017-06-30", "underConstruction", "b", "resumes"),
    # Two sources on one day: each contradicts the other; a third that agrees with one contradicts the other too.
    ("2018-01-31", "signed", "a", "contradicts"),
    ("2018-01-31", "operating", "b", "contradicts"),
    # One source may say two things of a day, such as that an agreement is signed and works have begun.
    ("2019-01-31", "trialOperation", "a", "fallsBack"),
    ("2019-01-31", "completed", "a", "advances"),
]


@pytest.fixture(scope="module")
def claimed() -> KnowledgeGraph:
    store = TripleStore()
    load_ontology(store)
    lines = ["id-partnership:p a pk:Project . id-partnership:silent a pk:Project ."]
    for number, (day, stage, source, _) in enumerate(CLAIMS):
        lines.append(
            f"id-stage:s{number:02} a pk:StageClaim ; pk:about id-partnership:p ; pk:stage stage:{stage} ; "
            f'pk:asOf "{day}"^^xsd:date ; pk:assertedBy id-source:{source} ; pk:evidence id-evidence:{source} .'
        )
    lines += [
        f"id-source:{name} a pk:Source . id-evidence:{name} a pk:Evidence ; oa:hasSource id-source:{name} ."
        for name in "ab"
    ]
    store.rdflib.update("INSERT DATA {" + "\n".join(lines) + "}")
    derive(store)
    return KnowledgeGraph(store)


def test_how_each_claim_stands_to_the_last(claimed: KnowledgeGraph) -> None:
    history = claimed.history("p")
    said = [(entry.claim.as_of, entry.claim.stage.code, entry.change) for entry in history.stages]  # type: ignore[union-attr]
    assert said == [(day, stage, change) for day, stage, _, change in CLAIMS]
    assert {entry.claim.id: entry.rivals for entry in history.entries if entry.rivals} == {
        "s08": ("s09",),
        "s09": ("s08",),
    }
    assert history.is_disputed is False


@pytest.mark.parametrize(
    ("claims", "current", "changes"),
    [
        # "In 2023" holds from 1 January to 31 December: it does not come after 1 June.
        (
            [("2023-06-01", "day", "operating"), ("2023-12-31", "year", "signed")],
            "operating",
            "first unordered",
        ),
        (
            [("2023-03-15", "day", "operating"), ("2023-03-31", "quarter", "signed")],
            "operating",
            "first unordered",
        ),
        (
            [("2023-08-15", "day", "operating"), ("2023-12-31", "half", "signed")],
            "operating",
            "first unordered",
        ),
        (
            [("2023-05-02", "day", "operating"), ("2023-05-31", "month", "signed")],
            "operating",
            "first unordered",
        ),
        # The second half begins after 1 June.
        (
            [("2023-06-01", "day", "operating"), ("2023-12-31", "half", "signed")],
            "signed",
            "first fallsBack",
        ),
        (
            [("2022-12-31", "year", "operating"), ("2023-12-31", "year", "signed")],
            "signed",
            "first fallsBack",
        ),
        # Three in one year, of which only the day and the quarter are surely in order.
        (
            [("2023-02-01", "day", "planned"), ("2023-06-30", "quarter", "signed"), ("2023-12-31", "year", "planned")],
            "signed",
            "first advances unordered",
        ),
        (
            [("2023-06-01", "day", "suspended"), ("2023-12-31", "year", "operating")],
            "suspended",
            "first unordered",
        ),
    ],
)
def test_dates_that_overlap_have_no_order(claims: list[tuple[str, str, str]], current: str, changes: str) -> None:
    store = TripleStore()
    load_ontology(store)
    lines = ["id-partnership:p a pk:Project ."]
    for number, (day, precision, stage) in enumerate(claims):
        lines.append(
            f"id-stage:s{number} a pk:StageClaim ; pk:about id-partnership:p ; pk:stage stage:{stage} ; "
            f'pk:asOf "{day}"^^xsd:date ; pk:asOfPrecision date-precision:{precision} .'
        )
    store.rdflib.update("INSERT DATA {" + "\n".join(lines) + "}")
    derive(store)
    graph = KnowledgeGraph(store)
    found = graph.history("p")
    assert [entry.change for entry in found.stages] == changes.split()
    assert graph.records.partnerships[found.partnership.iri].current_stage.code == current  # type: ignore[union-attr]
    assert any("overlap" in remark.en for remark in found.remarks) is ("unordered" in changes)


def test_a_partnership_of_which_nothing_is_claimed(claimed: KnowledgeGraph) -> None:
    history = claimed.history("silent")
    assert history.entries == ()
    assert history.is_disputed is False
    assert history.table("zh").rows == []


def test_the_bundled_fund(knowledge: KnowledgeGraph) -> None:
    table = knowledge.history("partnership/science-city-fund-founding").table("en")
    # The offsets are those of the table stages, rows 8 and 9.
    assert [[row[0], row[1], row[2], row[3], row[4], row[7], row[8]] for row in table.rows] == [
        ["2016-07-31", "month", "resolved", "under construction", "first claim", "591", "616"],
        ["2017-07-28", "day", "resolved", "operating", "advances", "677", "687"],
    ]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("second") / second_source.NAME
    return kg.build(second_source.write_package(folder, second_source.tables()).folder)


def test_a_disagreement_is_seen(merged: KnowledgeGraph) -> None:
    history = merged.history(second_source.PHONES)
    assert [(entry.claim.id, entry.change, entry.rivals) for entry in history.stages] == [
        ("bulletin-phones", "contradicts", ("area-code-021-telephones-operating",)),
        ("area-code-021-telephones-operating", "contradicts", ("bulletin-phones",)),
    ]
    # The rule takes the stage furthest on, and the history says that it is disputed.
    assert history.partnership.current_stage is not None
    assert history.partnership.current_stage.code == "operating"
    assert history.is_disputed


def test_figures_stand_in_the_same_line(knowledge: KnowledgeGraph) -> None:
    history = knowledge.history("haiyan-shanghai-week-2017")
    rows = history.table("en", figures=True).rows
    assert [row[3] for row in rows] == [
        "completed",
        "achievement: total investment = 2070000000 CNY",
        "achievement: projects signed = 17 project",
    ]
    assert len(history.table("en").rows) == 1
    told = history.as_dict(figures=True)
    assert [entry["kind"] for entry in told["entries"]] == ["stage", "figure", "figure"]


@pytest.mark.parametrize(("value", "change"), [("5", "repeats"), ("6", "contradicts")])
def test_figures_of_two_sources(value: str, change: str, tmp_path: Path) -> None:
    rows = second_source.tables()
    figure = {"class": "Achievement", "about": f"partnership/{second_source.FUND}", "measure": "totalInvestment"}
    shared = {"bound": "exact", "unit": "CNY", "as_of": "2018-03-01", "precision": "day", "time_basis": "stated"}
    rows["sources"].append(rows["sources"][0] | {"id": "other"})
    rows["observations"] += [
        {"id": "one", "value": "5", "source": second_source.SOURCE, "start": 1, "end": 2} | figure | shared,
        {"id": "two", "value": value, "source": "other", "start": 1, "end": 2} | figure | shared,
    ]
    graph = kg.build(second_source.write_package(tmp_path / "figures", rows).folder)
    changes = [(entry.claim.id, entry.change) for entry in graph.history(second_source.FUND).entries]
    assert changes[-2:] == [("one", change if change == "contradicts" else ""), ("two", change)]


def test_an_unknown_partnership_is_refused_with_the_nearest(knowledge: KnowledgeGraph) -> None:
    with pytest.raises(LookupFailed, match="Did you mean") as raised:
        knowledge.history("science-city-fund-foundign")
    assert 1 <= len(raised.value.nearest) <= 3
    assert "partnership/science-city-fund-founding" in raised.value.nearest[0]


def test_the_command(run: Run, built: Path) -> None:
    arguments = ("history", "science-city-fund-founding", "--graph", built)
    printed = run(*arguments, "-f", "csv", "--lang", "zh")
    assert printed.code == 0
    # Names and codes, the same in every language.
    header = printed.out.splitlines()[0]
    assert header.startswith("claim,kind,class,as_of,precision,time_basis,stage,")
    assert "2016-07-31,month,resolved,underConstruction," in printed.out
    shown = run(*arguments, "--lang", "zh", "--wide").out
    assert shown.split()[:4] == ["截至", "日期精度", "时间依据", "阶段或数据"]
    assert "2016-07-31 月 由相对日期推算 建设中 首次陈述" in " ".join(shown.split())
    assert run(*arguments, "-f", "json").json()["current_stage"]["code"] == "operating"
    assert run(*arguments, "-f", "json", "--as-of", "2016").json()["current_stage"]["code"] == "underConstruction"
    assert run(*arguments, "-f", "md").out.startswith("| As of 截至 |")
    refused = run("history", "no-such-thing-anywhere", "--graph", built)
    assert refused.code == 1
    assert "Nothing is called 'no-such-thing-anywhere'" in refused.err


def test_the_command_says_that_sources_disagree(run: Run, tmp_path: Path) -> None:
    package: EditablePackage = second_source.write_package(tmp_path / second_source.NAME, second_source.tables())
    printed = run("history", second_source.PHONES, "--graph", package.folder, "--lang", "en")
    assert printed.code == 0
    assert "Sources disagree as of the latest day; the current stage is the one furthest on." in printed.err
