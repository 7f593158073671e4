"""Drafts of mappings: unions of states among the countries that take part are parties, and none is lost unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.intake.registries import meant, union_meant
from kg.intake.registries.reading import rows_beside
from tests.support import Outcome

Run = Callable[..., Outcome]

PARTIES = "SELECT ?t ?p ?k { ?x pk:party ?p ; pk:partnership/skos:prefLabel ?t OPTIONAL { ?p pk:institutionKind ?k } }"


def parties(run: Run, folder: Path, table: str) -> dict[str, set[str]]:
    """Who takes part in the partnerships of a table by its draft, unions with a star; nothing is to be said of it."""
    (folder / "t.csv").write_text(table, encoding="utf-8")
    assert run("map", "--guess", "t.csv", "--issued", "2024-05-06", "--out", "m.rq").code == 0
    done = run("map", "t.csv", "m.rq", "--strict", "--out", "g.nq")
    assert done.code == 0, done.err
    found: dict[str, set[str]] = {}
    for title, party, kind in kg.open(folder / "g.nq").query(PARTIES):
        star = "*" if str(kind or "").endswith("/internationalOrganisation") else ""
        found.setdefault(str(title), set()).add(star + str(party).partition("/id/")[2].partition("/")[2])
    return found


def test_unions_in_lists_of_countries_are_organisations(run: Run, tmp_path: Path) -> None:
    unions = ("EU", "ASEAN", "GCC", "Mercosur", "EAEU", "COMESA", "ECOWAS", "SADC", "CARICOM", "EFTA", "African Union")
    rows = [f"Pact {place},Chile; {union},2019-03-0{place % 9 + 1}" for place, union in enumerate(unions, 1)]
    found = parties(run, tmp_path, "\n".join(["Agreement,Countries,Signed", *rows]))
    assert found == {f"Pact {place}": {"cl", "*" + union.replace(" ", "%20")} for place, union in enumerate(unions, 1)}


@pytest.mark.parametrize("heading", ["Parties", "Partner country", "Signatories", "Country"])
def test_whatever_the_heading_and_the_sign(heading: str, run: Run, tmp_path: Path) -> None:
    table = f"Agreement,{heading},Signed\nBlue,ASEAN|Japan,2019-03-04\nRed,Kenya|African Union|COMESA,2018-03-04\n"
    found = parties(run, tmp_path, table)
    assert found == {"Blue": {"*ASEAN", "jp"}, "Red": {"ke", "*African%20Union", "*COMESA"}}


def test_in_chinese_and_in_two_columns(run: Run, tmp_path: Path) -> None:
    table = "协定名称,缔约国,签署日期\n甲,东盟、日本,2019-03-04\n乙,中国、欧盟、南共市,2018-03-04\n"
    found = parties(run, tmp_path, table)
    assert {title: len(some) for title, some in found.items()} == {"甲": 2, "乙": 3}
    assert {one for some in found.values() for one in some if not one.startswith("*")} == {"jp", "cn"}
    table = "Agreement,Country A,Country B,Signed\nBlue,EU,Japan,2019-03-04\nRed,Chile,GCC,2018-03-04\n"
    assert parties(run, tmp_path, table) == {"Blue": {"*EU", "jp"}, "Red": {"cl", "*GCC"}}


def test_one_below_the_rows_that_a_draft_looks_at_is_told_with_its_row(run: Run, tmp_path: Path) -> None:
    rows = [f"Pact {place},Chile; Peru,2019-03-04" for place in range(510)]
    table = "\n".join(["Agreement,Countries,Signed", *rows, "Late,Chile; EU,2019-03-05"])
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    assert run("map", "--guess", "t.csv", "--out", "m.rq").code == 0
    done = run("map", "t.csv", "m.rq", "--strict", "--out", "g.nq", "-f", "json")
    assert done.code == 1
    (told,) = (one for one in done.json()["findings"] if one["code"] == "no-country")
    assert (told["row"], told["field"], told["value"]) == (512, "Countries", "EU")


def test_no_name_of_a_union_is_one_of_a_country() -> None:
    for row in rows_beside("unions"):
        for name in filter(None, (row["name"], *row["also"].split(";"), *row["short"].split(";"))):
            assert meant(name, "country") is None, name
            assert union_meant(name) == row["name"], name


def test_one_union_by_several_names_is_one_party(run: Run, tmp_path: Path) -> None:
    rows = ["Blue,EU; Norway", "Red,European Union; China", "Grey,欧盟; ASEAN", "Pink,东盟; Japan; EU"]
    found = parties(run, tmp_path, "\n".join(["Agreement,Parties,Signed", *(f"{one},2019-03-04" for one in rows)]))
    assert found == {
        "Blue": {"*EU", "no"}, "Red": {"*EU", "cn"}, "Grey": {"*EU", "*ASEAN"}, "Pink": {"*EU", "*ASEAN", "jp"},
    }  # fmt: skip


def test_a_cell_that_is_parted_is_not_said_to_be_whole_and_evidence_is_shown_last(run: Run, tmp_path: Path) -> None:
    rows = ["Blue,Germany|Norway", "Red,N/A|Chile|China", "Grey,Kenya|Oslo/Bergen Office"]
    table = "\n".join(["Agreement,Parties,Signed", *(f"{one},2019-03-04" for one in rows)])
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    said = run("map", "--guess", "t.csv", "--issued", "2024-05-06", "--out", "m.rq").err
    assert "left whole, each as one party: 'Oslo/Bergen Office'." in said
    shown = run("map", "t.csv", "m.rq", "--try", "1").out.splitlines()[1:]
    places = [one.lstrip().startswith(("id-evidence:", "id-source:")) for one in shown if one.startswith("    ")]
    assert places == sorted(places)
    assert set(places) == {False, True}
