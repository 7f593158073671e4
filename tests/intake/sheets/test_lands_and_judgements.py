"""Lands that have no such town, sites with their address, regions by further names, and what is judged already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.intake.sheets.written import table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")


def imported(run: Run, folder: Path, *names: str) -> list[dict[str, Any]]:
    """What is asked of a sheet with a row for each name."""
    rows = [(f"第{at}合作", "南昌市", name, f"2018-03-{at:02}") for at, name in enumerate(names, 1)]
    write_csv(folder / "deals.csv", rows, HEADINGS)
    return list(run("import", "deals.csv", "--format", "json").json()["questions"])


def answered(folder: Path, kind: str, answers: Mapping[str, str]) -> None:
    """Type answers of a kind."""
    settings = folder / "deals.csv.kg.yaml"
    tree = yaml.safe_load(settings.read_text(encoding="utf-8"))
    tree.setdefault("answers", {}).setdefault(kind, {}).update(answers)
    settings.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")


def parties(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """The parties of each partnership but the first, each with where it takes part."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in table(folder / "deals", "participations"):
        if row["party"] != "region/cn-360100":
            found.setdefault(row["partnership"], []).append((row["party"], row.get("at_place", "")))
    return found


def proposals(asked: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    """What is proposed of a name, the likeliest first."""
    return [one["answer"] for each in asked if each["place"][-1] == name for one in each["proposals"]]


@pytest.mark.parametrize(
    ("cell", "land"),
    [
        ("Muster Ltd, Essen, Niedersachsen, Germany", "nuts-de9"),
        ("Muster Ltd, Homburg, Hessen, Deutschland", "nuts-de7"),
        ("Sample Ltd, Turin, Lombardy, Italy", "it-25"),
        ("Sample GmbH, Turin, Lombardy", "it-25"),
        ("Sample Ltd, Perth, Tasmania, Australia", "au-tas"),
    ],
)
def test_a_land_that_has_no_such_town_is_asked_and_is_no_party(run: Run, tmp_path: Path, cell: str, land: str) -> None:
    asked = imported(run, tmp_path, cell)
    assert not parties(tmp_path)
    inside = f"in {cell.partition(', ')[2]}"
    assert inside in proposals(asked, cell)
    answered(tmp_path, "party", {cell: inside})
    assert run("import", "deals.csv").code == 0
    ((one,),) = parties(tmp_path).values()
    assert one[1] == land


def test_towns_in_their_own_land_are_read_and_lists_of_towns_are_parties(run: Run, tmp_path: Path) -> None:
    imported(
        run,
        tmp_path,
        "Institut Muster, Halle, Sachsen-Anhalt, Deutschland",
        "Sample Ltd, Toledo, Ohio, USA",
        "Example Ltd, Milan, Lombardy, Italy",
        "Specimen Ltd, Berlin, Hamburg",
    )
    made = list(parties(tmp_path).values())
    assert [[seat for _, seat in each] for each in made[:3]] == [["nuts-dee02"], ["gn-5174035"], ["gn-3173435"]]
    assert [thing for thing, _ in made[3]] == ["institution/specimen-ltd", "region/de-be", "region/de-hh"]


def test_special_regions_of_china_by_their_everyday_names(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, "香港特区", "澳门特区", "HKSAR", "中国香港", "中国澳门特别行政区")
    hong_kong, macao = [("region/cn-hong-kong", "")], [("region/cn-macao", "")]
    assert list(parties(tmp_path).values()) == [hong_kong, macao, hong_kong, hong_kong, macao]
    assert not [row for row in table(tmp_path / "deals", "regions") if row["kind"] == "Zone"]


def test_lists_of_cities_are_their_cities(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, "Lyon, Grenoble and Ulm", "Cities of Lyon and Grenoble")
    lyon, grenoble, ulm = ("region/gn-2996944", ""), ("region/gn-3014728", ""), ("region/nuts-de144", "")
    assert list(parties(tmp_path).values()) == [[lyon, grenoble, ulm], [lyon, grenoble]]


def test_the_true_answer_is_among_the_first(run: Run, tmp_path: Path) -> None:
    asked = imported(
        run, tmp_path, "九江市（庐山）", "首都特区雅加达", "École Muster", "École supérieure de Muster", "阿里云"
    )
    assert proposals(asked, "九江市（庐山）")[:2] == ["region/cn-360483", "region/cn-360400"]
    assert proposals(asked, "首都特区雅加达")[0] == "region/gn-1642911"
    assert proposals(asked, "École Muster")[0] == "institution school"
    assert proposals(asked, "École supérieure de Muster")[0] == "institution university"
    said = " ".join(str(one["en"]) for one in asked)
    assert "Ngari" not in said
    assert "Bahrain" not in said


def test_what_is_written_by_another_sound_is_found(run: Run, tmp_path: Path) -> None:
    imported(run, tmp_path, "巴西塞阿拉州", "巴西塞阿拉州福塔莱萨", "香港赣商总会")
    made = list(parties(tmp_path).values())
    assert made[:2] == [[("region/br-ce", "")], [("region/gn-3399415", "")]]
    (row,) = table(tmp_path / "deals", "institutions")
    assert (row["kind"], row["located_in"]) == ("association", "cn-hong-kong")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_town_or_the_region_of_its_name_is_told_in_both_languages_alike(run: Run, tmp_path: Path, lang: str) -> None:
    places = ("波兰罗兹", "Łódź, Poland", "阿根廷科尔多瓦", "Córdoba, Argentina", "瑞士日内瓦", "Geneva, Switzerland")
    rows = [(f"第{at}合作", "南昌市", f"Firm {at} Ltd", one, "2018-03-01") for at, one in enumerate(places, 1)]
    write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "乙方所在地", "签约日期"))
    said = "".join(run("import", "deals.csv", "--lang", lang, "--wide").out.split())
    for one in places:
        text = f"{one} is read as" if lang == "en" else f"“{one}”按"
        assert "".join(text.split()) in said
    assert said.count("andnotasthetown" if lang == "en" else "不作同名城市") == len(places)


