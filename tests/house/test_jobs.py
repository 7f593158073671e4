"""Fifteen ordinary jobs of an official, a researcher and a journalist: at most three commands each, and the answer.

What is expected was read from the article's tables by hand, never from what the program prints. Each job is done in
English and in Chinese, as the locale of the terminal has it.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kg import assets
from tests.support import Outcome, needs
from tests.tables import Tables, bundled_rows

LOCALES = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}


@dataclass
class Desk:
    """Where somebody types commands, in a language."""

    folder: Path
    language: str
    run: Callable[..., Outcome]

    def kg(self, *words: str) -> str:
        """Run a command; what it prints on standard output."""
        done = self.run(*words, LC_ALL=LOCALES[self.language], COLUMNS="100", KG_LANG="")
        assert done.code == 0, f"kg {' '.join(words)}\n{done.err}"
        assert all(width(line) <= 100 for line in done.out.splitlines()) or {"-f", "cite"} & {*words}, done.out
        return done.out

    def says(self, text: str, en: str, zh: str) -> None:
        """The words of the reader's language are there, and those of the other are not."""
        mine, other = (en, zh) if self.language == "en" else (zh, en)
        assert mine in text, text
        assert other not in text, text


def width(line: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in line)


@pytest.fixture(params=sorted(LOCALES))
def desk(request: pytest.FixtureRequest, tmp_path: Path, run: Callable[..., Outcome]) -> Desk:
    return Desk(tmp_path, request.param, run)


# The official


def test_which_counties_have_not_met_their_targets(desk: Desk) -> None:
    targets = [row for row in bundled_rows("observations") if row["class"] == "Target"]
    said = desk.kg("ask", "target-status")
    # One has a figure of how far it is; of the others no source reports, as the table observations shows.
    others = len(targets) - 1
    first = {
        "en": f"{len(targets)} targets: 0 met, 0 missed, 1 in progress, 0 not decidable, {others} not reported",
        "zh": f"{len(targets)}个目标：0个已达成，0个未达成，1个进行中，0个无法判定，{others}个未见报告",
    }
    assert said.splitlines()[0] == first[desk.language]
    desk.says(said, "Xiuzhou", "秀洲区")
    # Of one county: those of its own and of partnerships of it.
    mine = json.loads(desk.kg("ask", "target-status", "-p", "region=秀洲区", "-f", "json"))
    ours = {row["partnership"] for row in bundled_rows("participations") if "xiuzhou" in row["party"]}
    about = {row["about"] for row in targets}
    wanted = {one for one in about if "xiuzhou" in one or one.removeprefix("partnership/") in ours}
    assert {row["about"]["iri"].split("/id/")[1] for row in mine} == wanted


#: Three agreements as an office has them: (name, one party, the other, day, source).
THIS_WEEK = (
    ("嘉善与青浦水环境联防联治协议", "嘉善县", "青浦区", "2026-11-23", "本周简报第47期"),
    ("平湖与金山交通一体化协议", "平湖市", "金山区", "2026年11月24日", "https://example.org/news/2"),
    ("海盐与浦东人才合作协议", "海盐县", "浦东新区", "2026-11-25", "海盐发布"),
)


