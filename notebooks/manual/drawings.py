"""Drawings of the ontology, made from its modules: the hierarchy of its classes, and the n-ary pattern of a partnership."""

from __future__ import annotations

from html import escape

from rdflib import OWL, RDF, RDFS, Literal, URIRef

from kg.vocabulary import PK
from tests.ontology.shape_cases import part

_STYLE = (
    '<style>text{font:14px "DejaVu Sans","Noto Sans CJK SC",system-ui,sans-serif;fill:#1d2733}'
    ".b{fill:#f3f6fa;stroke:#52708f}.l{stroke:#7d8fa3;fill:none}.e{font-size:12px;fill:#44566a}</style>"
)


def label(term: URIRef, language: str) -> str:
    """A term's label in a language."""
    found = [value for value in part("modules").objects(term, RDFS.label) if isinstance(value, Literal)]
    texts = {value.language: str(value) for value in found}
    if language == "both":
        return f"{texts['en']} {texts['zh']}"
    return texts.get(language, term.removeprefix(PK))


def _svg(width: int, height: int, inside: list[str], title: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
    background = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    return "".join([head, f"<title>{escape(title)}</title>", _STYLE, background, *inside, "</svg>"])


def _box(x: int, y: int, width: int, text: str) -> str:
    return (
        f'<rect class="b" x="{x}" y="{y}" width="{width}" height="32" rx="5"/>'
        f'<text x="{x + width // 2}" y="{y + 21}" text-anchor="middle">{escape(text)}</text>'
    )


def _arrow(x1: int, y1: int, x2: int, y2: int, text: str, anchor: str = "middle", dx: int = 0, dy: int = -6) -> str:
    x, y = (x1 + x2) // 2 + dx, (y1 + y2) // 2 + dy
    return (
        f'<path class="l" d="M{x1} {y1}L{x2} {y2}" marker-end="url(#a)"/>'
        f'<text class="e" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
    )


def pattern(language: str) -> str:
    """A partnership, its participations with party and role, its claims, and their evidence."""

    def name(local: str) -> str:
        return label(URIRef(PK + local), language)

    head = (
        '<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#7d8fa3"/></marker></defs>'
    )
    parts = [
        head,
        _box(20, 90, 150, name("Claim")),
        _box(290, 90, 150, name("Partnership")),
        _box(560, 90, 150, name("Participation")),
        _box(560, 10, 150, name("Party")),
        _box(560, 180, 150, name("role")),
        _box(20, 180, 150, name("Evidence")),
        _box(290, 180, 150, name("Source")),
        _arrow(170, 106, 290, 106, name("about")),
        _arrow(440, 106, 560, 106, name("participation")),
        _arrow(635, 90, 635, 42, name("party"), "start", 8, 4),
        _arrow(635, 122, 635, 180, name("role"), "start", 8, 4),
        _arrow(95, 122, 95, 180, name("evidence"), "start", 8, 4),
        _arrow(170, 196, 290, 196, "oa:hasSource"),
    ]
    return _svg(740, 226, parts, name("Partnership"))


def classes(language: str) -> str:
    """The ontology's own classes as an indented tree."""
    graph = part("modules")
    own = sorted(
        term for term in graph.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef) and term.startswith(PK)
    )
    above = {term: [parent for parent in graph.objects(term, RDFS.subClassOf) if parent in own] for term in own}
    parts: list[str] = []
    place = 10

    def draw(term: URIRef, depth: int, from_y: int) -> None:
        nonlocal place
        x, y = 20 + depth * 40, place
        if depth:
            parts.append(f'<path class="l" d="M{x - 24} {from_y}V{y + 15}H{x}"/>')
        text = f"{label(term, language)} · {term.removeprefix(PK)}"
        parts.append(
            f'<rect class="b" x="{x}" y="{y}" width="300" height="30" rx="5"/><text x="{x + 12}" y="{y + 20}">{escape(text)}</text>'
        )
        place += 38
        for below in own:
            if term in above[below]:
                draw(below, depth + 1, y + 30)

    for term in own:
        if not above[term]:
            draw(term, 0, 0)
    return _svg(480, place, parts, "classes")
