"""What a name, an id or a code leads to; the values are those of the table regions-china."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from kg import assets
from kg.errors import UsageError
from kg.intake import registries
from kg.intake.registries.finding import STANDS_FOR
from kg.intake.sheets.meant import registered_as
from kg.intake.sheets.name_spellings import spellings_of

#: Names of regions of many countries as sheets have them, each with the region by hand; ``asked`` where it is not sure.
WITH_LEVELS = Path(__file__).with_name("names_with_levels.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", ["嘉兴市", "嘉兴", "嘉興", "JIAXING CITY", "cn-jiaxing", "330400", "cn-330400"])
def test_a_region_is_found_by_each_of_its_names(text: str) -> None:
    [found] = registries.find(text, level="city", on=date(2020, 1, 1))
    assert found.id == "cn-jiaxing"
    assert (found.name.zh, found.name.en, found.code, found.code_scheme) == ("嘉兴市", "Jiaxing", "330400", "GB/T 2260")
    assert found.parent == "cn-zhejiang"


@pytest.mark.parametrize("text", ["浙江省嘉兴市南湖区", "浙江嘉兴南湖区", "Nanhu District, Jiaxing, Zhejiang"])
def test_a_name_may_say_what_it_lies_in(text: str) -> None:
    assert [one.id for one in registries.find(text)] == ["cn-jiaxing-nanhu"]


def test_what_lies_elsewhere_is_not_found() -> None:
    assert registries.find("江苏省嘉兴市") == []
    assert registries.find("嘉兴", within="上海") == []


def test_a_row_comes_after_its_parents() -> None:
    rows = registries.row_for("cn-jiaxing-nanhu")
    ids = [row["id"] for row in rows]
    assert ids == ["cn", "cn-zhejiang", "cn-jiaxing", "cn-jiaxing-nanhu"]
    assert rows[-1]["name_zh"] == "南湖区"


def test_an_id_that_no_registry_has_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="cn-jiaxing"):
        registries.row_for("cn-jiaxin")


def test_a_municipality_counts_as_province_and_city_as_the_code_list_says() -> None:
    day = date(2024, 12, 31)
    assert len(registries.listed("china", day, "province")) == 34
    assert [one.id for one in registries.find("上海", day, "city")] == ["cn-shanghai"]
    text = (assets.ontology_folder() / "codelists" / "level.ttl").read_text(encoding="utf-8")
    said = dict(re.findall(r"level:(\w+) a skos:Concept ;.*?pk:standsFor ([^;]+) ;", text, re.DOTALL))
    further = {
        level: {name.strip().removeprefix("level:") for name in names.split(",")} - {level}
        for level, names in said.items()
    }
    assert {level: set(others) for level, others in STANDS_FOR.items()} == {
        level: o for level, o in further.items() if o
    }


def test_a_registry_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="china"):
        registries.listed("chine")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Suzhou City, Jiangsu Province", "cn-320500"),
        ("the City of Suzhou, Jiangsu", "cn-320500"),
        ("Guangdong Province", "cn-guangdong"),
        ("Guangdong Prov.", "cn-guangdong"),
        ("Xinjiang Uygur Autonomous Region", "cn-xinjiang"),
        ("State of California", "us-ca"),
    ],
)
def test_a_name_may_say_what_kind_of_division_it_is_of(text: str, expected: str) -> None:
    assert [one.id for one in registries.find(text) if one.is_current] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Jiaxng", "Jiaxing"), ("浙江省嘉行市", "嘉兴市"), ("上海浦冻新区", "浦东新区"), ("Bavria", "Bavaria")],
)
def test_a_misspelt_name_has_its_own_near_it(text: str, expected: str) -> None:
    assert registries.find(text) == []
    assert expected in registries.near(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Duisburg", ["nuts-dea12"]),
        ("duisburg, germany", ["nuts-dea12"]),
        ("Duisburg, Kreisfreie Stadt", ["nuts-dea12"]),
        # A town and the district around it, each with its kind behind a comma: both are meant.
        ("Passau", ["nuts-de222", "nuts-de228"]),
        # A region of several places is none of them.
        ("Ikaria", []),
    ],
)
def test_a_kind_behind_a_comma_need_not_be_said(text: str, meant: list[str]) -> None:
    assert [one.id for one in registries.find(text)] == meant


def test_what_one_registry_has_and_another_too() -> None:
    # Wien is a Land by itself; Ankara is NUTS level 2 and level 3 alike, and the wider one stands for it.
    expected = {
        "de-by": "nuts-de2",
        "fr-idf": "nuts-fr1",
        "at-9": "nuts-at13",
        "tr-06": "nuts-tr51",
        "nl-gr": "nuts-nl11",
    }

    def as_divisions(name: str) -> list[str]:
        return [one for one in registries.matches(name) if not one.startswith("gn-")]

    assert {name: as_divisions(name) for name in expected} == {name: [other] for name, other in expected.items()}
    assert all(as_divisions(other) == [name] for name, other in expected.items())
    for name, (other,) in (
        (one, as_divisions(one)) for one in registries.registries()["iso-3166"].regions if as_divisions(one)
    ):
        # Both stand, in one country.
        assert registries.region(name).is_current
        assert registries.region(other).is_current
        country = registries.region(other).code[:2].lower()
        assert {"el": "gr"}.get(country, country) == name[:2]
    assert registries.matches("cn-jiaxing") == ()


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("阿联酋|UAE|U.A.E.|the United Arab Emirates", "ae"),
        ("沙特|沙乌地阿拉伯|KSA|Kingdom of Saudi Arabia", "sa"),
        ("朝鲜|北韩|DPRK|North Korea|朝鲜民主主义人民共和国", "kp"),
        ("韩国|南韩|South Korea|Republic of Korea|Korea, South|大韩民国", "kr"),
        ("波黑|Bosnia|Bosnia-Herzegovina|波士尼亚与赫塞哥维纳", "ba"),
        ("刚果（金）|刚果(金)|刚果金|民主刚果|DRC|DR Congo|Democratic Republic of the Congo", "cd"),
        ("刚果（布）|刚果共和国|Republic of the Congo|Congo-Brazzaville", "cg"),
        ("捷克|捷克共和国|Czechia|Czech Republic|Czech Rep.", "cz"),
        ("澳洲|澳大利亚|Australia|Commonwealth of Australia", "au"),
        ("意大利|義大利|意大利共和国|Italy", "it"),
        ("老挝|寮国|Laos|Lao PDR", "la"),
        ("英国|联合王国|UK|U.K.|Great Britain|Britain|the United Kingdom", "gb"),
        ("荷兰|Holland|the Netherlands|Kingdom of the Netherlands|荷兰王国", "nl"),
        ("蒙古|蒙古国|Mongolia", "mn"),
        ("巴勒斯坦|巴勒斯坦国|Palestine|State of Palestine", "ps"),
        ("北马其顿|马其顿|North Macedonia|Macedonia", "mk"),
        ("坦桑尼亚|坦尚尼亚|Tanzania", "tz"),
        ("巴新|PNG|Papua New Guinea", "pg"),
    ],
)
def test_a_country_is_found_by_its_everyday_names(names: str, code: str) -> None:
    found = {name: [one.id for one in registries.find(name)] for name in names.split("|")}
    assert [name for name, ids in found.items() if ids != [code]] == []


def test_a_part_of_a_country_is_not_that_country_and_a_name_of_two_is_both() -> None:
    assert registries.find("Capital Region of Denmark") == []
    assert [one.id for one in registries.find("State of Georgia")] == ["ge", "us-ga"]
    assert [one.id for one in registries.find("澳大利亚")] == ["au"]
    assert [one.id for one in registries.find("Free State of Saxony")] == ["de-sn"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        # The name of another state is no name of China's: nothing is found, and it is asked.
        *(("Republic of China", []), ("the Republic of China", []), ("中华民国", [])),
        ("People's Republic of China", ["cn"]),
        *(("State of Mexico", ["mx", "mx-mex"]), ("Mexico State", ["mx-mex"]), ("State of Israel", ["il"])),
        *(("Republic of Congo", ["cg"]), ("Kingdom of Denmark", ["dk"]), ("叙利亚阿拉伯共和国", ["sy"])),
    ],
)
def test_a_state_is_the_country_of_its_name_and_never_of_anothers(name: str, meant: list[str]) -> None:
    assert [one.id for one in registries.find(name)] == meant


@pytest.mark.parametrize(
    ("text", "found"), [("Busan Metropolitan City", "kr-26"), ("Daegu metropolitan city", "kr-27")]
)
def test_a_metropolitan_city_of_korea_is_a_province(text: str, found: str) -> None:
    assert [one.id for one in registries.find(text)] == [found]


@pytest.mark.parametrize(
    ("town", "province"),
    [
        ("Casablanca", "Casablanca-Settat"),
        ("Marrakesh", "Marrakesh-Safi"),
        ("Rabat", "Rabat-Salé-Kénitra"),
        ("Isfahan", "Isfahan"),
        ("Tabriz", "East Azerbaijan"),
        ("Shiraz", "Fars"),
        ("Mashhad", "Razavi Khorasan"),
        ("Ahvaz", "Khuzestan"),
    ],
)
def test_a_town_lies_in_the_region_that_has_its_code_today(town: str, province: str) -> None:
    """Codes of Iran and Morocco that were given anew: names of before beside containment of today misplace towns."""
    country = "ma" if province.count("-") else "ir"
    (found,) = registries.find_cities(town, country)[:1]
    (around,) = registries.find(province, within=country)[:1]
    assert found.parent == around.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow Oblast", "ru-mos"),
        ("Moscow Region", "ru-mos"),
        ("Oblast of Moscow, Russia", "ru-mos"),
        ("Almaty Region", "kz-19"),
        ("Almaty Province, Kazakhstan", "kz-19"),
        ("Tashkent Region", "uz-to"),
        ("Kyiv Oblast", "ua-32"),
        ("Kiev Region", "ua-32"),
        ("Veszprém County", "hu-ve"),
        ("Provincia de Buenos Aires", "ar-b"),
        ("Valencia Region", "es-vc"),
        ("Valencia Province", "es-v"),
        ("塔什干省", "uz-to"),
        ("阿拉木图州", "kz-19"),
        # The town, where nobody says that it is the region, or nothing else is called so.
        ("Moscow", "ru-mow"),
        ("莫斯科", "ru-mow"),
        ("Almaty", "kz-75"),
        ("Tokyo Prefecture", "jp-13"),
        ("Busan Metropolitan City", "kr-26"),
    ],
)
def test_a_word_for_a_level_finds_the_region_and_not_its_town(text: str, expected: str) -> None:
    assert [one.id for one in registries.find(text) if not one.id.startswith("nuts-")] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Moravian Region", "cz-64"),
        ("Central Bohemian Region, Czech Republic", "cz-20"),
        ("Pomeranian Voivodeship", "pl-22"),
        ("Woiwodschaft Pommern", "pl-22"),
        ("Lower Silesian Voivodeship", "pl-02"),
        ("Samarkand Region", "uz-sa"),
        ("Región de Valparaíso", "cl-vs"),
        ("Nairobi City County", "ke-30"),
        ("Akmola Region", "kz-11"),
        ("East Kazakhstan Region", "kz-63"),
        ("Khanty-Mansi Autonomous Okrug", "ru-khm"),
        ("Gyeongsangnam-do", "kr-48"),
        ("Gyeonggi-do", "kr-41"),
        ("Chiba-ken", "jp-12"),
        ("撒马尔罕省", "uz-sa"),
    ],
)
def test_regions_elsewhere_are_found_by_their_english_names_and_by_those_of_their_towns(
    text: str, expected: str
) -> None:
    assert [one.id for one in registries.find(text)] == [expected]


def test_both_are_found_where_a_word_does_not_tell_the_level() -> None:
    assert {one.id for one in registries.find("Moscow District")} == {"ru-mos", "ru-mow"}


def test_a_further_name_without_a_word_for_its_level_leads_nowhere() -> None:
    assert registries.find("South Moravian") == []


@pytest.mark.parametrize("row", list(csv.DictReader(WITH_LEVELS)), ids=lambda row: str(row["text"]))
def test_regions_of_many_countries_are_found_by_names_with_their_levels(row: dict[str, str]) -> None:
    found = next(registered_as(spellings_of(row["text"]), []), [])
    one = [each.id for each in found]
    assert (one == [row["id"]]) if row["id"] != "asked" else (len(one) != 1)


@pytest.mark.parametrize(
    ("misspelt", "near"),
    [("South Moravia", "South Moravian Region"), ("Pomeranya Voivodeship", "Pomeranian Voivodeship")],
)
def test_a_misspelt_name_is_held_against_further_names_too(misspelt: str, near: str) -> None:
    assert registries.find(misspelt) == []
    assert near in registries.near(misspelt)
    assert registries.find(near)


def test_a_sign_for_and_is_the_word() -> None:
    assert (
        [one.id for one in registries.find("Perth & Kinross")]
        == [one.id for one in registries.find("Perth and Kinross")]
        == ["gb-pkn"]
    )
    assert [one.id for one in registries.find("Kensington&Chelsea")] == ["gb-kec"]
    assert registries.find("Johnson & Johnson") == []
