"""The ontology as one page in both languages, made by SPARQL over the ontology's own files and the bundled data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import Graph

from kg import vocabulary
from kg.text import Text
from notebooks.manual import drawings, triggers
from notebooks.manual.drawings import short
from tests.ontology.shape_cases import ONTOLOGY

HERE = Path(__file__).resolve().parent
PK = vocabulary.PK
_PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX pk: <https://w3id.org/partnership-kg/ont#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX vann: <http://purl.org/vocab/vann/>
"""
#: The terms, with what the ontology says of each.
_TERMS = """
SELECT ?term (SAMPLE(?en) AS ?labelEn) (SAMPLE(?zh) AS ?labelZh) (SAMPLE(?told) AS ?definitionEn) (SAMPLE(?toldZh) AS ?definitionZh)
  (SAMPLE(?like) AS ?exampleEn) (SAMPLE(?likeZh) AS ?exampleZh)
  (GROUP_CONCAT(DISTINCT STR(?kind) ; separator=" ") AS ?kinds) (GROUP_CONCAT(DISTINCT STR(?super) ; separator=" ") AS ?above)
  (GROUP_CONCAT(DISTINCT STR(?domain) ; separator=" ") AS ?domains) (GROUP_CONCAT(DISTINCT STR(?range) ; separator=" ") AS ?ranges)
  (GROUP_CONCAT(DISTINCT STR(?inverse) ; separator=" ") AS ?inverses) (GROUP_CONCAT(DISTINCT STR(?apart) ; separator=" ") AS ?disjoint)
WHERE {
  ?term a ?kind ; rdfs:label ?en , ?zh ; skos:definition ?told , ?toldZh ; skos:example ?like , ?likeZh .
  FILTER(STRSTARTS(STR(?term), STR(pk:)) && LANG(?en) = "en" && LANG(?zh) = "zh" && LANG(?told) = "en" && LANG(?toldZh) = "zh"
    && LANG(?like) = "en" && LANG(?likeZh) = "zh")
  OPTIONAL { ?term rdfs:subClassOf|rdfs:subPropertyOf ?super . FILTER(ISIRI(?super)) }
  OPTIONAL { ?term rdfs:domain ?domain . FILTER(ISIRI(?domain)) }
  OPTIONAL { ?term rdfs:range ?range . FILTER(ISIRI(?range)) }
  OPTIONAL { ?term owl:inverseOf|^owl:inverseOf ?inverse . FILTER(ISIRI(?inverse)) }
  OPTIONAL { ?term owl:disjointWith|^owl:disjointWith ?apart . FILTER(ISIRI(?apart)) }
}
GROUP BY ?term ORDER BY ?term
"""
#: Whether a shape speaks of a term, in its targets, paths, classes or its SPARQL.
_SHAPES = """
SELECT ?shape (GROUP_CONCAT(DISTINCT STR(?said) ; separator=" ") AS ?texts) WHERE {
  ?shape a ?kind . FILTER(?kind IN (sh:NodeShape, sh:PropertyShape))
  ?shape (sh:property|sh:sparql|sh:node|sh:path|sh:targetClass|sh:class|sh:select|sh:targetSubjectsOf|sh:targetObjectsOf)+ ?said .
  FILTER(!ISBLANK(?said))
} GROUP BY ?shape ORDER BY ?shape
"""
_HEADER = "SELECT ?property ?value (LANG(?value) AS ?language) WHERE { ?header a owl:Ontology ; ?property ?value } ORDER BY ?property ?value"
#: What the header says, in the order of the page, with what it is called.
_SAID = {
    "owl:versionInfo": Text("Version", "版本"),
    "owl:versionIRI": Text("IRI of this version", "本版 IRI"),
    "owl:priorVersion": Text("Prior version", "前一版本"),
    "dcterms:creator": Text("Creators", "创建者"),
    "dcterms:created": Text("Created", "创建日期"),
    "dcterms:modified": Text("Modified", "修改日期"),
    "dcterms:license": Text("Licence", "许可"),
    "vann:preferredNamespaceUri": Text("Namespace", "命名空间"),
    "vann:preferredNamespacePrefix": Text("Prefix", "前缀"),
}
_KINDS = {
    "Class": Text("class", "类"),
    "ObjectProperty": Text("property that leads to a thing", "对象属性"),
    "DatatypeProperty": Text("property with a value", "数据属性"),
    "AnnotationProperty": Text("annotation", "注释属性"),
    "FunctionalProperty": Text("at most one value", "至多一值"),
    "TransitiveProperty": Text("transitive", "传递"),
    "SymmetricProperty": Text("symmetric", "对称"),
    "AsymmetricProperty": Text("asymmetric", "反对称"),
    "IrreflexiveProperty": Text("irreflexive", "反自反"),
    "InverseFunctionalProperty": Text("identifies what has it", "反函数"),
}
#: What aligned vocabularies are called, with their prefixes: those that the program knows have another place.
_ALIGNED = {
    "org": ("The Organization Ontology (ORG)", "org", vocabulary.ORG),
    "prov-o": ("PROV-O", "prov", vocabulary.PROV),
    "geosparql": ("GeoSPARQL", "geo", "http://www.opengis.net/ont/geosparql#"),
    "schema-org": ("schema.org", "schema", "https://schema.org/"),
    "eurio": ("EURIO (CORDIS)", "eurio", "http://data.europa.eu/s66#"),
    "followthemoney": ("FollowTheMoney", "ftm", "https://schema.followthemoney.tech/#"),
    "iati": ("IATI 2.03", "iati", "https://iatistandard.org/en/iati-standard/203/activity-standard/iati-activities/"),
}
#: How many statements of a thing an example shows.
_MOST = 12


