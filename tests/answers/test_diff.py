"""What changed, in the domain's words: one edit of the tables each, and the sentence that it must give."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.answers.diff.diff import Diff
from kg.intake.sheets.importing import import_sheet
from kg.knowledge_graph import KnowledgeGraph
from tests.answers.reporting import PLACES, figure, graph
from tests.support import ID, EditablePackage, Outcome

Run = Callable[..., Outcome]

DEAL = """
id-partnership:deal a pk:Agreement ; skos:prefLabel "Deal"@en, "协议"@zh ;
  pk:participation id-participation:pa, id-participation:pb .
id-participation:pa a pk:Participation ; pk:partnership id-partnership:deal ;
  pk:party id-region:a ; pk:role role:signatory .
id-participation:pb a pk:Participation ; pk:partnership id-partnership:deal ;
  pk:party id-region:b ; pk:role role:signatory .
id-stage:s1 a pk:StageClaim ; pk:about id-partnership:deal ; pk:stage stage:signed ; pk:asOf "2017-01-01"^^xsd:date .
"""
BASE = PLACES + DEAL + figure("f", "5", about="partnership:deal")
#: Another passage for the same figure.
AGAIN = """
id-observation:f pk:evidence id-evidence:more .
id-evidence:more a pk:Evidence ; oa:hasSource id-source:s ; oa:hasSelector id-evidence:at .
id-evidence:at a oa:TextPositionSelector ; oa:start 20 ; oa:end 25 .
"""


def changed(new: str, old: str = BASE) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for change in graph(old).diff(graph(new)).as_dict()["changes"]:
        found.setdefault(change["kind"], []).append(change)
    return found


def stage(name: str, code: str, day: str) -> str:
    return (
        f"id-stage:{name} a pk:StageClaim ; pk:about id-partnership:deal ; "
        f'pk:stage stage:{code} ; pk:asOf "{day}"^^xsd:date .\n'
    )


@pytest.mark.parametrize(
    ("new", "kinds", "words"),
    [
        (BASE, [], ""),
        (BASE + stage("s2", "operating", "2018-01-01"), ["stage-advanced"], "signed → operating, 2018-01-01"),
        (BASE + stage("s2", "planned", "2018-01-01"), ["stage-fell-back"], "signed → planned, 2018-01-01"),
        (BASE + stage("s2", "terminated", "2018-01-01"), ["stage-halted"], "signed → terminated"),
        (BASE + stage("s2", "signed", "2018-01-01"), ["stage-claim-added"], "Deal: signed, 2018-01-01"),
        (BASE + stage("s2", "planned", "2017-01-01"), ["stage-contradicted"], "Deal, 2017-01-01: planned ≠ signed"),
        (BASE.replace('"Deal"@en', '"Pact"@en'), ["partnership-renamed"], "Deal → Pact"),
        (BASE.replace('"B"@en', '"Bee"@en'), ["label-changed"], "B → Bee"),
        # Where the other name alone is another, the one that stays says of which thing.
        (
            BASE.replace('"协议"@zh', '"协定"@zh'),
            ["partnership-renamed"],
            "Deal (Chinese name: 协议 → 协定)",
        ),
        (BASE.replace('value "5"', 'value "6"'), ["figure-revised"], "projects brought in (result), 2017-01-01"),
        (BASE.replace("bound:exact", "bound:moreThan"), ["figure-revised"], "5 project → >5 project"),
        # Another claim in its place, for the same subject, measure, unit and period.
        (
            BASE.replace("observation:f ", "observation:g ").replace('"5"', '"7"'),
            ["figure-revised"],
            "5 project → 7",
        ),
        (
            BASE + figure("g", "5", about="partnership:deal", period="2018-01-01/2018-12-31"),
            ["figure-added"],
            "2018-01-01..2018-12-31: 5 project",
        ),
        (BASE.replace("party id-region:b", "party id-region:c"), ["party-joined", "party-left"], "Deal: C (signatory)"),
        (
            BASE.replace("party id-region:b ; pk:role role:signatory", "party id-region:b ; pk:role role:host"),
            ["role-changed"],
            "B (signatory → host)",
        ),
        (BASE.replace("oa:end 9", "oa:end 10"), ["evidence-moved"], "s 3-9 → s 3-10"),
        (BASE + AGAIN, ["evidence-added"], "Deal (f): s 20-25"),
        (BASE + "id-source:s2 a pk:Source ; skos:prefLabel 'S2'@en .", ["source-added"], "S2 (s2)"),
        (BASE + "id-region:d a pk:Zone ; skos:prefLabel 'D'@en .", ["thing-added"], "D (d)"),
        (BASE + "id-partnership:deal pk:sector sector:finance .", ["record-changed"], "Deal: sectors"),
        (BASE + "<urn:x> <urn:y> 1 . _:b <urn:y> 2 .", ["other-triples"], "0 deleted, 2 added"),
        (BASE + "id-partnership:deal <urn:y> 1 .", ["other-triples"], "0 deleted, 1 added"),
        (
            BASE + "id-partnership:new a pk:Event ; skos:prefLabel 'New'@en ; pk:sector sector:finance .",
            ["partnership-added"],
            "New",
        ),
        (PLACES, ["partnership-removed"], "Deal [signed]: A, B"),
        (BASE.replace("partnership:deal", "partnership:pact"), ["partnership-new-id"], "Deal: deal → pact"),
    ],
)
def test_a_change(new: str, kinds: list[str], words: str) -> None:
    found = changed(new)
    allowed = {"record-changed", "other-triples"} if "partnership-new-id" in kinds else set()
    assert sorted(set(found) - allowed | set(kinds)) == sorted(kinds), found
    assert all(len(found[kind]) == 1 for kind in kinds)
    assert not kinds or any(words in change["en"] for kind in kinds for change in found[kind]), found
    assert all(change["zh"] for kind in kinds for change in found[kind])


def test_the_way_back_is_the_opposite() -> None:
    grown = BASE + stage("s2", "operating", "2018-01-01") + "id-source:s2 a pk:Source ; skos:prefLabel 'S2'@en ."
    assert set(changed(BASE, grown)) == {"stage-fell-back", "source-withdrawn"}


def test_evidence_that_goes_while_other_evidence_stays() -> None:
    (change,) = changed(BASE, BASE + AGAIN)["evidence-withdrawn"]
    assert change["en"] == "Deal (f): s 20-25"
    assert len(change["old"]) == 2
    assert len(change["new"]) == 1


def test_what_the_rules_derive_is_counted_and_not_told() -> None:
    diff = graph(BASE).diff(graph(BASE + stage("s2", "operating", "2018-01-01")))
    # Four triples of the claim, the class above its class, and the current stage that comes and goes.
    assert (len(diff.patch.deleted), len(diff.patch.added), diff.derived) == (1, 6, 3)


def test_hostile_and_missing_names_stay_on_their_line() -> None:
    hostile = BASE.replace('"Deal"@en, "协议"@zh', '"a\\n\\u001b[31mStages advanced (9)\\u202e"@en').replace(
        'skos:prefLabel "B"@en, "乙"@zh ; ', ""
    )
    text = graph(hostile).diff(graph(hostile.replace("party id-region:b", "party id-region:c"))).text("en")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.splitlines()[0] == "Parties joined (1)"
    assert "Parties left (1)" in text.splitlines()
    assert any(line.endswith(": b (signatory)") for line in text.splitlines())


def test_an_empty_graph(empty: KnowledgeGraph, knowledge: KnowledgeGraph) -> None:
    assert not empty.diff(empty)
    assert empty.diff(empty).text("zh") == "没有差异。\n"
    diff = empty.diff(knowledge)
    counts = diff.as_dict()["counts"]
    # As many as the tables have rows: 57 partnerships; the source of the article and the ten of the regions.
    assert (counts["partnership-added"], counts["source-added"]) == (57, 11)
    assert "other-triples" not in counts or diff.changes[-1].details["deleted"] == 0


def test_edits_of_the_tables(bundled_copy: EditablePackage, tmp_path: Path, built: Path) -> None:
    bundled_copy.set("observations", 2, "value", "0.9")  # coverage of area code 021: was 1
    bundled_copy.set("stages", 4, "stage", "completed")  # Jiashan-Jinshan: was operating
    rows = bundled_copy.rows("participations")
    bundled_copy.write("participations", rows[:-1])
    diff = kg.diff(built, bundled_copy.folder)
    assert [change.kind for change in diff.changes] == [
        "stage-advanced",
        "figure-revised",
        "party-left",
        "record-changed",  # the claim itself
    ]
    assert diff.changes[0].thing == f"{ID}partnership/jiashan-jinshan-integration"
    assert diff.changes[1].details["old"]["value"] == "1"


def test_order_and_serialisation_make_no_difference(built: Path, tmp_path: Path) -> None:
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines()
    (tmp_path / "reversed.nt").write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    triples = [quad.triple for quad in ox.parse(path=str(built / "graph.ttl"))]
    ox.serialize(triples, str(tmp_path / "graph.rdf"), ox.RdfFormat.RDF_XML)
    for name in ("reversed.nt", "graph.rdf"):
        assert not kg.diff(built, tmp_path / name), name
    assert isinstance(kg.diff(built, built / "graph.ttl"), Diff)


def test_a_store_on_disk(tmp_path: Path, example: Path) -> None:
    kg.build(example, store=tmp_path / "store")
    assert not kg.diff(tmp_path / "store", example)


def test_the_command(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    shutil.copy(built / "graph.nq", tmp_path / "build" / "graph.nq")
    same = run("diff", built, "build", "--exit-code")
    assert (same.code, same.out) == (0, "No differences. / 没有差异。\n")
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    gone = next(line for line in lines if line.startswith(f"<{ID}partnership/") and "#prefLabel" in line)
    (tmp_path / "new.nt").write_text("".join(line for line in lines if line != gone), encoding="utf-8")
    assert run("diff", built, "new.nt").code == 0
    outcome = run("diff", built, "new.nt", "--exit-code", "-f", "rdf-patch")
    assert outcome.code == 1
    assert [line for line in outcome.out.splitlines() if line[0] in "AD"] == [f"D {gone.strip()}"]
    assert run("diff", built, "new.nt", "-f", "json").json()["triples"]["deleted"] == 1
    assert run("diff", built, "new.nt", "-o", "changes.rdfp").code == 0
    assert (tmp_path / "changes.rdfp").read_text(encoding="utf-8") == outcome.out
    missing = run("diff", built, "nowhere")
    assert missing.code == 1
    assert "nowhere: there is no such file or folder" in missing.err


def test_a_row_that_is_inserted_moves_all_below_it_in_one_line(tmp_path: Path) -> None:
    rows = [f"合作{name},嘉善县,上海市,合作,医疗,{amount},2017-07-28,已签约" for name, amount in (("甲", 5), ("乙", 7))]
    heading = "项目名称,甲方,乙方,类型,领域,投资额（万元）,签约日期,进展"
    graphs = []
    for lines in (rows, ["合作丙,海盐县,上海市,合作,医疗,9,2017-07-28,已签约", *rows]):
        (tmp_path / "deals.csv").write_text("\n".join([heading, *lines, ""]), encoding="utf-8")
        import_sheet(tmp_path / "deals.csv", tmp_path / "deals")
        graphs.append(kg.build(tmp_path / "deals"))
    told = [change for change in graphs[0].diff(graphs[1]).changes if change.kind.startswith("evidence")]
    # Of each of the two: the partnership, two participations, a stage and a figure.
    assert [(change.kind, change.text.en) for change in told] == [
        ("evidence-rows-moved", "Table deals.csv: 10 claims cite another row; nothing else changed in them")
    ]
    assert {(one["old"], one["new"]) for one in told[0].details["rows"]} == {("row=2", "row=3"), ("row=3", "row=4")}
    assert graphs[1].diff(graphs[1]).changes == ()
