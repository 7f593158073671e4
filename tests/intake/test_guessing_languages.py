"""Drafts of mappings for tables that name one party in two languages: who takes part, and what they are called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.knowledge_graph import KnowledgeGraph
from tests.intake.sheets.written import write_csv
from tests.intake.test_guessing_identity import drafted
from tests.support import Outcome, counted

NAMES = """SELECT ?p ?how ?n { ?x a ?class ; ?how ?n ; skos:prefLabel ?p
VALUES ?class { pk:Institution pk:AdministrativeRegion } VALUES ?how { skos:prefLabel skos:altLabel }
FILTER(LANG(?p) = "en") }"""
TOWNS = ["Oakby", "Farnby", "Marlow"]


def named(graph: KnowledgeGraph) -> dict[str, set[tuple[str, str, str]]]:
    """The names of parties by their English name: how each is one, in which language, and the name."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    for main, how, name in graph.query(NAMES):
        told = (str(how).rpartition("#")[2], str(getattr(name, "language", "")), str(name.value))
        found.setdefault(str(main.value), set()).add(told)
    return found


@pytest.mark.parametrize(
    ("first", "second", "is_in_chinese"),
    [
        ("Partner (EN)", "Partner (FR)", False),
        ("Partner_en", "Partner_es", False),
        ("Partner institution", "Partner institution (local name)", False),
        ("Partner university (English)", "Etablissement partenaire université (FR)", False),
        ("Partner", "合作院校", True),
        ("合作院校英文名", "Partner institution", False),
        ("合作院校英文名称", "合作院校中文名称", True),
        ("Partner (English)", "Partner (Chinese)", True),
        ("name_en", "name_zh", True),
        ("Name", "Name (local)", False),
        ("University (EN)", "University (German)", False),
    ],
)
def test_a_partner_named_in_two_languages_is_one(
    run: Callable[..., Outcome], tmp_path: Path, first: str, second: str, *, is_in_chinese: bool
) -> None:
    other = "第{}大学" if is_in_chinese else "Université de {}"
    rows = [
        (
            f"A{number}",
            f"University of {town}",
            other.format("甲乙丙"[TOWNS.index(town)] if is_in_chinese else town),
            "FR",
            "2010-05-04",
        )
        for number, town in enumerate([*TOWNS, *TOWNS])
    ]
    write_csv(tmp_path / "t.csv", rows, ("No", first, second, "Country", "Signed"))
    graph, said = drafted(run, tmp_path, "t.csv")
    # Six agreements with three universities, all in France.
    assert counted(graph, "?x a pk:Institution") == 3
    assert counted(graph, "?x a pk:Participation") == 6
    assert counted(graph, "?x a pk:AdministrativeRegion") == 1
    assert counted(graph, "?x pk:locatedIn ?y") >= 3
    names = named(graph)
    for number, town in enumerate(TOWNS):
        told = {one for one in names[f"University of {town}"] if one[2] != f"University of {town}"}
        assert {(how, name) for how, _, name in told} == {
            ("prefLabel", f"第{'甲乙丙'[number]}大学") if is_in_chinese else ("altLabel", f"Université de {town}")
        }
    assert "no further parties" in said
    assert "nobody reads" not in said


def test_three_languages_and_both_of_two_partners(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        (
            f"A{n}",
            f"University of {a}",
            f"{a}第一大学",
            f"Université de {a}",
            f"{b} Works Ltd",
            f"{b}公司",
            "2010-05-04",
        )
        for n, (a, b) in enumerate(zip(TOWNS * 2, [*TOWNS[1:], TOWNS[0]] * 2, strict=True))
    ]
    head = ("id", "Partner 1 (EN)", "Partner 1 (ZH)", "Partner 1 (FR)", "Partner 2 (EN)", "Partner 2 (ZH)", "signed")
    write_csv(tmp_path / "t.csv", rows, head)
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Institution") == 6
    assert counted(graph, "?x a pk:Participation") == 12
    names = named(graph)
    assert {(how, name) for how, _, name in names["University of Oakby"]} == {
        ("prefLabel", "University of Oakby"),
        ("prefLabel", "Oakby第一大学"),
        ("altLabel", "Université de Oakby"),
    }
    assert {(how, name) for how, _, name in names["Oakby Works Ltd"]} == {
        ("prefLabel", "Oakby Works Ltd"),
        ("prefLabel", "Oakby公司"),
    }