@cache
def _store() -> ox.Store:
    """Modules and shapes."""
    store = ox.Store()
    for part in ("modules", "shapes"):
        for path in sorted((ONTOLOGY / part).glob("*.ttl")):
            store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def _rows(store: ox.Store, query: str) -> list[dict[str, str]]:
    answer = store.query(_PREFIXES + query)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in answer]


def _both(en: str, zh: str, between: str = " · ", tag: str = "span") -> str:
    """A text in both languages; each can be hidden."""
    joint = f'<span class="joint">{between}</span>' if between else ""
    return f'<{tag} lang="en">{escape(en)}</{tag}>{joint}<{tag} lang="zh">{escape(zh)}</{tag}>'


def _titled(text: Text) -> str:
    return _both(text.en, text.zh)


def _used_in() -> dict[str, list[str]]:
    """Each term's local name with the questions whose text has it."""
    found: dict[str, list[str]] = {}
    for path in sorted((ONTOLOGY / "questions").glob("*.rq")):
        for name in sorted(set(re.findall(r"(?<![\w-])pk:([A-Za-z]\w*)", path.read_text(encoding="utf-8")))):
            found.setdefault(name, []).append(path.stem)
    return found


def _by_shape() -> dict[str, list[str]]:
    """Each term's local name with the shapes that speak of it."""
    found: dict[str, list[str]] = {}
    for row in _rows(_store(), _SHAPES):
        names = set(re.findall(rf"(?:{re.escape(PK)}|\bpk:)([A-Za-z]\w*)", row["texts"]))
        for name in sorted(names):
            found.setdefault(name, []).append(row["shape"].rpartition("#")[2])
    return found


@cache
def _aligned() -> dict[str, list[tuple[str, str, str]]]:
    """Each vocabulary with what is said of our terms and its own."""
    found = {}
    for stem in _ALIGNED:
        store = ox.Store()
        store.load(path=ONTOLOGY / "alignments" / f"term-{stem}.ttl", format=ox.RdfFormat.TURTLE)
        rows = _rows(store, "SELECT ?a ?b ?c WHERE { ?a ?b ?c FILTER(STRSTARTS(STR(?a), STR(pk:))) } ORDER BY ?a ?b ?c")
        found[stem] = [(row["a"], row["b"], row["c"]) for row in rows]
    return found


