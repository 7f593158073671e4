"""No limit of size changes what is read: a document held whole and one that is gone through give the same table."""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.errors import KGError
from kg.intake.anytable import open_table

KEYS = ["a", "b", "rows", "", "a.b", "item", "名"]
NUMBERS = [
    "0",
    "-0",
    "7",
    "1e3",
    "1E+3",
    "1.50",
    "-2.5e-3",
    "1e400",
    "1e2000",
    "NaN",
    "Infinity",
    "-Infinity",
    "12345678901234567890",
]

plain = st.sampled_from([*NUMBERS, "null", "true", '"NaN"', '"x \\" Infinity"', '""', '"\\ud83d\\ude42 嘉"'])


def mapping(parts: list[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{json.dumps(key)}: {value}" for key, value in dict(parts).items()) + "}"


def listed(parts: list[str]) -> str:
    return "[" + ", ".join(parts) + "]"


values = st.recursive(
    plain,
    lambda inner: (
        st.lists(st.tuples(st.sampled_from(KEYS), inner), max_size=3).map(mapping)
        | st.lists(inner, max_size=3).map(listed)
    ),
    max_leaves=14,
)
documents = st.lists(st.tuples(st.sampled_from(KEYS), values), max_size=3).map(mapping) | st.lists(
    values, max_size=4
).map(listed)
PATHS = ["", "$.rows[*]", "$[*]", "$[*].rows[*]", "$.rows[*].a[*]", "$.a.rows[*]", "$['a.b'][*]", "$.item[*]"]


def read(path: Path, rows: str, held: int) -> object:
    """All that is read of a file, of which so many bytes may be held; or what is wrong with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.intake.anytable.opening.MOST_HELD", held)
        patch.setattr("kg.intake.anytable.json_documents._CHUNK", 3)
        try:
            table = open_table(path, rows)
            found = [list(row) for row in table.rows()]
        except KGError as error:
            return str(error)
        return list(table.names), found, dict(table.lists), set(table.head), table.steps, table.first


def are_alike(path: Path, rows: str) -> None:
    assert read(path, rows, 0) == read(path, rows, 64_000_000)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents, rows=st.sampled_from(PATHS))
@example(document='{"rows": [{"a": 1e3, "b": NaN, "": -0}, {"a": [1.50, Infinity]}]}', rows="")
@example(document='{"": [{"a": 1}, {"a": 2}]}', rows="")
@example(document='{"a.b": [{"a": 1}], "a": {"b": [{"a": 2}]}}', rows="$['a.b'][*]")
@example(document='{"rows": {"item": {"a": 1}}}', rows="$.rows[*]")
@example(document='[{"rows": [{"item": 1}]}, NaN]', rows="$[*].rows[*]")
def test_json_is_read_alike(tmp_path: Path, document: str, rows: str) -> None:
    (tmp_path / "d.json").write_text(document, encoding="utf-8")
    are_alike(tmp_path / "d.json", rows)


def test_numbers_are_plain_and_what_is_none_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(
        '[{"a": 1e3, "b": NaN, "c": 1.50, "d": "NaN", "e": -0, "f": 2.5E-3, "g": -Infinity}]', encoding="utf-8"
    )
    for held in (0, 64_000_000):
        found = read(tmp_path / "d.json", "", held)
        assert isinstance(found, tuple), found
        assert found[1] == [["1000", "", "1.50", "NaN", "0", "0.0025", ""]]


NAMES = ["row", "a", "b", "list"]


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    name = draw(st.sampled_from(NAMES))
    attributes = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["1", "x y", "嘉"]), max_size=2))
    inner = draw(st.lists(elements(depth + 1), max_size=3)) if depth < 3 else []
    text = draw(st.sampled_from(["", "t", " u & v "]))
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{said}>{escape(text)}{''.join(inner)}</{name}>"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=elements(), rows=st.sampled_from(["", "/row/a", "/list/row", "/a/row/b", "/row/row/row", "/list"]))
@example(document='<list row="7"><row><a>1</a></row><row><a>2</a></row></list>', rows="")
@example(document='<list row="7"><row><a>1</a></row></list>', rows="/list/row")
@example(document='<list><row a="7"><a b="1"/><a b="2"/></row><row a="8"/></list>', rows="/list/row/a")
@example(document='<list a="7"><a row="1"><row/></a></list>', rows="/list/a/row")
def test_xml_is_read_alike(tmp_path: Path, document: str, rows: str) -> None:
    (tmp_path / "d.xml").write_text(document, encoding="utf-8")
    are_alike(tmp_path / "d.xml", rows)
