"""A town that two registries have is one thing: in a sheet's package, in what packages and graphs make together."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake import registries
from tests.conftest import Outcome
from tests.intake.sheets.written import table

_HEAD = "Project,Party A,Party B,Signed,Status,Source\n"
_LAGOON = 'Lagoon study,Xiamen,"Cardiff, Wales",2019-05-03,completed,https://deals.example/1\n'
_WORKS = "Water works,Xiamen,Kardyff,2020-05-03,completed,https://deals.example/2\n"
_SCHOOL = "Water school,Xiamen,Dinas Dwr Ltd (Kardyff),2021-05-03,completed,https://deals.example/3\n"

Run = Callable[..., Outcome]


def imported(run: Run, sheet: Path, text: str, **answers: str) -> Outcome:
    """A sheet imported twice, with names of it answered in between."""
    sheet.write_text(_HEAD + text, encoding="utf-8")
    first = run("import", sheet.name, "--lang", "en")
    beside = sheet.with_name(f"{sheet.name}.kg.yaml")
    asked = beside.read_text("utf-8")
    for name, answer in answers.items():
        line = f"\n    {name.replace('_', ' ')}:"
        assert line in asked
        asked = asked.replace(line, f"{line} {answer}")
    beside.write_text(asked, "utf-8")
    return run("import", sheet.name, "--lang", "en") if answers else first


def regions(folder: Path) -> set[str]:
    return {row["id"] for row in table(folder, "regions")}


def parties(folder: Path) -> dict[str, str]:
    """The foreign party of each partnership."""
    rows = table(folder, "participations")
    return {row["partnership"]: row["party"] for row in rows if row["party"] != "region/cn-350200"}


def test_a_town_that_is_answered_by_its_other_id_is_one(run: Run, tmp_path: Path) -> None:
    done = imported(run, tmp_path / "deals.csv", _LAGOON + _WORKS, Kardyff="gb-crf")
    # The first import, without the answer, had the one of them.
    assert set(parties(tmp_path / "deals").values()) == {"region/gn-2653822"}
    assert "gb-crf" not in regions(tmp_path / "deals")
    said = " ".join(done.err.split())
    assert "gb-crf and gn-2653822 are one place, Cardiff, Wales, by two registries" in said
    assert "1 partnership (water-works)" in said
    assert "one-place-two-ids" not in run("check", "deals", "--format", "json").out


def test_the_id_of_the_last_import_stays_when_its_row_goes(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    imported(run, sheet, _LAGOON + _WORKS, Kardyff="gb-crf")
    then = parties(tmp_path / "deals")
    sheet.write_text(_HEAD + _WORKS, encoding="utf-8")
    assert run("import", "deals.csv").code == 0
    assert parties(tmp_path / "deals") == {"water-works": then["water-works"]}


def test_the_place_of_an_institution_is_the_same_town(run: Run, tmp_path: Path) -> None:
    place = {"Dinas Dwr Ltd (Kardyff)": "gb-crf"}
    imported(run, tmp_path / "deals.csv", _LAGOON + _SCHOOL, **place)
    (row,) = table(tmp_path / "deals", "institutions")
    assert f"region/{row['located_in']}" == parties(tmp_path / "deals")["lagoon-study"]
    assert len({"gb-crf", "gn-2653822"} & regions(tmp_path / "deals")) == 1


def test_what_somebody_has_put_into_the_package_is_taken(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path / "first.csv", _WORKS, Kardyff="gb-crf")
    assert parties(tmp_path / "first") == {"water-works": "region/gb-crf"}
    # By its Chinese name, which one registry alone has.
    (tmp_path / "second.csv").write_text(_HEAD + _LAGOON.replace('"Cardiff, Wales"', "加的夫"), encoding="utf-8")
    done = run("import", "second.csv", "--into", "first", "--lang", "en")
    assert done.code == 0
    assert set(parties(tmp_path / "first").values()) == {"region/gb-crf"}
    assert "gb-crf is taken for both" in " ".join(done.err.split())


def test_a_town_and_the_province_around_it_stay_two(run: Run, tmp_path: Path) -> None:
    rows = _LAGOON.replace('"Cardiff, Wales"', "City of Venice") + _WORKS
    imported(run, tmp_path / "deals.csv", rows, Kardyff="it-ve")
    assert parties(tmp_path / "deals") == {"lagoon-study": "region/gn-3164603", "water-works": "region/it-ve"}


@pytest.fixture
def two(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """Two packages, one with each id of a town."""
    imported(run, tmp_path / "one.csv", _LAGOON)
    imported(run, tmp_path / "other.csv", _WORKS, Kardyff="gb-crf")
    return tmp_path / "one", tmp_path / "other"


def test_packages_that_have_a_town_by_two_ids_are_warned_of(run: Run, two: tuple[Path, Path]) -> None:
    said = run("check", "one", "other", "--lang", "en").out
    assert "other/regions.csv" in next(line for line in said.splitlines() if "are one place, by two registries" in line)
    assert "Refer to gn-2653822 alone." in said
    built = run("build", "one", "other", "--out", "built", "--lang", "en")
    assert "gb-crf and gn-2653822 are one place" in " ".join(built.err.split())
    assert "为同一地区" in run("check", "one", "other", "--lang", "zh").out


def test_a_graph_that_has_the_other_id_is_warned_of(run: Run, two: tuple[Path, Path]) -> None:
    assert run("build", "other", "--out", "built").code == 0
    said = " ".join(run("check", "one", "built/graph.nq", "--lang", "en").out.split())
    assert "Give both the IRI that ends in region/gn-2653822." in said
    # It is said once, and not as two things of one name besides.
    assert said.count("gb-crf and gn-2653822 are one place") == 1
    assert "has the name of another one here" not in said
    assert "are one place" not in run("check", "built/graph.nq", "--lang", "en").out


def test_two_ids_in_one_package_are_one_or_two_as_is_judged(run: Run, two: tuple[Path, Path]) -> None:
    package, _ = two
    rows = (package / "participations.csv").read_text("utf-8").splitlines()
    (again,) = (row for row in rows if "gn-2653822" in row)
    added = again.replace("region/gn-2653822", "region/gb-crf").replace("partner", "host")
    (package / "participations.csv").write_text("\n".join((*rows, added, "")), "utf-8")
    assert run("regions", "fill", "one").code == 0
    told = run("check", "one", "--lang", "en").out
    judge = "kg names one --same region/gb-crf region/gn-2653822"
    assert judge in " ".join(told.split())
    shutil.copytree(package, package.with_name("apart"))
    assert run(*judge.split()[1:]).code == 0
    assert "are one place" not in run("check", "one", "--lang", "en").out
    assert run("names", "apart", "--different", "region/gb-crf", "region/gn-2653822").code == 0
    assert "are one place" not in run("check", "apart", "--lang", "en").out


def test_a_town_is_shown_with_its_region_by_the_id_of_either() -> None:
    for name, other in (("gn-2653822", "gb-crf"), ("gn-2950159", "de-be"), ("gn-721472", "hu-de")):
        assert other in registries.matches(name)
        assert name in registries.matches(other)
    # A county, or a province, is around the town of its name.
    assert not registries.matches("gb-dur")
    assert not any(one.startswith("gn-") for one in registries.matches("it-ve"))


def test_what_is_said_to_be_one_place_is_there_and_stands() -> None:
    path = Path(registries.__file__).parents[3] / "data" / "registries" / "matches.csv"
    with path.open(encoding="utf-8", newline="") as file:
        pairs = [(row["subject_id"], row["object_id"]) for row in csv.DictReader(file)]
    towns = [(one, town) for one, town in pairs if town.startswith("gn-")]
    assert len(towns) == len({town for _, town in towns}) == len({one for one, _ in towns}) > 300
    for one, town in towns:
        assert registries.region(one).is_current
        inside = registries.ancestors(registries.region(town))
        assert inside & {one, *registries.ancestors(registries.region(one))}


_TWINS = "City,Country,Twin city,Twin country\nHeidelberg,Germany,Riga,Latvia\nMontpellier,France,Riga,Latvia\n"


def drafted(run: Run, folder: Path) -> str:
    """A mapping of twins, made by the program, and their graph."""
    (folder / "twins.csv").write_text(_TWINS, encoding="utf-8")
    assert run("map", "--guess", "twins.csv", "--issued", "2024-05-06", "-o", "m.rq").code == 0
    assert run("map", "twins.csv", "m.rq", "-o", "g.nq").code == 0
    return (folder / "m.rq").read_text(encoding="utf-8")


def test_a_mapping_whose_town_a_package_has_as_its_county_is_told_how_both_are_one(run: Run, tmp_path: Path) -> None:
    deals = _LAGOON.replace('"Cardiff, Wales"', "Heidelberg") + _WORKS.replace("Kardyff", "Montpellier")
    imported(run, tmp_path / "deals.csv", deals)
    (tmp_path / "deals" / "participations.csv").write_text(
        (tmp_path / "deals" / "participations.csv").read_text("utf-8").replace("gn-2907911", "nuts-de125"), "utf-8"
    )
    assert run("regions", "fill", "deals").code == 0
    draft = drafted(run, tmp_path)
    built = " ".join(run("build", "deals", "g.nq", "--out", "built", "--lang", "en").err.split())
    assert "Heidelberg (region/Heidelberg/Germany, region/nuts-de125)" in built
    assert "Montpellier (region/Montpellier/France, region/gn-2992166)" in built
    assert 'in a mapping fn:id("region", fn:' in built
    for number in (1, 2):
        own = f'COALESCE(fn:id("region", ?text{number}, ?key{number})'
        assert own in draft
        draft = draft.replace(
            own, f'COALESCE(fn:id("region", fn:city(?text{number}, "id", ?key{number})), {own.partition("(")[2]}'
        )
    (tmp_path / "m.rq").write_text(draft, encoding="utf-8")
    assert run("map", "twins.csv", "m.rq", "-o", "g.nq").code == 0
    told = run("build", "deals", "g.nq", "--out", "built", "--lang", "en")
    assert "gn-2907911 and nuts-de125 are one place, by two registries" in " ".join(told.err.split())
    findings = json.loads((tmp_path / "built" / "findings.json").read_text("utf-8"))["findings"]
    parents = [one["value"].rpartition("/")[2] for one in findings if one["code"] == "region-two-parents"]
    # Of the state and its country, the country alone is one too many.
    assert parents == ["fr"]


def test_a_town_of_its_own_county_is_it_under_whatever_name() -> None:
    found = {"nuts-de212": "gn-2867714", "nuts-de131": "gn-2925177", "nuts-dea16": "gn-2867838"}
    assert {one: registries.matches(one)[0] for one in found} == found
