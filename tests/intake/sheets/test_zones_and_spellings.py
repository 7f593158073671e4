"""What a name is proposed to be: zones by their words, regions as people of their country write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake.identities import by_words, is_perhaps_a_zone
from kg.intake.sheets.foreign_places import perhaps_meant
from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目名称", "甲方", "乙方", "乙方国家", "签约日期", "备注")


def imported(tmp_path: Path, *rows: tuple[str, str], note: str = "", first: str = "嘉善县") -> Imported:
    made = [(f"合作{number}", first, name, country, "2017-07-28", note) for number, (name, country) in enumerate(rows)]
    return import_sheet(write_csv(tmp_path / "deals.csv", made, HEADINGS), tmp_path / "made")


def proposed(done: Imported, name: str) -> list[str]:
    return options(done, "answers", "party", name)


@pytest.mark.parametrize(
    ("name", "country", "first"),
    [
        ("前海", "", "zone"),
        ("深圳前海", "", "zone cn-440300"),
        ("TEDA (Tianjin)", "", "zone cn-tianjin"),
        ("Tianjin Eco-City", "", "zone cn-tianjin"),
        ("Business Bay", "阿联酋", "zone ae-du"),
        ("Technopole Mirval (Nice)", "France", "zone gn-2990440"),
        ("Dubai Internet City", "阿联酋", "zone ae-du"),
    ],
)
def test_what_may_be_a_zone_is_proposed_as_one_first(tmp_path: Path, name: str, country: str, first: str) -> None:
    done = imported(tmp_path, (name, country))
    assert proposed(done, name)[0] == first
    beside = tmp_path / "deals.csv.kg.yaml"
    text = beside.read_text(encoding="utf-8")
    beside.write_text(text.replace(f"    {name}:", f"    {name}: {first}", 1), encoding="utf-8")
    assert not [one for one in imported(tmp_path, (name, country)).account.questions if not one.optional]
    zones = [row for row in table(tmp_path / "made", "regions") if row.get("kind") == "Zone"]
    assert [row.get("parent", "") for row in zones] == [first.partition(" ")[2]]


@pytest.mark.parametrize(
    "name",
    [
        "锦岚经济特区",
        "锦岚自由贸易港",
        "锦岚自贸港",
        "锦岚保税港",
        "锦岚新区",
        "锦岚高新区",
        "锦岚经开区",
        "Rosales Special Economic Zone",
        "Rosales Free Trade Port",
        "Rosales Science City",
        "Rosales Freezone",
        "Parque Industrial Rosales",
        "Zona Franca de Rosales",
        "Zone franche de Mirval",
        "Industriepark Leitner",
        "Sino-German Ecopark",
    ],
)
def test_what_says_that_it_is_a_zone_is_one(tmp_path: Path, name: str) -> None:
    assert by_words(name).region_class == "Zone"
    done = imported(tmp_path, (name, ""))
    assert [row["kind"] for row in table(tmp_path / "made", "regions") if row["id"] not in ("cn",)].count("Zone") == 1
    assert not [one for one in done.account.questions if not one.optional]


@pytest.mark.parametrize(
    "name", ["前海样本保险公司", "Parque Industrial GmbH", "Port of Rosales", "锦岚港", "Silicon Valley Bank"]
)
def test_what_only_has_such_a_word_is_what_its_own_word_says(name: str) -> None:
    assert by_words(name).kind == "institution"


@pytest.mark.parametrize(
    "name", ["ADAC", "UNESCO", "Acme", "Lanholm", "GIZ", "FDA", "USDA", "EDA", "JDA", "CEZ", "ČEZ"]
)
def test_other_names_are_no_zones(tmp_path: Path, name: str) -> None:
    assert not is_perhaps_a_zone(name)
    done = imported(tmp_path, (name, ""))
    of_it = [one for one in done.account.questions if one.path == ("answers", "party", name)]
    assert not of_it or not of_it[0].options[0].answer.startswith("zone")


@pytest.mark.parametrize("name", ["SSEZ", "QETDZ", "PFTZ", "TEDA", "BHTDZ", "GIZ (开发区)", "BDA 开发区"])
def test_the_short_form_of_a_zone_in_full_or_a_word_beside_it_is_one(tmp_path: Path, name: str) -> None:
    done = imported(tmp_path, (name, ""))
    of_it = [one for one in done.account.questions if one.path == ("answers", "party", name)]
    zones = [row for row in table(tmp_path / "made", "regions") if row.get("kind") == "Zone"]
    assert zones or of_it[0].options[0].answer.startswith("zone")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Inselspital Leitner", "hospital"),
        ("Kantonsspital Leitner", "hospital"),
        ("Bệnh viện Hoa Sen", "hospital"),
        ("Rumah Sakit Melati", "hospital"),
        ("Universiti Melati", "university"),
        ("Politeknik Melati", "university"),
    ],
)
def test_words_of_further_languages_tell_the_kind(name: str, kind: str) -> None:
    assert by_words(name).code == kind


@pytest.mark.parametrize(
    ("name", "country", "region"),
    [
        ("DKI Jakarta", "Indonesia", "id-jk"),
        ("Hà Nội", "Vietnam", "vn-hn"),
        ("Hà Nội", "", "vn-hn"),
        ("TP. Hồ Chí Minh", "Vietnam", "vn-sg"),
        ("HCMC", "Vietnam", "vn-sg"),
        ("NRW", "Deutschland", "de-nw"),
        ("NRW", "", "de-nw"),
        ("NSW", "Australia", "au-nsw"),
        ("BC, Canada", "", "ca-bc"),
        ("CDMX", "墨西哥", "mx-cmx"),
    ],
)
def test_how_people_there_write_a_region_is_proposed_first(
    tmp_path: Path, name: str, country: str, region: str
) -> None:
    assert proposed(imported(tmp_path, (name, country)), name)[0] == f"region/{region}"


def test_capitals_of_another_country_are_not_proposed() -> None:
    assert perhaps_meant("NSW", ["Germany"]) == []
    assert perhaps_meant("SAP") == perhaps_meant("IBM") == []


@pytest.mark.parametrize(
    ("name", "country", "first"),
    [
        ("Klang Valley", "Malaysia", ["region my", "region/gn-1732905"]),
        ("Fremantle", "Australia", ["region au", "zone"]),
    ],
)
def test_a_place_that_no_registry_has_is_proposed_as_one(
    tmp_path: Path, name: str, country: str, first: list[str]
) -> None:
    assert proposed(imported(tmp_path, (name, country)), name)[:2] == first


def test_greater_manchester_is_no_manchester_for_sure(tmp_path: Path) -> None:
    found = proposed(imported(tmp_path, ("Greater Manchester", "United Kingdom")), "Greater Manchester")
    assert found[:2] == ["region gb", "region/gb-man"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("Jubail", "Al Jubayl"), ("DKI Jakarta", "Jakarta"), ("Hà Nội", "Hanoi"), ("NRW", "North Rhine-Westphalia")],
)
def test_the_command_finds_what_the_import_proposes(run: Run, text: str, said: str) -> None:
    found = run("regions", "find", text, "--lang", "en")
    assert found.code == 1
    assert f"Did you mean {said}" in found.err


def test_of_two_places_the_one_that_the_sheet_speaks_of_is_proposed_first(tmp_path: Path) -> None:
    assert proposed(imported(tmp_path, ("Yiwu", "")), "Yiwu")[:2] == ["region/cn-330782", "region/cn-650522"]
    said = imported(tmp_path, ("Yiwu", ""), note="伊吾风电")
    assert proposed(said, "Yiwu")[:2] == ["region/cn-650522", "region/cn-330782"]
    beside = imported(tmp_path, ("Yiwu", ""), ("义乌市", ""), note="伊吾风电")
    assert proposed(beside, "Yiwu")[:2] == ["region/cn-330782", "region/cn-650522"]


def test_all_that_is_asked_stands_in_the_answers_and_the_terminal_says_where(run: Run, tmp_path: Path) -> None:
    names = [f"Quendolin{chr(97 + at)}" for at in range(15)]
    rows = [(f"合作{at}", "嘉善县", name, "", "2017-07-28", "") for at, name in enumerate(names)]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    en = run("import", "deals.csv", "--lang", "en").err
    assert "… and 3 more there, 3 of them with rows that wait: all stand in deals.csv.kg.yaml" in en
    assert "另有3条，其中3条有行待其回答：全部见deals.csv.kg.yaml" in run("import", "deals.csv", "--lang", "zh").err
    text = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert all(f"    {name}:" in text for name in names)
