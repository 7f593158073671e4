"""What programs read carries ids: two things of one name are told apart in CSV and TSV, as they are in JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from tests.support import ID, EditablePackage, Outcome

Run = Callable[..., Outcome]

TWINS = {f"{ID}region/xx-{end}" for end in ("exampleton", "sampleford")}


@pytest.fixture
def twins(package: EditablePackage) -> EditablePackage:
    """The worked example with two cities of one name, as there are two districts called Chaoyang."""
    for row in (3, 4):
        package.set("regions", row, "name_en", "Twinford")
        package.set("regions", row, "name_zh", "双城")
    return package


@pytest.mark.parametrize(
    ("command", "column"),
    [
        ("measure region-region --level city -m degree", "node_id"),
        ("measure region-region --level city", "node_id"),
        ("rank region-region --level city -m degree --resamples 10 --nulls 10", "node_id"),
        ("weakpoints region-region --level city", "node_id"),
        ("dependence region-region --level city", "node_id"),
        ("communities region-region --level city", "node_id"),
        ("ask regions -p level=city", "region_id"),
        ("coverage --by region", "group_id"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_two_of_one_name_are_told_apart(command: str, column: str, form: str, twins: EditablePackage, run: Run) -> None:
    found = run(*command.split(), "-g", twins.folder, "-f", form, "--lang", "en")
    assert found.code == 0, found.err
    delimiter = "," if form == "csv" else "\t"
    header, *rows = csv.reader(io.StringIO(found.out, newline=""), delimiter=delimiter)
    assert {row[header.index(column)] for row in rows} >= TWINS
    assert len({len(row) for row in [header, *rows]}) == 1


def test_the_ledger_says_of_what_a_figure_is(twins: EditablePackage, run: Run) -> None:
    out = run("ledger", "-g", twins.folder, "-f", "csv", "--lang", "en").out
    header, *rows = csv.reader(io.StringIO(out, newline=""))
    assert rows[0][header.index("subject_id")] == f"{ID}partnership/exampleton-sampleford-logistics"


def test_people_read_names(twins: EditablePackage, run: Run) -> None:
    for form in ("table", "md"):
        assert ID not in run("measure", "region-region", "--level", "city", "-g", twins.folder, "-f", form).out
