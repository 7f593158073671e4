"""The commands on the structure of networks; what they compute is tested in tests/network."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, EditablePackage, Outcome, needs

Run = Callable[..., Outcome]
TONGXIANG = f"{ID}region/cn-jiaxing-tongxiang"
PROJECTIONS = ["region-region", "institution-institution", "party-partnership", "region-sector"]
COMMANDS = {
    "brokerage": [],
    "mixing": [],
    "dependence": [],
    "multiplex": [],
    "weakpoints": [],
    "communities": ["--runs", "3"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_report_says_what_its_network_leaves_out(command: str, built: Path, run: Run) -> None:
    """Of the 57 partnerships 8 name a region as fine as a county on both sides."""
    told = run(command, "region-region", "--level", "county", *COMMANDS[command], "--graph", built, "--lang", "en").err
    assert "49 of 57 partnerships tie nothing in this projection and are left out: " in told


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "projection", ["region-region", "institution-institution", "party-partnership", "region-sector"]
)
def test_every_projection_in_json_and_csv(command: str, projection: str, built: Path, run: Run) -> None:
    arguments = [command, projection, *COMMANDS[command], "--graph", built]
    as_json = run(*arguments, "-f", "json")
    assert as_json.code == 0
    rows = list(csv.reader(io.StringIO(run(*arguments, "-f", "csv", "--lang", "en").out)))
    assert len(rows) - 1 == len(as_json.json()["rows"]) > 0
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])  # every heading tells its column from the others
    assert all(set(remark) == {"en", "zh"} for remark in as_json.json()["remarks"])


def test_brokers_between_districts(built: Path, run: Run) -> None:
    """Tongxiang of Zhejiang has four partners, all districts of Shanghai: 4 x 3 ordered pairs, A-B-A."""
    found = run("brokerage", "region-region", "--level", "county", "--graph", built, "-f", "json").json()
    first = found["rows"][0]
    assert (first["node"], first["group_label_zh"], first["itinerant"], first["total"]) == (TONGXIANG, "浙江省", 12, 12)
    assert first["coordinator"] == found["network"]["count"]["coordinator"] == 0
    # 7 counties, 5 ties: density 10/42; Shanghai has 5 of them, so M = 5 x 4 pairs for a member of the other group.
    density = 10 / 42
    assert first["itinerant_expected"] == pytest.approx(density**2 * (1 - density) * 20, abs=1e-6)


def test_the_table_is_brief_and_in_the_language_asked_for(built: Path, run: Run) -> None:
    chinese = run("brokerage", "region-region", "--level", "county", "--graph", built, "--lang", "zh")
    assert "守门人" in chinese.out
    assert "期望值" not in chinese.out
    assert "Gatekeeper" not in chinese.out
    assert "R 软件包 sna" in chinese.err
    english = run("mixing", "region-region", "--level", "county", "--graph", built, "--lang", "en")
    assert "assortativity -1" in english.err
    assert not any("\u4e00" <= character <= "\u9fff" for character in english.out + english.err)


def test_withdrawal_names_whom_it_hits(built: Path, run: Run) -> None:
    """All four partners of Tongxiang have no other tie: four parts of one, three beside the largest."""
    found = run("weakpoints", "region-region", "--level", "county", "桐乡", "--graph", built, "-f", "json").json()
    (row,) = found["rows"]
    assert (row["node"], row["parts"], row["cut_off"], row["pairs"], row["stranded"]) == (TONGXIANG, 4, 3, 6, 4)
    assert len(found["stranded"]) == 4
    assert any("Left without a tie (4)" in remark["en"] for remark in found["remarks"])
    assert (
        run("weakpoints", "region-region", "--level", "county", "海盐", "--graph", built).code == 2
    )  # tied to no district


def test_suggestions_have_reasons_and_say_what_they_are_worth(built: Path, run: Run) -> None:
    found = run("suggest", "region-region", "--level", "county", "普陀区", "--graph", built, "-f", "json")
    rows = found.json()["rows"]
    assert rows[0]["common_neighbours"] == 1
    assert "Common partners: Tongxiang" in rows[0]["reasons_en"]
    assert "共同合作对象：桐乡市" in rows[0]["reasons_zh"]
    assert found.json()["validation"]["ties"] == 5
    assert run("suggest", "region-region", "--level", "county", "普陀区", "--score", "katz", "--graph", built).code == 2


def test_groups_from_a_table(built: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "sides.csv").write_text("node,group\n桐乡市,west\n普陀区,east\n闵行区,east\n", encoding="utf-8")
    found = run(
        "brokerage", "region-region", "--level", "county", "--by", "sides.csv", "--graph", built, "-f", "json"
    ).json()
    assert [group["group"] for group in found["groups"]] == ["east", "west"]
    assert found["rows"][0]["itinerant"] == 2
    assert "4 of 7 nodes have no group" in found["remarks"][0]["en"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["brokerage"], 2),
        (["brokerage", "no-such"], 2),
        (["brokerage", "region-region", "--by", "side"], 2),
        (["brokerage", "region-region", "--by", "missing.csv"], 1),
        (["mixing", "region-region", "-p", "by=city"], 2),
        (["mixing", "region-region", "--level", "city", "-p", "level=county"], 2),
        (["communities", "region-region", "--runs", "1"], 2),
        (["weakpoints", "region-region", "Atlantis"], 1),
    ],
)
def test_wrong_calls(arguments: list[str], code: int, built: Path, run: Run) -> None:
    outcome = run(*arguments, "--graph", built)
    assert outcome.code == code
    assert "Error" in outcome.err
    assert "Traceback" not in outcome.err


def test_hostile_names(package: EditablePackage, run: Run) -> None:
    """A name that is a formula, markup and a turn of the line for whoever reads it."""
    package.set("regions", 3, "name_en", '=1+1<script>"\u202e|')
    for command in ("dependence", "weakpoints", "multiplex", "brokerage"):
        by = ["--by", "kind"] if command == "brokerage" else []
        arguments = [command, "party-partnership", *by, "--graph", package.folder, "--lang", "en"]
        for form in ("csv", "tsv"):
            text = run(*arguments, "-f", form).out
            assert "'=1+1<script>" in text
            assert not any(line.startswith(("=", '"=')) for line in text.splitlines())
        markdown = run(*arguments, "-f", "md").out
        assert "<script>" not in markdown
        assert "\u202e" not in markdown
        table = run(*arguments)
        assert "=1+1<script>" in table.out
        assert "\u202e" not in table.out + table.err
    told = run("weakpoints", "party-partnership", "port-of-sampleford", "--graph", package.folder, "--lang", "en")
    assert told.code == 0
    lost = run("weakpoints", "party-partnership", "exampleton-sampleford-logistics", "--graph", package.folder)
    assert "=1+1<script>" in lost.err  # named among those that are left without a tie
    assert "\u202e" not in lost.out + lost.err


@needs("frames")
def test_the_same_in_python(knowledge: KnowledgeGraph) -> None:
    frame = knowledge.brokerage("region-region", by="province", level="county").frame()
    assert frame.iloc[0][["node", "total"]].tolist() == [TONGXIANG, 12]
    assert list(knowledge.dependence("region-region", level="county").frame().columns[:5]) == [
        *("label_en", "label_zh", "node", "partners", "strength")
    ]
    assert knowledge.communities("region-region", runs=2, level="county").about["communities"] == 2
    assert "<table" in knowledge.mixing("region-region", level="county")._repr_html_()
    assert knowledge.suggest("region-region", "普陀区", limit=1, level="county").frame().shape[0] == 1
    assert knowledge.multiplex("region-region", level="county").frame().participation.max() <= 1
    assert knowledge.weakpoints("region-region", level="county").about["articulation_points"] == 1


@needs("frames")
def test_a_graph_without_data(empty: KnowledgeGraph) -> None:
    for report in (
        empty.brokerage("region-region"),
        empty.mixing("region-region"),
        empty.dependence("region-region"),
        empty.multiplex("region-region"),
        empty.weakpoints("region-region"),
        empty.communities("region-region"),
    ):
        assert report.rows == ()
        assert len(report.frame()) == 0
        assert report.texts()[1] == []


def test_what_a_region_lies_in_is_no_candidate_and_that_is_said(run: Callable[..., Outcome], tmp_path: Path) -> None:
    """Alba lies in Nord; both work with Corva, as Dorn does."""
    pairs = (("alba", "corva"), ("nord", "corva"), ("dorn", "corva"))
    text = "".join(
        f'<partnership/{one}> a pk:Project ; skos:prefLabel "{one}"@en ; pk:sector sector:finance ; '
        f"pk:participation <participation/{one}-1>, <participation/{one}-2> .\n"
        + "".join(
            f"<participation/{one}-{n}> a pk:Participation ; pk:party <region/{who}> ; "
            f"pk:partnership <partnership/{one}> ; pk:role role:partner .\n"
            for n, who in enumerate((one, other), 1)
        )
        for one, other in pairs
    )
    text += "".join(
        f'<region/{one}> a pk:AdministrativeRegion ; pk:level level:{level} ; skos:prefLabel "{one}"@en .\n'
        for one, level in (("alba", "county"), ("nord", "city"), ("corva", "county"), ("dorn", "county"))
    )
    prefixes = (
        "@base <https://w3id.org/partnership-kg/id/> .\n@prefix pk: <https://w3id.org/partnership-kg/ont#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        + "".join(
            f"@prefix {name}: <https://w3id.org/partnership-kg/code/{name}/> .\n"
            for name in ("level", "role", "sector")
        )
    )
    (tmp_path / "g.ttl").write_text(prefixes + text + "<region/alba> pk:parentRegion <region/nord> .\n", "utf-8")
    answer = run("suggest", "region-region", "region/alba", "-g", "g.ttl", "--lang", "en", "--format", "json")
    assert answer.code == 0, answer.err
    shown = answer.stdout.decode()
    assert "Not suggested, as it lies in them or they in it: nord." in shown + answer.err
    assert "region/dorn" in shown
    assert "region/nord" not in shown


def test_a_query_that_begins_with_no_form_is_told_with_the_nearest(run: Callable[..., Outcome], built: Path) -> None:
    for text, told in (
        ("SELEC ?n { ?n ?p ?o }", "it begins with 'SELEC'. Did you mean SELECT?"),
        ("# all\nPREFIX a: <http://a.example/> CONSTRUC { ?a ?b ?c } WHERE { ?a ?b ?c }", "Did you mean CONSTRUCT?"),
    ):
        answer = run("query", text, "-g", built, "--lang", "en")
        assert answer.code == 1
        assert told in " ".join(answer.err.split())
    # What begins as it should is told where it goes wrong.
    assert "it begins with" not in run("query", "SELECT ?n {", "-g", built, "--lang", "en").err
