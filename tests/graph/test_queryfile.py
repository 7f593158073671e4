"""Query files: their headers, and what users type for their parameters."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import assets
from kg.errors import LookupFailed, SourceError, UsageError
from kg.graph.queryfile import QueryFile
from kg.graph.store import TripleStore
from kg.text import Text
from kg.vocabulary import CODE, XSD

HEADER = """\
#: title: {en: A title, zh: 标题}
#: question: {en: "A question: which?", zh: 哪个？}
#: parameters:
#:   day: {type: date, en: a day, zh: 某日}
#:   least: {type: decimal, default: 1.5, en: at least, zh: 至少}
#:   count: {type: integer, default: 3, en: how many, zh: 多少}
#:   all: {type: boolean, default: true, en: whether all, zh: 是否全部}
#:   text: {type: string, required: true, en: a text, zh: 文字}
#:   region: {type: region, en: a region, zh: 地区}
#:   stage: {type: code, list: stage, en: a stage, zh: 阶段}
#: columns:
#:   a: {en: First, zh: 第一, unit: count}
"""
QUERY = 'SELECT ?a WHERE { BIND(fn:parameter("text") AS ?a) }\n'


def load(tmp_path: Path, content: str, name: str = "asked") -> QueryFile:
    path = tmp_path / f"{name}.rq"
    path.write_text(content, encoding="utf-8")
    return QueryFile.load(path)


@pytest.fixture
def query(tmp_path: Path) -> QueryFile:
    return load(tmp_path, HEADER + QUERY)


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def test_the_header_is_read(query: QueryFile) -> None:
    assert query.name == "asked"
    assert query.title == Text("A title", "标题")
    assert query.question.in_language("en") == "A question: which?"
    assert query.question.in_language("both") == "A question: which? / 哪个？"
    assert query.sparql == QUERY
    assert list(query.parameters) == ["day", "least", "count", "all", "text", "region", "stage"]
    assert query.parameters["stage"].kind == "code (stage)"
    assert query.columns["a"].unit == "count"


def test_defaults_are_text_until_they_are_bound(query: QueryFile) -> None:
    assert query.bind({"text": "x"}) == {
        "least": literal("1.5", "decimal"),
        "count": literal("3", "integer"),
        "all": literal("true", "boolean"),
        "text": ox.Literal("x"),
    }


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("day", "2017-07-28", literal("2017-07-28", "date")),
        ("least", "-7.25", literal("-7.25", "decimal")),
        ("count", "+7", literal("+7", "integer")),
        ("all", "false", literal("false", "boolean")),
        ("text", '" } DROP ALL #', ox.Literal('" } DROP ALL #')),
        ("region", "https://example.org/r", ox.NamedNode("https://example.org/r")),
        ("stage", "signed", ox.NamedNode(f"{CODE}stage/signed")),
        ("stage", f"{CODE}stage/signed", ox.NamedNode(f"{CODE}stage/signed")),
    ],
)
def test_a_value_becomes_a_term(name: str, value: str, term: object, query: QueryFile) -> None:
    assert query.bind({"text": "x", name: value})[name] == term


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (
            "day",
            [
                "2017-02-30",
                "28.7.2017",
                "2017-7-28",
                "20170728",
                "2017-W30-5",
                "２０１７-07-28",
                "today",
                "2017-07-28T00:00:00",
            ],
        ),
        ("least", ["1,5", "1e3", "NaN", "1.", ".5", "多", "１"]),
        ("count", ["1.5", "x", "１２", "0x1", "1_000", " 1"]),
        ("all", ["TRUE", "1", "yes", "True"]),
    ],
)
def test_a_value_of_the_wrong_type(name: str, values: list[str], query: QueryFile) -> None:
    for value in values:
        with pytest.raises(UsageError, match=f"asked: parameter {name} must be of type") as caught:
            query.bind({"text": "x", name: value})
        assert repr(value) in str(caught.value)
        assert caught.value.exit_code == 2


def test_a_code_with_other_characters_is_no_code(query: QueryFile) -> None:
    for value in ("signed> . <x", "signed planned", "签约", "../unit/CNY"):
        with pytest.raises(UsageError, match="must be a code of the list stage"):
            query.bind({"text": "x", "stage": value})


def test_a_parameter_that_is_not_there_or_missing(query: QueryFile) -> None:
    with pytest.raises(UsageError, match=r"asked has no parameter 'colour'. It has: day, least"):
        query.bind({"text": "x", "colour": "red"})
    with pytest.raises(UsageError, match="asked needs the parameter text: a text"):
        query.bind({})
    with pytest.raises(UsageError, match="asked needs the parameter text"):
        query.bind({"text": ""})


def test_a_name_needs_someone_who_knows_names(query: QueryFile) -> None:
    with pytest.raises(LookupFailed, match="needs an IRI, not '海盐'"):
        query.bind({"text": "x", "region": "海盐"})
    known = query.bind({"text": "x", "region": "海盐"}, lambda value, kind: f"https://example.org/{kind}/{value}")
    assert known["region"] == ox.NamedNode("https://example.org/region/海盐")


def test_running_binds_terms_and_not_text(query: QueryFile) -> None:
    hostile = '") AS ?a) } # SERVICE <http://127.0.0.1/> {'
    assert query.run(TripleStore(), {"text": hostile}) == [{"a": ox.Literal(hostile)}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("SELECT * { ?s ?p ?o }", "has no header. Begin it with lines"),
        ("#: title: {en: [\nSELECT * {}", "its header is not valid YAML"),
        ("#: just words\nSELECT * {}", "has no header"),
        ("#: question: {en: a, zh: b}\n", "lacks or misspells 'title'"),
        ("#: title: {en: a}\n", "lacks or misspells 'zh'"),
        ("#: title: a\n", "lacks or misspells"),
        ("#: title: {en: a, zh: b}\n#: parameters: [a]\n", "lacks or misspells"),
        ("#: title: {en: a, zh: b}\n#: parameters: {x: {type: colour, en: a, zh: b}}\n", "x.type: colour"),
        ("#: title: {en: a, zh: b}\n#: parameters: {x: {en: a, zh: b}}\n", "lacks or misspells 'type'"),
        ("#: title: {en: a, zh: b}\n#: columns: {x: {en: a}}\n", "lacks or misspells 'zh'"),
        ("#: title: {en: a, zh: b}\n#: columns: {x: {en: a, zh: b, unitt: m}}\n", "misspells 'x.unitt (en | language"),
        (
            "#: title: {en: a, zh: b}\n#: columns: {x: {en: from, or to, zh: b}}\n",
            "a text with a comma must stand in quotes",
        ),
        (
            "#: title: {en: a, zh: b}\n#: parameters: {x: {type: string, requird: true, en: a, zh: b}}\n",
            "misspells 'x.requird",
        ),
    ],
)
def test_a_wrong_header(content: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load(tmp_path, content)
    assert "asked.rq: " in str(caught.value)
    assert words in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none.rq: cannot be read"):
        QueryFile.load(tmp_path / "none.rq")
    (tmp_path / "gbk.rq").write_bytes("#: title: {en: a, zh: 标题}".encode("gbk"))
    with pytest.raises(SourceError, match=r"gbk.rq: cannot be read"):
        QueryFile.load(tmp_path / "gbk.rq")


@pytest.mark.parametrize("part", ["mappings", "projections", "questions", "rules"])
def test_every_bundled_query_has_both_languages(part: str) -> None:
    for path in assets.ontology_files(part, ".rq"):
        query = QueryFile.load(path)
        texts = [
            query.title,
            query.question,
            *(p.text for p in query.parameters.values()),
            *(c.text for c in query.columns.values()),
        ]
        for text in texts:
            assert text.en.strip(), path.name
            assert any("\u4e00" <= character <= "\u9fff" for character in text.zh), (path.name, text)
