"""A side that is blank beside a title of two parties is asked, and never left out unsaid."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")
#: Titles, the one party that the row has, and the other one that the title tells.
ROWS = (
    ("安吉县-昌吉市 合作协议", "昌吉市", "安吉县"),
    ("闵行区与嘉善县医疗合作", "闵行区", "嘉善县"),
    ("Lyon–Torino partnership", "Torino", "Lyon"),
    ("Partnership of Ulm and Memmingen", "Ulm", "Memmingen"),
    ("Muster AG 与浙江大学联合实验室", "Muster AG", "浙江大学"),
)
#: What joins no two parties stays as it is.
ALONE = (("昌吉市水利-电力工程", "昌吉市"), ("Muster AG Werk", "Muster AG"), ("北仑港-物流通道", "宁波市"))


def imported(folder: Path, said: str = "") -> Imported:
    rows = [(title, "", party, "2017-07-28") for title, party, *_ in (*ROWS, *ALONE)]
    sheet = write_csv(folder / "deals.csv", rows, HEADINGS)
    (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def asked(done: Imported) -> dict[str, str]:
    return {one.path[-1]: one.likeliest for one in done.account.questions if one.path[1] == "party" and one.holds}


def test_the_other_side_of_a_title_is_asked_and_taken_by_its_answer(tmp_path: Path) -> None:
    done = imported(tmp_path)
    assert asked(done) == {title: other for title, _, other in ROWS}
    (question,) = [one for one in done.account.questions if one.path[-1] == ROWS[0][0]]
    assert question.text.en == "甲方 is blank, and the title names 安吉县 beside 昌吉市: is 安吉县 the other party?"
    assert question.column == "甲方"
    answers = {title: other for title, _, other in ROWS} | {ROWS[1][0]: "ignore"}
    lines = "".join(f'    "{title}": {answer}\n' for title, answer in answers.items())
    assert asked(imported(tmp_path, f"answers:\n  party:\n{lines}")) == {}
    by_title = {row["id"]: row.get("name_zh") or row["name_en"] for row in table(tmp_path / "made", "partnerships")}
    parties: dict[str, set[str]] = {title: set() for title in by_title.values()}
    for row in table(tmp_path / "made", "participations"):
        parties[by_title[row["partnership"]]].add(row["party"])
    assert parties["安吉县-昌吉市 合作协议"] == {"region/cn-330523", "region/cn-652301"}
    assert parties["Lyon–Torino partnership"] == {"region/gn-2996944", "region/nuts-itc11"}
    assert {len(parties[title]) for title, *_ in (ROWS[1], *ALONE)} == {1}
    (university,) = [row for row in table(tmp_path / "made", "institutions") if row["kind"] == "university"]
    assert (university["name_zh"], university.get("alt_zh", "")) == ("浙江大学", "")
