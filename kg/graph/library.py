"""The queries and Turtle files of an ontology, with those of a folder of one's own looked at before they are used.

What is bundled is tested with the program. What is one's own is another person's text: a query passes the guard and
must be SPARQL of the right form, a Turtle file must be Turtle, and neither may say anything of what a bundled file
says, so that a package cannot loosen what others rely on. Every error names the file.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg import vocabulary
from kg.assets import LARGEST, Ontology, ontology_files
from kg.errors import QueryError, SourceError, said_by_engine
from kg.graph.functions import query_functions
from kg.graph.guard import check_query
from kg.graph.queryfile import QueryFile
from kg.graph.store import Store
from kg.text import Text

_IN_SCHEME = ox.NamedNode(vocabulary.SKOS + "inScheme")
_TYPE = ox.NamedNode(vocabulary.RDF + "type")
_SCHEME = ox.NamedNode(vocabulary.SKOS + "ConceptScheme")
#: The parts whose queries make triples; all others ask, and exports may do either.
_MAKING = ("rules", "mappings", "foreign")
#: What a query of a part selects: one of these sets of columns. Those of questions are free, and a projection's are
#: told where it is asked.
_COLUMNS = {
    "coverage": (("thing",),),
    "exports": (("graph", "subject", "predicate", "object"),),
    "projections/filters": (("partnership",), ("node", "side")),
    "projections/weights": (("partnership", "factor"),),
}


def queries(ontology: Ontology, part: str) -> list[QueryFile]:
    """The queries of a part, bundled ones and one's own, in the order of the files' names.

    Args:
        ontology: where to look.
        part: a folder such as ``questions``.

    Raises:
        SourceError: if a name stands twice, or a file cannot be read or has no right header.
        QueryError: if a query of one's own is wrong, or reaches beyond the graph.
    """
    own = set(ontology.own_files(part, ".rq"))
    return [own_query(path, part) if path in own else QueryFile.load(path) for path in ontology.files(part, ".rq")]


def named_query(ontology: Ontology, part: str, name: str, kind: Text, otherwise: Text | None = None) -> QueryFile:
    """The query of a part that has a name, or that is the file of one's own whose path is given.

    Args:
        ontology: where to look.
        part: a folder such as ``questions``.
        name: its name, or a path that ends in ``.rq``.
        kind: what such a query is called, e.g. ``question``.
        otherwise: what to advise where no name is near; by default all names.

    Raises:
        UsageError: if there is none of that name; it names the nearest three.
        SourceError, QueryError: as ``queries`` does.
    """
    if name.endswith(".rq"):
        return own_query(Path(name), part)
    path = ontology.named(part, ".rq", name, kind, otherwise)
    return own_query(path, part) if path in ontology.own_files(part, ".rq") else QueryFile.load(path)


def own_query(path: Path, part: str) -> QueryFile:
    """A query file of one's own.

    Args:
        path: the file.
        part: the part of an ontology that it belongs to, which says of what form it is.

    Raises:
        SourceError: if it cannot be read, is too large, or its header is not as it should be.
        QueryError: if it is not SPARQL of that form, selects other columns, or reaches beyond the graph.
    """
    if path.is_file() and path.stat().st_size > LARGEST:
        raise SourceError(
            Text(
                f"{path}: is larger than {LARGEST:,} bytes. No query needs as much; make it less.",
                f"{path}：大于{LARGEST:,}字节；查询不需如此之大，请缩减。",
            )
        )
    query = QueryFile.load(path, titled=part != "mappings")
    _check_header(path, part, query)
    functions = query_functions({})
    try:
        check_query(query.text)
        # Oxigraph parses only what it is asked; an empty store has the answer at once.
        answer = ox.Store().query(
            query.text,
            prefixes=vocabulary.prefixes(vocabulary.DEFAULT_BASE),
            custom_functions={ox.NamedNode(iri): call for iri, call in functions.items()},
        )
    except QueryError as error:
        raise QueryError(Text(f"{path}: {error}", f"{path}：{error.text.zh}")) from error
    except (SyntaxError, ValueError) as error:
        raise QueryError(
            Text(
                f"{path}: is not valid SPARQL: {error}. Correct it at that place.",
                f"{path}：不是有效的 SPARQL：{said_by_engine(error)}。请在该处改正。",
            )
        ) from error
    except RuntimeError as error:
        if part in ("mappings", "foreign"):
            return query  # it may call more functions, and is looked at again when it has them
        known = ", ".join(iri.replace(vocabulary.FUNCTION, "fn:") for iri in functions)
        raise QueryError(
            Text(
                f"{path}: cannot be run: {error}. The functions are {known}.",
                f"{path}：无法运行：{said_by_engine(error)}。可用的函数：{known}。",
            )
        ) from error
    _check_form(path, part, answer)
    return query


def _check_header(path: Path, part: str, query: QueryFile) -> None:
    if part == "projections/filters" and not query.parameters:
        raise SourceError(
            Text(
                f"{path}: has no parameter, and a filter is asked when one is given. Name one in its header.",
                f"{path}：没有参数，而筛选须在给出参数时才询问。请在其头部写明一个。",
            )
        )
    if part.startswith("exports/"):
        said, datatypes = query.header.get("format", {}), query.header.get("datatypes", {})
        if not isinstance(said, dict):
            raise SourceError(
                Text(
                    f"{path}: its header has the format {said!r}. Write it as {{en: …, zh: …}}.",
                    f"{path}：其头部的 format 为“{said}”。请写作 {{en: …, zh: …}}。",
                )
            )
        names = [*datatypes, *datatypes.values()] if isinstance(datatypes, dict) else [datatypes]
        if wrong := [name for name in names if str(name).partition(":")[0] not in vocabulary.PREFIXES]:
            raise SourceError(
                Text(
                    f"{path}: its header has {wrong[0]!r} among its datatypes. Write them as a property and a datatype "
                    'with known prefixes, such as {"dcat:byteSize": "xsd:nonNegativeInteger"}.',
                    f"{path}：其头部的 datatypes 中有“{wrong[0]}”。请写作属性与数据类型，并用已知前缀，如 "
                    '{"dcat:byteSize": "xsd:nonNegativeInteger"}。',
                )
            )


def _check_form(path: Path, part: str, answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> None:
    if isinstance(answer, ox.QueryTriples if part in _MAKING else ox.QuerySolutions):
        wanted = _COLUMNS.get("exports" if part.startswith("exports/") else part, ())
        names = {variable.value for variable in answer.variables} if isinstance(answer, ox.QuerySolutions) else set()
        if wanted and not any(names.issuperset(columns) for columns in wanted):
            told = " or ".join(" ".join(f"?{name}" for name in columns) for columns in wanted)
            raise QueryError(
                Text(
                    f"{path}: does not select {told}. Select those, by these names.",
                    f"{path}：未选取 {told}。请照此名称选取。",
                )
            )
    elif not (part.startswith("exports/") and isinstance(answer, ox.QueryTriples)):
        raise QueryError(
            Text(
                f"{path}: is not a {'CONSTRUCT' if part in _MAKING else 'SELECT'} query. Begin it with that.",
                f"{path}：不是 {'CONSTRUCT' if part in _MAKING else 'SELECT'} 查询。请以此开头。",
            )
        )


def turtle_files(ontology: Ontology, part: str) -> list[Path]:
    """The Turtle files of a part, bundled ones and one's own.

    Args:
        ontology: where to look.
        part: ``codelists`` or ``shapes``.

    Raises:
        SourceError: if a name stands twice, or a file of one's own is not valid Turtle, says something of what another
            file says, or, as a code list, holds anything else than codes and lists.
    """
    paths = ontology.files(part, ".ttl")
    own = ontology.own_files(part, ".ttl")
    if own:
        _check(paths, own, are_codes=part == "codelists")
    return paths


def load_ontology(store: Store) -> None:
    """Add the graph's ontology and its code lists, those of one's own among them, to a graph."""
    for path in graph_files(store.ontology):
        store.load(path)


def graph_files(ontology: Ontology) -> tuple[Path, ...]:
    """The files that ``load_ontology`` adds."""
    return (*ontology_files("modules", ".ttl"), *turtle_files(ontology, "codelists"))


def code_files(ontology: Ontology) -> dict[str, list[Path]]:
    """The code lists, sorted by name, each with the files that have codes of it, the bundled one first.

    A file of one's own may declare a list of its own and add codes to any list.

    Raises:
        SourceError: as ``turtle_files`` does.
    """
    own = ontology.own_files("codelists", ".ttl")
    found = {path.stem: [path] for path in turtle_files(ontology, "codelists") if path not in own}
    for path in own:
        for name in sorted({_list_of(scheme) for scheme in _schemes(_triples(path))}):
            found.setdefault(name, []).append(path)
    return dict(sorted(found.items()))


def further_codes(name: str = "") -> dict[str, list[ox.Triple]]:
    """The codes that only a graph that uses them has, such as the less common currencies.

    Args:
        name: the list; those of all lists if empty.

    Returns:
        a code's IRI to what is said of it.
    """
    found: dict[str, list[ox.Triple]] = {}
    for path in ontology_files("further-codes", ".ttl"):
        if name in ("", path.stem):
            for triple in _triples(path):
                if isinstance(triple.subject, ox.NamedNode):
                    found.setdefault(triple.subject.value, []).append(triple)
    return found


def add_further_codes(store: Store) -> list[ox.Triple]:
    """Add the further codes that a graph uses and does not have, so that no graph carries all of them.

    Returns:
        what was added.
    """
    added = []
    for iri, triples in further_codes().items():
        code = ox.NamedNode(iri)
        if next(store.triples(None, None, code), None) and not next(store.triples(code, _IN_SCHEME), None):
            store.add(triples)
            added += triples
    return added


def _triples(path: Path) -> list[ox.Triple]:
    try:
        return [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    except (SyntaxError, ValueError) as error:
        text = str(error).strip().rstrip(".")
        if path.read_bytes().startswith(BOM_UTF8):
            text = "line 1 begins with a byte-order mark, which nobody sees; save the file as UTF-8 without one"
        raise SourceError(
            Text(
                f"{path}: is not valid Turtle: {text}. Correct the file at that place.",
                f"{path}：不是有效的 Turtle：{said_by_engine(text)}。请在该处改正文件。",
            )
        ) from error
    except OSError as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read ({error.strerror or error}). Check its permissions.",
                f"{path}：无法读取（{error.strerror or error}）。请检查其权限。",
            )
        ) from error


def _schemes(triples: Iterable[ox.Triple]) -> set[str]:
    """The IRIs of the lists that triples declare, or have codes of."""
    found = {t.object for t in triples if t.predicate == _IN_SCHEME}
    found |= {t.subject for t in triples if t.predicate == _TYPE and t.object == _SCHEME}
    return {term.value for term in found if isinstance(term, ox.NamedNode)}


def _list_of(scheme: str) -> str:
    return scheme.removeprefix(vocabulary.CODE)


def _check(paths: Iterable[Path], own: Iterable[Path], *, are_codes: bool) -> None:
    ordered = [*(path for path in paths if path not in own), *own]
    content = {path: _triples(path) for path in ordered}
    said: dict[str, Path] = {}
    for path, triples in content.items():
        for subject in dict.fromkeys(triple.subject for triple in triples):
            if isinstance(subject, ox.NamedNode) and said.setdefault(subject.value, path) != path:
                raise SourceError(
                    Text(
                        f"{path}: says something of <{subject.value}>, which stands in {said[subject.value]}, "
                        "and a name may stand once. Take it out, or give it another name.",
                        f"{path}：述及 <{subject.value}>，它已在 {said[subject.value]} 中，而一个名称只能出现一次。"
                        "请删去，或另起名称。",
                    )
                )
    if are_codes:
        for path in own:
            _check_codes(path, content[path], said.keys())


def _check_codes(path: Path, triples: Iterable[ox.Triple], said: Iterable[str]) -> None:
    scheme_of = {t.subject: t.object for t in triples if t.predicate == _IN_SCHEME}
    for subject in dict.fromkeys(triple.subject for triple in triples):
        name = subject.value if isinstance(subject, ox.NamedNode) else ""
        if not name.startswith(vocabulary.CODE):
            raise SourceError(
                Text(
                    f"{path}: says something of {subject}, which is no code. A code list holds codes and lists alone, "
                    f"whose IRIs begin with {vocabulary.CODE}",
                    f"{path}：述及 {subject}，而它不是代码。代码表只含代码与列表，其 IRI 以 {vocabulary.CODE} 开头。",
                )
            )
        scheme = scheme_of.get(subject)
        if scheme is None and "/" in _list_of(name):
            raise SourceError(
                Text(
                    f"{path}: the code <{name}> is in no list. Give it skos:inScheme.",
                    f"{path}：代码 <{name}> 不属于任何列表。请加上 skos:inScheme。",
                )
            )
        if isinstance(scheme, ox.NamedNode) and (scheme.value not in said or not name.startswith(scheme.value + "/")):
            raise SourceError(
                Text(
                    f"{path}: the code <{name}> is not named after its list <{scheme.value}>, or there is no such "
                    "list. "
                    f"`kg codes` shows the lists; a code is {vocabulary.CODE}LIST/CODE.",
                    f"{path}：代码 <{name}> 未按其列表 <{scheme.value}> 命名，或没有该列表。`kg codes` 列出各表；"
                    f"代码写作 {vocabulary.CODE}LIST/CODE。",
                )
            )
