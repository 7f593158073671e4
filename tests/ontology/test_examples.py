"""Every term has an example in both languages, and each is true: of the bundled data, the code lists or the shapes.

An example of a class is a thing's name; of a property, ``whose → what``. What the bundled data have none of is invented
and says so.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocabulary
from kg.nearest import local_name
from tests.ontology.shape_cases import ONTOLOGY, PK, part
from tests.ontology.test_ontology import SKOS, both_languages, terms
from tests.support import ID

INVENTED = {"en": " (invented)", "zh": "（虚构）"}
#: What a shape says of a column, and is said nowhere else.
OF_SHAPES = {PK.column}
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NAMES = [ox.NamedNode(vocabulary.SKOS + "prefLabel"), ox.NamedNode(vocabulary.DCTERMS + "title")]


@pytest.fixture(scope="module")
def told(built: Path) -> ox.Store:
    """The bundled data, with what modules and code lists say of codes."""
    store = ox.Store()
    store.load(path=built / "graph.ttl", format=ox.RdfFormat.TURTLE)
    for folder in ("modules", "codelists", "further-codes"):
        for path in sorted((ONTOLOGY / folder).glob("*.ttl")):
            store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def names(store: ox.Store, node: object, language: str) -> set[str]:
    """What a node may be called in an example: a literal by its text, a thing by its name or else its id."""
    if isinstance(node, ox.Literal):
        return {node.value} if node.language in (None, language) else set()
    assert isinstance(node, ox.NamedNode)
    labels = (quad.object for name in _NAMES for quad in store.quads_for_pattern(node, name, None))
    said = {one.value for one in labels if isinstance(one, ox.Literal) and one.language == language}
    return said or {node.value.removeprefix(ID)}


@pytest.mark.parametrize("term", terms(), ids=local_name)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_of_a_term_is_true(term: str, language: str, told: ox.Store) -> None:
    example = both_languages(part("modules"), term, SKOS.example)[language]  # type: ignore[arg-type]
    node = ox.NamedNode(str(term))
    if term in OF_SHAPES:
        assert (None, term, None) in part("shapes")
        return
    is_class = local_name(str(term))[0].isupper()
    uses = list(told.quads_for_pattern(None, RDF_TYPE, node) if is_class else told.quads_for_pattern(None, node, None))
    if example.endswith(INVENTED[language]):
        assert uses == [], "the bundled data have a true one"
    elif is_class:
        assert any(example in names(told, use.subject, language) for use in uses)
    else:
        whose, _, what = example.partition(" → ")
        assert any(
            whose in names(told, use.subject, language) and what in names(told, use.object, language) for use in uses
        )
