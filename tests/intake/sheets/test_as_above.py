"""Cells that say "as above" are as the row before; signs that there is none are none; what is undecided is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, remarks, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目", "甲方", "乙方", "领域", "签约日期", "状态", "来源", "备注")


def titles(folder: Path) -> set[str]:
    """What the sources of a package are called, but the sheet itself and the registries."""
    return {row.get("title_zh") or row["title_en"] for row in table(folder, "sources") if row["id"].startswith("s-")}


@pytest.mark.parametrize("word", ["同上", "（同上）", "ditto", "Ditto", "″", "〃", "as above", "ibid."])
def test_as_above_is_the_cell_of_the_row_before(run: Run, tmp_path: Path, word: str) -> None:
    rows = [
        ("湖区步道", "嘉善县", "青浦区", "旅游", "2019-10-08", "已签约", "样本日报", ""),
        ("湖区码头", "嘉善县", "金山区", word, "2019-10-09", "已签约", word, ""),
        ("湖区公园", "嘉善县", "闵行区", word, "2019-10-10", "已签约", word, "甲方同上"),
    ]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    run("import", "deals.csv", "--lang", "en")
    folder = tmp_path / "deals"
    assert titles(folder) == {"样本日报"}
    made = by_name(folder)
    assert {one["sectors"] for one in made.values()} == {"tourism"}
    assert made["湖区公园"]["note_zh"] == "备注：甲方同上"
    assert len({one["asserted_by"] for one in table(folder, "stages")}) == 1
    shown = "".join(run("import", "deals.csv", "--lang", "en").out.split())
    assert f"'{word}' is read as in the row before it: 样本日报".replace(" ", "") in shown


@pytest.mark.parametrize(
    ("first", "words", "names"),
    [
        ("商用车合作", ("同上二期", "同上三期"), ["商用车合作二期", "商用车合作三期"]),
        ("商用车合作一期", ("同上（二期）", "同上第三期"), ["商用车合作（二期）", "商用车合作第三期"]),
        ("Lake Path", ("as above, phase 2", "ditto (phase III)"), ["Lake Path, phase 2", "Lake Path (phase III)"]),
        ("Seeweg", ("dto. 2. Bauabschnitt", "dto. – Teil 3"), ["Seeweg 2. Bauabschnitt", "Seeweg – Teil 3"]),
        ("Camino", ("ídem", "idem, segunda fase"), ["Camino", "Camino, segunda fase"]),
    ],
)
def test_a_further_phase_of_what_stands_above_is_called_so(
    run: Run, tmp_path: Path, first: str, words: tuple[str, str], names: list[str]
) -> None:
    rows = [
        (name, "嘉善县", "青浦区", "旅游", f"2019-10-0{at}", "已签约", "", "")
        for at, name in enumerate((first, *words), 1)
    ]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    out = run("import", "deals.csv", "--lang", "en")
    made = [row.get("name_zh") or row["name_en"] for row in table(tmp_path / "deals", "partnerships")]
    assert made == [first, *names]
    assert f"'{words[1]}' is read as in the row before it: {names[1]}".replace(" ", "") in "".join(out.out.split())


def test_as_above_in_a_column_of_parties_and_below_nothing(run: Run, tmp_path: Path) -> None:
    rows = [
        ("湖区步道", "嘉善县", "青浦区", "旅游", "2019-10-08", "已签约", "", ""),
        ("湖区码头", "同上", "金山区", "旅游", "2019-10-09", "已签约", "同上", ""),
    ]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    shown = "".join(run("import", "deals.csv", "--lang", "en").out.split())
    folder = tmp_path / "deals"
    pier = by_name(folder)["湖区码头"]
    parties = {one["party"] for one in table(folder, "participations") if one["partnership"] == pier["id"]}
    assert parties == {"region/cn-jiaxing-jiashan", "region/cn-shanghai-jinshan"}
    assert titles(folder) == set()
    assert pier["note_zh"] == "来源：同上"
    assert "'同上',buttherowbeforeithasnothingthere:keptinthenote" in shown


@pytest.mark.parametrize("sign", ["-", "—", "n/a", "无", "暂无", "none"])
def test_a_sign_that_there_is_none_is_no_source(run: Run, tmp_path: Path, sign: str) -> None:
    rows = [
        ("湖区步道", "嘉善县", "青浦区", "旅游", "2019-10-08", "已签约", sign, sign),
        ("湖区码头", "嘉善县", "金山区", "旅游", "2019-10-09", "已签约", sign, ""),
    ]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    run("import", "deals.csv")
    assert titles(tmp_path / "deals") == set()
    assert all("asserted_by" not in one for one in table(tmp_path / "deals", "stages"))
    assert all("note_zh" not in one for one in by_name(tmp_path / "deals").values())


@pytest.mark.parametrize("word", ["tbc", "待定", "to be confirmed"])
def test_what_is_to_be_confirmed_is_kept_and_told_in_any_column(run: Run, tmp_path: Path, word: str) -> None:
    rows = [("湖区步道", "嘉善县", "青浦区", "旅游", "2019-10-08", "已签约", word, word)]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    shown = "".join(run("import", "deals.csv", "--lang", "en").out.split())
    assert titles(tmp_path / "deals") == set()
    made = by_name(tmp_path / "deals")["湖区步道"]
    assert f"{made.get('note_zh', '')}{made.get('note_en', '')}".count(word) == 2
    assert "来源:saidnottobedecided:keptinthenote" in shown
    assert "备注:saidnottobedecided:keptinthenote" in shown


def test_as_above_stays_what_it_was_when_rows_are_moved_and_goes_with_the_row_that_it_meant(tmp_path: Path) -> None:
    """Sorted anew, each keeps its value and says so, at every import; where the row above is edited, it follows."""
    headings = ("Name", "Party A", "Party B", "Amount (EUR)", "Signed")
    quay = ("Quay", "Hamburg", "Shanghai", "10", "2020-01-05")
    crane, yard = (("Crane", "ditto", "Ningbo", "20", "ditto"), ("Yard", "ditto", "Dalian", "dto.", "2020-01-07"))
    lab = ("Lab", "Torino", "Wuhan", "40", "2021-02-03")
    made, sheet = tmp_path / "made", tmp_path / "deals.csv"

    def said(*rows: tuple[str, ...]) -> tuple[dict[str, list[str]], Imported]:
        done = import_sheet(write_csv(sheet, rows, headings), made)
        names = {row["id"]: row["name_en"] for row in table(made, "partnerships")}
        found: dict[str, list[str]] = {name: [] for name in names.values()}
        for row in table(made, "participations"):
            found[names[row["partnership"]]].append(row["party"])
        for row in table(made, "stages"):
            found[names[row["partnership"]]].append(row["as_of"])
        for row in table(made, "observations"):
            found[names[row["about"].removeprefix("partnership/")]].append(row["value"])
        return {name: sorted(one) for name, one in found.items()}, done

    before, _ = said(quay, crane, yard, lab)
    assert "20" in before["Yard"]
    assert "2020-01-05" in before["Crane"]
    for _ in range(2):
        after, done = said(yard, lab, crane, quay)
        assert after == before
        assert "'ditto' stays 'Hamburg'" in remarks(done, 4).en
        assert "it would be 'Torino'" in remarks(done, 4).en
        assert "it would be nothing" in remarks(done, 2).en
    # As it was, and then the row that they meant is edited.
    assert said(quay, crane, yard, lab)[0] == before
    after, done = said((quay[0], "Torino", *quay[2:]), crane, yard, lab)
    assert {name for name in after if after[name] != before[name]} == {"Quay", "Crane", "Yard"}
    assert "stays" not in remarks(done).en