def _other(stem: str, iri: str) -> str:
    """A term of an aligned vocabulary, leading to where it is defined."""
    _, prefix, start = _ALIGNED[stem]
    return f'<a href="{escape(iri)}"><code>{prefix}:{escape(iri.removeprefix(start).strip("/"))}</code></a>'


def _link(iri: str) -> str:
    local = iri.removeprefix(PK)
    if iri.startswith(PK):
        return f'<a href="#{local}"><code>pk:{local}</code></a>'
    return f"<code>{escape(short(iri))}</code>"


def _links(iris: str | Iterable[str]) -> str:
    return " ".join(map(_link, sorted(iris.split() if isinstance(iris, str) else iris)))


def _in_manual(page: str, names: Iterable[str], entries: Iterable[str] | None = None) -> str:
    """Names, leading to their entries of the manual in the language that is shown; which have one, if not all."""
    known = None if entries is None else set(entries)
    parts = []
    for name in names:
        if known is not None and name not in known:
            parts.append(f"<code>{name}</code>")
            continue
        for language, shown in (("en", "first"), ("zh", "second")):
            parts.append(f'<a class="{shown}" href="{language}/reference/{page}.html#{name}"><code>{name}</code></a>')
    return " ".join(parts)


# --- Examples of the data ---------------------------------------------------------------------------------------------