def test_twins_with_a_name_in_another_language(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(str(n), town, f"{town}stadt", f"{TOWNS[n - 1]}ville", "2011") for n, town in enumerate(TOWNS)]
    write_csv(tmp_path / "t.csv", rows, ("No", "Town", "Town (German name)", "Twin town", "Since"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:AdministrativeRegion") == 6
    assert counted(graph, "?x a pk:Participation") == 6
    assert ("altLabel", "en", "Oakbystadt") in named(graph)["Oakby"]


def test_several_partners_in_a_cell_in_two_languages(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("1", "Quays", "University of Oakby; Marlow Works Ltd", "Université de Oakby; Ateliers Marlow", "2010-01-02"),
        ("2", "Locks", "Marlow Works Ltd; University of Farnby", "Ateliers Marlow; Université de Farnby", "2011-01-02"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "Partners (EN)", "Partners (FR)", "signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Institution") == 3
    assert counted(graph, "?x a pk:Participation") == 4
    assert ("altLabel", "en", "Ateliers Marlow") in named(graph)["Marlow Works Ltd"]


def test_objects_with_names_in_two_languages(run: Callable[..., Outcome], tmp_path: Path) -> None:
    partners = [{"name_en": f"University of {one}", "name_fr": f"Université de {one}"} for one in TOWNS]
    rows = [
        {"id": "1", "title": "Quays", "signed": "2010-01-02", "partners": partners[:2]},
        {"id": "2", "title": "Locks", "signed": "2011-01-02", "partners": partners[1:]},
    ]
    (tmp_path / "t.json").write_text(json.dumps(rows), encoding="utf-8")
    graph, _ = drafted(run, tmp_path, "t.json")
    assert counted(graph, "?x a pk:Institution") == 3
    assert counted(graph, "?x a pk:Participation") == 4


@pytest.mark.parametrize(
    ("head", "rows", "parties"),
    [
        # Codes of languages are those of countries too: each row has one of each.
        (("id", "Partner (DE)", "Partner (FR)"), [("Uni Nord", "Ecole Sud"), ("Uni Ost", "Ecole West")], 4),
        (("id", "German partner", "French partner"), [("Uni Nord", "Ecole Sud"), ("Uni Nord", "Ecole Sud")], 2),
        # One of each side, which always meet.
        (("id", "Lead partner (EN)", "Partner (FR)"), [("Uni Nord", "Ecole Sud"), ("Uni Nord", "Ecole Sud")], 2),
        (("id", "我方院校", "Partner university"), [("北方大学", "Uni Sud"), ("北方大学", "Uni Sud")], 2),
        (("id", "友好城市", "Twin city"), [("杭州", "Bremen"), ("杭州", "Bremen"), ("南京", "Leeds")], 4),
        # The same parties stand with others elsewhere.
        (("id", "Partner (EN)", "Partner (DE)"), [("Nord", "Sud"), ("Nord", "Ost"), ("West", "Sud")], 4),
    ],
)
def test_two_partners_stay_two(
    run: Callable[..., Outcome],
    tmp_path: Path,
    head: tuple[str, ...],
    rows: list[tuple[str, str]],
    parties: int,
) -> None:
    write_csv(tmp_path / "t.csv", [(f"A{n}", *row, "2010-01-02") for n, row in enumerate(rows)], (*head, "signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Participation") == 2 * len(rows)
    assert counted(graph, "?y pk:party ?x") == parties


TITLES = """SELECT ?p ?n { ?p a pk:Partnership ; skos:prefLabel ?n }"""


@pytest.mark.parametrize(
    ("head", "rows", "names"),
    [
        (
            ("Project ID", "Project Title", "项目名称"),
            [("Oakby quays", "奥比码头"), ("Farnby locks", "法恩比船闸"), ("Oakby quays", "奥比码头")],
            {"en:Oakby quays", "zh:奥比码头", "en:Farnby locks", "zh:法恩比船闸"},
        ),
        (
            ("id", "项目名称", "项目英文名称"),
            [("奥比码头", "Oakby quays"), ("法恩比船闸", "Farnby locks")],
            {"en:Oakby quays", "zh:奥比码头", "en:Farnby locks", "zh:法恩比船闸"},
        ),
        # What is done is no other title: one stands with several.
        (
            ("id", "Project Title", "项目名称"),
            [("Oakby quays", "奥比码头"), ("Farnby locks", "奥比码头"), ("Marlow weir", "奥比码头")],
            {"en:Oakby quays", "en:Farnby locks", "en:Marlow weir"},
        ),
        # Two in one language are none in two, and no row has two names in one.
        (
            ("id", "Project Title", "项目名称"),
            [("Oakby quays", "奥比码头"), ("Farnby locks", "Farnby Schleuse"), ("Marlow weir", "马洛堰")],
            {"en:Oakby quays", "zh:奥比码头", "en:Farnby locks", "en:Marlow weir", "zh:马洛堰"},
        ),
    ],
)
def test_a_title_in_two_columns_is_a_name_in_each_language(
    run: Callable[..., Outcome], tmp_path: Path, head: tuple[str, ...], rows: list[tuple[str, str]], names: set[str]
) -> None:
    cells = [(f"A{n}", *row, "Oakby College", f"{TOWNS[n]} University", "2010-01-02") for n, row in enumerate(rows)]
    write_csv(tmp_path / "t.csv", cells, (*head, "Lead partner", "Partner", "signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    found = {f"{name.language}:{name.value}" for _, name in graph.query(TITLES)}
    assert found == names
    assert counted(graph, "?x a pk:Institution") == 1 + len(rows)


BOTH = [
    ("奥比大学 Oakby University", {"Oakby University": "en", "奥比大学": "zh"}),
    ("Farnby Institute / 法恩比研究院", {"Farnby Institute": "en", "法恩比研究院": "zh"}),
    ("马洛学院（Marlow College）", {"Marlow College": "en", "马洛学院": "zh"}),
    ("Marlow Port", {"Marlow Port": "en"}),
    ("奥比港", {"奥比港": "zh"}),
]


@pytest.mark.parametrize("one_name", ["", "IBM 中国"])
def test_a_cell_with_both_languages_is_two_names(run: Callable[..., Outcome], tmp_path: Path, one_name: str) -> None:
    cells = [(f"A{n}", f"Deal {n}", cell, "Oakby Works", "2010-01-02") for n, (cell, _) in enumerate(BOTH)]
    cells += [("A9", "Deal 9", one_name, "Oakby Works", "2010-01-02")] if one_name else []
    write_csv(tmp_path / "t.csv", cells, ("id", "title", "Agency", "Partner", "signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    found: dict[str, dict[str, str]] = {}
    for thing, name in graph.query("SELECT ?x ?n { ?x a pk:Institution ; skos:prefLabel ?n }"):
        found.setdefault(str(thing), {})[str(name.value)] = str(name.language)
    found = {thing: names for thing, names in found.items() if "Oakby Works" not in names}
    # One name with a word of the other script is not cut, nor any other then.
    expected = [{one_name: "zh"}, *({cell: "zh" if cell[0] != "M" else "en"} for cell, _ in BOTH)]
    told = expected if one_name else [names for _, names in BOTH]
    assert sorted(map(repr, (sorted(one.items()) for one in found.values()))) == sorted(
        repr(sorted(one.items())) for one in told
    )
