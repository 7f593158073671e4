"""Names that leave out what everybody knows who keeps the list: 县政府, dto. – Bodensee, Schengen (L), Gemeinde X."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, remarks, table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")
#: Bodies of a list of 安吉县, and what each is in full.
FULL = {
    "县政府": "安吉县人民政府",
    "县商务局": "安吉县商务局",
    "市政府": "湖州市人民政府",
    "省商务厅": "浙江省商务厅",
    "文旅局": "安吉县文旅局",
    "县人民医院": "安吉县人民医院",
    "管委会": "安吉县管委会",
    "开发区": "安吉县开发区",
    "镇政府": "institution office cn-330523",
}
#: What says whose it is, or is called so everywhere.
WHOLE = ("德清县商务局", "商务部", "国家发改委", "县域样本研究所", "州立样本大学", "市政工程集团公司")


def imported(folder: Path, title: str = "", said: str = "", names: tuple[str, ...] = (*FULL, *WHOLE)) -> Imported:
    rows = [(f"合作{at}", name, "Muster AG", "2017-07-28") for at, name in enumerate(names)]
    sheet = write_csv(folder / "deals.csv", rows, HEADINGS)
    sheet.write_text(f"{title},,,\n" * bool(title) + sheet.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def waiting(done: Imported) -> dict[str, str]:
    return {one.path[-1]: one.likeliest for one in done.account.questions if one.path[1] == "party" and one.holds}


def test_a_body_without_its_place_is_asked_with_that_of_the_title(tmp_path: Path) -> None:
    assert waiting(imported(tmp_path)) == {}
    done = imported(tmp_path, "安吉县对外合作项目台账")
    assert waiting(done) == FULL
    (first,) = [one for one in done.account.questions if one.path[-1] == "县政府"]
    assert first.text.en == "县政府 says of no place: whose is it?"
    assert first.text.zh == "“县政府”未写明属于哪个地方：是哪里的？"
    lines = "".join(f"    {name}: {full}\n" for name, full in FULL.items())
    assert waiting(imported(tmp_path, "安吉县对外合作项目台账", f"answers:\n  party:\n{lines}")) == {}
    made = {row["name_zh"]: row for row in table(tmp_path / "made", "institutions") if "name_zh" in row}
    assert {made["安吉县人民政府"]["located_in"], made["镇政府"]["located_in"]} == {"cn-330523"}
    # 县政府 is another county's in another sheet.
    assert "alt_zh" not in made["安吉县人民政府"]


def test_the_place_of_its_own_row_is_taken_and_told(tmp_path: Path) -> None:
    rows = [
        (f"合作{at}", name, place, "Muster AG", "2017-07-28")
        for at, (name, place) in enumerate((("县政府", "安吉县"), ("县政府", "德清县"), ("县商务局", "德清县")))
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "甲方所在地", "乙方", "签约日期"))
    done = import_sheet(sheet, tmp_path / "made")
    assert waiting(done) == {}
    made = {row["name_zh"] for row in table(tmp_path / "made", "institutions") if "name_zh" in row}
    assert made == {"安吉县人民政府", "德清县人民政府", "德清县商务局"}
    assert "县政府 is read as 安吉县人民政府" in remarks(done).en
    assert "“县商务局”按“德清县商务局”计" in remarks(done).zh


def test_towns_with_a_sign_or_a_word_are_read_or_asked_in_their_country(tmp_path: Path) -> None:
    read = {
        "Strasbourg (F)": "region/gn-2973783",
        "Bregenz (A)": "region/gn-2781503",
        "Saint-Louis (F)": "region/gn-2978742",
        "Ville de Luxembourg (L)": "region/gn-2960316",
    }
    first = {
        "Schengen (L)": "region lu",
        "Gmina Samplów": "region pl",
        "Gemeinde Mustertal": "region de",
        "powiat krakowski": "region nuts-pl214",
        "Powiat Nowy Sącz": "region pl-12",
        "Kabupaten Gorontalo": "region id-go",
        "Samplów": "Gmina Samplów",
    }
    rows = [(f"合作{at}", "Augsburg", name, "2017-07-28") for at, name in enumerate((*read, *first, "Sample Park (F)"))]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    assert {name: options(done, "answers", "party", name)[0] for name in first} == first
    parties = {row["party"] for row in table(tmp_path / "made", "participations")}
    assert {*read.values()} <= parties
    assert not parties & {"region/nuts-pl214", "region/id-go", "region/gn-763534"}
    # A letter behind a zone is no country, and its name stays.
    assert "Sample Park (F)" in {row.get("name_en") for row in table(tmp_path / "made", "regions")}


def test_as_above_with_more_is_the_cell_above_with_more(tmp_path: Path) -> None:
    rows = [
        ("Seenprogramm", "Universität Konstanz", "Vorarlberg", "2017-07-28"),
        ("dto. – Bodensee", "dto.", "Liechtenstein", "2017-08-28"),
        ("湖区步道", "嘉善县", "青浦区", "2017-09-28"),
        ("同上（二期）", "同上", "金山区", "2017-10-28"),
        ("Ditto Ltd – Hub", "Ulm", "Graz", "2017-11-28"),
    ]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    titles = {row.get("name_zh") or row["name_en"] for row in table(tmp_path / "made", "partnerships")}
    assert titles == {"Seenprogramm", "Seenprogramm – Bodensee", "湖区步道", "湖区步道（二期）", "Ditto Ltd – Hub"}
    assert "'dto. – Bodensee' is read as in the row before it: Seenprogramm – Bodensee" in remarks(done).en


def test_towns_of_a_country_of_which_the_sheet_speaks_are_proposed_first(tmp_path: Path) -> None:
    names = ("Cambridge", "Ville de Lille", "Georgetown")
    proposed = []
    for folder, title in (("plain", "合作台账"), ("told", "中美合作台账；含比利时")):
        (tmp_path / folder).mkdir()
        done = imported(tmp_path / folder, title, names=names)
        proposed.append([options(done, "answers", "party", name) for name in names])
    assert [some[0] for some in proposed[0]] == ["region/gn-2653941", "region/gn-2998324", "region/gn-3378644"]
    assert [some[0] for some in proposed[1]] == ["region/gn-4931972", "region/gn-2792360", "region/gn-4693342"]
    assert [sorted(some) for some in proposed[0]] == [sorted(some) for some in proposed[1]]