def _turtle(subject: ox.NamedNode, kept: ox.NamedNode | None = None) -> str:
    """Statements of the bundled data about a thing, or those with a property, as Turtle; of many, how many are left out."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for quad in drawings.data().quads_for_pattern(subject, kept, None):
        said[short(quad.predicate.value).replace("rdf:type", "a")].append(_written(quad.object))
    lines = [
        (name, value) for name in sorted(said, key=lambda name: (name != "a", name)) for value in sorted(said[name])
    ]
    parts: list[str] = []
    for at, (name, value) in enumerate(lines[:_MOST]):
        again = at > 0 and lines[at - 1][0] == name
        parts.append(f" ,\n        {value}" if again else f"{' ;' if at else ''}\n    {name} {value}")
    left = len(lines) - _MOST
    return f"{_written(subject)}{''.join(parts)} ." + (f"\n# … +{left}" if left > 0 else "")


def _written(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(term, ox.NamedNode):
        base = vocabulary.DEFAULT_BASE
        if term.value.startswith(base):
            return f"<{term.value.removeprefix(base)}>"
        name = short(term.value)
        return name if re.fullmatch(r"[\w-]+:[\w-]+", name) else f"<{term.value}>"
    if isinstance(term, ox.Literal) and not term.language and not term.datatype.value.endswith("#string"):
        return f'"{term.value}"^^{short(term.datatype.value)}'
    return str(term)


def _names(node: object) -> set[str]:
    """What a thing is called, or a value is."""
    if isinstance(node, ox.Literal):
        return {node.value}
    assert isinstance(node, ox.NamedNode)
    found = {node.value.removeprefix(vocabulary.DEFAULT_BASE)}
    for name in (vocabulary.SKOS + "prefLabel", vocabulary.DCTERMS + "title"):
        for quad in drawings.data().quads_for_pattern(node, ox.NamedNode(name), None):
            found |= {quad.object.value} if isinstance(quad.object, ox.Literal) else set()
    return found


def example(term: str, said: str) -> str:
    """The statements of the bundled data that an example of a term is about, as Turtle; none where it is invented.

    Args:
        term: the term's IRI.
        said: its example in English: a thing's name, or of a property ``whose → what``.
    """
    node, data = ox.NamedNode(term), drawings.data()
    whose, arrow, what = said.partition(" → ")
    if arrow:
        uses = list(data.quads_for_pattern(None, node, None))
        fitting = [use for use in uses if whose in _names(use.subject) and what in _names(use.object)]
        things = sorted({use.subject.value for use in fitting if isinstance(use.subject, ox.NamedNode)})
        return _turtle(ox.NamedNode(things[0]), node) if things else ""
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    of_class = data.quads_for_pattern(None, kind, node)
    things = sorted(
        use.subject.value for use in of_class if isinstance(use.subject, ox.NamedNode) and said in _names(use.subject)
    )
    return _turtle(ox.NamedNode(things[0])) if things else ""


# --- Parts of the page ------------------------------------------------------------------------------------------------


class _Terms:
    """The terms, with what is said of each here and there."""

    def __init__(self) -> None:
        self.rows = _rows(_store(), _TERMS)
        self.questions, self.shapes = _used_in(), _by_shape()
        self.reported = {shape.code for shape in triggers.of_shapes()}
        self.below: defaultdict[str, list[str]] = defaultdict(list)
        self.of: defaultdict[str, list[str]] = defaultdict(list)
        self.to: defaultdict[str, list[str]] = defaultdict(list)
        for row in self.rows:
            for name, found in (("above", self.below), ("domains", self.of), ("ranges", self.to)):
                for iri in row[name].split():
                    found[iri].append(row["term"])
        self.like: defaultdict[str, list[str]] = defaultdict(list)
        for stem, said in _aligned().items():
            for ours, _, theirs in said:
                self.like[ours].append(_other(stem, theirs))

    def chosen(self, is_class: bool) -> list[dict[str, str]]:
        """The classes, or the properties."""
        return [row for row in self.rows if ("owl#Class" in row["kinds"]) == is_class]

    def section(self, row: dict[str, str]) -> str:
        """All of one term."""
        term = row["term"]
        local = term.removeprefix(PK)
        of, zh = ("class", "类") if "owl#Class" in row["kinds"] else ("property", "属性")
        kinds = [_KINDS[kind.rpartition("#")[2]] for kind in sorted(row["kinds"].split(), key=_order)]
        facts = [
            (Text("Kind", "类别"), ", ".join(map(_titled, kinds))),
            (Text(f"Sub{of} of", f"上级{zh}"), _links(row["above"])),
            (Text(f"Super{of} of", f"下级{zh}"), _links(self.below[term])),
            (Text("Disjoint with", "互斥"), _links(row["disjoint"])),
            (Text("Domain", "定义域"), _links(row["domains"])),
            (Text("Range", "值域"), _links(row["ranges"])),
            (Text("Inverse of", "逆属性"), _links(row["inverses"])),
            (Text("Domain of", "为其定义域"), _links(self.of[term])),
            (Text("Range of", "为其值域"), _links(self.to[term])),
            (Text("Example", "示例"), self._example(row)),
            (Text("Checked by", "检查"), _in_manual("findings", self.shapes.get(local, []), self.reported)),
            (Text("Asked by", "问题"), _in_manual("questions", self.questions.get(local, []))),
            (Text("Elsewhere", "对应"), " ".join(self.like[term])),
        ]
        told = "".join(f"<dt>{_titled(name)}</dt><dd>{value}</dd>" for name, value in facts if value)
        return (
            f'<section class="term" id="{local}"><h3>{_both(row["labelEn"], row["labelZh"])}'
            f'<a class="here" href="#{local}"><code>pk:{local}</code></a></h3>'
            f"<p>{_both(row['definitionEn'], row['definitionZh'], '<br>')}</p><dl>{told}</dl></section>"
        )

    def _example(self, row: dict[str, str]) -> str:
        text = _both(row["exampleEn"], row["exampleZh"], "<br>")
        written = example(row["term"], row["exampleEn"])
        if not written:
            return text
        return f'{text}<details><summary>Turtle</summary><pre tabindex="0">{escape(written)}</pre></details>'


def _order(kind: str) -> int:
    return list(_KINDS).index(kind.rpartition("#")[2])


def _header() -> tuple[dict[str, list[dict[str, str]]], str]:
    """What the ontology says of itself, by property; and that as a list of the page."""
    said: dict[str, list[dict[str, str]]] = {}
    for row in _rows(_store(), _HEADER):
        said.setdefault(short(row["property"]), []).append(row)
    lines = []
    for name, title in _SAID.items():
        values = [row["value"] for row in said[name]]
        shown = [
            f'<a href="{escape(value)}">{escape(value)}</a>' if name == "dcterms:license" else escape(value)
            for value in values
        ]
        lines.append(f"<dt>{_titled(title)}</dt><dd>{'<br>'.join(shown)}</dd>")
    return said, f"<dl>{''.join(lines)}</dl>"


def _of_language(rows: Iterable[dict[str, str]], language: str) -> str:
    return next(row["value"] for row in rows if row["language"] == language)


def _alignments() -> str:
    """What the terms are in other vocabularies."""
    parts = []
    heads = (Text("Here", "本体"), Text("is", "关系"), Text("There", "对方"))
    head = "".join(f"<th>{_titled(text)}</th>" for text in heads)
    for stem, said in _aligned().items():
        lines = "".join(
            f"<tr><td>{_link(ours)}</td><td><code>{escape(short(how))}</code></td><td>{_other(stem, theirs)}</td></tr>"
            for ours, how, theirs in said
        )
        title, prefix, start = _ALIGNED[stem]
        parts.append(
            f'<h3>{escape(title)}</h3><p><code>{prefix}:</code> <a href="{start}">{start}</a></p>'
            f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'
        )
    return "".join(parts)


def _code_lists() -> str:
    lines = []
    for path in sorted((ONTOLOGY / "codelists").glob("*.ttl")):
        store = ox.Store()
        store.load(path=path, format=ox.RdfFormat.TURTLE)
        (row,) = _rows(
            store,
            """SELECT ?en ?zh (COUNT(DISTINCT ?code) AS ?number) WHERE { ?list a skos:ConceptScheme ;
            skos:prefLabel|dcterms:title|rdfs:label ?en , ?zh . ?code skos:inScheme ?list
            FILTER(LANG(?en) = "en" && LANG(?zh) = "zh") } GROUP BY ?en ?zh""",
        )
        lines.append(
            f"<tr><td>{_in_manual('codes', [path.stem])}</td><td>{_both(row['en'], row['zh'])}</td><td>{row['number']}</td></tr>"
        )
    return f'<div class="wide"><table><tbody>{"".join(lines)}</tbody></table></div>'


def _changes() -> str:
    """What the header says of each version."""
    told = _rows(
        _store(),
        """SELECT ?en ?zh WHERE { ?o a owl:Ontology ; skos:changeNote ?en , ?zh . FILTER(LANG(?en) = 'en' && LANG(?zh) = 'zh'
        && STRBEFORE(?en, ':') = STRBEFORE(?zh, ':')) } ORDER BY DESC(?en)""",
    )
    return "".join(f"<p>{_both(row['en'], row['zh'], '<br>')}</p>" for row in told)


def _contents(terms: _Terms, sections: Iterable[tuple[str, Text]]) -> str:
    """The page's contents: its sections, with the terms below classes and properties."""
    lines = []
    for name, title in sections:
        lines.append(f'<li><a href="#{name}">{_titled(title)}</a>')
        if name in ("classes", "properties"):
            rows = terms.chosen(name == "classes")
            inner = "".join(
                f'<li><a href="#{row["term"].removeprefix(PK)}" title="{escape(row["labelEn"])} {escape(row["labelZh"])}">'
                f"{row['term'].removeprefix(PK)}</a></li>"
                for row in rows
            )
            lines.append(f"<ul>{inner}</ul>")
        lines.append("</li>")
    return f"<ul>{''.join(lines)}</ul>"


