"""Terms of SHACL, and what is said of a shapes graph that cannot be used."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import QueryError, SourceError, said_by_engine
from kg.graph.terms import Term, Triple
from kg.text import Text
from kg.vocabulary import RDF, RDFS, SH, XSD

TYPE = ox.NamedNode(f"{RDF}type")
SUBCLASS = ox.NamedNode(f"{RDFS}subClassOf")
#: The named graph in which a query of a constraint finds the shapes. What has no IRI there gets one that begins so.
SHAPES_GRAPH = ox.NamedNode("urn:x-kg:shapes")
#: What the names of the compiler's own variables begin with.
OWN_VARIABLE = "kg_"


def sh(name: str) -> ox.NamedNode:
    """A term of SHACL by its local name."""
    return ox.NamedNode(SH + name)


def xsd(name: str) -> ox.NamedNode:
    """A datatype of XML Schema by its local name."""
    return ox.NamedNode(XSD + name)


def named(term: Term) -> Term:
    """A term as a query of a constraint can name it: a blank node of the shapes graph gets an IRI."""
    return ox.NamedNode(f"{SHAPES_GRAPH.value}:{term.value}") if isinstance(term, ox.BlankNode) else term


def named_triple(triple: Triple) -> Triple:
    """A triple of the shapes graph as a query of a constraint finds it."""
    subject, object_ = named(triple.subject), named(triple.object)
    assert isinstance(subject, ox.NamedNode | ox.Triple)
    return Triple(subject, triple.predicate, object_)


def wrong(shape: Term, fault: Text) -> SourceError:
    """The error for a shape that is ill-formed; the fault continues "The shape …"."""
    return SourceError(
        Text(f"The shape {shape} {fault.en}. Correct the shapes graph.", f"形状 {shape} {fault.zh}。请改正形状图。")
    )


def unsupported(shape: Term, feature: str) -> SourceError:
    """The error for what SHACL has and this engine does not."""
    return SourceError(
        Text(
            f"The shape {shape} uses sh:{feature}, which this SHACL engine does not support. "
            "Say the same with SHACL Core or with sh:sparql.",
            f"形状 {shape} 用到 sh:{feature}，本 SHACL 引擎不支持。请以 SHACL Core 或 sh:sparql 表达。",
        )
    )


def bad_query(shape: Term, error: BaseException) -> QueryError:
    """The error for a query that Oxigraph refuses."""
    return QueryError(
        Text(
            f"The query of the shape {shape} cannot be run: {error}. Correct that query.",
            f"形状 {shape} 的查询无法运行：{said_by_engine(error)}。请改正该查询。",
        )
    )


def is_true(term: Term | None) -> bool:
    """Whether a flag of a shape is set."""
    return isinstance(term, ox.Literal) and term.value == "true"
