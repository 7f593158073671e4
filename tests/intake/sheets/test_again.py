"""The sheet stays the master: a second import of an edited sheet, and what was typed in the package meanwhile."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import HEADINGS, ROWS, by_name, of, table, write_csv
from tests.support import EditablePackage, Outcome, tree

Run = Callable[..., Outcome]


@pytest.fixture
def imported(run: Run, tmp_path: Path) -> Path:
    """The package of four rows."""
    write_csv(tmp_path / "deals.csv", ROWS)
    assert run("import", "deals.csv", "--lang", "en").code == 0
    return tmp_path / "deals"


def ids(folder: Path) -> dict[str, str]:
    return {name: row["id"] for name, row in by_name(folder).items()}


def test_twice_the_same_bytes(imported: Path, run: Run) -> None:
    before = tree(imported)
    settings = (imported.parent / "deals.csv.kg.yaml").read_bytes()
    assert run("import", "deals.csv", "--lang", "zh").code == 0
    assert tree(imported) == before
    assert (imported.parent / "deals.csv.kg.yaml").read_bytes() == settings


def test_sorted_otherwise_rows_keep_their_ids(imported: Path, run: Run) -> None:
    before, tables = (
        ids(imported),
        {name: table(imported, name) for name in ("participations", "stages", "observations")},
    )
    write_csv(imported.parent / "deals.csv", [ROWS[3], ROWS[1], ROWS[0], ROWS[2]])
    assert run("import", "deals.csv").code == 0
    assert ids(imported) == before
    for name, rows in tables.items():
        now = [{column: cell for column, cell in row.items() if column != "place"} for row in table(imported, name)]
        assert now == [{column: cell for column, cell in row.items() if column != "place"} for row in rows]
    # The fourth row is the second of the sheet now, the first below the headings.
    assert by_name(imported)["旅游联盟"]["place"] == "row=2"


def test_an_edited_cell_changes_that_and_nothing_else(imported: Path, run: Run) -> None:
    before = ids(imported)
    edited = [*ROWS[1][:5], "25000", *ROWS[1][6:]]
    write_csv(imported.parent / "deals.csv", [ROWS[0], edited, *ROWS[2:]])
    assert run("import", "deals.csv").code == 0
    assert ids(imported) == before
    values = {row["about"]: row["value"] for row in table(imported, "observations")}
    # In 万元, ten thousand yuan each.
    assert values[f"partnership/{before['科技园项目']}"] == "250000000"
    assert values[f"partnership/{before['医疗合作协议']}"] == "35000000"


def test_a_renamed_row_is_the_same_one(imported: Path, run: Run) -> None:
    before = ids(imported)
    renamed = ["海盐闵行科技园共建项目", *ROWS[1][1:]]
    write_csv(imported.parent / "deals.csv", [ROWS[0], renamed, *ROWS[2:]])
    assert run("import", "deals.csv").code == 0
    assert ids(imported)["海盐闵行科技园共建项目"] == before["科技园项目"]
    assert len(ids(imported)) == 4


def test_a_row_that_went_goes_with_all_that_is_its_own(imported: Path, run: Run) -> None:
    gone = ids(imported)["旅游联盟"]
    write_csv(imported.parent / "deals.csv", ROWS[:3])
    outcome = run("import", "deals.csv", "--lang", "en")
    assert outcome.code == 0
    assert f"Gone: {gone} 旅游联盟." in outcome.err
    assert "旅游联盟" not in ids(imported)
    assert not of(table(imported, "participations"), "partnership", gone)
    assert not of(table(imported, "stages"), "partnership", gone)
    # Nobody else has to do with Tongxiang or Qingpu; the others' regions stay, with what they lie in.
    assert {row["name_zh"] for row in table(imported, "regions")} == {
        *("中国", "上海市", "浙江省", "嘉兴市", "嘉善县", "海盐县", "平湖市", "闵行区", "金山区"),
    }
    assert run("check", "deals").code == 0


def test_a_row_that_comes_back_has_its_id_again(imported: Path, run: Run) -> None:
    before = ids(imported)
    write_csv(imported.parent / "deals.csv", ROWS[:3])
    run("import", "deals.csv")
    write_csv(imported.parent / "deals.csv", ROWS)
    assert run("import", "deals.csv").code == 0
    assert ids(imported) == before


def test_what_was_typed_in_the_package_stays(imported: Path, run: Run) -> None:
    package = EditablePackage(imported)
    row = [row[0] for row in package.rows("partnerships")].index(ids(imported)["医疗合作协议"]) + 1
    package.set("partnerships", row, "name_en", "Agreement on health care")
    package.add(
        "stages",
        id="by-hand",
        partnership=ids(imported)["旅游联盟"],
        stage="operating",
        as_of="2017-06-30",
        precision="day",
        time_basis="stated",
        source=table(imported, "sources")[0]["id"],
        place="row=5",
    )
    write_csv(imported.parent / "deals.csv", [[*ROWS[0][:8], "第二批"], *ROWS[1:]])
    assert run("import", "deals.csv").code == 0
    changed = by_name(imported)["医疗合作协议"]
    assert changed["name_en"] == "Agreement on health care"
    assert changed["note_zh"] == "备注：第二批"
    assert of(table(imported, "stages"), "id", "by-hand")
    assert run("check", "deals").code == 0


def test_what_both_changed_has_what_the_sheet_says_and_is_told(imported: Path, run: Run) -> None:
    package = EditablePackage(imported)
    row = [row[0] for row in package.rows("partnerships")].index(ids(imported)["医疗合作协议"]) + 1
    package.set("partnerships", row, "note_zh", "我的备注")
    write_csv(imported.parent / "deals.csv", [[*ROWS[0][:8], "第二批"], *ROWS[1:]])
    outcome = run("import", "deals.csv", "--lang", "en")
    assert by_name(imported)["医疗合作协议"]["note_zh"] == "备注：第二批"
    assert "the sheet says '备注：第二批' now; '我的备注' was typed in the package" in outcome.err
    # Said once: afterwards both agree.
    assert "was typed" not in run("import", "deals.csv", "--lang", "en").err


def test_a_row_that_is_like_two_is_asked_and_nothing_is_written(imported: Path, run: Run) -> None:
    # Another name, and each half of it of another row: neither is sure.
    before = tree(imported)
    mixed = ("医疗旅游", "嘉善县", "青浦区", "合作", "旅游", "120", "2015-11-11", "已签约", "四地")
    write_csv(imported.parent / "deals.csv", [ROWS[1], ROWS[2], mixed])
    outcome = run("import", "deals.csv", "--lang", "en")
    assert outcome.code == 1
    assert "Is '医疗旅游' the row that was '旅游联盟', or a new one?" in outcome.err
    assert tree(imported) == before
    settings = imported.parent / "deals.csv.kg.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("    医疗旅游:", "    医疗旅游: new"), encoding="utf-8")
    assert run("import", "deals.csv").code == 0
    assert set(ids(imported)) == {"科技园项目", "职业教育合作", "医疗旅游"}
    assert ids(imported)["医疗旅游"] not in {
        row.split(",")[0] for row in before["partnerships.csv"].decode().splitlines()
    }


def test_two_sheets_in_one_package(imported: Path, run: Run) -> None:
    other = ("跨省通办", "嘉善县", "松江区", "服务", "公共服务", "", "2017-02-01", "运营中", "")
    write_csv(imported.parent / "more.csv", [other])
    assert run("import", "more.csv", "--into", "deals").code == 0
    assert len(ids(imported)) == 5
    write_csv(imported.parent / "more.csv", [other, (*other[:1], "海宁市", *other[2:])])
    assert run("import", "more.csv", "--into", "deals").code == 0
    assert len(table(imported, "partnerships")) == 6
    # The first sheet is as it was, and takes nothing of the other away.
    assert run("import", "deals.csv", "--into", "deals").code == 0
    assert len(table(imported, "partnerships")) == 6
    assert run("check", "deals").code == 0


def test_the_sheet_under_another_name_is_asked_for(imported: Path, run: Run) -> None:
    before = ids(imported)
    newer = write_csv(
        imported.parent / "deals-v2.csv",
        [*ROWS[1:], ("新协议", "海宁市", "长宁区", "服务", "养老", "", "2017-03-03", "洽谈", "")],
    )
    stopped = run("import", "deals-v2.csv", "--into", "deals", "--lang", "en")
    assert stopped.code == 1
    assert "3 of its rows are in the package from deals.csv. Is it a newer edition of that sheet?" in stopped.err
    assert ids(imported) == before
    settings = newer.with_name("deals-v2.csv.kg.yaml")
    text = settings.read_text(encoding="utf-8").replace("was:", "was: deals.csv")
    settings.write_text(text, encoding="utf-8")
    assert run("import", "deals-v2.csv", "--into", "deals").code == 0
    now = ids(imported)
    assert set(now) == {"科技园项目", "职业教育合作", "旅游联盟", "新协议"}
    assert {name: now[name] for name in ("科技园项目", "职业教育合作", "旅游联盟")} == {
        name: before[name] for name in ("科技园项目", "职业教育合作", "旅游联盟")
    }
    assert run("check", "deals").code == 0


def test_a_row_that_waits_for_an_answer_stays_as_it_was(imported: Path, run: Run) -> None:
    before = table(imported, "participations")
    edited = [ROWS[0], (*ROWS[1][:2], "腾讯", *ROWS[1][3:]), *ROWS[2:]]
    write_csv(imported.parent / "deals.csv", edited)
    answer = run("import", "deals.csv", "--format", "json")
    assert answer.code == 0
    assert [row["outcome"] for row in answer.json()["rows"]] == ["made", "asked", "made", "made"]
    assert table(imported, "participations") == before
    assert run("check", "deals").code == 0
    settings = Settings.read(file_beside(imported.parent / "deals.csv"))
    settings.set(("answers", "party", "腾讯"), "institution company")
    file_beside(imported.parent / "deals.csv").write_bytes(settings.written("deals.csv"))
    assert run("import", "deals.csv").code == 0
    parties = {
        row["party"] for row in of(table(imported, "participations"), "partnership", ids(imported)["科技园项目"])
    }
    assert len(parties) == 2
    assert "region/cn-shanghai-minhang" not in parties


def test_a_column_more_changes_no_id(imported: Path, run: Run) -> None:
    before = ids(imported)
    write_csv(imported.parent / "deals.csv", [(*row, "张三") for row in ROWS], (*HEADINGS, "联系人"))
    assert run("import", "deals.csv").code == 0
    assert ids(imported) == before
    assert by_name(imported)["科技园项目"]["note_zh"] == "联系人：张三"


def test_what_a_person_types_in_the_settings_stays(imported: Path, run: Run) -> None:
    settings = imported.parent / "deals.csv.kg.yaml"
    text = settings.read_text(encoding="utf-8").replace("备注: note", "备注: ignore  # 内部")
    settings.write_text(text + "\nmine: kept\n", encoding="utf-8")
    assert run("import", "deals.csv").code == 0
    kept = settings.read_text(encoding="utf-8")
    # What may be written stands last; every line that was there or was typed is there still.
    assert sorted(kept.splitlines()) == sorted((text + "\nmine: kept\n").splitlines())
    assert "note_zh" not in by_name(imported)["医疗合作协议"]


def test_what_was_judged_of_names_stays_and_can_be_taken_back(tmp_path: Path, run: Run) -> None:
    rows = [
        ("One", "Zhongshan Hospital of Fudan Univ.", "Pinghu", "2017-01-03"),
        ("Two", "Zhongshan Hospital of Fudan University", "Pinghu", "2017-01-04"),
    ]
    write_csv(tmp_path / "deals.csv", rows, ("Title", "Party A", "Party B", "Signed"))
    assert run("import", "deals.csv").code == 0
    before = tree(tmp_path / "deals")
    short, long = "institution/zhongshan-hospital-of-fudan-univ", "institution/zhongshan-hospital-of-fudan-university"
    assert run("names", "deals", "--same", short, long).code == 0
    judged = tree(tmp_path / "deals")
    assert run("import", "deals.csv").code == 0
    assert tree(tmp_path / "deals") == judged
    assert "1 institution" in run("build", "deals", "--lang", "en").out
    assert run("names", "deals", "--undo", short, long).code == 0
    assert run("import", "deals.csv").code == 0
    assert tree(tmp_path / "deals") == before
    assert "2 institutions" in run("build", "deals", "--lang", "en").out


def placed(tmp_path: Path, run: Run) -> Path:
    """A package in which a region of no registry is only where a party sits."""
    sheet = write_csv(
        tmp_path / "deals.csv",
        [("甲项目", "江阴市", "A公司", "样泽市", "已签约", "2020-01-02")],
        ("项目名称", "甲方", "乙方", "对方所在地", "阶段", "日期"),
    )
    assert run("import", "deals.csv", "--into", "made").code == 0
    beside = sheet.with_name("deals.csv.kg.yaml")
    said = beside.read_text(encoding="utf-8").replace("样泽市:\n", "样泽市: region jp\n")
    beside.write_text(said, encoding="utf-8")
    assert run("import", "deals.csv", "--into", "made").code == 0
    return tmp_path / "made"


def test_a_region_that_is_only_a_place_keeps_its_id(run: Run, tmp_path: Path) -> None:
    made = placed(tmp_path, run)
    before, regions = tree(made), [one["id"] for one in table(made, "regions") if one["name_zh"] == "样泽市"]
    assert len(regions) == 1
    assert regions[0] in [one["id"] for one in table(made, "ids")]
    for _ in range(2):
        assert run("import", "deals.csv", "--into", "made").code == 0
        assert tree(made) == before


def test_a_place_of_a_package_without_its_line_in_ids_keeps_its_id(run: Run, tmp_path: Path) -> None:
    made = placed(tmp_path, run)
    before = table(made, "regions")
    lines = (made / "ids.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (made / "ids.csv").write_text("".join(line for line in lines if "样泽市" not in line), encoding="utf-8")
    assert run("import", "deals.csv", "--into", "made").code == 0
    assert table(made, "regions") == before


def _told(outcome: Outcome) -> tuple[str, str]:
    """What was said of the rows, and what was asked."""
    return outcome.out, outcome.err


def test_what_nobody_has_answered_is_told_again_by_every_import(run: Run, tmp_path: Path) -> None:
    rows = [
        ("湖区步道", "江东新区", "University of Cambridge", "2019-10-08"),
        ("湖区码头", "南京江东新区", "剑桥大学", "2019-10-09"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目", "甲方", "乙方", "签约日期"))
    first = run("import", "deals.csv", "--lang", "en")
    asked = " ".join(first.err.split())
    assert "Is 南京江东新区 the same as 江东新区?" in asked
    assert "Is 剑桥大学 the same as University of Cambridge" in asked
    assert "Open questions: 1, on 1 line; 2 more may stay open." in asked
    assert "1 cell not understood" in " ".join(first.out.split())
    before = tree(tmp_path / "deals")
    for _ in range(2):
        assert _told(run("import", "deals.csv", "--lang", "en")) == _told(first)
        assert tree(tmp_path / "deals") == before
    # Answered, it is asked no more, and the answer counts: also that of the place of a zone.
    settings = Settings.read(file_beside(sheet))
    for kind, name, answer in (
        ("party", "剑桥大学", "University of Cambridge"),
        ("party", "南京江东新区", "zone"),
        ("place", "江东新区", "cn-320100"),
        ("place", "University of Cambridge", "gb"),
    ):
        settings.set(("answers", kind, name), answer)
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    assert "Open questions" not in run("import", "deals.csv", "--lang", "en").err
    assert [row["name_en"] for row in table(tmp_path / "deals", "institutions")] == ["University of Cambridge"]
    zones = of(table(tmp_path / "deals", "regions"), "kind", "Zone")
    assert {row["name_zh"]: row["parent"] for row in zones} == {"江东新区": "cn-320100", "南京江东新区": "cn-320100"}
    assert run("check", "deals").code == 0


def test_what_was_typed_in_the_package_is_not_asked_again(run: Run, tmp_path: Path) -> None:
    rows = [("湖区步道", "江东新区", "嘉善县", "2019-10-08")]
    write_csv(tmp_path / "deals.csv", rows, ("项目", "甲方", "乙方", "签约日期"))
    assert "In which region is 江东新区?" in run("import", "deals.csv", "--lang", "en").err
    package = EditablePackage(tmp_path / "deals")
    (number,) = (at for at, row in enumerate(package.rows("regions")) if "江东新区" in row)
    package.set("regions", number + 1, "parent", "cn-jiaxing")
    assert "Open questions" not in run("import", "deals.csv", "--lang", "en").err
    (zone,) = of(table(tmp_path / "deals", "regions"), "kind", "Zone")
    assert zone["parent"] == "cn-jiaxing"


def test_that_the_latest_day_moves_what_names_none_is_said(imported: Path, run: Run) -> None:
    undated = ("港口合作", "海宁市", "徐汇区", "合作", "物流", "", "", "在建", "")
    sheet = imported.parent / "deals.csv"
    write_csv(sheet, [*ROWS, undated])
    assert "its latest day" not in run("import", "deals.csv", "--lang", "en").err
    # The row with the latest day goes, and the stage of a row that nobody touched would be dated otherwise.
    write_csv(sheet, [*ROWS[1:], undated])
    told = run("import", "deals.csv", "--lang", "both")
    said = " ".join((told.out + told.err).split())
    assert "its latest day was 2017-07-28 and is 2017-01-15 now, and what names no day of its own moves with it" in said
    assert "Write as_of: 2017-07-28 in deals.csv.kg.yaml to keep it" in said
    assert "最晚日期由2017-07-28变为2017-01-15" in said
    settings = Settings.read(file_beside(sheet))
    settings.set(("as_of",), "2017-07-28")
    file_beside(sheet).write_bytes(settings.written("deals.csv"))
    told = run("import", "deals.csv", "--lang", "en")
    assert "its latest day" not in told.out + told.err
    assert [row["issued"] for row in of(table(imported, "sources"), "id", "sheet-deals")] == ["2017-07-28"]
    (stage,) = of(table(imported, "stages"), "partnership", ids(imported)["港口合作"])
    assert (stage["as_of"], stage["time_basis"]) == ("2017-07-28", "assumed")


@pytest.mark.parametrize("cell", ["n.a.", "-", "免费", "无"])
def test_that_there_is_no_amount_is_another_thing_than_an_empty_cell(run: Run, tmp_path: Path, cell: str) -> None:
    write_csv(tmp_path / "deals.csv", [[*ROWS[0][:5], cell, *ROWS[0][6:]], [*ROWS[1][:5], "", *ROWS[1][6:]]])
    assert run("import", "deals.csv").code == 0
    made = by_name(tmp_path / "deals")
    assert f"投资额（万元）：{cell}" in made["医疗合作协议"]["note_zh"]
    assert "投资额" not in made["科技园项目"].get("note_zh", "")
    assert table(tmp_path / "deals", "observations") == []


def _as_an_older_version_wrote_it(folder: Path, table_name: str, key: str, **cells: str) -> None:
    """Change cells of a row as if the last import had written it so: in the table, and in what it kept beside it."""
    path, state = folder / f"{table_name}.csv", folder / ".kg-import.json"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= cells if row["id"] == key else {}
    write_csv(path, [list(row.values()) for row in rows], list(rows[0]))
    kept = json.loads(state.read_text(encoding="utf-8"))
    for tables in kept["sheets"].values():
        for row in tables[table_name]:
            row |= cells if row["id"] == key else {}
    state.write_text(json.dumps(kept), encoding="utf-8")


def _add_as_an_older_version(folder: Path, row: dict[str, str]) -> None:
    path, state = folder / "regions.csv", folder / ".kg-import.json"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = [[one.get(name, "") for name in rows[0]] for one in (*rows, row)]
    write_csv(path, cells, list(rows[0]))
    kept = json.loads(state.read_text(encoding="utf-8"))
    for tables in kept["sheets"].values():
        tables["regions"].append(row)
    state.write_text(json.dumps(kept), encoding="utf-8")


def test_what_is_placed_otherwise_than_at_the_last_import_is_told(run: Run, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "乙方国家", "签约日期")
    rows = [
        ("合作一", "嘉善县", "东爪哇省", "印度尼西亚", "2017-07-28"),
        ("合作二", "嘉善县", "Gamma Institute (Eindhoven)", "Netherlands", "2017-07-28"),
    ]
    write_csv(tmp_path / "deals.csv", rows, headings)
    assert run("import", "deals.csv", "--lang", "en").code == 0
    folder = tmp_path / "deals"
    (made,) = table(folder, "institutions")
    (java,) = of(table(folder, "regions"), "id", "id-ji")
    assert (java["level"], java["parent"], made["located_in"]) == ("province", "id", "gn-2756253")
    assert b"last import" not in run("import", "deals.csv", "--lang", "en").stderr
    _as_an_older_version_wrote_it(folder, "regions", "id-ji", level="city", parent="id-jw")
    row = {"id": "id-jw", "name_en": "Jawa", "kind": "AdministrativeRegion", "level": "province", "parent": "id"}
    _add_as_an_older_version(folder, row)
    _as_an_older_version_wrote_it(folder, "institutions", made["id"], located_in="nl")
    said = " ".join(run("import", "deals.csv", "--lang", "en").stderr.decode().split())
    assert "regions, level: city > province in 1 of them (id-ji)" in said
    assert (
        "regions, parent: id-jw > id in 1 of them (id-ji): read otherwise than at the last import; id-jw goes" in said
    )
    assert f"institutions, located_in: nl > gn-2756253 in 1 of them ({made['id']})" in said
    assert b"last import" not in run("import", "deals.csv", "--lang", "en").stderr
    _as_an_older_version_wrote_it(folder, "institutions", made["id"], located_in="nl")
    said = "".join(run("import", "deals.csv", "--lang", "zh").stderr.decode().split())
    assert "institutions，located_in：nl>gn-2756253，共1项" in said
