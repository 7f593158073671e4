"""A place in brackets, behind a dash or a comma is where an institution or a zone is, within what columns say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.naming import parties_in
from tests.intake.sheets.written import of, options, table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "乙方国家", "签约日期")


def imported(tmp_path: Path, *rows: tuple[str, str], first: str = "嘉善县") -> Imported:
    """A sheet with a party and its country in each row."""
    made = [(f"合作{number}", first, name, country, "2017-07-28") for number, (name, country) in enumerate(rows)]
    return import_sheet(write_csv(tmp_path / "deals.csv", made, HEADINGS), tmp_path / "made")


def seats(tmp_path: Path) -> list[str]:
    """Where the institutions are, and then the zones that are made of their names."""
    zones = [row for row in table(tmp_path / "made", "regions") if row.get("kind") == "Zone"]
    found = [row.get("located_in", "") for row in table(tmp_path / "made", "institutions")]
    return found + [row.get("parent", "") for row in zones]


@pytest.mark.parametrize(
    ("name", "country", "seat"),
    [
        ("Veldkamp Optics Institute (Eindhoven)", "Netherlands", "gn-2756253"),
        ("Veldkamp Optics Institute, Eindhoven", "Netherlands", "gn-2756253"),
        ("Veldkamp Optics Institute – Eindhoven", "Netherlands", "gn-2756253"),
        ("菲尔德光学研究院（埃因霍温）", "荷兰", "gn-2756253"),
        ("Veldkamp Optics Institute (Eindhoven)", "", "gn-2756253"),
        # Of several of a name, the one in the country.
        ("Marlowe Institute (Cambridge)", "United States", "gn-4931972"),
        ("Marlowe Institute (Cambridge)", "United Kingdom", "gn-2653941"),
        # A town elsewhere that is called as the country rules nothing out.
        ("Rosales S.A. (San José)", "Costa Rica", "cr-sj"),
        ("Rosales Logistics W.L.L. (Manama)", "Bahrain", "gn-290340"),
        ("Hallivuori Oy (Oulu, Finland)", "Finland", "gn-643492"),
        ("Universidad Rosales (São Paulo)", "巴西", "br-sp"),
        ("Politeknik Melati, Denpasar", "Indonesia", "gn-1645528"),
        # What other words of the name say is wider.
        ("江苏锦岚投资集团（张家港）", "", "cn-320582"),
        ("Anders Industrial Park (Lyon)", "France", "gn-2996944"),
        # What is no place, and a country alone, change nothing.
        ("Veldkamp Institute (VOI)", "Netherlands", "nl"),
        ("Lanholm GmbH (Malaysia)", "Malaysia", "my"),
        ("Veldkamp Optics Institute (Nowhereton)", "Netherlands", "nl"),
    ],
)
def test_the_finer_place_within_the_country_wins(tmp_path: Path, name: str, country: str, seat: str) -> None:
    done = imported(tmp_path, (name, country))
    assert seats(tmp_path) == [seat]
    assert not [one for one in done.account.questions if not one.optional]


@pytest.mark.parametrize("name", ["Veldkamp Optics Institute (Eindhoven)", "菲尔德光学研究院（埃因霍温）"])
def test_one_that_is_not_in_that_country_is_asked_and_not_taken(tmp_path: Path, name: str) -> None:
    done = imported(tmp_path, (name, "Germany"))
    assert seats(tmp_path) == [""]
    assert options(done, "answers", "place", name) == ["gn-2756253", "de"]
    assert "Eindhoven" not in {row.get("name_en") for row in table(tmp_path / "made", "regions")}


def test_a_place_behind_a_comma_in_another_country_is_asked_too(tmp_path: Path) -> None:
    done = imported(tmp_path, ("Leitner Chamber of Commerce, Eindhoven", "Germany"))
    assert seats(tmp_path) == [""]
    (found,) = [one for one in done.account.questions if one.path[:2] == ("answers", "place")]
    assert [option.answer for option in found.options] == ["gn-2756253", "de"], found.path


def test_its_answer_goes_before_the_brackets(tmp_path: Path) -> None:
    name = "Veldkamp Optics Institute (Eindhoven)"
    imported(tmp_path, (name, "Germany"))
    beside = tmp_path / "deals.csv.kg.yaml"
    beside.write_text(beside.read_text(encoding="utf-8").replace(f"{name}:", f"{name}: de-by", 1), encoding="utf-8")
    done = imported(tmp_path, (name, "Germany"))
    assert seats(tmp_path) == ["de-by"]
    assert not done.account.questions


def test_a_finer_cell_of_a_column_goes_before_wider_brackets(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "乙方国家", "乙方所在城市", "签约日期")
    row = ("合作", "嘉善县", "Veldkamp Institute (North Brabant)", "Netherlands", "Eindhoven", "2017-07-28")
    import_sheet(write_csv(tmp_path / "deals.csv", [row], headings), tmp_path / "made")
    assert seats(tmp_path) == ["gn-2756253"]


def test_signs_in_brackets_part_no_names() -> None:
    said = "Harnett Silk Co., Ltd. (Suzhou, Jiangsu); 锦岚公司（上海、北京） / (Lyon; Paris)"
    assert parties_in(said, lambda _: 0)[:1] == ["Harnett Silk Co., Ltd. (Suzhou, Jiangsu)"]
    assert parties_in("锦岚公司（上海、北京）、嘉善县", lambda _: 0) == ["锦岚公司（上海、北京）", "嘉善县"]
    assert parties_in("(Lyon; Paris)", lambda _: 0) == ["(Lyon", "Paris)"]


def test_many_signs_in_many_brackets_are_read_in_time_that_grows_with_them() -> None:
    assert parties_in("Acme" + "(a, b" * 50_000, lambda _: 0)


@pytest.mark.parametrize(
    ("name", "first", "seat"),
    [
        # Nothing in the sheet is of Sichuan: the word may be another place's.
        ("Meishan Bonded Port Area", "Ningbo", ""),
        ("Meishan Bonded Port Area", "Chengdu", "cn-511400"),
        ("Qinzhou Bonded Port Area", "Nanning", "cn-450700"),
        ("Qinzhou Bonded Port Area", "Ningbo", ""),
        ("钦州样本保税港区", "嘉善县", "cn-450700"),
    ],
)
def test_a_word_of_a_zone_is_its_place_where_the_sheet_has_that_province(
    tmp_path: Path, name: str, first: str, seat: str
) -> None:
    done = imported(tmp_path, (name, ""), first=first)
    assert seats(tmp_path) == [seat]
    if not seat:
        assert options(done, "answers", "place", name)[0].startswith("cn-")
    # It is no other for being imported once more.
    imported(tmp_path, (name, ""), first=first)
    assert seats(tmp_path) == [seat]


@pytest.mark.parametrize(("name", "seat"), [("锦岚样本港口", ""), ("宁波锦岚港口", "cn-330200")])
def test_a_word_that_says_what_something_is_is_no_place(tmp_path: Path, name: str, seat: str) -> None:
    imported(tmp_path, (name, ""), first="宁波市")
    assert seats(tmp_path) == [seat]


def test_a_region_that_says_what_it_is_is_proposed_first_in_a_row_of_another_country(tmp_path: Path) -> None:
    done = imported(tmp_path, ("深圳市", "喀麦隆"), ("Jiangning (Nanjing)", "尼日利亚"))
    assert options(done, "answers", "party", "深圳市")[:2] == ["region/cn-440300", "region cm"]
    assert options(done, "answers", "party", "Jiangning (Nanjing)")[:2] == ["region/cn-320115", "region ng"]


BOTH = ("Optics Institute", "Industrial Park")


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize(
    ("name", "country", "seat", "proposed"),
    [
        # A cell that says another place, one that is not understood, and what other languages call a large city.
        ("Gamma {} (Eindhoven)", "Germany", "", ["gn-2756253", "de"]),
        ("Gamma {} (Eindhoven)", "Germany and Austria", "", ["gn-2756253"]),
        ("Gamma {} (Ghent)", "Belgium", "gn-2797656", []),
        # A second place in the name; a column that has only one of them settles it.
        ("Essen {} (Lyon)", "", "", ["gn-2996944", "nuts-dea13"]),
        ("Leiden {} (Ghent)", "", "", ["gn-2797656", "gn-2751773"]),
        ("Wuhan {} (Lyon)", "", "", ["gn-2996944", "cn-420100"]),
        ("Wuhan {} (Lyon)", "France", "gn-2996944", []),
        ("Shanghai {} (Suzhou)", "China", "cn", ["cn-320500", "cn-shanghai"]),
        # A word, and a firm; a column that agrees says that it is the place.
        ("Vision {} (Mobile)", "", "", ["gn-4076598"]),
        ("Gamma {} (Nice)", "", "", ["gn-2990440"]),
        ("Gamma {} (Bar)", "", "", ["me-02"]),
        ("Gamma {} (Nice)", "France", "gn-2990440", []),
        ("Gamma {} (Lyon)", "", "gn-2996944", []),
    ],
)
def test_what_the_row_or_the_name_is_against_is_proposed_and_not_taken(
    tmp_path: Path, kind: str, name: str, country: str, seat: str, proposed: list[str]
) -> None:
    name = name.format(kind)
    done = imported(tmp_path, (name, country))
    assert seats(tmp_path) == [seat]
    if proposed:
        found = options(done, "answers", "place", name)
        assert found[0] == proposed[0]
        assert set(proposed) <= set(found)
    else:
        # What is taken is told in each case, and what may be answered instead.
        (row,) = done.account.rows
        assert f"{seat})" in "".join(text.en for _, text in row.remarks)
        assert "answers > place" in "".join(text.zh for _, text in row.remarks)
    # It is no other for being imported once more.
    imported(tmp_path, (name, country))
    assert seats(tmp_path) == [seat]


@pytest.mark.parametrize("name", ["武汉样本大学（里昂）", "武汉样本工业园（里昂）"])
def test_two_places_in_a_chinese_name_are_proposed_too(tmp_path: Path, name: str) -> None:
    done = imported(tmp_path, (name, ""))
    assert seats(tmp_path) == [""]
    assert options(done, "answers", "place", name)[0] == "gn-2996944"


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("reverse", [False, True])
def test_rows_that_differ_leave_it_open_in_whichever_order(tmp_path: Path, kind: str, reverse: bool) -> None:
    name = f"Gamma {kind} (Eindhoven)"
    rows = [(name, "Germany"), (name, "Netherlands")]
    done = imported(tmp_path, *(rows[::-1] if reverse else rows))
    assert seats(tmp_path) == [""]
    assert options(done, "answers", "place", name)[0] == "gn-2756253"


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("reverse", [False, True])
def test_one_row_that_agrees_bears_a_word_out(tmp_path: Path, kind: str, reverse: bool) -> None:
    rows = [(f"Gamma {kind} (Nice)", "France"), (f"Gamma {kind} (Nice)", "")]
    imported(tmp_path, *(rows[::-1] if reverse else rows))
    assert seats(tmp_path) == ["gn-2990440"]


@pytest.mark.parametrize("kind", BOTH)
def test_a_cell_that_an_answer_tells_agrees_or_does_not(tmp_path: Path, kind: str) -> None:
    name = f"Gamma {kind} (Eindhoven)"
    for answer, seat in (("nl", "gn-2756253"), ("de", "")):
        (tmp_path / "deals.csv.kg.yaml").write_text(f"answers:\n  party:\n    Nethrlnds: {answer}\n", encoding="utf-8")
        imported(tmp_path, (name, "Nethrlnds"))
        assert seats(tmp_path) == [seat]


CELLS = ("Germany", "Germany and Austria", "France", "Germany; France", "tbd", "")
TOWNS = ("Lyon", "Utrecht", "Nowhereton", "")
#: Names of parties; another letter in each row, so that none says anything of another.
NAMES = (
    "Gamma{} Institute (Eindhoven)",
    "Gamma{} Industrial Park (Eindhoven)",
    "Wuhan Gamma{} Institute (Lyon)",
    "Gamma{} Industrial Park (Nice)",
    "Gamma{} Institute",
    "Gamma{} Industrial Park",
    "Gamma{} Ltd; Delta{} GmbH",
    "Gamma{} Ltd (Lyon); Delta{} GmbH",
    "Bavaria",
    "n/a",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_of_a_place_is_lost(tmp_path: Path, name: str) -> None:
    cells = [(country, town) for country in CELLS for town in TOWNS]
    names = [name.replace("{}", f"{chr(97 + at // 26)}{chr(97 + at % 26)}") for at in range(len(cells))]
    rows = [(f"合作{at}", "嘉善县", names[at], *two, "2017-07-28") for at, two in enumerate(cells)]
    headings = ("项目名称", "甲方", "乙方", "乙方国家", "乙方所在城市", "签约日期")
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    into, parties = tmp_path / "made", table(tmp_path / "made", "participations")
    regions, made = ({one["id"]: one for one in table(into, name)} for name in ("regions", "partnerships"))
    seats_of = {one["id"]: one.get("located_in", "") for one in table(into, "institutions")}
    held = [row for row in done.account.rows if row.outcome != "made"]
    assert not held or done.account.questions  # they wait, and nothing is made of them
    for two, row in zip(cells, done.account.rows, strict=True):
        mine = [one["party"].partition("/")[2] for one in of(parties, "partnership", row.id)] if row.id else []
        outer = {seat for one in mine for seat in seats_of.get(one, one).split(";")}
        said = " ".join(str(regions.get(one)) for one in _with_around(outer, regions))
        note = "".join(made.get(row.id, {}).get(f"note_{language}", "") for language in ("zh", "en"))
        for cell in two if row not in held else ():
            is_used = all(part in said for part in cell.split("; "))
            assert is_used or cell == "tbd" or (cell in note and row.remarks), (row.row, two, cell)


def _with_around(found: set[str], regions: dict[str, dict[str, str]]) -> set[str]:
    """Regions with what they lie in by the package's own rows."""
    outer = {one for thing in found for one in regions.get(thing, {}).get("parent", "").split(";") if one} - found
    return _with_around(found | outer, regions) if outer else found
