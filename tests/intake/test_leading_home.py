"""Findings lead home: the folder that was passed, a fix made from the value, one cause said once, what can be used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.findings import Finding
from kg.intake.tables import proposals
from kg.intake.template import make_package
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]


def findings(package: EditablePackage) -> list[Finding]:
    return kg.check(package.folder)


def test_the_folder_that_was_passed_is_named_not_the_package_it_was_copied_from(
    package: EditablePackage, tmp_path: Path, run: Run
) -> None:
    package.set("stages", 2, "as_of", "soon")
    shutil.copytree(package.folder, tmp_path / "copied")
    assert json.loads((tmp_path / "copied" / "datapackage.json").read_text(encoding="utf-8"))["name"] == "mine"
    (finding,) = run("check", "copied", "-f", "json").json()["findings"]
    assert finding["file"] == "copied/stages.csv"


def test_two_folders_of_one_name_are_told_apart(package: EditablePackage, tmp_path: Path) -> None:
    folders = [tmp_path / side / "data" for side in ("left", "right")]
    for folder in folders:
        shutil.copytree(package.folder, folder)
        copy = EditablePackage(folder)
        copy.describe(lambda descriptor, name=folder.parent.name: descriptor.update(name=name))
        copy.set("stages", 2, "as_of", "soon")
    wrong = [finding for finding in kg.check(*folders) if finding.code == "not-date"]
    assert [finding.file for finding in wrong] == ["left/data/stages.csv", "right/data/stages.csv"]


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("2026年11月24日", "Did you mean 2026-11-24?"),
        ("二〇二六年十一月二十四日", "Did you mean 2026-11-24?"),
        ("2026/11/24", "Did you mean 2026-11-24?"),
        ("2026-11-24 00:00:00", "Did you mean 2026-11-24?"),
        ("24 Nov 2026", "Did you mean 2026-11-24?"),
        ("November 24th, 2026", "Did you mean 2026-11-24?"),
        ("01/06/2021", "Did you mean 2021-06-01, or 2021-01-06?"),
        ("2026年11月", "write 2026-11-01, and month in the column precision"),
        ("2026", "write 2026-01-01, and year in the column precision"),
        ("soon", "Write year, month and day as YYYY-MM-DD."),
    ],
)
def test_a_fix_for_a_date_is_made_from_it(written: str, fix: str, package: EditablePackage) -> None:
    package.set("stages", 2, "as_of", written)
    (finding,) = findings(package)
    assert fix in finding.fix


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1.5亿元", "150000000"), ("1,839,000,000", "1839000000"), ("RMB 3 bn", "3000000000"), ("２０", "20")],
)
def test_a_fix_for_a_number_is_made_from_it(written: str, meant: str, package: EditablePackage) -> None:
    package.set("observations", 2, "value", written)
    (finding,) = findings(package)
    assert finding.fix.startswith(f"Did you mean {meant}?")


#: Years up to 1460 are rather Persian or Islamic, from 2443 on Buddhist: other days are proposed for these.
DAYS = st.dates(min_value=date(1461, 1, 1), max_value=date(2399, 12, 31))


@given(DAYS, st.sampled_from(["{0}年{1}月{2}日", "{0}/{1:02}/{2:02}", "{0}.{1}.{2}"]))
def test_a_day_in_any_of_these_spellings_is_proposed_as_itself(day: date, form: str) -> None:
    assert proposals.days(form.format(day.year, day.month, day.day)) == [day.isoformat()]


@given(st.integers(min_value=0, max_value=10**15))
def test_a_number_with_separators_is_proposed_as_itself(number: int) -> None:
    assert proposals.numbers(f"{number:,}") == [str(number)]


@given(st.text(max_size=80))
def test_any_text_has_proposals_that_could_be_typed_or_none(text: str) -> None:
    for day in proposals.days(text):
        assert date.fromisoformat(day).isoformat() == day
    for number in proposals.numbers(text):
        assert float(number) == float(number)
    for name in proposals.identifiers(text):
        assert name.strip("-") == name.lower() == name
        assert name.isascii()


def test_a_badly_formed_id_is_said_once_and_not_on_every_row_that_cites_it(package: EditablePackage) -> None:
    package.set("institutions", 2, "id", "Port of Sampleford")
    told = findings(package)
    assert [(finding.file, finding.code) for finding in told if finding.value == "Port of Sampleford"] == [
        ("mine/institutions.csv", "wrong-pattern")
    ]
    assert "Did you mean port-of-sampleford?" in told[0].fix


@pytest.mark.parametrize(
    ("table", "column", "written", "fix"),
    [
        ("institutions", "located_in", "Sampleford", "Did you mean xx-sampleford?"),
        ("institutions", "located_in", "样本市", "Did you mean xx-sampleford?"),
        ("participations", "party", "xx-exampleton", "Did you mean region/xx-exampleton?"),
        ("institutions", "located_in", "cn-jiaxing", "The bundled package regions-china has cn-jiaxing"),
        ("institutions", "located_in", "嘉兴市", "and write cn-jiaxing here."),
        ("participations", "party", "region/cn-jiaxing", 'add "uses": ["regions-china"] to datapackage.json.'),
    ],
)
def test_a_reference_to_nothing_says_what_there_is(
    table: str, column: str, written: str, fix: str, package: EditablePackage
) -> None:
    package.set(table, 2, column, written)
    assert [fix in finding.fix for finding in findings(package) if finding.code == "dangling-reference"] == [True]


def test_what_the_fix_says_about_bundled_regions_works(package: EditablePackage) -> None:
    package.set("institutions", 2, "located_in", "cn-jiaxing")
    package.describe(lambda descriptor: descriptor.update(uses=["regions-china"]))
    assert [finding for finding in findings(package) if finding.severity == "violation"] == []


@pytest.fixture
def fresh(tmp_path: Path) -> EditablePackage:
    """A package as ``kg new`` makes it, marked as an example."""
    make_package(tmp_path / "fresh")
    return EditablePackage(tmp_path / "fresh")


def add_own(package: EditablePackage, parent: str = "ours") -> None:
    city = {"kind": "AdministrativeRegion", "level": "city"}
    package.add("regions", **{**city, "level": "country"}, id="ours", name_en="Ours", name_zh="我们")
    package.add("regions", **city, id="theirs", name_en="Theirs", name_zh="他们", parent=parent)
    evidence = {"source": "own", "start": "0", "end": "9"}
    package.add(
        "sources",
        id="own",
        title_en="Own",
        title_zh="自己",
        sha256="0" * 64,
        characters="9",
        language="en",
        issued="2024-01-01",
    )
    package.add("evidence", **evidence, sha256="0" * 64)
    form = {"class": "Agreement", "agreement_kind": "framework", "sectors": "logistics"}
    package.add("partnerships", id="own", name_en="Own deal", name_zh="自己的协议", **form, **evidence)
    for party in ("ours", "theirs"):
        package.add("participations", partnership="own", party=f"region/{party}", role="signatory", **evidence)


def test_an_example_is_warned_of_while_there_is_nothing_else(fresh: EditablePackage) -> None:
    (finding,) = findings(fresh)
    assert (finding.severity, finding.code) == ("warning", "worked-example")
    assert "Port of Sampleford" in kg.build(fresh.folder).turtle()


def test_an_example_stays_out_once_there_is_a_partnership_of_ones_own(fresh: EditablePackage) -> None:
    add_own(fresh)
    graph = kg.build(fresh.folder)
    assert [finding.code for finding in graph.findings if finding.code == "worked-example"] == ["worked-example"]
    # The ontology's terms have examples of their own.
    text = "\n".join(line for line in graph.turtle().splitlines() if "skos:example" not in line)
    assert "Own deal" in text
    assert "Sampleford" not in text
    assert "示例" not in text.replace("示例：请替换为自己的数据", "")


def test_an_example_that_is_named_stays_and_is_warned_of(fresh: EditablePackage) -> None:
    add_own(fresh, parent="xx")
    (finding,) = [finding for finding in findings(fresh) if finding.code == "worked-example"]
    assert (finding.severity, finding.value) == ("warning", "region/xx")
    assert "Sampleford" in kg.build(fresh.folder).turtle()


def test_a_row_written_over_is_ones_own(fresh: EditablePackage) -> None:
    fresh.set("partnerships", 2, "name_en", "Mine now")
    text = kg.build(fresh.folder).turtle()
    assert "Mine now" in text
    assert "Sampleford" in text
