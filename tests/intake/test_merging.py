"""Two sources on the same things: one description, both testimonies, no double tie, and no claim lost."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.errors import DataError
from kg.findings import Finding, Severity
from kg.intake.merging import merge
from kg.intake.package import read_package
from kg.intake.template import make_package
from kg.knowledge_graph import KnowledgeGraph
from kg.vocabulary import DEFAULT_BASE, PK
from tests.second_source import AGREEMENT, FUND, NAME, PHONES, SOURCE, tables, write_package
from tests.support import EditablePackage

BUNDLED = Path(kg.__file__).resolve().parents[1] / "data" / "jiaxing-shanghai-2017"


@pytest.fixture
def second(tmp_path: Path) -> EditablePackage:
    return write_package(tmp_path / NAME, tables())


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("second") / NAME
    return kg.build(BUNDLED, write_package(folder, tables()).folder)


def without_data_sets(graph: KnowledgeGraph) -> set[ox.Triple]:
    data_sets = {triple.subject for triple in graph.store.triples(None, None, ox.NamedNode(PK + "DataSet"))}
    return {triple for triple in graph.store.triples() if triple.subject not in data_sets}


def objects(graph: KnowledgeGraph, subject: str, predicate: str) -> list[str]:
    rows = graph.store.select(f"SELECT ?o WHERE {{ {subject} {predicate} ?o }}")
    return sorted(str(getattr(row["o"], "value", "")).rpartition("/")[2] for row in rows)


def violations(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.VIOLATION]


def test_one_partnership_is_one_tie_however_many_sources(merged: KnowledgeGraph, knowledge: KnowledgeGraph) -> None:
    fund = f"id-partnership:{FUND}"
    assert objects(merged, fund, "pk:hasParty") == objects(knowledge, fund, "pk:hasParty")
    assert len(objects(merged, fund, "pk:participation")) == 3
    assert len(merged.records.partnerships) == 58  # 57 of the article and the laboratory's agreement
    for projection, parameters in (("region-region", {"level": "county"}), ("institution-institution", {})):
        before = ties(knowledge, projection, **parameters)
        after = ties(merged, projection, **parameters)
        assert {tie for tie in after if not tie[0].endswith(AGREEMENT)} == before
    # One row a partnership, with the day of the latest claim of its stage.
    answered = merged.ask("partnerships").records()
    assert len(answered) == 58
    (row,) = [row for row in answered if str(row["partnership"]["iri"]).endswith(FUND)]  # type: ignore[index]
    assert row["asOf"] == "2018-03-01"


def ties(graph: KnowledgeGraph, projection: str, **parameters: str) -> set[tuple[str, str, str, float]]:
    network = graph.project(projection, **parameters)
    return {
        (data["partnership"], *sorted((one, other)), float(data["weight"]))  # type: ignore[misc]
        for one, other, data in network.edges(data=True)
    }


def test_both_claims_are_kept_with_their_own_evidence(merged: KnowledgeGraph) -> None:
    stages = merged.records.partnerships[f"{DEFAULT_BASE}partnership/{FUND}"].stages
    assert [(stage.as_of, stage.evidence[0].source.rpartition("/")[2]) for stage in stages] == [
        ("2016-07-31", "zjol-2017-07-28"),
        ("2017-07-28", "zjol-2017-07-28"),
        ("2018-03-01", SOURCE),
    ]
    # The partnership itself and each of its participations rest on both.
    assert objects(merged, f"id-partnership:{FUND}", "pk:evidence/oa:hasSource") == [SOURCE, "zjol-2017-07-28"]
    participation = f"<{DEFAULT_BASE}participation/{FUND}/institution-science-city-fund>"
    assert objects(merged, participation, "pk:evidence/oa:hasSource") == [SOURCE, "zjol-2017-07-28"]


def test_what_two_sources_count_is_added_once(merged: KnowledgeGraph) -> None:
    rows = {
        (row["receiver"]["en"], row["unit"]["en"]): (row["total"], row["figures"])  # type: ignore[index]
        for row in merged.ask("inflow").records()
    }
    # The Port Area's 660 million of the first half (of which 245 million in the first quarter) are told twice;
    # on Pinghu the sources disagree, and the later one counts: 6,000 and not 5,980 million, nor their sum.
    assert rows[("Jiaxing Port Area", "yuan")] == ("660000000", "1")
    assert rows[("Pinghu", "yuan")] == ("6000000000", "1")
    assert rows[("Xiuzhou District", "yuan")] == ("1839000000", "1")
    older = "id-observation:pinghu-domestic-investment-2017"
    assert objects(merged, older, "pk:supersededBy") == ["bulletin-pinghu"]


def test_what_supersedes_a_part_is_a_part(second: EditablePackage) -> None:
    # A second source on the first quarter: the quarter lies in the half-year whoever tells of it.
    second.append("observations", 2, id="bulletin-quarter", value="250000000", period_end="2017-03-31")
    graph = kg.build(second.folder)
    assert objects(graph, "id-observation:bulletin-quarter", "pk:subsetOf") == ["port-area-domestic-capital-2017-h1"]
    rows = [row for row in graph.ask("inflow").records() if row["receiver"]["en"] == "Jiaxing Port Area"]  # type: ignore[index]
    assert [row["total"] for row in rows] == ["660000000"]


@pytest.mark.parametrize(("column", "value"), [("capital_kind", "foreign"), ("origin", ""), ("sectors", "logistics")])
def test_what_is_not_the_same_is_added(column: str, value: str, second: EditablePackage) -> None:
    second.set("observations", 3, column, value)
    graph = kg.build(second.folder)
    assert objects(graph, "id-observation:pinghu-domestic-investment-2017", "pk:supersededBy") == []


def test_a_merge_leaves_the_packages_as_they_are(second: EditablePackage) -> None:
    packages = [read_package(folder)[0] for folder in (BUNDLED, second.folder)]
    before = copy.deepcopy(packages)
    merged, _ = merge(packages)
    assert packages == before
    # The fund's row in the second package is reduced to its id and evidence, in the merged package only.
    own, reduced = (package.table("institutions") for package in (packages[1], merged[1]))
    assert own is not None
    assert reduced is not None
    assert "name_en" in own.rows[0].cells
    assert reduced.rows[0].cells.keys() <= {"id", "source", "start", "end"}
    with pytest.raises(dataclasses.FrozenInstanceError):
        packages[0].tables = ()  # type: ignore[misc]


def test_one_source_supersedes_nothing_of_its_own(knowledge: KnowledgeGraph) -> None:
    assert knowledge.store.select("SELECT ?a WHERE { ?a pk:supersededBy ?b }") == []


def test_the_order_of_the_packages_changes_nothing(merged: KnowledgeGraph, second: EditablePackage) -> None:
    other = kg.build(second.folder, BUNDLED)
    assert other.turtle() == merged.turtle()
    assert other.findings == merged.findings
    alone = kg.build(second.folder)  # what it uses comes along
    assert alone.turtle() == merged.turtle()


def test_a_package_that_is_named_stands_for_its_name(bundled_copy: EditablePackage, tmp_path: Path) -> None:
    # The second package lies elsewhere, and would find the bundled one of that name.
    second = write_package(tmp_path / "elsewhere" / NAME, tables())
    bundled_copy.set("partnerships", 2, "note_en", "From the copy")
    graph = kg.build(second.folder, bundled_copy.folder)
    assert "From the copy" in graph.turtle()


def test_what_a_restating_row_says_otherwise_is_told(merged: KnowledgeGraph) -> None:
    told = [finding for finding in merged.findings if finding.code == "restated"]
    # The fund has its Chinese name in both; of the partnership no name is the same, so it may be another thing.
    assert [(finding.severity, finding.file, finding.row, finding.field) for finding in told] == [
        (Severity.WARNING, f"{NAME}/partnerships.csv", 2, "name_zh, name_en"),
        (Severity.INFO, f"{NAME}/institutions.csv", 2, "name_en"),
    ]
    assert "jiaxing-shanghai-2017/institutions.csv, row 3" in told[1].message_en
    # The first description stands alone: no second name in one language.
    assert objects(merged, "id-institution:science-city-fund", "skos:prefLabel") == ["Rongjiang Fund", "容江基金"]


def test_two_claims_never_share_an_id(second: EditablePackage) -> None:
    second.set("stages", 2, "id", "bus-to-fengjing-operating")
    (finding,) = violations(kg.check(BUNDLED, second.folder))
    assert (finding.code, finding.file, finding.row, finding.field) == ("duplicate-id", f"{NAME}/stages.csv", 2, "id")
    assert "jiaxing-shanghai-2017/stages.csv, row 6" in finding.message_en
    assert finding.value == "bus-to-fengjing-operating"


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "place"),
    [
        ("partnerships", 2, "class", "Project", "partnerships.csv, row 8"),
        ("participations", 2, "role", "investor", "participations.csv, row 15"),
        ("institutions", 2, "kind", "company", "institutions.csv, row 3"),
    ],
)
def test_what_cannot_be_one_thing_names_both_rows(
    table: str, row: int, column: str, value: str, place: str, second: EditablePackage
) -> None:
    second.set(table, row, column, value)
    with pytest.raises(DataError) as raised:
        kg.build(second.folder)
    (finding,) = violations(list(raised.value.findings))
    assert (finding.code, finding.row, finding.field) == ("disagreeing-rows", row, column)
    assert place in finding.message_en
    assert repr(value) in finding.message_en


def test_one_source_may_be_listed_twice_but_two_may_not_share_an_id(second: EditablePackage) -> None:
    bundled = EditablePackage(BUNDLED)
    known, cells = bundled.rows("sources")
    header, *rows = second.rows("sources")  # a new package has columns that the bundled one does without
    article = [dict(zip(known, cells, strict=True)).get(name, "") for name in header]
    second.write("sources", [header, *rows, article])
    assert violations(kg.check(second.folder)) == []
    other = list(article)
    other[header.index("sha256")] = "0" * 64
    second.write("sources", [*second.rows("sources")[:-1], other])
    (finding,) = [item for item in violations(kg.check(second.folder)) if item.field == "sha256"]
    assert (finding.code, finding.file, finding.row) == ("disagreeing-rows", f"{NAME}/sources.csv", 3)
    assert "jiaxing-shanghai-2017/sources.csv, row 2" in finding.message_en


def test_strangers_of_one_id_are_not_taken_for_one(tmp_path: Path) -> None:
    one = write_package(tmp_path / "one", tables())
    rows = tables()
    rows["institutions"][1] |= {"name_en": "Another house", "name_zh": "另一机构"}
    for table in ("stages", "observations", "sources", "regions", "partnerships", "participations"):
        for row in rows[table]:
            row |= {key: f"{row[key]}-2" for key in ("id",) if key in row and table in ("stages", "observations")}
    two = write_package(tmp_path / "two", rows)
    (finding,) = violations(kg.check(one.folder, two.folder))
    assert (finding.code, finding.file, finding.row) == ("duplicate-id", "two/institutions.csv", 3)
    assert "one/institutions.csv, row 3" in finding.message_en
    # The one that builds on the other knows whom it means.
    two.describe(lambda descriptor: descriptor["uses"].append("one"))
    assert violations(kg.check(one.folder, two.folder)) == []


def test_a_finding_of_the_graph_leads_to_the_row_that_is_wrong(second: EditablePackage) -> None:
    second.set("partnerships", 2, "end", "5000")  # the source has 1,000 characters
    findings = [finding for finding in kg.check(BUNDLED, second.folder) if finding.code == "evidence-beyond-source"]
    assert [(finding.file, finding.row) for finding in findings] == [(f"{NAME}/partnerships.csv", 2)]


def test_a_dangling_reference_of_a_restating_row_is_told(second: EditablePackage) -> None:
    second.set("partnerships", 2, "programme", "no-such-programme")
    codes = {finding.code for finding in violations(kg.check(second.folder))}
    assert "dangling-reference" in codes


def test_without_the_second_source_the_first_is_as_it_was(merged: KnowledgeGraph, knowledge: KnowledgeGraph) -> None:
    assert without_data_sets(merged.without(SOURCE)) == without_data_sets(kg.build(BUNDLED))


def test_without_the_first_source_the_second_one_s_testimony_stays(merged: KnowledgeGraph) -> None:
    left = merged.without("zjol-2017-07-28")
    assert {record.id for record in left.records.partnerships.values()} == {FUND, PHONES, AGREEMENT}
    assert len(left.records.partnerships[f"{DEFAULT_BASE}partnership/{FUND}"].parties) == 3
    phones = left.records.partnerships[f"{DEFAULT_BASE}partnership/{PHONES}"]
    assert phones.current_stage is not None
    assert (phones.current_stage.code, phones.parties) == ("trialOperation", ())


STAGES = st.sampled_from(["planned", "signed", "operating", "suspended"])


@st.composite
def additions(draw: st.DrawFn) -> dict[str, list[dict[str, object]]]:
    """What a second source may say of the worked example: any part of it, and something new."""
    place = {"source": "second", "start": draw(st.integers(0, 50)), "end": 60}
    day = {"precision": "day", "time_basis": "stated"}
    rows: dict[str, list[dict[str, object]]] = {
        "sources": [{"id": "second", "title_en": "Second", "issued": "2024-06-01", "language": "en"}],
        "stages": [
            {"id": f"again-{number}", "partnership": "exampleton-sampleford-logistics", "stage": stage}
            | {"as_of": f"2024-0{number + 1}-15", **day, **place}
            for number, stage in enumerate(draw(st.lists(STAGES, min_size=1, max_size=4)))
        ],
    }
    if draw(st.booleans()):
        rows["partnerships"] = [
            {"id": "exampleton-sampleford-logistics", "name_en": draw(st.sampled_from(["Logistics", "物流"]))}
            | {"class": "Agreement", "sectors": "logistics;health", **place}
        ]
    if draw(st.booleans()):
        rows["participations"] = [
            {"partnership": "exampleton-sampleford-logistics", "party": party, "role": "signatory", **place}
            for party in draw(
                st.sets(st.sampled_from(["region/xx-exampleton", "institution/port-of-sampleford"]), min_size=1)
            )
        ]
    if draw(st.booleans()):
        rows["institutions"] = [
            {"id": "new-house", "name_en": "New house", "kind": "company", "located_in": "xx-sampleford"}
        ]
        rows.setdefault("participations", []).append(
            {
                "partnership": "exampleton-sampleford-logistics",
                "party": "institution/new-house",
                "role": "investor",
                **place,
            }
        )
    if draw(st.booleans()):
        rows["observations"] = [
            {"id": "more", "class": "Target", "about": "partnership/exampleton-sampleford-logistics", "value": "30000"}
            | {"measure": "containerThroughput", "bound": "exact", "unit": "TEU", "period_start": "2025-01-01"}
            | {"period_end": "2025-12-31", "original_text": "30,000", "as_of": "2024-05-01", **day, **place}
        ]
    return rows


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("first") / "mine"
    make_package(folder)
    return folder, kg.build(folder)


@given(additions())
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_second_source_adds_goes_with_it(
    first: tuple[Path, KnowledgeGraph],
    tmp_path_factory: pytest.TempPathFactory,
    rows: dict[str, list[dict[str, object]]],
) -> None:
    folder, alone = first
    second = write_package(tmp_path_factory.mktemp("more") / "second", rows, uses=("mine",))
    both = kg.build(second.folder, folder)
    assert without_data_sets(both.without("second")) == without_data_sets(alone)


def test_data_sets_of_which_none_builds_on_another_are_named_together(example: Path, tmp_path: Path) -> None:
    second = write_package(
        tmp_path / "apart",
        {
            "regions": [
                {"id": "yy-elsewhere", "name_en": "Elsewhere", "name_zh": "别处", "kind": "AdministrativeRegion"}
                | {"level": "city"}
            ]
        },
        uses=(),
    )
    said = kg.build(second.folder, example).data_set()
    assert said["title_en"].startswith("Bulletin of 2018; ")
    assert said["title_zh"].startswith("2018年公报；")
