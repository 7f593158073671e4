"""Codes of a folder of one's own mean on the page what they mean in history and diff: as the ontology says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.graph.store import TripleStore
from kg.intake.template import make_package
from kg.knowledge_graph import KnowledgeGraph
from tests.page.conftest import Open
from tests.support import EditablePackage

DEAL = "exampleton-sampleford-logistics"
CODE = "https://w3id.org/partnership-kg/code/"

_HEAD = "".join(
    f"@prefix {prefix}: <{iri}> .\n"
    for prefix, iri in {
        "pk": "https://w3id.org/partnership-kg/ont#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        **{name: f"{CODE}{name}/" for name in ("stage", "bound", "date-precision", "unit")},
    }.items()
)


def block(concept: str, en: str, zh: str, cls: str, means: str) -> str:
    scheme = CODE + concept.partition(":")[0]
    return f"""{concept} a skos:Concept {cls} ; skos:notation "{concept.partition(":")[2]}" ;
    skos:prefLabel "{en}"@en , "{zh}"@zh ; rdfs:label "{en}"@en , "{zh}"@zh ;
    skos:definition "{en}."@en , "{zh}。"@zh ; {means} ;
    skos:inScheme <{scheme}> ; skos:topConceptOf <{scheme}> .
"""


CODES = _HEAD + "".join(
    [
        # Between operating and completed: by its place alone it would be drawn as operating.
        block("stage:frozen", "frozen", "冻结", ", pk:Stage", "pk:order 65 ; pk:halted true"),
        block("stage:lapsed", "lapsed", "到期失效", ", pk:Stage", "pk:order 66 ; pk:ended true"),
        block("stage:expanding", "expanding", "扩建运行", ", pk:Stage", "pk:order 67"),
        block("bound:precisely", "precisely", "恰好", "", 'pk:lowerLimit "included" ; pk:upperLimit "included"'),
        block("bound:wellOver", "well over", "远超", "", 'pk:lowerLimit "excluded" ; pk:sign "≫"'),
        block("date-precision:third", "third of a year", "三分之一年", "", "pk:spanMonths 4"),
        block(
            "unit:crate",
            "crate",
            "箱子",
            "",
            'pk:unitKind "container" ; pk:currency false ; pk:wholeNumber true ; pk:sign "CR"',
        ),
    ]
)


def built(folder: Path, name: str, stage: str) -> KnowledgeGraph:
    """The worked example, operating at first and then at a stage, with an own code for everything else."""
    make_package(folder / name)
    package = EditablePackage(folder / name)
    (package.folder / "codelists").mkdir()
    (package.folder / "codelists" / "own.ttl").write_text(CODES, encoding="utf-8")
    package.append("stages", 2, id="runs", stage="operating", as_of="2024-04-01")
    if stage:
        package.append("stages", 2, id="later", stage=stage, as_of="2024-08-31", precision="third")
    package.set("observations", 2, "bound", "precisely")
    package.set("observations", 2, "unit", "crate")
    package.append("observations", 2, **{"id": "done", "class": "Achievement", "bound": "wellOver", "value": "21000"})
    return kg.build(package.folder, out=folder / f"{name}-build")


def payload(graph: KnowledgeGraph) -> dict[str, Any]:
    html = graph.page().html.decode("utf-8")
    text = html.partition('id="data"')[2].partition(">")[2].partition("</script>")[0]
    return dict(json.loads(text))


@pytest.mark.parametrize("stage", ["frozen", "lapsed"])
def test_a_stage_at_which_a_partnership_stands_still_is_drawn_as_one(stage: str, tmp_path: Path) -> None:
    graph = built(tmp_path, "mine", stage)
    codes = payload(graph)["codes"]
    keys = [start + end for start, ends in codes["key"] for end in ends]
    assert codes["phase"][str(keys.index(f"stage/{stage}"))] == "ended"
    assert codes["phase"][str(keys.index("stage/operating"))] == "operating"
    assert codes.get("ended", []) == ([keys.index("stage/lapsed")] if stage == "lapsed" else [])


def test_history_diff_and_page_say_the_same_of_a_halt(tmp_path: Path) -> None:
    before, after = built(tmp_path, "before", ""), built(tmp_path, "after", "frozen")
    told = after.history(DEAL).as_dict()
    assert [entry["change"] for entry in told["entries"] if entry["kind"] == "stage"] == ["first", "advances", "halts"]
    moved = [change.kind for change in before.diff(after).changes if change.kind.startswith("stage-")]
    assert moved == ["stage-halted"]


def test_the_page_writes_figures_and_days_as_the_codes_mean(open_page: Open, tmp_path: Path) -> None:
    graph = built(tmp_path, "mine", "lapsed")
    page = open_page(graph.page().html, f"#lang=en&at=partnership/{DEAL}")
    figures = page.text("#details")
    assert "20,000 CR" in figures
    assert "precisely" not in figures  # it adds nothing to the number, as "exact" does not
    assert "well over 21,000 CR" in figures
    # "As of a third of 2024 that ends in August" is none of quarter, half and year.
    assert "Lapsed · 2024-05 – 2024-08" in figures
    assert page.text("#summary").startswith("1 of 1 partnerships")
    assert "1 of them ended" in page.text("#summary")
    page.go("#lang=zh&at=institution/port-of-sampleford")
    assert "其中1项合作已终结。" in page.text("#details")


def test_a_day_counts_what_is_dated_to_a_span_of_ones_own_when_that_is_over(tmp_path: Path) -> None:
    graph = built(tmp_path, "mine", "lapsed")

    def stage(day: str) -> str:
        (row,) = graph.at(day).ask("partnerships").records()
        return str(row["currentStage"]["iri"]).removeprefix(f"{CODE}stage/")

    assert (stage("2024-08-30"), stage("2024-08-31")) == ("operating", "lapsed")


def test_an_opened_build_knows_it_without_the_folder(tmp_path: Path) -> None:
    built(tmp_path, "mine", "lapsed")
    graph = kg.open(tmp_path / "mine-build")
    assert isinstance(graph.store, TripleStore)
    assert graph.project("institution-institution").graph["ended_left_out"] == 1
    assert "(1 ended)" in graph.explain("exampleton-sampleford-logistics").text("en")


@pytest.mark.parametrize(("stage", "runs"), [("frozen", "0"), ("lapsed", None), ("expanding", "1"), ("signed", "0")])
def test_answers_count_what_runs_by_the_place_of_its_stage(stage: str, runs: str | None, tmp_path: Path) -> None:
    """Beyond "operating", where it neither stands still nor is over."""
    graph = built(tmp_path, "mine", stage)
    found = [row["delivered"] for row in graph.ask("sectors").records()]
    assert found == ([] if runs is None else [runs])
    assert [row["operating"] for row in graph.ask("regions", level="city").records()] == found * 2
