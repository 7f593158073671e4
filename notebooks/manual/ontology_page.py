"""The ontology as one page in both languages, made by SPARQL over the ontology's own files."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

import pyoxigraph as ox

from kg import vocabulary
from notebooks.manual import drawings
from tests.ontology.shape_cases import ONTOLOGY

PK = vocabulary.PK
_PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX pk: <https://w3id.org/partnership-kg/ont#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
#: The terms, with what the ontology says of each.
_TERMS = """
SELECT ?term (SAMPLE(?en) AS ?labelEn) (SAMPLE(?zh) AS ?labelZh) (SAMPLE(?told) AS ?definitionEn) (SAMPLE(?toldZh) AS ?definitionZh)
  (SAMPLE(?like) AS ?exampleEn) (SAMPLE(?likeZh) AS ?exampleZh)
  (GROUP_CONCAT(DISTINCT STR(?kind) ; separator=" ") AS ?kinds) (GROUP_CONCAT(DISTINCT STR(?super) ; separator=" ") AS ?above)
  (GROUP_CONCAT(DISTINCT STR(?domain) ; separator=" ") AS ?domains) (GROUP_CONCAT(DISTINCT STR(?range) ; separator=" ") AS ?ranges)
WHERE {
  ?term a ?kind ; rdfs:label ?en , ?zh ; skos:definition ?told , ?toldZh ; skos:example ?like , ?likeZh .
  FILTER(STRSTARTS(STR(?term), STR(pk:)) && LANG(?en) = "en" && LANG(?zh) = "zh" && LANG(?told) = "en" && LANG(?toldZh) = "zh"
    && LANG(?like) = "en" && LANG(?likeZh) = "zh")
  OPTIONAL { ?term rdfs:subClassOf|rdfs:subPropertyOf ?super . FILTER(ISIRI(?super)) }
  OPTIONAL { ?term rdfs:domain ?domain . FILTER(ISIRI(?domain)) }
  OPTIONAL { ?term rdfs:range ?range . FILTER(ISIRI(?range)) }
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
_HEADER = "SELECT ?property ?value WHERE { ?header a owl:Ontology ; ?property ?value } ORDER BY ?property ?value"
_STYLE = """
:root{color-scheme:light}body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1d2733}
h1{line-height:1.25}section.term{border-top:1px solid #d5dde6;padding:.6rem 0}h3{margin:.2rem 0}h3 small{color:#52708f;font-weight:normal}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.3rem 0}dt{color:#52708f}dd{margin:0;overflow-wrap:anywhere}
code{font-size:.9em;background:#f3f6fa;padding:0 .2em}svg{max-width:100%;height:auto}nav ul{columns:14rem;padding-left:1.1rem}
table{border-collapse:collapse;display:block;overflow-x:auto}td,th{border:1px solid #d5dde6;padding:.2rem .5rem;text-align:left}
@media(max-width:36rem){dl{grid-template-columns:1fr}dt{margin-top:.3rem}}
"""


@cache
def _store() -> ox.Store:
    """Modules and shapes."""
    store = ox.Store()
    for part in ("modules", "shapes"):
        for path in sorted((ONTOLOGY / part).glob("*.ttl")):
            store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def _rows(store: ox.Store, query: str, **bound: ox.NamedNode) -> list[dict[str, str]]:
    substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): term for name, term in bound.items()
    }
    answer = store.query(_PREFIXES + query, substitutions=substitutions)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [{name: row[name].value if row[name] is not None else "" for name in names} for row in answer]


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


