"""Regions that are called by a direction in their own language, by their names in English: North Department, Haiti."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake import registries
from tests.conftest import Outcome
from tests.intake.sheets.written import table


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("North Department, Haiti", "ht-nd"),
        ("Department of the North, Haiti", "ht-nd"),
        ("South Department, Haiti", "ht-sd"),
        ("Center Department, Haiti", "ht-ce"),
        ("North-East Department, Haiti", "ht-ne"),
        ("Northwest Department, Haiti", "ht-no"),
        # Whatever the level is called: no other region of the country has the direction.
        ("North Region, Haiti", "ht-nd"),
        ("East Region, Burkina Faso", "bf-08"),
        ("South West Region, Burkina Faso", "bf-13"),
        ("North Region, Cameroon", "cm-no"),
        ("South Province, Rwanda", "rw-05"),
        ("North Region, Guinea-Bissau", "gw-n"),
        # A direction beside a name.
        ("North Bioko Province", "gq-bn"),
        ("North Santander Department", "co-nsa"),
        # As before.
        ("South Dakota State", "us-sd"),
        ("North Holland Province", "nl-nh"),
        ("Nord, Haiti", "ht-nd"),
    ],
)
def test_a_direction_in_english_with_its_country_is_one_region(text: str, meant: str) -> None:
    assert [one.id for one in registries.find(text)] == [meant]


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("North Department", {"ht-nd", "fr-59"}),
        ("Central Department", {"ht-ce", "py-11"}),
        ("Centre Region", {"bf-03", "cm-ce"}),
        ("North Province", {"cm-no", "rw-03"}),
    ],
)
def test_without_its_country_all_are_meant(text: str, among: set[str]) -> None:
    assert among <= {one.id for one in registries.find(text)}


def test_a_direction_that_no_region_of_the_country_has_is_none() -> None:
    assert registries.find("South Region, Burkina Faso") == []
    assert registries.find("North Department, Uruguay") == []


def test_what_is_called_so_in_one_country_alone_is_proposed_and_not_read(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    assert registries.find("West Department") == []
    assert "Did you mean Ouest (ht-ou)?" in " ".join(
        run("regions", "find", "West Department", "--lang", "en").err.split()
    )
    (tmp_path / "deals.csv").write_text(
        "Project,Party A,Party B,Signed\nOne,Xiamen,West Department,2019-05-03\n", encoding="utf-8"
    )
    asked = " ".join(run("import", "deals.csv", "--lang", "en").err.split())
    assert "region/ht-ou (Ouest, Haiti)" in asked


def test_a_column_of_countries_tells_which(run: Callable[..., Outcome], tmp_path: Path) -> None:
    assert [one.id for one in registries.find("West Department", within="Haiti")] == ["ht-ou"]
    (tmp_path / "deals.csv").write_text(
        "Project,Party A,Party B,Country,Signed\nOne,Xiamen,North Department,Haiti,2019-05-03\n"
        "Two,Xiamen,West Department,Haiti,2019-05-03\nThree,Xiamen,West Region,Cameroon,2020-01-01\n",
        encoding="utf-8",
    )
    assert run("import", "deals.csv").code == 0
    parties = {row["partnership"]: row["party"] for row in table(tmp_path / "deals", "participations")}
    assert parties == {"one": "region/ht-nd", "two": "region/ht-ou", "three": "region/cm-ou"}


def test_a_sheet_asks_which_and_reads_what_the_country_tells(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(
        "Project,Party A,Party B,Signed\nOne,Xiamen,North Department,2019-05-03\n"
        'Two,Xiamen,"North Department, Haiti",2019-05-03\nThree,Xiamen,South Department (Haiti),2019-05-03\n',
        encoding="utf-8",
    )
    asked = " ".join(run("import", "deals.csv", "--lang", "en").err.split())
    assert "Which North Department is meant?" in asked
    assert "region/ht-nd" in asked
    assert "region/fr-59" in asked
    parties = {row["partnership"]: row["party"] for row in table(tmp_path / "deals", "participations")}
    assert parties == {"two": "region/ht-nd", "three": "region/ht-sd"}