SITES = ("项目名称", "甲方", "乙方", "落地地点", "签约日期")


@pytest.mark.parametrize(
    ("cell", "name", "parent", "is_whole"),
    [
        ("Muster Industrial Park, Viet Yen, Bac Giang", "Muster Industrial Park", "vn-54", False),
        ("Sample Industrial Park, Turin, Lombardy", "Sample Industrial Park", "it-25", False),
        ("Sohar Free Zone, Sohar, Oman", "Sohar Free Zone", "gn-286282", True),
        ("Sample Industrial Park, Singapore", "Sample Industrial Park", "sg", True),
        ("样本产业园，昆山，江苏", "样本产业园", "cn-320583", True),
    ],
)
def test_a_zone_with_its_address_is_one_site(
    run: Run, tmp_path: Path, cell: str, name: str, parent: str, is_whole: bool
) -> None:
    write_csv(tmp_path / "deals.csv", [("合作", "南昌市", "Firm Ltd", cell, "2018-03-01")], SITES)
    assert run("import", "deals.csv").code == 0
    (zone,) = [row for row in table(tmp_path / "deals", "regions") if row["kind"] == "Zone"]
    assert (zone.get("name_zh") or zone["name_en"], zone["parent"]) == (name, parent)
    (row,) = table(tmp_path / "deals", "partnerships")
    assert row["carried_out_in"] == zone["id"]
    # What no registry has of it is in the note.
    noted = row.get("note_zh", "") + row.get("note_en", "")
    assert (cell in noted) is not is_whole


def test_a_zone_and_a_town_elsewhere_are_two_sites(run: Run, tmp_path: Path) -> None:
    write_csv(
        tmp_path / "deals.csv", [("合作", "南昌市", "Firm Ltd", "Suzhou Industrial Park, Wuxi", "2018-03-01")], SITES
    )
    assert run("import", "deals.csv").code == 0
    (row,) = table(tmp_path / "deals", "partnerships")
    assert len(row["carried_out_in"].split(";")) == 2


PLACED = ("项目名称", "甲方", "乙方", "乙方所在地", "签约日期")


def test_a_cell_of_place_stays_where_one_of_its_parties_is_placed_by_another_row(run: Run, tmp_path: Path) -> None:
    rows = [
        ("合作一", "南昌市", "Univ. of Waimuster", "新西兰怀卡托", "2019-08-12"),
        ("合作二", "南昌市", "University of Waimuster; Waimuster Hospital", "Waikato, New Zealand", "2020-01-06"),
    ]
    write_csv(tmp_path / "deals.csv", rows, PLACED)
    assert run("import", "deals.csv").code == 0
    answered(tmp_path, "party", {"University of Waimuster": "Univ. of Waimuster"})
    made = run("import", "deals.csv", "--lang", "en", "--wide")
    _, second = table(tmp_path / "deals", "partnerships")
    assert "Waikato, New Zealand" in second.get("note_zh", "") + second.get("note_en", "")
    assert "not every party is placed by it" in " ".join(made.out.split())
    # Once somebody has said where they are, the cell says no more.
    answered(tmp_path, "place", {"Waimuster Hospital": "nz-wko"})
    assert run("import", "deals.csv").code == 0
    seats = {row["party"]: row.get("at_place", "") for row in table(tmp_path / "deals", "participations")}
    assert seats["institution/waimuster-hospital"] == "nz-wko"


def test_what_is_judged_is_not_asked_again(run: Run, tmp_path: Path) -> None:
    names = ("绿洲医院", "九江绿洲医院", "Univ. of Waimuster", "University of Waimuster")
    asked = imported(run, tmp_path, *names)
    assert {each["place"][-1] for each in asked if each["place"][:2] == ["answers", "party"]} == {
        names[1],
        names[3],
    }
    assert run("names", "deals", "--same", names[3], names[2], "--by", "tester").code == 0
    assert run("names", "deals", "--different", names[1], names[0], "--by", "tester").code == 0
    again = run("import", "deals.csv", "--format", "json").json()["questions"]
    assert not [each for each in again if each["place"][:2] == ["answers", "party"]]
    assert run("names", "deals", "--undo", names[3], names[2]).code == 0
    undone = run("import", "deals.csv", "--format", "json").json()["questions"]
    assert [each["place"][-1] for each in undone if each["place"][:2] == ["answers", "party"]] == [names[3]]


def test_what_is_proposed_is_a_name_from_the_second_import_on_too(run: Run, tmp_path: Path) -> None:
    names = ("瑞样纸业有限公司", "瑞样纸业股份有限公司", "瑞样纸业", "瑞樣紙業有限公司")
    imported(run, tmp_path, *names)
    asked = run("import", "deals.csv", "--format", "json").json()["questions"]
    options = proposals(asked, "瑞样纸业")
    assert {"瑞样纸业有限公司", "瑞样纸业股份有限公司"} < set(options)
    assert not [one for each in asked for one in each["proposals"] if one["answer"].startswith("institution/")]
    # Another spelling of a name of the sheet is asked of no more than in the first import.
    assert not proposals(asked, "瑞樣紙業有限公司")
