"""A notebook's cells: what a result shows of itself is bounded, nothing else prints, and the magics read the graph."""

from __future__ import annotations

import html.parser
import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from kg.knowledge_graph import KnowledgeGraph
from kg.results import notebook
from kg.results.tables import Table
from kg.text import Text
from tests.support import needs

pytest.importorskip("nbclient", reason="needs the extra notebook: pip install '.[notebook]'")

LARGE: dict[str, Callable[[KnowledgeGraph], Any]] = {
    "the graph": lambda graph: graph,
    "a tie": lambda graph: graph.explain("海盐", "Shanghai"),
    "a city": lambda graph: graph.explain("嘉兴市"),
    "the ledger": lambda graph: graph.ledger(),
    "a history": lambda graph: graph.history("science-city-fund-founding"),
    "coverage": lambda graph: graph.coverage(),
    "a question": lambda graph: graph.ask("partnerships"),
    "a report": lambda graph: graph.measure_report("region-region", level="county"),
    "rows": lambda graph: graph.query("SELECT * { ?s ?p ?o }"),
    "triples": lambda graph: graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
    "a truth": lambda graph: graph.query("ASK { ?s ?p ?o }"),
}


class Parsed(html.parser.HTMLParser):
    """Counts the rows, and takes down tags that were left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows = 0
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "img":
            self.open.append(tag)
        self.tags.add(tag)
        self.rows += tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", LARGE)
def test_what_a_result_shows_of_itself_is_bounded_and_whole(name: str, knowledge: KnowledgeGraph) -> None:
    result = LARGE[name](knowledge)
    assert len(repr(result)) <= 200
    shown = result._repr_html_()
    assert 0 < len(shown) <= notebook.MOST_CHARACTERS
    parsed = Parsed(shown)
    assert parsed.open == []
    assert parsed.rows > 1
    pieces = {"table", "thead", "tbody", "tr", "th", "td", "p", "details", "summary", "a"}
    assert parsed.tags <= pieces | ({"strong", "img"} if name == "the graph" else set())


def test_addresses_are_links_and_long_cells_fold() -> None:
    long = "word " * 100 + "https://example.org/end?a=1&b=2."
    shown = notebook.html(
        ["h"], [["see https://example.org/a, and（https://example.org/b）"], [long], ["javascript:alert(1)"]]
    )
    links = re.findall(r'<a href="([^"]*)"', shown)
    assert links == ["https://example.org/a", "https://example.org/b", "https://example.org/end?a=1&amp;b=2"]
    assert shown.count("<details>") == 1
    assert "javascript:alert(1)</td>" in shown
    assert Parsed(shown).open == []


def test_texts_stand_left_and_numbers_right() -> None:
    shown = notebook.html(["name", "n", "share"], [["Haiyan", "1,234", "12.5 %"], ["桐乡", "", "-3"]])
    for text in ("<th{}>name", "<td{}>Haiyan", "<td{}>桐乡"):
        assert text.format(' style="text-align:left"') in shown
    for number in ("<th>n<", "<td>1,234<", "<td><", "<th>share<", "<td>12.5 %<", "<td>-3<"):
        assert number in shown


def test_rows_that_are_not_shown_are_counted() -> None:
    table = Table(["a"], [[f"{number} " + "x" * 250] for number in range(1_000)])
    shown = notebook.html(table.headers, table.rows)
    rows = Parsed(shown).rows - 2  # two headers: of the open part, and of the folded one
    assert f"{1_000 - rows} further rows are not shown" in shown


def test_hostile_cells_and_remarks_are_text() -> None:
    nasty = "<script>alert(1)</script>" + "y" * 100_000
    shown = notebook.html([nasty], [[nasty]] * 50, [Text(nasty, nasty)] * 200)
    assert len(shown) <= notebook.MOST_CHARACTERS
    assert "<script>" not in shown
    assert Parsed(shown).open == []


@needs("frames")
def test_a_frame_has_the_names_before_the_iri(knowledge: KnowledgeGraph) -> None:
    answer = list(knowledge.ask("partners", party="海盐").frame().columns)
    assert answer.index("partner_label_en") < answer.index("partner")
    report = list(knowledge.measure_report("region-region", level="county").frame().columns)
    assert report[:3] == ["label_en", "label_zh", "node"]


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What some cells put out, by their text, in a kernel of its own."""
    import nbclient
    import nbformat

    texts = [
        "import kg\ngraph = kg.build()",
        "graph.measure_report('region-region', level='county')",
        "%load_ext kg",
        "%%sparql -o names\nSELECT ?name WHERE { ?p a pk:Partnership ; skos:prefLabel ?name } ORDER BY ?name LIMIT 3",
        "print(type(names).__name__, names.shape)",
        "%%sparql\nASK { ?p a pk:Partnership }",
        "%%sparql\nSELECT ?x WHERE {\n  ?海盐 a pk:Region . ?y ?? 5 }",
        "other = graph.at('2016-12-31')",
        "%%sparql -g other\nSELECT (COUNT(*) AS ?n) WHERE { ?p a pk:Partnership }",
        "%kg ask partners -p party=海盐 -f csv --lang en",
        "%kg ask partners -p party=nobody",
        "graph = kg.build().without('zjol-2017-07-28')",
        "%kg ask partners -p party=海盐 -f csv --lang en",
    ]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in texts])
    folder = tmp_path_factory.mktemp("kernel")
    # What a stream says may come in one part or in several, as the machine is busy.
    client = nbclient.NotebookClient(
        made, allow_errors=True, coalesce_streams=True, resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    found: dict[str, list[Any]] = {}
    for cell in made.cells:
        name = cell.source
        while name in found:
            name += " again"
        found[name] = cell.outputs
    return found


def of(cells: dict[str, list[Any]], start: str) -> list[Any]:
    (found,) = [outputs for text, outputs in cells.items() if text.startswith(start)]
    return found


def test_the_first_measure_prints_nothing_but_itself(cells: dict[str, list[Any]]) -> None:
    assert [output.output_type for output in of(cells, "graph.measure_report")] == ["execute_result"]


@needs("frames")
def test_sparql_into_a_frame(cells: dict[str, list[Any]]) -> None:
    assert of(cells, "%%sparql -o") == []
    (printed,) = of(cells, "print(type(names)")
    assert printed.text == "DataFrame (3, 1)\n"


def test_sparql_as_the_cells_result(cells: dict[str, list[Any]]) -> None:
    (shown,) = of(cells, "%%sparql\nASK")
    assert shown.data["text/plain"] == "<QueryResult: true>"


def test_a_wrong_query_is_marked_at_its_place(cells: dict[str, list[Any]]) -> None:
    (error,) = of(cells, "%%sparql\nSELECT ?x WHERE {\n")
    said = error.text if error.output_type == "stream" else error.evalue
    lines = said.rstrip("\n").splitlines()
    assert lines[-2] == "  ?海盐 a pk:Region . ?y ?? 5 }"
    # Where a term should be, there is the brace; the two Chinese characters before it are as wide as four.
    assert lines[-1].index("^") == lines[-2].index("}") + 2
    assert "Traceback" not in said


def test_another_graph_by_its_variable(cells: dict[str, list[Any]], knowledge: KnowledgeGraph) -> None:
    (shown,) = of(cells, "%%sparql -g other")
    number = len(knowledge.at("2016-12-31").records.partnerships)
    assert f"<td>{number}</td>" in shown.data["text/html"]


def test_the_command_line_reads_the_graph_of_the_notebook(cells: dict[str, list[Any]]) -> None:
    # Whichever of its two streams a notebook shows first.
    told = {output.name: output.text for output in cells["%kg ask partners -p party=海盐 -f csv --lang en"]}
    assert "Shanghai" in told["stdout"]
    assert "not to be added up" in " ".join(told["stderr"].split())
    (error,) = of(cells, "%kg ask partners -p party=nobody")
    assert "nobody" in (error.text if error.output_type == "stream" else error.evalue)
    again = cells["%kg ask partners -p party=海盐 -f csv --lang en again"]
    assert "Shanghai" not in "".join(output.get("text", "") for output in again)


@pytest.mark.parametrize("line", ["ask partners -p party='海盐", "ask find Men's", 'ask find "x', "ask find x\\"])
def test_an_open_quote_is_said_in_a_sentence(line: str) -> None:
    from IPython.core.error import UsageError as CellError

    from kg.jupyter.magics import KGMagics

    magics: Any = KGMagics(shell=None)
    with pytest.raises(CellError, match=r"A quote in this line is not closed.*引号未闭合"):
        magics.kg(line)


COMPLETE = """
import json, sys
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
import kg
shell = InteractiveShell.instance()
kg.load_ipython_extension(shell)
kg.load_ipython_extension(shell)
found = []
for cell in json.load(sys.stdin):
    with provisionalcompleter():
        made = shell.Completer.completions(cell, len(cell))
        found.append([[one.text, cell[one.start : one.end], one.type] for one in made])
json.dump(found, sys.stdout)
"""


def test_terms_are_completed_in_cells_of_sparql() -> None:
    starts = ["?x a pk:Agr", "?x a 协议", "?x pk:sector sector:healthI", "?x dcter", "?par"]
    cells = ["%%sparql\nSELECT ?x { " + start for start in starts] + ["x = 'pk:Agr", "%%sparql -g pk:Agr"]
    made = subprocess.run(
        [sys.executable, "-c", COMPLETE], input=json.dumps(cells).encode(), capture_output=True, check=True
    )
    classes, labels, code, prefix, variable, python, line = json.loads(made.stdout)
    assert classes[0] == ["pk:Agreement", "pk:Agr", "agreement 协议 (class)"]
    assert ["pk:agreementKind", "pk:Agr", "agreement kind 协议类型 (property)"] in classes
    # Loaded twice, each is offered once.
    assert len({text for text, *_ in classes}) == len(classes)
    assert ["pk:Agreement", "协议", "agreement 协议 (class)"] in labels
    assert code == [["sector:healthIndustry", "sector:healthI", "health industry 健康医疗产业 (code)"]]
    assert [text for text, *_ in prefix] == ["dcterms:"]
    assert not any(":" in text for found in (variable, python, line) for text, *_ in found)
