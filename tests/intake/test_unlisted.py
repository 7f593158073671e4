"""Values of a later file that a mapping does not list: told with the value and the rows, through the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from tests.support import Outcome

Run = Callable[..., Outcome]

MAPPING = """#: title: {en: Deals, zh: 交易}
#: question: {en: Who, zh: 谁}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT {
  ?deal a pk:Project ; skos:prefLabel ?title ; pk:participation ?part .
  ?part a pk:Participation ; pk:party ?party ; pk:partnership ?deal ; pk:role ?role .
  ?party a pk:Institution ; skos:prefLabel ?name .
}
WHERE {
  ?row row:id ?id ; row:partner ?name ; row:role ?does .
  BIND(CONCAT("Deal ", ?id) AS ?title)
  BIND(fn:id("partnership", ?id) AS ?deal) BIND(fn:id("institution", ?name) AS ?party)
  BIND(fn:id("participation", ?id, ?name) AS ?part)
  BIND(CHOICE AS ?role)
}
"""
LIST = (
    'COALESCE(IF(?does = "coordinator", role:organiser, IF(?does = "participant", role:partner, ?none)), role:partner)'
)


def rows(*roles: str) -> str:
    return "id,partner,role\n" + "".join(f"{n},Acme {n},{role}\n" for n, role in enumerate(roles, 1))


def mapped(run: Run, folder: Path, choice: str, table: str, *options: str) -> tuple[Outcome, list[dict[str, Any]]]:
    """A table mapped under --strict, and what was found of values that are not listed."""
    (folder / "m.rq").write_text(MAPPING.replace("CHOICE", choice), encoding="utf-8")
    (folder / "deals.csv").write_text(table, encoding="utf-8")
    done = run("map", folder / "deals.csv", folder / "m.rq", "-o", folder / "g.nq", "--strict", "-f", "json", *options)
    return done, [one for one in done.json()["findings"] if one["code"] == "value-not-listed"]


def test_a_value_that_is_not_listed_is_told_with_its_rows(run: Run, tmp_path: Path) -> None:
    done, (told,) = mapped(run, tmp_path, LIST, rows("coordinator", "third party", "participant", "third party"))
    assert done.code == 1
    assert (told["field"], told["row"], told["value"]) == ("role", 3, "third party")
    assert '"third party" (rows 3, 5)' in told["message_en"]
    assert "taken for role:partner" in told["message_en"]
    assert 'Listed: "coordinator", "participant"' in told["fix"]
    assert "“third party”（第3, 5行）" in told["message_zh"]


@pytest.mark.parametrize(
    "choice",
    [
        LIST,
        'IF("participant" = ?does, role:partner, IF(?does = "coordinator", role:organiser, role:partner))',
        'IF(LCASE(STR(?does)) = "coordinator", role:organiser, IF(LCASE(STR(?does)) IN ("participant", "member"),'
        " role:partner, ?none))",
        'IF(BOUND(?does) && fn:folded(?does) = "participant", role:partner,'
        ' IF(fn:folded(?does) = "coordinator", role:organiser, role:partner))',
    ],
)
def test_however_it_is_compared(run: Run, tmp_path: Path, choice: str) -> None:
    assert mapped(run, tmp_path, choice, rows("coordinator", "participant"))[1] == []
    done, told = mapped(run, tmp_path, choice, rows("coordinator", "guest", "participant"))
    assert done.code == 1
    assert [one["value"] for one in told] == ["guest"]


def test_another_case_is_told_where_the_mapping_minds_it(run: Run, tmp_path: Path) -> None:
    one = 'IF(?does = "coordinator", role:organiser, role:partner)'
    assert [told["value"] for told in mapped(run, tmp_path, one, rows("coordinator", "Coordinator"))[1]] == [
        "Coordinator"
    ]
    # A question that has an answer for all others is no list.
    assert mapped(run, tmp_path, one, rows("coordinator", "guest"))[1] == []


@pytest.mark.parametrize(
    "choice",
    [
        'IF(CONTAINS(?does, "coord"), role:organiser, IF(?does = "member", role:partner, ?none))',
        'IF(?does != "coordinator", role:partner, role:organiser)',
    ],
)
def test_what_is_looked_at_otherwise_too_is_no_list(run: Run, tmp_path: Path, choice: str) -> None:
    assert mapped(run, tmp_path, choice, rows("coordinator", "guest", "member"))[1] == []


def otherwise(done: Outcome) -> list[dict[str, Any]]:
    return [one for one in done.json()["findings"] if one["code"] == "value-otherwise"]


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        ('IF(?does = "coordinator", role:organiser, ?none)', "give nothing by it"),
        ('IF(?does IN ("coordinator", "leader"), role:organiser, ?none)', "give nothing by it"),
        ('IF(?does = "coordinator" || ?does = "leader", role:organiser, ?none)', "give nothing by it"),
        (
            'IF(?does = "leader", fn:code("role", ?does), IF(?does = "coordinator", fn:code("role", "organiser"),'
            " ?none))",
            "give nothing by it",
        ),
        (
            'IF(?does = "leader", role:sponsor, IF(?does = "coordinator", role:organiser, role:partner))',
            "taken for role:partner",
        ),
    ],
)
def test_what_a_mapping_does_not_ask_for_is_no_warning(run: Run, tmp_path: Path, choice: str, taken: str) -> None:
    done, listed = mapped(run, tmp_path, choice, rows("coordinator", "third party", "coordinator", "guest", "guest"))
    assert (done.code, listed) == (0, [])
    (told,) = otherwise(done)
    assert (told["severity"], told["field"], told["row"], told["value"]) == ("info", "role", 3, "third party")
    assert f"2 values in 3 rows are not what the mapping asks for, and {taken}" in told["message_en"]
    assert '"third party" (row 3); "guest" (rows 5, 6)' in told["message_en"]
    assert "“guest”（第5, 6行）" in told["message_zh"]
    # Another spelling of what is asked for is no other value.
    done, (listed,) = mapped(run, tmp_path, choice, rows("coordinator", "Coordinator"))
    assert (done.code, listed["value"], otherwise(done)) == (1, "Coordinator", [])


def test_two_questions_about_one_column_are_no_list(run: Run, tmp_path: Path) -> None:
    choice = 'IF(?does = "coordinator", role:organiser, ?none) AS ?role) BIND(IF(?does = "seat", ?id, ?none) AS ?seat'
    table = rows("coordinator", "seat", "guest")
    mapping = MAPPING.replace("BIND(CHOICE AS ?role)", f"BIND({choice})")
    (tmp_path / "m.rq").write_text(mapping.replace("skos:prefLabel ?title", "skos:prefLabel ?title ; skos:note ?seat"))
    (tmp_path / "deals.csv").write_text(table)
    done = run("map", tmp_path / "deals.csv", tmp_path / "m.rq", "-o", tmp_path / "g.nq", "--strict", "-f", "json")
    assert done.code == 0
    assert [one["value"] for one in otherwise(done)] == ["guest"]


def test_parts_of_cells_are_compared_each(run: Run, tmp_path: Path) -> None:
    table = "id,partner,role\n1,Acme; Beta,coordinator; guest\n2,Acme,participant\n"
    (tmp_path / "deals.csv").write_text(table)
    header = '#: split: {partner: ";", role: ";"}\n#: together: [partner, role]\n'
    mapping = MAPPING.replace("CHOICE", LIST).replace("PREFIX", header + "PREFIX", 1)
    (tmp_path / "m.rq").write_text(mapping)
    done = run("map", tmp_path / "deals.csv", tmp_path / "m.rq", "-o", tmp_path / "g.nq", "--strict")
    assert done.code == 1
    assert '"guest" (row 2)' in done.err


def test_a_table_of_values_is_a_list(run: Run, tmp_path: Path) -> None:
    mapping = MAPPING.replace("?name ; row:role ?does .", "?name . OPTIONAL { ?row row:role ?does . TABLE }").replace(
        "  BIND(CHOICE AS ?role)\n", ""
    )
    table = 'VALUES (?does ?role) { ("coordinator" role:organiser) ("participant" role:partner) }'
    (tmp_path / "m.rq").write_text(mapping.replace("TABLE", table))
    (tmp_path / "deals.csv").write_text(rows("coordinator", "guest"))
    done = run("map", tmp_path / "deals.csv", tmp_path / "m.rq", "-o", tmp_path / "g.nq", "--strict")
    assert done.code == 1
    assert '"guest" (row 3)' in done.err


def test_many_values_are_counted_and_some_named(run: Run, tmp_path: Path) -> None:
    _, (told,) = mapped(run, tmp_path, LIST, rows("coordinator", *(f"kind {n}" for n in range(30))))
    assert told["message_en"].startswith("30 values in 30 rows are none of those")
    assert told["message_en"].count("(row ") == 6


def drafted(run: Run, folder: Path, table: str) -> Path:
    (folder / "deals.csv").write_text(table)
    assert run("map", "--guess", folder / "deals.csv", "-o", folder / "draft.rq").code == 0
    return folder / "draft.rq"


def table_of(*rows: tuple[str, str, str]) -> str:
    head = "project_id,title,partner,country,role,status\n"
    return head + "".join(
        f"{n // 2},Project {n // 2},{name} University,Ghana,{role},{status}\n"
        for n, (name, role, status) in enumerate(rows)
    )


def test_a_draft_minds_no_case_and_lists_what_there_may_be(run: Run, tmp_path: Path) -> None:
    draft = drafted(
        run,
        tmp_path,
        table_of(
            *[("Rost", "coordinator", "SIGNED"), ("Marl", "participant", "SIGNED")] * 2,
            ("Dorn", "coordinator", "TERMINATED"),
            ("Elm", "participant", "TERMINATED"),
        ),
    )
    later = tmp_path / "later.csv"
    later.write_text(table_of(("Rost", "Coordinator", "signed"), ("Marl", "PARTICIPANT", "Signed")))
    graph = kg.map_table(later, draft)
    assert "value-not-listed" not in {one.code for one in graph.findings}
    roles = {str(role).rpartition("/")[2] for (role,) in graph.query("SELECT ?role { ?part pk:role ?role }")}
    assert roles == {"organiser", "partner"}
    later.write_text(table_of(("Rost", "host", "ON HOLD"), ("Marl", "participant", "SIGNED")))
    done = run("map", later, draft, "-o", tmp_path / "g.nq", "--strict")
    assert done.code == 1
    assert '"host" (row 2)' in done.err
    assert '"ON HOLD" (row 2)' in done.err


def about_nothing(done: Outcome) -> list[dict[str, Any]]:
    return [one for one in done.json()["findings"] if one["code"] == "value-for-nothing"]


def test_a_value_of_which_nothing_is_made_is_named_with_its_rows(run: Run, tmp_path: Path) -> None:
    choice = 'IF(?does = "coordinator", role:organiser, IF(fn:folded(?does) = "en cours", ?none, role:partner))'
    done, listed = mapped(run, tmp_path, choice, rows("coordinator", "En cours", "coordinator", *["en cours"] * 6))
    assert listed == []
    (told,) = about_nothing(done)
    assert (told["severity"], told["field"], told["row"], told["value"]) == ("info", "role", 3, "En cours")
    assert "2 values in 7 rows are listed in the mapping with nothing to be made of them" in told["message_en"]
    assert '"En cours" (row 3); "en cours" (rows 5, 6, 7, 8, 9 …).' in told["message_en"]
    assert "“En cours”（第3行）" in told["message_zh"]
    assert done.code == 0  # it may be meant so


@pytest.mark.parametrize(
    "choice",
    [
        # Something is made of it after all, by another comparison or by what stands for the others.
        'COALESCE(IF(?does = "coordinator", ?none, IF(?does = "member", role:partner, ?none)), role:partner)',
        'IF(?does = "coordinator", ?id, role:partner)',
    ],
)
def test_a_value_of_which_something_is_made_is_not_named(run: Run, tmp_path: Path, choice: str) -> None:
    done, _ = mapped(run, tmp_path, choice, rows("coordinator", "member"))
    assert about_nothing(done) == []


def test_a_stage_that_a_draft_asks_for_is_named_by_its_check(run: Run, tmp_path: Path) -> None:
    head = "Contrat,Parties,Partenaire,Date de signature,Statut\n"
    table = "".join(
        f"C{n},Université de Nord,Institut de Sud,0{n}/02/2019,{'en cours' if n % 2 else 'terminé'}\n"
        for n in range(1, 6)
    )
    (tmp_path / "t.csv").write_text(head + table, encoding="utf-8")
    assert run("map", "--guess", "t.csv", "--issued", "2024-05-06", "-o", "m.rq").code == 0
    done = run("map", "t.csv", "m.rq", "--check", "-f", "json")
    (told,) = about_nothing(done)
    assert told["field"] == "Statut"
    assert '"en cours" (rows 2, 4, 6)' in told["message_en"]


def test_a_word_for_two_sectors_has_both_in_a_draft(run: Run, tmp_path: Path) -> None:
    words = ("文旅", "旅游", "农文旅", "某某")
    table = "".join(f"{n},海盐县,金山区,{word},2019-02-0{n}\n" for n, word in enumerate(words, 1))
    (tmp_path / "t.csv").write_text("编号,甲方,乙方,领域,签约日期\n" + table, encoding="utf-8")
    assert run("map", "--guess", "t.csv", "-o", "m.rq").code == 0
    assert (tmp_path / "m.rq").read_text(encoding="utf-8").count("\n") < 40
    done = run("map", "t.csv", "m.rq", "--check", "-f", "json")
    assert done.code == 0
    assert not [one for one in done.json()["findings"] if "?sector" in one["message_en"]]
    graph = kg.map_table(tmp_path / "t.csv", tmp_path / "m.rq")
    found = graph.query("SELECT ?p ?s { ?p a pk:Project ; pk:sector ?s }")
    sectors = [(str(one).rpartition("/")[2], str(code).rpartition("/")[2]) for one, code in found]
    assert sorted(sectors) == [
        ("1", "culture"),
        ("1", "tourism"),
        ("2", "tourism"),
        ("3", "agriculture"),
        ("3", "culture"),
        ("3", "tourism"),
        ("4", "crossSector"),
    ]
