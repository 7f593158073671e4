"""What a CONSTRUCT makes: the triples of its template, to see what a mapping says of whom in one row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: Where the template begins; ``CONSTRUCT WHERE`` has none of its own.
_TEMPLATE = re.compile(r"^(?:[^#\n]|<[^>\n]*>)*?\bCONSTRUCT\s*\{", re.IGNORECASE | re.MULTILINE)


def template(text: str, prefixes: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The triples of a CONSTRUCT's template.

    Args:
        text: the query.
        prefixes: the prefixes that need no declaration.

    Returns:
        subject, predicate and object of each as SPARQL writes them, ``?name`` or ``<iri>``; nothing where the query is
        no CONSTRUCT, or says what the parser of SPARQL 1.1 does not know.
    """
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        found = translateQuery(parseQuery(text), initNs=dict(prefixes)).algebra
        triples = found.template if found.name == "ConstructQuery" else None
    except Exception:  # its parser raises errors of many kinds; whether the query is right, the store says
        return []
    return [(one.n3(), two.n3(), three.n3()) for one, two, three in triples or ()]


def also_making(text: str, triples: Iterable[tuple[str, str, str]]) -> str:
    """The same CONSTRUCT with more triples in its template; as it is where it has no template to add to.

    Args:
        text: the query.
        triples: as ``template`` gives them.
    """
    added = " ".join(f"{' '.join(triple)} ." for triple in triples)
    begin = _TEMPLATE.search(text)
    return text if begin is None or not added else f"{text[: begin.end()]} {added} {text[begin.end() :]}"
