"""Slips in a mapping that SPARQL says nothing of, and things that its rows call by two names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import DataError, QueryError
from kg.findings import Finding
from tests.support import Outcome

HEAD = (
    "#: title: {en: M, zh: M}\n#: tables: {ports: {file: ports.csv, key: code}}\n"
    "PREFIX row: <https://w3id.org/partnership-kg/row#>\nPREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
)
NAMED = (
    "CONSTRUCT { ?i a pk:Project ; skos:prefLabel ?l } WHERE { ?row row:id ?id ; row:name ?n . "
    'BIND(fn:id("partnership", ?id) AS ?i) BIND(STRLANG(?n, "en") AS ?l) }\n'
)


def written(folder: Path, query: str, table: str = "id,name\n1,Esk\n") -> tuple[Path, Path]:
    (folder / "ports.csv").write_text("code,town\nE,Esk\n", encoding="utf-8")
    (folder / "t.csv").write_text(table, encoding="utf-8")
    (folder / "m.rq").write_text(HEAD + query, encoding="utf-8")
    return folder / "t.csv", folder / "m.rq"


def called(folder: Path, call: str) -> list[Finding]:
    query = (
        "CONSTRUCT { ?i a pk:Project ; skos:note ?v } WHERE { ?row row:id ?id ; row:name ?n . "
        f'BIND(fn:id("partnership", ?id) AS ?i) BIND({call} AS ?v) }}\n'
    )
    return list(kg.map_table(*written(folder, query)).findings)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("fn:part(?n)", "calls fn:part with 1 argument. It is fn:part(text, separator, number)."),
        ("fn:amount()", "calls fn:amount with 0 arguments. It is fn:amount(text, [heading])."),
        ('fn:amount(?n, "a", "b")', "calls fn:amount with 3 arguments."),
        ("fn:slug(?n, ?id)", "calls fn:slug with 2 arguments. It is fn:slug(text)."),
        ('fn:end(?n, "day_first")', "'day_first', which is no order of day and month. Did you mean day-first?"),
        ('fn:code("stagee", ?n)', "'stagee', which is no code list. Did you mean stage?"),
        ('fn:registered(?n, "parents")', "'parents', which is no column of the table regions. Did you mean parent?"),
        ('fn:registered(?n, "id", "contry")', "'contry', which is no level. Did you mean country,"),
        ('fn:lookup("port", ?n, "town")', "'port', which is no table in the line `#: tables:`. Did you mean ports?"),
        ('fn:lookup("ports", ?n, "towns")', "'towns', which is no column of the table ports. Did you mean town?"),
        ('CONCAT("x", fn:lookup("ports", fn:part(?n), "town"))', "calls fn:part with 1 argument."),
        ("<https://w3id.org/partnership-kg/function#part>(?n)", "calls fn:part with 1 argument."),
    ],
)
def test_a_call_that_can_give_nothing_is_an_error_before_a_row_is_read(tmp_path: Path, call: str, told: str) -> None:
    with pytest.raises(QueryError) as error:
        called(tmp_path, call)
    assert told in error.value.text.en
    assert len(error.value.text.zh) > 10


@pytest.mark.parametrize(
    "call",
    [
        "STR(fn:row())",
        'fn:amount(?n, "金额（万元）")',
        "fn:amount(?n, ?id)",
        'fn:part(?n, ";", 2)',
        'fn:lookup(?id, ?n, "town")',
        'fn:date(?n, "month-first")',
        'fn:end(?n, """day-first""")',
        "fn:end(?n, '''day-first''')",
        'fn:code("""stage""", ?n)',
        'fn:id("a", ?id, ?n, "(,")',
        'fn:registered(?n, "id", "country")',
    ],
)
def test_a_call_that_may_give_something_is_none(tmp_path: Path, call: str) -> None:
    called(tmp_path, call)


def test_a_code_of_two_texts_that_there_is_not_is_told_as_a_term_is(tmp_path: Path) -> None:
    (found,) = [one for one in called(tmp_path, 'fn:code("stage", "sined")') if one.code == "not-in-the-model"]
    assert "stage:sined" in found.message_en
    assert "signed" in found.message_en
    assert not [one for one in called(tmp_path, 'fn:code("unit", "DEM")') if one.code == "not-in-the-model"]


@pytest.mark.parametrize("name", ["budget__", "budget_EUR", "_budget"])
def test_a_column_is_named_as_it_is_or_told(tmp_path: Path, name: str) -> None:
    """An underscore too many made each row give nothing, for no reason that was said."""
    table, query = written(tmp_path, NAMED.replace("row:name", f"row:{name}"), "id,budget €\n1,5\n")
    with pytest.raises(DataError) as error:
        kg.map_table(table, query)
    assert f"has no column '{name}'" in error.value.text.en
    assert "Did you mean budget?" in error.value.text.en


def test_a_thing_of_two_names_is_told_with_both_rows(tmp_path: Path) -> None:
    table, query = written(tmp_path, NAMED, 'id,name\n1,Esk\n2,Fell\n1,Esk\n2,Fell \\"II\n3,Aa\n')
    (found,) = [one for one in kg.map_table(table, query).findings if one.code == "two-names-of-one-thing"]
    assert found.message_en.startswith("1 thing has two names in one language: id-partnership:2 is 'Fell' (row 3) and")
    assert (found.file, found.row, found.value) == ("t.csv", 5, 'Fell \\"II')
    assert "（第3行）" in found.message_zh


def test_names_in_two_languages_and_further_names_are_no_two_names(tmp_path: Path) -> None:
    query = NAMED.replace("skos:prefLabel ?l", "skos:prefLabel ?l, ?z ; skos:altLabel ?n").replace(
        "AS ?l)", 'AS ?l) BIND(STRLANG(?n, "zh") AS ?z)'
    )
    assert "two-names-of-one-thing" not in {
        one.code for one in kg.map_table(*written(tmp_path, query, "id,name\n1,Esk\n1,Esk\n")).findings
    }


@pytest.mark.parametrize("slow", ["", "FILTER EXISTS { ?row row:id ?any } "])
def test_two_names_are_found_far_apart_in_several_tables_and_the_first_are_told(tmp_path: Path, slow: str) -> None:
    rows = "".join(f"{number},Town {number}\n" for number in range(9_000))
    table, query = written(tmp_path, NAMED.replace("BIND(STRLANG", slow + "BIND(STRLANG"), "id,name\n" + rows)
    later = tmp_path / "later.csv"
    later.write_text("id,name\n" + "".join(f"{number},City {number}\n" for number in range(8_990, 9_010)), "utf-8")
    (found,) = [one for one in kg.map_table([table, later], query).findings if one.code == "two-names-of-one-thing"]
    assert found.message_en.startswith("10 things have two names in one language: id-partnership:8990 is 'Town 8990' (")
    assert "'Town 8990' (t.csv, row 8992) and 'City 8990' (later.csv, row 2)" in found.message_en
    assert found.message_en.count("id-partnership:") == 3
    assert len(found.message_en) < 600


def test_the_command_says_so_and_strict_makes_it_an_error(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    table, query = written(tmp_path, NAMED, "id,name\n1,Esk\n1,Fell\n")
    done = run("map", table, query, "--out", tmp_path / "g.nq", "--lang", "en")
    assert done.code == 0
    assert "t.csv, row 3  1 thing has two names in one language" in " ".join(done.err.split("\n"))
    assert run("map", table, query, "--strict", "--out", tmp_path / "h.nq").code == 1
    assert not (tmp_path / "h.nq").exists()


def test_a_column_that_only_one_of_two_tables_has_is_empty_in_the_other(tmp_path: Path) -> None:
    optional = NAMED.replace("; row:name ?n . ", ". OPTIONAL { ?row row:name ?n } ")
    table, query = written(tmp_path, optional, "id,name\n1,Esk\n")
    older = tmp_path / "older.csv"
    older.write_text("id,town\n2,Fell\n", "utf-8")
    graph = kg.map_table([table, older], query)
    (found,) = [one for one in graph.findings if one.code == "column-in-other-table"]
    assert (found.file, "no column name" in found.message_en) == ("older.csv", True)
    with pytest.raises(DataError, match="has no column 'name'"):
        kg.map_table(older, query)
    written(tmp_path, NAMED)
    with pytest.raises(DataError) as error:
        kg.map_table([table, older], query)
    assert any("empty: name" in finding.message_en for finding in error.value.findings)


def test_a_value_that_is_not_understood_is_told_with_its_column_and_table(tmp_path: Path) -> None:
    query = NAMED.replace('STRLANG(?n, "en") AS ?l', "fn:amount(?n) AS ?l")
    table, rq = written(tmp_path, query, "other,id,name\n3-4,1,5\n")
    later = tmp_path / "later.csv"
    later.write_text("other,id,name\n3-4,2,6\n,3,3-4\n", "utf-8")
    (found,) = [one for one in kg.map_table([table, later], rq).findings if one.code == "value-not-understood"]
    assert (found.file, found.row, found.field, found.value) == ("later.csv", 3, "name", "3-4")


IN_COUNTRIES = (
    "CONSTRUCT { ?i a pk:Institution ; skos:prefLabel ?l } WHERE { ?row row:name ?n ; row:land ?c . "
    'BIND(fn:id("institution", ?n, ?c) AS ?i) BIND(STRLANG(SPELT, "en") AS ?l) }\n'
)


@pytest.mark.parametrize("spelt", ["?n", 'CONCAT(?n, " (org)")'])
@pytest.mark.parametrize("slow", ["", "FILTER EXISTS { ?row row:land ?any } "])
def test_names_of_two_are_told_with_their_rows(tmp_path: Path, spelt: str, slow: str) -> None:
    rows = [f"Port {number},Chad\n" for number in range(60)] + ["Port 40,Peru\n", "Port 2,Peru\n", "Port 7,Mali\n"]
    query = IN_COUNTRIES.replace("SPELT", spelt).replace("BIND(STRLANG", f"{slow}BIND(STRLANG")
    table, mapping = written(tmp_path, query, "name,land\n" + "".join(rows))
    (told,) = [one for one in kg.map_table(table, mapping).findings if one.code == "one-name-two-organisations"]
    more = "" if spelt == "?n" else " (org)"
    assert told.severity.value == "warning"
    assert told.message_en.startswith("3 names are of two organisations each")
    for number, row, other, land in ((2, 4, 63, "Peru"), (7, 9, 64, "Mali"), (40, 42, 62, "Peru")):
        assert f"'Port {number}{more}' (Chad in row {row}, {land} in row {other})" in told.message_en


def test_where_most_names_are_of_two_it_is_the_form_of_the_table(tmp_path: Path) -> None:
    rows = [f"Port {n},{land}\n" for land in ("Chad", "Peru") for n in range(1_500)]
    table, mapping = written(tmp_path, IN_COUNTRIES.replace("SPELT", "?n"), "name,land\n" + "".join(rows))
    (told,) = [one for one in kg.map_table(table, mapping).findings if one.code == "one-name-two-organisations"]
    assert told.severity.value == "info"
    assert told.message_en.startswith("1,500 of 1,500 names are of two organisations each")
    assert told.message_zh.startswith("1500个名称中有1500个各属两个机构")
    assert "'Port 0' (Chad in row 2, Peru in row 1502)" in told.message_en


#: What is no place, and makes one organisation as many as it has rows, years, roles or projects.
SLIPS: dict[str, Callable[[int, int], str]] = {
    "running number": lambda name, time: str(30 * time + name + 1),
    "year": lambda name, time: str(2019 + time),
    "role": lambda name, time: ("coordinator", "participant")[time],
    "project": lambda name, time: f"Shared piers {(name + 7 * time) % 9}",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_what_is_no_place_in_most_ids_of_organisations_is_a_slip(
    run: Callable[..., Outcome], tmp_path: Path, slip: str
) -> None:
    rows = [f"Port {name},{SLIPS[slip](name, time)}\n" for time in (0, 1) for name in range(30)]
    table, mapping = written(tmp_path, IN_COUNTRIES.replace("SPELT", "?n"), "name,land\n" + "".join(rows))
    (told,) = [one for one in kg.map_table(table, mapping).findings if one.code == "one-name-two-organisations"]
    assert told.severity.value == "warning"
    assert told.message_en.startswith("30 names are of two organisations each")
    answer = run("map", table.name, mapping.name, "-o", "g.nq", "--strict")
    assert (answer.code, (tmp_path / "g.nq").exists()) == (1, False)


@pytest.mark.parametrize("lands", [("Tschad", "Pérou"), ("TD", "PE"), ("乍得", "秘鲁"), ("Kiel", "Lyon")])
def test_places_in_most_ids_are_the_form_of_the_table(
    run: Callable[..., Outcome], tmp_path: Path, lands: tuple[str, str]
) -> None:
    rows = [f"Port {number},{land}\n" for land in lands for number in range(30)]
    table, mapping = written(tmp_path, IN_COUNTRIES.replace("SPELT", "?n"), "name,land\n" + "".join(rows))
    (told,) = [one for one in kg.map_table(table, mapping).findings if one.code == "one-name-two-organisations"]
    assert told.severity.value == "info"
    assert run("map", table.name, mapping.name, "-o", "g.nq", "--strict").code == 0