def page() -> str:
    """The page."""
    terms = _Terms()
    said, header = _header()
    title, about = said["dcterms:title"], said["dcterms:description"]
    counts = len(terms.chosen(True)), len(terms.chosen(False))
    sections: list[tuple[str, Text, str]] = [
        ("pattern", Text("The pattern", "基本结构"), _figures()),
        ("hierarchy", Text("The hierarchy", "类的层次"), f'<div class="wide">{drawings.classes("both")}</div>'),
        (
            "classes",
            Text(f"Classes ({counts[0]})", f"类（{counts[0]}）"),
            "".join(map(terms.section, terms.chosen(True))),
        ),
        (
            "properties",
            Text(f"Properties ({counts[1]})", f"属性（{counts[1]}）"),
            "".join(map(terms.section, terms.chosen(False))),
        ),
        ("codes", Text("Code lists", "代码表"), _code_lists()),
        ("alignments", Text("Alignments", "与其他词汇的对应"), _alignments()),
        ("changes", Text("Changes", "变更"), _changes()),
    ]
    contents = _contents(terms, [(name, text) for name, text, _ in sections])
    body = "".join(f'<h2 id="{name}">{_titled(text)}</h2>{inside}' for name, text, inside in sections)
    en, zh = (_of_language(title, language) for language in ("en", "zh"))
    style, script = ((HERE / "_ontology" / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return _PAGE.format(
        title=escape(f"{en} · {zh}"),
        style=style,
        script=script,
        contents=contents,
        heading=_both(en, zh, "<br>"),
        about=_both(_of_language(about, "en"), _of_language(about, "zh"), "<br>"),
        header=header,
        body=body,
    )


def _figures() -> str:
    told = Text(
        "A partnership has any number of parties, each by a participation that says its role; who says so, as of which "
        "day and where, is a claim with its evidence. The dashed arrow is derived. Every box leads to its term.",
        "合作可有任意多个参与方，各经由说明其角色的“参与”；由谁、截至何日、在原文何处作此陈述，记为附有证据的陈述。虚线箭头为推导所得。点击方框可至该术语。",
    )
    like = Text("The same with a partnership of the bundled data:", "随附数据中的一例：")
    return (
        f'<p>{_both(told.en, told.zh, "<br>")}</p><div class="wide">{drawings.pattern("both")}</div>'
        f'<p>{_both(like.en, like.zh, "<br>")}</p><div class="wide">{drawings.example("both")}</div>'
    )


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
{style}</style></head><body>
<aside><div class="brand"><strong>partnership-kg</strong>
<p><span lang="en"><a href="en/index.html">Manual</a></span><span class="joint"> · </span><span lang="zh"><a href="zh/index.html">手册</a></span></p>
<p class="switch" hidden><button data-show="en">English</button><button data-show="zh">中文</button><button data-show="both">English 中文</button></p>
<input id="find" type="search" placeholder="Term 术语" aria-label="Term 术语" hidden></div>
<nav>{contents}</nav></aside>
<main><h1>{heading}</h1><p class="about">{about}</p>{header}
<p><a href="ontology.ttl" download>ontology.ttl</a></p>
{body}</main><script>
{script}</script></body></html>
"""


class Term(NamedTuple):
    """A term in brief.

    Attributes:
        name: its local name.
        is_class: whether it is a class; else a property.
        label, definition: in both languages.
    """

    name: str
    is_class: bool
    label: Text
    definition: Text


def terms() -> list[Term]:
    """The ontology's own terms."""
    return [
        Term(
            row["term"].removeprefix(PK),
            "owl#Class" in row["kinds"],
            Text(row["labelEn"], row["labelZh"]),
            Text(row["definitionEn"], row["definitionZh"]),
        )
        for row in _rows(_store(), _TERMS)
    ]


def turtle() -> str:
    """The ontology's modules as one file, sorted."""
    whole = Graph()
    for path in sorted((ONTOLOGY / "modules").glob("*.ttl")):
        whole.parse(path)
    return whole.serialize(format="turtle")


def write(path: Path) -> None:
    """Write the page, and beside it the ontology in one file."""
    path.write_text(page(), encoding="utf-8")
    path.with_suffix(".ttl").write_text(turtle(), encoding="utf-8")
