"""The registries as they lie there: what their rows refer to, how their codes look, and totals known from elsewhere."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import kg
from kg import assets
from kg.intake import registries
from tests.registries.registry_files import REGISTRIES, read, shared_rows
from tests.registries.write_iso import EVERYDAY, HAN_NAME

NAMES = ("china", "iso-3166", "nuts")


def rows(name: str, file: str = "regions.csv") -> list[dict[str, str]]:
    return read(REGISTRIES / name / file)


@pytest.fixture(scope="module")
def known() -> dict[str, dict[str, str]]:
    return {row["id"]: row for name in NAMES for row in rows(name)}


@pytest.mark.parametrize("name", NAMES)
def test_each_row_refers_to_rows_that_are_there(name: str, known: dict[str, dict[str, str]]) -> None:
    for row in rows(name):
        for column in ("parent", "successor"):
            assert all(target in known for target in row[column].split(";") if target), row
        assert row["level"] == "country" or row["parent"], row
    assert all(row["id"] in known for row in rows(name, "codes.csv"))


def test_ids_stand_once_in_all_registries(known: dict[str, dict[str, str]]) -> None:
    assert sum(len(rows(name)) for name in NAMES) == len(known)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("china", r"\d{6}|TW-[A-Z]{3}"),
        ("iso-3166", r"[A-Z]{2}(-[A-Z0-9]{1,3})?|[A-Z]{4}"),
        ("nuts", r"[A-Z]{2}[0-9A-Z]{0,3}"),
    ],
)
def test_codes_are_well_formed(name: str, form: str) -> None:
    assert not [row["code"] for row in rows(name) if not re.fullmatch(form, row["code"])]


@pytest.mark.parametrize("name", sorted(path.parent.name for path in REGISTRIES.glob("*/regions.csv")))
def test_no_name_is_a_single_letter(name: str) -> None:
    # 沪 and 浙 are what people write; a letter or a sign is a name that was taken apart.
    every = {
        one
        for row in rows(name)
        for column in ("name_zh", "name_en", "alt_zh", "alt_en")
        for one in row[column].split(";")
    }
    assert not {one for one in every - {""} if len(one.strip()) < 2 and not HAN_NAME.match(one)}


@pytest.mark.parametrize("code", EVERYDAY)
def test_each_everyday_name_is_the_country(code: str) -> None:
    assert not isinstance(EVERYDAY[code], str)
    found = {name: [one.id for one in registries.find(name) if one.is_current] for name in EVERYDAY[code]}
    assert found == {name: [code] for name in EVERYDAY[code]}


@pytest.mark.parametrize("text", ["A", "b", "Z", "s", "&", "."])
def test_a_single_letter_is_no_country(text: str) -> None:
    assert registries.find(text) == []


def test_a_code_has_one_region_a_day() -> None:
    spans: dict[str, list[tuple[str, str]]] = {}
    for row in rows("china"):
        spans.setdefault(row["code"], []).append((row["valid_from"] or "1980-12-31", row["valid_to"] or "9999"))
    for found in spans.values():
        ordered = sorted(found)
        assert all(end < start for (_, end), (start, _) in itertools.pairwise(ordered)), ordered


def test_nothing_becomes_itself(known: dict[str, dict[str, str]]) -> None:
    for start in known:
        seen, left = set(), [start]
        while left:
            name = left.pop()
            assert name not in seen or name != start, start
            if name not in seen:
                seen.add(name)
                left += [after for after in known[name]["successor"].split(";") if after]


def standing(day: str) -> Counter[str]:
    """The regions of China at a list's day, by level."""
    levels = Counter[str]()
    for row in rows("china"):
        if row["code"] and (row["valid_from"] or "0") <= day <= (row["valid_to"] or "9"):
            levels[row["level"]] += 1
    return levels


@pytest.mark.parametrize("day", ["2017-07-31", "2020-12-31", "2024-12-31", "2026-09-11"])
def test_china_has_its_34_provinces(day: str) -> None:
    # 23 with Taiwan, 5 autonomous regions, 4 municipalities, Hong Kong and Macao.
    found = standing(day)
    assert (found["province"], found["municipality"]) == (30, 4)


def test_shanghai_had_16_districts_and_no_county_after_2016() -> None:
    inside = [row for row in rows("china") if row["parent"] == "cn-shanghai" and row["level"] == "county"]
    assert len([row for row in inside if not row["valid_to"]]) == 16
    assert all(row["name_zh"].endswith("区") for row in inside if not row["valid_to"])


def test_the_shared_regions_are_the_same_places() -> None:
    shared = [row for row in shared_rows().values() if row["level"] != "town"]
    found = {row["id"]: row for name in ("china", "iso-3166") for row in rows(name)}
    for row in shared:
        assert found[row["id"]]["name_zh"] == row["name_zh"]
        if row["code"]:
            assert (found[row["id"]]["code"], found[row["id"]]["parent"]) == (row["code"], row["parent"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # As the towns' own histories tell them.
        ("南汇区", "浦东新区"),  # 2009
        ("闸北区", "静安区"),  # 2015
        ("崇明县", "崇明区"),  # 2016
        ("秀城区", "南湖区"),  # 2005
        ("萧山市", "萧山区"),  # 2001
        ("襄樊市", "襄阳市"),  # 2010
        ("思茅市", "普洱市"),  # 2007
        ("蓟县", "蓟州区"),  # 2016
        ("渡口市", "攀枝花市"),  # 1987
    ],
)
def test_what_became_of_places_in_china(old: str, new: str) -> None:
    ended = [one for one in registries.find(old) if not one.is_current]
    assert new in {after.name.zh for one in ended for after in registries.successors(one)}