def test_add_this_weeks_three_agreements(desk: Desk) -> None:
    rows = [("名称", "甲方", "乙方", "领域", "签约日期", "阶段", "来源")]
    rows += [(name, one, other, "交通", day, "已签约", source) for name, one, other, day, source in THIS_WEEK]
    with (desk.folder / "week.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    desk.kg("import", "week.csv", "--into", "week")
    # With the bundled data, by name; the article's agreements and this week's stand in one list.
    desk.kg("build", "week", "jiaxing-shanghai-2017")
    desk.kg("ask", "agreements", "--lang", "zh", "--out", "agreements.xlsx")
    book = openpyxl.load_workbook(desk.folder / "agreements.xlsx")
    header, *lines = book.worksheets[0].iter_rows(values_only=True)
    found = {line[header.index("协议")]: dict(zip(header, line, strict=True)) for line in lines}
    earlier = {row["name_zh"] for row in bundled_rows("partnerships") if row["class"] == "Agreement"}
    assert found.keys() == earlier | {name for name, *_ in THIS_WEEK}
    for name, one, other, day, source in THIS_WEEK:
        row = found[name]
        assert set(row["参与方"].split("；")) == {one, other}
        assert row["来源"].split("；") == [source, "表格 week.csv"]
        assert row["引文链接"] == (source if source.startswith("http") else None)
        assert row["阶段"] == "已签约"
        assert row["截至 (日期)"].date().isoformat() == day.replace("年", "-").replace("月", "-").removesuffix("日")
    # What programs read stands behind it, and is the same in every language.
    assert book.worksheets[1]["A1"].value == "agreement_id"


def test_below_a_heading_of_agreements_all_are_agreements(desk: Desk) -> None:
    rows = ["Agreement,Party A,Party B,Date,Status", "data centre pact,Haiyan,Pudong New Area,2026-11-24,signed"]
    (desk.folder / "week.csv").write_text("\n".join(rows), encoding="utf-8")
    desk.kg("import", "week.csv", "--into", "week")
    desk.kg("build", "week")
    (found,) = json.loads(desk.kg("ask", "agreements", "-f", "json"))
    assert found["agreement"]["en"] == "data centre pact"


def test_the_source_that_a_sheet_names_is_cited(desk: Desk) -> None:
    text = "名称,甲方,乙方,签约日期,阶段,来源\n互联协议,嘉善县,青浦区,2026-11-23,已签约,本周简报第47期\n"
    (desk.folder / "week.csv").write_text(text, encoding="utf-8")
    desk.kg("import", "week.csv", "--into", "week")
    desk.kg("build", "week")
    cited = "".join(desk.kg("cite", "嘉善县", "青浦区").split())  # wherever its lines end
    assert cited.index("本周简报第47期") < cited.index("week.csv")
    assert "本周简报第47期" in "".join(desk.kg("explain", "嘉善县", "青浦区").split())
    page = (desk.folder / "build" / "network.html").read_text(encoding="utf-8")
    assert "本周简报第47期" in page


def test_a_source_that_no_claim_leads_to_stays_in_the_note(desk: Desk) -> None:
    rows = ["名称,甲方,乙方,签约日期,来源", "互联协议,嘉善县,青浦区,,本周简报第47期"]
    rows.append("另一协议,海盐县,浦东新区,2026-11-20,")
    (desk.folder / "week.csv").write_text("\n".join(rows), encoding="utf-8")
    desk.kg("import", "week.csv", "--into", "week")
    with (desk.folder / "week" / "partnerships.csv").open(encoding="utf-8", newline="") as file:
        notes = {row["name_zh"]: row["note_zh"] for row in csv.DictReader(file)}
    assert "本周简报第47期" in notes["互联协议"]
    assert not notes["另一协议"]


def test_a_page_of_one_county_for_the_boss(desk: Desk) -> None:
    desk.kg("page", "--about", "海盐县", "--lang", "zh", "--out", "haiyan.html")
    page = (desk.folder / "haiyan.html").read_text(encoding="utf-8")
    assert "关于海盐县" in page
    assert "平湖" not in page


def test_agreements_as_a_spreadsheet(desk: Desk) -> None:
    desk.kg("ask", "agreements", "--out", "agreements.xlsx")
    header, *lines = openpyxl.load_workbook(desk.folder / "agreements.xlsx").worksheets[0].iter_rows(values_only=True)
    found = [dict(zip(map(str, header), line, strict=True)) for line in lines]
    agreements = {row["name_zh"]: row for row in bundled_rows("partnerships") if row["class"] == "Agreement"}
    assert {row["agreement_zh"] for row in found} == agreements.keys()
    days = {row["partnership"]: row["as_of"] for row in bundled_rows("stages")}
    for row in found:
        assert isinstance(row["asOf"], datetime)
        assert row["asOf"].date().isoformat() == days[agreements[row["agreement_zh"]]["id"]]


def test_what_is_signed_and_not_operating_by_sector(desk: Desk) -> None:
    stages = {row["partnership"]: row["stage"] for row in sorted(bundled_rows("stages"), key=lambda row: row["as_of"])}
    expected = {
        (sector, row["id"])
        for row in bundled_rows("partnerships")
        for sector in row["sectors"].split(";")
        if stages.get(row["id"]) == "signed"
    }
    said = desk.kg("ask", "not-operating", "-p", "stage=signed")
    desk.says(said, "industrial parks", "产业园区与开发区")
    found = json.loads(desk.kg("ask", "not-operating", "-p", "stage=signed", "-f", "json"))
    records = found["rows"] if isinstance(found, dict) else found
    assert len(records) == len(expected)


# The researcher


def test_a_ranking_with_shanghai_as_one_actor(desk: Desk) -> None:
    said = desk.kg("rank", "region-region", "-p", "side=嘉兴市", "-p", "otherSide=Shanghai", "-p", "otherLevel=city")
    desk.says(said, "Tongxiang", "桐乡市")
    # The measure stands first, then the node.
    measure = ("Strength", "Shanghai") if desk.language == "en" else ("强度", "上海市")
    (shanghai,) = [line for line in said.splitlines() if tuple(line.split()[:2]) == measure]
    # 48 partnerships join somebody in Jiaxing and somebody in Shanghai: test_about counts them from the tables.
    assert " 48 " in f" {' '.join(shanghai.split())} "


def test_a_network_for_gephi(desk: Desk) -> None:
    desk.kg("network", "region-region", "--format", "gephi-csv", "--out", "gephi.csv")
    with (desk.folder / "gephi.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert header[:4] == ["Source", "Target", "Weight", "Type"]


@needs("frames")
def test_ties_as_a_data_frame(desk: Desk) -> None:
    import kg

    frame = kg.build().ties().frame()
    columns = " ".join(map(str, frame.columns))
    for word in ("party", "partner", "region", "sector", "stage", "source", "link"):
        assert word in columns.lower()
    assert len(frame) > len(bundled_rows("partnerships")) / 2


def test_intervals_of_a_ranking(desk: Desk) -> None:
    said = desk.kg("rank", "region-region", "-m", "betweenness")
    desk.says(said, "Tongxiang", "桐乡市")
    (line,) = [line for line in said.splitlines() if "Tongxiang  " in line or "桐乡市  " in line]
    assert re.search(r"\d+–\d+", line)


def test_one_year_beside_another(desk: Desk) -> None:
    said = desk.kg("compare", "region-region", "--first", "as-of=2016-12-31", "--second", "as-of=2017-12-31")
    desk.says(said, "Tongxiang", "桐乡市")


# The journalist


def test_the_most_connected_county(desk: Desk) -> None:
    """Tongxiang: the partnerships of it, its towns, zones and institutions, counted from the tables."""
    number = len(Tables.read(*assets.data_folder().iterdir()).partnerships("region/cn-jiaxing-tongxiang"))
    said = desk.kg("ask", "regions")
    below = said.splitlines()[next(i for i, line in enumerate(said.splitlines()) if line.startswith("──")) + 1 :]
    name = {"en": "Tongxiang", "zh": "桐乡市"}[desk.language]
    assert below[0].split()[:2] == [name, str(number)]
    assert all(int(re.findall(r" (\d+) ", line)[0]) <= number for line in below if re.search(r" \d+ ", line))


def test_in_which_sectors(desk: Desk) -> None:
    counted = Counter(sector for row in bundled_rows("partnerships") for sector in row["sectors"].split(";"))
    said = desk.kg("ask", "sectors")
    desk.says(said, "industrial parks", "产业园区与开发区")
    assert f" {counted['industrialParks']} " in f" {' '.join(said.split())} "


def test_promised_and_not_operating(desk: Desk) -> None:
    said = desk.kg("ask", "not-operating")
    desk.says(said, "planned", "规划中")


@needs("plots")
def test_a_picture_fit_for_print(desk: Desk) -> None:
    desk.kg("plot", "ranks", "region-region", "--out", "ranks.svg")
    picture = (desk.folder / "ranks.svg").read_text(encoding="utf-8")
    assert picture.lstrip().startswith("<?xml")


def test_a_sentence_with_its_citation(desk: Desk) -> None:
    said = desk.kg("cite", "海盐", "Shanghai")
    desk.says(said, "Haiyan County and Shanghai: 6 partnerships", "海盐县与上海市：合作6项")
    desk.says(said, "28 July 2017", "2017年7月28日")


def test_the_other_language_on_demand(desk: Desk) -> None:
    other = Desk(desk.folder, "zh" if desk.language == "en" else "en", desk.run)
    other.says(desk.kg("ask", "sectors", "--lang", other.language), "industrial parks", "产业园区与开发区")
