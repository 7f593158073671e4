"""The commands that make and check packages and graphs."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake import schema
from kg.outputs import OUTPUTS
from tests.support import ROOT, EditablePackage, Outcome, tree

Run = Callable[..., Outcome]


# kg new


def test_from_a_new_package_to_an_explanation(run: Run, tmp_path: Path) -> None:
    made = run("new", "My Data")
    assert made.code == 0
    assert "Made My Data. Next: " in made.out
    assert json.loads((tmp_path / "My Data" / "datapackage.json").read_text(encoding="utf-8"))["name"] == "my-data"
    checked = run("check", "My Data")
    assert checked.code == 0
    assert "worked example" in checked.out
    assert checked.out.endswith("Findings: 0 violation, 1 warning, 0 info  检查结果：0条错误，1条警告，0条提示\n")
    built = run("build", "My Data")
    assert built.code == 0
    assert "1 partnership, 3 regions, 1 institution, 1 target, 0 achievements" in built.out
    told = run("explain", "Exampleton", "样本市", "--lang", "en")
    assert told.code == 0
    assert "signed, as of 2024-03-12 (stated)  [example 0-97]" in told.out
    assert "TEU (20,000), 2025-01-01 – 2025-12-31" in told.out
    assert run("evidence", "My Data", "--text", "My Data/example-source.txt").code == 0


def test_a_new_package_has_what_every_frictionless_tool_needs(package: EditablePackage) -> None:
    import frictionless

    report = frictionless.validate(str(package.folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    package.set("stages", 2, "stage", "singed")
    assert not frictionless.validate(str(package.folder / "datapackage.json")).valid


@pytest.mark.parametrize("occupied", ["a folder with a file", "a file"])
def test_a_new_package_needs_a_place_of_its_own(occupied: str, run: Run, tmp_path: Path) -> None:
    place = tmp_path / "there"
    if occupied == "a file":
        place.write_text("mine")
    else:
        place.mkdir()
        (place / "mine.txt").write_text("mine")
    before = tree(tmp_path)
    outcome = run("new", "there", "--lang", "en")
    assert outcome.code == 2
    assert outcome.err == "Error: there: is there already and not empty. Name a new folder.\n"
    assert tree(tmp_path) == before


def test_an_empty_folder_will_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert run("new", "there").code == 0
    assert run("check", "there").code == 0


def test_a_place_where_no_package_can_be(run: Run) -> None:
    outcome = run("new", "/proc/there")
    assert outcome.code == 1
    assert "cannot be written" in outcome.err


def test_schemas_are_written_anew(package: EditablePackage, run: Run) -> None:
    before = json.loads((package.folder / "datapackage.json").read_text(encoding="utf-8"))
    package.describe(lambda descriptor: [resource.pop("schema") for resource in descriptor["resources"]])
    package.describe(lambda descriptor: descriptor.update(version="7.0", contributors=[{"title": "me"}]))
    assert run("new", "mine", "--update").code == 0
    after = json.loads((package.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert after == {**before, "version": "7.0", "contributors": [{"title": "me"}]}
    assert after["resources"][0]["schema"] == schema.table_schema(after["resources"][0]["name"])


# kg check


def test_a_package_without_fault(example: Path, run: Run) -> None:
    outcome = run("check", example)
    assert (outcome.code, outcome.out, outcome.err) == (
        0,
        "Findings: 0 violation, 0 warning, 0 info  检查结果：0条错误，0条警告，0条提示\n",
        "",
    )
    assert run("check", example, "-f", "json").json() == {
        "counts": {"violation": 0, "warning": 0, "info": 0},
        "findings": [],
    }


def test_the_bundled_packages_are_checked_without_arguments(run: Run) -> None:
    outcome = run("check", "-f", "json")
    assert outcome.code == 0
    assert outcome.json()["counts"]["violation"] == 0


def test_a_warning_is_no_failure(package: EditablePackage, run: Run) -> None:
    package.set("observations", 2, "end", "141")
    outcome = run("check", "mine")
    assert outcome.code == 0
    assert "warning" in outcome.out
    assert "mine/observations.csv, row 2, field start" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("Findings: 0 violation, 1 warning, 0 info  ")


def test_the_description_itself_may_be_named(package: EditablePackage, run: Run) -> None:
    assert run("check", "mine/datapackage.json").code == 0
    assert run("build", "mine/datapackage.json").code == 0


def test_many_findings_are_counted_and_the_first_are_shown(package: EditablePackage, run: Run) -> None:
    rows = package.rows("regions")
    for i in range(250):
        package_row = list(rows[3])
        package_row[rows[0].index("id")] = f"xx-{i}"
        package_row[rows[0].index("level")] = f"hamlet{i}"  # alike ones would be told once
        rows.append(package_row)
    package.write("regions", rows)
    outcome = run("check", "mine")
    assert outcome.code == 1
    assert outcome.out.count("mine/regions.csv, row") == 100
    assert "… and 150 more; --format json shows all." in outcome.out
    assert "250 violation" in outcome.out
    assert len(run("check", "mine", "-f", "json").json()["findings"]) == 250


# kg build


def test_the_summary(package: EditablePackage, run: Run, tmp_path: Path) -> None:
    outcome = run("build", "mine", "-o", "out/here", "--lang", "en")
    assert outcome.err == ""
    lines = outcome.out.splitlines()
    assert lines[0] == "Built out/here/"
    # The counts before it may take two lines.
    assert lines[-len(OUTPUTS) - 1] == "  Findings: 0 violation, 0 warning, 0 info"
    assert [line.split()[0] for line in lines[-len(OUTPUTS) :]] == [f"out/here/{name}" for name in OUTPUTS]
    assert set(tree(tmp_path / "out" / "here")) == set(OUTPUTS)


def test_progress_is_shown_on_a_terminal(package: EditablePackage, tmp_path: Path) -> None:
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", "mine"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=terminal,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            chunk = os.read(controller, 65_536)
        except OSError:  # a terminal that nobody writes to any more
            break
        if not chunk:
            break
        shown += chunk
    os.close(controller)
    assert process.stdout is not None
    printed = process.stdout.read()
    process.stdout.close()
    assert process.wait() == 0
    assert b"Measuring networks" in shown
    assert printed.startswith(b"Built build/")


def test_a_profile_has_a_row_for_each_step_and_adds_up(package: EditablePackage, run: Run) -> None:
    done = run("build", package.folder, "--profile", "--lang", "en")
    assert done.code == 0
    lines = [re.split(r"\s{2,}", line.strip()) for line in done.err.splitlines() if re.search(r"\d\.\d\d", line)]
    assert [line[0] for line in lines][:2] == ["Reading tables", "Mapping rows"]
    assert [line[0] for line in lines][-2:] == ["Writing files", "all"]
    for column in (1, 2):
        *steps, whole = (float(line[column]) for line in lines)
        assert sum(steps) == pytest.approx(whole, abs=0.01 * len(steps))
        assert whole > 0
    # Linux counts the pages of each thread apart and adds them up now and then: a peak may lag by some.
    assert all(float(line[4]) + 2 >= float(line[3]) > 0 for line in lines)
    assert "峰值" in run("build", package.folder, "--profile", "--lang", "zh").err
    assert "peak" not in run("build", package.folder).err


@pytest.mark.parametrize("columns", ["40", "60"])
def test_a_command_without_the_option_wide_cuts_nothing_and_does_not_name_it(
    columns: str, package: EditablePackage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    said = run("build", package.folder, "--profile", "--lang", "en").err
    assert "--wide" not in said
    assert "…" not in said
    # Each step, and each number of it, though the screen is narrow.
    assert "Checking the graph" in " ".join(said.split())
    assert "peak" in said


# kg page


def test_a_page_is_a_file_of_html(run: Run, tmp_path: Path) -> None:
    outcome = run("page", "--out", "page.pdf", "--lang", "zh")
    assert outcome.code == 2
    assert "page.pdf" in outcome.err
    assert "HTML" in outcome.err
    assert not list(tmp_path.iterdir())


def test_a_page_of_its_own(example: Path, run: Run, tmp_path: Path) -> None:
    outcome = run("page", "--graph", example, "-o", "mine.html", "--title", "My <title>", "--lang", "zh")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "已写入mine.html。\n")
    content = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert "My <title>" not in content
    assert "My &lt;title&gt;" in content or "My \\u003ctitle" in content
    assert run("page", "--graph", example, "-o", "none/mine.html").code == 1
