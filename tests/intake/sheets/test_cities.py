"""Regions and cities of other countries in either language: one is joined; several, and firms' names, are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("Title", "Party A", "Party B", "Signed on")


def imported(tmp_path: Path, *names: str, place: str = "") -> Imported:
    rows = [(f"Twin {at}", "嘉善县", name, "2023-05-06", place) for at, name in enumerate(names)]
    headings = (*HEADINGS, "Location of party B") if place else HEADINGS
    cells = [row if place else row[:-1] for row in rows]
    return import_sheet(write_csv(tmp_path / "deals.csv", cells, headings), tmp_path / "made")


def parties(tmp_path: Path) -> list[str]:
    found = [row["party"] for row in table(tmp_path / "made", "participations")]
    return [one for one in found if one != "region/cn-jiaxing-jiashan"]


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("巴伐利亚州", "de-by"),
        ("北莱茵-威斯特法伦州", "de-nw"),
        ("京畿道", "kr-41"),
        ("魁北克省", "ca-qc"),
        ("釜山广域市", "kr-26"),
        ("加利福尼亚", "us-ca"),
        ("伦巴第大区", "it-25"),
        ("首爾", "kr-11"),
        # A city is no province of its name, and GeoNames has it.
        ("大阪市", "gn-1853909"),
        ("安特卫普", "gn-2803138"),
        ("安特卫普省", "be-van"),
        ("德国杜伊斯堡", "nuts-dea12"),
        ("Rotterdam", "gn-2747891"),
        ("City of Gdansk", "gn-3099434"),
        ("Malmo", "gn-2692969"),
    ],
)
def test_a_place_elsewhere_is_joined(tmp_path: Path, name: str, thing: str) -> None:
    done = imported(tmp_path, name)
    assert [one.path for one in done.account.questions if not one.optional] == []
    assert parties(tmp_path) == [f"region/{thing}"]
    regions = {row["id"]: row for row in table(tmp_path / "made", "regions")}
    assert regions[thing]["parent"] in regions


@pytest.mark.parametrize(
    ("name", "options"),
    [
        # Two cities of nearly one size; a region that has its city's name, of which another country has one as well.
        ("Brest", {"region/by-br", "region/gn-3030300"}),
        # A small town of that name, and a larger city that is only called so.
        ("Hull", {"region/gb-khl", "region/gn-6942644"}),
        # A firm as well.
        ("Toyota", {"region/gn-1849814", "institution company"}),
        # Firms in Chinese as well, whatever the size of the city; Reno's Chinese name is a firm's and its own is not.
        ("日立", {"region/gn-2112708", "institution company"}),
        ("川崎", {"region/gn-1859642", "institution company"}),
        ("雷诺", {"region/gn-5511077", "institution company"}),
        ("诺基亚", {"region/gn-644450", "institution company"}),
        # Words and names of people.
        ("Police", {"region/gn-3088461", "institution company"}),
        ("Crystal", {"region/gn-5023571", "institution company"}),
        # Small ones, in either language.
        ("Baunatal", {"region/gn-2951923", "institution company"}),
        # A saint in short is the larger city that has it in full as well.
        ("St. Petersburg", {"region/gn-498817", "region/gn-4171563"}),
    ],
)
def test_what_may_be_another_is_asked(tmp_path: Path, name: str, options: set[str]) -> None:
    done = imported(tmp_path, name)
    (asked,) = [one for one in done.account.questions if one.path == ("answers", "party", name)]
    assert options <= {one.answer for one in asked.options}
    assert parties(tmp_path) == []


def test_the_place_beside_a_name_goes_before_the_largest_of_its_name(tmp_path: Path) -> None:
    imported(tmp_path, "Rotterdam", place="New York")
    assert parties(tmp_path) == ["region/gn-5134453"]


def test_a_city_by_its_name_alone_is_told_in_the_account(tmp_path: Path) -> None:
    done = imported(tmp_path, "Rotterdam", "鹿特丹")
    said = [text.en for row in done.account.rows for _, text in row.remarks]
    assert said == ["by its name the city Rotterdam, South Holland"] * 2


@pytest.mark.parametrize(
    ("name", "place", "thing"),
    [
        ("川崎市", "", "gn-1859642"),
        ("日本川崎", "", "gn-1859642"),
        ("Nokia, Finland", "", "gn-644450"),
        # By a column of what it lies in, a small one is joined.
        ("Baunatal", "Germany", "gn-2951923"),
        ("City of Baunatal", "", "gn-2951923"),
        ("Macau", "", "cn-macao"),
        ("Macau", "Brazil", "gn-3395998"),
        ("Hongkong", "", "cn-hong-kong"),
        ("Reno", "", "gn-5511077"),
        ("St. Louis", "", "gn-4407066"),
    ],
)
def test_a_name_that_says_that_it_is_a_place_is_joined(tmp_path: Path, name: str, place: str, thing: str) -> None:
    imported(tmp_path, name, place=place)
    assert parties(tmp_path) == [f"region/{thing}"]


@pytest.mark.parametrize(("place", "thing"), [("川崎", "gn-1859642"), ("Toyota", "gn-1849814")])
def test_in_a_column_of_places_a_city_is_no_firm(tmp_path: Path, place: str, thing: str) -> None:
    imported(tmp_path, "Sample Works Ltd", place=place)
    assert [row["located_in"] for row in table(tmp_path / "made", "institutions")] == [thing]


@pytest.mark.parametrize(
    ("name", "place", "thing"),
    [
        ("Réunion", "France", "re"),
        ("Puerto Rico", "USA", "pr"),
        ("Greenland", "Denmark", "gl"),
        ("Curaçao", "Netherlands", "cw"),
        ("格陵兰", "丹麦", "gl"),
    ],
)
def test_a_territory_lies_in_the_country_that_is_said_of_it(tmp_path: Path, name: str, place: str, thing: str) -> None:
    done = imported(tmp_path, name, place=place)
    assert [one.path for one in done.account.questions if one.path[:2] == ("answers", "party")] == []
    assert parties(tmp_path) == [f"region/{thing}"]


@pytest.mark.parametrize(("name", "place"), [("Greenland", "France"), ("Denmark", "Greenland")])
def test_a_territory_and_another_country_do_not_lie_in_each_other(tmp_path: Path, name: str, place: str) -> None:
    done = imported(tmp_path, name, place=place)
    assert ("answers", "party", name) in [one.path for one in done.account.questions]
    assert parties(tmp_path) == []


def test_the_bare_name_of_a_town_is_not_the_district_around_it(tmp_path: Path) -> None:
    imported(tmp_path, "Augsburg")
    assert parties(tmp_path) == ["region/nuts-de271"]


FUNDERS = ("Abcd Efgh", "Ijkl Mnop", "Qrst Uvwx")


def funded(tmp_path: Path, kind: str = "", *others: tuple[str, ...]) -> Imported:
    rows = [(f"Work {at}", "嘉善县", "Lyon", name, "2023-05-06") for at, name in enumerate(FUNDERS)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Title", "Lead", "Other partners", "Funders", "Signed on"))
    settings = Settings.read(file_beside(sheet))
    for path, answer in ((("sheets", "deals", "kinds", "Funders"), kind), *others):
        settings.set(path, answer)
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    return import_sheet(sheet, tmp_path / "made")


def test_names_that_say_nothing_are_answered_for_their_column_at_once(tmp_path: Path) -> None:
    first = funded(tmp_path)
    asked = [one.path for one in first.account.questions if not one.optional]
    assert asked[0] == ("sheets", "deals", "kinds", "Funders")
    assert len(asked) == 1 + len(FUNDERS)
    assert table(tmp_path / "made", "partnerships") == []
    done = funded(tmp_path, "institution office")
    assert [one for one in done.account.questions if not one.optional] == []
    kinds = {row["name_en"]: row["kind"] for row in table(tmp_path / "made", "institutions")}
    assert kinds == dict.fromkeys(FUNDERS, "office")
    roles = {row["party"]: row["role"] for row in table(tmp_path / "made", "participations")}
    assert [roles[f"institution/{name.lower().replace(' ', '-')}"] for name in FUNDERS] == ["investor"] * 3


def test_an_answer_for_one_name_goes_before_that_for_its_column(tmp_path: Path) -> None:
    funded(tmp_path, "office", (("answers", "party", FUNDERS[1]), "institution bank"))
    kinds = {row["name_en"]: row["kind"] for row in table(tmp_path / "made", "institutions")}
    assert kinds == {FUNDERS[0]: "office", FUNDERS[1]: "bank", FUNDERS[2]: "office"}


def test_an_answer_that_is_no_kind_is_asked_again(tmp_path: Path) -> None:
    done = funded(tmp_path, "whatever")
    assert ("sheets", "deals", "kinds", "Funders") in [one.path for one in done.account.questions]
    assert table(tmp_path / "made", "partnerships") == []


def test_a_zoo_is_no_zone_and_a_bridge_in_a_name_no_link(tmp_path: Path) -> None:
    rows = [("Start-up Bridge", "嘉善县", "广州样本动物园", "2023-05-06")]
    import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    assert [row["kind"] for row in table(tmp_path / "made", "institutions")] == ["culturalInstitution"]
    assert [row["class"] for row in table(tmp_path / "made", "partnerships")] == ["Partnership"]


def test_a_span_is_answered_by_its_ends_in_any_spelling_and_else_said_not_to_be_understood(tmp_path: Path) -> None:
    rows = [("Work", "嘉善县", "Lyon", "FY2020/21"), ("Rest", "嘉善县", "Lyon", "2023-05-06")]
    sheet = write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    for answer, understood in (("some year", False), ("2020-07..2021-06", True)):
        settings = Settings.read(file_beside(sheet))
        settings.set(("answers", "date", "FY2020/21"), answer)
        file_beside(sheet).write_bytes(settings.written(sheet.name))
        done = import_sheet(sheet, tmp_path / "made")
        asked = [one.text.en for one in done.account.questions if one.path[:2] == ("answers", "date")]
        assert (asked == []) == understood
        assert understood or "'some year' for 'FY2020/21' is not understood" in asked[0]


def test_a_number_in_brackets_that_is_none_is_asked_and_no_failure(tmp_path: Path) -> None:
    rows = [("Work", "嘉善县", "Lyon", "2023-05-06", "（略）")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "Amount (EUR)")), tmp_path / "made")
    assert [one.path for one in done.account.questions if not one.optional] == [("answers", "amount", "（略）")]


@pytest.mark.parametrize(
    ("name", "place", "thing"),
    [
        # A county of Shandong has the name of Surabaya; the sheet says which country it is.
        ("泗水", "印度尼西亚", "gn-1625822"),
        ("泗水", "山东省", "cn-370831"),
        ("Brest", "France", "gn-3030300"),
    ],
)
def test_the_country_beside_a_name_rules_out_places_elsewhere(
    tmp_path: Path, name: str, place: str, thing: str
) -> None:
    imported(tmp_path, name, place=place)
    assert parties(tmp_path) == [f"region/{thing}"]


def test_a_name_of_china_that_a_city_of_a_million_has_too_is_asked(tmp_path: Path) -> None:
    done = imported(tmp_path, "泗水")
    (asked,) = [one for one in done.account.questions if not one.optional]
    assert [one.answer for one in asked.options] == ["region/cn-370831", "region/gn-1625822"]


def test_halves_of_a_heading_that_say_two_things_are_both_proposed(tmp_path: Path) -> None:
    rows = [("L-1", "样本合作", "嘉善县", "荷兰", "Lyon", "2023-05-06", "85")]
    headings = (
        "编号 No.",
        "合作事项 Subject",
        "我方",
        "对方国家/地区 Country",
        "对方",
        "签约日期",
        "2023 actual (CNY 10k)",
    )
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    read = {one.heading: (one.reading.written, one.reading.proposals) for one in done.columns}
    assert read["编号 No."] == ("id", ())
    assert read["合作事项 Subject"] == ("name", ("name", "sector"))
    assert read["对方国家/地区 Country"] == ("place 2", ())
    assert read["2023 actual (CNY 10k)"][0] == "amount capitalArrived"


def test_beside_funders_who_leads_is_a_party_and_the_partner_is_asked(tmp_path: Path) -> None:
    headings = ("Title", "Lead region", "Partner region", "Partner country", "Implementing agency", "Donors", "Signed")
    rows = [("Work", "嘉善县", "Lyon", "France", "Sample Works Ltd", "Sample Film Fund", "2023-05-06")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    read = {one.heading: (one.reading.written, one.reading.sure) for one in done.columns}
    assert read["Lead region"] == ("party 1", True)
    assert read["Partner region"] == ("party 2", False)
    assert read["Donors"] == ("party provider", True)
    # A column of countries that nobody has confirmed rules out no party.
    assert [one.path for one in done.account.questions if one.path[:2] == ("answers", "party")] == []
