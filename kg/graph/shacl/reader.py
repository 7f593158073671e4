"""Reads single statements of a shapes graph, in a fixed order."""

from __future__ import annotations

from kg.graph.shacl.terms import SUBCLASS, TYPE, sh, wrong
from kg.graph.store import Store
from kg.graph.terms import BlankNode, NamedNode, Term
from kg.text import Text
from kg.vocabulary import RDF, SH


class Reader:
    """What a shapes graph says of a node.

    Args:
        store: the shapes.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """All values of a property, sorted."""
        if not isinstance(subject, NamedNode | BlankNode):
            return []
        return sorted((triple.object for triple in self._store.triples(subject, predicate)), key=str)

    def subjects(self, predicate: NamedNode, value: Term | None = None) -> list[Term]:
        """All things that have a property, with the value if one is given; sorted."""
        return sorted({triple.subject for triple in self._store.triples(None, predicate, value)}, key=str)

    def one(self, subject: Term, name: str) -> Term | None:
        """The value of a SHACL property that may have one at most."""
        found = self.objects(subject, sh(name))
        if len(found) > 1:
            raise wrong(
                subject,
                Text(
                    f"has {len(found)} values of sh:{name}; it may have one",
                    f"的 sh:{name} 有{len(found)}个取值，至多一个",
                ),
            )
        return found[0] if found else None

    def is_a(self, node: Term, *classes: NamedNode) -> bool:
        """Whether a node has one of the classes, or one below it, as its type in the shapes graph."""
        pending = self.objects(node, TYPE)
        seen: set[Term] = set()
        while pending:
            kind = pending.pop()
            if kind in classes:
                return True
            if kind not in seen:
                seen.add(kind)
                pending += self.objects(kind, SUBCLASS)
        return False

    def items(self, head: Term, shape: Term) -> list[Term]:
        """The members of an RDF list."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != NamedNode(f"{RDF}nil"):
            first = self.objects(head, NamedNode(f"{RDF}first"))
            rest = self.objects(head, NamedNode(f"{RDF}rest"))
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise wrong(shape, Text("has a value that should be a list and is not one", "有一处应为列表而不是列表"))
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        return members

    def shacl_properties(self, node: Term) -> list[str]:
        """The local names of the SHACL properties that a node has, sorted."""
        if not isinstance(node, NamedNode | BlankNode):
            raise wrong(
                node, Text("is a value where a shape or a constraint is needed", "是取值，而此处须为形状或约束")
            )
        predicates = {triple.predicate.value for triple in self._store.triples(node)}
        return sorted(iri.removeprefix(SH) for iri in predicates if iri.startswith(SH))
