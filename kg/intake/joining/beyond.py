"""What a joined file says in terms that the model does not have, as ``kg.intake.outside`` tells of a mapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.store import Store
from kg.graph.terms import NamedNode
from kg.intake.joining.reading import GraphFile
from kg.intake.outside import BASIC, OWN, near_term, short, words_of
from kg.nearest import local_name

#: Of a file so many terms are told one by one, or listed.
_MOST = 20


def beyond(file: GraphFile, store: Store) -> Iterator[Finding]:
    """What is to be said of a file's terms.

    Args:
        file: the file, which says something in the model's own terms.
        store: the graph with all that is joined; what is described there is known.

    Returns:
        a warning for each property in the model's own namespaces that nothing describes, with the nearest that there
        is; a remark for properties and classes of other vocabularies that nothing here reads.
    """
    found = {iri: number for iri, number in file.unknown.items() if next(store.triples(NamedNode(iri)), None) is None}
    if not found or not file.has_own_terms:
        return
    read = words_of(store.ontology)
    left = {iri: number for iri, number in sorted(found.items()) if local_name(iri) not in read}
    own = [iri for iri in left if iri.startswith(OWN)]
    known = [one.value for one in file.known.subjects if isinstance(one, NamedNode)]
    for iri in own[:_MOST]:
        near = near_term(iri, known)
        yield Finding(
            Severity.WARNING,
            "not-in-the-model",
            f"{left[iri]:,} triples of the file have {short(iri)}, which the model does not have: no check, question "
            f"or page reads it. {near.en}".strip(),
            f"该文件有 {left[iri]:,} 条三元组使用了 {short(iri)}，模型中没有该词："
            f"任何检查、查询与网页都不读取它。{near.zh}",
            "Correct it in the file, or declare it in a folder of your own (--ontology).",
            file.shown,
            value=iri[:200],
            fix_zh="请在文件中更正，或在自己的文件夹中声明（--ontology）。",
        )
    if others := Counter({iri: left[iri] for iri in left if not iri.startswith((*OWN, *BASIC, vocabulary.OWL))}):
        named = ", ".join(short(iri)[:100] for iri, _ in others.most_common(_MOST)) + (
            " …" if len(others) > _MOST else ""
        )
        yield Finding(
            Severity.INFO,
            "not-of-the-model",
            f"{others.total():,} triples of the file have terms that are not of the model: they are kept in the graph, "
            f"and no check, question or page reads them: {named[:1_500]}.",
            f"该文件有 {others.total():,} 条三元组使用了不属于本模型的词：保留在图谱中，"
            f"但任何检查、查询与网页都不读取：{named[:1_500]}。",
            file=file.shown,
        )
