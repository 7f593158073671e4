"""Fifteen ordinary jobs of an official, a researcher and a journalist: at most three commands each, and the answer.

What is expected was read from the article's tables by hand, never from what the program prints. Each job is done in
English and in Chinese, as the locale of the terminal has it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg import assets
from tests.support import ROOT, EditablePackage, needs

LOCALES = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}
DATA = "jiaxing-shanghai-2017"


def rows(table: str) -> list[dict[str, str]]:
    with (assets.data_folder() / DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Desk:
    """Where somebody types commands, in a language."""

    folder: Path
    language: str

    def kg(self, *words: str) -> str:
        """Run a command; what it prints on standard output."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": LOCALES[self.language], "COLUMNS": "100"}
        environment.pop("KG_LANG", None)
        done = subprocess.run(
            [sys.executable, "-m", "kg", *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"kg {' '.join(words)}\n{done.stderr}"
        assert all(width(line) <= 100 for line in done.stdout.splitlines()) or {"-f", "cite"} & {*words}, done.stdout
        return done.stdout

    def says(self, text: str, en: str, zh: str) -> None:
        """The words of the reader's language are there, and those of the other are not."""
        mine, other = (en, zh) if self.language == "en" else (zh, en)
        assert mine in text, text
        assert other not in text, text


def width(line: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in line)


@pytest.fixture(params=sorted(LOCALES))
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    return Desk(tmp_path, request.param)


# The official


def test_which_counties_have_not_met_their_targets(desk: Desk) -> None:
    targets = [row for row in rows("observations") if row["class"] == "Target"]
    said = desk.kg("ask", "target-status")
    assert f"{len(targets)} " in said.splitlines()[0] or str(len(targets)) in said
    desk.says(said, "not reported", "未见报告")
    desk.says(said, "Xiuzhou", "秀洲区")


def test_add_this_weeks_three_agreements(desk: Desk) -> None:
    desk.kg("new", "mine")
    package = EditablePackage(desk.folder / "mine")
    city = {"kind": "AdministrativeRegion", "level": "city"}
    for name in ("alpha", "beta", "gamma"):
        package.add("regions", id=name, name_en=name.title(), name_zh=f"{name}市", **city)
    text = {"issued": "2026-11-20", "language": "en", "sha256": "0" * 64, "characters": "300"}
    package.add("sources", id="week", title_en="This week", title_zh="本周", **text)
    for number, (one, other) in enumerate((("alpha", "beta"), ("beta", "gamma"), ("alpha", "gamma"))):
        place = {"source": "week", "start": str(number * 100), "end": str(number * 100 + 50)}
        package.add("evidence", **place, sha256="0" * 64)
        form = {"class": "Agreement", "agreement_kind": "framework", "sectors": "logistics"}
        package.add(
            "partnerships", id=f"deal-{number}", name_en=f"Deal {number}", name_zh=f"协议{number}", **form, **place
        )
        for party in (one, other):
            package.add(
                "participations", partnership=f"deal-{number}", party=f"region/{party}", role="signatory", **place
            )
        day = {"stage": "signed", "as_of": "2026-11-20", "precision": "day", "time_basis": "stated"}
        package.add("stages", id=f"deal-{number}-signed", partnership=f"deal-{number}", **day, **place)
    desk.kg("check", "mine")
    desk.kg("build", "mine")
    found = (desk.folder / "build" / "graph.ttl").read_text(encoding="utf-8")
    assert sum(f'"Deal {number}"@en' in found for number in range(3)) == 3
    assert "Sampleford" not in found  # the worked example stays out by itself


def test_a_page_of_one_county_for_the_boss(desk: Desk) -> None:
    desk.kg("page", "--about", "海盐县", "--lang", "zh", "--out", "haiyan.html")
    page = (desk.folder / "haiyan.html").read_text(encoding="utf-8")
    assert "关于海盐县" in page
    assert "平湖" not in page


def test_agreements_as_a_spreadsheet(desk: Desk) -> None:
    desk.kg("ask", "agreements", "--out", "agreements.xlsx")
    with zipfile.ZipFile(desk.folder / "agreements.xlsx") as workbook:
        text = "".join(workbook.read(name).decode("utf-8") for name in workbook.namelist() if name.endswith(".xml"))
    agreements = [row for row in rows("partnerships") if row["class"] == "Agreement"]
    for row in agreements:
        assert row["name_en"].replace("&", "&amp;").split("'")[0] in text or row["name_zh"] in text
    assert "2017-07-28" in text or "42944" in text  # a date, as text or as a spreadsheet counts days


def test_what_is_signed_and_not_operating_by_sector(desk: Desk) -> None:
    stages = {row["partnership"]: row["stage"] for row in sorted(rows("stages"), key=lambda row: row["as_of"])}
    expected = {
        (sector, row["id"])
        for row in rows("partnerships")
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
    assert len(frame) > len(rows("partnerships")) / 2


def test_intervals_of_a_ranking(desk: Desk) -> None:
    said = desk.kg("rank", "region-region", "-m", "betweenness")
    desk.says(said, "Tongxiang", "桐乡市")
    assert "95 %" in said or "95%" in said or "–" in said


def test_one_year_beside_another(desk: Desk) -> None:
    said = desk.kg("compare", "region-region", "--first", "as-of=2016-12-31", "--second", "as-of=2017-12-31")
    desk.says(said, "Tongxiang", "桐乡市")


# The journalist


def test_the_most_connected_county(desk: Desk) -> None:
    said = desk.kg("ask", "regions")
    lines = [line for line in said.splitlines() if any(sign.isdigit() for sign in line)]
    assert "Tongxiang" in said or "桐乡市" in said
    first = next(line for line in lines if "桐乡" in line or "Tongxiang" in line or "Jiashan" in line or "嘉善" in line)
    assert "Tongxiang" in first or "桐乡" in first


def test_in_which_sectors(desk: Desk) -> None:
    counted = Counter(sector for row in rows("partnerships") for sector in row["sectors"].split(";"))
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
    other = "zh" if desk.language == "en" else "en"
    said = desk.kg("ask", "sectors", "-f", "csv", "--lang", other)
    header = next(csv.reader(io.StringIO(said)))
    assert header
