"""Labels that would do harm where they are shown: kept to the letter, and shown harmlessly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import SKOS

import kg
from kg.intake.template import make_package
from tests.support import ID, EditablePackage, Outcome

Run = Callable[..., Outcome]

HOSTILE = {
    "markup": "<b>bold</b> & <script>alert(1)</script>",
    "end of script": '</script><img src=x onerror="alert(1)">',
    "comment": "<!-- --> ]]> <![CDATA[",
    "quotes": """both " and ' and `backticks` and \\ and \\" and \\u0041""",
    "right to left": "invoice\u202egnp.exe\u202c and \u2066isolated\u2069",
    "formula": '=HYPERLINK("http://127.0.0.1/","click")',
    "formula after a space": " =1+1",
    "minus formula": "-1+cmd|' /C calc'!A0",
    "at formula": "@SUM(A1:A9)",
    "escape sequences": "\x1b[31mred\x1b[0m\x1b]0;title\x07 \x9b2J",
    "null": "before\x00after",
    "line breaks": "first\nsecond\r\nthird\rfourth\u2028fifth",
    "tab and pipe": "left\tright | middle",
    "long": "长" * 10_000,
    "not a missing value": "NA",
    "composed and not": "é e\u0301 ﬁ ①",
    "astral": "𠮷野家 🏯",
    "braces": "{{ 7 * 7 }} {% raw %} ${jndi:ldap://127.0.0.1/} %s %n",
    "SPARQL": '" } ; DROP ALL ; SERVICE <http://127.0.0.1/> { #',
}

FORMULAS = {name for name in HOSTILE if "formula" in name}

#: What would steer a terminal, or turn the order of what follows.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package ``mine``, where each label is a region's that takes part in the partnership."""
    folder = tmp_path_factory.mktemp("hostile")
    make_package(folder / "mine")
    package = EditablePackage(folder / "mine")
    for i, label in enumerate(HOSTILE.values()):
        package.append("regions", 3, id=f"xx-{i}", name_en=label, name_zh=f"地区{i}")
        package.append("participations", 2, party=f"region/xx-{i}")
    package.set("partnerships", 2, "name_zh", HOSTILE["markup"])
    knowledge = kg.build(folder / "mine", out=folder / "build")
    assert {finding.severity.value for finding in knowledge.findings} <= {"warning", "info"}
    return folder


@pytest.fixture(scope="module")
def parsed(folder: Path) -> tuple[rdflib.Graph, ox.Store]:
    """The written graph, read by both parsers."""
    content = (folder / "build" / "graph.ttl").read_bytes()
    store = ox.Store()
    store.load(content, format=ox.RdfFormat.TURTLE)
    return rdflib.Graph().parse(data=content, format="turtle"), store


@pytest.mark.parametrize("name", HOSTILE)
def test_a_label_is_kept_to_the_letter(name: str, folder: Path, parsed: tuple[rdflib.Graph, ox.Store]) -> None:
    label = HOSTILE[name]
    region = f"{ID}region/xx-{list(HOSTILE).index(name)}"
    by_rdflib, by_oxigraph = parsed
    assert (rdflib.URIRef(region), SKOS.prefLabel, rdflib.Literal(label, lang="en")) in by_rdflib
    expected = ox.Quad(ox.NamedNode(region), ox.NamedNode(str(SKOS.prefLabel)), ox.Literal(label, language="en"))
    assert expected in by_oxigraph
    assert kg.open(folder / "build").records.label(region).en == label


def test_what_was_written_is_what_is_written_again(folder: Path) -> None:
    assert kg.open(folder / "build").turtle() == kg.build(folder / "mine").turtle()


@pytest.mark.parametrize(
    "command",
    [
        ["query", "SELECT ?label WHERE { ?region a pk:Region ; skos:prefLabel ?label }"],
        ["query", "SELECT ?label WHERE { ?region a pk:Region ; skos:prefLabel ?label }", "-f", "md"],
        ["ask", "partners", "-p", "party=port-of-sampleford"],
        ["explain", "port-of-sampleford"],
        ["explain", "Nobody \x1b[31m"],
        ["explain", "<b>bold</b>", "nobody"],
        ["measure", "party-partnership"],
        ["check", "mine"],
    ],
    ids=" ".join,
)
def test_a_terminal_is_not_steered(command: list[str], folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    outcome = run(*command)
    assert outcome.code in (0, 1)
    assert outcome.out + outcome.err
    assert not STEERING.search(outcome.out + outcome.err)


def test_csv_of_a_query_is_guarded_and_else_to_the_letter(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    query = "SELECT ?region ?label WHERE { ?region a pk:Region ; skos:prefLabel ?label FILTER(LANG(?label) = 'en') }"
    _, *rows = csv.reader(io.StringIO(run("query", query, "-f", "csv").out, newline=""))
    found = {region.rpartition("xx-")[2]: label for region, label in rows}
    for i, (name, label) in enumerate(HOSTILE.items()):
        assert found[str(i)] == ("'" + label if name in FORMULAS else label)
    bindings = run("query", query, "-f", "json").json()["results"]["bindings"]
    exact = {binding["region"]["value"]: binding["label"]["value"] for binding in bindings}
    assert all(exact[f"{ID}region/xx-{i}"] == label for i, label in enumerate(HOSTILE.values()))


@pytest.mark.parametrize(
    ("command", "delimiter"),
    [
        (["ask", "partners", "-p", "party=port-of-sampleford", "-f", "csv", "--lang", "en"], ","),
        (["ask", "partners", "-p", "party=port-of-sampleford", "-f", "tsv", "--lang", "en"], "\t"),
        (["measure", "party-partnership", "-f", "csv", "--lang", "en"], ","),
        (["network", "party-partnership", "-f", "csv"], ","),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_no_spreadsheet_runs_a_label(
    command: list[str], delimiter: str, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    check_cells(run(*command).out.removeprefix("\ufeff"), delimiter)


def test_no_spreadsheet_runs_the_measures(folder: Path) -> None:
    check_cells((folder / "build" / "measures.csv").read_text(encoding="utf-8-sig"), ",")


def check_cells(table: str, delimiter: str) -> None:
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    cells = {
        cell for row in csv.reader(io.StringIO(table, newline=""), delimiter=delimiter, quoting=quoting) for cell in row
    }
    assert {"'" + HOSTILE[name] for name in FORMULAS} <= cells
    dangerous = re.compile(r"\s*[=+@]|\s*-(?!\d+(\.\d+)?$)")
    assert [cell for cell in cells if dangerous.match(cell)] == []


def test_the_page_holds_no_markup_of_a_label(folder: Path) -> None:
    page = (folder / "build" / "network.html").read_text(encoding="utf-8")
    assert "SAMPLEFORD" in page.upper()
    for markup in ("<img", "<b>bold", "<script>alert", "<!-- -->"):
        assert markup not in page


def test_a_text_is_not_normalised(package: EditablePackage) -> None:
    """Neither NFC nor NFKC: what was typed is what is in the graph."""
    package.set("regions", 3, "name_zh", "e\u0301①ﬁ（全角）")
    graph = kg.build(package.folder)
    assert graph.records.label(f"{ID}region/xx-exampleton").zh == "e\u0301①ﬁ（全角）"
