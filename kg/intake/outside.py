"""What a mapping of one's own says in terms that the model does not have: kept in the graph, and read by nobody.

A slip in ``pk:evidense`` would otherwise be a property of its own, of which no check and no question ever hears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg import vocabulary
from kg.assets import Ontology
from kg.findings import Finding, Severity
from kg.graph import formats
from kg.graph.library import further_codes, graph_files
from kg.graph.queryfile import QueryFile
from kg.intake.calls import calls
from kg.intake.templates import is_term, prefixes_of, read_template, tokens
from kg.nearest import did_you_mean, local_name, nearest
from kg.text import Text

#: Namespaces whose terms are all the model's, or belong to RDF itself.
OWN = (vocabulary.PK, vocabulary.CODE)
BASIC = (vocabulary.RDF, vocabulary.RDFS)
_PARTS = ("questions", "records", "rules", "shapes", "views", "projections", "exports", "coverage")
#: How like a code must be to be asked for: agreement is no minute.
_LEAST_LIKE = 0.7
#: So many codes of a list are named.
_MOST_CODES = 60
_NAME = re.compile(r"[\w-]+")


def outside(query: QueryFile, ontology: Ontology) -> list[Finding]:
    """What a mapping makes that is no part of the model.

    Args:
        query: the mapping.
        ontology: the model, with what folders of one's own add to it.

    Returns:
        a warning for each term in the model's own namespaces that it does not have, with the nearest that it has; a
        remark for each property and class of another vocabulary that nothing here reads.
    """
    known = _known(ontology)
    terms = dict.fromkeys(_terms(query.sparql))
    used = dict.fromkeys(_properties_and_classes(query.sparql))
    own = [iri for iri in terms if iri.startswith(OWN) and iri not in known]
    others = [iri for iri in used if not iri.startswith((*OWN, *BASIC)) and iri not in known]
    if own or others:
        read = words_of(ontology)
        own, others = ([iri for iri in some if local_name(iri) not in read] for some in (own, others))
    return [
        *(_not_there(query, iri, known) for iri in own),
        *(
            _finding(
                Severity.INFO,
                "not-of-the-model",
                f"The mapping {query.name} makes {iri}, which is not of the model: it is kept in the graph, and no "
                "check, question or page reads it.",
                f"映射 {query.name} 生成 {iri}，它不属于本模型：保留在图谱中，但任何检查、查询与网页都不读取它。",
                iri,
            )
            for iri in others
        ),
    ]


def near_term(iri: str, known: Iterable[str]) -> Text:
    """A question whether a term of the model is meant that is spelt much like another one; empty if none is.

    Args:
        iri: the term that the model does not have.
        known: the terms that it has.
    """
    start = iri[: -len(local_name(iri))]
    name, own = local_name(iri), [local_name(one) for one in known if one.startswith(start)]
    near = nearest(name, own, least=_LEAST_LIKE)
    if near or not start.startswith(vocabulary.CODE):
        return did_you_mean(near or nearest(name, own))
    # Of a short list all codes help more than one that is spelt a little like it.
    if len(own) > _MOST_CODES:
        return Text()
    return Text(f"There are {', '.join(own)}. ", f"现有：{'、'.join(own)}。")


def _not_there(query: QueryFile, iri: str, known: Iterable[str]) -> Finding:
    near = near_term(iri, known)
    return _finding(
        Severity.WARNING,
        "not-in-the-model",
        f"The mapping {query.name} names {short(iri)}, which the model does not have: no check, question or page "
        f"reads it. {near.en}".strip(),
        f"映射 {query.name} 使用了 {short(iri)}，模型中没有该词：任何检查、查询与网页都不读取它。{near.zh}",
        iri,
        "Correct it in the mapping, or declare it in a folder of your own (--ontology).",
        "请在映射中更正，或在自己的文件夹中声明（--ontology）。",
    )


def _finding(severity: Severity, code: str, en: str, zh: str, iri: str, fix: str = "", fix_zh: str = "") -> Finding:
    return Finding(severity, code, en, zh, fix, value=iri[:200], fix_zh=fix_zh)


def short(iri: str) -> str:
    """An IRI with its usual prefix."""
    names = sorted(vocabulary.prefixes().items(), key=lambda one: -len(one[1]))
    return next((f"{name}:{iri[len(start) :]}" for name, start in names if iri.startswith(start)), iri)


def _known(ontology: Ontology) -> dict[str, None]:
    """The terms of the model: what its modules and code lists say something of."""
    triples = (triple for path in graph_files(ontology) for triple in formats.parse(path))
    subjects = (getattr(triple.subject, "value", "") for triple in triples)
    return dict.fromkeys(sorted({*subjects, *further_codes()}))


def words_of(ontology: Ontology) -> set[str]:
    """The words in what folders of one's own ask: a property that a question there reads is read."""
    paths = (path for part in _PARTS for ending in (".rq", ".ttl") for path in ontology.own_files(part, ending))
    return {word for path in paths for word in _NAME.findall(path.read_text(encoding="utf-8", errors="replace"))}


def _terms(query: str) -> Iterator[str]:
    """The IRIs that a query names, wherever they stand, and the codes that it makes of two texts."""
    prefixes = prefixes_of(query)
    for token in tokens(query):
        if token.lastgroup == "term" and (iri := _iri(token[0], prefixes)):
            yield iri
    for call in calls(query):
        if call.name == "code" and call.text(0) and call.text(1):
            yield f"{vocabulary.CODE}{call.text(0)}/{call.text(1)}"


def _properties_and_classes(query: str) -> Iterator[str]:
    """The properties and classes of a template."""
    template, prefixes = read_template(query), prefixes_of(query)
    for _, predicate, object_ in (template.triples if template else None) or ():
        if predicate == "a" or is_term(query, predicate, f"{vocabulary.RDF}type"):
            yield from filter(None, (_iri(object_, prefixes),))
        else:
            yield from filter(None, (_iri(predicate, prefixes),))


def _iri(written: str, prefixes: Mapping[str, str]) -> str:
    """The IRI that a term is; empty for a variable, a literal and a bare prefix, as a declaration has it."""
    if written.startswith("<"):
        return written[1:-1]
    prefix, colon, name = written.partition(":")
    return f"{prefixes[prefix]}{name}" if colon and name and written[0] not in "\"'" and prefix in prefixes else ""
