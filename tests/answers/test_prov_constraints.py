"""The export in PROV-O is valid provenance: PROV-CONSTRAINTS (W3C, 30 April 2013) as SPARQL of our own.

Each query selects what breaks a constraint, by the name that the recommendation gives it, after the inferences that
can make a breach. It selects nothing in the export, and the seeded breach in a copy. Constraints of usage, start and
end are held too, though the export has no activity: it cannot begin to break them unseen.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import vocabulary
from kg.knowledge_graph import KnowledgeGraph
from tests.second_source import tables, write_package
from tests.support import EditablePackage

_DERIVES = "prov:wasDerivedFrom|prov:wasQuotedFrom|prov:hadPrimarySource|prov:wasRevisionOf"
#: Section 5.3, typing: what each relation makes of its ends. The kinds of derivation are derivations (PROV-O).
TYPING = {
    f"{_DERIVES}|prov:alternateOf|prov:specializationOf": ("prov:Entity", "prov:Entity"),
    "prov:wasAttributedTo": ("prov:Entity", "prov:Agent"),
    "prov:actedOnBehalfOf": ("prov:Agent", "prov:Agent"),
    "prov:used": ("prov:Activity", "prov:Entity"),
    "prov:wasGeneratedBy|prov:wasInvalidatedBy": ("prov:Entity", "prov:Activity"),
    "prov:wasAssociatedWith": ("prov:Activity", "prov:Agent"),
    "prov:wasInformedBy": ("prov:Activity", "prov:Activity"),
}
_LATE = '"2031-01-01T00:00:00"^^xsd:dateTime'
_EARLY = '"1999-01-01T00:00:00"^^xsd:dateTime'

#: constraint -> (what selects a breach, an update that makes one).
CONSTRAINTS = {
    "5.1 unique-generation: an entity is generated once, so at one time": (
        "?it prov:generatedAtTime ?one, ?other FILTER(?one < ?other)",
        f"INSERT {{ ?it prov:generatedAtTime {_LATE} }} WHERE {{ ?it a pk:Claim }}",
    ),
    "5.1 unique-generation: and by one activity": (
        "?it prov:wasGeneratedBy ?one, ?other FILTER(STR(?one) < STR(?other))",
        "INSERT { ?it prov:wasGeneratedBy <urn:a>, <urn:b> } WHERE { ?it a pk:Claim }",
    ),
    "5.1 unique-invalidation": (
        "?it prov:invalidatedAtTime ?one, ?other FILTER(?one < ?other)",
        f"INSERT {{ ?it prov:invalidatedAtTime {_EARLY}, {_LATE} }} WHERE {{ ?it a pk:Claim }}",
    ),
    "5.2 start-precedes-end": (
        "?it prov:startedAtTime ?start ; prov:endedAtTime ?end FILTER(?end < ?start)",
        f"INSERT DATA {{ <urn:a> prov:startedAtTime {_LATE} ; prov:endedAtTime {_EARLY} }}",
    ),
    "5.2 generation-precedes-invalidation": (
        "?it prov:generatedAtTime ?made ; prov:invalidatedAtTime ?gone FILTER(?gone < ?made)",
        f"INSERT {{ ?it prov:invalidatedAtTime {_EARLY} }} WHERE {{ ?it a pk:Source }}",
    ),
    "5.2 generation-precedes-usage": (
        "?act prov:used ?it ; prov:endedAtTime ?end . ?it prov:generatedAtTime ?made FILTER(?end < ?made)",
        f"INSERT {{ <urn:a> prov:used ?it ; prov:endedAtTime {_EARLY} }} WHERE {{ ?it a pk:Source }}",
    ),
    "5.2 derivation-generation-generation-ordering, strict: nothing is derived from itself by any way": (
        f"?it ({_DERIVES})+ ?it",
        "INSERT { ?source prov:wasDerivedFrom ?claim } WHERE { ?claim prov:hadPrimarySource ?source }",
    ),
    "5.2 derivation-generation-generation-ordering: nothing is said to be made before what it is derived from": (
        f"?it {_DERIVES} ?old . ?it prov:generatedAtTime ?made . ?old prov:generatedAtTime ?then FILTER(?made < ?then)",
        f"""DELETE {{ ?old prov:generatedAtTime ?time }} INSERT {{ ?old prov:generatedAtTime {_LATE} }}
        WHERE {{ ?old a pk:Source ; prov:generatedAtTime ?time }}""",
    ),
    "5.2 specialization-generation-ordering": (
        """?it prov:specializationOf ?whole ; prov:generatedAtTime ?made . ?whole prov:generatedAtTime ?then
        FILTER(?made < ?then)""",
        f"""INSERT {{ ?it prov:specializationOf <urn:e> . <urn:e> prov:generatedAtTime {_LATE} }}
        WHERE {{ ?it a pk:Claim }}""",
    ),
    "5.4 impossible-specialization-reflexive, and by way of others, as specialization is transitive": (
        "?it prov:specializationOf+ ?it",
        "INSERT { ?it prov:specializationOf ?it } WHERE { ?it a pk:Claim }",
    ),
    "5.4 entity-activity-disjoint": (
        "?it a prov:Entity, prov:Activity",
        "INSERT { ?claim prov:used ?source } WHERE { ?claim prov:hadPrimarySource ?source }",
    ),
    "5.4 impossible-property-overlap: what relates things is no thing that is related": (
        """VALUES ?kind { prov:Derivation prov:Attribution prov:Delegation prov:Generation prov:Usage prov:Influence }
        ?it a ?kind, ?object VALUES ?object { prov:Entity prov:Activity prov:Agent }""",
        "INSERT { ?it a prov:Attribution } WHERE { ?it a pk:Claim }",
    ),
    "5.4 membership-empty-collection": (
        "?it a prov:EmptyCollection ; prov:hadMember ?member",
        "INSERT { ?it a prov:EmptyCollection ; prov:hadMember ?it } WHERE { ?it a pk:Source }",
    ),
}
PREFIXES = vocabulary.prefixes()


def provenance(text: str, update: str = "") -> ox.Store:
    """The export with a change, and with what typing makes of it."""
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    if update:
        store.update(update, prefixes=PREFIXES)
    for relation, (near, far) in TYPING.items():
        store.update(f"INSERT {{ ?a a {near} . ?b a {far} }} WHERE {{ ?a {relation} ?b }}", prefixes=PREFIXES)
    return store


def breaches(store: ox.Store) -> list[str]:
    return [
        name
        for name, (pattern, _) in CONSTRAINTS.items()
        if bool(store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES))
    ]


@pytest.fixture(scope="module")
def text(knowledge: KnowledgeGraph) -> str:
    return knowledge.export("prov-o")


def test_the_export_of_the_bundled_data_is_valid(text: str) -> None:
    store = provenance(text)
    assert breaches(store) == []
    # What has two ends of one relation is there to be broken: every claim, its passage and its source.
    assert (
        sum(1 for _ in store.quads_for_pattern(None, ox.NamedNode(vocabulary.PROV + "hadPrimarySource"), None)) == 147
    )


def test_the_export_of_two_sources_of_different_days_is_valid(tmp_path: Path, bundled_copy: EditablePackage) -> None:
    write_package(tmp_path / "bulletin-2018", tables())
    both = kg.build(bundled_copy.folder.parent / "regions-china", bundled_copy.folder, tmp_path / "bulletin-2018")
    assert breaches(provenance(both.export("prov-o"))) == []


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_a_seeded_breach_is_found(constraint: str, text: str) -> None:
    assert constraint in breaches(provenance(text, CONSTRAINTS[constraint][1]))
