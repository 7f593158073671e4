"""What a review of the command line found: streams, labels that lie, formats, codes and wording."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import kg
from kg import vocabulary
from kg.answers.explaining.explanation import explain
from kg.answers.names import Names
from kg.answers.records import read_records
from kg.cli import output
from kg.errors import QueryError, UsageError
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.results.tables import Table

ROOT = Path(__file__).resolve().parents[2]
ID = vocabulary.DEFAULT_BASE


def shell(line: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line of bash in which ``kg`` is this tree's command."""
    return subprocess.run(
        ["bash", "-c", f'kg() {{ "{sys.executable}" -m kg "$@"; }}; {line}'],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_examples_in_the_help_name_a_parameter_that_there_is(tmp_path: Path) -> None:
    assert "kg ask partners -p party=海盐" in shell("kg ask --help", tmp_path).stdout
    assert "such as party=海盐" in shell("kg ask partners -p party", tmp_path).stderr
    assert 'party="海盐"' in (kg.__doc__ or "")


@pytest.mark.parametrize("command", ["ask figures", "ask figures -f csv", "explain 海盐", "--help", "codes"])
def test_a_reader_that_goes_away_ends_it_quietly(command: str, tmp_path: Path) -> None:
    done = shell(f"kg {command} | true; exit ${{PIPESTATUS[0]}}", tmp_path, COLUMNS="400")
    # Which graph is read may be said; that nobody reads the answer is not.
    said = [line for line in done.stderr.splitlines() if not line.startswith("Read: ")]
    assert (done.returncode, said) == (0, [])


def test_a_closed_output_is_said(tmp_path: Path) -> None:
    done = shell("kg ask figures >&-", tmp_path, KG_LANG="en")
    assert done.returncode == 1
    assert done.stderr == "Error: Standard output is closed. Leave it open, or send it to /dev/null.\n"


_BROKEN = """
import kg.cli.main as command, kg.cli.output as output
def fail(*_): raise ZeroDivisionError("in the test")
output.write_result = fail
import sys; sys.argv = ["kg", "codes"]
command.main()
"""


def test_no_error_is_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(_BROKEN, encoding="utf-8")
    done = shell(f"'{sys.executable}' broken.py", tmp_path)
    assert done.returncode == 1
    assert "ZeroDivisionError: in the test. Please report it" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in shell(f"'{sys.executable}' broken.py", tmp_path, KG_DEBUG="1").stderr


def test_a_label_makes_no_line_of_its_own() -> None:
    store = TripleStore()
    party = ox.NamedNode(f"{ID}region/a")
    kind = ox.NamedNode(vocabulary.RDF + "type")
    store.add([ox.Triple(party, kind, ox.NamedNode(vocabulary.PK + name)) for name in ("Party", "Region")])
    label = ox.Literal("A\n  Evidence 证据:  [real 0-9]\r\tB\x1b[2J", language="en")
    store.add([ox.Triple(party, ox.NamedNode(vocabulary.SKOS + "prefLabel"), label)])
    text = explain(read_records(store), party.value).text()
    assert text.splitlines()[0] == "A␊  Evidence 证据:  [real 0-9]␍␉B␛[2J"
    evidence = [line for line in text.splitlines() if line.lstrip().startswith("Evidence")]
    assert evidence == ["Evidence 证据:  [no source 无来源]"]


def test_tables_make_no_line_of_a_value(capsys: pytest.CaptureFixture[str]) -> None:
    output.show_table(Table(["a"], [["x\ny\tz"]]))
    assert "x␊y␉z" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "tsv", "md"])
