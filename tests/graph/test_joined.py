"""A query that only joins others has the answer that is put together of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg import assets, outputs
from kg.graph.functions import Given
from kg.graph.joined import joined, put_together
from kg.graph.queryfile import QueryFile
from kg.graph.store import lasting, remembering
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import Literal, NamedNode
from kg.vocabulary import CODE, XSD
from tests.bench.scale import write_package
from tests.support import EditablePackage

_REGIONS = QueryFile.load(assets.ontology_folder() / "projections" / "region-region.rq").text
_LEVELS: dict[str, Given] = {
    "level": (NamedNode(CODE + "level/county"),),
    "coarser": Literal("true", datatype=NamedNode(XSD + "boolean")),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> RememberingStore:
    """The graph of 20 partnerships. Read only."""
    folder = tmp_path_factory.mktemp("joined") / "package"
    write_package(folder, 20)
    store = RememberingStore()
    store.load_ntriples(kg.build(folder).store.ntriples())
    return store


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        (_REGIONS, 2),
        (  # as often as parties share a partnership, and with a part that joins others itself
            "SELECT ?one { { SELECT ?deal ?one { ?deal pk:hasParty ?one } } # }\n"
            " { SELECT ?deal { { SELECT ?deal ?two { ?deal pk:hasParty ?two } }"
            " { SELECT ?deal { ?deal pk:sector ?sector } } } } }",
            3,
        ),
        (
            "SELECT DISTINCT (?name AS ?called) WHERE { { SELECT ?one ?name { ?one skos:prefLabel ?name } }"
            " { SELECT ?one { ?deal pk:hasParty ?one } } }",
            2,
        ),
    ],
)
def test_put_together_it_is_the_answer(store: RememberingStore, query: str, parts: int) -> None:
    found = joined(query)
    assert found is not None
    leaves = list(found.leaves())
    assert len(leaves) == parts
    answers = [_tsv(store, leaf) for leaf in leaves]
    made = put_together(found, iter(answers))
    assert made is not None
    assert made.count(b"\n") > 2
    assert sorted(made.split(b"\n")) == sorted(_tsv(store, query).split(b"\n"))


def _tsv(store: RememberingStore, query: str) -> bytes:
    columns = store.columns(query, _LEVELS)
    rows = zip(*columns.values(), strict=True)
    return "\n".join(["\t".join(f"?{name}" for name in columns), *map("\t".join, rows), ""]).encode()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a { { SELECT ?a { ?a pk:value ?b } } }",  # one alone
        "SELECT * { { SELECT ?a { ?a pk:value ?b } } { SELECT ?a { ?a pk:unit ?b } } }",
        "SELECT (COUNT(?a) AS ?b) { { SELECT ?a { ?a pk:value ?b } } { SELECT ?a { ?a pk:unit ?b } } }",
        "SELECT ?a { { SELECT ?a { ?a pk:value ?b } } { SELECT ?a { ?a pk:unit ?b } } } LIMIT 1",
        "SELECT ?a { { SELECT ?a { ?a pk:value ?b } } OPTIONAL { SELECT ?a { ?a pk:unit ?b } } }",
        "SELECT ?a { { SELECT ?a { ?a pk:value ?b } } UNION { SELECT ?a { ?a pk:unit ?b } } }",
        "ASK { { SELECT ?a { ?a pk:value ?b } } { SELECT ?a { ?a pk:unit ?b } } }",
    ],
)
def test_what_does_more_is_asked(query: str) -> None:
    assert joined(query) is None


@pytest.mark.parametrize("cell", [b"", b"1", b"_:a", b'"a"'])
def test_what_may_fit_otherwise_is_asked(cell: bytes) -> None:
    found = joined("SELECT ?b { { SELECT ?a ?b { ?a pk:value ?b } } { SELECT ?a { ?a pk:unit ?b } } }")
    assert found is not None
    assert put_together(found, iter([b"?a\t?b\n<a>\t1\n", b"?a\n<a>\n"])) == b"?b\n1\n"
    assert put_together(found, iter([b"?a\t?b\n<a>\t1\n%b\t2\n" % cell, b"?a\n<a>\n"])) is None
    assert put_together(found, iter([b"?a\t?b\n<a>\t1\n", b"?a\n%b\n" % cell])) is None


def test_after_another_party_only_the_parties_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which regions stand for places is taken, and who takes part is asked of one partnership; twice in a row."""
    package = EditablePackage(tmp_path / "package")
    write_package(package.folder, 20)
    for module in (remembering, lasting):
        monkeypatch.setattr(module, "LEAST", 0)
    kg.build(package.folder, out=tmp_path / "out")
    asked: list[str] = []
    solutions = RememberingStore._solutions

    def noted(self: RememberingStore, text: str, parameters: object) -> object:
        asked.append(text)
        return solutions(self, text, parameters)  # type: ignore[arg-type]

    for row in (2, 3):
        rows = package.rows("participations")
        deal, was, *_ = rows[row - 1]
        own = {party for other, party, *_ in rows if other == deal}
        other = next(party for _, party, *_ in rows[1:] if party not in own and party[:8] == was[:8])
        package.set("participations", row, "party", other)
        del asked[:]
        with monkeypatch.context() as patched:
            patched.setattr(RememberingStore, "_solutions", noted)
            patched.setattr(outputs, "begun", lambda *_: None)
            kg.build(package.folder, out=tmp_path / "out")
        whole = kg.build(package.folder, out=tmp_path / "whole", fresh=True)
        assert whole
        for name in ("measures.csv", "network.html"):
            assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
        assert asked
        assert not [text for text in asked if "?place ?region" in text]
