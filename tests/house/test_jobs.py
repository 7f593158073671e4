"""Fifteen ordinary jobs of an official, a researcher and a journalist: at most three commands each, and the answer.

What is expected was read from the article's tables by hand, never from what the program prints. Each job is done in
English and in Chinese, as the locale of the terminal has it.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kg import assets
from tests.support import ROOT, EditablePackage, needs
from tests.tables import Tables, bundled_rows

LOCALES = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}


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
    other = Desk(desk.folder, "zh" if desk.language == "en" else "en")
    other.says(desk.kg("ask", "sectors", "--lang", other.language), "industrial parks", "产业园区与开发区")