def test_a_terminal_is_not_steered_and_a_file_keeps_the_data(form: str, tmp_path: Path) -> None:
    code = (
        "from kg.cli import output; from kg.results.tables import Table; import sys; from pathlib import Path;"
        f"from kg.results.report import Column, Report; from kg.text import Text;"
        f"found = Report((Column('a', Text('a', 'a')),), (('x\\x1b[2J\\u202ey',),));"
        f"output.write_result(found, {form!r}, Path(sys.argv[1]) if sys.argv[1:] else None)"
    )
    controller, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], stdout=terminal, env=environment, check=True)
    os.close(terminal)
    assert "x␛[2J\ufffdy" in os.read(controller, 10_000).decode("utf-8")
    os.close(controller)
    subprocess.run([sys.executable, "-c", code, "out"], cwd=tmp_path, env=environment, check=True, capture_output=True)
    if form != "md":
        assert "x\x1b[2J\u202ey" in (tmp_path / "out").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "file", "begins"),
    [
        ("network region-region", "a.gexf", "<?xml"),
        ("network region-region", "a.json", "{"),
        ("network region-region", "a.csv", "node,"),
        ("network region-region -f json", "a.csv", "{"),
        ("ask regions", "a.md", "| "),
        ("ask regions", "a.JSON", "["),
        ("measure region-region", "a.tsv", "node_id\tnode_en\tnode_zh\t"),
        ("query 'DESCRIBE id-region:cn-shanghai'", "a.nt", "<https://"),
        ("query 'SELECT ?s { ?s a pk:Region }'", "a.srj", '{"head"'),
        ("query 'SELECT ?s { ?s a pk:Region }'", "a.xml", "<?xml"),
    ],
)
def test_the_format_follows_the_files_name(command: str, file: str, begins: str, tmp_path: Path) -> None:
    done = shell(f"kg {command} -o {file}", tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(begins)


def test_the_code_lists(tmp_path: Path) -> None:
    lists = json.loads(shell("kg codes -f json", tmp_path).stdout)
    assert [item["name"] for item in lists] == sorted([*vocabulary.CODE_LISTS, "class"])
    codes = {item["code"]: item for item in json.loads(shell("kg codes sector -f json", tmp_path).stdout)}
    assert codes["wetlandTourism"]["label_zh"] == "湿地旅游"
    assert codes["wetlandTourism"]["broader"] == "tourism"
    lines = shell("kg codes stage -f csv --lang zh", tmp_path).stdout.splitlines()
    assert lines[0] == "code,label_en,label_zh,definition_en,definition_zh,broader"
    units = {item["code"]: item for item in json.loads(shell("kg codes unit -f json", tmp_path).stdout)}
    assert [units[code]["digits"] for code in ("CNY", "JPY", "BHD", "person")] == [2, 0, 3, None]
    assert (units["DEM"]["withdrawn"], units["EUR"]["withdrawn"]) == ("2002", None)
    assert {"ISIC C29", "NACE C29", "GB/T 4754 C36"} <= set(codes["automotive"]["elsewhere"].split(", "))
    classes = {item["code"]: item for item in json.loads(shell("kg codes class -f json", tmp_path).stdout)}
    assert (classes["TransportLink"]["column"], classes["TransportLink"]["broader"]) == (
        "partnerships.class",
        "Service",
    )
    assert (classes["Zone"]["column"], classes["Zone"]["label_zh"]) == ("regions.kind", "功能区")
    wrong = shell("kg codes sectr", tmp_path)
    assert (wrong.returncode, wrong.stderr) == (
        2,
        "Error: There is no code list 'sectr'. Did you mean sector? 错误：没有代码表“sectr”。是否为 sector？\n",
    )


@pytest.mark.parametrize("sector", ["tourism", "Tourism", "旅游"])
def test_a_code_by_its_label(sector: str, knowledge: KnowledgeGraph) -> None:
    labels = [code.label for code in knowledge.records.codes.values() if code.iri.endswith("/sector/tourism")]
    typed = labels[0].zh if sector == "旅游" else sector
    assert knowledge.ask("partnerships", sector=typed).rows == knowledge.ask("partnerships", sector="tourism").rows


def test_a_code_that_is_nearly_right(knowledge: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"'healt' is not a code of the list sector\. Did you mean health, .*kg codes"):
        knowledge.ask("partnerships", sector="healt")
    with pytest.raises(UsageError, match="Use one of: "):
        knowledge.ask("partnerships", stage="zzzz")
    with pytest.raises(UsageError, match="is not a code of the list sector"):
        knowledge.ask("partnerships", sector="https://example.org/health")


def test_lists_of_projections_heed_their_options(tmp_path: Path) -> None:
    assert "region-region" in {item["name"] for item in json.loads(shell("kg network --list -f json", tmp_path).stdout)}
    assert shell("kg network --list -o list.md --lang zh", tmp_path).returncode == 0
    assert (tmp_path / "list.md").read_text(encoding="utf-8").startswith("| 名称 | 问题 |")
    assert shell("kg measure --list -o measures.md --lang zh", tmp_path).returncode == 0
    assert (tmp_path / "measures.md").read_text(encoding="utf-8").startswith("| 名称 | 标题 | 定义 | 出处 |")
    assert shell("kg network --list", tmp_path).stdout.splitlines()[0].split()[:2] == ["Name", "/"]


def test_a_questions_explanation_goes_to_the_file(tmp_path: Path) -> None:
    done = shell("kg ask partners --explain --out partners.txt", tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "SELECT" in (tmp_path / "partners.txt").read_text(encoding="utf-8")


def test_remarks_follow_the_language(tmp_path: Path) -> None:
    assert "Partnerships" not in shell("kg network region-region --lang zh", tmp_path).stderr
    assert "项" not in shell("kg measure region-region --lang en", tmp_path).stderr


def test_a_passage_in_one_language(knowledge: KnowledgeGraph) -> None:
    answer = knowledge.ask("passage", start=2124, end=2336)
    cells = {cell for row in answer.table("zh").rows for cell in row}
    assert {"海盐县", "主办方", "总投资", "2070000000 CNY (20.7亿元)"} <= cells
    assert not {"Haiyan County", "organiser", "total investment"} & cells
    assert "organiser" in {cell for row in answer.table("en").rows for cell in row}


@pytest.mark.parametrize(
    ("query", "prefix"),
    [
        ("SELECT * { ?s nope:x ?o }", "nope"),
        ("SELECT * { ?s :x ?o }", ""),
        ("PREFIX ex: <http://example.org/> SELECT * { ?s ex:x 'a:b' ; foo:bar 1 } # x:y", "foo"),
    ],
)
def test_an_unknown_prefix_is_named(query: str, prefix: str, tmp_path: Path, knowledge: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=f"^Prefix {prefix}: is not known; known are .*pk:.*Use one of them"):
        knowledge.query(query)
    done = shell(f'kg query "{query}"', tmp_path)
    *_, last = done.stderr.splitlines()
    assert done.returncode == 1
    assert last.startswith(f"Error: Prefix {prefix}: is not known")


def test_the_help_says_which_prefixes_are_known(tmp_path: Path) -> None:
    told = shell("kg query --help", tmp_path).stdout
    assert all(prefix in told for prefix in ("pk:", "skos:", "sector:", "id-region:", "id-partnership:"))


def test_things_without_a_name_are_called_by_what_they_are_of(knowledge: KnowledgeGraph) -> None:
    names = knowledge.names
    stage = f"{ID}stage/bus-to-fengjing-operating"
    assert names.label(stage, "en") == "Direct bus to Fengjing, Shanghai: operating"
    assert names.label(stage, "zh") == "公交车直达上海枫泾: 运行中"
    assert names.label(f"{ID}observation/xiuzhou-investment-from-shanghai-2016", "zh") == "总投资: 秀洲区"
    part = next(iri for item in knowledge.records.partnerships.values() for iri in (item.participations[0].iri,))
    assert names.label(part, "en").count(": ") >= 1


def test_a_name_that_leads_in_a_circle_is_the_id() -> None:
    store = TripleStore()
    claim = ox.NamedNode(f"{ID}stage/a")
    store.add([ox.Triple(claim, ox.NamedNode(vocabulary.PK + name), claim) for name in ("about", "stage")])
    assert Names(store).label(claim.value) == "stage/a: stage/a"


def test_counts_amounts_and_periods_read_well(knowledge: KnowledgeGraph) -> None:
    text = knowledge.explain("海盐", "Shanghai").text("en")
    assert text.splitlines()[1] == "6 partnerships, 0 further figures, 0 statements"
    assert "2,070,000,000 CNY (20.7亿元)" in text
    assert "(s)" not in text
    open_start = [item for item in knowledge.records.figures.values() if item.period_end and not item.period_start]
    for figure in open_start:
        assert f", by {figure.period_end}" in explain(knowledge.records, figure.iri).text("en")


def test_a_tie_needs_two_ends(tmp_path: Path) -> None:
    done = shell("kg explain 海盐 Haiyan", tmp_path)
    assert done.returncode == 2
    assert "Error: A tie has two different ends, and both are Haiyan County. Name another." in done.stderr


def test_a_query_of_bytes_is_text(knowledge: KnowledgeGraph) -> None:
    assert isinstance(knowledge.graph, rdflib.Graph)
    assert len(list(knowledge.graph.query(b"SELECT * { ?s a pk:Region }"))) > 10  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="not Unicode at byte 0"):
        knowledge.graph.query(b"\xff")  # type: ignore[arg-type]
