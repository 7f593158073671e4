"""``kg regions``: what people see, and what it writes into a package."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

import kg
from kg.cli import main
from kg.intake.completing import add_regions, missing_regions
from kg.intake.template import make_package
from tests.registries.registry_files import read


def run(*arguments: str) -> tuple[int, str, str]:
    """The exit code, what was written, and what was said."""
    runner = CliRunner()
    with runner.isolation() as (out, err, _):
        code = main.run(list(arguments))
        return code, out.getvalue().decode(), err.getvalue().decode()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    make_package(tmp_path / "mine")
    return tmp_path / "mine"


def test_find_lists_all_of_a_name_with_what_they_lie_in() -> None:
    code, out, _ = run("regions", "find", "朝阳区", "--format", "json")
    found = json.loads(out)
    listed = found["rows"] if isinstance(found, dict) else found
    assert code == 0
    assert [row["code"] for row in listed] == ["110105", "220104"]


def test_find_on_a_day_knows_what_a_place_was_then() -> None:
    _, out, _ = run("regions", "find", "嘉兴", "--on", "1982-06-30", "--format", "csv")
    assert "332200" in out
    assert "330400" not in out.replace("cn-332200", "")


def test_find_says_when_no_region_of_the_name_fits() -> None:
    code, out, said = run("regions", "find", "南汇区", "--on", "2015-01-01", "--format", "csv")
    assert (code, "cn-310119" in out) == (0, True)
    assert "fits the options" in said


@pytest.mark.parametrize(("name", "day", "told"), [("DE21", "2015-01-01", True), ("DE21", "2022-01-01", False)])
def test_a_day_that_a_registry_does_not_know_is_told(name: str, day: str, told: bool) -> None:
    _, out, said = run("regions", "find", name, "--on", day, "--format", "csv")
    assert ("nuts-de21" in out, "is not sure" in " ".join(said.split())) == (True, told)


def test_what_lies_in_a_region_is_listed() -> None:
    _, out, _ = run("regions", "within", "Zhejiang", "--level", "city", "--format", "csv")
    # Zhejiang has eleven prefecture-level cities.
    assert len(list(csv.DictReader(out.splitlines()))) == 11
    _, out, _ = run("regions", "within", "上海", "--on", "2010-06-30", "--level", "county", "--format", "csv")
    # 17 districts and Chongming County, from May 2009 to June 2011.
    assert len(list(csv.DictReader(out.splitlines()))) == 18


@pytest.mark.parametrize("level", ["city", "City", "地级", "ADM2", "NUTS 2"])
def test_a_level_may_be_called_as_elsewhere(level: str) -> None:
    _, out, _ = run("regions", "find", "嘉兴", "--on", "2020-01-01", "--level", level, "--format", "csv")
    assert [row["id"] for row in csv.DictReader(out.splitlines())] == ["cn-jiaxing"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["find", "Jiaxng"], "Jiaxing"),
        (["find", "x" * 5000], "No registry"),
        (["find", "嘉兴", "--on", "2005"], "YYYY-MM-DD"),
        (["find", "嘉兴", "--level", "countie"], "county"),
        (["find", "嘉兴", "--within", "无此省"], "No registry"),
        (["changes", "无此县"], "No registry"),
        (["add", "nowhere", "cn"], "no such folder"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(arguments: list[str], words: str) -> None:
    code, _, said = run("regions", *arguments)
    assert code in (1, 2)
    assert words in said
    assert len(said) < 2000


def test_changes_has_all_before_and_after() -> None:
    _, out, _ = run("regions", "changes", "南湖区", "--format", "csv")
    names = [row["name_zh"] for row in csv.DictReader(out.splitlines()) if row.get("name_zh")]
    assert names[-2:] == ["秀城区", "南湖区"]


def test_the_list_says_where_each_registry_is_from() -> None:
    _, out, _ = run("regions", "--list", "--format", "csv")
    listed = {row["name"]: row for row in csv.DictReader(out.splitlines())}
    assert {"china", "iso-3166", "nuts"} <= set(listed)
    assert all(row["licence"] and row["version"] for row in listed.values())


def test_added_regions_come_with_their_parents_and_the_package_checks(package: Path) -> None:
    before = (package / "regions.csv").read_bytes()
    code, _, said = run("regions", "add", str(package), "cn-310119", "nuts-de21")
    assert (code, "Added cn-310119" in said) == (0, True)
    after = (package / "regions.csv").read_bytes()
    assert after.startswith(before)
    ids = [row["id"] for row in read(package / "regions.csv")]
    assert ids[-7:] == ["cn", "cn-shanghai", "cn-shanghai-pudong", "cn-310119", "de", "nuts-de2", "nuts-de21"]
    for row in read(package / "regions.csv"):
        assert all(parent in ids for parent in row["parent"].split(";") if parent)
        assert all(after in ids for after in row["successor"].split(";") if after)
    sources = {row["id"]: row for row in read(package / "sources.csv")}
    assert "BSD" in sources["registry-china"]["note_en"]
    assert {"registry-nuts", "registry-iso-3166"} <= set(sources)
    assert not [finding for finding in kg.check(package) if str(finding.severity.value) == "violation"]


def test_adding_again_changes_nothing(package: Path) -> None:
    add_regions(package, ["cn-jiaxing-nanhu"])
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    added = add_regions(package, ["cn-jiaxing-nanhu", "cn"])
    assert added.regions == ()
    assert {path.name: path.read_bytes() for path in package.iterdir()} == before


def test_a_table_of_fewer_columns_gets_those_that_it_needs(package: Path) -> None:
    header = (package / "regions.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
    optional = ["code_scheme", "valid_from", "valid_to", "successor"]
    kept = [name for name in header if name not in optional]
    row = {"id": "xx", "name_zh": '"示例""国"""', "name_en": "Land", "kind": "AdministrativeRegion", "level": "country"}
    row["note_en"] = '"two\nlines"'
    old = f"{','.join(kept)}\r\n{','.join(row.get(name, '') for name in kept)}"
    (package / "regions.csv").write_bytes(b"\xef\xbb\xbf" + f"{old}\r\n".encode())
    add_regions(package, ["cn-310119"])
    content = (package / "regions.csv").read_bytes().decode("utf-8-sig")
    head, record = old.split("\r\n")
    assert content.startswith(f"{head},{','.join(optional)}\r\n{record},,,,\r\n")
    found = {row["id"]: row for row in csv.DictReader(content.splitlines(keepends=True))}
    assert found["xx"]["note_en"] == "two\nlines"
    assert found["cn-310119"]["valid_to"] == "2008-12-31"
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(one for one in described["resources"] if one["name"] == "regions")["schema"]["fields"]
    assert [field["name"] for field in fields] == content.partition("\r\n")[0].split(",")