def test_nuts_2024_has_the_numbers_of_the_regulation() -> None:
    # Regulation (EU) 2023/674: 92 regions of NUTS 1, 244 of NUTS 2, 1165 of NUTS 3; Extra-Regio is beside them.
    eu = set(re.findall("..", "ATBEBGCYCZDEDKEEELESFIFRHRHUIEITLTLULVMTNLPLPTROSESISK"))
    codes = [
        row["code"]
        for row in rows("nuts")
        if not row["valid_to"] and row["code"][:2] in eu and "Extra-Regio" not in row["name_en"]
    ]
    assert Counter(map(len, codes)) == {3: 92, 4: 244, 5: 1165}


def test_iso_has_the_249_codes_of_its_first_part() -> None:
    countries = [row for row in rows("iso-3166") if row["level"] == "country" and not row["successor"]]
    assert len(countries) + len({"TW", "HK", "MO"}) == 249


def test_a_day_between_two_lists_finds_both() -> None:
    day = date(2009, 3, 1)
    found = {one.id for text in ("南汇区", "浦东新区") for one in registries.find(text, on=day)}
    assert found == {"cn-310119", "cn-shanghai-pudong"}
    assert registries.find("南汇区", on=date(2010, 1, 1)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_registry_is_no_part_of_the_bundled_build(name: str) -> None:
    assert REGISTRIES / name not in assets.bundled_packages()
    described = json.loads((REGISTRIES / name / "datapackage.json").read_text(encoding="utf-8"))
    assert all(described[key] for key in ("licenses", "origin", "origin_zh", "version"))


@pytest.mark.parametrize("name", ["china", "nuts"])  # both use iso-3166
def test_a_registry_breaks_no_rule_of_packages(name: str) -> None:
    assert not [finding for finding in kg.check(REGISTRIES / name) if str(finding.severity.value) == "violation"]


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in REGISTRIES.glob("*/regions.csv")), ids=lambda one: one.name
)
def test_what_lies_in_a_registry_stands_in_its_readme(folder: Path) -> None:
    listed = set(re.findall(r"^\| `([^`]+)` \|", (folder / "README.md").read_text(encoding="utf-8"), re.M))
    assert listed == {path.name for path in folder.iterdir()} - {"README.md", "datapackage.json"}


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in REGISTRIES.glob("*/regions.csv")), ids=lambda one: one.name
)
def test_each_licence_begins_below_an_empty_line(folder: Path) -> None:
    lines = (folder / "LICENCES.txt").read_text(encoding="utf-8").splitlines()
    heads = [at - 1 for at, line in enumerate(lines) if line and not line.strip("=")]
    assert heads[0] == 0
    assert all(not lines[at - 1] and len(lines[at]) == len(lines[at + 1]) for at in heads[1:])


def test_no_name_has_the_mark_of_a_footnote_but_where_it_alone_tells_two_apart() -> None:
    marked = {
        one.id: name
        for registry in registries.registries().values()
        for one in registry.regions.values()
        for name in one.names
        if name.rstrip("¹²³†‡*") != name
    }
    # Towns and the parishes around them in Estonia, which have one name.
    assert marked == {
        "ee-663": "Rakvere²",
        "ee-796": "Tartu²",
        "ee-897": "Viljandi²",
        "ee-899": "Viljandi³",
        "ee-917": "Võru²",
    }
    assert [one.id for one in registries.find("Île-de-France") if one.id.startswith("fr")] == ["fr-idf"]


def test_each_city_lies_in_what_a_registry_has(known: dict[str, dict[str, str]]) -> None:
    assert {row["parent"] for row in rows("geonames")} <= set(known)
    assert [one.id for one in registries.find_cities("Pristina")] == ["gn-786714"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kaohsiung", "TW-KHH"),
        ("高雄", "TW-KHH"),
        ("臺北市", "TW-TPE"),
        ("Taipei City", "TW-TPE"),
        ("台湾省台中市", "TW-TXG"),
        ("Hsinchu, Taiwan", "TW-HSZ"),
        ("New Taipei City", "TW-NWT"),
        ("新北市", "TW-NWT"),
    ],
)
def test_cities_of_taiwan_are_known(text: str, code: str) -> None:
    found = registries.find(text)
    assert [one.code for one in found] == [code]
    assert "cn-taiwan" in found[0].parents


def test_names_that_two_of_them_have_are_both_of_them() -> None:
    assert {one.code for one in registries.find("嘉义")} == {"TW-CYI", "TW-CYQ"}
    # What the lists have in Fujian stays there.
    assert [one.id for one in registries.find("金门县") if one.is_current] == ["cn-350527"]