def _short(iri: str) -> str:
    for prefix, name in sorted(vocabulary.PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(name):
            return f"{prefix}:{iri.removeprefix(name)}"
    return iri


def _link(iri: str) -> str:
    local = iri.removeprefix(PK)
    return (
        f'<a href="#{local}"><code>pk:{local}</code></a>'
        if iri.startswith(PK)
        else f"<code>{escape(_short(iri))}</code>"
    )


def _term(row: dict[str, str], questions: dict[str, list[str]], shapes: dict[str, list[str]]) -> str:
    local = row["term"].removeprefix(PK)
    lines = [
        f'<section class="term" id="{local}"><h3>{escape(row["labelEn"])} · {escape(row["labelZh"])} <small>pk:{local}</small></h3>',
        f'<p>{escape(row["definitionEn"])}<br><span lang="zh">{escape(row["definitionZh"])}</span></p><dl>',
    ]
    facts = [
        ("Kind 类别", ", ".join(_link(kind) for kind in sorted(row["kinds"].split()))),
        ("Below 上级", ", ".join(map(_link, sorted(row["above"].split())))),
        ("Of 定义域", ", ".join(map(_link, sorted(row["domains"].split())))),
        ("To 值域", ", ".join(map(_link, sorted(row["ranges"].split())))),
        ("Example 示例", f'{escape(row["exampleEn"])}<br><span lang="zh">{escape(row["exampleZh"])}</span>'),
        ("Shapes 形状", ", ".join(f"<code>{name}</code>" for name in shapes.get(local, []))),
        ("Questions 问题", ", ".join(f"<code>{name}</code>" for name in questions.get(local, []))),
    ]
    lines += [f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts if value]
    return "".join([*lines, "</dl></section>"])


def page() -> str:
    """The page."""
    rows = _rows(_store(), _TERMS)
    questions, shapes = _used_in(), _by_shape()
    header = "".join(
        f"<dt>{escape(_short(row['property']))}</dt><dd>{escape(row['value'])}</dd>" for row in _rows(_store(), _HEADER)
    )
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>Partnership knowledge graph ontology 区域合作知识图谱本体</title><style>{_STYLE}</style></head><body>",
        '<h1>Partnership knowledge graph ontology<br><span lang="zh">区域合作知识图谱本体</span></h1>',
        f"<dl>{header}</dl>",
        f"<h2>The pattern · 基本结构</h2>{drawings.pattern('en')}{drawings.pattern('zh')}",
        f"<h2>The classes · 类</h2>{drawings.classes('both')}",
    ]
    groups = [("Classes · 类", "owl#Class"), ("Properties · 属性", "Property")]
    for title, kind in groups:
        chosen = [
            row for row in rows if kind in row["kinds"] and (kind != "Property" or "owl#Class" not in row["kinds"])
        ]
        links = "".join(f"<li>{_link(row['term'])}</li>" for row in chosen)
        parts.append(f"<h2>{title}</h2><nav><ul>{links}</ul></nav>")
        parts += [_term(row, questions, shapes) for row in chosen]
    parts.append(
        f"<h2>Alignments · 与其他词汇的对应</h2>{_alignments()}<h2>Changes · 变更</h2>{_changes()}</body></html>\n"
    )
    return "\n".join(parts)


def _alignments() -> str:
    """What the terms are in other vocabularies."""
    lines = []
    for path in sorted((ONTOLOGY / "alignments").glob("term-*.ttl")):
        store = ox.Store()
        store.load(path=path, format=ox.RdfFormat.TURTLE)
        for row in _rows(
            store, "SELECT ?a ?b ?c WHERE { ?a ?b ?c FILTER(STRSTARTS(STR(?a), STR(pk:))) } ORDER BY ?a ?b ?c"
        ):
            lines.append(
                f"<tr><td>{_link(row['a'])}</td><td><code>{escape(_short(row['b']))}</code></td><td><code>{escape(row['c'])}</code></td></tr>"
            )
    return f"<table>{''.join(lines)}</table>"


def _changes() -> str:
    """What the header says of each version."""
    told = _rows(
        _store(),
        "SELECT ?en ?zh WHERE { ?o a owl:Ontology ; skos:changeNote ?en , ?zh . FILTER(LANG(?en) = 'en' && LANG(?zh) = 'zh' && STRBEFORE(?en, ':') = STRBEFORE(?zh, ':')) } ORDER BY DESC(?en)",
    )
    return "".join(f"<p>{escape(row['en'])}<br><span lang='zh'>{escape(row['zh'])}</span></p>" for row in told)


def write(path: Path) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8")
