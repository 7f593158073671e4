"""Where regions lie, which level they are of, and what they are called in letters; places are known from atlases."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import assets
from kg.intake import registries, schema
from kg.intake.completing import add_regions
from kg.intake.registries.reading import catalogue, cities
from kg.intake.template import make_package
from tests.registries.registry_files import COLUMNS, REGISTRIES, judged, read
from tests.registries.write_china import romanised
from tests.registries.write_iso import MARKS
from tests.support import Outcome

Run = Callable[..., Outcome]


def rows(name: str, file: str = "regions.csv") -> list[dict[str, str]]:
    return read(REGISTRIES / name / file)


def degrees(region: str) -> tuple[float, float]:
    one = registries.region(region)
    assert one.latitude is not None, region
    assert one.longitude is not None, region
    return one.latitude, one.longitude


@pytest.mark.parametrize(
    ("region", "latitude", "longitude"),
    [
        # Degrees and minutes of maps, rounded; the seat of each.
        ("cn", 39.9, 116.4),
        ("cn-chongqing", 29.6, 106.6),
        ("cn-tianjin", 39.1, 117.2),
        ("cn-zhejiang", 30.3, 120.2),
        ("cn-taiwan", 25.0, 121.5),
        ("cn-hong-kong", 22.3, 114.2),
        ("cn-330782", 29.3, 120.1),  # Yiwu
        ("cn-422800", 30.3, 109.5),  # Enshi, an autonomous prefecture
        # Not where another town of the name lies in the province.
        ("cn-450202", 24.3, 109.4),  # Chengzhong in Liuzhou
        ("cn-360703", 25.7, 114.8),  # Nankang in Ganzhou
        ("cn-440605", 23.0, 113.1),  # Nanhai in Foshan
        ("cn-530925", 23.5, 99.8),  # Shuangjiang in Lincang
        ("cn-420303", 32.6, 110.8),  # Zhangwan in Shiyan
        ("cn-230522", 46.8, 131.8),  # Youyi in Shuangyashan
        ("ch", 46.9, 7.4),
        ("my-07", 5.4, 100.3),  # Penang
        ("id-jk", -6.2, 106.8),
        ("ca-on", 43.7, -79.4),  # not Ottawa, the capital of the country
        ("nl-nh", 52.4, 4.6),  # Haarlem, not Amsterdam
        ("us-ca", 38.6, -121.5),
        ("fr-01", 46.2, 5.2),
        ("nuts-de2", 48.1, 11.6),
        ("nuts-dea12", 51.4, 6.8),
        ("nuts-de600", 53.6, 10.0),
    ],
)
def test_a_region_lies_where_its_seat_does(region: str, latitude: float, longitude: float) -> None:
    found = degrees(region)
    assert math.dist(found, (latitude, longitude)) < 0.2


def test_what_has_no_town_has_no_point() -> None:
    without = {one["id"] for one in rows("iso-3166") if one["code_scheme"] == "ISO 3166-1" and not one["latitude"]}
    assert without == {"aq", "bv", "eh", "hm", "io", "tk", "um"}


#: As many have a point as on the day this was written: none of them goes missing.
@pytest.mark.parametrize(("name", "least"), [("china", 1_670), ("iso-3166", 4_650), ("nuts", 980)])
def test_points_are_whole_and_say_of_what_they_are(name: str, least: int) -> None:
    with_points = [one for one in rows(name) if one["latitude"]]
    current = [one for one in with_points if not one["valid_to"]]
    assert len(current) >= least
    for one in with_points:
        assert -90 <= float(one["latitude"]) <= 90, one
        assert -180 <= float(one["longitude"]) <= 180, one
    said = [one for one in with_points if name != "china" or one["level"] in ("province", "municipality")]
    bare = {one["id"] for one in said if "GeoNames" not in one["note_en"] or "GeoNames" not in one["note_zh"]}
    # The point of Shanghai is that of the package of shared regions.
    assert bare == ({"cn-shanghai"} if name == "china" else set())
    described = json.loads((REGISTRIES / name / "datapackage.json").read_text(encoding="utf-8"))
    assert "CC-BY-4.0" in {licence["name"] for licence in described["licenses"]}
    assert "GeoNames" in described["origin"]


def test_a_division_that_went_on_lies_where_it_did() -> None:
    # 萧山市 became 萧山区, and 襄樊市 became 襄阳市.
    for name in ("萧山市", "襄樊市"):
        old = max((one for one in registries.find(name) if one.valid_to), key=lambda one: str(one.valid_to))
        (new,) = registries.successors(old)
        assert old.latitude is not None
        assert (old.latitude, old.longitude) == (new.latitude, new.longitude)


def test_points_of_a_province_are_near_those_of_its_parts() -> None:
    """A seat of a namesake elsewhere in the country would lie far away from all that lies in the region."""
    inside: dict[str, list[tuple[float, float]]] = {}
    for one in cities().regions.values():
        if one.latitude is not None and one.longitude is not None and one.parent:
            inside.setdefault(one.parent, []).append((one.latitude, one.longitude))
    far = set()
    for name, places in inside.items():
        point = catalogue().regions[name]
        if point.latitude is None or point.longitude is None or point.level == "country":
            continue
        if min(math.dist((point.latitude, point.longitude), place) for place in places) > 3:
            far.add(name)
    # Kenge is the seat of Kwango, whose one town in the list lies in the east of it.
    assert far == {"cd-kg"}


#: Where counties are as large as provinces elsewhere: in Inner Mongolia, in Xinjiang.
_WIDE = ("15", "23", "51", "54", "62", "63", "65")


def test_counties_of_a_prefecture_lie_near_it_or_near_each_other() -> None:
    """A namesake elsewhere in the province would lie far from all of them."""
    today = [one for one in rows("china") if not one["valid_to"] and one["latitude"]]
    points = {one["id"]: (float(one["latitude"]), float(one["longitude"])) for one in today}
    sisters: dict[str, list[str]] = {}
    for one in today:
        sisters.setdefault(one["parent"], []).append(one["id"])
    counties = [one for one in today if one["level"] == "county" and not one["code"].startswith(_WIDE)]
    near = {
        one["id"]: min(
            (
                math.dist(points[one["id"]], points[other])
                for other in (*sisters[one["parent"]], one["parent"])
                if other != one["id"] and other in points
            ),
            default=0.0,
        )
        for one in counties
    }
    assert len(near) > 900
    assert {name: degrees for name, degrees in near.items() if degrees > 1.3} == {}


def test_each_region_lies_in_what_is_above_it_in_level() -> None:
    """The rule ``region-parent-level`` of the checks, over every region of every registry."""
    text = (assets.ontology_folder() / "codelists" / "level.ttl").read_text(encoding="utf-8")
    order = {
        name: int(number) for name, number in re.findall(r"level:(\w+) a skos:Concept ;.*?pk:order (\d+)", text, re.S)
    }
    assert order["province"] < order["city"] < order["county"]
    every = {one["id"]: one for name in ("china", "iso-3166", "nuts", "geonames") for one in rows(name)}
    wrong = [
        (one["id"], parent)
        for one in every.values()
        for parent in one["parent"].split(";")
        if parent and one["level"] and every[parent]["level"]
        if order[every[parent]["level"]] >= order[one["level"]]
    ]
    assert wrong == []


def test_a_package_with_a_town_of_east_java_has_no_finding_of_levels(tmp_path: Path) -> None:
    make_package(tmp_path / "mine")
    add_regions(tmp_path / "mine", ["gn-1625822", "id-jw", "iq-ar"])
    assert not [one for one in kg.check(tmp_path / "mine") if one.code.startswith("region-")]
    assert {registries.region(name).level for name in ("id-ji", "iq-ar")} == {"province"}


@pytest.mark.parametrize("name", ["china", "iso-3166", "nuts", "geonames"])
def test_the_tables_have_the_columns_that_a_writer_gives_them_today(name: str) -> None:
    """Data that were written by an older writer, or changed by hand, are no longer what the script gives."""
    folder = REGISTRIES / name
    assert list(rows(name)[0]) == COLUMNS
    sources = [field["name"] for field in schema.table_schema("sources")["fields"]]
    assert list(rows(name, "sources.csv")[0]) == sources
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    anew = schema.package_descriptor({"name": name}, {"sources": "sources.csv", "regions": "regions.csv"})
    for mine, other in zip(described["resources"], anew["resources"], strict=True):
        columns = COLUMNS if mine["name"] == "regions" else sources
        assert mine["schema"]["fields"] == [one for one in other["schema"]["fields"] if one["name"] in columns]
    assert not [one for one in rows(name) if MARKS.search(one["name_en"]) and not one["id"].startswith("ee-")]


def test_counties_have_names_in_letters_by_which_nothing_is_looked_up() -> None:
    one = registries.region("cn-330782")
    assert (one.name.zh, one.name.en, one.row["name_en"]) == ("义乌市", "Yiwu", "Yiwu")
    assert "Yiwu" not in one.names
    assert registries.find("Yiwu") == []
    assert [found.name.zh for found in registries.by_pinyin("Yiwu")] == ["义乌市", "伊吾县"]
    assert registries.region("cn-120116").name.en == "Binhai New Area"
    # What has an English name of a source keeps it.
    assert registries.region("cn-shanghai-pudong").name.en == "Pudong New Area"


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        # As the towns write themselves in English.
        ("乐清市", "330382", "Yueqing"),
        ("六合区", "320116", "Luhe District"),
        ("长子县", "140428", "Zhangzi County"),
        ("黄陂区", "420116", "Huangpi District"),
        ("番禺区", "440113", "Panyu District"),
        ("单县", "371722", "Shan County"),
        ("瑞安市", "330381", "Rui'an"),
        ("铅山县", "361124", "Yanshan County"),
        ("洪洞县", "141024", "Hongtong County"),
        # What is of another language, or more than a name and a kind, has none.
        ("喀什市", "653101", ""),
        ("管城回族区", "410104", ""),
        ("六枝特区", "520203", ""),
        ("城区", "140302", ""),
        ("景宁畲族自治县", "331127", ""),
    ],
)
def test_a_county_is_read_as_it_is_called(name: str, code: str, expected: str) -> None:
    readings = {row["text"]: row["reading"] for row in judged("readings.csv")}
    assert romanised(name, code, readings) == expected


def test_each_reading_is_of_what_a_county_is_called() -> None:
    said = judged("readings.csv")
    counties = [row["name_zh"] for row in rows("china") if row["level"] == "county"]
    assert len({row["text"] for row in said}) == len(said)
    assert [row["text"] for row in said if not any(row["text"] in name for name in counties)] == []


def test_a_place_of_two_registries_is_told(run: Run, tmp_path: Path) -> None:
    assert "ch-zh = nuts-ch04" in run("regions", "find", "Zürich", "--lang", "en", "--format", "csv").err
    assert "ch-zh = nuts-ch04" in run("regions", "find", "Zürich", "--lang", "zh", "--format", "csv").err
    assert "one place" not in run("regions", "find", "嘉兴", "--lang", "en", "--format", "csv").err.lower()
    make_package(tmp_path / "mine")
    assert add_regions(tmp_path / "mine", ["ch-zh"]).remarks == ()
    (remark,) = add_regions(tmp_path / "mine", ["nuts-ch04"]).remarks
    assert {"ch-zh", "nuts-ch04"} <= set(re.findall(r"[a-z]+-[a-z0-9]+", remark.en))
    assert "同一地区" in remark.zh


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("Ghent", "Gent"), ("Jiaxng", "Jiaxing")),
        # As an import proposes it.
        *(("Xinbei (Changzhou)", "Xinbei District (cn-320411)"), ("珲春市 Hunchun", "珲春市 (cn-222404)")),
    ],
)
def test_a_name_that_no_registry_has_is_proposed_as_some_language_has_it(text: str, expected: str, run: Run) -> None:
    done = run("regions", "find", text, "--lang", "en")
    assert done.code == 1
    assert f"Did you mean {expected}" in " ".join(done.err.split())
