"""Drafts of mappings: countries that are named in two languages, and those that no registry knows; totals by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests.intake.sheets.written import write_csv
from tests.support import Outcome, counted

HEAD = ("No", "Partner", "Country", "Signed on")


def drafted(run: Callable[..., Outcome], folder: Path, lands: tuple[str, ...]) -> tuple[set[str], str]:
    """The ids of the countries of a table with one partner in each, by its draft; and what the mapping said."""
    rows = [(str(place), f"Univ {place}", land, f"2019-01-0{place}") for place, land in enumerate(lands, 1)]
    write_csv(folder / "t.csv", rows, HEAD)
    guessed = run("map", "--guess", "t.csv", "--issued", "2024-05-06", "--out", "m.rq")
    assert guessed.code == 0, guessed.err
    answer = run("map", "t.csv", "m.rq", "--check", "--out", "g.nq")
    assert answer.code == 0, answer.err
    graph = kg.open(folder / "g.nq")
    assert counted(graph, "?x a pk:Participation") == len(lands)
    found = graph.query("SELECT DISTINCT ?l { ?x a pk:Institution ; pk:locatedIn ?l }")
    return {str(row[0]).rpartition("/region/")[2] for row in found}, answer.err


def test_a_country_in_two_languages_is_that_country(run: Callable[..., Outcome], tmp_path: Path) -> None:
    lands = ("日本 Japan", "Japan 日本", "俄罗斯 Russia", "Germany (Deutschland)", "法国（France）", "西班牙/Spain")
    found, said = drafted(run, tmp_path, lands)
    assert found == {"jp", "ru", "de", "fr", "es"}
    assert "No registry" not in said


def test_two_countries_in_a_cell_are_neither(run: Callable[..., Outcome], tmp_path: Path) -> None:
    found, said = drafted(run, tmp_path, ("Japan 日本", "德国 France", "Kenya"))
    assert len(found) == 3
    assert found > {"jp", "ke"}
    assert "No registry has a country of the name" in said
    assert "'德国 France' (row 3)" in said


@pytest.mark.parametrize(
    "lands",
    [("Ruritania", "Borduria", "Kenya"), ("Ruritania", "Kenya"), ("Ruritania", "Kenya", "Japan"), ("Ruritania",)],
)
def test_what_no_registry_knows_is_told_however_few_are_known(
    run: Callable[..., Outcome], tmp_path: Path, lands: tuple[str, ...]
) -> None:
    found, said = drafted(run, tmp_path, lands)
    assert len(found) == len(lands)
    assert {"Kenya": "ke", "Japan": "jp"}.get(lands[-1], "Ruritania") in found
    assert "No registry has a country of the name" in said
    assert "'Ruritania' (row 2)" in said
    assert ("'Borduria' (row 3)" in said) is ("Borduria" in lands)
