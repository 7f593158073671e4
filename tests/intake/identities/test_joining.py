"""Things that were judged to be one are one thing in the graph, and two again without the judgement."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import kg
from kg.errors import DataError
from kg.findings import Severity
from kg.intake.identities import Judgement, Judgements
from kg.pipeline import nquads
from tests.support import ID, EditablePackage, Outcome, tree

Run = Callable[..., Outcome]

PORT, OTHER = "institution/port-of-sampleford", "institution/sampleford-port"


@pytest.fixture
def doubled(package: EditablePackage) -> EditablePackage:
    """The worked example with its port twice, the other one party to an agreement of its own."""
    passage = {"source": "example", "start": "0", "end": "97"}
    package.add(
        "institutions", id="sampleford-port", name_en="Sampleford Port", name_zh="样本港口", kind="port", **passage
    )
    package.append("partnerships", 2, id="second", name_en="A second agreement", name_zh="第二项协议")
    package.add("participations", partnership="second", party="region/xx-exampleton", role="signatory", **passage)
    package.add("participations", partnership="second", party=OTHER, role="signatory", **passage)
    package.add(
        "stages",
        id="second-signed",
        partnership="second",
        stage="signed",
        as_of="2024-03-12",
        precision="day",
        time_basis="stated",
        **passage,
    )
    return package


def parties(package: EditablePackage) -> dict[str, set[str]]:
    """Partnership to its parties, by a query of our own."""
    graph = kg.build(package.folder)
    found: dict[str, set[str]] = {}
    for partnership, party in graph.query("SELECT ?p ?party WHERE { ?p pk:participation/pk:party ?party }"):
        found.setdefault(str(partnership).removeprefix(ID), set()).add(str(party).removeprefix(ID))
    return found


def test_what_is_one_is_one_party(doubled: EditablePackage) -> None:
    assert parties(doubled)["partnership/second"] == {"region/xx-exampleton", OTHER}
    judgements = Judgements()
    judgements.same(OTHER, PORT)
    judgements.write(doubled.folder)
    assert parties(doubled) == {
        "partnership/exampleton-sampleford-logistics": {"region/xx-exampleton", PORT},
        "partnership/second": {"region/xx-exampleton", PORT},
    }
    graph = kg.build(doubled.folder)
    text = nquads(graph).decode()
    assert f"<{ID}{OTHER}>" not in text
    for name in ('"Sampleford Port"@en', '"样本港口"@zh'):
        assert f"<{ID}{PORT}> <http://www.w3.org/2004/02/skos/core#altLabel> {name}" in text
    (joined,) = (finding for finding in graph.findings if finding.code == "joined")
    assert (joined.severity, joined.file, joined.row) == (Severity.INFO, "mine/names.csv", 2)


def test_a_judgement_taken_back_leaves_the_bytes_that_were_there(doubled: EditablePackage, run: Run) -> None:
    folder = doubled.folder
    before, graph = tree(folder), nquads(kg.build(folder))
    assert run("names", folder, "--same", OTHER, PORT, "--by", "Li", "--on", "2026-11-28").code == 0
    first, joined = tree(folder), nquads(kg.build(folder))
    assert joined != graph
    assert {name for name in first if first[name] != before.get(name)} == {"names.csv"}
    # Judged otherwise, and that taken back too.
    assert run("names", folder, "--different", OTHER, PORT, "--by", "Wang").code == 0
    assert nquads(kg.build(folder)) == graph
    assert run("names", folder, "--undo", PORT, OTHER).code == 0
    assert tree(folder) == first
    assert nquads(kg.build(folder)) == joined
    assert run("names", folder, "--undo", OTHER, PORT).code == 0
    assert tree(folder) == before
    assert nquads(kg.build(folder)) == graph


def test_both_parties_of_one_partnership_become_one_participation(doubled: EditablePackage) -> None:
    doubled.add(
        "participations", partnership="second", party=PORT, role="operator", source="example", start="98", end="142"
    )
    judgements = Judgements()
    judgements.same(OTHER, PORT)
    judgements.write(doubled.folder)
    graph = kg.build(doubled.folder)
    rows = list(
        graph.query(
            "SELECT ?role (COUNT(?evidence) AS ?n) WHERE { ?x pk:party <" + ID + PORT + "> ; pk:role ?role ; "
            "pk:evidence ?evidence . <" + ID + "partnership/second> pk:participation ?x } GROUP BY ?role"
        )
    )
    # The row that stands first says the role; both say where it is stated.
    assert len(rows) == 1
    assert str(rows[0][0]).endswith("/signatory")
    assert int(rows[0][1]) == 2


def test_what_is_said_of_one_in_terms_of_the_other_is_not_said_of_both(doubled: EditablePackage) -> None:
    doubled.set("institutions", 3, "affiliated_with", PORT)
    judgements = Judgements()
    judgements.same(OTHER, PORT)
    judgements.write(doubled.folder)
    assert (
        f"<{ID}{PORT}> <https://w3id.org/partnership-kg/ont#affiliatedWith>"
        not in nquads(kg.build(doubled.folder)).decode()
    )


def test_by_way_of_a_third_they_are_one_and_cannot_be_two(doubled: EditablePackage) -> None:
    doubled.add("institutions", id="third", name_en="Harbour of Sampleford", name_zh="样本海港", kind="port")
    judgements = Judgements()
    judgements.same(OTHER, PORT)
    judgements.same("institution/third", OTHER)
    judgements.write(doubled.folder)
    assert {finding.code for finding in kg.check(doubled.folder)} >= {"joined"}
    judgements.add(Judgement("institution/third", PORT, same=False))
    judgements.write(doubled.folder)
    with pytest.raises(DataError) as raised:
        kg.build(doubled.folder)
    (conflict,) = (finding for finding in raised.value.findings if finding.code == "judgements-conflict")
    lines = (doubled.folder / "names.csv").read_text(encoding="utf-8").splitlines()
    numbers = [
        next(at for at, line in enumerate(lines, 1) if one in line and other in line)
        for one, other in (("institution/third", OTHER), (OTHER, PORT))
    ]
    assert f"institution/third = {OTHER} = {PORT} (rows {numbers[0]}, {numbers[1]})" in conflict.message_en
    assert conflict.message_zh
    assert conflict.fix_zh


def test_a_region_is_no_institution(doubled: EditablePackage) -> None:
    judgements = Judgements()
    judgements.same(PORT, "region/xx-sampleford")
    judgements.write(doubled.folder)
    assert "joined-kinds" in {one.code for one in kg.check(doubled.folder) if one.severity is Severity.VIOLATION}


def test_judgements_of_what_is_not_there_stop_nothing(doubled: EditablePackage) -> None:
    graph = nquads(kg.build(doubled.folder))
    judgements = Judgements()
    judgements.same("institution/gone", PORT)
    judgements.add(Judgement(OTHER, "institution/gone", same=False))
    judgements.write(doubled.folder)
    built = kg.build(doubled.folder)
    assert nquads(built) == graph
    assert [one.value for one in built.findings if one.code == "judgement-of-nothing"] == ["institution/gone"] * 2


def test_two_people_who_disagree_are_told(doubled: EditablePackage) -> None:
    judgements = Judgements()
    judgements.same(OTHER, PORT, by="Li", on="2026-11-01")
    judgements.add(Judgement(OTHER, PORT, by="Wang", on="2026-11-02", same=False))
    judgements.write(doubled.folder)
    (told,) = (one for one in kg.check(doubled.folder) if one.code == "judged-both-ways")
    assert told.severity is Severity.WARNING
    # Below the line of headings, in the order in which they were made.
    assert re.search("row 2: .*Li.*; row 3: .*Wang", told.message_en)
    assert re.search("第2行：.*Li.*；第3行：.*Wang", told.message_zh)


def test_of_two_days_the_later_holds_wherever_it_stands() -> None:
    judgements = Judgements()
    judgements.same("a", "institution/x", on="2026-11-02")
    judgements.add(Judgement("a", "institution/x", same=False, on="2026-11-01"))
    assert [one.same for one in judgements.holding().values()] == [True]


def test_a_name_that_was_judged_is_a_name_of_the_thing(doubled: EditablePackage) -> None:
    judgements = Judgements()
    judgements.same("样本港务集团", OTHER)
    judgements.same(OTHER, PORT)
    judgements.write(doubled.folder)
    text = nquads(kg.build(doubled.folder)).decode()
    assert f'<{ID}{PORT}> <http://www.w3.org/2004/02/skos/core#altLabel> "样本港务集团"@zh' in text


def test_the_region_of_a_package_that_is_used_stays(bundled_copy: EditablePackage) -> None:
    bundled_copy.append(
        "regions",
        2,
        id="cn-haiyan-again",
        name_zh="海盐",
        name_en="Haiyan",
        kind="AdministrativeRegion",
        level="county",
        parent="cn-jiaxing",
    )
    bundled_copy.append("participations", 2, party="region/cn-haiyan-again")
    judgements = Judgements()
    # Whichever way it is said.
    judgements.same("region/cn-jiaxing-haiyan", "region/cn-haiyan-again")
    judgements.write(bundled_copy.folder)
    text = nquads(kg.build(bundled_copy.folder)).decode()
    assert "cn-haiyan-again" not in text
    assert "region/cn-jiaxing-haiyan>" in text


def test_one_name_is_not_two_things(doubled: EditablePackage) -> None:
    judgements = Judgements()
    judgements.same("the port", OTHER)
    judgements.same("The Port", PORT)
    judgements.write(doubled.folder)
    assert "name-of-several" in {one.code for one in kg.check(doubled.folder)}
    judgements.same(OTHER, PORT)
    judgements.write(doubled.folder)
    assert "name-of-several" not in {one.code for one in kg.check(doubled.folder)}


def test_what_has_no_name_in_a_language_has_the_others(package: EditablePackage) -> None:
    package.add("institutions", id="a", name_en="Ningbo University", kind="university")
    package.add("institutions", id="b", name_zh="宁波大学", alt_zh="宁大", kind="university")
    judgements = Judgements()
    judgements.same("institution/b", "institution/a")
    judgements.write(package.folder)
    text = nquads(kg.build(package.folder)).decode()
    assert f'<{ID}institution/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "宁波大学"@zh' in text
    assert f'<{ID}institution/a> <http://www.w3.org/2004/02/skos/core#altLabel> "宁大"@zh' in text


def test_what_is_not_one_of_a_pair_is_not_another_of_it(package: EditablePackage, run: Run) -> None:
    for name in ("a", "b", "c"):
        package.add(
            "institutions",
            id=name,
            name_en=f"Example Univ{'ersity' if name == 'b' else '.'}",
            kind="university",
            located_in="xx-exampleton",
        )
    judgements = Judgements()
    judgements.same("institution/a", "institution/b")
    judgements.add(Judgement("institution/c", "institution/a", same=False))
    judgements.write(package.folder)
    assert run("names", "mine", "--format", "json").json()["pairs"] == []