def test_a_region_under_another_id_is_known_by_its_code(package: Path) -> None:
    with (package / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("zj,浙江,Zhejiang,,,AdministrativeRegion,province,xx,330000" + "," * 14 + "\n")
    added = add_regions(package, ["cn-jiaxing"])
    assert [one.id for one in added.regions] == ["cn", "cn-jiaxing"]
    assert read(package / "regions.csv")[-1]["parent"] == "zj"
    assert any("zj" in remark.en and "330000" in remark.en for remark in added.remarks)


def test_what_a_used_package_has_is_not_added(package: Path) -> None:
    path = package / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8")) | {"uses": ["regions-china"]}
    path.write_text(json.dumps(described), encoding="utf-8")
    assert [one.id for one in add_regions(package, ["cn-320500"]).regions] == ["cn-jiangsu", "cn-320500"]


def test_an_unknown_id_leaves_the_package_as_it_is(package: Path) -> None:
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    code, _, said = run("regions", "add", str(package), "cn-320500", "cn-nowhere")
    assert (code, "cn-nowhere" in said) == (2, True)
    assert {path.name: path.read_bytes() for path in package.iterdir()} == before


def test_fill_adds_what_the_tables_name(package: Path) -> None:
    path = package / "participations.csv"
    text = path.read_text(encoding="utf-8")
    typed = next(cell for line in text.splitlines() for cell in line.split(",") if cell.startswith("region/"))
    path.write_text(text.replace(typed, "region/cn-320500", 1), encoding="utf-8")
    assert missing_regions(package) == ["cn-320500"]
    [finding] = [one for one in kg.check(package) if one.code == "dangling-reference"]
    assert "kg regions add mine cn-320500" in finding.fix
    run("regions", "fill", str(package))
    assert missing_regions(package) == []
    assert not [one for one in kg.check(package) if str(one.severity.value) == "violation"]


def test_a_package_may_use_a_whole_registry(package: Path) -> None:
    path = package / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8")) | {"uses": ["nuts"]}
    path.write_text(json.dumps(described), encoding="utf-8")
    assert add_regions(package, ["nuts-de21"]).regions == ()
    assert not [one for one in kg.check(package) if str(one.severity.value) == "violation"]


def test_a_workbook_is_not_written(package: Path) -> None:
    path = package / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    for one in described["resources"]:
        if one["name"] == "regions":
            one["path"], one["format"] = "regions.xlsx", "xlsx"
    path.write_text(json.dumps(described), encoding="utf-8")
    book = Workbook()
    with (package / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(package / "regions.xlsx")
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    code, _, said = run("regions", "add", str(package), "cn-320500")
    assert (code, "workbook" in said) == (1, True)
    assert {path.name: path.read_bytes() for path in package.iterdir()} == before


def test_an_end_without_a_successor_is_said_not_to_be_known() -> None:
    _, _, said = run("regions", "changes", "巢湖市", "--lang", "en")
    assert "What became of cn-342601 is not known to the registry" in " ".join(said.split())
    assert "not known to the registry" not in run("regions", "changes", "余杭区", "--lang", "en")[2]
    # What the dates mean is said where they are shown, also by find.
    assert "Dates are those of the lists" in run("regions", "find", "通州", "--lang", "en")[2]


def test_each_registry_says_its_licence_version_origin_and_day() -> None:
    _, out, _ = run("regions", "--list", "--format", "csv", "--lang", "en")
    listed = {row["name"]: row for row in csv.DictReader(out.splitlines())}
    assert {"china", "iso-3166", "nuts", "geonames"} <= set(listed)
    for row in listed.values():
        assert row["licence"]
        assert row["version"]
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row["dated"])
    assert listed["nuts"]["dated"] == "2026-02-16"
    assert (listed["china"]["since"], listed["china"]["until"]) == ("1980-12-31", "2026-09-11")


@pytest.mark.parametrize("name", ["Cardiff", "Cardiff, Wales", "加的夫", "gn-2653822", "gb-crf"])
def test_a_town_that_another_registry_has_as_well_is_shown_and_told(name: str) -> None:
    code, out, said = run("regions", "find", name, "--format", "csv", "--lang", "en")
    assert code == 0
    assert {"gb-crf", "gn-2653822"} <= {line.split(",")[0] for line in out.splitlines()}
    assert "One place in two registries: gb-crf = gn-2653822" in said
    assert "同一地区" in run("regions", "find", name, "--format", "csv", "--lang", "zh")[2]


@pytest.mark.parametrize(("name", "same"), [("gn-2950159", "de-be"), ("de-be", "gn-2950159"), ("gn-721472", "hu-de")])
def test_the_id_of_a_town_shows_the_region_that_it_is(name: str, same: str) -> None:
    _, out, said = run("regions", "find", name, "--format", "csv", "--lang", "en")
    assert {name, same} <= {line.split(",")[0] for line in out.splitlines()}
    assert f"{' = '.join(sorted((name, same)))}" in said


def test_a_province_is_not_the_town_of_its_name() -> None:
    said = run("regions", "find", "Venice", "--format", "csv", "--lang", "en")[2]
    assert "A town and the region around it have this name: gn-3164603 < it-ve" in said
    assert "One place in two registries" not in said


def test_a_town_and_the_region_around_it_are_both_shown() -> None:
    _, out, said = run("regions", "find", "Lagos", "--format", "csv", "--lang", "en")
    assert {"ng-la", "gn-2332459"} <= {line.split(",")[0] for line in out.splitlines()}
    assert "A town and the region around it have this name: gn-2332459 < ng-la" in said
    assert "gn-" not in run("regions", "find", "Berlin", "--format", "csv", "--lang", "en")[1]
